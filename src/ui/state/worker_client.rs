//! The page's end of its worker: requests, and whom the answers are for. The first request starts the worker; it is ended
//! when nobody waits for an answer and no page keeps it.

use crate::web::worker::{Heard, Worker};
use crate::worker::message::{Ask, Tell, decode_tell, encode_ask};
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::rc::{Rc, Weak};
use std::task::{Poll, Waker};
use wasm_bindgen::JsValue;
use web_sys::File;

/// An answer, and the file that comes with the last one; `None`: the worker has stopped or could not be started.
pub type Answer = Option<(Tell, JsValue)>;
type OnAnswer = Rc<dyn Fn(Answer)>;

/// Whether a request outlives the page that sent it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lifetime {
    Page,
    Session,
}

struct Pending {
    turn: u32,
    lifetime: Lifetime,
    on_answer: OnAnswer,
}

struct Shared {
    this: Weak<Shared>,
    worker: RefCell<Option<Worker>>,
    turn: Cell<u32>,
    pending: RefCell<Vec<Pending>>,
    kept: Cell<bool>,
    on_progress: Box<dyn Fn(u32, u32)>,
}

/// The page's worker.
#[derive(Clone)]
pub struct WorkerClient(Rc<Shared>);

impl WorkerClient {
    /// A client whose worker is not started yet; `on_progress` hears how far a long work is, 0 of 0 when it has ended.
    pub fn new(on_progress: impl Fn(u32, u32) + 'static) -> WorkerClient {
        WorkerClient(Rc::new_cyclic(|this| Shared {
            this: this.clone(),
            worker: RefCell::default(),
            turn: Cell::new(0),
            pending: RefCell::default(),
            kept: Cell::new(false),
            on_progress: Box::new(on_progress),
        }))
    }

    /// Keeps the worker between two requests, until [`WorkerClient::release`].
    pub fn keep(&self) {
        self.0.kept.set(true);
    }

    /// The page that kept the worker is left: what it only wanted to see is given up, what it wanted done goes on.
    pub fn release(&self) {
        self.0.kept.set(false);
        self.0.pending.borrow_mut().retain(|pending| pending.lifetime == Lifetime::Session);
        self.0.end_if_idle();
    }

    /// Gives a request up: its answer is dropped, and the worker ends at once where nobody else needs it.
    pub fn give_up(&self, turn: u32) {
        self.0.pending.borrow_mut().retain(|pending| pending.turn != turn);
        self.0.end_if_idle();
    }

    /// Stops what the worker writes, unless it is durable already; the answer to that request says which.
    pub fn cancel(&self) {
        if let Some(worker) = &*self.0.worker.borrow() {
            worker.send(&encode_ask(0, &Ask::Cancel), None);
        }
    }

    /// Sends a request, with a file if there is one; `on_answer` gets every answer, and may be called at once. The
    /// request's number is for [`WorkerClient::give_up`].
    pub fn ask(&self, ask: Ask, file: Option<&File>, on_answer: impl Fn(Answer) + 'static) -> u32 {
        let shared = &self.0;
        let turn = shared.turn.get() + 1;
        shared.turn.set(turn);
        let lifetime = match ask {
            Ask::Read { .. }
            | Ask::Check { .. }
            | Ask::ListRows { .. }
            | Ask::TellRows { .. }
            | Ask::ReadCopy { .. }
            | Ask::Labels { .. }
            | Ask::Symbols { .. } => Lifetime::Page,
            _ => Lifetime::Session,
        };
        shared.pending.borrow_mut().push(Pending { turn, lifetime, on_answer: Rc::new(on_answer) });
        if shared.worker.borrow().is_none() {
            let this = shared.this.clone();
            *shared.worker.borrow_mut() = Worker::start(move |heard| {
                if let Some(shared) = this.upgrade() {
                    shared.receive(heard);
                }
            });
        }
        if let Some(worker) = &*shared.worker.borrow() {
            worker.send(&encode_ask(turn, &ask), file);
            return turn;
        }
        shared.lose();
        turn
    }

    /// Sends a request and waits for its last answer.
    pub fn last(&self, question: Ask, file: Option<&File>) -> impl Future<Output = Answer> + use<> {
        let slot: Rc<RefCell<(Option<Answer>, Option<Waker>)>> = Rc::default();
        let filled = slot.clone();
        self.ask(question, file, move |answer| {
            if answer.as_ref().is_none_or(|(tell, _)| tell.is_last()) {
                let waker = {
                    let mut slot = filled.borrow_mut();
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
}

impl Shared {
    fn receive(&self, heard: Heard) {
        let Some((bytes, file)) = heard else { return self.lose() };
        let Ok((turn, tell)) = decode_tell(&bytes) else { return self.lose() };
        match tell {
            Tell::Progress { done, total } => (self.on_progress)(done, total),
            // Whoever wants a file shows how far it is.
            Tell::Making { .. } => {}
            _ => (self.on_progress)(0, 0),
        }
        let at = self.pending.borrow().iter().position(|pending| pending.turn == turn);
        if let Some(at) = at {
            let on_answer = self.pending.borrow()[at].on_answer.clone();
            if tell.is_last() {
                self.pending.borrow_mut().remove(at);
            }
            on_answer(Some((tell, file)));
        }
        self.end_if_idle();
    }

    fn lose(&self) {
        self.worker.take();
        (self.on_progress)(0, 0);
        for pending in self.pending.take() {
            (pending.on_answer)(None);
        }
    }

    fn end_if_idle(&self) {
        if !self.kept.get() && self.pending.borrow().is_empty() {
            self.worker.take();
        }
    }
}
