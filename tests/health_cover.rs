//! Health cover: 1,000 random bills against `tests/peers/health_cover.py`, which works from the rule
//! text alone, and what holds for every bill.

use crate::common;

use new_citizen_calculator::benefit::{self, Answers, Case, Kind};
use new_citizen_calculator::embed::Engine;
use new_citizen_calculator::money::parse;
use new_citizen_calculator::policy::{Date, Rulebook};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

const COSTS: &[&str] = &[
    "inpatient_cost",
    "outpatient_cost",
    "own_cost",
    "domestic_drugs",
    "overseas_drugs",
    "special_2_drugs",
];

/// Amounts at and beside the thresholds, so that they are met often.
const SIZES: &[&str] = &[
    "0",
    "0.01",
    "649.99",
    "1300",
    "1300.01",
    "1800",
    "14999.99",
    "15000",
    "15202",
    "20000",
    "28571.43",
    "30371.43",
    "30404",
    "30404.01",
    "50000",
    "80404",
    "100000",
    "110110.53",
    "142857.15",
    "428571.43",
    "500000",
    "580698.77",
    "833333.34",
    "1443571.43",
    "2530404",
    "10000000",
];

/// The same random numbers on every run.
struct Dice(u64);

impl Dice {
    /// From 0 up to and without `sides`.
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005);
        self.0 = self.0.wrapping_add(1442695040888963407);
        (self.0 >> 33) % sides
    }

    fn one_of<T: Copy>(&mut self, these: &[T]) -> T {
        these[self.throw(these.len() as u64) as usize]
    }

    /// Yuan: a listed amount, or one of any size.
    fn yuan(&mut self) -> Decimal {
        if self.throw(3) == 0 {
            return parse(self.one_of(SIZES)).expect("an amount");
        }
        let digits = 3 + self.throw(6) as u32;
        Decimal::new(self.throw(10u64.pow(digits)) as i64, 2)
    }

    /// A person with a bill; every question is answered.
    fn request(&mut self) -> Value {
        let benefit = benefit::find("health-cover").expect("the benefit").whole();
        let mut answers = json!({});
        for question in benefit.questions() {
            let answer = match question.kind {
                Kind::Number { decimals: 2, .. } => json!(self.yuan().to_string()),
                Kind::Number { least, .. } => json!(least + self.throw(6) as i64),
                Kind::Day { .. } => json!(format!("2022-08-{}", 10 + self.throw(12))),
                Kind::YesNo => json!(self.throw(2) == 0),
                Kind::Choice(choices) => json!(self.one_of(choices)),
            };
            answers[question.id] = answer;
        }
        // An estimate for an employee or a resident, by rates that are known, is what most ask for.
        if self.throw(2) == 0 {
            answers["edition"] = json!(self.one_of(&["2025", "2026"]));
            answers["bill"] = json!("estimate");
            answers["insurance"] = json!(self.one_of(&["employee", "resident"]));
        }
        if answers["edition"] == "2027" {
            answers["edition"] = json!("2026");
        }
        // A part is never more than the whole.
        for (part, whole) in [
            ("basic_paid", "inpatient_cost"),
            ("outpatient_paid", "outpatient_cost"),
            ("own_cost_drug", "own_cost"),
            ("own_cost_implant", "own_cost"),
        ] {
            let most = number(&answers[whole]);
            answers[part] = json!(number(&answers[part]).min(most).to_string());
        }
        let first = Date::parse("2022-01-01").expect("a day").number();
        let on = Date::from_number(first + Decimal::from(self.throw(1826))).expect("a day");
        json!({ "benefit": "health-cover", "on": on.to_string(), "answers": answers })
    }
}

fn number(value: &Value) -> Decimal {
    let text = value.as_str().map_or_else(|| value.to_string(), Into::into);
    parse(&text).expect("a number")
}

fn outcome(engine: &Engine, request: &Value) -> Value {
    let outcome = engine.evaluate(&common::from_value(request));
    let outcome = outcome.unwrap_or_else(|refusal| panic!("{refusal:?}: {request}"));
    serde_json::to_value(outcome).expect("plain data")
}

/// An amount's least and most.
fn range(outcome: &Value, id: &str) -> Option<(Decimal, Decimal)> {
    let amount = outcome["amounts"].get(id)?;
    Some((number(&amount["low"]), number(&amount["high"])))
}

fn peers(requests: &[Value]) -> Vec<Value> {
    let python = std::env::var("NCC_PYTHON").unwrap_or("python3".into());
    let script = common::root().join("tests/peers/health_cover.py");
    let run = Command::new(&python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut run = run.unwrap_or_else(|e| panic!("{python}: {e}"));
    let lines: Vec<String> = requests.iter().map(Value::to_string).collect();
    let mut input = run.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || input.write_all(lines.join("\n").as_bytes()));
    let done = run.wait_with_output().expect("an end");
    writer.join().expect("no panic").expect("all was read");
    assert!(done.status.success(), "the peer fails");
    let told = String::from_utf8(done.stdout).expect("text");
    let told = told.lines();
    told.map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

#[test]
fn a_thousand_bills_agree_with_python() {
    let engine = common::engine();
    let mut dice = Dice(20261125);
    let requests: Vec<Value> = (0..1000).map(|_| dice.request()).collect();
    let mut wrong = Vec::new();
    let mut whole = 0;
    for (request, theirs) in requests.iter().zip(peers(&requests)) {
        let ours = outcome(&engine, request);
        let theirs = theirs.as_object().expect("amounts");
        whole += usize::from(theirs.contains_key("left_with"));
        let known = ours["amounts"].as_object().expect("amounts");
        for id in known.keys().chain(theirs.keys()) {
            let same = |end, at: usize| {
                let (ours, theirs) = (known.get(id), theirs.get(id));
                ours.zip(theirs).is_some_and(|(o, t)| o[end] == t[at])
            };
            if !same("low", 0) || !same("high", 1) {
                let (ours, theirs) = (known.get(id), theirs.get(id));
                wrong.push(format!("{id}: ours {ours:?}, theirs {theirs:?}: {request}"));
            }
        }
    }
    let first = wrong.iter().take(5).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} differ\n{first}", wrong.len());
    assert!(whole >= 500, "only {whole} bills are worked out to the end");
}

#[test]
fn layers_add_up_and_keep_within_their_limits() {
    let engine = common::engine();
    let mut dice = Dice(1);
    for _ in 0..400 {
        let request = dice.request();
        let found = outcome(&engine, &request);
        let of = |id| range(&found, id);
        let bill = of("bill").expect("a bill").0;
        let limits = [
            ("paid_cover_a", 1_000_000),
            ("paid_cover_b", 1_000_000),
            ("paid_cover_c", 1_500_000),
        ];
        for (id, most) in limits {
            let (low, high) = of(id).unwrap_or_default();
            assert!(!low.is_sign_negative() || low.is_zero(), "{id}: {request}");
            assert!(
                high <= bill && high <= Decimal::from(most),
                "{id}: {request}"
            );
        }
        for line in table(&found, "layers") {
            let cells: Vec<Decimal> = line.iter().flatten().map(number).collect();
            assert!(cells.iter().all(|cell| *cell >= Decimal::ZERO), "{request}");
        }
        let parts = ["paid_basic", "paid_serious", "paid_cover", "left_with"].map(of);
        let settled = parts.iter().flatten().filter(|(low, high)| low == high);
        let settled: Vec<Decimal> = settled.map(|(low, _)| *low).collect();
        if settled.len() == 4 {
            assert_eq!(settled.iter().sum::<Decimal>(), bill, "{request}");
            let parts = ["paid_cover_a", "paid_cover_b", "paid_cover_c"].map(of);
            let parts: Decimal = parts.iter().flatten().map(|(low, _)| *low).sum();
            assert_eq!(parts, settled[2], "{request}");
            let last = table(&found, "layers").pop().expect("the last layer");
            assert_eq!(number(last[1].as_ref().expect("what is left")), settled[3]);
        }
    }
}

fn table(outcome: &Value, id: &str) -> Vec<Vec<Option<Value>>> {
    let tables = outcome["tables"].as_array().expect("tables");
    let table = tables.iter().find(|table| table["id"] == id);
    let lines = table.and_then(|table| table["lines"].as_array());
    let cells = lines.into_iter().flatten().map(|line| {
        let cells = line["cells"].as_array().expect("cells").iter();
        cells
            .map(|cell| (!cell.is_null()).then(|| cell.clone()))
            .collect()
    });
    cells.collect()
}

#[test]
fn nothing_falls_when_the_bill_grows() {
    let engine = common::engine();
    let mut dice = Dice(2);
    for _ in 0..400 {
        let request = dice.request();
        let mut grown = request.clone();
        let cost = dice.one_of(COSTS);
        let more = number(&request["answers"][cost]) + dice.yuan();
        grown["answers"][cost] = json!(more.min(10_000_000.into()).to_string());
        let (before, after) = (outcome(&engine, &request), outcome(&engine, &grown));
        for id in before["amounts"].as_object().expect("amounts").keys() {
            let (before, after) = (range(&before, id), range(&after, id));
            let (before, after) = (before.expect("a range"), after.expect("a range"));
            assert!(
                after.0 >= before.0 && after.1 >= before.1,
                "{id} fell from {before:?} to {after:?} with {cost} {more}: {request}"
            );
        }
    }
}

/// A blank answer gives a range in which the answer's own amounts lie.
#[test]
fn a_blank_answer_never_hides_the_truth() {
    let engine = common::engine();
    let benefit = benefit::find("health-cover").expect("the benefit").whole();
    let mut dice = Dice(3);
    for _ in 0..150 {
        let request = dice.request();
        let truth = outcome(&engine, &request);
        let mut blank = request.clone();
        for _ in 0..=dice.throw(2) {
            let question = dice.throw(benefit.questions().len() as u64) as usize;
            blank["answers"][benefit.questions()[question].id] = Value::Null;
        }
        let open = outcome(&engine, &blank);
        for id in truth["amounts"].as_object().expect("amounts").keys() {
            let (low, high) = range(&truth, id).expect("a range");
            if let Some((least, most)) = range(&open, id) {
                assert!(least <= low && high <= most, "{id}: {blank} {request}");
            }
        }
    }
}

/// Between neighbouring cuts every amount runs straight, to the rounding of a few 分: so a chart or a
/// search that looks at the cuts alone misses nothing.
#[test]
fn amounts_run_straight_between_cuts() {
    let engine = common::engine();
    let benefit = benefit::find("health-cover").expect("the benefit").whole();
    let mut dice = Dice(4);
    let mut checked = 0;
    for turn in 0..240 {
        let mut request = dice.request();
        let question = COSTS[turn % COSTS.len()];
        // Each reading of an unsettled rule has its own bends; the ends of a range mix them.
        if request["answers"]["bill"] == "estimate" && request["answers"]["insurance"] == "employee"
        {
            request["answers"]["insurance"] = json!("resident");
        }
        request["answers"]["big_item"] = json!("none");
        request["answers"][question] = Value::Null;
        let on = Date::parse(request["on"].as_str().expect("a day")).expect("a day");
        let rulebook = Rulebook::new(engine.packs(), on, None);
        let answers = common::from_value(&request["answers"]);
        let answers = Answers::read(benefit, &answers).expect("answers");
        let mut cuts = (benefit.cuts)(&Case::new(rulebook, answers), question).expect("cuts");
        cuts.extend([Decimal::ZERO, Decimal::from(10_000_000)]);
        cuts.retain(|cut| *cut >= Decimal::ZERO && *cut <= Decimal::from(10_000_000));
        cuts.sort();
        cuts.dedup();
        let mut at = |cost: Decimal| {
            request["answers"][question] = json!(cost.to_string());
            engine.evaluate(&common::from_value(&request)).ok()
        };
        for pair in cuts.windows(2) {
            let middle = ((pair[0] + pair[1]) / Decimal::TWO).trunc_with_scale(2);
            let three = [pair[0], middle, pair[1]].map(&mut at);
            // A cost below the part of it that was typed is refused.
            let [Some(start), Some(middle_outcome), Some(end)] = three else {
                continue;
            };
            let shapes = [start, middle_outcome, end]
                .map(|outcome| serde_json::to_value(outcome).expect("plain data"));
            for id in ["paid_basic", "paid_serious", "paid_cover", "left_with"] {
                let ranges: Vec<_> = shapes.iter().filter_map(|shape| range(shape, id)).collect();
                let [start, half, end] = ranges[..] else {
                    continue;
                };
                let share = match pair[1] == pair[0] {
                    true => Decimal::ZERO,
                    false => (middle - pair[0]) / (pair[1] - pair[0]),
                };
                let straight = start.0 + (end.0 - start.0) * share;
                let off = (straight - half.0).abs();
                assert!(
                    off <= Decimal::new(5, 2),
                    "{id} bends by {off} between {} and {} of {question}: {request}",
                    pair[0],
                    pair[1]
                );
                checked += 1;
            }
        }
    }
    assert!(checked >= 1000, "only {checked} stretches were looked at");
}
