//! The history: every act, newest first; and an entry's page, with all that it changed and Undo.

use crate::ui::old::live;
use crate::ui::old::view::{View, all, el, live};
use std::rc::Rc;

use leptos::prelude::*;

use super::shared::{act_icon, act_name, button, change_text, linked, nothing, section, to_do, value_text};
use crate::domain::model::record::{Field, Table};
use crate::domain::{Brief, Change, Entry, Stockroom};
use crate::i18n::fields::noun;
use crate::i18n::{Word, format, say, word};
use crate::ui::old::components::{Kind, LinkButton, Tone, banner, empty_state, facts};
use crate::ui::old::desk::{refusal, use_desk};
use crate::ui::old::icons::Icon;
use crate::ui::old::nav::use_nav;
use crate::ui::old::{fields, room};

/// Records named in a row of the list.
const NAMED: usize = 3;
/// Changes shown on an entry's page.
const SHOWN: usize = 500;
/// A record by its noun and name; one that is gone by its number.
fn called(room: &Stockroom, table: Table, id: u32) -> String {
    let name = room.name_of(table, id);
    let name = if name.is_empty() { id.to_string() } else { name };
    say(Word::HistoryRecord, &[noun(table), &name])
}

/// What an entry is about: the few records that a person knows by name, kits and runs first.
pub fn about(room: &Stockroom, brief: &Brief) -> String {
    const ORDER: [Table; 9] = [
        Table::Kit,
        Table::Run,
        Table::Inventory,
        Table::Part,
        Table::Location,
        Table::Supplier,
        Table::User,
        Table::Unit,
        Table::Settings,
    ];
    let mut records: Vec<(Table, u32)> = Vec::new();
    for (table, id) in &brief.records {
        let owner = match table {
            Table::KitItem => room.kit_items.get(*id).map(|it| (Table::Kit, it.part_kit.0)),
            Table::KitRow => {
                room.kit_rows.get(*id).and_then(|row| room.kit_items.get(row.item.0)).map(|it| (Table::Kit, it.part_kit.0))
            }
            Table::MbomItem => room.mbom_items.get(*id).map(|it| (Table::Part, it.parent.0)),
            Table::Requirement | Table::Installation => None,
            _ => Some((*table, *id)),
        };
        if let Some(owner) = owner.filter(|owner| !records.contains(owner)) {
            records.push(owner);
        }
        // Bulk acts touch thousands: the first tell enough.
        if records.len() > 40 {
            break;
        }
    }
    records.sort_by_key(|(table, id)| (ORDER.iter().position(|it| it == table), *id));
    let mut names: Vec<String> = records.iter().take(NAMED).map(|(table, id)| called(room, *table, *id)).collect();
    if brief.records.len() > 40 || records.len() > NAMED {
        names.push(say(Word::HistoryAndMore, &[&format::count(brief.records.len().max(records.len()).saturating_sub(NAMED))]));
    }
    names.join(", ")
}

fn who(room: &Stockroom, brief: &Brief) -> String {
    let name = room.name_of(Table::User, brief.actor.0);
    if name.is_empty() { String::from("–") } else { name }
}

/// What one entry changed of one record.
struct Subject {
    title: String,
    href: String,
    lines: Vec<String>,
}

/// One entry.
pub fn entry(sequence: u64) -> View {
    let nav = use_nav();
    let up = Some((String::from("#/history"), word(Word::History).to_owned()));
    nav.set_title(say(Word::HistoryEntry, &[&format::count(usize::try_from(sequence).unwrap_or(0))]), up);
    let brief = live::memo(move || {
        room::look(&[], |room| sequence.checked_sub(1).and_then(|at| room.history.get(usize::try_from(at).ok()?)).cloned())
    });
    let body = RwSignal::new_local(None::<(String, Vec<Subject>)>);
    let failed = RwSignal::new(false);
    room::bodies(
        vec![sequence],
        Box::new(move |entries| match entries.first() {
            Some(entry) => {
                let told = room::peek(|room| (entry.device.to_string(), subjects(room, entry)));
                body.try_set(Some(told));
            }
            None => {
                failed.try_set(true);
            }
        }),
    );
    let head = move || match brief.get() {
        Some(brief) => entry_head(&brief, body),
        None => {
            let back = View::from(LinkButton::new(word(Word::History), "#/history").kind(Kind::Primary));
            empty_state(Icon::History, Word::HistoryNoEntry, word(Word::HistoryNoEntryText), back)
        }
    };
    let changes = move || {
        if brief.with(Option::is_none) {
            return View::Nothing;
        }
        if failed.get() {
            return nothing(Word::HistoryUnreadable);
        }
        body.with(|body| match body {
            Some((_, subjects)) => subject_list(subjects),
            None => crate::ui::old::components::skeleton(4),
        })
    };
    View::from(el("div").class("page record").child(live(head)).child(section(Word::HistoryChanges, None, live(changes))))
}

fn entry_head(brief: &Brief, body: RwSignal<Option<(String, Vec<Subject>)>, LocalStorage>) -> View {
    let desk = use_desk();
    let sequence = brief.sequence;
    let error = RwSignal::new(String::new());
    let undo = move || {
        error.set(String::new());
        desk.ask_undo(
            sequence,
            Rc::new(move |refused| {
                error.try_set(refusal(refused));
            }),
        );
    };
    let (undo, undone) = if brief.undone_by == 0 {
        (Some(button(to_do(Icon::Undo, Word::Undo, undo))), None)
    } else {
        let text = say(Word::HistoryUndoneBy, &[&format::count(usize::try_from(brief.undone_by).unwrap_or(0))]);
        let link = linked(word(Word::HistoryOpen).to_owned(), ["#/history/", &brief.undone_by.to_string()].concat());
        (None, Some(banner(Tone::Info, Signal::stored(text), link)))
    };
    let plain = |text: String| View::from(el("span").child(text));
    let (who, about) = room::peek(|room| (who(room, brief), about(room, brief)));
    let mut items = vec![
        (word(Word::HistoryWhat).to_owned(), plain(act_name(brief.act).to_owned())),
        (word(Word::HistoryAbout).to_owned(), plain(about)),
        (word(Word::HistoryWhen).to_owned(), plain(format::moment(brief.time.0 as f64))),
        (word(Word::HistoryWho).to_owned(), plain(who)),
    ];
    let device = move || {
        body.with(|body| {
            body.as_ref().map(|(device, _)| device.clone()).filter(|it| !it.is_empty()).unwrap_or_else(|| String::from("–"))
        })
    };
    items.push((word(Word::HistoryDevice).to_owned(), View::from(el("span").child(live(device)))));
    if !brief.note.is_empty() {
        items.push((word(Word::KitReason).to_owned(), plain(brief.note.to_string())));
    }
    if brief.undoes > 0 {
        let name = say(Word::HistoryEntry, &[&format::count(usize::try_from(brief.undoes).unwrap_or(0))]);
        items.push((word(Word::HistoryUndoes).to_owned(), linked(name, ["#/history/", &brief.undoes.to_string()].concat())));
    }
    let mark = crate::ui::old::icons::icon(act_icon(brief.act));
    all([
        View::from(
            el("div")
                .class("record-head")
                .child(el("div").class("record-lead").child(mark).child(el("span").child(act_name(brief.act))))
                .child(el("div").class("record-acts").child(undo)),
        ),
        View::from(el("div").class("field-error").attr("role", "alert").child(live(move || error.get()))),
        View::from(undone),
        facts(items),
    ])
}

/// The changes of an entry, record by record, in the order in which each came up.
fn subjects(room: &Stockroom, entry: &Entry) -> Vec<Subject> {
    let mut keys: Vec<(Table, u32)> = Vec::new();
    let mut found: Vec<Subject> = Vec::new();
    for change in entry.changes.iter().take(SHOWN) {
        let key = change.subject();
        let at = keys.iter().rposition(|it| *it == key).unwrap_or_else(|| {
            keys.push(key);
            let href = if room.table(key.0).has(key.1) { fields::href(key.0, key.1) } else { String::new() };
            found.push(Subject { title: called(room, key.0, key.1), href, lines: Vec::new() });
            found.len() - 1
        });
        if let Some(subject) = found.get_mut(at) {
            subject.lines.extend(told(room, change));
        }
    }
    if entry.changes.len() > SHOWN {
        let more = say(Word::HistoryMoreChanges, &[&format::count(entry.changes.len() - SHOWN)]);
        found.push(Subject { title: more, href: String::new(), lines: Vec::new() });
    }
    found
}

/// A change in words: what a new record was given, what a removed one had, what moved, what was set.
fn told(room: &Stockroom, change: &Change) -> Vec<String> {
    let (first, table, row) = match change {
        Change::Insert { table, row, .. } => (Word::HistoryCreated, *table, row),
        Change::Remove { table, row, .. } => (Word::HistoryRemoved, *table, row),
        _ => return [change_text(room, change)].into_iter().filter(|text| !text.is_empty()).collect(),
    };
    let mut lines = vec![word(first).to_owned()];
    for (number, value) in row.iter() {
        let field = Field(table, *number);
        let is_own = field.info().is_some_and(|info| info.name == "uid" || info.name == "prepared_at");
        let text = value_text(room, field, value);
        if !is_own && !text.is_empty() {
            lines.push(say(Word::HistoryField, &[fields::label(field), &text]));
        }
    }
    lines
}

fn subject_list(subjects: &[Subject]) -> View {
    if subjects.is_empty() {
        return nothing(Word::HistoryNoChanges);
    }
    let items: Vec<View> = subjects
        .iter()
        .map(|subject| {
            let lines: Vec<View> = subject.lines.iter().map(|line| View::from(el("li").child(line.clone()))).collect();
            View::from(
                el("li")
                    .class("change")
                    .child(el("h3").child(linked(subject.title.clone(), subject.href.clone())))
                    .child(el("ul").child(lines)),
            )
        })
        .collect();
    View::from(el("ol").class("changes").child(items))
}
