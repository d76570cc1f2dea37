//! What an exploration finds, in the shapes that cross the border.
//!
//! A question is named as in a refusal (`offers.2.rate` in a row), an amount as in an outcome
//! (`interest.2`); amounts and answers are decimal strings, days `YYYY-MM-DD`, choices their ids.

use super::{Choice, Named, Verdict};
use serde::Serialize;

/// What an exploration found, by its `kind`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Found {
    /// What is still worth asking.
    NextQuestion(NextQuestion),
    /// How to become eligible.
    WayIn(WayIn),
    /// The answers that reach a goal.
    Solve(Solve),
    /// Where amounts jump or bend.
    Thresholds(Thresholds),
    /// Why two outcomes differ.
    Difference(Difference),
    /// Which benefits go together.
    Stack(Stack),
    /// All benefits at once.
    Overview(Overview),
}

/// A question in words.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Asked {
    /// Its name.
    pub question: String,
    /// The question in words.
    pub text: String,
}

/// What is still worth asking.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct NextQuestion {
    /// The question whose answer narrows the result most; null when nothing is worth asking.
    pub question: Option<Asked>,
    /// Whether the verdict is settled, whatever else is answered.
    pub settled: bool,
    /// The blank questions that can still change the result, in the order of the form.
    pub open: Vec<Asked>,
    /// The blank questions that cannot change it any more.
    pub aside: Vec<Asked>,
}

/// How to become eligible.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct WayIn {
    /// Whether the person is eligible as it stands.
    pub eligible: bool,
    /// The conditions that fail.
    pub failing: Vec<Failing>,
    /// The smallest sets of other answers that are enough; empty where up to four changes are not.
    pub ways: Vec<Way>,
    /// The first day on which the answers as they are would be enough.
    pub by_itself: Option<String>,
    /// The same in words.
    pub by_itself_text: Option<String>,
    /// Whether everything up to four changes was tried.
    pub complete: bool,
}

/// A condition that fails.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Failing {
    /// The condition's id.
    pub condition: String,
    /// What it is, in words.
    pub text: String,
    /// The answers it looks at that a person can change; empty where it is out of their hands.
    pub can_change: Vec<Asked>,
}

/// A set of changes.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Way {
    /// The changes.
    pub changes: Vec<Change>,
    /// All of them in one sentence.
    pub text: String,
}

/// Another answer.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Change {
    /// The question.
    pub question: String,
    /// What was answered; null when it was blank.
    pub from: Option<String>,
    /// What would have to be.
    pub to: String,
    /// All of it in words.
    pub text: String,
}

/// The answers that reach a goal.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Solve {
    /// One for every reading of the figures on which sources conflict.
    pub readings: Vec<Solution>,
    /// The questions that must be answered first; the readings are then empty.
    pub missing: Vec<Asked>,
    /// Why there is nothing to say where no rule is known for the day, in words.
    pub no_rule: Option<String>,
}

/// The answers that reach a goal, under one reading.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Solution {
    /// Where sources conflict: what is assumed, by figure.
    #[cfg_attr(feature = "describe", ts(type = "{ [figure: string]: string }"))]
    pub assuming: Named<String>,
    /// Every answer in one of these reaches it; no other does.
    pub intervals: Vec<Interval>,
    /// Where none does: the answer that comes nearest, and what the amount is there.
    pub nearest: Option<Point>,
}

/// Answers from the first to the last.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Interval {
    /// The first.
    pub from: End,
    /// The last.
    pub to: End,
}

/// An end of an interval.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct End {
    /// The answer.
    pub answer: String,
    /// The amount there.
    pub amount: String,
    /// Why it ends there: `limit` (nothing more may be answered), `threshold` (a rule changes), `goal`
    /// (the amount reaches the goal) or `no-amount`.
    pub because: String,
}

/// An amount at an answer.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Point {
    /// The answer.
    pub answer: String,
    /// The amount there.
    pub amount: String,
}

/// Where amounts jump or bend along a question.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Thresholds {
    /// The question.
    pub question: Asked,
    /// One for every amount and every reading of the figures on which sources conflict.
    pub curves: Vec<Curve>,
    /// The questions that must be answered first, for the amounts that have no curve.
    pub missing: Vec<Asked>,
    /// Why there is nothing to say where no rule is known for the day, in words.
    pub no_rule: Option<String>,
}

/// An amount along a question.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Curve {
    /// The amount's name.
    pub amount: String,
    /// What it is, in words.
    pub text: String,
    /// What it counts.
    pub unit: String,
    /// Where sources conflict: what is assumed, by figure.
    #[cfg_attr(feature = "describe", ts(type = "{ [figure: string]: string }"))]
    pub assuming: Named<String>,
    /// From the least answer to the most.
    pub pieces: Vec<Piece>,
    /// What happens between one piece and the next.
    pub turns: Vec<Turn>,
}

impl Curve {
    /// The ends of its pieces: two at a jump.
    pub fn points(&self) -> Vec<&Point> {
        let mut points: Vec<&Point> = Vec::new();
        for piece in &self.pieces {
            let ends = [&piece.from].into_iter();
            points.extend(ends.chain(&piece.within).chain([&piece.to]));
        }
        points.dedup_by(|one, other| one.answer == other.answer && one.amount == other.amount);
        points
    }
}

/// A piece of a curve.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Piece {
    /// Where it starts.
    pub from: Point,
    /// Where it ends.
    pub to: Point,
    /// Whether every amount between lies on the straight line, to the rounding.
    pub straight: bool,
    /// Of a piece that is not straight, some points between, to draw it by.
    pub within: Vec<Point>,
}

/// A threshold.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Turn {
    /// The last answer before it.
    pub at: String,
    /// `jump`, `bend` or `gap`.
    pub kind: String,
    /// In words.
    pub text: String,
    /// The same where the question and the amount were named already.
    pub brief: String,
}

/// Why two outcomes differ.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Difference {
    /// The amount's name.
    pub amount: String,
    /// What it is, in words.
    pub text: String,
    /// What it counts.
    pub unit: String,
    /// One for every reading of the figures on which sources conflict.
    pub readings: Vec<Explained>,
    /// The questions that must be answered first; the readings are then empty.
    pub missing: Vec<Asked>,
    /// Why there is nothing to say where no rule is known for the day, in words.
    pub no_rule: Option<String>,
}

/// A difference and its causes, under one reading.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Explained {
    /// Where sources conflict: what is assumed, by figure.
    #[cfg_attr(feature = "describe", ts(type = "{ [figure: string]: string }"))]
    pub assuming: Named<String>,
    /// The amount of the first case.
    pub from: String,
    /// The amount of the second.
    pub to: String,
    /// The second less the first.
    pub difference: String,
    /// They add up to the difference, to the last digit.
    pub causes: Vec<Cause>,
}

/// A cause of a difference.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Cause {
    /// The answers that differ.
    pub questions: Vec<String>,
    /// The figures that read otherwise.
    pub figures: Vec<String>,
    /// Whether it is the day itself.
    pub day: bool,
    /// What it adds.
    pub amount: String,
    /// In words.
    pub text: String,
}

/// Which benefits go together.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Stack {
    /// The claims as they were asked about.
    pub claims: Vec<Claim>,
    /// How each two on the same loan go together.
    pub pairs: Vec<Pair>,
    /// The best set that no rule forbids and no rule unknown to us could.
    pub best: Combination,
    /// The best set if everything unknown is allowed.
    pub best_if_allowed: Combination,
    /// The loans' rates with the best set.
    pub rates: Vec<LoanRate>,
}

/// A claim and what it is worth alone.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Claim {
    /// The benefit's id.
    pub benefit: String,
    /// Its name.
    pub text: String,
    /// Whether it can be had.
    pub verdict: Verdict,
    /// What it is worth at least, in yuan a year.
    pub low: String,
    /// What it is worth at most; null where too much is open.
    pub high: Option<String>,
}

/// How two claims on the same loan go together.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Pair {
    /// The position of the first in the claims; what comes first where the order matters.
    pub first: usize,
    /// The position of the second.
    pub second: usize,
    /// `allowed`, `after` (the second pays at most what the first leaves of the rate), `excluded` or
    /// `unknown`.
    pub together: String,
    /// The figure that says so.
    pub figure: Option<String>,
    /// In words.
    pub text: String,
}

/// A set of claims.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Combination {
    /// Their positions in the claims, with what each is worth there.
    pub claims: Vec<Share>,
    /// What all are worth at least, in yuan a year.
    pub low: String,
    /// What all are worth at most; null where that is open.
    pub high: Option<String>,
}

/// A claim within a set.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Share {
    /// Its position in the claims.
    pub claim: usize,
    /// What it is worth there at least, in yuan a year.
    pub low: String,
    /// What it is worth there at most.
    pub high: Option<String>,
}

/// A loan's rate before and after all that is chosen for it, in percent a year.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct LoanRate {
    /// The loan, as the claims name it.
    pub loan: String,
    /// What the bank asks.
    pub before: String,
    /// What is left to the borrower.
    pub after: String,
}

/// All benefits at once, for a person of whom little is known.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Overview {
    /// The plain questions, in the order in which they are best asked.
    pub questions: Vec<PlainQuestion>,
    /// A card for each benefit: first what could be worth most, last what is out.
    pub cards: Vec<Card>,
}

/// A plain question.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct PlainQuestion {
    /// Its lasting id.
    pub question: String,
    /// The question in words.
    pub text: String,
    /// A hint.
    pub help: String,
    /// What may be answered.
    pub choices: Vec<Choice>,
    /// What was answered; null when it is blank.
    pub answer: Option<String>,
    /// Whether it cannot change anything any more.
    pub aside: bool,
}

/// What is known about one benefit.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Card {
    /// The benefit's id.
    pub benefit: String,
    /// Its name.
    pub text: String,
    /// What it is.
    pub summary: String,
    /// Whether it can be had.
    pub verdict: Verdict,
    /// Whether it is out: it cannot be had, no rule is known, or it is for something else.
    pub out: bool,
    /// What it is worth at least, in yuan a year; 0 while it is open whether it can be had.
    pub low: String,
    /// What it is worth at most, in yuan a year; null where too much is open to say.
    pub high: Option<String>,
    /// True where `high` is an outer bound, which it may not reach.
    pub outer: bool,
    /// The same in words, for one that is not out.
    pub worth: String,
    /// What it is worked out for, in words, such as one bank card.
    pub assuming: Option<String>,
    /// Why it is out.
    pub why: Vec<String>,
    /// What would bring it in.
    pub way_in: Option<String>,
    /// How it goes together with others on the same loan, where a rule says so.
    pub beside: Vec<Beside>,
    /// What follows from the person's answers: the `answers` of an `evaluate` of this benefit.
    #[cfg_attr(
        feature = "describe",
        ts(type = "Record<string, string | Record<string, string>[]>")
    )]
    pub answers: Named<Given>,
}

/// An answer, or those of rows.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Given {
    /// To a question that is asked once.
    One(String),
    /// To the questions of each row.
    Rows(Vec<Named<String>>),
}

/// Another benefit on the same loan.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "describe", derive(ts_rs::TS))]
pub struct Beside {
    /// The other benefit's id.
    pub benefit: String,
    /// `excluded`, or `after` where one pays at most what the other leaves of the rate.
    pub together: String,
    /// In words.
    pub text: String,
}
