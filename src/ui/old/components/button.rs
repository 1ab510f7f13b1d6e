//! Buttons and links that look like buttons.

use crate::ui::old::live;
use crate::ui::old::live::Says;
use crate::ui::old::view::{El, View, el};
use leptos::prelude::*;

use crate::ui::old::icons::{Icon, icon as draw};

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
pub struct Button {
    label: Says,
    on_press: Callback<()>,
    kind: Kind,
    icon: Option<Icon>,
    busy: Signal<bool>,
    disabled: Says,
}

impl Button {
    /// A button with a word.
    pub fn new(label: impl Into<Says>, on_press: Callback<()>) -> Self {
        Self {
            label: label.into(),
            on_press,
            kind: Kind::default(),
            icon: None,
            busy: Signal::stored(false),
            disabled: Says::Nothing,
        }
    }

    /// How much it asks for attention.
    #[must_use]
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// With an icon before its word.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Busy while the signal says so.
    #[must_use]
    pub fn busy(mut self, busy: impl Into<Signal<bool>>) -> Self {
        self.busy = busy.into();
        self
    }

    /// Not to be pressed while this is on.
    #[must_use]
    pub fn disabled(mut self, disabled: impl Into<Says>) -> Self {
        self.disabled = disabled.into();
        self
    }
}

impl From<Button> for View {
    fn from(it: Button) -> View {
        let Button { label, on_press, kind, icon, busy, disabled } = it;
        let waits = live::word_if(move || busy.get().then_some("true"));
        let press = move |_| {
            if busy.try_get_untracked() == Some(false) {
                on_press.run(());
            }
        };
        pressable(kind.class())
            .attr("disabled", disabled)
            .attr("aria-disabled", waits.clone())
            .attr("aria-busy", waits)
            .on_click(press)
            .child(icon.map(draw))
            .child(el("span").child(label))
            .into()
    }
}

/// A button of these classes, in the making.
pub fn pressable(class: impl Into<Says>) -> El {
    el("button").attr("type", "button").class(class)
}

/// A link that looks like a button.
pub struct LinkButton {
    label: Says,
    href: Says,
    kind: Kind,
    icon: Option<Icon>,
}

impl LinkButton {
    /// A link with a word.
    pub fn new(label: impl Into<Says>, href: impl Into<Says>) -> Self {
        Self { label: label.into(), href: href.into(), kind: Kind::default(), icon: None }
    }

    /// How much it asks for attention.
    #[must_use]
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// With an icon before its word.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }
}

impl From<LinkButton> for View {
    fn from(it: LinkButton) -> View {
        let link = el("a").class(it.kind.class()).attr("href", it.href);
        link.child(it.icon.map(draw)).child(el("span").child(it.label)).into()
    }
}

/// A button that shows an icon only; its label is read out and shown as a tip.
pub fn icon_button(label: impl Into<Says>, icon: Icon, on_press: Callback<()>) -> El {
    let label = label.into();
    pressable("button icon-only")
        .attr("title", label.clone())
        .attr("aria-label", label)
        .on_click(move |_| on_press.run(()))
        .child(draw(icon))
}
