//! What holds for every loan, every day and every answer.

use crate::common;

use new_citizen_calculator::benefit::{self, Answers, Kind};
use new_citizen_calculator::embed::{Engine, Outcome, Refusal};
use new_citizen_calculator::input::Json;
use new_citizen_calculator::loan::{Loan, Repayment, schedule};
use new_citizen_calculator::money::parse;
use new_citizen_calculator::policy::{Date, Place};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

thread_local! {
    static ENGINE: Engine = common::engine();
}

fn ask(request: &Value) -> Result<Outcome, Refusal> {
    ENGINE.with(|engine| engine.evaluate(&common::from_value(request)))
}

fn evaluate(on: &str, answers: &Value) -> Value {
    let request = json!({ "benefit": "startup-loan", "on": on, "answers": answers });
    match ask(&request) {
        Ok(outcome) => serde_json::to_value(outcome).expect("plain data"),
        Err(refusal) => panic!("{refusal:?}"),
    }
}

fn amount(outcome: &Value, id: &str, end: &str) -> Option<Decimal> {
    outcome["amounts"][id][end].as_str().and_then(parse)
}

fn repayments() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "equal-instalment",
        "equal-principal",
        "interest-only",
        "bullet",
    ])
}

fn days() -> impl Strategy<Value = String> {
    (2016..=2030, 1..=12, 1..=28).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"))
}

/// A person whose loan is complete; the rest is left to each property.
fn people() -> impl Strategy<Value = Value> {
    let place = prop::sample::select(vec!["beijing", "national"]);
    let area = prop::sample::select(vec!["east", "central", "west", "poverty-relief"]);
    let borrower = prop::sample::select(vec!["individual", "partnership", "small-enterprise"]);
    let loan = (
        1..=600_000_000i64,
        1..=120u32,
        0..=120_000i64,
        repayments(),
        0..=4i64,
    );
    (place, area, borrower, 2..=9u32, loan).prop_map(|(scheme, area, borrower, partners, loan)| {
        let (cents, months, rate, repayment, fee) = loan;
        json!({
            "scheme": scheme, "area": area, "borrower": borrower, "partners": partners,
            "amount": Decimal::new(cents.max(100), 2).to_string(), "term_months": months,
            "rate": Decimal::new(rate, 4).to_string(), "repayment": repayment,
            "fee": Decimal::new(cents.max(100) * fee / 100, 2).to_string(),
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_add_up_and_close_to_zero(
        cents in 1..10_000_000_000i64, months in 1..=360u32, rate in 0..=360_000i64,
        repayment in repayments(),
    ) {
        let loan = Loan {
            principal: Decimal::new(cents, 2),
            rate: Decimal::new(rate, 4),
            months,
            repayment: Repayment::from_id(repayment).expect("a method"),
        };
        let rows = schedule(&loan);
        let mut balance = loan.principal;
        for row in &rows {
            prop_assert_eq!(row.payment, row.principal + row.interest);
            balance -= row.principal;
            prop_assert_eq!(row.balance, balance);
            prop_assert!(!row.principal.is_sign_negative() && !row.interest.is_sign_negative());
        }
        prop_assert!(balance.is_zero());
        prop_assert!(rows.last().expect("a row").balance.is_zero());
    }

    #[test]
    fn subsidy_and_own_interest_are_all_the_interest(on in days(), person in people()) {
        let outcome = evaluate(&on, &person);
        let of = |id, end| amount(&outcome, id, end);
        if let (Some(low), Some(high)) = (of("subsidy", "low"), of("subsidy", "high")) {
            let total = of("total_interest", "low").expect("a total");
            prop_assert_eq!(Some(total), of("total_interest", "high"));
            prop_assert_eq!(Some(total - low), of("borrower_interest", "high"));
            prop_assert_eq!(Some(total - high), of("borrower_interest", "low"));
            prop_assert!(low >= Decimal::ZERO && high <= total && low <= high);
        }
    }

    #[test]
    fn a_lower_ceiling_never_raises_the_subsidy(person in people(), ceiling in 1..600_000i64) {
        let lowered = |yuan: i64| {
            let mut request = json!({
                "benefit": "startup-loan", "on": "2025-06-10", "answers": person.clone(),
                "packs": [ceiling_pack(yuan)],
            });
            request["answers"]["borrower"] = json!("individual");
            let outcome = ask(&request).expect("an outcome");
            amount(&serde_json::to_value(outcome).expect("plain data"), "subsidy", "high")
        };
        prop_assert!(lowered(ceiling) <= lowered(ceiling + 1000));
    }

    #[test]
    fn the_final_value_lies_in_every_earlier_range(
        on in days(), person in people(), order in any::<u64>(),
    ) {
        let mut given: Vec<(String, Value)> = person.as_object().expect("answers").clone()
            .into_iter().collect();
        // A fee is bounded by the loan: it is answered last.
        given.sort_by_key(|(id, _)| (id == "fee", order.rotate_left(id.len() as u32 * 7 + u32::from(id.as_bytes()[0]))));
        let last = evaluate(&on, &person);
        let mut answers = json!({});
        let mut ranges: Option<Value> = None;
        for (id, answer) in given {
            answers[&id] = answer;
            let outcome = evaluate(&on, &answers);
            for (id, shown) in last["amounts"].as_object().expect("amounts") {
                let end = |outcome: &Value, end| amount(outcome, id, end);
                let (low, high) = (end(&outcome, "low"), end(&outcome, "high"));
                if let (Some(low), Some(high)) = (low, high) {
                    prop_assert!(low <= end(&last, "low").expect("low"), "{id} {answers} {shown}");
                    prop_assert!(high >= end(&last, "high").expect("high"), "{id} {answers} {shown}");
                    let before = ranges.as_ref().map(|ranges| (end(ranges, "low"), end(ranges, "high")));
                    if let Some((Some(low_before), Some(high_before))) = before {
                        prop_assert!(low >= low_before && high <= high_before, "{id} {answers}");
                    }
                }
            }
            ranges = Some(outcome);
        }
    }

    #[test]
    fn garbage_is_refused_or_answered_but_never_a_panic(
        id in "[a-z_]{1,12}|amount|rate|age|scheme|fee|term_months", text in "\\PC{0,40}",
        number in any::<i64>(), kind in 0..6u8, on in "\\PC{0,12}|20[0-9]{2}-[0-9]{2}-[0-9]{2}",
    ) {
        let value = match kind {
            0 => json!(text), 1 => json!(number), 2 => json!(null), 3 => json!([text]),
            4 => json!({ "a": number }), _ => json!(0.1),
        };
        let request = json!({ "benefit": "startup-loan", "on": on, "answers": { id: value } });
        if let Err(refusal) = ask(&request) {
            prop_assert!(!refusal.field.is_empty() && !refusal.allowed.is_empty());
            prop_assert!(!refusal.message.contains('…') || refusal.given.contains('…') || text.contains('…'));
        }
    }
}

/// A pack that replaces the national pack's personal ceiling.
fn ceiling_pack(yuan: i64) -> Value {
    bank_pack(
        "startup-loan.ceiling.individual",
        "yuan",
        json!([
            { "from": "2016-01-01", "value": yuan.to_string() }
        ]),
    )
}

fn bank_pack(id: &str, unit: &str, mut entries: Value) -> Value {
    for entry in entries.as_array_mut().expect("entries") {
        entry["source"] = json!({ "document": "test" });
        entry["confirmed"] = json!({ "how": "official", "on": "2026-01-01" });
    }
    json!({
        "id": "a-bank", "layer": "bank", "place": "a-bank", "version": "1",
        "name": { "zh": "某银行", "en": "A bank" },
        "documents": { "test": { "title": "Test" } },
        "figures": { id: {
            "text": { "zh": "数", "en": "figure" }, "unit": unit, "owner": "test", "entries": entries
        } },
    })
}

/// Every benefit answers on every day with a verdict; `no-rule` gives no subsidy.
#[test]
fn every_day_has_a_verdict() {
    let answers = json!({
        "scheme": "beijing", "borrower": "individual", "amount": "300000", "term_months": 36,
        "rate": "3.5", "repayment": "interest-only", "fee": "0",
    });
    let mut day = Date::parse("2016-01-01").expect("a day");
    let last = Date::parse("2030-12-31").expect("a day");
    while day <= last {
        for scheme in ["beijing", "national"] {
            let mut answers = answers.clone();
            answers["scheme"] = json!(scheme);
            answers["area"] = json!("east");
            let outcome = evaluate(&day.to_string(), &answers);
            if outcome["verdict"] == "no-rule" {
                assert!(outcome["amounts"]["subsidy"].is_null(), "{scheme} on {day}");
            } else {
                assert!(
                    outcome["amounts"]["subsidy"].is_object()
                        || day < Date::parse("2019-08-20").expect("a day"),
                    "{scheme} on {day}"
                );
            }
        }
        // A week is short enough to meet every period, and keeps the test quick.
        for _ in 0..7 {
            day = day.after();
        }
    }
}

/// The benefits agree with themselves: ids are unique, questions refer to questions.
#[test]
fn benefits_are_well_formed() {
    for benefit in benefit::ALL {
        let mut ids: Vec<&str> = benefit.questions().iter().map(|q| q.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), benefit.questions().len());
        for question in benefit.questions() {
            if let Some((other, choices)) = question.asked_when {
                let other = benefit.question(other).expect("a question");
                assert!(
                    choices
                        .iter()
                        .all(|choice| other.kind.choices().contains(choice))
                );
            }
            if let Kind::Number { least, most, .. } = question.kind {
                assert!(least < most);
            }
        }
        assert!(Answers::read(benefit.whole(), &Json::Null).is_ok());
    }
    let engine = common::engine();
    let packs = engine.packs();
    let rulebook = new_citizen_calculator::policy::Rulebook::new(
        packs,
        Date::parse("2026-01-01").expect("a day"),
        None,
    );
    assert!(rulebook.ruling(Place::China, "no.such-figure").is_none());
}
