//! What people write in a field, as the decimal or day that they mean: `20万`, `200,000`,
//! `二十万元`, `3年`, `3.5%`, `2026/11/23`. Exact, and `None` rather than a guess.

use crate::money;
use rust_decimal::Decimal;

/// Numbers are whole in here: in units of the last decimal that is read.
const PLACES: u32 = 8;
const ONE: i128 = 100_000_000;

/// The longest text that is read.
const LONGEST: usize = 40;

/// The number that `text` means as an answer in `unit` (a unit's lasting name).
pub fn number(text: &str, unit: &str) -> Option<Decimal> {
    let mut chars = narrow(text)?;
    let mut months_in_unit = 1;
    let endings: &[(&str, i128)] = match unit {
        "yuan" => &[
            ("人民币", 1),
            ("块钱", 1),
            ("元", 1),
            ("圆", 1),
            ("块", 1),
            ("yuan", 1),
            ("rmb", 1),
            ("cny", 1),
        ],
        "percent-a-year" => &[("%", 1)],
        "months" => &[
            ("个月", 1),
            ("months", 1),
            ("month", 1),
            ("月", 1),
            ("years", 12),
            ("year", 12),
            ("年", 12),
        ],
        "people" => &[("个人", 1), ("人", 1), ("个", 1), ("people", 1)],
        "years" => &[("周岁", 1), ("岁", 1), ("years", 1)],
        "times" => &[("次", 1), ("times", 1)],
        _ => &[],
    };
    if unit == "yuan" {
        let bare = chars.strip_prefix(['¥', '￥']).map(String::from);
        chars = bare.unwrap_or(chars);
    }
    for (ending, months) in endings {
        if let Some(rest) = chars.strip_suffix(ending) {
            months_in_unit = *months;
            chars = rest.into();
            break;
        }
    }
    let number = plain(&chars).or_else(|| counted(&chars))?;
    let number = number.checked_mul(months_in_unit)?;
    let number = Decimal::try_from_i128_with_scale(number, PLACES).ok()?;
    Some(number.normalize())
}

/// The day that `text` means, as `2026-11-23`; the same text where it means none.
pub fn day(text: &str) -> String {
    let Some(narrow) = narrow(text) else {
        return text.trim().into();
    };
    let parts: Vec<&str> = narrow
        .trim_end_matches('日')
        .split(['-', '/', '.', '年', '月'])
        .collect();
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    match parts[..] {
        [all] if all.len() == 8 && digits(all) => {
            [&all[..4], "-", &all[4..6], "-", &all[6..]].concat()
        }
        [year, month, day] if year.len() == 4 => {
            let two = |part: &str| match part.len() {
                1 => ["0", part].concat(),
                _ => part.into(),
            };
            [year, "-", &two(month), "-", &two(day)].concat()
        }
        _ => narrow,
    }
}

/// Full-width letters, digits and signs made narrow and small, without spaces; `None` when too long.
fn narrow(text: &str) -> Option<String> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return None;
    }
    let narrow = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '。' => '.',
            '、' => ',',
            '—' | '–' | '−' => '-',
            c => c,
        });
    Some(narrow.map(|c| c.to_ascii_lowercase()).collect())
}

/// Digits with a point, and commas only where thousands are: `200,000.50`, `3.`, `.5`.
fn plain(text: &str) -> Option<i128> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    let groups: Vec<&str> = whole.split(',').collect();
    let first = groups[0].trim_start_matches('-').len();
    let fits = groups.len() == 1 || (1..=3).contains(&first);
    if !fits || groups[1..].iter().any(|group| group.len() != 3) {
        return None;
    }
    let whole = groups.concat();
    let whole = match whole.as_str() {
        "" if !fraction.is_empty() => "0",
        other => other,
    };
    let mut number = match fraction {
        "" => money::parse(whole)?,
        _ => money::parse(&[whole, ".", fraction].concat())?,
    };
    number.rescale(PLACES);
    Some(number.mantissa())
}

/// Numbers with counting words: `20万`, `1.5万`, `二十万五千`, `两百`, `20w`.
fn counted(text: &str) -> Option<i128> {
    // `high` is above the last 万 or 亿, `low` below it, `number` still waits for its counting word.
    let (mut high, mut low) = (0i128, 0i128);
    let mut number: Option<i128> = None;
    let mut last_unit = i128::MAX;
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
        let unit = unit(c)?;
        match unit {
            10 | 100 | 1_000 => {
                if last_unit != i128::MAX && unit >= last_unit && last_unit < 10_000 {
                    return None;
                }
                let of = match number.take() {
                    Some(number) => number,
                    None if unit == 10 && low == 0 => ONE,
                    None => return None,
                };
                low = low.checked_add(of.checked_mul(unit)?)?;
            }
            _ => {
                let of = low.checked_add(number.take().unwrap_or_default())?;
                let before = high.checked_add(of)?;
                if before == 0
                    || (last_unit >= 10_000
                        && last_unit != i128::MAX
                        && unit >= last_unit
                        && of == 0)
                {
                    return None;
                }
                high = match unit > 10_000 {
                    true => before.checked_mul(unit)?,
                    false => high.checked_add(of.checked_mul(unit)?)?,
                };
                low = 0;
            }
        }
        last_unit = unit;
        after_zero = false;
    }
    let end = match number {
        None => 0,
        // 两万五 is 25,000 and 两万零五 is 20,005.
        Some(number) if chinese && !after_zero && (100..i128::MAX).contains(&last_unit) => {
            number.checked_mul(last_unit / 10)?
        }
        Some(number) => number,
    };
    let any = number.is_some() || last_unit != i128::MAX || text == "零" || text == "〇";
    any.then_some(high.checked_add(low)?.checked_add(end)?)
}

fn digit(c: char) -> Option<i128> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn unit(c: char) -> Option<i128> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' | 'k' => 1_000,
        '万' | '萬' | 'w' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
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
