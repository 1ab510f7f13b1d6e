//! The folder that copies go into by themselves, where the browser can write into folders.

use leptos::prelude::*;

use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Banner, Button, IconName, Tone};
use crate::ui::dom;
use crate::ui::state::copies::{COPY_EVERY, CopyFolder, FolderState};
use crate::ui::state::use_stockroom;

/// After how many acts a copy is written, as can be chosen.
const EVERY: [u32; 4] = [10, COPY_EVERY, 200, 1_000];

/// Chooses the folder, and says how writing into it stands.
#[component]
pub fn Folder() -> impl IntoView {
    let stockroom = use_stockroom();
    move || match stockroom.copy_folder() {
        None => view! {
            <p class="field-help">{word(Word::FolderText)}</p>
            <div class="section-actions">
                <Button label=Word::FolderChoose icon=IconName::Download on_press=move || stockroom.choose_folder() />
            </div>
        }
        .into_any(),
        Some(folder) => view! { <Chosen folder=folder /> }.into_any(),
    }
}

#[component]
fn Chosen(folder: CopyFolder) -> impl IntoView {
    let stockroom = use_stockroom();
    let (tone, text) = match folder.state {
        FolderState::Allowed => (Tone::Good, Word::FolderWrites),
        FolderState::NotAllowed => (Tone::Warn, Word::FolderNotAllowed),
        FolderState::Failed => (Tone::Warn, Word::FolderFailed),
    };
    let again = (folder.state != FolderState::Allowed)
        .then(|| view! { <Button label=Word::FolderAllow on_press=move || stockroom.allow_folder() /> });
    let id = dom::fresh_id("every");
    let chosen = move || match stockroom.preferences().copy_every {
        0 => COPY_EVERY,
        every => every,
    };
    let option = move |every: u32| {
        view! {
            <option value=every.to_string() prop:selected=move || chosen() == every>
                {say(Word::FolderEveryActs, &[&format::count(every as usize)])}
            </option>
        }
    };
    let choose = move |event| {
        let every = event_target_value(&event).parse().unwrap_or(COPY_EVERY);
        stockroom.prefer(|preferences| preferences.copy_every = every);
    };
    view! {
        <Banner tone=tone text=say(text, &[&folder.name])>{again}</Banner>
        <div class="form-fields">
            <div class="field half">
                <label for=id.clone()>{word(Word::FolderEvery)}</label>
                <select id=id on:change=choose>
                    {EVERY.map(option).collect_view()}
                </select>
            </div>
        </div>
        <div class="section-actions">
            <Button label=Word::FolderOther on_press=move || stockroom.choose_folder() />
            <Button label=Word::FolderForget on_press=move || stockroom.forget_folder() />
        </div>
    }
}
