//! The steps behind an amount.

use super::page::Page;
use super::sources::distinct;
use crate::embed::{Outcome, Step};
use yew::html::Scope;
use yew::{Html, html};

impl Page {
    /// The steps of those ids, in the order in which they were taken.
    pub(super) fn steps(
        &self,
        link: &Scope<Page>,
        fold: &str,
        outcome: &Outcome,
        behind: &[String],
    ) -> Html {
        let steps = outcome
            .steps
            .iter()
            .filter(|step| behind.contains(&step.id));
        let steps = steps.enumerate().map(|(at, step)| {
            let fold = [fold, ".", &at.to_string()].concat();
            self.step(link, &fold, outcome, step)
        });
        html! { <ol class="steps">{ for steps }</ol> }
    }

    fn step(&self, link: &Scope<Page>, fold: &str, outcome: &Outcome, step: &Step) -> Html {
        let figures = distinct(outcome).filter(|figure| step.figures.contains(&figure.id));
        let figures = figures.map(|figure| {
            let fold = [fold, ".", &figure.pack, ".", &figure.id].concat();
            html! { <li key={fold.clone()}>{ self.figure_fold(link, &fold, figure) }</li> }
        });
        let figures: Vec<Html> = figures.collect();
        let figures =
            (!figures.is_empty()).then(|| html! { <ul class="rows">{ for figures }</ul> });
        let assuming = step.assuming.iter().filter_map(|(id, value)| {
            let figure = outcome.figures.iter().find(|figure| figure.id == *id)?;
            let given = figure.values.iter().find(|given| given.value == *value)?;
            let reason = given.reason.as_ref()?;
            let values = [("figure", figure.text.as_str()), ("reason", reason)];
            Some(html! { <p class="assuming">{ self.say("page.assuming", &values) }</p> })
        });
        html! {
            <li>
                <p><strong>{ step.text.clone() }</strong></p>
                <p class="formula">{ step.formula.clone() }</p>
                <>{ for assuming }</>
                { figures.unwrap_or_default() }
            </li>
        }
    }
}
