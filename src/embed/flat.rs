//! An outcome as one text: all that is its own, in the order of its shapes. `outcome.js` takes it apart in
//! the same order and puts what outcomes have in common, which comes beside it, in its places. Faster than
//! JSON, whose parser reads names that never change (docs/adr/0011-flat.md).

use super::{
    Amount, Condition, Holds, Notice, Outcome, Pack, Schedule, Step, Table, TableLine, Verdict,
};

/// Between two texts.
const END: char = '\0';
/// In the place of a text that is not there.
const NOTHING: &str = "\u{1}";

/// The text of an outcome, without what is [shared](Outcome::figures).
pub(super) fn flat(outcome: &Outcome) -> String {
    let mut flat = Flat(String::with_capacity(8_192));
    flat.put(outcome.benefit);
    flat.put(&outcome.on);
    flat.may(outcome.as_known_on.as_deref());
    flat.put(match outcome.verdict {
        Verdict::Eligible => "eligible",
        Verdict::NotEligible => "not-eligible",
        Verdict::Depends => "depends",
        Verdict::NoRule => "no-rule",
    });
    flat.put(&outcome.sentence);
    flat.all(outcome.parts, |flat, part| flat.put(part));
    flat.may(outcome.whole);
    flat.all(&outcome.amounts.0, |flat, (name, amount)| {
        flat.put(name);
        flat.amount(amount);
    });
    flat.all(&outcome.conditions, Flat::condition);
    flat.all(&outcome.steps, Flat::step);
    flat.all(&outcome.notices, Flat::notice);
    flat.all(outcome.schedule.as_slice(), Flat::schedule);
    flat.all(&outcome.schedules, Flat::schedule);
    flat.all(&outcome.tables, Flat::table);
    flat.all(&outcome.packs, Flat::pack);
    flat.truth(outcome.draft);
    flat.0
}

struct Flat(String);

impl Flat {
    fn put(&mut self, text: &str) {
        match text.contains(END) {
            // As browsers show it.
            true => self.0.push_str(&text.replace(END, "\u{fffd}")),
            false => self.0.push_str(text),
        }
        self.0.push(END);
    }

    fn may(&mut self, text: Option<&str>) {
        self.put(text.unwrap_or(NOTHING));
    }

    fn number(&mut self, number: usize) {
        self.put(&number.to_string());
    }

    fn truth(&mut self, truth: bool) {
        self.put(if truth { "1" } else { "" });
    }

    /// A row from 1, or nothing.
    fn row(&mut self, row: Option<u8>) {
        self.number(row.unwrap_or_default().into());
    }

    /// How many there are, and each.
    fn all<T>(&mut self, items: &[T], put: impl Fn(&mut Flat, &T)) {
        self.number(items.len());
        for item in items {
            put(self, item);
        }
    }

    fn amount(&mut self, amount: &Amount) {
        for text in [&amount.low, &amount.high] {
            self.put(text);
        }
        self.put(amount.unit);
        self.put(&amount.text);
        self.put(&amount.shown);
        self.truth(amount.outer);
        self.row(amount.row);
    }

    fn condition(&mut self, condition: &Condition) {
        self.put(condition.id);
        self.put(match condition.holds {
            Holds::Yes => "yes",
            Holds::No => "no",
            Holds::Unknown => "unknown",
        });
        self.put(&condition.text);
        self.all(condition.distance.as_slice(), |flat, distance| {
            flat.put(&distance.value);
            flat.put(distance.unit);
            flat.put(&distance.text);
        });
    }

    fn step(&mut self, step: &Step) {
        self.put(step.id);
        self.row(step.row);
        for text in [&step.text, &step.formula, &step.value] {
            self.put(text);
        }
        let named = |flat: &mut Flat, (name, value): &(_, String)| {
            let name: &std::borrow::Cow<str> = name;
            flat.put(name);
            flat.put(value);
        };
        self.all(&step.inputs.0, named);
        self.all(&step.figures, |flat, figure| flat.put(figure));
        self.all(&step.assuming.0, named);
    }

    fn notice(&mut self, notice: &Notice) {
        self.put(notice.id);
        self.put(&notice.text);
        self.may(notice.figure);
        self.all(&notice.steps, Flat::step);
    }

    fn schedule(&mut self, schedule: &Schedule) {
        self.row(schedule.row);
        self.all(&schedule.rows, |flat, row| {
            flat.number(row.month as usize);
            for yuan in [&row.payment, &row.principal, &row.interest, &row.balance] {
                flat.put(yuan);
            }
        });
        self.put(&schedule.interest);
        self.put(&schedule.payment);
    }

    fn table(&mut self, table: &Table) {
        self.put(table.id);
        self.put(&table.text);
        self.all(&table.lines, Flat::line);
    }

    fn line(&mut self, line: &TableLine) {
        self.put(&line.id);
        self.put(&line.text);
        self.all(&line.cells, |flat, cell| flat.may(cell.as_deref()));
        self.all(&line.steps, Flat::step);
    }

    fn pack(&mut self, pack: &Pack) {
        for text in [&pack.id, &pack.version, &pack.sha256] {
            self.put(text);
        }
    }
}
