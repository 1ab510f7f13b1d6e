//! Components that any page may use. They know no rules and no acts of the stockroom.

pub mod empty;
pub mod icon;

pub use empty::EmptyState;
pub use icon::{Icon, IconName};
