//! Files in and out: bytes to commands and back. Pure: names neither the engine nor the browser nor the screen.
//!
//! Reading order: [`csv`] (bytes to a sheet), [`columns`] (what its columns mean), [`plan`] (a sheet to commands,
//! every row accounted for) with [`values`] (texts to values) and [`names`] (texts to records), then [`export`], and
//! [`copy`] (a saved copy's file) with [`saved`] (what it holds).

pub mod columns;
pub mod copy;
pub mod csv;
pub mod export;
pub mod names;
pub mod plan;
pub mod problem;
mod rows;
pub mod saved;
pub mod values;
