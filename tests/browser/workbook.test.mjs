// A result to take away: the workbook and the tables, from the button to what is in the file.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertClean, heard, NAME, open, server, until } from "./browser.mjs";
import { host } from "./serve.mjs";

const CASE = "ncc=1&b=startup-loan&on=2025-06-10&scheme=national&area=east&borrower=individual&amount=300000" +
  "&term_months=12&rate=3.5&repayment=interest-only&fee=0";

const says = (page, expected) => until(
  async () => expected.test(await page.locator(NAME).evaluate((node) => node.shadowRoot.textContent)),
  () => `the page does not say ${expected}`);

/** A page with its panel open. */
async function shared(fragment, attributes, settings = {}) {
  server.put("/host.html", host(`<${NAME} ${attributes}></${NAME}>`, settings.lang));
  const page = await open(`/host.html#${fragment}`, { acceptDownloads: true, ...settings });
  await heard(page, "ready");
  await page.locator('[data-do="tell share open"]').click();
  await page.locator("#share-link").waitFor();
  return page;
}

async function saved(page, what) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(`[data-do="tell share file ${what}"]`).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The files of an archive that stores them as they are. */
function unzip(bytes) {
  const files = {};
  let at = 0;
  while (bytes.readUInt32LE(at) === 0x04034b50) {
    const [size, name] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26)];
    const from = at + 30 + name + bytes.readUInt16LE(at + 28);
    files[bytes.toString("utf8", at + 30, at + 30 + name)] = bytes.toString("utf8", from, from + size);
    at = from + size;
  }
  return files;
}

test("the workbook comes when it is asked for, and its formulas know what they came to", async () => {
  const page = await shared(CASE, 'benefit="startup-loan"');
  assert.ok(!page.requests.some((path) => path.includes("workbook")), page.requests.join(" "));
  const { name, bytes } = await saved(page, "book");
  assert.equal(name, "startup-loan-2025-06-10.xlsx");
  const files = unzip(bytes);
  const names = [...files["xl/workbook.xml"].matchAll(/<sheet name="([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(names, ["结果", "回答", "依据", "步骤", "还款表"]);
  // 300,000 at 3.5 % for a year, of which the treasury pays half: docs of the scheme, issue 6.
  assert.match(files["xl/worksheets/sheet1.xml"], /<f>ROUND\('步骤'!\$C\$\d+,2\)<\/f><v>5250.00<\/v>/);
  assert.match(files["xl/worksheets/sheet2.xml"], /想借多少钱/);
  await until(async () => await page.locator("#share-file").count() === 0, () => "the file is still there");
  await says(page, /文件已存到下载里/);
  // What it needs is fetched once, and no request carries anything away.
  assert.equal(page.requests.filter((path) => path.includes("page_workbook")).length, 1);
  assert.ok(bytes.length < 400_000, `${bytes.length} bytes`);

  const table = await saved(page, "payments");
  assert.equal(table.name, "startup-loan-2025-06-10-payments.csv");
  const text = table.bytes.toString("utf8");
  assert.ok(text.startsWith("\ufeff第几个月,"), text.slice(0, 40));
  const lines = text.trim().split("\r\n");
  assert.equal(lines.length, 13);
  assert.equal(lines[1], "1,875.00,0.00,875.00,300000.00");
  for (const what of ["amounts", "answers", "conditions", "steps", "figures"]) {
    const { bytes } = await saved(page, what);
    const text = bytes.toString("utf8");
    assert.ok(text.startsWith("\ufeff") && text.endsWith("\r\n"), what);
    assert.ok(!/(^|,)"?[=+@]/m.test(text), `${what} has what a spreadsheet would run`);
  }
  await assertClean(page);
});

test("the table of what other numbers would bring is a file too", async () => {
  const page = await shared(CASE, 'benefit="startup-loan"');
  await page.locator('[data-do="tell share file what-if"]').waitFor();
  await page.locator('details[data-do="fold x-table"] > summary').click();
  const shown = page.locator(".what-if table tbody tr");
  await shown.first().waitFor();
  const { name, bytes } = await saved(page, "what-if");
  assert.equal(name, "startup-loan-2025-06-10-what-if.csv");
  const text = bytes.toString("utf8");
  const [heads, ...lines] = text.slice(1).trimEnd().split("\r\n").map((line) => line.split(","));
  assert.ok(text.startsWith("\ufeff是什么,") && text.endsWith("\r\n"));
  assert.deepEqual(heads, ["是什么", "想借多少钱？ (元)", "数", "单位", "说明"].map((head) => /[ ,]/.test(head) ? `"${head}"` : head));
  const number = (text) => Number(text.replaceAll(",", ""));
  const rows = await shown.evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  assert.deepEqual(lines.map(([, at, amount]) => [Number(at), Number(amount)]), rows.map((row) => row.map(number)));
  // Half of 3.5 % for a year, up to the most that one person may borrow.
  const subsidy = lines.filter(([name, at]) => /国家/.test(name) && Number(at) > 0 && Number(at) <= 300_000);
  assert.ok(subsidy.length > 0, text);
  for (const [, at, amount] of subsidy) assert.ok(Math.abs(Number(amount) - Number(at) * 0.0175) < 0.011, `${at}: ${amount}`);
  // By keyboard: shut, open, and on to each file with Tab; what was pressed keeps the focus.
  const at = () => page.evaluate((name) => document.querySelector(name).shadowRoot.activeElement?.dataset.do, NAME);
  const tabTo = async (what) => {
    for (let presses = 0; presses < 20 && await at() !== what; presses += 1) await page.keyboard.press("Tab");
    assert.equal(await at(), what);
  };
  await page.locator('[data-do="tell share open"]').focus();
  await page.keyboard.press("Enter");
  await page.locator("#share-link").waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await page.locator("#share-link").waitFor();
  for (const what of ["book", "payments", "what-if"]) {
    await tabTo(`tell share file ${what}`);
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    assert.match(download.suggestedFilename(), what === "book" ? /\.xlsx$/ : new RegExp(`${what}\\.csv$`));
    await says(page, /文件已存到下载里/);
    assert.equal(await at(), `tell share file ${what}`);
  }
  await assertClean(page);
});

test("with nonsense and gaps the workbook says what is open, in every language", async () => {
  const broken = "ncc=1&b=startup-loan&on=2025-06-10&l=en&scheme=national&amount=%3D1%2B1&rate=9e9&term_months=-3";
  const page = await shared(broken, 'benefit="startup-loan" lang="en"');
  const { bytes } = await saved(page, "book");
  const files = unzip(bytes);
  assert.match(files["xl/worksheets/sheet1.xml"], /Still open: /);
  assert.ok(!files["xl/worksheets/sheet1.xml"].includes("<f>"));
  const answers = (await saved(page, "answers")).bytes.toString("utf8");
  assert.ok(answers.startsWith("\ufeffWhich,"), answers.slice(0, 40));
  assert.ok(!answers.includes("=1+1"));
  await assertClean(page);
});

test("what cannot be fetched is said, and asked for again", async () => {
  const page = await shared(CASE, 'benefit="startup-loan"');
  let broken = true;
  await page.route("**/page_workbook.wasm*", (route) => broken ? route.abort() : route.continue());
  await page.locator('[data-do="tell share file book"]').click();
  await says(page, /文件没有做成/);
  broken = false;
  const { name } = await saved(page, "book");
  assert.equal(name, "startup-loan-2025-06-10.xlsx");
});
