//! Small marks: a status with its word and icon, and a chip that can be taken away.

use crate::ui::old::components::button::pressable;
use crate::ui::old::view::{View, el};
use leptos::prelude::*;

use crate::{
    i18n::{Word, say},
    ui::old::icons::{Icon, icon as draw},
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
pub fn badge(tone: Tone, icon: Icon, label: String) -> View {
    View::from(el("span").class(["badge ", tone.class()].concat()).child(draw(icon)).child(el("span").child(label)))
}

/// A status: its tone, icon and word.
pub fn status_badge(tone: Tone, label: impl Into<String>) -> View {
    badge(tone, tone.icon(), label.into())
}

/// A value that was chosen; with a callback it can be taken away.
pub fn chip(label: String, on_remove: Option<Callback<()>>) -> View {
    let remove = on_remove.map(|on_remove| {
        let name = say(Word::Remove, &[&label]);
        View::from(
            pressable("chip-remove").attr("aria-label", name).on_click(move |_| on_remove.run(())).child(draw(Icon::Close)),
        )
    });
    View::from(el("span").class("chip").child(el("span").child(label)).child(remove))
}
