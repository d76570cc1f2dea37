//! The words of the page itself: headings, buttons, labels.

/// Every key that the page uses beside those of the engine.
pub static SCREEN_WORDS: &[&str] = &[];
