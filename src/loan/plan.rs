//! A loan with what can be agreed beside its method: months of grace, and a prepayment.

use super::schedule::{Row, exactly, rows};
use super::{Loan, Repayment};
use crate::money::to_cent;
use rust_decimal::Decimal;

/// A loan, and how it departs from its plain method.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// The loan; its months are the whole term, with those of grace.
    pub loan: Loan,
    /// So many first months only the interest is paid, fewer than the term. Without effect where the
    /// principal comes last anyway.
    pub grace: u32,
    /// Something repaid early.
    pub prepayment: Option<Prepayment>,
}

/// An amount repaid early, together with the payment of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prepayment {
    /// Months after the loan was paid out; without effect from the last month on.
    pub month: u32,
    /// In yuan, in whole 分; at most what is owed is taken.
    pub amount: Decimal,
    /// What stays as agreed afterwards.
    pub keep: Keep,
}

/// What stays as agreed after a prepayment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// 期限不变: the payments become smaller.
    Term,
    /// 月供不变: the loan ends earlier.
    Payment,
}

impl From<Loan> for Plan {
    fn from(loan: Loan) -> Plan {
        Plan {
            loan,
            grace: 0,
            prepayment: None,
        }
    }
}

impl Plan {
    /// The payments, every row rounded to the 分, as a bank charges them.
    pub fn schedule(&self) -> Vec<Row> {
        rows(self, to_cent)
    }

    /// The payments, unrounded.
    pub fn exact_rows(&self) -> Vec<Row> {
        rows(self, exactly)
    }

    /// All the interest in yuan, unrounded.
    pub fn interest(&self) -> Decimal {
        match self.as_plain() {
            Some(loan) => loan.interest(),
            None => self.exact_rows().iter().map(|row| row.interest).sum(),
        }
    }

    /// The loan alone, where nothing departs from its plain method.
    pub fn as_plain(&self) -> Option<&Loan> {
        let level = matches!(
            self.loan.repayment,
            Repayment::InterestOnly | Repayment::Bullet
        );
        let early = self
            .prepayment
            .is_some_and(|early| early.month < self.loan.months);
        (!early && (self.grace == 0 || level)).then_some(&self.loan)
    }
}
