//! Visits every case that a case leaves open.

use crate::benefit::{Benefit, Case, Lack, Missing};
use std::ops::ControlFlow;

/// The end of one branch.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaf<T> {
    /// A result.
    Found(T),
    /// A rule without a value on this day.
    NoRule(Lack),
}

/// Works `work_out` on every case that `case` leaves open and hands each result to `visit`, until
/// `visit` breaks. Branches only on what the work asks for. There is room for so many cases, shared
/// equally among the branches; returns `false` where a branch has no room left, and what was
/// visited is then not all.
pub fn survey<'a, T>(
    benefit: &Benefit,
    case: &Case<'a>,
    room: usize,
    work_out: &dyn Fn(&Case<'a>) -> Result<T, Missing>,
    visit: &mut dyn FnMut(Leaf<T>) -> ControlFlow<()>,
) -> bool {
    descend(benefit, case, room, work_out, visit) != Descent::TooMany
}

#[derive(PartialEq)]
enum Descent {
    Done,
    Stopped,
    TooMany,
}

fn descend<'a, T>(
    benefit: &Benefit,
    case: &Case<'a>,
    room: usize,
    work_out: &dyn Fn(&Case<'a>) -> Result<T, Missing>,
    visit: &mut dyn FnMut(Leaf<T>) -> ControlFlow<()>,
) -> Descent {
    if room == 0 {
        return Descent::TooMany;
    }
    let leaf = match work_out(case) {
        Ok(found) => Leaf::Found(found),
        Err(missing) => match branches(benefit, case, *missing) {
            Some(cases) => {
                let room = room / cases.len().max(1);
                for case in cases {
                    match descend(benefit, &case, room, work_out, visit) {
                        Descent::Done => {}
                        ended => return ended,
                    }
                }
                return Descent::Done;
            }
            None => Leaf::NoRule(*missing),
        },
    };
    match visit(leaf) {
        ControlFlow::Continue(()) => Descent::Done,
        ControlFlow::Break(()) => Descent::Stopped,
    }
}

/// The cases that fill in what is missing; `None` when nothing we could assume would.
fn branches<'a>(benefit: &Benefit, case: &Case<'a>, missing: Lack) -> Option<Vec<Case<'a>>> {
    match missing {
        Lack::Answer(question, row) => {
            let in_rows = benefit.question(question).is_some_and(|q| q.row.is_some());
            let row = if in_rows { row } else { 0 };
            match case.at(row).corners(benefit, question) {
                Ok(corners) => {
                    let cases = corners.into_iter();
                    let cases = cases.map(|corner| case.answered(question, row, corner));
                    Some(cases.collect())
                }
                Err(first) if *first == missing => None,
                Err(first) => branches(benefit, case, *first),
            }
        }
        Lack::Candidate(entry, count) => {
            let cases = (0..count).map(|at| case.assuming(entry, at));
            Some(cases.collect())
        }
        Lack::Rule(..) => None,
    }
}
