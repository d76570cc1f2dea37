// A case in the fragment of the address, docs/link.md: what was typed is kept there, and a link is
// opened from there. Nothing is stored elsewhere. Fetched after the first result, or before the form
// where the address has a case in it.

// The keys that are no answers.
const OTHER = ['ncc', 'b', 'e', 'l', 'p', 'r', 'draft'];
const LANGUAGES = ['zh-Hans', 'zh-Hant', 'en'];
const DENSITIES = ['large', 'normal'];
const PAUSE = 250;
// The page from which others are opened.
const START = 'start';

let elements; // those in the document
const written = new Set(); // every fragment that this page has written

const encode = (text) => encodeURIComponent(text).replace(/%(3A|2C)/g, decodeURIComponent);
const join = (pairs) => pairs.map((pair) => pair.map(encode).join('=')).join('&');

/** The host's own fragment and the cases behind it, as text; none where the fragment is a host's router. */
function parts() {
  const [before, ...cases] = `&${location.hash.slice(1)}`.split(/&(?=ncc=)/);
  const host = before.replace(/^&+/, '');
  // Of an anchor there is only a name.
  return /[&=/!?]/.test(host) ? null : { host, cases };
}

/** The case of a text: its pairs, in order; of a key that is there twice, the last. */
const pairs = (text) => [...new Map(new URLSearchParams(text))];
const of = (text, key) => new URLSearchParams(text).get(key);
const other = ([key, value]) => OTHER.includes(key) || (key === 'd' && DENSITIES.includes(value));
const answers = (text) => Object.fromEntries(pairs(text).filter((pair) => !other(pair)));

function put(host, cases) {
  const hash = [host, ...cases].filter(Boolean).join('&');
  if (hash === location.hash.slice(1)) return;
  written.add(hash);
  try {
    // The host's state is the host's.
    history.replaceState(history.state, '', hash ? `#${hash}` : location.pathname + location.search);
  } catch {
    // A browser that has had enough of it, or a page without an address. What was typed is still there.
  }
}

addEventListener('hashchange', () => {
  const hash = location.hash.slice(1);
  // Otherwise the host's anchor has taken the place of what was typed, or the person went back to it.
  const opened = hash.includes('ncc=') && !written.has(hash);
  for (const { link } of elements ?? []) opened ? link?.reopen() : link?.write();
});
/** What the address has to do with one element. */
export class Link {
  #element;
  #state; // the element's
  #benefits; // all that there are
  #show; // draws the element anew
  #kept = {}; // by benefit: the case as text
  #opened = new Set(); // the benefits for which the address was read
  #file; // the text of a case that came from a file
  #timer;
  #hears = false; // whether drops are heard

  constructor(element, state, all, benefits, show) {
    this.#element = element;
    this.#state = state;
    this.#benefits = benefits;
    this.#show = show;
    elements = all;
    // Between two fields of one root it stays inside.
    state.root.addEventListener('focusout', () => this.flush());
  }

  /** The elements of the same benefit, this one too. */
  #same(benefit) {
    return [...elements].filter((other) => other === this.#element || other.asks === benefit);
  }

  /** The id that tells this element from others of the same benefit; empty where there is none. */
  #id(benefit) {
    return this.#same(benefit).length > 1 ? this.#element.id : '';
  }

  /** Whether a case can be this element's: of several without an id only the first has one. */
  #has(benefit) {
    return this.#element.id || this.#same(benefit).find(({ id }) => !id) === this.#element;
  }

  /** Which of these cases is this element's; -1 for none. */
  #place(cases, benefit) {
    if (!this.#has(benefit)) return -1;
    const { id } = this.#element;
    const own = (text) => of(text, 'b') === benefit;
    const named = cases.findIndex((text) => own(text) && id && of(text, 'e') === id);
    if (named >= 0) return named;
    const others = this.#same(benefit).filter((other) => other !== this.#element);
    return cases.findIndex((text) => own(text) && !others.some((other) => other.id && other.id === of(text, 'e')));
  }

  /** Cases for calculators that are not on this page, or that do not exist: the first element says so. */
  #strays(cases) {
    const [first] = elements;
    if (first !== this.#element) return [];
    return cases.filter((text) => ![...elements].some(({ asks }) => asks === of(text, 'b')));
  }

  /** The benefit that the address asks for. */
  get benefit() {
    const cases = this.#file ? [this.#file] : parts()?.cases ?? [];
    return cases.map((text) => of(text, 'b')).find((benefit) => this.#benefits.includes(benefit));
  }

  /** Takes the case that there is for a benefit that was not shown before. */
  open() {
    const { asks } = this.#element;
    const state = this.#state;
    if (this.#opened.has(asks) || !this.#benefits.includes(asks)) return;
    this.#opened.add(asks);
    const file = this.#file;
    this.#file = undefined;
    const cases = parts()?.cases ?? [];
    const [stray, ...more] = this.#strays(cases);
    if (asks === START) for (const text of [stray, ...more]) this.#opens(text);
    // What this element wrote while it asked for another benefit is its own.
    const text = file ?? cases[this.#place(cases, asks)] ?? (this.#kept[of(stray ?? '', 'b')] ? undefined : stray);
    // What was typed before this file came is newer.
    if (text === undefined || state.texts[asks]) return;
    const own = of(text, 'b') === asks;
    if (own) this.#kept[asks] = text;
    if (own && file) this.write();
    // What is for another calculator is not filled in here.
    const foreign = !own && this.#benefits.includes(of(text, 'b'));
    state.texts[asks] = { ...(foreign ? {} : answers(text)), '#': text };
    state.asks = null;
    if (!foreign) this.#choose(text);
    if (this.#element.ready) state.share ??= {};
  }

  /** What was typed in a calculator that was opened from the start page is there when it is opened again. */
  #opens(text = '') {
    const benefit = of(text, 'b');
    if (this.#opened.has(benefit) || !this.#benefits.includes(benefit)) return;
    this.#opened.add(benefit);
    this.#kept[benefit] = text;
    this.#state.texts[benefit] ??= { ...answers(text), '#': text };
    this.#choose(text);
  }

  /** The language and the density that the person chose. */
  #choose(text) {
    const [lang, density] = [of(text, 'l'), of(text, 'd')];
    if (LANGUAGES.includes(lang)) this.#state.chosen = lang;
    if (DENSITIES.includes(density)) this.#element.setAttribute('density', (this.#state.density = density));
  }

  /** The element is there as a whole. */
  ready() {
    const { asks, texts, chosen } = this.#state;
    const linked = texts[asks]?.['#'];
    if (linked || asks === 'desk') {
      // A link was opened: whether it comes to the same is told by what comes with sharing. The desk's sheet
      // has a code.
      this.#state.share ??= {};
      this.#show();
    }
    if (!linked && (chosen || Object.keys(texts[asks] ?? {}).length)) this.#keep(texts[asks]);
  }

  /** What the page tells. */
  heard(what, detail) {
    const state = this.#state;
    if (what === 'typed') this.#keep(detail);
    if (what === 'lang') state.chosen = detail;
    if (what === 'density') state.density = DENSITIES.find((other) => other !== (this.#element.getAttribute(what) ?? 'normal'));
    if (what === 'lang' || what === 'density') this.#keep(state.texts[state.asks]);
    if (what === 'share') this.#act(detail);
  }

  /** Keeps what was typed, after a pause. */
  #keep(texts = {}) {
    const { asks } = this.#state;
    if (!asks) return;
    const own = texts['#'];
    const id = this.#id(asks);
    if (own && of(own, 'b') === asks) {
      // The case is the one that was opened.
      this.#kept[asks] = own;
    } else {
      const typed = Object.entries(texts).filter(([key, text]) => text && key !== '#');
      this.#kept[asks] = join([['ncc', '1'], ['b', asks], ...(id ? [['e', id]] : []), ...typed]);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.write(), PAUSE);
  }

  /** Writes at once what waits for a pause: the person has left a field. */
  flush() {
    if (this.#timer) this.write();
  }

  write() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const found = parts();
    if (!found) return;
    const { host, cases } = found;
    for (const [benefit, kept] of Object.entries(this.#kept)) {
      if (!this.#has(benefit)) continue;
      const text = this.#chosen(kept);
      const at = this.#place(cases, benefit);
      if (at < 0) cases.push(text);
      else cases[at] = text;
    }
    put(host, cases);
  }

  /** A case with the language and the density, where the person chose one. */
  #chosen(text) {
    const { chosen, density } = this.#state;
    for (const [key, value] of [['l', chosen], ['d', density]]) {
      if (value && of(text, key) !== value) text = join([...pairs(text).filter(([other]) => other !== key), [key, value]]);
    }
    return text;
  }

  /** Another case is to be shown: of a file, or of the address. */
  reopen(text) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#file = text;
    this.#kept = {};
    this.#opened.clear();
    this.#state.texts = {};
    this.#state.asks = null;
    this.#show();
  }

  /** Does what was tapped in the panel, or takes the file that was dropped. */
  async #act(what) {
    const { root } = this.#state;
    this.#hear(root);
    const field = root.querySelector('#share-link');
    let open = true;
    let note = '';
    if (what === 'open') open = !this.#state.share?.open;
    else if (what === 'copy') note = await copy(field);
    else if (what === 'save') note = save(field.value);
    else if (/^file /.test(what)) note = await this.#take(what.slice(5), field?.value);
    else {
      const file = what === 'choose' ? await choose() : what;
      const text = read(await file.text().catch(() => ''));
      note = text === undefined ? 'unread' : 'opened';
      if (text !== undefined) this.reopen(text);
    }
    this.#share({ open, note });
  }

  #share(state) {
    const address = location.href.split('#')[0];
    this.#state.share = { address, element: this.#id(this.#element.asks), ...state };
    return this.#show();
  }

  /** Saves a file that the page makes: `book`, the workbook, or a table by its id. */
  async #take(what, address) {
    const { root } = this.#state;
    const made = () => root.querySelector('#share-file')?.value;
    await this.#share({ open: true, note: '', file: what });
    for (let tries = 0; tries < 50 && made() === undefined; tries++) await new Promise((done) => setTimeout(done, 20));
    const file = made();
    if (!file) return 'unmade';
    // The desk has no link of its own.
    const { b, on } = address ? Object.fromEntries(pairs(address.slice(address.indexOf('#') + 1)))
      : { b: this.#state.asks, on: root.querySelector('#f-on').value.replace(/\W+/g, '-') };
    const book = what === 'book';
    const bytes = book ? Uint8Array.from(file, (letter) => letter.charCodeAt()) : file;
    const type = book ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv;charset=utf-8';
    return download(`${b}-${on}${book ? '.xlsx' : `-${what}.csv`}`, bytes, type);
  }

  #hear(root) {
    if (this.#hears) return;
    this.#hears = true;
    root.addEventListener('dragover', (event) => event.preventDefault());
    root.addEventListener('drop', (event) => {
      event.preventDefault();
      const [file] = event.dataTransfer.files;
      if (file) this.#act(file);
    });
  }
}

async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return 'copied';
  } catch {
    // Not over plain http, and not in every app.
    field.focus();
    field.select();
    return document.execCommand('copy') ? 'copied' : 'selected';
  }
}

/** The same keys and values as in the link, as JSON. */
function save(address) {
  const all = pairs(address.slice(address.indexOf('#') + 1));
  const { b, on } = Object.fromEntries(all);
  return download(`${b}-${on}.json`, JSON.stringify(Object.fromEntries(all), null, 2), 'application/json');
}

function download(name, content, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return 'saved';
}

let field; // kept until it has a file
const choose = () => new Promise((done) => {
  field = document.createElement('input');
  field.type = 'file';
  field.accept = '.json,application/json';
  field.onchange = () => done(field.files[0]);
  field.click();
});

/** The case of a file, as text; undefined where it has none. */
function read(file) {
  try {
    const all = Object.entries(JSON.parse(file));
    if (!all.some(([key]) => key === 'ncc')) return undefined;
    return join(all.map(([key, value]) => [key, String(value)]));
  } catch {
    return undefined;
  }
}
