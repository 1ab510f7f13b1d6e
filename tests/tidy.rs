//! The house rules that no compiler checks: which layer may name which, what the domain never uses, what every
//! file begins with. Each failure says the file, the line and the rule.

#[path = "common/languages.rs"]
mod languages;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Lines that a source file may have; a larger room wants a wall.
const FILE_LIMIT: usize = 900;

struct Source {
    path: String,
    text: String,
}

fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&root.join(folder), &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| Source {
            text: fs::read_to_string(&path).expect("a source file can be read"),
            path: path.strip_prefix(root).expect("within the project").display().to_string(),
        })
        .collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The lines of code outside test modules and comments, with their numbers.
fn code(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    let tests = source.text.find("#[cfg(test)]\nmod ").unwrap_or(source.text.len());
    source.text[..tests].lines().enumerate().map(|(at, line)| (at + 1, line.split("//").next().unwrap_or(line)))
}

fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let letter = |c: char| c.is_alphanumeric() || c == '_';
        let before = line[..at].chars().next_back().is_none_or(|c| !letter(c));
        let after = line[at + word.len()..].chars().next().is_none_or(|c| !letter(c));
        (before || !letter(word.chars().next().unwrap_or(' '))) && (after || !letter(word.chars().next_back().unwrap_or(' ')))
    })
}

fn never(folder: &str, words: &[&str], rule: &str) {
    let mut seen = Vec::new();
    for source in sources(folder) {
        for (number, line) in code(&source) {
            for word in words {
                if has_word(line, word) {
                    seen.push(format!("{}:{number}: `{word}`: {rule}", source.path));
                }
            }
        }
    }
    assert!(seen.is_empty(), "\n{}", seen.join("\n"));
}

#[test]
fn the_domain_knows_nobody() {
    let others = [
        "crate::engine",
        "crate::journal",
        "crate::graphql",
        "crate::exchange",
        "crate::web",
        "crate::ui",
        "crate::i18n",
        "crate::demo",
    ];
    never("src/domain", &others, "the domain names nothing of this crate but itself");
}

#[test]
fn the_domain_is_exact_and_has_no_clock() {
    let words =
        ["f32", "f64", "serde", "async", "await", "SystemTime", "Instant", "Utc::now", "Local::now", "rand", "web_sys", "js_sys"];
    never("src/domain", &words, "no floats, no serde, no async, no clock, no randomness in the domain");
}

#[test]
fn the_domain_does_not_panic() {
    never(
        "src/domain",
        &[".unwrap()", ".expect(", "panic!", "todo!", "unimplemented!", "unreachable!"],
        "release code has no panic on any input",
    );
}

#[test]
fn the_layers_look_down_only() {
    for folder in ["src/exchange", "src/graphql", "src/demo", "src/scan", "src/label"] {
        never(folder, &["crate::engine", "crate::web", "crate::ui"], "it returns commands, changes or bytes");
    }
    never("src/journal", &["crate::engine", "crate::web", "crate::ui", "web_sys", "js_sys"], "the journal is a port and a form");
    never("src/engine", &["crate::web", "crate::ui", "web_sys", "js_sys"], "the engine runs natively");
    never("src/web", &["crate::ui"], "the browser layer knows no screen");
    never(
        "src/ui",
        &["crate::exchange", "crate::demo", "i18n::import"],
        "files and the demo are made in the worker: the page's module must not carry them",
    );
    never(
        "src/ui",
        &["label::symbol::Symbol", "label::layout", "label::zpl", "label::code128", ".make()", "draw::preview", "draw::symbol"],
        "symbols are made in the worker: the page's module must not carry them",
    );
    for folder in ["src/domain", "src/journal", "src/engine", "src/web", "src/exchange", "src/graphql", "src/i18n"] {
        never(folder, &["crate::worker"], "the worker is asked by the page alone");
    }
    never("src/worker", &["crate::ui"], "the worker knows no screen");
    never(
        "src/ui",
        &["Draft::", "vec![Change", ".apply(", "IdbDatabase", "indexed_db"],
        "a screen builds no change and never touches IndexedDB",
    );
}

/// The layers of the domain, the lowest first: each names those before it only. The auditor stands beside them and
/// shares no code with rules or commands.
const LAYERS: [&str; 7] = ["model", "store", "ledger", "derive", "rules", "commands", "query"];

/// Paths within `crate::domain` that a text imports or names, each as its segments.
fn domain_paths(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (at, prefix) in text.match_indices("crate::domain::") {
        use_tree(&text[at + prefix.len()..], &mut Vec::new(), &mut found);
    }
    found
}

/// Reads one tree of a `use`, adds its leaves, and gives what follows.
fn use_tree<'a>(text: &'a str, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> &'a str {
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start_matches([' ', '\n', ',']);
            match rest.strip_prefix('}') {
                Some(after) => return after,
                None if rest.is_empty() => return rest,
                None => {
                    let before = rest.len();
                    rest = use_tree(rest, &mut path.clone(), found);
                    if rest.len() == before {
                        return "";
                    }
                }
            }
        }
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    path.push(text[..end].to_string());
    match text[end..].strip_prefix("::") {
        Some(rest) if rest.starts_with(|c: char| c.is_alphabetic() || c == '{') => use_tree(rest, path, found),
        _ => {
            found.push(path.clone());
            &text[end..]
        }
    }
}

/// Who names whom within the domain, file by file: `rules/kit` and `rules/run`.
fn domain_imports() -> BTreeMap<String, BTreeSet<String>> {
    let all = sources("src/domain");
    let module = |path: &str| {
        let inner = path.strip_prefix("src/domain/").unwrap_or(path).strip_suffix(".rs").unwrap_or(path);
        inner.strip_suffix("/mod").unwrap_or(inner).to_string()
    };
    let modules: BTreeSet<String> = all.iter().map(|source| module(&source.path)).collect();
    let root = all.iter().find(|source| source.path == "src/domain/mod.rs").expect("the domain's root");
    let mut exported: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in root.text.lines().filter_map(|line| line.strip_prefix("pub use ")) {
        let mut found = Vec::new();
        use_tree(line, &mut Vec::new(), &mut found);
        found.into_iter().for_each(|path| drop(exported.insert(path.last().cloned().unwrap_or_default(), path)));
    }
    let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in all.iter().filter(|source| source.path != "src/domain/mod.rs") {
        let own = module(&source.path);
        let text: String = code(source).map(|(_, line)| [line, "\n"].concat()).collect();
        for path in domain_paths(&text) {
            let path = exported.get(&path[0]).unwrap_or(&path);
            let named = (1..=path.len()).rev().map(|length| path[..length].join("/")).find(|it| modules.contains(it));
            if let Some(named) = named.filter(|named| *named != own) {
                imports.entry(own.clone()).or_default().insert(named);
            }
        }
    }
    imports
}

#[test]
fn the_layers_of_the_domain_look_down_only() {
    let layer = |module: &str| LAYERS.iter().position(|layer| module.split('/').next() == Some(layer));
    let imports = domain_imports();
    assert!(imports.len() > 40, "the imports are read: {}", imports.len());
    let mut seen = Vec::new();
    for (file, others) in &imports {
        for other in others {
            match (layer(file), layer(other)) {
                (Some(of), Some(named)) if named > of => seen.push(format!("{file} names {other}, which stands above it")),
                (None, Some(named)) if named > 1 => seen.push(format!("{file} names {other}: the auditor reads tables alone")),
                (Some(_), None) => seen.push(format!("{file} names {other}: nobody needs the auditor")),
                _ => {}
            }
            if file < other && imports.get(other).is_some_and(|back| back.contains(file)) {
                seen.push(format!("{file} and {other} name each other"));
            }
        }
    }
    assert!(seen.is_empty(), "\n{}", seen.join("\n"));
}

#[test]
fn quantities_change_only_in_move_quantity() {
    let mut seen = Vec::new();
    for source in sources("src") {
        if source.path.ends_with("domain/ledger/moves.rs")
            || source.path.contains("journal/")
            || source.path.ends_with("domain/store/change.rs")
        {
            continue;
        }
        for (number, line) in code(&source) {
            if line.contains("record(Change::Move") {
                seen.push(format!("{}:{number}", source.path));
            }
        }
    }
    // Undo applies inverse moves through move_quantity too.
    assert!(seen.is_empty(), "only move_quantity may record a move: {}", seen.join(", "));
}

#[test]
fn every_file_says_what_it_is() {
    let mut seen = Vec::new();
    for source in sources("src").into_iter().chain(sources("tests")).chain(sources("benches")) {
        if !source.text.starts_with("//! ") {
            seen.push(format!("{}: begins with `//!` and one sentence", source.path));
        }
        let lines = source.text.lines().count();
        if lines > FILE_LIMIT {
            seen.push(format!("{}: {lines} lines, at most {FILE_LIMIT}", source.path));
        }
    }
    assert!(seen.is_empty(), "\n{}", seen.join("\n"));
}

#[test]
fn a_word_is_found_as_a_word_only() {
    assert!(has_word("let x: f64 = 1;", "f64"));
    assert!(!has_word("let f64_like = 1;", "f64"));
    assert!(has_word("x.unwrap()", ".unwrap()"));
}
