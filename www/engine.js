// The calculator without its page, for browsers and Node 20 alike. Types: engine.d.ts.
import init, { EngineCore } from "./engine_core.js";
import { read } from "./outcome.js";

const languages = ["zh-Hans", "zh-Hant", "en"];

class Refusal extends Error {
  constructor({ field, given, allowed, message }) {
    super(message);
    Object.assign(this, { name: "Refusal", field, given, allowed });
  }
}

// Node's fetch does not read files.
async function bytes(url) {
  if (url.protocol === "file:") {
    const { readFile } = await import("node:fs/promises");
    return readFile(url);
  }
  const answer = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer" });
  if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status}`);
  return answer.arrayBuffer();
}

async function json(url) {
  return JSON.parse(new TextDecoder().decode(await bytes(url)));
}

function refusing(work) {
  try {
    return work();
  } catch (thrown) {
    throw thrown && thrown.field ? new Refusal(thrown) : thrown;
  }
}

// So long a slice of an exploration takes, in milliseconds, and one case more.
const SLICE = 3;

// Lets everything else on the page have its turn.
const breathe = () => new Promise((go) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => (port1.close(), go());
  port2.postMessage(0);
});

async function inSlices(work, signal) {
  try {
    for (;;) {
      signal?.throwIfAborted();
      const start = performance.now();
      do {
        const found = work.go_on(1);
        if (found !== undefined) return found;
      } while (performance.now() - start < SLICE);
      await breathe();
    }
  } finally {
    work.free();
  }
}

export async function load(source = new URL("./", import.meta.url)) {
  const at = (path) => new URL(path, source);
  const words = (folder, of = "") => Promise.all(languages.map((lang) => json(at(`locales/${folder}${lang}${of}.json`))));
  const [code, ...common] = await Promise.all([bytes(at("engine_core_bg.wasm")), words(""), words("", ".result"), words("explore/"), words("start/")]);
  await init({ module_or_path: code });
  const core = new EngineCore();
  const learn = (files) => files.forEach((file, i) => core.add_locale(languages[i], file));
  common.forEach(learn);
  // What there is, the engine itself knows best.
  const benefits = core.catalogue({});
  const packs = [...new Set(benefits.flatMap((benefit) => benefit.packs))];
  // The packs themselves are in the other two languages.
  const [packed, own, told] = await Promise.all([
    Promise.all(packs.map((id) => json(at(`policies/${id}.json`)))),
    Promise.all(benefits.flatMap(({ id }) => [words(`${id}/`), words(`${id}/`, ".result")])),
    Promise.all(packs.map((id) => json(at(`locales/figures/${id}/zh-Hant.json`)))),
  ]);
  own.forEach(learn);
  told.forEach((file) => core.add_locale("zh-Hant", file));
  packed.forEach((pack, i) => {
    const faults = core.add_pack(pack);
    if (faults.length) throw new Error(`${packs[i]}: ${faults.join("; ")}`);
  });
  return {
    catalogue: (request) => refusing(() => core.catalogue(request)),
    figures: (request) => refusing(() => core.figures(request)),
    evaluate: (request) => refusing(() => read(...core.evaluate(request))),
    explore: async (request, { signal } = {}) => inSlices(refusing(() => core.explore(request)), signal),
  };
}
