//! The same check over a whole stockroom: at once, or in slices for who has little time at once.

use crate::domain::model::record::{Kind, TABLES, Table};
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::model::text::{self, TextError};
use crate::domain::rules::record::{check, named};
use crate::domain::store::stockroom::Stockroom;

/// Something that doesn't hold, and of which record.
#[derive(Clone, PartialEq, Debug)]
pub struct Violation {
    pub table: Table,
    pub id: u32,
    /// What is so, as the person would be told of an act that wanted it.
    pub refusal: Rejection,
}

impl Violation {
    /// The refusal of an act that would have brought it about, told by the stockroom as it was before: what the act
    /// would have removed has a name there.
    pub fn into_refusal(self, before: &Stockroom) -> Rejection {
        let mut refusal = self.refusal;
        if matches!(refusal.phrase.sentence, Sentence::StillNamed | Sentence::UserActed)
            && let Some(name) = refusal.phrase.arguments.first_mut()
        {
            *name = named(before, self.table, self.id).into();
        }
        refusal
    }
}

/// How far a check of a whole stockroom is. It may go on after other acts: each record is asked as it is then.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sweep {
    /// Position in `TABLES`.
    table: usize,
    /// The next id to ask.
    next: u32,
}

impl Default for Sweep {
    fn default() -> Sweep {
        Sweep { table: 0, next: 1 }
    }
}

impl Sweep {
    /// A sweep before its first record.
    pub fn new() -> Sweep {
        Sweep::default()
    }

    /// Every record was asked.
    pub fn is_done(&self) -> bool {
        self.table >= TABLES.len()
    }

    /// Asks the next so many places, those of records that are gone included, and gives what doesn't hold.
    pub fn step(&mut self, room: &Stockroom, places: usize) -> Vec<Violation> {
        let mut found = Vec::new();
        let mut left = places;
        while left > 0 {
            let Some(table) = TABLES.get(self.table).copied() else { break };
            if self.next >= room.table(table).next() {
                *self = Sweep { table: self.table + 1, next: 1 };
                continue;
            }
            let id = self.next;
            self.next += 1;
            left -= 1;
            if let Err(refusal) = texts(room, table, id).and_then(|()| check(room, table, id)) {
                found.push(Violation { table, id, refusal });
            }
        }
        found
    }
}

/// Everything that doesn't hold in a stockroom, one finding a record.
pub fn check_all(room: &Stockroom) -> Vec<Violation> {
    let mut sweep = Sweep::new();
    let mut found = Vec::new();
    while !sweep.is_done() {
        found.extend(sweep.step(room, usize::MAX));
    }
    found
}

/// Texts are as an act would have stored them: within their limits, without control characters.
fn texts(room: &Stockroom, table: Table, id: u32) -> Result<(), Rejection> {
    for info in table.fields().iter().filter(|info| info.kind == Kind::Text) {
        let Some(given) = room.table(table).text(id, info.number) else { continue };
        let checked = if info.is_long() { text::notes(given) } else { text::name(given) };
        match checked {
            Ok(_) => {}
            Err(TextError::TooLong { limit }) => {
                let refusal = reject(Code::Validation, Sentence::TextTooLong).with(info.api_name).with(limit);
                return Err(refusal.with(given.trim().chars().count()).on(info.api_name));
            }
            Err(TextError::Control) => {
                return Err(reject(Code::Validation, Sentence::TextControl).with(info.api_name).on(info.api_name));
            }
        }
    }
    Ok(())
}
