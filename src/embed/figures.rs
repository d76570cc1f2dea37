//! Figures and their sources, in the shapes that cross the border: those of one outcome, and the
//! whole figure book.

use super::{Figure, FigureEntry, FigureRecord, FigureValue, Source};
use crate::benefit::{self, Outline};
use crate::money::{grouped, parse};
use crate::policy::{Date, Entry, Given, Pack, Rulebook, Ruling, Unit, Value};
use crate::words::{Locale, Message};
use std::rc::Rc;

/// A figure as it was read in an outcome.
pub(super) fn figure(ruling: &Ruling, locale: &Locale) -> Figure {
    let entry = ruling.reading.entry;
    let state = ruling.reading.state.id();
    let lang = locale.pack_lang();
    let day = |day: fn(&Entry) -> Option<Date>| Some(day(entry?)?.to_string());
    Figure {
        id: ruling.figure.id.clone(),
        text: locale.pack_text(ruling.figure.text(lang)).into(),
        unit: ruling.figure.unit.id().into(),
        reading: state.into(),
        reading_text: state_text(state, locale),
        values: entry
            .map(|entry| values(ruling, entry, locale))
            .unwrap_or_default(),
        from: day(|entry| Some(entry.from)),
        until: day(|entry| entry.until),
        review_by: day(|entry| entry.review_by),
        note: pack_text(entry.and_then(|entry| entry.note(lang)), locale),
        layer: ruling.pack.layer.id().into(),
        pack: ruling.pack.id.clone(),
    }
}

/// Every figure of every pack, with its whole history and how it reads on the rulebook's day. What
/// became public after `as_known_on` is left out.
pub(super) fn book(rulebook: Rulebook, locale: &Locale) -> Vec<FigureRecord> {
    let lang = locale.pack_lang();
    let mut records = Vec::new();
    for pack in rulebook.packs() {
        for figure in pack.figures() {
            let reading = figure.reading(rulebook.on, rulebook.as_known_on);
            let ruling = Ruling {
                figure,
                pack,
                reading,
            };
            let state = reading.state.id();
            let feeds = benefit::ALL
                .iter()
                .filter(|benefit| benefit.feeds_on(&figure.id));
            let history = figure.public(rulebook.as_known_on);
            if history.clone().next().is_none() {
                continue;
            }
            let history = history.map(|entry| FigureEntry {
                from: entry.from.to_string(),
                until: entry.until.map(|day| day.to_string()),
                public_by: entry.public_by.to_string(),
                review_by: entry.review_by.map(|day| day.to_string()),
                current: reading
                    .entry
                    .is_some_and(|current| std::ptr::eq(current, entry)),
                values: values(&ruling, entry, locale),
                note: pack_text(entry.note(lang), locale),
            });
            records.push(FigureRecord {
                id: figure.id.clone(),
                text: locale.pack_text(figure.text(lang)).into(),
                unit: figure.unit.id().into(),
                owner: figure.owner().into(),
                layer: pack.layer.id().into(),
                place: pack.place().into(),
                pack: pack.id.clone(),
                reading: state.into(),
                reading_text: state_text(state, locale),
                feeds: feeds.map(|outline: &&Outline| outline.id.into()).collect(),
                history: history.collect(),
            });
        }
    }
    records
}

/// A state in words.
fn state_text(state: &str, locale: &Locale) -> String {
    locale.word(&["state.", state].concat()).into()
}

/// A text that a pack may have, in the reader's language.
fn pack_text(text: Option<&str>, locale: &Locale) -> Option<String> {
    text.map(|text| locale.pack_text(text).into())
}

/// The values of an entry with their sources.
fn values(ruling: &Ruling, entry: &Entry, locale: &Locale) -> Vec<FigureValue> {
    let shaped = entry.values.iter().map(|value| FigureValue {
        value: written(value),
        shown: as_read(value, ruling, locale),
        reason: pack_text(value.reason(locale.pack_lang()), locale),
        source: source(ruling, value),
    });
    shaped.collect()
}

fn source(ruling: &Ruling, value: &Given) -> Option<Rc<Source>> {
    let source = value.source()?;
    let pack: &Pack = ruling.pack;
    let document = pack.document(source.text("document"))?;
    let quotation = source.get("quotation");
    let own = |text: Option<&str>| text.map(String::from);
    Some(Rc::new(Source {
        figure: ruling.figure.id.clone(),
        reading: ruling.reading.state.id().into(),
        title: document.text("title").into(),
        number: own(document.may("number")),
        article: own(source.may("article")),
        address: own(source.may("address")),
        quotation: own(quotation.and_then(|quotation| quotation.may("text"))),
        confirmed: own(value.confirmed()),
        confirmed_on: own(value.confirmed_on()),
    }))
}

/// A value as text: several are joined by commas, bands by semicolons.
pub(super) fn written(given: &Given) -> String {
    match given.value() {
        Value::One(text) => text.into(),
        Value::List(list) => {
            let texts: Vec<&str> = list.iter().filter_map(|item| item.as_text()).collect();
            texts.join(", ")
        }
        Value::Bands(bands) => {
            let mut shown = Vec::new();
            for band in bands {
                let top = band.may("up_to").unwrap_or("∞");
                let mut parts = vec![band.text("over"), "–", top, ":"];
                for (key, before, after) in [
                    ("amount", " ", ""),
                    ("percent", " ", "%"),
                    ("at_most", " ≤ ", ""),
                ] {
                    if let Some(part) = band.may(key) {
                        parts.extend([before, part, after]);
                    }
                }
                shown.push(parts.concat());
            }
            shown.join("; ")
        }
    }
}

/// A list of names or bands as a person reads them. Bands of an insurance that is surrendered are of
/// years, not of money, and stay as they are written.
pub(super) fn as_read(given: &Given, ruling: &Ruling, locale: &Locale) -> Option<String> {
    let figure = ruling.figure;
    let bands = match given.value() {
        Value::List(list) if figure.unit == Unit::Names => {
            let items = list.iter().filter_map(|item| item.as_text());
            let names = items.map(|item| figure.name(item, locale.pack_lang()));
            let names: Vec<&str> = names.map(|name| locale.pack_text(name)).collect();
            return Some(names.join(locale.word("page.and")));
        }
        Value::Bands(bands) if figure.owner() != "pension-insurance" => bands,
        _ => return None,
    };
    let number = |text: &str| parse(text).map_or(text.into(), |number| grouped(number, 0));
    let say = |key, name, value: &str| locale.say(&Message::new(key).saying(name, value));
    let mut told = Vec::new();
    for band in bands {
        let (over, top) = (band.text("over"), band.may("up_to"));
        let mut what = match band.may("amount") {
            Some(amount) => say("unit.yuan", "value", &number(amount)),
            None => String::new(),
        };
        if let Some(percent) = band.may("percent") {
            if !what.is_empty() {
                what.push_str(locale.word("unit.band.plus"));
            }
            what.push_str(&[percent, "%"].concat());
        }
        if let Some(most) = band.may("at_most") {
            what.push_str(&say("unit.band.at-most", "most", &number(most)));
        }
        let key = match (over, top) {
            ("0", None) => {
                told.push(what);
                continue;
            }
            ("0", Some(_)) => "unit.band.up-to",
            (_, Some(_)) => "unit.band.between",
            (_, None) => "unit.band.over",
        };
        let words = Message::new(key)
            .saying("over", number(over))
            .saying("top", number(top.unwrap_or_default()))
            .saying("what", what);
        told.push(locale.say(&words));
    }
    Some(told.join(locale.word("unit.band.and")))
}
