//! 居民购房贷款贴息, the subsidy on the loan for a household's first home: 财金〔2026〕95号, from
//! 2026-10-01, known from pages that repeat it. The day asked about is that of the payout.

use super::short_forms::{amount, asked, found, number, some, yuan};
use super::subsidised::{self, RATE, REPAYMENT, Scheme, TERM, at_most, loan_of};
use super::{Amount, Benefit, Case, Condition, Kind, Missing, Notice, Outline, Question};
use crate::money::{HUNDRED, TWELVE, to_cent};
use crate::policy::{Place, Unit};
use crate::words::Message;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The subsidy on the loan for a first home.
pub static OUTLINE: Outline = Outline {
    id: "mortgage-subsidy",
    reads: &["mortgage-subsidy."],
    packs: &["national-subsidies"],
    form,
    rows: &[],
    whole,
};

later! {
    chunk "mortgage-subsidy" "01" fn whole() -> &'static Benefit { &WHOLE }
    chunk "form-mortgage-subsidy" "01" fn form() -> &'static [Question] { QUESTIONS }
}

static WHOLE: Benefit = Benefit {
    outline: &OUTLINE,
    conditions: CONDITIONS,
    amounts: AMOUNTS,
    steps: STEPS,
    tables: &[],
    lines: &[],
    answer: subsidised::ANSWER,
    what_if: subsidised::what_if("amount"),
    gain: subsidised::central(|case| subsidised::a_year(case, subsidy(case)?), None, None),
    given: &["first_home"],
    in_force: |case| case.figure(CHINA, SCHEME.rate).map(drop),
    steady: &[],
    cuts,
    conflicts: |_| Ok(()),
    schedule: Some(subsidised::SCHEDULE),
    notices: NOTICES,
};

const CHINA: Place = Place::China;
const BASE: &str = "mortgage-subsidy.base";
const AREA: &str = "mortgage-subsidy.home.square-metres";
const PRICE: &str = "mortgage-subsidy.home.price-cap";

static SCHEME: Scheme = Scheme {
    rate: "mortgage-subsidy.rate",
    years: "mortgage-subsidy.years",
    cap: Some("mortgage-subsidy.principal-cap"),
};

static QUESTIONS: &[super::Question] = &[
    asked("loan", "amount", number(Unit::Yuan, 1, 100_000_000, 2)),
    asked("loan", "rate", RATE),
    asked("loan", "term_months", TERM),
    asked("loan", "repayment", REPAYMENT),
    asked(
        "loan",
        "loan_kind",
        Kind::Choice(&["commercial", "combined", "housing-fund", "refinancing"]),
    ),
    asked("home", "first_home", Kind::YesNo),
    asked("home", "price", number(Unit::Yuan, 1, 1_000_000_000, 2)),
    asked("home", "area", number(Unit::SquareMetres, 1, 10_000, 2)),
];

static CONDITIONS: &[Condition] = &[
    Condition {
        id: "first-home",
        check: |case| {
            const WHICH: &str = "mortgage-subsidy.home.which";
            case.rule(CHINA, WHICH)?;
            found(case.yes("first_home")?, WHICH, Message::default())
        },
    },
    Condition {
        id: "price",
        check: |case| at_most(case, CHINA, "price", Unit::Yuan, PRICE),
    },
    Condition {
        id: "area",
        check: |case| at_most(case, CHINA, "area", Unit::SquareMetres, AREA),
    },
    Condition {
        id: "loan",
        check: |case| {
            let kind = case.choice("loan_kind")?;
            let figure = match kind {
                "combined" => "mortgage-subsidy.combined-loan",
                "refinancing" => "mortgage-subsidy.refinancing",
                _ => "mortgage-subsidy.loans",
            };
            case.rule(CHINA, figure)?;
            found(kind == "commercial", figure, Message::default())
        },
    },
];

static AMOUNTS: &[Amount] = &[
    amount("subsidy", Unit::Yuan, |case| some(subsidy(case))).within(subsidised::WITHIN_INTEREST),
    amount("first_year", Unit::Yuan, |case| {
        Ok(Some(to_cent(pays(case, FIRST_YEAR)?)))
    }),
    subsidised::TOTAL,
    subsidised::own_interest(
        |case| {
            let total = subsidised::total_interest(case)?;
            let subsidy = subsidy(case)?;
            Ok(Some(subsidised::borrower_interest(case, total, subsidy)))
        },
        |case| subsidised::own_unrounded(case, pays(case, u32::MAX)?),
    ),
    amount("effective_rate", Unit::PercentAYear, |case| {
        some(subsidised::effective_rate(case, pays(case, u32::MAX)?))
    })
    .within(subsidised::WITHIN_RATE),
    amount("counted_principal", Unit::Yuan, |case| {
        some(SCHEME.counted_principal(case, Decimal::ZERO))
    }),
    amount("state_rate", Unit::PercentAYear, |case| {
        some(SCHEME.rate(case, Decimal::ZERO))
    }),
];

static STEPS: &[&str] = &[
    "counted-principal",
    "state-rate",
    "counted-months",
    "base-balance",
    "base-first-principal",
    "subsidy",
    "interest",
    "borrower-interest",
    "effective-rate",
];

static NOTICES: &[Notice] = &[
    Notice {
        id: "secondary",
        applies: |case| {
            case.figure(CHINA, SCHEME.rate)?;
            Ok(Some(Message::default()))
        },
    },
    Notice {
        id: "over-cap",
        applies: |case| {
            let counted = SCHEME.counted_principal(case, Decimal::ZERO)?;
            subsidised::over_cap(case, counted)
        },
    },
];

const FIRST_YEAR: u32 = 12;

/// What the treasury pays in the first so many months, unrounded: on what is still owed, or all along
/// on what was borrowed, and never more than the interest.
fn pays(case: &Case, within: u32) -> Result<Decimal, Missing> {
    let part = loan_of(case, SCHEME.counted_principal(case, Decimal::ZERO)?)?;
    let rate = SCHEME.rate(case, Decimal::ZERO)?;
    let months = SCHEME.months(case)?.min(within);
    let falling = part.interest_at(rate, 0, months);
    if case.rule(CHINA, BASE)? == "balance" {
        case.step("base-balance", yuan(to_cent(falling)), &[BASE], &[]);
        return Ok(falling);
    }
    let level = part.principal * Decimal::from(months) * rate / HUNDRED / TWELVE;
    let level = level.min(part.interest_at(part.rate, 0, months));
    case.step("base-first-principal", yuan(to_cent(level)), &[BASE], &[]);
    Ok(level)
}

fn subsidy(case: &Case) -> Result<Decimal, Missing> {
    Ok(subsidised::subsidy(case, pays(case, u32::MAX)?))
}

/// On the amount first borrowed, the subsidy's weight turns within the term: every month is a cut.
fn cuts(case: &Case, question: &str) -> Result<Vec<Decimal>, Missing> {
    match question {
        "term_months" => {
            let longest = SCHEME.longest(case)?.to_u32().unwrap_or(0);
            Ok((1..=longest).map(Decimal::from).collect())
        }
        _ => Ok(Vec::new()),
    }
}
