//! What `explore` finds, held against brute force, whole scans and definitions written out.

use crate::common;

use crate::common::dice::Dice;
use new_citizen_calculator::benefit::{self, Answer, Answers, Benefit, Case, Kind};
use new_citizen_calculator::embed::Engine;
use new_citizen_calculator::explore::{
    self, Along, Goal, Job, Pace, Piece, Verdict, Wanted, settled_verdict,
};
use new_citizen_calculator::money::parse;
use new_citizen_calculator::policy::{Date, Pack, Rulebook};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::rc::Rc;

/// How many times as much as in a usual run: `NCC_MORE=100` looks at a hundred times as many.
fn more() -> u64 {
    let asked = std::env::var("NCC_MORE").ok();
    asked.and_then(|more| more.parse().ok()).unwrap_or(1)
}

fn explore(engine: &Engine, request: &Value) -> Value {
    match engine.explore(&common::from_value(request)) {
        Ok(job) => serde_json::to_value(job.finish()).expect("plain data"),
        Err(refusal) => panic!("{request}: {refusal:?}"),
    }
}

fn evaluate(engine: &Engine, request: &Value) -> Value {
    match engine.evaluate(&common::from_value(request)) {
        Ok(outcome) => serde_json::to_value(outcome).expect("plain data"),
        Err(refusal) => panic!("{request}: {refusal:?}"),
    }
}

fn decimal(value: &Value) -> Decimal {
    let text = value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"));
    parse(text).unwrap_or_else(|| panic!("{text} is no number"))
}

/// A person and a day for a benefit, with answers that fit together.
struct Person {
    benefit: &'static Benefit,
    on: Date,
    answers: Answers,
    json: Value,
}

impl Person {
    fn roll(benefit: &'static Benefit, dice: &mut Dice, first: &str, last: &str) -> Person {
        loop {
            let json = dice.answers(benefit);
            if let Ok(answers) = Answers::read(benefit, &common::from_value(&json)) {
                let on = Date::parse(&dice.day(first, last)).expect("a day");
                return Person {
                    benefit,
                    on,
                    answers,
                    json,
                };
            }
        }
    }

    fn case<'a>(&self, packs: &'a [Rc<Pack>]) -> Case<'a> {
        Case::new(Rulebook::new(packs, self.on, None), self.answers.clone())
    }
}

/// Every reading of the unsettled figures.
fn verdicts(benefit: &'static Benefit, case: &Case) -> Option<Vec<Verdict>> {
    case.readings(&|case| settled_verdict(benefit, case)).ok()
}

fn is_in(benefit: &'static Benefit, case: &Case) -> bool {
    let out = |verdict: &Verdict| matches!(verdict, Verdict::NotEligible | Verdict::NoRule);
    verdicts(benefit, case).is_some_and(|verdicts| !verdicts.iter().any(out))
}

/// Everything worth trying as an answer: every choice, every corner, and a few numbers between.
fn tries(benefit: &'static Benefit, case: &Case, question: &'static str, row: u8) -> Vec<Answer> {
    let blank = case.without(question, row);
    let mut answers = blank.at(row).corners(benefit, question).unwrap_or_default();
    if let Some(Kind::Number { decimals, .. }) = benefit.question(question).map(|q| q.kind) {
        let step = Decimal::new(1, decimals);
        let numbers: Vec<Decimal> = answers
            .iter()
            .filter_map(|answer| match answer {
                Answer::Number(number) => Some(*number),
                _ => None,
            })
            .collect();
        let (Some(&least), Some(&most)) = (numbers.first(), numbers.last()) else {
            return answers;
        };
        for number in numbers {
            for near in [number - step, number + step] {
                if near >= least && near <= most {
                    answers.push(Answer::Number(near));
                }
            }
        }
    }
    answers
}

/// The free questions of a person, each with its row.
fn free(person: &Person) -> Vec<(&'static str, u8)> {
    let mut free = Vec::new();
    for question in person.benefit.questions() {
        let rows = match question.row {
            Some(group) => 1..=person.answers.rows(group),
            None => 0..=0,
        };
        if !person.benefit.given.contains(&question.id) {
            free.extend(rows.map(|row| (question.id, row)));
        }
    }
    free
}

/// Whether so many changes, tried one after the other, are enough.
fn some_changes_do(person: &Person, case: &Case, changes: usize, from: usize) -> bool {
    if is_in(person.benefit, case) {
        return true;
    }
    let free = free(person);
    changes > 0
        && (from..free.len()).any(|at| {
            let (question, row) = free[at];
            tries(person.benefit, case, question, row)
                .into_iter()
                .any(|to| {
                    let case = case.answered(question, row, to);
                    case.fits(person.benefit) && some_changes_do(person, &case, changes - 1, at + 1)
                })
        })
}

#[test]
fn the_nearest_way_in_is_one_and_nothing_smaller_is() {
    let engine = common::engine();
    let mut ways_seen = [0; 5];
    for outline in benefit::ALL {
        let benefit = outline.whole();
        let mut dice = Dice(11);
        let mut looked_at = 0;
        for _ in 0..4_000 {
            if looked_at == 40 * more() || benefit.conditions.is_empty() {
                break;
            }
            let person = Person::roll(benefit, &mut dice, "2025-09-01", "2026-12-31");
            let case = person.case(engine.packs());
            if is_in(benefit, &case) || verdicts(benefit, &case).is_none() {
                continue;
            }
            looked_at += 1;
            let way_in = {
                let (case, packs) = (person.answers.clone(), engine.packs().to_vec());
                let on = person.on;
                Job::new(move |pace| async move {
                    let case = Case::new(Rulebook::new(&packs, on, None), case);
                    explore::way_in(benefit, &case, explore::Blank::Blocks, &pace).await
                })
                .finish()
            };
            assert!(!way_in.eligible, "{} {}", benefit.id, person.json);
            for way in &way_in.ways {
                ways_seen[way.len()] += 1;
                let apply = |left_out: Option<usize>| {
                    let kept = way
                        .iter()
                        .enumerate()
                        .filter(|(at, _)| Some(*at) != left_out);
                    kept.fold(case.clone(), |case, (_, change)| {
                        case.answered(change.question, change.row, change.to)
                    })
                };
                let told = format!("{} {} {} {way:?}", benefit.id, person.on, person.json);
                assert!(is_in(benefit, &apply(None)), "not in: {told}");
                for left_out in 0..way.len() {
                    assert!(
                        !is_in(benefit, &apply(Some(left_out))),
                        "one too many: {told}"
                    );
                }
                assert!(
                    way.iter()
                        .all(|change| !benefit.given.contains(&change.question)),
                    "out of reach: {told}"
                );
            }
            // Brute force over every set that is smaller; sets of up to two are tried.
            let smaller = way_in.ways.first().map_or(2, |way| (way.len() - 1).min(2));
            assert!(way_in.complete);
            assert!(
                !some_changes_do(&person, &case, smaller, 0),
                "{} {} {}: {smaller} changes would do, found {:?}",
                benefit.id,
                person.on,
                person.json,
                way_in.ways
            );
        }
    }
    assert!(ways_seen[1] > 20 && ways_seen[2] > 5, "{ways_seen:?}");
}

#[test]
fn the_day_from_which_it_comes_by_itself_is_the_first() {
    // 居民购房贷款贴息 (财金〔2026〕95号) starts on 2026-10-01 and was public from 2026-09-29.
    let engine = common::engine();
    let answers = json!({ "amount": "800000", "rate": "3.1", "term_months": "240",
        "repayment": "equal-instalment", "loan_kind": "commercial", "first_home": "yes",
        "price": "1200000", "area": "89" });
    let way = explore(
        &engine,
        &json!({ "kind": "way-in", "benefit": "mortgage-subsidy", "on": "2026-09-30", "answers": answers }),
    );
    assert_eq!(way["eligible"], false);
    assert_eq!(way["by_itself"], "2026-10-01");
}

/// A number or day question of a person, and an amount that it may move.
fn random_line(person: &Person, dice: &mut Dice) -> Option<((&'static str, u8), Wanted)> {
    let numbers: Vec<_> = person
        .benefit
        .questions()
        .iter()
        .filter(|question| question.kind.limits().is_some())
        .collect();
    let question = numbers.get(dice.throw(numbers.len() as u64) as usize)?;
    let row = |group: Option<&str>, dice: &mut Dice| match group {
        Some(group) => 1 + dice.throw(person.answers.rows(group).into()) as u8,
        None => 0,
    };
    let asked = (question.id, row(question.row, dice));
    let amounts = person.benefit.amounts;
    let amount = &amounts[dice.throw(amounts.len() as u64) as usize];
    let wanted = (amount, row(amount.row, dice));
    Some((asked, wanted))
}

/// Which cases a scan of whole ranges is for, asked for by `NCC_WHOLE`: with `1/2` the first of every two,
/// so that two processes share them. `None` in a usual run, which looks at all of them, but in part.
fn whole() -> Option<(u64, u64)> {
    let asked = std::env::var("NCC_WHOLE").ok()?;
    let (part, parts) = asked.split_once('/').unwrap_or(("1", "1"));
    let number = |text: &str| text.parse().expect("NCC_WHOLE is 1, or a part as in 1/2");
    Some((number(part), number(parts)))
}

/// Looks at the steps of a case: all of them where the range is short or whole ranges were asked for; else
/// every yuan of the first stretch, both ends, and random ones. By the 分 around every edge in any case.
fn scan(of: u64, told: &str, along: &Along, edges: &[i64], look: impl Fn(i64)) {
    let whole = whole();
    if whole.is_some_and(|(part, parts)| of % parts != part % parts) {
        return;
    }
    let (steps, start) = (along.steps, std::time::Instant::now());
    let yuan = if along.number(1) - along.number(0) < Decimal::ONE {
        100
    } else {
        1
    };
    let edges = [&[0, steps], edges].concat();
    let near = edges.iter().flat_map(|edge| edge - 250..=edge + 250);
    let mut few: BTreeSet<i64> = near.collect();
    let every = match whole.is_some() || steps / yuan <= 30_000 {
        true => steps,
        false => {
            let mut dice = Dice(of);
            few.extend((0..10_000).map(|_| dice.throw(steps as u64 + 1) as i64));
            30_000 * yuan
        }
    };
    few.retain(|at| (0..=steps).contains(at));
    few.into_iter().for_each(&look);
    (0..=every).step_by(yuan as usize).for_each(look);
    if whole.is_some() {
        let seconds = start.elapsed().as_secs();
        eprintln!("{of}: {} looked at in {seconds} s: {told}", steps / yuan);
    }
}

/// What is found along a question, by the candidates that a case assumes.
fn explored<T: 'static>(
    person: &Person,
    case: &Case,
    question: (&'static str, u8),
    work: impl AsyncFnOnce(&Along, &Pace) -> T + 'static,
) -> T {
    let (benefit, answers, on) = (person.benefit, person.answers.clone(), person.on);
    let (packs, assumed) = (case.rulebook.packs().to_vec(), case.assumed().to_vec());
    let job = Job::new(move |pace| async move {
        let case = Case::new(Rulebook::new(&packs, on, None), answers);
        let case = assumed
            .iter()
            .fold(case, |case, (entry, at)| case.assuming(*entry, *at));
        let along = Along::new(benefit, &case, question, [None, None]).expect("a number");
        work(&along, &pace).await
    });
    job.finish()
}

fn settle<'a>(person: &Person, packs: &'a [Rc<Pack>], wanted: Wanted) -> Option<Case<'a>> {
    let mut case = person.case(packs);
    loop {
        match (wanted.0.work_out)(&case.at(wanted.1)) {
            Ok(_) => return Some(case),
            Err(lack) => match *lack {
                benefit::Lack::Candidate(entry, _) => case = case.assuming(entry, 0),
                _ => return None,
            },
        }
    }
}

#[test]
fn goal_seek_finds_what_a_scan_finds() {
    let engine = common::engine();
    let mut dice = Dice(5);
    let (mut done, mut edges_seen) = (0, 0);
    while done < 20 * more() {
        let benefit = benefit::ALL[dice.throw(benefit::ALL.len() as u64) as usize].whole();
        let person = Person::roll(benefit, &mut dice, "2025-09-01", "2026-12-31");
        let Some((question, wanted)) = random_line(&person, &mut dice) else {
            continue;
        };
        let Some(case) = settle(&person, engine.packs(), wanted) else {
            continue;
        };
        let Some(along) = Along::new(benefit, &case, question, [None, None]) else {
            continue;
        };
        let value = |at: i64| along.value(wanted, at);
        let random = dice.throw(along.steps as u64 + 1) as i64;
        let (Ok(Some(bound)), Ok(low), Ok(high)) = (value(random), value(0), value(along.steps))
        else {
            continue;
        };
        // An amount that never moves says little.
        if low == high && dice.throw(10) > 0 {
            continue;
        }
        let (least, most) = match dice.throw(3) {
            0 => (Some(bound), None),
            1 => (None, Some(bound)),
            _ => (Some(bound), Some(bound + Decimal::from(dice.throw(1_000)))),
        };
        let goal = Goal {
            wanted,
            least,
            most,
        };
        let told = format!(
            "{} {} {} {}: {question:?} for {} in {least:?}..{most:?}",
            benefit.id, person.on, person.json, wanted.0.id, wanted.1
        );
        let solution = explored(&person, &case, question, async move |along, pace| {
            explore::solve(along, goal, pace).await
        });
        let Ok(solution) = solution else { continue };
        done += 1;
        let ends: Vec<i64> = solution
            .intervals
            .iter()
            .flat_map(|interval| interval.ends)
            .collect();
        edges_seen += ends.len();
        scan(done, &told, &along, &ends, |at| {
            let amount = value(at).unwrap_or_else(|lack| panic!("{told}: {lack:?} at {at}"));
            let enough = amount.is_some_and(|amount| {
                least.is_none_or(|least| amount >= least) && most.is_none_or(|most| amount <= most)
            });
            let inside = solution
                .intervals
                .iter()
                .any(|interval| (interval.ends[0]..=interval.ends[1]).contains(&at));
            assert_eq!(
                enough,
                inside,
                "{told}: {amount:?} at {} in {solution:?}",
                along.number(at)
            );
        });
    }
    assert!(edges_seen >= 30, "{edges_seen}");
}

#[test]
fn the_thresholds_are_all_there_are() {
    let engine = common::engine();
    let mut dice = Dice(7);
    let (mut done, mut turns) = (0, 0);
    while done < 40 * more() {
        let benefit = benefit::ALL[dice.throw(benefit::ALL.len() as u64) as usize].whole();
        let person = Person::roll(benefit, &mut dice, "2025-09-01", "2026-12-31");
        let Some((question, wanted)) = random_line(&person, &mut dice) else {
            continue;
        };
        let Some(case) = settle(&person, engine.packs(), wanted) else {
            continue;
        };
        let Some(along) = Along::new(benefit, &case, question, [None, None]) else {
            continue;
        };
        let (Ok(low), Ok(high)) = (along.value(wanted, 0), along.value(wanted, along.steps)) else {
            continue;
        };
        if low == high && dice.throw(10) > 0 {
            continue;
        }
        let told = format!(
            "{} {} {}: {question:?} and {}.{}",
            benefit.id, person.on, person.json, wanted.0.id, wanted.1
        );
        let pieces = explored(&person, &case, question, async move |along, pace| {
            explore::pieces(along, wanted, pace).await
        });
        let Ok(pieces) = pieces else { continue };
        done += 1;
        turns += pieces.len().saturating_sub(1);
        let ends: Vec<i64> = pieces.iter().flat_map(|piece| piece.ends).collect();
        // What is said of the pieces gives every amount again, to the rounding.
        let slack = match wanted.0.unit {
            new_citizen_calculator::policy::Unit::Yuan => Decimal::new(4, 2),
            _ => Decimal::new(4, 4),
        };
        scan(done, &told, &along, &ends, |at| {
            let amount = along
                .value(wanted, at)
                .unwrap_or_else(|lack| panic!("{told}: {lack:?}"));
            let piece: Option<&Piece> = pieces
                .iter()
                .find(|piece| (piece.ends[0]..=piece.ends[1]).contains(&at));
            match (amount, piece) {
                (None, None) => {}
                (Some(amount), Some(piece)) => {
                    let [first, last] = piece.amounts;
                    let part = Decimal::from(at - piece.ends[0]);
                    let length = Decimal::from((piece.ends[1] - piece.ends[0]).max(1));
                    let line = first + (last - first) * part / length;
                    let off = (amount - line).abs();
                    let inside =
                        amount >= first.min(last) - slack && amount <= first.max(last) + slack;
                    assert!(
                        if piece.straight { off <= slack } else { inside },
                        "{told}: {amount} at {}, off {off} in {pieces:?}",
                        along.number(at)
                    );
                }
                (amount, piece) => {
                    panic!("{told}: {amount:?} at {} is in {piece:?}", along.number(at))
                }
            }
        });
    }
    assert!(turns >= 20, "{turns}");
}

/// Known thresholds of published rules, as a person would ask for them.
#[test]
fn published_thresholds_are_found() {
    let engine = common::engine();
    // 财金〔2026〕5号: 10 million yuan of one borrower's loans count, 1 point for one year.
    let answers = json!({ "rate": "4", "term_months": "12", "repayment": "interest-only",
        "field": "health", "other_principal": "0", "local_rate": "0",
        "other_central_subsidy": "no", "overdue": "no" });
    let found = explore(
        &engine,
        &json!({ "kind": "thresholds", "benefit": "service-loan-subsidy",
        "on": "2026-06-01", "answers": answers, "question": "amount", "amounts": ["subsidy"] }),
    );
    let turns: Vec<&Value> = found["curves"][0]["turns"]
        .as_array()
        .expect("turns")
        .iter()
        .collect();
    assert_eq!(turns.len(), 1, "{found}");
    assert_eq!(turns[0]["at"], "10000000");
    assert_eq!(turns[0]["kind"], "bend");
    assert_eq!(found["curves"][0]["pieces"][0]["to"]["amount"], "100000.00");
    // 发改价格〔2014〕268号: the ceiling of a transfer at the counter is 2, 5, 10 and 15 yuan up to 2,000,
    // 5,000, 10,000 and 50,000 yuan. It jumps there; it does not rise by so much for each 分.
    let transfer =
        json!([{ "channel": "counter", "transfer_to": "other-bank-away", "transfer_times": "1" }]);
    let found = explore(
        &engine,
        &json!({ "kind": "thresholds", "benefit": "bank-fees", "on": "2026-11-23",
        "answers": { "customer": "person", "transfers": transfer }, "to": "49000",
        "question": "transfers.1.transfer_amount", "amounts": ["transfer_limit.1"] }),
    );
    let turns: Vec<(&Value, &Value)> = found["curves"][0]["turns"]
        .as_array()
        .expect("turns")
        .iter()
        .map(|turn| (&turn["kind"], &turn["at"]))
        .collect();
    let jump = json!("jump");
    let at = ["2000", "5000", "10000"].map(|at| json!(at));
    assert_eq!(turns, at.each_ref().map(|at| (&jump, at)), "{found}");
}

/// The Shapley value by its definition: the mean over every order of what each cause adds.
fn by_orders(worth: &dyn Fn(usize) -> Decimal, causes: usize) -> Vec<Decimal> {
    fn orders(left: Vec<usize>) -> Vec<Vec<usize>> {
        if left.is_empty() {
            return vec![Vec::new()];
        }
        left.iter()
            .flat_map(|first| {
                let rest = left
                    .iter()
                    .copied()
                    .filter(|other| other != first)
                    .collect();
                orders(rest).into_iter().map(move |mut order| {
                    order.insert(0, *first);
                    order
                })
            })
            .collect()
    }
    let all = orders((0..causes).collect());
    let mut sums = vec![Decimal::ZERO; causes];
    for order in &all {
        let mut mixture = 0;
        for cause in order {
            let with = mixture | 1 << cause;
            sums[*cause] += worth(with) - worth(mixture);
            mixture = with;
        }
    }
    let count = Decimal::from(all.len());
    sums.into_iter().map(|sum| sum / count).collect()
}

#[test]
fn causes_add_up_turn_their_signs_and_are_shapleys() {
    let engine = common::engine();
    let mut dice = Dice(3);
    let mut done = 0;
    while done < 60 * more() {
        let people = [0, 1].map(|_| dice.answers(benefit::find("startup-loan").expect("there")));
        let mut to = people[0].clone();
        let changes = ["amount", "rate", "term_months", "repayment", "fee"];
        let changed: Vec<&str> = changes.into_iter().filter(|_| dice.throw(2) == 0).collect();
        for id in &changed {
            to[*id] = people[1][*id].clone();
        }
        let base = |answers: &Value| json!({ "on": "2026-11-25", "answers": answers });
        let ask = |from: &Value, to: &Value, amount: &str| {
            let request = json!({ "kind": "difference", "benefit": "startup-loan", "amount": amount,
                "from": base(from), "to": base(to) });
            let job = engine.explore(&common::from_value(&request));
            job.ok()
                .map(|job| serde_json::to_value(job.finish()).expect("plain data"))
        };
        let amount = ["borrower_interest", "subsidy", "first_payment"][dice.throw(3) as usize];
        let (Some(there), Some(back)) =
            (ask(&people[0], &to, amount), ask(&to, &people[0], amount))
        else {
            continue;
        };
        let readings = there["readings"].as_array().expect("readings");
        for (reading, turned) in readings
            .iter()
            .zip(back["readings"].as_array().expect("readings"))
        {
            let causes = reading["causes"].as_array().expect("causes");
            let sum: Decimal = causes.iter().map(|cause| decimal(&cause["amount"])).sum();
            assert_eq!(sum, decimal(&reading["difference"]), "{there}");
            assert_eq!(decimal(&reading["from"]), decimal(&turned["to"]));
            for (cause, turned) in causes
                .iter()
                .zip(turned["causes"].as_array().expect("causes"))
            {
                assert_eq!(cause["questions"], turned["questions"]);
                assert_eq!(
                    decimal(&cause["amount"]),
                    -decimal(&turned["amount"]),
                    "{there} {back}"
                );
            }
        }
        // The mixtures by evaluation, one by one; only where sources agree and all of them fit.
        if readings.len() != 1 {
            continue;
        }
        let mixture = |set: usize| {
            let mut answers = people[0].clone();
            for (at, id) in changed.iter().enumerate() {
                if set & (1 << at) != 0 {
                    answers[*id] = to[*id].clone();
                }
            }
            let request =
                json!({ "benefit": "startup-loan", "on": "2026-11-25", "answers": answers });
            let outcome = engine.evaluate(&common::from_value(&request)).ok()?;
            let outcome = serde_json::to_value(outcome).expect("plain data");
            Some(
                outcome["amounts"]
                    .get(amount)
                    .map_or(Decimal::ZERO, |amount| decimal(&amount["low"])),
            )
        };
        let worth: Option<Vec<Decimal>> = (0..1 << changed.len()).map(mixture).collect();
        let Some(worth) = worth else { continue };
        done += 1;
        let parts = by_orders(&|set| worth[set], changed.len());
        let causes = readings[0]["causes"].as_array().expect("causes");
        for (id, part) in changed.iter().zip(parts) {
            let told = causes
                .iter()
                .find(|cause| cause["questions"] == json!([id]));
            let told = told.map_or(Decimal::ZERO, |cause| decimal(&cause["amount"]));
            assert!(
                (told - part).abs() < Decimal::new(1, 2),
                "{id}: {told} is not {part} in {there}"
            );
        }
    }
}

/// Two days: the rate cap of the LPR that was in force is a cause, and the causes add up.
#[test]
fn figures_that_changed_are_causes() {
    let engine = common::engine();
    let answers = json!({ "scheme": "national", "area": "east", "borrower": "small-enterprise",
        "amount": "3000000", "term_months": "24", "rate": "5", "repayment": "interest-only",
        "staff": "20", "new_hires": "5" });
    let side = |on: &str| json!({ "on": on, "answers": answers });
    let found = explore(
        &engine,
        &json!({ "kind": "difference", "benefit": "startup-loan",
        "amount": "subsidy", "from": side("2024-03-01"), "to": side("2026-03-01") }),
    );
    for reading in found["readings"].as_array().expect("readings") {
        let causes = reading["causes"].as_array().expect("causes");
        let sum: Decimal = causes.iter().map(|cause| decimal(&cause["amount"])).sum();
        assert_eq!(sum, decimal(&reading["difference"]));
        assert!(
            causes
                .iter()
                .any(|cause| cause["figures"] == json!(["lpr.1y"])),
            "{found}"
        );
    }
    assert_ne!(found["readings"], json!([]), "{found}");
}

/// A figure that the city has as well is told as it reads in the place that the person asks about: Beijing
/// lent one person 30万 from 2020-07-13 and 50万 from 2020-12-29, while the country's 20万 stayed.
#[test]
fn a_cause_is_told_as_it_reads_in_its_place() {
    let engine = common::engine();
    let answers = json!({ "scheme": "beijing", "borrower": "individual" });
    let side = |on: &str| json!({ "on": on, "answers": answers });
    let found = explore(
        &engine,
        &json!({ "kind": "difference", "benefit": "startup-loan", "lang": "en",
        "amount": "ceiling", "from": side("2020-08-01"), "to": side("2021-03-01") }),
    );
    let cause = &found["readings"][0]["causes"][0];
    assert_eq!(
        cause["figures"],
        json!(["startup-loan.ceiling.individual"]),
        "{found}"
    );
    assert_eq!(decimal(&cause["amount"]), Decimal::from(200_000));
    let text = cause["text"].as_str().expect("words");
    assert!(text.contains("300000") && text.contains("500000"), "{text}");
}

#[test]
fn what_is_put_aside_cannot_change_the_result() {
    let engine = common::engine();
    let mut dice = Dice(19);
    let mut aside_seen = 0;
    for outline in benefit::ALL {
        for _ in 0..12 * more() {
            let person = Person::roll(outline.whole(), &mut dice, "2025-09-01", "2026-12-31");
            let mut answers = person.json.clone();
            let fields = answers.as_object_mut().expect("answers");
            fields.retain(|_, _| dice.throw(3) > 0);
            let request = json!({ "kind": "next-question", "benefit": outline.id,
                "on": person.on.to_string(), "answers": answers });
            let asking = explore(&engine, &request);
            let evaluated = |answers: &Value| {
                let request = json!({ "benefit": outline.id, "on": person.on.to_string(), "answers": answers });
                engine
                    .evaluate(&common::from_value(&request))
                    .ok()
                    .map(|outcome| serde_json::to_value(outcome).expect("plain data"))
            };
            let Some(before) = evaluated(&answers) else {
                continue;
            };
            let settled = matches!(
                before["verdict"].as_str(),
                Some("eligible" | "not-eligible" | "no-rule")
            );
            if asking["settled"] == true && before["verdict"] != "depends" {
                assert!(settled, "{request}: {before}");
            }
            for aside in asking["aside"].as_array().expect("aside") {
                let id = aside["question"].as_str().expect("a name");
                // Fields of rows are part of their group.
                if id.contains('.') {
                    continue;
                }
                aside_seen += 1;
                let mut with = answers.clone();
                with[id] = person.json[id].clone();
                if let Some(after) = evaluated(&with) {
                    assert_eq!(before["verdict"], after["verdict"], "{request} {id}");
                    if before["verdict"] != "not-eligible" && before["verdict"] != "no-rule" {
                        let ends = |outcome: &Value| outcome["amounts"].clone();
                        assert_eq!(ends(&before), ends(&after), "{request} {id}");
                    }
                }
            }
        }
    }
    assert!(aside_seen > 30, "{aside_seen}");
}

/// The best set by trying all of them on their own evaluations.
#[test]
fn the_best_combination_is_that_of_an_exhaustive_search() {
    let engine = common::engine();
    let mut dice = Dice(23);
    let ids = [
        "startup-loan",
        "service-loan-subsidy",
        "small-business-loan-subsidy",
        "mortgage-subsidy",
    ];
    for _ in 0..40 * more() {
        let on = dice.day("2025-09-01", "2026-12-31");
        let claims: Vec<Value> = ids
            .iter()
            .map(|id| {
                let person = Person::roll(
                    benefit::find(id).expect("there").whole(),
                    &mut dice,
                    "2026-01-01",
                    "2026-01-01",
                );
                let loan = ["a", "b"][dice.throw(2) as usize];
                json!({ "benefit": id, "answers": person.json, "loan": loan })
            })
            .collect();
        let found = explore(
            &engine,
            &json!({ "kind": "stack", "on": on, "claims": claims }),
        );
        let low: Vec<Decimal> = found["claims"]
            .as_array()
            .expect("claims")
            .iter()
            .map(|claim| decimal(&claim["low"]))
            .collect();
        for (claim, told) in claims
            .iter()
            .zip(found["claims"].as_array().expect("claims"))
        {
            let outcome = evaluate(
                &engine,
                &json!({ "benefit": claim["benefit"], "on": on, "answers": claim["answers"] }),
            );
            assert_eq!(outcome["verdict"], told["verdict"]);
            if outcome["verdict"] == "eligible" {
                // Over at least a year: the subsidy, spread over the term.
                let months =
                    decimal(&json!(claim["answers"]["term_months"])).max(Decimal::from(12));
                let a_year =
                    decimal(&outcome["amounts"]["subsidy"]["low"]) * Decimal::from(12) / months;
                assert!(
                    (a_year - decimal(&told["low"])).abs() < Decimal::new(1, 2),
                    "{claim}"
                );
            }
        }
        // All four are of the central government: two on one loan are forbidden or unknown.
        let mut best = Decimal::ZERO;
        for set in 0..1usize << ids.len() {
            let members: Vec<usize> = (0..ids.len()).filter(|at| set & (1 << at) != 0).collect();
            let loans: BTreeSet<&str> = members
                .iter()
                .map(|at| claims[*at]["loan"].as_str().expect("a loan"))
                .collect();
            if loans.len() == members.len() {
                best = best.max(members.iter().map(|at| low[*at]).sum());
            }
        }
        assert_eq!(best, decimal(&found["best"]["low"]), "{found}");
    }
}

/// A subsidy of the city comes first; the state's pays at most what is left of the rate.
#[test]
fn a_local_subsidy_leaves_less_for_the_state() {
    let engine = common::engine();
    let loan = json!({ "amount": "1000000", "term_months": "12", "repayment": "interest-only", "rate": "1.1" });
    let with = |more: Value| {
        let mut all = loan.clone();
        for (id, answer) in more.as_object().expect("answers") {
            all[id] = answer.clone();
        }
        all
    };
    let service = with(
        json!({ "field": "health", "other_principal": "0", "local_rate": "0",
        "other_central_subsidy": "no", "overdue": "no" }),
    );
    let first = with(
        json!({ "borrower": "micro-to-medium-firm", "industry": "other", "innovative": "no",
        "earlier_loans": "no", "through_channel": "yes", "overdue": "no" }),
    );
    let found = explore(
        &engine,
        &json!({ "kind": "stack", "on": "2025-10-10", "claims": [
        { "benefit": "service-loan-subsidy", "answers": service, "loan": "a" },
        { "benefit": "first-loan-subsidy", "answers": first, "loan": "a" } ] }),
    );
    // 京经信发〔2025〕4号: 20 % of 11,000 yuan of interest = 2,200, that is 0.22 points; 财金〔2025〕81号:
    // 1 point, but at most 1.1 − 0.22 = 0.88 points = 8,800 yuan.
    let share = |at: usize| {
        found["best"]["claims"][at]["low"]
            .as_str()
            .map(String::from)
    };
    assert_eq!(found["pairs"][0]["together"], "after");
    assert_eq!(share(0).as_deref(), Some("8800.00"), "{found}");
    assert_eq!(share(1).as_deref(), Some("2200.00"));
    assert_eq!(found["rates"][0]["before"], "1.10");
    assert_eq!(found["rates"][0]["after"], "0.00");
}

#[test]
fn slices_change_nothing() {
    let engine = common::engine();
    let request = json!({ "kind": "next-question", "benefit": "health-cover", "on": "2026-11-25" });
    let whole = explore(&engine, &request);
    let mut job = engine
        .explore(&common::from_value(&request))
        .expect("a job");
    let mut slices = 0;
    let found = loop {
        slices += 1;
        if let Some(found) = job.go_on(7) {
            break serde_json::to_value(found).expect("plain data");
        }
    };
    assert_eq!(found, whole);
    assert!(slices > 20, "{slices}");
}

#[test]
fn a_wrong_request_names_its_part() {
    let engine = common::engine();
    let good = json!({ "kind": "solve", "benefit": "startup-loan", "on": "2026-11-25",
        "question": "amount", "amount": "subsidy", "at_least": "100" });
    let with = |part: &str, value: Value| {
        let mut request = good.clone();
        request[part] = value;
        request
    };
    for (request, field) in [
        (with("kind", json!("guess")), "kind"),
        (with("kind", json!(null)), "kind"),
        (with("question", json!("borrower")), "question"),
        (with("question", json!("offers.1.rate")), "question"),
        (with("question", json!(3)), "question"),
        (with("amount", json!("subsidies")), "amount"),
        (with("amount", json!("subsidy.1")), "amount"),
        (with("at_least", json!("a lot")), "at_least"),
        (with("at_least", json!(null)), "at_least"),
        (with("at_most", json!("1e400")), "at_most"),
        (with("from", json!("0")), "from"),
        (with("from", json!("5")), ""),
        (with("claims", json!([])), "claims"),
        (with("answers", json!({ "amount": "x" })), "amount"),
        (with("on", json!("tomorrow")), "on"),
        (
            json!({ "kind": "stack", "on": "2026-11-25", "claims": 3 }),
            "claims",
        ),
        (
            json!({ "kind": "stack", "on": "2026-11-25", "claims": [{ "benefit": "x" }] }),
            "claims.0.benefit",
        ),
        (
            json!({ "kind": "stack", "on": "x", "claims": [{ "benefit": "startup-loan" }] }),
            "claims.0.on",
        ),
        (
            json!({ "kind": "difference", "benefit": "startup-loan", "amount": "subsidy",
            "from": { "on": "2026-11-25" }, "to": { "on": "" } }),
            "to.on",
        ),
        (
            json!({ "kind": "difference", "benefit": "x", "amount": "subsidy" }),
            "benefit",
        ),
        (
            json!({ "kind": "thresholds", "benefit": "loan-cost", "on": "2026-11-25",
            "question": "offers.9.rate" }),
            "question",
        ),
        (
            json!({ "kind": "thresholds", "benefit": "startup-loan", "on": "2026-11-25",
            "question": "amount", "from": "10", "to": "5" }),
            "to",
        ),
        (
            json!({ "kind": "thresholds", "benefit": "startup-loan", "on": "2026-11-25",
            "question": "amount", "amounts": "subsidy" }),
            "amounts",
        ),
    ] {
        match engine.explore(&common::from_value(&request)) {
            Err(refusal) => {
                assert_eq!(refusal.field, field, "{request}: {refusal:?}");
                assert!(
                    !refusal.allowed.is_empty() && !refusal.allowed.contains("error."),
                    "{refusal:?}"
                );
            }
            Ok(job) => {
                job.finish();
                assert_eq!(field, "", "{request} was taken");
            }
        }
    }
}

/// Whoever answers in any order: the final value lies in every earlier range, and ranges only narrow.
fn every_range_holds_what_comes_later(id: &str, orders: u64) {
    let engine = common::engine();
    let benefit = benefit::find(id).expect("there").whole();
    // A price is no answer of the person: left blank, the typical one of the bank's layer stands, or the
    // most that is allowed.
    let prices = [
        "annual_fee",
        "small_below",
        "small_fee",
        "sms_fee",
        "card_fee",
        "transfer_fee",
    ];
    // Of the offers that are complete: what is compared with them later is another comparison.
    let comparisons = ["cheapest", "lowest_cost", "highest_cost"];
    let mut dice = Dice(41);
    let (mut done, mut outer, mut exact, mut looser) = (0, 0, 0, 0);
    while done < orders * more() {
        let person = Person::roll(benefit, &mut dice, "2025-09-01", "2026-12-31");
        let on = person.on.to_string();
        // Every field of the person with when it is answered.
        let mut answered: Vec<(u64, String, Option<usize>, String)> = Vec::new();
        for (id, value) in person.json.as_object().expect("answers") {
            match value.as_array() {
                Some(rows) => {
                    for (row, fields) in rows.iter().enumerate() {
                        for field in fields.as_object().expect("a row").keys() {
                            answered.push((
                                dice.throw(1_000_000),
                                id.clone(),
                                Some(row),
                                field.clone(),
                            ));
                        }
                    }
                }
                None => answered.push((dice.throw(1_000_000), id.clone(), None, id.clone())),
            }
        }
        for (when, _, _, field) in &mut answered {
            if prices.contains(&field.as_str()) {
                *when = 0;
            }
        }
        answered.sort();
        let blank_rows = |value: &Value| value.as_array().map(|rows| vec![json!({}); rows.len()]);
        let mut answers = json!({});
        for (id, value) in person.json.as_object().expect("answers") {
            if let Some(rows) = blank_rows(value) {
                answers[id] = json!(rows);
            }
        }
        let first = answered.iter().filter(|(when, ..)| *when == 0).count();
        let mut stops: Vec<usize> = (0..3)
            .map(|_| dice.throw(answered.len() as u64 + 1) as usize)
            .collect();
        stops.extend([first, answered.len()]);
        stops.sort_unstable();
        stops.dedup();
        stops.retain(|stop| *stop >= first);
        let mut before: Option<Value> = None;
        let mut all: Vec<Value> = Vec::new();
        let mut at = 0;
        let mut fits = true;
        for stop in stops {
            for (_, id, row, field) in &answered[at..stop] {
                match row {
                    Some(row) => answers[id][*row][field] = person.json[id][*row][field].clone(),
                    None => answers[id] = person.json[id].clone(),
                }
            }
            at = stop;
            let request = json!({ "benefit": id, "on": on, "answers": answers });
            // Half of the answers may not fit together though all of them do.
            let Ok(outcome) = engine.evaluate(&common::from_value(&request)) else {
                fits = false;
                continue;
            };
            let outcome = serde_json::to_value(outcome).expect("plain data");
            // However much is blank, every amount lies within something.
            if before.is_none() {
                let read = Answers::read(benefit, &common::from_value(&answers)).expect("it fits");
                let rulebook = Rulebook::new(engine.packs(), person.on, None);
                let open = explore::outcome(benefit, rulebook, &read).open;
                assert!(open.is_empty(), "{request}: nothing bounds {open:?}");
            }
            if let Some(before) = &before {
                for (id, now) in outcome["amounts"].as_object().expect("amounts") {
                    let earlier = before["amounts"].get(id);
                    let Some(earlier) = earlier.filter(|_| !comparisons.contains(&id.as_str()))
                    else {
                        continue;
                    };
                    // An answer may bring about more cases (a day, more days at which a limit ceases to
                    // bite), and only then an outer bound takes the place of an exact range.
                    if now["outer"] == true && earlier["outer"] != true {
                        looser += 1;
                        continue;
                    }
                    let told = || format!("{request}\n{id}: {now} is not within {earlier}");
                    assert!(
                        decimal(&earlier["low"]) <= decimal(&now["low"]),
                        "{}",
                        told()
                    );
                    assert!(
                        decimal(&now["high"]) <= decimal(&earlier["high"]),
                        "{}",
                        told()
                    );
                }
                let settled = |outcome: &Value| outcome["verdict"] != "depends";
                if settled(before) {
                    assert_eq!(before["verdict"], outcome["verdict"], "{request}");
                }
            }
            let amounts = outcome["amounts"].as_object().expect("amounts");
            let here = amounts
                .values()
                .filter(|amount| amount["outer"] == true)
                .count();
            outer += here;
            exact += amounts.len() - here;
            all.push(outcome.clone());
            before = Some(outcome);
        }
        // The final value against every earlier range, whatever lay between.
        if let Some((last, earlier)) = all.split_last().filter(|_| fits) {
            for (id, now) in last["amounts"].as_object().expect("amounts") {
                for earlier in earlier
                    .iter()
                    .filter_map(|outcome| outcome["amounts"].get(id))
                {
                    let inside = decimal(&earlier["low"]) <= decimal(&now["low"])
                        && decimal(&now["high"]) <= decimal(&earlier["high"]);
                    assert!(
                        inside || comparisons.contains(&id.as_str()),
                        "{on} {answers}\n{id}: {now} is not within {earlier}"
                    );
                }
            }
        }
        done += u64::from(fits);
    }
    println!("{id}: {done} orders, {exact} exact ranges, {outer} outer bounds");
    assert!(
        looser * 200 <= exact + outer,
        "{looser} of {exact} and {outer} became looser"
    );
}

macro_rules! ranges_of {
    ($($name:ident: $id:literal, $orders:literal;)*) => {
        $(
            #[test]
            fn $name() {
                every_range_holds_what_comes_later($id, $orders);
            }
        )*
    };
}

ranges_of! {
    ranges_of_the_startup_loan: "startup-loan", 300;
    ranges_of_the_consumer_loan_subsidy: "consumer-loan-subsidy", 300;
    ranges_of_the_service_loan_subsidy: "service-loan-subsidy", 300;
    ranges_of_the_small_business_loan_subsidy: "small-business-loan-subsidy", 300;
    ranges_of_the_first_loan_subsidy: "first-loan-subsidy", 300;
    ranges_of_the_mortgage_subsidy: "mortgage-subsidy", 300;
    ranges_of_bank_fees: "bank-fees", 300;
    ranges_of_health_cover: "health-cover", 300;
    ranges_of_the_loan_desk: "loan-cost", 300;
}

/// Requests of every kind with what came out, for the same in WebAssembly (`tests/node/explore.test.mjs`).
#[test]
fn explorations_are_written_for_the_browser() {
    let engine = common::engine();
    let mut dice = Dice(53);
    let mut written = Vec::new();
    for outline in benefit::ALL {
        for turn in 0..6 {
            let person = Person::roll(outline.whole(), &mut dice, "2025-09-01", "2026-12-31");
            let other = Person::roll(outline.whole(), &mut dice, "2025-09-01", "2026-12-31");
            let Some(((question, row), wanted)) = random_line(&person, &mut dice) else {
                continue;
            };
            let group = outline.question(question).and_then(|question| question.row);
            let question = match group {
                Some(group) => format!("{group}.{row}.{question}"),
                None => question.to_string(),
            };
            let amount = match wanted.1 {
                0 => wanted.0.id.to_string(),
                row => format!("{}.{row}", wanted.0.id),
            };
            let on = person.on.to_string();
            let lang = ["zh-Hans", "zh-Hant", "en"][turn % 3];
            let about = |kind: &str| {
                json!({ "kind": kind, "benefit": outline.id, "on": on, "answers": person.json,
                    "lang": lang })
            };
            let with = |kind: &str, more: Value| {
                let mut request = about(kind);
                for (part, value) in more.as_object().expect("parts") {
                    request[part] = value.clone();
                }
                request
            };
            let side =
                |person: &Person| json!({ "on": person.on.to_string(), "answers": person.json });
            let requests = [
                about("way-in"),
                with("next-question", json!({ "answers": null })),
                with(
                    "solve",
                    json!({ "question": question, "amount": amount, "at_least": "100", "at_most": "5000" }),
                ),
                with(
                    "thresholds",
                    json!({ "question": question, "amounts": [amount] }),
                ),
                json!({ "kind": "difference", "benefit": outline.id, "amount": amount,
                    "from": side(&person), "to": side(&other) }),
                json!({ "kind": "stack", "on": on, "claims": [
                    { "benefit": outline.id, "answers": person.json, "loan": "a" },
                    { "benefit": "service-loan-subsidy", "loan": "a" } ] }),
            ];
            let request = requests[turn].clone();
            let found = match engine.explore(&common::from_value(&request)) {
                Ok(job) => serde_json::to_value(job.finish()).expect("plain data"),
                Err(refusal) => json!({ "refused": refusal }),
            };
            written.push(json!({ "request": request, "found": found }));
        }
    }
    for (lang, person) in [
        ("zh-Hans", json!({})),
        (
            "zh-Hant",
            json!({ "borrow": "business", "amount": "300000", "cards": "3" }),
        ),
        (
            "en",
            json!({ "insurance": "elsewhere", "residence": "none", "borrow": "none" }),
        ),
    ] {
        let request =
            json!({ "kind": "overview", "on": "2025-12-01", "person": person, "lang": lang });
        let found = explore(&engine, &request);
        written.push(json!({ "request": request, "found": found }));
    }
    let path = common::root().join("target/explorations.json");
    let text = serde_json::to_string(&written).expect("plain data");
    std::fs::write(&path, text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    assert!(written.len() >= 45, "{}", written.len());
}
