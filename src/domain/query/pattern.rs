//! SQL's LIKE over one text.

use crate::domain::model::lower::lower;

fn folded(letter: char, fold: bool) -> char {
    if !fold {
        letter
    } else if letter.is_ascii() {
        letter.to_ascii_lowercase()
    } else {
        lower(letter).next().unwrap_or(letter)
    }
}

/// SQL's LIKE: `%` is any run of letters, `_` any one, `\` takes the next as it is.
pub fn like(text: &str, pattern: &str, fold: bool) -> bool {
    let (mut text, mut pattern) = (text.chars(), pattern.chars());
    // Where to go on when what follows the last `%` does not fit: behind it, and one letter later.
    let mut again: Option<(std::str::Chars, std::str::Chars)> = None;
    loop {
        let mut rest = pattern.clone();
        let step = match rest.next() {
            Some('%') => {
                again = Some((text.clone(), rest.clone()));
                pattern = rest;
                continue;
            }
            Some('_') => text.next().is_some(),
            Some('\\') => match rest.next() {
                Some(letter) => text.next().is_some_and(|it| folded(it, fold) == folded(letter, fold)),
                None => text.next() == Some('\\'),
            },
            Some(letter) => text.next().is_some_and(|it| folded(it, fold) == folded(letter, fold)),
            None if text.as_str().is_empty() => return true,
            None => false,
        };
        if step {
            pattern = rest;
            continue;
        }
        let Some((from, behind)) = again.as_mut() else { return false };
        if from.next().is_none() {
            return false;
        }
        (text, pattern) = (from.clone(), behind.clone());
    }
}
