//! Buttons and links that look like buttons.

use crate::ui::live;
use leptos::prelude::*;

use crate::ui::icons::{Icon, icon as draw};

/// How much a button asks for attention.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
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

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Kind::Primary => "button primary",
            Kind::Quiet => "button",
            Kind::Danger => "button danger",
            Kind::Plain => "button plain",
        }
    }
}

/// A button with a word; while busy it turns and takes no press, but keeps the focus.
#[component]
pub fn Button(
    #[prop(into)] label: Signal<String>,
    on_press: Callback<()>,
    #[prop(optional)] kind: Kind,
    #[prop(optional, into)] icon: Option<Icon>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> AnyView {
    view! {
        <button
            type="button"
            class=kind.class()
            disabled=live::flag(move || disabled.get())
            aria-disabled=live::word_if(move || busy.get().then_some("true"))
            aria-busy=live::word_if(move || busy.get().then_some("true"))
            on:click=live::press(move |_| {
                if !busy.get_untracked() {
                    on_press.run(());
                }
            })
        >
            {icon.map(draw)}
            <span>{label}</span>
        </button>
    }
    .into_any()
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    #[prop(into)] label: String,
    #[prop(into)] href: String,
    #[prop(optional)] kind: Kind,
    #[prop(optional, into)] icon: Option<Icon>,
) -> AnyView {
    view! { <a class=kind.class() href=href>{icon.map(draw)}<span>{label}</span></a> }.into_any()
}

/// A button that shows an icon only; its label is read out and shown as a tip.
#[component]
pub fn IconButton(
    #[prop(into)] label: String,
    icon: Icon,
    on_press: Callback<()>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> AnyView {
    view! {
        <button
            type="button"
            class="button icon-only"
            title=label.clone()
            aria-label=label
            disabled=live::flag(move || disabled.get())
            on:click=live::press(move |_| on_press.run(()))
        >
            {draw(icon)}
        </button>
    }
    .into_any()
}
