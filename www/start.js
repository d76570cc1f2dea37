// Between the start page and the calculators that are opened from it. element.js fetches it with the
// start page.

export class Start {
  #carried = {}; // what follows from the start page's answers, by benefit and field
  #first; // the same when the page was opened: what is in the address was put in then
  #brought = {}; // what of it was put into each form
  #left; // the calculator from which the person came back
  opened = null; // the calculator that is open
  focus; // where the focus moves to

  get back() {
    return this.opened ?? undefined;
  }

  hears(what) {
    return ['carried', 'open', 'back'].includes(what);
  }

  /** What the page tells; whether another view is to be shown. `texts` are those typed, by benefit. */
  heard(what, detail, { texts, root }) {
    this.focus = 'h2';
    if (what === 'carried') {
      this.#carried = detail;
      this.#first ??= detail;
      setTimeout(() => this.#land(root));
      return false;
    }
    this.#left = what === 'back' && this.opened;
    this.opened = what === 'open' ? detail : null;
    if (this.opened) this.#bring(detail, (texts[detail] ??= {}));
    return true;
  }

  /** Back again, once the cards are in their order: the focus moves from the heading to the card that was opened. */
  #land(root) {
    if (this.#left && root.activeElement?.matches('h2')) root.querySelector(`[data-do="tell open ${this.#left}"]`)?.focus();
    this.#left = null;
  }

  /** Fills in what follows; what the person has changed in the form since stays as it is. */
  #bring(benefit, texts) {
    const now = this.#carried[benefit] ?? {};
    const before = this.#brought[benefit] ?? this.#first?.[benefit] ?? {};
    for (const field of Object.keys({ ...before, ...now })) {
      if (!texts[field] || texts[field] === before[field]) texts[field] = now[field] ?? '';
    }
    this.#brought[benefit] = now;
  }
}
