//! What comes from outside: JSON, and what it must look like.
//!
//! Packs, answers and locale files all pass through [`Json`], natively (from text) and in the
//! browser (from the browser's own `JSON.parse`), so that both refuse the same things in the same
//! words. Values are kept as they came and read where they are used: in the browser that is a
//! fraction of the size of typed readers.

mod index;
mod json;
mod shape;

pub use index::Index;
pub use json::Json;
pub use shape::{Fault, Key, Path, Shape, may, must};
