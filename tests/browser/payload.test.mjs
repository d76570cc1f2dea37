// Every page that a visitor may land on takes input within the limit: counted in a browser with nothing in
// its cache, in the bytes of brotli.
import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { test } from "node:test";
import { NAME, open, server, until } from "./browser.mjs";
import { host } from "./serve.mjs";

const { NCC_DIST: DIST } = process.env;
// One for the page that is built and for the one that is seen.
const sizes = await readFile(new URL("../../xtask/src/sizes.rs", import.meta.url), "utf8");
const LIMIT = Number(sizes.match(/LIMIT: u64 = ([\d_]+)/)[1].replaceAll("_", ""));
const PAGES = (await readdir(DIST)).flatMap((file) => file.match(/^page_form-(.+)\.wasm$/)?.slice(1) ?? []);
// What is the host's own.
const HOST = ["/host.html", "/host.css"];

/** Runs before anything else: once there is something to fill in or to press, whatever is fetched never comes. */
function hold(name) {
  const { attachShadow } = Element.prototype;
  const { fetch } = globalThis;
  globalThis.late = [];
  Element.prototype.attachShadow = function (settings) {
    const root = attachShadow.call(this, settings);
    if (this.localName !== name) return root;
    new MutationObserver((_, observer) => {
      if (!root.querySelector("form :is(input, select, [data-do^='choose '])")) return;
      observer.disconnect();
      globalThis.fetch = (address) => (globalThis.late.push(String(address)), new Promise(() => {}));
    }).observe(root, { childList: true, subtree: true });
    return root;
  };
}

/** What is sent of a file: as it is, where compressing it would not help. */
const weighs = async (path) => (await stat(DIST + path + ".br").catch(() => stat(DIST + path))).size;

/** Answers the first question, and waits until the page has heard it. */
async function answer(page) {
  const radio = "[type=radio], [data-do^='choose ']";
  const first = page.locator(`form :is(${radio}, tr:has([data-at=b]) [data-at=a])`).first();
  if (await first.evaluate((node) => node.localName) === "select") await first.selectOption({ index: 1 });
  else await first.click();
  // What was answered can be taken back; at the desk the second column follows the first.
  const heard = () => page.locator(NAME).evaluate(({ shadowRoot }) =>
    shadowRoot.querySelector("[data-do='clear-all']") || [...shadowRoot.querySelectorAll("[data-at=b]")].some(({ value }) => value));
  await until(heard, () => `the answer was not heard: ${page.url()}`);
}

test("every page takes input within the limit, and with what it has fetched by then", async () => {
  assert.ok(PAGES.length > 10, PAGES.join(" "));
  server.put("/hold.js", `(${hold})("${NAME}")`);
  for (const benefit of PAGES) {
    const markup = host(`<${NAME} benefit="${benefit}"></${NAME}>`);
    server.put("/host.html", markup.replace("<script", '<script src="/hold.js"></script><script'));
    // With a case in the address: then there is more to fetch.
    const page = await open(`/host.html#ncc=1&b=${benefit}&l=en`);
    await answer(page);
    const paths = page.requests.filter((path) => ![...HOST, "/hold.js"].includes(path));
    assert.ok(paths.includes(`/page_form-${benefit}.wasm`), paths.join(" "));
    const late = await page.evaluate(() => globalThis.late);
    assert.ok(late.some((address) => address.includes("/policies/")), "the packs come later");
    let sum = 0;
    for (const path of paths) sum += await weighs(path);
    assert.ok(sum <= LIMIT, `${benefit}: ${sum} bytes until interactive: ${paths.join(" ")}`);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }
});
