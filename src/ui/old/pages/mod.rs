//! The pages, one file or folder each.

pub mod api;
pub mod boot;
pub mod copies;
pub mod history;
pub mod import;
pub mod inventory;
pub mod lists;
pub mod parts;
pub mod places;
pub mod settings;
pub mod shared;
