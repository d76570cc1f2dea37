//! What to say to the customer, in plain sentences: what each comes to, which is cheaper and why, what is
//! still open, and what all of it is not.

use super::super::element::Elements;
use super::super::page::{Page, fen};
use super::{Board, Shown};
use crate::embed::Holds;

/// The amounts that are worth saying of each column beside the first, where there are such.
const RATE: &str = "annualised_rate";

impl Shown<'_> {
    pub(super) fn say(&self, out: &mut Elements, board: &Board) {
        out.open("section.notes");
        out.words("h3", "desk.say");
        out.words("p.help", "desk.say.help");
        out.open("ul.notices");
        for sentence in self.sentences(board) {
            out.line("li", &sentence);
        }
        out.close();
        out.close();
    }

    pub(super) fn sentences(&self, board: &Board) -> Vec<String> {
        let mut sentences = Vec::new();
        if self.columns.rows.is_some()
            && let Some(outcome) = self.all_outcomes().first()
        {
            sentences.extend(
                outcome
                    .sentence
                    .lines()
                    .map(|line| ended(line, &self.page.words.lang)),
            );
        }
        for at in 0..self.count() {
            sentences.extend(self.of_column(at));
        }
        for (at, find) in board.causes.iter().enumerate() {
            // Where sources conflict there are several differences: they are told above.
            if let Some(found) = find.difference()
                && let [reading] = &found.readings[..]
            {
                let mut sentence = self.more_or_less(found, reading, at + 1);
                let size = |amount: &str| fen(amount).unwrap_or_default().abs();
                let most = reading
                    .causes
                    .iter()
                    .max_by_key(|cause| size(&cause.amount));
                if let Some(cause) = most {
                    sentence += &self.page.say("desk.because", &[("cause", &cause.text)]);
                }
                sentences.push(sentence);
            }
        }
        let open = self.open_questions();
        if !open.is_empty() {
            let questions = open.join(self.page.words.word("page.and"));
            sentences.push(self.page.say("desk.open", &[("questions", &questions)]));
        }
        sentences.push(self.page.word("desk.not"));
        sentences
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
                texts.extend(amount.map(|amount| self.named_amount(&amount.text, amount)));
            }
            None => {
                let first = outcome.sentence.lines().next().unwrap_or_default();
                texts.push(first.trim_end_matches(['。', '.']).to_string());
            }
        }
        let rate = self.amount(at, RATE);
        texts.extend(rate.map(|amount| self.named_amount(&amount.text, amount)));
        if !texts.is_empty() {
            let text = texts.join(self.page.words.word("desk.and"));
            let values = [("name", &*name), ("text", &text)];
            sentences.push(self.page.say("desk.say.of", &values));
        }
        let conditions = outcome.conditions.iter();
        if self.columns.rows.is_none()
            && let Some(failed) = conditions.clone().find(|found| found.holds == Holds::No)
        {
            let values = [("name", &*name), ("text", failed.text.as_str())];
            sentences.push(self.page.say("desk.fails", &values));
        }
        sentences
    }

    fn named_amount(&self, text: &str, amount: &crate::embed::Amount) -> String {
        let value = self.page.with_unit(amount);
        self.page
            .say("desk.amount", &[("text", text), ("value", &value)])
    }

    /// What is asked and not answered, each once.
    pub(super) fn open_questions(&self) -> Vec<String> {
        let mut open = Vec::new();
        for line in self.lines() {
            let blank = |at| {
                let asked = self.columns.is_asked(self.benefit, line.own, at, line.row);
                asked && self.columns.text(at, &line.field).is_empty()
            };
            if (0..self.count()).any(blank) {
                open.push(line.text.trim_end_matches(['？', '?']).to_string());
            }
        }
        open
    }
}

/// A sentence with its full stop.
fn ended(line: &str, lang: &str) -> String {
    let line = line.trim_end_matches(['。', '.']);
    [line, if lang == "en" { "." } else { "。" }].concat()
}

/// What is said aloud once all is there.
pub(super) fn aloud(page: &Page, board: &Board) -> String {
    let Some(shown) = Shown::of_desk(page) else {
        return String::new();
    };
    let mut lines = Vec::new();
    for (at, find) in board.causes.iter().enumerate() {
        if let Some(found) = find.difference()
            && let [reading] = &found.readings[..]
        {
            lines.push(shown.more_or_less(found, reading, at + 1));
        }
    }
    lines.join(" ")
}
