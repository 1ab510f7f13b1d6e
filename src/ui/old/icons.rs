//! An icon as a view of the old layer.

use super::view::{View, el};
pub use crate::ui::components::icon::IconName as Icon;

/// An icon, hidden from assistive technology: a word always stands beside it or in its button's label.
pub fn icon(icon: Icon) -> View {
    View::from(el("svg").class("icon").attr("aria-hidden", "true").child(el("use").attr("href", icon.reference())))
}
