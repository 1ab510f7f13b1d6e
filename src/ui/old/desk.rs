//! The dialogs and messages for the screens that are not Leptos components yet.

pub use crate::ui::state::dialogs::{Dialogs as Desk, FormRequest, refusal, request, use_dialogs as use_desk};
