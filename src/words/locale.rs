//! One language's sentences.

use super::{Argument, Message};
use crate::input::{Fault, Index, Json, Path, Shape};
use crate::money::grouped;

/// A language: its tag and its sentences by key.
#[derive(Clone, Debug, Default)]
pub struct Locale {
    /// The language tag, such as `zh-Hans`.
    pub lang: String,
    /// By key, sorted.
    sentences: Vec<(String, Json)>,
    index: Index,
}

impl Locale {
    /// Reads a locale file: an object of sentences by key.
    ///
    /// # Errors
    /// When a value is not a string.
    pub fn read(lang: &str, json: Json) -> Result<Locale, Fault> {
        let mut faults = Vec::new();
        Shape::Named(&Shape::Text).check(&json, &Path::START, &mut faults);
        if let Some(fault) = faults.into_iter().next() {
            return Err(fault);
        }
        let mut locale = Locale {
            lang: lang.into(),
            ..Locale::default()
        };
        if let Json::Object(sentences) = json {
            locale.take(sentences);
        }
        Ok(locale)
    }

    /// Takes the sentences of another file of the same language; its own come first.
    pub fn join(&mut self, other: Locale) {
        self.sentences.retain(|(key, _)| !other.has(key));
        self.take(other.sentences);
    }

    fn take(&mut self, sentences: Vec<(String, Json)>) {
        self.sentences.extend(sentences);
        self.sentences.sort_by(|(a, _), (b, _)| a.cmp(b));
        self.index = Index::new(self.sentences.len(), |at| &self.sentences[at].0);
    }

    /// Which of the two languages of the packs this one's readers are shown: `zh` or `en`.
    pub fn pack_lang(&self) -> &'static str {
        match self.lang.starts_with("en") {
            true => "en",
            false => "zh",
        }
    }

    /// A text of a pack as this language's readers are shown it: the packs are kept in two languages,
    /// and a file of `www/locales/figures/` has what another one says instead, by the pack's own text.
    /// So what a pack has newly said is read as the pack says it, never as it was once translated.
    pub fn pack_text<'a>(&'a self, text: &'a str) -> &'a str {
        self.word(text)
    }

    /// The keys it has.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.sentences.iter().map(|(key, _)| key.as_str())
    }

    /// The sentence of a key as it is written; the key itself where there is none, which the build
    /// does not let happen.
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// Whether it has the key.
    pub fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    fn find(&self, key: &str) -> Option<&str> {
        let at = self.index.find(key, |at| &self.sentences[at].0)?;
        self.sentences[at].1.as_text()
    }

    /// A message as text. Names in braces stand for its values; `{name|month|months}` is one word where
    /// that value is 1, and the other where it is not.
    pub fn say(&self, message: &Message) -> String {
        let mut rest = self.word(&message.key);
        let mut text = String::with_capacity(2 * rest.len());
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            text.push_str(before);
            let (name, forms) = name.split_once('|').unwrap_or((name, ""));
            let said = message.texts.iter().find(|(given, _)| *given == name);
            let argument = message.arguments.iter().find(|(given, _)| *given == name);
            let said = match (said, argument) {
                (Some((_, said)), _) => said.clone(),
                (_, Some((_, argument))) => self.show(argument),
                _ => "…".into(),
            };
            text.push_str(match forms.split_once('|') {
                Some((one, _)) if said == "1" => one,
                Some((_, more)) => more,
                None => &said,
            });
            rest = after;
        }
        text + rest
    }

    /// A value as text.
    pub fn show(&self, argument: &Argument) -> String {
        match argument {
            Argument::Yuan(yuan) => match grouped(*yuan, 0) {
                part if part.contains('.') => grouped(*yuan, 2),
                whole => whole,
            },
            Argument::Percent(rate) => format!("{}%", grouped(*rate, 0)),
            Argument::Number(number) => grouped(*number, 0),
            Argument::Day(day) => day.to_string(),
            Argument::Word(word) => word.to_string(),
        }
    }
}

/// The names in braces in a sentence, in order, without the words that follow a number.
fn placeholders(sentence: &str) -> Vec<&str> {
    let parts = sentence.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .map(|name| name.split_once('|').map_or(name, |(name, _)| name))
        .collect()
}

impl Locale {
    /// The names in braces in the sentence of a key.
    pub fn placeholders<'a>(&'a self, key: &'a str) -> Vec<&'a str> {
        placeholders(self.word(key))
    }
}
