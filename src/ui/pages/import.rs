//! Bringing in files.

use leptos::prelude::*;

use crate::ui::nav::use_nav;
use crate::words::Word;

/// The page.
pub fn page() -> AnyView {
    use_nav().set_title(Word::Import, None);
    ().into_any()
}
