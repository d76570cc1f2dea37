//! From [`Json`] to our types, with the path to whatever is wrong.
//!
//! Written out rather than derived: in the browser a derived reader is several times the size.

use super::Json;
use std::fmt;

/// Something that a file or a host got wrong: where, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// From the outermost value inwards, such as `figures.lpr.1y.entries.3.from`.
    pub path: String,
    /// What is wrong there, in plain English for the person who keeps the file.
    pub reason: String,
}

impl Fault {
    /// A fault at `path`.
    pub fn new(path: impl Into<String>, reason: impl Into<String>) -> Fault {
        Fault {
            path: path.into(),
            reason: reason.into(),
        }
    }

    fn inside(mut self, step: &str) -> Fault {
        let inner = std::mem::take(&mut self.path);
        self.path = match inner.is_empty() {
            true => step.into(),
            false => [step, ".", &inner].concat(),
        };
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if !self.path.is_empty() {
            f.write_str(&self.path)?;
            f.write_str(": ")?;
        }
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Fault {}

/// A type that is read from JSON.
pub trait Read: Sized {
    /// Reads a value.
    ///
    /// # Errors
    /// The first fault met, with its path.
    fn read(json: Json) -> Result<Self, Fault>;
}

/// The fields of an object, taken one by one.
pub struct Fields(Vec<(String, Json)>);

impl Fields {
    /// The fields of a value that must be an object.
    ///
    /// # Errors
    /// When it is something else, or has a field twice.
    pub fn of(json: Json) -> Result<Fields, Fault> {
        let Json::Object(fields) = json else {
            return Err(unexpected("an object", &json));
        };
        for (at, (name, _)) in fields.iter().enumerate() {
            if fields[..at].iter().any(|(before, _)| before == name) {
                return Err(Fault::new(name, "is there twice"));
            }
        }
        Ok(Fields(fields))
    }

    /// A field that may be left out.
    ///
    /// # Errors
    /// When it is there and is wrong.
    pub fn may<T: Read>(&mut self, name: &str) -> Result<Option<T>, Fault> {
        let Some(at) = self.0.iter().position(|(given, _)| given == name) else {
            return Ok(None);
        };
        let (_, json) = self.0.swap_remove(at);
        let read = T::read(json).map_err(|fault| fault.inside(name));
        read.map(Some)
    }

    /// A field that must be there.
    ///
    /// # Errors
    /// When it is missing or wrong.
    pub fn must<T: Read>(&mut self, name: &str) -> Result<T, Fault> {
        self.may(name)?.ok_or_else(|| Fault::new(name, "is missing"))
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// When there is a field that nobody took.
    pub fn end(self) -> Result<(), Fault> {
        match self.0.first() {
            Some((name, _)) => Err(Fault::new(name, "nobody knows this key")),
            None => Ok(()),
        }
    }
}

impl Read for Json {
    fn read(json: Json) -> Result<Json, Fault> {
        Ok(json)
    }
}

impl Read for String {
    fn read(json: Json) -> Result<String, Fault> {
        match json {
            Json::Text(text) => Ok(text),
            other => Err(unexpected("a string", &other)),
        }
    }
}

impl Read for bool {
    fn read(json: Json) -> Result<bool, Fault> {
        match json {
            Json::Bool(truth) => Ok(truth),
            other => Err(unexpected("true or false", &other)),
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: Json) -> Result<Vec<T>, Fault> {
        let Json::List(items) = json else {
            return Err(unexpected("an array", &json));
        };
        let mut read = Vec::with_capacity(items.len());
        for (at, item) in items.into_iter().enumerate() {
            read.push(T::read(item).map_err(|fault| fault.inside(&at.to_string()))?);
        }
        Ok(read)
    }
}

/// Values by name, sorted by name.
#[derive(Clone, Debug)]
pub struct Named<T>(Vec<(String, T)>);

impl<T> Default for Named<T> {
    fn default() -> Named<T> {
        Named(Vec::new())
    }
}

impl<T> Named<T> {
    /// The value of a name, with the name as it is kept here.
    pub fn entry(&self, name: &str) -> Option<(&str, &T)> {
        let found = self.0.binary_search_by(|(given, _)| given.as_str().cmp(name));
        let (name, value) = &self.0[found.ok()?];
        Some((name, value))
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.entry(name).map(|(_, value)| value)
    }

    /// All of them, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl<T: Read> Read for Named<T> {
    fn read(json: Json) -> Result<Named<T>, Fault> {
        let mut named = Vec::new();
        for (name, json) in Fields::of(json)?.0 {
            let value = T::read(json).map_err(|fault| fault.inside(&name))?;
            named.push((name, value));
        }
        named.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(Named(named))
    }
}

/// The value that goes by a word.
///
/// # Errors
/// When the word is none of them.
pub fn word<T: Copy>(json: Json, words: &[(&str, T)]) -> Result<T, Fault> {
    let given = String::read(json)?;
    let found = words.iter().find(|(word, _)| *word == given);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let known = known.join(", ");
        Fault::new("", ["expected one of ", &known, ", not `", &given, "`"].concat())
    })
}

fn unexpected(wanted: &str, given: &Json) -> Fault {
    Fault::new("", ["expected ", wanted, ", not ", &given.shown()].concat())
}
