//! Plots as SVG of our own: a sentence for who can't see them, a legend, and all numbers in a table below. Lengths are in
//! percent across and in pixels down, so that nothing is distorted at any width; each series has a pattern beside its colour.

mod bars;
mod columns;
mod steps;

pub use bars::{BarPlot, PlotBar};
pub use columns::{ColumnPlot, PlotColumn};
pub use steps::{PlotStep, StepPlot};

use leptos::prelude::*;

use super::table::{Column, RowData, RowTable};
use crate::i18n::{Word, word};
use crate::ui::dom;

/// Series that have a look of their own; further ones have the last.
const LOOKS: [&str; 7] = ["plot-0", "plot-1", "plot-2", "plot-3", "plot-4", "plot-5", "plot-6"];

/// The class of a series by its place.
fn look(at: usize) -> &'static str {
    LOOKS.get(at).or(LOOKS.last()).copied().unwrap_or_default()
}

/// A share of a whole in percent, as SVG has it.
fn percent(share: f64) -> String {
    format!("{:.3}%", share * 100.0)
}

/// The numbers of a plot as a table.
#[derive(Clone, Default)]
pub struct PlotTable {
    pub columns: Vec<Column>,
    pub rows: Vec<RowData>,
}

/// What all plots have around their drawing.
#[component]
fn Frame(
    /// What it shows, the name of its table.
    label: String,
    /// What can be seen in it, in a sentence.
    sentence: String,
    /// The names of its series.
    series: Vec<String>,
    /// All of its numbers.
    table: PlotTable,
    /// The pixels that its drawing is high.
    height: f64,
    /// The drawing.
    children: Children,
) -> impl IntoView {
    let patterns = dom::fresh_id("plot");
    let many = series.len() > 1;
    let legend = many.then(|| {
        let one = |(at, name): (usize, String)| {
            view! {
                <li>
                    <svg class="plot-key" width="16" height="12" aria-hidden="true">
                        <rect class=look(at) width="16" height="12" />
                        <rect class=["plot-mark ", look(at)].concat() width="16" height="12" />
                    </svg>
                    <span>{name}</span>
                </li>
            }
        };
        view! { <ul class="plot-legend">{series.into_iter().enumerate().map(one).collect_view()}</ul> }
    });
    let rows = Signal::stored(table.rows);
    view! {
        <figure class="plot" id=patterns>
            <svg class="plot-drawing" width="100%" height=height.to_string() role="img" aria-label=sentence.clone()>
                {children()}
            </svg>
            {legend}
            <figcaption>{sentence}</figcaption>
            <details class="plot-table">
                <summary>{word(Word::PlotTable)}</summary>
                <RowTable label=label columns=table.columns rows=rows />
            </details>
        </figure>
    }
}

/// The patterns that tell series apart without colour; once in the page, since they are named by id.
#[component]
pub fn PlotPatterns() -> impl IntoView {
    let pattern = |id: &'static str, size: &'static str, d: &'static str| {
        view! {
            <pattern id=id width=size height=size patternUnits="userSpaceOnUse">
                <path d=d class="plot-ink" />
            </pattern>
        }
    };
    view! {
        <svg class="plot-patterns" width="0" height="0" aria-hidden="true">
            <defs>
                {pattern("plot-pattern-1", "6", "M-1 1 l2 -2 M0 6 l6 -6 M5 7 l2 -2")}
                {pattern("plot-pattern-2", "6", "M3 0 v6 M0 3 h6")}
                {pattern("plot-pattern-3", "6", "M0 3 h6")}
                {pattern("plot-pattern-4", "6", "M-1 5 l2 2 M0 0 l6 6 M5 -1 l2 2")}
                {pattern("plot-pattern-5", "6", "M3 0 v6")}
                {pattern("plot-pattern-6", "4", "M1 1 h1 v1 h-1 z")}
            </defs>
        </svg>
    }
}
