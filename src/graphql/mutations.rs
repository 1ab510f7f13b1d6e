//! The mutations: a table of acts, each with its inputs, what it answers, and the command that it asks for.

use super::acts::{self, ACTS};
use super::attributes;
use super::filters::scalar_of;
use super::names::{LOCATION_UNAVAILABLE, capital, field_name, input_kind, is_given, object_name, type_of};
use super::schema::{Answered, field, node, root_field, value};
use super::state::{Done, State};
use super::values::{Fault, Given, items, stored, word};
use super::words::{self, about};
use crate::domain::commands::command::{Command, Fields};
use crate::domain::model::record::{Field as Stored, Kind, Table, Value as Kept};
use crate::domain::rules::mbom::not_made_on_assembly;
use crate::domain::{ATTRIBUTE, REQUIREMENT, RUN, Stockroom};
use async_graphql::Value;
use async_graphql::dynamic::{FieldValue, InputObject, InputValue, Object, SchemaBuilder, TypeRef};

/// A field of an input that is no field of a record.
#[derive(Clone, Copy)]
pub struct In {
    pub name: &'static str,
    /// In the schema's own spelling: `ID!`, `[PickInput!]`.
    pub ty: &'static str,
    pub about: &'static str,
}

/// An act of the API.
#[derive(Clone, Copy)]
pub struct Act {
    pub name: &'static str,
    /// Empty: the inputs are arguments of the field itself.
    pub input: &'static str,
    /// The table whose own fields are inputs too, and whether its required ones must be given.
    pub fields: Option<(Table, bool)>,
    pub inputs: &'static [In],
    /// What it answers, the first record of each table; `true`: all of them.
    pub payload: &'static [(&'static str, Table, bool)],
    pub plan: fn(&State, Given) -> Result<Command, Fault>,
    pub about: &'static str,
}

/// Fields of a table that must be given when a record of it is made.
fn is_required(table: Table, name: &str) -> bool {
    match table {
        Table::Part => name == "partNumber",
        Table::MbomItem => matches!(name, "parentId" | "partId"),
        Table::MbomSubstitute => matches!(name, "mbomItemId" | "partId"),
        Table::MbomDesignator => matches!(name, "mbomItemId" | "value"),
        Table::RequirementDesignator => matches!(name, "buildRequirementId" | "value"),
        Table::Attribute => matches!(name, "table" | "key"),
        Table::Unit => name == "type",
        Table::SupplierPart => name == "partId",
        Table::Supplier | Table::Location | Table::User => name == "name",
        Table::Inventory => name == "partId",
        Table::Kit => name == "runId",
        Table::KitItem => matches!(name, "partKitId" | "partId"),
        Table::Requirement => matches!(name, "partInventoryId" | "partId"),
        Table::Run => name == "title",
        _ => false,
    }
}

/// The fields of a table that an input may set, by their API names.
pub fn given_fields(table: Table) -> impl Iterator<Item = (&'static str, Stored, Kind)> {
    table.fields().iter().filter_map(move |info| {
        let field = Stored::new(table, info.number);
        is_given(field, info.kind).then(|| (field_name(field, info), field, input_kind(field, info.kind)))
    })
}

/// The fields that an input gives, as a command takes them; those named in `but` are left to the act itself.
pub fn fields_given(room: &Stockroom, table: Table, given: Given, but: &[&str]) -> Result<Fields, Fault> {
    let mut fields = Fields::new();
    for (name, field, kind) in given_fields(table) {
        let Some(value) = given.raw(name).filter(|_| !but.contains(&name)) else { continue };
        let mut value = match kind {
            // Null leaves them alone, too: each is cleared by its own null.
            Kind::Attributes => Kept::Attributes(attributes::given(room, table, value)?),
            _ if field == ATTRIBUTE.choices => stored(kind, &lines(value), name)?,
            _ => stored(kind, value, name)?,
        };
        if field == LOCATION_UNAVAILABLE {
            value = Kept::Flag(value == Kept::Flag(false));
        }
        if let (Kept::Ref(_, id), true) = (&value, field == RUN.procedure_id) {
            value = Kept::Int(i64::from(*id));
        }
        fields.push((field.number(), value));
    }
    Ok(fields)
}

/// The texts of a list as one text, one a line.
fn lines(value: &Value) -> Value {
    let all: Vec<&str> = items(value).iter().filter_map(word).collect();
    Value::from(all.join("\n"))
}

/// What ION's inputs have beside the fields of the record.
fn ion_inputs(table: Table) -> &'static [In] {
    const REQUIREMENT_INPUTS: &[In] = &[
        In { name: PER_UNIT, ty: "Quantity", about: words::PER_UNIT },
        In { name: FIXED, ty: "Quantity", about: words::FIXED },
        In { name: "madeOnAssembly", ty: "Boolean", about: words::MADE_ON_ASSEMBLY },
    ];
    if table == Table::Requirement { REQUIREMENT_INPUTS } else { &[] }
}

const PER_UNIT: &str = "quantityPerParentPartInventory";
const FIXED: &str = "fixedQuantityPerBuildRequirement";

/// The quantity of a requirement by ION's names: so much per unit, or a fixed one.
fn required_quantity(given: Given, fields: &mut Fields) -> Result<(), Fault> {
    not_made_on_assembly(given.flag("madeOnAssembly"))?;
    let (own, per_unit, fixed) = (given.quantity("quantity")?, given.quantity(PER_UNIT)?, given.quantity(FIXED)?);
    let all = [own, per_unit, fixed];
    let mut different = all.iter().flatten();
    let first = different.next();
    if fixed.is_some() && (own.is_some() || per_unit.is_some()) || different.any(|it| Some(it) != first) {
        let said =
            format!("The quantity of the requirement is given in several ways. Give one of quantity, {PER_UNIT} and {FIXED}.");
        return Err(Fault::new(said).on("quantity"));
    }
    if let Some(quantity) = fixed.or(per_unit) {
        fields.retain(|it| it.0 != REQUIREMENT.quantity.number());
        fields.push((REQUIREMENT.quantity.number(), Kept::Quantity(quantity)));
    }
    if first.is_some() {
        fields.push((REQUIREMENT.fixed.number(), if fixed.is_some() { Kept::Flag(true) } else { Kept::Null }));
    }
    Ok(())
}

/// Makes `create`, `update` and `delete` of a table that has no rules but its own.
fn plain(table: Table) -> [Plain; 3] {
    [Plain::Create(table), Plain::Update(table), Plain::Delete(table)]
}

#[derive(Clone, Copy)]
enum Plain {
    Create(Table),
    Update(Table),
    Delete(Table),
}

fn type_of_text(ty: &str) -> TypeRef {
    if let Some(inner) = ty.strip_suffix('!') {
        return TypeRef::NonNull(Box::new(type_of_text(inner)));
    }
    match ty.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        Some(inner) => TypeRef::List(Box::new(type_of_text(inner))),
        None => TypeRef::named(ty),
    }
}

fn input_of(it: &In) -> InputValue {
    InputValue::new(it.name, type_of_text(it.ty)).description(it.about)
}

fn own_fields(mut input: InputObject, table: Table, making: bool) -> InputObject {
    for (name, _, kind) in given_fields(table) {
        let scalar = scalar_of(kind);
        let ty = match kind {
            Kind::Refs(_) => TypeRef::named_nn_list(scalar),
            Kind::Attributes => TypeRef::named_nn_list(attributes::INPUT),
            _ if is_list(table, name) => TypeRef::named_nn_list(TypeRef::STRING),
            _ if making && is_required(table, name) => TypeRef::named_nn(scalar),
            _ => TypeRef::named(scalar),
        };
        input = input.field(InputValue::new(name, ty).description(about(table, name)));
    }
    input
}

/// A text that the API takes as the list of its lines.
fn is_list(table: Table, name: &str) -> bool {
    table == Table::Attribute && name == ATTRIBUTE.choices.api_name()
}

const ID_AND_ETAG: [In; 2] =
    [In { name: "id", ty: "ID!", about: words::ID }, In { name: "etag", ty: "String!", about: words::ETAG }];

/// Registers inputs and payloads, and makes the mutation object.
pub fn register(mut schema: SchemaBuilder) -> (SchemaBuilder, Object) {
    let mut mutation = Object::new("Mutation").description(words::MUTATION);
    for (name, fields) in acts::LISTS {
        let input = InputObject::new(*name).description(words::LINE_INPUT);
        schema = schema.register(fields.iter().fold(input, |input, it| input.field(input_of(it))));
    }
    let plainly = [
        Table::Part,
        Table::MbomItem,
        Table::MbomSubstitute,
        Table::MbomDesignator,
        Table::RequirementDesignator,
        Table::Location,
        Table::Supplier,
        Table::SupplierPart,
        Table::Unit,
        Table::User,
        Table::Requirement,
        Table::Attribute,
    ];
    for table in plainly {
        for act in plain(table) {
            (schema, mutation) = register_plain(schema, mutation, act);
        }
    }
    for table in [Table::Inventory, Table::Run, Table::Kit, Table::KitItem] {
        (schema, mutation) = register_plain(schema, mutation, Plain::Delete(table));
    }
    (schema, mutation) = register_plain(schema, mutation, Plain::Update(Table::KitItem));
    for act in ACTS {
        (schema, mutation) = register_act(schema, mutation, act);
    }
    mutation = mutation.field(
        root_field("undoLedgerEntry", TypeRef::named("UndoLedgerEntryPayload"), |state, given| {
            let entry = u64::from(given.the_id("id")?);
            perform(state, &Command::Undo { entry })
        })
        .argument(InputValue::new("id", TypeRef::named_nn(TypeRef::ID)).description(words::UNDO_ID))
        .description(words::UNDO),
    );
    schema = schema.register(payload("UndoLedgerEntryPayload", &[]));
    (schema, mutation)
}

fn perform(state: &mut State, command: &Command) -> Answered {
    let done = state.act(command)?;
    Ok(Some(FieldValue::owned_any(done)))
}

fn register_plain(schema: SchemaBuilder, mutation: Object, act: Plain) -> (SchemaBuilder, Object) {
    let (verb, table) = match act {
        Plain::Create(table) => ("create", table),
        Plain::Update(table) => ("update", table),
        Plain::Delete(table) => ("delete", table),
    };
    let (noun, act_noun) = (type_of(table), capital(table.noun()));
    let (name, answer) = ([verb, &act_noun].concat(), [&capital(verb), act_noun.as_str(), "Payload"].concat());
    let text = words::plain(verb, noun);
    if let Plain::Delete(_) = act {
        let one = root_field(&name, TypeRef::named(&answer), move |state, given| {
            let id = given.the_id("id")?;
            let etag = given.etag(&state.room, table, id);
            let _ = state.act(&Command::Delete { table, id, etag })?;
            Ok(Some(FieldValue::owned_any(id)))
        });
        let one = ID_AND_ETAG.iter().fold(one, |one, it| one.argument(input_of(it))).description(text);
        let id = field::<u32>("id", TypeRef::named_nn(TypeRef::ID), |_, id, _| Ok(value(*id))).description(words::DELETED_ID);
        let object = Object::new(&answer).description(words::PAYLOAD).field(id);
        return (schema.register(object), mutation.field(one));
    }
    let input_name = [capital(verb).as_str(), noun, "Input"].concat();
    let making = matches!(act, Plain::Create(_));
    let mut input = InputObject::new(&input_name).description(words::INPUT);
    if !making {
        input = ID_AND_ETAG.iter().fold(input, |input, it| input.field(input_of(it)));
    }
    let input = ion_inputs(table).iter().fold(own_fields(input, table, making), |input, it| input.field(input_of(it)));
    let one = root_field(&name, TypeRef::named(&answer), move |state, given| {
        let given = object_of(given)?;
        let mut fields = fields_given(&state.room, table, given, &[])?;
        if table == Table::Requirement {
            required_quantity(given, &mut fields)?;
        }
        let command = if making {
            Command::Create { table, fields }
        } else {
            let id = given.the_id("id")?;
            Command::Update { table, id, etag: given.etag(&state.room, table, id), fields }
        };
        perform(state, &command)
    });
    let one = one.argument(InputValue::new("input", TypeRef::named_nn(&input_name)).description(words::INPUT)).description(text);
    let object = payload(&answer, &[(table.noun(), table, false)]);
    (schema.register(input).register(object), mutation.field(one))
}

/// The input object of a mutation.
fn object_of(given: Given) -> Result<Given, Fault> {
    match given.raw("input") {
        Some(Value::Object(it)) => Ok(Given(it)),
        _ => Err(Fault::new("input is missing. Give the input object of the mutation.").on("input")),
    }
}

fn register_act(mut schema: SchemaBuilder, mutation: Object, act: &'static Act) -> (SchemaBuilder, Object) {
    let answer = [&capital(act.name), "Payload"].concat();
    let plan = act.plan;
    let as_input = !act.input.is_empty();
    let mut one = root_field(act.name, TypeRef::named(&answer), move |state, given| {
        let given = if as_input { object_of(given)? } else { given };
        let command = plan(state, given)?;
        perform(state, &command)
    });
    if as_input {
        // Two acts may share an input type.
        let mut input = InputObject::new(act.input).description(words::INPUT);
        input = act.inputs.iter().fold(input, |input, it| input.field(input_of(it)));
        if let Some((table, making)) = act.fields {
            input = own_fields(input, table, making);
        }
        schema = schema.register(input);
        one = one.argument(InputValue::new("input", TypeRef::named_nn(act.input)).description(words::INPUT));
    } else {
        one = act.inputs.iter().fold(one, |one, it| one.argument(input_of(it)));
    }
    let mut object = payload(&answer, act.payload);
    if act.name == "deleteAbomInstallation" {
        // ION's customers read these.
        let success = field::<Done>("success", TypeRef::named_nn(TypeRef::BOOLEAN), |_, _, _| Ok(value(true)));
        let message = field::<Done>("message", TypeRef::named(TypeRef::STRING), |_, _, _| Ok(None));
        object = object.field(success.description(words::SUCCESS)).field(message.description(words::NO_MESSAGE));
    }
    (schema.register(object), mutation.field(one.description(act.about)))
}

fn payload(name: &str, shown: &[(&'static str, Table, bool)]) -> Object {
    let mut object = Object::new(name).description(words::PAYLOAD);
    object = payload_fields(object, shown);
    let warnings = field::<Done>("warnings", TypeRef::named_nn_list_nn(TypeRef::STRING), |_, done, _| {
        Ok(Some(FieldValue::list(done.warnings.iter().map(|it| FieldValue::value(it.as_str())).collect::<Vec<_>>())))
    });
    let entry = field::<Done>("ledgerEntryId", TypeRef::named(TypeRef::ID), |_, done, _| {
        Ok((done.sequence != 0).then(|| FieldValue::value(done.sequence)))
    });
    object.field(warnings.description(words::WARNINGS)).field(entry.description(words::ENTRY_ID))
}

fn payload_fields(mut object: Object, shown: &[(&'static str, Table, bool)]) -> Object {
    for (name, table, all) in shown {
        let (table, all) = (*table, *all);
        let ty = if all { TypeRef::named_nn_list(type_of(table)) } else { TypeRef::named(type_of(table)) };
        let one = field::<Done>(name, ty, move |state, done, _| {
            let mut ids = done.records.iter().filter(|it| it.0 == table && state.room.table(table).has(it.1)).map(|it| it.1);
            if all {
                return Ok(Some(FieldValue::list(ids.map(|id| node(table, id)).collect::<Vec<_>>())));
            }
            Ok(ids.next().map(|id| node(table, id)))
        });
        object = object.field(one.description(words::shown(object_name(name))));
    }
    object
}
