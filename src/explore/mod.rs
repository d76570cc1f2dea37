//! Many cases at once: what a blank answer or an unsettled figure leaves open, and what else could be.
//!
//! This room knows no single benefit. It works out a case; where something is missing it tries
//! everything that could stand there and joins the results: choices one by one, candidates one by
//! one, numbers at their limits and on either side of every value at which a rule changes.
//!
//! What takes long goes on in slices ([`Job`]): it pauses between two cases.

mod along;
mod difference;
mod next_question;
mod outcome;
mod pace;
mod readings;
mod solve;
mod stack;
mod survey;
mod thresholds;
mod way_in;

pub use along::{Along, Wanted};
pub use difference::{Cause, Difference, Side, difference};
pub use next_question::{Asking, next_question};
pub use outcome::{
    AmountRange, ConditionOutcome, NoticeOutcome, Outcome, Verdict, outcome, settled_verdict,
};
pub use pace::{Job, Pace};
pub use readings::{Reading, on_every_reading};
pub use solve::{Edge, Goal, Interval, Solution, solve};
pub use stack::{Claim, Combination, LoanRate, MOST_CLAIMS, Stack, Together, Worth, stack};
pub use survey::{Leaf, Survey};
pub use thresholds::{Piece, Turn, pieces, turn};
pub use way_in::{Change, WayIn, way_in};

/// From a first to a last step along an answer.
type Span = (i64, i64);
