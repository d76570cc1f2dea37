//! A figure: what a published rule fixes, over time, with where it stands and how sure we are.

use super::Date;
use crate::money;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// Plain words in Chinese and English.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// What a value counts.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Yuan, at most two decimals.
    Yuan,
    /// Percent a year.
    PercentAYear,
    /// Percent of something that is not a year's rate.
    Percent,
    /// Hundredths of a percentage point.
    BasisPoints,
    /// Days.
    Days,
    /// Months.
    Months,
    /// Years.
    Years,
    /// People.
    People,
    /// How often.
    Times,
    /// A count of things.
    Count,
    /// A day, written `YYYY-MM-DD`.
    Day,
    /// A named rule that the benefit knows, or `yes` and `no`.
    Rule,
    /// A list of names.
    Names,
    /// A telephone number.
    Telephone,
}

impl Unit {
    /// Whether values in this unit are numbers.
    pub fn is_number(self) -> bool {
        !matches!(self, Unit::Day | Unit::Rule | Unit::Names | Unit::Telephone)
    }
}

/// One figure with its history.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// What it is, in plain words.
    pub text: Text,
    /// What its values count.
    pub unit: Unit,
    /// Who keeps it up to date: a role, not a person.
    pub owner: String,
    /// In the order of `from`.
    pub entries: Vec<Entry>,
}

/// What a figure is from one day on: exactly one of `value`, `list`, `bands`, `candidates` and
/// `unknown`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The first day on which it holds.
    pub from: Date,
    /// The last day on which it holds, where its own source sets an end. Without it the entry
    /// holds until the next one starts.
    pub until: Option<Date>,
    /// Set when this entry starts before the `until` of the one before it.
    #[serde(default)]
    pub supersedes: bool,
    /// The day on which it became public; unknown when left out, and then taken to be `from`.
    pub published_on: Option<Date>,
    /// One value, as a string.
    pub value: Option<Given>,
    /// Several values that hold together.
    pub list: Option<Vec<Given>>,
    /// Values by the size of something.
    pub bands: Option<Vec<Band>>,
    /// Values between which the sources do not decide.
    pub candidates: Option<Vec<Candidate>>,
    /// Why nothing is known here.
    pub unknown: Option<Text>,
    /// Where it stands; required but for `unknown` and `candidates`.
    pub source: Option<Source>,
    /// How sure we are; required with `source`.
    pub confirmed: Option<Confirmed>,
    /// The last day on which the value may be shown without a remark.
    pub review_by: Option<Date>,
    /// Anything a reader should know.
    pub note: Option<Text>,
}

/// One of several values for the same figure.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// One value, as a string.
    pub value: Option<Given>,
    /// Several values that hold together.
    pub list: Option<Vec<Given>>,
    /// Values by the size of something.
    pub bands: Option<Vec<Band>>,
    /// Why this may be the value.
    pub reason: Text,
    /// Where it stands.
    pub source: Source,
    /// How sure we are of the source.
    pub confirmed: Confirmed,
}

/// The value for sizes over `over` (exclusive) and up to `up_to` (inclusive).
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The band starts above this size.
    pub over: Given,
    /// The largest size in the band; open when left out.
    pub up_to: Option<Given>,
    /// A fixed amount, in yuan.
    pub amount: Option<Given>,
    /// A part of the size, in percent.
    pub percent: Option<Given>,
    /// The most the band gives, in yuan.
    pub at_most: Option<Given>,
}

/// A value as it is written in the pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// As written.
    pub text: String,
    /// The same as a number, where it is one.
    pub number: Option<Decimal>,
}

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Given, D::Error> {
        let text = String::deserialize(source)
            .map_err(|_| D::Error::custom("a value must be given as a string"))?;
        let number = money::parse(&text);
        Ok(Given { text, number })
    }
}

#[cfg(feature = "describe")]
impl schemars::JsonSchema for Given {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Given".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "minLength": 1 })
    }
}

/// Where a figure stands.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The id of one of the pack's documents.
    pub document: String,
    /// The article, item or table.
    pub article: Option<String>,
    /// The page on which we saw it.
    pub address: Option<String>,
    /// The words themselves, where we have them.
    pub quotation: Option<Quotation>,
}

/// The words of a source, sealed.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Quotation {
    /// Letter by letter.
    pub text: String,
    /// SHA-256 of `text` in UTF-8, in lower-case hexadecimal.
    pub sha256: String,
}

/// How sure we are.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Confirmation {
    /// Read in the official text or a verbatim copy of it.
    Official,
    /// Read in a press report.
    Press,
    /// Read on a page that repeats it: an aggregator, a repost, a public repository.
    Secondary,
    /// Worked out from confirmed figures.
    Derived,
    /// Remembered; seen in no source.
    Recalled,
}

/// How a figure was confirmed, and when.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    /// How.
    pub how: Confirmation,
    /// On which day.
    pub on: Date,
}

/// The value of an entry or a candidate.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// One value.
    One(&'a Given),
    /// Several that hold together.
    List(&'a [Given]),
    /// By size.
    Bands(&'a [Band]),
}

impl Entry {
    /// Its value; `None` when it is unsettled or unknown.
    pub fn given(&self) -> Option<Value<'_>> {
        value_of(&self.value, &self.list, &self.bands)
    }

    /// The day on which it was public at the latest.
    pub fn public_by(&self) -> Date {
        self.published_on.unwrap_or(self.from)
    }
}

impl Candidate {
    /// Its value.
    pub fn given(&self) -> Option<Value<'_>> {
        value_of(&self.value, &self.list, &self.bands)
    }
}

fn value_of<'a>(
    one: &'a Option<Given>,
    list: &'a Option<Vec<Given>>,
    bands: &'a Option<Vec<Band>>,
) -> Option<Value<'a>> {
    let one = one.as_ref().map(Value::One);
    let list = list.as_deref().map(Value::List);
    one.or(list).or(bands.as_deref().map(Value::Bands))
}
