//! What a person sees: the app, its state, components and features.

pub mod preferences;
pub mod record_ids;
pub mod scroll;
pub mod step;

#[cfg(feature = "ui")]
pub mod app;
#[cfg(feature = "ui")]
pub mod components;
#[cfg(feature = "ui")]
pub mod dom;
#[cfg(feature = "ui")]
pub mod features;
#[cfg(feature = "ui")]
pub mod fields;
#[cfg(feature = "ui")]
pub mod print_page;
pub mod routes;
#[cfg(feature = "ui")]
pub mod shell;
#[cfg(feature = "ui")]
pub mod state;

#[cfg(feature = "ui")]
pub use app::start;
