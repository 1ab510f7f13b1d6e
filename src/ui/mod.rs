//! What a person sees: routes, the frame, components and pages.

pub mod route;
pub mod scroll;
pub mod step;

#[cfg(feature = "web")]
pub mod components;
#[cfg(feature = "web")]
pub mod dom;
#[cfg(feature = "web")]
pub mod icons;
#[cfg(feature = "web")]
pub mod nav;
#[cfg(feature = "web")]
pub mod room;
#[cfg(feature = "web")]
pub mod shell;
