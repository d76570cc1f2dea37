//! The numbers of the form that can be varied, and how far.

use super::super::page::{Page, field, row_name};
use super::super::typed;
use crate::benefit::{Benefit, Kind, Question};
use crate::input::Json;
use crate::money::{self, plain};
use crate::policy::Unit;
use crate::words::{Argument, Message};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// At most so many amounts are drawn.
const MOST_LINES: usize = 3;

/// A number that is varied. Numbers along it are counted in the smallest difference that an answer may
/// have: 分, months.
pub(super) struct Along {
    pub field: String,
    pub question: &'static Question,
    pub unit: Unit,
    decimals: u32,
    /// The limits of an answer.
    pub least: i64,
    pub most: i64,
    /// The number in the form.
    pub typed: Option<i64>,
}

impl Along {
    /// The field chosen, if it is asked; otherwise the benefit's own, otherwise the first.
    pub fn of(page: &Page, chosen: &str) -> Option<Along> {
        let choices = choices(page);
        let whole = page.benefit?.whole();
        let own = whole.question(whole.what_if.question)?;
        let own = field(own.id, own.row, 1);
        let named = |name: &str| choices.iter().find(|(field, _, _)| field == name);
        let (field, question, _) = named(chosen).or_else(|| named(&own)).or(choices.first())?;
        let Kind::Number {
            unit,
            least,
            most,
            decimals,
        } = question.kind
        else {
            return None;
        };
        let one = 10_i64.checked_pow(decimals)?;
        let mut along = Along {
            field: field.clone(),
            question,
            unit,
            decimals,
            least: least.checked_mul(one)?,
            most: most.checked_mul(one)?,
            typed: None,
        };
        along.typed = along.read(page.text(field)).ok().flatten();
        Some(along)
    }

    /// What is written, as a number along it; `None` where nothing is.
    ///
    /// # Errors
    /// What is allowed instead.
    pub fn read(&self, text: &str) -> Result<Option<i64>, Message> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let number = typed::number(text, self.unit.id());
        let given = number.map_or(text.to_string(), |number| number.to_string());
        match self.question.read(&Json::Text(given)) {
            Ok(_) => Ok(number.and_then(|number| self.count(number))),
            Err(bad) => Err(bad.allowed),
        }
    }

    /// A number along it.
    fn count(&self, number: Decimal) -> Option<i64> {
        let mut number = number;
        number.rescale(self.decimals);
        number.mantissa().to_i64()
    }

    /// An answer of the engine's as a number along it.
    pub fn at(&self, answer: &str) -> i64 {
        let number = money::parse(answer);
        number
            .and_then(|number| self.count(number))
            .unwrap_or_default()
    }

    /// The whole yuan between two numbers, where there are any: what a person would fill in.
    pub fn whole(&self, from: i64, to: i64) -> (i64, i64) {
        let one = match self.unit {
            Unit::Yuan => 10_i64.pow(self.decimals),
            _ => 1,
        };
        let whole = ((from + one - 1) / one * one, to / one * one);
        if whole.0 <= whole.1 {
            whole
        } else {
            (from, to)
        }
    }

    /// A number along it as an answer.
    pub fn answer(&self, at: i64) -> String {
        plain(Decimal::new(at, self.decimals).normalize(), 0)
    }

    /// The same in words, with its unit.
    pub fn said(&self, page: &Page, at: i64) -> String {
        sized(
            page,
            Decimal::new(at, self.decimals).normalize(),
            self.unit.id(),
        )
    }
}

/// Every number that is asked of this person, with its question in words.
pub(super) fn choices(page: &Page) -> Vec<(String, &'static Question, String)> {
    let mut found = Vec::new();
    let (Some(benefit), Some(entry)) = (page.benefit, &page.entry) else {
        return found;
    };
    for question in benefit.questions() {
        let Kind::Number { .. } = question.kind else {
            continue;
        };
        let mut all = entry.questions.iter();
        let text = all.find(|asked| asked.id == question.id);
        let text = text.map_or("", |asked| &asked.text);
        let group = benefit
            .rows
            .iter()
            .find(|rows| question.row == Some(rows.id));
        let rows = match group {
            Some(rows) => 1..=page.rows(rows),
            None => 0..=0,
        };
        for row in rows {
            if page.asked(question, row) {
                let text = match group {
                    Some(rows) => {
                        let row = page.row_words(rows.id, row);
                        page.say("explore.of-row", &[("row", &row), ("text", text)])
                    }
                    None => text.into(),
                };
                found.push((field(question.id, question.row, row), question, text));
            }
        }
    }
    found
}

/// The amounts that are drawn, as the engine names them.
pub(super) fn amounts(page: &Page, benefit: &Benefit) -> Vec<String> {
    let mut names = Vec::new();
    for id in benefit.what_if.amounts {
        let Some(amount) = benefit.amounts.iter().find(|amount| amount.id == *id) else {
            continue;
        };
        let group = benefit.rows.iter().find(|rows| amount.row == Some(rows.id));
        match group {
            Some(rows) => names.extend((1..=page.rows(rows)).map(|row| row_name(id, row))),
            None => names.push(id.to_string()),
        }
    }
    names.truncate(MOST_LINES);
    names
}

/// An amount in words; of a row, with the row's name.
pub(super) fn amount_words(page: &Page, benefit: &Benefit, name: &str) -> String {
    let (id, row) = name.split_once('.').unwrap_or((name, ""));
    let text = page.word(&[benefit.id, ".amount.", id].concat());
    let amount = benefit.amounts.iter().find(|amount| amount.id == id);
    match (amount.and_then(|amount| amount.row), row.parse()) {
        (Some(group), Ok(row)) => {
            let row = page.row_words(group, row);
            page.say("explore.of-row", &[("row", &row), ("text", &text)])
        }
        _ => text,
    }
}

/// A number with its unit.
pub(super) fn sized(page: &Page, number: Decimal, unit: &str) -> String {
    let shown = match unit {
        "yuan" => Argument::Yuan(number),
        "percent" | "percent-a-year" => Argument::Percent(number),
        _ => Argument::Number(number),
    };
    let shown = page.words.show(&shown);
    let key = match unit {
        "yuan" => "unit.yuan",
        "months" => "unit.months",
        "people" => "unit.people",
        "square-metres" => "unit.square-metres",
        "times" => "unit.times",
        "years" => "unit.years",
        "days" => return [&shown, " ", page.words.word("page.unit.days")].concat(),
        _ => return shown,
    };
    page.say(key, &[("value", &shown)])
}

/// An amount of the engine's, in yuan, with its unit.
pub(super) fn yuan(page: &Page, amount: &str) -> String {
    sized(page, money::parse(amount).unwrap_or_default(), "yuan")
}
