//! The documents of `tests/ion/rows`: for what each of ION's users sends, the documents (`.graphql`, one under each heading) and the
//! steps (`.json`: which is sent, its variables, and the answer or the refusal). `tests/e2e/ion.test.mjs` sends the same.
//!
//! A text `@name.field.0.field` stands for that value of an earlier answer, kept by the step's `as`; `digits of @…` for a UUID
//! without dashes, `label of @…` for ION's label of it. `"?"` in an answer stands for anything but null.

use super::Api;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use std::fs;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ion/rows");

macro_rules! rows {
    ($($name:ident),* $(,)?) => {
        $(#[test] fn $name() { follow(stringify!($name)); })*
        const ROWS: &[&str] = &[$(stringify!($name)),*];
    };
}

rows!(
    absent,
    abom_installations,
    as_built_designators,
    barcodes,
    build_requirements,
    first_page,
    input_names,
    mbom_designators,
    mbom_items,
    mbom_rows,
    mbom_substitutes,
    numbers_and_case,
    parts_guide,
    run_procedures,
    run_times,
    supplier_attributes,
    tool_sync,
    units,
    who_am_i,
);

#[test]
fn every_row_has_its_test() {
    let files = fs::read_dir(FOLDER).expect("the rows").map(|it| it.expect("a row").path());
    let mut names: Vec<String> = files
        .filter(|it| it.extension().is_some_and(|it| it == "json"))
        .filter_map(|it| Some(it.file_stem()?.to_str()?.to_string()))
        .collect();
    names.sort();
    let mut tested: Vec<&str> = ROWS.to_vec();
    tested.sort_unstable();
    assert_eq!(names, tested);
}

/// Sends the documents of a row, each step in its turn.
#[track_caller]
fn follow(row: &str) {
    let read = |ending: &str| fs::read_to_string(format!("{FOLDER}/{row}.{ending}")).expect("a file of the row");
    let text = read("graphql");
    let documents = documents(&text);
    let said: Json = serde_json::from_str(&read("json")).expect("JSON");
    let mut api = Api::new();
    api.context.today = api.context.now.day();
    let mut known = Map::new();
    for (at, step) in said["steps"].as_array().expect("steps").iter().enumerate() {
        let send = step["send"].as_str().expect("what is sent");
        let query = documents.get(send).unwrap_or_else(|| panic!("{row} has no document “{send}”"));
        let variables = resolved(&step["variables"], &known);
        let answer = api.post(&json!({ "query": query, "variables": variables }));
        let place = format!("{row}, step {at}, {send} with {variables}: {answer}");
        let refusal = &step["refused"];
        if refusal.is_object() {
            let extensions = &answer["errors"][0]["extensions"];
            assert_eq!(extensions["code"], refusal["code"], "{place}");
            assert!(refusal["field"].is_null() || refusal["field"] == extensions["field"], "{place}");
            assert!(answer["errors"][0]["message"].as_str().is_some_and(|it| it.ends_with('.')), "{place}");
            continue;
        }
        assert!(answer.get("errors").is_none(), "{place}");
        if let Some(name) = step["as"].as_str() {
            known.insert(name.into(), answer["data"].clone());
        }
        if !step["answer"].is_null() {
            let wanted = resolved(&step["answer"], &known);
            assert!(is_like(&answer["data"], &wanted), "{place}\nwanted: {wanted}");
        }
    }
}

/// The documents of a file, by their headings.
fn documents(text: &str) -> BTreeMap<&str, &str> {
    let headed = text.strip_prefix("# ").expect("a heading").split("\n# ");
    headed.filter_map(|it| it.split_once('\n')).collect()
}

/// A value with what is known in the place of its references.
fn resolved(value: &Json, known: &Map<String, Json>) -> Json {
    match value {
        Json::Array(all) => all.iter().map(|it| resolved(it, known)).collect(),
        Json::Object(all) => Json::Object(all.iter().map(|(key, it)| (key.clone(), resolved(it, known))).collect()),
        Json::String(text) => {
            let (form, path) = text.split_once('@').unwrap_or(("none", ""));
            let pointer = format!("/{}", path.replace('.', "/"));
            let found = || {
                let (name, rest) = path.split_once('.').unwrap_or((path, ""));
                let data = known.get(name).unwrap_or_else(|| panic!("nothing is known of {text}"));
                let found = if rest.is_empty() { Some(data) } else { data.pointer(&pointer[name.len() + 1..]) };
                found.unwrap_or_else(|| panic!("{text} is not in {data}")).clone()
            };
            let digits = || found().as_str().expect("a UUID").replace('-', "");
            match form {
                "" => found(),
                "digits of " => digits().into(),
                "label of " => json!({ "uid": digits() }).to_string().into(),
                _ => value.clone(),
            }
        }
        _ => value.clone(),
    }
}

/// Whether an answer is what was wanted.
fn is_like(answer: &Json, wanted: &Json) -> bool {
    match (answer, wanted) {
        (_, Json::String(any)) if any == "?" => !answer.is_null(),
        (Json::Array(a), Json::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_like(a, b)),
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len() && b.iter().all(|(key, b)| a.get(key).is_some_and(|a| is_like(a, b)))
        }
        _ => answer == wanted,
    }
}
