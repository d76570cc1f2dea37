//! A JSON value without floats.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A JSON value. Numbers with a fraction, or too large to be exact, are kept only as
/// [`Json::Inexact`]: money and rates must come as strings.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`, or `undefined` in JavaScript.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that every JSON reader keeps exactly.
    Whole(i64),
    /// Any other number: its value is not kept.
    Inexact,
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object, in the order in which it was given.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value under `key` of an object; `None` for other values and missing keys.
    pub fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Json::Object(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The string under `key`; empty when it is missing or something else.
    pub fn text(&self, key: &str) -> &str {
        self.may(key).unwrap_or_default()
    }

    /// The string under `key`; `None` when it is missing or something else.
    pub fn may(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Json::as_text)
    }

    /// The string that this is, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items under `key`; none when it is missing or no array.
    pub fn list(&self, key: &str) -> &[Json] {
        match self.get(key) {
            Some(Json::List(items)) => items,
            _ => &[],
        }
    }

    /// The fields under `key`; none when it is missing or no object.
    pub fn fields(&self, key: &str) -> &[(String, Json)] {
        match self.get(key) {
            Some(Json::Object(fields)) => fields,
            _ => &[],
        }
    }

    /// Takes the items under `key` out; none when it is missing or no array.
    pub fn take_list(&mut self, key: &str) -> Vec<Json> {
        match self.take(key) {
            Some(Json::List(items)) => items,
            _ => Vec::new(),
        }
    }

    /// Takes the fields under `key` out; none when it is missing or no object.
    pub fn take_fields(&mut self, key: &str) -> Vec<(String, Json)> {
        match self.take(key) {
            Some(Json::Object(fields)) => fields,
            _ => Vec::new(),
        }
    }

    fn take(&mut self, key: &str) -> Option<Json> {
        let Json::Object(fields) = self else {
            return None;
        };
        let at = fields.iter().position(|(name, _)| name == key)?;
        Some(fields.swap_remove(at).1)
    }

    /// The value as text with sorted keys and no spaces, the same for every layout of a file.
    pub fn canonical(&self) -> String {
        let mut text = String::new();
        self.write_canonical(&mut text);
        text
    }

    fn write_canonical(&self, out: &mut String) {
        match self {
            Json::Null | Json::Inexact => out.push_str("null"),
            Json::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
            Json::Whole(n) => out.push_str(&n.to_string()),
            Json::Text(t) => write_text(t, out),
            Json::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    item.write_canonical(out);
                }
                out.push(']');
            }
            Json::Object(entries) => {
                let mut sorted: Vec<_> = entries.iter().collect();
                sorted.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
                out.push('{');
                for (at, (key, value)) in sorted.into_iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    write_text(key, out);
                    out.push(':');
                    value.write_canonical(out);
                }
                out.push('}');
            }
        }
    }

    /// What was given, short enough to repeat in a message (at most 60 characters).
    pub fn shown(&self) -> String {
        match self {
            Json::Null => "null".into(),
            Json::Bool(b) => b.to_string(),
            Json::Whole(n) => n.to_string(),
            Json::Inexact => "a number that is not whole".into(),
            Json::Text(t) if t.chars().count() > 60 => {
                let start: String = t.chars().take(59).collect();
                format!("{start}…")
            }
            Json::Text(t) => t.clone(),
            Json::List(_) => "an array".into(),
            Json::Object(_) => "an object".into(),
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    // What needs no escape is taken over in one piece.
    let mut rest = text;
    let special = |c: u8| c < b' ' || c == b'"' || c == b'\\';
    while let Some(at) = rest.bytes().position(special) {
        let code = usize::from(rest.as_bytes()[at]);
        out.push_str(&rest[..at]);
        match code {
            0..0x20 => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                let digits = [HEX[code >> 4 & 15], HEX[code & 15]];
                out.push_str("\\u00");
                out.extend(digits.map(char::from));
            }
            _ => {
                out.push('\\');
                out.push_str(&rest[at..=at]);
            }
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

/// No file or request of ours is nested deeper; a cycle in JavaScript is.
const DEEPEST: usize = 40;

/// Reads any JSON value at a depth.
struct AnyJson(usize);

impl<'de> DeserializeSeed<'de> for AnyJson {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Json, D::Error> {
        match self.0 > DEEPEST {
            true => Err(D::Error::custom("nested too deeply")),
            false => source.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for AnyJson {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }
    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Json, D::Error> {
        self.deserialize(inner)
    }
    fn visit_bool<E>(self, b: bool) -> Result<Json, E> {
        Ok(Json::Bool(b))
    }
    fn visit_i64<E>(self, n: i64) -> Result<Json, E> {
        Ok(Json::Whole(n))
    }
    fn visit_u64<E>(self, n: u64) -> Result<Json, E> {
        Ok(i64::try_from(n).map_or(Json::Inexact, Json::Whole))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::Inexact)
    }
    fn visit_str<E>(self, t: &str) -> Result<Json, E> {
        Ok(Json::Text(t.into()))
    }
    fn visit_string<E>(self, t: String) -> Result<Json, E> {
        Ok(Json::Text(t))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(AnyJson(self.0 + 1))? {
            list.push(item);
        }
        Ok(Json::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut object = Vec::with_capacity(entries.size_hint().unwrap_or_default().min(16));
        while let Some(key) = entries.next_key()? {
            object.push((key, entries.next_value_seed(AnyJson(self.0 + 1))?));
        }
        Ok(Json::Object(object))
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Json, D::Error> {
        AnyJson(0).deserialize(source)
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn the_canonical_text_sorts_keys_and_escapes_what_it_must() {
        let json: Json = serde_json::from_str(
            "{ \"b\": \"\\\"元\\\\ \\n\\u0001é\", \"a\": [1, true, null, \"\"] }",
        )
        .expect("JSON");
        let expected = "{\"a\":[1,true,null,\"\"],\"b\":\"\\\"元\\\\ \\u000a\\u0001é\"}";
        assert_eq!(json.canonical(), expected);
    }
}
