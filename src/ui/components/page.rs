//! The pieces of pages: facts, sections, small tables, progress, empty states, banners, timelines.

use crate::ui::live;
use leptos::prelude::*;

use super::{
    badge::Tone,
    table::{Align, Column, RowData},
};
use crate::{
    ui::icons::{Icon, icon as draw},
    words::{Word, word},
};

/// Names and values of one record; a value is any view.
pub fn facts(items: Vec<(String, AnyView)>) -> AnyView {
    let items: Vec<AnyView> =
        items.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()).collect();
    view! { <dl class="facts">{items}</dl> }.into_any()
}

/// A part of a page under its own heading.
#[component]
pub fn Section(#[prop(into)] title: String, #[prop(optional)] actions: Option<AnyView>, children: Children) -> AnyView {
    view! {
        <section class="section">
            <header class="section-head"><h2>{title}</h2><div class="section-actions">{actions}</div></header>
            {children()}
        </section>
    }
    .into_any()
}

/// A short table that is all there, from the same rows as the long one.
#[component]
pub fn StaticTable(#[prop(into)] label: String, columns: Vec<Column>, rows: Vec<RowData>) -> AnyView {
    let heads: Vec<AnyView> = columns
        .iter()
        .map(|column| view! { <th scope="col" class:end=column.align == Align::End>{column.title.clone()}</th> }.into_any())
        .collect();
    let rows: Vec<AnyView> = rows
        .into_iter()
        .map(|row| {
            let cells: Vec<AnyView> = columns
                .iter()
                .zip(&row.cells)
                .enumerate()
                .map(|(at, (column, cell))| {
                    let content = super::table::cell_content(at, cell, row.href.as_deref(), None);
                    let end = column.align == Align::End;
                    view! { <td class:end=end data-title=column.title.clone()>{content}</td> }.into_any()
                })
                .collect();
            view! { <tr class=row.tone.class()>{cells}</tr> }.into_any()
        })
        .collect();
    let name = label.clone();
    view! {
        <div class="static-table" role="region" aria-label=name tabindex="0">
            <table aria-label=label><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

/// How far something is, in words and as a bar. `share` is 0 to 1000.
#[component]
pub fn Progress(
    #[prop(into)] label: String,
    #[prop(into)] share: Signal<u32>,
    #[prop(into)] text: Signal<String>,
    #[prop(optional)] tone: Tone,
) -> AnyView {
    view! {
        <div class=["progress ", tone.class()].concat()>
            <progress max="1000" aria-label=label prop:value=live::text(move || share.get().min(1000).to_string())></progress>
            <span>{text}</span>
        </div>
    }
    .into_any()
}

/// Grey lines where text is about to be.
pub fn skeleton(lines: usize) -> AnyView {
    let lines: Vec<AnyView> = (0..lines).map(|_| view! { <span></span> }.into_any()).collect();
    view! { <div class="skeleton" role="status" aria-label=word(Word::Loading)>{lines}</div> }.into_any()
}

/// What stands where nothing is yet: what this place is for, and what to do first.
#[component]
pub fn EmptyState(
    icon: Icon,
    #[prop(into)] title: String,
    #[prop(optional, into)] text: String,
    #[prop(optional)] actions: Option<AnyView>,
) -> AnyView {
    view! {
        <div class="empty">
            {draw(icon)}
            <h2>{title}</h2>
            <p>{text}</p>
            <div class="empty-actions">{actions}</div>
        </div>
    }
    .into_any()
}

/// A message that stays while what it says is so.
#[component]
pub fn Banner(tone: Tone, #[prop(into)] text: Signal<String>, #[prop(optional)] action: Option<AnyView>) -> AnyView {
    view! {
        <div class=["banner ", tone.class()].concat() role="note">
            {draw(tone.icon())}
            <span>{text}</span>
            {action}
        </div>
    }
    .into_any()
}

/// The name of a key to press.
pub fn kbd(key: &'static str) -> AnyView {
    view! { <kbd>{key}</kbd> }.into_any()
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
pub fn timeline(items: Vec<TimelineItem>) -> AnyView {
    let items: Vec<AnyView> = items
        .into_iter()
        .map(|item| {
            let text = match item.href {
                Some(href) => view! { <a href=href>{item.text}</a> }.into_any(),
                None => view! { <span>{item.text}</span> }.into_any(),
            };
            view! {
                <li class=item.tone.class()>
                    <span class="timeline-mark">{draw(item.icon)}</span>
                    <div>{text}<span class="cell-sub">{item.meta}</span></div>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ol class="timeline">{items}</ol> }.into_any()
}
