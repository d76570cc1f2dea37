//! An offer of a loan: what it costs with its fees, and how two offers differ.

use super::{
    AnnualRates, Fees, Loan, Plan, Prepayment, Repayment, Row, annual_rates, annual_rates_of,
    annual_rates_over_days, daily_interest,
};
use crate::money::to_cent;
use rust_decimal::Decimal;

/// How long a loan runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Length {
    /// A term of so many months, repaid by its method.
    Months(u32),
    /// 随借随还: so many days of use, then everything at once, whatever the method. A day's rate is
    /// the year's divided by the second number.
    Days(u32, Decimal),
}

/// What a lender offers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    /// In yuan.
    pub principal: Decimal,
    /// In percent a year.
    pub rate: Decimal,
    /// How long it runs.
    pub length: Length,
    /// How it is repaid.
    pub repayment: Repayment,
    /// So many first months only the interest is paid; see [`Plan`].
    pub grace: u32,
    /// Something repaid early, and the fee in yuan for doing so.
    pub prepayment: Option<(Prepayment, Decimal)>,
    /// The fees of the loan itself.
    pub fees: Fees,
    /// 过桥费: what it cost in yuan to repay an old loan with borrowed money until this one came.
    pub bridge: Decimal,
}

/// The parts of a difference, in the order in which one offer is turned into the other.
pub const PARTS: [(&str, Part); 7] = [
    ("rate", |mixed, other| mixed.rate = other.rate),
    ("length", |mixed, other| mixed.length = other.length),
    ("method", |mixed, other| mixed.repayment = other.repayment),
    ("grace", |mixed, other| mixed.grace = other.grace),
    ("prepayment", |mixed, other| {
        mixed.prepayment = other.prepayment;
    }),
    ("fees", |mixed, other| mixed.fees = other.fees),
    ("bridge", |mixed, other| mixed.bridge = other.bridge),
];

/// Takes one part over from another offer.
pub type Part = fn(&mut Offer, &Offer);

impl Offer {
    fn plan(&self, months: u32) -> Plan {
        Plan {
            loan: Loan {
                principal: self.principal,
                rate: self.rate,
                months,
                repayment: self.repayment,
            },
            grace: self.grace,
            prepayment: self.prepayment.map(|(early, _)| early),
        }
    }

    fn days_interest(&self, days: u32, days_in_year: Decimal) -> Decimal {
        daily_interest(self.principal, self.rate, days.into(), days_in_year)
    }

    /// The payments without fees, every row rounded to the 分; none where days count, for everything is
    /// paid at once then.
    pub fn schedule(&self) -> Vec<Row> {
        match self.length {
            Length::Months(months) => self.plan(months).schedule(),
            Length::Days(..) => Vec::new(),
        }
    }

    /// The interest in yuan, rounded once.
    pub fn interest(&self) -> Decimal {
        to_cent(match self.length {
            Length::Months(months) => self.plan(months).interest(),
            Length::Days(days, in_year) => self.days_interest(days, in_year),
        })
    }

    /// The first payment in yuan without fees, unrounded and as if nothing were repaid early.
    pub fn first_payment(&self) -> Decimal {
        let months = match self.length {
            Length::Months(months) => months,
            Length::Days(days, in_year) => {
                return self.principal + self.days_interest(days, in_year);
            }
        };
        let loan = self.plan(months).loan;
        let spreading = !matches!(self.repayment, Repayment::InterestOnly | Repayment::Bullet);
        match spreading && self.grace > 0 {
            true => loan.accrued(loan.principal, 1),
            false => loan.first_payment(),
        }
    }

    /// The month of the last payment; 0 where days count.
    pub fn last_month(&self) -> u32 {
        let Length::Months(months) = self.length else {
            return 0;
        };
        let plan = self.plan(months);
        match plan.as_plain() {
            Some(loan) => loan.months,
            None => plan.exact_rows().last().map_or(0, |row| row.month),
        }
    }

    /// The fee for repaying early, and when it is due.
    fn early_fee(&self) -> Option<(u32, Decimal)> {
        let (early, fee) = self.prepayment?;
        let in_time = matches!(self.length, Length::Months(months) if early.month < months);
        in_time.then_some((early.month, fee))
    }

    /// All the fees in yuan, with those of a bridge.
    pub fn all_fees(&self) -> Decimal {
        let months = match self.fees.monthly.is_zero() {
            true => 0,
            false => self.last_month(),
        };
        let early = self.early_fee().map_or(Decimal::ZERO, |(_, fee)| fee);
        self.fees.at_start + self.fees.monthly * Decimal::from(months) + early + self.bridge
    }

    /// Interest and fees in yuan.
    pub fn cost(&self) -> Decimal {
        self.interest() + self.all_fees()
    }

    /// The annualised rates with all fees; the bridge counts as paid when the loan is paid out.
    /// `None` where nothing is left to receive.
    pub fn annual_rates(&self) -> Option<AnnualRates> {
        let at_start = self.fees.at_start + self.bridge;
        let received = self.principal - at_start;
        let months = match self.length {
            Length::Months(months) => months,
            Length::Days(days, in_year) => {
                let paid = self.principal + self.days_interest(days, in_year);
                return annual_rates_over_days(received, paid, days);
            }
        };
        let plan = self.plan(months);
        if let Some(loan) = plan.as_plain() {
            let fees = Fees {
                at_start,
                ..self.fees
            };
            return annual_rates(loan, fees);
        }
        let rows = plan.exact_rows();
        let last = rows.last().map_or(0, |row| row.month);
        let mut paid = vec![self.fees.monthly; last as usize];
        let due = rows.iter().map(|row| (row.month, row.payment));
        for (month, payment) in due.chain(self.early_fee()) {
            if let Some(paid) = paid.get_mut(month as usize - 1) {
                *paid += payment;
            }
        }
        annual_rates_of(received, &paid)
    }

    /// How much more `other` costs in yuan, by its parts in the order of [`PARTS`]: each is what the
    /// cost rises by when that part, too, is taken over from the other. They add up to the 分.
    pub fn difference(&self, other: &Offer) -> [Decimal; PARTS.len()] {
        let mut mixed = *self;
        let mut before = self.cost();
        PARTS.map(|(_, take_over)| {
            let kept = mixed;
            take_over(&mut mixed, other);
            if mixed == kept {
                return Decimal::ZERO;
            }
            let now = mixed.cost();
            let more = now - before;
            before = now;
            more
        })
    }
}
