//! Tells a scanner's keystrokes from a person's: keys with their times in, scans out.
//!
//! A scanner that acts as a keyboard ("wedge") types a code in even, quick steps and ends it with Enter, Tab, a function key
//! or silence. [`Wedge`] is given every key of the page before anything else sees it and answers what to do with it. It
//! goes by the keys' own times (`event.timeStamp`), so a page that was busy reads the same scan.

use super::{EOT, GS, RS, makers};

/// A key, as the page's `keydown` tells it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Key {
    /// `KeyboardEvent.key`.
    pub key: String,
    /// `KeyboardEvent.code`.
    pub code: String,
    /// `KeyboardEvent.timeStamp`, milliseconds.
    pub time: f64,
    /// Ctrl is down.
    pub ctrl: bool,
    /// Alt is down.
    pub alt: bool,
    /// The Windows or command key is down.
    pub meta: bool,
    /// The key is held and repeats.
    pub repeat: bool,
    /// The focus is in a field that takes text.
    pub in_field: bool,
}

/// What to do with a key.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Answer {
    /// The key goes no further: no button is pressed, no focus moves, no browser's shortcut acts.
    pub stop: bool,
    /// A scan may begin with this key: what was remembered before has no part in it.
    pub begins: bool,
    /// The field's text and selection are to be remembered as they are now: a scan may go into it from here on.
    pub remember: bool,
    /// A scan is complete. Where a field has the focus, what was remembered is put back.
    pub scan: Option<String>,
    /// What becomes of an Enter: this one, or the one that was held.
    pub enter: Option<Enter>,
}

/// What becomes of an Enter that comes after silence: some scanners send one before the code, and it must press nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Enter {
    /// This one acts when no code follows: at [`Wedge::key_up`] or [`Wedge::is_due`].
    Hold,
    /// No code followed the one that was held: it acts now, before this key.
    Release,
    /// The one that was held began a scan.
    Drop,
}

/// The longest gap within a scan, milliseconds: Bluetooth scanners take up to 100 a key, and a key may come late.
const GAP: f64 = 160.0;
/// Silence that ends a scan without a terminator, milliseconds.
const SILENCE: f64 = 180.0;
/// The same where the focus moved in the midst of a scan: a device may show its keyboard then, and the scanner waits.
const MOVED_GAP: f64 = 400.0;
/// Keys that come this soon after a scan belong to its end (LF after CR), milliseconds.
const TAIL: f64 = 40.0;
/// A person's fastest steady typing is slower than this, milliseconds a key.
const QUICK: f64 = 38.0;
/// The slowest scanner's step, milliseconds a key.
const SLOW: f64 = 115.0;
/// How uneven a slow scanner's steps are at most: mean deviation over mean.
const EVEN: f64 = 0.2;
/// An Enter that is down as long as this is a person's, milliseconds: a slow scanner is half a step on each key.
const HELD: f64 = 60.0;
/// Characters of the shortest scan outside a field, and within one.
const SHORTEST: usize = 2;
const SHORTEST_IN_FIELD: usize = 4;
/// Characters of the shortest scan that ends by silence.
const SHORTEST_SILENT: usize = 6;
/// Characters of the longest scan; the largest symbols hold about 4,000.
const LONGEST: usize = 4_500;

/// What was typed since the last silence.
#[derive(Debug, Default)]
pub struct Wedge {
    text: String,
    gaps: Vec<f64>,
    last: f64,
    /// Keys that are down.
    down: Vec<String>,
    /// Two characters' keys were down at once: a person types so, a scanner does not.
    rolled: bool,
    in_field: bool,
    /// A field's text was remembered since the text began.
    remembers: bool,
    /// When the text began.
    began: f64,
    /// The focus moved since the last key.
    moved: bool,
    /// Digits of a character typed by its number with Alt.
    number: Option<String>,
    /// When a key came that the device could not name: its text follows at once.
    unnamed: Option<f64>,
    /// When the last scan ended.
    ended: Option<f64>,
    /// The text ends with a line end that may stand within the symbol: silence or a key that is late ends the scan.
    line: bool,
    /// When an Enter came after silence, while it waits for what follows.
    held: Option<f64>,
    /// The text began with such an Enter: a person did not type it.
    prefixed: bool,
}

impl Wedge {
    /// One that has seen nothing.
    pub fn new() -> Wedge {
        Wedge::default()
    }

    /// Whether a scan may be under way: the page asks [`Wedge::silence`] a little later.
    pub fn is_waiting(&self) -> bool {
        self.line || self.may_end_silently() && self.text.chars().count() >= SHORTEST_SILENT
    }

    /// In a field a code that ends by silence stays text, since programs that fill fields type as quickly.
    fn may_end_silently(&self) -> bool {
        !self.in_field || self.prefixed
    }

    /// Whether an Enter that is held is to act now: no code followed it in a scanner's time.
    pub fn is_due(&mut self, time: f64) -> bool {
        self.held.take_if(|at| time - *at > SLOW).is_some()
    }

    /// How long an Enter is held at most, milliseconds.
    pub const fn longest_hold() -> f64 {
        SLOW
    }

    /// A key went down.
    pub fn key_down(&mut self, key: &Key) -> Answer {
        let Some(at) = self.held else { return self.read(key) };
        let soon = !key.repeat && key.time - at <= SLOW;
        if soon && key.key == "Enter" && key.time - at <= TAIL {
            return Answer { stop: true, ..Answer::default() };
        }
        if is_modifier(&key.key) && !key.repeat {
            return self.read(key);
        }
        self.held = None;
        if soon && character(key).is_some() {
            let answer = self.read(key);
            self.prefixed = true;
            return Answer { enter: Some(Enter::Drop), ..answer };
        }
        Answer { enter: Some(Enter::Release), ..self.read(key) }
    }

    fn read(&mut self, key: &Key) -> Answer {
        let gap = key.time - self.last;
        if key.repeat {
            self.reset();
            return Answer::default();
        }
        if self.ended.is_some_and(|ended| key.time - ended <= TAIL) && self.text.is_empty() && is_end(key) {
            return Answer { stop: true, ..Answer::default() };
        }
        if gap > self.longest_gap() && self.number.is_none() {
            let waiting = std::mem::take(&mut self.line).then(|| self.taken(key.time).scan).flatten();
            self.reset();
            if waiting.is_some() {
                // The page was busy when silence should have ended the scan: the key begins what comes next.
                return Answer { scan: waiting, ..self.read(key) };
            }
        }
        if let Some(number) = &mut self.number {
            if let Some(digit) = key.code.strip_prefix("Numpad").filter(|it| it.len() == 1) {
                number.push_str(digit);
                self.last = key.time;
                return Answer { stop: true, ..Answer::default() };
            }
        }
        if key.key == "Alt" && !self.text.is_empty() {
            self.number = Some(String::new());
            self.last = key.time;
            return Answer { stop: true, ..Answer::default() };
        }
        if matches!(key.key.as_str(), "Unidentified" | "Process") {
            self.unnamed = Some(key.time);
            return Answer::default();
        }
        if is_modifier(&key.key) {
            return Answer::default();
        }
        if is_end(key) {
            return self.end(key);
        }
        let Some(character) = character(key) else {
            self.reset();
            return Answer::default();
        };
        let first = self.text.is_empty();
        if first {
            self.in_field = key.in_field;
            self.began = key.time;
            self.remembers = false;
            self.gaps.clear();
            self.rolled = false;
        } else {
            if !self.moved {
                self.gaps.push(gap);
            }
            self.rolled |= !self.down.is_empty();
        }
        self.moved = false;
        self.last = key.time;
        self.text.push(character);
        if self.text.len() > LONGEST {
            self.reset();
            return Answer::default();
        }
        self.down.push(key.code.clone());
        // A chord in the midst of quick keys is a separator of the code, and none of the browser's shortcuts.
        let chord = (key.ctrl || key.alt) && !key.meta && !first && character.is_control();
        if character == EOT && self.is_scan(SHORTEST) {
            return Answer { stop: true, ..self.taken(key.time) };
        }
        // Outside a field the page has shortcuts of one key: what comes at a scanner's pace is none of them.
        let is_within = !first && !key.in_field && gap <= SLOW;
        let remember = key.in_field && !self.remembers;
        self.remembers |= remember;
        Answer { stop: chord || is_within, begins: first, remember, ..Answer::default() }
    }

    /// A key went up. Whether an Enter that is held acts now: it was down as long as a person holds a key.
    pub fn key_up(&mut self, code: &str, key: &str, time: f64) -> bool {
        self.down.retain(|it| it != code);
        if key == "Enter" {
            return self.held.take_if(|at| time - *at >= HELD).is_some();
        }
        if key == "Alt" {
            if let Some(character) = self.number.take().and_then(|it| it.parse().ok()).and_then(char::from_u32) {
                self.text.push(character);
            }
        }
        false
    }

    /// The focus moved. In the midst of a code the rest may come a little later, and into another field.
    pub fn focus_moved(&mut self, time: f64) {
        self.moved |= !self.text.is_empty() && time - self.last <= GAP;
    }

    /// How long a key may take to belong to the text before it, milliseconds.
    const fn longest_gap(&self) -> f64 {
        if self.moved { MOVED_GAP } else { GAP }
    }

    /// How long it takes until silence ends a scan, milliseconds.
    pub const fn silence_after(&self) -> f64 {
        if self.moved { MOVED_GAP + SILENCE - GAP } else { SILENCE }
    }

    /// When the last scan began.
    pub const fn began(&self) -> f64 {
        self.began
    }

    /// A text came at once, as a touch device's scanner enters it after a key without a name: `InputEvent.data` and
    /// `timeStamp`. What fills fields in another way is no scanner.
    pub fn text(&mut self, text: &str, time: f64) {
        let is_typed = self.unnamed.take().is_some_and(|at| time - at <= GAP);
        if !is_typed || text.chars().count() < SHORTEST_IN_FIELD {
            return;
        }
        self.in_field = true;
        self.began = time;
        self.rolled = false;
        self.gaps.clear();
        self.gaps.resize(text.chars().count(), 0.0);
        self.text = text.to_owned();
        self.last = time;
    }

    /// Nothing came until now: a scan without a terminator is complete.
    pub fn silence(&mut self, time: f64) -> Option<String> {
        let silent = time - self.last >= self.silence_after();
        if silent && self.line {
            return self.taken(time).scan;
        }
        let over = silent && self.mean() <= QUICK;
        if !self.may_end_silently() || !over || !self.is_scan(SHORTEST_SILENT) {
            return None;
        }
        self.taken(time).scan
    }

    /// A key that ends a scan, where there is one to end.
    fn end(&mut self, key: &Key) -> Answer {
        // The end comes at the pace of the code; a person who reads what was typed takes longer.
        let least = if self.in_field { SHORTEST_IN_FIELD } else { SHORTEST };
        let at_pace = key.time - self.last <= (self.mean() * 3.0).max(60.0);
        if at_pace && self.line && self.text.ends_with('\r') {
            // A line feed after the carriage return, or the end of the scan itself after the last line's.
            self.last = key.time;
            return Answer { stop: true, ..Answer::default() };
        }
        if at_pace && self.is_scan(least) {
            if makers::has_lines(&self.text) {
                self.text.push('\r');
                self.line = true;
                self.last = key.time;
                return Answer { stop: true, ..Answer::default() };
            }
            return Answer { stop: true, ..self.taken(key.time) };
        }
        let hold = self.text.is_empty() && key.key == "Enter" && !(key.ctrl || key.alt || key.meta);
        self.reset();
        if hold {
            self.held = Some(key.time);
            return Answer { stop: true, enter: Some(Enter::Hold), ..Answer::default() };
        }
        Answer::default()
    }

    fn taken(&mut self, time: f64) -> Answer {
        let text = std::mem::take(&mut self.text);
        self.reset();
        self.ended = Some(time);
        self.last = time;
        let text = text.trim_end_matches([EOT, '\r']).to_owned();
        Answer { scan: (!text.trim().is_empty()).then_some(text), ..Answer::default() }
    }

    fn reset(&mut self) {
        self.text.clear();
        self.gaps.clear();
        self.rolled = false;
        self.number = None;
        self.line = false;
        self.prefixed = false;
        self.moved = false;
        self.down.clear();
    }

    fn mean(&self) -> f64 {
        if self.gaps.is_empty() { 0.0 } else { self.gaps.iter().sum::<f64>() / self.gaps.len() as f64 }
    }

    /// Whether what was typed is a scanner's: quick, or slow and even. One late key is left out of the count.
    fn is_scan(&self, least: usize) -> bool {
        if self.text.chars().count() < least {
            return false;
        }
        let mut gaps = self.gaps.clone();
        gaps.sort_by(f64::total_cmp);
        if gaps.len() > 3 {
            gaps.pop();
        }
        if gaps.is_empty() {
            return false;
        }
        let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
        if mean <= QUICK {
            return true;
        }
        if gaps.len() < 2 {
            return false;
        }
        let deviation = gaps.iter().map(|it| (it - mean).abs()).sum::<f64>() / gaps.len() as f64;
        mean <= SLOW && !self.rolled && deviation <= EVEN * mean
    }
}

fn is_modifier(key: &str) -> bool {
    matches!(key, "Shift" | "Control" | "Alt" | "AltGraph" | "Meta" | "CapsLock" | "NumLock" | "Dead")
}

/// Whether a key ends scans: Enter, Tab, a function key, Ctrl and J or M.
fn is_end(key: &Key) -> bool {
    let function = key.key.strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok());
    let line = key.ctrl && !key.alt && matches!(key.key.as_str(), "j" | "J" | "m" | "M");
    function || line || matches!(key.key.as_str(), "Enter" | "Tab" | "ArrowDown")
}

/// The character of a key; chords of Ctrl are control characters, as scanners send separators.
fn character(key: &Key) -> Option<char> {
    if key.meta {
        return None;
    }
    if key.ctrl && !key.alt {
        return match (key.key.as_str(), key.code.as_str()) {
            ("]" | "\u{1d}" | "+", _) | (_, "BracketRight") => Some(GS),
            ("^" | "\u{1e}" | "6" | "&", _) | (_, "Digit6") => Some(RS),
            ("d" | "D" | "\u{4}", _) => Some(EOT),
            ("b" | "B", _) => Some('\u{2}'),
            ("c" | "C", _) => Some('\u{3}'),
            _ => None,
        };
    }
    let mut characters = key.key.chars();
    let only = characters.next().filter(|_| characters.next().is_none());
    // On many keyboards the number pad's point is a comma.
    only.filter(|_| key.code != "NumpadDecimal").or_else(|| match key.code.as_str() {
        "NumpadDecimal" => Some('.'),
        code => code.strip_prefix("Numpad")?.parse::<u8>().ok().map(|digit| char::from(b'0' + digit)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Hand {
        wedge: Wedge,
        time: f64,
        in_field: bool,
        scans: Vec<String>,
        stopped: Vec<String>,
        /// How often an Enter that was held acted.
        entered: usize,
        /// How often a field's text was to be remembered.
        remembered: usize,
    }

    impl Hand {
        fn new(in_field: bool) -> Hand {
            Hand {
                wedge: Wedge::new(),
                time: 1_000.0,
                in_field,
                scans: Vec::new(),
                stopped: Vec::new(),
                entered: 0,
                remembered: 0,
            }
        }

        fn press(&mut self, name: &str, after: f64, ctrl: bool, up: bool) {
            self.time += after;
            let code = if name.len() == 1 { ["Key", &name.to_uppercase()].concat() } else { name.to_owned() };
            let key = Key {
                key: name.to_owned(),
                code: code.clone(),
                time: self.time,
                ctrl,
                in_field: self.in_field,
                ..Key::default()
            };
            let answer = self.wedge.key_down(&key);
            if answer.stop {
                self.stopped.push(name.to_owned());
            }
            self.scans.extend(answer.scan);
            self.remembered += usize::from(answer.remember);
            self.entered += usize::from(answer.enter == Some(Enter::Release));
            if up {
                self.entered += usize::from(self.wedge.key_up(&code, name, self.time + 2.0));
            }
        }

        /// `⏎` is Enter, `⇥` Tab; one key every `step` milliseconds.
        fn keys(&mut self, text: &str, step: f64) -> &mut Hand {
            for character in text.chars() {
                match character {
                    '⏎' => self.press("Enter", step, false, true),
                    '⇥' => self.press("Tab", step, false, true),
                    GS => self.press("]", step, true, true),
                    RS => self.press("^", step, true, true),
                    EOT => self.press("d", step, true, true),
                    it => self.press(&it.to_string(), step, false, true),
                }
            }
            self
        }

        /// The keys with a name that were stopped: those that would press, move or open something.
        fn named(&self) -> Vec<&str> {
            self.stopped.iter().map(String::as_str).filter(|key| key.len() > 1).collect()
        }

        fn wait(&mut self, time: f64) -> &mut Hand {
            self.time += time;
            self.entered += usize::from(self.wedge.is_due(self.time));
            let scan = self.wedge.silence(self.time);
            self.scans.extend(scan);
            self
        }
    }

    fn scans(text: &str, step: f64, in_field: bool) -> Vec<String> {
        let mut hand = Hand::new(in_field);
        hand.keys(text, step).wait(500.0);
        hand.scans
    }

    #[test]
    fn one_code_is_one_scan_at_every_pace_in_a_field_and_outside() {
        for step in [5.0, 12.0, 20.0, 55.0, 80.0, 100.0] {
            for in_field in [false, true] {
                assert_eq!(scans("4311501062449⏎", step, in_field), ["4311501062449"], "{step} ms, in a field: {in_field}");
            }
        }
    }

    #[test]
    fn its_end_presses_no_button_and_moves_no_focus() {
        let mut hand = Hand::new(false);
        hand.keys("INV-SI1⏎", 10.0);
        assert_eq!(hand.named(), ["Enter"]);
        hand.wait(500.0).keys("⇥", 10.0);
        assert_eq!(hand.named(), ["Enter"], "a Tab of its own moves the focus");
        hand.wait(500.0).keys("INV-SI1⇥", 10.0);
        assert_eq!(hand.named(), ["Enter", "Tab"]);
        hand.wait(500.0).keys("4311501062449", 10.0).press("F12", 10.0, false, true);
        assert_eq!(hand.scans.len(), 3);
        assert_eq!(hand.named(), ["Enter", "Tab", "F12"]);
        hand.wait(500.0).press("F12", 10.0, false, true);
        assert_eq!(hand.named().len(), 3, "F12 of its own is the browser's");
    }

    #[test]
    fn separators_that_come_as_chords_are_part_of_the_code_and_stopped() {
        let code = "[)>\u{1e}06\u{1d}P296\u{1d}Q10\u{1e}\u{4}";
        let mut hand = Hand::new(true);
        hand.keys(code, 8.0);
        assert_eq!(hand.scans, ["[)>\u{1e}06\u{1d}P296\u{1d}Q10\u{1e}"]);
        assert_eq!(hand.stopped, ["^", "]", "]", "^", "d"]);
    }

    #[test]
    fn chords_of_other_keyboards_are_the_same_separators_and_a_name_goes_before_a_number_of_a_key() {
        // On a German keyboard Ctrl and the key of `]` is Ctrl and +, which would zoom; that of `^` has & over the 6.
        for (gs, rs) in [("+", "6"), ("+", "&"), ("]", "^")] {
            let mut hand = Hand::new(false);
            hand.keys("[)>", 8.0).press(rs, 8.0, true, true);
            hand.keys("06", 8.0).press(gs, 8.0, true, true);
            hand.keys("PAB-12", 8.0).press("d", 8.0, true, true);
            assert_eq!(hand.scans, ["[)>\u{1e}06\u{1d}PAB-12"], "{gs} {rs}");
            assert!([gs, rs, "d"].iter().all(|key| hand.stopped.iter().any(|it| it == key)), "{:?}", hand.stopped);
        }
        assert_eq!(scans("QC-157⏎", 10.0, false), ["QC-157"]);
    }

    #[test]
    fn what_stands_in_a_code_is_no_shortcut_of_the_page() {
        let mut hand = Hand::new(false);
        hand.keys("00392/174⏎", 10.0);
        assert_eq!(hand.scans, ["00392/174"]);
        assert!(hand.stopped.contains(&"/".to_owned()), "the search field would take the rest of the code");
        hand.wait(500.0).keys("/", 10.0);
        assert_eq!(hand.stopped.iter().filter(|key| *key == "/").count(), 1, "a key of its own is the page's");
    }

    #[test]
    fn a_late_key_and_a_busy_page_do_not_split_a_scan() {
        let mut hand = Hand::new(false);
        hand.keys("431150", 12.0);
        hand.press("1", 150.0, false, true);
        hand.keys("062449⏎", 12.0);
        assert_eq!(hand.scans, ["4311501062449"]);
    }

    #[test]
    fn ten_scans_without_a_pause_are_ten() {
        let ten: String = (0..10).map(|at| format!("SN-2026-00{at}⏎")).collect();
        assert_eq!(scans(&ten, 10.0, false).len(), 10);
    }

    #[test]
    fn a_person_who_types_fast_writes_text() {
        // Uneven steps, and the next key goes down before the one before is up.
        let mut hand = Hand::new(true);
        for (at, letter) in "resistor".chars().enumerate() {
            let step = [90.0, 55.0, 128.0, 70.0, 118.0, 62.0, 125.0, 88.0][at];
            hand.press(&letter.to_string(), step, false, false);
        }
        hand.press("Enter", 95.0, false, true);
        hand.wait(500.0);
        assert_eq!(hand.scans, Vec::<String>::new());
        assert_eq!(hand.stopped, Vec::<String>::new());
    }

    #[test]
    fn a_number_typed_by_a_person_stays_in_its_field() {
        assert_eq!(scans("4311501062449", 10.0, true), Vec::<String>::new(), "without an end it may be a program's");
        assert_eq!(scans("375⏎", 140.0, true), Vec::<String>::new());
        assert_eq!(scans("12⏎", 10.0, true), Vec::<String>::new());
        assert_eq!(scans("375⏎", 8.0, false), ["375"]);
    }

    #[test]
    fn a_held_key_is_no_scan() {
        let mut wedge = Wedge::new();
        for at in 0..40 {
            let key = Key { key: "a".into(), code: "KeyA".into(), time: f64::from(at) * 30.0, repeat: at > 0, ..Key::default() };
            assert_eq!(wedge.key_down(&key).scan, None);
        }
        assert_eq!(wedge.silence(5_000.0), None);
    }

    #[test]
    fn a_line_feed_after_the_return_is_no_second_scan() {
        let mut hand = Hand::new(false);
        hand.keys("INV-SI1⏎", 10.0);
        hand.press("ArrowDown", 5.0, false, true);
        assert_eq!(hand.scans, ["INV-SI1"]);
        assert_eq!(hand.named(), ["Enter", "ArrowDown"]);
    }

    #[test]
    fn line_ends_within_a_symbol_are_part_of_one_scan() {
        let reel = "31PCC0603KRX7R8BB392⏎32P223891615631⏎1T31E512061159F1056753⏎Q0004000⏎9D15511610⏎26 505⏎0002";
        let read = reel.replace('⏎', "\r");
        for end in ["⏎", "⏎⏎", "⏎⇥"] {
            for in_field in [false, true] {
                let mut hand = Hand::new(in_field);
                hand.keys(&format!("{reel}{end}"), 10.0).wait(500.0);
                assert_eq!(hand.scans, [read.as_str()], "{end}, in a field: {in_field}");
                assert_eq!(hand.named().len(), 6 + end.chars().count(), "no line end presses anything");
            }
        }
        // As CR LF, where the line feed comes as a key of the cursor.
        let mut hand = Hand::new(false);
        for line in reel.split('⏎') {
            hand.keys(&format!("{line}⏎"), 10.0).press("ArrowDown", 5.0, false, true);
        }
        hand.wait(500.0);
        assert_eq!(hand.scans, [read.as_str()]);
    }

    #[test]
    fn a_symbol_of_lines_ends_where_another_code_begins_after_a_pause() {
        let mut hand = Hand::new(false);
        hand.keys("31PCC0603KRX7R8BB392⏎", 10.0);
        assert_eq!(hand.scans, Vec::<String>::new(), "more lines may come");
        hand.time += 400.0;
        hand.keys("SN-0001⏎", 10.0);
        assert_eq!(hand.scans, ["31PCC0603KRX7R8BB392", "SN-0001"]);
    }

    #[test]
    fn a_code_of_two_characters_is_a_scan_outside_a_field_and_only_quickly_typed() {
        assert_eq!(scans("A5⏎", 10.0, false), ["A5"]);
        assert_eq!(scans("A5⏎", 90.0, false), Vec::<String>::new());
        assert_eq!(scans("A5⏎", 10.0, true), Vec::<String>::new());
    }

    #[test]
    fn codes_without_an_end_are_told_apart_by_silence() {
        let mut hand = Hand::new(false);
        hand.keys("4311501062449", 10.0).wait(400.0).keys("6901028225168", 10.0).wait(400.0);
        assert_eq!(hand.scans, ["4311501062449", "6901028225168"]);
    }

    #[test]
    fn a_long_code_has_no_time_limit() {
        let code = "A1B2".repeat(100);
        assert_eq!(scans(&format!("{code}⏎"), 20.0, false), [code]);
    }

    #[test]
    fn a_character_typed_by_its_number_is_one_character() {
        let mut hand = Hand::new(false);
        hand.keys("10ABC", 8.0);
        hand.press("Alt", 8.0, false, false);
        for digit in ["Numpad0", "Numpad2", "Numpad9"] {
            hand.press(digit, 8.0, false, true);
        }
        hand.wedge.key_up("AltLeft", "Alt", hand.time);
        hand.keys("21X⏎", 8.0);
        assert_eq!(hand.scans, ["10ABC\u{1d}21X"]);
    }

    #[test]
    fn a_text_that_comes_at_once_is_a_scan_with_its_enter() {
        let mut wedge = Wedge::new();
        let unnamed = Key { key: "Unidentified".into(), time: 95.0, in_field: true, ..Key::default() };
        assert_eq!(wedge.key_down(&unnamed), Answer::default());
        wedge.text("INV-SI1", 100.0);
        let enter = Key { key: "Enter".into(), code: "Enter".into(), time: 110.0, in_field: true, ..Key::default() };
        assert_eq!(wedge.key_down(&enter).scan.as_deref(), Some("INV-SI1"));
        // A program, or the browser, that fills a field.
        let mut wedge = Wedge::new();
        wedge.text("UNIT", 100.0);
        assert_eq!(wedge.key_down(&enter).scan, None);
    }

    #[test]
    fn the_order_in_which_keys_come_up_does_not_matter_and_the_number_pad_types_too() {
        let mut hand = Hand::new(false);
        let mut late: Vec<char> = Vec::new();
        for digit in "6901028225168".chars() {
            hand.press(&digit.to_string(), 9.0, false, false);
            late.push(digit);
            if late.len() == 3 {
                late.drain(..).rev().for_each(|it| {
                    hand.wedge.key_up(&format!("Key{it}"), &it.to_string(), hand.time);
                });
            }
        }
        hand.press("Enter", 9.0, false, true);
        assert_eq!(hand.scans, ["6901028225168"]);
        // A device that names the key and no character.
        let mut wedge = Wedge::new();
        let mut time = 1_000.0;
        let mut pressed = |wedge: &mut Wedge, key: &str, code: &str| {
            time += 10.0;
            let key = Key { key: key.into(), code: code.into(), time, ..Key::default() };
            let answer = wedge.key_down(&key);
            wedge.key_up(code, &key.key, time + 3.0);
            answer
        };
        for code in ["Numpad1", "Numpad2", "NumpadDecimal", "Numpad5"] {
            pressed(&mut wedge, "Numpad", code);
        }
        assert_eq!(pressed(&mut wedge, "Enter", "NumpadEnter").scan.as_deref(), Some("12.5"));
        // A German keyboard names it a comma.
        for (key, code) in [("1", "Numpad1"), (",", "NumpadDecimal"), ("5", "Numpad5")] {
            pressed(&mut wedge, key, code);
        }
        assert_eq!(pressed(&mut wedge, "Enter", "NumpadEnter").scan.as_deref(), Some("1.5"));
    }

    #[test]
    fn a_pause_by_a_move_of_the_focus_splits_no_code() {
        for in_field in [false, true] {
            for end in ["⏎", ""] {
                let mut hand = Hand::new(false);
                hand.keys("8480000", 10.0);
                hand.wedge.focus_moved(hand.time + 2.0);
                // The silence of a code without an end is asked about meanwhile.
                hand.wait(190.0);
                hand.in_field = in_field;
                hand.keys(&format!("650672{end}"), 10.0).wait(600.0);
                assert_eq!(hand.scans, ["8480000650672"], "{end} in a field: {in_field}");
                assert_eq!(hand.remembered, usize::from(in_field), "the rest goes into the field");
            }
        }
        // Without a move it is two, and a move long after is none of it.
        let mut hand = Hand::new(false);
        hand.keys("8480000", 10.0).wait(200.0);
        hand.wedge.focus_moved(hand.time);
        hand.keys("6506720⏎", 10.0);
        assert_eq!(hand.scans, ["8480000", "6506720"]);
    }

    #[test]
    fn select_all_of_a_person_is_left_alone() {
        let mut hand = Hand::new(true);
        hand.press("a", 500.0, true, true);
        hand.press("x", 300.0, false, true);
        assert_eq!((hand.stopped.len(), hand.scans.len()), (0, 0));
    }

    #[test]
    fn an_enter_before_a_code_presses_nothing_and_one_of_its_own_does() {
        for step in [5.0, 12.0, 55.0, 100.0] {
            for in_field in [false, true] {
                let mut hand = Hand::new(in_field);
                hand.keys("⏎4311501062449⏎", step).wait(500.0);
                let at = format!("{step} ms, in a field: {in_field}");
                assert_eq!((hand.scans.len(), hand.entered), (1, 0), "{at}");
                assert_eq!(hand.named(), ["Enter", "Enter"], "{at}");
            }
        }
        // Without an end, a field too: the Enter in front tells that a scanner types.
        for in_field in [false, true] {
            let mut hand = Hand::new(in_field);
            hand.keys("⏎4311501062449", 10.0).wait(250.0);
            assert_eq!((&*hand.scans, hand.entered), (&["4311501062449".to_owned()][..], 0), "in a field: {in_field}");
        }
        // Return and line feed in front.
        let mut hand = Hand::new(false);
        hand.keys("⏎⏎4311501062449⏎", 8.0).wait(500.0);
        assert_eq!((hand.scans.len(), hand.entered), (1, 0));
        // A person's: after a short time when it was let go at once, at once when it was held, before any other key.
        let mut hand = Hand::new(false);
        hand.keys("⏎", 10.0);
        assert_eq!(hand.entered, 0);
        hand.wait(130.0);
        assert_eq!(hand.entered, 1);
        hand.press("Enter", 300.0, false, false);
        assert!(hand.wedge.key_up("Enter", "Enter", hand.time + 80.0));
        hand.press("Enter", 300.0, false, true);
        hand.press("ArrowDown", 60.0, false, true);
        assert_eq!(hand.entered, 2);
        hand.wait(500.0).keys("⏎", 10.0).wait(300.0).keys("⏎", 10.0).wait(300.0);
        assert_eq!((hand.entered, hand.scans.len()), (4, 0));
        // Behind what a person typed it acts as ever.
        let mut hand = Hand::new(true);
        hand.keys("resistor", 120.0);
        hand.press("Enter", 120.0, false, true);
        assert_eq!(hand.named(), Vec::<&str>::new());
    }

    #[test]
    fn select_all_before_a_code_is_not_part_of_it() {
        let mut hand = Hand::new(true);
        hand.press("a", 8.0, true, true);
        hand.keys("4311501062449", 8.0);
        hand.press("j", 8.0, true, true);
        assert_eq!(hand.scans, ["4311501062449"]);
    }
}
