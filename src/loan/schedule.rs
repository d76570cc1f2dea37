//! The table of payments.

use super::{Keep, Loan, Plan, Repayment};
use crate::money::to_cent;
use rust_decimal::Decimal;

/// One payment. All amounts in yuan.
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
    rows(&Plan::from(*loan), to_cent)
}

/// Leaves an amount as it is.
pub(super) fn exactly(yuan: Decimal) -> Decimal {
    yuan
}

/// Less than half a 分 is owed by nobody: it goes with the payment before.
const NOTHING: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

/// The payments of a plan, each amount rounded by `round`.
pub(super) fn rows(plan: &Plan, round: fn(Decimal) -> Decimal) -> Vec<Row> {
    let loan = &plan.loan;
    let bullet = loan.repayment == Repayment::Bullet;
    // What is repaid every month: an instalment with the interest in it, or a part of the principal.
    let spread = |balance: Decimal, months: u32| {
        let rest = Loan {
            principal: balance,
            months: months.max(1),
            ..*loan
        };
        match loan.repayment {
            Repayment::EqualInstalment => round(rest.first_payment()),
            Repayment::EqualPrincipal => round(balance / Decimal::from(rest.months)),
            Repayment::InterestOnly | Repayment::Bullet => Decimal::ZERO,
        }
    };
    let mut part = spread(loan.principal, loan.months.saturating_sub(plan.grace));
    let mut balance = loan.principal;
    let mut rows = Vec::new();
    for month in 1..=loan.months {
        let early = plan.prepayment.filter(|early| early.month == month);
        let last = month == loan.months;
        if bullet && early.is_none() && !last {
            continue;
        }
        let due = round(loan.accrued(balance, 1));
        let planned = match loan.repayment {
            _ if last => balance,
            _ if month <= plan.grace => Decimal::ZERO,
            Repayment::EqualInstalment => part - due,
            _ => part,
        };
        let mut principal = planned.clamp(Decimal::ZERO, balance);
        if let Some(early) = early {
            principal = (principal + early.amount).min(balance);
        }
        // Only what was repaid early ends a loan before its last month.
        let may_end = plan.prepayment.is_some_and(|early| early.month <= month);
        if may_end && balance - principal < NOTHING {
            principal = balance;
        }
        balance -= principal;
        // All at maturity: what is repaid brings its own interest along.
        let interest = match bullet {
            true => round(loan.accrued(principal, month)),
            false => due,
        };
        rows.push(Row {
            month,
            payment: round(principal + interest),
            principal: round(principal),
            interest,
            balance: round(balance),
        });
        if may_end && balance.is_zero() {
            break;
        }
        if early.is_some_and(|early| early.keep == Keep::Term) {
            part = spread(balance, loan.months.saturating_sub(month.max(plan.grace)));
        }
    }
    rows
}
