//! The browser's own cryptography, for encrypted copies: PBKDF2 and AES-GCM. Browsers give it to secure contexts only.

use js_sys::{Array, ArrayBuffer, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// In the page and in workers; own, to ask for no more of web-sys.
    type Crypto;
    #[wasm_bindgen(thread_local_v2, js_name = crypto)]
    static CRYPTO: Option<Crypto>;
    #[wasm_bindgen(method, getter)]
    fn subtle(this: &Crypto) -> Option<Subtle>;
    #[wasm_bindgen(method, js_name = getRandomValues)]
    fn fill(this: &Crypto, bytes: &mut [u8]);

    type Subtle;
    #[wasm_bindgen(method, catch, js_name = importKey)]
    fn import_key(
        this: &Subtle,
        format: &str,
        bytes: &Uint8Array,
        algorithm: &str,
        extractable: bool,
        uses: &Array,
    ) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = deriveKey)]
    fn derive_key(
        this: &Subtle,
        algorithm: &Object,
        base: &JsValue,
        derived: &Object,
        extractable: bool,
        uses: &Array,
    ) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn encrypt(this: &Subtle, algorithm: &Object, key: &JsValue, text: &Uint8Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn decrypt(this: &Subtle, algorithm: &Object, key: &JsValue, text: &Uint8Array) -> Result<Promise, JsValue>;
}

/// How a key is derived from a passphrase, and what is bound to the text.
#[derive(Clone, Copy)]
pub struct Parameters<'a> {
    pub passphrase: &'a [u8],
    /// Rounds of PBKDF2.
    pub rounds: u32,
    pub salt: &'a [u8],
    pub nonce: &'a [u8],
    /// Authenticated beside the text.
    pub bound: &'a [u8],
}

/// Whether the browser gives its cryptography here: over HTTPS and on the device itself.
pub fn is_there() -> bool {
    subtle().is_some()
}

/// Random bytes.
pub fn random<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    CRYPTO.with(|crypto| crypto.as_ref().map(|crypto| crypto.fill(&mut bytes)));
    bytes
}

/// Encrypts; nothing where the browser gives no cryptography.
pub async fn encrypt(parameters: Parameters<'_>, text: &[u8]) -> Option<Vec<u8>> {
    let (subtle, key) = (subtle()?, key(parameters, "encrypt").await?);
    let asked = subtle.encrypt(&cipher(parameters), &key, &Uint8Array::from(text)).ok()?;
    bytes(asked).await
}

/// Decrypts; nothing for another passphrase or another text than was encrypted.
pub async fn decrypt(parameters: Parameters<'_>, text: &[u8]) -> Option<Vec<u8>> {
    let (subtle, key) = (subtle()?, key(parameters, "decrypt").await?);
    let asked = subtle.decrypt(&cipher(parameters), &key, &Uint8Array::from(text)).ok()?;
    bytes(asked).await
}

fn subtle() -> Option<Subtle> {
    CRYPTO.with(|crypto| crypto.as_ref()?.subtle())
}

async fn key(parameters: Parameters<'_>, used_for: &str) -> Option<JsValue> {
    let subtle = subtle()?;
    let passphrase = Uint8Array::from(parameters.passphrase);
    let base = subtle.import_key("raw", &passphrase, "PBKDF2", false, &Array::of1(&"deriveKey".into())).ok()?;
    let base = JsFuture::from(base).await.ok()?;
    let derivation = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::from(parameters.salt).into()),
        ("iterations", parameters.rounds.into()),
    ]);
    let kind = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
    let derived = subtle.derive_key(&derivation, &base, &kind, false, &Array::of1(&used_for.into())).ok()?;
    JsFuture::from(derived).await.ok()
}

fn cipher(parameters: Parameters<'_>) -> Object {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(parameters.nonce).into()),
        ("additionalData", Uint8Array::from(parameters.bound).into()),
    ])
}

async fn bytes(asked: Promise) -> Option<Vec<u8>> {
    let buffer: ArrayBuffer = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}
