//! The nearest way in: the smallest set of other answers with which a person is eligible.
//!
//! What fails must change: at least one of the answers that a failing condition looked at. So the search
//! tries those alone, first one change, then two, and so on; it misses nothing and finds nothing larger
//! than needed.

use super::along::Along;
use super::outcome::settled_verdict;
use super::{Pace, Verdict};
use crate::benefit::{Answer, Benefit, Case, Condition, Holds, Lack, Looks};
use crate::policy::Date;
use std::cell::RefCell;
use std::rc::Rc;

/// More changes than this are no near way.
const MOST_CHANGES: usize = 4;
/// So many cases are tried at most.
const ROOM: u32 = 60_000;
/// Days that may pass until the rules change by themselves.
const DAYS: u32 = 3_660;

/// Another answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The question.
    pub question: &'static str,
    /// Its row; 0 where it is asked once.
    pub row: u8,
    /// What was answered; `None` when it was blank.
    pub from: Option<Answer>,
    /// What would have to be.
    pub to: Answer,
}

/// How a person could become eligible.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WayIn {
    /// Whether they are as it stands.
    pub eligible: bool,
    /// The conditions that fail, each with the answers it looked at that a person can change.
    pub failing: Vec<(&'static str, Vec<(&'static str, u8)>)>,
    /// The smallest sets of changes that are enough; none where there is no such way.
    pub ways: Vec<Vec<Change>>,
    /// The first day on which the answers as they are would be enough.
    pub by_itself: Option<Date>,
    /// Whether everything up to four changes was tried.
    pub complete: bool,
}

/// Why a case is not eligible.
enum Block<'a> {
    /// A condition fails, under these assumptions.
    Condition(&'static Condition, Box<Case<'a>>),
    /// A blank answer decides.
    Blank(&'static str, u8),
    /// No rule: no answer helps.
    Rule,
}

/// What a blank answer does to eligibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    /// It keeps the person from it: it must be answered.
    Blocks,
    /// It does not: all that counts is that no condition fails for sure.
    Passes,
}

/// Finds the smallest sets of changes.
pub async fn way_in(
    benefit: &'static Benefit,
    case: &Case<'_>,
    blank: Blank,
    pace: &Pace,
) -> WayIn {
    let mut found = WayIn {
        eligible: block(benefit, case, blank).is_none(),
        complete: true,
        ..WayIn::default()
    };
    if found.eligible {
        return found;
    }
    for condition in benefit.conditions {
        if fails(condition, case) {
            let read = looked_at(benefit, condition, case);
            let free = read
                .into_iter()
                .filter(|(question, _)| is_free(benefit, question));
            found.failing.push((condition.id, free.collect()));
        }
        pace.took(1).await;
    }
    let mut search = Search {
        benefit,
        blank,
        origin: case.clone(),
        left: ROOM,
        found: Vec::new(),
        pace,
    };
    for changes in 1..=MOST_CHANGES {
        Box::pin(search.descend(case.clone(), Vec::new(), changes)).await;
        if !search.found.is_empty() || search.left == 0 {
            break;
        }
    }
    found.complete = search.left > 0;
    found.ways = search.found;
    found.by_itself = by_itself(benefit, case, blank, pace).await;
    found
}

/// The first day on which the answers as they are would be enough.
async fn by_itself(
    benefit: &'static Benefit,
    case: &Case<'_>,
    blank: Blank,
    pace: &Pace,
) -> Option<Date> {
    let mut day = case.rulebook.on;
    for _ in 0..DAYS {
        day = day.after();
        pace.took(1).await;
        if block(benefit, &case.on(day), blank).is_none() {
            return Some(day);
        }
    }
    None
}

fn is_free(benefit: &Benefit, question: &str) -> bool {
    !benefit.given.contains(&question)
}

/// Whether a condition fails, for every value that the sources name.
fn fails(condition: &Condition, case: &Case) -> bool {
    let found = case.readings(&|case| (condition.check)(case));
    found.is_ok_and(|found| {
        let mut found = found.into_iter().flatten();
        found.any(|finding| finding.holds == Holds::No)
    })
}

/// The answers that a condition looks at.
fn looked_at(benefit: &Benefit, condition: &Condition, case: &Case) -> Vec<(&'static str, u8)> {
    let looks = Rc::new(RefCell::new(Looks::default()));
    // What it finds is known; only what it looks at is wanted.
    let _ = case
        .watched(&looks)
        .readings(&|case| (condition.check)(case));
    let mut read = Vec::new();
    for (question, row) in looks.take() {
        let row = benefit.row_of(question, row);
        if !read.contains(&(question, row)) {
            read.push((question, row));
        }
    }
    read
}

/// What keeps a case from being eligible; `None` when nothing does, whichever source is right. A
/// condition that nobody can judge does not.
fn block<'a>(benefit: &'static Benefit, case: &Case<'a>, blank: Blank) -> Option<Block<'a>> {
    match settled_verdict(benefit, case) {
        Ok(Verdict::Eligible | Verdict::Depends) => None,
        Ok(_) => {
            let failing = benefit
                .conditions
                .iter()
                .find(|condition| fails(condition, case));
            Some(match failing {
                Some(condition) => Block::Condition(condition, Box::new(case.clone())),
                None => Block::Rule,
            })
        }
        Err(lack) => match *lack {
            Lack::Answer(..) if blank == Blank::Passes => None,
            Lack::Answer(question, row) => {
                Some(Block::Blank(question, benefit.row_of(question, row)))
            }
            Lack::Candidate(entry, count) => {
                (0..count).find_map(|at| block(benefit, &case.assuming(entry, at), blank))
            }
            Lack::Rule(..) => Some(Block::Rule),
        },
    }
}

struct Search<'s, 'a> {
    benefit: &'static Benefit,
    blank: Blank,
    origin: Case<'a>,
    left: u32,
    found: Vec<Vec<Change>>,
    pace: &'s Pace,
}

impl<'a> Search<'_, 'a> {
    /// Tries every set of so many changes more.
    async fn descend(&mut self, case: Case<'a>, made: Vec<Change>, more: usize) {
        self.pace.took(1).await;
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let (free, holds): (Vec<(&'static str, u8)>, Option<&'static Condition>) =
            match block(self.benefit, &case, self.blank) {
                None => return self.keep(made),
                Some(_) if more == 0 => return,
                Some(Block::Rule) => return,
                Some(Block::Blank(question, row)) => (vec![(question, row)], None),
                Some(Block::Condition(condition, reading)) => {
                    let mut read = looked_at(self.benefit, condition, &reading);
                    read.retain(|(question, _)| is_free(self.benefit, question));
                    (read, Some(condition))
                }
            };
        for (question, row) in free {
            if made
                .iter()
                .any(|change| (change.question, change.row) == (question, row))
            {
                continue;
            }
            let answers = self.answers(&case, question, row, holds).await;
            for to in answers {
                let changed = case.answered(question, row, to);
                if !changed.fits(self.benefit) {
                    continue;
                }
                let mut made = made.clone();
                made.push(Change {
                    question,
                    row,
                    from: self.origin.at(row).given_answer(question),
                    to,
                });
                Box::pin(self.descend(changed, made, more - 1)).await;
            }
        }
    }

    /// Keeps a way, unless one with the same questions is there: that was nearer.
    fn keep(&mut self, mut made: Vec<Change>) {
        let order = |change: &Change| (change.question, change.row);
        made.sort_by_key(order);
        let same = |way: &Vec<Change>| way.iter().map(order).eq(made.iter().map(order));
        if !made.is_empty() && !self.found.iter().any(same) {
            self.found.push(made);
        }
    }

    /// What else could be answered: first that with which a condition holds, the nearest first.
    async fn answers(
        &mut self,
        case: &Case<'a>,
        question: &'static str,
        row: u8,
        condition: Option<&'static Condition>,
    ) -> Vec<Answer> {
        let blank = case.without(question, row);
        let corners = blank.at(row).corners(self.benefit, question);
        let given = case.at(row).given_answer(question);
        let mut answers = corners.unwrap_or_default();
        let along = Along::new(self.benefit, case, (question, row), [None, None]);
        let (Some(along), Some(condition)) = (along, condition) else {
            answers.retain(|answer| Some(*answer) != given);
            return answers;
        };
        let mut steps: Vec<i64> = answers.iter().filter_map(|a| along.step_of(a)).collect();
        let here = given.and_then(|given| along.step_of(&given));
        steps.extend(here);
        steps.sort_unstable();
        steps.dedup();
        let holds = |at: i64| {
            let answer = along.answer(at);
            let case = answer.map(|answer| case.answered(question, row, answer));
            case.is_some_and(|case| case.fits(self.benefit) && !fails(condition, &case))
        };
        let mut edges = Vec::new();
        for pair in steps.windows(2) {
            let (mut from, mut to) = (pair[0], pair[1]);
            let rises = holds(to);
            self.pace.took(2).await;
            if holds(from) == rises {
                continue;
            }
            while to - from > 1 {
                let middle = from + (to - from) / 2;
                match holds(middle) == rises {
                    true => to = middle,
                    false => from = middle,
                }
                self.pace.took(1).await;
            }
            edges.push(if rises { to } else { from });
        }
        let distance = |at: &i64| here.map_or(0, |here| (at - here).abs());
        edges.sort_by_key(distance);
        steps.sort_by_key(distance);
        edges.extend(steps);
        let mut tried = Vec::new();
        for at in edges {
            if Some(at) != here && !tried.contains(&at) {
                tried.push(at);
            }
        }
        tried.iter().filter_map(|at| along.answer(*at)).collect()
    }
}
