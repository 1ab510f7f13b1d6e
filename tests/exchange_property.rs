//! Tables of known content, written in every dialect, are read back equal: encoding, delimiter, quoting, preamble, number
//! form, ragged rows.

use kitroom::exchange::csv::Sheet;
use kitroom::exchange::values::{number, number_form};
use proptest::prelude::*;

const HEADS: [&str; 4] = ["Part Number", "Description", "Quantity", "Cost"];

#[derive(Clone, Debug)]
struct Dialect {
    encoding: u8,
    delimiter: char,
    quote_all: bool,
    blank_before_quote: bool,
    line_end: &'static str,
    preamble: bool,
    decimal_comma: bool,
    trailing: bool,
}

fn dialects() -> impl Strategy<Value = Dialect> {
    let signs = prop_oneof![Just(','), Just(';'), Just('\t'), Just('|')];
    let ends = prop_oneof![Just("\n"), Just("\r\n"), Just("\r")];
    (0..4_u8, signs, any::<bool>(), any::<bool>(), ends, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(encoding, delimiter, quote_all, blank_before_quote, line_end, preamble, decimal_comma, trailing)| Dialect {
            encoding,
            delimiter,
            quote_all,
            blank_before_quote,
            line_end,
            preamble,
            decimal_comma,
            trailing,
        },
    )
}

/// A row: number, description, quantity and cost in hundredths.
fn rows() -> impl Strategy<Value = Vec<(String, String, u32, u32)>> {
    let row = ("[A-Z]{2}-[0-9]{3,6}", "[A-Za-zäöüµ°,;|\" ]{0,20}", 1..5_000_u32, 1..9_999_999_u32);
    proptest::collection::vec(row, 3..30)
}

fn written(rows: &[(String, String, u32, u32)], it: &Dialect) -> Vec<u8> {
    let mut text = String::new();
    let end = |text: &mut String| {
        if it.trailing {
            text.push(it.delimiter);
        }
        text.push_str(it.line_end);
    };
    if it.preamble {
        text.push_str("Bill of material");
        text.push_str(it.line_end);
        text.push_str(it.line_end);
    }
    let cell = |text: &mut String, first: bool, value: &str| {
        if !first {
            text.push(it.delimiter);
        }
        let must = value.contains([it.delimiter, '"', '\n', '\r']);
        if must || it.quote_all {
            if it.blank_before_quote && !first {
                text.push(' ');
            }
            text.push('"');
            text.push_str(&value.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(value);
        }
    };
    for (at, head) in HEADS.iter().enumerate() {
        cell(&mut text, at == 0, head);
    }
    end(&mut text);
    for (number, description, quantity, cents) in rows {
        cell(&mut text, true, number);
        cell(&mut text, false, description);
        cell(&mut text, false, &quantity.to_string());
        let sign = if it.decimal_comma { ',' } else { '.' };
        cell(&mut text, false, &format!("{}{sign}{:02}", cents / 100, cents % 100));
        end(&mut text);
    }
    match it.encoding {
        0 => text.into_bytes(),
        1 => [&[0xef, 0xbb, 0xbf], text.as_bytes()].concat(),
        2 => [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        _ => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn every_dialect_is_read_back_equal(rows in rows(), dialect in dialects()) {
        let bytes = written(&rows, &dialect);
        let sheet = Sheet::read(&bytes).map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
        prop_assert!(sheet.errors.is_empty(), "{:?}", sheet.errors);
        prop_assert_eq!(sheet.headers().take(4).collect::<Vec<_>>(), HEADS);
        prop_assert_eq!(sheet.len(), rows.len());
        let form = number_form((0..sheet.len()).map(|row| sheet.cell(row, 3)), sheet.delimiter);
        for (row, (part, description, quantity, cents)) in rows.iter().enumerate() {
            prop_assert_eq!(sheet.cell(row, 0), part);
            prop_assert_eq!(sheet.cell(row, 1), description.trim());
            prop_assert_eq!(sheet.cell(row, 2), quantity.to_string());
            let read = number(sheet.cell(row, 3), form.decimals).map(|it| it.micros());
            prop_assert_eq!(read, Ok(i64::from(*cents) * 10_000));
        }
    }

    #[test]
    fn no_bytes_make_the_readers_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), ascii in "[\"',;|\\t\\n\\r =A-C0-9.-]{0,300}") {
        for bytes in [&bytes[..], ascii.as_bytes()] {
            if let Ok(sheet) = Sheet::read(bytes) {
                for kind in [None, Some(kitroom::exchange::columns::ImportKind::Bom)] {
                    let reading = kitroom::exchange::guess::understand(kind, &sheet);
                    prop_assert_eq!(reading.mapping.len(), sheet.columns());
                }
            }
        }
    }
}
