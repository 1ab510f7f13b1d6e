//! The device's clock: now, today, and midnight.

use crate::domain::{Date, Timestamp};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// WebKit has none.
    #[wasm_bindgen(js_name = requestIdleCallback, catch)]
    fn request_idle_callback(call: &JsValue) -> Result<JsValue, JsValue>;
    /// Milliseconds since the page began: they never go back.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    pub fn elapsed() -> f64;
}

/// How long after a turn the next one may come where the browser doesn't say when it is idle (milliseconds).
const BREATH: i32 = 30;

/// The last instant and day that a record can hold, the end of the year 9999: a clock that is past it, or before 1970, is wrong.
const LAST_INSTANT: i64 = 253_402_300_799_999;
const LAST_DAY: i32 = 2_932_896;

/// The instant by the device's clock.
pub fn now() -> Timestamp {
    Timestamp((js_sys::Date::now() as i64).clamp(0, LAST_INSTANT))
}

/// The day in the device's zone.
pub fn today() -> Date {
    let local = js_sys::Date::new_0();
    let minutes = local.get_timezone_offset();
    Date((((local.get_time() - minutes * 60_000.0) / 86_400_000.0).floor() as i32).clamp(0, LAST_DAY))
}

/// Calls after so many milliseconds.
pub fn after(milliseconds: i32, call: impl FnOnce() + 'static) {
    let call = Closure::once_into_js(call);
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(call.unchecked_ref(), milliseconds);
    }
}

/// Calls when the page has nothing else to do.
pub fn when_idle(call: impl FnOnce() + 'static) {
    let call = Closure::once_into_js(call);
    if request_idle_callback(&call).is_err()
        && let Some(window) = web_sys::window()
    {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(call.unchecked_ref(), BREATH);
    }
}

/// Calls once a minute: a sleeping device's timers stand still, so midnight is looked for and not waited for.
pub fn each_minute(call: impl Fn() + 'static) {
    let call = Closure::<dyn Fn()>::new(call).into_js_value();
    if let Some(window) = web_sys::window() {
        let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(call.unchecked_ref(), 60_000);
    }
}

/// Waits so long.
#[cfg(feature = "ui")]
pub async fn pause(milliseconds: i32) {
    use std::{
        cell::RefCell,
        future::poll_fn,
        rc::Rc,
        task::{Poll, Waker},
    };
    let state: Rc<RefCell<(bool, Option<Waker>)>> = Rc::default();
    let ending = state.clone();
    after(milliseconds, move || {
        let waker = {
            let mut state = ending.borrow_mut();
            state.0 = true;
            state.1.take()
        };
        waker.into_iter().for_each(Waker::wake);
    });
    poll_fn(move |context| {
        let mut state = state.borrow_mut();
        if state.0 {
            return Poll::Ready(());
        }
        state.1 = Some(context.waker().clone());
        Poll::Pending
    })
    .await;
}
