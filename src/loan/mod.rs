//! Loans: what is paid when, and what it costs. Arithmetic only, no policy.
//!
//! Two totals are published for the same loan and both are kept: `interest` is the unrounded closed
//! form, rounded once, as banks advertise it; `schedule` rounds every row to the 分, as banks charge
//! it, and its last row closes the balance to exactly zero.

mod annualised;
mod days;
mod interest;
mod offer;
mod plan;
mod schedule;

pub use annualised::{AnnualRates, Fees, annual_rates, annual_rates_of, annual_rates_over_days};
pub use days::daily_interest;
pub use interest::Loan;
pub use offer::{Length, Offer, PARTS};
pub use plan::{Keep, Plan, Prepayment};
pub use schedule::{Row, schedule};

/// How a loan is repaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repayment {
    /// 等额本息: the same payment every month.
    EqualInstalment,
    /// 等额本金: the same part of the principal every month, with the interest on what is left.
    EqualPrincipal,
    /// 按月付息到期还本: interest every month, the principal with the last payment.
    InterestOnly,
    /// 一次性还本付息: everything at maturity, simple interest.
    Bullet,
}

impl Repayment {
    /// The four methods with their lasting names.
    pub const ALL: [(&'static str, Repayment); 4] = [
        ("equal-instalment", Repayment::EqualInstalment),
        ("equal-principal", Repayment::EqualPrincipal),
        ("interest-only", Repayment::InterestOnly),
        ("bullet", Repayment::Bullet),
    ];

    /// The method of that name.
    pub fn from_id(id: &str) -> Option<Repayment> {
        let found = Repayment::ALL.iter().find(|(name, _)| *name == id);
        found.map(|(_, method)| *method)
    }
}
