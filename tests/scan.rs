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
    ("QTY:5 PN:AB-1 RoHS", Name::SupplierPartNumber, "AB-1"),
    // Makers: NXP by either of its numbers, Kyocera, Stackpole, KOA, Panasonic, and Kemet without a country.
    (
        "[)>\u{1e}06\u{1d}1P930000000001\u{1d}30P74AB00D\u{1d}Q250\u{1d}9D1110\u{1d}1TL0\u{1d}31TUX",
        Name::ManufacturerPartNumber,
        "74AB00D",
    ),
    ("[)>061P93000000000130P74AB00DQ2509D11101TL031TUX", Name::ManufacturerPartNumber, "930000000001"),
    (
        "[)>06\u{1d}SCM1\u{1d}PPX1\u{1d}V80000000\u{1d}Q40\u{1d}1TSV8\u{1d}16D20220523\u{1d}14D20240523\u{1d}1P0805AB\u{1d}I\u{1d}",
        Name::Expiry,
        "240523",
    ),
    ("1PAB2010ZT0R00,Q400,1TT17,17/16,JP", Name::Lot, "T17"),
    ("KHK:1:AB73B1J:1000:X:5018C3:623:KHK-A01", Name::Quantity, "1000"),
    (":AB73B1J::14:X:5018C3:0001::::SOL-A25", Name::ManufacturerPartNumber, "AB73B1J"),
    ("3N1ERJ-3AB1502V 500", Name::ManufacturerPartNumber, "ERJ-3AB1502V"),
    ("042000000 B2014C1206AB475K 0002000", Name::Quantity, "2000"),
    // One field in bars of its own, through a layout and caps lock too.
    ("1PAB0402CRNPO", Name::ManufacturerPartNumber, "AB0402CRNPO"),
    ("30PAB-1720-ND", Name::SupplierPartNumber, "AB-1720-ND"),
    ("30PABß1720ßND", Name::SupplierPartNumber, "AB-1720-ND"),
    ("1pab0402crnpo", Name::ManufacturerPartNumber, "AB0402CRNPO"),
    ("Q4000", Name::Quantity, "4000"),
    ("9D2336", Name::DateCode, "2336"),
    // Without the head of the message; of two records; with a pharmacy's number, or a GTIN in its place.
    ("K100\u{1d}1PAB-9\u{1d}Q5\u{1d}1TL7", Name::Lot, "L7"),
    ("[)>\u{1e}06\u{1d}PX\u{1d}1PAB-9\u{1e}06\u{1d}Q5\u{1d}1TL7\u{1e}\u{4}", Name::Lot, "L7"),
    ("[)>\u{1e}06\u{1d}9N110000000000\u{1d}1TL7\u{1d}D291231\u{1d}SSN-7\u{1e}\u{4}", Name::Expiry, "291231"),
    ("[)>069N1100000000001TL7D29123116D20251231SSN-7", Name::DateCode, "20251231"),
    // A date with slashes, and no date and no lot, where separators were lost.
    (
        "[)>06P100-AB-ND1PAB88930P100-AB-NDKX11K7000000110K800000019D08/02/20231T11K14LGBQ711ZPICK12Z4213Z120Z0",
        Name::Quantity,
        "7",
    ),
    // Layouts of Russian, Czech, Hungarian and Portuguese keyboards; what a scanner says of the symbology; each key twice.
    ("{\"uid\":\"0123456789abcdef0123456789abcdef\"}", Name::Uid, "0123456789abcdef0123456789abcdef"),
    ("х)Ю06\u{1d}1ЗФИ12\u{1d}Й25\u{1d}1ЕД-77", Name::Lot, "L-77"),
    ("ú0:éž\u{1d}+PAB+ě\u{1d}Qěř\u{1d}+TL=ýý", Name::Lot, "L-77"),
    ("őÖ:ö6\u{1d}1PAB12\u{1d}Q25\u{1d}1TLü77", Name::Lot, "L-77"),
    ("+=:06\u{1d}1PAB12\u{1d}Q25\u{1d}1TL'77", Name::Lot, "L-77"),
    ("]C01PAB0402CRNPO", Name::ManufacturerPartNumber, "AB0402CRNPO"),
    ("11PPAABB00440022CCRR", Name::ManufacturerPartNumber, "AB0402CR"),
    ("1PAB0402CR\r1PAB0402CR\r", Name::ManufacturerPartNumber, "AB0402CR"),
];

#[test]
fn codes_say_what_they_say_through_layouts_and_lost_separators() {
    for (code, name, value) in INVENTED {
        let readings = scan::read(code);
        let hit = readings.iter().any(|it| it.get(*name) == Some(value));
        assert!(hit, "{code:?} has no {name:?} {value}: {readings:#?}");
    }
}

/// HIBC labels by the standard's own examples and those of public parsers' tests, and what they say.
const HIBC: &[(&str, &[(Name, &str)])] = &[
    ("+A123BJC5D6E71G", &[(Name::Manufacturer, "A123"), (Name::ManufacturerPartNumber, "BJC5D6E7")]),
    (
        "+A99912345/$$52001510X3/16D20111212/S77DEFG457",
        &[
            (Name::ManufacturerPartNumber, "1234"),
            (Name::Expiry, "200115"),
            (Name::Lot, "10X3"),
            (Name::DateCode, "20111212"),
            (Name::Serial, "77DEFG45"),
        ],
    ),
    ("*+A123BJC5D6E71/$$52001510X3C*", &[(Name::ManufacturerPartNumber, "BJC5D6E7"), (Name::Lot, "10X3")]),
    ("+H123ABC01234567890D", &[(Name::ManufacturerPartNumber, "ABC0123456789")]),
    ("+H123ABC01234567890/$$420020216LOT123456789012345O", &[(Name::Expiry, "200202"), (Name::Lot, "LOT123456789012345")]),
    ("+E20831269/$$8020423286539+", &[(Name::ManufacturerPartNumber, "3126"), (Name::Quantity, "2"), (Name::Lot, "286539")]),
];

#[test]
fn hibc_labels_say_number_lot_serial_date_and_quantity() {
    for (code, fields) in HIBC {
        let readings = scan::read(code);
        let says = |it: &Reading| it.format == Format::Hibc && fields.iter().all(|(name, value)| it.get(*name) == Some(*value));
        assert!(readings.iter().any(says), "{code}: {readings:#?}");
    }
    // A wrong check character is a misread, and a phone number or a price is no label.
    for code in ["+A123BJC5D6E71H", "+49 30 1234567", "+12.50", "+", "+A", "+A999"] {
        assert!(scan::read(code).iter().all(|it| it.format != Format::Hibc), "{code}");
    }
}

/// The label of lot and date alone: each form of date, and the check character of the label that it belongs to before its own.
#[test]
fn hibc_labels_of_their_own_for_lot_and_date_are_read() {
    let alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";
    let value = |it: char| alphabet.find(it).expect("a character of HIBC");
    for (body, expiry, lot, quantity) in [
        ("$$09053C001", "050900", "3C001", None),
        ("$$20928053C001", "050928", "3C001", None),
        ("$$30509283C001", "050928", "3C001", None),
        ("$$4050928223C001", "050928", "3C001", None),
        ("$$5052713C001", "050928", "3C001", None),
        ("$$605271223C001", "050928", "3C001", None),
        // There is no thirteenth month.
        ("$$3051328XC001", "", "", None),
        ("$$82430509283C001", "050928", "3C001", Some("24")),
        ("$$90010030509283C001", "050928", "3C001", Some("100")),
        ("052713C001", "050928", "3C001", None),
    ] {
        let text = ["+", body, "L"].concat();
        let check = alphabet.chars().nth(text.chars().map(value).sum::<usize>() % 43).expect("a character");
        let text = format!("{text}{check}");
        let found = scan::read(text.trim_end());
        let reading = found.iter().find(|it| it.format == Format::Hibc);
        if expiry.is_empty() {
            assert!(reading.is_none(), "{text}");
            continue;
        }
        let reading = reading.unwrap_or_else(|| panic!("{text}: {found:#?}"));
        assert_eq!(
            (reading.get(Name::Expiry), reading.get(Name::Lot), reading.get(Name::Quantity)),
            (Some(expiry), Some(lot), quantity)
        );
    }
}

/// Labels that people pasted into public threads and tests, which labels.json does not have: code and what has to be found.
const WILD: &[(&str, &[(Name, &str)])] = &[
    // DigiKey, as a scanner that sends no control characters typed it for one user, and in small letters for another.
    (
        "[)>^06]PYAG3365CT-ND]1PRT1206FRE07100KL]K]1K52907693]10K60548898]11K1]4L]Q100]11ZPICK]12Z5418070]13Z862411]20Z000000",
        &[
            (Name::SupplierPartNumber, "YAG3365CT-ND"),
            (Name::ManufacturerPartNumber, "RT1206FRE07100KL"),
            (Name::Quantity, "100"),
        ],
    ),
    (
        "[)>^06]pSAM14954CT-ND]1PLSHM-110-01-L-DH-A-S-K-TR]kPO22000140]1K74797379]10K88169536]11K1]4LCR]Q3]11ZPICK]12Z9597381]13Z213254]20Z0000",
        &[(Name::ManufacturerPartNumber, "LSHM-110-01-L-DH-A-S-K-TR"), (Name::Quantity, "3"), (Name::OrderNumber, "74797379")],
    ),
    (
        "[)\u{25b2}06\u{2194}J2DA5B02E.F7714D73.93C6D152.7F652D6B5032\u{2194}PAZ1117EH-3.3TRG1DICT-ND\u{2194}1PAZ1117EH-3.3TRG1\u{2194}9D1719\u{2194}14Z170507\u{2194}1TH510592.U1\u{2194}4LCN\u{2194}11ZPREPACK\u{2194}15Z1.0.1\u{2194}12Z5001336\u{2194}Q000000001\u{2194}13Z000000\u{2194}\u{25b2}",
        &[(Name::ManufacturerPartNumber, "AZ1117EH-3.3TRG1"), (Name::Lot, "H510592.U1"), (Name::Quantity, "1")],
    ),
    // Mouser, with its doubled head.
    (
        ">[)>06]K21105000]14K004]1PDR331-513AE]q4]11K060439500]4LCN]1VBourns",
        &[(Name::ManufacturerPartNumber, "DR331-513AE"), (Name::Quantity, "4"), (Name::CustomerOrderNumber, "21105000")],
    ),
    // W\u{fc}rth, copied out of a page that shows separators as pictures.
    (
        "[)>06\u{241d}1P875105242006\u{241d}Q20\u{241d}1T317010012523270\u{241d}16D20250629",
        &[(Name::ManufacturerPartNumber, "875105242006"), (Name::Lot, "317010012523270"), (Name::Quantity, "20")],
    ),
    // LCSC, by hand.
    ("{pm: the-mpn, qty: 1}", &[(Name::ManufacturerPartNumber, "the-mpn"), (Name::Quantity, "1")]),
];

#[test]
fn labels_that_people_showed_in_public_are_read() {
    for (code, fields) in WILD {
        let readings = scan::read(code);
        let says = |it: &Reading| fields.iter().all(|(name, value)| it.get(*name) == Some(*value));
        let place = readings.iter().position(says);
        assert!(place.is_some_and(|at| at < 12), "{code}: {readings:#?}");
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
    ("L-000010", "Part-DB", "lot", "10"),
    ("Lß000010", "Part-DB", "lot", "10"),
    ("P-000123", "Part-DB", "part", "123"),
    ("S-000123", "Part-DB", "location", "123"),
    ("00001236", "Part-DB", "part", "123"),
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
fn numbers_of_cases_and_of_books_with_a_price_are_trade_items() {
    for (code, gtin) in
        [("09506000134352", "09506000134352"), ("950600013435201", "09506000134352"), ("950600013435200995", "09506000134352")]
    {
        let is_it = |it: &Reading| it.format == Format::Ean && it.elements == [("01".to_owned(), gtin.to_owned())];
        assert!(scan::read(code).iter().any(is_it), "{code}");
    }
    assert!(scan::read("09506000134353").iter().all(|it| it.format != Format::Ean));
    let case = scan::read("[)>\u{1e}06\u{1d}8P09506000134352\u{1d}27Q5\u{1e}\u{4}").remove(0);
    assert_eq!(case.elements, [("01".to_owned(), "09506000134352".to_owned())]);
}

#[test]
fn what_stands_behind_a_letter_is_asked_about_after_the_number_itself() {
    for code in ["P0002", "SEAL-12", "TRIMMER", "1PAB0402CRNPO"] {
        let readings = scan::read(code);
        let plain = readings.iter().position(|it| it.format == Format::Plain && it.text == code);
        let field = readings.iter().position(|it| it.format == Format::Field);
        assert!(plain < field, "{code}: {readings:#?}");
        assert!(readings.iter().all(|it| it.certainty == Certainty::Possible), "{code}: {readings:#?}");
    }
    // No identifier, or no such value of one.
    for code in ["BOX-0815", "Q", "Q12A", "4LCHINA", "9DABCD", "S1", "1P", "P 12", "12345"] {
        assert!(scan::read(code).iter().all(|it| it.format != Format::Field), "{code}");
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
