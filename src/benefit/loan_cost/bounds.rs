//! What the annualised rates of an offer lie between where too much is blank to look at every case.
//!
//! Let `i` be the month's rate of the contract, `P` its principal, `B` what is owed before a payment and
//! `r` the monthly rate of return, with `v = 1 / (1 + r)`. Without fees the payments are worth `P` at `i`,
//! and at `r` they are worth `P − (r − i) · Σ B·v^k`. With fees, `S` at the start, `m` every month of `n`
//! and `E` in month `j` for repaying early, that makes
//!
//! > `(r − i) · Σ B·v^k = S + m · Σ v^k + E · v^j`
//!
//! No fee is negative, so `r` is never below `i`. The first month alone makes `Σ B·v^k` at least `P·v`, so
//! `r` is never above `(i·P + S + n·m + E) / (P − S)`. Where nothing is repaid early, on average at least
//! half of the principal is owed, and more of it before than after: `2·m` takes the place of `n·m`. So it
//! does where `r` is 1 or more, for `Σ v^k` is below `1 / r`. Interest that is saved up to the end without
//! interest on it (一次性还本付息) only lowers `r`.

use super::super::short_forms::some;
use super::offer::{days_in_year, yearly_rate};
use super::{MOST_FEE, ON_DEMAND};
use crate::benefit::{Bound, Case, Missing, Term, Within};
use crate::loan::{AnnualRates, Fees, Loan, Repayment, annual_rates, annual_rates_over_days};
use crate::money::{HUNDRED, TWELVE_HUNDRED};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The compound rate.
pub(super) const COMPOUND: Within = Within {
    least: Bound::sum(&[Term::once(|case| Ok(Some(lowest(case)?.compound)))]),
    most: Bound {
        terms: HIGHEST,
        together: |terms| Some(highest(terms)?.compound),
    },
};

/// The simple rate, 单利.
pub(super) const SIMPLE: Within = Within {
    least: Bound::sum(&[Term::once(|case| Ok(Some(lowest(case)?.simple)))]),
    most: Bound {
        terms: HIGHEST,
        together: |terms| Some(highest(terms)?.simple),
    },
};

/// `i`, `S / P`, `m / P`, how often that counts, `E / P`, and what an offer by days grows in a month.
const HIGHEST: &[Term] = &[
    Term::once(|case| of_months(case, |case| Ok(yearly_rate(case)? / TWELVE_HUNDRED))),
    Term::once(|case| of_months(case, at_start)),
    Term::once(|case| of_months(case, |case| share(case, "fee_monthly"))),
    Term::once(|case| of_months(case, times)),
    Term::once(|case| of_months(case, early)),
    Term::once(|case| some(days_growth(case))),
];

fn is_of_months(case: &Case) -> Result<bool, Missing> {
    Ok(case.choice("method")? != ON_DEMAND)
}

/// A term of the offers that run for months; nothing of the others.
fn of_months(
    case: &Case,
    work_out: fn(&Case) -> Result<Decimal, Missing>,
) -> Result<Option<Decimal>, Missing> {
    some(match is_of_months(case)? {
        true => work_out(case),
        false => Ok(Decimal::ZERO),
    })
}

fn half() -> Decimal {
    Decimal::new(5, 1)
}

/// A fee as a part of the principal, of which it is at most half.
fn share(case: &Case, question: &'static str) -> Result<Decimal, Missing> {
    let fee = case.number(question)?;
    // No amount is asked for where it makes no difference.
    if fee.is_zero() {
        return Ok(fee);
    }
    if fee >= MOST_FEE {
        return Ok(half());
    }
    Ok(half().min(fee / case.number("amount")?))
}

/// The fee at the start and that of a bridge, together at most half of the principal.
fn at_start(case: &Case) -> Result<Decimal, Missing> {
    let fee = share(case, "fee_at_start")?;
    match case.choice("purpose")? {
        "renew" => Ok(half().min(fee + share(case, "bridge_fee")?)),
        _ => Ok(fee),
    }
}

fn is_repaid_early(case: &Case) -> Result<bool, Missing> {
    Ok(matches!(case.choice("changes")?, "prepayment" | "both"))
}

/// How often a monthly fee counts.
fn times(case: &Case) -> Result<Decimal, Missing> {
    match is_repaid_early(case)? {
        true => case.number("term_months"),
        false => Ok(Decimal::TWO),
    }
}

fn early(case: &Case) -> Result<Decimal, Missing> {
    match is_repaid_early(case)? {
        true => share(case, "prepay_fee"),
        false => Ok(Decimal::ZERO),
    }
}

/// The rates of an offer by days with a part of the principal kept back; `None` for any other offer.
fn of_days(
    case: &Case,
    kept: fn(&Case) -> Result<Decimal, Missing>,
) -> Result<Option<AnnualRates>, Missing> {
    if is_of_months(case)? {
        return Ok(None);
    }
    let (days, rate) = (case.number("days_used")?, yearly_rate(case)?);
    let in_year = days_in_year(case)?;
    let paid = Decimal::ONE + rate * days / in_year / HUNDRED;
    let days = days.to_u32().unwrap_or(1);
    Ok(annual_rates_over_days(
        Decimal::ONE - kept(case)?,
        paid,
        days,
    ))
}

fn days_growth(case: &Case) -> Result<Decimal, Missing> {
    let rates = of_days(case, at_start)?;
    Ok(rates.map_or(Decimal::ONE, |rates| {
        Decimal::ONE + rates.simple / TWELVE_HUNDRED
    }))
}

/// From the terms of [`HIGHEST`].
fn highest(terms: &[Decimal]) -> Option<AnnualRates> {
    let [rate, at_start, monthly, times, early, days_growth] = *terms.first_chunk()?;
    let return_of = |times| (rate + at_start + monthly * times + early) / (Decimal::ONE - at_start);
    let a_month = return_of(times).min(return_of(Decimal::TWO).max(Decimal::ONE));
    // Beyond a hundredfold no rate is told, so none is higher.
    let growth = days_growth.max(Decimal::ONE + a_month).min(HUNDRED);
    AnnualRates::monthly(growth)
}

/// The rates without any fee, or lower ones.
fn lowest(case: &Case) -> Result<AnnualRates, Missing> {
    let nothing = AnnualRates {
        compound: Decimal::ZERO,
        simple: Decimal::ZERO,
    };
    if !is_of_months(case)? {
        let rates = of_days(case, |_| Ok(Decimal::ZERO))?;
        return Ok(rates.unwrap_or(nothing));
    }
    let saved_up = case.choice("method")? == "bullet";
    if saved_up && case.choice("changes")? != "none" {
        return Ok(nothing);
    }
    let loan = Loan {
        principal: HUNDRED,
        rate: yearly_rate(case)?,
        months: match saved_up {
            true => case.number("term_months")?.to_u32().unwrap_or(1),
            false => 1,
        },
        repayment: match saved_up {
            true => Repayment::Bullet,
            false => Repayment::InterestOnly,
        },
    };
    Ok(annual_rates(&loan, Fees::default()).unwrap_or(nothing))
}
