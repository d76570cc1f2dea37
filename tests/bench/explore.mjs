// What exploring costs and what it spares: how many questions a person answers before the verdict is
// settled, in the order of `next-question` and in that of the form; and how long the slices are.
import { pathToFileURL } from 'node:url';

const PEOPLE = Number(process.env.NCC_PEOPLE ?? 1000);
// Each on a day on which it has a rule.
const BENEFITS = {
  'startup-loan': '2026-01-15',
  'service-loan-subsidy': '2025-10-15',
  'small-business-loan-subsidy': '2026-10-15',
  'first-loan-subsidy': '2026-01-15',
  'mortgage-subsidy': '2026-11-15',
  'health-cover': '2025-11-15',
};
const ON = '2026-01-15';

const { load } = await import(`${pathToFileURL(process.env.NCC_DIST)}/engine.js`);
const engine = await load();
const catalogue = engine.catalogue();

// The same people in every run.
let seed = 20260115;
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

function answer({ choices, kind, limits }) {
  if (kind === 'choice') return choices[Math.floor(random() * choices.length)].id;
  if (kind === 'yes-no') return random() < 0.5 ? 'yes' : 'no';
  if (kind === 'day') return random() < 0.5 ? limits.least : limits.most;
  const [least, most] = [Number(limits.least), Number(limits.most)];
  // Small ranges evenly, wide ones as often small as large.
  const wide = most - least > 1000;
  const number = wide ? least + (most - least) ** random() : least + (most - least) * random();
  return number.toFixed(Math.min(limits.decimals, 2));
}

const person = ({ questions }) => Object.fromEntries(questions.filter((q) => !q.row).map((q) => [q.id, answer(q)]));

const ask = (benefit, answers) => engine.explore({ kind: 'next-question', benefit, on: BENEFITS[benefit], answers });

/** How many answers it takes until the verdict is settled, by what is to be asked next. */
async function asked(benefit, whole, next) {
  const answers = {};
  for (let count = 0; ; count += 1) {
    const state = await ask(benefit, answers);
    if (state.settled) return count;
    const question = next(state, answers);
    if (!question) return count;
    answers[question] = whole[question];
  }
}

if (PEOPLE) console.log(`questions to a settled verdict, mean over ${PEOPLE} random people`);
for (const entry of catalogue.filter(({ id }) => PEOPLE && Object.hasOwn(BENEFITS, id))) {
  let [best, form, done] = [0, 0, 0];
  while (done < PEOPLE) {
    const whole = person(entry);
    const inForm = ({ open, aside }, answers) =>
      entry.questions.find(({ id, row, asked_when: when }) =>
        !row && !(id in answers) && (!when || when.choices.includes(answers[when.question]))
        && [...open, ...aside].some(({ question }) => question === id))?.id;
    try {
      const counts = [
        await asked(entry.id, whole, ({ question }) => question?.question),
        await asked(entry.id, whole, inForm),
      ];
      [best, form, done] = [best + counts[0], form + counts[1], done + 1];
    } catch {
      // Answers that do not fit together: another person.
    }
  }
  const mean = (sum) => (sum / done).toFixed(2);
  console.log(`  ${entry.id.padEnd(24)} next question ${mean(best)}   form's order ${mean(form)}   ratio ${(best / form).toFixed(2)}`);
}

// The longest time in which a page could do nothing else: engine.js looks at the clock first in a slice, and
// opens a channel to breathe after it. What other programs took of it does not count.
const now = performance.now.bind(performance);
const own = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const Channel = MessageChannel;
let [began, slices] = [null, []];
const begin = () => (began = [now(), own()]);
const end = () => {
  slices.push(Math.min(now() - began[0], own() - began[1]));
  began = null;
};
performance.now = () => {
  if (!began) begin();
  return now();
};
globalThis.MessageChannel = class extends Channel {
  constructor() {
    super();
    end();
  }
};

const on = (id) => BENEFITS[id] ?? ON;
const rows = ({ rows, questions }) => Object.fromEntries(rows.map(({ id }) =>
  [id, [0, 1].map(() => Object.fromEntries(questions.filter((q) => q.row === id).map((q) => [q.id, answer(q)])))]));

/** Someone whose answers fit together. */
function whole(entry) {
  for (;;) {
    const answers = { ...person(entry), ...rows(entry) };
    try {
      engine.evaluate({ benefit: entry.id, on: on(entry.id), answers });
      return answers;
    } catch {
      // Another one.
    }
  }
}

/** Every other answer of someone. */
const half = (answers) => Object.fromEntries(Object.entries(answers).filter((_, at) => at % 2));

/** What is explored for a benefit, by kind. */
function* explorations(entry) {
  const benefit = entry.id;
  const base = { benefit, on: on(benefit) };
  yield { kind: 'next-question', ...base };
  for (let time = 0; time < TIMES; time += 1) {
    const [answers, others] = [whole(entry), whole(entry)];
    yield { kind: 'next-question', ...base, answers: half(answers) };
    yield { kind: 'way-in', ...base, answers };
    yield { kind: 'way-in', ...base, answers: half(answers) };
    for (const { id, row, limits } of entry.questions) {
      if (!limits) continue;
      const question = row ? `${row}.1.${id}` : id;
      yield { kind: 'thresholds', ...base, answers, question };
      yield { kind: 'thresholds', ...base, answers: half(answers), question };
      for (const amount of entry.amounts.slice(0, 3)) {
        const name = ['', '.1'].map((of) => amount.id + of);
        for (const amount of name) yield { kind: 'solve', ...base, answers, question, amount, at_least: '1000' };
      }
    }
    for (const { id } of entry.amounts) {
      const sides = { from: { on: base.on, answers }, to: { on: base.on, answers: others } };
      for (const amount of [id, `${id}.1`]) yield { kind: 'difference', benefit, amount, ...sides };
    }
  }
}

const TIMES = 3;
const row = (what, kind, times, took) => {
  times.sort((a, b) => a - b);
  const [median, longest] = [times[times.length >> 1], times.at(-1)].map((time) => time.toFixed(1).padStart(6));
  console.log(`  ${what.padEnd(28)}${kind.padEnd(16)}${longest} ms${median} ms ${String(times.length).padStart(8)}${took.toFixed(0).padStart(8)} ms`);
};

/** Runs explorations and gives their slices and how long they took by kind; what is refused is left out. */
async function measured(requests) {
  const found = {};
  for (const request of requests) {
    slices = [];
    begin();
    const start = now();
    try {
      await engine.explore(request);
    } catch (refused) {
      if (refused.name !== 'Refusal') throw refused;
      continue;
    }
    end();
    const of = (found[request.kind] ??= { slices: [], took: 0, longest: 0 });
    const longest = Math.max(...slices);
    if (longest > of.longest) [of.longest, of.request] = [longest, request];
    of.slices.push(...slices);
    of.took += now() - start;
  }
  return found;
}

const only = process.env.NCC_ONLY;
console.log('slices of 3 ms are aimed at');
console.log(`  ${''.padEnd(44)}  longest   median   slices     in all`);
for (const entry of catalogue.filter(({ id }) => !only || id === only)) {
  // The first round only warms up.
  await measured(explorations(entry));
  for (const [kind, { slices, took, longest, request }] of Object.entries(await measured(explorations(entry)))) {
    row(entry.id, kind, slices, took);
    if (longest > 8) console.log(`    ${JSON.stringify(request)}`);
  }
}
const claims = catalogue.map(({ id }) => ({ benefit: id, loan: 'a' }));
for (const [kind, { slices, took }] of Object.entries(await measured([
  { kind: 'stack', on: ON, claims }, { kind: 'overview', on: ON },
]))) row('all benefits', kind, slices, took);
