// How long the page is held up while it explores what else could be, after an amount was typed: the tasks of
// Chromium's main thread in which a slice was worked out, and what was found drawn; at this machine's speed
// and at a quarter of it.
import { chromium } from 'playwright-core';
import { host, serve } from '../browser/serve.mjs';

const NAME = 'new-citizen-calculator';
// A benefit on a day on which it has a rule, and the amount that is typed.
const PAGES = [
  ['startup-loan', '2026-01-15', 'amount', '234567'],
  ['loan-cost', '2026-01-15', 'amount', '234567'],
  ['health-cover', '2025-11-15', 'inpatient_cost', '23456'],
  ['mortgage-subsidy', '2026-11-15', 'amount', '2345678'],
];
const SLOWNESS = [1, 4];

const server = await serve();
const browser = await chromium.launch({ executablePath: process.env.NCC_CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });

/** The tasks that a timer of `explore.js` began, from one typing on: when and how long, in milliseconds. */
async function tasks([benefit, on, typed, text], slowness) {
  server.put('/host.html', host(`<${NAME} benefit="${benefit}" on="${on}"></${NAME}>`));
  const context = await browser.newContext({ viewport: { width: 360, height: 780 } });
  const page = await context.newPage();
  await page.addInitScript(`globalThis.ready = new Promise((done) => document.addEventListener('${NAME}:ready', done))`);
  await page.goto(`${server.origin}/host.html`);
  await page.evaluate('ready.then(() => true)');
  const tools = await context.newCDPSession(page);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: slowness });
  // What was open before it was typed is worked out by then.
  await page.waitForTimeout(3000 * slowness);
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  await page.locator(`${NAME} >> css=[id="f-${typed}"]`).fill(text);
  await page.waitForTimeout(5000 * slowness);
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  await context.close();
  const began = traceEvents.filter(({ name, args }) => name === 'FunctionCall' && args.data.url?.endsWith('/explore.js'));
  return traceEvents
    .filter(({ name, tid, ts, dur }) => name.endsWith('::RunTask')
      && began.some((call) => call.tid === tid && call.ts >= ts && call.ts < ts + dur))
    .map(({ ts, dur }) => ({ at: ts / 1000, took: dur / 1000 }));
}

const ms = (time) => `${time.toFixed(1).padStart(7)} ms`;
console.log(`${''.padEnd(30)}   longest     median   tasks  over 8 ms  all found after`);
for (const slowness of SLOWNESS) {
  for (const page of PAGES) {
    const all = await tasks(page, slowness);
    const times = all.map(({ took }) => took).sort((a, b) => a - b);
    const over = times.filter((time) => time > 8).length;
    const after = all.at(-1).at + all.at(-1).took - all[0].at;
    console.log(`  ${page[0].padEnd(20)}${`1/${slowness}`.padEnd(8)}${ms(times.at(-1))} ${ms(times[times.length >> 1])}`
      + ` ${String(all.length).padStart(7)} ${String(over).padStart(10)}  ${ms(after)}`);
  }
}
await browser.close();
await server.close();
