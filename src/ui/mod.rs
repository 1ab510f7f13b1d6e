//! What a person sees: routes, the frame, components and pages.

pub mod route;
pub mod scroll;
pub mod step;

#[cfg(feature = "web")]
pub mod app;
#[cfg(feature = "web")]
pub mod components;
#[cfg(feature = "web")]
pub mod desk;
#[cfg(feature = "web")]
pub mod dom;
#[cfg(feature = "web")]
pub mod fields;
#[cfg(feature = "web")]
pub mod forms;
#[cfg(feature = "gallery")]
pub mod gallery;
#[cfg(feature = "web")]
pub mod icons;
#[cfg(feature = "web")]
pub mod list;
#[cfg(feature = "web")]
pub mod live;
#[cfg(feature = "web")]
pub mod meanwhile;
#[cfg(feature = "web")]
pub mod nav;
#[cfg(feature = "web")]
pub mod pages;
#[cfg(feature = "web")]
pub mod room;
#[cfg(feature = "web")]
pub mod shell;
#[cfg(feature = "web")]
pub mod view;
