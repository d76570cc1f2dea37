//! A person in a few plain words, before any calculator is open: at most eight questions, and what
//! each answer says in the terms of each benefit.
//!
//! Nothing is guessed. An answer is carried over only where it says the same in other words; whatever
//! does not follow stays blank, so that the ranges stay honest.

use super::{Answer, Answers, BadAnswer, Outline};
use crate::input::Json;
use crate::policy::Date;
use crate::words::Message;

/// A plain question. All are choices.
pub struct Plain {
    /// Its lasting id.
    pub id: &'static str,
    /// What may be answered.
    pub choices: &'static [&'static str],
}

const fn plain(id: &'static str, choices: &'static [&'static str]) -> Plain {
    Plain { id, choices }
}

/// In the order in which they are asked: that in which they narrow what all benefits could be worth
/// most (tests/start.rs finds it anew).
pub static QUESTIONS: &[Plain] = &[
    plain(
        "amount",
        &[
            "50000", "100000", "200000", "300000", "500000", "1000000", "3000000",
        ],
    ),
    plain("here", &["work", "business", "study", "children"]),
    plain(
        "borrow",
        &["start-up", "business", "purchase", "home", "none"],
    ),
    plain("insurance", &["employee", "resident", "elsewhere", "none"]),
    plain(
        "residence",
        &["hukou", "new-hukou", "permit", "card", "none"],
    ),
    plain(
        "trade",
        &[
            "catering",
            "lodging",
            "retail",
            "tourism",
            "household-service",
            "making",
        ],
    ),
    plain("borrower", &["individual", "partnership", "small-firm"]),
    plain("cards", &["1", "2", "3", "4", "5"]),
];

/// An answer in the terms of a benefit.
struct Follows {
    question: &'static str,
    choice: &'static str,
    benefit: &'static str,
    /// The benefit's own question; in rows, of the first row.
    own: &'static str,
    answer: &'static str,
}

const fn follows(
    question: &'static str,
    choice: &'static str,
    benefit: &'static str,
    own: &'static str,
    answer: &'static str,
) -> Follows {
    Follows {
        question,
        choice,
        benefit,
        own,
        answer,
    }
}

const START_UP: &str = "startup-loan";
const PURCHASE: &str = "consumer-loan-subsidy";
const SERVICE: &str = "service-loan-subsidy";
const SMALL: &str = "small-business-loan-subsidy";
const FIRST: &str = "first-loan-subsidy";
const HOME: &str = "mortgage-subsidy";
const FEES: &str = "bank-fees";
const HEALTH: &str = "health-cover";
const COMPARE: &str = "loan-cost";

/// The choices that say something in other words.
static FOLLOWS: &[Follows] = &[
    follows("residence", "hukou", HEALTH, "tie", "hukou"),
    follows("residence", "new-hukou", HEALTH, "tie", "hukou"),
    follows("residence", "permit", HEALTH, "tie", "permit"),
    follows("residence", "card", HEALTH, "tie", "card"),
    follows("residence", "none", HEALTH, "tie", "none"),
    // With a local hukou for three years nobody is a new citizen any more; whether the others are goes by
    // more than that (new-citizen.definition.*).
    follows("residence", "hukou", FEES, "new_citizen", "no"),
    follows("borrower", "individual", START_UP, "borrower", "individual"),
    follows(
        "borrower",
        "partnership",
        START_UP,
        "borrower",
        "partnership",
    ),
    follows(
        "borrower",
        "small-firm",
        START_UP,
        "borrower",
        "small-enterprise",
    ),
    follows(
        "borrower",
        "small-firm",
        FIRST,
        "borrower",
        "micro-to-medium-firm",
    ),
    follows(
        "trade",
        "catering",
        SERVICE,
        "field",
        "catering-and-lodging",
    ),
    follows("trade", "catering", FIRST, "industry", "catering"),
    follows("trade", "lodging", SERVICE, "field", "catering-and-lodging"),
    follows("trade", "retail", SERVICE, "field", "retail"),
    follows("trade", "retail", FIRST, "industry", "retail"),
    follows("trade", "tourism", SERVICE, "field", "tourism"),
    follows("trade", "tourism", FIRST, "industry", "tourism"),
    follows(
        "trade",
        "household-service",
        SERVICE,
        "field",
        "household-service",
    ),
    follows("trade", "household-service", FIRST, "industry", "other"),
    follows("trade", "making", SERVICE, "field", "other"),
    follows("trade", "making", FIRST, "industry", "other"),
    // Someone with a business may ask about its accounts.
    follows("here", "work", FEES, "customer", "person"),
    follows("here", "study", FEES, "customer", "person"),
    follows("here", "children", FEES, "customer", "person"),
];

/// The questions whose answer is that of a benefit's own question: question, benefit, own question.
static SAME: &[(&str, &str, &str)] = &[
    ("insurance", HEALTH, "insurance"),
    ("amount", START_UP, "amount"),
    ("amount", PURCHASE, "purchase_amount"),
    ("amount", SERVICE, "amount"),
    ("amount", SMALL, "amount"),
    ("amount", FIRST, "amount"),
    ("amount", HOME, "amount"),
    ("amount", COMPARE, "amount"),
];

/// The question that says how many rows of a group a benefit has.
static ROWS: &[(&str, &str, &str)] = &[("cards", FEES, "accounts")];

/// What the page asks about, whoever asks: who could have something anew on its day. Cards say so.
static PREMISES: &[(&str, &str, &str)] = &[
    (PURCHASE, "purchase_day", ON_THE_DAY),
    (HEALTH, "enrolled", "no"),
];

/// Where one may pick the year that can be had: the benefit's own question, whose choices are years, and
/// the choice that is the year of the day.
static PICKS: &[(&str, &str, &str)] = &[(HEALTH, "edition", "of-the-day")];

/// The question of a benefit to which one may pick the answer, and what may be picked on a day: next year,
/// which may be on sale already, else the year of the day.
pub fn pick(benefit: &Outline, on: Date) -> Option<(&'static str, Vec<Answer>)> {
    let (_, own, this_year) = PICKS.iter().find(|(of, _, _)| *of == benefit.id)?;
    let choices = benefit.question(own)?.kind.choices();
    let next_year = (on.year() + 1).to_string();
    let wanted = [&*next_year, this_year].into_iter();
    let found = wanted.filter_map(|wanted| choices.iter().find(|choice| **choice == wanted));
    Some((own, found.map(|choice| Answer::Choice(choice)).collect()))
}

/// The day that is asked about.
const ON_THE_DAY: &str = "on";

/// What is not for someone with this answer, whatever else they answer: a loan for one thing is none for
/// another.
static ASIDE: &[(&str, &[&str])] = &[
    ("start-up", &[PURCHASE, HOME]),
    ("business", &[PURCHASE, HOME]),
    ("purchase", &[START_UP, SERVICE, SMALL, FIRST, HOME]),
    ("home", &[START_UP, PURCHASE, SERVICE, SMALL, FIRST]),
    (
        "none",
        &[START_UP, PURCHASE, SERVICE, SMALL, FIRST, HOME, COMPARE],
    ),
];

/// The question that puts benefits aside.
const BORROW: &str = "borrow";

/// The plain question of that id.
pub fn plain_question(id: &str) -> Option<&'static Plain> {
    QUESTIONS.iter().find(|question| question.id == id)
}

/// What a person answered, any of it blank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    given: Vec<(&'static str, &'static str)>,
}

impl Person {
    /// Reads an object of choices by question. `null` is blank, as is a missing one.
    ///
    /// # Errors
    /// The first that is no choice, or is to no question.
    pub fn read(json: &Json) -> Result<Person, BadAnswer> {
        let mut person = Person::default();
        for (id, given) in super::answers::fields("person", json)? {
            let Some(question) = plain_question(id) else {
                let known: Vec<&str> = QUESTIONS.iter().map(|question| question.id).collect();
                let allowed = Message::new("error.question").saying("questions", known.join(", "));
                return Err(super::answers::refused(id, given, allowed));
            };
            if *given == Json::Null {
                continue;
            }
            let mut choices = question.choices.iter();
            let choice = choices.find(|choice| given.as_text() == Some(choice));
            let choice = choice.ok_or_else(|| {
                let choices = question.choices.join(", ");
                let allowed = Message::new("error.choice").saying("choices", choices);
                super::answers::refused(id, given, allowed)
            })?;
            person = person.with(question.id, Some(choice));
        }
        Ok(person)
    }

    /// The same person with another answer to one question, or with none.
    pub fn with(&self, question: &'static str, choice: Option<&'static str>) -> Person {
        let mut person = self.clone();
        person.given.retain(|(id, _)| *id != question);
        person.given.extend(choice.map(|choice| (question, choice)));
        person
    }

    /// What was answered to a question.
    pub fn choice(&self, question: &str) -> Option<&'static str> {
        let mut given = self.given.iter();
        let found = given.find(|(id, _)| *id == question);
        found.map(|(_, choice)| *choice)
    }

    /// The answer that puts a benefit aside, if one does.
    pub fn aside(&self, benefit: &str) -> Option<&'static str> {
        let choice = self.choice(BORROW)?;
        let (_, out) = ASIDE.iter().find(|(id, _)| *id == choice)?;
        out.contains(&benefit).then_some(choice)
    }

    /// What follows for a benefit, in its own terms: fields as its form names them, with how many rows a
    /// group has under the name of the group; and what the day `on` says.
    pub fn fields(&self, benefit: &Outline, on: Date) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        for (of, own, answer) in PREMISES {
            let day = on.to_string();
            let answer = if *answer == ON_THE_DAY { &day } else { *answer };
            let known = benefit.question(own).filter(|_| *of == benefit.id);
            let fits = known.is_some_and(|own| own.read(&Json::Text(answer.into())).is_ok());
            if fits {
                fields.push((first_row(benefit, own), answer.into()));
            }
        }
        for (question, choice) in &self.given {
            let own = FOLLOWS.iter().filter(|follows| {
                (follows.question, follows.choice, follows.benefit)
                    == (question, choice, benefit.id)
            });
            let own = own.map(|follows| (follows.own, follows.answer));
            let same = SAME
                .iter()
                .filter(|(id, of, _)| id == question && *of == benefit.id);
            for (own, answer) in own.chain(same.map(|(_, _, own)| (*own, *choice))) {
                fields.push((first_row(benefit, own), answer.into()));
            }
            let rows = ROWS
                .iter()
                .find(|(id, of, _)| id == question && *of == benefit.id);
            fields.extend(rows.map(|(_, _, group)| (group.to_string(), choice.to_string())));
        }
        fields
    }

    /// The same as an object of answers, as a benefit is asked.
    pub fn answers_json(&self, benefit: &Outline, on: Date) -> Json {
        let fields = self.fields(benefit, on);
        let mut answers = Vec::new();
        for (name, answer) in &fields {
            if !name.contains('.') && !benefit.rows.iter().any(|rows| rows.id == name) {
                answers.push((name.clone(), Json::Text(answer.clone())));
            }
        }
        for rows in benefit.rows {
            let count = fields.iter().find(|(name, _)| name == rows.id);
            let count = count.and_then(|(_, count)| count.parse().ok());
            let start = [rows.id, ".1."].concat();
            let first = fields.iter().filter_map(|(name, answer)| {
                let own = name.strip_prefix(&start)?;
                Some((own.to_string(), Json::Text(answer.clone())))
            });
            let mut list = vec![Json::Object(first.collect())];
            list.resize(count.unwrap_or(1), Json::Object(Vec::new()));
            if count.is_some() || list[0] != Json::Object(Vec::new()) {
                answers.push((rows.id.into(), Json::List(list)));
            }
        }
        Json::Object(answers)
    }

    /// The same, read.
    ///
    /// # Errors
    /// None, as long as the table speaks of questions and choices that exist; a test sees to it.
    pub fn answers(&self, benefit: &'static Outline, on: Date) -> Result<Answers, BadAnswer> {
        Answers::read(benefit.whole(), &self.answers_json(benefit, on))
    }
}

/// The field of a benefit's question; in rows, of the first row.
fn first_row(benefit: &Outline, own: &str) -> String {
    let group = benefit.question(own).and_then(|question| question.row);
    match group {
        Some(group) => [group, ".1.", own].concat(),
        None => own.into(),
    }
}

/// Whether two benefits may be for the same loan: some answer leaves both.
pub fn for_one_loan(one: &str, other: &str) -> bool {
    let mut purposes = ASIDE.iter();
    purposes.any(|(_, out)| !out.contains(&one) && !out.contains(&other))
}

/// Whether some answer to a question says something of a benefit.
pub fn speaks_of(question: &str, benefit: &str) -> bool {
    let follows = |follows: &Follows| (follows.question, follows.benefit) == (question, benefit);
    let same = |(id, of, _): &(&str, &str, &str)| (*id, *of) == (question, benefit);
    FOLLOWS.iter().any(follows)
        || SAME.iter().chain(ROWS).any(same)
        || question == BORROW && ASIDE.iter().any(|(_, out)| out.contains(&benefit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::benefit;

    #[test]
    fn the_tables_speak_of_what_there_is() {
        let outline = |id: &str| benefit::find(id).unwrap_or_else(|| panic!("no benefit {id}"));
        let own = |of: &str, own: &str| {
            outline(of)
                .question(own)
                .unwrap_or_else(|| panic!("{of}: {own}"))
        };
        for follows in FOLLOWS {
            let asked = plain_question(follows.question);
            let asked = asked.unwrap_or_else(|| panic!("no question {}", follows.question));
            assert!(
                asked.choices.contains(&follows.choice),
                "{}",
                follows.choice
            );
            let read = own(follows.benefit, follows.own).read(&Json::Text(follows.answer.into()));
            assert!(read.is_ok(), "{}: {}", follows.benefit, follows.answer);
        }
        for (question, of, id) in SAME {
            for choice in plain_question(question).map_or(&[][..], |asked| asked.choices) {
                assert!(
                    own(of, id).read(&Json::Text((*choice).into())).is_ok(),
                    "{of}: {choice}"
                );
            }
            assert!(plain_question(question).is_some(), "{question}");
        }
        for (question, of, group) in ROWS {
            let rows = outline(of).rows.iter().find(|rows| rows.id == *group);
            let rows = rows.unwrap_or_else(|| panic!("{of}: {group}"));
            for choice in plain_question(question).map_or(&[][..], |asked| asked.choices) {
                let count: u8 = choice.parse().unwrap_or_default();
                assert!((rows.least..=rows.most).contains(&count), "{choice}");
            }
        }
        for (of, id, _) in PREMISES {
            own(of, id);
        }
        let borrow = plain_question(BORROW).map_or(&[][..], |asked| asked.choices);
        for (choice, out) in ASIDE {
            assert!(borrow.contains(choice), "{choice}");
            for id in *out {
                outline(id);
            }
        }
        assert_eq!(ASIDE.len(), borrow.len());
        assert!(QUESTIONS.len() <= 8);
    }
}
