//! Runs: the list and a record.

use leptos::prelude::*;

use super::lists;
use crate::ui::list::list;
use crate::ui::nav::use_nav;
use crate::words::Word;
use std::rc::Rc;

/// The list.
pub fn page() -> AnyView {
    use_nav().set_title(Word::Runs, None);
    list(lists::runs(None, Rc::new(|| ())))
}

/// A record's page.
pub fn record(id: u32) -> AnyView {
    let _ = id;
    super::boot::no_record(use_nav(), "#/runs")
}
