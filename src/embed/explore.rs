//! Requests to explore, and what was found in words.

use super::engine::{Ask, bad, only_known, read_ask};
use super::exploration::*;
use super::explored::{Open, Question, Teller, amount_name, assuming, name, stacked};
use super::outcome::decimal;
use super::{Engine, Refusal};
use crate::benefit::{Answer, BadAnswer, Benefit, Case};
use crate::explore::{self, Along, Blank, Edge, Goal, Job, Pace, Wanted};
use crate::input::Json;
use crate::money;
use crate::words::{Argument, Locale, Message};
use rust_decimal::Decimal;
use std::rc::Rc;

/// The parts that every request about one benefit may have.
const BASE: [&str; 7] = [
    "kind",
    "benefit",
    "on",
    "as_known_on",
    "answers",
    "lang",
    "packs",
];

/// What is explored.
const KINDS: [&str; 7] = [
    "next-question",
    "way-in",
    "solve",
    "thresholds",
    "difference",
    "stack",
    "overview",
];

type Read<T> = Result<T, BadAnswer>;

impl Engine {
    /// Starts an exploration. `request` holds `kind` and what that needs; see `engine.d.ts`.
    ///
    /// # Errors
    /// When the request is wrong: the first fault, with what is allowed.
    pub fn explore(&self, request: &Json) -> Result<Job<Found>, Refusal> {
        let locale = self.language(request)?;
        let job = self.start(request, locale.clone());
        job.map_err(|bad| super::engine::refusal(locale, bad))
    }

    fn start(&self, request: &Json, locale: Rc<Locale>) -> Read<Job<Found>> {
        let kind = request.may("kind").unwrap_or_default();
        let known = |more: &[&str]| only_known(request, &[&BASE[..], more].concat());
        match kind {
            "next-question" | "way-in" => known(&[])?,
            "solve" => known(&["question", "amount", "at_least", "at_most", "from", "to"])?,
            "thresholds" => known(&["question", "amounts", "from", "to"])?,
            "difference" => only_known(
                request,
                &["kind", "benefit", "amount", "from", "to", "lang"],
            )?,
            "stack" => only_known(
                request,
                &["kind", "on", "as_known_on", "claims", "packs", "lang"],
            )?,
            "overview" => return self.start_overview(request, locale),
            _ => {
                let allowed = Message::new("error.choice").saying("choices", KINDS.join(", "));
                return Err(bad(
                    "kind",
                    request.get("kind").unwrap_or(&Json::Null),
                    allowed,
                ));
            }
        }
        match kind {
            "difference" => return self.start_difference(request, locale),
            "stack" => return self.start_stack(request, locale),
            _ => {}
        }
        let ask = read_ask(self, request)?;
        let benefit = ask.benefit;
        if matches!(kind, "next-question" | "way-in") {
            let next = kind == "next-question";
            return Ok(Job::new(move |pace| async move {
                let case = Case::new(ask.rulebook(), ask.answers.clone());
                let teller = Teller {
                    benefit,
                    locale: &locale,
                };
                match next {
                    true => {
                        let found = explore::next_question(benefit, &case, &pace).await;
                        Found::NextQuestion(teller.next_question(&found))
                    }
                    false => {
                        let found = explore::way_in(benefit, &case, Blank::Blocks, &pace).await;
                        Found::WayIn(teller.way_in(&case, &found))
                    }
                }
            }));
        }
        let question = question(benefit, request, "question")?;
        let range = [
            limit(benefit, question, request, "from")?,
            limit(benefit, question, request, "to")?,
        ];
        if range[0].zip(range[1]).is_some_and(|(from, to)| from > to) {
            let given = request.get("to").unwrap_or(&Json::Null);
            let least = Message::new("error.after").saying("least", request.text("from"));
            return Err(bad("to", given, least));
        }
        match kind {
            "solve" => start_solve(ask, request, question, range, locale),
            _ => start_thresholds(ask, request, question, range, locale),
        }
    }

    fn start_difference(&self, request: &Json, locale: Rc<Locale>) -> Read<Job<Found>> {
        let mut sides = Vec::new();
        for side in ["from", "to"] {
            let given = request.get(side).unwrap_or(&Json::Null);
            only_known(given, &["on", "as_known_on", "answers", "packs"])?;
            let mut parts = vec![(
                "benefit".to_string(),
                request.get("benefit").unwrap_or(&Json::Null).clone(),
            )];
            if let Json::Object(entries) = given {
                parts.extend(entries.iter().cloned());
            }
            let ask = read_ask(self, &Json::Object(parts));
            sides.push(ask.map_err(|bad| BadAnswer {
                field: match bad.field == "benefit" {
                    true => bad.field,
                    false => [side, ".", &bad.field].concat(),
                },
                ..bad
            })?);
        }
        let (Some(to), Some(from)) = (sides.pop(), sides.pop()) else {
            return Err(bad("from", &Json::Null, Message::new("error.answers")));
        };
        let benefit = from.benefit;
        let wanted = amount(benefit, request, "amount")?;
        Ok(Job::new(move |pace| async move {
            let sides = [&from, &to].map(|ask| explore::Side {
                rulebook: ask.rulebook(),
                answers: ask.answers.clone(),
            });
            let teller = Teller {
                benefit,
                locale: &locale,
            };
            let found = explore::difference(benefit, [&sides[0], &sides[1]], wanted, &pace).await;
            let mut open = Open::default();
            if found.is_err() {
                for ask in [&from, &to] {
                    let case = Case::new(ask.rulebook(), ask.answers.clone());
                    open.join(teller.open(&case, wanted, None));
                }
            }
            let readings = found.unwrap_or_default();
            Found::Difference(Difference {
                amount: amount_name(wanted),
                text: teller.word(&["amount.", wanted.0.id]),
                unit: wanted.0.unit.id().into(),
                readings: readings
                    .iter()
                    .map(|read| teller.explained(&sides, wanted, read))
                    .collect(),
                missing: open.missing,
                no_rule: open.no_rule,
            })
        }))
    }

    fn start_stack(&self, request: &Json, locale: Rc<Locale>) -> Read<Job<Found>> {
        let given = request.get("claims").unwrap_or(&Json::Null);
        let claims = match given {
            Json::List(claims) if claims.len() <= explore::MOST_CLAIMS => claims,
            _ => {
                let most = Argument::Number(explore::MOST_CLAIMS.into());
                return Err(bad(
                    "claims",
                    given,
                    Message::new("error.rows").with("most", most),
                ));
            }
        };
        let mut asks = Vec::new();
        for (at, claim) in claims.iter().enumerate() {
            let read = || {
                only_known(claim, &["benefit", "answers", "loan"])?;
                let mut parts = Vec::new();
                for (key, from) in [
                    ("benefit", claim),
                    ("answers", claim),
                    ("on", request),
                    ("as_known_on", request),
                    ("packs", request),
                ] {
                    if let Some(value) = from.get(key) {
                        parts.push((key.to_string(), value.clone()));
                    }
                }
                read_ask(self, &Json::Object(parts))
            };
            let ask = read().map_err(|bad| BadAnswer {
                field: ["claims.", &at.to_string(), ".", &bad.field].concat(),
                ..bad
            })?;
            asks.push((ask, claim.may("loan").map(String::from)));
        }
        Ok(Job::new(move |pace| async move {
            let claims = asks.iter().map(|(ask, loan)| explore::Claim {
                benefit: ask.benefit,
                case: Case::new(ask.rulebook(), ask.answers.clone()),
                loan: loan.clone(),
            });
            let claims: Vec<explore::Claim> = claims.collect();
            let found = explore::stack(&claims, &pace).await;
            Found::Stack(stacked(&claims, &found, &locale))
        }))
    }
}

fn start_solve(
    ask: Ask,
    request: &Json,
    question: Question,
    range: [Option<Decimal>; 2],
    locale: Rc<Locale>,
) -> Read<Job<Found>> {
    let benefit = ask.benefit;
    let goal = Goal {
        wanted: amount(benefit, request, "amount")?,
        least: number(request, "at_least")?,
        most: number(request, "at_most")?,
    };
    if goal.least.is_none() && goal.most.is_none() {
        return Err(bad("at_least", &Json::Null, Message::new("error.goal")));
    }
    Ok(Job::new(move |pace: Rc<Pace>| async move {
        let case = Case::new(ask.rulebook(), ask.answers.clone());
        let teller = Teller {
            benefit,
            locale: &locale,
        };
        let Some(along) = Along::new(benefit, &case, question, range) else {
            return Found::Solve(Solve {
                readings: Vec::new(),
                missing: Vec::new(),
                no_rule: None,
            });
        };
        let found = explore::on_every_reading(&case, async |case: &Case| {
            explore::solve(&along.of(case), goal, &pace).await
        });
        let found = found.await;
        let open = match &found {
            Err(_) => teller.open(&case, goal.wanted, Some(question)),
            Ok(_) => Open::default(),
        };
        let readings = found
            .unwrap_or_default()
            .into_iter()
            .map(|(assumed, found)| {
                let money = |amount| decimal(amount, goal.wanted.0.unit);
                let end = |interval: &explore::Interval, at: usize| End {
                    answer: teller.given(along.answer(interval.ends[at])),
                    amount: money(interval.amounts[at]),
                    because: match interval.edges[at] {
                        Edge::Limit => "limit",
                        Edge::Threshold => "threshold",
                        Edge::Goal => "goal",
                        Edge::NoAmount => "no-amount",
                    }
                    .into(),
                };
                Solution {
                    assuming: assuming(case.rulebook, &assumed),
                    intervals: found
                        .intervals
                        .iter()
                        .map(|interval| Interval {
                            from: end(interval, 0),
                            to: end(interval, 1),
                        })
                        .collect(),
                    nearest: found.nearest.map(|(at, amount)| Point {
                        answer: teller.given(along.answer(at)),
                        amount: money(amount),
                    }),
                }
            });
        Found::Solve(Solve {
            readings: readings.collect(),
            missing: open.missing,
            no_rule: open.no_rule,
        })
    }))
}

fn start_thresholds(
    ask: Ask,
    request: &Json,
    question: Question,
    range: [Option<Decimal>; 2],
    locale: Rc<Locale>,
) -> Read<Job<Found>> {
    let benefit = ask.benefit;
    let wanted = match request.get("amounts") {
        None | Some(Json::Null) => all_amounts(&ask),
        Some(Json::List(names)) => {
            let named = names
                .iter()
                .map(|name| find_amount(benefit, name, "amounts"));
            named.collect::<Read<Vec<Wanted>>>()?
        }
        Some(given) => return Err(bad("amounts", given, no_amount(benefit))),
    };
    Ok(Job::new(move |pace: Rc<Pace>| async move {
        let case = Case::new(ask.rulebook(), ask.answers.clone());
        let teller = Teller {
            benefit,
            locale: &locale,
        };
        let mut found = Thresholds {
            question: teller.asked(question),
            curves: Vec::new(),
            missing: Vec::new(),
            no_rule: None,
        };
        let mut open = Open::default();
        let Some(along) = Along::new(benefit, &case, question, range) else {
            return Found::Thresholds(found);
        };
        for wanted in wanted {
            let pieces = explore::on_every_reading(&case, async |case: &Case| {
                explore::pieces(&along.of(case), wanted, &pace).await
            });
            match pieces.await {
                Ok(readings) => found
                    .curves
                    .extend(readings.iter().map(|(assumed, pieces)| {
                        teller.curve(
                            &along,
                            question,
                            wanted,
                            assuming(case.rulebook, assumed),
                            pieces,
                        )
                    })),
                Err(_) => open.join(teller.open(&case, wanted, Some(question))),
            }
            pace.took(1).await;
        }
        found.missing = open.missing;
        found.no_rule = open.no_rule;
        Found::Thresholds(found)
    }))
}

/// A number of the question's kind, as a request may hold it.
fn limit(
    benefit: &Benefit,
    (question, _): Question,
    request: &Json,
    part: &str,
) -> Read<Option<Decimal>> {
    let given = match request.get(part) {
        None | Some(Json::Null) => return Ok(None),
        Some(given) => given,
    };
    let Some(question) = benefit.question(question) else {
        return Ok(None);
    };
    let read = question.read(given).map_err(|refused| BadAnswer {
        field: part.into(),
        ..refused
    })?;
    Ok(match read {
        Answer::Number(number) => Some(number),
        Answer::Day(day) => Some(day.number()),
        Answer::Choice(_) => None,
    })
}

fn number(request: &Json, part: &str) -> Read<Option<Decimal>> {
    let given = match request.get(part) {
        None | Some(Json::Null) => return Ok(None),
        Some(given) => given,
    };
    let number = match given {
        Json::Text(text) => money::parse(text),
        Json::Whole(number) => Some(Decimal::from(*number)),
        _ => None,
    };
    let number = number.filter(|number| number.abs() <= Decimal::from(1_000_000_000_000_i64));
    number
        .map(Some)
        .ok_or_else(|| bad(part, given, Message::new("error.goal")))
}

/// A number or a day that is asked about, by its name.
fn question(benefit: &'static Benefit, request: &Json, part: &str) -> Read<Question> {
    let given = request.get(part).unwrap_or(&Json::Null);
    let found = given.as_text().and_then(|name| {
        let (row, id) = split_name(name);
        let question = benefit
            .question(id)
            .filter(|question| question.kind.limits().is_some())?;
        let fits = match (question.row, row) {
            (None, None) => Some(0),
            (Some(group), Some((named, row))) if named == group => {
                let rows = benefit.rows.iter().find(|rows| rows.id == group)?;
                (1..=rows.most).contains(&row).then_some(row)
            }
            _ => None,
        }?;
        Some((question.id, fits))
    });
    found.ok_or_else(|| {
        let numbers = benefit.questions().iter();
        let numbers = numbers.filter(|question| question.kind.limits().is_some());
        let names: Vec<String> = numbers
            .map(|question| name((question.id, u8::from(question.row.is_some())), benefit))
            .collect();
        let allowed = Message::new("error.question").saying("questions", names.join(", "));
        bad(part, given, allowed)
    })
}

/// `offers.2.rate` as its row and its question.
fn split_name(name: &str) -> (Option<(&str, u8)>, &str) {
    let mut parts = name.splitn(3, '.');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(group), Some(row), Some(id)) => (Some((group, row.parse().unwrap_or(0))), id),
        _ => (None, name),
    }
}

fn amount(benefit: &'static Benefit, request: &Json, part: &str) -> Read<Wanted> {
    find_amount(benefit, request.get(part).unwrap_or(&Json::Null), part)
}

fn find_amount(benefit: &'static Benefit, given: &Json, part: &str) -> Read<Wanted> {
    let found = given.as_text().and_then(|name| {
        let (id, row) = match name.split_once('.') {
            Some((id, row)) => (id, row.parse().ok()?),
            None => (name, 0),
        };
        let amount = benefit.amounts.iter().find(|amount| amount.id == id)?;
        let fits = match amount.row {
            None => row == 0,
            Some(group) => {
                let rows = benefit.rows.iter().find(|rows| rows.id == group)?;
                (1..=rows.most).contains(&row)
            }
        };
        fits.then_some((amount, row))
    });
    found.ok_or_else(|| bad(part, given, no_amount(benefit)))
}

fn no_amount(benefit: &'static Benefit) -> Message {
    let known = benefit.amounts.iter();
    let known: Vec<String> = known
        .map(|amount| amount_name((amount, u8::from(amount.row.is_some()))))
        .collect();
    Message::new("error.choice").saying("choices", known.join(", "))
}

fn all_amounts(ask: &Ask) -> Vec<Wanted> {
    let mut all = Vec::new();
    for amount in ask.benefit.amounts {
        let rows = match amount.row {
            Some(group) => 1..=ask.answers.rows(group),
            None => 0..=0,
        };
        all.extend(rows.map(|row| (amount, row)));
    }
    all
}
