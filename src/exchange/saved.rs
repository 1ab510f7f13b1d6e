//! A saved copy's bytes and what they hold: packed from a journal, read again and tried, without any storage.

use super::copy::{self, CopyError, Header};
use crate::domain::Stockroom;
use crate::journal::form::FormError;
use crate::journal::whole::{Carried, Unfit, trial};
use crate::journal::{Copy, pack, unpack};

/// Why a file is not opened as a stockroom. Nothing was changed.
#[derive(Clone, PartialEq, Debug)]
pub enum Untried {
    /// The file is no good copy.
    File(CopyError),
    /// An entry of it has a form that this version does not know, or is none.
    Form(FormError),
    /// Its bytes are as they were saved, and no sound stockroom comes of them.
    Unfit(Unfit),
}

/// The bytes of a saved copy. The header says name, stockroom and time; the rest is filled in.
pub fn written(header: Header, copy: &Copy) -> Vec<u8> {
    let packed: Vec<Vec<u8>> = copy.entries.iter().map(pack).collect();
    let parts: Vec<&[u8]> =
        copy.checkpoint.iter().flat_map(|it| std::iter::once(&it.header).chain(&it.blocks)).map(Vec::as_slice).collect();
    copy::write(&Header { gaps: copy.gaps.clone(), ..header }, &packed, &parts)
}

/// Reads a saved copy, without trying whether a stockroom comes of it.
///
/// # Errors
/// What is wrong with the file.
pub fn unpacked(bytes: &[u8]) -> Result<(Header, Copy), Untried> {
    let read = copy::read(bytes).map_err(Untried::File)?;
    let entries: Result<_, _> = read.entries.iter().map(|entry| unpack(entry)).collect();
    let checkpoint = read
        .parts
        .split_first()
        .map(|(header, blocks)| Carried { header: header.to_vec(), blocks: blocks.iter().map(|block| block.to_vec()).collect() });
    let gaps = read.header.gaps.clone();
    Ok((read.header, Copy { entries: entries.map_err(Untried::Form)?, checkpoint, gaps, damage: None }))
}

/// Reads a saved copy and makes its stockroom in memory, which must be sound.
///
/// # Errors
/// What is wrong with the file or with what it holds.
pub fn tried(bytes: &[u8]) -> Result<(Header, Copy, Stockroom), Untried> {
    let (header, copy) = unpacked(bytes)?;
    made(&copy).map(|room| (header, copy, room))
}

/// The stockroom that a copy makes.
///
/// # Errors
/// What is wrong with what it holds.
pub fn made(copy: &Copy) -> Result<Stockroom, Untried> {
    trial(copy).map_err(Untried::Unfit)
}
