//! What the benchmark times inside the engine: one request, worked out again and again.

use super::Engine;
use crate::benefit::{Answer, Answers, Benefit, Case, Missing, find};
use crate::explore::settled_verdict;
use crate::input::Json;
use crate::policy::{Date, Rulebook};
use rust_decimal::Decimal;
use std::hint::black_box;

/// Answers the question `question` of a complete request anew with `least`, `least + step`, … and
/// assesses each of the `times` cases. The sum of all their amounts, so that nothing can be left out.
/// `None` where something is missing.
pub fn what_ifs(
    engine: &Engine,
    request: &Json,
    question: &str,
    [least, step, times]: [u32; 3],
) -> Option<Decimal> {
    let benefit = find(request.text("benefit"))?.whole();
    let on = Date::parse(request.text("on"))?;
    let answers = Answers::read(benefit, request.get("answers")?).ok()?;
    let question = benefit.question(question)?.id;
    let mut packs = engine.packs().to_vec();
    packs.retain(|pack| benefit.needs_pack(&pack.id));
    let case = Case::new(Rulebook::new(&packs, on, None), answers);
    let mut sum = Decimal::ZERO;
    for at in 0..times {
        let number = Decimal::from(least + at * step);
        sum += assess(benefit, &case.answered(question, 0, Answer::Number(number))).ok()?;
    }
    Some(sum)
}

/// The verdict and all amounts of one complete case, as explore works them out: without working or words.
fn assess(benefit: &Benefit, case: &Case) -> Result<Decimal, Missing> {
    black_box(settled_verdict(benefit, case)?);
    let amounts = benefit.amounts.iter();
    let amounts = amounts.map(|amount| (amount.work_out)(case));
    amounts.map(|found| Ok(found?.unwrap_or_default())).sum()
}
