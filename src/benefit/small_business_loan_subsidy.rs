//! The subsidies on loans of firms for equipment, buildings and, from August 2026, day-to-day
//! running: 中小微企业贷款贴息 and 设备更新贷款贴息. The day asked about is that of the payout.

use super::short_forms::{amount, asked, found, number, some};
use super::subsidised::{self, RATE, REPAYMENT, Scheme, TERM, if_ruled, listed, ruled_out};
use super::{
    Amount, Benefit, Case, Condition, Finding, Holds, Kind, Missing, Notice, Outline, Question,
};
use crate::policy::{Place, Unit};
use crate::words::Message;
use rust_decimal::Decimal;

/// The subsidies on loans of small and medium firms.
pub static OUTLINE: Outline = Outline {
    id: "small-business-loan-subsidy",
    reads: &["small-business-loan-subsidy.", "equipment-loan-subsidy."],
    packs: &["national-subsidies"],
    form,
    rows: &[],
    whole,
};

later! {
    chunk "small-business-loan-subsidy" "01" fn whole() -> &'static Benefit { &WHOLE }
    chunk "form-small-business-loan-subsidy" "01" fn form() -> &'static [Question] { QUESTIONS }
}

static WHOLE: Benefit = Benefit {
    outline: &OUTLINE,
    conditions: CONDITIONS,
    amounts: AMOUNTS,
    steps: subsidised::STEPS,
    tables: &[],
    lines: &[],
    answer: subsidised::ANSWER,
    what_if: subsidised::what_if("amount"),
    gain: subsidised::central(
        |case| subsidised::a_year(case, subsidy(case)?),
        Some("small-business-loan-subsidy.stacking"),
        None,
    ),
    given: &["field", "private", "other_principal"],
    in_force: |case| {
        let scheme = scheme(case)?;
        case.figure(Place::China, scheme.rate)?;
        scheme.longest(case).map(drop)
    },
    steady: &[],
    cuts: |case, question| scheme(case)?.cuts(case, question),
    conflicts: |_| Ok(()),
    schedule: Some(subsidised::SCHEDULE),
    notices: NOTICES,
};

static FIXED_ASSET: Scheme = Scheme {
    rate: "small-business-loan-subsidy.rate.fixed-asset",
    years: "small-business-loan-subsidy.years",
    cap: Some("small-business-loan-subsidy.principal-cap"),
};

static WORKING_CAPITAL: Scheme = Scheme {
    rate: "small-business-loan-subsidy.rate.working-capital",
    ..FIXED_ASSET
};

static EQUIPMENT: Scheme = Scheme {
    rate: "equipment-loan-subsidy.rate",
    years: "equipment-loan-subsidy.years",
    cap: None,
};

fn scheme(case: &Case) -> Result<&'static Scheme, Missing> {
    Ok(match case.choice("loan_kind")? {
        "fixed-asset" => &FIXED_ASSET,
        "working-capital" => &WORKING_CAPITAL,
        _ => &EQUIPMENT,
    })
}

/// Whether it is the scheme for small and medium firms; the other one is for equipment.
fn is_for_firms(case: &Case) -> Result<bool, Missing> {
    Ok(scheme(case)?.cap.is_some())
}

const FIRMS: &[&str] = &["fixed-asset", "working-capital"];

static QUESTIONS: &[Question] = &[
    asked(
        "loan",
        "loan_kind",
        Kind::Choice(&[
            "fixed-asset",
            "working-capital",
            "equipment-renewal",
            "project-fixed-asset",
            "science-and-technology",
        ]),
    ),
    asked("loan", "amount", number(Unit::Yuan, 1, 500_000_000, 2)),
    asked("loan", "rate", RATE),
    asked("loan", "term_months", TERM),
    asked("loan", "repayment", REPAYMENT),
    of_firms("private", Kind::YesNo),
    of_firms("other_principal", number(Unit::Yuan, 0, 500_000_000, 2)),
    of_firms("other_central_subsidy", Kind::YesNo),
];

const fn of_firms(id: &'static str, kind: Kind) -> Question {
    Question {
        asked_when: Some(("loan_kind", FIRMS)),
        ..asked("business", id, kind)
    }
}

static CONDITIONS: &[Condition] = &[
    Condition {
        id: "loan",
        check: |case| {
            let figure = match is_for_firms(case)? {
                true => "small-business-loan-subsidy.loans",
                false => "equipment-loan-subsidy.loans",
            };
            listed(case, Place::China, figure, case.choice("loan_kind")?)
        },
    },
    Condition {
        id: "private",
        check: |case| {
            unless(case, "small-business-loan-subsidy.who", |case| {
                Ok(!case.yes("private")?)
            })
        },
    },
    Condition {
        id: "field",
        check: field,
    },
    Condition {
        id: "stacking",
        check: |case| {
            unless(case, "small-business-loan-subsidy.stacking", |case| {
                case.yes("other_central_subsidy")
            })
        },
    },
];

fn unless(
    case: &Case,
    figure: &'static str,
    out: fn(&Case) -> Result<bool, Missing>,
) -> Result<Option<Finding>, Missing> {
    if !is_for_firms(case)? {
        return Ok(None);
    }
    let known = if_ruled(case.rule(Place::China, figure))?.is_some();
    ruled_out(figure, !out(case)?, known)
}

/// The rule lists kinds of business; while the list is not known, nobody can say.
fn field(case: &Case) -> Result<Option<Finding>, Missing> {
    const FIELDS: &str = "small-business-loan-subsidy.fields";
    if !is_for_firms(case)? || if_ruled(case.list(Place::China, FIELDS))?.is_some() {
        return Ok(None);
    }
    found(Holds::Unknown, FIELDS, Message::default())
}

static AMOUNTS: &[Amount] = &[
    amount("subsidy", Unit::Yuan, |case| some(subsidy(case))).within(subsidised::WITHIN_INTEREST),
    subsidised::TOTAL,
    subsidised::own_interest(
        |case| {
            let total = subsidised::total_interest(case)?;
            let subsidy = subsidy(case)?;
            Ok(Some(subsidised::borrower_interest(case, total, subsidy)))
        },
        |case| subsidised::own_unrounded(case, pays(case)?),
    ),
    amount("effective_rate", Unit::PercentAYear, |case| {
        some(subsidised::effective_rate(case, pays(case)?))
    })
    .within(subsidised::WITHIN_RATE),
    amount("counted_principal", Unit::Yuan, |case| {
        some(scheme(case)?.counted_principal(case, used(case)?))
    }),
    amount("state_rate", Unit::PercentAYear, |case| {
        some(scheme(case)?.rate(case, Decimal::ZERO))
    }),
    amount("most", Unit::Yuan, |case| match is_for_firms(case)? {
        true => if_ruled(case.figure(Place::China, "small-business-loan-subsidy.subsidy-cap")),
        false => Ok(None),
    }),
];

static NOTICES: &[Notice] = &[Notice {
    id: "over-cap",
    applies: |case| {
        let counted = scheme(case)?.counted_principal(case, used(case)?)?;
        subsidised::over_cap(case, counted)
    },
}];

/// The borrower's other loans that count towards the same limit.
fn used(case: &Case) -> Result<Decimal, Missing> {
    match is_for_firms(case)? {
        true => case.number("other_principal"),
        false => Ok(Decimal::ZERO),
    }
}

/// What the treasury pays, unrounded.
fn pays(case: &Case) -> Result<Decimal, Missing> {
    scheme(case)?.pays(case, used(case)?, Decimal::ZERO)
}

fn subsidy(case: &Case) -> Result<Decimal, Missing> {
    Ok(subsidised::subsidy(case, pays(case)?))
}
