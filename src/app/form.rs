//! The form: what is asked, with what is wrong beside each field.

use super::element::Elements;
use super::page::{ON, Page};
use super::typed;
use crate::embed::Question;
use crate::money::grouped;

/// Up to so many choices are all shown; more go into a list.
const SHOWN_CHOICES: usize = 4;

const LANGUAGES: &[(&str, &str)] = &[("zh-Hans", "中文"), ("en", "English")];

impl Page {
    pub(super) fn heading(&self, out: &mut Elements) {
        let summary;
        let (name, summary) = match (&self.book, &self.entry) {
            (Some(_), _) => {
                summary = self.say("page.book.help", &[("on", &self.on)]);
                (self.words.word("page.book"), &*summary)
            }
            (None, Some(entry)) => (&*entry.text, &*entry.summary),
            (None, None) => ("", ""),
        };
        out.open("header.heading");
        out.open("div.title");
        out.open("h2|tabindex=-1");
        out.find_at(&self.title);
        out.text(name);
        out.close();
        out.line("p", summary);
        out.close();
        out.open("div.languages|role=group");
        out.set_word("aria-label", "page.language");
        for (lang, name) in LANGUAGES {
            out.open("button|type=button");
            out.set("lang", lang);
            let spoken = self.words.lang == *lang;
            out.set("aria-pressed", if spoken { "true" } else { "false" });
            out.join("data-do", "speak ", lang);
            out.text(name);
            out.close();
        }
        out.close();
        out.close();
    }

    /// What is wrong with the attributes that the host gave.
    pub(super) fn banners(&self, out: &mut Elements) {
        out.open("");
        for refusal in &self.refusals {
            let pack = refusal.field.starts_with("pack");
            if pack || ["benefit", "lang", "shadow"].contains(&&*refusal.field) {
                out.open("p.banner|role=alert");
                if pack {
                    out.open("strong");
                    out.text(self.words.word("page.pack.refused"));
                    out.text(" ");
                    out.close();
                }
                out.text(&refusal.message);
                out.close();
            }
        }
        out.close();
    }

    pub(super) fn form(&self, out: &mut Elements) {
        out.open("");
        if let (Some(benefit), Some(entry)) = (self.benefit, &self.entry) {
            out.open("form|novalidate=novalidate|autocomplete=off");
            out.set_word("aria-label", "page.form");
            self.date(out);
            out.open("");
            let mut asked = Vec::new();
            for question in &entry.questions {
                let own = benefit.question(&question.id);
                if own.is_some_and(|own| self.asked(own)) {
                    asked.push(question);
                }
            }
            for (at, first) in asked.iter().enumerate() {
                if !asked[..at].iter().any(|other| other.part == first.part) {
                    self.part(out, &asked[at..]);
                }
            }
            out.close();
            out.open("");
            if self.any_answer() {
                out.words(
                    "button.quiet|type=button|data-do=clear-all",
                    "page.clear-all",
                );
            }
            out.close();
            out.close();
        }
        out.close();
    }

    /// Of those questions the ones that belong with the first, under their heading.
    fn part(&self, out: &mut Elements, questions: &[&Question]) {
        let first = questions[0];
        out.open("fieldset.group");
        out.key(&first.part);
        out.line("legend", &first.part_text);
        out.open("");
        for question in questions {
            if question.part == first.part {
                self.field(out, question);
            }
        }
        out.close();
        out.close();
    }

    fn date(&self, out: &mut Elements) {
        out.open("div.field date");
        out.words("label|for=f-on", "page.date");
        out.words("p.help|id=f-on-help", "page.date.help");
        self.input(out, ON, "text", "");
        self.note(out, ON, "");
        out.close();
    }

    fn field(&self, out: &mut Elements, question: &Question) {
        let id = &*question.id;
        let name = ["f-", id].concat();
        let few = (1..=SHOWN_CHOICES).contains(&question.choices.len());
        match few {
            true => {
                out.open("fieldset.field");
                out.set("aria-describedby", &described(id));
                out.key(id);
                out.open("legend");
            }
            false => {
                out.open("div.field");
                out.key(id);
                out.open("label");
                out.set("for", &name);
            }
        }
        out.text(&question.text);
        out.close();
        out.open("");
        if !question.help.is_empty() {
            out.open("p.help");
            out.join("id", &name, "-help");
            out.text(&question.help);
            out.close();
        }
        out.close();
        let unit = question.unit.as_deref().unwrap_or_default();
        match few {
            true => self.options(out, question, &name),
            false if question.choices.is_empty() => self.input(out, id, "decimal", unit),
            false => self.list(out, question),
        }
        self.note(out, id, unit);
        out.close();
    }

    /// A few choices, all shown, and the way to take the answer back.
    fn options(&self, out: &mut Elements, question: &Question, name: &str) {
        let picked = self.text(&question.id);
        let choices = &question.choices;
        let short = choices
            .iter()
            .all(|choice| choice.text.chars().count() <= 10);
        out.open(match (choices.len(), short) {
            (2, true) => "div.options two",
            (3, true) => "div.options three",
            _ => "div.options",
        });
        for choice in choices {
            out.open("label.option");
            out.open("input|type=radio");
            out.set("name", name);
            out.join("data-do", "pick ", &question.id);
            out.value(&choice.id);
            out.checked(picked == choice.id);
            out.close();
            out.line("span", &choice.text);
            out.close();
        }
        out.close();
        out.open("");
        if !picked.is_empty() {
            out.open("button.clear|type=button");
            let label = self.say("page.clear.of", &[("question", &question.text)]);
            out.set("aria-label", &label);
            out.join("data-do", "clear ", &question.id);
            out.text(self.words.word("page.clear"));
            out.close();
        }
        out.close();
    }

    /// What a control has in common with others: where it is, what is said of it.
    fn control(&self, out: &mut Elements, id: &str, verb: &str) {
        out.join("id", "f-", id);
        out.set("name", id);
        out.join("data-do", verb, id);
        out.set("aria-describedby", &described(id));
        out.set_if(self.refusal(id).is_some(), "aria-invalid", "true");
    }

    fn input(&self, out: &mut Elements, id: &str, mode: &'static str, unit: &str) {
        out.open("div.box");
        out.open("input|type=text|autocomplete=off|spellcheck=false");
        out.set("inputmode", mode);
        self.control(out, id, "type ");
        out.value(self.text(id));
        out.close();
        let sign = self.sign(unit);
        if !sign.is_empty() {
            out.line("span.unit|aria-hidden=true", &sign);
        }
        out.close();
    }

    fn list(&self, out: &mut Elements, question: &Question) {
        let picked = self.text(&question.id);
        out.open("div.box list");
        out.open("select");
        self.control(out, &question.id, "pick ");
        self.option(out, "", picked, self.words.word("page.choose"));
        for choice in &question.choices {
            self.option(out, &choice.id, picked, &choice.text);
        }
        out.close();
        out.close();
    }

    fn option(&self, out: &mut Elements, id: &str, picked: &str, text: &str) {
        out.open("option");
        out.set("value", id);
        out.set_if(picked == id, "selected", "selected");
        out.text(text);
        out.close();
    }

    /// Beside a field: what is wrong with it, or how it was understood.
    fn note(&self, out: &mut Elements, id: &str, unit: &str) {
        let name = ["f-", id].concat();
        match self.refusal(id) {
            Some(refusal) => {
                out.open("p.wrong");
                out.join("id", &name, "-note");
                out.open("svg|viewBox=0 0 20 20|aria-hidden=true");
                out.empty("path|d=M10 1 19 18H1z");
                out.empty("path.cut|d=M9 7h2l-.3 5H9.3zM9 13.5h2v2H9z");
                out.close();
                out.line("span", &refusal.allowed);
            }
            None => {
                out.open("p.note");
                out.join("id", &name, "-note");
                out.text(&self.understood(id, unit));
            }
        }
        out.close();
    }

    /// What was understood, where it is written otherwise.
    fn understood(&self, id: &str, unit: &str) -> String {
        let text = self.text(id);
        let understood = match id {
            ON => typed::day(text),
            _ => match typed::number(text, unit) {
                Some(number) if unit == "yuan" => grouped(number, 0),
                Some(number) => number.to_string(),
                None => return String::new(),
            },
        };
        let wrong = self.refusals.iter().any(|refusal| refusal.field == id);
        if text.trim().is_empty() || understood == text || wrong {
            return String::new();
        }
        let space = match unit {
            "" | "percent-a-year" => "",
            _ => " ",
        };
        ["= ", &understood, space, &self.sign(unit)].concat()
    }

    /// The short sign of a unit, beside a field.
    fn sign(&self, unit: &str) -> String {
        let key = match unit {
            "yuan" => "page.unit.yuan",
            "months" => "page.unit.months",
            "people" => "page.unit.people",
            "square-metres" => "page.unit.square-metres",
            "years" => "page.unit.years",
            "times" => "page.unit.times",
            "percent-a-year" => return "%".into(),
            _ => return String::new(),
        };
        self.word(key)
    }
}

fn described(id: &str) -> String {
    ["f-", id, "-help f-", id, "-note"].concat()
}
