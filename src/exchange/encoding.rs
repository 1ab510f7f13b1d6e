//! Bytes as text: by the byte order mark, else UTF-8 also with a few broken bytes, else the code page that a detector
//! finds likeliest.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{GBK, SHIFT_JIS, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

/// Lines with broken bytes that are told.
const TOLD: usize = 200;

/// How a file's bytes are read as text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Encoding {
    #[default]
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
    Windows1250,
    Windows1251,
    Gbk,
    ShiftJis,
}

impl Encoding {
    /// In the order in which a person is offered them.
    pub const ALL: [Encoding; 8] = [
        Encoding::Utf8,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Windows1252,
        Encoding::Windows1250,
        Encoding::Windows1251,
        Encoding::Gbk,
        Encoding::ShiftJis,
    ];

    /// Its proper name.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16 LE",
            Encoding::Utf16Be => "UTF-16 BE",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::Windows1250 => "Windows-1250",
            Encoding::Windows1251 => "Windows-1251",
            Encoding::Gbk => "GBK",
            Encoding::ShiftJis => "Shift-JIS",
        }
    }

    fn codec(self) -> &'static encoding_rs::Encoding {
        match self {
            Encoding::Utf8 => encoding_rs::UTF_8,
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Windows1252 => WINDOWS_1252,
            Encoding::Windows1250 => WINDOWS_1250,
            Encoding::Windows1251 => WINDOWS_1251,
            Encoding::Gbk => GBK,
            Encoding::ShiftJis => SHIFT_JIS,
        }
    }
}

/// A file's text and how it was found.
pub struct Decoded {
    pub text: String,
    pub encoding: Encoding,
    /// The detector's choice: another code page would have given a text too.
    pub guessed: bool,
    /// Lines, from 1, in which bytes were no text of this encoding and stand as �.
    pub broken: Vec<u32>,
}

/// Reads bytes as text. A wish of the person goes before what is found.
pub fn decode(bytes: &[u8], wish: Option<Encoding>) -> Decoded {
    let (encoding, guessed) = match wish {
        Some(encoding) => (encoding, false),
        None => find(bytes),
    };
    let bytes = match (encoding, bytes) {
        (Encoding::Utf8, [0xef, 0xbb, 0xbf, rest @ ..])
        | (Encoding::Utf16Le, [0xff, 0xfe, rest @ ..])
        | (Encoding::Utf16Be, [0xfe, 0xff, rest @ ..]) => rest,
        _ => bytes,
    };
    let (text, broken) = encoding.codec().decode_without_bom_handling(bytes);
    let broken = if broken { broken_lines(&text) } else { Vec::new() };
    Decoded { text: text.into_owned(), encoding, guessed, broken }
}

fn broken_lines(text: &str) -> Vec<u32> {
    let lines = (1..).zip(text.split('\n')).filter(|(_, line)| line.contains('\u{fffd}'));
    lines.map(|(number, _)| number).take(TOLD).collect()
}

fn find(bytes: &[u8]) -> (Encoding, bool) {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => return (Encoding::Utf8, false),
        [0xff, 0xfe, ..] => return (Encoding::Utf16Le, false),
        [0xfe, 0xff, ..] => return (Encoding::Utf16Be, false),
        // No mark, but every other byte of a table in Latin letters is zero.
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => return (Encoding::Utf16Le, false),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => return (Encoding::Utf16Be, false),
        _ => {}
    }
    if is_utf8_mostly(bytes) {
        return (Encoding::Utf8, false);
    }
    if has_lone_signs(bytes) {
        return (Encoding::Windows1252, true);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let found = detector.guess(None, Utf8Detection::Deny);
    let known = Encoding::ALL.into_iter().find(|it| it.codec() == found);
    // Code pages of the West that nobody can tell from 1252 are read as it.
    (known.unwrap_or(Encoding::Windows1252), true)
}

/// Whether all that is beyond ASCII are single signs that stand in technical texts: then a detector has too little to go by.
fn has_lone_signs(bytes: &[u8]) -> bool {
    const SIGNS: &[u8] = b"\x80\x91\x92\x93\x94\x96\x97\x99\xa0\xa3\xa7\xa9\xae\xb0\xb1\xb2\xb3\xb5\xb7\xbc\xbd\xd7\xd8\xf8";
    bytes.windows(2).all(|two| two[0] < 0x80 || two[1] < 0x80) && bytes.iter().all(|byte| *byte < 0x80 || SIGNS.contains(byte))
}

/// Whether it is UTF-8, or would be but for a few bytes: then letters beyond ASCII that are whole outnumber them by far.
fn is_utf8_mostly(bytes: &[u8]) -> bool {
    let (mut whole, mut broken, mut rest) = (0_usize, 0_usize, bytes);
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                whole += beyond_ascii(text);
                return broken == 0 || whole > 4 * broken;
            }
            Err(error) => {
                let (good, bad) = rest.split_at(error.valid_up_to());
                // What was found valid is.
                whole += beyond_ascii(std::str::from_utf8(good).unwrap_or(""));
                broken += 1;
                if broken > 1_000 {
                    return false;
                }
                rest = bad.get(error.error_len().unwrap_or(bad.len())..).unwrap_or(&[]);
            }
        }
    }
}

fn beyond_ascii(text: &str) -> usize {
    text.bytes().filter(|byte| *byte >= 0xc0).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> (String, Encoding, bool, Vec<u32>) {
        let it = decode(bytes, None);
        (it.text, it.encoding, it.guessed, it.broken)
    }

    #[test]
    fn marks_and_plain_utf_8() {
        let wide: Vec<u8> = "a,b\nÄ,2".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "a,b\nÄ,2".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, encoding) in [
            ("a,b\nÄ,2".as_bytes().to_vec(), Encoding::Utf8),
            (b"\xef\xbb\xbfa,b\n\xc3\x84,2".to_vec(), Encoding::Utf8),
            ([&[0xff, 0xfe], &wide[..]].concat(), Encoding::Utf16Le),
            (wide, Encoding::Utf16Le),
            ([&[0xfe, 0xff], &big[..]].concat(), Encoding::Utf16Be),
            (big, Encoding::Utf16Be),
        ] {
            assert_eq!(found(&bytes), ("a,b\nÄ,2".to_owned(), encoding, false, vec![]));
        }
    }

    #[test]
    fn a_few_broken_bytes_are_told_by_line_and_spoil_nothing() {
        let mut bytes = "Größe,Stück\nWürfel,4\nÖse,5\nBügel,6\n".as_bytes().to_vec();
        let at = bytes.iter().position(|byte| *byte == b'5').unwrap();
        bytes[at] = 0xff;
        let (text, encoding, guessed, broken) = found(&bytes);
        assert_eq!((encoding, guessed, broken), (Encoding::Utf8, false, vec![3]));
        assert!(text.contains("Größe") && text.contains("Ose,\u{fffd}") || text.contains("Öse,\u{fffd}"));
    }

    #[test]
    fn code_pages_are_detected_and_said_to_be_a_guess() {
        let western = "Teil;Menge;Hinweis\nSchraube für Gehäuse;4;Größe prüfen\nBügel;2;0,38 µm, ±5 %\n";
        let central =
            "Díl;Množství;Poznámka\nŠroub s šestihrannou hlavou;4;žlutý příšerně\nRezistor vrstvový;2;ťažký, ďalší, říše\n";
        let russian = "Деталь;Количество;Примечание\nРезистор постоянный;4;проверить размер\nКонденсатор;2;корпус\n";
        let chinese = "元件;数量;备注\n贴片电阻;4;检查尺寸\n贴片电容;2;外壳封装型号\n深圳市嘉立创科技;1;制造商\n";
        let japanese = "部品;数量;備考\nチップ抵抗;4;サイズを確認してください\nコンデンサ;2;パッケージ\n";
        for (text, encoding) in [
            (western, Encoding::Windows1252),
            (central, Encoding::Windows1250),
            (russian, Encoding::Windows1251),
            (chinese, Encoding::Gbk),
            (japanese, Encoding::ShiftJis),
        ] {
            let (bytes, _, _) = encoding.codec().encode(text);
            assert_eq!(found(&bytes), (text.to_owned(), encoding, true, vec![]), "{encoding:?}");
            assert_eq!(decode(&bytes, Some(encoding)).text, text);
        }
        assert_eq!(found(b"Part number,Description\nM-1,Gr\xf6\xdfe\n").1, Encoding::Windows1252);
        assert_eq!(found(b"\x80 5, 0.38 \xb5m").0, "€ 5, 0.38 µm");
    }
}
