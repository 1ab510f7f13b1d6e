//! The lines of a kit: the proposed stock and one tap to issue it, other stock in two, what is issued and its return.

use crate::ui::old::components::button::pressable;
use crate::ui::old::live::{self, Says};
use crate::ui::old::view::{View, all, el, live};
use std::rc::Rc;

use leptos::prelude::*;

use super::data::{self, Choice, Line, Row};
use super::forms;
use crate::domain::commands::command::Issue;
use crate::domain::model::lower::lowercase;
use crate::domain::{Act, Code, Command, InventoryId, KitId, KitItemId, Quantity, Table, Text, Tracking};
use crate::engine::Done;
use crate::i18n::{Word, say, word};
use crate::ui::old::components::{Face, MenuItem, StepperSpec, Tone, badge, menu, stepper};
use crate::ui::old::desk::{Confirmable, Desk, refusal};
use crate::ui::old::icons::{Icon, icon as draw};
use crate::ui::old::pages::work_line::{LineFrame, line_frame, quiet};
use crate::ui::old::{dom, fields, room};

/// The tables that a line reads.
pub const READS: &[Table] = &[
    Table::Kit,
    Table::KitItem,
    Table::KitRow,
    Table::Installation,
    Table::Inventory,
    Table::Part,
    Table::Location,
    Table::Run,
    Table::Unit,
    Table::Settings,
];
/// Offered stock that is shown before a search narrows it.
const SHOWN: usize = 40;
/// From so many on a search stands over them.
const SEARCHED: usize = 8;

/// What the parts of one line share.
#[derive(Clone, Copy)]
struct Lot {
    desk: Desk,
    kit: KitId,
    item: KitItemId,
    /// The stock that the person chose instead of what is proposed.
    chosen: RwSignal<Option<InventoryId>>,
    picking: RwSignal<bool>,
    error: RwSignal<String>,
    /// What stands in the stepper; it outlives the views that are built anew when stock changes anywhere.
    quantity: RwSignal<String>,
    /// What was put there for the person: while it still stands, it follows the stock.
    proposed: StoredValue<String>,
}

/// What the button would issue.
#[derive(Clone, PartialEq, Default)]
struct Plan {
    picks: Vec<(Quantity, Choice)>,
    total: Quantity,
}

/// One line.
pub fn line(desk: Desk, kit: KitId, item: KitItemId) -> View {
    let line = live::memo(move || {
        let today = room::today();
        room::look(READS, |room| data::line(room, item, today))
    });
    let lot = Lot {
        desk,
        kit,
        item,
        chosen: RwSignal::new(None),
        picking: RwSignal::new(false),
        error: RwSignal::new(String::new()),
        quantity: RwSignal::new(String::new()),
        proposed: StoredValue::new(String::new()),
    };
    live(move || {
        let Some(it) = line.get() else { return View::Nothing };
        let below = all([lot.picker(), rows(lot, &it)]);
        line_frame(LineFrame {
            id: ["line-", &item.0.to_string()].concat(),
            href: fields::href(Table::Part, it.part),
            subs: vec![it.description.clone(), it.notes.clone()],
            figures: vec![
                (Word::FieldRequired, it.required.clone()),
                (Word::FieldIssued, it.issued.clone()),
                (Word::FieldRemaining, it.remaining_text.clone()),
            ],
            state: it.state.word(),
            act: lot.act(&it),
            more: lot.menu(&it),
            error: lot.error.into(),
            below,
            name: it.name,
        })
    })
}

impl Lot {
    /// What would be issued: the proposal, or the chosen stock.
    fn plan(self, line: &Line) -> Plan {
        let Some(chosen) = self.chosen.get() else {
            let total = line.proposal.iter().fold(Quantity::ZERO, |sum, (quantity, _)| sum.plus(*quantity).unwrap_or(sum));
            return Plan { picks: line.proposal.clone(), total };
        };
        let today = room::today();
        let choice = room::peek(|room| data::choice(room, room.kit_items.get(self.item.0)?, chosen, today));
        let Some(choice) = choice else { return Plan::default() };
        let wanted = if line.remaining.is_positive() { line.remaining } else { Quantity::ONE };
        let total = match choice.tracking {
            Tracking::Serial => Quantity::ONE,
            _ if choice.free.is_positive() => wanted.min(choice.free),
            _ => wanted,
        };
        Plan { picks: vec![(total, choice)], total }
    }

    /// The proposed stock, how much of it, and the button.
    fn act(self, line: &Line) -> View {
        if !line.open {
            return View::Nothing;
        }
        let line = line.clone();
        live(move || {
            let plan = self.plan(&line);
            let single = plan.picks.len() == 1 && plan.picks.iter().all(|(_, choice)| choice.tracking == Tracking::Serial);
            let many = plan.picks.len() > 1;
            let stock: Vec<View> =
                plan.picks.iter().map(|(amount, choice)| stock_view(choice, many.then_some(*amount))).collect();
            let stock = self.stock_button(&line, stock);
            if plan.picks.is_empty() {
                return stock;
            }
            let quantity = self.offer(plan.total);
            let stepper = (!single).then(|| {
                stepper(
                    say(Word::KitQuantityOf, &[&line.name]),
                    quantity,
                    StepperSpec { least: String::from("0"), ..StepperSpec::default() },
                )
            });
            let name = line.name.clone();
            let label = move || say(Word::KitIssueSome, &[&shown(&quantity.get())]);
            let read_out = move || say(Word::KitIssueSomeOf, &[&shown(&quantity.get()), &name]);
            let press = move |event: web_sys::MouseEvent| self.issue(&plan, &quantity.get_untracked(), event.detail() == 0);
            all([
                stock,
                View::from(
                    el("div").class("work-buttons").child(stepper).child(
                        pressable("button primary large issue-go")
                            .attr("aria-label", live::text(read_out))
                            .on_click(press)
                            .child(draw(Icon::Issue))
                            .child(el("span").child(live(label))),
                    ),
                ),
            ])
        })
    }

    /// The stepper's value: the person's where something else was typed, else this total. A focus in the stepper
    /// stays there though its views are built anew.
    fn offer(self, total: Quantity) -> RwSignal<String> {
        let total = total.to_string();
        let typed = self.quantity.with_untracked(|now| self.proposed.with_value(|proposed| now != proposed));
        if !typed {
            self.quantity.set(total.clone());
        }
        self.proposed.set_value(total);
        let within = ["#line-", &self.item.0.to_string(), " .stepper input"].concat();
        let body = document().body();
        let focused = document().active_element().is_some_and(|active| active.matches(&within).unwrap_or(false));
        if let (Some(body), true) = (body, focused) {
            request_animation_frame(move || {
                dom::focus_first(&body, &within);
            });
        }
        self.quantity
    }

    /// The proposed stock; pressing it shows all other stock.
    fn stock_button(self, line: &Line, stock: Vec<View>) -> View {
        let shown = if !stock.is_empty() {
            stock.into()
        } else if line.remaining.is_positive() {
            quiet(Word::KitNothingAvailable)
        } else {
            quiet(Word::KitLineDone)
        };
        let short = (!line.short.is_empty() && self.chosen.get().is_none()).then(|| {
            View::from(el("span").class("work-short").child(draw(Icon::Alert)).child(say(Word::KitShortBy, &[&line.short])))
        });
        View::from(
            pressable("button work-stock")
                .attr("title", word(Word::KitOtherStock))
                .attr("aria-expanded", live::word_is(move || if self.picking.get() { "true" } else { "false" }))
                .on_click(move |_| self.picking.update(|picking| *picking = !*picking))
                .child(el("span").class("stocks").child(shown).child(short))
                .child(el("span").class("hidden-text").child(say(Word::KitOtherStockFor, &[&line.name])))
                .child(draw(Icon::ChevronDown)),
        )
    }

    /// The stock to choose from, while it is asked for.
    fn picker(self) -> View {
        live(move || {
            if !self.picking.get() {
                return View::Nothing;
            }
            let today = room::today();
            let all = room::peek(|room| data::choices(room, self.item, today));
            let search = RwSignal::new(String::new());
            let field = (all.len() > SEARCHED).then(|| {
                View::from(
                    el("input")
                        .attr("type", "search")
                        .attr("aria-label", word(Word::KitSearchStock))
                        .attr("placeholder", word(Word::KitSearchStock))
                        .on("input", move |event| search.set(lowercase(&event_target_value(&event)))),
                )
            });
            if all.is_empty() {
                return View::from(el("div").class("stock-choices").child(quiet(Word::KitNoStock)));
            }
            let list = move || {
                let wanted = search.get();
                let fits =
                    |it: &&Choice| wanted.is_empty() || lowercase(&[&*it.number, " ", &it.place].concat()).contains(&wanted);
                all.iter().filter(fits).take(SHOWN).map(|choice| self.choice_view(choice)).collect::<Vec<_>>()
            };
            View::from(
                el("div")
                    .class("stock-choices")
                    .attr("role", "group")
                    .attr("aria-label", word(Word::KitOtherStock))
                    .child(field)
                    .child(el("div").class("stock-list").child(live(list))),
            )
        })
    }

    fn choice_view(self, choice: &Choice) -> View {
        let id = choice.inventory;
        let status = choice.status.word();
        let state = (!choice.free.is_positive())
            .then(|| badge::badge(fields::tone(status), fields::icon(status), fields::choice(status).to_owned()));
        View::from(
            pressable("stock-choice")
                .attr("disabled", !choice.can)
                .attr("aria-pressed", live::word_is(move || if self.chosen.get() == Some(id) { "true" } else { "false" }))
                .on_click(move |_| {
                    self.chosen.set(Some(id));
                    self.picking.set(false);
                    self.error.set(String::new());
                    focus_issue(self.item);
                })
                .child(stock_view(choice, None))
                .child(state),
        )
    }

    /// Issues what the button says; a refusal stands beside the line. After a press by key the next button has the focus.
    fn issue(self, plan: &Plan, typed: &str, by_key: bool) {
        let quantity = match crate::ui::old::forms::quantity(typed) {
            Ok(quantity) => quantity,
            Err(sentence) => return self.error.set(word(sentence).to_owned()),
        };
        self.error.set(String::new());
        // Once issued, the next proposal takes its place; where it is refused, it stays as typed.
        self.proposed.set_value(typed.to_owned());
        let item = self.item;
        let (kit, line) = room::peek(|room| (room.kit_name(self.kit), room.name_of(Table::KitItem, item.0)));
        let amount = shown(typed);
        let said = move |_: &Done| say(Word::KitIssued, &[&amount, &line, &kit]);
        let then = move |_: &Done| {
            self.chosen.try_set(None);
            self.picking.try_set(false);
            if by_key {
                request_animation_frame(move || focus_issue(item));
            }
        };
        self.desk.attempt(
            command(item, plan, quantity),
            Rc::new(said),
            Some(Rc::new(then)),
            Some(confirm_issue()),
            Rc::new(move |refused| {
                self.proposed.try_set_value(String::new());
                self.error.try_set(refusal(refused));
            }),
        );
    }

    fn menu(self, line: &Line) -> View {
        if !line.open {
            return View::Nothing;
        }
        let item = self.item;
        let desk = self.desk;
        let items = vec![
            MenuItem {
                label: Word::KitEditLine.into(),
                icon: Icon::Edit,
                danger: false,
                on_choose: Callback::new(move |()| forms::edit_line(desk, item)),
                hidden: Says::Nothing,
            },
            MenuItem {
                label: Word::KitRemoveLine.into(),
                icon: Icon::Delete,
                danger: true,
                on_choose: Callback::new(move |()| forms::remove_line(desk, item)),
                hidden: Says::Nothing,
            },
        ];
        menu(say(Word::KitMoreFor, &[&line.name]), Face::Icon, items)
    }
}

/// What was typed, as the person writes numbers; what is no number stays as it is.
fn shown(typed: &str) -> String {
    match Quantity::parse(typed) {
        Ok(quantity) => fields::quantity(quantity),
        Err(_) => typed.to_owned(),
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

/// Stock as a person finds it: number, place, how much, until when.
pub fn stock_view(choice: &Choice, amount: Option<Quantity>) -> View {
    let number = if choice.number.is_empty() { word(Word::KitUntracked).to_owned() } else { choice.number.clone() };
    let several = amount.is_some();
    let amount = amount
        .map(|amount| View::from(el("span").class("stock-amount").child(say(Word::KitTimes, &[&fields::quantity(amount)]))));
    let substitute = (!choice.substitute.is_empty()).then(|| {
        all([
            badge::badge(Tone::Info, Icon::Split, word(Word::KitSubstitute).to_owned()),
            View::from(el("span").class("mono").child(choice.substitute.clone())),
        ])
    });
    let place = if choice.place.is_empty() { word(Word::KitNoPlace).to_owned() } else { choice.place.clone() };
    // Of one of several picks the amount is said already, and a single item is one.
    let mut more = Vec::new();
    if !several && choice.tracking != Tracking::Serial {
        more.push(say(Word::KitAvailable, &[&choice.free_text]));
    }
    if !choice.expires.is_empty() {
        more.push(say(Word::KitExpires, &[&choice.expires]));
    }
    View::from(
        el("span")
            .class("stock")
            .child(el("span").class("stock-number").child(amount).child(el("span").class("mono").child(number)).child(substitute))
            .child(el("span").class("stock-place").child(draw(Icon::Location)).child(place))
            .child(el("span").class("cell-sub").child(more.join(" · "))),
    )
}

/// The command of a plan for so much: in the order of the picks, each up to what it gives; what is over goes to the
/// last of them, for the rules to answer.
fn command(item: KitItemId, plan: &Plan, quantity: Quantity) -> Command {
    let mut rest = quantity;
    let mut issues: Vec<Issue> = Vec::new();
    let last = plan.picks.len().saturating_sub(1);
    for (at, (most, choice)) in plan.picks.iter().enumerate() {
        let take = if at == last { rest } else { rest.min(*most) };
        if at > 0 && take.is_zero() {
            break;
        }
        rest = rest.less(take);
        issues.push(Issue { inventory: choice.inventory, item, quantity: Some(take), ..Issue::default() });
    }
    match issues.pop() {
        Some(only) if issues.is_empty() => Command::Issue(only),
        last => {
            issues.extend(last);
            Command::Batch { act: Act::Issue, note: Text::default(), commands: issues.into_iter().map(Command::Issue).collect() }
        }
    }
}

/// Offers over-issue and stock below zero, where the rules allow them once they are confirmed.
pub fn confirm_issue() -> Confirmable {
    Rc::new(|code, command| {
        let mut command = command.clone();
        let issues: Vec<&mut Issue> = match &mut command {
            Command::Issue(it) => vec![it],
            Command::Batch { commands, .. } => {
                commands.iter_mut().filter_map(|it| if let Command::Issue(it) = it { Some(it) } else { None }).collect()
            }
            _ => return None,
        };
        let tracking =
            |it: &Issue| room::peek(|room| room.inventory.get(it.inventory.0).map(crate::domain::PartInventory::tracking));
        let mut changed = false;
        for it in issues {
            let (allows, flag) = match code {
                Code::KitOverIssue => (tracking(it) != Some(Tracking::Serial), &mut it.allow_over),
                Code::InsufficientQuantity => (tracking(it) == Some(Tracking::Untracked), &mut it.allow_negative),
                _ => return None,
            };
            if allows && !*flag {
                *flag = true;
                changed = true;
            }
        }
        changed.then_some(command)
    })
}

/// What is issued to a line, each with its return.
fn rows(lot: Lot, line: &Line) -> View {
    if line.rows.is_empty() {
        return View::Nothing;
    }
    let rows: Vec<View> = line.rows.iter().map(|row| row_view(lot, line, row)).collect();
    View::from(el("ul").class("work-rows").child(rows))
}

fn row_view(lot: Lot, line: &Line, row: &Row) -> View {
    let number = if row.number.is_empty() { word(Word::KitUntracked).to_owned() } else { row.number.clone() };
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
    let back = (line.kit_open && row.held.is_positive()).then(|| {
        let (inventory, serial, held) = (row.inventory, row.serial, row.held);
        let label = say(Word::KitReturnOf, &[&number]);
        View::from(
            pressable("button")
                .attr("aria-label", label)
                .on_click(move |_| forms::give_back(lot.desk, lot.item, inventory, held, serial))
                .child(draw(Icon::Return))
                .child(el("span").child(word(Word::KitReturn))),
        )
    });
    View::from(
        el("li")
            .child(el("a").class("mono").attr("href", fields::href(Table::Inventory, row.inventory.0)).child(number))
            .child(el("span").child(text.join(" · ")))
            .child(back),
    )
}
