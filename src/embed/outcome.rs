//! An outcome, from the engine's terms into the shapes that cross the border.

use super::figures;
use super::{
    Amount, Column, Condition, Distance, Engine, Figure, Holds, Notice, Outcome, Pack, Schedule,
    ScheduleRow, Step, Table, TableLine, Verdict,
};
use crate::benefit::{self, Assumed, Benefit, Lack, Line};
use crate::explore;
use crate::loan::Row;
use crate::money::plain;
use crate::policy::{self, Date, Place, Rulebook, Ruling, State, Unit};
use crate::words::{Argument, Locale, Message};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::rc::Rc;

/// The outcome in a language.
pub(super) fn shape(
    engine: &Engine,
    benefit: &Benefit,
    rulebook: Rulebook,
    found: explore::Outcome,
    locale: &Locale,
) -> Outcome {
    let teller = Teller {
        engine,
        benefit,
        rulebook,
        locale,
    };
    let amounts = found.amounts.iter();
    let packs = rulebook.packs().iter();
    Outcome {
        benefit: benefit.id,
        on: rulebook.on.to_string(),
        as_known_on: rulebook.as_known_on.map(|day| day.to_string()),
        verdict: verdict(found.verdict),
        sentence: teller.sentence(&found),
        parts: benefit.answer.parts,
        whole: benefit.answer.whole,
        amounts: amounts.map(|amount| teller.amount(amount)).collect(),
        conditions: teller.conditions(&found),
        steps: found.steps.iter().map(|step| teller.step(step)).collect(),
        notices: teller.notices(&found),
        schedule: schedules(&found, false).next(),
        schedules: schedules(&found, true).collect(),
        tables: found
            .tables
            .iter()
            .map(|(table, [low, high])| teller.table(table, low, high))
            .collect(),
        figures: teller.figures(&found),
        packs: packs.clone().map(|kept| pack(kept)).collect(),
        draft: packs.into_iter().any(|pack| pack.draft()),
    }
}

/// A verdict, as it crosses the border.
pub(super) fn verdict(verdict: explore::Verdict) -> Verdict {
    match verdict {
        explore::Verdict::Eligible => Verdict::Eligible,
        explore::Verdict::NotEligible => Verdict::NotEligible,
        explore::Verdict::Depends => Verdict::Depends,
        explore::Verdict::NoRule => Verdict::NoRule,
    }
}

/// A decimal string: money with at least two decimals, rates too.
pub fn decimal(value: Decimal, unit: Unit) -> String {
    let least = match unit {
        Unit::Yuan | Unit::PercentAYear => 2,
        _ => 0,
    };
    plain(value, least)
}

fn pack(pack: &policy::Pack) -> Pack {
    Pack {
        id: pack.id.clone(),
        version: pack.version().into(),
        sha256: pack.sha256.clone(),
    }
}

/// The tables of payments that are of a row, or those that are of none.
fn schedules(found: &explore::Outcome, of_rows: bool) -> impl Iterator<Item = Schedule> {
    let wanted = found.schedules.iter();
    let wanted = wanted.filter(move |(row, _)| (*row > 0) == of_rows);
    wanted.map(|(row, rows)| schedule(*row, rows))
}

fn schedule(row: u8, rows: &[Row]) -> Schedule {
    let yuan = |value| decimal(value, Unit::Yuan);
    let total = |part: fn(&Row) -> Decimal| yuan(rows.iter().map(part).sum());
    let shaped = rows.iter().map(|row| ScheduleRow {
        month: row.month,
        payment: yuan(row.payment),
        principal: yuan(row.principal),
        interest: yuan(row.interest),
        balance: yuan(row.balance),
    });
    Schedule {
        row: (row > 0).then_some(row),
        rows: shaped.collect(),
        interest: total(|row| row.interest),
        payment: total(|row| row.payment),
    }
}

fn argument(value: &Argument) -> String {
    match value {
        Argument::Yuan(yuan) => decimal(*yuan, Unit::Yuan),
        Argument::Percent(rate) => decimal(*rate, Unit::PercentAYear),
        Argument::Number(number) => plain(*number, 0),
        Argument::Day(day) => day.to_string(),
        Argument::Word(word) => word.to_string(),
    }
}

struct Teller<'a> {
    engine: &'a Engine,
    benefit: &'a Benefit,
    rulebook: Rulebook<'a>,
    locale: &'a Locale,
}

impl<'a> Teller<'a> {
    fn word(&self, parts: &[&str]) -> String {
        let mut key = String::with_capacity(80);
        key.push_str(self.benefit.id);
        key.push('.');
        parts.iter().for_each(|part| key.push_str(part));
        self.locale.word(&key).into()
    }

    /// The whole result in one sentence.
    fn sentence(&self, found: &explore::Outcome) -> String {
        let mut message = Message::default().with("on", Argument::Day(self.rulebook.on));
        let mut kind = match found.verdict {
            explore::Verdict::NoRule => "none",
            explore::Verdict::Eligible => "sure",
            _ => "if",
        };
        for id in self.benefit.answer.needs {
            let amount = found.amounts.iter().find(|amount| amount.id == *id);
            // A bound that it may not reach tells nobody what it comes to.
            match amount.filter(|amount| !amount.outer) {
                Some(amount) => message = message.saying(id, self.range(amount)),
                None if kind != "none" => kind = "open",
                None => {}
            }
        }
        self.locale
            .say(&message.keyed(&[self.benefit.id, ".answer.", kind]))
    }

    /// An amount in words, without its unit: `5,250` or `5,250–6,000`.
    fn range(&self, amount: &explore::AmountRange) -> String {
        let shown = |value| {
            let value = match amount.unit {
                Unit::Yuan => Argument::Yuan(value),
                _ => Argument::Number(value),
            };
            self.locale.show(&value)
        };
        match amount.low == amount.high {
            true => shown(amount.low),
            false => [&*shown(amount.low), "–", &shown(amount.high)].concat(),
        }
    }

    fn amount(&self, amount: &explore::AmountRange) -> (Cow<'static, str>, Amount) {
        let low = decimal(amount.low, amount.unit);
        let shaped = Amount {
            high: match amount.low == amount.high {
                true => low.clone(),
                false => decimal(amount.high, amount.unit),
            },
            low,
            unit: amount.unit.id(),
            text: self.word(&["amount.", amount.id]),
            shown: self.range(amount),
            outer: amount.outer,
            wide: amount.is_wide(),
            row: (amount.row > 0).then_some(amount.row),
            steps: self.engine.told.list(&amount.steps),
            figures: self.engine.told.ids(&amount.figures),
        };
        let id = match amount.row {
            0 => Cow::Borrowed(amount.id),
            row => Cow::Owned([amount.id, ".", &row.to_string()].concat()),
        };
        (id, shaped)
    }

    fn table(&self, table: &benefit::Table, low: &[Line], high: &[Line]) -> Table {
        // A column that says nothing in any line is left out.
        let says = |line: &Line, at: usize| line.cells.get(at).is_some_and(Option::is_some);
        let shown = |at: &usize| low.iter().any(|line| says(line, *at));
        let shown: Vec<usize> = (0..table.columns.len()).filter(shown).collect();
        let columns = || {
            let columns = shown.iter().filter_map(|at| table.columns.get(*at));
            let columns = columns.map(|column| Column {
                id: column.id,
                unit: column.unit.id(),
                text: self.word(&["column.", table.id, ".", column.id]),
            });
            columns.collect()
        };
        let lines = low.iter().zip(high).map(|(low, high)| TableLine {
            id: argument(&low.name),
            text: match low.name {
                Argument::Word(word) => self.word(&["line.", word]),
                name => self.locale.show(&name),
            },
            cells: shown
                .iter()
                .map(|at| {
                    let cell = |line: &Line| Some(self.cell(line.cells.get(*at)?.as_ref()?));
                    match (cell(low), cell(high)) {
                        (Some(low), Some(high)) if low != high => {
                            Some([&*low, "–", &high].concat())
                        }
                        (cell, _) => cell,
                    }
                })
                .collect(),
            figures: self.engine.told.ids(&low.figures),
            steps: low.steps.iter().map(|step| self.step(step)).collect(),
        });
        Table {
            id: table.id,
            text: self.word(&["table.", table.id]),
            columns: self
                .engine
                .told
                .columns(table, &shown, self.locale, columns),
            lines: lines.collect(),
        }
    }

    fn cell(&self, cell: &Argument) -> String {
        match cell {
            Argument::Word(word) => self.word(&["line.", word]),
            value => argument(value),
        }
    }

    /// A figure as it was read in this outcome.
    fn ruling(&self, found: &explore::Outcome, figure: &str) -> Option<Ruling<'a>> {
        let mut read = found.figures.iter().chain(&found.further_figures);
        let read = read.find(|(_, id, _)| *id == figure);
        match read {
            Some(read) => self.read(read),
            None => self.rulebook.ruling(Place::China, figure),
        }
    }

    fn read(&self, (place, figure, on): &Assumed) -> Option<Ruling<'a>> {
        self.rulebook.at(*on).ruling(*place, figure)
    }

    fn conditions(&self, found: &explore::Outcome) -> Vec<Condition> {
        let shaped = found.conditions.iter().map(|condition| {
            let ruling = condition.figure.and_then(|id| self.ruling(found, id));
            let figure = ruling.map(|ruling| self.engine.told(&ruling, self.locale));
            Condition {
                id: condition.id,
                holds: match condition.holds {
                    benefit::Holds::Yes => Holds::Yes,
                    benefit::Holds::No => Holds::No,
                    benefit::Holds::Unknown => Holds::Unknown,
                },
                text: self.locale.say(&condition.words),
                distance: condition
                    .distance
                    .map(|(value, unit)| self.distance(value, unit)),
                source: figure.and_then(|figure| figure.values.first()?.source.clone()),
            }
        });
        shaped.collect()
    }

    fn distance(&self, value: Decimal, unit: Unit) -> Distance {
        let key = match unit {
            Unit::PercentAYear => "unit.percent-points",
            Unit::Months => "unit.months",
            Unit::People => "unit.people",
            Unit::Times => "unit.times",
            Unit::Years => "unit.years",
            Unit::SquareMetres => "unit.square-metres",
            _ => "unit.yuan",
        };
        let words = Message::new(key).with("value", Argument::Number(value));
        Distance {
            value: decimal(value, unit),
            unit: unit.id(),
            text: self.locale.say(&words),
        }
    }

    fn step(&self, step: &benefit::Step) -> Step {
        let mut formula = Message::default().with("value", step.value);
        for (name, value) in &step.inputs {
            formula = match value {
                Argument::Word(word) => formula.saying(name, self.word(&["line.", word])),
                value => formula.with(name, *value),
            };
        }
        let key = [self.benefit.id, ".step.", step.id, ".formula"];
        let assumed = step.assumed.iter().filter_map(|(entry, at)| {
            let assumed = self.read(entry)?.reading.entry?.values.get(*at)?;
            Some((entry.1.into(), figures::written(assumed)))
        });
        let inputs = step.inputs.iter();
        Step {
            id: step.id,
            row: (step.row > 0).then_some(step.row),
            text: self.word(&["step.", step.id]),
            formula: self.locale.say(&formula.keyed(&key)),
            value: argument(&step.value),
            inputs: inputs
                .map(|(name, value)| (Cow::Borrowed(*name), argument(value)))
                .collect(),
            figures: step.figures.clone(),
            assuming: assumed.collect(),
        }
    }

    fn notices(&self, found: &explore::Outcome) -> Vec<Notice> {
        let mut notices: Vec<Notice> = Vec::new();
        if let Some(Lack::Rule(place, figure, state)) = found.no_rule {
            let key = match state {
                State::Lapsed => "notice.lapsed",
                State::NotYetInForce => "notice.not-yet-in-force",
                _ => "notice.unknown",
            };
            let ruling = self.rulebook.ruling(place, figure);
            notices.push(self.figure_notice("no-rule", key, figure, ruling));
        }
        let outer = found.amounts.iter().any(|amount| amount.outer);
        if outer || !found.open.is_empty() {
            notices.push(Notice {
                id: "open",
                text: self.locale.word("notice.open").into(),
                figure: None,
                figures: self.engine.told.list(&[]),
                steps: Vec::new(),
            });
        }
        let own = found.notices.iter().map(|notice| Notice {
            id: notice.id,
            text: self.locale.say(&notice.words),
            figure: None,
            figures: self.engine.told.ids(&notice.figures),
            steps: notice.steps.iter().map(|step| self.step(step)).collect(),
        });
        notices.extend(own);
        for read in &found.figures {
            let Some(ruling) = self.read(read) else {
                continue;
            };
            let values = ruling.reading.entry.map_or(&[][..], |entry| &entry.values);
            let recalled = values
                .iter()
                .any(|value| value.confirmed() == Some("recalled"));
            let state = ruling.reading.state;
            for (applies, id, key) in [
                (state == State::Unsettled, "unsettled", "notice.candidates"),
                (
                    state == State::PastReview,
                    "past-review",
                    "notice.past-review",
                ),
                (recalled, "recalled", "notice.recalled"),
            ] {
                if applies {
                    let notice = self.figure_notice(id, key, read.1, Some(ruling));
                    // The same entry read on two days is told once.
                    if !notices.contains(&notice) {
                        notices.push(notice);
                    }
                }
            }
        }
        notices
    }

    fn figure_notice(
        &self,
        id: &'static str,
        key: &'static str,
        figure: &'static str,
        ruling: Option<Ruling<'a>>,
    ) -> Notice {
        let entry = ruling.and_then(|ruling| ruling.reading.entry);
        let day = |day: Option<Date>| day.map_or("—".into(), |day| day.to_string());
        let lang = self.locale.pack_lang();
        let name = ruling.map(|ruling| ruling.figure.text(lang));
        let name = name.or(self.rulebook.name(figure, lang)).unwrap_or(figure);
        let name = self.locale.pack_text(name);
        let values = entry.iter().flat_map(|entry| &entry.values);
        let reasons = values.filter_map(|value| value.reason(lang));
        let reasons: Vec<&str> = reasons.map(|text| self.locale.pack_text(text)).collect();
        let words = Message::new(key)
            .with("on", Argument::Day(self.rulebook.on))
            .saying("figure", name)
            .saying("from", day(entry.map(|entry| entry.from)))
            .saying("until", day(entry.and_then(|entry| entry.until)))
            .saying("review", day(entry.and_then(|entry| entry.review_by)))
            .saying("reasons", reasons.join(" / "));
        Notice {
            id,
            text: self.locale.say(&words),
            figure: Some(figure),
            figures: self.engine.told.list(&[figure]),
            steps: Vec::new(),
        }
    }

    fn figures(&self, found: &explore::Outcome) -> Vec<Rc<Figure>> {
        let read = found.figures.iter().chain(&found.further_figures);
        let mut seen: Vec<(&str, Option<Date>)> = Vec::new();
        let mut figures: Vec<Rc<Figure>> = Vec::new();
        for ruling in read.filter_map(|read| self.read(read)) {
            let from = ruling.reading.entry.map(|entry| entry.from);
            let this = (ruling.figure.id.as_str(), from);
            if !seen.contains(&this) {
                seen.push(this);
                figures.push(self.engine.told(&ruling, self.locale));
            }
        }
        figures
    }
}
