//! Spoilt bytes for readers of bytes that others may have written.
//!
//! Mutations are made by seed, from what the test gives and from `tests/corpus/NAME`. `KITROOM_FUZZ_SECONDS` goes on for so long
//! with each reader, from another seed each round, and leaves what it was at in `target/fuzz/NAME`: should the reader stop
//! or hang, that file is the case, and goes into the corpus.

use super::acts::Dice;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long one spoilt text may take its reader, in a build that is not optimised.
const PATIENCE: Duration = Duration::from_secs(20);
/// Spoilt texts of one kind in the short form.
const SHORT: u64 = 120;

fn long() -> Option<Duration> {
    std::env::var("KITROOM_FUZZ_SECONDS").ok().and_then(|it| it.parse().ok()).map(Duration::from_secs)
}

/// Feeds `read` with spoilt forms of the seeds.
pub fn feed(name: &str, seeds: &[Vec<u8>], share: u64, mut read: impl FnMut(&[u8])) {
    let seeds = &*[seeds, &corpus(name)].concat();
    // What once was found is tried first, as it was.
    seeds.iter().for_each(|bytes| read(bytes));
    let (began, end) = (Instant::now(), long());
    for round in first().. {
        match end {
            Some(end) if began.elapsed() > end => {
                println!("{name}: {} spoilt texts in {:?}", round - first(), began.elapsed());
                return;
            }
            None if round >= SHORT * share / 100 => return,
            _ => {}
        }
        let mut dice = Dice::new(round * 7_919 + 1);
        let mut bytes = seeds[dice.below(seeds.len() as u64) as usize].clone();
        for _ in 0..=dice.below(4) {
            spoil(&mut bytes, seeds, &mut dice);
        }
        let start = Instant::now();
        note(name, &bytes);
        read(&bytes);
        assert!(start.elapsed() < PATIENCE, "round {round}: {} bytes took {:?}", bytes.len(), start.elapsed());
    }
}

/// One of the ways in which bytes go wrong.
fn spoil(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], dice: &mut Dice) {
    if bytes.is_empty() {
        bytes.push(dice.below(256) as u8);
    }
    let at = dice.below(bytes.len() as u64) as usize;
    let length = (dice.below(24) as usize + 1).min(bytes.len() - at);
    match dice.below(9) {
        0 => bytes[at] ^= 1 << dice.below(8),
        1 => bytes[at] = [0, 1, 0x7f, 0x80, 0xff, b'"', b'\n', b'{'][dice.below(8) as usize],
        2 => bytes.truncate(at),
        3 => drop(bytes.drain(at..at + length)),
        4 => {
            let run = bytes[at..at + length].to_vec();
            for _ in 0..=dice.below(40) {
                bytes.splice(at..at, run.iter().copied());
            }
        }
        5 => {
            let other = &seeds[dice.below(seeds.len() as u64) as usize];
            let from = dice.below(other.len().max(1) as u64) as usize;
            let run = other[from..(from + length).min(other.len())].to_vec();
            bytes.splice(at..at, run);
        }
        6 => drop(bytes.splice(at..at, [0xff, 0xff, 0xff, 0xff, 0x0f])),
        7 => bytes[at..at + length].reverse(),
        _ => drop(bytes.splice(at..at, "\u{feff}ß\u{202e}İ\u{1d}\u{4}'0\u{0}".bytes())),
    }
}

fn folder(of: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(of)
}

/// The files that are kept for a reader.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let Ok(files) = std::fs::read_dir(folder("tests/corpus").join(name)) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = files.flatten().map(|file| file.path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).expect("a file of the corpus can be read")).collect()
}

/// Leaves what a reader gets now, in the long form.
fn note(name: &str, bytes: &[u8]) {
    if long().is_some() {
        let folder = folder("target/fuzz");
        std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join(name), bytes)).expect("target can be written");
    }
}

/// The first seed: in the long form another one each time, said where it fails.
fn first() -> u64 {
    std::env::var("KITROOM_FUZZ_SEED").ok().and_then(|it| it.parse().ok()).unwrap_or_default()
}
