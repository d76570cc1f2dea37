//! How much of the loan is subsidised, and for how long.

use super::super::short_forms::{percent, yuan};
use super::{is_small_enterprise, place};
use crate::benefit::{Case, Missing};
use crate::money::HUNDRED;
use crate::policy::Place;
use crate::words::Argument;
use rust_decimal::Decimal;

pub(super) fn term_limit(case: &Case) -> Result<(&'static str, Decimal), Missing> {
    let id = match is_small_enterprise(case)? {
        true => "startup-loan.term.small-enterprise",
        false => "startup-loan.term.individual",
    };
    Ok((id, case.figure(place(case)?, id)?))
}

/// The most that can be lent, in yuan.
pub(super) fn ceiling(case: &Case) -> Result<Decimal, Missing> {
    const INDIVIDUAL: &str = "startup-loan.ceiling.individual";
    const FIRM: &str = "startup-loan.ceiling.small-enterprise";
    let place = place(case)?;
    match case.choice("borrower")? {
        "individual" => {
            let ceiling = case.figure(place, INDIVIDUAL)?;
            case.step("ceiling", yuan(ceiling), &[INDIVIDUAL], &[]);
            Ok(ceiling)
        }
        "small-enterprise" => {
            let ceiling = case.figure(place, FIRM)?;
            case.step("ceiling", yuan(ceiling), &[FIRM], &[]);
            Ok(ceiling)
        }
        _ => partnership_ceiling(case, place),
    }
}

/// The partners' personal ceilings together, raised, within the cap that holds for partnerships.
pub(super) fn partnership_ceiling(case: &Case, place: Place) -> Result<Decimal, Missing> {
    const LIMIT: &str = "startup-loan.partnership.limit";
    const UPLIFT: &str = "startup-loan.partnership.uplift";
    const INDIVIDUAL: &str = "startup-loan.ceiling.individual";
    const FIRM: &str = "startup-loan.ceiling.small-enterprise";
    const TOTAL: &str = "startup-loan.partnership.total";
    let limit = case.rule(place, LIMIT)?;
    let each = case.figure(place, INDIVIDUAL)?;
    let uplift = case.figure(place, UPLIFT)?;
    let partners = case.number("partners")?;
    let sum = each * partners * (HUNDRED + uplift) / HUNDRED;
    let cap = match limit {
        "uplift-and-firm-ceiling" => Some((FIRM, case.figure(place, FIRM)?)),
        "uplift-and-total" => Some((TOTAL, case.figure(place, TOTAL)?)),
        _ => None,
    };
    let inputs = [
        ("partners", Argument::Number(partners)),
        ("each", yuan(each)),
        ("uplift", percent(uplift)),
    ];
    case.step(
        "partners-together",
        yuan(sum),
        &[INDIVIDUAL, UPLIFT],
        &inputs,
    );
    let Some((figure, cap)) = cap else {
        return Ok(sum);
    };
    let ceiling = sum.min(cap);
    case.step(
        "partnership-cap",
        yuan(ceiling),
        &[LIMIT, figure],
        &[("sum", yuan(sum)), ("cap", yuan(cap))],
    );
    Ok(ceiling)
}

/// The part of the loan on which the treasury pays, in yuan.
pub(super) fn subsidised_principal(case: &Case) -> Result<Decimal, Missing> {
    let amount = case.number("amount")?;
    let ceiling = ceiling(case)?;
    let principal = amount.min(ceiling);
    case.step(
        "subsidised-principal",
        yuan(principal),
        &[],
        &[("amount", yuan(amount)), ("ceiling", yuan(ceiling))],
    );
    Ok(principal)
}
