//! What the history says of each act: quantities before and after, from where to where, of each stock record.

mod common;

use common::{Shop, q, stock_of, text};
use kitroom::domain::commands::command::Issue;
use kitroom::domain::derive::history::{Movement, Party, RecordLine, Span, note_before, record_count, record_lines};
use kitroom::domain::*;

/// A kit with a line for 10 of a lot-tracked part, and 60 of it at a location.
fn shop() -> (Shop, KitItemId, InventoryId, LocationId, PartId) {
    let mut shop = Shop::new();
    let (part, rack) = (shop.part("GLUE-TL", Tracking::Lot), shop.location("Rack A"));
    let lot = shop.stock(part, "", "H26-2714", "60", Some(rack));
    let title = vec![(RUN.title.number(), text("Igniter"))];
    shop.act(Command::CreateRun { fields: title, auto_serial: false, unit_serial: "".into() });
    shop.act(Command::CreateKit { fields: vec![(KIT.run.number(), Value::Ref(Table::Run, 1))] });
    let line = Command::AddLine { kit: KitId(1), part, quantity: Some(q("10")), substitutes: Vec::new(), notes: "".into() };
    shop.act(line);
    (shop, KitItemId(1), lot, rack, part)
}

fn issue(inventory: InventoryId, item: KitItemId, quantity: &str) -> Command {
    Command::Issue(Issue { inventory, item, quantity: Some(q(quantity)), ..Issue::default() })
}

fn last_line(shop: &Shop) -> RecordLine {
    let entry = shop.entries.last().expect("an entry");
    let mut lines = record_lines(&shop.room, entry, 0, 10);
    assert_eq!(lines.len(), 1);
    lines.remove(0)
}

fn on_hand(before: &str, after: &str) -> Option<Span<Quantity>> {
    Some(Span { before: q(before), after: q(after) })
}

#[test]
fn an_issue_says_how_much_was_on_hand_before_and_after_and_where_it_went() {
    let (mut shop, item, lot, rack, part) = shop();
    shop.act(issue(lot, item, "6"));
    let line = last_line(&shop);
    assert_eq!(line.name, "H26-2714 · GLUE-TL A");
    assert_eq!(line.on_hand, on_hand("60", "54"));
    assert_eq!(line.location, Some(Span { before: rack, after: rack }));
    let to = Party::Kit { kit: KitId(1), line: part };
    assert_eq!(line.movements, [Movement { from: Party::Stock, to, quantity: q("6") }]);
    // It stays so, whatever is done later.
    let entry = shop.room.head;
    shop.act(issue(lot, item, "4"));
    assert_eq!(last_line(&shop).on_hand, on_hand("54", "50"));
    shop.act(Command::Undo { entry: shop.room.head });
    assert_eq!(last_line(&shop).on_hand, on_hand("50", "54"));
    let old = record_lines(&shop.room, &shop.entries[entry as usize - 1], 0, 10);
    assert_eq!(old, [line]);
}

#[test]
fn a_move_says_from_where_to_where_and_a_creation_begins_at_nothing() {
    let (mut shop, _, lot, rack, part) = shop();
    let bench = shop.location("Bench");
    shop.act(Command::UpdateInventory {
        id: lot,
        etag: shop.etag(Table::Inventory, lot.0),
        fields: vec![(INVENTORY.location.number(), Value::Ref(Table::Location, bench.0))],
        quantity: None,
    });
    assert_eq!(last_line(&shop).location, Some(Span { before: rack, after: bench }));
    assert_eq!(last_line(&shop).on_hand, on_hand("60", "60"));
    shop.act(stock_of(part, "", "NEW", Some(q("7")), Some(bench)));
    let created = last_line(&shop);
    assert!(created.created);
    assert_eq!(created.on_hand, on_hand("0", "7"));
    assert_eq!(created.location.map(|it| it.after), Some(bench));
    let entry = shop.room.head;
    shop.act(Command::Undo { entry });
    let taken_back = record_lines(&shop.room, &shop.entries[entry as usize - 1], 0, 10);
    assert_eq!(taken_back[0].name, "NEW · GLUE-TL A", "named though it is gone");
}

#[test]
fn entries_of_one_append_follow_on_one_another() {
    let (mut shop, item, lot, ..) = shop();
    let mut room = shop.replayed();
    let mut entries = Vec::new();
    for quantity in ["6", "3"] {
        shop.act(issue(lot, item, quantity));
        let mut entry = shop.entries.last().expect("an entry").clone();
        entry.before.clear();
        entries.push(entry);
    }
    note_before(&room, &mut entries);
    assert!(entries.iter().zip(&shop.entries[shop.entries.len() - 2..]).all(|(noted, own)| noted.before == own.before));
    entries.iter().for_each(|entry| assert!(room.apply(entry)));
    assert_eq!(record_lines(&room, &entries[1], 0, 1)[0].on_hand, on_hand("54", "51"));
}

#[test]
fn an_entry_of_an_earlier_version_says_what_moved_and_not_how_much_there_was() {
    let (mut shop, item, lot, ..) = shop();
    shop.act(issue(lot, item, "6"));
    let entry = Entry { before: Vec::new(), ..shop.entries.last().expect("an entry").clone() };
    let lines = record_lines(&shop.room, &entry, 0, 10);
    assert_eq!((lines[0].on_hand, lines[0].location, lines[0].movements.len()), (None, None, 1));
    assert_eq!(record_count(&entry), 1);
    assert!(record_lines(&shop.room, &entry, 1, 10).is_empty());
}
