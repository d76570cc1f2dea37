//! Every pack that we ship is fine; every broken pack is refused for its own reason.
//!
//! `tests/cases/packs/good/` and `bad/` hold the packs, `bad.toml` what each bad one is refused for.

use crate::common;

use new_citizen_calculator::input::{Fault, Json, Shape};
use new_citizen_calculator::policy::{PACK, check, read_pack};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

#[test]
fn every_shipped_pack_is_fine() {
    let mut faults = Vec::new();
    for path in common::files("www/policies", "json") {
        match read_pack(common::json(&path)) {
            Ok(pack) => assert_eq!(Some(pack.id.as_str()), stem(&path)),
            Err(found) => faults.extend(
                found
                    .iter()
                    .map(|fault| format!("{}: {fault}", path.display())),
            ),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_good_pack_is_fine() {
    for path in common::files("tests/cases/packs/good", "json") {
        let pack = read_pack(common::json(&path));
        let faults = pack.as_ref().err().into_iter().flatten();
        let faults: Vec<String> = faults.map(Fault::to_string).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
    }
}

/// Each has one fault and no other, no two have the same, and each says where and why. No file's
/// expected reason would also fit what another kind of file is refused for at such a place.
#[test]
fn every_bad_pack_is_refused_for_its_own_reason() {
    let table = table();
    let mut wrong = Vec::new();
    let mut seen = BTreeMap::new();
    let files = common::files("tests/cases/packs/bad", "json");
    for path in &files {
        let name = stem(path).expect("a name").to_owned();
        let Some((at, reason)) = table.get(&name) else {
            wrong.push(format!("{name}: is not in bad.toml"));
            continue;
        };
        let text = fs::read_to_string(path).expect("a file");
        let faults = match serde_json::from_str::<Json>(&text) {
            Ok(json) => read_pack(json).err().unwrap_or_default(),
            Err(error) => vec![Fault::new("", &format!("is not JSON: {error}"))],
        };
        if let [fault] = &faults[..] {
            let fits = |(_, (at, why)): &(&String, &(String, String))| {
                pattern(at) == pattern(&fault.path)
                    && why != reason
                    && fault.reason.contains(why.as_str())
            };
            for (other, _) in table.iter().filter(fits) {
                wrong.push(format!(
                    "{name}: what {other} expects fits its fault too: {fault}"
                ));
            }
        }
        match &faults[..] {
            [fault] if fault.path == *at && fault.reason.contains(reason) => {
                if let Some(other) = seen.insert(fault.to_string(), name.clone()) {
                    wrong.push(format!("{name}: is refused just as {other} is: {fault}"));
                }
            }
            [] => wrong.push(format!("{name}: is not refused")),
            others => {
                let others: Vec<String> = others.iter().map(Fault::to_string).collect();
                let others = others.join(" | ");
                wrong.push(format!("{name}: expected {at}: {reason}; got {others}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(
        files.len(),
        table.len(),
        "bad.toml names a file that is not there"
    );
    assert!(files.len() >= 200, "only {} bad packs", files.len());
    // The test in Node compares these with what the WebAssembly says.
    let told: BTreeMap<String, String> = seen
        .into_iter()
        .map(|(fault, name)| (name, fault))
        .collect();
    let told = serde_json::to_string(&told).expect("plain data");
    fs::write(common::root().join("target/bad-packs.json"), told).expect("target/ exists");
}

/// The bad packs reach every key and every object of the format, at every level.
#[test]
fn the_bad_packs_cover_the_whole_format() {
    let rows = table().into_values();
    let rows: BTreeSet<(String, String)> = rows
        .map(|(path, reason)| (pattern(&path), reason))
        .collect();
    let mut wanted = Vec::new();
    wants(&PACK, "", &mut wanted);
    let covered = |path: &str, reason: &str| {
        rows.iter()
            .any(|(at, why)| at == path && why.starts_with(reason))
    };
    // An unknown key and a key given twice may be any, so only the object around it counts.
    let inside = |path: &str, reason: &str| {
        rows.iter().any(|(at, why)| {
            let around = at.rsplit_once('.').map_or("", |(around, _)| around);
            around == path && why == reason
        })
    };
    let missing: Vec<_> = wanted
        .iter()
        .filter(|(path, reason)| match *reason {
            "unknown key" | "is there twice" => !inside(path, reason),
            _ => !covered(path, reason),
        })
        .collect();
    assert!(missing.is_empty(), "no bad pack for {missing:#?}");
    assert!(wanted.len() >= 150, "only {} are wanted", wanted.len());
}

#[test]
fn the_full_pack_uses_every_key() {
    let pack = common::json(&common::root().join("tests/cases/packs/good/full.json"));
    let mut unused = Vec::new();
    unused_keys(&PACK, &[&pack], "", &mut unused);
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn one_altered_character_of_a_quotation_is_noticed() {
    let mut quotations = 0;
    for path in common::files("www/policies", "json") {
        let pack = common::json(&path);
        let mut found = Vec::new();
        quotations_in(&pack, &mut Vec::new(), &mut found);
        for (steps, length) in found {
            quotations += 1;
            for at in BTreeSet::from([0, length / 2, length - 1]) {
                let mut altered = pack.clone();
                alter(&mut altered, &steps, at);
                let faults = check(&altered);
                let source = steps.join(".");
                let told: Vec<_> = faults.iter().map(Fault::to_string).collect();
                let expected = format!("{source}: the quotation does not match its SHA-256");
                assert_eq!(told, [expected], "{}", path.display());
            }
        }
    }
    assert!(quotations >= 20, "only {quotations} quotations were found");
}

fn stem(path: &Path) -> Option<&str> {
    path.file_stem().and_then(|name| name.to_str())
}

/// What bad.toml says: by name, the path and a part of the reason.
fn table() -> BTreeMap<String, (String, String)> {
    let path = common::root().join("tests/cases/packs/bad.toml");
    let text = fs::read_to_string(path).expect("the table");
    let rows: BTreeMap<String, BTreeMap<String, String>> =
        toml::from_str(&text).expect("a table of tables");
    let rows = rows.into_iter();
    rows.map(|(name, row)| (name, (row["path"].clone(), row["reason"].clone())))
        .collect()
}

/// A path with `*` for the names and numbers that a pack may choose.
fn pattern(path: &str) -> String {
    let mut steps = path.split('.').peekable();
    let mut found = Vec::new();
    while let Some(step) = steps.next() {
        found.push(match step.parse::<usize>() {
            Ok(_) => "*",
            Err(_) => step,
        });
        // A figure's name has points in it; those in the bad packs use none of these words.
        let inner = ["entries", "names", "owner", "text", "unit", "value"];
        if step == "documents" && found.len() == 1 && steps.next().is_some() {
            found.push("*");
        }
        if step == "figures" && steps.next().is_some() {
            found.push("*");
            while steps.next_if(|step| !inner.contains(step)).is_some() {}
        }
        if step == "names" && steps.next().is_some() {
            found.push("*");
        }
    }
    found.join(".")
}

fn inside(path: &str, step: &str) -> String {
    match path.is_empty() {
        true => step.into(),
        false => format!("{path}.{step}"),
    }
}

/// Every fault of the format that some bad pack must have.
fn wants(shape: &Shape, path: &str, wanted: &mut Vec<(String, &'static str)>) {
    wanted.push((path.into(), "expected "));
    match shape {
        Shape::Object(keys) => {
            wanted.push((path.into(), "unknown key"));
            wanted.push((path.into(), "is there twice"));
            for key in *keys {
                let path = inside(path, key.name);
                if key.must {
                    wanted.push((path.clone(), "is missing"));
                }
                wants(&key.shape, &path, wanted);
            }
        }
        Shape::Named(inner) => {
            wanted.push((path.into(), "is there twice"));
            wants(inner, &inside(path, "*"), wanted);
        }
        Shape::List(inner) => wants(inner, &inside(path, "*"), wanted),
        Shape::Day | Shape::Word(_) => wanted.push((path.into(), "`")),
        Shape::Text | Shape::Truth => {}
    }
}

/// The keys that none of these values has.
fn unused_keys(shape: &Shape, values: &[&Json], path: &str, unused: &mut Vec<String>) {
    match shape {
        Shape::Object(keys) => {
            for key in *keys {
                let path = inside(path, key.name);
                let given: Vec<&Json> = values.iter().filter_map(|v| v.get(key.name)).collect();
                match given.is_empty() {
                    true => unused.push(path),
                    false => unused_keys(&key.shape, &given, &path, unused),
                }
            }
        }
        Shape::Named(inner) | Shape::List(inner) => {
            let items = values.iter().flat_map(|value| match value {
                Json::Object(fields) => fields.iter().map(|(_, value)| value).collect(),
                Json::List(items) => items.iter().collect(),
                _ => Vec::new(),
            });
            unused_keys(inner, &items.collect::<Vec<_>>(), path, unused);
        }
        _ => {}
    }
}

/// The sources with a quotation: the steps to each, and how many characters it quotes.
fn quotations_in(json: &Json, steps: &mut Vec<String>, found: &mut Vec<(Vec<String>, usize)>) {
    if let Some(quotation) = json.get("quotation") {
        found.push((steps.clone(), quotation.text("text").chars().count()));
    }
    let fields: Vec<(String, &Json)> = match json {
        Json::Object(fields) => fields.iter().map(|(n, v)| (n.clone(), v)).collect(),
        Json::List(items) => (0..).map(|at: usize| at.to_string()).zip(items).collect(),
        _ => Vec::new(),
    };
    for (step, value) in fields {
        steps.push(step);
        quotations_in(value, steps, found);
        steps.pop();
    }
}

/// Alters one character of the quotation in the source at the end of these steps.
fn alter(json: &mut Json, steps: &[String], at: usize) {
    let value = match (steps.split_first(), json) {
        (Some((step, rest)), Json::Object(fields)) => {
            let found = fields.iter_mut().find(|(name, _)| name == step);
            return alter(&mut found.expect("the step").1, rest, at);
        }
        (Some((step, rest)), Json::List(items)) => {
            let found = items.get_mut(step.parse::<usize>().expect("a number"));
            return alter(found.expect("the step"), rest, at);
        }
        (_, value) => value,
    };
    let text = ["quotation", "text"]
        .iter()
        .try_fold(value, |value, key| match value {
            Json::Object(fields) => fields.iter_mut().find(|(n, _)| n == key).map(|(_, v)| v),
            _ => None,
        });
    let Some(Json::Text(text)) = text else {
        panic!("there is no quotation");
    };
    let other = |c| if c == '一' { '二' } else { '一' };
    let altered = text.chars().enumerate();
    *text = altered
        .map(|(n, c)| if n == at { other(c) } else { c })
        .collect();
}

/// What docs/policy.md teaches can be typed in as it stands there.
#[test]
fn the_examples_of_the_documentation_are_fine() {
    let text = fs::read_to_string(common::root().join("docs/policy.md")).expect("the text");
    let blocks = text.split("```json\n").skip(1);
    let mut tried = 0;
    for block in blocks.map(|block| block.split("```").next().unwrap_or_default()) {
        let lines = block.lines().map(|line| line.trim().trim_end_matches(','));
        let entries: Vec<&str> = lines.filter(|line| line.starts_with("{\"from\"")).collect();
        let path = match entries.is_empty() {
            true => "www/policies/example-bank.json",
            false => "tests/cases/packs/good/minimal.json",
        };
        let pack = fs::read_to_string(common::root().join(path)).expect("a pack");
        let mut pack: serde_json::Value = serde_json::from_str(&pack).expect("JSON");
        if entries.is_empty() {
            let fields = format!("{{{}}}", block.trim().trim_end_matches(','));
            let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(&fields) else {
                continue;
            };
            pack.as_object_mut().expect("a pack").extend(fields);
        } else {
            let entries = format!("[{}]", entries.join(","));
            let entries: serde_json::Value = serde_json::from_str(&entries).expect("entries");
            for entry in entries.as_array().expect("entries") {
                if let Some(document) = entry["source"]["document"].as_str() {
                    pack["documents"][document] = serde_json::json!({ "title": document });
                }
            }
            pack["figures"]["example.most"]["entries"] = entries;
        }
        tried += 1;
        let faults = read_pack(common::from_value(&pack))
            .err()
            .unwrap_or_default();
        assert!(faults.is_empty(), "{block}\n{faults:#?}");
    }
    assert!(tried >= 10, "only {tried} examples were found");
}

/// A host's pack is input as well: whatever number stands in it for any figure, nothing panics.
#[test]
fn any_number_in_a_hosts_pack_gets_an_answer() {
    let engine = common::engine();
    let mut tried = 0;
    let mut wrong = BTreeSet::new();
    for path in common::files("www/policies", "json") {
        let shipped: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON");
        for (id, figure) in shipped["figures"].as_object().expect("figures") {
            let numeric = figure["entries"][0]["value"].as_str();
            if numeric.is_none_or(|value| value.parse::<f64>().is_err()) {
                continue;
            }
            for value in ["0", "1", "999999999999"] {
                let pack = serde_json::json!({
                    "id": "host", "layer": "bank", "place": "host", "version": "1",
                    "name": { "zh": "甲", "en": "host" }, "documents": { "d": { "title": "t" } },
                    "figures": { id: {
                        "text": figure["text"], "unit": figure["unit"], "owner": figure["owner"],
                        "entries": [{ "from": "2000-01-01", "value": value, "source": { "document": "d" },
                            "confirmed": { "how": "official", "on": "2026-01-01" } }],
                    } },
                });
                let owner = figure["owner"].as_str().unwrap_or_default();
                for benefit in new_citizen_calculator::benefit::ALL {
                    if !benefit.feeds_on(id) && benefit.id != owner {
                        continue;
                    }
                    let mut dice = common::dice::Dice(7);
                    for turn in 0..3 {
                        let answers = match turn {
                            0 => serde_json::json!({}),
                            _ => dice.answers(benefit.whole()),
                        };
                        let request = serde_json::json!({ "benefit": benefit.id, "on": "2026-06-10",
                            "answers": answers, "packs": [pack] });
                        tried += 1;
                        let asked = std::panic::AssertUnwindSafe(|| {
                            let _ = engine.evaluate(&common::from_value(&request));
                        });
                        if std::panic::catch_unwind(asked).is_err() {
                            wrong.insert(format!("{} {id} = {value}", benefit.id));
                        }
                    }
                }
            }
        }
    }
    assert!(tried > 500, "{tried}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
