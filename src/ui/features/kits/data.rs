//! What a kit's page shows of its kit: read from the stockroom, owned, and compared to know what to draw anew.

use crate::domain::derive::status::LineState;
use crate::domain::model::text::natural;
use crate::domain::query::cache::Cache;
use crate::domain::query::find::{Filter, Op, Operand, Query, find};
use crate::domain::query::proposals::{self, Proposal};
use crate::domain::store::stockroom::Key;
use crate::domain::{
    Date, INVENTORY, InventoryId, InventoryStatus, KitId, KitItemId, KitRowId, KitStatus, MBOM_ITEM, PartId, PartInventory,
    PartKitItem, Quantity, RunStatus, Stockroom, Table, Tracking, UnitId,
};
use crate::ui::fields;

/// Stock records that a choice of stock offers at most; a search narrows them.
pub const CHOICES: usize = 200;

/// What the page's head shows.
#[derive(Clone, PartialEq, Default)]
pub struct Head {
    pub name: String,
    pub run: u32,
    pub run_name: String,
    pub builds: String,
    pub status: KitStatus,
    pub open: bool,
    /// Whether the run is open: else nothing can be issued.
    pub run_open: bool,
    pub run_held: bool,
    /// Whether something that it lacks can be issued now.
    pub issuable: bool,
    pub needed_by: String,
    /// So many days it is late.
    pub late_by: usize,
    pub assigned_to: String,
    pub delivery: u32,
    pub delivery_path: String,
    pub current_path: String,
    pub notes: String,
    pub lines: usize,
    pub full: usize,
    /// Whether the run's part has a BOM to prepare the kit from.
    pub bom: bool,
    pub prepared: bool,
    /// Whether the BOM was changed since the kit was prepared.
    pub bom_changed: bool,
}

/// Reads the head of a kit.
pub fn head(room: &Stockroom, cache: &Cache, id: u32, today: Date) -> Head {
    let Some(kit) = room.kits.get(id) else { return Head::default() };
    let run = room.runs.get(kit.run.0);
    let part = run.map_or(PartId(0), |run| run.part);
    let items = room.items_of(KitId(id));
    let full =
        items.iter().filter(|item| matches!(room.line_state(KitItemId(**item)), LineState::Full | LineState::Over)).count();
    let bom = room.referrers(MBOM_ITEM.parent, part.0);
    Head {
        name: room.kit_name(KitId(id)),
        run: kit.run.0,
        run_name: room.run_name(kit.run),
        builds: room.part_name(part),
        status: kit.status,
        open: kit.is_open(),
        run_open: run.is_some_and(crate::domain::Run::is_open),
        run_held: run.is_some_and(|run| run.status == RunStatus::Hold),
        issuable: kit.is_open()
            && items.iter().any(|item| {
                room.item_remaining(KitItemId(*item)).is_positive()
                    && proposals::is_proposed(room, cache, KitItemId(*item), today)
            }),
        needed_by: kit.needed_by.map_or(String::new(), |day| crate::i18n::format::day(&day.to_string())),
        late_by: kit.needed_by.filter(|_| kit.is_open()).map_or(0, |day| usize::try_from(today.0 - day.0).unwrap_or(0)),
        assigned_to: room.name_of(Table::User, kit.assigned_to.0),
        delivery: kit.delivery_location.0,
        delivery_path: room.location_path(kit.delivery_location),
        current_path: room.location_path(kit.current_location),
        notes: kit.notes.to_string(),
        lines: items.len(),
        full,
        bom: !bom.is_empty(),
        prepared: items.iter().any(|item| room.kit_items.get(*item).is_some_and(|item| item.from_mbom)),
        bom_changed: room.kit_is_outdated(KitId(id)),
    }
}

/// What of one stock record is issued to a line.
#[derive(Clone, PartialEq)]
pub struct Row {
    pub inventory: InventoryId,
    pub number: String,
    /// In the kit, and can be returned.
    pub held: Quantity,
    pub held_text: String,
    /// Installed from here; empty where nothing is.
    pub installed: String,
    pub over: bool,
    /// The part's name where it stands in for the line's.
    pub substitute: String,
    pub serial: bool,
}

/// A line of the kit.
#[derive(Clone, PartialEq)]
pub struct Line {
    pub item: KitItemId,
    pub part: u32,
    pub name: String,
    pub description: String,
    pub notes: String,
    pub unit: UnitId,
    pub required: String,
    pub issued: String,
    pub remaining: Quantity,
    pub remaining_text: String,
    pub state: LineState,
    pub rows: Vec<Row>,
    pub proposal: Vec<(Quantity, Choice)>,
    pub short: String,
    /// Kit and run are open.
    pub open: bool,
    /// The kit is: what is in it can be returned.
    pub kit_open: bool,
}

/// Reads a line; `None` once it is gone.
pub fn line(room: &Stockroom, cache: &Cache, item: KitItemId, today: Date) -> Option<Line> {
    let it = room.kit_items.get(item.0)?;
    let part = room.parts.get(it.part.0);
    let unit = part.map_or(UnitId(0), |part| part.unit_of_measure);
    let kit = room.kits.get(it.part_kit.0);
    let run_open = kit.and_then(|kit| room.runs.get(kit.run.0)).is_some_and(crate::domain::Run::is_open);
    let kit_open = kit.is_some_and(crate::domain::PartKit::is_open);
    let open = run_open && kit_open;
    let proposal = if open { proposals::propose_for_item(room, cache, item, today) } else { Proposal::default() };
    let remaining = room.item_remaining(item);
    Some(Line {
        item,
        part: it.part.0,
        name: room.part_name(it.part),
        description: part.map_or(String::new(), |part| part.description.to_string()),
        notes: it.notes.to_string(),
        unit,
        required: fields::quantity_of(room, it.quantity, unit),
        issued: fields::quantity_of(room, room.item_issued(item), unit),
        remaining,
        remaining_text: fields::quantity_of(room, remaining, unit),
        state: room.line_state(item),
        rows: room.rows_of(item).iter().filter_map(|row| self::row(room, it, *row)).collect(),
        short: if open && proposal.short.is_positive() { fields::quantity_of(room, proposal.short, unit) } else { String::new() },
        proposal: proposal
            .picks
            .iter()
            .filter_map(|pick| Some((pick.quantity?, choice(room, it, pick.inventory, today)?)))
            .collect(),
        open,
        kit_open,
    })
}

fn row(room: &Stockroom, line: &PartKitItem, id: u32) -> Option<Row> {
    let row = room.kit_rows.get(id)?;
    let issued = room.row_issued(KitRowId(id));
    if issued.is_zero() {
        return None;
    }
    let record = room.inventory.get(row.inventory.0)?;
    let unit = room.unit_of(record);
    let installed = issued.less(row.quantity);
    Some(Row {
        inventory: row.inventory,
        number: number(room, row.inventory),
        held: row.quantity,
        held_text: fields::quantity_of(room, row.quantity, unit),
        installed: if installed.is_zero() { String::new() } else { fields::quantity_of(room, installed, unit) },
        over: row.over_issue && room.line_state(row.item) == LineState::Over,
        substitute: if record.part == line.part { String::new() } else { room.part_name(record.part) },
        serial: record.tracking() == Tracking::Serial,
    })
}

/// A record's serial or lot number; empty for untracked stock.
pub fn number(room: &Stockroom, id: InventoryId) -> String {
    let Some(it) = room.inventory.get(id.0) else { return String::new() };
    if it.serial_number.is_empty() { it.lot_number.to_string() } else { it.serial_number.to_string() }
}

/// A stock record that can be issued to a line, or why it can't.
#[derive(Clone, PartialEq)]
pub struct Choice {
    pub inventory: InventoryId,
    pub number: String,
    pub place: String,
    /// What can be issued of it.
    pub free: Quantity,
    pub free_text: String,
    pub expires: String,
    /// The part's name where it stands in for the line's.
    pub substitute: String,
    pub tracking: Tracking,
    pub status: InventoryStatus,
    pub can: bool,
}

/// Reads a choice.
pub fn choice(room: &Stockroom, line: &PartKitItem, id: InventoryId, today: Date) -> Option<Choice> {
    let it = room.inventory.get(id.0)?;
    let status = room.status(id, today);
    let tracking = it.tracking();
    let free = room.available(id, today);
    // Untracked stock may go below zero; the person confirms that.
    let below_zero = tracking == Tracking::Untracked
        && !it.unavailable
        && !room.is_expired(it, today)
        && room.is_location_available(it.location)
        && matches!(status, InventoryStatus::Unavailable | InventoryStatus::Kitted | InventoryStatus::Installed);
    Some(Choice {
        inventory: id,
        number: number(room, id),
        place: room.location_path(it.location),
        free,
        free_text: fields::quantity_of(room, free, room.unit_of(it)),
        expires: it.expires_on.map_or(String::new(), |day| crate::i18n::format::day(&day.to_string())),
        substitute: if it.part == line.part { String::new() } else { room.part_name(it.part) },
        tracking,
        status,
        can: free.is_positive() || below_zero,
    })
}

/// The stock that a line could take: what can be issued first, in the order in which it should go, then the rest with
/// its status, of each part so many at most; with a search, of what it finds. What is used up is left out.
pub fn choices(room: &Stockroom, cache: &Cache, item: KitItemId, today: Date, search: &str, limit: usize) -> Vec<Choice> {
    let Some(line) = room.kit_items.get(item.0) else { return Vec::new() };
    let mut found = Vec::new();
    let mut rest = Vec::new();
    for part in parts_of(room, line) {
        let searched = (!search.trim().is_empty()).then(|| {
            let filter = Some(Filter::test(&[INVENTORY.part], Op::Eq, Operand::Int(i64::from(part.0))));
            let mut ids =
                find(room, cache, Table::Inventory, &Query { filter, search: search.into(), ..Query::default() }, today);
            ids.sort_unstable();
            ids
        });
        let wanted = |id: InventoryId| searched.as_ref().is_none_or(|ids| ids.binary_search(&id.0).is_ok());
        let ordered = proposals::oldest_first(room, cache, part, today, limit, wanted);
        found.extend(ordered.into_iter().filter_map(|id| choice(room, line, id, today)));
        let there = |id: InventoryId, record: &PartInventory| {
            wanted(id) && (!record.on_hand().is_zero() || record.tracking() == Tracking::Untracked)
        };
        let others = proposals::not_issuable(room, cache, part, today, limit, there);
        rest.extend(others.into_iter().filter_map(|id| choice(room, line, id, today)));
    }
    let used_up = |it: &Choice| {
        let on_hand = room.inventory.get(it.inventory.0).map_or(Quantity::ZERO, |it| it.on_hand());
        !it.can && on_hand.is_zero()
    };
    rest.sort_by_key(|it| !it.can);
    found.extend(rest.into_iter().filter(|it| !used_up(it)));
    found
}

/// The parts that a line takes, each once: its own, its substitutes, and other revisions where the setting allows them.
fn parts_of(room: &Stockroom, line: &PartKitItem) -> Vec<PartId> {
    let mut parts = vec![line.part];
    parts.extend(line.substitutes.iter().copied());
    if room.settings.get(1).is_some_and(|settings| settings.other_revisions) {
        for part in parts.clone() {
            let name = room.parts.get(part.0).map_or("", |part| &part.part_number);
            let same = room.lookup(Key::PartNumber, 0, name).iter().map(|id| PartId(*id));
            parts.extend(same.filter(|id| room.parts.get(id.0).is_some_and(|it| *it.part_number == *name)));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    parts.retain(|part| seen.insert(*part));
    parts
}

/// The lines of a kit in the order of the pick path: by the place of what is proposed, else of what is issued; a
/// line without a place comes last.
pub fn pick_path(room: &Stockroom, cache: &Cache, kit: KitId, today: Date) -> Vec<u32> {
    let mut lines: Vec<(String, String, u32)> = room
        .items_of(kit)
        .iter()
        .map(|id| {
            let item = KitItemId(*id);
            let proposed = proposals::propose_for_item(room, cache, item, today).picks.first().map(|pick| pick.inventory);
            let issued = || room.rows_of(item).iter().find_map(|row| room.kit_rows.get(*row)).map(|row| row.inventory);
            let place = proposed
                .or_else(issued)
                .and_then(|id| room.inventory.get(id.0))
                .map_or(String::new(), |it| room.location_path(it.location));
            let part = room.kit_items.get(*id).map_or(PartId(0), |it| it.part);
            (place, room.part_name(part), *id)
        })
        .collect();
    lines.sort_by(|a, b| {
        a.0.is_empty()
            .cmp(&b.0.is_empty())
            .then_with(|| natural(&a.0, &b.0))
            .then_with(|| natural(&a.1, &b.1))
            .then(a.2.cmp(&b.2))
    });
    lines.into_iter().map(|(.., id)| id).collect()
}
