//! Where an import stands, and its conversation with the worker, which holds the file and all that is made of it.

use std::sync::Arc;

use leptos::prelude::*;

use super::rows::RowList;
use crate::i18n::{self, Word, format, say, word};
use crate::ui::state::dialogs::{Dialogs, use_dialogs};
use crate::ui::state::{StockroomHandle, use_router, use_stockroom};
use crate::worker::message::{Ask, Choices, Dry, Seen, Setting, Stage, Tell};

/// What a file can hold: its key in the address, its name, what that is. The worker knows them by their places.
pub const KINDS: [(&str, Word, Word); 3] = [
    ("parts", Word::ImportParts, Word::ImportPartsText),
    ("bom", Word::ImportBom, Word::ImportBomText),
    ("stock", Word::ImportStock, Word::ImportStockText),
];
/// The place of a bill of materials in [`KINDS`].
pub const BOM: usize = 1;
/// The place of stock in [`KINDS`].
pub const STOCK: usize = 2;

/// Where an import stands; copyable.
#[derive(Clone, Copy)]
pub struct ImportState {
    /// What the file holds, by its place in [`KINDS`].
    pub kind: Memo<usize>,
    /// The file's name; empty: none chosen.
    pub file_name: RwSignal<String>,
    /// What the worker read of the file's columns.
    pub seen: RwSignal<Option<Arc<Seen>>>,
    /// What each column means: a place in the meanings plus one, or 0.
    pub columns: RwSignal<Vec<u8>>,
    pub choices: RwSignal<Choices>,
    /// How the file is read; kept while it is read anew, so that nobody loses the place.
    pub settings: RwSignal<Vec<Setting>>,
    /// What would come of every row.
    pub dry: RwSignal<Option<Arc<Dry>>>,
    /// The rows, one by one.
    pub rows: RowList,
    /// Why the file can't be read or planned at all.
    pub trouble: RwSignal<String>,
    /// What is being done.
    pub busy: RwSignal<Option<Word>>,
    /// The number of the newest question: answers to older ones are not shown.
    asked: StoredValue<u32>,
    stockroom: StockroomHandle,
    dialogs: Dialogs,
}

impl ImportState {
    /// A new import, whose file stays with the worker until the page is left.
    pub fn new() -> ImportState {
        let chosen = use_router().query("kind");
        let kind = Memo::new(move |_| chosen.with(|chosen| KINDS.iter().position(|(key, ..)| key == chosen).unwrap_or(0)));
        let stockroom = use_stockroom();
        let import = ImportState {
            kind,
            file_name: RwSignal::new(String::new()),
            seen: RwSignal::new(None),
            columns: RwSignal::new(Vec::new()),
            choices: RwSignal::new(Choices::default()),
            settings: RwSignal::new(Vec::new()),
            dry: RwSignal::new(None),
            rows: RowList::new(stockroom),
            trouble: RwSignal::new(String::new()),
            busy: RwSignal::new(None),
            asked: StoredValue::new(0),
            stockroom,
            dialogs: use_dialogs(),
        };
        stockroom.keep_worker();
        Effect::new(move |before: Option<usize>| {
            let now = kind.get();
            if before.is_some_and(|before| before != now) {
                import.check_anew();
            }
            now
        });
        import
    }

    /// Reads a file and says what would come of it.
    pub fn read(self, file: &web_sys::File) {
        self.seen.set(None);
        self.dry.set(None);
        self.rows.clear();
        self.settings.set(Vec::new());
        // How another file was read says nothing of this one.
        self.choices.update(|choices| choices.settings.clear());
        self.file_name.set(file.name());
        let (kind, choices) = (self.kind.get_untracked(), self.choices.get_untracked());
        let ask = Ask::Read { acting: self.stockroom.acting(), kind: kind as u8, name: file.name(), choices };
        self.ask(ask, Some(file), kind);
    }

    /// Whether the page was left: a field that loses the focus by that still tells of its change.
    fn is_left(self) -> bool {
        self.asked.try_get_value().is_none()
    }

    /// The dry run with the columns as chosen.
    pub fn check(self) {
        if self.is_left() {
            return;
        }
        self.dry_run(Some(self.columns.get_untracked()), false);
    }

    /// The dry run with the columns guessed anew.
    pub fn check_anew(self) {
        self.dry_run(None, false);
    }

    /// The dry run without the rows that have errors.
    pub fn leave_out(self) {
        self.dry_run(Some(self.columns.get_untracked()), true);
    }

    /// Changes what the person decides beside the columns.
    pub fn choose(self, change: impl FnOnce(&mut Choices)) {
        if self.is_left() {
            return;
        }
        self.choices.update(change);
        self.check();
    }

    /// Says what a column means.
    pub fn set_column(self, column: usize, meaning: u8) {
        self.columns.update(|columns| {
            if let Some(old) = columns.get_mut(column) {
                *old = meaning;
            }
        });
        self.check();
    }

    fn dry_run(self, columns: Option<Vec<u8>>, leave_out: bool) {
        // While it is written nothing else is planned; a refusal asks again.
        let is_writing = matches!(self.busy.get_untracked(), Some(Word::ImportWriting | Word::ImportShowing));
        if is_writing || self.seen.with_untracked(Option::is_none) {
            return;
        }
        let (kind, choices) = (self.kind.get_untracked(), self.choices.get_untracked());
        let ask = Ask::Check { acting: self.stockroom.acting(), kind: kind as u8, columns, choices, leave_out };
        self.ask(ask, None, kind);
    }

    /// Asks the worker; what it answers is shown as long as the page is there and has not asked anew.
    fn ask(self, ask: Ask, file: Option<&web_sys::File>, kind: usize) {
        self.trouble.set(String::new());
        self.busy.set(Some(Word::ImportReading));
        let turn = self.asked.get_value() + 1;
        self.asked.set_value(turn);
        self.stockroom.worker().ask(ask, file, move |answer| {
            if self.asked.try_get_value() == Some(turn) {
                self.take(answer.map(|(tell, _)| tell), kind);
            }
        });
    }

    fn take(self, answer: Option<Tell>, kind: usize) {
        let trouble = match answer {
            Some(Tell::Busy(stage)) => return self.busy.set(Some(stage_word(stage))),
            Some(Tell::Seen(seen)) => {
                self.columns.set(seen.columns.iter().map(|(_, _, meaning)| *meaning).collect());
                self.seen.set(Some(Arc::new(seen)));
                // Another kind was chosen while the file was read.
                if self.kind.get_untracked() != kind {
                    self.check_anew();
                }
                return;
            }
            Some(Tell::Dry(dry)) => {
                if self.settings.with_untracked(|settings| *settings != dry.settings) {
                    self.settings.set(dry.settings.clone());
                }
                self.rows.show(dry.counts);
                self.dry.set(Some(Arc::new(dry)));
                String::new()
            }
            Some(Tell::Refused(why)) => why,
            Some(Tell::Storage(error)) => i18n::storage(&error).to_owned(),
            Some(_) => return,
            None => {
                // What the worker had read is gone with it.
                self.seen.set(None);
                word(Word::WorkerLost).to_owned()
            }
        };
        self.busy.set(None);
        if !trouble.is_empty() {
            self.dry.set(None);
        }
        self.trouble.set(trouble);
    }

    /// Does what was planned for so many rows; the page may be left meanwhile.
    pub fn write(self, rows: u32) {
        let Some(command_id) = self.dry.with_untracked(|dry| dry.as_ref().map(|dry| dry.command_id)) else { return };
        self.busy.set(Some(Word::ImportWriting));
        let dialogs = self.dialogs;
        let shown = move || {
            self.busy.try_set(Some(Word::ImportShowing));
        };
        self.stockroom.import(command_id, shown, move |result| {
            self.busy.try_set(None);
            match result {
                Ok(sequence) => {
                    self.seen.try_set(None);
                    self.dry.try_set(None);
                    self.file_name.try_set(String::new());
                    dialogs.done(sequence, say(Word::ImportDone, &[&format::count(rows as usize)]));
                }
                Err(why) => {
                    dialogs.toaster().failed(why);
                    // Where the page is still there it shows what would happen now.
                    if self.seen.try_with_untracked(Option::is_some) == Some(true) {
                        self.check();
                    }
                }
            }
        });
    }
}

fn stage_word(stage: Stage) -> Word {
    match stage {
        Stage::Reading => Word::ImportReading,
        Stage::Opening => Word::ImportOpening,
        Stage::Checking => Word::ImportChecking,
        Stage::Writing => Word::ImportWriting,
    }
}
