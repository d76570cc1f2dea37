//! The start page: plain questions one after the other, and a card for each benefit.
//!
//! Until the cards are there it needs nothing but what the form of a calculator needs. So the ids of the
//! questions and choices, in their order, come with its words (`start.questions`, `start.choices.*`).

use super::border::with_engine;
use super::element::Elements;
use super::page::{Page, care};
use super::typed::parts;
use crate::benefit;
use crate::embed::exploration::{Card, Overview};
use crate::input::Json;

/// What stands for an answer in a question that was passed over.
const SKIPPED: &str = "-";

impl Page {
    /// The questions on the left, the cards on the right; on a phone below.
    pub(super) fn start(&self, out: &mut Elements) {
        let explorer = self.explorer.as_ref();
        let overview = explorer.and_then(|explorer| explorer.overview());
        out.open("div.asking");
        self.plain_questions(out, overview);
        out.close();
        out.open("section.result");
        self.cards(out, overview);
        out.open("");
        if self.complete {
            care(self, out);
        }
        out.close();
        self.date(out);
        out.close();
    }

    fn plain_questions(&self, out: &mut Elements, overview: Option<&Overview>) {
        let mut asked = parts(self.words.word("start.questions"), ' ');
        let all = asked.len();
        // Once it is known what the answers so far say.
        if let Some(overview) = overview {
            let questions = overview.questions.iter();
            for aside in questions.filter(|question| question.aside) {
                asked.retain(|id| *id != aside.question);
            }
        }
        let open = asked.iter().find(|id| self.text(id).is_empty());
        out.open("form|novalidate=novalidate|autocomplete=off");
        out.set_word("aria-label", "page.form");
        out.open("");
        if asked.iter().any(|id| !self.text(id).is_empty()) {
            out.open("section.group given");
            out.words("h3", "start.answered");
            out.open("ul");
            for id in &asked {
                self.chip(out, id);
            }
            out.close();
            out.words(
                "button.quiet|type=button|data-do=clear-all",
                "page.clear-all",
            );
            out.close();
        }
        out.close();
        out.open("section.group question|role=group|aria-labelledby=f-question");
        match open {
            Some(id) => {
                let before = asked.iter().filter(|id| !self.text(id).is_empty());
                let at = (before.count() + 1).to_string();
                let of = all.to_string();
                out.said("p.step", "start.step", &[("at", &at), ("of", &of)]);
                out.open("h3|id=f-question|tabindex=-1");
                out.text(self.words.word(&["start.question.", id].concat()));
                out.close();
                out.line("p.help", self.words.word(&["start.help.", id].concat()));
                self.choices(out, id);
            }
            None => {
                out.line("p.step", "");
                out.words("h3|id=f-question|tabindex=-1", "start.done");
            }
        }
        out.close();
        out.close();
    }

    fn choices(&self, out: &mut Elements, id: &str) {
        out.open("div.choices");
        out.key(id);
        let key = ["start.choices.", id].concat();
        for choice in parts(self.words.word(&key), ' ') {
            let key = ["start.choice.", id, ".", choice].concat();
            let text = self.words.word(&key);
            self.choice(out, "button.choice|type=button", id, choice, text);
        }
        let skip = self.words.word("start.skip");
        self.choice(out, "button.quiet|type=button", id, SKIPPED, skip);
        out.close();
    }

    fn choice(&self, out: &mut Elements, name: &'static str, id: &str, choice: &str, text: &str) {
        out.open(name);
        out.join("data-do", "choose ", id);
        out.set("value", choice);
        out.text(text);
        out.close();
    }

    /// What was answered to a question, to be changed.
    fn chip(&self, out: &mut Elements, id: &str) {
        let answer = self.text(id);
        if answer.is_empty() {
            return;
        }
        let skipped = answer == SKIPPED;
        let key = ["start.choice.", id, ".", answer].concat();
        let answer = self
            .words
            .word(if skipped { "start.skipped" } else { &key });
        let question = self
            .words
            .word(&["start.question.", id].concat())
            .to_string();
        let spoken = [&*question, " ", answer].concat();
        out.open("li");
        out.key(id);
        out.open("button.chip|type=button");
        out.set(
            "aria-label",
            &self.say("start.change", &[("answer", &spoken)]),
        );
        out.join("data-do", "clear ", id);
        out.line("span", &question);
        out.line("strong", answer);
        out.close();
        out.close();
    }

    fn cards(&self, out: &mut Elements, overview: Option<&Overview>) {
        out.open("section");
        out.words("h3", "start.cards");
        out.words("p.help", "start.cards.help");
        out.open("ul.cards");
        match overview {
            Some(overview) => {
                for card in overview.cards.iter().filter(|card| !card.out) {
                    self.card(out, card);
                }
            }
            None => {
                for benefit in benefit::ALL {
                    out.open("li.card");
                    out.key(benefit.id);
                    out.line("h4", self.words.word(&["start.name.", benefit.id].concat()));
                    out.words("p.help", "page.working");
                    out.close();
                }
            }
        }
        out.close();
        out.said("p.rules", "page.date.used", &[("on", &self.on)]);
        out.close();
        out.open("");
        if let Some(overview) = overview {
            self.those_out(out, overview);
        }
        out.close();
    }

    fn card(&self, out: &mut Elements, card: &Card) {
        out.open("li.card");
        out.key(&card.benefit);
        out.line("h4", &card.text);
        out.line("p.worth", &card.worth);
        out.line("p.help", &card.summary);
        out.maybe("p.help", card.assuming.as_deref());
        out.open("");
        for beside in &card.beside {
            out.line("p.beside", &beside.text);
        }
        out.close();
        self.open_card(out, card);
        out.close();
    }

    fn open_card(&self, out: &mut Elements, card: &Card) {
        out.open("button.open|type=button");
        out.set(
            "aria-label",
            &self.say("start.open.of", &[("name", &card.text)]),
        );
        out.join("data-do", "tell open ", &card.benefit);
        out.text(self.words.word("start.open"));
        out.close();
    }

    /// What is out, folded, with the reason.
    fn those_out(&self, out: &mut Elements, overview: &Overview) {
        let cards = overview.cards.iter().filter(|card| card.out);
        let count = cards.clone().count();
        if count == 0 {
            return;
        }
        out.open("section");
        out.open("details|data-do=fold out");
        out.set_if(self.is_open("out"), "open", "open");
        out.heard_by(&self.listeners[..1]);
        out.said("summary", "start.out", &[("count", &count.to_string())]);
        out.open("ul.cards");
        for card in cards {
            out.open("li.card");
            out.key(&card.benefit);
            out.line("h4", &card.text);
            for why in &card.why {
                out.line("p", why);
            }
            out.open("");
            if let Some(way) = &card.way_in {
                out.line("p.help", way);
            }
            out.close();
            self.open_card(out, card);
            out.close();
        }
        out.close();
        out.close();
        out.close();
    }

    /// Asks what all benefits come to for what is answered.
    pub(super) fn look_around(&mut self, given: &Json) {
        self.outcome = None;
        // Any benefit tells whether the bank's own packs are good.
        let any = benefit::ALL.first().map_or("", |benefit| benefit.id);
        let request = self.request(vec![("benefit".into(), Json::Text(any.into()))]);
        if let Err(refusal) = with_engine(|engine| engine.evaluate(&request)) {
            self.without_packs(given, refusal);
        }
        let person = self.person();
        self.asked_of = self.request(vec![("person".into(), person)]);
        self.explore(0, "", "");
    }

    /// What is answered, but for what is no choice.
    fn person(&self) -> Json {
        let mut person = Vec::new();
        for id in parts(self.words.word("start.questions"), ' ').iter() {
            let choices = self
                .words
                .word(&["start.choices.", id].concat())
                .to_string();
            let answer = self.text(id);
            if parts(&choices, ' ').contains(&answer) && !answer.is_empty() {
                person.push((id.to_string(), Json::Text(answer.into())));
            }
        }
        Json::Object(person)
    }
}
