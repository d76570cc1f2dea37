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

    /// The first day of the calendar year.
    pub fn first_of_year(self) -> Date {
        let first = time::Date::from_ordinal_date(self.0.year(), 1);
        first.map_or(self, Date)
    }

    /// A day between this one and a later one, about in the middle; `None` when there is none.
    pub fn halfway(self, later: Date) -> Option<Date> {
        let middle = (self.0.to_julian_day() + later.0.to_julian_day()) / 2;
        let found = time::Date::from_julian_day(middle).ok().map(Date);
        found.filter(|day| *day > self && *day < later)
    }

    /// The same day so many months later; the last of the month where there is no such day.
    pub fn plus_months(self, months: u32) -> Date {
        let (year, month, day) = self.0.to_calendar_date();
        let count = year * 12 + i32::from(month as u8) - 1 + months as i32;
        let month = time::Month::try_from(count.rem_euclid(12) as u8 + 1).unwrap_or(month);
        let same = |day| time::Date::from_calendar_date(count.div_euclid(12), month, day).ok();
        (1..=day).rev().find_map(same).map_or(self, Date)
    }

    /// The whole months up to a later day, and the days left over (at most 30).
    pub fn months_until(self, later: Date) -> (u32, u32) {
        let months = |date: Date| date.0.year() * 12 + i32::from(date.0.month() as u8);
        let apart = (months(later) - months(self)).max(0) as u32;
        let whole = match self.plus_months(apart) > later {
            true => apart.saturating_sub(1),
            false => apart,
        };
        let left = later.days_since(self.plus_months(whole));
        (whole, left.max(0) as u32)
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
    fn months_end_on_the_last_day_there_is() {
        let day = |text| Date::parse(text).expect("a day");
        for (from, later, apart) in [
            ("2026-01-01", "2027-01-01", (12, 0)),
            ("2026-01-31", "2026-02-28", (1, 0)),
            ("2026-01-31", "2026-03-30", (1, 30)),
            ("2026-01-31", "2026-03-31", (2, 0)),
            ("2026-03-10", "2027-01-01", (9, 22)),
            ("2026-12-15", "2027-01-01", (0, 17)),
            ("2026-02-01", "2026-01-01", (0, 0)),
        ] {
            assert_eq!(day(from).months_until(day(later)), apart, "{from} {later}");
        }
    }

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
