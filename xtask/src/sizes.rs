//! The size table that ends a release build, and the limit it must keep.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::dist::files;

/// What a visitor's browser fetches before the form answers, and both packs, which come with it.
const UNTIL_INTERACTIVE: [&str; 8] = [
    "page_bg.wasm",
    "page.js",
    "element.js",
    "style.css",
    "locales/zh-Hans.json",
    "locales/startup-loan/zh-Hans.json",
    "policies/national.json",
    "policies/beijing.json",
];

/// What it fetches beside that before the first result.
const THEN: [&str; 3] = [
    "page_common.wasm",
    "page_result.wasm",
    "page_startup-loan.wasm",
];

/// What a visitor who lands on the start page fetches until its questions answer. The packs come after
/// that, with the cards.
const START: [&str; 8] = [
    "page_bg.wasm",
    "page.js",
    "element.js",
    "style.css",
    "start.css",
    "page_start.wasm",
    "locales/zh-Hans.json",
    "locales/start/zh-Hans.json",
];

/// What those files may weigh together at most, compressed with brotli.
const LIMIT: u64 = 90_000;

/// Prints what every file of dist/ weighs; an error above the limit.
pub fn report(dist: &Path) -> Result<()> {
    println!("{:<32}{:>11}{:>11}{:>11}", "file", "raw", "gzip", "brotli");
    let mut total = [0; 3];
    for file in files(dist)? {
        if file.extension().is_some_and(|e| e == "br" || e == "gz") {
            continue;
        }
        let sizes = sizes(dist, &file);
        print_row(&file.to_string_lossy(), sizes);
        for (sum, size) in total.iter_mut().zip(sizes) {
            *sum += size;
        }
    }
    print_row("total", total);

    let until_interactive = together(dist, &UNTIL_INTERACTIVE)?;
    let start = together(dist, &START)? + together(dist, &["start.js"])?;
    let then = together(dist, &THEN)?;
    println!(
        "\nuntil interactive: {until_interactive} bytes in brotli; \
         the limit is {LIMIT}\n\
         then, until the first result: {then}\n\
         the start page, until interactive: {start}; the limit is {LIMIT}"
    );
    let most = until_interactive.max(start);
    if most > LIMIT {
        bail!("too big: {} bytes above the limit", most - LIMIT);
    }
    Ok(())
}

/// What files weigh together in brotli.
fn together(dist: &Path, names: &[&str]) -> Result<u64> {
    let mut sum = 0;
    for file in names {
        if !dist.join(file).is_file() {
            bail!("{file} is missing from {}", dist.display());
        }
        let [_, _, brotli] = sizes(dist, Path::new(file));
        sum += brotli;
    }
    Ok(sum)
}

/// Raw, gzip, brotli: what is sent, so the raw size where compressing would not help.
fn sizes(dist: &Path, file: &Path) -> [u64; 3] {
    let length = |ending| {
        let mut path = dist.join(file).into_os_string();
        path.push(ending);
        Some(fs::metadata(path).ok()?.len())
    };
    let raw = length("").unwrap_or(0);
    [
        raw,
        length(".gz").unwrap_or(raw),
        length(".br").unwrap_or(raw),
    ]
}

fn print_row(name: &str, [raw, gzip, brotli]: [u64; 3]) {
    println!("{name:<32}{raw:>11}{gzip:>11}{brotli:>11}");
}
