//! The start page's questions: what they say of each benefit, what comes of it, and their order.

use crate::common;

use crate::common::LANGUAGES;
use crate::common::dice::Dice;
use new_citizen_calculator::benefit::person::{self, Person, QUESTIONS, speaks_of};
use new_citizen_calculator::benefit::{self, Answers, Case, Outline};
use new_citizen_calculator::embed::Engine;
use new_citizen_calculator::explore::{self, Job, Standing, Verdict};
use new_citizen_calculator::policy::{Date, Pack, Rulebook};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Days on which most benefits can be had.
const DAYS: [&str; 2] = ["2025-12-01", "2026-11-25"];

fn day(text: &str) -> Date {
    Date::parse(text).expect("a day")
}

fn overview(engine: &Engine, on: &str, person: Value) -> Value {
    let request = json!({ "kind": "overview", "on": on, "person": person });
    let job = engine.explore(&common::from_value(&request));
    serde_json::to_value(job.expect("a good request").finish()).expect("plain data")
}

fn standing(packs: &[Rc<Pack>], benefit: &'static Outline, on: &str, answers: Answers) -> Standing {
    let mut own = packs.to_vec();
    own.retain(|pack| benefit.needs_pack(&pack.id));
    let on = day(on);
    let job = Job::new(move |pace| async move {
        let case = Case::new(Rulebook::new(&own, on, None), answers);
        explore::standing(benefit.whole(), &case, &pace).await
    });
    job.finish()
}

/// The answers that follow, with what is picked: those of the card.
fn carried(packs: &[Rc<Pack>], benefit: &'static Outline, on: &str, person: &Person) -> Answers {
    let answers = person.answers(benefit, day(on)).expect("good answers");
    let Some((question, picks)) = person::pick(benefit, day(on)) else {
        return answers;
    };
    let (own, on, start) = (packs.to_vec(), day(on), answers.clone());
    let job = Job::new(move |pace| async move {
        let case = Case::new(Rulebook::new(&own, on, None), start);
        explore::best_standing(benefit.whole(), &case, question, &picks, &pace)
            .await
            .2
    });
    let mut answers = answers;
    if let Some(picked) = job.finish() {
        answers.set(question, 0, picked);
    }
    answers
}

fn random_person(dice: &mut Dice, of: u64) -> Person {
    let mut person = Person::default();
    for question in QUESTIONS {
        if dice.throw(of) > 0 {
            let at = dice.throw(question.choices.len() as u64) as usize;
            person = person.with(question.id, Some(question.choices[at]));
        }
    }
    person
}

/// Answers to all else, as somebody may fill in the form that was opened.
fn completed(dice: &mut Dice, benefit: &'static Outline, card: &Answers) -> Option<Answers> {
    // A price is no answer of the person: left blank, the typical one stands (the card says so).
    const PRICES: [&str; 5] = [
        "annual_fee",
        "small_below",
        "small_fee",
        "sms_fee",
        "card_fee",
    ];
    let mut all = dice.answers(benefit);
    let whole = all.as_object_mut().expect("answers");
    for rows in benefit.rows {
        let list = whole[rows.id].as_array_mut().expect("rows");
        let count = usize::from(card.rows(rows.id));
        let spare = list.first().cloned().unwrap_or_else(|| Map::new().into());
        list.resize(count, spare);
    }
    for price in PRICES {
        whole.remove(price);
        for row in whole
            .get_mut("accounts")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
        {
            row.as_object_mut().expect("a row").remove(price);
        }
    }
    let mut all = Answers::read(benefit.whole(), &common::from_value(&all)).ok()?;
    for (question, row, answer) in card.all() {
        all.set(question, *row, *answer);
    }
    (benefit.whole().conflicts)(&all).ok()?;
    Some(all)
}

#[test]
fn whatever_follows_is_accepted_by_every_calculator() {
    for benefit in benefit::ALL {
        for question in QUESTIONS {
            for choice in question.choices {
                let person = Person::default().with(question.id, Some(choice));
                for on in DAYS {
                    let read = person.answers(benefit, day(on));
                    assert!(read.is_ok(), "{}: {choice}: {:?}", benefit.id, read.err());
                }
            }
        }
    }
}

#[test]
fn a_card_holds_whatever_is_answered_in_its_calculator() {
    let engine = common::engine();
    let mut dice = Dice(61);
    let mut held = BTreeMap::new();
    for benefit in benefit::ALL
        .iter()
        .filter(|benefit| benefit.whole().gain.is_some())
    {
        for turn in 0..40 {
            let on = DAYS[turn % 2];
            let person = random_person(&mut dice, 3);
            let carried = carried(engine.packs(), benefit, on, &person);
            let card = standing(engine.packs(), benefit, on, carried.clone());
            for _ in 0..6 {
                let Some(answers) = completed(&mut dice, benefit, &carried) else {
                    continue;
                };
                let end = standing(engine.packs(), benefit, on, answers);
                let said = format!("{}, {on}: {person:?}", benefit.id);
                match card.verdict {
                    Verdict::Depends => {}
                    verdict => assert_eq!(end.verdict, verdict, "{said}"),
                }
                assert!(end.low >= card.low, "{said}: {} < {}", end.low, card.low);
                if let (Some(most), Some(high)) = (end.high, card.high) {
                    assert!(most <= high, "{said}: {most} > {high}");
                    *held.entry(benefit.id).or_insert(0) += u32::from(most > Decimal::ZERO);
                }
                assert!(
                    card.high.is_some() || end.high.is_none(),
                    "{said}: no bound"
                );
            }
        }
    }
    println!("worth something: {held:?}");
    assert!(
        held.values().filter(|count| **count > 0).count() >= 6,
        "{held:?}"
    );
}

#[test]
fn every_answer_narrows() {
    let engine = common::engine();
    let mut dice = Dice(67);
    for turn in 0..12 {
        let on = DAYS[turn % 2];
        let person = random_person(&mut dice, 5);
        let mut so_far = Person::default();
        let mut before: BTreeMap<&str, (Decimal, Decimal)> = BTreeMap::new();
        for question in QUESTIONS {
            so_far = so_far.with(question.id, person.choice(question.id));
            for benefit in benefit::ALL {
                // One card of two is another thing than one of one.
                if question.id == "cards" && benefit.id == "bank-fees" {
                    continue;
                }
                let carried = carried(engine.packs(), benefit, on, &so_far);
                let now = standing(engine.packs(), benefit, on, carried);
                let Some(high) = now.high else { continue };
                if let Some((low, most)) = before.insert(benefit.id, (now.low, high)) {
                    let said = format!("{}, {on}: {so_far:?}", benefit.id);
                    assert!(now.low >= low, "{said}: {} < {low}", now.low);
                    assert!(high <= most, "{said}: {high} > {most}");
                }
            }
        }
    }
}

/// How much a benefit leaves open of what it does with nothing answered, on average over every way to
/// answer those questions that say something of it.
fn left_open(
    packs: &[Rc<Pack>],
    benefit: &'static Outline,
    asked: &[usize],
    known: &mut BTreeMap<(String, Vec<usize>), f64>,
) -> f64 {
    let own = asked
        .iter()
        .copied()
        .filter(|at| speaks_of(QUESTIONS[*at].id, benefit.id));
    let mut own: Vec<usize> = own.collect();
    own.sort_unstable();
    if let Some(found) = known.get(&(benefit.id.to_string(), own.clone())) {
        return *found;
    }
    let width = |person: &Person, on: &str| -> f64 {
        let aside = person.aside(benefit.id).is_some();
        let carried = carried(packs, benefit, on, person);
        if aside || benefit.whole().gain.is_none() {
            return 0.0;
        }
        let found = standing(packs, benefit, on, carried);
        let width = found.high.unwrap_or(Decimal::MAX) - found.low;
        f64::try_from(width).expect("a width")
    };
    let mut people = vec![Person::default()];
    for at in &own {
        let question = &QUESTIONS[*at];
        let more = people.iter().flat_map(|person| {
            question
                .choices
                .iter()
                .map(|choice| person.with(question.id, Some(choice)))
        });
        people = more.collect();
    }
    let mut sum = 0.0;
    for on in DAYS {
        let whole = width(&Person::default(), on);
        if whole > 0.0 {
            let parts = people.iter().map(|person| width(person, on) / whole);
            sum += parts.sum::<f64>() / people.len() as f64;
        }
    }
    known.insert((benefit.id.to_string(), own), sum);
    sum
}

#[test]
fn the_questions_stand_in_the_order_that_narrows_most() {
    let engine = common::engine();
    let mut known = BTreeMap::new();
    let mut order: Vec<usize> = Vec::new();
    while order.len() < QUESTIONS.len() {
        let left = (0..QUESTIONS.len()).filter(|at| !order.contains(at));
        let tried = left.map(|at| {
            let asked = [&order[..], &[at]].concat();
            let open = benefit::ALL.iter();
            let open = open.map(|benefit| left_open(engine.packs(), benefit, &asked, &mut known));
            let open: f64 = open.sum();
            println!("{order:?} + {}: {open:.4}", QUESTIONS[at].id);
            // What differs by less than this is the same.
            ((open * 1e6).round() as i64, at)
        });
        order.push(tried.min().expect("a question").1);
    }
    let found: Vec<&str> = order.iter().map(|at| QUESTIONS[*at].id).collect();
    let stands: Vec<&str> = QUESTIONS.iter().map(|question| question.id).collect();
    assert_eq!(stands, found);
}

#[test]
fn the_page_is_told_the_same_questions_in_the_same_order() {
    for lang in LANGUAGES {
        let words = common::json(&common::root().join(format!("www/locales/start/{lang}.json")));
        let ids: Vec<&str> = QUESTIONS.iter().map(|question| question.id).collect();
        assert_eq!(words.text("start.questions"), ids.join(" "), "{lang}");
        for question in QUESTIONS {
            let choices = words.text(&format!("start.choices.{}", question.id));
            assert_eq!(choices, question.choices.join(" "), "{lang}");
        }
        for benefit in benefit::ALL {
            let own = common::root().join(format!("www/locales/{}/{lang}.json", benefit.id));
            let name = common::json(&own)
                .text(&format!("{}.name", benefit.id))
                .to_string();
            assert_eq!(
                words.text(&format!("start.name.{}", benefit.id)),
                name,
                "{lang}"
            );
        }
    }
}

#[test]
fn what_is_out_says_why_and_what_would_bring_it_in() {
    let engine = common::engine();
    let card = |found: &Value, id: &str| -> Value {
        let cards = found["cards"].as_array().expect("cards").iter();
        cards
            .clone()
            .find(|card| card["benefit"] == id)
            .cloned()
            .expect("a card for each")
    };
    // A day on which an edition is sold; insured outside Beijing, without papers.
    let person = json!({ "insurance": "elsewhere", "residence": "none" });
    let found = overview(&engine, "2025-12-01", person);
    assert_eq!(found["cards"].as_array().map(Vec::len), Some(9));
    let health = card(&found, "health-cover");
    println!("{health}");
    assert_eq!(health["out"], true);
    assert!(
        health["why"][0]
            .as_str()
            .is_some_and(|why| why.contains("居住证")),
        "{health}"
    );
    assert!(
        health["way_in"].as_str().is_some_and(|way| !way.is_empty()),
        "{health}"
    );
    // Who does not borrow is asked nothing more about loans.
    let found = overview(&engine, "2026-11-25", json!({ "borrow": "none" }));
    let asked = found["questions"].as_array().expect("questions").iter();
    let open: Vec<&Value> = asked
        .filter(|asked| asked["aside"] == false)
        .map(|q| &q["question"])
        .collect();
    assert!(
        !open
            .iter()
            .any(|id| ["amount", "borrower", "trade"].contains(&id.as_str().unwrap_or_default())),
        "{open:?}"
    );
    assert_eq!(
        card(&found, "mortgage-subsidy")["why"][0],
        "您说不借钱，用不上这一项。"
    );
    // 财金〔2026〕5号 and others: one central subsidy on one loan.
    let found = overview(
        &engine,
        "2026-11-25",
        json!({ "borrow": "business", "amount": "300000" }),
    );
    let service = card(&found, "service-loan-subsidy");
    assert_eq!(service["beside"][0]["together"], "excluded", "{service}");
    // 300,000 yuan at one percent for a year (财金〔2026〕5号).
    assert_eq!(service["high"], "3000.00", "{service}");
}

#[test]
fn a_wrong_request_names_its_part() {
    let engine = common::engine();
    for (person, field) in [
        (json!({ "borrow": "moon" }), "person.borrow"),
        (json!({ "strange": "x" }), "person.strange"),
        (json!({ "amount": 5 }), "person.amount"),
        (json!("x"), "person"),
        (json!([1]), "person"),
    ] {
        let request = json!({ "kind": "overview", "on": "2026-11-25", "person": person });
        let refused = engine.explore(&common::from_value(&request)).err();
        assert_eq!(refused.map(|refusal| refusal.field).as_deref(), Some(field));
    }
}
