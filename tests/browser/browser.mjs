// One Chromium and one server for a file of tests, and pages that note everything that goes wrong.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { host, serve } from "./serve.mjs";

export const NAME = "new-citizen-calculator";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

let browser;
export let server;

before(async () => {
  server = await serve();
  browser = await chromium.launch({ executablePath: process.env.NCC_CHROMIUM, args: FLAGS });
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Runs in the page before anything else: what the elements tell and what the policy forbids. */
function listen(name) {
  globalThis.told = [];
  globalThis.violations = [];
  for (const what of ["ready", "result", "error"]) {
    document.addEventListener(`${name}:${what}`, ({ target, detail }) => told.push({ what, id: target.id, detail }));
  }
  document.addEventListener("securitypolicyviolation", (event) =>
    violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
}

/**
 * A new page, in a context of its own. `faults` are what the console and the browser complained of,
 * `requests` the paths that were asked for. `settings` are Playwright's, for the context.
 */
export async function open(path = "/", settings = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...settings });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.faults = [];
  page.requests = [];
  page.on("console", (line) => ["error", "warning"].includes(line.type()) && page.faults.push(line.text()));
  page.on("pageerror", (error) => page.faults.push(String(error)));
  context.on("request", (request) => {
    const { pathname } = new URL(request.url());
    // The browser itself asks for the host's icon again when the fragment changes, as nothing here is cached.
    if (pathname !== "/icon.svg") page.requests.push(pathname);
  });
  await page.addInitScript(listen, NAME);
  await page.goto(server.origin + path);
  return page;
}

/** A page with this markup in it, as a host would write it. */
export async function openHost(markup, settings = {}, more = {}) {
  server.put("/host.html", host(markup, settings.lang), more);
  return open("/host.html", settings);
}

let benefits;
/** The benefits with their questions, as the engine tells them. */
export async function catalogue() {
  if (!benefits) {
    const page = await open();
    benefits = await page.evaluate(async () => (await (await import("/engine.js")).load()).catalogue({}));
    await page.context().close();
  }
  return benefits;
}

/** What the page's elements told so far: `{ what, id, detail }`. */
export const told = (page, what) => page.evaluate((what) => globalThis.told.filter((one) => one.what === what), what);

/** Waits until this many of an event were told, and gives them. */
export async function heard(page, what, count = 1) {
  const enough = async () => (await told(page, what)).length >= count;
  await until(enough, () => `${what} was told fewer than ${count} times`);
  return told(page, what);
}

/** Waits until something holds. */
export async function until(holds, otherwise, patience = 15_000) {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > end) assert.fail(await otherwise());
    await new Promise((done) => setTimeout(done, 20));
  }
}

/**
 * Loads the page again, as its own script would. A reload from outside may come before the browser has heard
 * what the page wrote into its address a moment ago; nobody's hand is so quick.
 */
export async function reload(page) {
  const loaded = page.waitForEvent("load");
  await page.evaluate(() => { setTimeout(() => location.reload()); });
  await loaded;
}

/** Nothing was complained of and nothing forbidden was tried. */
export async function assertClean(page) {
  assert.deepEqual(page.faults, []);
  assert.deepEqual(await page.evaluate(() => globalThis.violations), []);
}

/** Waits longer than it takes for a result to be told: working out is put off, and then telling. */
export const pause = (page) => page.waitForTimeout(1_300);
