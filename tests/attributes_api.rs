//! Attributes through the API: defined, given, answered, filtered and sorted by, told by the ledger.
#![cfg(feature = "api")]

mod common;

use common::api::Api;
use serde_json::json;

fn defined() -> Api {
    let mut api = Api::new();
    for input in [
        r#"{table: PART, key: "Finish"}"#,
        r#"{table: PART, key: "Weight", type: NUMBER}"#,
        r#"{table: PART, key: "RoHS", type: BOOLEAN}"#,
        r#"{table: PART, key: "Approved", type: DATE}"#,
        r#"{table: PART, key: "Colour", type: CHOICE, choices: ["red", " green "]}"#,
    ] {
        api.data(&format!("mutation {{ createAttribute(input: {input}) {{ attribute {{ id key }} }} }}"));
    }
    api
}

#[test]
fn a_part_is_made_with_attributes_and_answers_them() {
    let mut api = defined();
    let said = api.data(
        r#"mutation { createPart(input: {partNumber: "BRKT", attributes: [
            {key: "Finish", value: "matt"}, {key: "weight", value: "1.5"}, {key: "RoHS", value: false},
            {key: "Approved", value: "2026-03-31"}, {key: "Colour", value: "RED"}
        ]}) { part { _etag attributes { key type value attribute { choices } } } } }"#,
    );
    let part = &said["createPart"]["part"];
    let values: Vec<_> = part["attributes"].as_array().expect("a list").iter().map(|it| (&it["key"], &it["value"])).collect();
    let expected = [
        (json!("Finish"), json!("matt")),
        (json!("Weight"), json!(1.5)),
        (json!("RoHS"), json!(false)),
        (json!("Approved"), json!("2026-03-31")),
        (json!("Colour"), json!("red")),
    ];
    assert!(values.iter().copied().eq(expected.iter().map(|(key, value)| (key, value))), "{values:?}");
    assert_eq!(part["attributes"][4]["attribute"]["choices"], json!(["red", "green"]));
    let etag = part["_etag"].as_str().expect("an etag");
    // Those that are not named stay; null clears one; the part itself names none.
    let update = format!(
        r#"mutation {{ updatePart(input: {{id: 1, etag: "{etag}", description: "Bracket", attributes: {{key: "Weight", value: null}}}})
            {{ ledgerEntryId part {{ attributes {{ key }} }} }} }}"#
    );
    let said = api.data(&update);
    assert_eq!(said["updatePart"]["part"]["attributes"].as_array().map(Vec::len), Some(4));
    let entry = said["updatePart"]["ledgerEntryId"].clone();
    let told = api.ask("query($id: ID!) { ledgerEntry(id: $id) { changes { field before after } } }", json!({ "id": entry }));
    let changes = &told["data"]["ledgerEntry"]["changes"];
    assert!(
        changes.as_array().expect("a list").contains(&json!({ "field": "Weight", "before": "1.5", "after": null })),
        "{told}"
    );
    for wrong in [
        r#"{key: "Nothing", value: 1}"#,
        r#"{key: "Weight", value: "heavy"}"#,
        r#"{key: "RoHS", value: "maybe"}"#,
        r#"{key: "Colour", value: "pink"}"#,
        r#"{key: "Approved", value: "soon"}"#,
        r#"[{key: "Finish", value: "a"}, {key: "FINISH", value: "b"}]"#,
    ] {
        let document =
            format!(r#"mutation {{ createPart(input: {{partNumber: "X", attributes: {wrong}}}) {{ part {{ id }} }} }}"#);
        assert_eq!(api.code(&document), "VALIDATION", "{wrong}");
    }
}

#[test]
fn records_are_filtered_and_sorted_by_attributes() {
    let mut api = defined();
    for (number, colour, weight) in [("A", "red", 3), ("B", "green", 1), ("C", "red", 2)] {
        api.data(&format!(
            r#"mutation {{ createPart(input: {{partNumber: "{number}", attributes: [
                {{key: "Colour", value: "{colour}"}}, {{key: "Weight", value: {weight}}}, {{key: "Finish", value: "Coat {number}"}}
            ]}}) {{ part {{ id }} }} }}"#
        ));
    }
    api.data(r#"mutation { createPart(input: {partNumber: "D"}) { part { id } } }"#);
    api.data(r#"mutation { createPartInventory(input: {partId: 3, quantity: 1}) { partInventory { id } } }"#);
    let mut numbers = |arguments: &str| -> String {
        let said = api.data(&format!("{{ parts({arguments}) {{ nodes {{ partNumber }} }} }}"));
        let nodes = said["parts"]["nodes"].as_array().expect("a list").clone();
        nodes.iter().filter_map(|it| it["partNumber"].as_str()).collect()
    };
    assert_eq!(numbers(r#"filters: {attributes: {key: "Colour", value: {eq: "red"}}}"#), "AC");
    assert_eq!(numbers(r#"filters: {attributes: [{key: "Colour", value: {eq: "red"}}, {key: "Weight", value: {gt: 2}}]}"#), "A");
    assert_eq!(numbers(r#"filters: {attributes: {key: "Weight", value: {in: [1, "2"]}}}"#), "BC");
    assert_eq!(numbers(r#"filters: {attributes: {key: "Finish", value: {ilike: "%B"}}}"#), "B");
    assert_eq!(numbers(r#"filters: {attributes: {key: "Weight", value: {isNull: true}}}"#), "D");
    assert_eq!(numbers(r#"filters: {or: [{partNumber: {eq: "D"}}, {attributes: {key: "Weight", value: {lt: 2}}}]}"#), "BD");
    assert_eq!(numbers(r#"filters: {search: "coat b"}"#), "B");
    assert_eq!(numbers(r#"attributeSort: {key: "Weight"}"#), "BCAD");
    assert_eq!(numbers(r#"attributeSort: {key: "Weight", descending: true}"#), "ACBD", "nothing last");
    let stock = api
        .data(r#"{ partInventories(filters: {part: {attributes: {key: "Colour", value: {eq: "red"}}}}) { nodes { partId } } }"#);
    assert_eq!(stock["partInventories"]["nodes"], json!([{ "partId": 3 }]));
    let unknown = api.ask(r#"{ parts(filters: {attributes: {key: "Size", value: {eq: 1}}}) { nodes { id } } }"#, json!({}));
    assert_eq!(unknown["errors"][0]["extensions"]["code"], "VALIDATION");
}

#[test]
fn definitions_are_listed_changed_and_deleted() {
    let mut api = defined();
    let said =
        api.data(r#"{ attributes(filters: {table: {eq: PART}, type: {eq: CHOICE}}) { nodes { id _etag key table choices } } }"#);
    let it = &said["attributes"]["nodes"][0];
    assert_eq!((&it["key"], &it["table"], &it["choices"]), (&json!("Colour"), &json!("PART"), &json!(["red", "green"])));
    let etag = it["_etag"].as_str().expect("an etag").to_owned();
    let update = format!(
        r#"mutation {{ updateAttribute(input: {{id: 5, etag: "{etag}", key: "Color", choices: ["red", "blue"]}}) {{ attribute {{ _etag key choices }} }} }}"#
    );
    let said = api.data(&update);
    assert_eq!(said["updateAttribute"]["attribute"]["choices"], json!(["red", "blue"]));
    assert_eq!(api.code(&update), "CONCURRENCY_ERROR");
    api.data(r#"mutation { createPart(input: {partNumber: "A", attributes: {key: "Color", value: "red"}}) { part { id } } }"#);
    let etag = said["updateAttribute"]["attribute"]["_etag"].as_str().expect("an etag").to_owned();
    assert_eq!(api.code(&format!(r#"mutation {{ deleteAttribute(id: 5, etag: "{etag}") {{ id }} }}"#)), "DELETE_BLOCKED");
    let clash = r#"mutation { createAttribute(input: {table: PART, key: "Finish"}) { attribute { id } } }"#;
    assert_eq!(api.code(clash), "VALIDATION");
}
