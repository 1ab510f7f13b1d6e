//! One field of a label in bars of its own: a data identifier and a value, as makers and EIGP 114 print them below each other.

use super::{Certainty, Format, Name, Reading, envelope};

/// Characters of the shortest value that is one, where neither its name nor its form says so.
const SHORTEST: usize = 3;

/// What the bars say. Without the rest of the label only the stockroom can tell whether the letter in front is an identifier.
pub fn read(text: &str) -> Option<Reading> {
    let (di, value) = envelope::field(text).filter(|_| !text.contains(super::GS))?;
    // Here the letter's case is all there is to know an identifier by.
    if !text.starts_with(di.as_str()) || value.contains([' ', '{', ':']) && di != "K" && di != "1V" {
        return None;
    }
    let name = name_of(&di)?;
    let fits = match name {
        Name::Quantity => value.len() <= 9 && digits(&value),
        Name::DateCode => (4..=8).contains(&value.len()) && digits(&value),
        Name::Expiry => (6..=8).contains(&value.len()) && digits(&value),
        Name::Country => value.len() == 2 && value.bytes().all(|it| it.is_ascii_uppercase()),
        Name::OrderLine => value.len() <= 6 && digits(&value),
        Name::Revision => (1..=8).contains(&value.len()),
        _ => value.len() >= SHORTEST,
    };
    let mut out = Reading::new(Format::Field, Certainty::Possible, text);
    match name {
        _ if !fits => return None,
        Name::Quantity => out.put_quantity(&value),
        Name::Expiry => out.put(name, &value[value.len() - 6..]),
        _ => out.put(name, &value),
    }
    (!out.fields.is_empty()).then_some(out)
}

/// What an identifier means alone.
fn name_of(di: &str) -> Option<Name> {
    Some(match di {
        "1P" | "31P" | "50P" | "51P" => Name::ManufacturerPartNumber,
        "3P" | "30P" => Name::SupplierPartNumber,
        "P" => Name::CustomerPartNumber,
        "32P" | "9N" => Name::AlternatePartNumber,
        "Q" => Name::Quantity,
        "1T" | "T" | "31T" => Name::Lot,
        "S" => Name::Serial,
        "9D" | "10D" | "11D" | "16D" | "D" => Name::DateCode,
        "14D" => Name::Expiry,
        "J" | "1J" | "2J" | "3J" | "4J" | "5J" | "6J" | "3S" | "4S" | "5S" | "18S" | "25S" => Name::Uid,
        "K" => Name::CustomerOrderNumber,
        "1K" => Name::OrderNumber,
        "4K" | "14K" => Name::OrderLine,
        "10K" | "11K" => Name::InvoiceNumber,
        "4L" => Name::Country,
        "2P" => Name::Revision,
        "1V" => Name::Manufacturer,
        _ => return None,
    })
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}
