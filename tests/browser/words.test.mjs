// Hard words that open where they stand, the page of help, and the list of words: by keyboard and touch,
// in every language, on a narrow screen; and nothing that was typed is lost by any of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClean, heard, NAME, open, reload, server, until } from "./browser.mjs";
import { answers, focused, openAll, sticksOut } from "./person.mjs";
import { host } from "./serve.mjs";

const CASE = "ncc=1&b=startup-loan&on=2026-11-25&scheme=national&area=east&borrower=individual&amount=300000" +
  "&term_months=12&rate=3.5&repayment=interest-only&fee=600";

const within = (page, selector) => page.locator(`${NAME} >> css=${selector}`);
/** The button of a word in the field of the repayment. */
const word = (page, id) => within(page, `[data-do^="means "][data-do$=".${id}"]`).first();
const meanings = (page) => within(page, ".meaning").allTextContents();
const lookUp = (page, what) => within(page, `.foot [data-do="look-up ${what}"]`);

async function openAt(fragment, lang = "zh-Hans", settings = {}, benefit = "startup-loan") {
  server.put("/host.html", host(`<${NAME} benefit="${benefit}" lang="${lang}" on="2026-11-25"></${NAME}>`, lang));
  const page = await open(`/host.html#${fragment}`, { locale: lang, ...settings });
  await heard(page, "ready");
  await within(page, ".foot button").first().waitFor();
  return page;
}

test("by keyboard a word opens its meaning where it stands, and shuts again with the same key or with Escape", async () => {
  const page = await openAt(CASE);
  const button = word(page, "equal-instalment");
  assert.equal(await button.getAttribute("aria-label"), "等额本息：什么意思");
  await button.focus();
  await page.keyboard.press("Enter");
  await within(page, ".meaning").waitFor();
  assert.deepEqual(await meanings(page), ["每月还的钱一样多。开头还的大多是利息，后来还的大多是本金。"]);
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  const id = await button.getAttribute("aria-controls");
  assert.equal(await within(page, `[id="${id}"]`).count(), 1, "the button names what it opened");
  await until(async () => /大多是利息/.test(await within(page, "output.spoken").textContent()), () => "it is not said aloud");
  assert.ok(await button.evaluate((node) => node.matches(":focus")), "the focus stays on the word");
  // In the same field, not somewhere else on the page.
  assert.ok(await button.evaluate((node) => node.closest(".field").contains(node.getRootNode().querySelector(".meaning"))));
  await page.keyboard.press("Space");
  await until(async () => (await meanings(page)).length === 0, () => "it stays open");
  await page.keyboard.press("Enter");
  await within(page, ".meaning").waitFor();
  await page.keyboard.press("Escape");
  await until(async () => (await meanings(page)).length === 0, () => "Escape does not shut it");
  assert.ok(await button.evaluate((node) => node.matches(":focus")));
  await assertClean(page);
  await page.context().close();
});

test("each word is explained once in a section, the longest first, and again in the next", async () => {
  const page = await openAt(CASE);
  await openAll(page);
  const found = await page.evaluate((name) => {
    const root = document.querySelector(name).shadowRoot;
    const terms = [...root.querySelectorAll(".term")];
    const section = (node) => node.closest("section, fieldset:not(.field), details");
    const twice = terms.filter((one) => terms.some((other) => other !== one && section(other) === section(one)
      && other.dataset.do.split(".").at(-1) === one.dataset.do.split(".").at(-1)));
    const inside = terms.filter((one) => one.parentElement.closest("button, label, summary, a, legend, select"));
    return { terms: terms.map((one) => one.textContent), twice: twice.map((one) => one.textContent), inside: inside.length };
  }, NAME);
  assert.ok(found.terms.length > 8, found.terms.join());
  assert.ok(found.terms.includes("等额本息") && found.terms.includes("LPR") && found.terms.includes("年化利率"), found.terms.join());
  assert.deepEqual(found.twice, []);
  assert.equal(found.inside, 0, "no button in what is pressed itself");
  // 担保 is not explained inside the name of the loan.
  const parts = await within(page, ".term").evaluateAll((all) => all.filter((one) => one.textContent === "担保"
    && /创业$/.test(one.previousSibling?.textContent ?? "")).length);
  assert.equal(parts, 0);
  await page.context().close();
});

test("by touch: a tap opens, a tap shuts, and nothing is fetched for it", async () => {
  const page = await openAt(CASE, "zh-Hans", { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const before = page.requests.length;
  const typed = await answers(page);
  const button = word(page, "equal-principal");
  const { height } = await button.boundingBox();
  assert.ok(height >= 44, `${height} px`);
  await button.tap();
  await within(page, ".meaning").waitFor();
  await button.tap();
  await until(async () => (await meanings(page)).length === 0, () => "it stays open");
  await lookUp(page, "words").tap();
  await within(page, "dl").first().waitFor();
  assert.equal(page.requests.length, before, page.requests.slice(before).join());
  assert.ok(await within(page, "dt").count() > 40);
  await within(page, '[data-do="shut"]').tap();
  await within(page, ".columns").waitFor();
  assert.deepEqual(await answers(page), typed);
  await assertClean(page);
  await page.context().close();
});

test("help: by keyboard there and back, the numbers come from the book, and unchecked ones say so", async () => {
  const page = await openAt(CASE);
  assert.match(await within(page, ".care").textContent(), /不是报价.*骗子/s);
  const typed = await answers(page);
  const before = page.requests.length;
  await lookUp(page, "help").focus();
  await page.keyboard.press("Enter");
  const row = (id) => within(page, `.book details[data-do$="${id}"]`);
  await row("telephone.complaints").waitFor();
  assert.deepEqual(page.requests.slice(before), ["/policies/new-citizen.json"]);
  assert.equal((await focused(page)).tagName, "H2");
  for (const [id, number] of [["telephone.complaints", "12378"], ["telephone.social-insurance", "12333"]]) {
    const summary = row(id).locator("summary").first();
    assert.match(await summary.textContent(), new RegExp(`凭记忆，未查到出处.*${number}`), id);
    await summary.focus();
    await page.keyboard.press("Enter");
    await row(id).locator(".history").waitFor();
    assert.match(await row(id).locator(".source").first().textContent(), new RegExp(number), id);
  }
  assert.match(await row("startup-loan.telephone").textContent(), /010-89153158/);
  // With the page open: another language, a turned phone, and back.
  await within(page, "[lang=en]").first().click();
  await until(async () => /How to spot a fraud/.test(await within(page, ".book").textContent()), () => "not in English");
  await page.setViewportSize({ width: 740, height: 360 });
  await page.keyboard.press("Escape");
  await within(page, ".columns").waitFor();
  assert.deepEqual(await answers(page), typed);
  await reload(page);
  await heard(page, "ready");
  assert.deepEqual(await answers(page), typed);
  await assertClean(page);
  await page.context().close();
});

test("where there is no loan nobody is warned of a loan's fraud; help is also on the start page, and nothing there is lost", async () => {
  const fees = await openAt("ncc=1&b=bank-fees", "zh-Hans", {}, "bank-fees");
  assert.doesNotMatch(await within(fees, ".care").textContent(), /骗子/);
  await fees.context().close();

  const page = await openAt("ncc=1&b=start&amount=300000&borrow=business", "zh-Hans", { viewport: { width: 360, height: 740 } }, "start");
  const chips = () => within(page, ".chip strong").allTextContents();
  assert.equal((await chips()).length, 2);
  assert.match(await within(page, ".care").textContent(), /骗子/);
  // A pack that does not come takes nothing away but its numbers.
  server.put("/policies/new-citizen.json", "{");
  await lookUp(page, "help").click();
  await within(page, '.book details[data-do$="startup-loan.telephone"]').waitFor();
  assert.equal(await within(page, '.book details[data-do$="telephone.complaints"]').count(), 0);
  server.take("/policies/new-citizen.json");
  await page.setViewportSize({ width: 740, height: 360 });
  await within(page, "[lang=en]").first().click();
  await until(async () => /Whom to ask/.test(await within(page, ".book").textContent()), () => "not in English");
  await within(page, '[data-do="shut"]').click();
  await within(page, ".chip").first().waitFor();
  assert.equal((await chips()).length, 2);
  await reload(page);
  await heard(page, "ready");
  await within(page, ".chip").first().waitFor();
  assert.equal((await chips()).length, 2);
  await page.goto(`${server.origin}/`);
  await page.goBack();
  await within(page, ".chip").first().waitFor();
  assert.equal((await chips()).length, 2);
  await page.context().close();
});

for (const lang of ["zh-Hans", "zh-Hant", "en"]) {
  test(`nothing scrolls sideways, with words open, in help and in the list: ${lang}`, async () => {
    const page = await openAt(CASE, lang, { viewport: { width: 320, height: 9_000 } });
    // One after a label, one in running text.
    for (const [at, button] of [word(page, "equal-instalment"), within(page, ":is(p, li) .term:visible").first()].entries()) {
      await button.click();
      await until(async () => (await meanings(page)).length > at, () => "no meaning");
    }
    assert.deepEqual(await sticksOut(page), [], "words");
    assert.doesNotMatch(await within(page, ".page").textContent(), /\b(help|unit|page)\.[a-z]+/);
    await lookUp(page, "help").click();
    await within(page, '.book details[data-do$="telephone.complaints"] > summary').click();
    await within(page, ".history").waitFor();
    assert.deepEqual(await sticksOut(page), [], "help");
    assert.doesNotMatch(await within(page, ".page").textContent(), /\b(help|unit|page)\.[a-z]+/);
    await within(page, '[data-do="shut"]').click();
    await lookUp(page, "words").click();
    await within(page, "dl").first().waitFor();
    assert.deepEqual(await sticksOut(page), [], "the list");
    await assertClean(page);
    await page.context().close();
  });
}
