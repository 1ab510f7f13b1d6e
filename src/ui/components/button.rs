//! Buttons, and links that look like buttons.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do here.
    Primary,
    /// Any other thing.
    #[default]
    Quiet,
    /// What takes something away.
    Danger,
    /// Without a frame, within a line of text or a toolbar.
    Plain,
}

impl ButtonKind {
    /// Its classes.
    pub fn class(self) -> &'static str {
        match self {
            ButtonKind::Primary => "button primary",
            ButtonKind::Quiet => "button",
            ButtonKind::Danger => "button danger",
            ButtonKind::Plain => "button plain",
        }
    }
}

/// A button with a word. While it is busy it turns and takes no press, but keeps the focus.
#[component]
pub fn Button(
    /// Its word.
    #[prop(into)]
    label: Signal<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before its word.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Whether what it started is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Whether it can't be pressed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let waits = move || busy.get().then_some("true");
    let press = move |_| {
        if busy.try_get_untracked() == Some(false) {
            on_press.run(());
        }
    };
    view! {
        <button
            type="button"
            class=format!("{} {class}", kind.class())
            disabled=move || disabled.get()
            aria-disabled=waits
            aria-busy=waits
            on:click=press
        >
            {icon.map(|icon| view! { <Icon icon=icon /> })}
            <span>{label}</span>
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// Its word.
    #[prop(into)]
    label: Signal<String>,
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before its word.
    #[prop(optional)]
    icon: Option<IconName>,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=move || href.get()>
            {icon.map(|icon| view! { <Icon icon=icon /> })}
            <span>{label}</span>
        </a>
    }
}

/// A button that shows an icon only; its label is read out and shown as a tip.
#[component]
pub fn IconButton(
    /// What it does, in a word.
    #[prop(into)]
    label: Signal<String>,
    /// Its icon.
    icon: IconName,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button icon-only"
            title=move || label.get()
            aria-label=move || label.get()
            on:click=move |_| on_press.run(())
        >
            <Icon icon=icon />
        </button>
    }
}
