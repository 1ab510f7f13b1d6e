//! Stock: its list, with acts on what is chosen.

pub mod list;
mod status;

pub use list::InventoryPage;
pub use status::why_unavailable;
