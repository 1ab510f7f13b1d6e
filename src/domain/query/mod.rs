//! Field values, filter, sort, page, search, and their caches: reads the store, is never read by it.

pub mod buildable;
pub mod cache;
pub mod cell;
mod filter;
pub mod find;
pub mod history;
mod history_index;
mod ids;
pub mod order;
pub mod pattern;
pub mod pick_list;
pub mod proposals;
pub mod search;
mod search_index;
pub mod shortages;
mod sort_key;
mod sorter;
pub mod spec;
mod stale;
mod status_cache;
pub mod to_count;
