//! What the tests need from the machine: npm packages, browsers, fonts, LibreOffice, and a Python with
//! numpy.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::run::{on_path, run, succeeds};
use crate::{apt, npm};

const PYTHON_PACKAGES: [&str; 2] = ["numpy>=2,<3", "numpy-financial==1.0.0"];

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// What drives Chromium, Firefox and WebKit in the same test, and the Debian packages that bring it.
const ENGINES: [(&str, &str); 4] = [
    ("chromedriver", "chromium-driver"),
    ("firefox-esr", "firefox-esr"),
    ("WebKitWebDriver", "webkit2gtk-driver"),
    ("Xvfb", "xvfb"),
];

/// Which needs there are.
pub struct Needs {
    /// The npm packages that the tests import.
    pub packages: bool,
    /// A Python with the packages that results are compared against.
    pub python: bool,
    /// LibreOffice, to work out workbooks.
    pub office: bool,
    /// A Chromium, and fonts that have Chinese.
    pub browser: bool,
    /// What drives Chromium, Firefox and WebKit in the same test.
    pub engines: bool,
}

/// Environment variables that tell the tests where to find things.
pub type Places = Vec<(&'static str, OsString)>;

impl Needs {
    /// Installs what is missing, or says what to type.
    pub fn meet(&self, root: &Path) -> Result<Places> {
        let debian = self.missing_from_debian();
        if !debian.is_empty() {
            apt::ensure(&debian)?;
        }
        let mut places = Places::new();
        if self.packages {
            npm::ensure(&root.join("tests"))?;
        }
        if self.python {
            places.push(("NCC_PYTHON", python(root)?.into()));
        }
        if self.office {
            let office = office().context("no LibreOffice on the PATH: set NCC_SOFFICE to it")?;
            places.push(("NCC_SOFFICE", office.into()));
        }
        if self.browser {
            let browser = browser().context("no Chromium on the PATH: set NCC_CHROMIUM to it")?;
            places.push(("NCC_CHROMIUM", browser.into()));
        }
        Ok(places)
    }

    /// The Debian packages to ask for; those that are installed do no harm in it.
    fn missing_from_debian(&self) -> Vec<&'static str> {
        let mut packages = Vec::new();
        if self.python && python_with_venv().is_none() {
            packages.extend(["python3", "python3-venv"]);
        }
        if self.office && office().is_none() {
            packages.push("libreoffice-calc-nogui");
        }
        if self.browser && browser().is_none() {
            packages.push("chromium");
        }
        if self.browser && on_path("dpkg-query").is_some() {
            packages.push("fonts-noto-cjk");
        }
        for (program, package) in ENGINES {
            if self.engines && on_path(program).is_none() {
                packages.push(package);
            }
        }
        packages
    }
}

/// The browser that NCC_CHROMIUM names, or the first on the PATH.
fn browser() -> Option<PathBuf> {
    let named = std::env::var_os("NCC_CHROMIUM").map(PathBuf::from);
    named.or_else(|| BROWSERS.into_iter().find_map(on_path))
}

/// The LibreOffice that NCC_SOFFICE names, or the first on the PATH.
fn office() -> Option<PathBuf> {
    let named = std::env::var_os("NCC_SOFFICE").map(PathBuf::from);
    named.or_else(|| ["soffice", "libreoffice"].into_iter().find_map(on_path))
}

/// A Python environment of our own, made when it is missing or broken.
fn python(root: &Path) -> Result<PathBuf> {
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
    let host = python_with_venv().context("no Python that can make environments (venv)")?;
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

/// The first Python on the PATH, or else the system's, that can make environments.
fn python_with_venv() -> Option<PathBuf> {
    let system = PathBuf::from("/usr/bin/python3");
    on_path("python3")
        .into_iter()
        .chain([system])
        .find(|python| succeeds(Command::new(python).args(["-c", "import venv, ensurepip"])))
}
