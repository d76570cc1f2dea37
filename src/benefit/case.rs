//! One case: the answers, the rules of a day, and what is assumed where sources conflict.

use super::{Answer, Answers, Benefit, Kind};
use crate::input::Json;
use crate::policy::{Given, Place, Rulebook, State, Value};
use crate::words::Argument;
use rust_decimal::Decimal;
use std::cell::RefCell;

/// What a case does not have. Boxed, so that passing it on costs one word.
pub type Missing = Box<Lack>;

/// What a case does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The answer to a question.
    Answer(&'static str),
    /// Which of so many candidates for a figure holds.
    Candidate(Place, &'static str, usize),
    /// A rule: the figure has no value on this day, and no choice of ours can give it one.
    Rule(Place, &'static str, State),
}

impl Lack {
    /// Whether a rule is missing: nothing that could be assumed would fill it.
    pub fn is_rule(&self) -> bool {
        matches!(self, Lack::Rule(..))
    }
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

impl Trace {
    /// Everything that another trace kept, too.
    pub fn join(&mut self, other: Trace) {
        for (place, figure) in other.figures {
            self.read(place, figure);
        }
        for step in other.steps {
            self.add(step);
        }
    }

    fn read(&mut self, place: Place, figure: &'static str) {
        if !self.figures.contains(&(place, figure)) {
            self.figures.push((place, figure));
        }
    }

    fn add(&mut self, step: Step) {
        let same = |kept: &&mut Step| {
            kept.id == step.id && kept.value == step.value && kept.inputs == step.inputs
        };
        match self.steps.iter_mut().find(same) {
            // The same step under other assumptions does not depend on those that differ.
            Some(kept) => kept
                .assumed
                .retain(|assumed| step.assumed.contains(assumed)),
            None => self.steps.push(step),
        }
    }
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
    /// [`Lack::Answer`] when it is blank.
    pub fn choice(&self, question: &'static str) -> Result<&'static str, Missing> {
        match self.answers.get(question) {
            Some(Answer::Choice(choice)) => Ok(choice),
            _ => Err(Box::new(Lack::Answer(question))),
        }
    }

    /// Whether a yes-or-no question was answered with yes.
    ///
    /// # Errors
    /// [`Lack::Answer`] when it is blank.
    pub fn yes(&self, question: &'static str) -> Result<bool, Missing> {
        Ok(self.choice(question)? == "yes")
    }

    /// The number answered.
    ///
    /// # Errors
    /// [`Lack::Answer`] when it is blank.
    pub fn number(&self, question: &'static str) -> Result<Decimal, Missing> {
        let number = self.answers.number(question);
        number.ok_or_else(|| Box::new(Lack::Answer(question)))
    }

    /// A figure that is a number.
    ///
    /// # Errors
    /// When it is unsettled or has no value on this day.
    pub fn figure(&self, place: Place, id: &'static str) -> Result<Decimal, Missing> {
        self.given(place, id)?
            .number
            .ok_or_else(|| no_rule(place, id, State::Unknown))
    }

    /// A figure that is a word: the name of a rule.
    ///
    /// # Errors
    /// When it is unsettled or has no value on this day.
    pub fn rule(&self, place: Place, id: &'static str) -> Result<&'a str, Missing> {
        match self.given(place, id)?.value() {
            Value::One(text) => Ok(text),
            _ => Err(no_rule(place, id, State::Unknown)),
        }
    }

    /// A figure that is a list.
    ///
    /// # Errors
    /// When it is unsettled or has no value on this day.
    pub fn list(&self, place: Place, id: &'static str) -> Result<&'a [Json], Missing> {
        match self.given(place, id)?.value() {
            Value::List(list) => Ok(list),
            _ => Err(no_rule(place, id, State::Unknown)),
        }
    }

    /// The value of a figure: the one that holds, or the candidate that this case assumes.
    fn given(&self, place: Place, id: &'static str) -> Result<&'a Given, Missing> {
        self.note_figure(place, id);
        let none = |state| no_rule(place, id, state);
        let ruling = self.rulebook.ruling(place, id);
        let reading = ruling.ok_or_else(|| none(State::Unknown))?.reading;
        let values = reading.entry.map_or(&[][..], |entry| &entry.values);
        let at = match reading.state {
            State::Known | State::PastReview => 0,
            State::Unsettled => {
                let mut assumed = self.assumed.iter();
                let assumed = assumed.find(|(p, figure, _)| *p == place && *figure == id);
                assumed
                    .ok_or_else(|| Box::new(Lack::Candidate(place, id, values.len())))?
                    .2
            }
            state => return Err(none(state)),
        };
        values.get(at).ok_or_else(|| none(reading.state))
    }

    fn note_figure(&self, place: Place, id: &'static str) {
        if let Some(trace) = self.trace {
            trace.borrow_mut().read(place, id);
        }
    }

    /// Keeps a step of the working, when it is wanted. A step taken twice is kept once.
    pub fn step(
        &self,
        id: &'static str,
        value: Argument,
        figures: &[&'static str],
        inputs: &[(&'static str, Argument)],
    ) {
        let Some(trace) = self.trace else { return };
        let step = Step {
            id,
            value,
            inputs: inputs.to_vec(),
            figures: figures.to_vec(),
            assumed: self.assumed.iter().map(|(_, id, at)| (*id, *at)).collect(),
        };
        trace.borrow_mut().add(step);
    }

    /// Whether the working is wanted.
    pub fn is_traced(&self) -> bool {
        self.trace.is_some()
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

fn no_rule(place: Place, figure: &'static str, state: State) -> Missing {
    Box::new(Lack::Rule(place, figure, state))
}
