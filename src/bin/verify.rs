//! Verifies saved copies without the app: every hash, every entry, and the stockroom that they make.
//!
//! `cargo run --no-default-features --bin verify FILE…` says what it found; its exit code is 1 where anything is wrong.

use kitroom::exchange::saved::{made, unpacked};
use kitroom::i18n::import::copy_untried;
use kitroom::i18n::trust;
use kitroom::journal::verify::{Report, Verifier};
use std::process::ExitCode;

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: verify FILE…");
        return ExitCode::from(2);
    }
    let right = files.iter().filter(|file| verify(file)).count();
    if right == files.len() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Says what a file is, and whether all of it is as it should be.
fn verify(file: &str) -> bool {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            println!("{file}: {error}");
            return false;
        }
    };
    let (header, copy) = match unpacked(&bytes) {
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
