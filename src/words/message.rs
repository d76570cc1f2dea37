//! What is to be said, before it is put into words.

use crate::policy::Date;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// A key and the values its sentence needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// The key in the locale files.
    pub key: Cow<'static, str>,
    /// The values, by the names in braces in the sentence.
    pub arguments: Vec<(&'static str, Argument)>,
    /// Text that is the same in every language, by the same names.
    pub texts: Vec<(&'static str, String)>,
}

/// A value inside a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Argument {
    /// An amount in yuan; the sentence adds the unit.
    Yuan(Decimal),
    /// A rate in percent; shown with its sign.
    Percent(Decimal),
    /// A count.
    Number(Decimal),
    /// A day.
    Day(Date),
    /// A line of a benefit's tables, by its id.
    Word(&'static str),
}

impl Argument {
    /// The number, where it is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Argument::Yuan(number) | Argument::Percent(number) | Argument::Number(number) => {
                Some(*number)
            }
            Argument::Day(_) | Argument::Word(_) => None,
        }
    }
}

impl Message {
    /// A message without values.
    pub fn new(key: &'static str) -> Message {
        Message {
            key: Cow::Borrowed(key),
            ..Message::default()
        }
    }

    /// The same message with one more value.
    pub fn with(mut self, name: &'static str, argument: Argument) -> Message {
        self.arguments.push((name, argument));
        self
    }

    /// The same message with one more text.
    pub fn saying(mut self, name: &'static str, text: impl Into<String>) -> Message {
        self.texts.push((name, text.into()));
        self
    }

    /// The same message under the key made of these parts.
    pub fn keyed(mut self, parts: &[&str]) -> Message {
        self.key = Cow::Owned(parts.concat());
        self
    }
}
