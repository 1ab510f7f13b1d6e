//! Filters, sorts and pages: their input types, and the domain's own query that each becomes.

use super::attributes;
use super::names::{self, OBJECTS, Out, Source, capital, enum_of, fields, type_of};
use super::state::State;
use super::values::{self, Fault, Given, items, word};
use super::words::{self, about};
use crate::domain::model::record::{Field, Kind, Table};
use crate::domain::query::cell::derived;
use crate::domain::query::find::{FILTER_DEPTH_LIMIT, Filter, Op, Operand, Paging, Query, Sort, effort, find};
use crate::domain::{Date, INVENTORY, PART, Stockroom, Tracking};
use async_graphql::Value;
use async_graphql::dynamic::{Enum, EnumItem, InputObject, InputValue, SchemaBuilder, TypeRef};

/// Records on a page where nothing is said, and at most.
pub const PAGE: usize = 100;
pub const PAGE_LIMIT: usize = 1_000;
/// Tests that one filter may have.
const TESTS_LIMIT: usize = 2_000;

/// The operators of filters, by the API's names.
pub const OPS: [(&str, Op); 11] = [
    ("eq", Op::Eq),
    ("neq", Op::Neq),
    ("in", Op::In),
    ("notIn", Op::NotIn),
    ("lt", Op::Lt),
    ("lte", Op::Lte),
    ("gt", Op::Gt),
    ("gte", Op::Gte),
    ("like", Op::Like),
    ("ilike", Op::Ilike),
    ("isNull", Op::IsNull),
];

/// The type of a table's filters.
pub fn filters_of(table: Table) -> String {
    // ION names them after the list; a list of MBomItem is MBomItems.
    let named = |it: &(Table, &str, &str)| match table {
        Table::User => it.1.into(),
        Table::MbomItem | Table::MbomSubstitute | Table::MbomDesignator => [it.1, "s"].concat(),
        _ => capital(it.2),
    };
    OBJECTS.iter().find(|it| it.0 == table).map_or(String::new(), |it| named(it) + "InputFilters")
}

/// The type of a table's sort keys.
pub fn sorts_of(table: Table) -> String {
    [type_of(table), "SortEnum"].concat()
}

/// The scalar that a kind is written as.
pub fn scalar_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Flag => TypeRef::BOOLEAN,
        Kind::Int => TypeRef::INT,
        Kind::Choice(words) => enum_of(words),
        Kind::Text | Kind::Uid => TypeRef::STRING,
        Kind::Quantity => "Quantity",
        Kind::Date => "Date",
        Kind::Time => "DateTime",
        Kind::Ref(_) | Kind::Refs(_) => TypeRef::ID,
        Kind::Attributes => attributes::SCALAR,
    }
}

fn operators_of(kind: Kind) -> String {
    [scalar_of(kind), "Operators"].concat()
}

/// The fields that a table is filtered by: what its records show, and the records that they name.
fn filterable(table: Table) -> impl Iterator<Item = Out> {
    fields(table).into_iter().filter(|it| {
        let leads = matches!(it.source, Source::Ref(field) if has_filters(target(field)));
        let own = matches!(it.source, Source::Attributes(_));
        leads || own || (it.name != "_etag" && matches!(it.source, Source::Cell(_) | Source::Not(_) | Source::RefId(_)))
    })
}

fn has_filters(table: Table) -> bool {
    OBJECTS.iter().any(|it| it.0 == table)
}

/// The table that a reference leads to.
pub fn target(field: Field) -> Table {
    match field.info().map(|info| info.kind) {
        Some(Kind::Ref(table) | Kind::Refs(table)) => table,
        _ if field == derived::UNIT_OF => Table::Unit,
        _ => Table::User,
    }
}

/// Registers the operators, filters and sort keys of every table.
pub fn register(mut schema: SchemaBuilder) -> SchemaBuilder {
    let mut kinds: Vec<Kind> = Vec::new();
    for (table, ..) in OBJECTS {
        let name = filters_of(table);
        let mut input = InputObject::new(&name).description(words::FILTERS);
        for out in filterable(table) {
            let ty = match out.source {
                Source::Ref(field) => TypeRef::named(filters_of(target(field))),
                Source::Attributes(_) => TypeRef::named_nn_list(attributes::FILTERS),
                _ => {
                    if !kinds.iter().any(|it| scalar_of(*it) == scalar_of(out.kind)) {
                        kinds.push(out.kind);
                    }
                    TypeRef::named(operators_of(out.kind))
                }
            };
            input = input.field(InputValue::new(&out.name, ty).description(about(table, &out.name)));
        }
        for (word, text) in [("and", words::AND), ("or", words::OR)] {
            input = input.field(InputValue::new(word, TypeRef::named_nn_list(&name)).description(text));
        }
        input = input.field(InputValue::new("not", TypeRef::named(&name)).description(words::NOT));
        input = input.field(InputValue::new("search", TypeRef::named(TypeRef::STRING)).description(words::SEARCH));
        schema = schema.register(input).register(sort_enum(table));
    }
    kinds.push(Kind::Attributes);
    for kind in kinds {
        schema = schema.register(operators(kind));
    }
    schema
}

fn operators(kind: Kind) -> InputObject {
    let scalar = scalar_of(kind);
    let patterns = matches!(kind, Kind::Text | Kind::Uid | Kind::Choice(_) | Kind::Attributes);
    let mut input = InputObject::new(operators_of(kind)).description(words::OPERATORS);
    for (name, op) in OPS {
        let ty = match op {
            Op::In | Op::NotIn => TypeRef::named_nn_list(scalar),
            Op::IsNull => TypeRef::named(TypeRef::BOOLEAN),
            Op::Like | Op::Ilike if !patterns => continue,
            Op::Like | Op::Ilike => TypeRef::named(TypeRef::STRING),
            _ => TypeRef::named(scalar),
        };
        input = input.field(InputValue::new(name, ty).description(words::operator(op)));
    }
    input
}

/// Every sort key of a table and where it leads.
pub fn sort_keys(table: Table) -> Vec<(String, Vec<Field>)> {
    let mut keys: Vec<(String, Vec<Field>)> = Vec::new();
    for out in fields(table) {
        let name = match out.name.as_str() {
            "createdAt" => "CREATED".to_string(),
            "updatedAt" => "UPDATED".to_string(),
            "_etag" | "uid" | "_created" | "_updated" => continue,
            name => screaming(name),
        };
        match out.source {
            Source::Cell(field) => keys.push((name, vec![field])),
            Source::Not(field) => keys.push((name, vec![field])),
            Source::Path => keys.push((name, vec![derived::LOCATION_PATH])),
            Source::Ref(field) => match target(field) {
                Table::Part => keys.push((name + "_NUMBER", vec![field, PART.part_number])),
                Table::Location | Table::Supplier | Table::User => keys.push((name + "_NAME", vec![field])),
                _ => {}
            },
            _ => {}
        }
    }
    keys
}

/// `serialNumber` → `SERIAL_NUMBER`.
fn screaming(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() {
            out.push('_');
        }
        out.extend(letter.to_uppercase());
    }
    out
}

fn sort_enum(table: Table) -> Enum {
    let mut it = Enum::new(sorts_of(table)).description(words::SORTS);
    for (key, _) in sort_keys(table) {
        for (ending, way) in [("_ASC", "ascending"), ("_DESC", "descending")] {
            let text = format!("By {}, {way}.", key.to_lowercase().replace('_', " "));
            it = it.item(EnumItem::new([key.as_str(), ending].concat()).description(text));
        }
    }
    it
}

/// The sort list of a query.
fn sorts(table: Table, given: Option<&Value>) -> Vec<Sort> {
    let keys = sort_keys(table);
    let wanted = given.map_or(&[][..], items).iter().filter_map(word);
    let parsed = wanted.filter_map(|it| {
        let (key, descending) = match it.strip_suffix("_DESC") {
            Some(key) => (key, true),
            None => (it.strip_suffix("_ASC")?, false),
        };
        let (_, path) = keys.iter().find(|it| it.0 == key)?;
        // What is kept is the opposite of what is shown.
        let descending = descending != path.contains(&names::LOCATION_UNAVAILABLE);
        Some(Sort { path: path.clone(), descending })
    });
    parsed.collect()
}

/// The ids that a list query finds.
pub fn found(state: &mut State, table: Table, given: Given) -> Result<Vec<u32>, Fault> {
    let mut reader = Reader { room: &state.room, tests: 0 };
    let mut sort = attributes::sorts(&state.room, table, given.raw("attributeSort"))?;
    sort.extend(sorts(table, given.raw("sort")));
    let mut query = Query { sort, ..Query::default() };
    if let Some(Value::Object(filters)) = given.raw("filters") {
        let filters = Given(filters);
        query.search = filters.text("search").to_string();
        query.filter = Some(reader.filter(table, filters, &[], 0)?);
    }
    let records = u64::from(state.room.table(table).next());
    state.exert(effort(&state.room, &state.cache, table, &query), records)?;
    Ok(find(&state.room, &state.cache, table, &query, state.context.today))
}

struct Reader<'a> {
    room: &'a Stockroom,
    tests: usize,
}

impl Reader<'_> {
    fn filter(&mut self, table: Table, given: Given, path: &[Field], depth: usize) -> Result<Filter, Fault> {
        // Half of what the domain compiles: each level here is at most two there.
        if depth > FILTER_DEPTH_LIMIT / 4 {
            return Err(Fault::new(format!("The filter is nested deeper than {}. Ask in two steps.", FILTER_DEPTH_LIMIT / 4))
                .on("filters"));
        }
        let known: Vec<Out> = filterable(table).collect();
        let mut all = Vec::new();
        for (name, value) in given.0 {
            match (name.as_str(), value) {
                (_, Value::Null) => {}
                ("and", _) => all.extend(self.each(table, value, path, depth)?),
                ("or", _) => {
                    let any = self.each(table, value, path, depth)?;
                    all.push(Filter::Or(any));
                }
                ("not", Value::Object(it)) => {
                    all.push(Filter::Not(Box::new(self.filter(table, Given(it), path, depth + 1)?)));
                }
                ("search", _) if path.is_empty() && depth == 0 => {}
                ("search", _) => {
                    return Err(Fault::new("search stands at the top of the filters only. Move it there.").on("search"));
                }
                ("attributes", _) if attributes::has(table) => {
                    let (filters, tests) = attributes::filter(self.room, table, value, path)?;
                    self.count(tests)?;
                    all.extend(filters);
                }
                (name, Value::Object(inner)) => {
                    if let Some(out) = known.iter().find(|it| it.name == name) {
                        all.push(self.field(out, Given(inner), path, depth)?);
                    }
                }
                _ => {}
            }
        }
        Ok(Filter::And(all))
    }

    fn count(&mut self, tests: usize) -> Result<(), Fault> {
        self.tests += tests;
        if self.tests > TESTS_LIMIT {
            let said = format!("The filters compare with more than {TESTS_LIMIT} values. Ask in several queries.");
            return Err(Fault::new(said).on("filters"));
        }
        Ok(())
    }

    fn each(&mut self, table: Table, value: &Value, path: &[Field], depth: usize) -> Result<Vec<Filter>, Fault> {
        let objects = items(value).iter().filter_map(|it| if let Value::Object(it) = it { Some(it) } else { None });
        objects.map(|it| self.filter(table, Given(it), path, depth + 1)).collect()
    }

    fn field(&mut self, out: &Out, given: Given, path: &[Field], depth: usize) -> Result<Filter, Fault> {
        match out.source {
            // Stock is found at all its places: on hand, in a kit, on a unit (DOMAIN.md §3).
            Source::Ref(field) if field == INVENTORY.location => {
                Ok(placed(path, self.filter(Table::Location, given, &[], depth + 1)?))
            }
            Source::Ref(field) => {
                let path = [path, &[field]].concat();
                self.filter(target(field), given, &path, depth + 1)
            }
            Source::Cell(field) | Source::Not(field) | Source::RefId(field) => {
                let path = [path, &[field]].concat();
                let mut all = Vec::new();
                for (name, value) in given.0 {
                    let Some((_, op)) = OPS.iter().find(|it| it.0 == name.as_str()) else { continue };
                    if *value == Value::Null {
                        all.push(Filter::Or(Vec::new()));
                        continue;
                    }
                    self.count(items(value).len())?;
                    all.push(self.test(out, path.clone(), *op, value)?);
                }
                Ok(Filter::And(all))
            }
            _ => Ok(Filter::And(Vec::new())),
        }
    }

    fn test(&mut self, out: &Out, path: Vec<Field>, op: Op, value: &Value) -> Result<Filter, Fault> {
        let operands: Vec<Operand> = match op {
            Op::IsNull => vec![Operand::Flag(*value == Value::Boolean(true))],
            Op::Like | Op::Ilike => vec![Operand::Text(word(value).unwrap_or("").into())],
            _ => items(value).iter().map(|it| operand(out, it)).collect::<Result<_, _>>()?,
        };
        let last = path.last().copied();
        // A part without tracking is null to the API and "untracked" to the stockroom.
        if last == Some(PART.tracking_type) && op == Op::IsNull {
            let op = if *value == Value::Boolean(true) { Op::Eq } else { Op::Neq };
            let operands = vec![Operand::Choice(Tracking::Untracked.word().into())];
            return Ok(Filter::Test { path, op, operands });
        }
        if last == Some(PART.tracking_type) && !matches!(op, Op::Eq | Op::In | Op::Neq | Op::NotIn) {
            let untracked = vec![Operand::Choice(Tracking::Untracked.word().into())];
            let tracked = Filter::Test { path: path.clone(), op: Op::Neq, operands: untracked };
            return Ok(Filter::And(vec![tracked, Filter::Test { path, op, operands }]));
        }
        if last == Some(INVENTORY.location) && matches!(op, Op::Eq | Op::In | Op::Neq | Op::NotIn) {
            let (_, to_record) = path.split_last().unwrap_or((&INVENTORY.location, &[]));
            let is_in = Filter::Test { path: vec![derived::id(Table::Location)], op: Op::In, operands };
            let placed = placed(to_record, is_in);
            return Ok(if matches!(op, Op::Eq | Op::In) { placed } else { Filter::Not(Box::new(placed)) });
        }
        if let (Source::Not(_), false) = (out.source, op == Op::IsNull) {
            let operands =
                operands.into_iter().map(|it| if let Operand::Flag(it) = it { Operand::Flag(!it) } else { it }).collect();
            let op = match op {
                Op::Lt => Op::Gt,
                Op::Lte => Op::Gte,
                Op::Gt => Op::Lt,
                Op::Gte => Op::Lte,
                op => op,
            };
            return Ok(Filter::Test { path, op, operands });
        }
        Ok(Filter::Test { path, op, operands })
    }
}

/// Any of the stock record that the path leads to is at a location that the filter finds.
fn placed(path: &[Field], at: Filter) -> Filter {
    Filter::Placed { path: path.to_vec(), at: Box::new(at) }
}

fn operand(out: &Out, value: &Value) -> Result<Operand, Fault> {
    let name = out.name.as_str();
    let wrong =
        || Fault::new(format!("{name} is compared with a value of another kind. See its operators in the schema.")).on(name);
    Ok(match out.kind {
        Kind::Flag => Operand::Flag(*value == Value::Boolean(true)),
        Kind::Int => match value {
            Value::Number(it) => Operand::Int(it.as_i64().ok_or_else(wrong)?),
            _ => return Err(wrong()),
        },
        Kind::Choice(_) => Operand::Choice(word(value).ok_or_else(wrong)?.into()),
        Kind::Text => Operand::Text(word(value).ok_or_else(wrong)?.into()),
        Kind::Uid => Operand::Uid(word(value).and_then(values::parse_uuid).ok_or_else(wrong)?),
        Kind::Quantity => Operand::Number(values::read_quantity(value, name)?),
        Kind::Date => Operand::Date(values::read_date(value, name)?),
        Kind::Time => match word(value).and_then(Date::parse) {
            Some(day) => Operand::Date(day),
            None => Operand::Time(values::read_time(value, name)?),
        },
        Kind::Ref(_) | Kind::Refs(_) => Operand::Int(i64::from(values::read_id(value, name)?)),
        Kind::Attributes => return Err(wrong()),
    })
}

/// Which page is wanted.
pub fn paging(given: Given) -> Result<Paging, Fault> {
    let size = |name: &str| match given.raw(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            let text = value.to_string();
            let size = text.parse::<usize>().ok().filter(|it| *it <= PAGE_LIMIT);
            let said = || Fault::new(format!("{name} is {text}. A page has 0 to {PAGE_LIMIT} records.")).on(name);
            size.map(Some).ok_or_else(said)
        }
    };
    let cursor = |name: &str| match given.raw(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) if word(value) == Some("") => Ok(None),
        Some(value) => values::read_id(value, name).map(Some).map_err(|_| lost_cursor().on(name)),
    };
    let (first, last) = (size("first")?, size("last")?);
    let first = if first.is_none() && last.is_none() { Some(PAGE) } else { first };
    Ok(Paging { first, after: cursor("after")?, last, before: cursor("before")? })
}

/// What is said of a cursor that is not, or no longer, in the list.
pub fn lost_cursor() -> Fault {
    Fault::new("The cursor is of no record in this list. Begin again with the first page.")
}
