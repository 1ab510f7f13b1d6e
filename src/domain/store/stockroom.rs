//! The stockroom: every table, the indexes over them, and `apply`, the only writer of both.

use crate::domain::model::etag::{Etag, mix};
use crate::domain::model::holder::Holder;
use crate::domain::model::quantity::Quantity;
use crate::domain::model::record::{Field, FieldInfo, Kind, TABLES, Table, Value};
use crate::domain::store::change::Change;
use crate::domain::store::entry::{Brief, Entry, Stamp};
use crate::domain::store::feed::{Feed, reports_referrers, reports_target};
use crate::domain::store::history::History;
use crate::domain::store::keys::{KeyIndex, Mixed, hash_key, hash_uid};
use crate::domain::store::postings::Postings;
use crate::domain::store::reads::TableSet;
use crate::domain::store::rows::AnyRowsMut;
use crate::domain::{
    ATTRIBUTE, AbomInstallation, Attribute, AttributeValue, BuildRequirement, INVENTORY, KIT, KIT_ITEM, KitRow, LOCATION,
    Location, MBOM_DESIGNATOR, MBOM_ITEM, MBOM_SUBSTITUTE, MbomDesignator, MbomItem, MbomSubstitute, PART, Part, PartInventory,
    PartKit, PartKitItem, REQUIREMENT_DESIGNATOR, RUN, RequirementDesignator, Run, SUPPLIER, SUPPLIER_PART, Settings, Supplier,
    SupplierPart, UNIT, USER, Unit, User,
};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

pub use crate::domain::store::keys::Key;
pub use crate::domain::store::rows::{AnyRows, Meta, Rows, is_balance, row_of};

/// A field by which an owner names what belongs to it; naming this way is no use of the owner.
fn is_owner(field: Field) -> bool {
    [MBOM_ITEM.parent, KIT_ITEM.part_kit, SUPPLIER_PART.part].contains(&field)
        || [MBOM_SUBSTITUTE.mbom_item, MBOM_DESIGNATOR.mbom_item, REQUIREMENT_DESIGNATOR.requirement].contains(&field)
}

/// Posting lists: for each referring field, the records that name a target, ascending.
struct Index {
    /// Position in `postings` by table and field number; 255: no reference.
    slots: [[u8; 32]; TABLES.len()],
    postings: Vec<Vec<Postings>>,
    keys: KeyIndex,
}

/// What is held of a stock record away from where it is on hand: sums in millionths, kept up by every move, so that nothing
/// walks all kits that a lot was ever in.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Held {
    pub in_kits: i128,
    pub installed: i128,
}

/// The whole of what a person keeps: one value in memory.
pub struct Stockroom {
    /// Names this stockroom for ever; a restored copy has another.
    pub id: u128,
    /// The number of the newest entry applied; 0: none.
    pub head: u64,
    pub settings: Rows<Settings>,
    pub users: Rows<User>,
    pub units: Rows<Unit>,
    pub suppliers: Rows<Supplier>,
    pub locations: Rows<Location>,
    pub parts: Rows<Part>,
    pub mbom_items: Rows<MbomItem>,
    pub inventory: Rows<PartInventory>,
    pub runs: Rows<Run>,
    pub kits: Rows<PartKit>,
    pub kit_items: Rows<PartKitItem>,
    pub kit_rows: Rows<KitRow>,
    pub requirements: Rows<BuildRequirement>,
    pub installations: Rows<AbomInstallation>,
    pub supplier_parts: Rows<SupplierPart>,
    pub mbom_substitutes: Rows<MbomSubstitute>,
    pub mbom_designators: Rows<MbomDesignator>,
    pub requirement_designators: Rows<RequirementDesignator>,
    pub attributes: Rows<Attribute>,
    /// What is remembered of every entry.
    pub history: History,
    index: Index,
    feed: Feed,
    /// By stock record, what is in kits and what is installed of it, in millionths; none for a record of which nothing is.
    held: HashMap<u64, Held, BuildHasherDefault<Mixed>>,
}

/// What rolling changes back restores beside their inverses: the stamps as they were, those of the last change last.
#[derive(Default)]
pub(in crate::domain) struct Saved {
    metas: Vec<(Table, u32, Meta)>,
}

/// Where a change's part of [`Saved`] begins, and whether its table grew for it.
#[derive(Clone, Copy)]
pub(in crate::domain) struct Mark {
    metas: u32,
    grew: bool,
}

/// How a change is applied: whose stamp it leaves, and where what it stamps over is saved.
#[derive(Default)]
struct Stamping<'a> {
    stamp: Option<Stamp>,
    saved: Option<&'a mut Saved>,
}

impl Stockroom {
    /// An empty stockroom, before its first entry.
    pub fn new(id: u128) -> Stockroom {
        let mut slots = [[255u8; 32]; TABLES.len()];
        let mut count = 0u8;
        for table in TABLES {
            for FieldInfo { number, kind, .. } in table.fields() {
                if matches!(kind, Kind::Ref(_) | Kind::Refs(_) | Kind::Attributes) {
                    slots[table.index()][usize::from(*number)] = count;
                    count += 1;
                }
            }
        }
        Stockroom {
            id,
            head: 0,
            settings: Rows::new(),
            users: Rows::new(),
            units: Rows::new(),
            suppliers: Rows::new(),
            locations: Rows::new(),
            parts: Rows::new(),
            mbom_items: Rows::new(),
            inventory: Rows::new(),
            runs: Rows::new(),
            kits: Rows::new(),
            kit_items: Rows::new(),
            kit_rows: Rows::new(),
            requirements: Rows::new(),
            installations: Rows::new(),
            supplier_parts: Rows::new(),
            mbom_substitutes: Rows::new(),
            mbom_designators: Rows::new(),
            requirement_designators: Rows::new(),
            attributes: Rows::new(),
            history: History::default(),
            index: Index { slots, postings: vec![Vec::new(); usize::from(count)], keys: KeyIndex::default() },
            feed: Feed::default(),
            held: HashMap::default(),
        }
    }

    /// A table without its noun.
    pub fn table(&self, table: Table) -> &dyn AnyRows {
        match table {
            Table::Settings => &self.settings,
            Table::User => &self.users,
            Table::Unit => &self.units,
            Table::Supplier => &self.suppliers,
            Table::Location => &self.locations,
            Table::Part => &self.parts,
            Table::MbomItem => &self.mbom_items,
            Table::Inventory => &self.inventory,
            Table::Run => &self.runs,
            Table::Kit => &self.kits,
            Table::KitItem => &self.kit_items,
            Table::KitRow => &self.kit_rows,
            Table::Requirement => &self.requirements,
            Table::Installation => &self.installations,
            Table::SupplierPart => &self.supplier_parts,
            Table::MbomSubstitute => &self.mbom_substitutes,
            Table::MbomDesignator => &self.mbom_designators,
            Table::RequirementDesignator => &self.requirement_designators,
            Table::Attribute => &self.attributes,
        }
    }

    fn table_mut(&mut self, table: Table) -> &mut dyn AnyRowsMut {
        match table {
            Table::Settings => &mut self.settings,
            Table::User => &mut self.users,
            Table::Unit => &mut self.units,
            Table::Supplier => &mut self.suppliers,
            Table::Location => &mut self.locations,
            Table::Part => &mut self.parts,
            Table::MbomItem => &mut self.mbom_items,
            Table::Inventory => &mut self.inventory,
            Table::Run => &mut self.runs,
            Table::Kit => &mut self.kits,
            Table::KitItem => &mut self.kit_items,
            Table::KitRow => &mut self.kit_rows,
            Table::Requirement => &mut self.requirements,
            Table::Installation => &mut self.installations,
            Table::SupplierPart => &mut self.supplier_parts,
            Table::MbomSubstitute => &mut self.mbom_substitutes,
            Table::MbomDesignator => &mut self.mbom_designators,
            Table::RequirementDesignator => &mut self.requirement_designators,
            Table::Attribute => &mut self.attributes,
        }
    }

    /// Which records changed, for caches that follow.
    pub fn feed(&self) -> &Feed {
        &self.feed
    }

    /// The tables that were read since this was asked last. A screen asks before and after it reads, to know what wakes it.
    pub fn take_reads(&self) -> TableSet {
        TABLES.into_iter().filter(|table| self.table(*table).take_read()).collect()
    }

    /// Counts tables as read: for a reader that answers from a cache of them.
    pub fn note_reads(&self, tables: TableSet) {
        tables.iter().for_each(|table| self.table(table).note_read());
    }

    /// The value of any stored field; `Null` where there is no record.
    pub fn value(&self, field: Field, id: u32) -> Value {
        match field.attribute() {
            Some(attribute) => self.attribute(field.table(), id, attribute).map_or(Value::Null, Value::from),
            None => self.table(field.table()).value(id, field.number()),
        }
    }

    /// What a record has in a field that the person defined.
    pub fn attribute(&self, table: Table, id: u32, attribute: u32) -> Option<&AttributeValue> {
        self.table(table).attributes(id)?.get(attribute)
    }

    /// The stamps of a record.
    pub fn meta(&self, table: Table, id: u32) -> Meta {
        self.table(table).meta(id).copied().unwrap_or_default()
    }

    /// The etag of a record.
    pub fn etag(&self, table: Table, id: u32) -> Etag {
        Etag::of(self.id, self.meta(table, id).touched)
    }

    /// The records whose `field` names the target, by id ascending.
    pub fn referrers(&self, field: Field, target: u32) -> &[u32] {
        self.table(field.table()).note_read();
        let slot = self.index.slots[field.table().index()].get(usize::from(field.number())).copied().unwrap_or(255);
        let lists = self.index.postings.get(usize::from(slot));
        lists.and_then(|lists| lists.get((target as usize).wrapping_sub(1))).map_or(&[], Postings::ids)
    }

    /// The records with this text as their key within the scope, whatever its case, by id ascending.
    pub fn lookup(&self, key: Key, scope: u32, text: &str) -> &[u32] {
        self.table(key.table()).note_read();
        self.index.keys.ids(hash_key(key, scope, text))
    }

    /// The record of a table with this uid: one, unless an index's marks meet by chance.
    pub fn by_uid(&self, table: Table, uid: u128) -> &[u32] {
        self.table(table).note_read();
        self.index.keys.ids(hash_uid(table, uid))
    }

    /// What is in kits and what is installed of a stock record.
    pub fn held(&self, inventory: u32) -> Held {
        self.table(Table::KitRow).note_read();
        self.table(Table::Installation).note_read();
        self.held.get(&mix(u64::from(inventory))).copied().unwrap_or_default()
    }

    /// Adds a balance of a kit row or an installation to what is held of its stock record.
    fn hold(&mut self, inventory: u32, table: Table, micros: i128) {
        if micros == 0 || inventory == 0 {
            return;
        }
        let key = mix(u64::from(inventory));
        let held = self.held.entry(key).or_default();
        match table {
            Table::KitRow => held.in_kits += micros,
            _ => held.installed += micros,
        }
        if *held == Held::default() {
            self.held.remove(&key);
        }
    }

    /// The balance of a kit row or an installation, and the stock record that it is of; nothing for other tables.
    fn holding(&self, table: Table, id: u32) -> Option<(u32, i128)> {
        match table {
            Table::KitRow => self.kit_rows.get(id).map(|row| (row.inventory.0, i128::from(row.quantity.micros()))),
            Table::Installation => self.installations.get(id).map(|it| (it.inventory.0, i128::from(it.quantity.micros()))),
            _ => None,
        }
    }

    /// Takes a row's balance out of what is held (`-1`) or puts it in (`1`), around a change of the row itself.
    fn count_holding(&mut self, table: Table, id: u32, sign: i128) {
        if let Some((inventory, micros)) = self.holding(table, id) {
            self.hold(inventory, table, sign * micros);
        }
    }

    /// Applies an entry: the only way that memory changes. It takes only the entry after the head; one that is
    /// already applied is skipped (catch-up was faster), and a later one is not taken: `false`.
    pub fn apply(&mut self, entry: &Entry) -> bool {
        if entry.sequence != self.head + 1 {
            return entry.sequence <= self.head;
        }
        self.apply_part(entry, 0..entry.changes.len());
        self.conclude(entry);
        true
    }

    /// A part of the next entry's changes, for one so large that a page would stand still: parts in their order, all
    /// of them, by one caller, then [`Stockroom::conclude`]. Until then who reads sees as much as is there.
    pub fn apply_part(&mut self, entry: &Entry, part: std::ops::Range<usize>) {
        let stamp = Some(entry.stamp());
        for change in entry.changes.get(part).unwrap_or(&[]) {
            self.apply_change(change, &mut Stamping { stamp, saved: None });
        }
    }

    /// Counts the entry as applied, when all of its changes are.
    pub fn conclude(&mut self, entry: &Entry) {
        self.head = entry.sequence;
        self.history.push(Brief::of(entry));
    }

    /// Applies one change of a draft, so that it can be rolled back.
    pub(in crate::domain) fn record_change(&mut self, change: &Change, stamp: Stamp, saved: &mut Saved) -> Mark {
        let metas = saved.metas.len() as u32;
        let grew = self.apply_change(change, &mut Stamping { stamp: Some(stamp), saved: Some(saved) });
        Mark { metas, grew }
    }

    /// Takes back the last change that was recorded.
    pub(in crate::domain) fn roll_back(&mut self, change: &Change, mark: Mark, saved: &mut Saved) {
        let none = &mut Stamping::default();
        match change {
            Change::Insert { table, id, row } => self.remove_row(*table, *id, row, none),
            Change::Remove { table, id, row } => drop(self.insert_row(*table, *id, row, none)),
            Change::Set { field, id, before, after } => self.set_field(*field, *id, after, before, none),
            Change::Move { inventory, from, to, quantity } => self.move_between(inventory.0, *to, *from, *quantity, none),
        }
        while saved.metas.len() > mark.metas as usize {
            let Some((table, id, meta)) = saved.metas.pop() else { break };
            if let Some(place) = self.table_mut(table).meta_mut(id) {
                *place = meta;
            }
        }
        let (table, id) = change.subject();
        self.feed.report(table, id);
        if mark.grew {
            self.table_mut(change.subject().0).shrink();
        }
    }

    /// Applies a change and says whether its table grew.
    fn apply_change(&mut self, change: &Change, how: &mut Stamping) -> bool {
        let mut grew = false;
        match change {
            Change::Insert { table, id, row } => grew = self.insert_row(*table, *id, row, how),
            Change::Remove { table, id, row } => self.remove_row(*table, *id, row, how),
            Change::Set { field, id, before, after } => self.set_field(*field, *id, before, after, how),
            Change::Move { inventory, from, to, quantity } => self.move_between(inventory.0, *from, *to, *quantity, how),
        }
        let (table, id) = change.subject();
        self.feed.report(table, id);
        grew
    }

    fn insert_row(&mut self, table: Table, id: u32, row: &[(u8, Value)], how: &mut Stamping) -> bool {
        let grew = self.table_mut(table).fill(id, row);
        self.count_holding(table, id, 1);
        for (number, value) in row {
            self.index_value(Field::new(table, *number), id, value, how);
        }
        self.index_keys(table, id, None);
        // Where the table grew, the stamps go with the place.
        let saved = if grew { how.saved.take() } else { None };
        self.stamp(table, id, how);
        how.saved = saved.or(how.saved.take());
        grew
    }

    fn remove_row(&mut self, table: Table, id: u32, row: &[(u8, Value)], how: &mut Stamping) {
        self.unindex_keys(table, id, None);
        self.count_holding(table, id, -1);
        for (number, value) in row {
            self.unindex_value(Field::new(table, *number), id, value);
        }
        self.stamp(table, id, how);
        self.table_mut(table).clear(id);
    }

    fn set_field(&mut self, field: Field, id: u32, before: &Value, after: &Value, how: &mut Stamping) {
        if let Some(attribute) = field.attribute() {
            return self.set_attribute(field, attribute, id, before, after, how);
        }
        self.unindex_keys(field.table(), id, Some(field));
        self.unindex_value(field, id, before);
        self.count_holding(field.table(), id, -1);
        self.table_mut(field.table()).set_value(id, field.number(), after.clone());
        self.count_holding(field.table(), id, 1);
        self.index_value(field, id, after, how);
        self.index_keys(field.table(), id, Some(field));
        self.stamp(field.table(), id, how);
        if let Some(by) = reports_referrers(field) {
            self.referrers(by, id).to_vec().into_iter().for_each(|record| self.feed.report(by.table(), record));
        }
    }

    /// Sets one attribute: its record is indexed under the definition for as long as it has a value.
    fn set_attribute(&mut self, field: Field, attribute: u32, id: u32, before: &Value, after: &Value, how: &mut Stamping) {
        let table = field.table();
        let Some(value) = after.as_attribute() else { return };
        self.table_mut(table).set_attribute(id, attribute, value);
        let named = Value::Ref(Table::Attribute, attribute);
        match (before, after) {
            (Value::Null, Value::Null) => {}
            (Value::Null, _) => self.index_value(field, id, &named, how),
            (_, Value::Null) => self.unindex_value(field, id, &named),
            _ => {}
        }
        self.stamp(table, id, how);
    }

    fn move_between(&mut self, inventory: u32, from: Holder, to: Holder, quantity: Quantity, how: &mut Stamping) {
        self.shift(inventory, from, quantity.negated(), how);
        self.shift(inventory, to, quantity, how);
        self.stamp(Table::Inventory, inventory, how);
    }

    /// Changes one balance.
    fn shift(&mut self, inventory: u32, holder: Holder, by: Quantity, how: &mut Stamping) {
        let (field, id) = match holder {
            Holder::Outside(_) => return,
            Holder::Stock => (INVENTORY.stock, inventory),
            Holder::Scrapped => (INVENTORY.scrapped, inventory),
            Holder::Kit(row) => (crate::domain::KIT_ROW.quantity, row.0),
            Holder::Installed(installation) => (crate::domain::INSTALLATION.quantity, installation.0),
        };
        let Value::Quantity(now) = self.value(field, id).or_quantity() else { return };
        let then = now.less(by.negated());
        self.count_holding(field.table(), id, -1);
        self.table_mut(field.table()).set_value(id, field.number(), Value::Quantity(then));
        self.count_holding(field.table(), id, 1);
        if field.table() != Table::Inventory {
            self.stamp(field.table(), id, how);
            self.feed.report(field.table(), id);
        }
    }

    fn stamp(&mut self, table: Table, id: u32, how: &mut Stamping) {
        let Some(stamp) = how.stamp else { return };
        let Some(meta) = self.table_mut(table).meta_mut(id) else { return };
        let before = *meta;
        if meta.touched == 0 {
            meta.created_at = stamp.time;
            meta.created_by = stamp.actor;
        }
        meta.updated_at = stamp.time;
        meta.updated_by = stamp.actor;
        meta.touched = stamp.sequence;
        if let Some(saved) = how.saved.as_mut().filter(|_| *meta != before) {
            saved.metas.push((table, id, before));
        }
    }

    fn index_value(&mut self, field: Field, id: u32, value: &Value, how: &mut Stamping) {
        let slot = usize::from(self.index.slots[field.table().index()].get(usize::from(field.number())).copied().unwrap_or(255));
        value.each_ref(|table, target| {
            let Some(lists) = self.index.postings.get_mut(slot) else { return };
            let at = (target as usize).wrapping_sub(1);
            if lists.len() <= at {
                lists.resize_with(at + 1, Postings::default);
            }
            lists[at].insert(id);
            if reports_target(field) {
                self.feed.report(table, target);
            }
            if how.stamp.is_some() && !is_owner(field) {
                if let Some(meta) = self.table_mut(table).meta_mut(target).filter(|meta| !meta.used) {
                    if let Some(saved) = &mut how.saved {
                        saved.metas.push((table, target, *meta));
                    }
                    meta.used = true;
                }
            }
        });
    }

    fn unindex_value(&mut self, field: Field, id: u32, value: &Value) {
        let slot = usize::from(self.index.slots[field.table().index()].get(usize::from(field.number())).copied().unwrap_or(255));
        value.each_ref(|table, target| {
            if reports_target(field) {
                self.feed.report(table, target);
            }
            let lists = self.index.postings.get_mut(slot);
            if let Some(list) = lists.and_then(|lists| lists.get_mut((target as usize).wrapping_sub(1))) {
                list.remove(id);
            }
        });
    }

    /// Adds the keys of a record that `field` (or any, for `None`) is part of.
    fn index_keys(&mut self, table: Table, id: u32, field: Option<Field>) {
        for hash in self.keys_of(table, id, field).into_iter().flatten() {
            self.index.keys.add(hash, id);
        }
    }

    fn unindex_keys(&mut self, table: Table, id: u32, field: Option<Field>) {
        for hash in self.keys_of(table, id, field).into_iter().flatten() {
            self.index.keys.remove(hash, id);
        }
    }

    /// The keys of a record that `field` (or any, for `None`) is part of.
    fn keys_of(&self, table: Table, id: u32, field: Option<Field>) -> [Option<u64>; KEYS] {
        let concerns = |fields: &[Field]| field.is_none_or(|field| fields.contains(&field));
        let one = |key: Key, scope: u32, text: &str| (!text.is_empty()).then(|| hash_key(key, scope, text));
        let uid = |uid: u128| (uid != 0).then(|| hash_uid(table, uid));
        let (mut keys, mut count) = ([None; KEYS], 0);
        let mut put = |all: &[Option<u64>]| {
            for key in all {
                keys[count] = *key;
                count += 1;
            }
        };
        match table {
            Table::Part if concerns(&[PART.part_number, PART.barcode, PART.uid]) => {
                let Some(it) = self.parts.get(id) else { return keys };
                put(&[one(Key::PartNumber, 0, &it.part_number), one(Key::PartBarcode, 0, &it.barcode), uid(it.uid)]);
            }
            Table::Inventory
                if concerns(&[
                    INVENTORY.part,
                    INVENTORY.serial_number,
                    INVENTORY.lot_number,
                    INVENTORY.barcode,
                    INVENTORY.uid,
                ]) =>
            {
                let Some(it) = self.inventory.get(id) else { return keys };
                let part = it.part.0;
                put(&[one(Key::Serial, part, &it.serial_number), one(Key::AnySerial, 0, &it.serial_number)]);
                put(&[one(Key::Lot, part, &it.lot_number), one(Key::AnyLot, 0, &it.lot_number)]);
                put(&[one(Key::InventoryBarcode, 0, &it.barcode), uid(it.uid)]);
            }
            Table::Location if concerns(&[LOCATION.name, LOCATION.parent, LOCATION.barcode, LOCATION.uid]) => {
                let Some(it) = self.locations.get(id) else { return keys };
                put(&[one(Key::LocationName, it.parent.0, &it.name), one(Key::AnyLocationName, 0, &it.name)]);
                put(&[one(Key::LocationBarcode, 0, &it.barcode), uid(it.uid)]);
            }
            Table::Kit if concerns(&[KIT.uid]) => put(&[self.kits.get(id).and_then(|it| uid(it.uid))]),
            Table::Run if concerns(&[RUN.uid]) => put(&[self.runs.get(id).and_then(|it| uid(it.uid))]),
            Table::Attribute if concerns(&[ATTRIBUTE.table, ATTRIBUTE.key]) => {
                put(&[self.attributes.get(id).and_then(|it| one(Key::AttributeKey, it.table as u32, &it.key))]);
            }
            Table::Supplier if concerns(&[SUPPLIER.name]) => {
                put(&[self.suppliers.get(id).and_then(|it| one(Key::SupplierName, 0, &it.name))]);
            }
            Table::Unit if concerns(&[UNIT.r#type]) => {
                put(&[self.units.get(id).and_then(|it| one(Key::UnitType, 0, &it.r#type))]);
            }
            Table::User if concerns(&[USER.name]) => put(&[self.users.get(id).and_then(|it| one(Key::UserName, 0, &it.name))]),
            Table::SupplierPart if concerns(&[SUPPLIER_PART.supplier_part_number, SUPPLIER_PART.manufacturer_part_number]) => {
                let Some(it) = self.supplier_parts.get(id) else { return keys };
                put(&[one(Key::SupplierPartNumber, 0, &it.supplier_part_number)]);
                put(&[one(Key::ManufacturerPartNumber, 0, &it.manufacturer_part_number)]);
            }
            _ => {}
        }
        keys
    }

    /// Puts a record with its balances and stamps in place, taking the values out of `row`: for a checkpoint, which
    /// holds rows and not changes.
    pub fn load(&mut self, table: Table, id: u32, row: &mut Vec<(u8, Value)>, meta: Meta) {
        for (number, value) in row.iter() {
            self.index_value(Field::new(table, *number), id, value, &mut Stamping::default());
        }
        self.count_holding(table, id, -1);
        self.table_mut(table).fill_with(id, row);
        self.count_holding(table, id, 1);
        self.index_keys(table, id, None);
        self.feed.report(table, id);
        if let Some(place) = self.table_mut(table).meta_mut(id) {
            *place = meta;
        }
    }

    /// Keeps the place of a removed record: ids are never reused.
    pub fn load_removed(&mut self, table: Table, id: u32, meta: Meta) {
        self.table_mut(table).fill(id, &[]);
        self.table_mut(table).clear(id);
        if let Some(place) = self.table_mut(table).meta_mut(id) {
            *place = meta;
        }
    }
}

impl Value {
    /// A quantity, zero for nothing.
    fn or_quantity(self) -> Value {
        if self == Value::Null { Value::Quantity(Quantity::ZERO) } else { self }
    }
}

/// Keys of one record at most.
const KEYS: usize = 6;
