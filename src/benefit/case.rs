//! One case: the answers, the rules of a day, and what is assumed where sources conflict.

use super::{Answer, Answers, Benefit, Kind, Line};
use crate::input::Json;
use crate::policy::{Band, Date, Given, Place, Rulebook, State, Value};
use crate::words::Argument;
use rust_decimal::Decimal;
use std::cell::RefCell;
use std::rc::Rc;

/// What a case does not have. Boxed, so that passing it on costs one word.
pub type Missing = Box<Lack>;

/// What a case does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The answer to a question, and the row that asked for it (0: none).
    Answer(&'static str, u8),
    /// Which of so many candidates for a figure holds.
    Candidate(Assumed, usize),
    /// A rule: the figure has no value on this day, and no choice of ours can give it one.
    Rule(Place, &'static str, State),
}

/// An unsettled entry of a figure: whose rules, which figure, and the day from which it holds.
pub type Assumed = (Place, &'static str, Date);

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
    /// The row that it is about; 0 for none.
    pub row: u8,
    /// What it came to.
    pub value: Argument,
    /// What went into it, by name.
    pub inputs: Vec<(&'static str, Argument)>,
    /// The figures that went into it.
    pub figures: Vec<&'static str>,
    /// The candidates assumed so far, each with its position.
    pub assumed: Vec<(Assumed, usize)>,
}

/// What a case read and did while it was worked out.
#[derive(Debug, Default)]
pub struct Trace {
    /// In the order in which they were taken.
    pub steps: Vec<Step>,
    /// Every figure that was read, once for each day.
    pub figures: Vec<Assumed>,
    /// Which steps it keeps.
    pub kept: StepsKept,
}

/// Which steps a [`Trace`] keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepsKept {
    /// All.
    #[default]
    All,
    /// Those of work that reads no figure: the working of any other is told by its figures.
    WithoutFigures,
    /// None.
    None,
}

impl Trace {
    /// An empty one that keeps these steps.
    pub fn keeping(kept: StepsKept) -> Trace {
        Trace {
            steps: Vec::new(),
            // As many as most work reads: it is kept for every amount of every outcome.
            figures: Vec::with_capacity(24),
            kept,
        }
    }

    /// Everything that another trace kept, too.
    pub fn join(&mut self, other: Trace) {
        add_figures(&mut self.figures, &other.figures);
        for step in other.steps {
            self.add(step);
        }
    }

    fn read(&mut self, figures: &[Assumed]) {
        add_figures(&mut self.figures, figures);
        if !self.wants_steps() {
            self.steps.clear();
        }
    }

    fn wants_steps(&self) -> bool {
        match self.kept {
            StepsKept::All => true,
            StepsKept::WithoutFigures => self.figures.is_empty(),
            StepsKept::None => false,
        }
    }

    fn add(&mut self, step: Step) {
        let same = |kept: &&mut Step| {
            kept.id == step.id
                && kept.row == step.row
                && kept.value == step.value
                && kept.inputs == step.inputs
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

/// Adds figures to those that were read, each once.
pub fn add_figures(read: &mut Vec<Assumed>, more: &[Assumed]) {
    for figure in more {
        if !read.contains(figure) {
            read.push(*figure);
        }
    }
}

/// One case.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The rules of the day.
    pub rulebook: Rulebook<'a>,
    answers: Rc<Answers>,
    assumed: Vec<(Assumed, usize)>,
    row: u8,
    trace: Option<&'a RefCell<Trace>>,
    elsewhere: Option<&'a Elsewhere<'a>>,
    looks: Option<Rc<RefCell<Looks>>>,
}

/// Every question whose answer was looked at, and the row that looked.
pub type Looks = Vec<(&'static str, u8)>;

/// Figures that are read in other rules than the rest.
#[derive(Debug)]
pub struct Elsewhere<'a> {
    /// The day of the case itself: what is read on it is read on the other rules' own day.
    pub on: Date,
    /// Which figures, and where they are read.
    pub figures: Vec<(&'static str, Rulebook<'a>)>,
}

impl<'a> Case<'a> {
    /// A case that assumes nothing.
    pub fn new(rulebook: Rulebook<'a>, answers: Answers) -> Case<'a> {
        Case {
            rulebook,
            answers: Rc::new(answers),
            assumed: Vec::new(),
            row: 0,
            trace: None,
            elsewhere: None,
            looks: None,
        }
    }

    /// The same case, keeping its working in `trace`.
    pub fn traced(&self, trace: &'a RefCell<Trace>) -> Case<'a> {
        Case {
            trace: Some(trace),
            ..self.clone()
        }
    }

    /// The same case, keeping in `looks` which answers it looks at.
    pub fn watched(&self, looks: &Rc<RefCell<Looks>>) -> Case<'a> {
        Case {
            looks: Some(looks.clone()),
            ..self.clone()
        }
    }

    /// The same case, reading some figures in other rules.
    pub fn reading(&self, elsewhere: &'a Elsewhere<'a>) -> Case<'a> {
        Case {
            elsewhere: Some(elsewhere),
            ..self.clone()
        }
    }

    /// The same case, standing in a row (from 1): the questions of rows are those of this row.
    pub fn at(&self, row: u8) -> Case<'a> {
        Case {
            row,
            ..self.clone()
        }
    }

    /// The same case, its figures read on another day.
    pub fn on(&self, day: Date) -> Case<'a> {
        let mut case = self.clone();
        case.rulebook.on = day;
        case
    }

    /// The same case with one more answer; `row` is 0 for a question that is asked once.
    pub fn answered(&self, question: &'static str, row: u8, answer: Answer) -> Case<'a> {
        let mut case = self.clone();
        Rc::make_mut(&mut case.answers).set(question, row, answer);
        case
    }

    /// The same case with one answer less.
    pub fn without(&self, question: &str, row: u8) -> Case<'a> {
        let mut case = self.clone();
        Rc::make_mut(&mut case.answers).unset(question, row);
        case
    }

    /// Whether its answers fit together.
    pub fn fits(&self, benefit: &Benefit) -> bool {
        (benefit.conflicts)(&self.answers).is_ok()
    }

    /// What is answered.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The candidates that it assumes, each with its position.
    pub fn assumed(&self) -> &[(Assumed, usize)] {
        &self.assumed
    }

    /// The same case, assuming a candidate for an unsettled figure.
    pub fn assuming(&self, entry: Assumed, candidate: usize) -> Case<'a> {
        let mut case = self.clone();
        case.assumed.push((entry, candidate));
        case
    }

    /// How many rows of a group there are.
    pub fn rows(&self, group: &str) -> u8 {
        self.answers.rows(group)
    }

    /// The row that this case stands in; 0 for none.
    pub fn row(&self) -> u8 {
        self.row
    }

    /// The answer to a question; `None` when it is blank.
    pub fn given_answer(&self, question: &'static str) -> Option<Answer> {
        if let Some(looks) = &self.looks {
            let look = (question, self.row);
            let mut looks = looks.borrow_mut();
            if !looks.contains(&look) {
                looks.push(look);
            }
        }
        self.answers.get(question, self.row)
    }

    fn blank(&self, question: &'static str) -> Missing {
        Box::new(Lack::Answer(question, self.row))
    }

    /// The choice answered.
    ///
    /// # Errors
    /// [`Lack::Answer`] when it is blank.
    pub fn choice(&self, question: &'static str) -> Result<&'static str, Missing> {
        match self.given_answer(question) {
            Some(Answer::Choice(choice)) => Ok(choice),
            _ => Err(self.blank(question)),
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
        match self.given_answer(question) {
            Some(Answer::Number(number)) => Ok(number),
            _ => Err(self.blank(question)),
        }
    }

    /// The day answered.
    ///
    /// # Errors
    /// [`Lack::Answer`] when it is blank.
    pub fn day(&self, question: &'static str) -> Result<Date, Missing> {
        match self.given_answer(question) {
            Some(Answer::Day(day)) => Ok(day),
            _ => Err(self.blank(question)),
        }
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

    /// A figure that goes by the size of something, in order of size.
    ///
    /// # Errors
    /// When it is unsettled or has no value on this day.
    pub fn bands(&self, place: Place, id: &'static str) -> Result<Vec<Band>, Missing> {
        match self.given(place, id)?.value() {
            Value::Bands(bands) => Ok(bands.iter().map(Band::read).collect()),
            _ => Err(no_rule(place, id, State::Unknown)),
        }
    }

    /// The rules in which a figure is read.
    fn rules_of(&self, id: &str) -> Rulebook<'a> {
        let found = self.elsewhere.and_then(|elsewhere| {
            let (_, rules) = elsewhere.figures.iter().find(|(figure, _)| *figure == id)?;
            match self.rulebook.on == elsewhere.on {
                true => Some(*rules),
                false => Some(rules.at(self.rulebook.on)),
            }
        });
        found.unwrap_or(self.rulebook)
    }

    /// The value of a figure: the one that holds, or the candidate that this case assumes.
    fn given(&self, place: Place, id: &'static str) -> Result<&'a Given, Missing> {
        if let Some(trace) = self.trace {
            trace.borrow_mut().read(&[(place, id, self.rulebook.on)]);
        }
        let none = |state| no_rule(place, id, state);
        let ruling = self.rules_of(id).ruling(place, id);
        let reading = ruling.ok_or_else(|| none(State::Unknown))?.reading;
        let entry = reading.entry.ok_or_else(|| none(reading.state))?;
        let at = match reading.state {
            State::Known | State::PastReview => 0,
            State::Unsettled => {
                let unsettled = (place, id, entry.from);
                let mut assumed = self.assumed.iter();
                let assumed = assumed.find(|(entry, _)| *entry == unsettled);
                assumed
                    .ok_or_else(|| Box::new(Lack::Candidate(unsettled, entry.values.len())))?
                    .1
            }
            state => return Err(none(state)),
        };
        entry.values.get(at).ok_or_else(|| none(reading.state))
    }

    /// Keeps a step of the working, when it is wanted. A step taken twice is kept once.
    pub fn step(
        &self,
        id: &'static str,
        value: Argument,
        figures: &[&'static str],
        inputs: &[(&'static str, Argument)],
    ) {
        let Some(trace) = self.trace.filter(|_| self.is_traced()) else {
            return;
        };
        let step = Step {
            id,
            row: self.row,
            value,
            inputs: inputs.to_vec(),
            figures: figures.to_vec(),
            assumed: self.assumed.clone(),
        };
        trace.borrow_mut().add(step);
    }

    /// Lines of a table, each with the figures that the work read, and with its steps where it read
    /// none.
    ///
    /// # Errors
    /// Those of the work.
    pub fn lines(
        &self,
        work: &dyn Fn(&Case<'_>) -> Result<Vec<Line>, Missing>,
    ) -> Result<Vec<Line>, Missing> {
        let trace = RefCell::new(Trace::keeping(StepsKept::WithoutFigures));
        let found = work(&self.traced(&trace));
        let Trace { figures, steps, .. } = trace.into_inner();
        if let Some(trace) = self.trace {
            trace.borrow_mut().read(&figures);
        }
        let mut lines = found?;
        for line in &mut lines {
            add_figures(&mut line.figures, &figures);
            line.steps.extend_from_slice(&steps);
        }
        Ok(lines)
    }

    /// Whether the working is wanted.
    pub fn is_traced(&self) -> bool {
        self.trace.is_some_and(|trace| trace.borrow().wants_steps())
    }

    /// What comes out for every candidate of the figures that are unsettled.
    ///
    /// # Errors
    /// When anything else is missing.
    pub fn readings<T>(
        &self,
        work_out: &dyn Fn(&Case<'a>) -> Result<T, Missing>,
    ) -> Result<Vec<T>, Missing> {
        match work_out(self) {
            Ok(found) => Ok(vec![found]),
            Err(lack) => {
                let Lack::Candidate(entry, count) = *lack else {
                    return Err(lack);
                };
                let mut found = Vec::new();
                for at in 0..count {
                    found.extend(self.assuming(entry, at).readings(work_out)?);
                }
                Ok(found)
            }
        }
    }

    /// Everything that could stand for a blank answer: every choice; of a number or a day its limits
    /// and the values at which a rule changes, between which every amount rises or falls steadily.
    ///
    /// # Errors
    /// When a rule change depends on something else that is missing.
    pub fn corners(
        &self,
        benefit: &Benefit,
        question: &'static str,
    ) -> Result<Vec<Answer>, Missing> {
        let Some((least, most)) = limits(benefit, question) else {
            return Ok(ends(benefit, question));
        };
        if benefit.steady.contains(&question) {
            return Ok(ends(benefit, question));
        }
        let mut corners = (benefit.cuts)(self, question)?;
        corners.retain(|corner| *corner > least && *corner < most);
        corners.extend([least, most]);
        corners.sort_unstable();
        corners.dedup();
        Ok(answers(benefit, question, corners))
    }
}

fn limits(benefit: &Benefit, question: &str) -> Option<(Decimal, Decimal)> {
    benefit.question(question)?.kind.limits()
}

/// Every choice; of a number or a day its limits.
pub fn ends(benefit: &Benefit, question: &str) -> Vec<Answer> {
    let Some((least, most)) = limits(benefit, question) else {
        let kind = benefit.question(question).map(|question| question.kind);
        let choices = kind.as_ref().map_or(&[][..], Kind::choices);
        return choices
            .iter()
            .map(|choice| Answer::Choice(choice))
            .collect();
    };
    answers(benefit, question, vec![least, most])
}

fn answers(benefit: &Benefit, question: &str, numbers: Vec<Decimal>) -> Vec<Answer> {
    let kind = benefit.question(question).map(|question| question.kind);
    let days = matches!(kind, Some(Kind::Day { .. }));
    let answer = |number: Decimal| match days {
        true => Date::from_number(number).map(Answer::Day),
        false => Some(Answer::Number(number)),
    };
    numbers.into_iter().filter_map(answer).collect()
}

fn no_rule(place: Place, figure: &'static str, state: State) -> Missing {
    Box::new(Lack::Rule(place, figure, state))
}
