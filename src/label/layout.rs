//! Where everything stands on one label: the symbol as large as its place allows, in whole dots of the printer, and the
//! text in the rest.

use super::symbol::{Symbol, SymbolFault, SymbolKind};
use super::template::{LabelText, Payload};
use super::text_width::width;
use super::{MODULE_MAX, MODULE_MIN};

/// White at the label's edge beyond the quiet zone: labels are cut and fed with about this play.
const EDGE: f64 = 0.5;
/// White around text.
const MARGIN: f64 = 1.0;
/// The largest and the smallest size of text.
const TEXT_MAX: f64 = 4.5;
const TEXT_MIN: f64 = 1.7;
/// From one baseline to the next, in sizes.
const LEADING: f64 = 1.18;
/// Where the baseline is below the top of a line, in sizes.
const ASCENT: f64 = 0.88;
/// The first line is larger by this.
const TITLE: f64 = 1.45;
/// The lowest bars that a scanner held by hand hits.
const BARS_MIN: f64 = 5.0;
const BARS_MAX: f64 = 18.0;
/// The text under bars.
const CAPTION: f64 = 2.2;

/// Why a label can't be made.
#[derive(Clone, PartialEq, Debug)]
pub enum LabelFault {
    /// Its symbol can't be made.
    Symbol(SymbolFault),
    /// The symbol would have modules that can't be read: so wide and high the label must be at least, millimetres.
    NoRoom { width: f64, height: f64 },
}

/// A line of text where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct TextLine {
    /// Left end of its baseline.
    pub at: (f64, f64),
    /// Size of the font.
    pub size: f64,
    /// The room that it must not leave, to the right of `at`.
    pub room: f64,
    /// How wide it is by the widths of Helvetica.
    pub width: f64,
    /// Whether it is bold.
    pub is_bold: bool,
    pub text: String,
}

/// A label with everything in its place; all lengths in millimetres from its left and top edge.
#[derive(Clone, PartialEq, Debug)]
pub struct Layout {
    /// Width and height of the label.
    pub size: (f64, f64),
    pub symbol: Symbol,
    /// Where the symbol's first module is.
    pub at: (f64, f64),
    /// Width of a module.
    pub module: f64,
    /// Height of a row: that of a module, or of the bars.
    pub row: f64,
    pub texts: Vec<TextLine>,
    /// Whether text was shortened or left out.
    pub is_cut: bool,
}

/// A part of a label.
#[derive(Clone, Copy)]
struct Area {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// The smallest and the largest module of whole dots.
fn modules(dpi: u16) -> (f64, f64, f64) {
    let dot = 25.4 / f64::from(dpi);
    let least = (MODULE_MIN / dot - 1e-6).ceil() * dot;
    (dot, least, (MODULE_MAX / dot).floor() * dot)
}

/// The place of everything on a label of this size, printed with so many dots per inch.
///
/// # Errors
/// A symbol that can't be made or that has no room.
pub fn lay_out(label: &LabelText, kind: SymbolKind, size: (f64, f64), dpi: u16) -> Result<Layout, LabelFault> {
    let symbol = match &label.payload {
        Payload::Text(text) => Symbol::of_text(kind, text),
        Payload::Gs1(elements) => Symbol::of_gs1(kind, elements),
    };
    let symbol = symbol.map_err(LabelFault::Symbol)?;
    let lines: Vec<&str> = label.lines.iter().map(String::as_str).filter(|line| !line.trim().is_empty()).collect();
    match kind {
        SymbolKind::Code128 => with_bars(symbol, &lines, size, dpi),
        SymbolKind::Qr | SymbolKind::DataMatrix => with_matrix(symbol, &lines, size, dpi),
    }
}

/// The largest module of whole dots for so many modules in this length; `None`: none that can be read.
fn module(count: usize, length: f64, largest: f64, dpi: u16) -> Option<f64> {
    let (dot, least, most) = modules(dpi);
    let fits = ((length / count as f64).min(largest).min(most) / dot + 1e-6).floor() * dot;
    let fits = if fits < least && least * count as f64 <= length + 1e-6 { least } else { fits };
    (fits >= least - 1e-9).then_some(fits)
}

fn with_matrix(symbol: Symbol, lines: &[&str], size: (f64, f64), dpi: u16) -> Result<Layout, LabelFault> {
    let count = symbol.columns + 2 * symbol.kind.quiet();
    let (dot, least, _) = modules(dpi);
    let (wide, high) = (size.0 - 2.0 * EDGE, size.1 - 2.0 * EDGE);
    let is_upright = size.1 > size.0;
    let room = match (lines.is_empty(), is_upright) {
        (true, _) => wide.min(high),
        (false, false) => high.min(size.0 * 0.45),
        (false, true) => wide.min(size.1 * 0.55),
    };
    let largest = wide.min(high);
    let module = match module(count, room.max(least * count as f64), MODULE_MAX, dpi) {
        Some(module) if module * count as f64 <= largest + 1e-6 => module,
        _ => {
            let side = least * count as f64 + 2.0 * EDGE;
            return Err(LabelFault::NoRoom { width: side.max(size.0.min(side)), height: side });
        }
    };
    let side = module * count as f64;
    let quiet = module * symbol.kind.quiet() as f64;
    let on_dot = |at: f64| (at / dot).round() * dot;
    let (left, top) = match (is_upright, lines.is_empty()) {
        (true, _) => ((size.0 - side) / 2.0, EDGE),
        (false, true) => ((size.0 - side) / 2.0, (size.1 - side) / 2.0),
        (false, false) => (EDGE, (size.1 - side) / 2.0),
    };
    let at = (on_dot(left + quiet), on_dot(top + quiet));
    // From where the symbol's quiet zone ends, moved to a whole dot as the symbol is.
    let (right, below) = (at.0 - quiet + side, at.1 - quiet + side);
    let area = if is_upright {
        Area { x: MARGIN, y: below, width: size.0 - 2.0 * MARGIN, height: size.1 - below - MARGIN }
    } else {
        Area { x: right, y: MARGIN, width: size.0 - right - MARGIN, height: size.1 - 2.0 * MARGIN }
    };
    let (texts, is_cut) = text(lines, area, Align::of(is_upright));
    Ok(Layout { size, symbol, at, module, row: module, texts, is_cut })
}

fn with_bars(symbol: Symbol, lines: &[&str], size: (f64, f64), dpi: u16) -> Result<Layout, LabelFault> {
    let count = symbol.columns + 2 * symbol.kind.quiet();
    let (dot, least, _) = modules(dpi);
    let has_caption = !lines.contains(&symbol.caption.as_str());
    let caption = if has_caption { CAPTION * LEADING } else { 0.0 };
    let found = module(count, size.0 - 2.0 * EDGE, 2.0 * MODULE_MIN, dpi).filter(|_| size.1 >= 2.0 * EDGE + BARS_MIN + caption);
    let Some(module) = found else {
        let needs = (least * count as f64 + 2.0 * EDGE, 2.0 * EDGE + BARS_MIN + caption);
        return Err(LabelFault::NoRoom { width: needs.0, height: needs.1 });
    };
    let free = size.1 - 2.0 * EDGE - caption;
    let height = if lines.is_empty() { free } else { (free * 0.5).max(BARS_MIN) };
    let row = (height.min(BARS_MAX) / dot).floor() * dot;
    let on_dot = |at: f64| (at / dot).round() * dot;
    let at = (on_dot((size.0 - module * symbol.columns as f64) / 2.0), on_dot(size.1 - EDGE - caption - row));
    let area = Area { x: MARGIN, y: MARGIN.min(at.1), width: size.0 - 2.0 * MARGIN, height: at.1 - 2.0 * MARGIN };
    let (mut texts, mut is_cut) = text(lines, area, Align::Start);
    if has_caption {
        let room = size.0 - 2.0 * MARGIN;
        let (shown, was_cut) = shortened(&symbol.caption, CAPTION, room, false);
        let width = width(&shown, false) * CAPTION;
        is_cut |= was_cut;
        let at = ((size.0 - width) / 2.0, at.1 + row + CAPTION * ASCENT);
        texts.push(TextLine { at, size: CAPTION, room, width, is_bold: false, text: shown });
    }
    Ok(Layout { size, symbol, at, module, row, texts, is_cut })
}

#[derive(Clone, Copy, PartialEq)]
enum Align {
    Start,
    Middle,
}

impl Align {
    fn of(is_upright: bool) -> Align {
        if is_upright { Align::Start } else { Align::Middle }
    }
}

/// The lines in an area, as large as they fit; the last ones go where they don't, and `true` says so.
fn text(lines: &[&str], area: Area, down: Align) -> (Vec<TextLine>, bool) {
    if lines.is_empty() || area.width < TEXT_MIN || area.height < TEXT_MIN {
        return (Vec::new(), !lines.is_empty());
    }
    let mut size = TEXT_MAX.min(area.height / 3.0).max(TEXT_MIN);
    let set = loop {
        let (set, fits) = wrapped(lines, size, area);
        if fits {
            break set;
        }
        size -= 0.1;
        if size < TEXT_MIN {
            let set = cut(lines, area);
            return (placed(set, area, down), true);
        }
    };
    (placed(set, area, down), false)
}

type Line = (String, f64, bool);

fn size_of(at: usize, size: f64) -> (f64, bool) {
    if at == 0 { (size * TITLE, true) } else { (size, false) }
}

/// Lines broken at this size, and whether all of them fit.
fn wrapped(lines: &[&str], size: f64, area: Area) -> (Vec<Line>, bool) {
    let mut set = Vec::new();
    let mut height = 0.0;
    let mut fits = true;
    for (at, line) in lines.iter().enumerate() {
        let (size, is_bold) = size_of(at, size);
        let broken = broken(line, size, area.width, is_bold);
        // A number that goes on in the next line is misread by people.
        fits &= broken.len() <= 2 && !(at == 0 && broken.len() > 1 && !line.contains(' '));
        height += broken.len() as f64 * size * LEADING;
        set.extend(broken.into_iter().map(|text| (text, size, is_bold)));
    }
    (set, fits && height <= area.height + 1e-6)
}

/// A line broken at spaces, and within words that are too long.
fn broken(line: &str, size: f64, room: f64, is_bold: bool) -> Vec<String> {
    let fits = |text: &str| width(text, is_bold) * size <= room;
    let mut out: Vec<String> = Vec::new();
    let mut now = String::new();
    for word in line.split_whitespace() {
        let longer = if now.is_empty() { word.to_owned() } else { [&now, " ", word].concat() };
        if fits(&longer) {
            now = longer;
            continue;
        }
        if !now.is_empty() {
            out.push(std::mem::take(&mut now));
        }
        for it in word.chars() {
            if !now.is_empty() && !fits(&[&now, &*it.to_string()].concat()) {
                out.push(std::mem::take(&mut now));
            }
            now.push(it);
        }
    }
    out.push(now);
    out
}

/// One line each at the smallest size, shortened, as many as there is room for.
fn cut(lines: &[&str], area: Area) -> Vec<Line> {
    let mut height = 0.0;
    let mut set = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let (size, is_bold) = size_of(at, TEXT_MIN);
        height += size * LEADING;
        if height > area.height + 1e-6 {
            break;
        }
        set.push((shortened(line, size, area.width, is_bold).0, size, is_bold));
    }
    set
}

fn shortened(text: &str, size: f64, room: f64, is_bold: bool) -> (String, bool) {
    if width(text, is_bold) * size <= room {
        return (text.to_owned(), false);
    }
    let mut short: String = text.to_owned();
    while !short.is_empty() && width(&[&short, "…"].concat(), is_bold) * size > room {
        short.pop();
    }
    ([short.trim_end(), "…"].concat(), true)
}

fn placed(set: Vec<Line>, area: Area, down: Align) -> Vec<TextLine> {
    let height: f64 = set.iter().map(|(_, size, _)| size * LEADING).sum();
    let mut top = area.y + if down == Align::Middle { ((area.height - height) / 2.0).max(0.0) } else { 0.0 };
    set.into_iter()
        .map(|(text, size, is_bold)| {
            let at = (area.x, top + size * ASCENT);
            top += size * LEADING;
            let width = width(&text, is_bold) * size;
            TextLine { at, size, room: area.width, width, is_bold, text }
        })
        .collect()
}
