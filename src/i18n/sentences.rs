//! What the rules say, in the chosen language.

use super::{Subject, en, translated};
use crate::domain::{Argument, Phrase, Sentence};

/// The template of a sentence in the chosen language.
pub fn sentence(sentence: Sentence) -> &'static str {
    translated(Subject::Sentences, sentence as usize).unwrap_or_else(|| en::sentences::sentence(sentence))
}

/// A phrase in words, its arguments and inner phrases filled in.
pub fn render(phrase: &Phrase) -> String {
    let texts: Vec<String> = phrase.arguments.iter().map(text_of).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    super::fill(sentence(phrase.sentence), &texts)
}

fn text_of(argument: &Argument) -> String {
    match argument {
        Argument::Text(text) => text.clone(),
        Argument::Choice(word) => (*word).to_owned(),
        Argument::Phrase(phrase) => render(phrase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::rejection::phrase;

    #[test]
    fn a_phrase_within_a_sentence_is_filled_too() {
        let said = phrase(Sentence::SerialTwice).with("SN-1 · BRKT A").with_phrase(phrase(Sentence::InKit).with("7 · Test"));
        assert_eq!(
            render(&said),
            "SN-1 · BRKT A is a single item and it is in kit 7 · Test. It can't exist twice: bring it back first."
        );
    }

    #[test]
    fn braces_that_are_no_place_stay() {
        let said = phrase(Sentence::PatternUnknown).with("A-{x}").with("x");
        assert!(render(&said).starts_with("The pattern “A-{x}” has {x}, which is unknown. Use {part}, "), "{}", render(&said));
    }
}
