//! A pack: one layer's figures and the documents they stand in.

use super::{Figure, check};
use crate::input::{Fault, Index, Json};
use sha2::{Digest, Sha256};

/// Who sets the figures of a pack; an inner layer overrides an outer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// The central government.
    National,
    /// A city.
    City,
    /// A bank: its own prices and rates.
    Bank,
}

impl Layer {
    /// Its lasting name.
    pub fn id(self) -> &'static str {
        match self {
            Layer::National => "national",
            Layer::City => "city",
            Layer::Bank => "bank",
        }
    }
}

/// One layer's figures.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Short and lasting, such as `beijing`.
    pub id: String,
    /// Whose figures these are.
    pub layer: Layer,
    /// SHA-256 of [`Json::canonical`], in hexadecimal: the same however the file is laid out.
    pub sha256: String,
    place: String,
    /// By id, sorted.
    figures: Vec<Figure>,
    index: Index,
    json: Json,
}

/// Reads and checks a pack.
///
/// # Errors
/// Every fault found, those of format before those of content.
pub fn read_pack(mut json: Json) -> Result<Pack, Vec<Fault>> {
    let faults = check(&json);
    if !faults.is_empty() {
        return Err(faults);
    }
    let sha256 = sha256(&json.canonical());
    let mut figures = Vec::new();
    for (id, figure) in json.take_fields("figures") {
        figures.extend(Figure::take(id, figure));
    }
    figures.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    let index = Index::new(figures.len(), |at| &figures[at].id);
    Ok(Pack {
        id: json.text("id").into(),
        layer: match json.text("layer") {
            "national" => Layer::National,
            "city" => Layer::City,
            _ => Layer::Bank,
        },
        sha256,
        place: json.text("place").into(),
        figures,
        index,
        json,
    })
}

impl Pack {
    /// Where its figures hold: `china`, a city such as `beijing`, or the bank's own id.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Changes with every change of content.
    pub fn version(&self) -> &str {
        self.json.text("version")
    }

    /// Whether everything made with it must be marked as a draft.
    pub fn draft(&self) -> bool {
        self.json.get("draft") == Some(&Json::Bool(true))
    }

    /// The figure of that id.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        let found = self.index.find(id, |at| &self.figures[at].id)?;
        self.figures.get(found)
    }

    /// Every figure, in the order of their ids.
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// The document of that id; see `format`.
    pub fn document(&self, id: &str) -> Option<&Json> {
        self.json
            .get("documents")
            .and_then(|documents| documents.get(id))
    }
}

/// SHA-256 of a text, in lower-case hexadecimal.
pub fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let hex = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    let digits = digest
        .iter()
        .flat_map(|byte| [hex(byte >> 4), hex(byte & 15)]);
    digits.collect()
}
