//! Packs of dated, cited figures, and how a figure reads on a day.
//!
//! A figure is data, never code. It has entries in time; a day outside them never borrows another
//! entry's value (`reading`). Packs are layers: national, then city, then bank (`rulebook`).
//! `format` is what a pack's file looks like; `check` is what must be true of it.

mod check;
mod date;
mod figure;
mod format;
mod pack;
mod reading;
mod rulebook;

pub use check::check;
pub use date::Date;
pub use figure::{Band, CONFIRMATIONS, Entry, Figure, Given, Part, Unit, Value};
pub use format::PACK;
pub use pack::{Layer, Pack, read_pack, sha256};
pub use reading::{Reading, State};
pub use rulebook::{Place, Rulebook, Ruling};
