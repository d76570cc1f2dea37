//! A pack: one layer's figures and the documents they stand in.

use super::{Date, Figure, Text, check};
use crate::input::{Fault, Json, read};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Who sets the figures of a pack.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// The central government.
    National,
    /// A city.
    City,
    /// A bank: its own prices and rates.
    Bank,
}

/// A document that figures stand in.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
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
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
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
    #[serde(default)]
    pub draft: bool,
    /// By id.
    pub documents: BTreeMap<String, Document>,
    /// By id.
    pub figures: BTreeMap<String, Figure>,
    /// SHA-256 of [`Json::canonical`], in hexadecimal: the same however the file is laid out.
    #[serde(skip)]
    pub sha256: String,
}

/// Reads and checks a pack.
///
/// # Errors
/// Every fault found: shape faults stop at the first, faults of content are all listed.
pub fn read_pack(json: Json) -> Result<Pack, Vec<Fault>> {
    let hash = sha256(&json.canonical());
    let mut pack: Pack = read(json).map_err(|fault| vec![fault])?;
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
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
