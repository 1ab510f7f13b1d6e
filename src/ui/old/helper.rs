//! The page's worker for the screens that are not Leptos components yet.

use super::room;
pub use crate::ui::state::worker_client::Answer;
use crate::worker::message::Ask;
use std::future::Future;
use web_sys::File;

/// Keeps the worker between two questions, until [`release`].
pub fn hold() {
    room::handle().worker().keep();
}

/// The page that held the worker is left: what it only wanted to see is given up, what it wanted done goes on.
pub fn release() {
    room::handle().worker().release();
}

/// Asks the worker, with a file if there is one; `hear` gets every answer, the last one too, and may be called at once.
pub fn ask(ask: Ask, file: Option<&File>, hear: impl Fn(Answer) + 'static) {
    room::handle().worker().ask(ask, file, hear);
}

/// Asks, and waits for the last answer.
pub fn last(question: Ask, file: Option<&File>) -> impl Future<Output = Answer> + use<> {
    room::handle().worker().last(question, file)
}
