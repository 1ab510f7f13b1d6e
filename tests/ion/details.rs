//! What their fields and arguments mean in detail: etags, designators, quantities, times, other spellings, labels, suppliers, tools.

use super::{Api, CREATE_STOCK, stocked};
use kitroom::domain::*;
use serde_json::{Value as Json, json};

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
