//! Visits every case that a case leaves open.

use crate::benefit::{Benefit, Case, Lack, Missing, ends};

/// The end of one branch.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaf<T> {
    /// A result.
    Found(T),
    /// A rule without a value on this day.
    NoRule(Lack),
}

/// What is worked out of a case.
pub type Work<'w, 'a, T> = &'w dyn Fn(&Case<'a>) -> Result<T, Missing>;

/// The result of every case that a case leaves open, one after the other. Branches only on what the
/// work asks for.
pub struct Survey<'w, 'a, T> {
    benefit: &'w Benefit,
    work_out: Work<'w, 'a, T>,
    /// The cases still to be worked out, the next one last, each with its share of the room.
    open: Vec<(Case<'a>, usize)>,
    /// Numbers at their limits alone.
    at_limits: bool,
    asked: Vec<(&'static str, u8)>,
    worked: u32,
    complete: bool,
}

impl<'w, 'a, T> Survey<'w, 'a, T> {
    /// All that `case` leaves open. There is room for so many cases, shared equally among the
    /// branches; where one has none left, the survey ends and is not complete.
    pub fn new(
        benefit: &'w Benefit,
        case: &Case<'a>,
        room: usize,
        work_out: Work<'w, 'a, T>,
    ) -> Survey<'w, 'a, T> {
        Survey {
            benefit,
            work_out,
            open: vec![(case.clone(), room)],
            at_limits: false,
            asked: Vec::new(),
            worked: 0,
            complete: true,
        }
    }

    /// The same for work that rises or falls steadily along every answer over its whole range: numbers
    /// are tried at their limits alone.
    pub fn at_limits(self) -> Self {
        Survey {
            at_limits: true,
            ..self
        }
    }

    /// Whether no case was left out for want of room.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// How many cases were worked out since this was last asked.
    pub fn worked(&mut self) -> u32 {
        std::mem::take(&mut self.worked)
    }

    /// The blank questions that were tried so far, each with its row.
    pub fn asked(&self) -> &[(&'static str, u8)] {
        &self.asked
    }

    fn branches(&self, case: &Case<'a>, missing: Lack) -> Branches<'a> {
        match missing {
            Lack::Answer(question, row) if self.at_limits => {
                let row = self.benefit.row_of(question, row);
                let cases = ends(self.benefit, question).into_iter();
                Branches::Cases(cases.map(|end| case.answered(question, row, end)).collect())
            }
            _ => branches(self.benefit, case, missing, CIRCLE),
        }
    }

    fn end(&mut self) {
        self.complete = false;
        self.open.clear();
    }
}

impl<T> Iterator for Survey<'_, '_, T> {
    type Item = Leaf<T>;

    fn next(&mut self) -> Option<Leaf<T>> {
        while let Some((case, room)) = self.open.pop() {
            if room == 0 {
                self.end();
                break;
            }
            self.worked += 1;
            let missing = match (self.work_out)(&case) {
                Ok(found) => return Some(Leaf::Found(found)),
                Err(missing) => missing,
            };
            if let Lack::Answer(question, row) = *missing {
                let asked = (question, self.benefit.row_of(question, row));
                if !self.asked.contains(&asked) {
                    self.asked.push(asked);
                }
            }
            match self.branches(&case, *missing) {
                Branches::Cases(cases) => {
                    let room = room / cases.len().max(1);
                    self.open
                        .extend(cases.into_iter().rev().map(|case| (case, room)));
                }
                Branches::NoRule => return Some(Leaf::NoRule(*missing)),
                Branches::Circle => self.end(),
            }
        }
        None
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
            let row = benefit.row_of(question, row);
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
