// A small server for the tests: the built files, under the strictest policy that a host may have,
// and whatever else a test puts in their place.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** The same as in xtask/src/serve.rs. */
export const CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
  "img-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/**
 * Serves NCC_DIST. `put(path, body, more)` answers an address with `body` from then on, whatever is in
 * NCC_DIST; `more` may hold `status` and `csp`. `take(path)` undoes that.
 */
export async function serve() {
  const own = new Map();
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const file = normalize(path.endsWith("/") ? `${path}index.html` : path);
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    const { body, status = 200, csp = CSP } = own.get(file)
      ?? await readFile(join(process.env.NCC_DIST, file)).then((body) => ({ body }), () => ({ body: "", status: 404 }));
    const headers = { "Content-Type": type, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };
    if (type.startsWith("text/html")) headers["Content-Security-Policy"] = csp;
    response.writeHead(status, headers).end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    put: (path, body, more) => own.set(path, { body, ...more }),
    take: (path) => own.delete(path),
    close: () => (server.closeAllConnections(), new Promise((done) => server.close(done))),
  };
}

/** A host's page around some markup. */
export const host = (body, lang = "zh-Hans") => `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>银行</title><link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/host.css"><script type="module" src="/element.js"></script></head>
<body><main><h1>银行</h1>${body}</main></body></html>`;
