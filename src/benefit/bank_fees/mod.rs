//! 减费让利, what a customer of banks need not pay: the fees of a year by the price list, and what of
//! them the rules spare. Figures: `bank-fees.*` in the packs; prices are those of the bank's layer.
//!
//! Every yuan spared is one of three, and each is summed by itself ([`Sum`]): a right, which the
//! customer can claim; a ceiling, above which a bank may not charge; or the bank's own will, where a
//! rule only encourages it or banks only promised it. The third is never counted as saved.

mod accounts;
mod cash;
mod transfers;

use super::short_forms::{self, amount, number, yuan};
use super::{
    Amount, Benefit, Case, Column, Gain, Headline, Kind, Line, Missing, Notice, Outline, Term,
    Within, WorkOut,
};
use super::{Question, Rows, Table, WhatIf};
use crate::policy::{Band, Place, Unit};
use crate::words::{Argument, Message};
use rust_decimal::Decimal;

/// Yearly bank fees and what the rules spare.
pub static OUTLINE: Outline = Outline {
    id: "bank-fees",
    reads: &[
        "bank-fees.annual-and-small-together",
        "bank-fees.atm.before-2021.",
        "bank-fees.atm.ceiling.",
        cash::FREE_TIMES,
        cash::SIX_CHARGED,
        transfers::CASH,
        "bank-fees.counter-transfer.",
        accounts::COUNT,
        accounts::HOW,
        accounts::ONLY_IF_NONE,
        accounts::WHICH,
        transfers::PHONE,
        transfers::ONLINE_UP_TO,
        transfers::WITHIN_BANK,
        "bank-fees.notice.",
        accounts::ANNUAL,
        accounts::CARD,
        accounts::SMALL,
        accounts::BELOW,
        accounts::MESSAGES,
        accounts::FIRM,
        transfers::RELIEF,
        transfers::RELIEF_PERCENT,
        transfers::RELIEF_UP_TO,
        "bank-fees.sms.",
        "bank-fees.wage-and-benefit-accounts.",
    ],
    packs: &["national-fees", "typical-bank"],
    form,
    rows: ROWS,
    whole,
};

later! {
    chunk "bank-fees" "01" fn whole() -> &'static Benefit { &WHOLE }
    chunk "form-bank-fees" "01" fn form() -> &'static [Question] { QUESTIONS }
}

static WHOLE: Benefit = Benefit {
    outline: &OUTLINE,
    conditions: &[],
    amounts: AMOUNTS,
    steps: STEPS,
    tables: TABLES,
    lines: &[
        "accounts",
        "messages",
        "cards",
        "transfers",
        "cash",
        "bank-a",
        "bank-b",
        "bank-c",
        "bank-d",
        "bank-e",
        "bank-f",
    ],
    answer: Headline {
        needs: &["before", "saving", "after", "voluntary"],
        parts: &["right", "ceiling", "after"],
        whole: Some("before"),
        after: Some("after"),
    },
    what_if: WhatIf {
        question: "transfer_amount",
        amounts: &["after", "before"],
        pays: None,
    },
    gain: Some(Gain {
        a_year: |case| saving(case).map(Some),
        in_all: false,
        within: Within::up_to(BEFORE),
        on_loan: None,
    }),
    given: &[],
    in_force: |case| case.figure(Place::China, accounts::COUNT).map(drop),
    steady: &[],
    cuts,
    conflicts: |_| Ok(()),
    schedule: None,
    notices: NOTICES,
};

/// What the fees of a year are summed for.
#[derive(Clone, Copy, PartialEq)]
enum Sum {
    /// By the price list, before anything is spared.
    Before,
    /// Spared because the customer has a right to it.
    Right,
    /// Spared because the bank may not charge more.
    Ceiling,
    /// Left to pay, but a rule encourages the bank to spare it or banks promised to.
    Voluntary,
}

type Work = fn(&Case, Sum) -> Result<Decimal, Missing>;

/// The kinds of fees, each with its line in the table.
static KINDS: [(&str, Work); 5] = [
    ("accounts", accounts::accounts),
    ("messages", accounts::messages),
    ("cards", accounts::cards),
    ("transfers", transfers::transfers),
    ("cash", cash::cash),
];

const PERSON: Option<(&str, &[&str])> = Some(("customer", &["person"]));
const CHARGED: Option<(&str, &[&str])> = Some(("free_already", &["no"]));
const MESSAGES: Option<(&str, &[&str])> = Some(("sms", &["signed", "not-signed"]));

const fn asked(id: &'static str, kind: Kind, when: Option<When>) -> Question {
    Question {
        asked_when: when,
        ..short_forms::asked("you", id, kind)
    }
}

const fn in_row(group: &'static str, id: &'static str, kind: Kind, when: Option<When>) -> Question {
    Question {
        asked_when: when,
        row: Some(group),
        ..short_forms::asked(group, id, kind)
    }
}

type When = (&'static str, &'static [&'static str]);

const fn yuan_from(least: i64, most: i64) -> Kind {
    number(Unit::Yuan, least, most, 2)
}

const fn up_to(unit: Unit, most: i64) -> Kind {
    number(unit, 0, most, 0)
}

static ROWS: &[Rows] = &[
    Rows {
        id: "accounts",
        least: 1,
        most: 8,
    },
    Rows {
        id: "transfers",
        least: 0,
        most: 8,
    },
    Rows {
        id: "cash",
        least: 0,
        most: 4,
    },
];

static QUESTIONS: &[Question] = &[
    asked(
        "customer",
        Kind::Choice(&["person", "micro-business", "larger-business"]),
        None,
    ),
    asked("new_citizen", Kind::YesNo, PERSON),
    asked(
        "main_bank",
        Kind::Choice(&["big-five", "postal-savings", "other"]),
        PERSON,
    ),
    asked("new_cards", up_to(Unit::Count, 20), PERSON),
    asked("card_fee", yuan_from(0, 200), PERSON),
    in_row("accounts", "bank", Kind::Choice(accounts::BANKS), None),
    in_row("accounts", "free_already", Kind::YesNo, None),
    in_row("accounts", "wage_account", Kind::YesNo, PERSON),
    in_row("accounts", "annual_fee", yuan_from(0, 5_000), CHARGED),
    in_row("accounts", "balance", yuan_from(0, 100_000_000), PERSON),
    in_row("accounts", "low_quarters", up_to(Unit::Count, 4), PERSON),
    in_row("accounts", "small_fee", yuan_from(0, 100), PERSON),
    in_row("accounts", "small_below", yuan_from(0, 1_000_000), PERSON),
    in_row(
        "accounts",
        "sms",
        Kind::Choice(&["none", "signed", "not-signed"]),
        PERSON,
    ),
    in_row("accounts", "sms_fee", yuan_from(0, 100), MESSAGES),
    in_row(
        "transfers",
        "transfer_to",
        Kind::Choice(&["other-bank", "other-bank-away", "same-bank"]),
        None,
    ),
    in_row(
        "transfers",
        "channel",
        Kind::Choice(&["counter", "cash", "online", "mobile"]),
        None,
    ),
    in_row(
        "transfers",
        "transfer_amount",
        yuan_from(1, 100_000_000),
        None,
    ),
    in_row(
        "transfers",
        "transfer_times",
        up_to(Unit::Times, 10_000),
        None,
    ),
    in_row("transfers", "transfer_fee", yuan_from(0, 500), None),
    in_row(
        "cash",
        "cash_place",
        Kind::Choice(&["same-city", "away"]),
        None,
    ),
    in_row("cash", "cash_amount", yuan_from(1, 20_000), None),
    in_row("cash", "cash_times", up_to(Unit::Times, 100), None),
];

const fn yearly(id: &'static str, work_out: WorkOut) -> Amount {
    amount(id, Unit::Yuan, work_out)
}

const fn of_row(group: &'static str, id: &'static str, work_out: WorkOut) -> Amount {
    Amount {
        row: Some(group),
        ..yearly(id, work_out)
    }
}

/// All that is charged in a year, row by row; nothing that is spared is ever more.
const BEFORE: &[Term] = &[
    Term::of_rows("accounts", |row| accounts::account_fee(row).map(Some)),
    Term::of_rows("accounts", accounts::messages_of),
    Term::once(|case| accounts::cards(case, Sum::Before).map(Some)),
    Term::of_rows("transfers", |row| transfers::year(row).map(Some)),
    Term::of_rows("cash", cash::year),
];

/// An amount in yuan, or none in this case.
type Found = Result<Option<Decimal>, Missing>;

static AMOUNTS: &[Amount] = &[
    yearly("saving", |case| saving(case).map(Some)).within(Within::up_to(BEFORE)),
    yearly("before", |case| total(case, Sum::Before).map(Some)).within(Within::up_to(BEFORE)),
    yearly("right", |case| total(case, Sum::Right).map(Some)).within(Within::up_to(BEFORE)),
    yearly("ceiling", |case| total(case, Sum::Ceiling).map(Some)).within(Within::up_to(BEFORE)),
    yearly("after", |case| after(case).map(Some)).within(Within::up_to(BEFORE)),
    yearly("voluntary", |case| total(case, Sum::Voluntary).map(Some)).within(Within::up_to(BEFORE)),
    yearly("least", |case| least(case).map(Some)).within(Within::up_to(BEFORE)),
    yearly("unasked", accounts::unasked).within(Within::up_to(BEFORE)),
    of_row("accounts", "account_fee", |case| {
        accounts::account_fee(case).map(Some)
    }),
    of_row("transfers", "transfer_limit", transfers::limit),
    of_row("cash", "cash_old", |case| cash::old_price(case).map(Some)),
    of_row("cash", "cash_limit", cash::limit),
];

static STEPS: &[&str] = &[
    "account-fee",
    "account-fee-typical",
    "free-account",
    "wage-account",
    "unasked",
    "messages",
    "messages-typical",
    "messages-unsigned",
    "cards",
    "cards-typical",
    "transfer-limit",
    "transfer-relief",
    "transfer-year",
    "transfer-over",
    "cash-old",
    "cash-limit",
    "cash-year",
    "voluntary",
    "saving",
    "after",
    "least",
];

const fn column(id: &'static str) -> Column {
    Column {
        id,
        unit: Unit::Yuan,
    }
}

static TABLES: &[Table] = &[
    Table {
        id: "kinds",
        columns: &[
            column("before"),
            column("right"),
            column("ceiling"),
            column("after"),
            column("voluntary"),
        ],
        lines: by_kind,
    },
    Table {
        id: "banks",
        columns: &[column("before"), column("right"), column("after")],
        lines: accounts::by_bank,
    },
];

const fn notice(
    id: &'static str,
    applies: fn(&Case) -> Result<Option<Message>, Missing>,
) -> Notice {
    Notice { id, applies }
}

static NOTICES: &[Notice] = &[
    notice("name-one", |case| when(accounts::several_to_name(case))),
    notice("unsigned-messages", |case| {
        when(accounts::unsigned_messages(case))
    }),
    notice("typical-prices", |case| {
        when(accounts::typical_prices(case))
    }),
    notice("both-fees", |case| when(accounts::both_fees(case))),
    notice("no-amount", |case| {
        when(encouraged(case, "bank-fees.notice.annual"))
    }),
    notice("by-phone", |case| {
        let sum = transfers::free_by_phone(case)?;
        let words = Message::default().with("sum", yuan(sum));
        Ok((!sum.is_zero()).then_some(words))
    }),
    notice("older-cash-price", |case| when(cash::fell(case))),
    notice("relief-ended", |case| when(transfers::relief_ended(case))),
];

fn when(applies: Result<bool, Missing>) -> Result<Option<Message>, Missing> {
    Ok(applies?.then(Message::default))
}

// What all kinds share.

fn figure(case: &Case, id: &'static str) -> Result<Decimal, Missing> {
    case.figure(Place::China, id)
}

/// What a rule says on the day; `None` where it has not begun or has ended.
fn if_any<T>(read: Result<T, Missing>) -> Result<Option<T>, Missing> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(missing) if missing.is_rule() => Ok(None),
        Err(missing) => Err(missing),
    }
}

/// Whether the rule of that name says so on the day.
fn says(case: &Case, id: &'static str, what: &str) -> Result<bool, Missing> {
    Ok(if_any(case.rule(Place::China, id))? == Some(what))
}

/// The price that the person typed; left blank, the typical one of the bank's layer, and its id.
fn price(
    case: &Case,
    question: &'static str,
    typical: &'static str,
) -> Result<(Decimal, Option<&'static str>), Missing> {
    match case.given_answer(question) {
        Some(_) => Ok((case.number(question)?, None)),
        None => Ok((figure(case, typical)?, Some(typical))),
    }
}

/// The fee for something of that size, in yuan and not rounded; `None` outside every band.
fn banded(bands: &[Band], size: Decimal) -> Option<Decimal> {
    let band = bands.iter().find(|band| band.holds(size))?;
    let part = size * band.percent.unwrap_or_default() / crate::money::HUNDRED;
    let fee = band.amount.unwrap_or_default() + part;
    Some(band.at_most.map_or(fee, |most| fee.min(most)))
}

/// Where the fee of a band changes or reaches its most, on both sides.
fn edges(bands: &[Band]) -> Vec<Decimal> {
    let mut edges = Vec::new();
    for band in bands {
        let capped = band.at_most.zip(band.percent).and_then(|(most, percent)| {
            let part = most - band.amount.unwrap_or_default();
            (part * crate::money::HUNDRED).checked_div(percent)
        });
        for edge in [band.up_to, capped].into_iter().flatten() {
            let edge = edge.trunc_with_scale(2);
            edges.extend([edge, edge + CENT]);
        }
    }
    edges
}

const CENT: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

fn is_person(case: &Case) -> Result<bool, Missing> {
    Ok(case.choice("customer")? == "person")
}

fn is_micro(case: &Case) -> Result<bool, Missing> {
    Ok(case.choice("customer")? == "micro-business")
}

/// Whether Beijing's notice asks banks to reduce a fee for this person. It names no amount.
fn encouraged(case: &Case, id: &'static str) -> Result<bool, Missing> {
    Ok(is_person(case)? && says(case, id, "encouraged")? && case.yes("new_citizen")?)
}

/// What is left of a kind of fees, all of which the bank may spare by its own will.
fn voluntary(case: &Case, kind: &'static str, left: Decimal, figures: &[&'static str]) -> Decimal {
    if !left.is_zero() {
        let inputs = [("kind", Argument::Word(kind))];
        case.step("voluntary", yuan(left), figures, &inputs);
    }
    left
}

fn total(case: &Case, sum: Sum) -> Result<Decimal, Missing> {
    let mut total = Decimal::ZERO;
    for (_, work_out) in KINDS {
        total += work_out(case, sum)?;
    }
    Ok(total)
}

fn saving(case: &Case) -> Result<Decimal, Missing> {
    let right = total(case, Sum::Right)?;
    let ceiling = total(case, Sum::Ceiling)?;
    let saving = right + ceiling;
    case.step(
        "saving",
        yuan(saving),
        &[],
        &[("right", yuan(right)), ("ceiling", yuan(ceiling))],
    );
    Ok(saving)
}

fn after(case: &Case) -> Result<Decimal, Missing> {
    let before = total(case, Sum::Before)?;
    let saving = saving(case)?;
    let after = before - saving;
    case.step(
        "after",
        yuan(after),
        &[],
        &[("before", yuan(before)), ("saving", yuan(saving))],
    );
    Ok(after)
}

fn least(case: &Case) -> Result<Decimal, Missing> {
    let after = after(case)?;
    let voluntary = total(case, Sum::Voluntary)?;
    let least = after - voluntary;
    case.step(
        "least",
        yuan(least),
        &[],
        &[("after", yuan(after)), ("voluntary", yuan(voluntary))],
    );
    Ok(least)
}

fn line(name: &'static str, cells: &[Decimal]) -> Line {
    Line::new(name, cells.iter().map(|cell| Some(yuan(*cell))).collect())
}

/// The accounts, and the other kinds for which there is anything to pay.
fn by_kind(case: &Case) -> Result<Vec<Line>, Missing> {
    let mut lines = Vec::new();
    for (id, work_out) in KINDS {
        lines.extend(case.lines(&|case| kind_line(case, id, work_out))?);
    }
    Ok(lines)
}

fn kind_line(case: &Case, id: &'static str, work_out: Work) -> Result<Vec<Line>, Missing> {
    let before = work_out(case, Sum::Before)?;
    let right = work_out(case, Sum::Right)?;
    let ceiling = work_out(case, Sum::Ceiling)?;
    let voluntary = work_out(case, Sum::Voluntary)?;
    let after = before - right - ceiling;
    let shown = id == "accounts" || !before.is_zero();
    let line = shown.then(|| line(id, &[before, right, ceiling, after, voluntary]));
    Ok(line.into_iter().collect())
}

fn cuts(case: &Case, question: &str) -> Result<Vec<Decimal>, Missing> {
    match question {
        "balance" => Ok(vec![price(case, "small_below", accounts::BELOW)?.0]),
        "transfer_amount" => transfers::cuts(case),
        "transfer_fee" => Ok(transfers::limit(case)?.into_iter().collect()),
        "cash_amount" => cash::cuts(case),
        "cash_times" => Ok(vec![figure(case, cash::FREE_TIMES)?]),
        _ => Ok(Vec::new()),
    }
}
