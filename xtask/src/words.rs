//! The words in two files: those of the form, which a visitor waits for, and those of the result.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Map, Value};

/// What comes after a benefit's id in the words of its form.
const OF_FORMS: [&str; 7] = [
    "name",
    "summary",
    "question.",
    "help.",
    "choice.",
    "part.",
    "rows.",
];

/// The words that the page shows only with a result.
const OF_RESULTS: [&str; 28] = [
    "confirmation.",
    "error.",
    "notice.",
    "page.address",
    "page.amounts",
    "page.article",
    "page.assuming",
    "page.balance",
    "page.book.",
    "page.chart.",
    "page.conditions",
    "page.confirmed",
    "page.figure",
    "page.holds.",
    "page.interest",
    "page.lines",
    "page.month",
    "page.notices",
    "page.payment",
    "page.principal",
    "page.share",
    "page.source",
    "page.split.",
    "page.table",
    "page.total",
    "state.",
    "unit.",
    "verdict.",
];

/// Folders below `locales/` whose files are fetched whole.
const WHOLE: [&str; 8] = [
    "desk", "explore", "figures", "glossary", "help", "share", "start", "workbook",
];

/// Divides every file of words in `dist`: `zh-Hans.json` keeps the form's, `zh-Hans.result.json` takes
/// the others.
pub fn divide(dist: &Path) -> Result<()> {
    let locales = dist.join("locales");
    divide_in(&locales, &|key| {
        !OF_RESULTS.iter().any(|start| key.starts_with(start))
    })?;
    for folder in fs::read_dir(&locales)? {
        let folder = folder?.path();
        let name = folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if !folder.is_dir() || WHOLE.contains(&name.as_str()) {
            continue;
        }
        divide_in(&folder, &|key| {
            let own = key
                .strip_prefix(&name)
                .and_then(|key| key.strip_prefix('.'));
            own.is_some_and(|own| OF_FORMS.iter().any(|start| own.starts_with(start)))
        })?;
    }
    Ok(())
}

fn divide_in(folder: &Path, of_form: &dyn Fn(&str) -> bool) -> Result<()> {
    let files: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|e| e == "json"))
    {
        let text = fs::read_to_string(file)?;
        let words: Map<String, Value> =
            serde_json::from_str(&text).with_context(|| file.display().to_string())?;
        let (form, result): (Map<_, _>, Map<_, _>) =
            words.into_iter().partition(|(key, _)| of_form(key));
        fs::write(file, serde_json::to_string(&form)?)?;
        fs::write(
            file.with_extension("result.json"),
            serde_json::to_string(&result)?,
        )?;
    }
    Ok(())
}
