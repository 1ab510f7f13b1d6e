//! What stands over every page: that this is the demo, and why the stockroom can only be read.

use leptos::prelude::*;

use crate::engine::Boot;
use crate::i18n::{self, Word, say, word};
use crate::ui::components::{Banner, Button, Icon, IconName, Tone};
use crate::ui::features::settings::copies::{last_copy, save_copy};
use crate::ui::state::shelf::SetAside;
use crate::ui::state::{use_dialogs, use_stockroom};
use crate::web::clock;

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
        <AsideBanner />
        <CopyBanner />
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

/// That another stockroom was open before this tab exchanged it for this one, and the way back.
#[component]
fn AsideBanner() -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let aside = RwSignal::new(stockroom.set_aside().filter(|_| !stockroom.is_demo()));
    let dismiss = move || {
        stockroom.dismiss_set_aside();
        aside.set(None);
    };
    let shown = move |SetAside { database, name, by_copy }: SetAside| {
        let text = match (by_copy, name.is_empty()) {
            (true, true) => word(Word::CopyOpened).to_owned(),
            (true, false) => say(Word::CopyOpenedNamed, &[&name]),
            (false, true) => word(Word::StartedOver).to_owned(),
            (false, false) => say(Word::StartedOverNamed, &[&name]),
        };
        let back = move || stockroom.return_to(database.clone(), move |why| dialogs.toaster().failed(why));
        view! {
            <Banner tone=Tone::Info text=text>
                <Button label=Word::SwitchBack icon=IconName::Undo on_press=back />
                <Button label=Word::Dismiss on_press=dismiss />
            </Banner>
        }
    };
    move || matches!(stockroom.boot(), Boot::Ready).then(|| aside.get().map(shown))
}

/// That a copy of the stockroom is due.
#[component]
fn CopyBanner() -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let is_due = Memo::new(move |_| {
        let head = stockroom.read_history(|room| room.head);
        let is_own = !stockroom.is_demo() && matches!(stockroom.boot(), Boot::Ready);
        is_own && stockroom.about().is_due(head, clock::now().0)
    });
    let shown = move || {
        let text = say(Word::CopyReminder, &[&last_copy(stockroom, stockroom.read_untracked(|room| room.head))]);
        view! {
            <Banner tone=Tone::Info text=text>
                <Button label=Word::SaveCopy icon=IconName::Download on_press=move || save_copy(stockroom, dialogs) />
                <Button label=Word::Later on_press=move || stockroom.put_off_copy() />
            </Banner>
        }
    };
    move || is_due.get().then(shown)
}

/// That this is the demo; throwing it away asks first.
#[component]
fn DemoBanner() -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let ask = move |_| dialogs.leave_demo(stockroom);
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
