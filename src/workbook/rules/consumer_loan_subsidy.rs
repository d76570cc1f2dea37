//! 个人消费贷款财政贴息.

use super::{Rule, exact, fixed, rate, yuan};

/// The day after the last one of the scheme, and the whole months and the days up to it.
const TIMES: &[(&str, &str)] = &[
    ("e", "{^consumer-loan-subsidy.total-cap}+1"),
    (
        "n",
        "(YEAR({:e})-YEAR({?purchase_day}))*12+MONTH({:e})-MONTH({?purchase_day})",
    ),
    ("m", "{:n}-IF(EDATE({?purchase_day},{:n})>{:e},1,0)"),
    ("d", "{:e}-EDATE({?purchase_day},{:m})"),
];

const ALL: &str = "[purchases|{~interest}]";
const REASON: &str = "limit";

pub(super) static RULES: &[Rule] = &[
    exact("state-rate", "MIN({#0},{?rate}*{#1}/100)"),
    yuan("counted-principal", "MIN({?purchase_amount},{#1})"),
    yuan(
        "purchase-subsidy",
        "%until({@counted-principal|?purchase_amount};{?rate};{?term_months};{@state-rate};{:m};{:d})",
    )
    .beside(TIMES),
    yuan("purchase-cap", "MIN({~purchase-subsidy},{#0})"),
    yuan("small-cap", "{#0}"),
    yuan(
        "uncapped",
        "%until({?purchase_amount};{?rate};{?term_months};{@state-rate};{:m};{:d})",
    )
    .beside(TIMES),
    // What a limit leaves goes by lender and by stretch of time, and is no step of its own.
    fixed("limit", "{0}", REASON),
    fixed("left-of-limit", "{0}", REASON),
    fixed("=left_of_limit", "{0}", REASON),
    fixed("subsidy", "{@limit|@small-cap}", REASON),
    yuan("subsidy", "[purchases|{~purchase-cap|~purchase-subsidy|0}]"),
    yuan("interest", "%interest({?purchase_amount};{?rate};{?term_months})"),
    yuan("borrower-interest", "{$total_interest}-{@subsidy}"),
    fixed("effective-rate", "{@limit|@small-cap}", REASON),
    rate("effective-rate", "{%mean}"),
    rate("%mean", "([purchases|{~interest}]-{~subsidy})/([purchases|%accrues({?purchase_amount};{?rate};{?term_months};1;{?term_months})])"),
    // The amounts.
    yuan("=subsidy", "{@subsidy}"),
    yuan("=total_interest", ALL),
    yuan("=borrower_interest", "{@borrower-interest}"),
    rate("=effective_rate", "{@effective-rate}"),
    yuan("=uncapped_subsidy", "[purchases|{~uncapped|0}]"),
    yuan("=purchase_subsidy", "{@purchase-cap|@purchase-subsidy|0}"),
];
