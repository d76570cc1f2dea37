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

/** What a request says about one benefit. */
type About = Omit<Request, "lang" | "packs"> & { lang?: string | null; packs?: unknown[] | null };

/**
 * What to explore. A question is named by its id, in a row by group, row and id (`offers.2.rate`); an
 * amount as in an outcome (`interest.2`).
 */
export type Exploration =
  /** What to ask next, and what need not be asked any more. */
  | (About & { kind: "next-question" })
  /** The smallest changes with which the person is eligible. */
  | (About & { kind: "way-in" })
  /** Every answer to a number or a day with which an amount is at least and at most so much. */
  | (About & { kind: "solve"; question: string; amount: string; at_least?: string | number | null; at_most?: string | number | null; from?: string | number | null; to?: string | number | null })
  /** Where amounts (all, when left out) jump or bend along a number or a day, from one answer to another. */
  | (About & { kind: "thresholds"; question: string; amounts?: string[] | null; from?: string | number | null; to?: string | number | null })
  /** Why an amount differs between two days, two offers or two people. */
  | { kind: "difference"; benefit: string; amount: string; from: Side; to: Side; lang?: string | null }
  /** Which of several benefits go together; those with the same `loan` are for one loan. */
  | { kind: "stack"; on: string; as_known_on?: string | null; claims: { benefit: string; answers?: Request["answers"]; loan?: string | null }[]; packs?: unknown[] | null; lang?: string | null }
  /** All benefits at once for a person of whom little is known; `person` by the questions of an overview. */
  | { kind: "overview"; on: string; as_known_on?: string | null; person?: Record<string, string | null> | null; packs?: unknown[] | null; lang?: string | null };

/** One of the two cases of a difference. */
export type Side = Pick<Request, "on" | "as_known_on" | "answers" | "packs">;

export interface Engine {
  /** The benefits with their questions. */
  catalogue(request?: { lang?: string | null; on?: string | null }): CatalogueEntry[];
  /** The figure book: every figure with its history and its sources. */
  figures(request: { on: string; as_known_on?: string | null; lang?: string | null; packs?: unknown[] | null }): FigureRecord[];
  /** Throws a `Refusal` when the request is wrong. */
  evaluate(request: Request): Outcome;
  /**
   * Answers a question about many cases at once, in slices of a few milliseconds between which a page
   * has its turn. Rejects with a `Refusal` when the request is wrong, and with the signal's reason once
   * that is aborted.
   */
  explore<E extends Exploration>(request: E, options?: { signal?: AbortSignal }): Promise<Extract<Found, { kind: E["kind"] }>>;
}

/**
 * Loads the engine. `source` is the folder that holds it (a URL that ends with a slash); the folder
 * of this module when left out.
 */
export function load(source?: string | URL): Promise<Engine>;
