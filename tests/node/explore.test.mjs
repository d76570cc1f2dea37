// The explorations in WebAssembly: the same as natively, byte for byte; in slices, cancelled, refused.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { canonical } from '../common/cases.mjs';

const { load } = await import(new URL('engine.js', pathToFileURL(`${process.env.NCC_DIST}/`)));
const engine = await load();
const written = JSON.parse(await readFile(new URL('../../target/explorations.json', import.meta.url)));

const explored = async (request) => {
  try {
    return await engine.explore(request);
  } catch ({ field, given, allowed, message }) {
    return { refused: { field, given, allowed, message } };
  }
};

test('every exploration comes out as natively, byte for byte', async () => {
  assert.ok(written.length >= 45, `${written.length} explorations`);
  const kinds = new Set();
  for (const { request, found } of written) {
    kinds.add(request.kind);
    assert.equal(canonical(await explored(request)), canonical(found), JSON.stringify(request));
  }
  assert.equal(kinds.size, 7);
});

test('an overview: a card for each benefit, whose answers its calculator takes', async () => {
  const person = { borrow: 'business', amount: '300000', cards: '3', borrower: 'small-firm', trade: 'catering' };
  const found = await engine.explore({ kind: 'overview', on: '2026-11-25', person, lang: 'en' });
  const all = engine.catalogue({}).map(({ id }) => id);
  assert.deepEqual(found.cards.map(({ benefit }) => benefit).sort(), [...all].sort());
  assert.ok(found.questions.length <= 8);
  for (const { benefit, answers, worth, out, why } of found.cards) {
    engine.evaluate({ benefit, on: '2026-11-25', answers });
    assert.ok(out ? why.length > 0 : worth, benefit);
  }
  const fees = found.cards.find(({ benefit }) => benefit === 'bank-fees');
  assert.equal(fees.answers.accounts.length, 3);
  // Out comes last.
  const last = found.cards.map(({ out }) => out);
  assert.deepEqual(last, [...last].sort());
  for (const person of ['x', 3, [], { borrow: 'moon' }, { moon: 'x' }, { amount: NaN }]) {
    await assert.rejects(engine.explore({ kind: 'overview', on: '2026-11-25', person }), { name: 'Refusal' });
  }
});

test('an exploration lets others have their turn', async () => {
  let turns = 0;
  let going = true;
  const turn = () => going && ((turns += 1), setImmediate(turn));
  setImmediate(turn);
  await engine.explore({ kind: 'next-question', benefit: 'startup-loan', on: '2026-11-25' });
  going = false;
  assert.ok(turns > 3, `${turns} turns`);
});

test('an exploration can be cancelled, before it starts and while it goes on', async () => {
  const request = { kind: 'next-question', benefit: 'health-cover', on: '2026-11-25' };
  await assert.rejects(engine.explore(request, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  const control = new AbortController();
  const going = engine.explore(request, { signal: control.signal });
  setTimeout(() => control.abort(new Error('enough')), 0);
  await assert.rejects(going, /enough/);
  // The engine goes on answering.
  const found = await engine.explore({ ...request, benefit: 'mortgage-subsidy' });
  assert.equal(found.kind, 'next-question');
});

test('garbage is refused by name, and never a trap', async () => {
  const good = { kind: 'solve', benefit: 'startup-loan', on: '2026-11-25', question: 'amount', amount: 'subsidy', at_least: '1' };
  for (const garbage of [undefined, null, 3, 'x', [], {}, NaN, Infinity, 1n, Symbol.iterator, () => 1, new Date(NaN), new Map(),
    { toString() { throw new Error('no'); } }, '\u0000', '😀'.repeat(1000), -0, 1e308]) {
    for (const part of ['kind', 'benefit', 'on', 'question', 'amount', 'at_least', 'from', 'answers', 'packs', 'lang', 'strange']) {
      try {
        await engine.explore({ ...good, [part]: garbage });
      } catch (error) {
        assert.equal(error.name, 'Refusal', `${part}: ${String(error)}`);
        assert.ok(error.field && error.allowed, part);
      }
    }
    await engine.explore(garbage).then(() => assert.fail('taken'), (error) => assert.equal(error.name, 'Refusal'));
  }
  assert.equal((await engine.explore(good)).kind, 'solve');
});
