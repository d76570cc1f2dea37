//! From the crate to WebAssembly with its JavaScript: cargo, the splitter, wasm-bindgen, wasm-opt.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::chunks;
use crate::dist::{files, has_extension};
use crate::npm;
use crate::run::run;
use crate::toolchain::Toolchain;

/// How much trouble to take over a build.
#[derive(Clone, Copy, PartialEq)]
pub enum Grade {
    /// As small as can be: what is published.
    Release,
    /// As quick as can be, and panics say what went wrong.
    Daily,
}

/// One of the modules that come out of the crate.
pub struct Module {
    /// What the files are called: `page.js` and `page_bg.wasm`.
    pub name: &'static str,
    /// The feature of the crate that it is built with.
    feature: &'static str,
    /// The profile of a release, for which `small` says whether size comes before speed.
    profile: &'static str,
    small: bool,
    /// Whether a release is cut into chunks.
    cut: bool,
    /// What to call it on screen.
    title: &'static str,
}

/// All modules, the one that an edit is waiting for first.
pub const MODULES: [Module; 2] = [
    Module {
        name: "page",
        feature: "page",
        profile: "release",
        small: true,
        cut: true,
        title: "the calculator on a page",
    },
    Module {
        name: "engine_core",
        feature: "engine",
        profile: "engine",
        small: false,
        cut: false,
        title: "the engine alone",
    },
];

/// The engine with what `cargo xtask bench` times inside it; in nothing that is published.
pub const BENCH: Module = Module {
    name: "engine_bench",
    feature: "engine,bench",
    profile: "engine",
    small: false,
    cut: false,
    title: "the engine to be timed",
};

/// The WebAssembly of 2017 and two small additions: what the oldest supported webviews run.
const BASELINE: [&str; 2] = [
    "-Ctarget-cpu=mvp",
    "-Ctarget-feature=+mutable-globals,+sign-ext",
];

/// A panic is a trap without words; the stack is 128 KiB and overflows into a trap.
const BARE: [&str; 5] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
    "-Clink-arg=-zstack-size=131072",
];

/// Where the finished files of a module lie until they go into dist/.
pub fn folder(root: &Path, module: &Module) -> PathBuf {
    root.join("target/wasm-bindgen").join(module.name)
}

/// Builds one module into its [`folder`].
pub fn build(root: &Path, toolchain: Toolchain, module: &Module, grade: Grade) -> Result<()> {
    let folder = folder(root, module);
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let cut = module.cut && grade == Grade::Release;
    let mut compiled = compile(root, toolchain, module, grade, cut)?;
    if cut {
        compiled = chunks::cut(root, &compiled, module.name, &folder)?;
    } else if module.cut {
        chunks::none(root, module.name, &folder)?;
    }
    bind(&compiled, module, grade, &folder)?;
    if grade == Grade::Release {
        for wasm in files(&folder)?
            .iter()
            .filter(|file| has_extension(file, &["wasm"]))
        {
            optimise(root, module, &folder.join(wasm))?;
        }
    }
    Ok(())
}

fn compile(
    root: &Path,
    toolchain: Toolchain,
    module: &Module,
    grade: Grade,
    cut: bool,
) -> Result<PathBuf> {
    let (profile, bare) = match grade {
        Grade::Release => (module.profile, &BARE[..]),
        Grade::Daily => ("daily", &[][..]),
    };
    let target = root.join("target").join(toolchain.target_folder());
    if !target.join("wasm32-unknown-unknown").join(profile).is_dir() {
        println!("  (the first time takes a minute or two: the standard library is built as well)");
    }
    let flags = [&BASELINE[..], bare, toolchain.flags()].concat();
    // Not `cargo build`: beside an rlib, cargo would leave link-time optimisation out.
    let mut cargo = toolchain.cargo();
    cargo
        .args(["rustc", "--quiet", "--lib", "--crate-type", "cdylib"])
        .args(["--package", "new-citizen-calculator", "--profile", profile])
        .args(["--no-default-features", "--features", module.feature])
        .args([
            "--target",
            "wasm32-unknown-unknown",
            "-Zbuild-std=std,panic_abort",
        ])
        .arg(match module.small {
            true => "-Zbuild-std-features=optimize_for_size",
            false => "-Zbuild-std-features=",
        })
        .arg("--target-dir")
        .arg(&target)
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
        .current_dir(root);
    if cut {
        cargo.arg("--").args(chunks::FLAGS);
    }
    run(&mut cargo).with_context(|| format!("{} did not compile", module.title))?;
    Ok(target
        .join("wasm32-unknown-unknown")
        .join(profile)
        .join("new_citizen_calculator.wasm"))
}

fn bind(compiled: &Path, module: &Module, grade: Grade, folder: &Path) -> Result<()> {
    let release = grade == Grade::Release;
    let refused = || format!("wasm-bindgen refused {}", module.title);
    let mut bound = Bindgen::new()
        .input_path(compiled)
        .out_name(module.name)
        .web(true)?
        .typescript(false)
        .remove_name_section(release)
        .remove_producers_section(release)
        // Chunks need the table.
        .keep_lld_exports(module.cut)
        .generate_output()
        .with_context(refused)?;
    let mut short = Vec::new();
    if release {
        for import in bound.wasm_mut().imports.iter_mut() {
            let name = letters(short.len());
            short.push((std::mem::replace(&mut import.name, name.clone()), name));
        }
    }
    bound.emit(folder).with_context(refused)?;
    let script = folder.join(module.name).with_extension("js");
    let mut text = fs::read_to_string(&script)?;
    for (long, name) in short {
        let [long, name] = [long, name].map(|name| format!(" {name}: "));
        if text.matches(&long).count() != 1 {
            bail!("{}: `{long}` is not there once", script.display());
        }
        text = text.replace(&long, &name);
    }
    fs::write(&script, text).with_context(|| format!("cannot write {}", script.display()))
}

/// Names for what the module imports: `a` to `z`, `aa` to `zz`. What wasm-bindgen calls them (each with
/// sixteen random characters, here and there) weighs more than two kilobytes, compressed.
fn letters(at: usize) -> String {
    let letter = |at: usize| char::from(b'a' + (at % 26) as u8);
    match at {
        0..26 => letter(at).into(),
        _ => [letter(at / 26 - 1), letter(at)].iter().collect(),
    }
}

fn optimise(root: &Path, module: &Module, wasm: &Path) -> Result<()> {
    let tools = root.join("xtask");
    npm::ensure(&tools)?;
    // Never `--all-features` (V8 refuses the result) nor `--traps-never-happen` (ours do).
    run(Command::new(npm::program(&tools, "wasm-opt"))
        // Our memory starts as zeros, and nothing lives at its first addresses but the end of the stack.
        .arg(if module.small { "-Oz" } else { "-O3" })
        .args(["--converge", "--strip-debug", "--mvp-features"])
        .args(["--low-memory-unused", "--zero-filled-memory"])
        .args(["--enable-mutable-globals", "--enable-sign-ext"])
        .arg(wasm)
        .arg("-o")
        .arg(wasm))
}

impl Module {
    /// "the calculator on a page (1 of 2)".
    pub fn announcement(&self, place: usize) -> String {
        format!("building {} ({place} of {})", self.title, MODULES.len())
    }
}
