//! Where labels stand: which records, what the worker made of them, and what the decoder read back.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::data::{self, Kind};
use super::settings::Settings;
use crate::i18n::{self, Word, say, word};
use crate::label::draw::Job;
use crate::label::{self, LabelText};
use crate::ui::fields;
use crate::ui::record_ids;
use crate::ui::state::{Dialogs, StockroomHandle, use_dialogs, use_router, use_stockroom};
use crate::web::decoder::Decoder;
use crate::web::files;
use crate::worker::labels::{Check, Labels, Output};
use crate::worker::message::{Ask, Tell};

/// How sure the labels are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// There is nothing to make.
    Idle,
    /// The worker is at it.
    Making,
    /// The decoder reads every code back.
    Checking,
    /// Every code that is printed was read back.
    Checked,
    /// There is no decoder.
    Unchecked,
    /// The worker has stopped.
    Lost,
}

/// Where labels stand; copyable.
#[derive(Clone, Copy)]
pub struct LabelState {
    pub kind: Memo<&'static str>,
    /// The records, none twice.
    pub ids: Memo<Vec<u32>>,
    pub copies: RwSignal<usize>,
    /// The place of the first label on its sheet, from 0.
    pub start: RwSignal<usize>,
    pub job: Memo<Option<Job>>,
    pub made: RwSignal<Option<Arc<Labels>>>,
    pub stage: RwSignal<Stage>,
    /// Records whose codes were read back as something else.
    misread: RwSignal<BTreeSet<u32>>,
    /// Whether the test page is shown in place of the labels.
    pub is_test: RwSignal<bool>,
    asked: StoredValue<u32>,
    decoder: StoredValue<Option<Rc<Decoder>>, LocalStorage>,
    stockroom: StockroomHandle,
    dialogs: Dialogs,
}

impl LabelState {
    /// The labels that the address names; the worker stays until the page is left.
    pub fn new() -> LabelState {
        let (stockroom, router) = (use_stockroom(), use_router());
        let (of, listed) = (router.query("of"), router.query("ids"));
        let kind = Memo::new(move |_| of.with(|of| data::kind(of).key));
        let ids = Memo::new(move |_| {
            let table = data::kind(kind.get()).table;
            let all = listed.with(|text| record_ids::read(text));
            stockroom.read(|room| all.into_iter().filter(|id| room.table(table).has(*id)).collect::<Vec<_>>())
        });
        let (copies, start) = (RwSignal::new(1), RwSignal::new(0));
        let misread = RwSignal::new(BTreeSet::new());
        let job = Memo::new(move |_| {
            let preferences = stockroom.preferences();
            let settings = Settings(&preferences.labels);
            let kind = data::kind(kind.get());
            let media = settings.media()?;
            let (code, lines) = (settings.code(kind), settings.lines(kind));
            let labels: Vec<LabelText> = ids.with(|ids| {
                misread.with(|misread| {
                    let right = ids.iter().filter(|id| !misread.contains(*id));
                    stockroom.read(|room| right.map(|id| data::label(room, kind, *id, code, &lines)).collect())
                })
            });
            Some(Job {
                media,
                kind: settings.symbol(kind),
                start: if media.is_roll() { 0 } else { start.get() },
                copies: copies.get(),
                offset: (settings.length("x"), settings.length("y")),
                is_turned: settings.is_turned(),
                labels,
            })
        });
        let state = LabelState {
            kind,
            ids,
            copies,
            start,
            job,
            made: RwSignal::new(None),
            stage: RwSignal::new(Stage::Idle),
            misread,
            is_test: RwSignal::new(false),
            asked: StoredValue::new(0),
            decoder: StoredValue::new_local(None),
            stockroom,
            dialogs: use_dialogs(),
        };
        stockroom.keep_worker();
        Effect::new(move || state.ask());
        state
    }

    /// The kind of record.
    pub fn kind(self) -> &'static Kind {
        data::kind(self.kind.get())
    }

    /// How many labels were asked for, copies counted.
    pub fn asked_for(self) -> usize {
        self.ids.with(Vec::len) * self.copies.get()
    }

    /// Whether it is more than can be made at once.
    pub fn is_too_many(self) -> bool {
        self.asked_for() > label::LABELS
    }

    /// How many labels will be printed.
    pub fn count(self) -> usize {
        self.made.with(|made| made.as_ref().map_or(0, |made| made.symbols.iter().flatten().count())) * self.copies.get()
    }

    /// Whether they can be printed now.
    pub fn is_ready(self) -> bool {
        self.stage.get() == Stage::Checked && self.count() > 0 || self.is_test.get() && self.made.with(Option::is_some)
    }

    /// What is left out, and why.
    pub fn faults(self) -> Vec<String> {
        let (kind, misread) = (self.kind(), self.misread.get());
        let name = |id: &u32| self.stockroom.name_of(kind.table, *id);
        let mut faults: Vec<String> = misread.iter().map(|id| say(Word::LabelMisread, &[&name(id)])).collect();
        let ids = self.ids.get();
        self.made.with(|made| {
            let symbols = made.iter().flat_map(|made| &made.symbols);
            let right = ids.iter().filter(|id| !misread.contains(*id));
            faults.extend(right.zip(symbols).filter_map(|(id, symbol)| {
                let why = symbol.as_ref().err()?;
                Some(say(Word::LabelFault, &[&name(id), why]))
            }));
        });
        faults
    }

    /// Has the worker make the labels as they are wanted now.
    fn ask(self) {
        let turn = self.asked.get_value() + 1;
        self.asked.set_value(turn);
        let output = if self.is_test.get() { Output::TestPage } else { Output::Pages };
        let job = self.job.get().filter(|job| !self.is_too_many() && (!job.labels.is_empty() || output == Output::TestPage));
        let Some(job) = job else {
            self.made.set(None);
            return self.stage.set(Stage::Idle);
        };
        self.stage.set(Stage::Making);
        let ask = Ask::Labels { language: i18n::tag().to_owned(), job, output };
        self.stockroom.worker().ask(ask, None, move |answer| {
            if self.asked.try_get_value() != Some(turn) {
                return;
            }
            match answer {
                Some((Tell::Labels(labels), _)) => self.check(Arc::new(labels), turn),
                // A newer question has an answer of its own.
                Some(_) => {}
                None => self.stage.set(Stage::Lost),
            }
        });
    }

    /// Reads every code back before anything is offered.
    fn check(self, labels: Arc<Labels>, turn: u32) {
        self.made.set(Some(labels.clone()));
        self.stage.set(Stage::Checking);
        let decoder = self.decoder.get_value().or_else(|| Decoder::start().map(Rc::new));
        self.decoder.set_value(decoder.clone());
        spawn_local(async move {
            let checks: Vec<&Check> = labels.symbols.iter().flatten().collect();
            let modules: Vec<_> = checks.iter().map(|it| (it.kind as u8, it.columns, &*it.dark)).collect();
            let read = match decoder {
                Some(decoder) => decoder.read_back(&modules).await,
                None => None,
            };
            if self.asked.try_get_value() != Some(turn) {
                return;
            }
            let Some(read) = read else {
                self.decoder.set_value(None);
                return self.stage.set(Stage::Unchecked);
            };
            let mut texts = read.iter();
            let right: Vec<bool> = labels
                .symbols
                .iter()
                .map(|symbol| symbol.as_ref().map_or(true, |check| texts.next() == Some(&check.text)))
                .collect();
            if right.iter().all(|it| *it) {
                return self.stage.set(Stage::Checked);
            }
            // The job is made anew without them.
            let known = self.misread.get_untracked();
            let ids = self.ids.get_untracked();
            let wrong = ids.iter().filter(|id| !known.contains(*id)).zip(right).filter(|(_, is_right)| !is_right);
            let wrong: Vec<u32> = wrong.map(|(id, _)| *id).collect();
            self.misread.update(|misread| misread.extend(wrong));
        });
    }

    /// Tries again after the decoder or the worker could not be had.
    pub fn try_again(self) {
        self.misread.update(BTreeSet::clear);
    }

    /// Gives the person a file for label printers; its name says the size and the dots.
    pub fn download(self) {
        let Some(job) = self.job.get_untracked() else { return };
        let (width, height) = job.media.label;
        let name = format!("labels-{width}x{height}mm-{}dpi.zpl", job.media.dpi);
        let dialogs = self.dialogs;
        let ask = Ask::Labels { language: i18n::tag().to_owned(), job, output: Output::Zpl };
        let worker = self.stockroom.worker();
        spawn_local(async move {
            match worker.last(ask, None).await {
                Some((Tell::Labels(labels), _)) => {
                    let text = labels.pages.concat();
                    files::download(&name, "text/plain", &text.into());
                }
                _ => dialogs.toaster().failed(word(Word::WorkerLost).to_owned()),
            }
        });
    }

    /// Remembers a choice on this device.
    pub fn remember(self, key: String, value: Option<String>) {
        self.stockroom.prefer(|preferences| match value {
            Some(value) => drop(preferences.labels.insert(key, value)),
            None => drop(preferences.labels.remove(&key)),
        });
    }

    /// The name of a record as the person knows it.
    pub fn name(self, id: u32) -> String {
        let table = self.kind().table;
        self.stockroom.read(|room| match fields::inputs::option(room, table, id) {
            option if option.label.is_empty() => id.to_string(),
            option => option.label,
        })
    }
}
