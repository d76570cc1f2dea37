//! An outcome, from the engine's terms into the shapes that cross the border.

use super::{
    Amount, Condition, Distance, Figure, FigureValue, Holds, Notice, Outcome, Pack, Schedule,
    ScheduleRow, Source, Step, Verdict,
};
use crate::benefit::{self, Benefit, Missing};
use crate::explore;
use crate::loan::Row;
use crate::money::plain;
use crate::policy::{
    Confirmation, Confirmed, Date, Entry, Layer, Place, Rulebook, Ruling, State, Text, Unit, Value,
    self,
};
use crate::words::{Argument, Locale, Message};
use rust_decimal::Decimal;

/// The outcome in a language.
pub(super) fn shape(
    benefit: &Benefit,
    rulebook: Rulebook,
    found: explore::Outcome,
    locale: &Locale,
) -> Outcome {
    let teller = Teller {
        benefit,
        rulebook,
        locale,
    };
    let amounts = found.amounts.iter();
    let packs = rulebook.packs().iter();
    Outcome {
        benefit: benefit.id.into(),
        on: rulebook.on.to_string(),
        as_known_on: rulebook.as_known_on.map(|day| day.to_string()),
        verdict: match found.verdict {
            explore::Verdict::Eligible => Verdict::Eligible,
            explore::Verdict::NotEligible => Verdict::NotEligible,
            explore::Verdict::Depends => Verdict::Depends,
            explore::Verdict::NoRule => Verdict::NoRule,
        },
        amounts: amounts.map(|amount| teller.amount(amount)).collect(),
        conditions: teller.conditions(&found),
        steps: found.steps.iter().map(|step| teller.step(step, &found)).collect(),
        notices: teller.notices(&found),
        schedule: found.schedule.as_deref().map(schedule),
        figures: teller.figures(&found),
        packs: packs.clone().map(|kept| pack(kept)).collect(),
        draft: packs.into_iter().any(|pack| pack.draft),
    }
}

/// A decimal string: money with at least two decimals, rates too.
pub fn decimal(value: Decimal, unit: Unit) -> String {
    let least = match unit {
        Unit::Yuan | Unit::PercentAYear => 2,
        _ => 0,
    };
    plain(value, least)
}

fn pack(pack: &policy::Pack) -> Pack {
    Pack {
        id: pack.id.clone(),
        version: pack.version.clone(),
        sha256: pack.sha256.clone(),
    }
}

fn schedule(rows: &[Row]) -> Schedule {
    let yuan = |value| decimal(value, Unit::Yuan);
    let total = |part: fn(&Row) -> Decimal| yuan(rows.iter().map(part).sum());
    let shaped = rows.iter().map(|row| ScheduleRow {
        month: row.month,
        payment: yuan(row.payment),
        principal: yuan(row.principal),
        interest: yuan(row.interest),
        balance: yuan(row.balance),
    });
    Schedule {
        rows: shaped.collect(),
        interest: total(|row| row.interest),
        payment: total(|row| row.payment),
    }
}

fn argument(value: &Argument) -> String {
    match value {
        Argument::Yuan(yuan) => decimal(*yuan, Unit::Yuan),
        Argument::Percent(rate) => decimal(*rate, Unit::PercentAYear),
        Argument::Number(number) => plain(*number, 0),
        Argument::Day(day) => day.to_string(),
        Argument::Text(text) => text.clone(),
    }
}

struct Teller<'a> {
    benefit: &'a Benefit,
    rulebook: Rulebook<'a>,
    locale: &'a Locale,
}

impl<'a> Teller<'a> {
    fn word(&self, parts: &[&str]) -> String {
        let key = [&[self.benefit.id, "."], parts].concat().concat();
        self.locale.word(&key).into()
    }

    fn text(&self, text: &Text) -> String {
        match self.locale.is_english() {
            true => text.en.clone(),
            false => text.zh.clone(),
        }
    }

    fn amount(&self, amount: &explore::AmountRange) -> (String, Amount) {
        let shaped = Amount {
            low: decimal(amount.low, amount.unit),
            high: decimal(amount.high, amount.unit),
            unit: amount.unit.id().into(),
            text: self.word(&["amount.", amount.id]),
        };
        (amount.id.into(), shaped)
    }

    /// Under whose rules a figure was read in this outcome.
    fn ruling(&self, found: &explore::Outcome, figure: &str) -> Option<Ruling<'a>> {
        let mut read = found.figures.iter().chain(&found.condition_figures);
        let read = read.find(|(_, id)| *id == figure);
        let place = read.map_or(Place::China, |(place, _)| *place);
        self.rulebook.ruling(place, figure)
    }

    fn conditions(&self, found: &explore::Outcome) -> Vec<Condition> {
        let shaped = found.conditions.iter().map(|condition| {
            let ruling = condition.figure.and_then(|id| self.ruling(found, id));
            Condition {
                id: condition.id.into(),
                holds: match condition.holds {
                    benefit::Holds::Yes => Holds::Yes,
                    benefit::Holds::No => Holds::No,
                    benefit::Holds::Unknown => Holds::Unknown,
                },
                text: self.locale.say(&condition.words),
                distance: condition.distance.map(|(value, unit)| self.distance(value, unit)),
                source: ruling.and_then(|ruling| self.first_source(&ruling)),
            }
        });
        shaped.collect()
    }

    fn distance(&self, value: Decimal, unit: Unit) -> Distance {
        let key = match unit {
            Unit::PercentAYear => "unit.percent-points",
            Unit::Months => "unit.months",
            Unit::People => "unit.people",
            Unit::Times => "unit.times",
            Unit::Years => "unit.years",
            _ => "unit.yuan",
        };
        let words = Message::new(key).with("value", Argument::Number(value));
        Distance {
            value: decimal(value, unit),
            unit: unit.id().into(),
            text: self.locale.say(&words),
        }
    }

    fn step(&self, step: &benefit::Step, found: &explore::Outcome) -> Step {
        let mut formula = Message::default();
        formula.arguments.clone_from(&step.inputs);
        let formula = formula.with("value", step.value.clone());
        let key = [self.benefit.id, ".step.", step.id, ".formula"];
        let assumed = step.assumed.iter().filter_map(|(figure, at)| {
            let ruling = self.ruling(found, figure)?;
            let candidates = ruling.reading.entry?.candidates.as_ref()?;
            let value = candidates.get(*at)?.given()?;
            Some((figure.to_string(), values(value)))
        });
        let inputs = step.inputs.iter();
        Step {
            id: step.id.into(),
            text: self.word(&["step.", step.id]),
            formula: self.locale.say(&formula.keyed(&key)),
            value: argument(&step.value),
            inputs: inputs.map(|(name, value)| (name.to_string(), argument(value))).collect(),
            figures: step.figures.iter().map(|id| id.to_string()).collect(),
            assuming: assumed.collect(),
        }
    }

    fn notices(&self, found: &explore::Outcome) -> Vec<Notice> {
        let mut notices: Vec<Notice> = Vec::new();
        if let Some(Missing::Rule(place, figure, state)) = found.no_rule {
            let key = match state {
                State::Lapsed => "notice.lapsed",
                State::NotYetInForce => "notice.not-yet-in-force",
                _ => "notice.unknown",
            };
            notices.push(self.figure_notice("no-rule", key, place, figure));
        }
        if !found.open.is_empty() {
            notices.push(Notice {
                id: "open".into(),
                text: self.locale.word("notice.open").into(),
                figure: None,
            });
        }
        let own = found.notices.iter().map(|(id, words)| Notice {
            id: id.to_string(),
            text: self.locale.say(words),
            figure: None,
        });
        notices.extend(own);
        for (place, id) in &found.figures {
            let Some(ruling) = self.rulebook.ruling(*place, id) else {
                continue;
            };
            let state = ruling.reading.state;
            if state == State::Unsettled {
                notices.push(self.figure_notice("unsettled", "notice.candidates", *place, id));
            }
            if state == State::PastReview {
                notices.push(self.figure_notice("past-review", "notice.past-review", *place, id));
            }
            if ruling.confirmation() == Some(Confirmation::Recalled) {
                notices.push(self.figure_notice("recalled", "notice.recalled", *place, id));
            }
        }
        notices
    }

    fn figure_notice(
        &self,
        id: &str,
        key: &'static str,
        place: Place,
        figure: &'static str,
    ) -> Notice {
        let ruling = self.rulebook.ruling(place, figure);
        let entry = ruling.and_then(|ruling| ruling.reading.entry);
        let day = |day: Option<Date>| match day {
            Some(day) => Argument::Day(day),
            None => Argument::Text("—".into()),
        };
        let name = ruling.map(|ruling| self.text(&ruling.figure.text)).unwrap_or(figure.into());
        let candidates = entry.and_then(|entry| entry.candidates.as_ref());
        let reasons: Vec<String> = candidates
            .into_iter()
            .flatten()
            .map(|candidate| self.text(&candidate.reason))
            .collect();
        let words = Message::new(key)
            .with("figure", Argument::Text(name))
            .with("on", Argument::Day(self.rulebook.on))
            .with("from", day(entry.map(|entry| entry.from)))
            .with("until", day(entry.and_then(|entry| entry.until)))
            .with("review", day(entry.and_then(|entry| entry.review_by)))
            .with("reasons", Argument::Text(reasons.join(" / ")));
        Notice {
            id: id.into(),
            text: self.locale.say(&words),
            figure: Some(figure.into()),
        }
    }

    fn figures(&self, found: &explore::Outcome) -> Vec<Figure> {
        let read = found.figures.iter().chain(&found.condition_figures);
        let rulings = read.filter_map(|(place, id)| self.rulebook.ruling(*place, id));
        rulings.map(|ruling| self.figure(&ruling)).collect()
    }

    fn figure(&self, ruling: &Ruling<'a>) -> Figure {
        let entry = ruling.reading.entry;
        let state = ruling.reading.state.id();
        let note = entry.and_then(|entry| entry.unknown.as_ref().or(entry.note.as_ref()));
        Figure {
            id: ruling.id.into(),
            text: self.text(&ruling.figure.text),
            unit: ruling.figure.unit.id().into(),
            reading: state.into(),
            reading_text: self.locale.word(&format!("state.{state}")).into(),
            values: entry.map(|entry| self.values(ruling, entry)).unwrap_or_default(),
            from: entry.map(|entry| entry.from.to_string()),
            until: entry.and_then(|entry| entry.until).map(|day| day.to_string()),
            review_by: entry.and_then(|entry| entry.review_by).map(|day| day.to_string()),
            note: note.map(|note| self.text(note)),
            layer: match ruling.pack.layer {
                Layer::National => "national",
                Layer::City => "city",
                Layer::Bank => "bank",
            }
            .into(),
            pack: ruling.pack.id.clone(),
        }
    }

    fn values(&self, ruling: &Ruling<'a>, entry: &Entry) -> Vec<FigureValue> {
        let own = entry.given().map(|value| FigureValue {
            value: values(value),
            reason: None,
            source: self.source(ruling, &entry.source, &entry.confirmed),
        });
        let candidates = entry.candidates.iter().flatten().filter_map(|candidate| {
            let source = Some(candidate.source.clone());
            let confirmed = Some(candidate.confirmed.clone());
            Some(FigureValue {
                value: values(candidate.given()?),
                reason: Some(self.text(&candidate.reason)),
                source: self.source(ruling, &source, &confirmed),
            })
        });
        own.into_iter().chain(candidates).collect()
    }

    fn first_source(&self, ruling: &Ruling<'a>) -> Option<Source> {
        let values = self.values(ruling, ruling.reading.entry?);
        values.into_iter().find_map(|value| value.source)
    }

    fn source(
        &self,
        ruling: &Ruling<'a>,
        source: &Option<policy::Source>,
        confirmed: &Option<Confirmed>,
    ) -> Option<Source> {
        let source = source.as_ref()?;
        let document = ruling.pack.documents.get(&source.document)?;
        Some(Source {
            figure: ruling.id.into(),
            reading: ruling.reading.state.id().into(),
            title: document.title.clone(),
            number: document.number.clone(),
            article: source.article.clone(),
            address: source.address.clone(),
            quotation: source.quotation.as_ref().map(|quotation| quotation.text.clone()),
            confirmed: confirmed.as_ref().map(|c| c.how.id().into()),
            confirmed_on: confirmed.as_ref().map(|c| c.on.to_string()),
        })
    }
}

/// A value as text: several are joined by commas, bands by semicolons.
fn values(value: Value) -> String {
    match value {
        Value::One(given) => given.text.clone(),
        Value::List(list) => {
            let texts: Vec<&str> = list.iter().map(|given| given.text.as_str()).collect();
            texts.join(", ")
        }
        Value::Bands(bands) => {
            let shown = bands.iter().map(|band| {
                let top = band.up_to.as_ref().map_or("∞", |top| top.text.as_str());
                let part = band.percent.as_ref().map(|part| format!("{}%", part.text));
                let fixed = band.amount.as_ref().map(|fixed| fixed.text.clone());
                let most = band.at_most.as_ref().map(|most| format!("≤ {}", most.text));
                let parts: Vec<String> = [fixed, part, most].into_iter().flatten().collect();
                format!("{}–{top}: {}", band.over.text, parts.join(", "))
            });
            shown.collect::<Vec<String>>().join("; ")
        }
    }
}
