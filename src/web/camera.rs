//! A camera: its stream on a video element, its frames, its torch, focus and zoom where the device has them. The names are our
//! own, since web-sys gates most of them.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    type Media;
    #[wasm_bindgen(method, catch, js_name = getUserMedia)]
    fn open(this: &Media, wanted: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = enumerateDevices)]
    fn devices(this: &Media) -> Result<Promise, JsValue>;

    type Stream;
    #[wasm_bindgen(method, js_name = getVideoTracks)]
    fn tracks(this: &Stream) -> Array;

    #[derive(Clone)]
    type Track;
    #[wasm_bindgen(method)]
    fn stop(this: &Track);
    #[wasm_bindgen(method, catch, js_name = getCapabilities)]
    fn capabilities(this: &Track) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getSettings)]
    fn settings(this: &Track) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = applyConstraints)]
    fn apply(this: &Track, constraints: &JsValue) -> Result<Promise, JsValue>;

    type Video;
    #[wasm_bindgen(method, setter, js_name = srcObject)]
    fn set_source(this: &Video, stream: &JsValue);
    #[wasm_bindgen(method, catch)]
    fn play(this: &Video) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, getter, js_name = videoWidth)]
    fn width(this: &Video) -> u32;
    #[wasm_bindgen(method, getter)]
    fn paused(this: &Video) -> bool;

    #[wasm_bindgen(catch, js_name = createImageBitmap)]
    fn bitmap(of: &JsValue) -> Result<Promise, JsValue>;
}

/// Why there is no picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CameraFault {
    /// The person or the browser does not allow it.
    Denied,
    /// There is no camera.
    Missing,
    /// Another program uses it, or it does not answer.
    Busy,
}

/// An open camera; dropping it switches it off.
pub struct Camera {
    track: Track,
    video: HtmlElement,
}

/// Something that a camera can set, from least to most.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Range {
    pub least: f64,
    pub most: f64,
}

fn media() -> Option<Media> {
    let navigator = web_sys::window()?.navigator();
    let media = Reflect::get(&navigator, &"mediaDevices".into()).ok()?;
    media.is_object().then(|| media.unchecked_into())
}

/// Whether this page may ask for a camera at all.
pub fn is_possible() -> bool {
    media().is_some()
}

fn object(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in pairs {
        // A fresh object takes any property.
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}

fn get(of: &JsValue, key: &str) -> JsValue {
    Reflect::get(of, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Whether a list of what can be set has this; a device that can't set it has no list.
fn offers(list: &JsValue, wanted: &JsValue) -> bool {
    Array::is_array(list) && Array::from(list).includes(wanted, 0)
}

/// The cameras by id and name; names are empty before the person has allowed one.
pub async fn cameras() -> Vec<(String, String)> {
    let Some(promise) = media().and_then(|media| media.devices().ok()) else { return Vec::new() };
    let Ok(all) = JsFuture::from(promise).await else { return Vec::new() };
    let text = |of: &JsValue, key| get(of, key).as_string().unwrap_or_default();
    let all = Array::from(&all);
    let cameras = all.iter().filter(|it| text(it, "kind") == "videoinput");
    cameras.map(|it| (text(&it, "deviceId"), text(&it, "label"))).filter(|(id, _)| !id.is_empty()).collect()
}

impl Camera {
    /// Opens a camera by its id, or the one that looks away from the person, on a video element; when this returns it plays.
    ///
    /// # Errors
    /// Where it is not allowed, not there or in use.
    pub async fn open(device: &str, video: HtmlElement) -> Result<Camera, CameraFault> {
        let media = media().ok_or(CameraFault::Missing)?;
        let ideal = |value: JsValue| object(&[("ideal", value)]);
        let which = if device.is_empty() {
            ("facingMode", ideal("environment".into()))
        } else {
            ("deviceId", object(&[("exact", device.into())]))
        };
        let wanted = object(&[which, ("width", ideal(1280.into())), ("height", ideal(720.into()))]);
        let wanted = object(&[("video", wanted), ("audio", false.into())]);
        let promise = media.open(&wanted).map_err(|error| fault(&error))?;
        let stream = JsFuture::from(promise).await.map_err(|error| fault(&error))?;
        let track = stream.unchecked_ref::<Stream>().tracks().get(0);
        if track.is_undefined() {
            return Err(CameraFault::Missing);
        }
        let camera = Camera { track: track.unchecked_into(), video };
        let screen: &Video = camera.video.unchecked_ref();
        screen.set_source(&stream);
        if let Ok(playing) = screen.play() {
            JsFuture::from(playing).await.map_err(|_| CameraFault::Busy)?;
        }
        // Where the device has it: near things are in focus by themselves.
        if offers(&get(&camera.capabilities(), "focusMode"), &"continuous".into()) {
            camera.set("focusMode", &"continuous".into());
        }
        Ok(camera)
    }

    fn capabilities(&self) -> JsValue {
        // Firefox has no such thing.
        self.track.capabilities().unwrap_or(JsValue::UNDEFINED)
    }

    /// Whether it has a light.
    pub fn has_torch(&self) -> bool {
        let torch = get(&self.capabilities(), "torch");
        torch == JsValue::TRUE || offers(&torch, &JsValue::TRUE)
    }

    /// How far it can zoom.
    pub fn zoom(&self) -> Option<Range> {
        let zoom = get(&self.capabilities(), "zoom");
        let range = Range { least: get(&zoom, "min").as_f64()?, most: get(&zoom, "max").as_f64()? };
        (range.most > range.least).then_some(range)
    }

    /// The id of the camera.
    pub fn device(&self) -> String {
        let settings = self.track.settings().unwrap_or(JsValue::UNDEFINED);
        get(&settings, "deviceId").as_string().unwrap_or_default()
    }

    /// Switches its light.
    pub fn set_torch(&self, is_on: bool) {
        self.set("torch", &is_on.into());
    }

    /// Zooms.
    pub fn set_zoom(&self, zoom: f64) {
        self.set("zoom", &zoom.into());
    }

    fn set(&self, name: &str, value: &JsValue) {
        let wanted = object(&[(name, value.clone())]);
        let constraints = object(&[("advanced", Array::of1(&wanted).into())]);
        // What a device does not take stays as it is.
        if let Ok(promise) = self.track.apply(&constraints) {
            wasm_bindgen_futures::spawn_local(async move {
                let _ = JsFuture::from(promise).await;
            });
        }
    }

    /// The picture now, for the decoder; `None` while there is none.
    pub async fn frame(video: &HtmlElement) -> Option<JsValue> {
        let screen: &Video = video.unchecked_ref();
        if screen.width() == 0 || screen.paused() {
            return None;
        }
        JsFuture::from(bitmap(video).ok()?).await.ok()
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        self.track.stop();
        self.video.unchecked_ref::<Video>().set_source(&JsValue::NULL);
    }
}

fn fault(error: &JsValue) -> CameraFault {
    match get(error, "name").as_string().unwrap_or_default().as_str() {
        "NotAllowedError" | "SecurityError" => CameraFault::Denied,
        "NotFoundError" | "OverconstrainedError" => CameraFault::Missing,
        _ => CameraFault::Busy,
    }
}

/// A picture from a file, for the decoder; `None` where it is none.
pub async fn picture(file: &web_sys::File) -> Option<JsValue> {
    JsFuture::from(bitmap(file).ok()?).await.ok()
}
