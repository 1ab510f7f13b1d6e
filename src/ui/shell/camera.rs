//! Scanning with the device's camera: a panel over the page that goes on until it is closed. What it reads goes the same way as
//! what a scanner types.

use std::rc::Rc;

use leptos::{ev, html, leptos_dom::helpers::window_event_listener, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::i18n::{Word, word};
use crate::scan::camera::Steady;
use crate::ui::components::{Choice, Icon, IconButton, IconName};
use crate::ui::state::use_stockroom;
use crate::web::camera::{self, Camera, CameraFault, Range};
use crate::web::clock;
use crate::web::decoder::Decoder;

/// From one frame to the next at least, milliseconds: what leaves the device cool.
const PAUSE: i32 = 80;
/// Where the chosen camera is remembered.
const DEVICE: &str = "camera";

/// Opens and closes the panel; there only where the page may ask for a camera.
#[component]
pub fn CameraButton(open: RwSignal<bool>) -> impl IntoView {
    camera::is_possible().then(|| {
        view! { <IconButton label=Word::ScanCamera icon=IconName::Camera on_press=move || open.update(|open| *open = !*open) /> }
    })
}

/// The panel, while it is open.
#[component]
pub fn CameraPanel(
    open: RwSignal<bool>,
    /// Gets each scan.
    #[prop(into)]
    on_scan: Callback<(String,)>,
) -> impl IntoView {
    view! {
        <Show when=move || open.get()>
            <Panel open=open on_scan=on_scan />
        </Show>
    }
}

/// What the person can set of the camera that is on.
#[derive(Clone, Default, PartialEq)]
struct Abilities {
    torch: bool,
    zoom: Option<Range>,
    cameras: Vec<(String, String)>,
    device: String,
}

/// What the panel says.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    Starting,
    Looking,
    Fault(CameraFault),
    NoDecoder,
}

/// One panel; copyable.
#[derive(Clone, Copy)]
struct Scan {
    video: NodeRef<html::Video>,
    standing: RwSignal<Standing>,
    abilities: RwSignal<Abilities>,
    camera: StoredValue<Option<Rc<Camera>>, LocalStorage>,
    decoder: StoredValue<Option<Rc<Decoder>>, LocalStorage>,
    steady: StoredValue<Steady, LocalStorage>,
    /// Which opening of the camera is the newest: loops of older ones end.
    turn: StoredValue<u32>,
    on_scan: Callback<(String,)>,
}

impl Scan {
    fn is_newest(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    fn next_turn(self) -> u32 {
        let turn = self.turn.try_get_value().unwrap_or(0) + 1;
        self.turn.try_set_value(turn);
        turn
    }

    fn say(self, standing: Standing) {
        self.standing.try_set(standing);
    }

    /// Switches the camera off.
    fn stop(self) {
        self.next_turn();
        self.camera.try_set_value(None);
    }

    /// Opens a camera and reads its frames until it is stopped.
    fn start(self, device: String) {
        self.stop();
        let Some(video) = self.video.get_untracked() else { return };
        let video: HtmlElement = video.unchecked_into();
        let turn = self.next_turn();
        self.standing.set(Standing::Starting);
        spawn_local(async move {
            let mut opened = Camera::open(&device, video.clone()).await;
            if matches!(opened, Err(CameraFault::Missing)) && !device.is_empty() {
                // The one that was chosen is not plugged in.
                opened = Camera::open("", video.clone()).await;
            }
            if !self.is_newest(turn) {
                return;
            }
            let camera = match opened {
                Ok(camera) => Rc::new(camera),
                Err(fault) => return self.say(Standing::Fault(fault)),
            };
            let abilities = Abilities {
                torch: camera.has_torch(),
                zoom: camera.zoom(),
                cameras: camera::cameras().await,
                device: camera.device(),
            };
            if !self.is_newest(turn) {
                return;
            }
            self.camera.set_value(Some(camera));
            self.abilities.set(abilities);
            self.standing.set(Standing::Looking);
            self.read(&video, turn).await;
        });
    }

    async fn read(self, video: &HtmlElement, turn: u32) {
        let Some(decoder) = self.decoder() else { return self.say(Standing::NoDecoder) };
        while self.is_newest(turn) {
            if let Some(frame) = Camera::frame(video).await {
                let Some(codes) = decoder.read_frame(&frame).await else {
                    return self.say(Standing::NoDecoder);
                };
                self.take(&codes);
            }
            clock::pause(PAUSE).await;
        }
    }

    fn decoder(self) -> Option<Rc<Decoder>> {
        let decoder = self.decoder.try_get_value().flatten().or_else(|| Decoder::start().map(Rc::new));
        self.decoder.try_set_value(decoder.clone());
        decoder
    }

    fn take(self, codes: &[crate::web::decoder::Code]) {
        let now = window().performance().map_or(0.0, |it| it.now());
        let codes: Vec<(&str, bool)> = codes.iter().map(|code| (code.text.as_str(), code.is_linear)).collect();
        let scan = self.steady.try_update_value(|steady| steady.frame(&codes, now).map(str::to_owned)).flatten();
        if let Some(code) = scan {
            self.on_scan.run((code,));
        }
    }

    /// Reads a photograph: where the camera can't be had.
    fn read_file(self, file: web_sys::File) {
        spawn_local(async move {
            let Some(picture) = camera::picture(&file).await else { return };
            let Some(decoder) = self.decoder() else { return self.say(Standing::NoDecoder) };
            match decoder.read_frame(&picture).await {
                // One picture is all there is: bars are believed at once.
                Some(codes) => codes.into_iter().take(1).for_each(|code| self.on_scan.run((code.text,))),
                None => self.say(Standing::NoDecoder),
            }
        });
    }
}

#[component]
fn Panel(open: RwSignal<bool>, on_scan: Callback<(String,)>) -> impl IntoView {
    let stockroom = use_stockroom();
    let scan = Scan {
        video: NodeRef::new(),
        standing: RwSignal::new(Standing::Starting),
        abilities: RwSignal::default(),
        camera: StoredValue::new_local(None),
        decoder: StoredValue::new_local(None),
        steady: StoredValue::new_local(Steady::default()),
        turn: StoredValue::new(0),
        on_scan,
    };
    let remembered = move || stockroom.preferences().labels.get(DEVICE).cloned().unwrap_or_default();
    Effect::new(move || {
        if scan.video.get().is_some() {
            scan.start(untrack(remembered));
        }
    });
    // A hidden page's stream dies on some devices: it is let go and opened again.
    let visibility = window_event_listener(ev::Custom::<ev::Event>::new("visibilitychange"), move |_| {
        if document().hidden() { scan.stop() } else { scan.start(untrack(remembered)) }
    });
    on_cleanup(move || {
        visibility.remove();
        scan.stop();
    });
    let choose = move |device: String| {
        stockroom.prefer(|preferences| drop(preferences.labels.insert(DEVICE.to_owned(), device.clone())));
        scan.start(device);
    };
    let said = move || {
        word(match scan.standing.get() {
            Standing::Starting => Word::CameraStarting,
            Standing::Looking => Word::CameraLooking,
            Standing::Fault(CameraFault::Denied) => Word::CameraDenied,
            Standing::Fault(CameraFault::Missing) => Word::CameraMissing,
            Standing::Fault(CameraFault::Busy) => Word::CameraBusy,
            Standing::NoDecoder => Word::CameraNoDecoder,
        })
    };
    view! {
        <section class="camera" aria-label=word(Word::ScanCamera)>
            <header class="camera-head">
                <p role="status">{said}</p>
                <IconButton label=Word::CameraClose icon=IconName::Close on_press=move || open.set(false) />
            </header>
            <video node_ref=scan.video class="camera-picture" muted playsinline aria-label=word(Word::CameraPicture)></video>
            <Controls scan=scan on_choose=choose />
        </section>
    }
}

/// Torch, zoom, another camera, and a photograph where there is no picture.
#[component]
fn Controls(scan: Scan, #[prop(into)] on_choose: Callback<(String,)>) -> impl IntoView {
    let is_lit = RwSignal::new(false);
    let abilities = scan.abilities;
    let torch = move || {
        is_lit.update(|lit| *lit = !*lit);
        scan.camera.with_value(|camera| camera.iter().for_each(|camera| camera.set_torch(is_lit.get_untracked())));
    };
    let zoom = move || {
        abilities.with(|it| it.zoom).map(|Range { least, most }| {
            let set = move |event| {
                let zoom = event_target_value(&event).parse().unwrap_or(least);
                scan.camera.with_value(|camera| camera.iter().for_each(|camera| camera.set_zoom(zoom)));
            };
            view! {
                <label class="camera-zoom">
                    <span>{word(Word::CameraZoom)}</span>
                    <input type="range" min=least max=most step=(most - least) / 40.0 value=least on:input=set />
                </label>
            }
        })
    };
    let cameras = move || {
        let Abilities { cameras, device, .. } = abilities.get();
        (cameras.len() > 1).then(|| {
            view! { <Choice label=Word::CameraWhich options=cameras value=device on_choose=on_choose /> }
        })
    };
    let file = NodeRef::<html::Input>::new();
    let take = move |_| {
        let Some(input) = file.get_untracked() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            scan.read_file(file);
        }
        input.set_value("");
    };
    let has_fault = move || matches!(scan.standing.get(), Standing::Fault(_));
    view! {
        <div class="camera-controls">
            <Show when=move || abilities.with(|it| it.torch)>
                <button
                    type="button"
                    class="button"
                    aria-pressed=move || if is_lit.get() { "true" } else { "false" }
                    on:click=move |_| torch()
                >
                    <Icon icon=IconName::Sun />
                    <span>{word(Word::CameraTorch)}</span>
                </button>
            </Show>
            {zoom}
            {cameras}
            <Show when=has_fault>
                <label class="button">
                    <Icon icon=IconName::Camera />
                    <span>{word(Word::CameraPhoto)}</span>
                    <input
                        class="hidden-text"
                        type="file"
                        accept="image/*"
                        capture="environment"
                        node_ref=file
                        on:change=take
                    />
                </label>
            </Show>
        </div>
    }
}
