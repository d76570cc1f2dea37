// What a host can do to the element, and what must not happen when it does.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertClean, heard, NAME, open, openHost, pause, server, told, until } from "./browser.mjs";
import { CSP } from "./serve.mjs";
import { answers, fillLoan, reads } from "./person.mjs";

const element = (attributes, inside = "") => `<${NAME} ${attributes}>${inside}</${NAME}>`;
const GOOD = 'benefit="startup-loan" on="2025-06-10"';
const set = (page, name, value) => page.locator(NAME).first().evaluate((node, [name, value]) =>
  value === null ? node.removeAttribute(name) : node.setAttribute(name, value), [name, value]);
const error = async (page, field) => (await heard(page, "error")).find(({ detail }) => detail.field === field)?.detail;

const GARBAGE = ["", "x", "startup-loan ", "__proto__", "</p><script>alert(1)</script>", "乱".repeat(5_000)];

for (const [field, others] of [["benefit", 'on="2025-06-10"'], ["lang", GOOD], ["on", 'benefit="startup-loan"'], ["shadow", GOOD]]) {
  test(`garbage in ${field} is told to the host and to the person`, async () => {
    // An empty lang or on is as if it were left out.
    const garbage = GARBAGE.filter((text) => text || field === "benefit" || field === "shadow");
    const elements = garbage.map((text, n) => element(`id="e${n}" ${others} ${field}="${text.replaceAll("<", "&lt;")}"`));
    const page = await openHost(elements.join(""));
    await heard(page, "ready", garbage.length);
    await heard(page, "error", garbage.length);
    await pause(page);
    const errors = await told(page, "error");
    assert.equal(errors.length, garbage.length, "each is told once");
    for (const [n, text] of garbage.entries()) {
      const { detail } = errors.find(({ id }) => id === `e${n}`);
      assert.equal(detail.field, field);
      assert.ok(text.startsWith(detail.given.slice(0, 20)), `given: ${detail.given}`);
      assert.ok(detail.allowed.length > 0);
      assert.ok(detail.message.length > 0 && detail.message.length < 500, `a message of ${detail.message.length} characters`);
      const says = await page.locator(`#e${n}`).evaluate((node) => node.shadowRoot.textContent);
      assert.ok(says.includes(field === "on" ? detail.allowed : detail.message), `the page says “${detail.message}”`);
    }
    await assertClean(page);
  });
}

test("a benefit that is left out is the start-up loan, as docs/embed.md says", async () => {
  const page = await openHost(element('on="2025-06-10"'));
  await heard(page, "ready");
  await pause(page);
  assert.deepEqual(await told(page, "error"), []);
  await page.locator("#f-amount").waitFor({ timeout: 2_000 });
});

test("garbage later on loses nothing that was typed", async () => {
  const page = await openHost(element(GOOD));
  await heard(page, "ready");
  await fillLoan(page);
  const before = await answers(page);
  for (const [name, garbage, field] of [["benefit", "nonsense", "benefit"], ["lang", "xx", "lang"], ["shadow", "ajar", null]]) {
    await set(page, name, garbage);
    await pause(page);
    if (field) assert.ok(await error(page, field), `an error event about ${field}`);
    assert.deepEqual(await answers(page), before);
    await reads(page, /5,250/);
  }
  await set(page, "on", "never");
  await pause(page);
  assert.ok(await error(page, "on"));
  assert.deepEqual(await answers(page), { ...before, on: "never" });
  for (const [name, good] of [["benefit", "startup-loan"], ["lang", "en"], ["shadow", null], ["on", "2025-06-10"]]) {
    await set(page, name, good);
  }
  await reads(page, /the state pays 5,250/);
  await pause(page);
  assert.equal(await page.locator("[role=alert]").count(), 0, "what was put right is no longer reproached");
  assert.deepEqual(await answers(page), { ...before, on: "2025-06-10" });
  await assertClean(page);
});

test("taking the element out, and putting it elsewhere, keeps what was typed", async () => {
  const page = await openHost(`${element(GOOD)}<div id="elsewhere"></div>`);
  await heard(page, "ready");
  await fillLoan(page);
  const before = await answers(page);
  await page.evaluate(async (name) => {
    const node = document.querySelector(name);
    node.remove();
    await new Promise((done) => setTimeout(done, 100));
    document.querySelector("#elsewhere").append(node);
  }, NAME);
  await reads(page, /5,250/);
  assert.deepEqual(await answers(page), before);
  await assertClean(page);
});

test("an element that takes over the room of another shows nothing of it", async () => {
  // Otherwise the address would give the next one what was typed.
  const page = await openHost(element(`${GOOD} link="off"`));
  await heard(page, "ready");
  await fillLoan(page);
  await page.evaluate((name) => {
    const next = document.createElement(name);
    next.setAttribute("benefit", "startup-loan");
    next.setAttribute("on", "2024-01-02");
    next.setAttribute("link", "off");
    globalThis.old = document.querySelector(name);
    globalThis.old.replaceWith(next);
  }, NAME);
  await heard(page, "ready", 2);
  assert.deepEqual(await answers(page), { on: "2024-01-02" });
  await page.evaluate((name) => document.querySelector(name).replaceWith(globalThis.old), NAME);
  await reads(page, /5,250/);
  assert.equal((await answers(page)).amount, "300000");
  await assertClean(page);
});

test("two elements on one page know nothing of each other", async () => {
  const page = await openHost(`${element(`id="a" ${GOOD} lang="zh-Hans"`)}${element(`id="b" ${GOOD} lang="en"`)}`);
  await heard(page, "ready", 2);
  const [a, b] = [page.locator("#a"), page.locator("#b")];
  await a.locator("#f-amount").fill("300000");
  await b.locator("#f-amount").fill("70000");
  await a.locator("[name=f-scheme][value=national]").check();
  await b.locator("[name=f-scheme][value=beijing]").check();
  await b.locator("#f-rate").fill("99");
  await pause(page);
  assert.equal(await a.locator("#f-amount").inputValue(), "300000");
  assert.equal(await b.locator("#f-amount").inputValue(), "70000");
  assert.equal(await a.locator("#f-rate").inputValue(), "");
  assert.ok(await a.locator("[value=national]").isChecked());
  assert.ok(await b.locator("[value=beijing]").isChecked());
  assert.match(await a.locator("h2").textContent(), /创业担保贷款/);
  assert.match(await b.locator("h2").textContent(), /start-up loan/);
  const errors = await told(page, "error");
  assert.deepEqual(errors.map(({ id, detail }) => [id, detail.field]), [["b", "rate"]]);
  await b.evaluate((node) => node.remove());
  await a.locator("#f-term_months").fill("12");
  await pause(page);
  assert.equal(await a.locator("#f-amount").inputValue(), "300000");
  const wasm = page.requests.filter((path) => path.endsWith(".wasm"));
  const chunks = ["bg", "common", "explore", "form-startup-loan", "rest", "result", "startup-loan"].map((name) => `/page_${name}.wasm`);
  assert.deepEqual(wasm.sort(), chunks, "one WebAssembly for both");
  await assertClean(page);
});

test("a closed shadow root works as well", async () => {
  const page = await openHost(element(`${GOOD} shadow="closed"`));
  await heard(page, "result");
  assert.equal(await page.evaluate((name) => document.querySelector(name).shadowRoot, NAME), null);
  assert.deepEqual(await told(page, "error"), []);
  await assertClean(page);
});

test("200 insertions and removals leave nothing behind", async () => {
  const page = await openHost('<div id="place"></div>');
  const cycles = (count) => page.evaluate(async ([name, count]) => {
    for (let n = 0; n < count; n += 1) {
      const node = document.createElement(name);
      node.setAttribute("benefit", "startup-loan");
      node.setAttribute("on", "2025-06-10");
      const ready = new Promise((done) => node.addEventListener(`${name}:ready`, done, { once: true }));
      document.querySelector("#place").append(node);
      // Every fourth goes before it is ready.
      if (n % 4) await ready;
      node.remove();
    }
    globalThis.told = [];
  }, [NAME, count]);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  await devtools.send("HeapProfiler.enable");
  const count = async () => {
    await pause(page);
    for (let times = 0; times < 3; times += 1) await devtools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devtools.send("Performance.getMetrics");
    const of = (name) => metrics.find((metric) => metric.name === name).value;
    return { nodes: of("Nodes"), listeners: of("JSEventListeners") };
  };
  await cycles(30);
  const before = await count();
  await cycles(200);
  const after = await count();
  // A single node or listener for each element would be 200.
  assert.ok(after.nodes - before.nodes < 50, `${before.nodes} nodes, then ${after.nodes}`);
  assert.ok(after.listeners - before.listeners < 50, `${before.listeners} listeners, then ${after.listeners}`);
  await assertClean(page);
});

test("nothing is stored", async () => {
  const page = await openHost(element(GOOD));
  await heard(page, "ready");
  await fillLoan(page);
  await page.getByRole("button", { name: "English" }).click();
  await reads(page, /5,250/);
  await pause(page);
  const stored = await page.evaluate(async () => ({
    local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie,
    databases: await indexedDB.databases(), caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  assert.deepEqual(stored, { local: {}, session: {}, cookie: "", databases: [], caches: [], workers: 0 });
  assert.deepEqual(await page.context().cookies(), []);
  // But for the fragment of the address, which browsers never send.
  assert.equal(new URL(page.url()).search, "");
  assert.match(new URL(page.url()).hash, /^#ncc=1&b=startup-loan&/);
});

test("where WebAssembly is forbidden there is a plain message, and what the host wrote inside", async () => {
  const csp = CSP.replace(" 'wasm-unsafe-eval'", "");
  for (const [lang, says] of [["zh-Hans", /计算器现在用不了/], ["zh-Hant", /計算機現在用不了/], ["en", /cannot run at the moment/]]) {
    const page = await openHost(element(`${GOOD} lang="${lang}"`, "<p id='inside'>010-1234</p>"), {}, { csp });
    const { message, field } = await error(page, "start");
    assert.equal(field, "start");
    assert.match(message, /WebAssembly|wasm/i);
    assert.match(await page.locator("[role=alert]").textContent(), says);
    assert.ok(await page.locator("#inside").isVisible(), "a way out stays in view");
    assert.ok(page.requests.every((path) => !path.endsWith(".wasm")), "nothing is loaded in vain");
  }
});

test("a broken pack gives a clear message and an error event; put right, it goes on", async () => {
  const path = "/policies/beijing.json";
  const pack = await readFile(join(process.env.NCC_DIST, path), "utf8");
  const broken = pack.replace(/("value": *)"(\d+(?:\.\d+)?)"/, "$1$2");
  assert.notEqual(broken, pack);
  server.put(path, broken);
  try {
    const page = await openHost(element(GOOD));
    const { message } = await error(page, "start");
    assert.match(message, /beijing/, "which pack");
    assert.match(message, /startup-loan\.\S+.*value/, "what in it");
    assert.ok(await page.locator("[role=alert]").isVisible());
    server.take(path);
    await page.locator("[role=alert] button").click();
    await heard(page, "ready");
    await fillLoan(page);
    await reads(page, /5,250/);
  } finally {
    server.take(path);
  }
});

for (const path of ["/page.js", "/page_bg.wasm", "/page_rest.wasm", "/page_explore.wasm", "/explore.css", "/locales/explore/zh-Hans.json", "/page_common.wasm", "/page_form-startup-loan.wasm", "/page_result.wasm", "/page_startup-loan.wasm", "/link.js", "/style.css", "/policies/national.json", "/locales/zh-Hans.json"]) {
  test(`where ${path} does not come there is the message, and trying again brings the page`, async () => {
    server.put(path, "", { status: 503 });
    const page = await openHost(element(GOOD));
    const { message } = await error(page, "start");
    assert.ok(message.length > 0);
    server.take(path);
    await page.locator("[role=alert] button").click();
    await until(async () => (await told(page, "ready")).length > 0, () => "no second chance", 5_000);
    assert.equal(await page.locator("[role=alert]").count(), 0);
  });
}

/** What the browser tells when the WebAssembly traps; from then on any call of that instance is noted. */
const trap = (page) => page.evaluate(async () => {
  const { PageHandle } = await import("/page.js");
  for (const call of ["update", "work_out", "settle"]) {
    PageHandle.prototype[call] = () => violations.push(`${call} of an instance that has trapped`);
  }
  const error = new WebAssembly.RuntimeError("unreachable");
  error.stack = `at ${location.origin}/page_bg.wasm:1:1`;
  dispatchEvent(new ErrorEvent("error", { error }));
});

test("after a trap the host is told", async () => {
  const page = await openHost(element(GOOD));
  await heard(page, "ready");
  await trap(page);
  await page.waitForTimeout(200);
  assert.equal((await told(page, "error")).length, 1);
});

test("after a trap there is the message, and trying again brings back what was typed", async () => {
  const page = await openHost(element(GOOD));
  await heard(page, "ready");
  await fillLoan(page);
  const before = await answers(page);
  await trap(page);
  assert.ok(await page.locator("[role=alert]").isVisible());
  await page.locator("[role=alert] button").click();
  await reads(page, /5,250/);
  assert.deepEqual(await answers(page), before);
  await assertClean(page);
});

test("an element that was away during a trap comes back with what was typed", async () => {
  const page = await openHost(element(GOOD));
  await heard(page, "ready");
  await fillLoan(page);
  const before = await answers(page);
  await page.evaluate((name) => (globalThis.away = document.querySelector(name)).remove(), NAME);
  await trap(page);
  await page.evaluate(() => document.querySelector("main").append(globalThis.away));
  await pause(page);
  await assertClean(page);
  await reads(page, /5,250/);
  assert.deepEqual(await answers(page), before);
});

test("without a lang the element speaks as the page around it does", async () => {
  for (const [around, expected] of [["en", "en"], ["en-GB", "en"], ["zh-CN", "zh-Hans"], ["zh-TW", "zh-Hant"], ["zh-Hant-HK", "zh-Hant"], ["fr", "zh-Hans"]]) {
    const page = await openHost(element(GOOD), { lang: around });
    await heard(page, "ready");
    assert.equal(await page.locator(".page").getAttribute("lang"), expected, around);
    assert.deepEqual(await told(page, "error"), []);
  }
});

test("a language that does not come takes nothing away", async () => {
  const page = await openHost(element(GOOD));
  await heard(page, "ready");
  await fillLoan(page);
  const before = await answers(page);
  server.put("/locales/en.json", "", { status: 503 });
  await page.getByRole("button", { name: "English" }).click();
  await heard(page, "error");
  await pause(page);
  server.take("/locales/en.json");
  assert.deepEqual(await answers(page), before, "the form is still there, in the language that was");
  await page.getByRole("button", { name: "English" }).click();
  await reads(page, /the state pays 5,250/);
  assert.deepEqual(await answers(page), before);
});
