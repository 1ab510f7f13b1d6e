//! Columns that stand: one for each span of time, as high as its number.

use leptos::prelude::*;

use super::{Frame, PlotTable, percent};

/// Pixels of the columns, and of what stands above and below them.
const HEIGHT: f64 = 120.0;
const ABOVE: f64 = 18.0;
const BELOW: f64 = 20.0;
/// The share of its place that a column takes.
const WIDTH: f64 = 0.7;

/// One column.
#[derive(Clone, PartialEq, Debug)]
pub struct PlotColumn {
    /// What stands below it; may be empty where its neighbours' texts need the room.
    pub label: String,
    pub count: usize,
    /// Its number as the person writes it.
    pub text: String,
    /// Whether it is past what is good.
    pub is_bad: bool,
}

/// The plot.
#[component]
pub fn ColumnPlot(
    /// What it shows.
    label: String,
    /// What can be seen in it, in a sentence.
    sentence: String,
    /// The columns.
    columns: Vec<PlotColumn>,
    /// All of its numbers.
    table: PlotTable,
) -> impl IntoView {
    let most = columns.iter().map(|column| column.count).max().unwrap_or(0).max(1) as f64;
    let place = 1.0 / columns.len().max(1) as f64;
    let floor = ABOVE + HEIGHT;
    let drawn = columns.into_iter().enumerate().map(|(at, column)| {
        let height = HEIGHT * column.count as f64 / most;
        let (x, width) = (percent(place * (at as f64 + (1.0 - WIDTH) / 2.0)), percent(place * WIDTH));
        let middle = percent(place * (at as f64 + 0.5));
        let (class, mark) = if column.is_bad { ("plot-bad", "plot-mark plot-1") } else { ("plot-0", "plot-mark plot-0") };
        let (y, height) = ((floor - height).to_string(), height.to_string());
        let number = (column.count > 0).then(|| {
            let y = (floor - HEIGHT * column.count as f64 / most - 5.0).to_string();
            view! {
                <text class="plot-text" x=middle.clone() y=y text-anchor="middle">
                    {column.text}
                </text>
            }
        });
        view! {
            <rect class=class x=x.clone() y=y.clone() width=width.clone() height=height.clone() />
            <rect class=mark x=x y=y width=width height=height />
            {number}
            <text class="plot-text plot-quiet" x=middle y=(floor + 15.0).to_string() text-anchor="middle">
                {column.label}
            </text>
        }
    });
    let drawn = drawn.collect_view();
    view! {
        <Frame label sentence series=Vec::new() table height=ABOVE + HEIGHT + BELOW>
            <line class="plot-line" x1="0" x2="100%" y1=floor.to_string() y2=floor.to_string() />
            {drawn}
        </Frame>
    }
}
