//! What several tests need: the built-in engine and the case files.

// Each test uses a part of it.
#![allow(dead_code)]

pub mod dice;

use new_citizen_calculator::benefit;
use new_citizen_calculator::embed::Engine;
use new_citizen_calculator::input::Json;
use std::fs;
use std::path::{Path, PathBuf};

/// The root of the project.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A JSON file.
pub fn json(path: &Path) -> Json {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// JSON from a value of serde_json.
pub fn from_value(value: &serde_json::Value) -> Json {
    serde_json::from_value(value.clone()).expect("every value is JSON")
}

/// The files below a folder with an ending, sorted.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.expect("a folder entry").path();
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|e| e == ending) => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    found
}

/// The language that a locale file is in.
pub fn lang(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into()
}

/// The languages, in the order of `engine.js`.
pub const LANGUAGES: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];

/// The engine with the packs and languages that `engine.js` loads.
pub fn engine() -> Engine {
    let mut engine = Engine::default();
    // In the order of `engine.js`.
    let mut packs: Vec<&str> = Vec::new();
    for id in benefit::ALL.iter().flat_map(|b| b.all_packs()) {
        if !packs.contains(&id) {
            packs.push(id);
        }
    }
    for id in packs {
        let path = root().join(format!("www/policies/{id}.json"));
        if let Err(faults) = engine.add_pack(json(&path)) {
            panic!("{id}: {faults:#?}");
        }
    }
    // The first language answers where none is asked for.
    let files = files("www/locales", "json");
    for wanted in LANGUAGES {
        for path in files.iter().filter(|path| lang(path) == wanted) {
            let added = engine.add_locale(wanted, json(path));
            added.expect("a locale file");
        }
    }
    engine
}
