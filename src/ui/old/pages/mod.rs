//! The pages, one file or folder each.

pub mod inventory;
pub mod lists;
pub mod parts;
pub mod places;
pub mod shared;
