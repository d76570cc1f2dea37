//! `cargo xtask policy`: tools for the person who keeps the figures. `docs/policy.md` teaches them.
//!
//! | file               | what it is for                                               |
//! |--------------------|--------------------------------------------------------------|
//! | `policy.rs`        | the command line                                             |
//! | `policy_packs.rs`  | packs from files and folders, with the faults of each file   |
//! | `policy_check.rs`  | `check`: what is wrong, and what is due for review           |
//! | `policy_list.rs`   | `list`: every figure as it reads on a day                    |
//! | `policy_diff.rs`   | `diff`: what changed, and which golden cases move            |
//! | `policy_schema.rs` | `schema`: the format as a JSON Schema                        |
//! | `policy_table.rs`  | what is printed, in columns that line up                     |

mod policy_check;
mod policy_diff;
mod policy_list;
mod policy_packs;
mod policy_schema;
mod policy_table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;
use new_citizen_calculator::policy::{CONFIRMATIONS, Date};

const HELP: &str = "\
cargo xtask policy check [FILE…]   what is wrong in www/policies/, and what is due for review
    --on YYYY-MM-DD   the day to judge review dates by (default: today)
    --each            every figure that is due, not only the first few of each owner and date
cargo xtask policy list            every figure as it reads on a day
    --on YYYY-MM-DD   that day (default: today)
    --benefit NAME    only figures whose id starts with this word
    --reading R       only known, past-review, not-yet-in-force, lapsed, unsettled or unknown ones
    --confirmed C     only official, press, secondary, derived or recalled ones
cargo xtask policy diff A B        what changed from A to B, and which golden cases move;
                                   A and B are packs or folders of packs
cargo xtask policy schema          writes docs/policy.schema.json
    --check           fails when that file is not up to date
";

/// What the command line asked for. A flag that a command has no use for is an error.
struct Options {
    command: String,
    files: Vec<PathBuf>,
    on: Date,
    filter: policy_list::Filter,
    each: bool,
    check: bool,
}

fn main() -> ExitCode {
    match read_command_line().and_then(run_command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether all went well.
fn run_command(options: Options) -> Result<bool> {
    let root = project_root()?;
    match (options.command.as_str(), &options.files[..]) {
        ("check", files) => policy_check::check(&root, files, options.on, options.each),
        ("list", []) => policy_list::list(&root, options.on, &options.filter),
        ("diff", [a, b]) => policy_diff::diff(&root, a, b),
        ("diff", _) => bail!("diff takes two packs, or two folders of packs"),
        ("schema", []) => policy_schema::schema(&root, options.check),
        ("help", []) => {
            print!("{HELP}");
            Ok(true)
        }
        ("list" | "schema" | "help", _) => bail!("`{}` takes no files", options.command),
        (other, _) => bail!("there is no `policy {other}`; type `cargo xtask policy help`"),
    }
}

fn read_command_line() -> Result<Options> {
    let mut options = Options {
        command: "help".into(),
        files: Vec::new(),
        on: today()?,
        filter: policy_list::Filter::default(),
        each: false,
        check: false,
    };
    let mut args = lexopt::Parser::from_env();
    let mut words = 0;
    while let Some(arg) = args.next()? {
        let allowed = match &arg {
            Value(word) => {
                match words {
                    0 => options.command = word.clone().string()?,
                    _ => options.files.push(word.into()),
                }
                words += 1;
                continue;
            }
            Short('h') | Long("help") => {
                options.command = "help".into();
                options.files.clear();
                return Ok(options);
            }
            Long("on") => {
                let day = args.value()?.string()?;
                options.on = Date::parse(&day)
                    .with_context(|| format!("--on takes a day (YYYY-MM-DD), not `{day}`"))?;
                &["check", "list"][..]
            }
            Long("each") => {
                options.each = true;
                &["check"]
            }
            Long("benefit") => {
                options.filter.benefit = Some(args.value()?.string()?);
                &["list"]
            }
            Long("reading") => {
                let known = policy_list::STATES.map(|state| state.id());
                options.filter.reading =
                    Some(one_of("--reading", &known, args.value()?.string()?)?);
                &["list"]
            }
            Long("confirmed") => {
                let given = args.value()?.string()?;
                options.filter.confirmed = Some(one_of("--confirmed", &CONFIRMATIONS, given)?);
                &["list"]
            }
            Long("check") => {
                options.check = true;
                &["schema"]
            }
            _ => return Err(arg.unexpected().into()),
        };
        if !allowed.contains(&options.command.as_str()) {
            bail!(
                "`policy {}` does not take that flag; type `cargo xtask policy help`",
                options.command
            );
        }
    }
    Ok(options)
}

fn one_of(flag: &str, known: &[&str], given: String) -> Result<String> {
    if !known.contains(&given.as_str()) {
        bail!("{flag} takes one of {}, not `{given}`", known.join(", "));
    }
    Ok(given)
}

/// The day by this machine's clock, in UTC. The calculator itself never asks.
fn today() -> Result<Date> {
    let today = time::OffsetDateTime::now_utc().date();
    Date::parse(&today.to_string()).context("the clock of this machine is out of range")
}

/// The repository: cargo tells where xtask lies, and the repository is the folder around it.
fn project_root() -> Result<PathBuf> {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR").context("start this as `cargo xtask`")?;
    let root = Path::new(&xtask).parent();
    Ok(root.context("start this as `cargo xtask`")?.to_owned())
}
