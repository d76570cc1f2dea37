//! One sheet of A4 for the customer: what is offered, what it costs, what must hold, where it stands, and
//! a code that opens the same on a phone. It is seen on paper only.

use super::super::border::with_engine;
use super::super::element::Elements;
use super::super::page::{code, figures};
use super::results::Told;
use super::{Board, Shown};
use crate::embed::Outcome;
use crate::input::Json;

/// So many documents are named; of more it is said how many there are.
const MOST_SOURCES: usize = 9;

/// So many signs of a digest tell a version from others.
const DIGEST: usize = 8;

impl Shown<'_> {
    /// `case` is what the code opens; none where it is empty.
    pub(super) fn sheet(&self, out: &mut Elements, board: Option<&Board>, case: &str) {
        let outcomes = self.all_outcomes();
        let Some(first) = outcomes.first() else {
            return;
        };
        out.open("section.sheet");
        self.draft(out);
        self.letterhead(out, first);
        self.table(out);
        self.reasons(out, board);
        out.open("div.foot-of-sheet");
        out.open("div");
        self.documents(out, &outcomes);
        out.words("p", "desk.not");
        out.close();
        if !case.is_empty() {
            out.open("figure");
            if code(self.page, out, case) {
                out.words("figcaption", "desk.sheet.code");
            }
            out.close();
        }
        out.close();
        self.versions(out, first);
        out.close();
    }

    /// The bank, what it is about, and the days.
    fn letterhead(&self, out: &mut Elements, outcome: &Outcome) {
        let page = self.page;
        let (name, phone) = self.bank();
        out.open("header");
        out.open("div.bank");
        for (key, value) in [("desk.sheet.bank", name), ("desk.sheet.phone", phone)] {
            out.open("p");
            out.words("span", key);
            match value.is_empty() {
                true => out.empty("span.blank-line"),
                false => out.line("strong", &value),
            }
            out.close();
        }
        out.close();
        let key = [self.benefit.id, ".name"].concat();
        out.line("h2", page.words.word(&key));
        let today = page.given.text("today");
        let values = [("on", &*outcome.on), ("today", today)];
        out.said("p", "desk.sheet.days", &values);
        out.close();
    }

    /// The bank's name and telephone number, from its own packs; empty where they do not say.
    fn bank(&self) -> (String, String) {
        let page = self.page;
        let Json::List(packs) = &page.packs else {
            return Default::default();
        };
        let mut banks = packs.iter().filter(|pack| pack.text("layer") == "bank");
        let Some(bank) = banks.next_back() else {
            return Default::default();
        };
        let names = bank.get("name").unwrap_or(&Json::Null);
        let name = names.text(page.words.pack_lang());
        let name = with_engine(|engine| match engine.locale(&page.words.lang) {
            Some(locale) => locale.pack_text(name).to_string(),
            None => name.into(),
        });
        let mut phone = String::new();
        for record in figures(&page.request(Vec::new())) {
            let good = ["known", "past-review"].contains(&&*record.reading);
            if record.pack == bank.text("id") && record.unit == "telephone" && good {
                let mut history = record.history.iter();
                let current = history.find(|entry| entry.current);
                let value = current.and_then(|entry| entry.values.first());
                phone = value.map_or(String::new(), |value| value.value.clone());
            }
        }
        (name, phone)
    }

    fn table(&self, out: &mut Elements) {
        let page = self.page;
        out.open("table");
        out.open("thead");
        out.open("tr");
        out.empty("td");
        for at in 0..self.count() {
            out.line("th|scope=col", &self.name(at));
        }
        out.close();
        out.close();
        out.open("tbody");
        for line in self.lines() {
            let cells = (0..self.count()).map(|at| self.answer(&line, at));
            let cells: Vec<String> = cells.collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            out.open("tr");
            out.line("th|scope=row", line.text.trim_end_matches(['？', '?']));
            for cell in &cells {
                out.line("td", if cell.is_empty() { "—" } else { cell });
            }
            out.close();
        }
        out.close();
        for (key, lines) in [
            ("page.result", [self.headlines(), self.amounts()].concat()),
            ("page.conditions", self.conditions()),
        ] {
            if !lines.is_empty() {
                out.open("tbody");
                out.open("tr.band");
                out.open("th|scope=rowgroup");
                out.set_number("colspan", 1 + self.count() as i64);
                out.text(page.words.word(key));
                out.close();
                out.close();
                for line in &lines {
                    self.line_on_paper(out, line);
                }
                out.close();
            }
        }
        out.close();
    }

    fn line_on_paper(&self, out: &mut Elements, line: &Told) {
        out.open("tr");
        out.set("class", line.class);
        out.line("th|scope=row", &line.text);
        for cell in &line.cells {
            out.open("td");
            out.line("strong", &cell.text);
            out.maybe("span", Some(&*cell.more).filter(|more| !more.is_empty()));
            out.close();
        }
        out.close();
    }

    /// Which is cheaper and why, and what is still open.
    fn reasons(&self, out: &mut Elements, board: Option<&Board>) {
        out.open("ul");
        if self.columns.rows.is_some()
            && let Some(outcome) = self.all_outcomes().first()
        {
            out.line("li", &outcome.sentence.replace('\n', " "));
        }
        for (at, find) in board.iter().flat_map(|board| &board.causes).enumerate() {
            if let Some(found) = find.difference()
                && let [reading] = &found.readings[..]
            {
                let causes = reading.causes.iter().map(|cause| {
                    let by = self.change(&cause.amount, &found.unit);
                    let values = [("text", &*cause.text), ("value", &*by)];
                    self.page.say("desk.amount", &values)
                });
                let causes: Vec<String> = causes.collect();
                let causes = causes.join(self.page.words.word("desk.and"));
                out.open("li");
                out.text(&self.more_or_less(found, reading, at + 1));
                out.text(" ");
                out.text(&causes);
                out.close();
            }
        }
        let open = self.open_questions();
        if !open.is_empty() {
            let questions = open.join(self.page.words.word("page.and"));
            out.said("li", "desk.open", &[("questions", &questions)]);
        }
        for (id, key) in [
            ("past-review", "page.notices.past-review"),
            ("recalled", "page.notices.recalled"),
        ] {
            let notices = self.all_outcomes().into_iter();
            let counts = notices.map(|outcome| {
                let notices = outcome.notices.iter();
                notices.filter(|notice| notice.id == id).count()
            });
            let count = counts.max().unwrap_or_default();
            if count > 0 {
                out.said("li", key, &[("count", &count.to_string())]);
            }
        }
        out.close();
    }

    /// The documents behind it, each once.
    fn documents(&self, out: &mut Elements, outcomes: &[&Outcome]) {
        let mut named: Vec<String> = Vec::new();
        let figures = outcomes.iter().flat_map(|outcome| &outcome.figures);
        for value in figures.flat_map(|figure| &figure.values) {
            if let Some(source) = &value.source {
                let number = source.number.as_deref().unwrap_or_default();
                let name = ["《", &source.title, "》", number].concat();
                if !named.contains(&name) {
                    named.push(name);
                }
            }
        }
        if named.is_empty() {
            return;
        }
        out.words("h3", "page.sources");
        out.open("p|lang=zh-Hans");
        out.text(&named[..named.len().min(MOST_SOURCES)].join("；"));
        out.close();
        if named.len() > MOST_SOURCES {
            let more = (named.len() - MOST_SOURCES).to_string();
            out.said("p", "desk.sheet.more", &[("count", &more)]);
        }
    }

    /// What it was worked out with, so that it can be worked out again.
    fn versions(&self, out: &mut Elements, outcome: &Outcome) {
        let packs = outcome.packs.iter().map(|pack| {
            let digest: String = pack.sha256.chars().take(DIGEST).collect();
            [&*pack.id, " ", &pack.version, " ", &digest].concat()
        });
        let packs = packs.collect::<Vec<_>>().join(" · ");
        out.said("p.versions", "page.packs", &[("packs", &packs)]);
    }
}
