// A bank's own pack in the element: it stands, or none of it does and the host hears why; and a draft
// is marked wherever something can be seen of it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertClean, heard, NAME, openHost, pause, server, told } from "./browser.mjs";
import { fillLoan, reads } from "./person.mjs";

const element = (attributes) => `<${NAME} benefit="startup-loan" on="2025-06-10" ${attributes}></${NAME}>`;
const FOLDER = join(process.env.NCC_DIST, "policies");
const EXAMPLE = JSON.parse(await readFile(join(FOLDER, "example-bank.json"), "utf8"));

/** A bank that lowers the national ceiling for one person. */
const own = () => {
  const pack = structuredClone(EXAMPLE);
  const price = pack.figures["bank-fees.price.annual"];
  pack.id = pack.place = "own-bank";
  pack.figures = { "startup-loan.ceiling.individual": { ...price, entries: [
    { ...price.entries[0], from: "2025-01-01", published_on: "2025-01-01", value: "200000" }] } };
  return pack;
};
const faulty = () => {
  const pack = own();
  pack.figures["startup-loan.ceiling.individual"].entries[0].value = 200_000;
  return pack;
};
const hand = (page, packs) => page.locator(NAME).evaluate((node, packs) => { node.packs = packs; }, packs);
const last = async (page) => {
  await pause(page);
  return (await told(page, "result")).at(-1).detail;
};
const layer = ({ figures }) => figures.find(({ id }) => id === "startup-loan.ceiling.individual").layer;

test("a bank's pack stands above the others, by address and by property", async () => {
  server.put("/own.json", JSON.stringify(own()));
  const page = await openHost(element('pack="/own.json"'));
  await heard(page, "ready");
  await fillLoan(page);
  let result = await last(page);
  assert.equal(layer(result), "bank");
  assert.equal(result.amounts.ceiling.low, "200000.00");
  await page.locator(NAME).evaluate((node) => node.removeAttribute("pack"));
  result = await last(page);
  assert.equal(layer(result), "national");
  assert.equal(result.amounts.ceiling.low, "300000.00");
  await hand(page, [own()]);
  assert.equal(layer(await last(page)), "bank");
  assert.deepEqual(await told(page, "error"), []);
  await assertClean(page);
});

test("the demonstration's bank is found good", async () => {
  const page = await openHost(element('pack="/policies/example-bank.json"'));
  await heard(page, "ready");
  const { packs, draft } = await last(page);
  assert.ok(packs.some(({ id }) => id === "example-bank"));
  assert.equal(draft, false);
  assert.deepEqual(await told(page, "error"), []);
});

for (const [what, packs, place] of [
  ["one", [faulty()], "packs.0"],
  ["one of two", [own(), faulty()], "packs.1"],
  ["no array", { id: "own-bank" }, "packs"],
]) {
  test(`with a fault in ${what} none stands, and the host hears where and why`, async () => {
    const page = await openHost(element(""));
    await heard(page, "ready");
    await fillLoan(page);
    await hand(page, packs);
    const result = await last(page);
    assert.equal(layer(result), "national", "the built-in packs stand");
    await reads(page, /5,250/);
    const [{ detail }] = await told(page, "error");
    assert.equal(detail.field, place);
    if (place !== "packs") assert.match(detail.message, /startup-loan\.ceiling\.individual\.entries\.0\.value: expected a string/);
  });
}

for (const [what, put] of [
  ["is not there", null],
  ["is no JSON", "{"],
  ["has a fault", JSON.stringify(faulty())],
]) {
  test(`where the pack's address ${what}, the built-in packs stand and the host hears why`, async () => {
    if (put === null) server.take("/own.json");
    else server.put("/own.json", put);
    const page = await openHost(element('pack="/own.json"'));
    await heard(page, "ready");
    await fillLoan(page);
    assert.equal(layer(await last(page)), "national");
    const [{ detail }] = await told(page, "error");
    assert.equal(detail.field, "pack");
    assert.ok(detail.message.length > 0);
    assert.equal((await told(page, "error")).length, 1, "once");
  });
}

test("a draft is marked on the screen, in the figure book and on paper", async () => {
  server.put("/own.json", JSON.stringify({ ...own(), draft: true }));
  const page = await openHost(element('pack="/own.json"'));
  await heard(page, "ready");
  await fillLoan(page);
  assert.equal((await last(page)).draft, true);
  const marks = () => page.locator(".draft:not(.watermark):visible").count();
  const across = page.locator(".watermark");
  assert.ok(await marks() >= 1, "beside the result");
  assert.equal(await across.first().isVisible(), false);
  await page.emulateMedia({ media: "print" });
  assert.ok(await across.first().isVisible(), "across every sheet");
  assert.equal(await across.first().evaluate((node) => getComputedStyle(node).position), "fixed");
  await page.emulateMedia({ media: "screen" });
  await page.locator('.foot [data-do="look-up"]').click();
  assert.ok(await marks() >= 1, "in the figure book");
  await hand(page, null);
  await page.locator(NAME).evaluate((node) => node.removeAttribute("pack"));
  await pause(page);
  assert.equal(await page.locator(".draft").count(), 0, "without it nothing is marked");
});
