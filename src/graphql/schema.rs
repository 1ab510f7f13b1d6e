//! The schema: objects, connections and queries, made from the tables of fields when it is first needed.

use super::absent;
use super::attributes;
use super::filters::{self, PAGE, PAGE_LIMIT, scalar_of, target};
use super::ledger;
use super::mbom_rows;
use super::mutations;
use super::names::{OBJECTS, Out, PROCEDURE, Source, enum_of, fields, row_fields, type_of};
use super::planning;
use super::state::{LIST_LIMIT, Node, State, lock};
use super::values::{Fault, Given, shown};
use super::words::{self, about};
use crate::domain::derive::genealogy::{self, Installed};
use crate::domain::model::record::{Field as Stored, Kind, TABLES, Table};
use crate::domain::query::find::page;
use crate::domain::{INSTALLATION, InventoryId, KIT_ITEM, KIT_ROW, LocationId};
use async_graphql::dynamic::{
    Enum, EnumItem, Field, FieldFuture, FieldValue, InputValue, Object, ResolverContext, Scalar, Schema, SchemaBuilder,
    SchemaError, TypeRef,
};
use async_graphql::{SelectionField, Value};
use std::sync::OnceLock;

/// Levels that a genealogy goes where nothing is said, and at most.
const DEPTH: usize = 32;

/// The schema. It is the same for every stockroom, so it is made once.
pub fn schema() -> Result<&'static Schema, Fault> {
    static SCHEMA: OnceLock<Result<Schema, String>> = OnceLock::new();
    let made = SCHEMA.get_or_init(|| build().map_err(|error| error.to_string()));
    made.as_ref().map_err(|error| Fault::new(format!("The schema is broken: {error}. Tell who made this app.")))
}

/// What a resolver answers.
pub type Answered = Result<Option<FieldValue<'static>>, Fault>;

/// A field whose resolver is a plain function of the state, its parent and its arguments.
pub fn field<P: Send + Sync + 'static>(
    name: &str,
    ty: TypeRef,
    resolve: impl Fn(&mut State, &P, Given) -> Answered + Copy + Send + Sync + 'static,
) -> Field {
    let is_many = is_many(&ty);
    Field::new(name, ty, move |context: ResolverContext| {
        FieldFuture::new(async move {
            let parent = context.parent_value.try_downcast_ref::<P>()?;
            let mut state = lock(&context)?;
            state.fields = if is_many { fields_below(context.ctx.field()) } else { 0 };
            let answered = resolve(&mut state, parent, Given(context.args.as_index_map()));
            Ok(answered.unwrap_or_else(|fault| refused(&context, fault)))
        })
    })
}

/// A field of a root object.
pub fn root_field(
    name: &str,
    ty: TypeRef,
    resolve: impl Fn(&mut State, Given) -> Answered + Copy + Send + Sync + 'static,
) -> Field {
    let is_many = is_many(&ty);
    Field::new(name, ty, move |context: ResolverContext| {
        FieldFuture::new(async move {
            let mut state = lock(&context)?;
            state.fields = if is_many { fields_below(context.ctx.field()) } else { 0 };
            let answered = resolve(&mut state, Given(context.args.as_index_map()));
            Ok(answered.unwrap_or_else(|fault| refused(&context, fault)))
        })
    })
}

/// Whether a field answers several objects.
fn is_many(ty: &TypeRef) -> bool {
    let ty = ty.to_string();
    ty.starts_with('[') || ty.trim_end_matches('!').ends_with("Connection")
}

/// How many fields are asked for of each of a list's objects.
fn fields_below(field: SelectionField) -> u64 {
    field.selection_set().map(|it| 1 + fields_below(it)).sum()
}

/// The field is null, and the error says where it stands; the executor itself would leave both out.
fn refused(context: &ResolverContext, fault: Fault) -> Option<FieldValue<'static>> {
    let error = async_graphql::Error::from(fault).into_server_error(context.ctx.item.pos);
    context.ctx.add_error(context.ctx.set_error_path(error));
    None
}

/// A value as what a resolver answers.
pub fn value(it: impl Into<Value>) -> Option<FieldValue<'static>> {
    Some(FieldValue::value(it.into()))
}

/// A record of the answer.
pub fn node(table: Table, id: u32) -> FieldValue<'static> {
    FieldValue::owned_any(Node { table, id, row: 0 })
}

fn build() -> Result<Schema, SchemaError> {
    let mut schema = Schema::build("Query", Some("Mutation"), None)
        .disable_suggestions()
        .limit_recursive_depth(super::limits::DEPTH_LIMIT * 2)
        .limit_directives(16);
    for (name, text) in [("Quantity", words::QUANTITY), ("Date", words::DATE), ("DateTime", words::DATE_TIME)] {
        let fits = |it: &Value| matches!(it, Value::Number(_) | Value::String(_) | Value::Null);
        schema = schema.register(Scalar::new(name).description(text).validator(fits));
    }
    schema = enums(schema);
    for (table, name, plural) in OBJECTS {
        schema = schema.register(object(name, table, fields(table)));
        schema = connection(schema, name, plural);
    }
    schema = schema.register(object("Settings", Table::Settings, fields(Table::Settings)));
    schema = schema.register(object("PartKitInventory", Table::KitRow, row_fields()));
    schema = schema.register(page_info()).register(genealogy_line());
    schema = absent::register(schema);
    schema = attributes::register(schema);
    schema = filters::register(schema);
    schema = ledger::register(schema);
    schema = planning::register(schema);
    schema = mbom_rows::register(schema);
    let (schema, mutation) = mutations::register(schema);
    schema.register(query()).register(mbom_rows::mutation(mutation)).finish()
}

/// Every set of words that a field can have.
fn enums(mut schema: SchemaBuilder) -> SchemaBuilder {
    let mut seen: Vec<&str> = Vec::new();
    let all = TABLES.into_iter().flat_map(fields);
    for out in all {
        let Kind::Choice(choice) = out.kind else { continue };
        let name = enum_of(choice);
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let mut set = Enum::new(name).description(words::enum_about(name));
        for word in choice {
            set = set.item(EnumItem::new(*word).description(words::word_about(name, word)));
        }
        schema = schema.register(set);
    }
    schema
}

/// The type of an output field.
fn type_ref(out: &Out) -> TypeRef {
    match (out.source, out.kind) {
        (Source::Ref(_) | Source::Own, Kind::Ref(to)) => {
            if out.optional {
                TypeRef::named(type_of(to))
            } else {
                TypeRef::named_nn(type_of(to))
            }
        }
        (Source::RefIds(_), _) => TypeRef::named_nn_list_nn(TypeRef::ID),
        (Source::AsBuilt | Source::WhereUsed, _) => TypeRef::named_nn_list("GenealogyLine"),
        (Source::Attributes(_), _) => TypeRef::named_nn_list_nn(attributes::ENTRY),
        (Source::Lines(_), _) => TypeRef::named_nn_list_nn(TypeRef::STRING),
        (Source::NoObject(ty), _) => TypeRef::named(ty),
        (Source::NoObjects(ty), _) => TypeRef::named_nn_list_nn(ty),
        (Source::Procedure, _) => TypeRef::named(PROCEDURE),
        // A list may be refused as too long, so it can be null.
        (_, Kind::Refs(to)) => TypeRef::named_nn_list(type_of(to)),
        (_, kind) => {
            if out.optional {
                TypeRef::named(scalar_of(kind))
            } else {
                TypeRef::named_nn(scalar_of(kind))
            }
        }
    }
}

fn object(name: &str, table: Table, all: Vec<Out>) -> Object {
    let mut object = Object::new(name).description(words::object_about(table));
    for out in all {
        let source = out.source;
        let mut one =
            field::<Node>(&out.name, type_ref(&out), move |state, parent, given| resolve(state, *parent, source, given));
        if matches!(source, Source::AsBuilt | Source::WhereUsed) {
            one = one.argument(InputValue::new("depth", TypeRef::named(TypeRef::INT)).description(words::GENEALOGY_DEPTH));
        }
        object = object.field(one.description(about(table, &out.name)));
    }
    object
}

fn resolve(state: &mut State, parent: Node, source: Source, given: Given) -> Answered {
    let today = state.context.today;
    let of = |field: Stored| if field.table() == Table::KitRow { parent.row } else { parent.id };
    let cell = |field: Stored| state.room.cell(field, of(field), today);
    match source {
        Source::Cell(field) => {
            let part_untracked = field == crate::domain::PART.tracking_type;
            let it = shown(&cell(field)).filter(|it| !(part_untracked && *it == Value::from("UNTRACKED")));
            Ok(it.map(FieldValue::value))
        }
        Source::Not(field) => Ok(value(cell(field) != crate::domain::Cell::Flag(true))),
        Source::RefId(field) => Ok(shown(&cell(field)).map(FieldValue::value)),
        Source::Ref(field) => {
            let found = shown(&cell(field)).and_then(|it| id_of(&it));
            let to = target(field);
            if found.is_some() {
                state.spend(1)?;
            }
            Ok(found.map(|id| if to == Table::KitRow { row_node(state, id) } else { node(to, id) }))
        }
        Source::RefIds(field) => Ok(Some(shown(&cell(field)).map_or(FieldValue::list::<_, FieldValue>([]), FieldValue::value))),
        Source::Refs(field) => {
            let ids = match cell(field) {
                crate::domain::Cell::Refs(_, ids) => ids.to_vec(),
                _ => Vec::new(),
            };
            list(state, target(field), ids)
        }
        Source::Back(field) => {
            let mut ids = state.room.referrers(field, parent.id).to_vec();
            if field.table() == Table::Installation {
                ids.retain(|id| state.room.installations.get(*id).is_some_and(|it| !it.quantity.is_zero()));
            }
            list(state, field.table(), ids)
        }
        Source::Kits => {
            let kits = kits_of(state, parent.id);
            list(state, Table::Kit, kits)
        }
        Source::Rows => {
            let rows = rows_of(state, parent);
            list(state, Table::KitRow, rows)
        }
        Source::Nothing | Source::NoObject(_) => Ok(None),
        Source::Never => Ok(value(false)),
        Source::NoObjects(_) => Ok(Some(FieldValue::list::<_, FieldValue>([]))),
        Source::Procedure => Ok(absent::procedure(state, parent)),
        Source::Units => {
            let unit = state.room.requirements.get(parent.id).map(|it| it.unit.0);
            list(state, Table::Inventory, unit.into_iter().collect())
        }
        Source::StartedAt | Source::CompletedAt => {
            let (started, completed) = state.times_of_run(parent.id);
            let time = if source == Source::StartedAt { started } else { completed };
            Ok(time.map(|it| FieldValue::value(it.to_string())))
        }
        Source::Own => Ok(Some(node(Table::Inventory, parent.id))),
        Source::Attributes(table) => attributes::of_record(state, table, parent.id),
        Source::Lines(field) => Ok(Some(lines(&cell(field)))),
        Source::Path => Ok(value(state.room.location_path(LocationId(parent.id)))),
        Source::Name => Ok(value(state.room.name_of(parent.table, parent.id))),
        Source::AsBuilt | Source::WhereUsed => lineage(state, parent, source, given),
    }
}

/// The lines of a text.
fn lines(text: &crate::domain::Cell) -> FieldValue<'static> {
    let crate::domain::Cell::Text(text) = text else { return FieldValue::list::<_, FieldValue>([]) };
    FieldValue::list(text.lines().map(FieldValue::value).collect::<Vec<_>>())
}

fn id_of(value: &Value) -> Option<u32> {
    match value {
        Value::Number(it) => it.as_u64().and_then(|it| u32::try_from(it).ok()),
        _ => None,
    }
}

/// A list without pages.
fn list(state: &mut State, table: Table, ids: Vec<u32>) -> Answered {
    if ids.len() > LIST_LIMIT {
        return Err(Fault::new(format!(
            "There are {} in this list, more than {LIST_LIMIT}. Ask for them in pages, by the query of the list and a filter.",
            ids.len()
        )));
    }
    state.spend_list(ids.len())?;
    let nodes: Vec<FieldValue> =
        ids.into_iter().map(|id| if table == Table::KitRow { row_node(state, id) } else { node(table, id) }).collect();
    Ok(Some(FieldValue::list(nodes)))
}

/// A kit's row, shown as the stock record with what is issued of it.
fn row_node(state: &State, row: u32) -> FieldValue<'static> {
    let id = state.room.kit_rows.get(row).map_or(0, |it| it.inventory.0);
    FieldValue::owned_any(Node { table: Table::Inventory, id, row })
}

/// Rows that hold something, or from which something was installed.
fn rows_of(state: &State, parent: Node) -> Vec<u32> {
    let room = &state.room;
    let lines = match parent.table {
        Table::Kit => room.referrers(KIT_ITEM.part_kit, parent.id).to_vec(),
        _ => vec![parent.id],
    };
    let rows = lines.iter().flat_map(|line| room.referrers(KIT_ROW.item, *line)).copied();
    rows.filter(|row| room.row_issued(crate::domain::KitRowId(*row)).is_positive()).collect()
}

fn kits_of(state: &State, inventory: u32) -> Vec<u32> {
    let room = &state.room;
    let rows = room.referrers(KIT_ROW.inventory, inventory).iter().copied();
    let held = rows.filter(|row| room.row_issued(crate::domain::KitRowId(*row)).is_positive());
    let mut kits: Vec<u32> = held
        .filter_map(|row| room.kit_rows.get(row))
        .filter_map(|row| room.kit_items.get(row.item.0))
        .map(|line| line.part_kit.0)
        .collect();
    kits.sort_unstable();
    kits.dedup();
    kits
}

fn lineage(state: &mut State, parent: Node, source: Source, given: Given) -> Answered {
    let depth = match given.raw("depth") {
        None | Some(Value::Null) => DEPTH,
        Some(it) => it
            .to_string()
            .parse()
            .ok()
            .filter(|it| (1..=DEPTH).contains(it))
            .ok_or_else(|| Fault::new(format!("depth is {it}. A genealogy goes 1 to {DEPTH} levels.")).on("depth"))?,
    };
    let walk = if source == Source::AsBuilt { genealogy::what_is_in } else { genealogy::where_used };
    let lines = walk(&state.room, InventoryId(parent.id), depth);
    state.spend_list(lines.len())?;
    Ok(Some(FieldValue::list(lines.into_iter().map(FieldValue::owned_any).collect::<Vec<FieldValue>>())))
}

fn genealogy_line() -> Object {
    let it = |name, ty, resolve: fn(&Installed) -> FieldValue<'static>, text: &str| {
        field::<Installed>(name, ty, move |_, line, _| Ok(Some(resolve(line)))).description(text)
    };
    Object::new("GenealogyLine")
        .description(words::GENEALOGY)
        .field(it("depth", TypeRef::named_nn(TypeRef::INT), |it| FieldValue::value(it.depth as u64), words::LINE_DEPTH))
        .field(it(
            "quantity",
            TypeRef::named_nn("Quantity"),
            |it| FieldValue::value(super::values::number(it.quantity)),
            words::LINE_QUANTITY,
        ))
        .field(it("unit", TypeRef::named_nn("PartInventory"), |it| node(Table::Inventory, it.unit.0), words::LINE_UNIT))
        .field(it(
            "partInventory",
            TypeRef::named_nn("PartInventory"),
            |it| node(Table::Inventory, it.inventory.0),
            words::LINE_CHILD,
        ))
        .field(it(
            "abomInstallation",
            TypeRef::named_nn("AbomInstallation"),
            |it| node(INSTALLATION.quantity.table(), it.installation.0),
            words::LINE_INSTALLATION,
        ))
}

/// A page of a list: the ids on it, and what is around it.
pub struct Pages {
    pub table: Table,
    pub ids: Vec<u32>,
    pub total: usize,
    pub has_previous: bool,
    pub has_next: bool,
}

/// Cuts a page out of a list.
pub fn cut(state: &mut State, table: Table, ids: &[u32], given: Given) -> Answered {
    let paging = filters::paging(given)?;
    let cut = page(ids, paging).ok_or_else(filters::lost_cursor)?;
    state.spend_list(cut.ids.len())?;
    let pages = Pages { table, ids: cut.ids.to_vec(), total: ids.len(), has_previous: cut.has_previous, has_next: cut.has_next };
    Ok(Some(FieldValue::owned_any(pages)))
}

/// Registers a connection and its edge for an object type.
pub fn connection(schema: SchemaBuilder, name: &str, plural: &str) -> SchemaBuilder {
    let (connection, edge) = ([name, "Connection"].concat(), [name, "Edge"].concat());
    let nodes = |pages: &Pages| {
        pages.ids.iter().map(|id| FieldValue::owned_any(Node { table: pages.table, id: *id, row: 0 })).collect::<Vec<_>>()
    };
    let edges =
        field::<Pages>("edges", TypeRef::named_nn_list_nn(&edge), move |_, pages, _| Ok(Some(FieldValue::list(nodes(pages)))));
    let plain =
        field::<Pages>("nodes", TypeRef::named_nn_list_nn(name), move |_, pages, _| Ok(Some(FieldValue::list(nodes(pages)))));
    let info = field::<Pages>("pageInfo", TypeRef::named_nn("PageInfo"), |_, pages, _| {
        Ok(Some(FieldValue::owned_any(Pages { ids: pages.ids.clone(), ..*pages })))
    });
    let cursor = field::<Node>("cursor", TypeRef::named_nn(TypeRef::STRING), |_, node, _| Ok(value(node.id.to_string())));
    let of = field::<Node>("node", TypeRef::named_nn(name), |_, node, _| Ok(Some(FieldValue::owned_any(*node))));
    schema
        .register(
            Object::new(connection)
                .description(format!("A page of {plural}."))
                .field(edges.description(words::EDGES))
                .field(plain.description(words::NODES))
                .field(info.description(words::PAGE_INFO)),
        )
        .register(
            Object::new(edge)
                .description(format!("One of the {plural} on a page."))
                .field(cursor.description(words::CURSOR))
                .field(of.description(words::NODE)),
        )
}

fn page_info() -> Object {
    let end = |pages: &Pages, first: bool| {
        let id = if first { pages.ids.first() } else { pages.ids.last() };
        id.map(|id| FieldValue::value(id.to_string()))
    };
    let flag = || TypeRef::named_nn(TypeRef::BOOLEAN);
    let int = || TypeRef::named_nn(TypeRef::INT);
    let text = || TypeRef::named(TypeRef::STRING);
    Object::new("PageInfo")
        .description(words::PAGE_INFO)
        .field(field::<Pages>("hasNextPage", flag(), |_, it, _| Ok(value(it.has_next))).description(words::HAS_NEXT))
        .field(field::<Pages>("hasPreviousPage", flag(), |_, it, _| Ok(value(it.has_previous))).description(words::HAS_PREVIOUS))
        .field(field::<Pages>("startCursor", text(), move |_, it, _| Ok(end(it, true))).description(words::START_CURSOR))
        .field(field::<Pages>("endCursor", text(), move |_, it, _| Ok(end(it, false))).description(words::END_CURSOR))
        .field(field::<Pages>("totalCount", int(), |_, it, _| Ok(value(it.total as u64))).description(words::TOTAL_COUNT))
        .field(field::<Pages>("count", int(), |_, it, _| Ok(value(it.ids.len() as u64))).description(words::COUNT))
}

/// The arguments of a page.
pub fn with_pages(field: Field) -> Field {
    let int = |name: &str, text: String| InputValue::new(name, TypeRef::named(TypeRef::INT)).description(text);
    let text = |name: &str, text: &str| InputValue::new(name, TypeRef::named(TypeRef::STRING)).description(text);
    field
        .argument(int(
            "first",
            format!("At most so many, from the beginning: 0 to {PAGE_LIMIT}. Without first and last: {PAGE}."),
        ))
        .argument(text("after", "Only what comes after the record of this cursor."))
        .argument(int("last", format!("At most so many, from the end: 0 to {PAGE_LIMIT}.")))
        .argument(text("before", "Only what comes before the record of this cursor."))
}

/// The installation of a stock record for a requirement; null where there is none.
fn installation(state: &mut State, given: Given) -> Answered {
    let (Some(requirement), Some(record)) = (given.id("buildRequirementId")?, given.id("partInventoryId")?) else {
        return Err(Fault::new("id is missing. Give it, or buildRequirementId and partInventoryId.").on("id"));
    };
    let room = &state.room;
    let is_there = |id: &u32| {
        let it = room.installations.get(*id);
        it.is_some_and(|it| it.inventory.0 == record && !it.quantity.is_zero())
    };
    let found = room.referrers(INSTALLATION.requirement, requirement).iter().copied().find(is_there);
    state.spend(1)?;
    Ok(found.map(|id| node(Table::Installation, id)))
}

fn query() -> Object {
    let mut query = Object::new("Query").description(words::QUERY);
    for (table, name, plural) in OBJECTS {
        let many = root_field(plural, TypeRef::named([name, "Connection"].concat()), move |state, given| {
            let ids = filters::found(state, table, given)?;
            cut(state, table, &ids, given)
        });
        let sort = TypeRef::named_list(filters::sorts_of(table));
        let many = many
            .argument(InputValue::new("filters", TypeRef::named(filters::filters_of(table))).description(words::FILTERS))
            .argument(InputValue::new("sort", sort).description(words::SORTS));
        let by_attribute = InputValue::new("attributeSort", TypeRef::named_nn_list(attributes::SORT));
        let many = if attributes::has(table) { many.argument(by_attribute.description(words::ATTRIBUTE_SORTS)) } else { many };
        let many =
            many.description(format!("The {plural} that the filters let through, in the order of the sort list, in pages."));
        let one = root_field(table.noun(), TypeRef::named(name), move |state, given| {
            if table == Table::Installation && given.raw("id").is_none() {
                return installation(state, given);
            }
            let id = given.the_id("id")?;
            if !state.room.table(table).has(id) {
                let refusal =
                    crate::domain::model::rejection::reject(crate::domain::Code::NotFound, crate::domain::Sentence::NoSuchRecord);
                return Err(refusal.with(table.noun()).with(id).on("id").into());
            }
            state.spend(1)?;
            Ok(Some(node(table, id)))
        });
        let one = one.description(format!("One {name} by its id. NOT_FOUND where there is none."));
        let id = |name: &str, ty: TypeRef, text: &str| InputValue::new(name, ty).description(text);
        let one = if table == Table::Installation {
            one.argument(id("id", TypeRef::named(TypeRef::ID), words::ID_OR_BOTH))
                .argument(id("buildRequirementId", TypeRef::named(TypeRef::ID), words::OF_REQUIREMENT))
                .argument(id("partInventoryId", TypeRef::named(TypeRef::ID), words::OF_RECORD))
        } else {
            one.argument(id("id", TypeRef::named_nn(TypeRef::ID), words::ID))
        };
        query = query.field(with_pages(many)).field(one);
    }
    let settings = root_field("settings", TypeRef::named("Settings"), |_, _| Ok(Some(node(Table::Settings, 1))));
    for name in ["me", "currentUser"] {
        let user = root_field(name, TypeRef::named("User"), |state, _| Ok(state.acting_user().map(|id| node(Table::User, id))));
        query = query.field(user.description(words::ME));
    }
    ledger::query(planning::query(query).field(settings.description(words::SETTINGS)))
}

/// The schema as a document, for a file of the site.
pub fn sdl() -> Result<String, Fault> {
    Ok(schema()?.sdl())
}
