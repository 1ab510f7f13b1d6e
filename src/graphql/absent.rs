//! The types of what ION has and Kitroom has not, for the documents that ask for it.

use super::names::{FILE, ORGANIZATION, PROCEDURE, SUBTYPE};
use super::schema::{field, value};
use super::state::{Node, State};
use super::words;
use async_graphql::dynamic::{FieldValue, Object, SchemaBuilder, TypeRef};

/// Registers them: all of their fields are null, but for the number of a run's procedure.
pub fn register(schema: SchemaBuilder) -> SchemaBuilder {
    const FILE_FIELDS: &str = "id name filename description contentType fileType url downloadUrl uploadUrl thumbnail size \
        s3Bucket s3Key createdAt updatedAt createdById updatedById _etag";
    let all = [
        (FILE, words::FILE, FILE_FIELDS, words::NO_FILE),
        (SUBTYPE, words::SUBTYPE, "id name", words::NO_SUBTYPE),
        (ORGANIZATION, words::ORGANIZATION, "id name domain", words::NO_ORGANIZATION),
    ];
    let nothing =
        |name: &str, text: &str| field::<Node>(name, TypeRef::named(TypeRef::STRING), |_, _, _| Ok(None)).description(text);
    let id = field::<Node>("id", TypeRef::named_nn(TypeRef::ID), |state, run, _| {
        Ok(value(state.room.runs.get(run.id).and_then(|it| it.procedure_id).unwrap_or_default()))
    });
    let procedure = Object::new(PROCEDURE)
        .description(words::PROCEDURE)
        .field(id.description(words::PROCEDURE_ID))
        .field(nothing("title", words::PROCEDURE_TITLE));
    all.into_iter().fold(schema.register(procedure), |schema, (name, about, fields, text)| {
        let object = Object::new(name).description(about);
        schema.register(fields.split_whitespace().fold(object, |object, name| object.field(nothing(name, text))))
    })
}

/// The procedure that a run names, shown as the run itself; none without a number.
pub fn procedure(state: &State, run: Node) -> Option<FieldValue<'static>> {
    let is_named = state.room.runs.get(run.id).is_some_and(|it| it.procedure_id.is_some());
    is_named.then(|| FieldValue::owned_any(run))
}
