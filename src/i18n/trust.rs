//! What a verification found, in the chosen language.

use super::{Word, say, word};
use crate::journal::verify::{Damage, Harm, Report};

/// What is wrong with these entries.
pub fn harm(damage: &Damage) -> String {
    let (from, to) = (damage.from.to_string(), damage.to.to_string());
    let key = match (damage.harm, damage.from == damage.to) {
        (Harm::Missing, true) => Word::HarmMissing,
        (Harm::Missing, false) => Word::HarmMissingMany,
        (Harm::Altered, true) => Word::HarmAltered,
        (Harm::Altered, false) => Word::HarmAlteredMany,
    };
    say(key, &[&from, &to])
}

/// All that was found, a sentence each.
pub fn report(report: &Report) -> Vec<String> {
    let head = report.head.to_string();
    let mut said = Vec::new();
    if report.is_whole() {
        said.push(say(Word::VerifiedWhole, &[&head]));
    } else {
        said.push(say(Word::VerifiedHarmed, &[&report.harmed().to_string(), &head]));
    }
    said.extend(report.damage.iter().map(harm));
    if report.newer > 0 {
        said.push(say(Word::VerifiedNewer, &[&report.newer.to_string()]));
    }
    said
}

/// That the stockroom which the entries make keeps all rules.
pub fn sound() -> &'static str {
    word(Word::VerifiedSound)
}
