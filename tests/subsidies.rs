//! What holds for every subsidised loan, whatever is answered.

use crate::common;

use crate::common::dice::Dice;
use new_citizen_calculator::benefit::{self, Outline};
use new_citizen_calculator::embed::Engine;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// The subsidies, and the days to ask about.
const SUBSIDIES: &[(&str, &str, &str)] = &[
    ("consumer-loan-subsidy", "2025-08-01", "2027-02-01"),
    ("service-loan-subsidy", "2025-03-01", "2027-01-31"),
    ("small-business-loan-subsidy", "2025-12-01", "2027-01-31"),
    ("first-loan-subsidy", "2021-12-01", "2026-03-31"),
    ("mortgage-subsidy", "2026-09-15", "2027-10-31"),
];

/// So many random requests about each subsidy, with its benefit.
fn for_each(count: u32, mut check: impl FnMut(&Engine, &'static Outline, Value, &mut Dice)) {
    let engine = common::engine();
    for (id, first, last) in SUBSIDIES {
        let benefit = benefit::find(id).expect("a benefit");
        let mut dice = Dice(7);
        for _ in 0..count {
            let (on, answers) = (dice.day(first, last), dice.answers(benefit));
            let request = json!({ "benefit": id, "on": on, "answers": answers });
            check(&engine, benefit, request, &mut dice);
        }
    }
}

fn outcome(engine: &Engine, request: &Value) -> Value {
    let outcome = engine.evaluate(&common::from_value(request));
    let outcome = outcome.unwrap_or_else(|refusal| panic!("{refusal:?}: {request}"));
    serde_json::to_value(outcome).expect("plain data")
}

fn end(outcome: &Value, id: &str, end: &str) -> Option<Decimal> {
    outcome["amounts"][id][end].as_str()?.parse().ok()
}

#[test]
fn the_subsidy_and_what_is_left_are_all_the_interest() {
    for_each(500, |engine, _, request, _| {
        let outcome = outcome(engine, &request);
        let of = |id, at| end(&outcome, id, at);
        let (Some(low), Some(high)) = (of("subsidy", "low"), of("subsidy", "high")) else {
            return;
        };
        let total = of("total_interest", "low").expect("a total");
        assert!(
            Decimal::ZERO <= low && low <= high && high <= total,
            "{request}"
        );
        assert_eq!(
            of("borrower_interest", "low"),
            Some(total - high),
            "{request}"
        );
        assert_eq!(
            of("borrower_interest", "high"),
            Some(total - low),
            "{request}"
        );
        assert!(
            of("effective_rate", "low") >= Some(Decimal::ZERO),
            "{request}"
        );
    });
}

#[test]
fn a_larger_loan_never_brings_less() {
    for_each(300, |engine, _, mut request, dice| {
        let before = outcome(engine, &request);
        let amount = match request["answers"]["purchases"].as_array() {
            Some(_) => &mut request["answers"]["purchases"][0]["purchase_amount"],
            None => &mut request["answers"]["amount"],
        };
        let smaller: Decimal = amount.as_str().expect("text").parse().expect("a number");
        let larger = smaller + Decimal::from(dice.throw(100_000));
        // Until 2025 a purchase of 50,000 and more counts for some uses only.
        let threshold = Decimal::from(50_000);
        if larger > Decimal::from(10_000_000) || smaller < threshold && larger >= threshold {
            return;
        }
        *amount = larger.to_string().into();
        let after = outcome(engine, &request);
        for at in ["low", "high"] {
            assert!(
                end(&after, "subsidy", at) >= end(&before, "subsidy", at),
                "{request}"
            );
        }
    });
}

#[test]
fn consumer_limits_hold() {
    for_each(500, |engine, benefit, request, _| {
        if benefit.id != "consumer-loan-subsidy" {
            return;
        }
        let outcome = outcome(engine, &request);
        let high = end(&outcome, "subsidy", "high").expect("a subsidy");
        let uncapped = end(&outcome, "uncapped_subsidy", "low").expect("a subsidy");
        // A lender pays 3,000 until 2025, and anew at most twice in 2026 (3,000 and 5,000).
        assert!(
            high <= uncapped && high <= Decimal::from(3 * 11_000),
            "{request}"
        );
        let rows = request["answers"]["purchases"].as_array().expect("rows");
        let mut of_purchases = Decimal::ZERO;
        for (row, purchase) in (1..).zip(rows) {
            let paid = end(&outcome, &format!("purchase_subsidy.{row}"), "high").expect("one");
            of_purchases += paid;
            if purchase["purchase_day"].as_str() < Some("2026-01-01") {
                assert!(paid <= Decimal::from(500), "{request}");
            }
        }
        // Each was rounded to the 分.
        assert!(
            high <= of_purchases + Decimal::new(rows.len() as i64, 2),
            "{request}"
        );
    });
}

/// With some answers left blank, what comes out with them lies within the range.
#[test]
fn blank_answers_give_a_range_around_every_answer() {
    let mut ranges = 0;
    for_each(400, |engine, _, request, dice| {
        let known = outcome(engine, &request);
        let mut blank = request.clone();
        for _ in 0..=dice.throw(3) {
            let answers = &mut blank["answers"];
            let rows = answers["purchases"].as_array().map_or(0, Vec::len);
            let answers = match rows {
                0 => answers,
                rows => &mut answers["purchases"][dice.throw(rows as u64) as usize],
            };
            let answers = answers.as_object_mut().expect("answers");
            let left_out = dice.throw(answers.len() as u64) as usize;
            answers.values_mut().nth(left_out).map(Value::take);
        }
        let open = outcome(engine, &blank);
        for id in known["amounts"].as_object().expect("amounts").keys() {
            if open["amounts"][id].is_null() {
                continue;
            }
            ranges += usize::from(open["amounts"][id]["low"] != open["amounts"][id]["high"]);
            let within = end(&open, id, "low") <= end(&known, id, "low")
                && end(&open, id, "high") >= end(&known, id, "high");
            assert!(
                within,
                "{id}: {} is not around {}: {request} {blank}",
                open["amounts"][id], known["amounts"][id]
            );
        }
        let verdict = |outcome: &Value| outcome["verdict"].as_str().map(str::to_owned);
        let open = verdict(&open);
        assert!(
            open.as_deref() == Some("depends") || open == verdict(&known),
            "{request} {blank}"
        );
    });
    assert!(ranges >= 1000, "only {ranges} ranges");
}

#[test]
fn nothing_answered_is_no_panic() {
    for_each(3, |engine, _, mut request, _| {
        request["answers"] = Value::Null;
        assert_ne!(outcome(engine, &request)["verdict"], "eligible");
    });
}
