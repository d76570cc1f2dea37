//! The loan desk: 1,000 random requests against `tests/peers/loan_cost.py`, which works payment by
//! payment without our closed forms, and what holds for every offer.

use crate::common;

use new_citizen_calculator::embed::Engine;
use new_citizen_calculator::loan::{
    Fees, Keep, Length, Loan, Offer, Plan, Prepayment, Repayment, annual_rates, annual_rates_of,
};
use new_citizen_calculator::money::{parse, to_rate};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use std::fs;
use std::process::Command;

const METHODS: [&str; 4] = [
    "equal-instalment",
    "equal-principal",
    "interest-only",
    "bullet",
];
const COLUMNS: [(&str, &str); 3] = [("second", "2"), ("third", "3"), ("fourth", "4")];

/// Numbers that look random and are the same in every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len() as u64) as usize]
    }

    /// From 0 to `most` with so many decimals, often 0.
    fn decimal(&mut self, most: u64, places: u32) -> Decimal {
        let most = most * 10u64.pow(places);
        match self.below(3) {
            0 => Decimal::ZERO,
            _ => Decimal::new(self.below(most + 1) as i64, places),
        }
    }
}

fn offer(random: &mut Random, amount: Decimal, renew: bool) -> Value {
    let part = |percent: Decimal| (amount * percent / Decimal::ONE_HUNDRED).trunc_with_scale(2);
    let mut offer = Map::new();
    let mut set = |id: &str, value: Value| offer.insert(id.into(), value);
    let given = random.of(&["year", "month", "day"]);
    set("rate_given", json!(given));
    match given {
        "year" => set("rate", json!(random.decimal(36, 4).to_string())),
        "month" => set("rate_month", json!(random.decimal(3, 4).to_string())),
        _ => set("rate_day", json!(random.decimal(10, 4).to_string())),
    };
    let fee = part(random.decimal(8, 1));
    set("fee_at_start", json!(fee.to_string()));
    if renew {
        set("bridge_fee", json!(part(random.decimal(3, 2)).to_string()));
    }
    if random.below(5) == 0 {
        set("method", json!("on-demand"));
        set("days_used", json!(1 + random.below(1095)));
        return Value::Object(offer);
    }
    set("method", json!(random.of(&METHODS)));
    let months = match random.below(4) {
        0 => 1 + random.below(360),
        _ => random.of(&[1, 2, 3, 6, 12, 18, 24, 36, 60]),
    };
    set("term_months", json!(months));
    set("fee_monthly", json!(part(random.decimal(1, 2)).to_string()));
    let changes = match months {
        1 => "none",
        _ => random.of(&["none", "none", "grace", "prepayment", "both"]),
    };
    set("changes", json!(changes));
    if matches!(changes, "grace" | "both") {
        set("grace_months", json!(1 + random.below(months - 1)));
    }
    if matches!(changes, "prepayment" | "both") {
        let early = part(Decimal::from(1 + random.below(100))).max(Decimal::ONE);
        set("prepay_month", json!(1 + random.below(months - 1)));
        set("prepay_amount", json!(early.to_string()));
        set("prepay_keep", json!(random.of(&["term", "payment"])));
        let fee = (early * random.decimal(5, 1) / Decimal::ONE_HUNDRED).trunc_with_scale(2);
        set("prepay_fee", json!(fee.to_string()));
    }
    Value::Object(offer)
}

fn request(random: &mut Random) -> Value {
    let digits = random.of(&[1_000, 100_000, 10_000_000, 1_000_000_000]);
    let amount = Decimal::new(100 + random.below(digits) as i64, 2);
    let purpose = random.of(&["new", "renew"]);
    let offers = 2 + random.below(3);
    let offers: Vec<Value> = (0..offers)
        .map(|_| offer(random, amount, purpose == "renew"))
        .collect();
    json!({
        "benefit": "loan-cost", "on": "2026-11-23",
        "answers": { "purpose": purpose, "amount": amount.to_string(), "offers": offers },
    })
}

/// What the peer makes of the requests, one line for each.
fn peer(requests: &[Value]) -> Vec<Value> {
    let lines: Vec<String> = requests.iter().map(Value::to_string).collect();
    let asked = common::root().join("target/loan-cost-requests.jsonl");
    fs::write(&asked, lines.join("\n")).expect("target/ exists");
    let python = std::env::var("NCC_PYTHON").unwrap_or("python3".into());
    let run = Command::new(&python)
        .arg(common::root().join("tests/peers/loan_cost.py"))
        .stdin(fs::File::open(&asked).expect("the requests"))
        .output();
    let run = run.unwrap_or_else(|e| panic!("{python}: {e}"));
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(
        run.status.success(),
        "{told}\n`cargo xtask test` installs what the script needs"
    );
    let answers = String::from_utf8_lossy(&run.stdout).into_owned();
    let answers = answers.lines().map(serde_json::from_str);
    answers.map(|line| line.expect("a line of JSON")).collect()
}

fn evaluate(engine: &Engine, request: &Value) -> Value {
    let outcome = engine.evaluate(&common::from_value(request));
    let outcome = outcome.unwrap_or_else(|refusal| panic!("{refusal:?}: {request}"));
    serde_json::to_value(outcome).expect("plain data")
}

fn number(value: &Value) -> Option<Decimal> {
    value.as_str().and_then(parse)
}

/// The cell of the table of differences.
fn cell(outcome: &Value, line: &str, column: &str) -> Option<Decimal> {
    let table = outcome["tables"].as_array()?.first()?;
    let columns = table["columns"].as_array()?;
    let at = columns.iter().position(|c| c["id"] == column)?;
    let mut lines = table["lines"].as_array()?.iter();
    number(&lines.find(|found| found["id"] == line)?["cells"][at])
}

#[test]
fn a_thousand_requests_agree_with_python() {
    let engine = common::engine();
    let mut random = Random(20_261_123);
    let requests: Vec<Value> = (0..1000).map(|_| request(&mut random)).collect();
    let answers = peer(&requests);
    assert_eq!(answers.len(), 1000);
    let mut wrong = Vec::new();
    for (request, theirs) in requests.iter().zip(&answers) {
        let outcome = evaluate(&engine, request);
        for (id, amount) in theirs["amounts"].as_object().expect("amounts") {
            let (found, shown) = match id.strip_prefix("difference.") {
                Some(row) => {
                    let column = COLUMNS.iter().find(|(_, of)| *of == row).expect("a row").0;
                    let found = cell(&outcome, "all", column);
                    (found, found)
                }
                None => {
                    let shown = &outcome["amounts"][id];
                    (number(&shown["low"]), number(&shown["high"]))
                }
            };
            if found != number(amount) || shown != found {
                wrong.push(format!("{id}: ours {found:?}, theirs {amount}: {request}"));
            }
        }
        for (id, part) in theirs["parts"].as_object().expect("parts") {
            let (line, row) = id.split_once('.').expect("a part and a row");
            let column = COLUMNS.iter().find(|(_, of)| *of == row).expect("a row").0;
            // A part that makes no difference to any offer has no line.
            let found = cell(&outcome, line, column).unwrap_or_default();
            if Some(found) != number(part) {
                wrong.push(format!("{id}: ours {found}, theirs {part}: {request}"));
            }
        }
    }
    let shown: Vec<&String> = wrong.iter().take(10).collect();
    assert!(wrong.is_empty(), "{} differ: {shown:#?}", wrong.len());
}

/// Removing answers one after the other only widens what is said, and never leaves the truth out.
#[test]
fn the_final_value_lies_in_every_earlier_range() {
    let engine = common::engine();
    let mut random = Random(77);
    for _ in 0..150 {
        let mut request = request(&mut random);
        let last = evaluate(&engine, &request);
        let mut before = last.clone();
        for _ in 0..3 {
            blank_one(&mut random, &mut request);
            let outcome = evaluate(&engine, &request);
            let amounts = outcome["amounts"].as_object().expect("amounts").iter();
            // What compares offers counts only those that are complete.
            for (id, shown) in amounts.filter(|(id, _)| id.contains('.')) {
                let end = |outcome: &Value, end| number(&outcome["amounts"][id][end]);
                let (low, high) = (number(&shown["low"]), number(&shown["high"]));
                for earlier in [&last, &before] {
                    if let (Some(least), Some(most)) = (end(earlier, "low"), end(earlier, "high")) {
                        assert!(
                            low <= Some(least) && Some(most) <= high,
                            "{id}: {least}–{most} not in {low:?}–{high:?}: {request}, then {earlier}"
                        );
                    }
                }
            }
            before = outcome;
        }
    }
}

fn blank_one(random: &mut Random, request: &mut Value) {
    let offers = request["answers"]["offers"]
        .as_array()
        .expect("offers")
        .len();
    let row = random.below(offers as u64) as usize;
    let answers = match random.below(4) {
        0 => &mut request["answers"],
        _ => &mut request["answers"]["offers"][row],
    };
    let answers = answers.as_object_mut().expect("answers");
    let given: Vec<String> = answers
        .keys()
        .filter(|id| *id != "offers")
        .cloned()
        .collect();
    if !given.is_empty() {
        answers.remove(&given[random.below(given.len() as u64) as usize]);
    }
}

fn methods() -> impl Strategy<Value = Repayment> {
    prop::sample::select(Repayment::ALL.map(|(_, method)| method).to_vec())
}

fn plans() -> impl Strategy<Value = Plan> {
    let loan = (
        100..10_000_000_000i64,
        0..=360_000i64,
        2..=360u32,
        methods(),
    );
    let early = (1..=100i64, any::<bool>());
    (loan, 0..1000u32, 0..1000u32, early).prop_map(|(loan, grace, month, (percent, term))| {
        let (cents, rate, months, repayment) = loan;
        Plan {
            loan: Loan {
                principal: Decimal::new(cents, 2),
                rate: Decimal::new(rate, 4),
                months,
                repayment,
            },
            grace: grace % months,
            prepayment: Some(Prepayment {
                month: 1 + month % (months - 1),
                amount: Decimal::new(cents * percent / 100, 2),
                keep: if term { Keep::Term } else { Keep::Payment },
            }),
        }
    })
}

fn offers() -> impl Strategy<Value = Offer> {
    let days = (any::<bool>(), 1..=1095u32);
    let fees = (0..=50i64, 0..=10i64, 0..=20i64);
    (plans(), days, fees).prop_map(|(plan, (by_day, days), (start, monthly, early))| {
        let part =
            |percent: i64| (plan.loan.principal * Decimal::new(percent, 3)).trunc_with_scale(2);
        Offer {
            principal: plan.loan.principal,
            rate: plan.loan.rate,
            length: match by_day {
                true => Length::Days(days, Decimal::from(360)),
                false => Length::Months(plan.loan.months),
            },
            repayment: plan.loan.repayment,
            grace: plan.grace,
            prepayment: plan.prepayment.map(|given| (given, part(early))),
            fees: Fees {
                at_start: part(start),
                monthly: part(monthly),
            },
            bridge: part(early),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_add_up_and_close_to_zero(plan in plans()) {
        let mut balance = plan.loan.principal;
        let mut month = 0;
        for row in plan.schedule() {
            prop_assert_eq!(row.payment, row.principal + row.interest);
            prop_assert!(!row.principal.is_sign_negative() && !row.interest.is_sign_negative());
            prop_assert!(row.month > month && row.month <= plan.loan.months);
            balance -= row.principal;
            month = row.month;
            prop_assert_eq!(row.balance, balance);
        }
        prop_assert!(balance.is_zero());
    }

    #[test]
    fn a_prepayment_never_raises_the_interest(plan in plans(), more in 1..1_000_000i64) {
        let without = Plan { prepayment: None, ..plan };
        prop_assert!(plan.interest() <= without.interest());
        let early = plan.prepayment.expect("a prepayment");
        let larger = Plan {
            prepayment: Some(Prepayment { amount: early.amount + Decimal::new(more, 2), ..early }),
            ..plan
        };
        // Less than half a fen may go with the payment before.
        prop_assert!(larger.interest() <= plan.interest() + Decimal::new(1, 2));
    }

    #[test]
    fn grace_never_lowers_the_interest(plan in plans()) {
        let plan = Plan { prepayment: None, ..plan };
        let without = Plan { grace: 0, ..plan };
        prop_assert!(plan.interest() >= without.interest() - Decimal::new(1, 6));
    }

    #[test]
    fn a_fee_never_lowers_the_annualised_rate(offer in offers(), fee in 1..100i64, kind in 0..3u8) {
        let more = (offer.principal * Decimal::new(fee, 4)).trunc_with_scale(2);
        let mut dearer = offer;
        match kind {
            0 => dearer.fees.at_start += more,
            1 => dearer.fees.monthly += more,
            _ => dearer.prepayment = dearer.prepayment.map(|(early, fee)| (early, fee + more)),
        }
        let rate = |offer: &Offer| offer.annual_rates().map(|rates| to_rate(rates.compound));
        prop_assert!(rate(&dearer) >= rate(&offer), "{:?} {:?}", rate(&dearer), rate(&offer));
        prop_assert!(dearer.cost() >= offer.cost());
    }

    #[test]
    fn the_parts_add_up_to_the_difference(one in offers(), other in offers()) {
        let other = Offer { principal: one.principal, ..other };
        let parts: Decimal = one.difference(&other).iter().sum();
        prop_assert_eq!(parts, other.cost() - one.cost());
    }

    #[test]
    fn any_payments_give_the_rate_of_the_closed_form(
        plan in plans(), start in 0..=500i64, monthly in 0..=20i64,
    ) {
        let loan = plan.loan;
        let part = |part: i64| (loan.principal * Decimal::new(part, 3)).trunc_with_scale(2);
        let fees = Fees { at_start: part(start), monthly: part(monthly) };
        let mut paid = vec![fees.monthly; loan.months as usize];
        for row in Plan::from(loan).exact_rows() {
            paid[row.month as usize - 1] += row.payment;
        }
        let closed = annual_rates(&loan, fees).expect("a rate");
        let general = annual_rates_of(loan.principal - fees.at_start, &paid).expect("a rate");
        prop_assert_eq!(to_rate(closed.compound), to_rate(general.compound));
        prop_assert_eq!(to_rate(closed.simple), to_rate(general.simple));
    }
}

/// A bank's pack is input as well: whatever stands in it, nothing panics.
#[test]
fn a_pack_with_no_days_in_a_year_has_no_rule() {
    let engine = common::engine();
    let figure = serde_json::json!({
        "text": { "zh": "甲", "en": "first" }, "unit": "days", "owner": "loan-cost",
        "entries": [{ "from": "2020-01-01", "value": "0", "source": { "document": "d" },
            "confirmed": { "how": "official", "on": "2026-01-01" } }],
    });
    let pack = serde_json::json!({
        "id": "x", "layer": "bank", "place": "x", "name": { "zh": "甲", "en": "X" }, "version": "1",
        "documents": { "d": { "title": "t" } },
        "figures": { "loan-cost.day-count.days-in-year": figure },
    });
    let by_days = serde_json::json!({ "method": "on-demand", "rate_given": "day", "rate_day": "3",
        "days_used": "30", "fee_at_start": "0" });
    for offers in [
        serde_json::json!([{}, {}]),
        serde_json::json!([by_days, {}]),
    ] {
        let request = serde_json::json!({ "benefit": "loan-cost", "on": "2026-11-26", "packs": [pack],
            "answers": { "purpose": "new", "amount": "100000", "offers": offers } });
        assert!(engine.evaluate(&common::from_value(&request)).is_ok());
    }
}
