//! The history, asked: the entries of a record, and a search of all entries, the newest first.

use crate::domain::derive::names::DEPTH_LIMIT;
use crate::domain::model::lower::lowercase;
use crate::domain::model::record::{TABLES, Table};
use crate::domain::query::cache::Cache;
use crate::domain::query::ids;
use crate::domain::query::search::{WORD_LIMIT, contains};
use crate::domain::store::entry::{Act, Brief};
use crate::domain::store::reads::TableSet;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{INSTALLATION, INVENTORY, KIT_ITEM, KIT_ROW, Part, Timestamp, UserId};
use fixedbitset::FixedBitSet;

/// Which entries are wanted.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct HistoryQuery {
    /// What was done; none: anything.
    pub act: Option<Act>,
    /// Who did it; none: anybody.
    pub actor: UserId,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Each word stands in the act's name, the note, the entry's number, or the noun or name of a record that it touched.
    pub search: String,
}

/// How acts and nouns are called in the person's language.
pub struct Names<'a> {
    pub act: &'a dyn Fn(Act) -> &'static str,
    pub noun: &'a dyn Fn(Table) -> &'static str,
}

/// The entries that touched any of these records, the newest first, at most so many.
pub fn entries_of(room: &Stockroom, cache: &Cache, records: &[(Table, u32)], limit: usize) -> Vec<u64> {
    room.history.note_wanted();
    cache.with(|caches| {
        let index = caches.history(room);
        let mut entries: Vec<u64> = records.iter().flat_map(|(table, id)| index.of(*table, *id).take(limit)).collect();
        entries.sort_unstable_by(|a, b| b.cmp(a));
        entries.dedup();
        entries.truncate(limit);
        entries
    })
}

/// The entries that fit, the newest first, at most so many.
pub fn search(room: &Stockroom, cache: &Cache, query: &HistoryQuery, names: &Names, limit: usize) -> Vec<u64> {
    let words: Vec<String> = query.search.split_whitespace().take(WORD_LIMIT).map(lowercase).collect();
    let mut words: Vec<Word> = words.iter().map(|text| Word::new(room, cache, text, names)).collect();
    let fits = |brief: &&Brief| {
        query.act.is_none_or(|act| act == brief.act)
            && (query.actor == UserId(0) || query.actor == brief.actor)
            && query.from.is_none_or(|from| brief.time >= from)
    };
    let fitting = room.history.newest().filter(fits);
    let found = fitting.filter(|brief| words.iter_mut().all(|word| word.is_in(room, brief)));
    found.take(limit).map(|brief| brief.sequence).collect()
}

/// A word of a search, with what is known of the records that have it.
struct Word<'a> {
    text: &'a str,
    number: Option<u64>,
    acts: Vec<Act>,
    /// The tables whose nouns have it.
    nouns: TableSet,
    names: Vec<Named>,
}

/// Of one table: which records were looked at, and which of them have the word in their name.
#[derive(Default)]
struct Named {
    known: FixedBitSet,
    with: FixedBitSet,
}

impl Named {
    /// The stock records with the word in their own texts or in the number of their part, by the search index.
    fn of_stock(room: &Stockroom, cache: &Cache, word: &str) -> Named {
        let end = room.inventory.next_id();
        let (mut known, mut with) = (ids::below(end), ids::below(end));
        known.insert_range(..);
        cache.with(|caches| caches.index(room).mark(word, &mut with));
        for (part, _) in room.parts.iter().filter(|(_, part)| is_part_named(part, word)) {
            room.referrers(INVENTORY.part, part).iter().for_each(|id| ids::add(&mut with, *id));
        }
        Named { known, with }
    }
}

impl<'a> Word<'a> {
    fn new(room: &Stockroom, cache: &Cache, text: &'a str, called: &Names) -> Word<'a> {
        let acts = Act::ALL.iter().copied().filter(|act| contains((called.act)(*act), text)).collect();
        let nouns = TABLES.into_iter().filter(|table| contains((called.noun)(owner(*table)), text)).collect();
        let mut names: Vec<Named> = TABLES.iter().map(|_| Named::default()).collect();
        if let Some(stock) = names.get_mut(Table::Inventory.index()) {
            *stock = Named::of_stock(room, cache, text);
        }
        Word { text, number: text.parse().ok(), acts, nouns, names }
    }

    fn is_in(&mut self, room: &Stockroom, brief: &Brief) -> bool {
        self.acts.contains(&brief.act)
            || self.number == Some(brief.sequence)
            || (!brief.note.is_empty() && contains(&brief.note, self.text))
            || brief.records.iter().any(|(table, id)| self.nouns.has(*table) || self.names_it(room, *table, *id))
    }

    /// Whether the record's name has the word. Each record is looked at once, however many entries touched it.
    fn names_it(&mut self, room: &Stockroom, table: Table, id: u32) -> bool {
        let Some(names) = self.names.get_mut(table.index()) else { return false };
        if names.known.len() <= id as usize {
            let end = room.table(table).next().max(id + 1) as usize;
            names.known.grow(end);
            names.with.grow(end);
        }
        if !ids::has(&names.known, id) {
            ids::add(&mut names.known, id);
            if is_named(room, table, id, self.text) {
                ids::add(&mut names.with, id);
            }
        }
        ids::has(&names.with, id)
    }
}

/// The table of what a person would name: a line's kit, a BOM line's part.
fn owner(table: Table) -> Table {
    match table {
        Table::KitItem | Table::KitRow => Table::Kit,
        Table::MbomItem | Table::SupplierPart => Table::Part,
        _ => table,
    }
}

/// Whether a word stands in a name of the record, piece by piece: no name is put together for it.
fn is_named(room: &Stockroom, table: Table, id: u32, word: &str) -> bool {
    match table {
        Table::Inventory => room.inventory.get(id).is_some_and(|it| {
            let own = [&*it.serial_number, &*it.lot_number];
            own.iter().any(|text| !text.is_empty() && contains(text, word))
                || room.parts.get(it.part.0).is_some_and(|part| is_part_named(part, word))
        }),
        Table::Part => room.parts.get(id).is_some_and(|part| is_part_named(part, word)),
        Table::Location => is_place_named(room, id, word),
        Table::KitRow => target(room, KIT_ROW.inventory, id, word),
        Table::Installation => target(room, INSTALLATION.inventory, id, word),
        Table::KitItem => target(room, KIT_ITEM.part, id, word) || target(room, KIT_ITEM.part_kit, id, word),
        _ => contains(&room.name_of(table, id), word),
    }
}

fn target(room: &Stockroom, field: crate::domain::Field, id: u32, word: &str) -> bool {
    let mut found = false;
    room.value(field, id).each_ref(|to, target| found = found || is_named(room, to, target, word));
    found
}

fn is_part_named(part: &Part, word: &str) -> bool {
    contains(&part.part_number, word) || contains(&part.revision, word)
}

fn is_place_named(room: &Stockroom, id: u32, word: &str) -> bool {
    let mut at = id;
    for _ in 0..DEPTH_LIMIT {
        let Some(place) = room.locations.get(at) else { return false };
        if contains(&place.name, word) {
            return true;
        }
        at = place.parent.0;
    }
    false
}
