//! What this device remembers of labels: the template of each kind of record, the size, and what each printer is off by.

use std::collections::BTreeMap;

use super::data::Kind;
use crate::i18n::{Word, word};
use crate::label::media::{self, Preset};
use crate::label::{Code, Media, SymbolKind};

/// The key of a size of the person's own.
pub const OWN: &str = "own";
/// The size at the start.
const FIRST: &str = "a4-21";
/// The sides of an own label, millimetres.
pub const SIDES: (f64, f64) = (8.0, 400.0);

/// What is remembered, by key: `symbol.kits`, `x.a4-21`.
#[derive(Clone, Copy)]
pub struct Settings<'a>(pub &'a BTreeMap<String, String>);

impl<'a> Settings<'a> {
    fn get(&self, name: &str, of: &str) -> Option<&'a str> {
        self.0.get(&key(name, of)).map(String::as_str)
    }

    pub fn symbol(&self, kind: &Kind) -> SymbolKind {
        self.get("symbol", kind.key).and_then(|it| SymbolKind::of(it.parse().ok()?)).unwrap_or_default()
    }

    pub fn code(&self, kind: &Kind) -> Code {
        let place = self.get("code", kind.key).and_then(|it| it.parse::<usize>().ok());
        place.and_then(|place| Code::ALL.get(place).copied()).filter(|code| kind.codes.contains(code)).unwrap_or_default()
    }

    /// The chosen lines, by key.
    pub fn lines(&self, kind: &Kind) -> Vec<&'a str> {
        self.get("lines", kind.key).unwrap_or(kind.first).split(',').filter(|it| !it.is_empty()).collect()
    }

    /// The size's key.
    pub fn size(&self) -> &'a str {
        let size = self.0.get("size").map_or(FIRST, String::as_str);
        if size == OWN || media::preset(size).is_some() { size } else { FIRST }
    }

    /// A length that is remembered for the size, millimetres.
    pub fn length(&self, name: &str) -> f64 {
        self.typed(name).trim().parse().ok().filter(|it: &f64| it.is_finite()).unwrap_or(0.0)
    }

    /// The same as the person typed it.
    pub fn typed(&self, name: &str) -> &'a str {
        self.get(name, self.size()).unwrap_or(match name {
            "width" => "50",
            "height" => "30",
            _ => "0",
        })
    }

    pub fn is_turned(&self) -> bool {
        self.get("turned", self.size()).is_some()
    }

    /// What is printed on; `None`: the own size can't be.
    pub fn media(&self) -> Option<Media> {
        let dpi = self.get("dpi", self.size()).and_then(|it| it.parse().ok()).filter(|it| media::DPI.contains(it));
        if self.size() == OWN {
            let size = (self.length("width"), self.length("height"));
            let fits = |side: f64| (SIDES.0..=SIDES.1).contains(&side);
            return (fits(size.0) && fits(size.1)).then(|| Media::roll(size, dpi.unwrap_or(media::DPI[0])));
        }
        let preset = media::preset(self.size())?;
        Some(Media { dpi: dpi.filter(|_| preset.is_roll()).unwrap_or(preset.dpi), ..preset })
    }
}

/// The key of what is remembered of one kind of record or one size.
pub fn key(name: &str, of: &str) -> String {
    [name, ".", of].concat()
}

/// The sizes as options of a choice.
pub fn sizes() -> Vec<(String, String)> {
    let option = |Preset { key, name, media }: &Preset| {
        let (width, height) = media.label;
        let name = if name.is_empty() { word(Word::LabelRoll) } else { name };
        ((*key).to_owned(), format!("{name} · {} × {} mm", tenths(width), tenths(height)))
    };
    let own = (OWN.to_owned(), word(Word::LabelSizeOwn).to_owned());
    media::PRESETS.iter().map(option).chain([own]).collect()
}

fn tenths(length: f64) -> String {
    let text = format!("{length:.1}");
    crate::i18n::format::number(text.strip_suffix(".0").unwrap_or(&text))
}
