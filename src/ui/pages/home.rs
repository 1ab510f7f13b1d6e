//! The start page.

use leptos::prelude::*;

use crate::ui::nav::use_nav;
use crate::words::Word;

/// The page.
pub fn page() -> AnyView {
    use_nav().set_title(Word::Home, None);
    ().into_any()
}
