//! The settings: how it looks and who acts on this device; the stockroom's people, units and number patterns; where the data
//! is, and copies of it.

pub mod copies;
mod device;

use leptos::prelude::*;

use crate::domain::model::record::{Field, Table};
use crate::domain::{SETTINGS, UNIT, USER};
use crate::i18n::{Word, say, word};
use crate::ui::components::ConfirmSpec;
use crate::ui::components::{Button, ButtonKind, Fact, Facts, IconButton, IconName, LinkButton, Section};

use crate::ui::features::forms;
use crate::ui::fields;
use crate::ui::state::{use_dialogs, use_router, use_stockroom};
use copies::{Data, Shelf};
use device::Device;

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
            <Rules />
            <Records table=Table::User title=Word::Users new=Word::NewUser of=USER_FIELDS />
            <Records table=Table::Unit title=Word::Units new=Word::NewUnit of=UNIT_FIELDS />
            <Data />
            <Shelf />
            <Demo />
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

/// The way into the demo, and out of it.
#[component]
fn Demo() -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let leave = move || {
        let spec = ConfirmSpec {
            title: word(Word::DemoThrowAwayTitle).to_owned(),
            consequences: vec![word(Word::DemoThrowAwayText).to_owned()],
            confirm: word(Word::DemoThrowAway).to_owned(),
            danger: true,
        };
        dialogs.confirm(spec, move || stockroom.leave_demo());
    };
    let act = if stockroom.is_demo() {
        view! { <Button label=Word::DemoThrowAway icon=IconName::Delete kind=ButtonKind::Danger on_press=leave /> }.into_any()
    } else {
        view! { <LinkButton label=Word::DemoOpen href=String::from("?demo") icon=IconName::Run /> }.into_any()
    };
    view! {
        <Section title=Word::Demo>
            <p>{word(Word::DemoText)}</p>
            {act}
        </Section>
    }
}
