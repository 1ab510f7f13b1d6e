//! Kits: their list, and a kit's page, where stock is issued to its lines and returned.

pub mod acts;
pub mod data;
pub mod forms;
mod lines;
pub mod list;
mod record;
mod review;

pub use list::KitsPage;
pub use record::KitPage;
