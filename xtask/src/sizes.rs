//! The size table that ends a release build, and the limit that every page must keep.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::dist::files;

/// What every page needs before it takes input, `link.js` only where the address has a case in it.
const SHARED: [&str; 5] = [
    "element.js",
    "style.css",
    "page.js",
    "page_bg.wasm",
    "link.js",
];

/// The languages that a page may be in.
const LANGUAGES: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];

/// A page that shows the form of a calculator, and that calculator.
const SHOWS: (&str, &str) = ("desk", "loan-cost");

/// What a page may weigh until it takes input, compressed with brotli.
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

    println!(
        "\n{:<32}{:>11}{:>11}{:>11}",
        "until interactive", LANGUAGES[0], LANGUAGES[1], LANGUAGES[2]
    );
    let mut most = 0;
    for page in pages(dist)? {
        let mut weighs = [0; 3];
        for (sum, lang) in weighs.iter_mut().zip(LANGUAGES) {
            *sum = together(dist, &needs(dist, &page, lang))?;
            most = most.max(*sum);
        }
        print_row(&page, weighs);
    }
    println!("the limit is {LIMIT}");
    if most > LIMIT {
        bail!("too big: {} bytes above the limit", most - LIMIT);
    }
    Ok(())
}

/// The pages that a visitor may land on: what has a form.
fn pages(dist: &Path) -> Result<Vec<String>> {
    let mut pages = Vec::new();
    for file in files(dist)? {
        let name = file
            .to_str()
            .and_then(|name| name.strip_prefix("page_form-"));
        if let Some(page) = name.and_then(|name| name.strip_suffix(".wasm")) {
            pages.push(page.to_owned());
        }
    }
    Ok(pages)
}

/// What a page fetches in a language until it takes input; tests/browser/payload.test.mjs counts the same in
/// a browser.
fn needs(dist: &Path, page: &str, lang: &str) -> Vec<String> {
    let mut needs: Vec<String> = SHARED.iter().map(|name| (*name).to_owned()).collect();
    needs.push(format!("locales/{lang}.json"));
    let shown = Some(SHOWS.1).filter(|_| page == SHOWS.0);
    for form in shown.into_iter().chain([page]) {
        needs.push(format!("page_form-{form}.wasm"));
        needs.push(format!("locales/{form}/{lang}.json"));
    }
    let own = ["css", "js"].map(|ending| format!("{page}.{ending}"));
    needs.extend(own.into_iter().filter(|file| dist.join(file).is_file()));
    needs
}

/// What files weigh together in brotli.
fn together(dist: &Path, names: &[String]) -> Result<u64> {
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
