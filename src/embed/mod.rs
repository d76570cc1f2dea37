//! The border to other programs: requests in, outcomes out, as plain data.
//!
//! Money, rates and dates cross as strings. [`Engine`] works the same natively and in the browser;
//! `javascript` alone knows that there is JavaScript on the other side.

mod catalogue;
mod engine;
pub mod exploration;
mod explore;
mod explored;
mod figures;
#[cfg(feature = "engine")]
mod flat;
mod outcome;
mod overview;
mod shapes;
mod told;

#[cfg(feature = "bench")]
mod bench;
#[cfg(feature = "engine")]
mod javascript;
#[cfg(feature = "describe")]
mod typescript;

#[cfg(feature = "bench")]
pub use bench::what_ifs;
pub use engine::Engine;
pub use exploration::Found;
pub use shapes::*;
#[cfg(feature = "describe")]
pub use typescript::typescript;
