//! The next question: the one whose answer narrows the result most.

use super::{Leaf, Pace, Survey};
use crate::benefit::{Answer, Benefit, Case, Condition, Holds, Looks, Missing, Question, WorkOut};
use rust_decimal::Decimal;
use std::cell::RefCell;
use std::rc::Rc;

/// A question in a row (0: asked once).
pub type Asked = (&'static str, u8);

/// Room for so many cases of one condition or amount.
const ROOM: usize = 5_000;
/// The same while answers are only tried.
const TRIAL_ROOM: usize = 300;

/// What is still worth asking.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asking {
    /// The question whose answer narrows the result most; `None` when nothing is worth asking.
    pub next: Option<Asked>,
    /// Whether the verdict is settled, whatever else is answered.
    pub settled: bool,
    /// The blank questions that can still change the result, in the order of the form.
    pub open: Vec<Asked>,
    /// The blank questions that cannot change it any more.
    pub aside: Vec<Asked>,
}

/// What the cases of one condition have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Always {
    Fulfilled,
    Failed,
    /// No rule, or nobody can say.
    Unknown,
    Open,
}

/// What a case leaves open about the verdict.
struct Remaining {
    decided: bool,
    out: bool,
    asked: Vec<Asked>,
}

/// Finds the next question for what is answered so far.
pub async fn next_question(benefit: &'static Benefit, case: &Case<'_>, pace: &Pace) -> Asking {
    let blank = blank(benefit, case);
    let verdict = remaining(benefit, case, ROOM, pace).await;
    let mut open = verdict.asked.clone();
    if !verdict.out {
        for (work_out, row) in amounts(benefit, case, false) {
            let work_out = |case: &Case<'_>| work_out(&case.at(row));
            match looked_at(benefit, case, &work_out, pace).await {
                Some(asked) => open.extend(asked),
                // Too many cases to see them all: any blank may matter.
                None => open.extend(&blank),
            }
        }
    }
    let (open, aside): (Vec<Asked>, Vec<Asked>) =
        blank.into_iter().partition(|asked| open.contains(asked));
    let next = match (verdict.decided, verdict.out) {
        (false, _) => narrowing_verdict(benefit, case, &open, &verdict.asked, pace).await,
        (true, false) => narrowing_amounts(benefit, case, &open, pace).await,
        (true, true) => None,
    };
    Asking {
        next,
        settled: verdict.decided,
        open,
        aside,
    }
}

/// The questions without an answer that are asked of this person, in the order of the form.
fn blank(benefit: &Benefit, case: &Case) -> Vec<Asked> {
    let mut blank = Vec::new();
    for question in benefit.questions() {
        let rows = match question.row {
            Some(group) => 1..=case.rows(group),
            None => 0..=0,
        };
        for row in rows {
            let given = |id: &'static str| case.at(row).given_answer(id);
            let may_be = may_be_asked(benefit, question, &given);
            if may_be && given(question.id).is_none() {
                blank.push((question.id, row));
            }
        }
    }
    blank
}

/// Whether a question is asked, or may be once one before it is answered.
fn may_be_asked(
    benefit: &Benefit,
    question: &Question,
    given: &dyn Fn(&'static str) -> Option<Answer>,
) -> bool {
    question.asked_when.is_none_or(|(other, _)| {
        let unanswered = given(other).is_none();
        let other = benefit.question(other);
        match unanswered {
            true => other.is_some_and(|other| may_be_asked(benefit, other, given)),
            false => benefit.is_asked(question.id, given),
        }
    })
}

type Amounts = Vec<(WorkOut, u8)>;

/// The amounts with their rows: those of the headline, or all.
fn amounts(benefit: &'static Benefit, case: &Case, headline: bool) -> Amounts {
    let mut found = Vec::new();
    for amount in benefit.amounts {
        let named = benefit.answer.needs.contains(&amount.id)
            || benefit.answer.parts.contains(&amount.id)
            || benefit.answer.whole == Some(amount.id);
        if headline && !named {
            continue;
        }
        let rows = match amount.row {
            Some(group) => 1..=case.rows(group),
            None => 0..=0,
        };
        found.extend(rows.map(|row| (amount.work_out, row)));
    }
    found
}

/// All that the work may look at; `None` where there are too many cases.
async fn looked_at<'a, T>(
    benefit: &Benefit,
    case: &Case<'a>,
    work_out: &dyn Fn(&Case<'a>) -> Result<T, Missing>,
    pace: &Pace,
) -> Option<Vec<Asked>> {
    let looks = Rc::new(RefCell::new(Looks::default()));
    let watched = |case: &Case<'a>| work_out(&case.watched(&looks));
    let mut survey = Survey::new(benefit, case, ROOM, &watched);
    while survey.next().is_some() {
        pace.took(survey.worked()).await;
    }
    let complete = survey.is_complete();
    let looks = looks.take().into_iter();
    let looks = looks.map(|(question, row)| (question, benefit.row_of(question, row)));
    complete.then(|| looks.collect())
}

async fn remaining(benefit: &Benefit, case: &Case<'_>, room: usize, pace: &Pace) -> Remaining {
    let in_force = |case: &Case<'_>| (benefit.in_force)(case).map(|()| Always::Fulfilled);
    let (rule, mut asked) = always(benefit, case, room, &in_force, pace).await;
    if rule == Always::Unknown {
        return Remaining {
            decided: true,
            out: true,
            asked: Vec::new(),
        };
    }
    let mut open = rule == Always::Open;
    for condition in benefit.conditions {
        let check = |case: &Case<'_>| holds(condition, case);
        let (state, by) = always(benefit, case, room, &check, pace).await;
        match state {
            Always::Failed if rule == Always::Fulfilled => {
                return Remaining {
                    decided: true,
                    out: true,
                    asked: Vec::new(),
                };
            }
            Always::Open => {
                open = true;
                asked.extend(by);
            }
            _ => {}
        }
    }
    asked.sort_unstable();
    asked.dedup();
    Remaining {
        decided: !open,
        out: false,
        asked,
    }
}

fn holds(condition: &Condition, case: &Case) -> Result<Always, Missing> {
    let finding = match (condition.check)(case) {
        Err(lack) if lack.is_rule() => return Ok(Always::Unknown),
        finding => finding?,
    };
    Ok(match finding.map(|finding| finding.holds) {
        None | Some(Holds::Yes) => Always::Fulfilled,
        Some(Holds::No) => Always::Failed,
        Some(Holds::Unknown) => Always::Unknown,
    })
}

async fn always<'a>(
    benefit: &Benefit,
    case: &Case<'a>,
    room: usize,
    check: &dyn Fn(&Case<'a>) -> Result<Always, Missing>,
    pace: &Pace,
) -> (Always, Vec<Asked>) {
    let mut survey = Survey::new(benefit, case, room, check);
    let mut common = None;
    while let Some(leaf) = survey.next() {
        let here = match leaf {
            Leaf::Found(here) => here,
            Leaf::NoRule(_) => Always::Unknown,
        };
        common = match common {
            None => Some(here),
            Some(before) if before == here => common,
            Some(_) => Some(Always::Open),
        };
        pace.took(survey.worked()).await;
    }
    let common = common.filter(|_| survey.is_complete());
    (common.unwrap_or(Always::Open), survey.asked().to_vec())
}

/// With so few questions left the search looks two answers ahead.
const FEW: usize = 5;

/// The question after which the fewest are left, on average over what could be answered.
async fn narrowing_verdict(
    benefit: &Benefit,
    case: &Case<'_>,
    open: &[Asked],
    asked: &[Asked],
    pace: &Pace,
) -> Option<Asked> {
    // In the order of the form, so that the first of equals is asked.
    let open: Vec<Asked> = open
        .iter()
        .filter(|open| asked.contains(open))
        .copied()
        .collect();
    let ahead = if open.len() <= FEW { 2 } else { 1 };
    let (_, best) = fewest(benefit, case, &open, ahead, pace).await;
    best.or(open.first().copied())
}

/// How many questions are still to be answered on average when the best of these is asked now, looking
/// so many answers ahead; and that question.
async fn fewest(
    benefit: &Benefit,
    case: &Case<'_>,
    open: &[Asked],
    ahead: u8,
    pace: &Pace,
) -> (Decimal, Option<Asked>) {
    let mut best = (Decimal::MAX, None);
    for (question, row) in open.iter().copied() {
        let Ok(answers) = case.at(row).corners(benefit, question) else {
            continue;
        };
        let count = Decimal::from(answers.len().max(1));
        let mut left = Decimal::ZERO;
        for answer in answers {
            let case = case.answered(question, row, answer);
            let then = remaining(benefit, &case, TRIAL_ROOM, pace).await;
            if then.decided {
                continue;
            }
            left += match ahead {
                0 | 1 => Decimal::from(then.asked.len().max(1)),
                _ => {
                    let next = fewest(benefit, &case, &then.asked, ahead - 1, pace);
                    let (then, _) = Box::pin(next).await;
                    Decimal::ONE + then.min(Decimal::ONE_HUNDRED)
                }
            };
        }
        if left / count < best.0 {
            best = (left / count, Some((question, row)));
        }
    }
    best
}

/// The question after which the amounts of the headline are narrowest, on average over what could be
/// answered.
async fn narrowing_amounts(
    benefit: &'static Benefit,
    case: &Case<'_>,
    open: &[Asked],
    pace: &Pace,
) -> Option<Asked> {
    let amounts = amounts(benefit, case, true);
    let before = widths(benefit, case, &amounts, pace).await;
    let mut best: Option<(Decimal, Asked)> = None;
    for (question, row) in open.iter().copied() {
        let Ok(answers) = case.at(row).corners(benefit, question) else {
            continue;
        };
        let mut left = Decimal::ZERO;
        let count = Decimal::from(answers.len().max(1));
        for answer in answers {
            let case = case.answered(question, row, answer);
            let after = widths(benefit, &case, &amounts, pace).await;
            for (before, after) in before.iter().zip(&after) {
                left += match (before, after) {
                    (_, None) => Decimal::ONE,
                    (None, Some(_)) => Decimal::ZERO,
                    (Some(before), Some(after)) => after.checked_div(*before).unwrap_or_default(),
                };
            }
        }
        let mean = left / count;
        if best.is_none_or(|(least, _)| mean < least) {
            best = Some((mean, (question, row)));
        }
    }
    best.map(|(_, asked)| asked)
}

/// How far apart the least and the most of each amount are; `None` where that is open.
async fn widths(
    benefit: &Benefit,
    case: &Case<'_>,
    amounts: &Amounts,
    pace: &Pace,
) -> Vec<Option<Decimal>> {
    let mut widths = Vec::new();
    for (work_out, row) in amounts {
        let mut span: Option<(Decimal, Decimal)> = None;
        let work_out = |case: &Case<'_>| work_out(&case.at(*row));
        let mut survey = Survey::new(benefit, case, TRIAL_ROOM, &work_out);
        while let Some(leaf) = survey.next() {
            if let Leaf::Found(Some(value)) = leaf {
                let (low, high) = span.unwrap_or((value, value));
                span = Some((low.min(value), high.max(value)));
            }
            pace.took(survey.worked()).await;
        }
        let span = span.filter(|_| survey.is_complete());
        widths.push(span.map(|(low, high)| high - low));
    }
    widths
}
