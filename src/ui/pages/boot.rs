//! What stands around the pages: starting up, what went wrong then and its remedy, the demo's banner, a new version.

use leptos::prelude::*;

use crate::engine::{Boot, BootError};
use crate::journal::JournalError;
use crate::ui::components::{Banner, Button, EmptyState, Kind, LinkButton, Progress, Tone};
use crate::ui::desk::use_desk;
use crate::ui::icons::Icon;
use crate::ui::live;
use crate::ui::nav::Nav;
use crate::ui::room;
use crate::words::{Word, format, say, word};

/// While the stockroom opens: progress where it takes long, or why it can't be opened and what to do.
pub fn waiting() -> AnyView {
    live::live(move || match room::state() {
        Boot::Failed(error) => failed(&error),
        Boot::Loading { done, total } => {
            let share = u32::try_from(done.saturating_mul(1000) / total.max(1)).unwrap_or(1000);
            let text = say(Word::OpeningCount, &[&format::count(done as usize), &format::count(total as usize)]);
            view! { <div class="opening"><Progress label=word(Word::Opening) share=Signal::stored(share) text=Signal::stored(text)/></div> }
                .into_any()
        }
        _ => ().into_any(),
    })
}

fn failed(error: &BootError) -> AnyView {
    let (title, remedy) = match error {
        BootError::NoStorage => (Word::NoStorage, Word::NoStorageRemedy),
        BootError::Newer => (Word::NewerData, Word::NewerDataRemedy),
        BootError::Damaged { .. } => (Word::DamagedData, Word::DamagedDataRemedy),
        BootError::Blocked => (Word::BlockedData, Word::BlockedDataRemedy),
        BootError::Full => (Word::FullDevice, Word::FullDeviceRemedy),
    };
    let desk = use_desk();
    let save = matches!(error, BootError::Damaged { .. } | BootError::Newer).then(|| {
        view! { <Button label=Word::SaveCopyOfData kind=Kind::Primary icon=Icon::Download on_press=Callback::new(move |()| super::copies::save_copy(desk))/> }
            .into_any()
    });
    let actions = view! {
        {save}
        <Button label=Word::TryAgain on_press=Callback::new(|()| reload())/>
    }
    .into_any();
    view! { <EmptyState icon=Icon::Alert title=word(title) text=word(remedy) actions=actions/> }.into_any()
}

/// Loads the page anew.
pub fn reload() {
    // A detached window alone refuses.
    let _ = window().location().reload();
}

/// The demo's banner, and why the stockroom can only be read.
pub fn notices() -> AnyView {
    let demo = room::is_demo().then(|| {
        let leave = view! {
            <Button label=Word::DemoThrowAway on_press=Callback::new(|()| room::leave_demo())/>
        }
        .into_any();
        view! { <Banner tone=Tone::Info text=Signal::stored(String::from(Word::DemoBanner)) action=leave/> }.into_any()
    });
    let read_only = move || match room::state() {
        Boot::ReadOnly(reason) => {
            let text = word(storage_word(&reason)).to_owned();
            let action = view! { <Button label=Word::Reload on_press=Callback::new(|()| reload())/> }.into_any();
            view! { <Banner tone=Tone::Warn text=Signal::stored(text) action=action/> }.into_any()
        }
        _ => ().into_any(),
    };
    view! { {demo}{live::live(read_only)} }.into_any()
}

/// "A new version is ready", when the service worker has one waiting; taking it loads the page anew.
pub fn update_button() -> AnyView {
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
    live::live(move || {
        waiting.get().then(|| view! { <Button label=Word::UpdateReady icon=Icon::Download on_press=take/> }.into_any())
    })
}

/// Who acts on this device, at the foot of the rail.
pub fn rail_foot() -> AnyView {
    let name = move || {
        let actor = room::actor();
        let name = room::look(&[crate::domain::Table::User], |room| {
            room.users.get(actor.0).map_or(String::new(), |user| user.name.to_string())
        });
        if name.is_empty() { word(Word::NobodyChosen).to_owned() } else { name }
    };
    view! { <a class="rail-link" href="#/settings">{crate::ui::icons::icon(Icon::User)}<span>{live::live(name)}</span></a> }
        .into_any()
}

/// An address that leads nowhere.
pub fn not_found(nav: Nav) -> AnyView {
    nav.set_title(Word::PageNotFound, None);
    let actions = view! { <LinkButton label=Word::Home href="#/"/> }.into_any();
    view! { <EmptyState icon=Icon::Search title=word(Word::PageNotFound) text=word(Word::PageNotFoundText) actions=actions/> }
        .into_any()
}

/// A record that is not there.
pub fn no_record(nav: Nav, back: &str) -> AnyView {
    nav.set_title(Word::RecordNotFound, None);
    let actions = view! { <LinkButton label=Word::Back href=back.to_owned()/> }.into_any();
    view! { <EmptyState icon=Icon::Search title=word(Word::RecordNotFound) text=word(Word::RecordNotFoundText) actions=actions/> }
        .into_any()
}

/// Why the storage did not take an act.
pub fn storage_word(error: &JournalError) -> Word {
    match error {
        JournalError::Conflict | JournalError::Duplicate { .. } => Word::StorageConflict,
        JournalError::Outdated => Word::StorageOutdated,
        JournalError::Full => Word::StorageFull,
        JournalError::Closed => Word::StorageClosed,
        JournalError::Unavailable => Word::StorageUnavailable,
        JournalError::Damaged { .. } => Word::DamagedData,
    }
}
