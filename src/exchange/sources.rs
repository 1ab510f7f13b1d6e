//! What makers and suppliers call the parts of a file: supplier parts, made beside the rows.

use super::cells::supplier_of;
use super::columns::{Mapping, Target};
use super::csv::Sheet;
use super::lists;
use super::plan::{Planner, put_text};
use super::problem::{ImportError, Problem};
use super::words::{self, Whose};
use crate::domain::commands::command::{Command, Fields};
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
    matches!(&*name.to_lowercase(), "" | "any" | "generic" | "various" | "-" | "n/a" | "none" | "~" | "misc")
}

/// Whether a row has its maker's number for its part.
pub(super) fn has_maker_number(planner: &Planner, row: u32) -> bool {
    !planner.text(row, Target::ManufacturerNumber).is_empty() || planner.sources.own_is_makers
}

/// Takes a row's numbers of makers and suppliers for its part.
pub(super) fn note(planner: &mut Planner, row: u32, part: PartId) -> Result<(), ImportError> {
    let makers = makers(planner, row);
    // A number of a supplier and one of a maker in a row are of one offer.
    let beside = if makers.len() == 1 { makers.first() } else { None };
    let columns = planner.columns_of(Target::SupplierNumber).to_vec();
    let mut taken = false;
    for column in columns {
        for number in lists::parts(planner.cell(row, column), |_| false) {
            if let Some(supplier) = supplier_of_number(planner, row, column, &number) {
                add(planner, row, part, supplier, &number, beside)?;
                taken = true;
            }
        }
    }
    if let (Some(shop), false) = (planner.sources.own_is_shops, taken) {
        let number = planner.text(row, Target::PartNumber).to_owned();
        if let Ok(supplier) = planner.names.supplier(shop, row) {
            add(planner, row, part, supplier, &number, beside)?;
        }
    }
    for (number, maker) in makers {
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

/// The makers' numbers of a row, each with its maker: several in one cell are each for themselves.
fn makers(planner: &Planner, row: u32) -> Vec<(String, String)> {
    let own = if planner.sources.own_is_makers { planner.text(row, Target::PartNumber) } else { "" };
    let number = match planner.text(row, Target::ManufacturerNumber) {
        "" => own,
        number => number,
    };
    let maker = planner.text(row, Target::Manufacturer);
    if number.is_empty() || is_anyone(maker) && number == own {
        return Vec::new();
    }
    let apart = |text: &str| -> Vec<String> {
        text.split([';', '\n', '|']).map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
    };
    let known = |maker: &str| if is_anyone(maker) { String::new() } else { maker.to_owned() };
    let (numbers, makers) = (apart(number), apart(maker));
    if numbers.len() > 1 && (makers.len() == numbers.len() || makers.len() == 1) {
        let of = |at: usize| known(makers.get(at).unwrap_or(&makers[0]));
        return numbers.into_iter().enumerate().map(|(at, number)| (number, of(at))).collect();
    }
    vec![(number.to_owned(), known(maker))]
}

/// Whose number it is: of the column's shop, of the supplier beside it, else of the shop whose numbers look like it.
fn supplier_of_number(planner: &mut Planner, row: u32, column: usize, number: &str) -> Option<SupplierId> {
    if matches!(number, "-" | "~" | "n/a" | "N/A" | "None" | "none") {
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
    beside: Option<&(String, String)>,
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
    if let Some((number, maker)) = beside {
        planner.sources.makers.insert((part.0, maker.clone(), number.clone()));
        put_text(&mut fields, SUPPLIER_PART.manufacturer, maker);
        put_text(&mut fields, SUPPLIER_PART.manufacturer_part_number, number);
    }
    if let Some(cost) = planner.number(row, Target::Cost)?.filter(|it| !it.is_negative()) {
        fields.push((SUPPLIER_PART.cost.number(), Value::Quantity(cost)));
    }
    let link = planner.text(row, Target::Link);
    if super::cells::is_link(link) && link.contains("://") {
        put_text(&mut fields, SUPPLIER_PART.url, link);
    }
    planner.sources.steps.push((row, Command::Create { table: Table::SupplierPart, fields }));
    Ok(())
}
