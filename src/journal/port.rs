//! The port to durable storage: what the engine asks of a journal, and how that can fail.

use super::hash::Hash;
use std::future::Future;
use std::pin::Pin;

/// Why the journal did not take an entry. Nothing was changed, but where `Lost` leaves it open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JournalError {
    /// Another tab was faster; catch up and plan again.
    Conflict,
    /// A newer version of the app wrote here; reload.
    Outdated,
    /// The device has no room left.
    Full,
    /// The database was closed, replaced or removed under us; reload.
    Closed,
    /// The browser's storage can't be used, or failed.
    Unavailable,
    /// A part of the database is missing: the browser damaged or half removed it.
    Incomplete,
    /// The browser has dropped the storage: the database is there, and empty.
    Gone,
    /// The person canceled it before it was durable.
    Canceled,
    /// The storage stopped answering while it wrote: the entry may be there or not.
    Lost,
    /// This command id was taken by entry `sequence` already.
    Duplicate { sequence: u64 },
    /// Entry `sequence` is missing or altered; all before it are whole.
    Damaged { sequence: u64 },
}

/// Comes later, on the same thread.
pub type Soon<'a, T> = Pin<Box<dyn Future<Output = Result<T, JournalError>> + 'a>>;

/// Where a journal stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Head {
    /// The stockroom's id; 0: nothing is written yet.
    pub room: u128,
    /// The newest entry's number; 0: none.
    pub sequence: u64,
}

/// What the storage says of its newest entry, apart from the entry: nothing follows it that could tell that it is altered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seal {
    pub sequence: u64,
    /// Of its stored bytes.
    pub hash: Hash,
}

/// An entry as the storage keeps it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stored {
    pub sequence: u64,
    pub command_id: u128,
    /// Under which its chunks are stored; 0: it has none.
    pub pending: u128,
    /// `form::encode_entry`; the first byte is the form's version.
    pub bytes: Vec<u8>,
}

/// A checkpoint whose blocks are written, to be made known: all of it or nothing.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Publication {
    /// The checkpoints that were there when it was made; with others there now it is refused as `Conflict`.
    pub expected: Vec<u64>,
    pub sequence: u64,
    pub header: Vec<u8>,
    pub drop_headers: Vec<u64>,
    pub drop_blocks: Vec<String>,
}

/// Durable storage of one stockroom. Each call is one transaction.
pub trait Journal {
    /// Opens the storage, if it is not open yet, and says where it stands.
    fn head(&self) -> Soon<'_, Head>;

    /// Adds entries after `expected`, all or none, durably. An empty journal takes the room id of the first.
    /// Refused, in this order: `Outdated` (a newer form was written here), `Duplicate`, `Conflict`; the last one too
    /// where an entry's first chunk is gone: it was swept away, as that of a tab that was frozen while it wrote.
    fn append(&self, expected: Head, entries: Vec<Stored>) -> Soon<'_, ()>;

    /// The same for entries whose command ids were drawn for them just now: nobody can have used them, and no look for
    /// `Duplicate` is needed.
    fn append_new(&self, expected: Head, entries: Vec<Stored>) -> Soon<'_, ()> {
        self.append(expected, entries)
    }

    /// What was noted of the newest entry when it was written; nothing where an earlier version wrote it.
    fn seal(&self) -> Soon<'_, Option<Seal>>;

    /// At most `limit` entries from number `from` on, ascending, packed ones too; fewer only where there are no more. Those of
    /// a block that is damaged have no bytes.
    fn read(&self, from: u64, limit: u32) -> Soon<'_, Vec<Stored>>;

    /// The first entry with this command id; a packed one where its id may be sent again: see [`super::packed::Pack`].
    fn find(&self, command_id: u128) -> Soon<'_, Option<u64>>;

    /// The number of the newest packed entry; 0: none.
    fn packed(&self) -> Soon<'_, u64>;

    /// Moves these entries, the first of which follows the newest packed one, into one compressed block, durably: all or
    /// nothing. `Conflict` where they are not all there, alone, as after another tab packed them.
    fn pack(&self, entries: Vec<Stored>) -> Soon<'_, ()>;

    /// Keeps a chunk of a large entry that is not there yet.
    fn stash(&self, pending: u128, number: u32, bytes: Vec<u8>) -> Soon<'_, ()>;

    /// Gives the room of an entry's chunks back that was not written after all; those of one that was stay.
    fn unstash(&self, pending: u128) -> Soon<'_, ()>;

    /// The chunks under a pending id, in the order of their numbers.
    fn stashed(&self, pending: u128) -> Soon<'_, Vec<Vec<u8>>>;

    /// Removes chunks that no entry names and whose pending id (a UUIDv7) is older than `before` (milliseconds).
    fn sweep(&self, before: i64) -> Soon<'_, ()>;

    /// Number and header of each checkpoint, the newest first.
    fn checkpoints(&self) -> Soon<'_, Vec<(u64, Vec<u8>)>>;

    /// Blocks by name.
    fn blocks(&self, names: Vec<String>) -> Soon<'_, Vec<Option<Vec<u8>>>>;

    /// The names of all blocks that are stored, also of those that no checkpoint names.
    fn block_names(&self) -> Soon<'_, Vec<String>>;

    /// Writes blocks of a checkpoint that is being made: nobody reads them before it is published.
    fn put_blocks(&self, blocks: Vec<(String, Vec<u8>)>) -> Soon<'_, ()>;

    /// Makes a checkpoint known and drops what it replaces.
    fn publish(&self, publication: Publication) -> Soon<'_, ()>;
}

/// The time in a UUIDv7, in milliseconds.
pub fn time_of(pending: u128) -> i64 {
    (pending >> 80) as i64
}
