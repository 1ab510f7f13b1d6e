//! What a page and its worker say to each other: plain data, in the primitives of the stored form.

use super::extract::{Extract, FileForm, extract, put_extract};
pub use super::import_message::{Choices, Dry, LeaveOut, Looks, Problems, RowTold, Seen, SeenColumn, Setting, Several, UNCHOSEN};
use super::import_message::{choices, dry, put_choices, put_dry, put_rows, put_seen, row, seen};
use super::labels::{self, Drawn, Labels, Output};
use crate::journal::JournalError;
use crate::journal::form::{FormError, Reader, Writer};
use crate::label::SymbolKind;
use crate::label::draw::Job;

/// Where the stockroom is, and who acts on it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Acting {
    /// The database's name.
    pub database: String,
    /// The user's id.
    pub actor: u32,
    /// The device in the person's words.
    pub device: String,
    /// The tag of the language that sentences are wanted in.
    pub language: String,
}

/// What the page asks for.
#[derive(Clone, PartialEq, Debug)]
pub enum Ask {
    /// Makes the demo in an empty database.
    MakeDemo(Acting),
    /// Reads the file that comes along, guesses its columns and plans its import. What was decided of files with the same
    /// heads is done again: recipes by the shapes of files.
    Read { acting: Acting, kind: u8, name: String, choices: Choices, recipes: Vec<(String, String)> },
    /// Plans again. No meanings: they are guessed anew. Meanings are places in [`Seen::meanings`]
    /// plus one of the reading that is named; where the file is read in another way by now, they are guessed anew as well.
    Check { acting: Acting, kind: u8, reading: u32, columns: Option<Vec<u8>>, choices: Choices, leave_out: LeaveOut },
    /// Lists rows of the file under way, in its order: those counted so, and that have this text.
    ListRows { outcome: Option<u8>, search: String },
    /// Says what becomes of rows of the file under way.
    TellRows { rows: Vec<u32> },
    /// Does what was planned last.
    Write { acting: Acting, command_id: u128 },
    /// Stops what is being written, unless it is durable already. Has no answer of its own.
    Cancel,
    /// Takes an entry back.
    Undo { acting: Acting, sequence: u64, command_id: u128 },
    /// Puts everything that can be read of the stockroom into one file, encrypted where there is a passphrase.
    SaveCopy { database: String, name: String, passphrase: String },
    /// Puts what a page has in memory into one file: `copy` is `journal::whole::flatten`.
    SaveMemory { name: String, stockroom: u128, copy: Vec<u8>, passphrase: String },
    /// Recomputes everything that is stored and says what is wrong.
    Verify(Acting),
    /// Makes a file of the stockroom; `name` says what is in it.
    Export { acting: Acting, name: String, extract: Extract, form: FileForm },
    /// Reads the saved copy that comes along and compares it with the stockroom in a database.
    ReadCopy { database: String, passphrase: String },
    /// Puts the saved copy that comes along into an empty database.
    OpenCopy { database: String, passphrase: String },
    /// Makes labels; what can't be made is said in this language.
    Labels { language: String, job: Job, output: Output },
    /// Draws symbols for paper; lengths in millimetres.
    Symbols { kind: SymbolKind, texts: Vec<String>, module: f64, height: f64 },
}

/// What the worker is at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    Reading,
    Opening,
    Checking,
    Writing,
}

/// What a saved copy holds, and how far it goes along with the stockroom that is open.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Held {
    /// What the person called the stockroom.
    pub name: String,
    /// When it was saved, in RFC 3339; empty where it doesn't say.
    pub saved: String,
    /// Entries that are in it.
    pub entries: u32,
    /// The number of its newest entry; larger than `entries` where damaged ones were left out.
    pub head: u64,
    /// The newest entry that it has in common with the open stockroom; 0: none.
    pub shared: u64,
    /// When its newest entry was made, in milliseconds since 1970, and by whom.
    pub last: (i64, String),
    /// How many records there are of each table that has any, by the table's number.
    pub records: Vec<(u8, u32)>,
}

/// What the worker says.
#[derive(Clone, PartialEq, Debug)]
pub enum Tell {
    Busy(Stage),
    Progress {
        done: u32,
        total: u32,
    },
    /// Rows of a file that are written, of how many.
    Making {
        done: u32,
        total: u32,
    },
    Seen(Seen),
    /// Last: the file that comes along, its name, and how many rows it has.
    Made {
        name: String,
        rows: u32,
    },
    /// Last: the dry run.
    Dry(Dry),
    /// Last: rows of the file, in its order, and what becomes of the first of them.
    Listed {
        rows: Vec<u32>,
        first: Vec<RowTold>,
    },
    /// Last: what becomes of rows.
    Rows(Vec<RowTold>),
    /// Last: it is done and durable; the number of its entry, 0 where there is none.
    Done(u64),
    /// Last: so many entries are in the file that comes along; the first damaged one, or 0.
    Saved {
        entries: u32,
        damage: u64,
        /// Damaged entries before that, which are not in it.
        left_out: u64,
    },
    /// Last: what a saved copy holds.
    Holds(Held),
    /// Last: the saved copy is encrypted, and the passphrase that came along, if one did, does not open it.
    Locked,
    /// Last: what a verification found, a sentence each, and whether all of it is well.
    Verified {
        whole: bool,
        said: Vec<String>,
    },
    /// Last: why not, in a sentence. Nothing was changed.
    Refused(String),
    /// Last: the storage says no. Nothing was changed.
    Storage(JournalError),
    /// Last: a newer question has taken this one's place.
    Dropped,
    /// Last: the labels.
    Labels(Labels),
    /// Last: the symbols, as SVG.
    Symbols(Drawn),
}

impl Tell {
    /// Whether nothing more comes on this question.
    pub fn is_last(&self) -> bool {
        !matches!(self, Tell::Busy(_) | Tell::Progress { .. } | Tell::Making { .. } | Tell::Seen(_))
    }
}

pub(super) type Read<T> = Result<T, FormError>;

/// A question with its turn.
pub fn encode_ask(turn: u32, ask: &Ask) -> Vec<u8> {
    let mut out = Writer::default();
    out.varint(turn.into());
    match ask {
        Ask::MakeDemo(acting) => {
            out.varint(1);
            put_acting(&mut out, acting);
        }
        Ask::Read { acting, kind, name, choices, recipes } => {
            out.varint(2);
            put_acting(&mut out, acting);
            out.varint((*kind).into());
            put(&mut out, name);
            put_choices(&mut out, choices);
            out.varint(recipes.len() as u64);
            recipes.iter().flat_map(|(shape, recipe)| [shape, recipe]).for_each(|text| put(&mut out, text));
        }
        Ask::Check { acting, kind, reading, columns, choices, leave_out } => {
            out.varint(3);
            put_acting(&mut out, acting);
            put_numbers(&mut out, &[(*kind).into(), (*reading).into(), columns.is_some().into()]);
            out.run(columns.as_deref().unwrap_or(&[]));
            put_choices(&mut out, choices);
            let (what, row) = match leave_out {
                LeaveOut::Nothing => (0, 0),
                LeaveOut::Wrong => (1, 0),
                LeaveOut::Row(row) => (2, *row),
                LeaveOut::Back(row) => (3, *row),
            };
            put_numbers(&mut out, &[what, row.into()]);
        }
        Ask::ListRows { outcome, search } => {
            out.varint(13);
            out.varint(outcome.map_or(0, |it| u64::from(it) + 1));
            put(&mut out, search);
        }
        Ask::TellRows { rows } => {
            out.varint(14);
            out.varint(rows.len() as u64);
            rows.iter().for_each(|row| out.varint((*row).into()));
        }
        Ask::Write { acting, command_id } => {
            out.varint(4);
            put_acting(&mut out, acting);
            out.bytes.extend_from_slice(&command_id.to_le_bytes());
        }
        Ask::SaveCopy { database, name, passphrase } => {
            out.varint(5);
            put(&mut out, database);
            put(&mut out, name);
            put(&mut out, passphrase);
        }
        Ask::SaveMemory { name, stockroom, copy, passphrase } => {
            out.varint(9);
            put(&mut out, name);
            out.bytes.extend_from_slice(&stockroom.to_le_bytes());
            out.run(copy);
            put(&mut out, passphrase);
        }
        Ask::Verify(acting) => {
            out.varint(10);
            put_acting(&mut out, acting);
        }
        Ask::Export { acting, name, extract, form } => {
            out.varint(30);
            put_acting(&mut out, acting);
            put(&mut out, name);
            put_extract(&mut out, extract, *form);
        }
        Ask::ReadCopy { database, passphrase } => {
            out.varint(6);
            put(&mut out, database);
            put(&mut out, passphrase);
        }
        Ask::OpenCopy { database, passphrase } => {
            out.varint(7);
            put(&mut out, database);
            put(&mut out, passphrase);
        }
        Ask::Labels { language, job, output } => {
            out.varint(11);
            put(&mut out, language);
            labels::put_job(&mut out, job, *output);
        }
        Ask::Symbols { kind, texts, module, height } => {
            out.varint(12);
            labels::put_symbols(&mut out, *kind, texts, *module, *height);
        }
        Ask::Cancel => out.varint(15),
        Ask::Undo { acting, sequence, command_id } => {
            out.varint(8);
            put_acting(&mut out, acting);
            out.varint(*sequence);
            out.bytes.extend_from_slice(&command_id.to_le_bytes());
        }
    }
    out.bytes
}

/// Back from [`encode_ask`].
///
/// # Errors
/// `Broken` for what no page of this version sends.
pub fn decode_ask(bytes: &[u8]) -> Read<(u32, Ask)> {
    let mut from = Reader::new(bytes);
    let turn = from.id()?;
    let ask = match from.varint()? {
        1 => Ask::MakeDemo(acting(&mut from)?),
        2 => Ask::Read {
            acting: acting(&mut from)?,
            kind: small(&mut from)?,
            name: text(&mut from)?,
            choices: choices(&mut from)?,
            recipes: several(&mut from, |from| Ok((text(from)?, text(from)?)))?,
        },
        3 => {
            let (acting, kind, reading, given) = (acting(&mut from)?, small(&mut from)?, from.id()?, flag(&mut from)?);
            let columns = from.run()?.to_vec();
            let (choices, what, row) = (choices(&mut from)?, from.varint()?, from.id()?);
            let leave_out = match what {
                0 => LeaveOut::Nothing,
                1 => LeaveOut::Wrong,
                2 => LeaveOut::Row(row),
                _ => LeaveOut::Back(row),
            };
            Ask::Check { acting, kind, reading, columns: given.then_some(columns), choices, leave_out }
        }
        4 => Ask::Write { acting: acting(&mut from)?, command_id: from.wide()? },
        5 => Ask::SaveCopy { database: text(&mut from)?, name: text(&mut from)?, passphrase: text(&mut from)? },
        6 => Ask::ReadCopy { database: text(&mut from)?, passphrase: text(&mut from)? },
        7 => Ask::OpenCopy { database: text(&mut from)?, passphrase: text(&mut from)? },
        8 => Ask::Undo { acting: acting(&mut from)?, sequence: from.varint()?, command_id: from.wide()? },
        9 => Ask::SaveMemory {
            name: text(&mut from)?,
            stockroom: from.wide()?,
            copy: from.run()?.to_vec(),
            passphrase: text(&mut from)?,
        },
        10 => Ask::Verify(acting(&mut from)?),
        11 => {
            let language = text(&mut from)?;
            let (job, output) = labels::job(&mut from)?;
            Ask::Labels { language, job, output }
        }
        12 => {
            let (kind, texts, module, height) = labels::symbols(&mut from)?;
            Ask::Symbols { kind, texts, module, height }
        }
        13 => Ask::ListRows { outcome: small(&mut from)?.checked_sub(1), search: text(&mut from)? },
        15 => Ask::Cancel,
        14 => Ask::TellRows { rows: several(&mut from, |from| from.id())? },
        30 => {
            let (acting, name) = (acting(&mut from)?, text(&mut from)?);
            let (extract, form) = extract(&mut from)?;
            Ask::Export { acting, name, extract, form }
        }
        _ => return Err(FormError::Broken),
    };
    Ok((turn, ask))
}

/// An answer with the turn of its question.
pub fn encode_tell(turn: u32, tell: &Tell) -> Vec<u8> {
    let mut out = Writer::default();
    out.varint(turn.into());
    match tell {
        Tell::Busy(stage) => put_numbers(&mut out, &[1, *stage as u64]),
        Tell::Progress { done, total } => put_numbers(&mut out, &[2, (*done).into(), (*total).into()]),
        Tell::Seen(seen) => {
            out.varint(3);
            put_seen(&mut out, seen);
        }
        Tell::Dry(dry) => {
            out.varint(4);
            put_dry(&mut out, dry);
        }
        Tell::Listed { rows, first } => {
            put_numbers(&mut out, &[13, rows.len() as u64]);
            rows.iter().for_each(|row| out.varint((*row).into()));
            put_rows(&mut out, first);
        }
        Tell::Rows(rows) => {
            out.varint(14);
            put_rows(&mut out, rows);
        }
        Tell::Done(sequence) => put_numbers(&mut out, &[5, *sequence]),
        Tell::Saved { entries, damage, left_out } => put_numbers(&mut out, &[6, (*entries).into(), *damage, *left_out]),
        Tell::Holds(held) => {
            put_numbers(&mut out, &[7, held.entries.into(), held.head, held.shared]);
            [&held.name, &held.saved, &held.last.1].into_iter().for_each(|text| put(&mut out, text));
            out.signed(held.last.0);
            out.varint(held.records.len() as u64);
            held.records.iter().for_each(|(table, count)| put_numbers(&mut out, &[(*table).into(), (*count).into()]));
        }
        Tell::Locked => out.varint(12),
        Tell::Refused(why) => {
            out.varint(8);
            put(&mut out, why);
        }
        Tell::Storage(error) => {
            let (kind, sequence) = storage_number(*error);
            put_numbers(&mut out, &[9, kind, sequence]);
        }
        Tell::Verified { whole, said } => {
            put_numbers(&mut out, &[11, u64::from(*whole), said.len() as u64]);
            said.iter().for_each(|sentence| put(&mut out, sentence));
        }
        Tell::Making { done, total } => put_numbers(&mut out, &[31, (*done).into(), (*total).into()]),
        Tell::Made { name, rows } => {
            put_numbers(&mut out, &[32, (*rows).into()]);
            put(&mut out, name);
        }
        Tell::Dropped => out.varint(10),
        Tell::Labels(made) => {
            out.varint(20);
            labels::put_labels(&mut out, made);
        }
        Tell::Symbols(drawn) => {
            out.varint(21);
            labels::put_texts(&mut out, drawn);
        }
    }
    out.bytes
}

/// Back from [`encode_tell`].
///
/// # Errors
/// `Broken` for what no worker of this version says.
pub fn decode_tell(bytes: &[u8]) -> Read<(u32, Tell)> {
    let mut from = Reader::new(bytes);
    let turn = from.id()?;
    let tell = match from.varint()? {
        1 => Tell::Busy(match from.varint()? {
            0 => Stage::Reading,
            1 => Stage::Opening,
            2 => Stage::Checking,
            _ => Stage::Writing,
        }),
        2 => Tell::Progress { done: from.id()?, total: from.id()? },
        3 => Tell::Seen(seen(&mut from)?),
        4 => Tell::Dry(dry(&mut from)?),
        13 => Tell::Listed { rows: several(&mut from, |from| from.id())?, first: several(&mut from, row)? },
        14 => Tell::Rows(several(&mut from, row)?),
        5 => Tell::Done(from.varint()?),
        6 => Tell::Saved { entries: from.id()?, damage: from.varint()?, left_out: from.varint()? },
        7 => {
            let (entries, head, shared) = (from.id()?, from.varint()?, from.varint()?);
            let (name, saved, who) = (text(&mut from)?, text(&mut from)?, text(&mut from)?);
            let last = (from.signed()?, who);
            let records = several(&mut from, |from| Ok((small(from)?, from.id()?)))?;
            Tell::Holds(Held { name, saved, entries, head, shared, last, records })
        }
        12 => Tell::Locked,
        8 => Tell::Refused(text(&mut from)?),
        9 => Tell::Storage(storage_of(from.varint()?, from.varint()?)),
        10 => Tell::Dropped,
        31 => Tell::Making { done: from.id()?, total: from.id()? },
        32 => {
            let rows = from.id()?;
            Tell::Made { name: text(&mut from)?, rows }
        }
        11 => Tell::Verified { whole: flag(&mut from)?, said: several(&mut from, text)? },
        20 => Tell::Labels(labels::labels(&mut from)?),
        21 => Tell::Symbols(labels::texts(&mut from)?),
        _ => return Err(FormError::Broken),
    };
    Ok((turn, tell))
}

pub(super) fn put(out: &mut Writer, text: &str) {
    out.run(text.as_bytes());
}

pub(super) fn put_numbers(out: &mut Writer, numbers: &[u64]) {
    numbers.iter().for_each(|number| out.varint(*number));
}

fn put_acting(out: &mut Writer, acting: &Acting) {
    put(out, &acting.database);
    out.varint(acting.actor.into());
    put(out, &acting.device);
    put(out, &acting.language);
}

pub(super) fn text(from: &mut Reader) -> Read<String> {
    String::from_utf8(from.run()?.to_vec()).map_err(|_| FormError::Broken)
}

pub(super) fn small(from: &mut Reader) -> Read<u8> {
    u8::try_from(from.varint()?).map_err(|_| FormError::Broken)
}

pub(super) fn flag(from: &mut Reader) -> Read<bool> {
    Ok(from.varint()? == 1)
}

pub(super) fn several<T>(from: &mut Reader, one: fn(&mut Reader) -> Read<T>) -> Read<Vec<T>> {
    (0..from.varint()?).map(|_| one(from)).collect()
}

fn acting(from: &mut Reader) -> Read<Acting> {
    Ok(Acting { database: text(from)?, actor: from.id()?, device: text(from)?, language: text(from)? })
}

fn storage_number(error: JournalError) -> (u64, u64) {
    match error {
        JournalError::Conflict => (1, 0),
        JournalError::Outdated => (2, 0),
        JournalError::Full => (3, 0),
        JournalError::Closed => (4, 0),
        JournalError::Unavailable => (5, 0),
        JournalError::Duplicate { sequence } => (6, sequence),
        JournalError::Damaged { sequence } => (7, sequence),
        JournalError::Lost => (8, 0),
        JournalError::Incomplete => (9, 0),
        JournalError::Gone => (10, 0),
        JournalError::Canceled => (11, 0),
    }
}

fn storage_of(kind: u64, sequence: u64) -> JournalError {
    match kind {
        1 => JournalError::Conflict,
        2 => JournalError::Outdated,
        3 => JournalError::Full,
        4 => JournalError::Closed,
        6 => JournalError::Duplicate { sequence },
        7 => JournalError::Damaged { sequence },
        8 => JournalError::Lost,
        9 => JournalError::Incomplete,
        10 => JournalError::Gone,
        11 => JournalError::Canceled,
        _ => JournalError::Unavailable,
    }
}

#[cfg(test)]
mod tests {
    use super::super::extract::FileColumn;
    use super::*;
    use crate::domain::{INVENTORY, Table};

    fn acting() -> Acting {
        Acting { database: "kitroom:/a/:own:1".into(), actor: 3, device: "Bench 2".into(), language: "en".into() }
    }

    #[test]
    fn every_question_arrives_as_it_was_asked() {
        let choices = Choices {
            update: false,
            parent: ("A-1 “x”".into(), "B".into()),
            parts: vec![("LM358".into(), 7)],
            matched: vec![(0, 3), (9, 4)],
            ignored: vec![3],
            settings: vec![(2, 3)],
            ..Choices::default()
        };
        let check = |columns| Ask::Check {
            acting: acting(),
            kind: 2,
            reading: 7,
            columns,
            choices: choices.clone(),
            leave_out: LeaveOut::Row(9),
        };
        let export = |extract| Ask::Export { acting: acting(), name: "Stock".into(), extract, form: FileForm::Xlsx };
        for ask in [
            Ask::MakeDemo(acting()),
            Ask::Read {
                acting: acting(),
                kind: 1,
                name: "Stück.csv".into(),
                choices: choices.clone(),
                recipes: vec![("a".into(), "b".into())],
            },
            check(None),
            check(Some(Vec::new())),
            check(Some(vec![0, 3, 255])),
            Ask::ListRows { outcome: None, search: String::new() },
            Ask::ListRows { outcome: Some(5), search: "Müller".into() },
            Ask::TellRows { rows: vec![0, 99_999] },
            Ask::Write { acting: acting(), command_id: u128::MAX - 7 },
            Ask::SaveCopy { database: "x".into(), name: String::new(), passphrase: "ü 1".into() },
            Ask::SaveMemory { name: "n".into(), stockroom: u128::MAX - 1, copy: vec![0, 1, 255], passphrase: String::new() },
            Ask::Verify(acting()),
            export(Extract::Records {
                table: Table::Inventory,
                ids: vec![3, 1, 70_000],
                columns: vec![FileColumn {
                    head: "Lot".into(),
                    path: vec![INVENTORY.lot_number],
                    or: vec![],
                    otherwise: "–".into(),
                }],
            }),
            export(Extract::Boms(vec![1])),
            export(Extract::History(vec![])),
            export(Extract::Recall(9)),
            export(Extract::Everything),
            export(Extract::WrongRows),
            export(Extract::LeftOutRows),
            Ask::ReadCopy { database: "z".into(), passphrase: "p".into() },
            Ask::OpenCopy { database: "y".into(), passphrase: String::new() },
            Ask::Undo { acting: acting(), sequence: 1 << 33, command_id: 9 },
        ] {
            let bytes = encode_ask(300, &ask);
            assert_eq!(decode_ask(&bytes), Ok((300, ask)));
            assert!((0..bytes.len()).all(|end| decode_ask(&bytes[..end]).is_err()), "cut short");
        }
    }

    #[test]
    fn every_answer_arrives_as_it_was_given() {
        let listed = vec![(7, "Qty".into(), "“x” is no number.".into()), (0, String::new(), "?".into())];
        let dry = Dry {
            counts: [1, 2, 3, 4, 5, 100_000],
            new: vec![(2, "A, B".into())],
            gone: (3, "R-1, R-2".into()),
            taken_off: 2,
            asked: vec!["Which column?".into()],
            several: vec![Several { number: "LM358".into(), line: 3, parts: vec![(1, "A".into()), (2, "B".into())], chosen: 2 }],
            warnings: Problems { total: 900, listed },
            to_leave_out: 1,
            settings: vec![Setting { key: 3, label: "Dates".into(), options: vec!["Day first".into()], chosen: 0, asked: true }],
            attributes: vec![String::new(), "Colour".into()],
            recipe: "1|2".into(),
            command_id: u128::MAX - 5,
        };
        let column = SeenColumn { head: "Ref".into(), example: "R1".into(), meaning: 4, guess: "So it looks.".into() };
        let seen = Seen {
            reading: 3,
            rows: 9,
            columns: vec![column],
            shape: "0a".into(),
            remembered: Some((2, Choices { update: false, ..Choices::default() })),
            is_whole: true,
            meanings: vec!["Part number".into()],
            first: vec![(1, vec!["Ref".into(), String::new()]), (2, vec![])],
            head: 1,
            kind: 7,
            looks: Looks { kind: 3, unsure: true, why: "It has places".into() },
        };
        let storage = [
            JournalError::Conflict,
            JournalError::Outdated,
            JournalError::Full,
            JournalError::Closed,
            JournalError::Unavailable,
            JournalError::Lost,
            JournalError::Incomplete,
            JournalError::Gone,
            JournalError::Canceled,
            JournalError::Duplicate { sequence: 8 },
            JournalError::Damaged { sequence: 1 << 40 },
        ];
        let held = Held {
            name: "Hall 2".into(),
            saved: "2026-11-30T05:00:00Z".into(),
            entries: 5,
            head: 1 << 34,
            shared: 4,
            last: (-7, "Ann".into()),
            records: vec![(1, 4), (7, 100_000)],
        };
        let told = RowTold {
            row: 7,
            line: 9,
            outcome: 5,
            name: "R-1".into(),
            more: String::new(),
            says: vec!["No.".into()],
            cells: vec!["R-1".into(), String::new()],
            is_left_out: false,
            wants_part: true,
        };
        let more = [
            Tell::Listed { rows: vec![7, 70_000], first: vec![told.clone()] },
            Tell::Rows(vec![told, RowTold::default()]),
            Tell::Seen(seen),
            Tell::Dry(dry),
            Tell::Progress { done: 1, total: 2 },
            Tell::Making { done: 1, total: 2 },
            Tell::Made { name: "stock.csv".into(), rows: 3 },
            Tell::Done(12),
            Tell::Saved { entries: 5, damage: 6, left_out: 7 },
            Tell::Verified { whole: false, said: vec!["It is so.".into(), String::new()] },
            Tell::Holds(held),
            Tell::Locked,
            Tell::Refused("No.".into()),
            Tell::Dropped,
        ];
        let stages = [Stage::Reading, Stage::Opening, Stage::Checking, Stage::Writing];
        for tell in stages.map(Tell::Busy).into_iter().chain(storage.map(Tell::Storage)).chain(more) {
            let bytes = encode_tell(1, &tell);
            assert_eq!(decode_tell(&bytes), Ok((1, tell)));
            assert!((0..bytes.len()).all(|end| decode_tell(&bytes[..end]).is_err()), "cut short");
        }
    }
}
