//! Serves dist/ on this machine as a strict host would; with `--dev`, rebuilds after every edit.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Result, anyhow, bail};
use axum::Router;
use axum::http::{HeaderName, HeaderValue};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;
use walkdir::WalkDir;

use crate::dist::Build;
use crate::wasm::Grade;

/// The strictest policy that a host may have and still run the calculator.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";

const POLL: Duration = Duration::from_millis(300);

/// Builds, serves, and goes on until it is stopped.
pub fn serve(build: &Build, port: u16, open: bool, no_build: bool) -> Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port)).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            anyhow!(
                "port {port} is taken; choose another: cargo xtask serve --port {}",
                port.wrapping_add(1)
            )
        }
        _ => anyhow!(error).context(format!("cannot listen on port {port}")),
    })?;
    let port = listener.local_addr()?.port();
    let before = sources(&build.root);
    if !no_build {
        build.run()?;
    } else if !build.out.is_dir() {
        bail!(
            "there is no {} yet: leave --no-build out",
            build.out.display()
        );
    }
    answer_in_background(listener, &build.out)?;
    let address = format!("http://127.0.0.1:{port}/");
    println!("\nserving {address} (stop with Ctrl-C)");
    if open {
        open_browser(&address);
    }
    if build.grade == Grade::Daily {
        rebuild_after_edits(build, before);
    }
    loop {
        thread::park();
    }
}

/// Answers on another thread with what lies in dist/, or its compressed twin where the browser takes it.
fn answer_in_background(listener: TcpListener, dist: &Path) -> Result<()> {
    let headers = [
        ("content-security-policy", CONTENT_SECURITY_POLICY),
        ("cache-control", "no-cache"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        // A sandboxed iframe has no origin, so even our own page asks across origins there.
        ("access-control-allow-origin", "*"),
    ];
    let files = ServeDir::new(dist).precompressed_br().precompressed_gzip();
    let mut site = Router::new().fallback_service(files);
    for (name, value) in headers {
        let name = HeaderName::from_static(name);
        let value = HeaderValue::from_static(value);
        site = site.layer(SetResponseHeaderLayer::overriding(name, value));
    }
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    thread::spawn(move || {
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, site).await
        })
    });
    Ok(())
}

/// What an edit changes: the time and size of every file that dist/ is made from.
type Sources = BTreeMap<PathBuf, (SystemTime, u64)>;

fn sources(root: &Path) -> Sources {
    ["src", "www", "Cargo.toml"]
        .iter()
        .flat_map(|place| WalkDir::new(root.join(place)))
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let data = entry.metadata().ok()?;
            let state = (data.modified().ok()?, data.len());
            data.is_file().then(|| (entry.into_path(), state))
        })
        .collect()
}

fn rebuild_after_edits(build: &Build, mut before: Sources) -> ! {
    println!("watching src/ and www/");
    loop {
        thread::sleep(POLL);
        let now = sources(&build.root);
        if now == before {
            continue;
        }
        let only_www = only_below(&build.root.join("www"), &before, &now);
        before = now;
        let start = Instant::now();
        let result = if only_www {
            build.assemble()
        } else {
            build.run()
        };
        match result {
            Ok(()) => println!("ready ({:.1} s)", start.elapsed().as_secs_f32()),
            Err(error) => println!("not rebuilt: {error:#}"),
        }
    }
}

/// Whether all that differs lies in one folder.
fn only_below(folder: &Path, before: &Sources, now: &Sources) -> bool {
    let rest = |all: &Sources| -> Sources {
        all.iter()
            .filter(|(path, _)| !path.starts_with(folder))
            .map(|(p, s)| (p.clone(), *s))
            .collect()
    };
    rest(before) == rest(now)
}

fn open_browser(address: &str) {
    let mut command = if cfg!(target_os = "windows") {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", address]);
        command
    } else {
        let name = if cfg!(target_os = "macos") {
            "open"
        } else {
            "xdg-open"
        };
        let mut command = Command::new(name);
        command.arg(address);
        command
    };
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if command.spawn().is_err() {
        println!("no browser could be opened: open {address} yourself");
    }
}
