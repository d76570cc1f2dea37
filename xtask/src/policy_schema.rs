//! `policy schema`: the format of a pack as a JSON Schema, for editors, made from the tables by
//! which packs are checked.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use new_citizen_calculator::input::{Key, Shape};
use new_citizen_calculator::policy::PACK;
use serde_json::{Map, Value, json};

use crate::policy_packs::shown;

/// Where it lies in the repository.
const FILE: &str = "docs/policy.schema.json";

/// What an entry or a candidate may say, and it says exactly one. `policy/check.rs` checks it.
const KINDS: [&str; 5] = ["value", "list", "bands", "candidates", "unknown"];

/// The kinds that are values: where sources may be left out, these need them all the same.
const VALUES: [&str; 3] = ["value", "list", "bands"];

/// What a value needs.
const NEEDS: [&str; 2] = ["source", "confirmed"];

/// Writes the schema, or only says whether the file is up to date; whether all is well.
pub fn schema(root: &Path, check: bool) -> Result<bool> {
    let path = root.join(FILE);
    let schema = pack_schema();
    if check {
        let kept =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let same = serde_json::from_str::<Value>(&kept).is_ok_and(|kept| kept == schema);
        match same {
            true => println!("{FILE} is up to date"),
            false => println!("{FILE} is not up to date: type `cargo xtask policy schema`"),
        }
        return Ok(same);
    }
    let text = serde_json::to_string_pretty(&schema)? + "\n";
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    println!("wrote {}", shown(&path, root));
    Ok(true)
}

/// The schema of a pack.
fn pack_schema() -> Value {
    let mut schema = of(&PACK);
    schema.insert(
        "$schema".into(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    schema.insert("title".into(), json!("A policy pack: dated, cited figures"));
    schema.insert(
        "$comment".into(),
        json!("Made by `cargo xtask policy schema`; do not edit."),
    );
    Value::Object(schema)
}

fn of(shape: &Shape) -> Map<String, Value> {
    let schema = match shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::Day => json!({
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Truth => json!({ "type": "boolean" }),
        Shape::List(inner) => json!({ "type": "array", "items": of(inner) }),
        Shape::Named(inner) => json!({ "type": "object", "additionalProperties": of(inner) }),
        Shape::Object(keys) => return object(keys),
    };
    match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}

fn object(keys: &[Key]) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in keys {
        let mut schema = of(&key.shape);
        schema.insert("description".into(), json!(key.about));
        properties.insert(key.name.into(), Value::Object(schema));
    }
    let required: Vec<&str> = keys
        .iter()
        .filter(|key| key.must)
        .map(|key| key.name)
        .collect();
    let mut schema = Map::from_iter([
        ("type".to_owned(), json!("object")),
        ("properties".to_owned(), Value::Object(properties)),
        ("required".to_owned(), json!(required)),
        ("additionalProperties".to_owned(), json!(false)),
    ]);
    let has = |name: &&str| keys.iter().any(|key| key.name == *name);
    let kinds: Vec<&str> = KINDS.into_iter().filter(has).collect();
    if kinds.len() > 1 {
        let one = kinds.iter().map(|kind| json!({ "required": [kind] }));
        schema.insert("oneOf".into(), one.collect());
    }
    let may = |name: &str| keys.iter().any(|key| key.name == name && !key.must);
    if kinds.len() > 1 && NEEDS.into_iter().any(may) {
        let needs = VALUES.map(|kind| (kind.to_owned(), json!(NEEDS)));
        schema.insert(
            "dependentRequired".into(),
            Value::Object(Map::from_iter(needs)),
        );
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::{FILE, KINDS, VALUES, pack_schema};
    use crate::policy_packs::{folder, shipped};
    use jsonschema::Validator;
    use new_citizen_calculator::input::{Json, Path as At};
    use new_citizen_calculator::policy::{PACK, check};
    use serde_json::Value;
    use std::fs;
    use std::path::Path;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .expect("the repository")
    }

    fn validator() -> Validator {
        let options = jsonschema::draft202012::options().should_validate_formats(true);
        options
            .build(&pack_schema())
            .expect("the schema is a schema")
    }

    fn value(path: &Path) -> Value {
        let text = fs::read_to_string(path).expect("a file");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    #[test]
    fn the_file_is_in_step_with_the_rust_types() {
        let same = value(&root().join(FILE)) == pack_schema();
        assert!(same, "type `cargo xtask policy schema`");
    }

    #[test]
    fn every_shipped_and_good_pack_fits() {
        let validator = validator();
        let mut files = folder(&shipped(root())).expect("the packs");
        files.extend(folder(&root().join("tests/cases/packs/good")).expect("good packs"));
        for file in files {
            let pack = value(&file.path);
            let found: Vec<String> = validator
                .iter_errors(&pack)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(found.is_empty(), "{}: {found:#?}", file.path.display());
        }
    }

    /// What breaks the format is refused by both; what the schema refuses, the check refuses too.
    #[test]
    fn the_schema_refuses_what_breaks_the_format() {
        let validator = validator();
        let mut refused = 0;
        for file in folder(&root().join("tests/cases/packs/bad")).expect("bad packs") {
            let Ok(text) = fs::read_to_string(&file.path) else {
                continue;
            };
            let Ok(json) = serde_json::from_str::<Json>(&text) else {
                continue;
            };
            let mut faults = Vec::new();
            PACK.check(&json, &At::START, &mut faults);
            // Other readers of JSON keep one of two equal keys and never see the other.
            faults.retain(|fault| fault.reason != "is there twice");
            let fits = validator.is_valid(&value(&file.path));
            let name = file.path.display();
            assert!(
                faults.is_empty() || !fits,
                "{name}: only the schema lets it pass"
            );
            assert!(
                fits || !check(&json).is_empty(),
                "{name}: only the schema refuses it"
            );
            refused += usize::from(!fits);
        }
        assert!(refused >= 100, "the schema refused only {refused}");
    }

    #[test]
    fn the_kinds_are_keys_of_an_entry() {
        let schema = pack_schema();
        let figure = &schema["properties"]["figures"]["additionalProperties"];
        let entry = &figure["properties"]["entries"]["items"];
        for kind in KINDS.iter().chain(&VALUES) {
            assert!(entry["properties"][kind].is_object(), "{kind}");
        }
        assert_eq!(entry["oneOf"].as_array().map(Vec::len), Some(KINDS.len()));
    }
}
