//! The loan desk: what two to four offers of the same amount cost, side by side. Interest and fees,
//! the annualised rate by 中国人民银行公告〔2021〕第3号, and what makes the difference. Also 随借随还 (interest
//! for the days of use) against a term, and a renewal without repayment (续贷) against borrowed money
//! that bridges the gap (转贷). Figures: `loan-cost.*` in the packs.

use super::{
    Amount, Answer, Answers, BadAnswer, Benefit, Case, Column, Headline, Kind, Lack, Line, Missing,
    Notice, Question, Rows, Table, no_schedule,
};
use crate::loan::{AnnualRates, Fees, Keep, Length, Offer, PARTS, Prepayment, Repayment};
use crate::money::{HUNDRED, TWELVE, to_cent, to_rate};
use crate::policy::{Place, State, Unit};
use crate::words::{Argument, Message};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The loan desk.
pub static LOAN_COST: Benefit = Benefit {
    id: "loan-cost",
    reads: &["loan-cost.", "loan-offer."],
    packs: &["national-subsidies"],
    questions: QUESTIONS,
    rows: &[Rows {
        id: OFFERS,
        least: 2,
        most: 4,
    }],
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
    },
    in_force: |_| Ok(()),
    cuts,
    conflicts,
    schedule: no_schedule,
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

const fn number(unit: Unit, least: i64, most: i64, decimals: u32) -> Kind {
    Kind::Number {
        unit,
        least,
        most,
        decimals,
    }
}

const MOST_AMOUNT: Decimal = Decimal::from_parts(100_000_000, 0, 0, false, 0);
const FEE: Kind = number(Unit::Yuan, 0, 50_000_000, 2);

/// Asked once.
const fn once(id: &'static str, kind: Kind) -> Question {
    Question {
        id,
        kind,
        asked_when: None,
        part: "need",
        row: None,
    }
}

/// Asked of every offer, when another question has one of these choices.
const fn each(
    id: &'static str,
    kind: Kind,
    asked_when: Option<(&'static str, &'static [&'static str])>,
) -> Question {
    Question {
        asked_when,
        part: "offer",
        row: Some(OFFERS),
        ..once(id, kind)
    }
}

static QUESTIONS: &[Question] = &[
    once("purpose", Kind::Choice(&["new", "renew"])),
    once("amount", number(Unit::Yuan, 1, 100_000_000, 2)),
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

const fn of_offer(
    id: &'static str,
    unit: Unit,
    work_out: fn(&Case) -> Result<Option<Decimal>, Missing>,
) -> Amount {
    Amount {
        id,
        unit,
        row: Some(OFFERS),
        work_out,
    }
}

const fn of_all(
    id: &'static str,
    unit: Unit,
    work_out: fn(&Case) -> Result<Option<Decimal>, Missing>,
) -> Amount {
    Amount {
        row: None,
        ..of_offer(id, unit, work_out)
    }
}

static AMOUNTS: &[Amount] = &[
    of_all("cheapest", Unit::Count, |case| {
        Ok(compared(case).map(|(cheapest, _)| cheapest.row.into()))
    }),
    of_all("lowest_cost", Unit::Yuan, |case| {
        Ok(compared(case).map(|(cheapest, _)| cheapest.cost))
    }),
    of_all("highest_cost", Unit::Yuan, |case| {
        Ok(compared(case).map(|(_, dearest)| dearest.cost))
    }),
    of_offer("total_cost", Unit::Yuan, total_cost),
    of_offer("interest", Unit::Yuan, interest),
    of_offer("fees", Unit::Yuan, fees),
    of_offer("annualised_rate", Unit::PercentAYear, annualised_rate),
    of_offer("annualised_rate_simple", Unit::PercentAYear, |case| {
        Ok(rates(case)?.map(|rates| to_rate(rates.simple)))
    }),
    of_offer("yearly_rate", Unit::PercentAYear, |case| {
        let rate = yearly_rate(case)?;
        Ok((case.choice("rate_given")? != "year").then_some(rate))
    }),
    of_offer("first_payment", Unit::Yuan, |case| {
        Ok(offer(case)?.map(|offer| to_cent(offer.first_payment())))
    }),
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
    "total-cost",
    "annualised-rate",
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
        id: "lowest-rate",
        applies: lowest_rate,
    },
    Notice {
        id: "break-even",
        applies: break_even,
    },
    Notice {
        id: "bank-offer",
        applies: bank_offer,
    },
];

const fn yuan(value: Decimal) -> Argument {
    Argument::Yuan(value)
}

const fn percent(value: Decimal) -> Argument {
    Argument::Percent(value)
}

fn count(value: impl Into<Decimal>) -> Argument {
    Argument::Number(value.into())
}

// The offer of the row that the case stands in.

const DAYS_IN_YEAR: &str = "loan-cost.day-count.days-in-year";
const MONTHS_IN_YEAR: &str = "loan-cost.day-count.months-in-year";

fn whole(case: &Case, question: &'static str) -> Result<u32, Missing> {
    Ok(case.number(question)?.to_u32().unwrap_or(1))
}

/// The rate in percent a year, however it was told: 月利率 in percent, or what 10,000 yuan cost a day.
fn yearly_rate(case: &Case) -> Result<Decimal, Missing> {
    match case.choice("rate_given")? {
        "month" => {
            let month = case.number("rate_month")?;
            let months = case.figure(Place::China, MONTHS_IN_YEAR)?;
            let rate = month * months;
            case.step(
                "rate-from-month",
                percent(rate),
                &[MONTHS_IN_YEAR],
                &[("month", percent(month)), ("months", count(months))],
            );
            Ok(rate)
        }
        "day" => {
            let day = case.number("rate_day")?;
            let days = case.figure(Place::China, DAYS_IN_YEAR)?;
            let rate = day * days / HUNDRED;
            case.step(
                "rate-from-day",
                percent(rate),
                &[DAYS_IN_YEAR],
                &[("day", yuan(day)), ("days", count(days))],
            );
            Ok(rate)
        }
        _ => case.number("rate"),
    }
}

/// What is offered; `None` where the answers do not fit together, which [`conflicts`] refuses. The
/// amount is asked last: the rest decides how it can be bounded.
fn offer(case: &Case) -> Result<Option<Offer>, Missing> {
    let method = case.choice("method")?;
    let rate = yearly_rate(case)?;
    let mut offer = Offer {
        principal: Decimal::ZERO,
        rate,
        length: Length::Months(1),
        repayment: Repayment::from_id(method).unwrap_or(Repayment::Bullet),
        grace: 0,
        prepayment: None,
        fees: Fees::default(),
        bridge: Decimal::ZERO,
    };
    if method == ON_DEMAND {
        let days = whole(case, "days_used")?;
        offer.length = Length::Days(days, case.figure(Place::China, DAYS_IN_YEAR)?);
    } else {
        let changes = case.choice("changes")?;
        offer.fees.monthly = case.number("fee_monthly")?;
        offer.length = Length::Months(whole(case, "term_months")?);
        if matches!(changes, "grace" | "both") {
            offer.grace = whole(case, "grace_months")?;
        }
        if matches!(changes, "prepayment" | "both") {
            let early = Prepayment {
                month: whole(case, "prepay_month")?,
                keep: match case.choice("prepay_keep")? {
                    "term" => Keep::Term,
                    _ => Keep::Payment,
                },
                amount: case.number("prepay_amount")?,
            };
            offer.prepayment = Some((early, case.number("prepay_fee")?));
        }
    }
    offer.fees.at_start = case.number("fee_at_start")?;
    if case.choice("purpose")? == "renew" {
        offer.bridge = case.number("bridge_fee")?;
    }
    offer.principal = case.number("amount")?;
    let fits = LIMITED
        .iter()
        .all(|question| within_limit(&|id| asked_number(case, id), question));
    Ok(fits.then_some(offer))
}

// What fits together.

/// The questions whose answers have a limit set by other answers.
const LIMITED: [&str; 7] = [
    "fee_at_start",
    "bridge_fee",
    "fee_monthly",
    "grace_months",
    "prepay_month",
    "prepay_amount",
    "prepay_fee",
];

/// The most that may be answered, by the other answers given so far: no fee of more than half of what
/// it is for, nothing after the last month.
fn most(given: &dyn Fn(&str) -> Option<Decimal>, question: &str) -> Option<Decimal> {
    let half = |id| Some(given(id)? / Decimal::TWO);
    match question {
        "fee_at_start" | "fee_monthly" | "prepay_fee" => half("amount"),
        "bridge_fee" => Some(half("amount")? - given("fee_at_start").unwrap_or_default()),
        "grace_months" | "prepay_month" => Some(given("term_months")? - Decimal::ONE),
        "prepay_amount" => given("amount"),
        _ => None,
    }
}

fn within_limit(given: &dyn Fn(&str) -> Option<Decimal>, question: &str) -> bool {
    let limit = most(given, question);
    limit.is_none_or(|most| given(question).is_none_or(|number| number <= most))
}

/// The number answered in the row of the case, where the question is asked at all.
fn asked_number(case: &Case, question: &str) -> Option<Decimal> {
    let asked = LOAN_COST.is_asked(question, &|id| case.given_answer(id));
    match case.given_answer(question) {
        Some(Answer::Number(number)) if asked => Some(number),
        _ => None,
    }
}

fn conflicts(answers: &Answers) -> Result<(), BadAnswer> {
    for row in 1..=answers.rows(OFFERS) {
        let given = |question: &str| {
            let asked = LOAN_COST.is_asked(question, &|id| answers.get(id, row));
            answers.number(question, row).filter(|_| asked)
        };
        for question in LIMITED {
            let limit = most(&given, question);
            let (Some(most), Some(number)) = (limit, given(question)) else {
                continue;
            };
            if number > most {
                let most = most.max(Decimal::ZERO).trunc_with_scale(2);
                return Err(BadAnswer {
                    field: [OFFERS, ".", &row.to_string(), ".", question].concat(),
                    given: number.to_string(),
                    allowed: Message::new("error.at-most").with("most", Argument::Number(most)),
                });
            }
        }
    }
    Ok(())
}

/// The amounts from which on the fees and the prepayment of an offer fit into it.
fn amounts_that_fit(case: &Case) -> [Decimal; 4] {
    let number = |id| asked_number(case, id).unwrap_or_default();
    [
        (number("fee_at_start") + number("bridge_fee")) * Decimal::TWO,
        number("fee_monthly") * Decimal::TWO,
        number("prepay_fee") * Decimal::TWO,
        number("prepay_amount"),
    ]
}

fn cuts(case: &Case, question: &str) -> Result<Vec<Decimal>, Missing> {
    if let Some(question) = UNBOUNDED.iter().find(|id| **id == question) {
        bracketed(case, question)?;
    }
    let given = |id: &str| asked_number(case, id);
    match question {
        // Asked once, in no row, and cut by what every offer says.
        "amount" => {
            let rows = 1..=case.rows(OFFERS);
            Ok(rows
                .flat_map(|row| amounts_that_fit(&case.at(row)))
                .collect())
        }
        // A monthly fee weighs most on a loan of middling length.
        "term_months" if given("fee_monthly").is_some_and(|fee| !fee.is_zero()) => {
            Ok((1..=360).map(Decimal::from).collect())
        }
        "term_months" => {
            // One more than the grace and the month of a prepayment, which are at least 1.
            let after = |id| given(id).unwrap_or(Decimal::ONE) + Decimal::ONE;
            Ok(["grace_months", "prepay_month"].map(after).to_vec())
        }
        _ => {
            // A blank amount is taken at its limits.
            let fit = amounts_that_fit(case)
                .into_iter()
                .fold(Decimal::ONE, Decimal::max);
            let bounds = given("amount").map_or([fit, MOST_AMOUNT], |amount| [amount; 2]);
            let limits = bounds.into_iter().filter_map(|amount| {
                let given = |id: &str| match id {
                    "amount" => Some(amount),
                    id => given(id),
                };
                most(&given, question)
            });
            let limits: Vec<Decimal> = limits.collect();
            let bridge = match question {
                "fee_at_start" => given("bridge_fee").unwrap_or_default(),
                _ => Decimal::ZERO,
            };
            let within = limits.iter().map(|most| *most - bridge);
            Ok(within.chain(limits.iter().copied()).collect())
        }
    }
}

/// What cannot always be bounded when it is blank; see [`bracketed`].
const UNBOUNDED: [&str; 5] = [
    "amount",
    "term_months",
    "grace_months",
    "prepay_month",
    "prepay_amount",
];

/// Refuses to bound a blank answer where the annualised rate may rise and fall with it: part of the
/// loan is repaid early, and a monthly fee goes on or simple interest was saved up.
fn bracketed(case: &Case, question: &'static str) -> Result<(), Missing> {
    let rows = match case.row() {
        0 => 1..=case.rows(OFFERS),
        row => row..=row,
    };
    for case in rows.map(|row| case.at(row)) {
        let is = |id, choices: &[&str]| match case.given_answer(id) {
            Some(Answer::Choice(choice)) => choices.contains(&choice),
            _ => false,
        };
        let monthly = asked_number(&case, "fee_monthly").is_some_and(|fee| !fee.is_zero());
        let early = is("changes", &["prepayment", "both"]) && is("method", TERM_LOANS);
        if early && (monthly || is("method", &["bullet"])) {
            return Err(Box::new(Lack::Answer(question, case.row())));
        }
    }
    Ok(())
}

// What an offer costs.

fn interest(case: &Case) -> Result<Option<Decimal>, Missing> {
    let Some(offer) = offer(case)? else {
        return Ok(None);
    };
    let interest = offer.interest();
    if case.is_traced() {
        interest_step(case, &offer, interest);
    }
    Ok(Some(interest))
}

fn interest_step(case: &Case, offer: &Offer, interest: Decimal) {
    let mut inputs = vec![
        ("principal", yuan(offer.principal)),
        ("rate", percent(offer.rate)),
    ];
    let months = match offer.length {
        Length::Months(months) => months,
        Length::Days(days, in_year) => {
            inputs.extend([("days", count(days)), ("year", count(in_year))]);
            case.step("interest-days", yuan(interest), &[DAYS_IN_YEAR], &inputs);
            return;
        }
    };
    let planned = Offer {
        prepayment: None,
        ..*offer
    };
    inputs.extend([
        ("months", count(months)),
        ("payment", yuan(to_cent(offer.first_payment()))),
        ("grace", count(offer.grace)),
    ]);
    let id = match (offer.prepayment, offer.repayment) {
        (Some((early, _)), _) => {
            let before = planned.interest();
            inputs.extend([
                ("month", count(early.month)),
                ("early", yuan(early.amount)),
                ("last", count(offer.last_month())),
                ("before", yuan(before)),
                ("saved", yuan(before - interest)),
            ]);
            "interest-prepayment"
        }
        (_, Repayment::InterestOnly | Repayment::Bullet) => "interest-flat",
        _ if offer.grace > 0 => "interest-grace",
        (_, Repayment::EqualInstalment) => "interest-equal-instalment",
        (_, Repayment::EqualPrincipal) => "interest-equal-principal",
    };
    case.step(id, yuan(interest), &[], &inputs);
}

fn fees(case: &Case) -> Result<Option<Decimal>, Missing> {
    let Some(offer) = offer(case)? else {
        return Ok(None);
    };
    let fees = offer.all_fees();
    if case.is_traced() {
        let early = offer.prepayment.map_or(Decimal::ZERO, |(_, fee)| fee);
        let inputs = [
            ("start", yuan(offer.fees.at_start)),
            ("monthly", yuan(offer.fees.monthly)),
            ("months", count(offer.last_month())),
            ("early", yuan(early)),
            ("bridge", yuan(offer.bridge)),
        ];
        case.step("fees", yuan(fees), &[], &inputs);
    }
    Ok(Some(fees))
}

fn total_cost(case: &Case) -> Result<Option<Decimal>, Missing> {
    let (Some(interest), Some(fees)) = (interest(case)?, fees(case)?) else {
        return Ok(None);
    };
    let total = interest + fees;
    case.step(
        "total-cost",
        yuan(total),
        &[],
        &[("interest", yuan(interest)), ("fees", yuan(fees))],
    );
    Ok(Some(total))
}

const COMPOUND: &str = "loan-cost.annual-rate.compound";
const SIMPLE: &str = "loan-cost.annual-rate.simple";
const COSTS: &str = "loan-cost.annual-rate.costs";

/// The annualised rates, in the one way that the rules of the day are known to allow.
fn rates(case: &Case) -> Result<Option<AnnualRates>, Missing> {
    for (figure, known) in [
        (COMPOUND, "monthly-compounded-twelve-times"),
        (SIMPLE, "monthly-times-twelve"),
        (COSTS, "interest-and-direct-fees"),
    ] {
        if case.rule(Place::China, figure)? != known {
            return Err(Box::new(Lack::Rule(Place::China, figure, State::Unknown)));
        }
    }
    Ok(offer(case)?.and_then(|offer| offer.annual_rates()))
}

fn annualised_rate(case: &Case) -> Result<Option<Decimal>, Missing> {
    let (Some(offer), Some(rates)) = (offer(case)?, rates(case)?) else {
        return Ok(None);
    };
    let compound = to_rate(rates.compound);
    let received = offer.principal - offer.fees.at_start - offer.bridge;
    case.step(
        "annualised-rate",
        percent(compound),
        &[COMPOUND, SIMPLE, COSTS],
        &[
            ("received", yuan(received)),
            ("monthly", percent(to_rate(rates.simple / TWELVE))),
            ("simple", percent(to_rate(rates.simple))),
        ],
    );
    Ok(Some(compound))
}

// Side by side.

/// An offer that is complete.
#[derive(Clone, Copy)]
struct Complete {
    row: u8,
    offer: Offer,
    cost: Decimal,
}

/// The offers whose answers are all given; the others are not compared yet. Which one is cheapest is
/// no quantity: no range of it would say anything.
fn complete(case: &Case) -> Vec<Complete> {
    let rows = 1..=case.rows(OFFERS);
    let offers = rows.filter_map(|row| {
        let offer = offer(&case.at(row)).ok()??;
        Some(Complete {
            row,
            offer,
            cost: offer.cost(),
        })
    });
    offers.collect()
}

/// The cheapest and the dearest of at least two complete offers, the first of equals.
fn compared(case: &Case) -> Option<(Complete, Complete)> {
    let offers = complete(case);
    let cheapest = *offers.iter().min_by_key(|offer| offer.cost)?;
    let dearest = *offers.iter().rev().max_by_key(|offer| offer.cost)?;
    (offers.len() > 1).then_some((cheapest, dearest))
}

/// How much more each further offer costs than the first, by its parts.
fn difference(case: &Case) -> Result<Vec<Line>, Missing> {
    let offers = complete(case);
    let Some(first) = offers.first().filter(|first| first.row == 1) else {
        return Ok(Vec::new());
    };
    // The parts, then all of it.
    let against = |row: u8| -> Option<Vec<Decimal>> {
        let other = offers.iter().find(|other| other.row == row)?;
        let mut parts = first.offer.difference(&other.offer).to_vec();
        parts.push(other.cost - first.cost);
        Some(parts)
    };
    let columns = [2, 3, 4].map(against);
    if columns.iter().all(Option::is_none) {
        return Ok(Vec::new());
    }
    let names = PARTS.iter().map(|(name, _)| *name).chain([ALL]);
    let lines = names.enumerate().map(|(at, name)| {
        let cells = columns
            .iter()
            .map(|column| Some(*column.as_ref()?.get(at)?));
        (name, cells.collect::<Vec<Option<Decimal>>>())
    });
    // A part that makes no difference to any offer has no line.
    let lines = lines
        .filter(|(name, cells)| *name == ALL || cells.iter().flatten().any(|cell| !cell.is_zero()));
    let lines = lines.map(|(name, cells)| Line {
        name: Argument::Word(name),
        cells: cells.into_iter().map(|cell| cell.map(yuan)).collect(),
    });
    Ok(lines.collect())
}

// What else to know.

/// Where the cheapest in yuan is not the cheapest for its time.
fn lowest_rate(case: &Case) -> Result<Option<Message>, Missing> {
    let Some((cheapest, _)) = compared(case) else {
        return Ok(None);
    };
    let mut lowest: Option<(u8, Decimal)> = None;
    let mut own = None;
    for other in complete(case) {
        let Some(rates) = rates(&case.at(other.row))? else {
            continue;
        };
        let rate = to_rate(rates.compound);
        if other.row == cheapest.row {
            own = Some(rate);
        }
        if lowest.is_none_or(|(_, least)| rate < least) {
            lowest = Some((other.row, rate));
        }
    }
    let (Some((row, rate)), Some(own)) = (lowest, own) else {
        return Ok(None);
    };
    let words = Message::default()
        .with("cheapest", count(cheapest.row))
        .with("cheapest_rate", percent(own))
        .with("lowest", count(row))
        .with("lowest_rate", percent(rate));
    Ok((rate < own).then_some(words))
}

/// Up to how many days of use 随借随还 costs no more than the cheapest loan with a term.
fn break_even(case: &Case) -> Result<Option<Message>, Missing> {
    let offers = complete(case);
    let on_demand = offers.iter().find_map(|found| match found.offer.length {
        Length::Days(_, in_year) => Some((found, in_year)),
        Length::Months(_) => None,
    });
    let terms = offers
        .iter()
        .filter(|found| matches!(found.offer.length, Length::Months(_)));
    let (Some((line, in_year)), Some(term)) = (on_demand, terms.min_by_key(|term| term.cost))
    else {
        return Ok(None);
    };
    let left = term.cost - line.offer.all_fees();
    let a_year = line.offer.principal * line.offer.rate / HUNDRED;
    let days = (left * in_year)
        .checked_div(a_year)
        .map(|days| days.floor());
    let words = |days| {
        Message::default()
            .with("line", count(line.row))
            .with("days", count(days))
            .with("term", count(term.row))
    };
    Ok(days.filter(|days| *days >= Decimal::ONE).map(words))
}

/// What the bank behind the page offers, as a suggestion.
fn bank_offer(case: &Case) -> Result<Option<Message>, Missing> {
    let rate = case.figure(Place::China, "loan-offer.rate")?;
    let months = case.figure(Place::China, "loan-offer.term.most")?;
    let words = Message::default()
        .with("rate", percent(rate))
        .with("months", count(months));
    Ok(Some(words))
}
