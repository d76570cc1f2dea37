//! All benefits at once, for the start page.

use super::super::border::give;
use super::super::page::{Page, call, row_name};
use super::find::Find;
use super::{Explores, asking};
use crate::embed::Named;
use crate::embed::exploration::{Card, Found, Given, Overview};
use js_sys::Function;
use wasm_bindgen::JsValue;

/// Looks over all benefits.
pub(super) struct Overlook {
    tell: Function,
    find: Find,
    /// What was found last; it is shown until there is something new.
    found: Option<Overview>,
}

impl Overlook {
    pub fn new(tell: Function) -> Overlook {
        Overlook {
            tell,
            find: Find::default(),
            found: None,
        }
    }

    fn take(&mut self, page: &mut Page, overview: Overview) {
        let carried = overview.cards.iter();
        let carried = carried.map(|card| (card.benefit.clone(), fields(card)));
        call(&self.tell, "carried", give(&carried.collect::<Named<_>>()));
        if let (Some(_), Some(first)) = (&self.found, overview.cards.first()) {
            let values = [("text", &*first.text), ("worth", &*first.worth)];
            page.spoken = page.say("start.spoken", &values);
        }
        self.found = Some(overview);
    }
}

impl Explores for Overlook {
    fn go_on(&mut self, page: &mut Page, cases: u32, _: &str, _: &str) -> bool {
        let wanted = asking(&page.asked_of, "overview", &[]);
        self.find.want(Some(wanted));
        let mut shown = false;
        if cases > 0 && self.find.waits() {
            self.find.go_on(cases);
            if let Some(Found::Overview(overview)) = &self.find.found {
                let overview = overview.clone();
                self.take(page, overview);
                shown = true;
            }
        }
        let more = self.find.waits();
        call(&self.tell, "explored", JsValue::from_bool(more));
        shown
    }

    fn overview(&self) -> Option<&Overview> {
        self.found.as_ref()
    }
}

/// What follows for a benefit, as its form is filled in: by field, and under the name of a group how many
/// rows it has.
fn fields(card: &Card) -> Named<String> {
    let mut fields = Vec::new();
    for (name, given) in card.answers.iter() {
        match given {
            Given::One(answer) => fields.push((name.clone(), answer.clone())),
            Given::Rows(rows) => {
                for (row, answers) in (1..).zip(rows) {
                    let start = row_name(name, row) + ".";
                    let answers = answers.iter();
                    fields.extend(answers.map(|(id, given)| (start.clone() + id, given.clone())));
                }
                fields.push((name.clone(), rows.len().to_string()));
            }
        }
    }
    Named(fields)
}
