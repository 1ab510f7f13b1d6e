//! GraphQL requests that are spoilt: each is answered, in time, and changes nothing that it should not.

mod common;

use common::api::Api;
use common::fuzz::feed;
use kitroom::domain::audit::audit;
use serde_json::json;

#[test]
fn documents() {
    let seeds: Vec<Vec<u8>> = [
        json!({ "query": "{ parts(first: 5, filters: {partNumber: {ilike: \"%a%\"}}) { edges { node { id partNumber mbomItems { part { id } } } } pageInfo { totalCount } } }" }),
        json!({ "query": "mutation ($n: String!) { createPart(input: {partNumber: $n}) { part { id _etag } } }", "variables": { "n": "P-1" } }),
        json!({ "query": "query A { ...F } fragment F on Query { part(id: 1) { id } } mutation B { deletePart(id: 1, etag: \"x\") { id } }", "operationName": "A" }),
        json!([{ "query": "mutation { createPartInventory(input: {partId: 1, quantity: \"1.5\", lotNumber: \"\"\"L\"\"\"}) { partInventory { id quantity } } }" }]),
        json!({ "query": "{ partInventories(filters: {part: {partNumber: {eq: null}}, quantity: {gte: 1e3}}, sort: [QUANTITY_DESC], last: 3, before: \"x\") { nodes { id } } __schema { types { name } } }" }),
    ]
    .map(|it| it.to_string().into_bytes())
    .into();
    let mut api = Api::new();
    let mut asked = 0;
    feed("documents", &seeds, 1_000, |bytes| {
        let answer = api.post(&String::from_utf8_lossy(bytes));
        assert!(answer.status == 200 || answer.status == 400, "{}", answer.status);
        assert!(serde_json::from_str::<serde_json::Value>(&answer.body).is_ok());
        asked += 1;
        if asked % 500 == 0 {
            assert_eq!(audit(&api.shop.room, &api.shop.entries), Vec::<String>::new());
        }
        // A shop that grew too large begins anew.
        if api.shop.entries.len() > 2_000 {
            api = Api::new();
        }
    });
}
