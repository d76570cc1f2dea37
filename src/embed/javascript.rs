//! JavaScript's side of the border.

use super::flat::flat;
use super::{Column, Engine, Figure, Found, Ids, Outcome, Source};
use crate::explore::Job;
use crate::input::{Fault, Json};
use js_sys::{Array, Object};
use serde::Serialize;
use std::cell::RefCell;
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
    columns: Vec<(Rc<[Column]>, JsValue)>,
    lists: Vec<(Ids, JsValue)>,
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

    /// What a benefit comes to: the outcome as [`flat`] text, and what `outcome.js` puts in its places.
    pub fn evaluate(&self, request: JsValue) -> Result<Array, JsValue> {
        let request = json(request).map_err(|fault| give(&self.engine.unreadable(&fault)))?;
        let outcome = self.engine.evaluate(&request);
        outcome
            .map(|outcome| give_outcome(&outcome, &mut self.given.borrow_mut()))
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

/// An outcome as [`flat`] text, and beside it what outcomes have in common, in the order of the shapes.
/// More than half of an outcome are figures, their sources, columns and lists of ids, most of them the
/// same as in the last one: those are given once, frozen.
fn give_outcome(outcome: &Outcome, given: &mut Given) -> Array {
    let shared = Array::new();
    for (_, amount) in outcome.amounts.iter() {
        for ids in [&amount.steps, &amount.figures] {
            shared.push(&share(ids, &mut given.lists));
        }
    }
    for condition in &outcome.conditions {
        let source = condition.source.as_ref();
        shared.push(&source.map_or(JsValue::NULL, |source| share(source, &mut given.sources)));
    }
    for notice in &outcome.notices {
        shared.push(&share(&notice.figures, &mut given.lists));
    }
    for table in &outcome.tables {
        shared.push(&share(&table.columns, &mut given.columns));
        for line in &table.lines {
            shared.push(&share(&line.figures, &mut given.lists));
        }
    }
    let figures = outcome.figures.iter();
    let figures: Array = figures
        .map(|figure| share(figure, &mut given.figures))
        .collect();
    shared.push(&figures);
    Array::of2(&flat(outcome).into(), &shared)
}

fn share<T: Serialize + ?Sized>(value: &Rc<T>, given: &mut Vec<(Rc<T>, JsValue)>) -> JsValue {
    let mut before = given.iter();
    if let Some((_, before)) = before.find(|(before, _)| Rc::ptr_eq(before, value)) {
        return before.clone();
    }
    let object = give(&**value);
    freeze(&object);
    // What the engine has let go is asked for no more.
    given.retain(|(before, _)| Rc::strong_count(before) > 1);
    given.push((value.clone(), object.clone()));
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
fn give<T: Serialize + ?Sized>(value: &T) -> JsValue {
    let text = serde_json::to_string(value).unwrap_or_default();
    js_sys::JSON::parse(&text).unwrap_or(JsValue::NULL)
}
