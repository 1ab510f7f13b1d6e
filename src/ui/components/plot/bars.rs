//! Bars that lie: one for each thing, made of parts that add up to the whole.

use leptos::prelude::*;

use super::{Frame, PlotTable, look, percent};

/// Pixels of a bar with its name above.
const ROW: f64 = 44.0;
const BAR: f64 = 16.0;
const NAME: f64 = 18.0;

/// One bar.
#[derive(Clone, PartialEq, Debug)]
pub struct PlotBar {
    /// What it is of.
    pub label: String,
    /// What stands at its end.
    pub text: String,
    /// Its parts, in the order of the series, as shares of the whole width.
    pub parts: Vec<f64>,
}

/// The plot.
#[component]
pub fn BarPlot(
    /// What it shows.
    label: String,
    /// What can be seen in it, in a sentence.
    sentence: String,
    /// The names of the parts.
    series: Vec<String>,
    /// The bars, the first on top.
    bars: Vec<PlotBar>,
    /// All of its numbers.
    table: PlotTable,
) -> impl IntoView {
    let height = ROW * bars.len() as f64;
    let drawn = bars.into_iter().enumerate().map(|(at, bar)| bar_view(ROW * at as f64, bar));
    let drawn = drawn.collect_view();
    view! {
        <Frame label sentence series table height>
            {drawn}
        </Frame>
    }
}

fn bar_view(top: f64, bar: PlotBar) -> impl IntoView {
    let mut from = 0.0;
    let parts = bar.parts.into_iter().enumerate().filter(|(_, share)| *share > 0.0).map(|(at, share)| {
        let (x, width, y) = (percent(from), percent(share), (top + NAME + 4.0).to_string());
        from += share;
        view! {
            <rect class=look(at) x=x.clone() y=y.clone() width=width.clone() height=BAR.to_string() />
            <rect class=["plot-mark ", look(at)].concat() x=x y=y width=width height=BAR.to_string() />
        }
    });
    let parts = parts.collect_view();
    view! {
        <text class="plot-text" x="0" y=(top + NAME - 4.0).to_string()>
            {bar.label}
        </text>
        <text class="plot-text plot-quiet" x="100%" y=(top + NAME - 4.0).to_string() text-anchor="end">
            {bar.text}
        </text>
        <rect class="plot-ground" x="0" y=(top + NAME + 4.0).to_string() width="100%" height=BAR.to_string() />
        {parts}
    }
}
