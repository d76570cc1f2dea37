//! 居民购房贷款贴息.

use super::{Rule, yuan};

const BALANCE: &str =
    "%accrues({@counted-principal};{?rate};{?term_months};{@state-rate};{@counted-months})";
const FIRST: &str = "MIN({@counted-principal}*{@counted-months}*{@state-rate}/1200,%accrues({@counted-principal};{?rate};{?term_months};{?rate};{@counted-months}))";
const BALANCE_YEAR: &str =
    "%accrues({@counted-principal};{?rate};{?term_months};{@state-rate};MIN({@counted-months},12))";
const FIRST_YEAR: &str = "MIN({@counted-principal}*MIN({@counted-months},12)*{@state-rate}/1200,%accrues({@counted-principal};{?rate};{?term_months};{?rate};MIN({@counted-months},12)))";

pub(super) static RULES: &[Rule] = &[
    yuan("base-balance#2", BALANCE_YEAR),
    yuan("base-first-principal#2", FIRST_YEAR),
    yuan("base-balance", BALANCE),
    yuan("base-first-principal", FIRST),
    yuan("subsidy", "{~base-balance|~base-first-principal}"),
    yuan("=first_year", BALANCE_YEAR).when("#mortgage-subsidy.base=balance"),
    yuan("=first_year", FIRST_YEAR),
];
