//! The screens, a folder for each thing that is worked with.

pub mod api;
pub mod boot;
pub mod history;
pub mod home;
pub mod kits;
pub mod record;
pub mod runs;
pub mod settings;
