/** An answer: a choice or number as a string; whole numbers may be numbers; null is blank. */
export type Answer = string | number | boolean | null;

/** The answers of one row, by question id. */
export type RowAnswers = Record<string, Answer>;

export interface Request {
  /** Such as `startup-loan`. */
  benefit: string;
  /** The day on which the rules must hold, `YYYY-MM-DD`. */
  on: string;
  /** The day by which the rules must have been public. */
  as_known_on?: string | null;
  /** By question id. A missing answer is blank. */
  answers?: Record<string, Answer | RowAnswers[]> | null;
  /** `zh-Hans`, `zh-Hant` or `en`; `zh-Hans` when left out. */
  lang?: string | null;
  /** Further packs, such as a bank's own; the result of `JSON.parse`. */
  packs?: unknown[] | null;
}

export interface Engine {
  /** The benefits with their questions. */
  catalogue(request?: { lang?: string | null; on?: string | null }): CatalogueEntry[];
  /** The figure book: every figure with its history and its sources. */
  figures(request: { on: string; as_known_on?: string | null; lang?: string | null; packs?: unknown[] | null }): FigureRecord[];
  /** Throws a `Refusal` when the request is wrong. */
  evaluate(request: Request): Outcome;
}

/**
 * Loads the engine. `source` is the folder that holds it (a URL that ends with a slash); the folder
 * of this module when left out.
 */
export function load(source?: string | URL): Promise<Engine>;
