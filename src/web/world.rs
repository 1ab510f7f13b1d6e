//! The world that the engine runs in: the device's clock, the browser's randomness, turns for others.

use super::{clock, random};
use crate::domain::{Context, Text, UserId};
use crate::engine::World;
use js_sys::{Function, Promise};
use std::future::Future;
use std::pin::Pin;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// In the page and in workers.
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(call: &Function, milliseconds: i32);
}

/// A page or a worker.
pub struct BrowserWorld {
    /// Who acts, on which device.
    pub who: fn() -> (UserId, Text),
    /// Shows how far a long work is.
    pub show: fn(done: u32, total: u32),
    /// Whether the person canceled what is being written.
    pub is_canceled: fn() -> bool,
}

impl World for BrowserWorld {
    fn context(&self) -> Context {
        let (actor, device) = (self.who)();
        Context { now: clock::now(), today: clock::today(), actor, device, bodies: Vec::new() }
    }

    fn random(&self) -> u128 {
        random::uuid()
    }

    fn pause(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        pause()
    }

    fn progress(&self, done: u32, total: u32) {
        (self.show)(done, total);
    }

    fn is_canceled(&self) -> bool {
        (self.is_canceled)()
    }
}

/// Lets others run, in the page or in a worker.
pub fn pause() -> Pin<Box<dyn Future<Output = ()>>> {
    sleep(0)
}

/// Waits so many milliseconds, in the page or in a worker.
pub fn sleep(milliseconds: i32) -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(async move {
        let turn = Promise::new(&mut |resolve, _| set_timeout(&resolve, milliseconds));
        let _ = JsFuture::from(turn).await;
    })
}
