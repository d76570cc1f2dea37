// How a state of states.mjs is reached: for pictures (take.mjs) and for axe-core (../browser/axe.test.mjs).

export const NAME = "new-citizen-calculator";
export const LANGUAGES = ["zh-Hans", "zh-Hant", "en"];
export const DAY = "2026-11-25";

// Not with every frame, which would then be drawn.
const POLLING = { polling: 50 };

/** The fragment of a state: what is typed in it. */
export const fragment = ([, , benefit, typed]) => typed && `#ncc=1&b=${benefit}&${typed}`;

/** Waits until nothing has changed on the page for so many milliseconds: all is worked out and drawn. */
export const quiet = (page, still = 250) => page.evaluate(([name, still]) => new Promise((done) => {
  const { shadowRoot } = document.querySelector(name);
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (observer.disconnect(), done()), still);
  };
  const observer = new MutationObserver(later);
  observer.observe(shadowRoot, { subtree: true, childList: true, attributes: true, characterData: true });
  later();
}), [NAME, still]);

/** Waits until nothing is still worked out. */
export async function settle(page, still) {
  await page.waitForFunction((name) => !/正在算|Working it out/.test(document.querySelector(name).shadowRoot.textContent), NAME, POLLING);
  await quiet(page, still);
}

/** Everything that is done to come to a state, once its element and its fragment are there. */
export async function reach(page, { then = [], wait }, still) {
  await page.waitForFunction((name) => document.querySelector(name)?.ready, NAME, POLLING);
  await quiet(page, still);
  for (const step of then) {
    const [selector, text] = [step].flat();
    const at = page.locator(selector).first();
    if (text === undefined) await at.evaluate((node) => node.click());
    else await at.fill(text);
    await quiet(page, still);
  }
  if (wait) await page.locator(wait).first().waitFor({ state: "attached" });
  await settle(page, still);
  // Nothing blinks and nothing is pointed at.
  await page.evaluate((name) => document.querySelector(name).shadowRoot.activeElement?.blur(), NAME);
}
