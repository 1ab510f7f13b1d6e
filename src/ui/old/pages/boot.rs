//! What stands around the pages: starting up, what went wrong then and its remedy, the demo's banner, a new version.

use crate::ui::old::view::{View, all, el, live};
use leptos::prelude::*;

use crate::engine::{Boot, BootError};
use crate::i18n::{self, Word, format, say, word};
use crate::ui::old::components::{Button, Kind, LinkButton, Tone, banner, empty_state, progress};
use crate::ui::old::desk::use_desk;
use crate::ui::old::icons::Icon;
use crate::ui::old::nav::Nav;
use crate::ui::old::room;

/// While the stockroom opens: progress where it takes long, or why it can't be opened and what to do.
pub fn waiting() -> View {
    live(move || match room::state() {
        Boot::Failed(error) => failed(&error),
        Boot::Loading { done, total } => {
            let share = done.saturating_mul(1000) / total.max(1);
            let text = say(Word::OpeningCount, &[&format::count(done as usize), &format::count(total as usize)]);
            View::from(el("div").class("opening").child(progress(
                word(Word::Opening),
                Signal::stored(share),
                Signal::stored(text),
                Tone::default(),
            )))
        }
        _ => View::Nothing,
    })
}

fn failed(error: &BootError) -> View {
    let (title, remedy) = match error {
        BootError::NoStorage => (Word::NoStorage, Word::NoStorageRemedy),
        BootError::Newer => (Word::NewerData, Word::NewerDataRemedy),
        BootError::Damaged { .. } => (Word::DamagedData, Word::DamagedDataRemedy),
        BootError::Blocked => (Word::BlockedData, Word::BlockedDataRemedy),
        BootError::Full => (Word::FullDevice, Word::FullDeviceRemedy),
        BootError::NoDemo => (Word::NoDemo, Word::NoDemoRemedy),
    };
    let desk = use_desk();
    let save = matches!(error, BootError::Damaged { .. } | BootError::Newer).then(|| {
        View::from(
            Button::new(Word::SaveCopyOfData, Callback::new(move |()| super::copies::save_copy(desk)))
                .kind(Kind::Primary)
                .icon(Icon::Download),
        )
    });
    let actions = all([View::from(save), View::from(Button::new(Word::TryAgain, Callback::new(|()| reload())))]);
    empty_state(Icon::Alert, word(title), word(remedy), actions)
}

/// Loads the page anew.
pub fn reload() {
    // A detached window alone refuses.
    let _ = window().location().reload();
}

/// The demo's banner, and why the stockroom can only be read.
pub fn notices() -> View {
    let demo = room::is_demo().then(|| {
        let leave = View::from(Button::new(Word::DemoThrowAway, Callback::new(|()| room::leave_demo())));
        banner(Tone::Info, Signal::stored(String::from(Word::DemoBanner)), leave)
    });
    let read_only = move || match room::state() {
        Boot::ReadOnly(reason) => {
            let text = i18n::storage(&reason).to_owned();
            let action = View::from(Button::new(Word::Reload, Callback::new(|()| reload())));
            banner(Tone::Warn, Signal::stored(text), action)
        }
        _ => View::Nothing,
    };
    all([View::from(demo), live(read_only)])
}

/// "A new version is ready", when the service worker has one waiting; taking it loads the page anew.
pub fn update_button() -> View {
    // `register.js` marks the page and says so; the mark is there even when it came before the app.
    let marked = document().document_element().is_some_and(|root| root.has_attribute("data-update"));
    let waiting = RwSignal::new(marked);
    for name in ["kitroom:update", "kitroom:updated"] {
        let handle = window_event_listener_untyped(name, move |_| {
            let _ = waiting.try_set(true);
        });
        on_cleanup(move || handle.remove());
    }
    let take = Callback::new(move |()| {
        if let Ok(event) = web_sys::Event::new("kitroom:accept-update") {
            let _ = window().dispatch_event(&event);
        }
    });
    live(move || waiting.get().then(|| View::from(Button::new(Word::UpdateReady, take).icon(Icon::Download))))
}

/// Who acts on this device, at the foot of the rail.
pub fn rail_foot() -> View {
    let name = move || {
        let actor = room::actor();
        let name = room::look(&[crate::domain::Table::User], |room| {
            room.users.get(actor.0).map_or(String::new(), |user| user.name.to_string())
        });
        if name.is_empty() { word(Word::NobodyChosen).to_owned() } else { name }
    };
    View::from(
        el("a")
            .class("rail-link")
            .attr("href", "#/settings")
            .child(crate::ui::old::icons::icon(Icon::User))
            .child(el("span").child(live(name))),
    )
}

/// An address that leads nowhere.
pub fn not_found(nav: Nav) -> View {
    nav.set_title(Word::PageNotFound, None);
    let actions = View::from(LinkButton::new(Word::Home, "#/"));
    empty_state(Icon::Search, word(Word::PageNotFound), word(Word::PageNotFoundText), actions)
}

/// A record that is not there.
pub fn no_record(nav: Nav, back: &str) -> View {
    nav.set_title(Word::RecordNotFound, None);
    let actions = View::from(LinkButton::new(Word::Back, back.to_owned()));
    empty_state(Icon::Search, word(Word::RecordNotFound), word(Word::RecordNotFoundText), actions)
}
