//! What this is not, whom to ask, and how to spot a fraud: in short beside the answer, and a page of
//! its own. The telephone numbers are figures, with their sources. And the list of hard words.

use super::border::with_engine;
use super::element::Elements;
use super::glossary::meaning;
use super::page::{Page, View};
use super::typed::parts;

/// The page of that name, in place of a figure in [`Book`](super::book::Book).
pub(super) const HELP: &str = "help";

/// The list of hard words.
pub(super) const WORDS: &str = "words";

/// What is no loan: nobody asks for money before it there.
const NO_LOANS: &[&str] = &["bank-fees", "health-cover"];

/// What a telephone number is for, by its figure; others are told by their own names.
const CALLS: &[(&str, &str)] = &[
    ("new-citizen.telephone.complaints", "help.call.complaints"),
    (
        "new-citizen.telephone.social-insurance",
        "help.call.social-insurance",
    ),
    ("startup-loan.telephone", "help.call.loans"),
];

const GROUPS: &[&str] = &["loan", "business", "health", "account"];

impl Page {
    /// In short, beside the answer.
    pub(super) fn care(&self, out: &mut Elements) {
        out.open("div.care");
        out.words("p", "help.not-an-offer");
        let id = self.benefit.map_or("", |benefit| benefit.id);
        if self.view == View::Start || !NO_LOANS.contains(&id) {
            out.words("p", "help.fraud.short.1");
        }
        out.close();
    }

    /// The ways to the pages that are about more than one result.
    pub(super) fn foot(&self, out: &mut Elements) {
        out.open("p.foot");
        out.set_if(self.book.is_some(), "hidden", "hidden");
        for (what, key) in [
            ("look-up help", "help.open"),
            ("look-up words", "help.words"),
            ("look-up", "page.book.open"),
        ] {
            out.open("button.quiet|type=button");
            out.set("data-do", what);
            out.text(self.words.word(key));
            out.close();
        }
        out.close();
    }

    /// The page.
    pub(super) fn help(&self, out: &mut Elements) {
        out.open("div.result book");
        self.draft(out);
        out.open("p");
        out.words("button|type=button|data-do=shut", "page.book.back");
        out.close();
        self.told(out, "help.not", 1..=4);
        self.whom_to_ask(out);
        out.open("section");
        out.words("h3", "help.fraud");
        for key in ["help.fraud.short.1", "help.fraud.short.2"] {
            out.open("p");
            out.words("strong", key);
            out.close();
        }
        self.told_each(out, "help.fraud", 1..=10);
        out.close();
        out.close();
    }

    fn whom_to_ask(&self, out: &mut Elements) {
        out.open("section");
        out.words("h3", "help.call");
        out.words("p", "help.call.first");
        out.open("ul.rows");
        let request = self.request(Vec::new());
        let records = with_engine(|engine| engine.figures(&request)).unwrap_or_default();
        for record in records.iter().filter(|record| record.unit == "telephone") {
            let mut calls = CALLS.iter();
            let named = calls.find(|(id, _)| *id == record.id);
            self.record(out, record, named.map_or("", |(_, key)| key));
        }
        out.close();
        out.words("p.help", "help.call.check");
        out.words("p", "help.call.duty");
        out.close();
    }

    /// A heading and a list below it.
    fn told(&self, out: &mut Elements, key: &str, all: std::ops::RangeInclusive<u8>) {
        out.open("section");
        out.words("h3", key);
        self.told_each(out, key, all);
        out.close();
    }

    fn told_each(&self, out: &mut Elements, key: &str, all: std::ops::RangeInclusive<u8>) {
        out.open("ul.notices");
        for at in all {
            out.words("li", &[key, ".", &at.to_string()].concat());
        }
        out.close();
    }

    /// Every hard word with its meaning.
    pub(super) fn all_words(&self, out: &mut Elements) {
        out.open("div.result book");
        out.open("p");
        out.words("button|type=button|data-do=shut", "page.book.back");
        out.close();
        for group in GROUPS {
            let key = ["help.words.", group].concat();
            out.open("section.plain");
            out.words("h3", &key);
            out.open("dl");
            let ids = self.word(&[&key, ".ids"].concat());
            for id in parts(&ids, ' ') {
                out.words("dt", &[id, ".term"].concat());
                out.line("dd", meaning(&self.words, id));
            }
            out.close();
            out.close();
        }
        out.close();
    }
}
