//! Serves dist/ on this machine as a strict host would; with `--dev`, rebuilds after every edit.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{Cursor, ErrorKind};
use std::net::TcpListener;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};
use std::{fs, io};

use anyhow::{Result, anyhow, bail};
use tiny_http::{Header, Method, Request, Response, Server};
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
    let server = Server::from_listener(listener, None).map_err(|e| anyhow!(e))?;
    answer_in_background(Arc::new(server), &build.out)?;
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

fn answer_in_background(server: Arc<Server>, dist: &Path) -> Result<()> {
    let dist = dist.canonicalize()?;
    for _ in 0..4 {
        let (server, dist) = (Arc::clone(&server), dist.clone());
        thread::spawn(move || {
            for request in server.incoming_requests() {
                // A browser that has gone away is no error of ours.
                let _ = answer(request, &dist);
            }
        });
    }
    Ok(())
}

fn answer(request: Request, dist: &Path) -> io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::from_string("only GET and HEAD\n").with_status_code(405));
    }
    let Some(path) = find(dist, request.url()) else {
        return request.respond(Response::from_string("not found\n").with_status_code(404));
    };
    let accepted: Vec<String> = request
        .headers()
        .iter()
        .filter(|header| header.field.equiv("Accept-Encoding"))
        .map(|header| header.value.to_string())
        .collect();
    let (bytes, encoding) = read_smallest(&path, &accepted.join(","))?;
    request.respond(response(&path, bytes, encoding))
}

fn response(path: &Path, bytes: Vec<u8>, encoding: Option<&str>) -> Response<Cursor<Vec<u8>>> {
    let kind = content_type(path);
    let mut headers = vec![
        ("Content-Type", kind),
        ("Cache-Control", "no-cache"),
        ("Vary", "Accept-Encoding"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        // A sandboxed iframe has no origin, so even our own page asks across origins there.
        ("Access-Control-Allow-Origin", "*"),
    ];
    if kind.starts_with("text/html") {
        headers.push(("Content-Security-Policy", CONTENT_SECURITY_POLICY));
    }
    headers.extend(encoding.map(|name| ("Content-Encoding", name)));
    let mut response = Response::from_data(bytes).with_chunked_threshold(usize::MAX);
    for (name, value) in headers {
        response.add_header(Header::from_bytes(name, value).expect("our headers are ASCII"));
    }
    response
}

/// The file that an address means: nothing outside dist/, by whatever way it is written.
fn find(dist: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?;
    let path = percent_decode(path)?;
    let path = Path::new(path.strip_prefix('/')?);
    if !path
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
    {
        return None;
    }
    let mut path = dist.join(path);
    if path.is_dir() {
        path.push("index.html");
    }
    let path = path.canonicalize().ok()?;
    (path.starts_with(dist) && path.is_file()).then_some(path)
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(str::from_utf8(&digits).ok()?, 16).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

/// The file, or its compressed twin where there is one that the browser takes.
fn read_smallest(path: &Path, accepted: &str) -> io::Result<(Vec<u8>, Option<&'static str>)> {
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        if accepts(accepted, encoding) {
            let mut twin = path.as_os_str().to_owned();
            twin.push(ending);
            if let Ok(bytes) = fs::read(twin) {
                return Ok((bytes, Some(encoding)));
            }
        }
    }
    Ok((fs::read(path)?, None))
}

fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let named = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let weight = parts.find_map(|part| part.strip_prefix("q="));
        named
            && weight
                .and_then(|q| q.parse().ok())
                .is_none_or(|q: f32| q > 0.0)
    })
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(OsStr::to_str).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "md" | "ts" | "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
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

#[cfg(test)]
mod tests {
    use super::{accepts, find, percent_decode};
    use std::path::Path;

    #[test]
    fn nothing_outside_the_folder_is_found() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        assert!(find(&here, "/main.rs").is_some());
        assert!(find(&here, "/main%2Ers?v=1").is_some());
        for url in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/..%2fCargo.toml",
            "//etc/passwd",
            "",
            "/bin",
            "/%00",
            "/%zz",
        ] {
            assert!(find(&here, url).is_none(), "{url}");
        }
    }

    #[test]
    fn addresses_may_be_percent_encoded() {
        assert_eq!(percent_decode("/%E4%B8%AD").as_deref(), Some("/中"));
        assert_eq!(percent_decode("/%E4"), None);
    }

    #[test]
    fn an_encoding_with_weight_zero_is_not_accepted() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("br;q=0.5", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("", "gzip"));
    }
}
