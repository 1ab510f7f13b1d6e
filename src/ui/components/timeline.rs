//! What happened, one entry below the other.

use leptos::prelude::*;

use super::badge::Tone;
use super::icon::{Icon, IconName};

/// The list of entries; its children are `TimelineItem`s, newest first as given.
#[component]
pub fn Timeline(
    /// The entries.
    children: Children,
) -> impl IntoView {
    view! { <ol class="timeline">{children()}</ol> }
}

/// One entry: its text, what tells more below it, and further content.
#[component]
pub fn TimelineItem(
    /// Its icon.
    icon: IconName,
    /// What its colour says besides.
    #[prop(optional)]
    tone: Tone,
    /// What happened.
    #[prop(into)]
    text: String,
    /// When, and by whom.
    #[prop(optional, into)]
    meta: String,
    /// Where it leads; empty: nowhere.
    #[prop(optional, into)]
    href: String,
    /// What stands below.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let text =
        if href.is_empty() { view! { <span>{text}</span> }.into_any() } else { view! { <a href=href>{text}</a> }.into_any() };
    view! {
        <li class=tone.class()>
            <span class="timeline-mark">
                <Icon icon=icon />
            </span>
            <div>
                {text} <span class="cell-sub">{meta}</span>
                {children.map(|children| children())}
            </div>
        </li>
    }
}
