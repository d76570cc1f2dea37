//! A year of bank fees.

use super::{Rule, fixed, yuan};

/// The steps of each group of rows; `voluntary` is told apart by its kind.
pub(super) static GROUPS: &[(&str, &[&str])] = &[
    (
        "accounts",
        &[
            "account-fee",
            "account-fee-typical",
            "wage-account",
            "free-account",
            "messages",
            "messages-typical",
            "messages-unsigned",
        ],
    ),
    (
        "transfers",
        &[
            "transfer-limit",
            "transfer-relief",
            "transfer-year",
            "transfer-over",
        ],
    ),
    ("cash", &["cash-old", "cash-limit", "cash-year"]),
];

const ANNUAL: &str = "{?annual_fee|#bank-fees.price.annual}+IF({?balance}<{?small_below|#bank-fees.price.small-account.threshold},{?small_fee|#bank-fees.price.small-account.fee-each-quarter|NA()}*{?low_quarters|NA()},0)";
const SPARED: &str = "{?annual_fee|#bank-fees.price.annual}-MIN({?annual_fee|#bank-fees.price.annual},{#1|1E+9})+{%small}-MIN({%small},{#2|1E+9})";
const MESSAGES: &str = "{?sms_fee|#bank-fees.price.sms.each-month}*12";

pub(super) static RULES: &[Rule] = &[
    yuan("account-fee", ANNUAL),
    yuan("account-fee-typical", ANNUAL),
    yuan("wage-account", SPARED),
    yuan("free-account", "{%account}"),
    fixed("unasked", "{0}", "which-account"),
    yuan("messages", MESSAGES),
    yuan("messages-typical", MESSAGES),
    yuan("messages-unsigned", "{@messages|@messages-typical}"),
    yuan("cards", CARDS),
    yuan("cards-typical", CARDS),
    yuan("transfer-limit", "%bandfee({?transfer_amount};#0)"),
    yuan("transfer-relief", "{@transfer-limit}*{#1}/100"),
    yuan("transfer-year", "{%each}*{?transfer_times}"),
    yuan("transfer-over", "MAX(0,{%each}-{%most})*{?transfer_times}"),
    yuan("cash-old", "{#0}").when("cash_place=same-city"),
    yuan("cash-old", "%bandfee({?cash_amount};#0)"),
    yuan("cash-limit", "{#0}"),
    yuan("cash-year", "({%paid}-{%kept})*{?cash_times}*12"),
    yuan(
        "voluntary",
        "[accounts|{$account_fee|0}]-({+wage-account}+{+free-account})",
    )
    .when("kind=accounts"),
    yuan("voluntary", "{@messages|@messages-typical}").when("kind=messages"),
    yuan("voluntary", "{@cards|@cards-typical}").when("kind=cards"),
    yuan("voluntary", "MIN({%each},{%most})*{?transfer_times}").when("kind=transfers"),
    yuan("voluntary", "{%each}*{?transfer_times}").when("kind=transfers"),
    yuan("voluntary", "({%kept}-MIN({%kept},{#0}))*{?cash_times}*12")
        .when("kind=cash&figure=bank-fees.atm.six-banks.charged"),
    yuan("voluntary", "{%kept}*{?cash_times}*12")
        .when("kind=cash&figure=bank-fees.notice.away-withdrawal"),
    // Of the withdrawals that are free each month, those of the rows before are taken.
    yuan(
        "voluntary",
        "{%kept}*MIN({?cash_times},MAX(0,{#0}-{%before}))*12",
    )
    .when("kind=cash"),
    yuan("saving", "{$right}+{$ceiling}"),
    yuan("after", "{$before}-{@saving}"),
    yuan("least", "{@after}-{$voluntary}"),
    // By name.
    yuan(
        "%small",
        "IF({?balance}<{?small_below|#bank-fees.price.small-account.threshold},{?small_fee|#bank-fees.price.small-account.fee-each-quarter|NA()}*{?low_quarters|NA()},0)",
    ),
    yuan("%account", "{0}").when("free_already=yes"),
    yuan(
        "%account",
        "{@account-fee|@account-fee-typical|?annual_fee}",
    ),
    yuan("%each", "{?transfer_fee|@transfer-limit|each}"),
    yuan("%each", "{#bank-fees.own-bank-other-place}").when("transfer_to=same-bank"),
    yuan("%each", "{#bank-fees.mobile-transfer.five-banks|0}"),
    yuan("%most", "{#bank-fees.own-bank-other-place}").when("transfer_to=same-bank"),
    yuan("%most", "{@transfer-relief|@transfer-limit}"),
    yuan("%paid", "{@cash-old}").when("cash_place=away"),
    yuan("%paid", "{@cash-limit|@cash-old}"),
    yuan("%kept", "MIN({%paid},{@cash-limit})"),
    yuan("%kept", "{%paid}"),
    yuan("%before", "[before|{%counted-times}]"),
    yuan("%counted-times", "{0}")
        .when("cash_place=away&#bank-fees.notice.away-withdrawal=encouraged&new_citizen=yes"),
    yuan("%counted-times", "{?cash_times}"),
    // The amounts.
    yuan("=saving", "{@saving}"),
    yuan(
        "=before",
        "[accounts|{$account_fee|0}]+{+messages}+{+messages-typical}+{+cards}+{+cards-typical}+{+transfer-year}+[cash|{%cash}]",
    ),
    yuan(
        "=right",
        "{+wage-account}+{+free-account}+{+messages-unsigned}+[transfers|{%over-within}]",
    ),
    yuan("=ceiling", "[transfers|{%over-other}]+{+cash-year}"),
    yuan("=after", "{@after}"),
    yuan("=voluntary", "{+voluntary}"),
    yuan("=least", "{@least}"),
    fixed("=unasked", "{0}", "which-account"),
    yuan("=account_fee", "{%account}"),
    yuan("=transfer_limit", "{%most}"),
    yuan("=cash_old", "{@cash-old}"),
    yuan("=cash_limit", "{@cash-limit}"),
    yuan("%over-within", "{@transfer-over|0}").when("transfer_to=same-bank"),
    yuan("%over-within", "{0}"),
    yuan("%over-other", "{0}").when("transfer_to=same-bank"),
    yuan("%over-other", "{@transfer-over|0}"),
    yuan("%cash", "{%paid}*{?cash_times}*12").when("customer=person"),
    yuan("%cash", "{0}"),
];

const CARDS: &str = "{?new_cards}*{?card_fee|#0}";
