//! What is wrong with a pack, all at once, each fault with its path.

use super::format::PACK;
use super::{Date, Unit, sha256};
use crate::input::{Fault, Json, Path};
use crate::money;
use rust_decimal::Decimal;

/// Every fault in a pack: of its format, or, where that is right, of its content.
pub fn check(pack: &Json) -> Vec<Fault> {
    let mut faults = Vec::new();
    PACK.check(pack, &Path::START, &mut faults);
    if faults.is_empty() {
        let mut checker = Checker {
            pack,
            faults: Vec::new(),
        };
        checker.pack();
        faults = checker.faults;
    }
    faults
}

struct Checker<'a> {
    pack: &'a Json,
    faults: Vec<Fault>,
}

impl<'a> Checker<'a> {
    fn require(&mut self, holds: bool, path: &Path, reason: &str) {
        if !holds {
            self.faults.push(Fault::new(&path.shown(), reason));
        }
    }

    fn pack(&mut self) {
        let pack = self.pack;
        for key in ["id", "place"] {
            let fine = is_id(pack.text(key));
            self.require(
                fine,
                &Path::START.key(key),
                "must be lower-case words joined by hyphens",
            );
        }
        self.require(
            !pack.text("version").is_empty(),
            &Path::START.key("version"),
            "is empty",
        );
        self.words(pack, &Path::START, "name");
        for (id, document) in pack.fields("documents") {
            let documents = Path::START.key("documents");
            let path = documents.key(id);
            self.require(
                is_id(id),
                &path,
                "its id must be lower-case words joined by hyphens",
            );
            self.require(
                !document.text("title").trim().is_empty(),
                &path,
                "has no title",
            );
        }
        for (id, figure) in pack.fields("figures") {
            let figures = Path::START.key("figures");
            let path = figures.key(id);
            let fine = id.contains('.') && id.split('.').all(is_id);
            self.require(
                fine,
                &path,
                "its id must be words joined by points, the benefit first",
            );
            self.figure(figure, &path);
        }
    }

    /// Words in Chinese and English, where they are given.
    fn words(&mut self, json: &Json, path: &Path, key: &str) {
        if let Some(words) = json.get(key) {
            let path = path.key(key);
            self.require(
                !words.text("zh").trim().is_empty(),
                &path,
                "the Chinese text is empty",
            );
            self.require(
                !words.text("en").trim().is_empty(),
                &path,
                "the English text is empty",
            );
        }
    }

    fn figure(&mut self, figure: &'a Json, path: &Path) {
        self.words(figure, path, "text");
        self.require(
            !figure.text("owner").trim().is_empty(),
            path,
            "the owner is empty",
        );
        let entries = figure.list("entries");
        self.require(!entries.is_empty(), path, "has no entries");
        let unit = Unit::from_id(figure.text("unit")).unwrap_or(Unit::Rule);
        self.names(unit, figure, &path.key("names"));
        let paths = path.key("entries");
        for (at, entry) in entries.iter().enumerate() {
            let path = paths.item(at);
            self.entry(unit, entry, &path);
            if let Some(next) = entries.get(at + 1) {
                self.neighbours(entry, next, &path);
            }
        }
    }

    /// Whether every item of a list of names has one in both languages.
    fn names(&mut self, unit: Unit, figure: &Json, path: &Path) {
        let names = figure.get("names").unwrap_or(&Json::Null);
        for (item, _) in figure.fields("names") {
            self.words(names, path, item);
        }
        if unit != Unit::Names {
            return;
        }
        for entry in figure.list("entries") {
            for valued in entry.list("candidates").iter().chain([entry]) {
                let items = valued.list("list").iter().filter_map(Json::as_text);
                for item in items.filter(|item| !item.trim().is_empty()) {
                    let reason = ["does not say what `", item, "` is called"].concat();
                    self.require(names.get(item).is_some(), path, &reason);
                }
            }
        }
    }

    fn neighbours(&mut self, entry: &Json, next: &Json, path: &Path) {
        let (Some(from), Some(next_from)) = (day(entry, "from"), day(next, "from")) else {
            return;
        };
        let reason = "dates out of order: the next entry must start later";
        self.require(next_from > from, path, reason);
        let Some(until) = day(entry, "until") else {
            return;
        };
        let reason = "overlap: the next entry starts before this one's own end; \
                      say `supersedes` there if that is meant";
        let supersedes = next.get("supersedes") == Some(&Json::Bool(true));
        self.require(next_from > until || supersedes, path, reason);
        let reason = "unexplained gap: fill it with an entry that says why it is unknown";
        self.require(next_from <= until.after(), path, reason);
    }

    fn entry(&mut self, unit: Unit, entry: &'a Json, path: &Path) {
        let kinds = ["value", "list", "bands", "candidates", "unknown"];
        let given = kinds
            .iter()
            .filter(|kind| entry.get(kind).is_some())
            .count();
        let reason = "needs exactly one of value, list, bands, candidates and unknown";
        self.require(given == 1, path, reason);
        for (key, reason) in [
            ("until", "dates out of order: `until` is before `from`"),
            (
                "review_by",
                "dates out of order: `review_by` is before `from`",
            ),
        ] {
            let ordered = day(entry, key).is_none_or(|end| Some(end) >= day(entry, "from"));
            self.require(ordered, path, reason);
        }
        let valued = kinds[..3].iter().any(|kind| entry.get(kind).is_some());
        if valued {
            self.value(unit, entry, path);
            self.require(entry.get("source").is_some(), path, "missing source");
            let confirmed = entry.get("confirmed").is_some();
            self.require(confirmed, path, "does not say how it was confirmed");
        }
        self.source(entry, path);
        if let (Some(published), Some(confirmed)) =
            (day(entry, "published_on"), entry.get("confirmed"))
        {
            let reason = "dates out of order: confirmed before it was published";
            self.require(day(confirmed, "on") >= Some(published), path, reason);
        }
        self.words(entry, path, "unknown");
        self.words(entry, path, "note");
        if entry.get("candidates").is_some() {
            let path = path.key("candidates");
            let candidates = entry.list("candidates");
            self.require(
                candidates.len() >= 2,
                &path,
                "needs at least two candidates",
            );
            for (at, candidate) in candidates.iter().enumerate() {
                let path = path.item(at);
                let given = kinds[..3]
                    .iter()
                    .filter(|kind| candidate.get(kind).is_some());
                self.require(
                    given.count() == 1,
                    &path,
                    "needs one of value, list and bands",
                );
                self.value(unit, candidate, &path);
                self.words(candidate, &path, "reason");
                self.source(candidate, &path);
            }
        }
    }

    fn source(&mut self, valued: &'a Json, path: &Path) {
        let Some(source) = valued.get("source") else {
            return;
        };
        let path = path.key("source");
        let document = source.text("document");
        let documents = self.pack.get("documents");
        let known = documents.is_some_and(|documents| documents.get(document).is_some());
        self.require(
            known,
            &path,
            "missing source: there is no such document in this pack",
        );
        let web = |address: &str| address.starts_with("https://") || address.starts_with("http://");
        let fine = source.may("address").is_none_or(web);
        self.require(
            fine,
            &path,
            "the address must start with http:// or https://",
        );
        if let Some(quotation) = source.get("quotation") {
            let sealed = sha256(quotation.text("text")) == quotation.text("sha256");
            self.require(sealed, &path, "the quotation does not match its SHA-256");
        }
    }

    fn value(&mut self, unit: Unit, valued: &Json, path: &Path) {
        if let Some(value) = valued.may("value") {
            self.given(unit, value, path);
        }
        let list = valued.list("list");
        self.require(
            valued.get("list").is_none() || !list.is_empty(),
            path,
            "the list is empty",
        );
        for (at, given) in list.iter().enumerate() {
            let path = path.item(at);
            self.given(unit, given.as_text().unwrap_or_default(), &path);
        }
        let bands = valued.list("bands");
        let numbers = valued.get("bands").is_none() || unit.is_number();
        self.require(numbers, path, "wrong unit: bands are for numbers");
        self.require(
            valued.get("bands").is_none() || !bands.is_empty(),
            path,
            "there are no bands",
        );
        for (at, band) in bands.iter().enumerate() {
            let path = path.item(at);
            self.band(band, bands.get(at + 1), &path);
        }
    }

    fn given(&mut self, unit: Unit, given: &str, path: &Path) {
        let plain = |b: u8| b.is_ascii_digit() || b == b'-';
        let reason = match unit {
            _ if unit.is_number() => "",
            _ if given.trim().is_empty() => "the value is empty",
            Unit::Day if Date::parse(given).is_none() => "wrong unit: not a day (YYYY-MM-DD)",
            Unit::Telephone if !given.bytes().all(plain) => "wrong unit: not a telephone number",
            _ => "",
        };
        self.require(reason.is_empty(), path, reason);
        if !unit.is_number() {
            return;
        }
        let Some(number) = money::parse(given) else {
            let reason = ["wrong unit: `", given, "` is not a number"].concat();
            self.require(false, path, &reason);
            return;
        };
        let whole = matches!(
            unit,
            Unit::Days | Unit::Months | Unit::Years | Unit::People | Unit::Times | Unit::Count
        );
        let reason = "wrong unit: days, months, years, people and counts are whole numbers";
        self.require(!whole || number.is_integer(), path, reason);
        let fen = unit != Unit::Yuan || number.normalize().scale() <= 2;
        self.require(fen, path, "wrong unit: yuan have at most two decimals");
        self.require(!number.is_sign_negative(), path, "the value is below zero");
    }

    fn band(&mut self, band: &Json, next: Option<&Json>, path: &Path) {
        for (key, unit) in [
            ("over", Unit::Percent),
            ("up_to", Unit::Percent),
            ("amount", Unit::Yuan),
            ("percent", Unit::Percent),
            ("at_most", Unit::Yuan),
        ] {
            if let Some(given) = band.may(key) {
                self.given(unit, given, path);
            }
        }
        let something = band.may("amount").is_some() || band.may("percent").is_some();
        self.require(something, path, "needs an amount or a percent");
        let number = |json: &Json, key| json.may(key).and_then(money::parse);
        let top: Option<Decimal> = number(band, "up_to");
        let ordered = top.is_none() || top > number(band, "over");
        self.require(
            ordered,
            path,
            "sizes out of order: `up_to` must be more than `over`",
        );
        if let Some(next) = next {
            let joined = top.is_some() && top == number(next, "over");
            self.require(joined, path, "the next band must start where this one ends");
        }
    }
}

fn day(json: &Json, key: &str) -> Option<Date> {
    json.may(key).and_then(Date::parse)
}

fn is_id(text: &str) -> bool {
    let word = |word: &str| {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        !word.is_empty() && word.bytes().all(plain)
    };
    text.split('-').all(word)
}
