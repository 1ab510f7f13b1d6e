//! Files that the person downloads: made by the worker, one at a time, with how far it is and a way to give it up.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::stockroom::StockroomHandle;
use super::worker_client::Answer;
use crate::i18n::{self, Word, format, say, word};
use crate::ui::components::Toaster;
use crate::web::files;
use crate::worker::message::{Ask, Tell};

pub use crate::worker::extract::{Extract, FileColumn, FileForm};

/// A file that is being made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Making {
    /// What is in it.
    pub name: String,
    /// Rows written, of how many; of none while the stockroom is opened.
    pub done: u32,
    /// Of how many.
    pub total: u32,
    turn: u32,
}

/// What is being made, in the context; copied freely.
#[derive(Clone, Copy)]
pub struct Downloads {
    stockroom: StockroomHandle,
    toaster: Toaster,
    making: RwSignal<Option<Making>>,
}

/// The downloads; within the app only.
pub fn use_downloads() -> Downloads {
    expect_context()
}

impl Downloads {
    /// Makes them and puts them in the context.
    pub fn provide(stockroom: StockroomHandle, toaster: Toaster) -> Downloads {
        let downloads = Downloads { stockroom, toaster, making: RwSignal::new(None) };
        provide_context(downloads);
        downloads
    }

    /// What is being made now.
    pub fn making(self) -> Option<Making> {
        self.making.get()
    }

    /// Makes a file and gives it to the person; `name` says what is in it. `is_empty`: there would be no row.
    pub fn start(self, name: String, extract: Extract, form: FileForm) {
        if self.making.with_untracked(Option::is_some) {
            return self.toaster.failed(word(Word::FileBusy).to_owned());
        }
        if is_empty(&extract) {
            return self.toaster.note(word(Word::FileNothing).to_owned());
        }
        self.making.set(Some(Making { name: name.clone(), done: 0, total: 0, turn: 0 }));
        let ask = Ask::Export { acting: self.stockroom.acting(), name, extract, form };
        let turn = self.stockroom.worker().ask(ask, None, move |answer| self.take(answer));
        // The answer may have come already: there is no worker.
        self.making.update(|making| {
            if let Some(making) = making {
                making.turn = turn;
            }
        });
    }

    /// Gives up what is being made.
    pub fn cancel(self) {
        if let Some(making) = self.making.get_untracked() {
            self.stockroom.worker().give_up(making.turn);
            self.making.set(None);
        }
    }

    fn take(self, answer: Answer) {
        match answer {
            Some((Tell::Making { done, total }, _)) => self.making.update(|making| {
                if let Some(making) = making {
                    (making.done, making.total) = (done, total);
                }
            }),
            Some((Tell::Busy(_) | Tell::Progress { .. }, _)) => {}
            last => {
                self.making.set(None);
                self.end(last);
            }
        }
    }

    fn end(self, answer: Answer) {
        match answer {
            Some((Tell::Made { name, rows }, bytes)) => self.give(&name, rows, &bytes),
            Some((Tell::Refused(why), _)) => self.toaster.failed(why),
            Some((Tell::Storage(error), _)) => self.toaster.failed(i18n::storage(&error).to_owned()),
            _ => self.toaster.failed(word(Word::WorkerLost).to_owned()),
        }
    }

    fn give(self, name: &str, rows: u32, bytes: &JsValue) {
        if files::download(name, media_type(name), bytes) {
            self.toaster.note(say(Word::FileMade, &[name, &format::count(rows as usize)]));
        } else {
            self.toaster.failed(word(Word::FileRefused).to_owned());
        }
    }
}

fn is_empty(extract: &Extract) -> bool {
    match extract {
        Extract::Records { ids, .. } | Extract::Boms(ids) | Extract::History(ids) => ids.is_empty(),
        _ => false,
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("jsonl") => "application/jsonl",
        _ => "text/csv",
    }
}
