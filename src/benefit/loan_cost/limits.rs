//! Which answers fit together, and where a blank one can be bounded.

use super::{MOST_AMOUNT, OFFERS, OUTLINE, TERM_LOANS};
use crate::benefit::{Answer, Answers, BadAnswer, Case, Lack, Missing};
use crate::words::{Argument, Message};
use rust_decimal::Decimal;

/// The questions whose answers have a limit set by other answers.
const LIMITED: [&str; 7] = [
    "fee_at_start",
    "bridge_fee",
    "fee_monthly",
    "grace_months",
    "prepay_month",
    "prepay_amount",
    "prepay_fee",
];

/// The most that may be answered, by the other answers given so far: no fee of more than half of what
/// it is for, nothing after the last month.
fn most(given: &dyn Fn(&'static str) -> Option<Decimal>, question: &str) -> Option<Decimal> {
    let half = |id| Some(given(id)? / Decimal::TWO);
    match question {
        "fee_at_start" | "fee_monthly" | "prepay_fee" => half("amount"),
        "bridge_fee" => Some(half("amount")? - given("fee_at_start").unwrap_or_default()),
        "grace_months" | "prepay_month" => Some(given("term_months")? - Decimal::ONE),
        "prepay_amount" => given("amount"),
        _ => None,
    }
}

/// Whether the answers of the row that the case stands in fit together.
pub(super) fn fits(case: &Case) -> bool {
    let given = |question: &'static str| asked_number(case, question);
    LIMITED.iter().all(|question| {
        let limit = most(&given, question);
        limit.is_none_or(|most| given(question).is_none_or(|number| number <= most))
    })
}

/// The number answered in the row of the case, where the question is asked at all.
fn asked_number(case: &Case, question: &'static str) -> Option<Decimal> {
    let asked = OUTLINE.is_asked(question, &|id| case.given_answer(id));
    match case.given_answer(question) {
        Some(Answer::Number(number)) if asked => Some(number),
        _ => None,
    }
}

pub(super) fn conflicts(answers: &Answers) -> Result<(), BadAnswer> {
    for row in 1..=answers.rows(OFFERS) {
        let given = |question: &str| {
            let asked = OUTLINE.is_asked(question, &|id| answers.get(id, row));
            answers.number(question, row).filter(|_| asked)
        };
        for question in LIMITED {
            let limit = most(&given, question);
            let (Some(most), Some(number)) = (limit, given(question)) else {
                continue;
            };
            if number > most {
                let most = most.max(Decimal::ZERO).trunc_with_scale(2);
                return Err(BadAnswer {
                    field: [OFFERS, ".", &row.to_string(), ".", question].concat(),
                    given: number.to_string(),
                    allowed: Message::new("error.at-most").with("most", Argument::Number(most)),
                });
            }
        }
    }
    Ok(())
}

/// The amounts from which on the fees and the prepayment of an offer fit into it.
fn amounts_that_fit(case: &Case) -> [Decimal; 4] {
    let number = |id| asked_number(case, id).unwrap_or_default();
    [
        (number("fee_at_start") + number("bridge_fee")) * Decimal::TWO,
        number("fee_monthly") * Decimal::TWO,
        number("prepay_fee") * Decimal::TWO,
        number("prepay_amount"),
    ]
}

pub(super) fn cuts(case: &Case, question: &str) -> Result<Vec<Decimal>, Missing> {
    if let Some(question) = UNBOUNDED.iter().find(|id| **id == question) {
        bracketed(case, question)?;
    }
    let given = |id: &'static str| asked_number(case, id);
    match question {
        // Asked once, in no row, and cut by what every offer says.
        "amount" => {
            let rows = 1..=case.rows(OFFERS);
            Ok(rows
                .flat_map(|row| amounts_that_fit(&case.at(row)))
                .collect())
        }
        // A monthly fee weighs most on a loan of middling length.
        "term_months" if given("fee_monthly").is_some_and(|fee| !fee.is_zero()) => {
            Ok((1..=360).map(Decimal::from).collect())
        }
        "term_months" => {
            // One more than the grace and the month of a prepayment, which are at least 1.
            let after = |id| given(id).unwrap_or(Decimal::ONE) + Decimal::ONE;
            Ok(["grace_months", "prepay_month"].map(after).to_vec())
        }
        _ => {
            // A blank amount is taken at its limits.
            let fit = amounts_that_fit(case)
                .into_iter()
                .fold(Decimal::ONE, Decimal::max);
            let bounds = given("amount").map_or([fit, MOST_AMOUNT], |amount| [amount; 2]);
            let limits = bounds.into_iter().filter_map(|amount| {
                let given = |id: &'static str| match id {
                    "amount" => Some(amount),
                    id => given(id),
                };
                most(&given, question)
            });
            let limits: Vec<Decimal> = limits.collect();
            let bridge = match question {
                "fee_at_start" => given("bridge_fee").unwrap_or_default(),
                _ => Decimal::ZERO,
            };
            let within = limits.iter().map(|most| *most - bridge);
            Ok(within.chain(limits.iter().copied()).collect())
        }
    }
}

/// What cannot always be bounded when it is blank; see [`bracketed`].
const UNBOUNDED: [&str; 5] = [
    "amount",
    "term_months",
    "grace_months",
    "prepay_month",
    "prepay_amount",
];

/// Refuses to bound a blank answer where the annualised rate may rise and fall with it: part of the
/// loan is repaid early, and a monthly fee goes on or simple interest was saved up.
fn bracketed(case: &Case, question: &'static str) -> Result<(), Missing> {
    let rows = match case.row() {
        0 => 1..=case.rows(OFFERS),
        row => row..=row,
    };
    for case in rows.map(|row| case.at(row)) {
        let is = |id, choices: &[&str]| match case.given_answer(id) {
            Some(Answer::Choice(choice)) => choices.contains(&choice),
            _ => false,
        };
        let monthly = asked_number(&case, "fee_monthly").is_some_and(|fee| !fee.is_zero());
        let early = is("changes", &["prepayment", "both"]) && is("method", TERM_LOANS);
        if early && (monthly || is("method", &["bullet"])) {
            return Err(Box::new(Lack::Answer(question, case.row())));
        }
    }
    Ok(())
}
