//! Pictures of every page and state, for `docs/screens/`: what is taken stands in
//! `tests/screens/states.mjs`.

use std::ffi::OsString;
use std::process::Command;

use anyhow::{Result, bail};

use crate::dist::Build;
use crate::needs::Needs;
use crate::npm;
use crate::run::run;

/// Builds the page, unless it is to be taken as it is, and takes the pictures: all, or one page's.
pub fn screens(build: &Build, no_build: bool, only: Option<&str>) -> Result<()> {
    let needs = Needs {
        packages: true,
        python: false,
        office: false,
        browser: true,
        engines: false,
    };
    let places = needs.meet(&build.root)?;
    npm::ensure(&build.root.join("tests/screens"))?;
    if !no_build {
        build.run()?;
    }
    if !build.out.is_dir() {
        bail!(
            "there is no {} to look at: build it first",
            build.out.display()
        );
    }
    let folder: OsString = build.root.join("docs/screens").into();
    run(Command::new("node")
        .arg("tests/screens/take.mjs")
        .args(only)
        .env("NCC_DIST", &build.out)
        .env("NCC_SCREENS", folder)
        .envs(places)
        .current_dir(&build.root))
}
