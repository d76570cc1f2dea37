// What else could be: the way in, the next question, what-ifs, goals. What a person does with them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { assertClean, heard, NAME, openHost, pause, until } from "./browser.mjs";
import { focused, reads } from "./person.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const within = (page, selector) => page.locator(`${NAME} >> css=${selector}`);
const field = (page, id) => within(page, `[id="f-${id}"]`);

async function openBenefit(benefit, on, settings = {}) {
  const lang = settings.lang ?? "zh-Hans";
  const page = await openHost(`<${NAME} benefit="${benefit}" lang="${lang}" on="${on}"></${NAME}>`, settings);
  await heard(page, "ready");
  return page;
}

/** Answers by field, as a person would: what is asked only after another in its turn. */
async function answer(page, answers) {
  for (const [id, value] of Object.entries(answers)) {
    const radio = within(page, `input[name="f-${id}"][value="${value}"]`);
    await until(async () => (await field(page, id).count()) + (await radio.count()), () => `${id} is not asked`);
    if (await radio.count()) await radio.check({ force: true });
    else if ((await field(page, id).evaluate((node) => node.tagName)) === "SELECT") await field(page, id).selectOption(value);
    else await field(page, id).fill(value);
  }
}

async function axe(page, state) {
  await page.evaluate(AXE);
  const ran = await page.evaluate((tags) =>
    globalThis.axe.run(document, { runOnly: tags, rules: { "target-size": { enabled: true } } }), TAGS);
  assert.deepEqual(ran.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`)), [], state);
}

/** Waits until something reads like this. */
const says = (page, selector, expected) => until(
  async () => expected.test((await within(page, selector).allTextContents()).join("\n")),
  async () => `${selector} reads “${await within(page, selector).allTextContents()}”, not ${expected}`, 8_000);

// 财金〔2025〕81号: one point for one year on at most a million.
const SERVICE = { amount: "500000", rate: "3", term_months: "12", repayment: "interest-only", field: "catering-and-lodging",
  other_principal: "0", local_rate: "0", other_central_subsidy: "no", overdue: "no" };

test("not eligible: the way in goes into the form by keyboard, and back", async () => {
  const page = await openBenefit("service-loan-subsidy", "2025-06-10");
  await answer(page, { ...SERVICE, other_central_subsidy: "yes" });
  await says(page, ".verdict", /不符合/);
  const apply = within(page, '.ways [data-do^="explore way"]').first();
  await says(page, ".ways .choices p", /从“是”改成“否”/);
  await axe(page, "a way in");
  await apply.focus();
  await page.keyboard.press("Enter");
  await says(page, ".headline .verdict", /^符合条件/);
  assert.ok(await within(page, 'input[name="f-other_central_subsidy"][value=no]').isChecked());
  const undo = within(page, '[data-do="explore undo"]');
  assert.ok(await undo.evaluate((node) => node.matches(":focus")), "the focus goes to the way back");
  await pause(page);
  await axe(page, "changed");
  await page.keyboard.press("Enter");
  await says(page, ".headline .verdict", /不符合/);
  assert.ok(await within(page, 'input[name="f-other_central_subsidy"][value=yes]').isChecked());
  await says(page, ".ways .choices p", /从“是”改成“否”/);
  await assertClean(page);
});

test("not eligible: how many are still to be hired, and what nobody can change", async () => {
  // 12 % of 60 against 15 % (2682号 item 2): 7 were hired, 9 are needed.
  const page = await openBenefit("startup-loan", "2022-09-10");
  await answer(page, { scheme: "beijing", borrower: "small-enterprise", amount: "3000000", term_months: "24", rate: "4.15",
    repayment: "interest-only", registered_here: "yes", credit_good: "yes", staff: "60", new_hires: "7", arrears: "no",
    previous_loans: "0" });
  await says(page, ".ways .choices p", /从“7 人”改成“9 人”/);
  await within(page, '.ways [data-do^="explore way"]').first().click();
  await says(page, ".headline .verdict", /^符合条件/);
  assert.equal(await field(page, "new_hires").inputValue(), "9");
  await answer(page, { credit_good: "no" });
  await says(page, ".ways", /您自己改不了：[^。]*信用/);
  assert.equal(await within(page, '[data-do="explore undo"]').count(), 1, "what was changed can still be taken back");
  await assertClean(page);
});

test("what comes by itself says from which day", async () => {
  // 居民购房贷款贴息 (财金〔2026〕95号) starts on 2026-10-01 and was public from 2026-09-29.
  const page = await openBenefit("mortgage-subsidy", "2026-09-30");
  await answer(page, { amount: "800000", rate: "3.1", term_months: "240", repayment: "equal-instalment",
    loan_kind: "commercial", first_home: "yes", price: "1200000", area: "89" });
  await pause(page);
  const verdict = await within(page, ".headline .verdict").textContent();
  if (/不符合/.test(verdict)) await says(page, ".ways", /2026-10-01/);
  await assertClean(page);
});

test("the next question moves the focus to its field, and answering it brings another", async () => {
  const page = await openBenefit("service-loan-subsidy", "2025-06-10");
  await within(page, ".next .asked button").waitFor();
  await axe(page, "the next question");
  const next = () => within(page, ".next .asked button").getAttribute("data-do");
  const first = (await next()).replace("explore to ", "");
  await within(page, ".next .asked button").focus();
  await page.keyboard.press("Enter");
  const at = await focused(page);
  assert.ok([at.id, at.name].includes(`f-${first}`), `the focus is on ${at.id || at.name}, not ${first}`);
  await answer(page, { [first]: SERVICE[first] });
  await until(async () => (await within(page, ".next .asked button").count()) && (await next()) !== `explore to ${first}`,
    () => "the next question is not another");
  await assertClean(page);
});

test("questions that make no difference any more are set apart", async () => {
  // 居民购房贷款贴息 needs a home of at most so much; outside the field of 81号 nothing else matters.
  const page = await openBenefit("health-cover", "2026-11-23");
  await answer(page, { edition: "of-the-day", insurance: "elsewhere", health: "healthy", bill: "settled",
    inpatient_cost: "20000", basic_paid: "0", outpatient_place: "none", serious_paid: "0", beyond_list: "none" });
  const fold = within(page, ".next summary");
  await fold.waitFor();
  const count = Number((await fold.textContent()).match(/\d+/)[0]);
  await fold.press("Enter");
  await within(page, ".next .plainly li").first().waitFor();
  assert.equal(await within(page, ".next .plainly li").count(), count);
  await axe(page, "questions set apart");
  await assertClean(page);
});

test("what if: the slider and the field move the mark, and the number goes into the form and back", async () => {
  const page = await openBenefit("service-loan-subsidy", "2025-06-10");
  await answer(page, SERVICE);
  await says(page, ".there", /5,000 元/);
  assert.equal(await within(page, "#x-at").inputValue(), "500000");
  await within(page, "#x-at").fill("100万");
  await says(page, ".there", /10,000 元/);
  await within(page, "#x-at").fill("200万");
  await says(page, ".there", /10,000 元/);
  await within(page, "#x-at").fill("1000000");
  await says(page, ".there", /10,000 元/);
  const slider = within(page, ".slider");
  await slider.focus();
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press("ArrowLeft");
  await until(async () => (await within(page, "#x-at").inputValue()) !== "1000000", () => "the slider moves nothing");
  const slid = Number(await within(page, "#x-at").inputValue());
  assert.ok(slid < 1_000_000 && slid > 800_000, `${slid}`);
  // One point of it, to the 分.
  await says(page, ".there", new RegExp(`${(slid / 100).toLocaleString("en")} 元`));
  assert.ok(await slider.evaluate((node) => node.matches(":focus")), "the focus stays on the slider");

  // The threshold is exact, in words and in the table.
  await within(page, ".what-if summary").first().press("Enter");
  await says(page, ".what-if .plainly", /1,000,000 元/);
  await within(page, ".what-if summary").last().press("Enter");
  await says(page, ".what-if table", /1,000,000/);
  await axe(page, "a number looked at");

  await within(page, ".what-if .take").focus();
  await page.keyboard.press("Enter");
  assert.equal(await field(page, "amount").inputValue(), String(slid));
  await reads(page, new RegExp((slid / 100).toLocaleString("en")));
  await page.keyboard.press("Enter");
  assert.equal(await field(page, "amount").inputValue(), "500000");
  await reads(page, /5,000 元/);

  // Another number.
  await within(page, "#x-along").selectOption("term_months");
  await until(async () => (await within(page, "#x-at").inputValue()) === "12", () => "the field is of the other number");
  await until(async () => (await within(page, ".curves path.first").count()) > 1, () => "nothing is drawn");
  await assertClean(page);
});

test("nonsense in the field and in the goal is refused beside it, and the rest stays", async () => {
  const page = await openBenefit("service-loan-subsidy", "2025-06-10");
  await answer(page, SERVICE);
  await says(page, ".there", /5,000 元/);
  for (const [id, legal] of [["x-at", "200万"], ["x-goal", "3000"]]) {
    const input = within(page, `#${id}`);
    for (const text of ["abc", "-5", "1e9", "💰", "二三", "9".repeat(39), "9".repeat(400), "<img src=x>", "1.234", "NaN", "∞", "\u202e5"]) {
      await input.fill(text);
      await within(page, `#${id}[aria-invalid=true]`).waitFor();
      assert.ok((await within(page, `#${id}-note`).textContent()).length > 5, `${id}: ${text}`);
    }
    if (id === "x-at") await axe(page, "nonsense");
    for (const text of [" ", "０", legal]) {
      await input.fill(text);
      if (text !== "０") assert.equal(await within(page, `#${id}[aria-invalid=true]`).count(), 0, text);
    }
  }
  await pause(page);
  assert.equal(await field(page, "amount").inputValue(), "500000");
  await reads(page, /5,000 元/);
  await assertClean(page);
});

test("a goal: the numbers that reach it, or the nearest, and the way into the form", async () => {
  const page = await openBenefit("service-loan-subsidy", "2025-06-10");
  await answer(page, SERVICE);
  await within(page, "#x-wanted").waitFor();
  await within(page, "#x-wanted").selectOption("least subsidy");
  await within(page, "#x-goal").fill("8000");
  await says(page, ".reached .answer", /800,000 元 到 100,000,000 元/);
  await says(page, "output.spoken", /800,000/);
  await axe(page, "a goal reached");
  await within(page, ".goal .take").focus();
  await page.keyboard.press("Enter");
  assert.equal(await field(page, "amount").inputValue(), "800000");
  await reads(page, /8,000 元/);
  await within(page, '[data-do="explore undo"]').click();
  assert.equal(await field(page, "amount").inputValue(), "500000");

  await within(page, "#x-goal").fill("2万");
  await says(page, ".reached .answer", /都做不到.*10,000 元/);
  await within(page, "#x-wanted").selectOption("most borrower_interest");
  await within(page, "#x-goal").fill("10000");
  // Three points less one.
  await says(page, ".reached .answer", /到 500,000 元/);
  await assertClean(page);
});

test("the cover: what must be filled first, what I pay against the bill, and when it pays for itself", async () => {
  const page = await openBenefit("health-cover", "2026-11-23");
  await answer(page, { edition: "of-the-day", insurance: "elsewhere", health: "healthy" });
  await within(page, ".what-if .asked button").first().waitFor();
  const asked = await within(page, ".what-if .asked button").evaluateAll((all) => all.map((one) => one.dataset.do));
  assert.ok(asked.includes("explore to bill"), `${asked}`);
  assert.ok(!asked.includes("explore to inpatient_cost"), "the bill itself is what varies");
  await axe(page, "what must be filled first");
  await answer(page, { bill: "settled", basic_paid: "0", outpatient_place: "none", serious_paid: "0", beyond_list: "none" });
  // The 2026 edition pays a quarter above 15,000 (fees-insurance-pension.md 2.5), and costs 195 yuan.
  await says(page, ".pays", /15,780 元/);
  await until(async () => (await within(page, ".curves path:not(.dot, .band)").count()) >= 2 + 2, () => "two lines and their signs");
  await within(page, "#x-at").fill("20000");
  await says(page, ".there", /18,750 元[^]*20,000 元/);
  await axe(page, "the curve");
  await assertClean(page);
});

test("why the amount changed, in one line, until the next answer", async () => {
  const page = await openBenefit("service-loan-subsidy", "2025-06-10");
  await answer(page, SERVICE);
  await says(page, ".there", /5,000 元/);
  await pause(page);
  await field(page, "amount").fill("400000");
  // Two points of 100,000 less.
  await says(page, ".changed", /少 2,000 元.*500,000 元 → 400,000 元/);
  await field(page, "rate").fill("3.5");
  await until(async () => !/500,000/.test((await within(page, ".changed").allTextContents()).join()), () => "the old line stays");
  await says(page, ".changed", /多 2,000 元/);
  await assertClean(page);
});

test("another benefit in the middle of it all: nothing of the first is left, and nothing fails", async () => {
  const page = await openBenefit("startup-loan", "2026-06-10");
  for (const benefit of ["health-cover", "loan-cost", "service-loan-subsidy", "startup-loan"]) {
    // While it explores: right after the pause that begins it.
    await page.waitForTimeout(650);
    await page.evaluate(([name, benefit]) => document.querySelector(name).setAttribute("benefit", benefit), [NAME, benefit]);
  }
  await within(page, ".next .asked button").waitFor();
  await assertClean(page);
});

test("a new answer drops what was found for the old one", async () => {
  const page = await openBenefit("service-loan-subsidy", "2025-06-10");
  await answer(page, SERVICE);
  await says(page, ".there", /5,000 元/);
  await field(page, "rate").fill("0.5");
  // In the same task as the new result: nothing of the old one is left.
  await until(async () => !/5,000 元/.test(await within(page, ".there").textContent()), () => "the old amounts stay");
  await says(page, ".there", /2,500 元/);
  await assertClean(page);
});

test("where little is answered nothing is told in billions: one fold holds it, and few questions are named", async () => {
  const page = await openBenefit("startup-loan", "2026-11-26");
  await within(page, ".what-if .asked button").first().waitFor();
  const billions = /\d,\d{3},\d{3},\d{3}/;
  const read = () => within(page, ".result").evaluate((node) => node.innerText);
  assert.doesNotMatch(await read(), billions);
  const fold = within(page, 'details[data-do="fold amounts.wide"]');
  const [, count] = /还有 (\d+) 项/.exec(await fold.locator("> summary").innerText());
  await fold.locator("> summary").click();
  await until(async () => billions.test(await read()), () => "the ranges are nowhere");
  assert.equal(await fold.locator("li details").count(), Number(count));
  assert.equal(await within(page, ".what-if .asked button").count(), 4);
  // Sources that differ are counted, and told one by one where that opens.
  const differ = within(page, 'details[data-do="fold notice.unsettled"]');
  const [, figures] = /有 (\d+) 个数各处说法不一/.exec(await differ.locator("> summary").innerText());
  await differ.locator("> summary").click();
  await until(async () => await differ.locator("li").count() === Number(figures), () => "they are not told");
  await axe(page, "all folds of a blank page");
  await assertClean(page);
});
