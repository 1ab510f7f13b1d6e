//! Files in and out: bytes to commands and back. Pure: names neither the engine nor the browser nor the screen.
//!
//! Reading order: [`encoding`] (bytes to text), [`csv`] and [`sheet`] (text to a table), [`words`], [`cells`] and
//! [`guess`] (what its columns mean), [`plan`] (a table to commands, every row accounted for) with [`values`] (texts to
//! values) and [`names`] (texts to records), then [`export`], and [`copy`] (a saved copy's file) with [`saved`] (what it
//! holds) and [`sealed`] (the same, encrypted).

pub mod account;
mod aligned;
mod alike;
pub mod attributes;
mod bom;
mod by_id;
pub mod cells;
pub mod columns;
pub mod copy;
mod counts;
pub mod csv;
pub mod encoding;
pub mod export;
pub mod guess;
pub mod inventree;
mod kind;
mod kind_words;
mod kit_lines;
pub mod lists;
pub mod names;
mod places;
pub mod plan;
mod prepare;
pub mod problem;
pub mod question;
pub mod report;
mod rows;
pub mod saved;
pub mod sealed;
pub mod sheet;
mod sources;
mod stock;
mod substitutes;
mod suppliers;
pub mod values;
pub mod words;
pub mod workbook;
