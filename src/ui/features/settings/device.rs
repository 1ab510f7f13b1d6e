//! What belongs to this device alone: its appearance, who acts on it, its name.

use leptos::prelude::*;

use crate::i18n::{LANGUAGES, Word, word};
use crate::ui::components::{Choice, Section};
use crate::ui::state::use_stockroom;

const THEMES: [(&str, Word); 3] = [("", Word::ThemeAuto), ("light", Word::ThemeLight), ("dark", Word::ThemeDark)];
/// The longest name of a device.
const NAME_LENGTH: &str = "60";

/// Puts the chosen appearance on the page.
pub fn show_theme(theme: &str) {
    if let Some(root) = document().document_element() {
        // Neither can fail on the root element.
        let _ = if theme.is_empty() { root.remove_attribute("data-theme") } else { root.set_attribute("data-theme", theme) };
    }
}

/// The section.
#[component]
pub fn Device() -> impl IntoView {
    let stockroom = use_stockroom();
    let themes = THEMES.iter().map(|(value, text)| ((*value).to_owned(), word(*text).to_owned())).collect::<Vec<_>>();
    let choose_theme = move |theme: String| {
        show_theme(&theme);
        stockroom.prefer(|preferences| preferences.theme = theme);
    };
    let languages = LANGUAGES.iter().map(|language| (language.tag.to_owned(), language.name.to_owned()));
    let languages = std::iter::once((String::new(), word(Word::LanguageAuto).to_owned())).chain(languages).collect::<Vec<_>>();
    let choose_language = move |language: String| {
        stockroom.prefer(|preferences| preferences.language = language);
        // Every text is said anew in the other language; what was typed is asked about before the page goes.
        let _ = window().location().reload();
    };
    let people = stockroom.memo(|stockroom| {
        let active = stockroom.users.iter().filter(|(_, user)| !user.archived);
        let active = active.map(|(id, user)| (id.to_string(), user.name.to_string()));
        std::iter::once((String::from("0"), word(Word::NobodyChosen).to_owned())).chain(active).collect::<Vec<_>>()
    });
    let choose_actor = move |id: String| stockroom.prefer(|preferences| preferences.actor = id.parse().unwrap_or(0));
    let name_device = move |event| {
        stockroom.prefer(|preferences| preferences.device = event_target_value(&event).trim().to_owned());
    };
    view! {
        <Section title=Word::ThisDevice>
            <div class="form-fields">
                <Choice
                    label=Word::Theme
                    options=Signal::stored(themes)
                    value=Signal::derive(move || stockroom.preferences().theme)
                    on_choose=choose_theme
                />
                <Choice
                    label=Word::Language
                    options=Signal::stored(languages)
                    value=Signal::derive(move || stockroom.preferences().language)
                    on_choose=choose_language
                />
                <Choice
                    label=Word::Actor
                    options=people
                    value=Signal::derive(move || stockroom.actor().0.to_string())
                    on_choose=choose_actor
                />
                <div class="field half">
                    <label for="device-name">{word(Word::DeviceName)}</label>
                    <input
                        id="device-name"
                        type="text"
                        maxlength=NAME_LENGTH
                        value=stockroom.preferences().device
                        on:change=name_device
                    />
                </div>
            </div>
        </Section>
    }
}
