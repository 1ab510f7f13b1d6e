//! The first rows as they are read, beside what was decided of the file, each of which can be changed.

use leptos::prelude::*;

use super::state::ImportState;
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Section, ShortTable};
use crate::worker::message::{Seen, Setting};

/// How the file is read.
#[component]
pub fn Reading(import: ImportState) -> impl IntoView {
    let settings = move || {
        let settings = import.settings.get();
        settings.into_iter().map(|setting| view! { <Choice import=import setting=setting /> }).collect_view()
    };
    view! {
        <Section title=Word::ImportReadAs>
            <p class="field-help">{word(Word::ImportReadAsText)}</p>
            <div class="form-fields">{settings}</div>
            {move || import.seen.get().map(|seen| first_rows(&seen))}
        </Section>
    }
}

/// One decision: what was found, and what could be instead.
#[component]
fn Choice(import: ImportState, setting: Setting) -> impl IntoView {
    let id = format!("read-{}", setting.key);
    let (key, chosen, asked) = (setting.key, usize::from(setting.chosen), setting.asked);
    let options = setting.options.into_iter().enumerate().map(|(at, option)| {
        view! {
            <option value=at.to_string() selected=at == chosen>
                {option}
            </option>
        }
    });
    view! {
        <div class="field half" class:asked=asked>
            <label for=id.clone()>{setting.label}</label>
            <select
                id=id
                on:change=move |event| {
                    let place = event_target_value(&event).parse().unwrap_or(0);
                    import.choose(move |choices| choices.set(key, place));
                }
            >
                {options.collect_view()}
            </select>
        </div>
    }
}

fn first_rows(seen: &Seen) -> impl IntoView + use<> {
    let width = seen.first.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let head = seen.head as usize;
    let rows = seen.first.iter().enumerate().map(move |(at, (line, cells))| {
        let is_head = at + 1 == head;
        let is_above = at + 1 < head;
        let cells = cells.iter().cloned().chain(std::iter::repeat(String::new())).take(width);
        let cells = cells.map(|cell| {
            if is_head { view! { <th scope="col">{cell}</th> }.into_any() } else { view! { <td>{cell}</td> }.into_any() }
        });
        view! {
            <tr class:faint=is_above>
                <td class="end">{format::count(*line as usize)}</td>
                {cells.collect_view()}
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <ShortTable label=say(Word::ImportFirstRows, &[&format::count(seen.first.len())])>
            <tbody>{rows}</tbody>
        </ShortTable>
    }
}
