//! Which edition of the cover is asked about, and on which day its figures are read.

use super::super::{Case, Missing};
use crate::policy::Date;

/// An edition: its choice, its line in a table, and the last day that it covers.
pub(super) struct Edition {
    pub(super) choice: &'static str,
    pub(super) line: &'static str,
    last: &'static str,
}

const fn edition(choice: &'static str, line: &'static str, last: &'static str) -> Edition {
    Edition { choice, line, last }
}

/// Every edition that can be asked about; nothing is known of the last one.
pub(super) static EDITIONS: &[Edition] = &[
    edition("2022", "edition-2022", "2022-12-31"),
    edition("2023", "edition-2023", "2023-12-31"),
    edition("2024", "edition-2024", "2024-12-31"),
    edition("2025", "edition-2025", "2025-12-31"),
    edition("2026", "edition-2026", "2026-12-31"),
    edition("2027", "edition-2027", "2027-12-31"),
];

impl Edition {
    /// The case in this edition: on its own day when that lies in the year covered, else on the last
    /// day of that year, when everything that changed within it had been published.
    pub(super) fn case<'a>(&self, case: &Case<'a>) -> Case<'a> {
        match Date::parse(self.last) {
            Some(last) if last.year() != case.rulebook.on.year() => case.on(last),
            _ => case.clone(),
        }
    }
}

/// The case in the edition that was chosen, or in that of its day.
pub(super) fn dated<'a>(case: &Case<'a>) -> Result<Case<'a>, Missing> {
    let chosen = case.choice("edition")?;
    let found = EDITIONS.iter().find(|edition| edition.choice == chosen);
    Ok(found.map_or_else(|| case.clone(), |edition| edition.case(case)))
}

/// The case on the day on which special drugs were bought: the deductible fell within 2022.
pub(super) fn on_drug_day<'a>(case: &Case<'a>) -> Result<Case<'a>, Missing> {
    if case.choice("edition")? != "2022" {
        return Ok(case.clone());
    }
    let bought = case.day("drug_day")?;
    let same_edition = bought.year() == case.rulebook.on.year();
    Ok(if same_edition {
        case.on(bought)
    } else {
        case.clone()
    })
}
