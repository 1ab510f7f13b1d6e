//! "Issue everything proposed": every pick of the kit in one dialog, each changeable, more than one lot for a line, then one act.

use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::prelude::*;

use super::data::{self, Choice};
use crate::domain::commands::command::Pick;
use crate::domain::query::cache::Cache;
use crate::domain::query::proposals::propose;
use crate::domain::{Command, Date, InventoryId, KitId, KitItemId, Quantity, Stockroom, Table, Tracking, UnitId};
use crate::engine::Refused;
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Badge, Button, ButtonKind, Dialog, DialogWidth, IconName, Stepper, Tone};
use crate::ui::dom;
use crate::ui::fields::{self, typed};
use crate::ui::state::dialogs::{Dialogs, refusal, use_dialogs};
use crate::ui::state::{StockroomHandle, use_stockroom};

/// Stock that a pick can be changed to at most.
const CHOICES: usize = 60;

/// A pick under review.
#[derive(Clone, Copy, PartialEq)]
struct Reviewed {
    number: usize,
    inventory: RwSignal<u32>,
    quantity: RwSignal<String>,
    error: RwSignal<String>,
}

impl Reviewed {
    fn new(number: usize, inventory: InventoryId, quantity: String) -> Reviewed {
        Reviewed {
            number,
            inventory: RwSignal::new(inventory.0),
            quantity: RwSignal::new(quantity),
            error: RwSignal::new(String::new()),
        }
    }
}

/// A line of the kit under review.
#[derive(Clone, Copy)]
struct ReviewedLine {
    proposed: StoredValue<ProposedLine>,
    picks: RwSignal<Vec<Reviewed>>,
}

/// What was read of a line when the dialog was opened.
struct ProposedLine {
    item: KitItemId,
    name: String,
    remaining: String,
    short: String,
    choices: Vec<Choice>,
    picks: Vec<Pick>,
}

/// The dialog; open it with the signal.
#[component]
pub fn Review(kit: KitId, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open=open title=word(Word::KitFulfilTitle).to_owned() width=DialogWidth::Wide>
            <ReviewBody kit=kit open=open />
        </Dialog>
    }
}

fn proposed(stockroom: &Stockroom, cache: &Cache, kit: KitId, today: Date) -> Vec<ProposedLine> {
    let order = data::pick_path(stockroom, cache, kit, today);
    let mut lines: Vec<ProposedLine> = propose(stockroom, cache, kit, today)
        .into_iter()
        .map(|proposal| {
            let item = proposal.item;
            let part = stockroom.kit_items.get(item.0).and_then(|it| stockroom.parts.get(it.part.0));
            let unit = part.map_or(UnitId(0), |part| part.unit_of_measure);
            let mut choices = data::choices(stockroom, cache, item, today, "", CHOICES + proposal.picks.len());
            choices.retain(|choice| choice.free.is_positive());
            let picked: BTreeSet<InventoryId> = proposal.picks.iter().map(|pick| pick.inventory).collect();
            let is_picked = |choice: &Choice| picked.contains(&choice.inventory);
            let mut at = 0;
            choices.retain(|choice| {
                at += 1;
                at <= CHOICES || is_picked(choice)
            });
            let short = proposal.short;
            ProposedLine {
                item,
                name: stockroom.name_of(Table::KitItem, item.0),
                remaining: fields::quantity_of(stockroom, stockroom.item_remaining(item), unit),
                short: if short.is_positive() { fields::quantity_of(stockroom, short, unit) } else { String::new() },
                choices,
                picks: proposal.picks,
            }
        })
        .collect();
    lines.sort_by_key(|line| order.iter().position(|id| *id == line.item.0));
    lines
}

#[component]
fn ReviewBody(kit: KitId, open: RwSignal<bool>) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let today = stockroom.today();
    let proposed = untrack(|| stockroom.read_cached(|stockroom, cache| proposed(stockroom, cache, kit, today)));
    let lines: Vec<ReviewedLine> = proposed
        .into_iter()
        .map(|line| {
            let picks = line.picks.iter().enumerate();
            let picks = picks
                .map(|(number, pick)| Reviewed::new(number, pick.inventory, pick.quantity.unwrap_or(Quantity::ONE).to_string()))
                .collect();
            ReviewedLine { proposed: StoredValue::new(line), picks: RwSignal::new(picks) }
        })
        .collect();
    if lines.is_empty() {
        return view! { <p class="nothing">{word(Word::KitNothingToIssue)}</p> }.into_any();
    }
    let error = RwSignal::new(String::new());
    let lines = StoredValue::new(lines);
    let count = Memo::new(move |_| lines.with_value(|lines| lines.iter().map(|line| line.picks.with(Vec::len)).sum::<usize>()));
    let go = move || {
        lines.with_value(|lines| send(stockroom, dialogs, kit, open, lines, error));
    };
    view! {
        <p class="review-intro">{word(Word::KitFulfilText)}</p>
        <ol class="review">
            {lines.with_value(|lines| lines.iter().map(|line| view! { <ReviewLine line=*line /> }).collect_view())}
        </ol>
        <div class="field-error" role="alert">
            {error}
        </div>
        <footer class="dialog-actions">
            <Button label=Word::Cancel on_press=move || open.set(false) />
            <Show when=move || 0 < count.get()>
                <Button
                    label=Signal::derive(move || say(Word::KitFulfilGo, &[&format::count(count.get())]))
                    kind=ButtonKind::Primary
                    icon=IconName::Issue
                    on_press=go
                />
            </Show>
        </footer>
    }
    .into_any()
}

/// A line: what it still needs, and the lots that it gets.
#[component]
fn ReviewLine(line: ReviewedLine) -> impl IntoView {
    let ReviewedLine { proposed, picks } = line;
    let (name, remaining, short) = proposed.with_value(|line| (line.name.clone(), line.remaining.clone(), line.short.clone()));
    // A lot that is in no pick yet: what one more would begin with.
    let next = Memo::new(move |_| {
        let taken: Vec<u32> = picks.with(|picks| picks.iter().map(|pick| pick.inventory.get()).collect());
        proposed
            .with_value(|line| line.choices.iter().map(|choice| choice.inventory).find(|inventory| !taken.contains(&inventory.0)))
    });
    let add = move |_| {
        if let Some(inventory) = next.get_untracked() {
            picks.update(|picks| {
                let number = picks.iter().map(|pick| pick.number + 1).max().unwrap_or(0);
                picks.push(Reviewed::new(number, inventory, String::from("0")));
            });
        }
    };
    let add_label = say(Word::KitAddPickFor, &[&name]);
    view! {
        <li class="review-line">
            <div class="review-what">
                <span class="mono">{name}</span>
                <span class="cell-sub">{say(Word::KitStillNeeded, &[&remaining])}</span>
                {(!short.is_empty())
                    .then(|| view! { <Badge tone=Tone::Warn icon=IconName::Alert label=say(Word::KitShortBy, &[&short]) /> })}
            </div>
            <div class="review-picks">
                <For each=move || picks.get() key=|pick| pick.number let:pick>
                    <PickRow pick=pick proposed=proposed />
                </For>
                <Show when=move || next.get().is_some() && !picks.with(Vec::is_empty)>
                    <button type="button" class="button plain" aria-label=add_label.clone() on:click=add>
                        {word(Word::KitAddPick)}
                    </button>
                </Show>
            </div>
        </li>
    }
}

/// A choice as one text, for the list of a pick.
fn described(choice: &Choice) -> String {
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
    pieces.join(" · ")
}

#[component]
fn PickRow(pick: Reviewed, proposed: StoredValue<ProposedLine>) -> impl IntoView {
    let chosen = pick.inventory.get_untracked();
    let name = proposed.with_value(|line| line.name.clone());
    let options = proposed.with_value(|line| {
        let options = line.choices.iter().map(|choice| {
            let id = choice.inventory.0;
            view! {
                <option value=id.to_string() selected=id == chosen>
                    {described(choice)}
                </option>
            }
        });
        options.collect_view()
    });
    let error_id = dom::fresh_id("pick-error");
    view! {
        <div class="review-pick">
            <select
                aria-label=say(Word::KitStockFor, &[&name])
                on:change=move |event| pick.inventory.set(event_target_value(&event).parse().unwrap_or(chosen))
            >
                {options}
            </select>
            <Stepper
                label=say(Word::KitQuantityOf, &[&name])
                value=pick.quantity
                least="0"
                invalid=Signal::derive(move || !pick.error.with(String::is_empty))
                described_by=Some(error_id.clone())
            />
            <div class="field-error" id=error_id>
                {pick.error}
            </div>
        </div>
    }
}

/// Sends the picks that are left; a refusal stands beside its pick.
fn send(
    stockroom: StockroomHandle,
    dialogs: Dialogs,
    kit: KitId,
    open: RwSignal<bool>,
    lines: &[ReviewedLine],
    error: RwSignal<String>,
) {
    error.set(String::new());
    let mut picks = Vec::new();
    let mut sent = Vec::new();
    let mut is_wrong = false;
    for line in lines {
        let item = line.proposed.with_value(|line| line.item);
        for pick in line.picks.get_untracked() {
            pick.error.set(String::new());
            match typed::quantity(&pick.quantity.get_untracked()) {
                Ok(Quantity::ZERO) => {}
                Ok(quantity) => {
                    picks.push(Pick { inventory: InventoryId(pick.inventory.get_untracked()), item, quantity: Some(quantity) });
                    sent.push(pick);
                }
                Err(sentence) => {
                    pick.error.set(word(sentence).to_owned());
                    is_wrong = true;
                }
            }
        }
    }
    if is_wrong {
        return;
    }
    if picks.is_empty() {
        return error.set(word(Word::KitNothingPicked).to_owned());
    }
    let name = stockroom.read_untracked(|stockroom| stockroom.kit_name(kit));
    let count = format::count(picks.len());
    let refused = move |refused: &Refused| {
        let line = if let Refused::Rejection(rejection) = refused { rejection.line } else { None };
        let place = line.and_then(|line| sent.get(line)).map_or(error, |pick| pick.error);
        place.try_set(refusal(refused));
    };
    dialogs.attempt(
        Command::Fulfil { kit, etag: None, picks },
        Rc::new(move |_| say(Word::KitFulfilled, &[&count, &name])),
        Some(Rc::new(move |_| {
            open.try_set(false);
        })),
        None,
        Rc::new(refused),
    );
}
