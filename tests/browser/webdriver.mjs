// Chromium, Firefox and WebKit by one protocol, WebDriver, so that one test can be the same in all three.
// Firefox answers its commands by itself, over a wire of its own (Marionette); the others have a driver
// that answers over HTTP.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Each command: what it is over HTTP, and what Firefox calls it. */
const COMMANDS = {
  go: ["POST", "url", "Navigate"],
  reload: ["POST", "refresh", "Refresh"],
  run: ["POST", "execute/sync", "ExecuteScript"],
  click: ["POST", "element/{id}/click", "ElementClick"],
  type: ["POST", "element/{id}/value", "ElementSendKeys"],
  resize: ["POST", "window/rect", "SetWindowRect"],
};

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

/** Tries until it works, for as long as the program runs that it waits for. */
async function soon(program, attempt) {
  for (let end = Date.now() + 30_000; ;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end || program.pid === undefined || program.exitCode !== null) {
        throw new Error(`${program.spawnfile} does not answer: ${program.said}`, { cause: error });
      }
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

/** A program that runs until `stop`; what it says is kept for the case that it fails. */
function start(program, args, env = {}) {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  child.said = "";
  for (const pipe of [child.stdout, child.stderr]) pipe.on("data", (text) => { child.said += text; });
  child.on("error", (error) => { child.said += error; });
  child.stop = async () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    await once(child, "exit");
  };
  return child;
}

/** A driver that answers over HTTP. */
async function overHttp(program, args, capabilities, env) {
  const port = await freePort();
  const driver = start(program, [`--port=${port}`, ...args], env);
  const send = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}/${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  try {
    await soon(driver, () => send("GET", "status"));
    const { sessionId } = await send("POST", "session", { capabilities: { alwaysMatch: capabilities } });
    return {
      send: ([method, path], values) => send(method, `session/${sessionId}/${path.replace("{id}", values.id)}`, values),
      close: async () => {
        await send("DELETE", `session/${sessionId}`).catch(() => {});
        await driver.stop();
      },
    };
  } catch (error) {
    await driver.stop();
    throw error;
  }
}

/** Firefox: messages are `length:[type, id, name, values]`, answers `length:[1, id, error, value]`. */
async function firefox(program) {
  const profile = await mkdtemp(join(tmpdir(), "ncc-firefox-"));
  const preferences = {
    "marionette.port": 0, "app.update.enabled": false, "app.normandy.enabled": false,
    "browser.shell.checkDefaultBrowser": false, "datareporting.policy.dataSubmissionEnabled": false,
    "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false,
    "services.settings.server": "data:,", "toolkit.telemetry.enabled": false,
  };
  await writeFile(join(profile, "user.js"), Object.entries(preferences)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(""));
  const browser = start(program, ["--headless", "--marionette", "--no-remote", "--profile", profile, "about:blank"]);
  let socket;
  const close = async () => {
    socket?.destroy();
    await browser.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    const port = await soon(browser, async () => {
      const port = Number(await readFile(join(profile, "MarionetteActivePort"), "utf8"));
      assert.ok(port > 0);
      return port;
    });
    socket = connect(port, "127.0.0.1");
    const waiting = new Map();
    let read = Buffer.alloc(0);
    socket.on("data", (bytes) => {
      read = Buffer.concat([read, bytes]);
      for (let at; (at = read.indexOf(":")) > 0;) {
        const end = at + 1 + Number(read.subarray(0, at));
        if (read.length < end) return;
        const message = JSON.parse(read.subarray(at + 1, end));
        read = read.subarray(end);
        // The first is a greeting.
        if (Array.isArray(message)) waiting.get(message[1])?.(message);
      }
    });
    socket.on("close", () => waiting.forEach((give) => give([1, 0, { error: "closed", message: browser.said }])));
    await once(socket, "connect");
    let count = 0;
    const send = async ([, , name], values) => {
      const id = ++count;
      const message = JSON.stringify([0, id, `WebDriver:${name}`, values]);
      const answer = new Promise((give) => waiting.set(id, give));
      socket.write(`${Buffer.byteLength(message)}:${message}`);
      const [, , error, value] = await answer;
      waiting.delete(id);
      if (error) throw new Error(`${error.error}: ${error.message}`);
      return value && "value" in value ? value.value : value;
    };
    await send(["", "", "NewSession"], { capabilities: { alwaysMatch: {} } });
    return { send, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Safari's engine, in the small browser that comes with its driver, on a screen that nobody sees. */
async function webkit(program) {
  const screen = start("Xvfb", ["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]);
  try {
    const number = await soon(screen, () => {
      const [, number] = /^(\d+)\s/m.exec(screen.said) ?? assert.fail(screen.said);
      return number;
    });
    const env = { DISPLAY: `:${number}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", LIBGL_ALWAYS_SOFTWARE: "1" };
    const driver = await overHttp(program, [], {
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { args: ["--automation"] },
    }, env);
    return { ...driver, close: async () => { await driver.close(); await screen.stop(); } };
  } catch (error) {
    await screen.stop();
    throw error;
  }
}

/** How each engine is opened, by its name. */
const ENGINES = {
  chromium: () => overHttp(process.env.NCC_CHROMEDRIVER ?? "chromedriver", [], {
    browserName: "chrome",
    "goog:chromeOptions": {
      binary: process.env.NCC_CHROMIUM,
      args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  }),
  firefox: () => firefox(process.env.NCC_FIREFOX ?? "firefox-esr"),
  webkit: () => webkit(process.env.NCC_WEBKIT ?? "WebKitWebDriver"),
};

export const NAMES = Object.keys(ENGINES);

/** What stands for an element in a message. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/**
 * A browser with one page. `run` runs a function in the page with its arguments, `until` until it finds something; `at` waits
 * for what a selector finds inside the calculator, and `click` and `type` do there as a person does.
 */
export async function launch(engine) {
  const { send, close } = await ENGINES[engine]();
  const run = (script, ...args) => send(COMMANDS.run, { script: `return (${script}).apply(null, arguments)`, args });
  const until = async (script, ...args) => {
    const end = Date.now() + 15_000;
    for (;;) {
      const found = await run(script, ...args);
      if (found) return found;
      assert.ok(Date.now() < end, `${engine}: no ${args.join(" with ") || script}`);
      await new Promise((done) => setTimeout(done, 30));
    }
  };
  const at = (selector, text = "") => until((selector, text) => {
    const root = document.querySelector("new-citizen-calculator")?.shadowRoot;
    return [...root?.querySelectorAll(selector) ?? []].some((node) => node.textContent.includes(text));
  }, selector, text);
  /** Scrolled to the middle, away from what stays in view at the edges. */
  const reach = async (selector) => {
    await at(selector);
    const found = await run((selector) => {
      const node = document.querySelector("new-citizen-calculator").shadowRoot.querySelector(selector);
      node.scrollIntoView({ block: "center" });
      return node;
    }, selector);
    return found[ELEMENT];
  };
  return {
    run, until, at, close,
    go: (url) => send(COMMANDS.go, { url }),
    reload: () => send(COMMANDS.reload, {}),
    resize: (width, height) => send(COMMANDS.resize, { width, height }),
    click: async (selector) => send(COMMANDS.click, { id: await reach(selector) }),
    type: async (selector, text) => send(COMMANDS.type, { id: await reach(selector), text }),
  };
}
