//! What a scanned code means: from what a scanner or camera delivered to readings that the stockroom is asked about.
//!
//! [`read`] gives the readings of a text, the surest first; a stockroom is asked about them in that order. Nothing
//! here knows where on the screen a scan arrived: that is for who asks.

pub mod binding;
pub mod blanking;
pub mod camera;
pub mod delivery;
pub mod envelope;
mod field;
pub mod gs1;
mod hibc;
mod internal;
pub mod keyboard;
pub mod look_up;
mod lost;
mod makers;
pub mod meaning;
pub mod picking;
mod suppliers;
pub mod wedge;

use self::delivery::Delivery;

/// Separates fields of a message (group separator).
pub const GS: char = '\u{1d}';
/// Separates the head of an ISO 15434 message and its formats (record separator).
pub const RS: char = '\u{1e}';
/// Ends an ISO 15434 message.
pub const EOT: char = '\u{4}';
/// The most readings of one scan.
pub const READINGS: usize = 34;

/// What a field of a label says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Name {
    /// Who sold it.
    Supplier,
    /// The seller's number of the part.
    SupplierPartNumber,
    /// The seller's internal number of the part, as in its web addresses.
    SupplierProductId,
    /// Who made it.
    Manufacturer,
    /// The maker's number of the part.
    ManufacturerPartNumber,
    /// What the buyer called it in the order.
    CustomerPartNumber,
    /// A number of another system.
    AlternatePartNumber,
    /// How many are in the package.
    Quantity,
    /// The lot.
    Lot,
    /// The serial number.
    Serial,
    /// When it was made, as printed.
    DateCode,
    /// The last good day, `YYMMDD`.
    Expiry,
    /// What names this one package.
    Uid,
    /// The seller's number of the order.
    OrderNumber,
    /// The line of the order.
    OrderLine,
    /// The buyer's number of the order.
    CustomerOrderNumber,
    /// The invoice or packing list.
    InvoiceNumber,
    /// Country of origin, two letters.
    Country,
    /// The revision of the part.
    Revision,
}

/// What kind of code it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// No form that is known: a number or name to look up as it stands.
    Plain,
    /// ISO 15434 with data identifiers (reels and bags of distributors and makers, EIGP 114).
    Envelope,
    /// GS1 element string.
    Gs1,
    /// GS1 Digital Link.
    DigitalLink,
    /// EAN or UPC.
    Ean,
    /// HIBC of a supplier.
    Hibc,
    /// A form of one distributor.
    Supplier,
    /// A form of one maker.
    Maker,
    /// A label of an inventory system, this one's own included.
    Internal,
    /// One field of a label, with its data identifier.
    Field,
}

/// How sure a reading is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Certainty {
    /// Separators, check digits or a form of its own say so.
    Certain,
    /// It holds together, but another reading may as well.
    Likely,
    /// Only the stockroom can tell.
    Possible,
}

/// What to tell the person about how a code arrived.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Note {
    /// The scanner types for another keyboard than the device has.
    Layout(&'static str),
    /// Caps lock is on.
    CapsLock,
    /// The code arrived twice in one go.
    Doubled,
    /// Separators were lost on the way.
    SeparatorsLost,
    /// The identifier with this number has a value that can't be; it was left out.
    Damaged(String),
    /// A check digit is wrong: misread.
    Misread,
}

/// A label of an inventory system.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Internal {
    /// Whose label it is: `Kitroom`, `ION`, `InvenTree`, `Part-DB`, …
    pub system: &'static str,
    /// What it names there, as that system calls it.
    pub kind: String,
    /// Its id there.
    pub id: String,
}

/// One way to understand a scan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// What kind of code it is.
    pub format: Format,
    /// How sure that is.
    pub certainty: Certainty,
    /// What it says, in the order of the code.
    pub fields: Vec<(Name, String)>,
    /// GS1's elements, where it is one of GS1's.
    pub elements: Vec<gs1::Element>,
    /// The label of an inventory system.
    pub internal: Option<Internal>,
    /// The text that was read, manglings undone.
    pub text: String,
    /// What to tell the person.
    pub notes: Vec<Note>,
}

impl Reading {
    fn new(format: Format, certainty: Certainty, text: &str) -> Reading {
        Reading {
            format,
            certainty,
            fields: Vec::new(),
            elements: Vec::new(),
            internal: None,
            text: text.to_owned(),
            notes: Vec::new(),
        }
    }

    /// What it says under a name.
    pub fn get(&self, name: Name) -> Option<&str> {
        self.fields.iter().find(|(it, _)| *it == name).map(|(_, value)| value.as_str())
    }

    /// Adds a field, unless its value is empty or the name is there already.
    fn put(&mut self, name: Name, value: &str) {
        let value = value.trim();
        if !value.is_empty() && self.get(name).is_none() {
            self.fields.push((name, value.to_owned()));
        }
    }

    fn put_quantity(&mut self, value: &str) {
        if let Some(quantity) = quantity(value) {
            self.put(Name::Quantity, &quantity);
        }
    }

    fn note(mut self, note: Note) -> Reading {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
        self
    }
}

/// A decimal without needless zeros; `None` where it is none. `0004000` is 4000, `4000.000000` too.
fn quantity(text: &str) -> Option<String> {
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 18 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })
}

/// Every way to understand a scan, the surest first, at most [`READINGS`]. The last ones take the text as it stands: a serial,
/// lot or part number, a place.
pub fn read(raw: &str) -> Vec<Reading> {
    let deliveries = delivery::deliveries(raw);
    let mut found: Vec<Reading> = Vec::new();
    for one in &deliveries {
        for mut reading in structured(&one.text) {
            if one.is_guess {
                reading.certainty = reading.certainty.max(Certainty::Likely);
            }
            add(&mut found, reading, one);
        }
    }
    if !found.iter().any(|it| it.certainty == Certainty::Certain) {
        let mut budget = lost::BUDGET;
        for one in &deliveries {
            for reading in lost::without_separators(&one.text, &mut budget) {
                add(&mut found, reading.note(Note::SeparatorsLost), one);
            }
        }
    }
    found.sort_by_key(|it| it.certainty);
    found.truncate(FORMED);
    let misread = found.is_empty() && deliveries.iter().any(|one| is_misread(&one.text));
    for one in deliveries.iter().take(PLAIN) {
        let text = one.text.trim_matches([' ', GS, RS, EOT]);
        let mut reading = Reading::new(Format::Plain, Certainty::Possible, text);
        if misread {
            reading.notes.push(Note::Misread);
        }
        add(&mut found, reading, one);
        // A part, a serial or a lot of that name goes before what it may say behind an identifier.
        found.extend(field::read(text).map(|it| Reading { notes: one.notes.clone(), ..it }));
    }
    found.truncate(READINGS);
    found
}

/// The most readings by a form of their own.
const FORMED: usize = 14;
/// How many texts are looked up as they stand.
const PLAIN: usize = 10;

fn add(found: &mut Vec<Reading>, mut reading: Reading, from: &Delivery) {
    let same = |other: &Reading| match reading.format {
        Format::Plain => other.format == Format::Plain && other.text == reading.text,
        _ => (&other.fields, &other.elements, &other.internal) == (&reading.fields, &reading.elements, &reading.internal),
    };
    if reading.text.is_empty() || found.iter().any(same) {
        return;
    }
    reading.notes.extend(from.notes.iter().cloned());
    found.push(reading);
}

/// What a text says by its form.
fn structured(text: &str) -> Vec<Reading> {
    let mut found = Vec::new();
    found.extend(internal::read(text));
    found.extend(envelope::read(text));
    found.extend(hibc::read(text));
    found.extend(gs1_reading(text));
    found.extend(trade_item(text));
    found.extend(suppliers::read(text));
    found.extend(makers::read(text));
    found
}

/// Identifiers of symbologies in front of GS1 data.
const GS1_SYMBOLS: [&str; 6] = ["]C1", "]d2", "]Q3", "]e0", "]J1", "]D2"];

fn gs1_reading(text: &str) -> Option<Reading> {
    let text = text.trim();
    let symbol = GS1_SYMBOLS.iter().find_map(|prefix| text.strip_prefix(prefix));
    if let Some(body) = text.strip_prefix("]E0").or(text.strip_prefix("]E4")) {
        return ean(body, Certainty::Certain);
    }
    if text.starts_with('(') {
        // People leave a blank after a bracket, as it stands under many symbols.
        let close = text.replace(") ", ")").replace(" (", "(");
        return gs1::bracketed(text)
            .or_else(|_| gs1::bracketed(&close))
            .ok()
            .map(|it| of_elements(Format::Gs1, Certainty::Certain, text, it));
    }
    if text.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("http")) {
        return gs1::link::elements(text).ok().map(|it| of_elements(Format::DigitalLink, Certainty::Certain, text, it));
    }
    if symbol.is_none() {
        if let Some(reading) = ean(text, Certainty::Likely) {
            return Some(reading);
        }
    }
    // A phone and some decoders put the identifier of the symbology before a separator.
    let body = symbol.unwrap_or(text);
    let marked = symbol.is_some() || body.contains(GS);
    match gs1::elements(body) {
        Ok(elements) => {
            // Without any separator within, one may have been lost: other readings are asked about as well.
            let certainty = match () {
                () if body.trim_matches(GS).contains(GS) || marked && gs1::ends_by_itself(&elements) => Certainty::Certain,
                () if marked || strong(&elements) => Certainty::Likely,
                () => Certainty::Possible,
            };
            Some(of_elements(Format::Gs1, certainty, body, elements))
        }
        Err(_) if marked => without_damaged(body),
        Err(_) => None,
    }
}

/// An EAN or UPC by its length and check digit.
fn ean(text: &str, certainty: Certainty) -> Option<Reading> {
    let fits = matches!(text.len(), 8 | 12 | 13) && text.bytes().all(|it| it.is_ascii_digit()) && gs1::check_digit_fits(text);
    let certainty = if text.len() == 8 { certainty.max(Certainty::Possible) } else { certainty };
    fits.then(|| of_elements(Format::Ean, certainty, text, vec![("01".to_owned(), format!("{text:0>14}"))]))
}

/// A case's number in bars of ITF-14, and an EAN with the two or five digits of an add-on behind it. Other digits of this length
/// may fit by chance.
fn trade_item(text: &str) -> Option<Reading> {
    let number = text.get(..if matches!(text.len(), 15 | 18) { 13 } else { 14 })?;
    let fits = matches!(text.len(), 14 | 15 | 18) && text.bytes().all(|it| it.is_ascii_digit()) && gs1::check_digit_fits(number);
    fits.then(|| of_elements(Format::Ean, Certainty::Possible, text, vec![("01".to_owned(), format!("{number:0>14}"))]))
}

/// Digits of an EAN's length whose check digit is wrong.
fn is_misread(text: &str) -> bool {
    matches!(text.len(), 12 | 13) && text.bytes().all(|it| it.is_ascii_digit()) && !gs1::check_digit_fits(text)
}

/// A check digit was tested and nothing is left over: no chance hit.
fn strong(elements: &[gs1::Element]) -> bool {
    elements.first().is_some_and(|(ai, _)| matches!(ai.as_str(), "00" | "01" | "02" | "8003" | "8006")) && elements.len() > 1
}

/// The elements of a string in which a date can't be; that one is named and left out. A wrong check digit is no reading.
fn without_damaged(body: &str) -> Option<Reading> {
    let parts: Vec<&str> = body.split(GS).filter(|it| !it.is_empty()).collect();
    let mut elements = Vec::new();
    let mut damaged = None;
    for part in parts {
        match gs1::elements(part) {
            Ok(found) => elements.extend(found),
            Err(gs1::Fault::NoSuchDate(ai)) => damaged = Some(ai),
            Err(_) => return None,
        }
    }
    let damaged = damaged.filter(|_| !elements.is_empty())?;
    Some(of_elements(Format::Gs1, Certainty::Possible, body, elements).note(Note::Damaged(damaged)))
}

fn of_elements(format: Format, certainty: Certainty, text: &str, elements: Vec<gs1::Element>) -> Reading {
    let mut reading = Reading::new(format, certainty, text);
    for (ai, value) in &elements {
        match ai.as_str() {
            "10" => reading.put(Name::Lot, value),
            "21" => reading.put(Name::Serial, value),
            "17" => reading.put(Name::Expiry, value),
            "00" => reading.put(Name::Uid, value),
            "30" | "37" => reading.put_quantity(value),
            "240" => reading.put(Name::ManufacturerPartNumber, value),
            "241" => reading.put(Name::CustomerPartNumber, value),
            "400" => reading.put(Name::CustomerOrderNumber, value),
            _ => {}
        }
    }
    reading.elements = elements;
    reading
}
