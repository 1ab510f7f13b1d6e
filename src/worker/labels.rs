//! Labels between a page and its worker: what is asked, what is answered, and the making of it, so that the page's module
//! carries no symbols.

use super::message::Read;
use crate::i18n::{Word, say, word};
use crate::journal::form::{FormError, Reader, Writer};
use crate::label::draw::{self, Job};
use crate::label::layout::LabelFault;
use crate::label::template::{LabelText, Payload};
use crate::label::{Media, Symbol, SymbolFault, SymbolKind, zpl};

/// What labels are wanted as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Output {
    /// Pages to print.
    Pages,
    /// A file for label printers.
    Zpl,
    /// A page that shows what the printer is off by.
    TestPage,
}

/// A symbol as modules, for reading it back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    pub kind: SymbolKind,
    pub columns: u32,
    /// Row by row, 1 where dark.
    pub dark: Vec<u8>,
    /// What a decoder must read.
    pub text: String,
}

/// The labels, made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Labels {
    /// The first label alone, as SVG.
    pub preview: String,
    /// SVG of each page; or the one file of a label printer.
    pub pages: Vec<String>,
    /// The symbol of each label, or why it can't be made, in a sentence.
    pub symbols: Vec<Result<Check, String>>,
    /// On how many labels not all of the text fits.
    pub cut: u32,
}

/// Symbols on paper: each as SVG with its quiet zone, empty where it can't be made.
pub type Drawn = Vec<String>;

/// Makes the labels; `drawer` draws what a label printer's font lacks.
pub fn made(job: &Job, output: Output, drawer: zpl::Drawer) -> Labels {
    if output == Output::TestPage {
        return Labels { pages: vec![job.test_page()], ..Labels::default() };
    }
    let made = job.make();
    let first = made.layouts.iter().flatten().next();
    let symbol = |layout: &Result<crate::label::layout::Layout, LabelFault>| match layout {
        Ok(layout) => Ok(check(&layout.symbol)),
        Err(fault) => Err(sentence(fault)),
    };
    Labels {
        preview: first.map_or(String::new(), draw::preview),
        pages: if output == Output::Zpl { vec![zpl::zpl(job, &made, drawer)] } else { job.pages(&made) },
        symbols: made.layouts.iter().map(symbol).collect(),
        cut: made.layouts.iter().flatten().filter(|layout| layout.is_cut).count() as u32,
    }
}

/// Draws symbols of texts with this module, bars this high (millimetres).
pub fn drawn(kind: SymbolKind, texts: &[String], module: f64, height: f64) -> Drawn {
    let draw = |text: &String| Symbol::of_text(kind, text).map_or(String::new(), |it| draw::symbol(&it, module, height));
    texts.iter().map(draw).collect()
}

fn check(symbol: &Symbol) -> Check {
    Check {
        kind: symbol.kind,
        columns: symbol.columns as u32,
        dark: symbol.dark.iter().map(|it| u8::from(*it)).collect(),
        text: symbol.text.clone(),
    }
}

/// Why a label can't be made.
fn sentence(fault: &LabelFault) -> String {
    let tenths = |length: f64| format!("{:.1}", (length * 10.0 - 1e-6).ceil() / 10.0);
    match fault {
        LabelFault::NoRoom { width, height } => say(Word::LabelNoRoom, &[&tenths(*width), &tenths(*height)]),
        LabelFault::Symbol(SymbolFault::Empty) => word(Word::LabelEmpty).to_owned(),
        LabelFault::Symbol(SymbolFault::TooLong) => word(Word::LabelTooLong).to_owned(),
        LabelFault::Symbol(SymbolFault::NotInCode128(it)) => say(Word::LabelNotInCode128, &[&it.to_string()]),
        LabelFault::Symbol(SymbolFault::Gs1InQr) => word(Word::LabelGs1InQr).to_owned(),
        LabelFault::Symbol(SymbolFault::NotInGs1(ai)) => say(Word::LabelNotInGs1, &[ai]),
    }
}

pub(super) fn put_job(out: &mut Writer, job: &Job, output: Output) {
    out.varint(output as u64);
    let Media { page, label, grid, first, pitch, dpi } = job.media;
    for (x, y) in [page, label, first, pitch, job.offset] {
        put_length(out, x);
        put_length(out, y);
    }
    let numbers = [grid.0, grid.1, usize::from(dpi), job.kind as usize, job.start, job.copies, usize::from(job.is_turned)];
    numbers.iter().for_each(|number| out.varint(*number as u64));
    out.varint(job.labels.len() as u64);
    for LabelText { payload, lines } in &job.labels {
        match payload {
            Payload::Text(text) => {
                out.varint(0);
                put(out, text);
            }
            Payload::Gs1(elements) => {
                out.varint(elements.len() as u64 + 1);
                elements.iter().for_each(|(ai, value)| {
                    put(out, ai);
                    put(out, value);
                });
            }
        }
        out.varint(lines.len() as u64);
        lines.iter().for_each(|line| put(out, line));
    }
}

pub(super) fn job(from: &mut Reader) -> Read<(Job, Output)> {
    let output = match from.varint()? {
        0 => Output::Pages,
        1 => Output::Zpl,
        2 => Output::TestPage,
        _ => return Err(FormError::Broken),
    };
    let mut pair = || Ok((length(from)?, length(from)?));
    let (page, label, first, pitch, offset) = (pair()?, pair()?, pair()?, pair()?, pair()?);
    let grid = (size(from)?, size(from)?);
    let dpi = u16::try_from(from.varint()?).map_err(|_| FormError::Broken)?;
    let kind = kind(from)?;
    let (start, copies, is_turned) = (size(from)?, size(from)?, from.varint()? == 1);
    let label_text = |from: &mut Reader| {
        let payload = match from.varint()? {
            0 => Payload::Text(text(from)?),
            more => Payload::Gs1((1..more).map(|_| Ok((text(from)?, text(from)?))).collect::<Read<_>>()?),
        };
        Ok(LabelText { payload, lines: (0..from.varint()?).map(|_| text(from)).collect::<Read<_>>()? })
    };
    let labels = (0..from.varint()?).map(|_| label_text(from)).collect::<Read<_>>()?;
    let media = Media { page, label, grid, first, pitch, dpi };
    let is_sane = dpi > 0 && grid.0 > 0 && grid.1 > 0 && grid.0 * grid.1 <= 1000;
    is_sane.then_some((Job { media, kind, start, copies, offset, is_turned, labels }, output)).ok_or(FormError::Broken)
}

pub(super) fn put_labels(out: &mut Writer, labels: &Labels) {
    put(out, &labels.preview);
    put_texts(out, &labels.pages);
    out.varint(labels.cut.into());
    out.varint(labels.symbols.len() as u64);
    for symbol in &labels.symbols {
        match symbol {
            Ok(check) => {
                out.varint(1 + check.kind as u64);
                out.varint(check.columns.into());
                out.run(&check.dark);
                put(out, &check.text);
            }
            Err(why) => {
                out.varint(0);
                put(out, why);
            }
        }
    }
}

pub(super) fn labels(from: &mut Reader) -> Read<Labels> {
    let (preview, pages, cut) = (text(from)?, texts(from)?, from.id()?);
    let symbol = |from: &mut Reader| {
        Ok(match from.varint()? {
            0 => Err(text(from)?),
            place => {
                let kind = SymbolKind::of(place - 1).ok_or(FormError::Broken)?;
                Ok(Check { kind, columns: from.id()?, dark: from.run()?.to_vec(), text: text(from)? })
            }
        })
    };
    let symbols = (0..from.varint()?).map(|_| symbol(from)).collect::<Read<_>>()?;
    Ok(Labels { preview, pages, symbols, cut })
}

pub(super) fn put_symbols(out: &mut Writer, kind: SymbolKind, texts: &[String], module: f64, height: f64) {
    out.varint(kind as u64);
    put_length(out, module);
    put_length(out, height);
    put_texts(out, texts);
}

pub(super) fn symbols(from: &mut Reader) -> Read<(SymbolKind, Vec<String>, f64, f64)> {
    let (kind, module, height) = (kind(from)?, length(from)?, length(from)?);
    Ok((kind, texts(from)?, module, height))
}

pub(super) fn put_texts(out: &mut Writer, texts: &[String]) {
    out.varint(texts.len() as u64);
    texts.iter().for_each(|text| put(out, text));
}

pub(super) fn texts(from: &mut Reader) -> Read<Vec<String>> {
    (0..from.varint()?).map(|_| text(from)).collect()
}

fn put(out: &mut Writer, text: &str) {
    out.run(text.as_bytes());
}

fn put_length(out: &mut Writer, length: f64) {
    out.bytes.extend_from_slice(&length.to_le_bytes());
}

fn length(from: &mut Reader) -> Read<f64> {
    let length = f64::from_bits(from.eight()?);
    if length.is_finite() { Ok(length) } else { Err(FormError::Broken) }
}

fn text(from: &mut Reader) -> Read<String> {
    String::from_utf8(from.run()?.to_vec()).map_err(|_| FormError::Broken)
}

fn size(from: &mut Reader) -> Read<usize> {
    usize::try_from(from.varint()?).map_err(|_| FormError::Broken)
}

fn kind(from: &mut Reader) -> Read<SymbolKind> {
    SymbolKind::of(from.varint()?).ok_or(FormError::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::media::preset;
    use crate::worker::message::{Ask, Tell, decode_ask, decode_tell, encode_ask, encode_tell};

    fn example() -> Job {
        let text = |payload, lines: &[&str]| LabelText { payload, lines: lines.iter().map(|it| (*it).to_owned()).collect() };
        Job {
            media: preset("letter-30").expect("there"),
            kind: SymbolKind::DataMatrix,
            start: 7,
            copies: 2,
            offset: (-0.5, 1.25),
            is_turned: true,
            labels: vec![
                text(Payload::Text("ABC".into()), &["A-1 µ", ""]),
                text(Payload::Gs1(vec![("10".into(), "L 1".into()), ("21".into(), "S".into())]), &[]),
            ],
        }
    }

    #[test]
    fn jobs_and_answers_arrive_as_they_were_sent() {
        for ask in [
            Ask::Labels { language: "en".into(), job: example(), output: Output::Zpl },
            Ask::Symbols { kind: SymbolKind::Qr, texts: vec!["a".into(), String::new()], module: 0.5, height: 8.0 },
        ] {
            let bytes = encode_ask(9, &ask);
            assert_eq!(decode_ask(&bytes), Ok((9, ask)));
            assert!((0..bytes.len()).all(|end| decode_ask(&bytes[..end]).is_err()), "cut short");
        }
        for tell in [Tell::Labels(made(&example(), Output::Pages, &|_| None)), Tell::Symbols(vec!["<svg/>".into()])] {
            let bytes = encode_tell(9, &tell);
            assert_eq!(decode_tell(&bytes), Ok((9, tell)));
            assert!((0..bytes.len()).all(|end| decode_tell(&bytes[..end]).is_err()), "cut short");
        }
    }

    #[test]
    fn what_can_not_be_made_is_said_and_takes_no_place() {
        let job = example();
        let labels = made(&job, Output::Pages, &|_| None);
        assert!(labels.symbols[0].is_ok());
        assert!(labels.symbols[1].as_ref().is_err_and(|why| why.contains("(10)")), "{:?}", labels.symbols[1]);
        assert_eq!(labels.pages.len(), 1);
        assert_eq!(labels.pages[0].matches("<path").count(), 2, "two copies of the first alone");
        let small = Job { media: Media::roll((12.0, 8.0), 203), labels: job.labels[..1].to_vec(), ..job };
        let why = made(&small, Output::Pages, &|_| None).symbols.remove(0);
        assert!(why.is_ok(), "a short code fits a small label");
        let long = LabelText { payload: Payload::Text("x".repeat(60)), lines: Vec::new() };
        let why = made(&Job { labels: vec![long], ..small }, Output::Pages, &|_| None).symbols.remove(0);
        assert!(why.is_err_and(|why| why.contains("needs at least")));
    }
}
