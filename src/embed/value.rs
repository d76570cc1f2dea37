//! JavaScript's values as JSON.

use crate::input::{DEEPEST, Fault, Json};
use js_sys::{Array, Number, Object};
use wasm_bindgen::{JsCast, JsValue};

/// A value without floats. Read by hand: `serde` words its errors with the code that writes floats.
///
/// # Errors
/// When there is something in it that JSON does not have, or it is nested too deeply.
pub(crate) fn json(value: &JsValue) -> Result<Json, Fault> {
    read(value, 0)
}

fn read(value: &JsValue, depth: usize) -> Result<Json, Fault> {
    if depth > DEEPEST {
        return Err(Fault::new("", "nested too deeply"));
    }
    if value.is_null() || value.is_undefined() {
        return Ok(Json::Null);
    }
    if let Some(yes) = value.as_bool() {
        return Ok(Json::Bool(yes));
    }
    if let Some(text) = value.as_string() {
        return Ok(Json::Text(text));
    }
    if let Some(number) = value.as_f64() {
        return Ok(match Number::is_safe_integer(value) {
            true => Json::Whole(number as i64),
            false => Json::Inexact,
        });
    }
    if !value.is_object() {
        return Err(Fault::new("", "no JSON value"));
    }
    if Array::is_array(value) {
        let mut items = Vec::new();
        for item in value.unchecked_ref::<Array>().iter() {
            items.push(read(&item, depth + 1)?);
        }
        return Ok(Json::List(items));
    }
    let mut fields = Vec::new();
    for field in Object::entries(value.unchecked_ref()).iter() {
        let field: Array = field.unchecked_into();
        let name = field.get(0).as_string().unwrap_or_default();
        fields.push((name, read(&field.get(1), depth + 1)?));
    }
    Ok(Json::Object(fields))
}
