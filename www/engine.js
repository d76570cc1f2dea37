// The calculator without its page, for browsers and Node 20 alike. Types: engine.d.ts.
import init, { EngineCore } from "./engine_core.js";

const packs = ["national", "beijing", "beijing-health", "beijing-health-cover"];
const languages = ["zh-Hans", "en"];
const benefits = ["startup-loan", "health-cover"];

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

export async function load(source = new URL("./", import.meta.url)) {
  const at = (path) => new URL(path, source);
  const [code, packed, words] = await Promise.all([
    bytes(at("engine_core_bg.wasm")),
    Promise.all(packs.map((id) => json(at(`policies/${id}.json`)))),
    Promise.all(["", ...benefits.map((id) => `${id}/`)].map((folder) =>
      Promise.all(languages.map((lang) => json(at(`locales/${folder}${lang}.json`)))))),
  ]);
  await init({ module_or_path: code });
  const core = new EngineCore();
  packed.forEach((pack, i) => {
    const faults = core.add_pack(pack);
    if (faults.length) throw new Error(`${packs[i]}: ${faults.join("; ")}`);
  });
  for (const file of words) languages.forEach((lang, i) => core.add_locale(lang, file[i]));
  return {
    catalogue: (request) => refusing(() => core.catalogue(request)),
    figures: (request) => refusing(() => core.figures(request)),
    evaluate: (request) => refusing(() => core.evaluate(request)),
  };
}
