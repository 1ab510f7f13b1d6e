//! The same labels for printers that speak ZPL: one `^XA … ^XZ` each, symbols by the printer's own commands, lengths in its
//! dots.

use super::code128::{self, Piece, Set};
use super::draw::{Job, Made};
use super::layout::{Layout, TextLine};
use super::symbol::{Symbol, SymbolKind};
use super::template::Payload;
use std::fmt::Write;

/// Marks two hexadecimal digits in data: what would be a command, and what is not ASCII.
const HEX: char = '\\';
/// Marks control characters for the printer's Data Matrix.
const CONTROL: char = '_';

/// A line of text to be drawn; lengths in dots.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Text<'a> {
    pub text: &'a str,
    /// Height of the font.
    pub size: u32,
    /// From the top to the baseline.
    pub baseline: u32,
    /// How wide it may be.
    pub room: u32,
    pub is_bold: bool,
}

/// Dots row by row, dark where `true`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dots {
    pub columns: usize,
    pub dark: Vec<bool>,
}

/// Draws a line of text; `None` where that can't be done here.
pub type Drawer<'a> = &'a dyn Fn(&Text) -> Option<Dots>;

/// The labels that could be made. What the printer's own font lacks is printed as `drawer` draws it.
pub fn zpl(job: &Job, made: &Made, drawer: Drawer) -> String {
    let scale = Scale::of(job.media.dpi);
    let mut out = String::new();
    for (layout, label) in made.layouts.iter().zip(&job.labels) {
        let Ok(layout) = layout else { continue };
        let (width, height) = job.media.label;
        let _ = write!(out, "^XA\n^CI28\n^PW{}\n^LL{}\n^LH0,0\n", scale.dots(width), scale.dots(height));
        let turn = Turn { width: job.is_turned.then_some(width), offset: job.offset };
        let is_gs1 = matches!(label.payload, Payload::Gs1(_));
        symbol(&mut out, layout, is_gs1, turn, scale);
        for line in &layout.texts {
            text(&mut out, line, turn, scale, drawer);
        }
        let _ = write!(out, "^PQ{}\n^XZ\n", job.copies.max(1));
    }
    out
}

/// Dots a millimetre.
#[derive(Clone, Copy)]
struct Scale(f64);

impl Scale {
    /// What print heads are made of: 203 dpi are 8 dots a millimetre, 300 are 12, 600 are 24.
    fn of(dpi: u16) -> Scale {
        Scale(match dpi {
            203 => 8.0,
            300 => 12.0,
            600 => 24.0,
            other => f64::from(other) / 25.4,
        })
    }

    fn dots(self, length: f64) -> i64 {
        (length * self.0).round() as i64
    }
}

/// How a label lies under the print head.
#[derive(Clone, Copy)]
struct Turn {
    /// The label's width, where it is turned by a quarter.
    width: Option<f64>,
    offset: (f64, f64),
}

impl Turn {
    const fn letter(self) -> char {
        if self.width.is_some() { 'R' } else { 'N' }
    }

    /// Dots as they lie under the print head: turned clockwise by a quarter, where labels are.
    fn turned(self, dots: Dots) -> Dots {
        if self.width.is_none() {
            return dots;
        }
        let (columns, rows) = (dots.columns, dots.dark.len() / dots.columns);
        let at = |column: usize, row: usize| dots.dark.get((rows - 1 - column) * columns + row).copied().unwrap_or(false);
        let dark = (0..columns).flat_map(|row| (0..rows).map(move |column| at(column, row))).collect();
        Dots { columns: rows, dark }
    }

    /// The upper left corner of what stands at `at` and is so high before it is turned.
    fn corner(self, at: (f64, f64), height: f64) -> (f64, f64) {
        let (x, y) = self.width.map_or(at, |width| (width - at.1 - height, at.0));
        (x + self.offset.0, y + self.offset.1)
    }
}

/// Where the baseline is below the top of a line, in sizes.
const ASCENT: f64 = 0.88;

fn text(out: &mut String, line: &TextLine, turn: Turn, scale: Scale, drawer: Drawer) {
    let length = |length: f64| u32::try_from(scale.dots(length)).unwrap_or_default();
    let size = length(line.size).max(10);
    let (baseline, room) = (length(line.size * ASCENT), length(line.room));
    let lacks = line.text.chars().any(|it| !has_letter(it));
    let drawn = lacks.then(|| drawer(&Text { text: &line.text, size, baseline, room, is_bold: line.is_bold })).flatten();
    let drawn = drawn.filter(|it| it.columns > 0 && it.dark.len() >= it.columns);
    let height = drawn.as_ref().map_or(line.size, |it| (it.dark.len() / it.columns) as f64 / scale.0);
    let (x, y) = turn.corner((line.at.0, line.at.1 - line.size * ASCENT), height);
    let (x, y) = (scale.dots(x).max(0), scale.dots(y).max(0));
    let _ = match drawn {
        Some(drawn) => writeln!(out, "^FO{x},{y}{}^FS", graphic(&turn.turned(drawn))),
        None => writeln!(out, "^FO{x},{y}^A0{},{size},{size}^FH{HEX}^FD{}^FS", turn.letter(), data(&line.text)),
    };
}

/// Whether the printer's font has the letter: Latin-1, which all of them have.
fn has_letter(it: char) -> bool {
    matches!(it, ' '..='~' | '\u{a0}'..='\u{ff}')
}

/// `^GFA`: the dots in hexadecimal, a row in whole bytes.
fn graphic(dots: &Dots) -> String {
    let bytes_a_row = dots.columns.div_ceil(8);
    let rows = dots.dark.chunks(dots.columns);
    let bytes = rows.len() * bytes_a_row;
    let mut out = format!("^GFA,{bytes},{bytes},{bytes_a_row},");
    for row in rows {
        for eight in row.chunks(8) {
            let byte = eight.iter().enumerate().fold(0_u8, |byte, (at, dark)| byte | (u8::from(*dark) << (7 - at)));
            let _ = write!(out, "{byte:02X}");
        }
    }
    out
}

fn symbol(out: &mut String, layout: &Layout, is_gs1: bool, turn: Turn, scale: Scale) {
    let symbol = &layout.symbol;
    let (x, y) = turn.corner(layout.at, layout.row * symbol.rows as f64);
    let (x, y, module, letter) = (scale.dots(x).max(0), scale.dots(y).max(0), scale.dots(layout.module), turn.letter());
    let _ = match symbol.kind {
        // Manual: an automatic choice of modes trips over `;`, `:` and `<`.
        SymbolKind::Qr => {
            writeln!(out, "^FO{x},{y}^BQN,2,{}^FH{HEX}^FDMM,{}{}^FS", module.min(10), qr_mode(&symbol.text), data(&symbol.text))
        }
        SymbolKind::DataMatrix => {
            let mark = if is_gs1 { format!("{CONTROL}1") } else { String::new() };
            let text = symbol.text.replace(CONTROL, &format!("{CONTROL}{CONTROL}")).replace('\u{1d}', &format!("{CONTROL}1"));
            let (columns, rows) = (symbol.columns, symbol.rows);
            writeln!(out, "^FO{x},{y}^BX{letter},{module},200,{columns},{rows},,{CONTROL}^FH{HEX}^FD{mark}{}^FS", data(&text))
        }
        SymbolKind::Code128 => {
            let height = scale.dots(layout.row);
            let text = bars(symbol, is_gs1);
            writeln!(out, "^FO{x},{y}^BY{module},2,{height}^BC{letter},{height},N,N,N,N^FH{HEX}^FD{text}^FS")
        }
    };
}

/// The mode that our own symbol is in, so that the printer's is as large; bytes come with their number.
fn qr_mode(text: &str) -> String {
    let is_alphanumeric = |it: u8| it.is_ascii_digit() || it.is_ascii_uppercase() || b" $%*+-./:".contains(&it);
    if text.bytes().all(|it| it.is_ascii_digit()) {
        "N".to_owned()
    } else if text.bytes().all(is_alphanumeric) {
        "A".to_owned()
    } else {
        format!("B{:04}", text.len())
    }
}

/// The sequence of our own bars in the printer's words: `>;` starts in C, `>8` is Function 1, `>0` is `>`. In the sets A and C the
/// printer takes digits in pairs, as the number of the symbol character.
fn bars(symbol: &Symbol, is_gs1: bool) -> String {
    let text = if is_gs1 { [String::from(code128::FNC1), symbol.text.clone()].concat() } else { symbol.text.clone() };
    let mut out = String::new();
    let mut is_shifted = false;
    for piece in code128::pieces(&text).unwrap_or_default() {
        match piece {
            Piece::Start(set) => out.push_str([">9", ">:", ">;"][set as usize]),
            Piece::Latch(set) => out.push_str([">7", ">6", ">5"][set as usize]),
            // What follows a shift is told in no manual: the set is changed for one character instead.
            Piece::Shift => is_shifted = true,
            Piece::Function1 => out.push_str(">8"),
            Piece::Char(it, set) => {
                let own = if set == Set::A { format!("{:02}", piece.value()) } else { in_b(it) };
                let (there, back) = if set == Set::A { (">7", ">6") } else { (">6", ">7") };
                let is_alone = std::mem::take(&mut is_shifted);
                out.extend(if is_alone { [there, &own, back] } else { ["", &own, ""] });
            }
            Piece::Pair(pair) => {
                let _ = write!(out, "{pair:02}");
            }
        }
    }
    out
}

/// A character of set B; `^`, `>`, `~` and delete have words of their own.
fn in_b(it: char) -> String {
    match it {
        '^' => "><".to_owned(),
        '>' => ">0".to_owned(),
        '~' => ">=".to_owned(),
        '\u{7f}' => ">1".to_owned(),
        it => data(&it.to_string()),
    }
}

/// Data between `^FD` and `^FS`: nothing in it is a command, and it is ASCII.
fn data(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if matches!(byte, b' '..=b'}') && !matches!(byte, b'^' | b'~') && char::from(byte) != HEX {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "{HEX}{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::{LabelText, Media};

    fn printed(dpi: u16, kind: SymbolKind, payload: Payload, line: &str) -> String {
        let labels = vec![LabelText { payload, lines: vec![line.to_owned()] }];
        let media = Media::roll((100.0, 50.0), dpi);
        let job = Job { media, kind, start: 0, copies: 1, offset: (0.0, 0.0), is_turned: false, labels };
        zpl(&job, &job.make(), &|_| None)
    }

    fn text(text: &str) -> Payload {
        Payload::Text(text.to_owned())
    }

    #[test]
    fn lengths_are_in_the_printers_own_dots() {
        let head = |dpi| printed(dpi, SymbolKind::Qr, text("A1"), "").lines().take(4).collect::<Vec<_>>().join(" ");
        assert_eq!(head(203), "^XA ^CI28 ^PW800 ^LL400");
        assert_eq!(head(300), "^XA ^CI28 ^PW1200 ^LL600");
    }

    #[test]
    fn nothing_in_data_is_a_command() {
        let all = printed(203, SymbolKind::Qr, text("A^XZ~JA\\_B"), "A^XZ~JA\\_B Würth µΩ");
        assert_eq!((all.matches("^XA").count(), all.matches("^XZ").count(), all.matches('~').count()), (1, 1, 0), "{all}");
        assert!(all.contains("^FH\\^FDA\\5EXZ\\7EJA\\5C_B W\\C3\\BCrth \\C2\\B5\\CE\\A9^FS"), "{all}");
    }

    #[test]
    fn symbols_are_in_the_mode_that_ours_is_in() {
        let qr = |of: &str| printed(203, SymbolKind::Qr, text(of), "");
        assert!(qr("{\"stockitem\": 1}").contains("^FDMM,B0016{\"stockitem\": 1}^FS"));
        assert!(qr("a;b:c").contains("^FDMM,B0005a;b:c^FS"));
        assert!(qr("12334AB988765").contains("^FDMM,A12334AB988765^FS"));
        assert!(qr("12334").contains("^FDMM,N12334^FS"));
        let bars = |of: &str| printed(203, SymbolKind::Code128, text(of), "");
        assert!(bars("A>B").contains("^FD>:A>0B^FS"));
        assert!(bars("4030401100+67000000").contains("^FD>;4030401100>6+>567000000^FS"));
    }

    #[test]
    fn gs1_begins_with_function_1_and_has_it_between() {
        let elements = || Payload::Gs1(vec![("10".into(), "AB_C".into()), ("21".into(), "1".into())]);
        let matrix = printed(203, SymbolKind::DataMatrix, elements(), "");
        assert!(matrix.contains(",_^FH\\^FD_110AB__C_1211^FS"), "{matrix}");
        let bars = printed(300, SymbolKind::Code128, elements(), "");
        assert!(bars.contains("^FD>;>810>6AB_C>8211^FS"), "{bars}");
        assert!(!bars.lines().filter(|line| line.contains("^A0")).any(|line| line.contains(">8")), "{bars}");
        assert!(bars.contains("^FD(10)AB_C(21)1^FS"), "{bars}");
    }
}
