//! The history: every act, and what was done in sentences; the page of an entry; the history of a record on its page.

pub mod bodies;
pub mod entry;
mod list;
pub mod names;
pub mod sentences;
pub mod timeline;

pub use entry::EntryPage;
pub use list::HistoryPage;
pub use timeline::History;
