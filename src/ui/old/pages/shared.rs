//! What pages of records share: the page itself, its acts, its figures and facts, short tables and trees, its history.

use crate::ui::old::components::button::pressable;
use crate::ui::old::live::{self, Says};
use crate::ui::old::view::{View, all, el, live};
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::Cell;
use crate::domain::model::record::{Field, Table};
use crate::engine::Done;
use crate::i18n::{Word, format, say, word};
use crate::ui::features::history::History;
use crate::ui::old::components::{
    Column, Face, Kind, LinkButton, MenuItem, RowData, Tone, badge, empty_state, menu, page, progress, static_table, status_badge,
};
use crate::ui::old::icons::{Icon, icon as draw};
use crate::ui::old::nav::use_nav;
use crate::ui::old::{fields, room};

/// Rows of a tree that are shown at most; a deeper look is on the page of what it shows.
pub const TREE_LIMIT: usize = 500;

/// Something to do.
#[derive(Clone)]
pub struct Do {
    pub icon: Icon,
    pub label: String,
    pub kind: Kind,
    pub press: Rc<dyn Fn()>,
}

/// A thing to do.
pub fn to_do(icon: Icon, label: Word, press: impl Fn() + 'static) -> Do {
    Do { icon, label: label.into(), kind: Kind::Quiet, press: Rc::new(press) }
}

impl Do {
    /// The one thing to do here.
    #[must_use]
    pub fn primary(mut self) -> Do {
        self.kind = Kind::Primary;
        self
    }

    /// It takes something away.
    #[must_use]
    pub fn danger(mut self) -> Do {
        self.kind = Kind::Danger;
        self
    }
}

/// One button.
pub fn button(act: Do) -> View {
    let class = match act.kind {
        Kind::Primary => "button primary",
        Kind::Quiet => "button",
        Kind::Danger => "button danger",
        Kind::Plain => "button plain",
    };
    View::from(pressable(class).on_click(move |_| (act.press)()).child(draw(act.icon)).child(el("span").child(act.label)))
}

/// Acts in a row: the first few as buttons, the rest behind "More".
pub fn action_bar(acts: Vec<Do>, shown: usize) -> View {
    let mut rest = acts;
    let first = rest.drain(..shown.min(rest.len())).collect::<Vec<_>>();
    let buttons: Vec<View> = first.into_iter().map(button).collect();
    let menu = (!rest.is_empty()).then(|| {
        let items = rest.into_iter().map(|act| MenuItem {
            label: act.label,
            icon: act.icon,
            danger: act.kind == Kind::Danger,
            on_choose: Callback::new({
                let press = StoredValue::new_local(act.press);
                move |()| press.with_value(|press| press())
            }),
            hidden: Says::Nothing,
        });
        let items = items.collect();
        menu(Word::More, Face::Word, items)
    });
    View::from(el("div").class("action-bar").child(buttons).child(menu))
}

/// A menu of the statuses that a record can be given, by the API's words: all but its own. Made once, so that it stays open
/// while the record changes. `choose` gets the place of the one that was chosen.
pub fn status_menu(
    words: Vec<&'static str>,
    now: live::Memo<&'static str>,
    choose: impl Fn(usize) + Copy + Send + Sync + 'static,
) -> View {
    let items = words.into_iter().enumerate().map(|(at, api)| MenuItem {
        label: say(Word::KitTo, &[fields::choice(api)]),
        icon: fields::icon(api),
        danger: api.eq_ignore_ascii_case("canceled"),
        on_choose: Callback::new(move |()| choose(at)),
        hidden: live::flag(move || now.get() == api),
    });
    let items = items.collect();
    menu(Word::KitChangeStatus, Face::Word, items)
}

/// A record's status, by the API's word, and how much of it is done.
pub fn lead(api: &'static str, done: usize, total: usize, label: Word, says: Word) -> View {
    let mark = badge::badge(fields::tone(api), fields::icon(api), fields::choice(api).to_owned());
    let progress = (total > 0).then(|| {
        let share = u32::try_from(done * 1000 / total).unwrap_or(0);
        let text = say(says, &[&format::count(done), &format::count(total)]);
        let tone = if done == total { Tone::Good } else { Tone::Info };
        progress(word(label), Signal::stored(share), Signal::stored(text), tone)
    });
    View::from(el("div").class("record-lead").child(mark).child(progress))
}

/// The head of a record that is worked on: how far it is, and what can be done.
pub fn record_head(lead: View, acts: View, statuses: View) -> View {
    View::from(el("div").class("record-head").child(lead).child(el("div").class("record-acts").child(acts).child(statuses)))
}

/// A page of one record: its name is the title, and where it is not (any more) the page says so.
pub fn record_page(
    table: Table,
    id: u32,
    list: &'static str,
    list_name: Word,
    body: impl Fn() -> View + Send + Sync + 'static,
) -> View {
    let nav = use_nav();
    let name = live::memo(move || {
        room::look(&[table, Table::Part, Table::Run], |room| room.table(table).has(id).then(|| room.name_of(table, id)))
    });
    let up = move || Some((list.to_owned(), word(list_name).to_owned()));
    live::effect(move || nav.set_title(name.get().unwrap_or_else(|| word(list_name).to_owned()), up()));
    let there = live::memo(move || name.with(Option::is_some));
    let page = move || {
        if there.get() {
            return body();
        }
        let back = View::from(LinkButton::new(word(list_name), list).kind(Kind::Primary));
        empty_state(Icon::Search, Word::NotThere, word(Word::NotThereText), back)
    };
    View::from(el("div").class("page").child(live(page)))
}

/// The head of a record: what it is called in its place, its status, its acts.
pub fn head(lead: View, acts: View) -> View {
    View::from(el("div").class("record-head").child(el("div").class("record-lead").child(lead)).child(acts))
}

/// A status that is read again when it changes.
pub fn status(read: impl Fn() -> &'static str + Send + Sync + 'static) -> View {
    let api = live::memo(read);
    live(move || {
        let api = api.get();
        status_badge(fields::tone(api), fields::choice(api))
    })
}

/// The few numbers that matter: name, number, what tells more.
pub fn figures(read: impl Fn() -> Vec<(String, String, String)> + Send + Sync + 'static) -> View {
    let items = live::memo(read);
    let list = move || {
        let items = items.get().into_iter();
        items
            .map(|(name, number, more)| {
                View::from(
                    el("div")
                        .class("figure")
                        .child(el("dt").child(name))
                        .child(el("dd").child(number).child(el("span").class("cell-sub").child(more))),
                )
            })
            .collect::<Vec<_>>()
    };
    View::from(el("dl").class("figures").child(live(list)))
}

/// The fields of a record that are not empty, references as links.
pub fn fact_list(of: &'static [Field], id: u32, reads: &'static [Table]) -> View {
    let items = live::memo(move || {
        let today = room::today();
        room::look(reads, |room| {
            let shown = of.iter().filter_map(|field| {
                let cell = room.cell(*field, id, today);
                let text = fields::text(room, &cell);
                let href = match cell {
                    Cell::Ref(table, id) => fields::href(table, id),
                    _ => String::new(),
                };
                (!text.is_empty()).then(|| (fields::label(*field), text, href))
            });
            shown.collect::<Vec<_>>()
        })
    });
    live(move || {
        let items = items.get().into_iter().map(|(name, text, href)| (name.to_owned(), linked(text, href)));
        crate::ui::old::components::facts(items.collect())
    })
}

/// A text, as a link where it leads somewhere.
pub fn linked(text: String, href: String) -> View {
    if href.is_empty() { View::from(el("span").child(text)) } else { View::from(el("a").attr("href", href).child(text)) }
}

/// A section of a page.
pub fn section(title: Word, acts: Option<View>, body: View) -> View {
    page::section(word(title), acts, body)
}

/// A short table that is read again when its rows change; a sentence where it has none.
pub fn short_table(
    label: Word,
    columns: Vec<Column>,
    empty: Word,
    rows: impl Fn() -> Vec<RowData> + Send + Sync + 'static,
) -> View {
    let rows = live::memo(rows);
    live(move || {
        let rows = rows.get();
        if rows.is_empty() {
            return nothing(empty);
        }
        static_table(word(label), &columns, rows)
    })
}

/// A quiet sentence where nothing is.
pub fn nothing(text: Word) -> View {
    View::from(el("p").class("nothing").child(word(text)))
}

/// One line of a tree.
#[derive(Clone, Default)]
pub struct Branch {
    /// 0 at the top.
    pub depth: usize,
    pub label: String,
    pub href: String,
    /// A quieter line under the label.
    pub sub: String,
    /// One text a column.
    pub cells: Vec<String>,
    /// A status as the API spells it; may be empty.
    pub status: &'static str,
    pub acts: Vec<Do>,
}

/// A tree as an indented table; `heads` names the label's column and those of the cells.
pub fn tree(label: Word, heads: Vec<String>, empty: Word, read: impl Fn() -> Vec<Branch> + Send + Sync + 'static) -> View {
    live(move || {
        let lines = read();
        if lines.is_empty() {
            return nothing(empty);
        }
        let cut = (lines.len() >= TREE_LIMIT).then(|| nothing(Word::TreeCut));
        let titles: Vec<View> = heads
            .iter()
            .enumerate()
            .map(|(at, title)| View::from(el("th").attr("scope", "col").class_if("end", at > 0).child(title.clone())))
            .collect();
        let rows: Vec<View> = lines.into_iter().map(|line| branch(line, &heads)).collect();
        all([
            View::from(
                el("div")
                    .class("static-table tree")
                    .attr("role", "region")
                    .attr("aria-label", word(label))
                    .attr("tabindex", "0")
                    .child(
                        el("table")
                            .attr("aria-label", word(label))
                            .child(
                                el("thead").child(
                                    el("tr")
                                        .child(titles)
                                        .child(el("th").child(el("span").class("hidden-text").child(word(Word::Actions)))),
                                ),
                            )
                            .child(el("tbody").child(rows)),
                    ),
            ),
            View::from(cut),
        ])
    })
}

fn branch(line: Branch, heads: &[String]) -> View {
    let depth = match line.depth {
        0 => "depth-0",
        1 => "depth-1",
        2 => "depth-2",
        3 => "depth-3",
        4 => "depth-4",
        _ => "depth-5",
    };
    let cells: Vec<View> = line
        .cells
        .into_iter()
        .zip(heads.iter().skip(1))
        .map(|(text, head)| View::from(el("td").class("end").attr("data-title", head.clone()).child(text)))
        .collect();
    let mark = (!line.status.is_empty())
        .then(|| badge::badge(fields::tone(line.status), fields::icon(line.status), fields::choice(line.status).to_owned()));
    let acts: Vec<View> = line.acts.into_iter().map(button).collect();
    let level = (line.depth + 1).to_string();
    View::from(
        el("tr")
            .attr("data-level", level)
            .child(
                el("td")
                    .class(depth)
                    .attr("data-title", heads.first().cloned().unwrap_or_default())
                    .child(linked(line.label, line.href))
                    .child(el("span").class("cell-sub").child(line.sub))
                    .child(mark),
            )
            .child(cells)
            .child(el("td").class("tree-acts").child(acts)),
    )
}

/// A sentence about the first record of what was done.
pub fn said_of(sentence: Word, done: &Done) -> String {
    let name = done.outcome.records.first().map(|(table, id)| room::peek(|room| room.name_of(*table, *id)));
    say(sentence, &[name.as_deref().unwrap_or("")])
}

/// The history of a record.
pub fn history(table: Table, id: u32) -> View {
    crate::ui::old::bridge::leptos(move || view! { <History table=table id=id /> })
}
