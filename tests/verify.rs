//! The program that verifies saved copies without the app: plain and encrypted ones, with the right passphrase and without.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What it says of a file and whether all is right, with this on its standard input.
fn verify(file: &Path, input: &str) -> (String, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_verify"))
        .arg(file)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that asks for nothing may be gone before it is told.
    let _ = child.stdin.take().expect("its input").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("it ends");
    (String::from_utf8(output.stdout).expect("text"), output.status.code())
}

/// `plain.kitroom` is a copy of sixty acts; `encrypted.kitroom` is the same, encrypted by Node's cryptography as docs/copies.md
/// says, with fewer rounds, under the passphrase "Größe 7 Schrauben".
fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name)
}

/// The fixture with its bytes changed, in a file of its own.
fn changed(name: &str, case: &str, change: impl FnOnce(&mut Vec<u8>)) -> PathBuf {
    let mut bytes = std::fs::read(fixture(name)).expect("a fixture can be read");
    change(&mut bytes);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{case}.kitroom"));
    std::fs::write(&path, bytes).expect("target can be written");
    path
}

const PASSPHRASE: &str = "Größe 7 Schrauben\n";

#[test]
fn a_plain_copy_is_verified_without_a_question() {
    let (said, code) = verify(&fixture("plain.kitroom"), "");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("“Bench”") && said.contains("sound"), "{said}");
}

#[test]
fn an_encrypted_copy_is_verified_with_its_passphrase() {
    let plain = verify(&fixture("plain.kitroom"), "").0;
    // However the passphrase is written, and with or without an end of the line.
    for input in [PASSPHRASE, "Größe 7 Schrauben", "Gro\u{308}ße 7 Schrauben\r\n"] {
        let (said, code) = verify(&fixture("encrypted.kitroom"), input);
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(said.replace("encrypted.kitroom", "plain.kitroom"), plain);
    }
}

#[test]
fn a_wrong_passphrase_and_none_are_said() {
    for input in ["grösse 7 schrauben\n", "\n", ""] {
        let (said, code) = verify(&fixture("encrypted.kitroom"), input);
        assert_eq!(code, Some(1));
        assert!(said.contains("This passphrase does not open the copy."), "{said}");
    }
}

#[test]
fn a_cut_or_damaged_file_is_told_whatever_the_passphrase() {
    let cut = changed("encrypted.kitroom", "cut", |bytes| bytes.truncate(bytes.len() - 9));
    let flipped = changed("encrypted.kitroom", "flipped", |bytes| *bytes.last_mut().expect("bytes") ^= 1);
    let plain = changed("plain.kitroom", "flipped-plain", |bytes| *bytes.last_mut().expect("bytes") ^= 1);
    for file in [cut, flipped, plain] {
        let (said, code) = verify(&file, PASSPHRASE);
        assert_eq!(code, Some(1), "{said}");
        assert!(!said.contains("passphrase"), "{said}");
    }
}

#[test]
fn a_file_that_is_not_there_is_said() {
    let (said, code) = verify(Path::new("no-such-file.kitroom"), "");
    assert_eq!(code, Some(1));
    assert!(said.starts_with("no-such-file.kitroom: "), "{said}");
}
