//! All kits.

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

/// All kits, with their filters.
#[component]
pub fn KitsPage() -> impl IntoView {
    let desk = use_desk();
    use_router().set_title(word(Word::Kits), None);
    let new = within_old(move || {
        view! {
            <Button
                label=Word::NewKit
                icon=IconName::Plus
                kind=ButtonKind::Primary
                on_press=move || forms::new_kit(desk, None)
            />
        }
    });
    let create: Rc<dyn Fn()> = Rc::new(move || forms::new_kit(desk, None));
    view! { <OldView view=list(lists::kits(Some(new), create)) /> }
}
