// How it looks, measured: the large density for the elderly and the size of what is pressed, on every
// page and with every fold open; the example themes; more contrast.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { assertClean, heard, NAME, open, openHost, server, until } from "./browser.mjs";
import { fillLoan, give, openAll, reads } from "./person.mjs";
import { host } from "./serve.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const cases = JSON.parse(await readFile(new URL("../../target/cases.json", import.meta.url), "utf8"));

/** Of each benefit the golden case that shows the most. */
const chosen = new Map();
const shows = ({ outcome }) => JSON.stringify([outcome.tables, outcome.amounts, outcome.notices]).length;
for (const one of cases.filter(({ ask, outcome }) => !outcome.refused && !ask.as_known_on && !ask.packs && (ask.lang ?? "zh-Hans") === "zh-Hans")) {
  const best = chosen.get(one.ask.benefit);
  if (!best || shows(one) > shows(best)) chosen.set(one.ask.benefit, one);
}

/** What is smaller than this: text in px, and what is pressed. Also what sticks out to the right. */
const tooSmall = (page, text, target) => page.evaluate(([text, target]) => {
  const root = document.querySelector("new-citizen-calculator").shadowRoot;
  const wide = document.documentElement.clientWidth;
  const seen = (node) => node.getClientRects().length > 0 && !node.closest(".spoken, option");
  const scrolls = (node) => node && (["auto", "scroll"].includes(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
  const name = (node) => `${node.tagName}.${node.getAttribute("class") ?? ""} “${node.textContent.trim().slice(0, 24)}”`;
  const nodes = [...root.querySelectorAll(".page *")].filter(seen);
  const written = nodes.filter((node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
  // A hard word in running text is as high as its line.
  const pressed = nodes.filter((node) => node.matches("button, a[href], summary, select, .option, input:not([type=radio])")
    && !(node.matches(".term") && !node.closest(".terms")));
  return {
    counted: [written.length, pressed.length],
    text: [...new Set(written.filter((node) => parseFloat(getComputedStyle(node).fontSize) < text)
      .map((node) => `${name(node)} ${getComputedStyle(node).fontSize}`))],
    targets: pressed.map((node) => ({ node, ...(({ width, height }) => ({ width, height }))(node.getBoundingClientRect()) }))
      .filter(({ width, height }) => Math.min(width, height) < target - 0.5)
      .map(({ node, width, height }) => `${name(node)} ${Math.round(width)} × ${Math.round(height)}`),
    out: nodes.filter((node) => node.getBoundingClientRect().right > wide + 1 && !scrolls(node.parentElement) && !node.closest("svg"))
      .map((node) => `${name(node)} reaches ${Math.round(node.getBoundingClientRect().right)}`),
  };
}, [text, target]);

async function assertSizes(page, what, text, target) {
  const { counted, ...found } = await tooSmall(page, text, target);
  assert.ok(counted[0] > 10 && counted[1] > 3, `${what}: ${counted} looked at`);
  assert.deepEqual(found, { text: [], targets: [], out: [] }, what);
}

// One page for all: the element is asked for one benefit after the other. 18 pt are 24 px.
for (const lang of ["zh-Hans", "en"]) {
  test(`large: all text has 18 pt, all targets 60 px, and 320 px are wide enough: ${lang}`, async () => {
    const page = await openHost(`<${NAME} benefit="start" lang="${lang}" density="large" on="2026-11-25"></${NAME}>`,
      { viewport: { width: 320, height: 16_000 }, lang });
    await heard(page, "ready");
    const set = (attributes) => page.evaluate((attributes) => {
      const element = document.querySelector("new-citizen-calculator");
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    }, attributes);
    const both = async (what) => {
      await assertSizes(page, `${what}, large`, 24, 60);
      await set({ density: "normal" });
      await assertSizes(page, what, 12, 44);
      await set({ density: "large" });
    };
    await page.locator(".cards .worth").first().waitFor();
    await both("start");
    for (const [benefit, { ask }] of chosen) {
      await set({ benefit, on: ask.on });
      await page.locator(".headline .rules").waitFor();
      await give(page, ask.answers ?? {});
      await page.waitForTimeout(600);
      await openAll(page);
      await both(benefit);
    }
    await page.locator("[data-do='tell share open']").click();
    await page.locator("#share-link").waitFor();
    await both("sharing");
    for (const about of ["look-up help", "look-up words", "look-up"]) {
      await page.locator(`.foot [data-do="${about}"]`).click();
      await page.locator(".book :is(dl, .rows > li)").first().waitFor();
      await both(about);
      await page.locator('.book [data-do="shut"]').first().click();
    }
    await assertClean(page);
  });
}

test("on a phone: why not, what it would be worth, the way in, in this order; and no number is broken", async () => {
  server.put("/host.html", host(`<${NAME} benefit="startup-loan"></${NAME}>`));
  const page = await open("/host.html#ncc=1&b=startup-loan&on=2026-06-10&scheme=beijing&borrower=individual&amount=300000" +
    "&term_months=24&repayment=interest-only&credit_good=no", { viewport: { width: 360, height: 800 } });
  await page.locator(".ways").waitFor();
  const { order, next, numbers } = await page.locator(".headline").evaluate((node) => ({
    order: [...node.children].map((child) => child.className).filter((name) => ["why", "sentence", "split"].includes(name)),
    next: node.nextElementSibling.className,
    numbers: [...node.querySelectorAll(".sentence .number")].map((number) => ({ text: number.textContent,
      lines: Math.round([...number.getClientRects()].reduce((sum, { height }) => sum + height, 0) / parseFloat(getComputedStyle(number).lineHeight)) })),
  }));
  assert.deepEqual(order, ["why", "sentence"]);
  assert.equal(next, "ways");
  assert.ok(numbers.some(({ text }) => /^[\d,.]+–[\d,.]+ 元$/.test(text)), JSON.stringify(numbers));
  assert.deepEqual(numbers.filter(({ lines }) => lines !== 1), []);
  // No room is left for what reaches a goal before there is one.
  assert.equal(await page.locator(".goal").count(), 1);
  assert.equal(await page.locator(".goal .reached").count(), 0);
});

test("where nothing turns, nothing opens to say so", async () => {
  server.put("/host.html", host(`<${NAME} benefit="loan-cost"></${NAME}>`));
  const page = await open("/host.html#ncc=1&b=loan-cost&on=2026-11-23&purpose=new&amount=100000&offers=2&offers.1.rate_given=year&offers.1.rate=6" +
    "&offers.1.term_months=12&offers.1.method=interest-only&offers.1.fee_at_start=0&offers.1.fee_monthly=0&offers.1.changes=none&offers.2.rate_given=year" +
    "&offers.2.rate=4&offers.2.term_months=12&offers.2.method=interest-only&offers.2.fee_at_start=0&offers.2.fee_monthly=0&offers.2.changes=none");
  await page.locator(".what-if .even").waitFor();
  assert.equal(await page.locator('[data-do="fold x-turns"]').count(), 0);
});

test("a button makes the text large, tells the host by the attribute, and nothing typed is lost", async () => {
  const page = await openHost(`<${NAME} benefit="startup-loan" lang="zh-Hans" on="2025-06-10"></${NAME}>`);
  await heard(page, "ready");
  await fillLoan(page);
  await reads(page, /5,250/);
  const button = page.getByRole("button", { name: "大字" });
  const size = () => page.locator(".sentence").evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
  const before = await size();
  await button.focus();
  await page.keyboard.press("Space");
  await until(async () => await button.getAttribute("aria-pressed") === "true", () => "not pressed");
  assert.equal(await page.locator(NAME).getAttribute("density"), "large");
  assert.ok(await size() > before);
  assert.ok(await button.evaluate((node) => node.matches(":focus")));
  await reads(page, /5,250/);
  await page.keyboard.press("Space");
  await until(async () => await button.getAttribute("aria-pressed") === "false", () => "still pressed");
  assert.equal(await size(), before);
  await assertClean(page);
});

test("a page's own root size, however odd, changes no size inside", async () => {
  const page = await openHost(`<${NAME} benefit="startup-loan"></${NAME}>`);
  await heard(page, "ready");
  const sizes = () => page.evaluate(() => [...document.querySelector("new-citizen-calculator").shadowRoot.querySelectorAll("h2, h3, .help, input, button")]
    .map((node) => getComputedStyle(node).fontSize + getComputedStyle(node).paddingTop));
  const before = await sizes();
  // As pages do that scale everything with the width of the phone.
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "100px"));
  assert.deepEqual(await sizes(), before);
});

for (const theme of ["green", "red"]) {
  test(`the ${theme} theme from outside: colours inside, none too close, in the dark too`, async () => {
    const page = await open(`/themes.html?theme=${theme}`, { viewport: { width: 360, height: 16_000 } });
    await heard(page, "ready");
    const colour = await page.evaluate(() => getComputedStyle(document.querySelector("new-citizen-calculator")).getPropertyValue("--ncc-accent"));
    const css = await readFile(new URL(`../../www/themes/${theme}.css`, import.meta.url), "utf8");
    assert.equal(colour.trim(), /--ncc-accent: (#\w+)/.exec(css)[1]);
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.trim().slice(at, at + 2), 16));
    assert.equal(await page.locator(".languages [aria-pressed=true]").evaluate((node) => getComputedStyle(node).backgroundColor), `rgb(${r}, ${g}, ${b})`);
    await page.locator("#f-amount").fill("300000");
    await page.locator("#f-rate").fill("99");
    await page.locator("#f-rate[aria-invalid=true]").waitFor();
    await openAll(page);
    await page.evaluate(AXE);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await tooClose(page), [], colorScheme);
    }
    await assertClean(page);
  });
}

test("with more contrast text has 7 to 1, in the light and in the dark", async () => {
  const page = await openHost(`<${NAME} benefit="startup-loan" on="2025-06-10"></${NAME}>`, { viewport: { width: 360, height: 16_000 } });
  await heard(page, "ready");
  await fillLoan(page);
  await page.locator("#f-fee").fill("lots");
  await page.locator("#f-fee[aria-invalid=true]").waitFor();
  await openAll(page);
  await page.evaluate(AXE);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, contrast: "more" });
    assert.deepEqual(await tooClose(page, "color-contrast-enhanced"), [], colorScheme);
  }
});

/** What axe finds in the calculator by some of its rules. */
async function violations(page, runOnly) {
  const ran = await page.evaluate((runOnly) =>
    globalThis.axe.run(document.querySelector("new-citizen-calculator"), { runOnly, resultTypes: ["violations"] }), runOnly);
  assert.ok(ran.passes.length > 0, "axe saw the page");
  return ran.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary.split("\n").pop()}`));
}

/** Colours that are too close. */
const tooClose = (page, rule = "color-contrast") => violations(page, { type: "rule", values: [rule] });
