//! Starting other programs, and saying plainly when they cannot start or fail.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Error, Result, anyhow, bail};

/// Runs a command, its output on the screen. Anything but success is an error.
pub fn run(command: &mut Command) -> Result<()> {
    command.stdin(Stdio::null());
    let status = command.status().map_err(|e| cannot_start(command, e))?;
    if !status.success() {
        bail!("this failed ({status}): {}", words(command));
    }
    Ok(())
}

/// Runs a command and gives back what it printed. Anything but success is an error.
pub fn output(command: &mut Command) -> Result<String> {
    command.stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command.output().map_err(|e| cannot_start(command, e))?;
    if !output.status.success() {
        bail!("this failed ({}): {}", output.status, words(command));
    }
    let text = String::from_utf8(output.stdout);
    text.with_context(|| format!("not text: what this printed: {}", words(command)))
}

/// Whether a command can be started and succeeds; it prints nothing.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The error of a command that did not start.
pub fn cannot_start(command: &Command, error: std::io::Error) -> Error {
    let program = command.get_program().display();
    if error.kind() == ErrorKind::NotFound {
        anyhow!("`{program}` is not installed, or not on the PATH")
    } else {
        anyhow!(error).context(format!("`{program}` did not start"))
    }
}

/// Where a program lies on the PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// A command as one would type it.
fn words(command: &Command) -> String {
    let mut words = command.get_program().to_string_lossy().into_owned();
    for arg in command.get_args() {
        words += " ";
        words += &arg.to_string_lossy();
    }
    words
}
