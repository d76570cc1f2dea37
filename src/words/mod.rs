//! Every sentence a person reads, in their language.
//!
//! The engine speaks in [`Message`]s: a key and the values that its sentence needs. A [`Locale`] is
//! a file of `www/locales/` and turns messages into text. `inventory` lists every key that the
//! program can use; a locale that lacks one, has one too many, or asks for a value that its message
//! does not have, fails the build.

mod inventory;
mod locale;
mod message;
mod screen;

pub use inventory::{PAGE_WORDS, inventory};
pub use locale::Locale;
pub use message::{Argument, Message};
pub use screen::SCREEN_WORDS;
