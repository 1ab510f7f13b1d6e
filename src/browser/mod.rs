//! The only code that touches the browser's storage, clock, randomness, tabs and files.

pub mod clock;
pub mod files;
pub mod idb;
pub mod persist;
pub mod random;
pub mod shelf;
pub mod tabs;
#[cfg(feature = "testing")]
pub mod testing;
pub mod world;

/// The path that this deployment is served under, with a slash at its end: part of every stored name.
pub fn base_path() -> String {
    let address = web_sys::window().and_then(|window| window.location().pathname().ok()).unwrap_or_default();
    let end = address.rfind('/').map_or(0, |at| at + 1);
    address[..end].to_string()
}
