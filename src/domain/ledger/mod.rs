//! Who holds how much, and the one way a quantity moves.

pub mod balances;
pub mod moves;
