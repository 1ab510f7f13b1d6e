//! The same for the screens that are not Leptos components yet.

pub use crate::ui::fields::*;
