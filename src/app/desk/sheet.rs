//! One sheet of A4 for the customer: what is offered, what it costs, what must hold, where it stands, and
//! a code that opens the same on a phone. It is seen on paper only.

use super::super::border::with_engine;
use super::super::element::Elements;
use super::super::page::{code, figures};
use super::form::Line;
use super::results::Told;
use super::{Board, Shown};
use crate::embed::Outcome;
use crate::input::Json;

/// So many documents are named; of more it is said how many there are.
const MOST_SOURCES: usize = 9;

/// With more lines than this they are set closer.
const MOST_LINES: usize = 24;

/// So many signs of a digest tell a version from others.
const DIGEST: usize = 8;

impl Shown<'_> {
    /// `case` is what the code opens; none where it is empty.
    pub(super) fn sheet(&self, out: &mut Elements, board: Option<&Board>, case: &str) {
        let outcomes = self.all_outcomes();
        let Some(first) = outcomes.first() else {
            return;
        };
        let told = [
            ("page.result", [self.headlines(), self.amounts()].concat()),
            ("page.conditions", self.conditions()),
        ];
        let lines = self.lines();
        let count = lines.len() + told.iter().map(|(_, lines)| lines.len()).sum::<usize>();
        out.open(match count > MOST_LINES {
            true => "section.sheet dense",
            false => "section.sheet",
        });
        self.draft(out);
        out.open("header");
        out.open("div");
        self.letterhead(out, first);
        self.reasons(out, board);
        out.close();
        out.open("");
        if !case.is_empty() {
            out.open("figure");
            if code(self.page, out, case) {
                out.words("figcaption", "desk.sheet.code");
            }
            out.close();
        }
        out.close();
        out.close();
        self.table(out, &lines, &told);
        out.open("footer");
        self.documents(out, &outcomes);
        self.unchecked(out, &outcomes);
        out.words("p", "desk.not");
        self.versions(out, first);
        out.close();
        out.close();
    }

    /// The bank, what it is about, and the days.
    fn letterhead(&self, out: &mut Elements, outcome: &Outcome) {
        let page = self.page;
        let (name, phone) = self.bank();
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

    fn table(&self, out: &mut Elements, lines: &[Line], told: &[(&str, Vec<Told>)]) {
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
        for line in lines {
            let cells = (0..self.count()).map(|at| self.answer(line, at));
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
        for (key, lines) in told {
            if !lines.is_empty() {
                out.open("tbody");
                self.band(out, page.words.word(key));
                for line in lines {
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
            out.open("strong");
            out.set("class", cell.class);
            out.text(&cell.text);
            out.close();
            out.maybe("span", Some(&*cell.more).filter(|more| !more.is_empty()));
            out.close();
        }
        out.close();
    }

    /// Which is cheaper and why, and what is still open.
    fn reasons(&self, out: &mut Elements, board: Option<&Board>) {
        let mut sentences = self.together();
        for (at, find) in board.iter().flat_map(|board| &board.causes).enumerate() {
            let Some(found) = find.difference() else {
                continue;
            };
            let readings: Vec<_> = found.readings.iter().collect();
            let Some(mut sentence) = self.more_or_less(found, &readings, at + 1) else {
                continue;
            };
            if let [reading] = readings[..] {
                let causes = reading.causes.iter().map(|cause| {
                    let by = self.change(&cause.amount, &found.unit);
                    let text = self.cause_text(cause, at + 1);
                    let values = [("cause", &*text), ("by", &*by)];
                    self.page.say("desk.cause.by", &values)
                });
                let causes: Vec<String> = causes.collect();
                sentence += " ";
                sentence += &causes.join(self.page.words.word("explore.way.and"));
            }
            sentences.push(sentence);
        }
        sentences.extend(self.still_open());
        out.open("ul");
        for sentence in &sentences {
            out.line("li", sentence);
        }
        out.close();
    }

    /// How many figures were not checked lately.
    fn unchecked(&self, out: &mut Elements, outcomes: &[&Outcome]) {
        for (id, key) in [
            ("past-review", "page.notices.past-review"),
            ("recalled", "page.notices.recalled"),
        ] {
            let counts = outcomes.iter().map(|outcome| {
                let notices = outcome.notices.iter();
                notices.filter(|notice| notice.id == id).count()
            });
            let count = counts.max().unwrap_or_default();
            if count > 0 {
                out.said("p", key, &[("count", &count.to_string())]);
            }
        }
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
