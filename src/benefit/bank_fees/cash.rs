//! Cash from another bank's machine: before 2021-07-25 by a bank's own price list, since then at most
//! what the two associations of banks and payment firms set, and less where banks say so.

use super::super::short_forms::{count, yuan};
use super::voluntary;
use super::{Found, Sum, banded, edges, encouraged, figure, if_any, is_person};
use crate::benefit::{Case, Missing};
use crate::money::{TWELVE, to_cent};
use crate::policy::{Date, Place};
use rust_decimal::Decimal;

pub(super) const FREE_TIMES: &str = "bank-fees.atm.other-banks.free-each-month";
const OLD_SAME: &str = "bank-fees.atm.before-2021.icbc-beijing.same-city";
const OLD_AWAY: &str = "bank-fees.atm.before-2021.icbc-beijing.other-city";
const SAME: &str = "bank-fees.atm.ceiling.same-city";
const AWAY: &str = "bank-fees.atm.ceiling.other-city";
pub(super) const SIX_CHARGED: &str = "bank-fees.atm.six-banks.charged";
const NOTICE: &str = "bank-fees.notice.away-withdrawal";

/// The day on which the older prices are known to have held.
const OLD_DAY: &str = "2021-07-24";

fn is_away(row: &Case) -> Result<bool, Missing> {
    Ok(row.choice("cash_place")? == "away")
}

/// The case on the last day of the older prices.
fn before_the_ceiling<'a>(row: &Case<'a>) -> Case<'a> {
    Date::parse(OLD_DAY).map_or_else(|| row.clone(), |day| row.on(day))
}

/// What one withdrawal cost by the older price list, read on the day of the case.
fn old(row: &Case) -> Result<Decimal, Missing> {
    if !is_away(row)? {
        let fee = figure(row, OLD_SAME)?;
        row.step("cash-old", yuan(fee), &[OLD_SAME], &[]);
        return Ok(fee);
    }
    let bands = row.bands(Place::China, OLD_AWAY)?;
    let amount = row.number("cash_amount")?;
    let fee = to_cent(banded(&bands, amount).unwrap_or_default());
    row.step("cash-old", yuan(fee), &[OLD_AWAY], &[]);
    Ok(fee)
}

/// What one withdrawal cost before the ceiling, in yuan.
pub(super) fn old_price(row: &Case) -> Result<Decimal, Missing> {
    old(&before_the_ceiling(row))
}

/// The most that one withdrawal may cost, in yuan; `None` before there was a ceiling.
pub(super) fn limit(row: &Case) -> Found {
    let id = if is_away(row)? { AWAY } else { SAME };
    let limit = if_any(figure(row, id))?;
    if let Some(limit) = limit {
        row.step("cash-limit", yuan(limit), &[id], &[]);
    }
    Ok(limit)
}

/// What one withdrawal would cost and what it may cost. In the same city the ceiling lies above the
/// older price, so it spares nothing there: the list price of today is the same as the ceiling.
fn price(row: &Case) -> Result<(Decimal, Decimal), Missing> {
    let Some(limit) = limit(row)? else {
        let old = old(row)?;
        return Ok((old, old));
    };
    let paid = match is_away(row)? {
        true => old_price(row)?,
        false => limit,
    };
    Ok((paid, paid.min(limit)))
}

fn times_a_year(row: &Case) -> Result<Decimal, Missing> {
    Ok(row.number("cash_times")? * TWELVE)
}

/// What the withdrawals of the row would cost in a year, in yuan.
pub(super) fn year(row: &Case) -> Found {
    if !is_person(row)? {
        return Ok(None);
    }
    Ok(Some(price(row)?.0 * times_a_year(row)?))
}

pub(super) fn cash(case: &Case, sum: Sum) -> Result<Decimal, Missing> {
    let mut total = Decimal::ZERO;
    let rows = case.rows("cash");
    if rows == 0 || sum == Sum::Right || !is_person(case)? {
        return Ok(total);
    }
    let mut free_left = None;
    for at in 1..=rows {
        let row = case.at(at);
        let (paid, kept) = price(&row)?;
        total += match sum {
            Sum::Voluntary => spared(&row, kept, &mut free_left)?,
            _ => {
                let each = if sum == Sum::Before {
                    paid
                } else {
                    paid - kept
                };
                let times = times_a_year(&row)?;
                let year = each * times;
                let inputs = [
                    ("each", yuan(paid)),
                    ("most", yuan(kept)),
                    ("times", count(times)),
                ];
                let over = (paid - kept) * times;
                row.step("cash-year", yuan(over), &[], &inputs);
                year
            }
        };
    }
    Ok(total)
}

/// What banks spare by their own will: the six big ones all of it, others the first few of a month;
/// and what the notice encourages for new citizens away from home.
fn spared(row: &Case, kept: Decimal, free_left: &mut Option<Decimal>) -> Result<Decimal, Missing> {
    let times = row.number("cash_times")?;
    if is_away(row)? && encouraged(row, NOTICE)? {
        return Ok(voluntary(row, "cash", kept * times * TWELVE, &[NOTICE]));
    }
    if row.choice("main_bank")? != "other" {
        let Some(charged) = if_any(figure(row, SIX_CHARGED))? else {
            return Ok(Decimal::ZERO);
        };
        let each = kept - kept.min(charged);
        return Ok(voluntary(
            row,
            "cash",
            each * times * TWELVE,
            &[SIX_CHARGED],
        ));
    }
    let left = match *free_left {
        Some(left) => left,
        None => if_any(figure(row, FREE_TIMES))?.unwrap_or_default(),
    };
    let free = times.min(left);
    *free_left = Some(left - free);
    Ok(voluntary(row, "cash", kept * free * TWELVE, &[FREE_TIMES]))
}

/// The amounts at which the older price reached its most.
pub(super) fn cuts(row: &Case) -> Result<Vec<Decimal>, Missing> {
    let bands = if_any(before_the_ceiling(row).bands(Place::China, OLD_AWAY))?;
    Ok(bands.map_or_else(Vec::new, |bands| edges(&bands)))
}

/// Whether the ceiling lowered a price that is known from one bank's list only.
pub(super) fn fell(case: &Case) -> Result<bool, Missing> {
    Ok(!cash(case, Sum::Ceiling)?.is_zero())
}
