//! A pack: one layer's figures and the documents they stand in.

use super::{Date, Figure, Text, check};
use crate::input::{Fault, Fields, Json, Named, Read, word};
use sha2::{Digest, Sha256};

/// Who sets the figures of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "describe", schemars(rename_all = "kebab-case"))]
pub enum Layer {
    /// The central government.
    National,
    /// A city.
    City,
    /// A bank: its own prices and rates.
    Bank,
}

/// A document that figures stand in.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "describe", schemars(deny_unknown_fields))]
pub struct Document {
    /// Its title, or what it is when it has none.
    pub title: String,
    /// Its number, such as 财金〔2023〕75号.
    pub number: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// When it became public.
    pub published_on: Option<Date>,
}

/// One layer's figures.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "describe", schemars(deny_unknown_fields))]
pub struct Pack {
    /// Short and lasting, such as `beijing`.
    pub id: String,
    /// Whose figures these are.
    pub layer: Layer,
    /// Where they hold: `china`, a city such as `beijing`, or the bank's own id.
    pub place: String,
    /// The place or bank in plain words.
    pub name: Text,
    /// Changes with every change of content.
    pub version: String,
    /// A draft marks everything made with it.
    #[cfg_attr(feature = "describe", schemars(default))]
    pub draft: bool,
    /// By id.
    #[cfg_attr(feature = "describe", schemars(with = "std::collections::BTreeMap<String, Document>"))]
    pub documents: Named<Document>,
    /// By id.
    #[cfg_attr(feature = "describe", schemars(with = "std::collections::BTreeMap<String, Figure>"))]
    pub figures: Named<Figure>,
    /// SHA-256 of [`Json::canonical`], in hexadecimal: the same however the file is laid out.
    #[cfg_attr(feature = "describe", schemars(skip))]
    pub sha256: String,
}

/// Reads and checks a pack.
///
/// # Errors
/// Every fault found: shape faults stop at the first, faults of content are all listed.
pub fn read_pack(json: Json) -> Result<Pack, Vec<Fault>> {
    let hash = sha256(&json.canonical());
    let mut pack = Pack::read(json).map_err(|fault| vec![fault])?;
    pack.sha256 = hash;
    let faults = check(&pack);
    match faults.is_empty() {
        true => Ok(pack),
        false => Err(faults),
    }
}

/// SHA-256 of a text, in lower-case hexadecimal.
pub fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let hex = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    let digits = digest.iter().flat_map(|byte| [hex(byte >> 4), hex(byte & 15)]);
    digits.collect()
}

impl Read for Layer {
    fn read(json: Json) -> Result<Layer, Fault> {
        let layers = [
            ("national", Layer::National),
            ("city", Layer::City),
            ("bank", Layer::Bank),
        ];
        word(json, &layers)
    }
}

impl Read for Document {
    fn read(json: Json) -> Result<Document, Fault> {
        let mut fields = Fields::of(json)?;
        let document = Document {
            title: fields.must("title")?,
            number: fields.may("number")?,
            issuer: fields.may("issuer")?,
            published_on: fields.may("published_on")?,
        };
        fields.end().map(|()| document)
    }
}

impl Read for Pack {
    fn read(json: Json) -> Result<Pack, Fault> {
        let mut fields = Fields::of(json)?;
        let pack = Pack {
            id: fields.must("id")?,
            layer: fields.must("layer")?,
            place: fields.must("place")?,
            name: fields.must("name")?,
            version: fields.must("version")?,
            draft: fields.may("draft")?.unwrap_or(false),
            documents: fields.must("documents")?,
            figures: fields.must("figures")?,
            sha256: String::new(),
        };
        fields.end().map(|()| pack)
    }
}
