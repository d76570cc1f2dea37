//! What formulas about loans have in common, in the functions of a spreadsheet. The method of repayment
//! is that of the case: another method is another branch.
//!
//! A spreadsheet counts in binary fractions of 53 bits: `PMT` loses less of them than powers do.

use crate::loan::Repayment;

/// The formula of that name; `None` where there is none, or it has other arguments.
pub(super) fn formula(name: &str, method: Repayment, of: &[&str]) -> Option<String> {
    Some(match (name, of) {
        ("interest", [p, r, n]) => interest(method, p, r, n),
        ("accrues", [p, own, n, r, k]) => accrues(method, p, own, n, r, k),
        ("until", [p, own, n, r, m, d]) => {
            let next = [m, "+1"].concat();
            let whole = accrues(method, p, own, n, r, m);
            let more = accrues(method, p, own, n, r, &next);
            [&whole, "+(", &more, "-", &whole, ")*", d, "/30"].concat()
        }
        ("first", [p, r, n]) => first(method, p, r, n),
        ("last", [p, r, n]) => match method {
            Repayment::EqualInstalment => first(method, p, r, n),
            Repayment::EqualPrincipal => ["(", p, "+", p, "*", r, "/1200)/", n].concat(),
            Repayment::InterestOnly => [p, "+", p, "*", r, "/1200"].concat(),
            Repayment::Bullet => at_maturity(p, r, n),
        },
        ("growth", [p, r, n, fee, monthly]) => return growth(method, p, r, n, fee, monthly),
        _ => return None,
    })
}

/// All the interest.
fn interest(method: Repayment, p: &str, r: &str, n: &str) -> String {
    match method {
        Repayment::EqualInstalment => {
            ["(-PMT(", r, "/1200,", n, ",", p, ")*", n, "-", p, ")"].concat()
        }
        Repayment::EqualPrincipal => ["(", p, "*", r, "*(", n, "+1)/2400)"].concat(),
        Repayment::InterestOnly | Repayment::Bullet => ["(", p, "*", n, "*", r, "/1200)"].concat(),
    }
}

/// What a rate comes to on what is owed in the first `k` months.
fn accrues(method: Repayment, p: &str, own: &str, n: &str, r: &str, k: &str) -> String {
    let months = match k == n {
        true => k.into(),
        false => ["MIN(", n, ",", k, ")"].concat(),
    };
    let k = &*months;
    let falling = [
        p, "*(", k, "*", n, "-", k, "*(", k, "-1)/2)*", r, "/(", n, "*1200)",
    ];
    match method {
        Repayment::EqualInstalment => {
            let month = [own, "/1200,"].concat();
            let left = [
                "IF(", k, "<", n, ",", p, "*PMT(", &month, n, ",1)/PMT(", &month, n, "-", k,
                ",1),0)",
            ];
            let repaid = [
                "-PMT(",
                &month,
                n,
                ",",
                p,
                ")*",
                k,
                "-",
                p,
                "+",
                &left.concat(),
            ];
            let falling = falling.concat();
            [
                "IF(",
                own,
                "=0,",
                &falling,
                ",(",
                &repaid.concat(),
                ")*",
                r,
                "/",
                own,
                ")",
            ]
            .concat()
        }
        Repayment::EqualPrincipal => ["(", &falling.concat(), ")"].concat(),
        Repayment::InterestOnly | Repayment::Bullet => ["(", p, "*", k, "*", r, "/1200)"].concat(),
    }
}

fn at_maturity(p: &str, r: &str, n: &str) -> String {
    ["(", p, "+", p, "*", n, "*", r, "/1200)"].concat()
}

/// The first payment.
fn first(method: Repayment, p: &str, r: &str, n: &str) -> String {
    match method {
        Repayment::EqualInstalment => ["-PMT(", r, "/1200,", n, ",", p, ")"].concat(),
        Repayment::EqualPrincipal => [p, "/", n, "+", p, "*", r, "/1200"].concat(),
        Repayment::InterestOnly => ["IF(", n, "=1,", p, ",0)+", p, "*", r, "/1200"].concat(),
        Repayment::Bullet => at_maturity(p, r, n),
    }
}

/// Where the search for the rate of return begins: never above it, so that every step of the search comes
/// nearer. A fee that is paid every month weighs at least as much as on all that was borrowed.
pub(super) fn guess(
    method: Repayment,
    p: &str,
    r: &str,
    n: &str,
    fee: &str,
    monthly: &str,
) -> String {
    let fees = [monthly, "/", p].concat();
    match method {
        Repayment::Bullet => {
            let last = at_maturity(p, r, n);
            [
                "MAX(", &fees, ",(", &last, "/(", p, "-", fee, "))^(1/", n, ")-1)",
            ]
            .concat()
        }
        _ => [r, "/1200+", &fees].concat(),
    }
}

/// The growth of a debt in a month, with fees; `None` for the method whose payments differ every month.
fn growth(
    method: Repayment,
    p: &str,
    r: &str,
    n: &str,
    fee: &str,
    monthly: &str,
) -> Option<String> {
    let received = [p, "-", fee].concat();
    let guess = [",0,", &guess(method, p, r, n, fee, monthly), ")"].concat();
    let (paid, last) = match method {
        Repayment::EqualInstalment => (["PMT(", r, "/1200,", n, ",", p, ")"].concat(), "0".into()),
        Repayment::InterestOnly => (["-", p, "*", r, "/1200"].concat(), ["-", p].concat()),
        Repayment::Bullet => {
            let last = at_maturity(p, r, n);
            let once = ["(", &last, "/(", &received, "))^(1/", n, ")"].concat();
            let rate = [
                "1+RATE(", n, ",-", monthly, ",", &received, ",-", &last, &guess,
            ]
            .concat();
            return Some(["IF(", monthly, "=0,", &once, ",", &rate, ")"].concat());
        }
        Repayment::EqualPrincipal => return None,
    };
    let rate = [
        "RATE(", n, ",", &paid, "-", monthly, ",", &received, ",", &last, &guess,
    ]
    .concat();
    // Without a fee the rate of return is the rate itself.
    Some(["1+IF(", fee, "+", monthly, "=0,", r, "/1200,", &rate, ")"].concat())
}
