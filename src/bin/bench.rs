//! The engine for the benchmark's page: the same code as the app's, on the browser's real storage, without a screen.

use kitroom::domain::commands::command::Issue;
use kitroom::domain::query::cache::Cache;
use kitroom::domain::query::cell::derived;
use kitroom::domain::query::find::{Filter, Op, Operand, Query, Sort, find};
use kitroom::domain::{
    Act, Command, Field, INVENTORY, InventoryId, KIT, KitId, KitItemId, PartId, Quantity, RUN, Stockroom, Table, UserId, Value,
};
use kitroom::engine::{Engine, Refused, Request};
use kitroom::exchange::columns::{ImportKind, guess};
use kitroom::exchange::csv::Sheet;
use kitroom::exchange::plan::{Options, plan};
use kitroom::ui::features::inventory::list;
use kitroom::web::clock;
use kitroom::web::idb::IdbJournal;
use kitroom::web::world::BrowserWorld;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Rows of a page.
const PAGE: usize = 50;

fn main() {}

/// An open stockroom.
#[wasm_bindgen]
pub struct Kitroom {
    engine: Rc<Engine>,
    cache: Cache,
}

/// Opens the stockroom in the database of this name: a new one is founded.
///
/// # Errors
/// What the engine says.
#[wasm_bindgen]
pub async fn open(name: String) -> Result<Kitroom, JsValue> {
    let world = BrowserWorld { who: || (UserId(1), "bench".into()), show: |_, _| {}, is_canceled: || false };
    let engine = Engine::boot(Rc::new(IdbJournal::new(&name)), Rc::new(world), "Bench").await;
    Ok(Kitroom { engine: engine.map_err(|error| JsValue::from(format!("{error:?}")))?, cache: Cache::new() })
}

#[wasm_bindgen]
impl Kitroom {
    /// Brings a stock list in, as the import page does: read, plan, and one durable act. Gives how many records are there.
    ///
    /// # Errors
    /// The first thing wrong.
    pub async fn import(&self, file: Vec<u8>) -> Result<u32, JsValue> {
        let command = {
            let sheet = Sheet::read(&file).map_err(|_| JsValue::from("the file can't be read"))?;
            drop(file);
            let mapping = guess(ImportKind::Stock, &sheet);
            let room = self.engine.room();
            let room = room.borrow();
            plan(&room, ImportKind::Stock, &sheet, &mapping, &Options::default()).command().ok_or("rows are wrong")?
        };
        self.act(command).await?;
        Ok(self.look(|room| room.inventory.len()) as u32)
    }

    /// One run, and kits of ten lines each: `lines` are pairs of part and required quantity, ten a kit.
    ///
    /// # Errors
    /// The first refusal.
    pub async fn kits(&self, lines: Vec<u32>) -> Result<(), JsValue> {
        let title = vec![(RUN.title.number(), Value::Text("Bench".into()))];
        let mut commands = vec![Command::CreateRun { fields: title, auto_serial: false, unit_serial: "".into() }];
        for (kit, lines) in (1u32..).zip(lines.chunks(20)) {
            commands.push(Command::CreateKit { fields: vec![(KIT.run.number(), Value::Ref(Table::Run, 1))] });
            for line in lines.chunks(2) {
                let (part, required) = (PartId(line[0]), Some(Quantity::whole(line[1])));
                let (substitutes, notes) = (Vec::new(), "".into());
                commands.push(Command::AddLine { kit: KitId(kit), part, quantity: required, substitutes, notes });
            }
        }
        self.act(Command::Batch { act: Act::Bulk, note: "".into(), commands }).await
    }

    /// One of a record to a line, durably.
    ///
    /// # Errors
    /// The refusal.
    pub async fn issue(&self, inventory: u32, item: u32) -> Result<(), JsValue> {
        self.act(issue(inventory, item)).await
    }

    /// Several issues as one act: pairs of record and line.
    ///
    /// # Errors
    /// The first refusal.
    pub async fn issue_many(&self, pairs: Vec<u32>) -> Result<(), JsValue> {
        let commands = pairs.chunks(2).map(|pair| issue(pair[0], pair[1])).collect();
        self.act(Command::Batch { act: Act::Bulk, note: "".into(), commands }).await
    }

    /// Writes a checkpoint.
    ///
    /// # Errors
    /// What the storage says.
    pub async fn checkpoint(&self) -> Result<(), JsValue> {
        self.engine.checkpoint().await.map_err(|error| JsValue::from(format!("{error:?}")))
    }

    /// Makes a piece of what the questions below and the heads of the app's inventory will want; `false`: nothing is missing.
    pub fn ahead(&self) -> bool {
        self.look(|room| {
            list::prepare(room, &self.cache, clock::today()) || self.cache.prepare(room, &[by_number()], clock::today())
        })
    }

    /// The first rows of all records, by serial and lot number.
    pub fn first(&self) -> String {
        self.listed(Query { sort: by_number(), ..Query::default() })
    }

    /// The first rows of what is available, at one location or (0) at any, by serial and lot number.
    pub fn page(&self, location: u32) -> String {
        let available = Filter::test(&[derived::STATUS], Op::Eq, Operand::Choice("AVAILABLE".into()));
        let mut all = vec![available];
        if location > 0 {
            all.push(Filter::refers(INVENTORY.location, location));
        }
        self.listed(Query { filter: Some(Filter::And(all)), sort: by_number(), search: String::new() })
    }

    /// The first rows that have the words, by id.
    pub fn search(&self, words: String) -> String {
        self.listed(Query { search: words, ..Query::default() })
    }

    /// What open kits lack: part number, required, issued, short, available; a line each.
    pub fn shortages(&self) -> String {
        self.look(|room| {
            let mut text = String::new();
            for it in kitroom::domain::query::shortages::shortages(room, &self.cache, clock::today()) {
                let number = room.parts.get(it.part.0).map_or("", |part| &*part.part_number);
                text.push_str(&format!("{number}|{}|{}|{}|{}\n", it.required, it.issued, it.short, it.available));
            }
            text
        })
    }

    /// The id of a location by its path, of a part by its number; 0: none.
    pub fn location(&self, path: String) -> u32 {
        self.look(|room| {
            let mut all = room.locations.iter().map(|(id, _)| id);
            all.find(|id| room.location_path(kitroom::domain::LocationId(*id)) == path).unwrap_or(0)
        })
    }

    pub fn part(&self, number: String) -> u32 {
        self.look(|room| room.parts.iter().find(|(_, part)| *part.part_number == *number).map_or(0, |(id, _)| id))
    }

    async fn act(&self, command: Command) -> Result<(), JsValue> {
        match self.engine.transact(Request::from(command)).await {
            Ok(_) => Ok(()),
            Err(Refused::Rejection(no)) => Err(JsValue::from(kitroom::i18n::sentences::render(&no.phrase))),
            Err(Refused::Journal(no)) => Err(JsValue::from(format!("{no:?}"))),
        }
    }

    fn look<T>(&self, read: impl FnOnce(&Stockroom) -> T) -> T {
        let room = self.engine.room();
        let room = room.borrow();
        read(&room)
    }

    /// How many there are, and the rows of the first page: id, serial, lot, part number, location, quantity.
    fn listed(&self, query: Query) -> String {
        self.look(|room| {
            let ids = find(room, &self.cache, Table::Inventory, &query, clock::today());
            let mut text = ids.len().to_string();
            for id in ids.iter().take(PAGE) {
                let Some(record) = room.inventory.get(*id) else { continue };
                let part = room.parts.get(record.part.0).map_or("", |part| &*part.part_number);
                let location = room.locations.get(record.location.0).map_or("", |it| &*it.name);
                let cells = [&id.to_string(), &*record.serial_number, &*record.lot_number, part, location];
                text.push('\n');
                text.push_str(&cells.join("|"));
                text.push('|');
                text.push_str(&record.stock.to_string());
            }
            text
        })
    }
}

fn by_number() -> Vec<Sort> {
    let sort = |field: Field| Sort { path: vec![field], descending: false };
    vec![sort(INVENTORY.serial_number), sort(INVENTORY.lot_number)]
}

fn issue(inventory: u32, item: u32) -> Command {
    let quantity = Some(Quantity::ONE);
    Command::Issue(Issue { inventory: InventoryId(inventory), item: KitItemId(item), quantity, ..Issue::default() })
}
