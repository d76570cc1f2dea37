//! The annualised rate of 中国人民银行公告〔2021〕第3号: all interest and fees over the principal in
//! use, as the monthly internal rate of return.

use super::interest::power;
use super::{Loan, Repayment};
use crate::money::{HUNDRED, TWELVE};
use rust_decimal::Decimal;

/// A loan's annualised rates, percent a year, unrounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AnnualRates {
    /// The internal rate of return, compounded: `(1 + m)^12 − 1`.
    pub compound: Decimal,
    /// 单利: `12 · m`.
    pub simple: Decimal,
}

impl AnnualRates {
    /// From the monthly growth `1 + m`; `None` where a debt grows a hundredfold in a month, beyond which
    /// a year's growth is no number that could be told.
    pub fn monthly(growth: Decimal) -> Option<AnnualRates> {
        (growth <= HUNDRED).then(|| AnnualRates {
            compound: (power(growth, 12) - Decimal::ONE) * HUNDRED,
            simple: (growth - Decimal::ONE) * TWELVE * HUNDRED,
        })
    }
}

/// Fees in yuan.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fees {
    /// Taken when the loan is paid out: 0 up to half the principal.
    pub at_start: Decimal,
    /// Paid every month: 0 up to half the principal.
    pub monthly: Decimal,
}

/// The annualised rates of a loan with fees, in closed form. `None` for a loan without principal.
pub fn annual_rates(loan: &Loan, fees: Fees) -> Option<AnnualRates> {
    let received = loan.principal - fees.at_start;
    if received <= Decimal::ZERO || loan.months == 0 {
        return None;
    }
    // Without a fee, interest paid every month on what is owed is the rate of return itself.
    if fees == Fees::default() && loan.repayment != Repayment::Bullet {
        return AnnualRates::monthly(Decimal::ONE + loan.monthly());
    }
    let flows = Flows::of(loan, fees.monthly);
    AnnualRates::monthly(growth(received, &|v| flows.worth(v))?)
}

/// The annualised rates of any payments in yuan, the first a month after `received` was paid out.
/// `None` where nothing was received, or less is paid than was.
pub fn annual_rates_of(received: Decimal, payments: &[Decimal]) -> Option<AnnualRates> {
    let worth = |v: Decimal| {
        let later = payments.iter().rev();
        later.fold(Decimal::ZERO, |worth, payment| (worth + payment) * v)
    };
    AnnualRates::monthly(growth(received, &worth)?)
}

/// The annualised rates of an amount that is paid back at once after so many days (1 to 3,650). A
/// year has 365 of them, a month a twelfth of that. Growth beyond a million times in a year counts as
/// a million times.
pub fn annual_rates_over_days(received: Decimal, paid: Decimal, days: u32) -> Option<AnnualRates> {
    const MOST: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
    let a_day = growth(received, &|v| paid * power(v, days))?;
    let mut year = Decimal::ONE;
    for _ in 0..365 {
        year = MOST.min(year * a_day);
    }
    let a_month = growth(Decimal::ONE, &|v| year * power(v, 12))?;
    AnnualRates::monthly(a_month)
}

/// What is paid, unrounded: `first` after a month, every month `step` less, and `extra` with the
/// last payment.
struct Flows {
    months: u32,
    first: Decimal,
    step: Decimal,
    extra: Decimal,
}

impl Flows {
    fn of(loan: &Loan, fee: Decimal) -> Flows {
        let (first, last) = (loan.first_payment(), loan.last_payment());
        let between = Decimal::from(loan.months.max(2) - 1);
        let flows = |first, step, extra| Flows {
            months: loan.months,
            first: first + fee,
            step,
            extra,
        };
        match loan.repayment {
            Repayment::EqualInstalment => flows(first, Decimal::ZERO, Decimal::ZERO),
            Repayment::EqualPrincipal => flows(first, (first - last) / between, Decimal::ZERO),
            Repayment::InterestOnly => {
                let interest = last - loan.principal;
                flows(interest, Decimal::ZERO, loan.principal)
            }
            Repayment::Bullet => flows(Decimal::ZERO, Decimal::ZERO, last),
        }
    }

    /// `Σ payment_t · v^t`, by the closed forms of `Σ v^t` and `Σ (t − 1)·v^t`.
    fn worth(&self, v: Decimal) -> Decimal {
        let n = Decimal::from(self.months);
        let rest = Decimal::ONE - v;
        let last = power(v, self.months);
        let (level, falling) = match rest.is_zero() {
            true => (n, n * (n - Decimal::ONE) / Decimal::TWO),
            false => {
                let level = v * (Decimal::ONE - last) / rest;
                let falling = match self.step.is_zero() {
                    true => Decimal::ZERO,
                    false => v * (level - n * last) / rest,
                };
                (level, falling)
            }
        };
        self.first * level - self.step * falling + self.extra * last
    }
}

/// The growth in a period, `1 / v`, for the discount factor `v` in (0, 1] at which what is paid is
/// worth what was `received`. The `worth` rises steadily with `v` from 0, so the root is bracketed
/// where it ends, at 1, no lower than what was received; a secant step is taken where it stays inside
/// the bracket, else its middle. `None` where there is no such root.
fn growth(received: Decimal, worth: &dyn Fn(Decimal) -> Decimal) -> Option<Decimal> {
    let (precise, nothing) = (Decimal::new(1, 20), Decimal::new(1, 12));
    let (mut low, mut high) = (Decimal::ZERO, Decimal::ONE);
    let mut before = Decimal::ONE;
    let mut excess_before = worth(before) - received;
    if received <= Decimal::ZERO || excess_before < -nothing {
        return None;
    }
    if excess_before <= nothing {
        return Some(Decimal::ONE);
    }
    let mut v = Decimal::new(999, 3);
    for _ in 0..200 {
        if excess_before.is_zero() {
            v = before;
            break;
        }
        let excess = worth(v) - received;
        match excess.is_sign_negative() {
            true => low = v,
            false => high = v,
        }
        let slope = (excess - excess_before).checked_div(v - before);
        let step = slope.and_then(|slope| excess.checked_div(slope));
        // As near as can be: the next step may well lie on the bracket's own edge.
        if step.is_some_and(|step| step.abs() <= precise) {
            break;
        }
        let next = step
            .map(|step| v - step)
            .filter(|next| *next > low && *next < high)
            .unwrap_or((low + high) / Decimal::TWO);
        (before, excess_before) = (v, excess);
        v = next;
        if (v - before).abs() <= precise {
            break;
        }
    }
    Decimal::ONE.checked_div(v)
}
