//! npm packages: installed from the lock file when missing, or when the lock file has changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run::{on_path, output, run};

const OLDEST_NODE: u32 = 20;

/// Makes sure that the packages of `folder/package-lock.json` are installed.
pub fn ensure(folder: &Path) -> Result<()> {
    check_node()?;
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let stamp = folder.join("node_modules/.installed-from");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("installing the npm packages of {}", folder.display());
    run(Command::new("npm")
        .args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ])
        .current_dir(folder))?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}

/// A program that one of the packages brings.
pub fn program(folder: &Path, name: &str) -> PathBuf {
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    folder
        .join("node_modules/.bin")
        .join(format!("{name}{suffix}"))
}

fn check_node() -> Result<()> {
    if on_path("node").is_none() || on_path("npm").is_none() {
        bail!(
            "Node {OLDEST_NODE} or newer and npm are needed: see nodejs.org, or your system's packages"
        );
    }
    let version = output(Command::new("node").arg("--version"))?;
    let major = version.trim_start_matches('v').split('.').next();
    if major
        .and_then(|n| n.parse().ok())
        .is_none_or(|n: u32| n < OLDEST_NODE)
    {
        bail!(
            "Node {OLDEST_NODE} or newer is needed; `node --version` says {}",
            version.trim()
        );
    }
    Ok(())
}
