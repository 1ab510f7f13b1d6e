//! Labels and pages as SVG in millimetres: symbols as one black path, text in Helvetica's widths.

use super::layout::{LabelFault, Layout, TextLine, lay_out};
use super::media::Media;
use super::symbol::{Symbol, SymbolKind};
use super::template::LabelText;
use std::fmt::Write;

/// What is to be printed.
#[derive(Clone, PartialEq, Debug)]
pub struct Job {
    pub media: Media,
    pub kind: SymbolKind,
    /// The place of the first label on the first page, from 0.
    pub start: usize,
    /// How often each label is printed.
    pub copies: usize,
    /// How far everything is moved to the right and down, millimetres: what the printer is off by.
    pub offset: (f64, f64),
    /// Whether labels are turned by a quarter.
    pub is_turned: bool,
    pub labels: Vec<LabelText>,
}

/// The labels, made.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Made {
    /// Each label by its place in the job, and why not.
    pub layouts: Vec<Result<Layout, LabelFault>>,
}

impl Job {
    /// Lays every label out.
    pub fn make(&self) -> Made {
        let (width, height) = self.media.label;
        let size = if self.is_turned { (height, width) } else { (width, height) };
        let layout = |label| lay_out(label, self.kind, size, self.media.dpi);
        Made { layouts: self.labels.iter().map(layout).collect() }
    }

    /// The pages as SVG. What could not be made takes no place.
    pub fn pages(&self, made: &Made) -> Vec<String> {
        let copies = made.layouts.iter().flatten().flat_map(|layout| std::iter::repeat_n(layout, self.copies.max(1)));
        let (per_page, start) = (self.media.per_page(), self.start.min(self.media.per_page() - 1));
        let mut pages: Vec<String> = Vec::new();
        let mut open = String::new();
        let mut place = start;
        for layout in copies {
            if place == per_page {
                pages.push(page(self.media.page, &open));
                open.clear();
                place = 0;
            }
            let (x, y) = self.media.position(place);
            label(&mut open, layout, (x + self.offset.0, y + self.offset.1), self.is_turned);
            place += 1;
        }
        if !open.is_empty() {
            pages.push(page(self.media.page, &open));
        }
        pages
    }

    /// A page with the edges of its labels and a line of 100 mm: for finding what a printer is off by.
    pub fn test_page(&self) -> String {
        let (width, height) = self.media.label;
        let mut open = String::new();
        for place in 0..self.media.per_page() {
            let (x, y) = self.media.position(place);
            let (x, y) = (number(x + self.offset.0), number(y + self.offset.1));
            let (width, height) = (number(width), number(height));
            let _ = write!(
                open,
                r##"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="none" stroke="#000" stroke-width=".15"/>"##
            );
        }
        let (left, middle) = ((self.media.page.0 - 100.0) / 2.0, self.media.page.1 / 2.0);
        if left >= 0.0 {
            let (x, y) = (number(left), number(middle));
            let _ = write!(
                open,
                r##"<path d="M{x} {y}h100m0 -2v4m-100 0v-4" fill="none" stroke="#000" stroke-width=".3"/><text x="{x}" y="{}" font-size="4" font-family="{FONT}" fill="#000">100 mm</text>"##,
                number(middle - 3.0)
            );
        }
        page(self.media.page, &open)
    }
}

const FONT: &str = "Arial,Helvetica,Liberation Sans,sans-serif";

/// A number without needless digits: tenths of a micrometre.
fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn page((width, height): (f64, f64), inside: &str) -> String {
    let (width, height) = (number(width), number(height));
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}">{inside}</svg>"#
    )
}

/// One label alone, for a preview.
pub fn preview(layout: &Layout) -> String {
    let mut open = String::new();
    label(&mut open, layout, (0.0, 0.0), false);
    page(layout.size, &open)
}

/// One label within a page: clipped by its edges.
fn label(out: &mut String, layout: &Layout, at: (f64, f64), is_turned: bool) {
    let (own_width, own_height) = layout.size;
    let (width, height) = if is_turned { (own_height, own_width) } else { layout.size };
    let (x, y) = (number(at.0), number(at.1));
    let (w, h) = (number(width), number(height));
    let _ = write!(out, r#"<svg x="{x}" y="{y}" width="{w}" height="{h}" viewBox="0 0 {w} {h}">"#);
    if is_turned {
        let _ = write!(out, r#"<g transform="translate({w} 0) rotate(90)">"#);
    }
    let (x, y) = (number(layout.at.0), number(layout.at.1));
    let (column, row) = (number(layout.module), number(layout.row));
    let path = path(&layout.symbol);
    let _ = write!(
        out,
        r##"<path transform="translate({x} {y}) scale({column} {row})" fill="#000" shape-rendering="crispEdges" d="{path}"/>"##
    );
    layout.texts.iter().for_each(|line| text(out, line));
    if is_turned {
        out.push_str("</g>");
    }
    out.push_str("</svg>");
}

/// The dark modules of a symbol as a path, a module being one unit: each run of a row is a rectangle.
pub fn path(symbol: &Symbol) -> String {
    let mut out = String::new();
    for row in 0..symbol.rows {
        let mut column = 0;
        while column < symbol.columns {
            let run = (column..symbol.columns).take_while(|at| symbol.is_dark(*at, row)).count();
            if run > 0 {
                let _ = write!(out, "M{column} {row}h{run}v1h-{run}z");
            }
            column += run.max(1);
        }
    }
    out
}

/// A symbol alone with its quiet zone, a module being `module` millimetres, and bars `height` high.
pub fn symbol(symbol: &Symbol, module: f64, height: f64) -> String {
    let quiet = symbol.kind.quiet() as f64 * module;
    let row = if symbol.rows == 1 { height } else { module };
    let edge = if symbol.rows == 1 { module } else { quiet };
    let size = (symbol.columns as f64 * module + 2.0 * quiet, symbol.rows as f64 * row + 2.0 * edge);
    let (x, y) = (number(quiet), number(edge));
    let (column, row) = (number(module), number(row));
    let inside = format!(
        r##"<rect width="100%" height="100%" fill="#fff"/><path transform="translate({x} {y}) scale({column} {row})" fill="#000" shape-rendering="crispEdges" d="{}"/>"##,
        path(symbol)
    );
    page(size, &inside)
}

fn text(out: &mut String, line: &TextLine) {
    let (x, y, size) = (number(line.at.0), number(line.at.1), number(line.size));
    let weight = if line.is_bold { r#" font-weight="700""# } else { "" };
    // Where it is nearly as wide as its room, another font must not make it wider.
    let fixed = if line.width > line.room * 0.8 {
        format!(r#" textLength="{}" lengthAdjust="spacingAndGlyphs""#, number(line.width.min(line.room)))
    } else {
        String::new()
    };
    let text = escaped(&line.text);
    let _ = write!(
        out,
        r##"<text x="{x}" y="{y}" font-size="{size}" font-family="{FONT}" fill="#000"{weight}{fixed}>{text}</text>"##
    );
}
