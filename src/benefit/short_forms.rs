//! Short forms in which every benefit says what it asks and what it comes to.

use super::{Amount, Finding, Holds, Kind, Missing, Question, Within, WorkOut};
use crate::policy::Unit;
use crate::words::{Argument, Message};
use rust_decimal::Decimal;

/// A question that is asked once, whatever else is answered.
pub(super) const fn asked(part: &'static str, id: &'static str, kind: Kind) -> Question {
    Question {
        id,
        kind,
        asked_when: None,
        part,
        row: None,
    }
}

pub(super) const fn number(unit: Unit, least: i64, most: i64, decimals: u32) -> Kind {
    Kind::Number {
        unit,
        least,
        most,
        decimals,
    }
}

/// An amount of the whole case, without an outer bound.
pub(super) const fn amount(id: &'static str, unit: Unit, work_out: WorkOut) -> Amount {
    Amount {
        id,
        unit,
        row: None,
        work_out,
        unrounded: None,
        within: Within::NOTHING,
    }
}

/// Of something that every case has.
pub(super) fn some<T>(found: Result<T, Missing>) -> Result<Option<T>, Missing> {
    found.map(Some)
}

pub(super) const fn yuan(value: Decimal) -> Argument {
    Argument::Yuan(value)
}

pub(super) const fn percent(value: Decimal) -> Argument {
    Argument::Percent(value)
}

pub(super) fn count(value: impl Into<Decimal>) -> Argument {
    Argument::Number(value.into())
}

/// A condition that a figure sets.
pub(super) fn found(
    holds: impl Into<Holds>,
    figure: &'static str,
    words: Message,
) -> Result<Option<Finding>, Missing> {
    Ok(Some(Finding {
        holds: holds.into(),
        distance: None,
        figure,
        words,
    }))
}
