//! The ledger: the history as a list, newest first, with what each entry changed.

use super::filters::PAGE;
use super::names::type_of;
use super::schema::{Answered, connection, cut, field, node, root_field, value, with_pages};
use super::state::{ENTRY_EFFORT, Node, State};
use super::values::{Fault, Given, read_time, shown, word};
use super::words;
use crate::domain::model::record::{Field as Stored, TABLES, Table, Value as Kept};
use crate::domain::model::rejection;
use crate::domain::query::history::entries_of;
use crate::domain::{Brief, Cell, Change, Code, Holder, Reason, Sentence, Stockroom};
use async_graphql::dynamic::{FieldValue, InputObject, InputValue, Object, SchemaBuilder, TypeRef};

/// A record that an entry touched.
#[derive(Clone, Copy)]
struct Touched(Table, u32);

/// One change as the API shows it: plain texts.
#[derive(Clone, Default)]
struct Line {
    of: (u8, u32),
    kind: &'static str,
    field: String,
    before: Option<String>,
    after: Option<String>,
    quantity: Option<crate::domain::Quantity>,
}

/// Registers what the ledger shows.
pub fn register(schema: SchemaBuilder) -> SchemaBuilder {
    let text = || TypeRef::named(TypeRef::STRING);
    let must = |name: &str| TypeRef::named_nn(name);
    let id = || TypeRef::named_nn(TypeRef::ID);
    let entry = Object::new("LedgerEntry")
        .description(words::LEDGER_ENTRY)
        .field(brief("id", id(), |it| Some(FieldValue::value(it.sequence)), "Its number, from 1, without gaps."))
        .field(brief("time", must("DateTime"), |it| Some(FieldValue::value(it.time.to_string())), "When it was done."))
        .field(brief("act", must(TypeRef::STRING), |it| Some(FieldValue::value(it.act.word())), "What was done."))
        .field(brief("note", text(), |it| (!it.note.is_empty()).then(|| FieldValue::value(&*it.note)), "The person's reason."))
        .field(brief("user", TypeRef::named("User"), |it| it.actor.some().map(|user| node(Table::User, user.0)), "Who did it."))
        .field(brief("undoes", TypeRef::named(TypeRef::ID), |it| number(it.undoes), "The entry that this one took back."))
        .field(brief("undoneBy", TypeRef::named(TypeRef::ID), |it| number(it.undone_by), "The entry that took this one back."))
        .field(
            field::<Node>("records", TypeRef::named_nn_list("LedgerRecord"), |state, parent, _| {
                let records = brief_of(state, parent.id).map(|it| it.records.clone()).unwrap_or_default();
                state.spend_list(records.len())?;
                Ok(Some(FieldValue::list(
                    records.iter().map(|it| FieldValue::owned_any(Touched(it.0, it.1))).collect::<Vec<_>>(),
                )))
            })
            .description("The records that it touched."),
        )
        .field(
            field::<Node>("changes", TypeRef::named_nn_list("LedgerChange"), changes).description("What it changed, in order."),
        );
    let record = Object::new("LedgerRecord")
        .description(words::LEDGER_RECORD)
        .field(
            field::<Touched>("type", must(TypeRef::STRING), |_, it, _| Ok(value(type_of(it.0))))
                .description("The type of the record."),
        )
        .field(field::<Touched>("id", id(), |_, it, _| Ok(value(it.1))).description("Its id."))
        .field(
            field::<Touched>("name", must(TypeRef::STRING), |state, it, _| Ok(value(state.room.name_of(it.0, it.1))))
                .description("Its name as a person knows it; empty where it was deleted."),
        );
    let change = Object::new("LedgerChange")
        .description(words::LEDGER_CHANGE)
        .field(line("kind", must(TypeRef::STRING), |it| Some(FieldValue::value(it.kind)), "create, delete, set or move."))
        .field(line("type", must(TypeRef::STRING), |it| Some(FieldValue::value(table_name(it.of.0))), "The type of the record."))
        .field(line("id", id(), |it| Some(FieldValue::value(it.of.1)), "The id of the record."))
        .field(line(
            "field",
            text(),
            |it| (!it.field.is_empty()).then(|| FieldValue::value(it.field.as_str())),
            "The field that was set; of an attribute, its key.",
        ))
        .field(line(
            "before",
            text(),
            |it| it.before.clone().map(FieldValue::value),
            "What it was, or where the quantity came from.",
        ))
        .field(line(
            "after",
            text(),
            |it| it.after.clone().map(FieldValue::value),
            "What it is since, or where the quantity went.",
        ))
        .field(line(
            "quantity",
            TypeRef::named("Quantity"),
            |it| it.quantity.map(|it| FieldValue::value(super::values::number(it))),
            "How much was moved.",
        ));
    let filters = InputObject::new("LedgerInputFilters")
        .description(words::LEDGER_FILTERS)
        .field(InputValue::new("act", text()).description("Only this act, by its word."))
        .field(InputValue::new("userId", TypeRef::named(TypeRef::ID)).description("Only what this user did."))
        .field(InputValue::new("type", text()).description("Only what touched a record of this type: Part, PartInventory …"))
        .field(InputValue::new("id", TypeRef::named(TypeRef::ID)).description("With type: only what touched this record."))
        .field(InputValue::new("since", TypeRef::named("DateTime")).description("Only what was done then or later."))
        .field(InputValue::new("until", TypeRef::named("DateTime")).description("Only what was done before then."));
    connection(schema.register(entry).register(record).register(change).register(filters), "LedgerEntry", "entries of the ledger")
}

fn number(it: u64) -> Option<FieldValue<'static>> {
    (it != 0).then(|| FieldValue::value(it))
}

fn table_name(number: u8) -> &'static str {
    Table::from_number(number).map_or("", type_of)
}

fn brief_of(state: &State, sequence: u32) -> Option<&Brief> {
    state.room.history.entry(sequence.into())
}

fn brief(name: &str, ty: TypeRef, of: fn(&Brief) -> Option<FieldValue<'static>>, text: &str) -> async_graphql::dynamic::Field {
    field::<Node>(name, ty, move |state, parent, _| Ok(brief_of(state, parent.id).and_then(of))).description(text)
}

fn line(name: &str, ty: TypeRef, of: fn(&Line) -> Option<FieldValue<'static>>, text: &str) -> async_graphql::dynamic::Field {
    field::<Line>(name, ty, move |_, parent, _| Ok(of(parent))).description(text)
}

/// An entry's changes stand in its body, which is not in memory: it is handed in, or asked for.
fn changes(state: &mut State, parent: &Node, _: Given) -> Answered {
    let sequence = u64::from(parent.id);
    let Some(body) = state.context.bodies.iter().find(|it| it.sequence == sequence) else {
        state.wants.push(sequence);
        return Ok(None);
    };
    let lines: Vec<Line> = body.changes.iter().map(|change| told(&state.room, change)).collect();
    state.spend_list(lines.len())?;
    Ok(Some(FieldValue::list(lines.into_iter().map(FieldValue::owned_any).collect::<Vec<_>>())))
}

fn told(room: &Stockroom, change: &Change) -> Line {
    let (table, id) = change.subject();
    let line = Line { of: (table as u8, id), ..Line::default() };
    match change {
        Change::Insert { .. } => Line { kind: "create", ..line },
        Change::Remove { .. } => Line { kind: "delete", ..line },
        Change::Set { field, before, after, .. } => {
            let name = match field.attribute() {
                Some(attribute) => room.name_of(Table::Attribute, attribute),
                None => field.api_name().to_owned(),
            };
            Line { kind: "set", field: name, before: text_of(*field, before), after: text_of(*field, after), ..line }
        }
        Change::Move { from, to, quantity, .. } => {
            Line { kind: "move", before: Some(place(*from)), after: Some(place(*to)), quantity: Some(*quantity), ..line }
        }
    }
}

fn place(holder: Holder) -> String {
    match holder {
        Holder::Outside(reason) => format!("outside ({})", reason_word(reason)),
        Holder::Stock => "stock".into(),
        Holder::Scrapped => "scrapped".into(),
        Holder::Kit(row) => format!("kit row {}", row.0),
        Holder::Installed(it) => format!("installation {}", it.0),
    }
}

fn reason_word(reason: Reason) -> &'static str {
    match reason {
        Reason::Created => "created",
        Reason::Received => "received",
        Reason::Built => "built",
        Reason::Counted => "counted",
        Reason::Split => "split",
        Reason::Merged => "merged",
        Reason::Deleted => "deleted",
        Reason::Disposed => "disposed",
    }
}

fn text_of(field: Stored, it: &Kept) -> Option<String> {
    use crate::domain::model::record::Kind;
    let cell = match it {
        Kept::Null => return None,
        Kept::Flag(it) => Cell::Flag(*it),
        Kept::Int(it) => Cell::Int(*it),
        Kept::Choice(it) => match field.info().map(|info| info.kind) {
            Some(Kind::Choice(words)) => Cell::Choice(*it, words),
            _ => return None,
        },
        Kept::Text(it) => return Some(it.to_string()),
        Kept::Quantity(it) => return Some(it.to_string()),
        Kept::Date(it) => Cell::Date(*it),
        Kept::Time(it) => Cell::Time(*it),
        Kept::Uid(it) => Cell::Uid(it.0),
        Kept::Ref(table, id) => Cell::Ref(*table, *id),
        Kept::Refs(table, ids) => Cell::Refs(*table, ids.clone()),
        Kept::Attributes(_) => return None,
    };
    shown(&cell).map(|it| match it {
        async_graphql::Value::String(text) => text,
        other => other.to_string(),
    })
}

/// Adds the ledger to the queries.
pub fn query(query: Object) -> Object {
    let many = root_field("ledger", TypeRef::named("LedgerEntryConnection"), |state, given| {
        let ids = found(state, given)?;
        cut(state, Table::Settings, &ids, given)
    });
    let many = many.argument(InputValue::new("filters", TypeRef::named("LedgerInputFilters")).description(words::LEDGER_FILTERS));
    let text = format!("{} A page has {PAGE} where nothing is said.", words::LEDGER);
    let one = root_field("ledgerEntry", TypeRef::named("LedgerEntry"), |state, given| {
        let id = given.the_id("id")?;
        if brief_of(state, id).is_none() {
            return Err(rejection::reject(Code::NotFound, Sentence::NoSuchEntry).with(id).on("id").into());
        }
        Ok(Some(node(Table::Settings, id)))
    });
    let one = one.argument(InputValue::new("id", TypeRef::named_nn(TypeRef::ID)).description(words::ID));
    query.field(with_pages(many).description(text)).field(one.description("One entry of the ledger by its number."))
}

fn found(state: &mut State, given: Given) -> Result<Vec<u32>, Fault> {
    let none = Default::default();
    let filters = match given.raw("filters") {
        Some(async_graphql::Value::Object(it)) => Given(it),
        _ => Given(&none),
    };
    let time = |name: &str| match filters.raw(name) {
        None | Some(async_graphql::Value::Null) => Ok(None),
        Some(it) => read_time(it, name).map(Some),
    };
    let (since, until) = (time("since")?, time("until")?);
    let (user, id) = (filters.id("userId")?, filters.id("id")?);
    let act = filters.raw("act").and_then(word);
    let table = filters.raw("type").and_then(word);
    let wanted = |it: &Brief| {
        let touched =
            |record: &(Table, u32)| table.is_none_or(|table| type_of(record.0) == table) && id.is_none_or(|id| record.1 == id);
        act.is_none_or(|act| it.act.word() == act)
            && user.is_none_or(|user| it.actor.0 == user)
            && since.is_none_or(|since| it.time >= since)
            && until.is_none_or(|until| it.time < until)
            && ((table.is_none() && id.is_none()) || it.records.iter().any(touched))
    };
    // The entries of one record are known; else each is looked at.
    let records: Vec<(Table, u32)> = match (table, id) {
        (Some(table), Some(id)) => TABLES.into_iter().filter(|it| type_of(*it) == table).map(|it| (it, id)).collect(),
        _ => Vec::new(),
    };
    if records.is_empty() {
        let entries = state.room.history.len() as u64;
        state.exert(entries * ENTRY_EFFORT, entries)?;
    }
    let state = &*state;
    let at = |sequence: u64| state.room.history.entry(sequence);
    let sequences = |entries: &mut dyn Iterator<Item = &Brief>| {
        entries.filter(|it| wanted(it)).filter_map(|it| u32::try_from(it.sequence).ok()).collect()
    };
    Ok(if records.is_empty() {
        sequences(&mut state.room.history.newest())
    } else {
        let touched = entries_of(&state.room, &state.cache, &records, usize::MAX);
        sequences(&mut touched.into_iter().filter_map(at))
    })
}
