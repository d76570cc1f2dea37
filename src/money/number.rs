//! Decimals as text: strict in, exact out.

use rust_decimal::Decimal;

/// Reads a decimal written with ASCII digits: `12`, `0.5`, `-3.10`. No signs other than a leading
/// minus, no exponent, no grouping, no spaces, at most 18 digits before and 8 after the point.
pub fn parse(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
        Some(_) => return None,
        None => (digits, ""),
    };
    let only_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let fits = !whole.is_empty() && whole.len() <= 18 && fraction.len() <= 8;
    if !fits || !only_digits(whole) || !only_digits(fraction) {
        return None;
    }
    let digit = |number: i128, digit: u8| number * 10 + i128::from(digit - b'0');
    let size = whole.bytes().chain(fraction.bytes()).fold(0, digit);
    let signed = if digits.len() < text.len() {
        -size
    } else {
        size
    };
    // At most 26 digits, which a decimal holds.
    Decimal::try_from_i128_with_scale(signed, fraction.len() as u32).ok()
}

/// Writes a decimal plainly with at least `least` decimals and no further trailing zeros:
/// `plain(3.50, 0)` is `3.5`, `plain(3.5, 2)` is `3.50`.
pub fn plain(value: Decimal, least: u32) -> String {
    written(value, least, false)
}

/// Writes a decimal with a comma after every three digits before the point: `1,234,567.80`.
pub fn grouped(value: Decimal, least: u32) -> String {
    written(value, least, true)
}

/// The most digits that a decimal has.
const DIGITS: usize = 29;

// Asked for a hundred times in an outcome: digits are moved about as text, which is several times faster
// than dividing decimals.
fn written(value: Decimal, least: u32, commas: bool) -> String {
    let size = value.mantissa().unsigned_abs();
    let mut buffer = [b'0'; DIGITS];
    let mut digits = digits(size, &mut buffer);
    let least = least as usize;
    let mut scale = if size == 0 { 0 } else { value.scale() as usize };
    while scale > least
        && let Some((b'0', before)) = digits.split_last()
    {
        digits = before;
        scale -= 1;
    }
    let (whole, fraction) = digits.split_at(digits.len().saturating_sub(scale));
    let mut text = String::with_capacity(whole.len() + whole.len() / 3 + scale.max(least) + 3);
    let mut put = |byte: u8| text.push(char::from(byte));
    if size > 0 && value.is_sign_negative() {
        put(b'-');
    }
    if whole.is_empty() {
        put(b'0');
    }
    for (at, digit) in whole.iter().enumerate() {
        if commas && at > 0 && (whole.len() - at).is_multiple_of(3) {
            put(b',');
        }
        put(*digit);
    }
    let decimals = scale.max(least);
    if decimals > 0 {
        put(b'.');
    }
    (fraction.len()..scale).for_each(|_| put(b'0'));
    fraction.iter().for_each(|digit| put(*digit));
    (scale..decimals).for_each(|_| put(b'0'));
    text
}

/// The digits of a number, at least one.
fn digits(number: u128, buffer: &mut [u8; DIGITS]) -> &[u8] {
    let mut from = DIGITS;
    let mut put = |digit: u8| {
        from -= 1;
        buffer[from] = b'0' + digit;
    };
    let mut left = number;
    // Numbers of 128 bits are divided ten times slower than those of 64.
    while left > u128::from(u64::MAX) {
        put((left % 10) as u8);
        left /= 10;
    }
    let mut left = left as u64;
    loop {
        put((left % 10) as u8);
        left /= 10;
        if left == 0 {
            break;
        }
    }
    &buffer[from..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_all_but_plain_decimals() {
        for bad in [
            "",
            "-",
            ".",
            "1.",
            ".5",
            "+1",
            "1e5",
            "1,000",
            " 1",
            "1 ",
            "١",
            "0x1",
            "--1",
            "1.2.3",
            "NaN",
            "1234567890123456789",
            "0.123456789",
        ] {
            assert_eq!(parse(bad), None, "{bad:?}");
        }
        assert_eq!(parse("-3.10").map(|d| plain(d, 0)), Some("-3.1".into()));
    }

    #[test]
    fn writes_no_more_decimals_than_are_wanted_or_needed() {
        for (mantissa, scale, least, text) in [
            (0, 0, 0, "0"),
            (0, 3, 0, "0"),
            (0, 0, 2, "0.00"),
            (100, 0, 0, "100"),
            (100, 2, 0, "1"),
            (1050, 3, 2, "1.05"),
            (5, 2, 0, "0.05"),
            (-50, 2, 2, "-0.50"),
            (-12, 0, 1, "-12.0"),
            (
                79228162514264337593543950335,
                28,
                2,
                "7.9228162514264337593543950335",
            ),
            (
                79228162514264337593543950335,
                0,
                0,
                "79228162514264337593543950335",
            ),
        ] {
            let value = Decimal::from_i128_with_scale(mantissa, scale);
            assert_eq!(plain(value, least), text);
        }
        assert_eq!(plain(-Decimal::ZERO, 0), "0");
    }

    #[test]
    fn groups_by_three() {
        let shown = |text: &str, least| grouped(parse(text).unwrap_or_default(), least);
        assert_eq!(shown("1234567.8", 2), "1,234,567.80");
        assert_eq!(shown("-1000", 0), "-1,000");
        assert_eq!(shown("999", 0), "999");
        assert_eq!(shown("0.50", 0), "0.5");
    }
}
