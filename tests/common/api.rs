//! A stockroom behind the API: documents in, responses out, entries applied as the engine would.

use super::{Shop, rows_and_references};
use kitroom::graphql::{Answer, command_ids, execute};
use serde_json::{Value as Json, json};

/// A stockroom behind the API: what a document plans is applied, as the engine would.
pub struct Api {
    pub shop: Shop,
}

impl Api {
    pub fn new() -> Api {
        Api { shop: Shop::new() }
    }

    /// A request as text; entries are applied, and asked for again with the bodies that it wants.
    pub fn post(&mut self, request: &str) -> Answer {
        self.shop.context.now.0 += 1_000;
        let before = rows_and_references(&self.shop.room);
        let ids = command_ids(request, None);
        self.shop.context.bodies = self.shop.entries.iter().filter(|it| ids.contains(&it.command_id)).cloned().collect();
        let mut answer = execute(&mut self.shop.room, &self.shop.context, request);
        assert_eq!(
            before,
            rows_and_references(&self.shop.room),
            "a request changed the stockroom before its entries were appended"
        );
        if !answer.wants.is_empty() {
            let bodies = self.shop.entries.iter().filter(|it| answer.wants.contains(&it.sequence)).cloned();
            self.shop.context.bodies.extend(bodies);
            answer = execute(&mut self.shop.room, &self.shop.context, request);
        }
        for entry in &answer.entries {
            assert!(self.shop.room.apply(entry), "entry {} does not follow", entry.sequence);
            self.shop.entries.push(entry.clone());
        }
        answer
    }

    pub fn ask(&mut self, query: &str, variables: Json) -> Json {
        let answer = self.post(&json!({ "query": query, "variables": variables }).to_string());
        assert_eq!(answer.status, 200);
        serde_json::from_str(&answer.body).expect("an answer is JSON")
    }

    /// The data of a document that must succeed.
    #[track_caller]
    pub fn data(&mut self, query: &str) -> Json {
        let answer = self.ask(query, json!({}));
        assert!(answer.get("errors").is_none(), "{query}\n{answer}");
        answer["data"].clone()
    }

    /// The code of a document that must fail, its only field null.
    #[track_caller]
    pub fn code(&mut self, query: &str) -> String {
        let head = self.shop.room.head;
        let answer = self.ask(query, json!({}));
        let error = &answer["errors"][0];
        assert!(error["message"].as_str().is_some_and(|it| it.ends_with('.') && it.contains(' ')), "{query}\n{answer}");
        if answer["data"].is_object() {
            assert!(answer["data"].as_object().is_some_and(|it| it.values().all(Json::is_null)), "{answer}");
            assert_eq!(error["path"].as_array().map(Vec::len), Some(1), "{answer}");
        }
        assert_eq!(head, self.shop.room.head, "a refusal changed something");
        error["extensions"]["code"].as_str().unwrap_or_default().to_string()
    }

    #[track_caller]
    pub fn etag(&mut self, noun: &str, id: u32) -> String {
        let data = self.data(&format!("{{ {noun}(id: {id}) {{ _etag }} }}"));
        data[noun]["_etag"].as_str().expect("an etag").to_string()
    }

    /// Creates stock with the given input fields.
    #[track_caller]
    pub fn stock(&mut self, input: &str) -> Json {
        let all = "id serialNumber lotNumber trackingType quantity status kitted installed _etag";
        self.data(&format!("mutation {{ createPartInventory(input: {{{input}}}) {{ partInventory {{ {all} }} }} }}"))
            ["createPartInventory"]["partInventory"]
            .clone()
    }

    #[track_caller]
    pub fn move_to_kit(&mut self, verb: &str, inventory: u32, line: u32, more: &str) -> Json {
        let document = self.move_document(verb, inventory, line, more);
        self.data(&document)[verb].clone()
    }

    pub fn move_document(&mut self, verb: &str, inventory: u32, line: u32, more: &str) -> String {
        let etag = self.etag("partInventory", inventory);
        format!(
            "mutation {{ {verb}(input: {{partInventoryId: {inventory}, partKitItemId: {line}, etag: \"{etag}\" {more}}}) {{
                partInventory {{ id quantity kitted status lotNumber }}
                partKitItem {{ quantity issuedQuantity remainingQuantity state }}
                partKit {{ id status partInventories {{ id issuedQuantity }} }} }} }}"
        )
    }

    /// The stockroom that DOMAIN.md §6 begins with.
    pub fn example() -> Api {
        let mut api = Api::new();
        api.data(
            r#"mutation { a: createPart(input: {partNumber: "BRKT-001", trackingType: SERIAL}) { part { id revision } }
                b: createPart(input: {partNumber: "FAST-M3", trackingType: LOT}) { part { id } }
                c: createPart(input: {partNumber: "GLUE"}) { part { id trackingType } }
                createSupplier(input: {name: "Acme"}) { supplier { id } }
                createRun(input: {title: "Build"}) { run { id status } } }"#,
        );
        for place in 1..=9 {
            let available = place != 9;
            let name = if available { format!("Shelf {place}") } else { "QUARANTINE".into() };
            api.data(&format!(
                "mutation {{ createLocation(input: {{name: \"{name}\", available: {available}}}) {{ location {{ id }} }} }}"
            ));
        }
        api
    }

    /// The example after its first five steps: records 1 (serial) and 2 (lot, 10), kit 1 with lines 1 and 2.
    pub fn with_kit() -> Api {
        let mut api = Api::example();
        api.stock(r#"serialNumber: "sn-1", lotNumber: "123", quantity: 1, partId: 1, supplierId: 1, locationId: 5"#);
        api.stock(r#"lotNumber: "lot-12", partId: 2, quantity: 10, locationId: 1"#);
        api.data(
            "mutation { createPartKit(input: {runId: 1}) { partKit { id status } }
              a: createPartKitItem(input: {partKitId: 1, partId: 1, quantity: 1}) { partKitItem { id } }
              b: createPartKitItem(input: {partKitId: 1, partId: 2, quantity: 6}) { partKitItem { id } } }",
        );
        api
    }
}
