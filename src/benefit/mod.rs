//! The benefits: one file for each, with its questions, conditions and amounts.
//!
//! A benefit is data and pure functions of one [`Case`]: the answers, the rules of a day, and where
//! sources conflict the value that this case assumes. A function that needs something the case does
//! not have says what is missing ([`Lack`]); `explore` then tries what it could be. So no benefit ever
//! handles a blank answer or an unsettled figure itself.

mod answers;
mod bank_fees;
mod case;
mod consumer_loan_subsidy;
mod first_loan_subsidy;
mod health_cover;
mod loan_cost;
mod mortgage_subsidy;
pub mod person;
mod service_loan_subsidy;
mod short_forms;
mod small_business_loan_subsidy;
mod startup_loan;
mod subsidised;

pub use answers::{Answer, Answers, BadAnswer};
pub use case::{
    Assumed, Case, Elsewhere, Lack, Looks, Missing, Step, StepsKept, Trace, add_figures, ends,
};

use crate::loan::Row;
use crate::policy::{Date, Unit};
use crate::words::{Argument, Message};
use rust_decimal::Decimal;
use std::ops::Deref;

/// Every benefit. A new one is added here and has its own file.
pub static ALL: &[&Outline] = &[
    &startup_loan::OUTLINE,
    &consumer_loan_subsidy::OUTLINE,
    &service_loan_subsidy::OUTLINE,
    &small_business_loan_subsidy::OUTLINE,
    &first_loan_subsidy::OUTLINE,
    &mortgage_subsidy::OUTLINE,
    &bank_fees::OUTLINE,
    &health_cover::OUTLINE,
    &loan_cost::OUTLINE,
];

/// The packs that every benefit needs.
const FIRST_PACKS: [&str; 2] = ["national", "beijing"];

/// The benefit of that id.
pub fn find(id: &str) -> Option<&'static Outline> {
    ALL.iter().copied().find(|outline| outline.id == id)
}

/// What a benefit asks: all that its form needs.
pub struct Outline {
    /// Its lasting id.
    pub id: &'static str,
    /// The figures it reads: ids, or their first part with a point.
    pub reads: &'static [&'static str],
    /// The packs that it needs beside the first two.
    pub packs: &'static [&'static str],
    /// Its [`questions`](Outline::questions); on a page a chunk of their own, which comes first.
    pub form: fn() -> &'static [Question],
    /// What is asked several times.
    pub rows: &'static [Rows],
    /// All of the benefit; on a page a chunk of its own, by the name of its id.
    pub whole: fn() -> &'static Benefit,
}

/// A benefit: what it asks, what it requires and what it gives.
pub struct Benefit {
    /// What it asks.
    pub outline: &'static Outline,
    /// What must hold, in the order in which it is shown.
    pub conditions: &'static [Condition],
    /// What it is worth, in the order in which it is shown.
    pub amounts: &'static [Amount],
    /// The steps of its working.
    pub steps: &'static [&'static str],
    /// What it can show side by side.
    pub tables: &'static [Table],
    /// The lines of its tables that have a name in every language.
    pub lines: &'static [&'static str],
    /// What is said first.
    pub answer: Headline,
    /// What is drawn of it.
    pub what_if: WhatIf,
    /// What it gives, to be weighed against other benefits; `None` for one that only compares.
    pub gain: Option<Gain>,
    /// The questions whose answer is as it is: a person cannot choose another, unlike a term or an amount.
    pub given: &'static [&'static str],
    /// Reads the figures without which there is no rule at all.
    pub in_force: fn(&Case) -> Result<(), Missing>,
    /// The numbers along which every amount rises or falls steadily over their whole range, bends and
    /// all: their limits are enough for a range.
    pub steady: &'static [&'static str],
    /// The values of a number at which a rule changes (on both sides, where an amount or a condition
    /// jumps); between two of them every amount rises or falls steadily.
    pub cuts: fn(&Case, question: &str) -> Result<Vec<Decimal>, Missing>,
    /// Answers that do not fit together.
    pub conflicts: fn(&Answers) -> Result<(), BadAnswer>,
    /// The table of payments, where it has one.
    pub schedule: Option<Schedule>,
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
    /// The built-in packs that it needs.
    pub fn all_packs(&self) -> impl Iterator<Item = &'static str> {
        FIRST_PACKS.iter().chain(self.packs).copied()
    }

    /// Whether it reads the figure of that id.
    pub fn feeds_on(&self, figure: &str) -> bool {
        self.reads
            .iter()
            .any(|read| *read == figure || read.ends_with('.') && figure.starts_with(read))
    }

    /// What is asked, in the order of the form.
    pub fn questions(&self) -> &'static [Question] {
        (self.form)()
    }

    /// All of it.
    pub fn whole(&self) -> &'static Benefit {
        (self.whole)()
    }

    /// Whether it needs the built-in pack of that id.
    pub fn needs_pack(&self, pack: &str) -> bool {
        self.all_packs().any(|id| id == pack)
    }

    /// The question of that id.
    pub fn question(&self, id: &str) -> Option<&'static Question> {
        let mut questions = self.questions().iter();
        questions.find(|question| question.id == id)
    }

    /// The row of an answer: none (0) for a question that is asked once, whichever row asked for it.
    pub fn row_of(&self, question: &str, row: u8) -> u8 {
        let in_rows = self.question(question).is_some_and(|q| q.row.is_some());
        if in_rows { row } else { 0 }
    }

    /// Whether a question is asked, by the answers given to those that decide it.
    pub fn is_asked(&self, question: &str, given: &dyn Fn(&'static str) -> Option<Answer>) -> bool {
        let asked_when = self.question(question).and_then(|found| found.asked_when);
        asked_when.is_none_or(|(other, choices)| match given(other) {
            Some(Answer::Choice(choice)) => {
                choices.contains(&choice) && self.is_asked(other, given)
            }
            _ => false,
        })
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
    /// The heading of the form that it stands under.
    pub part: &'static str,
    /// The group of rows in each of which it is asked.
    pub row: Option<&'static str>,
}

/// A group of questions that is asked several times, such as once for every offer.
#[derive(Debug)]
pub struct Rows {
    /// Its lasting id.
    pub id: &'static str,
    /// There are always so many, blank if need be.
    pub least: u8,
    /// There are never more.
    pub most: u8,
}

/// What a benefit gives, and how it goes together with others.
pub struct Gain {
    /// What it is worth, in yuan a year.
    pub a_year: WorkOut,
    /// Whether that is all it ever comes to: it ends before a year's share of it could be told.
    pub in_all: bool,
    /// What that lies between where too much is open to look at every case.
    pub within: Within,
    /// For a subsidy on a loan: how it goes together with another on the same loan.
    pub on_loan: Option<OnLoan>,
}

/// A subsidy on a loan beside others on the same loan.
pub struct OnLoan {
    /// Who pays it.
    pub payer: Payer,
    /// The figure that says whether the loan can have a second subsidy of the central government.
    pub one_central: Option<&'static str>,
    /// The question that takes the points which a local subsidy pays: of what is left of the rate this
    /// one pays at most all.
    pub after_local: Option<&'static str>,
    /// The question of the loan's rate, where there is one rate.
    pub rate: Option<&'static str>,
    /// The amount that is the rate left to the borrower.
    pub own_rate: &'static str,
}

/// Who pays a subsidy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
    /// The central government, alone or with others.
    Central,
    /// Beijing alone.
    Local,
}

/// What is said first: one sentence and one picture of the amounts.
pub struct Headline {
    /// The amounts that the sentence names; without one of them it stays open.
    pub needs: &'static [&'static str],
    /// The amounts that make up the whole, as drawn.
    pub parts: &'static [&'static str],
    /// The whole that the parts make up.
    pub whole: Option<&'static str>,
    /// The part of it that is left to pay, drawn below the whole: before and after.
    pub after: Option<&'static str>,
}

/// The number on which most depends, and what is to be seen along it.
pub struct WhatIf {
    /// The question; where it is asked in rows, that of the first.
    pub question: &'static str,
    /// The amounts, all in yuan; first the one that a person has to pay.
    pub amounts: &'static [&'static str],
    /// The amount that is less than nothing until the benefit pays for itself.
    pub pays: Option<&'static str>,
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
    /// A day from `least` to `most`, both `YYYY-MM-DD`.
    Day {
        /// The first allowed.
        least: &'static str,
        /// The last allowed.
        most: &'static str,
    },
}

impl Kind {
    /// The limits of a number, or of a day as [`Date::number`].
    pub fn limits(&self) -> Option<(Decimal, Decimal)> {
        let day = |text| Date::parse(text).map(Date::number);
        match self {
            Kind::Number { least, most, .. } => Some(((*least).into(), (*most).into())),
            Kind::Day { least, most } => Some((day(least)?, day(most)?)),
            Kind::Choice(_) | Kind::YesNo => None,
        }
    }

    /// The choices, for a question that has them.
    pub fn choices(&self) -> &'static [&'static str] {
        match self {
            Kind::Choice(choices) => choices,
            Kind::YesNo => &["yes", "no"],
            Kind::Number { .. } | Kind::Day { .. } => &[],
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

/// Works an amount out; `None` where a case has none.
pub type WorkOut = fn(&Case) -> Result<Option<Decimal>, Missing>;

/// An amount that the benefit comes to.
pub struct Amount {
    /// Its lasting id.
    pub id: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// The group of rows for each of which it is worked out.
    pub row: Option<&'static str>,
    /// Works it out; `None` where this case has none.
    pub work_out: WorkOut,
    /// The same before any rounding, where several roundings go in: between two cuts those may move it
    /// by a 分 against its own direction, so its range is taken from here and a 分 wider on both sides.
    pub unrounded: Option<WorkOut>,
    /// Where there are too many open cases to look at each: what it lies between all the same.
    pub within: Within,
}

/// An outer bound of an amount, for when too much is open to look at every case.
#[derive(Clone, Copy)]
pub struct Within {
    /// It is never less than this; than nothing, where it has no terms.
    pub least: Bound,
    /// It is never more than this; where it has no terms, there is no such bound.
    pub most: Bound,
}

/// One side of it, made of terms that are each looked at alone.
#[derive(Clone, Copy)]
pub struct Bound {
    /// Its terms.
    pub terms: &'static [Term],
    /// What they come to together: never less where one of them is more. `None` where that bounds nothing.
    pub together: fn(&[Decimal]) -> Option<Decimal>,
}

/// A part of a bound: something that rises or falls steadily along every answer over its whole range,
/// jumps included, so that it is least and most at the limits of the answers.
pub struct Term {
    /// The group in each of whose rows it is taken; in the amount's own row, where there is none.
    pub rows: Option<&'static str>,
    /// What it is.
    pub work_out: WorkOut,
}

impl Within {
    /// No bound.
    pub const NOTHING: Within = Within::sum_of(&[]);

    /// Never less than nothing and never more than these together.
    pub const fn up_to(most: &'static [Term]) -> Within {
        Within {
            least: Bound::sum(&[]),
            most: Bound::sum(most),
        }
    }

    /// Exactly these together.
    pub const fn sum_of(terms: &'static [Term]) -> Within {
        Within {
            least: Bound::sum(terms),
            most: Bound::sum(terms),
        }
    }
}

impl Bound {
    /// These added up.
    pub const fn sum(terms: &'static [Term]) -> Bound {
        Bound {
            terms,
            together: |terms| Some(terms.iter().sum()),
        }
    }
}

impl Term {
    /// Taken once.
    pub const fn once(work_out: WorkOut) -> Term {
        Term {
            rows: None,
            work_out,
        }
    }

    /// Taken in every row of a group.
    pub const fn of_rows(rows: &'static str, work_out: WorkOut) -> Term {
        Term {
            rows: Some(rows),
            work_out,
        }
    }
}

impl Amount {
    /// The same amount with an outer bound.
    pub const fn within(self, within: Within) -> Amount {
        Amount { within, ..self }
    }
}

/// A table of payments.
pub struct Schedule {
    /// The group of rows each of which has one.
    pub row: Option<&'static str>,
    /// Its payments; none where this case has no such table.
    pub work_out: fn(&Case) -> Result<Vec<Row>, Missing>,
}

/// Something else to know.
pub struct Notice {
    /// Its lasting id.
    pub id: &'static str,
    /// Its words, when it applies.
    pub applies: fn(&Case) -> Result<Option<Message>, Missing>,
}

/// Something to show side by side, once everything it needs is answered.
pub struct Table {
    /// Its lasting id.
    pub id: &'static str,
    /// From left to right, after the name of the line.
    pub columns: &'static [Column],
    /// From top to bottom; none where this case has no such table.
    pub lines: fn(&Case) -> Result<Vec<Line>, Missing>,
}

/// A column of a table.
pub struct Column {
    /// Its lasting id.
    pub id: &'static str,
    /// What it counts.
    pub unit: Unit,
}

/// A line of a table; see [`Case::lines`].
#[derive(Clone)]
pub struct Line {
    /// What it is about; [`Argument::Word`] for one of the benefit's own lines.
    pub name: Argument,
    /// One for each column; `None` where there is nothing to say.
    pub cells: Vec<Option<Argument>>,
    /// The figures that were read for it.
    pub figures: Vec<Assumed>,
    /// How it came about, where no figure is behind it.
    pub steps: Vec<Step>,
}

impl Line {
    /// A line by the name of one of the benefit's own.
    pub fn new(name: &'static str, cells: Vec<Option<Argument>>) -> Line {
        Line {
            name: Argument::Word(name),
            cells,
            figures: Vec::new(),
            steps: Vec::new(),
        }
    }
}
