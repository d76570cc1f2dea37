//! Basic medical insurance in Beijing: what it pays for hospital stays and outpatient care on its
//! list, for employees and for residents. Figures: `basic-insurance.*`.
//!
//! Whoever is insured elsewhere, or has a settlement sheet, types what was paid.

use super::super::short_forms::{percent, yuan};
use super::super::{Case, Missing};
use super::bands::{paid_by, share};
use super::{BEIJING, bill};
use crate::money::{HUNDRED, to_cent};
use crate::policy::Band;
use rust_decimal::Decimal;

/// What one of Beijing's two insurances for all covers.
pub(super) fn in_beijing(case: &Case) -> Result<bool, Missing> {
    Ok(matches!(case.choice("insurance")?, "employee" | "resident"))
}

fn is_employee(case: &Case) -> Result<bool, Missing> {
    if !in_beijing(case)? {
        case.rule(BEIJING, "basic-insurance.elsewhere")?;
    }
    Ok(case.choice("insurance")? == "employee")
}

/// Whether what was paid is typed.
pub(super) fn settled(case: &Case) -> Result<bool, Missing> {
    Ok(case.choice("bill")? == "settled")
}

fn retired(case: &Case) -> Result<bool, Missing> {
    Ok(case.choice("standing")? != "active")
}

/// The hospital's level as a place in a list of ids; a district's level 3 comes last.
fn level(case: &Case) -> Result<usize, Missing> {
    Ok(match case.choice("hospital_level")? {
        "level-1" => 0,
        "level-2" => 1,
        "level-3" => 2,
        _ => 3,
    })
}

/// What basic insurance pays for everything, in yuan.
pub(super) fn basic(case: &Case) -> Result<Decimal, Missing> {
    let (stays, outpatient) = (stays(case)?, outpatient(case)?);
    let paid = stays + outpatient;
    let inputs = [("stays", yuan(stays)), ("outpatient", yuan(outpatient))];
    case.step("basic", yuan(paid), &[], &inputs);
    Ok(paid)
}

/// What it pays for hospital stays, in yuan.
pub(super) fn stays(case: &Case) -> Result<Decimal, Missing> {
    let cost = bill::stays(case)?;
    if settled(case)? {
        return Ok(case.number("basic_paid")?.min(cost));
    }
    Ok(to_cent(stays_of(case, cost)?))
}

/// What it pays for stays of this cost, not rounded.
pub(super) fn stays_of(case: &Case, cost: Decimal) -> Result<Decimal, Missing> {
    match is_employee(case)? {
        true => employee_stays(case, cost),
        false => resident_stays(case, cost),
    }
}

const FIRST: &str = "basic-insurance.employee.inpatient.deductible.first";
const LATER: &str = "basic-insurance.employee.inpatient.deductible.later";
const EMPLOYEE_CAP: &str = "basic-insurance.employee.inpatient.cap";
const BANDS_COUNT: &str = "basic-insurance.employee.inpatient.bands-count";
static ACTIVE: [&str; 4] = [
    "basic-insurance.employee.inpatient.rate.active.level-1",
    "basic-insurance.employee.inpatient.rate.active.level-2",
    "basic-insurance.employee.inpatient.rate.active.level-3",
    "basic-insurance.employee.inpatient.rate.active.level-3",
];
static RETIRED: [&str; 4] = [
    "basic-insurance.employee.inpatient.rate.retired.level-1",
    "basic-insurance.employee.inpatient.rate.retired.level-2",
    "basic-insurance.employee.inpatient.rate.retired.level-3",
    "basic-insurance.employee.inpatient.rate.retired.level-3",
];

/// The bands of an employee's stays and their figure; the first one starts where the deductibles of
/// all stays end.
pub(super) fn employee_bands(case: &Case) -> Result<(Vec<Band>, &'static str), Missing> {
    let rates = if retired(case)? { RETIRED } else { ACTIVE };
    let id = rates[level(case)?];
    let mut bands = case.bands(BEIJING, id)?;
    let later = case.number("stays")? - Decimal::ONE;
    let deductible = case.figure(BEIJING, FIRST)? + later * case.figure(BEIJING, LATER)?;
    if let Some(first) = bands.first_mut() {
        first.over = deductible;
    }
    Ok((bands, id))
}

fn employee_stays(case: &Case, cost: Decimal) -> Result<Decimal, Missing> {
    let (mut bands, rate) = employee_bands(case)?;
    let cap = case.figure(BEIJING, EMPLOYEE_CAP)?;
    let deductible = bands.first().map_or(Decimal::ZERO, |first| first.over);
    let mut figures = vec![FIRST, LATER, rate, EMPLOYEE_CAP];
    let mut paid = paid_by(&bands, cost);
    // Below the last band both readings of what it counts come to the same.
    if bands.last().is_some_and(|last| cost > last.over) {
        figures.push(BANDS_COUNT);
        if case.rule(BEIJING, BANDS_COUNT)? == "paid-by-fund" {
            paid = paid_by_fund(&mut bands, cost);
        }
    }
    let paid = paid.min(cap);
    let inputs = [
        ("cost", yuan(cost)),
        ("deductible", yuan(deductible)),
        ("cap", yuan(cap)),
    ];
    case.step("stays-employee", yuan(to_cent(paid)), &figures, &inputs);
    Ok(paid)
}

/// With the last band counting what the fund has paid: the one before runs until the fund has paid
/// so much, and what it would pay beyond is paid at the last band's rate instead.
fn paid_by_fund(bands: &mut Vec<Band>, cost: Decimal) -> Decimal {
    let (last, before) = (bands.pop(), bands.last_mut());
    let (Some(last), Some(before)) = (last, before) else {
        return Decimal::ZERO;
    };
    before.up_to = None;
    let rates = last.percent.zip(before.percent);
    let paid = paid_by(bands, cost);
    let beyond = (paid - last.over).max(Decimal::ZERO);
    let instead = rates.and_then(|(rate, instead_of)| (beyond * rate).checked_div(instead_of));
    paid - beyond + instead.unwrap_or_default()
}

const LATER_PERCENT: &str = "basic-insurance.resident.inpatient.deductible.later-percent";
const STUDENT_PERCENT: &str = "basic-insurance.resident.inpatient.deductible.student-child-percent";
const RESIDENT_CAP: &str = "basic-insurance.resident.inpatient.cap";
static RESIDENT_DEDUCTIBLE: [&str; 4] = [
    "basic-insurance.resident.inpatient.deductible.level-1",
    "basic-insurance.resident.inpatient.deductible.level-2",
    "basic-insurance.resident.inpatient.deductible.level-3",
    "basic-insurance.resident.inpatient.deductible.level-3",
];
static RESIDENT_RATE: [&str; 4] = [
    "basic-insurance.resident.inpatient.rate.level-1",
    "basic-insurance.resident.inpatient.rate.level-2",
    "basic-insurance.resident.inpatient.rate.level-3",
    "basic-insurance.resident.inpatient.rate.level-3-district",
];

/// A resident's deductible for all stays, the rate after it, and the most that is paid, each with
/// its figure.
pub(super) fn resident_terms(case: &Case) -> Result<([Decimal; 3], [&'static str; 4]), Missing> {
    let level = level(case)?;
    let whole = case.figure(BEIJING, RESIDENT_DEDUCTIBLE[level])?;
    let stays = case.number("stays")?;
    let (figure, full, reduced) = match case.choice("resident_group")? {
        "student-child" => (STUDENT_PERCENT, Decimal::ZERO, stays),
        _ => (LATER_PERCENT, whole, stays - Decimal::ONE),
    };
    let deductible = full + share(case.figure(BEIJING, figure)?, whole) * reduced;
    let rate = case.figure(BEIJING, RESIDENT_RATE[level])?;
    let cap = case.figure(BEIJING, RESIDENT_CAP)?;
    let figures = [
        RESIDENT_DEDUCTIBLE[level],
        figure,
        RESIDENT_RATE[level],
        RESIDENT_CAP,
    ];
    Ok(([deductible, rate, cap], figures))
}

fn resident_stays(case: &Case, cost: Decimal) -> Result<Decimal, Missing> {
    let ([deductible, rate, cap], figures) = resident_terms(case)?;
    let paid = share(rate, (cost - deductible).max(Decimal::ZERO)).min(cap);
    let inputs = [
        ("cost", yuan(cost)),
        ("deductible", yuan(deductible)),
        ("rate", percent(rate)),
        ("cap", yuan(cap)),
    ];
    case.step("stays-resident", yuan(to_cent(paid)), &figures, &inputs);
    Ok(paid)
}

/// What it pays for outpatient care, in yuan.
pub(super) fn outpatient(case: &Case) -> Result<Decimal, Missing> {
    let cost = bill::outpatient(case)?;
    if cost.is_zero() {
        return Ok(cost);
    }
    if settled(case)? {
        return Ok(case.number("outpatient_paid")?.min(cost));
    }
    Ok(to_cent(outpatient_of(case, cost)?))
}

/// How outpatient care is paid: a deductible, a rate, and from a line on another rate.
pub(super) struct OutpatientTerms {
    pub(super) deductible: Decimal,
    rate: Decimal,
    /// The cost after the deductible from which the other rate holds.
    pub(super) line: Decimal,
    above: Decimal,
    figures: Vec<&'static str>,
}

/// What it pays for outpatient care of this cost, not rounded.
pub(super) fn outpatient_of(case: &Case, cost: Decimal) -> Result<Decimal, Missing> {
    let terms = outpatient_terms(case)?;
    let counted = (cost - terms.deductible).max(Decimal::ZERO);
    let below = counted.min(terms.line);
    let paid = share(terms.rate, below) + share(terms.above, counted - below);
    let inputs = [
        ("cost", yuan(cost)),
        ("deductible", yuan(terms.deductible)),
        ("rate", percent(terms.rate)),
        ("line", yuan(to_cent(terms.line))),
        ("above", percent(terms.above)),
    ];
    case.step("outpatient", yuan(to_cent(paid)), &terms.figures, &inputs);
    Ok(paid)
}

pub(super) fn outpatient_terms(case: &Case) -> Result<OutpatientTerms, Missing> {
    match is_employee(case)? {
        true => employee_outpatient(case),
        false => resident_outpatient(case),
    }
}

/// The line may count what the fund has paid or what was spent; the figure says which.
fn employee_outpatient(case: &Case) -> Result<OutpatientTerms, Missing> {
    const LIMIT: &str = "basic-insurance.employee.outpatient.limit";
    const COUNTS: &str = "basic-insurance.employee.outpatient.limit-counts";
    let community = case.choice("outpatient_place")? == "community";
    let [deductible, rate, above] = match (case.choice("standing")?, community) {
        ("active", true) => [
            "basic-insurance.employee.outpatient.deductible.active",
            "basic-insurance.employee.outpatient.rate.community.active",
            "basic-insurance.employee.outpatient.rate.above-limit.active",
        ],
        ("active", false) => [
            "basic-insurance.employee.outpatient.deductible.active",
            "basic-insurance.employee.outpatient.rate.hospital.active",
            "basic-insurance.employee.outpatient.rate.above-limit.active",
        ],
        (_, true) => [
            "basic-insurance.employee.outpatient.deductible.retired",
            "basic-insurance.employee.outpatient.rate.community.retired",
            "basic-insurance.employee.outpatient.rate.above-limit.retired",
        ],
        ("retired-from-70", false) => [
            "basic-insurance.employee.outpatient.deductible.retired",
            "basic-insurance.employee.outpatient.rate.hospital.retired-from-70",
            "basic-insurance.employee.outpatient.rate.above-limit.retired",
        ],
        _ => [
            "basic-insurance.employee.outpatient.deductible.retired",
            "basic-insurance.employee.outpatient.rate.hospital.retired-under-70",
            "basic-insurance.employee.outpatient.rate.above-limit.retired",
        ],
    };
    let figures = vec![deductible, rate, LIMIT, COUNTS, above];
    let rate = case.figure(BEIJING, rate)?;
    let limit = case.figure(BEIJING, LIMIT)?;
    let line = match case.rule(BEIJING, COUNTS)? {
        "paid-by-fund" => cost_paying(limit, rate),
        _ => limit,
    };
    Ok(OutpatientTerms {
        deductible: case.figure(BEIJING, deductible)?,
        rate,
        line,
        above: case.figure(BEIJING, above)?,
        figures,
    })
}

/// Residents are paid up to a most, and nothing above it.
fn resident_outpatient(case: &Case) -> Result<OutpatientTerms, Missing> {
    const CAP: &str = "basic-insurance.resident.outpatient.cap";
    let [deductible, rate] = match case.choice("outpatient_place")? {
        "level-2-3" => [
            "basic-insurance.resident.outpatient.deductible.level-2-3",
            "basic-insurance.resident.outpatient.rate.level-2-3",
        ],
        _ => [
            "basic-insurance.resident.outpatient.deductible.level-1",
            "basic-insurance.resident.outpatient.rate.level-1",
        ],
    };
    let figures = vec![deductible, rate, CAP];
    let rate = case.figure(BEIJING, rate)?;
    Ok(OutpatientTerms {
        deductible: case.figure(BEIJING, deductible)?,
        rate,
        line: cost_paying(case.figure(BEIJING, CAP)?, rate),
        above: Decimal::ZERO,
        figures,
    })
}

/// The cost on which a rate pays this much.
fn cost_paying(paid: Decimal, rate: Decimal) -> Decimal {
    (paid * HUNDRED).checked_div(rate).unwrap_or_default()
}
