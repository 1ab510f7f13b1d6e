//! Verifies saved copies without the app: every hash, every entry, and the stockroom that they make.
//!
//! `cargo run --no-default-features --bin verify FILE…` says what it found; its exit code is 1 where anything is wrong. The
//! passphrase of an encrypted copy is asked for on the terminal, or is the next line of the standard input where that is
//! none. It is never an argument: those are seen by others and remembered by shells.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::run(&std::env::args().skip(1).collect::<Vec<_>>())
}

/// The browser has a button for it.
#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use aes_gcm::aead::{Aead, Payload};
    use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
    use kitroom::exchange::saved::{Untried, made, unpacked};
    use kitroom::exchange::sealed::{self, Sealed};
    use kitroom::i18n::import::copy_untried;
    use kitroom::i18n::{Word, trust, word};
    use kitroom::journal::verify::{Report, Verifier};
    use sha2::Sha256;
    use std::io::{BufRead, IsTerminal, stdin};
    use std::process::ExitCode;

    pub fn run(files: &[String]) -> ExitCode {
        if files.is_empty() {
            eprintln!("usage: verify FILE…");
            return ExitCode::from(2);
        }
        let right = files.iter().filter(|file| read(file).is_some_and(|bytes| is_right(file, &bytes))).count();
        if right == files.len() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    /// The bytes of a plain copy; of an encrypted one when its passphrase was given. Nothing where that can't be had, which
    /// is said.
    fn read(file: &str) -> Option<Vec<u8>> {
        let say = |what: &str| println!("{file}: {what}");
        let bytes = std::fs::read(file).map_err(|error| say(&error.to_string())).ok()?;
        if !sealed::is_sealed(&bytes) {
            return Some(bytes);
        }
        // A cut or damaged file is told before anybody is asked for a passphrase.
        let sealed = sealed::read(&bytes).map_err(|error| say(&copy_untried(&Untried::File(error)))).ok()?;
        let passphrase = passphrase(file).map_err(|error| say(&error.to_string())).ok()?;
        let opened = decrypted(&sealed, &passphrase);
        if opened.is_none() {
            say(word(Word::PassphraseWrong));
        }
        opened
    }

    /// Asks for a passphrase, which the terminal doesn't show.
    fn passphrase(file: &str) -> std::io::Result<String> {
        if stdin().is_terminal() {
            return rpassword::prompt_password(format!("{file}: {} ", word(Word::CopyLocked)));
        }
        let mut line = String::new();
        stdin().lock().read_line(&mut line)?;
        Ok(line.trim_end_matches(['\r', '\n']).to_owned())
    }

    /// Nothing for another passphrase than it was encrypted with.
    fn decrypted(sealed: &Sealed, passphrase: &str) -> Option<Vec<u8>> {
        let mut key = [0; 32];
        pbkdf2::pbkdf2_hmac::<Sha256>(&sealed::passphrase_bytes(passphrase), &sealed.salt, sealed.rounds, &mut key);
        let payload = Payload { msg: sealed.text, aad: &sealed.bound };
        Aes256Gcm::new(&key.into()).decrypt(Nonce::from_slice(&sealed.nonce), payload).ok()
    }

    /// Says what a copy is, and whether all of it is as it should be.
    fn is_right(file: &str, bytes: &[u8]) -> bool {
        let (header, copy) = match unpacked(bytes) {
            Ok(read) => read,
            Err(error) => {
                println!("{file}: {}", copy_untried(&error));
                return false;
            }
        };
        println!("{file}: “{}”, {}", header.name, header.saved);
        let mut verifier = Verifier::new(None);
        copy.entries.iter().for_each(|it| verifier.admit(&it.stored, &it.chunks));
        let last = copy.entries.last().map_or(0, |it| it.stored.sequence);
        let report: Report = verifier.finish(last);
        trust::report(&report).iter().for_each(|sentence| println!("  {sentence}"));
        match made(&copy) {
            Ok(_) => println!("  {}", trust::sound()),
            Err(error) => {
                println!("  {}", copy_untried(&error));
                return false;
            }
        }
        report.is_whole()
    }
}
