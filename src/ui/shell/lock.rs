//! The cover over the screen of a shared tablet that nobody has touched for some minutes, until the PIN is typed.

use std::time::Duration;

use leptos::{ev, ev::SubmitEvent, html, leptos_dom::helpers::set_interval_with_handle, prelude::*};
use leptos_use_event_listener::{UseEventListenerOptions, use_event_listener_with_options};
use leptos_use_window::use_window;

use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Button, ButtonKind, Icon, IconName};
use crate::ui::features::settings::copies::SecretField;
use crate::ui::state::{StockroomHandle, pin, use_stockroom};
use crate::web::clock;

/// How often it is looked whether the time is up.
const LOOK: Duration = Duration::from_secs(1);
/// Seconds in front of the page after which a PIN is removed without it.
const FORGET: u32 = 300;
const MINUTE: f64 = 60_000.0;

/// Covers the page when it is time; once, in the app's frame.
#[component]
pub fn Lock() -> impl IntoView {
    let stockroom = use_stockroom();
    let touched = StoredValue::new(clock::elapsed());
    let options = || UseEventListenerOptions::default().capture(true).passive(true);
    let _ =
        use_event_listener_with_options(use_window(), ev::pointerdown, move |_| touched.set_value(clock::elapsed()), options());
    let _ = use_event_listener_with_options(use_window(), ev::keydown, move |_| touched.set_value(clock::elapsed()), options());
    let look = move || {
        let preferences = stockroom.preferences();
        let idle = clock::elapsed() - touched.get_value();
        if preferences.has_pin() && idle > f64::from(preferences.lock_minutes()) * MINUTE {
            stockroom.lock();
        }
    };
    if let Ok(handle) = set_interval_with_handle(look, LOOK) {
        on_cleanup(move || handle.clear());
    }
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        match (stockroom.is_locked(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog
            node_ref=node
            class="lock"
            aria-labelledby="lock-title"
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.prevent_default();
                    event.stop_propagation();
                }
            }
            on:cancel=move |event: ev::Event| event.prevent_default()
        >
            {move || stockroom.is_locked().then(|| view! { <Unlocking stockroom=stockroom /> })}
        </dialog>
    }
}

/// Asks for the PIN.
#[component]
fn Unlocking(stockroom: StockroomHandle) -> impl IntoView {
    let (typed, error) = (RwSignal::new(String::new()), RwSignal::new(""));
    let unlock = move |event: SubmitEvent| {
        event.prevent_default();
        if pin::is_right(&stockroom.preferences().pin, &typed.get_untracked()) {
            stockroom.unlock();
        } else {
            typed.set(String::new());
            error.set(word(Word::PinWrong));
        }
    };
    view! {
        <form class="lock-form" on:submit=unlock novalidate>
            <Icon icon=IconName::Lock />
            <h2 id="lock-title">{word(Word::Locked)}</h2>
            <SecretField label=Word::Pin value=typed error=error autocomplete="off" inputmode="numeric" />
            <button type="submit" class="button primary large">
                {word(Word::Unlock)}
            </button>
            <Forgetting stockroom=stockroom />
        </form>
    }
}

/// Removes a PIN that was forgotten, slowly.
#[component]
fn Forgetting(stockroom: StockroomHandle) -> impl IntoView {
    let left = RwSignal::new(None::<u32>);
    let tick = move || {
        let now = left.get_untracked().map(|seconds| seconds.saturating_sub(1));
        if now.is_some() {
            left.set(now);
        }
        if now == Some(0) {
            stockroom.prefer(|preferences| preferences.pin.clear());
            stockroom.unlock();
        }
    };
    if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(1)) {
        on_cleanup(move || handle.clear());
    }
    move || match left.get() {
        None => view! {
            <Button label=Word::PinForgotten kind=ButtonKind::Plain on_press=move || left.set(Some(FORGET)) />
        }
        .into_any(),
        Some(seconds) => view! {
            <p class="field-help">{word(Word::PinForgottenText)}</p>
            <p>{say(Word::PinRemoveWait, &[&format::count(seconds as usize)])}</p>
            <Button label=Word::Cancel on_press=move || left.set(None) />
        }
        .into_any(),
    }
}
