//! The steps behind an amount.

use super::element::Elements;
use super::page::{Page, row_name};
use super::sources::distinct;
use crate::embed::{Amount, Outcome, Step};

impl Page {
    /// The steps behind an amount, in the order in which they were taken; where there are none, the
    /// figures.
    pub(super) fn steps(&self, out: &mut Elements, fold: &str, outcome: &Outcome, amount: &Amount) {
        out.open("ol.steps");
        let mut at = 0;
        for step in &outcome.steps {
            let same_row = amount.row.is_none() || step.row.is_none() || amount.row == step.row;
            if same_row && amount.steps.contains(&step.id) {
                let fold = [fold, ".", &at.to_string()].concat();
                let row = step.row.filter(|_| amount.row.is_none());
                self.step(out, &fold, outcome, step, row);
                at += 1;
            }
        }
        out.close();
        if at == 0 {
            if amount.low != amount.high {
                out.words("p.help", "page.amount.range");
            } else if amount.figures.is_empty() {
                out.words("p.help", "page.amount.own");
            }
            self.figures_among(out, fold, outcome, &amount.figures);
        }
    }

    /// A step; with the row that it is of, where that is not plain.
    pub(super) fn step(
        &self,
        out: &mut Elements,
        fold: &str,
        outcome: &Outcome,
        step: &Step,
        row: Option<u8>,
    ) {
        out.open("li");
        out.maybe(
            "p.help",
            row.map(|row| self.row_of(outcome, step, row)).as_deref(),
        );
        out.open("p");
        out.line("strong", &step.text);
        out.close();
        out.line("p.formula", &step.formula);
        out.open("");
        for (id, value) in step.assuming.iter() {
            let figure = outcome.figures.iter().find(|figure| figure.id == *id);
            let Some(figure) = figure else { continue };
            let given = figure.values.iter().find(|given| given.value == *value);
            if let Some(reason) = given.and_then(|given| given.reason.as_ref()) {
                let values = [("figure", figure.text.as_str()), ("reason", reason)];
                out.said("p.assuming", "page.assuming", &values);
            }
        }
        out.close();
        self.figures_among(out, fold, outcome, &step.figures);
        out.close();
    }

    /// Those figures of an outcome, each opening to its source.
    fn figures_among(&self, out: &mut Elements, fold: &str, outcome: &Outcome, ids: &[&str]) {
        let mut any = false;
        for figure in distinct(outcome) {
            if ids.contains(&figure.id.as_str()) {
                if !any {
                    any = true;
                    out.open("ul.rows");
                }
                self.figure_fold(out, fold, figure);
            }
        }
        if any {
            out.close();
        }
    }

    /// The name of the row that a step is of: of the only group, or of the one whose amounts rest on
    /// the step or on the one before it in the row.
    fn row_of(&self, outcome: &Outcome, step: &Step, row: u8) -> String {
        let Some(benefit) = self.benefit else {
            return String::new();
        };
        let group_of = |step: &Step| {
            let mut amounts = benefit.whole().amounts.iter();
            let rests = amounts.find(|amount| {
                let found = outcome.amounts.get(&row_name(amount.id, row));
                found.is_some_and(|found| found.steps.contains(&step.id))
            });
            rests?.row
        };
        let group = match benefit.rows {
            [only] => Some(only.id),
            _ => {
                let mut until = outcome.steps.iter().rev();
                let _ = until.find(|other| std::ptr::eq(*other, step));
                let mut before = until.filter(|other| other.row == Some(row));
                group_of(step).or_else(|| before.find_map(group_of))
            }
        };
        group.map_or(row.to_string(), |group| self.row_words(group, row))
    }
}
