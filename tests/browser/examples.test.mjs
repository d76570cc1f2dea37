// A worked example of every benefit, typed as a person types it, from the top of the form to its end:
// the sentence and the amounts are those of the case file; then a step, a source and another answer.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertClean, catalogue, heard, NAME, openHost, pause, told } from "./browser.mjs";
import { reads } from "./person.mjs";

const CASES = JSON.parse(await readFile(new URL("../../target/cases.json", import.meta.url)));

/**
 * By benefit: the case's title; what the sentence reads; the amount whose steps are opened; answers that
 * are given instead, and what the sentence reads then. All as published, or by the rule in the comment.
 */
const EXAMPLES = {
  // loans.md 8.1 G1; half as much is half of each.
  "startup-loan": { title: "柳州：10 万元一年", reads: /5,150 元利息中的 3,000 元/, opens: "subsidy",
    instead: { amount: "五万" }, then: /2,575 元利息中的 1,500 元/ },
  // loans.md 8.1 G7, then the car of 300,000 yuan: 500 under the rule of 2025, 3,000 under that of 2026.
  "consumer-loan-subsidy": { title: "小李：5 万元", reads: /1,500 元利息中的 500 元/, opens: "subsidy",
    instead: { "purchases.1.purchase_amount": "30万", "purchases.1.rate": "4%" }, then: /12,000 元利息中的 500 元/,
    later: { on: "2026/1/1", "purchases.1.purchase_day": "2026年1月1日" }, last: /12,000 元利息中的 3,000 元/ },
  // settled.md 11 N5; one point of 500,000.
  "service-loan-subsidy": { title: "2025 年：100 万元，最多 1 万元", reads: /30,000 元利息中的 10,000 元/, opens: "subsidy",
    instead: { amount: "50万元" }, then: /15,000 元利息中的 5,000 元/ },
  // loans.md 8.1 G11; 1.5 points for the first year alone.
  "small-business-loan-subsidy": { title: "5000 万元，两年", reads: /3,000,000 元利息中的 1,500,000 元/, opens: "subsidy",
    instead: { term_months: "12个月" }, then: /1,500,000 元利息中的 750,000 元/ },
  // loans.md 8.4: a fifth of the interest, two fifths where innovative.
  "first-loan-subsidy": { title: "100 万元，3.5%，一年", reads: /35,000 元利息中的 7,000 元/, opens: "subsidy",
    instead: { innovative: "from-the-start" }, then: /35,000 元利息中的 14,000 元/ },
  // settled.md 11 N7: one point a year for five years.
  "mortgage-subsidy": { title: "100 万元：一年最多 1 万元", reads: /620,000 元利息中的 50,000 元/, opens: "subsidy",
    instead: { amount: "50万" }, then: /310,000 元利息中的 25,000 元/ },
  // fees-insurance-pension.md 1.5; one new card of 5 yuan less.
  "bank-fees": { title: "五张卡、三家银行", reads: /一年 471 元，按规定能省 212 元/, opens: "right",
    instead: { new_cards: "0" }, then: /一年 466 元，按规定能省 212 元/ },
  // fees-insurance-pension.md 2.5 G-1; without anything outside the list the cover pays 92,823.04 of it.
  "health-cover": { title: "2022 年度刘先生", reads: /1,251,600 元的账单，最后您付 298,549.76 元/, opens: "paid_cover",
    instead: { beyond_list: "none" }, then: /655,000 元的账单，最后您付 53,609.76 元/ },
  // loans.md 8.2; at no interest nothing is paid.
  "loan-cost": { title: "10 万元，6.55%，120 期", reads: /第 2 笔最省：除了本金，一共要付 33,022.92 元/, opens: "interest.1",
    instead: { "offers.1.rate": "0" }, then: /第 1 笔最省：除了本金，一共要付 0 元/ },
};

/** As a person writes it: 10万, 3%, 2年, 2025年9月1日. */
function written(question, answer) {
  const text = String(answer);
  if (question.kind === "day") return text.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");
  if (question.unit === "yuan" && text.endsWith("0000")) return `${text.slice(0, -4)}万`;
  if (question.unit === "months" && answer % 12 === 0) return `${answer / 12}年`;
  return question.unit?.startsWith("percent") ? `${text}%` : text;
}

const within = (page, selector) => page.locator(`${NAME} >> css=${selector}`);

/** Answers a question by hand: types, picks from a list, or presses what is shown. */
async function give(page, field, text) {
  const control = within(page, `[id="f-${field}"]`);
  if (!(await control.count())) {
    await within(page, `label.option:has([name="f-${field}"][value="${text}"])`).click();
  } else if (await control.evaluate((node) => node.tagName === "SELECT")) {
    await control.selectOption(text);
  } else {
    await control.click();
    await page.keyboard.press("Control+A");
    await page.keyboard.type(text);
  }
}

/** Whether the form asks a question of these answers. */
function asks({ questions }, { asked_when }, given) {
  if (!asked_when) return true;
  const other = questions.find(({ id }) => id === asked_when.question);
  return asked_when.choices.includes(yesNo(given[other.id])) && asks({ questions }, other, given);
}

const yesNo = (answer) => ({ true: "yes", false: "no" })[answer] ?? answer;

/** Answers the whole form from top to bottom, adding rows on the way. */
async function fillForm(page, entry, given) {
  const { questions, rows } = entry;
  const told = (question, answer) => (question.choices.length ? String(yesNo(answer)) : written(question, answer));
  const done = new Set();
  for (const question of questions) {
    if (!question.row) {
      if (given[question.id] !== undefined && asks(entry, question, given)) await give(page, question.id, told(question, given[question.id]));
    } else if (!done.has(question.row)) {
      done.add(question.row);
      const group = rows.find(({ id }) => id === question.row);
      for (const [at, answers] of (given[group.id] ?? []).entries()) {
        const row = `${group.id}.${at + 1}`;
        if (!(await within(page, `[data-row="${row}"]`).count())) await within(page, `[data-do="add ${group.id}"]`).click();
        for (const inner of questions.filter(({ id, row }) => row === group.id && answers[id] !== undefined)) {
          if (asks(entry, inner, { ...given, ...answers })) await give(page, `${row}.${inner.id}`, told(inner, answers[inner.id]));
        }
      }
    }
  }
}

/** As amounts are shown: 1,500 or 92,823.04; a rate as it is, without noughts at its end. */
const shown = (amount, unit) => {
  const [whole, rest] = amount.replace(/^(.*\..*?)0+$/, "$1").replace(/\.$/, "").split(".");
  const cents = unit === "yuan" && rest?.length === 1 ? `${rest}0` : rest;
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (cents ? `.${cents}` : "");
};

for (const [benefit, example] of Object.entries(EXAMPLES)) {
  test(`a person and the worked example: ${benefit}`, async () => {
    const { ask, expect } = CASES.find(({ title, ask }) => ask?.benefit === benefit && title.startsWith(example.title));
    const entry = (await catalogue()).find(({ id }) => id === benefit);
    const page = await openHost(`<${NAME} benefit="${benefit}" on="${ask.on}"></${NAME}>`);
    await heard(page, "ready");
    await fillForm(page, entry, ask.answers);
    await reads(page, example.reads);
    await pause(page);

    // Every expected amount is told to the host and stands on the screen.
    const [{ detail }] = (await told(page, "result")).slice(-1);
    for (const [id, amount] of Object.entries(expect.amounts)) {
      const [low, high] = Array.isArray(amount) ? amount : [amount, amount];
      const found = detail.amounts[id];
      assert.deepEqual([found?.low, found?.high], [low, high], id);
      const text = low === high ? shown(low, found.unit) : `${shown(low, found.unit)}–${shown(high, found.unit)}`;
      const lines = await within(page, ".rows .line").allTextContents();
      assert.ok(lines.some((line) => line.startsWith(found.text) && line.includes(text)), `${id}: ${found.text} ${text} in ${lines.join(" | ")}`);
    }

    // A step of it, and the source behind.
    const fold = within(page, `details[data-do="fold amount.${example.opens}"]`);
    await fold.locator("summary").first().press("Enter");
    const steps = fold.locator("ol.steps > li");
    await steps.first().waitFor();
    assert.match(await steps.last().textContent(), /\d.*=|\d/, "the step has numbers");
    // Interest follows from the offer alone; the annualised rate has its source below.
    const figures = benefit === "loan-cost" ? within(page, ".sources details") : fold.locator("ol.steps details");
    await figures.first().waitFor();
    for (const figure of await figures.all()) await figure.locator("summary").first().click();
    const sources = within(page, "details[open] .figure");
    await sources.first().waitFor();
    assert.match((await sources.allTextContents()).join(" "), /号|公告|通知|办法|方案|规定/, "a document is named");

    for (const [answers, expected] of [[example.instead, example.then], [example.later, example.last]]) {
      if (!answers) continue;
      for (const [field, text] of Object.entries(answers)) {
        const folded = within(page, `[data-row="${field.split(".").slice(0, 2).join(".")}"] > details:not([open]) > summary`);
        if (await folded.count()) await folded.click();
        await give(page, field, text);
      }
      await reads(page, expected);
    }
    await assertClean(page);
    await page.context().close();
  });
}
