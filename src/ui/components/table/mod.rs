//! The one table: windowed to a million rows, sorted by its heads, walked by keys, cards on a phone.

mod head;
mod row;
pub mod scroll;
mod selection;
mod short;
mod spec;

pub use row::Cell;
pub use short::RowTable;
pub use spec::{Align, CellData, CellKind, Column, RowData, Sort};

use std::{collections::BTreeSet, sync::Arc};

use leptos::{ev::KeyboardEvent, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::ui::dom;
use crate::ui::scroll::Scroll;
use head::Head;
use row::Row;
use selection::{Chosen, Foot};

/// How many rows are looked at for the widths of the columns.
const SAMPLE: usize = 60;

/// What the parts of one table share.
#[derive(Clone, Copy)]
struct TableState {
    columns: StoredValue<Vec<Column>>,
    prefix: StoredValue<String>,
    ids: Signal<Arc<Vec<u32>>>,
    count: Memo<usize>,
    version: Signal<u64>,
    row: Callback<u32, RowData>,
    selection: Option<RwSignal<BTreeSet<u32>>>,
    chosen: Chosen,
    on_open: Option<Callback<(u32,)>>,
    scroll: RwSignal<Scroll>,
    /// The rows that are drawn, first and one past the last.
    window: Memo<(usize, usize)>,
    /// The height of a row, and how far the rows are from where they would be if all were there.
    place: Memo<(f64, f64)>,
    /// The row that the first slot shows when the table stands still. While it scrolls, a row stays in its slot as long as it
    /// is drawn, so that only rows that come change anything.
    foremost: RwSignal<usize>,
    scrolling: StoredValue<bool>,
    active: RwSignal<Option<usize>>,
    /// The row that was chosen last: a range begins there.
    anchor: StoredValue<Option<usize>>,
    scroller: NodeRef<html::Div>,
    head: NodeRef<html::Div>,
    probe: NodeRef<html::Div>,
}

/// The table. It draws the rows in sight, each in a slot of its own that is used again for the rows that come.
#[component]
pub fn DataTable(
    /// What the table is of, read out.
    #[prop(into)]
    label: String,
    /// Its columns.
    columns: Vec<Column>,
    /// The rows in order, by the caller's ids.
    #[prop(into)]
    ids: Signal<Arc<Vec<u32>>>,
    /// Changes when a row may read differently.
    #[prop(into)]
    version: Signal<u64>,
    /// Reads one row; called for rows on the screen, and a few for the widths.
    row: Callback<u32, RowData>,
    /// The order that the rows are in.
    #[prop(into)]
    sort: Signal<Sort>,
    /// Asks for another order.
    #[prop(into)]
    on_sort: Callback<(Sort,)>,
    /// The chosen rows; none for a table without choosing.
    #[prop(optional_no_strip)]
    selection: Option<RwSignal<BTreeSet<u32>>>,
    /// What opening a row does where it has no `href`.
    #[prop(optional_no_strip)]
    on_open: Option<Callback<(u32,)>>,
    /// What can be done with the chosen rows; it stands at the foot, where its place is kept.
    #[prop(optional, into)]
    acts: ViewFn,
    /// What stands there when there are no rows.
    #[prop(optional, into)]
    empty: ViewFn,
) -> impl IntoView {
    let scroll = RwSignal::new(Scroll::default());
    let count = Memo::new(move |_| ids.with(|ids| ids.len()));
    let more = columns.iter().filter(|column| column.chosen).count();
    let columns = StoredValue::new(columns);
    let table = TableState {
        columns,
        prefix: StoredValue::new(dom::fresh_id("row")),
        ids,
        count,
        version,
        row,
        selection,
        chosen: Chosen::of(selection, ids),
        on_open,
        scroll,
        window: Memo::new(move |_| scroll.with(|scroll| scroll.window(count.get()))),
        place: Memo::new(move |_| scroll.with(|scroll| (scroll.row, scroll.shift(count.get())))),
        foremost: RwSignal::new(0),
        scrolling: StoredValue::new(false),
        active: RwSignal::new(None),
        anchor: StoredValue::new(None),
        scroller: NodeRef::new(),
        head: NodeRef::new(),
        probe: NodeRef::new(),
    };
    table.watch_size();
    let widths = Memo::new(move |_| {
        version.track();
        let sample: Vec<RowData> = ids.with(|ids| ids.iter().take(SAMPLE).map(|id| row.run(*id)).collect());
        columns.with_value(|columns| spec::template(columns, &sample, selection.is_some()))
    });
    let spacer = move || dom::pixels(scroll.with(|scroll| scroll.spacer(count.get())));
    let slots = Memo::new(move |_| {
        let (first, last) = table.window.get();
        last - first
    });
    let empty = StoredValue::new(empty);
    let empty_view = move || empty.with_value(ViewFn::run);
    view! {
        <div class="table" style:--more=(more > 0).then(|| more.to_string())>
            <div class="table-probe" node_ref=table.probe></div>
            <div
                class="table-scroll"
                class:is-empty=move || count.get() == 0
                role="grid"
                tabindex="0"
                aria-label=label
                aria-rowcount=move || (count.get() + 1).to_string()
                aria-multiselectable=selection.map(|_| "true")
                aria-activedescendant=move || table.active.get().map(|index| table.row_id(index))
                data-top=move || scroll.with(|scroll| scroll.is_scaled(count.get()).then(|| scroll.top.to_string()))
                node_ref=table.scroller
                style:--cols=widths
                on:scroll=move |_| table.scrolled()
                on:keydown=move |event| table.on_key(&event)
            >
                <div role="rowgroup" class="table-head" node_ref=table.head>
                    <Head table=table sort=sort on_sort=on_sort />
                </div>
                <div role="rowgroup" class="table-space" style:height=spacer>
                    <For each=move || 0..slots.get() key=|slot| *slot children=move |slot| view! { <Row table=table place=slot /> } />
                </div>
            </div>
            <Show when=move || count.get() == 0>
                <div class="table-empty">{empty_view}</div>
            </Show>
            <Foot table=table acts=acts />
        </div>
    }
}

impl TableState {
    fn row_id(self, index: usize) -> String {
        self.prefix.with_value(|prefix| format!("{prefix}-{index}"))
    }

    fn count(self) -> usize {
        self.count.get_untracked()
    }

    fn id_at(self, index: usize) -> Option<u32> {
        self.ids.with_untracked(|ids| ids.get(index).copied())
    }

    /// The row that a slot shows.
    fn index_in(self, slot: usize) -> Option<usize> {
        let (first, last) = self.window.get();
        let many = last - first;
        if slot >= many {
            return None;
        }
        // The first row that is drawn is in this slot.
        let turned = (first + many - self.foremost.get() % many) % many;
        Some(first + (slot + many - turned) % many)
    }

    fn on_key(self, event: &KeyboardEvent) {
        let rows = self.count();
        let in_row = self.take_over(event);
        let on_grid = event.target() == event.current_target();
        if rows == 0 || !(on_grid || in_row) || event.alt_key() || event.ctrl_key() || event.meta_key() {
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
                return self.toggle(at, event.shift_key());
            }
            _ => return,
        };
        event.prevent_default();
        self.activate(next);
    }

    /// Walks on from the row whose link has the focus, as after coming back to the list. Enter is the link's own.
    fn take_over(self, event: &KeyboardEvent) -> bool {
        let walks = ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End"].contains(&event.key().as_str());
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let link = target.filter(|element| walks && element.tag_name() == "A");
        let row = link.and_then(|link| link.closest(".table-space > .row").ok().flatten());
        let index = row.and_then(|row| row.get_attribute("aria-rowindex")?.parse::<usize>().ok()?.checked_sub(2));
        let (Some(index), Some(scroller)) = (index, self.scroller.get_untracked()) else { return false };
        self.active.set(Some(index));
        let _ = scroller.focus();
        true
    }

    fn open(self, index: usize) {
        let Some(id) = self.id_at(index) else { return };
        match (self.row.run(id).href, self.on_open) {
            (Some(href), _) => dom::go(&href),
            (None, Some(on_open)) => on_open.run((id,)),
            (None, None) => {}
        }
    }
}
