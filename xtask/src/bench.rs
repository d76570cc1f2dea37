//! Timings, as ratios to a control in the same run. Nothing here passes or fails.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::dist::Build;
use crate::needs::Needs;
use crate::run::run;

/// Builds, and runs every script of `tests/bench/`.
pub fn bench(build: &Build, no_build: bool) -> Result<()> {
    let needs = Needs {
        packages: true,
        python: false,
        browser: true,
    };
    let places = needs.meet(&build.root)?;
    if !no_build {
        build.run()?;
    }
    let folder = build.root.join("tests/bench");
    let scripts = fs::read_dir(&folder).with_context(|| format!("no {}", folder.display()))?;
    for script in scripts {
        let path = script?.path();
        println!("\n== {}", path.file_stem().unwrap_or_default().display());
        run(Command::new("node")
            .arg(&path)
            .env("NCC_DIST", &build.out)
            .envs(places.iter().cloned()))?;
    }
    Ok(())
}
