//! What a label says: the code's text and the lines beside it. Which fields those are is the screen's choice.

use super::gs1::Element;

/// What the code of a label holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Code {
    /// The record's own code: it is never another's, whatever numbers change.
    #[default]
    Own,
    /// Its serial, lot or part number or its name, as it stands.
    Number,
    /// A GS1 element string of part number, lot, serial and expiry.
    Gs1,
}

impl Code {
    /// All of them, in the order they are offered.
    pub const ALL: [Code; 3] = [Code::Own, Code::Number, Code::Gs1];
}

/// What is encoded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Payload {
    /// A text as it stands.
    Text(String),
    /// GS1 elements.
    Gs1(Vec<Element>),
}

/// One label.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LabelText {
    /// What its symbol holds.
    pub payload: Payload,
    /// What is printed beside it, the first line largest.
    pub lines: Vec<String>,
}

/// The code of a record by its UUID: 32 hexadecimal digits in capitals, which QR and Data Matrix hold in little room.
pub fn own_code(uid: u128) -> String {
    format!("{uid:032X}")
}
