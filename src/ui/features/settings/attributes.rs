//! The fields that the person defines: a list for all tables, with their forms.

use leptos::prelude::*;

use super::Line;
use crate::domain::ATTRIBUTE;
use crate::domain::model::record::{Field, Table};
use crate::i18n::{Word, say, word};
use crate::ui::components::{Button, IconButton, IconName, Section};
use crate::ui::features::forms;
use crate::ui::fields;
use crate::ui::state::{use_dialogs, use_stockroom};

const NEW_FIELDS: &[Field] = &[ATTRIBUTE.key, ATTRIBUTE.table, ATTRIBUTE.r#type, ATTRIBUTE.choices];
/// Whose records have it never changes.
const EDIT_FIELDS: &[Field] = &[ATTRIBUTE.key, ATTRIBUTE.r#type, ATTRIBUTE.choices, ATTRIBUTE.archived];

/// All definitions, by table and then by what they are called.
#[component]
pub fn AttributeList() -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let lines = stockroom.memo(|stockroom| {
        let mut all: Vec<_> = stockroom.attributes.iter().collect();
        let place = |table: Table| table.index();
        crate::domain::model::sort::sort_by(&mut all, &|a, b| {
            let tables = place(a.1.table.table()).cmp(&place(b.1.table.table()));
            tables.then_with(|| crate::domain::model::text::natural(&a.1.key, &b.1.key))
        });
        let line = |(id, it): (u32, &crate::domain::Attribute)| {
            let mut more = vec![fields::choice(it.table.word()).to_owned(), fields::choice(it.r#type.word()).to_owned()];
            let choices = it.choices().collect::<Vec<_>>().join(", ");
            more.extend((!choices.is_empty()).then_some(choices));
            more.extend(it.archived.then(|| fields::label(ATTRIBUTE.archived).to_owned()));
            Line { id, name: it.key.to_string(), more: more.join(" · ") }
        };
        all.into_iter().map(line).collect::<Vec<_>>()
    });
    let create = move || {
        forms::create_form(dialogs, Table::Attribute, Word::NewAttribute, NEW_FIELDS, &[], &[ATTRIBUTE.key]);
    };
    let acts = move || view! { <Button label=Word::NewAttribute icon=IconName::Plus on_press=create /> };
    let line = move |line: Line| {
        let edit = move || forms::edit_form(dialogs, Table::Attribute, line.id, Word::EditAttribute, EDIT_FIELDS);
        let delete = move || forms::delete(dialogs, Table::Attribute, line.id, "");
        let (edit_label, delete_label) = (say(Word::EditRecord, &[&line.name]), say(Word::DeleteRecord, &[&line.name]));
        view! {
            <li>
                <div>
                    <span>{line.name}</span>
                    <span class="cell-sub">{line.more}</span>
                </div>
                <IconButton label=edit_label icon=IconName::Edit on_press=edit />
                <IconButton label=delete_label icon=IconName::Delete on_press=delete />
            </li>
        }
    };
    view! {
        <Section title=Word::AttributesTitle acts=acts>
            <p class="field-help">{word(Word::AttributesText)}</p>
            <ul class="plain-list">
                <For each=move || lines.get() key=|line| (line.id, line.name.clone(), line.more.clone()) children=line />
            </ul>
        </Section>
    }
}
