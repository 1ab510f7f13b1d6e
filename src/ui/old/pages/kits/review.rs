//! "Issue everything proposed": every pick of the kit in one dialog, each changeable, then one act.

use crate::ui::old::components::button::pressable;
use crate::ui::old::view::{View, all, el, live};
use std::rc::Rc;

use leptos::prelude::*;

use super::data::{self, Choice};
use crate::domain::commands::command::Pick;
use crate::domain::commands::issue::propose;
use crate::domain::{Command, KitId, KitItemId, Quantity, Stockroom, Table, Tracking};
use crate::engine::Refused;
use crate::i18n::{Word, format, say, word};
use crate::ui::old::components::{DialogKind, StepperSpec, Tone, badge, dialog, stepper};
use crate::ui::old::desk::{Desk, refusal};
use crate::ui::old::icons::{Icon, icon as draw};
use crate::ui::old::{dom, fields, forms, room};

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
pub fn review(desk: Desk, kit: KitId, open: RwSignal<bool>) -> View {
    dialog(open, word(Word::KitFulfilTitle).to_owned(), DialogKind::Wide, move || live(move || body(desk, kit, open)))
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

fn body(desk: Desk, kit: KitId, open: RwSignal<bool>) -> View {
    let groups = room::peek(|room| groups(room, kit));
    if groups.is_empty() {
        return View::from(el("p").class("nothing").child(word(Word::KitNothingToIssue)));
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut views: Vec<View> = Vec::new();
    for group in groups {
        let mut picks: Vec<View> = Vec::new();
        for pick in &group.picks {
            let row = Row {
                item: group.item,
                inventory: RwSignal::new(pick.inventory.0),
                quantity: RwSignal::new(pick.quantity.unwrap_or(Quantity::ONE).to_string()),
                error: RwSignal::new(String::new()),
            };
            rows.push(row);
            picks.push(pick_view(row, &group));
        }
        let short =
            (!group.short.is_empty()).then(|| badge::badge(Tone::Warn, Icon::Alert, say(Word::KitShortBy, &[&group.short])));
        views.push(View::from(
            el("li")
                .class("review-line")
                .child(
                    el("div")
                        .class("review-what")
                        .child(el("span").class("mono").child(group.name))
                        .child(el("span").class("cell-sub").child(say(Word::KitStillNeeded, &[&group.remaining])))
                        .child(short),
                )
                .child(el("div").class("review-picks").child(picks)),
        ));
    }
    let count = rows.len();
    let error = RwSignal::new(String::new());
    let rows = StoredValue::new(rows);
    let submit = move |_| rows.with_value(|rows| send(desk, kit, open, rows, error));
    let go = (count > 0).then(|| {
        View::from(
            pressable("button primary")
                .attr("data-focus", "")
                .on_click(submit)
                .child(draw(Icon::Issue))
                .child(el("span").child(say(Word::KitFulfilGo, &[&format::count(count)]))),
        )
    });
    all([
        View::from(el("p").class("review-intro").child(word(Word::KitFulfilText))),
        View::from(el("ol").class("review").child(views)),
        View::from(el("div").class("field-error").attr("role", "alert").child(live(move || error.get()))),
        View::from(
            el("footer")
                .class("dialog-actions")
                .child(pressable("button").on_click(move |_| open.set(false)).child(word(Word::Cancel)))
                .child(go),
        ),
    ])
}

fn pick_view(row: Row, group: &Group) -> View {
    let chosen = row.inventory.get_untracked();
    let options: Vec<View> = group
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
            View::from(
                el("option")
                    .attr("value", choice.inventory.0.to_string())
                    .attr("selected", choice.inventory.0 == chosen)
                    .child(text),
            )
        })
        .collect();
    let error_id = dom::fresh_id("pick-error");
    let invalid = Signal::derive(move || !row.error.with(String::is_empty));
    View::from(
        el("div")
            .class("review-pick")
            .child(
                el("select")
                    .attr("aria-label", say(Word::KitStockFor, &[&group.name]))
                    .on("change", move |event| row.inventory.set(event_target_value(&event).parse().unwrap_or(chosen)))
                    .child(options),
            )
            .child(stepper(
                say(Word::KitQuantityOf, &[&group.name]),
                row.quantity,
                StepperSpec { least: String::from("0"), invalid, described_by: Some(error_id.clone()), ..StepperSpec::default() },
            ))
            .child(el("div").class("field-error").attr("id", error_id).child(live(move || row.error.get()))),
    )
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
                    quantity: Some(quantity),
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
