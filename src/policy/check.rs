//! What is wrong with the content of a pack, all at once, each fault with its path.

use super::{Band, Candidate, Confirmed, Date, Entry, Figure, Given, Pack, Source, Unit, Value};
use super::{Text, sha256};
use crate::input::Fault;
use rust_decimal::Decimal;

/// Every fault in the content of a pack whose shape is right. Empty when there is none.
pub fn check(pack: &Pack) -> Vec<Fault> {
    let mut faults = Faults(Vec::new());
    for (name, given) in [("id", &pack.id), ("place", &pack.place)] {
        faults.require(is_id(given), name, "must be lower-case words joined by hyphens");
    }
    faults.require(!pack.version.is_empty(), "version", "is empty");
    faults.words("name", &pack.name);
    for (id, document) in pack.documents.iter() {
        let path = format!("documents.{id}");
        faults.require(is_id(id), &path, "its id must be lower-case words joined by hyphens");
        faults.require(!document.title.trim().is_empty(), &path, "has no title");
    }
    for (id, figure) in pack.figures.iter() {
        let path = format!("figures.{id}");
        faults.require(
            id.split('.').count() >= 2 && id.split('.').all(is_id),
            &path,
            "its id must be words joined by hyphens and points, the benefit first",
        );
        check_figure(pack, figure, &path, &mut faults);
    }
    faults.0
}

struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, path: &str, reason: &str) {
        self.0.push(Fault::new(path, reason));
    }

    fn require(&mut self, holds: bool, path: &str, reason: &str) {
        if !holds {
            self.add(path, reason);
        }
    }

    fn words(&mut self, path: &str, text: &Text) {
        self.require(!text.zh.trim().is_empty(), path, "the Chinese text is empty");
        self.require(!text.en.trim().is_empty(), path, "the English text is empty");
    }
}

fn is_id(text: &str) -> bool {
    let word = |w: &str| {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        !w.is_empty() && w.bytes().all(plain)
    };
    text.split('-').all(word)
}

fn check_figure(pack: &Pack, figure: &Figure, path: &str, faults: &mut Faults) {
    faults.words(&[path, ".text"].concat(), &figure.text);
    faults.require(!figure.owner.trim().is_empty(), &[path, ".owner"].concat(), "is empty");
    faults.require(!figure.entries.is_empty(), &[path, ".entries"].concat(), "is empty");
    for (at, entry) in figure.entries.iter().enumerate() {
        let path = format!("{path}.entries.{at}");
        check_entry(pack, figure.unit, entry, &path, faults);
        if let Some(next) = figure.entries.get(at + 1) {
            check_neighbours(entry, next, &format!("{path} and the next"), faults);
        }
    }
}

fn check_neighbours(entry: &Entry, next: &Entry, path: &str, faults: &mut Faults) {
    if next.from <= entry.from {
        faults.add(path, "dates out of order: each entry must start later than the one before");
        return;
    }
    let Some(until) = entry.until else { return };
    if next.from <= until {
        let reason = "overlap: the next entry starts before this one's own end; \
                      say `supersedes` there if that is meant";
        faults.require(next.supersedes, path, reason);
    } else if next.from > until.after() {
        faults.add(path, "unexplained gap: fill it with an entry that says why it is unknown");
    }
}

fn check_entry(pack: &Pack, unit: Unit, entry: &Entry, path: &str, faults: &mut Faults) {
    let kinds = [
        entry.value.is_some(),
        entry.list.is_some(),
        entry.bands.is_some(),
        entry.candidates.is_some(),
        entry.unknown.is_some(),
    ];
    if kinds.iter().filter(|given| **given).count() != 1 {
        let reason = "needs exactly one of value, list, bands, candidates and unknown";
        faults.add(path, reason);
    }
    let ordered = entry.until.is_none_or(|until| until >= entry.from);
    faults.require(ordered, path, "dates out of order: `until` is before `from`");
    let ordered = entry.review_by.is_none_or(|review| review >= entry.from);
    faults.require(ordered, path, "dates out of order: `review_by` is before `from`");
    if let Some(value) = entry.given() {
        check_value(unit, value, path, faults);
        match (&entry.source, &entry.confirmed) {
            (None, _) => faults.add(path, "missing source"),
            (_, None) => faults.add(path, "does not say how it was confirmed"),
            _ => {}
        }
    }
    if let Some(source) = &entry.source {
        check_source(pack, source, &[path, ".source"].concat(), faults);
    }
    check_confirmed(entry.published_on, &entry.confirmed, path, faults);
    if let Some(reason) = &entry.unknown {
        faults.words(&[path, ".unknown"].concat(), reason);
    }
    if let Some(note) = &entry.note {
        faults.words(&[path, ".note"].concat(), note);
    }
    if let Some(candidates) = &entry.candidates {
        let path = format!("{path}.candidates");
        faults.require(candidates.len() >= 2, &path, "needs at least two candidates");
        for (at, candidate) in candidates.iter().enumerate() {
            check_candidate(pack, unit, candidate, &format!("{path}.{at}"), faults);
        }
    }
}

fn check_confirmed(
    published_on: Option<Date>,
    confirmed: &Option<Confirmed>,
    path: &str,
    faults: &mut Faults,
) {
    if let (Some(published), Some(confirmed)) = (published_on, confirmed) {
        let reason = "dates out of order: confirmed before it was published";
        faults.require(confirmed.on >= published, path, reason);
    }
}

fn check_candidate(
    pack: &Pack,
    unit: Unit,
    candidate: &Candidate,
    path: &str,
    faults: &mut Faults,
) {
    match candidate.given() {
        Some(value) => check_value(unit, value, path, faults),
        None => faults.add(path, "needs one of value, list and bands"),
    }
    faults.words(&[path, ".reason"].concat(), &candidate.reason);
    check_source(pack, &candidate.source, &[path, ".source"].concat(), faults);
}

fn check_source(pack: &Pack, source: &Source, path: &str, faults: &mut Faults) {
    if pack.documents.get(&source.document).is_none() {
        let reason = format!("there is no document `{}` in this pack", source.document);
        faults.add(path, &reason);
    }
    let web = |address: &str| address.starts_with("https://") || address.starts_with("http://");
    let fine = source.address.as_deref().is_none_or(web);
    faults.require(fine, path, "the address must start with http:// or https://");
    if let Some(quotation) = &source.quotation {
        let sealed = sha256(&quotation.text) == quotation.sha256;
        faults.require(sealed, path, "the quotation does not match its SHA-256");
    }
}

fn check_value(unit: Unit, value: Value, path: &str, faults: &mut Faults) {
    match value {
        Value::One(given) => check_given(unit, given, path, faults),
        Value::List(list) => {
            faults.require(!list.is_empty(), path, "the list is empty");
            for (at, given) in list.iter().enumerate() {
                check_given(unit, given, &format!("{path}.{at}"), faults);
            }
        }
        Value::Bands(bands) => check_bands(bands, path, faults),
    }
}

fn check_given(unit: Unit, given: &Given, path: &str, faults: &mut Faults) {
    if !unit.is_number() {
        faults.require(!given.text.trim().is_empty(), path, "the value is empty");
        let day = unit != Unit::Day || Date::parse(&given.text).is_some();
        faults.require(day, path, "wrong unit: not a day (YYYY-MM-DD)");
        return;
    }
    let Some(number) = given.number else {
        let reason = format!("wrong unit: `{}` is not a number", given.text);
        faults.add(path, &reason);
        return;
    };
    let whole = matches!(
        unit,
        Unit::Days | Unit::Months | Unit::Years | Unit::People | Unit::Times | Unit::Count
    );
    let reason = "wrong unit: days, months, years, people and counts are whole numbers";
    faults.require(!whole || number.fract().is_zero(), path, reason);
    faults.require(!number.is_sign_negative(), path, "the value is below zero");
}

fn check_bands(bands: &[Band], path: &str, faults: &mut Faults) {
    faults.require(!bands.is_empty(), path, "there are no bands");
    for (at, band) in bands.iter().enumerate() {
        let path = format!("{path}.bands.{at}");
        let parts = [Some(&band.over), band.up_to.as_ref(), band.amount.as_ref()];
        let parts = parts.into_iter().chain([band.percent.as_ref(), band.at_most.as_ref()]);
        for given in parts.flatten() {
            check_given(Unit::Yuan, given, &path, faults);
        }
        let something = band.amount.is_some() || band.percent.is_some();
        faults.require(something, &path, "needs an amount or a percent");
        let number = |given: &Given| given.number.unwrap_or(Decimal::ZERO);
        let top = band.up_to.as_ref().map(number);
        let reason = "dates and sizes out of order: `up_to` must be more than `over`";
        faults.require(top.is_none_or(|top| top > number(&band.over)), &path, reason);
        if let Some(next) = bands.get(at + 1) {
            let joined = top == Some(number(&next.over));
            faults.require(joined, &path, "the next band must start where this one ends");
        }
    }
}
