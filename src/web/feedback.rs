//! What a person hears and feels of a scan, and a screen that stays on while they work.

use js_sys::{Object, Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    /// The browser's sound; only what a beep needs.
    type AudioContext;
    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<AudioContext, JsValue>;
    #[wasm_bindgen(method, getter, js_name = currentTime)]
    fn current_time(this: &AudioContext) -> f64;
    #[wasm_bindgen(method, getter)]
    fn destination(this: &AudioContext) -> JsValue;
    #[wasm_bindgen(method, catch)]
    fn resume(this: &AudioContext) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = createOscillator)]
    fn create_oscillator(this: &AudioContext) -> Result<AudioNode, JsValue>;
    #[wasm_bindgen(method, catch, js_name = createGain)]
    fn create_gain(this: &AudioContext) -> Result<AudioNode, JsValue>;

    /// A source of sound, or what changes its loudness.
    type AudioNode;
    #[wasm_bindgen(method, getter)]
    fn frequency(this: &AudioNode) -> AudioParam;
    #[wasm_bindgen(method, getter)]
    fn gain(this: &AudioNode) -> AudioParam;
    #[wasm_bindgen(method, setter, js_name = type)]
    fn set_type(this: &AudioNode, shape: &str);
    #[wasm_bindgen(method, catch)]
    fn connect(this: &AudioNode, to: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn start(this: &AudioNode, at: f64) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn stop(this: &AudioNode, at: f64) -> Result<(), JsValue>;

    /// A value that changes over time.
    type AudioParam;
    #[wasm_bindgen(method, catch, js_name = setValueAtTime)]
    fn set_value_at_time(this: &AudioParam, value: f64, at: f64) -> Result<JsValue, JsValue>;

    /// What keeps the screen on; browsers without it give `undefined`.
    type WakeLocks;
    #[wasm_bindgen(method, catch)]
    fn request(this: &WakeLocks, kind: &str) -> Result<Promise, JsValue>;
    /// A lock that is held.
    #[derive(Clone)]
    type WakeLockSentinel;
    #[wasm_bindgen(method, catch)]
    fn release(this: &WakeLockSentinel) -> Result<Promise, JsValue>;
}

thread_local! {
    /// One for the page: browsers allow a few only.
    static AUDIO: RefCell<Option<AudioContext>> = const { RefCell::new(None) };
    static LOCK: RefCell<Option<WakeLockSentinel>> = const { RefCell::new(None) };
}

/// What a sound means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tune {
    /// Done: one high tone.
    Done,
    /// Refused: two low tones.
    Refused,
}

/// The tones of a tune: hertz, when it begins and how long it lasts, seconds.
const fn tones(tune: Tune) -> &'static [(f64, f64, f64)] {
    match tune {
        Tune::Done => &[(1_320.0, 0.0, 0.09)],
        Tune::Refused => &[(220.0, 0.0, 0.16), (165.0, 0.2, 0.26)],
    }
}
/// How loud the tones are, of 1.
const LOUDNESS: f64 = 0.2;
/// How long the device shakes when something was refused, milliseconds.
const SHAKE: u32 = 200;

/// Plays a tune; nothing where the browser has no sound, or gives none yet.
pub fn play(tune: Tune) {
    AUDIO.with_borrow_mut(|audio| {
        let global = js_sys::global();
        if audio.is_none() && has(&global, "AudioContext") {
            *audio = AudioContext::new().ok();
        }
        if let Some(audio) = audio {
            // A context that was made before the first key or touch waits for one.
            let _ = audio.resume();
            for tone in tones(tune) {
                let _ = sound(audio, *tone);
            }
        }
    });
}

fn sound(audio: &AudioContext, (hertz, after, lasts): (f64, f64, f64)) -> Result<(), JsValue> {
    let (source, loudness) = (audio.create_oscillator()?, audio.create_gain()?);
    let from = audio.current_time() + after;
    source.set_type("square");
    source.frequency().set_value_at_time(hertz, from)?;
    loudness.gain().set_value_at_time(LOUDNESS, from)?;
    source.connect(&loudness)?;
    loudness.connect(&audio.destination())?;
    source.start(from)?;
    source.stop(from + lasts)
}

/// Shakes the device where it can.
pub fn shake() {
    if let Some(navigator) = web_sys::window().map(|window| window.navigator()) {
        // Firefox and Safari have no such thing.
        if has(&navigator, "vibrate") {
            let _ = navigator.vibrate_with_duration(SHAKE);
        }
    }
}

/// Keeps the screen on until [`let_sleep`]. The browser takes the lock back when the page is hidden: ask again when it is shown.
pub fn stay_awake() {
    let Some(navigator) = web_sys::window().map(|window| window.navigator()) else { return };
    if !has(&navigator, "wakeLock") {
        return;
    }
    let Ok(locks) = Reflect::get(&navigator, &"wakeLock".into()) else { return };
    let locks: WakeLocks = locks.unchecked_into();
    spawn_local(async move {
        let Ok(asked) = locks.request("screen") else { return };
        // Refused while the page is hidden, or the battery is low.
        if let Ok(lock) = JsFuture::from(asked).await {
            let before = LOCK.replace(Some(lock.unchecked_into()));
            if let Some(before) = before {
                let _ = before.release();
            }
        }
    });
}

/// Lets the screen go off again.
pub fn let_sleep() {
    if let Some(lock) = LOCK.take() {
        let _ = lock.release();
    }
}

fn has(of: &Object, name: &str) -> bool {
    Reflect::has(of, &name.into()) == Ok(true)
}
