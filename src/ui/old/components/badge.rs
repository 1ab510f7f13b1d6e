//! Small marks: a status with its word and icon, and a chip that can be taken away.

use crate::ui::old::components::button::pressable;
use crate::ui::old::view::{View, el};
use leptos::prelude::*;

use crate::{
    i18n::{Word, say},
    ui::old::icons::{Icon, icon as draw},
};

pub use crate::ui::components::Tone;

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
