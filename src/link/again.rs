//! The same case worked out again: whether it comes to the same, and if not, where and why.

use super::{Link, PackMark, ResultMark};
use crate::embed::Outcome;
use crate::policy::sha256;

/// What opening a link found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Again {
    /// What comes to something else, in the order of the working; what is no longer there comes last.
    pub changes: Vec<Change>,
    /// The packs that are not the same.
    pub packs: Vec<PackChange>,
}

/// A step or an amount that comes to something else.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it is, in words; empty for what this release no longer has.
    pub text: String,
    /// Its row; 0 for none.
    pub row: u8,
    /// What it came to when the link was made; empty where it was not there.
    pub old: String,
    /// What it comes to now; empty where it is not there.
    pub new: String,
    /// The figures in it that come from a pack that is not the same, in words. None where it only
    /// follows from what stands before it.
    pub figures: Vec<String>,
}

/// A pack that is not the same.
#[derive(Clone, Debug, PartialEq)]
pub struct PackChange {
    /// Its id.
    pub id: String,
    /// Its version when the link was made; empty where it was not in use.
    pub old: String,
    /// Its version now; empty where it is not in use.
    pub new: String,
}

/// A result with what is needed to tell a person about it.
struct Told<'a> {
    mark: ResultMark,
    text: &'a str,
    figures: &'a [&'static str],
}

/// Three characters for a name: enough that no two of one benefit are the same (tested).
fn mark(kind: &str, id: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let digest = sha256(&[kind, ".", id].concat());
    let number = u32::from_str_radix(digest.get(..8).unwrap_or_default(), 16).unwrap_or_default();
    let letter = |at: u32| char::from(LETTERS[((number >> (6 * at)) & 63) as usize]);
    [letter(2), letter(1), letter(0)].iter().collect()
}

/// A decimal without zeros at its end; anything else as it is.
fn short(value: &str) -> &str {
    let digits = value
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"-.".contains(&byte));
    match digits && value.matches('.').count() == 1 {
        true => value.trim_end_matches('0').trim_end_matches('.'),
        false => value,
    }
}

/// Every step, and every amount that no step leads to.
fn told(outcome: &Outcome) -> Vec<Told<'_>> {
    let steps = outcome.steps.iter().map(|step| Told {
        mark: ResultMark {
            mark: mark("step", step.id),
            row: step.row.unwrap_or_default(),
            value: short(&step.value).into(),
        },
        text: &step.text,
        figures: &step.figures,
    });
    let amounts = outcome.amounts.iter();
    let amounts = amounts.filter(|(_, amount)| amount.steps.is_empty());
    let amounts = amounts.map(|(id, amount)| {
        let (low, high) = (short(&amount.low), short(&amount.high));
        let value = match low == high {
            true => low.into(),
            false => [low, "~", high].concat(),
        };
        let id = match amount.row {
            Some(_) => id.rsplit_once('.').map_or(&**id, |(id, _)| id),
            None => id,
        };
        Told {
            mark: ResultMark {
                mark: mark("amount", id),
                row: amount.row.unwrap_or_default(),
                value,
            },
            text: &amount.text,
            figures: &[],
        }
    });
    steps.chain(amounts).collect()
}

/// What came out, as a link names it.
pub fn results_of(outcome: &Outcome) -> Vec<ResultMark> {
    told(outcome).into_iter().map(|told| told.mark).collect()
}

/// The packs in use, as a link names them.
pub fn packs_of(outcome: &Outcome) -> Vec<PackMark> {
    let packs = outcome.packs.iter().map(|pack| PackMark {
        id: pack.id.clone(),
        version: pack.version.clone(),
        sha256: pack.sha256.chars().take(8).collect(),
    });
    packs.collect()
}

/// Compares what a link says with what comes out now. Nothing where the link says nothing of it.
pub fn again(link: &Link, outcome: &Outcome) -> Option<Again> {
    if link.results.is_empty() && link.packs.is_empty() {
        return None;
    }
    let mut found = Again {
        packs: pack_changes(link, outcome),
        ..Again::default()
    };
    if link.results.is_empty() {
        return Some(found);
    }
    let now = told(outcome);
    let values = |of: &ResultMark, all: &mut dyn Iterator<Item = &ResultMark>| {
        let mut values: Vec<String> = Vec::new();
        for other in all {
            // The same value for two reasons is one value.
            if (&other.mark, other.row) == (&of.mark, of.row) && !values.contains(&other.value) {
                values.push(other.value.clone());
            }
        }
        values.sort_unstable();
        values.join(" / ")
    };
    let mut seen: Vec<(&str, u8)> = Vec::new();
    let old = link.results.iter().map(|mark| (mark, None));
    for (mark, told) in now.iter().map(|told| (&told.mark, Some(told))).chain(old) {
        if seen.contains(&(&mark.mark, mark.row)) {
            continue;
        }
        seen.push((&mark.mark, mark.row));
        let old = values(mark, &mut link.results.iter());
        let new = values(mark, &mut now.iter().map(|told| &told.mark));
        if old != new {
            found.changes.push(Change {
                text: told.map_or("", |told| told.text).into(),
                row: mark.row,
                old,
                new,
                figures: told.map_or(Vec::new(), |told| moved(told, outcome, &found.packs)),
            });
        }
    }
    Some(found)
}

fn pack_changes(link: &Link, outcome: &Outcome) -> Vec<PackChange> {
    let mut changes = Vec::new();
    for old in &link.packs {
        let new = outcome.packs.iter().find(|pack| pack.id == old.id);
        if new.is_none_or(|new| !new.sha256.starts_with(&old.sha256)) {
            changes.push(PackChange {
                id: old.id.clone(),
                old: old.version.clone(),
                new: new.map_or("", |new| &new.version).into(),
            });
        }
    }
    for new in &outcome.packs {
        if !link.packs.is_empty() && !link.packs.iter().any(|old| old.id == new.id) {
            changes.push(PackChange {
                id: new.id.clone(),
                old: String::new(),
                new: new.version.clone(),
            });
        }
    }
    changes
}

/// The figures of a result that come from a pack that is not the same.
fn moved(told: &Told, outcome: &Outcome, packs: &[PackChange]) -> Vec<String> {
    let figures = outcome.figures.iter();
    let figures = figures.filter(|figure| {
        told.figures.contains(&figure.id.as_str())
            && packs.iter().any(|pack| pack.id == figure.pack)
    });
    let mut texts: Vec<String> = figures.map(|figure| figure.text.clone()).collect();
    texts.dedup();
    texts
}
