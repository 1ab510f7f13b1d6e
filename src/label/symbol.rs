//! A symbol as modules: QR, Data Matrix or Code 128, with the quiet zone that belongs to it.

use super::code128;
use super::gs1::{self, Element};
use datamatrix::{DataMatrixBuilder, SymbolList};
use fast_qr::{ECL, QRBuilder};

/// Characters in a text that becomes a symbol; more makes one that a phone no longer reads from a label.
pub const TEXT_LIMIT: usize = 300;

/// What kind of symbol.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SymbolKind {
    /// QR code, error correction M.
    #[default]
    Qr,
    /// Data Matrix ECC 200, square.
    DataMatrix,
    /// Code 128: bars.
    Code128,
}

impl SymbolKind {
    /// All of them, in the order they are offered.
    pub const ALL: [SymbolKind; 3] = [SymbolKind::Qr, SymbolKind::DataMatrix, SymbolKind::Code128];

    /// White modules that must be around it.
    pub const fn quiet(self) -> usize {
        match self {
            SymbolKind::Qr => 4,
            SymbolKind::DataMatrix => 1,
            SymbolKind::Code128 => 10,
        }
    }

    /// By its place in [`SymbolKind::ALL`].
    pub fn of(place: u64) -> Option<SymbolKind> {
        SymbolKind::ALL.get(usize::try_from(place).ok()?).copied()
    }
}

/// Why a text can't be a symbol.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SymbolFault {
    /// There is nothing to encode.
    Empty,
    /// It is longer than the kind of symbol can hold, or than can be read from a label.
    TooLong,
    /// Code 128 has no such character.
    NotInCode128(char),
    /// GS1 element strings come as Data Matrix or Code 128.
    Gs1InQr,
    /// GS1 has no such value of this identifier.
    NotInGs1(String),
}

/// A symbol.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Symbol {
    /// What kind it is.
    pub kind: SymbolKind,
    /// Modules across, without the quiet zone.
    pub columns: usize,
    /// Modules down; 1 for bars, which are as high as there is room.
    pub rows: usize,
    /// Row by row, dark where `true`.
    pub dark: Vec<bool>,
    /// What a decoder reads; separators of GS1 as group separators.
    pub text: String,
    /// What to print for people beside bars.
    pub caption: String,
}

impl Symbol {
    /// The symbol of a text.
    ///
    /// # Errors
    /// An empty text, one that is too long, one with characters that the kind can't hold.
    pub fn of_text(kind: SymbolKind, text: &str) -> Result<Symbol, SymbolFault> {
        if text.is_empty() {
            return Err(SymbolFault::Empty);
        }
        if text.chars().count() > TEXT_LIMIT {
            return Err(SymbolFault::TooLong);
        }
        match kind {
            SymbolKind::Qr => qr(text),
            SymbolKind::DataMatrix => data_matrix(text, text.to_owned(), false),
            SymbolKind::Code128 => bars(text, text.to_owned(), text),
        }
    }

    /// The symbol of a GS1 element string.
    ///
    /// # Errors
    /// No elements, a value that GS1 does not allow, a QR code.
    pub fn of_gs1(kind: SymbolKind, elements: &[Element]) -> Result<Symbol, SymbolFault> {
        if elements.is_empty() {
            return Err(SymbolFault::Empty);
        }
        if let Some(ai) = gs1::fault(elements) {
            return Err(SymbolFault::NotInGs1(ai));
        }
        let text = gs1::element_string(elements);
        let caption = gs1::caption(elements);
        match kind {
            SymbolKind::Qr => Err(SymbolFault::Gs1InQr),
            SymbolKind::DataMatrix => data_matrix(&text, caption, true),
            SymbolKind::Code128 => bars(&[String::from(code128::FNC1), text.clone()].concat(), caption, &text),
        }
    }

    /// Whether the module is dark; what lies outside is not.
    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        column < self.columns && self.dark.get(row * self.columns + column).copied().unwrap_or(false)
    }
}

fn qr(text: &str) -> Result<Symbol, SymbolFault> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|_| SymbolFault::TooLong)?;
    let dark = (0..code.size).flat_map(|row| code[row].iter().map(|module| module.value())).collect();
    Ok(Symbol {
        kind: SymbolKind::Qr,
        columns: code.size,
        rows: code.size,
        dark,
        text: text.to_owned(),
        caption: text.to_owned(),
    })
}

fn data_matrix(text: &str, caption: String, is_gs1: bool) -> Result<Symbol, SymbolFault> {
    // Macros stand for the head of ISO 15434, which a scanner then types; a label of ours has none.
    let builder = DataMatrixBuilder::new()
        .with_symbol_list(SymbolList::default().enforce_square())
        .with_macros(false)
        .with_fnc1_start(is_gs1);
    let code = builder.encode_str(text).map_err(|_| SymbolFault::TooLong)?;
    let bitmap = code.bitmap();
    Ok(Symbol {
        kind: SymbolKind::DataMatrix,
        columns: bitmap.width(),
        rows: bitmap.height(),
        dark: bitmap.bits().to_vec(),
        text: text.to_owned(),
        caption,
    })
}

fn bars(encoded: &str, caption: String, text: &str) -> Result<Symbol, SymbolFault> {
    if let Some(it) = code128::cannot_hold(encoded) {
        return Err(SymbolFault::NotInCode128(it));
    }
    let dark = code128::modules(&code128::pieces(encoded).ok_or(SymbolFault::TooLong)?);
    Ok(Symbol { kind: SymbolKind::Code128, columns: dark.len(), rows: 1, dark, text: text.to_owned(), caption })
}
