//! A lock between tasks of one thread: one works, the others wait.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// Free when made.
#[derive(Default)]
pub struct Lock {
    held: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

/// Holds the lock for as long as it lives.
pub struct Guard<'a>(&'a Lock);

impl Lock {
    /// Waits until nobody else holds it.
    pub async fn take(&self) -> Guard<'_> {
        poll_fn(|context| {
            if self.held.replace(true) {
                self.waiting.borrow_mut().push(context.waker().clone());
                Poll::Pending
            } else {
                Poll::Ready(())
            }
        })
        .await;
        Guard(self)
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.held.set(false);
        // All are woken: one that was dropped while it waited must not take the turn with it.
        for waker in self.0.waiting.take() {
            waker.wake();
        }
    }
}
