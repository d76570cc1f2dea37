// axe-core finds nothing in any state of any page, in any language. The states are those of the pictures
// (../screens/states.mjs) and some that no picture shows.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { assertClean, heard, open, openHost, server } from "./browser.mjs";
import { openAll } from "./person.mjs";
import { DAY, fragment, LANGUAGES, NAME, reach, settle } from "../screens/reach.mjs";
import { STATES } from "../screens/states.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const OPTIONS = { runOnly: TAGS, rules: { "target-size": { enabled: true } }, resultTypes: ["violations"], selectors: false };
// Nothing has changed for so many milliseconds: what is not there yet says so, and is waited for.
const STILL = 60;
// One width for each language.
const WIDTHS = { "zh-Hans": 1280, "zh-Hant": 768, en: 360 };
// So many pages at once: they wait more than they work.
const LANES = 2;

const LOAN = STATES.find(([name, state]) => name === "startup-loan" && state === "page")[3];
const DESK = STATES.find(([name, state]) => name === "desk" && state === "offers")[3];
/** As in states.mjs; `attributes` are the element's own. */
const MORE = [
  ["start", "opened", "start", "amount=300000&borrow=business", { wait: '[data-do="tell back "]', then: ['[data-do="tell open service-loan-subsidy"]'] }],
  ["share", "unreadable", "startup-loan", `${LOAN}&moon=1&scheme=none&p=x&r=y&on=never`, { wait: ".notices" }],
  ["share", "another", "startup-loan", "", { hash: "#ncc=1&b=loan-cost&amount=5", wait: ".banner" }],
  ["desk", "error", "desk", `${DESK}&n=4&a.rate=99&c.rate=%20&d.term_months=x`, { wait: ".board .wrong" }],
  ["pack", "fault", "startup-loan", LOAN, { attributes: { pack: "/none.json" }, wait: ".banner" }],
  ["pack", "draft", "startup-loan", LOAN, { attributes: { pack: "/draft.json" }, wait: ".draft" }],
  ["pack", "draft-sheet", "startup-loan", LOAN, { attributes: { pack: "/draft.json" }, wait: ".draft", print: true }],
  ["large", "page", "startup-loan", LOAN, { attributes: { density: "large" }, wait: ".sources" }],
  ["large", "desk", "desk", DESK, { attributes: { density: "large" }, wait: ".causes .total" }],
  ["large", "start", "start", "", { attributes: { density: "large" }, wait: ".worth" }],
];

/**
 * Every state once. Those of a page with the same answers of which a picture shows only a part are looked at in
 * one go; where a fold is opened in one of them, with every fold open.
 */
function visits() {
  const all = new Map();
  for (const [name, state, benefit, typed, { show, then = [], wait, ...more }] of [...STATES, ...MORE]) {
    more.attributes = { ...more.attributes, ...(more.draft && { pack: "/draft.json" }), ...(more.density && { density: more.density }) };
    const key = JSON.stringify([name, typed, more.print, more.attributes, more.theme, more.contrast, show ? "" : then]);
    const one = all.get(key) ?? { name, benefit, hash: more.hash ?? fragment([name, state, benefit, typed]), more, parts: [], then: [], wait };
    one.name += ` ${state}`;
    one.then.push(...then.filter((step) => !one.then.includes(step)));
    one.wait ??= wait;
    if (show) one.parts.push(show);
    all.set(key, one);
  }
  return [...all.values()];
}

/** A new element in the place of the last one: what was fetched before is still there. */
const put = (page, { benefit, hash, more }) => page.evaluate(([name, attributes, hash, theme]) => {
  document.querySelector(name)?.remove();
  document.querySelector("link[href^='/themes/']")?.remove();
  if (theme) document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: `/themes/${theme}.css` }));
  history.replaceState(null, "", location.pathname + hash);
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  document.querySelector("main").append(element);
}, [NAME, { benefit, lang: LANGUAGES[0], on: DAY, ...more.attributes }, hash, more.theme]);

const narrow = (page, lang) => page.setViewportSize({ width: WIDTHS[lang], height: 900 });

/** Makes the window as tall as all of it: a person scrolls what lies below the bar, axe does not. */
async function fit(page, lang) {
  await narrow(page, lang);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: WIDTHS[lang], height });
}

/** Another language in the same state; what the page says then. */
async function speak(page, lang) {
  await page.evaluate(([name, lang]) => document.querySelector(name).setAttribute("lang", lang), [NAME, lang]);
  await page.locator(`.page[lang=${lang}]`).waitFor({ state: "attached" });
  await settle(page, STILL);
}

/** What axe finds in parts of the page, and by which rules it looked. */
const look = (page, parts, more) => page.evaluate(async ([parts, options]) => {
  const ran = await globalThis.axe.run(parts ?? document, options);
  return {
    found: ran.violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}; ${failureSummary}`)),
    by: ran.passes.map(({ id }) => id),
  };
}, [parts, { ...OPTIONS, ...more }]);

/**
 * Not looked at: of a long table all but the first rows, which are made in the same way; and what lies faintly
 * across a sheet, a decoration that says again what its first line says.
 */
const ASIDE = ["tbody tr:nth-child(n+4)", ".watermark[aria-hidden=true]"].map((part) => ({ fromShadowDom: [NAME, part] }));

async function visit(page, { name, more, parts, then, wait, ...one }) {
  const found = [];
  await narrow(page, LANGUAGES[0]);
  await page.emulateMedia({ media: more.print ? "print" : "screen", colorScheme: "light", contrast: more.contrast ? "more" : "no-preference" });
  await put(page, { ...one, more });
  await reach(page, { then, wait }, STILL);
  const whole = !parts.length || then.length > 0;
  if (whole && parts.length) await openAll(page);
  const include = whole ? [NAME] : parts.map((part) => ({ fromShadowDom: [NAME, part] }));
  let before;
  for (const lang of LANGUAGES) {
    if (before) {
      await narrow(page, lang);
      await speak(page, lang);
      // The colours are those of every language: once in the light, once in the dark.
      await page.emulateMedia({ colorScheme: lang === "en" && !more.print ? "dark" : "light" });
    }
    if (lang !== LANGUAGES[0]) await fit(page, lang);
    const text = await page.locator(".page").textContent();
    assert.notEqual(text, before, `${name}: not in ${lang}`);
    before = text;
    const contrast = { enabled: lang !== "zh-Hant" || Boolean(more.print) };
    const { found: here, by } = await look(page, { include, exclude: ASIDE }, { preload: false, rules: { ...OPTIONS.rules, "color-contrast": contrast } });
    assert.ok(by.length >= 10 && by.includes("color-contrast") === contrast.enabled, `${name}, ${lang}: axe looked only at ${by}`);
    found.push(...here.map((fault) => `${name}, ${lang}: ${fault}`));
  }
  return found;
}

test("axe finds nothing in any state of any page, in any language, nor in the dark", async () => {
  const pack = JSON.parse(await readFile(`${process.env.NCC_DIST}/policies/example-bank.json`, "utf8"));
  server.put("/draft.json", JSON.stringify({ ...pack, draft: true }));
  const todo = visits();
  const found = [];
  await Promise.all(Array.from({ length: LANES }, async () => {
    const page = await openHost("", { reducedMotion: "reduce" });
    await page.evaluate(AXE);
    for (let one = todo.shift(); one; one = todo.shift()) {
      found.push(...await visit(page, one).catch((error) => [`${one.name} was not reached: ${error.message}; ${page.faults}`]));
    }
    await page.context().close();
  }));
  assert.deepEqual(found, []);
});

test("nor in the pages around it, nor where it cannot run", async () => {
  const found = [];
  for (const path of ["/", "/start.html", "/desk.html", "/open.html", "/themes.html"]) {
    const page = await open(path);
    await heard(page, "ready");
    await fit(page, "en");
    await page.evaluate(AXE);
    const { found: here, by } = await look(page);
    assert.ok(by.length > 15 && by.includes("document-title"), `${path}: only ${by}`);
    found.push(...here.map((fault) => `${path}: ${fault}`));
    await assertClean(page);
    await page.context().close();
  }
  const page = await openHost("");
  await page.route("**/page_bg.wasm*", (route) => route.abort());
  await page.evaluate(AXE);
  for (const lang of LANGUAGES) {
    await page.evaluate(([name, lang]) => {
      const element = document.createElement(name);
      element.lang = lang;
      document.querySelector("main").replaceChildren(element);
    }, [NAME, lang]);
    await page.locator(`.stopped[lang=${lang}]`).waitFor();
    found.push(...(await look(page, undefined, { preload: false })).found);
  }
  assert.deepEqual(found, []);
});
