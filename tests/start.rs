//! The start page's questions: what they say of each benefit, what comes of it, and their order.

mod common;

use common::dice::Dice;
use new_citizen_calculator::benefit;
use serde_json::{Value, json};
use std::time::Instant;

fn overview(engine: &new_citizen_calculator::embed::Engine, person: Value) -> Value {
    let request = json!({ "kind": "overview", "on": "2026-11-25", "person": person });
    let job = engine
        .explore(&common::from_value(&request))
        .expect("a good request");
    serde_json::to_value(job.finish()).expect("plain data")
}

#[test]
fn probe() {
    let engine = common::engine();
    for person in [
        json!({}),
        json!({"borrow":"none"}),
        json!({"borrow":"business","amount":"300000","borrower":"small-firm","trade":"catering","insurance":"elsewhere","residence":"none","cards":"3","here":"work"}),
        json!({"borrow":"purchase","amount":"100000","insurance":"none"}),
    ] {
        let start = Instant::now();
        let found = overview(&engine, person.clone());
        println!("{person} {:?}", start.elapsed());
        for card in found["cards"].as_array().unwrap() {
            println!(
                "  {} {} out={} {}..{} outer={} | {} | {:?} | {} | {} | {} | {}",
                card["benefit"],
                card["verdict"],
                card["out"],
                card["low"],
                card["high"],
                card["outer"],
                card["worth"],
                card["why"],
                card["way_in"],
                card["beside"],
                card["answers"],
                card["assuming"]
            );
        }
    }
    let _ = (benefit::ALL, Dice(1));
}
