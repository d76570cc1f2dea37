// The page for everyone: narrow screens, the focus in view, on paper. What axe-core finds: axe.test.mjs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { heard, openHost, pause } from "./browser.mjs";
import { fillLoan, openAll, reads, sticksOut } from "./person.mjs";

const element = (lang) => `<new-citizen-calculator benefit="startup-loan" lang="${lang}" on="2025-06-10"></new-citizen-calculator>`;
const openIn = async (lang, settings) => {
  const page = await openHost(element(lang), { locale: lang, lang, ...settings });
  await heard(page, "ready");
  return page;
};

/** What to do, one after the other, to come to each state. */
const STATES = [
  ["blank", async () => {}],
  ["filled", async (page) => {
    await fillLoan(page);
    await reads(page, /5,250/);
  }],
  ["with an error", async (page) => {
    await page.locator("#f-rate").fill("99");
    await page.locator("#f-rate[aria-invalid=true]").waitFor();
  }],
  ["with every fold open", async (page) => {
    await page.locator("#f-rate").fill("3.5");
    await reads(page, /5,250/);
    await openAll(page);
    await page.locator("table:not(.lines)").first().waitFor();
  }],
  ["with a link to share", async (page) => {
    await page.locator("[data-do='tell share open']").click();
    await page.locator("#share-link").waitFor();
  }],
  ["with the figure book", async (page) => {
    await page.locator('.foot [data-do="look-up"]').click();
    await page.locator(".book input").fill("LPR");
    await page.locator(".book .rows > li").first().waitFor();
    await openAll(page);
  }],
];

for (const lang of ["zh-Hans", "zh-Hant", "en"]) {
  test(`nothing scrolls sideways at 320 pixels: ${lang}`, async () => {
    const page = await openIn(lang, { viewport: { width: 320, height: 640 } });
    const found = [];
    for (const [state, reach] of STATES) {
      await reach(page);
      found.push(...(await sticksOut(page)).map((one) => `${state}: ${one}`));
    }
    assert.deepEqual(found, []);
  });
}

test("on a phone the focus is never hidden behind the bar", async () => {
  const page = await openIn("zh-Hans", { viewport: { width: 360, height: 640 } });
  await fillLoan(page);
  await pause(page);
  await page.evaluate(() => document.activeElement.shadowRoot.activeElement.blur());
  await page.evaluate(() => scrollTo(0, 0));
  const hidden = [];
  let stops = 0;
  for (; stops < 150; stops += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const root = document.querySelector("new-citizen-calculator").shadowRoot;
      const node = root.activeElement;
      if (!node) return null;
      const { left, right, top, bottom } = node.getBoundingClientRect();
      const points = [[(left + right) / 2, (top + bottom) / 2], [left + 3, top + 3], [right - 3, bottom - 3]];
      const seen = points.some(([x, y]) => {
        const hit = root.elementFromPoint(x, y);
        return hit && (node.contains(hit) || hit.contains(node) && !hit.matches(".bar") || node.labels?.[0]?.contains(hit));
      });
      return { seen, name: node.id || node.name || node.textContent.slice(0, 30) };
    });
    if (!at) break;
    if (!at.seen) hidden.push(at.name);
  }
  assert.ok(stops > 25, `only ${stops} stops`);
  assert.deepEqual(hidden, []);
});

test("on paper there is the result, without what can only be pressed", async () => {
  const page = await openIn("zh-Hans");
  await fillLoan(page);
  await reads(page, /5,250/);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".sentence").isVisible());
  for (const gone of [".bar", ".languages"]) assert.ok(!(await page.locator(gone).isVisible()), gone);
});
