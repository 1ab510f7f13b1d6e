//! The same for the screens that are not Leptos components yet.

pub use crate::ui::features::fields::*;
pub use crate::ui::features::record::tone;
use crate::ui::old::icons::Icon;

/// The icon that goes with a status.
pub fn icon(api: &str) -> Icon {
    tone(api).icon()
}
