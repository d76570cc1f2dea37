//! The workbook, held against the engine: LibreOffice works out what its formulas say.

mod common;

use common::dice::Dice;
use new_citizen_calculator::benefit::{self, Kind, Outline};
use new_citizen_calculator::embed::{Engine, Outcome};
use new_citizen_calculator::words::Locale;
use new_citizen_calculator::workbook::{Kept, missing};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const CASES: usize = 720;

#[test]
fn every_step_and_every_amount_has_a_formula() {
    for outline in benefit::ALL {
        let none: Vec<String> = Vec::new();
        assert_eq!(missing(outline.whole()), none, "{}", outline.id);
    }
}

/// The engine with packs in which no sources conflict.
fn settled(last: bool) -> Engine {
    let mut engine = common::engine();
    for path in common::files("www/policies", "json") {
        let text = fs::read_to_string(path).expect("a pack");
        let mut pack: Value = serde_json::from_str(&text).expect("JSON");
        if !engine.packs().iter().any(|known| pack["id"] == *known.id) {
            continue;
        }
        for figure in pack["figures"].as_object_mut().expect("figures").values_mut() {
            for entry in figure["entries"].as_array_mut().expect("entries") {
                let entry = entry.as_object_mut().expect("an entry");
                let Some(Value::Array(mut candidates)) = entry.remove("candidates") else {
                    continue;
                };
                let at = if last { candidates.len() - 1 } else { 0 };
                let Value::Object(taken) = candidates.swap_remove(at) else { continue };
                entry.extend(taken.into_iter().filter(|(key, _)| key != "reason"));
            }
        }
        if let Err(faults) = engine.add_pack(common::from_value(&pack)) {
            panic!("{faults:#?}");
        }
    }
    engine
}

struct Case {
    name: String,
    outcome: Outcome,
    answers: Value,
}

fn outcome(engine: &Engine, outline: &Outline, on: &str, answers: &Value) -> Option<Outcome> {
    let request = json!({ "benefit": outline.id, "on": on, "answers": answers });
    engine.evaluate(&common::from_value(&request)).ok()
}

#[test]
fn libreoffice_comes_to_the_same() {
    // Where sources conflict, once the first is taken for good and once the last.
    let engines = [settled(false), settled(true)];
    let words = engines[0].locale("zh-Hans").expect("the words").clone();
    let folder = common::root().join("target/workbooks");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    let mut dice = Dice(20_261_125);
    let mut cases = Vec::new();
    let mut tries = 0;
    while cases.len() < CASES {
        let outline = benefit::ALL[cases.len() % benefit::ALL.len()];
        tries += 1;
        assert!(tries < 100_000, "{} settled cases; {}", cases.len(), outline.id);
        let answers = dice.answers(outline);
        let on = dice.day("2018-01-01", "2027-12-31");
        let Some(outcome) = outcome(&engines[cases.len() / benefit::ALL.len() % 2], outline, &on, &answers) else { continue };
        let name = format!("{:03}-{}", cases.len(), outline.id);
        let case = Case { name, outcome, answers };
        let kept = kept(&case, &words);
        if !kept.is_settled() {
            continue;
        }
        fs::write(folder.join(format!("{}.xlsx", case.name)), kept.workbook(false)).expect("written");
        cases.push(case);
    }
    println!("{tries} tries");
    let values = worked_out(&folder, &cases);
    let mut wrong = Vec::new();
    let mut steps: BTreeMap<String, usize> = BTreeMap::new();
    for case in &cases {
        compare(case, &values[&case.name], &mut wrong, &mut steps);
    }
    println!("{steps:#?}");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn kept<'a>(case: &'a Case, words: &'a Locale) -> Kept<'a> {
    Kept::new(&case.outcome, &common::from_value(&case.answers), words).expect("a benefit")
}

type Sheets = BTreeMap<String, Vec<Vec<String>>>;

/// What LibreOffice makes of the workbooks of a folder: every sheet as CSV.
fn worked_out(folder: &Path, cases: &[Case]) -> BTreeMap<String, Sheets> {
    let soffice = std::env::var_os("NCC_SOFFICE").unwrap_or("soffice".into());
    let profile = folder.join("profile");
    let files: Vec<PathBuf> = cases.iter().map(|case| folder.join(format!("{}.xlsx", case.name))).collect();
    let start = std::time::Instant::now();
    // Of many more at once it leaves some out.
    for files in files.chunks(200) {
        let run = Command::new(&soffice)
            .arg(format!("-env:UserInstallation=file://{}", profile.display()))
            .args(["--headless", "--convert-to"])
            .arg("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1")
            .arg("--outdir")
            .arg(folder.join("csv"))
            .args(files)
            .output()
            .expect("LibreOffice runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    }
    println!("{} s", start.elapsed().as_secs());
    let mut found: BTreeMap<String, Sheets> = BTreeMap::new();
    for case in cases {
        let mut sheets = Sheets::new();
        for entry in fs::read_dir(folder.join("csv")).expect("the files") {
            let path = entry.expect("a file").path();
            let file = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if let Some(sheet) = file.strip_prefix(&format!("{}-", case.name)) {
                let text = fs::read_to_string(&path).expect("text");
                sheets.insert(sheet.into(), read(&text));
            }
        }
        found.insert(case.name.clone(), sheets);
    }
    found
}

/// Reads CSV.
fn read(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            _ => cell.push(letter),
        }
    }
    rows
}

fn same(expected: &str, found: &str) -> bool {
    match (expected.parse::<f64>(), found.parse::<f64>()) {
        (Ok(expected), Ok(found)) => (expected - found).abs() < 0.00004_f64.max(expected.abs() * 1e-13),
        _ => expected == found,
    }
}

fn compare(case: &Case, sheets: &Sheets, wrong: &mut Vec<String>, counted: &mut BTreeMap<String, usize>) {
    let Case { name, outcome, .. } = case;
    let result = &sheets["结果"];
    let start = result.iter().position(|row| row.get(2).is_some_and(|cell| cell == "数"));
    let start = start.expect("the headings") + 1;
    let texts = |row: &Vec<String>, at: usize| row.get(at).cloned().unwrap_or_default();
    for (at, (id, amount)) in outcome.amounts.iter().enumerate() {
        let row = &result[start + at];
        let fixed = texts(row, 4);
        *counted.entry(format!("{} ={}{}", outcome.benefit, id.split('.').next().unwrap(), if fixed.is_empty() { "" } else { " FIXED" })).or_default() += 1;
        if !same(&amount.low, &row[2]) {
            wrong.push(format!("{name} ={id}: {} is not {}", row[2], amount.low));
        }
    }
    let steps = &sheets["步骤"];
    for (at, step) in outcome.steps.iter().enumerate() {
        let row = &steps[3 + at];
        let fixed = texts(row, 6);
        *counted.entry(format!("{} {}{}", outcome.benefit, step.id, if fixed.is_empty() { "" } else { " FIXED" })).or_default() += 1;
        if !same(&step.value, &row[2]) {
            wrong.push(format!("{name} {}{:?}: {} is not {}", step.id, step.row, row[2], step.value));
        }
    }
    for schedule in outcome.schedule.iter().chain(&outcome.schedules) {
        let sheet = match schedule.row {
            Some(row) => format!("还款表 {row}"),
            None => "还款表".into(),
        };
        let rows = &sheets[&sheet];
        for (at, paid) in schedule.rows.iter().enumerate() {
            let row = &rows[19 + at];
            for (cell, expected) in row.iter().zip([&paid.month.to_string(), &paid.payment, &paid.principal, &paid.interest, &paid.balance]) {
                if !same(expected, cell) {
                    wrong.push(format!("{name} {sheet} {}: {cell} is not {expected}", paid.month));
                }
            }
        }
        if rows.get(19 + schedule.rows.len()).is_some_and(|row| !row[0].is_empty()) {
            wrong.push(format!("{name} {sheet}: goes on after {}", schedule.rows.len()));
        }
    }
}
