//! What the last scan came to, for a screen that shows it large instead of in a message.

use leptos::prelude::*;

use crate::web::feedback::{self, Tune};

/// What a scan or a tap came to.
#[derive(Clone, Debug)]
pub struct ScanOutcome {
    /// Which one it was, so that the same words twice are told twice.
    pub number: u32,
    /// In a sentence.
    pub text: String,
    /// Done, or refused.
    pub is_done: bool,
    /// The entry that takes it back.
    pub undo: Option<u64>,
    /// Asks what an unknown code is.
    pub ask: Option<Callback<()>>,
}

/// The last outcome, in the context; copyable. It stays until the next scan or until it is dismissed.
#[derive(Clone, Copy)]
pub struct Scans {
    outcome: RwSignal<Option<ScanOutcome>>,
    next: StoredValue<u32>,
}

/// The outcomes of scans; within the app only.
pub fn use_scans() -> Scans {
    expect_context()
}

impl Scans {
    /// Makes it and puts it in the context.
    pub fn provide() -> Scans {
        let scans = Scans { outcome: RwSignal::new(None), next: StoredValue::new(0) };
        provide_context(scans);
        scans
    }

    /// The last one, tracked.
    pub fn outcome(self) -> Option<ScanOutcome> {
        self.outcome.get()
    }

    /// Says what was done, with a sound unless the device is to be silent.
    pub fn done(self, text: String, undo: Option<u64>, is_silent: bool) {
        self.show(text, true, undo, None);
        signal(Tune::Done, is_silent);
    }

    /// Says what was not done.
    pub fn refused(self, text: String, is_silent: bool) {
        self.show(text, false, None, None);
        signal(Tune::Refused, is_silent);
    }

    /// The same, with a button to say what an unknown code is.
    pub fn refused_with(self, text: String, ask: Callback<()>, is_silent: bool) {
        self.show(text, false, None, Some(ask));
        signal(Tune::Refused, is_silent);
    }

    /// Takes the last one away.
    pub fn dismiss(self) {
        self.outcome.try_set(None);
    }

    fn show(self, text: String, is_done: bool, undo: Option<u64>, ask: Option<Callback<()>>) {
        // An act may end after the app went away.
        let Some(number) = self.next.try_update_value(|next| {
            *next = next.wrapping_add(1);
            *next
        }) else {
            return;
        };
        self.outcome.try_set(Some(ScanOutcome { number, text, is_done, undo, ask }));
    }
}

/// Lets the person hear and feel what came of a scan: they look at the shelf.
pub fn signal(tune: Tune, is_silent: bool) {
    if tune == Tune::Refused {
        feedback::shake();
    }
    if !is_silent {
        feedback::play(tune);
    }
}
