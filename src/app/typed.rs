//! What people write in a field, as the decimal or day that they mean: `20万`, `200,000`,
//! `二十万元`, `3年`, `3.5%`, `2026/11/23`. Exact, and `None` rather than a guess.

use rust_decimal::Decimal;

/// Numbers are whole in here: in units of the last decimal that is read.
const PLACES: u32 = 8;
const ONE: i64 = 100_000_000;

/// Above this (a thousand million) no number is read. As many of them as a text can name may be
/// added up.
const MOST: i64 = 100_000_000_000_000_000;

/// The longest text that is read.
const LONGEST: usize = 40;

/// What may stand behind a number: the unit of the answer, the ending, and how many it stands for.
const ENDINGS: &[(&str, &str, i64)] = &[
    ("yuan", "人民币", 1),
    ("yuan", "块钱", 1),
    ("yuan", "元", 1),
    ("yuan", "圆", 1),
    ("yuan", "块", 1),
    ("yuan", "yuan", 1),
    ("yuan", "rmb", 1),
    ("yuan", "cny", 1),
    ("percent-a-year", "%", 1),
    ("percent", "%", 1),
    ("days", "天", 1),
    ("days", "days", 1),
    ("days", "day", 1),
    ("months", "个月", 1),
    ("months", "months", 1),
    ("months", "month", 1),
    ("months", "月", 1),
    ("months", "years", 12),
    ("months", "year", 12),
    ("months", "年", 12),
    ("people", "个人", 1),
    ("people", "人", 1),
    ("people", "个", 1),
    ("people", "people", 1),
    ("years", "周岁", 1),
    ("years", "岁", 1),
    ("years", "years", 1),
    ("times", "次", 1),
    ("times", "times", 1),
];

/// Digits in words, each at the place of its value. All of them take three bytes.
const DIGITS: [&str; 3] = ["零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖", "　　两"];

/// Counting words and what they count.
const COUNTS: [(&str, i64); 5] = [
    ("十拾", 10),
    ("百佰", 100),
    ("千仟k", 1_000),
    ("万萬w", 10_000),
    ("亿億", 100_000_000),
];

/// The number that `text` means as an answer in `unit` (a unit's lasting name).
pub fn number(text: &str, unit: &str) -> Option<Decimal> {
    let narrow = narrow(text)?;
    let mut number = narrow.as_str();
    if unit == "yuan" {
        number = number.strip_prefix(['¥', '￥']).unwrap_or(number);
    }
    let mut each = 1;
    for (of, ending, stands_for) in ENDINGS {
        if *of == unit && number.ends_with(ending) {
            number = &number[..number.len() - ending.len()];
            each = *stands_for;
            break;
        }
    }
    let number = plain(number).or_else(|| counted(number))?;
    Some(Decimal::new(times(number, each)?, PLACES).normalize())
}

/// The day that `text` means, as `2026-11-23`; the same text where it means none.
pub fn day(text: &str) -> String {
    let Some(narrow) = narrow(text) else {
        return text.trim().into();
    };
    let mut day = String::new();
    for c in narrow.trim_end_matches('日').chars() {
        day.push(if "/.年月".contains(c) { '-' } else { c });
    }
    if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        day.insert(6, '-');
        day.insert(4, '-');
    }
    let parts = parts(&day, '-');
    if parts.len() != 3 || parts[0].len() != 4 {
        return narrow;
    }
    let mut day = String::from(parts[0]);
    for part in &parts[1..] {
        day.push_str(if part.len() == 1 { "-0" } else { "-" });
        day.push_str(part);
    }
    day
}

/// A text taken apart at a sign.
pub(super) fn parts(text: &str, sign: char) -> Vec<&str> {
    text.split(sign).collect()
}

/// Full-width letters, digits and signs made narrow and small, without spaces; `None` when too long.
fn narrow(text: &str) -> Option<String> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return None;
    }
    let mut narrow = String::new();
    for c in text.chars() {
        let c = match c {
            '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '。' => '.',
            '、' => ',',
            '—' | '–' | '−' => '-',
            c => c,
        };
        if !c.is_whitespace() {
            narrow.push(c.to_ascii_lowercase());
        }
    }
    Some(narrow)
}

/// The product of two numbers that are not negative, or of a negative one and a small one.
fn times(number: i64, count: i64) -> Option<i64> {
    let product = number.checked_mul(count)?;
    (product <= MOST).then_some(product)
}

/// Digits with a point, and commas only where thousands are: `200,000.50`, `3.`, `.5`.
fn plain(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut number = 0;
    // How many decimals there are still room for, once the point is passed.
    let mut room = None;
    // How many digits there are since the start or the last comma.
    let (mut run, mut commas) = (0, false);
    for digit in digits.bytes() {
        let ends_group = room.is_none() && (run == 3 || !commas);
        match digit {
            b'0'..=b'9' => {
                number = times(number, 10)? + i64::from(digit - b'0');
                run += 1;
                if let Some(room) = &mut room {
                    *room = u32::checked_sub(*room, 1)?;
                }
            }
            b',' if ends_group && (1..=3).contains(&run) => (commas, run) = (true, 0),
            b'.' if ends_group => (room, commas) = (Some(PLACES), false),
            _ => return None,
        }
    }
    if run == 0 || commas && run != 3 {
        return None;
    }
    let number = times(number, 10_i64.pow(room.unwrap_or(PLACES)))?;
    Some(if digits == text { number } else { -number })
}

/// Numbers with counting words: `20万`, `1.5万`, `二十万五千`, `两百`, `20w`.
fn counted(text: &str) -> Option<i64> {
    // `high` is above the last 万 or 亿, `low` below it, `number` still waits for its counting word.
    let (mut high, mut low) = (0, 0);
    let mut number: Option<i64> = None;
    let mut last = i64::MAX;
    let (mut after_zero, mut chinese) = (false, false);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let arabic = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
        let arabic = arabic.unwrap_or(rest.len());
        if arabic > 0 {
            if number.is_some() {
                return None;
            }
            number = Some(plain(&rest[..arabic])?);
            chinese = false;
            rest = &rest[arabic..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if let Some(digit) = digit(c) {
            if number.is_some() {
                return None;
            }
            match digit {
                0 if text.chars().count() > 1 => after_zero = true,
                digit => number = Some(digit * ONE),
            }
            chinese = true;
            continue;
        }
        let (_, count) = *COUNTS.iter().find(|(words, _)| words.contains(c))?;
        if count < 10_000 {
            if count >= last && last < 10_000 {
                return None;
            }
            let of = match number.take() {
                Some(number) => number,
                None if count == 10 && low == 0 => ONE,
                None => return None,
            };
            low += times(of, count)?;
        } else {
            let of = low + number.take().unwrap_or_default();
            let before = high + of;
            if before == 0 || of == 0 && last >= 10_000 && count >= last {
                return None;
            }
            high = match count > 10_000 {
                true => times(before, count)?,
                false => high + times(of, count)?,
            };
            low = 0;
        }
        last = count;
        after_zero = false;
    }
    if number.is_none() && last == i64::MAX {
        return None;
    }
    let end = match number {
        // 两万五 is 25,000 and 两万零五 is 20,005.
        Some(number) if chinese && !after_zero && (100..i64::MAX).contains(&last) => {
            times(number, last / 10)?
        }
        number => number.unwrap_or_default(),
    };
    Some(high + low + end)
}

fn digit(c: char) -> Option<i64> {
    let at = DIGITS.iter().find_map(|digits| digits.find(c))?;
    Some(at as i64 / 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(text: &str) -> Option<String> {
        number(text, "yuan").map(|number| number.to_string())
    }

    #[test]
    fn the_same_amount_in_many_ways() {
        for text in [
            "200000",
            "200,000",
            "200000元",
            " 200 000 ",
            "２０００００",
            "20万",
            "20 万元",
            "20w",
            "二十万",
            "二十万元",
            "贰拾万圆",
            "¥200,000.00",
            "200k",
            "200千",
            "0.2百万",
            "20万块",
        ] {
            assert_eq!(yuan(text).as_deref(), Some("200000"), "{text}");
        }
    }

    #[test]
    fn counting_words_add_up() {
        for (text, means) in [
            ("1.5万", "15000"),
            ("一万五千", "15000"),
            ("两万五", "25000"),
            ("两万零五", "20005"),
            ("三百二", "320"),
            ("十五", "15"),
            ("一百零五", "105"),
            ("12万3千4百", "123400"),
            ("一亿二千万", "120000000"),
            ("十", "10"),
            ("零", "0"),
            ("0", "0"),
            ("3.", "3"),
            (".5", "0.5"),
            ("1,234,567.80", "1234567.8"),
        ] {
            assert_eq!(yuan(text).as_deref(), Some(means), "{text}");
        }
    }

    #[test]
    fn nothing_is_guessed() {
        for text in [
            "",
            "万",
            "元",
            "abc",
            "20,00",
            "2,0000",
            "3,5",
            "1e5",
            "1.2.3",
            "万万",
            "二三",
            "百",
            "20万x",
            "一十百",
            "千万",
            "--3",
            "20%",
            "1_000",
            "99999999999999999999999999999999",
            "九亿亿亿亿亿亿亿亿亿",
        ] {
            assert_eq!(yuan(text), None, "{text}");
        }
        assert_eq!(yuan("-5").as_deref(), Some("-5"));
    }

    #[test]
    fn units_of_their_own() {
        let as_text = |text, unit| number(text, unit).map(|number| number.to_string());
        assert_eq!(as_text("3年", "months").as_deref(), Some("36"));
        assert_eq!(as_text("36个月", "months").as_deref(), Some("36"));
        assert_eq!(as_text("2 years", "months").as_deref(), Some("24"));
        assert_eq!(as_text("3.5％", "percent-a-year").as_deref(), Some("3.5"));
        assert_eq!(as_text("35岁", "years").as_deref(), Some("35"));
        assert_eq!(as_text("35岁", "people"), None);
    }

    #[test]
    fn days() {
        for text in [
            "2026-11-03",
            "2026/11/3",
            "2026.11.03",
            "20261103",
            "２０２６年11月3日",
            "2026年11月3日",
        ] {
            assert_eq!(day(text), "2026-11-03", "{text}");
        }
        assert_eq!(day(" next week "), "nextweek");
        assert_eq!(day(""), "");
    }
}
