// Every state of every page that `cargo xtask screens` takes a picture of, one line each:
// [page, state, benefit, what is typed (as in a link, docs/link.md), more].
// `more` may hold
// - `then`: what is done next, in order: a selector is pressed, `[selector, text]` is filled in;
// - `wait`: a selector that must be there first;
// - `show`: the selector of the part that is shown, otherwise all of it;
// - `dark`: also in the dark, narrow and wide;
// - `print`: as on paper, in one width;
// - `window`: no more than the first screen of a window of that height, as people see it;
// - `tall`: how much of it is shown, where it is not as much as of others;
// - `theme`: one of the example themes of www/themes/; `density`: the attribute of that name;
// - `contrast`: as for people who want more contrast;
// - `draft`: with a bank's own pack that is a draft.

const open = (fold) => `details[data-do="fold ${fold}"] > summary`;

const STARTUP = "on=2026-06-10&scheme=national&area=central&borrower=individual&amount=300000&term_months=24&rate=3.5&repayment=interest-only&fee=600";
const GOODS = "on=2026-03-01&authorised=yes&purchases=1&purchases.1.lender=first&purchases.1.product=loan&purchases.1.purchase_amount=50000" +
  "&purchases.1.purchase_day=2026-03-01&purchases.1.rate=3&purchases.1.repayment=equal-instalment&purchases.1.spending=car&purchases.1.term_months=12";
const SERVICE = "on=2026-06-10&amount=1000000&field=catering-and-lodging&local_rate=0&other_central_subsidy=no&other_principal=0&overdue=no" +
  "&rate=3&repayment=interest-only&term_months=12";
const FIRM = "on=2026-03-10&amount=50000000&loan_kind=fixed-asset&other_central_subsidy=no&other_principal=0&private=yes&rate=3" +
  "&repayment=interest-only&term_months=24";
const FIRST_LOAN = "on=2025-06-10&amount=1000000&borrower=micro-to-medium-firm&earlier_loans=no&industry=other&innovative=no&overdue=no&rate=3.5" +
  "&repayment=interest-only&term_months=12&through_channel=yes";
const HOME = "on=2026-11-25&amount=1000000&area=89&first_home=yes&loan_kind=commercial&price=1200000&rate=3.1&repayment=equal-instalment&term_months=240";
const FEES = "on=2026-11-23&customer=person&new_citizen=yes&main_bank=big-five&accounts=2&accounts.1.annual_fee=10&accounts.1.balance=100" +
  "&accounts.1.bank=a&accounts.1.free_already=no&accounts.1.low_quarters=4&accounts.1.small_below=300&accounts.1.small_fee=3&accounts.1.sms=signed" +
  "&accounts.1.sms_fee=2&accounts.1.wage_account=yes&accounts.2.annual_fee=10&accounts.2.balance=50&accounts.2.bank=a&accounts.2.free_already=no" +
  "&accounts.2.low_quarters=2&accounts.2.small_below=300&accounts.2.small_fee=3&accounts.2.sms=none&accounts.2.wage_account=no&card_fee=5&new_cards=1" +
  "&transfers=1&transfers.1.channel=counter&transfers.1.transfer_amount=3000&transfers.1.transfer_times=12&transfers.1.transfer_to=other-bank-away" +
  "&cash=1&cash.1.cash_amount=1000&cash.1.cash_place=away&cash.1.cash_times=2";
const BILL = "on=2026-11-23&edition=of-the-day&enrolled=yes&insurance=resident&resident_group=working-age&health=healthy&hardship=no&bill=settled" +
  "&inpatient_cost=655000&basic_paid=254500&outpatient_place=none&beyond_list=none&own_cost=197000&stays=1&hospital_level=level-3&big_item=none";
const OFFERS = "on=2026-11-23&purpose=new&amount=100000&offers=2&offers.1.rate_given=year&offers.1.rate=6.55&offers.1.term_months=36" +
  "&offers.1.method=equal-instalment&offers.1.fee_at_start=0&offers.1.fee_monthly=0&offers.1.changes=none&offers.2.rate_given=year&offers.2.rate=4.2" +
  "&offers.2.term_months=36&offers.2.method=equal-principal&offers.2.fee_at_start=3000&offers.2.fee_monthly=100&offers.2.changes=none";

const DESK = "on=2026-11-25&a.purpose=new&a.amount=300000&a.method=equal-instalment&a.rate_given=year&a.rate=3.5&a.term_months=36" +
  "&a.fee_at_start=0&a.fee_monthly=0&a.changes=none&b.rate=3.85&b.term_months=24&b.fee_at_start=1500";
const DESK_LOANS = "of=startup-loan&on=2026-11-25&a.scheme=beijing&a.borrower=individual&a.amount=300000&a.term_months=36&a.rate=3.5" +
  "&a.repayment=equal-instalment&a.fee=0&a.category=returning-migrant&a.age=35&a.registered_here=yes&a.other_loans=none&a.credit_good=yes" +
  "&a.previous_loans=0&b.term_months=24&b.other_loans=other";

const DESK_PURCHASES = "of=consumer-loan-subsidy&on=2026-03-01&a.authorised=yes&a.purchases=2&a.purchases.1.lender=first&a.purchases.1.product=loan" +
  "&a.purchases.1.purchase_amount=50000&a.purchases.1.purchase_day=2026-03-01&a.purchases.1.rate=3&a.purchases.1.repayment=equal-instalment" +
  "&a.purchases.1.spending=car&a.purchases.1.term_months=12&a.purchases.2.lender=first&a.purchases.2.product=loan&a.purchases.2.purchase_amount=20000" +
  "&a.purchases.2.purchase_day=2026-04-01&a.purchases.2.rate=3&a.purchases.2.repayment=equal-instalment&a.purchases.2.spending=education" +
  "&a.purchases.2.term_months=6&b.purchases.1.rate=3.6&b.purchases.2.term_months=12";

/** A typed case with another answer in it. */
const but = (text, more) => new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(text)), ...more }).toString();

/** The states of a calculator. */
const calculator = (benefit, text, wrong, amount, out, figure = true) => [
  [benefit, "blank", benefit, "on=2026-11-25", { wait: ".headline .rules" }],
  [benefit, "example", benefit, text, { wait: ".sources", show: ".result", tall: 1300 }],
  [benefit, "steps", benefit, text, { then: [open(`amount.${amount}`), ...(figure ? [`${open(`amount.${amount}`)} + .inside details > summary`] : [])],
    show: `[data-do="fold amount.${amount}"]` }],
  [benefit, "error", benefit, but(text, wrong), { wait: "[aria-invalid=true]", show: ".asking" }],
  ...(out ? [
    [benefit, "not-eligible", benefit, but(text, out), { wait: ".ways", show: ".result" }],
    [benefit, "way-in", benefit, but(text, out), { wait: ".ways", show: ".ways" }],
  ] : []),
  [benefit, "explore", benefit, text, { wait: ".what-if .curves", then: [".what-if details > summary"], show: ".what-if" }],
];

export const STATES = [
  ["start", "blank", "start", "", { wait: ".worth", dark: true }],
  ["startup-loan", "page", "startup-loan", STARTUP, { wait: ".sources", dark: true, tall: 5_000 }],
  ["startup-loan", "first-screen", "startup-loan", STARTUP, { window: 780 }],
  ["start", "first-screen", "start", "amount=300000&here=work&borrow=business", { wait: ".worth", window: 780 }],
  ["start", "answered", "start", "amount=300000&here=work&borrow=business&insurance=resident", { wait: "details .card, .worth", then: ["details > summary"] }],
  ["start", "done", "start", "amount=100000&here=work&borrow=purchase&insurance=elsewhere&residence=permit&trade=catering&borrower=individual&cards=2", { wait: ".worth" }],
  ...calculator("startup-loan", STARTUP, { rate: "99", amount: "很多" }, "subsidy", { scheme: "beijing", on: "2022-09-10", credit_good: "no", registered_here: "yes", borrower: "small-enterprise", staff: "60", new_hires: "7", arrears: "no", previous_loans: "0", rate: "4.15" }),
  ...calculator("consumer-loan-subsidy", GOODS, { "purchases.1.rate": "99", "purchases.1.purchase_day": "昨天" }, "subsidy", { authorised: "no" }),
  ...calculator("service-loan-subsidy", SERVICE, { rate: "99" }, "subsidy", { overdue: "yes" }),
  ...calculator("small-business-loan-subsidy", FIRM, { rate: "99" }, "subsidy", { private: "no" }),
  ...calculator("first-loan-subsidy", FIRST_LOAN, { rate: "99" }, "subsidy", { overdue: "yes" }),
  ...calculator("mortgage-subsidy", HOME, { rate: "99" }, "subsidy", { area: "130" }),
  ...calculator("bank-fees", FEES, { "accounts.1.balance": "-5" }, "right"),
  ...calculator("health-cover", BILL, { inpatient_cost: "一大笔" }, "paid_cover", { enrolled: "no", insurance: "none" }),
  ...calculator("loan-cost", OFFERS, { "offers.1.rate": "99" }, "interest.1", undefined, false),
  ["book", "all", "startup-loan", STARTUP, { then: ['.foot [data-do="look-up"]'], wait: ".book .rows > li:nth-child(9)", window: 1400 }],
  ["book", "figure", "startup-loan", STARTUP, { then: ['.foot [data-do="look-up"]', ["#f-find", "LPR"], ".book .rows > li:first-child > details > summary"], wait: ".history" }],
  ["help", "all", "startup-loan", STARTUP, { then: ['[data-do="look-up help"]'], wait: '.book [data-do*="telephone.complaints"]', dark: true }],
  ["help", "number", "startup-loan", STARTUP, { then: ['[data-do="look-up help"]', '.book [data-do*="telephone.complaints"] > summary'], wait: ".history" }],
  ["words", "all", "startup-loan", STARTUP, { then: ['[data-do="look-up words"]'], wait: "dl" }],
  ["words", "in-place", "startup-loan", STARTUP, { then: ['[data-do^="means "]'], wait: ".meaning", show: ".asking" }],
  ["share", "open", "startup-loan", STARTUP, { then: ['[data-do="tell share open"]'], wait: "#share-link", show: ".result" }],
  ["share", "opened", "startup-loan", `${STARTUP}&p=national:2020-01-01.1:00000000&r=AAA:1`, { wait: "[data-do='fold link']", then: [open("link")], show: ".result" }],
  ["desk", "offers", "desk", DESK, { wait: ".causes .total", dark: true, tall: 12_000 }],
  ["desk", "loans", "desk", DESK_LOANS, { wait: ".causes .total", tall: 12_000 }],
  ["desk", "sheet", "desk", DESK, { wait: ".causes .total", print: true }],
  ["desk", "sheet-loans", "desk", DESK_LOANS, { wait: ".causes .total", print: true }],
  ["share", "files", "startup-loan", STARTUP, { then: ['[data-do="tell share open"]'], wait: "#share-link", show: 'section:has(> .days > [data-do="tell share file book"])' }],
  ["desk", "three", "desk", `${DESK}&n=3&c.rate=3.2&c.method=equal-principal&c.fee_at_start=3000`, { wait: ".causes .total", tall: 1_600 }],
  ["desk", "four", "desk", `${DESK}&n=4&c.rate=3.2&c.method=equal-principal&c.fee_at_start=3000&d.rate_given=month&d.rate_month=0.3`, { wait: ".causes .total", tall: 1_600 }],
  ["desk", "purchases", "desk", DESK_PURCHASES, { wait: ".causes .total", tall: 2_600 }],
  ["print", "example", "startup-loan", STARTUP, { wait: ".sources", print: true }],
  ["print", "draft", "startup-loan", STARTUP, { wait: ".sources", print: true, draft: true }],
  ["desk", "sheet-draft", "desk", but(DESK_LOANS, { "a.scheme": "national", "a.area": "central" }), { wait: ".causes .total", print: true, draft: true }],
  ["looks", "green", "startup-loan", STARTUP, { theme: "green", wait: ".sources", window: 1000, dark: true }],
  ["looks", "red", "startup-loan", STARTUP, { theme: "red", wait: ".sources", window: 1000, dark: true }],
  ["looks", "large", "startup-loan", STARTUP, { density: "large", wait: ".sources", tall: 1_300 }],
  ["looks", "large-start", "start", "amount=300000&here=work&borrow=business", { density: "large", wait: ".worth", tall: 1_300 }],
  ["looks", "contrast", "startup-loan", STARTUP, { contrast: true, wait: ".sources", window: 1000, dark: true }],
  ["looks", "draft", "startup-loan", STARTUP, { draft: true, wait: ".sources", show: ".result" }],
];
