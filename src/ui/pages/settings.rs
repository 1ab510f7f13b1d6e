//! The settings: how it looks and who acts on this device; the stockroom's users, units and number patterns; where
//! the data is, and copies of it.

use crate::ui::live;
use std::rc::Rc;

use leptos::prelude::*;

use super::lists;
use crate::domain::record::{Field, Table};
use crate::domain::{SETTINGS, UNIT, USER, UserId};
use crate::ui::components::{Button, ConfirmSpec, IconButton, Kind, LinkButton, Section, facts};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::icons::Icon;
use crate::ui::nav::use_nav;
use crate::ui::{fields, room};
use crate::words::{Word, word};

const USER_FIELDS: &[Field] = &[USER.name, USER.archived];
const UNIT_FIELDS: &[Field] = &[UNIT.r#type, UNIT.decimals, UNIT.archived];
const RULE_FIELDS: &[Field] = &[SETTINGS.stockroom_name, SETTINGS.serial_pattern, SETTINGS.lot_pattern, SETTINGS.other_revisions];

/// The page.
pub fn page() -> AnyView {
    use_nav().set_title(Word::Settings, None);
    let desk = use_desk();
    view! {
        <div class="page">
            {device()}
            {rules(desk)}
            {records(desk, Table::User, Word::Users, Word::NewUser, USER_FIELDS)}
            {records(desk, Table::Unit, Word::Units, Word::NewUnit, UNIT_FIELDS)}
            {super::copies::section(desk)}
            {demo(desk)}
        </div>
    }
    .into_any()
}

/// One of a few values, shown as a labelled list.
fn choice(label: Word, options: Vec<(String, String)>, value: Signal<String>, on_change: Callback<String>) -> AnyView {
    let options: Vec<AnyView> = options
        .into_iter()
        .map(|(option, text)| {
            let own = option.clone();
            let chosen = live::memo(move || value.with(|value| *value == own));
            view! { <option value=option prop:selected=live::flag(move || chosen.get())>{text}</option> }.into_any()
        })
        .collect();
    let id = crate::ui::dom::fresh_id("setting");
    view! {
        <div class="field half">
            <label for=id.clone()>{word(label)}</label>
            <select id=id on:change=live::typed(move |event| on_change.run(event_target_value(&event)))>{options}</select>
        </div>
    }
    .into_any()
}

/// Appearance and who acts: kept on this device only.
fn device() -> AnyView {
    let themes = [("", Word::ThemeAuto), ("light", Word::ThemeLight), ("dark", Word::ThemeDark)];
    let themes = themes.into_iter().map(|(value, text)| (value.to_owned(), text.into())).collect();
    let theme = choice(
        Word::Theme,
        themes,
        Signal::derive(|| room::preferences().theme),
        Callback::new(|theme| {
            room::prefer(|preferences| preferences.theme = theme);
            apply_theme();
        }),
    );
    let actor = move || {
        let users = room::look(&[Table::User], |room| {
            let active = room.users.iter().filter(|(_, user)| !user.archived);
            active.map(|(id, user)| (id.to_string(), user.name.to_string())).collect::<Vec<_>>()
        });
        let options = std::iter::once((String::from("0"), Word::NobodyChosen.into())).chain(users).collect();
        choice(
            Word::Actor,
            options,
            Signal::derive(|| room::actor().0.to_string()),
            Callback::new(|id: String| room::set_actor(UserId(id.parse().unwrap_or(0)))),
        )
    };
    let name = view! {
        <div class="field half">
            <label for="device-name">{word(Word::DeviceName)}</label>
            <input
                id="device-name"
                type="text"
                maxlength="60"
                value=room::preferences().device
                on:change=live::typed(move |event| room::prefer(|preferences| preferences.device = event_target_value(&event).trim().to_owned()))
            />
        </div>
    }
    .into_any();
    view! { <Section title=word(Word::ThisDevice)><div class="form-fields">{theme}{live::live(actor)}{name}</div></Section> }
        .into_any()
}

/// Puts the chosen appearance on the page; at the start of the app too.
pub fn apply_theme() {
    let theme = room::preferences().theme;
    if let Some(root) = document().document_element() {
        // Neither can fail on the root element.
        let _ = if theme.is_empty() { root.remove_attribute("data-theme") } else { root.set_attribute("data-theme", &theme) };
    }
}

/// Number patterns and the revision rule: records of the stockroom.
fn rules(desk: Desk) -> AnyView {
    let values = move || {
        let shown = room::look(&[Table::Settings], |stockroom| {
            let today = room::today();
            let text = |field: &Field| fields::text(stockroom, &stockroom.cell(*field, 1, today));
            RULE_FIELDS.iter().map(|field| (fields::label(*field).to_owned(), text(field))).collect::<Vec<_>>()
        });
        facts(shown.into_iter().map(|(name, text)| (name, view! { <span>{text}</span> }.into_any())).collect())
    };
    let edit = Callback::new(move |()| lists::edit_form(desk, Table::Settings, 1, Word::Rules, RULE_FIELDS));
    let actions = view! { <Button label=Word::Edit icon=Icon::Edit on_press=edit/> }.into_any();
    view! { <Section title=word(Word::Rules) actions=actions>{live::live(values)}<p class="field-help">{word(Word::PatternHelp)}</p></Section> }.into_any()
}

/// Users or units: a short table with its acts.
fn records(desk: Desk, table: Table, title: Word, new: Word, of: &'static [Field]) -> AnyView {
    let create = Callback::new(move |()| lists::create_form(desk, table, new, of, &[], &of[..1]));
    let actions = view! { <Button label=new icon=Icon::Plus on_press=create/> }.into_any();
    let rows = move || {
        let rows = room::look(&[table], |stockroom| {
            let today = room::today();
            let text = |field: &Field, id| fields::text(stockroom, &stockroom.cell(*field, id, today));
            let ids = (1..stockroom.table(table).next()).filter(|id| stockroom.table(table).has(*id));
            ids.map(|id| {
                (
                    id,
                    text(&of[0], id),
                    of[1..]
                        .iter()
                        .map(|field| [fields::label(*field), ": ", &text(field, id)].concat())
                        .collect::<Vec<_>>()
                        .join(" · "),
                )
            })
            .collect::<Vec<_>>()
        });
        let edits: Vec<AnyView> = rows
            .into_iter()
            .map(|(id, name, more)| {
                let label = crate::words::say(Word::EditRecord, &[&name]);
                let press = Callback::new(move |()| lists::edit_form(desk, table, id, Word::Edit, of));
                view! { <li><div><span>{name}</span><span class="cell-sub">{more}</span></div><IconButton label=label icon=Icon::Edit on_press=press/></li> }
                    .into_any()
            })
            .collect();
        view! { <ul class="plain-list">{edits}</ul> }.into_any()
    };
    view! { <Section title=word(title) actions=actions>{live::live(rows)}</Section> }.into_any()
}

/// The way into the demo, and out of it.
fn demo(desk: Desk) -> AnyView {
    let body = if room::is_demo() {
        let leave = Callback::new(move |()| {
            let spec = ConfirmSpec {
                title: word(Word::DemoThrowAway).to_owned(),
                consequences: vec![word(Word::DemoThrowAwayText).to_owned()],
                confirm: word(Word::DemoThrowAway).to_owned(),
                danger: true,
            };
            desk.confirm(spec, Rc::new(room::leave_demo));
        });
        view! { <Button label=Word::DemoThrowAway icon=Icon::Delete kind=Kind::Danger on_press=leave/> }.into_any()
    } else {
        view! { <LinkButton label=Word::DemoOpen href="?demo" icon=Icon::Run/> }.into_any()
    };
    view! { <Section title=word(Word::Demo)><p>{word(Word::DemoText)}</p>{body}</Section> }.into_any()
}
