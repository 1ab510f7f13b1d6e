//! What stands over every page: that this is the demo, and why the stockroom can only be read.

use leptos::prelude::*;

use crate::engine::Boot;
use crate::i18n::{self, Word, word};
use crate::ui::components::{ConfirmSpec, Icon, IconName};
use crate::ui::features::settings::copies::save_copy;
use crate::ui::state::{use_dialogs, use_stockroom};

/// Ranges of damaged entries that are named.
const HARMS: usize = 3;

/// The banners that there are reason for.
#[component]
pub fn Banners() -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let read_only = move || match stockroom.boot() {
        Boot::ReadOnly(reason) => Some(i18n::read_only(&reason)),
        _ => None,
    };
    let harmed = move || {
        let harm = stockroom.harm();
        (!harm.is_empty() && matches!(stockroom.boot(), Boot::Ready)).then(|| {
            let said: Vec<String> = harm.iter().take(HARMS).map(i18n::trust::harm).collect();
            i18n::say(Word::HarmFound, &[&said.join(" ")])
        })
    };
    let reload = move |_| {
        // A detached window alone refuses.
        let _ = window().location().reload();
    };
    view! {
        <Show when=move || stockroom.is_demo()>
            <DemoBanner />
        </Show>
        {move || {
            harmed()
                .map(|text| {
                    view! {
                        <div class="banner tone-warn" role="note">
                            <Icon icon=IconName::Alert />
                            <span>{text}</span>
                            <button type="button" class="button" on:click=move |_| save_copy(stockroom, dialogs)>
                                {word(Word::SaveCopyOfData)}
                            </button>
                        </div>
                    }
                })
        }}
        {move || {
            read_only()
                .map(|reason| {
                    view! {
                        <div class="banner tone-warn" role="note">
                            <Icon icon=IconName::Alert />
                            <span>{reason}</span>
                            <button type="button" class="button" on:click=move |_| save_copy(stockroom, dialogs)>
                                {word(Word::SaveCopyOfData)}
                            </button>
                            <button type="button" class="button" on:click=reload>
                                {word(Word::Reload)}
                            </button>
                        </div>
                    }
                })
        }}
    }
}

/// That this is the demo; throwing it away asks first.
#[component]
fn DemoBanner() -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let ask = move |_| {
        let spec = ConfirmSpec {
            title: word(Word::DemoThrowAwayTitle).to_owned(),
            consequences: vec![word(Word::DemoThrowAwayText).to_owned()],
            confirm: word(Word::DemoThrowAway).to_owned(),
            danger: true,
        };
        dialogs.confirm(spec, move || stockroom.leave_demo());
    };
    view! {
        <div class="banner tone-info" role="note">
            <Icon icon=IconName::Info />
            <span>{word(Word::DemoBanner)}</span>
            <button type="button" class="button" on:click=ask>
                {word(Word::DemoThrowAway)}
            </button>
        </div>
    }
}
