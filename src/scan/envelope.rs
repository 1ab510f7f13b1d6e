//! ISO 15434 messages with data identifiers (ANSI MH10.8.2, EIGP 114): what distributors and makers put on bags and reels.

use super::{Certainty, EOT, Format, GS, Name, RS, Reading, gs1, of_elements};

/// A data identifier and what stands behind it.
pub type Field = (String, String);

/// Reads a message whose fields are separated. Where a maker has two numbers of a part, either may be the one that is kept here.
pub fn read(text: &str) -> Vec<Reading> {
    let Some((format, body)) = head(text) else { return headless(text).into_iter().collect() };
    if !body.contains(GS) && !body.starts_with(RS) {
        return Vec::new();
    }
    let body = body.trim_end_matches([RS, EOT, GS, ' ']);
    if format == "05" {
        let body = body.split(RS).next().unwrap_or(body);
        let elements = gs1::elements(body.trim_start_matches(GS)).ok();
        return elements.map(|it| of_elements(Format::Envelope, Certainty::Certain, text, it)).into_iter().collect();
    }
    // A further record of the same format begins with its number.
    let records = body.split(RS).map(|it| it.strip_prefix(format).filter(|rest| rest.starts_with(GS)).unwrap_or(it));
    let of_format = if format == "12" { text_element } else { field };
    let fields: Vec<Field> = records.flat_map(|it| it.split(GS)).filter_map(of_format).collect();
    let mut found: Vec<Reading> = reading(text, &fields, Certainty::Certain).into_iter().collect();
    if let Some(other) = found.first().and_then(by_ordering_code) {
        found.push(other);
    }
    found
}

/// Fields without the head of a message, which some programs cut off.
fn headless(text: &str) -> Option<Reading> {
    let parts: Vec<&str> = text.trim_matches([GS, RS, EOT, ' ']).split(GS).collect();
    let fields: Vec<Field> = parts.iter().filter_map(|it| field(it)).collect();
    let is_whole = fields.len() >= 3 && fields.len() == parts.len();
    let says_part = fields.iter().any(|(di, value)| matches!(di.as_str(), "1P" | "P" | "30P") && !value.is_empty());
    (is_whole && says_part).then(|| reading(text, &fields, Certainty::Likely)).flatten()
}

/// NXP's twelve digits taken for the number, its name for the seller's.
pub(super) fn by_ordering_code(found: &Reading) -> Option<Reading> {
    let code = found.get(Name::AlternatePartNumber).filter(|_| found.get(Name::Manufacturer) == Some(NXP))?.to_owned();
    let name = found.get(Name::ManufacturerPartNumber)?.to_owned();
    let mut other = found.clone();
    other.fields.retain(|(it, _)| !matches!(it, Name::ManufacturerPartNumber | Name::AlternatePartNumber));
    other.put(Name::ManufacturerPartNumber, &code);
    other.put(Name::SupplierPartNumber, &name);
    Some(other)
}

/// The maker whose labels have its ordering code under 1P and the part's name under 30P.
const NXP: &str = "NXP";

/// The format and the fields of a message, manglings of its head forgiven: `[)>`, `>[)>`, a stray sign or blanks in front, and
/// `[)` before its separator.
pub fn head(text: &str) -> Option<(&str, &str)> {
    let body = match text.find("[)>").filter(|at| *at <= 12) {
        Some(at) => &text[at + 3..],
        None => text.trim_start().strip_prefix("[)").filter(|it| it.starts_with(RS))?,
    };
    let body = body.trim_start_matches([RS, ' ']);
    let format = body.get(..2).filter(|it| matches!(*it, "05" | "06" | "12"))?;
    Some((format, &body[2..]))
}

/// An identifier, up to three digits and a letter, and its value. The letter may be of the other case: some scanners still hold
/// Shift when the separator has been sent.
pub fn field(text: &str) -> Option<Field> {
    let text = text.trim_matches(['\r', '\n']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let letter = text[digits..].chars().next().filter(|it| digits <= 3 && it.is_ascii_alphabetic())?;
    Some((format!("{}{}", &text[..digits], letter.to_ascii_uppercase()), text[digits + 1..].trim().to_owned()))
}

/// A text element of ATA Spec 2000 as a data identifier: three letters and the value behind them.
const TEXT_ELEMENTS: [(&str, &str); 12] = [
    ("MFR", "1V"),
    ("SPL", "1V"),
    ("PNR", "1P"),
    ("PNO", "1P"),
    ("SER", "S"),
    ("SEQ", "S"),
    ("UCN", "S"),
    ("LOT", "1T"),
    ("BII", "1T"),
    ("UID", "25S"),
    ("QTY", "Q"),
    ("PDT", "P"),
];

/// A field of format 12, with a blank or not behind its name; else one with a data identifier, as many write there too.
fn text_element(text: &str) -> Option<Field> {
    let found = TEXT_ELEMENTS.iter().find_map(|(name, di)| Some((*di, text.trim().strip_prefix(name)?)));
    found.map(|(di, value)| (di.to_owned(), value.trim().to_owned())).or_else(|| field(text))
}

/// What the fields of a label mean together; `None` where none of them says anything of a part or an order.
pub fn reading(text: &str, fields: &[Field], certainty: Certainty) -> Option<Reading> {
    let get = |di: &str| fields.iter().find(|(it, value)| it == di && !value.is_empty()).map(|(_, value)| value.as_str());
    let has = |di: &str| fields.iter().any(|(it, _)| it == di);
    let mut out = Reading::new(Format::Envelope, certainty, text);
    let supplier = supplier(fields);
    if let Some(name) = supplier {
        out.put(Name::Supplier, name);
    }
    let mut put = |name: Name, value: Option<&str>| {
        if let Some(value) = value {
            out.put(name, value);
        }
    };
    match supplier {
        Some("DigiKey") => {
            // With 30P, P is the buyer's reference; without it, P is DigiKey's number.
            put(Name::SupplierPartNumber, get("30P").or(get("P")));
            put(Name::CustomerPartNumber, get("30P").and(get("P")));
            put(Name::OrderNumber, get("1K"));
            put(Name::CustomerOrderNumber, get("K"));
            if !has("Q") {
                put(Name::InvoiceNumber, get("10K"));
            }
        }
        Some("Mouser") => {
            put(Name::CustomerPartNumber, get("P"));
            put(Name::CustomerOrderNumber, get("K"));
            put(Name::OrderLine, get("14K"));
            put(Name::InvoiceNumber, get("11K"));
        }
        Some("Farnell") => {
            put(Name::SupplierPartNumber, get("3P"));
            put(Name::CustomerPartNumber, get("P"));
            put(Name::CustomerOrderNumber, get("K"));
            put(Name::OrderLine, get("4K"));
        }
        _ => {
            put(Name::CustomerPartNumber, get("P"));
            put(Name::CustomerOrderNumber, get("K"));
            put(Name::OrderLine, get("4K"));
            put(Name::SupplierPartNumber, get("30P").filter(|_| manufacturer(&get) != Some(NXP)));
        }
    }
    let is_nxp = get("1V").or(manufacturer(&get)) == Some(NXP);
    put(Name::ManufacturerPartNumber, if is_nxp { get("30P") } else { get("1P") });
    put(Name::AlternatePartNumber, if is_nxp { get("1P") } else { get("9N") });
    put(Name::Lot, get("1T").or(get("T")).filter(|it| it.bytes().any(|byte| byte != b'0')));
    put(Name::DateCode, date_code(&get));
    put(Name::Serial, get("S"));
    put(Name::Expiry, expiry(&get));
    put(Name::Uid, UNIQUE.iter().find_map(|di| get(di)));
    put(Name::Country, get("4L").filter(|it| it.len() == 2));
    put(Name::Revision, get("2P"));
    put(Name::Manufacturer, get("1V").or(manufacturer(&get)));
    if supplier == Some("DigiKey") {
        put(Name::SupplierProductId, get("12Z"));
    }
    if let Some(value) = get("Q") {
        out.put_quantity(value);
    }
    if let Some(number) = get("8P").filter(|it| gs1::check_digit_fits(it) && it.len() <= 14) {
        out.elements.push(("01".to_owned(), format!("{number:0>14}")));
    }
    let says = |name| out.get(name).is_some();
    let useful =
        [Name::ManufacturerPartNumber, Name::SupplierPartNumber, Name::CustomerPartNumber, Name::Serial, Name::OrderNumber];
    let is_order = supplier.is_some() && (says(Name::CustomerOrderNumber) || says(Name::InvoiceNumber));
    (is_order || says(Name::Uid) || useful.into_iter().any(says) || !out.elements.is_empty()).then_some(out)
}

/// What names one package or piece: licence plates first, then the unique item identifier of IUID, whole or within its
/// enterprise.
const UNIQUE: [&str; 12] = ["J", "1J", "2J", "3J", "4J", "5J", "6J", "3S", "4S", "5S", "25S", "18S"];

/// The last good day: `YYYYMMDD` under 14D, and `YYMMDD` under D on labels with a pharmacy product number.
fn expiry<'a>(get: &impl Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
    let is_day = |it: &&str| matches!(it.len(), 6 | 8) && it.bytes().all(|byte| byte.is_ascii_digit());
    let day = get("14D").or(get("D").filter(|_| get("9N").or(get("8P")).is_some())).filter(is_day)?;
    day.get(day.len() - 6..)
}

/// A date of none (`00010101`) is none.
fn date_code<'a>(get: &impl Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
    ["9D", "10D", "16D", "11D", "D"].iter().find_map(|di| get(di)).filter(|it| *it != "00010101" && *it != "00000000")
}

/// Whose label it is, by the identifiers that only they use.
fn supplier(fields: &[Field]) -> Option<&'static str> {
    let has = |di: &str| fields.iter().any(|(it, _)| it == di);
    let value = |di: &str| fields.iter().find(|(it, _)| it == di).map(|(_, value)| value.as_str());
    let pack = value("11Z").is_some_and(|it| it.eq_ignore_ascii_case("pick") || it.eq_ignore_ascii_case("prepack"));
    if pack || has("12Z") && has("13Z") || has("20Z") || has("30P") && has("1K") || has("1K") && has("10K") && has("11K") {
        return Some("DigiKey");
    }
    if has("14K") && has("11K") || has("1V") && has("11K") && has("1P") && !has("3S") {
        return Some("Mouser");
    }
    if has("3P") {
        return Some("Farnell");
    }
    if has("16D") && has("1P") && has("1T") && !has("V") && !has("9N") {
        return Some("Würth Elektronik");
    }
    None
}

/// Makers by their number (V) or by identifiers that only they use.
fn manufacturer<'a>(get: &impl Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
    match get("V") {
        Some("0033317") => return Some("Texas Instruments"),
        Some("25793") => return Some("Murata"),
        _ => {}
    }
    if get("30P").is_some() && get("1P").is_some_and(is_ordering_code) && get("1K").is_none() {
        return Some(NXP);
    }
    if get("14D").is_some() && get("16D").is_some() && get("V").is_some() {
        return Some("Kyocera AVX");
    }
    (get("11D").is_some() && get("T").is_some() && get("P").is_some() && get("1P").is_none()).then_some("Taiyo Yuden")
}

/// NXP's ordering codes have twelve digits and begin with 9.
fn is_ordering_code(text: &str) -> bool {
    text.len() == 12 && text.starts_with('9') && text.bytes().all(|it| it.is_ascii_digit())
}
