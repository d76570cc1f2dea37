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

console.log(`questions to a settled verdict, mean over ${PEOPLE} random people`);
for (const entry of catalogue.filter(({ id }) => Object.hasOwn(BENEFITS, id))) {
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

// The longest time in which a page could do nothing else.
const real = performance.now.bind(performance);
let [last, longest, slices] = [0, 0, 0];
performance.now = () => {
  const now = real();
  slices += 1;
  // engine.js looks at the clock before and after every slice.
  if (slices % 2 === 0) longest = Math.max(longest, now - last);
  last = now;
  return now;
};
const cost = { on: ON, benefit: 'health-cover', answers: {
  edition: '2026', enrolled: 'yes', insurance: 'employee', standing: 'active', health: 'healthy', hardship: 'no',
  claim_free_years: '0', bill: 'estimate', hospital_level: "level-3", stays: '1', outpatient_place: 'none', beyond_list: 'none' } };
const loan = { on: ON, benefit: 'startup-loan', answers: {
  scheme: 'beijing', borrower: 'individual', category: 'none', amount: '300000', term_months: '36', rate: '3.5',
  repayment: 'equal-instalment', fee: '0', age: '70', registered_here: 'no', other_loans: 'other', credit_good: 'yes', previous_loans: '5' } };
console.log('slices of 2 ms are aimed at; the longest, and how long it all took');
for (const [name, request] of Object.entries({
  'next question, nothing answered': { kind: 'next-question', on: ON, benefit: 'health-cover' },
  'way in, five conditions fail': { kind: 'way-in', ...loan },
  'thresholds of every amount': { kind: 'thresholds', question: 'inpatient_cost', ...cost },
  'goal seek': { kind: 'solve', question: 'inpatient_cost', amount: 'worth', at_least: '0', ...cost },
  'stacking of everything, nothing answered': { kind: 'stack', on: ON, claims: catalogue.map(({ id }) => ({ benefit: id, loan: 'a' })) },
})) {
  [longest, slices] = [0, 0];
  const start = real();
  await engine.explore(request);
  console.log(`  ${name.padEnd(44)} longest ${longest.toFixed(1)} ms   ${slices / 2} slices   ${(real() - start).toFixed(0)} ms in all`);
}
