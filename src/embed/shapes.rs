//! The shapes of what crosses the border. TypeScript's types are made from these.

use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::rc::Rc;

/// A list of ids, which many parts of an outcome, and many outcomes, have in common.
pub type Ids = Rc<[&'static str]>;

/// A name that most outcomes have in common.
pub type Name = Cow<'static, str>;

/// Values by name: an object on the other side of the border.
#[derive(Clone, Debug, PartialEq)]
pub struct Named<T, N = String>(pub Vec<(N, T)>);

impl<T, N> Default for Named<T, N> {
    fn default() -> Named<T, N> {
        Named(Vec::new())
    }
}

impl<T, N: AsRef<str>> Named<T, N> {
    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&T> {
        let found = self.0.iter().find(|(given, _)| given.as_ref() == name);
        found.map(|(_, value)| value)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&N, &T)> {
        self.0.iter().map(|(name, value)| (name, value))
    }
}

impl<T, N> FromIterator<(N, T)> for Named<T, N> {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(values: I) -> Named<T, N> {
        Named(values.into_iter().collect())
    }
}

impl<T: Serialize, N: Serialize> Serialize for Named<T, N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// What a benefit comes to for a person.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Outcome {
    /// The benefit's id.
    pub benefit: &'static str,
    /// The day on which the rules must hold.
    pub on: String,
    /// The day by which the rules must have been public, if one was asked for.
    pub as_known_on: Option<String>,
    /// `eligible`, `not-eligible`, `depends` or `no-rule`.
    pub verdict: Verdict,
    /// The whole result in one sentence; what belongs to it on further lines.
    pub sentence: String,
    /// The amounts that make up the whole, by id, as they are best drawn.
    #[cfg_attr(feature = "describe", ts(as = "Vec<String>"))]
    pub parts: &'static [&'static str],
    /// The whole that the parts make up, by id.
    pub whole: Option<&'static str>,
    /// By id: what the benefit comes to if it is granted. Left out: what nothing is known of.
    #[cfg_attr(feature = "describe", ts(type = "{ [id: string]: Amount }"))]
    pub amounts: Named<Amount, Name>,
    /// What must hold.
    pub conditions: Vec<Condition>,
    /// The working behind the amounts.
    pub steps: Vec<Step>,
    /// What else to know.
    pub notices: Vec<Notice>,
    /// The table of payments, or null while something it needs is blank.
    pub schedule: Option<Schedule>,
    /// The table of payments of each row, such as each offer, whose answers are given.
    pub schedules: Vec<Schedule>,
    /// What can be shown side by side, once everything it needs is answered.
    pub tables: Vec<Table>,
    /// Every figure that went in.
    pub figures: Vec<Rc<Figure>>,
    /// The packs in use.
    pub packs: Vec<Pack>,
    /// Whether a pack in use is a draft: mark everything made with it.
    pub draft: bool,
}

/// The verdict of an outcome.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every condition holds.
    Eligible,
    /// Some condition fails, whatever the open answers are.
    NotEligible,
    /// It depends on what is still open.
    Depends,
    /// No rule is known for the day.
    NoRule,
}

/// An amount; `low` and `high` are equal when it is settled.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Amount {
    /// The least, as a decimal string.
    pub low: String,
    /// The most, as a decimal string.
    pub high: String,
    /// `yuan`, `percent-a-year`, ….
    pub unit: &'static str,
    /// What it is, in words.
    pub text: String,
    /// The same as a person reads it, without the unit.
    pub shown: String,
    /// True where there were too many open cases to look at each: it lies between `low` and `high`, but
    /// may not reach them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "describe", ts(optional, as = "Option<bool>"))]
    pub outer: bool,
    /// Whether the range is so wide that the page does not tell it at once; it crosses no border.
    #[serde(skip)]
    #[cfg_attr(feature = "describe", ts(skip))]
    pub wide: bool,
    /// The row that it is of, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "describe", ts(optional))]
    pub row: Option<u8>,
    /// The steps behind it, by id.
    #[cfg_attr(feature = "describe", ts(as = "Vec<String>"))]
    pub steps: Ids,
    /// The figures that were read for it, by id.
    #[cfg_attr(feature = "describe", ts(as = "Vec<String>"))]
    pub figures: Ids,
}

/// Something to show side by side.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Table {
    /// Its lasting id.
    pub id: &'static str,
    /// What it shows, in words.
    pub text: String,
    /// From left to right, after the name of the line.
    #[cfg_attr(feature = "describe", ts(as = "Vec<Column>"))]
    pub columns: Rc<[Column]>,
    /// From top to bottom.
    pub lines: Vec<TableLine>,
}

/// A column of a table.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Column {
    /// Its lasting id.
    pub id: &'static str,
    /// What it counts.
    pub unit: &'static str,
    /// What it is, in words.
    pub text: String,
}

/// A line of a table.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct TableLine {
    /// Its lasting id, or the value that it is about.
    pub id: String,
    /// The same in words.
    pub text: String,
    /// One for each column, as a decimal string or in words; two with a dash (`10.00–22.00`) where
    /// the sources conflict; null where there is nothing to say.
    pub cells: Vec<Option<String>>,
    /// The figures that were read for it, by id.
    #[cfg_attr(feature = "describe", ts(as = "Vec<String>"))]
    pub figures: Ids,
    /// How it came about, where no figure is behind it.
    pub steps: Vec<Step>,
}

/// Something that must hold.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Condition {
    /// Its lasting id.
    pub id: &'static str,
    /// `yes`, `no` or `unknown`.
    pub holds: Holds,
    /// What it is, in words.
    pub text: String,
    /// How far a `no` is from a `yes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "describe", ts(optional))]
    pub distance: Option<Distance>,
    /// Where it stands; null where no source is known.
    pub source: Option<Rc<Source>>,
}

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// It is open.
    Unknown,
}

/// How far a condition is from holding.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Distance {
    /// A decimal string.
    pub value: String,
    /// `people`, `months`, `percent-a-year`, ….
    pub unit: &'static str,
    /// Both in words.
    pub text: String,
}

/// Where a figure stands.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Source {
    /// The figure's id.
    pub figure: String,
    /// How the figure reads on the day; see [`Figure::reading`].
    pub reading: String,
    /// The document's title.
    pub title: String,
    /// Its number.
    pub number: Option<String>,
    /// The article, item or table.
    pub article: Option<String>,
    /// The page on which it was seen.
    pub address: Option<String>,
    /// Its words, where we have them.
    pub quotation: Option<String>,
    /// `official`, `press`, `secondary`, `derived` or `recalled`.
    pub confirmed: Option<String>,
    /// The day on which it was confirmed.
    pub confirmed_on: Option<String>,
}

/// One step of the working.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Step {
    /// Its lasting id.
    pub id: &'static str,
    /// The row that it is about, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "describe", ts(optional))]
    pub row: Option<u8>,
    /// What is worked out, in words.
    pub text: String,
    /// How, with the numbers filled in.
    pub formula: String,
    /// What it came to, as a decimal string.
    pub value: String,
    /// What went into it, by name.
    #[cfg_attr(feature = "describe", ts(type = "{ [name: string]: string }"))]
    pub inputs: Named<String, Name>,
    /// The figures that went into it, by id.
    pub figures: Vec<&'static str>,
    /// Where sources conflict: what this step assumes, by figure.
    #[cfg_attr(feature = "describe", ts(type = "{ [figure: string]: string }"))]
    pub assuming: Named<String, Name>,
}

/// Something else to know.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Notice {
    /// Its lasting id.
    pub id: &'static str,
    /// In words.
    pub text: String,
    /// The figure it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "describe", ts(optional))]
    pub figure: Option<&'static str>,
    /// The figures that were read for it, by id.
    #[cfg_attr(feature = "describe", ts(as = "Vec<String>"))]
    pub figures: Ids,
    /// How it came about, where no figure is behind it.
    pub steps: Vec<Step>,
}

/// The table of payments, each row rounded to the 分.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Schedule {
    /// The row that it is of, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "describe", ts(optional))]
    pub row: Option<u8>,
    /// The payments.
    pub rows: Vec<ScheduleRow>,
    /// The interest of all rows, in yuan. The amount `total_interest` is the unrounded total,
    /// rounded once, and may differ by some 分.
    pub interest: String,
    /// The payments of all rows, in yuan.
    pub payment: String,
}

/// One payment, in yuan.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct ScheduleRow {
    /// Months after the loan was paid out.
    pub month: u32,
    /// What is paid.
    pub payment: String,
    /// The part that repays the loan.
    pub principal: String,
    /// The part that is interest.
    pub interest: String,
    /// What is left afterwards.
    pub balance: String,
}

/// A figure that went into an outcome.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Figure {
    /// Its lasting id.
    pub id: String,
    /// What it is, in words.
    pub text: String,
    /// What it counts.
    pub unit: String,
    /// `known`, `past-review`, `not-yet-in-force`, `lapsed`, `unsettled` or `unknown`.
    pub reading: String,
    /// The reading in words.
    pub reading_text: String,
    /// Its value or values: of a lapsed figure the one that ended, of one that is not yet in force
    /// the one to come; empty when nothing is known.
    pub values: Vec<FigureValue>,
    /// The first day on which it holds.
    pub from: Option<String>,
    /// The last day on which it holds, where its source sets one.
    pub until: Option<String>,
    /// The last day on which it may be shown without a remark.
    pub review_by: Option<String>,
    /// Anything to know about it, or why it is unknown.
    pub note: Option<String>,
    /// `national`, `city` or `bank`.
    pub layer: String,
    /// The pack it was read from.
    pub pack: String,
}

/// A value of a figure; several when the sources conflict.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct FigureValue {
    /// As it is written in the pack.
    pub value: String,
    /// Lists of names and bands of money as a person reads them; of other values nothing.
    pub shown: Option<String>,
    /// Why it may be the value, where sources conflict.
    pub reason: Option<String>,
    /// Where it stands.
    pub source: Option<Rc<Source>>,
}

/// A figure with its whole history: an entry of the figure book.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct FigureRecord {
    /// Its lasting id.
    pub id: String,
    /// What it is, in words.
    pub text: String,
    /// What it counts.
    pub unit: String,
    /// Who keeps it up to date: a role.
    pub owner: String,
    /// `national`, `city` or `bank`.
    pub layer: String,
    /// Where it holds: `china`, a city, or a bank's own id.
    pub place: String,
    /// The pack it stands in.
    pub pack: String,
    /// How it reads on the day that was asked about; see [`Figure::reading`].
    pub reading: String,
    /// The reading in words.
    pub reading_text: String,
    /// The benefits that read it, by id.
    pub feeds: Vec<String>,
    /// From the first day to the last.
    pub history: Vec<FigureEntry>,
}

/// What a figure was from one day on.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct FigureEntry {
    /// The first day on which it holds.
    pub from: String,
    /// The last day on which it holds, where its source sets one; else it holds until the next.
    pub until: Option<String>,
    /// The day on which it was public at the latest.
    pub public_by: String,
    /// The last day on which it may be shown without a remark.
    pub review_by: Option<String>,
    /// Whether this is the entry that the reading speaks of.
    pub current: bool,
    /// Its value; several where the sources conflict, none where nothing is known.
    pub values: Vec<FigureValue>,
    /// Anything to know about it, or why it is unknown.
    pub note: Option<String>,
}

/// A pack in use.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Pack {
    /// Its lasting id.
    pub id: String,
    /// Changes with every change of content.
    pub version: String,
    /// SHA-256 of its content with sorted keys and no spaces.
    pub sha256: String,
}

/// A benefit and what it asks.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct CatalogueEntry {
    /// The benefit's id.
    pub id: String,
    /// Its name.
    pub text: String,
    /// What it is, in a sentence.
    pub summary: String,
    /// The packs that it needs.
    pub packs: Vec<String>,
    /// In the order of the form.
    pub questions: Vec<Question>,
    /// What is asked several times.
    pub rows: Vec<RowGroup>,
    /// The amounts it can give, by id.
    pub amounts: Vec<CatalogueAmount>,
}

/// An amount that a benefit can give.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct CatalogueAmount {
    /// Its lasting id.
    pub id: String,
    /// What it counts.
    pub unit: String,
    /// What it is, in words.
    pub text: String,
}

/// A question.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Question {
    /// Its lasting id.
    pub id: String,
    /// `choice`, `yes-no`, `number` or `day`.
    pub kind: String,
    /// What a number counts.
    pub unit: Option<String>,
    /// The limits of a number or a day.
    pub limits: Option<Limits>,
    /// The choices.
    pub choices: Vec<Choice>,
    /// The question in words.
    pub text: String,
    /// A hint.
    pub help: String,
    /// Asked only when another question has one of these choices.
    pub asked_when: Option<AskedWhen>,
    /// The heading of the form that it stands under.
    pub part: String,
    /// The same in words.
    pub part_text: String,
    /// The group of rows in each of which it is asked.
    pub row: Option<String>,
}

/// A group of questions that is asked several times: an array of answers.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct RowGroup {
    /// Its lasting id.
    pub id: String,
    /// The name of one row, with `{row}` for its number.
    pub text: String,
    /// There are always so many, blank if need be.
    pub least: u8,
    /// There are never more.
    pub most: u8,
}

/// The limits of a number or a day.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Limits {
    /// The smallest allowed.
    pub least: String,
    /// The largest allowed.
    pub most: String,
    /// How many decimals it may have.
    pub decimals: u32,
}

/// A choice.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Choice {
    /// Its lasting id.
    pub id: String,
    /// In words.
    pub text: String,
}

/// When a question is asked.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct AskedWhen {
    /// The other question.
    pub question: String,
    /// One of these choices.
    pub choices: Vec<String>,
}

/// A refusal: what was wrong with a request.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Refusal {
    /// The question's id, or the part of the request.
    pub field: String,
    /// What was given.
    pub given: String,
    /// What is allowed, in words.
    pub allowed: String,
    /// All of it in one sentence.
    pub message: String,
}
