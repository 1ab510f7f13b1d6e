//! `createOrUpdateMultipleMboms`: planned structures given as the rows of a table, each with its level (1.2) or its depth.

use super::schema::{field, root_field, value};
use super::state::State;
use super::values::{Fault, Given, word};
use super::words;
use crate::domain::commands::command::Command;
use crate::domain::model::record::{Table, Value as Kept};
use crate::domain::rules::mbom::not_made_on_assembly;
use crate::domain::store::entry::Act;
use crate::domain::store::stockroom::Key;
use crate::domain::{MBOM_ITEM, Quantity, Stockroom, Text};
use async_graphql::Value;
use async_graphql::dynamic::{Enum, EnumItem, FieldValue, InputObject, InputValue, Object, SchemaBuilder, TypeRef};
use std::collections::BTreeMap;

const NOTATION: &str = "MBomNotation";
const INPUT: &str = "CreateOrUpdateMultipleMBomsNotationInput";
const PAYLOAD: &str = "CreateOrUpdateMultipleMbomsPayload";
const ERROR: &str = "MBomRowError";
const ROW: &str = "MBomRowInput";

/// What is wrong with a row, counted from 1.
#[derive(Clone)]
struct RowError {
    row: usize,
    text: String,
}

/// What came of the rows.
struct Done {
    errors: Vec<RowError>,
    made: Vec<u32>,
    entry: u64,
}

/// A line that the rows ask for: by parent and part, how much, and what may take its place.
struct Line {
    quantity: Quantity,
    substitutes: Vec<u32>,
}

/// Registers the types.
pub fn register(schema: SchemaBuilder) -> SchemaBuilder {
    let text = |name: &str, about: &str| InputValue::new(name, TypeRef::named(TypeRef::STRING)).description(about);
    let row = InputObject::new(ROW)
        .description(words::MBOM_ROW)
        .field(text("level", words::MBOM_LEVEL))
        .field(InputValue::new("depth", TypeRef::named(TypeRef::INT)).description(words::MBOM_DEPTH))
        .field(InputValue::new("partNumber", TypeRef::named_nn(TypeRef::STRING)).description(words::MBOM_ROW_PART))
        .field(text("revision", words::MBOM_ROW_REVISION))
        .field(InputValue::new("quantity", TypeRef::named("Quantity")).description(words::MBOM_ROW_QUANTITY))
        .field(text("substitutes", words::MBOM_ROW_SUBSTITUTES))
        .field(InputValue::new("madeOnAssembly", TypeRef::named(TypeRef::BOOLEAN)).description(words::MADE_ON_ASSEMBLY));
    let rows = |name: &str, about: &str| InputValue::new(name, TypeRef::named_nn_list(ROW)).description(about);
    let input = InputObject::new(INPUT)
        .description(words::INPUT)
        .field(InputValue::new("importerType", TypeRef::named_nn(NOTATION)).description(words::MBOM_NOTATION))
        .field(rows("levelInputs", words::MBOM_LEVEL_ROWS))
        .field(rows("depthInputs", words::MBOM_DEPTH_ROWS));
    let notation = Enum::new(NOTATION)
        .description(words::MBOM_NOTATION)
        .item(EnumItem::new("LEVEL").description(words::MBOM_LEVEL))
        .item(EnumItem::new("DEPTH").description(words::MBOM_DEPTH));
    let row_id = field::<RowError>("rowId", TypeRef::named_nn(TypeRef::INT), |_, it, _| Ok(value(it.row as u64)));
    let said = field::<RowError>("errorMsg", TypeRef::named_nn(TypeRef::STRING), |_, it, _| Ok(value(it.text.as_str())));
    let error = Object::new(ERROR)
        .description(words::MBOM_ROW_ERROR)
        .field(row_id.description(words::MBOM_ROW_ID))
        .field(said.description(words::MBOM_ROW_SAID));
    schema.register(row).register(input).register(notation).register(error).register(payload())
}

fn payload() -> Object {
    let errors = field::<Done>("errorMessages", TypeRef::named_nn_list_nn(ERROR), |_, it, _| {
        Ok(Some(FieldValue::list(it.errors.iter().cloned().map(FieldValue::owned_any).collect::<Vec<_>>())))
    });
    let made = field::<Done>("newMbomRowIds", TypeRef::named_nn_list_nn(TypeRef::ID), |_, it, _| {
        Ok(Some(FieldValue::value(Value::List(it.made.iter().map(|id| Value::from(*id)).collect()))))
    });
    let entry = field::<Done>("ledgerEntryId", TypeRef::named(TypeRef::ID), |_, it, _| {
        Ok((it.entry != 0).then(|| FieldValue::value(it.entry)))
    });
    Object::new(PAYLOAD)
        .description(words::PAYLOAD)
        .field(errors.description(words::MBOM_ROW_ERRORS))
        .field(made.description(words::MBOM_NEW_ROWS))
        .field(entry.description(words::ENTRY_ID))
}

/// The mutation with it.
pub fn mutation(object: Object) -> Object {
    let act = root_field("createOrUpdateMultipleMboms", TypeRef::named(PAYLOAD), |state, given| {
        let Some(Value::Object(input)) = given.raw("input") else {
            return Err(Fault::new("input is missing. Give the input object of the mutation.").on("input"));
        };
        Ok(Some(FieldValue::owned_any(perform(state, Given(input))?)))
    });
    let input = InputValue::new("input", TypeRef::named_nn(INPUT)).description(words::INPUT);
    object.field(act.argument(input).description(words::MBOM_ROWS))
}

/// All rows in one entry; where one is wrong, none.
fn perform(state: &mut State, given: Given) -> Result<Done, Fault> {
    let by_level = given.raw("importerType").and_then(word) == Some("LEVEL");
    let rows = given.each(if by_level { "levelInputs" } else { "depthInputs" });
    let (lines, errors) = lines(&state.room, &rows, by_level)?;
    if !errors.is_empty() {
        return Ok(Done { errors, made: Vec::new(), entry: 0 });
    }
    let next = state.room.table(Table::MbomItem).next();
    let commands = lines.into_iter().map(|((parent, part), line)| command(&state.room, parent, part, line)).collect();
    let done = state.act(&Command::Batch { act: Act::Import, note: Text::default(), commands })?;
    let made = done.records.iter().filter(|it| it.0 == Table::MbomItem && it.1 >= next).map(|it| it.1);
    Ok(Done { errors, made: made.collect(), entry: done.sequence })
}

type Lines = BTreeMap<(u32, u32), Line>;

/// The lines that the rows ask for, and what is wrong with rows.
fn lines(room: &Stockroom, rows: &[Given], by_level: bool) -> Result<(Lines, Vec<RowError>), Fault> {
    let mut lines = Lines::new();
    let mut errors = Vec::new();
    // The rows above the one at hand: the depth, level and part of each, every one deeper than the one before it.
    let mut above: Vec<(usize, String, u32)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let quantity = row.quantity("quantity")?;
        let mut refuse = |text: String| errors.push(RowError { row: at + 1, text });
        let level = if by_level { row.text("level").trim().to_string() } else { String::new() };
        let Some(depth) = depth_of(*row, &level, by_level) else {
            refuse("It has no level such as 1.2, or no depth. Number the rows as the others.".into());
            continue;
        };
        while above.last().is_some_and(|it| it.0 >= depth) {
            above.pop();
        }
        let part = match part_of(room, row.text("partNumber"), row.text("revision")) {
            Ok(part) => part,
            Err(text) => {
                refuse(text);
                continue;
            }
        };
        let parent = above.last().filter(|it| !by_level || level.starts_with(&[it.1.as_str(), "."].concat())).map(|it| it.2);
        above.push((depth, level, part));
        let Some(parent) = parent else { continue };
        match line(room, *row, quantity) {
            Err(text) => refuse(text),
            Ok(line) => match lines.get(&(parent, part)) {
                // A sub-assembly that stands at several places has its rows at each of them.
                Some(other) if other.quantity != line.quantity => {
                    refuse("The same line stands further up with another quantity. Give each line one quantity.".into());
                }
                Some(_) => {}
                None => {
                    lines.insert((parent, part), line);
                }
            },
        }
    }
    Ok((lines, errors))
}

fn depth_of(row: Given, level: &str, by_level: bool) -> Option<usize> {
    if by_level {
        let is_level = !level.is_empty() && level.split('.').all(|it| !it.is_empty());
        return is_level.then(|| level.split('.').count());
    }
    match row.raw("depth") {
        Some(Value::Number(it)) => it.as_u64().and_then(|it| usize::try_from(it).ok()),
        _ => None,
    }
}

/// The part of a number; without a revision, the only one of that number.
fn part_of(room: &Stockroom, number: &str, revision: &str) -> Result<u32, String> {
    let (number, revision) = (number.trim(), revision.trim());
    let is_meant = |id: &u32| {
        let it = room.parts.get(*id);
        it.is_some_and(|it| *it.part_number == *number && (revision.is_empty() || *it.revision == *revision))
    };
    let found: Vec<u32> = room.lookup(Key::PartNumber, 0, number).iter().copied().filter(is_meant).collect();
    match &*found {
        [one] => Ok(*one),
        [] => Err(format!("There is no part {number} {revision}").trim_end().to_string() + ". Create it first."),
        _ => Err(format!("{number} has {} revisions. Say which.", found.len())),
    }
}

/// What a row asks of its line.
fn line(room: &Stockroom, row: Given, quantity: Option<Quantity>) -> Result<Line, String> {
    not_made_on_assembly(row.flag("madeOnAssembly")).map_err(|refusal| Fault::from(refusal).message)?;
    let quantity = quantity.filter(|it| it.is_positive()).ok_or("Its quantity is missing, or not above zero. Give one.")?;
    let given = row.text("substitutes").split([',', ';', '\n']).map(str::trim).filter(|it| !it.is_empty());
    let substitute = |text: &str| {
        let split = || text.rsplit_once(' ').map(|(number, revision)| part_of(room, number, revision));
        part_of(room, text, "").or_else(|error| split().unwrap_or(Err(error)))
    };
    let substitutes = given.map(substitute).collect::<Result<_, _>>()?;
    Ok(Line { quantity, substitutes })
}

/// Changes the line of a part, or makes it; substitutes that are not given stay.
fn command(room: &Stockroom, parent: u32, part: u32, line: Line) -> Command {
    let of_part = |id: &u32| room.mbom_items.get(*id).is_some_and(|it| it.part.0 == part);
    let old = room.referrers(MBOM_ITEM.parent, parent).iter().copied().find(of_part);
    let mut fields = vec![(MBOM_ITEM.quantity.number(), Kept::Quantity(line.quantity))];
    if !line.substitutes.is_empty() {
        fields.push((MBOM_ITEM.substitutes.number(), Kept::Refs(Table::Part, line.substitutes.into())));
    }
    match old {
        Some(id) => Command::Update { table: Table::MbomItem, id, etag: None, fields },
        None => {
            fields.push((MBOM_ITEM.parent.number(), Kept::Ref(Table::Part, parent)));
            fields.push((MBOM_ITEM.part.number(), Kept::Ref(Table::Part, part)));
            Command::Create { table: Table::MbomItem, fields }
        }
    }
}
