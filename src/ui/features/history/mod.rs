//! The history: what was done, in sentences.

pub mod sentences;
