//! The pieces of pages: head, bar of acts, sections, facts, short tables, banners.

use leptos::prelude::*;

use super::badge::Tone;
use super::icon::Icon;

/// The head of a record's page: what it is and how it stands, and at the end what can be done.
#[component]
pub fn PageHead(
    /// The buttons at the end.
    #[prop(optional, into)]
    acts: ViewFnOnce,
    /// Status, description, progress.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="record-head">
            <div class="record-lead">{children()}</div>
            <div class="record-acts">{acts.run()}</div>
        </div>
    }
}

/// A row of buttons.
#[component]
pub fn ActionBar(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! { <div class="action-bar">{children()}</div> }
}

/// A part of a page under its own heading.
#[component]
pub fn Section(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Buttons at the end of the heading.
    #[prop(optional, into)]
    acts: ViewFnOnce,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section">
            <header class="section-head">
                <h2>{title}</h2>
                <div class="section-actions">{acts.run()}</div>
            </header>
            {children()}
        </section>
    }
}

/// Names and values of one record; its children are `Fact`s.
#[component]
pub fn Facts(
    /// The facts.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One name and its value.
#[component]
pub fn Fact(
    /// The name.
    #[prop(into)]
    name: Signal<String>,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// A table that is all there: its children are the `<thead>` and the `<tbody>`. It scrolls sideways where it must.
#[component]
pub fn ShortTable(
    /// What it lists.
    #[prop(into)]
    label: String,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
    /// Its head and body.
    children: Children,
) -> impl IntoView {
    let region = label.clone();
    view! {
        <div class=format!("static-table {class}") role="region" tabindex="0" aria-label=region>
            <table aria-label=label>{children()}</table>
        </div>
    }
}

/// A message that stays while what it says is so; its children are the acts.
#[component]
pub fn Banner(
    /// What its colour says.
    tone: Tone,
    /// What is so.
    #[prop(into)]
    text: Signal<String>,
    /// Buttons and links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=format!("banner {}", tone.class()) role="note">
            <Icon icon=tone.icon() />
            <span>{text}</span>
            {children.map(|children| children())}
        </div>
    }
}

/// The name of a key to press.
#[component]
pub fn Kbd(
    /// As it stands on the keyboard.
    #[prop(into)]
    key: String,
) -> impl IntoView {
    view! { <kbd>{key}</kbd> }
}
