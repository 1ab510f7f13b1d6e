//! The arithmetic of a list that is longer than a browser's tallest element; pure.

/// The tallest element that every engine draws (Firefox stops at about 17.8 M pixels).
pub const TALLEST: f64 = 10_000_000.0;

/// Where a windowed list stands.
#[derive(Clone, Copy, Default, PartialEq)]
#[cfg_attr(test, derive(Debug))]
pub struct Scroll {
    /// The scroll position of the element.
    pub position: f64,
    /// The position within the rows as if they were all there.
    pub top: f64,
    /// The height in which rows are seen.
    pub height: f64,
    /// The height of one row.
    pub row: f64,
}

impl Scroll {
    /// The height that all rows would have.
    pub fn full(&self, rows: usize) -> f64 {
        rows as f64 * self.row
    }

    /// The height of the element that stands for all rows.
    pub fn spacer(&self, rows: usize) -> f64 {
        self.full(rows).min(TALLEST)
    }

    /// How many virtual pixels one pixel of the scroll bar is: 1 for a list of ordinary length.
    fn scale(&self, rows: usize) -> f64 {
        let room = self.spacer(rows) - self.height;
        if room <= 0.0 { 1.0 } else { ((self.full(rows) - self.height) / room).max(1.0) }
    }

    /// Whether the list is longer than its element, so that a position of the scroll bar tells only about where it stands.
    pub fn is_scaled(&self, rows: usize) -> bool {
        self.scale(rows) > 1.0
    }

    /// Takes a new scroll position. A small step moves by that many pixels however long the list is; a
    /// leap (the bar dragged) goes to that share of the list. Returns the position that the element should
    /// be put at instead, where steps have used up the bar before the list.
    pub fn moved_to(&mut self, position: f64, rows: usize) -> Option<f64> {
        let scale = self.scale(rows);
        let last = (self.full(rows) - self.height).max(0.0);
        let step = position - self.position;
        self.position = position;
        if scale <= 1.0 {
            self.top = position.min(last);
            return None;
        }
        if step.abs() > self.height {
            self.top = (position * scale).clamp(0.0, last);
            return None;
        }
        self.top = (self.top + step).clamp(0.0, last);
        let end = self.spacer(rows) - self.height;
        let at_edge = position <= 0.0 || position >= end - 1.0 || self.top <= 0.0 || self.top >= last;
        let natural = self.top / scale;
        if at_edge && (natural - position).abs() > 1.0 {
            self.position = natural;
            return Some(natural);
        }
        // At an end of the bar the list is at its end too, not a few pixels before it.
        if position <= 0.0 {
            self.top = 0.0;
        } else if position >= end {
            self.top = last;
        }
        None
    }

    /// The position that brings a row into view: unchanged (`None`) where it is seen already.
    pub fn reveal(&mut self, index: usize, rows: usize) -> Option<f64> {
        let start = index as f64 * self.row;
        let target = if start < self.top {
            start
        } else if start + self.row > self.top + self.height {
            start + self.row - self.height
        } else {
            return None;
        };
        let scale = self.scale(rows);
        let step = target - self.top;
        self.top = target.max(0.0);
        self.position = if scale <= 1.0 || step.abs() > self.height { self.top / scale } else { self.position + step };
        let end = (self.spacer(rows) - self.height).max(0.0);
        if self.position < 0.0 || self.position > end {
            self.position = (self.top / scale).clamp(0.0, end);
        }
        Some(self.position)
    }

    /// The rows to draw, first and one past the last: always as many, so that those that go make room for those that come.
    pub fn window(&self, rows: usize) -> (usize, usize) {
        const SPARE: usize = 6;
        if self.row <= 0.0 {
            return (0, 0);
        }
        let drawn = ((self.height / self.row) as usize + 2 + 2 * SPARE).min(rows);
        let first = ((self.clamped(rows) / self.row) as usize).saturating_sub(SPARE).min(rows - drawn);
        (first, first + drawn)
    }

    /// How far a row stands from where it would if all were there: nowhere for a list of ordinary length.
    pub fn shift(&self, rows: usize) -> f64 {
        // A list that became shorter is clamped by the browser; until it says so we draw where it will be.
        if self.top > self.clamped(rows) { 0.0 } else { ((self.position - self.top) * 4.0).round() / 4.0 }
    }

    fn clamped(&self, rows: usize) -> f64 {
        self.top.clamp(0.0, (self.full(rows) - self.height).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Scroll {
        Scroll { position: 0.0, top: 0.0, height: 600.0, row: 40.0 }
    }

    #[test]
    fn a_short_list_scrolls_as_it_is() {
        let mut scroll = start();
        assert_eq!(scroll.moved_to(400.0, 100), None);
        assert_eq!(scroll.top, 400.0);
        let (first, last) = scroll.window(100);
        assert!(first <= 10 && last >= 25);
        assert_eq!(scroll.shift(100), 0.0);
        assert_eq!(scroll.window(3), (0, 3));
        assert_eq!(scroll.window(0), (0, 0));
    }

    #[test]
    fn as_many_rows_are_drawn_at_both_ends_as_between() {
        let mut scroll = start();
        let (first, many) = scroll.window(100);
        assert_eq!(first, 0);
        for position in [1.0, 400.0, 2_000.0, 3_399.0, 3_400.0] {
            scroll.moved_to(position, 100);
            let (first, last) = scroll.window(100);
            assert_eq!(last - first, many);
            assert!(first as f64 * 40.0 <= position && last as f64 * 40.0 >= position + 600.0);
        }
    }

    #[test]
    fn a_million_rows_have_both_ends_and_steps_of_a_pixel() {
        let rows = 1_000_000;
        let mut scroll = start();
        let end = scroll.spacer(rows) - 600.0;
        scroll.moved_to(end, rows);
        assert_eq!(scroll.window(rows).1, rows);
        assert!((scroll.top - (40_000_000.0 - 600.0)).abs() < 0.001);
        scroll.moved_to(end / 2.0, rows);
        let before = scroll.top;
        scroll.moved_to(end / 2.0 + 100.0, rows);
        assert!((scroll.top - before - 100.0).abs() < 0.001);
        scroll.moved_to(0.0, rows);
        assert_eq!(scroll.top, 0.0);
    }

    #[test]
    fn steps_never_run_out_of_bar_before_the_list_ends() {
        let rows = 1_000_000;
        let mut scroll = start();
        scroll.moved_to(1_000.0, rows);
        let mut seen_zero = false;
        for _ in 0..200 {
            let next = (scroll.position - 100.0).max(0.0);
            scroll.moved_to(next, rows);
            seen_zero |= scroll.top == 0.0;
        }
        assert!(seen_zero && scroll.position == 0.0);
    }

    #[test]
    fn every_row_can_be_revealed() {
        for rows in [1, 50, 1_000_000] {
            let mut scroll = start();
            for index in [0, rows - 1, rows / 2, rows / 2 + 1, 0, rows / 3] {
                let index = index.min(rows - 1);
                scroll.reveal(index, rows);
                let start = index as f64 * 40.0;
                assert!(scroll.top <= start && start + 40.0 <= scroll.top + 600.0, "{rows} {index} {scroll:?}");
                assert!(scroll.position >= 0.0 && scroll.position <= (scroll.spacer(rows) - 600.0).max(0.0) + 0.01);
                let (first, last) = scroll.window(rows);
                assert!(first <= index && index < last);
            }
        }
    }
}
