//! All benefits at once for a person of whom little is known, in the shapes that cross the border.

use super::engine::{bad, day, known_on, only_known};
use super::exploration::{Beside, Card, Found, Given, Overview, PlainQuestion};
use super::explored::{self, Teller};
use super::outcome::{self, decimal};
use super::{Choice, Engine, Named};
use crate::benefit::person::{self, Person};
use crate::benefit::{self, Answer, BadAnswer, Benefit, Case, Lack, Outline};
use crate::explore::{self, Claim, Job, Pace, Standing, Together, Verdict};
use crate::input::Json;
use crate::policy::{Pack, Rulebook, Unit};
use crate::words::{Argument, Locale, Message};
use rust_decimal::{Decimal, RoundingStrategy};
use std::rc::Rc;

/// The parts that a request may have.
const PARTS: [&str; 6] = ["kind", "on", "as_known_on", "person", "lang", "packs"];

/// The one loan that all subsidies are thought to be for, when it is asked which go together.
const ONE_LOAN: &str = "one";

impl Engine {
    pub(super) fn start_overview(
        &self,
        request: &Json,
        locale: Rc<Locale>,
    ) -> Result<Job<Found>, BadAnswer> {
        only_known(request, &PARTS)?;
        let on = day(request, "on")?;
        let as_known_on = known_on(request)?;
        let given = request.get("person").unwrap_or(&Json::Null);
        let person = Person::read(given).map_err(|bad| BadAnswer {
            field: match bad.field == "person" {
                true => bad.field,
                false => ["person.", &bad.field].concat(),
            },
            ..bad
        })?;
        let packs = self.packs_with(request, |_| true)?;
        // Each benefit with the packs that it needs, as when it is asked for alone.
        let own = self.packs();
        let mut asks: Vec<(&'static Outline, Vec<Rc<Pack>>, benefit::Answers)> = Vec::new();
        for outline in benefit::ALL {
            let mut packs = packs.clone();
            packs.retain(|pack| {
                outline.needs_pack(&pack.id) || !own.iter().any(|kept| kept.id == pack.id)
            });
            let answers = person.answers(outline, on);
            asks.push((
                outline,
                packs,
                answers.map_err(|refused| bad("person", given, refused.allowed))?,
            ));
        }
        Ok(Job::new(move |pace: Rc<Pace>| async move {
            let mut found = Vec::new();
            for (outline, packs, answers) in &asks {
                let case = Case::new(Rulebook::new(packs, on, as_known_on), answers.clone());
                let benefit = outline.whole();
                found.push(match person::pick(benefit, on) {
                    Some((question, answers)) => {
                        let best =
                            explore::best_standing(benefit, &case, question, &answers, &pace).await;
                        let picked = best.2.map(|answer| (question, answer));
                        (benefit, best.1, best.0, picked)
                    }
                    None => {
                        let standing = explore::standing(benefit, &case, &pace).await;
                        (benefit, case, standing, None)
                    }
                });
            }
            let cards = found.iter().map(|(benefit, case, standing, picked)| {
                let teller = Teller {
                    benefit,
                    locale: &locale,
                };
                card(&teller, &person, case, standing, *picked)
            });
            let mut cards: Vec<Card> = cards.collect();
            besides(&found, &mut cards, &locale);
            let mut order: Vec<usize> = (0..cards.len()).collect();
            order.sort_by_key(|at| rank(&cards[*at], found[*at].0, &found[*at].2));
            let questions = questions(&person, &cards, &locale);
            let mut cards: Vec<Option<Card>> = cards.into_iter().map(Some).collect();
            Found::Overview(Overview {
                questions,
                cards: order.iter().filter_map(|at| cards[*at].take()).collect(),
            })
        }))
    }
}

/// The plain questions in words.
fn questions(person: &Person, cards: &[Card], locale: &Locale) -> Vec<PlainQuestion> {
    let word = |parts: &[&str]| locale.word(&parts.concat()).to_string();
    let shaped = |question: &person::Plain| PlainQuestion {
        question: question.id.into(),
        text: word(&["start.question.", question.id]),
        help: word(&["start.help.", question.id]),
        choices: question
            .choices
            .iter()
            .map(|id| Choice {
                id: id.to_string(),
                text: word(&["start.choice.", question.id, ".", id]),
            })
            .collect(),
        answer: person.choice(question.id).map(String::from),
        // What is out stays out, whatever else is answered.
        aside: person.choice(question.id).is_none()
            && cards
                .iter()
                .all(|card| card.out || !person::speaks_of(question.id, &card.benefit)),
    };
    person::QUESTIONS.iter().map(shaped).collect()
}

/// What was found of a benefit, and what was picked for it.
type Looked<'a> = (
    &'static Benefit,
    Case<'a>,
    Standing,
    Option<(&'static str, Answer)>,
);

/// First what could be worth most, then what only compares, last what is out.
fn rank(card: &Card, benefit: &Benefit, standing: &Standing) -> (bool, bool, Decimal) {
    let most = standing.high.unwrap_or(Decimal::MAX);
    (card.out, benefit.gain.is_none(), -most)
}

fn card(
    teller: &Teller,
    person: &Person,
    case: &Case,
    standing: &Standing,
    picked: Option<(&'static str, Answer)>,
) -> Card {
    let benefit = teller.benefit;
    let aside = person.aside(benefit.id);
    let failing = standing.failing.iter();
    let mut why: Vec<String> = failing
        .map(|found| teller.locale.say(&found.words))
        .collect();
    let mut way_in = None;
    if let Some(choice) = aside {
        why = vec![
            teller
                .locale
                .word(&["start.aside.", choice].concat())
                .into(),
        ];
        way_in = Some(teller.locale.word("start.aside.way").into());
    } else if let Some(Lack::Rule(_, figure, _)) = standing.no_rule {
        if standing.verdict == Verdict::NoRule {
            why = vec![teller.no_rule(case, figure)];
        }
    } else if let Some(way) = &standing.way {
        way_in = teller.nearest(way);
    }
    let whole = standing.verdict;
    let out = aside.is_some() || matches!(whole, Verdict::NotEligible | Verdict::NoRule);
    let mut answers = person.answers_json(benefit, case.rulebook.on);
    if let (Json::Object(answers), Some((question, answer))) = (&mut answers, picked) {
        answers.push((question.into(), Json::Text(teller.given(Some(answer)))));
    }
    let key = ["start.assuming.", benefit.id].concat();
    Card {
        benefit: benefit.id.into(),
        text: teller.word(&["name"]),
        summary: teller.word(&["summary"]),
        verdict: outcome::verdict(whole),
        out,
        low: decimal(standing.low, Unit::Yuan),
        high: standing.high.map(|high| decimal(high, Unit::Yuan)),
        outer: standing.outer,
        worth: match &benefit.gain {
            _ if out => String::new(),
            None => teller.locale.word("start.worth.compares").into(),
            Some(gain) => worth(standing, gain.in_all, teller.locale),
        },
        assuming: teller.locale.has(&key).then(|| {
            let rows = benefit.rows.first().map_or(0, |rows| case.rows(rows.id));
            let words = Message::default().with("count", Argument::Number(rows.into()));
            let words = words.with("on", Argument::Day(case.rulebook.on));
            teller.locale.say(&words.keyed(&[&key]))
        }),
        why,
        way_in,
        beside: Vec::new(),
        answers: nested(&answers),
    }
}

/// What a benefit is worth, in one short sentence and whole yuan.
fn worth(standing: &Standing, in_all: bool, locale: &Locale) -> String {
    let whole = |yuan: Decimal, strategy| Argument::Yuan(yuan.round_dp_with_strategy(0, strategy));
    let low = whole(standing.low, RoundingStrategy::ToZero);
    let Some(most) = standing.high else {
        return locale.word("start.worth.unbounded").into();
    };
    let high = whole(most, RoundingStrategy::ToPositiveInfinity);
    let key = match standing.verdict {
        _ if most.is_zero() => "start.worth.nothing",
        _ if standing.outer => "start.worth.outer",
        Verdict::Eligible if standing.low == most => "start.worth.sure",
        Verdict::Eligible if standing.low.is_zero() => "start.worth.most",
        Verdict::Eligible => "start.worth.between",
        _ => "start.worth.open",
    };
    let when = match in_all {
        true => "start.when.in-all",
        false => "start.when.year",
    };
    let words = Message::new(key).with("low", low).with("high", high);
    locale.say(&words.saying("when", locale.word(when)))
}

/// Says on each card which others may not be had with it on the same loan, and what comes first.
fn besides(found: &[Looked], cards: &mut [Card], locale: &Locale) {
    let claims = found.iter().map(|(benefit, case, _, _)| Claim {
        benefit,
        case: case.clone(),
        loan: Some(ONE_LOAN.into()),
    });
    let claims: Vec<Claim> = claims.collect();
    for first in 0..claims.len() {
        for second in first + 1..claims.len() {
            let Some((before, after, together)) = explore::together(&claims, first, second) else {
                continue;
            };
            let ruled = matches!(together, Together::Excluded(_) | Together::After);
            let [one, other] = [first, second].map(|at| claims[at].benefit.id);
            let shown = !cards[first].out && !cards[second].out;
            if !ruled || !shown || !person::for_one_loan(one, other) {
                continue;
            }
            let (id, text) = explored::together(&claims, (before, after, together), locale);
            for (at, other) in [(first, second), (second, first)] {
                let name = [claims[other].benefit.id, ".name"].concat();
                let words = Message::new("start.one-of").saying("name", locale.word(&name));
                let text = match together {
                    Together::Excluded(_) => locale.say(&words),
                    _ => text.clone(),
                };
                cards[at].beside.push(Beside {
                    benefit: claims[other].benefit.id.into(),
                    together: id.into(),
                    text,
                });
            }
        }
    }
}

/// Answers as they cross the border.
fn nested(answers: &Json) -> Named<Given> {
    let Json::Object(entries) = answers else {
        return Named(Vec::new());
    };
    let one = |given: &Json| given.as_text().unwrap_or_default().to_string();
    let row = |row: &Json| match row {
        Json::Object(entries) => {
            let entries = entries.iter();
            entries
                .map(|(id, given)| (id.clone(), one(given)))
                .collect()
        }
        _ => Named::default(),
    };
    let entries = entries.iter().map(|(id, given)| {
        let given = match given {
            Json::List(rows) => Given::Rows(rows.iter().map(row).collect()),
            given => Given::One(one(given)),
        };
        (id.clone(), given)
    });
    entries.collect()
}
