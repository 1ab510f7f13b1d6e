//! The journal: the port to durable storage, the stored form of entries, the hash chain and checkpoints.

pub mod check;
pub mod checkpoint;
pub mod compare;
#[cfg(any(test, feature = "testing"))]
pub mod contract;
pub mod form;
pub mod hash;
pub mod memory;
pub mod packed;
pub mod port;
pub mod verify;
pub mod whole;

pub use memory::MemoryJournal;
pub use port::{Head, Journal, JournalError, Seal, Stored};
pub use whole::{Copy, Whole, pack, read_all, restore, unpack};
