//! 服务业经营主体贷款贴息, the subsidy on loans of service businesses: 财金〔2025〕81号 for loans paid
//! out from 2025-03-16, 财金〔2026〕5号 for those of 2026. The day asked about is that of the payout.

use super::short_forms::{amount, asked, number, some};
use super::subsidised::{self, RATE, REPAYMENT, Scheme, TERM, if_ruled, listed, ruled_out};
use super::{Amount, Benefit, Case, Condition, Finding, Kind, Missing, Notice, Outline, Question};
use crate::policy::{Place, Unit};
use crate::words::Message;
use rust_decimal::Decimal;

/// The subsidy on loans of service businesses.
pub static OUTLINE: Outline = Outline {
    id: "service-loan-subsidy",
    reads: &["service-loan-subsidy."],
    packs: &["national-subsidies"],
    form,
    rows: &[],
    whole,
};

later! {
    chunk "service-loan-subsidy" "01" fn whole() -> &'static Benefit { &WHOLE }
    chunk "form-service-loan-subsidy" "01" fn form() -> &'static [Question] { QUESTIONS }
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
        Some("service-loan-subsidy.stacking"),
        Some("local_rate"),
    ),
    given: &["field", "other_principal", "overdue"],
    in_force: |case| case.figure(Place::China, SCHEME.rate).map(drop),
    steady: &[],
    cuts: |case, question| SCHEME.cuts(case, question),
    conflicts: |_| Ok(()),
    schedule: Some(subsidised::SCHEDULE),
    notices: NOTICES,
};

static SCHEME: Scheme = Scheme {
    rate: "service-loan-subsidy.rate",
    years: "service-loan-subsidy.years",
    cap: Some("service-loan-subsidy.principal-cap"),
};

static QUESTIONS: &[Question] = &[
    asked("loan", "amount", number(Unit::Yuan, 1, 100_000_000, 2)),
    asked("loan", "rate", RATE),
    asked("loan", "term_months", TERM),
    asked("loan", "repayment", REPAYMENT),
    asked(
        "business",
        "field",
        Kind::Choice(&[
            "catering-and-lodging",
            "health",
            "elderly-care",
            "childcare",
            "household-service",
            "culture-and-entertainment",
            "tourism",
            "sport",
            "digital",
            "green",
            "retail",
            "other",
        ]),
    ),
    asked(
        "business",
        "other_principal",
        number(Unit::Yuan, 0, 100_000_000, 2),
    ),
    asked("business", "local_rate", RATE),
    asked("business", "other_central_subsidy", Kind::YesNo),
    asked("business", "overdue", Kind::YesNo),
];

static CONDITIONS: &[Condition] = &[
    Condition {
        id: "field",
        check: |case| {
            listed(
                case,
                Place::China,
                "service-loan-subsidy.fields",
                case.choice("field")?,
            )
        },
    },
    Condition {
        id: "stacking",
        check: |case| {
            unless(
                case,
                "service-loan-subsidy.stacking",
                "other_central_subsidy",
            )
        },
    },
    Condition {
        id: "overdue",
        check: |case| unless(case, "service-loan-subsidy.overdue", "overdue"),
    },
];

fn unless(
    case: &Case,
    figure: &'static str,
    question: &'static str,
) -> Result<Option<Finding>, Missing> {
    let known = if_ruled(case.rule(Place::China, figure))?.is_some();
    ruled_out(figure, !case.yes(question)?, known)
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
        some(SCHEME.counted_principal(case, case.number("other_principal")?))
    }),
    amount("state_rate", Unit::PercentAYear, |case| {
        some(SCHEME.rate(case, case.number("local_rate")?))
    }),
    amount("most", Unit::Yuan, |case| {
        if_ruled(case.figure(Place::China, "service-loan-subsidy.subsidy-cap"))
    }),
];

static NOTICES: &[Notice] = &[
    Notice {
        id: "over-cap",
        applies: |case| {
            let counted = SCHEME.counted_principal(case, case.number("other_principal")?)?;
            subsidised::over_cap(case, counted)
        },
    },
    Notice {
        id: "local-open",
        applies: |case| {
            const RULE: &str = "service-loan-subsidy.with-local-subsidy";
            let open = if_ruled(case.rule(Place::China, RULE))?.is_none();
            let local = case.number("local_rate")? > Decimal::ZERO;
            Ok((open && local).then(Message::default))
        },
    },
];

/// What the treasury pays, unrounded.
fn pays(case: &Case) -> Result<Decimal, Missing> {
    let used = case.number("other_principal")?;
    SCHEME.pays(case, used, case.number("local_rate")?)
}

fn subsidy(case: &Case) -> Result<Decimal, Missing> {
    Ok(subsidised::subsidy(case, pays(case)?))
}
