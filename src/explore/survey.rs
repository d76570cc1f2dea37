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
        Err(missing) => match branches(benefit, case, *missing, CIRCLE) {
            Branches::Cases(cases) => {
                let room = room / cases.len().max(1);
                for case in cases {
                    match descend(benefit, &case, room, work_out, visit) {
                        Descent::Done => {}
                        ended => return ended,
                    }
                }
                return Descent::Done;
            }
            Branches::NoRule => Leaf::NoRule(*missing),
            Branches::Circle => return Descent::TooMany,
        },
    };
    match visit(leaf) {
        ControlFlow::Continue(()) => Descent::Done,
        ControlFlow::Break(()) => Descent::Stopped,
    }
}

/// The cuts of one question may need another's answer; after so many such steps they go in a circle.
const CIRCLE: u8 = 16;

/// What fills in something that is missing.
enum Branches<'a> {
    Cases(Vec<Case<'a>>),
    /// Nothing that we could assume.
    NoRule,
    /// Questions whose cuts wait for each other.
    Circle,
}

fn branches<'a>(benefit: &Benefit, case: &Case<'a>, missing: Lack, steps: u8) -> Branches<'a> {
    match missing {
        Lack::Answer(question, row) => {
            let in_rows = benefit.question(question).is_some_and(|q| q.row.is_some());
            let row = if in_rows { row } else { 0 };
            match case.at(row).corners(benefit, question) {
                Ok(corners) => {
                    let cases = corners.into_iter();
                    let cases = cases.map(|corner| case.answered(question, row, corner));
                    Branches::Cases(cases.collect())
                }
                Err(first) if *first == missing => Branches::NoRule,
                Err(_) if steps == 0 => Branches::Circle,
                Err(first) => branches(benefit, case, *first, steps - 1),
            }
        }
        Lack::Candidate(entry, count) => {
            let cases = (0..count).map(|at| case.assuming(entry, at));
            Branches::Cases(cases.collect())
        }
        Lack::Rule(..) => Branches::NoRule,
    }
}
