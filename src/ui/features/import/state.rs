//! Where an import stands, and its conversation with the worker, which holds the file and all that is made of it.

use std::sync::Arc;

use leptos::prelude::*;

use super::queue::{Queue, Standing};
use super::rows::RowList;
use crate::i18n::{self, Word, format, say, word};
use crate::ui::state::dialogs::{Dialogs, use_dialogs};
use crate::ui::state::{Router, StockroomHandle, use_router, use_stockroom};
use crate::worker::message::{Ask, Choices, Dry, LeaveOut, Seen, Setting, Stage, Tell, UNCHOSEN};

/// What a file can hold: its key in the address, its name, what that is. The worker knows them by their places.
pub const KINDS: [(&str, Word, Word); 8] = [
    ("parts", Word::ImportParts, Word::ImportPartsText),
    ("bom", Word::ImportBom, Word::ImportBomText),
    ("stock", Word::ImportStock, Word::ImportStockText),
    ("locations", Word::ImportPlaces, Word::ImportPlacesText),
    ("suppliers", Word::ImportSuppliers, Word::ImportSuppliersText),
    ("supplier-parts", Word::ImportSupplierParts, Word::ImportSupplierPartsText),
    ("kit-lines", Word::ImportKitLines, Word::ImportKitLinesText),
    ("counts", Word::ImportCounts, Word::ImportCountsText),
];
/// The place of a bill of materials in [`KINDS`].
pub const BOM: usize = 1;
/// The place of stock in [`KINDS`].
pub const STOCK: usize = 2;

/// The places in [`KINDS`] of those that may name parts which are not there yet: all but lists of other records and counts.
pub const NAMING_PARTS: [usize; 4] = [0, BOM, STOCK, 6];

/// Whether a column that means nothing else holds the values of the attribute that its head names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfAttribute {
    Yes,
    No,
}

/// Where an import stands; copyable.
#[derive(Clone, Copy)]
pub struct ImportState {
    /// What the file holds, by its place in [`KINDS`].
    pub kind: Memo<usize>,
    /// Whether the address says what the file holds.
    is_named: Memo<bool>,
    /// The kind that a file brought along, as long as the person chose no other: the next file is guessed at anew.
    kind_by_file: StoredValue<Option<usize>>,
    /// The file's name; empty: none chosen.
    pub file_name: RwSignal<String>,
    /// What the worker read of the file's columns.
    pub seen: RwSignal<Option<Arc<Seen>>>,
    /// What each column means: a place in the meanings plus one, or 0.
    pub columns: RwSignal<Vec<u8>>,
    pub choices: RwSignal<Choices>,
    /// How the file is read; kept while it is read anew, so that nobody loses the place.
    pub settings: RwSignal<Vec<Setting>>,
    /// Whether the file is being read in another way, so that its columns are about to change.
    pub is_reading_anew: RwSignal<bool>,
    /// What would come of every row.
    pub dry: RwSignal<Option<Arc<Dry>>>,
    /// The rows, one by one.
    pub rows: RowList,
    /// The files that were given.
    pub queue: Queue,
    /// Whether all is decided and something would be imported.
    pub can_import: Memo<bool>,
    /// Columns by the heads of the file whose decisions go for the files behind it.
    followed: StoredValue<Option<(Vec<String>, Vec<u8>)>>,
    /// Whether the file is read as one with the same heads was.
    pub is_remembered: RwSignal<bool>,
    /// Whether the person decided something of this file.
    is_decided: StoredValue<bool>,
    /// The open file, to be read anew.
    file: StoredValue<Option<web_sys::File>, LocalStorage>,
    /// A kind that the file brought along.
    kind_of_file: StoredValue<Option<usize>>,
    /// Why the file can't be read or planned at all.
    pub trouble: RwSignal<String>,
    /// What is being done.
    pub busy: RwSignal<Option<Word>>,
    /// The number of the newest question: answers to older ones are not shown.
    asked: StoredValue<u32>,
    router: Router,
    stockroom: StockroomHandle,
    dialogs: Dialogs,
}

impl ImportState {
    /// A new import, whose file stays with the worker until the page is left.
    pub fn new() -> ImportState {
        let router = use_router();
        let chosen = router.query("kind");
        let kind = Memo::new(move |_| chosen.with(|chosen| KINDS.iter().position(|(key, ..)| key == chosen).unwrap_or(0)));
        let is_named = Memo::new(move |_| chosen.with(|chosen| KINDS.iter().any(|(key, ..)| key == chosen)));
        let stockroom = use_stockroom();
        let dry: RwSignal<Option<Arc<Dry>>> = RwSignal::new(None);
        let import = ImportState {
            kind,
            is_named,
            kind_by_file: StoredValue::new(None),
            file_name: RwSignal::new(String::new()),
            seen: RwSignal::new(None),
            columns: RwSignal::new(Vec::new()),
            choices: RwSignal::new(Choices::default()),
            settings: RwSignal::new(Vec::new()),
            is_reading_anew: RwSignal::new(false),
            dry,
            queue: Queue::new(),
            can_import: Memo::new(move |_| dry.with(|dry| dry.as_ref().is_some_and(|dry| rows_to_import(dry) > 0))),
            followed: StoredValue::new(None),
            is_remembered: RwSignal::new(false),
            is_decided: StoredValue::new(false),
            file: StoredValue::new_local(None),
            kind_of_file: StoredValue::new(None),
            rows: RowList::new(stockroom),
            trouble: RwSignal::new(String::new()),
            busy: RwSignal::new(None),
            asked: StoredValue::new(0),
            router,
            stockroom,
            dialogs: use_dialogs(),
        };
        stockroom.keep_worker();
        Effect::new(move |before: Option<usize>| {
            let now = kind.get();
            let is_of_file = import.kind_of_file.try_update_value(Option::take).flatten() == Some(now);
            if !is_of_file {
                import.kind_by_file.try_set_value(None);
            }
            if !is_of_file && before.is_some_and(|before| before != now) {
                import.is_decided.set_value(true);
                import.check_anew();
            }
            now
        });
        import
    }

    /// Takes files in: the first is read now, the others one after another.
    pub fn take_files(self, files: Vec<web_sys::File>) {
        if files.is_empty() || self.is_writing() {
            return;
        }
        self.queue.is_going.set(false);
        if let Some(file) = self.queue.add(files) {
            self.read(&file);
        }
    }

    /// Goes on to the next file without this one.
    pub fn leave_file(self) {
        self.queue.close(Standing::LeftOut);
        self.open_next();
    }

    /// Imports this file and those that wait as this one is decided; the first that needs a decision of its own is shown.
    pub fn go_all(self) {
        let Some(dry) = self.dry.get_untracked() else { return };
        self.queue.is_going.set(true);
        self.followed.set_value(Some((self.heads(), self.columns.get_untracked())));
        self.write(rows_to_import(&dry));
    }

    fn heads(self) -> Vec<String> {
        self.seen
            .with_untracked(|seen| seen.iter().flat_map(|seen| seen.columns.iter().map(|column| column.head.clone())).collect())
    }

    fn open_next(self) {
        match self.queue.open_next() {
            Some(file) => self.read(&file),
            None => {
                self.queue.is_going.try_set(false);
                self.seen.try_set(None);
                self.dry.try_set(None);
                self.file_name.try_set(String::new());
            }
        }
    }

    /// Reads a file and says what would come of it.
    fn read(self, file: &web_sys::File) {
        self.seen.set(None);
        self.dry.set(None);
        self.rows.clear();
        self.settings.set(Vec::new());
        let is_going = self.queue.is_going.get_untracked();
        self.choices.update(|choices| {
            // How another file was read says nothing of this one, but where the person says so; what a BOM is of never does.
            if !is_going {
                choices.settings.clear();
                choices.ignored.clear();
            }
            choices.parent = Default::default();
            choices.parts.clear();
            choices.matched.clear();
        });
        self.file_name.set(file.name());
        self.file.set_value(Some(file.clone()));
        self.is_remembered.set(false);
        self.is_decided.set_value(false);
        let (kind, choices) = (self.kind.get_untracked(), self.choices.get_untracked());
        let recipes = if is_going { Vec::new() } else { untrack(|| self.stockroom.preferences().imports) };
        let chosen = if is_going || self.is_kind_chosen() { kind as u8 } else { UNCHOSEN };
        let ask = Ask::Read { acting: self.stockroom.acting(), kind: chosen, name: file.name(), choices, recipes };
        self.ask(ask, Some(file), kind);
    }

    /// Whether the person said what the file holds; a file before it does not.
    fn is_kind_chosen(self) -> bool {
        self.is_named.get_untracked() && self.kind_by_file.get_value() != Some(self.kind.get_untracked())
    }

    /// Forgets what was decided of files like this one, and reads it as if it were the first.
    pub fn begin_anew(self) {
        let shape = self.seen.with_untracked(|seen| seen.as_ref().map_or(String::new(), |seen| seen.shape.clone()));
        self.stockroom.prefer(|preferences| preferences.forget_import(&shape));
        self.choices.set(Choices::default());
        if let Some(file) = self.file.get_value() {
            self.read(&file);
        }
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
        self.dry_run(Some(self.columns.get_untracked()), LeaveOut::Nothing);
    }

    /// The dry run with the columns guessed anew.
    pub fn check_anew(self) {
        self.dry_run(None, LeaveOut::Nothing);
    }

    /// The dry run without the rows that have errors, without one row, or with it again.
    pub fn leave_out(self, what: LeaveOut) {
        self.dry_run(Some(self.columns.get_untracked()), what);
    }

    /// Says which part a row is about; none: what the row says itself.
    pub fn match_row(self, row: u32, part: Option<u32>) {
        self.choose(move |choices| {
            choices.matched.retain(|(it, _)| *it != row);
            choices.matched.extend(part.map(|part| (row, part)));
        });
    }

    /// Says which of several parts a number means; 0: not decided.
    pub fn choose_part(self, number: &str, part: u32) {
        self.choose(move |choices| {
            choices.parts.retain(|(it, _)| it != number);
            if part != 0 {
                choices.parts.push((number.to_owned(), part));
            }
        });
    }

    /// Changes what the person decides beside the columns.
    pub fn choose(self, change: impl FnOnce(&mut Choices)) {
        if self.is_left() {
            return;
        }
        let settings = self.choices.with_untracked(|choices| choices.settings.clone());
        self.choices.update(change);
        self.is_reading_anew.set(self.choices.with_untracked(|choices| choices.settings != settings));
        self.is_decided.set_value(true);
        self.check();
    }

    /// Says what a column means; where it means nothing, whether it is the attribute's that its head names.
    pub fn set_column(self, column: usize, meaning: u8, attribute: OfAttribute) {
        self.choices.update(|choices| {
            choices.ignored.retain(|it| *it as usize != column);
            if attribute == OfAttribute::No {
                choices.ignored.push(column as u32);
            }
        });
        self.columns.update(|columns| {
            if let Some(old) = columns.get_mut(column) {
                *old = meaning;
            }
        });
        self.is_decided.set_value(true);
        self.check();
    }

    fn dry_run(self, columns: Option<Vec<u8>>, leave_out: LeaveOut) {
        if self.is_writing() || self.seen.with_untracked(Option::is_none) {
            return;
        }
        if columns.is_none() {
            self.is_reading_anew.set(true);
        }
        let reading = self.seen.with_untracked(|seen| seen.as_ref().map_or(0, |seen| seen.reading));
        let (kind, choices) = (self.kind.get_untracked(), self.choices.get_untracked());
        let ask = Ask::Check { acting: self.stockroom.acting(), kind: kind as u8, reading, columns, choices, leave_out };
        self.ask(ask, None, kind);
    }

    /// While it is written nothing else is planned; a refusal asks again.
    fn is_writing(self) -> bool {
        matches!(self.busy.get_untracked(), Some(Word::ImportWriting | Word::ImportShowing))
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
                self.is_reading_anew.set(false);
                self.columns.set(seen.columns.iter().map(|column| column.meaning).collect());
                let (remembered, guessed) = (seen.remembered.clone(), seen.kind);
                self.seen.set(Some(Arc::new(seen)));
                if let Some(remembered) = remembered {
                    return self.remember(remembered);
                }
                if !self.queue.is_going.get_untracked() && !self.is_kind_chosen() {
                    return self.show_kind(usize::from(guessed));
                }
                // Another kind was chosen while the file was read.
                if self.kind.get_untracked() != kind {
                    self.check_anew();
                } else if self.queue.is_going.get_untracked() {
                    self.follow();
                }
                return;
            }
            Some(Tell::Dry(dry)) => {
                self.is_reading_anew.set(false);
                if self.settings.with_untracked(|settings| *settings != dry.settings) {
                    self.settings.set(dry.settings.clone());
                }
                self.rows.show(dry.counts);
                self.keep_in_mind(&dry);
                self.dry.set(Some(Arc::new(dry)));
                self.busy.set(None);
                if self.queue.is_going.get_untracked() {
                    self.go_on();
                }
                return;
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
        self.is_reading_anew.set(false);
        self.busy.set(None);
        if !trouble.is_empty() {
            self.dry.set(None);
        }
        self.trouble.set(trouble);
    }

    /// Shows what was decided of files like this one, which is so again.
    fn remember(self, (kind, choices): (u8, Choices)) {
        self.is_remembered.set(true);
        self.choices.set(choices);
        self.show_kind(usize::from(kind));
    }

    /// Shows the kind that a file brought along, as which it is checked already.
    fn show_kind(self, kind: usize) {
        let Some((key, ..)) = KINDS.get(kind) else { return };
        if self.kind.get_untracked() != kind {
            self.kind_of_file.set_value(Some(kind));
            self.kind_by_file.set_value(Some(kind));
        } else if !self.is_named.get_untracked() {
            self.kind_by_file.set_value(Some(kind));
        }
        self.router.set_query("kind", key);
    }

    /// Chooses what the file is imported as.
    pub fn choose_kind(self, kind: usize) {
        if let Some((key, ..)) = KINDS.get(kind) {
            self.router.set_query("kind", key);
        }
    }

    /// Notes what the person decided, for files like this one.
    fn keep_in_mind(self, dry: &Dry) {
        let shape = self.seen.with_untracked(|seen| seen.as_ref().map_or(String::new(), |seen| seen.shape.clone()));
        if self.is_decided.get_value() && !shape.is_empty() {
            let recipe = dry.recipe.clone();
            self.stockroom.prefer(|preferences| preferences.remember_import(&shape, recipe));
        }
    }

    /// Takes over the columns of the file before; a file with other heads is read for itself, and shown.
    fn follow(self) {
        let followed = self.followed.get_value();
        match followed {
            Some((heads, columns)) if heads == self.heads() => {
                if columns != self.columns.get_untracked() {
                    self.columns.set(columns);
                    self.check();
                }
            }
            _ => {
                self.queue.is_going.set(false);
                if let Some(file) = self.file.get_value() {
                    self.read(&file);
                }
            }
        }
    }

    /// Imports the file that was just checked, unless the person has to decide something.
    fn go_on(self) {
        let Some(dry) = self.dry.get_untracked() else { return };
        match rows_to_import(&dry) {
            0 if is_decided(&dry) => {
                self.queue.close(Standing::NothingNew);
                self.open_next();
            }
            rows if rows > 0 => self.write(rows),
            _ => self.queue.is_going.set(false),
        }
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
                    dialogs.done(sequence, say(Word::ImportDone, &[&format::count(rows as usize)]));
                    if !self.is_left() {
                        self.queue.close(Standing::Done { sequence, rows });
                        self.open_next();
                    }
                }
                Err(why) => {
                    self.queue.is_going.try_set(false);
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

/// Whether nothing is to be decided any more.
pub fn is_decided(dry: &Dry) -> bool {
    dry.asked.is_empty() && dry.counts[5] == 0 && dry.several.iter().all(|it| it.chosen != 0)
}

/// How many rows would be imported; 0: none, or something is to be decided first.
pub fn rows_to_import(dry: &Dry) -> u32 {
    if is_decided(dry) { dry.counts[..3].iter().sum() } else { 0 }
}

fn stage_word(stage: Stage) -> Word {
    match stage {
        Stage::Reading => Word::ImportReading,
        Stage::Opening => Word::ImportOpening,
        Stage::Checking => Word::ImportChecking,
        Stage::Writing => Word::ImportWriting,
    }
}
