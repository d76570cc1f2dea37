//! 首贷贴息, Beijing's subsidy on the first loan of a firm: 京经信发〔2022〕34号 for loans paid out from
//! 2022-01-01, 京经信发〔2025〕4号 from 2025-02-19 to 2026-02-18. No rule after that was found. The day
//! asked about is that of the first payout.

use super::short_forms::{amount, asked, number, percent, some, yuan};
use super::subsidised::{
    self, RATE, REPAYMENT, TERM, at_most, if_ruled, listed, loan_of, ruled_out,
};
use super::{
    Amount, Benefit, Case, Condition, Finding, Gain, Holds, Kind, Missing, Notice, OnLoan, Outline,
    Payer, Question,
};
use crate::money::{HUNDRED, TWELVE, to_cent};
use crate::policy::{Place, Unit};
use crate::words::{Argument, Message};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Beijing's subsidy on the first loan of a firm.
pub static OUTLINE: Outline = Outline {
    id: "first-loan-subsidy",
    reads: &["first-loan-subsidy."],
    packs: &["beijing-subsidies"],
    form,
    rows: &[],
    whole,
};

later! {
    chunk "first-loan-subsidy" "01" fn whole() -> &'static Benefit { &WHOLE }
    chunk "form-first-loan-subsidy" "01" fn form() -> &'static [Question] { QUESTIONS }
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
    gain: Some(Gain {
        a_year: |case| subsidised::a_year(case, subsidy(case)?),
        in_all: false,
        within: subsidised::WITHIN_INTEREST,
        on_loan: Some(OnLoan {
            payer: Payer::Local,
            one_central: None,
            after_local: None,
            rate: Some("rate"),
            own_rate: "effective_rate",
        }),
    }),
    given: &[
        "borrower",
        "industry",
        "innovative",
        "recognised_after",
        "earlier_loans",
        "overdue",
    ],
    in_force: |case| case.figure(BEIJING, SHARE).map(drop),
    steady: &[],
    cuts,
    conflicts: |_| Ok(()),
    schedule: Some(subsidised::SCHEDULE),
    notices: NOTICES,
};

const BEIJING: Place = Place::Beijing;
const SHARE: &str = "first-loan-subsidy.share";
const HIT_SHARE: &str = "first-loan-subsidy.share.hit-industries";
const HIT: &str = "first-loan-subsidy.hit-industries";
const INNOVATIVE_SHARE: &str = "first-loan-subsidy.share.innovative-firms";
const PART: &str = "first-loan-subsidy.part-of-principal";
const INNOVATIVE_PART: &str = "first-loan-subsidy.part-of-principal.innovative-firms";
const YEARS: &str = "first-loan-subsidy.years";
const LOAN_CAP: &str = "first-loan-subsidy.loan-cap";
const FEE_AID: &str = "first-loan-subsidy.guarantee-fee-aid";

static QUESTIONS: &[Question] = &[
    asked("loan", "amount", number(Unit::Yuan, 1, 100_000_000, 2)),
    asked("loan", "rate", RATE),
    asked("loan", "term_months", TERM),
    asked("loan", "repayment", REPAYMENT),
    asked(
        "business",
        "borrower",
        Kind::Choice(&["micro-to-medium-firm", "sole-trader", "large-firm"]),
    ),
    asked(
        "business",
        "industry",
        Kind::Choice(&[
            "catering",
            "retail",
            "tourism",
            "aviation",
            "road-and-rail",
            "other",
        ]),
    ),
    asked(
        "business",
        "innovative",
        Kind::Choice(&["no", "from-the-start", "later"]),
    ),
    Question {
        asked_when: Some(("innovative", &["later"])),
        ..asked(
            "business",
            "recognised_after",
            number(Unit::Months, 0, 12, 0),
        )
    },
    asked("business", "earlier_loans", Kind::YesNo),
    asked("business", "through_channel", Kind::YesNo),
    asked("business", "overdue", Kind::YesNo),
];

static CONDITIONS: &[Condition] = &[
    Condition {
        id: "borrower",
        check: borrower,
    },
    Condition {
        id: "first-loan",
        check: |case| {
            const TEST: &str = "first-loan-subsidy.first-loan-test";
            let known = if_ruled(case.rule(BEIJING, TEST))?.is_some();
            ruled_out(TEST, !case.yes("earlier_loans")?, known)
        },
    },
    Condition {
        id: "loan-size",
        check: |case| match if_ruled(case.figure(BEIJING, LOAN_CAP))? {
            Some(_) => at_most(case, BEIJING, "amount", Unit::Yuan, LOAN_CAP),
            None => Ok(None),
        },
    },
    Condition {
        id: "channel",
        check: |case| {
            const CHANNEL: &str = "first-loan-subsidy.channel";
            let known = if_ruled(case.list(BEIJING, CHANNEL))?.is_some();
            ruled_out(CHANNEL, case.yes("through_channel")?, known)
        },
    },
    Condition {
        id: "overdue",
        check: |case| {
            const OVERDUE: &str = "first-loan-subsidy.overdue";
            let known = if_ruled(case.rule(BEIJING, OVERDUE))?.is_some();
            ruled_out(OVERDUE, !case.yes("overdue")?, known)
        },
    },
];

/// Very small, small and medium firms; whether sole traders can have it was not found.
fn borrower(case: &Case) -> Result<Option<Finding>, Missing> {
    const WHO: &str = "first-loan-subsidy.who";
    const SOLE_TRADERS: &str = "first-loan-subsidy.sole-traders";
    match case.choice("borrower")? {
        "micro-to-medium-firm" => ruled_out(WHO, true, true),
        "sole-trader" => {
            let known = if_ruled(case.rule(BEIJING, SOLE_TRADERS))?.is_some();
            ruled_out(SOLE_TRADERS, false, known)
        }
        _ => {
            let known = if_ruled(case.rule(BEIJING, WHO))?.is_some();
            ruled_out(WHO, false, known)
        }
    }
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
    amount("guarantee_aid", Unit::Yuan, guarantee_aid),
];

static STEPS: &[&str] = &[
    "share",
    "later-share",
    "counted-months",
    "part-of-principal",
    "subsidy",
    "interest",
    "borrower-interest",
    "effective-rate",
    "guarantee-aid",
];

static NOTICES: &[Notice] = &[
    Notice {
        id: "choose-one",
        applies: |case| {
            let rule = if_ruled(case.rule(BEIJING, "first-loan-subsidy.choice"))?;
            Ok(rule.map(|_| Message::default()))
        },
    },
    Notice {
        id: "no-limits-seen",
        applies: |case| {
            case.figure(BEIJING, SHARE)?;
            let years = if_ruled(case.figure(BEIJING, YEARS))?;
            Ok(years.is_none().then(Message::default))
        },
    },
];

/// The shares of the interest that are paid back, in percent: the first one for so many months.
struct Shares {
    first: Decimal,
    months: u32,
    then: Decimal,
    /// The figure of the most, as a part of the principal.
    most: &'static str,
}

fn shares(case: &Case) -> Result<Shares, Missing> {
    let share = |figure| -> Result<Decimal, Missing> {
        let share = case.figure(BEIJING, figure)?;
        case.step("share", percent(share), &[figure], &[]);
        Ok(share)
    };
    let the_same = |share, most| Shares {
        first: share,
        months: u32::MAX,
        then: share,
        most,
    };
    if if_ruled(case.list(BEIJING, HIT))?.is_some() {
        let industry = case.choice("industry")?;
        let hit = listed(case, BEIJING, HIT, industry)?;
        let hit = hit.is_some_and(|finding| finding.holds == Holds::Yes);
        return Ok(the_same(share(if hit { HIT_SHARE } else { SHARE })?, PART));
    }
    if if_ruled(case.figure(BEIJING, INNOVATIVE_SHARE))?.is_none() {
        return Ok(the_same(share(SHARE)?, PART));
    }
    match case.choice("innovative")? {
        "no" => Ok(the_same(share(SHARE)?, PART)),
        "from-the-start" => Ok(the_same(share(INNOVATIVE_SHARE)?, INNOVATIVE_PART)),
        _ => {
            const RULE: &str = "first-loan-subsidy.recognised-within-year";
            case.rule(BEIJING, RULE)?;
            let first = case.figure(BEIJING, SHARE)?;
            let then = case.figure(BEIJING, INNOVATIVE_SHARE)?;
            let months = case.number("recognised_after")?;
            let inputs = [
                ("first", percent(first)),
                ("months", Argument::Number(months)),
            ];
            let figures = [RULE, SHARE, INNOVATIVE_SHARE];
            case.step("later-share", percent(then), &figures, &inputs);
            Ok(Shares {
                first,
                months: months.to_u32().unwrap_or(0),
                then,
                most: INNOVATIVE_PART,
            })
        }
    }
}

/// What the city pays back, unrounded: its share of the interest of the first year, within a part of
/// the principal. Where no such limits were seen, of all the interest.
fn pays(case: &Case) -> Result<Decimal, Missing> {
    let shares = shares(case)?;
    let loan = loan_of(case, case.number("amount")?)?;
    let years = if_ruled(case.figure(BEIJING, YEARS))?;
    let longest = years.map(|years| years * TWELVE);
    let term = Decimal::from(loan.months);
    let months = longest.map_or(term, |longest| term.min(longest));
    if let Some(longest) = longest {
        let inputs = [("longest", Argument::Number(longest))];
        case.step(
            "counted-months",
            Argument::Number(months),
            &[YEARS],
            &inputs,
        );
    }
    let months = months.to_u32().unwrap_or(0);
    let change = shares.months.min(months);
    let part = |share: Decimal, from, to| loan.interest_at(loan.rate * share / HUNDRED, from, to);
    let sum = part(shares.first, 0, change) + part(shares.then, change, months);
    let Some(most) = if_ruled(case.figure(BEIJING, shares.most))? else {
        return Ok(sum);
    };
    let cap = loan.principal * most / HUNDRED;
    if cap < sum {
        let inputs = [
            ("principal", yuan(loan.principal)),
            ("part", percent(most)),
            ("sum", yuan(to_cent(sum))),
        ];
        let value = yuan(to_cent(cap));
        case.step("part-of-principal", value, &[shares.most], &inputs);
    }
    Ok(sum.min(cap))
}

fn subsidy(case: &Case) -> Result<Decimal, Missing> {
    Ok(subsidised::subsidy(case, pays(case)?))
}

/// What could be paid back of a guarantee fee in a year instead of interest, at most.
fn guarantee_aid(case: &Case) -> Result<Option<Decimal>, Missing> {
    let Some(part) = if_ruled(case.figure(BEIJING, FEE_AID))? else {
        return Ok(None);
    };
    let principal = case.number("amount")?;
    let most = to_cent(principal * part / HUNDRED);
    let inputs = [("principal", yuan(principal)), ("part", percent(part))];
    case.step("guarantee-aid", yuan(most), &[FEE_AID], &inputs);
    Ok(Some(most))
}

fn cuts(case: &Case, question: &str) -> Result<Vec<Decimal>, Missing> {
    if question != "term_months" {
        return Ok(Vec::new());
    }
    let years = if_ruled(case.figure(BEIJING, YEARS))?;
    Ok(years.map(|years| years * TWELVE).into_iter().collect())
}
