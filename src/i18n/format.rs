//! Numbers and dates in the person's locale: plain decimal and ISO text in, shown text out.

use super::number::{self, Certainty, Signs};
use std::cell::RefCell;

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A bound `format` function of an `Intl` formatter, made once.
struct Formatter(Function);

impl Formatter {
    fn number() -> Self {
        let options = object(&[("maximumFractionDigits", JsValue::from(6))]);
        Self(Intl::NumberFormat::new(&locales(), &options).format())
    }

    fn date(options: &[(&str, JsValue)]) -> Self {
        Self(Intl::DateTimeFormat::new(&locales(), &object(options)).format())
    }

    fn call(&self, value: &JsValue) -> Option<String> {
        self.0.call1(&JsValue::UNDEFINED, value).ok()?.as_string()
    }
}

thread_local! {
    static LOCALE: RefCell<String> = const { RefCell::new(String::new()) };
    static NUMBER: Formatter = Formatter::number();
    static DAY: Formatter = Formatter::date(&[("dateStyle", "medium".into()), ("timeZone", "UTC".into())]);
    static MOMENT: Formatter = Formatter::date(&[("dateStyle", "medium".into()), ("timeStyle", "short".into())]);
    static SIGNS: Signs = signs_of_locale();
}

/// Writes numbers and dates as this locale does; empty: the browser's own. Said before the first of them is written.
pub fn set_locale(tag: &str) {
    LOCALE.set(tag.to_owned());
}

fn locales() -> Array {
    LOCALE.with_borrow(|tag| if tag.is_empty() { Array::new() } else { Array::of1(&tag.as_str().into()) })
}

fn object(options: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in options {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object
}

/// Read off a number that has both signs.
fn signs_of_locale() -> Signs {
    let shown = number("1234567.5");
    let mut signs = shown.chars().filter(|c| !c.is_numeric());
    let (Some(group), Some(decimal)) = (signs.next(), signs.next_back()) else { return Signs::ENGLISH };
    Signs { decimal, group }
}

/// A plain decimal ("1234.5") as the person writes numbers ("1,234.5"); exact, whatever its length.
pub fn number(plain: &str) -> String {
    // Given text, engines of today format every digit; given a number they would round.
    NUMBER.with(|format| format.call(&JsValue::from_str(plain))).unwrap_or_else(|| plain.to_owned())
}

/// A count as the person writes numbers.
pub fn count(value: usize) -> String {
    NUMBER.with(|format| format.call(&JsValue::from_f64(value as f64))).unwrap_or_else(|| value.to_string())
}

/// A calendar day ("2026-11-25") as the person writes days.
pub fn day(iso: &str) -> String {
    show(&DAY, &JsValue::from_str(iso)).unwrap_or_else(|| iso.to_owned())
}

/// A moment in milliseconds since 1970 UTC as the person writes date and time.
pub fn moment(milliseconds: f64) -> String {
    show(&MOMENT, &JsValue::from_f64(milliseconds)).unwrap_or_default()
}

fn show(formatter: &'static std::thread::LocalKey<Formatter>, value: &JsValue) -> Option<String> {
    let date = js_sys::Date::new(value);
    if date.get_time().is_nan() {
        return None;
    }
    formatter.with(|format| format.call(date.unchecked_ref()))
}

/// A quantity with its unit beside it, never torn apart at the end of a line: "1,250 M".
pub fn quantity(plain: &str, unit: &str) -> String {
    if unit.is_empty() { number(plain) } else { [&number(plain), "\u{a0}", unit].concat() }
}

/// The signs of the person's locale.
pub fn signs() -> Signs {
    SIGNS.with(|signs| *signs)
}

/// A plain decimal as it stands in a field that a person edits.
pub fn for_editing(plain: &str) -> String {
    number::for_editing(plain, signs())
}

/// What a person typed as a number, as a plain decimal. What can't be read stays as typed, for the rules to refuse in words.
pub fn typed(text: &str) -> String {
    typed_with_unit(text, "")
}

/// The same for a field whose unit may follow the number.
pub fn typed_with_unit(text: &str, unit: &str) -> String {
    match number::read(text, signs(), unit) {
        Ok(reading) => reading.plain,
        Err(_) => text.trim().to_owned(),
    }
}

/// What a number field shows about what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// How the number was understood, as the locale writes it.
    pub shown: String,
    /// The other reading: as text for the field, and as the locale writes it.
    pub other: Option<(String, String)>,
}

/// How text was understood, where that has to be shown: `None` where it is written as the locale writes it, or is no number.
pub fn understood(text: &str, unit: &str) -> Option<Understood> {
    let reading = number::read(text, signs(), unit).ok()?;
    let other = match &reading.certainty {
        Certainty::AsWritten => return None,
        Certainty::Converted => None,
        Certainty::Ambiguous(other) => Some((for_editing(other), quantity(other, unit))),
    };
    Some(Understood { shown: quantity(&reading.plain, unit), other })
}
