//! Small marks: a status with its word and icon, and a chip that can be taken away.

use leptos::prelude::*;

use super::icon::{Icon, IconName};
use crate::i18n::{Word, say};

/// What a colour means; a word and an icon always say it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    pub fn icon(self) -> IconName {
        match self {
            Tone::Neutral => IconName::Circle,
            Tone::Info => IconName::Info,
            Tone::Good => IconName::CheckCircle,
            Tone::Warn | Tone::Bad => IconName::Alert,
            Tone::Held => IconName::CircleDot,
        }
    }
}

/// A status: its tone, icon and word.
#[component]
pub fn Badge(
    /// What its colour says.
    tone: Tone,
    /// Its icon; the tone's own where none is given.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Its word.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <span class=format!("badge {}", tone.class())>
            <Icon icon=icon.unwrap_or_else(|| tone.icon()) />
            <span>{label}</span>
        </span>
    }
}

/// A value that was chosen; with `on_remove` it can be taken away.
#[component]
pub fn Chip(
    /// What was chosen.
    #[prop(into)]
    label: String,
    /// Takes it away.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    let name = say(Word::Remove, &[&label]);
    let remove = on_remove.map(|on_remove| {
        view! {
            <button type="button" class="chip-remove" aria-label=name on:click=move |_| on_remove.run(())>
                <Icon icon=IconName::Close />
            </button>
        }
    });
    view! {
        <span class="chip">
            <span>{label}</span>
            {remove}
        </span>
    }
}
