//! What else a person should know: what no published text settles, and what a plain number hides.

use super::super::{Case, Holds, Missing, Notice};
use super::cover::rewarded;
use super::editions::{EDITIONS, dated};
use super::enrolment::{CARD_BELOW, CARD_LEAST, card_months, on_sale_in, sale_over};
use super::{BEIJING, basic, bill, left};
use crate::words::{Argument, Message};
use rust_decimal::Decimal;

pub(super) static NOTICES: &[Notice] = &[
    notice("no-edition", no_edition),
    notice("on-sale", on_sale),
    notice("booking", booking),
    notice("account", account),
    notice("card-wait", |case| {
        card(case, |months, least, _| months < least)
    }),
    notice("card-now", |case| {
        card(case, |months, least, below| {
            months >= least && months < below
        })
    }),
    notice("card-late", |case| {
        card(case, |months, _, below| months >= below)
    }),
    notice("sheet", sheet),
    notice("elsewhere", elsewhere),
    notice("later-stays", later_stays),
    notice("outpatient-line", outpatient_line),
    notice("hardship", hardship),
    notice("hospital", hospital),
    notice("drug-list", drug_list),
    notice("claim-free", claim_free),
];

const fn notice(
    id: &'static str,
    applies: fn(&Case) -> Result<Option<Message>, Missing>,
) -> Notice {
    Notice { id, applies }
}

fn plain(applies: bool) -> Result<Option<Message>, Missing> {
    Ok(applies.then(Message::default))
}

/// Nothing is known of the edition.
fn no_edition(case: &Case) -> Result<Option<Message>, Missing> {
    let edition = dated(case)?;
    match left::premium(&edition) {
        Err(missing) if missing.is_rule() => {
            let year = edition.rulebook.on.year().to_string();
            Ok(Some(Message::default().saying("year", year)))
        }
        other => other.map(|_| None),
    }
}

/// Another edition is on sale.
fn on_sale(case: &Case) -> Result<Option<Message>, Missing> {
    let chosen = dated(case)?.rulebook.on.year();
    if case.yes("enrolled")? {
        return Ok(None);
    }
    for edition in EDITIONS {
        let other = edition.case(case);
        let year = other.rulebook.on.year();
        if year != chosen && on_sale_in(case, &other)? == Holds::Yes {
            return Ok(Some(Message::default().saying("year", year.to_string())));
        }
    }
    Ok(None)
}

/// An employee's personal account may pay the price.
fn account(case: &Case) -> Result<Option<Message>, Missing> {
    if case.yes("enrolled")? || case.choice("insurance")? != "employee" {
        return Ok(None);
    }
    let known = dated(case)?.list(BEIJING, "health-cover.pay-from-account");
    plain(known.is_ok())
}

/// Sale is over; the next edition can be booked.
fn booking(case: &Case) -> Result<Option<Message>, Missing> {
    let missed = !case.yes("enrolled")? && sale_over(case)?;
    plain(missed && dated(case)?.rule(BEIJING, "health-cover.booking-all-year")? == "yes")
}

/// How a registration card becomes a residence permit.
fn card(
    case: &Case,
    applies: fn(Decimal, Decimal, Decimal) -> bool,
) -> Result<Option<Message>, Missing> {
    let Some(months) = card_months(case)? else {
        return Ok(None);
    };
    let least = case.figure(BEIJING, CARD_LEAST)?;
    let below = case.figure(BEIJING, CARD_BELOW)?;
    let words = Message::default()
        .with("least", Argument::Number(least))
        .with("below", Argument::Number(below))
        .with("months", Argument::Number(months));
    Ok(applies(months, least, below).then_some(words))
}

/// Only Beijing's own insurance is worked out here.
fn sheet(case: &Case) -> Result<Option<Message>, Missing> {
    plain(!basic::in_beijing(case)? && !basic::settled(case)?)
}

/// What counts for those who are insured elsewhere.
fn elsewhere(case: &Case) -> Result<Option<Message>, Missing> {
    plain(!basic::in_beijing(case)?)
}

fn is_employee_estimate(case: &Case) -> Result<bool, Missing> {
    Ok(case.choice("insurance")? == "employee" && !basic::settled(case)?)
}

/// How the bands go on from one stay to the next was not seen.
fn later_stays(case: &Case) -> Result<Option<Message>, Missing> {
    plain(is_employee_estimate(case)? && case.number("stays")? > Decimal::ONE)
}

/// The line of 20,000 yuan is read as money paid by the fund.
fn outpatient_line(case: &Case) -> Result<Option<Message>, Missing> {
    let case = &dated(case)?;
    if !is_employee_estimate(case)? {
        return Ok(None);
    }
    let limit = case.figure(BEIJING, "basic-insurance.employee.outpatient.limit")?;
    let counted = bill::outpatient(case)? - basic::outpatient_terms(case)?.deductible;
    Ok((counted > limit).then(|| Message::default().with("limit", Argument::Yuan(limit))))
}

/// Whether the deductible of the own-cost part falls as well was not seen.
fn hardship(case: &Case) -> Result<Option<Message>, Missing> {
    plain(basic::in_beijing(case)? && case.yes("hardship")?)
}

/// Where the hospital cost outside the list must arise.
fn hospital(case: &Case) -> Result<Option<Message>, Missing> {
    plain(!bill::own(case)?.is_zero())
}

/// Only drugs on the list count, and the list changes within a year.
fn drug_list(case: &Case) -> Result<Option<Message>, Missing> {
    let case = &dated(case)?;
    if bill::drugs(case)?.iter().all(|(_, cost)| cost.is_zero()) {
        return Ok(None);
    }
    let count = case.figure(BEIJING, "health-cover.c.list.total")?;
    let words = Message::default()
        .with("count", Argument::Number(count))
        .with("on", Argument::Day(case.rulebook.on));
    Ok(Some(words))
}

/// What counts as a claim was not published.
fn claim_free(case: &Case) -> Result<Option<Message>, Missing> {
    plain(!bill::own(case)?.is_zero() && rewarded(&dated(case)?)?)
}
