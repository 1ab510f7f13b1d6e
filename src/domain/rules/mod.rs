//! What must hold of a record, one file a noun.

pub mod check;
