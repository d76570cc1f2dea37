//! The offer of the row that a case stands in, and what it costs.

use super::super::short_forms::{count, percent, yuan};
use super::ON_DEMAND;
use super::limits::fits;
use crate::benefit::{Case, Lack, Missing};
use crate::loan::{AnnualRates, Fees, Keep, Length, Offer, Prepayment, Repayment, Row};
use crate::money::{HUNDRED, TWELVE, to_cent, to_rate};
use crate::policy::{Place, State};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

const DAYS_IN_YEAR: &str = "loan-cost.day-count.days-in-year";
const MONTHS_IN_YEAR: &str = "loan-cost.day-count.months-in-year";

fn whole(case: &Case, question: &'static str) -> Result<u32, Missing> {
    Ok(case.number(question)?.to_u32().unwrap_or(1))
}

/// By how many days a yearly rate is divided. A pack in which there are none has no such rule.
pub(super) fn days_in_year(case: &Case) -> Result<Decimal, Missing> {
    let days = case.figure(Place::China, DAYS_IN_YEAR)?;
    match days > Decimal::ZERO {
        true => Ok(days),
        false => Err(Box::new(Lack::Rule(
            Place::China,
            DAYS_IN_YEAR,
            State::Unknown,
        ))),
    }
}

/// The rate in percent a year, however it was told: 月利率 in percent, or what 10,000 yuan cost a day.
pub(super) fn yearly_rate(case: &Case) -> Result<Decimal, Missing> {
    match case.choice("rate_given")? {
        "month" => {
            let month = case.number("rate_month")?;
            let months = case.figure(Place::China, MONTHS_IN_YEAR)?;
            let rate = month * months;
            case.step(
                "rate-from-month",
                percent(rate),
                &[MONTHS_IN_YEAR],
                &[("month", percent(month)), ("months", count(months))],
            );
            Ok(rate)
        }
        "day" => {
            let day = case.number("rate_day")?;
            let days = days_in_year(case)?;
            let rate = day * days / HUNDRED;
            case.step(
                "rate-from-day",
                percent(rate),
                &[DAYS_IN_YEAR],
                &[("day", yuan(day)), ("days", count(days))],
            );
            Ok(rate)
        }
        _ => case.number("rate"),
    }
}

/// What is offered; `None` where the answers do not fit together, which [`conflicts`] refuses. The
/// amount is asked last: the rest decides how it can be bounded.
pub(super) fn offer(case: &Case) -> Result<Option<Offer>, Missing> {
    let method = case.choice("method")?;
    let rate = yearly_rate(case)?;
    let mut offer = Offer {
        principal: Decimal::ZERO,
        rate,
        length: Length::Months(1),
        repayment: Repayment::from_id(method).unwrap_or(Repayment::Bullet),
        grace: 0,
        prepayment: None,
        fees: Fees::default(),
        bridge: Decimal::ZERO,
    };
    if method == ON_DEMAND {
        let days = whole(case, "days_used")?;
        offer.length = Length::Days(days, days_in_year(case)?);
    } else {
        let changes = case.choice("changes")?;
        offer.fees.monthly = case.number("fee_monthly")?;
        offer.length = Length::Months(whole(case, "term_months")?);
        if matches!(changes, "grace" | "both") {
            offer.grace = whole(case, "grace_months")?;
        }
        if matches!(changes, "prepayment" | "both") {
            let early = Prepayment {
                month: whole(case, "prepay_month")?,
                keep: match case.choice("prepay_keep")? {
                    "term" => Keep::Term,
                    _ => Keep::Payment,
                },
                amount: case.number("prepay_amount")?,
            };
            offer.prepayment = Some((early, case.number("prepay_fee")?));
        }
    }
    offer.fees.at_start = case.number("fee_at_start")?;
    if case.choice("purpose")? == "renew" {
        offer.bridge = case.number("bridge_fee")?;
    }
    offer.principal = case.number("amount")?;
    Ok(fits(case).then_some(offer))
}

/// The table of its payments, without fees.
pub(super) fn schedule(case: &Case) -> Result<Vec<Row>, Missing> {
    Ok(offer(case)?.map_or(Vec::new(), |offer| offer.schedule()))
}

pub(super) fn interest(case: &Case) -> Result<Option<Decimal>, Missing> {
    let Some(offer) = offer(case)? else {
        return Ok(None);
    };
    let interest = offer.interest();
    if case.is_traced() {
        interest_step(case, &offer, interest);
    }
    Ok(Some(interest))
}

/// What is first paid on the loan, without fees, in yuan.
pub(super) fn first_payment(case: &Case) -> Result<Option<Decimal>, Missing> {
    let Some(offer) = offer(case)? else {
        return Ok(None);
    };
    let first = to_cent(offer.first_payment());
    let inputs = [
        ("principal", yuan(offer.principal)),
        ("rate", percent(offer.rate)),
    ];
    case.step("first-payment", yuan(first), &[], &inputs);
    Ok(Some(first))
}

/// The interest if nothing were repaid before the end: no offer of that rate and length asks for more.
pub(super) fn flat_interest(case: &Case) -> Result<Option<Decimal>, Missing> {
    let (amount, rate) = (case.number("amount")?, yearly_rate(case)?);
    let years = match case.choice("method")? {
        ON_DEMAND => case.number("days_used")? / days_in_year(case)?,
        _ => case.number("term_months")? / TWELVE,
    };
    Ok(Some(amount * rate * years / HUNDRED))
}

/// All fees if nothing were repaid before the end, each at most half of the amount that it is for.
pub(super) fn highest_fees(case: &Case) -> Result<Option<Decimal>, Missing> {
    let half = case.number("amount")? / Decimal::TWO;
    let fee = |question| Ok::<_, Missing>(case.number(question)?.min(half));
    // At the start and for a bridge together no more than half.
    let mut fees = match case.choice("purpose")? {
        "renew" => (fee("fee_at_start")? + fee("bridge_fee")?).min(half),
        _ => fee("fee_at_start")?,
    };
    if case.choice("method")? != ON_DEMAND {
        fees += fee("fee_monthly")? * case.number("term_months")?;
        if matches!(case.choice("changes")?, "prepayment" | "both") {
            fees += fee("prepay_fee")?;
        }
    }
    Ok(Some(fees))
}

fn interest_step(case: &Case, offer: &Offer, interest: Decimal) {
    let mut inputs = vec![
        ("principal", yuan(offer.principal)),
        ("rate", percent(offer.rate)),
    ];
    let months = match offer.length {
        Length::Months(months) => months,
        Length::Days(days, in_year) => {
            inputs.extend([("days", count(days)), ("year", count(in_year))]);
            case.step("interest-days", yuan(interest), &[DAYS_IN_YEAR], &inputs);
            return;
        }
    };
    let planned = Offer {
        prepayment: None,
        ..*offer
    };
    inputs.extend([
        ("months", count(months)),
        ("payment", yuan(to_cent(offer.first_payment()))),
        ("grace", count(offer.grace)),
    ]);
    let id = match (offer.prepayment, offer.repayment) {
        (Some((early, _)), _) => {
            let before = planned.interest();
            inputs.extend([
                ("month", count(early.month)),
                ("early", yuan(early.amount)),
                ("last", count(offer.last_month())),
                ("before", yuan(before)),
                ("saved", yuan(before - interest)),
            ]);
            "interest-prepayment"
        }
        (_, Repayment::InterestOnly | Repayment::Bullet) => "interest-flat",
        _ if offer.grace > 0 => "interest-grace",
        (_, Repayment::EqualInstalment) => "interest-equal-instalment",
        (_, Repayment::EqualPrincipal) => "interest-equal-principal",
    };
    case.step(id, yuan(interest), &[], &inputs);
}

pub(super) fn fees(case: &Case) -> Result<Option<Decimal>, Missing> {
    let Some(offer) = offer(case)? else {
        return Ok(None);
    };
    let fees = offer.all_fees();
    if case.is_traced() {
        let early = offer.prepayment.map_or(Decimal::ZERO, |(_, fee)| fee);
        let inputs = [
            ("start", yuan(offer.fees.at_start)),
            ("monthly", yuan(offer.fees.monthly)),
            ("months", count(offer.last_month())),
            ("early", yuan(early)),
            ("bridge", yuan(offer.bridge)),
        ];
        case.step("fees", yuan(fees), &[], &inputs);
        renewal_step(case, offer.bridge);
    }
    Ok(Some(fees))
}

/// Says that no bridge is needed, where the rules of the day let a new loan repay the old one.
fn renewal_step(case: &Case, bridge: Decimal) {
    const HOW: &str = "loan-cost.renewal.how";
    const RISK_CLASS: &str = "loan-cost.renewal.risk-class";
    const PRICE: &str = "loan-cost.renewal.price";
    let renewed = case
        .choice("purpose")
        .is_ok_and(|purpose| purpose == "renew");
    let is = |figure, known| {
        let rule = case.rule(Place::China, figure);
        rule.is_ok_and(|rule| rule == known)
    };
    if renewed
        && is(HOW, "new-loan-repays-old")
        && is(RISK_CLASS, "not-lowered")
        && is(PRICE, "not-set")
    {
        case.step("renewal", yuan(bridge), &[HOW, RISK_CLASS, PRICE], &[]);
    }
}

pub(super) fn total_cost(case: &Case) -> Result<Option<Decimal>, Missing> {
    let (Some(interest), Some(fees)) = (interest(case)?, fees(case)?) else {
        return Ok(None);
    };
    let total = interest + fees;
    case.step(
        "total-cost",
        yuan(total),
        &[],
        &[("interest", yuan(interest)), ("fees", yuan(fees))],
    );
    Ok(Some(total))
}

const COMPOUND: &str = "loan-cost.annual-rate.compound";
const SIMPLE: &str = "loan-cost.annual-rate.simple";
const COSTS: &str = "loan-cost.annual-rate.costs";

/// The annualised rates, in the one way that the rules of the day are known to allow; which is looked at
/// first, for without rules there is nothing to bound either.
pub(super) fn rates(case: &Case) -> Result<Option<AnnualRates>, Missing> {
    for (figure, known) in [
        (COMPOUND, "monthly-compounded-twelve-times"),
        (SIMPLE, "monthly-times-twelve"),
        (COSTS, "interest-and-direct-fees"),
    ] {
        if case.rule(Place::China, figure)? != known {
            return Err(Box::new(Lack::Rule(Place::China, figure, State::Unknown)));
        }
    }
    Ok(offer(case)?.and_then(|offer| offer.annual_rates()))
}

pub(super) fn annualised_rate(case: &Case) -> Result<Option<Decimal>, Missing> {
    let (Some(rates), Some(offer)) = (rates(case)?, offer(case)?) else {
        return Ok(None);
    };
    let compound = to_rate(rates.compound);
    let received = offer.principal - offer.fees.at_start - offer.bridge;
    case.step(
        "annualised-rate",
        percent(compound),
        &[COMPOUND, SIMPLE, COSTS],
        &[
            ("received", yuan(received)),
            ("monthly", percent(to_rate(rates.simple / TWELVE))),
            ("simple", percent(to_rate(rates.simple))),
        ],
    );
    Ok(Some(compound))
}
