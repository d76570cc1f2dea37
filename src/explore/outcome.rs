//! The outcome of a benefit for a person: one answer out of all the cases that are still open.

use super::{Leaf, Survey};
use crate::benefit::Trace;
use crate::benefit::{
    Amount, Answers, Assumed, Benefit, Case, Condition, Finding, Holds, Lack, Line, Missing, Step,
    StepsKept, Table, Within, WorkOut, add_figures,
};
use crate::loan::Row;
use crate::policy::{Rulebook, Unit};
use crate::words::{Argument, Message};
use rust_decimal::{Decimal, RoundingStrategy};
use std::cell::{Cell, RefCell};
use std::ops::RangeInclusive;

/// Room for so many cases of one amount or condition; it is left open where that is too little.
pub(super) const ROOM: usize = 5_000;

/// Whether the person can have the benefit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every condition holds in every open case.
    Eligible,
    /// Some condition fails in every open case.
    NotEligible,
    /// It depends on what is still open.
    Depends,
    /// No rule is known for this day.
    NoRule,
}

/// An amount over all open cases; `low` and `high` are equal when it is settled.
#[derive(Clone, Debug, PartialEq)]
pub struct AmountRange {
    /// The amount's id.
    pub id: &'static str,
    /// The row that it is of; 0 for none.
    pub row: u8,
    /// What it counts.
    pub unit: Unit,
    /// The least.
    pub low: Decimal,
    /// The most.
    pub high: Decimal,
    /// Whether there were too many open cases to look at each: it lies within, but may not reach the ends.
    pub outer: bool,
    /// The steps behind it, by id; several steps of one id where sources conflict.
    pub steps: Vec<&'static str>,
    /// The figures behind it.
    pub figures: Vec<Assumed>,
}

impl AmountRange {
    /// Whether it is so wide that it tells a person nothing: by more than ten million yuan, or a thousand
    /// percent.
    pub fn is_wide(&self) -> bool {
        let most = match self.unit {
            Unit::Yuan => 10_000_000,
            Unit::Percent | Unit::PercentAYear => 1_000,
            _ => return false,
        };
        self.high - self.low > most.into()
    }
}

/// Something else to know.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeOutcome {
    /// The notice's id.
    pub id: &'static str,
    /// Its words.
    pub words: Message,
    /// The figures behind it.
    pub figures: Vec<Assumed>,
    /// How it came about, where no figure is behind it.
    pub steps: Vec<Step>,
}

/// A condition over all open cases.
#[derive(Clone, Debug, PartialEq)]
pub struct ConditionOutcome {
    /// The condition's id.
    pub id: &'static str,
    /// Whether it holds in all of them.
    pub holds: Holds,
    /// How far a `no` is from a `yes` (the shortest distance, where it differs).
    pub distance: Option<(Decimal, Unit)>,
    /// The figure that sets it; `None` while even that is open.
    pub figure: Option<&'static str>,
    /// Its words.
    pub words: Message,
}

/// What a benefit comes to for a person.
pub struct Outcome {
    /// Whether the person can have it.
    pub verdict: Verdict,
    /// What it is worth if granted.
    pub amounts: Vec<AmountRange>,
    /// The amounts left out because too much is open, by id and row.
    pub open: Vec<(&'static str, u8)>,
    /// What must hold.
    pub conditions: Vec<ConditionOutcome>,
    /// The working behind the amounts.
    pub steps: Vec<Step>,
    /// What else to know.
    pub notices: Vec<NoticeOutcome>,
    /// The tables of payments for which everything is answered, by row; 0 for none.
    pub schedules: Vec<(u8, Vec<Row>)>,
    /// What is answered enough to be shown side by side, with the least and the most of every cell.
    pub tables: Vec<(&'static Table, [Vec<Line>; 2])>,
    /// Every figure behind the amounts, and under whose rules it was read.
    pub figures: Vec<Assumed>,
    /// Every further figure behind the conditions, the notices and the tables.
    pub further_figures: Vec<Assumed>,
    /// What stands in the way when there is no rule.
    pub no_rule: Option<Lack>,
}

/// Works out a benefit by the rules of a day for what a person answered.
pub fn outcome(benefit: &'static Benefit, rulebook: Rulebook, answers: &Answers) -> Outcome {
    let mut working = Trace::default();
    let checking = RefCell::new(Trace::keeping(StepsKept::None));
    let case = Case::new(rulebook, answers.clone());
    let (verdict, no_rule) = verdict(benefit, &case);
    let conditions = benefit.conditions.iter();
    let conditions = conditions
        .filter_map(|c| condition(benefit, &case, &checking, c))
        .collect();
    let mut amounts = Vec::new();
    let mut open = Vec::new();
    for amount in benefit.amounts {
        for row in rows(&case, amount.row) {
            let behind = RefCell::new(Trace::default());
            let work_out = |case: &Case<'_>| (amount.work_out)(&case.at(row));
            let answered = as_answered(benefit, &case.traced(&behind), &work_out);
            let mut behind = behind.into_inner();
            // Where something is blank no step is taken: the figures are those of every open case.
            let everywhere = RefCell::new(Trace::keeping(StepsKept::None));
            let found = match behind.steps.is_empty() {
                true => range(benefit, &case.traced(&everywhere), amount, row, answered),
                false => range(benefit, &case, amount, row, answered),
            };
            add_figures(&mut behind.figures, &everywhere.into_inner().figures);
            match found {
                Ok(found) => amounts.extend(found.map(|range| AmountRange {
                    steps: behind.steps.iter().map(|step| step.id).collect(),
                    figures: behind.figures.clone(),
                    ..range
                })),
                Err(TooMany) => open.push((amount.id, row)),
            }
            working.join(behind);
        }
    }
    let mut further = checking.into_inner().figures;
    let notices = benefit.notices.iter();
    let notices = notices.filter_map(|notice| {
        let behind = RefCell::new(Trace::keeping(StepsKept::WithoutFigures));
        let words = as_answered(benefit, &case.traced(&behind), &notice.applies).last()?;
        let behind = behind.into_inner();
        Some(NoticeOutcome {
            id: notice.id,
            words: words.keyed(&[benefit.id, ".notice.", notice.id]),
            figures: behind.figures,
            steps: behind.steps,
        })
    });
    let notices: Vec<NoticeOutcome> = notices.collect();
    for notice in &notices {
        further.extend(&notice.figures);
    }
    let mut schedules = Vec::new();
    if let Some(schedule) = &benefit.schedule {
        for row in rows(&case, schedule.row) {
            let payments = (schedule.work_out)(&case.at(row)).unwrap_or_default();
            if !payments.is_empty() {
                schedules.push((row, payments));
            }
        }
    }
    let tables = benefit.tables.iter();
    let tables = tables.filter_map(|table| Some((table, lines(benefit, &case, table)?)));
    let tables = tables.filter(|(_, [low, _])| !low.is_empty());
    let tables: Vec<(&Table, [Vec<Line>; 2])> = tables.collect();
    for line in tables.iter().flat_map(|(_, [low, _])| low) {
        further.extend(&line.figures);
    }
    further.retain(|read| !working.figures.contains(read));
    Outcome {
        verdict,
        amounts,
        open,
        conditions,
        steps: working.steps,
        notices,
        schedules,
        tables,
        figures: working.figures,
        further_figures: further,
        no_rule,
    }
}

/// The rows of a group; 0 where something is of none.
fn rows(case: &Case, group: Option<&str>) -> RangeInclusive<u8> {
    match group {
        Some(group) => 1..=case.rows(group),
        None => 0..=0,
    }
}

fn verdict(benefit: &Benefit, case: &Case) -> (Verdict, Option<Lack>) {
    let mut common = CommonVerdict::default();
    let work_out = |case: &Case<'_>| settled_verdict(benefit, case);
    let mut survey = Survey::new(benefit, case, ROOM, &work_out);
    for leaf in survey.by_ref() {
        if !common.take(leaf) {
            break;
        }
    }
    common.of_all(survey.is_complete())
}

/// The verdict that all open cases have in common.
#[derive(Default)]
pub(super) struct CommonVerdict {
    seen: Option<Verdict>,
    no_rule: Option<Lack>,
}

impl CommonVerdict {
    /// Takes in one more case; `false` once no other can change it.
    pub fn take(&mut self, leaf: Leaf<Verdict>) -> bool {
        let here = match leaf {
            Leaf::Found(verdict) => verdict,
            Leaf::NoRule(missing) => {
                self.no_rule.get_or_insert(missing);
                Verdict::NoRule
            }
        };
        self.seen = match self.seen {
            Some(before) if before != here => Some(Verdict::Depends),
            _ => Some(here),
        };
        self.seen != Some(Verdict::Depends)
    }

    /// The verdict, and the rule that is missing where there is none; `complete` where every case was
    /// taken in.
    pub fn of_all(self, complete: bool) -> (Verdict, Option<Lack>) {
        let verdict = self.seen.filter(|_| complete);
        (verdict.unwrap_or(Verdict::Depends), self.no_rule)
    }
}

/// The least and the most over all open cases.
#[derive(Default)]
pub(super) struct Ends {
    /// `None` while no case has any.
    pub found: Option<(Decimal, Decimal)>,
    unbounded: bool,
}

impl Ends {
    /// Takes in one more case.
    pub fn take(&mut self, leaf: Leaf<Option<Decimal>>) {
        match leaf {
            Leaf::Found(Some(value)) => {
                let (low, high) = self.found.unwrap_or((value, value));
                self.found = Some((low.min(value), high.max(value)));
            }
            // Nothing stands for a blank answer that the benefit cannot bound.
            Leaf::NoRule(lack) if !lack.is_rule() => self.unbounded = true,
            _ => {}
        }
    }

    /// Whether these are all cases there are; `complete` where every one was taken in.
    pub fn are_all(&self, complete: bool) -> bool {
        complete && !self.unbounded
    }
}

/// The verdict of a case in which nothing is open but what no rule decides.
///
/// # Errors
/// When an answer or a choice among candidates is missing, or there is no rule at all.
pub fn settled_verdict(benefit: &Benefit, case: &Case) -> Result<Verdict, Missing> {
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

/// A condition, and in `checking` what was read for it with the answers as they are.
pub(super) fn condition<'a>(
    benefit: &Benefit,
    case: &Case<'a>,
    checking: &'a RefCell<Trace>,
    condition: &Condition,
) -> Option<ConditionOutcome> {
    let mut found: Vec<Option<Finding>> = Vec::new();
    let mut no_rule = false;
    let mut take = |leaf| match leaf {
        Leaf::Found(finding) if found.contains(&finding) => {}
        Leaf::Found(finding) => found.push(finding),
        Leaf::NoRule(_) => no_rule = true,
    };
    let answered = as_answered(benefit, &case.traced(checking), &condition.check);
    let finished = if answered.is_all {
        answered.leaves.into_iter().for_each(take);
        true
    } else {
        let mut survey = Survey::new(benefit, case, ROOM, &condition.check);
        survey.by_ref().for_each(&mut take);
        survey.is_complete()
    };
    let asked: Vec<&Finding> = found.iter().flatten().collect();
    if asked.is_empty() && !no_rule {
        return None;
    }
    let always = |holds: Holds| {
        let in_all = asked.len() == found.len() && asked.iter().all(|f| f.holds == holds);
        finished && !no_rule && in_all
    };
    let holds = match (always(Holds::Yes), always(Holds::No)) {
        (true, _) => Holds::Yes,
        (_, true) => Holds::No,
        _ => Holds::Unknown,
    };
    let suffix = match holds {
        Holds::Yes => ".yes",
        Holds::No => ".no",
        Holds::Unknown => ".unknown",
    };
    // What is open may change the numbers in the words; the nearest case lends its own.
    let nearest = asked
        .iter()
        .min_by_key(|finding| finding.distance.map(|(short, _)| short));
    let words = nearest
        .map(|finding| finding.words.clone())
        .unwrap_or_default();
    let distance = match holds {
        Holds::No => nearest.and_then(|finding| finding.distance),
        _ => None,
    };
    Some(ConditionOutcome {
        id: condition.id,
        holds,
        distance,
        figure: nearest.map(|finding| finding.figure),
        words: words.keyed(&[benefit.id, ".condition.", condition.id, suffix]),
    })
}

/// Too much is open to look at every case.
pub(super) struct TooMany;

fn range(
    benefit: &Benefit,
    case: &Case,
    amount: &Amount,
    row: u8,
    answered: AsAnswered<Decimal>,
) -> Result<Option<AmountRange>, TooMany> {
    let (mut span, blank) = if answered.is_all {
        let mut ends = Ends::default();
        answered.leaves.into_iter().for_each(|leaf| ends.take(leaf));
        (ends.found, false)
    } else {
        match span(benefit, case, amount.work_out, row) {
            Ok(found) => found,
            Err(TooMany) => return outer(benefit, case, amount, row).map(Some),
        }
    };
    if let Some(unrounded) = amount.unrounded.filter(|_| blank) {
        let cent = Decimal::new(1, 2);
        let (exact, _) = self::span(benefit, case, unrounded, row)?;
        span = exact.map(|(low, high)| {
            let least = round(low - cent, RoundingStrategy::ToPositiveInfinity);
            // What is not below zero is not rounded below it.
            let least = if low >= Decimal::ZERO {
                least.max(Decimal::ZERO)
            } else {
                least
            };
            (
                least,
                round(high + cent, RoundingStrategy::ToNegativeInfinity),
            )
        });
    }
    Ok(span.map(|(low, high)| AmountRange {
        id: amount.id,
        row,
        unit: amount.unit,
        low,
        high,
        outer: false,
        steps: Vec::new(),
        figures: Vec::new(),
    }))
}

/// What an amount lies between when its own cases are too many.
fn outer(benefit: &Benefit, case: &Case, amount: &Amount, row: u8) -> Result<AmountRange, TooMany> {
    let [low, mut high] = bounds(benefit, case, &amount.within, row)?;
    // As wide as a range that is taken from the unrounded amount may be.
    if amount.unrounded.is_some() {
        high += Decimal::new(1, 2);
    }
    Ok(AmountRange {
        id: amount.id,
        row,
        unit: amount.unit,
        low: round(low, RoundingStrategy::ToNegativeInfinity),
        high: round(high, RoundingStrategy::ToPositiveInfinity),
        outer: true,
        steps: Vec::new(),
        figures: Vec::new(),
    })
}

/// The least and the most of outer bounds over all open cases.
pub(super) fn bounds(
    benefit: &Benefit,
    case: &Case,
    within: &Within,
    row: u8,
) -> Result<[Decimal; 2], TooMany> {
    if within.most.terms.is_empty() {
        return Err(TooMany);
    }
    let mut ends = [Decimal::ZERO; 2];
    for (at, bound) in [within.least, within.most].iter().enumerate() {
        let mut terms = Vec::new();
        for term in bound.terms {
            let rows = match term.rows {
                Some(group) => 1..=case.rows(group),
                None => row..=row,
            };
            for row in rows {
                let work_out = |case: &Case<'_>| (term.work_out)(&case.at(row));
                let mut found = Ends::default();
                let mut survey = Survey::new(benefit, case, ROOM, &work_out).at_limits();
                for leaf in &mut survey {
                    found.take(leaf);
                }
                if !found.are_all(survey.is_complete()) {
                    return Err(TooMany);
                }
                let (least, most) = found.found.unwrap_or_default();
                terms.push([least, most][at]);
            }
        }
        ends[at] = (bound.together)(&terms).ok_or(TooMany)?;
    }
    Ok(ends)
}

fn round(yuan: Decimal, strategy: RoundingStrategy) -> Decimal {
    yuan.round_dp_with_strategy(2, strategy)
}

/// The least and the most of an amount over all open cases, and whether a blank answer is among what is
/// open.
fn span(
    benefit: &Benefit,
    case: &Case,
    amount: WorkOut,
    row: u8,
) -> Result<(Option<(Decimal, Decimal)>, bool), TooMany> {
    let mut ends = Ends::default();
    let blank = Cell::new(false);
    let work_out = |case: &Case<'_>| {
        let result = amount(&case.at(row));
        if let Err(lack) = &result {
            blank.set(blank.get() || matches!(**lack, Lack::Answer(..)));
        }
        result
    };
    let mut survey = Survey::new(benefit, case, ROOM, &work_out);
    for leaf in &mut survey {
        ends.take(leaf);
    }
    match ends.are_all(survey.is_complete()) {
        true => Ok((ends.found, blank.get())),
        false => Err(TooMany),
    }
}

/// The lines of a table over every candidate of the unsettled figures, with the least and the most of
/// every cell; `None` where an answer or a rule is missing or the lines are not always the same.
fn lines(benefit: &Benefit, case: &Case, table: &Table) -> Option<[Vec<Line>; 2]> {
    let mut ends: Option<[Vec<Line>; 2]> = None;
    let mut same = true;
    let settled = |case: &Case<'_>| match (table.lines)(case) {
        Err(lack) if matches!(*lack, Lack::Answer(..)) => Ok(None),
        lines => lines.map(Some),
    };
    let mut survey = Survey::new(benefit, case, ROOM, &settled);
    for leaf in &mut survey {
        match (leaf, &mut ends) {
            (Leaf::Found(Some(lines)), Some(ends)) => same &= widen(ends, &lines),
            (Leaf::Found(Some(lines)), None) => ends = Some([lines.clone(), lines]),
            _ => same = false,
        }
    }
    ends.filter(|_| survey.is_complete() && same)
}

/// Takes in the cells of the same lines; `false` where they are other lines.
fn widen([low, high]: &mut [Vec<Line>; 2], lines: &[Line]) -> bool {
    let names = |line: &Line| (line.name, line.cells.len());
    if !low.iter().map(names).eq(lines.iter().map(names)) {
        return false;
    }
    for (low, line) in low.iter_mut().zip(lines) {
        add_figures(&mut low.figures, &line.figures);
    }
    let low = low.iter_mut().flat_map(|line| &mut line.cells);
    let high = high.iter_mut().flat_map(|line| &mut line.cells);
    let number = |cell: &Option<Argument>| cell.and_then(|cell| cell.number());
    for ((low, high), cell) in low.zip(high).zip(lines.iter().flat_map(|line| &line.cells)) {
        match (number(low), number(high), number(cell)) {
            (Some(least), Some(most), Some(found)) => {
                if found < least {
                    *low = *cell;
                }
                if found > most {
                    *high = *cell;
                }
            }
            _ if low == cell => {}
            _ => (*low, *high) = (None, None),
        }
    }
    true
}

/// What comes out over every candidate of the unsettled figures, with the answers as they are.
struct AsAnswered<T> {
    /// In the order in which they were found; nothing where an answer is missing.
    leaves: Vec<Leaf<Option<T>>>,
    /// Whether nothing else can come out: no answer is missing and no case was left out.
    is_all: bool,
}

impl<T> AsAnswered<T> {
    /// The last result.
    fn last(self) -> Option<T> {
        let found = self.leaves.into_iter().rev();
        let mut found = found.filter_map(|leaf| match leaf {
            Leaf::Found(found) => found,
            Leaf::NoRule(_) => None,
        });
        found.next()
    }
}

fn as_answered<'a, T>(
    benefit: &Benefit,
    case: &Case<'a>,
    work_out: &dyn Fn(&Case<'a>) -> Result<Option<T>, Missing>,
) -> AsAnswered<T> {
    let blank = Cell::new(false);
    let settled = |case: &Case<'a>| match work_out(case) {
        Err(lack) if matches!(*lack, Lack::Answer(..)) => {
            blank.set(true);
            Ok(None)
        }
        result => result,
    };
    let mut survey = Survey::new(benefit, case, ROOM, &settled);
    let leaves = survey.by_ref().collect();
    AsAnswered {
        leaves,
        is_all: survey.is_complete() && !blank.get(),
    }
}
