//! The only code that touches the browser's storage, clock, randomness, tabs and files.

#[cfg(feature = "api")]
pub mod api;
#[cfg(feature = "ui")]
pub mod camera;
pub mod clock;
pub mod crypto;
#[cfg(feature = "ui")]
pub mod decoder;
pub mod feedback;
pub mod files;
pub mod folder;
pub mod idb;
pub mod language;
mod packs;
pub mod persist;
pub mod random;
pub mod raster;
pub mod shelf;
pub mod tabs;
pub mod worker;
pub mod world;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Of the page or the worker; workers' scripts lie beside the page.
    type Place;
    #[wasm_bindgen(thread_local_v2, js_name = location)]
    static PLACE: Place;
    #[wasm_bindgen(method, getter)]
    fn pathname(this: &Place) -> String;
    /// Of the page or the worker.
    type Person;
    #[wasm_bindgen(thread_local_v2, js_name = navigator)]
    static PERSON: Person;
    #[wasm_bindgen(method, getter)]
    fn languages(this: &Person) -> js_sys::Array;
}

/// The languages that the person reads, the best first: "en-GB".
pub fn languages() -> Vec<String> {
    PERSON.with(Person::languages).iter().filter_map(|tag| tag.as_string()).collect()
}

/// The path that this deployment is served under, with a slash at its end: part of every stored name.
pub fn base_path() -> String {
    let address = PLACE.with(Place::pathname);
    let end = address.rfind('/').map_or(0, |at| at + 1);
    address[..end].to_string()
}
