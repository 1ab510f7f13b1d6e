//! What makers and suppliers call the parts of a file: supplier parts, made beside the rows.

use super::cells::{says_none, supplier_of};
use super::columns::{Mapping, Target};
use super::csv::{Sheet, unescaped};
use super::lists;
use super::planner::{Planner, put_text};
use super::problem::{ImportError, Problem};
use super::words::{self, Whose};
use crate::domain::commands::command::{Command, Fields};
use crate::domain::model::text::NAME_LIMIT;
use crate::domain::store::stockroom::Key;
use crate::domain::{PartId, SUPPLIER_PART, SupplierId, Table, Value};
use std::collections::{HashMap, HashSet};

/// Supplier parts of a file.
pub(super) struct Sources {
    /// The part's own number is its maker's.
    own_is_makers: bool,
    /// The part's own number is this shop's.
    own_is_shops: Option<&'static str>,
    steps: Vec<(u32, Command)>,
    /// By supplier and number, the part that has it.
    numbers: HashMap<(u32, String), u32>,
    /// By part, maker and number.
    makers: HashSet<(u32, String, String)>,
    untold: HashSet<usize>,
}

impl Sources {
    pub fn new(sheet: &Sheet, mapping: &Mapping) -> Sources {
        let own = mapping.iter().position(|it| *it == Some(Target::PartNumber));
        let head = own.and_then(|column| sheet.headers().nth(column)).unwrap_or("");
        let whose = words::said(head).and_then(|it| it.whose);
        Sources {
            own_is_makers: whose == Some(Whose::Maker),
            own_is_shops: if whose == Some(Whose::Supplier) { words::shop(head) } else { None },
            steps: Vec::new(),
            numbers: HashMap::new(),
            makers: HashSet::new(),
            untold: HashSet::new(),
        }
    }

    pub fn commands(&mut self) -> Vec<(u32, Command)> {
        std::mem::take(&mut self.steps)
    }
}

/// A maker that is none.
fn is_anyone(name: &str) -> bool {
    says_none(name) || matches!(&*name.to_lowercase(), "any" | "generic" | "various" | "misc")
}

/// Whether a row has its maker's number for its part.
pub(super) fn has_maker_number(planner: &Planner, row: u32) -> bool {
    !planner.text(row, Target::ManufacturerNumber).is_empty() || planner.sources.own_is_makers
}

/// Takes a row's numbers of makers and suppliers for its part.
pub(super) fn note(planner: &mut Planner, row: u32, part: PartId) -> Result<(), ImportError> {
    let makers = makers(planner, row);
    let columns = planner.columns_of(Target::SupplierNumber).to_vec();
    let mut taken = false;
    for column in columns {
        for number in lists::parts(planner.cell(row, column), |_| false) {
            if let Some(supplier) = supplier_of_number(planner, row, column, &number) {
                add(planner, row, part, supplier, &number, beside(planner, &makers, column))?;
                taken = true;
            }
        }
    }
    if let (Some(shop), false) = (planner.sources.own_is_shops, taken) {
        let number = planner.text(row, Target::PartNumber).to_owned();
        if let (Ok(supplier), only) = (planner.names.supplier(shop, row), if makers.len() == 1 { makers.first() } else { None }) {
            add(planner, row, part, supplier, &number, only)?;
        }
    }
    for MakersNumber { number, maker, .. } in makers {
        let there = planner.room.lookup(Key::ManufacturerPartNumber, 0, &number).iter().any(|id| {
            planner.room.supplier_parts.get(*id).is_some_and(|it| it.part == part && *it.manufacturer_part_number == *number)
        });
        if there || !planner.sources.makers.insert((part.0, maker.clone(), number.clone())) {
            continue;
        }
        let mut fields: Fields = vec![(SUPPLIER_PART.part.number(), Value::Ref(Table::Part, part.0))];
        put_text(&mut fields, SUPPLIER_PART.manufacturer, &maker);
        put_text(&mut fields, SUPPLIER_PART.manufacturer_part_number, &number);
        planner.sources.steps.push((row, Command::Create { table: Table::SupplierPart, fields }));
    }
    Ok(())
}

/// What a maker calls a part, and the column that says so.
struct MakersNumber {
    number: String,
    maker: String,
    column: usize,
}

/// The maker's number that a supplier's number is of: the only one of the row, else that of the same ordinal, as in
/// `Manufacturer Part Number 2` and `Supplier Part Number 2`.
fn beside<'a>(planner: &Planner, makers: &'a [MakersNumber], column: usize) -> Option<&'a MakersNumber> {
    let head = |column: usize| planner.sheet.headers().nth(column).unwrap_or("");
    let is_numbered = head(column).contains(|it: char| it.is_ascii_digit());
    match makers {
        [only] => Some(only),
        several if is_numbered => {
            let mut same = several.iter().filter(|it| words::ordinal(head(it.column)) == words::ordinal(head(column)));
            same.next().filter(|_| same.next().is_none())
        }
        _ => None,
    }
}

/// The makers' numbers of a row, each with its maker: several in one cell are each for themselves, and so are those of
/// columns beside each other.
fn makers(planner: &Planner, row: u32) -> Vec<MakersNumber> {
    let own = if planner.sources.own_is_makers { planner.text(row, Target::PartNumber) } else { "" };
    let mut numbers: Vec<usize> = planner.columns_of(Target::ManufacturerNumber).to_vec();
    if planner.sources.own_is_makers {
        numbers.extend(planner.columns_of(Target::PartNumber).first());
    }
    numbers.sort_unstable();
    let names = planner.columns_of(Target::Manufacturer);
    let own_column = planner.columns_of(Target::PartNumber).first();
    let mut found = Vec::new();
    for (at, column) in numbers.iter().enumerate() {
        let number = if own_column == Some(column) { own } else { unescaped(planner.cell(row, *column)) };
        let name = maker_column(planner, names, &numbers, at).map_or("", |column| unescaped(planner.cell(row, column)));
        if !says_none(number) && !(is_anyone(name) && number == own) {
            let several = apart(number, name).into_iter();
            found.extend(several.map(|(number, maker)| MakersNumber { number, maker, column: *column }));
        }
    }
    found
}

/// The column with the maker of a column of numbers: as many makers as numbers are in the same order; else it is the one
/// of the same ordinal, and an only one is the first number's.
fn maker_column(planner: &Planner, names: &[usize], numbers: &[usize], at: usize) -> Option<usize> {
    let ordinal = |column: &usize| words::ordinal(planner.sheet.headers().nth(*column).unwrap_or(""));
    match names.len() {
        same if same == numbers.len() => names.get(at).copied(),
        _ if at == 0 => names.first().copied(),
        _ => names.iter().skip(1).find(|column| ordinal(column) == ordinal(&numbers[at])).copied(),
    }
}

/// A number with its maker, or several of a cell, each with its own.
fn apart(number: &str, maker: &str) -> Vec<(String, String)> {
    let split = |text: &str| -> Vec<String> {
        text.split([';', '\n', '|']).map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
    };
    // A name that a cell broke is one.
    let known = |maker: &str| match is_anyone(maker) {
        true => String::new(),
        false => maker.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let (numbers, makers) = (split(number), split(maker));
    if numbers.len() > 1 && (makers.len() == numbers.len() || makers.len() == 1) {
        let of = |at: usize| known(makers.get(at).unwrap_or(&makers[0]));
        return numbers.into_iter().enumerate().map(|(at, number)| (number, of(at))).collect();
    }
    vec![(number.to_owned(), known(maker))]
}

/// Whose number it is: of the column's shop, of the supplier beside it, else of the shop whose numbers look like it.
fn supplier_of_number(planner: &mut Planner, row: u32, column: usize, number: &str) -> Option<SupplierId> {
    if says_none(number) {
        return None;
    }
    let head = planner.sheet.headers().nth(column).unwrap_or("");
    let named = supplier_column(planner, head).map_or("", |column| planner.cell(row, column));
    let shop = match (words::shop(head), named) {
        (Some(shop), _) => shop,
        (None, "") => supplier_of(number).unwrap_or(""),
        (None, named) => named,
    };
    let supplier = if shop.is_empty() { None } else { planner.names.supplier(shop, row).ok() };
    if supplier.is_none() && planner.sources.untold.insert(column) {
        planner.warn(row, ImportError::new(0, Problem::SupplierUnknown).with(number).on(Some(column)));
    }
    supplier
}

/// The column that names the supplier of a number's column: of the same ordinal, else the only one.
fn supplier_column(planner: &Planner, head: &str) -> Option<usize> {
    let columns = planner.columns_of(Target::Supplier);
    let of = |column: &usize| words::ordinal(planner.sheet.headers().nth(*column).unwrap_or(""));
    columns.iter().find(|column| of(column) == words::ordinal(head)).or(columns.first()).copied()
}

fn add(
    planner: &mut Planner,
    row: u32,
    part: PartId,
    supplier: SupplierId,
    number: &str,
    beside: Option<&MakersNumber>,
) -> Result<(), ImportError> {
    let key = (supplier.0, number.to_owned());
    let in_file = planner.sources.numbers.get(&key).copied();
    let in_room = planner.room.lookup(Key::SupplierPartNumber, 0, number).iter().find_map(|id| {
        let it = planner.room.supplier_parts.get(*id)?;
        (it.supplier == supplier && *it.supplier_part_number == *number).then_some(it.part.0)
    });
    if let Some(other) = in_room.or(in_file) {
        if other != part.0 {
            let name = planner.names.part_name(PartId(other));
            planner.warn(row, ImportError::new(0, Problem::SupplierNumberTaken).with(number).with(name));
        }
        return Ok(());
    }
    planner.sources.numbers.insert(key, part.0);
    let mut fields: Fields = vec![
        (SUPPLIER_PART.part.number(), Value::Ref(Table::Part, part.0)),
        (SUPPLIER_PART.supplier.number(), Value::Ref(Table::Supplier, supplier.0)),
    ];
    put_text(&mut fields, SUPPLIER_PART.supplier_part_number, number);
    if let Some(MakersNumber { number, maker, .. }) = beside {
        planner.sources.makers.insert((part.0, maker.clone(), number.clone()));
        put_text(&mut fields, SUPPLIER_PART.manufacturer, maker);
        put_text(&mut fields, SUPPLIER_PART.manufacturer_part_number, number);
    }
    if let Some(cost) = planner.number(row, Target::Cost)?.filter(|it| !it.is_negative()) {
        fields.push((SUPPLIER_PART.cost.number(), Value::Quantity(cost)));
    }
    let link = planner.text(row, Target::Link);
    if super::cells::is_link(link) && link.contains("://") && link.chars().count() <= NAME_LIMIT {
        put_text(&mut fields, SUPPLIER_PART.url, link);
    }
    planner.sources.steps.push((row, Command::Create { table: Table::SupplierPart, fields }));
    Ok(())
}
