//! Builds as runs, each with a kit of its lines, and what is allocated as issued.

use super::{Given, Whole, short};
use crate::domain::commands::command::{Command, Issue, Leftovers};
use crate::domain::{InventoryId, KIT, KitId, KitItemId, KitStatus, PartId, Quantity, RUN, RunId, RunStatus, Table, Text, Value};
use crate::exchange::plan::RowResult;
use std::collections::{HashMap, HashSet};

const BUILD: &str = "build.build";
const LINE: &str = "build.buildline";
/// Letters of a title.
const TITLE: usize = 200;

fn status(code: u64) -> RunStatus {
    match code {
        20 => RunStatus::InProgress,
        25 => RunStatus::Hold,
        30 => RunStatus::Canceled,
        40 => RunStatus::Complete,
        _ => RunStatus::Todo,
    }
}

pub fn add(whole: &mut Whole) {
    let dump = whole.dump;
    for (at, build) in dump.of(BUILD) {
        if whole.id("part.part", build.id("part")).is_none() || !whole.takes(at) {
            continue;
        }
        run(whole, at, build.id);
    }
    let allowed = allowed(whole);
    for (at, line) in dump.of(LINE) {
        let (Some(kit), Some(item)) = (whole.id("kit", line.id("build")), line.id("bom_item")) else { continue };
        let of = dump.get("part.bomitem", item).and_then(|it| whole.id("part.part", it.id("sub_part")));
        let (Some(part), Some(quantity)) = (of, line.quantity("quantity").filter(|it| it.is_positive())) else { continue };
        if !whole.takes(at) {
            continue;
        }
        let substitutes = allowed.get(&line.id).into_iter().flatten().filter(|it| **it != part).map(|it| PartId(*it)).collect();
        let (kit, part, quantity) = (KitId(kit), PartId(part), Some(quantity));
        whole.step(at, Command::AddLine { kit, part, quantity, substitutes, notes: Text::default() });
        let id = whole.fresh(Table::KitItem);
        whole.ids.insert((LINE, line.id), id);
        whole.note(at, RowResult::Create);
    }
    for (at, it) in dump.of("build.builditem") {
        let line = whole.id(LINE, it.id("build_line"));
        let stock = whole.id("stock.stockitem", it.id("stock_item"));
        let (Some(line), Some(stock), Some(quantity)) = (line, stock, it.quantity("quantity")) else { continue };
        if quantity.is_positive() && whole.takes(at) {
            let (inventory, item) = (InventoryId(stock), KitItemId(line));
            let issue = Issue { inventory, item, quantity: Some(quantity), allow_over: true, ..Issue::default() };
            whole.step(at, Command::Issue(issue));
            whole.note(at, RowResult::Create);
        }
    }
    close(whole);
}

/// Parts that may stand for a line's: its substitutes, and what is allocated to it all the same, such as a variant.
fn allowed(whole: &Whole) -> HashMap<u64, HashSet<u32>> {
    let dump = whole.dump;
    let mut of_items: HashMap<u64, Vec<u32>> = HashMap::new();
    for (_, it) in dump.of("part.bomitemsubstitute") {
        if let (Some(item), Some(part)) = (it.id("bom_item"), whole.id("part.part", it.id("part"))) {
            of_items.entry(item).or_default().push(part);
        }
    }
    let mut allowed: HashMap<u64, HashSet<u32>> = HashMap::new();
    for (_, line) in dump.of(LINE) {
        let parts = line.id("bom_item").and_then(|item| of_items.get(&item)).into_iter().flatten();
        allowed.entry(line.id).or_default().extend(parts);
    }
    for (_, it) in dump.of("build.builditem") {
        let stock = it.id("stock_item").and_then(|id| dump.get("stock.stockitem", id));
        if let (Some(line), Some(part)) = (it.id("build_line"), stock.and_then(|it| whole.id("part.part", it.id("part")))) {
            allowed.entry(line).or_default().insert(part);
        }
    }
    allowed
}

/// A run with its kit. What it has built already is stock of its own: the run builds the rest.
fn run(whole: &mut Whole, at: usize, id: u64) {
    let dump = whole.dump;
    let build = &dump.objects[at];
    let part = whole.id("part.part", build.id("part"));
    let quantity = build.quantity("quantity").filter(|it| it.is_positive()).unwrap_or(Quantity::ONE);
    let done = build.quantity("completed").unwrap_or_default();
    let left = quantity.less(done);
    let is_closed = matches!(status(build.code("status")), RunStatus::Complete | RunStatus::Canceled);
    let name = build.id("part").and_then(|id| dump.get("part.part", id)).map_or("", |it| it.text("name"));
    let mut notes = vec![["Build of ", &quantity.to_string(), " × ", name].concat()];
    if done.is_positive() {
        notes.push([&done.to_string(), " were completed before the import and are in stock"].concat());
    }
    for (word, field) in
        [("Created ", "creation_date"), ("Target ", "target_date"), ("Completed ", "completion_date"), ("Batch ", "batch")]
    {
        if !build.text(field).is_empty() {
            notes.push([word, build.text(field)].concat());
        }
    }
    let title = [build.text("reference"), " ", build.text("title")].concat();
    // A closed run builds nothing more: its part would be put on hand once more.
    let builds = part.filter(|_| !is_closed);
    let rest = if !is_closed && left.is_positive() { left } else { quantity };
    let open = if is_closed { RunStatus::InProgress } else { status(build.code("status")) };
    let given = Given::default()
        .text(RUN.title, &short(&title, TITLE))
        .reference(RUN.part, Table::Part, builds)
        .value(RUN.quantity, Some(Value::Quantity(rest)))
        .value(RUN.status, Some(Value::Choice(open as u8)))
        .text(RUN.notes, &notes.join("\n"));
    whole.step(at, Command::CreateRun { fields: given.0, auto_serial: false, unit_serial: Text::default() });
    let run = whole.fresh(Table::Run);
    if builds.is_some() {
        whole.fresh(Table::Inventory);
    }
    whole.ids.insert((BUILD, id), run);
    let place = whole.id("stock.stocklocation", build.id("destination"));
    let given = Given::default()
        .reference(KIT.run, Table::Run, Some(run))
        .reference(KIT.delivery_location, Table::Location, place)
        .value(KIT.needed_by, build.day("target_date").map(Value::Date));
    whole.step(at, Command::CreateKit { fields: given.0 });
    let kit = whole.fresh(Table::Kit);
    whole.ids.insert(("kit", id), kit);
    whole.note(at, RowResult::Create);
}

/// Builds that are over: their kits too.
fn close(whole: &mut Whole) {
    let dump = whole.dump;
    for (at, build) in dump.of(BUILD) {
        let (Some(run), Some(kit)) = (whole.id(BUILD, Some(build.id)), whole.id("kit", Some(build.id))) else { continue };
        let status = status(build.code("status"));
        let kit_status = match status {
            RunStatus::Complete => KitStatus::Completed,
            RunStatus::Canceled => KitStatus::Canceled,
            _ => continue,
        };
        let leftovers = Leftovers::BackToTheShelf;
        whole.step(at, Command::SetKitStatus { kit: KitId(kit), etag: None, status: kit_status, location: None, leftovers });
        whole.step(at, Command::SetRunStatus { run: RunId(run), etag: None, status, confirm: true, leftovers });
    }
}
