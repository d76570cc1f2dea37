//! What the published rules for new citizens are worth to one person.
//!
//! The rooms, in the order in which data flows through them:
//!
//! - [`input`]: JSON from outside, with the path of every fault in it.
//! - [`money`]: yuan and rates, exact, with named rounding. Knows no policy.
//! - [`loan`]: repayment schedules and annualised rates. Arithmetic only.
//! - [`policy`]: packs of dated, cited figures, and how a figure reads on a day.
//! - [`benefit`]: one file for each benefit: its questions, conditions and amounts.
//! - [`explore`]: many cases at once: what a blank answer or an unsettled figure leaves open.
//! - [`words`]: every sentence a person reads, in their language.
//! - [`embed`]: the border to other programs. The only room that knows JavaScript.
//! - [`link`]: a case as a line of text, and what came of it since.
//! - [`workbook`]: a result to take away: its tables, and the working as formulas of a spreadsheet.
//! - `app`: the page (Yew). No arithmetic.
//!
//! Beside them `later`: what the page fetches later.
//!
//! Invariants, each tested: no room above `embed` reads a clock, the network, storage or a float;
//! a figure is data, never code; a date outside a figure's known periods never borrows a
//! neighbour's value; no input panics.

#[macro_use]
mod later;

pub mod benefit;
pub mod embed;
pub mod explore;
pub mod input;
pub mod link;
pub mod loan;
pub mod money;
pub mod policy;
pub mod words;
pub mod workbook;

#[cfg(feature = "page")]
pub mod app;
