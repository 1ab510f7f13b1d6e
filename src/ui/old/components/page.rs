//! The pieces of pages: facts, sections, small tables, progress, empty states, banners, timelines.

use crate::ui::components::EmptyState;
use crate::ui::old::bridge::{self, Held, OldView};
use crate::ui::old::live;
use crate::ui::old::live::Says;
use crate::ui::old::view::{View, el};
use leptos::prelude::*;

use super::badge::Tone;
use crate::ui::components::{Column, RowData, RowTable};
use crate::{
    i18n::{Word, word},
    ui::old::icons::{Icon, icon as draw},
};

/// Names and values of one record; a value is any view.
pub fn facts(items: Vec<(String, View)>) -> View {
    let items: Vec<View> = items
        .into_iter()
        .map(|(name, value)| View::from(el("div").child(el("dt").child(name)).child(el("dd").child(value))))
        .collect();
    View::from(el("dl").class("facts").child(items))
}

/// A part of a page under its own heading.
pub fn section(title: impl Into<Says>, actions: impl Into<View>, body: impl Into<View>) -> View {
    let head = el("header").class("section-head").child(el("h2").child(View::Text(title.into())));
    let actions = el("div").class("section-actions").child(actions);
    el("section").class("section").child(head.child(actions)).child(body).into()
}

/// A short table that is all there, from the same rows as the long one.
pub fn static_table(label: &'static str, columns: &[Column], rows: Vec<RowData>) -> View {
    let columns = columns.to_vec();
    bridge::leptos(move || view! { <RowTable label columns rows=Signal::stored(rows) /> })
}

/// How far something is, in words and as a bar. `share` is 0 to 1000.
pub fn progress(label: impl Into<Says>, share: impl Into<Signal<u32>>, text: impl Into<Says>, tone: Tone) -> View {
    make_progress(label.into(), share.into(), text.into(), tone)
}

fn make_progress(label: Says, share: Signal<u32>, text: Says, tone: Tone) -> View {
    View::from(
        el("div")
            .class(["progress ", tone.class()].concat())
            .child(
                el("progress")
                    .attr("max", "1000")
                    .attr("aria-label", label)
                    .value(live::text(move || share.get().min(1000).to_string())),
            )
            .child(el("span").child(text)),
    )
}

/// Grey lines where text is about to be.
pub fn skeleton(lines: usize) -> View {
    let lines: Vec<View> = (0..lines).map(|_| View::from(el("span"))).collect();
    View::from(el("div").class("skeleton").attr("role", "status").attr("aria-label", word(Word::Loading)).child(lines))
}

/// What stands where nothing is yet: what this place is for, and what to do first.
pub fn empty_state(icon: Icon, title: impl Into<Says>, text: impl Into<Says>, actions: impl Into<View>) -> View {
    let (title, text, actions) = (title.into().read_now(), text.into().read_now(), Held::from(actions.into()));
    bridge::leptos(move || {
        view! {
            <EmptyState icon=icon title=title text=text>
                <OldView view=actions />
            </EmptyState>
        }
    })
}

/// A message that stays while what it says is so.
pub fn banner(tone: Tone, text: impl Into<Says>, action: impl Into<View>) -> View {
    el("div")
        .class(["banner ", tone.class()].concat())
        .attr("role", "note")
        .child(draw(tone.icon()))
        .child(el("span").child(text.into()))
        .child(action)
        .into()
}

/// The name of a key to press.
pub fn kbd(key: &'static str) -> View {
    View::from(el("kbd").child(key))
}

/// One entry of a timeline.
#[derive(Clone)]
pub struct TimelineItem {
    /// Its icon.
    pub icon: Icon,
    /// What its colour says besides.
    pub tone: Tone,
    /// What happened.
    pub text: String,
    /// When, and by whom.
    pub meta: String,
    /// Where it leads.
    pub href: Option<String>,
}

/// What happened, newest first as given.
pub fn timeline(items: Vec<TimelineItem>) -> View {
    let items: Vec<View> = items
        .into_iter()
        .map(|item| {
            let text = match item.href {
                Some(href) => View::from(el("a").attr("href", href).child(item.text)),
                None => View::from(el("span").child(item.text)),
            };
            View::from(
                el("li")
                    .class(item.tone.class())
                    .child(el("span").class("timeline-mark").child(draw(item.icon)))
                    .child(el("div").child(text).child(el("span").class("cell-sub").child(item.meta))),
            )
        })
        .collect();
    View::from(el("ol").class("timeline").child(items))
}
