//! What stands there instead of a page: starting up, what went wrong then and its remedy, an address that leads nowhere.

use leptos::prelude::*;

use super::settings::copies::save_copy;
use crate::engine::{Boot, BootError};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Button, ButtonKind, EmptyState, IconName, LinkButton, Progress};
use crate::ui::routes::Route;
use crate::ui::state::use_dialogs;
use crate::ui::state::{use_router, use_stockroom};

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
    let (title, remedy) = match error {
        BootError::NoStorage => (Word::NoStorage, Word::NoStorageRemedy),
        BootError::Newer => (Word::NewerData, Word::NewerDataRemedy),
        BootError::Damaged { .. } => (Word::DamagedData, Word::DamagedDataRemedy),
        BootError::Blocked => (Word::BlockedData, Word::BlockedDataRemedy),
        BootError::Full => (Word::FullDevice, Word::FullDeviceRemedy),
        BootError::NoDemo => (Word::NoDemo, Word::NoDemoRemedy),
    };
    let has_data = matches!(error, BootError::Damaged { .. } | BootError::Newer);
    let save = move || save_copy(stockroom, dialogs);
    let reload = || {
        // A detached window alone refuses.
        let _ = window().location().reload();
    };
    view! {
        <EmptyState icon=IconName::Alert title=word(title) text=word(remedy)>
            {has_data
                .then(|| {
                    view! {
                        <Button
                            label=Word::SaveCopyOfData
                            kind=ButtonKind::Primary
                            icon=IconName::Download
                            on_press=save
                        />
                    }
                })}
            <Button label=Word::TryAgain on_press=reload />
        </EmptyState>
    }
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
