//! One complete case: can the person have it, and what does it come to. What everything else in this
//! room calls again and again, so it keeps no working and says nothing.

use super::Verdict;
use crate::benefit::{Benefit, Case, Holds, Missing};
use rust_decimal::Decimal;

/// What one case comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// Whether the person can have it.
    pub verdict: Verdict,
    /// Each amount in the benefit's order, of a group of rows one for each row; `None` where this case
    /// has none.
    pub amounts: Vec<Option<Decimal>>,
}

/// Works one case out.
///
/// # Errors
/// What the case lacks; a rule that is missing for an amount alone leaves that amount out.
pub fn assess(benefit: &Benefit, case: &Case) -> Result<Assessment, Missing> {
    let mut amounts = Vec::with_capacity(benefit.amounts.len());
    let settled = |found: Result<Option<Decimal>, Missing>| match found {
        Err(lack) if lack.is_rule() => Ok(None),
        found => found,
    };
    for amount in benefit.amounts {
        match amount.row {
            Some(group) => {
                for row in 1..=case.rows(group) {
                    amounts.push(settled((amount.work_out)(&case.at(row)))?);
                }
            }
            None => amounts.push(settled((amount.work_out)(case))?),
        }
    }
    Ok(Assessment {
        verdict: verdict(benefit, case)?,
        amounts,
    })
}

/// The verdict of a case in which nothing is open but what no rule decides.
///
/// # Errors
/// What the case lacks.
pub(super) fn verdict(benefit: &Benefit, case: &Case) -> Result<Verdict, Missing> {
    (benefit.in_force)(case)?;
    let mut verdict = Verdict::Eligible;
    let mut missing = None;
    for condition in benefit.conditions {
        match (condition.check)(case) {
            Ok(Some(finding)) if finding.holds == Holds::No => return Ok(Verdict::NotEligible),
            Ok(Some(finding)) if finding.holds == Holds::Unknown => verdict = Verdict::Depends,
            Ok(_) => {}
            Err(lack) if lack.is_rule() => verdict = Verdict::Depends,
            Err(open) => missing = missing.or(Some(open)),
        }
    }
    missing.map_or(Ok(verdict), Err)
}
