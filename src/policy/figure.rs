//! A figure: what a published rule fixes, over time, with where it stands and how sure we are.

use super::Date;
use crate::input::{Fault, Fields, Json, Read, word};
use crate::money;
use rust_decimal::Decimal;

/// Plain words in Chinese and English.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "describe", schemars(deny_unknown_fields))]
pub struct Text {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// What a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "describe", schemars(rename_all = "kebab-case"))]
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

/// Every unit by its lasting name.
const UNITS: &[(&str, Unit)] = &[
    ("yuan", Unit::Yuan),
    ("percent-a-year", Unit::PercentAYear),
    ("percent", Unit::Percent),
    ("basis-points", Unit::BasisPoints),
    ("days", Unit::Days),
    ("months", Unit::Months),
    ("years", Unit::Years),
    ("people", Unit::People),
    ("times", Unit::Times),
    ("count", Unit::Count),
    ("day", Unit::Day),
    ("rule", Unit::Rule),
    ("names", Unit::Names),
    ("telephone", Unit::Telephone),
];

/// Every confirmation by its lasting name.
const CONFIRMATIONS: &[(&str, Confirmation)] = &[
    ("official", Confirmation::Official),
    ("press", Confirmation::Press),
    ("secondary", Confirmation::Secondary),
    ("derived", Confirmation::Derived),
    ("recalled", Confirmation::Recalled),
];

impl Confirmation {
    /// Its lasting name.
    pub fn id(self) -> &'static str {
        let found = CONFIRMATIONS.iter().find(|(_, how)| *how == self);
        found.map_or("", |(id, _)| id)
    }
}

impl Unit {
    /// Its lasting name.
    pub fn id(self) -> &'static str {
        let found = UNITS.iter().find(|(_, unit)| *unit == self);
        found.map_or("", |(id, _)| id)
    }

    /// Whether values in this unit are numbers.
    pub fn is_number(self) -> bool {
        !matches!(self, Unit::Day | Unit::Rule | Unit::Names | Unit::Telephone)
    }
}

/// One figure with its history.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "describe", schemars(deny_unknown_fields))]
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
#[derive(Clone, Debug)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "describe", schemars(deny_unknown_fields))]
pub struct Entry {
    /// The first day on which it holds.
    pub from: Date,
    /// The last day on which it holds, where its own source sets an end. Without it the entry
    /// holds until the next one starts.
    pub until: Option<Date>,
    /// Set when this entry starts before the `until` of the one before it.
    #[cfg_attr(feature = "describe", schemars(default))]
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
#[derive(Clone, Debug)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "describe", schemars(deny_unknown_fields))]
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
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "describe", schemars(deny_unknown_fields))]
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

impl Read for Given {
    fn read(json: Json) -> Result<Given, Fault> {
        let text = String::read(json)?;
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
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "describe", schemars(deny_unknown_fields))]
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
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "describe", schemars(deny_unknown_fields))]
pub struct Quotation {
    /// Letter by letter.
    pub text: String,
    /// SHA-256 of `text` in UTF-8, in lower-case hexadecimal.
    pub sha256: String,
}

/// How sure we are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "describe", schemars(rename_all = "kebab-case"))]
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
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "describe", schemars(deny_unknown_fields))]
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

impl Read for Text {
    fn read(json: Json) -> Result<Text, Fault> {
        let mut fields = Fields::of(json)?;
        let text = Text {
            zh: fields.must("zh")?,
            en: fields.must("en")?,
        };
        fields.end().map(|()| text)
    }
}

impl Read for Unit {
    fn read(json: Json) -> Result<Unit, Fault> {
        word(json, UNITS)
    }
}

impl Read for Confirmation {
    fn read(json: Json) -> Result<Confirmation, Fault> {
        word(json, CONFIRMATIONS)
    }
}

impl Read for Figure {
    fn read(json: Json) -> Result<Figure, Fault> {
        let mut fields = Fields::of(json)?;
        let figure = Figure {
            text: fields.must("text")?,
            unit: fields.must("unit")?,
            owner: fields.must("owner")?,
            entries: fields.must("entries")?,
        };
        fields.end().map(|()| figure)
    }
}

impl Read for Entry {
    fn read(json: Json) -> Result<Entry, Fault> {
        let mut fields = Fields::of(json)?;
        let entry = Entry {
            from: fields.must("from")?,
            until: fields.may("until")?,
            supersedes: fields.may("supersedes")?.unwrap_or(false),
            published_on: fields.may("published_on")?,
            value: fields.may("value")?,
            list: fields.may("list")?,
            bands: fields.may("bands")?,
            candidates: fields.may("candidates")?,
            unknown: fields.may("unknown")?,
            source: fields.may("source")?,
            confirmed: fields.may("confirmed")?,
            review_by: fields.may("review_by")?,
            note: fields.may("note")?,
        };
        fields.end().map(|()| entry)
    }
}

impl Read for Candidate {
    fn read(json: Json) -> Result<Candidate, Fault> {
        let mut fields = Fields::of(json)?;
        let candidate = Candidate {
            value: fields.may("value")?,
            list: fields.may("list")?,
            bands: fields.may("bands")?,
            reason: fields.must("reason")?,
            source: fields.must("source")?,
            confirmed: fields.must("confirmed")?,
        };
        fields.end().map(|()| candidate)
    }
}

impl Read for Band {
    fn read(json: Json) -> Result<Band, Fault> {
        let mut fields = Fields::of(json)?;
        let band = Band {
            over: fields.must("over")?,
            up_to: fields.may("up_to")?,
            amount: fields.may("amount")?,
            percent: fields.may("percent")?,
            at_most: fields.may("at_most")?,
        };
        fields.end().map(|()| band)
    }
}

impl Read for Source {
    fn read(json: Json) -> Result<Source, Fault> {
        let mut fields = Fields::of(json)?;
        let source = Source {
            document: fields.must("document")?,
            article: fields.may("article")?,
            address: fields.may("address")?,
            quotation: fields.may("quotation")?,
        };
        fields.end().map(|()| source)
    }
}

impl Read for Quotation {
    fn read(json: Json) -> Result<Quotation, Fault> {
        let mut fields = Fields::of(json)?;
        let quotation = Quotation {
            text: fields.must("text")?,
            sha256: fields.must("sha256")?,
        };
        fields.end().map(|()| quotation)
    }
}

impl Read for Confirmed {
    fn read(json: Json) -> Result<Confirmed, Fault> {
        let mut fields = Fields::of(json)?;
        let confirmed = Confirmed {
            how: fields.must("how")?,
            on: fields.must("on")?,
        };
        fields.end().map(|()| confirmed)
    }
}
