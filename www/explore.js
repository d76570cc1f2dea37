// Drives what explores, in slices of some milliseconds, between which the page answers. element.js fetches
// it after the first result.

// So long a slice may take, in milliseconds; and so many cases it may have, however fast they are.
const SLICE = 4;
const MOST_CASES = 500;

export class Pace {
  #handle;
  #timer;
  #began = 0;
  #cases = 20;

  constructor(handle) {
    this.#handle = handle;
  }

  go() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#began = performance.now();
      this.#handle.explore(this.#cases);
    });
  }

  stop() {
    clearTimeout(this.#timer);
  }

  /** The page tells whether there is more to work out: after a slice, or when something else is asked. */
  told(more) {
    if (this.#began) {
      const fits = SLICE / Math.max(0.1, performance.now() - this.#began);
      this.#cases = Math.min(MOST_CASES, Math.ceil(this.#cases * Math.min(2, fits)));
      this.#began = 0;
    }
    if (more) this.go();
  }
}
