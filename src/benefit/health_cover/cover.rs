//! 北京普惠健康保, the inclusive cover: (a) own cost on the insurance list, (b) hospital cost outside
//! it, (c) special drugs. Figures: `health-cover.*`, edition by edition.
//!
//! Each part is rounded to the 分 at its end. Functions take the case on a day of the edition.

use super::super::short_forms::{percent, yuan};
use super::super::{Case, Missing};
use super::bands::{paid_by, share};
use super::editions::on_drug_day;
use super::serious::{left_by_basic, serious};
use super::{BEIJING, basic, bill};
use crate::money::to_cent;
use rust_decimal::Decimal;

/// The place in a pair of figures: people without the listed illnesses, people with one.
pub(super) fn class(case: &Case) -> Result<usize, Missing> {
    Ok(usize::from(case.choice("health")? == "prior"))
}

// (a) Own cost on the list.

pub(super) static A_DEDUCTIBLE: [&str; 2] = [
    "health-cover.a.deductible.healthy",
    "health-cover.a.deductible.prior-condition",
];
pub(super) static A_RATE: [&str; 2] = [
    "health-cover.a.rate.healthy",
    "health-cover.a.rate.prior-condition",
];
pub(super) const A_MOST: &str = "health-cover.a.sum-insured";

/// The own cost that counts, after serious-illness cover, in yuan; `None` where this part does not
/// cover the person. The cost is that of `case`, the rule that of `edition`.
fn counted(case: &Case, edition: &Case) -> Result<Option<Decimal>, Missing> {
    const COUNTED: &str = "health-cover.a.counted";
    let scope = match case.choice("insurance")? {
        "employee" | "resident" => {
            edition.rule(BEIJING, COUNTED)?;
            let (own, serious) = (left_by_basic(case)?, serious(case)?);
            let left = own - serious;
            let inputs = [("own", yuan(own)), ("serious", yuan(serious))];
            case.step("counted", yuan(left), &[COUNTED], &inputs);
            return Ok(Some(left));
        }
        "special-group" => "health-cover.a.scope.special-group",
        "central-public-care" => "health-cover.a.scope.central-public-care",
        _ => "health-cover.a.scope.new-citizen",
    };
    if edition.rule(BEIJING, scope)? == "not-covered" {
        return Ok(None);
    }
    let own = bill::stays(case)? - basic::stays(case)?;
    let serious = serious(case)?;
    let left = (own - serious).max(Decimal::ZERO);
    let inputs = [("own", yuan(own)), ("serious", yuan(serious))];
    case.step("counted-stays", yuan(left), &[scope, COUNTED], &inputs);
    Ok(Some(left))
}

/// What it pays on own cost on the list, in yuan.
pub(super) fn part_a(case: &Case, edition: &Case) -> Result<Decimal, Missing> {
    let rate = A_RATE[class(case)?];
    let bands = edition.bands(BEIJING, rate)?;
    let most = edition.figure(BEIJING, A_MOST)?;
    let Some(own) = counted(case, edition)? else {
        return Ok(Decimal::ZERO);
    };
    let paid = to_cent(paid_by(&bands, own).min(most));
    let inputs = [("own", yuan(own)), ("most", yuan(most))];
    case.step("cover-a", yuan(paid), &[rate, A_MOST], &inputs);
    Ok(paid)
}

// (b) Hospital cost outside the list.

static B_DEDUCTIBLE: [&str; 2] = [
    "health-cover.b.deductible.healthy",
    "health-cover.b.deductible.prior-condition",
];
static B_CLAIM_FREE: [&str; 2] = [
    "health-cover.b.deductible.claim-free.healthy",
    "health-cover.b.deductible.claim-free.prior-condition",
];
static B_RATE: [&str; 2] = [
    "health-cover.b.rate.healthy",
    "health-cover.b.rate.prior-condition",
];
const B_MOST: &str = "health-cover.b.sum-insured";
const HOSPITAL: &str = "health-cover.b.hospital-level";
pub(super) const CLAIM_FREE_YEARS: &str = "health-cover.claim-free.years";
pub(super) static ITEM_MOST: [&str; 2] = [
    "health-cover.b.sub-limit.drug",
    "health-cover.b.sub-limit.implant",
];

/// Whether years without a claim lower the deductible.
pub(super) fn rewarded(case: &Case) -> Result<bool, Missing> {
    if case.rule(BEIJING, "health-cover.claim-free.test")? == "none" {
        return Ok(false);
    }
    Ok(case.number("claim_free_years")? >= case.figure(BEIJING, CLAIM_FREE_YEARS)?)
}

/// The deductible of part (b) and its figure.
pub(super) fn b_deductible(case: &Case) -> Result<(Decimal, &'static str), Missing> {
    let figures = if rewarded(case)? {
        B_CLAIM_FREE
    } else {
        B_DEDUCTIBLE
    };
    let figure = figures[class(case)?];
    Ok((case.figure(BEIJING, figure)?, figure))
}

/// The rate of part (b) in percent and its figure.
pub(super) fn b_rate(case: &Case) -> Result<(Decimal, &'static str), Missing> {
    let figure = B_RATE[class(case)?];
    Ok((case.figure(BEIJING, figure)?, figure))
}

/// The most that part (b) pays in a year, in yuan.
pub(super) fn b_most(case: &Case) -> Result<Decimal, Missing> {
    case.figure(BEIJING, B_MOST)
}

/// Whether the hospital is of a level that part (b) pays for; editions without a rule pay for all.
fn hospital_counts(case: &Case) -> Result<bool, Missing> {
    match case.rule(BEIJING, HOSPITAL) {
        Ok(_) => Ok(case.choice("hospital_level")? != "level-1"),
        Err(missing) if missing.is_rule() => Ok(true),
        Err(missing) => Err(missing),
    }
}

/// What it pays on hospital cost outside the list, in yuan.
pub(super) fn part_b(case: &Case) -> Result<Decimal, Missing> {
    let most = b_most(case)?;
    let own = bill::own(case)?;
    if own.is_zero() {
        return Ok(Decimal::ZERO);
    }
    if !hospital_counts(case)? {
        case.step("cover-b-hospital", yuan(Decimal::ZERO), &[HOSPITAL], &[]);
        return Ok(Decimal::ZERO);
    }
    let (rate, rate_figure) = b_rate(case)?;
    let (deductible, deductible_figure) = b_deductible(case)?;
    let above = share(rate, (own - deductible).max(Decimal::ZERO));
    let paid = match limited(case, own, rate)? {
        None => above,
        Some(limited) => match case.rule(BEIJING, "health-cover.b.sub-limit.with-deductible")? {
            "limit-first" => (limited - share(rate, deductible)).max(Decimal::ZERO),
            _ => limited.min(above),
        },
    };
    let paid = to_cent(paid.min(most));
    let inputs = [
        ("own", yuan(own)),
        ("deductible", yuan(deductible)),
        ("rate", percent(rate)),
        ("most", yuan(most)),
    ];
    let figures = [deductible_figure, rate_figure, B_MOST];
    case.step("cover-b", yuan(paid), &figures, &inputs);
    Ok(paid)
}

/// What the rate comes to before the deductible when one drug or one implant costs more than its own
/// limit pays for; `None` when none does.
fn limited(case: &Case, own: Decimal, rate: Decimal) -> Result<Option<Decimal>, Missing> {
    let whole = share(rate, own);
    let mut cut = Decimal::ZERO;
    for (cost, figure) in bill::big_items(case)?.into_iter().zip(ITEM_MOST) {
        if !cost.is_zero() {
            cut += (share(rate, cost) - case.figure(BEIJING, figure)?).max(Decimal::ZERO);
        }
    }
    if cut.is_zero() {
        return Ok(None);
    }
    let left = whole - cut;
    let inputs = [("whole", yuan(to_cent(whole))), ("cut", yuan(to_cent(cut)))];
    case.step("cover-b-limits", yuan(to_cent(left)), &ITEM_MOST, &inputs);
    Ok(Some(left))
}

// (c) Special drugs.

/// A list of special drugs, with its own deductible and its own most.
pub(super) struct DrugList {
    pub(super) question: &'static str,
    step: &'static str,
    deductible: [&'static str; 2],
    most: &'static str,
}

/// The lists; the last one came with the edition of 2026.
pub(super) static LISTS: &[DrugList] = &[
    DrugList {
        question: "domestic_drugs",
        step: "cover-c-domestic",
        deductible: [
            "health-cover.c.deductible.domestic.healthy",
            "health-cover.c.deductible.domestic.prior-condition",
        ],
        most: "health-cover.c.sum-insured.domestic",
    },
    DrugList {
        question: "overseas_drugs",
        step: "cover-c-overseas",
        deductible: [
            "health-cover.c.deductible.overseas.healthy",
            "health-cover.c.deductible.overseas.prior-condition",
        ],
        most: "health-cover.c.sum-insured.overseas",
    },
    DrugList {
        question: "special_2_drugs",
        step: "cover-c-special-2",
        deductible: [
            "health-cover.c.deductible.special-2.healthy",
            "health-cover.c.deductible.special-2.prior-condition",
        ],
        most: SPECIAL_2_MOST,
    },
];

const SPECIAL_2_MOST: &str = "health-cover.c.sum-insured.special-2";
static C_RATE: [&str; 2] = [
    "health-cover.c.rate.healthy",
    "health-cover.c.rate.prior-condition",
];

/// The rate for special drugs in percent, and its figure.
pub(super) fn c_rate(case: &Case) -> Result<(Decimal, &'static str), Missing> {
    let figure = C_RATE[class(case)?];
    Ok((case.figure(BEIJING, figure)?, figure))
}

impl DrugList {
    /// Whether the edition has this list.
    pub(super) fn exists(&self, case: &Case) -> Result<bool, Missing> {
        if self.most != SPECIAL_2_MOST {
            return Ok(true);
        }
        match case.figure(BEIJING, self.most) {
            Ok(_) => Ok(true),
            Err(missing) if missing.is_rule() => Ok(false),
            Err(missing) => Err(missing),
        }
    }

    /// The deductible on the day the drugs were bought and the most that is paid, with their figures.
    pub(super) fn terms(&self, case: &Case) -> Result<([Decimal; 2], [&'static str; 2]), Missing> {
        let deductible = self.deductible[class(case)?];
        let amounts = [
            on_drug_day(case)?.figure(BEIJING, deductible)?,
            case.figure(BEIJING, self.most)?,
        ];
        Ok((amounts, [deductible, self.most]))
    }

    /// What it pays on drugs of this list, in yuan.
    fn pays(&self, case: &Case, cost: Decimal) -> Result<Decimal, Missing> {
        if cost.is_zero() {
            return Ok(Decimal::ZERO);
        }
        let ([deductible, most], [deductible_figure, most_figure]) = self.terms(case)?;
        let (rate, rate_figure) = c_rate(case)?;
        let above = (cost - deductible).max(Decimal::ZERO);
        let paid = to_cent(share(rate, above).min(most));
        let inputs = [
            ("cost", yuan(cost)),
            ("deductible", yuan(deductible)),
            ("rate", percent(rate)),
            ("most", yuan(most)),
        ];
        let figures = [deductible_figure, rate_figure, most_figure];
        case.step(self.step, yuan(paid), &figures, &inputs);
        Ok(paid)
    }
}

/// What it pays on special drugs, in yuan.
pub(super) fn part_c(case: &Case) -> Result<Decimal, Missing> {
    c_rate(case)?;
    let mut paid = Decimal::ZERO;
    for (list, cost) in bill::drugs(case)? {
        paid += list.pays(case, cost)?;
    }
    Ok(paid)
}

/// The most that all parts pay in a year, in yuan.
pub(super) fn most(case: &Case) -> Result<Decimal, Missing> {
    let mut most = case.figure(BEIJING, A_MOST)? + b_most(case)?;
    for list in LISTS {
        if list.exists(case)? {
            most += case.figure(BEIJING, list.most)?;
        }
    }
    Ok(most)
}

/// What all parts pay, in yuan. The cost is that of `case`, the rules are those of `edition`.
pub(super) fn cover(case: &Case, edition: &Case) -> Result<Decimal, Missing> {
    let (a, b, c) = (part_a(case, edition)?, part_b(edition)?, part_c(edition)?);
    let paid = a + b + c;
    let inputs = [("a", yuan(a)), ("b", yuan(b)), ("c", yuan(c))];
    case.step("cover", yuan(paid), &[], &inputs);
    Ok(paid)
}
