// The engine's WebAssembly in Chromium: the same outcomes as natively, byte for byte.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { canonical } from "../common/cases.mjs";
import { assertClean, open, server } from "./browser.mjs";

const at = (path) => readFile(new URL(path, import.meta.url));

test("every case comes out as natively, byte for byte", async () => {
  const file = await at("../../target/cases.json");
  server.put("/cases.json", file);
  server.put("/cases.mjs", await at("../common/cases.mjs"));
  const page = await open();
  const outcomes = await page.evaluate(async () => {
    const { load } = await import("/engine.js");
    const { canonical, outcomeOf } = await import("/cases.mjs");
    const engine = await load();
    const cases = await (await fetch("/cases.json")).json();
    return cases.map(({ ask }) => canonical(outcomeOf(engine, ask)));
  });
  const cases = JSON.parse(file);
  assert.ok(cases.length >= 100, `${cases.length} cases`);
  assert.equal(outcomes.length, cases.length);
  for (const [n, { title, outcome }] of cases.entries()) {
    assert.equal(outcomes[n], canonical(outcome), title);
  }
  await assertClean(page);
});
