//! Messages after an act, with "Undo" where there is one; they take room at the foot, never cover.

use crate::ui::old::components::button::pressable;
use crate::ui::old::view::{View, each, el};
use std::time::Duration;

use leptos::prelude::*;

use super::badge::Tone;
use crate::{
    i18n::{Word, word},
    ui::old::icons::{Icon, icon as draw},
};

/// How long a message stays; it waits while the pointer or the focus is on it.
const SHOWN: Duration = Duration::from_secs(9);
/// How many are shown at once; the oldest goes.
const MOST: usize = 3;

#[derive(Clone)]
struct Message {
    number: u32,
    text: String,
    tone: Tone,
    undo: Option<Callback<()>>,
}

/// The messages on the screen, in the context; copyable.
#[derive(Clone, Copy)]
pub struct Toaster {
    messages: RwSignal<Vec<Message>>,
    next: StoredValue<u32>,
    held: RwSignal<bool>,
}

impl Toaster {
    /// Makes the one of the app and puts it in the context.
    pub fn provide() -> Self {
        let toaster = Self { messages: RwSignal::new(Vec::new()), next: StoredValue::new(0), held: RwSignal::new(false) };
        provide_context(toaster);
        toaster
    }

    /// Says that something was done; with `undo` a button offers it.
    pub fn done(self, text: impl Into<String>, undo: Option<Callback<()>>) {
        self.add(text.into(), Tone::Good, undo);
    }

    /// Says that something was not done.
    pub fn failed(self, text: impl Into<String>) {
        self.add(text.into(), Tone::Bad, None);
    }

    /// Says something else.
    pub fn note(self, text: impl Into<String>) {
        self.add(text.into(), Tone::Info, None);
    }

    fn add(self, text: String, tone: Tone, undo: Option<Callback<()>>) {
        // Everything tolerates that the app went away: an act may end after it.
        let Some(number) = self.next.try_update_value(|next| {
            *next = next.wrapping_add(1);
            *next
        }) else {
            return;
        };
        self.messages.try_update(|messages| {
            messages.push(Message { number, text, tone, undo });
            if messages.len() > MOST {
                messages.remove(0);
            }
        });
        self.hide_later(number);
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
        self.messages.try_update(|messages| messages.retain(|message| message.number != number));
    }
}

/// Where the messages are shown: a polite live region in the flow of the page.
pub fn toaster_view(toaster: Toaster) -> View {
    View::from(
        el("div")
            .class("toaster")
            .attr("role", "status")
            .attr("aria-label", word(Word::Notifications))
            .on("pointerenter", move |_| toaster.held.set(true))
            .on("pointerleave", move |_| toaster.held.set(false))
            .on("focusin", move |_| toaster.held.set(true))
            .on("focusout", move |_| toaster.held.set(false))
            .child(each(
                move || toaster.messages.with(|messages| messages.iter().map(|message| (message.number, 0)).collect()),
                move |(number, _)| {
                    let message = toaster.messages.with(|messages| messages.iter().find(|it| it.number == number).cloned());
                    message.map_or(View::Nothing, |message| toast(toaster, message))
                },
            )),
    )
}

fn toast(toaster: Toaster, message: Message) -> View {
    let number = message.number;
    let undo = message.undo.map(|undo| {
        View::from(
            pressable("button")
                .on_click(move |_| {
                    toaster.held.set(false);
                    toaster.dismiss(number);
                    undo.run(());
                })
                .child(draw(Icon::Undo))
                .child(el("span").child(word(Word::Undo))),
        )
    });
    View::from(
        el("div")
            .class(["toast ", message.tone.class()].concat())
            .child(draw(message.tone.icon()))
            .child(el("span").class("toast-text").child(message.text.clone()))
            .child(undo)
            .child(
                pressable("button icon-only")
                    .attr("aria-label", word(Word::Dismiss))
                    .on_click(move |_| {
                        toaster.held.set(false);
                        toaster.dismiss(number);
                    })
                    .child(draw(Icon::Close)),
            ),
    )
}
