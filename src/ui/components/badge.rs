//! Small marks: a status with its word and icon, and a chip that can be taken away.

use crate::ui::live;
use leptos::prelude::*;

use crate::{
    ui::icons::{Icon, icon as draw},
    words::{Word, say},
};

/// What a colour means; a word and an icon always say it too.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Neutral,
    /// Worth knowing, in progress.
    Info,
    /// As it should be.
    Good,
    /// Needs care soon.
    Warn,
    /// Wrong, short or lost.
    Bad,
    /// Held by something else: kitted, installed.
    Held,
}

impl Tone {
    /// The class that sets the tone's colours.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Neutral => "tone-neutral",
            Tone::Info => "tone-info",
            Tone::Good => "tone-good",
            Tone::Warn => "tone-warn",
            Tone::Bad => "tone-bad",
            Tone::Held => "tone-held",
        }
    }

    /// The icon where none is given.
    pub fn icon(self) -> Icon {
        match self {
            Tone::Neutral => Icon::Circle,
            Tone::Info => Icon::Info,
            Tone::Good => Icon::CheckCircle,
            Tone::Warn | Tone::Bad => Icon::Alert,
            Tone::Held => Icon::CircleDot,
        }
    }
}

/// A status: its tone, icon and word, as a plain function for tables and lists.
pub fn badge(tone: Tone, icon: Icon, label: String) -> AnyView {
    view! { <span class=["badge ", tone.class()].concat()>{draw(icon)}<span>{label}</span></span> }.into_any()
}

/// A status: its tone, icon and word.
#[component]
pub fn StatusBadge(tone: Tone, #[prop(optional, into)] icon: Option<Icon>, #[prop(into)] label: String) -> AnyView {
    badge(tone, icon.unwrap_or_else(|| tone.icon()), label)
}

/// A value that was chosen; with a callback it can be taken away.
#[component]
pub fn Chip(#[prop(into)] label: String, #[prop(optional)] on_remove: Option<Callback<()>>) -> AnyView {
    let remove = on_remove.map(|on_remove| {
        let name = say(Word::Remove, &[&label]);
        view! {
            <button type="button" class="chip-remove" aria-label=name on:click=live::press(move |_| on_remove.run(()))>
                {draw(Icon::Close)}
            </button>
        }
        .into_any()
    });
    view! { <span class="chip"><span>{label}</span>{remove}</span> }.into_any()
}
