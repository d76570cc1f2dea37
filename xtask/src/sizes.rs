//! The size table that ends a release build, and the limit it must keep.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::dist::files;

/// What a visitor's browser fetches before the calculator answers.
const UNTIL_INTERACTIVE: [&str; 10] = [
    "page_bg.wasm",
    "page_common.wasm",
    "page_startup-loan.wasm",
    "page.js",
    "element.js",
    "style.css",
    "locales/zh-Hans.json",
    "locales/startup-loan/zh-Hans.json",
    "policies/national.json",
    "policies/beijing.json",
];

/// What those files should weigh together at most, compressed with brotli.
const GOAL: u64 = 90_000;

/// What they may weigh at most until the goal is reached: what was last measured (with the figure
/// book and banks' own packs), and two percent for another compiler.
const LIMIT: u64 = 158_000;

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

    let mut until_interactive = 0;
    for file in UNTIL_INTERACTIVE {
        if !dist.join(file).is_file() {
            bail!("{file} is missing from {}", dist.display());
        }
        let [_, _, brotli] = sizes(dist, Path::new(file));
        until_interactive += brotli;
    }
    println!(
        "\nuntil interactive: {until_interactive} bytes in brotli; \
         the goal is {GOAL}, the limit {LIMIT}"
    );
    if until_interactive > LIMIT {
        bail!(
            "too big: {} bytes above the limit",
            until_interactive - LIMIT
        );
    }
    Ok(())
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
