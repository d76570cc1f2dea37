//! `policy check`: what is wrong in the packs, and which figures are due for review, by owner.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use new_citizen_calculator::policy::{Date, Entry, Figure, Pack};

use crate::policy_packs::{File, folder, shipped, shown};
use crate::policy_table::{Table, print};

/// A review date this many days ahead is near.
const NEAR: i32 = 60;

/// How many figures of an owner and a date are named, unless each is asked for.
const NAMED: usize = 2;

/// Checks the given files, or all that we ship; whether none has a fault.
pub fn check(root: &Path, files: &[PathBuf], on: Date, each: bool) -> Result<bool> {
    let all = folder(&shipped(root))?;
    let given: Vec<File> = files
        .iter()
        .map(|path| File::read(path))
        .collect::<Result<_>>()?;
    let checked = if files.is_empty() { &all } else { &given };
    let faults = faults(checked, &all, root);
    for fault in &faults {
        print(&format!("{fault}\n"));
    }
    if !faults.is_empty() {
        print("\n");
    }
    let packs: Vec<&Pack> = checked.iter().flat_map(|file| &file.pack).collect();
    print(&reviews(&packs, on, each));
    let figures: usize = packs.iter().map(|pack| pack.figures().len()).sum();
    let (files, faulty) = (checked.len(), faults.len());
    print(&format!(
        "{files} packs, {figures} figures in those that can be read, {faulty} faults\n"
    ));
    Ok(faults.is_empty())
}

/// `file: path: reason` for everything that is wrong in `checked`, also beside `all`.
fn faults(checked: &[File], all: &[File], root: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    for file in checked {
        faults.extend(file.complaints(root));
        let Ok(pack) = &file.pack else {
            continue;
        };
        let name = shown(&file.path, root);
        if pack.id != file.stem() {
            let id = &pack.id;
            faults.push(format!(
                "{name}: id: is `{id}`: the file must be called {id}.json"
            ));
        }
        for figure in pack.figures() {
            let last = figure.entries.last();
            let open = |entry: &&Entry| entry.until.is_none() && !entry.values.is_empty();
            if last
                .filter(open)
                .is_some_and(|entry| entry.review_by.is_none())
            {
                let (id, at) = (&figure.id, figure.entries.len() - 1);
                faults.push(format!(
                    "{name}: figures.{id}.entries.{at}: holds without end and has no review_by: \
                     nobody would look at it again"
                ));
            }
        }
        let beside = |other: &&Pack| {
            other.id != pack.id && other.layer == pack.layer && other.place() == pack.place()
        };
        for other in all.iter().flat_map(|file| &file.pack).filter(beside) {
            for figure in pack.figures() {
                if other.figure(&figure.id).is_some() {
                    let (id, other) = (&figure.id, &other.id);
                    faults.push(format!("{name}: figures.{id}: is in {other}.json too"));
                }
            }
        }
    }
    faults
}

/// The day by which somebody must look at a figure again, and why: it is past its review date or
/// near it, or its last known value ends soon.
fn due(figure: &Figure, on: Date) -> Option<(Date, &'static str)> {
    let entry = figure.reading(on, None).entry?;
    let next = figure
        .entries
        .iter()
        .find(|next| next.from > entry.from && next.from > on);
    let known_next = next.is_some_and(|next| !next.values.is_empty());
    let ends = entry.until.or(next.map(|next| next.from.before()));
    match (entry.review_by, ends) {
        (_, Some(end)) if end < on => None,
        (Some(by), _) if by < on => Some((by, "past")),
        (Some(by), _) if by.days_since(on) <= NEAR => Some((by, "near")),
        (_, Some(end)) if !entry.values.is_empty() && !known_next && end.days_since(on) <= NEAR => {
            Some((end, "ends"))
        }
        _ => None,
    }
}

/// What is due, by owner and date.
fn reviews(packs: &[&Pack], on: Date, each: bool) -> String {
    let mut owners: BTreeMap<(&str, Date, &str), Vec<&str>> = BTreeMap::new();
    let figures: Vec<&Figure> = packs.iter().flat_map(|pack| pack.figures()).collect();
    if figures.is_empty() {
        return String::new();
    }
    let all = figures.len();
    for figure in figures {
        if let Some((by, why)) = due(figure, on) {
            let ids = owners.entry((figure.owner(), by, why)).or_default();
            ids.push(&figure.id);
        }
    }
    let count = |wanted: &str| {
        let those = owners.iter().filter(|((_, _, why), _)| *why == wanted);
        those.map(|(_, ids)| ids.len()).sum::<usize>()
    };
    let (past, near, ends) = (count("past"), count("near"), count("ends"));
    let mut table = Table::new(&["owner", "by", "", "count", "figures"]);
    for ((owner, by, why), ids) in &owners {
        let cells = [
            owner.to_string(),
            by.to_string(),
            why.to_string(),
            ids.len().to_string(),
        ];
        let rest = ids.len().saturating_sub(NAMED);
        if each || rest < 2 {
            let mut cells = cells.to_vec();
            for id in ids {
                table.row(cells.into_iter().chain([id.to_string()]));
                cells = vec![String::new(); 4];
            }
        } else {
            let named = format!("{} and {rest} more", ids[..NAMED].join(", "));
            table.row(cells.into_iter().chain([named]));
        }
    }
    let table = if owners.is_empty() {
        String::new()
    } else {
        format!("{table}\n")
    };
    format!(
        "{table}on {on}: {past} of {all} figures are past their review date; within {NEAR} days {near} \
         come due and {ends} end with nothing known after\n(a review date that is past is no fault: the calculator says so beside the value)\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{faults, reviews};
    use crate::policy_packs::{File, folder, shipped};
    use new_citizen_calculator::input::Json;
    use new_citizen_calculator::policy::{Date, read_pack};
    use std::path::Path;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .expect("the repository")
    }

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a day")
    }

    #[test]
    fn the_packs_we_ship_have_no_faults_together() {
        let all = folder(&shipped(root())).expect("the packs");
        let none: [String; 0] = [];
        assert_eq!(faults(&all, &all, root()), none);
    }

    #[test]
    fn a_wrong_name_and_a_figure_of_another_pack_are_faults() {
        let all = folder(&shipped(root())).expect("the packs");
        let mut file = File::read(&shipped(root()).join("national.json")).expect("a pack");
        let text = std::fs::read_to_string(&file.path).expect("a pack");
        let text = text.replacen("\"id\": \"national\"", "\"id\": \"another\"", 1);
        let json = serde_json::from_str(&text).expect("JSON");
        file.pack = read_pack(json);
        let found = faults(&[file], &all, root());
        let path = "www/policies/national.json: ";
        let name = format!("{path}id: is `another`: the file must be called another.json");
        let twice = format!("{path}figures.lpr.1y: is in national.json too");
        assert!(
            found.contains(&name) && found.contains(&twice),
            "{found:#?}"
        );
    }

    fn read(from: &str, to: &str) -> File {
        let path = root().join("tests/cases/packs/good/minimal.json");
        let text = std::fs::read_to_string(&path).expect("a file");
        assert!(text.contains(from), "{from}");
        let json: Json = serde_json::from_str(&text.replacen(from, to, 1)).expect("JSON");
        let pack = read_pack(json.clone());
        File { path, json, pack }
    }

    #[test]
    fn a_value_without_end_and_review_date_is_a_fault() {
        let file = read(",\n          \"review_by\": \"2027-06-30\"", "");
        let found = faults(&[file], &[], root());
        let fault = "tests/cases/packs/good/minimal.json: figures.example.most.entries.0: holds \
                     without end and has no review_by: nobody would look at it again";
        assert_eq!(found, [fault]);
    }

    #[test]
    fn reviews_are_past_near_or_neither_and_ends_are_told() {
        let told = |file: &File, on: &str, past: u8, near: u8, ends: u8| {
            let packs = [file.pack.as_ref().expect("it is sound")];
            let told = reviews(&packs, day(on), false);
            let line = format!(
                "on {on}: {past} of 1 figures are past their review date; within 60 days {near} \
                 come due and {ends} end with nothing known after\n"
            );
            assert!(told.contains(&line), "{told}");
        };
        let reviewed = read("minimal", "minimal");
        told(&reviewed, "2027-07-01", 1, 0, 0);
        told(&reviewed, "2027-06-30", 0, 1, 0);
        told(&reviewed, "2027-04-30", 0, 0, 0);
        let ending = read("review_by", "until");
        told(&ending, "2027-04-30", 0, 0, 0);
        told(&ending, "2027-06-30", 0, 0, 1);
        told(&ending, "2027-07-01", 0, 0, 0);
    }
}
