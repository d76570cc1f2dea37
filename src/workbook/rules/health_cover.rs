//! Basic insurance, serious-illness cover and 北京普惠健康保.

use super::{Rule, yuan};

pub(super) static RULES: &[Rule] = &[
    yuan(
        "bill",
        "{?inpatient_cost}+{%outpatient-cost}+{%own}+{%drugs}",
    ),
    // The last band may count what the fund has paid instead of what was spent.
    yuan("stays-employee", "MIN({#3},%fund({:p};#2))")
        .when("#4=paid-by-fund")
        .beside(&[(
            "p",
            "%bandopen({?inpatient_cost};#2;{#0}+({?stays}-1)*{#1})",
        )]),
    yuan(
        "stays-employee",
        "MIN({#3},%bandpay({?inpatient_cost};#2;{#0}+({?stays}-1)*{#1}))",
    ),
    yuan(
        "stays-resident",
        "MIN({#3},MAX(0,{?inpatient_cost}-{#0}*{#1}/100*{?stays})*{#2}/100)",
    )
    .when("resident_group=student-child"),
    yuan(
        "stays-resident",
        "MIN({#3},MAX(0,{?inpatient_cost}-{#0}-{#0}*{#1}/100*({?stays}-1))*{#2}/100)",
    ),
    yuan("outpatient", "{#1}/100*{:b}+{#4}/100*({:c}-{:b})")
        .when("insurance=employee&#3=paid-by-fund")
        .beside(&[
            ("c", "MAX(0,{?outpatient_cost}-{#0})"),
            ("b", "MIN({:c},{#2}*100/{#1})"),
        ]),
    yuan("outpatient", "{#1}/100*{:b}+{#4}/100*({:c}-{:b})")
        .when("insurance=employee")
        .beside(&[
            ("c", "MAX(0,{?outpatient_cost}-{#0})"),
            ("b", "MIN({:c},{#2})"),
        ]),
    yuan(
        "outpatient",
        "MIN({#2},{#1}/100*MAX(0,{?outpatient_cost}-{#0}))",
    ),
    yuan("basic", "{%stays-paid}+{%outpatient-paid}"),
    yuan("serious", "%bandpay({:x};#1;)")
        .beside(&[("x", "{?inpatient_cost}+{%outpatient-cost}-{@basic}-{#0}")]),
    yuan(
        "counted",
        "{?inpatient_cost}+{%outpatient-cost}-{@basic}-{%serious}",
    ),
    yuan(
        "counted-stays",
        "MAX(0,{?inpatient_cost}-{%stays-paid}-{%serious})",
    ),
    yuan(
        "cover-a",
        "MIN({#1},%bandpay({@counted|@counted-stays};#0;))",
    ),
    yuan("cover-b-hospital", "{0}"),
    yuan(
        "cover-b-limits",
        "{?own_cost}*{%b-rate}/100-{%drug-cut}-{%implant-cut}",
    ),
    yuan(
        "cover-b",
        "MIN({#2},MAX(0,{~cover-b-limits}-{#0}*{#1}/100))",
    )
    .when("#health-cover.b.sub-limit.with-deductible=limit-first"),
    yuan(
        "cover-b",
        "MIN({#2},{~cover-b-limits},MAX(0,{?own_cost}-{#0})*{#1}/100)",
    ),
    yuan("cover-b", "MIN({#2},MAX(0,{?own_cost}-{#0})*{#1}/100)"),
    yuan(
        "cover-c-domestic",
        "MIN({#2},MAX(0,{?domestic_drugs}-{#0})*{#1}/100)",
    ),
    yuan(
        "cover-c-overseas",
        "MIN({#2},MAX(0,{?overseas_drugs}-{#0})*{#1}/100)",
    ),
    yuan(
        "cover-c-special-2",
        "MIN({#2},MAX(0,{?special_2_drugs}-{#0})*{#1}/100)",
    ),
    yuan("cover", "{%a}+{%b}+{%c}"),
    yuan("left-without", "{@bill}-{@basic}-{%serious}"),
    yuan("left-with", "{@left-without}-{@cover}"),
    yuan("worth", "{@cover}-{#0}"),
    // By name.
    yuan("%outpatient-cost", "{0}").when("outpatient_place=none"),
    yuan("%outpatient-cost", "{?outpatient_cost}"),
    yuan("%own", "{?own_cost}").when("beyond_list=hospital,both"),
    yuan("%own", "{0}"),
    yuan(
        "%drugs",
        "{?domestic_drugs}+{?overseas_drugs}+{?special_2_drugs}",
    )
    .when("beyond_list=drugs,both&#health-cover.c.sum-insured.special-2"),
    yuan("%drugs", "{?domestic_drugs}+{?overseas_drugs}").when("beyond_list=drugs,both"),
    yuan("%drugs", "{0}"),
    yuan("%stays-paid", "MIN({?basic_paid},{?inpatient_cost})").when("bill=settled"),
    yuan("%stays-paid", "{@stays-employee|@stays-resident}"),
    yuan("%outpatient-paid", "{0}").when("outpatient_place=none"),
    yuan(
        "%outpatient-paid",
        "MIN({?outpatient_paid},{?outpatient_cost})",
    )
    .when("bill=settled"),
    yuan("%outpatient-paid", "{@outpatient|0}"),
    yuan("%serious", "{@serious}"),
    yuan(
        "%serious",
        "MIN({?serious_paid},{?inpatient_cost}+{%outpatient-cost}-{@basic})",
    ),
    yuan("%b-rate", "{#health-cover.b.rate.healthy}").when("health=healthy"),
    yuan(
        "%b-rate",
        "{#health-cover.b.rate.prior-condition|#health-cover.b.rate.healthy}",
    ),
    yuan("%drug", "MIN({?own_cost_drug},{?own_cost})").when("big_item=drug,both"),
    yuan("%drug", "{0}"),
    yuan("%implant", "MIN({?own_cost_implant},{?own_cost}-{%drug})").when("big_item=implant,both"),
    yuan("%implant", "{0}"),
    yuan("%drug-cut", "MAX(0,{%drug}*{%b-rate}/100-{#0})").when("big_item=drug,both"),
    yuan("%drug-cut", "{0}"),
    yuan("%implant-cut", "MAX(0,{%implant}*{%b-rate}/100-{#1})").when("big_item=implant,both"),
    yuan("%implant-cut", "{0}"),
    yuan("%a", "{@cover-a|0}"),
    yuan("%b", "{@cover-b|@cover-b-hospital|0}"),
    yuan(
        "%c",
        "{@cover-c-domestic|0}+{@cover-c-overseas|0}+{@cover-c-special-2|0}",
    ),
    // The amounts.
    yuan("=bill", "{@bill}"),
    yuan("=paid_basic", "{@basic}"),
    yuan("=paid_serious", "{%serious}"),
    yuan("=paid_cover_a", "{%a}"),
    yuan("=paid_cover_b", "{%b}"),
    yuan("=paid_cover_c", "{%c}"),
    yuan("=paid_cover", "{@cover}"),
    yuan("=left_without", "{@left-without}"),
    yuan("=left_with", "{@left-with}"),
    yuan("=premium", "{#health-cover.premium}"),
    yuan("=worth", "{@worth}"),
];
