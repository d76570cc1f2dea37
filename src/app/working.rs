//! The steps behind an amount.

use super::element::Elements;
use super::page::Page;
use super::sources::distinct;
use crate::embed::{Outcome, Step};

impl Page {
    /// The steps of those ids, in the order in which they were taken.
    pub(super) fn steps(
        &self,
        out: &mut Elements,
        fold: &str,
        outcome: &Outcome,
        behind: &[String],
    ) {
        out.open("ol.steps");
        let mut at = 0;
        for step in &outcome.steps {
            if behind.contains(&step.id) {
                let fold = [fold, ".", &at.to_string()].concat();
                self.step(out, &fold, outcome, step);
                at += 1;
            }
        }
        out.close();
    }

    fn step(&self, out: &mut Elements, fold: &str, outcome: &Outcome, step: &Step) {
        out.open("li");
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
        let mut any = false;
        for figure in distinct(outcome) {
            if step.figures.contains(&figure.id) {
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
        out.close();
    }
}
