//! The table of payments, rounded to the 分 row by row.

use super::{Loan, Repayment};
use crate::money::to_cent;
use rust_decimal::Decimal;

/// One payment. All amounts in yuan, to the 分.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Months after the loan was paid out.
    pub month: u32,
    /// What is paid.
    pub payment: Decimal,
    /// The part that repays the loan.
    pub principal: Decimal,
    /// The part that is interest.
    pub interest: Decimal,
    /// What is left of the loan afterwards.
    pub balance: Decimal,
}

/// The payments of a loan whose principal is in whole 分. Interest is rounded half-up in each row;
/// the last row repays whatever is left, so that the balance ends at exactly zero.
pub fn schedule(loan: &Loan) -> Vec<Row> {
    let first = match loan.repayment {
        Repayment::Bullet => loan.months,
        _ => 1,
    };
    let instalment = to_cent(loan.first_payment());
    let equal_part = to_cent(loan.principal / Decimal::from(loan.months.max(1)));
    let mut balance = loan.principal;
    (first..=loan.months)
        .map(|month| {
            let since = if loan.repayment == Repayment::Bullet {
                month
            } else {
                1
            };
            let interest = to_cent(loan.accrued(balance, since));
            let planned = match loan.repayment {
                Repayment::EqualInstalment => instalment - interest,
                Repayment::EqualPrincipal => equal_part,
                Repayment::InterestOnly | Repayment::Bullet => Decimal::ZERO,
            };
            let principal = match month == loan.months {
                true => balance,
                false => planned.clamp(Decimal::ZERO, balance),
            };
            balance -= principal;
            Row {
                month,
                payment: to_cent(principal + interest),
                principal: to_cent(principal),
                interest,
                balance: to_cent(balance),
            }
        })
        .collect()
}
