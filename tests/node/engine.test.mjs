// The engine's WebAssembly in Node: the same cases as natively, byte for byte, and garbage from
// JavaScript that no JSON file could hold.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import { canonical, outcomeOf } from "../common/cases.mjs";

const dist = pathToFileURL(`${process.env.NCC_DIST}/`);
const { load } = await import(new URL("engine.js", dist));
const engine = await load();
const cases = JSON.parse(await readFile(new URL("../../target/cases.json", import.meta.url)));
const complete = {
  benefit: "startup-loan", on: "2025-06-10",
  answers: { scheme: "national", area: "east", borrower: "individual", amount: "300000", term_months: 12, rate: "3.5", repayment: "interest-only" },
};

test("every case comes out as natively, byte for byte", () => {
  assert.ok(cases.length >= 100, `${cases.length} cases`);
  for (const { title, ask, outcome } of cases) {
    assert.equal(canonical(outcomeOf(engine, ask)), canonical(outcome), title);
  }
});

test("load takes the folder as a URL or a string", async () => {
  for (const source of [dist, dist.href]) {
    const other = await load(source);
    assert.equal(other.evaluate(complete).amounts.subsidy.low, "5250.00");
  }
});

test("the catalogue names every question with its choices and limits", () => {
  const [loan] = engine.catalogue({ lang: "en", on: "2026-01-01" });
  assert.equal(loan.id, "startup-loan");
  const ids = ["scheme", "area", "borrower", "category", "age", "registered_here", "other_loans",
    "credit_good", "partners", "staff", "new_hires", "arrears", "previous_loans", "amount",
    "term_months", "rate", "repayment", "fee"];
  assert.deepEqual(loan.questions.map((question) => question.id).sort(), ids.sort());
  const question = (id) => loan.questions.find((question) => question.id === id);
  assert.deepEqual(question("scheme").choices.map((choice) => choice.id), ["beijing", "national"]);
  assert.deepEqual(question("amount").limits, { least: "1", most: "100000000", decimals: 2 });
  assert.equal(question("amount").unit, "yuan");
  for (const { text, help } of loan.questions) assert.ok(text && help);
});

test("null and undefined are blank", () => {
  for (const blank of [null, undefined]) {
    const outcome = engine.evaluate({ ...complete, answers: { ...complete.answers, rate: blank } });
    assert.notEqual(outcome.amounts.subsidy.low, outcome.amounts.subsidy.high);
  }
});

test("a refusal is an error with its field, what was given and what is allowed", () => {
  const refused = () => engine.evaluate({ ...complete, lang: "en", answers: { rate: "3.5%" } });
  assert.throws(refused, (error) => {
    assert.ok(error instanceof Error);
    assert.equal(error.field, "rate");
    assert.equal(error.given, "3.5%");
    assert.match(error.allowed, /0 to 36/);
    assert.match(error.message, /rate.*3\.5%/);
    return true;
  });
});

test("garbage is refused, never a trap, and the engine goes on", () => {
  const cycle = {};
  cycle.self = cycle;
  const garbage = [3.5, NaN, Infinity, -0.1, 2n ** 80n, Symbol("x"), () => 1, new Date(), [], {}, [[1]],
    cycle, "", " ", "\0", "3.5％", "𝟛", "1".repeat(10_000), new Map([["a", 1]]), new Uint8Array(3), document => document];
  for (const value of garbage) {
    for (const question of ["rate", "amount", "scheme", "age", "credit_good"]) {
      const refused = () => engine.evaluate({ ...complete, answers: { [question]: value } });
      assert.throws(refused, (error) => typeof error.field === "string" && error.allowed.length > 0,
        `${question}: ${String(value?.toString?.() ?? value).slice(0, 30)}`);
    }
  }
  for (const request of [3, "x", [], cycle, () => 1, { benefit: 1 }, { benefit: "startup-loan" },
    { ...complete, on: 20250610 }, { ...complete, answers: [] }, { ...complete, answers: "x" },
    { ...complete, packs: [cycle] }, { ...complete, packs: [null] }, { ...complete, packs: [{}] },
    { ...complete, lang: {} }, { ...complete, extra: 1 }]) {
    assert.throws(() => engine.evaluate(request), (error) => typeof error.field === "string");
  }
  assert.equal(engine.evaluate(complete).amounts.subsidy.low, "5250.00");
});

test("a request is left as it was", () => {
  const before = canonical(complete);
  engine.evaluate(complete);
  assert.equal(canonical(complete), before);
});

test("figures and sources are given once, and nobody can change them", () => {
  const [one, other] = ["100000", "200000"].map((amount) =>
    engine.evaluate({ ...complete, answers: { ...complete.answers, amount } }));
  assert.ok(one.figures.length > 5);
  one.figures.forEach((figure, at) => assert.equal(figure, other.figures[at]));
  const { source } = one.conditions.find((condition) => condition.source);
  for (const part of [one.figures[0], one.figures[0].values, one.figures[0].values[0], one.figures[0].values[0].source, source]) {
    assert.ok(Object.isFrozen(part));
  }
  assert.ok(!Object.isFrozen(one) && !Object.isFrozen(one.conditions[0]));
  // In another language they are others.
  assert.notEqual(engine.evaluate({ ...complete, lang: "en" }).figures[0].text, one.figures[0].text);
});
