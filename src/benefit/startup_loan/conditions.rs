//! What must hold for the loan to be granted.

use super::super::short_forms::{found, percent};
use super::ceiling::term_limit;
use super::rate::{LPR, rate_cap};
use super::{is_small_enterprise, months, place};
use crate::benefit::{Case, Condition, Finding, Holds, Missing};
use crate::money::HUNDRED;
use crate::policy::Unit;
use crate::words::{Argument, Message};
use rust_decimal::Decimal;

pub(super) static CONDITIONS: &[Condition] = &[
    Condition {
        id: "category",
        check: category,
    },
    Condition {
        id: "household",
        check: household,
    },
    Condition {
        id: "registration",
        check: registration,
    },
    Condition {
        id: "age",
        check: age,
    },
    Condition {
        id: "other-loans",
        check: other_loans,
    },
    Condition {
        id: "credit",
        check: credit,
    },
    Condition {
        id: "partners",
        check: partners,
    },
    Condition {
        id: "hiring",
        check: hiring,
    },
    Condition {
        id: "arrears",
        check: arrears,
    },
    Condition {
        id: "previous-loans",
        check: previous_loans,
    },
    Condition {
        id: "term",
        check: term,
    },
    Condition {
        id: "rate",
        check: rate,
    },
];

/// A condition of the kind "at most" or "at least": `short` is how far it is from holding.
pub(super) fn within(
    short: Decimal,
    unit: Unit,
    figure: &'static str,
    words: Message,
) -> Result<Option<Finding>, Missing> {
    let holds = short <= Decimal::ZERO;
    Ok(Some(Finding {
        holds: holds.into(),
        distance: (!holds).then_some((short, unit)),
        figure,
        words,
    }))
}

/// A requirement that the rules make, do not make, or are not known to make. What would meet it
/// meets it whether or not it is made.
pub(super) fn required(
    case: &Case,
    figure: &'static str,
    met: Result<bool, Missing>,
) -> Result<Option<Finding>, Missing> {
    match case.rule(place(case)?, figure) {
        Ok("yes") => found(met?, figure, Message::default()),
        Ok(_) => Ok(None),
        Err(missing) if missing.is_rule() => {
            let holds = if met? { Holds::Yes } else { Holds::Unknown };
            found(holds, figure, Message::default())
        }
        Err(missing) => Err(missing),
    }
}

pub(super) fn category(case: &Case) -> Result<Option<Finding>, Missing> {
    if is_small_enterprise(case)? {
        return Ok(None);
    }
    const REQUIRED: &str = "startup-loan.category-required";
    const LIST: &str = "startup-loan.categories";
    if case.rule(place(case)?, REQUIRED)? != "yes" {
        return Ok(None);
    }
    let category = case.choice("category")?;
    let list = case.list(place(case)?, LIST)?;
    let listed = list.iter().any(|given| given.as_text() == Some(category));
    found(listed, LIST, Message::default())
}

/// A local household registration: asked by Beijing until 2020-12-28, by no question of ours.
pub(super) fn household(case: &Case) -> Result<Option<Finding>, Missing> {
    const REQUIRED: &str = "startup-loan.household-required";
    if is_small_enterprise(case)? {
        return Ok(None);
    }
    match case.rule(place(case)?, REQUIRED) {
        Ok("yes") => found(Holds::Unknown, REQUIRED, Message::default()),
        Ok(_) => Ok(None),
        Err(missing) if missing.is_rule() => Ok(None),
        Err(missing) => Err(missing),
    }
}

pub(super) fn registration(case: &Case) -> Result<Option<Finding>, Missing> {
    let met = case.yes("registered_here");
    required(case, "startup-loan.registration-required", met)
}

pub(super) fn credit(case: &Case) -> Result<Option<Finding>, Missing> {
    required(
        case,
        "startup-loan.credit-required",
        case.yes("credit_good"),
    )
}

/// Of working age, and not retired before the loan ends. The retirement schedule is in no pack:
/// between the two ages of caution the answer is yes, outside them it is open.
pub(super) fn age(case: &Case) -> Result<Option<Finding>, Missing> {
    const FROM: &str = "startup-loan.age.from";
    const SURE_FROM: &str = "startup-loan.age.sure-from";
    const SURE_TO: &str = "startup-loan.age.sure-to";
    if is_small_enterprise(case)? {
        return Ok(None);
    }
    let place = place(case)?;
    let age = case.number("age")?;
    let least = match case.figure(place, FROM) {
        Ok(least) => Some(least),
        Err(missing) if missing.is_rule() => None,
        Err(missing) => return Err(missing),
    };
    let words = |from: Decimal| Message::default().with("from", Argument::Number(from));
    if let Some(least) = least
        && age < least
    {
        return within(least - age, Unit::Years, FROM, words(least));
    }
    let sure_from = match least {
        Some(least) => least,
        None => case.figure(place, SURE_FROM)?,
    };
    let years = Decimal::from(months(case)?.div_ceil(12));
    let sure = age >= sure_from && age + years <= case.figure(place, SURE_TO)?;
    let holds = if sure { Holds::Yes } else { Holds::Unknown };
    let figure = if least.is_some() { FROM } else { SURE_FROM };
    found(holds, figure, words(sure_from))
}

pub(super) fn other_loans(case: &Case) -> Result<Option<Finding>, Missing> {
    const RULE: &str = "startup-loan.other-loans";
    if is_small_enterprise(case)? {
        return Ok(None);
    }
    case.rule(place(case)?, RULE)?;
    let none_that_count = case.choice("other_loans")? != "other";
    found(none_that_count, RULE, Message::default())
}

pub(super) fn partners(case: &Case) -> Result<Option<Finding>, Missing> {
    if case.choice("borrower")? != "partnership" {
        return Ok(None);
    }
    let short = Decimal::TWO - case.number("partners")?;
    let figure = "startup-loan.partnership.limit";
    within(short, Unit::People, figure, Message::default())
}

/// The share of new staff that a small firm must have hired: how many more it needs.
pub(super) fn hiring(case: &Case) -> Result<Option<Finding>, Missing> {
    const RATIO: &str = "startup-loan.hiring-ratio";
    const LARGE: &str = "startup-loan.hiring-ratio.large";
    const LARGE_OVER: &str = "startup-loan.hiring-ratio.large-over";
    if !is_small_enterprise(case)? {
        return Ok(None);
    }
    let place = place(case)?;
    let staff = case.number("staff")?;
    let figure = match staff > case.figure(place, LARGE_OVER)? {
        true => LARGE,
        false => RATIO,
    };
    let ratio = case.figure(place, figure)?;
    let needed = (staff * ratio / HUNDRED).ceil();
    let hires = case.number("new_hires")?;
    let words = Message::default()
        .with("ratio", percent(ratio))
        .with("needed", Argument::Number(needed))
        .with("staff", Argument::Number(staff))
        .with("hires", Argument::Number(hires))
        .with(
            "short",
            Argument::Number((needed - hires).max(Decimal::ZERO)),
        );
    within(needed - hires, Unit::People, figure, words)
}

pub(super) fn arrears(case: &Case) -> Result<Option<Finding>, Missing> {
    if !is_small_enterprise(case)? {
        return Ok(None);
    }
    let met = case.yes("arrears").map(|arrears| !arrears);
    required(case, "startup-loan.no-arrears-required", met)
}

pub(super) fn previous_loans(case: &Case) -> Result<Option<Finding>, Missing> {
    const TIMES: &str = "startup-loan.times";
    let most = match case.figure(place(case)?, TIMES) {
        Ok(most) => most,
        Err(missing) if missing.is_rule() => return Ok(None),
        Err(missing) => return Err(missing),
    };
    let had = case.number("previous_loans")?;
    let words = Message::default()
        .with("most", Argument::Number(most))
        .with("had", Argument::Number(had));
    within(had + Decimal::ONE - most, Unit::Times, TIMES, words)
}

pub(super) fn term(case: &Case) -> Result<Option<Finding>, Missing> {
    let (figure, limit) = term_limit(case)?;
    let term = case.number("term_months")?;
    let words = Message::default().with("limit", Argument::Number(limit));
    within(term - limit, Unit::Months, figure, words)
}

pub(super) fn rate(case: &Case) -> Result<Option<Finding>, Missing> {
    let cap = match rate_cap(case) {
        Ok(cap) => cap,
        // Before the LPR of 2019-08-20 no cap is known; the rate is then nobody's "no".
        Err(missing) if missing.is_rule() => return Ok(None),
        Err(missing) => return Err(missing),
    };
    let rate = case.number("rate")?;
    let words = Message::default().with("cap", percent(cap));
    within(rate - cap, Unit::PercentAYear, LPR, words)
}
