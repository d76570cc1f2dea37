//! What the tests need from the machine: npm packages, a browser, fonts, and a Python with numpy.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::run::{on_path, run, succeeds};
use crate::{apt, npm};

const PYTHON_PACKAGES: [&str; 2] = ["numpy>=2,<3", "numpy-financial==1.0.0"];

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// The npm packages that the tests import.
pub fn packages(root: &Path) -> Result<()> {
    npm::ensure(&root.join("tests"))
}

/// A Chromium, and fonts that have Chinese: NCC_CHROMIUM, or one on the PATH, or Debian's.
pub fn chromium() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("NCC_CHROMIUM") {
        return Ok(path.into());
    }
    let find = || BROWSERS.into_iter().find_map(on_path);
    if on_path("dpkg-query").is_some() {
        match find() {
            Some(_) => apt::ensure(&["fonts-noto-cjk"])?,
            None => apt::ensure(&["chromium", "fonts-noto-cjk"])?,
        }
    }
    find().context("no Chromium on the PATH: install it, or set NCC_CHROMIUM to where it lies")
}

/// A Python of our own with the packages that results are compared against.
pub fn python(root: &Path) -> Result<PathBuf> {
    let folder = root.join("target/venv");
    let python = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    if succeeds(Command::new(&python).args(["-c", "import numpy, numpy_financial"])) {
        return Ok(python);
    }
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    println!(
        "making a Python environment with numpy in {}",
        folder.display()
    );
    let host = python_with_venv()?;
    run(Command::new(host).args(["-m", "venv"]).arg(&folder))?;
    run(Command::new(&python)
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ])
        .args(PYTHON_PACKAGES))?;
    Ok(python)
}

/// The first Python on the PATH, or else Debian's, that can make environments.
fn python_with_venv() -> Result<PathBuf> {
    let able =
        |python: &PathBuf| succeeds(Command::new(python).args(["-c", "import venv, ensurepip"]));
    let debian = PathBuf::from("/usr/bin/python3");
    if let Some(python) = on_path("python3")
        .into_iter()
        .chain([debian.clone()])
        .find(able)
    {
        return Ok(python);
    }
    apt::ensure(&["python3", "python3-venv"])?;
    Ok(debian)
}
