//! One number answered in every allowed way, all other answers as they are.

use super::{Pace, Survey};
use crate::benefit::{Amount, Answer, Benefit, Case, Kind, Missing};
use crate::money::HUNDRED;
use crate::policy::{Date, Unit};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Room for so many cases in which the cuts of a number may differ.
const ROOM: usize = 1_000;

/// A number or a day along its whole range. Its values are counted from the least one in steps of the
/// smallest difference that an answer may have: a 分, a month, a day.
#[derive(Clone)]
pub struct Along<'a> {
    benefit: &'static Benefit,
    case: Case<'a>,
    question: &'static str,
    row: u8,
    least: Decimal,
    step: Decimal,
    days: bool,
    /// How many steps there are up to the most.
    pub steps: i64,
}

/// An amount of one row (0: of none).
pub type Wanted = (&'static Amount, u8);

impl<'a> Along<'a> {
    /// The range of a question in a row (0: asked once), from `least` to `most` where those are inside
    /// its limits; `None` for a question that is no number and no day.
    pub fn new(
        benefit: &'static Benefit,
        case: &Case<'a>,
        (question, row): (&'static str, u8),
        [least, most]: [Option<Decimal>; 2],
    ) -> Option<Along<'a>> {
        let kind = benefit.question(question)?.kind;
        let (first, last) = kind.limits()?;
        let (step, days) = match kind {
            Kind::Number { decimals, .. } => (Decimal::new(1, decimals), false),
            _ => (Decimal::ONE, true),
        };
        let least = least.map_or(first, |least| least.clamp(first, last));
        let most = most.map_or(last, |most| most.clamp(least, last));
        Some(Along {
            benefit,
            case: case.clone(),
            question,
            row,
            least,
            step,
            days,
            steps: ((most - least) / step).trunc().to_i64()?,
        })
    }

    /// The same line for a case that assumes more.
    pub fn of(&self, case: &Case<'a>) -> Along<'a> {
        Along {
            case: case.clone(),
            ..self.clone()
        }
    }

    /// The case that it starts from.
    pub fn case(&self) -> &Case<'a> {
        &self.case
    }

    /// The number so many steps above the least.
    pub fn number(&self, at: i64) -> Decimal {
        self.least + self.step * Decimal::from(at)
    }

    /// Over how much an amount's rise is told: a hundred yuan, one of anything else.
    pub fn bend_over(&self) -> Decimal {
        match self
            .benefit
            .question(self.question)
            .map(|question| question.kind)
        {
            Some(Kind::Number {
                unit: Unit::Yuan, ..
            }) => HUNDRED,
            _ => Decimal::ONE,
        }
    }

    /// The least number, counted in steps from zero.
    pub fn base(&self) -> Option<i64> {
        (self.least / self.step).trunc().to_i64()
    }

    /// The answer so many steps above the least.
    pub fn answer(&self, at: i64) -> Option<Answer> {
        let number = self.number(at);
        match self.days {
            true => Date::from_number(number).map(Answer::Day),
            false => Some(Answer::Number(number)),
        }
    }

    /// How many steps above the least an answer is; `None` for one that is none of them.
    pub fn step_of(&self, answer: &Answer) -> Option<i64> {
        let number = match answer {
            Answer::Number(number) => *number,
            Answer::Day(day) => day.number(),
            Answer::Choice(_) => return None,
        };
        let steps = ((number - self.least) / self.step).floor().to_i64()?;
        (0..=self.steps).contains(&steps).then_some(steps)
    }

    /// An amount there; `None` where there is none, or where the answers do not fit together.
    ///
    /// # Errors
    /// When anything else is missing.
    pub fn value(&self, (amount, row): Wanted, at: i64) -> Result<Option<Decimal>, Missing> {
        self.worked(at, |case| (amount.work_out)(&case.at(row)))
    }

    /// The same before rounding, where several roundings meet in it.
    ///
    /// # Errors
    /// When anything else is missing.
    pub fn unrounded(&self, (amount, row): Wanted, at: i64) -> Result<Option<Decimal>, Missing> {
        let work_out = amount.unrounded.unwrap_or(amount.work_out);
        self.worked(at, |case| work_out(&case.at(row)))
    }

    fn worked<T>(
        &self,
        at: i64,
        work_out: impl FnOnce(&Case<'a>) -> Result<Option<T>, Missing>,
    ) -> Result<Option<T>, Missing> {
        let Some(answer) = self.answer(at) else {
            return Ok(None);
        };
        let case = self.case.answered(self.question, self.row, answer);
        match case.fits(self.benefit) {
            true => work_out(&case),
            false => Ok(None),
        }
    }

    /// The ends of the range, and the steps next to every value at which a rule changes, in order.
    /// Between two of them every amount rises or falls steadily.
    pub async fn cuts(&self, pace: &Pace) -> Vec<i64> {
        let blank = self.case.without(self.question, self.row).at(self.row);
        let cuts = |case: &Case<'a>| (self.benefit.cuts)(case, self.question);
        let mut found = vec![0, self.steps];
        let mut survey = Survey::new(self.benefit, &blank, ROOM, &cuts);
        while let Some(leaf) = survey.next() {
            if let super::Leaf::Found(cuts) = leaf {
                for cut in cuts {
                    let steps = (cut - self.least) / self.step;
                    let ends = [steps.floor(), steps.ceil()];
                    found.extend(ends.iter().filter_map(Decimal::to_i64));
                }
            }
            pace.took(survey.worked()).await;
        }
        found.retain(|at| (0..=self.steps).contains(at));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The stretches between two cuts on which an amount has a value.
    ///
    /// # Errors
    /// When the amount needs something that is missing.
    pub async fn stretches(&self, wanted: Wanted, pace: &Pace) -> Result<Vec<(i64, i64)>, Missing> {
        let cuts = self.cuts(pace).await;
        let mut found = Vec::new();
        if let [only] = cuts[..]
            && self.value(wanted, only)?.is_some()
        {
            found.push((only, only));
        }
        for pair in cuts.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let there = [self.value(wanted, from)?, self.value(wanted, to)?];
            pace.took(2).await;
            match there.map(|value| value.is_some()) {
                [true, true] => found.push((from, to)),
                [false, false] => {}
                [first, _] => {
                    // The last step from its end that still has a value.
                    let (mut in_it, mut out) = if first { (from, to) } else { (to, from) };
                    while (in_it - out).abs() > 1 {
                        let middle = in_it + (out - in_it) / 2;
                        match self.value(wanted, middle)? {
                            Some(_) => in_it = middle,
                            None => out = middle,
                        }
                        pace.took(1).await;
                    }
                    found.push(if first { (from, in_it) } else { (in_it, to) });
                }
            }
        }
        Ok(found)
    }
}

/// The first step after `from`, up to `to`, at which `reached` holds, which from there on holds for
/// ever; `None` when it holds at none.
///
/// # Errors
/// The first error of `reached`.
pub async fn first_step(
    from: i64,
    to: i64,
    pace: &Pace,
    reached: impl Fn(i64) -> Result<bool, Missing>,
) -> Result<Option<i64>, Missing> {
    if !reached(to)? {
        return Ok(None);
    }
    let (mut below, mut there) = (from, to);
    while there - below > 1 {
        let middle = below + (there - below) / 2;
        match reached(middle)? {
            true => there = middle,
            false => below = middle,
        }
        pace.took(1).await;
    }
    Ok(Some(there))
}
