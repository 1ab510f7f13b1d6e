//! Numbers and dates in the person's locale: plain decimal and ISO text in, shown text out.

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A bound `format` function of an `Intl` formatter, made once.
struct Formatter(Function);

impl Formatter {
    fn number() -> Self {
        let options = object(&[("maximumFractionDigits", JsValue::from(6))]);
        Self(Intl::NumberFormat::new(&Array::new(), &options).format())
    }

    fn date(options: &[(&str, JsValue)]) -> Self {
        Self(Intl::DateTimeFormat::new(&Array::new(), &object(options)).format())
    }

    fn call(&self, value: &JsValue) -> Option<String> {
        self.0.call1(&JsValue::UNDEFINED, value).ok()?.as_string()
    }
}

thread_local! {
    static NUMBER: Formatter = Formatter::number();
    static DAY: Formatter = Formatter::date(&[("dateStyle", "medium".into()), ("timeZone", "UTC".into())]);
    static MOMENT: Formatter = Formatter::date(&[("dateStyle", "medium".into()), ("timeStyle", "short".into())]);
    static DECIMAL_MARK: char = number("0.5").chars().nth(1).unwrap_or('.');
}

fn object(options: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in options {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object
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

/// What a person typed as a number, as a plain decimal: the locale's decimal comma becomes a point, blanks
/// go. Anything else stays as typed, for the rules to refuse in words.
pub fn typed(text: &str) -> String {
    let text = text.trim();
    if DECIMAL_MARK.with(|mark| *mark) == ',' && !text.contains('.') && text.matches(',').count() == 1 {
        return text.replace(',', ".");
    }
    text.to_owned()
}
