//! Documents as clients write them: several operations, variables that are not sent, other spellings, hostile and broken ones.

mod common;

use common::api::Api;
use common::sequence::sound;
use kitroom::domain::store::history::History;
use kitroom::domain::{Act, Brief, Command, LOCATION, SUPPLIER, Table, Value};
use kitroom::graphql::execute;
use serde_json::{Value as Json, json};

/// The ids that a list of stock records finds by a request.
#[track_caller]
fn stock_found(api: &mut Api, request: &Json) -> Vec<u64> {
    let answer: Json = serde_json::from_str(&api.post(&request.to_string()).body).expect("JSON");
    assert!(answer.get("errors").is_none(), "{request}\n{answer}");
    let nodes = answer["data"]["partInventories"]["nodes"].as_array().expect("nodes");
    nodes.iter().filter_map(|it| it["id"].as_u64()).collect()
}

#[test]
fn a_comparison_with_nothing_finds_nothing() {
    let mut api = Api::with_kit();
    for operator in ["eq", "neq", "in", "notIn", "lt", "lte", "gt", "gte", "like", "ilike", "isNull"] {
        for (field, ty) in [("serialNumber", "String"), ("id", "ID"), ("quantity", "Quantity"), ("locationId", "ID")] {
            if operator.contains("like") && ty != "String" {
                continue;
            }
            let ty = match operator {
                "in" | "notIn" => format!("[{ty}!]"),
                "isNull" => "Boolean".into(),
                _ => ty.to_string(),
            };
            let written = format!("{{ partInventories(filters: {{{field}: {{{operator}: null}}}}) {{ nodes {{ id }} }} }}");
            let asked =
                format!("query ($x: {ty}) {{ partInventories(filters: {{{field}: {{{operator}: $x}}}}) {{ nodes {{ id }} }} }}");
            let whole = "query ($f: PartInventoriesInputFilters) { partInventories(filters: $f) { nodes { id } } }";
            for request in [
                json!({ "query": written }),
                json!({ "query": asked }),
                json!({ "query": asked, "variables": { "x": null } }),
                json!({ "query": whole, "variables": { "f": { field: { operator: null } } } }),
            ] {
                assert_eq!(stock_found(&mut api, &request), [0u64; 0], "{request}");
            }
        }
    }
    // What is not asked is not compared: without operators, and without a filter, everything is found.
    for query in [
        "query ($f: StringOperators) { partInventories(filters: {serialNumber: $f}) { nodes { id } } }",
        "query ($f: PartInventoriesInputFilters) { partInventories(filters: $f) { nodes { id } } }",
        "{ partInventories(filters: {serialNumber: {}}) { nodes { id } } }",
    ] {
        assert_eq!(stock_found(&mut api, &json!({ "query": query })), [1, 2], "{query}");
    }
    let nested = "query ($n: String) { partInventories(filters: {part: {partNumber: {eq: $n}}}) { nodes { id } } }";
    assert_eq!(stock_found(&mut api, &json!({ "query": nested })), [0u64; 0]);
    assert_eq!(stock_found(&mut api, &json!({ "query": nested, "variables": { "n": "FAST-M3" } })), [2]);
}

#[test]
fn the_cursor_of_nothing_is_the_first_page() {
    let mut api = Api::with_kit();
    let query = "query ($a: String, $b: String) { partInventories(first: 1, after: $a, before: $b) { nodes { id } } }";
    assert_eq!(stock_found(&mut api, &json!({ "query": query, "variables": { "a": "" } })), [1]);
    assert_eq!(stock_found(&mut api, &json!({ "query": query, "variables": { "a": "", "b": "" } })), [1]);
    assert_eq!(stock_found(&mut api, &json!({ "query": query, "variables": { "a": "1", "b": "" } })), [2]);
    let data = api.data(r#"{ ledger(first: 1, after: "") { nodes { id } } parts(last: 1, before: "") { nodes { id } } }"#);
    assert_eq!(data["parts"]["nodes"], json!([{ "id": 3 }]));
}

#[test]
fn of_several_operations_the_chosen_one_is_as_if_alone() {
    let mut api = Api::with_kit();
    let etag = api.etag("part", 3);
    api.data(&format!(r#"mutation {{ updatePart(input: {{id: 3, etag: "{etag}", notes: "x"}}) {{ part {{ id }} }} }}"#));
    let document = "query Read($id: ID!, $lot: String) { partInventories(filters: {id: {eq: $id}, lotNumber: {eq: $lot}}) { ...Found } }
        fragment Found on PartInventoryConnection { nodes { id } }
        mutation Edit($id: ID!, $etag: String!, $notes: String, $description: String, $cost: Quantity) {
            updatePart(input: {id: $id, etag: $etag, notes: $notes, description: $description, cost: $cost}) { part { ...Part } } }
        fragment Part on Part { id notes description }";
    let etag = api.etag("part", 3);
    let variables = json!({ "id": 3, "etag": etag, "description": "Glue" });
    let request = json!({ "query": document, "operationName": "Edit", "variables": variables });
    let answer: Json = serde_json::from_str(&api.post(&request.to_string()).body).expect("JSON");
    assert_eq!(answer["data"]["updatePart"]["part"], json!({ "id": 3, "notes": "x", "description": "Glue" }), "{answer}");
    let cleared = json!({ "id": 3, "etag": api.etag("part", 3), "notes": null });
    let request = json!({ "query": document, "operationName": "Edit", "variables": cleared });
    let answer: Json = serde_json::from_str(&api.post(&request.to_string()).body).expect("JSON");
    assert_eq!(answer["data"]["updatePart"]["part"], json!({ "id": 3, "notes": null, "description": "Glue" }), "{answer}");
    let read = |variables: Json| json!({ "query": document, "operationName": "Read", "variables": variables });
    assert_eq!(stock_found(&mut api, &read(json!({ "id": 2 }))), [0u64; 0]);
    assert_eq!(stock_found(&mut api, &read(json!({ "id": 2, "lot": "lot-12" }))), [2]);
    // A fragment that both use, with a variable that only one of them is sent.
    let shared = "query A($n: String) { ...Both } query B($n: String = \"lot-12\") { ...Both }
        fragment Both on Query { partInventories(filters: {lotNumber: {eq: $n}}) { nodes { id } } }";
    assert_eq!(stock_found(&mut api, &json!({ "query": shared, "operationName": "A" })), [0u64; 0]);
    assert_eq!(stock_found(&mut api, &json!({ "query": shared, "operationName": "B" })), [2]);
    let answer = api.ask(document, json!({ "id": 1 }));
    assert_eq!(answer["errors"][0]["extensions"]["code"], "VALIDATION", "which operation is meant is not guessed");
    let unknown = json!({ "query": document, "operationName": "Nobody" });
    assert!(api.post(&unknown.to_string()).body.contains("VALIDATION"));
    assert_eq!(api.code("{ __typename } fragment F on Part { id }"), "VALIDATION", "a fragment that nothing uses");
}

#[test]
fn a_location_filter_means_the_same_however_many_places_match() {
    let mut api = Api::with_kit();
    api.move_to_kit("issueItemToKit", 2, 2, ", quantity: 4");
    let etag = api.etag("partKit", 1);
    api.data(&format!(
        r#"mutation {{ updatePartKit(input: {{id: 1, etag: "{etag}", status: DELIVERED, deliveryLocationId: 7}}) {{ partKit {{ id }} }} }}"#
    ));
    api.stock("partId: 3, quantity: 2");
    for round in 0..2 {
        for (filter, wanted) in [
            ("location: {description: {ilike: \"far%\"}}", vec![2]),
            ("location: {name: {eq: \"Shelf 7\"}}", vec![2]),
            ("location: {name: {like: \"Shelf%\"}}", vec![1, 2]),
            ("location: {not: {id: {in: [1, 5]}}}", vec![2, 3]),
            ("location: {id: {neq: 5}}", vec![2, 3]),
            ("location: {name: {isNull: true}}", vec![3]),
            ("location: {or: [{name: {eq: \"Shelf 5\"}}, {description: {eq: \"far\"}}]}", vec![1, 2]),
            ("not: {location: {name: {like: \"%\"}}}", vec![3]),
        ] {
            let far = api.data("{ location(id: 7) { _etag } }")["location"]["_etag"].clone();
            if round == 0 {
                api.data(&format!(
                    "mutation {{ updateLocation(input: {{id: 7, etag: {far}, description: \"far\"}}) {{ location {{ id }} }} }}"
                ));
            }
            let query = format!("{{ partInventories(filters: {{{filter}}}) {{ nodes {{ id }} }} }}");
            assert_eq!(stock_found(&mut api, &json!({ "query": query })), wanted, "round {round}: {filter}");
        }
        // Many more places that match the same filters, with nothing at them.
        for at in 0..150 {
            api.data(&format!(
                "mutation {{ createLocation(input: {{name: \"Shelf far {round} {at}\", description: \"far\"}}) {{ location {{ id }} }} }}"
            ));
        }
    }
    // Through another record, too: requirements by where their unit is, runs by where what they build is.
    let data = api.data("mutation { createRun(input: {title: \"At 5\", partInventoryId: 1}) { run { id } } }");
    let run = data["createRun"]["run"]["id"].clone();
    for filter in ["partInventory: {location: {name: {eq: \"Shelf 5\"}}}", "partInventory: {locationId: {eq: 5}}"] {
        let data = api.data(&format!("{{ runs(filters: {{{filter}}}) {{ nodes {{ id }} }} }}"));
        assert_eq!(data["runs"]["nodes"], json!([{ "id": run }]), "{filter}");
    }
}

/// The fields of one input hold together, whichever of them has to be done first.
#[test]
fn a_status_and_the_fields_that_wait_for_it_are_one_act() {
    let mut api = Api::with_kit();
    let update = |api: &mut Api, noun: &str, fields: &str| {
        let (verb, etag) = (if noun == "run" { "updateRun" } else { "updatePartKit" }, api.etag(noun, 1));
        let answer = if noun == "run" { "run { status archived quantity }" } else { "partKit { status runId }" };
        let document = format!("mutation {{ {verb}(input: {{id: 1, etag: \"{etag}\", {fields}}}) {{ {answer} }} }}");
        let head = api.shop.room.head;
        let data = api.data(&document);
        assert_eq!(api.shop.room.head, head + 1, "{document}");
        sound(&api.shop);
        data[verb][noun].clone()
    };
    let closed = update(&mut api, "run", "status: complete, archived: true, confirm: true");
    assert_eq!(closed, json!({ "status": "complete", "archived": true, "quantity": 1 }));
    let open = update(&mut api, "run", "quantity: 3, archived: false, status: todo");
    assert_eq!(open, json!({ "status": "todo", "archived": false, "quantity": 3 }));
    api.data("mutation { createRun(input: {title: \"Second\"}) { run { id } } }");
    let given = update(&mut api, "partKit", "runId: 2, status: REQUESTED");
    assert_eq!(given, json!({ "status": "REQUESTED", "runId": 2 }));
    let closed = update(&mut api, "run", "quantity: 2, status: canceled");
    assert_eq!(closed, json!({ "status": "canceled", "archived": false, "quantity": 2 }));
}

/// What is scrapped of a line that never had it: NOT_FOUND, the etag and the quantity are said before that.
#[test]
fn scrapping_from_a_line_is_refused_in_order() {
    let mut api = Api::with_kit();
    let scrap = |id: u32, line: u32, etag: &str, more: &str| {
        let input = format!("id: {id}, etag: \"{etag}\", partKitItemId: {line}{more}");
        format!("mutation {{ scrapPartInventory(input: {{{input}}}) {{ partInventory {{ id }} }} }}")
    };
    let etag = api.etag("partInventory", 2);
    for (document, code) in [
        (scrap(99, 2, "x", ""), "NOT_FOUND"),
        (scrap(2, 77, "x", ""), "NOT_FOUND"),
        (scrap(2, 2, "x", ""), "CONCURRENCY_ERROR"),
        (scrap(2, 2, &etag, ""), "QUANTITY_REQUIRED"),
        (scrap(2, 2, &etag, ", quantity: 0"), "QUANTITY_POSITIVE"),
        (scrap(2, 2, &etag, ", quantity: 1"), "NOT_ISSUED_HERE"),
    ] {
        assert_eq!(api.code(&document), code, "{document}");
    }
}

/// A fixed quantity is for the whole requirement, however many the run builds.
#[test]
fn a_fixed_requirement_does_not_follow_the_run() {
    let mut api = Api::example();
    api.data("mutation { createMbomItem(input: {parentId: 3, partId: 2, quantity: 2}) { mbomItem { id } } }");
    api.data("mutation { createRun(input: {title: \"Glue\", partId: 3, quantity: 2}) { run { id } } }");
    let mut set = |quantity: &str, runs: u32| {
        let (need, run) = (api.etag("buildRequirement", 1), api.etag("run", 2));
        api.data(&format!(
            "mutation {{ updateBuildRequirement(input: {{id: 1, etag: \"{need}\", {quantity}}}) {{ buildRequirement {{ id }} }}
                updateRun(input: {{id: 2, etag: \"{run}\", quantity: {runs}}}) {{ run {{ id }} }} }}"
        ));
        sound(&api.shop);
        let shown = "quantity quantityPerParentPartInventory fixedQuantityPerBuildRequirement";
        api.data(&format!("{{ buildRequirement(id: 1) {{ {shown} }} }}"))["buildRequirement"].clone()
    };
    let fixed = json!({ "quantity": 7, "quantityPerParentPartInventory": null, "fixedQuantityPerBuildRequirement": 7 });
    assert_eq!(set("fixedQuantityPerBuildRequirement: 7", 6), fixed);
    let each = json!({ "quantity": 36, "quantityPerParentPartInventory": 36, "fixedQuantityPerBuildRequirement": null });
    assert_eq!(set("quantityPerParentPartInventory: 18", 12), each);
    let answer = api.ask(
        "mutation { createBuildRequirement(input: {partInventoryId: 1, partId: 2, madeOnAssembly: true}) { buildRequirement { id } } }",
        json!({}),
    );
    let row = "mutation { createOrUpdateMultipleMboms(input: {importerType: LEVEL, depthInputs: [], levelInputs: [
        {level: \"1\", partNumber: \"GLUE\", quantity: 1}, {level: \"1.1\", partNumber: \"FAST-M3\", quantity: 1, madeOnAssembly: true}]}) {
        errorMessages { errorMsg } } }";
    let rows = api.data(row);
    let said = &rows["createOrUpdateMultipleMboms"]["errorMessages"][0]["errorMsg"];
    assert_eq!(&answer["errors"][0]["message"], said, "both ways say the same");
}

#[test]
fn hostile_requests_get_an_error() {
    let mut api = Api::example();
    api.data("{ __typename }");
    let aliases: String = (0..100_000).map(|at| format!("a{at}: __typename ")).collect();
    let some: String = (0..5_000).map(|at| format!("a{at}: __typename ")).collect();
    let laughs: String = (0..30).map(|at| format!("fragment f{at} on Query {{ ...f{} ...f{} }} ", at + 1, at + 1)).collect();
    let lists = "parts(first: 1000) { nodes { mbomItems { id } partsInventory { id part { partsInventory { id } } } } }";
    for (name, query) in [
        ("deep", format!("{}{}", "{a".repeat(10_000), "}".repeat(10_000))),
        ("deep values", format!("{{ parts(first: {}1{}) {{ nodes {{ id }} }} }}", "[".repeat(10_000), "]".repeat(10_000))),
        ("deep types", format!("query ($a: {}Int{}) {{ __typename }}", "[".repeat(10_000), "]".repeat(10_000))),
        ("deep in range", format!("{{ parts {{ nodes {{ {} id {} }} }} }}", "mbomItems { part {".repeat(20), "} }".repeat(20))),
        ("long", format!("{{ __typename }} #{}", "x".repeat(1_000_000))),
        ("aliases", format!("{{ {aliases} }}")),
        ("some aliases", format!("{{ {some} }}")),
        ("cycle", "{ ...f } fragment f on Query { ...g } fragment g on Query { ...f }".into()),
        ("laughs", format!("{{ ...f0 }} {laughs} fragment f30 on Query {{ __typename }}")),
        ("costly", format!("{{ {} }}", (0..300).map(|at| format!("a{at}: {lists} ")).collect::<String>())),
        ("nothing", String::new()),
        ("control", "{ parts\u{0} }".into()),
        ("open string", "{ parts(after: \"".into()),
        ("upload", "mutation ($file: Upload!) { createPart(input: {partNumber: $file}) { part { id } } }".into()),
        ("subscription", "subscription { parts { id } }".into()),
        ("unknown", "{ nothingOfThisName }".into()),
    ] {
        let request = json!({ "query": query }).to_string();
        let answer = execute(&mut api.shop.room, &api.shop.context, &request);
        let said: Json = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!(
            said["errors"][0]["extensions"]["code"],
            "VALIDATION",
            "{name}: {}",
            &answer.body[..answer.body.len().min(300)]
        );
        assert!(answer.entries.is_empty());
    }
    for (request, status) in [
        ("", 400),
        ("{", 400),
        ("7", 400),
        ("[]", 400),
        ("{\"query\": 1}", 400),
        ("{\"query\": \"{ __typename }\", \"variables\": 1}", 400),
    ] {
        assert_eq!(execute(&mut api.shop.room, &api.shop.context, request).status, status, "{request}");
    }
    let control = "mutation { createPart(input: {partNumber: \"a\\u0007b\"}) { part { id } } }";
    assert_eq!(api.code(control), "VALIDATION");
    assert_eq!(api.data("{ __typename }")["__typename"], "Query", "it lives on");
}

#[test]
fn broken_documents_break_nothing() {
    let mut api = Api::with_kit();
    let sound = [
        r#"query Q($n: Int = 3) { parts(first: $n, filters: {partNumber: {ilike: "%b%"}, or: [{id: {in: [1, 2]}}]}) { edges { cursor node { ...P } } pageInfo { count } } } fragment P on Part { id mbomItems { id } }"#,
        r#"mutation { createPartInventory(input: {partId: 3, quantity: "1.5", cost: 2, notes: """a "b" c"""}) { partInventory { id quantity } warnings } }"#,
        "{ partInventory(id: 2) @include(if: true) { asBuilt(depth: 2) { depth } ... on PartInventory { id @skip(if: false) } } }",
    ];
    let mut dice = common::acts::Dice::new(11);
    let letters: Vec<char> = "{}[]()\"\\#$@!:|,.=-0129eEaNn \n\u{0}é…".chars().collect();
    for round in 0..600 {
        let mut letters_of: Vec<char> = sound[round % sound.len()].chars().collect();
        for _ in 0..=dice.below(4) {
            let at = dice.below(letters_of.len() as u64) as usize;
            match dice.below(3) {
                0 => letters_of[at] = letters[dice.below(letters.len() as u64) as usize],
                1 => letters_of.insert(at, letters[dice.below(letters.len() as u64) as usize]),
                _ => letters_of.truncate(at.max(1)),
            }
        }
        let query: String = letters_of.into_iter().collect();
        let request = json!({ "query": query, "variables": { "n": dice.below(5) } }).to_string();
        let answer = execute(&mut api.shop.room, &api.shop.context, &request);
        let said: Json = serde_json::from_str(&answer.body).expect("JSON");
        assert!(said.get("data").is_some(), "{query}");
        let cut: String = request.chars().take(dice.below(request.len() as u64) as usize).collect();
        assert_eq!(execute(&mut api.shop.room, &api.shop.context, &cut).status, 400);
    }
}

/// Lists within every other limit that compare many values of many records: refused before they are found. What a person or
/// a script asks is answered.
#[test]
fn lists_that_would_hold_the_worker_up_are_refused_before_they_are_found() {
    let mut api = Api::new();
    let text = |it: String| Value::Text(it.as_str().into());
    let supplier = |at: usize| Command::Create {
        table: Table::Supplier,
        fields: vec![
            (SUPPLIER.name.number(), text(format!("Supplier {at}"))),
            (SUPPLIER.notes.number(), text("wet ".repeat(60))),
        ],
    };
    let commands = (0..20_000).map(supplier).collect();
    api.shop.act(Command::Batch { act: Act::Import, note: "".into(), commands });
    let names = |count: usize| (0..count).map(|at| format!("\"S {at}\"")).collect::<Vec<_>>().join(", ");
    let patterns =
        |count: usize| (0..count).map(|at| format!("{{name: {{ilike: \"%a%{at}%\"}}}}")).collect::<Vec<_>>().join(", ");
    let notes = |count: usize| (0..count).map(|at| format!("{{notes: {{ilike: \"%{at}%\"}}}}")).collect::<Vec<_>>().join(", ");
    let list = |filters: &str| format!("suppliers(filters: {{{filters}}}, first: 1) {{ pageInfo {{ totalCount }} }}");
    let mut ask = |query: String| -> Json {
        let answer = execute(&mut api.shop.room, &api.shop.context, &json!({ "query": query }).to_string());
        serde_json::from_str(&answer.body).expect("JSON")
    };
    for (name, query) in [
        ("many values", list(&format!("name: {{in: [{}]}}", names(1_900)))),
        ("many patterns", list(&format!("or: [{}]", patterns(300)))),
        ("a long pattern", list(&format!("name: {{ilike: \"{}\"}}", "%a".repeat(5_000)))),
        ("many lists", (0..200).map(|at| format!("a{at}: {} ", list(&format!("name: {{ilike: \"%{at}%\"}}")))).collect()),
        ("many patterns over long texts", list(&format!("or: [{}]", notes(40)))),
    ] {
        let answer = ask(format!("{{ {query} }}"));
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], "VALIDATION", "{name}: {answer}");
        assert!(
            error["message"].as_str().is_some_and(|it| it.contains("compare more than 10 million values")),
            "{name}: {error}"
        );
    }
    for (name, query) in [
        ("as many values as a page has", list(&format!("name: {{in: [{}]}}", names(200)))),
        ("some patterns over long texts", list(&format!("or: [{}]", notes(8)))),
        ("some patterns", list(&format!("or: [{}]", patterns(8)))),
        ("a few lists", (0..8).map(|at| format!("a{at}: {} ", list("name: {ilike: \"%1%\"}"))).collect()),
        ("sorted", "suppliers(sort: [NAME_DESC], first: 1) { pageInfo { totalCount } }".into()),
    ] {
        let answer = ask(format!("{{ {query} }}"));
        assert!(answer.get("errors").is_none(), "{name}: {answer}");
    }
}

/// Whoever keeps the stockroom answers again once old entries are in memory: a request says whether it met one that is not.
#[test]
fn a_request_that_needs_old_entries_says_so_and_no_other() {
    let mut api = Api::with_kit();
    let run = r#"mutation { updateRun(input: {id: 1, status: "in_progress", etag: "ETAG"}) { run { id } } }"#;
    let run = run.replace("ETAG", &api.etag("run", 1));
    let mut history = History::after(1);
    for (at, brief) in api.shop.room.history.iter().enumerate() {
        history.load(Brief { sequence: 1_001 + at as u64, ..brief.clone() });
    }
    api.shop.room.history = history;
    let mut asks = |query: &str| {
        let answer = execute(&mut api.shop.room, &api.shop.context, &json!({ "query": query }).to_string());
        assert!(!answer.body.contains("\"errors\""), "{}", answer.body);
        api.shop.room.history.take_wanted()
    };
    assert!(asks("{ ledger { nodes { id } } }"));
    assert!(asks(r#"{ ledger(filters: {type: "PartInventory", id: 1}) { nodes { id } } }"#));
    assert!(asks("{ runs { nodes { id startedAt } } }"), "when a run was begun stands in the history");
    assert!(!asks("{ partInventories { nodes { id quantity } } partKits { nodes { id partKitItems { quantity } } } }"));
    assert!(!asks(&run));
}

/// What stands in a list without pages is not known before: it is counted when it is.
#[test]
fn answers_that_would_hold_the_worker_up_are_refused_before_they_are_made() {
    let mut api = Api::with_kit();
    let names = |count: usize| (0..count).map(|at| format!("a{at}: name")).collect::<Vec<_>>().join(" ");
    let bin = |at: usize| Command::Create {
        table: Table::Location,
        fields: vec![
            (LOCATION.name.number(), Value::Text(format!("Bin {at}").as_str().into())),
            (LOCATION.parent.number(), Value::Ref(Table::Location, 1)),
        ],
    };
    let commands = (0..2_000).map(bin).collect();
    api.shop.act(Command::Batch { act: Act::Import, note: "".into(), commands });
    let mut ask = |query: &str| -> Json {
        let answer = execute(&mut api.shop.room, &api.shop.context, &json!({ "query": query }).to_string());
        serde_json::from_str(&answer.body).expect("JSON")
    };
    let children = |count: usize| format!("{{ location(id: 1) {{ children {{ {} }} }} }}", names(count));
    assert!(ask(&children(50)).get("errors").is_none());
    let refused = ask(&children(500));
    assert!(refused["errors"][0]["message"].as_str().is_some_and(|it| it.contains("too many values at once")), "{refused}");
    let ledgers =
        |count: usize| (0..count).map(|at| format!("a{at}: ledger(first: 1) {{ nodes {{ id }} }} ")).collect::<String>();
    assert!(ask(&format!("{{ {} }}", ledgers(300))).get("errors").is_none(), "there are few entries");
}
