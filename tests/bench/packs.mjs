// How long Chromium takes to read both built-in packs: JSON.parse, then the engine's reader with all
// its checks. The control, in the same run, is JSON.parse alone.
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
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/`);
const times = await page.evaluate(async () => {
  const { default: init, EngineCore } = await import("/engine_core.js");
  await init({ module_or_path: fetch("/engine_core_bg.wasm") });
  const texts = await Promise.all(
    ["national", "beijing"].map(async (id) => (await fetch(`/policies/${id}.json`)).text()),
  );
  const median = (work) => {
    const times = Array.from({ length: 61 }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    });
    return { first: times[0], median: times.slice(10).sort((a, b) => a - b)[25] };
  };
  const read = median(() => {
    const core = new EngineCore();
    for (const text of texts) {
      if (core.add_pack(JSON.parse(text)).length) throw new Error("a faulty pack");
    }
    core.free();
  });
  return { read, parse: median(() => texts.map((text) => JSON.parse(text))) };
});
await browser.close();
server.close();
const ms = (time) => `${time.toFixed(2)} ms`;
console.log(`both packs, read and checked: ${ms(times.read.median)} (the first time ${ms(times.read.first)})`);
console.log(`JSON.parse alone:             ${ms(times.parse.median)} (the first time ${ms(times.parse.first)})`);
console.log(`ratio: ${(times.read.median / times.parse.median).toFixed(1)}`);
