//! Parts: their list, and the page of one with its BOM, its suppliers and its revisions.

mod bom;
mod compare;
pub mod forms;
pub mod list;
mod record;
mod reorder;
mod stock_plot;
mod suppliers;

pub use list::PartsPage;
pub use record::PartPage;
pub use reorder::ReorderPage;
pub use suppliers::PartsSold;
