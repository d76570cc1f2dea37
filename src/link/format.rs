//! The format: `ncc=1&b=startup-loan&on=2026-11-25&amount=300000&…`, see `docs/link.md`.

use super::code::{decode, encode};
use crate::benefit::{self, Outline};
use crate::policy::Date;

/// The version that is written.
const VERSION: &str = "1";

/// The languages that a link may ask for.
const LANGUAGES: &[&str] = &["zh-Hans", "zh-Hant", "en"];

/// A case, and what was told of it when the link was made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// The benefit's id.
    pub benefit: String,
    /// The id of the element on its page, where several show the same benefit.
    pub element: String,
    /// The day whose rules hold, `YYYY-MM-DD`; empty where the link has none.
    pub on: String,
    /// The language; empty where the link has none.
    pub lang: String,
    /// By field: a question's id, `offers.2.rate` in a row; a group's id for how many rows it has.
    pub answers: Vec<(String, String)>,
    /// The packs that the result was worked out with.
    pub packs: Vec<PackMark>,
    /// What came out.
    pub results: Vec<ResultMark>,
    /// Whether one of those packs was a draft.
    pub draft: bool,
    /// Of a later release: keys that mean nothing here. They are kept.
    pub more: Vec<(String, String)>,
}

/// A pack as a link names it.
#[derive(Clone, Debug, PartialEq)]
pub struct PackMark {
    /// The pack's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The first eight digits of its SHA-256.
    pub sha256: String,
}

/// A step of the working, or an amount without steps, as a link names it.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultMark {
    /// Three characters that stand for its id.
    pub mark: String,
    /// Its row; 0 for none.
    pub row: u8,
    /// What it came to, without zeros at the end.
    pub value: String,
}

/// Something in a link that does not mean what it should. The rest of the link is read all the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// The key.
    pub key: String,
    /// What stands there.
    pub given: String,
    /// What is wrong with it.
    pub why: Why,
}

/// What can be wrong in a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its version is no number.
    Version,
    /// It was made by a later release.
    Later,
    /// There is no such benefit.
    Benefit,
    /// It is no day.
    Day,
    /// There is no such language.
    Language,
    /// It names no pack.
    Pack,
    /// It names no result.
    Result,
    /// This release has no such question; it is kept.
    Question,
    /// The key was there before; the last one counts.
    Twice,
    /// It is not written as an address is.
    Code,
}

impl Why {
    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Why::Version => "share.wrong.version",
            Why::Later => "share.wrong.later",
            Why::Benefit => "share.wrong.benefit",
            Why::Day => "share.wrong.day",
            Why::Language => "share.wrong.language",
            Why::Pack => "share.wrong.pack",
            Why::Result => "share.wrong.result",
            Why::Question => "share.wrong.question",
            Why::Twice => "share.wrong.twice",
            Why::Code => "share.wrong.code",
        }
    }
}

/// A link as text.
pub fn write(link: &Link) -> String {
    let mut out = String::from("ncc=");
    out.push_str(VERSION);
    let mut put = |key: &str, value: &str| {
        if !value.is_empty() {
            out.push('&');
            encode(key, &mut out);
            out.push('=');
            encode(value, &mut out);
        }
    };
    put("b", &link.benefit);
    put("e", &link.element);
    put("on", &link.on);
    put("l", &link.lang);
    for (key, value) in link.answers.iter().chain(&link.more) {
        put(key, value);
    }
    let packs = link.packs.iter();
    let packs = packs.map(|pack| [&*pack.id, &pack.version, &pack.sha256].join(":"));
    put("p", &packs.collect::<Vec<_>>().join(","));
    let results = link.results.iter();
    let results = results.map(|result| {
        let row = match result.row {
            0 => String::new(),
            row => [".", &row.to_string()].concat(),
        };
        [&*result.mark, &row, ":", &result.value].concat()
    });
    put("r", &results.collect::<Vec<_>>().join(","));
    put("draft", if link.draft { "1" } else { "" });
    out
}

/// Whether a link was made with a draft; told without reading the rest.
pub fn is_draft(text: &str) -> bool {
    let mut pairs = text.split('&');
    pairs.any(|pair| pair.starts_with("draft="))
}

/// The benefit that a link names, told without reading the rest: its questions may not be there.
pub fn benefit_of(text: &str) -> String {
    let mut named = text.split('&').filter_map(|pair| pair.strip_prefix("b="));
    decode(named.next_back().unwrap_or_default()).0
}

/// Reads what was written by this release or any other: all that means something, and what does not.
pub fn read(text: &str) -> (Link, Vec<Wrong>) {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut wrong = Vec::new();
    let mut refuse = |key: &str, given: &str, why| {
        wrong.push(Wrong {
            key: key.into(),
            given: given.into(),
            why,
        });
    };
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let ((key, good), (value, also)) = (decode(key), decode(value));
        if !good || !also {
            refuse(&key, &value, Why::Code);
        }
        match pairs.iter_mut().find(|(other, _)| *other == key) {
            Some((_, old)) => {
                if *old != value {
                    refuse(&key, &value, Why::Twice);
                }
                *old = value;
            }
            None => pairs.push((key, value)),
        }
    }
    let mut link = Link::default();
    // The questions are the benefit's.
    if let Some((_, id)) = pairs.iter().find(|(key, _)| key == "b") {
        link.benefit.clone_from(id);
    }
    let benefit = benefit::find(&link.benefit);
    if benefit.is_none() {
        refuse("b", &link.benefit, Why::Benefit);
    }
    for (key, value) in pairs {
        match key.as_str() {
            "ncc" => match value.parse::<u32>() {
                Ok(0) | Err(_) => refuse(&key, &value, Why::Version),
                Ok(1) => {}
                Ok(_) => refuse(&key, &value, Why::Later),
            },
            "b" => {}
            "e" => link.element = value,
            "on" if Date::parse(&value).is_some() => link.on = value,
            "on" => refuse(&key, &value, Why::Day),
            "l" if LANGUAGES.contains(&&*value) => link.lang = value,
            "l" => refuse(&key, &value, Why::Language),
            // How large the text was: the page's alone.
            "d" if ["large", "normal"].contains(&&*value) => {}
            "p" => {
                for item in value.split(',') {
                    match pack(item) {
                        Some(pack) => link.packs.push(pack),
                        None => refuse(&key, item, Why::Pack),
                    }
                }
            }
            "r" => {
                for item in value.split(',') {
                    match result(item) {
                        Some(result) => link.results.push(result),
                        None => refuse(&key, item, Why::Result),
                    }
                }
            }
            "draft" => link.draft = true,
            _ if benefit.is_some_and(|benefit| asks(benefit, &key)) => {
                link.answers.push((key, value));
            }
            _ => {
                // Of a benefit that is not there no question is known.
                if benefit.is_some() {
                    refuse(&key, &value, Why::Question);
                }
                link.more.push((key, value));
            }
        }
    }
    (link, wrong)
}

/// Whether a benefit has a field of that name.
pub fn asks(benefit: &Outline, field: &str) -> bool {
    let parts: Vec<&str> = field.split('.').collect();
    let asked = |id: &str, group| {
        let mut questions = benefit.questions().iter();
        questions.any(|question| question.id == id && question.row == group)
    };
    let group = |id: &str| benefit.rows.iter().find(|rows| rows.id == id);
    match parts[..] {
        [id] => asked(id, None) || group(id).is_some(),
        [id, row, question] => group(id).is_some_and(|rows| {
            let in_group = row.parse().is_ok_and(|row| (1..=rows.most).contains(&row));
            in_group && asked(question, Some(rows.id))
        }),
        _ => false,
    }
}

fn pack(item: &str) -> Option<PackMark> {
    let parts: Vec<&str> = item.split(':').collect();
    let [id, version, sha256] = parts[..] else {
        return None;
    };
    let hex = sha256.len() >= 8 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
    (hex && !id.is_empty() && !version.is_empty()).then(|| PackMark {
        id: id.into(),
        version: version.into(),
        sha256: sha256.into(),
    })
}

fn result(item: &str) -> Option<ResultMark> {
    let (name, value) = item.split_once(':')?;
    let (mark, row) = name.split_once('.').unwrap_or((name, "0"));
    let row = row.parse().ok()?;
    let word = |text: &str, among: &[u8]| {
        let mut bytes = text.bytes();
        bytes.all(|byte| byte.is_ascii_alphanumeric() || among.contains(&byte))
    };
    let good = mark.len() == 3 && word(mark, b"-_") && !value.is_empty() && word(value, b"-_.~");
    good.then(|| ResultMark {
        mark: mark.into(),
        row,
        value: value.into(),
    })
}
