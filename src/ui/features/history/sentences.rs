//! What an entry did, as a person would say it: "Issued 6 of H26-2714 to kit 25 for GLUE-TL-LOW: 60 → 54 on hand".

use crate::domain::derive::history::{Movement, Party, RecordLine, Span, record_count, record_lines, record_lines_where};
use crate::domain::model::holder::Reason;
use crate::domain::model::record::{Field, Record, Table, Value};
use crate::domain::{
    Act, Change, Entry, INSTALLATION, InventoryId, KIT, KIT_ROW, KitId, LocationId, MBOM_ITEM, MbomItem, PartInventory,
    PartKitItem, Quantity, REQUIREMENT, Stockroom, Tracking,
};
use crate::i18n::{Word, format, say, word};
use crate::ui::fields::{self, own, value_text};

/// Sentences of one entry that are shown on a record's page.
const SHOWN: usize = 20;
/// Sentences of one entry that a list shows.
const IN_LIST: usize = 2;

/// The first of what an entry did to stock, for a list, and how much more it did; empty where it did nothing to stock.
pub fn summary(stockroom: &Stockroom, entry: &Entry) -> Vec<String> {
    let lines = record_lines(stockroom, entry, 0, IN_LIST);
    let mut told: Vec<String> = lines.iter().flat_map(|line| of_line(stockroom, entry.act, line)).take(IN_LIST).collect();
    let more = record_count(entry).saturating_sub(IN_LIST);
    if more > 0 && !told.is_empty() {
        told.push(say(Word::HistoryMoreRecords, &[&format::count(more)]));
    }
    told
}

/// What an entry did of a record's own history, as [`related`] has it.
pub fn of_record(stockroom: &Stockroom, entry: &Entry, table: Table, id: u32) -> Vec<String> {
    let related = related(stockroom, table, id);
    let has = |record: &(Table, u32)| related.binary_search(record).is_ok();
    // Its own quantities, or what went to it or came from it.
    let concerns = |inventory: InventoryId, changes: &[&Change]| {
        let goes_there = |change: &&Change| match change {
            Change::Move { from, to, .. } => [from, to].into_iter().filter_map(|it| it.record()).any(|record| has(&record)),
            _ => false,
        };
        (Table::Inventory, inventory.0) == (table, id) || changes.iter().any(goes_there)
    };
    let lines = record_lines_where(stockroom, entry, concerns);
    let mut told: Vec<String> = lines.iter().flat_map(|line| of_line(stockroom, entry.act, line)).collect();
    for change in &entry.changes {
        let subject = change.subject();
        match change {
            Change::Move { .. } => {}
            // Where it is is said with what is there.
            Change::Set { field, .. } if *field == crate::domain::INVENTORY.location => {}
            _ if subject == (table, id) => told.extend(set_text(stockroom, change)),
            _ if has(&subject) || is_bom_line_of(change, table, id) => told.extend(line_text(stockroom, change)),
            _ => {}
        }
    }
    let more = told.len().saturating_sub(SHOWN);
    if more > 0 {
        told.truncate(SHOWN);
        told.push(say(Word::HistoryMoreChanges, &[&format::count(more)]));
    }
    told
}

/// What an entry did to one stock record. The last sentence says what was on hand before and after, where that differs.
pub fn of_line(stockroom: &Stockroom, act: Act, line: &RecordLine) -> Vec<String> {
    let teller = Teller::new(stockroom, act, line);
    let on_hand = line.on_hand.filter(|span| span.before != span.after);
    if let (Some(span), [only]) = (on_hand, &*line.movements)
        && is_count(only)
    {
        return vec![say(Word::MovedCounted, &[&line.name, &teller.quantity(span.before), &teller.quantity(span.after)])];
    }
    let mut told: Vec<String> = line.movements.iter().map(|movement| teller.movement(movement)).collect();
    let is_placed_only = line.movements.is_empty() && !line.created && !line.deleted;
    if let Some(Span { before, after }) = line.location.filter(|span| is_placed_only && span.before != span.after) {
        let what = line.on_hand.map_or_else(|| line.name.clone(), |span| teller.what(span.after));
        told.extend(match (teller.place(before), teller.place(after)) {
            (Some(from), Some(to)) => Some(say(Word::MovedFromTo, &[&what, &from, &to])),
            (None, Some(to)) => Some(say(Word::MovedTo, &[&what, &to])),
            (Some(from), None) => Some(say(Word::MovedFrom, &[&what, &from])),
            (None, None) => None,
        });
    }
    if let (Some(span), Some(last)) = (on_hand, told.last_mut())
        && !teller.is_serial
    {
        *last = say(Word::MovedOnHand, &[last, &teller.quantity(span.before), &teller.quantity(span.after)]);
    }
    told
}

fn is_count(movement: &Movement) -> bool {
    let counted = Party::Outside(Reason::Counted);
    movement.from == counted || movement.to == counted
}

/// Says what happened to one stock record.
struct Teller<'a> {
    stockroom: &'a Stockroom,
    act: Act,
    line: &'a RecordLine,
    unit: crate::domain::UnitId,
    is_serial: bool,
}

impl<'a> Teller<'a> {
    fn new(stockroom: &'a Stockroom, act: Act, line: &'a RecordLine) -> Teller<'a> {
        let record = stockroom.inventory.get(line.inventory.0);
        Teller {
            stockroom,
            act,
            line,
            unit: record.map(|record| stockroom.unit_of(record)).unwrap_or_default(),
            is_serial: record.map(PartInventory::tracking) == Some(Tracking::Serial),
        }
    }

    fn quantity(&self, quantity: Quantity) -> String {
        fields::quantity_of(self.stockroom, quantity, self.unit)
    }

    /// So much of it; a serial item is named alone.
    fn what(&self, quantity: Quantity) -> String {
        if self.is_serial && quantity == Quantity::ONE {
            return self.line.name.clone();
        }
        say(Word::MovedWhat, &[&self.quantity(quantity), &self.line.name])
    }

    fn place(&self, location: LocationId) -> Option<String> {
        location.some().map(|location| self.stockroom.location_path(location)).filter(|path| !path.is_empty())
    }

    /// A kit by its number: its run's title adds nothing to a sentence.
    fn kit(&self, kit: KitId) -> String {
        kit.0.to_string()
    }

    fn movement(&self, movement: &Movement) -> String {
        let what = self.what(movement.quantity);
        let of = |sentence: Word| say(sentence, &[&what]);
        let unit = |unit: InventoryId| self.stockroom.inventory_name(unit);
        match (movement.from, movement.to) {
            (Party::Kit { kit: from, .. }, Party::Kit { kit: to, .. }) => {
                say(Word::MovedBetweenKits, &[&what, &self.kit(from), &self.kit(to)])
            }
            (_, Party::Kit { kit, line }) => say(Word::MovedIssued, &[&what, &self.kit(kit), &self.stockroom.part_name(line)]),
            (_, Party::Unit { unit: on, .. }) => say(Word::MovedInstalled, &[&what, &unit(on)]),
            (Party::Unit { unit: on, .. }, Party::Scrapped) => say(Word::MovedOffToScrap, &[&what, &unit(on)]),
            (Party::Unit { unit: on, .. }, _) => say(Word::MovedTakenOff, &[&what, &unit(on)]),
            (Party::Kit { kit, .. }, Party::Stock) => say(Word::MovedReturned, &[&what, &self.kit(kit)]),
            (Party::Scrapped, Party::Outside(_)) => of(Word::MovedDisposed),
            (Party::Scrapped, _) => of(Word::MovedUnscrapped),
            (_, Party::Scrapped) => of(Word::MovedScrapped),
            (Party::Outside(reason), _) => self.came(reason, &what),
            (_, Party::Outside(reason)) => self.went(reason, &what),
            (Party::Stock, Party::Stock) => of(Word::MovedIn),
        }
    }

    /// It came on hand from outside.
    fn came(&self, reason: Reason, what: &str) -> String {
        let (at, plain) = match reason {
            Reason::Received => (Word::MovedReceivedAt, Word::MovedReceived),
            Reason::Built => (Word::MovedBuiltAt, Word::MovedBuilt),
            Reason::Counted => (Word::MovedCountedUp, Word::MovedCountedUp),
            Reason::Split | Reason::Merged => (Word::MovedTo, Word::MovedIn),
            Reason::Created | Reason::Deleted | Reason::Disposed => (Word::MovedCreatedAt, Word::MovedCreated),
        };
        match self.line.location.and_then(|span| self.place(span.after)) {
            Some(place) => say(at, &[what, &place]),
            None => say(plain, &[what]),
        }
    }

    /// It went from on hand to outside.
    fn went(&self, reason: Reason, what: &str) -> String {
        let sentence = match reason {
            Reason::Counted => Word::MovedCountedDown,
            Reason::Split if self.act == Act::Split => Word::MovedSplitOff,
            Reason::Merged => Word::MovedMergedAway,
            Reason::Split => match self.line.location.and_then(|span| self.place(span.before)) {
                Some(from) => {
                    return match self.place(self.line.split_to) {
                        Some(to) => say(Word::MovedFromTo, &[what, &from, &to]),
                        None => say(Word::MovedFrom, &[what, &from]),
                    };
                }
                None => Word::MovedOut,
            },
            Reason::Disposed => Word::MovedDisposed,
            Reason::Created | Reason::Received | Reason::Built | Reason::Deleted => Word::MovedGone,
        };
        say(sentence, &[what])
    }
}

/// What was set of a record; none for what tells the person nothing.
pub fn set_text(stockroom: &Stockroom, change: &Change) -> Option<String> {
    let Change::Set { field, before, after, .. } = change else { return None };
    // What has no name is of no use to a person: a label's code, the state of the BOM that a kit was prepared from.
    if field.attribute().is_none() && fields::label(*field) == word(Word::FieldOther) {
        return None;
    }
    let text = |value: &Value| {
        let text = value_text(stockroom, *field, value);
        if text.is_empty() { word(Word::ValueNone).to_owned() } else { text }
    };
    Some(say(Word::ChangeSet, &[&own::name(stockroom, *field), &text(before), &text(after)]))
}

/// What happened to a line of a BOM or of a kit.
fn line_text(stockroom: &Stockroom, change: &Change) -> Option<String> {
    match change {
        Change::Insert { table: Table::MbomItem, row, .. } => bom_line(stockroom, Word::BomLineAdded, row),
        Change::Remove { table: Table::MbomItem, row, .. } => bom_line(stockroom, Word::BomLineRemoved, row),
        Change::Insert { table: Table::KitItem, row, .. } => kit_line(stockroom, Word::MovedLineAdded, row),
        Change::Remove { table: Table::KitItem, row, .. } => kit_line(stockroom, Word::MovedLineRemoved, row),
        Change::Set { .. } => {
            let (table, id) = change.subject();
            let name = match table {
                Table::MbomItem => stockroom.mbom_items.get(id).map(|line| stockroom.part_name(line.part)),
                Table::KitItem => stockroom.kit_items.get(id).map(|line| stockroom.part_name(line.part)),
                _ => None,
            };
            Some(say(Word::LineChanged, &[&name?, &set_text(stockroom, change)?]))
        }
        _ => None,
    }
}

fn bom_line(stockroom: &Stockroom, sentence: Word, row: &[(u8, Value)]) -> Option<String> {
    let mut line = MbomItem::default();
    for (number, value) in row {
        line.set(*number, value.clone());
    }
    Some(say(sentence, &[&fields::quantity_of_part(stockroom, line.quantity, line.part), &stockroom.part_name(line.part)]))
}

fn kit_line(stockroom: &Stockroom, sentence: Word, row: &[(u8, Value)]) -> Option<String> {
    let mut line = PartKitItem::default();
    for (number, value) in row {
        line.set(*number, value.clone());
    }
    Some(say(sentence, &[&fields::quantity_of_part(stockroom, line.quantity, line.part), &stockroom.part_name(line.part)]))
}

/// Whether a change is of a line of this part's BOM, also of one that is gone since.
fn is_bom_line_of(change: &Change, table: Table, part: u32) -> bool {
    let (Change::Insert { row, .. } | Change::Remove { row, .. }) = change else { return false };
    table == Table::Part
        && change.subject().0 == Table::MbomItem
        && row.contains(&(MBOM_ITEM.parent.number(), Value::Ref(Table::Part, part)))
}

/// The records whose changes are part of a record's own history, in order: a kit's lines and what is issued to them, a part's
/// BOM, what is installed on a unit, a run's kits.
pub fn related(stockroom: &Stockroom, table: Table, id: u32) -> Vec<(Table, u32)> {
    let mut all = vec![(table, id)];
    let mut add = |of: Table, field: Field, target: u32| {
        let found = stockroom.referrers(field, target);
        all.extend(found.iter().map(|record| (of, *record)));
        found.to_vec()
    };
    match table {
        Table::Kit => {
            for item in add(Table::KitItem, crate::domain::KIT_ITEM.part_kit, id) {
                add(Table::KitRow, KIT_ROW.item, item);
            }
        }
        Table::Part => {
            add(Table::MbomItem, MBOM_ITEM.parent, id);
        }
        Table::Inventory => {
            for need in add(Table::Requirement, REQUIREMENT.unit, id) {
                add(Table::Installation, INSTALLATION.requirement, need);
            }
        }
        Table::Run => {
            add(Table::Kit, KIT.run, id);
        }
        _ => {}
    }
    all.sort_unstable();
    all
}
