//! The benefits and their questions, in words.

use super::{AskedWhen, CatalogueAmount, CatalogueEntry, Choice, Limits, Question, RowGroup};
use crate::benefit::{self, Kind, Outline};
use crate::words::Locale;

/// Every benefit in the words of a language.
pub(super) fn entries(locale: &Locale) -> Vec<CatalogueEntry> {
    let whole = |benefit: &&Outline| {
        let amounts = benefit.whole().amounts.iter();
        let amounts = amounts.map(|amount| CatalogueAmount {
            id: amount.id.into(),
            unit: amount.unit.id().into(),
            text: locale
                .word(&[benefit.id, ".amount.", amount.id].concat())
                .into(),
        });
        CatalogueEntry {
            amounts: amounts.collect(),
            ..entry(benefit, locale)
        }
    };
    benefit::ALL.iter().map(whole).collect()
}

/// A benefit in the words of a language, without its amounts.
pub(super) fn entry(benefit: &Outline, locale: &Locale) -> CatalogueEntry {
    let word = |key: &str| locale.word(&[benefit.id, ".", key].concat()).to_string();
    let questions = benefit.questions().iter();
    let rows = benefit.rows.iter().map(|rows| RowGroup {
        id: rows.id.into(),
        text: word(&["rows.", rows.id].concat()),
        least: rows.least,
        most: rows.most,
    });
    CatalogueEntry {
        id: benefit.id.into(),
        text: word("name"),
        summary: word("summary"),
        packs: benefit.all_packs().map(String::from).collect(),
        questions: questions.map(|q| question(q, &word, locale)).collect(),
        rows: rows.collect(),
        amounts: Vec::new(),
    }
}

fn question(
    question: &benefit::Question,
    word: &dyn Fn(&str) -> String,
    locale: &Locale,
) -> Question {
    let (kind, unit, limits) = match question.kind {
        Kind::Choice(_) => ("choice", None, None),
        Kind::YesNo => ("yes-no", None, None),
        Kind::Number {
            unit,
            least,
            most,
            decimals,
        } => {
            let limits = Limits {
                least: least.to_string(),
                most: most.to_string(),
                decimals,
            };
            ("number", Some(unit.id().into()), Some(limits))
        }
        Kind::Day { least, most } => {
            let limits = Limits {
                least: least.into(),
                most: most.into(),
                decimals: 0,
            };
            ("day", None, Some(limits))
        }
    };
    let choices = question.kind.choices().iter().map(|id| Choice {
        id: id.to_string(),
        text: match question.kind {
            Kind::YesNo => locale.word(&format!("choice.{id}")).into(),
            _ => word(&format!("choice.{}.{id}", question.id)),
        },
    });
    Question {
        id: question.id.into(),
        kind: kind.into(),
        unit,
        limits,
        choices: choices.collect(),
        text: word(&format!("question.{}", question.id)),
        help: word(&format!("help.{}", question.id)),
        asked_when: question.asked_when.map(|(question, choices)| AskedWhen {
            question: question.into(),
            choices: choices.iter().map(|choice| choice.to_string()).collect(),
        }),
        part: question.part.into(),
        part_text: word(&["part.", question.part].concat()),
        row: question.row.map(String::from),
    }
}
