//! Yuan and rates: exact decimals with named rounding. Knows no policy.
//!
//! Money is in yuan, rates in percent a year, both [`Decimal`]. The only rounding is half-up
//! (away from zero at the half), to the 分 for money.

use rust_decimal::{Decimal, RoundingStrategy};

mod number;

pub use number::{grouped, parse, plain};

/// 100, for percent.
pub const HUNDRED: Decimal = Decimal::from_parts(100, 0, 0, false, 0);
/// Months in a year.
pub const TWELVE: Decimal = Decimal::from_parts(12, 0, 0, false, 0);
/// By this a rate in percent a year is divided for a month's fraction.
pub const TWELVE_HUNDRED: Decimal = Decimal::from_parts(1200, 0, 0, false, 0);

/// Rounds half-up to `places` decimals.
pub fn half_up(value: Decimal, places: u32) -> Decimal {
    // Most of a table of payments is in whole 分 already.
    if value.scale() == places {
        return value;
    }
    let mut rounded = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(places);
    rounded
}

/// Rounds an amount in yuan half-up to the 分 (0.01 yuan).
pub fn to_cent(yuan: Decimal) -> Decimal {
    half_up(yuan, 2)
}

/// Rounds a rate in percent half-up to four decimals (a hundredth of a basis point), the most that
/// any answer shows.
pub fn to_rate(percent: Decimal) -> Decimal {
    half_up(percent, 4)
}
