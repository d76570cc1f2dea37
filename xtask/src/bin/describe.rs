//! What only the calculator itself can tell of itself: prints the TypeScript description of the engine,
//! which the release build keeps as `dist/engine.d.ts`, and refuses a language that lacks a word.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use new_citizen_calculator::embed::typescript;
use new_citizen_calculator::words::{Locale, inventory};
use walkdir::WalkDir;

fn main() -> Result<ExitCode> {
    let missing = missing_words(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/locales"))?;
    if !missing.is_empty() {
        eprintln!("words are missing:\n{}", missing.join("\n"));
        return Ok(ExitCode::FAILURE);
    }
    print!("{}", typescript());
    Ok(ExitCode::SUCCESS)
}

/// Every word that some language lacks.
fn missing_words(folder: &Path) -> Result<Vec<String>> {
    let mut locales: BTreeMap<String, Locale> = BTreeMap::new();
    for entry in WalkDir::new(folder) {
        let path = entry?.into_path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let name = path.file_stem().context("a file has a name")?;
        let lang = name.to_string_lossy();
        let read = || -> Result<Locale> {
            Ok(Locale::read(
                &lang,
                serde_json::from_str(&fs::read_to_string(&path)?)?,
            )?)
        };
        let locale = read().with_context(|| path.display().to_string())?;
        match locales.get_mut(&*lang) {
            Some(kept) => kept.join(locale),
            None => drop(locales.insert(lang.into(), locale)),
        }
    }
    let mut missing = Vec::new();
    for key in inventory() {
        let lacking = locales.values().filter(|locale| !locale.has(&key));
        missing.extend(lacking.map(|locale| format!("{}: {key}", locale.lang)));
    }
    Ok(missing)
}
