//! Where the data is, and copies of it.

use leptos::prelude::*;

use crate::ui::desk::Desk;

/// The section of the settings.
pub fn section(desk: Desk) -> AnyView {
    let _ = desk;
    ().into_any()
}
