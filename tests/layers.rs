//! Layers and readings as the host hears them: national, then city, then a bank's own pack that is
//! handed over with a request.

use crate::common;

use new_citizen_calculator::embed::{Engine, Outcome, Refusal};
use new_citizen_calculator::input::Json;
use new_citizen_calculator::policy::{Unit, read_pack};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const CEILING: &str = "startup-loan.ceiling.individual";

fn ask(engine: &Engine, packs: &Value) -> Result<Value, Refusal> {
    let request = json!({
        "benefit": "startup-loan", "on": "2022-06-10", "packs": packs,
        "answers": { "scheme": "beijing", "borrower": "individual", "amount": "400000",
            "term_months": 36, "rate": "4", "repayment": "interest-only", "fee": "0" },
    });
    let shape = |outcome: Outcome| serde_json::to_value(outcome).expect("plain data");
    engine.evaluate(&common::from_value(&request)).map(shape)
}

fn bank(entry: &Value) -> Value {
    let mut entry = entry.clone();
    if entry.get("value").is_some() {
        entry["source"] = json!({ "document": "list" });
        entry["confirmed"] = json!({ "how": "official", "on": "2022-06-20" });
    }
    json!({
        "id": "a-bank", "layer": "bank", "place": "a-bank", "version": "1",
        "name": { "zh": "某银行", "en": "A bank" }, "documents": { "list": { "title": "List" } },
        "figures": { CEILING: { "text": { "zh": "最多", "en": "The most" }, "unit": "yuan",
            "owner": "a-bank", "entries": [entry] } },
    })
}

fn figures(outcome: &Value) -> BTreeMap<&str, &Value> {
    let figures = outcome["figures"].as_array().expect("figures").iter();
    figures
        .map(|figure| (figure["id"].as_str().expect("an id"), figure))
        .collect()
}

#[test]
fn the_outcome_says_which_layer_each_figure_came_from() {
    let engine = common::engine();
    let built_in = ask(&engine, &Value::Null).expect("an outcome");
    let own = bank(&json!({ "from": "2022-01-01", "value": "350000" }));
    let with_bank = ask(&engine, &json!([own])).expect("an outcome");
    let layer = |outcome: &Value, id: &str| {
        let figure = figures(outcome)[id];
        (figure["layer"].clone(), figure["pack"].clone())
    };
    assert_eq!(
        layer(&built_in, "lpr.1y"),
        (json!("national"), json!("national"))
    );
    assert_eq!(layer(&built_in, CEILING), (json!("city"), json!("beijing")));
    assert_eq!(layer(&with_bank, CEILING), (json!("bank"), json!("a-bank")));
    let source = &figures(&with_bank)[CEILING]["values"][0]["source"];
    assert_eq!(source["title"], "List", "with its own source");
    assert_eq!(built_in["amounts"]["ceiling"]["low"], "500000.00");
    assert_eq!(with_bank["amounts"]["ceiling"]["low"], "350000.00");
    let ids = |outcome: &Value| {
        let packs = outcome["packs"].as_array().expect("packs").iter();
        packs.map(|pack| pack["id"].clone()).collect::<Vec<_>>()
    };
    assert!(ids(&with_bank).contains(&json!("a-bank")));
    assert!(!ids(&built_in).contains(&json!("a-bank")));
}

#[test]
fn each_reading_reaches_the_host_and_lends_no_value() {
    let engine = common::engine();
    let words = json!({ "zh": "字", "en": "words" });
    let candidate = |value: &str| {
        json!({ "value": value, "reason": words, "source": { "document": "list" },
            "confirmed": { "how": "press", "on": "2022-01-01" } })
    };
    // Asked on 2022-06-10.
    for (entry, reading, ceiling) in [
        (
            json!({ "from": "2022-01-01", "value": "1" }),
            "known",
            Some(("1.00", "1.00")),
        ),
        (
            json!({ "from": "2022-01-01", "review_by": "2022-06-09", "value": "2" }),
            "past-review",
            Some(("2.00", "2.00")),
        ),
        (
            json!({ "from": "2022-06-11", "published_on": "2022-06-10", "value": "3" }),
            "not-yet-in-force",
            None,
        ),
        (
            json!({ "from": "2022-06-11", "published_on": "2022-06-11", "value": "3" }),
            "unknown",
            None,
        ),
        (
            json!({ "from": "2022-01-01", "until": "2022-06-09", "value": "4" }),
            "lapsed",
            None,
        ),
        (
            json!({ "from": "2022-01-01", "candidates": [candidate("5"), candidate("6")] }),
            "unsettled",
            Some(("5.00", "6.00")),
        ),
        (
            json!({ "from": "2022-01-01", "unknown": words }),
            "unknown",
            None,
        ),
    ] {
        let outcome = ask(&engine, &json!([bank(&entry)])).expect("an outcome");
        let figure = figures(&outcome)[CEILING];
        assert_eq!(figure["reading"], reading, "{entry}");
        assert!(
            figure["reading_text"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
        let amount = &outcome["amounts"]["ceiling"];
        let range = amount["low"].as_str().zip(amount["high"].as_str());
        assert_eq!(range, ceiling, "{entry}");
    }
}

#[test]
fn a_faulty_pack_is_refused_with_its_place_and_reason_and_nothing_of_it_stands() {
    let engine = common::engine();
    let before = ask(&engine, &Value::Null).expect("an outcome");
    let good = bank(&json!({ "from": "2022-01-01", "value": "350000" }));
    let mut bad = good.clone();
    bad["figures"][CEILING]["entries"][0]["value"] = json!(350_000);
    let path = format!("figures.{CEILING}.entries.0.value: expected a string, not 350000");
    for (packs, field, reason) in [
        (json!([bad]), "packs.0", path.as_str()),
        (json!([good, bad]), "packs.1", &path),
        (json!([good, null]), "packs.1", "expected an object"),
        (json!({ "id": "a-bank" }), "packs", "not an array"),
    ] {
        let refusal = ask(&engine, &packs).expect_err("a refusal");
        assert_eq!(refusal.field, field);
        assert!(refusal.message.contains(reason), "{}", refusal.message);
        assert_eq!(ask(&engine, &Value::Null).expect("an outcome"), before);
    }
}

#[test]
fn a_draft_marks_the_outcome() {
    let engine = common::engine();
    let mut own = bank(&json!({ "from": "2022-01-01", "value": "350000" }));
    assert_eq!(
        ask(&engine, &json!([own])).expect("an outcome")["draft"],
        false
    );
    own["draft"] = json!(true);
    assert_eq!(
        ask(&engine, &json!([own])).expect("an outcome")["draft"],
        true
    );
}

#[test]
fn the_example_bank_is_complete() {
    let read = |id: &str| {
        let path = common::root().join(format!("www/policies/{id}.json"));
        let json = common::json(&path);
        (read_pack(json.clone()).expect("a fine pack"), json)
    };
    let ((typical, _), (example, json)) = (read("typical-bank"), read("example-bank"));
    let units = |unit: Unit| {
        example
            .figures()
            .iter()
            .filter(move |figure| figure.unit == unit)
    };
    assert!(units(Unit::Telephone).count() >= 1, "its phone");
    assert!(units(Unit::PercentAYear).count() >= 1, "its rates");
    let prices = example.figures().iter();
    let prices: Vec<_> = prices
        .filter(|figure| figure.id.starts_with("bank-fees.price."))
        .collect();
    assert!(prices.len() >= 10, "its price list");
    for price in prices {
        let known = typical.figure(&price.id).map(|figure| figure.unit);
        assert_eq!(
            known,
            Some(price.unit),
            "{} is a price that is read",
            price.id
        );
    }
    assert!(json.get("name").is_some_and(|name| *name != Json::Null));
}
