//! The columns: what each of the cases side by side says to every question.
//!
//! At the desk the fields of the first column are named `a.rate`, those of the second `b.rate`. What the
//! others leave unsaid is as in the first column, so that only what differs is typed. Of a benefit that
//! compares rows of its own, such as offers, each column is one of these rows, and all of them are one
//! case; of any other each column is a case.

use super::super::page::{ON, Page, field, row_name};
use crate::benefit::{Outline, Question, Rows};
use crate::embed::Named;
use crate::link;

/// There are always so many columns.
pub const LEAST: usize = 2;

/// The names of the columns in the names of their fields.
pub const LETTERS: [&str; 4] = ["a", "b", "c", "d"];

/// The field of how many columns there are.
pub const COUNT: &str = "n";

/// The field of the column whose case the customer's phone opens.
pub const CHOSEN: &str = "chosen";

/// What stands for a blank answer where the first column has one: a text that is blank but not empty.
pub const BLANK: &str = " ";

/// What the columns say.
pub struct Columns {
    /// The rows that the columns are, where all of them are one case.
    pub rows: Option<&'static Rows>,
    /// For each column the texts by field, without the names of columns and compared rows.
    pub texts: Vec<Named<String>>,
}

/// The rows of a benefit that are alternatives to each other.
fn compared(benefit: &Outline) -> Option<&'static Rows> {
    let mut rows = benefit.rows.iter();
    rows.find(|rows| usize::from(rows.least) >= LEAST)
}

/// The name of a field in a column.
pub fn named(at: usize, field: &str) -> String {
    [LETTERS.get(at).unwrap_or(&"a"), ".", field].concat()
}

impl Columns {
    /// Those of the desk.
    pub fn of_desk(page: &Page, benefit: &Outline) -> Columns {
        let count = page.text(COUNT).parse().unwrap_or(LEAST);
        let count = count.clamp(LEAST, LETTERS.len());
        let mut texts: Vec<Named<String>> = Vec::new();
        for at in 0..count {
            let mut own = texts.first().cloned().unwrap_or_default();
            let start = named(at, "");
            for (name, text) in page.texts() {
                if let Some(name) = name.strip_prefix(&start) {
                    put(&mut own, name, text);
                }
            }
            texts.push(own);
        }
        Columns {
            rows: compared(benefit),
            texts,
        }
    }

    /// Those of a calculator: one, or one for each of the rows that it compares.
    pub fn of_calculator(page: &Page, benefit: &Outline) -> Columns {
        let rows = compared(benefit);
        let count = rows.map_or(1, |rows| page.rows(rows));
        let mut texts = Vec::new();
        for row in 1..=count {
            let mut own = Named::default();
            let start = rows.map(|rows| row_name(rows.id, row) + ".");
            for (name, text) in page.texts() {
                let of_row = start.as_ref().and_then(|start| name.strip_prefix(start));
                put(&mut own, of_row.unwrap_or(name), text);
            }
            texts.push(own);
        }
        Columns { rows, texts }
    }

    /// What is typed in a field of a column.
    pub fn typed(&self, at: usize, field: &str) -> &str {
        let texts = self.texts.get(at);
        let text = texts.and_then(|texts| texts.get(field));
        text.map_or("", |text| if text == BLANK { "" } else { text })
    }

    /// What a column says in a field.
    pub fn text(&self, at: usize, field: &str) -> &str {
        let texts = self.texts.get(at);
        let text = texts.and_then(|texts| texts.get(field));
        text.map_or("", |text| text.trim())
    }

    /// Whether a question belongs to all columns together.
    pub fn is_shared(&self, question: &Question) -> bool {
        self.rows.is_some() && question.row.is_none()
    }

    /// Whether a question is asked in a column, in a row of its case where there are such.
    pub fn is_asked(&self, benefit: &Outline, question: &Question, at: usize, row: u8) -> bool {
        if let Some(rows) = self.inner_rows(benefit, question)
            && row > self.count(at, rows)
        {
            return false;
        }
        question.asked_when.is_none_or(|(other, choices)| {
            benefit.question(other).is_some_and(|other| {
                let field = self.field(other, row);
                self.is_asked(benefit, other, at, row) && choices.contains(&self.text(at, &field))
            })
        })
    }

    /// The field of a question, in a row of a case where there are such.
    pub fn field(&self, question: &Question, row: u8) -> String {
        match self.rows {
            Some(_) => question.id.into(),
            None => field(question.id, question.row, row),
        }
    }

    /// The rows of a case in which a question is asked.
    pub fn inner_rows(&self, benefit: &Outline, question: &Question) -> Option<&'static Rows> {
        let mut rows = benefit.rows.iter();
        rows.find(|rows| self.rows.is_none() && question.row == Some(rows.id))
    }

    /// How many rows of a group a column's case has.
    pub fn count(&self, at: usize, rows: &Rows) -> u8 {
        let count = self.text(at, rows.id).parse().unwrap_or_default();
        rows.least.max(count).min(rows.most)
    }

    /// The cases, as the benefit's form holds them.
    pub fn cases(&self, benefit: &Outline, on: &str) -> Vec<Named<String>> {
        let mut cases = self.texts.clone();
        if let Some(rows) = self.rows {
            cases.truncate(1);
            for (row, texts) in (1..).zip(&self.texts) {
                let start = row_name(rows.id, row) + ".";
                let texts = texts.iter();
                let texts = texts.map(|(name, text)| (start.clone() + name, text.clone()));
                cases[0].0.extend(texts);
            }
            put(&mut cases[0], rows.id, &self.texts.len().to_string());
        }
        for case in &mut cases {
            // What was typed for another benefit stays at the desk.
            case.0.retain(|(name, _)| link::asks(benefit, name));
            put(case, ON, on);
        }
        cases
    }

    /// The desk's fields that say the same: whole the first column, of the others what differs.
    pub fn fields(&self) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        let Some(first) = self.texts.first() else {
            return fields;
        };
        for (at, texts) in self.texts.iter().enumerate() {
            for (name, text) in texts.iter() {
                let same = at > 0 && self.text(0, name) == text.trim();
                if !same && (at > 0 || !text.trim().is_empty()) {
                    fields.push((named(at, name), text.clone()));
                }
            }
            for (name, text) in first.iter() {
                if at > 0 && texts.get(name).is_none() && !text.trim().is_empty() {
                    fields.push((named(at, name), BLANK.into()));
                }
            }
        }
        if self.texts.len() > LEAST {
            fields.push((COUNT.into(), self.texts.len().to_string()));
        }
        fields
    }
}

fn put(texts: &mut Named<String>, name: &str, text: &str) {
    match texts.0.iter_mut().find(|(other, _)| other == name) {
        Some((_, old)) => *old = text.into(),
        None => texts.0.push((name.into(), text.into())),
    }
}
