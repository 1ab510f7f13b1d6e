//! Requests: reading them, running them one after another, and writing what came of each.

use super::document;
use super::limits::{self, REQUEST_LIMIT, REQUESTS_LIMIT};
use super::schema::schema;
use super::state::{Shared, State};
use super::values::{Fault, parse_uuid};
use async_graphql::parser::parse_query;
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Response, ServerError, Variables};
use serde_json::Value as Json;
use std::future::Future;
use std::sync::PoisonError;
use std::task::{Context, Poll, Waker};

/// Times that a document's future may ask to be polled again; it waits for nothing, it only takes turns.
const POLLS: usize = 1_000_000;

/// One request.
struct Request {
    query: String,
    operation: Option<String>,
    variables: Variables,
    /// 0: none given.
    command_id: u128,
    /// Of all that it says.
    digest: u64,
}

/// One request or an array of them.
pub struct Requests {
    all: Vec<Request>,
    array: bool,
}

impl Requests {
    /// Reads what was posted; `key` is the command id that came beside it.
    pub fn read(text: &str, key: Option<&str>) -> Result<Requests, Fault> {
        if text.len() > REQUEST_LIMIT {
            return Err(Fault::new(format!("The request has {} bytes, and may have {REQUEST_LIMIT}. Split it.", text.len())));
        }
        let json: Json = serde_json::from_str(text)
            .map_err(|error| Fault::new(format!("The request is not JSON: {error}. Post {{\"query\": …, \"variables\": …}}.")))?;
        match json {
            Json::Array(all) if all.len() > REQUESTS_LIMIT || all.is_empty() => {
                Err(Fault::new(format!("The array has {} requests; 1 to {REQUESTS_LIMIT} are answered at once.", all.len())))
            }
            Json::Array(_) if key.is_some() => Err(Fault::new(
                "An array of requests has no one Idempotency-Key. Give each request its own extensions.commandId.",
            )
            .on("commandId")),
            Json::Array(all) => {
                let all = all.into_iter().map(|one| Request::read(one, None)).collect::<Result<_, _>>()?;
                Ok(Requests { all, array: true })
            }
            one => Ok(Requests { all: vec![Request::read(one, key)?], array: false }),
        }
    }

    pub fn command_ids(&self) -> Vec<u128> {
        self.all.iter().map(|it| it.command_id).filter(|it| *it != 0).collect()
    }

    /// Runs them in order; each sees what those before it planned.
    pub fn answer(self, shared: &Shared) -> String {
        let mut first: Vec<(u128, u64, String)> = Vec::new();
        let array = self.array;
        let mut answers = Vec::with_capacity(self.all.len());
        for request in self.all {
            let (id, digest) = (request.command_id, request.digest);
            let known = first.iter().find(|it| id != 0 && it.0 == id);
            let answer = match known.map(|it| (it.1, it.2.clone())).or_else(|| request.remembered(shared)) {
                Some((before, answer)) if before == digest => answer,
                Some(_) => answer_of(
                    &Fault::new("This command id was used for another request. Send a new id with a new request.")
                        .on("commandId"),
                ),
                None => request.run(shared),
            };
            if id != 0 {
                first.push((id, digest, answer.clone()));
            }
            answers.push(answer);
        }
        if array { ["[", &answers.join(","), "]"].concat() } else { answers.concat() }
    }
}

impl Request {
    fn read(json: Json, key: Option<&str>) -> Result<Request, Fault> {
        let Json::Object(mut it) = json else {
            return Err(Fault::new("A request is a JSON object: {\"query\": …, \"variables\": …}."));
        };
        let command_id = match (it.get("extensions").and_then(|it| it.get("commandId")), key) {
            (None | Some(Json::Null), None) => 0,
            (None | Some(Json::Null), Some(key)) => uuid_of(Some(key), "Idempotency-Key")?,
            (Some(id), _) => uuid_of(id.as_str(), "extensions.commandId")?,
        };
        // Only what may come again is compared with what came before.
        let digest = if command_id == 0 { 0 } else { digest_of(&it) };
        let Some(Json::String(query)) = it.remove("query") else {
            return Err(Fault::new("The request has no query. Post {\"query\": …, \"variables\": …}."));
        };
        let variables = match it.remove("variables") {
            None | Some(Json::Null) => Variables::default(),
            Some(variables @ Json::Object(_)) => Variables::from_json(variables),
            Some(_) => return Err(Fault::new("variables is not an object. Give {\"name\": value}.")),
        };
        let operation = match it.remove("operationName") {
            Some(Json::String(name)) if !name.is_empty() => Some(name),
            _ => None,
        };
        Ok(Request { query, operation, variables, command_id, digest })
    }

    /// What this id did before, where the caller found it in the journal.
    fn remembered(&self, shared: &Shared) -> Option<(u64, String)> {
        if self.command_id == 0 {
            return None;
        }
        let state = shared.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = state.context.bodies.iter().find(|it| it.command_id == self.command_id)?;
        Some((entry.command_digest, entry.answer.to_string()))
    }

    fn run(self, shared: &Shared) -> String {
        let planned = shared.lock().unwrap_or_else(PoisonError::into_inner).planned();
        let (id, digest) = (self.command_id, self.digest);
        let answer = match self.prepare() {
            Err(fault) => return answer_of(&fault),
            Ok(request) => {
                let run = schema().and_then(|schema| finish(schema.execute(request.data(shared.clone()))));
                match run {
                    Ok(response) => written(response),
                    Err(fault) => answer_of(&fault),
                }
            }
        };
        if id != 0 {
            let mut state = shared.lock().unwrap_or_else(PoisonError::into_inner);
            remember(&mut state, planned, id, digest, &answer);
        }
        answer
    }

    /// Parsed, and found to cost no more than it may.
    fn prepare(self) -> Result<async_graphql::Request, Fault> {
        limits::check_text(&self.query)?;
        let mut document = parse_query(&self.query).map_err(|error| {
            let place = error.positions().next().map_or(String::new(), |at| format!(" (line {}, column {})", at.line, at.column));
            Fault::new(format!("The document can't be read{place}. See that brackets, quotes and names are right there."))
        })?;
        let ExecutableDocument { operations, .. } = &document;
        for (name, operation) in operations.iter() {
            let wanted = self.operation.as_deref().is_none_or(|wanted| name.is_some_and(|name| name.as_str() == wanted));
            if wanted {
                limits::check_cost(&document, &operation.node, &self.variables)?;
            }
        }
        let mut variables = self.variables;
        document::prepare(&mut document, self.operation.as_deref(), &mut variables)?;
        let mut request = async_graphql::Request::new(self.query).variables(variables);
        if let Some(name) = self.operation {
            request = request.operation_name(name);
        }
        request.set_parsed_query(document);
        Ok(request)
    }
}

fn uuid_of(text: Option<&str>, place: &str) -> Result<u128, Fault> {
    // A header's text may stand in quotes, as the draft of its standard has it.
    text.map(|text| text.trim_matches('"')).and_then(parse_uuid).ok_or_else(|| {
        Fault::new([place, " is no UUID. Make one for each request that may be sent twice."].concat()).on("commandId")
    })
}

/// The first entry of a request keeps its id and its answer.
fn remember(state: &mut State, planned: usize, id: u128, digest: u64, answer: &str) {
    if let Some(entry) = state.planned_since(planned).next() {
        entry.command_id = id;
        entry.command_digest = digest;
        entry.answer = answer.into();
    }
}

/// FNV-1a of what a request says.
fn digest_of(request: &serde_json::Map<String, Json>) -> u64 {
    let mut digest = 0xcbf2_9ce4_8422_2325u64;
    for name in ["query", "operationName", "variables"] {
        let said = request.get(name).map(Json::to_string).unwrap_or_default();
        for byte in said.bytes().chain([0]) {
            digest = (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    digest
}

/// Runs a future that waits for nothing.
fn finish<T>(future: impl Future<Output = T>) -> Result<T, Fault> {
    let mut future = std::pin::pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..POLLS {
        if let Poll::Ready(done) = future.as_mut().poll(&mut context) {
            return Ok(done);
        }
    }
    Err(Fault::new("The document took too many turns. Ask for less at a time."))
}

/// A response with one error and nothing else.
pub fn answer_of(fault: &Fault) -> String {
    let mut extensions = serde_json::Map::new();
    extensions.insert("code".into(), fault.code.into());
    if let Some(field) = &fault.field {
        extensions.insert("field".into(), field.as_str().into());
    }
    serde_json::json!({ "data": null, "errors": [{ "message": fault.message, "extensions": extensions }] }).to_string()
}

/// A response as JSON: every error has a code and is a sentence.
fn written(mut response: Response) -> String {
    for error in &mut response.errors {
        let extensions = error.extensions.get_or_insert_with(Default::default);
        if extensions.get("code").is_none() {
            extensions.set("code", "VALIDATION");
        }
        error.message = told(error);
    }
    serde_json::to_string(&response)
        .unwrap_or_else(|_| answer_of(&Fault::new("The answer can't be written. Ask for less at a time.")))
}

/// Its message as a sentence.
fn told(error: &ServerError) -> String {
    let message = error.message.trim();
    if message.ends_with(['.', '!', '?']) { message.to_string() } else { [message, "."].concat() }
}
