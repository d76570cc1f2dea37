//! Which Rust compiler builds the WebAssembly: the first rung of a ladder that holds.
//!
//! The standard library is built along with the calculator (for size, and for old webviews), so a
//! rung needs its source as well as a compiler and a linker for WebAssembly.
//!
//! 1. `rustup`: the compiler in use, with its `rust-src` component.
//! 2. `debian`: Debian's packages, where rustup's server is out of reach.

use std::path::Path;
use std::process::Command;
use std::str::FromStr;

use anyhow::{Context, Error, Result, bail};

use crate::apt;
use crate::run::{on_path, output, run};

/// Which rung.
#[derive(Clone, Copy, PartialEq)]
pub enum Toolchain {
    /// The compiler in use, from rustup.
    Rustup,
    /// Debian's `rustc-web` and its companions.
    Debian,
}

impl FromStr for Toolchain {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "rustup" => Ok(Self::Rustup),
            "debian" => Ok(Self::Debian),
            _ => bail!("--toolchain takes rustup or debian, not `{name}`"),
        }
    }
}

impl Toolchain {
    /// The rung asked for, or the first that holds.
    pub fn choose(asked: Option<Self>) -> Result<Self> {
        if let Some(rung) = asked {
            rung.prepare()?;
            return Ok(rung);
        }
        let Err(first) = Self::Rustup.prepare() else {
            return Ok(Self::Rustup);
        };
        println!("rustup's compiler cannot be used here: {first:#}");
        println!("so Debian's compiler is used instead");
        Self::Debian.prepare()?;
        Ok(Self::Debian)
    }

    /// What to call it on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rustup => "rustup's compiler",
            Self::Debian => "Debian's compiler",
        }
    }

    /// Its own target folder below `target/`: two compilers cannot share one.
    pub fn target_folder(self) -> &'static str {
        match self {
            Self::Rustup => "wasm",
            Self::Debian => "wasm-debian",
        }
    }

    /// `cargo`, set to use this compiler, with the unstable options of a stable release.
    pub fn cargo(self) -> Command {
        let mut cargo = match self {
            Self::Rustup => Command::new("cargo"),
            Self::Debian => {
                let mut cargo = Command::new("/usr/bin/cargo");
                cargo.env("RUSTC", "/usr/bin/rustc");
                // What another cargo, which started us, left behind for its own children.
                for name in [
                    "LD_LIBRARY_PATH",
                    "CARGO",
                    "RUSTUP_TOOLCHAIN",
                    "RUSTUP_HOME",
                ] {
                    cargo.env_remove(name);
                }
                cargo
            }
        };
        cargo.env("RUSTC_BOOTSTRAP", "1");
        cargo
    }

    /// Compiler flags that only this rung needs.
    pub fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Rustup => &[],
            Self::Debian => &["-Clinker=wasm-ld-22"],
        }
    }

    fn prepare(self) -> Result<()> {
        match self {
            Self::Rustup => prepare_rustup(),
            Self::Debian => prepare_debian(),
        }
    }
}

fn prepare_rustup() -> Result<()> {
    let ask = |what| output(Command::new("rustc").args(["--print", what]));
    let libraries = ask("target-libdir")?;
    let linker = Path::new(libraries.trim())
        .with_file_name("bin")
        .join(format!("rust-lld{}", std::env::consts::EXE_SUFFIX));
    if !linker.is_file() {
        bail!("`rustc` is not rustup's, or has no linker for WebAssembly (rust-lld)");
    }
    let library = Path::new(ask("sysroot")?.trim()).join("lib/rustlib/src/rust/library");
    if library.is_dir() {
        return Ok(());
    }
    if on_path("rustup").is_none() {
        bail!("the source of the standard library is missing, and so is `rustup` to fetch it");
    }
    println!("fetching the source of the standard library (rustup component add rust-src)");
    run(Command::new("rustup").args(["component", "add", "rust-src"]))
        .context("the source of the standard library could not be fetched")?;
    if !library.is_dir() {
        bail!(
            "`rustup component add rust-src` brought no {}",
            library.display()
        );
    }
    Ok(())
}

fn prepare_debian() -> Result<()> {
    apt::ensure(&["rustc-web", "cargo-web", "rust-web-src", "lld-22"])
}
