//! The settings: how it looks and who acts on this device; the stockroom's users, units and number patterns; where
//! the data is, and copies of it.

use crate::ui::old::live;
use crate::ui::old::view::{View, all, el, live};
use std::rc::Rc;

use leptos::prelude::*;

use super::lists;
use crate::domain::model::record::{Field, Table};
use crate::domain::{SETTINGS, UNIT, USER, UserId};
use crate::i18n::{Word, word};
use crate::ui::old::components::{Button, ConfirmSpec, Kind, LinkButton, facts, icon_button, section};
use crate::ui::old::desk::{Desk, use_desk};
use crate::ui::old::icons::Icon;
use crate::ui::old::nav::use_nav;
use crate::ui::old::{fields, room};

const USER_FIELDS: &[Field] = &[USER.name, USER.archived];
const UNIT_FIELDS: &[Field] = &[UNIT.r#type, UNIT.decimals, UNIT.archived];
const RULE_FIELDS: &[Field] = &[SETTINGS.stockroom_name, SETTINGS.serial_pattern, SETTINGS.lot_pattern, SETTINGS.other_revisions];

/// The page.
pub fn page() -> View {
    use_nav().set_title(Word::Settings, None);
    let desk = use_desk();
    View::from(
        el("div")
            .class("page")
            .child(device())
            .child(rules(desk))
            .child(records(desk, Table::User, Word::Users, Word::NewUser, USER_FIELDS))
            .child(records(desk, Table::Unit, Word::Units, Word::NewUnit, UNIT_FIELDS))
            .child(super::copies::section(desk))
            .child(demo(desk))
            .child(about()),
    )
}

/// One of a few values, shown as a labelled list.
fn choice(label: Word, options: Vec<(String, String)>, value: Signal<String>, on_change: Callback<String>) -> View {
    let options: Vec<View> = options
        .into_iter()
        .map(|(option, text)| {
            let own = option.clone();
            let chosen = live::memo(move || value.with(|value| *value == own));
            View::from(el("option").attr("value", option).state("selected", live::flag(move || chosen.get())).child(text))
        })
        .collect();
    let id = crate::ui::old::dom::fresh_id("setting");
    View::from(
        el("div").class("field half").child(el("label").attr("for", id.clone()).child(word(label))).child(
            el("select").attr("id", id).on("change", move |event| on_change.run(event_target_value(&event))).child(options),
        ),
    )
}

/// Appearance and who acts: kept on this device only.
fn device() -> View {
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
    let name = View::from(
        el("div").class("field half").child(el("label").attr("for", "device-name").child(word(Word::DeviceName))).child(
            el("input")
                .attr("id", "device-name")
                .attr("type", "text")
                .attr("maxlength", "60")
                .attr("value", room::preferences().device)
                .on("change", move |event| {
                    room::prefer(|preferences| preferences.device = event_target_value(&event).trim().to_owned())
                }),
        ),
    );
    section(word(Word::ThisDevice), (), el("div").class("form-fields").child(theme).child(live(actor)).child(name))
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
fn rules(desk: Desk) -> View {
    let values = move || {
        let shown = room::look(&[Table::Settings], |stockroom| {
            let today = room::today();
            let text = |field: &Field| fields::text(stockroom, &stockroom.cell(*field, 1, today));
            RULE_FIELDS.iter().map(|field| (fields::label(*field).to_owned(), text(field))).collect::<Vec<_>>()
        });
        facts(shown.into_iter().map(|(name, text)| (name, View::from(el("span").child(text)))).collect())
    };
    let edit = Callback::new(move |()| lists::edit_form(desk, Table::Settings, 1, Word::Rules, RULE_FIELDS));
    let actions = View::from(Button::new(Word::Edit, edit).icon(Icon::Edit));
    section(
        word(Word::Rules),
        actions,
        all([live(values), View::from(el("p").class("field-help").child(word(Word::PatternHelp)))]),
    )
}

/// Users or units: a short table with its acts.
fn records(desk: Desk, table: Table, title: Word, new: Word, of: &'static [Field]) -> View {
    let create = Callback::new(move |()| lists::create_form(desk, table, new, of, &[], &of[..1]));
    let actions = View::from(Button::new(new, create).icon(Icon::Plus));
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
        let edits: Vec<View> = rows
            .into_iter()
            .map(|(id, name, more)| {
                let label = crate::i18n::say(Word::EditRecord, &[&name]);
                let press = Callback::new(move |()| lists::edit_form(desk, table, id, Word::Edit, of));
                View::from(
                    el("li")
                        .child(el("div").child(el("span").child(name)).child(el("span").class("cell-sub").child(more)))
                        .child(icon_button(label, Icon::Edit, press)),
                )
            })
            .collect();
        View::from(el("ul").class("plain-list").child(edits))
    };
    section(word(title), actions, live(rows))
}

/// The way into the demo, and out of it.
fn demo(desk: Desk) -> View {
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
        View::from(Button::new(Word::DemoThrowAway, leave).icon(Icon::Delete).kind(Kind::Danger))
    } else {
        View::from(LinkButton::new(Word::DemoOpen, "?demo").icon(Icon::Run))
    };
    section(word(Word::Demo), (), all([View::from(el("p").child(word(Word::DemoText))), body]))
}

/// What the app is made of; the build writes the file.
fn about() -> View {
    let link = View::from(LinkButton::new(Word::Licences, "./licenses.txt"));
    section(word(Word::About), (), all([View::from(el("p").child(word(Word::AboutText))), link]))
}
