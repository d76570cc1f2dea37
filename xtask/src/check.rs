//! Formatting and clippy, on everything and with every feature.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::apt;
use crate::run::{on_path, run, succeeds};

/// One look at the source.
pub struct Check {
    /// What it looks for.
    pub title: &'static str,
    /// The program behind it, as cargo knows it.
    program: &'static str,
    /// What follows `cargo`.
    args: &'static [&'static str],
    /// What rustup calls the program.
    component: &'static str,
    /// What Debian calls it.
    package: &'static str,
}

/// All of them.
pub const CHECKS: [Check; 2] = [
    Check {
        title: "the source is formatted (cargo fmt --all)",
        program: "fmt",
        args: &["fmt", "--all", "--check"],
        component: "rustfmt",
        package: "rustfmt-web",
    },
    Check {
        title: "clippy has nothing to say",
        program: "clippy",
        args: &[
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-Dwarnings",
        ],
        component: "clippy",
        package: "rust-web-clippy",
    },
];

/// Runs every check and says how each went; whether all went well.
pub fn check(root: &Path) -> bool {
    let mut well = true;
    for check in &CHECKS {
        match check.run(root) {
            Ok(()) => println!("ok: {}", check.title),
            Err(error) => {
                println!("NOT OK: {}: {error:#}", check.title);
                well = false;
            }
        }
    }
    well
}

impl Check {
    /// Fetches the program when it is missing, and runs it.
    pub fn run(&self, root: &Path) -> Result<()> {
        if !succeeds(Command::new("cargo").args([self.program, "--version"])) {
            self.fetch()
                .with_context(|| format!("`cargo {}` is missing", self.program))?;
        }
        run(Command::new("cargo").args(self.args).current_dir(root))
    }

    fn fetch(&self) -> Result<()> {
        if on_path("rustup").is_some() {
            run(Command::new("rustup").args(["component", "add", self.component]))
        } else {
            apt::ensure(&[self.package])
        }
    }
}
