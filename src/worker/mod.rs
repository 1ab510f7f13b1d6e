//! The second stockroom, in a worker beside the page: what can't be planned within the blink of an eye is planned here,
//! and what few need is not loaded by all.

#[cfg(feature = "web")]
mod copies;
pub mod export;
pub mod extract;
pub mod import;
mod import_message;
#[cfg(test)]
mod import_tests;
pub mod labels;
pub mod message;
mod recipe;
mod rows;
#[cfg(feature = "web")]
pub mod serve;
mod settings;
