//! Field values, filter, sort, page, search, and their caches.

pub mod cell;
pub mod find;
pub mod kept;
pub mod making;
pub mod order;
pub mod words;
