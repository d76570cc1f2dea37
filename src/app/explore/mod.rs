//! What else could be, below the result: how to become eligible, what to answer next, what other
//! numbers would bring, and which number brings what one wants.
//!
//! - `find`: one question to the engine, worked out in slices.
//! - `along`: the numbers of the form that can be varied, and how far.
//! - `ways`: the nearest way in and the next question.
//! - `what_if`: one number varied: the picture, what is there, where it turns, the table.
//! - `overlook`: all benefits at once, for the start page.
//! - `picture`: the lines of it.
//! - `goal`: the number that brings what one wants.
//! - `changed`: why the main amount is another than before.
//!
//! Each part keeps the question that it answers. When the answers, the day or the language change,
//! its question becomes another, and what was found or was still under way is dropped.

mod along;
mod changed;
mod find;
mod goal;
mod overlook;
mod picture;
mod ways;
mod what_if;

use self::along::Along;
use self::find::{FINDS, Find, Which};
use self::overlook::Overlook;
use super::desk::Board;
use super::element::Elements;
use super::page::{Page, call};
use crate::embed::Verdict;
use crate::embed::exploration::{Difference, Found, Overview, Thresholds};
use crate::input::Json;
use js_sys::Function;
use wasm_bindgen::JsValue;

later! {
    chunk "explore" "01" pub(super) fn explorer(tell: Function, start: bool) -> Box<dyn Explores> {
        match start {
            true => Box::new(Overlook::new(tell)),
            false => Box::new(Explorer::new(tell)),
        }
    }
    chunk "explore" "02" pub(super) fn finder() -> Box<dyn Finds> { Box::new(Find::default()) }
}

/// Explores what else could be.
pub(super) trait Explores {
    /// Takes in what the page holds now, and what was done to a part of its own (by the part's name,
    /// with a value); then works out about so many cases. Whether there is anything else to show.
    fn go_on(&mut self, page: &mut Page, cases: u32, name: &str, value: &str) -> bool;

    /// All benefits at once, for the start page.
    fn overview(&self) -> Option<&Overview> {
        None
    }

    /// Shows why the main amount is another than before.
    fn show_changed(&self, _: &Page, _: &mut Elements) {}

    /// Shows how to become eligible.
    fn show_ways(&self, _: &Page, _: &mut Elements) {}

    /// Shows what to answer next, and what other numbers would bring.
    fn show_numbers(&self, _: &Page, _: &mut Elements) {}

    /// What other numbers would bring, as it is drawn.
    fn drawn(&self) -> Option<&Thresholds> {
        None
    }

    /// What came out of the cases side by side, for the desk.
    fn board(&self) -> Option<&Board> {
        None
    }
}

/// Finds why an amount differs between two cases; for the desk, which has several of them.
pub(super) trait Finds {
    /// Asks this from now on.
    fn want(&mut self, asked: Option<Json>);

    /// Whether there is anything left to work out.
    fn waits(&self) -> bool;

    /// Works out about so many cases.
    fn go_on(&mut self, cases: u32);

    /// What was found.
    fn difference(&self) -> Option<&Difference>;
}

/// Answers put into the form from here, and what was there before.
struct Change {
    /// The part of the page from which it came.
    part: &'static str,
    /// Field, text before, text since.
    fields: Vec<(String, String, String)>,
}

struct Explorer {
    tell: Function,
    finds: [Find; FINDS],
    benefit: &'static str,
    /// The field that is varied; none for the benefit's own choice.
    along: String,
    /// The number looked at, as typed; `None` for the one in the form.
    at: Option<String>,
    /// How far one wants to see beside the number in the form.
    reach: i64,
    /// How far the picture reaches, to the right and (in 分) upwards. It stays while the lines are
    /// worked out anew.
    reaches: Option<(i64, i64)>,
    /// What is wanted: `most` or `least` and an amount; and how much, as typed.
    wanted: String,
    goal: String,
    change: Option<Change>,
    /// What the engine had been asked at the last pause.
    settled: Json,
}

impl Explorer {
    fn new(tell: Function) -> Explorer {
        Explorer {
            tell,
            finds: Default::default(),
            benefit: "",
            along: String::new(),
            at: None,
            reach: 0,
            reaches: None,
            wanted: String::new(),
            goal: String::new(),
            change: None,
            settled: Json::Null,
        }
    }

    fn found(&self, which: Which) -> Option<&Found> {
        self.finds[which as usize].found.as_ref()
    }

    fn waits(&self, which: Which) -> bool {
        self.finds[which as usize].waits()
    }

    fn want(&mut self, which: Which, request: Option<Json>) {
        self.finds[which as usize].want(request);
    }

    /// Makes every part's question that of what the page holds now.
    fn plan(&mut self, page: &Page) {
        let id = page.benefit.map_or("", |benefit| benefit.id);
        if self.benefit != id {
            *self = Explorer {
                benefit: id,
                ..Explorer::new(self.tell.clone())
            };
        }
        if let Some(change) = &self.change
            && change
                .fields
                .iter()
                .any(|(field, _, to)| page.text(field) != to)
        {
            self.change = None;
        }
        if self.settled != page.asked_of {
            self.want(Which::Changed, None);
        }
        let verdict = page.outcome.as_ref().map(|outcome| outcome.verdict);
        let ask = |kind: &str| Some(asking(&page.asked_of, kind, &[]));
        let known = verdict.is_some_and(|verdict| verdict != Verdict::NoRule);
        let out = verdict == Some(Verdict::NotEligible);
        self.want(Which::Ways, ask("way-in").filter(|_| out));
        self.want(Which::Next, ask("next-question").filter(|_| known && !out));
        let along = Along::of(page, &self.along).filter(|_| known);
        self.plan_what_if(page, along.as_ref());
        self.plan_goal(page, along.as_ref());
    }

    /// Puts answers into the form, by field; the focus moves to the way back.
    fn change(&mut self, page: &mut Page, part: &'static str, fields: Vec<(String, String)>) {
        let mut changed = Vec::new();
        for (field, to) in fields {
            let before = page.text(&field).to_string();
            page.set_text(&field, to.clone());
            changed.push((field, before, to));
        }
        self.change = Some(Change {
            part,
            fields: changed,
        });
        page.focus_on = "[data-do=\"explore undo\"]".into();
        call(&self.tell, "typed", page.typed());
    }

    fn undo(&mut self, page: &mut Page) {
        let Some(change) = self.change.take() else {
            return;
        };
        page.focus_on = match change.fields.first() {
            Some((field, ..)) if change.part == "way" => of_field(field),
            _ => ["#x-", change.part].concat(),
        };
        for (field, before, _) in change.fields {
            page.set_text(&field, before);
        }
        call(&self.tell, "typed", page.typed());
    }

    /// What a part was told. A name may end in that of a field.
    fn hear(&mut self, page: &mut Page, name: &str, value: &str) {
        let (verb, of) = name.split_once(' ').unwrap_or((name, ""));
        match verb {
            "to" => page.focus_on = of_field(of),
            "way" => {
                if let Some(fields) = self.way(of) {
                    self.change(page, "way", fields);
                }
            }
            "undo" => self.undo(page),
            "along" => {
                self.along = value.into();
                self.at = None;
                self.reach = 0;
                self.reaches = None;
            }
            "at" => {
                self.at = Some(value.into());
                let along = Along::of(page, &self.along);
                let typed = along.and_then(|along| along.read(value).ok()?);
                self.reach = typed.unwrap_or_default();
            }
            "slide" => self.slide(page, value.parse().unwrap_or_default()),
            "take" => {
                if let Some(along) = Along::of(page, &self.along) {
                    let part = match of {
                        "goal" => "goal-head",
                        _ => "if",
                    };
                    self.at = None;
                    self.change(page, part, vec![(along.field.clone(), value.into())]);
                }
            }
            "wanted" => self.wanted = value.into(),
            "goal" => self.goal = value.into(),
            _ => {}
        }
    }

    /// The way back from a change, where one was just made in that part.
    fn undoing(&self, page: &Page, out: &mut Elements, part: &'static str) {
        out.open("");
        let here = self.change.as_ref().filter(|change| change.part == part);
        if here.is_some() {
            out.open("p.done");
            out.line("span", page.words.word("explore.done"));
            out.text(" ");
            out.words(
                "button.quiet|type=button|data-do=explore undo",
                "explore.undo",
            );
            out.close();
        }
        out.close();
    }
}

impl Explores for Explorer {
    fn go_on(&mut self, page: &mut Page, cases: u32, name: &str, value: &str) -> bool {
        if page.outcome.is_none() {
            // Of another benefit there may be no more than its form yet.
            self.finds = Default::default();
            return false;
        }
        let heard = !name.is_empty();
        if heard {
            self.hear(page, name, value);
        }
        // A slice changes nothing that is asked.
        if heard || cases == 0 {
            self.plan(page);
        }
        // What a slider moves is to follow it at once.
        let cases = if name == "slide" { SLIDE } else { cases };
        if cases > 0 {
            self.settle(page);
        }
        let mut shown = heard;
        let goal_waited = self.waits(Which::Goal);
        if cases > 0
            && let Some(find) = self.finds.iter_mut().find(|find| find.waits())
        {
            find.go_on(cases);
            if !find.waits() {
                shown = true;
                self.plan(page);
                if !self.goal.is_empty() && goal_waited && !self.waits(Which::Goal) {
                    page.spoken = self.goal_aloud(page).unwrap_or_default();
                }
            }
        }
        if heard || cases > 0 {
            let more = self.finds.iter().any(Find::waits);
            call(&self.tell, "explored", JsValue::from_bool(more));
        }
        shown
    }

    fn show_changed(&self, page: &Page, out: &mut Elements) {
        self.changed(page, out);
    }

    fn show_ways(&self, page: &Page, out: &mut Elements) {
        self.ways(page, out);
    }

    fn show_numbers(&self, page: &Page, out: &mut Elements) {
        self.next(page, out);
        if let Some(along) = Along::of(page, &self.along) {
            self.what_if(page, out, &along);
            self.goal(page, out, &along);
        }
    }

    fn drawn(&self) -> Option<&Thresholds> {
        self.what_is_drawn()
    }
}

/// The control of a field: the first of several.
fn of_field(field: &str) -> String {
    [":is([id=\"f-", field, "\"],[name=\"f-", field, "\"])"].concat()
}

/// So many cases are worked out at once when a slider moves.
const SLIDE: u32 = 40;

/// A request to explore: what the engine was asked last, its kind, and more.
fn asking(asked: &Json, kind: &str, more: &[(&str, Json)]) -> Json {
    let mut parts = vec![("kind".to_string(), Json::Text(kind.into()))];
    if let Json::Object(entries) = asked {
        parts.extend(entries.iter().cloned());
    }
    let more = more.iter();
    parts.extend(more.map(|(name, value)| (name.to_string(), value.clone())));
    Json::Object(parts)
}

/// So many questions are named at once: what comes after them is named once they are answered.
const NAMED: usize = 4;

/// Buttons that move the focus to what is to be answered.
fn buttons(out: &mut Elements, asked: &[crate::embed::exploration::Asked]) {
    out.open("ul.asked");
    for asked in asked.iter().take(NAMED) {
        out.open("li");
        out.open("button|type=button");
        out.join("data-do", "explore to ", &asked.question);
        out.text(&asked.text);
        out.close();
        out.close();
    }
    out.close();
}
