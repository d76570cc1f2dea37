//! How a figure reads on a day.

use super::{Date, Entry, Figure};

/// The state of a figure on a day. There is no other, and no day has two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// A value holds.
    Known,
    /// A value holds as far as we know, but the day lies past its review date.
    PastReview,
    /// A rule is public but starts later.
    NotYetInForce,
    /// The last rule has ended.
    Lapsed,
    /// The sources give several values and do not decide.
    Unsettled,
    /// Nothing is known.
    Unknown,
}

impl State {
    /// Its lasting name, as it crosses the border.
    pub fn id(self) -> &'static str {
        match self {
            State::Known => "known",
            State::PastReview => "past-review",
            State::NotYetInForce => "not-yet-in-force",
            State::Lapsed => "lapsed",
            State::Unsettled => "unsettled",
            State::Unknown => "unknown",
        }
    }
}

/// How a figure reads on a day: its state and the entry that says so, if any.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The state.
    pub state: State,
    /// The entry in force; for `NotYetInForce` the one to come, for `Lapsed` the last one.
    pub entry: Option<&'a Entry>,
}

impl Figure {
    /// The entries that were public on `as_known_on` (all of them, when `None`).
    pub fn public(
        &self,
        as_known_on: Option<Date>,
    ) -> impl DoubleEndedIterator<Item = &Entry> + Clone {
        let entries = self.entries.iter();
        entries.filter(move |entry| as_known_on.is_none_or(|known| entry.public_by <= known))
    }

    /// How the figure reads on the day `on`, by what was public on `as_known_on` (everything, when
    /// `None`). Never answers with the value of another period (invariant 4).
    pub fn reading(&self, on: Date, as_known_on: Option<Date>) -> Reading<'_> {
        let mut entries = self.public(as_known_on);
        let current = entries.clone().rfind(|entry| entry.from <= on);
        if let Some(entry) = current {
            let state = match entry {
                _ if entry.until.is_some_and(|until| until < on) => State::Lapsed,
                _ if entry.values.is_empty() => State::Unknown,
                _ if entry.values.len() > 1 => State::Unsettled,
                _ if entry.review_by.is_some_and(|review| review < on) => State::PastReview,
                _ => State::Known,
            };
            return Reading {
                state,
                entry: Some(entry),
            };
        }
        let to_come = entries.find(|entry| entry.from > on && entry.public_by <= on);
        Reading {
            state: to_come.map_or(State::Unknown, |_| State::NotYetInForce),
            entry: to_come,
        }
    }
}
