// Every number of a result leads to what is behind it: to steps, or to figures in the figure book.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertClean, catalogue, heard, NAME, openHost, pause, told } from "./browser.mjs";
import { answers, focused, give } from "./person.mjs";

const cases = JSON.parse(await readFile(new URL("../../target/cases.json", import.meta.url), "utf8"));

/** The golden cases of each benefit; each is walked through the three that show the most. */
const chosen = new Map();
for (const one of cases.filter(({ ask, outcome }) => !outcome.refused && !ask.as_known_on && !ask.packs && (ask.lang ?? "zh-Hans") === "zh-Hans")) {
  chosen.set(one.ask.benefit, [...chosen.get(one.ask.benefit) ?? [], one]);
}
/** Whether the form asks for everything that a case answers. */
const asksAll = (entry, { ask: { answers = {} } }) => Object.keys(answers).every((id) => {
  const question = entry.questions.find((question) => question.id === id);
  const when = question?.asked_when;
  return !when || when.choices.includes(answers[when.question]);
});
const shows = ({ outcome }) => JSON.stringify([outcome.tables, outcome.amounts, outcome.notices, outcome.schedule?.interest]).length;

/** The numbers of the result that nothing opens, each with the words around it. */
const dead = (page) => page.evaluate((name) => {
  const result = document.querySelector(name).shadowRoot.querySelector(".result");
  // Counts, names of rows and columns, questions in a list, and the day that was asked about are no amounts.
  const plain = ".rules, .help, h3, h4, thead, caption, .state, option";
  const opening = 'details, [data-do^="open "], [data-do^="look-up "]';
  const texts = document.createTreeWalker(result, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const at = texts.currentNode.parentElement;
    // Nor are years, days, ordinals and the numbers of documents.
    const number = texts.currentNode.data.replace(/\d{4}-\d\d-\d\d|\d{4} ?年|第 ?\d+ ?[笔项个种张次家]|〔\d+〕\d+ ?号?/g, "");
    if (/\d/.test(number) && !at.closest(plain) && !at.closest(opening)) found.push(texts.currentNode.data);
  }
  return found;
}, NAME);

/** What the figure book shows: the ids of its figures, how many are open, its steps. */
const book = async (page) => {
  await page.locator(".book").waitFor();
  return page.evaluate((name) => {
    const root = document.querySelector(name).shadowRoot;
    const folds = [...root.querySelectorAll('.book .rows > li > details[data-do^="fold book."]')];
    const id = (fold) => fold.dataset.do.replace(/^fold book\.[^.]+\./, "");
    return {
      ids: [...new Set(folds.map(id))].toSorted(),
      open: folds.filter((fold) => fold.open).map(id),
      steps: root.querySelectorAll(".book .steps > li").length,
      all: folds.length,
    };
  }, NAME);
};
const back = async (page) => {
  await page.locator('.book [data-do="shut"]').click();
  await page.locator(".book").waitFor({ state: "detached" });
};

for (const [benefit, own] of chosen) {
  test(`${benefit}: every number leads to what is behind it`, async () => {
    const entry = (await catalogue()).find(({ id }) => id === benefit);
    const asked = own.filter((one) => asksAll(entry, one));
    for (const { title, ask, outcome } of asked.toSorted((a, b) => shows(b) - shows(a)).slice(0, 3)) {
      const page = await openHost(`<${NAME} benefit="${benefit}" on="${ask.on}"></${NAME}>`);
      await heard(page, "ready");
      await give(page, ask.answers ?? {});
      await pause(page);
      const [{ detail }] = (await told(page, "result")).slice(-1);
      assert.deepEqual(detail.amounts, outcome.amounts, `${title}: the page was asked the same`);
      assert.deepEqual(await dead(page), [], title);

      // Every amount opens, to steps or figures or at least to why there are none.
      const root = page.locator(NAME);
      const wide = root.locator('details[data-do="fold amounts.wide"]');
      if (await wide.count()) await wide.evaluate((fold) => { fold.open = true; });
      for (const id of Object.keys(detail.amounts)) {
        const fold = root.locator(`details[data-do="fold amount.${id}"]`);
        await fold.evaluate((fold) => { fold.open = true; });
        await fold.locator(".inside > :is(.steps > li, ul, p)").first().or(fold.locator(".steps > li").first()).first().waitFor();
      }

      // A cell opens the figures that were read for its line, or the steps where there is none; so
      // does the button that the keyboard reaches.
      for (const table of detail.tables) {
        const all = root.locator(`details[data-do="fold lines.${table.id}"]`);
        if (await all.count()) await all.evaluate((fold) => { fold.open = true; });
        for (const [at, line] of table.lines.entries()) {
          assert.ok(line.figures.length + line.steps.length > 0, `${title}: ${table.id}.${line.id}`);
          const row = root.locator(`tr[data-do="look-up line.${table.id}.${line.id}"]`);
          const button = row.locator("button");
          assert.match(await button.textContent(), new RegExp(`^${line.text.replace(/[()（）]/g, ".")}.+`));
          if (at % 2) await row.locator("td").first().click();
          else await button.press("Enter");
          const { ids, steps } = await book(page);
          assert.deepEqual(ids, line.figures.toSorted(), `${title}: ${table.id}.${line.id}`);
          assert.equal(steps, line.steps.length);
          await back(page);
          assert.ok(await button.evaluate((node) => node.matches(":focus")), `${title}: the focus comes back to ${line.id}`);
        }
      }

      // A notice leads to the figures behind it.
      for (const notice of detail.notices.filter(({ figure, figures }) => !figure && figures.length > 0)) {
        // At its edge: a hard word in it opens its own meaning.
        await root.locator(`p[data-do="look-up notice.${notice.id}"]`).click({ position: { x: 2, y: 2 } });
        assert.deepEqual((await book(page)).ids, notice.figures.toSorted(), `${title}: ${notice.id}`);
        await back(page);
      }

      // A figure leads to its own entry, which is open; from there every figure can be looked up.
      for (const { id, pack } of detail.figures.slice(0, 2)) {
        await root.locator(`.sources details[data-do="fold figure.${pack}.${id}"]`).evaluate((fold) => { fold.open = true; });
        await root.locator(`.sources [data-do="look-up book.${pack}.${id}"]`).click();
        const { ids, open, all } = await book(page);
        assert.deepEqual({ ids, open, all }, { ids: [id], open: [id], all: 1 }, title);
        assert.equal(await root.locator(".book code").textContent(), id);
        await root.locator('.book [data-do="look-up"]').click();
        assert.ok((await book(page)).all > 50, "all figures");
        assert.equal((await focused(page)).tagName, "H2", "the focus is not lost");
        await back(page);
      }
      await assertClean(page);
      await page.context().close();
    }
  });
}

test("the sentence opens the amount that it tells, and the focus goes there", async () => {
  const [{ ask }] = chosen.get("startup-loan").toSorted((a, b) => shows(b) - shows(a));
  const page = await openHost(`<${NAME} benefit="startup-loan" on="${ask.on}"></${NAME}>`);
  await heard(page, "ready");
  await give(page, ask.answers);
  await pause(page);
  assert.ok(Object.keys(await answers(page)).length > 3);
  await page.locator(".sentence").click();
  const fold = page.locator('details[data-do="fold amount.subsidy"]');
  await fold.locator(".steps > li").first().waitFor();
  assert.ok(await fold.locator("> summary").evaluate((node) => node.matches(":focus")));
  await assertClean(page);
});
