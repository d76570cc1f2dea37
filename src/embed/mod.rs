//! The border to other programs: requests in, outcomes out, as plain data.
//!
//! Money, rates and dates cross as strings. [`Engine`] works the same natively and in the browser;
//! `javascript` and `value` alone know that there is JavaScript on the other side.

mod catalogue;
mod engine;
mod figures;
mod outcome;
mod shapes;

#[cfg(feature = "engine")]
mod javascript;
#[cfg(feature = "describe")]
mod typescript;
#[cfg(any(feature = "engine", feature = "page"))]
mod value;

pub use engine::Engine;
pub use shapes::*;
#[cfg(feature = "describe")]
pub use typescript::typescript;
#[cfg(any(feature = "engine", feature = "page"))]
pub(crate) use value::json;
