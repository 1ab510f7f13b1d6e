//! One line of work: what is needed, how far it is, the one big act, and what was done already. The lines of a kit
//! and of an as-built table look the same.

use crate::ui::live;
use leptos::prelude::*;

use crate::ui::components::badge;
use crate::ui::fields;
use crate::words::{Word, word};

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
    pub act: AnyView,
    /// Further acts.
    pub more: AnyView,
    /// What was refused.
    pub error: Signal<String>,
    /// What stands under the line.
    pub below: AnyView,
}

/// The line as a list item.
pub fn line_frame(spec: LineFrame) -> AnyView {
    let subs: Vec<AnyView> = spec
        .subs
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(|text| view! { <span class="cell-sub">{text}</span> }.into_any())
        .collect();
    let figures: Vec<AnyView> = spec
        .figures
        .into_iter()
        .map(|(name, number)| view! { <div><dt>{word(name)}</dt><dd>{number}</dd></div> }.into_any())
        .collect();
    let mark = badge::badge(fields::tone(spec.state), fields::icon(spec.state), fields::choice(spec.state).to_owned());
    let error = spec.error;
    view! {
        <li class="work-line" id=spec.id>
            <div class="work-what"><a class="mono" href=spec.href>{spec.name}</a>{subs}{mark}</div>
            <dl class="work-figures">{figures}</dl>
            <div class="work-act">{spec.act}</div>
            <div class="work-more">{spec.more}</div>
            <div class="field-error" role="alert">{live::live(move || error.get())}</div>
            <div class="work-below">{spec.below}</div>
        </li>
    }
    .into_any()
}

/// What stands where there is nothing to do on a line.
pub fn quiet(text: Word) -> AnyView {
    view! { <span class="work-quiet">{word(text)}</span> }.into_any()
}
