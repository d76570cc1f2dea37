// The custom element <new-citizen-calculator>. It fetches, from beside this file and once for all
// elements, what a benefit needs: the WebAssembly that all share, the form's chunk of it and the words of
// one language; once the form answers the chunks that work it out and the policy packs; and after the first
// result the rest of the WebAssembly.
// Then it makes no request before it is asked for another language, another benefit, the figure book or
// a link, and it never stores anything: what was typed stands in the fragment of the address (link.js).
// Attributes: benefit, lang, on (a day), pack (the address of a bank's own pack), customer-page (of the desk),
// link="off", shadow="closed".
// Property: packs (an array of packs). Events: new-citizen-calculator:ready,
// :result (an outcome), :error (field, given, allowed, message).

const NAME = 'new-citizen-calculator';
// The packs that every benefit needs, and those of each.
const PACKS = ['national', 'beijing'];
const BENEFITS = {
  'startup-loan': [],
  'consumer-loan-subsidy': ['national-subsidies'],
  'service-loan-subsidy': ['national-subsidies'],
  'small-business-loan-subsidy': ['national-subsidies'],
  'first-loan-subsidy': ['beijing-subsidies'],
  'mortgage-subsidy': ['national-subsidies'],
  'bank-fees': ['national-fees', 'typical-bank'],
  'health-cover': ['beijing-health', 'beijing-health-cover'],
  'loan-cost': ['national-subsidies'],
};
// The benefit of an element that names none.
const FIRST = 'startup-loan';
// The one that the desk is about before another is chosen.
const COMPARES = 'loan-cost';
// All benefits at once, and several cases of one: no benefits, but with words and a chunk of their own.
const START = 'start';
const DESK = 'desk';
const PAUSE = 600;

// When nothing else could be loaded, these are the only words there are.
const STOPPED = {
  'zh-Hans': ['计算器现在用不了。', '可能是网络断了，数据坏了，或者这个浏览器不能运行它。您填的内容都还在。', '再试一次'],
  'zh-Hant': ['計算機現在用不了。', '可能是網路斷了，資料壞了，或者這個瀏覽器不能執行它。您填的內容都還在。', '再試一次'],
  en: ['The calculator cannot run at the moment.', 'The network may be down, the data broken, or this browser cannot run it. What you typed is kept.', 'Try again'],
};

const near = (path) => new URL(path, import.meta.url).href;
const get = async (path) => {
  const answer = await fetch(near(path));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
};
const json = async (path) => (await get(path)).json();

// One for the whole page, whichever copy of this file came first.
const shared = (globalThis[Symbol.for(NAME)] ??= {
  once: new Map(), // promises of what is there once for all, by name
  spare: [], // hosts that are mounted and free: Yew never lets go of one, so they are used again
  elements: new Set(), // those in the document
  starts: 0,
});

/** The same promise for everyone who asks; what did not come is asked for again next time. */
function once(name, load) {
  let loaded = shared.once.get(name);
  if (!loaded) {
    const { once } = shared;
    once.set(name, (loaded = load()));
    loaded.catch(() => once.delete(name));
  }
  return loaded;
}

/** The functions of the WebAssembly, and what it exports for its chunks. */
const start = () => once('page', async () => {
  // A new address gives a new instance after one has died.
  const again = shared.starts++ ? `?${shared.starts}` : '';
  const code = get('page_bg.wasm');
  // Whoever waits for both hears of it there.
  code.catch(() => {});
  const page = await import(near(`page.js${again}`));
  const wasm = await page.default({ module_or_path: code });
  page.start(document.createElement('div'));
  return { page, wasm };
});

const chunk = (name) => once(`chunk ${name}`, async () => {
  const [answer, { wasm }] = await Promise.all([get(`page_${name}.wasm`), start()]);
  try {
    await WebAssembly.instantiateStreaming(answer.clone(), { page: wasm });
  } catch {
    // An old browser, or a server that does not know the type.
    await WebAssembly.instantiate(await answer.arrayBuffer(), { page: wasm });
  }
});

const pack = (id) => once(`pack ${id}`, async () => {
  const [pack, { page }] = await Promise.all([json(`policies/${id}.json`), start(), chunk('result'), chunk('common')]);
  page.add_pack(pack);
});

const words = (lang, folder = '', of = '') => once(`words ${folder}${lang}${of}`, async () => {
  const [words, { page }] = await Promise.all([json(`locales/${folder}${lang}${of}.json`), start()]);
  page.add_locale(lang, words);
});

// A benefit that does not exist needs nothing of its own; the desk needs the one that it is about.
const is = (benefit) => Object.hasOwn(BENEFITS, benefit);
const known = ({ benefit, of }) => (benefit === DESK ? [of, DESK] : is(benefit) || benefit === START ? [benefit] : []);
const among = (given) => (given.benefit === START ? Object.keys(BENEFITS) : known(given).filter(is));

/** All that a form needs. */
async function form(given, lang) {
  // Throws where the host's policy forbids WebAssembly or the browser has none.
  new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  const own = known(given);
  const [{ page }] = await Promise.all([
    start(),
    ...['', ...own.map((benefit) => `${benefit}/`)].map((folder) => words(lang, folder)),
    ...own.map((benefit) => chunk(`form-${benefit}`)),
  ]);
  return page;
}

/** Packs, and their texts in the one language that they are not in themselves. */
const told = (lang, packs) => packs.flatMap((id) =>
  [pack(id), ...(lang === 'zh-Hant' ? [words(lang, `figures/${id}/`)] : [])]);

/** All that a result needs. */
const result = (given, lang) => Promise.all([
  ...['common', 'result', ...among(given)].map(chunk),
  ...['', ...among(given).map((benefit) => `${benefit}/`)].flatMap((folder) => [words(lang, folder), words(lang, folder, '.result')]),
  ...told(lang, [...PACKS, ...among(given).flatMap((benefit) => BENEFITS[benefit])]),
  given.benefit === DESK && sheet(lang),
]);

/** All that the figure book can show: every pack, and the names of what they are for. */
const book = (lang) => Promise.allSettled([help(lang), ...Object.entries(BENEFITS).flatMap(([benefit, packs]) =>
  [words(lang, `${benefit}/`), ...told(lang, packs)])]);

/** The telephone numbers of the page of help, which is also without them. */
const help = (lang) => Promise.allSettled(told(lang, ['new-citizen']));

/** All that comes after the first result: what a person opens, and what else could be. */
const rest = (lang) => Promise.all([import(near('explore.js')), chunk('rest'), chunk('explore'),
  ...['explore/', 'glossary/', 'help/'].map((folder) => words(lang, folder))]);

/** All that sharing a result needs, or telling what became of one that was shared; and a `file` of it. */
const share = (lang, { file }) => Promise.all(['share', ...(file ? ['workbook'] : [])].map((name) => Promise.all([chunk(name), words(lang, `${name}/`)])));

/** All that a sheet for a customer needs, and what comes of the desk. */
const sheet = (lang) => Promise.all([chunk('desk'), words(lang, 'desk/')]);

async function dress(root, name) {
  if (!('adoptedStyleSheets' in root)) {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = near(name);
    root.append(link);
    return;
  }
  const sheet = await once(name, async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await (await get(name)).text());
    return sheet;
  });
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

// After a trap the instance must not be called again: every element starts anew with what was typed.
function stop(message) {
  shared.once = new Map();
  shared.spare.length = 0;
  for (const element of shared.elements) element.stopped(message);
}

addEventListener('error', ({ error }) => {
  const ours = String(error?.stack).includes(near('page'));
  if (ours && shared.once.has('page') && /^(RuntimeError|RangeError)$/.test(error.name)) stop(String(error));
});

/** A bank's own pack: from the origin of the page only, and without its cookies. */
async function own(address) {
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin) throw new Error('another origin');
  const answer = await fetch(url, { credentials: 'omit', redirect: 'error' });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

function today() {
  const now = new Date();
  const two = (n) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

class Calculator extends HTMLElement {
  static observedAttributes = ['benefit', 'lang', 'on', 'pack', 'density'];

  #root;
  // What link.js has to do with: texts as typed, by benefit and field; the benefit that asks for them;
  // the language that the person chose; what is shown of sharing; the root.
  #state = { texts: {}, share: null };
  #host; // what is mounted: { node, handle, owner, … }
  #booked; // what the figure book, or the page of help, needs once it was opened
  #shown; // the language of what is mounted
  #start; // what is between the start page and the calculators opened from it
  #print; // whether there is to be a sheet for a customer
  #unlay; // ends that a sheet is printed
  #packs; // the property
  #pack = Promise.resolve({}); // of the attribute: { address, pack } or { address, reason }
  #turn = 0; // counts what is under way, so that the latest wins

  connectedCallback() {
    if (!this.#root) {
      const mode = this.getAttribute('shadow') === 'closed' ? 'closed' : 'open';
      this.#root = this.#state.root = this.attachShadow({ mode });
      // Until there is something better, what the page wrote inside the element.
      this.#root.append(document.createElement('slot'));
      this.#fetch();
      if (Object.hasOwn(this, 'packs')) {
        // It was set before this file came.
        const { packs } = this;
        delete this.packs;
        this.#packs = packs;
      }
    }
    shared.elements.add(this);
    this.#show();
  }

  /** A bank's own packs, in the layers above the built-in ones. */
  get packs() {
    return this.#packs;
  }

  set packs(packs) {
    this.#packs = packs;
    if (this.#root && this.isConnected) this.#show();
  }

  #fetch() {
    const address = this.getAttribute('pack');
    this.#pack = address === null ? Promise.resolve({}) : own(address).then(
      (pack) => ({ address, pack }),
      (error) => ({ address, reason: error.message }),
    );
  }

  disconnectedCallback() {
    shared.elements.delete(this);
    this.#turn++;
    if (this.#host) {
      clearTimeout(this.#host.timer);
      this.#host.pace?.stop();
      shared.spare.push(this.#host);
    }
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.#root || !this.isConnected) return;
    if (name === 'lang') this.#state.chosen = null;
    if (name === 'benefit' && this.#start) this.#start.opened = null;
    if (name === 'pack') this.#fetch();
    // A new day is for what was typed as well.
    if (name === 'on') for (const texts of Object.values(this.#state.texts)) delete texts.on;
    this.#show();
  }

  /** What the host gave, and which of it means nothing. */
  #given({ address, pack, reason } = {}) {
    const wrong = {};
    let packs = this.#packs ?? [];
    try {
      packs = JSON.parse(JSON.stringify(packs));
    } catch (error) {
      wrong.packs = '';
      reason = error.message;
    }
    if (wrong.packs === undefined && address !== undefined) {
      if (pack === undefined) wrong.pack = address;
      else if (Array.isArray(packs)) packs = [...packs, pack];
    }
    // Closed: with one fault none of them stands.
    if (reason) packs = [];
    const own = this.getAttribute('lang');
    const wanted = own || this.parentElement?.closest('[lang]')?.lang || '';
    let lang = this.#state.chosen;
    if (!lang) {
      lang = /^en\b/i.test(wanted) ? 'en' : /^zh-(hant|tw|hk|mo)\b/i.test(wanted) ? 'zh-Hant' : 'zh-Hans';
      if (own && !/^(en|zh)\b/i.test(own)) wrong.lang = own;
    }
    const shadow = this.getAttribute('shadow');
    if (shadow !== null && !/^(open|closed)$/.test(shadow)) wrong.shadow = shadow;
    const on = this.getAttribute('on') ?? '';
    const share = this.getAttribute('link') !== 'off' && this.#state.share;
    const { back, focus } = this.#start ?? {};
    const large = this.getAttribute('density') === 'large';
    const { of } = this.#state.texts[DESK] ?? {};
    return {
      benefit: this.asks, of: is(of) ? of : COMPARES, print: this.#print, back, focus, lang, on, large, today: today(), wrong, packs, pack: address, reason, share,
    };
  }

  /** The benefit that is wanted. */
  get asks() {
    const own = this.getAttribute('benefit');
    const linked = this.link?.benefit;
    // What the desk's code opens on a customer's phone.
    if (own === DESK && is(linked)) return linked;
    return this.#start?.opened ?? own ?? linked ?? FIRST;
  }

  async #linked() {
    if (this.link || this.getAttribute('link') === 'off') return;
    const { Link } = await once('link', () => import(near('link.js')));
    this.link ??= new Link(this, this.#state, shared.elements, [...Object.keys(BENEFITS), START, DESK], () => this.#show());
  }

  async #show() {
    const turn = ++this.#turn;
    let lang;
    try {
      if (/[#&]ncc=/.test(location.hash)) await this.#linked();
      if (turn !== this.#turn) return;
      this.link?.open();
      const given = this.#given();
      const { benefit } = ({ lang } = given);
      const [page, pack] = await Promise.all([
        form(given, lang), this.#pack, (this.dressed ??= dress(this.#root, 'style.css')),
        benefit === START && this.#begin(),
        (benefit === DESK || this.#print) && this.#lay(),
        this.#print && sheet(lang),
        this.#booked?.(lang),
        this.ready && rest(lang),
        // Without it only the panel stays shut.
        this.#state.share && share(lang, this.#state.share).catch(() => { this.#state.share = null; }),
      ]);
      if (turn === this.#turn) this.#mount(page, this.#given(pack));
    } catch (error) {
      if (turn !== this.#turn) return;
      this.dressed = this.suited = this.clothed = null;
      if (this.#host) {
        // Only another language is missing: the page goes on in its own.
        this.#state.chosen = this.#shown;
        this.#send('error', { field: 'lang', given: lang, allowed: this.#shown, message: String(error) });
        return;
      }
      this.stopped(String(error));
    }
  }

  /** What the start page needs beside its words and its chunk. */
  async #begin() {
    const [{ Start }] = await Promise.all([import(near('start.js')), (this.suited ??= dress(this.#root, 'start.css'))]);
    this.#start ??= new Start();
  }

  /** What the desk needs beside its words and its chunk, and a sheet for a customer. */
  async #lay() {
    const [{ lay }] = await Promise.all([import(near('desk.js')), (this.clothed ??= dress(this.#root, 'desk.css'))]);
    this.#unlay = lay(this, this.#state, this.asks === DESK);
  }

  /** Prints a sheet for the customer. */
  async #printed() {
    this.#print = true;
    await this.#show();
    (await import(near('desk.js'))).print(this, () => {
      this.#print = false;
      this.#show();
    });
  }

  #mount(page, given) {
    let host = this.#host;
    this.#shown = given.lang;
    // One of an instance that has died is of no more use.
    if (host && host.page !== page) host = this.#host = null;
    const at = shared.spare.indexOf(host);
    if (at >= 0) shared.spare.splice(at, 1);
    // Texts replace what the last owner typed, or what was typed for another benefit.
    const next = known(given).pop() ?? this.#state.asks;
    if (host?.owner !== this || next !== this.#state.asks) {
      const on = this.#state.texts[this.#state.asks]?.on;
      this.#state.texts[next] = { ...this.#state.texts[next], ...(on !== undefined && { on }) };
      given.texts = this.#state.texts[next];
    }
    this.#state.asks = next;
    if (next !== DESK && !this.#print) this.#unlay?.();
    const starts = [START, DESK].indexOf(next);
    if (host?.owner !== this) {
      host = shared.spare.pop();
      if (!host) {
        host = { node: document.createElement('div'), page };
        const tell = (what, detail) => host.owner?.heard(what, detail);
        host.owner = this;
        host.handle = page.mount(host.node, given, tell);
      } else {
        host.owner = this;
        host.handle.update(given);
      }
      this.#host = host;
    } else {
      host.handle.update(given);
    }
    // What comes after the first result is another thing there.
    if (host.starts !== starts) host.complete = false;
    host.starts = starts;
    host.of = given.of;
    if (host.node.getRootNode() !== this.#root) {
      this.#root.querySelectorAll(':not(link)').forEach((node) => node.remove());
      this.#root.append(host.node);
    }
    const turn = this.#turn;
    host.able = false;
    // Only now, so that the form waits for none of it.
    new Promise((drawn) => setTimeout(drawn)).then(() => result(given, given.lang)).then(
      () => {
        if (turn !== this.#turn) return;
        host.able = true;
        this.#work(0);
      },
      (error) => {
        if (turn === this.#turn) this.#failed(error);
      },
    );
  }

  /** A chunk or a pack did not come, or does not fit. */
  #failed(error) {
    // Of another build than the instance, after an update: only a new instance helps.
    if (error instanceof WebAssembly.LinkError) stop(String(error));
    else this.stopped(String(error));
  }

  /** What the page tells. */
  heard(what, detail) {
    const host = this.#host;
    this.link?.heard(what, detail);
    if (what === 'typed') {
      this.#state.texts[this.#state.asks] = detail;
      // The desk is to be about another benefit.
      if (this.asks === DESK && this.#given().of !== host.of) this.#show();
      else this.#work(host.slow);
    } else if (what === 'working') {
      host.since = performance.now();
    } else if (what === 'worked') {
      // Where working it out takes long, it waits for a pause in the typing.
      const took = performance.now() - host.since;
      host.slow = took > 30 ? Math.min(400, 2 * took) : 0;
    } else if (what === 'explored') {
      host.pace?.told(detail);
    } else if (this.#start?.hears(what)) {
      if (this.#start.heard(what, detail, this.#state)) this.#show();
    } else if (what === 'print') {
      this.#printed();
    } else if (what === 'lang') {
      this.#state.chosen = detail;
      this.#show();
    } else if (what === 'density') {
      this.setAttribute(what, this.getAttribute(what) === 'large' ? 'normal' : 'large');
    } else if (what === 'book') {
      const needs = detail === 'help' ? help : book;
      if (detail === 'words' || [needs, book].includes(this.#booked)) return;
      this.#booked = needs;
      this.#show();
    } else if (what !== 'share') {
      this.#send(what, detail);
    }
  }

  #work(wait) {
    const host = this.#host;
    clearTimeout(host.timer);
    host.pace?.stop();
    if (!host.able) return;
    host.timer = setTimeout(() => {
      host.handle.work_out();
      host.timer = setTimeout(() => {
        host.handle.settle();
        if (!host.complete || !this.ready) this.#complete(host);
        host.pace?.go();
      }, host.complete && this.ready ? PAUSE : 0);
    }, wait);
  }

  /** After the first result: the rest of the page. Then it is silent. */
  async #complete(host) {
    try {
      const [[{ Pace }]] = await Promise.all([rest(this.#shown), (this.finery ??= Promise.all([dress(this.#root, 'explore.css'), dress(this.#root, 'words.css')])), this.#linked()]);
      host.pace ??= new Pace(host.handle);
    } catch (error) {
      this.finery = null;
      if (host === this.#host) this.#failed(error);
      return;
    }
    if (host !== this.#host) return;
    host.complete = true;
    host.handle.complete();
    host.handle.settle();
    host.pace.go();
    if (!this.ready) this.#send('ready', { benefit: this.getAttribute('benefit') });
    this.ready = true;
    this.link?.ready();
  }

  /** Says that nothing runs, and offers to begin again. */
  stopped(message) {
    this.#turn++;
    clearTimeout(this.#host?.timer);
    this.#host?.pace?.stop();
    this.#host = null;
    const { lang } = this.#given();
    const [what, why, again] = STOPPED[lang];
    const note = document.createElement('div');
    const put = (tag, text) => {
      const node = document.createElement(tag);
      node.textContent = text;
      note.append(node);
      return node;
    };
    note.className = 'stopped';
    note.lang = lang;
    note.setAttribute('role', 'alert');
    put('strong', what);
    put('p', why);
    const button = put('button', again);
    button.type = 'button';
    button.onclick = () => this.#show();
    this.#root.querySelectorAll(':not(link)').forEach((node) => node.remove());
    this.#root.append(note, document.createElement('slot'));
    this.#send('error', { field: 'start', given: '', allowed: '', message });
  }

  #send(what, detail) {
    this.dispatchEvent(new CustomEvent(`${NAME}:${what}`, { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get(NAME)) customElements.define(NAME, Calculator);
