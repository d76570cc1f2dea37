//! The figures behind a result: what each is, how sure we are, and where it stands.

use super::element::Elements;
use super::page::Page;
use super::typed::parts;
use crate::embed::{Figure, FigureValue, Outcome, Source};
use crate::money;
use crate::words::Argument;

/// A value longer than this, in bytes, is no number.
const LONG: usize = 72;

/// The figures of an outcome, each once for each pack: while it is open whose rules hold, a figure
/// is read under several.
pub(super) fn distinct(outcome: &Outcome) -> Vec<&Figure> {
    let mut distinct: Vec<&Figure> = Vec::new();
    for figure in &outcome.figures {
        let mut before = distinct.iter();
        if !before.any(|other| other.id == figure.id && other.pack == figure.pack) {
            distinct.push(figure);
        }
    }
    distinct
}

/// The name of the fold of a figure.
pub(super) fn fold(among: &str, pack: &str, figure: &str) -> String {
    [among, ".", pack, ".", figure].concat()
}

/// The unit of a figure. A person's years are told apart from others: in Chinese they have a word of
/// their own.
pub(super) fn unit_of<'a>(id: &str, unit: &'a str) -> &'a str {
    match unit {
        "years" if id.contains(".age.") || id.ends_with(".age") => "age",
        _ => unit,
    }
}

impl Page {
    /// Where a condition stands: its figure, or at least its place.
    pub(super) fn source(&self, out: &mut Elements, outcome: &Outcome, source: &Source) {
        let mut figures = outcome.figures.iter();
        match figures.find(|figure| figure.id == source.figure) {
            Some(figure) => self.figure(out, figure),
            None => self.place(out, source),
        }
    }

    pub(super) fn sources(&self, out: &mut Elements, outcome: &Outcome) {
        out.open("");
        if !outcome.figures.is_empty() {
            out.open("section.sources");
            out.words("h3", "page.sources");
            out.open("ul.rows");
            for figure in distinct(outcome) {
                self.figure_fold(out, "figure", figure);
            }
            out.close();
            let mut packs = Vec::new();
            for pack in &outcome.packs {
                packs.push([&pack.id, " ", &pack.version].concat());
            }
            out.said("p.help", "page.packs", &[("packs", &packs.join(" · "))]);
            out.close();
        }
        out.close();
    }

    /// A row with a figure and its value, opening to its source.
    pub(super) fn figure_fold(&self, out: &mut Elements, among: &str, figure: &Figure) {
        let fold = &fold(among, &figure.pack, &figure.id);
        let shown = self.shown(unit_of(&figure.id, &figure.unit), &figure.values);
        self.figure_row(
            out,
            fold,
            &figure.text,
            [&figure.reading, &figure.reading_text],
            &shown,
        );
        if self.inside(out, fold) {
            self.figure(out, figure);
        }
        out.close();
        out.close();
        out.close();
    }

    /// Starts a row that opens: a name, how it reads on the day, and its value.
    pub(super) fn figure_row(
        &self,
        out: &mut Elements,
        fold: &str,
        name: &str,
        [reading, reading_text]: [&str; 2],
        shown: &str,
    ) {
        out.open("li");
        out.key(fold);
        self.fold(out, fold);
        out.open("span.line");
        out.open("span");
        out.text(name);
        out.text(" ");
        out.open("span");
        out.join("class", "tag ", reading);
        out.text(reading_text);
        out.close();
        out.close();
        out.line(
            if shown.len() > LONG {
                "span.names"
            } else {
                "strong"
            },
            shown,
        );
        out.close();
    }

    /// The values in one line.
    pub(super) fn shown(&self, unit: &str, values: &[FigureValue]) -> String {
        let mut shown = String::new();
        for value in values {
            let value = self.value(unit, value);
            if !shown.is_empty() && !value.is_empty() {
                shown.push_str(self.words.word("page.or"));
            }
            shown.push_str(&value);
        }
        shown
    }

    /// All that an outcome tells of a figure.
    pub(super) fn figure(&self, out: &mut Elements, figure: &Figure) {
        out.open("div.figure");
        out.open("p.days");
        out.line("span", &figure.reading_text);
        self.day_words(out, "page.figure.from", figure.from.as_deref());
        self.day_words(out, "page.figure.until", figure.until.as_deref());
        self.day_words(out, "page.figure.review", figure.review_by.as_deref());
        out.close();
        let unit = unit_of(&figure.id, &figure.unit);
        self.given(out, unit, &figure.values, figure.note.as_deref());
        self.to_book(out, &fold("book", &figure.pack, &figure.id));
        out.close();
    }

    /// A day with what it is, where there is one.
    pub(super) fn day_words(&self, out: &mut Elements, key: &'static str, day: Option<&str>) {
        out.open("");
        if let Some(day) = day {
            out.said("span", key, &[("on", day)]);
        }
        out.close();
    }

    /// Values with where they stand, and what else to know.
    pub(super) fn given(
        &self,
        out: &mut Elements,
        unit: &str,
        values: &[FigureValue],
        note: Option<&str>,
    ) {
        out.open("");
        for value in values {
            out.open("div.given");
            let shown = self.value(unit, value);
            out.maybe("p.value", Some(&*shown).filter(|shown| !shown.is_empty()));
            out.maybe("p", value.reason.as_deref());
            if let Some(source) = &value.source {
                self.place(out, source);
            }
            out.close();
        }
        out.close();
        out.maybe("p.help", note);
    }

    /// Where a value stands.
    pub(super) fn place(&self, out: &mut Elements, source: &Source) {
        out.open("div.source");
        out.open("p.document|lang=zh-Hans");
        // A title that names another document has its marks already.
        match source.title.contains('《') {
            true => out.line("cite", &source.title),
            false => out.line("cite", &["《", &source.title, "》"].concat()),
        }
        out.maybe("span", source.number.as_deref());
        if let Some(article) = &source.article {
            out.said("span", "page.article", &[("article", article)]);
        }
        out.close();
        out.maybe("blockquote|lang=zh-Hans", source.quotation.as_deref());
        if let Some(how) = &source.confirmed {
            let how = ["confirmation.", how].concat();
            let how = self.words.word(&how);
            let on = source.confirmed_on.as_deref().unwrap_or_default();
            out.said("p.help", "page.confirmed", &[("how", how), ("on", on)]);
        }
        // Only the web: a pack from elsewhere must not bring addresses that run scripts.
        let address = source.address.as_deref();
        if let Some(address) = address.filter(|address| address.starts_with("http")) {
            let parts = parts(address, '/');
            let host = parts.get(2).unwrap_or(&address);
            out.open("p");
            out.open("a|target=_blank|rel=noopener noreferrer");
            out.set("href", address);
            out.text(&self.say("page.address", &[("host", host)]));
            out.close();
            out.close();
        }
        out.close();
    }

    /// A value of a figure in words; empty for the names of rules.
    fn value(&self, unit: &str, value: &FigureValue) -> String {
        if let Some(shown) = &value.shown {
            return shown.clone();
        }
        let key = match unit {
            "yuan" => "unit.yuan",
            "months" => "unit.months",
            "people" => "unit.people",
            "square-metres" => "unit.square-metres",
            "times" => "unit.times",
            "years" => "unit.years",
            "age" => "unit.age",
            "basis-points" => "unit.percent-points",
            // Bands of years have their signs already.
            "percent-a-year" | "percent" => {
                return [value.value.trim_end_matches('%'), "%"].concat();
            }
            "rule" => return String::new(),
            _ => return value.value.clone(),
        };
        let Some(mut number) = money::parse(&value.value) else {
            return value.value.clone();
        };
        let shown = match unit {
            "basis-points" => {
                // Hundredths of a percentage point.
                let _ = number.set_scale(number.scale() + 2);
                money::plain(number, 0)
            }
            _ => self.words.show(&Argument::Yuan(number)),
        };
        self.say(key, &[("value", &shown)])
    }
}
