//! Interest by the day: 随借随还, paid for the days on which the money is in use.

use crate::money::HUNDRED;
use rust_decimal::Decimal;

/// The interest in yuan, unrounded, on `principal` at `rate` (percent a year) for so many actual
/// days, where a day's rate is the year's divided by `days_in_year`. Divided last, so that an amount
/// which ends at half a 分 stays exactly there.
pub fn daily_interest(
    principal: Decimal,
    rate: Decimal,
    days: Decimal,
    days_in_year: Decimal,
) -> Decimal {
    let interest = principal * days * rate / HUNDRED;
    interest.checked_div(days_in_year).unwrap_or_default()
}
