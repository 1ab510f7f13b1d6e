//! What a person sees: routes, the frame, components and pages.

#[cfg(feature = "web")]
pub mod room;
