//! Stock: its list, with acts on what is chosen; the page of one record, its forms and acts.

mod built;
pub mod forms;
pub mod list;
mod record;
mod status;
mod stock;

pub use list::InventoryPage;
pub use record::{InventoryRecordPage, LIST};
pub use status::why_unavailable;
pub use stock::StockSection;
