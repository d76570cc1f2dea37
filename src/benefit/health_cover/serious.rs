//! Serious-illness cover in Beijing: it pays on what basic insurance leaves of the year's cost on
//! the list, above a threshold. Figures: `serious-illness.*`.

use super::super::short_forms::yuan;
use super::super::{Case, Missing};
use super::bands::paid_by;
use super::{BEIJING, basic, bill};
use crate::money::to_cent;
use crate::policy::Band;
use rust_decimal::Decimal;

/// What basic insurance leaves of the cost on its list, in yuan.
pub(super) fn left_by_basic(case: &Case) -> Result<Decimal, Missing> {
    Ok(bill::stays(case)? + bill::outpatient(case)? - basic::basic(case)?)
}

/// The threshold, what is paid above it, and their figures.
pub(super) fn terms(case: &Case) -> Result<(Decimal, Vec<Band>, [&'static str; 2]), Missing> {
    let figures = match (case.yes("hardship")?, case.choice("insurance")?) {
        (true, _) => [
            "serious-illness.threshold.hardship",
            "serious-illness.rate.hardship",
        ],
        (_, "employee") => ["serious-illness.threshold.employee", "serious-illness.rate"],
        _ => ["serious-illness.threshold.resident", "serious-illness.rate"],
    };
    let threshold = case.figure(BEIJING, figures[0])?;
    Ok((threshold, case.bands(BEIJING, figures[1])?, figures))
}

/// What serious-illness cover pays, in yuan; typed by whoever has another one than Beijing's.
pub(super) fn serious(case: &Case) -> Result<Decimal, Missing> {
    let own = left_by_basic(case)?;
    if !basic::in_beijing(case)? {
        return Ok(case.number("serious_paid")?.min(own));
    }
    let (threshold, bands, figures) = terms(case)?;
    let paid = to_cent(paid_by(&bands, own - threshold));
    let inputs = [("own", yuan(own)), ("threshold", yuan(threshold))];
    case.step("serious", yuan(paid), &figures, &inputs);
    Ok(paid)
}
