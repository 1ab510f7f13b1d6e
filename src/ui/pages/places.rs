//! Locations and suppliers: the lists and a record of each.

use leptos::prelude::*;

use super::lists;
use crate::ui::list::list;
use crate::ui::nav::use_nav;
use crate::words::Word;
use std::rc::Rc;

/// The locations.
pub fn locations() -> AnyView {
    use_nav().set_title(Word::Locations, None);
    list(lists::locations(None, Rc::new(|| ())))
}

/// A location's page.
pub fn location(id: u32) -> AnyView {
    let _ = id;
    super::boot::no_record(use_nav(), "#/locations")
}

/// The suppliers.
pub fn suppliers() -> AnyView {
    use_nav().set_title(Word::Suppliers, None);
    list(lists::suppliers(None, Rc::new(|| ())))
}

/// A supplier's page.
pub fn supplier(id: u32) -> AnyView {
    let _ = id;
    super::boot::no_record(use_nav(), "#/suppliers")
}
