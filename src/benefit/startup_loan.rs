//! 创业担保贷款, the guaranteed start-up loan: a guarantor stands in for the borrower and the
//! treasury pays part of the interest. Figures: `startup-loan.*` and `lpr.1y` in the packs.
//!
//! The amounts say what the loan comes to if it is granted; the verdict says whether it can be.

use super::{
    Amount, Answer, Answers, BadAnswer, Benefit, Case, Condition, Finding, Gain, Headline, Holds,
    Kind, Lack, Missing, OnLoan, Payer, Term, Within,
};
use super::{Notice, Outline, Question, Schedule};
use crate::input::Json;
use crate::loan::{self, AnnualRates, Fees, Loan, Repayment, Row, annual_rates};
use crate::money::{self, HUNDRED, TWELVE, to_cent, to_rate};
use crate::policy::{Place, State, Unit};
use crate::words::{Argument, Message};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

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

const fn asked(part: &'static str, id: &'static str, kind: Kind) -> Question {
    Question {
        id,
        kind,
        asked_when: None,
        part,
        row: None,
    }
}

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

const fn number(unit: Unit, least: i64, most: i64, decimals: u32) -> Kind {
    Kind::Number {
        unit,
        least,
        most,
        decimals,
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

static CONDITIONS: &[Condition] = &[
    Condition {
        id: "category",
        check: category,
    },
    Condition {
        id: "household",
        check: household,
    },
    Condition {
        id: "registration",
        check: registration,
    },
    Condition {
        id: "age",
        check: age,
    },
    Condition {
        id: "other-loans",
        check: other_loans,
    },
    Condition {
        id: "credit",
        check: credit,
    },
    Condition {
        id: "partners",
        check: partners,
    },
    Condition {
        id: "hiring",
        check: hiring,
    },
    Condition {
        id: "arrears",
        check: arrears,
    },
    Condition {
        id: "previous-loans",
        check: previous_loans,
    },
    Condition {
        id: "term",
        check: term,
    },
    Condition {
        id: "rate",
        check: rate,
    },
];

const fn amount(
    id: &'static str,
    unit: Unit,
    work_out: fn(&Case) -> Result<Option<Decimal>, Missing>,
) -> Amount {
    Amount {
        id,
        unit,
        row: None,
        work_out,
        unrounded: None,
        within: Within::NOTHING,
    }
}

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

fn some<T>(value: Result<T, Missing>) -> Result<Option<T>, Missing> {
    value.map(Some)
}

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

fn yuan(value: Decimal) -> Argument {
    Argument::Yuan(value)
}

fn percent(value: Decimal) -> Argument {
    Argument::Percent(value)
}

// How much, and how long.

fn term_limit(case: &Case) -> Result<(&'static str, Decimal), Missing> {
    let id = match is_small_enterprise(case)? {
        true => "startup-loan.term.small-enterprise",
        false => "startup-loan.term.individual",
    };
    Ok((id, case.figure(place(case)?, id)?))
}

/// The most that can be lent, in yuan.
fn ceiling(case: &Case) -> Result<Decimal, Missing> {
    const INDIVIDUAL: &str = "startup-loan.ceiling.individual";
    const FIRM: &str = "startup-loan.ceiling.small-enterprise";
    let place = place(case)?;
    match case.choice("borrower")? {
        "individual" => {
            let ceiling = case.figure(place, INDIVIDUAL)?;
            case.step("ceiling", yuan(ceiling), &[INDIVIDUAL], &[]);
            Ok(ceiling)
        }
        "small-enterprise" => {
            let ceiling = case.figure(place, FIRM)?;
            case.step("ceiling", yuan(ceiling), &[FIRM], &[]);
            Ok(ceiling)
        }
        _ => partnership_ceiling(case, place),
    }
}

/// The partners' personal ceilings together, raised, within the cap that holds for partnerships.
fn partnership_ceiling(case: &Case, place: Place) -> Result<Decimal, Missing> {
    const LIMIT: &str = "startup-loan.partnership.limit";
    const UPLIFT: &str = "startup-loan.partnership.uplift";
    const INDIVIDUAL: &str = "startup-loan.ceiling.individual";
    const FIRM: &str = "startup-loan.ceiling.small-enterprise";
    const TOTAL: &str = "startup-loan.partnership.total";
    let limit = case.rule(place, LIMIT)?;
    let each = case.figure(place, INDIVIDUAL)?;
    let uplift = case.figure(place, UPLIFT)?;
    let partners = case.number("partners")?;
    let sum = each * partners * (HUNDRED + uplift) / HUNDRED;
    let cap = match limit {
        "uplift-and-firm-ceiling" => Some((FIRM, case.figure(place, FIRM)?)),
        "uplift-and-total" => Some((TOTAL, case.figure(place, TOTAL)?)),
        _ => None,
    };
    let inputs = [
        ("partners", Argument::Number(partners)),
        ("each", yuan(each)),
        ("uplift", percent(uplift)),
    ];
    case.step(
        "partners-together",
        yuan(sum),
        &[INDIVIDUAL, UPLIFT],
        &inputs,
    );
    let Some((figure, cap)) = cap else {
        return Ok(sum);
    };
    let ceiling = sum.min(cap);
    case.step(
        "partnership-cap",
        yuan(ceiling),
        &[LIMIT, figure],
        &[("sum", yuan(sum)), ("cap", yuan(cap))],
    );
    Ok(ceiling)
}

/// The part of the loan on which the treasury pays, in yuan.
fn subsidised_principal(case: &Case) -> Result<Decimal, Missing> {
    let amount = case.number("amount")?;
    let ceiling = ceiling(case)?;
    let principal = amount.min(ceiling);
    case.step(
        "subsidised-principal",
        yuan(principal),
        &[],
        &[("amount", yuan(amount)), ("ceiling", yuan(ceiling))],
    );
    Ok(principal)
}

// The rate, and who pays it.

const LPR: &str = "lpr.1y";

fn lpr(case: &Case) -> Result<Decimal, Missing> {
    case.figure(Place::China, LPR)
}

/// The highest rate that the scheme allows, percent a year: the one-year LPR on the day of the
/// contract and so many basis points.
fn rate_cap(case: &Case) -> Result<Decimal, Missing> {
    let id = match area(case)? {
        "east" => "startup-loan.rate-cap.east",
        "central" => "startup-loan.rate-cap.central",
        "west" => "startup-loan.rate-cap.west",
        _ => "startup-loan.rate-cap.poverty-relief",
    };
    let over = case.figure(place(case)?, id)?;
    let lpr = lpr(case)?;
    let cap = lpr + over / HUNDRED;
    case.step(
        "rate-cap",
        percent(cap),
        &[LPR, id],
        &[("lpr", percent(lpr)), ("over", percent(over / HUNDRED))],
    );
    Ok(cap)
}

/// The rate that counts for the subsidy: the contract's, at most the cap.
fn counted_rate(case: &Case) -> Result<Decimal, Missing> {
    let rate = case.number("rate")?;
    let counted = rate.min(rate_cap(case)?);
    if counted < rate {
        case.step(
            "counted-rate",
            percent(counted),
            &[],
            &[("rate", percent(rate)), ("cap", percent(counted))],
        );
    }
    Ok(counted)
}

/// How the interest is shared on the day of the contract.
fn sharing<'a>(case: &Case<'a>) -> Result<(&'static str, &'a str), Missing> {
    let id = match (case.choice("borrower")?, area(case)?) {
        ("small-enterprise", _) => "startup-loan.share.small-enterprise",
        (_, "poverty-relief") => "startup-loan.share.individual.poverty-relief",
        _ => "startup-loan.share.individual",
    };
    Ok((id, case.rule(place(case)?, id)?))
}

/// The treasury's part of the rate, percent a year: one for each year of the loan, or the same for
/// every year.
enum TreasuryRate {
    EveryYear(Decimal),
    ByYear(Vec<Decimal>),
}

/// What the treasury pays of the rate, by the four ways in which it has been shared:
/// 财金〔2016〕85号 (by year, and half the LPR for firms), local full subsidies until 2020,
/// 财金〔2020〕21号 (all above LPR − 150 basis points), 财金〔2023〕75号 (half the rate).
fn treasury_rate(case: &Case) -> Result<TreasuryRate, Missing> {
    const PART_OF_RATE: &str = "startup-loan.share.part-of-rate";
    const PART_OF_LPR: &str = "startup-loan.share.part-of-lpr";
    const POINTS: &str = "startup-loan.share.points-below-lpr";
    const BY_YEAR: &str = "startup-loan.share.by-year";
    let place = place(case)?;
    let (sharing_id, sharing) = sharing(case)?;
    let rate = counted_rate(case)?;
    let treasury = match sharing {
        "full" => {
            case.step(
                "share-full",
                percent(rate),
                &[sharing_id],
                &[("rate", percent(rate))],
            );
            rate
        }
        "part-of-rate" => {
            let part = case.figure(place, PART_OF_RATE)?;
            let treasury = rate * part / HUNDRED;
            let figures = [sharing_id, PART_OF_RATE];
            case.step(
                "share-part-of-rate",
                percent(treasury),
                &figures,
                &[("rate", percent(rate)), ("part", percent(part))],
            );
            treasury
        }
        "part-of-lpr" => {
            let part = case.figure(place, PART_OF_LPR)?;
            let lpr = lpr(case)?;
            let treasury = rate.min(lpr * part / HUNDRED);
            let figures = [sharing_id, PART_OF_LPR, LPR];
            case.step(
                "share-part-of-lpr",
                percent(treasury),
                &figures,
                &[("lpr", percent(lpr)), ("part", percent(part))],
            );
            treasury
        }
        "above-lpr-less-points" => {
            let points = case.figure(place, POINTS)? / HUNDRED;
            let lpr = lpr(case)?;
            let own = rate.min((lpr - points).max(Decimal::ZERO));
            let treasury = rate - own;
            let figures = [sharing_id, POINTS, LPR];
            case.step(
                "share-above-lpr",
                percent(treasury),
                &figures,
                &[
                    ("rate", percent(rate)),
                    ("lpr", percent(lpr)),
                    ("points", percent(points)),
                    ("own", percent(own)),
                ],
            );
            treasury
        }
        "by-year" => {
            let thirds = case.list(place, BY_YEAR)?;
            let of = |third: &Json| {
                let thirds = third.as_text().and_then(money::parse).unwrap_or_default();
                rate * thirds / Decimal::from(3)
            };
            let rates: Vec<Decimal> = thirds.iter().map(of).collect();
            let year = |at: usize| percent(to_rate(rates.get(at).copied().unwrap_or_default()));
            let figures = [sharing_id, BY_YEAR];
            case.step(
                "share-by-year",
                percent(rate),
                &figures,
                &[("first", year(0)), ("second", year(1)), ("third", year(2))],
            );
            return Ok(TreasuryRate::ByYear(rates));
        }
        _ => {
            return Err(Box::new(Lack::Rule(place, sharing_id, State::Unknown)));
        }
    };
    Ok(TreasuryRate::EveryYear(treasury))
}

/// What the treasury pays on a loan in yuan, unrounded: at most for the longest subsidised term.
fn treasury_pays(case: &Case, loan: &Loan) -> Result<Decimal, Missing> {
    let (_, limit) = term_limit(case)?;
    let subsidised = loan.months.min(limit.to_u32().unwrap_or(0));
    Ok(match treasury_rate(case)? {
        TreasuryRate::EveryYear(rate) => loan.interest_at(rate, 0, subsidised),
        TreasuryRate::ByYear(rates) => {
            let starts = (0..).step_by(12);
            let years = starts.zip(&rates).map(|(start, rate)| {
                let start = subsidised.min(start);
                loan.interest_at(*rate, start, subsidised.min(start + 12))
            });
            years.sum()
        }
    })
}

fn subsidy(case: &Case) -> Result<Decimal, Missing> {
    let loan = loan(case)?;
    let part = Loan {
        principal: subsidised_principal(case)?,
        ..loan
    };
    let subsidy = to_cent(treasury_pays(case, &part)?);
    case.step(
        "subsidy",
        yuan(subsidy),
        &[],
        &[
            ("principal", yuan(part.principal)),
            ("months", Argument::Number(part.months.into())),
        ],
    );
    Ok(subsidy)
}

/// No year's subsidy is more: the highest part of the rate, on all that counts, all year long.
fn most_a_year(case: &Case) -> Result<Option<Decimal>, Missing> {
    let rate = match treasury_rate(case)? {
        TreasuryRate::EveryYear(rate) => rate,
        TreasuryRate::ByYear(rates) => rates.into_iter().max().unwrap_or_default(),
    };
    Ok(Some(subsidised_principal(case)? * rate / HUNDRED))
}

/// The treasury's part of the rate, percent a year; where it differs from year to year, the mean
/// over what is owed.
fn subsidy_rate(case: &Case) -> Result<Decimal, Missing> {
    match treasury_rate(case)? {
        TreasuryRate::EveryYear(rate) => Ok(to_rate(rate)),
        TreasuryRate::ByYear(_) => {
            let million = Loan {
                principal: Decimal::from(1_000_000),
                rate: case.number("rate")?,
                months: months(case)?,
                repayment: repayment(case)?,
            };
            let one_percent = million.interest_at(Decimal::ONE, 0, million.months);
            let paid = treasury_pays(case, &million)?;
            Ok(to_rate(paid.checked_div(one_percent).unwrap_or_default()))
        }
    }
}

fn borrower_rate(case: &Case) -> Result<Decimal, Missing> {
    let rate = case.number("rate")?;
    let treasury = subsidy_rate(case)?;
    let own = rate - treasury;
    case.step(
        "borrower-rate",
        percent(own),
        &[],
        &[("rate", percent(rate)), ("treasury", percent(treasury))],
    );
    Ok(own)
}

// What it costs.

fn total_interest(case: &Case) -> Result<Decimal, Missing> {
    let loan = loan(case)?;
    let total = to_cent(loan.interest());
    if case.is_traced() {
        interest_step(case, &loan, total);
    }
    Ok(total)
}

fn interest_step(case: &Case, loan: &Loan, total: Decimal) {
    let id = match loan.repayment {
        Repayment::EqualInstalment => "interest-equal-instalment",
        Repayment::EqualPrincipal => "interest-equal-principal",
        Repayment::InterestOnly | Repayment::Bullet => "interest-flat",
    };
    case.step(
        id,
        yuan(total),
        &[],
        &[
            ("principal", yuan(loan.principal)),
            ("rate", percent(loan.rate)),
            ("months", Argument::Number(loan.months.into())),
            ("payment", yuan(to_cent(loan.first_payment()))),
        ],
    );
}

fn borrower_interest(case: &Case) -> Result<Decimal, Missing> {
    let total = total_interest(case)?;
    let subsidy = subsidy(case)?;
    let own = total - subsidy;
    case.step(
        "borrower-interest",
        yuan(own),
        &[],
        &[("total", yuan(total)), ("subsidy", yuan(subsidy))],
    );
    Ok(own)
}

/// What the borrower pays of the interest, in yuan, before the interest and the subsidy are rounded.
fn unrounded_own_interest(case: &Case) -> Result<Decimal, Missing> {
    let loan = loan(case)?;
    let part = Loan {
        principal: subsidised_principal(case)?,
        ..loan
    };
    Ok(loan.interest() - treasury_pays(case, &part)?)
}

fn first_payment(case: &Case) -> Result<Decimal, Missing> {
    Ok(payments(case)?.0)
}

fn last_payment(case: &Case) -> Result<Decimal, Missing> {
    Ok(payments(case)?.1)
}

/// The first and the last payment, in yuan.
fn payments(case: &Case) -> Result<(Decimal, Decimal), Missing> {
    let loan = loan(case)?;
    let (first, last) = (to_cent(loan.first_payment()), to_cent(loan.last_payment()));
    let inputs = [
        ("principal", yuan(loan.principal)),
        ("rate", percent(loan.rate)),
        ("months", Argument::Number(loan.months.into())),
        ("last", yuan(last)),
    ];
    case.step("payments", yuan(first), &[], &inputs);
    Ok((first, last))
}

/// The annualised rates; none for a fee that [`conflicts`] refuses.
fn rates(case: &Case) -> Result<Option<AnnualRates>, Missing> {
    let loan = loan(case)?;
    let fees = Fees {
        at_start: case.number("fee")?,
        monthly: Decimal::ZERO,
    };
    let allowed = fees.at_start <= highest_fee(loan.principal);
    Ok(annual_rates(&loan, fees).filter(|_| allowed))
}

/// A fee of more than half the loan is taken for a slip.
fn highest_fee(amount: Decimal) -> Decimal {
    (amount / Decimal::TWO).trunc_with_scale(2)
}

/// The rate with the highest fee that an offer may have, half of any principal: no fee is dearer, and
/// the longer the term the less it weighs.
fn dearest(case: &Case, rate: fn(&AnnualRates) -> Decimal) -> Result<Option<Decimal>, Missing> {
    let loan = Loan {
        principal: HUNDRED,
        rate: case.number("rate")?,
        months: months(case)?,
        repayment: repayment(case)?,
    };
    let fees = Fees {
        at_start: highest_fee(HUNDRED),
        ..Fees::default()
    };
    Ok(annual_rates(&loan, fees).map(|rates| rate(&rates)))
}

/// The annualised rates and the step to them.
fn annualised(case: &Case) -> Result<Option<AnnualRates>, Missing> {
    let Some(rates) = rates(case)? else {
        return Ok(None);
    };
    let received = case.number("amount")? - case.number("fee")?;
    case.step(
        "annualised-rate",
        percent(to_rate(rates.compound)),
        &[],
        &[
            ("received", yuan(received)),
            (
                "monthly",
                percent(to_rate(rates.simple / crate::money::TWELVE)),
            ),
            ("simple", percent(to_rate(rates.simple))),
        ],
    );
    Ok(Some(rates))
}

fn annualised_rate(case: &Case) -> Result<Option<Decimal>, Missing> {
    Ok(annualised(case)?.map(|rates| to_rate(rates.compound)))
}

fn annualised_rate_simple(case: &Case) -> Result<Option<Decimal>, Missing> {
    Ok(annualised(case)?.map(|rates| to_rate(rates.simple)))
}

fn schedule(case: &Case) -> Result<Vec<Row>, Missing> {
    Ok(loan::schedule(&loan(case)?))
}

// Conditions.

fn found(
    holds: impl Into<Holds>,
    figure: &'static str,
    words: Message,
) -> Result<Option<Finding>, Missing> {
    Ok(Some(Finding {
        holds: holds.into(),
        distance: None,
        figure,
        words,
    }))
}

/// A condition of the kind "at most" or "at least": `short` is how far it is from holding.
fn within(
    short: Decimal,
    unit: Unit,
    figure: &'static str,
    words: Message,
) -> Result<Option<Finding>, Missing> {
    let holds = short <= Decimal::ZERO;
    Ok(Some(Finding {
        holds: holds.into(),
        distance: (!holds).then_some((short, unit)),
        figure,
        words,
    }))
}

/// A requirement that the rules make, do not make, or are not known to make. What would meet it
/// meets it whether or not it is made.
fn required(
    case: &Case,
    figure: &'static str,
    met: Result<bool, Missing>,
) -> Result<Option<Finding>, Missing> {
    match case.rule(place(case)?, figure) {
        Ok("yes") => found(met?, figure, Message::default()),
        Ok(_) => Ok(None),
        Err(missing) if missing.is_rule() => {
            let holds = if met? { Holds::Yes } else { Holds::Unknown };
            found(holds, figure, Message::default())
        }
        Err(missing) => Err(missing),
    }
}

fn category(case: &Case) -> Result<Option<Finding>, Missing> {
    if is_small_enterprise(case)? {
        return Ok(None);
    }
    const REQUIRED: &str = "startup-loan.category-required";
    const LIST: &str = "startup-loan.categories";
    if case.rule(place(case)?, REQUIRED)? != "yes" {
        return Ok(None);
    }
    let category = case.choice("category")?;
    let list = case.list(place(case)?, LIST)?;
    let listed = list.iter().any(|given| given.as_text() == Some(category));
    found(listed, LIST, Message::default())
}

/// A local household registration: asked by Beijing until 2020-12-28, by no question of ours.
fn household(case: &Case) -> Result<Option<Finding>, Missing> {
    const REQUIRED: &str = "startup-loan.household-required";
    if is_small_enterprise(case)? {
        return Ok(None);
    }
    match case.rule(place(case)?, REQUIRED) {
        Ok("yes") => found(Holds::Unknown, REQUIRED, Message::default()),
        Ok(_) => Ok(None),
        Err(missing) if missing.is_rule() => Ok(None),
        Err(missing) => Err(missing),
    }
}

fn registration(case: &Case) -> Result<Option<Finding>, Missing> {
    let met = case.yes("registered_here");
    required(case, "startup-loan.registration-required", met)
}

fn credit(case: &Case) -> Result<Option<Finding>, Missing> {
    required(
        case,
        "startup-loan.credit-required",
        case.yes("credit_good"),
    )
}

/// Of working age, and not retired before the loan ends. The retirement schedule is in no pack:
/// between the two ages of caution the answer is yes, outside them it is open.
fn age(case: &Case) -> Result<Option<Finding>, Missing> {
    const FROM: &str = "startup-loan.age.from";
    const SURE_FROM: &str = "startup-loan.age.sure-from";
    const SURE_TO: &str = "startup-loan.age.sure-to";
    if is_small_enterprise(case)? {
        return Ok(None);
    }
    let place = place(case)?;
    let age = case.number("age")?;
    let least = match case.figure(place, FROM) {
        Ok(least) => Some(least),
        Err(missing) if missing.is_rule() => None,
        Err(missing) => return Err(missing),
    };
    let words = |from: Decimal| Message::default().with("from", Argument::Number(from));
    if let Some(least) = least
        && age < least
    {
        return within(least - age, Unit::Years, FROM, words(least));
    }
    let sure_from = match least {
        Some(least) => least,
        None => case.figure(place, SURE_FROM)?,
    };
    let years = Decimal::from(months(case)?.div_ceil(12));
    let sure = age >= sure_from && age + years <= case.figure(place, SURE_TO)?;
    let holds = if sure { Holds::Yes } else { Holds::Unknown };
    let figure = if least.is_some() { FROM } else { SURE_FROM };
    found(holds, figure, words(sure_from))
}

fn other_loans(case: &Case) -> Result<Option<Finding>, Missing> {
    const RULE: &str = "startup-loan.other-loans";
    if is_small_enterprise(case)? {
        return Ok(None);
    }
    case.rule(place(case)?, RULE)?;
    let none_that_count = case.choice("other_loans")? != "other";
    found(none_that_count, RULE, Message::default())
}

fn partners(case: &Case) -> Result<Option<Finding>, Missing> {
    if case.choice("borrower")? != "partnership" {
        return Ok(None);
    }
    let short = Decimal::TWO - case.number("partners")?;
    let figure = "startup-loan.partnership.limit";
    within(short, Unit::People, figure, Message::default())
}

/// The share of new staff that a small firm must have hired: how many more it needs.
fn hiring(case: &Case) -> Result<Option<Finding>, Missing> {
    const RATIO: &str = "startup-loan.hiring-ratio";
    const LARGE: &str = "startup-loan.hiring-ratio.large";
    const LARGE_OVER: &str = "startup-loan.hiring-ratio.large-over";
    if !is_small_enterprise(case)? {
        return Ok(None);
    }
    let place = place(case)?;
    let staff = case.number("staff")?;
    let figure = match staff > case.figure(place, LARGE_OVER)? {
        true => LARGE,
        false => RATIO,
    };
    let ratio = case.figure(place, figure)?;
    let needed = (staff * ratio / HUNDRED).ceil();
    let hires = case.number("new_hires")?;
    let words = Message::default()
        .with("ratio", percent(ratio))
        .with("needed", Argument::Number(needed))
        .with("staff", Argument::Number(staff))
        .with("hires", Argument::Number(hires))
        .with(
            "short",
            Argument::Number((needed - hires).max(Decimal::ZERO)),
        );
    within(needed - hires, Unit::People, figure, words)
}

fn arrears(case: &Case) -> Result<Option<Finding>, Missing> {
    if !is_small_enterprise(case)? {
        return Ok(None);
    }
    let met = case.yes("arrears").map(|arrears| !arrears);
    required(case, "startup-loan.no-arrears-required", met)
}

fn previous_loans(case: &Case) -> Result<Option<Finding>, Missing> {
    const TIMES: &str = "startup-loan.times";
    let most = match case.figure(place(case)?, TIMES) {
        Ok(most) => most,
        Err(missing) if missing.is_rule() => return Ok(None),
        Err(missing) => return Err(missing),
    };
    let had = case.number("previous_loans")?;
    let words = Message::default()
        .with("most", Argument::Number(most))
        .with("had", Argument::Number(had));
    within(had + Decimal::ONE - most, Unit::Times, TIMES, words)
}

fn term(case: &Case) -> Result<Option<Finding>, Missing> {
    let (figure, limit) = term_limit(case)?;
    let term = case.number("term_months")?;
    let words = Message::default().with("limit", Argument::Number(limit));
    within(term - limit, Unit::Months, figure, words)
}

fn rate(case: &Case) -> Result<Option<Finding>, Missing> {
    let cap = match rate_cap(case) {
        Ok(cap) => cap,
        // Before the LPR of 2019-08-20 no cap is known; the rate is then nobody's "no".
        Err(missing) if missing.is_rule() => return Ok(None),
        Err(missing) => return Err(missing),
    };
    let rate = case.number("rate")?;
    let words = Message::default().with("cap", percent(cap));
    within(rate - cap, Unit::PercentAYear, LPR, words)
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
