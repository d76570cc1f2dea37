//! Debian packages: installs what is missing when it may, and otherwise says what to type.

use std::process::Command;

use anyhow::{Result, bail};

use crate::run::{on_path, output, run, succeeds};

/// Makes sure that these packages are installed.
pub fn ensure(packages: &[&str]) -> Result<()> {
    if on_path("dpkg-query").is_none() {
        bail!(
            "this is not Debian: install by your system's own means what Debian calls {}",
            packages.join(" ")
        );
    }
    let missing: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|name| !installed(name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    if output(Command::new("id").arg("-u"))?.trim() != "0" {
        bail!(
            "some Debian packages are missing. Type this, then try again:\nsudo apt-get install -y --no-install-recommends {names}"
        );
    }
    println!("installing Debian packages: {names}");
    run(apt_get().args(["update", "-qq"]))?;
    run(apt_get()
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(&missing))
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn installed(package: &str) -> bool {
    succeeds(Command::new("dpkg-query").args(["--show", package]))
        && output(Command::new("dpkg-query").args([
            "--show",
            "--showformat=${db:Status-Status}",
            package,
        ]))
        .is_ok_and(|status| status == "installed")
}
