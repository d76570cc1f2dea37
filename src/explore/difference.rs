//! Why did it change? The difference between two cases as causes that add up to it.
//!
//! Each changed answer and each figure that reads otherwise is a cause. What it is worth is its Shapley
//! value: the mean of what it adds over every order in which the causes could come about. Asked the
//! other way round, every part has the other sign.

use super::Pace;
use super::along::Wanted;
use crate::benefit::{Answers, Assumed, Benefit, Case, Elsewhere, Lack, Missing, StepsKept, Trace};
use crate::policy::{Place, Rulebook, Unit};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::cell::RefCell;

/// Exact for so many causes; of more, those of one kind are taken together.
const MOST_CAUSES: usize = 8;

/// One of the two cases.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// Its rules and their day.
    pub rulebook: Rulebook<'a>,
    /// What is answered.
    pub answers: Answers,
}

/// A cause.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// Other answers: one, and those that only it brings about.
    Answers(Vec<(&'static str, u8)>),
    /// Figures that read otherwise, and under whose rules.
    Figures(Vec<(Place, &'static str)>),
    /// The day itself, apart from the figures that it changes.
    Day,
}

/// The difference under one reading of the unsettled figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The candidates assumed, each with its position.
    pub assumed: Vec<(Assumed, usize)>,
    /// The amount of the first case; 0 where it has none.
    pub from: Decimal,
    /// The amount of the second.
    pub to: Decimal,
    /// What each cause adds; together exactly the difference.
    pub causes: Vec<(Cause, Decimal)>,
}

/// What lies between two cases, under every reading of the unsettled figures.
///
/// # Errors
/// When either amount needs something that is missing.
pub async fn difference(
    benefit: &'static Benefit,
    [from, to]: [&Side<'_>; 2],
    wanted: Wanted,
    pace: &Pace,
) -> Result<Vec<Difference>, Missing> {
    let mixed = Mixed {
        benefit,
        from,
        to,
        wanted,
    };
    let mut open = vec![Vec::new()];
    let mut found = Vec::new();
    while let Some(assumed) = open.pop() {
        match mixed.settled(&assumed, pace).await {
            Ok(difference) => found.push(difference),
            Err(lack) => match *lack {
                Lack::Candidate(entry, count) => open.extend((0..count).rev().map(|at| {
                    let mut assumed = assumed.clone();
                    assumed.push((entry, at));
                    assumed
                })),
                _ => return Err(lack),
            },
        }
    }
    Ok(found)
}

struct Mixed<'m, 'a> {
    benefit: &'static Benefit,
    from: &'m Side<'a>,
    to: &'m Side<'a>,
    wanted: Wanted,
}

impl Mixed<'_, '_> {
    async fn settled(
        &self,
        assumed: &[(Assumed, usize)],
        pace: &Pace,
    ) -> Result<Difference, Missing> {
        let answers = together(self.changed_answers());
        let figures = self.changed_figures(&answers, assumed, pace).await?;
        let mut causes = answers;
        causes.extend(
            figures
                .into_iter()
                .map(|figure| Cause::Figures(vec![figure])),
        );
        if self.from.rulebook.on != self.to.rulebook.on {
            causes.push(Cause::Day);
        }
        causes = together(causes);
        let worth = match self.coalitions(&causes, assumed, pace).await {
            Err(lack) if matches!(*lack, Lack::Answer(..)) => {
                // Some answers only make sense together.
                causes = all_answers_as_one(causes);
                self.coalitions(&causes, assumed, pace).await?
            }
            worth => worth?,
        };
        let places = match self.wanted.0.unit {
            Unit::Yuan => 2,
            _ => 4,
        };
        let parts = shares(&worth, causes.len(), places);
        let mut causes: Vec<_> = causes.into_iter().zip(parts).collect();
        causes.retain(|(_, part)| !part.is_zero());
        Ok(Difference {
            assumed: assumed.to_vec(),
            from: worth.first().copied().unwrap_or_default(),
            to: worth.last().copied().unwrap_or_default(),
            causes,
        })
    }

    /// The answers that differ; one that is asked only after another goes with that one.
    fn changed_answers(&self) -> Vec<Cause> {
        let mut changed: Vec<(&'static str, u8)> = Vec::new();
        for question in self.benefit.questions() {
            let rows = match question.row {
                Some(group) => {
                    1..=self
                        .from
                        .answers
                        .rows(group)
                        .max(self.to.answers.rows(group))
                }
                None => 0..=0,
            };
            for row in rows {
                let [before, after] =
                    [self.from, self.to].map(|side| side.answers.get(question.id, row));
                if before != after {
                    changed.push((question.id, row));
                }
            }
        }
        let mut causes: Vec<Vec<(&'static str, u8)>> = Vec::new();
        for (question, row) in changed {
            let only_one = [self.from, self.to]
                .iter()
                .any(|side| side.answers.get(question, row).is_none());
            let parent = self.benefit.question(question).and_then(|q| q.asked_when);
            let with = causes.iter_mut().find(|cause| {
                only_one
                    && parent.is_some_and(|(parent, _)| {
                        cause.contains(&(parent, self.benefit.row_of(parent, row)))
                    })
            });
            match with {
                Some(cause) => cause.push((question, row)),
                None => causes.push(vec![(question, row)]),
            }
        }
        causes.into_iter().map(Cause::Answers).collect()
    }

    /// The figures that read otherwise in the second case, of all that any mixture reads.
    async fn changed_figures(
        &self,
        answers: &[Cause],
        assumed: &[(Assumed, usize)],
        pace: &Pace,
    ) -> Result<Vec<(Place, &'static str)>, Missing> {
        let mut read: Vec<Assumed> = Vec::new();
        let every = 1usize << answers.len();
        for mixture in 0..every {
            for side in [self.from, self.to] {
                let trace = RefCell::new(Trace::keeping(StepsKept::None));
                let case = self.case(side.rulebook, answers, mixture, assumed);
                match (self.wanted.0.work_out)(&case.traced(&trace).at(self.wanted.1)) {
                    Err(lack) if matches!(*lack, Lack::Candidate(..)) => return Err(lack),
                    _ => read.extend(trace.into_inner().figures),
                }
                pace.took(1).await;
            }
        }
        let mut changed: Vec<(Place, &'static str)> = Vec::new();
        for (place, figure, _) in read {
            let [before, after] = [self.from, self.to].map(|side| {
                let ruling = side.rulebook.ruling(place, figure);
                let entry = ruling.and_then(|ruling| ruling.reading.entry);
                entry.map(|entry| {
                    (
                        entry.from,
                        entry.until,
                        entry.values.len(),
                        std::ptr::from_ref(entry),
                    )
                })
            });
            if before != after && !changed.iter().any(|(_, known)| *known == figure) {
                changed.push((place, figure));
            }
        }
        changed.sort_unstable_by_key(|(_, figure)| *figure);
        Ok(changed)
    }

    /// The first case with the causes of a mixture (a bit for each) as they are in the second.
    fn case<'c>(
        &self,
        rulebook: Rulebook<'c>,
        causes: &[Cause],
        mixture: usize,
        assumed: &[(Assumed, usize)],
    ) -> Case<'c> {
        let mut answers = self.from.answers.clone();
        answers.more_rows(&self.to.answers);
        for (at, cause) in causes.iter().enumerate() {
            if let Cause::Answers(changed) = cause
                && mixture & (1 << at) != 0
            {
                for (question, row) in changed {
                    match self.to.answers.get(question, *row) {
                        Some(answer) => answers.set(question, *row, answer),
                        None => answers.unset(question, *row),
                    }
                }
            }
        }
        let case = Case::new(rulebook, answers);
        assumed
            .iter()
            .fold(case, |case, (entry, at)| case.assuming(*entry, *at))
    }

    /// The amount of every mixture.
    async fn coalitions(
        &self,
        causes: &[Cause],
        assumed: &[(Assumed, usize)],
        pace: &Pace,
    ) -> Result<Vec<Decimal>, Missing> {
        let mut worth = Vec::new();
        for mixture in 0..1usize << causes.len() {
            let has = |at: usize| mixture & (1 << at) != 0;
            let day = causes.iter().position(|cause| *cause == Cause::Day);
            let rules = match day.is_some_and(has) {
                true => self.to.rulebook,
                false => self.from.rulebook,
            };
            let mut elsewhere = Elsewhere {
                on: rules.on,
                figures: Vec::new(),
            };
            for (at, cause) in causes.iter().enumerate() {
                if let Cause::Figures(figures) = cause {
                    let side = if has(at) { self.to } else { self.from };
                    let read = figures.iter().map(|(_, figure)| (*figure, side.rulebook));
                    elsewhere.figures.extend(read);
                }
            }
            let case = self.case(rules, causes, mixture, assumed);
            let case = case.reading(&elsewhere).at(self.wanted.1);
            let amount = match case.fits(self.benefit) {
                true => (self.wanted.0.work_out)(&case)?,
                false => None,
            };
            worth.push(amount.unwrap_or_default());
            pace.took(1).await;
        }
        Ok(worth)
    }
}

/// At most so many causes as can be told apart exactly: first all figures as one, then the last
/// answers.
fn together(causes: Vec<Cause>) -> Vec<Cause> {
    if causes.len() <= MOST_CAUSES {
        return causes;
    }
    let mut answers = Vec::new();
    let mut figures = Vec::new();
    let mut day = false;
    for cause in causes {
        match cause {
            Cause::Answers(changed) => answers.push(changed),
            Cause::Figures(changed) => figures.extend(changed),
            Cause::Day => day = true,
        }
    }
    let room = MOST_CAUSES - usize::from(!figures.is_empty()) - usize::from(day);
    if answers.len() > room {
        let last = answers.split_off(room - 1).concat();
        answers.push(last);
    }
    let mut causes: Vec<Cause> = answers.into_iter().map(Cause::Answers).collect();
    if !figures.is_empty() {
        causes.push(Cause::Figures(figures));
    }
    if day {
        causes.push(Cause::Day);
    }
    causes
}

fn all_answers_as_one(causes: Vec<Cause>) -> Vec<Cause> {
    let mut answers = Vec::new();
    let mut others = Vec::new();
    for cause in causes {
        match cause {
            Cause::Answers(changed) => answers.extend(changed),
            other => others.push(other),
        }
    }
    let mut causes = vec![Cause::Answers(answers)];
    causes.extend(others);
    causes
}

/// The Shapley value of each cause, from the worth of every mixture, to so many places. Each is cut
/// towards zero; what is then still missing of the whole goes, one unit each, to those that lost most
/// by it, in the order of the causes where they lost the same.
fn shares(worth: &[Decimal], causes: usize, places: u32) -> Vec<Decimal> {
    let unit = Decimal::from(10_i64.pow(places));
    let units = |value: &Decimal| (value * unit).round().to_i128().unwrap_or_default();
    let worth: Vec<i128> = worth.iter().map(units).collect();
    let factorial = |n: usize| (1..=n as i128).product::<i128>();
    let orders = factorial(causes);
    let total =
        worth.last().copied().unwrap_or_default() - worth.first().copied().unwrap_or_default();
    let mut parts = Vec::new();
    for cause in 0..causes {
        let mut sum = 0;
        for mixture in 0..worth.len() {
            if mixture & (1 << cause) == 0 {
                let before = mixture.count_ones() as usize;
                let weight = factorial(before) * factorial(causes - 1 - before);
                sum += weight * (worth[mixture | (1 << cause)] - worth[mixture]);
            }
        }
        parts.push((sum / orders, sum % orders));
    }
    let mut missing = total - parts.iter().map(|(whole, _)| whole).sum::<i128>();
    let mut order: Vec<usize> = (0..causes).collect();
    let sign = missing.signum();
    order.sort_by_key(|at| -sign * parts[*at].1);
    for at in order {
        if missing != 0 {
            parts[at].0 += sign;
            missing -= sign;
        }
    }
    let decimal = |(whole, _): &(i128, i128)| Decimal::from_i128_with_scale(*whole, places);
    parts.iter().map(decimal).collect()
}

#[cfg(test)]
mod tests {
    use super::shares;
    use rust_decimal::Decimal;

    /// The glove game of the textbooks: one left glove, two right ones; a pair is worth 1. The left
    /// glove's value is 2/3, each right one's 1/6 (Shapley 1953; Osborne and Rubinstein 1994, 289).
    #[test]
    fn the_glove_game() {
        let worth = [0, 0, 0, 1, 0, 1, 0, 1].map(|pairs: i64| Decimal::new(pairs * 600, 2));
        let parts = shares(&worth, 3, 2);
        assert_eq!(parts.map_to_string(), ["4.00", "1.00", "1.00"]);
    }

    trait Shown {
        fn map_to_string(&self) -> Vec<String>;
    }

    impl Shown for Vec<Decimal> {
        fn map_to_string(&self) -> Vec<String> {
            self.iter().map(Decimal::to_string).collect()
        }
    }

    #[test]
    fn the_last_cent_is_shared_and_the_signs_turn() {
        let cent = |cents| Decimal::new(cents, 2);
        // Three equal causes of one 分 in all.
        let there: Vec<Decimal> = (0..8)
            .map(|mixture| cent(i64::from(mixture == 7)))
            .collect();
        let back: Vec<Decimal> = there.iter().rev().copied().collect();
        assert_eq!(shares(&there, 3, 2), [cent(1), cent(0), cent(0)]);
        assert_eq!(shares(&back, 3, 2), [cent(-1), cent(0), cent(0)]);
    }
}
