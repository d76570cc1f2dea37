//! Runs every case of `tests/cases/<benefit>/`. `good/` holds what must come out; `bad/` what must
//! be refused, and published examples that are wrong and must not come out.
//!
//! Also writes every request with its whole outcome to `target/cases.json`, which the tests in Node
//! and in Chromium compare with what the WebAssembly gives, byte for byte.

use crate::common;

use serde_json::{Map, Value, json};
use std::fs;

#[test]
fn every_case_comes_out_as_its_source_says() {
    let engine = common::engine();
    let mut wrong = Vec::new();
    let mut outcomes = Vec::new();
    let files = common::files("tests/cases", "toml");
    let files = files
        .iter()
        .filter(|path| !path.components().any(|part| part.as_os_str() == "packs"));
    let mut cases = 0;
    for path in files {
        let text = fs::read_to_string(path).expect("a case file");
        let file: Value =
            toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for case in file["case"].as_array().expect("a list of [[case]]") {
            cases += 1;
            let name = case["title"].as_str().expect("a title");
            assert!(
                case["source"].is_string(),
                "{name}: a case cites its source"
            );
            let request = common::from_value(&case["ask"]);
            let outcome = match engine.evaluate(&request) {
                Ok(outcome) => serde_json::to_value(outcome).expect("plain data"),
                Err(refusal) => json!({ "refused": refusal }),
            };
            for difference in differences(&case["expect"], &outcome) {
                wrong.push(format!("{}: {name}: {difference}", path.display()));
            }
            let (ask, expect) = (&case["ask"], &case["expect"]);
            outcomes
                .push(json!({ "title": name, "ask": ask, "expect": expect, "outcome": outcome }));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases >= 40, "only {cases} cases were found");
    let written = serde_json::to_string(&outcomes).expect("plain data");
    fs::write(common::root().join("target/cases.json"), written).expect("target/ exists");
}

/// What an expectation says and the outcome does not.
fn differences(expected: &Value, outcome: &Value) -> Vec<String> {
    let expected = expected.as_object().expect("[case.expect]");
    let mut wrong = Vec::new();
    for (part, expected) in expected {
        match part.as_str() {
            "verdict" => same(part, expected, &outcome["verdict"], &mut wrong),
            "amounts" => each(expected, |id, amount| {
                let shown = &outcome["amounts"][id];
                let (low, high) = match amount {
                    Value::Array(range) => (&range[0], &range[1]),
                    settled => (settled, settled),
                };
                same(&format!("{id} (low)"), low, &shown["low"], &mut wrong);
                same(&format!("{id} (high)"), high, &shown["high"], &mut wrong);
            }),
            "never" => each(expected, |id, amount| {
                let shown = &outcome["amounts"][id];
                if *amount == shown["low"] || *amount == shown["high"] {
                    wrong.push(format!("{id} came out as {amount}, which is wrong"));
                }
            }),
            "absent" => {
                for id in expected.as_array().expect("a list of amounts") {
                    let id = id.as_str().expect("an amount's id");
                    if !outcome["amounts"][id].is_null() {
                        wrong.push(format!(
                            "{id} came out as {}",
                            outcome["amounts"][id]["low"]
                        ));
                    }
                }
            }
            "conditions" => each(expected, |id, holds| {
                let found = find(&outcome["conditions"], id);
                same(id, holds, &found["holds"], &mut wrong);
            }),
            "distances" => each(expected, |id, distance| {
                let found = find(&outcome["conditions"], id);
                let shown = format!(
                    "{} {}",
                    found["distance"]["value"].as_str().unwrap_or("none"),
                    found["distance"]["unit"].as_str().unwrap_or("")
                );
                same(id, distance, &Value::String(shown), &mut wrong);
            }),
            "readings" => each(expected, |id, reading| {
                let found = find(&outcome["figures"], id);
                same(id, reading, &found["reading"], &mut wrong);
            }),
            "notices" => {
                for id in expected.as_array().expect("a list of notices") {
                    let found = find(&outcome["notices"], id.as_str().expect("a notice's id"));
                    if found.is_null() {
                        wrong.push(format!("the notice {id} is missing"));
                    }
                }
            }
            // table.line.column
            "tables" => each(expected, |path, value| {
                let parts: Vec<&str> = path.split('.').collect();
                let [table, line, column] = parts[..] else {
                    panic!("{path} is not table.line.column");
                };
                let table = find(&outcome["tables"], table);
                let columns = table["columns"].as_array();
                let at = columns.and_then(|all| all.iter().position(|c| c["id"] == column));
                let line = find(&table["lines"], line);
                let shown = at.map_or(&Value::Null, |at| &line["cells"][at]);
                same(path, value, shown, &mut wrong);
            }),
            "schedule" => each(expected, |id, value| {
                same(id, value, &outcome["schedule"][id], &mut wrong);
            }),
            // row.part
            "schedules" => each(expected, |path, value| {
                let (row, part) = path.split_once('.').expect("row.part");
                let row: u64 = row.parse().expect("a row");
                let all = outcome["schedules"].as_array();
                let found = all.and_then(|all| all.iter().find(|s| s["row"].as_u64() == Some(row)));
                let shown = found.map_or(&Value::Null, |schedule| &schedule[part]);
                same(path, value, shown, &mut wrong);
            }),
            "refused" => each(expected, |id, value| {
                same(id, value, &outcome["refused"][id], &mut wrong);
            }),
            other => wrong.push(format!("nobody knows how to expect `{other}`")),
        }
    }
    if !expected.contains_key("refused") && !outcome["refused"].is_null() {
        wrong.push(format!("refused: {}", outcome["refused"]["message"]));
    }
    wrong
}

fn each(expected: &Value, mut check: impl FnMut(&str, &Value)) {
    let empty = Map::new();
    for (id, value) in expected.as_object().unwrap_or(&empty) {
        check(id, value);
    }
}

fn same(what: &str, expected: &Value, shown: &Value, wrong: &mut Vec<String>) {
    if expected != shown {
        wrong.push(format!("{what}: expected {expected}, got {shown}"));
    }
}

fn find(list: &Value, id: &str) -> Value {
    let found = list
        .as_array()
        .and_then(|list| list.iter().find(|item| item["id"] == id));
    found.cloned().unwrap_or_default()
}
