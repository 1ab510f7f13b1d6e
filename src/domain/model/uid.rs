//! UUIDs as people, files and labels write them.

/// The UUID that a word writes, with or without hyphens.
pub fn uid_of(word: &str) -> Option<u128> {
    let digits = word.chars().filter(|it| *it != '-');
    if word.len() > 36 || digits.clone().count() != 32 {
        return None;
    }
    digits.into_iter().try_fold(0, |uid: u128, digit| Some(uid << 4 | u128::from(digit.to_digit(16)?)))
}

/// What a label of ION holds, `{"uid":"…"}`, is its UUID; any other text is itself.
pub fn without_label(text: &str) -> &str {
    let inside = text.trim().strip_prefix('{').and_then(|it| it.strip_suffix('}')).and_then(|it| it.split_once(':'));
    match inside {
        Some((key, uid)) if key.trim().trim_matches('"') == "uid" => uid.trim().trim_matches('"'),
        _ => text,
    }
}
