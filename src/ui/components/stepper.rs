//! A quantity between two buttons: exact decimal text, whatever is typed kept as typed.

use crate::ui::live;
use leptos::prelude::*;

use crate::{
    ui::{
        icons::{Icon, icon as draw},
        step::step as step_text,
    },
    words::{Word, format, word},
};

/// A quantity that can be typed or stepped by one; the buttons stop at `least` and `most`, typing does not:
/// the rules answer in words.
#[component]
pub fn Stepper(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] least: String,
    #[prop(optional, into)] most: Signal<String>,
    #[prop(optional, into)] unit: String,
    #[prop(optional, into)] invalid: Signal<bool>,
    #[prop(optional, into)] described_by: Option<String>,
) -> AnyView {
    let least = StoredValue::new(least);
    let step = move |by: i128| {
        let next = least.with_value(|least| most.with_untracked(|most| step_text(&value.get_untracked(), by, least, most)));
        if let Some(next) = next {
            value.set(next);
        }
    };
    let button = move |by: i128, name: Word, icon: Icon| {
        view! {
            <button type="button" class="button icon-only" aria-label=word(name) on:click=live::press(move |_| step(by))>
                {draw(icon)}
            </button>
        }
        .into_any()
    };
    let suffix = (!unit.is_empty()).then(|| view! { <span class="unit">{unit}</span> });
    let group = label.clone();
    view! {
        <div class="stepper" role="group" aria-label=group>
            {button(-1, Word::Decrease, Icon::Minus)}
            <input
                type="text"
                inputmode="decimal"
                class="number"
                autocomplete="off"
                aria-label=label
                aria-invalid=live::word_if(move || invalid.get().then_some("true"))
                aria-describedby=described_by
                prop:value=live::text(move || value.get())
                on:input=live::typed(move |event| value.set(format::typed(&event_target_value(&event))))
                on:focus=move |event| {
                    let input: web_sys::HtmlInputElement = event_target(&event);
                    input.select();
                }
                on:keydown=live::key(move |event| {
                    let by = match event.key().as_str() {
                        "ArrowUp" => 1,
                        "ArrowDown" => -1,
                        _ => return,
                    };
                    event.prevent_default();
                    value.set(format::typed(&event_target_value(&event)));
                    step(by);
                })
            />
            {suffix}
            {button(1, Word::Increase, Icon::Plus)}
        </div>
    }
    .into_any()
}
