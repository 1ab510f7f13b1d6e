//! Random plausible commands over a small world: what the property tests and the simulation throw at a stockroom.

use super::attributes::attribute_values;
pub use super::kinds::Kind;
use kitroom::domain::commands::command::*;
use kitroom::domain::model::record::ATTRIBUTES;
use kitroom::domain::query::cache::Cache;
use kitroom::domain::query::proposals::propose;
use kitroom::domain::rules::part::fits;
use kitroom::domain::*;

/// SplitMix64: the same seed gives the same acts for ever.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// 0 … `limit` − 1.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.roll() % limit.max(1)
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of several, each as likely.
    pub fn one<T>(&mut self, of: impl IntoIterator<Item = T>) -> Option<T> {
        let mut chosen = None;
        for (at, it) in (1..).zip(of) {
            if self.below(at) == 0 {
                chosen = Some(it);
            }
        }
        chosen
    }
}

/// A command of this kind that might be accepted; `None` where the stockroom gives no occasion.
pub fn suggest(kind: Kind, room: &Stockroom, dice: &mut Dice, today: Date) -> Option<Command> {
    let mut it = Suggestion { room, dice, today };
    match kind {
        Kind::Create => it.create(),
        Kind::Update => it.update(),
        Kind::Delete => it.delete(),
        Kind::Revise => it.revise(),
        Kind::CreateInventory => it.create_inventory(),
        Kind::UpdateInventory => it.update_inventory(),
        Kind::CreateSerials => it.create_serials(),
        Kind::Receive => it.receive(),
        Kind::Split => it.split(),
        Kind::Merge => it.merge(),
        Kind::Maintain => it.maintain(),
        Kind::CopyBom => it.copy_bom(),
        Kind::MoveInventory => it.move_inventory(),
        Kind::Count => it.count(),
        Kind::Scrap => it.scrap(),
        Kind::Unscrap | Kind::Dispose => it.out_of_scrapped(kind),
        Kind::Hold => it.hold(),
        Kind::CreateRun => it.create_run(),
        Kind::SetRunStatus => it.set_run_status(),
        Kind::CreateKit => it.create_kit(),
        Kind::PrepareKit => it.prepare_kit(),
        Kind::BringKitUp => it.bring_kit_up(),
        Kind::AddLine => it.add_line(),
        Kind::SetKitStatus => it.set_kit_status(),
        Kind::Issue => it.issue(),
        Kind::Return => it.give_back(),
        Kind::Fulfil => it.fulfil(),
        Kind::Install => it.install(),
        Kind::Uninstall => it.uninstall(),
        Kind::Undo => it.undo(),
        Kind::Batch => it.batch(),
    }
}

struct Suggestion<'a> {
    room: &'a Stockroom,
    dice: &'a mut Dice,
    today: Date,
}

fn text(text: impl AsRef<str>) -> Value {
    Value::Text(text.as_ref().into())
}

impl Suggestion<'_> {
    fn ids(&self, table: Table) -> impl Iterator<Item = u32> + use<'_> {
        let rows = self.room.table(table);
        (1..rows.next()).filter(move |id| rows.has(*id))
    }

    fn any(&mut self, table: Table) -> Option<u32> {
        let rows = self.room.table(table);
        let dice = &mut *self.dice;
        (0..40).map(|_| 1 + dice.below(u64::from(rows.next().max(2) - 1)) as u32).find(|id| rows.has(*id))
    }

    fn record(&mut self, wanted: impl Fn(&PartInventory) -> bool) -> Option<InventoryId> {
        let room = self.room;
        self.dice.one(room.inventory.iter().filter(|(_, it)| wanted(it))).map(|(id, _)| InventoryId(id))
    }

    /// Mostly none, often the right one, seldom a wrong one.
    fn etag(&mut self, table: Table, id: u32) -> Option<Etag> {
        match self.dice.below(20) {
            0 => Some(Etag(self.dice.roll())),
            1..8 => Some(self.room.etag(table, id)),
            _ => None,
        }
    }

    fn target(&mut self, id: InventoryId) -> Target<InventoryId> {
        let etag = self.etag(Table::Inventory, id.0);
        (id, etag)
    }

    fn step(&self, unit: UnitId) -> i64 {
        let decimals = self.room.units.get(unit.0).map_or(6, |unit| unit.decimals);
        10_i64.pow(6 - decimals.clamp(0, 6) as u32)
    }

    /// Above zero, up to `most` (seldom above), as fine as the unit allows (seldom finer).
    fn amount(&mut self, unit: UnitId, most: Quantity) -> Quantity {
        let step = if self.dice.chance(2) { 1 } else { self.step(unit) };
        let steps = (most.micros() / step).max(1) as u64;
        let steps = match self.dice.below(20) {
            0 => steps + 1,
            1..8 => steps,
            8..12 => 1,
            _ => 1 + self.dice.below(steps),
        };
        Quantity::from_micros(steps as i64 * step).unwrap_or(most)
    }

    fn whole(&mut self, most: u64) -> Quantity {
        Quantity::whole(1 + self.dice.below(most) as u32)
    }

    fn unit_of(&self, id: InventoryId) -> UnitId {
        self.room.inventory.get(id.0).map(|it| self.room.unit_of(it)).unwrap_or_default()
    }

    fn serial(&self, id: InventoryId) -> bool {
        self.room.inventory.get(id.0).is_some_and(|it| it.tracking() == Tracking::Serial)
    }

    /// So much of a record: a serial's is left out or 1.
    fn of(&mut self, id: InventoryId, most: Quantity) -> Option<Quantity> {
        match self.serial(id) {
            true if self.dice.chance(50) => None,
            true => Some(Quantity::ONE),
            false => Some(self.amount(self.unit_of(id), most)),
        }
    }

    fn place(&mut self) -> Option<LocationId> {
        self.any(Table::Location).map(LocationId)
    }

    fn parts(&mut self, but: u32) -> Vec<PartId> {
        let count = if self.dice.chance(30) { 1 + self.dice.below(2) } else { 0 };
        (0..count).filter_map(|_| self.any(Table::Part)).filter(|it| *it != but).map(PartId).collect()
    }

    /// A quantity for a plan of a part.
    fn planned(&mut self, part: u32) -> Quantity {
        let unit = self.room.parts.get(part).map(|part| part.unit_of_measure).unwrap_or_default();
        let most = self.whole(6);
        self.amount(unit, most)
    }

    /// A new name, seldom one that is there or differs only in case.
    fn name(&mut self, table: Table, field: Field) -> Value {
        let next = self.room.table(table).next();
        match self.any(table).filter(|_| self.dice.chance(8)).map(|id| self.room.value(field, id)) {
            Some(Value::Text(old)) if self.dice.chance(50) => text(old.to_lowercase()),
            Some(old) => old,
            None => text(format!("{}-{next}.{}", table.noun(), self.dice.below(100))),
        }
    }

    fn create(&mut self) -> Option<Command> {
        let tables = [
            (Table::Part, 40),
            (Table::MbomItem, 50),
            (Table::Location, 20),
            (Table::Requirement, 12),
            (Table::Supplier, 6),
            (Table::SupplierPart, 6),
            (Table::User, 3),
            (Table::Unit, 3),
            (Table::Attribute, 8),
        ];
        let mut at = self.dice.below(tables.iter().map(|(_, weight)| weight).sum());
        let table = tables.iter().find(|(_, weight)| {
            let here = at < *weight;
            at = at.wrapping_sub(*weight);
            here
        })?;
        let fields = match table.0 {
            Table::User => vec![(USER.name.number(), self.name(Table::User, USER.name))],
            Table::Attribute => {
                let (of, kind) = (1 + self.dice.below(6) as u8, 1 + self.dice.below(5) as u8);
                let choices = if kind == 5 || self.dice.chance(5) { text("red\ngreen\nBlue") } else { Value::Null };
                vec![
                    (ATTRIBUTE.table.number(), Value::Choice(of)),
                    (ATTRIBUTE.key.number(), self.name(Table::Attribute, ATTRIBUTE.key)),
                    (ATTRIBUTE.r#type.number(), Value::Choice(kind)),
                    (ATTRIBUTE.choices.number(), choices),
                ]
            }
            Table::Unit => {
                let decimals = Value::Int(self.dice.below(8) as i64);
                vec![(UNIT.r#type.number(), self.name(Table::Unit, UNIT.r#type)), (UNIT.decimals.number(), decimals)]
            }
            Table::SupplierPart => {
                let (part, supplier) = (self.any(Table::Part)?, self.any(Table::Supplier)?);
                vec![
                    (SUPPLIER_PART.part.number(), Value::Ref(Table::Part, part)),
                    (SUPPLIER_PART.supplier.number(), Value::Ref(Table::Supplier, supplier)),
                    (SUPPLIER_PART.supplier_part_number.number(), self.name(table.0, SUPPLIER_PART.supplier_part_number)),
                ]
            }
            Table::Supplier => vec![(SUPPLIER.name.number(), self.name(Table::Supplier, SUPPLIER.name))],
            Table::Location => {
                let mut fields = vec![(LOCATION.name.number(), self.name(Table::Location, LOCATION.name))];
                if let Some(parent) = self.place().filter(|_| self.dice.chance(60)) {
                    fields.push((LOCATION.parent.number(), Value::Ref(Table::Location, parent.0)));
                }
                fields.push((LOCATION.unavailable.number(), Value::Flag(self.dice.chance(15))));
                fields
            }
            Table::Part => self.part_fields(),
            Table::MbomItem => {
                // Parts come in three levels by their number, so that most plans have no cycle.
                let parent = self.any(Table::Part)?;
                let deeper = self.ids(Table::Part).filter(|id| id % 3 > parent % 3).collect::<Vec<_>>();
                let child = if self.dice.chance(5) { self.any(Table::Part)? } else { self.dice.one(deeper)? };
                let substitutes =
                    Value::Refs(Table::Part, self.parts(child).iter().map(|id| id.0).filter(|id| id % 3 == 2).collect());
                vec![
                    (MBOM_ITEM.parent.number(), Value::Ref(Table::Part, parent)),
                    (MBOM_ITEM.part.number(), Value::Ref(Table::Part, child)),
                    (MBOM_ITEM.quantity.number(), Value::Quantity(self.planned(child))),
                    (MBOM_ITEM.substitutes.number(), substitutes),
                    (MBOM_ITEM.reference_designators.number(), text(["", "R1", "R1-R3", "C1, C2"][self.dice.below(4) as usize])),
                ]
            }
            _ => {
                let unit = self.record(|it| it.tracking() == Tracking::Serial)?;
                let part = self.any(Table::Part)?;
                vec![
                    (REQUIREMENT.unit.number(), Value::Ref(Table::Inventory, unit.0)),
                    (REQUIREMENT.part.number(), Value::Ref(Table::Part, part)),
                    (REQUIREMENT.quantity.number(), Value::Quantity(self.planned(part))),
                ]
            }
        };
        Some(Command::Create { table: table.0, fields })
    }

    fn part_fields(&mut self) -> Fields {
        let tracking = [Tracking::Serial, Tracking::Lot, Tracking::Untracked][self.dice.below(3) as usize];
        let unit = if self.dice.chance(60) { Some(1) } else { self.any(Table::Unit) };
        let mut fields = vec![
            (PART.part_number.number(), self.name(Table::Part, PART.part_number)),
            (PART.tracking_type.number(), Value::Choice(tracking as u8)),
        ];
        if let Some(unit) = unit.filter(|_| self.dice.chance(92)) {
            fields.push((PART.unit_of_measure.number(), Value::Ref(Table::Unit, unit)));
        }
        if tracking == Tracking::Serial && self.dice.chance(30) {
            let days = self.dice.below(40) as i64;
            fields.push((PART.part_type.number(), Value::Choice(PartType::Tool as u8)));
            fields.push((PART.maintenance_interval.number(), Value::Int(days * 86_400)));
        }
        fields
    }

    fn update(&mut self) -> Option<Command> {
        if self.dice.chance(25) {
            let (table, values) = attribute_values(self.room, self.dice, self.today)?;
            let id = self.any(table)?;
            let etag = self.etag(table, id);
            return Some(Command::Update { table, id, etag, fields: vec![(ATTRIBUTES, values)] });
        }
        let tables = [
            Table::Settings,
            Table::User,
            Table::Unit,
            Table::Supplier,
            Table::SupplierPart,
            Table::Location,
            Table::Part,
            Table::MbomItem,
            Table::Run,
            Table::Kit,
            Table::KitItem,
            Table::Requirement,
            Table::Attribute,
        ];
        let table = self.dice.one(tables)?;
        let id = self.any(table)?;
        let flag = Value::Flag(self.dice.chance(40));
        let note = text(format!("note {}", self.dice.below(1000)));
        let place = self.place().map_or(Value::Null, |it| Value::Ref(Table::Location, it.0));
        let (field, value) = match (table, self.dice.below(3)) {
            (Table::Settings, 0) => (SETTINGS.other_revisions, flag),
            (Table::Settings, 1) => (SETTINGS.serial_pattern, text(format!("S{}-{{seq:4}}", self.dice.below(9)))),
            (Table::Settings, _) => (SETTINGS.stockroom_name, note),
            (Table::User, 0) => (USER.archived, flag),
            (Table::User, _) => (USER.name, self.name(table, USER.name)),
            (Table::Unit, 0) => (UNIT.decimals, Value::Int(self.dice.below(7) as i64)),
            (Table::Unit, _) => (UNIT.archived, flag),
            (Table::SupplierPart, 0) => (SUPPLIER_PART.supplier, Value::Ref(Table::Supplier, self.any(Table::Supplier)?)),
            (Table::SupplierPart, _) => (SUPPLIER_PART.manufacturer, note),
            (Table::Supplier, 0) => (SUPPLIER.name, self.name(table, SUPPLIER.name)),
            (Table::Supplier, _) => (SUPPLIER.notes, note),
            (Table::Location, 0) => (LOCATION.name, self.name(table, LOCATION.name)),
            (Table::Location, 1) => (LOCATION.parent, place),
            (Table::Location, _) => (LOCATION.unavailable, Value::Flag(self.dice.chance(15))),
            (Table::Part, 0) if self.dice.chance(30) => {
                (PART.maintenance_interval, Value::Int(self.dice.below(30) as i64 * 86_400))
            }
            (Table::Part, 0) => (PART.tracking_type, Value::Choice(1 + self.dice.below(3) as u8)),
            (Table::Part, 1) => (PART.unit_of_measure, Value::Ref(Table::Unit, self.any(Table::Unit)?)),
            (Table::Part, _) => (PART.description, note),
            (Table::MbomItem, 0) if self.dice.chance(50) => {
                (MBOM_ITEM.reference_designators, text(["", "R2", "R1-R4", "C2, C9"][self.dice.below(4) as usize]))
            }
            (Table::MbomItem, 0) => (MBOM_ITEM.part, Value::Ref(Table::Part, self.any(Table::Part)?)),
            (Table::MbomItem, _) => (MBOM_ITEM.quantity, Value::Quantity(self.whole(5))),
            (Table::Run, 0) => (RUN.archived, flag),
            (Table::Run, 1) => (RUN.quantity, Value::Quantity(self.whole(9))),
            (Table::Run, _) => (RUN.title, note),
            (Table::Kit, 0) => (KIT.delivery_location, place),
            (Table::Kit, 1) if self.dice.chance(50) => {
                let runs = self.room.runs.iter().filter(|(_, run)| run.is_open()).map(|(id, _)| id).collect::<Vec<_>>();
                (KIT.run, Value::Ref(Table::Run, self.dice.one(runs)?))
            }
            (Table::Kit, 1) => (KIT.current_location, place),
            (Table::Kit, _) => (KIT.assigned_to, Value::Ref(Table::User, self.any(Table::User)?)),
            (Table::Attribute, 0) => (ATTRIBUTE.key, self.name(table, ATTRIBUTE.key)),
            (Table::Attribute, 1) => {
                (ATTRIBUTE.choices, text(["red\nBlue", "red\n\n green \nBlue\nblack"][self.dice.below(2) as usize]))
            }
            (Table::Attribute, _) if self.dice.chance(30) => (ATTRIBUTE.r#type, Value::Choice(1 + self.dice.below(5) as u8)),
            (Table::Attribute, _) => (ATTRIBUTE.archived, flag),
            (Table::KitItem, 0) => (KIT_ITEM.notes, note),
            (Table::KitItem, _) => (KIT_ITEM.quantity, Value::Quantity(self.whole(8))),
            (_, 0) => (REQUIREMENT.part, Value::Ref(Table::Part, self.any(Table::Part)?)),
            (_, _) => (REQUIREMENT.quantity, Value::Quantity(self.whole(5))),
        };
        let etag = self.etag(table, id);
        Some(Command::Update { table, id, etag, fields: vec![(field.number(), value)] })
    }

    fn delete(&mut self) -> Option<Command> {
        let tables = [
            Table::User,
            Table::Unit,
            Table::Supplier,
            Table::SupplierPart,
            Table::Location,
            Table::Part,
            Table::MbomItem,
            Table::Inventory,
            Table::Run,
            Table::Kit,
            Table::KitItem,
            Table::Requirement,
            Table::Attribute,
        ];
        let table = self.dice.one(tables)?;
        let careless = self.dice.chance(15);
        let ids: Vec<u32> = self.ids(table).filter(|id| careless || !self.room.meta(table, *id).used).collect();
        let id = self.dice.one(ids)?;
        let etag = self.etag(table, id);
        Some(Command::Delete { table, id, etag })
    }

    fn revise(&mut self) -> Option<Command> {
        let part = self.any(Table::Part)?;
        let revision = ["B", "C", "D", "E", "F"][self.dice.below(5) as usize].into();
        let etag = self.etag(Table::Part, part);
        Some(Command::Revise { part: PartId(part), etag, revision, copy_bom: self.dice.chance(60) })
    }

    fn stock_fields(&mut self, part: u32) -> Fields {
        let mut fields = vec![(INVENTORY.part.number(), Value::Ref(Table::Part, part))];
        if let Some(place) = self.place().filter(|_| self.dice.chance(70)) {
            fields.push((INVENTORY.location.number(), Value::Ref(Table::Location, place.0)));
        }
        if let Some(supplier) = self.any(Table::Supplier).filter(|_| self.dice.chance(15)) {
            fields.push((INVENTORY.supplier.number(), Value::Ref(Table::Supplier, supplier)));
        }
        if self.dice.chance(12) {
            let last = Date(self.today.0 + self.dice.below(60) as i32 - 10);
            fields.push((INVENTORY.expires_on.number(), Value::Date(last)));
        }
        if let Some(unit) = self.any(Table::Unit).filter(|_| self.dice.chance(4)) {
            fields.push((INVENTORY.unit_of_measure.number(), Value::Ref(Table::Unit, unit)));
        }
        if self.dice.chance(10) {
            fields.push((INVENTORY.cost.number(), Value::Quantity(self.whole(50))));
        }
        fields
    }

    fn create_inventory(&mut self) -> Option<Command> {
        let part = self.any(Table::Part)?;
        let next = self.room.inventory.next_id();
        let (wanted, unit) = self.room.parts.get(part).map(|it| (it.tracking_type, it.unit_of_measure))?;
        let mut fields = self.stock_fields(part);
        let auto = self.dice.chance(25);
        let kind = if wanted == Tracking::Untracked {
            [Tracking::Untracked, Tracking::Lot, Tracking::Serial][self.dice.below(3) as usize]
        } else {
            wanted
        };
        if !auto && kind == Tracking::Serial {
            let again = self.record(|it| !it.serial_number.is_empty()).filter(|_| self.dice.chance(4));
            let old = again.and_then(|id| self.room.inventory.get(id.0)).map(|it| it.serial_number.to_lowercase());
            fields.push((INVENTORY.serial_number.number(), text(old.unwrap_or(format!("SN-{next}")))));
        }
        if kind == Tracking::Lot && !auto || kind == Tracking::Serial && self.dice.chance(20) {
            fields.push((INVENTORY.lot_number.number(), text(format!("L{}", self.dice.below(60)))));
        }
        let quantity = match kind {
            Tracking::Serial if self.dice.chance(85) => Some(Quantity::ONE),
            Tracking::Serial => None,
            _ if self.dice.chance(5) => None,
            Tracking::Untracked if self.dice.chance(8) => Some(self.whole(9).negated()),
            _ if self.dice.chance(3) => Some(self.amount(unit, Quantity::whole(999_999_999))),
            _ => Some(self.amount(unit, Quantity::whole(40))),
        };
        let auto_serial = auto && kind == Tracking::Serial;
        let auto_lot = auto && (kind == Tracking::Lot || self.dice.chance(10));
        let reason = if self.dice.chance(50) { Reason::Created } else { Reason::Received };
        Some(Command::CreateInventory(CreateInventory { fields, quantity, auto_serial, auto_lot, reason }))
    }

    fn update_inventory(&mut self) -> Option<Command> {
        let id = self.record(|_| true)?;
        let mut fields = Vec::new();
        if self.dice.chance(70) {
            fields.push(match self.dice.below(8) {
                0 => (INVENTORY.serial_number.number(), text(format!("RE-{}", self.dice.below(500)))),
                1 => (INVENTORY.lot_number.number(), text(format!("L{}", self.dice.below(60)))),
                2 => (INVENTORY.lot_number.number(), Value::Null),
                3 => (INVENTORY.expires_on.number(), Value::Date(Date(self.today.0 + self.dice.below(90) as i32))),
                4 => (INVENTORY.cost.number(), Value::Quantity(self.whole(20))),
                5 => (INVENTORY.unavailable.number(), Value::Flag(self.dice.chance(20))),
                6 => (INVENTORY.unit_of_measure.number(), Value::Ref(Table::Unit, self.any(Table::Unit)?)),
                _ => (INVENTORY.location.number(), self.place().map_or(Value::Null, |it| Value::Ref(Table::Location, it.0))),
            });
        }
        let quantity = self.dice.chance(40).then(|| self.counted(id));
        let etag = self.etag(Table::Inventory, id.0);
        Some(Command::UpdateInventory { id, etag, fields, quantity })
    }

    /// What a count might find.
    fn counted(&mut self, id: InventoryId) -> Quantity {
        let on_hand = self.room.inventory.get(id.0).map_or(Quantity::ZERO, PartInventory::on_hand);
        match self.dice.below(4) {
            0 => on_hand,
            _ if self.serial(id) => {
                if self.dice.chance(50) {
                    Quantity::ONE
                } else {
                    Quantity::ZERO
                }
            }
            1 => Quantity::ZERO,
            _ => self.amount(self.unit_of(id), on_hand.plus(Quantity::whole(4)).unwrap_or(on_hand)),
        }
    }

    fn create_serials(&mut self) -> Option<Command> {
        let parts = self.room.parts.iter().filter(|(_, it)| it.tracking_type != Tracking::Lot).map(|(id, _)| id);
        let part = self.dice.one(parts)?;
        let next = self.room.inventory.next_id();
        let serials = match self.dice.below(3) {
            0 => format!("R{next}-1…R{next}-{}", 2 + self.dice.below(3)),
            1 => format!("R{next}-8,11"),
            _ => format!("R{next}-{}", self.dice.below(20)),
        };
        let fields = self.stock_fields(part);
        Some(Command::CreateSerials { fields, serials: serials.as_str().into(), reason: Reason::Received })
    }

    fn receive(&mut self) -> Option<Command> {
        let careless = self.dice.chance(10);
        let room = self.room;
        let fine = |id: u32, it: &PartInventory| {
            careless
                || (it.merged_into.some().is_none()
                    && (it.serial_number.is_empty() || room.held_anywhere(InventoryId(id)).is_zero()))
        };
        let id = InventoryId(self.dice.one(room.inventory.iter().filter(|(id, it)| fine(*id, it)).map(|(id, _)| id))?);
        let quantity = self.of(id, Quantity::whole(25));
        let etag = self.etag(Table::Inventory, id.0);
        Some(Command::Receive { id, etag, quantity, note: "".into() })
    }

    fn split(&mut self) -> Option<Command> {
        let id = self.record(|it| it.stock > Quantity::ONE && it.serial_number.is_empty())?;
        let mut left = self.room.inventory.get(id.0)?.stock;
        let mut pieces = Vec::new();
        for _ in 0..1 + self.dice.below(3) {
            if left.is_positive() {
                let unit = self.unit_of(id);
                let quantity = self.amount(unit, left);
                let at = if self.dice.chance(50) { None } else { self.place() };
                pieces.push((quantity, at));
                left = left.less(quantity);
            }
        }
        let etag = self.etag(Table::Inventory, id.0);
        Some(Command::Split { id, etag, pieces })
    }

    fn merge(&mut self) -> Option<Command> {
        let room = self.room;
        let alike = |a: &PartInventory, b: &PartInventory| {
            a.part == b.part
                && a.lot_number == b.lot_number
                && a.location == b.location
                && room.unit_of(a) == room.unit_of(b)
                && a.expires_on == b.expires_on
                && a.supplier == b.supplier
                && a.cost == b.cost
                && a.usage_type == b.usage_type
                && a.unavailable == b.unavailable
                && b.serial_number.is_empty()
                && b.merged_into.some().is_none()
        };
        let twins = |it: &PartInventory| {
            room.referrers(INVENTORY.part, it.part.0)
                .iter()
                .copied()
                .filter(|other| room.inventory.get(*other).is_some_and(|other| alike(it, other)))
                .collect::<Vec<u32>>()
        };
        let able = room.inventory.iter().filter(|(_, it)| it.serial_number.is_empty() && it.merged_into.some().is_none());
        let able = able.filter(|(_, it)| twins(it).len() > 1).map(|(id, _)| id);
        let id = self.dice.one(able)?;
        let records = twins(room.inventory.get(id)?);
        let records: Vec<u32> = records.into_iter().filter(|other| *other == id || self.dice.chance(80)).collect();
        let records = records.into_iter().map(|id| self.target(InventoryId(id))).collect();
        Some(Command::Merge { records })
    }

    /// One to three records.
    fn some_records(&mut self, wanted: impl Fn(&PartInventory) -> bool) -> Vec<InventoryId> {
        let count = if self.dice.chance(60) { 1 } else { 2 + self.dice.below(2) };
        let mut records: Vec<InventoryId> = (0..count).filter_map(|_| self.record(&wanted)).collect();
        records.sort_unstable();
        records.dedup();
        records
    }

    fn move_inventory(&mut self) -> Option<Command> {
        let records = self.some_records(|it| !it.on_hand().is_zero());
        let first = *records.first()?;
        let location = self.place()?;
        let stock = self.room.inventory.get(first.0)?.stock;
        let quantity =
            (records.len() == 1 && stock.is_positive() && self.dice.chance(50)).then(|| self.of(first, stock)).flatten();
        let records = records.into_iter().map(|id| self.target(id)).collect();
        Some(Command::MoveInventory { records, location, quantity })
    }

    fn count(&mut self) -> Option<Command> {
        let records = self.some_records(|it| it.merged_into.some().is_none());
        let mut lines = Vec::new();
        for id in records {
            let etag = self.etag(Table::Inventory, id.0);
            lines.push(CountLine { id, etag, counted: self.counted(id) });
        }
        Some(Command::Count { lines, note: "counted".into() })
    }

    fn scrap(&mut self) -> Option<Command> {
        let room = self.room;
        let (id, most, item) = if self.dice.chance(30) {
            let (_, it) = self.dice.one(room.kit_rows.iter().filter(|(_, it)| it.quantity.is_positive()))?;
            (it.inventory, it.quantity, Some(it.item))
        } else if self.dice.chance(10) {
            (self.dice.one(room.runs.iter().filter(|(_, it)| it.is_unbuilt()).map(|(_, it)| it.unit))?, Quantity::ONE, None)
        } else {
            let id = self.record(|it| it.stock.is_positive())?;
            (id, room.inventory.get(id.0)?.stock, None)
        };
        let quantity = self.of(id, most);
        let etag = self.etag(Table::Inventory, id.0);
        Some(Command::Scrap { id, etag, quantity, item, note: "dropped".into() })
    }

    fn out_of_scrapped(&mut self, kind: Kind) -> Option<Command> {
        let id = self.record(|it| it.scrapped.is_positive())?;
        let quantity = self.of(id, self.room.inventory.get(id.0)?.scrapped);
        let etag = self.etag(Table::Inventory, id.0);
        Some(match kind {
            Kind::Unscrap => Command::Unscrap { id, etag, quantity, note: "".into() },
            _ => Command::Dispose { id, etag, quantity, note: "".into() },
        })
    }

    fn hold(&mut self) -> Option<Command> {
        let hold = self.dice.chance(45);
        let records = self.some_records(|it| it.unavailable != hold);
        let records = records.into_iter().map(|id| self.target(id)).collect();
        Some(Command::Hold { records, hold, note: if hold { "look at it" } else { "" }.into() })
    }

    fn copy_bom(&mut self) -> Option<Command> {
        let with_bom: Vec<u32> =
            self.ids(Table::Part).filter(|id| !self.room.referrers(MBOM_ITEM.parent, *id).is_empty()).collect();
        let (from, to) = (PartId(self.dice.one(with_bom)?), PartId(self.any(Table::Part)?));
        Some(Command::CopyBom { from, to })
    }

    fn maintain(&mut self) -> Option<Command> {
        let tools: Vec<InventoryId> =
            self.room.inventory.iter().map(|(id, _)| InventoryId(id)).filter(|id| self.room.is_tool(*id)).collect();
        let id = self.dice.one(tools)?;
        let days = self.dice.below(9) as i32;
        let date = self.dice.chance(60).then_some(Date(self.today.0 + 1 - days));
        Some(Command::Maintain { records: vec![self.target(id)], date, note: "".into() })
    }

    fn create_run(&mut self) -> Option<Command> {
        let mut fields = vec![(RUN.title.number(), text(format!("Run {}", self.room.runs.next_id())))];
        let with_bom: Vec<u32> =
            self.ids(Table::Part).filter(|id| !self.room.referrers(MBOM_ITEM.parent, *id).is_empty()).collect();
        let part = if self.dice.chance(75) { self.dice.one(with_bom) } else { self.any(Table::Part) };
        let Some(part) = part.filter(|_| self.dice.chance(92)) else {
            return Some(Command::CreateRun { fields, auto_serial: false, unit_serial: "".into() });
        };
        fields.push((RUN.part.number(), Value::Ref(Table::Part, part)));
        let there: Vec<u32> = self.room.referrers(INVENTORY.part, part).to_vec();
        if let Some(unit) = self.dice.one(there).filter(|_| self.dice.chance(35)) {
            fields.push((RUN.unit.number(), Value::Ref(Table::Inventory, unit)));
        }
        if self.room.parts.get(part)?.tracking_type != Tracking::Serial && self.dice.chance(40) {
            fields.push((RUN.quantity.number(), Value::Quantity(self.whole(9))));
        }
        let auto_serial = self.dice.chance(60);
        let unit_serial = if auto_serial { String::new() } else { format!("U-{}", self.room.inventory.next_id()) };
        Some(Command::CreateRun { fields, auto_serial, unit_serial: unit_serial.as_str().into() })
    }

    fn set_run_status(&mut self) -> Option<Command> {
        let run = self.any(Table::Run)?;
        let status = match self.dice.below(10) {
            0..2 => RunStatus::Complete,
            2 => RunStatus::Canceled,
            3 => RunStatus::Todo,
            4 => RunStatus::Hold,
            5 => RunStatus::Redline,
            _ => RunStatus::InProgress,
        };
        let etag = self.etag(Table::Run, run);
        Some(Command::SetRunStatus { run: RunId(run), etag, status, confirm: self.dice.chance(75), leftovers: self.leftovers() })
    }

    fn leftovers(&mut self) -> Leftovers {
        if self.dice.chance(30) { Leftovers::BackToTheShelf } else { Leftovers::WhereTheKitIs }
    }

    fn open_kits(&self) -> impl Iterator<Item = (u32, &PartKit)> {
        let open = |kit: &PartKit| kit.is_open() && self.room.runs.get(kit.run.0).is_some_and(Run::is_open);
        self.room.kits.iter().filter(move |(_, kit)| open(kit))
    }

    fn create_kit(&mut self) -> Option<Command> {
        let careless = self.dice.chance(8);
        let runs = self.room.runs.iter().filter(|(_, it)| careless || it.is_open()).map(|(id, _)| id);
        let run = self.dice.one(runs.collect::<Vec<_>>())?;
        let mut fields = vec![(KIT.run.number(), Value::Ref(Table::Run, run))];
        if let Some(place) = self.place().filter(|_| self.dice.chance(40)) {
            fields.push((KIT.delivery_location.number(), Value::Ref(Table::Location, place.0)));
        }
        Some(Command::CreateKit { fields })
    }

    fn prepare_kit(&mut self) -> Option<Command> {
        let careless = self.dice.chance(10);
        let able = |(_, kit): &(u32, &PartKit)| {
            let part = self.room.runs.get(kit.run.0).map(|run| run.part).unwrap_or_default();
            careless || (kit.prepared_at == 0 && !self.room.referrers(MBOM_ITEM.parent, part.0).is_empty())
        };
        let kits: Vec<u32> = self.open_kits().filter(able).map(|(id, _)| id).collect();
        let kit = self.dice.one(kits)?;
        let etag = self.etag(Table::Kit, kit);
        Some(Command::PrepareKit { kit: KitId(kit), etag })
    }

    fn bring_kit_up(&mut self) -> Option<Command> {
        let careless = self.dice.chance(10);
        let kits: Vec<u32> = self.open_kits().filter(|(_, kit)| careless || kit.prepared_at != 0).map(|(id, _)| id).collect();
        let kit = self.dice.one(kits)?;
        let etag = self.etag(Table::Kit, kit);
        Some(Command::BringKitUp { kit: KitId(kit), etag })
    }

    fn add_line(&mut self) -> Option<Command> {
        let kits: Vec<u32> = self.open_kits().map(|(id, _)| id).collect();
        let kit = if self.dice.chance(5) { self.any(Table::Kit)? } else { self.dice.one(kits)? };
        let stocked = self.record(|it| it.stock.is_positive()).and_then(|id| self.room.inventory.get(id.0));
        let part = match stocked.filter(|_| self.dice.chance(80)) {
            Some(it) => it.part.0,
            None => self.any(Table::Part)?,
        };
        let quantity = (!self.dice.chance(3)).then(|| self.planned(part));
        let substitutes = self.parts(part);
        Some(Command::AddLine { kit: KitId(kit), part: PartId(part), quantity, substitutes, notes: "".into() })
    }

    fn set_kit_status(&mut self) -> Option<Command> {
        let kit = self.any(Table::Kit)?;
        let status = match self.dice.below(10) {
            0 => KitStatus::Completed,
            1 => KitStatus::Canceled,
            2..4 => KitStatus::Delivered,
            4..6 => KitStatus::Requested,
            6 => KitStatus::Draft,
            _ => KitStatus::InProgress,
        };
        let location = self.place().filter(|_| self.dice.chance(50));
        let etag = self.etag(Table::Kit, kit);
        Some(Command::SetKitStatus { kit: KitId(kit), etag, status, location, leftovers: self.leftovers() })
    }

    /// Records that a line may be given from, most of them available ones.
    fn for_part(&mut self, part: PartId, substitutes: &[PartId]) -> Option<InventoryId> {
        let (room, today) = (self.room, self.today);
        let careless = self.dice.chance(8);
        let parts = std::iter::once(part).chain(substitutes.iter().copied());
        let records = parts.flat_map(|part| room.referrers(INVENTORY.part, part.0)).copied().map(InventoryId);
        self.dice.one(records.filter(|id| careless || room.available(*id, today).is_positive()))
    }

    fn issue(&mut self) -> Option<Command> {
        let room = self.room;
        let careless = self.dice.chance(12);
        let kits: Vec<u32> = self.open_kits().map(|(id, _)| id).collect();
        let wanting = |id: &u32| careless || room.item_remaining(KitItemId(*id)).is_positive();
        let lines = kits.iter().flat_map(|kit| room.items_of(KitId(*kit))).copied().filter(wanting);
        let stocked = |id: &u32| room.kit_items.get(*id).is_some_and(|it| room.part_available(it.part, self.today).is_positive());
        let lines: Vec<u32> = lines.filter(|id| careless || stocked(id)).collect();
        let item = KitItemId(self.dice.one(lines)?);
        let line = room.kit_items.get(item.0)?;
        let inventory = if self.dice.chance(3) { self.record(|_| true)? } else { self.for_part(line.part, &line.substitutes)? };
        let remaining = room.item_remaining(item);
        let stock = room.inventory.get(inventory.0)?.stock.or_zero();
        let quantity = self.of(inventory, remaining.min(stock));
        let etag = self.etag(Table::Inventory, inventory.0);
        let (allow_negative, allow_over) = (self.dice.chance(10), self.dice.chance(15));
        Some(Command::Issue(Issue { inventory, item, etag, quantity, allow_negative, allow_over }))
    }

    fn give_back(&mut self) -> Option<Command> {
        let room = self.room;
        let mut it = Return { note: "back".into(), ..Return::default() };
        if self.dice.chance(15) {
            let unit = self.dice.one(
                room.runs
                    .iter()
                    .filter(|(_, run)| run.missing().is_positive() && run.unit.some().is_some())
                    .map(|(_, run)| run.unit),
            )?;
            it.inventory = unit;
            it.quantity = self.of(unit, Quantity::whole(3));
        } else {
            let (_, row) = self.dice.one(room.kit_rows.iter().filter(|(_, it)| it.quantity.is_positive()))?;
            (it.inventory, it.item) = (row.inventory, Some(row.item));
            it.quantity = self.of(row.inventory, row.quantity);
        }
        it.etag = self.etag(Table::Inventory, it.inventory.0);
        it.location = self.place().filter(|_| self.dice.chance(25));
        (it.hold, it.scrap) = (self.dice.chance(12), self.dice.chance(12));
        Some(Command::Return(it))
    }

    fn fulfil(&mut self) -> Option<Command> {
        let kits: Vec<u32> = self.open_kits().map(|(id, _)| id).filter(|id| !self.room.items_of(KitId(*id)).is_empty()).collect();
        for _ in 0..6 {
            let kit = KitId(self.dice.one(kits.iter().copied())?);
            let mut picks: Vec<Pick> =
                propose(self.room, &Cache::new(), kit, self.today).into_iter().flat_map(|it| it.picks).collect();
            if picks.is_empty() {
                continue;
            }
            if self.dice.chance(30) {
                picks.truncate(1 + self.dice.below(picks.len() as u64) as usize);
            }
            let etag = self.etag(Table::Kit, kit.0);
            return Some(Command::Fulfil { kit, etag, picks });
        }
        None
    }

    fn install(&mut self) -> Option<Command> {
        let room = self.room;
        let careless = self.dice.chance(8);
        let open = |unit: InventoryId| {
            let runs = room.referrers(RUN.unit, unit.0);
            runs.is_empty() || runs.iter().any(|run| room.runs.get(*run).is_some_and(Run::is_open))
        };
        // From a kit of a run that builds the unit …
        let mut kitted = Vec::new();
        for (id, row) in room.kit_rows.iter().filter(|(_, row)| row.quantity.is_positive()) {
            let Some(line) = room.kit_items.get(row.item.0) else { continue };
            let run = room.kits.get(line.part_kit.0).and_then(|kit| room.runs.get(kit.run.0));
            let Some(unit) = run.and_then(|run| run.unit.some()).filter(|unit| open(*unit)) else { continue };
            let Some(record) = room.inventory.get(row.inventory.0) else { continue };
            let needs = room.requirements_of(unit).iter().filter_map(|need| Some((*need, room.requirements.get(*need)?)));
            kitted.extend(needs.filter(|(_, it)| fits(room, record, it.part, &it.substitutes)).map(|(need, _)| (id, need)));
        }
        if let Some((row, need)) = self.dice.one(kitted).filter(|_| self.dice.chance(60)) {
            let row = room.kit_rows.get(row)?;
            let quantity = self.of(row.inventory, row.quantity);
            let item = Some(row.item).filter(|_| self.dice.chance(50));
            let places = room.referrers(REQUIREMENT_DESIGNATOR.requirement, need).to_vec();
            let designator = self.dice.one(places).map(RequirementDesignatorId).filter(|_| self.dice.chance(40));
            let quantity = if designator.is_some() && self.dice.chance(90) { None } else { quantity };
            let (requirement, inventory) = (RequirementId(need), row.inventory);
            return Some(Command::Install(Install { requirement, inventory, etag: None, quantity, item, designator }));
        }
        // … or from stock.
        let needs = room
            .requirements
            .iter()
            .filter(|(id, it)| careless || (open(it.unit) && room.requirement_installed(RequirementId(*id)) < it.quantity));
        let (need, it) = self.dice.one(needs)?;
        let inventory = self.for_part(it.part, &it.substitutes)?;
        let stock = room.inventory.get(inventory.0)?.stock;
        let quantity = self.of(inventory, stock.min(it.quantity).or_zero());
        let etag = self.etag(Table::Inventory, inventory.0);
        Some(Command::Install(Install { requirement: RequirementId(need), inventory, etag, quantity, ..Install::default() }))
    }

    fn uninstall(&mut self) -> Option<Command> {
        let id = self.any(Table::Installation)?;
        let etag = self.etag(Table::Installation, id);
        let it = self.room.installations.get(id)?;
        let quantity = if self.dice.chance(40) { self.of(it.inventory, it.quantity) } else { None };
        let (hold, scrap) = (self.dice.chance(15), self.dice.chance(15));
        Some(Command::Uninstall { id: InstallationId(id), etag, hold, scrap, note: "".into(), quantity })
    }

    fn undo(&mut self) -> Option<Command> {
        let back = if self.dice.chance(70) { 25 } else { 800 };
        let entry = self.room.head.saturating_sub(self.dice.below(back)).max(1);
        let undone = self.room.history.entry(entry).map_or(0, |it| it.undone_by);
        Some(Command::Undo { entry: if undone != 0 && self.dice.chance(60) { undone } else { entry } })
    }

    fn batch(&mut self) -> Option<Command> {
        #[rustfmt::skip]
        let kinds = [
            Kind::CreateInventory, Kind::Create, Kind::Receive, Kind::Split, Kind::MoveInventory, Kind::Count,
            Kind::Hold, Kind::Issue, Kind::Scrap, Kind::AddLine, Kind::UpdateInventory, Kind::Return,
        ];
        let mut commands = Vec::new();
        for _ in 0..1 + self.dice.below(4) {
            let kind = self.dice.one(kinds)?;
            commands.extend(suggest(kind, self.room, self.dice, self.today));
        }
        Some(Command::Batch { act: Act::Bulk, note: "".into(), commands })
    }
}
