//! The languages beside English: each has every text, in the order of the catalogue, with the same arguments, and in its
//! own words.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Texts that are the same in German.
const SAME_IN_GERMAN: &[&str] = &[
    "API",
    "{0}: {1} → {2}",
    "{0}: {1}",
    "{0} {1}",
    "{0} × {1}",
    "{0} · {1}",
    "{0} · {1} of {2}",
    "{0} ×",
    "Revision",
    "Status",
    "Kit",
    "Kits",
    "Kit {0}",
    "Kit {0}: {1}",
    "Name",
    "Code",
    "Link",
    "Test",
    "Redline",
    "Kitroom",
    "{0} · Kitroom",
    "kitroom",
    "{0}, CSV",
    "{0}, Excel",
    "Demo",
    "Passphrase",
    "PIN",
    "Data Matrix",
    "Code 128",
    "Zoom",
    "{0}",
    "{0}, {1}",
    "",
    "In {0}",
    "in {0}",
    "Person",
    "Text",
    "Symbol",
];

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A key with its template.
type Text = (String, String);

/// The texts of a file of `en/`, in its order: `Key: "text",` or `S::Key => "text",` a line.
fn english(file: &str) -> Vec<Text> {
    let source = read(&format!("src/i18n/en/{file}.rs")).replace("=> {\n            \"", "=> \"");
    let texts = source.lines().filter_map(|line| {
        let (key, text) = line.trim().split_once(": \"").or_else(|| line.trim().split_once(" => \""))?;
        let key = key.split("::").last()?.split(['(', ' ']).next()?;
        let text = text.trim_end_matches(',').strip_suffix('"')?;
        Some((key.to_owned(), unescaped(text)))
    });
    texts.filter(|(key, _)| key.chars().all(char::is_alphanumeric)).collect()
}

/// The texts of one function of a file of `en/`.
fn english_of(file: &str, function: &str) -> Vec<Text> {
    let source = read(&format!("src/i18n/en/{file}.rs"));
    let names = ["pub fn problem(", "pub fn question(", "pub fn skipped(", "pub fn copy(", "pub fn flaw("];
    let all = english(file);
    let lines_before = |name: &str| {
        let at = source.find(name).unwrap_or_else(|| panic!("{file}.rs has no {name}"));
        source[..at].lines().filter(|line| line.contains(" => \"")).count()
    };
    let begin = lines_before(function);
    let end = names.iter().map(|name| lines_before(name)).filter(|at| *at > begin).min().unwrap_or(all.len());
    all[begin..end].to_vec()
}

/// The variants of an enum, in the order of their numbers.
fn variants(path: &str, name: &str) -> Vec<String> {
    let source = read(path);
    let body = source.split_once(&format!("pub enum {name} {{")).expect("the enum").1.split_once("\n}").expect("its end").0;
    let code = body.lines().map(|line| line.split("//").next().unwrap_or_default());
    code.flat_map(|line| line.split(',')).map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
}

/// Every text of a subject in English, in the order of its numbers.
fn subject(file: &str) -> Vec<Text> {
    let in_order = |texts: Vec<Text>, order: Vec<String>| -> Vec<Text> {
        let find = |key: &String| texts.iter().find(|(name, _)| name == key).cloned();
        order.iter().map(|key| find(key).unwrap_or_else(|| panic!("{key} has no English"))).collect()
    };
    match file {
        "sentences" => in_order(english("sentences"), variants("src/domain/model/rejection.rs", "Sentence")),
        "problems" => in_order(english_of("problems", "pub fn problem("), variants("src/exchange/problem.rs", "Problem")),
        "skips" => in_order(english_of("problems", "pub fn skipped("), variants("src/exchange/report.rs", "Skip")),
        "questions" => {
            let mut texts = english_of("problems", "pub fn question(");
            texts[0].0 = "NumberNone".to_owned();
            texts[1].0 = "NumberOne".to_owned();
            texts.iter_mut().filter(|(key, _)| key == "Kit").take(1).for_each(|(key, _)| *key = "KitNone".to_owned());
            texts
        }
        "flaws" => english_of("problems", "pub fn flaw("),
        "copies" => english_of("problems", "pub fn copy("),
        _ => english(file),
    }
}

/// The texts of a file of another language, in its order: one a line.
fn other(tag: &str, file: &str) -> Vec<Text> {
    let path = format!("src/i18n/{tag}/{file}.json");
    let text = read(&path);
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix('"')?.split_once("\": \""));
    let texts: Vec<Text> = lines
        .map(|(key, text)| (key.to_owned(), unescaped(text.trim_end_matches(',').strip_suffix('"').unwrap_or(text))))
        .collect();
    assert_eq!(texts.len() + 2, text.lines().count(), "{path}: write one text a line between the braces");
    let keys: BTreeSet<&String> = texts.iter().map(|(key, _)| key).collect();
    assert_eq!(keys.len(), texts.len(), "{path}: write each key once");
    texts
}

/// A text as it stands in Rust and JSON alike.
fn unescaped(text: &str) -> String {
    text.replace("\\\"", "\"").replace("\\\\", "\\")
}

/// The tags of the languages beside English.
fn tags() -> Vec<String> {
    let source = read("src/i18n/mod.rs");
    let tags = source.split("Language { tag: \"").skip(2).filter_map(|rest| rest.split('"').next());
    tags.map(str::to_owned).collect()
}

/// The files of a language's folder.
fn files() -> Vec<String> {
    let source = read("src/i18n/mod.rs");
    let block = source.split_once("\nsubjects! {").and_then(|(_, rest)| rest.split_once('}')).expect("the subjects").0;
    block.lines().filter_map(|line| Some(line.split_once(": \"")?.1.split('"').next()?.to_owned())).collect()
}

/// The numbers of a template's arguments.
fn arguments(template: &str) -> BTreeSet<char> {
    let numbers = template.match_indices('{').filter_map(|(at, _)| {
        let mut inside = template[at + 1..].chars();
        inside.next().filter(|c| c.is_ascii_digit() && matches!(inside.next(), Some('}' | '|')))
    });
    numbers.collect()
}

fn same(tag: &str) -> &'static [&'static str] {
    match tag {
        "de" => SAME_IN_GERMAN,
        _ => &[],
    }
}

#[test]
fn every_language_has_every_text_with_its_arguments_in_its_own_words() {
    let mut wrong = Vec::new();
    assert!(!tags().is_empty() && files().len() > 20);
    for tag in &tags() {
        for file in &files() {
            let (english, other) = (subject(file), other(tag, file));
            let keys = |texts: &[Text]| texts.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
            let (wanted, given) = (keys(&english), keys(&other));
            let path = format!("src/i18n/{tag}/{file}.json");
            wrong.extend(wanted.iter().filter(|key| !given.contains(key)).map(|key| format!("{path} lacks {key}")));
            wrong
                .extend(given.iter().filter(|key| !wanted.contains(key)).map(|key| format!("{path} has {key}, which is no key")));
            if let Some((key, _)) =
                wanted.iter().zip(&given).find(|(wanted, given)| wanted != given && given.len() == wanted.len())
            {
                wrong.push(format!("{path}: {key} does not stand where the catalogue has it: its texts go by their order"));
            }
            for (key, text) in &other {
                let Some((_, source)) = english.iter().find(|(name, _)| name == key) else { continue };
                if arguments(source) != arguments(text) {
                    wrong.push(format!("{path}: {key} has other arguments than “{source}”"));
                }
                if text == source && !same(tag).contains(&text.as_str()) {
                    wrong.push(format!("{path}: {key} is English: “{text}”"));
                }
                let forms = text.match_indices('{').map(|(at, _)| text[at + 1..].split(['{', '}']).next().unwrap_or_default());
                if forms.filter(|inside| inside.contains('|')).any(|inside| inside.split('|').count() != 3)
                    || text.contains("|") && text.matches('{').count() != text.matches('}').count()
                    || text.split('{').any(|piece| piece.contains('|') && !piece.contains('}'))
                {
                    wrong.push(format!("{path}: {key} has a plural that isn't {{0|one|many}}: “{text}”"));
                }
                if text.contains('!') {
                    wrong.push(format!("{path}: {key} exclaims: “{text}”"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
