//! Documents in the names and arguments of First Resonance's public guides, importers and examples, written anew: what they ask
//! about parts, stock, kits, runs and the as-built BOM. What is answered otherwise is listed in docs/api.md.

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

#[test]
fn the_guide_of_as_built_installs_without_etags() {
    let mut api = stocked();
    api.run(CREATE_STOCK, json!({ "input": { "lotNumber": "lot-1", "quantity": 40, "partId": 2, "locationId": 1 } }));
    api.run(
        "mutation($input: CreateMBomItemInput!) { createMbomItem(input: $input) { mbomItem { id } } }",
        json!({ "input": { "parentId": 1, "partId": 2, "quantity": 4, "referenceDesignators": "C1-C4" } }),
    );
    let run = "mutation ($input: CreateRunInput!) { createRun(input: $input) { run { id partInventory { id } } } }";
    let unit = api.run(run, json!({ "input": { "title": "Build", "partId": 1, "serialNumber": "sn-1" } }))["createRun"]["run"]
        ["partInventory"]["id"]
        .clone();
    let needs =
        "query BuildRequirements($filters: BuildRequirementsInputFilters) { buildRequirements(filters: $filters) { edges { node {
        id quantity originMbomItemId originMbomItem { quantity } partInventories { id } quantityPerParentPartInventory
        fixedQuantityPerBuildRequirement madeOnAssembly installations { id } } } } }";
    let found = api.run(needs, json!({ "filters": { "partInventoryId": { "eq": unit } } }));
    let expected = json!({
        "id": 1, "quantity": 4, "originMbomItemId": 1, "originMbomItem": { "quantity": 4 }, "partInventories": [{ "id": unit }],
        "quantityPerParentPartInventory": 4, "fixedQuantityPerBuildRequirement": null, "madeOnAssembly": false, "installations": []
    });
    assert_eq!(found["buildRequirements"]["edges"], json!([{ "node": expected }]));
    let installed = api.run(
        "mutation Install($input: CreateABomInstallationInput!) { createAbomInstallation(input: $input) {
            abomInstallation { id quantity buildRequirementId partInventoryId } } }",
        json!({ "input": { "buildRequirementId": 1, "partInventoryId": 1, "quantity": 3 } }),
    );
    assert_eq!(
        installed["createAbomInstallation"]["abomInstallation"],
        json!({ "id": 1, "quantity": 3, "buildRequirementId": 1, "partInventoryId": 1 })
    );
    let asked = api.run("{ buildRequirement(id: 1) { installations { id partInventory { lotNumber } } } }", json!({}));
    assert_eq!(asked["buildRequirement"]["installations"], json!([{ "id": 1, "partInventory": { "lotNumber": "lot-1" } }]));
    // One piece at a designator, and what sits there.
    let at = json!({ "buildRequirementId": 1, "partInventoryId": 1, "buildRequirementReferenceDesignatorId": 2 });
    let install = "mutation Install($input: CreateABomInstallationInput!) { createAbomInstallation(input: $input) {
        abomInstallation { id quantity buildRequirementReferenceDesignatorId buildRequirementReferenceDesignator { value } } } }";
    let placed = api.run(install, json!({ "input": at }))["createAbomInstallation"]["abomInstallation"].clone();
    assert_eq!((&placed["quantity"], &placed["buildRequirementReferenceDesignator"]["value"]), (&json!(1), &json!("C2")));
    let what =
        "{ buildRequirementReferenceDesignators(filters: {value: {eq: \"C2\"}, buildRequirement: {part: {partNumber: {eq: \"FAST-M3\"}}}}) {
        nodes { value abomInstallations { id partInventory { lotNumber } } } } }";
    let what = api.run(what, json!({}))["buildRequirementReferenceDesignators"]["nodes"].clone();
    assert_eq!(what[0]["abomInstallations"], json!([{ "id": placed["id"], "partInventory": { "lotNumber": "lot-1" } }]));
    let again = api.post(&json!({ "query": install, "variables": { "input": at } }));
    assert_eq!(again["errors"][0]["extensions"]["field"], "buildRequirementReferenceDesignatorId");
    api.run("mutation ($id: ID!) { deleteAbomInstallation(id: $id) { partInventory { id } } }", json!({ "id": placed["id"] }));
    let gone = "mutation Uninstall($id: ID!) { deleteAbomInstallation(id: $id) { partInventory { id quantity } } }";
    let back = api.run(gone, json!({ "id": 1 }));
    assert_eq!(back["deleteAbomInstallation"]["partInventory"]["quantity"], 40);
    // An etag that is sent is compared as everywhere.
    let input = json!({ "buildRequirementId": 1, "partInventoryId": 1, "quantity": 1, "etag": "old" });
    let old = "mutation Install($input: CreateAbomInstallationInput!) { createAbomInstallation(input: $input) { abomInstallation { id } } }";
    let answer = api.post(&json!({ "query": old, "variables": { "input": input } }));
    assert_eq!(answer["errors"][0]["extensions"]["code"], "CONCURRENCY_ERROR");
}

#[test]
fn requirements_take_the_guides_quantities() {
    let mut api = stocked();
    api.run(CREATE_STOCK, json!({ "input": { "serialNumber": "sn-1", "quantity": 1, "partId": 1 } }));
    let create = "mutation ($input: CreateBuildRequirementInput!) { createBuildRequirement(input: $input) { buildRequirement {
        id _etag quantity quantityPerParentPartInventory fixedQuantityPerBuildRequirement } } }";
    let of = |more: Json| {
        let mut input = json!({ "partInventoryId": 1, "partId": 2 });
        input.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        json!({ "input": input })
    };
    let made = |api: &mut Api, more: Json| {
        let it = api.run(create, of(more))["createBuildRequirement"]["buildRequirement"].clone();
        (it["quantity"].clone(), it["quantityPerParentPartInventory"].clone(), it["fixedQuantityPerBuildRequirement"].clone())
    };
    let per_unit = "quantityPerParentPartInventory";
    let fixed = "fixedQuantityPerBuildRequirement";
    assert_eq!(made(&mut api, json!({ "quantity": 2 })), (json!(2), json!(2), Json::Null));
    assert_eq!(made(&mut api, json!({ (per_unit): 3, "madeOnAssembly": false })), (json!(3), json!(3), Json::Null));
    assert_eq!(made(&mut api, json!({ (fixed): 5 })), (json!(5), Json::Null, json!(5)));
    let etag = api.run("{ buildRequirement(id: 3) { _etag } }", json!({}))["buildRequirement"]["_etag"].clone();
    let changed = api.run(
        "mutation ($input: UpdateBuildRequirementInput!) { updateBuildRequirement(input: $input) { buildRequirement {
            quantity quantityPerParentPartInventory fixedQuantityPerBuildRequirement } } }",
        json!({ "input": { "id": 3, "etag": etag, "quantityPerParentPartInventory": 6 } }),
    );
    assert_eq!(changed["updateBuildRequirement"]["buildRequirement"], json!({ "quantity": 6, (per_unit): 6, (fixed): null }));
    for more in [
        json!({ (fixed): 5, (per_unit): 5 }),
        json!({ (fixed): 5, "quantity": 4 }),
        json!({ "quantity": 3, (per_unit): 4 }),
        json!({ "quantity": 1, "madeOnAssembly": true }),
    ] {
        let answer = api.post(&json!({ "query": create, "variables": of(more.clone()) }));
        assert_eq!(answer["errors"][0]["extensions"]["code"], "VALIDATION", "{more}");
        assert!(answer["errors"][0]["message"].as_str().is_some_and(|it| it.ends_with('.')), "{answer}");
    }
}

#[test]
fn the_guide_of_parts_asks_for_pictures_and_files() {
    let mut api = stocked();
    let found = api.run(
        "query Parts { parts(first: 1) { edges { node { id partNumber thumbnail { s3Key s3Bucket url } fileAttachments { id filename downloadUrl }
            mbom { id quantity } } } } }",
        json!({}),
    );
    let part = json!({ "id": 1, "partNumber": "BRKT-001", "thumbnail": null, "fileAttachments": [], "mbom": [] });
    assert_eq!(found["parts"]["edges"], json!([{ "node": part }]));
}

#[test]
fn runs_keep_the_number_of_a_procedure_and_tell_when_they_were_begun() {
    let mut api = stocked();
    let create = "mutation CreateRun($input: CreateRunInput!) { createRun(input: $input) { run { id _etag procedureId startedAt completedAt } } }";
    let made = api.run(create, json!({ "input": { "title": "Build", "partId": 1, "procedureId": 4711 } }));
    let run = &made["createRun"]["run"];
    assert_eq!((&run["procedureId"], &run["startedAt"], &run["completedAt"]), (&json!(4711), &Json::Null, &Json::Null));
    let typed = "mutation ($title: String!, $procedureId: Int!) { createRun(input: {title: $title, procedureId: $procedureId}) { run { procedureId } } }";
    assert_eq!(api.run(typed, json!({ "title": "T", "procedureId": 12 }))["createRun"]["run"]["procedureId"], 12);
    assert_eq!(api.run(create, json!({ "input": { "title": "None" } }))["createRun"]["run"]["procedureId"], Json::Null);
    let found = api.run(
        "query ($f: RunsInputFilters) { runs(filters: $f) { nodes { id } } }",
        json!({ "f": { "procedureId": { "eq": 4711 } } }),
    );
    assert_eq!(found["runs"]["nodes"], json!([{ "id": 1 }]));
    let update = "mutation ($input: UpdateRunInput!) { updateRun(input: $input) { run { _etag status startedAt completedAt } } }";
    let mut etag = run["_etag"].clone();
    let mut seen = Vec::new();
    for status in ["in_progress", "hold", "in_progress", "complete", "in_progress", "todo"] {
        let it =
            api.run(update, json!({ "input": { "id": 1, "etag": etag, "status": status, "confirm": true } }))["updateRun"]["run"]
                .clone();
        etag = it["_etag"].clone();
        // In the answer and when it is asked for later: the same.
        let later = api.run("{ run(id: 1) { _etag status startedAt completedAt } }", json!({}));
        assert_eq!(later["run"], it);
        seen.push((it["startedAt"].clone(), it["completedAt"].clone()));
    }
    let begun = seen[0].0.clone();
    assert!(begun.is_string());
    assert!(seen[..5].iter().all(|it| it.0 == begun), "begun once: {seen:?}");
    assert!(seen[3].1.is_string() && seen[3].1 != begun, "{seen:?}");
    assert!([0, 1, 2, 4, 5].iter().all(|at| seen[*at].1.is_null()), "complete only while it is: {seen:?}");
    assert!(seen[5].0.is_null());
}

#[test]
fn a_client_asks_first_who_it_is() {
    let mut api = stocked();
    let data = api.run("query { me { id name email } currentUser { id } }", json!({}));
    assert_eq!(data, json!({ "me": { "id": 1, "name": "Ann", "email": null }, "currentUser": { "id": 1 } }));
    let ben =
        api.run("mutation { createUser(input: {name: \"Ben\"}) { user { id } } }", json!({}))["createUser"]["user"]["id"].clone();
    api.context.actor = UserId(2);
    assert_eq!(api.run("{ me { id } }", json!({}))["me"]["id"], ben);
}

#[test]
fn ids_declared_as_numbers_and_enums_in_lower_case_mean_the_same() {
    let mut api = stocked();
    let part = json!({ "partNumber": "TOOL-1", "partType": "tool", "trackingType": "serial", "sourcingStrategy": "Buy" });
    let made = api.run(
        "mutation ($input: PartCreateInput!) { createPart(input: $input) { part { id partType trackingType } } }",
        json!({ "input": part }),
    );
    assert_eq!(made["createPart"]["part"], json!({ "id": 3, "partType": "TOOL", "trackingType": "SERIAL" }));
    let written =
        r#"mutation { createPart(input: {partNumber: "P", partType: "part", trackingType: lot}) { part { trackingType } } }"#;
    assert_eq!(api.run(written, json!({}))["createPart"]["part"]["trackingType"], "LOT");
    let one = "query ($id: Int!) { part(id: $id) { partNumber } }";
    assert_eq!(api.run(one, json!({ "id": 3 }))["part"]["partNumber"], "TOOL-1");
    let many = "query ($ids: [Int!], $first: Int = 5, $type: String) { parts(first: $first, filters: {id: {in: $ids}, trackingType: {eq: $type}}) { nodes { id } } }";
    assert_eq!(api.run(many, json!({ "ids": [1, 2, 3], "type": "serial" }))["parts"]["nodes"], json!([{ "id": 1 }, { "id": 3 }]));
    let stock = "mutation ($partId: Int!, $quantity: Float!, $lot: String, $expires: String) { createPartInventory(input: {
        partId: $partId, quantity: $quantity, lotNumber: $lot, expiresOn: $expires}) { partInventory { id quantity expiresOn } } }";
    let made = api.run(stock, json!({ "partId": 2, "quantity": 2.5, "lot": "l", "expires": "2027-01-31" }));
    assert_eq!(made["createPartInventory"]["partInventory"], json!({ "id": 1, "quantity": 2.5, "expiresOn": "2027-01-31" }));
    let updated = api.run(
        "mutation ($input: RunCreateInput!) { createRun(input: $input) { run { id _etag status } } }",
        json!({ "input": { "title": "R" } }),
    );
    let etag = &updated["createRun"]["run"]["_etag"];
    let run = api.run(
        "mutation ($input: RunUpdateInput!) { updateRun(input: $input) { run { status } } }",
        json!({ "input": { "id": 1, "etag": etag, "status": "IN_PROGRESS" } }),
    );
    assert_eq!(run["updateRun"]["run"]["status"], "in_progress");
    let sorted = api.run("query ($s: [PartSortEnum] = [id_desc]) { parts(sort: $s, first: 1) { nodes { id } } }", json!({}));
    assert_eq!(sorted["parts"]["nodes"], json!([{ "id": 4 }]));
    let wrong =
        api.post(&json!({ "query": "mutation { createPart(input: {partNumber: \"X\", partType: \"bolt\"}) { part { id } } }" }));
    assert_eq!(wrong["errors"][0]["extensions"]["code"], "VALIDATION");
    let wrong = api.post(&json!({ "query": "query ($id: Boolean!) { part(id: $id) { id } }", "variables": { "id": true } }));
    assert_eq!(wrong["errors"][0]["extensions"]["code"], "VALIDATION");
}

#[test]
fn a_label_is_found_by_its_uid() {
    let mut api = stocked();
    let input = json!({ "lotNumber": "lot-1", "quantity": 4, "partId": 2, "locationId": 1 });
    api.run(CREATE_STOCK, json!({ "input": input }));
    api.run(CREATE_STOCK, json!({ "input": { "lotNumber": "lot-2", "quantity": 4, "partId": 2 } }));
    for (plural, id) in [("partInventories", 2), ("parts", 1), ("locations", 1)] {
        let all = api.run(&format!("{{ {plural} {{ nodes {{ id uid }} }} }}"), json!({}));
        let nodes = all[plural]["nodes"].as_array().expect("nodes").clone();
        let uid = nodes.iter().find(|it| it["id"] == id).expect("it")["uid"].as_str().expect("a uid").to_string();
        let digits = uid.replace('-', "");
        assert_eq!(digits.len(), 32);
        let label = format!("{{\"uid\":\"{digits}\"}}");
        for text in [uid.clone(), digits.clone(), digits.to_uppercase(), label, format!("{{ \"uid\": \"{digits}\" }}")] {
            let search = format!("query ($s: String) {{ {plural}(filters: {{search: $s}}) {{ nodes {{ id }} }} }}");
            assert_eq!(api.run(&search, json!({ "s": text }))[plural]["nodes"], json!([{ "id": id }]), "{plural} {text}");
        }
        let filter = format!("query ($u: String) {{ {plural}(filters: {{uid: {{eq: $u}}}}) {{ nodes {{ id }} }} }}");
        assert_eq!(api.run(&filter, json!({ "u": digits }))[plural]["nodes"], json!([{ "id": id }]));
    }
    let none = "{ partInventories(filters: {search: \"00000000000000000000000000000000\"}) { nodes { id } } }";
    assert_eq!(api.run(none, json!({}))["partInventories"]["nodes"], json!([]));
}

#[test]
fn parts_have_the_numbers_of_their_suppliers() {
    let mut api = stocked();
    api.run("mutation { createSupplier(input: {name: \"Bolts\"}) { supplier { id } } }", json!({}));
    let create = "mutation ($input: CreateSupplierPartInput!) { createSupplierPart(input: $input) { supplierPart {
        id _etag part { id } supplier { name } supplierPartNumber manufacturer manufacturerPartNumber cost url } } }";
    let input = json!({ "partId": 2, "supplierId": 1, "supplierPartNumber": "B-1", "manufacturer": "Acme", "manufacturerPartNumber": "A-1", "cost": "0.125", "url": "https://bolts.example/B-1" });
    let made = api.run(create, json!({ "input": input }))["createSupplierPart"]["supplierPart"].clone();
    assert_eq!((&made["id"], &made["part"]["id"], &made["cost"]), (&json!(1), &json!(2), &json!(0.125)));
    let again = api.post(&json!({ "query": create, "variables": { "input": input } }));
    assert_eq!(again["errors"][0]["extensions"], json!({ "code": "VALIDATION", "field": "supplierPartNumber" }));
    let found = api.run(
        "query ($f: SupplierPartsInputFilters) { supplierParts(filters: $f) { nodes { id } }
            parts(filters: {search: \"a-1\"}) { nodes { id supplierParts { supplierPartNumber } } } suppliers { nodes { supplierParts { id } } } }",
        json!({ "f": { "supplierPartNumber": { "eq": "B-1" }, "supplier": { "name": { "eq": "Bolts" } } } }),
    );
    assert_eq!(found["supplierParts"]["nodes"], json!([{ "id": 1 }]));
    assert_eq!(found["parts"]["nodes"], json!([{ "id": 2, "supplierParts": [{ "supplierPartNumber": "B-1" }] }]));
    assert_eq!(found["suppliers"]["nodes"], json!([{ "supplierParts": [{ "id": 1 }] }]));
    let updated = api.run(
        "mutation ($input: UpdateSupplierPartInput!) { updateSupplierPart(input: $input) { supplierPart { _etag cost } } }",
        json!({ "input": { "id": 1, "etag": made["_etag"], "cost": null } }),
    );
    let etag = &updated["updateSupplierPart"]["supplierPart"]["_etag"];
    let gone = api.run("mutation ($etag: String!) { deleteSupplierPart(id: 1, etag: $etag) { id } }", json!({ "etag": etag }));
    assert_eq!(gone["deleteSupplierPart"]["id"], 1);
}

#[test]
fn tools_are_synced_and_overdue_until_their_maintenance_is_recorded() {
    let mut api = Api::new();
    let day = api.context.now.day();
    api.context.today = day;
    let made = api.run(
        "mutation ($input: CreatePartInput!) { createPart(input: $input) { part { id trackingType maintenanceIntervalSeconds } } }",
        json!({ "input": { "partNumber": "TW-10", "partType": "TOOL", "maintenanceIntervalSeconds": 2_592_000 } }),
    );
    assert_eq!(made["createPart"]["part"], json!({ "id": 1, "trackingType": "SERIAL", "maintenanceIntervalSeconds": 2_592_000 }));
    let long_ago = Date(day.0 - 40);
    let stock = "mutation ($input: CreatePartInventoryInput!) { createPartInventory(input: $input) {
        partInventory { id status lastMaintainedDate maintenanceDueDate _etag } } }";
    let input =
        json!({ "partId": 1, "serialNumber": "W-1", "quantity": 1, "lastMaintainedDate": format!("{long_ago}T08:00:00Z") });
    let tool = api.run(stock, json!({ "input": input }))["createPartInventory"]["partInventory"].clone();
    assert_eq!(
        (&tool["status"], &tool["lastMaintainedDate"], &tool["maintenanceDueDate"]),
        (&json!("UNAVAILABLE"), &json!(long_ago.to_string()), &json!(Date(day.0 - 10).to_string()))
    );
    let overdue = "query ($f: PartInventoriesInputFilters) { partInventories(filters: $f, sort: [MAINTENANCE_DUE_DATE_ASC]) {
        nodes { id part { maintenanceIntervalSeconds } } } }";
    let filters = json!({ "f": { "maintenanceDueDate": { "lt": day.to_string() }, "part": { "partType": { "eq": "tool" } } } });
    assert_eq!(api.run(overdue, filters.clone())["partInventories"]["nodes"][0]["id"], 1);
    let update =
        "mutation ($input: UpdatePartInventoryInput!) { updatePartInventory(input: $input) { partInventory { status _etag } } }";
    let input = json!({ "id": 1, "etag": tool["_etag"], "lastMaintainedDate": Date(day.0 - 35).to_string() });
    let tool = api.run(update, json!({ "input": input }))["updatePartInventory"]["partInventory"].clone();
    assert_eq!(tool["status"], "UNAVAILABLE");
    let record = "mutation ($input: RecordPartInventoryMaintenanceInput!) { recordPartInventoryMaintenance(input: $input) {
        partInventories { id status lastMaintainedDate } ledgerEntryId } }";
    let targets = json!([{ "id": 1, "etag": tool["_etag"] }]);
    let done = api.run(record, json!({ "input": { "partInventories": targets, "note": "calibrated" } }));
    assert_eq!(
        done["recordPartInventoryMaintenance"]["partInventories"],
        json!([{ "id": 1, "status": "AVAILABLE", "lastMaintainedDate": day.to_string() }])
    );
    assert_eq!(api.run(overdue, filters)["partInventories"]["nodes"], json!([]));
    let again = api.post(&json!({ "query": record, "variables": { "input": { "partInventories": targets } } }));
    assert_eq!(again["errors"][0]["extensions"]["code"], "CONCURRENCY_ERROR");
}

#[test]
fn a_tool_sync_gives_and_reads_attributes() {
    let mut api = Api::new();
    for (table, key, kind) in
        [("PART", "Torque range", "TEXT"), ("PART_INVENTORY", "Asset tag", "TEXT"), ("PART_INVENTORY", "In use", "BOOLEAN")]
    {
        let define = "mutation ($input: CreateAttributeInput!) { createAttribute(input: $input) { attribute { id } } }";
        api.run(define, json!({ "input": { "table": table, "key": key, "type": kind } }));
    }
    let part = "mutation ($input: CreatePartInput!) { createPart(input: $input) { part { id attributes { key value } } } }";
    let ranged = json!([{ "key": "Torque range", "value": "2-10 Nm" }]);
    let input =
        json!({ "partNumber": "TW-10", "partType": "TOOL", "maintenanceIntervalSeconds": 2_592_000, "attributes": ranged });
    assert_eq!(api.run(part, json!({ "input": input }))["createPart"]["part"], json!({ "id": 1, "attributes": ranged }));
    let create =
        "mutation ($input: CreatePartInventoryInput!) { createPartInventory(input: $input) { partInventory { id _etag } } }";
    let tagged = json!([{ "key": "Asset tag", "value": "T-0042" }, { "key": "In use", "value": "true" }]);
    let input =
        json!({ "partId": 1, "serialNumber": "W-1", "quantity": 1, "lastMaintainedDate": "2025-11-01", "attributes": tagged });
    let tool = api.run(create, json!({ "input": input }))["createPartInventory"]["partInventory"].clone();
    let tools = "query ($filters: PartInventoriesInputFilters) { partInventories(filters: $filters) { edges { node {
        serialNumber lastMaintainedDate attributes { key value } part { maintenanceIntervalSeconds attributes { key value } } } } } }";
    let filters = json!({ "filters": { "attributes": { "key": "Asset tag", "value": { "eq": "T-0042" } } } });
    let found = api.run(tools, filters)["partInventories"]["edges"][0]["node"].clone();
    let values = json!([{ "key": "Asset tag", "value": "T-0042" }, { "key": "In use", "value": true }]);
    assert_eq!((&found["attributes"], &found["part"]["attributes"]), (&values, &ranged));
    let update = "mutation ($input: UpdatePartInventoryInput!) { updatePartInventory(input: $input) { partInventory { attributes { key value } } } }";
    let input = json!({ "id": tool["id"], "etag": tool["_etag"], "attributes": [{ "key": "In use", "value": false }] });
    let updated = api.run(update, json!({ "input": input }));
    assert_eq!(updated["updatePartInventory"]["partInventory"]["attributes"][1]["value"], json!(false));
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
