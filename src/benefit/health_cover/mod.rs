//! 北京普惠健康保, Beijing's inclusive health insurance: who may enrol, and what a bill leaves to pay
//! after basic insurance, serious-illness cover and the inclusive cover of an edition.
//! Figures: `health-cover.*`, `basic-insurance.*` and `serious-illness.*`.
//!
//! The amounts say what a year's bill comes to for someone who is covered; the verdict says whether
//! one can still enrol.

mod bands;
mod basic;
mod bill;
mod cover;
mod cuts;
mod editions;
mod enrolment;
mod left;
mod notices;
mod serious;
mod tables;

use super::short_forms::{self, amount, number, some};
use super::{
    Amount, Answers, BadAnswer, Benefit, Bound, Case, Gain, Headline, Kind, Missing, Outline,
    Question, Term, WhatIf, Within,
};
use crate::policy::{Place, Unit};
use crate::words::{Argument, Message};
use editions::dated;
use rust_decimal::Decimal;

/// The inclusive health insurance.
pub static OUTLINE: Outline = Outline {
    id: "health-cover",
    reads: &["health-cover.", "basic-insurance.", "serious-illness."],
    packs: &["beijing-health", "beijing-health-cover"],
    form,
    rows: &[],
    whole,
};

later! {
    chunk "health-cover" "01" fn whole() -> &'static Benefit { &WHOLE }
    chunk "form-health-cover" "01" fn form() -> &'static [Question] { QUESTIONS }
}

static WHOLE: Benefit = Benefit {
    outline: &OUTLINE,
    conditions: enrolment::CONDITIONS,
    amounts: AMOUNTS,
    steps: STEPS,
    tables: tables::TABLES,
    lines: tables::LINES,
    answer: Headline {
        needs: &["bill", "left_without", "paid_cover", "left_with"],
        parts: &["paid_basic", "paid_serious", "paid_cover", "left_with"],
        whole: Some("bill"),
        after: Some("left_with"),
    },
    what_if: WhatIf {
        question: "inpatient_cost",
        amounts: &["left_with", "left_without"],
        pays: Some("worth"),
    },
    gain: Some(Gain {
        a_year: |case| {
            let case = dated(case)?;
            some(cover::cover(&case, &case))
        },
        in_all: false,
        within: Within::up_to(&[Term::once(|case| some(cover::most(&dated(case)?)))]),
        on_loan: None,
    }),
    given: &["enrolled", "health", "hardship", "claim_free_years"],
    in_force,
    steady: cuts::COSTS,
    cuts: cuts::cuts,
    conflicts,
    schedule: None,
    notices: notices::NOTICES,
};

const BEIJING: Place = Place::Beijing;

/// The highest cost that can be typed, in yuan.
const MOST: i64 = 10_000_000;

const YOU: &str = "you";
const COVER: &str = "cover";
const LIST: &str = "list";
const BEYOND: &str = "beyond";

type When = Option<(&'static str, &'static [&'static str])>;

const fn asked(part: &'static str, id: &'static str, kind: Kind, asked_when: When) -> Question {
    Question {
        asked_when,
        ..short_forms::asked(part, id, kind)
    }
}

const COST: Kind = number(Unit::Yuan, 0, MOST, 2);

const IN_BEIJING: When = Some(("insurance", &["employee", "resident"]));
const ESTIMATED: When = Some(("bill", &["estimate"]));
const SETTLED: When = Some(("bill", &["settled"]));
const DRUGS: When = Some(("beyond_list", &["drugs", "both"]));
const BEYOND_LIST: When = Some(("beyond_list", &["hospital", "both"]));

static QUESTIONS: &[Question] = &[
    asked(
        COVER,
        "edition",
        Kind::Choice(&["of-the-day", "2022", "2023", "2024", "2025", "2026", "2027"]),
        None,
    ),
    asked(COVER, "enrolled", Kind::YesNo, None),
    asked(
        YOU,
        "insurance",
        Kind::Choice(&[
            "employee",
            "resident",
            "elsewhere",
            "special-group",
            "central-public-care",
            "none",
        ]),
        None,
    ),
    asked(
        YOU,
        "tie",
        Kind::Choice(&["hukou", "permit", "card", "none"]),
        Some(("insurance", &["elsewhere"])),
    ),
    asked(
        YOU,
        "card_months",
        number(Unit::Months, 0, 120, 0),
        Some(("tie", &["card"])),
    ),
    asked(
        YOU,
        "standing",
        Kind::Choice(&["active", "retired-under-70", "retired-from-70"]),
        Some(("insurance", &["employee"])),
    ),
    asked(
        YOU,
        "resident_group",
        Kind::Choice(&["elderly", "working-age", "student-child"]),
        Some(("insurance", &["resident"])),
    ),
    asked(YOU, "hardship", Kind::YesNo, IN_BEIJING),
    asked(YOU, "health", Kind::Choice(&["healthy", "prior"]), None),
    // Whichever edition is chosen: all are compared in one table.
    asked(YOU, "claim_free_years", number(Unit::Count, 0, 10, 0), None),
    asked(LIST, "bill", Kind::Choice(&["estimate", "settled"]), None),
    asked(
        LIST,
        "hospital_level",
        Kind::Choice(&["level-1", "level-2", "level-3", "level-3-district"]),
        None,
    ),
    asked(LIST, "stays", number(Unit::Times, 1, 12, 0), ESTIMATED),
    asked(LIST, "inpatient_cost", COST, None),
    asked(LIST, "basic_paid", COST, SETTLED),
    asked(
        LIST,
        "outpatient_place",
        Kind::Choice(&["none", "community", "level-1", "level-2-3"]),
        None,
    ),
    asked(
        LIST,
        "outpatient_cost",
        COST,
        Some(("outpatient_place", &["community", "level-1", "level-2-3"])),
    ),
    asked(LIST, "outpatient_paid", COST, SETTLED),
    asked(
        LIST,
        "serious_paid",
        COST,
        Some((
            "insurance",
            &["elsewhere", "special-group", "central-public-care", "none"],
        )),
    ),
    asked(
        BEYOND,
        "beyond_list",
        Kind::Choice(&["none", "hospital", "drugs", "both"]),
        None,
    ),
    asked(BEYOND, "own_cost", COST, BEYOND_LIST),
    asked(
        BEYOND,
        "big_item",
        Kind::Choice(&["none", "drug", "implant", "both"]),
        BEYOND_LIST,
    ),
    asked(
        BEYOND,
        "own_cost_drug",
        COST,
        Some(("big_item", &["drug", "both"])),
    ),
    asked(
        BEYOND,
        "own_cost_implant",
        COST,
        Some(("big_item", &["implant", "both"])),
    ),
    asked(BEYOND, "domestic_drugs", COST, DRUGS),
    asked(BEYOND, "overseas_drugs", COST, DRUGS),
    asked(BEYOND, "special_2_drugs", COST, DRUGS),
    asked(
        BEYOND,
        "drug_day",
        Kind::Day {
            least: "2022-01-01",
            most: "2022-12-31",
        },
        Some(("edition", &["2022"])),
    ),
];

/// The whole bill, part by part: no cover pays more.
const BILL: &[Term] = &[
    Term::once(|case| some(bill::stays(&dated(case)?))),
    Term::once(|case| some(bill::outpatient(&dated(case)?))),
    Term::once(|case| some(bill::own(&dated(case)?))),
    Term::once(|case| some(bill::special(&dated(case)?))),
];

static AMOUNTS: &[Amount] = &[
    amount("bill", Unit::Yuan, |case| some(bill::bill(&dated(case)?))).within(Within::sum_of(BILL)),
    amount("paid_basic", Unit::Yuan, |case| {
        some(basic::basic(&dated(case)?))
    })
    .within(Within::up_to(BILL)),
    amount("paid_serious", Unit::Yuan, |case| {
        some(serious::serious(&dated(case)?))
    })
    .within(Within::up_to(BILL)),
    amount("paid_cover_a", Unit::Yuan, |case| {
        let case = dated(case)?;
        some(cover::part_a(&case, &case))
    })
    .within(Within::up_to(BILL)),
    amount("paid_cover_b", Unit::Yuan, |case| {
        some(cover::part_b(&dated(case)?))
    })
    .within(Within::up_to(BILL)),
    amount("paid_cover_c", Unit::Yuan, |case| {
        some(cover::part_c(&dated(case)?))
    })
    .within(Within::up_to(BILL)),
    amount("paid_cover", Unit::Yuan, |case| {
        let case = dated(case)?;
        some(cover::cover(&case, &case))
    })
    .within(Within::up_to(BILL)),
    amount("left_without", Unit::Yuan, |case| {
        some(left::without_cover(&dated(case)?))
    })
    .within(Within::up_to(BILL)),
    amount("left_with", Unit::Yuan, |case| {
        some(left::with_cover(&dated(case)?))
    })
    .within(Within::up_to(BILL)),
    amount("premium", Unit::Yuan, |case| {
        some(left::premium(&dated(case)?))
    }),
    amount("worth", Unit::Yuan, |case| some(left::worth(&dated(case)?))).within(Within {
        least: Bound::sum(&[Term::once(|case| {
            some(left::premium(&dated(case)?).map(|premium| -premium))
        })]),
        most: Bound::sum(BILL),
    }),
];

static STEPS: &[&str] = &[
    "bill",
    "stays-employee",
    "stays-resident",
    "outpatient",
    "basic",
    "serious",
    "counted",
    "counted-stays",
    "cover-a",
    "cover-b-hospital",
    "cover-b-limits",
    "cover-b",
    "cover-c-domestic",
    "cover-c-overseas",
    "cover-c-special-2",
    "cover",
    "left-without",
    "left-with",
    "worth",
];

fn in_force(case: &Case) -> Result<(), Missing> {
    left::premium(&dated(case)?)?;
    Ok(())
}

/// A part of a cost that is more than the whole.
fn conflicts(answers: &Answers) -> Result<(), BadAnswer> {
    for (part, whole) in [
        ("basic_paid", "inpatient_cost"),
        ("outpatient_paid", "outpatient_cost"),
        ("own_cost_drug", "own_cost"),
        ("own_cost_implant", "own_cost"),
    ] {
        let (Some(given), Some(most)) = (answers.number(part, 0), answers.number(whole, 0)) else {
            continue;
        };
        if given > most {
            return Err(BadAnswer {
                field: part.into(),
                given: given.to_string(),
                allowed: Message::new("error.number")
                    .with("least", Argument::Number(Decimal::ZERO))
                    .with("most", Argument::Number(most))
                    .with("decimals", Argument::Number(Decimal::TWO)),
            });
        }
    }
    Ok(())
}
