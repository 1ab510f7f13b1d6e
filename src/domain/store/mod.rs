//! Tables, indexes, changes and drafts.

pub mod bits;
pub mod change;
pub mod draft;
pub mod entry;
pub mod stockroom;
