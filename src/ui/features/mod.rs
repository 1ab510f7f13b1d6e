//! The screens, a folder for each thing that is worked with.

pub mod kits;
pub mod record;
pub mod runs;
