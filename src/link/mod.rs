//! A case as a line of text, for the fragment of an address: what was answered, on which day, with
//! which packs, and what came out. `docs/link.md` describes it; any later release must read it.

mod again;
mod code;
mod format;

pub use again::{Again, Change, PackChange, again, packs_of, results_of};
pub use format::{Link, PackMark, ResultMark, Why, Wrong, asks, benefit_of, is_draft, read, write};
