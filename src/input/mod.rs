//! What comes from outside: JSON, read into types with the path of every fault.
//!
//! Packs, answers and locale files all pass through [`Json`], natively (from text) and in the
//! browser (from the browser's own `JSON.parse`), so that both refuse the same things in the same
//! words.

mod json;
mod read;

pub use json::Json;
pub use read::{Fault, Fields, Named, Read, word};
