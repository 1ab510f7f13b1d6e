//! The guides, importers and examples as they are followed: one document after the other.

use super::{CREATE_PART, CREATE_STOCK, stocked};
use serde_json::{Value as Json, json};

#[test]
fn the_importers_send_arrays_of_requests_with_nulls_in_them() {
    let mut api = stocked();
    let rows = [
        json!({ "serialNumber": "sn-1", "quantity": 1, "partId": 1, "lotNumber": null, "locationId": 1 }),
        json!({ "serialNumber": null, "quantity": 40, "partId": "2", "lotNumber": "lot-1", "locationId": null }),
        json!({ "serialNumber": null, "quantity": 1, "partId": 77, "lotNumber": "lot-2", "locationId": null }),
    ];
    let requests: Vec<Json> =
        rows.iter().map(|input| json!({ "query": CREATE_STOCK, "variables": { "input": input } })).collect();
    let answers = api.post(&Json::from(requests));
    assert_eq!(answers[0]["data"]["createPartInventory"]["partInventory"]["part"]["partNumber"], "BRKT-001");
    assert_eq!(answers[1]["data"]["createPartInventory"]["partInventory"]["lotNumber"], "lot-1");
    assert_eq!(answers[2]["errors"][0]["extensions"]["code"], "NOT_FOUND");
    // Beyond a hundred rows, too: they send a whole sheet at once.
    let sheet: Vec<Json> = (0..400)
        .map(|row| {
            let input = json!({ "serialNumber": format!("bulk-{row}"), "quantity": 1, "partId": 1 });
            json!({ "query": CREATE_STOCK, "variables": { "input": input } })
        })
        .collect();
    let answers = api.post(&Json::from(sheet));
    assert_eq!(answers.as_array().map(Vec::len), Some(400));
    assert!(answers.as_array().is_some_and(|all| all.iter().all(|it| it.get("errors").is_none())));
}

#[test]
fn the_importers_look_up_parts_places_and_units() {
    let mut api = stocked();
    let parts = api.run(
        "query GetParts($filters: PartsInputFilters) { parts(filters: $filters) { edges { node { id partNumber } } } }",
        json!({ "filters": { "partNumber": { "in": ["BRKT-001", "NONE"] } } }),
    );
    assert_eq!(parts["parts"]["edges"], json!([{ "node": { "id": 1, "partNumber": "BRKT-001" } }]));
    let places = api.run(
        "query GetLocations($filters: LocationsInputFilters, $sort: [LocationSortEnum]) {
            locations(sort: $sort, filters: $filters) { edges { node { id name } } } }",
        json!({ "filters": { "name": { "in": ["Shelf"] } } }),
    );
    assert_eq!(places["locations"]["edges"][0]["node"]["id"], 1);
    let made = api.run(
        "mutation CreateUnitOfMeasurement($input: CreateUnitOfMeasurementInput!) {
            createUnitOfMeasurement(input: $input) { unitOfMeasurement { id type } } }",
        json!({ "input": { "type": "reel" } }),
    );
    let units = api.run(
        "query UnitsOfMeasurements($filters: UnitsOfMeasurementInputFilters, $sort: [UnitOfMeasurementSortEnum]) {
            unitsOfMeasurement(sort: $sort, filters: $filters) { edges { node { id type } } } }",
        json!({ "filters": { "type": { "in": ["reel"] } } }),
    );
    assert_eq!(units["unitsOfMeasurement"]["edges"][0]["node"], made["createUnitOfMeasurement"]["unitOfMeasurement"]);
    let place = api.run("query GetLocation($id: ID!) { location(id: $id) { id name } }", json!({ "id": 1 }));
    assert_eq!(place["location"]["name"], "Shelf");
}

#[test]
fn the_importers_make_boms_and_runs() {
    let mut api = stocked();
    let line = api.run(
        "mutation($input: CreateMBomItemInput!){ createMbomItem(input: $input) { mbomItem { id } } }",
        json!({ "input": { "partId": 2, "parentId": 1, "quantity": 4 } }),
    );
    assert_eq!(line["createMbomItem"]["mbomItem"]["id"], 1);
    api.run(CREATE_STOCK, json!({ "input": { "serialNumber": "sn-1", "quantity": 1, "partId": 1 } }));
    let run = api.run(
        "mutation CreateRun($input: CreateRunInput!) { createRun(input: $input) { run { id title partInventoryId } } }",
        json!({ "input": { "title": "Build", "partInventoryId": 1 } }),
    );
    assert_eq!(run["createRun"]["run"], json!({ "id": 1, "title": "Build", "partInventoryId": 1 }));
    let runs = api.run(
        "query GetRuns($filters: RunsInputFilters, $sort: [RunSortEnum]) {
            runs(sort: $sort, filters: $filters) { edges { node { id title } } } }",
        json!({ "filters": { "status": { "eq": "todo" } }, "sort": ["ID_DESC"] }),
    );
    assert_eq!(runs["runs"]["edges"][0]["node"]["title"], "Build");
}

#[test]
fn the_examples_read_and_update_stock() {
    let mut api = stocked();
    let input = json!({ "lotNumber": "lot-1", "quantity": 40, "partId": 2, "locationId": 1 });
    api.run(CREATE_STOCK, json!({ "input": input }));
    let found = api.run(
        "query getPartInventories($filters: PartInventoriesInputFilters) {
            partInventories(filters: $filters) { edges { node {
                id partId quantityAvailable quantity part { partNumber description revision } } } } }",
        json!({ "filters": { "locationId": { "eq": 1 }, "status": { "neq": "INSTALLED" } } }),
    );
    assert_eq!(found["partInventories"]["edges"][0]["node"]["quantity"], 40);
    let one = api.run(
        "query PartInventory($id: ID!) { partInventory(id: $id) {
            _etag id quantity status part { description partNumber revision } quantity } }",
        json!({ "id": "1" }),
    );
    let updated = api.run(
        "mutation UpdatePartInventory($input: UpdatePartInventoryInput!) {
            updatePartInventory(input: $input) { partInventory { _etag id part { description partNumber revision } quantity } } }",
        json!({ "input": { "id": 1, "etag": one["partInventory"]["_etag"], "quantity": 12.5 } }),
    );
    assert_eq!(updated["updatePartInventory"]["partInventory"]["quantity"], 12.5);
    // The export of as-built structures walks the pages by their end.
    let page = api.run(
        "query GetInventories($after: String) { partInventories(first: 50, after: $after) {
            edges { node { part { partNumber description } serialNumber lotNumber
                buildRequirements { abomInstallations { quantity partInventory {
                    part { partNumber description } serialNumber lotNumber } } } } }
            pageInfo { endCursor hasNextPage } } }",
        json!({ "after": null }),
    );
    assert_eq!(page["partInventories"]["pageInfo"], json!({ "endCursor": "1", "hasNextPage": false }));
    assert_eq!(page["partInventories"]["edges"][0]["node"]["buildRequirements"], json!([]));
}

#[test]
fn the_guide_of_inventory_and_kitting_is_followed_step_by_step() {
    let mut api = stocked();
    let auto = json!({ "partId": 2, "lotNumber": "123", "quantity": 10, "locationId": 1 });
    let stock = api.run(CREATE_STOCK, json!({ "input": auto }))["createPartInventory"]["partInventory"].clone();
    api.run(
        "mutation CreateRun($input: CreateRunInput!) { createRun(input: $input) { run { id } } }",
        json!({ "input": { "title": "Build", "partId": 1 } }),
    );
    api.run(
        "mutation CreatePartKit($input: CreatePartKitInput!) { createPartKit(input: $input) { partKit { id _etag } } }",
        json!({ "input": { "runId": 1 } }),
    );
    api.run(
        "mutation CreatePartKitItem($input: CreatePartKitItemInput!) {
            createPartKitItem(input: $input) { partKitItem { id } } }",
        json!({ "input": { "partKitId": 1, "partId": 2, "quantity": 6 } }),
    );
    let input = json!({ "partInventoryId": 1, "partKitItemId": 1, "quantity": 6, "etag": stock["_etag"] });
    let issued = api.run(
        "mutation IssueItemToKit($input: InventoryToKitInput!) {
            issueItemToKit(input: $input) { partInventory { id quantity kitted _etag runs { id } } } }",
        json!({ "input": input }),
    );
    let issued = &issued["issueItemToKit"]["partInventory"];
    assert_eq!((issued["quantity"].clone(), issued["kitted"].clone()), (json!(4), json!(false)));
    let back = api.run(
        "mutation MoveItemToInventory($input: InventoryToKitInput!) {
            moveItemToInventory(input: $input) { partInventory { id quantity kitted } } }",
        json!({ "input": { "partInventoryId": 1, "partKitItemId": 1, "quantity": 6, "etag": issued["_etag"] } }),
    );
    assert_eq!(back["moveItemToInventory"]["partInventory"]["quantity"], 10);
    let kit = api
        .run("query PartKit($id: ID!) { partKit(id: $id) { id status run { id } partInventories { id } } }", json!({ "id": 1 }));
    assert_eq!(kit["partKit"]["run"]["id"], 1);
}

#[test]
fn the_guide_of_mboms_is_followed() {
    let mut api = stocked();
    let made = api.run(
        "mutation AddMBomItem($input: CreateMBomItemInput!) { createMbomItem(input: $input) { mbomItem { id _etag quantity part { id } } } }",
        json!({ "input": { "parentId": 1, "partId": 2, "quantity": 4 } }),
    );
    assert_eq!(made["createMbomItem"]["mbomItem"]["part"], json!({ "id": 2 }));
    let found = api.run(
        "query MBomItems($filters: MBomItemsInputFilters) { mbomItems(filters: $filters) { edges { node { ...Line } } } }
            fragment Line on MBomItem { __typename id quantity parentId part { partNumber } }",
        json!({ "filters": { "parentId": { "eq": 1 } } }),
    );
    let line = json!({ "__typename": "MBomItem", "id": 1, "quantity": 4, "parentId": 1, "part": { "partNumber": "FAST-M3" } });
    assert_eq!(found["mbomItems"]["edges"], json!([{ "node": line }]));
    // Substitutes and designators are records, each with what it belongs to.
    api.run(CREATE_PART, json!({ "input": { "partNumber": "FAST-M3-SS", "trackingType": "LOT" } }));
    let substitute = api.run(
        "mutation AddSubstitute($input: CreateMBomSubstituteInput!) { createMbomSubstitute(input: $input) {
            mbomSubstitute { id _etag partId mbomItemId } } }",
        json!({ "input": { "mbomItemId": 1, "partId": 3 } }),
    )["createMbomSubstitute"]["mbomSubstitute"]
        .clone();
    assert_eq!((&substitute["id"], &substitute["partId"], &substitute["mbomItemId"]), (&json!(1), &json!(3), &json!(1)));
    let listed = api.run(
        "query MBOMSubstitutes($filters: MBomSubstituteInputFilters) { mbomSubstitutes(filters: $filters) { edges { node {
            id part { partNumber } mbomItem { id quantity } } } } }",
        json!({ "filters": { "mbomItemId": { "eq": 1 } } }),
    );
    assert_eq!(listed["mbomSubstitutes"]["edges"][0]["node"]["mbomItem"], json!({ "id": 1, "quantity": 4 }));
    let designator =
        "mutation($input: CreateMBomItemReferenceDesignatorInput!) { createMbomItemReferenceDesignator(input: $input) {
        mbomItemReferenceDesignator { _etag id mbomItemId value } } }";
    for value in ["R1", "R12"] {
        let made = api.run(designator, json!({ "input": { "mbomItemId": 1, "value": value } }));
        let it = &made["createMbomItemReferenceDesignator"]["mbomItemReferenceDesignator"];
        assert_eq!((&it["mbomItemId"], &it["value"]), (&json!(1), &json!(value)));
    }
    let line = "{ mbomItem(id: 1) { substitutes { id part { partNumber } mbomItem { id } } substituteIds referenceDesignators { id name } } }";
    assert_eq!(
        api.run(line, json!({}))["mbomItem"],
        json!({
            "substitutes": [{ "id": 1, "part": { "partNumber": "FAST-M3-SS" }, "mbomItem": { "id": 1 } }], "substituteIds": [3],
            "referenceDesignators": [{ "id": 1, "name": "R1" }, { "id": 2, "name": "R12" }]
        })
    );
    let copied = "mutation ($input: CopyMbomInput!) { copyMbom(input: $input) { part { id } mbomItems { referenceDesignators { value } } } }";
    let copied = api.run(copied, json!({ "input": { "fromPartId": 1, "toPartId": 3 } }));
    assert_eq!(copied["copyMbom"]["mbomItems"][0]["referenceDesignators"][1], json!({ "value": "R12" }));
    let compared = "{ compareMboms(beforePartId: 1, afterPartId: 3) { differences { change before { id } after { id } fields } runs { id } partKits { id } } }";
    let compared = api.run(compared, json!({}));
    let alike = json!([{ "change": "CHANGED", "before": { "id": 1 }, "after": { "id": 2 }, "fields": ["substituteIds"] }]);
    assert_eq!(compared["compareMboms"], json!({ "differences": alike, "runs": [], "partKits": [] }));
    let gone = "mutation ($id: ID!, $etag: String!) { deleteMbomSubstitute(id: $id, etag: $etag) { id } }";
    api.run(gone, json!({ "id": 1, "etag": substitute["_etag"] }));
    assert_eq!(api.run(line, json!({}))["mbomItem"]["substitutes"], json!([]));
    // The names that this app used before are the same types.
    api.run("query ($f: MbomItemsInputFilters) { mbomItems(filters: $f) { nodes { ... on MbomItem { id } } } }", json!({}));
    api.run("query ($f: UnitOfMeasurementInputFilters) { unitsOfMeasurement(filters: $f) { nodes { id } } }", json!({}));
}
