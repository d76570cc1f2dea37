//! Figures over time: every day has one reading, and time takes a figure through all of them.

use crate::common;

use new_citizen_calculator::benefit;
use new_citizen_calculator::policy::{Date, Entry, Pack, Place, Rulebook, State, read_pack};
use serde_json::json;
use std::collections::BTreeSet;
use std::rc::Rc;

fn day(text: &str) -> Date {
    Date::parse(text).expect("a day")
}

fn shipped() -> Vec<Rc<Pack>> {
    let paths = common::files("www/policies", "json");
    let packs = paths.iter().map(|path| read_pack(common::json(path)));
    packs
        .map(|pack| Rc::new(pack.expect("a fine pack")))
        .collect()
}

/// Every benefit on every day from 2016 to 2030, in every place: each figure that it reads has one of
/// the six readings and stands in one pack of its layer, so no day has two values; and there is
/// nothing that it reads and no pack has.
#[test]
fn no_benefit_reads_two_values_on_a_day() {
    let packs = shipped();
    let mut unread = Vec::new();
    for benefit in benefit::ALL {
        for read in benefit.reads {
            let named = |id: &str| id == *read || read.ends_with('.') && id.starts_with(read);
            let mut figures = packs.iter().flat_map(|pack| pack.figures());
            if !figures.any(|figure| named(&figure.id)) {
                unread.push(format!("{}: no pack has {read}", benefit.id));
            }
        }
        let ids = packs.iter().flat_map(|pack| pack.figures());
        let ids = ids.map(|figure| figure.id.as_str());
        let ids: BTreeSet<&str> = ids.filter(|id| benefit.feeds_on(id)).collect();
        for id in &ids {
            for pack in packs.iter().filter(|pack| pack.figure(id).is_some()) {
                let same =
                    |other: &&Rc<Pack>| other.place() == pack.place() && other.figure(id).is_some();
                assert_eq!(
                    packs.iter().filter(same).count(),
                    1,
                    "{id} in {}",
                    pack.place()
                );
            }
        }
        let (mut on, last) = (day("2016-01-01"), day("2030-12-31"));
        while on <= last {
            let rulebook = Rulebook::new(&packs, on, None);
            for place in [Place::China, Place::Beijing] {
                for ruling in ids.iter().filter_map(|id| rulebook.ruling(place, id)) {
                    let values = ruling.reading.entry.map_or(0, |entry| entry.values.len());
                    let expected = match ruling.reading.state {
                        State::Known | State::PastReview => values == 1,
                        State::Unsettled => values > 1,
                        State::Unknown => values == 0,
                        State::Lapsed | State::NotYetInForce => ruling.reading.entry.is_some(),
                    };
                    assert!(expected, "{} on {on}", ruling.figure.id);
                }
            }
            on = on.after();
        }
    }
    assert!(unread.is_empty(), "{unread:#?}");
}

/// Every shipped figure on every day from 2016 to 2030: one of the six readings; a value only from
/// the latest entry in force, and never two of them.
#[test]
fn no_day_borrows_a_value_or_has_two() {
    let packs = shipped();
    let mut seen = BTreeSet::new();
    let (mut on, last) = (day("2016-01-01"), day("2030-12-31"));
    while on <= last {
        for figure in packs.iter().flat_map(|pack| pack.figures()) {
            let reading = figure.reading(on, None);
            seen.insert(reading.state);
            let values = reading.entry.map_or(0, |entry| entry.values.len());
            let started = figure.entries.iter().rfind(|entry| entry.from <= on);
            let in_force = started.filter(|entry| entry.until.is_none_or(|until| until >= on));
            let same = |entry: &Entry| std::ptr::eq(entry, reading.entry.expect("an entry"));
            let id = &figure.id;
            match reading.state {
                State::Known | State::PastReview => {
                    assert_eq!(values, 1, "{id} on {on}");
                    assert!(in_force.is_some_and(same), "{id} on {on}");
                }
                State::Unsettled => {
                    assert!(values > 1, "{id} on {on}");
                    assert!(in_force.is_some_and(same), "{id} on {on}");
                }
                State::Unknown => assert!(
                    in_force.is_none_or(|entry| entry.values.is_empty()),
                    "{id} on {on}"
                ),
                State::Lapsed => assert!(started.is_some() && in_force.is_none(), "{id} on {on}"),
                State::NotYetInForce => assert!(started.is_none(), "{id} on {on}"),
            }
        }
        on = on.after();
    }
    assert_eq!(seen.len(), 6, "every state occurs: {seen:?}");
}

/// The clock three years forward: a figure is unknown, published, known, due for review, unsettled,
/// unknown again and lapsed, in this order, each on its first day.
#[test]
fn time_takes_a_figure_through_every_state_in_order() {
    let source = json!({ "document": "decree" });
    let confirmed = json!({ "how": "official", "on": "2030-01-01" });
    let words = json!({ "zh": "字", "en": "words" });
    let candidate = |value: &str| json!({ "value": value, "reason": words, "source": source, "confirmed": confirmed });
    let pack = json!({
        "id": "test", "layer": "national", "place": "china", "name": words, "version": "1",
        "documents": { "decree": { "title": "A decree" } },
        "figures": { "test.figure": { "text": words, "unit": "yuan", "owner": "tests", "entries": [
            { "from": "2027-03-01", "published_on": "2027-01-15", "value": "100", "source": source,
              "confirmed": confirmed, "review_by": "2027-09-30" },
            { "from": "2028-01-01", "candidates": [candidate("100"), candidate("120")] },
            { "from": "2028-07-01", "unknown": words },
            { "from": "2029-01-01", "until": "2029-06-30", "value": "130", "source": source, "confirmed": confirmed },
        ] } },
    });
    let pack = read_pack(common::from_value(&pack)).expect("a fine pack");
    let figure = pack.figure("test.figure").expect("the figure");
    let mut changes = Vec::new();
    let (mut on, last) = (day("2026-12-01"), day("2029-12-01"));
    let mut before = None;
    while on <= last {
        let state = figure.reading(on, None).state;
        if before != Some(state) {
            changes.push(format!("{on} {}", state.id()));
            before = Some(state);
        }
        on = on.after();
    }
    let expected = [
        "2026-12-01 unknown",
        "2027-01-15 not-yet-in-force",
        "2027-03-01 known",
        "2027-10-01 past-review",
        "2028-01-01 unsettled",
        "2028-07-01 unknown",
        "2029-01-01 known",
        "2029-07-01 lapsed",
    ];
    assert_eq!(changes, expected);
}
