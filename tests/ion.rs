//! First Resonance's public example documents: the names and arguments that its guides, `ion-examples` and `ion-importers`
//! use for these types, asked here as they stand there. What is answered otherwise is listed in docs/api.md.

use kitroom::domain::*;
use kitroom::graphql::execute;
use serde_json::{Value as Json, json};

/// A stockroom behind the API.
struct Api {
    room: Stockroom,
    context: Context,
}

impl Api {
    fn new() -> Api {
        let mut api = Api { room: Stockroom::new(1), context: Context::default() };
        api.context.now = Timestamp(1_764_000_000_000);
        let mut draft = Draft::new(&mut api.room, api.context.stamp(0));
        kitroom::domain::commands::genesis::genesis(&mut draft, "Ann");
        let changes = draft.finish();
        assert!(api.room.apply(&Entry { sequence: 1, changes, act: Act::Found, ..Entry::default() }));
        api
    }

    fn post(&mut self, request: &Json) -> Json {
        self.context.now.0 += 1_000;
        let answer = execute(&mut self.room, &self.context, &request.to_string());
        assert_eq!(answer.status, 200, "{}", answer.body);
        for entry in &answer.entries {
            assert!(self.room.apply(entry));
        }
        serde_json::from_str(&answer.body).expect("an answer is JSON")
    }

    #[track_caller]
    fn run(&mut self, query: &str, variables: Json) -> Json {
        let answer = self.post(&json!({ "query": query, "variables": variables }));
        assert!(answer.get("errors").is_none(), "{query}\n{answer}");
        answer["data"].clone()
    }
}

const CREATE_PART: &str =
    "mutation CreatePart($input: CreatePartInput!) { createPart(input: $input) { part { id partNumber } } }";
const CREATE_LOCATION: &str =
    "mutation CreateLocation($input: CreateLocationInput!) { createLocation(input: $input) { location { id name } } }";
const CREATE_STOCK: &str = "mutation CreatePartInventory($input: CreatePartInventoryInput!) {
    createPartInventory(input: $input) { partInventory { id _etag lotNumber serialNumber part { partNumber } } } }";

/// A bracket that is tracked by serial, screws by lot, a shelf.
fn stocked() -> Api {
    let mut api = Api::new();
    for (number, tracking) in [("BRKT-001", "SERIAL"), ("FAST-M3", "LOT")] {
        let input = json!({ "partNumber": number, "description": "An example", "trackingType": tracking, "revision": "A" });
        api.run(CREATE_PART, json!({ "input": input }));
    }
    api.run(CREATE_LOCATION, json!({ "input": { "name": "Shelf" } }));
    api
}

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
        "query UnitsOfMeasurements($filters: UnitOfMeasurementInputFilters, $sort: [UnitOfMeasurementSortEnum]) {
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

/// The guide's examples, as the API page offers them: name, document, variables.
fn guide() -> Vec<(String, String, String)> {
    let text = include_str!("../docs/api.md");
    let part = text.split("\n## Examples\n").nth(1).and_then(|it| it.split("\n## ").next()).expect("examples");
    let fence = |text: &str, language: &str| {
        let inside = text.split(&format!("```{language}\n")).nth(1);
        inside.and_then(|it| it.split("```").next()).unwrap_or("").to_string()
    };
    let examples = part.split("\n### ").skip(1);
    examples.map(|it| (it.lines().next().unwrap_or("").to_string(), fence(it, "graphql"), fence(it, "json"))).collect()
}

#[test]
fn the_examples_of_the_guide_run_against_the_demo() {
    let mut api = Api { room: Stockroom::new(9), context: Context::default() };
    kitroom::demo::build(&mut api.room, Timestamp(1_764_000_000_000));
    api.context.now = Timestamp(1_764_000_100_000);
    let examples = guide();
    assert!(examples.len() >= 8);
    for (name, query, variables) in examples {
        let mut variables: Json = serde_json::from_str(if variables.is_empty() { "{}" } else { &variables }).expect("JSON");
        if let Some(etag) = variables.pointer_mut("/input/etag") {
            let wanted = etag.as_str().and_then(|it| it.strip_prefix("_etag of ")).expect("an etag to be read");
            let (noun, id) = wanted.split_once(' ').expect("noun and id");
            let read = api.run(&format!("{{ {noun}(id: {id}) {{ _etag }} }}"), json!({}));
            *etag = read[noun]["_etag"].clone();
        }
        let data = api.run(&query, variables);
        let text = data.to_string();
        assert!(text.contains("\"id\"") || text.contains("quantity"), "{name}: nothing is shown: {text}");
    }
}
