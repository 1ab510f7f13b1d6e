//! A scanner that types as a keyboard: which key strokes are a scan and which are a person's.
//!
//! A scanner's strokes come fast, or slowly but evenly, and one key is up before the next goes down; a person's come unevenly
//! and overlap. Strokes are fed in with the time stamps of their events, not of their handling: a page that was busy for a
//! second gets them late but stamped right. Nothing here touches a page: who feeds it prevents, restores and acts as told.

/// The longest pause between two strokes of one scan at a fast pace (milliseconds).
const FAST_GAP: u32 = 35;
/// The longest pause within a scan at an even, slow pace: Bluetooth scanners and busy tablets (milliseconds).
const SLOW_GAP: u32 = 125;
/// One pause of a scan may be this long (milliseconds).
const HICCUP: u32 = 240;
/// After this much silence a fast burst without an end sign is a scan (milliseconds).
pub const SILENCE: u32 = 250;
/// The fewest characters of a scan.
const SHORTEST: usize = 3;
/// The most characters of a scan; PDF417 holds about 2,700.
const LONGEST: usize = 4_500;
/// The same code again within this time is reported as a double, not acted on (milliseconds).
const BLANKING: u32 = 500;

/// A key as an event names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Key {
    /// A character.
    Text(String),
    /// Ctrl and a character: `]` is GS, `^` or `6` is RS, `d` is EOT, `m` and `j` end a scan.
    Control(char),
    /// Enter, Tab or a function key.
    End(End),
    /// A digit of the number pad while Alt is held, as in Alt+029.
    AltDigit(char),
    /// Alt was let go.
    AltUp,
    /// Shift and other keys that write nothing.
    Silent,
    /// Arrows, Escape, Backspace: a person's.
    Person,
}

/// What ends a scan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// Enter, or a line feed.
    Enter,
    /// Tab.
    Tab,
    /// F1 to F24.
    Function,
    /// EOT, ETX or the like.
    Sign,
}

/// A stroke: a key that went down.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stroke {
    /// When the event was made (milliseconds).
    pub time: u32,
    /// Which key.
    pub key: Key,
    /// The browser repeats a key that is held.
    pub repeat: bool,
    /// Another key was still down: a person types so, a scanner hardly ever.
    pub overlaps: bool,
}

/// What to do with the event of a stroke.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It is a person's, or can't be told yet: it goes its way.
    Pass,
    /// It belongs to a scan: neither page nor browser may act on it.
    Prevent,
}

/// A scan that has ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scan {
    /// What was scanned, separators as control characters.
    pub text: String,
    /// The same code came just before: told, not acted on.
    pub double: bool,
}

/// What a stroke led to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// What to do with the event.
    pub verdict: Verdict,
    /// A burst begins with this stroke: the field in focus is to be remembered as it is now.
    pub begins: bool,
    /// A scan ended: the remembered field is put back before it is acted on.
    pub scan: Option<Scan>,
}

/// Follows strokes and finds the scans among them.
#[derive(Default)]
pub struct Wedge {
    text: String,
    gaps: Vec<u32>,
    last: Option<u32>,
    overlaps: usize,
    alt: String,
    /// When the last scan ended, and its text.
    before: Option<(u32, String)>,
    /// The last scan has just ended: what still belongs to its end is swallowed until then.
    tail_until: u32,
}

impl Wedge {
    /// A stroke.
    pub fn stroke(&mut self, stroke: &Stroke) -> Told {
        let pass = Told { verdict: Verdict::Pass, begins: false, scan: None };
        if stroke.repeat {
            self.forget();
            return pass;
        }
        let ended = self.ended_by_silence(stroke.time);
        let gap = self.last.map(|last| stroke.time.saturating_sub(last));
        if gap.is_some_and(|gap| gap > self.longest_gap()) {
            self.forget();
        }
        let begins = self.last.is_none() && !matches!(stroke.key, Key::Silent);
        let told = match &stroke.key {
            Key::Silent => pass,
            Key::Person => {
                self.forget();
                pass
            }
            Key::Text(text) => self.letters(text, stroke, gap),
            Key::Control(letter) => self.control(*letter, stroke, gap),
            Key::AltDigit(digit) => {
                self.alt.push(*digit);
                self.timed(stroke, gap);
                Told { verdict: self.verdict(), begins: false, scan: None }
            }
            Key::AltUp => {
                let code = std::mem::take(&mut self.alt).parse::<u32>().ok().and_then(char::from_u32);
                self.text.extend(code.filter(|it| it.is_control()));
                pass
            }
            Key::End(end) => self.end(*end, stroke.time),
        };
        Told { begins, scan: told.scan.or(ended), verdict: told.verdict }
    }

    /// The scan that has ended by silence, if one has: asked by a timer [`SILENCE`] after the last stroke.
    pub fn ended_by_silence(&mut self, now: u32) -> Option<Scan> {
        let silent = self.last.is_some_and(|last| now.saturating_sub(last) >= SILENCE);
        let fast = self.text.chars().count() >= 2 * SHORTEST && self.is_fast();
        (silent && fast).then(|| self.take(now))
    }

    fn letters(&mut self, text: &str, stroke: &Stroke, gap: Option<u32>) -> Told {
        self.timed(stroke, gap);
        if self.text.chars().count() < LONGEST {
            self.text.push_str(text);
        }
        Told { verdict: Verdict::Pass, begins: false, scan: None }
    }

    fn control(&mut self, letter: char, stroke: &Stroke, gap: Option<u32>) -> Told {
        let sign = match letter.to_ascii_lowercase() {
            ']' | '+' => Some('\u{1d}'),
            '^' | '6' | '&' => Some('\u{1e}'),
            '\\' => Some('\u{1c}'),
            'd' => Some('\u{4}'),
            'm' | 'j' => return self.end(End::Enter, stroke.time),
            _ => None,
        };
        let within = self.is_scan_so_far();
        self.timed(stroke, gap);
        if within {
            self.text.extend(sign);
        }
        // The end of a message is followed by nothing on many scanners.
        if within && sign == Some('\u{4}') {
            return self.end(End::Sign, stroke.time);
        }
        Told { verdict: if within { Verdict::Prevent } else { Verdict::Pass }, begins: false, scan: None }
    }

    fn end(&mut self, end: End, time: u32) -> Told {
        let rest_of_end = time < self.tail_until && self.text.is_empty();
        let scan = self.is_scan().then(|| self.take(time));
        if scan.is_none() {
            self.forget();
        } else {
            // CR LF is one end; the line feed comes as another key.
            self.tail_until = time + FAST_GAP;
        }
        let prevent = scan.is_some() || rest_of_end && end != End::Tab;
        Told { verdict: if prevent { Verdict::Prevent } else { Verdict::Pass }, begins: false, scan }
    }

    fn timed(&mut self, stroke: &Stroke, gap: Option<u32>) {
        if let Some(gap) = gap.filter(|_| self.last.is_some()) {
            self.gaps.push(gap);
        }
        self.last = Some(stroke.time);
        self.overlaps += usize::from(stroke.overlaps);
    }

    fn take(&mut self, now: u32) -> Scan {
        let text = std::mem::take(&mut self.text);
        self.forget();
        let double = self.before.as_ref().is_some_and(|(then, code)| *code == text && now.saturating_sub(*then) < BLANKING);
        self.before = Some((now, text.clone()));
        Scan { text, double }
    }

    fn forget(&mut self) {
        self.text.clear();
        self.gaps.clear();
        self.alt.clear();
        self.last = None;
        self.overlaps = 0;
    }

    fn verdict(&self) -> Verdict {
        if self.is_scan_so_far() { Verdict::Prevent } else { Verdict::Pass }
    }

    /// A pause after which strokes are no longer one burst.
    fn longest_gap(&self) -> u32 {
        if self.gaps.iter().any(|gap| *gap > SLOW_GAP) { SLOW_GAP } else { HICCUP }
    }

    /// The pause in the middle when all are put in order: half of them are no longer.
    fn median(&self) -> u32 {
        let mut gaps = self.gaps.clone();
        gaps.sort_unstable();
        gaps.get(gaps.len() / 2).copied().unwrap_or(0)
    }

    fn is_fast(&self) -> bool {
        !self.gaps.is_empty() && self.median() <= FAST_GAP
    }

    /// Slow strokes are a scanner's where all but one lie within a quarter of the middle pause, and hardly any overlap.
    fn is_even(&self) -> bool {
        let median = self.median();
        let off = self.gaps.iter().filter(|gap| gap.abs_diff(median) > median / 4 + 4).count();
        median <= SLOW_GAP && off <= 1 && self.overlaps <= 1
    }

    fn is_scan_so_far(&self) -> bool {
        self.text.chars().count() >= SHORTEST - 1 && (self.is_fast() || self.gaps.len() >= 5 && self.is_even())
    }

    fn is_scan(&self) -> bool {
        let letters = self.text.chars().count();
        letters >= SHORTEST && (self.is_fast() || letters >= 6 && self.is_even())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stroke(time: u32, key: Key) -> Stroke {
        Stroke { time, key, repeat: false, overlaps: false }
    }

    /// Types a text at a pace; gives what was told and when the next stroke is due.
    fn typed(wedge: &mut Wedge, text: &str, from: u32, gap: impl Fn(usize) -> u32) -> (Vec<Told>, u32) {
        let mut time = from;
        let mut told = Vec::new();
        for (at, letter) in text.chars().enumerate() {
            let key = match letter {
                '⏎' => Key::End(End::Enter),
                '⇥' => Key::End(End::Tab),
                'Ⓕ' => Key::End(End::Function),
                '\u{1d}' => Key::Control(']'),
                '\u{1e}' => Key::Control('6'),
                '\u{4}' => Key::Control('d'),
                _ => Key::Text(letter.to_string()),
            };
            told.push(wedge.stroke(&stroke(time, key)));
            time += gap(at);
        }
        (told, time)
    }

    fn scans(told: &[Told]) -> Vec<String> {
        told.iter().filter_map(|it| it.scan.as_ref().map(|scan| scan.text.clone())).collect()
    }

    #[test]
    fn a_scan_is_one_scan_at_any_pace_and_its_end_presses_nothing() {
        for pace in [5, 10, 20, 55, 80, 100] {
            for end in ['⏎', '⇥', 'Ⓕ'] {
                let (told, _) = typed(&mut Wedge::default(), &format!("4311501062449{end}"), 1_000, |_| pace);
                assert_eq!(scans(&told), ["4311501062449"], "{pace} ms {end}");
                assert_eq!(told.last().map(|it| it.verdict), Some(Verdict::Prevent), "{pace} ms {end}");
                assert!(told[0].begins && !told[1].begins);
            }
        }
    }

    #[test]
    fn one_hiccup_does_not_split_a_scan() {
        let (told, _) = typed(&mut Wedge::default(), "8480000650672⏎", 0, |at| if at == 6 { 200 } else { 10 });
        assert_eq!(scans(&told), ["8480000650672"]);
        let (told, _) = typed(&mut Wedge::default(), "8480000650672⏎", 0, |at| if at == 6 { 150 } else { 80 });
        assert_eq!(scans(&told), ["8480000650672"]);
    }

    #[test]
    fn a_person_who_types_is_no_scanner() {
        let mut wedge = Wedge::default();
        let pauses = [90, 52, 130, 71, 118, 60, 101, 85, 90];
        let mut time = 0;
        for (at, letter) in "resistor⏎".chars().enumerate() {
            let key = if letter == '⏎' { Key::End(End::Enter) } else { Key::Text(letter.to_string()) };
            let told = wedge.stroke(&Stroke { time, key, repeat: false, overlaps: at % 2 == 1 });
            assert_eq!((told.verdict, told.scan), (Verdict::Pass, None), "{letter}");
            time += pauses[at];
        }
        // A held key, and keys at leisure.
        let held = (0..30).map(|at| {
            wedge.stroke(&Stroke { time: 5_000 + at * 30, key: Key::Text("x".into()), repeat: at > 0, overlaps: false })
        });
        assert!(held.into_iter().all(|it| it.verdict == Verdict::Pass && it.scan.is_none()));
        let (told, _) = typed(&mut wedge, "375⏎", 9_000, |_| 240);
        assert!(scans(&told).is_empty() && told.iter().all(|it| it.verdict == Verdict::Pass));
    }

    #[test]
    fn short_codes_and_many_scans_in_a_row_are_kept_apart() {
        let (told, _) = typed(&mut Wedge::default(), "375⏎", 0, |_| 8);
        assert_eq!(scans(&told), ["375"]);
        let mut wedge = Wedge::default();
        let (mut all, mut time) = (Vec::new(), 0);
        for code in 0..10 {
            let (told, next) = typed(&mut wedge, &format!("431150106244{code}⏎"), time, |_| 12);
            all.extend(scans(&told));
            time = next;
        }
        assert_eq!(all.len(), 10);
        assert!(all.iter().enumerate().all(|(at, code)| code.ends_with(&at.to_string())));
    }

    #[test]
    fn the_same_code_at_once_is_a_double_and_another_is_not() {
        let mut wedge = Wedge::default();
        let (first, time) = typed(&mut wedge, "INV-SI1⏎", 0, |_| 8);
        let (second, time) = typed(&mut wedge, "INV-SI1⏎", time + 80, |_| 8);
        let (other, time) = typed(&mut wedge, "INV-SI2⏎", time + 80, |_| 8);
        let (later, _) = typed(&mut wedge, "INV-SI2⏎", time + 900, |_| 8);
        let doubles: Vec<bool> =
            [first, second, other, later].iter().flatten().filter_map(|it| it.scan.as_ref().map(|scan| scan.double)).collect();
        assert_eq!(doubles, [false, true, false, false]);
    }

    #[test]
    fn separators_come_as_chords_and_the_browser_never_sees_them() {
        let code = "[)>\u{1e}06\u{1d}1PAB-12\u{1d}Q25\u{1e}\u{4}";
        let (told, _) = typed(&mut Wedge::default(), code, 0, |_| 8);
        assert_eq!(scans(&told), [code]);
        let chords = code.chars().zip(&told).filter(|(letter, _)| letter.is_control());
        assert!(chords.into_iter().all(|(_, told)| told.verdict == Verdict::Prevent));
        // Alone, the browser keeps its shortcut.
        assert_eq!(Wedge::default().stroke(&stroke(0, Key::Control('d'))).verdict, Verdict::Pass);
    }

    #[test]
    fn alt_codes_are_the_character_they_stand_for() {
        let mut wedge = Wedge::default();
        let (_, time) = typed(&mut wedge, "10ABC", 0, |_| 8);
        for (at, digit) in "029".chars().enumerate() {
            wedge.stroke(&stroke(time + 4 * u32::try_from(at).unwrap_or(0), Key::AltDigit(digit)));
        }
        wedge.stroke(&stroke(time + 12, Key::AltUp));
        let (told, _) = typed(&mut wedge, "17⏎", time + 20, |_| 8);
        assert_eq!(scans(&told), ["10ABC\u{1d}17"]);
    }

    #[test]
    fn carriage_return_and_line_feed_are_one_end() {
        let mut wedge = Wedge::default();
        let (told, time) = typed(&mut wedge, "INV-SI1⏎", 0, |_| 8);
        let line_feed = wedge.stroke(&stroke(time, Key::Control('j')));
        assert_eq!((scans(&told).len(), line_feed.scan, line_feed.verdict), (1, None, Verdict::Prevent));
    }

    #[test]
    fn without_an_end_sign_silence_ends_a_scan() {
        let mut wedge = Wedge::default();
        let (_, time) = typed(&mut wedge, "4311501062449", 0, |_| 8);
        assert_eq!(wedge.ended_by_silence(time + 40), None);
        assert_eq!(wedge.ended_by_silence(time + 250).map(|it| it.text), Some("4311501062449".to_owned()));
        let (_, time) = typed(&mut wedge, "4311501062449", 1_000, |_| 8);
        let (told, _) = typed(&mut wedge, "8480000650672", time + 400, |_| 8);
        assert_eq!(scans(&told), ["4311501062449"]);
    }

    #[test]
    fn a_long_code_has_no_limit_in_time() {
        let code: String = (0..325).map(|at| char::from(b'A' + u8::try_from(at % 26).unwrap_or(0))).collect();
        let (told, _) = typed(&mut Wedge::default(), &format!("{code}⏎"), 0, |_| 20);
        assert_eq!(scans(&told), [code]);
    }
}
