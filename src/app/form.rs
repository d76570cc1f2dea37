//! The form: what is asked, with what is wrong beside each field.

use super::element::Elements;
use super::help::{HELP, WORDS};
use super::page::{ON, Page, View, field, row_in_short, row_name, understood, wrong};
use super::typed;
use crate::benefit::{Outline, Rows};
use crate::embed::{Question, Refusal};
use crate::input::Json;
use crate::money::grouped;
use rust_decimal::Decimal;

/// Up to so many choices are all shown; more go into a list.
const SHOWN_CHOICES: usize = 4;

const LANGUAGES: &[(&str, &str)] = &[("zh-Hans", "简体"), ("zh-Hant", "繁體"), ("en", "English")];

impl Page {
    pub(super) fn heading(&self, out: &mut Elements) {
        let summary;
        let (name, summary) = match (&self.book, &self.entry) {
            (Some(book), _) if book.about.as_deref() == Some(HELP) => {
                (self.words.word("help.title"), "")
            }
            (Some(book), _) if book.about.as_deref() == Some(WORDS) => (
                self.words.word("help.words"),
                self.words.word("help.words.lead"),
            ),
            (Some(_), _) => {
                summary = self.say("page.book.help", &[("on", &self.on)]);
                (self.words.word("page.book"), &*summary)
            }
            (None, _) if self.view == View::Start => (
                self.words.word("start.title"),
                self.words.word("start.lead"),
            ),
            (None, _) if self.view == View::Desk => {
                (self.words.word("desk.title"), self.words.word("desk.lead"))
            }
            (None, Some(entry)) => (&*entry.text, &*entry.summary),
            (None, None) => ("", ""),
        };
        out.open("header.heading");
        out.open("div.title");
        out.open("");
        if self.back {
            out.words(
                "button.quiet back|type=button|data-do=tell back ",
                "start.back",
            );
        }
        out.close();
        out.open("h2|tabindex=-1");
        out.find_at(&self.title);
        out.text(name);
        out.close();
        out.line("p", summary);
        out.close();
        out.open("div.settings");
        out.open("div.languages|role=group");
        out.set_word("aria-label", "page.language");
        for (lang, name) in LANGUAGES {
            out.open("button|type=button");
            out.set("lang", lang);
            pressed(out, self.words.lang == *lang);
            out.join("data-do", "tell lang ", lang);
            out.text(name);
            out.close();
        }
        out.close();
        out.open("button|type=button|data-do=tell density ");
        pressed(out, self.given.get("large") == Some(&Json::Bool(true)));
        out.text(self.words.word("page.large"));
        out.close();
        out.close();
        out.close();
    }

    /// What is wrong with the attributes that the host gave.
    pub(super) fn banners(&self, out: &mut Elements) {
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
    }

    pub(super) fn form(&self, out: &mut Elements) {
        out.open("");
        if let (Some(benefit), Some(entry)) = (self.benefit, &self.entry) {
            out.open("form|novalidate=novalidate|autocomplete=off");
            out.set_word("aria-label", "page.form");
            self.date(out);
            out.open("");
            // Of a group of rows the first question stands for all.
            let mut asked: Vec<&Question> = Vec::new();
            for question in &entry.questions {
                let told = question.row.is_some() && asked.iter().any(|q| q.row == question.row);
                let own = benefit.question(&question.id).filter(|_| !told);
                if own.is_some_and(|own| self.asked(own, 1)) {
                    asked.push(question);
                }
            }
            for (at, first) in asked.iter().enumerate() {
                if !asked[..at].iter().any(|other| other.part == first.part) {
                    self.part(out, benefit, &asked[at..]);
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
    fn part(&self, out: &mut Elements, benefit: &Outline, questions: &[&Question]) {
        let first = questions[0];
        out.open("fieldset.group");
        out.key(&first.part);
        out.line("legend", &first.part_text);
        out.open("");
        for question in questions {
            if question.part == first.part {
                let mut groups = benefit.rows.iter();
                match groups.find(|rows| question.row.as_deref() == Some(rows.id)) {
                    Some(rows) => self.rows_of(out, benefit, rows),
                    None => self.field(out, question, 0),
                }
            }
        }
        out.close();
        out.close();
    }

    /// Every row of a group, and the way to have one more.
    fn rows_of(&self, out: &mut Elements, benefit: &Outline, rows: &Rows) {
        let count = self.rows(rows);
        out.open("div");
        out.key(rows.id);
        out.open("");
        for row in 1..=count {
            let name = row_name(rows.id, row);
            let words = self.row_words(rows.id, row);
            out.open("fieldset.row");
            out.key(&name);
            out.set("data-row", &name);
            out.set("aria-label", &words);
            out.open("");
            if count > rows.least {
                out.open("button.clear|type=button");
                out.join("data-do", "remove ", &name);
                out.set(
                    "aria-label",
                    &self.say("page.rows.remove.of", &[("row", &words)]),
                );
                out.text(self.words.word("page.rows.remove"));
                out.close();
            }
            out.close();
            out.open("details");
            out.set_if(!self.is_folded(&name), "open", "open");
            out.join("data-do", "row ", &name);
            out.heard_by(&self.listeners[..1]);
            out.open("summary");
            out.open("span.line");
            out.line("strong", &words);
            if self.is_folded(&name) && self.outcome.is_some() {
                out.line("span", &row_in_short(self, rows.id, row));
            }
            out.close();
            out.close();
            out.open("");
            for question in self.entry.iter().flat_map(|entry| &entry.questions) {
                let own = benefit.question(&question.id);
                let own = own.filter(|own| own.row == Some(rows.id));
                if own.is_some_and(|own| self.asked(own, row)) {
                    self.field(out, question, row);
                }
            }
            out.close();
            out.close();
            out.close();
        }
        out.close();
        out.open("");
        match count < rows.most {
            true => {
                let next = self.row_words(rows.id, count + 1);
                out.open("button.add|type=button");
                out.join("data-do", "add ", rows.id);
                out.text(&self.say("page.rows.add", &[("row", &next)]));
                out.close();
            }
            false => {
                let most = rows.most.to_string();
                out.said("p.help", "page.rows.most", &[("most", &most)]);
            }
        }
        out.close();
        out.close();
    }

    pub(super) fn date(&self, out: &mut Elements) {
        out.open("div.field date");
        out.words("label|for=f-on", "page.date");
        out.words("p.help|id=f-on-help", "page.date.help");
        self.input(out, ON, "text", "");
        self.note(out, ON, "day");
        out.close();
    }

    fn field(&self, out: &mut Elements, question: &Question, row: u8) {
        let id = &*field(&question.id, question.row.as_deref(), row);
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
        let day = question.kind == "day";
        let unit = match day {
            true => "day",
            false => question.unit.as_deref().unwrap_or_default(),
        };
        match few {
            true => self.options(out, question, id, &name),
            false if day => self.input(out, id, "text", unit),
            false if question.choices.is_empty() => self.input(out, id, "decimal", unit),
            false => self.list(out, question, id),
        }
        self.note(out, id, unit);
        out.close();
    }

    /// A few choices, all shown, and the way to take the answer back.
    fn options(&self, out: &mut Elements, question: &Question, id: &str, name: &str) {
        let picked = self.text(id);
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
            out.join("data-do", "pick ", id);
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
            out.join("data-do", "clear ", id);
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

    fn list(&self, out: &mut Elements, question: &Question, id: &str) {
        let picked = self.text(id);
        out.open("div.box list");
        out.open("select");
        self.control(out, id, "pick ");
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
                wrong(out, refusal);
            }
            None => {
                out.open("p.note");
                out.join("id", &name, "-note");
                // What reads numbers comes with the first result.
                if self.outcome.is_some() {
                    out.text(&understood(self, id, unit));
                }
            }
        }
        out.close();
    }

    /// What was understood, where it is written otherwise.
    pub(super) fn understood(&self, id: &str, unit: &str) -> String {
        let text = self.text(id);
        let understood = match unit {
            "day" => typed::day(text),
            _ => match typed::number(text, unit) {
                Some(number) => as_written(number, unit),
                None => return String::new(),
            },
        };
        let wrong = self.refusals.iter().any(|refusal| refusal.field == id);
        if text.trim().is_empty() || understood == text || wrong {
            return String::new();
        }
        ["= ", &self.measured(&understood, unit)].concat()
    }

    /// A number or a day with the sign of its unit.
    pub(super) fn measured(&self, shown: &str, unit: &str) -> String {
        let space = match unit {
            "" | "day" | "percent" | "percent-a-year" => "",
            _ => " ",
        };
        [shown, space, &self.sign(unit)].concat()
    }

    /// The short sign of a unit, beside a field.
    pub(super) fn sign(&self, unit: &str) -> String {
        let key = match unit {
            "yuan" => "page.unit.yuan",
            "months" => "page.unit.months",
            "people" => "page.unit.people",
            "square-metres" => "page.unit.square-metres",
            "years" => "page.unit.years",
            "times" => "page.unit.times",
            "days" => "page.unit.days",
            "percent" | "percent-a-year" => return "%".into(),
            _ => return String::new(),
        };
        self.word(key)
    }
}

/// Of the button that is open: whether what it stands for holds.
fn pressed(out: &mut Elements, on: bool) {
    out.set_if(true, "aria-pressed", if on { "true" } else { "false" });
}

/// A number as a person writes it.
pub(super) fn as_written(number: Decimal, unit: &str) -> String {
    match unit {
        "yuan" => grouped(number, 0),
        _ => number.to_string(),
    }
}

/// What is wrong with a field; told once there was a result.
pub(super) fn told_wrong(out: &mut Elements, refusal: &Refusal) {
    out.open("svg|viewBox=0 0 20 20|aria-hidden=true");
    out.empty("path|d=M10 1 19 18H1z");
    out.empty("path.cut|d=M9 7h2l-.3 5H9.3zM9 13.5h2v2H9z");
    out.close();
    out.line("span", &refusal.allowed);
}

fn described(id: &str) -> String {
    ["f-", id, "-help f-", id, "-note"].concat()
}
