// What the tests in Node and in the browser both need: an outcome as text that can be compared.

/** JSON with sorted keys. */
export function canonical(value) {
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner);
}

/** What the engine makes of a request; a refusal as data. */
export function outcomeOf(engine, ask) {
  try {
    return engine.evaluate(ask);
  } catch (error) {
    const { field, given, allowed, message } = error;
    return { refused: { field, given, allowed, message } };
  }
}
