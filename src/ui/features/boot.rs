//! What stands there instead of a page: starting up, what went wrong then and its remedy, an address that leads nowhere.

use leptos::prelude::*;

use super::settings::copies::save_copy;
use super::settings::open_copy::OtherData;
use super::settings::shelf::Shelf;
use crate::engine::{Boot, BootError};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Button, ButtonKind, EmptyState, IconName, LinkButton, Progress};
use crate::ui::routes::Route;
use crate::ui::state::marker::Marker;
use crate::ui::state::{use_dialogs, use_router, use_stockroom};
use crate::web::shelf::Slot;

/// While the stockroom opens: progress where it takes long, or why it can't be opened and what to do.
#[component]
pub fn Opening() -> impl IntoView {
    let stockroom = use_stockroom();
    move || match stockroom.boot() {
        Boot::Failed(error) => view! { <Failed error=error /> }.into_any(),
        Boot::Loading { done, total } => {
            let share = done.saturating_mul(1000) / total.max(1);
            let text = say(Word::OpeningCount, &[&format::count(done as usize), &format::count(total as usize)]);
            view! {
                <div class="opening">
                    <Progress label=Word::Opening share=share text=text />
                </div>
            }
            .into_any()
        }
        _ => ().into_any(),
    }
}

/// Why the stockroom can't be opened, and what to do.
#[component]
fn Failed(error: BootError) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let (title, remedy) = reason(error);
    // What is there, if anything, may still be read or saved.
    let has_data = matches!(error, BootError::Damaged { .. } | BootError::Newer | BootError::Emptied | BootError::Incomplete);
    // The storage works, so another stockroom can take this one's place.
    let replaceable = has_data || error == BootError::Cleared;
    let save = move || save_copy(stockroom, dialogs);
    let read = move || {
        stockroom.open_readable(move || dialogs.toaster().failed(word(Word::ReadNothing).to_owned()));
    };
    let reload = || {
        // A detached window alone refuses.
        let _ = window().location().reload();
    };
    let ways = move || {
        view! {
            <Button label=Word::ReadWhatIsThere kind=ButtonKind::Primary icon=IconName::Search on_press=read />
            <Button label=Word::SaveCopyOfData icon=IconName::Download on_press=save />
        }
    };
    view! {
        <EmptyState icon=IconName::Alert title=word(title) text=remedy>
            {has_data.then(ways)} {replaceable.then(|| view! { <OtherData /> })}
            <Button label=Word::TryAgain on_press=reload />
        </EmptyState>
        {replaceable.then(|| view! { <Shelf /> })}
    }
}

/// What is so, and what to do.
fn reason(error: BootError) -> (Word, String) {
    let (title, remedy) = match error {
        BootError::NoStorage => (Word::NoStorage, Word::NoStorageRemedy),
        BootError::Newer => (Word::NewerData, Word::NewerDataRemedy),
        BootError::Damaged { .. } => (Word::DamagedData, Word::DamagedDataRemedy),
        BootError::Blocked => (Word::BlockedData, Word::BlockedDataRemedy),
        BootError::Full => (Word::FullDevice, Word::FullDeviceRemedy),
        BootError::NoDemo => (Word::NoDemo, Word::NoDemoRemedy),
        BootError::Emptied => (Word::EmptiedData, Word::EmptiedDataText),
        BootError::Incomplete => (Word::IncompleteData, Word::IncompleteDataText),
        BootError::Cleared => {
            let marker = Marker::stored(Slot::Own).unwrap_or_default();
            let (entries, time) = (format::count(marker.entries as usize), format::moment(marker.time as f64));
            return (Word::ClearedData, say(Word::ClearedDataText, &[&entries, &time]));
        }
    };
    (title, word(remedy).to_owned())
}

/// An address that leads nowhere.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    use_router().set_title(word(Word::PageNotFound), None);
    view! {
        <EmptyState icon=IconName::Search title=word(Word::PageNotFound) text=word(Word::PageNotFoundText)>
            <LinkButton label=Word::Home href=Route::Home.href() />
        </EmptyState>
    }
}
