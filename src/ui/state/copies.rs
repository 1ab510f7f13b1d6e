//! Copies of the open stockroom: everything to one file, what is remembered of the last one, and writing them into a folder by
//! themselves.

use super::about::About;
use super::session::{Session, is_demo};
use super::stockroom::StockroomHandle;
use super::worker_client::Answer;
use crate::domain::Date;
use crate::journal::whole::flatten;
use crate::web::folder::{self, Folder, FolderError};
use crate::web::{clock, persist};
use crate::worker::message::{Ask, Tell};
use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use leptos::task::spawn_local;
use std::rc::Rc;

/// Acts after which a copy goes into the folder, where the person chose no other number.
pub const COPY_EVERY: u32 = 50;
/// How many times as long as writing a copy took there is none written by itself: large ones come seldom.
const REST: f64 = 60.0;
/// Characters of a stockroom's name that a file's name takes.
const NAME_LIMIT: usize = 40;

/// How writing into the folder stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FolderState {
    /// The browser allows it.
    Allowed,
    /// The browser wants to ask the person again.
    NotAllowed,
    /// The last copy could not be written.
    Failed,
}

/// The folder that copies go into by themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CopyFolder {
    pub name: String,
    pub state: FolderState,
}

/// What a file is, beside whose it is and of which day.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    Whole,
    /// Damaged entries are left out.
    Harmed,
    Encrypted,
}

/// The name of a copy's file.
pub fn file_name(name: &str, day: Date, kind: FileKind) -> String {
    let letter = |it: char| if it.is_alphanumeric() { it } else { '-' };
    let name: String = name.trim().chars().take(NAME_LIMIT).map(letter).collect();
    let name = if name.is_empty() { name } else { ["-", &name].concat() };
    let end = match kind {
        FileKind::Whole => "",
        FileKind::Harmed => "-damaged",
        FileKind::Encrypted => "-encrypted",
    };
    ["kitroom", &name, "-", &day.to_string(), end, ".kitroom"].concat()
}

impl StockroomHandle {
    /// What the person calls the stockroom.
    pub fn stockroom_name(self) -> String {
        self.session().stockroom_name()
    }

    /// Everything to the bytes of one file, also where the stockroom can't be opened; encrypted where there is a passphrase.
    /// What the storage has not, as it was cleared or is damaged, is taken from memory.
    pub async fn saved_copy(self, passphrase: String) -> Answer {
        self.session().saved_copy(passphrase).await
    }

    /// Notes that the person saved a copy of all that is here now.
    pub fn note_copy(self) {
        let session = self.session();
        let head = session.stockroom().borrow().head;
        session.remember(|about| about.note_copy(head, clock::now().0));
    }

    /// What is remembered of this stockroom; its reader wakes when that changes.
    pub fn about(self) -> About {
        let about = self.session().about;
        if Observer::get().is_some() { about.get() } else { about.get_untracked() }
    }

    /// Puts the reminder of a copy off.
    pub fn put_off_copy(self) {
        self.session().remember(|about| about.put_off(clock::now().0));
    }

    /// Asks the browser to keep the data; `done` is called with its answer.
    pub fn ask_to_keep(self, done: impl FnOnce(Option<bool>) + 'static) {
        spawn_local(async move { done(persist::ask().await) });
    }

    /// Whether the browser can write into folders.
    pub fn has_folders(self) -> bool {
        folder::is_there() && !self.is_demo()
    }

    /// The folder that copies go into, if one was chosen; its reader wakes when that changes.
    pub fn copy_folder(self) -> Option<CopyFolder> {
        let folder = self.session().copy_folder;
        if Observer::get().is_some() { folder.get() } else { folder.get_untracked() }
    }

    /// Lets the person choose the folder, and writes the first copy into it.
    pub fn choose_folder(self) {
        let session = self.session();
        spawn_local(async move {
            if let Some(folder) = folder::choose().await {
                session.take_folder(folder).await;
                session.copy_into_folder().await;
            }
        });
    }

    /// Asks the person once more whether the folder may be written to, and writes a copy into it.
    pub fn allow_folder(self) {
        let session = self.session();
        spawn_local(async move {
            let folder = session.folder.borrow().clone();
            if let Some(folder) = folder
                && folder.allow().await
            {
                session.copy_into_folder().await;
            }
        });
    }

    /// Writes no more copies by itself; those in the folder stay.
    pub fn forget_folder(self) {
        let session = self.session();
        session.folder.take();
        session.copy_folder.set(None);
        spawn_local(folder::forget());
    }
}

impl Session {
    pub(super) fn stockroom_name(&self) -> String {
        let stockroom = self.stockroom();
        let room = stockroom.borrow();
        room.settings.get(1).map_or(String::new(), |it| it.stockroom_name.to_string())
    }

    /// Changes what is remembered of this stockroom.
    pub(super) fn remember(&self, change: impl FnOnce(&mut About)) {
        if let Some(journal) = self.journal() {
            self.about.set(About::change(journal.name(), change));
        }
    }

    pub(super) async fn saved_copy(&self, passphrase: String) -> Answer {
        let (name, database) = (self.stockroom_name(), self.acting().database);
        let ask = Ask::SaveCopy { database, name: name.clone(), passphrase: passphrase.clone() };
        let answer = self.worker().last(ask, None).await;
        let place = || {
            let stockroom = self.stockroom();
            let room = stockroom.borrow();
            (room.id, room.head)
        };
        let (there, engine) = match &answer {
            Some((Tell::Saved { entries, left_out, .. }, _)) => (u64::from(*entries) + left_out, self.engine()),
            Some((Tell::Storage(_), _)) => (0, self.engine()),
            _ => return answer,
        };
        let engine = match engine {
            // Nothing could be opened, and the storage has no whole entry: perhaps a checkpoint.
            None if there == 0 && self.open_readable().await => self.engine(),
            engine => engine,
        };
        let (stockroom, head) = place();
        match engine.filter(|_| there < head) {
            Some(engine) => {
                let copy = flatten(&engine.memory_copy().await);
                self.worker().last(Ask::SaveMemory { name, stockroom, copy, passphrase }, None).await
            }
            None => answer,
        }
    }

    /// Looks for the folder that was chosen before.
    pub(super) fn find_folder(&self) {
        if is_demo() || !folder::is_there() {
            return;
        }
        let session = self.shared();
        spawn_local(async move {
            if let Some(folder) = folder::chosen().await {
                session.take_folder(folder).await;
                session.copy_if_due();
            }
        });
    }

    async fn take_folder(&self, folder: Folder) {
        let folder = Rc::new(folder);
        *self.folder.borrow_mut() = Some(folder.clone());
        let state = if folder.is_allowed().await { FolderState::Allowed } else { FolderState::NotAllowed };
        self.copy_folder.set(Some(CopyFolder { name: folder.name(), state }));
    }

    /// Writes a copy into the folder when there were enough acts since the last one.
    pub(super) fn copy_if_due(&self) {
        let Some(journal) = self.journal().filter(|_| self.folder.borrow().is_some()) else { return };
        let every = match self.preferences.with_untracked(|it| it.copy_every) {
            0 => COPY_EVERY,
            every => every,
        };
        let head = self.stockroom().borrow().head;
        // Another tab may have written one just now.
        let acts = About::stored(journal.name()).acts_since(head);
        if acts < u64::from(every) || self.copying.get() {
            return;
        }
        let session = self.shared();
        let wait = self.copy_after.get() - clock::elapsed();
        if wait <= 0.0 {
            spawn_local(async move { session.copy_into_folder().await });
        } else if !self.copy_waits.replace(true) {
            clock::after(wait.ceil() as i32, move || {
                session.copy_waits.set(false);
                session.copy_if_due();
            });
        }
    }

    /// Writes a copy into the folder and says how that went.
    async fn copy_into_folder(&self) {
        let Some(folder) = self.folder.borrow().clone().filter(|_| !self.copying.replace(true)) else { return };
        let began = clock::elapsed();
        let head = self.stockroom().borrow().head;
        let state = match self.saved_copy(String::new()).await {
            Some((Tell::Saved { entries, damage, left_out }, bytes)) if entries > 0 => {
                let kind = if damage == 0 && left_out == 0 { FileKind::Whole } else { FileKind::Harmed };
                let written = folder.write(&file_name(&self.stockroom_name(), clock::today(), kind), &bytes).await;
                match written {
                    Ok(()) => FolderState::Allowed,
                    Err(FolderError::NotAllowed) => FolderState::NotAllowed,
                    Err(FolderError::Failed) => FolderState::Failed,
                }
            }
            _ => FolderState::Failed,
        };
        let now = clock::elapsed();
        self.copy_after.set(now + (now - began) * REST);
        self.copying.set(false);
        if state == FolderState::Allowed {
            self.remember(|about| about.note_copy(head, clock::now().0));
        }
        self.copy_folder.update(|it| {
            if let Some(it) = it {
                it.state = state;
            }
        });
    }
}
