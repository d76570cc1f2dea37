//! One loan under one subsidy: 服务业经营主体 and 中小微民营企业; what the others share with them.

use super::{Rule, exact, number, rate, yuan};

pub(super) static RULES: &[Rule] = &[
    yuan("counted-principal", "MIN({?amount},MAX(0,{#0}-{%used}))"),
    exact("state-rate", "MIN({#0},MAX(0,{?rate}-{%local}))"),
    number("counted-months", "MIN({?term_months},{#0}*12)"),
    yuan(
        "subsidy",
        "%accrues({@counted-principal|?amount};{?rate};{?term_months};{@state-rate};{@counted-months})",
    ),
    yuan("interest", "%interest({?amount};{?rate};{?term_months})"),
    yuan("borrower-interest", "{@interest}-{@subsidy}"),
    rate(
        "effective-rate",
        "{?rate}-{~subsidy}/(%accrues({?amount};{?rate};{?term_months};1;{?term_months}))",
    ),
    yuan("=subsidy", "{@subsidy}"),
    yuan("=total_interest", "{@interest}"),
    yuan("=borrower_interest", "{@borrower-interest}"),
    rate("=effective_rate", "{@effective-rate}"),
    yuan("=counted_principal", "{@counted-principal|?amount}"),
    exact("=state_rate", "{@state-rate}"),
    yuan("=most", "{%most}"),
    yuan("%used", "{0}"),
    exact("%local", "{0}"),
    yuan("%principal", "{?amount}"),
    exact("%rate", "{?rate}"),
    number("%months", "{?term_months}"),
];

pub(super) static SERVICE: &[Rule] = &[
    yuan("%used", "{?other_principal}"),
    exact("%local", "{?local_rate}"),
    yuan("%most", "{#service-loan-subsidy.subsidy-cap}"),
];

pub(super) static SMALL: &[Rule] = &[
    yuan("%used", "{?other_principal}").when("loan_kind=fixed-asset,working-capital"),
    yuan("%most", "{#small-business-loan-subsidy.subsidy-cap}"),
];
