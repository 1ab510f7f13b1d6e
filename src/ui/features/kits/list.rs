//! All kits.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::forms;
use super::record::pick_href;
use crate::domain::model::record::Table;
use crate::domain::query::cell::derived;
use crate::domain::query::find::{Filter, Op, Operand};
use crate::domain::{Date, KIT, KitStatus, LOCATION, RUN, Stockroom};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Button, ButtonKind, EmptyState, IconName, RowData, Tone};
use crate::ui::features::labels::LabelsOf;
use crate::ui::features::list::{ListColumn, ListFilter, ListPage, ListSpec, choice_filter, yes_or_no};
use crate::ui::fields;
use crate::ui::routes::PICKED_TOGETHER;
use crate::ui::state::{router, use_dialogs, use_router, use_stockroom};

const COLUMNS: &[ListColumn] = &[
    ListColumn::new(&[derived::id(Table::Kit)]).number(),
    ListColumn::new(&[KIT.run, RUN.title]).titled(Word::FieldRun).sub(&[KIT.run, RUN.part]).naming(),
    ListColumn::new(&[KIT.status]),
    ListColumn::new(&[derived::KIT_SHORT_LINES]).number(),
    ListColumn::new(&[KIT.needed_by]),
    ListColumn::new(&[KIT.assigned_to]).wide(),
    ListColumn::new(&[KIT.current_location, LOCATION.name])
        .titled(Word::FieldCurrentLocation)
        .sub(&[KIT.current_location, LOCATION.parent])
        .wide(),
];

/// What the person may choose beside them.
const MORE: &[ListColumn] = &[
    ListColumn::new(&[derived::KIT_LINES]).number(),
    ListColumn::new(&[KIT.delivery_location]),
    ListColumn::new(&[derived::created_at(Table::Kit)]),
    ListColumn::new(&[derived::updated_at(Table::Kit)]),
    ListColumn::new(&[KIT.notes]),
];
/// Days within which an open kit counts as due.
pub const DUE: i32 = 7;
/// Where among the columns the day stands by which a kit is needed.
const NEEDED_BY: usize = 4;

/// The list of kits.
pub fn spec() -> ListSpec {
    ListSpec {
        label: Word::Kits,
        table: Table::Kit,
        columns: COLUMNS,
        more: MORE,
        filters: vec![choice_filter("status", KIT.status, KitStatus::WORDS), open_filter(), late_filter(), short_filter()],
        pins: &[],
        sort: &[(0, true)],
        finish: Some(say_lateness),
    }
}

/// All kits, with their filters.
#[component]
pub fn KitsPage() -> impl IntoView {
    let dialogs = use_dialogs();
    use_router().set_title(word(Word::Kits), None);
    let create = move || forms::new_kit(dialogs, None);
    let selection = RwSignal::new(BTreeSet::new());
    let actions = move || {
        view! { <Button label=Word::NewKit icon=IconName::Plus kind=ButtonKind::Primary on_press=create /> }
    };
    let empty = move || {
        view! {
            <EmptyState icon=IconName::Kit title=word(Word::KitsEmpty) text=word(Word::KitsEmptyText)>
                <Button label=Word::NewKit kind=ButtonKind::Primary on_press=create />
            </EmptyState>
        }
    };
    view! { <ListPage spec=spec() selection acts=move || view! { <ChosenActs selection /> } actions empty /> }
}

/// What can be done with the chosen kits.
#[component]
fn ChosenActs(selection: RwSignal<BTreeSet<u32>>) -> impl IntoView {
    let (stockroom, toaster) = (use_stockroom(), use_dialogs().toaster());
    let pick = move || {
        let chosen: Vec<u32> = selection.with_untracked(|chosen| chosen.iter().copied().collect());
        let is_open = |id: &u32| stockroom.read_untracked(|room| room.kits.get(*id).is_some_and(|kit| kit.is_open()));
        let open: Vec<u32> = chosen.into_iter().filter(is_open).collect();
        match open.len() {
            0 => toaster.refused(word(Word::PickNoneOpen)),
            1..=PICKED_TOGETHER => router::go(&pick_href(&open)),
            _ => toaster.refused(say(Word::PickTooMany, &[&format::count(PICKED_TOGETHER)])),
        }
    };
    view! {
        <Button label=Word::Pick icon=IconName::Scan kind=ButtonKind::Primary on_press=pick />
        <LabelsOf table=Table::Kit selection />
    }
}

/// Says of an open kit whose day is past that it is late.
fn say_lateness(stockroom: &Stockroom, id: u32, today: Date, row: &mut RowData) {
    let Some(kit) = stockroom.kits.get(id).filter(|kit| kit.is_open()) else { return };
    let is_late = kit.needed_by.is_some_and(|day| day < today);
    if let (true, Some(cell)) = (is_late, row.cells.get_mut(NEEDED_BY)) {
        cell.sub = Some(word(Word::KitLate).to_owned());
        row.tone = Tone::Warn;
    }
}

fn is_open() -> Filter {
    let is = |status: KitStatus| Filter::test(&[KIT.status], Op::Eq, Operand::Choice(status.word().into()));
    Filter::Not(Box::new(Filter::Or(vec![is(KitStatus::Completed), is(KitStatus::Canceled)])))
}

/// Kits that can be issued to, or those that are closed.
fn open_filter() -> ListFilter {
    ListFilter::new("open", word(Word::FieldOpen), yes_or_no(), |value, _| {
        Some(if value == "yes" { is_open() } else { Filter::Not(Box::new(is_open())) })
    })
}

/// Open kits whose day is past, and those that are due within a week.
fn late_filter() -> ListFilter {
    let options = vec![(String::from("yes"), Word::Yes.into()), (String::from("due"), Word::KitDue.into())];
    ListFilter::new("late", word(Word::KitLate), options, |value, today| {
        let day = |op, days: i32| Filter::test(&[KIT.needed_by], op, Operand::Date(Date(today.0 + days)));
        Some(match value {
            "due" => Filter::And(vec![is_open(), day(Op::Gte, 0), day(Op::Lte, DUE)]),
            _ => Filter::And(vec![is_open(), day(Op::Lt, 0)]),
        })
    })
}

/// Kits that lack something, or have it all.
fn short_filter() -> ListFilter {
    ListFilter::new("short", fields::label(derived::KIT_SHORT_LINES), yes_or_no(), |value, _| {
        let op = if value == "yes" { Op::Gt } else { Op::Eq };
        Some(Filter::test(&[derived::KIT_SHORT_LINES], op, Operand::Int(0)))
    })
}
