//! A calendar day.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::fmt;

/// A day of the Gregorian calendar, written `2026-11-23`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

impl Date {
    /// Reads `YYYY-MM-DD`; `None` when it is written otherwise or there is no such day.
    pub fn parse(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |from: usize, to: usize| {
            let part = &bytes[from..to];
            let digits = part.iter().all(u8::is_ascii_digit);
            digits.then(|| part.iter().fold(0i32, |n, d| n * 10 + i32::from(d - b'0')))
        };
        let month = time::Month::try_from(u8::try_from(number(5, 7)?).ok()?).ok()?;
        let day = u8::try_from(number(8, 10)?).ok()?;
        time::Date::from_calendar_date(number(0, 4)?, month, day)
            .ok()
            .map(Date)
    }

    /// The day before; the first day of all stays itself.
    pub fn before(self) -> Date {
        Date(self.0.previous_day().unwrap_or(self.0))
    }

    /// The day after; the last day of all stays itself.
    pub fn after(self) -> Date {
        Date(self.0.next_day().unwrap_or(self.0))
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The day as a number that grows by one every day.
    pub fn number(self) -> Decimal {
        self.0.to_julian_day().into()
    }

    /// The day of that number; `None` when it is not whole or out of reach.
    pub fn from_number(number: Decimal) -> Option<Date> {
        let whole = number.is_integer().then(|| number.to_i32())?;
        time::Date::from_julian_day(whole?).ok().map(Date)
    }

    /// Days from `earlier` to this day; negative when `earlier` is later.
    pub fn days_since(self, earlier: Date) -> i32 {
        self.0.to_julian_day() - earlier.0.to_julian_day()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (year, month, day) = self.0.to_calendar_date();
        write!(f, "{year:04}-{:02}-{day:02}", month as u8)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_are_read() {
        for bad in [
            "",
            "2026-2-03",
            "2026-02-30",
            "2026-13-01",
            "20260203",
            "2026-02-03 ",
            "２０２６-02-03",
        ] {
            assert_eq!(Date::parse(bad), None, "{bad:?}");
        }
        assert_eq!(
            Date::parse("2024-02-29").map(|d| d.after().to_string()),
            Some("2024-03-01".into())
        );
    }
}
