//! Picking: the lines of a kit, or of several, as one list in walking order, done by scans or taps.

mod card;
mod data;
mod page;
mod stops;
mod summary;
pub mod walk;

pub use page::PickPage;
