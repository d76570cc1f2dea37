//! A formula of ours as one of a spreadsheet: what it names becomes a cell.

use super::rules::{self, Rule};
use super::sheet::Content;
use super::{Kept, loan};
use crate::benefit::Answer;
use crate::embed::Step;
use crate::loan::Repayment;
use crate::money;
use std::cell::RefCell;

/// Where the cells are that formulas name.
pub(super) struct Cells<'a> {
    pub kept: &'a Kept<'a>,
    /// Answers: question, row and cell.
    pub answers: Vec<(&'static str, u8, String)>,
    /// Figures that hold a value, in the order in which they were read.
    pub figures: Vec<FigureCell>,
    /// The steps before the one that is written.
    pub steps: Vec<StepCell>,
    /// Amounts by name.
    pub amounts: Vec<(String, String)>,
    /// What the sheets of payments come to: row, name and cell.
    pub payments: Vec<(u8, &'static str, String)>,
}

/// A figure on its sheet.
#[derive(Default)]
pub(super) struct FigureCell {
    pub id: String,
    pub from: String,
    /// As it is written.
    pub text: String,
    /// Its number or day.
    pub value: Option<String>,
    /// Its last day.
    pub until: Option<String>,
    /// The items of a list.
    pub items: Vec<String>,
    /// Its bands: from, up to, amount, percent, at most.
    pub bands: Vec<[Option<String>; 5]>,
}

/// A step on its sheet.
pub(super) struct StepCell {
    pub id: String,
    pub row: u8,
    pub value: String,
    /// Before it was rounded.
    pub exact: String,
    /// Numbers beside it.
    pub beside: Vec<(&'static str, String)>,
}

/// Where a formula stands.
pub(super) struct At<'a> {
    /// The row that it is of; 0 for none.
    pub row: u8,
    /// The step that it is of.
    pub step: Option<&'a Step>,
    /// What stands beside that step.
    pub beside: &'a Beside<'a>,
}

/// Numbers beside a step, as its formula comes to need them.
#[derive(Default)]
pub(super) struct Beside<'a> {
    /// By name.
    pub numbers: RefCell<Vec<(&'static str, Content)>>,
    /// Those that have a formula.
    pub formulas: &'a [(&'static str, &'static str)],
    /// The cell of the one at a place.
    pub cell: Option<&'a dyn Fn(usize) -> String>,
}

/// The names of what may stay a number beside a step.
pub(super) const OWN: [&str; 3] = ["after", "before", "each"];

impl Cells<'_> {
    /// The first rule of a name that holds here, and its formula.
    pub fn find(&self, name: &str, at: &At) -> Option<(&'static Rule, String)> {
        let rules = rules::of(self.kept.benefit.id);
        let mut rules = rules.into_iter().flatten();
        rules.find_map(|rule| match rule.id == name {
            true => Some((rule, self.of(rule, at)?)),
            false => None,
        })
    }

    /// The formula of a rule, where it holds and all is there that it names.
    pub fn of(&self, rule: &Rule, at: &At) -> Option<String> {
        match self.holds(rule.when, at) {
            true => self.expand(rule.formula, at),
            false => None,
        }
    }

    fn named(&self, name: &str, at: &At) -> Option<String> {
        let rules = rules::of(self.kept.benefit.id);
        let mut rules = rules.into_iter().flatten();
        let found = rules.find_map(|rule| match rule.id.strip_prefix('%') == Some(name) {
            true => self.of(rule, at),
            false => None,
        });
        Some(held(&found?))
    }

    /// Whether a condition of a rule holds.
    fn holds(&self, when: &str, at: &At) -> bool {
        when.split('&').filter(|part| !part.is_empty()).all(|part| {
            let (name, wanted) = part.split_once('=').unwrap_or((part, ""));
            if let Some(figure) = name.strip_prefix('#') {
                let found = self.figure(figure, at);
                return found.is_some_and(|found| match wanted {
                    "" => !found.text.is_empty(),
                    wanted => found.text == wanted,
                });
            }
            if name == "figure" {
                let figures = at.step.map_or(&[][..], |step| &step.figures);
                return figures.contains(&wanted);
            }
            let (name, is) = match name.strip_suffix('!') {
                Some(name) => (name, false),
                None => (name, true),
            };
            let input = at.step.and_then(|step| step.inputs.get(name));
            let given = match (input, self.choice(name, at.row)) {
                (Some(input), _) => Some(input.as_str()),
                (None, choice) => choice,
            };
            given.is_some_and(|given| wanted.split(',').any(|one| one == given)) == is
        })
    }

    fn choice(&self, question: &str, row: u8) -> Option<&'static str> {
        match self.kept.answers.get(question, row) {
            Some(Answer::Choice(choice)) if self.is_asked(question, row) => Some(choice),
            _ => None,
        }
    }

    fn is_asked(&self, question: &str, row: u8) -> bool {
        let given = |id| self.kept.answers.get(id, row);
        self.kept.benefit.is_asked(question, &given)
    }

    /// A formula with cells in place of what it names; `None` where something is not there.
    pub fn expand(&self, formula: &str, at: &At) -> Option<String> {
        let mut out = String::new();
        let mut rest = formula;
        while let Some(start) = rest.find(['{', '[', '%']) {
            out.push_str(&rest[..start]);
            let here = &rest[start..];
            let opens = here.as_bytes()[0];
            if opens == b'%' {
                let name = here[1..].split('(').next().unwrap_or_default();
                let inside = &here[1 + name.len()..];
                let end = closing(inside)?;
                let found = self.call(name, &inside[1..end], at)?;
                out.push_str(&held(&found));
                rest = &inside[end + 1..];
                continue;
            }
            let end = closing(here)?;
            let inside = &here[1..end];
            match opens {
                b'{' => {
                    let mut names = inside.split('|');
                    out.push_str(&names.find_map(|name| self.name(name, at))?);
                }
                _ => out.push_str(&self.sum(inside, at)?),
            }
            rest = &here[end + 1..];
        }
        out.push_str(rest);
        Some(out)
    }

    /// The sum over the rows of a group, or over those before this one.
    fn sum(&self, inside: &str, at: &At) -> Option<String> {
        let (group, each) = inside.split_once('|')?;
        let last = match group {
            "before" => at.row.saturating_sub(1),
            group => self.kept.answers.rows(group),
        };
        let mut parts = Vec::new();
        for row in 1..=last {
            parts.push(self.expand(each, &At { row, ..*at })?);
        }
        Some(match parts.is_empty() {
            true => "0".into(),
            false => ["(", &parts.join("+"), ")"].concat(),
        })
    }

    fn name(&self, name: &str, at: &At) -> Option<String> {
        let sign = name.chars().next()?;
        let rest = &name[sign.len_utf8()..];
        match sign {
            '?' => {
                let mut answers = self.answers.iter();
                let found =
                    answers.find(|(id, row, _)| *id == rest && (*row == at.row || *row == 0))?;
                Some(found.2.clone())
            }
            '#' => self.figure(rest, at)?.value.clone(),
            '^' => {
                // The latest of those that were read.
                let of_it = self.figures.iter().filter(|figure| figure.id == rest);
                of_it.max_by(|a, b| a.from.cmp(&b.from))?.until.clone()
            }
            '@' | '~' => {
                let (id, beside) = rest.split_once(':').unwrap_or((rest, ""));
                let step = self.step(id, at)?;
                if !beside.is_empty() {
                    let mut numbers = step.beside.iter();
                    return Some(numbers.find(|(name, _)| *name == beside)?.1.clone());
                }
                Some(if sign == '@' {
                    step.value.clone()
                } else {
                    step.exact.clone()
                })
            }
            '+' => {
                let (id, exact) = match rest.strip_prefix('~') {
                    Some(id) => (id, true),
                    None => (rest, false),
                };
                let of_it = self.steps.iter().filter(|step| step.id == id);
                let cells = of_it.map(|step| if exact { &step.exact } else { &step.value });
                let cells: Vec<&str> = cells.map(String::as_str).collect();
                Some(match cells.is_empty() {
                    true => "0".into(),
                    false => ["(", &cells.join("+"), ")"].concat(),
                })
            }
            '$' => self.amount(rest, at.row),
            ',' => {
                let cells = self.amounts_of(rest.strip_prefix('$')?);
                (!cells.is_empty()).then(|| cells.join(","))
            }
            '%' => self.named(rest, at),
            '!' => {
                let mut payments = self.payments.iter();
                let found = payments.find(|(row, name, _)| *row == at.row && *name == rest)?;
                Some(found.2.clone())
            }
            ':' => {
                let formulas = at.beside.formulas;
                let (name, formula) = formulas.iter().find(|(name, _)| *name == rest)?;
                self.beside(name, at, || {
                    Some(Content::Formula(self.expand(formula, at)?, None))
                })
            }
            '0'..='9' => Some(name.into()),
            _ if name == "NA()" => Some(name.into()),
            _ => {
                let value = at.step?.inputs.get(name)?;
                let name = OWN.into_iter().find(|own| *own == name)?;
                money::parse(value)?;
                self.beside(name, at, || Some(Content::Number(value.clone())))
            }
        }
    }

    /// The cell of a number beside the step; it is put there when it is first needed.
    fn beside(
        &self,
        name: &'static str,
        at: &At,
        content: impl FnOnce() -> Option<Content>,
    ) -> Option<String> {
        let place =
            |numbers: &[(&str, Content)]| numbers.iter().position(|(known, _)| *known == name);
        let known = place(&at.beside.numbers.borrow());
        let place = match known {
            Some(place) => place,
            None => {
                // It may need others, which then come before it.
                let content = content()?;
                let mut numbers = at.beside.numbers.borrow_mut();
                numbers.push((name, content));
                numbers.len() - 1
            }
        };
        Some((at.beside.cell?)(place))
    }

    /// An earlier step of that id, of the same row or of none; `#2` after it: the second.
    fn step(&self, id: &str, at: &At) -> Option<&StepCell> {
        let mut found = self.steps.iter().rev();
        found.find(|step| step.id == id && (step.row == at.row || step.row == 0))
    }

    fn amount(&self, id: &str, row: u8) -> Option<String> {
        let of_row = [id, ".", &row.to_string()].concat();
        let mut amounts = self.amounts.iter();
        let found = amounts.find(|(name, _)| name == id || *name == of_row)?;
        Some(found.1.clone())
    }

    /// The cells of an amount in all rows.
    fn amounts_of(&self, id: &str) -> Vec<&str> {
        let start = [id, "."].concat();
        let amounts = self
            .amounts
            .iter()
            .filter(|(name, _)| name.starts_with(&start));
        amounts.map(|(_, cell)| cell.as_str()).collect()
    }

    /// A figure that was read: by its id, or the step's own by its place.
    fn figure(&self, name: &str, at: &At) -> Option<&FigureCell> {
        let id = match name.parse::<usize>() {
            Ok(place) => at.step?.figures.get(place)?,
            Err(_) => name,
        };
        let mut of_it = self.figures.iter().filter(|figure| figure.id == id);
        // Of one that was read on several days, the entry of the day that the step or its row is of.
        let from = at.step.and_then(|step| step.inputs.get("from"));
        let day = match (from, self.kept.answers.get("purchase_day", at.row)) {
            (Some(from), _) => from.clone(),
            (_, Some(Answer::Day(day))) => day.to_string(),
            _ if self.kept.benefit.question("purchase_day").is_some() => {
                self.kept.outcome.on.clone()
            }
            _ => return of_it.next(),
        };
        let before = of_it.clone().filter(|figure| figure.from <= day);
        before.max_by(|a, b| a.from.cmp(&b.from)).or(of_it.next())
    }

    /// The bands of a figure that an argument names: `#0`.
    fn bands(&self, argument: &str, at: &At) -> Option<&[[Option<String>; 5]]> {
        let bands = &self.figure(argument.strip_prefix('#')?, at)?.bands;
        (!bands.is_empty()).then_some(bands)
    }

    fn call(&self, name: &str, inside: &str, at: &At) -> Option<String> {
        let given = arguments(inside);
        let mut of = Vec::new();
        for argument in &given {
            of.push(match argument.strip_prefix('#').is_some() {
                true => argument.to_string(),
                false => held(&self.expand(argument, at)?),
            });
        }
        let of: Vec<&str> = of.iter().map(String::as_str).collect();
        match (name, &*of) {
            ("bandfee", [size, figure]) => Some(fee(self.bands(figure, at)?, size)),
            ("bandpay", [cost, figure, first]) => Some(pay(self.bands(figure, at)?, cost, first)),
            ("bandopen", [cost, figure, first]) => {
                let (_, before) = self.bands(figure, at)?.split_last()?;
                let mut bands = before.to_vec();
                bands.last_mut()?[1] = None;
                Some(pay(&bands, cost, first))
            }
            ("fund", [paid, figure]) => {
                let (last, before) = self.bands(figure, at)?.split_last()?;
                let over = ["MAX(0,", paid, "-", last[0].as_ref()?, ")"].concat();
                let [rate, instead] = [last[3].as_ref()?, before.last()?[3].as_ref()?];
                Some([paid, "-", &over, "+", &over, "*", rate, "/", instead].concat())
            }
            ("years", [principal]) => self.years(principal, at),
            ("which", [least, id]) => {
                // Where several are as low, the first.
                let start = [id.trim_start_matches('#'), "."].concat();
                let mut out = String::from("NA()");
                for (name, cell) in self.amounts.iter().rev() {
                    if let Some(row) = name.strip_prefix(&*start) {
                        out = ["IF(", cell, "=", least, ",", row, ",", &out, ")"].concat();
                    }
                }
                Some(out)
            }
            ("growth", _) => loan::formula(name, self.method(at)?, &of).or_else(|| {
                let [flows, guess] = ["!flows", "!guess"].map(|name| self.name(name, at));
                Some(["1+IRR(", &flows?, ",", &guess?, ")"].concat())
            }),
            _ => loan::formula(name, self.method(at)?, &of),
        }
    }

    /// How the loan of a row is repaid.
    pub fn method(&self, at: &At) -> Option<Repayment> {
        let choice = |question| self.choice(question, at.row);
        Repayment::from_id(choice("repayment").or(choice("method"))?)
    }

    /// What the treasury pays where its part is another in every year: so many thirds.
    fn years(&self, principal: &str, at: &At) -> Option<String> {
        let rate = self.name("@share-by-year", at)?;
        let thirds = &self.figure("startup-loan.share.by-year", at)?.items;
        let [own, term, most] =
            ["?rate", "?term_months", "%counted"].map(|name| self.name(name, at));
        let (own, term, most) = (own?, term?, most?);
        let mut parts = Vec::new();
        for (year, third) in (1..).zip(thirds) {
            let part = [&rate, "*", third, "/3"].concat();
            let upto = |year: u32| {
                let months = ["MIN(", &most, ",", &(12 * year).to_string(), ")"].concat();
                let of = [principal, &own, &term, &part, &months];
                loan::formula("accrues", self.method(at)?, &of)
            };
            parts.push([&upto(year)?, "-", &upto(year - 1)?].concat());
        }
        Some(parts.join("+"))
    }
}

/// The fee for something of that size.
fn fee(bands: &[[Option<String>; 5]], size: &str) -> String {
    let mut out = String::new();
    let mut open = 0;
    for (at, [_, up_to, amount, percent, most]) in bands.iter().enumerate() {
        let mut fee = amount.clone().unwrap_or_default();
        if let Some(percent) = percent {
            let plus = if fee.is_empty() { "" } else { "+" };
            fee.push_str(&[plus, size, "*", percent, "/100"].concat());
        }
        if let Some(most) = most {
            fee = ["MIN(", &fee, ",", most, ")"].concat();
        }
        match up_to.as_ref().filter(|_| at + 1 < bands.len()) {
            Some(up_to) => {
                out.push_str(&["IF(", size, "<=", up_to, ",", &fee, ","].concat());
                open += 1;
            }
            None => out.push_str(&fee),
        }
    }
    out + &")".repeat(open)
}

/// What the bands pay on a cost: of each band's part its percentage. The first band may start elsewhere.
fn pay(bands: &[[Option<String>; 5]], cost: &str, first: &str) -> String {
    let mut parts = Vec::new();
    for (at, [over, up_to, _, percent, _]) in bands.iter().enumerate() {
        let over = match at == 0 && !first.is_empty() {
            true => first,
            false => over.as_deref().unwrap_or("0"),
        };
        let top = match up_to {
            Some(up_to) => ["MIN(", cost, ",", up_to, ")"].concat(),
            None => cost.into(),
        };
        let percent = percent.as_deref().unwrap_or("0");
        parts.push(["MAX(0,", &top, "-", over, ")*", percent, "/100"].concat());
    }
    parts.join("+")
}

/// Something that stays together wherever it is put.
fn held(formula: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "'!$.".contains(letter);
    match formula.is_empty() || formula.chars().all(plain) {
        true => formula.into(),
        false => ["(", formula, ")"].concat(),
    }
}

/// Where what opens here is closed.
fn closing(text: &str) -> Option<usize> {
    let mut open = 0u32;
    for (at, letter) in text.char_indices() {
        match letter {
            '{' | '[' | '(' => open += 1,
            '}' | ']' | ')' => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            return Some(at);
        }
    }
    None
}

/// Arguments, divided by `;` outside of brackets.
fn arguments(inside: &str) -> Vec<&str> {
    let (mut found, mut open, mut from) = (Vec::new(), 0i32, 0);
    for (at, letter) in inside.char_indices() {
        match letter {
            '{' | '[' | '(' => open += 1,
            '}' | ']' | ')' => open -= 1,
            ';' if open == 0 => {
                found.push(&inside[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(&inside[from..]);
    found
}
