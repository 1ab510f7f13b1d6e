//! Code 128: the shortest sequence of symbol characters for a text, and the widths of its bars.

/// Function 1: the mark of GS1 at the front, a separator within.
pub const FNC1: char = '\u{1d}';
/// Symbol characters of one symbol: what still fits a label and a scanner's field of view.
pub const CHARACTERS: usize = 80;

const SHIFT: u8 = 98;
const LATCH: [u8; 3] = [101, 100, 99];
const START: [u8; 3] = [103, 104, 105];
const F1: u8 = 102;
const STOP: u8 = 106;

/// Widths of bars and spaces by value, bars first.
const WIDTHS: [&[u8]; 107] = [
    b"212222", b"222122", b"222221", b"121223", b"121322", b"131222", b"122213", b"122312", b"132212", b"221213", b"221312",
    b"231212", b"112232", b"122132", b"122231", b"113222", b"123122", b"123221", b"223211", b"221132", b"221231", b"213212",
    b"223112", b"312131", b"311222", b"321122", b"321221", b"312212", b"322112", b"322211", b"212123", b"212321", b"232121",
    b"111323", b"131123", b"131321", b"112313", b"132113", b"132311", b"211313", b"231113", b"231311", b"112133", b"112331",
    b"132131", b"113123", b"113321", b"133121", b"313121", b"211331", b"231131", b"213113", b"213311", b"213131", b"311123",
    b"311321", b"331121", b"312113", b"312311", b"332111", b"314111", b"221411", b"431111", b"111224", b"111422", b"121124",
    b"121421", b"141122", b"141221", b"112214", b"112412", b"122114", b"122411", b"142112", b"142211", b"241211", b"221114",
    b"413111", b"241112", b"134111", b"111242", b"121142", b"121241", b"114212", b"124112", b"124211", b"411212", b"421112",
    b"421211", b"212141", b"214121", b"412121", b"111143", b"111341", b"131141", b"114113", b"114311", b"411113", b"411311",
    b"113141", b"114131", b"311141", b"411131", b"211412", b"211214", b"211232", b"2331112",
];

/// The three code sets: upper case with control characters, upper and lower case, pairs of digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Set {
    A,
    B,
    C,
}

/// A piece of a symbol, in order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece {
    /// The symbol starts in this set.
    Start(Set),
    /// It goes on in this set.
    Latch(Set),
    /// The next character alone is of the other of A and B.
    Shift,
    /// Function 1.
    Function1,
    /// One character, in this set.
    Char(char, Set),
    /// Two digits, in set C.
    Pair(u8),
}

impl Piece {
    /// The value of its symbol character.
    pub fn value(self) -> u8 {
        match self {
            Piece::Start(set) => START[set as usize],
            Piece::Latch(set) => LATCH[set as usize],
            Piece::Shift => SHIFT,
            Piece::Function1 => F1,
            Piece::Char(it, Set::A) if it < ' ' => it as u8 + 64,
            Piece::Char(it, _) => (it as u8).wrapping_sub(32),
            Piece::Pair(pair) => pair,
        }
    }
}

/// The first character that Code 128 can't hold without Function 4, which scanners read as they like.
pub fn cannot_hold(text: &str) -> Option<char> {
    text.chars().find(|it| !it.is_ascii())
}

const fn holds(set: Set, it: char) -> bool {
    match set {
        Set::A => (it as u32) < 96,
        Set::B => it as u32 >= 32 && (it as u32) < 128,
        Set::C => false,
    }
}

/// The shortest sequence for an ASCII text; [`FNC1`] stands for Function 1. `None` for an empty text, for one that it can't
/// hold, and for one of more than [`CHARACTERS`].
pub fn pieces(text: &str) -> Option<Vec<Piece>> {
    let chars: Vec<char> = text.chars().collect();
    if chars.is_empty() || chars.len() > 2 * CHARACTERS || cannot_hold(text).is_some() {
        return None;
    }
    const SETS: [Set; 3] = [Set::A, Set::B, Set::C];
    const FAR: usize = usize::MAX / 2;
    // cheapest[i][set]: symbol characters for the rest from i on, the set being active.
    let mut cheapest = vec![[FAR; 3]; chars.len() + 1];
    let mut step: Vec<[Vec<Piece>; 3]> = vec![Default::default(); chars.len()];
    cheapest[chars.len()] = [0; 3];
    for at in (0..chars.len()).rev() {
        // Without changing the set first.
        let mut stay: [(usize, Vec<Piece>); 3] = Default::default();
        for (index, set) in SETS.into_iter().enumerate() {
            let it = chars[at];
            let next = |length: usize| cheapest[at + length][index];
            let other = [Set::B, Set::A, Set::C][index];
            stay[index] = match set {
                _ if it == FNC1 => (1 + next(1), vec![Piece::Function1]),
                Set::C => match (it.to_digit(10), chars.get(at + 1).and_then(|it| it.to_digit(10))) {
                    (Some(tens), Some(ones)) => (1 + next(2), vec![Piece::Pair((tens * 10 + ones) as u8)]),
                    _ => (FAR, Vec::new()),
                },
                _ if holds(set, it) => (1 + next(1), vec![Piece::Char(it, set)]),
                _ => (2 + next(1), vec![Piece::Shift, Piece::Char(it, other)]),
            };
        }
        for index in 0..3 {
            // B before A, which some scanners are set to leave out.
            let latched = [1, 0, 2].into_iter().filter(|to| *to != index).min_by_key(|to| stay[*to].0).unwrap_or(index);
            (cheapest[at][index], step[at][index]) = if stay[latched].0 + 1 < stay[index].0 {
                let mut pieces = vec![Piece::Latch(SETS[latched])];
                pieces.extend(&stay[latched].1);
                (stay[latched].0 + 1, pieces)
            } else {
                stay[index].clone()
            };
        }
    }
    // Digits start in C, as GS1 wants; else B before A, which some scanners are set to leave out.
    let first = [2, 1, 0].into_iter().min_by_key(|set| cheapest[0][*set])?;
    let mut active = SETS[first];
    let mut pieces = vec![Piece::Start(active)];
    let mut at = 0;
    while at < chars.len() {
        for piece in &step[at][active as usize] {
            match piece {
                Piece::Latch(set) => active = *set,
                Piece::Pair(_) => at += 2,
                Piece::Char(..) | Piece::Function1 => at += 1,
                Piece::Shift | Piece::Start(_) => {}
            }
            pieces.push(*piece);
        }
    }
    (pieces.len() <= CHARACTERS).then_some(pieces)
}

/// The modules of a symbol from its first bar to its last, without quiet zones.
pub fn modules(pieces: &[Piece]) -> Vec<bool> {
    let values: Vec<u8> = pieces.iter().map(|piece| piece.value()).collect();
    let weighted = |(at, value): (usize, &u8)| at.max(1) * usize::from(*value);
    let check = values.iter().enumerate().map(weighted).sum::<usize>() % 103;
    let mut modules = Vec::with_capacity(11 * (values.len() + 2) + 2);
    for value in values.into_iter().map(usize::from).chain([check, usize::from(STOP)]) {
        for (at, width) in WIDTHS[value].iter().enumerate() {
            modules.extend((b'0'..*width).map(|_| at % 2 == 0));
        }
    }
    modules
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the modules back, independently of how they were made: by widths, sets and the check character.
    fn decoded(modules: &[bool]) -> String {
        let mut widths: Vec<u8> = Vec::new();
        let mut before = None;
        for module in modules {
            if before == Some(*module) {
                *widths.last_mut().expect("a run") += 1
            } else {
                widths.push(b'1')
            }
            before = Some(*module);
        }
        let characters: Vec<usize> = widths[..widths.len() - 7]
            .chunks(6)
            .map(|six| WIDTHS.iter().position(|it| *it == six).expect("a symbol character"))
            .collect();
        assert_eq!(&widths[widths.len() - 7..], WIDTHS[106]);
        let (check, data) = characters.split_last().expect("a check character");
        let sum: usize = data.iter().enumerate().map(|(at, it)| at.max(1) * it).sum();
        assert_eq!(sum % 103, *check);
        let (mut set, mut shifted, mut text) = (data[0] - 103, false, String::new());
        for value in &data[1..] {
            let own = if shifted { 1 - set } else { set };
            shifted = false;
            match (own, value) {
                (_, 102) => text.push(FNC1),
                (2, 0..=99) => text.push_str(&format!("{value:02}")),
                (2, 101) | (1, 101) => set = 0,
                (2, 100) | (0, 100) => set = 1,
                (0 | 1, 99) => set = 2,
                (0 | 1, 98) => shifted = true,
                (0, 64..=95) => text.push(char::from(*value as u8 - 64)),
                (_, 0..=95) => text.push(char::from(*value as u8 + 32)),
                other => panic!("{other:?}"),
            }
        }
        text
    }

    #[track_caller]
    fn check(text: &str, characters: usize) {
        let pieces = pieces(text).expect("it fits");
        assert_eq!(decoded(&modules(&pieces)), text);
        assert_eq!(pieces.len(), characters, "{pieces:?}");
    }

    #[test]
    fn each_text_takes_the_fewest_symbol_characters() {
        check("A", 2);
        check("1", 2);
        check("12", 2);
        check("123", 4);
        check("1234", 3);
        check("12345", 5);
        check("AB1234", 6);
        check("AB12", 5);
        check("1234567", 6);
        check("A>B", 4);
        check("4030401100+67000000", 13);
        check("\u{1d}10958\u{1d}17160526", 11);
        check("a\tb", 5);
        check("\u{1}\u{2}\u{3}abc", 8);
        check("SN-0007", 7);
        check("Kaefig-7", 9);
    }

    #[test]
    fn every_character_and_every_length_comes_back() {
        for code in 0..128u8 {
            let it = char::from(code);
            for text in [format!("{it}"), format!("12{it}3456{it}"), format!("ab{it}CD{it}{it}9"), format!("{it}{it}{it}00000")] {
                let pieces = pieces(&text).expect("it fits");
                assert_eq!(decoded(&modules(&pieces)), text);
            }
        }
        for length in 1..=60 {
            let text: String = (0..length).map(|at| char::from(b'0' + (at % 10) as u8)).collect();
            assert_eq!(decoded(&modules(&pieces(&text).expect("it fits"))), text);
        }
    }

    #[test]
    fn what_it_cannot_hold_is_refused() {
        assert_eq!(cannot_hold("Käfig-7"), Some('ä'));
        assert_eq!(pieces("Käfig-7"), None);
        assert_eq!(pieces(""), None);
        assert_eq!(pieces(&"x".repeat(CHARACTERS)), None);
        assert!(pieces(&"x".repeat(CHARACTERS - 1)).is_some());
    }

    #[test]
    fn the_table_is_whole() {
        for (value, widths) in WIDTHS.iter().enumerate() {
            let sum: u8 = widths.iter().map(|it| it - b'0').sum();
            assert_eq!((widths.len(), sum), if value == 106 { (7, 13) } else { (6, 11) }, "{value}");
        }
    }
}
