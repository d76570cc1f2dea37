//! What an exploration found, in words and in the shapes that cross the border.

use super::exploration::*;
use super::outcome::decimal;
use super::{Named, figures, outcome};
use crate::benefit::{Answer, Assumed, Benefit, Case, Kind, Lack, ends};
use crate::explore::{self, Along, Together, Wanted};
use crate::money;
use crate::policy::{Place, Rulebook, Unit};
use crate::words::{Argument, Locale, Message};
use rust_decimal::Decimal;

/// A question and its row; 0 where it is asked once.
pub(super) type Question = (&'static str, u8);

/// The name of a question, in a row where it is asked in rows.
pub(super) fn name((question, row): Question, benefit: &Benefit) -> String {
    let group = benefit.question(question).and_then(|question| question.row);
    match group {
        Some(group) => [group, ".", &row.to_string(), ".", question].concat(),
        None => question.into(),
    }
}

/// The name of an amount, in a row where it is of one.
pub(super) fn amount_name((amount, row): Wanted) -> String {
    match row {
        0 => amount.id.into(),
        row => [amount.id, ".", &row.to_string()].concat(),
    }
}

/// What is assumed where sources conflict, by figure.
pub(super) fn assuming(rulebook: Rulebook, assumed: &[(Assumed, usize)]) -> Named<String> {
    let values = assumed.iter().filter_map(|((place, figure, from), at)| {
        let figure = rulebook.at(*from).ruling(*place, figure)?;
        let given = figure.reading.entry?.values.get(*at)?;
        Some((figure.figure.id.clone(), figures::written(given)))
    });
    values.collect()
}

/// What stands in the way of an amount.
#[derive(Default)]
pub(super) struct Open {
    /// The blank questions that it needs.
    pub missing: Vec<Asked>,
    /// The rule that is not known, in words.
    pub no_rule: Option<String>,
}

impl Open {
    /// Takes in what stands in the way of another.
    pub fn join(&mut self, other: Open) {
        for asked in other.missing {
            if !self
                .missing
                .iter()
                .any(|known| known.question == asked.question)
            {
                self.missing.push(asked);
            }
        }
        self.no_rule = self.no_rule.take().or(other.no_rule);
    }
}

/// Tells what was found about one benefit.
pub(super) struct Teller<'t> {
    pub benefit: &'static Benefit,
    pub locale: &'t Locale,
}

impl Teller<'_> {
    pub fn word(&self, parts: &[&str]) -> String {
        let key = [&[self.benefit.id, "."], parts].concat().concat();
        self.locale.word(&key).into()
    }

    fn say(&self, key: &'static str, texts: &[(&'static str, &str)]) -> String {
        let message = texts
            .iter()
            .fold(Message::new(key), |message, (name, text)| {
                message.saying(name, *text)
            });
        self.locale.say(&message)
    }

    pub fn asked(&self, question: Question) -> Asked {
        Asked {
            question: name(question, self.benefit),
            text: self.question(question),
        }
    }

    /// A question in words; in a row, with the name of the row.
    fn question(&self, (question, row): Question) -> String {
        let text = self.word(&["question.", question]);
        let group = self
            .benefit
            .question(question)
            .and_then(|question| question.row);
        match group {
            Some(group) => {
                let words = Message::default().saying("row", row.to_string());
                let row = self
                    .locale
                    .say(&words.keyed(&[self.benefit.id, ".rows.", group]));
                self.say("explore.of-row", &[("row", &row), ("text", &text)])
            }
            None => text,
        }
    }

    /// An answer as it crosses the border.
    pub fn given(&self, answer: Option<Answer>) -> String {
        match answer {
            Some(Answer::Choice(choice)) => choice.into(),
            Some(Answer::Number(number)) => money::plain(number, 0),
            Some(Answer::Day(day)) => day.to_string(),
            None => String::new(),
        }
    }

    /// An answer in words.
    fn answer(&self, question: &str, answer: Option<Answer>) -> String {
        let kind = self
            .benefit
            .question(question)
            .map(|question| question.kind);
        match (answer, kind) {
            (Some(Answer::Choice(choice)), Some(Kind::YesNo)) => {
                self.locale.word(&["choice.", choice].concat()).into()
            }
            (Some(Answer::Choice(choice)), _) => self.word(&["choice.", question, ".", choice]),
            (Some(Answer::Number(number)), Some(Kind::Number { unit, .. })) => {
                self.sized(number, unit)
            }
            (Some(Answer::Number(number)), _) => self.locale.show(&Argument::Number(number)),
            (Some(Answer::Day(day)), _) => day.to_string(),
            (None, _) => self.locale.word("explore.blank").into(),
        }
    }

    /// A number with its unit.
    fn sized(&self, number: Decimal, unit: Unit) -> String {
        let key = match unit {
            Unit::Yuan => "unit.yuan",
            Unit::Months => "unit.months",
            Unit::People => "unit.people",
            Unit::SquareMetres => "unit.square-metres",
            Unit::Times => "unit.times",
            Unit::Percent | Unit::PercentAYear => {
                return self.locale.show(&Argument::Percent(number));
            }
            _ => return self.locale.show(&Argument::Number(number)),
        };
        let number = match unit {
            Unit::Yuan => Argument::Yuan(number),
            _ => Argument::Number(number),
        };
        self.locale.say(&Message::new(key).with("value", number))
    }

    /// What stands in the way of an amount, but for one answer that varies.
    pub fn open(&self, case: &Case, (amount, row): Wanted, varies: Option<Question>) -> Open {
        let mut case = case.clone();
        let mut blank: Vec<Question> = Vec::new();
        let mut open = Open::default();
        // Each in turn is answered with anything, until nothing more is asked for.
        while let Err(lack) = (amount.work_out)(&case.at(row)) {
            case = match *lack {
                Lack::Answer(question, row) => {
                    let row = self.benefit.row_of(question, row);
                    let Some(any) = ends(self.benefit, question).first().copied() else {
                        break;
                    };
                    if Some((question, row)) != varies && !blank.contains(&(question, row)) {
                        blank.push((question, row));
                    }
                    case.answered(question, row, any)
                }
                Lack::Candidate(entry, _) => case.assuming(entry, 0),
                Lack::Rule(_, figure, _) => {
                    open.no_rule = Some(self.no_rule(&case, figure));
                    break;
                }
            };
        }
        open.missing = blank.into_iter().map(|asked| self.asked(asked)).collect();
        open
    }

    /// That a rule is not known, in words.
    pub fn no_rule(&self, case: &Case, figure: &str) -> String {
        let lang = self.locale.pack_lang();
        let name = case.rulebook.name(figure, lang).unwrap_or(figure);
        let name = self.locale.pack_text(name);
        let on = case.rulebook.on.to_string();
        self.say("explore.no-rule", &[("on", &on), ("figure", name)])
    }

    pub fn next_question(&self, found: &explore::Asking) -> NextQuestion {
        let all = |asked: &[Question]| asked.iter().map(|asked| self.asked(*asked)).collect();
        NextQuestion {
            question: found.next.map(|asked| self.asked(asked)),
            settled: found.settled,
            open: all(&found.open),
            aside: all(&found.aside),
        }
    }

    pub fn way_in(&self, case: &Case, found: &explore::WayIn) -> WayIn {
        let failing = found.failing.iter().map(|(condition, free)| Failing {
            condition: condition.to_string(),
            text: self.word(&["condition.", condition]),
            can_change: free.iter().map(|asked| self.asked(*asked)).collect(),
        });
        let ways = found.ways.iter().map(|changes| {
            let changes: Vec<Change> = changes.iter().map(|change| self.change(change)).collect();
            let texts: Vec<&str> = changes.iter().map(|change| change.text.as_str()).collect();
            let all = texts.join(self.locale.word("explore.way.and"));
            Way {
                text: self.say("explore.way", &[("changes", &all)]),
                changes,
            }
        });
        let by_itself = found.by_itself.map(|day| day.to_string());
        WayIn {
            eligible: found.eligible,
            failing: failing.collect(),
            ways: ways.collect(),
            by_itself_text: by_itself.as_ref().map(|day| {
                let on = case.rulebook.on.to_string();
                self.say("explore.by-itself", &[("day", day), ("on", &on)])
            }),
            by_itself,
            complete: found.complete,
        }
    }

    /// The shortest of the ways in, for someone of whom much is still open.
    pub fn nearest(&self, found: &explore::WayIn) -> Option<String> {
        let ways = found.ways.iter().map(|changes| {
            let texts: Vec<String> = changes
                .iter()
                .map(|change| self.change(change).text)
                .collect();
            let all = texts.join(self.locale.word("explore.way.and"));
            self.say("start.way", &[("changes", &all)])
        });
        let day = found
            .by_itself
            .map(|day| self.say("start.way.day", &[("day", &day.to_string())]));
        ways.chain(day).min_by_key(|text| text.chars().count())
    }

    fn change(&self, change: &explore::Change) -> Change {
        let question = (change.question, change.row);
        let key = match change.from {
            Some(_) => "explore.change",
            None => "explore.change.blank",
        };
        let text = self.say(
            key,
            &[
                ("question", &self.question(question)),
                ("from", &self.answer(change.question, change.from)),
                ("to", &self.answer(change.question, Some(change.to))),
            ],
        );
        Change {
            question: name(question, self.benefit),
            from: change.from.map(|from| self.given(Some(from))),
            to: self.given(Some(change.to)),
            text,
        }
    }

    pub fn curve(
        &self,
        along: &Along,
        question: Question,
        wanted: Wanted,
        assuming: Named<String>,
        pieces: &[explore::Piece],
    ) -> Curve {
        let unit = wanted.0.unit;
        let point = |at: i64, amount: Decimal| Point {
            answer: self.given(along.answer(at)),
            amount: decimal(amount, unit),
        };
        let end = |piece: &explore::Piece, end: usize| point(piece.ends[end], piece.amounts[end]);
        let turns = pieces
            .windows(2)
            .map(|pair| self.turn(along, question, wanted, [&pair[0], &pair[1]]));
        Curve {
            amount: amount_name(wanted),
            text: self.word(&["amount.", wanted.0.id]),
            unit: unit.id().into(),
            assuming,
            turns: turns.collect(),
            pieces: pieces
                .iter()
                .map(|piece| Piece {
                    from: end(piece, 0),
                    to: end(piece, 1),
                    straight: piece.straight,
                    within: piece
                        .within
                        .iter()
                        .map(|(at, amount)| point(*at, *amount))
                        .collect(),
                })
                .collect(),
        }
    }

    /// What happens between two pieces, in words.
    fn turn(
        &self,
        along: &Along,
        (question, row): Question,
        (amount, _): Wanted,
        [before, after]: [&explore::Piece; 2],
    ) -> Turn {
        let at = along.answer(before.ends[1]);
        let kind = explore::turn(before, after);
        let [last, first] = [before.amounts[1], after.amounts[0]];
        let named = [
            ("question", self.question((question, row))),
            ("at", self.answer(question, at)),
            ("then", self.answer(question, along.answer(after.ends[0]))),
            ("amount", self.word(&["amount.", amount.id])),
        ];
        let (id, key, values) = match kind {
            explore::Turn::Jump => {
                let key = match first < last {
                    true => "explore.jump.down",
                    false => "explore.jump.up",
                };
                let by = (first - last).abs();
                (
                    "jump",
                    key,
                    [
                        ("before", self.sized(last, amount.unit)),
                        ("after", self.sized(first, amount.unit)),
                        ("by", self.sized(by, amount.unit)),
                    ],
                )
            }
            explore::Turn::Bend => {
                let slope = |piece: &explore::Piece| {
                    let over = along.number(piece.ends[1]) - along.number(piece.ends[0]);
                    let each = (piece.amounts[1] - piece.amounts[0]) * along.bend_over();
                    self.sized(
                        money::to_cent(each.checked_div(over).unwrap_or_default()),
                        amount.unit,
                    )
                };
                let over = self.answer(question, Some(Answer::Number(along.bend_over())));
                (
                    "bend",
                    "explore.bend",
                    [
                        ("before", slope(before)),
                        ("after", slope(after)),
                        ("by", over),
                    ],
                )
            }
            explore::Turn::Gap => (
                "gap",
                "explore.gap",
                [
                    ("before", String::new()),
                    ("after", String::new()),
                    ("by", String::new()),
                ],
            ),
        };
        let texts: Vec<(&'static str, &str)> = named
            .iter()
            .chain(&values)
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        let brief = match kind {
            explore::Turn::Jump => "explore.jump.brief",
            explore::Turn::Bend => "explore.bend.brief",
            explore::Turn::Gap => "explore.gap.brief",
        };
        Turn {
            at: self.given(at),
            kind: id.into(),
            text: self.say(key, &texts),
            brief: self.say(brief, &texts),
        }
    }

    pub fn explained(
        &self,
        sides: &[explore::Side; 2],
        wanted: Wanted,
        found: &explore::Difference,
    ) -> Explained {
        let money = |amount| decimal(amount, wanted.0.unit);
        let causes = found.causes.iter().map(|(cause, amount)| {
            let mut shaped = Cause {
                questions: Vec::new(),
                figures: Vec::new(),
                day: false,
                amount: money(*amount),
                text: String::new(),
            };
            let mut texts = Vec::new();
            match cause {
                explore::Cause::Answers(answers) => {
                    for (question, row) in answers {
                        let [from, to] = [0, 1]
                            .map(|at| self.answer(question, sides[at].answers.get(question, *row)));
                        let asked = self.question((question, *row));
                        texts.push(self.say(
                            "explore.cause",
                            &[("what", &asked), ("from", &from), ("to", &to)],
                        ));
                        shaped.questions.push(name((question, *row), self.benefit));
                    }
                }
                explore::Cause::Figures(figures) => {
                    for (place, figure) in figures {
                        let lang = self.locale.pack_lang();
                        let what = sides[1].rulebook.name(figure, lang).unwrap_or(figure);
                        let what = self.locale.pack_text(what);
                        let [from, to] =
                            [0, 1].map(|at| self.reading(sides[at].rulebook, *place, figure));
                        texts.push(self.say(
                            "explore.cause",
                            &[("what", what), ("from", &from), ("to", &to)],
                        ));
                        shaped.figures.push(figure.to_string());
                    }
                }
                explore::Cause::Day => {
                    let [from, to] = [0, 1].map(|at| sides[at].rulebook.on.to_string());
                    texts.push(self.say("explore.cause.day", &[("from", &from), ("to", &to)]));
                    shaped.day = true;
                }
            }
            shaped.text = texts.join(self.locale.word("explore.way.and"));
            shaped
        });
        Explained {
            assuming: assuming(sides[0].rulebook, &found.assumed),
            from: money(found.from),
            to: money(found.to),
            difference: money(found.to - found.from),
            causes: causes.collect(),
        }
    }

    /// What a figure says under some rules.
    fn reading(&self, rulebook: Rulebook, place: Place, figure: &str) -> String {
        let ruling = rulebook.ruling(place, figure);
        let mut written = Vec::new();
        if let Some(ruling) = &ruling {
            for given in ruling.reading.entry.iter().flat_map(|entry| &entry.values) {
                let read = figures::as_read(given, ruling, self.locale);
                written.push(read.unwrap_or_else(|| figures::written(given)));
            }
        }
        match written.is_empty() {
            true => self.locale.word("state.unknown").into(),
            false => written.join(" / "),
        }
    }
}

/// How two claims go together: its id, and in words.
pub(super) fn together(
    claims: &[explore::Claim],
    (first, second, together): (usize, usize, Together),
    locale: &Locale,
) -> (&'static str, String) {
    let (id, key) = match together {
        Together::Allowed => ("allowed", "explore.pair.allowed"),
        Together::After => ("after", "explore.pair.after"),
        Together::Excluded(_) => ("excluded", "explore.pair.excluded"),
        Together::Unknown(_) => ("unknown", "explore.pair.unknown"),
    };
    let message = Message::new(key)
        .saying("first", title(claims, first, locale))
        .saying("second", title(claims, second, locale));
    (id, locale.say(&message))
}

fn title(claims: &[explore::Claim], at: usize, locale: &Locale) -> String {
    let key = [claims[at].benefit.id, ".name"].concat();
    locale.word(&key).into()
}

/// Tells which benefits go together.
pub(super) fn stacked(claims: &[explore::Claim], found: &explore::Stack, locale: &Locale) -> Stack {
    let yuan = |amount| decimal(amount, Unit::Yuan);
    let combination = |set: &explore::Combination| Combination {
        claims: set
            .claims
            .iter()
            .zip(&set.worth)
            .map(|(claim, (low, high))| Share {
                claim: *claim,
                low: yuan(*low),
                high: high.map(yuan),
            })
            .collect(),
        low: yuan(set.low),
        high: set.high.map(yuan),
    };
    let pairs = found.pairs.iter().map(|pair| {
        let (first, second, how) = *pair;
        let (id, text) = together(claims, *pair, locale);
        let figure = match how {
            Together::Excluded(figure) => Some(figure),
            Together::Unknown(figure) => figure,
            Together::Allowed | Together::After => None,
        };
        Pair {
            first,
            second,
            together: id.into(),
            figure: figure.map(String::from),
            text,
        }
    });
    Stack {
        claims: claims
            .iter()
            .enumerate()
            .zip(&found.claims)
            .map(|((at, claim), worth)| Claim {
                benefit: claim.benefit.id.into(),
                text: title(claims, at, locale),
                verdict: outcome::verdict(worth.verdict),
                low: yuan(worth.low),
                high: worth.high.map(yuan),
            })
            .collect(),
        pairs: pairs.collect(),
        best: combination(&found.best),
        best_if_allowed: combination(&found.best_if_allowed),
        rates: found
            .rates
            .iter()
            .map(|rate| LoanRate {
                loan: rate.loan.clone(),
                before: decimal(rate.before, Unit::PercentAYear),
                after: decimal(rate.after, Unit::PercentAYear),
            })
            .collect(),
    }
}
