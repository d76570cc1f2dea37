//! Who may enrol: whoever is insured in Beijing, and new citizens, that is people with Beijing
//! hukou or a Beijing residence permit who are insured elsewhere; and when it is on sale.
//! Whoever has enrolled already is asked nothing.

use super::super::{Case, Condition, Finding, Holds, Missing};
use super::{BEIJING, editions::dated};
use crate::policy::{Date, Unit};
use crate::words::{Argument, Message};
use rust_decimal::Decimal;

pub(super) static CONDITIONS: &[Condition] = &[
    Condition {
        id: "insured",
        check: insured,
    },
    Condition {
        id: "door",
        check: door,
    },
    Condition {
        id: "tie",
        check: tie,
    },
    Condition {
        id: "sale",
        check: sale,
    },
];

const WHO: &str = "health-cover.who";
const DOOR: &str = "health-cover.new-citizen.door";
pub(super) const CARD_LEAST: &str = "health-cover.permit.card-months-least";
pub(super) const CARD_BELOW: &str = "health-cover.permit.card-months-below";

fn found(holds: impl Into<Holds>, figure: &'static str) -> Finding {
    Finding {
        holds: holds.into(),
        distance: None,
        figure,
        words: Message::default(),
    }
}

/// Basic insurance of some kind comes first.
fn insured(case: &Case) -> Result<Option<Finding>, Missing> {
    if case.yes("enrolled")? {
        return Ok(None);
    }
    dated(case)?.list(BEIJING, WHO)?;
    Ok(Some(found(case.choice("insurance")? != "none", WHO)))
}

/// The edition is open to people with this insurance.
fn door(case: &Case) -> Result<Option<Finding>, Missing> {
    if case.yes("enrolled")? {
        return Ok(None);
    }
    let group = match case.choice("insurance")? {
        "none" => return Ok(None),
        "employee" | "resident" => "beijing-insured",
        "special-group" => "special-group",
        "central-public-care" => "central-public-medical-care",
        _ => "new-citizen",
    };
    let who = dated(case)?.list(BEIJING, WHO)?;
    let open = who.iter().any(|given| given.as_text() == Some(group));
    Ok(Some(found(open, WHO)))
}

/// Beijing hukou or a residence permit, for whoever is insured elsewhere.
fn tie(case: &Case) -> Result<Option<Finding>, Missing> {
    if case.yes("enrolled")? || case.choice("insurance")? != "elsewhere" {
        return Ok(None);
    }
    if dated(case)?.rule(BEIJING, DOOR)? == "closed" {
        return Ok(None);
    }
    let tie = case.choice("tie")?;
    let mut finding = found(matches!(tie, "hukou" | "permit"), DOOR);
    if tie == "card" {
        let months = case.number("card_months")?;
        finding.distance = match case.figure(BEIJING, CARD_LEAST) {
            Ok(least) if months < least => Some((least - months, Unit::Months)),
            Ok(_) => None,
            Err(missing) if missing.is_rule() => None,
            Err(missing) => return Err(missing),
        };
    }
    Ok(Some(finding))
}

/// The day on which a figure sets a day.
fn day(case: &Case, figure: &'static str) -> Result<Option<Date>, Missing> {
    match case.rule(BEIJING, figure) {
        Ok(text) => Ok(Date::parse(text)),
        Err(missing) if missing.is_rule() => Ok(None),
        Err(missing) => Err(missing),
    }
}

const SALE_FROM: &str = "health-cover.sale.from";
const SALE_UNTIL: &str = "health-cover.sale.until";

/// Whether an edition is on sale on the day of the case.
pub(super) fn on_sale_in(case: &Case, edition: &Case) -> Result<Holds, Missing> {
    let on = case.rulebook.on;
    Ok(
        match (day(edition, SALE_FROM)?, day(edition, SALE_UNTIL)?) {
            (Some(from), _) if on < from => Holds::No,
            (Some(_), Some(until)) => (on <= until).into(),
            _ => Holds::Unknown,
        },
    )
}

/// It is on sale on the day.
fn sale(case: &Case) -> Result<Option<Finding>, Missing> {
    if case.yes("enrolled")? {
        return Ok(None);
    }
    let edition = dated(case)?;
    let mut words = Message::default().with("on", Argument::Day(case.rulebook.on));
    for (name, figure) in [("from", SALE_FROM), ("until", SALE_UNTIL)] {
        let day = day(&edition, figure)?;
        words = words.saying(name, day.map_or("—".into(), |day| day.to_string()));
    }
    Ok(Some(Finding {
        words,
        ..found(on_sale_in(case, &edition)?, SALE_UNTIL)
    }))
}

/// Whether sale was missed.
pub(super) fn sale_over(case: &Case) -> Result<bool, Missing> {
    let until = day(&dated(case)?, SALE_UNTIL)?;
    Ok(until.is_some_and(|until| case.rulebook.on > until))
}

/// Months that a registration card has run, when that is all the person has.
pub(super) fn card_months(case: &Case) -> Result<Option<Decimal>, Missing> {
    let asked = !case.yes("enrolled")?
        && case.choice("insurance")? == "elsewhere"
        && case.choice("tie")? == "card";
    match asked {
        true => case.number("card_months").map(Some),
        false => Ok(None),
    }
}
