//! Every test there is, stage by stage, and one closing line that counts them all.
//!
//! A stage that cannot run counts as a failure: nothing passes by being absent.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{BufRead, BufReader};
use std::ops::AddAssign;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::str::FromStr;
use std::time::Instant;

use anyhow::{Context, Error, Result, bail};

use crate::check::CHECKS;
use crate::dist::Build;
use crate::needs::{Needs, Places};
use crate::npm;
use crate::run::{cannot_start, run};

/// One kind of test.
#[derive(Clone, Copy, PartialEq)]
pub enum Stage {
    /// Formatting and clippy.
    Check,
    /// `cargo test`.
    Rust,
    /// The release build and its size limit.
    Build,
    /// The TypeScript description, through the eyes of TypeScript.
    Types,
    /// The built engine in Node.
    Node,
    /// The built page in Chromium.
    Browser,
}

const STAGES: [(Stage, &str, &str); 6] = [
    (Stage::Check, "check", "formatting and clippy"),
    (Stage::Rust, "rust", "the Rust tests"),
    (Stage::Build, "build", "the release build and its size"),
    (Stage::Types, "types", "the TypeScript types"),
    (Stage::Node, "node", "the WebAssembly in Node"),
    (Stage::Browser, "browser", "the page in Chromium"),
];

impl FromStr for Stage {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let stage = STAGES.iter().find(|(_, word, _)| *word == name);
        stage.map(|(stage, ..)| *stage).with_context(|| {
            let names: Vec<_> = STAGES.iter().map(|(_, word, _)| *word).collect();
            format!("there is no stage `{name}`; there are {}", names.join(", "))
        })
    }
}

/// How many tests went which way.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
struct Tally {
    passed: u32,
    failed: u32,
    skipped: u32,
}

const ONE_PASSED: Tally = Tally {
    passed: 1,
    failed: 0,
    skipped: 0,
};
const ONE_FAILED: Tally = Tally {
    passed: 0,
    failed: 1,
    skipped: 0,
};

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Runs one stage, or all of them, and prints the closing line.
pub fn test(build: &Build, only: Option<Stage>, no_build: bool) -> ExitCode {
    let stages: Vec<Stage> = match only {
        None => STAGES.iter().map(|(stage, ..)| *stage).collect(),
        Some(stage @ (Stage::Types | Stage::Node | Stage::Browser)) => vec![Stage::Build, stage],
        Some(stage) => vec![stage],
    };
    println!("== what the tests need");
    let places = match needs(&stages).meet(&build.root) {
        Ok(places) => places,
        Err(error) => {
            println!("{error:#}\n\n0 passed, 1 failed");
            return ExitCode::FAILURE;
        }
    };
    let mut total = Tally::default();
    for (stage, _, title) in STAGES {
        if !stages.contains(&stage) || (stage == Stage::Build && no_build) {
            continue;
        }
        println!("\n== {title}");
        let start = Instant::now();
        let tally = run_stage(build, stage, &places).unwrap_or_else(|error| {
            println!("{error:#}");
            ONE_FAILED
        });
        println!(
            "== {title}: {} of {} in {:.1} s",
            tally.passed,
            tally.passed + tally.failed,
            start.elapsed().as_secs_f32()
        );
        total += tally;
    }
    let skipped = match total.skipped {
        0 => String::new(),
        n => format!(", {n} skipped"),
    };
    println!(
        "\n{} passed, {} failed{skipped}",
        total.passed, total.failed
    );
    if total.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn needs(stages: &[Stage]) -> Needs {
    let any = |of: &[Stage]| stages.iter().any(|stage| of.contains(stage));
    Needs {
        packages: any(&[Stage::Types, Stage::Node, Stage::Browser]),
        python: any(&[Stage::Rust, Stage::Node]),
        office: any(&[Stage::Rust]),
        browser: any(&[Stage::Browser]),
        engines: any(&[Stage::Browser]),
    }
}

fn run_stage(build: &Build, stage: Stage, places: &Places) -> Result<Tally> {
    let root = &build.root;
    match stage {
        Stage::Check => Ok(check(root)),
        Stage::Rust => rust(root, places),
        Stage::Build => build.run().map(|()| ONE_PASSED),
        Stage::Types => types(root).map(|()| ONE_PASSED),
        Stage::Node => node(build, "node", 1, places),
        // Pages wait more than they work: two files at a time take little more than one.
        Stage::Browser => node(build, "browser", 2, places),
    }
}

fn check(root: &Path) -> Tally {
    let mut tally = Tally::default();
    for check in &CHECKS {
        tally += match check.run(root) {
            Ok(()) => ONE_PASSED,
            Err(error) => {
                println!("not so: {}: {error:#}", check.title);
                ONE_FAILED
            }
        };
    }
    tally
}

fn rust(root: &Path, places: &Places) -> Result<Tally> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["test", "--workspace", "--all-features", "--no-fail-fast"])
        .envs(places.iter().cloned())
        .current_dir(root)
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let mut child = cargo.spawn().map_err(|e| cannot_start(&cargo, e))?;
    let mut tally = Tally::default();
    for line in BufReader::new(child.stdout.take().context("its output is piped")?).lines() {
        let line = line?;
        println!("{line}");
        tally += read_cargo(&line).unwrap_or_default();
    }
    Ok(settle(tally, child.wait()?.success()))
}

fn types(root: &Path) -> Result<()> {
    let files = find(&root.join("tests/types"), ".ts")?;
    run(Command::new(npm::program(&root.join("tests"), "tsc"))
        .args([
            "--noEmit",
            "--strict",
            "--target",
            "es2022",
            "--lib",
            "es2022,dom",
        ])
        .args(["--module", "esnext", "--moduleResolution", "bundler"])
        .args(files)
        .current_dir(root))
}

/// Runs the tests of one folder with Node's own runner, so many files at a time.
fn node(build: &Build, folder: &str, at_once: u8, places: &Places) -> Result<Tally> {
    let files = find(&build.root.join("tests").join(folder), ".test.mjs")?;
    if !build.out.is_dir() {
        bail!(
            "there is no {} to test: build it first",
            build.out.display()
        );
    }
    let counts = build.root.join(format!("target/{folder}.tap"));
    let mut destination = OsString::from("--test-reporter-destination=");
    destination.push(&counts);
    let ran = run(Command::new("node")
        .args(["--test", "--test-timeout=600000"])
        .arg(format!("--test-concurrency={at_once}"))
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .args([OsStr::new("--test-reporter=tap"), &destination])
        .args(files)
        .env("NCC_DIST", &build.out)
        .envs(places.iter().cloned())
        .current_dir(&build.root));
    let tap = fs::read_to_string(&counts).unwrap_or_default();
    Ok(settle(read_tap(&tap), ran.is_ok()))
}

/// The files of a folder that end in this way; an error when there are none.
fn find(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.to_string_lossy().ends_with(ending) {
                files.push(path);
            }
        }
    }
    if files.is_empty() {
        bail!(
            "no tests there: {} has no file that ends in {ending}",
            folder.display()
        );
    }
    files.sort();
    Ok(files)
}

/// A run that failed, or that ran nothing, has at least one failure, whatever it counted.
fn settle(mut tally: Tally, success: bool) -> Tally {
    if tally.failed == 0 && (!success || tally.passed == 0) {
        tally.failed = 1;
    }
    tally
}

/// Reads `test result: ok. 5 passed; 0 failed; 1 ignored; …`.
fn read_cargo(line: &str) -> Option<Tally> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let count = |what| {
        let word = counts
            .split("; ")
            .find_map(|part| part.strip_suffix(what))?;
        word.trim().parse().ok()
    };
    Some(Tally {
        passed: count("passed")?,
        failed: count("failed")?,
        skipped: count("ignored")?,
    })
}

/// Reads the lines `# pass 5`, `# fail 0`, … that end TAP.
fn read_tap(tap: &str) -> Tally {
    let count = |what: &str| -> u32 {
        let lines = tap.lines().rev();
        let mut counts = lines.filter_map(|line| line.strip_prefix("# ")?.strip_prefix(what));
        counts
            .find_map(|count| count.trim().parse().ok())
            .unwrap_or(0)
    };
    Tally {
        passed: count("pass "),
        failed: count("fail ") + count("cancelled "),
        skipped: count("skipped ") + count("todo "),
    }
}

#[cfg(test)]
mod tests {
    use super::{Tally, read_cargo, read_tap, settle};

    const SOME: Tally = Tally {
        passed: 5,
        failed: 1,
        skipped: 2,
    };

    #[test]
    fn reads_what_cargo_counts() {
        let line = "test result: FAILED. 5 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(read_cargo(line), Some(SOME));
        assert_eq!(read_cargo("running 5 tests"), None);
    }

    #[test]
    fn reads_what_node_counts() {
        let tap = "ok 1 - a\n# pass the salt\n1..8\n# tests 8\n# suites 0\n# pass 5\n# fail 0\n# cancelled 1\n# skipped 2\n# todo 0\n";
        assert_eq!(read_tap(tap), SOME);
    }

    #[test]
    fn a_run_of_nothing_is_a_failure() {
        assert_eq!(settle(Tally::default(), true).failed, 1);
        assert_eq!(
            settle(
                Tally {
                    passed: 3,
                    ..Tally::default()
                },
                false
            )
            .failed,
            1
        );
        assert_eq!(settle(SOME, false), SOME);
    }
}
