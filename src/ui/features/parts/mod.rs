//! Parts: their list.

pub mod list;

pub use list::PartsPage;
