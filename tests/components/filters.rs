//! The filters over a list: behind one button, chosen or typed.

use super::*;
use kitroom::ui::components::filter_value::{self, Asked};

#[wasm_bindgen_test]
async fn filters_stand_behind_one_button_that_says_how_many_are_set() {
    let set = RwSignal::new(Vec::<(String, String)>::new());
    let page = show(move || {
        let options = vec![(String::from("open"), String::from("Open")), (String::from("done"), String::from("Done"))];
        let filters = vec![FilterSpec::new("status", "Status", options)];
        let change = move |(key, value): (String, String)| {
            set.update(|set| {
                set.retain(|(it, _)| *it != key);
                if !value.is_empty() {
                    set.push((key, value));
                }
            });
        };
        view! { <FilterRow label="Runs" filters values=set on_change=change /> }
    });
    settled().await;
    let button = named(&page, "button", "Filters");
    button.click();
    settled().await;
    pause(100).await;
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("true"));
    let select: web_sys::HtmlSelectElement = find(&page, ".filter-panel select").unchecked_into();
    assert!(has_focus(&select));
    select.set_value("done");
    select.dispatch_event(&event("Event", "change", "")).unwrap();
    settled().await;
    assert_eq!(button.text_content().unwrap().trim(), "Filters (1)");
    assert!(find(&page, ".chip").text_content().unwrap().contains("Status: Done"));
    find(&page, ".chip button").click();
    settled().await;
    assert_eq!(set.get_untracked(), Vec::new());
    assert_eq!(select.value(), "");
    assert!(has_focus(&button), "the focus is not lost with the chip");
    type_text(&input(&page, "input[type=search]"), "pump");
    settled().await;
    assert_eq!(set.get_untracked(), [(String::from("q"), String::from("pump"))]);
    named(&page, ".filter-panel button", "Clear filters").click();
}

#[wasm_bindgen_test]
fn what_is_asked_of_typed_values_comes_back_from_the_address() {
    let text = |text: &str| text.to_owned();
    for (kind, value, asked) in [
        (FilterKind::Text, "~pump", Some(Asked::Contains(text("pump")))),
        (FilterKind::Text, "=~a", Some(Asked::Is(text("~a")))),
        (FilterKind::Text, "=yes", Some(Asked::Is(text("yes")))),
        (FilterKind::Text, "no", Some(Asked::Has(false))),
        (FilterKind::Number, "1.5..3", Some(Asked::Between(text("1.5"), text("3")))),
        (FilterKind::Number, "..3", Some(Asked::Between(text(""), text("3")))),
        (FilterKind::Date, "2026-03-01..", Some(Asked::Between(text("2026-03-01"), text("")))),
        (FilterKind::Date, "yes", Some(Asked::Has(true))),
        (FilterKind::Text, "~ ", None),
        (FilterKind::Text, "pump", None),
        (FilterKind::Number, "..", None),
        (FilterKind::Number, "3", None),
        (FilterKind::Options, "yes", None),
    ] {
        let found = filter_value::read(kind, value);
        assert_eq!(found, asked, "{value}");
        assert!(found.is_none_or(|it| it.write() == value), "{value}");
    }
    for number in ["0", "-1.5", "999999999.999999"] {
        assert!(filter_value::is_number(number), "{number}");
    }
    for other in ["", "-", "1,5", "1.", ".5", "1.2345678", "1234567890", "x"] {
        assert!(!filter_value::is_number(other), "{other}");
    }
}

#[wasm_bindgen_test]
async fn texts_numbers_and_days_are_filtered_by_what_is_typed() {
    let set = RwSignal::new(Vec::<(String, String)>::new());
    let page = show(move || {
        let filters = vec![
            FilterSpec::typed("maker", "Maker", FilterKind::Text),
            FilterSpec::typed("weight", "Weight", FilterKind::Number),
            FilterSpec::typed("tested", "Tested", FilterKind::Date),
        ];
        let change = move |(key, value): (String, String)| {
            set.update(|set| {
                set.retain(|(it, _)| *it != key);
                if !value.is_empty() {
                    set.push((key, value));
                }
            });
        };
        view! { <FilterRow label="Parts" filters values=set on_change=change /> }
    });
    settled().await;
    named(&page, "button", "Filters").click();
    settled().await;
    let now = |key: &str| filter::value_of(&set.get_untracked(), key).to_owned();
    let of = |label: &str, rest: &str| format!("[role=group][aria-label={label}] {rest}");
    type_text(&input(&page, &of("Maker", "input")), "ac");
    settled().await;
    assert_eq!(now("maker"), "~ac");
    let how: web_sys::HtmlSelectElement = find(&page, &of("Maker", "select")).unchecked_into();
    how.set_value("is");
    how.dispatch_event(&event("Event", "change", "")).unwrap();
    settled().await;
    assert_eq!(now("maker"), "=ac");
    assert!(find(&page, ".chip").text_content().unwrap().contains("Maker: ac"));
    how.set_value("no");
    how.dispatch_event(&event("Event", "change", "")).unwrap();
    settled().await;
    assert_eq!(now("maker"), "no");
    assert!(find(&page, &of("Maker", "fieldset")).has_attribute("disabled"));
    type_text(&input(&page, &of("Weight", ".filter-end:first-child input")), "1.5");
    type_text(&input(&page, &of("Weight", ".filter-end:last-child input")), "3x");
    settled().await;
    assert_eq!(now("weight"), "1.5..", "what is no number is no end");
    assert_eq!(
        input(&page, &of("Weight", ".filter-end:last-child input")).get_attribute("aria-invalid").as_deref(),
        Some("true")
    );
    type_text(&input(&page, &of("Weight", ".filter-end:last-child input")), "3");
    type_text(&input(&page, &of("Tested", ".filter-end:last-child input")), "2026-03-31");
    settled().await;
    assert_eq!((now("weight"), now("tested")), (String::from("1.5..3"), String::from("..2026-03-31")));
    // Set from elsewhere, and taken away by its chip: the inputs follow.
    set.set(vec![(String::from("weight"), String::from("..7")), (String::from("maker"), String::from("~pum"))]);
    settled().await;
    assert_eq!(input(&page, &of("Weight", ".filter-end:first-child input")).value(), "");
    assert_eq!(input(&page, &of("Weight", ".filter-end:last-child input")).value(), "7");
    assert_eq!((how.value(), input(&page, &of("Maker", "input")).value()), (String::from("contains"), String::from("pum")));
    named(&page, ".filter-panel button", "Clear filters").click();
    settled().await;
    assert_eq!(set.get_untracked(), Vec::new());
    assert_eq!(input(&page, &of("Maker", "input")).value(), "");
}
