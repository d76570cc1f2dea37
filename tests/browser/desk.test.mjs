// The desk: by keyboard alone, causes that add up, nothing lost, one sheet of A4, a code that opens the same.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import jsQR from "jsqr";
import { assertClean, heard, NAME, open, openHost, reload, server, until } from "./browser.mjs";
import { focused, sticksOut } from "./person.mjs";
import { host } from "./serve.mjs";

const OFFERS = "ncc=1&b=desk&on=2026-11-25&a.purpose=new&a.amount=300000&a.method=equal-instalment&a.rate_given=year" +
  "&a.rate=3.5&a.term_months=36&a.fee_at_start=0&a.fee_monthly=0&a.changes=none&b.rate=3.85&b.term_months=24&b.fee_at_start=1500";
const LOANS = "ncc=1&b=desk&of=startup-loan&on=2026-11-25&a.scheme=beijing&a.borrower=individual&a.amount=300000" +
  "&a.term_months=36&a.rate=3.5&a.repayment=equal-instalment&a.fee=0&a.category=returning-migrant&a.age=35" +
  "&a.registered_here=yes&a.other_loans=none&a.credit_good=yes&a.previous_loans=0&b.term_months=24&b.other_loans=other";

const desk = (lang = "zh-Hans", more = "") => `<${NAME} benefit="desk" lang="${lang}" ${more}></${NAME}>`;
const openAt = async (fragment, markup = desk(), settings = {}) => {
  server.put("/host.html", host(markup, settings.lang));
  const page = await open(`/host.html#${fragment}`, settings);
  await sheet(page);
  return page;
};
/** Everything is worked out: the sheet is drawn last. */
const sheet = (page) => page.locator(".sheet").waitFor({ state: "attached" });
const value = (page, field) => page.locator(`[id="f-${field}"]`).inputValue();
const settles = (page, holds) => until(holds, () => page.locator(".desk").textContent());
/** What stands in the cells of a line of what came out. */
const cells = (page, name) => page.locator(".results tr", { hasText: name }).first().locator("td > span").allTextContents();

test("a stranger compares two offers by keyboard in under 60 strokes", async () => {
  const page = await open("/desk.html");
  await page.locator('[id="f-a.rate_given"]').waitFor();
  await heard(page, "ready");
  let strokes = 0;
  await page.evaluate(() => {
    globalThis.strokes = 0;
    addEventListener("keydown", () => { globalThis.strokes += 1; }, true);
  });
  const press = async (key, times = 1) => {
    for (let time = 0; time < times; time += 1) {
      strokes += 1;
      await page.keyboard.press(key);
    }
  };
  const type = async (text) => {
    for (const character of text) await press(character);
  };
  // What is reached tells where to go on: a number is typed, of a list the first choice is taken.
  await press("Tab");
  await press("Enter");
  for (let tabs = 0; (await focused(page)).id !== "f-a.purpose"; tabs += 1) {
    assert.ok(tabs < 12, "the first cell is not reached");
    await press("Tab");
  }
  const first = { "f-a.purpose": "new", "f-a.amount": "300000", "f-a.method": "equal-instalment", "f-a.rate_given": "year",
    "f-a.rate": "3.5", "f-a.term_months": "36", "f-a.fee_at_start": "0", "f-a.fee_monthly": "0", "f-a.changes": "none" };
  for (const [id, answer] of Object.entries(first)) {
    await until(async () => (await focused(page)).id === id, async () => `${id} is not next, but ${(await focused(page)).id}`, 3_000);
    if (/^[\d.]+$/.test(answer)) await type(answer);
    else await press("ArrowDown");
    await until(async () => (await focused(page)).value === answer, async () => `${id} says ${(await focused(page)).value}`, 3_000);
    await press("Enter");
  }
  // The second offer says the same already; only what differs is typed.
  const second = { "f-b.rate": "3.85", "f-b.term_months": "24", "f-b.fee_at_start": "1500" };
  for (const [id, answer] of Object.entries(second)) {
    while ((await focused(page)).id !== id) await press("Enter");
    await type(answer);
  }
  await settles(page, async () => (await cells(page, "本金以外总共付"))[1] === "13,678.97 元");
  assert.deepEqual(await cells(page, "本金以外总共付"), ["16,462.46 元", "13,678.97 元"]);
  assert.equal(await page.evaluate(() => globalThis.strokes), strokes);
  console.log(`# ${strokes} key strokes`);
  assert.ok(strokes < 60, `${strokes} key strokes`);
  await assertClean(page);
});

test("why they differ adds up to the 分, a reload keeps all, columns come and go", async () => {
  const page = await openAt(OFFERS);
  const fen = async (at) => (await page.locator(at).evaluateAll((nodes) => nodes.map((node) => node.dataset.amount)))
    .map((text) => Math.round(Number(text) * 100));
  const parts = await fen(".causes li:not(.total) strong");
  assert.equal(parts.length, 3);
  // 13,678.97 less 16,462.46, as the table says.
  assert.deepEqual(await fen(".causes .total strong"), [-278_349]);
  assert.equal(parts.reduce((sum, part) => sum + part, 0), -278_349);
  assert.deepEqual(await page.locator("tr.differs th > span:first-child").allTextContents().then((all) => all.slice(0, 3)),
    ["年利率是多少？", "借多久？", "放款时收多少费用？"]);
  assert.ok(await page.locator("tr.differs .tag").count() >= 3, "marked in words");

  // A third column is a copy of the second; what is typed there stays there.
  await page.locator('[data-do="explore copy 1"]').click();
  await page.locator('[id="f-c.rate"]').waitFor();
  assert.equal(await value(page, "c.rate"), "3.85");
  await page.locator('[id="f-c.rate"]').fill("4");
  await page.locator('[id="f-c.fee_at_start"]').fill("");
  await page.locator('[id="f-a.amount"]').fill("20万");
  await page.keyboard.press("Tab");
  await reload(page);
  await sheet(page);
  assert.deepEqual(await Promise.all(["a.amount", "a.rate", "b.rate", "c.rate", "c.term_months", "c.fee_at_start"].map((field) => value(page, field))),
    ["20万", "3.5", "3.85", "4", "24", ""]);
  assert.match(await page.locator(".notes").textContent(), /还没填：放款时收多少费用/);
  // Without the first column the others say what they said.
  await page.locator('[data-do="explore remove 0"]').click();
  await until(async () => await value(page, "a.rate") === "3.85", () => "the second is not the first");
  assert.deepEqual(await Promise.all(["a.amount", "b.rate", "b.term_months", "b.fee_at_start"].map((field) => value(page, field))), ["20万", "4", "24", ""]);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);

  // Another calculator, and back: nothing is lost.
  await page.locator("#f-of").selectOption("startup-loan");
  await page.locator('[id="f-a.scheme"]').waitFor();
  await page.locator("#f-of").selectOption("loan-cost");
  await page.locator('[id="f-a.method"]').waitFor();
  assert.equal(await value(page, "b.rate"), "4");
  await assertClean(page);
});

test("three and four columns, by keyboard, and what they say as a table", async () => {
  const page = await openAt(OFFERS);
  const press = (name) => page.locator(`[data-do="${name}"]`).press("Enter");
  await press("explore copy 1");
  await until(async () => (await focused(page)).id === "d-c", () => "the new column has not the focus");
  await press("explore copy 0");
  await until(async () => (await focused(page)).id === "d-d", () => "the new column has not the focus");
  assert.equal(await page.locator('[data-do^="explore copy"]').count(), 0, "no fifth column");
  assert.deepEqual(await Promise.all(["c.rate", "d.rate", "d.fee_at_start"].map((field) => value(page, field))), ["3.85", "3.5", "0"]);
  // Enter goes down a column and on to the next.
  const last = await page.locator('[data-at="c"]').last().getAttribute("id");
  await page.locator(`[id="${last}"]`).focus();
  await page.keyboard.press("Enter");
  assert.match((await focused(page)).id, /^f-d\./);
  await page.locator('[id="f-d.term_months"]').fill("12");
  await settles(page, async () => (await cells(page, "本金以外总共付")).length === 4);
  // 300,000 at 3.5 % over a year in twelve equal payments: 5,717.87, as Python's decimal has it.
  await settles(page, async () => /^16,462.46 元,13,678.97 元,13,678.97 元,5,717.8[67] 元$/.test((await cells(page, "本金以外总共付")).join()));
  await until(async () => await page.locator(".causes .total").count() === 3, () => "not three differences");
  await sheet(page);
  assert.equal(await pages(page), 1);
  const [download] = await Promise.all([page.waitForEvent("download"), press("tell share file board")]);
  assert.equal(download.suggestedFilename(), "desk-2026-11-25-board.csv");
  const text = await readFile(await download.path(), "utf8");
  assert.ok(text.startsWith("\ufeff是什么,单位,"), text.slice(0, 40));
  const lines = text.split("\r\n");
  assert.equal(lines[0].split(",").length, 6);
  const line = (name) => lines.find((line) => line.includes(name)).split(",").slice(1);
  assert.deepEqual(line("本金以外总共付"), ["元", "16462.46", "13678.97", "13678.97", "5717.87"]);
  assert.deepEqual(line("借多久"), ["个月", "36", "24", "24", "12"]);
  await until(async () => await page.locator("#share-file").count() === 0, () => "the file is still there");
  await assertClean(page);
});

test("a desk at which nothing was typed has its table as a file, too", async () => {
  const page = await openHost(`<${NAME} benefit="desk" lang="zh-Hans"></${NAME}>`);
  await heard(page, "ready");
  const button = page.locator('[data-do="tell share file board"]');
  await button.waitFor();
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 10_000 }), button.click()]);
  assert.match(download.suggestedFilename(), /^desk-\d{4}-\d\d-\d\d-board\.csv$/);
  await assertClean(page);
});

test("cases with rows of their own: each column has as many as it says, and they are kept", async () => {
  const purchase = (at) => `&a.purchases.${at}.lender=first&a.purchases.${at}.product=loan&a.purchases.${at}.purchase_amount=50000` +
    `&a.purchases.${at}.purchase_day=2026-03-01&a.purchases.${at}.rate=3&a.purchases.${at}.repayment=equal-instalment` +
    `&a.purchases.${at}.spending=car&a.purchases.${at}.term_months=12`;
  const page = await openAt(`ncc=1&b=desk&of=consumer-loan-subsidy&on=2026-03-01&a.authorised=yes&a.purchases=1${purchase(1)}`);
  assert.equal(await page.locator('[id="f-b.purchases.2.rate"]').count(), 0);
  const totals = () => cells(page, "国家替您付（到政策结束为止）").then((all) => all.map((text) => Math.round(Number(text.replaceAll(/[, 元]/g, "")) * 100)));
  const [one, same] = await totals();
  assert.ok(one > 0 && same === one, `${one}, ${same}`);
  await page.locator('[id="f-b.purchases"]').selectOption("2");
  await page.locator('[id="f-b.purchases.2.rate"]').waitFor();
  assert.equal(await page.locator('[id="f-a.purchases.2.rate"]').count(), 0, "the first has one");
  for (const [field, text] of [["purchase_amount", "50000"], ["purchase_day", "2026-03-01"], ["rate", "3"], ["term_months", "12"]]) {
    await page.locator(`[id="f-b.purchases.2.${field}"]`).fill(text);
  }
  for (const [field, choice] of [["lender", "first"], ["product", "loan"], ["repayment", "equal-instalment"], ["spending", "car"]]) {
    await page.locator(`[id="f-b.purchases.2.${field}"]`).selectOption(choice);
  }
  // Two of the same bring twice as much, far below the limit; and the first column is as before.
  await settles(page, async () => (await totals()).join() === [one, 2 * one].join());
  await until(() => page.evaluate(() => location.hash.includes("b.purchases.2.spending=car")), () => page.evaluate(() => location.hash));
  await reload(page);
  await sheet(page);
  assert.equal(await value(page, "b.purchases.2.rate"), "3");
  assert.deepEqual(await totals(), [one, 2 * one]);
  await assertClean(page);
});

/** The text of a QR code on a page, drawn large enough to be read. */
async function decode(page) {
  const svg = page.locator(".sheet .code");
  const [width, height, path] = await svg.evaluate((node) => {
    const [, , width, height] = node.getAttribute("viewBox").split(" ").map(Number);
    return [width, height, node.querySelector("path[fill='#000']").getAttribute("d")];
  });
  const scale = 4;
  const pixels = new Uint8ClampedArray(width * height * scale * scale * 4).fill(255);
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let row = y * scale; row < (Number(y) + 1) * scale; row += 1) {
      for (let at = x * scale; at < (Number(x) + Number(run)) * scale; at += 1) {
        pixels.fill(0, (row * width * scale + at) * 4, (row * width * scale + at) * 4 + 3);
      }
    }
  }
  return jsQR(pixels, width * scale, height * scale).data;
}
/** How many pages there are on paper. */
async function pages(page) {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const boxes = [...pdf.matchAll(/\/MediaBox\s*\[0 0 (\d+)[.\d]* (\d+)[.\d]*\]/g)];
  for (const [, width, height] of boxes) assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `${width} × ${height}`);
  return (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length;
}

test("one sheet of A4, with a code that opens the same result", async () => {
  const page = await openAt(OFFERS, desk("zh-Hans", 'pack="policies/example-bank.json" customer-page="/open.html"'));
  assert.equal(await pages(page), 1);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".sheet h2").isVisible());
  assert.equal(await page.locator("h1").isVisible(), false, "the bank's page is not on the sheet");
  assert.equal(await page.locator(".desk").isVisible(), false, "the form is not on the sheet");
  const text = await page.locator(".sheet").innerText();
  for (const part of [/示例银行/, /400-000-0000/, /第 1 笔贷款/, /第 2 笔贷款/, /300,000 元/, /3\.85%/, /24 个月/, /13,678\.97 元/,
    /年化利率（复利，含费用）\s+3\.5567%\s+4\.4266%/, /少 2,783\.49 元/, /2026-11-25/, /中国人民银行公告〔2021〕第3号/,
    /national \S+ [0-9a-f]{8}/, /example-bank \S+ [0-9a-f]{8}/, /不是报价/, /扫一扫/]) assert.match(text, part);
  await page.emulateMedia({ media: "screen" });
  const other = await open(new URL(await decode(page)).pathname + new URL(await decode(page)).hash);
  await until(async () => /13,678\.97/.test(await other.locator(".sentence").first().textContent().catch(() => "")), () => "not the same result");
  await until(async () => /重新算过：和当时一样。/.test(await other.locator(NAME).evaluate((node) => node.shadowRoot.textContent)), () => "not the same");

  // Loans with conditions: one page too, and the code is that of the one that was chosen.
  const loans = await openAt(LOANS);
  assert.equal(await pages(loans), 1);
  await loans.locator("#f-chosen").selectOption("b");
  await until(async () => /b=startup-loan.*term_months=24/.test(await decode(loans).catch(() => "")), () => "not the second loan");
  await loans.emulateMedia({ media: "print" });
  const said = await loans.locator(".sheet").innerText();
  for (const part of [/现在不符合条件/, /没有其他贷款\s+符合\s+不符合/, /A方案/, /北京/]) assert.match(said, part);
  assert.equal(await loans.locator(".blank-line").count(), 2, "a place for the bank's name and telephone");
  // Opened where the desk is, the code shows the calculator.
  await loans.goto(await decode(loans));
  await loans.locator("#f-amount").waitFor();
  assert.equal(await loans.locator("#f-amount").inputValue(), "300000");
  await assertClean(other);
});

test("a calculator prints a sheet, and is a calculator again afterwards", async () => {
  const page = await openHost(`<${NAME} benefit="startup-loan" on="2026-11-25"></${NAME}>`);
  await heard(page, "ready");
  assert.ok(!page.requests.some((path) => path.includes("desk")), "nothing of the desk before it is asked for");
  await page.locator("#f-amount").fill("300000");
  await page.locator('[data-do="tell share open"]').click();
  await page.evaluate(() => { globalThis.print = () => {
    const { shadowRoot } = document.querySelector("new-citizen-calculator");
    globalThis.printed = [shadowRoot.querySelector(".sheet").textContent, document.adoptedStyleSheets.length];
  }; });
  await page.locator('[data-do="tell print "]').click();
  await until(() => page.evaluate(() => Boolean(globalThis.printed)), () => "nothing was printed");
  const [text, rules] = await page.evaluate(() => globalThis.printed);
  assert.match(text, /创业担保贷款.*300,000 元/s);
  assert.equal(rules, 1);
  await until(async () => await page.locator(".sheet").count() === 0, () => "the sheet stays");
  assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0);
  await assertClean(page);
});

test("garbage in every field, in a link and in a pack", async () => {
  const page = await openAt("ncc=1&b=desk&n=99&of=moon&chosen=%F0%9F%98%80&a.=1&e.rate=3&c.rate=%00&d.method=nonsense&a.offers=7", desk("xx"),
    { viewport: { width: 320, height: 900 } });
  assert.equal(await page.locator(".board thead th").count(), 4);
  const fields = await page.locator("[data-at]").evaluateAll((nodes) => nodes.map((node) => [node.id, node.localName]));
  for (const [id, tag] of fields) {
    const field = page.locator(`[id="${id}"]`);
    if (tag === "input") await field.fill("9e99 💥 <b>");
    else await field.selectOption({ index: 1 });
  }
  await settles(page, async () => (await page.locator(".board .wrong").count()) > 0);
  await page.locator("#f-on").fill("never");
  await page.evaluate(() => { document.querySelector("new-citizen-calculator").packs = [{ id: 3 }]; });
  await page.locator(".banner").first().waitFor();
  const { scrollWidth, width } = await page.evaluate(() => ({ scrollWidth: document.scrollingElement.scrollWidth, width: innerWidth }));
  assert.ok(scrollWidth <= width, `${scrollWidth} wide`);
  await page.locator('[data-do="explore remove 3"]').click();
  await until(async () => await page.locator(".board thead th").count() === 3, () => "four columns");
  assert.deepEqual(page.faults, []);
});

for (const [lang, fragment, size] of [["zh-Hans", OFFERS, [1280, 900]], ["zh-Hant", LOANS, [360, 780]], ["en", LOANS, [320, 900]]]) {
  test(`targets of 44 px, no way sideways and one sheet at the desk: ${lang}`, async () => {
    const [width, height] = size;
    const page = await openAt(fragment, desk(lang), { lang, viewport: { width, height } });
    const small = await page.evaluate(() => [...document.querySelector("new-citizen-calculator").shadowRoot.querySelectorAll("button:not(.term), select, input")]
      .filter((node) => node.offsetParent && node.getBoundingClientRect().height < 43.9).map((node) => node.id || node.textContent));
    assert.deepEqual(small, [], "targets of 44 px");
    assert.deepEqual(await sticksOut(page), []);
    assert.equal(await pages(page), 1);
  });
}
