//! What stands where nothing is yet.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// What a place is for, and what to do first; its children are the acts.
#[component]
pub fn EmptyState(
    /// A picture of what is missing.
    icon: IconName,
    /// What is missing.
    #[prop(into)]
    title: TextProp,
    /// What this place is for.
    #[prop(into, optional)]
    text: TextProp,
    /// Buttons and links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon icon=icon />
            <h2>{move || title.get()}</h2>
            <p>{move || text.get()}</p>
            <div class="empty-actions">{children.map(|children| children())}</div>
        </div>
    }
}
