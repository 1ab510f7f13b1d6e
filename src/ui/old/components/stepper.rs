//! A quantity between two buttons: exact decimal text, whatever is typed kept as typed.

use crate::ui::old::components::button::pressable;
use crate::ui::old::live;
use crate::ui::old::view::{View, el};
use leptos::prelude::*;

use crate::{
    i18n::{Word, format, word},
    ui::old::{
        icons::{Icon, icon as draw},
        step::step as step_text,
    },
};

/// What a stepper may be told.
#[derive(Default)]
pub struct StepperSpec {
    /// The least that its buttons go down to.
    pub least: String,
    /// The most that its buttons go up to.
    pub most: Signal<String>,
    /// The unit, shown after the number.
    pub unit: String,
    /// Whether what is typed was refused.
    pub invalid: Signal<bool>,
    /// The id of what describes it.
    pub described_by: Option<String>,
}

/// A quantity that can be typed or stepped by one; the buttons stop at `least` and `most`, typing does not:
/// the rules answer in words.
pub fn stepper(label: String, value: RwSignal<String>, spec: StepperSpec) -> View {
    let StepperSpec { least, most, unit, invalid, described_by } = spec;
    let least = StoredValue::new(least);
    // What is typed stays as typed; a value from elsewhere (a button, the page) replaces it, written as the locale writes it.
    let shown = RwSignal::new(format::for_editing(&value.get_untracked()));
    live::effect(move || {
        let value = value.get();
        if shown.with_untracked(|shown| format::typed(shown) != value) {
            shown.set(format::for_editing(&value));
        }
    });
    let typed = move |text: String| {
        value.set(format::typed(&text));
        shown.set(text);
    };
    let step = move |by: i128| {
        let next = least.with_value(|least| most.with_untracked(|most| step_text(&value.get_untracked(), by, least, most)));
        if let Some(next) = next {
            value.set(next);
        }
    };
    let button = move |by: i128, name: Word, icon: Icon| {
        View::from(pressable("button icon-only").attr("aria-label", word(name)).on_click(move |_| step(by)).child(draw(icon)))
    };
    let suffix = (!unit.is_empty()).then(|| View::from(el("span").class("unit").child(unit)));
    let group = label.clone();
    View::from(
        el("div")
            .class("stepper")
            .attr("role", "group")
            .attr("aria-label", group)
            .child(button(-1, Word::Decrease, Icon::Minus))
            .child(
                el("input")
                    .attr("type", "text")
                    .attr("inputmode", "decimal")
                    .class("number")
                    .attr("autocomplete", "off")
                    .attr("aria-label", label)
                    .attr("aria-invalid", live::word_if(move || invalid.get().then_some("true")))
                    .attr("aria-describedby", described_by)
                    .value(live::text(move || shown.get()))
                    .on("input", move |event| typed(event_target_value(&event)))
                    .on("focus", move |event| {
                        let input: web_sys::HtmlInputElement = event_target(&event);
                        input.select();
                    })
                    .on_key(move |event| {
                        let by = match event.key().as_str() {
                            "ArrowUp" => 1,
                            "ArrowDown" => -1,
                            _ => return,
                        };
                        event.prevent_default();
                        typed(event_target_value(&event));
                        step(by);
                    }),
            )
            .child(suffix)
            .child(button(1, Word::Increase, Icon::Plus)),
    )
}
