//! The part of the history's index that opening a stockroom left in the storage, brought into memory.

use super::session::Session;
use leptos::task::spawn_local;

impl Session {
    /// Reads what the boot left of the history's index, and wakes who reads the history. It is read in an idle moment, too,
    /// so that a copy made of memory has it where the browser drops the storage.
    pub(super) fn read_whole_history(&self) {
        let Some(engine) = self.engine() else { return };
        if self.reading_history.replace(true) {
            return;
        }
        let session = self.shared();
        spawn_local(async move {
            let absent = || session.stockroom().borrow().history.absent();
            let before = absent();
            // What can't be read is named by the verification; who asks again has it tried again.
            let _ = engine.whole_history().await;
            session.reading_history.set(false);
            if absent() < before {
                session.wake(&[]);
                session.prepare_after(0);
            }
        });
    }
}
