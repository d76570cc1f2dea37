//! A figure: what a published rule fixes, over time, with where it stands and how sure we are.
//!
//! `format` says what each part is for. What is asked for on every evaluation (days and numbers) is
//! read once; the rest stays JSON.

use super::Date;
use crate::input::Json;
use crate::money;
use rust_decimal::Decimal;
use std::rc::Rc;

/// What a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// Square metres.
    SquareMetres,
    /// A day, written `YYYY-MM-DD`.
    Day,
    /// A named rule that the benefit knows, or `yes` and `no`.
    Rule,
    /// A list of names.
    Names,
    /// A telephone number.
    Telephone,
}

const UNITS: [Unit; 15] = [
    Unit::Yuan,
    Unit::PercentAYear,
    Unit::Percent,
    Unit::BasisPoints,
    Unit::Days,
    Unit::Months,
    Unit::Years,
    Unit::People,
    Unit::Times,
    Unit::Count,
    Unit::SquareMetres,
    Unit::Day,
    Unit::Rule,
    Unit::Names,
    Unit::Telephone,
];

/// The lasting names of the units, in the order of [`Unit`].
pub(super) const UNIT_IDS: [&str; 15] = [
    "yuan",
    "percent-a-year",
    "percent",
    "basis-points",
    "days",
    "months",
    "years",
    "people",
    "times",
    "count",
    "square-metres",
    "day",
    "rule",
    "names",
    "telephone",
];

impl Unit {
    /// Its lasting name.
    pub fn id(self) -> &'static str {
        UNIT_IDS[self as usize]
    }

    /// The unit of that name.
    pub fn from_id(id: &str) -> Option<Unit> {
        let at = UNIT_IDS.iter().position(|name| *name == id)?;
        Some(UNITS[at])
    }

    /// Whether values in this unit are numbers.
    pub fn is_number(self) -> bool {
        !matches!(self, Unit::Day | Unit::Rule | Unit::Names | Unit::Telephone)
    }
}

/// How sure we are, from the surest: read in the official text or a verbatim copy; in a press report;
/// on a page that repeats it; worked out from confirmed figures; remembered and seen in no source.
pub const CONFIRMATIONS: [&str; 5] = ["official", "press", "secondary", "derived", "recalled"];

/// One figure with its history.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its lasting id.
    pub id: String,
    /// What its values count.
    pub unit: Unit,
    /// In the order of `from`.
    pub entries: Vec<Entry>,
    json: Json,
}

/// What a figure is from one day on.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The first day on which it holds.
    pub from: Date,
    /// The last day on which it holds, where its own source sets an end. Without it the entry
    /// holds until the next one starts.
    pub until: Option<Date>,
    /// The day on which it was public at the latest.
    pub public_by: Date,
    /// The last day on which the value may be shown without a remark.
    pub review_by: Option<Date>,
    /// One value where the sources settle it, several where they do not, none where nothing is known.
    pub values: Vec<Given>,
    json: Rc<Json>,
}

/// A value: settled, or a candidate.
#[derive(Clone, Debug)]
pub struct Given {
    /// The number, where it is one.
    pub number: Option<Decimal>,
    json: Rc<Json>,
}

/// What is written for a value.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// One value.
    One(&'a str),
    /// Several that hold together.
    List(&'a [Json]),
    /// By size.
    Bands(&'a [Json]),
}

/// A value for what is larger than `over` and at most `up_to`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// It starts above this size.
    pub over: Decimal,
    /// The largest size in it; open when `None`.
    pub up_to: Option<Decimal>,
    /// A fixed amount, in yuan.
    pub amount: Option<Decimal>,
    /// A part of the size, in percent.
    pub percent: Option<Decimal>,
    /// The most that it gives, in yuan.
    pub at_most: Option<Decimal>,
}

impl Band {
    /// Reads one band, whose format has been checked.
    pub fn read(json: &Json) -> Band {
        let number = |key| json.may(key).and_then(money::parse);
        Band {
            over: number("over").unwrap_or_default(),
            up_to: number("up_to"),
            amount: number("amount"),
            percent: number("percent"),
            at_most: number("at_most"),
        }
    }

    /// Whether a size lies in it.
    pub fn holds(&self, size: Decimal) -> bool {
        size > self.over && self.up_to.is_none_or(|most| size <= most)
    }
}

/// The source or the confirmation of a value, as JSON; see `format`.
pub type Part<'a> = Option<&'a Json>;

impl Figure {
    /// Takes the figure `id` of a pack whose format has been checked; `None` when it has not.
    pub(super) fn take(id: String, mut json: Json) -> Option<Figure> {
        let mut entries = Vec::new();
        for entry in json.take_list("entries") {
            entries.push(Entry::take(entry)?);
        }
        Some(Figure {
            id,
            unit: Unit::from_id(json.text("unit"))?,
            entries,
            json,
        })
    }

    /// What it is in plain words: Chinese (`zh`) or English (`en`).
    pub fn text(&self, lang: &str) -> &str {
        said(&self.json, "text", lang).unwrap_or_default()
    }

    /// What an item of its lists is called: the item itself where that is not said.
    pub fn name<'a>(&'a self, item: &'a str, lang: &str) -> &'a str {
        let names = self.json.get("names");
        names
            .and_then(|names| said(names, item, lang))
            .unwrap_or(item)
    }

    /// Who keeps it up to date: a role, not a person.
    pub fn owner(&self) -> &str {
        self.json.text("owner")
    }
}

impl Entry {
    fn take(mut json: Json) -> Option<Entry> {
        let mut values: Vec<Given> = Vec::new();
        for candidate in json.take_list("candidates") {
            values.push(Given::take(Rc::new(candidate)));
        }
        let json = Rc::new(json);
        if ["value", "list", "bands"]
            .iter()
            .any(|kind| json.get(kind).is_some())
        {
            values.push(Given::take(json.clone()));
        }
        let day = |key: &str| json.may(key).and_then(Date::parse);
        let from = day("from")?;
        Some(Entry {
            from,
            until: day("until"),
            public_by: day("published_on").unwrap_or(from),
            review_by: day("review_by"),
            values,
            json,
        })
    }

    /// Anything a reader should know, or why nothing is known.
    pub fn note(&self, lang: &str) -> Option<&str> {
        said(&self.json, "unknown", lang).or(said(&self.json, "note", lang))
    }
}

impl Given {
    fn take(json: Rc<Json>) -> Given {
        Given {
            number: json.may("value").and_then(money::parse),
            json,
        }
    }

    /// What is written.
    pub fn value(&self) -> Value<'_> {
        match self.json.may("value") {
            Some(text) => Value::One(text),
            None if self.json.get("list").is_some() => Value::List(self.json.list("list")),
            None => Value::Bands(self.json.list("bands")),
        }
    }

    /// Why it may be the value, where sources conflict.
    pub fn reason(&self, lang: &str) -> Option<&str> {
        said(&self.json, "reason", lang)
    }

    /// Where it stands.
    pub fn source(&self) -> Part<'_> {
        self.json.get("source")
    }

    /// How sure we are, one of [`CONFIRMATIONS`].
    pub fn confirmed(&self) -> Option<&str> {
        self.json
            .get("confirmed")
            .and_then(|confirmed| confirmed.may("how"))
    }

    /// The day on which it was confirmed.
    pub fn confirmed_on(&self) -> Option<&str> {
        self.json
            .get("confirmed")
            .and_then(|confirmed| confirmed.may("on"))
    }
}

fn said<'a>(json: &'a Json, key: &str, lang: &str) -> Option<&'a str> {
    json.get(key).and_then(|text| text.may(lang))
}
