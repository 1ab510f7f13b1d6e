//! The screens on the view layer that Leptos' own views replace; feature by feature it empties.

pub use super::scroll;
pub use super::step;

#[cfg(feature = "ui")]
pub mod bridge;
#[cfg(feature = "ui")]
pub mod components;
#[cfg(feature = "ui")]
pub mod desk;
#[cfg(feature = "ui")]
pub use super::dom;
#[cfg(feature = "ui")]
pub mod fields;
#[cfg(feature = "ui")]
pub mod icons;
#[cfg(feature = "ui")]
pub mod live;
#[cfg(feature = "ui")]
pub mod nav;
#[cfg(feature = "ui")]
pub mod pages;
#[cfg(feature = "ui")]
pub mod room;
#[cfg(feature = "ui")]
pub mod view;
