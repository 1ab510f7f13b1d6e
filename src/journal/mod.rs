//! The journal: the port to durable storage, the stored form of entries, the hash chain and checkpoints.

pub mod port;

pub use port::JournalError;
