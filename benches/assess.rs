//! The native figure beside the benchmark in Node: the same cases, on standard input as JSON, assessed
//! by the same code. Prints nanoseconds for one assessment and for one outcome, as JSON.

#[path = "../tests/common/mod.rs"]
mod common;

use new_citizen_calculator::embed::what_ifs;
use std::hint::black_box;
use std::io::read_to_string;
use std::time::Instant;

const ROUNDS: usize = 15;
const TIMES: u32 = 100;

fn main() {
    let engine = common::engine();
    let text = read_to_string(std::io::stdin()).expect("cases on standard input");
    let requests: Vec<serde_json::Value> = serde_json::from_str(&text).expect("requests");
    let requests: Vec<_> = requests.iter().map(common::from_value).collect();
    let assess = median(TIMES, || {
        for request in &requests {
            let sum = what_ifs(&engine, request, "amount", [100_000, 100, TIMES]);
            black_box(sum.expect("a complete case"));
        }
    });
    let evaluate = median(1, || {
        for request in &requests {
            black_box(engine.evaluate(request).expect("an outcome"));
        }
    });
    let each = requests.len() as u128;
    println!(
        "{{\"assess\": {}, \"evaluate\": {}}}",
        assess / each,
        evaluate / each
    );
}

/// The median of some rounds in nanoseconds, each over `times` of the same.
fn median(times: u32, work: impl Fn()) -> u128 {
    let mut rounds: Vec<u128> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_nanos() / u128::from(times)
        })
        .collect();
    rounds.sort_unstable();
    rounds[ROUNDS / 2]
}
