//! Sequences of acts that a critical reader would try: undo and commands meet the same rules, whatever was done in between.

mod common;

use common::asked::*;
use common::sequence::*;
use common::{Shop, q, text};
use kitroom::domain::commands::command::Issue;
use kitroom::domain::*;
use kitroom::i18n::sentences::render;

fn tracking(of: PartId, kind: Tracking) -> Command {
    update(PART.tracking_type, of.0, Value::Choice(kind as u8))
}

#[test]
fn a_run_is_not_canceled_under_the_run_that_reworks_its_unit() {
    let mut shop = Shop::new();
    let unit = shop.part("UNIT", Tracking::Serial);
    let first = run_of(&mut shop, &[(RUN.part, part(unit))]);
    let built = unit_of(&shop, first);
    shop.act(run_status(first, RunStatus::Complete));
    let rework = run_of(&mut shop, &[(RUN.unit, stocked(built))]);
    assert_eq!(shop.refuse(run_status(first, RunStatus::Canceled)).phrase.sentence, Sentence::RunUnitTaken);
    shop.act(run_status(rework, RunStatus::Complete));
    assert_eq!(shop.record(built).stock, q("1"));
    shop.act(run_status(rework, RunStatus::InProgress));
    shop.act(run_status(rework, RunStatus::Canceled));
    assert_eq!(shop.record(built).stock, q("1"), "the rework takes nothing of what the first run built");
    shop.act(run_status(first, RunStatus::Canceled));
    assert_eq!(shop.record(built).stock, q("0"));
    sound(&shop);
}

#[test]
fn an_archived_run_is_closed() {
    let mut shop = Shop::new();
    let unit = shop.part("UNIT", Tracking::Serial);
    let made = run_of(&mut shop, &[(RUN.part, part(unit))]);
    shop.act(run_status(made, RunStatus::Complete));
    let completed = shop.room.head;
    shop.act(update(RUN.archived, made.0, Value::Flag(true)));
    undo_blocked(&mut shop, completed, "still open");
    shop.act(update(RUN.archived, made.0, Value::Null));
    undo(&mut shop, completed);
    assert_eq!(shop.refuse(update(RUN.archived, made.0, Value::Flag(true))).phrase.sentence, Sentence::RunStillOpen);
}

#[test]
fn a_kit_stays_with_the_run_that_uses_it() {
    let mut shop = Shop::new();
    let (unit, fast) = (shop.part("UNIT", Tracking::Serial), shop.part("FAST", Tracking::Lot));
    let first = run_of(&mut shop, &[]);
    let second = run_of(&mut shop, &[(RUN.part, part(unit))]);
    let built = unit_of(&shop, second);
    let made = kit_of(&mut shop, first);
    let item = line_of(&mut shop, made, fast, "4");
    let lot = shop.stock(fast, "", "L", "10", None);
    shop.act(issue(lot, item, "4"));
    shop.act(update(KIT.run, made.0, Value::Ref(Table::Run, second.0)));
    let given = shop.room.head;
    let need = RequirementId(shop.act(requirement(built, fast, "4")).id());
    shop.act(install(need, lot, "1"));
    undo_blocked(&mut shop, given, "is installed on");
    shop.act(uninstall(InstallationId(1), None));
    undo(&mut shop, given);
    let taken_back = shop.room.head;
    shop.act(Command::Undo { entry: taken_back });
    shop.act(run_status(second, RunStatus::Complete));
    undo_blocked(&mut shop, taken_back + 1, "COMPLETED");
}

#[test]
fn what_a_closed_kit_wanted_is_not_rewritten() {
    let mut shop = Shop::new();
    let (fast, glue) = (shop.part("FAST", Tracking::Lot), shop.part("GLUE", Tracking::Untracked));
    let of = run_of(&mut shop, &[]);
    let made = kit_of(&mut shop, of);
    let item = line_of(&mut shop, made, fast, "4");
    shop.act(update(KIT_ITEM.quantity, item.0, amount("6")));
    let changed = shop.room.head;
    let second = line_of(&mut shop, made, glue, "1");
    let added = shop.room.head;
    shop.act(delete(Table::KitItem, second.0));
    let removed = shop.room.head;
    shop.act(kit_status(made, KitStatus::Completed, None));
    undo_blocked(&mut shop, changed, "COMPLETED");
    undo_blocked(&mut shop, removed, "COMPLETED");
    assert_eq!(shop.refuse(update(KIT_ITEM.quantity, item.0, amount("5"))).code, Code::KitClosed);
    assert_eq!(shop.refuse(delete(Table::KitItem, item.0)).code, Code::KitClosed);
    // A closed kit that nothing was issued to goes with its lines, and comes back with them.
    shop.act(delete(Table::Kit, made.0));
    let gone = shop.room.head;
    undo(&mut shop, gone);
    shop.act(kit_status(made, KitStatus::InProgress, None));
    undo(&mut shop, removed);
    undo(&mut shop, added);
    undo(&mut shop, changed);
}

#[test]
fn a_closed_run_keeps_its_quantity_and_no_run_requires_less_than_is_installed() {
    let mut shop = Shop::new();
    let (batch, fast) = (shop.part("BATCH", Tracking::Untracked), shop.part("FAST", Tracking::Lot));
    shop.act(bom(batch, fast, "4"));
    let one = run_of(&mut shop, &[(RUN.part, part(batch))]);
    shop.act(update(RUN.quantity, one.0, amount("5")));
    let raised = shop.room.head;
    let lot = shop.stock(fast, "", "L", "100", None);
    shop.act(install(RequirementId(1), lot, "12"));
    undo_blocked(&mut shop, raised, "are installed on");
    shop.act(uninstall(InstallationId(1), Some("8")));
    shop.act(run_status(one, RunStatus::Canceled));
    undo_blocked(&mut shop, raised, "canceled");
    shop.act(run_status(one, RunStatus::Todo));
    undo(&mut shop, raised);
    assert_eq!(shop.room.requirements.get(1).unwrap().quantity, q("4"));
    // More than is required was installed before: taking the change back at once changes nothing about that.
    shop.act(install(RequirementId(1), lot, "3"));
    shop.act(update(RUN.quantity, one.0, amount("5")));
    let again = shop.room.head;
    undo(&mut shop, again);
}

#[test]
fn tracking_is_taken_back_only_while_no_record_of_it_exists() {
    let mut shop = Shop::new();
    let bracket = shop.part("BRKT", Tracking::Untracked);
    let there = shop.stock(bracket, "SN-0", "", "1", None);
    shop.act(tracking(bracket, Tracking::Serial));
    let tracked = shop.room.head;
    undo(&mut shop, tracked);
    let redo = shop.room.head;
    undo(&mut shop, redo);
    let made = shop.stock(bracket, "SN-1", "", "1", None);
    undo_blocked(&mut shop, redo + 1, "SERIAL");
    shop.act(delete(Table::Inventory, made.0));
    shop.act(delete(Table::Inventory, there.0));
    undo(&mut shop, redo + 1);
}

#[test]
fn what_was_merged_away_is_no_unit_of_requirements() {
    let mut shop = Shop::new();
    let (fast, glue) = (shop.part("FAST", Tracking::Lot), shop.part("GLUE", Tracking::Untracked));
    let survivor = shop.stock(fast, "", "L", "5", None);
    let merged = shop.stock(fast, "", "L", "10", None);
    let need = RequirementId(shop.act(requirement(merged, glue, "1")).id());
    shop.act(delete(Table::Requirement, need.0));
    let deleted = shop.room.head;
    shop.act(merge(&[survivor, merged]));
    let joined = shop.room.head;
    undo_blocked(&mut shop, deleted, "was merged into");
    assert_eq!(shop.refuse(requirement(merged, glue, "1")).phrase.sentence, Sentence::MergedAway);
    undo(&mut shop, joined);
    let undone = shop.room.head;
    shop.act(requirement(merged, glue, "1"));
    undo_blocked(&mut shop, undone, "was merged into");
}

#[test]
fn a_records_unit_does_not_change_under_what_is_issued_of_it() {
    let mut shop = Shop::new();
    let pieces = || Value::Ref(Table::Unit, 1);
    let metres = || Value::Ref(Table::Unit, 2);
    // The part has no unit of its own: lines don't say which one they want.
    let hose = shop.part("HOSE", Tracking::Untracked);
    shop.act(update(PART.unit_of_measure, hose.0, Value::Null));
    let drum = shop.stock(hose, "", "", "10", None);
    shop.act(edit(drum, INVENTORY.unit_of_measure, pieces()));
    let set = shop.room.head;
    let of = run_of(&mut shop, &[]);
    let made = kit_of(&mut shop, of);
    let item = line_of(&mut shop, made, hose, "4");
    shop.act(issue(drum, item, "4"));
    assert_eq!(shop.refuse(edit(drum, INVENTORY.unit_of_measure, metres())).phrase.sentence, Sentence::UnitIsIssued);
    assert_eq!(shop.refuse(edit(drum, INVENTORY.unit_of_measure, Value::Null)).phrase.sentence, Sentence::UnitIsIssued);
    undo_blocked(&mut shop, set, "is issued or installed");
    shop.act(give_back(drum, Some(item), "4"));
    shop.act(edit(drum, INVENTORY.unit_of_measure, metres()));
    sound(&shop);
}

#[test]
fn the_age_of_what_has_no_date_is_not_1970() {
    let mut shop = Shop::new();
    let fast = shop.part("FAST", Tracking::Lot);
    let undated = shop.stock(fast, "", "A", "5", None);
    shop.act(edit(undated, INVENTORY.aged_from, Value::Null));
    let dated = shop.stock(fast, "", "A", "5", None);
    let of = run_of(&mut shop, &[]);
    let made = kit_of(&mut shop, of);
    line_of(&mut shop, made, fast, "6");
    let proposed = query::proposals::propose(&shop.room, &query::cache::Cache::new(), made, shop.context.today);
    let picked: Vec<_> = proposed[0].picks.iter().map(|pick| pick.inventory).collect();
    assert_eq!(picked, [dated, undated], "what has a date goes first");
    shop.act(merge(&[undated, dated]));
    assert_eq!(shop.record(undated).merged_into, dated, "the one whose age is known survives");
    sound(&shop);
}

#[test]
fn signs_that_nobody_sees_make_no_twins_and_are_told() {
    let mut shop = Shop::new();
    let unit = shop.part("UNIT", Tracking::Serial);
    let first = shop.act(common::stock_of(unit, "SN\u{200b}-1\u{feff}", "", Some(q("1")), None));
    assert_eq!(&*shop.record(InventoryId(first.id())).serial_number, "SN-1");
    let said: Vec<String> = first.warnings.iter().map(render).collect();
    assert!(said.iter().any(|it| it.contains("SN-1") && it.contains("can't be seen")), "{said:?}");
    for twin in ["SN-1", "SN\u{ad}-1", "\u{202e}SN-1\u{200f}", " SN-1 "] {
        assert_eq!(shop.refuse(common::stock_of(unit, twin, "", Some(q("1")), None)).code, Code::SerialDuplicate, "{twin:?}");
    }
    shop.act(common::stock_of(unit, "Ger\u{e4}t", "", Some(q("1")), None));
    assert_eq!(shop.refuse(common::stock_of(unit, "Gera\u{308}t", "", Some(q("1")), None)).code, Code::SerialDuplicate);
    // Everywhere where a name is written: created, edited, ranges of serials.
    let place = shop.act(create(Table::Location, &[(LOCATION.name, text("Sh\u{ad}elf"))]));
    assert_eq!((&*shop.room.locations.get(place.id()).unwrap().name, place.warnings.len()), ("Shelf", 1));
    let renamed = shop.act(update(LOCATION.name, place.id(), text("Ra\u{200d}ck")));
    assert_eq!(renamed.warnings.len(), 1);
    let edited = shop.act(edit(InventoryId(first.id()), INVENTORY.serial_number, text("SN\u{2060}-7")));
    assert_eq!(edited.warnings.len(), 1);
    let fields = vec![(INVENTORY.part.number(), part(unit))];
    let range = Command::CreateSerials { fields, serials: "A\u{200b}1-A3".into(), reason: Reason::Created };
    let made = shop.act(range);
    assert_eq!((made.records.len(), made.warnings.len()), (3, 1));
    // In notes they do no harm: joined emoji stay what they are.
    let noted = shop.act(edit(InventoryId(first.id()), INVENTORY.notes, text("a\u{200d}b")));
    assert!(noted.warnings.is_empty());
    sound(&shop);
}

#[test]
fn letters_with_two_code_points_find_each_other() {
    let mut shop = Shop::new();
    let micro = shop.part("R-10 \u{b5}m", Tracking::Untracked);
    let greek = shop.part("R-20 \u{3bc}m", Tracking::Untracked);
    let ohm = shop.part("R-30 \u{2126}", Tracking::Untracked);
    let search = |shop: &Shop, words: &str| {
        let query = query::find::Query { search: words.into(), ..Default::default() };
        query::find::find(&shop.room, &query::cache::Cache::new(), Table::Part, &query, shop.context.today)
    };
    assert_eq!(search(&shop, "\u{3bc}m"), [micro.0, greek.0]);
    assert_eq!(search(&shop, "\u{b5}m"), [micro.0, greek.0]);
    assert_eq!(search(&shop, "\u{3a9}"), [ohm.0]);
}

#[test]
fn an_issue_below_zero_is_returned_counted_and_undone() {
    let mut shop = Shop::new();
    let glue = shop.part("GLUE", Tracking::Untracked);
    let pot = shop.stock(glue, "", "", "1", None);
    let of = run_of(&mut shop, &[]);
    let made = kit_of(&mut shop, of);
    let item = line_of(&mut shop, made, glue, "3");
    let below = Issue { inventory: pot, item, quantity: Some(q("3")), allow_negative: true, ..Issue::default() };
    shop.act(Command::Issue(below));
    let issued = shop.room.head;
    shop.act(count(pot, "0"));
    let counted = shop.room.head;
    undo_blocked(&mut shop, counted - 2, "is used by");
    shop.act(edit(pot, INVENTORY.notes, text("thin")));
    undo(&mut shop, counted);
    undo(&mut shop, issued);
    assert_eq!(shop.record(pot).stock, q("1"));
}

#[test]
fn a_redo_is_taken_back_though_others_came_and_went() {
    // A count from below zero, undone and redone, with acts in between that are taken back afterwards.
    let mut shop = Shop::new();
    let glue = shop.part("GLUE", Tracking::Untracked);
    let pot = shop.stock(glue, "", "", "-7", None);
    shop.act(count(pot, "1"));
    let counted = shop.room.head;
    shop.act(Command::Undo { entry: counted });
    let undone = shop.room.head;
    shop.act(Command::Receive { id: pot, etag: None, quantity: Some(q("40")), note: "".into() });
    let received = shop.room.head;
    shop.act(Command::Undo { entry: undone });
    let redone = shop.room.head;
    shop.act(Command::Undo { entry: received });
    undo(&mut shop, redone);
    assert_eq!(shop.record(pot).stock, q("-7"));
}

#[test]
fn stock_from_before_its_parts_tracking_is_still_split() {
    let mut shop = Shop::new();
    let (shelf, bench) = (shop.location("Shelf"), shop.location("Bench"));
    let glue = shop.part("GLUE", Tracking::Untracked);
    let pot = shop.stock(glue, "", "", "10", Some(shelf));
    let of = run_of(&mut shop, &[]);
    let made = kit_of(&mut shop, of);
    let item = line_of(&mut shop, made, glue, "4");
    shop.act(issue(pot, item, "4"));
    shop.act(tracking(glue, Tracking::Lot));
    shop.act(kit_status(made, KitStatus::Delivered, Some(bench)));
    // A part of it is on hand elsewhere, and a part of that again: still the stock that was there.
    let closed = shop.act(run_status(of, RunStatus::Complete));
    assert_eq!(closed.records.len(), 1);
    let piece = InventoryId(pot.0 + 1);
    assert_eq!((shop.record(piece).stock, shop.record(piece).location), (q("4"), bench));
    shop.act(Command::Split { id: piece, etag: None, pieces: vec![(q("1"), Some(shelf))] });
    sound(&shop);
    assert_eq!(shop.refuse(common::stock_of(glue, "", "", Some(q("1")), None)).code, Code::LotRequired);
}

#[test]
fn a_canceled_run_puts_nothing_on_hand() {
    let mut shop = Shop::new();
    let fast = shop.part("FAST", Tracking::Lot);
    let ten = run_of(&mut shop, &[(RUN.part, part(fast)), (RUN.quantity, amount("10"))]);
    let lot = unit_of(&shop, ten);
    shop.act(give_back(lot, None, "3"));
    shop.act(run_status(ten, RunStatus::Canceled));
    assert_eq!(shop.refuse(give_back(lot, None, "3")).phrase.sentence, Sentence::NotBeingBuilt);
    assert_eq!(shop.record(lot).stock, q("0"));
    sound(&shop);
}

#[test]
fn a_line_that_a_person_made_smaller_is_brought_up_too() {
    let mut shop = Shop::new();
    let (batch, fast) = (shop.part("BATCH", Tracking::Untracked), shop.part("FAST", Tracking::Lot));
    shop.act(bom(batch, fast, "4"));
    let five = run_of(&mut shop, &[(RUN.part, part(batch)), (RUN.quantity, amount("5"))]);
    let made = kit_of(&mut shop, five);
    shop.act(Command::PrepareKit { kit: made, etag: None });
    shop.act(update(KIT_ITEM.quantity, 1, amount("4")));
    shop.act(update(RUN.quantity, five.0, amount("2")));
    shop.act(Command::BringKitUp { kit: made, etag: None });
    assert_eq!(shop.room.kit_items.get(1).unwrap().quantity, q("8"));
    assert!(!shop.room.kit_is_outdated(made));
    sound(&shop);
}

#[test]
fn a_requirement_of_nothing_traces_what_is_installed() {
    let mut shop = Shop::new();
    let (unit, glue) = (shop.part("UNIT", Tracking::Serial), shop.part("GLUE", Tracking::Untracked));
    let made = run_of(&mut shop, &[(RUN.part, part(unit))]);
    let built = unit_of(&shop, made);
    let need = RequirementId(shop.act(requirement(built, glue, "0")).id());
    assert_eq!(shop.refuse(requirement(built, glue, "-1")).code, Code::QuantityPositive);
    assert_eq!(shop.refuse(update(REQUIREMENT.quantity, need.0, amount("-1"))).code, Code::Validation);
    let pot = shop.stock(glue, "", "", "5", None);
    let installed = shop.act(install(need, pot, "2"));
    assert!(installed.warnings.is_empty(), "nothing is over what nobody planned");
    let quietly = Command::SetRunStatus {
        run: made,
        etag: None,
        status: RunStatus::Complete,
        confirm: false,
        leftovers: Default::default(),
    };
    shop.act(quietly);
    sound(&shop);
}
