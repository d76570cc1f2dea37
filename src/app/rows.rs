//! Rows of the form that are folded to one line.

use super::form::as_written;
use super::page::{Page, field, row_name};
use super::typed;
use crate::benefit::{Kind, Rows};
use crate::policy::Unit;

/// So many answers stand in the line of a folded row.
const MAIN_ANSWERS: usize = 4;

impl Page {
    /// Folds the rows of a group in which everything is answered and nothing is wrong.
    pub(super) fn fold_finished(&mut self, rows: &Rows) {
        for row in 1..=self.rows(rows) {
            let name = row_name(rows.id, row);
            if !self.is_folded(&name) && self.is_finished(rows.id, row) {
                self.done.push(name.clone());
                self.folded.push(name);
            }
        }
    }

    /// Opens every row in which something is wrong, and those that were finished when they were folded
    /// and are no more: another answer may ask more of them.
    pub(super) fn open_wanting(&mut self) {
        for name in self.folded.clone() {
            let Some((group, row)) = name.split_once('.') else {
                continue;
            };
            let mut fields = self.refusals.iter().map(|refusal| &refusal.field);
            let wrong =
                fields.any(|field| field.rsplit_once('.').is_some_and(|(of, _)| of == name));
            let row = row.parse().unwrap_or_default();
            if wrong || self.done.contains(&name) && !self.is_finished(group, row) {
                self.folded.retain(|folded| *folded != name);
                self.done.retain(|done| *done != name);
            }
        }
    }

    fn is_finished(&self, group: &str, row: u8) -> bool {
        let questions = self.benefit.map_or(&[][..], |benefit| benefit.questions());
        questions.iter().all(|question| {
            let field = field(question.id, question.row, row);
            let wrong = self.refusals.iter().any(|refusal| refusal.field == field);
            question.row != Some(group)
                || !self.asked(question, row)
                || !wrong && !self.text(&field).trim().is_empty()
        })
    }

    /// The first answers of a row, in the order of the form.
    pub(super) fn row_in_short(&self, group: &str, row: u8) -> String {
        let mut short: Vec<String> = Vec::new();
        for question in self.entry.iter().flat_map(|entry| &entry.questions) {
            let own = self
                .benefit
                .and_then(|benefit| benefit.question(&question.id));
            let Some(own) = own.filter(|own| own.row == Some(group) && self.asked(own, row)) else {
                continue;
            };
            let text = self.text(&field(own.id, own.row, row)).trim();
            if text.is_empty() || short.len() == MAIN_ANSWERS {
                continue;
            }
            short.push(match own.kind {
                Kind::YesNo => continue,
                // A bare number says nothing without its question.
                Kind::Number {
                    unit: Unit::Count, ..
                } => continue,
                Kind::Day { .. } => typed::day(text),
                Kind::Number { unit, .. } => match typed::number(text, unit.id()) {
                    Some(number) => self.measured(&as_written(number, unit.id()), unit.id()),
                    None => text.into(),
                },
                Kind::Choice(_) => {
                    let mut choices = question.choices.iter();
                    let chosen = choices.find(|choice| choice.id == text);
                    let chosen = chosen.map_or(text, |choice| &choice.text);
                    // What it is called; how it is explained stands in the form.
                    chosen
                        .split(['：', ':', '（', '('])
                        .next()
                        .unwrap_or(chosen)
                        .trim()
                        .into()
                }
            });
        }
        short.join(" · ")
    }
}
