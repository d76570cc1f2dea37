//! What the benchmark times inside the engine: one request, worked out again and again.

use super::Engine;
use crate::benefit::{Answer, Answers, Case, find};
use crate::explore::assess;
use crate::input::Json;
use crate::policy::{Date, Rulebook};
use rust_decimal::Decimal;

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
        let found = assess(benefit, &case.answered(question, 0, Answer::Number(number)));
        sum += found.ok()?.amounts.into_iter().flatten().sum::<Decimal>();
    }
    Some(sum)
}
