//! The envelope of an encrypted copy: a line of JSON that says how its key is derived, then the cipher text of a saved copy.
//!
//! The key is PBKDF2 with SHA-256 over the passphrase (Unicode NFKC, UTF-8), the cipher AES-256 in GCM; what is derived and
//! encrypted with is the browser's own (`web/crypto.rs`). The parameters are authenticated with the text. The SHA-256 of the
//! cipher text tells a cut or damaged file from a wrong passphrase before anybody is asked for one.

use super::copy::{CopyError, hex};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

/// What the header's `format` says.
pub const FORMAT: &str = "kitroom-encrypted";
/// The newest form that this code reads.
pub const VERSION: u32 = 1;
/// Rounds of PBKDF2 for a new copy: what OWASP asks for with SHA-256 (2023).
pub const ROUNDS: u32 = 600_000;
/// Rounds that a file may ask for; more would hold the device up for minutes.
const ROUNDS_LIMIT: u32 = 10_000_000;
/// Bytes of the salt.
pub const SALT: usize = 16;
/// Bytes of the nonce of AES-GCM.
pub const NONCE: usize = 12;
/// Characters that a passphrase must have.
pub const PASSPHRASE_LEAST: usize = 8;
/// The header line can be no longer, in bytes.
const HEADER_LIMIT: usize = 4 << 10;
const BEGINNING: &[u8] = b"{\"format\":\"kitroom-encrypted\"";

/// The first line of an encrypted copy. Stored: add, never rename.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug, Default)]
pub struct Envelope {
    pub format: String,
    pub version: u32,
    /// Rounds of PBKDF2.
    pub rounds: u32,
    /// In hexadecimal, 16 bytes.
    pub salt: String,
    /// In hexadecimal, 12 bytes.
    pub nonce: String,
    /// Bytes of cipher text after the line.
    pub bytes: u64,
    /// Their SHA-256, in hexadecimal.
    pub sha256: String,
}

/// An encrypted copy that is whole: with the right key its text can be read.
#[derive(Clone, PartialEq, Debug)]
pub struct Sealed<'a> {
    pub rounds: u32,
    pub salt: [u8; SALT],
    pub nonce: [u8; NONCE],
    /// What the cipher authenticates beside its text.
    pub bound: Vec<u8>,
    pub text: &'a [u8],
}

/// Whether a file begins as an encrypted copy does.
pub fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(BEGINNING)
}

/// What is authenticated beside the text: the parameters, so that nobody can change them.
pub fn bound(rounds: u32, salt: &[u8; SALT], nonce: &[u8; NONCE]) -> Vec<u8> {
    format!("{FORMAT} {VERSION} {rounds} {} {}", hex(salt), hex(nonce)).into_bytes()
}

/// The bytes of the file around a cipher text.
pub fn write(rounds: u32, salt: &[u8; SALT], nonce: &[u8; NONCE], text: &[u8]) -> Vec<u8> {
    let envelope = Envelope {
        format: FORMAT.to_owned(),
        version: VERSION,
        rounds,
        salt: hex(salt),
        nonce: hex(nonce),
        bytes: text.len() as u64,
        sha256: hex(&Sha256::digest(text)),
    };
    // A struct of texts and numbers always has a JSON form.
    let mut bytes = serde_json::to_vec(&envelope).unwrap_or_default();
    bytes.push(b'\n');
    bytes.extend_from_slice(text);
    bytes
}

/// Reads the envelope and checks that the cipher text is whole and undamaged.
///
/// # Errors
/// Each way in which it is not has its own.
pub fn read(bytes: &[u8]) -> Result<Sealed<'_>, CopyError> {
    if bytes.is_empty() {
        return Err(CopyError::Empty);
    }
    if !is_sealed(bytes) {
        return Err(CopyError::Foreign);
    }
    let end = bytes.iter().take(HEADER_LIMIT).position(|byte| *byte == b'\n').ok_or(CopyError::Short)?;
    let envelope: Envelope = serde_json::from_slice(&bytes[..end]).map_err(|_| CopyError::Damaged)?;
    if envelope.version > VERSION {
        return Err(CopyError::Newer { version: envelope.version });
    }
    let text = &bytes[end + 1..];
    if (text.len() as u64) < envelope.bytes {
        return Err(CopyError::Short);
    }
    let salt = unhex(&envelope.salt).ok_or(CopyError::Damaged)?;
    let nonce = unhex(&envelope.nonce).ok_or(CopyError::Damaged)?;
    let possible = envelope.format == FORMAT && (1..=ROUNDS_LIMIT).contains(&envelope.rounds);
    let whole = text.len() as u64 == envelope.bytes && hex(&Sha256::digest(text)) == envelope.sha256;
    if !possible || !whole {
        return Err(CopyError::Damaged);
    }
    Ok(Sealed { rounds: envelope.rounds, salt, nonce, bound: bound(envelope.rounds, &salt, &nonce), text })
}

/// The bytes of a passphrase that the key is derived from: the same for every way in which a keyboard writes a letter.
pub fn passphrase_bytes(passphrase: &str) -> Vec<u8> {
    passphrase.nfkc().collect::<String>().into_bytes()
}

fn unhex<const LENGTH: usize>(digits: &str) -> Option<[u8; LENGTH]> {
    let mut bytes = [0; LENGTH];
    if digits.len() != 2 * LENGTH {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Vec<u8> {
        write(ROUNDS, &[7; SALT], &[9; NONCE], b"cipher text\nof some length")
    }

    #[test]
    fn goes_out_and_in() {
        let bytes = file();
        let sealed = read(&bytes).unwrap();
        assert_eq!((sealed.rounds, sealed.salt, sealed.nonce), (ROUNDS, [7; SALT], [9; NONCE]));
        assert_eq!(sealed.text, b"cipher text\nof some length");
        assert_eq!(sealed.bound, bound(ROUNDS, &[7; SALT], &[9; NONCE]));
    }

    #[test]
    fn every_cut_and_every_flipped_bit_of_the_text_is_noticed_before_a_passphrase_is_asked_for() {
        let bytes = file();
        let body = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        for length in 0..bytes.len() {
            let error = read(&bytes[..length]).unwrap_err();
            match length {
                0 => assert_eq!(error, CopyError::Empty),
                _ if length < BEGINNING.len() => assert_eq!(error, CopyError::Foreign),
                _ => assert_eq!(error, CopyError::Short, "{length}"),
            }
        }
        for at in body..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 1;
            assert_eq!(read(&bytes).unwrap_err(), CopyError::Damaged, "{at}");
        }
        assert_eq!(read(&[&bytes[..], b"x"].concat()).unwrap_err(), CopyError::Damaged);
    }

    #[test]
    fn a_header_asks_for_no_more_than_a_device_can_do() {
        let with = |from: &str, to: &str| {
            let text = String::from_utf8(file()).unwrap();
            assert!(text.contains(from));
            text.replacen(from, to, 1).into_bytes()
        };
        for to in ["\"rounds\":0", "\"rounds\":10000001", "\"rounds\":-1", "\"rounds\":99999999999"] {
            assert_eq!(read(&with("\"rounds\":600000", to)).unwrap_err(), CopyError::Damaged, "{to}");
        }
        assert_eq!(read(&with("\"version\":1", "\"version\":3")).unwrap_err(), CopyError::Newer { version: 3 });
        assert_eq!(read(&with("\"salt\":\"0707", "\"salt\":\"07ü")).unwrap_err(), CopyError::Damaged);
        assert_eq!(read(&with("\"nonce\":\"0909", "\"nonce\":\"09")).unwrap_err(), CopyError::Damaged);
    }

    #[test]
    fn a_passphrase_is_the_same_however_it_is_typed() {
        assert_eq!(passphrase_bytes("Gr\u{fc}ße ﬁn"), passphrase_bytes("Gru\u{308}ße fin"));
    }
}
