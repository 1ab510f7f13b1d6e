//! How wide a text is in Helvetica and the fonts that have its widths (Arial, Liberation Sans): there is no font where
//! labels are made.

/// Widths of the characters from space to tilde, thousandths of the size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778,
    722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222,
    500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/// Bold is wider by at most this.
const BOLD: f64 = 1.09;

/// The width of a text, in sizes of its font.
pub fn width(text: &str, is_bold: bool) -> f64 {
    let sum: f64 = text.chars().map(|it| f64::from(of(it))).sum();
    sum / 1000.0 * if is_bold { BOLD } else { 1.0 }
}

fn of(it: char) -> u16 {
    let place = (it as u32).checked_sub(32).and_then(|place| usize::try_from(place).ok());
    match place.and_then(|place| WIDTHS.get(place)) {
        Some(width) => *width,
        // Han, kana and hangul are square.
        None if (it as u32) >= 0x1100 => 1000,
        None if it.is_uppercase() => 722,
        None => 556,
    }
}
