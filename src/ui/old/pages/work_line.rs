//! One line of work: what is needed, how far it is, the one big act, and what was done already. The lines of a kit
//! and of an as-built table look the same.

use crate::ui::old::view::{View, el, live};
use leptos::prelude::*;

use crate::i18n::{Word, word};
use crate::ui::old::components::badge;
use crate::ui::old::fields;

/// What a line shows.
pub struct LineFrame {
    /// The element's id, for the focus to find the next line.
    pub id: String,
    pub name: String,
    pub href: String,
    /// What the name means, and notes; empty ones are left out.
    pub subs: Vec<String>,
    /// Names and numbers.
    pub figures: Vec<(Word, String)>,
    /// Its state, as the API spells it.
    pub state: &'static str,
    /// The act.
    pub act: View,
    /// Further acts.
    pub more: View,
    /// What was refused.
    pub error: Signal<String>,
    /// What stands under the line.
    pub below: View,
}

/// The line as a list item.
pub fn line_frame(spec: LineFrame) -> View {
    let subs: Vec<View> = spec
        .subs
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(|text| View::from(el("span").class("cell-sub").attr("title", text.clone()).child(text)))
        .collect();
    let figures: Vec<View> = spec
        .figures
        .into_iter()
        .map(|(name, number)| View::from(el("div").child(el("dt").child(word(name))).child(el("dd").child(number))))
        .collect();
    let mark = badge::badge(fields::tone(spec.state), fields::icon(spec.state), fields::choice(spec.state).to_owned());
    let error = spec.error;
    View::from(
        el("li")
            .class("work-line")
            .attr("id", spec.id)
            .child(
                el("div")
                    .class("work-what")
                    .child(el("a").class("mono").attr("href", spec.href).child(spec.name))
                    .child(subs)
                    .child(mark),
            )
            .child(el("dl").class("work-figures").child(figures))
            .child(el("div").class("work-act").child(spec.act))
            .child(el("div").class("work-more").child(spec.more))
            .child(el("div").class("field-error").attr("role", "alert").child(live(move || error.get())))
            .child(el("div").class("work-below").child(spec.below)),
    )
}

/// What stands where there is nothing to do on a line.
pub fn quiet(text: Word) -> View {
    View::from(el("span").class("work-quiet").child(word(text)))
}
