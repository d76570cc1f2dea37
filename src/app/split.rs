//! The picture of what makes up a whole, such as who pays the interest.

use super::answer::{last_row, opens, rect};
use super::element::Elements;
use super::page::{Page, fen, row_name};
use crate::embed::{Amount, Outcome};

/// The colours of the parts of a whole, in the bar and below it. The last is what is left to pay.
const PIECES: [[&str; 2]; 4] = [
    ["rect.state", "li.state"],
    ["rect.second", "li.second"],
    ["rect.third", "li.third"],
    ["rect.own", "li.own"],
];

fn colour(at: usize, parts: usize) -> usize {
    match at + 1 == parts {
        true => 3,
        false => at.min(2),
    }
}

/// The amount of that id, of a row (0: of none).
fn found<'a>(outcome: &'a Outcome, id: &str, row: u8) -> Option<&'a Amount> {
    match row {
        0 => outcome.amounts.get(id),
        row => outcome.amounts.get(&row_name(id, row)),
    }
}

impl Page {
    /// A bar, or one for each row, all to one scale; nothing while the whole is open.
    pub(super) fn split(&self, out: &mut Elements, outcome: &Outcome) {
        let Some(whole) = &outcome.whole else { return };
        let own = self.all_amounts().iter().find(|amount| amount.id == *whole);
        let group = own.and_then(|amount| amount.row);
        let rows = match group {
            Some(_) => 1..=last_row(outcome),
            None => 0..=0,
        };
        let mut bars = Vec::new();
        let mut most = 0;
        for row in rows {
            let known = |id: &&str| found(outcome, id, row).is_some();
            if let Some(amount) = found(outcome, whole, row)
                && amount.low == amount.high
                && let Some(width) = fen(&amount.low).filter(|width| *width > 0)
                && outcome.parts.iter().any(known)
            {
                most = most.max(width);
                bars.push((row, width, amount));
            }
        }
        if bars.is_empty() {
            return;
        }
        let after = self.left_to_pay(outcome);
        let after = after.filter(|after| after.low == after.high);
        out.open("div.split");
        // What is seen of each part, and last of what is open.
        let mut seen: Vec<Option<&str>> = vec![None; outcome.parts.len() + 1];
        for (row, width, amount) in bars {
            match group {
                Some(group) => {
                    let id = row_name(whole, row);
                    self.bar_name(out, &self.row_words(group, row), &id, amount);
                }
                None if after.is_some() => self.bar_name(out, &amount.text, whole, amount),
                None => {}
            }
            let mut open = width;
            let mut widths = Vec::new();
            for (at, part) in outcome.parts.iter().enumerate() {
                let part = found(outcome, part, row);
                let low = part.and_then(|part| fen(&part.low));
                let low = low.unwrap_or_default().clamp(0, open);
                open -= low;
                widths.push(low);
                if low > 0 {
                    seen[at] = part.map(|part| part.text.as_str());
                }
            }
            if open > 0 {
                seen[widths.len()] = Some(self.words.word("page.split.open"));
            }
            bar(out, &widths, open, most);
        }
        if let Some(after) = after {
            let id = self
                .benefit
                .and_then(|benefit| benefit.whole().answer.after);
            self.bar_name(out, &after.text, id.unwrap_or_default(), after);
            let mut widths = vec![0; outcome.parts.len()];
            if let (Some(last), Some(left)) = (widths.last_mut(), fen(&after.low)) {
                *last = left;
            }
            bar(out, &widths, 0, most);
        }
        out.open("ul.legend|aria-hidden=true");
        let parts = outcome.parts.len();
        for (at, text) in seen.iter().enumerate() {
            if let Some(text) = text {
                let name = match at == parts {
                    true => "li.blank",
                    false => PIECES[colour(at, parts)][1],
                };
                out.line(name, text);
            }
        }
        out.close();
        out.close();
    }

    /// What a bar is about, and all of it.
    fn bar_name(&self, out: &mut Elements, name: &str, id: &str, amount: &Amount) {
        out.open("p.line");
        opens(out, "amount.", id);
        out.line("span", name);
        out.line("strong", &self.with_unit(amount));
        out.close();
    }

    /// What is left to pay, where that is the answer.
    pub(super) fn left_to_pay<'a>(&self, outcome: &'a Outcome) -> Option<&'a Amount> {
        let after = self.benefit?.whole().answer.after?;
        outcome.amounts.get(after)
    }
}

/// One bar. What is open lies between the first part and the others.
fn bar(out: &mut Elements, widths: &[i64], open: i64, most: i64) {
    out.open("svg|viewBox=0 0 1000 10|preserveAspectRatio=none|aria-hidden=true");
    let mut from = 0;
    for (at, width) in widths.iter().enumerate() {
        let name = PIECES[colour(at, widths.len())][0];
        piece(out, name, from, from + width, most);
        from += width;
        if at == 0 {
            piece(out, "rect.blank", from, from + open, most);
            from += open;
        }
    }
    out.close();
}

fn piece(out: &mut Elements, name: &'static str, from: i64, to: i64, most: i64) {
    let x = |at: i64| at * 1000 / most;
    let gap = if to < most { 3 } else { 0 };
    out.open("");
    if to > from {
        rect(out, name, x(from), 0, (x(to) - x(from) - gap).max(3), 10);
    }
    out.close();
}
