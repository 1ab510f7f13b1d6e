//! The settings: how it looks and who acts on this device; the stockroom's people, units and number patterns; where the data
//! is, copies of it, and the other stockrooms of this device.

mod attributes;
pub mod copies;
mod device;
mod folder;
pub mod open_copy;
mod pin;
pub mod shelf;
mod storage;

use leptos::prelude::*;

use crate::domain::model::record::{Field, Table};
use crate::domain::{SETTINGS, UNIT, USER};
use crate::i18n::{Word, say, word};
use crate::ui::components::{Button, Fact, Facts, IconButton, IconName, LinkButton, Section};

use crate::ui::features::forms;
use crate::ui::fields;
use crate::ui::state::{use_dialogs, use_router, use_stockroom};
use attributes::AttributeList;
use copies::Data;
use device::Device;
use pin::ScreenLock;
use shelf::Shelf;

pub use device::show_theme;

const USER_FIELDS: &[Field] = &[USER.name, USER.archived];
const UNIT_FIELDS: &[Field] = &[UNIT.r#type, UNIT.decimals, UNIT.archived];
const RULE_FIELDS: &[Field] = &[SETTINGS.stockroom_name, SETTINGS.serial_pattern, SETTINGS.lot_pattern, SETTINGS.other_revisions];

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    use_router().set_title(word(Word::Settings), None);
    view! {
        <div class="page">
            <Device />
            <ScreenLock />
            <Rules />
            <Records table=Table::User title=Word::Users new=Word::NewUser of=USER_FIELDS />
            <Records table=Table::Unit title=Word::Units new=Word::NewUnit of=UNIT_FIELDS />
            <AttributeList />
            <Data />
            <Shelf />
            <Section title=Word::About>
                <p>{word(Word::AboutText)}</p>
                <LinkButton label=Word::Licences href=String::from("./licenses.txt") />
            </Section>
        </div>
    }
}

/// Number patterns and the revision rule: a record of the stockroom.
#[component]
fn Rules() -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let values = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read(|stockroom| {
            let text = |field: &Field| fields::text(stockroom, &stockroom.cell(*field, 1, today));
            RULE_FIELDS.iter().map(|field| (fields::label(*field), text(field))).collect::<Vec<_>>()
        })
    });
    let edit = move || forms::edit_form(dialogs, Table::Settings, 1, Word::Rules, RULE_FIELDS);
    let acts = move || view! { <Button label=Word::Edit icon=IconName::Edit on_press=edit /> };
    let facts = move || {
        let facts = values.get().into_iter().map(|(name, text)| view! { <Fact name=name.to_owned()><span>{text}</span></Fact> });
        facts.collect_view()
    };
    view! {
        <Section title=Word::Rules acts=acts>
            <Facts>{facts}</Facts>
            <p class="field-help">{word(Word::PatternHelp)}</p>
        </Section>
    }
}

/// A record of a short list: its name, and what else is to know of it.
#[derive(Clone, PartialEq)]
struct Line {
    id: u32,
    name: String,
    more: String,
}

/// People or units: a short list with its acts.
#[component]
fn Records(
    table: Table,
    title: Word,
    new: Word,
    /// The fields that are shown and edited; the first names the record.
    of: &'static [Field],
) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let lines = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read(|stockroom| {
            let text = |field: &Field, id| fields::text(stockroom, &stockroom.cell(*field, id, today));
            let ids = (1..stockroom.table(table).next()).filter(|id| stockroom.table(table).has(*id));
            let line = |id| {
                let more = of[1..].iter().map(|field| [fields::label(*field), ": ", &text(field, id)].concat());
                Line { id, name: text(&of[0], id), more: more.collect::<Vec<_>>().join(" · ") }
            };
            ids.map(line).collect::<Vec<_>>()
        })
    });
    let create = move || forms::create_form(dialogs, table, new, of, &[], &of[..1]);
    let acts = move || view! { <Button label=new icon=IconName::Plus on_press=create /> };
    let line = move |line: Line| {
        let edit = move || forms::edit_form(dialogs, table, line.id, Word::Edit, of);
        let label = say(Word::EditRecord, &[&line.name]);
        view! {
            <li>
                <div>
                    <span>{line.name}</span>
                    <span class="cell-sub">{line.more}</span>
                </div>
                <IconButton label=label icon=IconName::Edit on_press=edit />
            </li>
        }
    };
    view! {
        <Section title=title acts=acts>
            <ul class="plain-list">
                <For
                    each=move || lines.get()
                    key=|line| (line.id, line.name.clone(), line.more.clone())
                    children=line
                />
            </ul>
        </Section>
    }
}
