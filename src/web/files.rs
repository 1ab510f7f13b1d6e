//! Files in and out: a download, and the bytes of a picked file.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// How long the browser may take to begin the download before its address is given back (milliseconds).
const KEEP_ADDRESS: i32 = 60_000;

/// Gives the person a file of these bytes (a typed array). `false` where the browser refuses.
pub fn download(name: &str, media_type: &str, bytes: &JsValue) -> bool {
    try_download(name, media_type, bytes).is_some()
}

fn try_download(name: &str, media_type: &str, bytes: &JsValue) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(bytes);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    super::clock::after(KEEP_ADDRESS, move || drop(Url::revoke_object_url(&address)));
    Some(())
}

/// A text as a file of this name, as if it had been picked.
pub fn of_text(text: &str, name: &str) -> Option<File> {
    File::new_with_str_sequence(&Array::of1(&JsValue::from_str(text)), name).ok()
}

/// The bytes of a picked file; `None` where it can't be read any more.
pub async fn read(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
