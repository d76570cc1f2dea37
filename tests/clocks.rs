//! The two clocks: what becomes public later, entries and documents, in whatever layer, changes no
//! answer that is asked as known before it.

use crate::common;

use new_citizen_calculator::benefit::{self, Answers, Kind, Outline};
use new_citizen_calculator::embed::Engine;
use new_citizen_calculator::policy::{Date, Pack, Place, Rulebook, read_pack};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;

fn day(text: &str) -> Date {
    Date::parse(text).expect("a day")
}

fn days() -> impl Strategy<Value = String> {
    (2016..=2030, 1..=12, 1..=28).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"))
}

fn later(than: &str, days: u16) -> String {
    let mut day = day(than).after();
    for _ in 0..days {
        day = day.after();
    }
    day.to_string()
}

fn config(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    }
}

/// Something that becomes public: an entry for a figure, in its own pack or in a layer further in.
#[derive(Clone, Debug)]
struct Publication {
    /// Which of the figures that a benefit reads.
    figure: prop::sample::Index,
    /// 0: its own pack; 1: the city's; 2: a bank's.
    layer: u8,
    from: String,
    /// What the entry says: 0: a value, 1: several candidates, else that nothing is known.
    says: u8,
    value: prop::sample::Index,
    /// So many days after what is asked for was known.
    days: u16,
}

fn publications() -> impl Strategy<Value = Vec<Publication>> {
    let one = (
        any::<prop::sample::Index>(),
        0..4u8,
        days(),
        0..4u8,
        any::<prop::sample::Index>(),
        0..900u16,
    );
    let one = one.prop_map(|(figure, layer, from, says, value, days)| Publication {
        figure,
        layer,
        from,
        says,
        value,
        days,
    });
    prop::collection::vec(one, 1..6)
}

/// An answer for every question, in one row where it is asked in rows; some are blank.
fn answers(benefit: &'static Outline, picks: &[(prop::sample::Index, u8)]) -> Value {
    let mut answers = json!({});
    for rows in benefit.rows {
        answers[rows.id] = json!([{}]);
    }
    for (question, (pick, blank)) in benefit.questions().iter().zip(picks.iter().cycle()) {
        let choices = question.kind.choices();
        let answer = match question.kind {
            _ if *blank == 0 => continue,
            Kind::Number { least, most, .. } => {
                let most = usize::try_from((most - least).min(1_000_000)).expect("limits");
                json!((least + pick.index(most + 1) as i64).to_string())
            }
            Kind::Day { .. } => {
                let (least, most) = question.kind.limits().expect("limits");
                let days = usize::try_from(most - least).expect("limits");
                let day = least + Decimal::from(pick.index(days + 1));
                json!(Date::from_number(day).expect("a day").to_string())
            }
            _ => json!(choices[pick.index(choices.len())]),
        };
        let mut tried = answers.clone();
        match question.row {
            None => tried[question.id] = answer,
            Some(group) => {
                if tried[group].is_null() {
                    tried[group] = json!([{}]);
                }
                tried[group][0][question.id] = answer;
            }
        }
        if Answers::read(benefit.whole(), &common::from_value(&tried)).is_ok() {
            answers = tried;
        }
    }
    answers
}

/// The shipped packs, without the bank that the demonstration brings.
fn shipped() -> Vec<Value> {
    let paths = common::files("www/policies", "json");
    let packs = paths.iter().map(|path| {
        let text = std::fs::read_to_string(path).expect("a pack");
        serde_json::from_str(&text).expect("JSON")
    });
    packs
        .filter(|pack: &Value| pack["id"] != "example-bank")
        .collect()
}

fn bank() -> Value {
    json!({
        "id": "later-bank", "layer": "bank", "place": "later-bank", "version": "1",
        "name": { "zh": "某银行", "en": "A bank" }, "documents": {}, "figures": {},
    })
}

/// The packs after a publication; `None` where such an entry cannot stand there.
fn publish(
    packs: &[Value],
    benefit: &Outline,
    known: &str,
    new: &Publication,
) -> Option<Vec<Value>> {
    let mut packs = packs.to_vec();
    let read = packs.iter().enumerate().flat_map(|(at, pack)| {
        let ids = pack["figures"].as_object().expect("figures").keys();
        ids.map(move |id| (at, id.clone()))
    });
    let read: Vec<_> = read.filter(|(_, id)| benefit.feeds_on(id)).collect();
    let (home, id) = new.figure.get(&read).clone();
    let goal = match new.layer {
        1 => "beijing",
        2 => "later-bank",
        _ => packs[home]["id"].as_str().expect("an id"),
    };
    let at = packs.iter().position(|pack| pack["id"] == goal)?;
    let figure = packs[home]["figures"][&id].clone();
    let entries = figure["entries"].as_array().expect("entries").iter();
    let values = entries.flat_map(|entry| match entry["candidates"].as_array() {
        Some(candidates) => candidates.clone(),
        None => vec![entry.clone()],
    });
    let values = values.filter_map(|given| {
        let kinds = ["value", "list", "bands"];
        let kind = kinds.into_iter().find(|kind| !given[kind].is_null())?;
        Some((kind, given[kind].clone()))
    });
    let values: Vec<_> = values.collect();
    let published = later(known, new.days);
    let source = json!({ "document": "later-notice" });
    let confirmed = json!({ "how": "official", "on": "2060-01-01" });
    let words = json!({ "zh": "字", "en": "words" });
    let mut entry = json!({ "from": new.from, "published_on": published, "supersedes": true });
    if values.is_empty() || new.says > 1 {
        entry["unknown"] = words;
    } else {
        let given = |at: usize| {
            let (kind, value) = &values[at % values.len()];
            json!({ *kind: value, "source": source, "confirmed": confirmed })
        };
        let first = new.value.index(values.len());
        let fields = match new.says {
            0 => given(first),
            _ => {
                let mut candidates = vec![given(first), given(first + 1)];
                candidates
                    .iter_mut()
                    .for_each(|c| c["reason"] = words.clone());
                json!({ "candidates": candidates })
            }
        };
        let fields = fields.as_object().expect("fields").clone();
        entry.as_object_mut().expect("an entry").extend(fields);
    }
    let pack = &mut packs[at];
    pack["documents"]["later-notice"] = json!({ "title": "Later", "published_on": published });
    let kept = &mut pack["figures"][&id];
    if kept.is_null() {
        *kept = figure;
        kept["entries"] = json!([]);
    }
    let entries = kept["entries"].as_array_mut().expect("entries");
    entries.push(entry);
    entries.sort_by_key(|entry| entry["from"].as_str().expect("a day").to_string());
    read_pack(common::from_value(pack)).ok()?;
    Some(packs)
}

/// The outcome without the hashes of the packs, which every publication changes.
fn outcome(engine: &Engine, request: &Value) -> Value {
    let outcome = engine.evaluate(&common::from_value(request));
    let mut outcome = serde_json::to_value(outcome.expect("an outcome")).expect("plain data");
    outcome["packs"] = Value::Null;
    outcome
}

/// The figure book, in the order of packs and figures.
fn book(engine: &Engine, request: &Value) -> Vec<String> {
    let records = engine.figures(&common::from_value(request));
    let records = records.expect("a figure book");
    let told = records
        .iter()
        .map(|record| serde_json::to_string(record).expect("plain data"));
    let mut told: Vec<String> = told.collect();
    told.sort();
    told
}

/// Over every benefit: random publications in the shipped packs, random requests.
#[test]
fn a_later_publication_never_changes_an_earlier_answer() {
    let engine = common::engine();
    let shipped = shipped();
    for benefit in benefit::ALL.iter().map(|outline| outline.whole()) {
        let moved = Cell::new(0);
        let picks = prop::collection::vec((any::<prop::sample::Index>(), 0..4u8), 1..30);
        let strategy = (publications(), picks, days(), days());
        let property = |(new, picks, on, known): (Vec<Publication>, Vec<_>, String, String)| {
            let mut before = shipped.clone();
            before.push(bank());
            let mut after = before.clone();
            for one in &new {
                after = publish(&after, benefit.whole(), &known, one).unwrap_or(after);
            }
            prop_assume!(before != after);
            // Only what differs is handed over, on both sides.
            let pairs = before
                .iter()
                .zip(&after)
                .filter(|(before, after)| before != after);
            let (before, after): (Vec<Value>, Vec<Value>) = pairs
                .map(|(before, after)| (before.clone(), after.clone()))
                .unzip();
            let ask = |known: Option<&str>, packs: &[Value]| {
                let request = json!({
                    "benefit": benefit.id, "on": on, "as_known_on": known,
                    "answers": answers(benefit.whole(), &picks), "packs": packs,
                });
                outcome(&engine, &request)
            };
            let asked = ask(Some(&known), &before);
            prop_assert_eq!(&asked, &ask(Some(&known), &after));
            for figure in asked["figures"].as_array().expect("figures") {
                let id = figure["id"].as_str().expect("an id");
                prop_assert!(
                    benefit.feeds_on(id),
                    "{} is not said to read {id}",
                    benefit.id
                );
            }
            let look_up = |packs: &[Value]| {
                let request = json!({ "on": on, "as_known_on": known, "packs": packs });
                book(&engine, &request)
            };
            prop_assert_eq!(look_up(&before), look_up(&after));
            if ask(None, &before) != ask(None, &after) {
                moved.set(moved.get() + 1);
            }
            Ok(())
        };
        let mut runner = TestRunner::new(config(100));
        if let Err(error) = runner.run(&strategy, property) {
            panic!("{}: {error}", benefit.id);
        }
        // Else nothing was tested: all that was published would change answers of today. A benefit
        // with many figures is moved more seldom.
        assert!(
            moved.get() >= 5,
            "{}: only {} moved",
            benefit.id,
            moved.get()
        );
    }
}

/// One entry of a random figure.
type Spell = (String, u16, u16, u8);

/// What a layer said before, and what it says later.
type Spells = (Vec<Spell>, Vec<Spell>);

fn spells() -> impl Strategy<Value = Vec<Spell>> {
    prop::collection::vec((days(), 0..1500u16, 0..1500u16, 0..4u8), 0..5)
}

/// A pack with one figure; `None` where two entries start on one day.
fn pack(layer: &str, place: &str, entries: &[Value]) -> Option<Rc<Pack>> {
    let mut entries = entries.to_vec();
    entries.sort_by_key(|entry| entry["from"].as_str().expect("a day").to_string());
    let mut pack = json!({
        "id": layer, "layer": layer, "place": place, "version": "1",
        "name": { "zh": "名", "en": "name" }, "documents": { "notice": { "title": "Notice" } },
        "figures": { "test.figure": {
            "text": { "zh": "数", "en": "figure" }, "unit": "yuan", "owner": "test", "entries": entries
        } },
    });
    if entries.is_empty() {
        pack["figures"] = json!({});
    }
    read_pack(common::from_value(&pack)).ok().map(Rc::new)
}

/// An entry that became public within so many days of another day.
fn entry((from, open, days, says): &Spell, published: &str) -> Value {
    let source = json!({ "document": "notice" });
    let confirmed = json!({ "how": "official", "on": "2060-01-01" });
    let words = json!({ "zh": "字", "en": "words" });
    let candidate = |value: u16| json!({ "value": value.to_string(), "reason": words, "source": source, "confirmed": confirmed });
    let mut entry = match says {
        0 => json!({ "unknown": words }),
        1 => json!({ "candidates": [candidate(*open), candidate(*days)] }),
        2 => json!({ "value": open.to_string(), "source": source, "confirmed": confirmed,
            "review_by": later(from, *days) }),
        _ => json!({ "value": open.to_string(), "source": source, "confirmed": confirmed }),
    };
    entry["from"] = json!(from);
    entry["supersedes"] = json!(true);
    entry["published_on"] = json!(published);
    entry
}

/// Over random packs of one figure in three layers: the reading, the layer and the values.
#[test]
fn random_packs_keep_what_was_known() {
    let spells = || (spells(), spells());
    let strategy = (spells(), spells(), spells(), days(), days());
    let moved = Cell::new(0);
    let property = |(national, city, bank, on, known): (Spells, Spells, Spells, String, String)| {
        let layers = [("national", "china"), ("city", "beijing"), ("bank", "bank")];
        let read = |add: bool, known_on: Option<Date>| {
            let mut packs = Vec::new();
            for ((layer, place), (old, new)) in layers.into_iter().zip([&national, &city, &bank]) {
                let old = old.iter().map(|spell| entry(spell, &spell.0));
                let new = new.iter().filter(|_| add);
                let new = new.map(|spell| entry(spell, &later(&known, spell.2)));
                let entries: Vec<Value> = old.chain(new).collect();
                packs.push(pack(layer, place, &entries)?);
            }
            let rulebook = Rulebook::new(&packs, day(&on), known_on);
            let read = [Place::China, Place::Beijing].map(|place| {
                let ruling = rulebook.ruling(place, "test.figure")?;
                let entry = ruling.reading.entry.map(|entry| format!("{entry:?}"));
                Some((ruling.pack.id.clone(), ruling.reading.state, entry))
            });
            Some(read)
        };
        let known_on = Some(day(&known));
        let (Some(before), Some(after)) = (read(false, known_on), read(true, known_on)) else {
            return Err(TestCaseError::reject("two entries from one day"));
        };
        prop_assert_eq!(before, after);
        if read(false, None) != read(true, None) {
            moved.set(moved.get() + 1);
        }
        Ok(())
    };
    let mut runner = TestRunner::new(config(1000));
    runner
        .run(&strategy, property)
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(moved.get() >= 300, "only {} moved", moved.get());
}
