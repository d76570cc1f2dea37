//! Every language has every word, and each sentence asks only for values that its sisters ask for.

use crate::common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::common::LANGUAGES;
use new_citizen_calculator::benefit;
use new_citizen_calculator::embed::FigureValue;
use new_citizen_calculator::input::Json;
use new_citizen_calculator::words::{Locale, Message, inventory};

/// Folders of words that the program does not name one by one.
const READ_WHOLE: [&str; 2] = ["glossary", "help"];
/// The packs' texts, in the language that the packs are not in.
const OF_PACKS: &str = "www/locales/figures";
/// A host's own pack, which brings its own texts.
const A_HOSTS: &str = "example-bank";

fn read(path: &Path) -> Locale {
    Locale::read(&common::lang(path), common::json(path)).expect("an object of strings")
}

fn folder(path: &Path) -> &str {
    let folder = path.parent().and_then(Path::file_name);
    folder.and_then(|name| name.to_str()).unwrap_or_default()
}

/// The files of words, without the packs' texts.
fn files() -> Vec<PathBuf> {
    let of_packs = common::root().join(OF_PACKS);
    let mut files = common::files("www/locales", "json");
    files.retain(|path| !path.starts_with(&of_packs));
    files
}

#[test]
fn every_language_has_every_word() {
    let needed = inventory();
    let mut files = files();
    files.retain(|path| !READ_WHOLE.contains(&folder(path)));
    let mut locales: Vec<Locale> = Vec::new();
    let mut wrong = Vec::new();
    for path in &files {
        let locale = read(path);
        let benefit = benefit::ALL.iter().find(|b| folder(path) == b.id);
        for key in locale.keys() {
            let of = benefit::ALL
                .iter()
                .find(|b| key.starts_with(&format!("{}.", b.id)));
            if of.map(|b| b.id) != benefit.map(|b| b.id) {
                wrong.push(format!("{}: `{key}` belongs elsewhere", path.display()));
            }
        }
        match locales.iter_mut().find(|kept| kept.lang == locale.lang) {
            Some(kept) => kept.join(locale),
            None => locales.push(locale),
        }
    }
    assert_eq!(locales.len(), LANGUAGES.len());
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

/// The keys of a file, each with the names in braces in its sentence.
fn asked(locale: &Locale) -> BTreeMap<String, BTreeSet<String>> {
    let names = |key| locale.placeholders(key).into_iter().map(String::from);
    let keys = locale.keys().map(|key| (key.into(), names(key).collect()));
    keys.collect()
}

#[test]
fn every_folder_says_the_same_in_every_language() {
    let mut wrong = Vec::new();
    let files = files();
    let folders: BTreeSet<&str> = files.iter().map(|path| folder(path)).collect();
    assert!(READ_WHOLE.iter().all(|own| folders.contains(own)));
    for name in folders {
        let here = files.iter().filter(|path| folder(path) == name);
        let locales: Vec<Locale> = here.map(|path| read(path)).collect();
        let langs: BTreeSet<&str> = locales.iter().map(|l| l.lang.as_str()).collect();
        assert_eq!(langs, BTreeSet::from(LANGUAGES), "{name}");
        let first = asked(&locales[0]);
        for other in &locales[1..] {
            let asked = asked(other);
            for key in first.keys().chain(asked.keys()) {
                if first.get(key) != asked.get(key) {
                    let (one, two) = (&locales[0].lang, &other.lang);
                    wrong.push(format!("{name}: `{key}` differs in {one} and {two}"));
                }
            }
        }
        for locale in &locales {
            for key in locale
                .keys()
                .filter(|key| locale.word(key).trim().is_empty())
            {
                wrong.push(format!("{name}: {}: `{key}` is empty", locale.lang));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_is_not_several() {
    let english = read(&common::root().join("www/locales/en.json"));
    let said = |key, value: &str| english.say(&Message::new(key).saying("value", value));
    assert_eq!(said("unit.years", "1"), "1 year");
    assert_eq!(said("unit.years", "2"), "2 years");
    assert_eq!(said("unit.months", "0–1"), "0–1 months");
    assert_eq!(said("unit.people", "1"), "1 person");
    assert_eq!(
        english.placeholders("unit.years"),
        ["value", "value"],
        "the two words are no names"
    );
}

#[test]
fn every_hard_word_has_a_meaning() {
    for lang in LANGUAGES {
        let glossary = read(&common::root().join(format!("www/locales/glossary/{lang}.json")));
        for key in glossary.keys() {
            let (word, end) = key.rsplit_once('.').expect("a word and what of it");
            assert!(["term", "means"].contains(&end), "{key}");
            assert!(glossary.has(&format!("{word}.term")), "{word}");
            assert!(glossary.has(&format!("{word}.means")), "{word}");
            // Policy figures stand in packs, with their sources.
            let said = glossary.word(key);
            assert!(
                !said.contains(|c: char| c.is_ascii_digit()),
                "{key}: {said}"
            );
        }
    }
}

#[test]
fn the_list_of_hard_words_has_each_once() {
    for lang in LANGUAGES {
        let read = |name| read(&common::root().join(format!("www/locales/{name}/{lang}.json")));
        let (help, glossary) = (read("help"), read("glossary"));
        let lists = help.keys().filter(|key| key.ends_with(".ids"));
        let mut listed: Vec<&str> = lists.flat_map(|key| help.word(key).split(' ')).collect();
        let words = glossary.keys().filter_map(|key| key.strip_suffix(".term"));
        let words: Vec<&str> = words.collect();
        listed.sort_unstable();
        assert_eq!(listed, words, "{lang}");
        // The same word must not have two meanings.
        let terms = words
            .iter()
            .map(|id| glossary.word(&format!("{id}.term")).to_lowercase());
        let terms: BTreeSet<String> = terms.collect();
        assert_eq!(terms.len(), words.len(), "{lang}");
    }
}

#[test]
fn bands_read_as_a_person_writes_them() {
    let engine = common::engine();
    let shown = |lang: &str, figure: &str| {
        let request = serde_json::json!({ "on": "2026-11-23", "lang": lang });
        let records = engine.figures(&common::from_value(&request));
        let records = records.expect("a good request");
        let record = records.iter().find(|record| record.id == figure);
        let history = &record.expect("the figure").history;
        let current = history.iter().find(|entry| entry.current);
        current.expect("known on that day").values[0].shown.clone()
    };
    let cover = "health-cover.a.rate.healthy";
    let told = |lang, figure| shown(lang, figure).expect("bands");
    assert_eq!(
        told("zh-Hans", cover),
        "15,000–30,404 元：25%；30,404 元以上：80%"
    );
    assert_eq!(
        told("en", cover),
        "15,000 to 30,404 yuan: 25%; over 30,404 yuan: 80%"
    );
    let transfer = told("zh-Hant", "bank-fees.counter-transfer.personal");
    assert!(transfer.starts_with("2,000 元以下：2 元；"), "{transfer}");
    assert!(
        transfer.ends_with("50,000 元以上：0.03%，最多 50 元"),
        "{transfer}"
    );
    assert_eq!(shown("en", "lpr.1y"), None);
}

/// What a pack says in Chinese, wherever it says it: sentences, and the names in a list.
fn chinese(json: &Json, found: &mut BTreeSet<String>) {
    let named = |name: &&str| name.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    match json {
        Json::Object(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("zh", Json::Text(text)) => drop(found.insert(text.clone())),
                    ("list", Json::List(list)) => {
                        let names = list.iter().filter_map(Json::as_text).filter(named);
                        found.extend(names.map(String::from));
                    }
                    _ => chinese(value, found),
                }
            }
        }
        Json::List(list) => list.iter().for_each(|value| chinese(value, found)),
        _ => {}
    }
}

#[test]
fn every_text_of_a_pack_is_there_in_traditional_characters() {
    let mut wrong = Vec::new();
    for path in common::files("www/policies", "json") {
        let id = path.file_stem().expect("a name").to_string_lossy();
        if id == A_HOSTS {
            continue;
        }
        let mut said = BTreeSet::new();
        chinese(&common::json(&path), &mut said);
        assert!(!said.is_empty(), "{id}");
        let told = read(&common::root().join(format!("{OF_PACKS}/{id}/zh-Hant.json")));
        for text in said.iter().filter(|text| !told.has(text)) {
            wrong.push(format!("{id}: `{text}` is missing"));
        }
        for text in told.keys().filter(|text| !said.contains(*text)) {
            wrong.push(format!("{id}: the pack no longer says `{text}`"));
        }
        for text in told.keys().filter(|text| told.word(text).is_empty()) {
            wrong.push(format!("{id}: `{text}` is empty"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Neither a word for the calculator nor one of another language.
#[test]
fn lists_of_names_are_told_in_every_language() {
    let engine = common::engine();
    let mut names = 0;
    for lang in ["zh-Hans", "zh-Hant", "en"] {
        let request = serde_json::json!({ "on": "2026-11-23", "lang": lang });
        let records = engine.figures(&common::from_value(&request));
        for record in records.expect("a good request") {
            for value in record.history.iter().flat_map(|entry| &entry.values) {
                let Some(shown) = value.shown.as_ref().filter(|_| record.unit == "names") else {
                    continue;
                };
                names += 1;
                let chinese = shown.chars().any(|letter| letter > '\u{2fff}');
                assert_eq!(chinese, lang != "en", "{lang} {}: {shown}", record.id);
                assert!(
                    !chinese || !shown.contains('-'),
                    "{lang} {}: {shown}",
                    record.id
                );
            }
        }
    }
    assert!(names > 60, "{names}");
}

#[test]
fn figures_are_told_in_traditional_characters_and_documents_stay_as_they_stand() {
    let engine = common::engine();
    let figures = |lang| {
        let request = serde_json::json!({ "on": "2026-11-23", "lang": lang });
        let records = engine.figures(&common::from_value(&request));
        records.expect("a good request")
    };
    let (simplified, traditional) = (figures("zh-Hans"), figures("zh-Hant"));
    let lpr = traditional.iter().find(|record| record.id == "lpr.1y");
    let lpr = lpr.expect("a figure that every loan needs");
    assert_eq!(lpr.text, "一年期貸款市場報價利率（LPR）");
    let mut notes = lpr.history.iter().filter_map(|entry| entry.note.as_deref());
    let note = notes.next_back();
    assert_eq!(note, Some("到2026年9月20日為止，每月公布都沒有變。"));
    for (one, other) in simplified.iter().zip(&traditional) {
        for (one, other) in one.history.iter().zip(&other.history) {
            for (one, other) in one.values.iter().zip(&other.values) {
                assert_eq!(one.value, other.value);
                let stands = |value: &FigureValue| {
                    let source = value.source.as_ref();
                    source.map(|source| (source.title.clone(), source.quotation.clone()))
                };
                assert_eq!(stands(one), stands(other));
            }
        }
    }
    // What nobody has put into traditional characters is read as the pack has it.
    assert_eq!(Locale::default().pack_text("新的说法"), "新的说法");
}
