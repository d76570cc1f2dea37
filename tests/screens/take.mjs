// Takes a picture of every state in states.mjs, in three widths and three languages, into docs/screens/,
// with an index of them all. `cargo xtask screens` starts it; words after it take only the pages or states
// so named: `start`, `start/done`.
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import sharp from "sharp";
import { host, serve } from "../browser/serve.mjs";
import { DAY, fragment, LANGUAGES, NAME, reach } from "./reach.mjs";
import { STATES } from "./states.mjs";

const WIDTHS = [360, 768, 1280];
const HOST = "https://bank.example";
// A picture is cut off below this, where its state does not say otherwise: what comes then is in others.
const TALLEST = 1100;
// The page has few colours. In so many, without loss, text stays sharp and weighs least.
const COLOURS = 16;
const FOLDER = process.env.NCC_SCREENS;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--font-render-hinting=none", "--force-color-profile=srgb"];

/** The rectangle of a part of the page, with a little around it. */
const place = (page, show) => page.evaluate(([name, show]) => {
  const element = document.querySelector(name);
  const node = (show && element.shadowRoot.querySelector(show)) || element;
  const { left, top, width, height } = node.getBoundingClientRect();
  const around = show ? 8 : 0;
  const x = Math.max(0, Math.floor(left - around));
  return { x, y: Math.max(0, Math.floor(top + scrollY - around)), width: Math.min(innerWidth - x, Math.ceil(width + 2 * around)),
    height: Math.ceil(height + 2 * around) };
}, [NAME, show]);

/** Puts a picture into a small file. */
async function keep(png, path) {
  const few = await sharp(png).png({ palette: true, colours: COLOURS, dither: 0 }).toBuffer();
  await sharp(few).webp({ lossless: true, effort: 5 }).toFile(path);
}

/** Waits until what was resized is drawn. */
const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function take(page, path, width, { show, window, tall = TALLEST }) {
  await page.setViewportSize({ width, height: window ?? 900 });
  await drawn(page);
  let clip = await place(page, show);
  if (window) {
    await page.evaluate((y) => scrollTo(0, y), clip.y);
    clip = { x: 0, y: 0, width, height: window };
  } else {
    // Nothing floats: the window is as tall as the page.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height });
    await drawn(page);
    clip = await place(page, show);
    clip.height = Math.min(clip.height, tall);
  }
  kept.push(keep(await page.screenshot({ clip, animations: "disabled" }), path));
}

/** A bank's own pack that is still a draft: it lends less to one person. */
async function draft() {
  const pack = JSON.parse(await readFile(join(process.env.NCC_DIST, "policies/example-bank.json"), "utf8"));
  const price = pack.figures["bank-fees.price.annual"];
  const entry = { ...price.entries[0], from: "2025-01-01", published_on: "2025-01-01", value: "200000" };
  return { ...pack, draft: true, figures: { "startup-loan.ceiling.individual": { ...price, entries: [entry] } } };
}

const wanted = process.argv.slice(2);
const states = STATES.filter(([page, state]) => !wanted.length || wanted.includes(page) || wanted.includes(`${page}/${state}`));
const server = await serve();
server.put("/draft.json", JSON.stringify(await draft()));
const browser = await chromium.launch({ executablePath: process.env.NCC_CHROMIUM, args: FLAGS });
const failed = [];
const kept = [];
for (const page of new Set(STATES.map(([page]) => page))) {
  if (!wanted.length || wanted.includes(page)) await rm(join(FOLDER, page), { recursive: true, force: true });
}

async function picture(shown, lang) {
  const [name, state, benefit, , more] = shown;
  const folder = join(FOLDER, name);
  await mkdir(folder, { recursive: true });
  const looks = [["", WIDTHS, {}]];
  const contrast = more.contrast ? "more" : "no-preference";
  if (more.contrast) looks[0][2] = { contrast };
  if (more.print) looks[0] = ["", [768], { media: "print" }];
  if (more.dark && lang === "zh-Hans") looks.push(["-dark", [360, 1280], { colorScheme: "dark", contrast }]);
  const context = await browser.newContext({ viewport: { width: 768, height: 900 }, locale: lang, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(12_000);
  try {
    await page.clock.setFixedTime(new Date(`${DAY}T04:00:00Z`));
    const path = `/${lang}.html`;
    const pack = more.draft ? ' pack="/draft.json"' : "";
    const density = more.density ? ` density="${more.density}"` : "";
    const theme = more.theme ? `<link rel="stylesheet" href="/themes/${more.theme}.css">` : "";
    server.put(path, host(`${theme}<${NAME} benefit="${benefit}" lang="${lang}" on="${DAY}"${density}${pack}></${NAME}>`, lang));
    // Addresses are shown, so they must not change.
    await context.route(`${HOST}/**`, async (route) => {
      const response = await route.fetch({ url: route.request().url().replace(HOST, server.origin) });
      await route.fulfill({ response });
    });
    await page.goto(`${HOST}${path}${fragment(shown)}`);
    await reach(page, more);
    for (const [end, widths, media] of looks) {
      await page.emulateMedia(media);
      for (const width of widths) await take(page, join(folder, `${state}-${width}-${lang}${end}.webp`), width, more);
    }
  } catch (error) {
    failed.push(`${name} ${state} ${lang}: ${error.message.split("\n")[0]}`);
  }
  await context.close();
}

for (const state of states) {
  await Promise.all(LANGUAGES.map((lang) => picture(state, lang)));
  console.log(`${state[0]} ${state[1]}`);
}
await browser.close();
await server.close();
await Promise.all(kept);

/** The index: by page and state, one language at a time. */
async function index() {
  let body = "";
  let weight = 0;
  for (const name of [...new Set(STATES.map(([page]) => page))]) {
    const files = (await readdir(join(FOLDER, name)).catch(() => [])).toSorted();
    body += `<h2 id="${name}">${name}</h2>\n`;
    for (const [, state] of STATES.filter(([page]) => page === name)) {
      const own = files.filter((file) => file.replace(/-\d+-[^.]+\.webp$/, "") === state);
      body += `<h3>${state}</h3>\n<div>\n`;
      for (const file of own) {
        weight += (await stat(join(FOLDER, name, file))).size;
        const [, width, lang] = file.match(/-(\d+)-(en|zh-Han[st])/);
        body += `<a class="${lang}" href="${name}/${file}"><img loading="lazy" src="${name}/${file}" alt="${name}, ${state}, ${width} px, ${lang}" width="${Math.round(width / 2.4)}"></a>\n`;
      }
      body += "</div>\n";
    }
  }
  const pages = [...new Set(STATES.map(([page]) => page))].map((name) => `<a href="#${name}">${name}</a>`).join(" ");
  const choose = LANGUAGES.map((lang) => `<label><input type="radio" name="lang" id="${lang}"${lang === "zh-Hans" ? " checked" : ""}> ${lang}</label>`).join(" ");
  const rules = LANGUAGES.map((lang) => `body:has(#${lang}:checked) div > a:not(.${lang}){display:none}`).join("\n");
  await writeFile(join(FOLDER, "index.html"), `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Every page and state</title>
<style>
body{font:15px/1.5 system-ui,sans-serif;margin:24px;color-scheme:light dark}
nav{position:sticky;top:0;padding:8px 0;background:Canvas}
div{display:flex;flex-wrap:wrap;gap:12px;align-items:flex-start}
img{display:block;height:auto;border:1px solid #8888}
${rules}
</style></head><body>
<h1>Every page and state</h1>
<p>Made by <code>cargo xtask screens</code> from <code>tests/screens/states.mjs</code>, as of ${DAY}.</p>
<nav>${choose} · ${pages}</nav>
${body}</body></html>
`);
  return weight;
}

const weight = await index();
console.log(`${(weight / 1e6).toFixed(1)} MB of pictures in ${FOLDER}`);
if (failed.length) {
  console.error(failed.join("\n"));
  process.exitCode = 1;
}
