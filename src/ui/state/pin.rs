//! The PIN that covers the screen: what tells the right one, and whether this tab is locked. No encryption: the data lies in
//! the browser as it does without.

use crate::journal::hash::hash;
use crate::web::random;

use super::preferences::Preferences;

/// Digits that a PIN has.
const LEAST: usize = 4;
const MOST: usize = 12;
/// Rounds of hashing: some hundredths of a second.
const ROUNDS: u32 = 20_000;
/// Minutes without a touch, where nobody chose others.
pub const LOCK_AFTER: u32 = 5;

/// Whether this can be a PIN.
pub fn is_pin(digits: &str) -> bool {
    (LEAST..=MOST).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is stored of a PIN: a salt and a hash.
pub fn sealed(digits: &str) -> String {
    let salt = format!("{:032x}", random::uuid());
    let digest = digest(&salt, digits);
    [&salt, ":", &digest].concat()
}

/// Whether this is the PIN that `sealed` was made of.
pub fn is_right(sealed: &str, digits: &str) -> bool {
    sealed.split_once(':').is_some_and(|(salt, expected)| digest(salt, digits) == expected)
}

fn digest(salt: &str, digits: &str) -> String {
    let mut state = hash([salt, digits].concat().as_bytes());
    for _ in 0..ROUNDS {
        state = hash(&state);
    }
    state.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

impl Preferences {
    /// Whether there is a PIN.
    pub fn has_pin(&self) -> bool {
        !self.pin.is_empty()
    }

    /// Minutes without a touch after which the screen is locked.
    pub fn lock_minutes(&self) -> u32 {
        if self.lock_after == 0 { LOCK_AFTER } else { self.lock_after }
    }
}
