//! Whether stored changes can be applied: ids follow on, references can be there, texts are within their limits.
//!
//! Applying a change consults no rule, so bytes that somebody else may have written are checked before. [`reach`] is for
//! every entry that is read: what passes it costs no more memory than its bytes. [`Trial`] is for a saved copy: it also
//! compares each change with what stands, and each entry with what must be there after it.

use crate::domain::audit::audit;
use crate::domain::model::date::Timestamp;
use crate::domain::model::record::{Field, Kind, TABLES, Table, Value};
use crate::domain::model::text::{NAME_LIMIT, NOTES_LIMIT};
use crate::domain::rules::sweep::{Violation, check_all};
use crate::domain::store::entry::Before;
use crate::domain::store::stockroom::is_balance;
use crate::domain::{Act, Change, Date, Entry, Holder, InventoryId, Quantity, Stockroom};

/// Characters of an entry's note and device: several times what a person can type there.
const HEAD_LIMIT: usize = 4 * NOTES_LIMIT;
/// Milliseconds from 1970 to the last instant that a browser's calendar knows, either way.
const LAST_INSTANT: i64 = 8_640_000_000_000_000;
/// Days from 1970 to the last day that a date can be, either way: the year 9999.
const LAST_DAY: i32 = 2_932_896;
/// Changes of all entries together up to which the auditor adds all of them up once more.
const AUDITED: usize = 300_000;

/// What an entry has that can't be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Flaw {
    /// It creates a record whose id is not the next of its table, or is taken.
    Id(Table, u32),
    /// A record names one that is not there, or is removed while others name it.
    Reference(Table, u32),
    /// A text, day, instant or number of a record is past its limit.
    Limit(Table, u32),
    /// A record is changed that is not there, or was otherwise than the entry says.
    Before(Table, u32),
    /// A quantity of this stock record moves that can't.
    Quantity(u32),
    /// Its time, note, device or the entry that it takes back.
    Head,
    /// It is not how a stockroom begins, or one without settings or users comes of it.
    Beginning,
    /// What the auditor found in the stockroom that all entries make.
    Audit(String),
}

/// A flaw, and in which entry; 0: in what all of them make.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flawed {
    pub sequence: u64,
    pub flaw: Flaw,
}

/// Refuses an entry that can't be applied to this stockroom without asking for more than its bytes hold.
///
/// # Errors
/// The first flaw.
pub fn reach(room: &Stockroom, entry: &Entry) -> Result<(), Flaw> {
    head(entry)?;
    let mut reach = Reach::of(room, entry);
    for change in &entry.changes {
        reach.change(change)?;
    }
    Ok(())
}

fn head(entry: &Entry) -> Result<(), Flaw> {
    let long = |text: &str| text.len() > HEAD_LIMIT && text.chars().count() > HEAD_LIMIT;
    let past = entry.time.0.unsigned_abs() > LAST_INSTANT.unsigned_abs();
    if past || long(&entry.note) || long(&entry.device) || entry.undoes > entry.sequence {
        return Err(Flaw::Head);
    }
    Ok(())
}

/// How far the ids of each table go, now and when the entry's inserts are done.
struct Reach {
    next: [u32; TABLES.len()],
    last: [u32; TABLES.len()],
}

impl Reach {
    fn of(room: &Stockroom, entry: &Entry) -> Reach {
        let next = TABLES.map(|table| room.table(table).next());
        let mut last = next;
        for change in &entry.changes {
            if let Change::Insert { table, .. } = change {
                last[table.index()] = last[table.index()].saturating_add(1);
            }
        }
        Reach { next, last }
    }

    fn has(&self, table: Table, id: u32) -> bool {
        id > 0 && id < self.last[table.index()]
    }

    fn change(&mut self, change: &Change) -> Result<(), Flaw> {
        match change {
            Change::Insert { table, id, row } => {
                let next = &mut self.next[table.index()];
                if *id == 0 || *id > *next {
                    return Err(Flaw::Id(*table, *id));
                }
                if *id == *next {
                    *next += 1;
                }
                self.row(*table, *id, row)
            }
            Change::Remove { table, id, row } => {
                self.place(*table, *id)?;
                self.row(*table, *id, row)
            }
            Change::Set { field, id, before, after } => {
                self.place(field.table(), *id)?;
                self.value(*field, *id, before)?;
                self.value(*field, *id, after)
            }
            Change::Move { inventory, from, to, .. } => {
                self.place(Table::Inventory, inventory.0)?;
                for (table, id) in [from, to].into_iter().filter_map(|holder| holder.record()) {
                    self.place(table, id)?;
                }
                Ok(())
            }
        }
    }

    fn place(&self, table: Table, id: u32) -> Result<(), Flaw> {
        if self.has(table, id) { Ok(()) } else { Err(Flaw::Before(table, id)) }
    }

    fn row(&self, table: Table, id: u32, row: &[(u8, Value)]) -> Result<(), Flaw> {
        row.iter().try_for_each(|(number, value)| self.value(Field::new(table, *number), id, value))
    }

    fn value(&self, field: Field, id: u32, value: &Value) -> Result<(), Flaw> {
        within(field, id, value)?;
        let mut there = true;
        value.each_ref(|table, target| there &= self.has(table, target));
        there &= field.attribute().is_none_or(|attribute| self.has(Table::Attribute, attribute));
        if there { Ok(()) } else { Err(Flaw::Reference(field.table(), id)) }
    }
}

/// Refuses a value past what its field can hold.
///
/// # Errors
/// [`Flaw::Limit`].
pub fn within(field: Field, id: u32, value: &Value) -> Result<(), Flaw> {
    let right = match value {
        Value::Text(text) => text.len() <= NAME_LIMIT || text.chars().count() <= text_limit(field),
        Value::Date(Date(day)) => day.unsigned_abs() <= LAST_DAY.unsigned_abs(),
        Value::Time(Timestamp(time)) => time.unsigned_abs() <= LAST_INSTANT.unsigned_abs(),
        Value::Attributes(all) => {
            let of = |attribute: u32| Field::of_attribute(field.table(), attribute);
            return all.iter().try_for_each(|(attribute, value)| within(of(*attribute), id, &value.into()));
        }
        // Numbers that are counted up must leave room for it.
        Value::Int(number) => *number >= 0 && *number <= 1 << 53,
        _ => true,
    };
    if right { Ok(()) } else { Err(Flaw::Limit(field.table(), id)) }
}

/// The largest number of characters that a text field can hold.
fn text_limit(field: Field) -> usize {
    let long = |name: &str| name.ends_with("notes") || matches!(name, "description" | "reference_designators" | "choices");
    if field.info().is_some_and(|info| long(info.name)) { NOTES_LIMIT } else { NAME_LIMIT }
}

/// A stockroom that is made of foreign entries, one after the other, each checked first.
pub struct Trial {
    room: Stockroom,
    /// For the auditor, as long as there are not too many.
    entries: Vec<Entry>,
    changes: usize,
    /// It began with a stockroom whose entries are not known.
    loaded: bool,
}

impl Trial {
    /// Before the first entry.
    pub fn new(id: u128) -> Trial {
        Trial { room: Stockroom::new(id), entries: Vec::new(), changes: 0, loaded: false }
    }

    /// After the entries that made this stockroom: they can't be added up, so every record of it is asked by the rules.
    pub fn from(room: Stockroom) -> Trial {
        Trial { room, entries: Vec::new(), changes: 0, loaded: true }
    }

    /// Applies the next entry.
    ///
    /// # Errors
    /// Its first flaw; the trial is over then.
    pub fn admit(&mut self, entry: Entry) -> Result<(), Flawed> {
        let sequence = entry.sequence;
        let flawed = |flaw| Flawed { sequence, flaw };
        if sequence == 1 && entry.act != Act::Found {
            return Err(flawed(Flaw::Beginning));
        }
        reach(&self.room, &entry).map_err(flawed)?;
        entry.before.iter().try_for_each(|it| stood(&self.room, it)).map_err(flawed)?;
        for (at, change) in entry.changes.iter().enumerate() {
            agrees(&self.room, change).map_err(flawed)?;
            self.room.apply_part(&entry, at..at + 1);
            settled(&self.room, change).map_err(flawed)?;
        }
        self.room.conclude(&entry);
        for change in &entry.changes {
            references(&self.room, change).map_err(flawed)?;
        }
        if self.room.settings.len() != 1 || self.room.users.is_empty() {
            return Err(flawed(Flaw::Beginning));
        }
        self.changes += entry.changes.len();
        if self.changes <= AUDITED && !self.loaded {
            self.entries.push(entry);
        }
        Ok(())
    }

    /// The stockroom, when all entries are applied and nothing in it is wrong.
    ///
    /// # Errors
    /// No entry at all, or what the auditor finds first.
    pub fn finish(self) -> Result<Stockroom, Flawed> {
        if self.room.head == 0 {
            return Err(Flawed { sequence: 0, flaw: Flaw::Beginning });
        }
        let found = match self.loaded {
            true => unruly(&self.room),
            false if self.changes <= AUDITED => audit(&self.room, &self.entries),
            false => Vec::new(),
        };
        match found.into_iter().next() {
            Some(found) => Err(Flawed { sequence: 0, flaw: Flaw::Audit(found) }),
            None => Ok(self.room),
        }
    }
}

/// What a rule says no to of a stockroom.
fn unruly(room: &Stockroom) -> Vec<String> {
    let found = check_all(room).into_iter().take(1);
    let of = |it: Violation| format!("{:?} {}: {:?}", it.table, it.id, it.refusal.phrase.sentence);
    found.map(of).collect()
}

/// Whether an entry says of a stock record before it what stands there.
fn stood(room: &Stockroom, it: &Before) -> Result<(), Flaw> {
    let record = room.inventory.get(it.inventory.0);
    let right =
        record.is_some_and(|record| record.stock == it.stock && record.scrapped == it.scrapped && record.location == it.location);
    if right { Ok(()) } else { Err(Flaw::Before(Table::Inventory, it.inventory.0)) }
}

/// Whether a change says of the stockroom before it what stands there.
fn agrees(room: &Stockroom, change: &Change) -> Result<(), Flaw> {
    match change {
        Change::Insert { table, id, row } => {
            let ascending = row.windows(2).all(|two| two[0].0 < two[1].0);
            if room.table(*table).has(*id) {
                return Err(Flaw::Id(*table, *id));
            }
            if ascending && row.iter().all(|(number, _)| !is_balance(Field::new(*table, *number))) {
                return Ok(());
            }
            Err(Flaw::Before(*table, *id))
        }
        Change::Remove { table, id, row } => {
            let there = room.table(*table).has(*id) && room.table(*table).row(*id) == *row;
            if there { Ok(()) } else { Err(Flaw::Before(*table, *id)) }
        }
        Change::Set { field, id, before, .. } => {
            let there = room.table(field.table()).has(*id) && !is_balance(*field) && room.value(*field, *id) == *before;
            if there { Ok(()) } else { Err(Flaw::Before(field.table(), *id)) }
        }
        Change::Move { inventory, from, to, quantity } => {
            let holds = |holder: Holder| holder.record().is_none() || is_of(room, *inventory, holder);
            let there = room.inventory.get(inventory.0).is_some() && holds(*from) && holds(*to);
            let fits = |holder: Holder, by: Quantity| match holder {
                Holder::Outside(_) => true,
                _ => room.balance(*inventory, holder).plus(by).is_ok(),
            };
            let right = there && quantity.is_positive() && from != to && fits(*from, quantity.negated()) && fits(*to, *quantity);
            if right { Ok(()) } else { Err(Flaw::Quantity(inventory.0)) }
        }
    }
}

fn is_of(room: &Stockroom, inventory: InventoryId, holder: Holder) -> bool {
    match holder {
        Holder::Kit(row) => room.kit_rows.get(row.0).is_some_and(|row| row.inventory == inventory),
        Holder::Installed(it) => room.installations.get(it.0).is_some_and(|it| it.inventory == inventory),
        _ => true,
    }
}

/// Whether what was written is what is read: a value that a record can't hold, or "nothing" written out, is not.
fn settled(room: &Stockroom, change: &Change) -> Result<(), Flaw> {
    let right = match change {
        Change::Insert { table, id, row } => room.table(*table).row(*id) == *row,
        Change::Set { field, id, after, .. } => room.value(*field, *id) == *after,
        Change::Remove { .. } | Change::Move { .. } => true,
    };
    let (table, id) = change.subject();
    if right { Ok(()) } else { Err(Flaw::Limit(table, id)) }
}

/// Whether what the entry's records name is there, and nobody names what it removed.
fn references(room: &Stockroom, change: &Change) -> Result<(), Flaw> {
    let (table, id) = change.subject();
    let mut there = true;
    let mut look = |value: &Value| value.each_ref(|table, target| there &= room.table(table).has(target));
    match change {
        Change::Insert { row, .. } if room.table(table).has(id) => row.iter().for_each(|(_, value)| look(value)),
        Change::Set { field, .. } => {
            look(&room.value(*field, id));
            let named = field.attribute().filter(|_| room.value(*field, id) != Value::Null);
            there &= named.is_none_or(|attribute| room.attributes.get(attribute).is_some());
        }
        Change::Remove { .. } if !room.table(table).has(id) => {
            for (of, info) in TABLES.iter().flat_map(|of| of.fields().iter().map(move |info| (*of, info))) {
                let names = match info.kind {
                    Kind::Ref(to) | Kind::Refs(to) => to == table,
                    Kind::Attributes => table == Table::Attribute,
                    _ => false,
                };
                if names {
                    there &= room.referrers(Field::new(of, info.number), id).is_empty();
                }
            }
        }
        Change::Insert { .. } | Change::Remove { .. } | Change::Move { .. } => {}
    }
    if there { Ok(()) } else { Err(Flaw::Reference(table, id)) }
}
