//! A line of a kit: the proposed stock and one tap to issue it, other stock in two, what is issued and its return.

use std::rc::Rc;

use leptos::prelude::*;

use super::acts::{Plan, confirm_issue};
use super::data::{self, Choice, Line, Row};
use super::forms;
use crate::domain::derive::status::LineState;
use crate::domain::{InventoryId, KitId, KitItemId, Quantity, Table, Tracking};
use crate::engine::Done;
use crate::i18n::{Word, say, word};
use crate::ui::components::{Badge, Icon, IconName, Menu, MenuItem, Stepper, Tone};
use crate::ui::dom;
use crate::ui::features::record::StatusBadge;
use crate::ui::fields::{self, typed};
use crate::ui::routes::Route;
use crate::ui::state::dialogs::{Dialogs, refusal, use_dialogs};
use crate::ui::state::{StockroomHandle, use_stockroom};

/// Offered stock that is shown before a search narrows it.
const SHOWN: usize = 40;
/// From so many on a search stands over them.
const SEARCHED: usize = 8;

/// What the parts of one line share.
#[derive(Clone, Copy)]
struct LineModel {
    stockroom: StockroomHandle,
    dialogs: Dialogs,
    kit: KitId,
    item: KitItemId,
    line: Memo<Option<Line>>,
    /// What the button would issue: the proposal, or the stock that the person chose instead.
    plan: Memo<Plan>,
    chosen: RwSignal<Option<InventoryId>>,
    picking: RwSignal<bool>,
    error: RwSignal<String>,
    /// What stands in the stepper; while it is what was proposed, it follows the stock.
    quantity: RwSignal<String>,
    proposed: StoredValue<String>,
}

impl LineModel {
    fn new(kit: KitId, item: KitItemId) -> LineModel {
        let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
        let chosen = RwSignal::new(None);
        let line = Memo::new(move |_| {
            let today = stockroom.today();
            stockroom.read_cached(|stockroom, cache| data::line(stockroom, cache, item, today))
        });
        let plan = Memo::new(move |_| {
            line.with(|line| line.as_ref().map(|line| plan(stockroom, line, chosen.get()))).unwrap_or_default()
        });
        let (quantity, proposed) = (RwSignal::new(String::new()), StoredValue::new(String::new()));
        Effect::new(move || {
            let total = plan.with(|plan| plan.total.to_string());
            let untouched = quantity.with_untracked(|now| proposed.with_value(|proposed| now == proposed));
            if untouched {
                quantity.set(total.clone());
            }
            proposed.set_value(total);
        });
        let (picking, error) = (RwSignal::new(false), RwSignal::new(String::new()));
        LineModel { stockroom, dialogs, kit, item, line, plan, chosen, picking, error, quantity, proposed }
    }

    /// A value of the line, which wakes its readers only when it differs.
    fn of<T: PartialEq + Default + Send + Sync + 'static>(self, read: impl Fn(&Line) -> T + Send + Sync + 'static) -> Memo<T> {
        Memo::new(move |_| self.line.with(|line| line.as_ref().map(&read).unwrap_or_default()))
    }

    /// What was typed, as the person writes quantities of the part; what is no number stays as it is.
    fn shown(self, typed: &str) -> String {
        let Ok(quantity) = Quantity::parse(typed) else { return typed.to_owned() };
        self.stockroom.read_untracked(|stockroom| {
            let part = stockroom.kit_items.get(self.item.0).map(|line| line.part).unwrap_or_default();
            fields::quantity_of_part(stockroom, quantity, part)
        })
    }

    /// Issues what the button says; a refusal stands beside the line. After a press by key the next button has the focus.
    fn issue(self, by_key: bool) {
        let typed = self.quantity.get_untracked();
        let quantity = match typed::quantity(&typed) {
            Ok(quantity) => quantity,
            Err(sentence) => return self.error.set(word(sentence).to_owned()),
        };
        self.error.set(String::new());
        // Once issued, the next proposal takes its place; where it is refused, it stays as typed.
        self.proposed.set_value(typed.clone());
        let item = self.item;
        let (kit, line) =
            self.stockroom.read_untracked(|stockroom| (stockroom.kit_name(self.kit), stockroom.name_of(Table::KitItem, item.0)));
        let amount = self.shown(&typed);
        let then = move |_: &Done| {
            self.chosen.try_set(None);
            self.picking.try_set(false);
            if by_key {
                request_animation_frame(move || focus_issue(item));
            }
        };
        self.dialogs.attempt(
            self.plan.with_untracked(|plan| plan.command(item, quantity)),
            Rc::new(move |_: &Done| say(Word::KitIssued, &[&amount, &line, &kit])),
            Some(Rc::new(then)),
            Some(confirm_issue(self.stockroom)),
            Rc::new(move |refused| {
                self.proposed.try_set_value(String::new());
                self.error.try_set(refusal(refused));
            }),
        );
    }
}

/// What would be issued to a line: the proposal, or the chosen stock.
fn plan(stockroom: StockroomHandle, line: &Line, chosen: Option<InventoryId>) -> Plan {
    let Some(chosen) = chosen else {
        let total = Quantity::sum(line.proposal.iter().map(|(quantity, _)| *quantity));
        return Plan { picks: line.proposal.clone(), total };
    };
    let today = stockroom.today();
    let choice = stockroom.read(|stockroom| data::choice(stockroom, stockroom.kit_items.get(line.item.0)?, chosen, today));
    let Some(choice) = choice else { return Plan::default() };
    let wanted = if line.remaining.is_positive() { line.remaining } else { Quantity::ONE };
    let total = match choice.tracking {
        Tracking::Serial => Quantity::ONE,
        _ if choice.free.is_positive() => wanted.min(choice.free),
        _ => wanted,
    };
    Plan { picks: vec![(total, choice)], total }
}

/// One line; one that is complete is folded to a row.
#[component]
pub fn KitLine(kit: KitId, item: KitItemId) -> impl IntoView {
    let model = LineModel::new(kit, item);
    let is_there = Memo::new(move |_| model.line.with(Option::is_some));
    let part = model.of(|line| line.part);
    let is_open = model.of(|line| line.open);
    let state = model.of(|line| line.state.word());
    let is_done = model.of(|line| matches!(line.state, LineState::Full | LineState::Over));
    let text = move |read: fn(&Line) -> &String| model.of(move |line| read(line).clone());
    let sub = move |read: fn(&Line) -> &String| {
        let text = text(read);
        move || {
            let text = text.get();
            (!text.is_empty()).then(|| view! { <span class="cell-sub" title=text.clone()>{text.clone()}</span> })
        }
    };
    let figure = move |name: Word, read: fn(&Line) -> &String| {
        view! {
            <div>
                <dt>{word(name)}</dt>
                <dd>{text(read)}</dd>
            </div>
        }
    };
    view! {
        <Show when=move || is_there.get()>
            <li
                class="work-line"
                class:done=move || is_done.get() && model.chosen.get().is_none()
                id=["line-", &item.0.to_string()].concat()
            >
                <div class="work-what">
                    <a class="mono" href=move || Route::Part(part.get()).href()>
                        {text(|line| &line.name)}
                    </a>
                    {sub(|line| &line.description)}
                    {sub(|line| &line.notes)}
                    <StatusBadge status=state />
                </div>
                <dl class="work-figures">
                    {figure(Word::FieldRequired, |line| &line.required)}
                    {figure(Word::FieldIssued, |line| &line.issued)}
                    {figure(Word::FieldRemaining, |line| &line.remaining_text)}
                </dl>
                <div class="work-act">
                    <Show when=move || is_open.get()>
                        <LineAct model=model />
                    </Show>
                </div>
                <div class="work-more">
                    <Show when=move || is_open.get()>
                        <LineMenu model=model />
                    </Show>
                </div>
                <div class="field-error" role="alert">
                    {model.error}
                </div>
                <div class="work-below">
                    <Show when=move || model.picking.get()>
                        <Picker model=model />
                    </Show>
                    <Rows model=model />
                </div>
            </li>
        </Show>
    }
}

/// The proposed stock, how much of it, and the button.
#[component]
fn LineAct(model: LineModel) -> impl IntoView {
    let name = model.of(|line| line.name.clone());
    let can_issue = Memo::new(move |_| model.plan.with(|plan| !plan.picks.is_empty()));
    let is_single = Memo::new(move |_| model.plan.with(Plan::is_single));
    let quantity = model.quantity;
    view! {
        <StockButton model=model />
        <Show when=move || can_issue.get()>
            <div class="work-buttons">
                <Show when=move || !is_single.get()>
                    <Stepper label=say(Word::KitQuantityOf, &[&name.get_untracked()]) value=quantity least="0" />
                </Show>
                <button
                    type="button"
                    class="button primary large issue-go"
                    aria-label=move || say(Word::KitIssueSomeOf, &[&model.shown(&quantity.get()), &name.get()])
                    on:click=move |event| model.issue(event.detail() == 0)
                >
                    <Icon icon=IconName::Issue />
                    <span>{move || say(Word::KitIssueSome, &[&model.shown(&quantity.get())])}</span>
                </button>
            </div>
        </Show>
    }
}

/// The proposed stock; pressing it shows all other stock.
#[component]
fn StockButton(model: LineModel) -> impl IntoView {
    let remains = model.of(|line| line.remaining.is_positive());
    let short = model.of(|line| line.short.clone());
    let name = model.of(|line| line.name.clone());
    let stocks = move || {
        model.plan.with(|plan| {
            let many = plan.picks.len() > 1;
            if plan.picks.is_empty() {
                return nothing_to_issue(remains.get());
            }
            let picks = plan.picks.iter().map(|(amount, choice)| {
                view! { <Stock choice=choice.clone() amount=many.then_some(*amount) /> }
            });
            picks.collect_view().into_any()
        })
    };
    let missing = move || {
        let short = short.get();
        // Where nothing is available, all that remains is short, and both are said already.
        let has_some = model.plan.with(|plan| !plan.picks.is_empty());
        (!short.is_empty() && has_some && model.chosen.get().is_none()).then(|| {
            view! {
                <span class="work-short">
                    <Icon icon=IconName::Alert />
                    {say(Word::KitShortBy, &[&short])}
                </span>
            }
        })
    };
    view! {
        <button
            type="button"
            class="button work-stock"
            title=word(Word::KitOtherStock)
            aria-expanded=move || if model.picking.get() { "true" } else { "false" }
            on:click=move |_| model.picking.update(|picking| *picking = !*picking)
        >
            <span class="stocks">{stocks} {missing}</span>
            <span class="hidden-text">{move || say(Word::KitOtherStockFor, &[&name.get()])}</span>
            <Icon icon=IconName::ChevronDown />
        </button>
    }
}

/// What stands where stock is proposed while there is none: that what remains is short, or that the line is done.
fn nothing_to_issue(remains: bool) -> AnyView {
    if !remains {
        return view! { <span class="work-quiet">{word(Word::KitLineDone)}</span> }.into_any();
    }
    view! {
        <span class="work-short">
            <Icon icon=IconName::Alert />
            {word(Word::KitNothingAvailable)}
        </span>
    }
    .into_any()
}

/// The stock to choose from.
#[component]
fn Picker(model: LineModel) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let choices = move |search: &str| {
        let (stockroom, today) = (model.stockroom, model.stockroom.today());
        stockroom.read_cached(|stockroom, cache| data::choices(stockroom, cache, model.item, today, search, data::CHOICES))
    };
    let all = Memo::new(move |_| choices(""));
    let found = Memo::new(move |_| {
        let mut found = search.with(|search| if search.trim().is_empty() { all.get() } else { choices(search) });
        found.truncate(SHOWN);
        found
    });
    view! {
        <div class="stock-choices" role="group" aria-label=word(Word::KitOtherStock)>
            <Show when=move || all.with(|all| SEARCHED < all.len())>
                <input
                    type="search"
                    aria-label=word(Word::KitSearchStock)
                    placeholder=word(Word::KitSearchStock)
                    on:input=move |event| search.set(event_target_value(&event))
                />
            </Show>
            <Show
                when=move || all.with(|all| !all.is_empty())
                fallback=|| view! { <span class="work-quiet">{word(Word::KitNoStock)}</span> }
            >
                <div class="stock-list">
                    {move || found.get().into_iter().map(|choice| view! { <StockChoice model=model choice=choice /> }).collect_view()}
                </div>
            </Show>
        </div>
    }
}

#[component]
fn StockChoice(model: LineModel, choice: Choice) -> impl IntoView {
    let id = choice.inventory;
    let status = choice.status.word();
    let is_free = choice.free.is_positive();
    let can = choice.can;
    let choose = move |_| {
        model.chosen.set(Some(id));
        model.picking.set(false);
        model.error.set(String::new());
        focus_issue(model.item);
    };
    view! {
        <button
            type="button"
            class="stock-choice"
            disabled=!can
            aria-pressed=move || if model.chosen.get() == Some(id) { "true" } else { "false" }
            on:click=choose
        >
            <Stock choice=choice amount=None />
            {(!is_free).then(|| view! { <StatusBadge status=status /> })}
        </button>
    }
}

/// Stock as a person finds it: number, place, how much, until when.
#[component]
pub fn Stock(choice: Choice, amount: Option<Quantity>) -> impl IntoView {
    let number = if choice.number.is_empty() { word(Word::KitUntracked).to_owned() } else { choice.number };
    let place = if choice.place.is_empty() { word(Word::KitNoPlace).to_owned() } else { choice.place };
    // Of one of several picks the amount is said already, and a single item is one.
    let mut more = Vec::new();
    if amount.is_none() && choice.tracking != Tracking::Serial {
        more.push(say(Word::KitAvailable, &[&choice.free_text]));
    }
    if !choice.expires.is_empty() {
        more.push(say(Word::KitExpires, &[&choice.expires]));
    }
    let amount =
        amount.map(|amount| view! { <span class="stock-amount">{say(Word::KitTimes, &[&fields::quantity(amount)])}</span> });
    let substitute = (!choice.substitute.is_empty()).then(|| {
        view! {
            <Badge tone=Tone::Info icon=IconName::Split label=word(Word::KitSubstitute) />
            <span class="mono">{choice.substitute}</span>
        }
    });
    view! {
        <span class="stock">
            <span class="stock-number">{amount} <span class="mono">{number}</span> {substitute}</span>
            <span class="stock-place">
                <Icon icon=IconName::Location />
                {place}
            </span>
            <span class="cell-sub">{more.join(" · ")}</span>
        </span>
    }
}

#[component]
fn LineMenu(model: LineModel) -> impl IntoView {
    let name = model.of(|line| line.name.clone());
    view! {
        <Menu label=Signal::derive(move || say(Word::KitMoreFor, &[&name.get()]))>
            <MenuItem label=Word::KitEditLine icon=IconName::Edit on_choose=move || forms::edit_line(model.dialogs, model.item) />
            <MenuItem
                label=Word::KitRemoveLine
                icon=IconName::Delete
                danger=true
                on_choose=move || forms::remove_line(model.dialogs, model.item)
            />
        </Menu>
    }
}

/// What is issued to a line, each with its return.
#[component]
fn Rows(model: LineModel) -> impl IntoView {
    let rows = model.of(|line| line.rows.clone());
    let is_open = model.of(|line| line.kit_open);
    view! {
        <Show when=move || rows.with(|rows| !rows.is_empty())>
            <ul class="work-rows">
                {move || {
                    let is_open = is_open.get();
                    rows.get()
                        .into_iter()
                        .map(|row| view! { <IssuedRow model=model row=row can_return=is_open /> })
                        .collect_view()
                }}
            </ul>
        </Show>
    }
}

#[component]
fn IssuedRow(model: LineModel, row: Row, can_return: bool) -> impl IntoView {
    let number = if row.number.is_empty() { word(Word::KitUntracked).to_owned() } else { row.number };
    let mut text = Vec::new();
    if row.held.is_positive() {
        text.push(say(Word::KitRowHeld, &[&row.held_text]));
    }
    if !row.installed.is_empty() {
        text.push(say(Word::KitRowInstalled, &[&row.installed]));
    }
    if !row.substitute.is_empty() {
        text.push(say(Word::KitRowSubstitute, &[&row.substitute]));
    }
    if row.over {
        text.push(word(Word::KitRowOver).to_owned());
    }
    let (inventory, serial, held) = (row.inventory, row.serial, row.held);
    let label = say(Word::KitReturnOf, &[&number]);
    let give_back = (can_return && held.is_positive()).then(|| {
        view! {
            <button
                type="button"
                class="button"
                aria-label=label
                on:click=move |_| forms::give_back(model.dialogs, model.item, inventory, held, serial)
            >
                <Icon icon=IconName::Return />
                <span>{word(Word::KitReturn)}</span>
            </button>
        }
    });
    view! {
        <li>
            <a class="mono" href=Route::Inventory(inventory.0).href()>
                {number}
            </a>
            <span>{text.join(" · ")}</span>
            {give_back}
        </li>
    }
}

/// To the line's button, or the next line's where it has none any more.
fn focus_issue(item: KitItemId) {
    let id = ["#line-", &item.0.to_string()].concat();
    let selector = [&id, " .issue-go, ", &id, " ~ li .issue-go"].concat();
    request_animation_frame(move || {
        if let Some(body) = document().body() {
            dom::focus_first(&body, &selector);
        }
    });
}
