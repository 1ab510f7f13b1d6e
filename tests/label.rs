//! Labels as lengths and dots: what stands where, how large it is, and what a label printer is told.

use kitroom::label::draw::{Job, Made};
use kitroom::label::layout::{LabelFault, Layout, lay_out};
use kitroom::label::media::{DPI, Media, PRESETS, preset};
use kitroom::label::template::{Code, LabelText, Payload};
use kitroom::label::zpl::{Dots, Text, zpl};
use kitroom::label::{MODULE_MIN, Symbol, SymbolFault, SymbolKind, code128, symbol};

fn text(code: &str, lines: &[&str]) -> LabelText {
    LabelText { payload: Payload::Text(code.to_owned()), lines: lines.iter().map(|it| (*it).to_owned()).collect() }
}

fn job(kind: SymbolKind, media: Media, labels: Vec<LabelText>) -> Job {
    Job { media, kind, start: 0, copies: 1, offset: (0.0, 0.0), is_turned: false, labels }
}

fn is_whole(length: f64) -> bool {
    (length - length.round()).abs() < 1e-6
}

/// The edges of a symbol with its quiet zone: left, top, right, bottom.
fn around(layout: &Layout) -> [f64; 4] {
    let symbol = &layout.symbol;
    let quiet = symbol.kind.quiet() as f64 * layout.module;
    let (right, bottom) = (layout.at.0 + symbol.columns as f64 * layout.module, layout.at.1 + symbol.rows as f64 * layout.row);
    // Bars need no quiet zone above and below.
    let above = if symbol.rows == 1 { 0.0 } else { quiet };
    [layout.at.0 - quiet, layout.at.1 - above, right + quiet, bottom + above]
}

#[test]
fn around_a_symbol_all_is_white_and_a_module_is_whole_dots_of_a_size_that_reads() {
    let labels = [text("0123456789ABCDEF0123456789ABCDEF", &["LOX-1 · A", "Hall 2 / Rack A"]), text("SN-0007", &[])];
    let mut made = 0;
    for preset in PRESETS {
        for dpi in DPI.into_iter().chain([preset.media.dpi]) {
            for (kind, label) in SymbolKind::ALL.into_iter().flat_map(|kind| labels.iter().map(move |label| (kind, label))) {
                let Ok(layout) = lay_out(label, kind, preset.media.label, dpi) else { continue };
                made += 1;
                let at = format!("{} {kind:?} {dpi} dpi", preset.key);
                let dot = 25.4 / f64::from(dpi);
                assert!(layout.module >= MODULE_MIN - 1e-9 && is_whole(layout.module / dot), "{at}: {} mm", layout.module);
                assert!(is_whole(layout.at.0 / dot) && is_whole(layout.at.1 / dot), "{at}: begins between dots");
                let [left, top, right, bottom] = around(&layout);
                let (wide, high) = preset.media.label;
                assert!(left > 0.0 && top > 0.0 && right < wide && bottom < high, "{at}: quiet zone over the edge");
                for line in &layout.texts {
                    let (x, y, room) = (line.at.0, line.at.1, line.width.min(line.room));
                    let apart =
                        x >= right - 1e-6 || x + room <= left + 1e-6 || y - line.size * 0.8 >= bottom - 0.3 || y <= top + 1e-6;
                    assert!(apart, "{at}: {:?} stands in the quiet zone", line.text);
                    assert!(x >= 0.0 && x + room <= wide + 1e-6, "{at}: {:?} leaves the label", line.text);
                }
            }
        }
    }
    assert!(made > 200, "{made}");
}

#[test]
fn bars_that_do_not_fit_are_refused_with_the_size_that_they_need() {
    // Twelve digits on tape of 12 mm: 101 modules and the quiet zones of 20, two dots each.
    let needs = lay_out(&text("123456789012", &[]), SymbolKind::Code128, (12.0, 30.0), 203);
    let Err(LabelFault::NoRoom { width, height }) = needs else { panic!("{needs:?}") };
    assert!((31.0..31.5).contains(&width) && (5.0..12.0).contains(&height), "{width} × {height}");
    let fits = lay_out(&text("123456789012", &[]), SymbolKind::Code128, (width + 0.01, height + 0.01), 203);
    assert!(fits.is_ok(), "{fits:?}");
}

#[test]
fn fractions_of_a_millimetre_count() {
    let sides = [29.0, 29.5].map(|high| lay_out(&text("A1", &["A1"]), SymbolKind::Qr, (62.0, high), 300).expect("fits").size.1);
    assert_eq!(sides, [29.0, 29.5]);
    let made = job(SymbolKind::Qr, Media::roll((62.0, 29.5), 300), vec![text("A1", &[])]);
    assert!(printed(&made).contains("^PW744\n^LL354\n"), "{}", printed(&made));
    assert!(made.pages(&made.make())[0].contains(r#"width="62mm" height="29.5mm""#));
}

#[test]
fn the_last_label_of_a_sheet_stands_where_whole_pitches_put_it() {
    let media = preset("a4-24").expect("there");
    let many = job(SymbolKind::Qr, media, (0..24).map(|at| text(&format!("L{at}"), &[])).collect());
    let pages = many.pages(&many.make());
    assert_eq!(pages.len(), 1, "a full sheet is one page");
    let (x, y) = (media.first.0 + 2.0 * 66.0, media.first.1 + 7.0 * 33.9);
    assert!(pages[0].contains(&format!(r#"<svg x="{x}" y="{y}" "#)), "the last at {x}, {y}");
    // Moved by what the printer is off by, every one alike.
    let moved = Job { offset: (-0.5, 1.25), ..many };
    let (x, y) = (x - 0.5, y + 1.25);
    assert!(moved.pages(&moved.make())[0].contains(&format!(r#"<svg x="{x}" y="{y}" "#)));
}

#[test]
fn a_used_sheet_begins_where_it_stopped_and_the_next_at_its_first_place() {
    let media = preset("letter-30").expect("there");
    let used = Job { start: 7, ..job(SymbolKind::Qr, media, (0..40).map(|at| text(&format!("L{at}"), &[])).collect()) };
    let pages = used.pages(&used.make());
    let on = pages.iter().map(|page| page.matches("<svg x=").count()).collect::<Vec<_>>();
    assert_eq!(on, [23, 17]);
    let first = format!(r#"<svg x="{}" y="{}" "#, media.first.0, media.first.1);
    assert!(!pages[0].contains(&first) && pages[1].contains(&first));
    // Each at a place of its own, black and nothing else.
    for page in &pages {
        let mut places: Vec<&str> = page.split("<svg x=").skip(1).map(|it| &it[..it.find(" width").unwrap_or(0)]).collect();
        let count = places.len();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), count, "labels on top of each other");
        assert!(!page.contains("opacity") && !page.contains("rgba"), "transparent");
        assert!(page.split("fill=\"").skip(1).all(|it| it.starts_with("#000") || it.starts_with("none")), "{page}");
    }
}

#[test]
fn every_length_of_a_qr_code_is_made_and_nothing_is_refused_but_the_empty_text_and_the_too_long() {
    assert_eq!(Symbol::of_text(SymbolKind::Qr, ""), Err(SymbolFault::Empty));
    for of in ["7", "A", "a", "ä"] {
        let mut before = 0;
        for length in 1..=symbol::TEXT_LIMIT {
            let made =
                Symbol::of_text(SymbolKind::Qr, &of.repeat(length)).unwrap_or_else(|why| panic!("{length} × {of}: {why:?}"));
            assert!(made.columns >= before && made.dark.len() == made.columns * made.rows, "{length} × {of}");
            before = made.columns;
        }
        assert_eq!(Symbol::of_text(SymbolKind::Qr, &of.repeat(symbol::TEXT_LIMIT + 1)), Err(SymbolFault::TooLong));
    }
}

#[test]
fn umlauts_in_bars_are_refused_by_name_and_a_record_s_own_code_is_not() {
    assert_eq!(Symbol::of_text(SymbolKind::Code128, "Käfig-7"), Err(SymbolFault::NotInCode128('ä')));
    assert!(Symbol::of_text(SymbolKind::Qr, "Käfig-7").is_ok() && Symbol::of_text(SymbolKind::DataMatrix, "Käfig-7").is_ok());
    assert!(Symbol::of_text(SymbolKind::Code128, "0123456789ABCDEF0123456789ABCDEF").is_ok());
    assert_eq!(Code::ALL.len(), 3);
}

#[test]
fn a_matrix_of_gs1_begins_with_function_1() {
    let elements = |of: &[(&str, &str)]| of.iter().map(|(ai, value)| ((*ai).to_owned(), (*value).to_owned())).collect::<Vec<_>>();
    let made = Symbol::of_gs1(SymbolKind::DataMatrix, &elements(&[("10", "ABC"), ("21", "1")])).expect("a symbol");
    assert_eq!(made.text, "10ABC\u{1d}211");
    assert_eq!(made.caption, "(10)ABC(21)1");
    let plain = Symbol::of_text(SymbolKind::DataMatrix, "10ABC\u{1d}211").expect("a symbol");
    assert_ne!(made.dark, plain.dark, "codeword 232 in front");
    let fixed = Symbol::of_gs1(SymbolKind::DataMatrix, &elements(&[("17", "251231"), ("10", "ABC")])).expect("a symbol");
    assert_eq!(fixed.text, "1725123110ABC", "no separator after a fixed length or at the end");
}

/// What a label printer is told, where nothing needs to be drawn.
fn printed(job: &Job) -> String {
    zpl(job, &job.make(), &|_| None)
}

/// What stands between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).unwrap_or_else(|| panic!("no {from} in {text}")) + from.len();
    &text[start..start + text[start..].find(to).unwrap_or_else(|| panic!("no {to}"))]
}

/// Data with its hexadecimal digits read, as `^FH\` says.
fn unhexed(data: &str) -> Vec<u8> {
    let mut bytes = data.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        let digit = |byte: Option<u8>| char::from(byte.unwrap_or(b'?')).to_digit(16).expect("a digit");
        out.push(if byte == b'\\' { (digit(bytes.next()) * 16 + digit(bytes.next())) as u8 } else { byte });
    }
    out
}

/// The numbers of symbol characters that a printer makes of the data of `^BC`, by the table of its manual: pairs of digits in A
/// and C, text in B.
fn bar_values(data: &[u8]) -> Vec<u8> {
    let mut values = Vec::new();
    let mut set = b'B';
    let mut rest = data;
    while let Some(first) = rest.first() {
        if *first == b'>' {
            let value = match rest[1] {
                b'<' => 62,
                b'0' => 30,
                b'=' => 94,
                b'1' => 95,
                b'8' => 102,
                b'9' | b':' | b';' => rest[1] - b'9' + 103,
                b'5' | b'6' | b'7' => rest[1] - b'5' + 99,
                other => panic!("{}", char::from(other)),
            };
            set = match value {
                103 | 101 => b'A',
                104 | 100 => b'B',
                105 | 99 => b'C',
                _ => set,
            };
            values.push(value);
            rest = &rest[2..];
        } else if set == b'B' {
            assert!((b' '..=b'}').contains(first) && *first != b'^', "{} needs a word of its own", char::from(*first));
            values.push(first - b' ');
            rest = &rest[1..];
        } else {
            let pair = std::str::from_utf8(&rest[..2]).expect("two digits");
            values.push(pair.parse().expect("two digits"));
            rest = &rest[2..];
        }
    }
    values
}

/// What a scanner reads of these symbol characters.
fn read_back(values: &[u8]) -> String {
    let mut set = values[0] - 103;
    let mut out = String::new();
    for value in &values[1..] {
        match (set, value) {
            (_, 102) => out.push('\u{1d}'),
            (2, 0..=98) => out.push_str(&format!("{value:02}")),
            (2, 99) => out.push_str("99"),
            (_, 99..=101) => set = [2, 1, 0][usize::from(value - 99)],
            (0, 64..=95) => out.push(char::from(value - 64)),
            (_, value) => out.push(char::from(value + 32)),
        }
    }
    out
}

#[test]
fn a_printers_bars_say_what_ours_do() {
    let digits = (1..=7).map(|length| "1234567"[..length].to_owned());
    let texts =
        ["4030401100+67000000", "A>B", "A^B~C>", "SN-0007", "\u{1d}10958\u{1d}17160526", "a\tb", "TAB\tTAB\ttab", "x\u{7f}y"];
    for code in texts.map(str::to_owned).into_iter().chain(digits) {
        let all = printed(&job(SymbolKind::Code128, Media::roll((180.0, 50.0), 300), vec![text(&code, &["X"])]));
        let line = all.lines().find(|line| line.contains("^BC")).expect("bars");
        let values = bar_values(&unhexed(between(line, "^FD", "^FS")));
        assert_eq!(read_back(&values), code, "{line}");
        // As wide as ours, so that the quiet zone is where it was laid out; a shift is written as two changes.
        let own = code128::pieces(&code).expect("it fits");
        let shifts = own.iter().filter(|piece| **piece == code128::Piece::Shift).count();
        assert_eq!(values.len(), own.len() + shifts, "{code:?}");
    }
}

#[test]
fn a_printers_text_is_read_back_and_no_part_of_it_is_a_command() {
    let (first, second) = ("A^XZ~JA\\_B", "Würth µ ^FS ¿");
    for kind in SymbolKind::ALL {
        let labels = vec![text("X1", &[first, second]), text("X2", &["B"])];
        let all = printed(&job(kind, Media::roll((100.0, 50.0), 203), labels));
        assert_eq!((all.matches("^XA").count(), all.matches("^XZ").count(), all.matches("^CI28").count()), (2, 2, 2), "{all}");
        assert!(all.is_ascii() && !all.contains('~'), "{all}");
        let texts: Vec<String> = all
            .lines()
            .filter(|line| line.contains("^A0"))
            .map(|line| String::from_utf8(unhexed(between(line, "^FD", "^FS"))).expect("UTF-8"))
            .collect();
        assert!(texts.contains(&first.to_owned()) && texts.contains(&second.to_owned()), "{texts:?}");
    }
}

/// Draws each letter as a column of three dots, so that what is drawn can be told.
fn drawer(text: &Text) -> Option<Dots> {
    let columns = text.text.chars().count().min(text.room as usize);
    let rows = text.size as usize;
    Some(Dots { columns, dark: (0..rows * columns).map(|at| at / columns < 3).collect() })
}

#[test]
fn what_the_printers_font_lacks_is_printed_as_dots() {
    let media = Media::roll((100.0, 50.0), 203);
    let of = |is_turned| Job { is_turned, ..job(SymbolKind::Qr, media, vec![text("X1", &["Würth µ", "Д Ω"])]) };
    let all = |job: &Job| zpl(job, &job.make(), &drawer);
    let upright = all(&of(false));
    assert!(upright.contains("^FDW\\C3\\BCrth \\C2\\B5^FS"), "Latin-1 is the font's: {upright}");
    let rows = of(false).make().layouts[0].as_ref().expect("fits").texts[1].size * 8.0;
    let rows = rows.round() as usize;
    // Three letters: one byte a row, three rows dark.
    let expected = format!("^GFA,{rows},{rows},1,E0E0E0{}^FS", "00".repeat(rows - 3));
    assert!(upright.contains(&expected), "{expected}\n{upright}");
    assert_eq!(upright.matches("^A0").count(), 1);
    // Turned clockwise: what was on top is on the right.
    let turned = all(&of(true));
    let graphic = between(&turned, "^GFA,", "^FS");
    let numbers: Vec<&str> = graphic.split(',').collect();
    let a_row: usize = numbers[2].parse().expect("a number");
    assert_eq!(numbers[3].len() / 2 / a_row, 3, "three columns became three rows: {graphic}");
    assert!(!numbers[3].starts_with("E0") && numbers[3].len() == 3 * a_row * 2, "{graphic}");
    // Where nothing can be drawn, the font prints what it has.
    assert_eq!(zpl(&of(false), &of(false).make(), &|_| None).matches("^A0").count(), 2);
    assert_eq!(zpl(&of(false), &Made::default(), &drawer), "");
}

#[test]
fn under_a_printers_bars_people_read_brackets_and_no_separators() {
    let elements = vec![
        ("01".to_owned(), "09506000134352".to_owned()),
        ("10".to_owned(), "ABC".to_owned()),
        ("21".to_owned(), "1".to_owned()),
    ];
    let label = LabelText { payload: Payload::Gs1(elements), lines: vec!["LOX-1".to_owned()] };
    let all = printed(&job(SymbolKind::Code128, Media::roll((100.0, 50.0), 300), vec![label]));
    let bars = all.lines().find(|line| line.contains("^BC")).expect("bars");
    assert!(bars.contains(",N,N,N,N^FH"), "the printer adds no text of its own: {bars}");
    assert_eq!(read_back(&bar_values(&unhexed(between(bars, "^FD", "^FS")))), "\u{1d}010950600013435210ABC\u{1d}211");
    let shown: Vec<&str> = all.lines().filter(|line| line.contains("^A0")).map(|line| between(line, "^FD", "^FS")).collect();
    assert_eq!(shown, ["LOX-1", "(01)09506000134352(10)ABC(21)1"]);
}

#[test]
fn a_printers_lengths_are_its_own_dots() {
    for (size, dpi, expected) in [
        ((100.0, 50.0), 203, "^PW800\n^LL400"),
        ((100.0, 50.0), 300, "^PW1200\n^LL600"),
        ((100.0, 50.0), 600, "^PW2400\n^LL1200"),
        ((101.6, 152.4), 203, "^PW813\n^LL1219"),
        ((101.6, 152.4), 300, "^PW1219\n^LL1829"),
    ] {
        let all = printed(&job(SymbolKind::Qr, Media::roll(size, dpi), vec![text("A1", &[])]));
        assert!(all.contains(expected), "{dpi}: {all}");
    }
    // A label of 4 × 6 inches is a page of 288 × 432 points, whatever the printer's dots.
    let page = preset("4x6in").expect("there").page;
    assert_eq!([page.0, page.1].map(|length| (length / 25.4 * 72_000.0).round()), [288_000.0, 432_000.0]);
}
