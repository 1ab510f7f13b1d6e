//! A stockroom in which every kind of act was done.

use super::Shop;
use super::acts::{Dice, Kind, suggest};

/// A stockroom after so many accepted acts of any kind.
pub fn worked(seed: u64, acts: usize) -> Shop {
    let mut shop = Shop::new();
    let mut dice = Dice::new(seed);
    let mut done = 0;
    while done < acts {
        let kind = Kind::any(&mut dice);
        let Some(command) = suggest(kind, &shop.room, &mut dice, shop.context.today) else { continue };
        done += usize::from(shop.attempt(&command).is_ok());
    }
    shop
}
