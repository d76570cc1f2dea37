//! Packs of dated, cited figures, and how a figure reads on a day.
//!
//! A figure is data, never code. It has entries in time; a day outside them never borrows another
//! entry's value (`reading`). Packs are layers: national, then city, then bank (`rulebook`).

mod check;
mod date;
mod figure;
mod pack;
mod reading;
mod rulebook;

pub use check::check;
pub use date::Date;
pub use figure::{
    Band, Candidate, Confirmation, Confirmed, Entry, Figure, Given, Quotation, Source, Text, Unit,
    Value,
};
pub use pack::{Document, Layer, Pack, read_pack, sha256};
pub use reading::{Reading, State};
pub use rulebook::{Place, Rulebook, Ruling};
