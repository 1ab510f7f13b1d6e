//! Tables, indexes, changes and drafts.

pub mod change;
pub mod draft;
pub mod entry;
pub mod feed;
pub mod history;
pub mod keys;
pub mod postings;
pub mod reads;
pub mod rows;
pub mod stockroom;
