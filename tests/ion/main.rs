//! Documents in the names and arguments of First Resonance's public guides, importers and examples, written anew: what they ask
//! about parts, stock, kits, runs and the as-built BOM. What is answered otherwise is listed in docs/api.md.

mod details;
mod guides;
mod rows;

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

/// The guide's examples, as the API page offers them: name, document, variables.
fn guide() -> Vec<(String, String, String)> {
    let text = include_str!("../../docs/api.md");
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
