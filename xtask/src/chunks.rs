//! The page's WebAssembly in chunks: what is needed until the page is interactive, and the rest.
//!
//! The crate names the functions that begin a chunk (`later!`, src/later.rs). The splitter follows
//! the linker's relocations from each of them and moves what only it needs, functions and data,
//! into a module of its own. A chunk brings neither memory nor table: it fills its places in those
//! of the main module, so that all are one instance.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow};
use sha2::{Digest, Sha256};
use wasm_split_cli_support::{Options, transform};
use wasmparser::{Parser, Payload, TypeRef};

use crate::npm;
use crate::run::run;

/// What cargo must do that a module can be cut: keep the relocations, name the table.
pub const FLAGS: [&str; 3] = [
    "--cfg=split",
    "-Clink-arg=--emit-relocs",
    "-Clink-arg=--export-table",
];

/// So begins the name of what comes first: `form-desk` is the part of `desk` that a visitor needs until it
/// takes input. It brings what it shares with others as well, and is in `desk` once more, so that none of
/// them waits for another. They are the same functions and constants in the same places: it does no harm
/// when they come again.
const FORM: &str = "form-";

/// The chunk that every other may rely on, but for those that come first.
const COMMON: &str = "common";

/// WebAssembly that holds nothing.
const EMPTY: [u8; 8] = *b"\0asm\x01\0\0\0";

/// The stack pointer, under the only name that the splitter gives: as long as [`stamp`]'s.
const STACK_POINTER: &str = "__wasm_split_shared0";

/// What all pieces share, so that several become one module and not one that has it all twice.
fn shared(parts: &[PathBuf]) -> Result<String> {
    let (mut pages, mut places) = (0, 0);
    for part in parts {
        let piece = fs::read(part)?;
        for payload in Parser::new(0).parse_all(&piece) {
            let Payload::ImportSection(imports) = payload? else {
                continue;
            };
            for import in imports.into_imports() {
                match import?.ty {
                    TypeRef::Memory(memory) => pages = pages.max(memory.initial),
                    // Not every piece has to do with it.
                    TypeRef::Table(table) => places = places.max(table.initial),
                    _ => {}
                }
            }
        }
    }
    Ok(format!(
        r#"(module
  (import "page" "memory" (memory {pages}))
  (import "page" "__indirect_function_table" (table {places} funcref))
  (import "page" "{STACK_POINTER}" (global (mut i32)))
  (export "memory" (memory 0))
  (export "__indirect_function_table" (table 0))
  (export "{STACK_POINTER}" (global 0)))"#
    ))
}

/// Cuts a module as cargo left it. Puts `NAME_CHUNK.wasm` into `folder` for each chunk, and returns
/// the main module, for wasm-bindgen.
pub fn cut(root: &Path, compiled: &Path, name: &str, folder: &Path) -> Result<PathBuf> {
    let place = root.join("target/pieces");
    if place.is_dir() {
        fs::remove_dir_all(&place)?;
    }
    fs::create_dir_all(&place)?;
    let whole = fs::read(compiled)?;
    let main = place.join("main.wasm");
    let mut options = Options::new(&whole);
    options.output_dir = &place;
    options.main_out_path = &main;
    let cut = transform(options).map_err(|error| anyhow!("the splitter failed: {error:#}"))?;

    // The pieces of each chunk: what several of them need is a piece of its own.
    let mut chunks: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (chunk, needed) in &cut.prefetch_map {
        chunks.insert(chunk.clone(), needed.iter().cloned().collect());
    }
    for (chunk, needed) in cut.prefetch_map {
        let whole = chunk.strip_prefix(FORM);
        if let Some(whole) = whole.and_then(|whole| chunks.get_mut(whole)) {
            whole.extend(needed);
        }
    }
    let comes_first = |chunk: &str| chunk.starts_with(FORM);
    let needed_twice = |piece: &String| {
        let mut with = chunks
            .iter()
            .filter(|(chunk, needed)| !comes_first(chunk) && needed.contains(piece));
        with.nth(1).is_some()
    };
    let pieces: BTreeSet<String> = chunks.values().flatten().cloned().collect();
    let common: BTreeSet<String> = pieces.into_iter().filter(needed_twice).collect();
    for (chunk, needed) in &mut chunks {
        if !comes_first(chunk) {
            needed.retain(|piece| !common.contains(piece));
        }
    }
    chunks.insert(COMMON.to_owned(), common);
    let build = stamp(&whole);
    for (chunk, needed) in chunks {
        let chunk = folder.join(format!("{name}_{chunk}.wasm"));
        if needed.is_empty() {
            fs::write(&chunk, EMPTY)?;
            continue;
        }
        let needed: Vec<PathBuf> = needed
            .iter()
            .map(|piece| place.join(format!("{piece}.wasm")))
            .collect();
        merge(root, &needed, &chunk)?;
        brand(&chunk, &build)?;
    }
    brand(&main, &build)?;
    Ok(main)
}

/// Where nothing is cut, every chunk is there and empty: `element.js` asks for it all the same.
pub fn none(root: &Path, name: &str, folder: &Path) -> Result<()> {
    let mut chunks = vec![COMMON.to_owned(), "result".to_owned(), "rest".to_owned()];
    // What has a chunk of its own has a folder of words.
    for entry in fs::read_dir(root.join("www/locales"))? {
        let path = entry?.path();
        if path.is_dir() && !["figures", "glossary", "help"].contains(&stem(&path)) {
            chunks.push(stem(&path).to_owned());
            chunks.push(format!("{FORM}{}", stem(&path)));
        }
    }
    for chunk in chunks {
        fs::write(folder.join(format!("{name}_{chunk}.wasm")), EMPTY)?;
    }
    Ok(())
}

/// Pieces as one module, which imports from `page`.
fn merge(root: &Path, parts: &[PathBuf], into: &Path) -> Result<()> {
    let common = parts[0].with_file_name("shared.wat");
    fs::write(&common, shared(parts)?)?;
    let tools = root.join("xtask");
    npm::ensure(&tools)?;
    let mut merge = Command::new(npm::program(&tools, "wasm-merge"));
    merge.arg(common).arg("__wasm_split");
    for part in parts {
        merge.arg(part).arg(stem(part));
    }
    run(merge
        .args(["--mvp-features", "--enable-mutable-globals"])
        .args(["--enable-sign-ext", "-o"])
        .arg(into))
}

/// Twenty characters that no other build has.
fn stamp(whole: &[u8]) -> String {
    let digest = Sha256::digest(whole);
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("build_{}", &hex[..14])
}

/// A chunk in another build's instance would write over its memory. So the stack pointer, which
/// every chunk needs, has another name in every build: the browser refuses what does not fit.
fn brand(wasm: &Path, build: &str) -> Result<()> {
    let mut bytes = fs::read(wasm)?;
    let old = STACK_POINTER.as_bytes();
    let places: Vec<usize> = bytes
        .windows(old.len())
        .enumerate()
        .filter_map(|(at, here)| (here == old).then_some(at))
        .collect();
    anyhow::ensure!(!places.is_empty(), "{} has no stack", wasm.display());
    for at in places {
        bytes[at..at + old.len()].copy_from_slice(build.as_bytes());
    }
    fs::write(wasm, bytes).with_context(|| format!("cannot write {}", wasm.display()))
}

fn stem(path: &Path) -> &str {
    path.file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default()
}
