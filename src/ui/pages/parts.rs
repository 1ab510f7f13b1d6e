//! Parts: the list and a part.

use leptos::prelude::*;

use super::lists;
use crate::domain::PART;
use crate::domain::record::Table;
use crate::ui::components::{Button, Kind};
use crate::ui::desk::use_desk;
use crate::ui::icons::Icon;
use crate::ui::list::list;
use crate::ui::nav::use_nav;
use crate::words::Word;
use std::rc::Rc;

/// The list.
pub fn page() -> AnyView {
    use_nav().set_title(Word::Parts, None);
    let desk = use_desk();
    let create = move || lists::create_form(desk, Table::Part, Word::NewPart, lists::PART_FIELDS, &[], &[PART.part_number]);
    let actions = view! { <Button label=Word::NewPart kind=Kind::Primary icon=Icon::Plus on_press=Callback::new(move |()| create())/> }.into_any();
    list(lists::parts(Some(actions), Rc::new(create)))
}

/// A part's page.
pub fn record(id: u32) -> AnyView {
    let _ = id;
    super::boot::no_record(use_nav(), "#/parts")
}
