// The start page: by keyboard, by touch, with nothing answered, with garbage, in every language.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClean, heard, openHost, reload, until } from "./browser.mjs";
import { focused, sticksOut } from "./person.mjs";

const PHONE = { viewport: { width: 360, height: 780 } };

const markup = (lang = "zh-Hans", on = "2026-11-25") =>
  `<new-citizen-calculator benefit="start" lang="${lang}" on="${on}"></new-citizen-calculator>`;

const cards = (page) => page.locator(".cards .worth");
const opened = async (settings = {}, lang = "zh-Hans") => {
  const page = await openHost(markup(lang), { lang, ...settings });
  await cards(page).first().waitFor();
  return page;
};
const question = (page) => page.locator(".question > h3").textContent();
/** Passes over one question. */
const skip = async (page) => {
  const asked = await question(page);
  await page.locator(".question .quiet").click();
  await until(async () => (await question(page)) !== asked, () => `still ${asked}`);
  return asked;
};
/** Passes over all that are left, and gives them. */
const skipAll = async (page) => {
  const asked = [];
  for (; asked.length < 9 && await page.locator(".question .quiet").count();) asked.push(await skip(page));
  return asked;
};
/** Answers a question; those before it are passed over. */
const choose = async (page, id, choice) => {
  for (let presses = 0; presses < 9 && !(await page.locator(`[data-do="choose ${id}"]`).count()); presses += 1) await skip(page);
  await page.locator(`[data-do="choose ${id}"][value="${choice}"]`).click();
  await page.locator(`[data-do="clear ${id}"]`).waitFor();
};
const card = (page, id) => page.locator(`.card:has([data-do="tell open ${id}"])`);

test("all nine cards are there from the first moment, and narrow while one answers", async () => {
  const page = await openHost(markup(), PHONE);
  await page.locator(".card").nth(8).waitFor();
  await cards(page).first().waitFor();
  assert.equal(await page.locator("[data-do^='tell open ']").count(), 9);
  await choose(page, "amount", "300000");
  await choose(page, "borrow", "business");
  await until(async () => /3,000/.test(await card(page, "service-loan-subsidy").locator(".worth").textContent()),
    async () => card(page, "service-loan-subsidy").textContent());
  // Two central subsidies on one loan.
  assert.match(await card(page, "service-loan-subsidy").textContent(), /只能选一个/);
  await heard(page, "ready");
  await assertClean(page);
});

test("a card opens its calculator with the answers, and coming back keeps everything", async () => {
  const page = await opened(PHONE);
  await choose(page, "amount", "300000");
  await choose(page, "borrow", "business");
  await until(async () => (await card(page, "service-loan-subsidy").count()) === 1, () => "no card");
  await page.waitForTimeout(500);
  await card(page, "service-loan-subsidy").locator(".open").click();
  await page.locator("#f-amount").waitFor();
  assert.equal(await page.locator("#f-amount").inputValue(), "300000");
  assert.equal((await focused(page)).tagName, "H2");
  await page.locator("#f-amount").fill("150000");
  await page.locator('[data-do="tell back "]').click();
  await page.locator('[data-do="clear borrow"]').waitFor();
  await cards(page).first().waitFor();
  assert.match(await page.locator('[data-do="clear amount"]').textContent(), /30 万/);
  // What was changed in the form stays.
  await card(page, "service-loan-subsidy").locator(".open").click();
  await page.locator("#f-amount").waitFor();
  assert.equal(await page.locator("#f-amount").inputValue(), "150000");
  // Nor does a reload lose it, with the language and the density that were chosen here.
  await page.locator("#f-rate").fill("3.1");
  await page.locator("[lang=en]").first().click();
  await page.locator('[data-do="tell density "]').click();
  await until(async () => /b=service-loan-subsidy.*rate=3.1.*d=large/.test(await page.evaluate(() => location.hash)), () => "not kept");
  await reload(page);
  await cards(page).first().waitFor();
  assert.match(await page.locator("h2").first().textContent(), /What could I get/);
  assert.equal(await page.locator("new-citizen-calculator").getAttribute("density"), "large");
  await heard(page, "ready");
  await card(page, "service-loan-subsidy").locator(".open").click();
  await page.locator("#f-amount").waitFor();
  assert.deepEqual([await page.locator("#f-amount").inputValue(), await page.locator("#f-rate").inputValue()], ["150000", "3.1"]);
  await assertClean(page);
});

test("by keyboard alone: answer, skip, change, open", async () => {
  const page = await opened();
  await page.locator(".question > h3").focus();
  const first = await question(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await until(async () => (await question(page)) !== first, () => "still the first question");
  assert.equal((await focused(page)).tagName, "H3", "the next question has the focus");
  // Everything else is passed over.
  for (let presses = 0; presses < 9 && await page.locator(".question .quiet").count(); presses += 1) {
    const before = await question(page);
    await page.locator(".question .quiet").focus();
    await page.keyboard.press("Space");
    await until(async () => (await question(page)) !== before, () => `still ${before}`);
  }
  assert.match(await question(page), /问完了/);
  await page.locator('[data-do="clear amount"]').focus();
  await page.keyboard.press("Enter");
  await until(async () => (await question(page)) === first, () => "not asked again");
  // On to a card, into its calculator, and back to where it was.
  const at = () => page.evaluate(() => document.querySelector("new-citizen-calculator").shadowRoot.activeElement?.dataset.do);
  for (let presses = 0; presses < 60 && await at() !== "tell open service-loan-subsidy"; presses += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator("#f-amount").waitFor();
  assert.equal((await focused(page)).tagName, "H2");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await at(), "tell back ");
  await page.keyboard.press("Enter");
  await cards(page).first().waitFor();
  await until(async () => await at() === "tell open service-loan-subsidy", async () => `the focus is on ${await at()}`);
  await assertClean(page);
});

test("with everything skipped the cards stay as they were", async () => {
  const page = await opened(PHONE);
  const before = await cards(page).allTextContents();
  await skipAll(page);
  await page.waitForTimeout(400);
  assert.deepEqual(await cards(page).allTextContents(), before);
});

test("what is out is folded, with its reason and what would bring it in", async () => {
  const page = await opened(PHONE);
  await choose(page, "borrow", "none");
  const fold = page.locator("details");
  await until(async () => /7|8/.test(await fold.locator("summary").textContent()), () => fold.textContent());
  await fold.locator("summary").click();
  await until(async () => /您说不借钱/.test(await fold.textContent()), () => fold.textContent());
  // Nobody who does not borrow is asked about a business.
  const asked = await skipAll(page);
  assert.ok(!asked.includes("做哪一行？"), asked.join());
  assert.ok(asked.includes("有几张银行卡？"), asked.join());
});

test("garbage: another language, a day that is none, a bad pack, a benefit that does not exist", async () => {
  const page = await openHost(markup("xx", "not a day"), PHONE);
  await cards(page).first().waitFor();
  assert.ok((await heard(page, "error")).length > 0);
  await page.evaluate(() => { document.querySelector("new-citizen-calculator").packs = [{ id: 3 }]; });
  await page.locator(".banner").first().waitFor();
  await cards(page).first().waitFor();
  await page.evaluate(() => document.querySelector("new-citizen-calculator").setAttribute("benefit", "moon"));
  await page.waitForTimeout(600);
  await page.evaluate(() => document.querySelector("new-citizen-calculator").setAttribute("benefit", "bank-fees"));
  await page.locator("#f-on").waitFor();
  await page.evaluate(() => document.querySelector("new-citizen-calculator").setAttribute("benefit", "start"));
  await cards(page).first().waitFor();
});

for (const lang of ["zh-Hans", "zh-Hant", "en"]) {
  test(`targets of 44 px and no way sideways on the start page: ${lang}`, async () => {
    const page = await opened({ viewport: { width: 360, height: 6_000 } }, lang);
    for (const state of ["blank", "answered", "done"]) {
      if (state === "answered") await choose(page, "borrow", "purchase");
      if (state === "done") {
        await skipAll(page);
        await page.locator("details summary").click();
      }
      await page.waitForTimeout(300);
      const small = await page.evaluate(() => {
        const root = document.querySelector("new-citizen-calculator").shadowRoot;
        return [...root.querySelectorAll(".question button, .chip, .open")].filter((node) => node.offsetParent && node.getBoundingClientRect().height < 44)
          .map((node) => node.textContent);
      });
      assert.deepEqual(small, [], "targets of 44 px");
      assert.deepEqual(await sticksOut(page), [], state);
    }
  });
}
