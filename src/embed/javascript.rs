//! JavaScript's side of the border.

use super::{Engine, Figure, Found, Outcome, Source};
use crate::explore::Job;
use crate::input::{Fault, Json};
use js_sys::{Array, Object};
use serde::Serialize;
use std::cell::RefCell;
use std::mem::take;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The engine as `engine.js` sees it.
#[wasm_bindgen]
#[derive(Default)]
pub struct EngineCore {
    engine: Engine,
    given: RefCell<Given>,
}

/// What was given before and is given again.
#[derive(Default)]
struct Given {
    figures: Vec<(Rc<Figure>, JsValue)>,
    sources: Vec<(Rc<Source>, JsValue)>,
}

#[wasm_bindgen]
extern "C" {
    /// An outcome or a condition on the other side.
    type Open;
    #[wasm_bindgen(method, getter)]
    fn conditions(this: &Open) -> Array;
    #[wasm_bindgen(method, setter)]
    fn set_figures(this: &Open, figures: &Array);
    #[wasm_bindgen(method, setter)]
    fn set_source(this: &Open, source: &JsValue);
}

#[wasm_bindgen]
impl EngineCore {
    /// An engine without packs or languages.
    #[wasm_bindgen(constructor)]
    pub fn new() -> EngineCore {
        EngineCore::default()
    }

    /// Adds a pack, the result of `JSON.parse`. Returns the faults, an empty array when it is fine.
    pub fn add_pack(&mut self, pack: JsValue) -> JsValue {
        self.given.take();
        let added = json(pack).map_err(|fault| vec![fault]);
        let added = added.and_then(|pack| self.engine.add_pack(pack));
        let faults = added.err().unwrap_or_default();
        give(&faults.iter().map(Fault::to_string).collect::<Vec<_>>())
    }

    /// Adds a language, the result of `JSON.parse`.
    pub fn add_locale(&mut self, lang: &str, words: JsValue) -> Result<(), JsValue> {
        self.given.take();
        let added = json(words).and_then(|words| self.engine.add_locale(lang, words));
        added.map_err(|fault| JsValue::from_str(&fault.to_string()))
    }

    /// The benefits with their questions.
    pub fn catalogue(&self, request: JsValue) -> Result<JsValue, JsValue> {
        let request = json(request).map_err(|fault| give(&self.engine.unreadable(&fault)))?;
        let entries = self.engine.catalogue(&request);
        entries
            .map(|entries| give(&entries))
            .map_err(|refusal| give(&refusal))
    }

    /// The figure book.
    pub fn figures(&self, request: JsValue) -> Result<JsValue, JsValue> {
        let request = json(request).map_err(|fault| give(&self.engine.unreadable(&fault)))?;
        let records = self.engine.figures(&request);
        records
            .map(|records| give(&records))
            .map_err(|refusal| give(&refusal))
    }

    /// What a benefit comes to.
    pub fn evaluate(&self, request: JsValue) -> Result<JsValue, JsValue> {
        let request = json(request).map_err(|fault| give(&self.engine.unreadable(&fault)))?;
        let outcome = self.engine.evaluate(&request);
        outcome
            .map(|outcome| give_outcome(outcome, &mut self.given.borrow_mut()))
            .map_err(|refusal| give(&refusal))
    }

    /// Starts an exploration.
    pub fn explore(&self, request: JsValue) -> Result<Exploration, JsValue> {
        let request = json(request).map_err(|fault| give(&self.engine.unreadable(&fault)))?;
        let job = self.engine.explore(&request);
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
        let sum = super::what_ifs(&self.engine, &request, question, [least, step, times]);
        sum.map(|sum| crate::money::plain(sum, 2))
            .unwrap_or_default()
    }
}

/// An outcome as a plain JavaScript object. More than half of it are figures and their sources, most of
/// them the same as in the last one: those are given once, frozen, and every outcome has the same.
fn give_outcome(mut outcome: Outcome, given: &mut Given) -> JsValue {
    let figures = take(&mut outcome.figures).into_iter();
    let sources = outcome.conditions.iter_mut();
    let sources: Vec<_> = sources.map(|condition| condition.source.take()).collect();
    let open: Open = give(&outcome).unchecked_into();
    let figures: Array = figures
        .map(|figure| share(figure, &mut given.figures))
        .collect();
    open.set_figures(&figures);
    for (condition, source) in open.conditions().iter().zip(sources) {
        if let Some(source) = source {
            let condition: Open = condition.unchecked_into();
            condition.set_source(&share(source, &mut given.sources));
        }
    }
    open.into()
}

fn share<T: Serialize>(value: Rc<T>, given: &mut Vec<(Rc<T>, JsValue)>) -> JsValue {
    let mut before = given.iter();
    if let Some((_, before)) = before.find(|(before, _)| Rc::ptr_eq(before, &value)) {
        return before.clone();
    }
    let object = give(&*value);
    freeze(&object);
    // What the engine does not keep is of a pack that came with the request.
    if Rc::strong_count(&value) > 1 {
        given.push((value, object.clone()));
    }
    object
}

fn freeze(value: &JsValue) {
    if value.is_object() {
        let frozen = Object::freeze(value.unchecked_ref());
        Object::values(&frozen)
            .iter()
            .for_each(|part| freeze(&part));
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
