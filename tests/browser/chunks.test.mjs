// The page's WebAssembly comes in chunks: cut apart, it works out what it does in one piece.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { canonical } from "../common/cases.mjs";
import { assertClean, heard, NAME, openHost, server, told } from "./browser.mjs";

const ELEMENT = `<${NAME} benefit="startup-loan"></${NAME}>`;

test("every case comes out of the page as natively", async () => {
  const all = JSON.parse(await readFile(new URL("../../target/cases.json", import.meta.url)));
  // An element of each benefit, so that every chunk and pack is there.
  const benefits = [...new Set(all.map(({ ask }) => ask.benefit))];
  const page = await openHost(benefits.map((benefit) => `<${NAME} benefit="${benefit}"></${NAME}>`).join(""));
  await heard(page, "ready", benefits.length);
  // A form has no day by which the rules were known, and does not send what it cannot read. All of the
  // first benefit, and of each other enough to enter every part of its chunk.
  const can = all.filter(({ ask, outcome }) => !outcome.refused && !ask.as_known_on);
  const cases = benefits.flatMap((benefit) =>
    can.filter(({ ask }) => ask.benefit === benefit).slice(0, benefit === "startup-loan" ? undefined : 20));
  const outcomes = await page.evaluate(async (asks) => {
    const { mount } = await import("/page.js");
    const outcomes = [];
    const tell = (what, detail) => what === "result" && outcomes.push(detail);
    const nothing = { wrong: {}, today: "2026-01-01", lang: "zh-Hans", packs: [] };
    const handle = mount(document.createElement("div"), { ...nothing, ...asks[0], texts: {} }, tell);
    handle.complete();
    for (const { answers, ...ask } of asks) {
      const typed = (answer) => ({ true: "yes", false: "no", null: "" })[answer] ?? String(answer);
      const texts = Object.entries(answers).flatMap(([id, answer]) => !Array.isArray(answer) ? [[id, typed(answer)]] : [
        [id, String(answer.length)],
        ...answer.flatMap((row, n) => Object.entries(row).map(([inner, answer]) => [`${id}.${n + 1}.${inner}`, typed(answer)])),
      ]);
      handle.update({ ...nothing, ...ask, texts: Object.fromEntries(texts) });
      handle.work_out();
      handle.settle();
      // Yew does what it is told later, and all at once if several things have come by then.
      for (const told = outcomes.length; outcomes.length === told;) await new Promise((done) => setTimeout(done));
    }
    return outcomes;
  }, cases.map(({ ask }) => ask));
  assert.ok(cases.length >= 200, `${cases.length} cases`);
  assert.equal(outcomes.length, cases.length);
  for (const [n, { title, outcome }] of cases.entries()) {
    assert.equal(canonical(outcomes[n]), canonical(outcome), title);
  }
  await assertClean(page);
});

test("a chunk of another build is refused, not run in the wrong memory", async () => {
  const chunk = await readFile(`${process.env.NCC_DIST}/page_rest.wasm`);
  const at = chunk.indexOf("build_");
  assert.ok(at > 0);
  const other = Buffer.from(chunk.toString("latin1").replaceAll(/build_.{14}/gs, "build_00000000000000"), "latin1");
  server.put("/page_rest.wasm", other);
  try {
    const page = await openHost(ELEMENT);
    const [{ detail }] = await heard(page, "error");
    assert.equal(detail.field, "start");
    assert.match(detail.message, /LinkError/);
    assert.equal((await told(page, "ready")).length, 0);
    server.take("/page_rest.wasm");
    await page.locator("[role=alert] button").click();
    await heard(page, "ready");
  } finally {
    server.take("/page_rest.wasm");
  }
});
