//! The figure book: every policy figure with its history, to look one up. In its place, where they
//! are wanted, the pages of `help`.

use super::answer::rect;
use super::border::with_engine;
use super::element::Elements;
use super::help::{HELP, WORDS};
use super::page::Page;
use super::sources::{fold, unit_of};
use crate::embed::{FigureEntry, FigureRecord, Step};
use crate::input::Json;
use web_sys::HtmlElement;

/// The figure book while it is open.
pub(super) struct Book {
    /// What is looked for.
    pub find: String,
    /// What alone it is about: `book.` with a figure's pack and id, `line.` with a table's and a
    /// line's, or `notice.` with a notice's; or [`HELP`] or [`WORDS`]. Everything when `None`.
    pub about: Option<String>,
    /// Where the focus was.
    pub from: Option<HtmlElement>,
}

/// Whether what is looked for stands in a figure's name, id, or the title or number of a document.
fn matches(record: &FigureRecord, find: &str) -> bool {
    let has = |text: &str| text.to_ascii_lowercase().contains(find);
    if has(&record.text) || has(&record.id) {
        return true;
    }
    for entry in &record.history {
        for value in &entry.values {
            if let Some(source) = &value.source
                && (has(&source.title) || source.number.as_deref().is_some_and(has))
            {
                return true;
            }
        }
    }
    false
}

/// Months since year 0, for the picture.
fn months(day: &str) -> i64 {
    let mut month = 0;
    for digit in day.bytes().take(7).filter(u8::is_ascii_digit) {
        month = month * 10 + i64::from(digit - b'0');
    }
    month / 100 * 12 + month % 100 - 1
}

/// A figure's history as a strip. The list below it says the same in words.
fn strip(out: &mut Elements, history: &[FigureEntry], today: &str) {
    let (Some(first), Some(last)) = (history.first(), history.last()) else {
        return;
    };
    let from = months(&first.from);
    let end = last.until.as_deref().map_or(0, |day| months(day) + 1);
    let end = end.max(months(today) + 1).max(months(&last.from) + 12);
    let x = |month: i64| (month - from) * 1000 / (end - from).max(1);
    out.open("div.strip|aria-hidden=true");
    out.open("svg|viewBox=0 0 1000 10|preserveAspectRatio=none");
    for (at, entry) in history.iter().enumerate() {
        let next = history.get(at + 1).map_or(end, |next| months(&next.from));
        let until = entry.until.as_deref().map_or(next, |day| months(day) + 1);
        let name = match (entry.current, entry.values.is_empty()) {
            (true, _) => "rect.state",
            (_, true) => "rect.blank",
            _ => "rect.open",
        };
        let x0 = x(months(&entry.from));
        rect(out, name, x0, 0, (x(until.min(next)) - x0 - 3).max(3), 10);
    }
    let now = x(months(today)).clamp(0, 997);
    rect(out, "rect.now", now, 0, 3, 10);
    out.close();
    out.open("div.ends");
    for month in [from, end - 1] {
        out.line("span", &month.div_euclid(12).to_string());
    }
    out.close();
    out.close();
}

/// What is behind something that the result shows.
#[derive(Default)]
struct Behind<'a> {
    /// The same in words.
    what: String,
    /// The folds of the figures in the book.
    figures: Vec<String>,
    /// The steps, where there is no figure.
    steps: &'a [Step],
}

impl Page {
    /// What is behind what the book is opened about.
    fn behind(&self, about: &str) -> Behind<'_> {
        let mut behind = Behind::default();
        let Some(outcome) = &self.outcome else {
            return behind;
        };
        let mut ids: &[&str] = &[];
        for table in &outcome.tables {
            for line in &table.lines {
                if about == ["line.", table.id, ".", &line.id].concat() {
                    behind.what = [&*table.text, " · ", &line.text].concat();
                    behind.steps = &line.steps;
                    ids = &line.figures;
                }
            }
        }
        for notice in &outcome.notices {
            if about == ["notice.", notice.id].concat() {
                behind.what.clone_from(&notice.text);
                behind.steps = &notice.steps;
                ids = &notice.figures;
            }
        }
        for figure in &outcome.figures {
            let own = fold("book", &figure.pack, &figure.id);
            if ids.contains(&figure.id.as_str()) || own == about {
                behind.figures.push(own);
            }
        }
        behind
    }

    /// The book.
    pub(super) fn look_up(&self, out: &mut Elements) {
        out.open("");
        if let Some(book) = &self.book {
            match book.about.as_deref() {
                Some(HELP) => self.help(out),
                Some(WORDS) => self.all_words(out),
                _ => self.book(out, book),
            }
        }
        out.close();
    }

    fn book(&self, out: &mut Elements, book: &Book) {
        let request = self.request(Vec::new());
        let mut records = with_engine(|engine| engine.figures(&request)).unwrap_or_default();
        let all = records.len().to_string();
        let find = book.find.trim().to_ascii_lowercase();
        records.retain(|record| matches(record, &find));
        let behind = book.about.as_ref().map(|about| self.behind(about));
        if let Some(behind) = &behind {
            records.retain(|record| {
                let own = fold("book", &record.pack, &record.id);
                behind.figures.contains(&own)
            });
        }
        let count = records.len().to_string();
        let mut places: Vec<&str> = Vec::new();
        for record in &records {
            if !places.contains(&record.place.as_str()) {
                places.push(&record.place);
            }
        }
        out.open("div.result book");
        self.draft(out);
        out.open("div.headline");
        out.words("button|type=button|data-do=shut", "page.book.back");
        out.words("label|for=f-find", "page.book.find");
        out.open("input|id=f-find|type=text|autocomplete=off|data-do=find");
        out.value(&book.find);
        out.close();
        let counted = [("count", &*count), ("all", &all)];
        out.said("p.help|role=status", "page.book.count", &counted);
        out.open("");
        if let Some(behind) = behind {
            out.words("button.quiet|type=button|data-do=look-up", "page.book.open");
            out.maybe("p", Some(&*behind.what).filter(|what| !what.is_empty()));
            out.open("ol.steps");
            for step in behind.steps {
                if let Some(outcome) = &self.outcome {
                    self.step(out, "book", outcome, step, step.row);
                }
            }
            out.close();
        }
        out.close();
        out.close();
        out.open("");
        for place in places {
            out.open("section");
            out.key(place);
            out.line("h3", &self.place_name(place));
            out.open("ul.rows");
            for record in &records {
                if record.place == place {
                    self.record(out, record, "");
                }
            }
            out.close();
            out.close();
        }
        out.close();
        out.close();
    }

    /// A figure with its history; under the name of a key, where there is one.
    pub(super) fn record(&self, out: &mut Elements, record: &FigureRecord, key: &str) {
        let fold = fold("book", &record.pack, &record.id);
        let current = record.history.iter().find(|entry| entry.current);
        let own = unit_of(&record.id, &record.unit);
        let shown = current.map(|entry| self.shown(own, &entry.values));
        let reading = [&*record.reading, &record.reading_text];
        // A number that is to be called says more than that it is known.
        let recalled = |entry: &FigureEntry| {
            let mut values = entry.values.iter();
            values.any(|value| {
                let source = value.source.as_ref();
                source.is_some_and(|source| source.confirmed.as_deref() == Some("recalled"))
            })
        };
        let (name, reading) = match key {
            "" => (&*record.text, reading),
            _ if current.is_some_and(recalled) => (
                self.words.word(key),
                ["unsettled", self.words.word("confirmation.recalled")],
            ),
            _ => (self.words.word(key), reading),
        };
        self.figure_row(out, &fold, name, reading, &shown.unwrap_or_default());
        if self.inside(out, &fold) {
            let mut feeds = String::new();
            for id in &record.feeds {
                // Until the words of that benefit are there.
                let name = &[id, ".name"].concat();
                if !self.words.has(name) {
                    continue;
                }
                if !feeds.is_empty() {
                    feeds.push_str(self.words.word("page.and"));
                }
                feeds.push_str(self.words.word(name));
            }
            let unit = ["page.unit.", own].concat();
            let unit = self.words.word(match own {
                "years" => "page.book.years",
                "age" => "page.unit.years",
                _ => &unit,
            });
            out.open("p.days");
            out.said("span", "page.book.unit", &[("unit", unit)]);
            if !feeds.is_empty() {
                out.said("span", "page.book.feeds", &[("benefits", &feeds)]);
            }
            out.line("code", &record.id);
            out.close();
            strip(out, &record.history, &self.on);
            self.periods(out, record);
            out.open("ol.history");
            for (at, entry) in record.history.iter().enumerate() {
                let next = record.history.get(at + 1);
                let next = next.filter(|_| entry.until.is_none());
                self.entry(out, own, entry, next);
            }
            out.close();
        }
        out.close();
        out.close();
        out.close();
    }

    /// The history in short, as a table; one entry says it all by itself.
    fn periods(&self, out: &mut Elements, record: &FigureRecord) {
        out.open("");
        if record.history.len() > 1 {
            out.open("table.periods");
            out.words("caption", "page.book.periods");
            out.open("thead");
            out.open("tr");
            for head in &["page.book.from", "page.book.until", "page.book.value"] {
                out.words("th|scope=col", head);
            }
            out.close();
            out.close();
            out.open("tbody");
            let own = unit_of(&record.id, &record.unit);
            for (at, entry) in record.history.iter().enumerate() {
                let next = record.history.get(at + 1);
                out.open(match entry.current {
                    true => "tr.current|aria-current=true",
                    false => "tr",
                });
                out.line("th|scope=row", &entry.from);
                match (&entry.until, next) {
                    (Some(until), _) => out.line("td", until),
                    (None, Some(next)) => {
                        out.said("td", "page.book.before", &[("on", &next.from)]);
                    }
                    (None, None) => out.line("td", "—"),
                }
                match entry.values.is_empty() {
                    true => out.words("td", "state.unknown"),
                    false => out.line("td", &self.shown(own, &entry.values)),
                }
                out.close();
            }
            out.close();
            out.close();
        }
        out.close();
    }

    fn entry(
        &self,
        out: &mut Elements,
        unit: &str,
        entry: &FigureEntry,
        next: Option<&FigureEntry>,
    ) {
        out.open(match entry.current {
            true => "li.figure current|aria-current=true",
            false => "li.figure",
        });
        out.open("p.days");
        self.day_words(out, "page.figure.from", Some(&entry.from));
        self.day_words(out, "page.figure.until", entry.until.as_deref());
        self.day_words(out, "page.book.next", next.map(|next| &*next.from));
        self.day_words(out, "page.figure.review", entry.review_by.as_deref());
        if entry.current {
            out.said("strong", "page.book.current", &[("on", &self.on)]);
        }
        out.close();
        if entry.values.is_empty() {
            out.words("p.value", "state.unknown");
        }
        self.given(out, unit, &entry.values, entry.note.as_deref());
        out.close();
    }

    fn place_name(&self, place: &str) -> String {
        match place {
            "china" => self.word("page.place.china"),
            "beijing" => self.word("page.place.beijing"),
            _ => {
                let own = match &self.packs {
                    Json::List(own) => own.iter().find(|pack| pack.text("place") == place),
                    _ => None,
                };
                let name = own.and_then(|pack| pack.get("name"));
                name.map_or(place, |name| name.text(self.words.pack_lang()))
                    .into()
            }
        }
    }
}
