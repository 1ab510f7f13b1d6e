//! What is printed on: sheets of labels and rolls, with the place of every label; all lengths in millimetres.

/// A sheet or a roll.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Media {
    /// Width and height of the page; of a roll, those of a label.
    pub page: (f64, f64),
    /// Width and height of a label.
    pub label: (f64, f64),
    /// Labels across and down.
    pub grid: (usize, usize),
    /// Where the first one is from the page's left and top edge.
    pub first: (f64, f64),
    /// From one label's left (top) edge to the next one's.
    pub pitch: (f64, f64),
    /// Dots per inch of the printer: modules are whole dots.
    pub dpi: u16,
}

/// A size that is sold.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Preset {
    /// Its name in preferences and addresses; stays for ever.
    pub key: &'static str,
    /// What is written on the box, empty for a roll of any maker; sizes in millimetres are added by the screen.
    pub name: &'static str,
    /// What it is.
    pub media: Media,
}

const fn sheet(page: (f64, f64), label: (f64, f64), grid: (usize, usize), first: (f64, f64), pitch: (f64, f64)) -> Media {
    // Office printers have 600 dots or more; their drivers round to them.
    Media { page, label, grid, first, pitch, dpi: 600 }
}

const A4: (f64, f64) = (210.0, 297.0);
const LETTER: (f64, f64) = (215.9, 279.4);
/// Dots per inch that label printers have.
pub const DPI: [u16; 3] = [203, 300, 600];

/// The sizes that are offered: sheets, then rolls.
pub const PRESETS: [Preset; 18] = [
    Preset {
        key: "a4-21",
        name: "A4 · 3 × 7 (Avery L7160)",
        media: sheet(A4, (63.5, 38.1), (3, 7), (7.25, 15.15), (66.0, 38.1)),
    },
    Preset {
        key: "a4-24", name: "A4 · 3 × 8 (Avery L7159)", media: sheet(A4, (63.5, 33.9), (3, 8), (7.25, 12.9), (66.0, 33.9))
    },
    Preset {
        key: "a4-14",
        name: "A4 · 2 × 7 (Avery L7163)",
        media: sheet(A4, (99.1, 38.1), (2, 7), (4.65, 15.15), (101.6, 38.1)),
    },
    Preset {
        key: "a4-65",
        name: "A4 · 5 × 13 (Avery L7651)",
        media: sheet(A4, (38.1, 21.2), (5, 13), (4.75, 10.7), (40.6, 21.2)),
    },
    Preset {
        key: "a4-40", name: "A4 · 4 × 10 (Herma 4461)", media: sheet(A4, (52.5, 29.7), (4, 10), (0.0, 0.0), (52.5, 29.7))
    },
    Preset {
        key: "letter-30",
        name: "Letter · 3 × 10 (Avery 5160)",
        media: sheet(LETTER, (66.675, 25.4), (3, 10), (4.7625, 12.7), (69.85, 25.4)),
    },
    Preset {
        key: "letter-10",
        name: "Letter · 2 × 5 (Avery 5163)",
        media: sheet(LETTER, (101.6, 50.8), (2, 5), (3.96875, 12.7), (106.3625, 50.8)),
    },
    Preset {
        key: "letter-80",
        name: "Letter · 4 × 20 (Avery 5167)",
        media: sheet(LETTER, (44.45, 12.7), (4, 20), (7.62, 12.7), (52.07, 12.7)),
    },
    Preset { key: "30346", name: "Dymo 30346", media: Media::roll((47.6, 12.7), 300) },
    Preset { key: "30277", name: "Dymo 30277", media: Media::roll((87.3, 14.3), 300) },
    Preset { key: "30334", name: "Dymo 30334", media: Media::roll((57.15, 31.75), 300) },
    Preset { key: "99012", name: "Dymo 99012", media: Media::roll((89.0, 36.0), 300) },
    Preset { key: "62x29", name: "Brother DK-11209", media: Media::roll((62.0, 29.0), 300) },
    Preset { key: "62x100", name: "Brother DK-11202", media: Media::roll((62.0, 100.0), 300) },
    Preset { key: "50x25", name: "", media: Media::roll((50.0, 25.0), 203) },
    Preset { key: "50x30", name: "", media: Media::roll((50.0, 30.0), 203) },
    Preset { key: "100x50", name: "", media: Media::roll((100.0, 50.0), 203) },
    Preset { key: "4x6in", name: "4 × 6 in", media: Media::roll((101.6, 152.4), 203) },
];

/// The preset of this name.
pub fn preset(key: &str) -> Option<Media> {
    PRESETS.iter().find(|preset| preset.key == key).map(|preset| preset.media)
}

impl Media {
    /// A roll: a page is a label.
    pub const fn roll(label: (f64, f64), dpi: u16) -> Media {
        Media { page: label, label, grid: (1, 1), first: (0.0, 0.0), pitch: label, dpi }
    }

    /// Labels on a page.
    pub const fn per_page(&self) -> usize {
        self.grid.0 * self.grid.1
    }

    /// Whether a page is one label.
    pub const fn is_roll(&self) -> bool {
        self.per_page() == 1
    }

    /// The left and top edge of the label at this place of a page, row by row: a multiple of the pitch, so that rounding
    /// never adds up.
    pub fn position(&self, place: usize) -> (f64, f64) {
        let (column, row) = (place % self.grid.0, place / self.grid.0);
        (self.first.0 + column as f64 * self.pitch.0, self.first.1 + row as f64 * self.pitch.1)
    }

    /// How many pages so many labels take when the first page begins at place `start`.
    pub fn pages(&self, labels: usize, start: usize) -> usize {
        if labels == 0 { 0 } else { (labels + start.min(self.per_page() - 1)).div_ceil(self.per_page()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_lies_within_its_page() {
        for Preset { key, media, .. } in PRESETS {
            let (x, y) = media.position(media.per_page() - 1);
            assert!(x + media.label.0 <= media.page.0 + 0.01 && y + media.label.1 <= media.page.1 + 0.01, "{key}");
            assert!(media.pitch.0 >= media.label.0 && media.pitch.1 >= media.label.1, "{key}");
            assert!(preset(key).is_some_and(|it| it == media) && DPI.contains(&media.dpi), "{key}");
        }
    }

    #[test]
    fn the_last_position_is_the_first_and_whole_pitches() {
        let media = preset("a4-24").expect("there");
        let (x, y) = media.position(23);
        assert!((x - (media.first.0 + 2.0 * 66.0)).abs() < 1e-9 && (y - (media.first.1 + 7.0 * 33.9)).abs() < 1e-9);
    }

    #[test]
    fn a_used_sheet_holds_what_is_left_of_it() {
        let media = preset("letter-30").expect("there");
        assert_eq!(
            [(40, 7), (23, 7), (24, 7), (30, 0), (31, 0), (0, 3)].map(|(labels, start)| media.pages(labels, start)),
            [2, 1, 2, 1, 2, 0]
        );
    }
}
