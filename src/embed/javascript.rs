//! JavaScript's side of the border.

use super::{Engine, Found};
use crate::explore::Job;
use crate::input::{Fault, Json};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// The engine as `engine.js` sees it.
#[wasm_bindgen]
#[derive(Default)]
pub struct EngineCore(Engine);

#[wasm_bindgen]
impl EngineCore {
    /// An engine without packs or languages.
    #[wasm_bindgen(constructor)]
    pub fn new() -> EngineCore {
        EngineCore::default()
    }

    /// Adds a pack, the result of `JSON.parse`. Returns the faults, an empty array when it is fine.
    pub fn add_pack(&mut self, pack: JsValue) -> JsValue {
        let added = json(pack).map_err(|fault| vec![fault]);
        let added = added.and_then(|pack| self.0.add_pack(pack));
        let faults = added.err().unwrap_or_default();
        give(&faults.iter().map(Fault::to_string).collect::<Vec<_>>())
    }

    /// Adds a language, the result of `JSON.parse`.
    pub fn add_locale(&mut self, lang: &str, words: JsValue) -> Result<(), JsValue> {
        let added = json(words).and_then(|words| self.0.add_locale(lang, words));
        added.map_err(|fault| JsValue::from_str(&fault.to_string()))
    }

    /// The benefits with their questions.
    pub fn catalogue(&self, request: JsValue) -> Result<JsValue, JsValue> {
        let request = json(request).map_err(|fault| give(&self.0.unreadable(&fault)))?;
        let entries = self.0.catalogue(&request);
        entries
            .map(|entries| give(&entries))
            .map_err(|refusal| give(&refusal))
    }

    /// The figure book.
    pub fn figures(&self, request: JsValue) -> Result<JsValue, JsValue> {
        let request = json(request).map_err(|fault| give(&self.0.unreadable(&fault)))?;
        let records = self.0.figures(&request);
        records
            .map(|records| give(&records))
            .map_err(|refusal| give(&refusal))
    }

    /// What a benefit comes to.
    pub fn evaluate(&self, request: JsValue) -> Result<JsValue, JsValue> {
        let request = json(request).map_err(|fault| give(&self.0.unreadable(&fault)))?;
        let outcome = self.0.evaluate(&request);
        outcome
            .map(|outcome| give(&outcome))
            .map_err(|refusal| give(&refusal))
    }

    /// Starts an exploration.
    pub fn explore(&self, request: JsValue) -> Result<Exploration, JsValue> {
        let request = json(request).map_err(|fault| give(&self.0.unreadable(&fault)))?;
        let job = self.0.explore(&request);
        job.map(Exploration).map_err(|refusal| give(&refusal))
    }
}

/// Work that goes on slice by slice.
#[wasm_bindgen]
pub struct Exploration(Job<Found>);

#[wasm_bindgen]
impl Exploration {
    /// Works out about so many cases more; what was found once it is done, `undefined` before. Not to be
    /// called again then.
    pub fn go_on(&mut self, cases: u32) -> JsValue {
        let found = self.0.go_on(cases);
        found.map_or(JsValue::UNDEFINED, |found| give(&found))
    }
}

#[cfg(feature = "bench")]
#[wasm_bindgen]
impl EngineCore {
    /// See [`super::what_ifs`]; empty where something is missing.
    pub fn what_ifs(
        &self,
        request: JsValue,
        question: &str,
        least: u32,
        step: u32,
        times: u32,
    ) -> String {
        let request = json(request).unwrap_or(Json::Null);
        let sum = super::what_ifs(&self.0, &request, question, [least, step, times]);
        sum.map(|sum| crate::money::plain(sum, 2))
            .unwrap_or_default()
    }
}

/// A JavaScript value without floats.
pub(crate) fn json(value: JsValue) -> Result<Json, Fault> {
    serde_wasm_bindgen::from_value(value).map_err(|error| Fault::new("", &error.to_string()))
}

/// Data as plain JavaScript objects: as one text, which the browser's own parser takes apart several
/// times faster than a thousand strings cross the border one by one.
fn give<T: Serialize>(value: &T) -> JsValue {
    let text = serde_json::to_string(value).unwrap_or_default();
    js_sys::JSON::parse(&text).unwrap_or(JsValue::NULL)
}
