// A case in the fragment of the address: nothing typed is lost, a link gives the same answer later, and
// the host's own fragment is left as it is.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import jsQR from "jsqr";
import { assertClean, heard, NAME, open, openHost, pause, reload, server, told, until } from "./browser.mjs";
import { answers, fillLoan, reads } from "./person.mjs";
import { host } from "./serve.mjs";

const element = (attributes) => `<${NAME} ${attributes}></${NAME}>`;
const LOAN = 'benefit="startup-loan"';
const CASE = "ncc=1&b=startup-loan&on=2025-06-10&scheme=national&area=east&borrower=individual&amount=300000" +
  "&term_months=12&rate=3.5&repayment=interest-only";
const hash = (page) => page.evaluate(() => location.hash.slice(1));
const keys = (text) => Object.fromEntries(new URLSearchParams(text));
const ready = (page) => heard(page, "ready");

/** A host's page, opened at a fragment. */
async function openAt(fragment, markup = element(LOAN), settings = {}) {
  server.put("/host.html", host(markup, settings.lang));
  const page = await open(`/host.html#${fragment}`, settings);
  await ready(page);
  return page;
}
const text = (page, at = NAME) => page.locator(at).first().evaluate((node) => node.shadowRoot.textContent);
const says = (page, expected) => until(async () => expected.test(await text(page)), () => `the page does not say ${expected}`);
const share = async (page) => {
  await page.locator('[data-do="tell share open"]').click();
  await page.locator("#share-link").waitFor();
  return page.locator("#share-link").inputValue();
};

test("what is typed stands in the fragment after a pause, and survives a reload and the way back", async () => {
  const page = await openHost(element(`${LOAN} on="2025-06-10"`));
  await ready(page);
  await fillLoan(page);
  await page.locator("#f-amount").fill("30万");
  const before = await answers(page);
  await pause(page);
  assert.equal(keys(await hash(page)).amount, "30万");
  await reload(page);
  await reads(page, /5,250/);
  assert.deepEqual(await answers(page), before);
  await page.goto(`${server.origin}/`);
  await page.goBack();
  await reads(page, /5,250/);
  assert.deepEqual(await answers(page), before);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  await assertClean(page);
});

test("what was typed in a field that was left is there at once", async () => {
  const page = await openAt(CASE);
  await page.locator("#f-amount").fill("70000");
  await page.keyboard.press("Tab");
  await reload(page);
  await ready(page);
  assert.equal((await answers(page)).amount, "70000");
});

test("the first result takes nothing from a person who is typing, nonsense too", async () => {
  server.put("/host.html", host(element(LOAN)));
  const page = await open("/");
  let release;
  const typing = new Promise((done) => { release = done; });
  await page.route("**/page_result.wasm", async (route) => {
    await typing;
    await route.continue();
  });
  await page.goto(`${server.origin}/host.html`);
  const field = page.locator("#f-amount");
  await field.click();
  await page.keyboard.type("很");
  const before = await field.elementHandle();
  release();
  await ready(page);
  assert.ok(await before.evaluate((node) => node.isConnected && node.getRootNode().activeElement === node), "the field was left");
  await page.keyboard.type("多钱");
  await until(async () => keys(await hash(page)).amount === "很多钱", async () => `the address is ${await hash(page)}`);
  await reload(page);
  await ready(page);
  assert.equal((await answers(page)).amount, "很多钱");
});

test("turning the phone, another language and larger text lose nothing", async () => {
  const page = await openAt(CASE, element(LOAN), { viewport: { width: 360, height: 740 } });
  const before = await answers(page);
  await page.setViewportSize({ width: 740, height: 360 });
  assert.deepEqual(await answers(page), before);
  await page.locator("[lang=en]").first().click();
  await reads(page, /the state pays 5,250/);
  assert.deepEqual(await answers(page), before);
  await until(async () => keys(await hash(page)).l === "en", () => "the language is not kept");
  await page.locator('[data-do="tell density "]').click();
  await until(async () => keys(await hash(page)).d === "large", () => "the density is not kept");
  await reload(page);
  await reads(page, /the state pays 5,250/);
  assert.equal(await page.locator(NAME).getAttribute("density"), "large");
  assert.equal(await page.locator('[data-do="tell density "]').getAttribute("aria-pressed"), "true");
  await page.setViewportSize({ width: 360, height: 740 });
  assert.deepEqual(await answers(page), before);
  // It is the person's own: a link that is shared has the language, but not the density.
  assert.deepEqual((({ l, d }) => ({ l, d }))(keys(new URL(await share(page)).hash.slice(1))), { l: "en", d: undefined });
  await page.locator('[data-do="tell density "]').click();
  await until(async () => keys(await hash(page)).d === "normal", () => "the other density is not kept");
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  await assertClean(page);
});

test("a fault in a bank's pack loses nothing", async () => {
  server.put("/own.json", "{");
  const page = await openAt(CASE, element(`${LOAN} pack="/own.json"`));
  await reads(page, /5,250/);
  assert.equal((await told(page, "error"))[0].detail.field, "pack");
  assert.equal(keys(await hash(page)).amount, "300000");
  await page.locator("#f-amount").fill("100000");
  await pause(page);
  await reload(page);
  await ready(page);
  assert.equal((await answers(page)).amount, "100000");
});

test("no visitor without a link fetches anything for one before the form answers, or ever a chunk", async () => {
  const page = await openHost(element(LOAN));
  await page.locator("#f-amount").waitFor();
  await ready(page);
  await page.locator("#f-amount").fill("1");
  await pause(page);
  const { requests } = page;
  assert.ok(requests.indexOf("/link.js") > requests.indexOf("/page_result.wasm"), requests.join(" "));
  assert.ok(!requests.some((path) => path.includes("share")), requests.join(" "));
});

test("a link, opened elsewhere, is computed again and comes to the same", async () => {
  const page = await openAt(CASE);
  await reads(page, /5,250/);
  const link = await share(page);
  const { p, r, l, on } = keys(new URL(link).hash.slice(1));
  assert.match(p, /^national:[^:]+:[0-9a-f]{8},beijing:[^:]+:[0-9a-f]{8}/);
  assert.ok(r.split(",").length > 5, r);
  assert.deepEqual({ l, on }, { l: "zh-Hans", on: "2025-06-10" });
  assert.ok(link.length < 700, `${link.length} characters`);
  const other = await open(new URL(link).pathname + new URL(link).hash);
  await reads(other, /5,250/);
  await says(other, /重新算过：和当时一样。/);
  assert.deepEqual(await answers(other), await answers(page));
  // As soon as something else is typed it is another case.
  await other.locator("#f-amount").fill("200000");
  await until(async () => !/重新算过/.test(await text(other)), () => "it still says so");
  await pause(other);
  assert.equal(keys(await hash(other)).r, undefined);
  await assertClean(other);
});

test("where something differs the steps are told, with old, new and why", async () => {
  const page = await openAt(CASE);
  await reads(page, /5,250/);
  const link = new URL(await share(page)).hash.slice(1);
  const { p, r } = keys(link);
  const results = r.split(",");
  const at = results.findIndex((result) => result.endsWith(":5250"));
  results[at] = results[at].replace("5250", "7875");
  const old = link.replace(r, results.join(",")).replace(p, p.replace(/national:[^,]*/, "national:2019-01-01:00000000"));
  const other = await openAt(old);
  await says(other, /重新算过：1 步变了。/);
  await other.locator("details[data-do='fold link'] summary").click();
  await says(other, /当时 7,875，现在 5,250/);
  await says(other, /“national”的数据：当时是 2019-01-01/);
  await assertClean(other);
});

test("the QR code opens the same case", async () => {
  for (const width of [360, 1280]) {
    const page = await openAt(CASE, element(LOAN), { viewport: { width, height: 800 }, deviceScaleFactor: 2, colorScheme: "dark" });
    await reads(page, /5,250/);
    const link = await share(page);
    const code = page.locator("svg.code");
    for (const media of ["screen", "print"]) {
      await page.emulateMedia({ media });
      const shot = (await code.screenshot()).toString("base64");
      // The browser itself takes the picture apart; this page has no policy against pictures in text.
      const { dots, width: across, height } = await page.context().newPage().then((blank) => blank.evaluate(async (shot) => {
        const image = new Image();
        image.src = `data:image/png;base64,${shot}`;
        await image.decode();
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [image.width, image.height];
        const context = canvas.getContext("2d");
        context.drawImage(image, 0, 0);
        const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
        // One sign for each dot: a list of numbers would take seconds to come across.
        let dots = "";
        for (let at = 0; at < data.length; at += 4) dots += data[at] > 127 ? "1" : "0";
        return { dots, width, height };
      }, shot));
      const found = jsQR(Uint8ClampedArray.from([...dots].flatMap((dot) => [255 * dot, 255 * dot, 255 * dot, 255])), across, height);
      assert.equal(found?.data, link, `${media} at ${width} pixels`);
    }
    const other = await open(new URL(link).pathname + new URL(link).hash);
    assert.deepEqual(await ready(other).then(() => answers(other)), await answers(page));
    await says(other, /重新算过：和当时一样。/);
  }
});

test("the link can be copied, and saved as a file that opens the same case", async () => {
  const page = await openAt(CASE, element(LOAN), { permissions: ["clipboard-read", "clipboard-write"] });
  await reads(page, /5,250/);
  const link = await share(page);
  await page.locator('[data-do="tell share copy"]').click();
  await says(page, /链接已复制。/);
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator('[data-do="tell share save"]').click()]);
  assert.equal(download.suggestedFilename(), "startup-loan-2025-06-10.json");
  const file = await readFile(await download.path(), "utf8");
  assert.deepEqual(JSON.parse(file), keys(new URL(link).hash.slice(1)));
  // Chosen, on a page where something else is typed.
  const other = await openHost(element(LOAN));
  await ready(other);
  await other.locator("#f-amount").fill("1000");
  await pause(other);
  await share(other);
  const choose = async (text) => {
    const [chooser] = await Promise.all([other.waitForEvent("filechooser"), other.locator('[data-do="tell share choose"]').click()]);
    await chooser.setFiles({ name: "case.json", mimeType: "application/json", buffer: Buffer.from(text) });
  };
  for (const garbage of ["", "{", "[1]", "null", '"x"', '{"amount":"5"}']) {
    await choose(garbage);
    await says(other, /这个文件读不懂。/);
    assert.equal((await answers(other)).amount, "1000", garbage);
    await other.locator('[data-do="tell share copy"]').click();
    await says(other, /链接已/);
  }
  await choose(file);
  await reads(other, /5,250/);
  assert.deepEqual(await answers(other), await answers(page));
  await says(other, /重新算过：和当时一样。/);
  await reload(other);
  await reads(other, /5,250/);
  // Dropped.
  await other.locator("#f-amount").fill("2000");
  await share(other);
  await other.locator(NAME).evaluate((node, file) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([file], "case.json", { type: "application/json" }));
    node.shadowRoot.querySelector("section").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, file);
  await reads(other, /5,250/);
  await assertClean(other);
});

test("a bank's own pack is named, and a draft marks the link and what is opened from it", async () => {
  const pack = JSON.parse(await readFile(join(process.env.NCC_DIST, "policies/example-bank.json"), "utf8"));
  server.put("/own.json", JSON.stringify({ ...pack, draft: true }));
  const page = await openAt(CASE, element(`${LOAN} pack="/own.json"`));
  await reads(page, /5,250/);
  const link = new URL(await share(page)).hash.slice(1);
  assert.match(keys(link).p, /example-bank:/);
  assert.equal(keys(link).draft, "1");
  const other = await openAt(link);
  await says(other, /当时用了“example-bank”的数据，这里没有/);
  assert.ok(await other.locator(".draft:not(.watermark):visible").count() >= 1, "marked");
  await other.emulateMedia({ media: "print" });
  assert.ok(await other.locator(".watermark").first().isVisible(), "on paper too");
  await other.emulateMedia({ media: "screen" });
  assert.equal(keys(new URL(await share(other)).hash.slice(1)).draft, "1", "a link made from it is marked as well");
  const same = await openAt(link, element(`${LOAN} pack="/own.json"`));
  await says(same, /重新算过：和当时一样。/);
});

test("the host's own anchor stays in the address, and a router's address is left alone", async () => {
  const markup = `<a id="skip" href="#calculator">跳到</a><div id="calculator">${element(LOAN)}</div>`;
  const page = await openHost(markup);
  await ready(page);
  await page.locator("#f-amount").fill("1000");
  await pause(page);
  await page.locator("#skip").click();
  await until(async () => /^calculator&ncc=1&/.test(await hash(page)), async () => `the address is ${await hash(page)}`);
  await page.locator("#f-rate").fill("3");
  await pause(page);
  assert.equal((await answers(page)).amount, "1000");
  // The way back does not bring older answers back.
  await page.goBack();
  await pause(page);
  assert.equal((await answers(page)).rate, "3");
  assert.equal(keys(await hash(page)).rate, "3");
  await reload(page);
  await ready(page);
  assert.deepEqual([(await answers(page)).amount, (await answers(page)).rate], ["1000", "3"]);
  for (const route of ["/loans", "!/x", "tab=2", "a=1&b=2"]) {
    const own = await openAt(route);
    await own.locator("#f-amount").fill("1000");
    await pause(own);
    assert.equal(await hash(own), route);
    assert.doesNotMatch(await share(own), /tab=2|loans/);
  }
});

test("a link that is put into the address of the open page is opened", async () => {
  const page = await openHost(element(LOAN));
  await ready(page);
  await page.evaluate((fragment) => { location.hash = fragment; }, CASE);
  await reads(page, /5,250/);
});

test("link=\"off\": nothing is read, written or offered", async () => {
  const page = await openAt(CASE, element(`${LOAN} link="off"`));
  assert.equal((await answers(page)).amount, undefined);
  await page.locator("#f-amount").fill("1000");
  await pause(page);
  assert.equal(await hash(page), CASE);
  assert.equal(await page.locator("[data-do^=\"tell share\"]").count(), 0);
  assert.ok(!page.requests.includes("/link.js"));
});

test("each of several elements has its own part", async () => {
  const markup = element(`id="a" ${LOAN}`) + element(`id="b" ${LOAN}`) + element('id="c" benefit="loan-cost"');
  const page = await openHost(markup);
  await heard(page, "ready", 3);
  const amounts = { a: "1000", b: "2000", c: "3000" };
  for (const [id, amount] of Object.entries(amounts)) await page.locator(`#${id} #f-amount`).fill(amount);
  await pause(page);
  const cases = `&${await hash(page)}`.split("&ncc=").slice(1);
  assert.equal(cases.length, 3, await hash(page));
  await reload(page);
  await heard(page, "ready", 3);
  for (const [id, amount] of Object.entries(amounts)) {
    assert.equal(await page.locator(`#${id} #f-amount`).inputValue(), amount, id);
  }
  // A link of the second alone.
  await page.locator('#b [data-do="tell share open"]').click();
  const link = await page.locator("#b #share-link").inputValue();
  assert.equal(keys(new URL(link).hash.slice(1)).e, "b");
  const other = await open(new URL(link).pathname + new URL(link).hash);
  await heard(other, "ready", 3);
  assert.deepEqual(await Promise.all(["a", "b"].map((id) => other.locator(`#${id} #f-amount`).inputValue())), ["", "2000"]);
  // On a page with one of them it is that one's.
  const alone = await openAt(new URL(link).hash.slice(1));
  assert.equal((await answers(alone)).amount, "2000");
});

test("a link for another calculator is told and fills nothing in; without the attribute it chooses", async () => {
  const page = await openAt("ncc=1&b=loan-cost&amount=5000");
  await says(page, /这个链接是“.+”的，请在那个计算器里打开。/);
  assert.equal((await answers(page)).amount, undefined);
  const free = await openAt("ncc=1&b=loan-cost&amount=5000&offers=3&offers.3.rate_given=year&offers.3.rate=6", element(""));
  assert.equal((await answers(free)).amount, "5000");
  assert.equal(await free.locator('[name="offers.3.rate"]').inputValue(), "6");
});

for (const folder of ["good", "bad"]) {
  const file = { good: "release-0.1.json", bad: "links.json" }[folder];
  const { links } = JSON.parse(await readFile(new URL(`../cases/links/${folder}/${file}`, import.meta.url), "utf8"));
  for (const { title, text: fragment, reads: expected } of links) {
    test(`${folder}: ${title}`, async () => {
      const page = await openAt(fragment, expected.benefit === undefined || expected.benefit === "free-money"
        ? element(LOAN) : element(`benefit="${expected.benefit}"`));
      const found = await answers(page);
      for (const [field, value] of Object.entries({ ...expected.answers })) {
        // Of a group only its rows are seen; a choice that does not exist is not either.
        if (field !== "offers") assert.equal(found[field], value, field);
      }
      if (expected.on) assert.equal(found.on, expected.on);
      if (expected.wrong) {
        await says(page, /链接里有些地方读不懂，其他的都照常。/);
        assert.equal(await page.locator("section[aria-label='重新算的结果'] li").count() >= 1, true);
      }
      // What a later release asked is kept while one types.
      await page.locator("#f-on").fill("2026-11-26");
      await pause(page);
      const kept = keys(await hash(page));
      for (const [key, value] of Object.entries({ ...expected.more })) {
        // `__proto__` is no name that JavaScript keeps.
        if (value && key !== "__proto__") assert.equal(kept[key], value, key);
      }
      await assertClean(page);
    });
  }
}
