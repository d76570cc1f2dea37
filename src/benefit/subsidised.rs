//! What the loan subsidies share: a loan, and a treasury that pays a part of its rate on so much of
//! it for so long.
//!
//! All of them accrue on what is owed month by month. Amounts are rounded once, where they are told.

use super::short_forms::{amount, found, number, percent, some, yuan};
use super::{
    Amount, Case, Finding, Gain, Headline, Holds, Kind, Lack, Missing, OnLoan, Payer, Schedule,
    Term, WhatIf, Within, WorkOut,
};
use crate::loan::{self, Loan, Repayment, Row};
use crate::money::{TWELVE, to_cent, to_rate};
use crate::policy::{Place, Unit};
use crate::words::{Argument, Message};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A yearly rate as banks quote it.
pub(super) const RATE: Kind = number(Unit::PercentAYear, 0, 36, 4);
/// How long a loan runs.
pub(super) const TERM: Kind = number(Unit::Months, 1, 360, 0);
/// How it is repaid: the names of [`Repayment::ALL`].
pub(super) const REPAYMENT: Kind = Kind::Choice(&[
    "equal-instalment",
    "equal-principal",
    "interest-only",
    "bullet",
]);

/// All the interest on one loan.
pub(super) const TOTAL: Amount = amount("total_interest", Unit::Yuan, |case| {
    some(total_interest(case))
})
.within(Within::sum_of(&[INTEREST]));

const INTEREST: Term = Term::once(|case| some(total_interest(case)));

/// Never more than all the interest.
pub(super) const WITHIN_INTEREST: Within = Within::up_to(&[INTEREST]);

/// Never more than the rate that the bank asks.
pub(super) const WITHIN_RATE: Within =
    Within::up_to(&[Term::once(|case| some(case.number("rate")))]);

/// What is left of the interest: the difference of two rounded amounts, so with its unrounded self.
pub(super) const fn own_interest(work_out: WorkOut, unrounded: WorkOut) -> Amount {
    Amount {
        unrounded: Some(unrounded),
        ..amount("borrower_interest", Unit::Yuan, work_out).within(WITHIN_INTEREST)
    }
}

/// What is left of the interest on one loan after a subsidy, both unrounded.
pub(super) fn own_unrounded(case: &Case, pays: Decimal) -> Result<Option<Decimal>, Missing> {
    let loan = loan_of(case, case.number("amount")?)?;
    Ok(Some(loan.interest() - pays))
}

/// The steps of one loan under a [`Scheme`].
pub(super) static STEPS: &[&str] = &[
    "counted-principal",
    "state-rate",
    "counted-months",
    "subsidy",
    "interest",
    "borrower-interest",
    "effective-rate",
];

/// What is said first: who pays the interest.
pub(super) const ANSWER: Headline = Headline {
    needs: &["subsidy", "total_interest", "borrower_interest"],
    parts: &["subsidy", "borrower_interest"],
    whole: Some("total_interest"),
    after: None,
};

/// What is drawn: who pays the interest on a larger or smaller loan.
pub(super) const fn what_if(question: &'static str) -> WhatIf {
    WhatIf {
        question,
        amounts: &["borrower_interest", "subsidy"],
        pays: None,
    }
}

/// The payments of the loan.
pub(super) const SCHEDULE: Schedule = Schedule {
    row: None,
    work_out: schedule,
};

fn schedule(case: &Case) -> Result<Vec<Row>, Missing> {
    Ok(loan::schedule(&loan_of(case, case.number("amount")?)?))
}

/// Nothing, where the rules of the day say nothing about it.
pub(super) fn if_ruled<T>(value: Result<T, Missing>) -> Result<Option<T>, Missing> {
    match value {
        Err(missing) if missing.is_rule() => Ok(None),
        value => value.map(Some),
    }
}

/// The loan that is asked about, with so much principal.
pub(super) fn loan_of(case: &Case, principal: Decimal) -> Result<Loan, Missing> {
    let method = Repayment::from_id(case.choice("repayment")?);
    Ok(Loan {
        principal,
        rate: case.number("rate")?,
        months: case.number("term_months")?.to_u32().unwrap_or(1),
        repayment: method.ok_or_else(|| Box::new(Lack::Answer("repayment", case.row())))?,
    })
}

/// A subsidy of so many points for so many years on at most so much of one borrower's loans.
pub(super) struct Scheme {
    /// The figure of the points, percent a year.
    pub rate: &'static str,
    /// The figure of the years.
    pub years: &'static str,
    /// The figure of the most principal that counts; `None` where no such limit is known.
    pub cap: Option<&'static str>,
}

impl Scheme {
    /// The principal that counts: at most the cap, less what the borrower's other loans use of it.
    pub fn counted_principal(&self, case: &Case, used: Decimal) -> Result<Decimal, Missing> {
        let principal = case.number("amount")?;
        let Some(figure) = self.cap else {
            return Ok(principal);
        };
        let cap = case.figure(Place::China, figure)?;
        let counted = principal.min((cap - used).max(Decimal::ZERO));
        let inputs = [
            ("amount", yuan(principal)),
            ("cap", yuan(cap)),
            ("used", yuan(used)),
        ];
        case.step("counted-principal", yuan(counted), &[figure], &inputs);
        Ok(counted)
    }

    /// The treasury's part of the rate, percent a year: never more than the borrower owes after
    /// `local` points that somebody else pays.
    pub fn rate(&self, case: &Case, local: Decimal) -> Result<Decimal, Missing> {
        let points = case.figure(Place::China, self.rate)?;
        let contract = case.number("rate")?;
        let rate = points.min((contract - local).max(Decimal::ZERO));
        let inputs = [("points", percent(points)), ("rate", percent(contract))];
        case.step("state-rate", percent(rate), &[self.rate], &inputs);
        Ok(rate)
    }

    /// The months for which it pays at most.
    pub fn longest(&self, case: &Case) -> Result<Decimal, Missing> {
        Ok(case.figure(Place::China, self.years)? * TWELVE)
    }

    /// The months for which it pays.
    pub fn months(&self, case: &Case) -> Result<u32, Missing> {
        let longest = self.longest(case)?;
        let months = case.number("term_months")?.min(longest);
        let inputs = [("longest", Argument::Number(longest))];
        let value = Argument::Number(months);
        case.step("counted-months", value, &[self.years], &inputs);
        Ok(months.to_u32().unwrap_or(0))
    }

    /// Where an amount may turn: what it pays rises with the loan and with its rate, but over a
    /// longer term than the longest it is spread thinner.
    pub fn cuts(&self, case: &Case, question: &str) -> Result<Vec<Decimal>, Missing> {
        match question {
            "term_months" => Ok(vec![self.longest(case)?]),
            _ => Ok(Vec::new()),
        }
    }

    /// What it pays, unrounded.
    pub fn pays(&self, case: &Case, used: Decimal, local: Decimal) -> Result<Decimal, Missing> {
        let part = loan_of(case, self.counted_principal(case, used)?)?;
        Ok(part.interest_at(self.rate(case, local)?, 0, self.months(case)?))
    }
}

/// The subsidy, to the 分.
pub(super) fn subsidy(case: &Case, exact: Decimal) -> Decimal {
    let subsidy = to_cent(exact);
    case.step("subsidy", yuan(subsidy), &[], &[]);
    subsidy
}

/// What a subsidy over the whole term comes to in a year, to the 分; of a term of less than a year all
/// of it.
pub(super) fn a_year(case: &Case, subsidy: Decimal) -> Result<Option<Decimal>, Missing> {
    let months = case.number("term_months")?.max(TWELVE);
    Ok(Some(to_cent(subsidy * TWELVE / months)))
}

/// A subsidy of the central government on one loan.
pub(super) const fn central(
    a_year: WorkOut,
    one_central: Option<&'static str>,
    after_local: Option<&'static str>,
) -> Option<Gain> {
    Some(Gain {
        a_year,
        in_all: false,
        within: WITHIN_INTEREST,
        on_loan: Some(OnLoan {
            payer: Payer::Central,
            one_central,
            after_local,
            rate: Some("rate"),
            own_rate: "effective_rate",
        }),
    })
}

/// All the interest on one loan, to the 分.
pub(super) fn total_interest(case: &Case) -> Result<Decimal, Missing> {
    Ok(interest_step(case, &loan_of(case, case.number("amount")?)?))
}

/// All the interest on a loan, to the 分, as a step.
pub(super) fn interest_step(case: &Case, loan: &Loan) -> Decimal {
    let total = to_cent(loan.interest());
    let inputs = [
        ("principal", yuan(loan.principal)),
        ("rate", percent(loan.rate)),
        ("months", Argument::Number(loan.months.into())),
    ];
    case.step("interest", yuan(total), &[], &inputs);
    total
}

/// What is left of the interest after the subsidy.
pub(super) fn borrower_interest(case: &Case, total: Decimal, subsidy: Decimal) -> Decimal {
    let own = total - subsidy;
    let inputs = [("total", yuan(total)), ("subsidy", yuan(subsidy))];
    case.step("borrower-interest", yuan(own), &[], &inputs);
    own
}

/// The borrower's own rate over the whole term, percent a year: the contract's, less the subsidy over
/// what is owed.
pub(super) fn effective_rate(case: &Case, subsidy: Decimal) -> Result<Decimal, Missing> {
    let loan = loan_of(case, case.number("amount")?)?;
    let one_percent = loan.interest_at(Decimal::ONE, 0, loan.months);
    Ok(own_rate(case, loan.rate, subsidy, one_percent))
}

/// A rate, less a subsidy (both unrounded) as a rate on what `one_percent` is one percent of.
pub(super) fn own_rate(
    case: &Case,
    rate: Decimal,
    subsidy: Decimal,
    one_percent: Decimal,
) -> Decimal {
    let own = to_rate(rate - subsidy.checked_div(one_percent).unwrap_or_default());
    let inputs = [
        ("rate", percent(to_rate(rate))),
        ("subsidy", yuan(to_cent(subsidy))),
        ("one_percent", yuan(to_cent(one_percent))),
    ];
    case.step("effective-rate", percent(own), &[], &inputs);
    own
}

/// The words of a notice that a part of the principal does not count.
pub(super) fn over_cap(case: &Case, counted: Decimal) -> Result<Option<Message>, Missing> {
    let over = case.number("amount")? - counted;
    let words = Message::default()
        .with("counted", yuan(counted))
        .with("over", yuan(over));
    Ok((over > Decimal::ZERO).then_some(words))
}

/// A condition "at most": how far `size` lies above the figure.
pub(super) fn at_most(
    case: &Case,
    place: Place,
    size: &'static str,
    unit: Unit,
    figure: &'static str,
) -> Result<Option<Finding>, Missing> {
    let most = case.figure(place, figure)?;
    let size = case.number(size)?;
    let over = size - most;
    let holds = over <= Decimal::ZERO;
    let show = match unit {
        Unit::Yuan => Argument::Yuan,
        _ => Argument::Number,
    };
    let words = Message::default()
        .with("most", show(most))
        .with("over", show(over.max(Decimal::ZERO)));
    Ok(Some(Finding {
        holds: holds.into(),
        distance: (!holds).then_some((over, unit)),
        figure,
        words,
    }))
}

/// A condition that nobody fails who is `safe`; for the others it is a `no` where the rule of the
/// day is known, and open where it is not.
pub(super) fn ruled_out(
    figure: &'static str,
    safe: bool,
    known: bool,
) -> Result<Option<Finding>, Missing> {
    let holds = match (safe, known) {
        (true, _) => Holds::Yes,
        (false, true) => Holds::No,
        (false, false) => Holds::Unknown,
    };
    found(holds, figure, Message::default())
}

/// Whether one of a figure's list is what was chosen; open where no list is known.
pub(super) fn listed(
    case: &Case,
    place: Place,
    figure: &'static str,
    chosen: &'static str,
) -> Result<Option<Finding>, Missing> {
    let list = if_ruled(case.list(place, figure))?;
    let holds = match list {
        Some(list) => list
            .iter()
            .any(|item| item.as_text() == Some(chosen))
            .into(),
        None => Holds::Unknown,
    };
    found(holds, figure, Message::default())
}
