//! The loan desk: what two to four offers of the same amount cost, side by side. Interest and fees,
//! the annualised rate by 中国人民银行公告〔2021〕第3号, and what makes the difference. Also 随借随还 (interest
//! for the days of use) against a term, and a renewal without repayment (续贷) against borrowed money
//! that bridges the gap (转贷). Figures: `loan-cost.*` in the packs.

mod bounds;
mod limits;
mod offer;
mod side_by_side;

use super::short_forms::{amount, asked, number};
use super::{
    Amount, Benefit, Column, Headline, Kind, Notice, Outline, Question, Rows, Schedule, Table,
    Term, WhatIf, Within, WorkOut,
};
use crate::money::to_rate;
use crate::policy::Unit;
use limits::{conflicts, cuts};
use offer::{
    annualised_rate, fees, first_payment, flat_interest, highest_fees, interest, rates, schedule,
    total_cost, yearly_rate,
};
use rust_decimal::Decimal;
use side_by_side::{
    bank_offer, break_even, compared, difference, lowest_rate, not_compared, payment_tables,
};

/// The loan desk.
pub static OUTLINE: Outline = Outline {
    id: "loan-cost",
    reads: &[
        "loan-cost.annual-rate.compound",
        "loan-cost.annual-rate.costs",
        "loan-cost.annual-rate.simple",
        "loan-cost.day-count.days-in-year",
        "loan-cost.day-count.months-in-year",
        "loan-cost.renewal.how",
        "loan-cost.renewal.price",
        "loan-cost.renewal.risk-class",
        "loan-offer.",
    ],
    packs: &["national-subsidies"],
    form,
    rows: &[Rows {
        id: OFFERS,
        least: 2,
        most: 4,
    }],
    whole,
};

later! {
    chunk "loan-cost" "01" fn whole() -> &'static Benefit { &WHOLE }
    chunk "form-loan-cost" "01" fn form() -> &'static [Question] { QUESTIONS }
}

static WHOLE: Benefit = Benefit {
    outline: &OUTLINE,
    conditions: &[],
    amounts: AMOUNTS,
    steps: STEPS,
    tables: TABLES,
    lines: &[
        "rate",
        "length",
        "method",
        "grace",
        "prepayment",
        "fees",
        "bridge",
        ALL,
    ],
    answer: Headline {
        needs: &["cheapest", "lowest_cost", "highest_cost"],
        parts: &["interest", "fees"],
        whole: Some("total_cost"),
        after: None,
    },
    what_if: WhatIf {
        question: "amount",
        amounts: &["total_cost"],
        pays: None,
    },
    gain: None,
    given: &[],
    in_force: |_| Ok(()),
    steady: &[],
    cuts,
    conflicts,
    schedule: Some(Schedule {
        row: Some(OFFERS),
        work_out: schedule,
    }),
    notices: NOTICES,
};

const ALL: &str = "all";
const OFFERS: &str = "offers";
const ON_DEMAND: &str = "on-demand";

const TERM_LOANS: &[&str] = &[
    "equal-instalment",
    "equal-principal",
    "interest-only",
    "bullet",
];

const MOST_AMOUNT: Decimal = Decimal::from_parts(100_000_000, 0, 0, false, 0);
const FEE: Kind = number(Unit::Yuan, 0, 50_000_000, 2);
/// Half of the highest amount: no fee is higher.
const MOST_FEE: Decimal = Decimal::from_parts(50_000_000, 0, 0, false, 0);

/// Asked of every offer, when another question has one of these choices.
const fn each(
    id: &'static str,
    kind: Kind,
    asked_when: Option<(&'static str, &'static [&'static str])>,
) -> Question {
    Question {
        asked_when,
        row: Some(OFFERS),
        ..asked("offer", id, kind)
    }
}

static QUESTIONS: &[Question] = &[
    asked("need", "purpose", Kind::Choice(&["new", "renew"])),
    asked("need", "amount", number(Unit::Yuan, 1, 100_000_000, 2)),
    each(
        "method",
        Kind::Choice(&[
            "equal-instalment",
            "equal-principal",
            "interest-only",
            "bullet",
            ON_DEMAND,
        ]),
        None,
    ),
    each("rate_given", Kind::Choice(&["year", "month", "day"]), None),
    each(
        "rate",
        number(Unit::PercentAYear, 0, 36, 4),
        Some(("rate_given", &["year"])),
    ),
    each(
        "rate_month",
        number(Unit::Percent, 0, 3, 4),
        Some(("rate_given", &["month"])),
    ),
    each(
        "rate_day",
        number(Unit::Yuan, 0, 10, 4),
        Some(("rate_given", &["day"])),
    ),
    each(
        "term_months",
        number(Unit::Months, 1, 360, 0),
        Some(("method", TERM_LOANS)),
    ),
    each(
        "days_used",
        number(Unit::Days, 1, 1095, 0),
        Some(("method", &[ON_DEMAND])),
    ),
    each("fee_at_start", FEE, None),
    each("fee_monthly", FEE, Some(("method", TERM_LOANS))),
    each("bridge_fee", FEE, Some(("purpose", &["renew"]))),
    each(
        "changes",
        Kind::Choice(&["none", "grace", "prepayment", "both"]),
        Some(("method", TERM_LOANS)),
    ),
    each(
        "grace_months",
        number(Unit::Months, 1, 359, 0),
        Some(("changes", &["grace", "both"])),
    ),
    each(
        "prepay_month",
        number(Unit::Months, 1, 359, 0),
        Some(("changes", &["prepayment", "both"])),
    ),
    each(
        "prepay_amount",
        number(Unit::Yuan, 1, 100_000_000, 2),
        Some(("changes", &["prepayment", "both"])),
    ),
    each(
        "prepay_keep",
        Kind::Choice(&["term", "payment"]),
        Some(("changes", &["prepayment", "both"])),
    ),
    each(
        "prepay_fee",
        FEE,
        Some(("changes", &["prepayment", "both"])),
    ),
];

const fn of_offer(id: &'static str, unit: Unit, work_out: WorkOut) -> Amount {
    Amount {
        row: Some(OFFERS),
        ..amount(id, unit, work_out)
    }
}

static AMOUNTS: &[Amount] = &[
    amount("cheapest", Unit::Count, |case| {
        Ok(compared(case).map(|(cheapest, _)| cheapest.row.into()))
    }),
    amount("lowest_cost", Unit::Yuan, |case| {
        Ok(compared(case).map(|(cheapest, _)| cheapest.cost))
    }),
    amount("highest_cost", Unit::Yuan, |case| {
        Ok(compared(case).map(|(_, dearest)| dearest.cost))
    }),
    of_offer("total_cost", Unit::Yuan, total_cost).within(Within::up_to(&[
        Term::once(flat_interest),
        Term::once(highest_fees),
    ])),
    of_offer("interest", Unit::Yuan, interest).within(Within::up_to(&[Term::once(flat_interest)])),
    of_offer("fees", Unit::Yuan, fees).within(Within::up_to(&[Term::once(highest_fees)])),
    of_offer("annualised_rate", Unit::PercentAYear, annualised_rate).within(bounds::COMPOUND),
    of_offer("annualised_rate_simple", Unit::PercentAYear, |case| {
        annualised_rate(case)?;
        Ok(rates(case)?.map(|rates| to_rate(rates.simple)))
    })
    .within(bounds::SIMPLE),
    of_offer("yearly_rate", Unit::PercentAYear, |case| {
        let rate = yearly_rate(case)?;
        Ok((case.choice("rate_given")? != "year").then_some(rate))
    }),
    of_offer("first_payment", Unit::Yuan, first_payment).within(Within::up_to(&[
        Term::once(|case| case.number("amount").map(Some)),
        Term::once(flat_interest),
    ])),
];

static STEPS: &[&str] = &[
    "rate-from-month",
    "rate-from-day",
    "interest-equal-instalment",
    "interest-equal-principal",
    "interest-flat",
    "interest-days",
    "interest-grace",
    "interest-prepayment",
    "fees",
    "renewal",
    "total-cost",
    "annualised-rate",
    "difference",
    "first-payment",
    "compared",
];

static TABLES: &[Table] = &[Table {
    id: "difference",
    columns: &[
        Column {
            id: "second",
            unit: Unit::Yuan,
        },
        Column {
            id: "third",
            unit: Unit::Yuan,
        },
        Column {
            id: "fourth",
            unit: Unit::Yuan,
        },
    ],
    lines: difference,
}];

static NOTICES: &[Notice] = &[
    Notice {
        id: "not-compared",
        applies: not_compared,
    },
    Notice {
        id: "lowest-rate",
        applies: lowest_rate,
    },
    Notice {
        id: "break-even",
        applies: break_even,
    },
    Notice {
        id: "payment-tables",
        applies: payment_tables,
    },
    Notice {
        id: "bank-offer",
        applies: bank_offer,
    },
];
