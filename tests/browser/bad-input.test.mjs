// Whatever is typed wrong in whichever field of whichever benefit, rows included: it is explained beside
// its field, all that was typed stays, and there is still an answer. The fields are the engine's own list.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClean, catalogue, heard, NAME, openHost, until } from "./browser.mjs";

const ON = "2026-06-10";

/** What can never be an answer to a question, whatever it asks. */
const wrong = ({ limits: { most, decimals }, kind }) => ({
  garbage: "!@#$%^&*()",
  letters: "abc",
  negative: "-1",
  "too large": kind === "day" ? "9999-12-31" : `${BigInt(most) + 1n}`,
  "too many decimals": kind === "day" ? "2026-06-10.5" : `1.${"1".repeat(decimals + 1)}`,
  "a day that is none": "2026-02-30",
  "full-width letters": "ＡＢＣ－１",
  emoji: "😀👩‍👩‍👧",
  "10,000 characters": "9".repeat(10_000),
});
const KINDS = Object.keys(wrong({ limits: { most: "1", decimals: 0 }, kind: "number" }));

/** Digits as a Chinese input method may write them. */
const fullWidth = (text) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

const fieldOf = ({ id, row }) => (row ? `${row}.1.${id}` : id);

/** Writes in fields and leaves them, all in one go. */
const write = (page, texts) => page.evaluate(([name, texts]) => {
  const root = document.querySelector(name).shadowRoot;
  for (const [field, text] of Object.entries(texts)) {
    const input = root.getElementById(`f-${field}`);
    input.value = text;
    for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
  }
}, [NAME, texts]);

/** What stands in fields and beside them, and the answer. */
const look = (page, fields) => page.evaluate(([name, fields]) => {
  const root = document.querySelector(name).shadowRoot;
  return {
    fields: Object.fromEntries(fields.map((field) => {
      const input = root.getElementById(`f-${field}`);
      const note = root.getElementById(`f-${field}-note`);
      const described = input.getAttribute("aria-describedby").split(" ").includes(note.id);
      return [field, { text: input.value, invalid: input.getAttribute("aria-invalid"), note: described ? note.textContent : "" }];
    })),
    sentence: root.querySelector(".sentence")?.textContent,
  };
}, [NAME, fields]);

/** Makes choices, so that as many questions as can be are asked; the field of each, and its choice. */
async function choose(page, choices) {
  for (const [field, choice] of Object.entries(choices)) {
    await page.evaluate(([name, field, choice]) => {
      const root = document.querySelector(name).shadowRoot;
      const list = root.getElementById(`f-${field}`);
      const one = list ?? [...root.querySelectorAll(`[name="f-${field}"]`)].find(({ value }) => value === choice);
      if (list) list.value = choice;
      else one.checked = true;
      one.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
    }, [NAME, field, choice]);
    await page.waitForTimeout(30);
  }
}

/** Rounds of choices by which every question of the benefit is asked in one of them: `{ choices, asked }`. */
function rounds(questions) {
  const typed = questions.filter(({ choices }) => choices.length === 0);
  const found = [];
  for (const question of typed) {
    const choices = {};
    for (let at = question; at.asked_when; at = questions.find(({ id }) => id === at.asked_when.question)) {
      choices[at.asked_when.question] = at.asked_when.choices;
    }
    // It joins a round that makes no other choice.
    const fits = ({ choices: made }) => Object.entries(choices).every(([id, allowed]) =>
      !made[id] || made[id].some((choice) => allowed.includes(choice)));
    let round = found.find(fits);
    if (!round) found.push((round = { choices: {}, asked: [] }));
    for (const [id, allowed] of Object.entries(choices)) {
      round.choices[id] = (round.choices[id] ?? allowed).filter((choice) => allowed.includes(choice));
    }
    round.asked.push(question);
  }
  return found;
}

const benefits = ["startup-loan", "consumer-loan-subsidy", "service-loan-subsidy", "small-business-loan-subsidy",
  "first-loan-subsidy", "mortgage-subsidy", "bank-fees", "health-cover", "loan-cost"];

test("these are all the benefits", async () => {
  assert.deepEqual((await catalogue()).map(({ id }) => id).toSorted(), benefits.toSorted());
});

for (const benefit of benefits) {
  test(`bad input in every field: ${benefit}`, async () => {
    const { questions, rows } = (await catalogue()).find(({ id }) => id === benefit);
    const tested = new Set();
    for (const { choices, asked } of rounds(questions)) {
      const page = await openHost(`<${NAME} benefit="${benefit}" on="${ON}"></${NAME}>`);
      await heard(page, "ready");
      for (const { id } of rows) {
        if (!(await page.locator(`[data-row="${id}.1"]`).count())) await page.locator(`[data-do="add ${id}"]`).click();
      }
      // In the order of the form: a choice may bring the next question.
      const order = questions.filter(({ id }) => choices[id]);
      await choose(page, Object.fromEntries(order.map((question) => [fieldOf(question), choices[question.id][0]])));
      const fields = ["on", ...asked.map(fieldOf)];
      const told = { on: { limits: { least: "", most: "", decimals: 0 }, kind: "day" },
        ...Object.fromEntries(asked.map((question) => [fieldOf(question), question])) };
      const settle = async (holds, what) => {
        let seen;
        await until(async () => holds(seen = await look(page, fields)), () => `${what}: ${JSON.stringify(seen).slice(0, 2_000)}`, 8_000);
        assert.ok(seen.sentence?.length > 5, `${what}: there is an answer`);
        return seen;
      };

      // Everything wrong at once, in each way.
      for (const kind of KINDS) {
        const texts = Object.fromEntries(fields.map((field) => [field, wrong(told[field])[kind]]));
        await write(page, texts);
        const seen = await settle((seen) => fields.every((field) => seen.fields[field].invalid === "true"), kind);
        for (const field of fields) {
          const { text, note } = seen.fields[field];
          assert.equal(text, texts[field], `${field}: ${kind} stays as it was typed`);
          for (const end of [told[field].limits.least, told[field].limits.most]) {
            assert.ok(note.replaceAll(",", "").includes(end), `${field}: ${kind}: “${note}” names ${end}`);
          }
          assert.ok(note.length > 5, `${field}: ${kind} is explained`);
        }
      }

      // Everything right, in full-width digits; then one field wrong after the other. Nought where it may be
      // nought, such as a fee that must not be above the loan.
      const rightFor = ({ limits: { least, most } }) => (least === "0" ? least : most);
      const right = Object.fromEntries(fields.map((field) => [field, fullWidth(field === "on" ? ON : rightFor(told[field]))]));
      await write(page, right);
      await settle((seen) => fields.every((field) => seen.fields[field].invalid === null), "full-width digits");
      for (const [at, field] of fields.entries()) {
        const bad = wrong(told[field])[KINDS[at % KINDS.length]];
        await write(page, { [field]: bad });
        const seen = await settle((seen) => seen.fields[field].invalid === "true", `${field}: ${bad.slice(0, 20)}`);
        for (const other of fields) {
          assert.equal(seen.fields[other].text, other === field ? bad : right[other], `${other} stays while ${field} is wrong`);
          if (other !== field) assert.equal(seen.fields[other].invalid, null, `${other} is not blamed for ${field}`);
        }
        await write(page, { [field]: right[field] });
        tested.add(field);
      }
      await settle((seen) => fields.every((field) => seen.fields[field].invalid === null), "all right again");
      await assertClean(page);
      await page.context().close();
    }
    const typed = questions.filter(({ choices }) => choices.length === 0).map(fieldOf);
    assert.deepEqual([...tested].toSorted(), ["on", ...typed].toSorted());
  });
}
