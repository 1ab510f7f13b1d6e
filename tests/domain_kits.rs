//! Runs, kits, issues, returns, installations and undo: scripts of acts, audited after every line.

mod common;

use common::{Shop, q, text};
use kitroom::domain::commands::command::{CreateInventory, Install, Issue, MADE, Pick, Return};
use kitroom::domain::derive::genealogy::{what_is_in, where_used};
use kitroom::domain::derive::status::LineState;
use kitroom::domain::model::record::TABLES;
use kitroom::domain::query::cache::Cache;
use kitroom::domain::query::proposals::{propose, propose_for_item};
use kitroom::domain::*;
use kitroom::i18n::sentences::render;

/// A shop whose auditor comes by after every act.
struct Audited(Shop);

impl Audited {
    fn act(&mut self, command: Command) -> Outcome {
        let outcome = self.0.act(command);
        let findings = audit::audit(&self.0.room, &self.0.entries);
        assert!(findings.is_empty(), "{findings:#?}");
        outcome
    }

    fn refuse(&mut self, command: Command, code: Code, part_of_sentence: &str) {
        let refusal = self.0.refuse(command);
        let said = render(&refusal.phrase);
        assert_eq!(refusal.code, code, "{said}");
        assert!(said.contains(part_of_sentence), "“{part_of_sentence}” is not in “{said}”");
    }

    fn issue(&mut self, inventory: InventoryId, item: KitItemId, quantity: &str) -> Outcome {
        self.act(issue(inventory, item, quantity))
    }

    fn issued(&self, item: KitItemId) -> Quantity {
        self.0.room.item_issued(item)
    }

    fn kit_status(&self, kit: KitId) -> KitStatus {
        self.0.room.kits.get(kit.0).unwrap().status
    }

    /// Every value of every record, without stamps, counters and history.
    fn values(&self) -> String {
        let mut out = String::new();
        for table in TABLES {
            let rows = self.0.room.table(table);
            for id in (1..rows.next()).filter(|id| rows.has(*id)) {
                for info in table.fields().iter().filter(|info| !info.name.ends_with("_sequence")) {
                    out += &format!("{table:?} {id} {} {:?}\n", info.name, rows.value(id, info.number));
                }
            }
        }
        out
    }

    /// Does something, undoes it, redoes it and undoes that; the state is the one before each time.
    fn there_and_back(&mut self, command: Command) {
        let before = self.values();
        self.act(command);
        let after = self.values();
        let entry = self.0.room.head;
        self.act(Command::Undo { entry });
        assert_eq!(before, self.values());
        self.act(Command::Undo { entry: entry + 1 });
        assert_eq!(after, self.values());
        self.act(Command::Undo { entry: entry + 2 });
        assert_eq!(before, self.values());
        self.refuse(Command::Undo { entry }, Code::UndoBlocked, "undone");
    }
}

fn quantity(text: &str) -> Option<Quantity> {
    if text.is_empty() { None } else { Some(q(text)) }
}

fn issue(inventory: InventoryId, item: KitItemId, amount: &str) -> Command {
    Command::Issue(Issue { inventory, item, quantity: quantity(amount), ..Issue::default() })
}

fn give_back(inventory: InventoryId, item: KitItemId, amount: &str) -> Command {
    Command::Return(Return { inventory, item: Some(item), quantity: quantity(amount), ..Return::default() })
}

fn line(kit: KitId, part: PartId, amount: &str) -> Command {
    Command::AddLine { kit, part, quantity: quantity(amount), substitutes: Vec::new(), notes: Text::default() }
}

fn kit_status(kit: KitId, status: KitStatus, location: Option<LocationId>) -> Command {
    Command::SetKitStatus { kit, etag: None, status, location, leftovers: Default::default() }
}

fn run_status(run: RunId, status: RunStatus, confirm: bool) -> Command {
    Command::SetRunStatus { run, etag: None, status, confirm, leftovers: Default::default() }
}

fn update(field: Field, id: u32, value: Value) -> Command {
    Command::Update { table: field.table(), id, etag: None, fields: vec![(field.number(), value)] }
}

fn new_run(title: &str, part: PartId) -> Command {
    let mut fields = vec![(RUN.title.number(), text(title))];
    if part.0 != 0 {
        fields.push((RUN.part.number(), Value::Ref(Table::Part, part.0)));
    }
    Command::CreateRun { fields, auto_serial: false, unit_serial: Text::default() }
}

fn new_kit(run: RunId) -> Command {
    Command::CreateKit { fields: vec![(KIT.run.number(), Value::Ref(Table::Run, run.0))] }
}

/// Bracket (serial), fasteners (lot), glue (untracked), and a bracket assembly made of them; a run of the assembly.
struct Floor {
    shop: Audited,
    bracket: PartId,
    fastener: PartId,
    glue: PartId,
    shelf: LocationId,
    quarantine: LocationId,
    sn1: InventoryId,
    lot: InventoryId,
    pot: InventoryId,
    run: RunId,
    unit: InventoryId,
    kit: KitId,
    brackets: KitItemId,
    fasteners: KitItemId,
    glues: KitItemId,
}

fn floor() -> Floor {
    let mut shop = Shop::new();
    let bracket = shop.part("BRKT-001", Tracking::Serial);
    let fastener = shop.part("FAST-M3", Tracking::Lot);
    let glue = shop.part("GLUE", Tracking::Untracked);
    let assembly = shop.part("ASSY", Tracking::Serial);
    let shelf = shop.location("Shelf 5");
    let quarantine = shop.location("QUARANTINE");
    shop.act(update(LOCATION.unavailable, quarantine.0, Value::Flag(true)));
    for (part, amount) in [(bracket, "1"), (fastener, "6"), (glue, "3")] {
        shop.act(Command::Create {
            table: Table::MbomItem,
            fields: vec![
                (MBOM_ITEM.parent.number(), Value::Ref(Table::Part, assembly.0)),
                (MBOM_ITEM.part.number(), Value::Ref(Table::Part, part.0)),
                (MBOM_ITEM.quantity.number(), Value::Quantity(q(amount))),
            ],
        });
    }
    let sn1 = shop.stock(bracket, "sn-1", "123", "1", Some(shelf));
    let lot = shop.stock(fastener, "", "lot-12", "10", Some(shelf));
    let pot = shop.stock(glue, "", "", "2", Some(shelf));
    let mut shop = Audited(shop);
    let run = RunId(shop.act(new_run("Igniter test", assembly)).id());
    let unit = shop.0.room.runs.get(run.0).unwrap().unit;
    let kit = KitId(shop.act(new_kit(run)).id());
    let prepared = shop.act(Command::PrepareKit { kit, etag: None });
    let lines: Vec<KitItemId> = prepared.records.iter().filter(|it| it.0 == Table::KitItem).map(|it| KitItemId(it.1)).collect();
    let [brackets, fasteners, glues] = lines[..] else { panic!("three lines") };
    Floor { shop, bracket, fastener, glue, shelf, quarantine, sn1, lot, pot, run, unit, kit, brackets, fasteners, glues }
}

#[test]
fn the_worked_examples_hold() {
    let mut shop = Shop::new();
    let bracket = shop.part("BRKT-001", Tracking::Serial);
    let fastener = shop.part("FAST-M3", Tracking::Lot);
    let (one, five) = (shop.location("1"), shop.location("5"));
    let nine = shop.location("9");
    shop.act(update(LOCATION.unavailable, nine.0, Value::Flag(true)));
    let first = shop.stock(bracket, "sn-1", "123", "1", Some(five));
    let second = shop.stock(fastener, "", "lot-12", "10", Some(one));
    let far = shop.stock(fastener, "", "lot-9", "5", Some(nine));
    let mut s = Audited(shop);
    let run = RunId(s.act(new_run("Run", PartId(0))).id());
    // 5
    let kit = KitId(s.act(new_kit(run)).id());
    assert_eq!(s.kit_status(kit), KitStatus::Draft);
    let line1 = KitItemId(s.act(line(kit, bracket, "1")).id());
    let line2 = KitItemId(s.act(line(kit, fastener, "6")).id());
    // 6
    s.issue(first, line1, "");
    assert_eq!(s.0.status(first), InventoryStatus::Kitted);
    assert!(s.0.room.is_kitted(first) && s.0.record(first).stock.is_zero());
    assert_eq!((s.issued(line1), s.kit_status(kit)), (q("1"), KitStatus::InProgress));
    // 7
    s.issue(second, line2, "4");
    assert_eq!(s.0.record(second).stock, q("6"));
    assert_eq!((s.0.room.line_state(line2), s.0.room.item_remaining(line2)), (LineState::Short, q("2")));
    assert!(!s.0.room.is_kitted(second));
    s.issue(second, line2, "2");
    assert_eq!((s.0.record(second).stock, s.issued(line2)), (q("4"), q("6")));
    assert_eq!((s.0.room.line_state(line2), s.0.room.rows_of(line2).len()), (LineState::Full, 1));
    s.refuse(issue(second, line2, "1"), Code::KitOverIssue, "requires 6 and has 6");
    // 8
    s.refuse(issue(second, line2, ""), Code::QuantityRequired, "No quantity");
    s.refuse(issue(second, line2, "99"), Code::InsufficientQuantity, "has 4 in stock; 99");
    s.refuse(issue(second, line1, "1"), Code::KitPartMismatch, "is not BRKT-001 A");
    s.refuse(issue(far, line2, "1"), Code::InventoryNotAvailable, "at 9");
    // 9
    s.act(give_back(second, line2, "2"));
    assert_eq!((s.0.record(second).stock, s.issued(line2)), (q("6"), q("4")));
    assert_eq!(s.0.room.line_state(line2), LineState::Short);
    s.refuse(give_back(second, line2, "5"), Code::ReturnExceedsIssued, "has 4 of lot-12");
    s.act(give_back(first, line1, ""));
    assert_eq!((s.0.status(first), s.0.record(first).stock), (InventoryStatus::Available, q("1")));
    s.issue(first, line1, "1");
    assert_eq!(s.0.room.rows_of(line1).len(), 1, "the row at 0 is used again");
    // 10
    s.refuse(kit_status(kit, KitStatus::Delivered, None), Code::Validation, "no delivery location");
    s.act(kit_status(kit, KitStatus::Delivered, Some(five)));
    let it = s.0.room.kits.get(kit.0).unwrap().clone();
    assert_eq!((it.current_location, s.0.record(second).location, s.issued(line2)), (five, one, q("4")));
    s.act(kit_status(kit, KitStatus::Completed, None));
    assert_eq!((s.0.record(second).stock, s.0.record(second).location), (q("6"), one));
    let left = InventoryId(s.0.room.inventory.next_id() - 1);
    assert_eq!((s.0.record(left).stock, s.0.record(left).location, s.0.record(left).origin), (q("4"), five, second));
    assert_eq!((s.0.record(first).stock, s.0.record(first).location), (q("1"), five));
    let closed = s.0.room.head;
    s.act(Command::Undo { entry: closed });
    let leftovers = kitroom::domain::commands::command::Leftovers::BackToTheShelf;
    s.act(Command::SetKitStatus { kit, etag: None, status: KitStatus::Completed, location: None, leftovers });
    assert_eq!((s.0.record(second).stock, s.0.record(second).location), (q("10"), one));
    assert_eq!((s.issued(line1), s.issued(line2)), (q("0"), q("0")));
    // 11
    let delete = |id: InventoryId| Command::Delete { table: Table::Inventory, id: id.0, etag: None };
    s.refuse(delete(second), Code::DeleteBlocked, "Scrap it");
    let fresh = s.0.stock(fastener, "", "x", "3", None);
    s.act(delete(fresh));
    s.refuse(delete(fresh), Code::NotFound, "");
}

#[test]
fn a_run_makes_its_unit_with_requirements_and_a_prepared_kit_has_a_line_per_part() {
    let f = floor();
    let room = &f.shop.0.room;
    assert_eq!(f.shop.0.status(f.unit), InventoryStatus::Wip);
    assert!(!f.shop.0.record(f.unit).serial_number.is_empty());
    let needs: Vec<Quantity> =
        room.requirements_of(f.unit).iter().map(|id| room.requirements.get(*id).unwrap().quantity).collect();
    assert_eq!(needs, [q("1"), q("6"), q("3")]);
    let lines: Vec<Quantity> = room.items_of(f.kit).iter().map(|id| room.kit_items.get(*id).unwrap().quantity).collect();
    assert_eq!(lines, needs);
}

#[test]
fn completing_builds_the_unit_and_reopening_takes_it_back() {
    let mut f = floor();
    f.shop.issue(f.sn1, f.brackets, "");
    f.shop.refuse(run_status(f.run, RunStatus::Complete, false), Code::Validation, "3 unfilled requirements and 1 open kit");
    f.shop.act(run_status(f.run, RunStatus::Complete, true));
    assert_eq!(f.shop.0.status(f.unit), InventoryStatus::Available);
    assert_eq!((f.shop.kit_status(f.kit), f.shop.0.record(f.sn1).stock), (KitStatus::Completed, q("1")));
    f.shop.refuse(new_kit(f.run), Code::RunClosed, "is complete");
    f.shop.refuse(kit_status(f.kit, KitStatus::Draft, None), Code::RunClosed, "is complete");
    f.shop.act(run_status(f.run, RunStatus::InProgress, false));
    assert_eq!((f.shop.0.status(f.unit), f.shop.0.record(f.unit).stock), (InventoryStatus::Wip, q("0")));
    f.shop.act(run_status(f.run, RunStatus::Complete, true));
    f.shop.act(Command::Scrap { id: f.unit, etag: None, quantity: None, item: None, note: text_of("dropped") });
    f.shop.refuse(run_status(f.run, RunStatus::Todo, false), Code::Validation, "has been used since and is scrapped");
    let empty = RunId(f.shop.act(new_run("No part", PartId(0))).id());
    f.shop.act(new_kit(empty));
    f.shop.refuse(run_status(empty, RunStatus::Canceled, false), Code::Validation, "1 open kit");
    f.shop.act(run_status(empty, RunStatus::Canceled, true));
}

fn text_of(text: &str) -> Text {
    text.into()
}

#[test]
fn runs_and_kits_are_refused_with_a_reason() {
    let mut f = floor();
    let none = PartId(0);
    f.shop.refuse(new_run("", none), Code::Validation, "title is empty");
    let run = |fields: Vec<(u8, Value)>| Command::CreateRun {
        fields: [vec![(RUN.title.number(), text("R"))], fields].concat(),
        auto_serial: false,
        unit_serial: Text::default(),
    };
    let part = |id: PartId| (RUN.part.number(), Value::Ref(Table::Part, id.0));
    f.shop.refuse(run(vec![(RUN.status.number(), Value::Choice(6))]), Code::Validation, "open and unbuilt");
    f.shop.refuse(
        run(vec![part(f.bracket), (RUN.quantity.number(), Value::Quantity(q("2")))]),
        Code::SerialQuantity,
        "one serial unit",
    );
    f.shop.refuse(run(vec![(RUN.quantity.number(), Value::Quantity(q("-1")))]), Code::QuantityPositive, "-1");
    let unit = |id: InventoryId| (RUN.unit.number(), Value::Ref(Table::Inventory, id.0));
    f.shop.refuse(run(vec![part(f.glue), unit(f.sn1)]), Code::Validation, "is not of GLUE A");
    f.shop.refuse(run(vec![unit(f.unit)]), Code::Validation, "is the unit of run");
    let serial =
        Command::CreateRun { fields: vec![(RUN.title.number(), text("R"))], auto_serial: false, unit_serial: text_of("X") };
    f.shop.refuse(serial, Code::Validation, "has no part");
    f.shop.refuse(new_kit(RunId(99)), Code::NotFound, "no run with the id 99");
    f.shop.refuse(Command::CreateKit { fields: vec![] }, Code::Validation, "runId is empty");
    f.shop.refuse(Command::PrepareKit { kit: f.kit, etag: None }, Code::Validation, "already filled from the BOM");
    f.shop.refuse(line(f.kit, f.bracket, "0.5"), Code::Validation, "not whole");
    f.shop.refuse(line(f.kit, f.bracket, "0"), Code::QuantityPositive, "0");
    f.shop.refuse(line(f.kit, f.bracket, ""), Code::QuantityRequired, "No quantity");
    f.shop.refuse(line(f.kit, PartId(99), "1"), Code::NotFound, "no part");
    let stale = Some(Etag(1));
    f.shop.refuse(
        Command::SetKitStatus {
            kit: f.kit,
            etag: stale,
            status: KitStatus::Requested,
            location: None,
            leftovers: Default::default(),
        },
        Code::ConcurrencyError,
        "Etag does not match",
    );
    f.shop.refuse(
        Command::SetRunStatus { run: f.run, etag: stale, status: RunStatus::Hold, confirm: false, leftovers: Default::default() },
        Code::ConcurrencyError,
        "Etag does not match",
    );
    let bare = RunId(f.shop.act(new_run("Bare", f.glue)).id());
    let kit = KitId(f.shop.act(new_kit(bare)).id());
    f.shop.refuse(Command::PrepareKit { kit, etag: None }, Code::Validation, "has no BOM");
    f.shop.act(line(f.kit, f.fastener, "2"));
    assert_eq!(f.shop.0.room.kit_items.get(f.fasteners.0).unwrap().quantity, q("8"), "one line per part");
    f.shop.act(kit_status(f.kit, KitStatus::Canceled, None));
    f.shop.refuse(line(f.kit, f.glue, "1"), Code::KitClosed, "is CANCELED");
}

#[test]
fn issuing_is_refused_with_a_reason() {
    let mut f = floor();
    let day = f.shop.0.context.today;
    f.shop.refuse(issue(InventoryId(99), f.glues, "1"), Code::NotFound, "");
    f.shop.refuse(issue(f.sn1, f.brackets, "2"), Code::SerialQuantity, "moves as 1, not 2");
    f.shop.refuse(issue(f.lot, f.fasteners, "-1"), Code::QuantityPositive, "-1");
    f.shop.refuse(
        Command::Issue(Issue {
            inventory: f.lot,
            item: f.fasteners,
            etag: Some(Etag(3)),
            quantity: quantity("1"),
            ..Issue::default()
        }),
        Code::ConcurrencyError,
        "Etag does not match",
    );
    f.shop.refuse(issue(f.pot, f.glues, "3"), Code::InsufficientQuantity, "has 2 in stock; 3");
    f.shop.act(Command::Issue(Issue {
        inventory: f.pot,
        item: f.glues,
        quantity: quantity("3"),
        allow_negative: true,
        ..Issue::default()
    }));
    assert_eq!(f.shop.0.record(f.pot).stock, q("-1"));
    let hold = |hold| Command::Hold { records: vec![(f.lot, None)], hold, note: text_of("bent") };
    f.shop.act(hold(true));
    f.shop.refuse(issue(f.lot, f.fasteners, "1"), Code::InventoryNotAvailable, "on hold (bent)");
    f.shop.act(hold(false));
    f.shop.act(Command::UpdateInventory {
        id: f.lot,
        etag: None,
        quantity: None,
        fields: vec![(INVENTORY.expires_on.number(), Value::Date(Date(day.0 - 1)))],
    });
    f.shop.refuse(issue(f.lot, f.fasteners, "1"), Code::InventoryNotAvailable, "expired");
    f.shop.act(Command::UpdateInventory {
        id: f.lot,
        etag: None,
        quantity: None,
        fields: vec![(INVENTORY.expires_on.number(), Value::Date(day))],
    });
    f.shop.issue(f.lot, f.fasteners, "5");
    f.shop.refuse(issue(f.lot, f.fasteners, "50"), Code::InsufficientQuantity, "the rest: 5 in kit");
    f.shop.act(Command::Issue(Issue {
        inventory: f.lot,
        item: f.fasteners,
        quantity: quantity("2"),
        allow_over: true,
        ..Issue::default()
    }));
    assert_eq!(f.shop.0.room.line_state(f.fasteners), LineState::Over);
    f.shop.issue(f.sn1, f.brackets, "");
    f.shop.refuse(issue(f.sn1, f.brackets, ""), Code::InventoryNotAvailable, "is in kit");
    let sn2 = f.shop.0.stock(f.bracket, "sn-2", "", "1", Some(f.shelf));
    f.shop.refuse(
        Command::Issue(Issue { inventory: sn2, item: f.brackets, allow_over: true, ..Issue::default() }),
        Code::KitOverIssue,
        "no further serial",
    );
    f.shop.act(Command::Scrap { id: sn2, etag: None, quantity: None, item: None, note: text_of("cracked") });
    f.shop.refuse(issue(sn2, f.brackets, ""), Code::InventoryNotAvailable, "is scrapped");
    f.shop.act(kit_status(f.kit, KitStatus::Completed, None));
    f.shop.refuse(issue(f.lot, f.fasteners, "1"), Code::KitClosed, "is COMPLETED");
}

#[test]
fn a_return_may_be_put_away_elsewhere_held_or_scrapped() {
    let mut f = floor();
    f.shop.issue(f.lot, f.fasteners, "6");
    let back = |amount: &str, it: Return| {
        Command::Return(Return { inventory: f.lot, item: Some(f.fasteners), quantity: quantity(amount), ..it })
    };
    let elsewhere = f.shop.act(back("2", Return { location: Some(f.quarantine), ..Return::default() }));
    let piece = InventoryId(elsewhere.id());
    assert_eq!((f.shop.0.record(piece).stock, f.shop.0.record(piece).origin), (q("2"), f.lot));
    let held = InventoryId(f.shop.act(back("1", Return { hold: true, note: text_of("check"), ..Return::default() })).id());
    assert!(f.shop.0.record(held).unavailable && !f.shop.0.record(f.lot).unavailable);
    f.shop.act(back("1", Return { scrap: true, ..Return::default() }));
    assert_eq!(f.shop.0.record(f.lot).scrapped, q("1"));
    f.shop.refuse(give_back(f.sn1, f.brackets, ""), Code::NotIssuedHere, "is not in kit");
    f.shop.refuse(Command::Return(Return { inventory: f.sn1, ..Return::default() }), Code::NotIssuedHere, "not being built");
    f.shop.refuse(back("1", Return { location: Some(LocationId(99)), ..Return::default() }), Code::NotFound, "no location");
    f.shop.act(Command::Return(Return { inventory: f.unit, ..Return::default() }));
    assert_eq!(f.shop.0.status(f.unit), InventoryStatus::Available);
    f.shop.refuse(Command::Return(Return { inventory: f.unit, ..Return::default() }), Code::SerialQuantity, "it is on hand");
}

#[test]
fn a_kit_is_fulfilled_oldest_first() {
    let mut f = floor();
    let soon = f.shop.0.stock(f.fastener, "", "lot-13", "4", Some(f.shelf));
    let day = f.shop.0.context.today;
    f.shop.act(Command::UpdateInventory {
        id: soon,
        etag: None,
        quantity: None,
        fields: vec![(INVENTORY.expires_on.number(), Value::Date(day))],
    });
    f.shop.0.stock(f.fastener, "", "lot-0", "50", Some(f.quarantine));
    let proposals = propose(&f.shop.0.room, &Cache::new(), f.kit, day);
    let of = |item: KitItemId| proposals.iter().find(|it| it.item == item).unwrap();
    let picks: Vec<(InventoryId, Quantity)> =
        of(f.fasteners).picks.iter().map(|it| (it.inventory, it.quantity.unwrap_or(Quantity::ONE))).collect();
    assert_eq!(picks, [(soon, q("4")), (f.lot, q("2"))]);
    assert_eq!((of(f.glues).short, of(f.brackets).short), (q("1"), q("0")));
    assert_eq!(propose_for_item(&f.shop.0.room, &Cache::new(), f.glues, day), *of(f.glues));
    let picks: Vec<Pick> = proposals.iter().flat_map(|it| it.picks.clone()).collect();
    f.shop.refuse(Command::Fulfil { kit: f.kit, etag: None, picks: vec![] }, Code::Validation, "Nothing was picked");
    let many = Pick { inventory: f.pot, item: f.glues, quantity: Some(q("3")) };
    f.shop.refuse(Command::Fulfil { kit: f.kit, etag: None, picks: vec![many] }, Code::InsufficientQuantity, "has 2 in stock");
    f.shop.there_and_back(Command::Fulfil { kit: f.kit, etag: None, picks: picks.clone() });
    f.shop.act(Command::Fulfil { kit: f.kit, etag: None, picks });
    assert_eq!(f.shop.0.room.line_state(f.fasteners), LineState::Full);
}

fn need(f: &Floor, at: usize) -> RequirementId {
    RequirementId(f.shop.0.room.requirements_of(f.unit)[at])
}

fn install(requirement: RequirementId, inventory: InventoryId, amount: &str) -> Command {
    Command::Install(Install { requirement, inventory, quantity: quantity(amount), ..Install::default() })
}

fn uninstall(id: u32) -> Command {
    Command::Uninstall { id: InstallationId(id), etag: None, hold: false, scrap: false, note: Text::default(), quantity: None }
}

#[test]
fn parts_are_installed_from_the_kit_first_and_come_back_to_it() {
    let mut f = floor();
    f.shop.issue(f.lot, f.fasteners, "4");
    let made = f.shop.act(install(need(&f, 1), f.lot, "6"));
    let ids: Vec<u32> = made.records.iter().filter(|it| it.0 == Table::Installation).map(|it| it.1).collect();
    assert_eq!(ids.len(), 2, "one installation per source");
    assert_eq!((f.shop.0.record(f.lot).stock, f.shop.issued(f.fasteners)), (q("4"), q("4")));
    f.shop.refuse(install(need(&f, 1), f.lot, "5"), Code::InstallExceeds, "There is 4");
    f.shop.refuse(install(need(&f, 0), f.lot, "1"), Code::InstallPartMismatch, "is not BRKT-001 A");
    f.shop.act(uninstall(ids[0]));
    assert_eq!((f.shop.0.room.in_kits(f.lot), f.shop.0.record(f.lot).stock), (q("4"), q("4")));
    f.shop.act(Command::Uninstall {
        id: InstallationId(ids[1]),
        etag: None,
        hold: false,
        scrap: true,
        note: Text::default(),
        quantity: None,
    });
    assert_eq!(f.shop.0.record(f.lot).scrapped, q("2"));
    f.shop.refuse(uninstall(ids[1]), Code::NotFound, "");
    f.shop.there_and_back(install(need(&f, 1), f.lot, "6"));
    let line = Install {
        requirement: need(&f, 1),
        inventory: f.lot,
        item: Some(f.fasteners),
        quantity: quantity("5"),
        ..Install::default()
    };
    f.shop.refuse(Command::Install(line), Code::InstallExceeds, "has 4 of");
    let line = Install { requirement: need(&f, 0), inventory: f.sn1, item: Some(f.brackets), ..Install::default() };
    f.shop.refuse(Command::Install(line), Code::NotIssuedHere, "is not in kit");
    f.shop.act(install(need(&f, 0), f.sn1, ""));
    assert_eq!(f.shop.0.status(f.sn1), InventoryStatus::Installed);
    f.shop.refuse(install(need(&f, 0), f.sn1, ""), Code::InventoryNotAvailable, "installed on");
    f.shop.act(run_status(f.run, RunStatus::Complete, true));
    f.shop.refuse(install(need(&f, 1), f.lot, "1"), Code::RunClosed, "is complete");
    let inside = what_is_in(&f.shop.0.room, f.unit, 9);
    assert_eq!(inside.iter().map(|it| it.inventory).collect::<Vec<_>>(), [f.sn1]);
    assert_eq!(where_used(&f.shop.0.room, f.sn1, 9)[0].unit, f.unit);
}

#[test]
fn a_unit_is_never_within_itself_at_any_depth() {
    let mut shop = Shop::new();
    let part = shop.part("BOX", Tracking::Serial);
    let boxes: Vec<InventoryId> = ["a", "b", "c"].iter().map(|sn| shop.stock(part, sn, "", "1", None)).collect();
    let mut shop = Audited(shop);
    let needs: Vec<RequirementId> = boxes
        .iter()
        .map(|unit| {
            RequirementId(
                shop.act(Command::Create {
                    table: Table::Requirement,
                    fields: vec![
                        (REQUIREMENT.unit.number(), Value::Ref(Table::Inventory, unit.0)),
                        (REQUIREMENT.part.number(), Value::Ref(Table::Part, part.0)),
                        (REQUIREMENT.quantity.number(), Value::Quantity(q("1"))),
                    ],
                })
                .id(),
            )
        })
        .collect();
    shop.refuse(install(needs[0], boxes[0], ""), Code::AbomCycle, "is, or contains,");
    shop.act(install(needs[0], boxes[1], ""));
    shop.act(install(needs[1], boxes[2], ""));
    shop.refuse(install(needs[2], boxes[0], ""), Code::AbomCycle, "is, or contains,");
    let all = what_is_in(&shop.0.room, boxes[0], 9);
    assert_eq!(all.iter().map(|it| (it.depth, it.inventory)).collect::<Vec<_>>(), [(1, boxes[1]), (2, boxes[2])]);
    assert_eq!(what_is_in(&shop.0.room, boxes[0], 1).len(), 1);
    assert_eq!(where_used(&shop.0.room, boxes[2], 9).last().unwrap().unit, boxes[0]);
}

#[test]
fn each_kind_of_act_is_undone_to_the_state_before() {
    let mut f = floor();
    let (kit, run) = (f.kit, f.run);
    f.shop.there_and_back(new_kit(run));
    f.shop.there_and_back(line(kit, f.glue, "2"));
    f.shop.there_and_back(issue(f.lot, f.fasteners, "4"));
    f.shop.there_and_back(Command::Issue(Issue {
        inventory: f.pot,
        item: f.glues,
        quantity: quantity("3"),
        allow_negative: true,
        ..Issue::default()
    }));
    f.shop.issue(f.lot, f.fasteners, "4");
    f.shop.there_and_back(give_back(f.lot, f.fasteners, "1"));
    f.shop.there_and_back(Command::Return(Return {
        inventory: f.lot,
        item: Some(f.fasteners),
        quantity: quantity("1"),
        location: Some(f.quarantine),
        ..Return::default()
    }));
    f.shop.there_and_back(kit_status(kit, KitStatus::Delivered, Some(f.shelf)));
    f.shop.there_and_back(kit_status(kit, KitStatus::Completed, None));
    f.shop.there_and_back(install(need(&f, 1), f.lot, "5"));
    let made = f.shop.act(install(need(&f, 1), f.lot, "3"));
    f.shop.there_and_back(uninstall(made.id()));
    f.shop.there_and_back(run_status(run, RunStatus::Complete, true));
    f.shop.there_and_back(run_status(run, RunStatus::Canceled, true));
    f.shop.there_and_back(Command::Batch {
        act: Act::Bulk,
        note: Text::default(),
        commands: vec![give_back(f.lot, f.fasteners, "1"), issue(f.sn1, f.brackets, "")],
    });
}

#[test]
fn all_undone_is_the_first_state() {
    let mut f = floor();
    f.shop.issue(f.sn1, f.brackets, "");
    f.shop.issue(f.lot, f.fasteners, "4");
    f.shop.act(install(need(&f, 1), f.lot, "6"));
    f.shop.act(kit_status(f.kit, KitStatus::Completed, None));
    f.shop.act(run_status(f.run, RunStatus::Complete, true));
    let fresh = Audited(Shop::new()).values();
    for entry in (2..=f.shop.0.room.head).rev() {
        f.shop.act(Command::Undo { entry });
    }
    assert_eq!(fresh, f.shop.values());
}

#[test]
fn an_undo_is_blocked_by_what_came_since() {
    let mut f = floor();
    f.shop.refuse(Command::Undo { entry: 999 }, Code::NotFound, "no entry 999");
    f.shop.refuse(Command::Undo { entry: 1 }, Code::UndoBlocked, "created this stockroom");
    f.shop.issue(f.lot, f.fasteners, "4");
    let issued = f.shop.0.room.head;
    f.shop.act(give_back(f.lot, f.fasteners, "1"));
    f.shop.refuse(Command::Undo { entry: issued }, Code::UndoBlocked, "Take at most 3");
    let returned = f.shop.0.room.head;
    f.shop.act(kit_status(f.kit, KitStatus::Completed, None));
    f.shop.refuse(Command::Undo { entry: returned }, Code::UndoBlocked, "is COMPLETED");
    let closed = f.shop.0.room.head;
    f.shop.act(run_status(f.run, RunStatus::Complete, true));
    f.shop.refuse(Command::Undo { entry: closed }, Code::UndoBlocked, "is complete");
    let more = f.shop.0.stock(f.fastener, "", "lot-99", "5", None);
    let created = f.shop.0.room.head;
    f.shop.act(Command::Scrap { id: more, etag: None, quantity: quantity("1"), item: None, note: Text::default() });
    f.shop.refuse(Command::Undo { entry: created }, Code::UndoBlocked, "has 4 in stock and 5 would be taken out");
    f.shop.act(update(PART.description, f.glue.0, text("one")));
    let first = f.shop.0.room.head;
    f.shop.act(update(PART.description, f.glue.0, text("two")));
    f.shop.refuse(Command::Undo { entry: first }, Code::UndoBlocked, "description of GLUE A was changed since");
}

#[test]
fn a_batch_is_all_or_nothing() {
    let mut f = floor();
    let batch = |commands: Vec<Command>| Command::Batch { act: Act::Bulk, note: Text::default(), commands };
    f.shop.refuse(batch(vec![]), Code::Validation, "Nothing was chosen");
    f.shop.refuse(batch(vec![batch(vec![])]), Code::Validation, "can't be part");
    let two = batch(vec![issue(f.lot, f.fasteners, "1"), issue(f.lot, f.fasteners, "99")]);
    assert_eq!(f.shop.0.refuse(two.clone()).line, Some(1));
    f.shop.refuse(two, Code::InsufficientQuantity, "has 9 in stock");
}

#[test]
fn a_batch_names_what_it_made_itself() {
    let mut f = floor();
    let batch = |commands: Vec<Command>| Command::Batch { act: Act::CreateKit, note: Text::default(), commands };
    let create = new_kit(f.run);
    let prepare = Command::PrepareKit { kit: KitId(MADE), etag: None };
    // Planned with another kit in mind, done after another tab has made one: it fills its own and not that one.
    let command = batch(vec![create.clone(), prepare.clone()]);
    let other = f.shop.act(create.clone()).id();
    let own = f.shop.act(command).id();
    let lines = |f: &Floor, kit: u32| f.shop.0.room.referrers(KIT_ITEM.part_kit, kit).len();
    assert!(own > other && lines(&f, own) > 0, "{own} {other}");
    assert_eq!(lines(&f, other), 0);
    // Nothing made yet is no record, and what a batch before made is none of this one's.
    let refused = f.shop.0.refuse(batch(vec![prepare, create]));
    assert_eq!((refused.code, refused.line), (Code::NotFound, Some(0)));
    // A reference among the fields, too.
    let part = Command::Create { table: Table::Part, fields: vec![(PART.part_number.number(), text("NEW-1"))] };
    let stock = Command::CreateInventory(CreateInventory {
        fields: vec![(INVENTORY.part.number(), Value::Ref(Table::Part, MADE))],
        quantity: quantity("4"),
        auto_serial: false,
        auto_lot: false,
        reason: Reason::Received,
    });
    let outcome = f.shop.act(batch(vec![part, stock]));
    let (part, record) = (outcome.records[0].1, outcome.records[1].1);
    assert_eq!(f.shop.0.room.inventory.get(record).map(|it| it.part), Some(PartId(part)));
}

#[test]
fn another_revision_or_a_substitute_is_issued_only_where_allowed() {
    let mut f = floor();
    let revised = Command::Revise { part: f.fastener, etag: None, revision: text_of("B"), copy_bom: false };
    let newer = PartId(f.shop.act(revised).id());
    let stock = f.shop.0.stock(newer, "", "b-1", "5", Some(f.shelf));
    f.shop.refuse(issue(stock, f.fasteners, "1"), Code::KitPartMismatch, "FAST-M3 B");
    f.shop.act(update(SETTINGS.other_revisions, 1, Value::Flag(true)));
    f.shop.issue(stock, f.fasteners, "1");
    f.shop.act(Command::AddLine {
        kit: f.kit,
        part: f.glue,
        quantity: quantity("1"),
        substitutes: vec![f.fastener],
        notes: Text::default(),
    });
    f.shop.issue(f.lot, f.glues, "1");
}

#[test]
fn the_auditor_finds_what_is_wrong() {
    let mut f = floor();
    f.shop.issue(f.lot, f.fasteners, "4");
    let mut entries = f.shop.0.entries.clone();
    let last = entries.last_mut().unwrap();
    last.changes.pop();
    let findings = audit::audit(&f.shop.0.room, &entries);
    assert!(findings.iter().any(|it| it.contains("the entries say")), "{findings:?}");
    let mut entries = f.shop.0.entries.clone();
    entries.pop();
    assert!(!audit::audit(&f.shop.0.room, &entries).is_empty());
}
