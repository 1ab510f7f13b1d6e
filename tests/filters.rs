//! Every field of every filter with every operator, against the demo: what an operator finds and what its opposite finds are
//! the whole list, whichever field it is.

use kitroom::domain::*;
use kitroom::graphql::execute;
use serde_json::{Value as Json, json};

struct Api {
    room: Stockroom,
    context: Context,
}

impl Api {
    fn demo() -> Api {
        let mut room = Stockroom::new(9);
        let now = Timestamp(1_764_000_000_000);
        kitroom::demo::build(&mut room, now);
        Api { room, context: Context { now, today: Date(20_416), ..Context::default() } }
    }

    #[track_caller]
    fn run(&mut self, query: &str, variables: &Json) -> Json {
        let request = json!({ "query": query, "variables": variables }).to_string();
        let answer: Json = serde_json::from_str(&execute(&mut self.room, &self.context, &request).body).expect("JSON");
        assert!(answer.get("errors").is_none(), "{query} {variables}\n{answer}");
        answer["data"].clone()
    }

    /// How many a filter of one field finds.
    #[track_caller]
    fn count(&mut self, list: &List, field: &str, operator: &str, value: &Json) -> i64 {
        let query =
            format!("query ($f: {}) {{ {}(filters: $f, first: 0) {{ pageInfo {{ totalCount }} }} }}", list.filters, list.name);
        let data = self.run(&query, &json!({ "f": { field: { operator: value } } }));
        data[&list.name]["pageInfo"]["totalCount"].as_i64().expect("a count")
    }
}

/// A list of the schema: its query, its node's type, the type of its filters.
struct List {
    name: String,
    node: String,
    filters: String,
}

fn named(mut ty: &Json) -> &Json {
    while ty["name"].is_null() {
        ty = &ty["ofType"];
    }
    ty
}

/// The named type of each field or input field of a type.
fn fields(api: &mut Api, name: &str, kind: &str) -> Vec<(String, String)> {
    let ty = "{ kind name ofType { kind name ofType { kind name ofType { kind name } } } }";
    let data = api.run(&format!("{{ __type(name: \"{name}\") {{ {kind} {{ name type {ty} }} }} }}"), &json!({}));
    let all = data["__type"][kind].as_array().expect("fields").clone();
    let text = |it: &Json| it.as_str().unwrap_or_default().to_string();
    all.iter().map(|it| (text(&it["name"]), text(&named(&it["type"])["name"]))).collect()
}

fn lists(api: &mut Api) -> Vec<List> {
    let ty = "{ name ofType { name ofType { name ofType { name } } } }";
    let data = api
        .run(&format!("{{ __type(name: \"Query\") {{ fields {{ name type {ty} args {{ name type {ty} }} }} }} }}"), &json!({}));
    let all = data["__type"]["fields"].as_array().expect("fields").clone();
    all.iter()
        .filter_map(|it| {
            let node = named(&it["type"])["name"].as_str()?.strip_suffix("Connection")?.to_string();
            let filters = it["args"].as_array()?.iter().find(|it| it["name"] == "filters")?;
            let filters = named(&filters["type"])["name"].as_str()?.to_string();
            Some(List { name: it["name"].as_str()?.to_string(), node, filters })
        })
        .filter(|it| it.name != "ledger")
        .collect()
}

/// Checks one field of a list with a value that occurs in it.
fn check(api: &mut Api, list: &List, field: &str, operators: &[String], value: &Json, total: i64) {
    let what = format!("{}.{field} with {value}", list.name);
    let mut count = |operator: &str, value: &Json| {
        assert!(operators.iter().any(|it| it == operator), "{what}: no {operator}");
        api.count(list, field, operator, value)
    };
    let nothing = count("isNull", &json!(true));
    assert_eq!(nothing + count("isNull", &json!(false)), total, "{what}: isNull");
    let equal = count("eq", value);
    assert!(equal > 0 || nothing == total, "{what}: eq finds nothing");
    assert_eq!(equal + count("neq", value), total, "{what}: neq is not the opposite of eq");
    assert_eq!(count("in", &json!([value])), equal, "{what}: in");
    assert_eq!(equal + count("notIn", &json!([value])), total, "{what}: notIn");
    let has = |operator: &str| operators.iter().any(|it| it == operator);
    for (below, from) in [("lt", "gte"), ("lte", "gt")].into_iter().filter(|it| has(it.0)) {
        assert_eq!(count(below, value) + count(from, value) + nothing, total, "{what}: {below} and {from}");
    }
    if let (Some(text), true) = (value.as_str(), has("like")) {
        if !text.contains(['%', '_', '\\']) {
            assert_eq!(count("like", value), equal, "{what}: like");
        }
        assert_eq!(count("like", &json!("%")) + nothing, total, "{what}: like %");
        assert!(count("ilike", &json!(text.to_lowercase())) >= equal, "{what}: ilike");
    }
}

#[test]
fn every_filter_field_takes_every_operator() {
    let mut api = Api::demo();
    let mut checked = 0;
    for list in lists(&mut api) {
        let (outputs, inputs) = (fields(&mut api, &list.node, "fields"), fields(&mut api, &list.filters, "inputFields"));
        let scalars = inputs.iter().filter(|it| it.1.ends_with("Operators") && outputs.iter().any(|out| out.0 == it.0));
        let scalars: Vec<_> = scalars.cloned().collect();
        assert!(scalars.len() >= 4, "{}: {scalars:?}", list.name);
        let names: Vec<&str> = scalars.iter().map(|it| it.0.as_str()).collect();
        let sample = api.run(
            &format!("{{ {}(last: 40) {{ nodes {{ {} }} pageInfo {{ totalCount }} }} }}", list.name, names.join(" ")),
            &json!({}),
        );
        let nodes = sample[&list.name]["nodes"].as_array().expect("nodes").clone();
        let total = sample[&list.name]["pageInfo"]["totalCount"].as_i64().expect("a count");
        for (field, ty) in &scalars {
            let operators: Vec<String> = fields(&mut api, ty, "inputFields").into_iter().map(|it| it.0).collect();
            // A field that nobody in the demo has a value of is only asked whether it is null.
            let Some(value) = nodes.iter().map(|it| &it[field]).find(|it| !it.is_null() && !it.is_array()) else {
                let (is, is_not) =
                    (api.count(&list, field, "isNull", &json!(true)), api.count(&list, field, "isNull", &json!(false)));
                assert_eq!(is + is_not, total, "{}.{field}", list.name);
                continue;
            };
            check(&mut api, &list, field, &operators, value, total);
            checked += 1;
        }
    }
    assert!(checked > 100, "only {checked} fields were checked");
}

/// A pattern of 500 letters over 3,000 notes of 2,000 letters, none of which is like it: that took more than half a minute once.
#[test]
fn a_hostile_pattern_costs_the_texts_and_no_more() {
    let mut api = Api::demo();
    let notes = "a".repeat(2_000);
    for at in 0..3_000 {
        let query = "mutation ($n: String!, $t: String!) { createPart(input: {partNumber: $n, notes: $t}) { part { id } } }";
        let request = json!({ "query": query, "variables": { "n": format!("H-{at}"), "t": notes } }).to_string();
        let answer = execute(&mut api.room, &api.context, &request);
        answer.entries.iter().for_each(|entry| assert!(api.room.apply(entry)));
    }
    let query = "query ($f: PartsInputFilters) { parts(filters: $f, first: 0) { pageInfo { totalCount } } }";
    // Beside a pattern that every search could ask, on the same machine in the same moment: backtracking took thousands of times.
    let plain = std::time::Instant::now();
    api.run(query, &json!({ "f": { "notes": { "ilike": "%ab%" } } }));
    let plain = plain.elapsed();
    for pattern in [
        ["%", &"a".repeat(500), "b%"].concat(),
        ["%", &"a_".repeat(250), "b%"].concat(),
        "%a".repeat(250) + "b%",
        ["%", &"a".repeat(50), "b%"].concat(),
    ] {
        let began = std::time::Instant::now();
        let found = api.run(query, &json!({ "f": { "notes": { "ilike": pattern } } }));
        assert_eq!(found["parts"]["pageInfo"]["totalCount"], 0);
        let took = began.elapsed();
        assert!(took < 500 * plain, "{} letters took {took:?}, and two {plain:?}", pattern.len());
    }
    let long = ["%", &"a".repeat(500), "%"].concat();
    let all = api.run(query, &json!({ "f": { "notes": { "ilike": long } } }));
    assert_eq!(all["parts"]["pageInfo"]["totalCount"], 3_000);
}
