//! What an object must look like, as tables: the one description of a file format, from which it is
//! checked and from which its JSON Schema is made.

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
    pub fn new(path: &str, reason: &str) -> Fault {
        Fault {
            path: path.into(),
            reason: reason.into(),
        }
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

/// What a value must be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Any string.
    Text,
    /// A string that is a day, `YYYY-MM-DD`.
    Day,
    /// One of these strings.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Truth,
    /// An object with these keys and no others.
    Object(&'static [Key]),
    /// An array of such values.
    List(&'static Shape),
    /// An object of such values by any name.
    Named(&'static Shape),
}

/// One key of an object.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub must: bool,
    /// What it must be.
    pub shape: Shape,
    /// What it is for, in English.
    pub about: &'static str,
}

/// A key that must be there.
pub const fn must(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key {
        name,
        must: true,
        shape,
        about,
    }
}

/// A key that may be left out.
pub const fn may(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key {
        must: false,
        ..must(name, shape, about)
    }
}

impl Shape {
    /// Whether a value has this shape; adds every fault found to `faults`.
    pub fn check(&self, json: &Json, path: &Path, faults: &mut Vec<Fault>) {
        let mut fault = |path: &Path, reason: &str| faults.push(Fault::new(&path.shown(), reason));
        match (self, json) {
            (Shape::Text, Json::Text(_)) | (Shape::Truth, Json::Bool(_)) => {}
            (Shape::Day, Json::Text(text)) => {
                if crate::policy::Date::parse(text).is_none() {
                    fault(path, &["`", text, "` is not a day (YYYY-MM-DD)"].concat());
                }
            }
            (Shape::Word(words), Json::Text(text)) => {
                if !words.contains(&text.as_str()) {
                    let known = words.join(", ");
                    fault(path, &["`", text, "` is none of ", &known].concat());
                }
            }
            (Shape::List(inner), Json::List(items)) => {
                for (at, item) in items.iter().enumerate() {
                    inner.check(item, &path.item(at), faults);
                }
            }
            (Shape::Named(inner), Json::Object(fields)) => {
                for (name, value) in fields {
                    inner.check(value, &path.key(name), faults);
                }
                twice(fields, path, faults);
            }
            (Shape::Object(keys), Json::Object(fields)) => {
                for (name, value) in fields {
                    match keys.iter().find(|key| key.name == name) {
                        Some(key) => key.shape.check(value, &path.key(name), faults),
                        None => faults.push(Fault::new(&path.key(name).shown(), "unknown key")),
                    }
                }
                for key in keys
                    .iter()
                    .filter(|key| key.must && json.get(key.name).is_none())
                {
                    faults.push(Fault::new(&path.key(key.name).shown(), "is missing"));
                }
                twice(fields, path, faults);
            }
            (_, given) => {
                fault(
                    path,
                    &["expected ", self.name(), ", not ", &given.shown()].concat(),
                );
            }
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Shape::Text | Shape::Day | Shape::Word(_) => "a string",
            Shape::Truth => "true or false",
            Shape::Object(_) | Shape::Named(_) => "an object",
            Shape::List(_) => "an array",
        }
    }
}

/// A key that is there twice. A file cannot say so once it has been parsed by a browser, but text read
/// natively can.
fn twice(fields: &[(String, Json)], path: &Path, faults: &mut Vec<Fault>) {
    // Most objects are so small that to look is quicker than to sort.
    let again = |at: usize| fields[..at].iter().any(|(name, _)| *name == fields[at].0);
    if fields.len() < 16 && !(0..fields.len()).any(again) {
        return;
    }
    let mut names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    for pair in names.windows(2).filter(|pair| pair[0] == pair[1]) {
        faults.push(Fault::new(&path.key(pair[0]).shown(), "is there twice"));
    }
}

/// A way into a value, put into words only when there is a fault to tell.
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    outer: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Start,
    Key(&'a str),
    Item(usize),
}

impl<'a> Path<'a> {
    /// The value itself.
    pub const START: Path<'static> = Path {
        outer: None,
        step: Step::Start,
    };

    /// Into the value of a key.
    pub fn key(&'a self, name: &'a str) -> Path<'a> {
        Path {
            outer: Some(self),
            step: Step::Key(name),
        }
    }

    /// Into an item of an array, counted from 0.
    pub fn item(&'a self, at: usize) -> Path<'a> {
        Path {
            outer: Some(self),
            step: Step::Item(at),
        }
    }

    /// From the outermost value inwards, such as `figures.lpr.1y.entries.3.from`.
    pub fn shown(&self) -> String {
        let outer = self.outer.map(Path::shown).unwrap_or_default();
        let step = match self.step {
            Step::Start => return outer,
            Step::Key(name) => name.into(),
            Step::Item(at) => at.to_string(),
        };
        match outer.is_empty() {
            true => step,
            false => [&outer, ".", &step].concat(),
        }
    }
}
