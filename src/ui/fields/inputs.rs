//! The inputs of records' fields in a form: a field's declaration gives its input.

use std::rc::Rc;

use leptos::prelude::*;

use super::own;
use super::typed::{key, of_field, values};
use crate::domain::commands::command::Fields;
use crate::domain::model::record::{Field, Kind, Table, Value};
use crate::domain::query::find::Query;
use crate::domain::{Command, LOCATION, LocationId, PART, PartStatus, RUN, SUPPLIER, Stockroom, UNIT, USER};
use crate::engine::Done;
use crate::i18n::Word;
use crate::ui::components::{Create, FieldKind, FieldSpec, PickOption, PickSpec, TakeOption};
use crate::ui::fields;
use crate::ui::state::dialogs::{Dialogs, FormRequest, Then, message_of, request};

/// The matches that a picker shows at most.
const MATCHES: usize = 50;
/// The inputs of a part that is created where a picker lacks it; the others can be filled in later.
const PART_FIELDS: &[Field] = &[PART.part_number, PART.revision, PART.description, PART.tracking_type, PART.unit_of_measure];

/// The input of a field, with its value now. The key is the field's number.
pub fn spec(dialogs: Dialogs, field: Field, value: &Value) -> FieldSpec {
    if let Some(spec) = field.attribute().and_then(|id| own_spec(dialogs, id, value)) {
        return spec;
    }
    let kind = field.info().map_or(Kind::Text, |info| info.kind);
    let name = field.info().map_or("", |info| info.name);
    let long = matches!(name, "notes" | "description" | "reference_designators" | "choices");
    let input = match kind {
        Kind::Flag => FieldKind::Flag,
        Kind::Int | Kind::Quantity => FieldKind::Number,
        Kind::Choice(words) => FieldKind::Choice(options(words)),
        Kind::Date => FieldKind::Date,
        Kind::Ref(table) => FieldKind::Pick(pick(dialogs, table, ids_of(value))),
        Kind::Refs(table) => FieldKind::PickMany(pick(dialogs, table, ids_of(value))),
        Kind::Text | Kind::Time | Kind::Uid if long => FieldKind::Notes,
        Kind::Text | Kind::Time | Kind::Uid | Kind::Attributes => FieldKind::Text,
    };
    let half = !long && !matches!(input, FieldKind::PickMany(_));
    let mut spec = FieldSpec::new(key(field), fields::label(field), input).value(of_field(field, value));
    spec.half = half;
    spec
}

/// The input of a field that the person defined.
fn own_spec(dialogs: Dialogs, attribute: u32, value: &Value) -> Option<FieldSpec> {
    let (name, input) = dialogs.peek(|stockroom| {
        let it = stockroom.attributes.get(attribute)?;
        Some((it.key.to_string(), own::input(it)))
    })?;
    Some(FieldSpec::new(own::key(attribute)?, name, input).value(own::as_typed(value)).half())
}

/// The inputs of several fields of a record that is there (`id`), or of a new one (0).
pub fn specs(dialogs: Dialogs, of: &[Field], id: u32) -> Vec<FieldSpec> {
    let value = |field: Field| dialogs.peek(|stockroom| stockroom.value_of(field, id));
    let of = dialogs.peek(|stockroom| own::spread(stockroom, of, id));
    of.iter().map(|field| spec(dialogs, *field, &value(*field))).collect()
}

fn options(words: &[&'static str]) -> Vec<(String, String)> {
    words.iter().enumerate().map(|(at, api)| ((at + 1).to_string(), fields::choice(api).to_owned())).collect()
}

fn ids_of(value: &Value) -> Vec<u32> {
    let mut ids = Vec::new();
    value.each_ref(|_, id| ids.push(id));
    ids
}

/// A picker of a table's records, with these chosen.
pub fn pick(dialogs: Dialogs, table: Table, chosen: Vec<u32>) -> PickSpec {
    pick_where(dialogs, table, chosen, |_, _| true)
}

/// A picker of those records of a table that pass.
pub fn pick_where(
    dialogs: Dialogs,
    table: Table,
    chosen: Vec<u32>,
    passes: impl Fn(&Stockroom, u32) -> bool + Send + Sync + 'static,
) -> PickSpec {
    let handle = dialogs.stockroom();
    let find = move |text: String| {
        handle.read_untracked(|stockroom| {
            let query = Query { search: text.trim().to_owned(), ..Query::default() };
            let ids = handle.find(stockroom, table, &query, handle.today());
            let pass = ids.into_iter().filter(|id| !is_archived(stockroom, table, *id) && passes(stockroom, *id));
            pass.take(MATCHES).map(|id| option(stockroom, table, id)).collect::<Vec<_>>()
        })
    };
    let chosen = handle.read_untracked(|stockroom| chosen.iter().map(|id| option(stockroom, table, *id)).collect());
    let named = move |id: String| {
        let id = id.parse::<u32>().ok()?;
        let found = handle.read_untracked(|stockroom| option(stockroom, table, id));
        (!found.label.is_empty()).then_some(found)
    };
    PickSpec { find: Callback::new(find), chosen, named: Some(Callback::new(named)), create: creates(dialogs, table) }
}

/// Creates what a picker doesn't find: a location, below another where it is written so ("Hall 2 / Rack A"), or a supplier at
/// once, since a name is all that they need; a part in a form of its own.
fn creates(dialogs: Dialogs, table: Table) -> Option<Create> {
    let create = move |text: String, take: TakeOption| match table {
        Table::Part => create_part(dialogs, text.trim(), take),
        _ => {
            let fields = dialogs.peek(|stockroom| named(stockroom, table, text.trim()));
            let message = Rc::new(move |done: &Done| message_of(dialogs, Word::CreatedRecord, done));
            dialogs.act_then(Command::Create { table, fields }, message, Some(takes(dialogs, table, take)), None);
        }
    };
    matches!(table, Table::Location | Table::Supplier | Table::Part)
        .then(|| Callback::new(move |(text, take): (String, TakeOption)| create(text, take)))
}

/// Hands the record that was created to the picker that lacked it.
fn takes(dialogs: Dialogs, table: Table, take: TakeOption) -> Then {
    Rc::new(move |done| {
        let id = done.outcome.id();
        take(dialogs.peek(|stockroom| option(stockroom, table, id)));
    })
}

/// A form over the one whose picker lacks a part: what decides how its stock is kept.
fn create_part(dialogs: Dialogs, number: &str, take: TakeOption) {
    let mut specs = specs(dialogs, PART_FIELDS, 0);
    for (field, value) in new_part(dialogs, number) {
        if let Some(it) = specs.iter_mut().find(|it| it.key == key(field)) {
            *it = spec(dialogs, field, &value);
            it.required = field == PART.part_number;
        }
    }
    let command = move |all: &[(u16, String)]| {
        let fields = dialogs.peek(|stockroom| values(stockroom, Table::Part, all))?;
        Ok(Command::Create { table: Table::Part, fields })
    };
    let words = (Word::NewPart, Word::Create, Word::CreatedRecord);
    dialogs.open(FormRequest {
        then: Some(takes(dialogs, Table::Part, take)),
        ..request(dialogs, Table::Part, words, specs, command)
    });
}

/// What a new part begins with: its number, the first revision, and pieces, until the person says otherwise: what has no unit
/// at all can be half of one.
pub fn new_part(dialogs: Dialogs, number: &str) -> Vec<(Field, Value)> {
    let pieces = dialogs.peek(|stockroom| stockroom.units.iter().find(|(_, unit)| &*unit.r#type == "EA").map(|(id, _)| id));
    let unit = pieces.map(|id| (PART.unit_of_measure, Value::Ref(Table::Unit, id)));
    let text = |text: &str| Value::Text(text.into());
    [(PART.part_number, text(number)), (PART.revision, text("A"))].into_iter().chain(unit).collect()
}

/// The fields of a new location or supplier of this name.
fn named(stockroom: &Stockroom, table: Table, text: &str) -> Fields {
    let name = |text: &str| Value::Text(text.into());
    if table == Table::Supplier {
        return vec![(SUPPLIER.name.number(), name(text))];
    }
    let above = text.rsplit_once('/').and_then(|(above, own)| {
        let above = above.trim();
        let found =
            stockroom.locations.iter().find(|(id, _)| stockroom.location_path(LocationId(*id)).eq_ignore_ascii_case(above));
        Some((found?.0, own.trim()))
    });
    match above {
        Some((parent, own)) => {
            vec![(LOCATION.name.number(), name(own)), (LOCATION.parent.number(), Value::Ref(Table::Location, parent))]
        }
        None => vec![(LOCATION.name.number(), name(text))],
    }
}

fn is_archived(stockroom: &Stockroom, table: Table, id: u32) -> bool {
    let archived = match table {
        Table::Part => return stockroom.parts.get(id).is_some_and(|part| part.status == PartStatus::Archived),
        Table::Location => LOCATION.archived,
        Table::Supplier => SUPPLIER.archived,
        Table::User => USER.archived,
        Table::Unit => UNIT.archived,
        Table::Run => RUN.archived,
        _ => return false,
    };
    stockroom.value(archived, id) == Value::Flag(true)
}

/// A record as a choice.
pub fn option(stockroom: &Stockroom, table: Table, id: u32) -> PickOption {
    let sub = match table {
        Table::Part => stockroom.parts.get(id).map_or(String::new(), |part| part.description.to_string()),
        Table::Location => stockroom.locations.get(id).map_or(String::new(), |it| it.description.to_string()),
        Table::Inventory => stockroom.inventory.get(id).map_or(String::new(), |record| {
            let on_hand = fields::quantity_of(stockroom, record.on_hand(), stockroom.unit_of(record));
            [&on_hand, " · ", &stockroom.location_path(record.location)].concat()
        }),
        _ => String::new(),
    };
    let label = match table {
        Table::Location => stockroom.location_path(LocationId(id)),
        _ => stockroom.name_of(table, id),
    };
    PickOption { id: id.to_string(), label, sub }
}
