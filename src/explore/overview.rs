//! Where a person stands with a benefit while most is blank: what it could be worth, and if it is out,
//! why and what would bring it in.

use super::outcome::{bounds, condition};
use super::stack::worth;
use super::{Blank, ConditionOutcome, Pace, Verdict, WayIn, way_in};
use crate::benefit::{Answer, Benefit, Case, Holds, Lack, StepsKept, Trace};
use rust_decimal::{Decimal, RoundingStrategy};
use std::cell::RefCell;

/// Where a person stands with a benefit.
pub struct Standing {
    /// Whether it can be had.
    pub verdict: Verdict,
    /// What it is worth at least, in yuan a year; 0 while it is open whether it can be had.
    pub low: Decimal,
    /// What it is worth at most, in yuan a year; `None` where too much is open to say.
    pub high: Option<Decimal>,
    /// Whether `high` is an outer bound, which it may not reach.
    pub outer: bool,
    /// The conditions that fail whatever is still answered.
    pub failing: Vec<ConditionOutcome>,
    /// What would bring it in, where they fail.
    pub way: Option<WayIn>,
    /// What stands in the way when there is no rule.
    pub no_rule: Option<Lack>,
}

/// Finds out where a person stands who may pick among some answers: with the first of those with which
/// the fewest conditions fail. Gives the case with what was picked, too.
pub async fn best_standing<'a>(
    benefit: &'static Benefit,
    case: &Case<'a>,
    question: &'static str,
    answers: &[Answer],
    pace: &Pace,
) -> (Standing, Case<'a>, Option<Answer>) {
    let mut best: Option<(Standing, Case<'a>, Option<Answer>)> = None;
    for answer in answers {
        let case = case.answered(question, 0, *answer);
        let mut found = standing(benefit, &case, pace).await;
        // What was picked is the best of what may be.
        if let Some(way) = &mut found.way {
            way.ways
                .retain(|way| way.iter().all(|change| change.question != question));
        }
        if best.as_ref().is_none_or(|best| far(&found) < far(&best.0)) {
            best = Some((found, case, Some(*answer)));
        }
    }
    match best {
        Some(best) => best,
        None => (standing(benefit, case, pace).await, case.clone(), None),
    }
}

/// How far a benefit is from being had: by the conditions that fail, and farthest where there is no rule.
fn far(standing: &Standing) -> usize {
    match standing.verdict {
        Verdict::NoRule => usize::MAX,
        _ => standing.failing.len(),
    }
}

/// Finds out where a person stands.
pub async fn standing(benefit: &'static Benefit, case: &Case<'_>, pace: &Pace) -> Standing {
    let (worth, no_rule) = worth(benefit, case, pace).await;
    let mut standing = Standing {
        verdict: worth.verdict,
        low: worth.low,
        high: worth.high,
        outer: false,
        failing: Vec::new(),
        way: None,
        no_rule,
    };
    pace.took(1).await;
    if let (None, Some(gain)) = (worth.high, &benefit.gain) {
        let found = bounds(benefit, case, &gain.within, 0).ok();
        let up = RoundingStrategy::ToPositiveInfinity;
        standing.high = found.map(|[_, most]| most.round_dp_with_strategy(2, up));
        standing.outer = true;
    }
    if worth.verdict == Verdict::NotEligible {
        let unread = RefCell::new(Trace::keeping(StepsKept::None));
        for check in benefit.conditions {
            let found = condition(benefit, case, &unread, check);
            standing
                .failing
                .extend(found.filter(|found| found.holds == Holds::No));
            pace.took(1).await;
        }
        standing.way = Some(way_in(benefit, case, Blank::Passes, pace).await);
    }
    standing
}
