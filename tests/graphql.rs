//! The API through documents: DOMAIN.md §6 word for word, every filter, sort key and error code.

mod common;

use common::api::Api;
use kitroom::domain::*;
use kitroom::graphql::{sdl, sort_keys};
use serde_json::{Value as Json, json};

#[test]
fn example_1_and_2_create() {
    let mut api = Api::example();
    let input = r#"serialNumber: "sn-1", lotNumber: "123", quantity: 1, partId: 1, supplierId: 1, locationId: 5"#;
    let made = api.stock(input);
    assert_eq!(made["id"], 1);
    assert_eq!((&made["trackingType"], &made["quantity"], &made["status"]), (&json!("SERIAL"), &json!(1), &json!("AVAILABLE")));
    let again = format!("mutation {{ createPartInventory(input: {{{input}}}) {{ partInventory {{ id }} }} }}");
    assert_eq!(api.code(&again), "SERIAL_DUPLICATE");
    let lot = api.stock(r#"lotNumber: "lot-12", partId: 2"#);
    assert_eq!((&lot["trackingType"], &lot["quantity"], &lot["status"]), (&json!("LOT"), &json!(0), &json!("UNAVAILABLE")));
    let auto = api.stock(r#"lotNumber: "123", partId: 1, autogenerateSerialNumber: true, autogenerateLotNumber: true"#);
    assert_eq!(auto["lotNumber"], "123");
    assert!(auto["serialNumber"].as_str().is_some_and(|it| !it.is_empty() && it != "sn-1"));
}

#[test]
fn example_3_tracking() {
    let mut api = Api::example();
    let create =
        |input: &str| format!("mutation {{ createPartInventory(input: {{{input}}}) {{ partInventory {{ quantity }} }} }}");
    assert_eq!(api.code(&create(r#"serialNumber: "a", partId: 1, quantity: 2"#)), "SERIAL_QUANTITY");
    assert_eq!(api.code(&create(r#"lotNumber: "a", partId: 2, quantity: -1"#)), "LOT_QUANTITY");
    assert_eq!(api.stock("partId: 3, quantity: -1")["quantity"], -1);
    assert_eq!(api.code(&create("partId: 1")), "SERIAL_REQUIRED");
    assert_eq!(api.code(&create("partId: 2")), "LOT_REQUIRED");
    assert_eq!(api.code(&create(r#"partId: 2, serialNumber: "s""#)), "TRACKING_MISMATCH");
}

#[test]
fn example_4_etags() {
    let mut api = Api::with_kit();
    let old = api.etag("partInventory", 2);
    let update = format!(
        r#"mutation {{ updatePartInventory(input: {{id: 2, etag: "{old}", quantity: 12}}) {{ partInventory {{ quantity _etag }} }} }}"#
    );
    let data = api.data(&update);
    assert_eq!(data["updatePartInventory"]["partInventory"]["quantity"], 12);
    assert_ne!(data["updatePartInventory"]["partInventory"]["_etag"], json!(old));
    let answer = api.ask(&update, json!({}));
    assert!(answer["errors"][0]["message"].as_str().is_some_and(|it| it.contains("Etag does not match")), "{answer}");
    assert_eq!(answer["errors"][0]["extensions"]["code"], "CONCURRENCY_ERROR");
    assert_eq!(answer["data"]["updatePartInventory"], Json::Null);
    assert_eq!(answer["errors"][0]["path"], json!(["updatePartInventory"]));
    let nonsense = r#"mutation { updatePartInventory(input: {id: 2, etag: "x", quantity: 12}) { partInventory { id } } }"#;
    assert_eq!(api.code(nonsense), "CONCURRENCY_ERROR");
    let now = api.etag("partInventory", 2);
    let part =
        format!(r#"mutation {{ updatePartInventory(input: {{id: 2, etag: "{now}", partId: 3}}) {{ partInventory {{ id }} }} }}"#);
    assert_eq!(api.code(&part), "PART_IMMUTABLE");
}

#[test]
fn examples_5_to_9_issue_and_return() {
    let mut api = Api::with_kit();
    let kit = api.data("{ partKit(id: 1) { status partKitItems { id quantity part { partNumber } } } }");
    assert_eq!(kit["partKit"]["status"], "DRAFT");
    assert_eq!(kit["partKit"]["partKitItems"][1]["quantity"], 6);
    let it = api.move_to_kit("issueItemToKit", 1, 1, "");
    let one = &it["partInventory"];
    assert_eq!((&one["quantity"], &one["kitted"], &one["status"]), (&json!(0), &json!(true), &json!("KITTED")));
    assert_eq!(it["partKit"]["partInventories"], json!([{"id": 1, "issuedQuantity": 1}]));
    assert_eq!(it["partKit"]["status"], "IN_PROGRESS");
    let it = api.move_to_kit("issueItemToKit", 2, 2, ", quantity: 4");
    assert_eq!((&it["partInventory"]["quantity"], &it["partInventory"]["kitted"]), (&json!(6), &json!(false)));
    assert_eq!((&it["partKitItem"]["state"], &it["partKitItem"]["remainingQuantity"]), (&json!("SHORT"), &json!(2)));
    let it = api.move_to_kit("issueItemToKit", 2, 2, ", quantity: 2");
    assert_eq!((&it["partKitItem"]["state"], &it["partKitItem"]["issuedQuantity"]), (&json!("FULL"), &json!(6)));
    for (more, line, code) in [
        (", quantity: 1", 2, "KIT_OVER_ISSUE"),
        ("", 2, "QUANTITY_REQUIRED"),
        (", quantity: 99", 2, "INSUFFICIENT_QUANTITY"),
        (", quantity: 1", 1, "KIT_PART_MISMATCH"),
        (", quantity: 0", 2, "QUANTITY_POSITIVE"),
    ] {
        let document = api.move_document("issueItemToKit", 2, line, more);
        assert_eq!(api.code(&document), code);
    }
    api.stock(r#"lotNumber: "q", partId: 2, quantity: 5, locationId: 9"#);
    let document = api.move_document("issueItemToKit", 3, 2, ", quantity: 1");
    assert_eq!(api.code(&document), "INVENTORY_NOT_AVAILABLE");
    let it = api.move_to_kit("moveItemToInventory", 2, 2, ", quantity: 2");
    assert_eq!(
        (&it["partInventory"]["quantity"], &it["partKitItem"]["issuedQuantity"], &it["partKitItem"]["state"]),
        (&json!(6), &json!(4), &json!("SHORT"))
    );
    let document = api.move_document("moveItemToInventory", 2, 2, ", quantity: 5");
    assert_eq!(api.code(&document), "RETURN_EXCEEDS_ISSUED");
    let document = api.move_document("moveItemToInventory", 3, 2, ", quantity: 1");
    assert_eq!(api.code(&document), "NOT_ISSUED_HERE");
    let it = api.move_to_kit("moveItemToInventory", 1, 1, "");
    assert_eq!(
        (&it["partInventory"]["id"], &it["partInventory"]["quantity"], &it["partInventory"]["status"]),
        (&json!(1), &json!(1), &json!("AVAILABLE"))
    );
}

#[test]
fn example_10_delivered_and_completed() {
    let mut api = Api::with_kit();
    api.move_to_kit("issueItemToKit", 2, 2, ", quantity: 4");
    let etag = api.etag("partKit", 1);
    let data = api.data(&format!(
        r#"mutation {{ updatePartKit(input: {{id: 1, etag: "{etag}", status: DELIVERED, deliveryLocationId: 5}}) {{
            partKit {{ status currentLocation {{ id }} }} }} }}"#
    ));
    assert_eq!(data["updatePartKit"]["partKit"], json!({"status": "DELIVERED", "currentLocation": {"id": 5}}));
    let found = api.data(
        "{ partInventories(filters: {locationId: {eq: 5}, lotNumber: {eq: \"lot-12\"}}) { nodes { id location { id } } } }",
    );
    assert_eq!(found["partInventories"]["nodes"], json!([{"id": 2, "location": {"id": 1}}]));
    let etag = api.etag("partKit", 1);
    api.data(&format!(
        r#"mutation {{ updatePartKit(input: {{id: 1, etag: "{etag}", status: COMPLETED}}) {{ partKit {{ status }} }} }}"#
    ));
    let after = api.data("{ partInventory(id: 2) { quantity quantityAvailable location { id } } }");
    assert_eq!(after["partInventory"], json!({"quantity": 6, "quantityAvailable": 6, "location": {"id": 1}}));
    let left = api.data("{ partInventories(filters: {originPartInventoryId: {eq: 2}}) { nodes { quantity location { id } } } }");
    assert_eq!(left["partInventories"]["nodes"], json!([{"quantity": 4, "location": {"id": 5}}]));
    let document = api.move_document("issueItemToKit", 2, 2, ", quantity: 1");
    assert_eq!(api.code(&document), "KIT_CLOSED");
}

#[test]
fn example_11_delete() {
    let mut api = Api::with_kit();
    api.move_to_kit("issueItemToKit", 2, 2, ", quantity: 4");
    let etag = api.etag("partInventory", 2);
    assert_eq!(api.code(&format!(r#"mutation {{ deletePartInventory(id: 2, etag: "{etag}") {{ id }} }}"#)), "DELETE_BLOCKED");
    let made = api.stock("partId: 3");
    let (id, etag) = (&made["id"], &made["_etag"]);
    let delete = format!("mutation {{ deletePartInventory(id: {id}, etag: {etag}) {{ id }} }}");
    assert_eq!(api.data(&delete)["deletePartInventory"]["id"], *id);
    assert_eq!(api.code(&delete), "NOT_FOUND");
    assert_eq!(api.code("{ partInventory(id: 999) { id } }"), "NOT_FOUND");
}

#[test]
fn example_12_pages_both_ways() {
    let mut api = Api::example();
    let all: Vec<String> =
        (0..120).map(|at| format!("m{at}: createPartInventory(input: {{partId: 3}}) {{ partInventory {{ id }} }}")).collect();
    api.data(&format!("mutation {{ {} }}", all.join("\n")));
    let page = "edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor totalCount count }";
    let mut after = String::new();
    let mut seen = Vec::new();
    for (count, next) in [(50, true), (50, true), (20, false)] {
        let data = api.data(&format!("{{ partInventories(first: 50 {after}) {{ {page} }} }}"));
        let info = &data["partInventories"]["pageInfo"];
        assert_eq!((&info["count"], &info["totalCount"], &info["hasNextPage"]), (&json!(count), &json!(120), &json!(next)));
        assert_eq!(info["hasPreviousPage"], !seen.is_empty());
        seen.extend(
            data["partInventories"]["edges"]
                .as_array()
                .expect("edges")
                .iter()
                .map(|it| it["node"]["id"].as_u64().expect("an id")),
        );
        after = format!(", after: {}", info["endCursor"]);
    }
    assert_eq!(seen, (1..=120).collect::<Vec<u64>>());
    let data = api.data(&format!("{{ partInventories(last: 20, before: \"101\", sort: [ID_ASC]) {{ {page} }} }}"));
    let info = &data["partInventories"]["pageInfo"];
    assert_eq!(
        (&info["startCursor"], &info["endCursor"], &info["hasPreviousPage"], &info["hasNextPage"]),
        (&json!("81"), &json!("100"), &json!(true), &json!(true))
    );
    assert_eq!(
        api.data("{ partInventories(first: 0) { nodes { id } pageInfo { count startCursor } } }")["partInventories"]["nodes"],
        json!([])
    );
    assert_eq!(api.code("{ partInventories(first: 1001) { nodes { id } } }"), "VALIDATION");
    assert_eq!(api.code("{ partInventories(first: -1) { nodes { id } } }"), "VALIDATION");
    assert_eq!(api.code("{ partInventories(after: \"zz\") { nodes { id } } }"), "VALIDATION");
}

#[test]
fn every_filter_operator() {
    let mut api = Api::with_kit();
    api.stock(r#"partId: 3, quantity: 2.5, cost: "11.21", expiresOn: "2026-12-31", usageType: TEST"#);
    let day =
        api.data("{ partInventory(id: 1) { createdAt } }")["partInventory"]["createdAt"].as_str().expect("a time").to_string();
    for (filter, wanted) in [
        ("quantity: {eq: 2.5}", vec![3]),
        ("quantity: {neq: 1}", vec![2, 3]),
        ("quantity: {in: [1, \"10\"]}", vec![1, 2]),
        ("quantity: {notIn: [1]}", vec![2, 3]),
        ("quantity: {lt: 2.5}", vec![1]),
        ("quantity: {lte: 2.5}", vec![1, 3]),
        ("quantity: {gt: 2.5}", vec![2]),
        ("quantity: {gte: 2.5}", vec![2, 3]),
        ("cost: {isNull: true}", vec![1, 2]),
        ("cost: {isNull: false}", vec![3]),
        ("cost: {eq: 11.21}", vec![3]),
        ("lotNumber: {like: \"lot%\"}", vec![2]),
        ("lotNumber: {like: \"LOT%\"}", vec![]),
        ("lotNumber: {ilike: \"LOT-_2\"}", vec![2]),
        ("lotNumber: {eq: \"123\"}", vec![1]),
        ("lotNumber: {isNull: true}", vec![3]),
        ("id: {eq: \"2\"}", vec![2]),
        ("id: {in: [1, 3]}", vec![1, 3]),
        ("partId: {eq: 2}", vec![2]),
        ("partId: {neq: 2}", vec![1, 3]),
        ("part: {partNumber: {ilike: \"%brkt%\"}}", vec![1]),
        ("part: {trackingType: {isNull: true}}", vec![3]),
        ("part: {trackingType: {eq: LOT}}", vec![2]),
        ("status: {eq: AVAILABLE}", vec![1, 2, 3]),
        ("trackingType: {in: [SERIAL, LOT]}", vec![1, 2]),
        ("usageType: {eq: TEST}", vec![3]),
        ("trackingType: {like: \"SER%\"}", vec![1]),
        ("kitted: {eq: false}", vec![1, 2, 3]),
        ("unavailable: {eq: true}", vec![]),
        ("expiresOn: {gt: \"2026-12-30\"}", vec![3]),
        ("expiresOn: {lt: \"2026-12-31\"}", vec![]),
        ("supplier: {name: {eq: \"Acme\"}}", vec![1]),
        ("location: {name: {eq: \"Shelf 1\"}}", vec![2]),
        ("location: {available: {eq: true}}", vec![1, 2]),
        ("locationId: {isNull: true}", vec![3]),
        ("locationId: {neq: 5}", vec![2, 3]),
        ("locationId: {in: [1, 5]}", vec![1, 2]),
        ("or: [{id: {eq: 1}}, {quantity: {gt: 9}}]", vec![1, 2]),
        ("not: {id: {eq: 1}}", vec![2, 3]),
        ("and: [{id: {gt: 1}}, {id: {lt: 3}}]", vec![2]),
        ("search: \"brkt sn\"", vec![1]),
        ("createdAt: {lte: \"2100-01-01\"}", vec![1, 2, 3]),
        ("createdBy: {name: {eq: \"Ada\"}}", vec![1, 2, 3]),
        ("quantity: {gte: 1, lt: 3}", vec![1, 3]),
        ("part: null, id: {eq: 1}", vec![1]),
    ] {
        let data = api.data(&format!("{{ partInventories(filters: {{{filter}}}) {{ nodes {{ id }} }} }}"));
        let ids: Vec<u64> =
            data["partInventories"]["nodes"].as_array().expect("nodes").iter().filter_map(|it| it["id"].as_u64()).collect();
        assert_eq!(ids, wanted, "{filter}");
    }
    let data = api.ask(
        "query ($filters: PartInventoriesInputFilters, $sort: [PartInventorySortEnum]) { partInventories(filters: $filters, sort: $sort) { nodes { id } } }",
        json!({"filters": {"createdAt": {"gt": day}}, "sort": ["QUANTITY_DESC"]}),
    );
    assert_eq!(data["data"]["partInventories"]["nodes"], json!([{"id": 2}, {"id": 3}]));
    for filter in ["quantity: {eq: \"x\"}", "id: {eq: 0}", "id: {eq: 9223372036854775808}", "expiresOn: {eq: \"31.12.2026\"}"] {
        assert_eq!(
            api.code(&format!("{{ partInventories(filters: {{{filter}}}) {{ nodes {{ id }} }} }}")),
            "VALIDATION",
            "{filter}"
        );
    }
}

#[test]
fn every_sort_key() {
    let mut api = Api::with_kit();
    api.stock(r#"partId: 1, serialNumber: "SN-10", quantity: 1, cost: 2"#);
    api.stock(r#"partId: 1, serialNumber: "SN-9", quantity: 0, cost: 10"#);
    let order = |api: &mut Api, sort: &str| -> Vec<u64> {
        let data = api.data(&format!("{{ partInventories(sort: {sort}) {{ nodes {{ id }} }} }}"));
        data["partInventories"]["nodes"].as_array().expect("nodes").iter().filter_map(|it| it["id"].as_u64()).collect()
    };
    assert_eq!(order(&mut api, "[SERIAL_NUMBER_ASC]"), [1, 4, 3, 2], "natural order, nothing last");
    assert_eq!(order(&mut api, "[SERIAL_NUMBER_DESC]"), [3, 4, 1, 2], "nothing last either way");
    assert_eq!(order(&mut api, "[COST_ASC]"), [3, 4, 1, 2]);
    assert_eq!(order(&mut api, "[QUANTITY_DESC, ID_DESC]"), [2, 3, 1, 4]);
    assert_eq!(order(&mut api, "LOCATION_NAME_ASC"), [2, 1, 3, 4]);
    assert_eq!(order(&mut api, "[PART_NUMBER_DESC, SERIAL_NUMBER_DESC]"), [2, 3, 4, 1]);
    for key in
        ["ID", "SERIAL_NUMBER", "LOT_NUMBER", "QUANTITY", "COST", "CREATED", "UPDATED", "PART_NUMBER", "LOCATION_NAME", "STATUS"]
    {
        assert!(sort_keys(Table::Inventory).iter().any(|it| it.0 == key), "{key}");
    }
    for (table, _, plural) in [
        (Table::Inventory, "", "partInventories"),
        (Table::Part, "", "parts"),
        (Table::Kit, "", "partKits"),
        (Table::KitItem, "", "partKitItems"),
        (Table::Run, "", "runs"),
        (Table::Location, "", "locations"),
        (Table::Supplier, "", "suppliers"),
        (Table::SupplierPart, "", "supplierParts"),
        (Table::Unit, "", "unitsOfMeasurement"),
        (Table::User, "", "users"),
        (Table::MbomItem, "", "mbomItems"),
        (Table::Requirement, "", "buildRequirements"),
        (Table::Installation, "", "abomInstallations"),
    ] {
        for (key, _) in sort_keys(table) {
            for way in ["ASC", "DESC"] {
                let data = api.data(&format!("{{ {plural}(sort: [{key}_{way}]) {{ pageInfo {{ totalCount count }} }} }}"));
                assert_eq!(data[plural]["pageInfo"]["count"], data[plural]["pageInfo"]["totalCount"], "{plural} {key}");
            }
        }
    }
}

#[test]
fn every_code_that_is_left() {
    let mut api = Api::with_kit();
    // RUN_CLOSED, and a refusal that leaves the other fields standing.
    api.data(r#"mutation { createRun(input: {title: "Second"}) { run { id } } }"#);
    let etag = api.etag("run", 2);
    let data = api.data(&format!(r#"mutation {{ cancelRun(id: 2, etag: "{etag}") {{ run {{ status open }} }} }}"#));
    assert_eq!(data["cancelRun"]["run"], json!({"status": "canceled", "open": false}));
    assert_eq!(api.code("mutation { createPartKit(input: {runId: 2}) { partKit { id } } }"), "RUN_CLOSED");
    // A unit with a BOM: part 4 is made of part 2 × 4 and of itself's kind.
    api.data(
        r#"mutation { createPart(input: {partNumber: "ASSY", trackingType: SERIAL}) { part { id } }
            a: createMbomItem(input: {parentId: 4, partId: 2, quantity: 4}) { mbomItem { id quantity part { partNumber } } }
            b: createMbomItem(input: {parentId: 4, partId: 1, quantity: 1}) { mbomItem { id } }
            createRun(input: {title: "Assembly", partId: 4, serialNumber: "U-1"}) { run { id } partInventory { id status buildRequirements { id part { partNumber } } } } }"#,
    );
    let unit =
        api.data("{ run(id: 3) { partInventory { id status buildRequirements { id quantity } } } }")["run"]["partInventory"]
            .clone();
    assert_eq!(unit["status"], "WIP");
    assert_eq!(unit["buildRequirements"].as_array().map(Vec::len), Some(2));
    let install = |api: &mut Api, need: u32, record: u32, more: &str| {
        let etag = api.etag("partInventory", record);
        format!(
            r#"mutation {{ createAbomInstallation(input: {{buildRequirementId: {need}, partInventoryId: {record}, etag: "{etag}" {more}}}) {{
                abomInstallation {{ id quantity }} partInventory {{ quantity installed }} }} }}"#
        )
    };
    let document = install(&mut api, 1, 2, ", quantity: 99");
    assert_eq!(api.code(&document), "INSTALL_EXCEEDS");
    let document = install(&mut api, 1, 1, "");
    assert_eq!(api.code(&document), "INSTALL_PART_MISMATCH");
    let document = install(&mut api, 1, 2, ", quantity: 4");
    let data = api.data(&document);
    assert_eq!(data["createAbomInstallation"]["abomInstallation"]["quantity"], 4);
    let id = unit["id"].as_u64().expect("an id");
    let tree = api.data(&format!("{{ partInventory(id: {id}) {{ asBuilt(depth: 3) {{ depth quantity partInventory {{ lotNumber whereUsed {{ unit {{ serialNumber }} }} }} }} }} }}"));
    assert_eq!(
        tree["partInventory"]["asBuilt"],
        json!([{"depth": 1, "quantity": 4, "partInventory": {"lotNumber": "lot-12", "whereUsed": [{"unit": {"serialNumber": "U-1"}}]}}])
    );
    // ABOM_CYCLE: a unit required on itself.
    api.data(&format!("mutation {{ createBuildRequirement(input: {{partInventoryId: {id}, partId: 4, quantity: 1}}) {{ buildRequirement {{ id }} }} }}"));
    let etag = api.etag("partInventory", id as u32);
    api.data(&format!(r#"mutation {{ moveItemToInventory(input: {{partInventoryId: {id}, etag: "{etag}"}}) {{ partInventory {{ quantity status }} }} }}"#));
    let document = install(&mut api, 3, id as u32, "");
    assert_eq!(api.code(&document), "ABOM_CYCLE");
    // UNDO_BLOCKED, and an undo.
    assert_eq!(api.code("mutation { undoLedgerEntry(id: 1) { ledgerEntryId } }"), "UNDO_BLOCKED");
    api.data(r#"mutation { createSupplier(input: {name: "Gone"}) { supplier { id } ledgerEntryId } }"#);
    let head = api.shop.room.head;
    let data = api.data(&format!("mutation {{ undoLedgerEntry(id: {head}) {{ ledgerEntryId }} }}"));
    assert_eq!(data["undoLedgerEntry"]["ledgerEntryId"], head + 1);
    assert_eq!(api.data("{ suppliers { pageInfo { totalCount } } }")["suppliers"]["pageInfo"]["totalCount"], 1);
    assert_eq!(api.code("mutation { undoLedgerEntry(id: 9999) { ledgerEntryId } }"), "NOT_FOUND");
}

#[test]
fn each_field_of_a_document_is_one_act() {
    let mut api = Api::example();
    let head = api.shop.room.head;
    let answer = api.ask(
        r#"mutation { a: createSupplier(input: {name: "B"}) { supplier { id _etag } }
            b: createSupplier(input: {name: "B"}) { supplier { id } }
            c: createSupplier(input: {name: "C"}) { supplier { id _etag } } }"#,
        json!({}),
    );
    assert_eq!(api.shop.room.head, head + 2);
    assert_eq!(
        (&answer["data"]["a"]["supplier"]["id"], &answer["data"]["b"], &answer["data"]["c"]["supplier"]["id"]),
        (&json!(2), &Json::Null, &json!(3))
    );
    assert_eq!(answer["errors"][0]["path"], json!(["b"]));
    assert_eq!(answer["errors"][0]["extensions"], json!({"code": "VALIDATION", "field": "name"}));
    for (id, alias) in [(2, "a"), (3, "c")] {
        assert_eq!(
            json!(api.etag("supplier", id)),
            answer["data"][alias]["supplier"]["_etag"],
            "the etag answered is the one there after the append"
        );
    }
    let both = api.post(r#"[{"query": "mutation { createSupplier(input: {name: \"D\"}) { supplier { id } } }"}, {"query": "{ supplier(id: 4) { name } }"}]"#);
    let both: Json = serde_json::from_str(&both.body).expect("JSON");
    assert_eq!(both[1]["data"]["supplier"]["name"], "D");
}

#[test]
fn absent_is_untouched_and_null_clears() {
    let mut api = Api::with_kit();
    let update = "mutation ($id: ID!, $etag: String!, $lot: String, $place: ID, $cost: Quantity) {
        updatePartInventory(input: {id: $id, etag: $etag, lotNumber: $lot, locationId: $place, cost: $cost}) { partInventory { lotNumber locationId cost } } }";
    let etag = api.etag("partInventory", 1);
    let answer = api.ask(update, json!({"id": "1", "etag": etag, "place": null, "cost": "0.1"}));
    assert_eq!(
        answer["data"]["updatePartInventory"]["partInventory"],
        json!({"lotNumber": "123", "locationId": null, "cost": 0.1})
    );
}

#[test]
fn quantities_are_exact() {
    let mut api = Api::example();
    for (given, shown) in [
        ("0.1", "0.1"),
        ("\"999999999.999999\"", "999999999.999999"),
        ("123456789.123456", "123456789.123456"),
        ("1e3", "1000"),
        ("-0.000001", "-1e-6"),
    ] {
        let made = api.stock(&format!("partId: 3, quantity: {given}"));
        assert_eq!(made["quantity"].to_string().parse::<f64>().ok(), shown.parse().ok(), "{given}");
    }
    for given in ["NaN", "1e400", "\"x\"", "0.0000001", "9223372036854775808", "1000000000", "true", "[1]"] {
        let document =
            format!("mutation {{ createPartInventory(input: {{partId: 3, quantity: {given}}}) {{ partInventory {{ id }} }} }}");
        let answer = api.ask(&document, json!({}));
        assert_eq!(answer["errors"][0]["extensions"]["code"], "VALIDATION", "{given}: {answer}");
    }
}

#[test]
fn a_command_id_acts_once() {
    let mut api = Api::example();
    let query = r#"mutation { createSupplier(input: {name: \"Once\"}) { supplier { id name } } }"#;
    let request = format!(r#"{{"query": "{query}", "extensions": {{"commandId": "018f0000-0000-7000-8000-000000000001"}}}}"#);
    let head = api.shop.room.head;
    let first = api.post(&request);
    let again = api.post(&request);
    assert_eq!((first.body, again.entries.len(), api.shop.room.head), (again.body, 0, head + 1));
    let other = api.post(&request.replace("Once", "Twice"));
    assert!(other.body.contains("another request"), "{}", other.body);
    assert_eq!(api.shop.room.head, head + 1);
}

#[test]
fn the_ledger_tells_what_was_done() {
    let mut api = Api::with_kit();
    api.move_to_kit("issueItemToKit", 2, 2, ", quantity: 4");
    let data = api.data(
        "{ ledger(first: 1) { nodes { id act user { name } records { type id name } changes { kind field before after quantity } } pageInfo { totalCount hasNextPage } }
            touched: ledger(filters: {type: \"PartInventory\", id: 2}) { pageInfo { totalCount } } ledgerEntry(id: 1) { act } }",
    );
    let last = &data["ledger"]["nodes"][0];
    assert_eq!((&last["act"], &last["user"]["name"]), (&json!("issue"), &json!("Ada")));
    assert!(
        last["changes"].as_array().is_some_and(|it| it.iter().any(|it| it["kind"] == "move" && it["quantity"] == 4)),
        "{last}"
    );
    assert!(
        last["records"].as_array().is_some_and(|it| it.iter().any(|it| it["type"] == "PartInventory" && it["id"] == 2)),
        "{last}"
    );
    assert_eq!(data["touched"]["pageInfo"]["totalCount"], 2);
    assert_eq!(data["ledgerEntry"]["act"], "found");
}

#[test]
fn the_rest_of_the_acts() {
    let mut api = Api::with_kit();
    let one = |verb: &str, id: u32, etag: &str, more: &str, what: &str| {
        format!(r#"mutation {{ {verb}(input: {{id: {id}, etag: "{etag}" {more}}}) {{ {what} }} }}"#)
    };
    let etag = api.etag("partInventory", 2);
    let data = api.data(&one(
        "splitPartInventory",
        2,
        &etag,
        ", pieces: [{quantity: 3, locationId: 4}]",
        "partInventories { id quantity locationId }",
    ));
    assert_eq!(data["splitPartInventory"]["partInventories"][0], json!({"id": 3, "quantity": 3, "locationId": 4}));
    let (a, b) = (api.etag("partInventory", 2), api.etag("partInventory", 3));
    let both = format!(r#"partInventories: [{{id: 2, etag: "{a}"}}, {{id: 3, etag: "{b}"}}]"#);
    let data = api.data(&format!(
        "mutation {{ movePartInventories(input: {{{both}, locationId: 5}}) {{ partInventories {{ locationId }} }} }}"
    ));
    assert_eq!(data["movePartInventories"]["partInventories"], json!([{"locationId": 5}, {"locationId": 5}]));
    let (a, b) = (api.etag("partInventory", 2), api.etag("partInventory", 3));
    let both = format!(r#"partInventories: [{{id: 2, etag: "{a}"}}, {{id: 3, etag: "{b}"}}]"#);
    let data = api.data(&format!("mutation {{ mergePartInventories(input: {{{both}}}) {{ partInventory {{ id quantity }} }} }}"));
    assert_eq!(data["mergePartInventories"]["partInventory"], json!({"id": 2, "quantity": 10}));
    for (verb, more, quantity) in [
        ("receivePartInventory", ", quantity: 5", 15),
        ("scrapPartInventory", ", quantity: 2, note: \"bent\"", 15),
        ("unscrapPartInventory", ", quantity: 1", 15),
        ("disposePartInventory", ", quantity: 1", 14),
    ] {
        let etag = api.etag("partInventory", 2);
        let data = api.data(&one(verb, 2, &etag, more, "partInventory { quantity }"));
        assert_eq!(data[verb]["partInventory"]["quantity"], quantity, "{verb}");
    }
    let etag = api.etag("partInventory", 2);
    let data = api.data(&format!(r#"mutation {{ countPartInventories(input: {{lines: [{{id: 2, etag: "{etag}", quantity: 9}}]}}) {{ partInventories {{ quantity }} }} }}"#));
    assert_eq!(data["countPartInventories"]["partInventories"][0]["quantity"], 9);
    for (verb, status) in [("holdPartInventories", "UNAVAILABLE"), ("releasePartInventories", "AVAILABLE")] {
        let etag = api.etag("partInventory", 2);
        let data = api.data(&format!(
            r#"mutation {{ {verb}(input: {{partInventories: [{{id: 2, etag: "{etag}"}}]}}) {{ partInventories {{ status }} }} }}"#
        ));
        assert_eq!(data[verb]["partInventories"][0]["status"], status);
    }
    let etag = api.etag("partKit", 1);
    let data = api.data(&one("fulfillPartKit", 1, &etag, "", "partKit { shortLines } partKitItems { state }"));
    assert_eq!(
        data["fulfillPartKit"],
        json!({"partKit": {"shortLines": 0}, "partKitItems": [{"state": "FULL"}, {"state": "FULL"}]})
    );
    let data = api.data(
        "mutation { createPartInventorySerials(input: {partId: 1, serials: \"S-1…S-3\"}) { partInventories { serialNumber } } }",
    );
    assert_eq!(data["createPartInventorySerials"]["partInventories"].as_array().map(Vec::len), Some(3));
    let etag = api.etag("part", 1);
    let data = api.data(&one("createPartRevision", 1, &etag, "", "part { revision revisedFrom { id } }"));
    assert_eq!(data["createPartRevision"]["part"], json!({"revision": "B", "revisedFrom": {"id": 1}}));
    let etag = api.data("{ settings { _etag } }")["settings"]["_etag"].clone();
    let data = api.data(&format!("mutation {{ updateSettings(input: {{etag: {etag}, serialPattern: \"X-{{seq:3}}\"}}) {{ settings {{ serialPattern }} }} }}"));
    assert_eq!(data["updateSettings"]["settings"]["serialPattern"], "X-{seq:3}");
    let etag = api.etag("location", 9);
    let data = api.data(&one("updateLocation", 9, &etag, ", available: true", "location { available path }"));
    assert_eq!(data["updateLocation"]["location"], json!({"available": true, "path": "QUARANTINE"}));
}

#[test]
fn introspection_answers_and_everything_is_described() {
    let mut api = Api::new();
    let query = "{ __schema { queryType { name } mutationType { name } types { name kind description
        fields { name description args { name description type { name } } type { kind name ofType { kind name ofType { kind name ofType { name } } } } }
        inputFields { name description } enumValues { name description } } directives { name } } }";
    let data = api.data(query);
    assert_eq!(data["__schema"]["mutationType"]["name"], "Mutation");
    let mut bare = Vec::new();
    for ty in data["__schema"]["types"].as_array().expect("types") {
        let name = ty["name"].as_str().unwrap_or_default();
        if name.starts_with("__") || name == "ID" {
            continue;
        }
        let described = |it: &Json| it["description"].as_str().is_some_and(|it| !it.trim().is_empty());
        if !described(ty) {
            bare.push(name.to_string());
        }
        for list in ["fields", "inputFields", "enumValues"] {
            for it in ty[list].as_array().into_iter().flatten() {
                if !described(it) {
                    bare.push(format!("{name}.{}", it["name"]));
                }
                bare.extend(
                    it["args"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter(|it| !described(it))
                        .map(|arg| format!("{name}.{}({})", it["name"], arg["name"])),
                );
            }
        }
    }
    assert!(bare.is_empty(), "no description: {}", bare.join(", "));
}

#[test]
fn the_schema_is_the_file() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/schema.graphql");
    let schema = sdl().expect("a schema");
    if std::env::var_os("KITROOM_BLESS").is_some() {
        std::fs::write(path, &schema).expect("the file can be written");
    }
    let file = std::fs::read_to_string(path).unwrap_or_default();
    let differs = schema.lines().zip(file.lines().chain(std::iter::repeat(""))).position(|(a, b)| a != b);
    assert!(
        schema == file,
        "docs/schema.graphql differs from line {differs:?}: run KITROOM_BLESS=1 cargo test --features api --test graphql"
    );
}

#[test]
fn every_field_of_every_record_answers() {
    let mut api = Api::new();
    api.shop.room = Stockroom::new(9);
    api.shop.entries = kitroom::demo::build(&mut api.shop.room, api.shop.context.now);
    let data = api.data(
        "{ __schema { types { name kind fields { name args { name } type { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }",
    );
    let types = data["__schema"]["types"].as_array().expect("types").clone();
    let fields_of = |name: &str| {
        let of = types.iter().find(|it| it["name"] == name).unwrap_or_else(|| panic!("no type {name}"));
        of["fields"].as_array().expect("fields").clone()
    };
    let named = |mut ty: &Json| {
        while ty["name"].is_null() {
            ty = &ty["ofType"];
        }
        ty.clone()
    };
    // All the scalars of a type, and of what its fields lead to the scalars again.
    let scalars = |name: &str| -> String {
        let all = fields_of(name);
        let plain = all.iter().filter(|it| named(&it["type"])["kind"] != "OBJECT");
        plain.map(|it| format!("{} ", it["name"].as_str().unwrap_or_default())).collect()
    };
    let mut answered = 0;
    for field in fields_of("Query") {
        let name = field["name"].as_str().expect("a name");
        let connection = named(&field["type"])["name"].as_str().expect("a type").to_string();
        let Some(ty) = connection.strip_suffix("Connection") else { continue };
        let all = fields_of(ty);
        let selection: Vec<String> = all
            .iter()
            .map(|it| {
                let (field, of) = (it["name"].as_str().unwrap_or_default(), named(&it["type"]));
                if of["kind"] == "OBJECT" {
                    format!("{field} {{ {} }}", scalars(of["name"].as_str().unwrap_or_default()))
                } else {
                    field.into()
                }
            })
            .collect();
        for chunk in selection.chunks(12) {
            let data =
                api.data(&format!("{{ {name}(last: 25) {{ nodes {{ {} }} pageInfo {{ totalCount }} }} }}", chunk.join(" ")));
            answered += data[name]["nodes"].as_array().map_or(0, Vec::len);
        }
    }
    assert!(answered > 500, "the demo shows too little: {answered}");
}
