//! An entry of the history: one act, atomic, numbered, never edited.

use crate::choice;
use crate::domain::model::date::Timestamp;
use crate::domain::model::inventory::InventoryId;
use crate::domain::model::location::LocationId;
use crate::domain::model::party::UserId;
use crate::domain::model::quantity::Quantity;
use crate::domain::model::record::Table;
use crate::domain::model::text::Text;
use crate::domain::store::change::Change;

choice!(/// What was done. The numbers are stored: add, never renumber.
Act {
    Found = 1 "found",
    Create = 2 "create",
    Update = 3 "update",
    Delete = 4 "delete",
    CreateInventory = 5 "createInventory",
    UpdateInventory = 6 "updateInventory",
    CreateSerials = 7 "createSerials",
    Receive = 8 "receive",
    Split = 9 "split",
    Merge = 10 "merge",
    MoveInventory = 11 "move",
    Count = 12 "count",
    Scrap = 13 "scrap",
    Unscrap = 14 "unscrap",
    Hold = 15 "hold",
    Release = 16 "release",
    Revise = 17 "revise",
    CreateRun = 18 "createRun",
    RunStatus = 19 "runStatus",
    CreateKit = 20 "createKit",
    PrepareKit = 21 "prepareKit",
    AddLine = 22 "addLine",
    KitStatus = 23 "kitStatus",
    Issue = 24 "issue",
    Return = 25 "return",
    Fulfil = 26 "fulfil",
    Install = 27 "install",
    Uninstall = 28 "uninstall",
    Undo = 29 "undo",
    Import = 30 "import",
    Dispose = 31 "dispose",
    Build = 32 "build",
    Demo = 33 "demo",
    Bulk = 34 "bulk",
    BringKitUp = 35 "bringKitUp",
    Maintain = 36 "maintain",
    CopyBom = 37 "copyBom",
    Upgrade = 38 "upgrade",
});

/// Who stamps the records that an entry touches, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Stamp {
    /// The entry's number, from 1.
    pub sequence: u64,
    pub time: Timestamp,
    pub actor: UserId,
}

/// One act as the journal keeps it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Entry {
    pub sequence: u64,
    /// Given by who sent the command; the same id again does nothing.
    pub command_id: u128,
    /// Digest of the command's content: the same id with another content is refused.
    pub command_digest: u64,
    pub time: Timestamp,
    pub actor: UserId,
    /// The device it was done on, in the person's words.
    pub device: Text,
    pub act: Act,
    /// The person's reason or note.
    pub note: Text,
    /// The entry that this one takes back; 0: none.
    pub undoes: u64,
    /// The first response, for the API's repeated command ids; empty: none.
    pub answer: Text,
    pub changes: Vec<Change>,
    /// What the stock records that it moves had before it, by id; not said by entries of earlier versions, nor of records
    /// that it creates.
    pub before: Vec<Before>,
}

/// What a stock record had before an entry: for the history, which says quantities before and after.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Before {
    pub inventory: InventoryId,
    pub stock: Quantity,
    pub scrapped: Quantity,
    pub location: LocationId,
}

impl Entry {
    pub fn stamp(&self) -> Stamp {
        Stamp { sequence: self.sequence, time: self.time, actor: self.actor }
    }

    /// The records touched, each once, in the order of tables and ids: a move touches the rows and installations
    /// that it goes between, too.
    pub fn records(&self) -> Box<[(Table, u32)]> {
        let mut records: Vec<(Table, u32)> = self.changes.iter().map(Change::subject).collect();
        for change in &self.changes {
            if let Change::Move { from, to, .. } = change {
                records.extend([from, to].into_iter().filter_map(|holder| holder.record()));
            }
        }
        records.sort_unstable();
        records.dedup();
        records.into()
    }
}

/// What the stockroom remembers of an entry: all but its changes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Brief {
    pub sequence: u64,
    pub time: Timestamp,
    pub actor: UserId,
    pub act: Act,
    pub note: Text,
    /// The entry that this one takes back; 0: none.
    pub undoes: u64,
    /// The entry that took this one back; 0: none.
    pub undone_by: u64,
    /// The records touched.
    pub records: Box<[(Table, u32)]>,
}

impl Brief {
    /// What is remembered of an entry that nothing took back.
    pub fn of(entry: &Entry) -> Brief {
        Brief {
            sequence: entry.sequence,
            time: entry.time,
            actor: entry.actor,
            act: entry.act,
            note: entry.note.clone(),
            undoes: entry.undoes,
            undone_by: 0,
            records: entry.records(),
        }
    }
}
