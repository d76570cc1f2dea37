// The keys of the desk, and printing: only the sheet for the customer, without the page around it.
// element.js fetches it with the desk, or when a sheet is asked for.

// While an element has this attribute, what is printed is its sheet.
const PRINTS = 'prints-sheet';
const laid = new WeakSet(); // elements whose keys are heard

/** The rules for paper that only the document can have. They hide everything that is not around the sheet. */
const paper = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    @page { size: A4; margin: 10mm 14mm; }
    @media print {
      :root:has([${PRINTS}]) :not(:has([${PRINTS}]), [${PRINTS}]) { display: none !important; }
      :root:has([${PRINTS}]), :root:has([${PRINTS}]) :has([${PRINTS}]), [${PRINTS}] {
        display: block !important; position: static !important; width: auto !important; max-width: none !important;
        height: auto !important; min-height: 0 !important; margin: 0 !important; padding: 0 !important;
        border: 0 !important; background: #fff !important; overflow: visible !important;
      }
    }`);
  return sheet;
};
let rules;

/** From now on an element prints its sheet, or no more. */
function prints(element, on) {
  element.toggleAttribute(PRINTS, on);
  if (!('adoptedStyleSheets' in document)) return;
  rules ??= paper();
  const others = document.adoptedStyleSheets.filter((sheet) => sheet !== rules);
  document.adoptedStyleSheets = document.querySelector(`[${PRINTS}]`) ? [...others, rules] : others;
}

/** Makes an element ready for a sheet, which is all that the desk ever prints; what is returned ends that. */
export function lay(element, state, desk) {
  prints(element, desk);
  if (state.share) state.share.address = address(element);
  if (!laid.has(element)) {
    laid.add(element);
    state.root.addEventListener('keydown', (event) => move(event, state.root));
  }
  return () => prints(element, false);
}

/** The page that a code opens. */
function address(element) {
  const page = element.getAttribute('customer-page');
  return (page ? new URL(page, document.baseURI).href : location.href).split('#')[0];
}

/** Prints the sheet once it is drawn; `done` is called afterwards. */
export function print(element, done) {
  const desk = element.hasAttribute(PRINTS);
  prints(element, true);
  requestAnimationFrame(() => setTimeout(() => {
    globalThis.print();
    prints(element, desk);
    done();
  }));
}

/** Enter and the arrows go down a column, and on to the next. */
function move(event, root) {
  const { target, key, isComposing, shiftKey } = event;
  const column = target.dataset?.at;
  if (!column || isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const arrow = target.localName === 'input' && { ArrowDown: 1, ArrowUp: -1 }[key];
  const by = key === 'Enter' ? (shiftKey ? -1 : 1) : arrow;
  if (!by) return;
  event.preventDefault();
  const all = [...root.querySelectorAll('[data-at]')];
  const cells = ['a', 'b', 'c', 'd'].flatMap((at) => all.filter((cell) => cell.dataset.at === at));
  const next = cells[cells.indexOf(target) + by] ?? (by > 0 ? root.querySelector('[data-do="tell print "]') : target);
  next.focus();
  next.select?.();
}
