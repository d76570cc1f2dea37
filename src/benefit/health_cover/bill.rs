//! The bill of one person and one year, by who may pay for it.

use super::super::short_forms::yuan;
use super::super::{Case, Missing};
use super::cover::{DrugList, LISTS};
use rust_decimal::Decimal;

/// Hospital stays, what is on the insurance list.
pub(super) fn stays(case: &Case) -> Result<Decimal, Missing> {
    case.number("inpatient_cost")
}

/// Outpatient care, what is on the insurance list.
pub(super) fn outpatient(case: &Case) -> Result<Decimal, Missing> {
    match case.choice("outpatient_place")? {
        "none" => Ok(Decimal::ZERO),
        _ => case.number("outpatient_cost"),
    }
}

/// Hospital stays, what is not on the insurance list.
pub(super) fn own(case: &Case) -> Result<Decimal, Missing> {
    match case.choice("beyond_list")? {
        "hospital" | "both" => case.number("own_cost"),
        _ => Ok(Decimal::ZERO),
    }
}

/// Of that, one drug and one implant that cost so much that a limit of their own may bite.
pub(super) fn big_items(case: &Case) -> Result<[Decimal; 2], Missing> {
    let own = own(case)?;
    if own.is_zero() {
        return Ok([Decimal::ZERO; 2]);
    }
    let big = case.choice("big_item")?;
    let of = |question, kind| match big == kind || big == "both" {
        true => case.number(question),
        false => Ok(Decimal::ZERO),
    };
    let drug = of("own_cost_drug", "drug")?.min(own);
    let implant = of("own_cost_implant", "implant")?.min(own - drug);
    Ok([drug, implant])
}

/// The lists of special drugs that the bill has and the edition knows, each with its cost.
pub(super) fn drugs(case: &Case) -> Result<Vec<(&'static DrugList, Decimal)>, Missing> {
    let mut found = Vec::new();
    if matches!(case.choice("beyond_list")?, "drugs" | "both") {
        for list in LISTS {
            if list.exists(case)? {
                found.push((list, case.number(list.question)?));
            }
        }
    }
    Ok(found)
}

/// All special drugs.
pub(super) fn special(case: &Case) -> Result<Decimal, Missing> {
    Ok(drugs(case)?.iter().map(|(_, cost)| *cost).sum())
}

/// Everything together.
pub(super) fn bill(case: &Case) -> Result<Decimal, Missing> {
    let (stays, outpatient, own) = (stays(case)?, outpatient(case)?, own(case)?);
    let special = special(case)?;
    let all = stays + outpatient + own + special;
    let inputs = [
        ("stays", yuan(stays)),
        ("outpatient", yuan(outpatient)),
        ("own", yuan(own)),
        ("drugs", yuan(special)),
    ];
    case.step("bill", yuan(all), &[], &inputs);
    Ok(all)
}
