//! The screens, a folder for each thing that is worked with.

pub mod api;
pub mod boot;
pub mod build;
pub mod download;
pub mod forms;
pub mod history;
pub mod home;
pub mod import;
pub mod inventory;
pub mod kits;
pub mod labels;
pub mod list;
pub mod paper;
pub mod parts;
pub mod pick;
pub mod places;
pub mod record;
pub mod runs;
pub mod settings;
pub mod tree;
