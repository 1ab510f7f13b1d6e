//! A small rocket-engine factory of our own making, to look around in: sixty days of acts, planned by the ordinary
//! rules, so that nothing in it can be inconsistent. The same every time: no clock, no randomness.

mod catalog;
mod floor;

use crate::domain::commands::command::{Command, Context, Fields};
use crate::domain::{Act, Date, Draft, Entry, Field, Outcome, Quantity, Rejection, Stockroom, Timestamp, UserId, Value};

/// Days that the history goes back.
const DAYS: i64 = 60;
/// Acts that there are about, spread over the days.
const ACTS: i64 = 510;
const DAY: i64 = 86_400_000;
/// Marks the command ids of the demo.
const COMMAND_IDS: u128 = 0xde30 << 64;

/// Fills an empty stockroom and gives its entries, the founding one first. All is done before `now`.
pub fn build(room: &mut Stockroom, now: Timestamp) -> Vec<Entry> {
    let mut maker = Maker::new(room, now);
    maker.run();
    maker.entries
}

/// Makes the entries one by one, each against the stockroom that the ones before it made.
struct Maker<'a> {
    room: &'a mut Stockroom,
    now: Timestamp,
    entries: Vec<Entry>,
    /// What the rules said no to: nothing, which a test sees to.
    refused: Vec<Rejection>,
    dice: u64,
}

impl Maker<'_> {
    fn new(room: &mut Stockroom, now: Timestamp) -> Maker<'_> {
        Maker { room, now, entries: Vec::new(), refused: Vec::new(), dice: 7 }
    }

    fn run(&mut self) {
        self.found();
        catalog::make(self);
        floor::make(self);
        catalog::offers(self);
        catalog::maintenance(self);
        catalog::attributes(self);
    }

    /// A number below `limit`: always the same sequence.
    fn below(&mut self, limit: u32) -> u32 {
        self.dice = self.dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.dice >> 33) as u32 % limit.max(1)
    }

    /// The time of the next act: working hours of the days before now.
    fn time(&mut self) -> Timestamp {
        let at = self.entries.len() as i64;
        let (day, turn) = (at * DAYS / ACTS, at % (ACTS / DAYS + 1));
        let start = (self.now.0.div_euclid(DAY) - DAYS) * DAY + 7 * 3_600_000;
        let time = start + day * DAY + turn * 4_200_000 + i64::from(self.below(40)) * 60_000;
        let last = self.entries.last().map_or(i64::MIN, |entry| entry.time.0);
        // Never before the last one, never in the future.
        Timestamp(time.max(last.saturating_add(60_000)).min(self.now.0 - 60_000).max(last))
    }

    fn context(&mut self) -> Context {
        let now = self.time();
        let users = self.room.users.len().max(1) as u32;
        let actor = UserId(self.below(users) + 1);
        Context { now, today: now.day(), actor, device: "Demo".into(), ..Context::default() }
    }

    fn today(&self) -> Date {
        self.entries.last().map_or(self.now, |entry| entry.time).day()
    }

    fn found(&mut self) {
        let context = self.context();
        let mut draft = Draft::new(self.room, context.stamp(0));
        crate::domain::commands::genesis::genesis(&mut draft, catalog::FIRST_USER);
        let changes = draft.finish();
        self.apply(Entry { act: Act::Found, changes, ..Entry::default() }, &context);
    }

    /// Plans and applies a command.
    fn act(&mut self, command: Command) -> Outcome {
        let mut context = self.context();
        if let Command::Undo { entry } = &command {
            context.bodies = self.entries.iter().filter(|it| it.sequence == *entry).cloned().collect();
        }
        let stamp = context.stamp(self.room.head);
        let mut draft = Draft::new(self.room, stamp);
        match command.plan(&mut draft, &context) {
            Ok(outcome) => {
                let changes = draft.finish();
                let entry =
                    Entry { act: command.act(), note: command.note(), undoes: command.undoes(), changes, ..Entry::default() };
                self.apply(entry, &context);
                outcome
            }
            Err(refusal) => {
                drop(draft);
                self.refused.push(refusal);
                Outcome::default()
            }
        }
    }

    fn apply(&mut self, entry: Entry, context: &Context) {
        let sequence = self.room.head + 1;
        let command_id = COMMAND_IDS | u128::from(sequence);
        let mut entry =
            Entry { sequence, command_id, time: context.now, actor: context.actor, device: context.device.clone(), ..entry };
        crate::domain::derive::history::note_before(self.room, std::slice::from_mut(&mut entry));
        self.room.apply(&entry);
        self.entries.push(entry);
    }

    /// Several commands as one act.
    fn batch(&mut self, act: Act, note: &str, commands: Vec<Command>) -> Outcome {
        self.act(Command::Batch { act, note: note.into(), commands })
    }
}

fn text(field: Field, text: &str) -> (u8, Value) {
    (field.number(), Value::Text(text.into()))
}

fn refer(field: Field, target: u32) -> (u8, Value) {
    (field.number(), Value::Ref(target_of(field), target))
}

fn target_of(field: Field) -> crate::domain::Table {
    match field.info().map(|info| info.kind) {
        Some(crate::domain::Kind::Ref(table)) => table,
        _ => field.table(),
    }
}

fn create(table: crate::domain::Table, fields: Fields) -> Command {
    Command::Create { table, fields }
}

fn whole(units: u32) -> Quantity {
    Quantity::whole(units)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::audit;
    use crate::domain::{InventoryStatus, KitStatus, RunStatus, Table};

    const NOW: Timestamp = Timestamp(1_780_000_000_000);

    fn made() -> (Stockroom, Vec<Entry>) {
        let mut room = Stockroom::new(1);
        let mut maker = Maker::new(&mut room, NOW);
        maker.run();
        assert!(maker.refused.is_empty(), "{} refused, first {:?}", maker.refused.len(), maker.refused.first());
        let entries = maker.entries;
        (room, entries)
    }

    #[test]
    fn it_is_sound_and_full() {
        let (room, entries) = made();
        assert_eq!(audit(&room, &entries), [] as [String; 0]);
        let sizes: Vec<(Table, usize)> =
            crate::domain::model::record::TABLES.iter().map(|table| (*table, room.table(*table).count())).collect();
        println!("{} entries, {sizes:?}", entries.len());
        let within = |table: Table, from: usize, to: usize| {
            let count = room.table(table).count();
            assert!((from..=to).contains(&count), "{table:?}: {count}");
        };
        within(Table::Part, 270, 340);
        within(Table::Location, 36, 46);
        within(Table::Supplier, 15, 15);
        within(Table::User, 6, 6);
        within(Table::Inventory, 1_800, 2_300);
        within(Table::Run, 24, 30);
        within(Table::Kit, 28, 36);
        within(Table::Installation, 40, 2_000);
        assert!((350..=800).contains(&entries.len()), "{}", entries.len());
        assert!(entries.windows(2).all(|two| two[0].time <= two[1].time) && entries.iter().all(|it| it.time < NOW));
        assert!(
            entries[0].time.0 < NOW.0 - 58 * DAY && entries[entries.len() - 1].time.0 > NOW.0 - 3 * DAY,
            "spread over sixty days"
        );
    }

    #[test]
    fn every_state_is_there() {
        let (room, _) = made();
        for status in RunStatus::ALL {
            assert!(room.runs.iter().any(|(_, run)| run.status == *status), "{}", status.word());
        }
        for status in KitStatus::ALL {
            assert!(room.kits.iter().any(|(_, kit)| kit.status == *status), "{}", status.word());
        }
        let today = NOW.day();
        for status in InventoryStatus::ALL {
            let found = room.inventory.iter().any(|(id, _)| room.status(crate::domain::InventoryId(id), today) == *status);
            assert!(found, "{}", status.word());
        }
        assert!(room.inventory.iter().any(|(_, it)| it.stock.is_negative()), "negative stock");
        assert!(room.inventory.iter().any(|(_, it)| it.unavailable), "held stock");
        assert!(room.inventory.iter().any(|(_, it)| it.stock.is_positive() && room.is_expired(it, today)), "expired stock");
        assert!(room.inventory.iter().any(|(_, it)| it.merged_into.some().is_some()), "merged stock");
        assert!(!crate::domain::query::shortages::shortages(&room, &Default::default(), today).is_empty(), "shortages");
    }

    #[test]
    fn it_is_the_same_every_time() {
        assert!(made().1 == made().1);
    }
}
