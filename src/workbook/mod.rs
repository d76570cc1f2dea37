//! A result to take away: its tables as CSV, and a workbook in which it is worked out once more by
//! formulas that anybody can follow and change.
//!
//! - `rules`: the formula of every step and amount, one file for each benefit.
//! - `formula`: a formula of ours as one of a spreadsheet: what it names becomes a cell.
//! - `loan`: what formulas about loans have in common.
//! - `book`: the sheets.
//! - `payments`: the sheet of a table of payments.
//! - `table`, `csv`: every table as plain rows.
//! - `sheet`, `zip`: the file format.
//!
//! The engine is the truth; the workbook is held against it (tests/workbook.rs). It works out the branch
//! of the rules that was taken: another branch has other steps. `docs/workbook.md` says more.

mod book;
mod csv;
mod formula;
mod loan;
mod payments;
mod rules;
mod sheet;
mod table;
mod zip;

pub use csv::csv;
pub use rules::missing;
pub use table::{Table, Value};
pub use zip::zip;

use crate::benefit::{Answer, Answers, Benefit, Kind, Question};
use crate::embed::Outcome;
use crate::input::Json;
use crate::words::{Locale, Message};
use std::borrow::Cow;

/// A result with what it was worked out from.
pub struct Kept<'a> {
    outcome: &'a Outcome,
    benefit: &'static Benefit,
    answers: Answers,
    words: &'a Locale,
}

impl<'a> Kept<'a> {
    /// A result, the answers of its request, and the language. `None` where there is no such benefit
    /// or the answers are not allowed.
    pub fn new(outcome: &'a Outcome, answers: &Json, words: &'a Locale) -> Option<Kept<'a>> {
        let benefit = crate::benefit::find(outcome.benefit)?.whole();
        let answers = Answers::read(benefit, answers).ok()?;
        Some(Kept {
            outcome,
            benefit,
            answers,
            words,
        })
    }

    /// The workbook, as the bytes of an `.xlsx`. Without `values`, no formula says what it came to, so
    /// that whoever opens it must work it out.
    pub fn workbook(&self, values: bool) -> Vec<u8> {
        sheet::book(book::sheets(self), values)
    }

    /// Whether nothing is open: only then can formulas say what it comes to.
    pub fn is_settled(&self) -> bool {
        let known = |id: &&'static str| {
            let of = |name: &str| name == *id || name.split('.').next() == Some(id);
            self.outcome.amounts.iter().any(|(name, _)| of(name))
        };
        let mut amounts = self.outcome.amounts.iter();
        let sure = amounts.all(|(_, amount)| amount.low == amount.high && !amount.outer);
        let mut steps = self.outcome.steps.iter();
        sure && self.benefit.answer.needs.iter().all(known)
            && steps.all(|step| step.assuming.iter().next().is_none())
            && !self
                .outcome
                .notices
                .iter()
                .any(|notice| notice.id == "open")
            && self.outcome.amounts.iter().next().is_some()
    }

    fn word<'b>(&'b self, key: &'b str) -> &'b str {
        self.words.word(key)
    }

    fn own_word(&self, parts: &[&str]) -> String {
        let key = [&[self.benefit.id, "."], parts].concat().concat();
        self.word(&key).into()
    }

    fn question(&self, question: &Question) -> String {
        self.own_word(&["question.", question.id])
    }

    /// The name of a row of a group; empty for no row.
    fn row_name(&self, group: Option<&str>, row: u8) -> String {
        let Some(group) = group.filter(|_| row > 0) else {
            return String::new();
        };
        let words = Message::default().saying("row", row.to_string());
        self.words
            .say(&words.keyed(&[self.benefit.id, ".rows.", group]))
    }

    fn group_of_amount(&self, name: &str) -> Option<&'static str> {
        let id = name.split('.').next().unwrap_or_default();
        let mut amounts = self.benefit.amounts.iter();
        amounts.find(|amount| amount.id == id)?.row
    }

    /// The group of the row that a step is of: the only one, or that of the amount which rests on it.
    fn group_of_step(&self, step: &str, row: Option<u8>) -> Option<&'static str> {
        let row = row?;
        if let [only] = self.benefit.rows {
            return Some(only.id);
        }
        if let Some(group) = rules::group_of(self.benefit.id, step) {
            return Some(group);
        }
        let amounts = self
            .outcome
            .amounts
            .iter()
            .filter(|(_, amount)| amount.row == Some(row));
        let mut resting = amounts.filter(|(_, amount)| amount.steps.contains(&step));
        self.group_of_amount(resting.next()?.0)
    }

    fn unit(&self, unit: &str) -> String {
        self.word(&["workbook.unit.", unit].concat()).into()
    }

    fn unit_of(&self, question: &Question) -> String {
        match question.kind {
            Kind::Number { unit, .. } => self.unit(unit.id()),
            _ => String::new(),
        }
    }

    /// What is asked in this case, each with its row (0: none), in the order of the form.
    fn asked(&self) -> Vec<(&'static Question, u8)> {
        let mut asked = Vec::new();
        let mut of = |group: Option<&str>, row| {
            for question in self.benefit.questions() {
                let given = |id| self.answers.get(id, row);
                if question.row == group && self.benefit.is_asked(question.id, &given) {
                    asked.push((question, row));
                }
            }
        };
        of(None, 0);
        for rows in self.benefit.rows {
            for row in 1..=self.answers.rows(rows.id) {
                of(Some(rows.id), row);
            }
        }
        asked
    }

    /// An answer as a person reads it; empty while it is blank.
    fn answer_text(&self, question: &Question, row: u8) -> String {
        match self.answers.get(question.id, row) {
            Some(Answer::Number(number)) => crate::money::plain(number, 0),
            Some(Answer::Day(day)) => day.to_string(),
            Some(Answer::Choice(choice)) if question.kind == Kind::YesNo => {
                self.word(&["choice.", choice].concat()).into()
            }
            Some(Answer::Choice(choice)) => self.own_word(&["choice.", question.id, ".", choice]),
            None => String::new(),
        }
    }

    /// A sentence with its values.
    fn say(&self, key: &'static str, values: &[(&'static str, &str)]) -> String {
        let mut message = Message {
            key: Cow::Borrowed(key),
            ..Message::default()
        };
        for (name, value) in values {
            message = message.saying(name, *value);
        }
        self.words.say(&message)
    }
}
