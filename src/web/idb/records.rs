//! What stands in the stores: keys, entries, the journal's state and the note of its newest entry.

use super::transaction::{Answer, error_of, made};
use crate::journal::hash::hash;
use crate::journal::port::{Seal, Stored};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{IdbKeyRange, IdbObjectStore};

/// What a journal says of itself: one record, so that an act asks for one.
#[derive(Clone, Copy, Default)]
pub(in crate::web) struct State {
    pub(super) room: u128,
    /// The newest form in it.
    pub(in crate::web) form: u8,
    /// Another database took this one's place.
    pub(in crate::web) retired: bool,
}

impl State {
    /// The key of the one record of `meta`.
    pub(in crate::web) const KEY: &str = "state";

    /// As `put` writes it; nothing for a journal that is not founded yet.
    pub(in crate::web) fn read(value: &JsValue) -> State {
        let text = value.as_string().unwrap_or_default();
        let mut parts = text.split('.');
        let mut next = || parts.next().unwrap_or_default();
        State { room: u128::from_str_radix(next(), 16).unwrap_or(0), form: next().parse().unwrap_or(0), retired: next() == "1" }
    }

    /// Out of all values of `meta`, and whether they are of the time when each stood in a record of its own: a text, a
    /// number and a flag.
    pub(super) fn of(values: &JsValue) -> (State, bool) {
        let mut state = State::default();
        for value in Array::from(values).iter() {
            match (value.as_string(), value.as_f64()) {
                (Some(text), _) if text.contains(':') => {}
                (Some(text), _) if text.contains('.') => return (State::read(&value), false),
                (Some(text), _) => state.room = u128::from_str_radix(&text, 16).unwrap_or(0),
                (None, Some(number)) => state.form = number as u8,
                (None, None) => state.retired |= value.is_truthy(),
            }
        }
        (state, true)
    }

    pub(super) fn put(self, meta: &IdbObjectStore) -> Answer<()> {
        let text = format!("{:032x}.{}.{}", self.room, self.form, u8::from(self.retired));
        made(meta.put_with_key(&text.into(), &State::KEY.into())).map(drop)
    }
}

/// The key in `meta` of what is noted of the newest entry: its number, a colon and its hash.
pub(super) const NEWEST: &str = "newest";

pub(super) fn text_of(newest: &Stored) -> String {
    let mut text = newest.sequence.to_string();
    text.push(':');
    for byte in hash(&newest.bytes) {
        text.extend([byte >> 4, byte & 15].into_iter().filter_map(|digit| char::from_digit(digit.into(), 16)));
    }
    text
}

pub(super) fn seal_of(value: &JsValue) -> Option<Seal> {
    let text = value.as_string()?;
    let (sequence, digits) = text.split_once(':')?;
    let mut seal = Seal { sequence: sequence.parse().ok()?, hash: [0; 32] };
    for (at, byte) in seal.hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(seal)
}

pub(super) fn object_of(entry: &Stored) -> JsValue {
    let object = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&object, &name.into(), value);
    let _ = set("s", &number(entry.sequence));
    let _ = set("c", &hex(entry.command_id).into());
    if entry.pending != 0 {
        let _ = set("p", &hex(entry.pending).into());
    }
    let _ = set("b", &Uint8Array::from(&entry.bytes[..]));
    object.into()
}

pub(super) fn stored_of(object: &JsValue) -> Stored {
    let get = |name: &str| Reflect::get(object, &name.into()).unwrap_or_default();
    let id = |name: &str| get(name).as_string().and_then(|text| u128::from_str_radix(&text, 16).ok()).unwrap_or(0);
    Stored {
        sequence: get("s").as_f64().unwrap_or(0.0) as u64,
        command_id: id("c"),
        pending: id("p"),
        bytes: bytes_of(&get("b")),
    }
}

pub(in crate::web) fn bytes_of(value: &JsValue) -> Vec<u8> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default()
}

/// A sequence number as a key; exact up to 2^53.
pub(in crate::web) fn number(sequence: u64) -> JsValue {
    JsValue::from_f64(sequence as f64)
}

pub(in crate::web) fn hex(id: u128) -> String {
    format!("{id:032x}")
}

pub(super) fn chunk_key(pending: u128, number: u32) -> String {
    format!("{pending:032x}.{number:08}")
}

pub(super) fn chunk_range(pending: u128) -> Answer<JsValue> {
    let bounds = (chunk_key(pending, 0).into(), chunk_key(pending, 99_999_999).into());
    IdbKeyRange::bound(&bounds.0, &bounds.1).map(JsValue::from).map_err(|error| error_of(&error))
}

/// Keys that are sequence numbers: whatever else stands in the store is none of ours.
pub(super) fn numbers() -> Answer<JsValue> {
    IdbKeyRange::bound(&number(1), &number(1 << 53)).map(JsValue::from).map_err(|error| error_of(&error))
}

/// Numbers from this one on.
pub(in crate::web) fn numbers_from(from: u64) -> Answer<IdbKeyRange> {
    IdbKeyRange::bound(&number(from), &number(1 << 53)).map_err(|error| error_of(&error))
}
