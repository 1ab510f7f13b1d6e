//! A quantity over time, made of several that add up: each step is as wide as it lasted.

use leptos::prelude::*;

use super::{Frame, PlotTable, look, percent};

/// Pixels of the drawing, and of what stands above and below it.
const HEIGHT: f64 = 160.0;
const ABOVE: f64 = 16.0;
const BELOW: f64 = 20.0;

/// A step: what there was from one time to the next.
#[derive(Clone, PartialEq, Debug)]
pub struct PlotStep {
    /// Where it begins and ends, as shares of the whole time.
    pub from: f64,
    pub to: f64,
    /// What there was of each series, as shares of the most that there was; below zero nothing is drawn.
    pub parts: Vec<f64>,
}

/// The plot.
#[component]
pub fn StepPlot(
    /// What it shows.
    label: String,
    /// What can be seen in it, in a sentence.
    sentence: String,
    /// The names of the series, the lowest first.
    series: Vec<String>,
    /// The steps in order.
    steps: Vec<PlotStep>,
    /// The most that there was, as it stands at the top line.
    most: String,
    /// The first time and the last.
    ends: (String, String),
    /// All of its numbers.
    table: PlotTable,
) -> impl IntoView {
    let floor = ABOVE + HEIGHT;
    let drawn = steps.into_iter().map(move |step| {
        let (x, width) = (percent(step.from), percent(step.to - step.from));
        let mut top = floor;
        let parts = step.parts.into_iter().enumerate().filter(|(_, share)| *share > 0.0).map(move |(at, share)| {
            let height = HEIGHT * share;
            top -= height;
            let (y, height) = (format!("{top:.2}"), format!("{height:.2}"));
            view! {
                <rect class=look(at) x=x.clone() y=y.clone() width=width.clone() height=height.clone() />
                <rect class=["plot-mark ", look(at)].concat() x=x.clone() y=y width=width.clone() height=height />
            }
        });
        parts.collect_view()
    });
    let drawn = drawn.collect_view();
    let line = |y: f64| view! { <line class="plot-line" x1="0" x2="100%" y1=y.to_string() y2=y.to_string() /> };
    view! {
        <Frame label sentence series table height=ABOVE + HEIGHT + BELOW>
            {line(ABOVE)}
            {drawn}
            {line(floor)}
            <text class="plot-text plot-quiet" x="0" y=(ABOVE - 4.0).to_string()>
                {most}
            </text>
            <text class="plot-text plot-quiet" x="0" y=(floor + 15.0).to_string()>
                {ends.0}
            </text>
            <text class="plot-text plot-quiet" x="100%" y=(floor + 15.0).to_string() text-anchor="end">
                {ends.1}
            </text>
        </Frame>
    }
}
