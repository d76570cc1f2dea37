// The broken packs in WebAssembly, as a browser would read them: each is refused for the same reason as
// natively, and the built-in packs stand.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { test } from "node:test";

const { load } = await import(new URL("engine.js", pathToFileURL(`${process.env.NCC_DIST}/`)));
const engine = await load();
const folder = new URL("../cases/packs/bad/", import.meta.url);
const reasons = JSON.parse(await readFile(new URL("../../target/bad-packs.json", import.meta.url)));
const ask = (packs) => engine.evaluate({ benefit: "startup-loan", on: "2025-06-10", lang: "en", packs });

test("each broken pack is refused for its own reason", async () => {
  const before = JSON.stringify(ask([]));
  const files = await readdir(folder);
  assert.equal(files.length, Object.keys(reasons).length);
  let refused = 0;
  for (const file of files) {
    const reason = reasons[file.replace(".json", "")];
    const text = await readFile(new URL(file, folder), "utf8");
    let pack;
    try {
      pack = JSON.parse(text);
    } catch {
      assert.match(reason, /^is not JSON/, file);
      continue;
    }
    // Of two equal keys JSON.parse keeps one and tells nobody. What is too deep is no request at all.
    if (/is there twice$|nested too deeply/.test(reason)) continue;
    assert.throws(() => ask([pack]), ({ field, message }) => {
      assert.equal(field, "packs.0", file);
      assert.ok(message.includes(reason), `${file}: expected “${reason}”, not “${message}”`);
      return true;
    }, file);
    refused += 1;
  }
  assert.ok(refused >= 200, `only ${refused} were refused`);
  assert.equal(JSON.stringify(ask([])), before);
});
