//! A result as a file: a workbook, or one of its tables as CSV. Fetched when it is asked for.

use super::page::Page;
use crate::embed::Outcome;
use crate::input::Json;
use crate::workbook::{Kept, Table, Value, csv};

/// The table of what other numbers would bring.
pub(super) const WHAT_IF: &str = "what-if";

later! {
    chunk "workbook" "01" pub(super) fn file(page: &Page, outcome: &Outcome, what: &str) -> String {
        page.file_of(outcome, what).unwrap_or_default()
    }
    chunk "workbook" "02" pub(super) fn lines(heads: Vec<String>, rows: Vec<Vec<String>>) -> String {
        let values = |row: &Vec<String>| row.iter().map(|cell| Value::of(cell)).collect();
        csv(&Table { rows: rows.iter().map(values).collect(), heads, ..Table::default() })
    }
}

impl Page {
    /// The file: of the workbook (`book`) every byte as one letter, of a table its text; `None` where
    /// there is no such table.
    fn file_of(&self, outcome: &Outcome, what: &str) -> Option<String> {
        let answers = self.asked_of.get("answers").unwrap_or(&Json::Null);
        let kept = Kept::new(outcome, answers, &self.words)?;
        if what == "book" {
            return Some(kept.workbook(true).into_iter().map(char::from).collect());
        }
        if what == WHAT_IF {
            let drawn = self.explorer.as_ref()?.drawn()?;
            return Some(csv(&kept.what_if(drawn)));
        }
        Some(csv(&kept.table(what)?))
    }
}
