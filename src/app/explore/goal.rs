//! Which number brings what one wants.

use super::super::element::Elements;
use super::super::page::Page;
use super::super::typed;
use super::along::{Along, amount_words, amounts, yuan};
use super::what_if::{assumed, note, take, without};
use super::{Explorer, Which, asking, buttons};
use crate::embed::exploration::{Found, Interval, Solution, Solve};
use crate::input::Json;
use rust_decimal::Decimal;

/// At most so many stretches are told.
const MOST_TOLD: usize = 4;

/// The two kinds of bound: as it is picked, as the engine is asked, in words.
const BOUNDS: [(&str, &str, &str); 2] = [
    ("most", "at_most", "explore.goal.most"),
    ("least", "at_least", "explore.goal.least"),
];

impl Explorer {
    /// What is wanted: the bound and the amount.
    fn wanted(&self, page: &Page) -> Option<(usize, String)> {
        let names = amounts(page, page.benefit?.whole());
        let (bound, name) = self.wanted.split_once(' ').unwrap_or_default();
        let bound = BOUNDS.iter().position(|(id, ..)| *id == bound);
        match bound.filter(|_| names.iter().any(|known| known == name)) {
            Some(bound) => Some((bound, name.into())),
            None => Some((0, names.into_iter().next()?)),
        }
    }

    /// How much is wanted, in yuan; `None` while that is blank or cannot be read.
    fn bound(&self) -> Option<Decimal> {
        let number = typed::number(&self.goal, "yuan")?;
        (!number.is_sign_negative() && number.scale() <= 2).then_some(number)
    }

    pub(super) fn plan_goal(&mut self, page: &Page, along: Option<&Along>) {
        let request = along.and_then(|along| {
            let (bound, amount) = self.wanted(page)?;
            let goal = [
                ("question", Json::Text(along.field.clone())),
                ("amount", Json::Text(amount)),
                (BOUNDS[bound].1, Json::Text(self.bound()?.to_string())),
            ];
            let others = without(&page.asked_of, &along.field);
            Some(asking(&others, "solve", &goal))
        });
        self.want(Which::Goal, request);
    }

    pub(super) fn goal(&self, page: &Page, out: &mut Elements, along: &Along) {
        let Some((benefit, wanted)) = page.benefit.zip(self.wanted(page)) else {
            return;
        };
        out.open("section.goal");
        out.words("h3|id=x-goal-head|tabindex=-1", "explore.goal");
        out.open("div.field");
        out.words("label|for=x-wanted", "explore.goal.what");
        out.open("div.box list");
        out.open("select|id=x-wanted|data-do=explore wanted");
        for name in amounts(page, benefit.whole()) {
            let text = amount_words(page, benefit.whole(), &name);
            for (at, (id, _, key)) in BOUNDS.iter().enumerate() {
                out.open("option");
                out.set("value", &[id, " ", &name].concat());
                out.set_if(wanted == (at, name.clone()), "selected", "selected");
                out.text(&page.say(key, &[("amount", &text)]));
                out.close();
            }
        }
        out.close();
        out.close();
        out.close();
        self.how_much(page, out);
        out.open("div");
        out.set_if(!self.goal.trim().is_empty(), "class", "reached");
        match self.found(Which::Goal) {
            Some(Found::Solve(found)) => self.reached(page, out, along, found),
            _ if self.waits(Which::Goal) => out.words("p.help", "page.working"),
            _ => {}
        }
        out.close();
        self.undoing(page, out, "goal-head");
        out.close();
    }

    fn how_much(&self, page: &Page, out: &mut Elements) {
        let wrong = !self.goal.trim().is_empty() && self.bound().is_none();
        out.open("div.field");
        out.words("label|for=x-goal", "explore.goal.how-much");
        out.open("div.box");
        out.open("input|type=text|autocomplete=off|spellcheck=false|inputmode=decimal|id=x-goal|data-do=explore goal|aria-describedby=x-goal-note");
        out.set_if(wrong, "aria-invalid", "true");
        out.value(&self.goal);
        out.close();
        out.words("span.unit|aria-hidden=true", "page.unit.yuan");
        out.close();
        let most = [("least", "0"), ("most", "1,000,000,000"), ("decimals", "2")];
        let allowed = wrong.then(|| page.say("page.error.number", &most));
        note(out, "x-goal-note", allowed.as_deref());
        out.close();
    }

    fn reached(&self, page: &Page, out: &mut Elements, along: &Along, found: &Solve) {
        out.maybe("p", found.no_rule.as_deref());
        if !found.missing.is_empty() {
            out.words("p.help", "explore.goal.first");
            buttons(out, &found.missing);
        }
        for reading in &found.readings {
            for (figure, value) in reading.assuming.iter() {
                out.line("p.help", &assumed(page, figure, value));
            }
            out.line("p.answer", &self.told(page, along, reading));
            let mut intervals = reading.intervals.iter();
            let best = intervals.find_map(|interval| worth_taking(along, interval));
            let nearest = reading.nearest.as_ref();
            let best = best.or(nearest.map(|point| along.at(&point.answer)));
            if let Some(at) = best.filter(|at| along.typed != Some(*at)) {
                take(page, out, along, at, "goal");
            }
        }
    }

    /// What was found under one reading, in words.
    fn told(&self, page: &Page, along: &Along, reading: &Solution) -> String {
        let mut told = Vec::new();
        for interval in reading.intervals.iter().take(MOST_TOLD) {
            let [from, to] = [&interval.from, &interval.to];
            let ends = ends(along, interval);
            let all = from.because == "limit" && to.because == "limit";
            let key = match (all, ends[0] == ends[1]) {
                (true, _) => "explore.goal.all",
                (_, true) => "explore.goal.only",
                _ => "explore.goal.between",
            };
            let [from, to] = ends.map(|at| along.said(page, at));
            told.push(page.say(key, &[("from", &from), ("to", &to)]));
        }
        match (&reading.nearest, told.is_empty()) {
            (Some(nearest), true) => {
                let amount = yuan(page, &nearest.amount);
                let at = along.said(page, along.at(&nearest.answer));
                let values = [("at", &*at), ("amount", &amount)];
                page.say("explore.goal.none", &values)
            }
            (None, true) => page.word("explore.goal.nothing"),
            _ => told.join(page.words.word("explore.goal.or")),
        }
    }

    /// What was found, to be said aloud.
    pub(super) fn goal_aloud(&self, page: &Page) -> Option<String> {
        let along = Along::of(page, &self.along)?;
        let Some(Found::Solve(found)) = self.found(Which::Goal) else {
            return None;
        };
        let reading = found.readings.first()?;
        Some(self.told(page, &along, reading))
    }
}

/// The first and the last number of an interval that a person would fill in.
fn ends(along: &Along, interval: &Interval) -> [i64; 2] {
    let [from, to] = [&interval.from, &interval.to].map(|end| along.at(&end.answer));
    along.whole(from, to).into()
}

/// The end of an interval at which the goal is just reached; none where every answer reaches it.
fn worth_taking(along: &Along, interval: &Interval) -> Option<i64> {
    let [from, to] = ends(along, interval);
    match (&*interval.from.because, &*interval.to.because) {
        ("limit", "limit") => None,
        (_, "limit") => Some(from),
        _ => Some(to),
    }
}
