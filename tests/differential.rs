//! 2,000 random loans against `tests/peers/loans.py`, which works without our closed forms, and
//! itself is held against numpy-financial.

use crate::common;

use new_citizen_calculator::loan::{Fees, Loan, Repayment, annual_rates, schedule};
use new_citizen_calculator::money::{parse, to_cent, to_rate};
use rust_decimal::Decimal;
use serde_json::Value;
use std::process::Command;

#[test]
fn two_thousand_loans_agree_with_python() {
    let python = std::env::var("NCC_PYTHON").unwrap_or("python3".into());
    let script = common::root().join("tests/peers/loans.py");
    let run = Command::new(&python).arg(&script).output();
    let run = run.unwrap_or_else(|e| panic!("{python}: {e}"));
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(
        run.status.success(),
        "{told}\n`cargo xtask test` installs what the script needs"
    );
    let loans: Value = serde_json::from_slice(&run.stdout).expect("one JSON list");
    let loans = loans.as_array().expect("one JSON list");
    assert_eq!(loans.len(), 2000);
    let wrong: Vec<String> = loans.iter().filter_map(difference).collect();
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn difference(peer: &Value) -> Option<String> {
    let text = |key: &str| peer[key].as_str().expect("a string");
    let decimal = |key: &str| parse(text(key)).expect("a decimal");
    let whole = |key: &str| peer[key].as_u64().expect("a whole number") as u32;
    let loan = Loan {
        principal: decimal("principal"),
        rate: decimal("rate"),
        months: whole("months"),
        repayment: Repayment::from_id(text("method")).expect("a method"),
    };
    let rows = schedule(&loan);
    let rows_interest: Decimal = rows.iter().map(|row| row.interest).sum();
    let last_row = rows.last().expect("a row").payment;
    let fees = Fees {
        at_start: decimal("fee"),
        monthly: Decimal::ZERO,
    };
    let rates = annual_rates(&loan, fees).expect("a rate");
    let part = loan.interest_at(decimal("part"), 0, whole("upto"));
    let ours = [
        ("first", to_cent(loan.first_payment())),
        ("last", to_cent(loan.last_payment())),
        ("interest", to_cent(loan.interest())),
        ("part_interest", to_cent(part)),
        ("rows_interest", to_cent(rows_interest)),
        ("last_row", to_cent(last_row)),
        ("compound", to_rate(rates.compound)),
        ("simple", to_rate(rates.simple)),
    ];
    let differing = ours
        .iter()
        .find(|(key, ours)| ours.to_string() != text(key));
    differing.map(|(key, ours)| format!("{key}: ours {ours}, theirs {}: {peer}", text(key)))
}
