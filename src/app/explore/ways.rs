//! The nearest way in, and what to answer next.

use super::super::answer::opens;
use super::super::element::Elements;
use super::super::page::Page;
use super::{Explorer, Which, buttons};
use crate::embed::Verdict;
use crate::embed::exploration::{Failing, Found, NextQuestion, WayIn};

/// At most so many ways are told.
const MOST_WAYS: usize = 3;

impl Explorer {
    /// The answers of one way, by field.
    pub(super) fn way(&self, at: &str) -> Option<Vec<(String, String)>> {
        let Some(Found::WayIn(found)) = self.found(Which::Ways) else {
            return None;
        };
        let changes = &found.ways.get(at.parse::<usize>().ok()?)?.changes;
        let fields = changes.iter();
        Some(
            fields
                .map(|change| (change.question.clone(), change.to.clone()))
                .collect(),
        )
    }

    pub(super) fn ways(&self, page: &Page, out: &mut Elements) {
        let out_of_it = page
            .outcome
            .as_ref()
            .is_some_and(|outcome| outcome.verdict == Verdict::NotEligible);
        let changed = self.change.as_ref();
        let changed = changed.is_some_and(|change| change.part == "way");
        out.open("");
        if out_of_it || changed {
            out.open("section.ways");
            out.words("h3|id=x-way|tabindex=-1", "explore.ways");
            self.undoing(page, out, "way");
            out.open("");
            match self.found(Which::Ways) {
                Some(Found::WayIn(found)) => told(page, out, found),
                _ if self.waits(Which::Ways) => out.words("p.help", "page.working"),
                _ => {}
            }
            out.close();
            out.close();
        }
        out.close();
    }

    pub(super) fn next(&self, page: &Page, out: &mut Elements) {
        out.open("");
        if let Some(Found::NextQuestion(found)) = self.found(Which::Next)
            && !(found.open.is_empty() && found.aside.is_empty())
        {
            next(page, out, found);
        }
        out.close();
    }
}

fn told(page: &Page, out: &mut Elements, found: &WayIn) {
    out.maybe("p", found.by_itself_text.as_deref());
    out.open("ul.choices");
    for (at, way) in found.ways.iter().take(MOST_WAYS).enumerate() {
        out.open("li");
        out.open("p");
        // The number to reach is the condition's; that opens with its source.
        if let Some(failing) = found.failing.first() {
            opens(out, "condition.", &failing.condition);
        }
        out.text(&way.text);
        out.close();
        out.open("button|type=button");
        out.join("data-do", "explore way ", &at.to_string());
        // Heard by itself, it says what it does.
        out.set(
            "aria-label",
            &page.say("explore.way.this", &[("way", &way.text)]),
        );
        out.text(page.words.word("explore.way.apply"));
        out.close();
        out.close();
    }
    out.close();
    out.open("");
    if found.ways.is_empty() && found.by_itself.is_none() {
        let key = match found.complete {
            true => "explore.way.none",
            false => "explore.way.unknown",
        };
        out.words("p", key);
    }
    out.close();
    out.open("");
    let fixed = |failing: &&Failing| failing.can_change.is_empty();
    let fixed: Vec<&str> = found
        .failing
        .iter()
        .filter(fixed)
        .map(|failing| failing.text.as_str())
        .collect();
    if !fixed.is_empty() {
        let all = fixed.join(page.words.word("page.and"));
        out.said("p.help", "explore.way.fixed", &[("conditions", &all)]);
    }
    out.close();
}

fn next(page: &Page, out: &mut Elements, found: &NextQuestion) {
    out.open("section.next");
    out.words("h3", "explore.next");
    out.open("");
    match &found.question {
        Some(asked) => {
            out.words("p.help", "explore.next.why");
            buttons(out, std::slice::from_ref(asked));
        }
        None => out.words("p", "explore.next.none"),
    }
    out.close();
    out.open("");
    if !found.aside.is_empty() {
        page.fold(out, "x-aside");
        let count = found.aside.len().to_string();
        out.said("span.line", "explore.next.aside", &[("count", &count)]);
        if page.inside(out, "x-aside") {
            out.open("ul.plainly");
            for asked in &found.aside {
                out.line("li", &asked.text);
            }
            out.close();
        }
        out.close();
        out.close();
    }
    out.close();
    out.close();
}
