//! A loan's payments and interest in closed form, unrounded.

use super::Repayment;
use crate::money::TWELVE_HUNDRED;
use rust_decimal::Decimal;

/// A loan with monthly periods; a month's rate is a twelfth of the year's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loan {
    /// In yuan, 0 to 1,000,000,000.
    pub principal: Decimal,
    /// In percent a year, 0 to 100.
    pub rate: Decimal,
    /// In months, 1 to 600.
    pub months: u32,
    /// How it is repaid.
    pub repayment: Repayment,
}

impl Loan {
    /// The monthly rate as a fraction: 3.6 % a year is 0.003.
    pub(super) fn monthly(&self) -> Decimal {
        self.rate / TWELVE_HUNDRED
    }

    /// The interest in yuan on `balance` for some months, unrounded; divided last, so that an
    /// amount which ends at half a 分 stays exactly there.
    pub(super) fn accrued(&self, balance: Decimal, months: u32) -> Decimal {
        balance * Decimal::from(months) * self.rate / TWELVE_HUNDRED
    }

    fn term(&self) -> Decimal {
        Decimal::from(self.months)
    }

    /// `(1 + monthly rate)` to the power of `months`.
    fn growth(&self, months: u32) -> Decimal {
        power(Decimal::ONE + self.monthly(), months)
    }

    /// The equal instalment `M = P·i·(1+i)^n / ((1+i)^n − 1)`, unrounded; `P / n` at no interest.
    fn instalment(&self) -> Decimal {
        let growth = self.growth(self.months);
        let gained = growth - Decimal::ONE;
        match gained.is_zero() {
            true => self.principal / self.term(),
            false => self.principal * self.monthly() * growth / gained,
        }
    }

    /// The first payment in yuan, unrounded.
    pub fn first_payment(&self) -> Decimal {
        let interest = self.accrued(self.principal, 1);
        match self.repayment {
            Repayment::EqualInstalment => self.instalment(),
            Repayment::EqualPrincipal => self.principal / self.term() + interest,
            Repayment::InterestOnly if self.months == 1 => self.principal + interest,
            Repayment::InterestOnly => interest,
            Repayment::Bullet => self.last_payment(),
        }
    }

    /// The last payment in yuan, unrounded.
    pub fn last_payment(&self) -> Decimal {
        let interest = self.accrued(self.principal, 1);
        match self.repayment {
            Repayment::EqualInstalment => self.instalment(),
            Repayment::EqualPrincipal => (self.principal + interest) / self.term(),
            Repayment::InterestOnly => self.principal + interest,
            Repayment::Bullet => self.principal + self.interest_at(self.rate, 0, self.months),
        }
    }

    /// All the interest over the whole term in yuan, unrounded.
    pub fn interest(&self) -> Decimal {
        self.interest_at(self.rate, 0, self.months)
    }

    /// The interest in yuan, unrounded, that accrues at `rate` (percent a year) on this loan's
    /// balance after month `from` and up to month `to`. The balance is that of the loan at its own
    /// rate: a part of the rate gives the same part of the interest.
    pub fn interest_at(&self, rate: Decimal, from: u32, to: u32) -> Decimal {
        let (from, to) = (from.min(self.months), to.min(self.months));
        let months = Decimal::from(to.saturating_sub(from));
        match self.repayment {
            Repayment::InterestOnly | Repayment::Bullet => {
                self.principal * months * rate / TWELVE_HUNDRED
            }
            // Without interest, equal instalments are equal parts of the principal.
            _ if self.rate.is_zero() || self.repayment == Repayment::EqualPrincipal => {
                let repaid_before = sum_below(to) - sum_below(from);
                let balance_months = self.principal * (months * self.term() - repaid_before);
                balance_months * rate / (self.term() * TWELVE_HUNDRED)
            }
            _ => {
                let repaid = self.balance_after(from) - self.balance_after(to);
                (self.instalment() * months - repaid) * rate / self.rate
            }
        }
    }

    /// The same from the start to some months and days later, a day counting as a thirtieth of its
    /// month (年利率 ÷ 360).
    pub fn interest_until(&self, rate: Decimal, months: u32, days: u32) -> Decimal {
        let odd = self.interest_at(rate * Decimal::from(days), months, months + 1);
        self.interest_at(rate, 0, months) + odd / Decimal::from(30)
    }

    /// What is left of an equal-instalment loan after month `month`, unrounded.
    fn balance_after(&self, month: u32) -> Decimal {
        if month == 0 {
            return self.principal;
        }
        if month >= self.months {
            return Decimal::ZERO;
        }
        let growth = self.growth(month);
        let paid = self.instalment() * (growth - Decimal::ONE) / self.monthly();
        self.principal * growth - paid
    }
}

/// `0 + 1 + … + (n − 1)`.
fn sum_below(n: u32) -> Decimal {
    let n = u64::from(n);
    Decimal::from(n * n.saturating_sub(1) / 2)
}

/// A whole power by squaring. Callers keep `base` within 0 and 2 and `exponent` within 600, which
/// [`Decimal`] holds for every rate that a question allows.
pub(super) fn power(base: Decimal, exponent: u32) -> Decimal {
    let mut result = Decimal::ONE;
    let mut square = base;
    let mut left = exponent;
    while left > 0 {
        if left & 1 == 1 {
            result *= square;
        }
        left >>= 1;
        if left > 0 {
            square *= square;
        }
    }
    result
}
