//! What a person answered, checked against the questions.

use super::{Benefit, Kind, Question};
use crate::input::Json;
use crate::money;
use crate::words::{Argument, Message};
use rust_decimal::Decimal;

/// The answer to one question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// The id of a choice.
    Choice(&'static str),
    /// A number within the question's limits.
    Number(Decimal),
}

/// The answers to a benefit's questions, any of which may be blank.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    given: Vec<(&'static str, Answer)>,
}

/// An answer that is not allowed.
#[derive(Clone, Debug, PartialEq)]
pub struct BadAnswer {
    /// The question's id, or the name of another part of the request.
    pub field: String,
    /// What was given.
    pub given: String,
    /// What is allowed.
    pub allowed: Message,
}

impl Answers {
    /// Reads an object of answers by question id. `null` is blank, as is a missing answer.
    ///
    /// # Errors
    /// The first answer that is not allowed, or is to no question.
    pub fn read(benefit: &Benefit, json: &Json) -> Result<Answers, BadAnswer> {
        let entries = match json {
            Json::Null => &[],
            Json::Object(entries) => entries.as_slice(),
            _ => return Err(refused("answers", json, Message::new("error.answers"))),
        };
        let mut answers = Answers::default();
        for (id, given) in entries {
            let Some(question) = benefit.question(id) else {
                let known = benefit.questions.iter().map(|q| q.id).collect::<Vec<_>>();
                let allowed = Message::new("error.question")
                    .with("questions", Argument::Text(known.join(", ")));
                return Err(refused(id, given, allowed));
            };
            if *given != Json::Null {
                answers.set(question.id, question.read(given)?);
            }
        }
        (benefit.conflicts)(&answers)?;
        Ok(answers)
    }

    /// The answer to a question; `None` when it is blank.
    pub fn get(&self, question: &str) -> Option<Answer> {
        let found = self.given.iter().find(|(id, _)| *id == question);
        found.map(|(_, answer)| *answer)
    }

    /// The number answered; `None` when it is blank or no number.
    pub fn number(&self, question: &str) -> Option<Decimal> {
        match self.get(question) {
            Some(Answer::Number(number)) => Some(number),
            _ => None,
        }
    }

    /// Answers a question anew.
    pub fn set(&mut self, question: &'static str, answer: Answer) {
        self.given.retain(|(id, _)| *id != question);
        self.given.push((question, answer));
    }
}

impl Question {
    /// Reads one answer, which is not blank.
    ///
    /// # Errors
    /// When it is not one of the choices, or not a number within the limits.
    pub fn read(&self, given: &Json) -> Result<Answer, BadAnswer> {
        let read = match self.kind {
            Kind::Choice(_) | Kind::YesNo => self.read_choice(given),
            Kind::Number { .. } => self.read_number(given),
        };
        read.ok_or_else(|| refused(self.id, given, self.allowed()))
    }

    fn read_choice(&self, given: &Json) -> Option<Answer> {
        let given = match given {
            Json::Text(text) => text.as_str(),
            Json::Bool(true) if self.kind == Kind::YesNo => "yes",
            Json::Bool(false) if self.kind == Kind::YesNo => "no",
            _ => return None,
        };
        let choices = self.kind.choices();
        let found = choices.iter().find(|choice| **choice == given);
        found.map(|choice| Answer::Choice(choice))
    }

    fn read_number(&self, given: &Json) -> Option<Answer> {
        let Kind::Number {
            least,
            most,
            decimals,
            ..
        } = self.kind
        else {
            return None;
        };
        let number = match given {
            Json::Text(text) => money::parse(text)?,
            Json::Whole(number) => Decimal::from(*number),
            _ => return None,
        };
        let fits = number >= Decimal::from(least)
            && number <= Decimal::from(most)
            && number.normalize().scale() <= decimals;
        fits.then_some(Answer::Number(number))
    }

    /// What may be answered, in words.
    pub fn allowed(&self) -> Message {
        match self.kind {
            Kind::Choice(choices) => {
                Message::new("error.choice").with("choices", Argument::Text(choices.join(", ")))
            }
            Kind::YesNo => Message::new("error.yes-no"),
            Kind::Number {
                least,
                most,
                decimals,
                ..
            } => {
                let key = match decimals {
                    0 => "error.whole-number",
                    _ => "error.number",
                };
                Message::new(key)
                    .with("least", Argument::Number(Decimal::from(least)))
                    .with("most", Argument::Number(Decimal::from(most)))
                    .with("decimals", Argument::Number(Decimal::from(decimals)))
            }
        }
    }
}

pub(crate) fn refused(field: &str, given: &Json, allowed: Message) -> BadAnswer {
    BadAnswer {
        field: field.into(),
        given: given.shown(),
        allowed,
    }
}
