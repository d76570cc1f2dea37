//! `policy diff`: what changed from one pack (or folder of packs) to another, and which golden
//! cases come out differently with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use new_citizen_calculator::embed::Engine;
use new_citizen_calculator::input::Json;
use new_citizen_calculator::policy::{Layer, Pack};
use serde_json::Value;
use walkdir::WalkDir;

use crate::policy_packs::{File, folder, shipped, shown, sound};
use crate::policy_table::{print, short};

/// The bank pack whose prices stand in where a bank has none of its own.
const TYPICAL: &str = "typical-bank";

/// One side: its packs by id.
type Side = BTreeMap<String, File>;

/// Every leaf of something, by its path.
type Leaves = BTreeMap<String, String>;

/// Prints what changed and what moves; a difference is no failure.
pub fn diff(root: &Path, a: &Path, b: &Path) -> Result<bool> {
    let (before, after) = sides(root, a, b)?;
    let changes = changed_packs(&before, &after);
    match changes.is_empty() {
        true => print("the packs say the same\n"),
        false => print(&changes),
    }
    // Of a folder with several banks, no one is the bank of a golden case.
    let banks = a.is_file() || b.is_file();
    let [old, new] = [&before, &after].map(|side| engine(root, side, &before, &after, banks));
    let (told, moved, all) = moved_cases(root, &old?, &new?)?;
    print(&format!("\n{told}"));
    print(&format!(
        "{moved} of {all} golden cases come out differently\n"
    ));
    Ok(true)
}

/// The packs to compare. Where one side is a file, only the pack of its id is taken from the other.
fn sides(root: &Path, a: &Path, b: &Path) -> Result<(Side, Side)> {
    let [mut before, mut after] = [read(root, a)?, read(root, b)?];
    match (a.is_file(), b.is_file()) {
        (true, false) => after.retain(|id, _| before.contains_key(id)),
        (false, true) => before.retain(|id, _| after.contains_key(id)),
        (true, true) => {
            // Two files are compared whatever their ids are.
            after = before.keys().cloned().zip(after.into_values()).collect();
        }
        (false, false) => {}
    }
    Ok((before, after))
}

fn read(root: &Path, path: &Path) -> Result<Side> {
    let files = match path.is_dir() {
        true => folder(path)?,
        false => vec![File::read(path)?],
    };
    sound(&files, root)?;
    let mut side = Side::new();
    for file in files {
        let id = file.json.text("id").to_owned();
        let name = shown(&file.path, root);
        if side.insert(id.clone(), file).is_some() {
            bail!("{name}: id: `{id}` is the id of another pack there");
        }
    }
    Ok(side)
}

/// What changed, pack by pack; empty when nothing did.
fn changed_packs(before: &Side, after: &Side) -> String {
    let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut told = String::new();
    for id in ids {
        let lines = match (before.get(id), after.get(id)) {
            (None, Some(new)) => vec![format!(
                "+ pack with {} figures",
                new.json.fields("figures").len()
            )],
            (Some(old), None) => vec![format!(
                "- pack with {} figures",
                old.json.fields("figures").len()
            )],
            (Some(old), Some(new)) => changed_pack(&old.json, &new.json),
            (None, None) => Vec::new(),
        };
        if !lines.is_empty() {
            told += &format!("{id}\n");
            told.extend(lines.iter().map(|line| format!("  {line}\n")));
        }
    }
    told
}

fn changed_pack(old: &Json, new: &Json) -> Vec<String> {
    let mut lines = changed_leaves(&leaves(old, &["figures"]), &leaves(new, &["figures"]));
    for (id, old, new) in pairs(old.fields("figures"), new.fields("figures")) {
        let count = |figure: &Json| figure.list("entries").len();
        match (old, new) {
            (None, Some(new)) => lines.push(format!("+ {id}: {} entries", count(new))),
            (Some(old), None) => lines.push(format!("- {id}: {} entries", count(old))),
            (Some(old), Some(new)) => {
                let changed = changed_figure(old, new);
                if !changed.is_empty() {
                    lines.push(format!("~ {id}"));
                    lines.extend(changed.iter().map(|line| format!("    {line}")));
                }
            }
            (None, None) => {}
        }
    }
    lines
}

fn changed_figure(old: &Json, new: &Json) -> Vec<String> {
    let mut lines = changed_leaves(&leaves(old, &["entries"]), &leaves(new, &["entries"]));
    let entries = |figure: &Json| -> Vec<(String, Json)> {
        let entries = figure.list("entries").iter();
        entries
            .map(|entry| (entry.text("from").to_owned(), entry.clone()))
            .collect()
    };
    for (from, old, new) in pairs(&entries(old), &entries(new)) {
        match (old, new) {
            (None, Some(new)) => lines.push(format!("+ from {from}: {}", gist(new))),
            (Some(old), None) => lines.push(format!("- from {from}: {}", gist(old))),
            (Some(old), Some(new)) => {
                let changed = changed_leaves(&leaves(old, &[]), &leaves(new, &[]));
                lines.extend(changed.iter().map(|line| format!("~ from {from}: {line}")));
            }
            (None, None) => {}
        }
    }
    lines
}

/// What an entry says, in a few words.
fn gist(entry: &Json) -> String {
    let kinds = ["value", "list", "bands", "candidates", "unknown"];
    let kind = kinds
        .into_iter()
        .find(|kind| entry.get(kind).is_some())
        .unwrap_or_default();
    let said = match entry.get(kind) {
        Some(Json::Text(text)) => text.clone(),
        Some(Json::List(items)) => {
            let items = items
                .iter()
                .map(|item| item.as_text().unwrap_or(item.text("value")));
            items.collect::<Vec<_>>().join(", ")
        }
        Some(words) => words.text("zh").into(),
        None => String::new(),
    };
    format!("{kind} {}", short(&said, 60))
}

/// The values of two objects by name: those of the first in its order, then the new ones.
fn pairs<'a>(
    old: &'a [(String, Json)],
    new: &'a [(String, Json)],
) -> Vec<(&'a str, Option<&'a Json>, Option<&'a Json>)> {
    let find = |fields: &'a [(String, Json)], name: &str| {
        let found = fields.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value)
    };
    let kept = old
        .iter()
        .map(|(name, value)| (name.as_str(), Some(value), find(new, name)));
    let added = new.iter().filter(|(name, _)| find(old, name).is_none());
    kept.chain(added.map(|(name, value)| (name.as_str(), None, Some(value))))
        .collect()
}

/// Every string, number and truth value in a value, but for these keys of it.
fn leaves(json: &Json, but: &[&str]) -> Leaves {
    fn walk(json: &Json, path: &str, found: &mut Leaves) {
        let inside = |step: &str| match path.is_empty() {
            true => step.to_owned(),
            false => format!("{path}.{step}"),
        };
        match json {
            Json::Object(fields) => {
                for (name, value) in fields {
                    walk(value, &inside(name), found);
                }
            }
            Json::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    walk(item, &inside(&at.to_string()), found);
                }
            }
            Json::Text(text) => {
                found.insert(path.into(), text.clone());
            }
            other => {
                found.insert(path.into(), other.shown());
            }
        }
    }
    let mut found = Leaves::new();
    if let Json::Object(fields) = json {
        for (name, value) in fields
            .iter()
            .filter(|(name, _)| !but.contains(&name.as_str()))
        {
            walk(value, name, &mut found);
        }
    }
    found
}

/// `path: old → new` for every leaf that differs.
fn changed_leaves(old: &Leaves, new: &Leaves) -> Vec<String> {
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let differs = paths
        .into_iter()
        .filter(|path| old.get(*path) != new.get(*path));
    let say = |leaves: &Leaves, path| leaves.get(path).cloned().unwrap_or("(nothing)".into());
    differs
        .map(|path| format!("{path}: {} → {}", say(old, path), say(new, path)))
        .collect()
}

/// The engine with one side's packs; what neither side has comes from the packs that we ship.
fn engine(root: &Path, side: &Side, a: &Side, b: &Side, banks: bool) -> Result<Engine> {
    let mut engine = Engine::default();
    let mut add = |file: &File| {
        let added = engine.add_pack(file.json.clone());
        added.map_err(|_| anyhow!("{} has faults", file.path.display()))
    };
    // A host's own; the typical one stands for every bank and belongs to the cases.
    let is_bank = |file: &File| {
        let own = |pack: &Pack| pack.layer == Layer::Bank && pack.id != TYPICAL;
        file.pack.as_ref().is_ok_and(own)
    };
    for file in folder(&shipped(root))? {
        let id = file.json.text("id");
        if !is_bank(&file) && !a.contains_key(id) && !b.contains_key(id) {
            add(&file)?;
        }
    }
    for file in side.values().filter(|file| banks || !is_bank(file)) {
        add(file)?;
    }
    for entry in WalkDir::new(root.join("www/locales")).sort_by_file_name() {
        let path = entry?.into_path();
        let lang = path.file_stem().and_then(|stem| stem.to_str());
        let Some(lang) = lang.filter(|_| path.extension().is_some_and(|ending| ending == "json"))
        else {
            continue;
        };
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        engine.add_locale(lang, serde_json::from_str(&text)?)?;
    }
    Ok(engine)
}

/// The golden cases that move, told; how many; and of how many.
fn moved_cases(root: &Path, old: &Engine, new: &Engine) -> Result<(String, usize, usize)> {
    let (mut told, mut moved, mut all) = (String::new(), 0, 0);
    let cases = root.join("tests/cases");
    let files = WalkDir::new(&cases).sort_by_file_name();
    for file in files
        .into_iter()
        .filter_entry(|entry| entry.file_name() != "packs")
    {
        let path = file?.into_path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let name = shown(&path, root);
        let text = fs::read_to_string(&path)?;
        let file: Value = toml::from_str(&text).with_context(|| name.clone())?;
        for case in file["case"].as_array().into_iter().flatten() {
            all += 1;
            let request: Json = serde_json::from_value(case["ask"].clone())?;
            let moves = changed_leaves(&result(old, &request)?, &result(new, &request)?);
            if !moves.is_empty() {
                moved += 1;
                told += &format!("{name}: {}\n", case["title"].as_str().unwrap_or_default());
                told.extend(moves.iter().map(|line| format!("    {line}\n")));
            }
        }
    }
    Ok((told, moved, all))
}

/// What a person sees of an outcome, by where it is shown. Where a figure stands is told by the packs'
/// own changes.
fn result(engine: &Engine, request: &Json) -> Result<Leaves> {
    let outcome = match engine.evaluate(request) {
        Ok(outcome) => serde_json::to_value(outcome)?,
        Err(refusal) => {
            let said = serde_json::to_value(refusal)?["message"].to_string();
            return Ok(Leaves::from([("refused".into(), said)]));
        }
    };
    let mut seen = Leaves::new();
    let mut see = |place: String, said: String| {
        // Several of one name, such as the steps of conflicting sources.
        let mut own = place.clone();
        let mut count = 1;
        while seen.contains_key(&own) {
            count += 1;
            own = format!("{place} ({count})");
        }
        seen.insert(own, said);
    };
    for part in ["verdict", "sentence", "draft"] {
        see(part.into(), text(&outcome[part]));
    }
    for (id, amount) in outcome["amounts"].as_object().into_iter().flatten() {
        let (low, high) = (text(&amount["low"]), text(&amount["high"]));
        let range = match low == high {
            true => low,
            false => format!("{low} to {high}"),
        };
        see(format!("amount {id}"), range);
    }
    for condition in all(&outcome["conditions"]) {
        let distance = &condition["distance"];
        let away = match distance.is_object() {
            true => format!(
                ", {} {} away",
                text(&distance["value"]),
                text(&distance["unit"])
            ),
            false => String::new(),
        };
        let id = text(&condition["id"]);
        see(format!("condition {id}"), text(&condition["holds"]) + &away);
        see(format!("words of condition {id}"), text(&condition["text"]));
    }
    for step in all(&outcome["steps"]) {
        let row = match step["row"].as_u64() {
            Some(row) => format!(" of row {row}"),
            None => String::new(),
        };
        let place = format!("step {}{row}", text(&step["id"]));
        see(place, text(&step["formula"]));
    }
    for notice in all(&outcome["notices"]) {
        let figure = match &notice["figure"] {
            Value::String(figure) => format!(" on {figure}"),
            _ => String::new(),
        };
        let place = format!("notice {}{figure}", text(&notice["id"]));
        see(place, text(&notice["text"]));
    }
    for payment in all(&outcome["schedule"]["rows"]) {
        let month = text(&payment["month"]);
        for part in ["payment", "principal", "interest", "balance"] {
            see(format!("month {month}: {part}"), text(&payment[part]));
        }
    }
    for table in all(&outcome["tables"]) {
        for line in all(&table["lines"]) {
            for (column, cell) in all(&table["columns"]).zip(all(&line["cells"])) {
                let parts = [table, line, column].map(|part| text(&part["id"]));
                see(format!("table {}", parts.join(".")), text(cell));
            }
        }
    }
    for figure in all(&outcome["figures"]) {
        let place = format!("reading of {}", text(&figure["id"]));
        see(place, text(&figure["reading"]));
    }
    Ok(seen)
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn all(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::{Side, changed_packs, engine, moved_cases, read};
    use crate::policy_packs::{File, shipped};
    use new_citizen_calculator::policy::read_pack;
    use std::path::Path;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .expect("the repository")
    }

    /// The national pack, and the same with one text in it replaced.
    fn national(from: &str, to: &str) -> (Side, Side) {
        let path = shipped(root()).join("national.json");
        let before = read(root(), &path).expect("a sound pack");
        let text = std::fs::read_to_string(&path).expect("a file");
        assert!(text.contains(from), "{from}");
        let json: new_citizen_calculator::input::Json =
            serde_json::from_str(&text.replacen(from, to, 1)).expect("JSON");
        let file = File {
            path,
            pack: read_pack(json.clone()),
            json,
        };
        (before, Side::from([("national".into(), file)]))
    }

    #[test]
    fn the_same_packs_differ_in_nothing() {
        let (before, after) = national("4.25", "4.25");
        assert_eq!(changed_packs(&before, &after), "");
        let [old, new] = [&before, &after]
            .map(|side| engine(root(), side, &before, &after, false).expect("packs"));
        let (told, moved, all) = moved_cases(root(), &old, &new).expect("cases");
        assert_eq!((told.as_str(), moved), ("", 0));
        assert!(all >= 40, "only {all} cases were found");
    }

    #[test]
    fn one_changed_value_is_one_line_and_moves_cases() {
        let (before, after) = national("\"value\": \"3.00\"", "\"value\": \"3.25\"");
        let told = changed_packs(&before, &after);
        assert!(told.contains("~ lpr.1y\n"), "{told}");
        assert!(told.contains(": value: 3.00 → 3.25\n"), "{told}");
        assert_eq!(told.lines().count(), 3, "{told}");
        let [old, new] = [&before, &after]
            .map(|side| engine(root(), side, &before, &after, false).expect("packs"));
        let (told, moved, _) = moved_cases(root(), &old, &new).expect("cases");
        assert!(moved > 0, "{told}");
        for place in ["sentence:", "amount ", "step ", "table "] {
            assert!(told.contains(place), "{place} {told}");
        }
    }

    #[test]
    fn a_value_that_only_a_table_shows_moves_its_cases() {
        // The whole sum insured of the edition of 2022 stands in no amount.
        let path = shipped(root()).join("beijing-health-cover.json");
        let before = read(root(), &path).expect("a sound pack");
        let mut json: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&path).expect("a file")).expect("JSON");
        let entry = &mut json["figures"]["health-cover.sum-insured.total"]["entries"][0];
        assert!(entry["value"].is_string(), "{entry}");
        entry["value"] = "1234567.00".into();
        let json: new_citizen_calculator::input::Json = serde_json::from_value(json).expect("JSON");
        let file = File {
            path,
            pack: read_pack(json.clone()),
            json,
        };
        let id = before.keys().next().expect("its id").clone();
        let after = Side::from([(id, file)]);
        let [old, new] = [&before, &after]
            .map(|side| engine(root(), side, &before, &after, false).expect("packs"));
        let (told, moved, _) = moved_cases(root(), &old, &new).expect("cases");
        assert!(moved > 0, "no case moved");
        let lines = told.lines().filter(|line| line.starts_with("    "));
        for line in lines {
            assert!(line.starts_with("    table editions."), "{line}");
        }
    }
}
