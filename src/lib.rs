//! Kitroom: part inventory, kitting and as-built records, entirely in the browser.
//!
//! The layers in reading order; ARCHITECTURE.md is the map.

pub mod demo;
pub mod domain;
pub mod engine;
pub mod exchange;
#[cfg(feature = "api")]
pub mod graphql;
pub mod journal;
pub mod label;
pub mod scan;

pub mod i18n;
pub mod ui;
#[cfg(feature = "web")]
pub mod web;
pub mod worker;
