//! Labels: symbols as modules, what a label looks like, where it lies on a sheet, and the same for label printers; pure.
//!
//! Lengths are millimetres. A screen names sizes and templates from here ([`media`], [`template`]); symbols are made in the
//! worker's module only.

pub mod code128;
pub mod draw;
pub mod gs1;
pub mod layout;
pub mod media;
pub mod symbol;
pub mod template;
mod text_width;
pub mod zpl;

pub use media::Media;
pub use symbol::{Symbol, SymbolFault, SymbolKind};
pub use template::{Code, LabelText};

/// The smallest module that a phone and a worn scanner still read, millimetres.
pub const MODULE_MIN: f64 = 0.25;
/// The largest module: a larger one makes a symbol harder to aim at, not easier to read.
pub const MODULE_MAX: f64 = 1.0;
/// Labels that are made at once, copies counted.
pub const LABELS: usize = 2_000;
