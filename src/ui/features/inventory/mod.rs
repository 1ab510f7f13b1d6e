//! Stock: its list, with acts on what is chosen; the page of one record, its forms and acts.

mod built;
pub mod count;
pub mod forms;
mod hold;
pub mod list;
mod maintenance;
mod many;
mod recall;
mod receive;
mod record;
mod status;
mod stock;

pub use count::count;
pub use hold::{amount_at, hold, release};
pub use list::InventoryPage;
pub use maintenance::maintain;
pub use receive::{Known, receive, receive_more};
pub use record::{InventoryRecordPage, LIST};
pub use status::why_unavailable;
pub use stock::StockSection;
