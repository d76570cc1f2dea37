// The same walk in Chromium, in Firefox and in WebKit: one is as good as the other. Where one of them is
// missing this fails: nothing passes by being absent.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { host, serve } from "./serve.mjs";
import { launch, NAMES } from "./webdriver.mjs";

const NAME = "new-citizen-calculator";

// What goes wrong is noted from the first moment, in the page itself: no two browsers tell it alike.
const NOTES = `globalThis.faults = [];
for (const what of ["error", "unhandledrejection"]) addEventListener(what, (event) => faults.push(what + ": " + (event.message ?? event.reason)));
document.addEventListener("securitypolicyviolation", (event) => faults.push(event.violatedDirective + " " + event.blockedURI));
document.addEventListener("${NAME}:error", ({ detail }) => faults.push(JSON.stringify(detail)));
document.addEventListener("${NAME}:ready", () => { globalThis.isReady = true; });
for (const how of ["error", "warn"]) console[how] = (...said) => faults.push(said.join(" "));`;
const page = (benefit) => host(`<${NAME} benefit="${benefit}" lang="zh-Hans" on="2025-06-10"></${NAME}>`)
  .replace("<script", '<script src="/notes.js"></script><script');

let server;
before(async () => {
  server = await serve();
  server.put("/notes.js", NOTES);
  for (const benefit of ["startup-loan", "start"]) server.put(`/${benefit}.html`, page(benefit));
});
after(() => server?.close());

/** Nothing was complained of or forbidden, and nothing is kept in the browser. */
const assertClean = async (browser) => {
  assert.deepEqual(await browser.run(() => globalThis.faults), []);
  assert.deepEqual(await browser.run(async () => [
    localStorage.length, sessionStorage.length, document.cookie,
    (await indexedDB.databases?.() ?? []).length,
    (await globalThis.caches?.keys() ?? []).length,
    (await navigator.serviceWorker?.getRegistrations() ?? []).length,
  ]), [0, 0, "", 0, 0, 0]);
};

/** Everything typed and picked, by field. */
const answers = (browser) => browser.run(() => {
  const { shadowRoot } = document.querySelector("new-citizen-calculator");
  const fields = [...shadowRoot.querySelectorAll("input")].filter((field) => field.type !== "radio" || field.checked);
  return Object.fromEntries(fields.filter(({ name, value }) => name && value).map(({ name, value }) => [name.replace("f-", ""), value]));
});

const LOAN = { on: "2025-06-10", scheme: "national", area: "east", borrower: "individual", amount: "30万", term_months: "12", rate: "3.5", repayment: "interest-only" };

for (const name of NAMES) {
  test(`the walk through the calculator and the start page: ${name}`, { timeout: 90_000 }, async () => {
    const browser = await launch(name);
    const reads = (text) => browser.at(".sentence", text);
    try {
      await browser.resize(1280, 960);
      await browser.go(`${server.origin}/startup-loan.html`);
      await browser.until(() => globalThis.isReady);
      for (const [field, choice] of Object.entries(LOAN).filter(([, choice]) => /^[a-z]/.test(choice))) {
        await browser.click(`.option:has([name="f-${field}"][value="${choice}"])`);
      }
      for (const field of ["amount", "term_months", "rate"]) await browser.type(`#f-${field}`, LOAN[field]);
      await reads("国家替您付 10,500 元利息中的 5,250 元");
      await browser.at("#f-amount-note", "300,000 元");
      assert.deepEqual(await answers(browser), LOAN);

      // An amount opens its steps, a step the figure behind it, the figure its entry in the book.
      const subsidy = '[data-do="fold amount.subsidy"]';
      await browser.click(`${subsidy} > summary`);
      await browser.at(`${subsidy} .formula`, "5,250");
      await browser.click(`${subsidy} .steps details > summary`);
      await browser.click(`${subsidy} .steps details [data-do^="look-up book."]`);
      await browser.at(".book .history .current");
      await browser.click('.book [data-do="shut"]');
      await browser.at(`${subsidy} .formula`, "5,250");

      await browser.click(".languages button[lang=en]");
      await browser.at(".sentence", "5,250");
      await browser.at(".page[lang=en] h3", "The amounts");
      assert.deepEqual(await answers(browser), LOAN);
      await assertClean(browser);

      await browser.reload();
      await browser.at(".sentence", "5,250");
      assert.deepEqual(await answers(browser), LOAN);
      await assertClean(browser);

      await browser.go(`${server.origin}/start.html`);
      await browser.at(".card:nth-child(9)");
      await browser.at(".cards .worth");
      await browser.click('[data-do="choose amount"][value="300000"]');
      await browser.click('[data-do="choose here"][value="work"]');
      await browser.click('[data-do="choose borrow"][value="business"]');
      await browser.at('.card:has([data-do="tell open service-loan-subsidy"]) .worth', "3,000");
      await browser.click('[data-do="tell open service-loan-subsidy"]');
      await browser.at(".headline .sentence");
      assert.equal((await answers(browser)).amount, "300000");
      await assertClean(browser);
    } finally {
      await browser.close();
    }
  });
}
