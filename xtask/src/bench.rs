//! Timings, as ratios to a control in the same run. Nothing here passes or fails.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::dist::{Build, has_extension};
use crate::needs::Needs;
use crate::run::run;
use crate::toolchain::Toolchain;
use crate::wasm;

/// Builds, and runs every script of `tests/bench/`, or those whose name contains `only`.
pub fn bench(build: &Build, no_build: bool, only: Option<&str>) -> Result<()> {
    let needs = Needs {
        packages: true,
        python: false,
        office: false,
        browser: true,
        engines: false,
    };
    let places = needs.meet(&build.root)?;
    if !no_build {
        build.run()?;
        println!("building what is only timed");
        let toolchain = Toolchain::choose(build.toolchain)?;
        wasm::build(&build.root, toolchain, &wasm::BENCH, build.grade)?;
        run(native(build).arg("--no-run"))?;
    }
    let folder = build.root.join("tests/bench");
    let scripts = fs::read_dir(&folder).with_context(|| format!("no {}", folder.display()))?;
    for script in scripts {
        let path = script?.path();
        let name = path.file_stem().unwrap_or_default().display().to_string();
        if !has_extension(&path, &["mjs"]) || only.is_some_and(|only| !name.contains(only)) {
            continue;
        }
        println!("\n== {name}");
        run(Command::new("node")
            .arg(&path)
            .env("NCC_DIST", &build.out)
            .env("NCC_BENCH", wasm::folder(&build.root, &wasm::BENCH))
            .envs(places.iter().cloned()))?;
    }
    Ok(())
}

/// The native benchmark, as `tests/bench/publicodes.mjs` starts it.
fn native(build: &Build) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .args([
            "bench",
            "--quiet",
            "--features",
            "bench",
            "--bench",
            "assess",
        ])
        .current_dir(&build.root);
    cargo
}
