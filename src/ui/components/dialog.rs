//! Dialogs on the native element: focus goes in and comes back, Escape closes, a sheet on a phone.

use crate::ui::live;
use leptos::{ev::KeyboardEvent, html, prelude::*};

use super::button::{Button, IconButton, Kind};
use crate::{
    ui::{dom, icons::Icon},
    words::Word,
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
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] kind: DialogKind,
    children: ChildrenFn,
) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
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
            view! {
                <div class="dialog-guard" role="alert">
                    <span>{String::from(Word::UnsavedChanges)}</span>
                    <Button label=Word::KeepEditing on_press=Callback::new(move |()| asking.set(false))/>
                    <Button label=Word::Discard kind=Kind::Danger on_press=Callback::new(move |()| close())/>
                </div>
            }
            .into_any()
        })
    };
    let body = move || {
        open.get().then(|| {
            provide_context(CloseGuard(guard));
            children()
        })
    };
    view! {
        <dialog
            node_ref=node
            class="dialog"
            class:wide=kind == DialogKind::Wide
            aria-labelledby=labelled_by
            on:keydown=on_key
            on:cancel=move |event: web_sys::Event| {
                if event.target() == event.current_target() {
                    event.prevent_default();
                    ask();
                }
            }
            on:close=move |event: web_sys::Event| {
                // Also after a form closed it by `open`: the next opening starts clean.
                if event.target() == event.current_target() {
                    close();
                }
            }
            on:pointerdown=move |event| {
                if event.target() == event.current_target() {
                    ask();
                }
            }
        >
            <div class="dialog-frame">
                <header class="dialog-head">
                    <h2 id=heading>{title}</h2>
                    <IconButton label=Word::Close icon=Icon::Close on_press=Callback::new(move |()| ask())/>
                </header>
                {live::live(question)}
                <div class="dialog-body">{live::live(body)}</div>
            </div>
        </dialog>
    }
    .into_any()
}

/// The first field, else what asks for it, else the first button of the body.
fn focus_inside(node: NodeRef<html::Dialog>) {
    let Some(dialog) = node.try_get_untracked().flatten() else { return };
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
#[component]
pub fn Confirm(open: RwSignal<bool>, #[prop(into)] spec: Signal<ConfirmSpec>, on_confirm: Callback<()>) -> AnyView {
    view! {
        <Dialog open=open title=Signal::derive(move || spec.with(|spec| spec.title.clone()))>
            {live::live(move || {
                let spec = spec.get();
                let lines: Vec<_> = spec.consequences.into_iter().map(|line| view! { <li>{line}</li> }).collect();
                let kind = if spec.danger { "button danger" } else { "button primary" };
                view! {
                    <ul class="consequences">{lines}</ul>
                    <footer class="dialog-actions">
                        <button
                            type="button"
                            class="button"
                            data-focus=spec.danger.then_some("")
                            on:click=live::press(move |_| open.set(false))
                        >
                            {String::from(Word::Cancel)}
                        </button>
                        <button
                            type="button"
                            class=kind
                            data-focus=(!spec.danger).then_some("")
                            on:click=live::press(move |_| {
                                open.set(false);
                                on_confirm.run(());
                            })
                        >
                            {spec.confirm}
                        </button>
                    </footer>
                }
                .into_any()
            })}
        </Dialog>
    }
    .into_any()
}
