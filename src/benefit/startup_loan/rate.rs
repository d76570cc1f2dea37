//! The rate, and who pays it.

use super::super::short_forms::{percent, yuan};
use super::ceiling::{subsidised_principal, term_limit};
use super::{area, loan, months, place, repayment};
use crate::benefit::{Case, Lack, Missing};
use crate::input::Json;
use crate::loan::Loan;
use crate::money::{self, HUNDRED, to_cent, to_rate};
use crate::policy::{Place, State};
use crate::words::Argument;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

pub(super) const LPR: &str = "lpr.1y";

pub(super) fn lpr(case: &Case) -> Result<Decimal, Missing> {
    case.figure(Place::China, LPR)
}

/// The highest rate that the scheme allows, percent a year: the one-year LPR on the day of the
/// contract and so many basis points.
pub(super) fn rate_cap(case: &Case) -> Result<Decimal, Missing> {
    let id = match area(case)? {
        "east" => "startup-loan.rate-cap.east",
        "central" => "startup-loan.rate-cap.central",
        "west" => "startup-loan.rate-cap.west",
        _ => "startup-loan.rate-cap.poverty-relief",
    };
    let over = case.figure(place(case)?, id)?;
    let lpr = lpr(case)?;
    let cap = lpr + over / HUNDRED;
    case.step(
        "rate-cap",
        percent(cap),
        &[LPR, id],
        &[("lpr", percent(lpr)), ("over", percent(over / HUNDRED))],
    );
    Ok(cap)
}

/// The rate that counts for the subsidy: the contract's, at most the cap.
pub(super) fn counted_rate(case: &Case) -> Result<Decimal, Missing> {
    let rate = case.number("rate")?;
    let counted = rate.min(rate_cap(case)?);
    if counted < rate {
        case.step(
            "counted-rate",
            percent(counted),
            &[],
            &[("rate", percent(rate)), ("cap", percent(counted))],
        );
    }
    Ok(counted)
}

/// How the interest is shared on the day of the contract.
pub(super) fn sharing<'a>(case: &Case<'a>) -> Result<(&'static str, &'a str), Missing> {
    let id = match (case.choice("borrower")?, area(case)?) {
        ("small-enterprise", _) => "startup-loan.share.small-enterprise",
        (_, "poverty-relief") => "startup-loan.share.individual.poverty-relief",
        _ => "startup-loan.share.individual",
    };
    Ok((id, case.rule(place(case)?, id)?))
}

/// The treasury's part of the rate, percent a year: one for each year of the loan, or the same for
/// every year.
pub(super) enum TreasuryRate {
    EveryYear(Decimal),
    ByYear(Vec<Decimal>),
}

/// What the treasury pays of the rate, by the four ways in which it has been shared:
/// 财金〔2016〕85号 (by year, and half the LPR for firms), local full subsidies until 2020,
/// 财金〔2020〕21号 (all above LPR − 150 basis points), 财金〔2023〕75号 (half the rate).
pub(super) fn treasury_rate(case: &Case) -> Result<TreasuryRate, Missing> {
    const PART_OF_RATE: &str = "startup-loan.share.part-of-rate";
    const PART_OF_LPR: &str = "startup-loan.share.part-of-lpr";
    const POINTS: &str = "startup-loan.share.points-below-lpr";
    const BY_YEAR: &str = "startup-loan.share.by-year";
    let place = place(case)?;
    let (sharing_id, sharing) = sharing(case)?;
    let rate = counted_rate(case)?;
    let treasury = match sharing {
        "full" => {
            case.step(
                "share-full",
                percent(rate),
                &[sharing_id],
                &[("rate", percent(rate))],
            );
            rate
        }
        "part-of-rate" => {
            let part = case.figure(place, PART_OF_RATE)?;
            let treasury = rate * part / HUNDRED;
            let figures = [sharing_id, PART_OF_RATE];
            case.step(
                "share-part-of-rate",
                percent(treasury),
                &figures,
                &[("rate", percent(rate)), ("part", percent(part))],
            );
            treasury
        }
        "part-of-lpr" => {
            let part = case.figure(place, PART_OF_LPR)?;
            let lpr = lpr(case)?;
            let treasury = rate.min(lpr * part / HUNDRED);
            let figures = [sharing_id, PART_OF_LPR, LPR];
            case.step(
                "share-part-of-lpr",
                percent(treasury),
                &figures,
                &[("lpr", percent(lpr)), ("part", percent(part))],
            );
            treasury
        }
        "above-lpr-less-points" => {
            let points = case.figure(place, POINTS)? / HUNDRED;
            let lpr = lpr(case)?;
            let own = rate.min((lpr - points).max(Decimal::ZERO));
            let treasury = rate - own;
            let figures = [sharing_id, POINTS, LPR];
            case.step(
                "share-above-lpr",
                percent(treasury),
                &figures,
                &[
                    ("rate", percent(rate)),
                    ("lpr", percent(lpr)),
                    ("points", percent(points)),
                    ("own", percent(own)),
                ],
            );
            treasury
        }
        "by-year" => {
            let thirds = case.list(place, BY_YEAR)?;
            let of = |third: &Json| {
                let thirds = third.as_text().and_then(money::parse).unwrap_or_default();
                rate * thirds / Decimal::from(3)
            };
            let rates: Vec<Decimal> = thirds.iter().map(of).collect();
            let year = |at: usize| percent(to_rate(rates.get(at).copied().unwrap_or_default()));
            let figures = [sharing_id, BY_YEAR];
            case.step(
                "share-by-year",
                percent(rate),
                &figures,
                &[("first", year(0)), ("second", year(1)), ("third", year(2))],
            );
            return Ok(TreasuryRate::ByYear(rates));
        }
        _ => {
            return Err(Box::new(Lack::Rule(place, sharing_id, State::Unknown)));
        }
    };
    Ok(TreasuryRate::EveryYear(treasury))
}

/// What the treasury pays on a loan in yuan, unrounded: at most for the longest subsidised term.
pub(super) fn treasury_pays(case: &Case, loan: &Loan) -> Result<Decimal, Missing> {
    let (_, limit) = term_limit(case)?;
    let subsidised = loan.months.min(limit.to_u32().unwrap_or(0));
    Ok(match treasury_rate(case)? {
        TreasuryRate::EveryYear(rate) => loan.interest_at(rate, 0, subsidised),
        TreasuryRate::ByYear(rates) => {
            let starts = (0..).step_by(12);
            let years = starts.zip(&rates).map(|(start, rate)| {
                let start = subsidised.min(start);
                loan.interest_at(*rate, start, subsidised.min(start + 12))
            });
            years.sum()
        }
    })
}

pub(super) fn subsidy(case: &Case) -> Result<Decimal, Missing> {
    let loan = loan(case)?;
    let part = Loan {
        principal: subsidised_principal(case)?,
        ..loan
    };
    let subsidy = to_cent(treasury_pays(case, &part)?);
    case.step(
        "subsidy",
        yuan(subsidy),
        &[],
        &[
            ("principal", yuan(part.principal)),
            ("months", Argument::Number(part.months.into())),
        ],
    );
    Ok(subsidy)
}

/// No year's subsidy is more: the highest part of the rate, on all that counts, all year long.
pub(super) fn most_a_year(case: &Case) -> Result<Option<Decimal>, Missing> {
    let rate = match treasury_rate(case)? {
        TreasuryRate::EveryYear(rate) => rate,
        TreasuryRate::ByYear(rates) => rates.into_iter().max().unwrap_or_default(),
    };
    Ok(Some(subsidised_principal(case)? * rate / HUNDRED))
}

/// The treasury's part of the rate, percent a year; where it differs from year to year, the mean
/// over what is owed.
pub(super) fn subsidy_rate(case: &Case) -> Result<Decimal, Missing> {
    match treasury_rate(case)? {
        TreasuryRate::EveryYear(rate) => Ok(to_rate(rate)),
        TreasuryRate::ByYear(_) => {
            let million = Loan {
                principal: Decimal::from(1_000_000),
                rate: case.number("rate")?,
                months: months(case)?,
                repayment: repayment(case)?,
            };
            let one_percent = million.interest_at(Decimal::ONE, 0, million.months);
            let paid = treasury_pays(case, &million)?;
            Ok(to_rate(paid.checked_div(one_percent).unwrap_or_default()))
        }
    }
}

pub(super) fn borrower_rate(case: &Case) -> Result<Decimal, Missing> {
    let rate = case.number("rate")?;
    let treasury = subsidy_rate(case)?;
    let own = rate - treasury;
    case.step(
        "borrower-rate",
        percent(own),
        &[],
        &[("rate", percent(rate)), ("treasury", percent(treasury))],
    );
    Ok(own)
}
