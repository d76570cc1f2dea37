//! What to say to the customer, in plain sentences: what each comes to, which is cheaper and why, what is
//! still open, and what all of it is not.

use super::super::element::Elements;
use super::super::page::{Page, fen};
use super::{Board, Shown};
use crate::embed::{Amount, Holds};

/// The amount that is said of each column beside the first, where there is such.
const RATE: &str = "annualised_rate";

impl Shown<'_> {
    pub(super) fn say(&self, out: &mut Elements, board: &Board) {
        out.open("section.notes");
        out.words("h3", "desk.say");
        out.open("ul.notices");
        for sentence in self.sentences(board) {
            out.line("li", &sentence);
        }
        out.close();
        out.close();
    }

    fn sentences(&self, board: &Board) -> Vec<String> {
        let mut sentences = self.together();
        for at in 0..self.count() {
            sentences.extend(self.of_column(at));
        }
        for (at, find) in board.causes.iter().enumerate() {
            let Some(found) = find.difference() else {
                continue;
            };
            let readings: Vec<_> = found.readings.iter().collect();
            let Some(mut sentence) = self.more_or_less(found, &readings, at + 1) else {
                continue;
            };
            let size = |amount: &str| fen(amount).unwrap_or_default().abs();
            let causes = readings.first().map_or(&[][..], |reading| &reading.causes);
            if let Some(cause) = causes.iter().max_by_key(|cause| size(&cause.amount)) {
                let cause = self.cause_text(cause, at + 1);
                sentence += &self.page.say("desk.because", &[("cause", &cause)]);
            }
            sentences.push(sentence);
        }
        sentences.extend(self.still_open());
        sentences.push(self.page.word("desk.not"));
        sentences
    }

    /// Where all columns are one case: what it comes to, each line with its full stop.
    pub(super) fn together(&self) -> Vec<String> {
        let stop = match self.page.words.lang == "en" {
            true => ".",
            false => "。",
        };
        let outcomes = self.all_outcomes();
        let outcome = outcomes.first().filter(|_| self.columns.rows.is_some());
        let lines = outcome.iter().flat_map(|outcome| outcome.sentence.lines());
        lines
            .map(|line| [line.trim_end_matches(['。', '.']), stop].concat())
            .collect()
    }

    /// What a column comes to.
    fn of_column(&self, at: usize) -> Vec<String> {
        let mut sentences = Vec::new();
        let Some((outcome, _)) = self.outcomes.get(at).copied().flatten() else {
            return sentences;
        };
        let name = self.name(at);
        let mut texts = Vec::new();
        match self.columns.rows {
            Some(_) => {
                let main = self.benefit.whole().what_if.amounts.first();
                let amount = main.and_then(|id| self.amount(at, id));
                let amount = amount.filter(|amount| !amount.wide);
                texts.extend(amount.map(|amount| self.named_amount(amount)));
            }
            None => {
                let first = outcome.sentence.lines().next().unwrap_or_default();
                texts.push(first.trim_end_matches(['。', '.']).to_string());
            }
        }
        let rate = self.amount(at, RATE).filter(|rate| !rate.wide);
        texts.extend(rate.map(|amount| self.named_amount(amount)));
        if !texts.is_empty() {
            let text = texts.join(self.page.words.word("desk.and"));
            let values = [("name", &*name), ("text", &text)];
            sentences.push(self.page.say("desk.say.of", &values));
        }
        let mut conditions = outcome.conditions.iter();
        if self.columns.rows.is_none()
            && let Some(failed) = conditions.find(|found| found.holds == Holds::No)
        {
            let values = [("name", &*name), ("text", failed.text.as_str())];
            sentences.push(self.page.say("desk.fails", &values));
        }
        sentences
    }

    fn named_amount(&self, amount: &Amount) -> String {
        let value = self.page.with_unit(amount);
        let values = [("text", &*amount.text), ("value", &value)];
        // A wide bracket is space enough.
        self.page.say("desk.amount", &values).replace("） ", "）")
    }

    /// What is asked and not answered, each once.
    pub(super) fn still_open(&self) -> Option<String> {
        let mut open: Vec<String> = Vec::new();
        for line in self.lines() {
            let blank = |at| {
                let asked = self.columns.is_asked(self.benefit, line.own, at, line.row);
                asked && self.columns.text(at, &line.field).is_empty()
            };
            if (0..self.count()).any(blank) {
                open.push(line.text.trim_end_matches(['？', '?']).into());
            }
        }
        let questions = open.join(self.page.words.word("page.and"));
        let said = self.page.say("desk.open", &[("questions", &questions)]);
        (!open.is_empty()).then_some(said)
    }
}

/// What is said aloud once all is there.
pub(super) fn aloud(page: &Page, board: &Board) -> String {
    let Some(shown) = Shown::of_desk(page) else {
        return String::new();
    };
    let mut lines = Vec::new();
    for (at, find) in board.causes.iter().enumerate() {
        if let Some(found) = find.difference() {
            let readings: Vec<_> = found.readings.iter().collect();
            lines.extend(shown.more_or_less(found, &readings, at + 1));
        }
    }
    lines.join(" ")
}
