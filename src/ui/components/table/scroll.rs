//! Where a table stands: what is seen of it, and how a row comes into view.

use std::time::Duration;

use leptos::prelude::*;
use leptos_use_resize_observer::use_resize_observer;

use super::TableState;
use crate::ui::dom;

/// The attribute by which a page that the person comes back to says where its table stood: in a list that is longer than a
/// browser's tallest element the scroll position alone does not tell.
pub const RETURN_TO: &str = "data-return-to";
/// The attribute that says where such a table stands.
pub const TOP: &str = "data-top";

/// How long a table stands still until it counts as no longer scrolling.
const STILL: Duration = Duration::from_millis(200);

impl TableState {
    /// Measures now and whenever the table's box changes.
    pub(super) fn watch_size(self) {
        let _ = use_resize_observer(self.scroller, move |_, _| self.measure());
    }

    fn measure(self) {
        let now = (self.scroller.try_get_untracked(), self.head.try_get_untracked(), self.probe.try_get_untracked());
        let (Some(Some(scroller)), Some(Some(head)), Some(Some(probe))) = now else { return };
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

    pub(super) fn scrolled(self) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let (position, rows) = (f64::from(scroller.scroll_top()), self.count());
        let top = scroller.get_attribute(RETURN_TO).and_then(|top| top.parse().ok());
        let _ = scroller.remove_attribute(RETURN_TO);
        let instead = self.scroll.try_update(|scroll| {
            if let Some(top) = top {
                scroll.position = position;
                scroll.top = top;
                return None;
            }
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

    /// Brings the rows into their order in the page, as it is read out, once the table has stood still for a moment.
    fn order_later(self, position: f64) {
        set_timeout(
            move || match self.scroll.try_with_untracked(|scroll| scroll.position) {
                Some(now) if now.to_bits() == position.to_bits() => {
                    self.scrolling.set_value(false);
                    // A row that has the focus stays in its slot.
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

    /// Makes a row the active one and brings it into view.
    pub(super) fn activate(self, index: usize) {
        let rows = self.count();
        self.active.set(Some(index));
        let mut scroll = self.scroll.get_untracked();
        if let Some(position) = scroll.reveal(index, rows) {
            scroll.position = position.floor();
            self.scroll.set(scroll);
            if let Some(scroller) = self.scroller.get_untracked() {
                scroller.set_scroll_top(position as i32);
            }
        }
    }
}
