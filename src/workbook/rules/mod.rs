//! The formula of every step and every amount.
//!
//! A formula is that of a spreadsheet, but for what it names, in braces; the first that there is of
//! several, divided by `|`:
//!
//! | `{?rate}` | the answer to a question (of the same row) |
//! | `{#0}`, `{#lpr.1y}` | a figure: the step's own by its place, or any by its id |
//! | `{^lpr.1y}` | the last day of a figure |
//! | `{@share}`, `{~share}` | an earlier step: what it came to, the same before it was rounded |
//! | `{@share:m}` | a number beside that step |
//! | `{$fees}` | an amount |
//! | `{%own}` | another formula, by name |
//! | `{!interest}` | what the sheet of payments comes to |
//! | `{+share}`, `{+~share}` | all steps of that id together |
//! | `{:m}` | a number beside the step: see [`Rule::beside`] |
//! | `{each}` | what went into the step, as it was: a number that stays |
//! | `{0}` | itself |
//! | `{,$total_cost}` | an amount in every row, with commas between |
//!
//! `[offers|…]` is the sum over the rows of a group, `[before|…]` that over the rows before this one;
//! `%name(…;…)` is one of [`loan`](super::loan) or of `formula`.

mod bank_fees;
mod consumer_loan_subsidy;
mod first_loan_subsidy;
mod health_cover;
mod loan_cost;
mod mortgage_subsidy;
mod startup_loan;
mod subsidised;

use crate::benefit::Benefit;

/// What a step or an amount counts, and so how it is rounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// Yuan, rounded half-up to the 分.
    Yuan,
    /// Percent, rounded half-up to four decimals.
    Rate,
    /// Percent, as it is.
    Exact,
    /// Anything else, as it is.
    Number,
    /// No formula: what it came to stays. Why is said in its words, `workbook.fixed.REASON`. It holds
    /// where all is there that its formula names.
    Fixed(&'static str),
}

/// A formula.
pub(super) struct Rule {
    /// The step; of an amount its id after `=`; of what is only named after `%`. `#2` after it: the
    /// second such step.
    pub id: &'static str,
    /// What it holds for: `question=choice,choice`, `question!=choice`, `#figure=value`, divided by `&`.
    /// Something that went into the step counts as a question; `figure` is any figure of it.
    pub when: &'static str,
    /// What it counts.
    pub kind: Kind,
    /// The formula.
    pub formula: &'static str,
    /// Numbers that stand beside the step, each with its own formula.
    pub beside: &'static [(&'static str, &'static str)],
}

const fn rule(id: &'static str, kind: Kind, formula: &'static str) -> Rule {
    Rule {
        id,
        when: "",
        kind,
        formula,
        beside: &[],
    }
}

const fn yuan(id: &'static str, formula: &'static str) -> Rule {
    rule(id, Kind::Yuan, formula)
}

const fn rate(id: &'static str, formula: &'static str) -> Rule {
    rule(id, Kind::Rate, formula)
}

const fn exact(id: &'static str, formula: &'static str) -> Rule {
    rule(id, Kind::Exact, formula)
}

const fn number(id: &'static str, formula: &'static str) -> Rule {
    rule(id, Kind::Number, formula)
}

const fn fixed(id: &'static str, formula: &'static str, reason: &'static str) -> Rule {
    rule(id, Kind::Fixed(reason), formula)
}

impl Rule {
    const fn when(self, when: &'static str) -> Rule {
        Rule { when, ..self }
    }

    const fn beside(self, beside: &'static [(&'static str, &'static str)]) -> Rule {
        Rule { beside, ..self }
    }
}

/// The rules of a benefit: its own, then those that it shares.
pub(super) fn of(benefit: &str) -> [&'static [Rule]; 2] {
    const NONE: &[Rule] = &[];
    match benefit {
        "startup-loan" => [startup_loan::RULES, NONE],
        "consumer-loan-subsidy" => [consumer_loan_subsidy::RULES, NONE],
        "service-loan-subsidy" => [subsidised::SERVICE, subsidised::RULES],
        "small-business-loan-subsidy" => [subsidised::SMALL, subsidised::RULES],
        "first-loan-subsidy" => [first_loan_subsidy::RULES, subsidised::RULES],
        "mortgage-subsidy" => [mortgage_subsidy::RULES, subsidised::RULES],
        "bank-fees" => [bank_fees::RULES, NONE],
        "health-cover" => [health_cover::RULES, NONE],
        "loan-cost" => [loan_cost::RULES, NONE],
        _ => [NONE, NONE],
    }
}

/// The group of the rows that a step is of, where a benefit has several.
pub(super) fn group_of(benefit: &str, step: &str) -> Option<&'static str> {
    let groups = match benefit {
        "bank-fees" => bank_fees::GROUPS,
        _ => &[],
    };
    let found = groups.iter().find(|(_, steps)| steps.contains(&step));
    found.map(|(group, _)| *group)
}

/// The steps and amounts (after `=`) of a benefit that have no formula.
pub fn missing(benefit: &'static Benefit) -> Vec<String> {
    let rules = of(benefit.id);
    let has = |name: &str| {
        let mut rules = rules.iter().flat_map(|rules| rules.iter());
        rules.any(|rule| rule.id == name)
    };
    let steps = benefit.steps.iter().map(|step| step.to_string());
    let amounts = benefit.amounts.iter();
    let amounts = amounts.map(|amount| ["=", amount.id].concat());
    steps.chain(amounts).filter(|name| !has(name)).collect()
}
