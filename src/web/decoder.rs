//! The page's end of its decoder: a worker that reads codes out of pictures, started when first needed. Dropping it ends it.

use js_sys::{Array, Uint8Array};
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::rc::Rc;
use std::task::{Poll, Waker};
use wasm_bindgen::prelude::*;
use web_sys::{Event, MessageEvent};

/// Where the page says what the decoder's script is called: the build puts its hash into the name.
const NAMED: &str = "meta[name=kitroom-decoder]";

/// A symbol to read back: its kind's place, its columns, and its modules row by row, 1 where dark.
pub type Modules<'a> = (u8, u32, &'a [u8]);

/// A code in a picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Code {
    /// As a scanner would deliver it.
    pub text: String,
    /// Bars: they are misread now and then.
    pub is_linear: bool,
}

#[derive(Default)]
struct Pending {
    answers: RefCell<Vec<(u32, JsValue)>>,
    wakers: RefCell<Vec<Waker>>,
    turn: Cell<u32>,
    lost: Cell<bool>,
}

impl Pending {
    fn wake(&self) {
        self.wakers.take().into_iter().for_each(Waker::wake);
    }
}

/// A running decoder.
pub struct Decoder {
    worker: web_sys::Worker,
    pending: Rc<Pending>,
}

impl Decoder {
    /// Starts it; `None` where the browser can't.
    pub fn start() -> Option<Decoder> {
        let document = web_sys::window()?.document()?;
        let script = document.query_selector(NAMED).ok()??.get_attribute("content")?;
        let worker = web_sys::Worker::new(&script).ok()?;
        let pending = Rc::<Pending>::default();
        let (heard, fault) = (pending.clone(), pending.clone());
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let parts = Array::from(&event.data());
            let turn = parts.get(0).as_f64().unwrap_or(0.0) as u32;
            heard.answers.borrow_mut().push((turn, parts.get(1)));
            heard.wake();
        });
        worker.set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
        let on_error = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            event.prevent_default();
            fault.lost.set(true);
            fault.wake();
        });
        worker.set_onerror(Some(on_error.into_js_value().unchecked_ref()));
        Some(Decoder { worker, pending })
    }

    /// What each symbol reads as, "" where it reads as nothing; `None` where the decoder can't be had.
    pub fn read_back(&self, symbols: &[Modules]) -> impl Future<Output = Option<Vec<String>>> + use<> {
        let all: Array = symbols
            .iter()
            .map(|(kind, columns, dark)| Array::of3(&(*kind).into(), &(*columns).into(), &Uint8Array::from(*dark)))
            .collect();
        let answer = self.ask(&all, &Array::new());
        async move { Some(answer.await?.iter().map(|text| text.as_string().unwrap_or_default()).collect()) }
    }

    /// The codes in a frame, which is given away; `None` where the decoder can't be had.
    pub fn read_frame(&self, frame: &JsValue) -> impl Future<Output = Option<Vec<Code>>> + use<> {
        let answer = self.ask(frame, &Array::of1(frame));
        async move {
            let code = |pair: JsValue| {
                let pair = Array::from(&pair);
                Code { text: pair.get(0).as_string().unwrap_or_default(), is_linear: pair.get(1).is_truthy() }
            };
            Some(answer.await?.iter().map(code).filter(|code| !code.text.is_empty()).collect())
        }
    }

    fn ask(&self, what: &JsValue, given: &Array) -> impl Future<Output = Option<Array>> + use<> {
        let pending = self.pending.clone();
        let turn = pending.turn.get() + 1;
        pending.turn.set(turn);
        if self.worker.post_message_with_transfer(&Array::of2(&turn.into(), what), given).is_err() {
            pending.lost.set(true);
        }
        poll_fn(move |context| {
            let mut answers = pending.answers.borrow_mut();
            let answer = answers.iter().position(|(of, _)| *of == turn).map(|at| answers.swap_remove(at).1);
            match answer {
                Some(answer) => Poll::Ready(answer.is_array().then(|| Array::from(&answer))),
                None if pending.lost.get() => Poll::Ready(None),
                None => {
                    pending.wakers.borrow_mut().push(context.waker().clone());
                    Poll::Pending
                }
            }
        })
    }
}

impl Drop for Decoder {
    fn drop(&mut self) {
        self.worker.terminate();
        self.pending.lost.set(true);
        self.pending.wake();
    }
}
