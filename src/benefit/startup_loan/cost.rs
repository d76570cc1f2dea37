//! What the loan costs, with and without the treasury.

use super::super::short_forms::{percent, yuan};
use super::ceiling::subsidised_principal;
use super::rate::{subsidy, treasury_pays};
use super::{loan, months, repayment};
use crate::benefit::{Case, Missing};
use crate::loan::{AnnualRates, Fees, Loan, Repayment, Row, annual_rates};
use crate::money::{HUNDRED, TWELVE, to_cent, to_rate};
use crate::words::Argument;
use rust_decimal::Decimal;

pub(super) fn total_interest(case: &Case) -> Result<Decimal, Missing> {
    let loan = loan(case)?;
    let total = to_cent(loan.interest());
    if case.is_traced() {
        interest_step(case, &loan, total);
    }
    Ok(total)
}

pub(super) fn interest_step(case: &Case, loan: &Loan, total: Decimal) {
    let id = match loan.repayment {
        Repayment::EqualInstalment => "interest-equal-instalment",
        Repayment::EqualPrincipal => "interest-equal-principal",
        Repayment::InterestOnly | Repayment::Bullet => "interest-flat",
    };
    case.step(
        id,
        yuan(total),
        &[],
        &[
            ("principal", yuan(loan.principal)),
            ("rate", percent(loan.rate)),
            ("months", Argument::Number(loan.months.into())),
            ("payment", yuan(to_cent(loan.first_payment()))),
        ],
    );
}

pub(super) fn borrower_interest(case: &Case) -> Result<Decimal, Missing> {
    let total = total_interest(case)?;
    let subsidy = subsidy(case)?;
    let own = total - subsidy;
    case.step(
        "borrower-interest",
        yuan(own),
        &[],
        &[("total", yuan(total)), ("subsidy", yuan(subsidy))],
    );
    Ok(own)
}

/// What the borrower pays of the interest, in yuan, before the interest and the subsidy are rounded.
pub(super) fn unrounded_own_interest(case: &Case) -> Result<Decimal, Missing> {
    let loan = loan(case)?;
    let part = Loan {
        principal: subsidised_principal(case)?,
        ..loan
    };
    Ok(loan.interest() - treasury_pays(case, &part)?)
}

pub(super) fn first_payment(case: &Case) -> Result<Decimal, Missing> {
    Ok(payments(case)?.0)
}

pub(super) fn last_payment(case: &Case) -> Result<Decimal, Missing> {
    Ok(payments(case)?.1)
}

/// The first and the last payment, in yuan.
pub(super) fn payments(case: &Case) -> Result<(Decimal, Decimal), Missing> {
    let loan = loan(case)?;
    let (first, last) = (to_cent(loan.first_payment()), to_cent(loan.last_payment()));
    let inputs = [
        ("principal", yuan(loan.principal)),
        ("rate", percent(loan.rate)),
        ("months", Argument::Number(loan.months.into())),
        ("last", yuan(last)),
    ];
    case.step("payments", yuan(first), &[], &inputs);
    Ok((first, last))
}

/// The annualised rates; none for a fee that [`conflicts`] refuses.
pub(super) fn rates(case: &Case) -> Result<Option<AnnualRates>, Missing> {
    let loan = loan(case)?;
    let fees = Fees {
        at_start: case.number("fee")?,
        monthly: Decimal::ZERO,
    };
    let allowed = fees.at_start <= highest_fee(loan.principal);
    Ok(annual_rates(&loan, fees).filter(|_| allowed))
}

/// A fee of more than half the loan is taken for a slip.
pub(super) fn highest_fee(amount: Decimal) -> Decimal {
    (amount / Decimal::TWO).trunc_with_scale(2)
}

/// The rate with the highest fee that an offer may have, half of any principal: no fee is dearer, and
/// the longer the term the less it weighs.
pub(super) fn dearest(
    case: &Case,
    rate: fn(&AnnualRates) -> Decimal,
) -> Result<Option<Decimal>, Missing> {
    let loan = Loan {
        principal: HUNDRED,
        rate: case.number("rate")?,
        months: months(case)?,
        repayment: repayment(case)?,
    };
    let fees = Fees {
        at_start: highest_fee(HUNDRED),
        ..Fees::default()
    };
    Ok(annual_rates(&loan, fees).map(|rates| rate(&rates)))
}

/// The annualised rates and the step to them.
pub(super) fn annualised(case: &Case) -> Result<Option<AnnualRates>, Missing> {
    let Some(rates) = rates(case)? else {
        return Ok(None);
    };
    let received = case.number("amount")? - case.number("fee")?;
    case.step(
        "annualised-rate",
        percent(to_rate(rates.compound)),
        &[],
        &[
            ("received", yuan(received)),
            ("monthly", percent(to_rate(rates.simple / TWELVE))),
            ("simple", percent(to_rate(rates.simple))),
        ],
    );
    Ok(Some(rates))
}

pub(super) fn annualised_rate(case: &Case) -> Result<Option<Decimal>, Missing> {
    Ok(annualised(case)?.map(|rates| to_rate(rates.compound)))
}

pub(super) fn annualised_rate_simple(case: &Case) -> Result<Option<Decimal>, Missing> {
    Ok(annualised(case)?.map(|rates| to_rate(rates.simple)))
}

pub(super) fn schedule(case: &Case) -> Result<Vec<Row>, Missing> {
    Ok(crate::loan::schedule(&loan(case)?))
}
