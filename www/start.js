// Between the start page and the calculators that are opened from it. element.js fetches it with the
// start page.

export class Start {
  #carried = {}; // what follows from the start page's answers, by benefit and field
  #brought = {}; // what of it was put into each form
  opened = null; // the calculator that is open
  focus; // where the focus moves to

  get back() {
    return this.opened ?? undefined;
  }

  hears(what) {
    return ['carried', 'open', 'back'].includes(what);
  }

  /** What the page tells; whether another view is to be shown. `texts` are those typed, by benefit. */
  heard(what, detail, texts) {
    this.focus = 'h2';
    if (what === 'carried') {
      this.#carried = detail;
      return false;
    }
    this.opened = what === 'open' ? detail : null;
    if (this.opened) this.#bring(detail, (texts[detail] ??= {}));
    return true;
  }

  /** Fills in what follows; what the person has changed in the form since stays as it is. */
  #bring(benefit, texts) {
    const now = this.#carried[benefit] ?? {};
    const before = this.#brought[benefit] ?? {};
    for (const field of Object.keys({ ...before, ...now })) {
      if (!texts[field] || texts[field] === before[field]) texts[field] = now[field] ?? '';
    }
    this.#brought[benefit] = now;
  }
}
