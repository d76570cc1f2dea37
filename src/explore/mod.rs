//! Many cases at once: what a blank answer or an unsettled figure leaves open.
//!
//! This room knows no single benefit. It works out a case; where something is missing it tries
//! everything that could stand there and joins the results: choices one by one, candidates one by
//! one, numbers at their limits and on either side of every value at which a rule changes.

mod outcome;
mod survey;

pub use outcome::{AmountRange, ConditionOutcome, NoticeOutcome, Outcome, Verdict, outcome};
pub use survey::{Leaf, survey};
