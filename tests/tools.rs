//! Tools: always serial, unavailable once their maintenance is overdue, usable again when one is recorded.

mod common;

use common::*;
use kitroom::domain::audit::audit;
use kitroom::domain::commands::command::{Fields, Issue};
use kitroom::domain::query::cache::Cache;
use kitroom::domain::query::cell::derived;
use kitroom::domain::query::find::{Filter, Op, Operand, Query, find};
use kitroom::domain::*;

const DAY: i64 = 86_400;

fn fields(all: &[(Field, Value)]) -> Fields {
    all.iter().map(|(field, value)| (field.number(), value.clone())).collect()
}

fn tool(number: &str, days: i64) -> Command {
    let all = [
        (PART.part_number, text(number)),
        (PART.part_type, Value::Choice(PartType::Tool as u8)),
        (PART.maintenance_interval, if days > 0 { Value::Int(days * DAY) } else { Value::Null }),
    ];
    Command::Create { table: Table::Part, fields: fields(&all) }
}

fn maintain(ids: &[InventoryId], date: Option<Date>) -> Command {
    Command::Maintain { records: ids.iter().map(|id| (*id, None)).collect(), date, note: "calibrated".into() }
}

fn edit(part: PartId, field: Field, value: Value) -> Command {
    Command::Update { table: Table::Part, id: part.0, etag: None, fields: vec![(field.number(), value)] }
}

/// A wrench that is due every thirty days, and one of it, received today.
fn shop() -> (Shop, PartId, InventoryId) {
    let mut shop = Shop::new();
    let part = PartId(shop.act(tool("TW-10", 30)).id());
    let wrench = shop.stock(part, "W-1", "", "1", None);
    (shop, part, wrench)
}

/// Ids that a filter over when maintenance is due finds.
fn due_before(shop: &Shop, cache: &Cache, today: Date) -> Vec<u32> {
    let filter = Filter::test(&[derived::MAINTENANCE_DUE], Op::Lt, Operand::Date(today));
    find(&shop.room, cache, Table::Inventory, &Query { filter: Some(filter), ..Query::default() }, today)
}

fn with_status(shop: &Shop, cache: &Cache, status: InventoryStatus, today: Date) -> Vec<u32> {
    let filter = Filter::test(&[derived::STATUS], Op::Eq, Operand::Choice(status.word().into()));
    find(&shop.room, cache, Table::Inventory, &Query { filter: Some(filter), ..Query::default() }, today)
}

#[test]
fn a_tool_is_always_serial() {
    let (mut shop, part, _) = shop();
    assert_eq!(shop.room.parts.get(part.0).map(|it| it.tracking_type), Some(Tracking::Serial), "without being told");
    let lot = [
        (PART.part_number, text("TW-L")),
        (PART.part_type, Value::Choice(PartType::Tool as u8)),
        (PART.tracking_type, Value::Choice(Tracking::Lot as u8)),
    ];
    let refusal = shop.refuse(Command::Create { table: Table::Part, fields: fields(&lot) });
    assert_eq!((refusal.code, refusal.phrase.sentence), (Code::TrackingMismatch, Sentence::ToolNotSerial));
    for tracking in [Value::Null, Value::Choice(Tracking::Lot as u8)] {
        let part = PartId(shop.act(tool(&format!("TW-{tracking:?}"), 0)).id());
        assert_eq!(shop.refuse(edit(part, PART.tracking_type, tracking)).phrase.sentence, Sentence::ToolNotSerial);
    }
    // What becomes a tool is serial from then on; stock from before stays, and a lot is refused.
    let glue = shop.part("GLUE", Tracking::Untracked);
    let pot = shop.stock(glue, "", "", "3", None);
    shop.act(edit(glue, PART.part_type, Value::Choice(PartType::Tool as u8)));
    assert_eq!(shop.room.parts.get(glue.0).map(|it| it.tracking_type), Some(Tracking::Serial));
    assert_eq!(shop.record(pot).tracking(), Tracking::Untracked);
    let bolts = shop.part("BOLT", Tracking::Lot);
    let refusal = shop.refuse(edit(bolts, PART.part_type, Value::Choice(PartType::Tool as u8)));
    assert_eq!(refusal.phrase.sentence, Sentence::ToolNotSerial);
    assert_eq!(audit(&shop.room, &shop.entries), [] as [String; 0]);
}

#[test]
fn an_overdue_tool_is_unavailable_until_its_maintenance_is_recorded() {
    let (mut shop, part, wrench) = shop();
    let cache = Cache::default();
    let start = shop.context.today;
    let came_in = shop.record(wrench).aged_from.day();
    let due = Date(came_in.0 + 30);
    assert_eq!(shop.room.maintenance_due(shop.record(wrench)), Some(due), "from when it came in");
    assert_eq!(with_status(&shop, &cache, InventoryStatus::Available, due), [wrench.0]);
    // Midnight makes it overdue, in the cache as in the record itself.
    let after = Date(due.0 + 1);
    shop.context.today = after;
    assert_eq!(shop.status(wrench), InventoryStatus::Unavailable);
    assert_eq!(with_status(&shop, &cache, InventoryStatus::Unavailable, after), [wrench.0]);
    assert_eq!(due_before(&shop, &cache, after), [wrench.0]);
    let run = vec![(RUN.title.number(), text("Engine"))];
    shop.act(Command::CreateRun { fields: run, auto_serial: false, unit_serial: "".into() });
    shop.act(Command::CreateKit { fields: vec![(KIT.run.number(), Value::Ref(Table::Run, 1))] });
    let line = Command::AddLine { kit: KitId(1), part, quantity: Some(q("1")), substitutes: Vec::new(), notes: "".into() };
    let item = KitItemId(shop.act(line).id());
    let issue = Command::Issue(Issue { inventory: wrench, item, ..Issue::default() });
    let refusal = shop.refuse(issue.clone());
    assert_eq!((refusal.code, refusal.phrase.sentence), (Code::InventoryNotAvailable, Sentence::IsOverdue));
    // Recorded, it can be used; undone, it can not; a longer interval helps, too.
    shop.act(maintain(&[wrench], None));
    assert_eq!(shop.record(wrench).last_maintained, Some(after));
    assert_eq!(shop.entries.last().map(|it| (it.act, it.note.to_string())), Some((Act::Maintain, "calibrated".into())));
    assert_eq!(with_status(&shop, &cache, InventoryStatus::Available, after), [wrench.0]);
    shop.act(Command::Undo { entry: shop.room.head });
    assert_eq!(with_status(&shop, &cache, InventoryStatus::Unavailable, after), [wrench.0]);
    shop.act(edit(part, PART.maintenance_interval, Value::Int(365 * DAY)));
    assert_eq!(with_status(&shop, &cache, InventoryStatus::Available, after), [wrench.0], "the cache follows the part");
    shop.act(edit(part, PART.maintenance_interval, Value::Int(DAY / 2)));
    assert_eq!(shop.room.maintenance_due(shop.record(wrench)), Some(came_in), "part of a day is that day");
    shop.act(edit(part, PART.maintenance_interval, Value::Null));
    assert_eq!(shop.room.maintenance_due(shop.record(wrench)), None);
    shop.act(issue);
    assert_eq!(shop.status(wrench), InventoryStatus::Kitted);
    assert!(start < after);
    assert_eq!(audit(&shop.room, &shop.entries), [] as [String; 0]);
}

#[test]
fn maintenance_is_recorded_of_tools_only_and_not_for_days_to_come() {
    let (mut shop, part, wrench) = shop();
    let today = shop.context.today;
    let bolts = shop.part("BOLT", Tracking::Lot);
    let lot = shop.stock(bolts, "", "L", "5", None);
    let says = |shop: &mut Shop, command| shop.refuse(command).phrase.sentence;
    assert_eq!(says(&mut shop, maintain(&[], None)), Sentence::NothingChosen);
    assert_eq!(says(&mut shop, maintain(&[wrench, lot], None)), Sentence::NotATool);
    assert_eq!(says(&mut shop, maintain(&[wrench], Some(Date(today.0 + 1)))), Sentence::MaintainedInFuture);
    shop.act(maintain(&[wrench], Some(Date(today.0 - 3))));
    assert_eq!(says(&mut shop, maintain(&[wrench], Some(Date(today.0 - 4)))), Sentence::MaintainedBefore);
    let stale = Command::Maintain { records: vec![(wrench, Some(Etag(1)))], date: None, note: "".into() };
    assert_eq!(says(&mut shop, stale), Sentence::EtagMismatch);
    // Several at once are one act.
    let other = shop.stock(part, "W-2", "", "1", None);
    let before = shop.room.head;
    shop.act(maintain(&[wrench, other], None));
    assert_eq!((shop.room.head, shop.record(other).last_maintained), (before + 1, Some(today)));
    for (field, value, sentence) in [
        (PART.maintenance_interval, Value::Int(0), Sentence::MaintenanceInterval),
        (PART.maintenance_interval, Value::Int(i64::MAX), Sentence::MaintenanceInterval),
        (PART.part_type, Value::Choice(PartType::Part as u8), Sentence::OnlyToolsMaintained),
    ] {
        assert_eq!(says(&mut shop, edit(part, field, value)), sentence);
    }
    assert_eq!(says(&mut shop, edit(bolts, PART.maintenance_interval, Value::Int(DAY))), Sentence::OnlyToolsMaintained);
}
