//! The workbook, held against the engine: LibreOffice works out what its formulas say.

use crate::common;

use crate::common::dice::Dice;
use new_citizen_calculator::benefit::{self, Kind, Outline};
use new_citizen_calculator::embed::{Engine, Outcome};
use new_citizen_calculator::words::Locale;
use new_citizen_calculator::workbook::{Kept, Value as Cell, missing, zip};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Random settled cases, and of these so many once more with other answers typed into the workbook.
const CASES: usize = 200;
const CHANGED: usize = 100;

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
        for figure in pack["figures"]
            .as_object_mut()
            .expect("figures")
            .values_mut()
        {
            for entry in figure["entries"].as_array_mut().expect("entries") {
                let entry = entry.as_object_mut().expect("an entry");
                let Some(Value::Array(mut candidates)) = entry.remove("candidates") else {
                    continue;
                };
                let at = if last { candidates.len() - 1 } else { 0 };
                let Value::Object(taken) = candidates.swap_remove(at) else {
                    continue;
                };
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
    let save = |name: &str, bytes: Vec<u8>| {
        fs::write(folder.join(format!("{name}.xlsx")), bytes).expect("written");
    };
    let mut dice = Dice(20_261_125);
    let (mut cases, mut changed): (Vec<Case>, Vec<Case>) = (Vec::new(), Vec::new());
    let mut tries = 0;
    while cases.len() < CASES {
        let outline = benefit::ALL[cases.len() % benefit::ALL.len()];
        tries += 1;
        assert!(
            tries < 100_000,
            "{} settled cases; {}",
            cases.len(),
            outline.id
        );
        let engine = &engines[cases.len() / benefit::ALL.len() % 2];
        let answers = dice.answers(outline);
        let on = dice.day("2018-01-01", "2027-12-31");
        let Some(found) = outcome(engine, outline, &on, &answers) else {
            continue;
        };
        let name = format!("{:03}-{}", cases.len(), outline.id);
        let case = Case {
            name,
            outcome: found,
            answers,
        };
        let book = kept(&case, &words);
        if !book.is_settled() {
            continue;
        }
        // No formula says what it came to: LibreOffice must work it out.
        let bytes = book.workbook(false);
        save(&case.name, bytes.clone());
        let mut other = || {
            let answers = nearby(&mut dice, outline, &case.answers);
            let outcome = outcome(engine, outline, &on, &answers)?;
            let name = format!("changed-{}", case.name);
            let other = Case {
                name,
                outcome,
                answers,
            };
            same_branch(&case, &other).then_some(other)
        };
        if let Some(other) = (0..20)
            .find_map(|_| other())
            .filter(|_| changed.len() < CHANGED)
        {
            save(&other.name, typed(&bytes, &kept(&other, &words)));
            changed.push(other);
        }
        cases.push(case);
    }
    assert_eq!(changed.len(), CHANGED);
    cases.extend(changed);
    let values = worked_out(&folder, &cases);
    let mut wrong = Vec::new();
    let mut fixed: BTreeMap<String, usize> = BTreeMap::new();
    for case in &cases {
        compare(case, &values[&case.name], &mut wrong, &mut fixed);
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    // What stays as it was is known by name.
    let known = [
        "bank-fees =unasked",
        "bank-fees unasked",
        "consumer-loan-subsidy =left_of_limit",
        "consumer-loan-subsidy effective-rate",
        "consumer-loan-subsidy left-of-limit",
        "consumer-loan-subsidy limit",
        "consumer-loan-subsidy subsidy",
    ];
    let strange: Vec<_> = fixed
        .iter()
        .filter(|(id, _)| !known.contains(&id.as_str()))
        .collect();
    assert!(strange.is_empty(), "without a formula: {strange:?}");
}

/// The same choices and days with other numbers, not far off.
fn nearby(dice: &mut Dice, outline: &Outline, answers: &Value) -> Value {
    let mut near = answers.clone();
    let mut change = |given: &mut serde_json::Map<String, Value>| {
        for (id, given) in given {
            let kind = outline.question(id).map(|question| question.kind);
            let Some(Kind::Number {
                least,
                most,
                decimals,
                ..
            }) = kind
            else {
                continue;
            };
            let number: Decimal = given
                .as_str()
                .and_then(|text| text.parse().ok())
                .expect("a number");
            let part = Decimal::new(900 + dice.throw(200) as i64, 3);
            let number = (number * part).round_dp(decimals);
            let number = number.clamp(least.into(), most.into()).normalize();
            *given = number.to_string().into();
        }
    };
    let all = near.as_object_mut().expect("answers");
    for rows in all.values_mut().filter_map(Value::as_array_mut) {
        rows.iter_mut()
            .filter_map(Value::as_object_mut)
            .for_each(&mut change);
    }
    change(all);
    near
}

/// Whether two cases take the same branch of the rules, in which every step has its formula.
fn same_branch(one: &Case, other: &Case) -> bool {
    let steps = |case: &Case| -> Vec<_> {
        let steps = case.outcome.steps.iter();
        steps
            .map(|step| (step.id, step.row, step.figures.clone()))
            .collect()
    };
    let amounts = |case: &Case| -> Vec<_> {
        case.outcome
            .amounts
            .iter()
            .map(|(id, _)| id.clone())
            .collect()
    };
    let limited = one
        .outcome
        .steps
        .iter()
        .any(|step| step.id == "limit" || step.id == "small-cap");
    steps(one) == steps(other) && amounts(one) == amounts(other) && !limited
}

/// A workbook with other answers typed into its sheet of answers.
fn typed(book: &[u8], other: &Kept) -> Vec<u8> {
    let mut files = unzip(book);
    let sheet = files
        .iter_mut()
        .find(|(name, _)| name == "xl/worksheets/sheet2.xml");
    let (_, sheet) = sheet.expect("the sheet of answers");
    let answers = other.table("answers").expect("answers");
    for (row, cells) in (4..).zip(&answers.rows) {
        let Cell::Number(number) = &cells[2] else {
            continue;
        };
        let start = format!("<c r=\"C{row}\"");
        let at = sheet.find(&start).expect("the cell");
        let from = at + sheet[at..].find("<v>").expect("a value") + 3;
        let to = from + sheet[from..].find("</v>").expect("its end");
        sheet.replace_range(from..to, number);
    }
    zip(&files)
}

/// The files of an archive that stores them as they are.
fn unzip(bytes: &[u8]) -> Vec<(String, String)> {
    let number = |at: usize, size: usize| -> usize {
        bytes[at..at + size]
            .iter()
            .rev()
            .fold(0, |sum, byte| (sum << 8) | usize::from(*byte))
    };
    let text = |from: usize, to: usize| String::from_utf8(bytes[from..to].to_vec()).expect("UTF-8");
    let (mut files, mut at) = (Vec::new(), 0);
    while bytes[at..].starts_with(b"PK\x03\x04") {
        let (size, name) = (number(at + 18, 4), number(at + 26, 2));
        let content = at + 30 + name + number(at + 28, 2);
        files.push((text(at + 30, at + 30 + name), text(content, content + size)));
        at = content + size;
    }
    files
}

fn kept<'a>(case: &'a Case, words: &'a Locale) -> Kept<'a> {
    Kept::new(&case.outcome, &common::from_value(&case.answers), words).expect("a benefit")
}

type Sheets = BTreeMap<String, Vec<Vec<String>>>;

/// What LibreOffice makes of the workbooks of a folder: every sheet as CSV.
fn worked_out(folder: &Path, cases: &[Case]) -> BTreeMap<String, Sheets> {
    let soffice = std::env::var_os("NCC_SOFFICE").unwrap_or("soffice".into());
    let profile = folder.join("profile");
    let files: Vec<PathBuf> = cases
        .iter()
        .map(|case| folder.join(format!("{}.xlsx", case.name)))
        .collect();
    // Of many more at once it leaves some out.
    for files in files.chunks(200) {
        let run = Command::new(&soffice)
            .arg(format!(
                "-env:UserInstallation=file://{}",
                profile.display()
            ))
            .args(["--headless", "--convert-to"])
            .arg("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1")
            .arg("--outdir")
            .arg(folder.join("csv"))
            .args(files)
            .output()
            .expect("LibreOffice runs");
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
    }
    let mut found: BTreeMap<String, Sheets> = BTreeMap::new();
    for case in cases {
        let mut sheets = Sheets::new();
        for entry in fs::read_dir(folder.join("csv")).expect("the files") {
            let path = entry.expect("a file").path();
            let file = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
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

/// Equal to the 分; a rate to its last digit. LibreOffice writes both as binary fractions.
fn same(expected: &str, found: &str) -> bool {
    match (expected.parse::<f64>(), found.parse::<f64>()) {
        (Ok(expected), Ok(found)) => (expected - found).abs() < 0.000_04,
        _ => expected == found,
    }
}

/// Notes in `wrong` what is not the engine's, and in `fixed` what has no formula.
fn compare(
    case: &Case,
    sheets: &Sheets,
    wrong: &mut Vec<String>,
    fixed: &mut BTreeMap<String, usize>,
) {
    let Case { name, outcome, .. } = case;
    let changed = name.starts_with("changed");
    let mut compare = |id: String, expected: &str, found: &str, remark: &str| {
        if !remark.is_empty() {
            *fixed
                .entry(format!(
                    "{} {}",
                    outcome.benefit,
                    id.split(['.', ' ']).next().unwrap_or_default()
                ))
                .or_default() += 1;
        }
        // What stays as it was is that of the case before.
        let stays = changed && !remark.is_empty();
        if !stays && !same(expected, found) {
            wrong.push(format!("{name} {id}: {found} is not {expected}"));
        }
    };
    let result = &sheets["结果"];
    let start = result
        .iter()
        .position(|row| row[2] == "数")
        .expect("the headings")
        + 1;
    for ((id, amount), row) in outcome.amounts.iter().zip(&result[start..]) {
        let remark = row.get(4).map_or("", String::as_str);
        compare(format!("={id}"), &amount.low, &row[2], remark);
    }
    for (step, row) in outcome.steps.iter().zip(&sheets["步骤"][3..]) {
        let id = format!("{} {}", step.id, step.row.unwrap_or(0));
        compare(id, &step.value, &row[2], &row[6]);
    }
    for schedule in outcome.schedule.iter().chain(&outcome.schedules) {
        let sheet = match schedule.row {
            Some(row) => format!("还款表 {row}"),
            None => "还款表".into(),
        };
        let rows = &sheets[&sheet][19..];
        for (paid, row) in schedule.rows.iter().zip(rows) {
            let month = paid.month.to_string();
            let expected = [
                &month,
                &paid.payment,
                &paid.principal,
                &paid.interest,
                &paid.balance,
            ];
            for (expected, found) in expected.into_iter().zip(row) {
                compare(format!("{sheet} {month}"), expected, found, "");
            }
        }
        let after = rows.get(schedule.rows.len()).map_or("", |row| &row[0]);
        compare(format!("{sheet} after its end"), "", after, "");
    }
}
