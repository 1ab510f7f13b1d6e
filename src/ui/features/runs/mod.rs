//! Runs: their list, and a run's page: the unit, its as-built table, and the run's kits.

mod acts;
mod data;
pub mod forms;
mod list;
mod needs;
mod record;

pub use data::missing_of_unit;
pub use list::RunsPage;
pub use record::RunPage;
