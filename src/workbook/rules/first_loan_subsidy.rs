//! 首贷贴息.

use super::{Rule, exact, number, yuan};

const INTEREST: &str =
    "%accrues({?amount};{?rate};{?term_months};{?rate}*{@share|@later-share}/100;{%counted})";
/// Before the firm was recognised another share is paid than afterwards.
const LATER: &str = "%accrues({?amount};{?rate};{?term_months};{?rate}*{#first-loan-subsidy.share}/100;MIN({?recognised_after},{%counted}))+%accrues({?amount};{?rate};{?term_months};{?rate}*{@later-share}/100;{%counted})-(%accrues({?amount};{?rate};{?term_months};{?rate}*{@later-share}/100;MIN({?recognised_after},{%counted})))";

pub(super) static RULES: &[Rule] = &[
    exact("share", "{#0}"),
    exact("later-share", "{#2}"),
    number("counted-months", "MIN({?term_months},{#0}*12)"),
    yuan("part-of-principal", "{?amount}*{#0}/100"),
    number("%counted", "{@counted-months|?term_months}"),
    yuan("%sum", LATER).when("innovative=later"),
    yuan("%sum", INTEREST),
    yuan("subsidy", "MIN({%sum},{?amount}*{%part}/100)"),
    yuan("subsidy", "{%sum}"),
    exact(
        "%part",
        "{#first-loan-subsidy.part-of-principal.innovative-firms|#first-loan-subsidy.part-of-principal}",
    ),
    yuan("guarantee-aid", "{?amount}*{#0}/100"),
    yuan("=guarantee_aid", "{@guarantee-aid}"),
];
