//! The saved copy: one file with the whole history. A line of JSON that says what it is, then the stored entries as
//! the journal wrote them, each behind its length. A cut, foreign or damaged file is told apart from a good one.
//!
//! Form 2 is written where entries before the newest are damaged: the header names the gaps, and after the entries
//! stands a checkpoint that is beyond them, its header and its blocks, each behind its length.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What the header's `format` says.
pub const FORMAT: &str = "kitroom-copy";
/// The newest form that this code reads.
pub const VERSION: u32 = 2;
/// The form of a copy without gaps.
const WITHOUT_GAPS: u32 = 1;
/// The header line can be no longer, in bytes.
const HEADER_LIMIT: usize = 64 << 10;

/// The first line of a saved copy. Stored: add, never rename.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug, Default)]
pub struct Header {
    pub format: String,
    pub version: u32,
    /// What the person calls the stockroom.
    #[serde(default)]
    pub name: String,
    /// The stockroom's id, in hexadecimal.
    #[serde(default)]
    pub stockroom: String,
    /// How many entries follow.
    pub entries: u64,
    /// Runs of bytes after the entries: a checkpoint's header and its blocks.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub parts: u64,
    /// The entries that are missing between those that follow: first and last of each gap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<(u64, u64)>,
    /// When it was saved, in RFC 3339.
    #[serde(default)]
    pub saved: String,
    /// The SHA-256 of all that follows the line, in hexadecimal.
    pub sha256: String,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// Why a file is no good copy. Nothing was changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CopyError {
    /// Nothing in it.
    Empty,
    /// Not a saved copy of this program.
    Foreign,
    /// Written by a newer version.
    Newer { version: u32 },
    /// It ends too early: how many entries are whole, how many there should be.
    Cut { whole: u64, entries: u64 },
    /// It ends too early, before it says how many entries there should be.
    Short,
    /// Its bytes are not those that were saved.
    Damaged,
}

/// A copy that was read: its header, the stored entries in order, and what follows them.
#[derive(Debug)]
pub struct Copy<'a> {
    pub header: Header,
    pub entries: Vec<&'a [u8]>,
    pub parts: Vec<&'a [u8]>,
}

/// The bytes of a saved copy. `format`, `version`, `entries`, `parts` and `sha256` of the header are filled in.
pub fn write(header: &Header, entries: &[impl AsRef<[u8]>], parts: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let runs = || entries.iter().map(AsRef::as_ref).chain(parts.iter().map(AsRef::as_ref));
    let mut body = Vec::with_capacity(runs().map(|run: &[u8]| run.len() + 4).sum());
    for entry in runs() {
        body.extend_from_slice(&(entry.len() as u32).to_le_bytes());
        body.extend_from_slice(entry);
    }
    let header = Header {
        format: FORMAT.to_owned(),
        version: if header.gaps.is_empty() && parts.is_empty() { WITHOUT_GAPS } else { VERSION },
        entries: entries.len() as u64,
        parts: parts.len() as u64,
        sha256: hex(&Sha256::digest(&body)),
        ..header.clone()
    };
    // A struct of texts and numbers always has a JSON form.
    let mut bytes = serde_json::to_vec(&header).unwrap_or_default();
    bytes.push(b'\n');
    bytes.extend_from_slice(&body);
    bytes
}

/// Of a copy without gaps.
pub const NO_PARTS: &[&[u8]] = &[];

/// Reads a saved copy and checks that it is whole and undamaged.
///
/// # Errors
/// Each way in which it is not has its own.
pub fn read(bytes: &[u8]) -> Result<Copy<'_>, CopyError> {
    if bytes.is_empty() {
        return Err(CopyError::Empty);
    }
    let looks_right = bytes.starts_with(b"{\"format\":\"kitroom-copy\"");
    let Some(end) = bytes.iter().take(HEADER_LIMIT).position(|byte| *byte == b'\n') else {
        return Err(if looks_right { CopyError::Short } else { CopyError::Foreign });
    };
    let header: Header = match serde_json::from_slice(&bytes[..end]) {
        Ok(header) => header,
        Err(_) => return Err(if looks_right { CopyError::Damaged } else { CopyError::Foreign }),
    };
    if header.format != FORMAT {
        return Err(CopyError::Foreign);
    }
    if header.version > VERSION {
        return Err(CopyError::Newer { version: header.version });
    }
    let body = &bytes[end + 1..];
    let mut entries = Vec::new();
    let mut rest = body;
    while let Some((length, more)) = rest.split_first_chunk::<4>() {
        match more.split_at_checked(u32::from_le_bytes(*length) as usize) {
            Some((entry, more)) => {
                entries.push(entry);
                rest = more;
            }
            None => break,
        }
    }
    let intact = hex(&Sha256::digest(body)) == header.sha256;
    let runs = header.entries.saturating_add(header.parts);
    match (intact, (entries.len() as u64).cmp(&runs)) {
        (true, std::cmp::Ordering::Equal) if rest.is_empty() => {
            let parts = entries.split_off(header.entries as usize);
            Ok(Copy { header, entries, parts })
        }
        (false, std::cmp::Ordering::Less) => {
            Err(CopyError::Cut { whole: (entries.len() as u64).min(header.entries), entries: header.entries })
        }
        _ => Err(CopyError::Damaged),
    }
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copy() -> Vec<u8> {
        let header = Header { name: "Test stand \"2\"\n".into(), ..Header::default() };
        write(&header, &[b"one".to_vec(), b"".to_vec(), b"three\n".to_vec()], NO_PARTS)
    }

    #[test]
    fn goes_out_and_in() {
        let bytes = copy();
        let read = read(&bytes).unwrap();
        assert_eq!(read.entries, [&b"one"[..], b"", b"three\n"]);
        assert_eq!((&*read.header.name, read.header.entries), ("Test stand \"2\"\n", 3));
    }

    #[test]
    fn gaps_are_named_and_a_checkpoint_comes_along() {
        let header = Header { gaps: vec![(2, 3)], ..Header::default() };
        let bytes = write(&header, &[b"one", b"4th"], &[b"head", b"rows"]);
        let copy = read(&bytes).unwrap();
        assert_eq!((copy.header.version, copy.header.gaps, copy.header.parts), (2, vec![(2, 3)], 2));
        assert_eq!((copy.entries, copy.parts), (vec![&b"one"[..], b"4th"], vec![&b"head"[..], b"rows"]));
        for length in 0..bytes.len() {
            assert!(read(&bytes[..length]).is_err(), "{length}");
        }
    }

    #[test]
    fn every_cut_and_every_flipped_bit_is_noticed() {
        let bytes = copy();
        let body = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        for length in 0..bytes.len() {
            let error = read(&bytes[..length]).unwrap_err();
            match length {
                0 => assert_eq!(error, CopyError::Empty),
                _ if length > body => assert!(matches!(error, CopyError::Cut { entries: 3, .. }), "{length} {error:?}"),
                _ => assert_ne!(error, CopyError::Empty),
            }
        }
        for at in body..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 1;
            assert!(matches!(read(&bytes), Err(CopyError::Damaged | CopyError::Cut { .. })), "{at}");
        }
        let longer = [&bytes[..], b"x"].concat();
        assert_eq!(read(&longer).unwrap_err(), CopyError::Damaged);
    }

    #[test]
    fn others_files_are_foreign_and_newer_ones_newer() {
        for bytes in [&b"hello"[..], b"{\"a\":1}\n", b"PK\x03\x04\n", &[0xff; 100]] {
            assert_eq!(read(bytes).unwrap_err(), CopyError::Foreign);
        }
        let newer = String::from_utf8(copy()).unwrap().replace("\"version\":1", "\"version\":9");
        assert_eq!(read(newer.as_bytes()).unwrap_err(), CopyError::Newer { version: 9 });
    }
}
