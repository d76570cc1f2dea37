// Every benefit in the page: what it fetches, its rows, and the change from one to another.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClean, catalogue, heard, NAME, openHost, pause, told, until } from "./browser.mjs";
import { answers, focused } from "./person.mjs";

const element = (benefit) => `<${NAME} benefit="${benefit}" on="2026-06-10"></${NAME}>`;
const within = (page, selector) => page.locator(`${NAME} >> css=${selector}`);
const field = (page, id) => within(page, `[id="f-${id}"]`);

test("each benefit fetches its own chunks, words and packs, and no others before the figure book is opened", async () => {
  const all = new Set(["new-citizen", ...(await catalogue()).flatMap((entry) => entry.packs)]);
  for (const { id, packs } of await catalogue()) {
    const page = await openHost(element(id));
    await heard(page, "ready");
    await page.waitForLoadState("networkidle");
    const asked = (start) => page.requests.filter((path) => path.startsWith(start)).toSorted();
    assert.deepEqual(asked("/policies/"), packs.map((pack) => `/policies/${pack}.json`).toSorted(), id);
    const words = [`/locales/${id}/zh-Hans`, "/locales/zh-Hans"].flatMap((file) => [`${file}.json`, `${file}.result.json`]);
    const more = ["explore", "glossary", "help"].map((folder) => `/locales/${folder}/zh-Hans.json`);
    assert.deepEqual(asked("/locales/"), [...words, ...more].toSorted());
    const chunks = ["bg", "common", "explore", `form-${id}`, "rest", "result", id].map((name) => `/page_${name}.wasm`);
    assert.deepEqual(asked("/page_"), chunks.toSorted());
    assert.deepEqual(await told(page, "error"), []);

    await within(page, '.foot [data-do="look-up"]').click();
    await page.waitForLoadState("networkidle");
    assert.deepEqual(asked("/policies/"), [...all].map((pack) => `/policies/${pack}.json`).toSorted(), "the book has every figure");
    assert.doesNotMatch(await within(page, ".book").textContent(), /[a-z]\.name\b/, "and names every benefit");
    await assertClean(page);
    await page.context().close();
  }
});

test("in traditional characters a pack comes with its texts, and no others before the figure book is opened", async () => {
  const all = new Set(["new-citizen", ...(await catalogue()).flatMap((entry) => entry.packs)]);
  const files = (packs) => [...packs].map((pack) => `/locales/figures/${pack}/zh-Hant.json`).toSorted();
  const { id, packs } = (await catalogue())[0];
  const page = await openHost(element(id), { lang: "zh-TW" });
  await heard(page, "ready");
  await page.waitForLoadState("networkidle");
  const asked = () => page.requests.filter((path) => path.startsWith("/locales/figures/")).toSorted();
  assert.deepEqual(asked(), files(packs));
  await within(page, '.foot [data-do="look-up"]').click();
  await page.waitForLoadState("networkidle");
  assert.deepEqual(asked(), files(all));
  await within(page, '.book details[data-do$="consumer-loan-subsidy.lenders"] > summary').click();
  await within(page, ".book").getByText("6家國有大銀行").first().waitFor();
  const said = await within(page, ".book").textContent();
  for (const text of ["一年期貸款市場報價利率", "6家國有大銀行"]) assert.ok(said.includes(text), text);
  await assertClean(page);
  await page.context().close();
});

/** Groups of rows with a question that is always asked and typed. */
const groups = async () => (await catalogue()).flatMap(({ id, rows, questions }) => rows.flatMap((group) => {
  const typed = questions.find((q) => q.row === group.id && !q.asked_when && q.choices.length === 0);
  return typed && group.most > 3 ? [{ id, group, question: typed.id }] : [];
}));

test("rows come and go by keyboard; what is typed moves up with its row and outlives the language", async () => {
  for (const { id, group, question } of await groups()) {
    const page = await openHost(element(id));
    await heard(page, "ready");
    const rows = () => within(page, `[data-row^="${group.id}."]`).count();
    const add = within(page, `[data-do="add ${group.id}"]`);
    const remove = (row) => within(page, `[data-do="remove ${group.id}.${row}"]`);
    assert.equal(await rows(), group.least);
    while ((await rows()) < 3) {
      const next = (await rows()) + 1;
      await add.press("Enter");
      await page.waitForTimeout(100);
      const { id: at, name } = await focused(page);
      assert.match(at || name, new RegExp(`^f-${group.id}\\.${next}\\.`), "the focus goes to the new row");
    }
    for (const row of [1, 2, 3]) await field(page, `${group.id}.${row}.${question}`).fill(`1${row}`);
    await remove(1).press("Enter");
    await page.waitForTimeout(100);
    assert.equal(await rows(), 2);
    assert.ok(await add.evaluate((node) => node.matches(":focus")), "the focus goes to the button that adds");
    const typed = { [`${group.id}.1.${question}`]: "12", [`${group.id}.2.${question}`]: "13" };
    const kept = async () => {
      const { on, ...rest } = await answers(page);
      assert.equal(on, "2026-06-10");
      assert.deepEqual(rest, typed);
    };
    await kept();
    await page.getByRole("button", { name: "English" }).click();
    await within(page, "[lang=en].page").waitFor();
    await kept();

    for (let more = 2; more < group.most; more += 1) await add.press("Enter");
    await page.waitForTimeout(100);
    assert.equal(await rows(), group.most);
    assert.equal(await add.count(), 0, "there are never more");
    for (let less = group.most; less > group.least; less -= 1) await remove(less).press("Enter");
    await page.waitForTimeout(100);
    assert.equal(await rows(), group.least);
    if (group.least) assert.equal(await remove(1).count(), 0, "there are never fewer");
    await pause(page);
    await assertClean(page);
    await page.context().close();
  }
});

test("a finished row folds to one line, opens with a key, and opens by itself for what is wrong in it", async () => {
  const page = await openHost(element("loan-cost"), { viewport: { width: 360, height: 740 } });
  await heard(page, "ready");
  const row = (n) => within(page, `[data-row="offers.${n}"] > details`);
  const isOpen = (n) => row(n).evaluate((node) => node.open);
  const choose = (id, choice) => within(page, `label.option:has([name="f-offers.1.${id}"][value="${choice}"])`).click();
  await within(page, 'label.option:has([name="f-purpose"][value="new"])').click();
  await field(page, "amount").fill("20万");
  await field(page, "offers.1.method").selectOption("equal-instalment");
  await choose("rate_given", "year");
  for (const [id, text] of [["rate", "3.85%"], ["term_months", "3年"], ["fee_at_start", "0"], ["fee_monthly", "0"]]) {
    await field(page, `offers.1.${id}`).fill(text);
  }
  await choose("changes", "none");
  const before = await answers(page);
  await within(page, '[data-do="add offers"]').press("Enter");
  await until(async () => !(await isOpen(1)), () => "the finished row is still open");
  assert.ok(await isOpen(2), "the others are not finished");
  const line = row(1).locator("summary");
  for (const part of [/等额本息/, /3\.85%/, /36 个月/]) assert.match(await line.textContent(), part);
  const { height } = await line.boundingBox();
  assert.ok(height < 80, `about one line, not ${height}: ${await line.textContent()}`);
  assert.deepEqual(await answers(page), before, "nothing is lost");

  await line.press("Enter");
  await until(() => isOpen(1), () => "Enter does not open it");
  assert.ok(await field(page, "offers.1.rate").isVisible());
  await line.press("Space");
  await until(async () => !(await isOpen(1)), () => "Space does not fold it");

  // What only the whole answer shows to be wrong: a fee above the loan.
  await line.press("Enter");
  await field(page, "offers.1.fee_at_start").fill("3000");
  await line.press("Enter");
  await field(page, "amount").fill("2000");
  await until(() => isOpen(1), () => "a row with something wrong stays folded");
  await field(page, "offers.1.fee_at_start").and(page.locator("[aria-invalid=true]")).waitFor();

  // The purpose asks one question more of every row.
  await field(page, "amount").fill("20万");
  await field(page, "offers.1.fee_at_start").fill("0");
  await pause(page);
  await within(page, '[data-do="add offers"]').press("Enter");
  await until(async () => !(await isOpen(1)), () => "the finished row is still open");
  await within(page, 'label.option:has([name="f-purpose"][value="renew"])').click();
  await until(() => isOpen(1), () => "a question came and is not seen");
  await assertClean(page);
  await page.context().close();
});

test("every offer has its table of payments, in a fold", async () => {
  const page = await openHost(`<${NAME} benefit="loan-cost" on="2026-11-23"></${NAME}>`);
  await heard(page, "ready");
  await page.evaluate((name) => {
    const root = document.querySelector(name).shadowRoot;
    const set = (id, value) => {
      const node = root.getElementById(`f-${id}`) ?? root.querySelector(`[name="f-${id}"][value="${value}"]`);
      if (node.type === "radio") node.checked = true;
      else node.value = value;
      for (const type of ["input", "change"]) node.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
      return new Promise((done) => setTimeout(done, 30));
    };
    return (async () => {
      await set("purpose", "new");
      await set("amount", "100000");
      for (const [row, method] of [[1, "equal-instalment"], [2, "equal-principal"]]) {
        await set(`offers.${row}.method`, method);
        await set(`offers.${row}.rate_given`, "year");
        for (const [id, value] of [["rate", "6.55"], ["term_months", "120"], ["fee_at_start", "0"], ["fee_monthly", "0"], ["changes", "none"]]) {
          await set(`offers.${row}.${id}`, value);
        }
      }
    })();
  }, NAME);
  // 36,562.78 and 33,023.05: the rounded rows of tests/peers/loans.py.
  for (const [row, interest] of [[1, "36,562.78"], [2, "33,023.05"]]) {
    const fold = within(page, `details[data-do="fold table.${row}"]`);
    await fold.locator("summary").press("Enter");
    await fold.locator("tfoot").waitFor();
    assert.match(await fold.locator("tfoot").textContent(), new RegExp(interest));
    assert.equal(await fold.locator("tbody tr").count(), 120);
  }
  await assertClean(page);
  await page.context().close();
});

test("a day is read as it is written, shown as the rules write it, and refused beside its field", async () => {
  for (const { id, questions, rows } of await catalogue()) {
    const day = questions.find((q) => q.kind === "day" && !q.asked_when);
    if (!day) continue;
    const page = await openHost(element(id));
    await heard(page, "ready");
    if (day.row && rows.find((group) => group.id === day.row).least === 0) await within(page, `[data-do="add ${day.row}"]`).click();
    const name = day.row ? `${day.row}.1.${day.id}` : day.id;
    const least = day.limits.least.replaceAll("-", "/");
    await field(page, name).fill(least);
    await pause(page);
    assert.equal(await field(page, `${name}-note`).textContent(), `= ${day.limits.least}`);
    await field(page, name).fill("1900-01-01");
    await pause(page);
    assert.match(await field(page, `${name}-note`).textContent(), new RegExp(`${day.limits.least}.*${day.limits.most}`));
    const [{ detail }] = (await told(page, "error")).slice(-1);
    assert.equal(detail.field, name);
    await assertClean(page);
    await page.context().close();
  }
});

test("the benefit may change at run time, and what was typed for each is still there", async () => {
  const benefits = await catalogue();
  const page = await openHost(element("startup-loan"));
  await heard(page, "ready");
  const become = async (benefit) => {
    await page.evaluate(([name, benefit]) => document.querySelector(name).setAttribute("benefit", benefit), [NAME, benefit]);
    await page.waitForFunction(([name, text]) => document.querySelector(name).shadowRoot.querySelector("h2").textContent === text,
      [NAME, benefits.find(({ id }) => id === benefit).text]);
    await pause(page);
  };
  await field(page, "amount").fill("123456");
  await field(page, "on").fill("2026-05-05");
  for (const { id } of benefits) {
    await become(id);
    assert.equal(await field(page, "on").inputValue(), "2026-05-05", "the day is the same for all");
    const [{ detail }] = (await told(page, "result")).slice(-1);
    assert.equal(detail.benefit, id);
    assert.equal(detail.on, "2026-05-05");
    if (id !== "startup-loan") assert.doesNotMatch(JSON.stringify(await answers(page)), /123456/);
  }
  await become("startup-loan");
  assert.equal(await field(page, "amount").inputValue(), "123456");
  await assertClean(page);
});
