//! The page of an entry: what was done, by whom and when, all that it changed, and Undo.

use std::rc::Rc;

use leptos::prelude::*;

use super::names::{about, act_icon, called, who};
use super::sentences::{of_line, set_text};
use crate::domain::derive::history::record_lines;
use crate::domain::model::record::{Field, Table, Value};
use crate::domain::{AttributeValue, Brief, Change, Entry, Stockroom};
use crate::i18n::acts::act_name;
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{
    Banner, Button, ButtonKind, EmptyState, Fact, Facts, Icon, IconName, LinkButton, PageHead, Section, Skeleton, Tone,
};
use crate::ui::features::record::Linked;
use crate::ui::fields::{self, own, value_text};
use crate::ui::routes::Route;
use crate::ui::state::dialogs::{refusal, use_dialogs};
use crate::ui::state::{use_router, use_stockroom};

/// Changes that are shown.
const SHOWN: usize = 500;

/// What one entry changed of one record.
#[derive(Clone, PartialEq)]
struct Subject {
    title: String,
    href: String,
    lines: Vec<String>,
}

/// What the entry itself says, which is read later than the history.
#[derive(Clone, PartialEq)]
enum Body {
    Reading,
    Unreadable,
    Read { device: String, subjects: Vec<Subject> },
}

/// One entry.
#[component]
pub fn EntryPage(sequence: u64) -> impl IntoView {
    let stockroom = use_stockroom();
    let up = Some((Route::History.href(), word(Word::History).to_owned()));
    use_router().set_title(entry_name(sequence), up);
    let brief = Memo::new(move |_| stockroom.read_history(|stockroom| stockroom.history.entry(sequence).cloned()));
    let is_there = Memo::new(move |_| brief.with(Option::is_some));
    let is_known = Memo::new(move |_| stockroom.knows_history());
    let missing = move || match is_known.get() {
        true => view! { <NoEntry /> }.into_any(),
        false => view! { <Skeleton lines=4 /> }.into_any(),
    };
    let body = RwSignal::new(Body::Reading);
    stockroom.bodies(vec![sequence], move |entries| {
        body.try_set(match entries.first() {
            Some(entry) => stockroom.read_untracked(|stockroom| Body::Read {
                device: entry.device.to_string(),
                subjects: subjects(stockroom, entry),
            }),
            None => Body::Unreadable,
        });
    });
    view! {
        <div class="page record">
            <Show when=move || is_there.get() fallback=missing>
                {move || brief.get().map(|brief| view! { <Head brief=brief body=body /> })}
                <Section title=Word::HistoryChanges>{move || changes(body.get())}</Section>
            </Show>
        </div>
    }
}

fn entry_name(sequence: u64) -> String {
    say(Word::HistoryEntry, &[&format::count(usize::try_from(sequence).unwrap_or(0))])
}

#[component]
fn NoEntry() -> impl IntoView {
    view! {
        <EmptyState icon=IconName::History title=word(Word::HistoryNoEntry) text=word(Word::HistoryNoEntryText)>
            <LinkButton label=Word::History href=Route::History.href() kind=ButtonKind::Primary />
        </EmptyState>
    }
}

#[component]
fn Head(brief: Brief, body: RwSignal<Body>) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let Brief { sequence, undone_by, undoes, act, time, .. } = brief;
    let error = RwSignal::new(String::new());
    let undo = move || {
        error.set(String::new());
        let refused = move |refused: &_| {
            error.try_set(refusal(refused));
        };
        dialogs.ask_undo(sequence, Rc::new(refused));
    };
    let acts = move || (undone_by == 0).then(|| view! { <Button label=Word::Undo icon=IconName::Undo on_press=undo /> });
    let undone = (undone_by > 0).then(|| {
        let text = say(Word::HistoryUndoneBy, &[&format::count(usize::try_from(undone_by).unwrap_or(0))]);
        view! {
            <Banner tone=Tone::Info text=text>
                <a href=Route::Entry(undone_by).href()>{word(Word::HistoryOpen)}</a>
            </Banner>
        }
    });
    let device = move || {
        let device = body.with(|body| if let Body::Read { device, .. } = body { device.clone() } else { String::new() });
        if device.is_empty() { String::from("–") } else { device }
    };
    let (who, about) = stockroom.read_untracked(|stockroom| (who(stockroom, &brief), about(stockroom, &brief)));
    let note = brief.note.to_string();
    let note = (!note.is_empty()).then(|| view! { <Fact name=Word::KitReason><span>{note}</span></Fact> });
    let undoes = (undoes > 0).then(|| {
        view! {
            <Fact name=Word::HistoryUndoes>
                <a href=Route::Entry(undoes).href()>{entry_name(undoes)}</a>
            </Fact>
        }
    });
    view! {
        <PageHead acts=acts>
            <Icon icon=act_icon(act) />
            <span>{act_name(act)}</span>
        </PageHead>
        <div class="field-error" role="alert">
            {error}
        </div>
        {undone}
        <Facts>
            <Fact name=Word::HistoryWhat><span>{act_name(act)}</span></Fact>
            <Fact name=Word::HistoryAbout><span>{about}</span></Fact>
            <Fact name=Word::HistoryWhen><span>{format::moment(time.0 as f64)}</span></Fact>
            <Fact name=Word::HistoryWho><span>{who}</span></Fact>
            <Fact name=Word::HistoryDevice><span>{device}</span></Fact>
            {note}
            {undoes}
        </Facts>
    }
}

/// What it changed, record by record.
fn changes(body: Body) -> AnyView {
    let nothing = |text: Word| view! { <p class="nothing">{word(text)}</p> }.into_any();
    match body {
        Body::Reading => view! { <Skeleton lines=4 /> }.into_any(),
        Body::Unreadable => nothing(Word::HistoryUnreadable),
        Body::Read { subjects, .. } if subjects.is_empty() => nothing(Word::HistoryNoChanges),
        Body::Read { subjects, .. } => {
            let items = subjects.into_iter().map(|subject| {
                let lines = subject.lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
                view! {
                    <li class="change">
                        <h3>
                            <Linked text=subject.title href=subject.href />
                        </h3>
                        <ul>{lines}</ul>
                    </li>
                }
            });
            view! { <ol class="changes">{items.collect_view()}</ol> }.into_any()
        }
    }
}

/// The changes of an entry, record by record, in the order in which each came up: what moved first.
fn subjects(stockroom: &Stockroom, entry: &Entry) -> Vec<Subject> {
    let mut keys: Vec<(Table, u32)> = Vec::new();
    let mut found: Vec<Subject> = Vec::new();
    for change in entry.changes.iter().take(SHOWN) {
        let key = change.subject();
        let at = keys.iter().rposition(|it| *it == key).unwrap_or_else(|| {
            keys.push(key);
            let href = if stockroom.table(key.0).has(key.1) { fields::href(key.0, key.1) } else { String::new() };
            found.push(Subject { title: called(stockroom, key.0, key.1), href, lines: Vec::new() });
            found.len() - 1
        });
        if let Some(subject) = found.get_mut(at) {
            subject.lines.extend(change_lines(stockroom, change));
        }
    }
    for line in record_lines(stockroom, entry, 0, SHOWN) {
        if let Some(at) = keys.iter().position(|key| *key == (Table::Inventory, line.inventory.0)) {
            found[at].lines.splice(0..0, of_line(stockroom, entry.act, &line));
        }
    }
    if entry.changes.len() > SHOWN {
        let more = say(Word::HistoryMoreChanges, &[&format::count(entry.changes.len() - SHOWN)]);
        found.push(Subject { title: more, href: String::new(), lines: Vec::new() });
    }
    found
}

/// A change in words: what a new record was given, what a removed one had, what was set. What moved is said by record.
fn change_lines(stockroom: &Stockroom, change: &Change) -> Vec<String> {
    let (first, table, row) = match change {
        Change::Insert { table, row, .. } => (Word::HistoryCreated, *table, row),
        Change::Remove { table, row, .. } => (Word::HistoryRemoved, *table, row),
        Change::Set { field, .. } if *field == crate::domain::INVENTORY.location => return Vec::new(),
        _ => return set_text(stockroom, change).into_iter().collect(),
    };
    let mut lines = vec![word(first).to_owned()];
    for (number, value) in row.iter() {
        let field = Field::new(table, *number);
        if let Value::Attributes(all) = value {
            let of = |(attribute, value): &(u32, AttributeValue)| {
                let field = Field::of_attribute(table, *attribute);
                say(Word::HistoryField, &[&own::name(stockroom, field), &value_text(stockroom, field, &value.into())])
            };
            lines.extend(all.iter().map(of));
            continue;
        }
        let is_internal = field.info().is_some_and(|info| info.name == "uid" || info.name == "prepared_at");
        let text = value_text(stockroom, field, value);
        if !is_internal && !text.is_empty() {
            lines.push(say(Word::HistoryField, &[fields::label(field), &text]));
        }
    }
    lines
}
