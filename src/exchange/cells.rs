//! What the cells of a column hold, where its head says nothing: designators, numbers, what makers and shops call parts.

use super::csv::Sheet;
use super::values;
use std::collections::HashSet;

/// Rows that are looked at, spread over the table.
const LOOKED_AT: usize = 400;
/// With fewer filled cells among them, a column is looked at where it is filled.
const FEW: usize = 40;
/// A prime by which the distance of those rows varies.
const UNEVEN: usize = 7_919;
/// Letters before the number of a designator, as schematics have them.
const PREFIXES: &[&str] = &[
    "R", "C", "L", "D", "Q", "U", "J", "X", "Y", "P", "K", "F", "T", "TP", "SW", "LED", "IC", "CN", "RN", "FB", "JP", "H", "MH",
    "FID", "BT", "CON", "M", "S", "V", "VR", "RV", "FL", "LS", "NE", "RT", "TR", "Z", "ZD", "A", "B", "E", "G", "RL", "RLY",
    "SPDT", "BAT", "XTAL", "CARD", "USB", "MK", "PWR", "DS", "W", "CR", "RF", "AE", "BR", "BZ", "N", "PS", "SP",
];
/// Endings of values with a unit.
const UNITS: &[&str] = &[
    "F", "H", "OHM", "OHMS", "Ω", "R", "V", "A", "W", "HZ", "PF", "NF", "UF", "ΜF", "µF", "NH", "UH", "MH", "MHZ", "KHZ", "K",
    "M", "G", "P", "N", "U", "µ", "MM", "MA",
];
/// Names of packages.
const PACKAGES: &[&str] = &[
    "SOT", "SOIC", "SOP", "TSSOP", "MSOP", "QFN", "QFP", "LQFP", "TQFP", "DFN", "SOD", "DO-", "TO-", "BGA", "DIP", "SMA", "SMB",
    "SMC", "DPAK", "PLCC", "LED0", "CAP-", "IND-", "RES-SMD", "CONN-", "SSOP", "VSSOP", "SON", "WSON", "USON",
];

/// What is seen in a column: counts over the rows that were looked at.
#[derive(Clone, Copy, Default, Debug)]
pub struct Seen {
    pub rows: usize,
    pub filled: usize,
    pub distinct: usize,
    pub designators: usize,
    pub integers: usize,
    pub numbers: usize,
    /// 1, 2, 3 …: the number of the row.
    pub in_sequence: usize,
    pub part_like: usize,
    pub supplier_like: usize,
    pub values: usize,
    pub footprints: usize,
    pub links: usize,
    pub prices: usize,
    pub dates: usize,
    /// Several words.
    pub sentences: usize,
}

impl Seen {
    /// How much of the filled cells are so, in hundredths.
    pub fn share(&self, of: usize) -> usize {
        (of * 100).checked_div(self.filled).unwrap_or(0)
    }

    /// How much of the rows are filled, in hundredths.
    pub fn fill(&self) -> usize {
        (self.filled * 100).checked_div(self.rows).unwrap_or(0)
    }
}

/// Looks at every column: at rows spread over the table, and where few of those say anything, at those that do.
pub fn look(sheet: &Sheet) -> Vec<Seen> {
    let step = sheet.len().div_ceil(LOOKED_AT).max(1);
    let counts = |row: &usize| !sheet.is_blank(*row) && !sheet.repeats_heads(*row);
    // Not at an even distance: what comes in every second row would be seen in each or in none.
    let spread = |(at, from): (usize, usize)| (from + at * UNEVEN % step).min(sheet.len() - 1);
    let rows: Vec<usize> = (0..sheet.len()).step_by(step).enumerate().map(spread).filter(counts).collect();
    let look = |column: usize| {
        let seen = look_at(sheet, column, &rows, step);
        if step == 1 || seen.filled >= FEW { seen } else { look_at_filled(sheet, column, step) }
    };
    (0..sheet.columns()).map(look).collect()
}

/// A column that says something in few rows, by those; `rows` is of their share.
fn look_at_filled(sheet: &Sheet, column: usize, step: usize) -> Seen {
    let counts = |row: &usize| says(sheet.cell(*row, column)) && !sheet.repeats_heads(*row);
    let filled: Vec<usize> = (0..sheet.len()).filter(counts).collect();
    let looked_at: Vec<usize> = filled.iter().copied().step_by(filled.len().div_ceil(LOOKED_AT).max(1)).collect();
    let rows = (sheet.len() * looked_at.len()).checked_div(filled.len()).unwrap_or(sheet.len());
    Seen { rows, ..look_at(sheet, column, &looked_at, step) }
}

fn says(cell: &str) -> bool {
    !matches!(cell, "" | "-" | "~")
}

fn look_at(sheet: &Sheet, column: usize, rows: &[usize], step: usize) -> Seen {
    let mut seen = Seen { rows: rows.len(), ..Seen::default() };
    let mut different = HashSet::new();
    for row in rows {
        let cell = sheet.cell(*row, column);
        if !says(cell) {
            continue;
        }
        seen.filled += 1;
        different.insert(cell);
        let whole = cell.parse::<u64>().ok();
        seen.integers += usize::from(whole.is_some());
        seen.in_sequence += usize::from(step == 1 && whole.is_some_and(|it| it == *row as u64 + 1 || it == *row as u64));
        seen.numbers += usize::from(is_number(cell));
        let designators = is_designators(cell);
        seen.designators += usize::from(designators);
        let supplier = supplier_of(cell).is_some();
        seen.supplier_like += usize::from(supplier);
        let (value, footprint, link) = (is_component_value(cell), is_footprint(cell), is_link(cell));
        seen.values += usize::from(value);
        seen.footprints += usize::from(footprint);
        seen.links += usize::from(link);
        seen.prices += usize::from(is_price(cell) || !is_number(cell) && values::number(cell, values::Decimals::Mixed).is_ok());
        let date = is_date(cell);
        seen.dates += usize::from(date);
        seen.sentences += usize::from(cell.split_whitespace().nth(2).is_some());
        let other = date || designators || value || footprint || link || whole.is_some_and(|it| it < 100_000);
        seen.part_like += usize::from(!other && is_part_like(cell));
    }
    seen.distinct = different.len();
    seen
}

/// A cell that says that there is nothing.
pub fn says_none(cell: &str) -> bool {
    matches!(
        &*cell.trim().to_lowercase(),
        "" | "-" | "--" | "~" | "?" | "n/a" | "n.a." | "none" | "null" | "tbd" | "k.a." | "unknown" | "unbekannt"
    )
}

/// Designators: `R1`, `C1, C2`, `R1-R4`, `PWR_L1`.
pub fn is_designators(cell: &str) -> bool {
    let mut any = false;
    for piece in cell.split(|it: char| it == ',' || it == ';' || it.is_whitespace()).filter(|it| !it.is_empty()).take(40) {
        if !is_designator(piece) {
            return false;
        }
        any = true;
    }
    any
}

fn is_designator(piece: &str) -> bool {
    let Some(digit) = piece.find(|it: char| it.is_ascii_digit()) else { return false };
    let prefix = piece[..digit].to_ascii_uppercase();
    let known = PREFIXES.contains(&prefix.trim_end_matches('_')) || PREFIXES.contains(&prefix.split('_').next().unwrap_or(""));
    let rest = piece[digit..].trim_start_matches(|it: char| it.is_ascii_digit());
    let short = piece.len() - digit - rest.len() <= 4;
    known && short && (rest.len() <= 1 || values::range(piece).is_some() || rest.starts_with('_') && rest.len() <= 4)
}

/// A number of any form.
pub fn is_number(cell: &str) -> bool {
    cell.bytes().any(|it| it.is_ascii_digit()) && cell.bytes().all(|it| it.is_ascii_digit() || b".,'+- ".contains(&it))
}

fn is_price(cell: &str) -> bool {
    let signs = |it: char| "$€£¥".contains(it);
    cell.contains(signs) && is_number(cell.trim_matches(|it: char| signs(it) || it.is_whitespace()))
}

fn is_date(cell: &str) -> bool {
    cell.len() >= 8 && cell.len() <= 25 && values::date(cell, values::DateOrder::DayFirst).is_some()
}

/// A link to a page.
pub fn is_link(cell: &str) -> bool {
    cell.starts_with("http://") || cell.starts_with("https://") || cell.starts_with("www.")
}

/// `10k`, `100nF`, `4u7`, `0R1`, `10uF/16V`, `53.6 1%`.
pub fn is_component_value(cell: &str) -> bool {
    let first = cell.split(['/', ' ', ',']).next().unwrap_or("");
    if !first.starts_with(|it: char| it.is_ascii_digit() || it == '.') {
        return false;
    }
    let upper = first.to_uppercase();
    let digits = |it: char| it.is_ascii_digit() || it == '.';
    let unit = upper.trim_start_matches(digits);
    let unit = if unit.len() > 2 { unit.trim_end_matches('Ω').trim_end_matches("OHM") } else { unit };
    let number = upper.find(|it: char| !digits(it)).unwrap_or(upper.len());
    number <= 7
        && (unit.is_empty() && number <= 5 || UNITS.contains(&unit) || {
            // 4u7, 0R1: the unit stands for the point.
            let behind = unit.trim_start_matches(|it: char| !it.is_ascii_digit());
            let middle = &unit[..unit.len() - behind.len()];
            UNITS.contains(&middle) && behind.len() <= 3 && behind.chars().all(|it| it.is_ascii_digit())
        })
}

/// A footprint: `C_0603_1608Metric`, `SOT-23`, `R0603`, `Package_SO:SOIC-8`.
pub fn is_footprint(cell: &str) -> bool {
    let upper = cell.to_ascii_uppercase();
    const SIZES: &[&str] = &["0201", "0402", "0603", "0805", "1206", "1210", "2512", "1812"];
    let bare = upper.trim_start_matches(['R', 'C', 'L', 'D']).trim_start_matches('_');
    SIZES.contains(&bare)
        || upper.contains("_SMD")
        || upper.contains("METRIC")
        || upper.contains("_THT")
        || upper.contains("HANDSOLDER")
        || PACKAGES.iter().any(|name| upper.starts_with(name) || upper.split(':').nth(1).is_some_and(|it| it.starts_with(name)))
        || cell.matches('_').count() >= 3
        || SIZES.iter().any(|size| upper.split(['_', '-', ':']).any(|piece| piece == *size)) && upper.contains('_')
}

/// What a maker, a shop or a person might call a part: a word or two of letters and digits.
pub fn is_part_like(cell: &str) -> bool {
    let length = cell.chars().count();
    if !(3..=60).contains(&length) || cell.split_whitespace().nth(2).is_some() {
        return false;
    }
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let letters = cell.chars().filter(|it| it.is_alphabetic()).count();
    digits >= 5 && letters == 0 || digits >= 1 && letters >= 1 && !cell.contains(['?', '=', ':'])
}

/// The shop whose numbers look like this one.
pub fn supplier_of(cell: &str) -> Option<&'static str> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if cell.len() > 5 && cell.ends_with("-ND") {
        return Some("DigiKey");
    }
    if let Some(rest) = cell.strip_prefix('C') {
        if digits(rest) && (4..=8).contains(&rest.len()) {
            return Some("LCSC");
        }
    }
    let (before, behind) = cell.split_once('-')?;
    let mouser = digits(before) && before.len() == 3 && behind.len() >= 5 && !cell.contains(' ');
    let lettered = behind.bytes().any(|it| it.is_ascii_alphabetic()) || behind.len() >= 6;
    (mouser && lettered).then_some("Mouser")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_told_apart() {
        for cell in ["R1", "C1, C2,C3", "R1-R4", "LED2,LED3", "PWR_L1,PWR_H1", "J12 J13 ", "C28A, C28B"] {
            assert!(is_designators(cell), "{cell}");
        }
        for cell in ["BC547", "10k", "", "GRM155R71C103KA01D", "LMK107", "ESP32", "ULN2003"] {
            assert!(!is_designators(cell), "{cell}");
        }
        for cell in ["10k", "100nF", "4u7", "0R1", "10uF/16V", "0.22µF", "1.00K", "120", "4k7", "3R3", "14.7kΩ"] {
            assert!(is_component_value(cell), "{cell}");
        }
        for cell in ["1N4148W", "2N7002", "74HC14", "1729173", "GRM155R71C103KA01D"] {
            assert!(!is_component_value(cell), "{cell}");
            assert!(is_part_like(cell), "{cell}");
        }
        for cell in ["C_0603_1608Metric", "SOT-23", "R0603", "Package_SO:SOIC-8", "0402"] {
            assert!(is_footprint(cell), "{cell}");
        }
        let shops = ["490-4789-1-ND", "C442947", "512-FXMA108BQX", "GRM155R71C103KA01D", "1401-0043-0032"].map(supplier_of);
        assert_eq!(shops, [Some("DigiKey"), Some("LCSC"), Some("Mouser"), None, None]);
    }
}
