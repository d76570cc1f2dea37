//! Every language has every word, and each sentence asks only for values that its sisters ask for.

mod common;

use new_citizen_calculator::benefit;
use new_citizen_calculator::words::{Locale, inventory};

#[test]
fn every_language_has_every_word() {
    let needed = inventory();
    let files = common::files("www/locales", "json");
    assert!(files.len() >= 2);
    let mut locales: Vec<Locale> = Vec::new();
    let mut wrong = Vec::new();
    for path in &files {
        let lang = common::lang(path);
        let locale = Locale::read(&lang, common::json(path)).expect("an object of strings");
        let folder = path.parent().and_then(|folder| folder.file_name());
        let benefit = benefit::ALL.iter().find(|b| folder == Some(b.id.as_ref()));
        for key in locale.keys() {
            let of = benefit::ALL
                .iter()
                .find(|b| key.starts_with(&format!("{}.", b.id)));
            if of.map(|b| b.id) != benefit.map(|b| b.id) {
                wrong.push(format!("{}: `{key}` belongs elsewhere", path.display()));
            }
        }
        match locales.iter_mut().find(|kept| kept.lang == lang) {
            Some(kept) => kept.join(locale),
            None => locales.push(locale),
        }
    }
    for locale in &locales {
        for key in &needed {
            if !locale.has(key) {
                wrong.push(format!("{}: `{key}` is missing", locale.lang));
            } else if locale.word(key).trim().is_empty() {
                wrong.push(format!("{}: `{key}` is empty", locale.lang));
            }
        }
        for key in locale
            .keys()
            .filter(|key| needed.binary_search(&key.to_string()).is_err())
        {
            wrong.push(format!("{}: nobody uses `{key}`", locale.lang));
        }
    }
    for key in &needed {
        let names = |locale: &Locale| {
            let mut names: Vec<String> = locale
                .placeholders(key)
                .iter()
                .map(|n| n.to_string())
                .collect();
            names.sort();
            names.dedup();
            names
        };
        let first = names(&locales[0]);
        for locale in &locales[1..] {
            if names(locale) != first {
                wrong.push(format!(
                    "`{key}`: {} asks for {:?}, {} for {first:?}",
                    locale.lang,
                    names(locale),
                    locales[0].lang
                ));
            }
        }
    }
    for benefit in benefit::ALL {
        for kind in ["sure", "if", "open", "none"] {
            let key = format!("{}.answer.{kind}", benefit.id);
            for name in locales[0].placeholders(&key) {
                let named = kind != "open" && benefit.whole().answer.needs.contains(&name);
                if !named && name != "on" {
                    wrong.push(format!("`{key}` asks for `{name}`, which it does not get"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
