// A host's code against the generated types: `tsc` must accept it.
import { load, type Engine, type Outcome, type Amount, type Refusal, type CatalogueEntry } from "../../dist/engine.js";

const engine: Engine = await load(new URL("https://bank.example/calculator/"));
const entries: CatalogueEntry[] = engine.catalogue({ lang: "en", on: "2026-11-23" });
const choices: string[] = entries.flatMap((entry) => entry.questions).flatMap((q) => q.choices.map((choice) => choice.id));

const outcome: Outcome = engine.evaluate({
  benefit: "startup-loan",
  on: "2026-11-23",
  answers: { scheme: "beijing", amount: "300000", term_months: 36, credit_good: true, rate: null },
});
const subsidy: Amount | undefined = outcome.amounts["subsidy"];
const settled: boolean = subsidy !== undefined && subsidy.low === subsidy.high;
if (outcome.verdict === "not-eligible") {
  for (const { id, holds, text, distance, source } of outcome.conditions) {
    if (holds === "no") console.log(id, text, distance?.value, distance?.unit, source?.number);
  }
}
const perOffer: [number | undefined, string][] = outcome.schedules.map(({ row, interest }) => [row, interest]);
console.log(perOffer, choices, settled, outcome.schedule?.rows.at(-1)?.balance, outcome.packs[0]?.sha256);

try {
  engine.evaluate({ benefit: "startup-loan", on: "tomorrow" });
} catch (thrown) {
  const { field, given, allowed, message } = thrown as Refusal;
  console.error(field, given, allowed, message);
}

// @ts-expect-error An outcome has no such verdict.
if (outcome.verdict === "maybe") console.log();
// @ts-expect-error A request needs a day.
engine.evaluate({ benefit: "startup-loan" });

const control = new AbortController();
const next = await engine.explore({ kind: "next-question", benefit: "startup-loan", on: "2026-11-23" }, { signal: control.signal });
console.log(next.question?.text, next.aside.length);
const enough = await engine.explore({
  kind: "solve", benefit: "startup-loan", on: "2026-11-23", question: "amount", amount: "first_payment", at_most: "3000",
});
console.log(enough.readings[0]?.intervals[0]?.to.because, enough.missing[0]?.question);
const best = await engine.explore({ kind: "stack", on: "2026-11-23", claims: [{ benefit: "bank-fees" }] });
console.log(best.best.low, best.pairs[0]?.together);
// @ts-expect-error A goal is about an amount.
await engine.explore({ kind: "solve", benefit: "startup-loan", on: "2026-11-23", question: "amount" });
