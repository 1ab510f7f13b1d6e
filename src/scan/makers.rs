//! Forms of their own that makers print: fixed widths, slashes, semicolons, lines.

use super::envelope::{Field, field};
use super::{Certainty, Format, Name, Reading};

/// What a maker's label says.
pub fn read(text: &str) -> Vec<Reading> {
    let forms = [
        lite_on,
        rohm,
        samsung_slashes,
        samsung_bar,
        walsin_bar,
        kemet,
        koa,
        stackpole,
        panasonic,
        lines,
        tokens,
        vishay,
        infineon,
        date_and_lot,
    ];
    forms.iter().filter_map(|form| form(text)).collect()
}

fn maker(name: &'static str, certainty: Certainty, text: &str) -> Reading {
    let mut out = Reading::new(Format::Maker, certainty, text);
    out.put(Name::Manufacturer, name);
    out
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

fn code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit())
}

/// `;;number;lot;quantity;…;licence plate;date;MADE IN …`.
fn lite_on(text: &str) -> Option<Reading> {
    let parts: Vec<&str> = text.trim().strip_prefix(";;")?.split(';').collect();
    let [number, lot, quantity, _, uid, date, made, ..] = parts[..] else { return None };
    let mut out = maker("Lite-On", Certainty::Certain, text);
    out.put(Name::ManufacturerPartNumber, number);
    out.put(Name::Lot, lot);
    out.put_quantity(quantity);
    out.put(Name::Uid, uid);
    out.put(Name::DateCode, date);
    out.put(Name::Country, country(made).unwrap_or(""));
    Some(out)
}

fn country(made: &str) -> Option<&'static str> {
    let made = made.trim().to_ascii_uppercase();
    let known = [
        ("CHINA", "CN"),
        ("TAIWAN", "TW"),
        ("JAPAN", "JP"),
        ("MEXICO", "MX"),
        ("THAILAND", "TH"),
        ("MALAYSIA", "MY"),
        ("PHILIPPINES", "PH"),
        ("KOREA", "KR"),
        ("GERMANY", "DE"),
        ("USA", "US"),
        ("VIETNAM", "VN"),
        ("INDONESIA", "ID"),
    ];
    known.iter().find(|(name, _)| made.ends_with(name)).map(|(_, code)| *code)
}

/// 19 characters of number, 6 of quantity, 4 of date, 6 of lot, 3 more; blanks to the end, which a scanner may drop.
fn rohm(text: &str) -> Option<Reading> {
    let body = text.trim_end();
    if body.len() != 38 || !body.is_ascii() || !digits(&body[19..29]) || !body[..19].ends_with(' ') {
        return None;
    }
    let number = body[..19].trim_end();
    if number.contains(' ') {
        return None;
    }
    let mut out = maker("Rohm", Certainty::Likely, text);
    out.put(Name::ManufacturerPartNumber, number);
    out.put_quantity(&body[19..25]);
    out.put(Name::DateCode, &body[25..29]);
    out.put(Name::Lot, &body[29..35]);
    Some(out)
}

/// `lot/number/date/quantity`.
fn samsung_slashes(text: &str) -> Option<Reading> {
    let parts: Vec<&str> = text.trim().split('/').collect();
    let [lot, number, date, quantity] = parts[..] else { return None };
    if !(code(lot) && code(number) && digits(date) && date.len() == 4 && digits(quantity) && quantity.len() == 7) {
        return None;
    }
    let mut out = maker("Samsung", Certainty::Likely, text);
    out.put(Name::ManufacturerPartNumber, number);
    out.put(Name::Lot, lot);
    out.put(Name::DateCode, date);
    out.put_quantity(quantity);
    Some(out)
}

/// 7 characters of lot, 4 of date, 7 of quantity.
fn samsung_bar(text: &str) -> Option<Reading> {
    let text = text.trim();
    if text.len() != 18 || !code(text) || !digits(&text[7..]) || digits(&text[..7]) {
        return None;
    }
    let mut out = maker("Samsung", Certainty::Possible, text);
    out.put(Name::Lot, &text[..7]);
    out.put(Name::DateCode, &text[7..11]);
    out.put_quantity(&text[11..]);
    Some(out)
}

/// 16 characters of number, 5 of quantity.
fn walsin_bar(text: &str) -> Option<Reading> {
    let text = text.trim_end();
    if text.len() != 21 || !text.is_ascii() || !digits(&text[16..]) {
        return None;
    }
    let number = text[..16].trim_end();
    if number.len() == 16 || !code(number) {
        return None;
    }
    let mut out = maker("Walsin", Certainty::Likely, text);
    out.put(Name::ManufacturerPartNumber, number);
    out.put_quantity(&text[16..]);
    Some(out)
}

/// Lot, then station and package glued to the number, then quantity, on most with the country's name and letters; runs of blanks.
fn kemet(text: &str) -> Option<Reading> {
    let words: Vec<&str> = text.split(' ').filter(|it| !it.is_empty()).collect();
    let (lot, number, quantity, country) = match words[..] {
        [lot, number, quantity, country] => (lot, number, quantity, Some(country)),
        [lot, number, quantity] => (lot, number, quantity, None),
        _ => return None,
    };
    let end = quantity.bytes().take_while(u8::is_ascii_digit).count();
    let glued = number.get(5..).filter(|it| code(it))?;
    let fits_country = country.map_or(end == quantity.len(), |it| it.len() == 2);
    let fits_quantity = end == 7 && quantity[end..].bytes().all(|it| it.is_ascii_uppercase());
    if !digits(lot) || lot.len() != 9 || !fits_quantity || !fits_country {
        return None;
    }
    let mut out = maker("Kemet", Certainty::Likely, text);
    out.put(Name::ManufacturerPartNumber, glued);
    out.put(Name::Lot, lot);
    out.put_quantity(&quantity[..end]);
    out.put(Name::Country, country.unwrap_or(""));
    Some(out)
}

/// `KHK:1:number:quantity:X:lot:…:…` on reels, `:number::…:X:lot:…` on what was packed for one buyer.
fn koa(text: &str) -> Option<Reading> {
    let parts: Vec<&str> = text.trim().split(':').collect();
    let (number, quantity, lot) = match parts[..] {
        ["KHK", _, number, quantity, _, lot, _, _] if digits(quantity) => (number, quantity, lot),
        ["", number, _, _, "X", lot, ..] if parts.len() >= 11 => (number, "", lot),
        _ => return None,
    };
    if !code(number) || !code(lot) {
        return None;
    }
    let mut out = maker("KOA", Certainty::Likely, text);
    out.put(Name::ManufacturerPartNumber, number);
    out.put_quantity(quantity);
    out.put(Name::Lot, lot);
    Some(out)
}

/// `1P…,Q…,1T…,week/year,country`: identifiers and commas, the last two without.
fn stackpole(text: &str) -> Option<Reading> {
    let parts: Vec<&str> = text.trim().split(',').collect();
    let [number, quantity, lot, date, country] = parts[..] else { return None };
    let (number, quantity, lot) = (number.strip_prefix("1P")?, quantity.strip_prefix('Q')?, lot.strip_prefix("1T")?);
    if !digits(quantity) || country.len() != 2 {
        return None;
    }
    let mut out = maker("Stackpole", Certainty::Certain, text);
    out.put(Name::ManufacturerPartNumber, number);
    out.put_quantity(quantity);
    out.put(Name::Lot, lot);
    out.put(Name::DateCode, date);
    out.put(Name::Country, country);
    Some(out)
}

/// The bars of Japan's makers: `3N1`, the number, a blank and the quantity; `3N2` has who made it and what it is called there.
fn panasonic(text: &str) -> Option<Reading> {
    let text = text.trim();
    if let Some((number, quantity)) = text.strip_prefix("3N1").and_then(|it| it.rsplit_once(' ')) {
        let number = number.trim();
        let mut out = Reading::new(Format::Maker, Certainty::Likely, text);
        if ["EC", "EE", "EL", "ER", "EV", "EX"].iter().any(|series| number.starts_with(series)) {
            out.put(Name::Manufacturer, "Panasonic");
        }
        out.put(Name::ManufacturerPartNumber, number);
        out.put_quantity(quantity);
        return (number.len() >= 3 && digits(quantity)).then_some(out);
    }
    let (lot, _) = text.strip_prefix("3N2")?.trim().split_once(' ')?;
    let mut out = Reading::new(Format::Maker, Certainty::Possible, text);
    out.put(Name::Lot, lot);
    (lot.len() >= 6).then_some(out)
}

/// Whether a symbol that begins like this one holds line ends: Yageo's, whose first line is its number under 31P. Each of
/// them arrives as Enter where the scanner is a keyboard.
pub(super) fn has_lines(text: &str) -> bool {
    text.strip_prefix("31P").is_some_and(|rest| !rest.is_empty())
}

/// Yageo's lines with identifiers; the number stands under 31P.
fn lines(text: &str) -> Option<Reading> {
    let fields: Vec<Field> = text.split(['\r', '\n']).filter(|it| !it.is_empty()).filter_map(field).collect();
    let get = |di: &str| fields.iter().find(|(it, _)| it == di).map_or("", |(_, value)| value.as_str());
    if get("31P").is_empty() || !text.trim().contains(['\r', '\n']) {
        return None;
    }
    let mut out = maker("Yageo", Certainty::Certain, text);
    out.put(Name::ManufacturerPartNumber, get("31P"));
    out.put(Name::Lot, get("1T"));
    out.put_quantity(get("Q"));
    out.put(Name::DateCode, get("9D"));
    Some(out)
}

/// Tokens of three letters without separators: `UID…PID…TIM…SPL…SPN…QTY…DCD…MSD…COO…`.
fn tokens(text: &str) -> Option<Reading> {
    const ORDER: [&str; 9] = ["UID", "PID", "TIM", "SPL", "SPN", "QTY", "DCD", "MSD", "COO"];
    let text = text.trim();
    if !text.starts_with("UID") {
        return None;
    }
    let mut starts = Vec::new();
    let mut from = 0;
    for token in ORDER {
        if let Some(at) = text[from..].find(token) {
            starts.push((token, from + at, from + at + 3));
            from += at + 3;
        }
    }
    let value = |token: &str| {
        let at = starts.iter().position(|(it, ..)| *it == token)?;
        let end = starts.get(at + 1).map_or(text.len(), |(_, start, _)| *start);
        text.get(starts[at].2..end)
    };
    let mut out = maker("Yageo", Certainty::Likely, text);
    out.put(Name::ManufacturerPartNumber, value("SPN")?);
    out.put_quantity(value("QTY")?);
    out.put(Name::DateCode, value("DCD").unwrap_or(""));
    out.put(Name::Country, value("COO").and_then(|it| it.get(..2)).unwrap_or(""));
    out.put(Name::Uid, value("UID").unwrap_or(""));
    Some(out)
}

/// Vishay Dale's PDF417 of 325 characters in fixed widths; leading blanks count.
fn vishay(text: &str) -> Option<Reading> {
    if !(200..=340).contains(&text.len()) || !text.is_ascii() || !text.starts_with("   ") {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let head = words.first()?;
    // The number, then ten digits of lot glued to it, then the date with slashes.
    let slash = head.find('/')?;
    let digits_before = head.get(..slash.checked_sub(2)?)?;
    let lot_start = digits_before.len().checked_sub(10)?;
    let number = digits_before.get(..lot_start).filter(|it| it.ends_with(|it: char| it.is_ascii_uppercase()))?;
    let mut out = maker("Vishay Dale", Certainty::Likely, text);
    out.put(Name::ManufacturerPartNumber, number);
    out.put(Name::Lot, digits_before.get(lot_start..lot_start + 10)?);
    let quantity =
        words.iter().find(|it| it.len() > 12 && it.contains('.') && it.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
    if let Some((whole, _)) = quantity.and_then(|it| it.split_once('.')) {
        out.put_quantity(whole);
    }
    let uid = words.iter().rev().find(|it| it.len() == 12 && it.starts_with('B') && digits(&it[4..]));
    out.put(Name::Uid, uid.unwrap_or(&""));
    let date =
        words.iter().find(|it| it.len() == 4 && digits(it) && it[2..].parse::<u8>().is_ok_and(|week| (1..=53).contains(&week)));
    out.put(Name::DateCode, date.copied().unwrap_or(""));
    Some(out)
}

/// 23 digits: serial, material number, production order, year and week.
fn infineon(text: &str) -> Option<Reading> {
    let text = text.trim();
    if text.len() != 23 || !digits(text) || !text[21..].parse::<u8>().is_ok_and(|week| (1..=53).contains(&week)) {
        return None;
    }
    let mut out = maker("Infineon", Certainty::Possible, text);
    out.put(Name::Serial, &text[..5]);
    out.put(Name::ManufacturerPartNumber, &text[5..11]);
    out.put(Name::Lot, &text[11..19]);
    out.put(Name::DateCode, &text[19..]);
    Some(out)
}

/// Diodes' third bar: year and week, a hyphen, the lot. The whole is looked up as a lot as well.
fn date_and_lot(text: &str) -> Option<Reading> {
    let (date, lot) = text.trim().split_once('-')?;
    let week = date.get(2..).and_then(|it| it.parse::<u8>().ok()).is_some_and(|week| (1..=53).contains(&week));
    if date.len() != 4 || !digits(date) || !week || lot.len() < 6 || lot.contains(' ') || digits(lot) {
        return None;
    }
    let mut out = maker("Diodes", Certainty::Possible, text);
    out.put(Name::DateCode, date);
    out.put(Name::Lot, lot);
    Some(out)
}
