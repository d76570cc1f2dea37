//! Where a rule changes: the bends of every amount along each number that can be typed.
//!
//! Every amount rises or falls steadily along every cost, so a bend that depends on an answer still
//! missing may be left out. What jumps is cut on both sides.

use super::super::{Case, Missing};
use super::bands::{edges, paid_by, reach};
use super::editions::dated;
use super::enrolment::{CARD_BELOW, CARD_LEAST};
use super::{BEIJING, MOST, basic, bill, cover, serious};
use crate::money::HUNDRED;
use crate::policy::Band;
use rust_decimal::Decimal;

type Cuts = Result<Vec<Decimal>, Missing>;

/// What things cost, and what was paid for them already.
pub(super) static COSTS: &[&str] = &[
    "inpatient_cost",
    "basic_paid",
    "outpatient_cost",
    "outpatient_paid",
    "serious_paid",
    "own_cost",
    "own_cost_drug",
    "own_cost_implant",
    "domestic_drugs",
    "overseas_drugs",
    "special_2_drugs",
];

pub(super) fn cuts(case: &Case, question: &str) -> Cuts {
    let cost: fn(&Case) -> Cuts = match question {
        "card_months" => {
            let least = case.figure(BEIJING, CARD_LEAST)?;
            return Ok(jumps(&[least, case.figure(BEIJING, CARD_BELOW)?]));
        }
        "claim_free_years" => {
            let years = dated(case)?.figure(BEIJING, cover::CLAIM_FREE_YEARS)?;
            return Ok(jumps(&[years]));
        }
        "drug_day" => return drug_day(case),
        "inpatient_cost" => stays,
        "basic_paid" => basic_paid,
        "outpatient_cost" => outpatient,
        "outpatient_paid" => outpatient_paid,
        "serious_paid" => serious_paid,
        "own_cost" => own_cost,
        "own_cost_drug" => |case: &Case| item(case, 0),
        "own_cost_implant" => |case: &Case| item(case, 1),
        "domestic_drugs" => |case: &Case| drugs(case, 0),
        "overseas_drugs" => |case: &Case| drugs(case, 1),
        "special_2_drugs" => |case: &Case| drugs(case, 2),
        _ => return Ok(Vec::new()),
    };
    let bends = dated(case).and_then(|case| case.readings(&cost));
    let bends = bends.unwrap_or_default().into_iter().flatten();
    Ok(bends.flat_map(around).collect())
}

/// Whole numbers at which something jumps, and the one before each.
fn jumps(at: &[Decimal]) -> Vec<Decimal> {
    at.iter().flat_map(|n| [n - Decimal::ONE, *n]).collect()
}

/// The amounts in whole 分 on both sides of a bend.
fn around(bend: Decimal) -> [Decimal; 2] {
    let below = bend.trunc_with_scale(2);
    [below, below + Decimal::new(1, 2)]
}

/// Each day of the year on which the deductible for special drugs changed, and the day before.
fn drug_day(case: &Case) -> Cuts {
    let figure = "health-cover.c.deductible.domestic.healthy";
    let ruling = case.rulebook.ruling(BEIJING, figure);
    let entries = ruling.map(|ruling| ruling.figure.public(case.rulebook.as_known_on));
    let changes = entries.into_iter().flatten();
    let changes: Vec<Decimal> = changes.map(|entry| entry.from.number()).collect();
    Ok(jumps(&changes))
}

/// Beyond every bend: the last stretch runs straight for ever.
fn far() -> Decimal {
    Decimal::from(MOST) * HUNDRED
}

/// The size on which so many percent come to a given amount.
fn size_of(paid: Decimal, percent: Decimal) -> Decimal {
    (paid * HUNDRED).checked_div(percent).unwrap_or_default()
}

/// The own cost after serious-illness cover at which part (a) bends.
fn a_bends(case: &Case) -> Cuts {
    let bands = case.bands(BEIJING, cover::A_RATE[cover::class(case)?])?;
    let cap = case.figure(BEIJING, cover::A_MOST)?;
    let mut bends = edges(&bands);
    bends.push(far());
    let full = reach(&bends, &|own| paid_by(&bands, own), cap);
    bends.extend(full);
    Ok(bends)
}

/// What basic insurance leaves of the cost on its list, at every bend of serious-illness cover and
/// of part (a).
fn left_bends(case: &Case) -> Cuts {
    let a = a_bends(case)?;
    if !basic::in_beijing(case)? {
        // Typed, and never more than everything that basic insurance leaves.
        let paid = case.number("serious_paid")?;
        let beside = outpatient_left(case).unwrap_or_default();
        let a = a.into_iter().map(|own| own + paid);
        return Ok(a.chain([paid, paid - beside]).collect());
    }
    let (threshold, bands, _) = serious::terms(case)?;
    let mut bends = vec![Decimal::ZERO, far()];
    bends.extend(edges(&bands).into_iter().map(|edge| threshold + edge));
    let after = |own: Decimal| own - paid_by(&bands, own - threshold);
    let through: Vec<Decimal> = a
        .into_iter()
        .filter_map(|own| reach(&bends, &after, own))
        .collect();
    bends.extend(through);
    Ok(bends)
}

/// What outpatient care leaves.
fn outpatient_left(case: &Case) -> Result<Decimal, Missing> {
    Ok(bill::outpatient(case)? - basic::outpatient(case)?)
}

/// What it leaves that counts together with stays: nothing where only stays count.
fn counted_beside(case: &Case) -> Result<Decimal, Missing> {
    match basic::in_beijing(case)? {
        true => outpatient_left(case),
        false => Ok(Decimal::ZERO),
    }
}

fn stays(case: &Case) -> Cuts {
    let beside = counted_beside(case)?;
    let mut bends = vec![Decimal::ZERO, far()];
    let settled = basic::settled(case)?;
    let typed = match settled {
        true => case.number("basic_paid")?,
        false => Decimal::ZERO,
    };
    match settled {
        true => bends.push(typed),
        false if case.choice("insurance")? == "employee" => bends.extend(employee_bends(case)?),
        false => {
            let ([deductible, rate, cap], _) = basic::resident_terms(case)?;
            bends.extend([deductible, deductible + size_of(cap, rate)]);
        }
    }
    let left = |cost: Decimal| {
        let paid = match settled {
            true => typed.min(cost),
            false => basic::stays_of(case, cost).unwrap_or_default(),
        };
        cost - paid + beside
    };
    // How the last band is read must be decided before the bends are looked for.
    if !settled {
        basic::stays_of(case, far())?;
    }
    let reached = left_bends(case)?.into_iter();
    let reached: Vec<Decimal> = reached
        .filter_map(|own| reach(&bends, &left, own))
        .collect();
    bends.extend(reached);
    Ok(bends)
}

/// Both readings of the last band: by cost, and by what the fund has paid.
fn employee_bends(case: &Case) -> Cuts {
    let (mut bands, _) = basic::employee_bands(case)?;
    let mut bends = edges(&bands);
    if let Some(last) = bands.pop() {
        let before: &[Band] = &bands;
        let mut open = before.to_vec();
        if let Some(band) = open.last_mut() {
            band.up_to = None;
        }
        let sizes = [bends.clone(), vec![far()]].concat();
        let starts = reach(&sizes, &|cost| paid_by(&open, cost), last.over);
        let length = last
            .up_to
            .map(|end| size_of(end - last.over, last.percent.unwrap_or_default()));
        bends.extend(starts);
        bends.extend(starts.zip(length).map(|(start, length)| start + length));
    }
    Ok(bends)
}

fn outpatient(case: &Case) -> Cuts {
    if basic::settled(case)? {
        let typed = case.number("outpatient_paid")?;
        let beside = stays_left(case)?;
        let left = left_bends(case)?.into_iter();
        return Ok(left
            .map(|own| own - beside + typed)
            .chain([typed])
            .collect());
    }
    let terms = basic::outpatient_terms(case)?;
    let mut bends = vec![
        Decimal::ZERO,
        terms.deductible,
        terms.deductible + terms.line,
        far(),
    ];
    let beside = stays_left(case)?;
    let left = |cost| cost - basic::outpatient_of(case, cost).unwrap_or_default() + beside;
    let reached = left_bends(case)?.into_iter();
    let reached: Vec<Decimal> = reached
        .filter_map(|own| reach(&bends, &left, own))
        .collect();
    bends.extend(reached);
    Ok(bends)
}

fn stays_left(case: &Case) -> Result<Decimal, Missing> {
    Ok(bill::stays(case)? - basic::stays(case)?)
}

fn basic_paid(case: &Case) -> Cuts {
    let cost = bill::stays(case)?;
    let beside = counted_beside(case)?;
    let left = left_bends(case)?.into_iter();
    Ok(left.map(|own| cost + beside - own).chain([cost]).collect())
}

fn outpatient_paid(case: &Case) -> Cuts {
    let cost = bill::outpatient(case)?;
    let beside = stays_left(case)?;
    let left = left_bends(case)?.into_iter();
    Ok(left.map(|own| cost + beside - own).chain([cost]).collect())
}

fn serious_paid(case: &Case) -> Cuts {
    let left = stays_left(case)?;
    let all = serious::left_by_basic(case)?;
    let bends = a_bends(case)?.into_iter();
    Ok(bends.map(|own| left - own).chain([left, all]).collect())
}

fn own_cost(case: &Case) -> Cuts {
    let (deductible, _) = cover::b_deductible(case)?;
    let (rate, _) = cover::b_rate(case)?;
    let full = size_of(cover::b_most(case)?, rate);
    let mut bends = vec![deductible, deductible + full];
    for figure in cover::ITEM_MOST {
        let full = size_of(case.figure(BEIJING, figure)?, rate);
        bends.extend([full, full + deductible]);
    }
    for item in ["own_cost_drug", "own_cost_implant"] {
        let typed = case.number(item).unwrap_or_default();
        bends.extend([typed, typed + deductible]);
    }
    Ok(bends)
}

/// One drug or one implant: where its own limit is reached.
fn item(case: &Case, at: usize) -> Cuts {
    let (rate, _) = cover::b_rate(case)?;
    let (deductible, _) = cover::b_deductible(case)?;
    let full = size_of(case.figure(BEIJING, cover::ITEM_MOST[at])?, rate);
    Ok(vec![full, full + deductible, bill::own(case)?])
}

fn drugs(case: &Case, at: usize) -> Cuts {
    let ([deductible, most], _) = cover::LISTS[at].terms(case)?;
    let (rate, _) = cover::c_rate(case)?;
    Ok(vec![deductible, deductible + size_of(most, rate)])
}
