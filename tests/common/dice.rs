//! Random answers, the same on every run.

use new_citizen_calculator::benefit::{Kind, Outline, Question};
use new_citizen_calculator::policy::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value};

/// Random numbers from a seed.
pub struct Dice(pub u64);

impl Dice {
    /// From 0 up to and without `sides`.
    pub fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) % sides.max(1)
    }

    /// An answer to every question.
    pub fn answers(&mut self, benefit: &Outline) -> Value {
        let mut answers = self.of(benefit, None);
        for group in benefit.rows {
            let rows = 1 + self.throw(4.min(group.most.into()));
            let rows: Vec<Value> = (0..rows)
                .map(|_| self.of(benefit, Some(group.id)).into())
                .collect();
            answers.insert(group.id.into(), rows.into());
        }
        answers.into()
    }

    fn of(&mut self, benefit: &Outline, group: Option<&str>) -> Map<String, Value> {
        let questions = benefit
            .questions()
            .iter()
            .filter(|question| question.row == group);
        questions
            .map(|question| (question.id.into(), self.answer(question)))
            .collect()
    }

    fn answer(&mut self, question: &Question) -> Value {
        match question.kind {
            Kind::Choice(_) | Kind::YesNo => {
                let choices = question.kind.choices();
                choices[self.throw(choices.len() as u64) as usize].into()
            }
            Kind::Number {
                least,
                most,
                decimals,
                ..
            } => self.number(least, most, decimals).into(),
            Kind::Day { least, most } => self.day(least, most).into(),
        }
    }

    /// A small number as often as a large one; whole thousands now and then.
    fn number(&mut self, least: i64, most: i64, decimals: u32) -> String {
        let parts = 10u64.pow(decimals);
        let span = (most - least) as u64 * parts;
        let digits = 1 + span.checked_ilog10().unwrap_or(0);
        let size = 10u64.pow(self.throw(digits.into()) as u32 + 1);
        let mut above = self.throw(size).min(span);
        if self.throw(3) == 0 {
            above -= above % (1000 * parts).min(above.max(1));
        }
        let number = Decimal::from(least) + Decimal::new(above as i64, decimals);
        number.normalize().to_string()
    }

    /// A day from the first to the last.
    pub fn day(&mut self, first: &str, last: &str) -> String {
        let number = |text| Date::parse(text).expect("a day").number();
        let days = number(last) - number(first) + Decimal::ONE;
        let at = self.throw(days.to_u64().expect("some days"));
        let day = Date::from_number(number(first) + Decimal::from(at));
        day.expect("a day").to_string()
    }
}
