// The colours of the style sheet and of the example themes, by WCAG's formula: what is read, and what
// must be seen to use the page, in the light, in the dark, and with more contrast.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const sheet = (name) => readFile(new URL(`../../www/${name}`, import.meta.url), "utf8");
const BASE = await sheet("style.css");
const LATER = await Promise.all(["start.css", "explore.css", "words.css"].map(sheet));
const THEMES = { own: "", green: await sheet("themes/green.css"), red: await sheet("themes/red.css") };

/** Each mode: what of `@media` holds there, and what contrast text and parts of the page need. */
const MODES = {
  light: { media: [], text: 4.5, parts: 3 },
  dark: { media: ["dark"], text: 4.5, parts: 3 },
  "more contrast": { media: ["more"], text: 7, parts: 4.5 },
  "more contrast in the dark": { media: ["dark", "more"], text: 7, parts: 4.5 },
};

/** What is written in which colour on which; the sizes differ, so all of it counts as small. */
const TEXT = ["ink", "ink-soft", "accent", "yes", "no", "unknown"].flatMap((ink) => [[ink, "paper"], [ink, "ground"]])
  .concat([["on-accent", "accent"], ["paper", "no"]]);
/** Edges of fields, marks of the focus, pieces of pictures. */
const PARTS = [["edge", "paper"], ["edge", "ground"], ["accent", "paper"], ["accent", "ground"], ["accent-soft", "paper"],
  ["warm", "paper"], ["ink", "paper"]];

/** The blocks of a style sheet: what stands before each and what is inside. */
function blocks(css) {
  const found = [];
  const bare = css.replace(/\/\*[^]*?\*\//g, "");
  for (let at = 0, depth = 0, from = 0, start = 0; at < bare.length; at += 1) {
    if (bare[at] === "{" && depth++ === 0) start = at;
    if (bare[at] === "}" && --depth === 0) {
      found.push({ before: bare.slice(from, start).trim(), inside: bare.slice(start + 1, at) });
      from = at + 1;
    }
  }
  return found;
}

/** The tokens that hold in a mode: of the style sheet, then of the theme around it. */
function tokens(css, media) {
  const found = {};
  for (const { before, inside } of blocks(css)) {
    if (before.startsWith("@media")) {
      const asked = [...before.matchAll(/prefers-(?:color-scheme|contrast): (\w+)/g)].map(([, what]) => what);
      if (asked.length > 0 && asked.every((what) => media.includes(what))) Object.assign(found, tokens(inside, media));
    } else if (/^(:host|new-citizen-calculator)(\(?:not\(\[theme="light"\]\)\)?)?$/.test(before)) {
      for (const [, name, value] of inside.matchAll(/--ncc-([\w-]+):\s*([^;]+);/g)) found[name] = value;
    }
  }
  return found;
}

/** How bright a colour is, from 0 to 1. */
function luminance(hex) {
  const wide = hex.length === 4 ? hex.replace(/\w/g, "$&$&") : hex;
  assert.match(wide, /^#[0-9a-f]{6}$/, `${hex} is no colour`);
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(wide.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, bright] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

/** The pairs of colours that are too close. */
function faults(colours, { text, parts }) {
  const close = (pairs, least) => pairs.map(([one, other]) => ({ one, other, ratio: contrast(colours[one], colours[other]) }))
    .filter(({ ratio }) => ratio < least).map(({ one, other, ratio }) => `${one} on ${other}: ${ratio.toFixed(2)} of ${least}`);
  return [...close(TEXT, text), ...close(PARTS, parts)];
}

for (const [theme, css] of Object.entries(THEMES)) {
  for (const [mode, asked] of Object.entries(MODES)) {
    const colours = { ...tokens(BASE, asked.media), ...tokens(css, asked.media) };
    test(`enough contrast: theme ${theme}, ${mode}`, () => {
      assert.equal(Object.keys(colours).length, 15);
      assert.deepEqual(faults(colours, asked), []);
    });
    test(`a spoilt colour is noticed: theme ${theme}, ${mode}`, () => {
      for (const name of new Set([...TEXT, ...PARTS].flat())) {
        const middle = { ...colours, [name]: "#808080" };
        const same = { ...colours, [name]: colours[name === "paper" ? "ink" : "paper"] };
        assert.ok(faults(middle, asked).length > 0 || faults(same, asked).length > 0, name);
      }
    });
  }
  test(`nothing but custom properties of the promise: theme ${theme}`, () => {
    const promised = Object.keys(tokens(BASE, []));
    const inner = blocks(css).flatMap(({ before, inside }) => (before.startsWith("@") ? blocks(inside) : [{ inside }]));
    for (const { inside } of inner) {
      for (const [, name] of inside.matchAll(/([\w-]+)\s*:/g)) assert.ok(promised.includes(name.replace("--ncc-", "")), name);
    }
  });
}

test("colours stand at the head, as tokens, and nowhere else", () => {
  for (const css of [BASE, ...LATER]) {
    const uses = css.split("\n").filter((line) => /#[0-9a-f]{3,8}\b/.test(line) && !/^\s*--ncc-/.test(line));
    assert.deepEqual(uses, []);
  }
});

test("docs/embed.md promises every token", async () => {
  const docs = await readFile(new URL("../../docs/embed.md", import.meta.url), "utf8");
  for (const name of Object.keys(tokens(BASE, []))) assert.ok(docs.includes(`--ncc-${name}\``), name);
});
