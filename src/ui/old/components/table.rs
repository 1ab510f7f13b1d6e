//! The one table: windowed to a million rows, sorted by its heads, walked by keys, cards on a phone.

use crate::ui::old::components::button::pressable;
use crate::ui::old::live;
use crate::ui::old::view::{Key, Ref, View, all, each_again, el, live};
use std::{collections::BTreeSet, rc::Rc, sync::Arc, time::Duration};

use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    prelude::*,
};
use wasm_bindgen::{JsCast, closure::Closure};

use super::badge::{Tone, badge};
use crate::{
    i18n::{Word, format, say, word},
    ui::old::{
        dom,
        icons::{Icon, icon as draw},
        nav,
        scroll::Scroll,
    },
};

/// Where a column's text stands.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// Where reading starts.
    #[default]
    Start,
    /// At the end, for numbers.
    End,
}

/// One column.
#[derive(Clone)]
pub struct Column {
    /// The caller's key, as in the sort order.
    pub key: u16,
    /// Its head.
    pub title: String,
    /// Where its text stands.
    pub align: Align,
    /// Its width as CSS grid has it: "8rem", "minmax(6rem, 2fr)".
    pub width: &'static str,
    /// Whether its head sorts.
    pub sortable: bool,
    /// Whether a phone's card leaves it out: a card shows the first cell, a status, one text and one number.
    pub hide_on_phone: bool,
}

impl Column {
    /// A sortable column of text.
    pub fn new(key: u16, title: impl Into<String>, width: &'static str) -> Self {
        Self { key, title: title.into(), align: Align::Start, width, sortable: true, hide_on_phone: false }
    }

    /// The same column for numbers.
    #[must_use]
    pub fn number(mut self) -> Self {
        self.align = Align::End;
        self
    }

    /// The same column, not on a phone.
    #[must_use]
    pub fn wide_only(mut self) -> Self {
        self.hide_on_phone = true;
        self
    }

    /// The same column, its head not sorting.
    #[must_use]
    pub fn unsorted(mut self) -> Self {
        self.sortable = false;
        self
    }
}

/// How a cell is shown.
#[derive(Clone, PartialEq, Eq)]
pub enum CellKind {
    /// Text.
    Plain,
    /// A number, already as the person writes it.
    Number,
    /// A code: serial, lot, part number.
    Mono,
    /// A status.
    Badge(Tone, Icon),
    /// A link to elsewhere than the row leads.
    Link(String),
}

/// One cell.
#[derive(Clone, PartialEq, Eq)]
pub struct CellData {
    /// What it says.
    pub text: String,
    /// How.
    pub kind: CellKind,
    /// A second, quieter text.
    pub sub: Option<String>,
}

impl CellData {
    /// A cell of this kind.
    pub fn new(text: impl Into<String>, kind: CellKind) -> Self {
        Self { text: text.into(), kind, sub: None }
    }

    /// Plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, CellKind::Plain)
    }

    /// A number, as the person writes it.
    pub fn number(text: impl Into<String>) -> Self {
        Self::new(text, CellKind::Number)
    }

    /// A code.
    pub fn mono(text: impl Into<String>) -> Self {
        Self::new(text, CellKind::Mono)
    }

    /// A status.
    pub fn badge(tone: Tone, icon: Icon, text: impl Into<String>) -> Self {
        Self::new(text, CellKind::Badge(tone, icon))
    }

    /// The same with a second text.
    #[must_use]
    pub fn sub(mut self, sub: impl Into<String>) -> Self {
        self.sub = Some(sub.into());
        self
    }
}

/// One row.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RowData {
    /// One cell a column, in their order; the first names the row.
    pub cells: Vec<CellData>,
    /// Where the row leads.
    pub href: Option<String>,
    /// What its colour says besides its words.
    pub tone: Tone,
}

/// The sort order: column keys with whether they go down, the first counting most.
pub type Sort = Vec<(u16, bool)>;

/// A table as data.
pub struct TableSpec {
    /// What the table is of, read out.
    pub label: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The rows in order, by the caller's ids.
    pub ids: live::Memo<Arc<Vec<u32>>>,
    /// Changes when a row may read differently.
    pub version: live::Memo<u64>,
    /// Reads one row; called only for rows on the screen.
    pub row: Rc<dyn Fn(u32) -> RowData>,
    /// The order the rows are in.
    pub sort: live::Memo<Sort>,
    /// Asks for another order.
    pub on_sort: Callback<Sort>,
    /// The chosen rows; `None` for a table without choosing.
    pub selection: Option<RwSignal<BTreeSet<u32>>>,
    /// What opening a row does where it has no `href`.
    pub on_open: Option<Callback<u32>>,
    /// What stands there when there are no rows.
    pub empty: Rc<dyn Fn() -> View>,
}

/// How long a table stands still until it counts as no longer scrolling.
const STILL: Duration = Duration::from_millis(200);

/// What the parts of one table share.
#[derive(Clone, Copy)]
struct Table {
    columns: StoredValue<Vec<Column>>,
    prefix: StoredValue<String>,
    ids: live::Memo<Arc<Vec<u32>>>,
    version: live::Memo<u64>,
    row: StoredValue<Rc<dyn Fn(u32) -> RowData>, LocalStorage>,
    selection: Option<RwSignal<BTreeSet<u32>>>,
    on_open: Option<Callback<u32>>,
    scroll: RwSignal<Scroll>,
    /// The rows to draw, first and one past the last.
    window: live::Memo<(usize, usize)>,
    /// The height of a row, and how far the rows are from where they would be if all were there.
    place: live::Memo<(f64, f64)>,
    /// The row that stands first in the page. The rows have their places by their own distance from the top, so while the
    /// table scrolls they may follow each other in any order.
    foremost: RwSignal<usize>,
    scrolling: StoredValue<bool>,
    active: RwSignal<Option<usize>>,
    scroller: Ref<web_sys::HtmlDivElement>,
    head: Ref<web_sys::HtmlDivElement>,
    probe: Ref<web_sys::HtmlDivElement>,
}

/// The table.
pub fn data_table(spec: TableSpec) -> View {
    let TableSpec { label, columns, ids, version, row, sort, on_sort, selection, on_open, empty } = spec;
    let template = template(&columns, selection.is_some());
    let scroll = RwSignal::new(Scroll::default());
    let count = live::memo(move || ids.with(|ids| ids.len()));
    let table = Table {
        columns: StoredValue::new(columns),
        prefix: StoredValue::new(dom::fresh_id("row")),
        ids,
        version,
        row: StoredValue::new_local(row),
        selection,
        on_open,
        scroll,
        window: live::memo(move || scroll.with(|scroll| scroll.window(count.get()))),
        place: live::memo(move || scroll.with(|scroll| (scroll.row, scroll.shift(count.get())))),
        foremost: RwSignal::new(0),
        scrolling: StoredValue::new(false),
        active: RwSignal::new(None),
        scroller: Ref::new(),
        head: Ref::new(),
        probe: Ref::new(),
    };
    table.watch_size();
    let spacer = live::text(move || dom::pixels(scroll.with(|scroll| scroll.spacer(count.get()))));
    let body = each_again(move || table.rows(), move |(index, id)| table.row_view(index as usize, id));
    View::from(
        el("div")
            .class("table")
            .child(el("div").class("table-probe").found_by(table.probe))
            .child(
                el("div")
                    .class("table-scroll")
                    .class_if("is-empty", live::flag(move || count.get() == 0))
                    .attr("role", "grid")
                    .attr("tabindex", "0")
                    .attr("aria-label", label)
                    .attr("aria-rowcount", live::text(move || (count.get() + 1).to_string()))
                    .attr("aria-multiselectable", selection.map(|_| "true"))
                    .attr("aria-activedescendant", live::text_if(move || table.active.get().map(|index| table.row_id(index))))
                    .found_by(table.scroller)
                    .on("scroll", move |_| table.scrolled())
                    .on_key(move |event| table.on_key(&event))
                    .style("--cols", template)
                    .child(
                        el("div")
                            .attr("role", "rowgroup")
                            .class("table-head")
                            .found_by(table.head)
                            .child(table.head_view(sort, on_sort)),
                    )
                    .child(el("div").attr("role", "rowgroup").class("table-space").style("height", spacer).child(body)),
            )
            .child(live(move || (count.get() == 0).then(|| View::from(el("div").class("table-empty").child(empty())))))
            .child(table.foot_view(count)),
    )
}

fn template(columns: &[Column], picks: bool) -> String {
    let mut out = String::from(if picks { "2.75rem" } else { "" });
    for column in columns {
        out.push(' ');
        out.push_str(column.width);
    }
    out
}

impl Table {
    fn row_id(self, index: usize) -> String {
        self.prefix.with_value(|prefix| [prefix.as_str(), "-", &index.to_string()].concat())
    }

    fn count(self) -> usize {
        self.ids.with_untracked(|ids| ids.len())
    }

    fn id_at(self, index: usize) -> Option<u32> {
        self.ids.with_untracked(|ids| ids.get(index).copied())
    }

    /// The rows to draw, in the order in which they stand in the page: as they are, or as scrolling has left them.
    fn rows(self) -> Vec<Key> {
        let (first, last) = self.window.get();
        let many = last - first;
        let turned = if many == 0 { 0 } else { (first + many - self.foremost.get() % many) % many };
        self.ids.with(|ids| {
            let at = (0..many).map(|at| first + (at + many - turned) % many);
            at.filter_map(|index| Some((index as u32, *ids.get(index)?))).collect()
        })
    }

    /// Brings the rows into their order in the page, as it is read out, once the table has stood still for a moment.
    fn order_later(self, position: f64) {
        set_timeout(
            move || match self.scroll.try_with_untracked(|scroll| scroll.position) {
                Some(now) if now.to_bits() == position.to_bits() => {
                    self.scrolling.set_value(false);
                    // A row that is moved loses the focus.
                    if !dom::has_focus(".table-space") {
                        self.foremost.set(self.window.with_untracked(|window| window.0));
                    }
                }
                Some(now) => self.order_later(now),
                None => {}
            },
            STILL,
        );
    }

    /// Measures now and whenever the table's box changes.
    fn watch_size(self) {
        live::effect(move || {
            let Some(scroller) = self.scroller.get() else { return };
            let changed = Closure::<dyn FnMut()>::new(move || self.measure());
            let Ok(observer) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref()) else { return };
            observer.observe(&scroller);
            let kept = StoredValue::new_local((observer, changed));
            on_cleanup(move || {
                let _ = kept.try_with_value(|(observer, _)| observer.disconnect());
            });
        });
    }

    fn measure(self) {
        let (Some(scroller), Some(head), Some(probe)) = (self.scroller.now(), self.head.now(), self.probe.now()) else {
            return;
        };
        let height = f64::from(scroller.client_height() - head.offset_height());
        let row = f64::from(probe.offset_height());
        self.scroll.try_maybe_update(|scroll| {
            let changed = scroll.height.to_bits() != height.to_bits() || scroll.row.to_bits() != row.to_bits();
            if changed && scroll.row > 0.0 {
                // Another row height (a phone turned): the row at the top stays there.
                scroll.top = scroll.top / scroll.row * row;
            }
            scroll.height = height;
            scroll.row = row;
            (changed, ())
        });
    }

    fn scrolled(self) {
        let Some(scroller) = self.scroller.now() else { return };
        let (position, rows) = (f64::from(scroller.scroll_top()), self.count());
        let instead = self.scroll.try_update(|scroll| {
            // Our own move comes back rounded to a pixel.
            if (scroll.position - position).abs() < 1.0 { None } else { scroll.moved_to(position, rows) }
        });
        if let Some(instead) = instead.flatten() {
            scroller.set_scroll_top(instead as i32);
        }
        if !self.scrolling.get_value() {
            self.scrolling.set_value(true);
            self.order_later(position);
        }
    }

    /// Makes a row the active one and brings it into view.
    fn activate(self, index: usize) {
        let rows = self.count();
        self.active.set(Some(index));
        let mut scroll = self.scroll.get_untracked();
        if let Some(position) = scroll.reveal(index, rows) {
            scroll.position = position.floor();
            self.scroll.set(scroll);
            if let Some(scroller) = self.scroller.now() {
                scroller.set_scroll_top(position as i32);
            }
        }
    }

    fn on_key(self, event: &KeyboardEvent) {
        let rows = self.count();
        let on_grid = event.target() == event.current_target();
        if rows == 0 || !on_grid || event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let page = self.scroll.with_untracked(|s| if s.row > 0.0 { (s.height / s.row) as usize } else { 1 }).max(2) - 1;
        let active = self.active.get_untracked().map(|index| index.min(rows - 1));
        let next = match (event.key().as_str(), active) {
            ("ArrowDown", Some(at)) => (at + 1).min(rows - 1),
            ("ArrowUp", Some(at)) => at.saturating_sub(1),
            ("PageDown", Some(at)) => (at + page).min(rows - 1),
            ("PageUp", Some(at)) => at.saturating_sub(page),
            ("Home" | "ArrowDown" | "PageDown", _) => 0,
            ("End" | "ArrowUp" | "PageUp", _) => rows - 1,
            ("Enter", Some(at)) => {
                event.prevent_default();
                return self.open(at);
            }
            (" ", Some(at)) => {
                event.prevent_default();
                return self.toggle(at);
            }
            _ => return,
        };
        event.prevent_default();
        self.activate(next);
    }

    fn open(self, index: usize) {
        let Some(id) = self.id_at(index) else { return };
        let data = self.row.with_value(|row| row(id));
        match (data.href, self.on_open) {
            (Some(href), _) => nav::go(&href),
            (None, Some(on_open)) => on_open.run(id),
            (None, None) => {}
        }
    }

    fn toggle(self, index: usize) {
        if let (Some(selection), Some(id)) = (self.selection, self.id_at(index)) {
            selection.update(|chosen| {
                if !chosen.remove(&id) {
                    chosen.insert(id);
                }
            });
        }
    }

    fn head_view(self, sort: live::Memo<Sort>, on_sort: Callback<Sort>) -> View {
        let pick = self.selection.map(|selection| {
            let all = live::flag(move || self.ids.with(|ids| !ids.is_empty() && selection.with(|s| s.len() >= ids.len())));
            View::from(el("div").attr("role", "columnheader").class("cell pick").child(el("label").child(
                el("input").attr("type", "checkbox").attr("aria-label", word(Word::SelectAll)).state("checked", all).on(
                    "change",
                    move |event| {
                        let chosen = if event_target_checked(&event) {
                            self.ids.with_untracked(|ids| ids.iter().copied().collect())
                        } else {
                            BTreeSet::new()
                        };
                        selection.set(chosen);
                    },
                ),
            )))
        });
        let heads: Vec<View> =
            self.columns.with_value(|columns| columns.iter().map(|column| head_cell(column, sort, on_sort)).collect());
        View::from(el("div").attr("role", "row").attr("aria-rowindex", "1").class("row").child(pick).child(heads))
    }

    fn row_view(self, index: usize, id: u32) -> View {
        let data = live::memo(move || {
            self.version.get();
            self.row.try_with_value(|row| row(id)).unwrap_or_default()
        });
        let chosen = move || self.selection.is_some_and(|selection| selection.with(|chosen| chosen.contains(&id)));
        let pick = move |name: &str| {
            el("div").attr("role", "gridcell").class("cell pick").child(
                el("label").child(
                    el("input")
                        .attr("type", "checkbox")
                        .attr("tabindex", "-1")
                        .attr("aria-label", say(Word::SelectRow, &[name]))
                        .state("checked", live::flag(chosen))
                        .on("change", move |_| self.toggle(index)),
                ),
            )
        };
        let cells = move || {
            data.with(|data| {
                let name = data.cells.first().map_or("", |cell| &cell.text);
                let pick = self.selection.map(|_| View::from(pick(name)));
                self.columns.with_value(|columns| {
                    let pairs = columns.iter().zip(&data.cells).enumerate();
                    let cells = pairs.map(|(at, (column, cell))| body_cell(at, column, cell, data.href.as_deref()));
                    pick.into_iter().chain(cells).collect::<Vec<View>>()
                })
            })
        };
        View::from(
            el("div")
                .attr("role", "row")
                .class(live::text(move || {
                    let active = if self.active.get() == Some(index) { " active" } else { "" };
                    data.with(|data| {
                        let leads = if self.on_open.is_some() || data.href.is_some() { " leads" } else { "" };
                        ["row ", data.tone.class(), active, leads].concat()
                    })
                }))
                .style(
                    "top",
                    live::text(move || {
                        let (height, shift) = self.place.get();
                        dom::pixels(index as f64 * height + shift)
                    }),
                )
                .attr("id", self.row_id(index))
                .attr("aria-rowindex", (index + 2).to_string())
                .attr("aria-selected", live::word_if(move || self.selection.map(|_| if chosen() { "true" } else { "false" })))
                .on_click(move |event| self.clicked(&event, index))
                .child(live(cells)),
        )
    }

    /// A press anywhere on the row opens it, but what is pressable in it keeps its own meaning.
    fn clicked(self, event: &MouseEvent, index: usize) {
        let on_own = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|element| element.closest("a, button, input, label").ok().flatten().is_some());
        if !on_own {
            self.active.set(Some(index));
            self.open(index);
        }
    }

    fn foot_view(self, count: live::Memo<usize>) -> View {
        let chosen = move || {
            let selection = self.selection?;
            let number = selection.with(BTreeSet::len);
            (number > 0).then(|| {
                all([
                    View::from(el("span").child(say(Word::RowsSelected, &[&format::count(number)]))),
                    View::from(
                        pressable("button plain small")
                            .on_click(move |_| selection.set(BTreeSet::new()))
                            .child(word(Word::SelectNone)),
                    ),
                ])
            })
        };
        View::from(
            el("div")
                .class("table-foot")
                .child(el("span").child(live(move || say(Word::RowCount, &[&format::count(count.get())]))))
                .child(live(chosen)),
        )
    }
}

fn head_cell(column: &Column, sort: live::Memo<Sort>, on_sort: Callback<Sort>) -> View {
    let key = column.key;
    let class = cell_class(1, column, false);
    if !column.sortable {
        return View::from(el("div").attr("role", "columnheader").class(class).child(column.title.clone()));
    }
    let state = live::memo(move || sort.with(|sort| sort.iter().find(|(k, _)| *k == key).map(|(_, down)| *down)));
    let mark = move || state.get().map(|down| draw(if down { Icon::ArrowDown } else { Icon::ArrowUp }));
    View::from(
        el("div")
            .attr("role", "columnheader")
            .class(class)
            .attr(
                "aria-sort",
                live::word_is(move || match state.get() {
                    Some(true) => "descending",
                    Some(false) => "ascending",
                    None => "none",
                }),
            )
            .child(
                el("button")
                    .attr("type", "button")
                    .attr("title", say(Word::SortHint, &[&column.title]))
                    .on_click(move |event| on_sort.run(next_sort(sort.get_untracked(), key, event.shift_key())))
                    .child(el("span").child(column.title.clone()))
                    .child(live(mark)),
            ),
    )
}

/// Up, down, then not at all; with Shift beside the other columns, without it alone.
fn next_sort(mut sort: Sort, key: u16, beside: bool) -> Sort {
    let at = sort.iter().position(|(k, _)| *k == key);
    let next = match at.and_then(|at| sort.get(at)) {
        None => Some((key, false)),
        Some((_, false)) => Some((key, true)),
        Some((_, true)) => None,
    };
    if !beside {
        return next.into_iter().collect();
    }
    match (at, next) {
        (Some(at), Some(next)) => sort[at] = next,
        (Some(at), None) => {
            sort.remove(at);
        }
        (None, next) => sort.extend(next),
    }
    sort
}

fn cell_class(at: usize, column: &Column, badge: bool) -> String {
    let mut class = String::from("cell");
    for (name, on) in [
        (" first", at == 0),
        (" end", column.align == Align::End),
        (" wide-only", column.hide_on_phone),
        (" mark", badge && at > 0),
    ] {
        if on {
            class.push_str(name);
        }
    }
    class
}

/// A cell of the grid. Most say one plain thing and need no element within: a table that scrolls is drawn sooner.
fn body_cell(at: usize, column: &Column, cell: &CellData, href: Option<&str>) -> View {
    let mut class = cell_class(at, column, matches!(cell.kind, CellKind::Badge(..)));
    let plain = at > 0 && cell.sub.is_none() && !matches!(cell.kind, CellKind::Badge(..) | CellKind::Link(_));
    let content = if plain {
        class.push_str(if cell.kind == CellKind::Mono { " plain code" } else { " plain" });
        View::from(cell.text.clone())
    } else {
        cell_content(at, cell, href, Some("-1"))
    };
    let title = (at == 0 && column.align == Align::End).then(|| column.title.clone());
    View::from(el("div").attr("role", "gridcell").class(class).attr("data-title", title).child(content))
}

/// What stands in a cell; the first cell carries the row's link, so that it can be opened elsewhere too.
pub(super) fn cell_content(at: usize, cell: &CellData, href: Option<&str>, tabindex: Option<&'static str>) -> View {
    let text = cell.text.clone();
    let link = match &cell.kind {
        CellKind::Link(href) => Some(href.clone()),
        _ if at == 0 => href.map(str::to_owned),
        _ => None,
    };
    let class = if cell.kind == CellKind::Mono { "mono" } else { "" };
    let main = match (&cell.kind, link) {
        (CellKind::Badge(..), _) if cell.text.is_empty() => View::Nothing,
        (CellKind::Badge(tone, icon), _) => badge(*tone, *icon, text),
        (_, Some(link)) => View::from(el("a").attr("href", link).attr("tabindex", tabindex).class(class).child(text)),
        _ => View::from(el("span").class(class).child(text)),
    };
    let sub = cell.sub.clone().map(|sub| View::from(el("span").class("cell-sub").child(sub)));
    all([main, View::from(sub)])
}
