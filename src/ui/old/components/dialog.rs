//! Dialogs on the native element: focus goes in and comes back, Escape closes, a sheet on a phone.

use crate::ui::old::components::button::pressable;
use crate::ui::old::live;
use crate::ui::old::live::Says;
use crate::ui::old::view::{Ref, View, all, el, live};
use leptos::{ev::KeyboardEvent, prelude::*};

use super::button::{Button, Kind, icon_button};
use crate::{
    i18n::Word,
    ui::old::{dom, icons::Icon},
};

/// How wide a dialog is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum DialogKind {
    /// For a form or a question.
    #[default]
    Narrow,
    /// For a table.
    Wide,
}

/// In the context within a dialog: a form that holds typed text sets it, and closing asks first.
#[derive(Clone, Copy)]
pub struct CloseGuard(pub RwSignal<bool>);

/// A modal dialog; its children are built anew each time it opens.
pub fn dialog(open: RwSignal<bool>, title: impl Into<Says>, kind: DialogKind, children: impl Fn() -> View + 'static) -> View {
    make_dialog(open, title.into(), kind, Box::new(children))
}

fn make_dialog(open: RwSignal<bool>, title: Says, kind: DialogKind, children: Box<dyn Fn() -> View>) -> View {
    let node = Ref::<web_sys::HtmlDialogElement>::new();
    let heading = dom::fresh_id("dialog");
    let labelled_by = heading.clone();
    let guard = RwSignal::new(false);
    let asking = RwSignal::new(false);
    live::effect(move || {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
                request_animation_frame(move || focus_inside(node));
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let close = move || {
        asking.set(false);
        guard.set(false);
        open.set(false);
    };
    let ask = move || if guard.get_untracked() { asking.set(true) } else { close() };
    let on_key = move |event: KeyboardEvent| {
        // Taken before the browser does: it would close at the second Escape whatever we say.
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            ask();
        }
    };
    let question = move || {
        asking.get().then(|| {
            View::from(
                el("div")
                    .class("dialog-guard")
                    .attr("role", "alert")
                    .child(el("span").child(String::from(Word::UnsavedChanges)))
                    .child(Button::new(Word::KeepEditing, Callback::new(move |()| asking.set(false))))
                    .child(Button::new(Word::Discard, Callback::new(move |()| close())).kind(Kind::Danger)),
            )
        })
    };
    let body = move || {
        open.get().then(|| {
            provide_context(CloseGuard(guard));
            children()
        })
    };
    View::from(
        el("dialog")
            .found_by(node)
            .class("dialog")
            .class_if("wide", kind == DialogKind::Wide)
            .attr("aria-labelledby", labelled_by)
            .on_key(on_key)
            .on("cancel", move |event: web_sys::Event| {
                if event.target() == event.current_target() {
                    event.prevent_default();
                    ask();
                }
            })
            .on("close", move |event: web_sys::Event| {
                // Also after a form closed it by `open`: the next opening starts clean.
                if event.target() == event.current_target() {
                    close();
                }
            })
            .on("pointerdown", move |event| {
                if event.target() == event.current_target() {
                    ask();
                }
            })
            .child(
                el("div")
                    .class("dialog-frame")
                    .child(el("header").class("dialog-head").child(el("h2").attr("id", heading).child(title)).child(icon_button(
                        Word::Close,
                        Icon::Close,
                        Callback::new(move |()| ask()),
                    )))
                    .child(live(question))
                    .child(el("div").class("dialog-body").child(live(body))),
            ),
    )
}

/// The first field, else what asks for it, else the first button of the body.
fn focus_inside(node: Ref<web_sys::HtmlDialogElement>) {
    let Some(dialog) = node.now() else { return };
    for selector in [
        ".dialog-body [data-focus]",
        ".dialog-body :is(input, select, textarea):not([disabled], [readonly])",
        ".dialog-body :is(button, a)",
    ] {
        if dom::focus_first(&dialog, selector) {
            return;
        }
    }
}

/// What a confirmation says.
#[derive(Clone, Default)]
pub struct ConfirmSpec {
    /// The question.
    pub title: String,
    /// What will be so afterwards, a line each.
    pub consequences: Vec<String>,
    /// The word on the button: the act itself, never "OK".
    pub confirm: String,
    /// Whether something is taken away.
    pub danger: bool,
}

/// Asks before an act; the focus starts on "Cancel" where something is taken away.
pub fn confirm(open: RwSignal<bool>, spec: Signal<ConfirmSpec>, on_confirm: Callback<()>) -> View {
    let title = live::text(move || spec.with(|spec| spec.title.clone()));
    dialog(open, title, DialogKind::Narrow, move || {
        live(move || {
            let spec = spec.get();
            let lines: Vec<_> = spec.consequences.into_iter().map(|line| View::from(el("li").child(line))).collect();
            let kind = if spec.danger { "button danger" } else { "button primary" };
            all([
                View::from(el("ul").class("consequences").child(lines)),
                View::from(
                    el("footer")
                        .class("dialog-actions")
                        .child(
                            pressable("button")
                                .attr("data-focus", spec.danger.then_some(""))
                                .on_click(move |_| open.set(false))
                                .child(String::from(Word::Cancel)),
                        )
                        .child(
                            pressable(kind)
                                .attr("data-focus", (!spec.danger).then_some(""))
                                .on_click(move |_| {
                                    open.set(false);
                                    on_confirm.run(());
                                })
                                .child(spec.confirm),
                        ),
                ),
            ])
        })
    })
}
