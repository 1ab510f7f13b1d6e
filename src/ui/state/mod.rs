//! What a screen reads and does: the stockroom, this device's preferences, dialogs and the worker.

pub mod about;
pub mod concurrent;
pub mod copies;
pub mod dialogs;
pub mod download;
pub mod marker;
pub mod offers;
pub mod pin;
pub mod preferences;
mod rest_of_history;
pub mod router;
pub mod scans;
pub mod session;
pub mod shelf;
pub mod stockroom;
pub mod unsent;
pub mod worker_client;

pub use dialogs::{Dialogs, use_dialogs};
pub use download::{Downloads, use_downloads};
pub use router::{Router, use_router};
pub use scans::use_scans;
pub use stockroom::{StockroomHandle, use_stockroom};
