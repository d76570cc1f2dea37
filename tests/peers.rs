//! 1,000 random cases of each benefit that has a peer: a Python script which works out the same
//! amounts from the rule text alone. It reads requests as JSON lines and answers with the least and
//! the most of every amount.

use crate::common;

use crate::common::dice::Dice;
use new_citizen_calculator::benefit;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// The benefit, its peer, and the days to ask about.
const PEERS: &[(&str, &str, &str, &str)] = &[
    (
        "consumer-loan-subsidy",
        "subsidies.py",
        "2025-08-01",
        "2027-02-01",
    ),
    (
        "service-loan-subsidy",
        "subsidies.py",
        "2025-03-01",
        "2027-01-31",
    ),
    (
        "small-business-loan-subsidy",
        "subsidies.py",
        "2025-12-01",
        "2027-01-31",
    ),
    (
        "first-loan-subsidy",
        "subsidies.py",
        "2021-12-01",
        "2026-03-31",
    ),
    (
        "mortgage-subsidy",
        "subsidies.py",
        "2026-09-15",
        "2027-10-31",
    ),
];

#[test]
fn a_thousand_random_cases_of_each_agree_with_python() {
    let engine = common::engine();
    for (id, script, first, last) in PEERS {
        let benefit = benefit::find(id).expect("a benefit");
        let mut dice = Dice(20261125);
        let requests: Vec<Value> = (0..1000)
            .map(|_| json!({ "benefit": id, "on": dice.day(first, last), "answers": dice.answers(benefit) }))
            .collect();
        let theirs = answers_of(script, &requests);
        let mut wrong = Vec::new();
        let mut paid = 0;
        for (request, theirs) in requests.iter().zip(&theirs) {
            let ours = engine.evaluate(&common::from_value(request));
            let ours = ours.unwrap_or_else(|refusal| panic!("{refusal:?}: {request}"));
            let ours = serde_json::to_value(ours).expect("plain data");
            paid += usize::from(!theirs["subsidy"].is_null());
            if let Some(difference) = difference(&ours["amounts"], theirs) {
                wrong.push(format!("{difference}: {request}"));
            }
        }
        assert!(
            wrong.is_empty(),
            "{id}: {} differ\n{}",
            wrong.len(),
            wrong[..wrong.len().min(5)].join("\n")
        );
        assert!(paid >= 300, "{id}: only {paid} cases have a subsidy");
    }
}

/// The first amount that is not the same. An amount of ours that they do not have stands where
/// there is no rule: then nothing may be said of the subsidy.
fn difference(ours: &Value, theirs: &Value) -> Option<String> {
    if theirs["subsidy"].is_null() && !ours["subsidy"].is_null() {
        return Some(format!("a subsidy of {}", ours["subsidy"]["low"]));
    }
    let theirs = theirs.as_object().expect("amounts");
    theirs.iter().find_map(|(id, range)| {
        let number = |value: &Value| value.as_str().and_then(|text| text.parse::<Decimal>().ok());
        let same = |end, at: usize| number(&ours[id][end]) == number(&range[at]);
        (!same("low", 0) || !same("high", 1))
            .then(|| format!("{id}: ours {}, theirs {range}", ours[id]))
    })
}

fn answers_of(script: &str, requests: &[Value]) -> Vec<Value> {
    let python = std::env::var("NCC_PYTHON").unwrap_or("python3".into());
    let script = common::root().join("tests/peers").join(script);
    let run = Command::new(&python)
        .arg(&script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut run = run.unwrap_or_else(|e| panic!("{python}: {e}"));
    let lines: Vec<String> = requests.iter().map(Value::to_string).collect();
    let mut input = run.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || input.write_all(lines.join("\n").as_bytes()));
    let done = run.wait_with_output().expect("an end");
    writer.join().expect("no panic").expect("all was read");
    assert!(done.status.success(), "{} fails", script.display());
    let told = String::from_utf8(done.stdout).expect("text");
    told.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}
