// The start-up loan, worked out by this calculator and by publicodes (the engine behind France's
// mon-entreprise) from the same figures, for the same people, in one process. First both must say the same.
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import Publicodes from "publicodes";
import { AMOUNTS, CONDITIONS, conditionRule, named, rules, situation } from "./publicodes/startup-loan.mjs";

const dist = pathToFileURL(`${process.env.NCC_DIST}/`);
const { load } = await import(new URL("engine.js", dist));
const engine = await load(dist);

// What is timed inside the engine, in a build of its own: the same code, with a way in.
const folder = pathToFileURL(`${process.env.NCC_BENCH}/`);
const { default: init, EngineCore } = await import(new URL("engine_bench.js", folder));
const json = async (path) => JSON.parse(await readFile(new URL(path, dist)));
await init({ module_or_path: await readFile(new URL("engine_bench_bg.wasm", folder)) });
const core = new EngineCore();
for (const path of ["locales/zh-Hans.json", "locales/startup-loan/zh-Hans.json"]) core.add_locale("zh-Hans", await json(path));
for (const pack of ["national", "beijing"]) core.add_pack(await json(`policies/${pack}.json`));

// On the first day Beijing's rules are settled as well, but for partners; on the second only the country's.
const DAYS = { "2022-06-10": ["national", "beijing"], "2025-06-10": ["national"] };
const METHODS = ["equal-instalment", "equal-principal", "interest-only", "bullet"];
const AREAS = ["east", "central", "west", "poverty-relief"];
const BORROWERS = ["individual", "partnership", "small-enterprise"];
const QUESTIONS = engine.catalogue({}).find((benefit) => benefit.id === "startup-loan").questions;
const CATEGORIES = QUESTIONS.find((question) => question.id === "category").choices.map((choice) => choice.id);

function* requests(on) {
  let at = 0;
  for (const scheme of DAYS[on]) {
    for (const borrower of BORROWERS) {
      if (scheme === "beijing" && borrower === "partnership") continue;
      for (const repayment of METHODS) {
        const firm = borrower === "small-enterprise";
        const answers = {
          scheme, borrower, repayment, fee: "0",
          amount: String([120_000, 250_000, 4_500_000.5, 399_999.99][at % 4]),
          term_months: [12, 24, 18, 7, 36][at % 5],
          rate: ["3.5", "2.95", "0.01", "3.2", "4.4"][at % 5],
          registered_here: "yes", credit_good: at % 8 ? "yes" : "no", previous_loans: at % 3,
          ...(scheme === "national" ? { area: AREAS[at % 4] } : {}),
          ...(firm ? { staff: 20 * (at % 9) + 3, new_hires: 18, arrears: at % 9 ? "no" : "yes" }
            : { category: at % 7 ? "veteran" : "none", age: 19 + (at * 5) % 37, other_loans: at % 11 ? "none" : "other" }),
          ...(borrower === "partnership" ? { partners: 1 + (at % 4) } : {}),
        };
        yield { benefit: "startup-loan", on, answers };
        at += 1;
      }
    }
  }
}

/** A figure as the day's rules have it, for whoever writes rules: a number, a word, an array or undefined. */
function figures(on) {
  const book = engine.figures({ on });
  return (place, id) => {
    const of = (place) => book.find((figure) => figure.id === id && figure.place === place);
    const found = (place === "beijing" && of("beijing")) || of("china");
    if (!["known", "past-review"].includes(found?.reading)) return undefined;
    const [{ value }] = found.history.find((entry) => entry.current).values;
    if (found.unit === "names") return value.split(", ");
    return found.unit === "rule" ? value : Number(value);
  };
}

// Without warnings and parents, which these rules have no use for: the fastest that publicodes can be.
const quick = { warn: false, flag: { automaticNamespaceDisabling: false } };
const people = Object.keys(DAYS).flatMap((on) => {
  const peer = new Publicodes(rules(figures(on), QUESTIONS.map((question) => question.id), CATEGORIES), quick);
  const rule = (name) => peer.getRule(name);
  const goals = ["verdict", ...AMOUNTS.map(named)];
  return [...requests(on)].map((request) => ({
    request, peer, goals, nodes: goals.map(rule), situation: situation(request.answers),
  }));
});

// The same results, or no times.
const verdicts = { eligible: true, "not-eligible": false, depends: undefined };
const holds = { yes: true, no: false, unknown: undefined };
const seen = {};
for (const { request, peer, situation } of people) {
  const ours = engine.evaluate(request);
  const theirs = (name) => peer.evaluateNode(peer.getRule(name)).nodeValue;
  const differs = (what, one, other) => {
    throw new Error(`${what}: ${one} here, ${other} by publicodes, of ${JSON.stringify(request)}`);
  };
  peer.setSituation(situation);
  if (theirs("verdict") !== verdicts[ours.verdict]) differs("verdict", ours.verdict, theirs("verdict"));
  for (const id of CONDITIONS) {
    // What is not asked of a case holds there.
    const here = ours.conditions.find((condition) => condition.id === id)?.holds ?? "yes";
    const there = theirs(conditionRule(id));
    if (there !== holds[here]) differs(id, here, there);
  }
  for (const id of AMOUNTS) {
    const { low, high } = ours.amounts[id];
    // Floats on the other side: half a 分 may fall either way, and a difference of two such amounts too.
    if (low !== high || !(Math.abs(theirs(named(id)) - low) < 0.0101)) differs(id, low, theirs(named(id)));
  }
  seen[ours.verdict] = (seen[ours.verdict] ?? 0) + 1;
}
const list = Object.entries(seen).map(([verdict, count]) => `${count} ${verdict}`);
console.log(`${people.length} people, the same verdicts, conditions and amounts (${list.join(", ")})`);

// What the engine works out inside is what it says outside.
for (const { request } of people) {
  const answers = { ...request.answers, amount: "200000" };
  const amounts = Object.values(engine.evaluate({ ...request, answers }).amounts);
  const outside = amounts.reduce((sum, { low }) => sum + Number(low), 0);
  const inside = Number(core.what_ifs(request, "amount", 200_000, 1, 1));
  if (!(Math.abs(outside - inside) < 0.01)) throw new Error(`${inside} inside, ${outside} outside`);
}

// Round by round, all of them one after the other, so that a busy machine slows all alike.
const WHAT_IFS = 1000;
// So many rounds only warm up: until then the browser's compilers have not come to all of it.
const WARM = 60;
// So often in a round, which takes as long as publicodes' does: what the others left in the processor's
// caches slows the first calls of each.
const TIMES = 5;
const some = people.filter((_, at) => at % 12 === 0);
const contestants = {
  // publicodes by its documented calls, and by the one beneath them, which parses nothing again.
  documented: () => people.forEach(({ peer, situation, goals }) => {
    peer.setSituation(situation);
    goals.forEach((goal) => peer.evaluate(goal));
  }),
  peer: () => people.forEach(({ peer, situation, nodes }) => {
    peer.setSituation(situation);
    nodes.forEach((node) => peer.evaluateNode(node));
  }),
  evaluate: () => {
    for (let time = 0; time < TIMES; time += 1) people.forEach(({ request }) => engine.evaluate(request));
  },
  assess: () => people.forEach(({ request }) => core.what_ifs(request, "amount", 100_000, 100, 100)),
  peerWhatIfs: () => some.forEach(({ peer, situation, nodes }) => {
    peer.setSituation(situation);
    for (let at = 0; at < WHAT_IFS / 20; at += 1) {
      peer.setSituation({ amount: 100_000 + at * 100 }, { keepPreviousSituation: true });
      nodes.forEach((node) => peer.evaluateNode(node));
    }
  }),
  whatIfs: () => some.forEach(({ request }) => core.what_ifs(request, "amount", 100_000, 100, WHAT_IFS)),
};
const of = { documented: people.length, peer: people.length, evaluate: people.length * TIMES, assess: people.length * 100,
  peerWhatIfs: some.length / 20, whatIfs: some.length };
const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
for (let round = 0; round < WARM + 15; round += 1) {
  for (const [name, work] of Object.entries(contestants)) {
    const start = performance.now();
    work();
    if (round >= WARM) times[name].push(((performance.now() - start) * 1000) / of[name]);
  }
}
const median = (name) => times[name].sort((a, b) => a - b)[7];

const cargo = ["bench", "--quiet", "--features", "bench", "--bench", "assess"];
const input = JSON.stringify(people.map(({ request }) => request));
const native = spawnSync("cargo", cargo, { cwd: new URL("../../", import.meta.url), input, encoding: "utf8" });
const { assess, evaluate } = JSON.parse(native.stdout.trim().split("\n").pop());

const row = (what, time, ratio = "") => console.log(`${what.padEnd(58)}${time.padStart(12)}${ratio.padStart(10)}`);
const us = (time) => `${time.toFixed(1)} µs`;
const ms = (time) => `${(time / 1000).toFixed(1)} ms`;
const times_faster = (name, than = "peer") => `${(median(than) / median(name)).toFixed(1)} ×`;
row("publicodes: situation, verdict and amounts", us(median("peer")), "1 ×");
row("  by its documented calls alone", us(median("documented")), times_faster("documented"));
row("evaluate, across the border, the whole outcome", us(median("evaluate")), times_faster("evaluate"));
row("  natively, without the border", us(evaluate / 1000));
row("assess, inside the engine: verdict and amounts", us(median("assess")), times_faster("assess"));
row("  natively", us(assess / 1000));
row("publicodes: a thousand what-ifs", ms(median("peerWhatIfs")), "1 ×");
row("a thousand what-ifs", ms(median("whatIfs")), times_faster("whatIfs", "peerWhatIfs"));
