//! All runs.

use std::rc::Rc;

use leptos::prelude::*;

use super::forms;
use crate::i18n::{Word, word};
use crate::ui::components::{Button, ButtonKind, IconName};
use crate::ui::old::bridge::{OldView, leptos as within_old};
use crate::ui::old::desk::use_desk;
use crate::ui::old::list::list;
use crate::ui::old::pages::lists;
use crate::ui::state::use_router;

/// All runs, with their filters.
#[component]
pub fn RunsPage() -> impl IntoView {
    let desk = use_desk();
    use_router().set_title(word(Word::Runs), None);
    let new = within_old(move || {
        view! {
            <Button
                label=Word::NewRun
                icon=IconName::Plus
                kind=ButtonKind::Primary
                on_press=move || forms::new_run(desk, None)
            />
        }
    });
    let create: Rc<dyn Fn()> = Rc::new(move || forms::new_run(desk, None));
    view! { <OldView view=list(lists::runs(Some(new), create)) /> }
}
