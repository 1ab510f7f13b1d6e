//! What there is beside stock: units, suppliers, places, parts with what others call them, and their BOMs.

use super::{Given, Whole, short};
use crate::domain::commands::command::Command;
use crate::domain::store::stockroom::Key;
use crate::domain::{
    LOCATION, MBOM_ITEM, PART, PartStatus, Quantity, SUPPLIER, SUPPLIER_PART, Sourcing, Table, Tracking, UNIT, Value,
};
use crate::exchange::plan::{RowResult, Skip};
use crate::exchange::problem::{ImportError, Problem};
use std::collections::{HashMap, HashSet};

/// Decimals that its quantities have.
const DECIMALS: i64 = 5;
/// Letters of a name and of notes.
const NAME: usize = 200;
const NOTES: usize = 4_000;

pub fn add(whole: &mut Whole) {
    let units = units(whole);
    companies(whole);
    places(whole);
    parts(whole, &units);
    others_numbers(whole);
    lines(whole);
}

fn units(whole: &mut Whole) -> HashMap<String, u32> {
    let mut units = HashMap::new();
    for (at, part) in whole.dump.of("part.part") {
        let unit = part.text("units");
        if unit.is_empty() || units.contains_key(unit) {
            continue;
        }
        let there = whole.room.lookup(Key::UnitType, 0, unit).first().copied();
        // A unit that is there may be counted less finely than the backup counts.
        let coarse = there.and_then(|id| Some((id, whole.room.units.get(id)?.decimals)));
        let finer = decimals(whole, unit);
        if let Some((id, _)) = coarse.filter(|(_, decimals)| *decimals < finer) {
            let fields = vec![(UNIT.decimals.number(), Value::Int(finer))];
            whole.step(at, Command::Update { table: Table::Unit, id, etag: None, fields });
            whole.warnings.push(ImportError::new(at as u32 + 1, Problem::UnitFiner).with(unit).with(finer));
        }
        let id = there.unwrap_or_else(|| {
            let given = Given::default().text(UNIT.r#type, unit).value(UNIT.decimals, Some(Value::Int(DECIMALS)));
            whole.step(at, Command::Create { table: Table::Unit, fields: given.0 });
            whole.new.push((Table::Unit, unit.to_owned()));
            whole.fresh(Table::Unit)
        });
        units.insert(unit.to_owned(), id);
    }
    units
}

/// Decimals that the quantities in a unit have.
fn decimals(whole: &Whole, unit: &str) -> i64 {
    let dump = whole.dump;
    let counted = |part: Option<u64>| part.and_then(|id| dump.get("part.part", id)).is_some_and(|it| it.text("units") == unit);
    let of_stock = dump.of("stock.stockitem").filter(|(_, it)| counted(it.id("part")));
    let of_lines = dump.of("part.bomitem").filter(|(_, it)| counted(it.id("sub_part")));
    let of_builds = dump.of("build.buildline").filter(|(_, it)| {
        counted(it.id("bom_item").and_then(|id| dump.get("part.bomitem", id)).and_then(|it| it.id("sub_part")))
    });
    let quantities = of_stock.chain(of_lines).chain(of_builds).filter_map(|(_, it)| it.quantity("quantity"));
    quantities.map(|it| i64::from(it.decimals())).max().unwrap_or(0)
}

/// Those who sell are suppliers; those who make stand with what they call a part.
fn companies(whole: &mut Whole) {
    let makers: HashSet<u64> = whole.dump.of("company.manufacturerpart").filter_map(|(_, it)| it.id("manufacturer")).collect();
    for (at, company) in whole.dump.of("company.company") {
        if !company.flag("is_supplier") {
            if makers.contains(&company.id) {
                whole.note(at, RowResult::Add);
            }
            continue;
        }
        if !whole.takes(at) {
            continue;
        }
        if let Some(there) = whole.room.lookup(Key::SupplierName, 0, company.text("name")).first() {
            whole.ids.insert(("company.company", company.id), *there);
            whole.note(at, RowResult::Skip(Skip::Exists));
            continue;
        }
        let contact = [company.text("phone"), company.text("email")].join(" ");
        let notes = [company.text("description"), company.text("website"), company.text("link")].join("\n");
        let given = Given::default().text(SUPPLIER.name, company.text("name")).text(SUPPLIER.contact, &contact);
        whole.create(at, "company.company", Table::Supplier, given.text(SUPPLIER.notes, &short(&notes, NOTES)).0);
        whole.new.push((Table::Supplier, company.text("name").to_owned()));
    }
}

/// Places, those above first.
fn places(whole: &mut Whole) {
    let mut open: Vec<(usize, Option<u64>)> =
        whole.dump.of("stock.stocklocation").map(|(at, it)| (at, it.id("parent"))).collect();
    loop {
        let before = open.len();
        open.retain(|(at, parent)| {
            let above = whole.id("stock.stocklocation", *parent);
            if parent.is_some() && above.is_none() {
                return true;
            }
            place(whole, *at, above);
            false
        });
        if open.len() == before {
            return;
        }
    }
}

fn place(whole: &mut Whole, at: usize, above: Option<u32>) {
    if !whole.takes(at) {
        return;
    }
    let place = &whole.dump.objects[at];
    let (name, room) = (place.text("name"), whole.room);
    let there = room.lookup(Key::LocationName, above.unwrap_or(0), name).iter().copied();
    let there = there.into_iter().find(|id| room.locations.get(*id).is_some_and(|it| it.parent.0 == above.unwrap_or(0)));
    if let Some(there) = there {
        whole.ids.insert(("stock.stocklocation", place.id), there);
        return whole.note(at, RowResult::Skip(Skip::Exists));
    }
    let given = Given::default()
        .text(LOCATION.name, name)
        .text(LOCATION.description, &short(place.text("description"), NAME))
        .reference(LOCATION.parent, Table::Location, above);
    whole.create(at, "stock.stocklocation", Table::Location, given.0);
    whole.new.push((Table::Location, name.to_owned()));
}

fn parts(whole: &mut Whole, units: &HashMap<String, u32>) {
    let dump = whole.dump;
    // With a serial each, and not built by the dozen: what must have one.
    let without: HashSet<u64> =
        dump.of("stock.stockitem").filter(|(_, it)| it.text("serial").is_empty()).filter_map(|(_, it)| it.id("part")).collect();
    let built: HashSet<u64> = dump.of("build.build").filter_map(|(_, it)| it.id("part")).collect();
    let mut told: HashMap<u64, Vec<String>> = HashMap::new();
    for (at, it) in dump.of("part.partparameter") {
        let template = it.id("template").and_then(|id| dump.get("part.partparametertemplate", id));
        if let (Some(part), Some(template)) = (it.id("part"), template) {
            told.entry(part)
                .or_default()
                .push([template.text("name"), ": ", it.text("data"), " ", template.text("units")].concat());
            whole.note(at, RowResult::Add);
        }
    }
    for model in ["part.partcategory", "part.partparametertemplate"] {
        let all: Vec<usize> = dump.of(model).map(|(at, _)| at).collect();
        all.into_iter().for_each(|at| whole.note(at, RowResult::Add));
    }
    let mut taken: HashSet<(String, String)> = HashSet::new();
    for (at, part) in dump.of("part.part") {
        if !whole.takes(at) {
            continue;
        }
        let revision = if part.text("revision").is_empty() { "A" } else { part.text("revision") };
        let mut number = if part.text("IPN").is_empty() { part.text("name") } else { part.text("IPN") }.to_owned();
        if !taken.insert((number.clone(), revision.to_owned())) {
            let other = [&number, " ", &part.id.to_string()].concat();
            whole.warnings.push(ImportError::new(at as u32 + 1, Problem::NumberMade).with(&number).with(&other));
            number = other;
            taken.insert((number.clone(), revision.to_owned()));
        }
        let room = whole.room;
        let there = room.lookup(Key::PartNumber, 0, &number).iter().copied();
        let same = |id: &u32| room.parts.get(*id).is_some_and(|it| *it.part_number == *number && *it.revision == *revision);
        if let Some(there) = there.into_iter().find(same) {
            whole.ids.insert(("part.part", part.id), there);
            whole.note(at, RowResult::Skip(Skip::Exists));
            continue;
        }
        let category = part.id("category").and_then(|id| dump.get("part.partcategory", id));
        let mut notes = Vec::new();
        if *part.text("name") != *number {
            notes.push(part.text("name").to_owned());
        }
        notes.extend(category.map(|it| ["Category: ", it.text("pathstring")].concat()));
        for (name, field) in [("Keywords: ", "keywords"), ("Link: ", "link"), ("", "notes")] {
            if !part.text(field).is_empty() {
                notes.push([name, part.text(field)].concat());
            }
        }
        notes.extend(told.remove(&part.id).unwrap_or_default());
        let notes: Vec<&str> = notes.iter().map(|it| it.trim()).collect();
        let serial = part.flag("trackable") && !without.contains(&part.id) && !built.contains(&part.id);
        let sourcing = match (part.flag("assembly"), part.flag("purchaseable")) {
            (true, true) => Some(Sourcing::DualSource),
            (true, false) => Some(Sourcing::Make),
            _ => None,
        };
        let minimum = part.quantity("minimum_stock").filter(|it| it.is_positive());
        let given = Given::default()
            .text(PART.part_number, &number)
            .text(PART.revision, revision)
            .text(PART.description, &short(part.text("description"), NAME))
            .text(PART.notes, &short(&notes.join("\n"), NOTES))
            .reference(PART.unit_of_measure, Table::Unit, units.get(part.text("units")).copied())
            .value(PART.tracking_type, serial.then_some(Value::Choice(Tracking::Serial as u8)))
            .value(PART.sourcing_strategy, sourcing.map(|it| Value::Choice(it as u8)))
            .value(PART.reorder_min, minimum.map(Value::Quantity));
        let id = whole.create(at, "part.part", Table::Part, given.0);
        whole.new.push((Table::Part, number));
        if !part.flag("active") {
            let fields = vec![(PART.status.number(), Value::Choice(PartStatus::Archived as u8))];
            let table = Table::Part;
            whole.step(at, Command::Update { table, id, etag: None, fields });
        }
    }
}

/// What suppliers and makers call the parts, and what one costs.
fn others_numbers(whole: &mut Whole) {
    let dump = whole.dump;
    let mut costs: HashMap<u64, (Quantity, Quantity, usize)> = HashMap::new();
    for (at, price) in dump.of("company.supplierpricebreak") {
        let (Some(part), Some(from), Some(cost)) = (price.id("part"), price.quantity("quantity"), price.quantity("price")) else {
            continue;
        };
        if from <= Quantity::ONE && costs.get(&part).is_none_or(|(before, ..)| *before > from) {
            costs.insert(part, (from, cost, at));
        }
    }
    let mut makers: HashSet<u64> = HashSet::new();
    for (at, it) in dump.of("company.supplierpart") {
        let (part, supplier) = (whole.id("part.part", it.id("part")), whole.id("company.company", it.id("supplier")));
        if part.is_none() || supplier.is_none() || it.text("SKU").is_empty() || !whole.takes(at) {
            continue;
        }
        let maker = it.id("manufacturer_part").and_then(|id| dump.get("company.manufacturerpart", id));
        makers.extend(maker.map(|it| it.id));
        let made_by = maker.and_then(|it| dump.get("company.company", it.id("manufacturer")?));
        let cost = costs.get(&it.id).copied();
        if let Some((.., price)) = cost {
            whole.note(price, RowResult::Add);
        }
        let link = Some(it.text("link")).filter(|it| it.starts_with("http://") || it.starts_with("https://")).unwrap_or("");
        let given = Given::default()
            .reference(SUPPLIER_PART.part, Table::Part, part)
            .reference(SUPPLIER_PART.supplier, Table::Supplier, supplier)
            .text(SUPPLIER_PART.supplier_part_number, it.text("SKU"))
            .text(SUPPLIER_PART.manufacturer, made_by.map_or("", |it| it.text("name")))
            .text(SUPPLIER_PART.manufacturer_part_number, maker.map_or("", |it| it.text("MPN")))
            .text(SUPPLIER_PART.url, &short(link, NAME))
            .value(SUPPLIER_PART.cost, cost.map(|(_, cost, _)| Value::Quantity(cost)));
        whole.create(at, "company.supplierpart", Table::SupplierPart, given.0);
    }
    for (at, it) in dump.of("company.manufacturerpart") {
        if makers.contains(&it.id) {
            whole.note(at, RowResult::Add);
            continue;
        }
        let part = whole.id("part.part", it.id("part"));
        if part.is_none() || it.text("MPN").is_empty() || !whole.takes(at) {
            continue;
        }
        let made_by = it.id("manufacturer").and_then(|id| dump.get("company.company", id));
        let given = Given::default()
            .reference(SUPPLIER_PART.part, Table::Part, part)
            .text(SUPPLIER_PART.manufacturer, made_by.map_or("", |it| it.text("name")))
            .text(SUPPLIER_PART.manufacturer_part_number, it.text("MPN"));
        whole.create(at, "company.manufacturerpart", Table::SupplierPart, given.0);
    }
}

fn lines(whole: &mut Whole) {
    let dump = whole.dump;
    let mut substitutes: HashMap<u64, Vec<u32>> = HashMap::new();
    for (at, it) in dump.of("part.bomitemsubstitute") {
        if let (Some(line), Some(part)) = (it.id("bom_item"), whole.id("part.part", it.id("part"))) {
            substitutes.entry(line).or_default().push(part);
            whole.note(at, RowResult::Add);
        }
    }
    for (at, line) in dump.of("part.bomitem") {
        let (parent, part) = (whole.id("part.part", line.id("part")), whole.id("part.part", line.id("sub_part")));
        let Some(quantity) = line.quantity("quantity").filter(|it| it.is_positive()) else { continue };
        if parent.is_none() || part.is_none() || !whole.takes(at) {
            continue;
        }
        let flags = [("optional", "Optional"), ("consumable", "Consumable")].into_iter().filter(|(it, _)| line.flag(it));
        let mut notes: Vec<String> = flags.map(|(_, word)| word.to_owned()).collect();
        if !line.text("overage").is_empty() {
            notes.push(["Overage ", line.text("overage")].concat());
        }
        notes.extend(Some(line.text("note").to_owned()).filter(|it| !it.is_empty()));
        let of = substitutes.remove(&line.id).unwrap_or_default();
        let of = (!of.is_empty()).then(|| Value::Refs(Table::Part, of.into()));
        let given = Given::default()
            .reference(MBOM_ITEM.parent, Table::Part, parent)
            .reference(MBOM_ITEM.part, Table::Part, part)
            .value(MBOM_ITEM.quantity, Some(Value::Quantity(quantity)))
            .value(MBOM_ITEM.substitutes, of)
            .text(MBOM_ITEM.reference_designators, line.text("reference"))
            .text(MBOM_ITEM.notes, &short(&notes.join("; "), NOTES));
        whole.create(at, "part.bomitem", Table::MbomItem, given.0);
    }
}
