// Drives what explores, in slices of some milliseconds, between which the page answers. element.js fetches
// it after the first result.

// So long a slice takes, in milliseconds, and some cases more.
const SLICE = 2;
const CASES = 4;

export class Pace {
  #handle;
  #timer;
  #began = 0;

  constructor(handle) {
    this.#handle = handle;
  }

  go() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#began = performance.now();
      this.#handle.explore(CASES);
    });
  }

  stop() {
    clearTimeout(this.#timer);
  }

  /** The page tells whether there is more to work out: after some cases, or when something else is asked. */
  told(more) {
    const goes = more && performance.now() - this.#began < SLICE;
    if (goes) this.#handle.explore(CASES);
    else if (more) this.go();
  }
}
