//! "Issue everything proposed": every pick of the kit in one dialog, each changeable, then one act.

use crate::ui::live;
use std::rc::Rc;

use leptos::prelude::*;

use super::data::{self, Choice};
use crate::domain::command::Pick;
use crate::domain::commands::issue::propose;
use crate::domain::{Command, KitId, KitItemId, Quantity, Stockroom, Table, Tracking};
use crate::engine::Refused;
use crate::ui::components::{Dialog, DialogKind, Stepper, Tone, badge};
use crate::ui::desk::{Desk, refusal};
use crate::ui::icons::{Icon, icon as draw};
use crate::ui::{dom, fields, forms, room};
use crate::words::{Word, format, say, word};

/// Stock that a pick can be changed to at most.
const CHOICES: usize = 60;

/// A pick under review.
#[derive(Clone, Copy)]
struct Row {
    item: KitItemId,
    inventory: RwSignal<u32>,
    quantity: RwSignal<String>,
    error: RwSignal<String>,
}

/// A line of the kit under review, as read.
struct Group {
    name: String,
    remaining: String,
    short: String,
    choices: Vec<Choice>,
    picks: Vec<Pick>,
    item: KitItemId,
}

/// The dialog; open it with the signal.
pub fn review(desk: Desk, kit: KitId, open: RwSignal<bool>) -> AnyView {
    view! {
        <Dialog open=open title=word(Word::KitFulfilTitle).to_owned() kind=DialogKind::Wide>
            {live::live(move || body(desk, kit, open))}
        </Dialog>
    }
    .into_any()
}

fn groups(room: &Stockroom, kit: KitId) -> Vec<Group> {
    let today = room::today();
    let order = data::pick_path(room, kit, today);
    let mut groups: Vec<Group> = propose(room, kit, today)
        .into_iter()
        .map(|proposal| {
            let item = proposal.item;
            let unit = room
                .kit_items
                .get(item.0)
                .and_then(|it| room.parts.get(it.part.0))
                .map(|part| part.unit_of_measure)
                .unwrap_or_default();
            let mut choices = data::choices(room, item, today);
            choices.retain(|choice| choice.free.is_positive());
            let is_picked = |choice: &Choice| proposal.picks.iter().any(|pick| pick.inventory == choice.inventory);
            let mut at = 0;
            choices.retain(|choice| {
                at += 1;
                at <= CHOICES || is_picked(choice)
            });
            Group {
                name: room.name_of(Table::KitItem, item.0),
                remaining: fields::quantity_of(room, room.item_remaining(item), unit),
                short: if proposal.short.is_positive() { fields::quantity_of(room, proposal.short, unit) } else { String::new() },
                choices,
                picks: proposal.picks,
                item,
            }
        })
        .collect();
    groups.sort_by_key(|group| order.iter().position(|id| *id == group.item.0));
    groups
}

fn body(desk: Desk, kit: KitId, open: RwSignal<bool>) -> AnyView {
    let groups = room::peek(|room| groups(room, kit));
    if groups.is_empty() {
        return view! { <p class="nothing">{word(Word::KitNothingToIssue)}</p> }.into_any();
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut views: Vec<AnyView> = Vec::new();
    for group in groups {
        let mut picks: Vec<AnyView> = Vec::new();
        for pick in &group.picks {
            let row = Row {
                item: group.item,
                inventory: RwSignal::new(pick.inventory.0),
                quantity: RwSignal::new(pick.quantity.to_string()),
                error: RwSignal::new(String::new()),
            };
            rows.push(row);
            picks.push(pick_view(row, &group));
        }
        let short =
            (!group.short.is_empty()).then(|| badge::badge(Tone::Warn, Icon::Alert, say(Word::KitShortBy, &[&group.short])));
        views.push(
            view! {
                <li class="review-line">
                    <div class="review-what">
                        <span class="mono">{group.name}</span>
                        <span class="cell-sub">{say(Word::KitStillNeeded, &[&group.remaining])}</span>
                        {short}
                    </div>
                    <div class="review-picks">{picks}</div>
                </li>
            }
            .into_any(),
        );
    }
    let count = rows.len();
    let error = RwSignal::new(String::new());
    let rows = StoredValue::new(rows);
    let submit = move |_| rows.with_value(|rows| send(desk, kit, open, rows, error));
    let go = (count > 0).then(|| {
        view! {
            <button type="button" class="button primary" data-focus="" on:click=submit>
                {draw(Icon::Issue)}
                <span>{say(Word::KitFulfilGo, &[&format::count(count)])}</span>
            </button>
        }
        .into_any()
    });
    view! {
        <p class="review-intro">{word(Word::KitFulfilText)}</p>
        <ol class="review">{views}</ol>
        <div class="field-error" role="alert">{live::live(move || error.get())}</div>
        <footer class="dialog-actions">
            <button type="button" class="button" on:click=live::press(move |_| open.set(false))>{word(Word::Cancel)}</button>
            {go}
        </footer>
    }
    .into_any()
}

fn pick_view(row: Row, group: &Group) -> AnyView {
    let chosen = row.inventory.get_untracked();
    let options: Vec<AnyView> = group
        .choices
        .iter()
        .map(|choice| {
            let mut pieces: Vec<String> = Vec::new();
            if !choice.substitute.is_empty() {
                pieces.push([word(Word::KitSubstitute), " ", &choice.substitute].concat());
            }
            pieces.push(if choice.number.is_empty() { word(Word::KitUntracked).to_owned() } else { choice.number.clone() });
            pieces.push(if choice.place.is_empty() { word(Word::KitNoPlace).to_owned() } else { choice.place.clone() });
            if choice.tracking != Tracking::Serial {
                pieces.push(say(Word::KitAvailable, &[&choice.free_text]));
            }
            if !choice.expires.is_empty() {
                pieces.push(say(Word::KitExpires, &[&choice.expires]));
            }
            let text = pieces.join(" · ");
            view! { <option value=choice.inventory.0.to_string() selected=choice.inventory.0 == chosen>{text}</option> }
                .into_any()
        })
        .collect();
    let error_id = dom::fresh_id("pick-error");
    let invalid = Signal::derive(move || !row.error.with(String::is_empty));
    view! {
        <div class="review-pick">
            <select
                aria-label=say(Word::KitStockFor, &[&group.name])
                on:change=live::typed(move |event| row.inventory.set(event_target_value(&event).parse().unwrap_or(chosen)))
            >
                {options}
            </select>
            <Stepper label=say(Word::KitQuantityOf, &[&group.name]) value=row.quantity least="0" invalid=invalid described_by=error_id.clone()/>
            <div class="field-error" id=error_id>{live::live(move || row.error.get())}</div>
        </div>
    }
    .into_any()
}

/// Sends the picks that are left; a refusal stands beside its pick.
fn send(desk: Desk, kit: KitId, open: RwSignal<bool>, rows: &[Row], error: RwSignal<String>) {
    error.set(String::new());
    let mut picks = Vec::new();
    let mut sent = Vec::new();
    let mut wrong = false;
    for row in rows {
        row.error.set(String::new());
        match forms::quantity(&row.quantity.get_untracked()) {
            Ok(Quantity::ZERO) => {}
            Ok(quantity) => {
                picks.push(Pick {
                    inventory: crate::domain::InventoryId(row.inventory.get_untracked()),
                    item: row.item,
                    quantity,
                });
                sent.push(*row);
            }
            Err(sentence) => {
                row.error.set(word(sentence).to_owned());
                wrong = true;
            }
        }
    }
    if wrong {
        return;
    }
    if picks.is_empty() {
        return error.set(word(Word::KitNothingPicked).to_owned());
    }
    let name = room::peek(|room| room.kit_name(kit));
    let count = format::count(picks.len());
    let refused = move |refused: &Refused| {
        let line = if let Refused::Rejection(rejection) = refused { rejection.line } else { None };
        let place = line.and_then(|line| sent.get(line)).map_or(error, |row| row.error);
        place.try_set(refusal(refused));
    };
    desk.attempt(
        Command::Fulfil { kit, etag: None, picks },
        Rc::new(move |_| say(Word::KitFulfilled, &[&count, &name])),
        Some(Rc::new(move |_| {
            open.try_set(false);
        })),
        None,
        Rc::new(refused),
    );
}
