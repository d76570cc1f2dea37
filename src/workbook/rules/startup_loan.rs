//! 创业担保贷款.

use super::{Rule, exact, number, rate, yuan};

/// The contract's rate, at most the cap.
const COUNTED: &str = "MIN({?rate},{@rate-cap})";
const TERM: &str = "MIN({?term_months},{#startup-loan.term.individual})";
const TERM_OF_FIRMS: &str = "MIN({?term_months},{#startup-loan.term.small-enterprise})";
const LATER: &str = "{@partnership-cap|@partners-together|@ceiling}";

pub(super) static RULES: &[Rule] = &[
    yuan("ceiling", "{#0}"),
    yuan("partners-together", "{?partners}*{#0}*(100+{#1})/100"),
    yuan("partnership-cap", "MIN({@partners-together},{#1})"),
    yuan("subsidised-principal", "MIN({?amount},{%ceiling})"),
    exact("rate-cap", "{#0}+{#1}/100"),
    exact("counted-rate", COUNTED),
    exact("share-full", COUNTED),
    exact("share-part-of-rate", "MIN({?rate},{@rate-cap})*{#1}/100"),
    exact(
        "share-part-of-lpr",
        "MIN({?rate},{@rate-cap},{#2}*{#1}/100)",
    ),
    exact(
        "share-above-lpr",
        "MIN({?rate},{@rate-cap})-MIN({?rate},{@rate-cap},MAX(0,{#2}-{#1}/100))",
    ),
    exact("share-by-year", COUNTED),
    yuan("subsidy", "%years({@subsidised-principal})"),
    yuan(
        "subsidy",
        "%accrues({@subsidised-principal};{?rate};{?term_months};{%treasury};{%counted})",
    ),
    exact("borrower-rate", "{?rate}-{%subsidy-rate}"),
    yuan("interest-equal-instalment", INTEREST),
    yuan("interest-equal-principal", INTEREST),
    yuan("interest-flat", INTEREST),
    yuan("borrower-interest", "{%total}-{@subsidy}"),
    rate("annualised-rate", "({:g}^12-1)*100")
        .beside(&[("g", "%growth({?amount};{?rate};{?term_months};{?fee};0)")]),
    yuan("payments", "%first({?amount};{?rate};{?term_months})"),
    // By name.
    yuan("%ceiling", LATER),
    number("%counted", TERM_OF_FIRMS).when("borrower=small-enterprise"),
    number("%counted", TERM),
    exact(
        "%treasury",
        "{@share-full|@share-part-of-rate|@share-part-of-lpr|@share-above-lpr}",
    ),
    rate(
        "%subsidy-rate",
        "ROUND(%years(1000000)/(%accrues(1000000;{?rate};{?term_months};1;{?term_months})),4)",
    ),
    rate("%subsidy-rate", "ROUND({%treasury},4)"),
    yuan(
        "%total",
        "{@interest-equal-instalment|@interest-equal-principal|@interest-flat}",
    ),
    // The amounts.
    yuan("=total_interest", "{%total}"),
    yuan("=subsidy", "{@subsidy}"),
    yuan("=borrower_interest", "{@borrower-interest}"),
    yuan("=first_payment", "{@payments}"),
    yuan("=last_payment", "%last({?amount};{?rate};{?term_months})"),
    yuan("=ceiling", LATER),
    yuan("=subsidised_principal", "{@subsidised-principal}"),
    exact("=rate_cap", "{@rate-cap}"),
    exact("=borrower_rate", "{@borrower-rate}"),
    rate("=subsidy_rate", "{%subsidy-rate}"),
    rate("=annualised_rate", "{@annualised-rate}"),
    rate("=annualised_rate_simple", "({@annualised-rate:g}-1)*1200"),
    yuan("%principal", "{?amount}"),
    exact("%rate", "{?rate}"),
    number("%months", "{?term_months}"),
    yuan("%fee-at-start", "{?fee}"),
];

const INTEREST: &str = "%interest({?amount};{?rate};{?term_months})";
