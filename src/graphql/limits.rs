//! What a document may cost, found out before anything is parsed or run: so a hostile one gets its answer at once.

use super::filters::{PAGE, PAGE_LIMIT};
use super::values::Fault;
use async_graphql::Value;
use async_graphql::Variables;
use async_graphql::parser::types::{ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet};

/// Bytes that a request may have, variables included.
pub const REQUEST_LIMIT: usize = 4_000_000;
/// Bytes that a document may have.
pub const DOCUMENT_LIMIT: usize = 100_000;
/// How deep a document may be nested, fragments followed.
pub const DEPTH_LIMIT: usize = 24;
/// How deep brackets of any kind may be nested in a document's text.
const BRACKET_LIMIT: usize = 64;
/// Fields that a document may have, fragments followed.
pub const FIELD_LIMIT: usize = 2_000;
/// Fields times records that a document may ask for.
pub const COST_LIMIT: usize = 200_000;
/// Requests that an array may have.
pub const REQUESTS_LIMIT: usize = 10_000;

/// Checks a document's text: its length and how deep its brackets go.
pub fn check_text(text: &str) -> Result<(), Fault> {
    if text.len() > DOCUMENT_LIMIT {
        let said = format!(
            "The document has {} bytes, and may have {DOCUMENT_LIMIT}. Put values in variables, or split it.",
            text.len()
        );
        return Err(Fault::new(said));
    }
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0usize, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'#' => at += bytes[at..].iter().position(|it| matches!(it, b'\n' | b'\r')).unwrap_or(bytes.len() - at),
            b'"' => {
                at = after_string(bytes, at);
                continue;
            }
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > BRACKET_LIMIT {
            return Err(too_deep());
        }
        at += 1;
    }
    Ok(())
}

/// The place after a string that begins here.
fn after_string(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or(&[]);
    let block = rest.starts_with(b"\"\"\"");
    let mut at = from + if block { 3 } else { 1 };
    while let Some(byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or(&[]);
        match byte {
            b'\\' if block && rest.starts_with(b"\\\"\"\"") => at += 4,
            b'\\' if !block => at += 2,
            b'"' if block && rest.starts_with(b"\"\"\"") => return at + 3,
            b'"' if !block => return at + 1,
            b'\n' if !block => return at + 1,
            _ => at += 1,
        }
    }
    at
}

fn too_deep() -> Fault {
    Fault::new(format!(
        "The document is nested deeper than {DEPTH_LIMIT} levels, or a fragment contains itself. Ask for less at a time."
    ))
}

/// Checks what a parsed document costs to run.
pub fn check_cost(document: &ExecutableDocument, operation: &OperationDefinition, variables: &Variables) -> Result<(), Fault> {
    let mut walk = Walk { document, operation, variables, fields: 0, cost: 0 };
    walk.set(&operation.selection_set.node, 0, 1)
}

struct Walk<'a> {
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
    variables: &'a Variables,
    fields: usize,
    cost: usize,
}

impl Walk<'_> {
    fn set(&mut self, set: &SelectionSet, depth: usize, times: usize) -> Result<(), Fault> {
        if depth > DEPTH_LIMIT {
            return Err(too_deep());
        }
        for item in &set.items {
            match &item.node {
                Selection::Field(field) => {
                    self.count(times)?;
                    let times = times.saturating_mul(self.page(&field.node));
                    self.set(&field.node.selection_set.node, depth + 1, times)?;
                }
                Selection::InlineFragment(it) => {
                    self.count(0)?;
                    self.set(&it.node.selection_set.node, depth + 1, times)?;
                }
                Selection::FragmentSpread(it) => {
                    self.count(0)?;
                    if let Some(fragment) = self.document.fragments.get(&it.node.fragment_name.node) {
                        self.set(&fragment.node.selection_set.node, depth + 1, times)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn count(&mut self, times: usize) -> Result<(), Fault> {
        self.fields += 1;
        self.cost = self.cost.saturating_add(times);
        if self.fields > FIELD_LIMIT {
            return Err(Fault::new(format!("The document has more than {FIELD_LIMIT} fields. Split it in several.")));
        }
        if self.cost > COST_LIMIT {
            let said =
                format!("The document asks for more than {COST_LIMIT} values. Ask for smaller pages (first) or fewer fields.");
            return Err(Fault::new(said));
        }
        Ok(())
    }

    /// How many records a field may answer: its page, where it has one.
    fn page(&self, field: &Field) -> usize {
        let size = |name: &str| {
            let given = &field.get_argument(name)?.node;
            let value = given.clone().into_const_with(|variable| {
                let own = self.variables.get(&variable).cloned();
                let definitions = self.operation.variable_definitions.iter();
                let default = || definitions.clone().find(|it| it.node.name.node == variable)?.node.default_value().cloned();
                Ok::<Value, ()>(own.or_else(default).unwrap_or_default())
            });
            match value {
                Ok(Value::Number(it)) => it.as_u64().and_then(|it| usize::try_from(it).ok()),
                _ => None,
            }
        };
        match size("first").or_else(|| size("last")) {
            Some(size) => size.clamp(1, PAGE_LIMIT),
            None if field.selection_set.node.items.is_empty() || !is_connection(field) => 1,
            None => PAGE,
        }
    }
}

/// Whether a field is asked for its pages.
fn is_connection(field: &Field) -> bool {
    field.selection_set.node.items.iter().any(|it| match &it.node {
        Selection::Field(it) => matches!(it.node.name.node.as_str(), "edges" | "nodes"),
        _ => false,
    })
}
