//! `cargo xtask`: everything that is done to this repository, from one command.
//!
//! | file           | what it is for                                                  |
//! |----------------|-----------------------------------------------------------------|
//! | `main.rs`      | the command line                                                |
//! | `run.rs`       | starting other programs, and saying plainly when they fail      |
//! | `toolchain.rs` | which Rust compiler builds the WebAssembly                      |
//! | `wasm.rs`      | the crate → a `.wasm` and its JavaScript                        |
//! | `chunks.rs`    | the page's `.wasm` in two steps                                 |
//! | `dist.rs`      | those and www/ → dist/, made small                              |
//! | `sizes.rs`     | the size table and the limit                                    |
//! | `serve.rs`     | dist/ on a local address, rebuilt on every edit with `--dev`    |
//! | `check.rs`     | formatting and clippy                                           |
//! | `policy.rs`    | tools for the figures, as a program of its own                  |
//! | `test.rs`      | every test, and one closing line                                |
//! | `bench.rs`     | timings, as ratios within one run                               |
//! | `screens.rs`   | pictures of every page and state                                |
//! | `needs.rs`     | what the tests need from the machine                            |
//! | `apt.rs`       | Debian packages                                                 |
//! | `npm.rs`       | npm packages                                                    |

mod apt;
mod bench;
mod check;
mod chunks;
mod dist;
mod needs;
mod npm;
mod run;
mod screens;
mod serve;
mod sizes;
mod test;
mod toolchain;
mod wasm;
mod words;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

const HELP: &str = "\
cargo xtask build   builds dist/
    --dev             quickly, unminified, with readable panics
    --toolchain WHICH rustup or debian (default: the first that works)
    --out FOLDER      somewhere else than dist/
cargo xtask serve   builds dist/ and serves it at http://127.0.0.1:8080/
    --dev             builds quickly, and again after every edit in src/ and www/
    --port N          another port
    --open            opens the browser
    --no-build        serves dist/ as it is
    (and the flags of build)
cargo xtask check   formatting and clippy
cargo xtask test    every test; or one stage: check, rust, build, types, node, browser
    --toolchain WHICH as for build
    --no-build        tests dist/ as it is
cargo xtask bench   timings in this machine's Node and Chromium, each beside a control; or one by name
    --no-build        of what was last built
cargo xtask screens pictures of every page and state into docs/screens/; or of one page or state: start, start/done
    --no-build        of dist/ as it is
cargo xtask policy  tools for the person who keeps the figures: check, list, diff, schema
    help              what each takes
";

/// What the command line asked for. A flag that a command has no use for is an error.
struct Options {
    command: String,
    stage: Option<test::Stage>,
    only: Option<String>,
    build: dist::Build,
    port: u16,
    open: bool,
    no_build: bool,
    policy: Vec<OsString>,
}

fn main() -> ExitCode {
    match read_command_line().and_then(run_command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run_command(options: Options) -> Result<ExitCode> {
    match options.command.as_str() {
        "build" => options.build.run()?,
        "serve" => serve::serve(&options.build, options.port, options.open, options.no_build)?,
        "check" => {
            if !check::check(&options.build.root) {
                return Ok(ExitCode::FAILURE);
            }
        }
        "test" => return Ok(test::test(&options.build, options.stage, options.no_build)),
        "bench" => bench::bench(&options.build, options.no_build, options.only.as_deref())?,
        "screens" => screens::screens(&options.build, options.no_build, options.only.as_deref())?,
        "policy" => return policy(&options.policy),
        "help" => print!("{HELP}"),
        other => bail!("there is no `{other}`; type `cargo xtask help`"),
    }
    Ok(ExitCode::SUCCESS)
}

/// Starts the program in `policy.rs`, which knows the calculator: xtask itself must also start
/// while src/ does not compile.
fn policy(args: &[OsString]) -> Result<ExitCode> {
    let mut cargo = Command::new("cargo");
    cargo.args([
        "run",
        "--quiet",
        "--package",
        "xtask",
        "--features",
        "policy",
    ]);
    cargo.args(["--bin", "policy", "--"]).args(args);
    let status = cargo.status().map_err(|e| run::cannot_start(&cargo, e))?;
    Ok(match status.success() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

fn read_command_line() -> Result<Options> {
    let root = project_root()?;
    let mut options = Options {
        command: "help".into(),
        stage: None,
        only: None,
        build: dist::Build {
            out: root.join("dist"),
            root,
            grade: wasm::Grade::Release,
            toolchain: None,
        },
        port: 8080,
        open: false,
        no_build: false,
        policy: Vec::new(),
    };
    let mut args = lexopt::Parser::from_env();
    let mut words = 0;
    while let Some(arg) = args.next()? {
        let allowed = match &arg {
            Value(word) => {
                let word = word.clone().string()?;
                match words {
                    0 if word == "policy" => {
                        options.command = word;
                        options.policy = args.raw_args()?.collect();
                        return Ok(options);
                    }
                    0 => options.command = word,
                    1 if options.command == "test" => options.stage = Some(word.parse()?),
                    1 if ["bench", "screens"].contains(&options.command.as_str()) => {
                        options.only = Some(word)
                    }
                    _ => bail!("`{word}` is one word too many; type `cargo xtask help`"),
                }
                words += 1;
                continue;
            }
            Short('h') | Long("help") => {
                options.command = "help".into();
                return Ok(options);
            }
            Long("dev") => {
                options.build.grade = wasm::Grade::Daily;
                &["build", "serve"][..]
            }
            Long("out") => {
                options.build.out = std::env::current_dir()?.join(args.value()?);
                &["build", "serve"]
            }
            Long("toolchain") => {
                options.build.toolchain = Some(args.value()?.parse()?);
                &["build", "serve", "test"]
            }
            Long("port") => {
                options.port = args.value()?.parse().context("--port takes a number")?;
                &["serve"]
            }
            Long("open") => {
                options.open = true;
                &["serve"]
            }
            Long("no-build") => {
                options.no_build = true;
                &["serve", "test", "bench", "screens"]
            }
            _ => return Err(arg.unexpected().into()),
        };
        if !allowed.contains(&options.command.as_str()) {
            bail!(
                "`cargo xtask {}` does not take that flag; type `cargo xtask help`",
                options.command
            );
        }
    }
    Ok(options)
}

/// The repository: cargo tells where xtask lies, and the repository is the folder around it.
fn project_root() -> Result<PathBuf> {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR").context("start this as `cargo xtask`")?;
    let root = Path::new(&xtask).parent();
    Ok(root.context("start this as `cargo xtask`")?.to_owned())
}
