//! Dialogs on the native element: focus goes in and comes back, Escape and Back close, a sheet on a phone. Back comes from the
//! router, as a `cancel` event.

use leptos::{
    ev::{Event, KeyboardEvent},
    html,
    prelude::*,
};

use super::button::{Button, ButtonKind, IconButton};
use super::icon::IconName;
use crate::i18n::Word;
use crate::ui::dom;

/// How wide a dialog is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogWidth {
    /// For a form or a question.
    #[default]
    Narrow,
    /// For a table.
    Wide,
}

/// In the context within a dialog: a form that holds typed text says so, and closing asks first.
#[derive(Clone, Copy, Default)]
pub struct CloseGuard {
    /// Whether something is typed.
    pub dirty: RwSignal<bool>,
    /// Forgets it, where it is kept and comes back when the form is opened again.
    pub forget: RwSignal<Option<Callback<()>>>,
    /// Whether the person is asked about that.
    pub asking: RwSignal<bool>,
}

/// What the parts of one dialog share.
#[derive(Clone, Copy)]
struct DialogState {
    node: NodeRef<html::Dialog>,
    open: RwSignal<bool>,
    /// Whether something typed would be lost.
    guard: CloseGuard,
}

impl DialogState {
    fn close(self) {
        self.guard.asking.try_set(false);
        self.guard.dirty.try_set(false);
        self.guard.forget.try_set(None);
        self.open.try_set(false);
    }

    /// Closes, but asks where something is typed; asked already, it closes where that comes back.
    fn leave(self) {
        let is_dirty = self.guard.dirty.try_get_untracked() == Some(true);
        let is_asked = self.guard.asking.try_get_untracked() == Some(true);
        if is_dirty && !(is_asked && self.keeps()) {
            self.guard.asking.try_set(true);
        } else {
            self.close();
        }
    }

    /// Whether what is typed comes back when the form is opened again.
    fn keeps(self) -> bool {
        self.guard.forget.try_get().flatten().is_some()
    }

    /// Closes, and what is typed is gone.
    fn discard(self) {
        if let Some(forget) = self.guard.forget.try_get_untracked().flatten() {
            forget.run(());
        }
        self.close();
    }

    /// Opens or closes the element as the signal says.
    fn follow(self) {
        let Some(dialog) = self.node.get() else { return };
        match (self.open.get(), dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
                request_animation_frame(move || self.focus_inside());
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    }

    /// The first field, else what asks for it, else the first button of the body.
    fn focus_inside(self) {
        let Some(dialog) = self.node.try_get_untracked().flatten() else { return };
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
}

/// A modal dialog; its children are built anew each time it opens.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// How wide it is.
    #[prop(optional)]
    width: DialogWidth,
    /// What stands in it.
    children: ChildrenFn,
) -> impl IntoView {
    let state = DialogState { node: NodeRef::new(), open, guard: CloseGuard::default() };
    let heading = dom::fresh_id("dialog");
    let labelled_by = heading.clone();
    Effect::new(move || state.follow());
    let on_key = move |event: KeyboardEvent| {
        // Taken before the browser does: it would close at the second Escape whatever we say.
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            state.leave();
        }
    };
    let own = |event: &Event| event.target() == event.current_target();
    let body = move || {
        open.get().then(|| {
            provide_context(state.guard);
            children()
        })
    };
    view! {
        <dialog
            node_ref=state.node
            class="dialog"
            class:wide=width == DialogWidth::Wide
            aria-labelledby=labelled_by
            on:keydown=on_key
            on:cancel=move |event| {
                if own(&event) {
                    event.prevent_default();
                    state.leave();
                }
            }
            on:close=move |event| {
                // Also after a form closed it by `open`: the next opening starts clean.
                let is_open = state.node.try_get_untracked().flatten().is_some_and(|dialog| dialog.open());
                if own(&event) && !is_open {
                    state.close();
                }
            }
            on:pointerdown=move |event| {
                if own(&event) {
                    state.leave();
                }
            }
        >
            <div class="dialog-frame">
                <header class="dialog-head">
                    <h2 id=heading>{title}</h2>
                    <IconButton label=Word::Close icon=IconName::Close on_press=move || state.leave() />
                </header>
                <Show when=move || state.guard.asking.get()>
                    <div class="dialog-guard" role="alert">
                        <span>{String::from(Word::UnsavedChanges)}</span>
                        <Button label=Word::KeepEditing on_press=move || state.guard.asking.set(false) />
                        <Show when=move || state.keeps()>
                            <Button label=Word::CloseForLater on_press=move || state.close() />
                        </Show>
                        <Button label=Word::Discard kind=ButtonKind::Danger on_press=move || state.discard() />
                    </div>
                </Show>
                <div class="dialog-body">{body}</div>
            </div>
        </dialog>
    }
}

/// What a confirmation says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
pub fn Confirm(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it says.
    #[prop(into)]
    spec: Signal<ConfirmSpec>,
    /// Does it.
    #[prop(into)]
    on_confirm: Callback<()>,
) -> impl IntoView {
    let title = Signal::derive(move || spec.with(|spec| spec.title.clone()));
    let body = move || {
        let ConfirmSpec { consequences, confirm, danger, .. } = spec.get();
        let lines = consequences.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        let yes = move |_| {
            open.set(false);
            on_confirm.run(());
        };
        view! {
            <ul class="consequences">{lines}</ul>
            <footer class="dialog-actions">
                <button type="button" class="button" data-focus=danger.then_some("") on:click=move |_| open.set(false)>
                    {String::from(Word::Cancel)}
                </button>
                <button
                    type="button"
                    class=if danger { "button danger" } else { "button primary" }
                    data-focus=(!danger).then_some("")
                    on:click=yes
                >
                    {confirm}
                </button>
            </footer>
        }
    };
    view! {
        <Dialog open=open title=title>
            {body}
        </Dialog>
    }
}
