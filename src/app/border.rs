//! What `element.js` calls. One engine and any number of pages in one wasm instance.

use super::page::{Msg, Page, Props};
use crate::embed::Engine;
use crate::input::{Fault, Json};
use js_sys::{Array, Number, Object};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::{AppHandle, Component, Context, Html, Renderer};

thread_local! {
    static ENGINE: RefCell<Engine> = RefCell::default();
}

/// Two instances of Yew on one page mistake each other's nodes for their own when their ids meet
/// (both count from 1), so ours start here.
const FIRST_ID: u32 = 100;

/// Asks the engine.
pub(super) fn with_engine<T>(ask: impl FnOnce(&Engine) -> T) -> T {
    ENGINE.with_borrow(ask)
}

struct Nothing;

impl Component for Nothing {
    type Message = ();
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        Nothing
    }

    fn view(&self, _: &Context<Self>) -> Html {
        Html::default()
    }
}

/// Once, before anything else. `nowhere` is an element outside the document.
#[wasm_bindgen]
pub fn start(nowhere: &Element) {
    for _ in 0..FIRST_ID {
        Renderer::<Nothing>::with_root(nowhere.clone())
            .render()
            .destroy();
    }
}

/// Takes a pack, the result of `JSON.parse`. Needs the chunk `result`.
///
/// # Errors
/// The first fault in it.
#[wasm_bindgen]
pub fn add_pack(pack: JsValue) -> Result<(), JsValue> {
    take_pack(pack)
}

later! {
    chunk "result" "04" fn take_pack(pack: JsValue) -> Result<(), JsValue> { read_pack(pack) }
}

fn read_pack(pack: JsValue) -> Result<(), JsValue> {
    let pack = json(pack);
    let id = [pack.text("id"), ": "].concat();
    let added = ENGINE.with_borrow_mut(|engine| engine.add_pack(pack));
    added.map_err(|faults| {
        let first = faults.first().map(Fault::to_string).unwrap_or_default();
        JsValue::from(id + &first)
    })
}

/// Takes a language, the result of `JSON.parse` on its file.
///
/// # Errors
/// When the file is not an object of strings.
#[wasm_bindgen]
pub fn add_locale(lang: &str, words: JsValue) -> Result<(), JsValue> {
    let added = ENGINE.with_borrow_mut(|engine| engine.add_locale(lang, json(words)));
    added.map_err(|wrong| fault(Some(&wrong)))
}

/// A page inside `host`, told `given`; it calls `tell(what, detail)`.
#[wasm_bindgen]
pub fn mount(host: Element, given: JsValue, tell: js_sys::Function) -> PageHandle {
    let props = Props {
        given: Rc::new(json(given)),
        tell,
    };
    let app = Renderer::<Page>::with_root_and_props(host, props.clone()).render();
    PageHandle { app, props }
}

/// A mounted page. It stays mounted for good: Yew never lets go of a host.
#[wasm_bindgen]
pub struct PageHandle {
    app: AppHandle<Page>,
    props: Props,
}

#[wasm_bindgen]
impl PageHandle {
    /// Tells the page what it is given from now on.
    pub fn update(&mut self, given: JsValue) {
        self.props.given = Rc::new(json(given));
        self.app.update(self.props.clone());
    }

    /// All is there that is fetched after the first result.
    pub fn complete(&self) {
        self.app.send_message(Msg::Complete);
    }

    /// Works out the result for what is typed.
    pub fn work_out(&self) {
        self.app.send_message(Msg::WorkOut);
    }

    /// Explores further, by about so many cases.
    pub fn explore(&self, cases: u32) {
        let message = Msg::Explore(cases, String::new(), String::new());
        self.app.send_message(message);
    }

    /// The person has paused: says the result and reports it.
    pub fn settle(&self) {
        self.app.send_message(Msg::Settle);
    }
}

/// Nothing of ours is nested deeper; a cycle is.
const DEEPEST: u32 = 40;

fn json(value: JsValue) -> Json {
    read(&value, DEEPEST).unwrap_or(Json::Null)
}

/// A value without floats; by hand, which is smaller than through serde.
fn read(value: &JsValue, deepest: u32) -> Option<Json> {
    let within = deepest.checked_sub(1)?;
    Some(if let Some(text) = value.as_string() {
        Json::Text(text)
    } else if let Some(yes) = value.as_bool() {
        Json::Bool(yes)
    } else if let Some(number) = value.as_f64() {
        match Number::is_safe_integer(value) {
            true => Json::Whole(number as i64),
            false => Json::Inexact,
        }
    } else if Array::is_array(value) {
        let items = value.unchecked_ref::<Array>().iter();
        let items = items.map(|item| read(&item, within));
        Json::List(items.collect::<Option<_>>()?)
    } else if value.is_object() {
        let mut fields = Vec::new();
        for field in Object::entries(value.unchecked_ref()).iter() {
            let field: Array = field.unchecked_into();
            fields.push((field.get(0).as_string()?, read(&field.get(1), within)?));
        }
        Json::Object(fields)
    } else {
        Json::Null
    })
}

/// Data as plain JavaScript objects.
pub(super) fn give<T: Serialize>(value: &T) -> JsValue {
    let shaped = value.serialize(&Serializer::json_compatible());
    shaped.unwrap_or(JsValue::NULL)
}

fn fault(fault: Option<&Fault>) -> JsValue {
    JsValue::from(fault.map(Fault::to_string).unwrap_or_default())
}
