//! What a person answered, checked against the questions.

use super::{Benefit, Kind, Question, Rows};
use crate::input::Json;
use crate::money;
use crate::policy::Date;
use crate::words::{Argument, Message};
use rust_decimal::Decimal;

/// The answer to one question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// The id of a choice.
    Choice(&'static str),
    /// A number within the question's limits.
    Number(Decimal),
    /// A day within the question's limits.
    Day(Date),
}

/// The answers to a benefit's questions, any of which may be blank.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// Question, row (from 1; 0 where it is asked once) and answer.
    given: Vec<(&'static str, u8, Answer)>,
    /// How many rows there are, by group.
    rows: Vec<(&'static str, u8)>,
}

/// An answer that is not allowed.
#[derive(Clone, Debug, PartialEq)]
pub struct BadAnswer {
    /// The question's id (in a row: `offers.2.rate`), or the name of another part of the request.
    pub field: String,
    /// What was given.
    pub given: String,
    /// What is allowed.
    pub allowed: Message,
}

impl Answers {
    /// Reads an object of answers by question id. `null` is blank, as is a missing answer. A group of
    /// rows is an array of such objects.
    ///
    /// # Errors
    /// The first answer that is not allowed, or is to no question.
    pub fn read(benefit: &Benefit, json: &Json) -> Result<Answers, BadAnswer> {
        let mut answers = Answers {
            given: Vec::new(),
            rows: benefit
                .rows
                .iter()
                .map(|rows| (rows.id, rows.least))
                .collect(),
        };
        for (id, given) in fields("answers", json)? {
            match benefit.rows.iter().find(|rows| rows.id == id) {
                Some(rows) => answers.read_rows(benefit, rows, given)?,
                None => answers.read_one(benefit, None, 0, id, given)?,
            }
        }
        (benefit.conflicts)(&answers)?;
        answers.leave_unasked(benefit);
        Ok(answers)
    }

    /// Leaves out the answers to questions that the others make pointless, as a form does that hides
    /// their fields. While it is open whether one will be asked, its answer stands.
    fn leave_unasked(&mut self, benefit: &Benefit) {
        let all = self.clone();
        let pointless = |question: &str, row: u8| {
            let mut asked_when = benefit
                .question(question)
                .and_then(|found| found.asked_when);
            while let Some((other, choices)) = asked_when {
                match all.get(other, row) {
                    Some(Answer::Choice(choice)) if !choices.contains(&choice) => return true,
                    _ => asked_when = benefit.question(other).and_then(|found| found.asked_when),
                }
            }
            false
        };
        self.given.retain(|(id, row, _)| !pointless(id, *row));
    }

    fn read_rows(
        &mut self,
        benefit: &Benefit,
        rows: &'static Rows,
        given: &Json,
    ) -> Result<(), BadAnswer> {
        let items = match given {
            Json::Null => return Ok(()),
            Json::List(items) if items.len() <= usize::from(rows.most) => items,
            _ => {
                let allowed =
                    Message::new("error.rows").with("most", Argument::Number(rows.most.into()));
                return Err(refused(rows.id, given, allowed));
            }
        };
        for (row, item) in (1..).zip(items) {
            let prefix = [rows.id, ".", &row.to_string()].concat();
            for (id, given) in fields(&prefix, item)? {
                let read = self.read_one(benefit, Some(rows.id), row, id, given);
                read.map_err(|bad| BadAnswer {
                    field: [&prefix, ".", &bad.field].concat(),
                    ..bad
                })?;
            }
            self.add_rows(rows.id, row);
        }
        Ok(())
    }

    fn read_one(
        &mut self,
        benefit: &Benefit,
        group: Option<&str>,
        row: u8,
        id: &str,
        given: &Json,
    ) -> Result<(), BadAnswer> {
        let question = benefit.question(id).filter(|found| found.row == group);
        let Some(question) = question else {
            let questions = benefit.questions().iter().filter(|q| q.row == group);
            let mut known: Vec<&str> = questions.map(|q| q.id).collect();
            if group.is_none() {
                known.extend(benefit.rows.iter().map(|rows| rows.id));
            }
            let allowed = Message::new("error.question").saying("questions", known.join(", "));
            return Err(refused(id, given, allowed));
        };
        if *given != Json::Null {
            self.set(question.id, row, question.read(given)?);
        }
        Ok(())
    }

    fn add_rows(&mut self, group: &str, count: u8) {
        for (id, rows) in &mut self.rows {
            if *id == group && *rows < count {
                *rows = count;
            }
        }
    }

    /// At least as many rows of every group as others have.
    pub fn more_rows(&mut self, others: &Answers) {
        for (group, count) in &others.rows {
            self.add_rows(group, *count);
        }
    }

    /// How many rows of a group there are.
    pub fn rows(&self, group: &str) -> u8 {
        let found = self.rows.iter().find(|(id, _)| *id == group);
        found.map_or(0, |(_, rows)| *rows)
    }

    /// The answer to a question, in a row where it is asked in rows; `None` when it is blank.
    pub fn get(&self, question: &str, row: u8) -> Option<Answer> {
        let mut given = self.given.iter();
        // A question is asked once or in rows, never both.
        let found = given.find(|(id, at, _)| *id == question && (*at == row || *at == 0));
        found.map(|(_, _, answer)| *answer)
    }

    /// The number answered; `None` when it is blank or no number.
    pub fn number(&self, question: &str, row: u8) -> Option<Decimal> {
        match self.get(question, row) {
            Some(Answer::Number(number)) => Some(number),
            _ => None,
        }
    }

    /// Answers a question anew.
    pub fn set(&mut self, question: &'static str, row: u8, answer: Answer) {
        self.unset(question, row);
        self.given.push((question, row, answer));
    }

    /// Leaves a question blank.
    pub fn unset(&mut self, question: &str, row: u8) {
        self.given
            .retain(|(id, at, _)| *id != question || *at != row);
    }

    /// All that is answered: question, row and answer.
    pub fn all(&self) -> &[(&'static str, u8, Answer)] {
        &self.given
    }
}

pub(super) fn fields<'a>(
    field: &str,
    json: &'a Json,
) -> Result<impl Iterator<Item = (&'a str, &'a Json)>, BadAnswer> {
    let entries = match json {
        Json::Null => &[][..],
        Json::Object(entries) => entries.as_slice(),
        _ => return Err(refused(field, json, Message::new("error.answers"))),
    };
    Ok(entries.iter().map(|(id, given)| (id.as_str(), given)))
}

impl Question {
    /// Reads one answer, which is not blank.
    ///
    /// # Errors
    /// When it is not one of the choices, or not a number or day within the limits.
    pub fn read(&self, given: &Json) -> Result<Answer, BadAnswer> {
        let read = match self.kind {
            Kind::Choice(_) | Kind::YesNo => self.read_choice(given),
            Kind::Number { decimals, .. } => self.read_number(given, decimals).map(Answer::Number),
            Kind::Day { .. } => self.read_day(given).map(Answer::Day),
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

    fn read_number(&self, given: &Json, decimals: u32) -> Option<Decimal> {
        let number = match given {
            Json::Text(text) => money::parse(text)?,
            Json::Whole(number) => Decimal::from(*number),
            _ => return None,
        };
        let fits = self.within(number) && number.normalize().scale() <= decimals;
        fits.then_some(number)
    }

    fn read_day(&self, given: &Json) -> Option<Date> {
        let day = Date::parse(given.as_text()?)?;
        self.within(day.number()).then_some(day)
    }

    fn within(&self, number: Decimal) -> bool {
        let limits = self.kind.limits();
        limits.is_none_or(|(least, most)| number >= least && number <= most)
    }

    /// What may be answered, in words.
    pub fn allowed(&self) -> Message {
        match self.kind {
            Kind::Choice(choices) => {
                Message::new("error.choice").saying("choices", choices.join(", "))
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
                    .with("least", Argument::Number(least.into()))
                    .with("most", Argument::Number(most.into()))
                    .with("decimals", Argument::Number(decimals.into()))
            }
            Kind::Day { least, most } => Message::new("error.day")
                .saying("least", least)
                .saying("most", most),
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
