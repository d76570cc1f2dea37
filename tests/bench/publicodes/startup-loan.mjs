// The rules of the start-up loan (src/benefit/startup_loan.rs) in publicodes, for one day.
//
// Written for speed: flat names, no units, no parents to check, no rule that could be a literal. The
// figures of the day are put in as literals; what follows from figures alone is worked out here. Only
// what differs between Beijing and the country is decided by the engine.
//
// Left out, because publicodes has nothing like it or no complete case needs it: figures with several
// candidates, interest shared by year (ended before the rate caps that we know began), fees in the
// annualised rate (an internal rate of return has no closed form), how far a "no" is from a "yes".

/** The amounts that both engines work out, by our ids; the publicodes rule is called the same, with spaces. */
export const AMOUNTS = [
  "total_interest", "subsidy", "borrower_interest", "first_payment", "last_payment", "ceiling",
  "subsidised_principal", "rate_cap", "borrower_rate", "subsidy_rate", "annualised_rate", "annualised_rate_simple",
];

/** The conditions, by our ids; the publicodes rule is called `<id> holds`, with spaces. */
export const CONDITIONS = [
  "category", "household", "registration", "age", "other-loans", "credit", "partners", "hiring", "arrears",
  "previous-loans", "term", "rate",
];

/** A rule without a value: publicodes' own "unknown". */
const UNKNOWN = "unknown";
const when = (si, alors, sinon) => ({ condition: { si, alors, sinon } });

/** What a rule of that id of ours is called in publicodes. */
export const named = (id) => id.replaceAll(/[_-]/g, " ");

/** The rule of a condition. */
export const conditionRule = (id) => `${named(id)} holds`;

/** Our answers as publicodes writes them. */
export function situation(answers) {
  const value = (given) => {
    if (given === "yes" || given === "no") return given === "yes" ? "oui" : "non";
    return Number.isNaN(Number(given)) ? `'${given}'` : Number(given);
  };
  return Object.fromEntries(Object.entries(answers).map(([id, given]) => [named(id), value(given)]));
}

/**
 * The rules. `figure(place, id)` is the figure's value on the day: a number, a word, an array, or undefined where it
 * is unknown or unsettled.
 */
export function rules(figure, questions, categories) {
  const all = Object.fromEntries(questions.map((id) => [named(id), null]));
  const word = (value) => (value === undefined ? UNKNOWN : value);

  /** What `express` makes of a figure: once where it is the same in both places, else by the scheme. */
  const byScheme = (express, ...ids) => {
    const [beijing, china] = ["beijing", "china"].map((place) => express(...ids.map((id) => figure(place, id))));
    if (JSON.stringify(beijing) === JSON.stringify(china)) return beijing;
    return when("scheme = 'beijing'", beijing, china);
  };
  const number = (id) => byScheme(word, id);
  const least = (...of) => ({ "le minimum de": of });
  const cents = (valeur) => ({ arrondi: "2 décimales", valeur });
  const rate = (valeur) => ({ arrondi: "4 décimales", valeur });
  const points = (value) => value / 100;
  const tidy = (value) => Number(value.toFixed(8));
  const START = "startup-loan.";
  const lpr = figure("china", "lpr.1y");

  const cap = (place, area) => {
    const over = figure(place, `${START}rate-cap.${area}`);
    return over === undefined ? UNKNOWN : tidy(lpr + points(over));
  };
  const sharing = (kind, part, partOfLpr, below) => {
    switch (kind) {
      case "full": return "counted rate";
      case "part-of-rate": return `counted rate * ${part / 100}`;
      case "part-of-lpr": return least("counted rate", tidy((lpr * partOfLpr) / 100));
      case "above-lpr-less-points": return { plancher: 0, valeur: `counted rate - ${tidy(Math.max(lpr - points(below), 0))}` };
      default: return UNKNOWN;
    }
  };
  const share = (id) => byScheme(sharing, `${START}share.${id}`, `${START}share.part-of-rate`,
    `${START}share.part-of-lpr`, `${START}share.points-below-lpr`);
  const [ofFirms, ofPoor, ofPersons] = ["small-enterprise", "individual.poverty-relief", "individual"].map(share);
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const partnership = (limit, each, uplift, firm, total) => {
    if ([limit, each, uplift].includes(undefined)) return UNKNOWN;
    const sum = `partners * ${tidy((each * (100 + uplift)) / 100)}`;
    if (limit === "uplift") return sum;
    return least(sum, limit === "uplift-and-total" ? total : firm);
  };
  const required = (id, met) => byScheme((rule) => {
    if (rule === "yes") return met;
    return rule === undefined ? when(met, "oui", UNKNOWN) : "oui";
  }, `${START}${id}-required`);
  const unless = (condition, sinon) => (sinon === "oui" ? sinon : when(condition, "oui", sinon));
  const FIRM = "borrower = 'small-enterprise'";
  const LEVEL = "repayment = 'equal-instalment'";
  const PRINCIPAL = "repayment = 'equal-principal'";
  const listed = (names) => {
    const others = categories.filter((id) => !names.includes(id));
    return others.length < names.length
      ? { "toutes ces conditions": others.map((id) => `category != '${id}'`) }
      : { "une de ces conditions": names.map((id) => `category = '${id}'`) };
  };

  return {
    ...all,
    [UNKNOWN]: null,

    // How much, how long, at which rate.
    ceiling: {
      variations: [
        { si: "borrower = 'individual'", alors: number(`${START}ceiling.individual`) },
        { si: FIRM, alors: number(`${START}ceiling.small-enterprise`) },
        {
          sinon: byScheme(partnership, `${START}partnership.limit`, `${START}ceiling.individual`,
            `${START}partnership.uplift`, `${START}ceiling.small-enterprise`, `${START}partnership.total`),
        },
      ],
    },
    "term limit": when(FIRM, number(`${START}term.small-enterprise`), number(`${START}term.individual`)),
    "subsidised principal": least("amount", "ceiling"),
    "subsidised months": least("term months", "term limit"),
    "rate cap": {
      variations: [
        { si: "scheme = 'beijing'", alors: cap("beijing", "east") },
        ...["east", "central", "west"].map((area) => ({ si: `area = '${area}'`, alors: cap("china", area) })),
        { sinon: cap("china", "poverty-relief") },
      ],
    },
    "counted rate": least("rate", "rate cap"),
    "subsidy rate": same(ofFirms, ofPersons) && same(ofPoor, ofPersons) ? ofPersons : {
      variations: [
        { si: FIRM, alors: ofFirms },
        ...(same(ofPoor, ofPersons) ? [] : [{ si: "area = 'poverty-relief'", alors: ofPoor }]),
        { sinon: ofPersons },
      ],
    },
    "borrower rate": "rate - subsidy rate",

    // What it costs. `instalment` is of one yuan.
    "monthly rate": "rate / 1200",
    growth: "(1 + monthly rate) ** term months",
    instalment: when("rate = 0", "1 / term months", "monthly rate * growth / (growth - 1)"),
    interest: {
      variations: [
        { si: LEVEL, alors: "amount * (instalment * term months - 1)" },
        { si: PRINCIPAL, alors: "amount * monthly rate * (term months + 1) / 2" },
        { sinon: "amount * monthly rate * term months" },
      ],
    },
    "total interest": cents("interest"),
    "growth until": "(1 + monthly rate) ** subsidised months",
    subsidy: cents({
      variations: [
        { si: "rate = 0", alors: 0 },
        {
          si: LEVEL,
          alors: when(
            "subsidised months = term months",
            "subsidised principal * (instalment * term months - 1) * subsidy rate / rate",
            "subsidised principal * (instalment * subsidised months - 1 + growth until - instalment * (growth until - 1) / monthly rate) * subsidy rate / rate",
          ),
        },
        {
          si: PRINCIPAL,
          alors: "subsidised principal * (subsidised months * term months - subsidised months * (subsidised months - 1) / 2) * subsidy rate / (term months * 1200)",
        },
        { sinon: "subsidised principal * subsidised months * subsidy rate / 1200" },
      ],
    }),
    "borrower interest": "total interest - subsidy",
    "first payment": cents({
      variations: [
        { si: LEVEL, alors: "amount * instalment" },
        { si: PRINCIPAL, alors: "amount / term months + amount * monthly rate" },
        { si: "repayment = 'bullet'", alors: "amount + interest" },
        { si: "term months = 1", alors: "amount + interest" },
        { sinon: "amount * monthly rate" },
      ],
    }),
    "last payment": cents({
      variations: [
        { si: LEVEL, alors: "amount * instalment" },
        { si: PRINCIPAL, alors: "(amount + amount * monthly rate) / term months" },
        { si: "repayment = 'bullet'", alors: "amount + interest" },
        { sinon: "amount + amount * monthly rate" },
      ],
    }),
    "monthly return": when("repayment = 'bullet'", "(1 + monthly rate * term months) ** (1 / term months) - 1", "monthly rate"),
    "annualised rate": rate("((1 + monthly return) ** 12 - 1) * 100"),
    "annualised rate simple": rate("monthly return * 1200"),

    // What must hold: yes, no, or unknown where no rule decides. What is not asked of a case holds.
    "category holds": unless(FIRM, byScheme(
      (rule, names) => (rule === "yes" ? listed(names) : "oui"), `${START}category-required`, `${START}categories`)),
    "household holds": unless(FIRM, byScheme(
      (rule) => (rule === "yes" ? UNKNOWN : "oui"), `${START}household-required`)),
    "registration holds": required("registration", "registered here"),
    "age holds": unless(FIRM, byScheme((from, sureFrom, sureTo) => ({
      variations: [
        ...(from === undefined ? [] : [{ si: `age < ${from}`, alors: "non" }]),
        {
          si: { "toutes ces conditions": [`age >= ${from ?? sureFrom}`, `age + (term months + 11) // 12 <= ${sureTo}`] },
          alors: "oui",
        },
        { sinon: UNKNOWN },
      ],
    }), `${START}age.from`, `${START}age.sure-from`, `${START}age.sure-to`)),
    "other loans holds": unless(FIRM, "other loans != 'other'"),
    "credit holds": required("credit", "credit good"),
    "partners holds": unless("borrower != 'partnership'", "partners >= 2"),
    "hiring holds": unless("borrower != 'small-enterprise'", byScheme((over, ...ratios) => {
      const enough = (ratio) => (ratio === undefined ? UNKNOWN : `new hires * 100 >= staff * ${ratio}`);
      return when(`staff > ${over}`, ...ratios.map(enough));
    }, `${START}hiring-ratio.large-over`, `${START}hiring-ratio.large`, `${START}hiring-ratio`)),
    "arrears holds": unless("borrower != 'small-enterprise'", required("no-arrears", "arrears = non")),
    "previous loans holds": byScheme((times) => (times === undefined ? "oui" : `previous loans < ${times}`), `${START}times`),
    "term holds": "term months <= term limit",
    "rate holds": "rate <= rate cap",
    verdict: { "toutes ces conditions": CONDITIONS.map(conditionRule) },
  };
}
