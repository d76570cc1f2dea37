//! Two tables: what each layer pays, and the same bill under every edition.

use super::super::short_forms::{percent, yuan};
use super::super::{Case, Column, Line, Missing, Table};
use super::cover::{A_DEDUCTIBLE, b_deductible, c_rate, class, cover};
use super::editions::{EDITIONS, Edition, dated};
use super::{BEIJING, basic, bill, cover as parts, left, serious};
use crate::policy::Unit;
use crate::words::Argument;
use rust_decimal::Decimal;

const fn column(id: &'static str, unit: Unit) -> Column {
    Column { id, unit }
}

// Where a rule can be read in two ways, `…-most` has the larger of the two.
pub(super) static TABLES: &[Table] = &[
    Table {
        id: "layers",
        columns: &[
            column("paid", Unit::Yuan),
            column("paid-most", Unit::Yuan),
            column("left", Unit::Yuan),
            column("left-most", Unit::Yuan),
        ],
        lines: layers,
    },
    Table {
        id: "editions",
        columns: &[
            column("premium", Unit::Yuan),
            column("a-deductible", Unit::Yuan),
            column("b-deductible", Unit::Yuan),
            column("c-rate", Unit::Percent),
            column("drugs", Unit::Count),
            column("most", Unit::Yuan),
            column("paid", Unit::Yuan),
            column("paid-most", Unit::Yuan),
            column("worth", Unit::Yuan),
            column("worth-most", Unit::Yuan),
        ],
        lines: editions,
    },
];

pub(super) static LINES: &[&str] = &[
    "basic-insurance",
    "serious-illness",
    "cover-a",
    "cover-b",
    "cover-c",
    "edition-2022",
    "edition-2023",
    "edition-2024",
    "edition-2025",
    "edition-2026",
    "edition-2027",
];

/// Two cells: the least over all readings, and the most where it differs.
fn span(readings: &[Decimal]) -> [Option<Argument>; 2] {
    let (least, most) = (readings.iter().min(), readings.iter().max());
    let differing = most.filter(|most| least != Some(most));
    [least, differing].map(|cell| cell.copied().map(yuan))
}

/// What a layer pays, in yuan.
type Layer = fn(&Case) -> Result<Decimal, Missing>;

/// The layers in the order in which they pay; see [`LINES`].
static LAYERS: [Layer; 5] = [
    basic::basic,
    serious::serious,
    |case| parts::part_a(case, case),
    parts::part_b,
    parts::part_c,
];

/// What each layer pays and what is left after it.
fn layers(case: &Case) -> Result<Vec<Line>, Missing> {
    let case = dated(case)?;
    let mut lines = Vec::new();
    for (layer, name) in LINES[..LAYERS.len()].iter().enumerate() {
        lines.extend(case.lines(&|case| layer_line(case, &LAYERS[..=layer], name))?);
    }
    Ok(lines)
}

/// What the last of these layers pays, and what is left after all of them.
fn layer_line(case: &Case, layers: &[Layer], name: &'static str) -> Result<Vec<Line>, Missing> {
    let bill = bill::bill(case)?;
    let readings = case.readings(&|case| {
        let (mut paid, mut left) = (Decimal::ZERO, bill);
        for layer in layers {
            paid = layer(case)?;
            left -= paid;
        }
        Ok((paid, left))
    })?;
    let (paid, left): (Vec<Decimal>, Vec<Decimal>) = readings.into_iter().unzip();
    Ok(vec![Line::new(name, [span(&paid), span(&left)].concat())])
}

/// The same bill, with basic insurance as it is on the day, under every edition.
fn editions(case: &Case) -> Result<Vec<Line>, Missing> {
    let case = dated(case)?;
    let mut lines = Vec::new();
    for edition in EDITIONS {
        lines.extend(case.lines(&|case| edition_line(case, edition))?);
    }
    Ok(lines)
}

fn edition_line(case: &Case, edition: &Edition) -> Result<Vec<Line>, Missing> {
    let at = &edition.case(case);
    let deductible = |class: usize| at.figure(BEIJING, A_DEDUCTIBLE[class]);
    let figures = [
        left::premium(at).map(yuan),
        class(at).and_then(deductible).map(yuan),
        b_deductible(at).map(|(deductible, _)| yuan(deductible)),
        c_rate(at).map(|(rate, _)| percent(rate)),
        at.figure(BEIJING, "health-cover.c.list.total")
            .map(Argument::Number),
        at.figure(BEIJING, "health-cover.sum-insured.total")
            .map(yuan),
    ];
    let figures: Result<Vec<_>, Missing> = figures.into_iter().map(known).collect();
    let paid = known(case.readings(&|case| cover(case, &edition.case(case))))?;
    let worth = |paid: &Decimal| Ok(paid - left::premium(at)?);
    let paid = paid.unwrap_or_default();
    let worth: Result<Vec<Decimal>, Missing> = paid.iter().map(worth).collect();
    let cells = [figures?, span(&paid).to_vec(), span(&worth?).to_vec()];
    Ok(vec![Line::new(edition.line, cells.concat())])
}

/// What is known; `None` where there is no rule.
fn known<T>(found: Result<T, Missing>) -> Result<Option<T>, Missing> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(missing) if missing.is_rule() => Ok(None),
        Err(missing) => Err(missing),
    }
}
