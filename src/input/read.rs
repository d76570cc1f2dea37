//! From [`Json`] to a type, with the path to whatever is wrong.

use super::Json;
use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer,
    MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
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
        self.path = match self.path.is_empty() {
            true => step.into(),
            false => format!("{step}.{}", self.path),
        };
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.path.is_empty() {
            true => f.write_str(&self.reason),
            false => write!(f, "{}: {}", self.path, self.reason),
        }
    }
}

impl std::error::Error for Fault {}

impl Error for Fault {
    fn custom<T: fmt::Display>(reason: T) -> Fault {
        Fault::new("", reason.to_string())
    }
}

/// Reads a value of type `T`.
///
/// # Errors
/// The first fault met, with its path.
pub fn read<T: DeserializeOwned>(json: Json) -> Result<T, Fault> {
    T::deserialize(json)
}

impl<'de> Deserializer<'de> for Json {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self {
            Json::Null => visitor.visit_unit(),
            Json::Bool(b) => visitor.visit_bool(b),
            Json::Whole(n) => visitor.visit_i64(n),
            Json::Inexact => Err(Fault::custom("a number must be given as a string")),
            Json::Text(t) => visitor.visit_string(t),
            Json::List(items) => visitor.visit_seq(Items {
                items: items.into_iter(),
                at: 0,
            }),
            Json::Object(entries) => visitor.visit_map(Entries {
                entries: entries.into_iter(),
                value: None,
            }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self {
            Json::Null => visitor.visit_none(),
            given => visitor.visit_some(given),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self {
            Json::Text(t) => visitor.visit_enum(UnitVariant(t)),
            given => Err(Fault::custom(format!(
                "expected a word, not {}",
                given.shown()
            ))),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Fault> for Json {
    type Deserializer = Json;
    fn into_deserializer(self) -> Json {
        self
    }
}

struct Items {
    items: std::vec::IntoIter<Json>,
    at: usize,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Fault;
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        let at = self.at;
        self.at += 1;
        let read = seed.deserialize(item);
        read.map(Some)
            .map_err(|fault| fault.inside(&at.to_string()))
    }
}

struct Entries {
    entries: std::vec::IntoIter<(String, Json)>,
    value: Option<(String, Json)>,
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Fault;
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        let Some((key, value)) = self.entries.next() else {
            return Ok(None);
        };
        let name: StringDeserializer<Fault> = key.clone().into_deserializer();
        self.value = Some((key, value));
        seed.deserialize(name).map(Some)
    }
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let (key, value) = self.value.take().unwrap_or((String::new(), Json::Null));
        seed.deserialize(value).map_err(|fault| fault.inside(&key))
    }
}

struct UnitVariant(String);

impl<'de> EnumAccess<'de> for UnitVariant {
    type Error = Fault;
    type Variant = OnlyUnit;
    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, OnlyUnit), Fault> {
        let name: StringDeserializer<Fault> = self.0.into_deserializer();
        Ok((seed.deserialize(name)?, OnlyUnit))
    }
}

struct OnlyUnit;

impl<'de> VariantAccess<'de> for OnlyUnit {
    type Error = Fault;
    fn unit_variant(self) -> Result<(), Fault> {
        Ok(())
    }
    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Fault> {
        Err(Fault::custom("expected a word"))
    }
    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Fault> {
        Err(Fault::custom("expected a word"))
    }
    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Fault> {
        Err(Fault::custom("expected a word"))
    }
}
