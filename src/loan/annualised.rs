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

/// The annualised rates of a loan with a fee in yuan taken when it is paid out (0 up to half the
/// principal). `None` for a loan without principal.
pub fn annual_rates(loan: &Loan, fee: Decimal) -> Option<AnnualRates> {
    let received = loan.principal - fee;
    if received <= Decimal::ZERO || loan.months == 0 {
        return None;
    }
    // Without a fee, interest paid every month on what is owed is the rate of return itself.
    let growth = match fee.is_zero() && loan.repayment != Repayment::Bullet {
        true => Decimal::ONE + loan.monthly(),
        false => Decimal::ONE.checked_div(Flows::of(loan).discount_factor(received))?,
    };
    Some(AnnualRates {
        compound: (power(growth, 12) - Decimal::ONE) * HUNDRED,
        simple: (growth - Decimal::ONE) * TWELVE * HUNDRED,
    })
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
    fn of(loan: &Loan) -> Flows {
        let (first, last) = (loan.first_payment(), loan.last_payment());
        let between = Decimal::from(loan.months.max(2) - 1);
        let flows = |first, step, extra| Flows {
            months: loan.months,
            first,
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

    /// The monthly discount factor `v` in (0, 1] at which the payments are worth `received`. The
    /// worth grows with `v`, from 0 to at least `received` at 1, so the root is bracketed; a secant
    /// step is taken where it stays inside the bracket, else its middle.
    fn discount_factor(&self, received: Decimal) -> Decimal {
        let precise = Decimal::new(1, 20);
        let (mut low, mut high) = (Decimal::ZERO, Decimal::ONE);
        let mut before = Decimal::ONE;
        let mut excess_before = self.worth(before) - received;
        let mut v = Decimal::new(999, 3);
        for _ in 0..200 {
            if excess_before.is_zero() {
                return before;
            }
            let excess = self.worth(v) - received;
            match excess.is_sign_negative() {
                true => low = v,
                false => high = v,
            }
            let slope = (excess - excess_before).checked_div(v - before);
            let step = slope.and_then(|slope| excess.checked_div(slope));
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
        v
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
