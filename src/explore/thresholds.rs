//! Thresholds: where an amount jumps or bends along one answer.
//!
//! Between two cuts of a rule an amount rises or falls steadily. Each such stretch is divided into the
//! longest pieces that run straight to within the rounding; where two of them meet, the lines give the
//! bend. A stretch that is curved (interest against the rate) stays one piece.

use super::along::{Along, Wanted};
use super::{Pace, Span};
use crate::benefit::Missing;
use crate::policy::Unit;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A stretch in more pieces than this counts as curved.
const MOST_PIECES: usize = 40;
/// So many places of a stretch are looked at to see whether it is curved.
const PLACES: i64 = 16;

/// A piece of an amount along an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Its first and last step.
    pub ends: [i64; 2],
    /// The amount there.
    pub amounts: [Decimal; 2],
    /// Whether every amount of it lies on the straight line between the two, to the rounding.
    pub straight: bool,
    /// Of a curved piece, the amounts at some steps within it.
    pub within: Vec<(i64, Decimal)>,
}

/// What happens between one piece and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// One step more and the amount is another.
    Jump,
    /// It rises or falls faster or slower from there on.
    Bend,
    /// Before or after it there is no amount.
    Gap,
}

struct Line<'l, 'a> {
    along: &'l Along<'a>,
    wanted: Wanted,
    /// How far an amount may lie from the line for its rounding alone.
    slack: Decimal,
    pace: &'l Pace,
}

/// An amount along a line, piece by piece, in order.
///
/// # Errors
/// When the amount needs something that is missing.
pub async fn pieces(along: &Along<'_>, wanted: Wanted, pace: &Pace) -> Result<Vec<Piece>, Missing> {
    let slack = match (wanted.0.unit, wanted.0.unrounded) {
        (Unit::Yuan, None) => Decimal::new(1, 2),
        (Unit::Yuan, Some(_)) => Decimal::new(2, 2),
        _ => Decimal::new(1, 4),
    };
    let line = Line {
        along,
        wanted,
        slack,
        pace,
    };
    let mut pieces: Vec<Piece> = Vec::new();
    for stretch in along.stretches(wanted, pace).await? {
        for piece in line.divide(stretch).await? {
            line.append(&mut pieces, piece).await?;
        }
    }
    Ok(pieces)
}

/// What happens between two neighbouring pieces.
pub fn turn(before: &Piece, after: &Piece) -> Turn {
    match after.ends[0] - before.ends[1] {
        0 => Turn::Bend,
        1 => Turn::Jump,
        _ => Turn::Gap,
    }
}

impl Line<'_, '_> {
    async fn value(&self, at: i64) -> Result<Decimal, Missing> {
        let found = self.along.value(self.wanted, at)?;
        self.pace.took(1).await;
        Ok(found.unwrap_or_default())
    }

    async fn piece(&self, ends: [i64; 2], straight: bool) -> Result<Piece, Missing> {
        let part = (ends[1] - ends[0]) / (PLACES + 1);
        let mut within = Vec::new();
        for place in 1..=PLACES {
            if !straight && part > 0 {
                let at = ends[0] + part * place;
                within.push((at, self.value(at).await?));
            }
        }
        Ok(Piece {
            ends,
            amounts: [self.value(ends[0]).await?, self.value(ends[1]).await?],
            straight,
            within,
        })
    }

    /// Adds a piece; one that only goes on with the last is joined to it.
    async fn append(&self, pieces: &mut Vec<Piece>, next: Piece) -> Result<(), Missing> {
        if let Some(last) = pieces.last()
            && last.straight
            && next.straight
            && next.ends[0] - last.ends[1] <= 1
            && self.runs_straight(last.ends[0], next.ends[1]).await?
        {
            let ends = [last.ends[0], next.ends[1]];
            pieces.pop();
            pieces.push(self.piece(ends, true).await?);
        } else if pieces.last().is_none_or(|last| last.ends[1] < next.ends[1]) {
            pieces.push(next);
        }
        Ok(())
    }

    async fn divide(&self, (from, to): Span) -> Result<Vec<Piece>, Missing> {
        if self.is_curved(from, to).await? {
            return Ok(vec![self.piece([from, to], false).await?]);
        }
        let mut pieces = Vec::new();
        let mut start = from;
        loop {
            let mut end = self.straight_until(start, to).await?;
            // Two steps always lie on a line, even where the amount jumps between them.
            if end == start + 1 && self.jumps_after(start, start).await? {
                end = start;
            }
            pieces.push([start, end]);
            if end >= to {
                break;
            }
            if pieces.len() > MOST_PIECES {
                return Ok(vec![self.piece([from, to], false).await?]);
            }
            start = match end == start || self.jumps_after(start, end).await? {
                true => end + 1,
                false => end,
            };
        }
        for at in 1..pieces.len() {
            let [before, after] = [pieces[at - 1], pieces[at]];
            if before[1] == after[0]
                && let Some(bend) = self.bend(before, after).await?
            {
                pieces[at - 1][1] = bend;
                pieces[at][0] = bend;
            }
        }
        let mut found = Vec::new();
        for ends in pieces {
            found.push(self.piece(ends, true).await?);
        }
        Ok(found)
    }

    /// The last step up to which the amount runs straight from `start`.
    async fn straight_until(&self, start: i64, to: i64) -> Result<i64, Missing> {
        if self.runs_straight(start, to).await? {
            return Ok(to);
        }
        let (mut there, mut beyond) = (start, to);
        while beyond - there > 1 {
            let middle = there + (beyond - there) / 2;
            match self.runs_straight(start, middle).await? {
                true => there = middle,
                false => beyond = middle,
            }
        }
        Ok(there)
    }

    /// Whether the next step after a piece lies off it by more than a bend could bring about.
    async fn jumps_after(&self, start: i64, end: i64) -> Result<bool, Missing> {
        let next = self.value(end + 1).await?;
        let here = self.value(end).await?;
        let further = self.value((end + 2).min(self.along.steps)).await?;
        let before = self.value((end - 1).max(start)).await?;
        let steady = (here - before).abs().max((further - next).abs());
        Ok((next - here).abs() > steady + self.slack * Decimal::TWO)
    }

    /// Whether every amount looked at between two steps lies on the line between them, to the rounding:
    /// in the middle, and ever closer to both ends.
    async fn runs_straight(&self, from: i64, to: i64) -> Result<bool, Missing> {
        if to - from < 2 {
            return Ok(true);
        }
        let [first, last] = [self.value(from).await?, self.value(to).await?];
        let length = Decimal::from(to - from);
        let mut distance = (to - from) / 2;
        let third = (to - from) / 3;
        let mut inside = vec![from + third, to - third];
        while distance > 0 {
            inside.extend([from + distance, to - distance]);
            distance = match distance {
                1 => 0,
                _ => (distance / 3).max(1),
            };
        }
        for at in inside {
            let on_line = first + (last - first) * Decimal::from(at - from) / length;
            if (self.value(at).await? - on_line).abs() > self.slack {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether the amount bends everywhere: at most of the places looked at.
    async fn is_curved(&self, from: i64, to: i64) -> Result<bool, Missing> {
        let part = (to - from) / (PLACES + 1);
        if part == 0 {
            return Ok(false);
        }
        let mut bent = 0;
        for place in 1..=PLACES {
            let at = from + part * place;
            let sides = self.value(at - part).await? + self.value(at + part).await?;
            let off = sides - self.value(at).await? * Decimal::TWO;
            if off.abs() > self.slack * Decimal::TWO {
                bent += 1;
            }
        }
        Ok(bent > PLACES / 2)
    }

    /// Where the lines of two pieces meet: of the steps that fit within the rounding, the one that is
    /// the roundest number, for rules are made of round numbers.
    async fn bend(&self, before: [i64; 2], after: [i64; 2]) -> Result<Option<i64>, Missing> {
        // What was found may reach a little over the bend.
        let inner = |ends: [i64; 2], part: i64| (ends[1] - ends[0]) / part;
        let [a, b] = [before[0], before[1] - inner(before, 4)];
        let [c, d] = [after[0] + inner(after, 4), after[1]];
        if b <= a || d <= c {
            return Ok(None);
        }
        let [fa, fb, fc, fd] = [
            self.value(a).await?,
            self.value(b).await?,
            self.value(c).await?,
            self.value(d).await?,
        ];
        let slope = |from: i64, to: i64, first: Decimal, last: Decimal| {
            (last - first) / Decimal::from(to - from)
        };
        let (left, right) = (slope(a, b, fa, fb), slope(c, d, fc, fd));
        let apart = left - right;
        if apart.is_zero() {
            return Ok(None);
        }
        // fa + left (x - a) = fc + right (x - c)
        let away = (fc - fa - right * Decimal::from(c - a)) / apart;
        let loose = (self.slack * Decimal::TWO / apart).abs() + Decimal::ONE;
        let [least, most] = [away - loose, away + loose].map(|away| away.round().to_i64());
        let (Some(least), Some(most)) = (least, most) else {
            return Ok(None);
        };
        let [least, most] = [a + least, a + most].map(|at| at.clamp(before[0], after[1]));
        let middle = a + away.round().to_i64().unwrap_or_default();
        let middle = middle.clamp(before[0], after[1]);
        let Some(round) = self.roundest(least, most) else {
            return Ok(Some(middle));
        };
        let lines = [
            fa + left * Decimal::from(round - a),
            fc + right * Decimal::from(round - c),
        ];
        let value = self.value(round).await?;
        let fits = lines.iter().all(|line| (value - line).abs() <= self.slack);
        Ok(Some(if fits { round } else { middle }))
    }

    /// The step between two whose number has the fewest digits.
    fn roundest(&self, least: i64, most: i64) -> Option<i64> {
        let base = self.along.base()?;
        let mut unit: i64 = 1;
        let mut found = None;
        loop {
            let short = (base + least).rem_euclid(unit);
            let first = if short == 0 {
                least
            } else {
                least + unit - short
            };
            if first > most {
                return found;
            }
            found = Some(first);
            unit = unit.checked_mul(10)?;
        }
    }
}
