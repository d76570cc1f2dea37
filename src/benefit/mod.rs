//! The benefits: one file for each, with its questions, conditions and amounts.
//!
//! A benefit is data and pure functions of one [`Case`]: the answers, the rules of a day, and where
//! sources conflict the value that this case assumes. A function that needs something the case does
//! not have says what is missing ([`Lack`]); `explore` then tries what it could be. So no benefit ever
//! handles a blank answer or an unsettled figure itself.

mod answers;
mod case;
mod startup_loan;

pub use answers::{Answer, Answers, BadAnswer};
pub use case::{Case, Lack, Missing, Step, Trace};

use crate::loan::Row;
use crate::policy::Unit;
use crate::words::Message;
use rust_decimal::Decimal;
use std::ops::Deref;

/// Every benefit. A new one is added here and has its own file.
pub static ALL: &[&Outline] = &[&startup_loan::OUTLINE];

/// The benefit of that id.
pub fn find(id: &str) -> Option<&'static Outline> {
    ALL.iter().copied().find(|benefit| benefit.id == id)
}

/// What a page knows of a benefit before it is opened: plain data.
pub struct Outline {
    /// Its lasting id.
    pub id: &'static str,
    /// The figures it reads: ids, or their first part with a point.
    pub reads: &'static [&'static str],
    /// In the order of the form.
    pub questions: &'static [Question],
    /// All of it; on a page, a chunk by the name of its id.
    pub whole: fn() -> &'static Benefit,
}

/// A benefit: what it asks, what it requires and what it gives.
pub struct Benefit {
    /// What it is called and what it asks.
    pub outline: &'static Outline,
    /// What must hold, in the order in which it is shown.
    pub conditions: &'static [Condition],
    /// What it is worth, in the order in which it is shown.
    pub amounts: &'static [Amount],
    /// The steps of its working.
    pub steps: &'static [&'static str],
    /// Reads the figures without which there is no rule at all.
    pub in_force: fn(&Case) -> Result<(), Missing>,
    /// The values of a number at which a rule changes (on both sides, where an amount or a condition
    /// jumps); between two of them every amount rises or falls steadily.
    pub cuts: fn(&Case, question: &str) -> Result<Vec<Decimal>, Missing>,
    /// Answers that do not fit together.
    pub conflicts: fn(&Answers) -> Result<(), BadAnswer>,
    /// The table of payments.
    pub schedule: fn(&Case) -> Result<Vec<Row>, Missing>,
    /// What else the person should know, each with its id; skipped where something is missing.
    pub notices: &'static [Notice],
}

impl Deref for Benefit {
    type Target = Outline;

    fn deref(&self) -> &Outline {
        self.outline
    }
}

impl Outline {
    /// All of it.
    pub fn whole(&self) -> &'static Benefit {
        (self.whole)()
    }

    /// Whether it reads the figure of that id.
    pub fn feeds_on(&self, figure: &str) -> bool {
        self.reads
            .iter()
            .any(|read| *read == figure || read.ends_with('.') && figure.starts_with(read))
    }

    /// The question of that id.
    pub fn question(&self, id: &str) -> Option<&'static Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}

/// Something the person is asked.
pub struct Question {
    /// Its lasting id.
    pub id: &'static str,
    /// What an answer looks like.
    pub kind: Kind,
    /// Asked only when another question has one of these choices.
    pub asked_when: Option<(&'static str, &'static [&'static str])>,
}

/// What an answer looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// One of these.
    Choice(&'static [&'static str]),
    /// `yes` or `no`.
    YesNo,
    /// A number from `least` to `most`.
    Number {
        /// What it counts.
        unit: Unit,
        /// The smallest allowed.
        least: i64,
        /// The largest allowed.
        most: i64,
        /// How many decimals it may have.
        decimals: u32,
    },
}

impl Kind {
    /// The choices, for a question that has them.
    pub fn choices(&self) -> &'static [&'static str] {
        match self {
            Kind::Choice(choices) => choices,
            Kind::YesNo => &["yes", "no"],
            Kind::Number { .. } => &[],
        }
    }
}

/// Something that must hold.
pub struct Condition {
    /// Its lasting id.
    pub id: &'static str,
    /// Whether it holds; `None` where it is not asked of this case.
    pub check: fn(&Case) -> Result<Option<Finding>, Missing>,
}

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Nobody can say from what is known.
    Unknown,
}

impl From<bool> for Holds {
    fn from(holds: bool) -> Holds {
        match holds {
            true => Holds::Yes,
            false => Holds::No,
        }
    }
}

/// What was found about a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Whether it holds.
    pub holds: Holds,
    /// How far a `no` is from a `yes`.
    pub distance: Option<(Decimal, Unit)>,
    /// The figure that sets it.
    pub figure: &'static str,
    /// What its words need; their key is made of the condition's id and how it holds.
    pub words: Message,
}

/// An amount that the benefit comes to.
pub struct Amount {
    /// Its lasting id.
    pub id: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// Works it out; `None` where this case has none.
    pub work_out: fn(&Case) -> Result<Option<Decimal>, Missing>,
}

/// Something else to know.
pub struct Notice {
    /// Its lasting id.
    pub id: &'static str,
    /// Its words, when it applies.
    pub applies: fn(&Case) -> Result<Option<Message>, Missing>,
}
