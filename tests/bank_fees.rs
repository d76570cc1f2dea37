//! Bank fees: 1,000 random customers against `tests/peers/bank_fees.py`, which works from the rule
//! text alone, and what holds for every one of them.

use crate::common;

use new_citizen_calculator::embed::Engine;
use new_citizen_calculator::money::parse;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

const DAYS: &[&str] = &[
    "2016-12-31",
    "2017-01-01",
    "2017-07-31",
    "2017-08-01",
    "2021-07-24",
    "2021-07-25",
    "2021-09-29",
    "2021-09-30",
    "2022-12-31",
    "2023-01-01",
    "2024-09-30",
    "2024-10-01",
    "2025-05-30",
    "2025-05-31",
    "2026-05-30",
    "2026-05-31",
    "2026-11-23",
];
const SIZES: &[&str] = &[
    "1",
    "333.33",
    "1999.99",
    "2000",
    "2000.01",
    "5000",
    "5000.01",
    "9999.99",
    "10000",
    "10000.01",
    "50000",
    "50000.01",
    "51683.34",
    "100000",
    "100000",
    "100000",
    "100000.01",
    "166666.66",
    "166666.67",
    "200000",
    "500000.01",
    "1000000",
    "1000000.01",
    "10000000",
    "10000000.01",
];
/// Questions whose blank answer is a typical price or the most allowed, not a range.
const PRICES: &[&str] = &[
    "annual_fee",
    "small_fee",
    "small_below",
    "sms_fee",
    "card_fee",
    "transfer_fee",
];

fn cents(most: i64) -> impl Strategy<Value = String> {
    (0..=most).prop_map(|cents| Decimal::new(cents, 2).to_string())
}

fn size() -> impl Strategy<Value = String> {
    let listed = prop::sample::select(SIZES).prop_map(str::to_string);
    prop_oneof![3 => listed, 1 => (100..30_000_000i64).prop_map(|c| Decimal::new(c, 2).to_string())
    ]
}

fn one_of(choices: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(choices)
}

/// A typed price, or a blank where a typical one is known.
fn price(typed: String, blank: bool) -> Value {
    if blank { Value::Null } else { json!(typed) }
}

fn account() -> impl Strategy<Value = Value> {
    let kind = (
        one_of(&["a", "b", "c"]),
        prop::bool::weighted(0.15),
        prop::bool::weighted(0.2),
    );
    let balances = prop_oneof![
        prop::sample::select(vec![
            "299.99", "300", "499.99", "500", "999.99", "1000", "0"
        ])
        .prop_map(str::to_string),
        cents(200_000)
    ];
    let prices = (
        cents(3_000),
        cents(1_000),
        cents(120_000),
        cents(500),
        any::<[bool; 4]>(),
    );
    let sms = one_of(&["none", "signed", "not-signed"]);
    (kind, balances, 0..=4u8, prices, sms).prop_map(|(kind, balance, quarters, prices, sms)| {
        let (annual, small, below, message, blank) = prices;
        json!({
            "bank": kind.0, "free_already": kind.1, "wage_account": kind.2, "balance": balance,
            "low_quarters": quarters, "annual_fee": price(annual, blank[0]),
            "small_fee": price(small, blank[1]), "small_below": price(below, blank[2]),
            "sms": sms, "sms_fee": price(message, blank[3]),
        })
    })
}

fn transfer() -> impl Strategy<Value = Value> {
    let to = one_of(&["other-bank", "other-bank-away", "same-bank"]);
    let channel = one_of(&["counter", "counter", "cash", "online", "mobile"]);
    (to, channel, size(), 0..=60u32, cents(6_000), any::<bool>()).prop_map(
        |(to, channel, amount, times, fee, blank)| {
            let bounded = to == "same-bank" || channel == "counter";
            json!({
                "transfer_to": to, "channel": channel, "transfer_amount": amount,
                "transfer_times": times, "transfer_fee": price(fee, blank && bounded),
            })
        },
    )
}

fn withdrawal() -> impl Strategy<Value = Value> {
    let amounts = prop_oneof![
        prop::sample::select(vec!["9200", "9200.01", "10000", "10000.01", "20000"])
            .prop_map(str::to_string),
        (100..500_000i64).prop_map(|cents| Decimal::new(cents, 2).to_string())
    ];
    (one_of(&["same-city", "away"]), amounts, 0..=9u32).prop_map(|(place, amount, times)| {
        json!({ "cash_place": place, "cash_amount": amount, "cash_times": times })
    })
}

/// A whole customer on a day.
fn requests() -> impl Strategy<Value = Value> {
    let who = one_of(&[
        "person",
        "person",
        "micro-business",
        "micro-business",
        "larger-business",
    ]);
    let plain = (
        any::<bool>(),
        one_of(&["big-five", "postal-savings", "other"]),
        0..=5u8,
    );
    let rows = (
        prop::collection::vec(account(), 1..=5),
        prop::collection::vec(transfer(), 0..=4),
        prop::collection::vec(withdrawal(), 0..=3),
    );
    (one_of(DAYS), who, plain, cents(1_000), any::<bool>(), rows).prop_map(
        |(on, customer, plain, card, blank, (mut accounts, mut transfers, mut cash))| {
            let person = customer == "person";
            for account in &mut accounts {
                // What no price list of the day says must be typed.
                for (price, from) in [("annual_fee", "2017-07-11"), ("sms_fee", "2026-05-31")] {
                    let blank = account[price].is_null();
                    if blank && (on < from || !person && price == "annual_fee") {
                        account[price] = json!("7.35");
                    }
                }
            }
            for transfer in &mut transfers {
                if on < "2017-01-01" && transfer["transfer_fee"].is_null() {
                    transfer["transfer_fee"] = json!("4.5");
                }
                // By phone, and online up to 5,000, the five big banks promised not to charge.
                let size = transfer["transfer_amount"].as_str().and_then(parse);
                let free = match transfer["channel"].as_str() {
                    Some("mobile") => true,
                    Some("online") => size <= Some(Decimal::from(5000)),
                    _ => false,
                };
                let odd = transfer["transfer_times"]
                    .as_u64()
                    .is_some_and(|times| times % 2 == 1);
                if free
                    && odd
                    && person
                    && plain.1 == "big-five"
                    && transfer["transfer_to"] != "same-bank"
                {
                    transfer["transfer_fee"] = Value::Null;
                }
            }
            // The older prices of cash are known for one day only.
            if on < "2021-07-24" {
                cash.clear();
            }
            json!({ "on": on, "answers": {
                "customer": customer, "new_citizen": plain.0, "main_bank": plain.1,
                "new_cards": plain.2, "card_fee": price(card, blank),
                "accounts": accounts, "transfers": transfers, "cash": cash,
            }})
        },
    )
}

/// So many of them, the same on every run.
fn drawn(count: usize) -> Vec<Value> {
    let mut runner = TestRunner::deterministic();
    let strategy = requests();
    let draw = |_| strategy.new_tree(&mut runner).expect("a request").current();
    (0..count).map(draw).collect()
}

fn outcome(engine: &Engine, request: &Value) -> Value {
    let mut request = request.clone();
    request["benefit"] = json!("bank-fees");
    match engine.evaluate(&common::from_value(&request)) {
        Ok(outcome) => serde_json::to_value(outcome).expect("plain data"),
        Err(refusal) => panic!("{refusal:?}"),
    }
}

fn amount(outcome: &Value, id: &str, end: &str) -> Decimal {
    let text = outcome["amounts"][id][end].as_str();
    text.and_then(parse)
        .unwrap_or_else(|| panic!("{id} of {outcome}"))
}

#[test]
fn a_thousand_customers_agree_with_python() {
    let python = std::env::var("NCC_PYTHON").unwrap_or("python3".into());
    let script = common::root().join("tests/peers/bank_fees.py");
    let mut peer = Command::new(&python)
        .arg(&script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|e| panic!("{python}: {e}"));
    let requests = drawn(1000);
    let lines: String = requests
        .iter()
        .map(|request| format!("{request}\n"))
        .collect();
    let mut stdin = peer.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let told = peer.wait_with_output().expect("its answers");
    writer.join().expect("a writer").expect("all written");
    assert!(told.status.success());
    let theirs = String::from_utf8(told.stdout).expect("text");
    let theirs: Vec<Value> = theirs
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(theirs.len(), requests.len());
    let engine = common::engine();
    let mut wrong = Vec::new();
    for (request, theirs) in requests.iter().zip(&theirs) {
        let ours = outcome(&engine, request);
        for (id, ends) in theirs.as_object().expect("amounts") {
            let found = &ours["amounts"][id];
            if json!([found["low"], found["high"]]) != *ends {
                wrong.push(format!("{id}: theirs {ends}, ours {found}: {request}"));
            }
        }
    }
    let first = wrong.iter().take(3).cloned().collect::<Vec<_>>();
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        first.join("\n")
    );
}

#[test]
fn parts_add_up_and_nothing_is_negative() {
    let engine = common::engine();
    let ids = [
        "before",
        "right",
        "ceiling",
        "saving",
        "after",
        "voluntary",
        "least",
    ];
    for request in drawn(300) {
        let outcome = outcome(&engine, &request);
        let [before, right, ceiling, saving, after, voluntary, least] =
            ids.map(|id| [amount(&outcome, id, "low"), amount(&outcome, id, "high")]);
        for found in [before, right, ceiling, saving, after, voluntary, least] {
            assert!(
                found[0] >= Decimal::ZERO && found[0] <= found[1],
                "{request}"
            );
        }
        for end in 0..2 {
            assert!(
                saving[end] <= before[end] && after[end] <= before[end],
                "{request}"
            );
            assert!(voluntary[end] <= after[1], "{request}");
        }
        let settled = ids
            .iter()
            .all(|id| amount(&outcome, id, "low") == amount(&outcome, id, "high"));
        if settled {
            assert_eq!(right[0] + ceiling[0], saving[0], "{request}");
            assert_eq!(saving[0] + after[0], before[0], "{request}");
            assert_eq!(least[0] + voluntary[0], after[0], "{request}");
            let kinds = &outcome["tables"][0];
            assert_eq!(kinds["id"], "kinds");
            for (at, id) in ["before", "right", "ceiling", "after", "voluntary"]
                .iter()
                .enumerate()
            {
                let lines = kinds["lines"].as_array().expect("lines");
                let cells = lines.iter().map(|line| line["cells"][at].as_str());
                let sum: Decimal = cells.map(|cell| cell.and_then(parse).expect("yuan")).sum();
                assert_eq!(sum, amount(&outcome, id, "low"), "{id}: {request}");
            }
        }
    }
}

#[test]
fn what_comes_out_in_the_end_lies_in_every_earlier_range() {
    let engine = common::engine();
    for (at, request) in drawn(150).into_iter().enumerate() {
        let last = outcome(&engine, &request);
        let mut earlier = request.clone();
        let mut left_out = 0;
        let mut blank = |answers: &mut serde_json::Map<String, Value>| {
            for (id, answer) in answers.iter_mut() {
                let price = PRICES.contains(&id.as_str());
                left_out += 1;
                if !answer.is_array() && !price && (left_out * 7 + at) % 9 == 0 {
                    *answer = Value::Null;
                }
            }
        };
        let answers = earlier["answers"].as_object_mut().expect("answers");
        blank(answers);
        for group in ["accounts", "transfers", "cash"] {
            for row in answers[group].as_array_mut().expect("rows") {
                blank(row.as_object_mut().expect("a row"));
            }
        }
        let earlier_outcome = outcome(&engine, &earlier);
        for id in last["amounts"].as_object().expect("amounts").keys() {
            if earlier_outcome["amounts"][id].is_null() {
                continue;
            }
            let low = amount(&earlier_outcome, id, "low");
            let high = amount(&earlier_outcome, id, "high");
            assert!(
                low <= amount(&last, id, "low"),
                "{id}: {earlier} then {request}"
            );
            assert!(
                high >= amount(&last, id, "high"),
                "{id}: {earlier} then {request}"
            );
        }
    }
}

/// A bank that publishes its own prices answers instead of the typical ones.
#[test]
fn a_banks_own_prices_come_before_the_typical_ones() {
    let engine = common::engine();
    let pack = common::root().join("www/policies/example-bank.json");
    let pack: Value =
        serde_json::from_str(&std::fs::read_to_string(pack).expect("a pack")).expect("JSON");
    let account = json!({ "free_already": false, "wage_account": false, "balance": "100",
        "low_quarters": 4, "sms": "signed" });
    let mut request = json!({ "on": "2026-11-23", "answers": {
        "customer": "person", "new_citizen": false, "main_bank": "other", "new_cards": 1,
        "accounts": [account] } });
    let typical = outcome(&engine, &request);
    assert_eq!(typical["amounts"]["before"]["low"], "51.00");
    assert_eq!(typical["amounts"]["before"]["high"], "63.00");
    request["packs"] = json!([pack]);
    let own = outcome(&engine, &request);
    // 9 a year, 4 quarters of 2, 12 months of 1.5, one card of 4.
    assert_eq!(own["amounts"]["before"]["low"], "39.00");
    assert_eq!(own["amounts"]["before"]["high"], "39.00");
}
