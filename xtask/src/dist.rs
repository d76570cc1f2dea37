//! From the built modules and www/ to dist/: everything a web server needs, nothing else.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use serde::de::IgnoredAny;
use walkdir::WalkDir;

use crate::run::{output, run};
use crate::toolchain::Toolchain;
use crate::wasm::{self, Grade, MODULES};
use crate::{npm, sizes, words};

/// What `cargo xtask build` was asked to do.
pub struct Build {
    /// The repository.
    pub root: PathBuf,
    /// Where the result goes.
    pub out: PathBuf,
    /// Small or quick.
    pub grade: Grade,
    /// Which compiler; by itself, the first that works.
    pub toolchain: Option<Toolchain>,
}

impl Build {
    /// Builds all of dist/; a release ends with the size table, and fails above the limit.
    pub fn run(&self) -> Result<()> {
        let start = Instant::now();
        self.refuse_foreign_folder()?;
        let toolchain = Toolchain::choose(self.toolchain)?;
        println!("using {}", toolchain.name());
        for (place, module) in (1..).zip(&MODULES) {
            println!("{}", module.announcement(place));
            wasm::build(&self.root, toolchain, module, self.grade)?;
            if self.grade == Grade::Daily {
                self.assemble()?;
                println!("  ready after {:.1} s", start.elapsed().as_secs_f32());
            }
        }
        if self.grade == Grade::Release {
            println!("assembling {}", self.out.display());
            self.assemble()?;
            println!("built in {:.1} s\n", start.elapsed().as_secs_f32());
            sizes::report(&self.out)?;
        }
        Ok(())
    }

    /// Puts dist/ together from the modules as last built and from www/ as it is now.
    pub fn assemble(&self) -> Result<()> {
        let stage = self.root.join("target/dist-stage");
        if stage.is_dir() {
            fs::remove_dir_all(&stage)?;
        }
        for module in &MODULES {
            copy_all(&wasm::folder(&self.root, module), &stage)?;
        }
        copy_all(&self.root.join("www"), &stage)?;
        words::divide(&stage)?;
        if self.grade == Grade::Release {
            fs::write(stage.join("engine.d.ts"), self.describe()?)?;
            self.minify(&stage)?;
            compress(&stage)?;
        }
        self.publish(&stage)
    }

    /// The TypeScript description of the engine, told by the engine itself.
    fn describe(&self) -> Result<String> {
        output(
            Command::new("cargo")
                .args([
                    "run",
                    "--quiet",
                    "--package",
                    "xtask",
                    "--features",
                    "describe",
                ])
                .args(["--bin", "describe"])
                .current_dir(&self.root),
        )
        .context("the engine could not describe its types")
    }

    fn minify(&self, stage: &Path) -> Result<()> {
        let tools = self.root.join("xtask");
        npm::ensure(&tools)?;
        let scripts = files(stage)?
            .into_iter()
            .filter(|f| has_extension(f, &["js", "css"]));
        run(Command::new(npm::program(&tools, "esbuild"))
            .args(scripts)
            .args([
                "--minify",
                "--target=es2020",
                "--charset=utf8",
                "--log-level=warning",
            ])
            .args(["--outdir=.", "--outbase=.", "--allow-overwrite"])
            .current_dir(stage))?;
        for file in files(stage)?.iter().filter(|f| has_extension(f, &["json"])) {
            let path = stage.join(file);
            let text = fs::read_to_string(&path)?;
            let small = minify_json(&text).with_context(|| format!("www/{}", file.display()))?;
            fs::write(&path, small)?;
        }
        Ok(())
    }

    /// Makes dist/ the same as the stage, touching only what differs: a page that is being served
    /// never finds a file missing.
    fn publish(&self, stage: &Path) -> Result<()> {
        let wanted = files(stage)?;
        for file in &wanted {
            let (from, to) = (stage.join(file), self.out.join(file));
            let bytes = fs::read(&from)?;
            if fs::read(&to).is_ok_and(|old| old == bytes) {
                continue;
            }
            write(&to, &bytes)?;
        }
        for file in files(&self.out)?.difference(&wanted) {
            fs::remove_file(self.out.join(file))?;
        }
        Ok(())
    }

    /// Building removes what does not belong, so it must not begin in a folder of other things.
    pub fn refuse_foreign_folder(&self) -> Result<()> {
        let ours = self.out.join("page_bg.wasm").is_file();
        let empty = fs::read_dir(&self.out).map_or(true, |mut entries| entries.next().is_none());
        if !ours && !empty {
            bail!(
                "{} holds other things: empty it, or choose another folder with --out",
                self.out.display()
            );
        }
        Ok(())
    }
}

/// All files below a folder, by their path inside it, in order. None when there is no folder.
pub fn files(folder: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut files = BTreeSet::new();
    if folder.is_dir() {
        for entry in WalkDir::new(folder) {
            let entry = entry?;
            if entry.file_type().is_file() {
                files.insert(entry.path().strip_prefix(folder)?.to_owned());
            }
        }
    }
    Ok(files)
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        write(&to.join(&file), &fs::read(from.join(&file))?)?;
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().context("a file lies in a folder")?;
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, bytes))
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Whether its name ends in one of these.
pub fn has_extension(file: &Path, extensions: &[&str]) -> bool {
    file.extension()
        .and_then(OsStr::to_str)
        .is_some_and(|e| extensions.contains(&e))
}

/// Writes a `.br` and a `.gz` beside every file that becomes smaller by it.
fn compress(folder: &Path) -> Result<()> {
    let params = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    for file in files(folder)? {
        let path = folder.join(&file);
        let bytes = fs::read(&path)?;
        let mut br = Vec::new();
        brotli::BrotliCompress(&mut bytes.as_slice(), &mut br, &params)?;
        let mut gz = GzEncoder::new(Vec::new(), Compression::best());
        gz.write_all(&bytes)?;
        let gz = gz.finish()?;
        for (small, ending) in [(br, ".br"), (gz, ".gz")] {
            if small.len() < bytes.len() {
                let mut name = path.clone().into_os_string();
                name.push(ending);
                fs::write(name, small)?;
            }
        }
    }
    Ok(())
}

/// JSON without the white space between its values; the values themselves stay to the byte.
fn minify_json(text: &str) -> Result<String> {
    serde_json::from_str::<IgnoredAny>(text)?;
    let (mut in_string, mut escaped) = (false, false);
    let keep = |c: &char| {
        if in_string {
            in_string = escaped || *c != '"';
            escaped = !escaped && *c == '\\';
            return true;
        }
        in_string = *c == '"';
        !c.is_ascii_whitespace()
    };
    Ok(text.chars().filter(keep).collect())
}

#[cfg(test)]
mod tests {
    use super::minify_json;

    #[test]
    fn json_keeps_its_values_to_the_byte() {
        let text = "{ \"a\" : [ 1.10 , 2e3 ],\n\t\"b c\": \"x \\\" y\\\\\" , \"中 文\": null }\n";
        let small = r#"{"a":[1.10,2e3],"b c":"x \" y\\","中 文":null}"#;
        assert_eq!(minify_json(text).ok().as_deref(), Some(small));
    }

    #[test]
    fn broken_json_is_refused() {
        assert!(minify_json("{\"a\": }").is_err());
    }
}
