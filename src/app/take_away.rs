//! A result as a file: a workbook, or one of its tables as CSV. Fetched when it is asked for.

use super::page::Page;
use crate::embed::Outcome;
use crate::input::Json;
use crate::workbook::{Kept, csv};

later! {
    chunk "workbook" "01" pub(super) fn file(page: &Page, outcome: &Outcome, what: &str) -> String {
        page.file_of(outcome, what).unwrap_or_default()
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
        Some(csv(&kept.table(what)?))
    }
}
