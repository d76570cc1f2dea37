// An outcome out of what crossed the border: its own texts in one, and beside it what outcomes have in
// common. src/embed/flat.rs and javascript.rs put both down in the order of the shapes (engine.d.ts).

const NOTHING = "\u0001";

export function read(text, shared) {
  const texts = text.split("\0");
  let at = 0;
  let taken = 0;
  const next = () => texts[at++];
  const may = () => (texts[at] === NOTHING ? (at++, null) : texts[at++]);
  const number = () => Number(texts[at++]);
  const common = () => shared[taken++];
  const all = (one) => {
    const list = [];
    for (let left = number(); left > 0; left -= 1) list.push(one());
    return list;
  };
  const named = (one) => {
    const values = {};
    for (let left = number(); left > 0; left -= 1) values[next()] = one();
    return values;
  };

  // What may be left out is, where it says nothing. (Written out, for a spread is slow.)
  const step = () => {
    const [id, row] = [next(), number()];
    return row
      ? { id, row, text: next(), formula: next(), value: next(), inputs: named(next), figures: all(next), assuming: named(next) }
      : { id, text: next(), formula: next(), value: next(), inputs: named(next), figures: all(next), assuming: named(next) };
  };
  const amount = () => {
    const [low, high, unit, text, shown, outer, row] = [next(), next(), next(), next(), next(), next() !== "", number()];
    return outer || row
      ? { low, high, unit, text, shown, ...(outer && { outer }), ...(row && { row }), steps: common(), figures: common() }
      : { low, high, unit, text, shown, steps: common(), figures: common() };
  };
  const distance = () => ({ value: next(), unit: next(), text: next() });
  const condition = () => {
    const [id, holds, text, [far]] = [next(), next(), next(), all(distance)];
    return far ? { id, holds, text, distance: far, source: common() } : { id, holds, text, source: common() };
  };
  const notice = () => {
    const [id, text, figure] = [next(), next(), may()];
    return figure === null
      ? { id, text, figures: common(), steps: all(step) }
      : { id, text, figure, figures: common(), steps: all(step) };
  };
  const payment = () => ({ month: number(), payment: next(), principal: next(), interest: next(), balance: next() });
  const schedule = () => {
    const row = number();
    return { ...(row && { row }), rows: all(payment), interest: next(), payment: next() };
  };
  const line = () => ({ id: next(), text: next(), cells: all(may), figures: common(), steps: all(step) });
  const table = () => ({ id: next(), text: next(), columns: common(), lines: all(line) });
  const pack = () => ({ id: next(), version: next(), sha256: next() });

  return {
    benefit: next(),
    on: next(),
    as_known_on: may(),
    verdict: next(),
    sentence: next(),
    parts: all(next),
    whole: may(),
    amounts: named(amount),
    conditions: all(condition),
    steps: all(step),
    notices: all(notice),
    schedule: all(schedule)[0] ?? null,
    schedules: all(schedule),
    tables: all(table),
    figures: common(),
    packs: all(pack),
    draft: next() !== "",
  };
}
