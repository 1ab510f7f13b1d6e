//! Builds as runs, each with a kit of its lines, and what is allocated as issued.

use super::dump::{Dump, Object};
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
    let lines = lines(dump);
    let allowed = allowed(whole, &lines);
    let mut there: HashMap<(u32, u32), u32> = HashMap::new();
    for line in &lines {
        let of = dump.get("part.bomitem", line.item).and_then(|it| whole.id("part.part", it.id("sub_part")));
        let (Some(kit), Some(part)) = (whole.id("kit", Some(line.build)), of) else { continue };
        if !line.quantity.is_positive() || !whole.takes(line.at) {
            continue;
        }
        let substitutes = allowed.get(&line.id).into_iter().flatten().filter(|it| **it != part).map(|it| PartId(*it)).collect();
        let (quantity, notes) = (Some(line.quantity), Text::default());
        whole.step(line.at, Command::AddLine { kit: KitId(kit), part: PartId(part), quantity, substitutes, notes });
        // A second line of a part adds to the first.
        let id = match there.get(&(kit, part)) {
            Some(id) => *id,
            None => whole.fresh(Table::KitItem),
        };
        there.insert((kit, part), id);
        whole.ids.insert((LINE, line.id), id);
        whole.note(line.at, RowResult::Create);
    }
    for (at, it) in dump.of("build.builditem") {
        let line = whole.id(LINE, line_of(it));
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

/// What a build needs of an item of its part's BOM.
struct Line {
    id: u64,
    /// The object that says so.
    at: usize,
    build: u64,
    item: u64,
    quantity: Quantity,
}

/// The lines of all builds. Backups of before 2023 have none: each build has those of its part's BOM, times what it builds.
fn lines(dump: &Dump) -> Vec<Line> {
    let said = dump.of(LINE).filter_map(|(at, line)| {
        let (build, item, quantity) = (line.id("build")?, line.id("bom_item")?, line.quantity("quantity")?);
        Some(Line { id: line.id, at, build, item, quantity })
    });
    let said: Vec<Line> = said.collect();
    if !said.is_empty() {
        return said;
    }
    let mut of_parts: HashMap<u64, Vec<&Object>> = HashMap::new();
    for (_, item) in dump.of("part.bomitem") {
        of_parts.entry(item.id("part").unwrap_or(0)).or_default().push(item);
    }
    let of_build = |(at, build): (usize, &Object)| {
        let items = build.id("part").and_then(|part| of_parts.get(&part).cloned()).unwrap_or_default();
        let count = build.quantity("quantity").unwrap_or(Quantity::ONE);
        let build = build.id;
        items.into_iter().filter_map(move |item| {
            let quantity = item.quantity("quantity")?.times(count).ok()?;
            Some(Line { id: implied(build, item.id), at, build, item: item.id, quantity })
        })
    };
    dump.of(BUILD).flat_map(of_build).collect()
}

/// Stands for the id of a line that a backup has no object of.
fn implied(build: u64, item: u64) -> u64 {
    1 << 63 | build << 32 | item
}

/// The line that something is allocated to.
fn line_of(allocation: &Object) -> Option<u64> {
    allocation.id("build_line").or_else(|| Some(implied(allocation.id("build")?, allocation.id("bom_item")?)))
}

/// Parts that may stand for a line's: its substitutes, and what is allocated to it all the same, such as a variant.
fn allowed(whole: &Whole, lines: &[Line]) -> HashMap<u64, HashSet<u32>> {
    let dump = whole.dump;
    let mut of_items: HashMap<u64, Vec<u32>> = HashMap::new();
    for (_, it) in dump.of("part.bomitemsubstitute") {
        if let (Some(item), Some(part)) = (it.id("bom_item"), whole.id("part.part", it.id("part"))) {
            of_items.entry(item).or_default().push(part);
        }
    }
    let mut allowed: HashMap<u64, HashSet<u32>> = HashMap::new();
    for line in lines {
        let parts = of_items.get(&line.item).into_iter().flatten();
        allowed.entry(line.id).or_default().extend(parts);
    }
    for (_, it) in dump.of("build.builditem") {
        let stock = it.id("stock_item").and_then(|id| dump.get("stock.stockitem", id));
        if let (Some(line), Some(part)) = (line_of(it), stock.and_then(|it| whole.id("part.part", it.id("part")))) {
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
