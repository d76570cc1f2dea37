//! `policy check`: what is wrong in the packs, and which figures are due for review, by owner.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use new_citizen_calculator::policy::{Date, Pack};

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

/// What is due, by owner and date.
fn reviews(packs: &[&Pack], on: Date, each: bool) -> String {
    let mut due: BTreeMap<(&str, Date), Vec<&str>> = BTreeMap::new();
    let mut figures = packs.iter().flat_map(|pack| pack.figures()).peekable();
    let all = packs.iter().map(|pack| pack.figures().len()).sum::<usize>();
    if figures.peek().is_none() {
        return String::new();
    }
    for figure in figures {
        let open = figure
            .entries
            .last()
            .filter(|entry| entry.until.is_none_or(|end| end >= on));
        if let Some(by) = open.and_then(|entry| entry.review_by)
            && by.days_since(on) <= NEAR
        {
            due.entry((figure.owner(), by))
                .or_default()
                .push(&figure.id);
        }
    }
    let count = |past: bool| {
        let dates = due.iter().filter(|((_, by), _)| (*by < on) == past);
        dates.map(|(_, ids)| ids.len()).sum::<usize>()
    };
    let (past, near) = (count(true), count(false));
    let mut table = Table::new(&["owner", "review by", "", "count", "figures"]);
    for ((owner, by), ids) in &due {
        let when = if *by < on { "past" } else { "near" };
        let cells = [
            owner.to_string(),
            by.to_string(),
            when.into(),
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
    let table = if due.is_empty() {
        String::new()
    } else {
        format!("{table}\n")
    };
    format!(
        "{table}on {on}: {past} of {all} figures are past their review date, {near} come due within \
         {NEAR} days\n(a review date that is past is no fault: the calculator says so beside the value)\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{faults, reviews};
    use crate::policy_packs::{File, folder, shipped};
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

    #[test]
    fn reviews_are_past_near_or_neither() {
        let file = File::read(&root().join("tests/cases/packs/good/minimal.json"));
        let file = file.expect("a pack");
        let packs = [file.pack.as_ref().expect("it is sound")];
        for (on, past, near) in [
            ("2027-07-01", 1, 0),
            ("2027-06-30", 0, 1),
            ("2027-04-30", 0, 0),
        ] {
            let told = reviews(&packs, day(on), false);
            let line =
                format!("on {on}: {past} of 1 figures are past their review date, {near} come");
            assert!(told.contains(&line), "{told}");
        }
    }
}
