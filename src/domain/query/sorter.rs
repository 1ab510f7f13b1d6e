//! Sorting records incrementally: keys are computed once and distributed byte by byte (radix sort), in slices between which
//! the stockroom may change.
//!
//! Each key of a record is read once and never compared with anything read later. So a record that changes meanwhile may
//! end up anywhere, and all others are in order: who caches the order remembers what changed since the sorter began, and
//! puts those records in anew.

use crate::domain::model::date::Date;
use crate::domain::model::record::{Field, Kind, Table};
use crate::domain::model::sort::sort;
use crate::domain::model::text::alike;
use crate::domain::query::cell::Cell;
use crate::domain::query::ids;
use crate::domain::query::sort_key::{NOTHING, cell_key, shown, text_key};
use crate::domain::query::spec::{Path, Sort};
use crate::domain::store::stockroom::Stockroom;
use fixedbitset::FixedBitSet;
use std::borrow::Cow;
use std::cmp::Ordering;

/// Rows that are handled in one slice.
pub(in crate::domain::query) const SLICE: usize = 2_048;
/// From so many rows on, they are distributed by the bytes of their keys instead of compared.
const MANY: usize = 64;
/// Texts that are equal for so many keys are compared in full, however many they are.
const DEEP: u32 = 4;

/// Sorts records by one column after the other, the last first, each leaving equals in the order of the one before.
pub(in crate::domain::query) struct Sorter {
    today: Date,
    /// Columns that are still to come; the next one last.
    left: Vec<Sort>,
    column: Option<ColumnSorter>,
    descending: bool,
    both: bool,
    /// The next stock record that is to be gathered, where all are wanted.
    next: Option<u32>,
    ids: Vec<u32>,
    /// Positions in `ids`, in the order so far; and in the other direction.
    places: Vec<u32>,
    turned: Vec<u32>,
    /// The ids in order, when it is done.
    pub sorted: Vec<u32>,
    /// The same in the other direction, for one column of all stock records.
    pub reversed: Vec<u32>,
}

impl Sorter {
    /// Of these records.
    pub fn of(ids: Vec<u32>, sorts: &[Sort], today: Date) -> Sorter {
        Sorter {
            today,
            left: sorts.to_vec(),
            column: None,
            descending: false,
            both: false,
            next: None,
            places: (0..ids.len() as u32).collect(),
            ids,
            turned: Vec::new(),
            sorted: Vec::new(),
            reversed: Vec::new(),
        }
    }

    /// Of all stock records; by one column, in both directions.
    pub fn of_all(sorts: &[Sort], today: Date) -> Sorter {
        Sorter { both: sorts.len() == 1, next: Some(1), ..Sorter::of(Vec::new(), sorts, today) }
    }

    /// Does a slice; `false`: it is done.
    pub fn step(&mut self, room: &Stockroom) -> bool {
        if let Some(next) = self.next {
            let end = room.inventory.next_id().min(next.saturating_add(SLICE as u32));
            self.ids.extend((next..end).filter(|id| room.inventory.get(*id).is_some()));
            self.next = (end < room.inventory.next_id()).then_some(end);
            if self.next.is_none() {
                self.places = (0..self.ids.len() as u32).collect();
            }
            return true;
        }
        if let Some(column) = &mut self.column {
            if !column.step(room, self.today) {
                self.take_over();
            }
            return true;
        }
        if let Some(sort) = self.left.pop() {
            self.descending = sort.descending;
            let turn = sort.descending || self.both;
            let (ids, places) = (std::mem::take(&mut self.ids), std::mem::take(&mut self.places));
            self.column = Some(ColumnSorter::new(room, Of::Path(sort.path), ids, places, turn, self.today));
            return true;
        }
        give(&self.ids, &self.places, &mut self.sorted);
        give(&self.ids, &self.turned, &mut self.reversed);
        self.sorted.len() < self.places.len()
    }

    fn take_over(&mut self) {
        let Some(column) = self.column.take() else { return };
        let (places, turned) = (column.places, column.turned);
        self.ids = column.ids;
        (self.places, self.turned) = if self.descending { (turned, places) } else { (places, turned) };
        if !self.both {
            self.turned = Vec::new();
        }
    }
}

/// Appends a slice of the ids, in the order of their places.
fn give(ids: &[u32], places: &[u32], to: &mut Vec<u32>) {
    to.reserve_exact(places.len() - to.len());
    let piece = places.get(to.len()..).unwrap_or(&[]).iter().take(SLICE);
    to.extend(piece.map(|place| ids.get(*place as usize).copied().unwrap_or(0)));
}

/// What records are sorted by.
enum Of {
    /// What the path leads to; nowhere: the id.
    Path(Path),
    /// What the table's records are called where nothing behind them is named.
    Name(Table),
}

/// Places that are to be sorted by a key of texts: the first, or a further one where those before are equal.
#[derive(Clone, Copy)]
struct Run {
    from: u32,
    to: u32,
    level: u32,
}

/// What is done next with a run.
#[derive(Clone, Copy)]
enum Step {
    /// Read which record each names.
    Targets,
    /// Sort those, once each and not per row.
    Ranking,
    /// The target's rank is the key.
    Ranks,
    Keys,
    /// Keys as rows that can be dealt out.
    Rows,
    /// Deal them out by one byte.
    Deal,
    /// The rows' places are the run's.
    Back,
    /// Find where equals begin.
    Split,
    /// All runs are sorted: the other direction.
    Turn,
    Done,
}

/// Records that are sorted by one column.
struct ColumnSorter {
    of: Of,
    texts: bool,
    turn: bool,
    ids: Vec<u32>,
    /// Positions in `ids`, in the order so far.
    places: Vec<u32>,
    /// The same from the end, equals as they were.
    turned: Vec<u32>,
    /// By position in `ids`.
    keys: Vec<u128>,
    /// The places where another group of equals begins.
    begins: FixedBitSet,
    runs: Vec<Run>,
    run: Run,
    step: Step,
    /// How far the step is within the run.
    at: usize,
    /// Where the group of equals begins that was found last.
    group: usize,
    /// The records that are named, and the sorting of them.
    named: Option<(Table, FixedBitSet)>,
    ranking: Option<Box<ColumnSorter>>,
    ranks: Vec<u32>,
    /// The bits that all keys of the run have, and those that any has.
    every: u128,
    any: u128,
    /// From which bit on the keys are dealt out now, and by which bytes: shifts.
    low: u32,
    bytes: Vec<u32>,
    byte: usize,
    rows: Vec<(u64, u32)>,
    dealt: Vec<(u64, u32)>,
    nothing: Vec<u32>,
    /// By byte and its value: how many rows have it, then where the next of them goes.
    counts: Vec<u32>,
}

impl ColumnSorter {
    fn new(room: &Stockroom, of: Of, ids: Vec<u32>, places: Vec<u32>, turn: bool, today: Date) -> ColumnSorter {
        let count = ids.len();
        let named = table_named(room, &of, &ids, today);
        let texts = match &of {
            Of::Name(_) => true,
            Of::Path(path) => path.first().is_some_and(|field| shows_texts(room, *field)),
        };
        ColumnSorter {
            of,
            texts,
            turn,
            places,
            turned: Vec::with_capacity(if turn { count } else { 0 }),
            keys: Vec::with_capacity(count),
            begins: ids::below(count as u32),
            runs: Vec::new(),
            run: Run { from: 0, to: count as u32, level: 0 },
            step: if named.is_some() { Step::Targets } else { Step::Keys },
            at: 0,
            group: 0,
            named: named.map(|table| (table, ids::below(room.table(table).next()))),
            ranking: None,
            ranks: Vec::new(),
            every: u128::MAX,
            any: 0,
            low: 0,
            bytes: Vec::new(),
            byte: 0,
            rows: Vec::new(),
            dealt: Vec::new(),
            nothing: Vec::new(),
            counts: Vec::new(),
            ids,
        }
    }

    /// Does a slice; `false`: it is sorted.
    fn step(&mut self, room: &Stockroom, today: Date) -> bool {
        let (from, to) = (self.run.from as usize, self.run.to as usize);
        let (first, end) = (from + self.at, to.min(from + self.at + SLICE));
        self.at += SLICE;
        let whole = end == to;
        match self.step {
            Step::Targets => {
                self.read_targets(room, first, end, today);
                self.then(whole, Step::Ranking);
            }
            Step::Ranking => {
                let done = self.rank(room, today);
                self.then(done, Step::Ranks);
            }
            Step::Ranks => {
                for at in first..end {
                    let rank = self.ranks.get(self.keys[at] as usize).copied().unwrap_or(0);
                    self.put_key(at, if rank == 0 { NOTHING } else { u128::from(rank) });
                }
                self.then(whole, Step::Rows);
            }
            Step::Keys => {
                self.read_keys(room, first, end, today);
                let compared = to - from < MANY || self.run.level >= DEEP;
                if whole && compared {
                    self.compare(room, today);
                    self.next_run();
                } else {
                    self.then(whole, Step::Rows);
                }
            }
            Step::Rows => {
                self.make_rows(first, end);
                self.then(whole, Step::Deal);
            }
            Step::Deal => self.deal(),
            Step::Back => {
                for at in first..end {
                    let row = self.rows.get(at - from).map(|row| row.1);
                    let place = row.or_else(|| self.nothing.get(at - from - self.rows.len()).copied());
                    self.places[at] = place.unwrap_or(0);
                }
                let again = self.low == 0 && self.spread() > u128::from(u64::MAX);
                self.then(whole, if again { Step::Rows } else { Step::Split });
                if whole && again {
                    self.low = 64;
                }
            }
            Step::Split => {
                self.split(first, end);
                if whole {
                    self.close(to);
                    self.next_run();
                }
            }
            Step::Turn => self.turn(),
            Step::Done => {}
        }
        !matches!(self.step, Step::Done)
    }

    /// Goes to the next step where this one is through.
    fn then(&mut self, through: bool, next: Step) {
        if through {
            (self.step, self.at) = (next, 0);
        }
    }

    fn next_run(&mut self) {
        self.at = 0;
        (self.every, self.any, self.low) = (u128::MAX, 0, 0);
        match self.runs.pop() {
            Some(run) => (self.run, self.step) = (run, Step::Keys),
            None => {
                self.step = if self.turn { Step::Turn } else { Step::Done };
                (self.rows, self.dealt) = Default::default();
            }
        }
    }

    fn read_targets(&mut self, room: &Stockroom, first: usize, end: usize, today: Date) {
        let (Of::Path(path), Some((_, named))) = (&self.of, &mut self.named) else { return };
        let Some(field) = path.first() else { return };
        for id in &self.ids[first..end] {
            let target = match room.cell(*field, *id, today) {
                Cell::Ref(_, target) => target,
                Cell::Refs(_, targets) => targets.first().copied().unwrap_or(0),
                _ => 0,
            };
            self.keys.push(u128::from(target));
            if target > 0 {
                ids::add(named, target);
            }
        }
    }

    /// Sorts the records that are named, slice by slice, and gives each its rank: 0 for what shows nothing.
    fn rank(&mut self, room: &Stockroom, today: Date) -> bool {
        let (Of::Path(path), Some((table, named))) = (&self.of, &self.named) else { return true };
        let ranking = self.ranking.get_or_insert_with(|| {
            let rest = path.get(1..).unwrap_or(&[]);
            let of = if rest.is_empty() { Of::Name(*table) } else { Of::Path(rest.to_vec()) };
            let ids = ids::list(named);
            let places = (0..ids.len() as u32).collect();
            Box::new(ColumnSorter::new(room, of, ids, places, false, today))
        });
        if ranking.step(room, today) {
            return false;
        }
        self.ranks = vec![0; room.table(*table).next() as usize];
        let mut rank = 0;
        for (at, place) in ranking.places.iter().enumerate() {
            rank += u32::from(ids::has(&ranking.begins, at as u32));
            let target = ranking.ids[*place as usize];
            if let Some(of_target) = self.ranks.get_mut(target as usize) {
                *of_target = if ranking.keys[*place as usize] == NOTHING { 0 } else { rank };
            }
        }
        (self.ranking, self.named) = (None, None);
        true
    }

    fn read_keys(&mut self, room: &Stockroom, first: usize, end: usize, today: Date) {
        let level = self.run.level;
        for at in first..end {
            let at = if level == 0 { at } else { self.places[at] as usize };
            let id = self.ids[at];
            let key = match &self.of {
                Of::Name(table) => text_key(&shown(room, *table, id), level),
                Of::Path(path) => match path.first().map(|field| room.cell(*field, id, today)) {
                    Some(Cell::Text(text)) => text_key(text, level),
                    Some(cell) => cell_key(&cell),
                    None => u128::from(id),
                },
            };
            if level == 0 {
                self.keys.push(key);
            }
            // Only the first keys say that there is nothing.
            self.put_key(at, if level == 0 { key } else { key.min(NOTHING - 1) });
        }
    }

    fn put_key(&mut self, at: usize, key: u128) {
        self.keys[at] = key;
        if key != NOTHING {
            self.every &= key;
            self.any |= key;
        }
    }

    /// The bits in which the run's keys differ, from the lowest on that they are dealt out by.
    fn spread(&self) -> u128 {
        if self.any == 0 { 0 } else { (self.every ^ self.any) >> self.low }
    }

    /// Keys that differ in at most 64 neighbouring bits, as those of one column nearly always do, are dealt out at once;
    /// others by their lower half, then by the upper one.
    fn make_rows(&mut self, first: usize, end: usize) {
        if first == self.run.from as usize {
            if self.low == 0 {
                let low = self.spread().trailing_zeros().min(127);
                self.low = if self.spread() >> low > u128::from(u64::MAX) { 0 } else { low };
            }
            let spread = self.spread() as u64;
            self.bytes = (0..64).step_by(8).filter(|shift| spread >> shift & 0xff != 0).collect();
            self.counts = vec![0; self.bytes.len() * 256];
            self.byte = 0;
            self.rows.clear();
            self.dealt.clear();
            self.nothing.clear();
            let count = (self.run.to - self.run.from) as usize;
            self.rows.reserve_exact(count);
            self.dealt.reserve_exact(count);
        }
        for place in &self.places[first..end] {
            let key = self.keys[*place as usize];
            if key == NOTHING {
                self.nothing.push(*place);
                continue;
            }
            let row = ((key >> self.low) as u64, *place);
            self.rows.push(row);
            self.dealt.push(row);
            for (at, shift) in self.bytes.iter().enumerate() {
                self.counts[at << 8 | (row.0 >> shift) as usize & 0xff] += 1;
            }
        }
    }

    /// Distributes a slice of the rows by one byte of their keys, in the order that they had.
    fn deal(&mut self) {
        let Some(shift) = self.bytes.get(self.byte).copied() else { return self.then(true, Step::Back) };
        let Some(counts) = self.counts.get_mut(self.byte << 8..(self.byte + 1) << 8) else { return };
        let first = self.at - SLICE;
        if first == 0 {
            let mut start = 0;
            for count in counts.iter_mut() {
                (*count, start) = (start, start + *count);
            }
        }
        for row in self.rows.iter().skip(first).take(SLICE) {
            let start = &mut counts[(row.0 >> shift) as usize & 0xff];
            self.dealt[*start as usize] = *row;
            *start += 1;
        }
        if self.at >= self.rows.len() {
            std::mem::swap(&mut self.rows, &mut self.dealt);
            self.byte += 1;
            self.at = 0;
        }
    }

    /// Marks where equals begin; equal texts that go on behind their keys are a run for the next keys.
    fn split(&mut self, first: usize, end: usize) {
        for at in first..end {
            let key = |at: usize| self.places.get(at).map(|place| self.keys[*place as usize]);
            if at > self.run.from as usize {
                if key(at) == key(at - 1) {
                    continue;
                }
                self.close(at);
            }
            self.group = at;
            ids::add(&mut self.begins, at as u32);
        }
    }

    fn close(&mut self, end: usize) {
        let Some(key) = self.places.get(self.group).map(|place| self.keys[*place as usize]) else { return };
        if self.texts && end - self.group > 1 && key != NOTHING && key & 0xff != 0 {
            self.runs.push(Run { from: self.group as u32, to: end as u32, level: self.run.level + 1 });
        }
    }

    /// Sorts a run by its keys and the whole texts behind them, at once.
    fn compare(&mut self, room: &Stockroom, today: Date) {
        let (from, to) = (self.run.from as usize, self.run.to as usize);
        let members: Vec<u32> = self.places[from..to].to_vec();
        let key = |at: u32| self.keys[members[at as usize] as usize];
        let text = |at: u32| self.text(room, self.ids[members[at as usize] as usize], today);
        let tie = |a: u32, b: u32| if self.texts { alike(&text(a), &text(b)) } else { Ordering::Equal };
        let mut rows: Vec<(u128, u32)> = (0..members.len() as u32).map(|at| (key(at), at)).collect();
        sort(&mut rows, if self.texts { Some(&tie) } else { None });
        let mut begins = Vec::new();
        let mut before: Option<(u128, u32)> = None;
        for (at, row) in rows.iter().enumerate() {
            if !before.replace(*row).is_some_and(|before| before.0 == row.0 && tie(before.1, row.1).is_eq()) {
                begins.push((from + at) as u32);
            }
        }
        begins.iter().for_each(|at| ids::add(&mut self.begins, *at));
        for (place, (_, at)) in self.places[from..to].iter_mut().zip(rows) {
            *place = members[at as usize];
        }
    }

    fn text<'a>(&self, room: &'a Stockroom, id: u32, today: Date) -> Cow<'a, str> {
        match &self.of {
            Of::Name(table) => shown(room, *table, id).into(),
            Of::Path(path) => match path.first().map(|field| room.cell(*field, id, today)) {
                Some(Cell::Text(text)) => text.into(),
                _ => "".into(),
            },
        }
    }

    /// A slice of the other direction: groups of equals from the last to the first, each as it is; nothing stays last.
    fn turn(&mut self) {
        let some = self.places.partition_point(|place| self.keys[*place as usize] != NOTHING);
        if self.at == SLICE {
            self.group = 0;
        }
        for at in (0..some - self.turned.len()).rev().take(SLICE) {
            self.turned.push(self.places[at]);
            if ids::has(&self.begins, at as u32) {
                self.turned[self.group..].reverse();
                self.group = self.turned.len();
            }
        }
        if self.turned.len() == some {
            self.turned.extend_from_slice(&self.places[some..]);
            self.step = Step::Done;
        }
    }
}

/// Whether what a field shows are texts.
fn shows_texts(room: &Stockroom, field: Field) -> bool {
    match field.attribute() {
        Some(attribute) => room.attributes.get(attribute).is_some_and(|it| it.is_text()),
        None => field.info().is_some_and(|info| info.kind == Kind::Text),
    }
}

/// The table that a column's references lead to, where it shows references.
fn table_named(room: &Stockroom, of: &Of, ids: &[u32], today: Date) -> Option<Table> {
    let Of::Path(path) = of else { return None };
    let field = path.first()?;
    match field.info().map(|info| info.kind) {
        Some(Kind::Ref(table) | Kind::Refs(table)) => Some(table),
        Some(_) => None,
        // Of what is derived, by the first cell that shows something.
        None => ids.iter().find_map(|id| match room.cell(*field, *id, today) {
            Cell::Ref(table, _) | Cell::Refs(table, _) => Some(Some(table)),
            Cell::None => None,
            _ => Some(None),
        })?,
    }
}
