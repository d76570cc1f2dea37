//! One question to the engine, worked out in slices.

use super::super::border::with_engine;
use super::Finds;
use crate::embed::exploration::{Difference, Found};
use crate::explore::Job;
use crate::input::Json;

/// What is asked for, the most urgent first.
#[derive(Clone, Copy)]
pub(super) enum Which {
    /// The amounts at the number looked at.
    At,
    /// How to become eligible.
    Ways,
    /// What to answer next.
    Next,
    /// Where amounts turn, over all of a number's range.
    Whole,
    /// The same, over the part that is drawn.
    Drawn,
    /// The numbers that bring what is wanted.
    Goal,
    /// The numbers from which on the benefit pays for itself.
    Pays,
    /// Why the main amount is another than before.
    Changed,
}

/// How many of them there are.
pub(super) const FINDS: usize = 8;

/// A question, and what was found for it.
#[derive(Default)]
pub(super) struct Find {
    /// `Null` when nothing is asked.
    asked: Option<Json>,
    job: Option<Job<Found>>,
    pub found: Option<Found>,
    refused: bool,
}

impl Find {
    /// Asks this from now on. Another question than before drops what there was.
    pub fn want(&mut self, asked: Option<Json>) {
        if self.asked != asked {
            *self = Find {
                asked,
                ..Find::default()
            };
        }
    }

    /// Whether there is anything left to work out.
    pub fn waits(&self) -> bool {
        self.asked.is_some() && self.found.is_none() && !self.refused
    }

    /// Works out about so many cases.
    pub fn go_on(&mut self, cases: u32) {
        let Some(asked) = &self.asked else { return };
        let job = self.job.take();
        match job.map_or_else(|| with_engine(|engine| engine.explore(asked)), Ok) {
            Ok(mut job) => match job.go_on(cases) {
                Some(found) => self.found = Some(found),
                None => self.job = Some(job),
            },
            // The page asks nothing that could be refused but what depends on another answer that is
            // being typed.
            Err(_) => self.refused = true,
        }
    }
}

impl Finds for Find {
    fn want(&mut self, asked: Option<Json>) {
        Find::want(self, asked);
    }

    fn waits(&self) -> bool {
        Find::waits(self)
    }

    fn go_on(&mut self, cases: u32) {
        Find::go_on(self, cases);
    }

    fn difference(&self) -> Option<&Difference> {
        match &self.found {
            Some(Found::Difference(found)) => Some(found),
            _ => None,
        }
    }
}
