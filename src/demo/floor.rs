//! What happens on the floor: deliveries, runs and kits in every state, and what goes wrong.

use super::catalog::part_of;
use super::{Maker, refer, text, whole};
use crate::domain::commands::command::{Command, CountLine, CreateInventory, Install, Issue, Pick, Return};
use crate::domain::query::cache::Cache;
use crate::domain::query::proposals::{oldest_first, propose};
use crate::domain::{
    Act, Date, INVENTORY, InventoryId, KIT, KitId, KitItemId, KitStatus, LocationId, PartId, PartType, Quantity,
    REQUIREMENT_DESIGNATOR, RUN, Reason, RequirementDesignatorId, RequirementId, RunId, RunStatus, Sourcing, Tracking, UserId,
    Value,
};

/// Deliveries that the stock came in with.
const DELIVERIES: u32 = 150;
/// Stock records of a delivery.
const LINES: u32 = 14;
const QUARANTINE: u32 = 39;
const BENCHES: [u32; 3] = [22, 23, 24];

/// What is built, in the order in which it is: sub-assemblies first.
const RUNS: &str = "TP-OX-100 TP-FU-100 TB-100 INJ-100 IGN-100 CH-100 VLV-OX-200 VLV-FU-200 TPA-100 GIM-100 ECU-100 HAR-100 FEED-100 ENG-K1T TP-OX-100 TP-FU-100 TB-100 \
    INJ-100 CH-100 ENG-K1 VLV-OX-200 VLV-FU-200 TPA-100 ECU-100 HAR-100 IGN-100";

pub(super) fn make(maker: &mut Maker) {
    let parts: Vec<u32> =
        maker.room.parts.iter().filter(|(_, it)| it.part_type == PartType::Part && !is_assembly(it)).map(|(id, _)| id).collect();
    let tools: Vec<u32> = maker.room.parts.iter().filter(|(_, it)| it.part_type == PartType::Tool).map(|(id, _)| id).collect();
    let runs: Vec<&str> = RUNS.split_whitespace().collect();
    let mut turn = 0;
    // Enough of everything comes in before the first run; later deliveries and runs alternate.
    for delivery in 0..DELIVERIES {
        deliver(maker, &parts, delivery * LINES);
        if delivery == 30 {
            deliver(maker, &tools, 0);
        }
        if delivery >= 30 && (delivery - 30) * runs.len() as u32 / (DELIVERIES - 30) >= turn && (turn as usize) < runs.len() {
            build(maker, runs[turn as usize], turn);
            turn += 1;
        }
        if delivery % 12 == 7 && delivery > 30 {
            mishap(maker, delivery / 12);
        }
    }
    borrow(maker);
}

fn is_assembly(part: &crate::domain::Part) -> bool {
    part.sourcing_strategy == Sourcing::Make && part.cost.is_none()
}

/// A delivery: some parts in turn, each a new record.
fn deliver(maker: &mut Maker, parts: &[u32], from: u32) {
    let today = maker.today();
    let supplier = maker.below(15) + 1;
    let mut commands = Vec::new();
    for at in from..from + LINES {
        let id = parts.get(at as usize % parts.len().max(1)).copied().unwrap_or(1);
        let Some((tracking, number)) = maker.room.parts.get(id).map(|it| (it.tracking_type, it.part_number.clone())) else {
            continue;
        };
        let shelf = if number.starts_with("GLUE") {
            27
        } else if number.starts_with("SOLV") {
            29
        } else {
            3 + (id * 7 + at / 300) % 15
        };
        let shelf = if matches!(shelf, 8 | 14) { 19 } else { shelf };
        let mut fields = vec![refer(INVENTORY.part, id), refer(INVENTORY.location, shelf), refer(INVENTORY.supplier, supplier)];
        let mut quantity = 40 + 20 * maker.below(8);
        match tracking {
            Tracking::Serial => quantity = 1,
            Tracking::Lot => {
                fields.push(text(
                    INVENTORY.lot_number,
                    &format!("{}{:02}-{:04}", if maker.below(4) == 0 { "H" } else { "L" }, 26, 1000 + at),
                ));
                if number.starts_with("SEAL-OR") || number.starts_with("GLUE") || number.starts_with("LUBE") {
                    let days = maker.below(400) as i32 + 20;
                    fields.push((INVENTORY.expires_on.number(), Value::Date(Date(today.0 + days))));
                }
            }
            Tracking::Untracked => {}
        }
        commands.push(Command::CreateInventory(CreateInventory {
            fields,
            quantity: Some(whole(quantity)),
            auto_serial: tracking == Tracking::Serial,
            auto_lot: false,
            reason: Reason::Received,
        }));
    }
    let note = format!("Order {}", 4_500 + from / LINES);
    maker.batch(Act::Receive, &note, commands);
}

/// A run and its kit, as far as its turn says.
fn build(maker: &mut Maker, number: &str, turn: u32) {
    let part = part_of(maker, number);
    let what = maker.room.parts.get(part).map_or(String::new(), |it| it.description.to_string());
    let title = format!("{what} {}", turn + 1);
    let fields = vec![text(RUN.title, &title), refer(RUN.part, part)];
    let run = RunId(
        maker.act(Command::CreateRun { fields, auto_serial: true, unit_serial: format!("{number}-{:03}", turn + 1).into() }).id(),
    );
    let bench = BENCHES[turn as usize % 3];
    let kit = add_kit(maker, run, bench);
    maker.act(Command::PrepareKit { kit, etag: None });
    // The first of each are completed, for the engines; then every other way that a run can go.
    let way = if turn < 9 { 0 } else { 1 + (turn - 9) % 9 };
    if !matches!(way, 1 | 2) {
        fulfil(maker, kit, if matches!(way, 3 | 5) { 2 } else { 1 });
    }
    let status = |kit, status| Command::SetKitStatus {
        kit,
        etag: None,
        status,
        location: Some(LocationId(bench)),
        leftovers: Default::default(),
    };
    let set = |status| Command::SetRunStatus { run, etag: None, status, confirm: true, leftovers: Default::default() };
    match way {
        0 => {
            maker.act(set(RunStatus::InProgress));
            maker.act(status(kit, KitStatus::Delivered));
            install(maker, run, 1);
            if turn.is_multiple_of(3) {
                maker.act(status(kit, KitStatus::Completed));
            }
            maker.act(set(RunStatus::Complete));
        }
        1 => {}
        2 => {
            maker.act(status(kit, KitStatus::Requested));
        }
        3 => {
            maker.act(set(RunStatus::InProgress));
            give_back(maker, kit);
        }
        4 => {
            maker.act(set(RunStatus::InProgress));
            maker.act(status(kit, KitStatus::Delivered));
            install(maker, run, 2);
        }
        5 => {
            maker.act(set(RunStatus::Hold));
        }
        6 => {
            maker.act(status(kit, KitStatus::Delivered));
            install(maker, run, 2);
            maker.act(set(RunStatus::Redline));
        }
        7 => {
            maker.act(set(RunStatus::Failed));
            maker.act(status(kit, KitStatus::Completed));
        }
        8 => {
            maker.act(status(kit, KitStatus::Canceled));
            maker.act(set(RunStatus::Canceled));
        }
        _ => {
            maker.act(set(RunStatus::InProgress));
            let extra = add_kit(maker, run, bench);
            for number in ["GLUE-TL-MED", "SOLV-IPA", "TIE-LC-M"] {
                let part = PartId(part_of(maker, number));
                maker.act(Command::AddLine {
                    kit: extra,
                    part,
                    quantity: Some(whole(3)),
                    substitutes: Vec::new(),
                    notes: "Bench supplies".into(),
                });
            }
            fulfil(maker, extra, 1);
        }
    }
    if turn % 5 == 2 && matches!(way, 1..=6) {
        add_kit(maker, run, bench);
    }
}

fn add_kit(maker: &mut Maker, run: RunId, bench: u32) -> KitId {
    let today = maker.today();
    let cart = 31 + maker.below(3);
    let user = UserId(maker.below(6) + 1);
    let fields = vec![
        refer(KIT.run, run.0),
        refer(KIT.delivery_location, bench),
        refer(KIT.current_location, cart),
        refer(KIT.assigned_to, user.0),
        (KIT.needed_by.number(), Value::Date(Date(today.0 + 3 + maker.below(9) as i32))),
    ];
    KitId(maker.act(Command::CreateKit { fields }).id())
}

/// Issues what is proposed: all of it, or for every second line.
fn fulfil(maker: &mut Maker, kit: KitId, every: usize) {
    let today = maker.today();
    let picks: Vec<Pick> =
        propose(maker.room, &Cache::new(), kit, today).into_iter().step_by(every).flat_map(|it| it.picks).collect();
    if !picks.is_empty() {
        maker.act(Command::Fulfil { kit, etag: None, picks });
    }
}

/// Installs what the run's kits hold: all of it, or for every second requirement.
fn install(maker: &mut Maker, run: RunId, every: usize) {
    let Some(unit) = maker.room.runs.get(run.0).map(|run| run.unit) else { return };
    let mut commands = Vec::new();
    let mut taken = Vec::new();
    for need in maker.room.requirements_of(unit).iter().step_by(every) {
        let Some(part) = maker.room.requirements.get(*need).map(|need| need.part) else { continue };
        for kit in maker.room.kits_of(run) {
            let items = maker.room.items_of(KitId(*kit)).iter();
            for item in items.filter(|id| maker.room.kit_items.get(**id).is_some_and(|item| item.part == part)) {
                for row in maker.room.rows_of(KitItemId(*item)).iter().filter_map(|id| maker.room.kit_rows.get(*id)) {
                    if row.quantity.is_positive() {
                        let quantity = Some(row.quantity);
                        let (inventory, item) = (row.inventory, Some(KitItemId(*item)));
                        // One piece of it sits at the number that it has on the drawing.
                        let free = maker.room.referrers(REQUIREMENT_DESIGNATOR.requirement, *need).first().copied();
                        let free = free.map(RequirementDesignatorId).filter(|_| row.quantity == whole(1));
                        let designator = free.filter(|at| !taken.contains(at) && maker.room.installed_at(*at).is_none());
                        taken.extend(designator);
                        commands.push(Command::Install(Install {
                            requirement: RequirementId(*need),
                            inventory,
                            etag: None,
                            quantity,
                            item,
                            designator,
                        }));
                    }
                }
            }
        }
    }
    let count = commands.len();
    for (at, command) in commands.into_iter().enumerate() {
        // Serial parts one by one, as they go in; a long list in one act would hide the work.
        if at < 6 || at + 2 > count || at % 2 == 0 {
            maker.act(command);
        }
    }
}

/// Something of a kit comes back.
fn give_back(maker: &mut Maker, kit: KitId) {
    let rows = maker.room.items_of(kit).iter().flat_map(|item| maker.room.rows_of(KitItemId(*item)));
    let row = rows.filter_map(|id| maker.room.kit_rows.get(*id)).find(|row| row.quantity > whole(1));
    if let Some((inventory, item)) = row.map(|row| (row.inventory, row.item)) {
        maker.act(Command::Return(Return {
            inventory,
            item: Some(item),
            quantity: Some(whole(1)),
            note: "One too many".into(),
            ..Return::default()
        }));
    }
}

/// Records on hand with more than so much, of a tracking.
fn some_stock(maker: &mut Maker, tracking: Tracking, more_than: u32) -> InventoryId {
    let fits: Vec<u32> = maker
        .room
        .inventory
        .iter()
        .filter(|(_, it)| it.tracking() == tracking && it.stock > whole(more_than) && it.scrapped.is_zero() && !it.unavailable)
        .map(|(id, _)| id)
        .collect();
    let at = maker.below(fits.len() as u32) as usize;
    InventoryId(fits.get(at).copied().unwrap_or(0))
}

/// What goes wrong, and what is put right, now and then.
fn mishap(maker: &mut Maker, turn: u32) {
    let lot = some_stock(maker, Tracking::Lot, 20);
    let serial = some_stock(maker, Tracking::Serial, 0);
    let on_hand = maker.room.inventory.get(lot.0).map_or(Quantity::ZERO, |it| it.on_hand());
    match turn % 7 {
        0 => {
            maker.act(Command::Scrap { id: serial, etag: None, quantity: None, item: None, note: "Dropped at the bench".into() });
            maker.act(Command::Scrap { id: lot, etag: None, quantity: Some(whole(4)), item: None, note: "Thread damage".into() });
        }
        1 => {
            maker.act(Command::Hold {
                records: vec![(lot, None), (serial, None)],
                hold: true,
                note: "Certificate missing".into(),
            });
        }
        2 => {
            let lines = vec![CountLine { id: lot, etag: None, counted: on_hand.less(whole(3)) }];
            maker.act(Command::Count { lines, note: "Cycle count".into() });
        }
        3 => {
            maker.act(Command::Split { id: lot, etag: None, pieces: vec![(whole(10), Some(LocationId(25)))] });
        }
        4 => {
            let pieces = maker.act(Command::Split { id: lot, etag: None, pieces: vec![(whole(8), None)] });
            let records = vec![(lot, None), (InventoryId(pieces.id()), None)];
            maker.act(Command::Merge { records });
        }
        5 => {
            maker.act(Command::MoveInventory {
                records: vec![(lot, None), (serial, None)],
                location: LocationId(QUARANTINE),
                quantity: None,
            });
        }
        _ => {
            maker.act(Command::Count {
                lines: vec![CountLine { id: lot, etag: None, counted: on_hand.less(whole(1)) }],
                note: "Recount".into(),
            });
            maker.act(Command::Undo { entry: maker.room.head });
        }
    }
}

/// More of an untracked supply is taken than the books have: it wants a count.
fn borrow(maker: &mut Maker) {
    let part = PartId(part_of(maker, "TIE-LC-L"));
    let Some(kit) = maker.room.kits.iter().filter(|(_, kit)| kit.status == KitStatus::InProgress).map(|(id, _)| KitId(id)).last()
    else {
        return;
    };
    let today = maker.today();
    let oldest = oldest_first(maker.room, &Cache::new(), part, today, 1, |_| true);
    let Some(inventory) = oldest.first().copied() else { return };
    let stock = maker.room.inventory.get(inventory.0).map_or(Quantity::ZERO, |it| it.stock);
    let Ok(quantity) = stock.plus(whole(12)) else { return };
    let line = maker.act(Command::AddLine {
        kit,
        part,
        quantity: Some(quantity),
        substitutes: Vec::new(),
        notes: "Harness rework".into(),
    });
    let item = KitItemId(line.id());
    maker.act(Command::Issue(Issue { inventory, item, quantity: Some(quantity), allow_negative: true, ..Issue::default() }));
}
