//! The pages, one file or folder each.

pub mod lists;
