// A person fills in the form by keyboard alone, reads the result and changes the language.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClean, heard, open, openHost, pause, told } from "./browser.mjs";
import { answers, fill, fillLoan, focused, pick, reads, sentence, tabTo } from "./person.mjs";

const LOAN = { on: "2025/6/10", scheme: "national", area: "east", borrower: "individual", amount: "300000",
  term_months: "12", rate: "3.5", repayment: "interest-only" };
const ELEMENT = '<new-citizen-calculator benefit="startup-loan" on="2025-06-10"></new-citizen-calculator>';

test("by keyboard: the form, the result, the other language; nothing is sent and nothing complained of", async () => {
  const page = await open();
  await heard(page, "ready");
  await page.waitForLoadState("networkidle");
  page.requests.length = 0;

  await fillLoan(page);
  await reads(page, /国家替您付 10,500 元利息中的 5,250 元/);
  assert.deepEqual(await answers(page), LOAN);
  await pause(page);
  assert.match(await page.locator("output.spoken").textContent(), /5,250/, "the result is said aloud");
  const [{ detail }] = (await told(page, "result")).slice(-1);
  assert.equal(detail.amounts.subsidy.low, "5250.00");
  assert.equal(detail.amounts.subsidy.high, "5250.00");
  assert.deepEqual(page.requests, [], "no request while typing");

  const button = page.getByRole("button", { name: "English" });
  for (let presses = 0; presses < 80 && !(await button.evaluate((node) => node.matches(":focus"))); presses += 1) {
    await page.keyboard.press("Shift+Tab");
  }
  await page.keyboard.press("Enter");
  await reads(page, /the state pays 5,250 of 10,500 yuan in interest/);
  assert.deepEqual(await answers(page), LOAN, "every answer is as it was typed");
  assert.equal(await button.getAttribute("aria-pressed"), "true");
  assert.equal(await button.evaluate((node) => node.matches(":focus")), true, "the focus stays on the button");
  const words = ["en.json", "en.result.json", "explore/en.json", "glossary/en.json", "help/en.json", "startup-loan/en.json", "startup-loan/en.result.json"]
    .map((file) => `/locales/${file}`);
  assert.deepEqual(page.requests.toSorted(), words);

  await page.getByRole("button", { name: "简体" }).press("Enter");
  await reads(page, /国家替您付/);
  await pause(page);
  assert.deepEqual(page.requests.toSorted(), words, "the first language is still there");
  await assertClean(page);
});

test("a pause while typing keeps the focus, the text and the place in it", async () => {
  const page = await openHost(ELEMENT);
  await heard(page, "ready");
  await fill(page, "amount", "3000");
  await pause(page);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("5");
  await pause(page);
  await page.keyboard.type("6");
  assert.deepEqual((({ id, value }) => [id, value])(await focused(page)), ["f-amount", "300560"]);
  await assertClean(page);
});

test("a Chinese input method writes undisturbed", async () => {
  const page = await openHost(ELEMENT);
  await heard(page, "ready");
  await tabTo(page, "f-amount");
  const keys = await page.context().newCDPSession(page);
  for (const text of ["e", "er", "er shi", "er shi wan"]) {
    await keys.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(50);
    assert.equal((await focused(page)).value, text);
  }
  await pause(page);
  assert.equal((await focused(page)).value, "er shi wan");
  await keys.send("Input.insertText", { text: "二十万" });
  assert.equal((await focused(page)).value, "二十万");
  const note = page.locator("#f-amount-note");
  await page.waitForFunction((note) => note.textContent.includes("200,000"), await note.elementHandle());
  await assertClean(page);
});

test("an amount may be written 20万, 二十万 or 200,000", async () => {
  const page = await openHost(ELEMENT);
  await heard(page, "ready");
  await fillLoan(page);
  for (const text of ["20万", "二十万", "200,000", "２０００００元"]) {
    await page.locator("#f-amount").fill("");
    await page.locator("#f-amount").focus();
    await fill(page, "amount", text);
    // 200,000 × 3.5% for a year, half of it from the state.
    await reads(page, /国家替您付 7,000 元利息中的 3,500 元/);
    assert.equal(await page.locator("#f-amount").getAttribute("aria-invalid"), null);
  }
  assert.match(await page.locator("#f-amount-note").textContent(), /200,000 元/);
  await assertClean(page);
});

test("what cannot be is explained beside its field, and the rest still counts", async () => {
  const page = await openHost(ELEMENT);
  await heard(page, "ready");
  await fillLoan(page);
  const explained = async (field) => page.locator(`#f-${field}`).evaluate((input) => {
    const ids = input.getAttribute("aria-describedby").split(" ");
    return ids.map((id) => input.getRootNode().getElementById(id)?.textContent ?? "").join(" ");
  });
  for (const [field, text, why] of [
    ["rate", "99", /0 到 36/], ["rate", "很低", /0 到 36/], ["amount", "1e9", /1 到 100,000,000/],
    ["term_months", "1.5", /整数/], ["on", "下周", /2026-11-23/], ["on", "2025-02-30", /2026-11-23/],
  ]) {
    const input = page.locator(`#f-${field}`);
    const before = await input.inputValue();
    await input.fill(text);
    await pause(page);
    assert.equal(await input.getAttribute("aria-invalid"), "true", `${field}: ${text}`);
    assert.match(await explained(field), why);
    assert.equal(await input.inputValue(), text, "what was typed stays");
    assert.deepEqual(await answers(page), { ...LOAN, [field]: text, ...(field !== "on" && { on: LOAN.on }) });
    assert.ok((await page.locator(".conditions > li").count()) > 0, "there is still a result");
    const [{ detail }] = (await told(page, "error")).slice(-1);
    assert.equal(detail.field, field);
    assert.ok(detail.allowed && detail.message);
    await input.fill(before);
    await reads(page, /10,500 元利息中的 5,250 元/);
    assert.equal(await input.getAttribute("aria-invalid"), null);
  }
  await page.locator("#f-rate").fill("99");
  await pause(page);
  const [{ detail }] = (await told(page, "result")).slice(-1);
  assert.equal(detail.amounts.ceiling?.low, detail.amounts.ceiling?.high, "the ceiling needs no rate");
  assert.notEqual(await sentence(page), "");
  await assertClean(page);
});

test("whatever is typed, the page goes on", async () => {
  const page = await openHost(ELEMENT);
  await heard(page, "ready");
  await fillLoan(page);
  const garbage = [" ", "\0", "-", "-1", ".", ",", "万", "万万亿", "1".repeat(100_000), "九".repeat(50_000), "亿".repeat(39), "NaN",
    "1e400", "0x10", "𝟛", "٣", "‮3", "👩‍👩‍👧", "\ud800", "<b>3</b>", "{rate}", "9".repeat(28), "0." + "0".repeat(37) + "1"];
  for (const field of ["on", "amount", "term_months", "rate", "fee"]) {
    const input = page.locator(`#f-${field}`);
    for (const text of garbage) {
      // Set and told in one go: what counts is that nothing breaks.
      await input.evaluate((input, text) => {
        input.value = text;
        input.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
      }, text);
      await page.waitForTimeout(20);
    }
    await pause(page);
    await input.fill(LOAN[field] ?? "");
  }
  await reads(page, /10,500 元利息中的 5,250 元/);
  assert.deepEqual(await answers(page), LOAN);
  await assertClean(page);
});

test("a choice can be undone by keyboard, and the focus stays in its group", async () => {
  const page = await openHost(ELEMENT);
  await heard(page, "ready");
  await pick(page, "scheme", "national");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(100);
  assert.equal((await focused(page)).name, "f-scheme");
  assert.equal((await answers(page)).scheme, undefined);
  await assertClean(page);
});

test("everything can be cleared, and the focus is not lost", async () => {
  const page = await openHost(ELEMENT);
  await heard(page, "ready");
  await fillLoan(page);
  await page.getByRole("button", { name: "全部清空" }).press("Enter");
  await page.waitForTimeout(200);
  assert.deepEqual(await answers(page), { on: "2025/6/10" });
  assert.notEqual((await focused(page)).tagName, "BODY", "the button that went had the focus");
  await assertClean(page);
});
