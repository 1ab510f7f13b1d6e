//! What follows from the records: status, whereabouts, genealogy.

pub mod bom;
pub mod bom_compare;
pub mod expiry;
pub mod genealogy;
pub mod history;
pub mod kit;
pub mod names;
pub mod place;
pub mod recall;
pub mod reorder;
pub mod sharing;
pub mod status;
pub mod stock_over_time;
