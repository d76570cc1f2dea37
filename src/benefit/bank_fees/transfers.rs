//! Fees for sending money: the ceilings of 发改价格〔2014〕268号 for the counter and for cash, free
//! transfers within one bank, the five big banks' promise for the phone, and the discount that
//! 银发〔2021〕169号 gave micro businesses until 2024-09-30.

use super::super::short_forms::{count, yuan};
use super::{CENT, says, voluntary};
use super::{Found, Sum, banded, edges, encouraged, figure, if_any, is_micro, is_person};
use crate::benefit::{Case, Missing};
use crate::money::{HUNDRED, to_cent};
use crate::policy::Place;
use crate::words::Argument;
use rust_decimal::Decimal;

pub(super) const WITHIN_BANK: &str = "bank-fees.own-bank-other-place";
const PERSONAL: &str = "bank-fees.counter-transfer.personal";
const CORPORATE: &str = "bank-fees.counter-transfer.corporate";
pub(super) const CASH: &str = "bank-fees.cash-remittance";
pub(super) const PHONE: &str = "bank-fees.mobile-transfer.five-banks";
pub(super) const ONLINE_UP_TO: &str = "bank-fees.online-transfer.five-banks.free-up-to";
pub(super) const RELIEF: &str = "bank-fees.small-firm.counter-transfer";
pub(super) const RELIEF_PERCENT: &str = "bank-fees.small-firm.counter-transfer.percent";
pub(super) const RELIEF_UP_TO: &str = "bank-fees.small-firm.counter-transfer.up-to";
const NOTICE: &str = "bank-fees.notice.away-transfer";

fn within_bank(row: &Case) -> Result<bool, Missing> {
    Ok(row.choice("transfer_to")? == "same-bank")
}

/// The figure that bounds the fee for going this way; none for the phone and the computer.
fn bounded_by(row: &Case) -> Result<Option<&'static str>, Missing> {
    if within_bank(row)? {
        return Ok(Some(WITHIN_BANK));
    }
    Ok(match (row.choice("channel")?, is_person(row)?) {
        ("counter", true) => Some(PERSONAL),
        ("counter", false) => Some(CORPORATE),
        ("cash", true) => Some(CASH),
        _ => None,
    })
}

/// The most that any bank may charge for one of these transfers, in yuan; `None` without a rule.
fn ceiling(row: &Case) -> Found {
    let Some(id) = bounded_by(row)? else {
        return Ok(None);
    };
    if id == WITHIN_BANK {
        return if_any(figure(row, id));
    }
    let Some(bands) = if_any(row.bands(Place::China, id))? else {
        return Ok(None);
    };
    let amount = row.number("transfer_amount")?;
    let fee = banded(&bands, amount).map(to_cent);
    if let Some(fee) = fee {
        row.step(
            "transfer-limit",
            yuan(fee),
            &[id],
            &[("amount", yuan(amount))],
        );
    }
    Ok(fee)
}

/// The same for this customer: less for a micro business while the relief lasted.
pub(super) fn limit(row: &Case) -> Found {
    let ceiling = ceiling(row)?;
    let Some(full) = ceiling else {
        return Ok(None);
    };
    let relieved = !within_bank(row)?
        && is_micro(row)?
        && says(row, RELIEF, "required")?
        && row.number("transfer_amount")? <= figure(row, RELIEF_UP_TO)?;
    if !relieved {
        return Ok(ceiling);
    }
    let percent = figure(row, RELIEF_PERCENT)?;
    let limit = to_cent(full * percent / HUNDRED);
    row.step(
        "transfer-relief",
        yuan(limit),
        &[RELIEF, RELIEF_PERCENT, RELIEF_UP_TO],
        &[
            ("full", yuan(full)),
            ("percent", Argument::Percent(percent)),
        ],
    );
    Ok(Some(limit))
}

fn at_big_five(row: &Case) -> Result<bool, Missing> {
    Ok(is_person(row)? && row.choice("main_bank")? == "big-five")
}

/// What the five big banks promised to charge for sending this by phone or computer.
fn promised(row: &Case) -> Found {
    let online = row.choice("channel")? == "online";
    let by_screen = online || row.choice("channel")? == "mobile";
    if !by_screen || !at_big_five(row)? {
        return Ok(None);
    }
    let most = match online {
        true => if_any(figure(row, ONLINE_UP_TO))?,
        false => None,
    };
    let within = match most {
        Some(most) => row.number("transfer_amount")? <= most,
        None => !online,
    };
    match within {
        true => if_any(figure(row, PHONE)),
        false => Ok(None),
    }
}

/// What one of these transfers costs now: what was typed, else the most that is allowed or what was
/// promised. Where nothing bounds it, only the bank can say.
fn paid(row: &Case) -> Result<Decimal, Missing> {
    if row.given_answer("transfer_fee").is_some() {
        return row.number("transfer_fee");
    }
    let bound = match ceiling(row)? {
        Some(ceiling) => Some(ceiling),
        None => promised(row)?,
    };
    bound.map_or_else(|| row.number("transfer_fee"), Ok)
}

/// What one of these transfers may cost after the rules.
fn kept(row: &Case) -> Result<Decimal, Missing> {
    let paid = paid(row)?;
    Ok(limit(row)?.map_or(paid, |limit| paid.min(limit)))
}

/// The figure by which banks may spare the rest of the fee: by phone at a big bank it costs nothing;
/// else Beijing's notice for new citizens who send money away; else what replaced the relief.
fn spared_by(row: &Case) -> Result<Option<&'static str>, Missing> {
    if is_micro(row)? {
        return Ok(says(row, RELIEF, "voluntary")?.then_some(RELIEF));
    }
    if !is_person(row)? || within_bank(row)? {
        return Ok(None);
    }
    if if_any(figure(row, PHONE))?.is_some() && at_big_five(row)? {
        return Ok(Some(PHONE));
    }
    let away = row.choice("transfer_to")? == "other-bank-away";
    Ok((away && encouraged(row, NOTICE)?).then_some(NOTICE))
}

pub(super) fn transfers(case: &Case, sum: Sum) -> Result<Decimal, Missing> {
    let mut total = Decimal::ZERO;
    for at in 1..=case.rows("transfers") {
        let row = case.at(at);
        total += match sum {
            Sum::Before => year(&row)?,
            Sum::Right | Sum::Ceiling => match within_bank(&row)? == (sum == Sum::Right) {
                true => over(&row)?,
                false => Decimal::ZERO,
            },
            Sum::Voluntary => match spared_by(&row)? {
                Some(figure) => {
                    let left = kept(&row)? * row.number("transfer_times")?;
                    voluntary(&row, "transfers", left, &[figure])
                }
                None => Decimal::ZERO,
            },
        };
    }
    Ok(total)
}

/// What these transfers cost in a year.
pub(super) fn year(row: &Case) -> Result<Decimal, Missing> {
    let paid = paid(row)?;
    let times = row.number("transfer_times")?;
    let year = paid * times;
    let inputs = [("each", yuan(paid)), ("times", count(times))];
    row.step("transfer-year", yuan(year), &[], &inputs);
    Ok(year)
}

/// What of it no bank may charge.
fn over(row: &Case) -> Result<Decimal, Missing> {
    let (paid, kept) = (paid(row)?, kept(row)?);
    let times = row.number("transfer_times")?;
    let over = (paid - kept) * times;
    if !over.is_zero() {
        let figures: Vec<&'static str> = bounded_by(row)?.into_iter().collect();
        let inputs = [
            ("each", yuan(paid)),
            ("most", yuan(kept)),
            ("times", count(times)),
        ];
        row.step("transfer-over", yuan(over), &figures, &inputs);
    }
    Ok(over)
}

/// The sizes at which the fee for one transfer changes.
pub(super) fn cuts(row: &Case) -> Result<Vec<Decimal>, Missing> {
    let mut cuts = match bounded_by(row)? {
        None | Some(WITHIN_BANK) => Vec::new(),
        Some(id) => {
            if_any(row.bands(Place::China, id))?.map_or_else(Vec::new, |bands| edges(&bands))
        }
    };
    for id in [RELIEF_UP_TO, ONLINE_UP_TO] {
        if let Some(edge) = if_any(figure(row, id))? {
            cuts.extend([edge, edge + CENT]);
        }
    }
    Ok(cuts)
}

/// What sending by phone instead spares in a year, by the big banks' own promise.
pub(super) fn free_by_phone(case: &Case) -> Result<Decimal, Missing> {
    let mut total = Decimal::ZERO;
    for at in 1..=case.rows("transfers") {
        let row = case.at(at);
        if spared_by(&row)? == Some(PHONE) {
            total += kept(&row)? * row.number("transfer_times")?;
        }
    }
    Ok(total)
}

/// Whether the relief for micro businesses has ended and what is left is voluntary.
pub(super) fn relief_ended(case: &Case) -> Result<bool, Missing> {
    Ok(is_micro(case)? && says(case, RELIEF, "voluntary")?)
}
