//! 贷款成本对比.

use super::{Rule, exact, number, rate, yuan};

const INTEREST: &str = "%interest({?amount};{%rate};{?term_months})";
const TERM: &str = "method=equal-instalment,equal-principal,interest-only,bullet";

pub(super) static RULES: &[Rule] = &[
    exact("rate-from-month", "{?rate_month}*{#0}"),
    exact("rate-from-day", "{?rate_day}*{#0}/100"),
    yuan("interest-equal-instalment", INTEREST),
    yuan("interest-equal-principal", INTEREST),
    yuan("interest-flat", INTEREST),
    yuan("interest-days", "{?amount}*{?days_used}*{%rate}/100/{#0}"),
    yuan("interest-grace", "{!interest}"),
    yuan("interest-prepayment", "{!interest}"),
    yuan(
        "fees",
        "{?fee_at_start}+{%monthly-fee}*{%last}+{%early-fee}+{%bridge}",
    ),
    yuan("renewal", "{%bridge}"),
    yuan("total-cost", "{%interest}+{@fees}"),
    rate("annualised-rate", "({:g}^12-1)*100").beside(&[("g", "{%growth}")]),
    yuan("difference", "{after}-{before}"),
    yuan("first-payment", "{?amount}+{~interest-days}").when("method=on-demand"),
    yuan("first-payment", "{?amount}*{%rate}/1200")
        .when("method=equal-instalment,equal-principal&changes=grace,both"),
    yuan("first-payment", "%first({?amount};{%rate};{?term_months})"),
    yuan("compared", "MIN({,$total_cost})"),
    // By name.
    exact("%rate", "{@rate-from-month}").when("rate_given=month"),
    exact("%rate", "{@rate-from-day}").when("rate_given=day"),
    exact("%rate", "{?rate}"),
    yuan("%principal", "{?amount}"),
    number("%months", "{?term_months}"),
    number("%grace", "{?grace_months}").when("changes=grace,both"),
    number("%early-month", "{?prepay_month}").when("changes=prepayment,both"),
    yuan("%early", "{?prepay_amount}").when("changes=prepayment,both"),
    yuan("%fee-at-start", "{?fee_at_start}+{%bridge}"),
    yuan("%monthly-fee", "{?fee_monthly}").when(TERM),
    yuan("%monthly-fee", "{0}"),
    number("%last", "{!months}").when("method=equal-instalment,equal-principal,interest-only,bullet&changes=grace,prepayment,both"),
    number("%last", "{?term_months}").when(TERM),
    number("%last", "{0}"),
    yuan("%early-fee", "IF({?prepay_month}<{?term_months},{?prepay_fee},0)")
        .when("method=equal-instalment,equal-principal,interest-only,bullet&changes=prepayment,both"),
    yuan("%early-fee", "{0}"),
    yuan("%bridge", "{?bridge_fee}").when("purpose=renew"),
    yuan("%bridge", "{0}"),
    yuan(
        "%interest",
        "{@interest-equal-instalment|@interest-equal-principal|@interest-flat|@interest-days|@interest-grace|@interest-prepayment}",
    ),
    number(
        "%growth",
        "MIN(1000000,(({?amount}+{~interest-days})/({?amount}-{%fee-at-start}))^(365/{?days_used}))^(1/12)",
    )
    .when("method=on-demand"),
    number("%growth", "%growth({?amount};{%rate};{?term_months};{%fee-at-start};{?fee_monthly})")
        .when("changes=none"),
    number("%growth", "%growth({?amount};{%rate};{?term_months};{%fee-at-start};{?fee_monthly})")
        .when("changes=grace&method=interest-only,bullet"),
    number("%growth", "1+IRR({!flows},{!guess})"),
    // The amounts.
    number("=cheapest", "%which({@compared};#total_cost)"),
    yuan("=lowest_cost", "{@compared}"),
    yuan("=highest_cost", "MAX({,$total_cost})"),
    yuan("=total_cost", "{@total-cost}"),
    yuan("=interest", "{%interest}"),
    yuan("=fees", "{@fees}"),
    rate("=annualised_rate", "{@annualised-rate}"),
    rate("=annualised_rate_simple", "({@annualised-rate:g}-1)*1200"),
    exact("=yearly_rate", "{%rate}"),
    yuan("=first_payment", "{@first-payment}"),
];
