// What a person does: moves with the keyboard, types, reads.
import assert from "node:assert/strict";
import { until } from "./browser.mjs";

/** The element that has the focus, inside every shadow root: its id, value and so on. */
export const focused = (page) => page.evaluate(() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const { id, name, value, tagName, checked } = at;
  return { id, name, value, tagName, checked };
});

/** Presses Tab until a field has the focus: the field with this name (`f-rate`), or a button's text. */
export async function tabTo(page, name) {
  for (let presses = 0; presses < 80; presses += 1) {
    const at = await focused(page);
    if (at.id === name || at.name === name) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`80 Tabs do not reach ${name}`);
}

/** Goes to a field and types in it, one character after the other; focus and text hold all along. */
export async function fill(page, field, text) {
  await tabTo(page, `f-${field}`);
  await page.keyboard.press("Control+A");
  let typed = "";
  for (const character of text) {
    await page.keyboard.type(character);
    typed += character;
    const { id, value } = await focused(page);
    assert.deepEqual({ id, value }, { id: `f-${field}`, value: typed }, `after ${character} in ${field}`);
  }
}

/** Goes to a group of radio buttons and picks one with the arrows. */
export async function pick(page, field, choice) {
  await tabTo(page, `f-${field}`);
  await page.keyboard.press("Space");
  for (let presses = 0; presses < 8; presses += 1) {
    const at = await focused(page);
    if (at.value === choice && at.checked) return;
    await page.keyboard.press("ArrowDown");
  }
  assert.fail(`the arrows do not reach ${choice} of ${field}`);
}

/** The whole loan whose subsidy is 5,250 yuan, by keyboard from the top of the page. */
export async function fillLoan(page) {
  await fill(page, "on", "2025/6/10");
  await pick(page, "scheme", "national");
  await pick(page, "area", "east");
  await pick(page, "borrower", "individual");
  await fill(page, "amount", "300000");
  await fill(page, "term_months", "12");
  await fill(page, "rate", "3.5");
  await pick(page, "repayment", "interest-only");
}

export const sentence = (page) => page.locator(".sentence").first().textContent();

/** Waits until the result's sentence reads like this. */
export const reads = (page, expected) => until(
  async () => expected.test(await sentence(page)),
  async () => `the result reads “${await sentence(page)}”, not ${expected}`, 5_000);

/** Everything typed and picked, by field. */
export const answers = (page) => page.evaluate(() => {
  const root = document.querySelector("new-citizen-calculator").shadowRoot;
  const fields = [...root.querySelectorAll("input, select")].filter((field) => field.type !== "radio" || field.checked);
  return Object.fromEntries(fields.filter((field) => field.name && field.value).map(({ name, value }) => [name.replace("f-", ""), value]));
});

/** Opens every fold, and those inside. */
export async function openAll(page) {
  for (let round = 0; round < 6; round += 1) {
    const opened = await page.evaluate(() => {
      const root = document.querySelector("new-citizen-calculator").shadowRoot;
      const shut = [...root.querySelectorAll("details:not([open])")];
      for (const fold of shut) fold.open = true;
      return shut.length;
    });
    if (!opened) return;
    await page.waitForTimeout(150);
  }
  assert.fail("there are always more folds");
}

/** Gives answers as the engine takes them, rows and all, without the keyboard; none that is not asked. */
export async function give(page, asked) {
  const fields = Object.entries(asked).flatMap(([id, given]) => Array.isArray(given)
    ? given.flatMap((row, at) => Object.entries(row).map(([name, value]) => [`${id}.${at + 1}.${name}`, value]))
    : [[id, given]]);
  const open = new Map(fields.filter(([, value]) => value !== null && value !== ""));
  for (const [group, rows] of Object.entries(asked).filter(([, given]) => Array.isArray(given))) {
    const add = page.locator(`[data-do="add ${group}"]`);
    while (await page.locator(`[data-row^="${group}."]`).count() < rows.length) {
      const before = await page.locator(`[data-row^="${group}."]`).count();
      await add.click();
      await until(async () => await page.locator(`[data-row^="${group}."]`).count() > before, () => `no more ${group}`);
    }
  }
  // A question may wait for the answer to another.
  for (let round = 0; round < 5 && open.size > 0; round += 1) {
    const done = await page.evaluate((open) => {
      const root = document.querySelector("new-citizen-calculator").shadowRoot;
      return open.filter(([id, value]) => {
        const text = String(value === true ? "yes" : value === false ? "no" : value);
        const [first, ...more] = root.querySelectorAll(`[name="f-${CSS.escape(id)}"], [id="f-${CSS.escape(id)}"]`);
        const radio = [first, ...more].find((field) => field?.type === "radio" && field.value === text);
        if (radio) radio.click();
        else if (first) {
          first.value = text;
          for (const what of ["input", "change"]) first.dispatchEvent(new Event(what, { bubbles: true, composed: true }));
        }
        return first;
      }).map(([id]) => id);
    }, [...open]);
    for (const id of done) open.delete(id);
    await page.waitForTimeout(150);
  }
}

/** What sticks out to the right, but for what scrolls in a frame of its own. The element cuts it off, so the page itself never scrolls. */
export const sticksOut = (page) => page.evaluate(() => {
  const root = document.querySelector("new-citizen-calculator").shadowRoot;
  const width = document.documentElement.clientWidth;
  const scrolls = (node) => node && (["auto", "scroll"].includes(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
  const out = [...root.querySelectorAll("*")].filter((node) => {
    const { left, right } = node.getBoundingClientRect();
    return (right > width + 1 || left < -1) && !scrolls(node.parentElement) && !node.closest("svg svg, .spoken");
  });
  const names = out.map((node) => `${node.tagName}.${node.className} reaches ${Math.round(node.getBoundingClientRect().right)}`);
  const { scrollWidth } = document.scrollingElement;
  return scrollWidth > width ? [`the page is ${scrollWidth} wide`, ...names] : names;
});
