//! Forms of their own that distributors print: LCSC, TME, and DigiKey's older bars.

use super::{Certainty, Format, Name, Reading};

/// What a distributor's label says.
pub fn read(text: &str) -> Vec<Reading> {
    [lcsc(text), tme_words(text), tme_blanks(text), digikey_bar(text)].into_iter().flatten().collect()
}

/// `{pbn:…,on:…,pc:…,pm:…,qty:…}`: looks like JSON and is not.
fn lcsc(text: &str) -> Option<Reading> {
    let body = text.trim().strip_prefix('{')?.strip_suffix('}')?;
    let mut out = Reading::new(Format::Supplier, Certainty::Certain, text);
    let mut pairs: Vec<(String, String)> = Vec::new();
    for part in body.split(',') {
        match part.split_once(':') {
            Some((key, value)) if key.trim().bytes().all(|it| it.is_ascii_alphabetic()) => {
                pairs.push((key.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
            _ => match pairs.last_mut() {
                // A comma within a maker's number.
                Some((key, value)) if key == "pm" => *value = [value, ",", part].concat(),
                _ => return None,
            },
        }
    }
    let get = |key: &str| pairs.iter().find(|(it, _)| it == key).map_or("", |(_, value)| value.as_str());
    if get("pm").is_empty() && get("pc").is_empty() {
        return None;
    }
    if !get("pc").is_empty() {
        out.put(Name::Supplier, "LCSC");
    }
    out.put(Name::SupplierPartNumber, get("pc"));
    out.put(Name::ManufacturerPartNumber, get("pm"));
    out.put_quantity(get("qty"));
    out.put(Name::OrderNumber, get("on"));
    Some(out)
}

/// `QTY:1 PN:… PO:…/1 MFR:… MPN:… RoHS https://www.tme.eu/…`. Values hold no blanks; the address at the end is not decoded.
fn tme_words(text: &str) -> Option<Reading> {
    let mut out = Reading::new(Format::Supplier, Certainty::Certain, text);
    for word in text.split(' ').filter(|it| !it.to_ascii_lowercase().starts_with("http")) {
        let Some((key, value)) = word.split_once(':') else { continue };
        match key.to_ascii_uppercase().as_str() {
            "QTY" => out.put_quantity(value),
            "PN" => out.put(Name::SupplierPartNumber, value),
            "MPN" => out.put(Name::ManufacturerPartNumber, value),
            "MFR" => out.put(Name::Manufacturer, value),
            "CPO" => out.put(Name::CustomerOrderNumber, value),
            "COO" => out.put(Name::Country, value),
            "PO" => order_and_line(&mut out, value),
            _ => {}
        }
    }
    if out.get(Name::Quantity).is_none() || out.get(Name::SupplierPartNumber).is_none() {
        return None;
    }
    out.put(Name::Supplier, "TME");
    Some(out)
}

/// `P… 1P… Q20 4LTW K10003107/11`: data identifiers with blanks between them and no head.
fn tme_blanks(text: &str) -> Option<Reading> {
    let mut out = Reading::new(Format::Supplier, Certainty::Likely, text);
    let words: Vec<&str> = text.split(' ').filter(|it| !it.is_empty()).collect();
    if words.len() < 3 || words.len() > 8 {
        return None;
    }
    for word in words {
        if let Some(value) = word.strip_prefix("1P") {
            out.put(Name::ManufacturerPartNumber, value);
        } else if let Some(value) = word.strip_prefix("4L").filter(|it| it.len() == 2) {
            out.put(Name::Country, value);
        } else if let Some(value) = word.strip_prefix('P') {
            out.put(Name::SupplierPartNumber, value);
        } else if let Some(value) = word.strip_prefix('Q') {
            out.put_quantity(value);
        } else if let Some(value) = word.strip_prefix('K') {
            order_and_line(&mut out, value);
        } else {
            return None;
        }
    }
    let complete = [Name::SupplierPartNumber, Name::Quantity, Name::OrderNumber].into_iter().all(|it| out.get(it).is_some());
    if !complete {
        return None;
    }
    out.put(Name::Supplier, "TME");
    Some(out)
}

fn order_and_line(out: &mut Reading, value: &str) {
    let (order, line) = value.split_once('/').unwrap_or((value, ""));
    out.put(Name::OrderNumber, order);
    out.put(Name::OrderLine, line);
}

/// 22 digits: DigiKey's product id, nine digits of quantity, six that nobody explains.
fn digikey_bar(text: &str) -> Option<Reading> {
    let text = text.trim();
    if text.len() != 22 || !text.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let mut out = Reading::new(Format::Supplier, Certainty::Likely, text);
    out.put(Name::Supplier, "DigiKey");
    out.put(Name::SupplierProductId, &text[..7]);
    out.put_quantity(&text[7..16]);
    Some(out)
}
