//! One case: the answers, the rules of a day, and what is assumed where sources conflict.

use super::{Answer, Answers, Benefit, Kind};
use crate::policy::{Entry, Given, Place, Rulebook, Ruling, State, Value};
use crate::words::Argument;
use rust_decimal::Decimal;
use std::cell::RefCell;

/// What a case does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The answer to a question.
    Answer(&'static str),
    /// Which of so many candidates for a figure holds.
    Candidate(Place, &'static str, usize),
    /// A rule: the figure has no value on this day, and no choice of ours can give it one.
    Rule(Place, &'static str, State),
}

/// One step of the working: how a value came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its lasting id; its words and its formula are found by it.
    pub id: &'static str,
    /// What it came to.
    pub value: Argument,
    /// What went into it, by name.
    pub inputs: Vec<(&'static str, Argument)>,
    /// The figures that went into it.
    pub figures: Vec<&'static str>,
    /// The candidates assumed so far: figure and position.
    pub assumed: Vec<(&'static str, usize)>,
}

/// What a case read and did while it was worked out.
#[derive(Debug, Default)]
pub struct Trace {
    /// In the order in which they were taken.
    pub steps: Vec<Step>,
    /// Every figure that was read, once.
    pub figures: Vec<(Place, &'static str)>,
}

/// One case.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The rules of the day.
    pub rulebook: Rulebook<'a>,
    /// The answers.
    pub answers: Answers,
    assumed: Vec<(Place, &'static str, usize)>,
    trace: Option<&'a RefCell<Trace>>,
}

impl<'a> Case<'a> {
    /// A case that assumes nothing.
    pub fn new(rulebook: Rulebook<'a>, answers: Answers) -> Case<'a> {
        Case {
            rulebook,
            answers,
            assumed: Vec::new(),
            trace: None,
        }
    }

    /// The same case, keeping its working in `trace`.
    pub fn traced(&self, trace: &'a RefCell<Trace>) -> Case<'a> {
        Case {
            trace: Some(trace),
            ..self.clone()
        }
    }

    /// The same case with one more answer.
    pub fn answered(&self, question: &'static str, answer: Answer) -> Case<'a> {
        let mut case = self.clone();
        case.answers.set(question, answer);
        case
    }

    /// The same case, assuming a candidate for an unsettled figure.
    pub fn assuming(&self, place: Place, figure: &'static str, candidate: usize) -> Case<'a> {
        let mut case = self.clone();
        case.assumed.push((place, figure, candidate));
        case
    }

    /// The choice answered.
    ///
    /// # Errors
    /// [`Missing::Answer`] when it is blank.
    pub fn choice(&self, question: &'static str) -> Result<&'static str, Missing> {
        match self.answers.get(question) {
            Some(Answer::Choice(choice)) => Ok(choice),
            _ => Err(Missing::Answer(question)),
        }
    }

    /// Whether a yes-or-no question was answered with yes.
    ///
    /// # Errors
    /// [`Missing::Answer`] when it is blank.
    pub fn yes(&self, question: &'static str) -> Result<bool, Missing> {
        Ok(self.choice(question)? == "yes")
    }

    /// The number answered.
    ///
    /// # Errors
    /// [`Missing::Answer`] when it is blank.
    pub fn number(&self, question: &'static str) -> Result<Decimal, Missing> {
        let number = self.answers.number(question);
        number.ok_or(Missing::Answer(question))
    }

    /// A figure that is a number.
    ///
    /// # Errors
    /// When it is unsettled or has no value on this day.
    pub fn figure(&self, place: Place, id: &'static str) -> Result<Decimal, Missing> {
        let unknown = Missing::Rule(place, id, State::Unknown);
        self.given(place, id)?.number.ok_or(unknown)
    }

    /// A figure that is a word: the name of a rule.
    ///
    /// # Errors
    /// When it is unsettled or has no value on this day.
    pub fn rule(&self, place: Place, id: &'static str) -> Result<&'a str, Missing> {
        Ok(&self.given(place, id)?.text)
    }

    /// A figure that is a list.
    ///
    /// # Errors
    /// When it is unsettled or has no value on this day.
    pub fn list(&self, place: Place, id: &'static str) -> Result<&'a [Given], Missing> {
        match self.value(place, id)? {
            Value::List(list) => Ok(list),
            _ => Err(Missing::Rule(place, id, State::Unknown)),
        }
    }

    fn given(&self, place: Place, id: &'static str) -> Result<&'a Given, Missing> {
        match self.value(place, id)? {
            Value::One(given) => Ok(given),
            _ => Err(Missing::Rule(place, id, State::Unknown)),
        }
    }

    fn value(&self, place: Place, id: &'static str) -> Result<Value<'a>, Missing> {
        self.note_figure(place, id);
        let none = |state| Missing::Rule(place, id, state);
        let ruling = self.rulebook.ruling(place, id);
        let ruling: Ruling<'a> = ruling.ok_or(none(State::Unknown))?;
        let entry: &'a Entry = ruling.reading.entry.ok_or(none(ruling.reading.state))?;
        match ruling.reading.state {
            State::Known | State::PastReview => {
                entry.given().ok_or(none(State::Unknown))
            }
            State::Unsettled => {
                let candidates: &'a [_] = entry.candidates.as_deref().unwrap_or(&[]);
                let assumed = self.assumed.iter().find(|(p, figure, _)| *p == place && *figure == id);
                let at = assumed.map(|(_, _, at)| *at);
                let at = at.ok_or(Missing::Candidate(place, id, candidates.len()))?;
                let candidate = candidates.get(at).ok_or(none(State::Unknown))?;
                candidate.given().ok_or(none(State::Unknown))
            }
            state => Err(none(state)),
        }
    }

    fn note_figure(&self, place: Place, id: &'static str) {
        if let Some(trace) = self.trace {
            let figures = &mut trace.borrow_mut().figures;
            if !figures.contains(&(place, id)) {
                figures.push((place, id));
            }
        }
    }

    /// Keeps a step of the working, when it is wanted. A step taken twice is kept once.
    pub fn step(
        &self,
        id: &'static str,
        value: Argument,
        figures: &[&'static str],
        inputs: impl FnOnce() -> Vec<(&'static str, Argument)>,
    ) {
        let Some(trace) = self.trace else { return };
        let step = Step {
            id,
            value,
            inputs: inputs(),
            figures: figures.to_vec(),
            assumed: self.assumed.iter().map(|(_, id, at)| (*id, *at)).collect(),
        };
        let steps = &mut trace.borrow_mut().steps;
        let same = |kept: &&mut Step| {
            kept.id == step.id && kept.value == step.value && kept.inputs == step.inputs
        };
        match steps.iter_mut().find(same) {
            // The same step under other assumptions does not depend on those that differ.
            Some(kept) => kept.assumed.retain(|assumed| step.assumed.contains(assumed)),
            None => steps.push(step),
        }
    }

    /// Everything that could stand for a blank answer: every choice; of a number its limits and the
    /// values at which a rule changes, between which every amount rises or falls steadily.
    ///
    /// # Errors
    /// When a rule change depends on something else that is missing.
    pub fn corners(
        &self,
        benefit: &Benefit,
        question: &'static str,
    ) -> Result<Vec<Answer>, Missing> {
        let kind = benefit.question(question).map(|question| question.kind);
        let Some(Kind::Number { least, most, .. }) = kind else {
            let choices = kind.iter().flat_map(|kind| kind.choices());
            return Ok(choices.map(|choice| Answer::Choice(choice)).collect());
        };
        let (least, most) = (Decimal::from(least), Decimal::from(most));
        let mut corners = (benefit.cuts)(self, question)?;
        corners.retain(|corner| *corner > least && *corner < most);
        corners.extend([least, most]);
        corners.sort();
        corners.dedup();
        Ok(corners.into_iter().map(Answer::Number).collect())
    }
}
