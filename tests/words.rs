//! Every language has every word, and each sentence asks only for values that its sisters ask for.

mod common;

use new_citizen_calculator::words::{Locale, inventory};

#[test]
fn every_language_has_every_word() {
    let needed = inventory();
    let files = common::files("www/locales", "json");
    assert!(files.len() >= 2);
    let locales: Vec<Locale> = files
        .iter()
        .map(|path| {
            let lang = path.file_stem().expect("a name").to_string_lossy();
            Locale::read(&lang, common::json(path)).expect("an object of strings")
        })
        .collect();
    let mut wrong = Vec::new();
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
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
