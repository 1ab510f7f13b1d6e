//! Every reader of bytes that others may have written, fed with spoilt ones: none stops, hangs or asks for more than it got.
//!
//! `./dev fuzz READER MINUTES` goes on for so long with one of them; the names of the tests are those of the readers.

mod common;
/// The screen's own reader of addresses: pure, in a layer that is built for browsers only.
#[allow(dead_code)]
#[path = "../src/ui/routes.rs"]
mod routes;

use common::fingerprint;
use common::fuzz::feed;
use common::worked::worked;
use kitroom::domain::audit::audit;
use kitroom::domain::*;
use kitroom::exchange::columns::{ImportKind, guess};
use kitroom::exchange::copy::Header;
use kitroom::exchange::csv::Sheet;
use kitroom::exchange::plan::{Options, plan, rehearse};
use kitroom::exchange::saved::{tried, written};
use kitroom::exchange::sealed::{self, NONCE, SALT, write};
use kitroom::exchange::workbook;
use kitroom::journal::checkpoint::{Extent, all_blocks, decode_header, encode_block, encode_header, load_block};
use kitroom::journal::form::{Written, decode_entry, encode_entry};
use kitroom::journal::hash::{NONE, checksum, hash};
use kitroom::journal::packed::{Pack, content, deflate};
use kitroom::journal::{Copy, Stored, Whole};
use kitroom::scan;
use kitroom::ui::preferences::Preferences;
use kitroom::worker::message::{decode_ask, decode_tell};
use routes::Address;

fn sealed(entries: &[Entry]) -> Copy {
    let mut previous = NONE;
    let mut whole = Vec::new();
    for entry in entries {
        let bytes = encode_entry(&Written { entry: entry.clone(), previous, ..Written::default() });
        previous = hash(&bytes);
        let stored = Stored { sequence: entry.sequence, command_id: entry.command_id, pending: 0, bytes };
        whole.push(Whole { stored, chunks: Vec::new() });
    }
    Copy { entries: whole, ..Copy::default() }
}

#[test]
fn entries() {
    let seeds: Vec<Vec<u8>> = sealed(&worked(5, 120).entries).entries.into_iter().map(|it| it.stored.bytes).collect();
    feed("entries", &seeds, 5_000, |bytes| {
        if let Some(written) = decode_entry(bytes).ok().filter(|it| it.chunks.is_empty()) {
            // What can be read can be written, and read again as the same.
            assert_eq!(decode_entry(&encode_entry(&written)).map(|it| it.entry), Ok(written.entry));
        }
    });
}

/// Copies whose hashes are made right again after they were spoilt.
#[test]
fn resealed() {
    let shop = worked(6, 40);
    let seeds: Vec<Vec<u8>> = sealed(&shop.entries).entries.into_iter().map(|it| it.stored.bytes).collect();
    let mut at = 0;
    feed("resealed", &seeds.clone(), 60, |bytes| {
        at = (at + 1) % shop.entries.len();
        let Ok(spoilt) = decode_entry(bytes) else { return };
        let mut entries = shop.entries.clone();
        entries[at] = Entry { sequence: at as u64 + 1, ..spoilt.entry };
        let file = written(Header::default(), &sealed(&entries));
        if let Ok((_, copy, _)) = tried(&file) {
            let room = kitroom::journal::whole::trial(&copy).unwrap();
            assert_eq!(audit(&room, &entries), Vec::<String>::new());
        }
    });
}

#[test]
fn copies() {
    let seeds: Vec<Vec<u8>> = [1, 8, 20].map(|acts| written(Header::default(), &sealed(&worked(7, acts).entries))).into();
    feed("copies", &seeds, 300, |bytes| {
        let whole = seeds.iter().any(|it| it == bytes);
        let header = bytes.iter().position(|it| *it == b'\n').unwrap_or(0);
        // A changed name in the header is no damage of what the copy holds; anything else is refused.
        let same = seeds.iter().any(|it| it.get(it.iter().position(|it| *it == b'\n').unwrap_or(0)..) == bytes.get(header..));
        assert!(whole || same || tried(bytes).is_err());
    });
}

#[test]
fn checkpoints() {
    let room = worked(9, 150).room;
    let keys = all_blocks(&room);
    let seeds: Vec<Vec<u8>> = keys.iter().map(|key| encode_block(&room, *key)).collect();
    let parts = keys.iter().zip(&seeds).map(|(key, block)| kitroom::journal::checkpoint::Part {
        key: *key,
        made: 1,
        sum: checksum(block),
    });
    let header = kitroom::journal::checkpoint::Header { room: 7, sequence: room.head, hash: NONE, parts: parts.collect() };
    let extent = Extent::of(&header).unwrap();
    let keys: Vec<_> = keys.into_iter().collect();
    let mut at = 0;
    feed("checkpoints", &seeds, 1_000, |bytes| {
        at = (at + 1) % keys.len();
        let mut made = Stockroom::new(7);
        for (key, block) in keys.iter().zip(&seeds) {
            let block = if *key == keys[at] { bytes } else { block };
            if load_block(&mut made, *key, block, &extent).is_err() {
                return;
            }
        }
        assert!(!fingerprint(&made).is_empty());
    });
    feed("checkpoints", &[encode_header(&header)], 2_000, |bytes| {
        let mut bytes = bytes.to_vec();
        let body = bytes.len().saturating_sub(8);
        let sum = checksum(&bytes[..body]).to_le_bytes();
        bytes.truncate(body);
        bytes.extend(sum);
        if let Ok(header) = decode_header(&bytes) {
            let _ = Extent::of(&header);
        }
    });
}

#[test]
fn tables() {
    let seeds: Vec<Vec<u8>> = [
        "Part number,Serial number,Lot number,Quantity,Location\nBRKT-001,SN-1,,1,Hall 1 / Rack A\nFAST-M3,,LOT-7,100,\"Hall 1\"\n",
        "Part number;Revision;Description;Tracking\r\nASM-100;A;\"Valve; assembly\";SERIAL\r\n'00012;B;x;\r\n",
        "Level\tPart number\tQuantity\tReference designators\n1\tA\t2\tR1, R2\n2\tB\t0,5\tC1-C9\n",
        "\u{feff}sep=,\nMPN,Qty\n,\n\"\",\"\n\",1e9\n",
    ]
    .map(|it| it.as_bytes().to_vec())
    .into();
    let mut shop = worked(10, 30);
    feed("tables", &seeds, 400, |bytes| {
        let Ok(sheet) = Sheet::read(bytes) else { return };
        let before = shop.room.head;
        for kind in [ImportKind::Parts, ImportKind::Bom, ImportKind::Stock] {
            let mapping = guess(kind, &sheet);
            let options = Options::default();
            let mut planned = plan(&shop.room, kind, &sheet, &mapping, &options);
            rehearse(&mut shop.room, &sheet, &mut planned, &shop.context);
        }
        assert_eq!(shop.room.head, before);
    });
}

#[test]
fn scans() {
    let seeds: Vec<Vec<u8>> = [
        "]d2010401234567890110LOT-7\u{1d}21SN-1",
        "[)>\u{1e}06\u{1d}PBRKT-001\u{1d}Q100\u{1d}1TLOT\u{1e}\u{4}",
        "{pbn:PICK1234,on:WM1,pc:C25804,pm:0603WAF1002T5E,qty:100,mc:10,cc:1}",
        "https://example.org/01/09506000134352/10/ABC123/21/456?17=251231",
        "4012345678901",
        "kitroom:inventory:0190b5a2c7f8",
    ]
    .map(|it| it.as_bytes().to_vec())
    .into();
    feed("scans", &seeds, 5_000, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let readings = scan::read(&text);
        assert!(readings.len() < 1_000, "{} readings of {} bytes", readings.len(), bytes.len());
    });
}

/// Between the page and its worker.
#[test]
fn messages() {
    let seeds =
        vec![vec![1, 6], vec![1, 7, 1, b'y'], vec![3, 1, 2, b'd', b'b', 1, 0, 2, b'e', b'n'], vec![1, 9, 1, b'n', 0, 0, 0, 0]];
    feed("messages", &seeds, 5_000, |bytes| {
        let _ = (decode_ask(bytes), decode_tell(bytes));
    });
}

#[test]
fn envelopes() {
    let seeds = [write(600_000, &[7; SALT], &[9; NONCE], b"cipher text"), write(1, &[0; SALT], &[255; NONCE], b"")];
    feed("envelopes", &seeds, 5_000, |bytes| {
        if let Ok(sealed) = sealed::read(bytes) {
            // What it asks the device for is within its means, and written again it is the same.
            assert!(sealed.rounds <= 10_000_000 && bytes.ends_with(sealed.text));
            let again = write(sealed.rounds, &sealed.salt, &sealed.nonce, sealed.text);
            assert_eq!(sealed::read(&again), Ok(sealed));
        }
    });
}

#[test]
fn workbooks() {
    let file = |name: &str| std::fs::read([env!("CARGO_MANIFEST_DIR"), "/tests/files/", name].concat()).unwrap();
    let seeds = [file("stock.xlsx"), file("bom.ods")];
    feed("workbooks", &seeds, 300, |bytes| {
        for wish in [None, Some(0), Some(u32::MAX)] {
            let Ok(book) = workbook::read(bytes, wish) else { continue };
            let cells: usize = book.rows.iter().map(|(_, cells)| cells.len()).sum();
            assert!(cells < 40_000_000, "{cells} cells of {} bytes", bytes.len());
        }
    });
}

/// Blocks of packed entries, compressed and not: a spoilt one gives its entries, or as many without bytes.
#[test]
fn blocks() {
    let entries: Vec<Stored> = sealed(&worked(5, 60).entries).entries.into_iter().map(|it| it.stored).collect();
    let block = Pack::of(&entries).unwrap();
    let (plain, last) = (content(&entries), block.last);
    feed("blocks", &[deflate(&plain)], 4_000, |bytes| {
        let read = Pack { bytes: bytes.to_vec(), ..block.clone() }.entries(1);
        assert!(read == entries || read.iter().zip(1..).all(|(it, at)| it.sequence == at && it.bytes.is_empty()));
        assert_eq!(read.len() as u64, last);
    });
    feed("blocks", &[plain], 2_000, |bytes| {
        let read = Pack { bytes: deflate(bytes), ..block.clone() }.entries(1);
        assert!(read.len() as u64 == last && (read == entries || read.iter().all(|it| it.bytes.is_empty())));
    });
}

/// What a browser remembers of a device.
#[test]
fn preferences() {
    let pin = ["0".repeat(32), "a".repeat(64)].join(":");
    let full = [
        r#"{"theme":"dark","actor":3,"device":"Bench 2","is_silent":true,"copy_every":50,"pin":""#,
        &pin,
        r#"","lock_after":5,"labels":{"size":"a4","lines.part":"part_number,revision"},"views":{"parts":[{"name":"Mine","href":"parts?q=x"}]}}"#,
    ]
    .concat();
    let seeds = [full.as_str(), "{}", r#"{"copy_every":4294967295,"lock_after":4294967295,"theme":"x"}"#, "null", "[1,2]"]
        .map(|it| it.as_bytes().to_vec());
    feed("preferences", &seeds, 5_000, |bytes| {
        let read = Preferences::read(&String::from_utf8_lossy(bytes));
        assert!(["", "light", "dark"].contains(&&*read.theme) && read.device.chars().count() <= 200);
        assert!(read.copy_every <= 1_000_000 && read.lock_after <= 1_440 && (read.pin.is_empty() || read.pin.len() == 97));
        // What is stored of it is read as the same.
        assert_eq!(Preferences::read(&serde_json::to_string(&read).unwrap()), read);
    });
    assert_eq!(Preferences::read(&full).pin, pin);
    assert_eq!(Preferences::read(&full.replace("Bench 2", &"x".repeat(100_000))).device, "");
}

#[test]
fn addresses() {
    let seeds: Vec<Vec<u8>> =
        ["#/kits/12?tab=history&q=a%20b", "#/history/4294967297", "parts//1/?=&a=b=c&x", "#/inventory?sort=-3.1&q=%FF%zz+"]
            .map(|it| it.as_bytes().to_vec())
            .into();
    feed("addresses", &seeds, 20_000, |bytes| {
        let address = Address::parse(&String::from_utf8_lossy(bytes));
        assert_eq!(Address::parse(&address.href()), address);
    });
}
