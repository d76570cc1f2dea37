//! Goal seek: for which answers an amount is what a person wants.

use super::along::{Along, Wanted, first_step};
use super::{Pace, Span};
use crate::benefit::Missing;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// Where two roundings meet, an amount may go back by a 分 against its own direction; so far on either
/// side of the goal every step is looked at, up to so many of them.
const WAVERS_BY: Decimal = Decimal::from_parts(2, 0, 0, false, 2);
const EVERY_STEP: i64 = 4_000;

/// What is wanted: an amount from `least` to `most`, one of which may be open.
#[derive(Clone, Copy)]
pub struct Goal {
    /// The amount.
    pub wanted: Wanted,
    /// The least that is enough.
    pub least: Option<Decimal>,
    /// The most that is still enough.
    pub most: Option<Decimal>,
}

/// What stands at an end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The question allows no more.
    Limit,
    /// A rule changes there.
    Threshold,
    /// The amount reaches the goal there.
    Goal,
    /// Beyond it there is no such amount.
    NoAmount,
}

/// All answers of an interval reach the goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    /// Its first and last step.
    pub ends: [i64; 2],
    /// The amount there.
    pub amounts: [Decimal; 2],
    /// What stands there.
    pub edges: [Edge; 2],
}

/// Every answer that reaches a goal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Solution {
    /// In order; none where no answer does.
    pub intervals: Vec<Interval>,
    /// Where none does: the step at which the amount comes nearest, and the amount there.
    pub nearest: Option<(i64, Decimal)>,
}

impl Goal {
    /// How far an amount is from enough; zero when it is.
    fn short(&self, amount: Decimal) -> Decimal {
        let below = self.least.map_or(Decimal::ZERO, |least| least - amount);
        let above = self.most.map_or(Decimal::ZERO, |most| amount - most);
        below.max(above).max(Decimal::ZERO)
    }
}

/// Every answer along a line that reaches a goal.
///
/// # Errors
/// When the amount needs something that is missing.
pub async fn solve(along: &Along<'_>, goal: Goal, pace: &Pace) -> Result<Solution, Missing> {
    let mut found: Vec<Span> = Vec::new();
    let mut starts = Vec::new();
    let mut nearest: Option<(Decimal, i64, Decimal)> = None;
    for (from, to) in along.stretches(goal.wanted, pace).await? {
        starts.extend([from, to]);
        let mut marks = marks(along, goal, (from, to), pace).await?;
        marks.extend([from, to, to + 1]);
        marks.sort_unstable();
        marks.dedup();
        for pair in marks.windows(2) {
            let Some(amount) = along.value(goal.wanted, pair[0])? else {
                continue;
            };
            pace.took(1).await;
            let short = goal.short(amount);
            if nearest.is_none_or(|(least, ..)| short < least) {
                nearest = Some((short, pair[0], amount));
            }
            if short > Decimal::ZERO {
                continue;
            }
            match found.last_mut() {
                Some((_, last)) if *last + 1 >= pair[0] => *last = (*last).max(pair[1] - 1),
                _ => found.push((pair[0], pair[1] - 1)),
            }
        }
    }
    let mut solution = Solution::default();
    for (from, to) in found {
        let mut amounts = [Decimal::ZERO; 2];
        let mut edges = [Edge::Limit; 2];
        for (at, (end, beyond)) in [(from, from - 1), (to, to + 1)].into_iter().enumerate() {
            amounts[at] = along.value(goal.wanted, end)?.unwrap_or_default();
            if (0..=along.steps).contains(&beyond) {
                edges[at] = match along.value(goal.wanted, beyond)? {
                    None => Edge::NoAmount,
                    Some(_) if starts.contains(&end) && starts.contains(&beyond) => Edge::Threshold,
                    Some(_) => Edge::Goal,
                };
            }
        }
        pace.took(4).await;
        solution.intervals.push(Interval {
            ends: [from, to],
            amounts,
            edges,
        });
    }
    if solution.intervals.is_empty() {
        solution.nearest = nearest.map(|(_, at, amount)| (at, amount));
    }
    Ok(solution)
}

/// The steps of a stretch at which an amount may start or cease to be enough.
async fn marks(
    along: &Along<'_>,
    goal: Goal,
    (from, to): Span,
    pace: &Pace,
) -> Result<Vec<i64>, Missing> {
    let wavers = goal.wanted.0.unrounded.is_some();
    let ends = [
        along.unrounded(goal.wanted, from)?,
        along.unrounded(goal.wanted, to)?,
    ];
    let [Some(first), Some(last)] = ends else {
        return Ok(Vec::new());
    };
    let rises = first.cmp(&last) != Ordering::Greater;
    let mut marks = Vec::new();
    // From the first step of these on, the amount lies beyond the bound: at or over it where that is
    // the least, over it where it is the most, and the other way round on a falling stretch.
    for (bound, is_least) in [(goal.least, true), (goal.most, false)] {
        let Some(bound) = bound else { continue };
        let beyond = |amount: Decimal, bound: Decimal| match (rises, is_least) {
            (true, true) => amount >= bound,
            (true, false) => amount > bound,
            (false, true) => amount < bound,
            (false, false) => amount <= bound,
        };
        let margins: &[Decimal] = match (wavers, rises) {
            (false, _) => &[Decimal::ZERO],
            (true, true) => &[Decimal::from_parts(2, 0, 0, true, 2), WAVERS_BY],
            (true, false) => &[WAVERS_BY, Decimal::from_parts(2, 0, 0, true, 2)],
        };
        let mut zone = Vec::new();
        for margin in margins {
            let reached = |at: i64| {
                let amount = along.unrounded(goal.wanted, at)?;
                Ok(amount.is_some_and(|amount| beyond(amount, bound + *margin)))
            };
            let step = first_step(from - 1, to, pace, reached).await?;
            zone.push(step.unwrap_or(to + 1));
        }
        match zone[..] {
            [start, end] if end - start <= EVERY_STEP => marks.extend(start..=end),
            [_, _] => {
                let reached = |at: i64| {
                    let amount = along.value(goal.wanted, at)?;
                    Ok(amount.is_some_and(|amount| beyond(amount, bound)))
                };
                marks.extend(first_step(from - 1, to, pace, reached).await?);
            }
            _ => marks.extend(zone),
        }
    }
    marks.retain(|at| (from..=to).contains(at));
    Ok(marks)
}
