//! Files in and out: bytes to commands and back. Pure: names neither the engine nor the browser nor the screen.
//!
//! Reading order: [`encoding`] (bytes to text), [`csv`] and [`sheet`] (text to a table), [`words`], [`cells`] and
//! [`guess`] (what its columns mean), [`plan`] (a table to commands, every row accounted for) with [`planner`] (what a row
//! says), [`values`] (texts to values) and [`names`] (texts to records), then [`export`], and [`copy`] (a saved copy's file) with [`saved`] (what it
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
mod designated;
pub mod encoding;
pub mod export;
mod fitting;
pub mod guess;
mod head_words;
pub mod inventree;
mod kind;
mod kind_words;
mod kit_lines;
mod left_out;
pub mod lists;
pub mod names;
mod place_steps;
mod places;
pub mod plan;
mod planner;
mod prepare;
pub mod problem;
pub mod question;
pub mod report;
mod row_part;
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
