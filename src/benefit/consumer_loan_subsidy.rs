//! 个人消费贷款财政贴息, the subsidy on loans for personal spending: 财金〔2025〕80号 from 2025-09-01,
//! 财金〔2026〕1号 from 2026-01-01, and the notice of August 2026 from 2026-08-01.
//!
//! What counts of a purchase and at what rate goes by the rules of its own day. The limit for one
//! person at one lender goes by the day on which the interest accrues; interest after the last day
//! of the scheme has no rule and counts for nothing.

use super::short_forms::{self, amount, asked, number, percent, some, yuan};
use super::subsidised::{self, RATE, REPAYMENT, TERM, if_ruled, loan_of};
use super::{
    Amount, Answer, Benefit, Case, Condition, Finding, Gain, Holds, Kind, Missing, Notice, OnLoan,
    Outline, Payer, Question, Rows, Term, Within,
};
use crate::loan::Loan;
use crate::money::{HUNDRED, to_cent};
use crate::policy::{Date, Place, Unit};
use crate::words::{Argument, Message};
use rust_decimal::Decimal;

/// The subsidy on loans for personal spending.
pub static OUTLINE: Outline = Outline {
    id: "consumer-loan-subsidy",
    reads: &["consumer-loan-subsidy."],
    packs: &["national-subsidies"],
    form,
    rows: &[Rows {
        id: PURCHASES,
        least: 1,
        most: 8,
    }],
    whole,
};

later! {
    chunk "consumer-loan-subsidy" "01" fn whole() -> &'static Benefit { &WHOLE }
    chunk "form-consumer-loan-subsidy" "01" fn form() -> &'static [Question] { QUESTIONS }
}

static WHOLE: Benefit = Benefit {
    outline: &OUTLINE,
    conditions: CONDITIONS,
    amounts: AMOUNTS,
    steps: STEPS,
    tables: &[],
    lines: LENDERS,
    answer: subsidised::ANSWER,
    what_if: subsidised::what_if("purchase_amount"),
    gain: Some(Gain {
        a_year: |case| some(subsidy(case)),
        in_all: true,
        within: Within::up_to(&[Term::once(most_in_all)]),
        on_loan: Some(OnLoan {
            payer: Payer::Central,
            one_central: None,
            after_local: None,
            rate: None,
            own_rate: "effective_rate",
        }),
    }),
    given: &[],
    in_force,
    steady: &[],
    cuts,
    conflicts: |_| Ok(()),
    schedule: None,
    notices: NOTICES,
};

const CHINA: Place = Place::China;
const PURCHASES: &str = "purchases";
/// Each has its own limit.
const LENDERS: &[&str] = &["first", "second", "third"];

const STATE_RATE: &str = "consumer-loan-subsidy.rate";
const PART_OF_RATE: &str = "consumer-loan-subsidy.part-of-rate";
const CARD_RATE: &str = "consumer-loan-subsidy.card.rate";
const CARD_PART_OF_RATE: &str = "consumer-loan-subsidy.card.part-of-rate";
const CARD_COVERED: &str = "consumer-loan-subsidy.card.covered";
const INSTALMENTS: &str = "consumer-loan-subsidy.card.instalments";
const FIELD_LIMIT: &str = "consumer-loan-subsidy.field-limit";
const FIELDS_FROM: &str = "consumer-loan-subsidy.field-limit.threshold";
const FIELDS: &str = "consumer-loan-subsidy.field-limit.fields";
const CAPPED: &str = "consumer-loan-subsidy.purchase.capped";
const COUNTED: &str = "consumer-loan-subsidy.purchase.counted-principal";
const PURCHASE_CAP: &str = "consumer-loan-subsidy.purchase.subsidy-cap";
const SMALL_CAPPED: &str = "consumer-loan-subsidy.small-purchase.capped";
const SMALL_BELOW: &str = "consumer-loan-subsidy.small-purchase.threshold";
const SMALL_CAP: &str = "consumer-loan-subsidy.small-purchase.cap";
const LIMIT: &str = "consumer-loan-subsidy.total-cap";
const PERIOD: &str = "consumer-loan-subsidy.total-cap.period";
const RESET: &str = "consumer-loan-subsidy.total-cap.reset";
const RAISED: &str = "consumer-loan-subsidy.total-cap.raised-mid-year";
const LENDER_LIST: &str = "consumer-loan-subsidy.lenders";
const CLAIM: &str = "consumer-loan-subsidy.claim";

const fn of_purchase(id: &'static str, kind: Kind) -> Question {
    Question {
        row: Some(PURCHASES),
        ..asked(PURCHASES, id, kind)
    }
}

static QUESTIONS: &[Question] = &[
    of_purchase("purchase_amount", number(Unit::Yuan, 1, 10_000_000, 2)),
    of_purchase(
        "purchase_day",
        Kind::Day {
            least: "2025-01-01",
            most: "2027-12-31",
        },
    ),
    of_purchase(
        "product",
        Kind::Choice(&[
            "loan",
            "bill-instalments",
            "car-instalments",
            "renovation-instalments",
            "other-special-instalments",
            "consumption-instalments",
            "cash-instalments",
        ]),
    ),
    of_purchase(
        "spending",
        Kind::Choice(&[
            "car",
            "elderly-care-and-birth",
            "education",
            "culture-and-travel",
            "home",
            "electronics",
            "health",
            "other",
        ]),
    ),
    of_purchase(
        "lender",
        Kind::Choice(&["first", "second", "third", "not-taking-part"]),
    ),
    of_purchase("rate", RATE),
    of_purchase("term_months", TERM),
    of_purchase("repayment", REPAYMENT),
    asked("you", "authorised", Kind::YesNo),
];

static CONDITIONS: &[Condition] = &[
    Condition {
        id: "lender",
        check: |case| fails_for(case, Counts::NotLender, LENDER_LIST),
    },
    Condition {
        id: "card",
        check: |case| fails_for(case, Counts::NotCard, INSTALMENTS),
    },
    Condition {
        id: "spending",
        check: |case| fails_for(case, Counts::NotSpending, FIELDS),
    },
    Condition {
        id: "authorised",
        check: |case| short_forms::found(case.yes("authorised")?, CLAIM, Message::default()),
    },
];

static AMOUNTS: &[Amount] = &[
    amount("subsidy", Unit::Yuan, |case| some(subsidy(case))).within(Within::up_to(INTEREST)),
    amount("total_interest", Unit::Yuan, |case| {
        some(total_interest(case))
    })
    .within(Within::sum_of(INTEREST)),
    subsidised::own_interest(
        |case| {
            let total = total_interest(case)?;
            let subsidy = subsidy(case)?;
            Ok(Some(subsidised::borrower_interest(case, total, subsidy)))
        },
        |case| {
            let all: Decimal = loans(case)?.iter().map(Loan::interest).sum();
            Ok(Some(all - exact_subsidy(case)?))
        },
    )
    .within(Within::up_to(INTEREST)),
    amount("effective_rate", Unit::PercentAYear, |case| {
        some(effective_rate(case))
    })
    .within(Within::up_to(&[Term::once(dearest)])),
    amount("uncapped_subsidy", Unit::Yuan, |case| {
        some(uncapped_subsidy(case))
    })
    .within(Within::up_to(INTEREST)),
    amount("left_of_limit", Unit::Yuan, left_of_limit)
        .within(Within::up_to(&[Term::once(all_limits)])),
    Amount {
        row: Some(PURCHASES),
        ..amount("purchase_subsidy", Unit::Yuan, purchase_subsidy)
    }
    .within(Within::up_to(&[Term::once(interest_of)])),
];

static STEPS: &[&str] = &[
    "state-rate",
    "counted-principal",
    "purchase-subsidy",
    "purchase-cap",
    "small-cap",
    "limit",
    "subsidy",
    "uncapped",
    "left-of-limit",
    "interest",
    "borrower-interest",
    "effective-rate",
];

static NOTICES: &[Notice] = &[
    Notice {
        id: "no-rule-then",
        applies: |case| left_out(case, Counts::NoRule),
    },
    Notice {
        id: "lender-left-out",
        applies: |case| left_out(case, Counts::NotLender),
    },
    Notice {
        id: "card-left-out",
        applies: |case| left_out(case, Counts::NotCard),
    },
    Notice {
        id: "spending-left-out",
        applies: |case| left_out(case, Counts::NotSpending),
    },
    Notice {
        id: "after-the-end",
        applies: after_the_end,
    },
    Notice {
        id: "by-the-day",
        applies: |case| {
            in_force(case)?;
            Ok(Some(Message::default()))
        },
    },
];

// What counts.

/// Whether a purchase counts, or why not.
#[derive(Clone, Copy, PartialEq)]
enum Counts {
    Yes,
    NoRule,
    NotLender,
    NotCard,
    NotSpending,
}

/// The case in every row, with the figures of the purchase's own day.
fn purchases<'a>(case: &Case<'a>) -> Result<Vec<Case<'a>>, Missing> {
    let rows = 1..=case.rows(PURCHASES);
    rows.map(|row| in_row(case, row)).collect()
}

fn in_row<'a>(case: &Case<'a>, row: u8) -> Result<Case<'a>, Missing> {
    let case = case.at(row);
    let day = case.day("purchase_day")?;
    Ok(case.on(day))
}

fn is_loan(case: &Case) -> Result<bool, Missing> {
    Ok(case.choice("product")? == "loan")
}

/// Whether the purchase that the case stands in counts.
fn counts(case: &Case) -> Result<Counts, Missing> {
    if case.choice("lender")? == "not-taking-part" {
        return Ok(Counts::NotLender);
    }
    if if_ruled(case.figure(CHINA, STATE_RATE))?.is_none() {
        return Ok(Counts::NoRule);
    }
    if !is_loan(case)? && !card_covered(case)? {
        return Ok(Counts::NotCard);
    }
    if case.rule(CHINA, FIELD_LIMIT)? == "yes" {
        let large = case.number("purchase_amount")? >= case.figure(CHINA, FIELDS_FROM)?;
        if large && !has(case, FIELDS, "spending")? {
            return Ok(Counts::NotSpending);
        }
    }
    Ok(Counts::Yes)
}

fn card_covered(case: &Case) -> Result<bool, Missing> {
    Ok(case.rule(CHINA, CARD_COVERED)? == "yes" && has(case, INSTALMENTS, "product")?)
}

/// Whether a figure's list has what was chosen.
fn has(case: &Case, figure: &'static str, question: &'static str) -> Result<bool, Missing> {
    let chosen = case.choice(question)?;
    let list = case.list(CHINA, figure)?;
    Ok(list.iter().any(|item| item.as_text() == Some(chosen)))
}

/// A condition that keeps a purchase out: a `no` where nothing else counts either.
fn fails_for(case: &Case, why: Counts, figure: &'static str) -> Result<Option<Finding>, Missing> {
    let mut found = Vec::new();
    for purchase in purchases(case)? {
        found.push(counts(&purchase)?);
    }
    let holds = match (found.contains(&why), found.contains(&Counts::Yes)) {
        (false, true) => Holds::Yes,
        (true, false) => Holds::No,
        _ => return Ok(None),
    };
    short_forms::found(holds, figure, Message::default())
}

/// The purchases that are left out for a reason, where others count.
fn left_out(case: &Case, why: Counts) -> Result<Option<Message>, Missing> {
    let mut rows = Vec::new();
    for purchase in purchases(case)? {
        if counts(&purchase)? == why {
            rows.push(purchase.row().to_string());
        }
    }
    let words = Message::default().saying("rows", rows.join(", "));
    Ok((!rows.is_empty()).then_some(words))
}

/// The rules of the days of the purchases: one of them is enough.
fn in_force(case: &Case) -> Result<(), Missing> {
    let mut missing = None;
    for purchase in purchases(case)? {
        match purchase.figure(CHINA, STATE_RATE) {
            Ok(_) => return Ok(()),
            Err(lack) if lack.is_rule() => missing = missing.or(Some(lack)),
            Err(lack) => return Err(lack),
        }
    }
    missing.map_or(Ok(()), Err)
}

// One purchase.

/// What the treasury pays on one purchase.
struct Paid {
    day: Date,
    /// The part of the loan that counts.
    part: Loan,
    /// Percent a year.
    rate: Decimal,
    /// The most for this purchase.
    cap: Option<Decimal>,
    /// The most for it and all other small ones at its lender.
    small_cap: Option<Decimal>,
}

impl Paid {
    /// What has come together before the day `until`, unrounded.
    fn until(&self, until: Date) -> Decimal {
        let (months, days) = self.day.months_until(until);
        let accrued = self.part.interest_until(self.rate, months, days);
        self.cap.map_or(accrued, |cap| accrued.min(cap))
    }
}

/// The treasury's part of the rate: one point, at most half the contract's rate.
fn state_rate(case: &Case) -> Result<Decimal, Missing> {
    let (points, part) = match is_loan(case)? {
        true => (STATE_RATE, PART_OF_RATE),
        false => (CARD_RATE, CARD_PART_OF_RATE),
    };
    let figures = [points, part];
    let (points, part) = (case.figure(CHINA, points)?, case.figure(CHINA, part)?);
    let contract = case.number("rate")?;
    let rate = points.min(contract * part / HUNDRED);
    let inputs = [
        ("points", percent(points)),
        ("part", percent(part)),
        ("rate", percent(contract)),
    ];
    case.step("state-rate", percent(rate), &figures, &inputs);
    Ok(rate)
}

/// What is paid on the purchase that the case stands in; `None` where it does not count.
fn paid(case: &Case) -> Result<Option<Paid>, Missing> {
    if counts(case)? != Counts::Yes {
        return Ok(None);
    }
    let amount = case.number("purchase_amount")?;
    let mut principal = amount;
    let (mut cap, mut small_cap) = (None, None);
    if case.rule(CHINA, CAPPED)? == "yes" {
        let counted = case.figure(CHINA, COUNTED)?;
        cap = Some(case.figure(CHINA, PURCHASE_CAP)?);
        if counted < amount {
            principal = counted;
            let inputs = [("amount", yuan(amount))];
            case.step(
                "counted-principal",
                yuan(counted),
                &[CAPPED, COUNTED],
                &inputs,
            );
        }
    }
    if case.rule(CHINA, SMALL_CAPPED)? == "yes" && amount < case.figure(CHINA, SMALL_BELOW)? {
        small_cap = Some(case.figure(CHINA, SMALL_CAP)?);
    }
    Ok(Some(Paid {
        day: case.day("purchase_day")?,
        rate: state_rate(case)?,
        part: loan_of(case, principal)?,
        cap,
        small_cap,
    }))
}

/// What one purchase brings until the end of the scheme, before the limits of its lender.
fn purchase_subsidy(case: &Case) -> Result<Option<Decimal>, Missing> {
    let case = in_row(case, case.row())?;
    let Some(paid) = paid(&case)? else {
        return Ok(Some(Decimal::ZERO));
    };
    let end = end(&case);
    let (months, days) = paid.day.months_until(end);
    let accrued = paid.part.interest_until(paid.rate, months, days);
    let inputs = [
        ("principal", yuan(paid.part.principal)),
        ("rate", percent(paid.rate)),
        ("from", Argument::Day(paid.day)),
        ("end", Argument::Day(last_day(&case, &paid))),
    ];
    case.step("purchase-subsidy", yuan(to_cent(accrued)), &[], &inputs);
    let subsidy = to_cent(paid.until(end));
    if subsidy < to_cent(accrued) {
        let inputs = [("sum", yuan(to_cent(accrued)))];
        case.step("purchase-cap", yuan(subsidy), &[PURCHASE_CAP], &inputs);
    }
    Ok(Some(subsidy))
}

/// The last day whose interest counts: that of the loan or that of the scheme.
fn last_day(case: &Case, paid: &Paid) -> Date {
    paid.day
        .plus_months(paid.part.months)
        .min(end(case))
        .before()
}

// One lender.

/// A time in which one limit holds.
struct Stretch {
    from: Date,
    /// The day after its last.
    to: Date,
    limit: Decimal,
    /// Whether what was paid before it no longer counts.
    anew: bool,
}

/// The days on which the limit changes, and the day after the last one of the scheme.
fn changes(case: &Case) -> Vec<Date> {
    let Some(ruling) = case.rulebook.ruling(CHINA, LIMIT) else {
        return Vec::new();
    };
    let known = case.rulebook.as_known_on;
    let public = |entry: &&crate::policy::Entry| known.is_none_or(|day| entry.public_by <= day);
    let entries: Vec<_> = ruling.figure.entries.iter().filter(public).collect();
    let end = entries.last().and_then(|last| last.until).map(Date::after);
    entries.iter().map(|entry| entry.from).chain(end).collect()
}

/// The day after the last one of the scheme.
fn end(case: &Case) -> Date {
    changes(case).last().copied().unwrap_or(case.rulebook.on)
}

/// The times of the scheme, each with its limit.
fn stretches(case: &Case) -> Result<Vec<Stretch>, Missing> {
    let mut marks = changes(case);
    let (Some(first), Some(end)) = (marks.first().copied(), marks.last().copied()) else {
        return Ok(Vec::new());
    };
    let mut years = Vec::new();
    for from in marks.clone() {
        let case = case.on(from);
        if from < end && case.rule(CHINA, PERIOD)? == "each-year" {
            // Anew on every 1 January, or after every full year from the first day.
            let start = match case.rule(CHINA, RESET)? {
                "calendar-year" => first.first_of_year(),
                _ => first,
            };
            let starts = (1..).map(|year| start.plus_months(12 * year));
            years = starts.take_while(|day| *day < end).collect();
        }
    }
    marks.extend(&years);
    marks.sort_unstable();
    marks.dedup();
    let mut stretches: Vec<Stretch> = Vec::new();
    for (from, to) in marks.iter().zip(marks.iter().skip(1)) {
        let case = case.on(*from);
        let limit = case.figure(CHINA, LIMIT)?;
        let raised = stretches.last().is_some_and(|before| before.limit < limit);
        let anew = years.contains(from) || raised && case.rule(CHINA, RAISED)? == "anew";
        stretches.push(Stretch {
            from: *from,
            to: *to,
            limit,
            anew,
        });
    }
    Ok(stretches)
}

/// What comes together on the purchases at one lender before a day, unrounded: the small ones within
/// their own limit.
fn accrued(purchases: &[Paid], until: Date) -> (Decimal, Option<Decimal>) {
    let (mut sum, mut small, mut cap) = (Decimal::ZERO, Decimal::ZERO, None);
    for paid in purchases {
        let of_one = paid.until(until);
        match paid.small_cap {
            Some(_) => small += of_one,
            None => sum += of_one,
        }
        cap = cap.or(paid.small_cap);
    }
    let bitten = cap.filter(|cap| small > *cap);
    (sum + bitten.unwrap_or(small), bitten.map(|_| small))
}

/// What is paid at one lender in a stretch, and by its end of the limit.
struct Used {
    stretch: Stretch,
    paid: Decimal,
    used: Decimal,
}

/// What is paid at one lender in every stretch, unrounded, each within its limit.
fn limited(case: &Case, lender: &'static str, purchases: &[Paid]) -> Result<Vec<Used>, Missing> {
    let (mut before, mut used) = (Decimal::ZERO, Decimal::ZERO);
    let mut all = Vec::new();
    for stretch in stretches(case)? {
        if stretch.anew {
            used = Decimal::ZERO;
        }
        let (sum, _) = accrued(purchases, stretch.to);
        let here = sum - before;
        before = sum;
        let paid = here.min((stretch.limit - used).max(Decimal::ZERO));
        if paid < here {
            let inputs = [
                ("lender", Argument::Word(lender)),
                ("from", Argument::Day(stretch.from)),
                ("to", Argument::Day(stretch.to.before())),
                ("sum", yuan(to_cent(here))),
                ("limit", yuan(stretch.limit)),
                ("used", yuan(to_cent(used))),
            ];
            let figures = [LIMIT, PERIOD];
            case.step("limit", yuan(to_cent(paid)), &figures, &inputs);
        }
        used += paid;
        all.push(Used {
            stretch,
            paid,
            used,
        });
    }
    Ok(all)
}

/// The purchases at one lender that count.
fn at_lender(case: &Case, lender: &str) -> Result<Vec<Paid>, Missing> {
    let mut found = Vec::new();
    for purchase in purchases(case)? {
        if purchase.choice("lender")? == lender {
            found.extend(paid(&purchase)?);
        }
    }
    Ok(found)
}

/// The subsidy at one lender, unrounded. Where no limit can bite, what is open about them is not
/// asked.
fn subsidy_at(case: &Case, lender: &'static str) -> Result<Decimal, Missing> {
    let purchases = at_lender(case, lender)?;
    if purchases.is_empty() {
        return Ok(Decimal::ZERO);
    }
    let end = end(case);
    let (sum, small) = accrued(&purchases, end);
    if let Some(small) = small {
        let cap = purchases.iter().find_map(|paid| paid.small_cap);
        let inputs = [
            ("lender", Argument::Word(lender)),
            ("sum", yuan(to_cent(small))),
        ];
        case.step(
            "small-cap",
            yuan(cap.unwrap_or_default()),
            &[SMALL_CAP],
            &inputs,
        );
    }
    for day in changes(case) {
        if day < end && sum > case.on(day).figure(CHINA, LIMIT)? {
            let all = limited(case, lender, &purchases)?;
            return Ok(all.iter().map(|used| used.paid).sum());
        }
    }
    Ok(sum)
}

// All together.

fn exact_subsidy(case: &Case) -> Result<Decimal, Missing> {
    let mut sum = Decimal::ZERO;
    for lender in LENDERS {
        sum += subsidy_at(case, lender)?;
    }
    Ok(sum)
}

fn subsidy(case: &Case) -> Result<Decimal, Missing> {
    for row in 1..=case.rows(PURCHASES) {
        // Its steps come before those of the lenders.
        purchase_subsidy(&case.at(row))?;
    }
    Ok(subsidised::subsidy(case, exact_subsidy(case)?))
}

/// The subsidy if no limit were set.
fn uncapped_subsidy(case: &Case) -> Result<Decimal, Missing> {
    let mut sum = Decimal::ZERO;
    for purchase in purchases(case)? {
        if let Some(paid) = paid(&purchase)? {
            let whole = loan_of(&purchase, purchase.number("purchase_amount")?)?;
            let (months, days) = paid.day.months_until(end(case));
            let here = whole.interest_until(paid.rate, months, days);
            let inputs = [
                ("principal", yuan(whole.principal)),
                ("rate", percent(paid.rate)),
            ];
            purchase.step("uncapped", yuan(to_cent(here)), &[], &inputs);
            sum += here;
        }
    }
    Ok(to_cent(sum))
}

/// What the lenders of the purchases can still pay in the year of the day asked about.
fn left_of_limit(case: &Case) -> Result<Option<Decimal>, Missing> {
    let mut left = None;
    for lender in LENDERS {
        let purchases = at_lender(case, lender)?;
        if purchases.is_empty() {
            continue;
        }
        for used in limited(case, lender, &purchases)? {
            let stretch = &used.stretch;
            if stretch.from <= case.rulebook.on && case.rulebook.on < stretch.to {
                let here = to_cent(stretch.limit - used.used);
                left = Some(left.unwrap_or(Decimal::ZERO) + here);
                let inputs = [
                    ("lender", Argument::Word(lender)),
                    ("to", Argument::Day(stretch.to.before())),
                    ("limit", yuan(stretch.limit)),
                    ("used", yuan(to_cent(used.used))),
                ];
                case.step("left-of-limit", yuan(here), &[LIMIT], &inputs);
            }
        }
    }
    Ok(left)
}

/// The interest on every purchase; no subsidy on it is more.
const INTEREST: &[Term] = &[Term::of_rows(PURCHASES, interest_of)];

/// All the interest on the purchase of the row, unrounded.
fn interest_of(case: &Case) -> Result<Option<Decimal>, Missing> {
    let loan = loan_of(case, case.number("purchase_amount")?)?;
    Ok(Some(loan.interest()))
}

/// The highest rate of any purchase: the mean of all, less what the state pays, is not above it.
fn dearest(case: &Case) -> Result<Option<Decimal>, Missing> {
    let mut highest = Decimal::ZERO;
    for row in 1..=case.rows(PURCHASES) {
        highest = highest.max(case.at(row).number("rate")?);
    }
    Ok(Some(highest))
}

/// The limits of every lender together, on the day asked about.
fn all_limits(case: &Case) -> Result<Option<Decimal>, Missing> {
    let limit = if_ruled(case.figure(CHINA, LIMIT))?;
    Ok(limit.map(|limit| limit * Decimal::from(LENDERS.len())))
}

/// No more is ever paid: the limits of as many lenders as there are purchases, from the day of the first
/// on, and not more than the interest.
fn most_in_all(case: &Case) -> Result<Option<Decimal>, Missing> {
    let mut first: Option<Date> = None;
    for purchase in purchases(case)? {
        let day = purchase.day("purchase_day")?;
        first = Some(first.map_or(day, |first| first.min(day)));
    }
    let mut limits = Decimal::ZERO;
    for stretch in stretches(case)? {
        if first.is_none_or(|first| stretch.to > first) {
            limits += stretch.limit;
        }
    }
    let lenders = usize::from(case.rows(PURCHASES)).min(LENDERS.len());
    let interest: Decimal = loans(case)?.iter().map(Loan::interest).sum();
    Ok(Some(interest.min(limits * Decimal::from(lenders))))
}

/// The loans of all purchases.
fn loans(case: &Case) -> Result<Vec<Loan>, Missing> {
    let rows = (1..=case.rows(PURCHASES)).map(|row| {
        let case = case.at(row);
        loan_of(&case, case.number("purchase_amount")?)
    });
    rows.collect()
}

fn total_interest(case: &Case) -> Result<Decimal, Missing> {
    let mut sum = Decimal::ZERO;
    for (row, loan) in (1..).zip(loans(case)?) {
        sum += loan.interest();
        subsidised::interest_step(&case.at(row), &loan);
    }
    Ok(to_cent(sum))
}

fn effective_rate(case: &Case) -> Result<Decimal, Missing> {
    let (mut interest, mut one_percent) = (Decimal::ZERO, Decimal::ZERO);
    for loan in loans(case)? {
        interest += loan.interest();
        one_percent += loan.interest_at(Decimal::ONE, 0, loan.months);
    }
    let rate = interest.checked_div(one_percent).unwrap_or_default();
    let subsidy = exact_subsidy(case)?;
    Ok(subsidised::own_rate(case, rate, subsidy, one_percent))
}

/// A loan that runs on after the last day of the scheme.
fn after_the_end(case: &Case) -> Result<Option<Message>, Missing> {
    let end = end(case);
    for purchase in purchases(case)? {
        if let Some(paid) = paid(&purchase)?
            && paid.day.plus_months(paid.part.months) > end
        {
            let words = Message::default().with("end", Argument::Day(end.before()));
            return Ok(Some(words));
        }
    }
    Ok(None)
}

// Where the rules change.

/// The sizes are those of every day of the scheme, so that the purchase's own need not be known.
fn cuts(case: &Case, question: &str) -> Result<Vec<Decimal>, Missing> {
    let mut cuts = Vec::new();
    match question {
        "purchase_day" => return day_cuts(case),
        "purchase_amount" => {
            for day in changes(case) {
                for id in [FIELDS_FROM, SMALL_BELOW] {
                    let size = if_ruled(case.on(day).figure(CHINA, id))?;
                    cuts.extend(
                        size.iter()
                            .flat_map(|size| [*size, *size - Decimal::new(1, 2)]),
                    );
                }
            }
        }
        _ => {}
    }
    Ok(cuts)
}

/// The days on which a limit changes, and those from which a limit no longer bites: a later
/// purchase has less time to reach it, but leaves more of the next one.
fn day_cuts(case: &Case) -> Result<Vec<Decimal>, Missing> {
    let mut cuts = Vec::new();
    for day in changes(case) {
        cuts.extend([day.number(), day.before().number()]);
    }
    let lender = case.choice("lender")?;
    let stretches = stretches(case)?;
    let reached = |day, at: usize| -> Result<bool, Missing> {
        let case = case.answered("purchase_day", case.row(), Answer::Day(day));
        let mut there = Vec::new();
        for row in 1..=case.rows(PURCHASES) {
            let case = case.at(row);
            // Another day that is open has its own cuts; they cannot wait for each other.
            if case.given_answer("purchase_day").is_some() && case.choice("lender")? == lender {
                there.extend(paid(&in_row(&case, row)?)?);
            }
        }
        let all = limited(&case, lender, &there)?;
        Ok(all
            .get(at)
            .is_some_and(|used| used.used >= used.stretch.limit))
    };
    for (at, stretch) in stretches.iter().enumerate() {
        let mut low = stretch.from;
        for (later, next) in stretches.iter().enumerate().skip(at) {
            if later > at && next.anew {
                break;
            }
            if !reached(low, later)? {
                continue;
            }
            let mut high = stretch.to;
            while let Some(middle) = low.halfway(high) {
                match reached(middle, later)? {
                    true => low = middle,
                    false => high = middle,
                }
            }
            cuts.extend([low.number(), high.number()]);
        }
    }
    Ok(cuts)
}
