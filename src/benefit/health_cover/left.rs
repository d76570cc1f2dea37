//! What is left to pay, with the inclusive cover and without it, and whether the cover is worth its
//! price.

use super::super::short_forms::yuan;
use super::super::{Case, Missing};
use super::{BEIJING, basic::basic, bill::bill, cover::cover, serious::serious};
use rust_decimal::Decimal;

pub(super) const PREMIUM: &str = "health-cover.premium";

/// The price of a year's cover, in yuan.
pub(super) fn premium(case: &Case) -> Result<Decimal, Missing> {
    case.figure(BEIJING, PREMIUM)
}

/// What is left after basic insurance and serious-illness cover, in yuan.
pub(super) fn without_cover(case: &Case) -> Result<Decimal, Missing> {
    let (bill, basic, serious) = (bill(case)?, basic(case)?, serious(case)?);
    let left = bill - basic - serious;
    let inputs = [
        ("bill", yuan(bill)),
        ("basic", yuan(basic)),
        ("serious", yuan(serious)),
    ];
    case.step("left-without", yuan(left), &[], &inputs);
    Ok(left)
}

/// What is left after the inclusive cover as well, in yuan.
pub(super) fn with_cover(case: &Case) -> Result<Decimal, Missing> {
    let (without, cover) = (without_cover(case)?, cover(case, case)?);
    let left = without - cover;
    let inputs = [("without", yuan(without)), ("cover", yuan(cover))];
    case.step("left-with", yuan(left), &[], &inputs);
    Ok(left)
}

/// What the cover pays beyond its price, in yuan; negative when it pays less.
pub(super) fn worth(case: &Case) -> Result<Decimal, Missing> {
    let (cover, premium) = (cover(case, case)?, premium(case)?);
    let worth = cover - premium;
    let inputs = [("cover", yuan(cover)), ("premium", yuan(premium))];
    case.step("worth", yuan(worth), &[PREMIUM], &inputs);
    Ok(worth)
}
