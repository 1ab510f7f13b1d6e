//! Scanned codes: labels as they are printed and as scanners and keyboards deliver them, and GS1's own vectors.

use std::path::PathBuf;

use kitroom::scan::{self, Certainty, Format, Name, Reading, gs1};
use serde_json::Value;

/// Data that is not part of the project; a test without it says so and passes.
fn shared(path: &str) -> Option<Value> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let places = ["../shared/data", "../../shared/data"].map(|it| root.join(it).join(path));
    let text = places.iter().find_map(|it| std::fs::read_to_string(it).ok());
    if text.is_none() {
        println!("skipped: shared/data/{path} is not here");
    }
    text.map(|it| serde_json::from_str(&it).expect("JSON"))
}

const NAMES: [(&str, Name); 19] = [
    ("supplier", Name::Supplier),
    ("supplierPartNumber", Name::SupplierPartNumber),
    ("digikeyProductId", Name::SupplierProductId),
    ("manufacturer", Name::Manufacturer),
    ("manufacturerPartNumber", Name::ManufacturerPartNumber),
    ("customerPartNumber", Name::CustomerPartNumber),
    ("alternatePartNumber", Name::AlternatePartNumber),
    ("quantity", Name::Quantity),
    ("lot", Name::Lot),
    ("serial", Name::Serial),
    ("dateCode", Name::DateCode),
    ("uid", Name::Uid),
    ("orderNumber", Name::OrderNumber),
    ("orderLine", Name::OrderLine),
    ("customerOrderNumber", Name::CustomerOrderNumber),
    ("invoiceNumber", Name::InvoiceNumber),
    ("country", Name::Country),
    ("revision", Name::Revision),
    ("expiry", Name::Expiry),
];

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What a reading lacks of what a label means. `fold`: the case of letters was lost.
fn lacks(reading: &Reading, means: &Value, fold: bool) -> Vec<String> {
    let same = |a: &str, b: &str| if fold { a.eq_ignore_ascii_case(b) } else { a == b };
    let mut missing = Vec::new();
    for (key, wanted) in means.as_object().expect("an object") {
        match key.as_str() {
            "gs1" => {
                for (ai, value) in wanted.as_object().expect("elements") {
                    if !reading.elements.iter().any(|(it, got)| it == ai && same(got, &text(value))) {
                        missing.push(format!("({ai}){}", text(value)));
                    }
                }
            }
            "internal" => {
                let fits = reading.internal.as_ref().is_some_and(|it| {
                    (wanted["system"] == it.system && wanted["type"] == it.kind.as_str() && same(&text(&wanted["id"]), &it.id))
                        || (reading.format == Format::Plain && same(&reading.text, &text(&wanted["id"])))
                }) || reading.format == Format::Plain && same(&reading.text, &text(&wanted["id"]));
                if !fits {
                    missing.push(wanted.to_string());
                }
            }
            _ => {
                let name = NAMES.iter().find(|(it, _)| it == key).unwrap_or_else(|| panic!("{key}")).1;
                if !reading.get(name).is_some_and(|it| same(it, &text(wanted))) {
                    missing.push(format!("{key}: {} and not {:?}", text(wanted), reading.get(name)));
                }
            }
        }
    }
    missing
}

#[test]
fn every_label_gives_its_reading_in_each_of_its_forms() {
    let Some(labels) = shared("labels/labels.json") else { return };
    let (mut wrong, mut forms) = (Vec::new(), 0);
    for label in labels.as_array().expect("labels") {
        let mut all = vec![("as printed", text(&label["raw"]))];
        for form in label["mangled"].as_array().expect("forms") {
            all.push((form["how"].as_str().unwrap_or(""), text(&form["raw"])));
        }
        for (how, raw) in all {
            forms += 1;
            let readings = scan::read(&raw);
            let nothing = label["kind"] == "negative" || how.contains("refused as a misread");
            if nothing {
                let hits: Vec<_> =
                    readings.iter().filter(|it| it.format != Format::Plain && it.certainty != Certainty::Possible).collect();
                if !hits.is_empty() {
                    wrong.push(format!("{} ({how}): read as {hits:?}", label["id"]));
                }
                continue;
            }
            let fold =
                how.contains("upper case") || how.contains("lower case") || how.contains("capitals") || how.contains("caps lock");
            let bare = label["means"].as_object().is_some_and(|it| it.len() == 1 && it.contains_key("quantity"))
                || label["kind"] == "maker-1d"
                    && label["means"].as_object().is_some_and(|it| it.len() == 2 && it.contains_key("manufacturerPartNumber"));
            let hit = readings.iter().position(|it| {
                let plain = it.format == Format::Plain;
                lacks(it, &label["means"], fold).is_empty()
                    || bare && plain && it.text.eq_ignore_ascii_case(label["raw"].as_str().unwrap_or(""))
            });
            match hit {
                Some(at) if at < 12 => {}
                Some(at) => wrong.push(format!("{} ({how}): only at {at}", label["id"])),
                None => {
                    let best = readings.iter().min_by_key(|it| lacks(it, &label["means"], fold).len());
                    let lack = best.map(|it| lacks(it, &label["means"], fold));
                    wrong.push(format!(
                        "{} ({how}): {} readings, best lacks {lack:?}\n      {raw:?}",
                        label["id"],
                        readings.len()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {forms} forms:\n{}", wrong.len(), wrong.join("\n"));
}

fn joined(elements: &[gs1::Element]) -> String {
    elements.iter().map(|(ai, value)| format!("{ai}{value}")).collect()
}

/// FNC1 as GS1's vectors write it.
fn sent(text: &str) -> String {
    text.replace('^', "\u{1d}")
}

#[test]
fn gs1_element_strings_are_read_as_gs1_reads_them() {
    let Some(data) = shared("gs1/gs1-engine-vectors.json") else { return };
    let vectors = &data["vectors"];
    let mut wrong = Vec::new();
    for case in vectors["parseAIdata"].as_array().expect("cases") {
        let read = gs1::bracketed(&text(&case[1]));
        let wanted = case[0] == true;
        let same = read.as_ref().is_ok_and(|it| joined(it) == text(&case[2]).replace('^', ""));
        if read.is_ok() != wanted || wanted && !same {
            wrong.push(format!("{case}: {read:?}"));
        }
    }
    for case in vectors["processAIdata"].as_array().expect("cases") {
        let raw = text(&case[1]);
        // Without a leading FNC1 it is no element string there; a scanner drops it, so it is one here.
        if !raw.starts_with('^') {
            continue;
        }
        let read = gs1::elements(&sent(&raw));
        if read.is_ok() != (case[0] == true) {
            wrong.push(format!("{case}: {read:?}"));
        }
    }
    for case in vectors["validateAIs"].as_array().expect("cases") {
        let kind = text(&case[1]);
        // An identifier that nobody allocated is none here.
        let Ok(read) = gs1::bracketed(&text(&case[2])) else { continue };
        let fits = gs1::relations(&read).is_empty();
        let repeats_only = kind == "validateAIrepeats";
        let repeats = read.iter().all(|(ai, value)| read.iter().all(|(other, theirs)| other != ai || theirs == value));
        let got = if repeats_only {
            repeats
        } else if kind == "validateDigSigRequiresSerialisedKey" {
            signed(&read)
        } else {
            fits
        };
        if got != (case[0] == true) {
            wrong.push(format!("{case}: {:?}", gs1::relations(&read)));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn signed(read: &[gs1::Element]) -> bool {
    !gs1::relations(read).iter().any(|it| matches!(it, gs1::Fault::Unknown(ai) if ai == "8030"))
}

#[test]
fn digital_links_and_scans_are_read_as_gs1_reads_them() {
    let Some(data) = shared("gs1/gs1-engine-vectors.json") else { return };
    let vectors = &data["vectors"];
    let links = vectors["parseDLuri"].as_array().expect("cases");
    let mut wrong = Vec::new();
    for case in links {
        let uri = text(&case[1]);
        // The same address with other settings of GS1's engine.
        let both = links.iter().any(|it| it[1] == case[1] && it[0] != case[0]);
        let read = gs1::link::elements(&uri);
        let same = read.as_ref().is_ok_and(|it| joined(it) == text(&case[2]).replace('^', ""));
        if !both && (read.is_ok() != (case[0] == true) || case[0] == true && !same) {
            wrong.push(format!("{case}: {read:?}"));
        }
    }
    for case in vectors["processScanData"].as_array().expect("cases") {
        let wanted = text(&case[3]);
        if case[0] != true || !wanted.starts_with('^') {
            continue;
        }
        let first = scan::read(&text(&case[1])).into_iter().next();
        if !first
            .as_ref()
            .is_some_and(|it| joined(&it.elements) == wanted.replace('^', "") && it.certainty != Certainty::Possible)
        {
            wrong.push(format!("{case}: {first:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Labels of our own invention, for where the collection of real ones is not at hand: code, name, value.
const INVENTED: &[(&str, Name, &str)] = &[
    (
        "[)>\u{1e}06\u{1d}P100-2001-1-ND\u{1d}1PAB-12K\u{1d}1K70000001\u{1d}10K80000001\u{1d}11K1\u{1d}Q25\u{1d}11ZPICK\u{1d}12Z42\u{1d}20Z000",
        Name::SupplierPartNumber,
        "100-2001-1-ND",
    ),
    ("[)>06P100-2001-1-ND1PAB-12KK1K7000000110K8000000111K1Q2511ZPICK12Z4213Z1120Z000", Name::ManufacturerPartNumber, "AB-12K"),
    ("[)>\u{241e}06\u{241d}1PAB-12K\u{241d}Q25\u{241d}1TL-77\u{241e}\u{2404}", Name::Lot, "L-77"),
    ("ü=:06\u{1d}1PAYBß12\u{1d}Q25\u{1d}1TLß77", Name::Lot, "L-77"),
    ("{pbn:PICK1,on:SO1,pc:C12345,pm:XY-1,qty:30,mc:,cc:1,pdi:1}", Name::SupplierPartNumber, "C12345"),
    ("ÜpcÖC12345,pmÖXZß1,qtzÖ30*", Name::Quantity, "30"),
    ("]C10104012345678901\u{1d}10LOT-9\u{1d}17270131", Name::Lot, "LOT-9"),
    ("010401234567890110LOT-9\u{1d}17270131", Name::Expiry, "270131"),
    ("(01)04012345678901(21)SN-7", Name::Serial, "SN-7"),
    ("https://example.test/01/04012345678901/21/SN-7", Name::Serial, "SN-7"),
    ("{\"uid\":\"0123456789abcdef0123456789abcdef\"}", Name::Uid, "0123456789abcdef0123456789abcdef"),
    // FNC1 that became another sign behind the identifier of the symbology; a lot that holds such a sign of its own.
    ("]C10104012345678901#10LOT-9#17270131", Name::Lot, "LOT-9"),
    ("]d2010401234567890110LOT-902917270131", Name::Expiry, "270131"),
    ("010401234567890110LOT-917270131", Name::Lot, "LOT-9"),
    ("(01) 04012345678901 (10) LOT-9", Name::Lot, "LOT-9"),
    // Fields without a value, and separators lost behind them.
    ("[)>06KPO-6P1PAB155R71C224KA12D3P2470460Q809D1T4LJP4K9", Name::ManufacturerPartNumber, "AB155R71C224KA12D"),
    // Of a seller who printed no part number at all: its order is known.
    (
        "[)>\u{1e}06\u{1d}K12345678\u{1d}14K002\u{1d}Q10\u{1d}11K058646900\u{1d}4LJP\u{1d}1VACME\u{1e}\u{4}",
        Name::CustomerOrderNumber,
        "12345678",
    ),
    // A head without its separator, the others typed as digits.
    ("[)>06029K2000500002914K0040291PAB-1029Q402911K06000950", Name::CustomerOrderNumber, "20005000"),
    // Text elements, unique item identifiers, and GS1 within a message.
    ("[)>\u{1e}12\u{1d}MFR5P0G3\u{1d}SER 12345\u{1d}PNR1000-A\u{1e}\u{4}", Name::Serial, "12345"),
    ("[)>\u{1e}06\u{1d}25S5P0G31000-A12345\u{1e}\u{4}", Name::Uid, "5P0G31000-A12345"),
    ("[)>05010401234567890110LOT-917270131", Name::Lot, "LOT-9"),
    ("{pbn:PICK1,on:SO1,pc:C12345,pm:XY-1,215,qty:30,mc:}", Name::ManufacturerPartNumber, "XY-1,215"),
    ("QTY:5 PN:AB-1 PO:100/2 MFR:ACME MPN:AB1 https://www.tme.eu/details/AB-1", Name::OrderLine, "2"),
];

#[test]
fn codes_say_what_they_say_through_layouts_and_lost_separators() {
    for (code, name, value) in INVENTED {
        let readings = scan::read(code);
        let hit = readings.iter().any(|it| it.get(*name) == Some(value));
        assert!(hit, "{code:?} has no {name:?} {value}: {readings:#?}");
    }
}

/// Labels of other inventory systems: code, system, kind, id.
const OTHERS: &[(&str, &str, &str, &str)] = &[
    ("INV-SL12", "InvenTree", "stocklocation", "12"),
    ("INV-SO7", "InvenTree", "salesorder", "7"),
    ("TESTSP1", "InvenTree", "supplierpart", "1"),
    (
        "https://box.example/location/9f0c2b8e-1111-4222-8333-444455556666",
        "Homebox",
        "location",
        "9f0c2b8e-1111-4222-8333-444455556666",
    ),
    ("https://assets.example/ht/TAG-9", "Snipe-IT", "asset", "TAG-9"),
    ("https://parts.example/de/scan/lot/7", "Part-DB", "lot", "7"),
];

#[test]
fn labels_of_other_systems_are_known() {
    for (code, system, kind, id) in OTHERS {
        let readings = scan::read(code);
        let is_it =
            |it: &Reading| it.internal.as_ref().is_some_and(|it| (it.system, &*it.kind, &*it.id) == (*system, *kind, *id));
        assert!(readings.iter().any(is_it), "{code}: {readings:#?}");
    }
}

#[test]
fn a_plain_number_stays_what_it_is() {
    for code in ["375", "SN-001", "1212", "AB#10", "R 10k 1%", "P0002", "résistance", "µ-2"] {
        let readings = scan::read(code);
        assert!(readings.iter().any(|it| it.format == Format::Plain && it.text == code), "{code}: {readings:#?}");
        assert!(readings.iter().all(|it| it.certainty != Certainty::Certain), "{code}: {readings:#?}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC{0,120}") {
        scan::read(&text);
    }

    #[test]
    fn any_message_is_read_without_a_panic(text in "[\\[)>\u{1d}\u{1e}0-9PQKTZL.,/ -]{0,160}") {
        scan::read(&format!("[)>06{text}"));
        assert!(scan::read(&text).len() <= scan::READINGS);
    }
}
