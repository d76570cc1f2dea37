//! The bill of one person and one year, by who may pay for it.

use super::super::{Case, Missing};
use super::cover::LISTS;
use super::yuan;
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

/// Special drugs of one list.
pub(super) fn drugs(case: &Case, question: &'static str) -> Result<Decimal, Missing> {
    match case.choice("beyond_list")? {
        "drugs" | "both" => case.number(question),
        _ => Ok(Decimal::ZERO),
    }
}

/// Everything together.
pub(super) fn bill(case: &Case) -> Result<Decimal, Missing> {
    let (stays, outpatient, own) = (stays(case)?, outpatient(case)?, own(case)?);
    let mut special = Decimal::ZERO;
    for list in LISTS {
        if list.exists(case)? {
            special += drugs(case, list.question)?;
        }
    }
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
