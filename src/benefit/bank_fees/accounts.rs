//! Fees for keeping accounts and cards: the yearly fee, the fee on small balances by quarter, messages
//! and the card itself. At every bank one account is free of the first two (发改价格〔2014〕268号); so
//! are accounts for wages, pensions and benefits (银监发〔2011〕22号).

use super::super::short_forms::{count, yuan};
use super::{Found, Sum, encouraged, figure, if_any, is_micro, is_person, line, price};
use super::{says, voluntary};
use crate::benefit::{Case, Line, Missing};
use crate::money::TWELVE;
use crate::policy::Place;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

pub(super) const COUNT: &str = "bank-fees.free-account.count";
pub(super) const BELOW: &str = "bank-fees.price.small-account.threshold";
pub(super) const ONLY_IF_NONE: &str = "bank-fees.free-account.only-if-none-free";
pub(super) const HOW: &str = "bank-fees.free-account.how";
pub(super) const WHICH: &str = "bank-fees.free-account.which";
const WAGE_KINDS: &str = "bank-fees.wage-and-benefit-accounts.kinds";
const WAGE_ANNUAL: &str = "bank-fees.wage-and-benefit-accounts.annual-fee";
const WAGE_SMALL: &str = "bank-fees.wage-and-benefit-accounts.small-account-fee";
pub(super) const ANNUAL: &str = "bank-fees.price.annual";
pub(super) const SMALL: &str = "bank-fees.price.small-account.fee-each-quarter";
pub(super) const MESSAGES: &str = "bank-fees.price.sms.each-month";
const AGREEMENT: &str = "bank-fees.sms.agreement";
pub(super) const CARD: &str = "bank-fees.price.card.standard";
pub(super) const FIRM: &str = "bank-fees.small-firm.account-fees";
const NOTICE_ANNUAL: &str = "bank-fees.notice.annual";
const NOTICE_SMALL: &str = "bank-fees.notice.small-account";
const NOTICE_MESSAGES: &str = "bank-fees.notice.sms";
const NOTICE_CARD: &str = "bank-fees.notice.card-paper";

/// The banks; the person knows which is which.
pub(super) const BANKS: &[&str] = &["a", "b", "c", "d", "e", "f"];
const LINES: [&str; 6] = ["bank-a", "bank-b", "bank-c", "bank-d", "bank-e", "bank-f"];

/// Every row of accounts, each a case that stands in it.
fn rows<'a>(case: &Case<'a>) -> impl Iterator<Item = Case<'a>> {
    let case = case.clone();
    (1..=case.rows("accounts")).map(move |row| case.at(row))
}

/// The yearly fee and the fee on small balances of one account; nothing for one that is free already.
struct Fee {
    annual: Decimal,
    small: Decimal,
}

fn fee(row: &Case) -> Result<Fee, Missing> {
    let mut fee = Fee {
        annual: Decimal::ZERO,
        small: Decimal::ZERO,
    };
    if row.yes("free_already")? {
        return Ok(fee);
    }
    // No list price of an account for a business is known.
    if !is_person(row)? {
        fee.annual = row.number("annual_fee")?;
        return Ok(fee);
    }
    let (annual, typical_annual) = price(row, "annual_fee", ANNUAL)?;
    let (below, typical_below) = price(row, "small_below", BELOW)?;
    let low = row.number("balance")? < below;
    let mut quarters = Decimal::ZERO;
    let mut typical_small = None;
    if low {
        let small;
        (small, typical_small) = price(row, "small_fee", SMALL)?;
        quarters = row.number("low_quarters")?;
        fee.small = small * quarters;
    }
    fee.annual = annual;
    let typical = [typical_annual, typical_below, typical_small];
    let figures: Vec<&'static str> = typical.into_iter().flatten().collect();
    let id = match figures.is_empty() {
        true => "account-fee",
        false => "account-fee-typical",
    };
    row.step(
        id,
        yuan(fee.annual + fee.small),
        &figures,
        &[
            ("annual", yuan(fee.annual)),
            ("below", yuan(below)),
            ("quarters", count(quarters)),
            ("small", yuan(fee.small)),
        ],
    );
    Ok(fee)
}

/// What one account costs in a year by the price list, in yuan.
pub(super) fn account_fee(row: &Case) -> Result<Decimal, Missing> {
    let fee = fee(row)?;
    Ok(fee.annual + fee.small)
}

/// What is spared on an account for wages, a pension or benefits.
fn spared_on_wages(row: &Case) -> Result<Decimal, Missing> {
    let fee = fee(row)?;
    // The person says whether the account is of such a kind; the list is read to be shown.
    if_any(row.list(Place::China, WAGE_KINDS))?;
    let mut spared = Decimal::ZERO;
    for (charged, figure_of) in [(fee.annual, WAGE_ANNUAL), (fee.small, WAGE_SMALL)] {
        if let Some(allowed) = if_any(figure(row, figure_of))? {
            spared += charged - charged.min(allowed);
        }
    }
    row.step(
        "wage-account",
        yuan(spared),
        &[WAGE_KINDS, WAGE_ANNUAL, WAGE_SMALL],
        &[],
    );
    Ok(spared)
}

/// A person's only account is at one bank, whichever that is.
fn bank(row: &Case) -> Result<&'static str, Missing> {
    match row.rows("accounts") {
        1 => Ok(BANKS[0]),
        _ => row.choice("bank"),
    }
}

/// The accounts at one bank.
#[derive(Default)]
struct Held {
    /// What all of them cost by the price list.
    before: Decimal,
    /// What is spared on those for wages, pensions and benefits.
    wages: Decimal,
    /// Whether one is free already, for whatever reason.
    one_is_free: bool,
    /// The others: row and fee.
    ordinary: Vec<(u8, Decimal)>,
}

fn held(case: &Case, at: &str) -> Result<Held, Missing> {
    let mut held = Held::default();
    for row in rows(case) {
        if bank(&row)? != at {
            continue;
        }
        if row.yes("free_already")? {
            held.one_is_free = true;
            continue;
        }
        let fee = account_fee(&row)?;
        held.before += fee;
        if is_person(&row)? && row.yes("wage_account")? {
            held.wages += spared_on_wages(&row)?;
            held.one_is_free = true;
        } else {
            held.ordinary.push((row.row(), fee));
        }
    }
    // The right to one free account is of those who have none.
    held.one_is_free &= says(case, ONLY_IF_NONE, "yes")?;
    Ok(held)
}

/// What is spared at one bank by right: the dearest account is the one to name.
fn spared(case: &Case, held: &Held) -> Result<Decimal, Missing> {
    let mut spared = held.wages;
    let free = if_any(figure(case, COUNT))?.unwrap_or_default();
    if held.one_is_free || held.ordinary.is_empty() {
        return Ok(spared);
    }
    let mut dearest = held.ordinary.clone();
    dearest.sort_by(|(_, a), (_, b)| b.cmp(a));
    for (row, fee) in dearest.into_iter().take(free.to_usize().unwrap_or(0)) {
        case.at(row)
            .step("free-account", yuan(fee), &[COUNT, ONLY_IF_NONE], &[]);
        spared += fee;
    }
    Ok(spared)
}

pub(super) fn accounts(case: &Case, sum: Sum) -> Result<Decimal, Missing> {
    let mut total = Decimal::ZERO;
    match sum {
        Sum::Before => {
            for row in rows(case) {
                total += account_fee(&row)?;
            }
        }
        Sum::Right => {
            for at in BANKS {
                total += spared(case, &held(case, at)?)?;
            }
        }
        Sum::Ceiling => {}
        Sum::Voluntary => {
            let by_relief = is_micro(case)? && if_any(case.rule(Place::China, FIRM))?.is_some();
            let by_notice = encouraged(case, NOTICE_ANNUAL)? && encouraged(case, NOTICE_SMALL)?;
            let figures: &[&str] = match by_relief {
                true => &[FIRM],
                false => &[NOTICE_ANNUAL, NOTICE_SMALL],
            };
            if by_relief || by_notice {
                let left = accounts(case, Sum::Before)? - accounts(case, Sum::Right)?;
                total = voluntary(case, "accounts", left, figures);
            }
        }
    }
    Ok(total)
}

/// What a bank must spare a person without being asked: the wage accounts, and where nothing else is
/// free one more, which is the only account by one source and the one opened earlier by another.
pub(super) fn unasked(case: &Case) -> Found {
    if !is_person(case)? {
        return Ok(None);
    }
    let by_itself = says(case, HOW, "on-request-or-by-itself")?;
    let mut total = Decimal::ZERO;
    for at in BANKS {
        let held = held(case, at)?;
        total += held.wages;
        let Some((_, first)) = held.ordinary.first() else {
            continue;
        };
        if held.one_is_free || !by_itself {
            continue;
        }
        let only = held.ordinary.len() == 1;
        if only || case.rule(Place::China, WHICH)? == "earlier-account-if-none-named" {
            total += *first;
        }
    }
    case.step("unasked", yuan(total), &[HOW], &[]);
    Ok(Some(total))
}

/// The accounts at each bank, side by side.
pub(super) fn by_bank(case: &Case) -> Result<Vec<Line>, Missing> {
    let mut lines = Vec::new();
    for (at, name) in BANKS.iter().zip(LINES) {
        lines.extend(case.lines(&|case| {
            let held = held(case, at)?;
            let spared = spared(case, &held)?;
            let any = held.one_is_free || !held.ordinary.is_empty();
            let line = any.then(|| line(name, &[held.before, spared, held.before - spared]));
            Ok(line.into_iter().collect())
        })?);
    }
    Ok(lines)
}

/// A year of messages about one account, in yuan.
fn year_of_messages(row: &Case) -> Result<Decimal, Missing> {
    let (month, typical) = price(row, "sms_fee", MESSAGES)?;
    let year = month * TWELVE;
    let id = match typical {
        Some(_) => "messages-typical",
        None => "messages",
    };
    let figures: Vec<&'static str> = typical.into_iter().collect();
    row.step(id, yuan(year), &figures, &[("month", yuan(month))]);
    Ok(year)
}

/// The messages about the account of the row, in yuan a year.
pub(super) fn messages_of(row: &Case) -> Found {
    if !is_person(row)? || row.choice("sms")? == "none" {
        return Ok(None);
    }
    year_of_messages(row).map(Some)
}

pub(super) fn messages(case: &Case, sum: Sum) -> Result<Decimal, Missing> {
    let mut total = Decimal::ZERO;
    if sum == Sum::Ceiling || !is_person(case)? {
        return Ok(total);
    }
    for row in rows(case) {
        let sms = row.choice("sms")?;
        if sms == "none" {
            continue;
        }
        let unsigned = sms == "not-signed" && says(&row, AGREEMENT, "only-with-signed-agreement")?;
        total += match sum {
            Sum::Before => year_of_messages(&row)?,
            Sum::Right if unsigned => {
                let year = year_of_messages(&row)?;
                row.step("messages-unsigned", yuan(year), &[AGREEMENT], &[]);
                year
            }
            Sum::Voluntary if !unsigned && encouraged(&row, NOTICE_MESSAGES)? => voluntary(
                &row,
                "messages",
                year_of_messages(&row)?,
                &[NOTICE_MESSAGES],
            ),
            _ => Decimal::ZERO,
        };
    }
    Ok(total)
}

/// New cards: a year's, at the price of a standard one.
pub(super) fn cards(case: &Case, sum: Sum) -> Result<Decimal, Missing> {
    let wanted = match sum {
        Sum::Before => is_person(case)?,
        Sum::Voluntary => encouraged(case, NOTICE_CARD)?,
        Sum::Right | Sum::Ceiling => false,
    };
    if !wanted || case.number("new_cards")?.is_zero() {
        return Ok(Decimal::ZERO);
    }
    let cards = case.number("new_cards")?;
    let (each, typical) = price(case, "card_fee", CARD)?;
    let year = cards * each;
    if sum == Sum::Voluntary {
        return Ok(voluntary(case, "cards", year, &[NOTICE_CARD]));
    }
    let id = match typical {
        Some(_) => "cards-typical",
        None => "cards",
    };
    let figures: Vec<&'static str> = typical.into_iter().collect();
    let inputs = [("cards", count(cards)), ("each", yuan(each))];
    case.step(id, yuan(year), &figures, &inputs);
    Ok(year)
}

// What else to know.

/// Whether at some bank there is more than one account of which one must be named.
pub(super) fn several_to_name(case: &Case) -> Result<bool, Missing> {
    for at in BANKS {
        let held = held(case, at)?;
        if !held.one_is_free && held.ordinary.len() > 1 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether messages that were never agreed to are charged.
pub(super) fn unsigned_messages(case: &Case) -> Result<bool, Missing> {
    Ok(!messages(case, Sum::Right)?.is_zero())
}

/// Whether any price is a typical one.
pub(super) fn typical_prices(case: &Case) -> Result<bool, Missing> {
    if !is_person(case)? {
        return Ok(false);
    }
    let blank = |row: &Case, price: &'static str| row.given_answer(price).is_none();
    for row in rows(case) {
        let keeps = !row.yes("free_already")?
            && (blank(&row, "annual_fee")
                || blank(&row, "small_below")
                || blank(&row, "small_fee"));
        if keeps || row.choice("sms")? != "none" && blank(&row, "sms_fee") {
            return Ok(true);
        }
    }
    Ok(!case.number("new_cards")?.is_zero() && blank(case, "card_fee"))
}

/// Whether some account pays both the yearly fee and the fee on small balances, where a rule that was
/// seen only in a draft would not allow both.
pub(super) fn both_fees(case: &Case) -> Result<bool, Missing> {
    if !says(case, "bank-fees.annual-and-small-together", "not-allowed")? {
        return Ok(false);
    }
    for row in rows(case) {
        let fee = fee(&row)?;
        if !fee.annual.is_zero() && !fee.small.is_zero() {
            return Ok(true);
        }
    }
    Ok(false)
}
