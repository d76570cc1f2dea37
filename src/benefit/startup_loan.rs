//! 创业担保贷款, the guaranteed start-up loan: a guarantor stands in for the borrower and the
//! treasury pays part of the interest. Figures: `startup-loan.*` and `lpr.1y` in the packs.
//!
//! The amounts say what the loan comes to if it is granted; the verdict says whether it can be.

use super::short_forms::{amount, asked, number, percent, some, yuan};
use super::{
    Amount, Answer, Answers, BadAnswer, Benefit, Case, Gain, Headline, Holds, Kind, Lack, Missing,
    OnLoan, Payer, Term, Within,
};
use super::{Notice, Outline, Question, Schedule};
use crate::loan::{self, Loan, Repayment};
use crate::money::{HUNDRED, TWELVE, to_cent};
use crate::policy::{Place, Unit};
use crate::words::Message;
use ceiling::{ceiling, subsidised_principal, term_limit};
use conditions::{CONDITIONS, hiring};
use cost::{
    annualised_rate, annualised_rate_simple, borrower_interest, dearest, first_payment,
    highest_fee, last_payment, schedule, total_interest, unrounded_own_interest,
};
use rate::{LPR, borrower_rate, lpr, most_a_year, rate_cap, sharing, subsidy, subsidy_rate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

mod ceiling;
mod conditions;
mod cost;
mod rate;
mod side_by_side;

/// The guaranteed start-up loan.
pub static OUTLINE: Outline = Outline {
    id: "startup-loan",
    reads: &["startup-loan.", LPR],
    packs: &[],
    form,
    rows: &[],
    whole,
};

later! {
    chunk "startup-loan" "01" fn whole() -> &'static Benefit { &WHOLE }
    chunk "form-startup-loan" "01" fn form() -> &'static [Question] { QUESTIONS }
}

static WHOLE: Benefit = Benefit {
    outline: &OUTLINE,
    conditions: CONDITIONS,
    amounts: AMOUNTS,
    steps: STEPS,
    tables: side_by_side::TABLES,
    lines: side_by_side::LINES,
    answer: Headline {
        needs: &["subsidy", "total_interest", "borrower_interest"],
        parts: &["subsidy", "borrower_interest"],
        whole: Some("total_interest"),
        after: None,
    },
    what_if: super::subsidised::what_if("amount"),
    gain: Some(Gain {
        a_year: |case| {
            let months = case.number("term_months")?.max(TWELVE);
            Ok(Some(to_cent(subsidy(case)? * TWELVE / months)))
        },
        in_all: false,
        within: Within::up_to(&[Term::once(most_a_year)]),
        on_loan: Some(OnLoan {
            payer: Payer::Central,
            one_central: None,
            after_local: None,
            rate: Some("rate"),
            own_rate: "borrower_rate",
        }),
    }),
    given: &[
        "scheme",
        "area",
        "category",
        "age",
        "staff",
        "credit_good",
        "previous_loans",
    ],
    in_force,
    steady: &[],
    cuts,
    conflicts,
    schedule: Some(Schedule {
        row: None,
        work_out: schedule,
    }),
    notices: NOTICES,
};

const PERSONS: &[&str] = &["individual", "partnership"];

const fn asked_of(
    part: &'static str,
    id: &'static str,
    kind: Kind,
    borrowers: &'static [&'static str],
) -> Question {
    Question {
        asked_when: Some(("borrower", borrowers)),
        ..asked(part, id, kind)
    }
}

const LOAN: &str = "loan";
const YOU: &str = "you";
const BUSINESS: &str = "business";

static QUESTIONS: &[Question] = &[
    asked(LOAN, "scheme", Kind::Choice(&["beijing", "national"])),
    Question {
        asked_when: Some(("scheme", &["national"])),
        ..asked(
            LOAN,
            "area",
            Kind::Choice(&["east", "central", "west", "poverty-relief"]),
        )
    },
    asked(
        LOAN,
        "borrower",
        Kind::Choice(&["individual", "partnership", "small-enterprise"]),
    ),
    asked(LOAN, "amount", number(Unit::Yuan, 1, 100_000_000, 2)),
    asked(LOAN, "term_months", number(Unit::Months, 1, 360, 0)),
    asked(LOAN, "rate", number(Unit::PercentAYear, 0, 36, 4)),
    asked(
        LOAN,
        "repayment",
        Kind::Choice(&[
            "equal-instalment",
            "equal-principal",
            "interest-only",
            "bullet",
        ]),
    ),
    asked(LOAN, "fee", number(Unit::Yuan, 0, 50_000_000, 2)),
    asked_of(
        YOU,
        "category",
        Kind::Choice(&[
            "registered-unemployed",
            "hard-to-employ",
            "veteran",
            "released-prisoner",
            "college-graduate",
            "laid-off",
            "returning-migrant",
            "online-merchant",
            "out-of-poverty",
            "rural-entrepreneur",
            "none",
        ]),
        PERSONS,
    ),
    asked_of(YOU, "age", number(Unit::Years, 0, 120, 0), PERSONS),
    asked(BUSINESS, "registered_here", Kind::YesNo),
    asked_of(
        YOU,
        "other_loans",
        Kind::Choice(&["none", "exempt-only", "other"]),
        PERSONS,
    ),
    asked(YOU, "credit_good", Kind::YesNo),
    asked_of(
        BUSINESS,
        "partners",
        number(Unit::People, 1, 100, 0),
        &["partnership"],
    ),
    asked_of(
        BUSINESS,
        "staff",
        number(Unit::People, 1, 100_000, 0),
        &["small-enterprise"],
    ),
    asked_of(
        BUSINESS,
        "new_hires",
        number(Unit::People, 0, 100_000, 0),
        &["small-enterprise"],
    ),
    asked_of(BUSINESS, "arrears", Kind::YesNo, &["small-enterprise"]),
    asked(YOU, "previous_loans", number(Unit::Times, 0, 99, 0)),
];

static AMOUNTS: &[Amount] = &[
    amount("total_interest", Unit::Yuan, |case| {
        some(total_interest(case))
    })
    .within(Within::sum_of(TOTAL)),
    amount("subsidy", Unit::Yuan, |case| some(subsidy(case))).within(Within::up_to(TOTAL)),
    Amount {
        unrounded: Some(|case| some(unrounded_own_interest(case))),
        ..amount("borrower_interest", Unit::Yuan, |case| {
            some(borrower_interest(case))
        })
    }
    .within(Within::up_to(TOTAL)),
    amount("first_payment", Unit::Yuan, |case| {
        some(first_payment(case))
    })
    .within(Within::sum_of(&[Term::once(|case| {
        some(first_payment(case))
    })])),
    amount("last_payment", Unit::Yuan, |case| some(last_payment(case))).within(Within::sum_of(&[
        Term::once(|case| some(last_payment(case))),
    ])),
    amount("ceiling", Unit::Yuan, |case| some(ceiling(case))),
    amount("subsidised_principal", Unit::Yuan, |case| {
        some(subsidised_principal(case))
    }),
    amount("rate_cap", Unit::PercentAYear, |case| some(rate_cap(case))),
    amount("borrower_rate", Unit::PercentAYear, |case| {
        some(borrower_rate(case))
    }),
    amount("subsidy_rate", Unit::PercentAYear, |case| {
        some(subsidy_rate(case))
    }),
    amount("annualised_rate", Unit::PercentAYear, annualised_rate).within(Within::up_to(&[
        Term::once(|case| dearest(case, |rates| rates.compound)),
    ])),
    amount(
        "annualised_rate_simple",
        Unit::PercentAYear,
        annualised_rate_simple,
    )
    .within(Within::up_to(&[Term::once(|case| {
        dearest(case, |rates| rates.simple)
    })])),
];

const TOTAL: &[Term] = &[Term::once(|case| some(total_interest(case)))];

static STEPS: &[&str] = &[
    "ceiling",
    "partners-together",
    "partnership-cap",
    "subsidised-principal",
    "rate-cap",
    "counted-rate",
    "share-full",
    "share-part-of-rate",
    "share-part-of-lpr",
    "share-above-lpr",
    "share-by-year",
    "subsidy",
    "borrower-rate",
    "interest-equal-instalment",
    "interest-equal-principal",
    "interest-flat",
    "borrower-interest",
    "annualised-rate",
    "payments",
];

static NOTICES: &[Notice] = &[
    Notice {
        id: "over-ceiling",
        applies: over_ceiling,
    },
    Notice {
        id: "below-hiring-ratio",
        applies: below_hiring_ratio,
    },
    Notice {
        id: "rate-over-cap",
        applies: rate_over_cap,
    },
    Notice {
        id: "two-totals",
        applies: two_totals,
    },
];

// The case.

fn place(case: &Case) -> Result<Place, Missing> {
    Ok(match case.choice("scheme")? {
        "beijing" => Place::Beijing,
        _ => Place::China,
    })
}

/// The fiscal area; Beijing lies in the east.
fn area(case: &Case) -> Result<&'static str, Missing> {
    match place(case)? {
        Place::Beijing => Ok("east"),
        Place::China => case.choice("area"),
    }
}

fn is_small_enterprise(case: &Case) -> Result<bool, Missing> {
    Ok(case.choice("borrower")? == "small-enterprise")
}

fn months(case: &Case) -> Result<u32, Missing> {
    let months = case.number("term_months")?;
    Ok(months.to_u32().unwrap_or(1))
}

fn repayment(case: &Case) -> Result<Repayment, Missing> {
    let method = Repayment::from_id(case.choice("repayment")?);
    method.ok_or_else(|| Box::new(Lack::Answer("repayment", 0)))
}

/// The loan that is asked for.
fn loan(case: &Case) -> Result<Loan, Missing> {
    Ok(Loan {
        principal: case.number("amount")?,
        rate: case.number("rate")?,
        months: months(case)?,
        repayment: repayment(case)?,
    })
}

// The rest.

fn in_force(case: &Case) -> Result<(), Missing> {
    sharing(case)?;
    if case.choice("borrower")? == "partnership" {
        case.rule(place(case)?, "startup-loan.partnership.limit")?;
    }
    let ceiling = match is_small_enterprise(case)? {
        true => "startup-loan.ceiling.small-enterprise",
        false => "startup-loan.ceiling.individual",
    };
    case.figure(place(case)?, ceiling)?;
    Ok(())
}

fn cuts(case: &Case, question: &str) -> Result<Vec<Decimal>, Missing> {
    match question {
        "amount" => {
            let fee = match case.given_answer("fee") {
                Some(Answer::Number(fee)) => fee,
                _ => Decimal::ZERO,
            };
            Ok(vec![ceiling(case)?, fee * Decimal::TWO])
        }
        "fee" => Ok(vec![highest_fee(case.number("amount")?)]),
        "rate" => {
            let cap = rate_cap(case)?;
            let lpr = lpr(case)?;
            let points = case.figure(place(case)?, "startup-loan.share.points-below-lpr");
            let own = points.map_or(Decimal::ZERO, |points| lpr - points / HUNDRED);
            let part = case.figure(place(case)?, "startup-loan.share.part-of-lpr");
            let half = part.map_or(Decimal::ZERO, |part| lpr * part / HUNDRED);
            Ok(vec![cap, own, half])
        }
        "term_months" => {
            let (_, limit) = term_limit(case)?;
            Ok(vec![Decimal::from(12), Decimal::from(24), limit])
        }
        "staff" => {
            let over = case.figure(place(case)?, "startup-loan.hiring-ratio.large-over")?;
            Ok(vec![over, over + Decimal::ONE])
        }
        "partners" => Ok(vec![Decimal::TWO]),
        "previous_loans" => Ok(vec![case.figure(place(case)?, "startup-loan.times")?]),
        "age" => {
            let from = case.figure(place(case)?, "startup-loan.age.sure-from")?;
            let to = case.figure(place(case)?, "startup-loan.age.sure-to")?;
            Ok(vec![from, to])
        }
        _ => Ok(Vec::new()),
    }
}

fn conflicts(answers: &Answers) -> Result<(), BadAnswer> {
    let (Some(amount), Some(fee)) = (answers.number("amount", 0), answers.number("fee", 0)) else {
        return Ok(());
    };
    let most = highest_fee(amount);
    if fee <= most {
        return Ok(());
    }
    Err(BadAnswer {
        field: "fee".into(),
        given: fee.to_string(),
        allowed: Message::new("error.fee").with("most", yuan(most)),
    })
}

fn over_ceiling(case: &Case) -> Result<Option<Message>, Missing> {
    let ceiling = ceiling(case)?;
    let over = case.number("amount")? - ceiling;
    let words = Message::default()
        .with("ceiling", yuan(ceiling))
        .with("over", yuan(over));
    Ok((over > Decimal::ZERO).then_some(words))
}

fn rate_over_cap(case: &Case) -> Result<Option<Message>, Missing> {
    let cap = rate_cap(case)?;
    let words = Message::default().with("cap", percent(cap));
    Ok((case.number("rate")? > cap).then_some(words))
}

/// Beijing's text can be read as leaving a firm below the ratio with a lower ceiling.
fn below_hiring_ratio(case: &Case) -> Result<Option<Message>, Missing> {
    let short = hiring(case)?.is_some_and(|finding| finding.holds == Holds::No);
    if !short || place(case)? != Place::Beijing {
        return Ok(None);
    }
    let ceiling = case.figure(Place::Beijing, "startup-loan.hiring.below-ratio-ceiling")?;
    Ok(Some(Message::default().with("ceiling", yuan(ceiling))))
}

/// The total of the rounded rows, where it differs from the closed form.
fn two_totals(case: &Case) -> Result<Option<Message>, Missing> {
    let closed = total_interest(case)?;
    let rows: Decimal = schedule(case)?.iter().map(|row| row.interest).sum();
    let words = Message::default()
        .with("closed", yuan(closed))
        .with("rows", yuan(rows));
    Ok((closed != rows).then_some(words))
}
