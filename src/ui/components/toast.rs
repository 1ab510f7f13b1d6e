//! The message after an act, with "Undo" where there is one. It stands over the bar at the top, never over the work.

use std::time::Duration;

use leptos::prelude::*;

use super::badge::Tone;
use super::icon::{Icon, IconName};
use crate::i18n::{Word, word};

/// How long a message stays; it waits while the pointer or the focus is on it.
const SHOWN: Duration = Duration::from_secs(6);

#[derive(Clone)]
struct Message {
    number: u32,
    text: String,
    tone: Tone,
    undo: Option<(String, Callback<()>)>,
}

/// The message on the screen, in the context; copyable. A new one takes the place of the one before.
#[derive(Clone, Copy)]
pub struct Toaster {
    message: RwSignal<Option<Message>>,
    next: StoredValue<u32>,
    held: RwSignal<bool>,
}

impl Default for Toaster {
    fn default() -> Self {
        Self::new()
    }
}

impl Toaster {
    /// One that says nothing yet.
    pub fn new() -> Self {
        Self { message: RwSignal::new(None), next: StoredValue::new(0), held: RwSignal::new(false) }
    }

    /// Makes the one of the app and puts it in the context.
    pub fn provide() -> Self {
        let toaster = Self::new();
        provide_context(toaster);
        toaster
    }

    /// Says that something was done; with `undo` a button offers it.
    pub fn done(self, text: impl Into<String>, undo: Option<Callback<()>>) {
        self.add(text.into(), Tone::Good, undo.map(|undo| (String::from(Word::Undo), undo)));
    }

    /// Says that something was done, with a button of another word than "Undo".
    pub fn done_with(self, text: impl Into<String>, label: impl Into<String>, act: Callback<()>) {
        self.add(text.into(), Tone::Good, Some((label.into(), act)));
    }

    /// Says that something was not done.
    pub fn failed(self, text: impl Into<String>) {
        self.add(text.into(), Tone::Bad, None);
    }

    /// Says that something was not done, until another message comes or it is dismissed: whoever scans looks up late.
    pub fn refused(self, text: impl Into<String>) {
        self.show(text.into(), Tone::Bad, None, true);
    }

    /// The same, with a button for what can be done about it.
    pub fn refused_with(self, text: impl Into<String>, label: impl Into<String>, act: Callback<()>) {
        self.show(text.into(), Tone::Bad, Some((label.into(), act)), true);
    }

    /// Says something else.
    pub fn note(self, text: impl Into<String>) {
        self.add(text.into(), Tone::Info, None);
    }

    fn add(self, text: String, tone: Tone, undo: Option<(String, Callback<()>)>) {
        self.show(text, tone, undo, false);
    }

    fn show(self, text: String, tone: Tone, undo: Option<(String, Callback<()>)>, stays: bool) {
        // Everything tolerates that the app went away: an act may end after it.
        let Some(number) = self.next.try_update_value(|next| {
            *next = next.wrapping_add(1);
            *next
        }) else {
            return;
        };
        self.message.try_set(Some(Message { number, text, tone, undo }));
        if !stays {
            self.hide_later(number);
        }
    }

    fn hide_later(self, number: u32) {
        set_timeout(
            move || match self.held.try_get_untracked() {
                Some(true) => self.hide_later(number),
                Some(false) => self.dismiss(number),
                None => {}
            },
            SHOWN,
        );
    }

    fn dismiss(self, number: u32) {
        let shown = self.message.try_with_untracked(|message| message.as_ref().is_some_and(|it| it.number == number));
        if shown == Some(true) {
            self.held.try_set(false);
            self.message.try_set(None);
        }
    }
}

/// Where the message is shown: a polite live region.
#[component]
pub fn Toasts(
    /// Whose message.
    toaster: Toaster,
) -> impl IntoView {
    let hold = move |held: bool| {
        toaster.held.try_set(held);
    };
    view! {
        <div
            class="toaster"
            role="status"
            aria-label=word(Word::Notifications)
            on:pointerenter=move |_| hold(true)
            on:pointerleave=move |_| hold(false)
            on:focusin=move |_| hold(true)
            on:focusout=move |_| hold(false)
        >
            {move || toaster.message.get().map(|message| toast(toaster, message))}
        </div>
    }
}

fn toast(toaster: Toaster, message: Message) -> impl IntoView {
    let Message { number, text, tone, undo } = message;
    let undo = undo.map(|(label, undo)| {
        let press = move |_| {
            toaster.dismiss(number);
            undo.run(());
        };
        view! {
            <button type="button" class="button" on:click=press>
                <Icon icon=IconName::Undo />
                <span>{label}</span>
            </button>
        }
    });
    view! {
        <div class=format!("toast {}", tone.class())>
            <Icon icon=tone.icon() />
            <span class="toast-text">{text}</span>
            {undo}
            <button
                type="button"
                class="button icon-only"
                aria-label=word(Word::Dismiss)
                on:click=move |_| toaster.dismiss(number)
            >
                <Icon icon=IconName::Close />
            </button>
        </div>
    }
}
