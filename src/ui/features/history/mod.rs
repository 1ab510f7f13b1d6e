//! The history: every act, and what was done in sentences.

mod list;
pub mod sentences;

pub use list::HistoryPage;
