//! What the page asks of its worker, and whom the answers are for. The worker is started by the first question and ended
//! when nobody waits for an answer and no page wants to ask again.

use crate::ui::old::room;
use crate::web::worker::{Heard, Worker};
use crate::worker::message::{Ask, Tell, decode_tell, encode_ask};
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::rc::Rc;
use std::task::{Poll, Waker};
use wasm_bindgen::JsValue;
use web_sys::File;

/// What comes of a question: answers and the file with the last; `None`: the worker has stopped or never started.
pub type Answer = Option<(Tell, JsValue)>;
type Hear = Rc<dyn Fn(Answer)>;

struct Open {
    turn: u32,
    /// It goes on when the page that asked is left.
    binding: bool,
    hear: Hear,
}

#[derive(Default)]
struct Helper {
    worker: RefCell<Option<Worker>>,
    turn: Cell<u32>,
    open: RefCell<Vec<Open>>,
    held: Cell<bool>,
}

thread_local! {
    static HELPER: Rc<Helper> = Rc::default();
}

/// Keeps the worker between two questions, until [`release`].
pub fn hold() {
    HELPER.with(|helper| helper.held.set(true));
}

/// The page that held the worker is left: what it only wanted to see is given up, what it wanted done goes on.
pub fn release() {
    HELPER.with(|helper| {
        helper.held.set(false);
        helper.open.borrow_mut().retain(|open| open.binding);
        helper.end_if_idle();
    });
}

/// Asks the worker, with a file if there is one; `hear` gets every answer, the last one too, and may be called at once.
pub fn ask(ask: Ask, file: Option<&File>, hear: impl Fn(Answer) + 'static) {
    let helper = HELPER.with(Rc::clone);
    let turn = helper.turn.get() + 1;
    helper.turn.set(turn);
    let binding = !matches!(ask, Ask::Read { .. } | Ask::Check { .. } | Ask::ReadCopy);
    helper.open.borrow_mut().push(Open { turn, binding, hear: Rc::new(hear) });
    if helper.worker.borrow().is_none() {
        *helper.worker.borrow_mut() = Worker::start(|heard| HELPER.with(Rc::clone).hear(heard));
    }
    if let Some(worker) = &*helper.worker.borrow() {
        return worker.send(&encode_ask(turn, &ask), file);
    }
    helper.lost();
}

/// Asks, and waits for the last answer.
pub fn last(question: Ask, file: Option<&File>) -> impl Future<Output = Answer> + use<> {
    let slot: Rc<RefCell<(Option<Answer>, Option<Waker>)>> = Rc::default();
    let other = slot.clone();
    ask(question, file, move |answer| {
        if answer.as_ref().is_none_or(|(tell, _)| tell.is_last()) {
            let waker = {
                let mut slot = other.borrow_mut();
                slot.0 = Some(answer);
                slot.1.take()
            };
            waker.into_iter().for_each(Waker::wake);
        }
    });
    poll_fn(move |context| {
        let mut slot = slot.borrow_mut();
        match slot.0.take() {
            Some(answer) => Poll::Ready(answer),
            None => {
                slot.1 = Some(context.waker().clone());
                Poll::Pending
            }
        }
    })
}

impl Helper {
    fn hear(&self, heard: Heard) {
        let Some((bytes, more)) = heard else { return self.lost() };
        let Ok((turn, tell)) = decode_tell(&bytes) else { return self.lost() };
        match tell {
            Tell::Progress { done, total } => room::show_progress(done, total),
            _ => room::show_progress(0, 0),
        }
        let at = self.open.borrow().iter().position(|open| open.turn == turn);
        if let Some(at) = at {
            let hear = self.open.borrow()[at].hear.clone();
            if tell.is_last() {
                self.open.borrow_mut().remove(at);
            }
            hear(Some((tell, more)));
        }
        self.end_if_idle();
    }

    fn lost(&self) {
        self.worker.take();
        room::show_progress(0, 0);
        for open in self.open.take() {
            (open.hear)(None);
        }
    }

    fn end_if_idle(&self) {
        if !self.held.get() && self.open.borrow().is_empty() {
            self.worker.take();
        }
    }
}
