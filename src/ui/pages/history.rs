//! The history: every act.

use leptos::prelude::*;

use crate::ui::nav::use_nav;
use crate::words::Word;

/// The list.
pub fn page() -> AnyView {
    use_nav().set_title(Word::History, None);
    ().into_any()
}

/// An entry's page.
pub fn entry(sequence: u64) -> AnyView {
    let _ = sequence;
    super::boot::no_record(use_nav(), "#/history")
}
