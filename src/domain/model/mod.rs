//! Nouns, values and refusals: plain data.

pub mod abom;
pub mod attribute;
pub mod attribute_value;
pub mod date;
pub mod designator;
pub mod etag;
pub mod holder;
pub mod inventory;
pub mod kit;
pub mod location;
pub mod lower;
pub mod part;
pub mod party;
pub mod quantity;
pub mod record;
pub mod rejection;
pub mod run;
pub mod serials;
pub mod sort;
pub mod supplier_part;
pub mod text;
pub mod uid;
