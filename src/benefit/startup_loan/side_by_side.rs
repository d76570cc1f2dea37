//! Side by side: the ways in which the loan can be taken, and what it costs with and without the
//! treasury's part.

use super::ceiling::{ceiling, subsidised_principal, term_limit};
use super::conditions::CONDITIONS;
use super::cost::{annualised, borrower_interest, total_interest};
use super::loan;
use super::rate::{TreasuryRate, subsidy, treasury_rate};
use crate::benefit::{Answer, Case, Column, Holds, Lack, Line, Missing, Table};
use crate::loan::{AnnualRates, Fees, Loan, Plan, Repayment, annual_rates, annual_rates_of};
use crate::money::{HUNDRED, TWELVE, to_rate};
use crate::policy::Unit;
use crate::words::Argument;
use rust_decimal::Decimal;

const fn column(id: &'static str, unit: Unit) -> Column {
    Column { id, unit }
}

pub(super) static TABLES: &[Table] = &[
    Table {
        id: "ways",
        columns: &[
            column("ceiling", Unit::Yuan),
            column("term", Unit::Months),
            column("subsidy", Unit::Yuan),
            column("own", Unit::Yuan),
            column("hindrance", Unit::Rule),
        ],
        lines: ways,
    },
    Table {
        id: "true-cost",
        columns: &[
            column("interest", Unit::Yuan),
            column("fee", Unit::Yuan),
            column("total", Unit::Yuan),
            column("annualised", Unit::PercentAYear),
            column("annualised-simple", Unit::PercentAYear),
        ],
        lines: true_cost,
    },
];

pub(super) static LINES: &[&str] = &[
    "individual",
    "individual-at-best",
    "partnership",
    "partnership-at-best",
    "two-partners",
    "two-partners-at-best",
    "small-enterprise",
    "small-enterprise-at-best",
    "category",
    "household",
    "registration",
    "age",
    "other-loans",
    "credit",
    "partners",
    "hiring",
    "arrears",
    "previous-loans",
    "term",
    "rate",
    "nothing",
    "to-check",
    "no-rule",
    "without-subsidy",
    "with-subsidy",
    "with-subsidy-at-best",
];

/// A way to take the loan, by one reading of the rules.
#[derive(Clone, Copy, PartialEq)]
struct Way {
    ceiling: Decimal,
    term: Decimal,
    subsidy: Decimal,
    own: Decimal,
    /// What stands in the way: a condition that fails, else `to-check`, else `nothing`.
    hindrance: &'static str,
}

/// The same loan taken alone, by partners, or by a small firm. Where the number of partners is not
/// answered there are two, the fewest there can be. Where the rules are unsettled, the first line of a
/// way is by the least favourable reading and the second by the most favourable.
fn ways(case: &Case) -> Result<Vec<Line>, Missing> {
    let borrower = |id| case.answered("borrower", 0, Answer::Choice(id));
    let partners = borrower("partnership");
    let two = Answer::Number(Decimal::TWO);
    let (partners, name, best) = match case.given_answer("partners") {
        Some(_) => (partners, "partnership", "partnership-at-best"),
        None => (
            partners.answered("partners", 0, two),
            "two-partners",
            "two-partners-at-best",
        ),
    };
    let mut lines = Vec::new();
    for (case, name, best) in [
        (borrower("individual"), "individual", "individual-at-best"),
        (partners, name, best),
        (
            borrower("small-enterprise"),
            "small-enterprise",
            "small-enterprise-at-best",
        ),
    ] {
        lines.extend(case.lines(&|case| way_lines(case, name, best))?);
    }
    Ok(lines)
}

/// One way, by its least favourable reading and, where it differs, by its most favourable one.
fn way_lines(case: &Case, name: &'static str, best: &'static str) -> Result<Vec<Line>, Missing> {
    // The same by every reading.
    let total = total_interest(case)?;
    let readings = match case.readings(&|case| way(case, total)) {
        Ok(readings) => with_hindrances(readings, &case.readings(&hindrance)?),
        Err(lack) if lack.is_rule() => {
            let none = Some(Argument::Word("no-rule"));
            return Ok(vec![Line::new(name, vec![None, None, None, None, none])]);
        }
        Err(lack) => return Err(lack),
    };
    let worst = readings.iter().copied().reduce(|one, other| Way {
        ceiling: one.ceiling.min(other.ceiling),
        term: one.term.min(other.term),
        subsidy: one.subsidy.min(other.subsidy),
        own: one.own.max(other.own),
        hindrance: farther(one.hindrance, other.hindrance),
    });
    let most = readings.iter().copied().reduce(|one, other| Way {
        ceiling: one.ceiling.max(other.ceiling),
        term: one.term.max(other.term),
        subsidy: one.subsidy.max(other.subsidy),
        own: one.own.min(other.own),
        hindrance: nearer(one.hindrance, other.hindrance),
    });
    let best_way = most.filter(|_| worst != most);
    let lines = worst.map(|way| way_line(name, way)).into_iter();
    Ok(lines
        .chain(best_way.map(|way| way_line(best, way)))
        .collect())
}

/// Every part of a way is judged by itself, so each way of reading the conditions may stand beside any of
/// the money.
fn with_hindrances(mut ways: Vec<Way>, hindrances: &[&'static str]) -> Vec<Way> {
    let far = hindrances.iter().copied().reduce(farther);
    let near = hindrances.iter().copied().reduce(nearer);
    if let (Some(far), Some(near), Some(first)) = (far, near, ways.first().copied()) {
        for way in &mut ways {
            way.hindrance = far;
        }
        ways.push(Way {
            hindrance: near,
            ..first
        });
    }
    ways
}

/// What a way comes to; what stands in it is not looked for.
fn way(case: &Case, total: Decimal) -> Result<Way, Missing> {
    let subsidy = subsidy(case)?;
    Ok(Way {
        ceiling: ceiling(case)?,
        term: term_limit(case)?.1,
        subsidy,
        own: total - subsidy,
        hindrance: "nothing",
    })
}

fn way_line(name: &'static str, way: Way) -> Line {
    Line::new(
        name,
        vec![
            Some(Argument::Yuan(way.ceiling)),
            Some(Argument::Number(way.term)),
            Some(Argument::Yuan(way.subsidy)),
            Some(Argument::Yuan(way.own)),
            Some(Argument::Word(way.hindrance)),
        ],
    )
}

/// The first condition that fails; `to-check` where one is open, `nothing` where all hold.
fn hindrance(case: &Case) -> Result<&'static str, Missing> {
    let mut found = "nothing";
    for condition in CONDITIONS {
        match (condition.check)(case) {
            Ok(Some(finding)) if finding.holds == Holds::No => return Ok(condition.id),
            Ok(Some(finding)) if finding.holds == Holds::Unknown => found = "to-check",
            Ok(_) => {}
            Err(lack) if matches!(*lack, Lack::Candidate(..)) => return Err(lack),
            Err(_) => found = "to-check",
        }
    }
    Ok(found)
}

/// How far from having the loan: nothing in the way, something to check, a condition that fails.
fn distance(hindrance: &str) -> u8 {
    match hindrance {
        "nothing" => 0,
        "to-check" => 1,
        _ => 2,
    }
}

fn farther(one: &'static str, other: &'static str) -> &'static str {
    match distance(one) >= distance(other) {
        true => one,
        false => other,
    }
}

fn nearer(one: &'static str, other: &'static str) -> &'static str {
    match distance(one) <= distance(other) {
        true => one,
        false => other,
    }
}

/// The loan with the treasury's part, if it is granted, and the same loan without.
fn true_cost(case: &Case) -> Result<Vec<Line>, Missing> {
    let mut lines = case.lines(&plain_cost)?;
    if !lines.is_empty() {
        lines.extend(case.lines(&own_cost)?);
    }
    Ok(lines)
}

fn cost_line(
    case: &Case,
    name: &'static str,
    interest: Decimal,
    rates: AnnualRates,
) -> Result<Line, Missing> {
    let fee = case.number("fee")?;
    Ok(Line::new(
        name,
        vec![
            Some(Argument::Yuan(interest)),
            Some(Argument::Yuan(fee)),
            Some(Argument::Yuan(interest + fee)),
            Some(Argument::Percent(to_rate(rates.compound))),
            Some(Argument::Percent(to_rate(rates.simple))),
        ],
    ))
}

/// Without the treasury's part: arithmetic of the answers alone.
fn plain_cost(case: &Case) -> Result<Vec<Line>, Missing> {
    let interest = total_interest(case)?;
    let Some(rates) = annualised(case)? else {
        return Ok(Vec::new());
    };
    Ok(vec![cost_line(case, "without-subsidy", interest, rates)?])
}

fn own_cost(case: &Case) -> Result<Vec<Line>, Missing> {
    let fee = case.number("fee")?;
    let own = |case: &Case<'_>| Ok((borrower_interest(case)?, own_rates(case, fee)?));
    let mut readings = case.readings(&own)?;
    readings.sort_unstable_by_key(|(interest, _)| *interest);
    let mut lines = Vec::new();
    if let (Some((least, best)), Some((most, worst))) = (readings.first(), readings.last()) {
        let best = best.filter(|_| least != most);
        for (name, interest, rates) in [
            ("with-subsidy", most, worst),
            ("with-subsidy-at-best", least, &best),
        ] {
            if let Some(rates) = rates {
                lines.push(cost_line(case, name, *interest, *rates)?);
            }
        }
    }
    Ok(lines)
}

/// The annualised rates of what the person pays: every payment less the treasury's part of its
/// interest.
fn own_rates(case: &Case, fee: Decimal) -> Result<Option<AnnualRates>, Missing> {
    let loan = loan(case)?;
    let counted = subsidised_principal(case)?.checked_div(loan.principal);
    let counted = counted.unwrap_or_default();
    let treasury = treasury_rate(case)?;
    let limit = term_limit(case)?.1;
    // Paid every month on what is owed, and without a fee, what is left of the rate is the rate itself.
    if let TreasuryRate::EveryYear(treasury) = treasury
        && loan.repayment != Repayment::Bullet
        && fee.is_zero()
        && Decimal::from(loan.months) <= limit
    {
        let own = Loan {
            rate: loan.rate - counted * treasury,
            ..loan
        };
        return Ok(annual_rates(&own, Fees::default()));
    }
    let counted = counted / HUNDRED / TWELVE;
    let in_month = |month: u32| match &treasury {
        _ if Decimal::from(month) > limit => Decimal::ZERO,
        TreasuryRate::EveryYear(rate) => *rate,
        TreasuryRate::ByYear(rates) => {
            let year = rates.get((month as usize - 1) / 12);
            year.copied().unwrap_or_default()
        }
    };
    let mut paid = Vec::new();
    for row in Plan::from(loan).exact_rows() {
        // What was owed since the payment before.
        let owed = (row.balance + row.principal) * counted;
        let since = paid.len() as u32 + 1;
        let treasury: Decimal = (since..=row.month)
            .map(|month| owed * in_month(month))
            .sum();
        paid.resize(row.month as usize - 1, Decimal::ZERO);
        paid.push(row.payment - treasury);
    }
    Ok(annual_rates_of(loan.principal - fee, &paid))
}
