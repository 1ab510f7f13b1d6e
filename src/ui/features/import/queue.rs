//! Several files, one after another: which is open, which wait, and what came of the others. Each is an import of its own
//! with its undo.

use std::collections::HashMap;

use leptos::prelude::*;

use super::state::ImportState;
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{ActionBar, Button, ButtonKind, IconName, Section};
use crate::ui::state::dialogs::use_dialogs;
use crate::ui::state::use_stockroom;

/// What came of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Waiting,
    /// Shown below, to be decided.
    Open,
    /// Imported by this entry: so many rows.
    Done {
        sequence: u64,
        rows: u32,
    },
    /// All that it says is so already.
    NothingNew,
    /// The person left it out.
    LeftOut,
}

/// A file of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedFile {
    id: u32,
    name: String,
    standing: Standing,
}

/// The files that were given; copyable.
#[derive(Clone, Copy)]
pub struct Queue {
    list: RwSignal<Vec<QueuedFile>>,
    files: StoredValue<HashMap<u32, web_sys::File>, LocalStorage>,
    next: StoredValue<u32>,
    /// Whether the files that wait are imported as the open one was, without asking.
    pub is_going: RwSignal<bool>,
}

impl Queue {
    pub fn new() -> Queue {
        Queue {
            list: RwSignal::new(Vec::new()),
            files: StoredValue::new_local(HashMap::new()),
            next: StoredValue::new(0),
            is_going: RwSignal::new(false),
        }
    }

    /// Takes files in, and gives the one that is to be opened now. A lone file that was not imported gives way to them.
    pub fn add(self, files: Vec<web_sys::File>) -> Option<web_sys::File> {
        let is_under_way = self.list.with_untracked(|list| {
            list.len() > 1 && list.iter().any(|file| matches!(file.standing, Standing::Open | Standing::Waiting))
        });
        if !is_under_way {
            self.list.set(Vec::new());
            self.files.update_value(HashMap::clear);
        }
        for file in files {
            let id = self.next.get_value();
            self.next.set_value(id + 1);
            self.list.update(|list| list.push(QueuedFile { id, name: file.name(), standing: Standing::Waiting }));
            self.files.update_value(|files| _ = files.insert(id, file));
        }
        if is_under_way { None } else { self.open_next() }
    }

    /// Whether a file waits behind the open one.
    pub fn waiting(self) -> usize {
        self.list.with(|list| list.iter().filter(|file| file.standing == Standing::Waiting).count())
    }

    /// Notes what came of the open file.
    pub fn close(self, standing: Standing) {
        self.list.try_update(|list| {
            if let Some(open) = list.iter_mut().find(|file| file.standing == Standing::Open) {
                open.standing = standing;
            }
        });
    }

    /// Opens the next file that waits.
    pub fn open_next(self) -> Option<web_sys::File> {
        let id = self.list.try_update(|list| {
            let next = list.iter_mut().find(|file| file.standing == Standing::Waiting)?;
            next.standing = Standing::Open;
            Some(next.id)
        })??;
        self.files.try_update_value(|files| files.remove(&id))?
    }

    fn remove(self, id: u32) {
        self.list.update(|list| list.retain(|file| file.id != id));
        self.files.update_value(|files| _ = files.remove(&id));
    }
}

/// The list of several files; a single one needs none.
#[component]
pub fn QueueList(import: ImportState) -> impl IntoView {
    let queue = import.queue;
    let is_shown = Memo::new(move |_| queue.list.with(|list| list.len() > 1));
    let title = Signal::derive(move || {
        queue.list.with(|list| {
            let done = list.iter().filter(|file| !matches!(file.standing, Standing::Open | Standing::Waiting)).count();
            say(Word::ImportFiles, &[&format::count(done), &format::count(list.len())])
        })
    });
    let is_busy = Signal::derive(move || import.busy.with(Option::is_some));
    let can_go = move || queue.waiting() > 0 && !queue.is_going.get() && import.can_import.get();
    view! {
        <Show when=move || is_shown.get()>
            <Section title=title>
                <ul class="plain-list queue">
                    <For
                        each=move || queue.list.get()
                        key=|file| (file.id, file.standing_key())
                        children=move |file| view! { <QueueRow import=import file=file /> }
                    />
                </ul>
                <ActionBar>
                    <Show when=can_go>
                        <Button
                            label=Signal::derive(move || say(Word::ImportGoAll, &[&format::count(queue.waiting() + 1)]))
                            kind=ButtonKind::Quiet
                            busy=is_busy
                            on_press=move || import.go_all()
                        />
                    </Show>
                    <Show when=move || queue.is_going.get()>
                        <Button label=Word::ImportStop icon=IconName::Close on_press=move || queue.is_going.set(false) />
                    </Show>
                </ActionBar>
                <Show when=can_go>
                    <p class="field-help">{word(Word::ImportGoAllText)}</p>
                </Show>
            </Section>
        </Show>
    }
}

impl QueuedFile {
    fn standing_key(&self) -> u64 {
        match self.standing {
            Standing::Waiting => 0,
            Standing::Open => 1,
            Standing::NothingNew => 2,
            Standing::LeftOut => 3,
            Standing::Done { sequence, .. } => 4 + sequence,
        }
    }
}

#[component]
fn QueueRow(import: ImportState, file: QueuedFile) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let QueuedFile { id, name, standing } = file;
    let undone = Memo::new(move |_| match standing {
        Standing::Done { sequence, .. } => {
            stockroom.read_history(|stockroom| stockroom.history.entry(sequence).is_some_and(|brief| brief.undone_by != 0))
        }
        _ => false,
    });
    let text = move || match standing {
        Standing::Waiting => word(Word::ImportWaiting).to_owned(),
        Standing::Open => word(Word::ImportOpen).to_owned(),
        Standing::Done { .. } if undone.get() => word(Word::ImportUndone).to_owned(),
        Standing::Done { rows, .. } => say(Word::ImportDone, &[&format::count(rows as usize)]),
        Standing::NothingNew => word(Word::ImportNothing).to_owned(),
        Standing::LeftOut => word(Word::ImportFileLeftOut).to_owned(),
    };
    let [remove, undo] = [Word::ImportRemoveFile, Word::ImportUndoFile].map(|label| say(label, &[&name]));
    let act = move || match standing {
        Standing::Waiting => {
            let label = remove.clone();
            view! { <Button label=label kind=ButtonKind::Plain on_press=move || import.queue.remove(id) /> }.into_any()
        }
        Standing::Open => {
            let busy = Signal::derive(move || import.busy.with(Option::is_some));
            view! { <Button label=Word::ImportLeaveFile kind=ButtonKind::Plain busy=busy on_press=move || import.leave_file() /> }
                .into_any()
        }
        Standing::Done { sequence, .. } if !undone.get() => {
            let label = undo.clone();
            view! { <Button label=label kind=ButtonKind::Plain icon=IconName::Undo on_press=move || dialogs.undo(sequence) /> }
                .into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <li class:current=standing == Standing::Open>
            <div>
                <strong>{name}</strong>
                <span class="cell-sub">{text}</span>
            </div>
            {act}
        </li>
    }
}
