//! Offers side by side: which is cheapest, what makes the difference, and what else to know.

use super::super::short_forms::{count, percent, yuan};
use super::offer::{offer, rates};
use super::{ALL, OFFERS, QUESTIONS};
use crate::benefit::{Case, Line, Missing};
use crate::loan::{Length, Offer, PARTS};
use crate::money::{HUNDRED, to_rate};
use crate::policy::Place;
use crate::words::Message;
use rust_decimal::Decimal;

/// An offer that is complete.
#[derive(Clone, Copy)]
pub(super) struct Complete {
    pub(super) row: u8,
    offer: Offer,
    pub(super) cost: Decimal,
}

/// The offers whose answers are all given; the others are not compared yet. Which one is cheapest is
/// no quantity: no range of it would say anything.
fn complete(case: &Case) -> Vec<Complete> {
    let rows = 1..=case.rows(OFFERS);
    let offers = rows.filter_map(|row| {
        let offer = offer(&case.at(row)).ok()??;
        Some(Complete {
            row,
            offer,
            cost: offer.cost(),
        })
    });
    offers.collect()
}

/// The cheapest and the dearest of at least two complete offers, the first of equals.
pub(super) fn compared(case: &Case) -> Option<(Complete, Complete)> {
    let offers = complete(case);
    let cheapest = *offers.iter().min_by_key(|offer| offer.cost)?;
    let dearest = *offers.iter().rev().max_by_key(|offer| offer.cost)?;
    if offers.len() < 2 {
        return None;
    }
    let inputs = [
        ("cheapest", count(cheapest.row)),
        ("dearest", count(dearest.row)),
        ("most", yuan(dearest.cost)),
    ];
    case.step("compared", yuan(cheapest.cost), &[], &inputs);
    Some((cheapest, dearest))
}

/// The offers that are compared with the first.
const FURTHER: [u8; 3] = [2, 3, 4];

/// What taking one more part over from another offer does to the cost, in yuan.
#[derive(Clone, Copy)]
struct Change {
    before: Decimal,
    more: Decimal,
}

/// How much more each further offer costs than the first, by its parts.
pub(super) fn difference(case: &Case) -> Result<Vec<Line>, Missing> {
    case.lines(&|case| {
        let offers = complete(case);
        let Some(first) = offers.first().filter(|first| first.row == 1) else {
            return Ok(Vec::new());
        };
        // The parts, then all of it.
        let against = |row: u8| -> Option<Vec<Change>> {
            let other = offers.iter().find(|other| other.row == row)?;
            let mut before = first.cost;
            let mut changes = Vec::new();
            for more in first.offer.difference(&other.offer) {
                changes.push(Change { before, more });
                before += more;
            }
            changes.push(Change {
                before: first.cost,
                more: other.cost - first.cost,
            });
            Some(changes)
        };
        let columns = FURTHER.map(against);
        if columns.iter().all(Option::is_none) {
            return Ok(Vec::new());
        }
        let mut lines = Vec::new();
        let names = PARTS.iter().map(|(name, _)| *name).chain([ALL]);
        for (at, name) in names.enumerate() {
            let changes = columns
                .iter()
                .map(|column| column.as_ref()?.get(at).copied());
            let changes: Vec<Option<Change>> = changes.collect();
            // A part that makes no difference to any offer has no line.
            let any = changes
                .iter()
                .flatten()
                .any(|change| !change.more.is_zero());
            if name == ALL || any {
                lines.extend(case.lines(&|case| Ok(vec![change_line(case, name, &changes)]))?);
            }
        }
        Ok(lines)
    })
}

fn change_line(case: &Case, name: &'static str, changes: &[Option<Change>]) -> Line {
    let mut cells = Vec::new();
    for (row, change) in FURTHER.into_iter().zip(changes) {
        cells.push(change.map(|change| yuan(change.more)));
        if let Some(Change { before, more }) = *change {
            let inputs = [("before", yuan(before)), ("after", yuan(before + more))];
            case.at(row).step("difference", yuan(more), &[], &inputs);
        }
    }
    Line::new(name, cells)
}

/// How many offers were begun and left out of the comparison, for an answer is missing.
pub(super) fn not_compared(case: &Case) -> Result<Option<Message>, Missing> {
    if compared(case).is_none() {
        return Ok(None);
    }
    let offers = complete(case);
    let of_offers = QUESTIONS.iter().filter(|question| question.row.is_some());
    let of_offers: Vec<&str> = of_offers.map(|question| question.id).collect();
    let left_out = (1..=case.rows(OFFERS)).filter(|row| {
        let case = case.at(*row);
        let begun = of_offers.iter().any(|id| case.given_answer(id).is_some());
        begun && !offers.iter().any(|offer| offer.row == *row)
    });
    let left_out = left_out.count();
    let words = Message::default().with("count", count(left_out));
    Ok((left_out > 0).then_some(words))
}

/// Where the cheapest in yuan is not the cheapest for its time.
pub(super) fn lowest_rate(case: &Case) -> Result<Option<Message>, Missing> {
    let Some((cheapest, _)) = compared(case) else {
        return Ok(None);
    };
    let mut lowest: Option<(u8, Decimal)> = None;
    let mut own = None;
    for other in complete(case) {
        let Some(rates) = rates(&case.at(other.row))? else {
            continue;
        };
        let rate = to_rate(rates.compound);
        if other.row == cheapest.row {
            own = Some(rate);
        }
        if lowest.is_none_or(|(_, least)| rate < least) {
            lowest = Some((other.row, rate));
        }
    }
    let (Some((row, rate)), Some(own)) = (lowest, own) else {
        return Ok(None);
    };
    let words = Message::default()
        .with("cheapest", count(cheapest.row))
        .with("cheapest_rate", percent(own))
        .with("lowest", count(row))
        .with("lowest_rate", percent(rate));
    Ok((rate < own).then_some(words))
}

/// Up to how many days of use 随借随还 costs no more than the cheapest loan with a term.
pub(super) fn break_even(case: &Case) -> Result<Option<Message>, Missing> {
    let offers = complete(case);
    let on_demand = offers.iter().find_map(|found| match found.offer.length {
        Length::Days(_, in_year) => Some((found, in_year)),
        Length::Months(_) => None,
    });
    let terms = offers
        .iter()
        .filter(|found| matches!(found.offer.length, Length::Months(_)));
    let (Some((line, in_year)), Some(term)) = (on_demand, terms.min_by_key(|term| term.cost))
    else {
        return Ok(None);
    };
    let left = term.cost - line.offer.all_fees();
    let a_year = line.offer.principal * line.offer.rate / HUNDRED;
    let days = (left * in_year)
        .checked_div(a_year)
        .map(|days| days.floor());
    let words = |days| {
        Message::default()
            .with("line", count(line.row))
            .with("days", count(days))
            .with("term", count(term.row))
    };
    Ok(days.filter(|days| *days >= Decimal::ONE).map(words))
}

/// What the tables of payments leave out, where there is one.
pub(super) fn payment_tables(case: &Case) -> Result<Option<Message>, Missing> {
    let any = complete(case)
        .iter()
        .any(|found| matches!(found.offer.length, Length::Months(_)));
    Ok(any.then(Message::default))
}

/// What the bank behind the page offers, as a suggestion.
pub(super) fn bank_offer(case: &Case) -> Result<Option<Message>, Missing> {
    let rate = case.figure(Place::China, "loan-offer.rate")?;
    let months = case.figure(Place::China, "loan-offer.term.most")?;
    let words = Message::default()
        .with("rate", percent(rate))
        .with("months", count(months));
    Ok(Some(words))
}
