//! Packs from files and folders, with the faults of each file.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use new_citizen_calculator::input::{Fault, Json};
use new_citizen_calculator::policy::{Pack, read_pack};

/// One pack file and what it holds.
pub struct File {
    /// Where it lies.
    pub path: PathBuf,
    /// The pack, or everything that is wrong with it.
    pub pack: Result<Pack, Vec<Fault>>,
    /// The file as it is; `null` when it is no JSON.
    pub json: Json,
}

impl File {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read; a file that is no pack is no error here.
    pub fn read(path: &Path) -> Result<File> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let (pack, json) = match serde_json::from_str::<Json>(&text) {
            Ok(json) => (read_pack(json.clone()), json),
            Err(error) => (
                Err(vec![Fault::new("", &format!("is not JSON: {error}"))]),
                Json::Null,
            ),
        };
        Ok(File {
            path: path.into(),
            pack,
            json,
        })
    }

    /// The file's name without its ending.
    pub fn stem(&self) -> &str {
        let stem = self.path.file_stem().and_then(|stem| stem.to_str());
        stem.unwrap_or_default()
    }

    /// `file: path: reason` for every fault, with the path as seen from `root`.
    pub fn complaints(&self, root: &Path) -> Vec<String> {
        let name = shown(&self.path, root);
        let faults = self.pack.as_ref().err().into_iter().flatten();
        faults.map(|fault| format!("{name}: {fault}")).collect()
    }
}

/// A path as one would type it in the repository.
pub fn shown(path: &Path, root: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}

/// Where the packs that we ship lie.
pub fn shipped(root: &Path) -> PathBuf {
    root.join("www/policies")
}

/// Every pack file of a folder, in the order of their names.
///
/// # Errors
/// When the folder cannot be read or has none.
pub fn folder(folder: &Path) -> Result<Vec<File>> {
    let mut paths = Vec::new();
    let entries = fs::read_dir(folder);
    for entry in entries.with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        bail!("there are no packs in {}", folder.display());
    }
    paths.sort();
    paths.iter().map(|path| File::read(path)).collect()
}

/// The packs of these files.
///
/// # Errors
/// When one has a fault: all faults of all of them.
pub fn sound(files: &[File], root: &Path) -> Result<()> {
    let complaints: Vec<String> = files
        .iter()
        .flat_map(|file| file.complaints(root))
        .collect();
    if !complaints.is_empty() {
        bail!("a pack has faults:\n{}", complaints.join("\n"));
    }
    Ok(())
}
