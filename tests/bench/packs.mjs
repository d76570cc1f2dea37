// How long Chromium takes to read both built-in packs: JSON.parse, then the engine's reader with all
// its checks. The control, in the same run, is JSON.parse alone. Cold is
// the first reading in a new page, when the browser has only just compiled the engine.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { chromium } from "playwright-core";

const dist = process.env.NCC_DIST;
const types = { js: "text/javascript", wasm: "application/wasm", json: "application/json", html: "text/html" };

const server = createServer(async (request, response) => {
  const path = request.url === "/" ? "" : request.url;
  const body = path ? await readFile(dist + path).catch(() => null) : "<!doctype html><title>bench</title>";
  response.writeHead(body === null ? 404 : 200, { "content-type": types[path.split(".").pop()] ?? "text/html" });
  response.end(body);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const browser = await chromium.launch({
  executablePath: process.env.NCC_CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const address = `http://127.0.0.1:${server.address().port}/`;

/** The times of so many readings in a new page, in ms. */
async function times(count) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  const found = await page.evaluate(async (count) => {
    const { default: init, EngineCore } = await import("/engine_core.js");
    await init({ module_or_path: fetch("/engine_core_bg.wasm") });
    const texts = await Promise.all(
      ["national", "beijing"].map(async (id) => (await fetch(`/policies/${id}.json`)).text()),
    );
    const each = (work) => Array.from({ length: count }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    });
    const read = each(() => {
      const core = new EngineCore();
      for (const text of texts) {
        if (core.add_pack(JSON.parse(text)).length) throw new Error("a faulty pack");
      }
      core.free();
    });
    return { read, parse: each(() => texts.map((text) => JSON.parse(text))) };
  }, count);
  await context.close();
  return found;
}

const WARM_UP = 20;
const { read, parse } = await times(WARM_UP + 101);
const cold = [];
for (let page = 0; page < 9; page += 1) cold.push(await times(1));
await browser.close();
server.close();

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const told = (warm, first) => `${median(warm.slice(WARM_UP)).toFixed(2)} ms, cold ${median(first.map(([time]) => time)).toFixed(2)} ms`;
console.log(`both packs, read and checked: ${told(read, cold.map((page) => page.read))}`);
console.log(`JSON.parse alone:             ${told(parse, cold.map((page) => page.parse))}`);
console.log(`ratio: ${(median(read.slice(WARM_UP)) / median(parse.slice(WARM_UP))).toFixed(1)}`);
