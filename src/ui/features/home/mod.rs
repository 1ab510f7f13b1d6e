//! The start page: what an empty stockroom can begin with, else what needs attention now.

mod data;
mod plots;
mod start;

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Badge, ButtonKind, Icon, IconName, LinkButton, Section, Tone};
use crate::ui::features::history::bodies::use_bodies;
use crate::ui::features::history::sentences::summary;
use crate::ui::features::record::StatusBadge;
use crate::ui::routes::Route;
use crate::ui::state::{use_dialogs, use_router, use_stockroom};
use data::{BuildableRun, Event, Figure, OpenKit, OverdueTool, Shortage};
use plots::{ExpiryPlot, FillPlot};
use start::Start;

/// The page.
#[component]
pub fn HomePage() -> impl IntoView {
    let stockroom = use_stockroom();
    use_router().set_title(word(Word::Home), None);
    let is_empty = stockroom.memo(|stockroom| {
        stockroom.parts.is_empty()
            && stockroom.inventory.is_empty()
            && stockroom.locations.is_empty()
            && stockroom.runs.is_empty()
    });
    view! {
        <Show when=move || !is_empty.get() fallback=|| view! { <Start /> }>
            <Dashboard />
        </Show>
    }
}

#[component]
fn Dashboard() -> impl IntoView {
    let stockroom = use_stockroom();
    let figures = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read(|stockroom| data::figures(stockroom, today))
    });
    view! {
        <div class="home">
            <div class="home-figures">
                {move || figures.get().into_iter().map(|figure| view! { <FigureLink figure=figure /> }).collect_view()}
            </div>
            <div class="home-columns">
                <div class="home-main">
                    <Kits />
                    <Shortages />
                    <CanBuild />
                    <OverdueTools />
                    <ExpiryPlot />
                </div>
                <div class="home-side">
                    <Recent />
                </div>
            </div>
        </div>
    }
}

/// A number that needs attention, as a link to its records.
#[component]
fn FigureLink(figure: Figure) -> impl IntoView {
    let tone = if figure.count == 0 { Tone::Neutral } else { figure.tone };
    let mark = (tone != Tone::Neutral).then(|| view! { <Icon icon=tone.icon() /> });
    view! {
        <a class=["home-figure ", tone.class()].concat() href=figure.href>
            <span class="home-number">{mark} {format::count(figure.count)}</span>
            <span>{word(figure.label)}</span>
        </a>
    }
}

/// The open kits: the actor's own first, then those in work, then what is needed first.
#[component]
fn Kits() -> impl IntoView {
    let stockroom = use_stockroom();
    let kits = Memo::new(move |_| {
        let (today, actor) = (stockroom.today(), stockroom.actor());
        stockroom.read_history_cached(|stockroom, cache| data::open_kits(stockroom, cache, actor, today))
    });
    let acts = || view! { <LinkButton label=word(Word::HomeAllKits) href="#/kits?open=yes" kind=ButtonKind::Plain /> };
    view! {
        <Section title=word(Word::HomeKits) acts=acts>
            <Show
                when=move || kits.with(|kits| !kits.is_empty())
                fallback=|| view! { <p class="nothing">{word(Word::HomeNoKits)}</p> }
            >
                <ul class="home-rows">
                    {move || kits.get().into_iter().map(|kit| view! { <KitRow kit=kit /> }).collect_view()}
                </ul>
                <div class="home-plot">
                    <FillPlot />
                </div>
            </Show>
        </Section>
    }
}

#[component]
fn KitRow(kit: OpenKit) -> impl IntoView {
    let needed = (!kit.needed_by.is_empty()).then(|| {
        if kit.late_by > 0 {
            let label = [&kit.needed_by, " · ", &say(Word::KitLateBy, &[&format::count(kit.late_by)])].concat();
            view! { <Badge tone=Tone::Warn icon=IconName::Calendar label=label /> }.into_any()
        } else {
            view! { <span class="cell-sub">{say(Word::HomeNeededBy, &[&kit.needed_by])}</span> }.into_any()
        }
    });
    view! {
        <li>
            <a class="home-row" href=Route::Kit(kit.id).href()>
                <span class="home-row-name">{kit.name}</span>
                <StatusBadge status=kit.status />
                {kit.is_mine.then(|| view! { <Badge tone=Tone::Info icon=IconName::User label=word(Word::HomeMine) /> })}
                <span class="cell-sub">
                    {say(Word::KitProgress, &[&format::count(kit.full), &format::count(kit.lines)])}
                </span>
                {needed}
                <span class="home-row-more">{kit.short_of}</span>
            </a>
        </li>
    }
}

/// What open kits still lack, and how much of it can be issued now; what can't be had comes first.
#[component]
fn Shortages() -> impl IntoView {
    let stockroom = use_stockroom();
    let lacking = Memo::new(move |_| data::shortages(stockroom));
    view! {
        <Section title=word(Word::HomeShortages)>
            <Show
                when=move || lacking.with(|lacking| !lacking.is_empty())
                fallback=|| view! { <p class="nothing">{word(Word::HomeNoShortages)}</p> }
            >
                <ul class="home-rows">
                    {move || lacking.get().into_iter().map(|it| view! { <ShortageRow shortage=it /> }).collect_view()}
                </ul>
            </Show>
        </Section>
    }
}

/// Which open runs can be completed with the stock that they share; nothing where none is open.
#[component]
fn CanBuild() -> impl IntoView {
    let stockroom = use_stockroom();
    let found = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read_history_cached(|room, cache| data::buildable_runs(room, cache, today))
    });
    let acts = || view! { <LinkButton label=word(Word::BuildAll) href=Route::Build.href() kind=ButtonKind::Plain /> };
    let row = |run: BuildableRun| {
        view! {
            <li>
                <a class="home-row" href=Route::Run(run.id).href()>
                    <span class="home-row-name">{run.name}</span>
                    <Badge tone=run.state.0 label=run.state.1 />
                    <span class="cell-sub">{run.short_of}</span>
                    <span class="home-row-end">{run.needed_by}</span>
                </a>
            </li>
        }
    };
    view! {
        <Show when=move || found.with(|found| !found.runs.is_empty())>
            <Section title=word(Word::BuildTitle) acts=acts>
                <p class="home-lead">{move || found.with(|found| found.summary.clone())}</p>
                <ul class="home-rows">{move || found.get().runs.into_iter().map(row).collect_view()}</ul>
            </Section>
        </Show>
    }
}

/// The tools whose maintenance is overdue; nothing where there are none.
#[component]
fn OverdueTools() -> impl IntoView {
    let stockroom = use_stockroom();
    let tools = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read(|stockroom| data::overdue_tools(stockroom, today))
    });
    let acts = || {
        let href = "#/inventory?maintenance=overdue&stock=some";
        view! { <LinkButton label=word(Word::HomeAllTools) href=href kind=ButtonKind::Plain /> }
    };
    let row = |tool: OverdueTool| {
        view! {
            <li>
                <a class="home-row" href=Route::Inventory(tool.id).href()>
                    <span class="home-row-name mono">{tool.name}</span>
                    <Badge tone=Tone::Warn label=word(Word::WhyOverdue) />
                    <span class="cell-sub">{tool.description}</span>
                    <span class="home-row-end">{say(Word::HomeToolDue, &[&tool.due])}</span>
                </a>
            </li>
        }
    };
    view! {
        <Show when=move || tools.with(|tools| !tools.is_empty())>
            <Section title=word(Word::HomeTools) acts=acts>
                <ul class="home-rows">{move || tools.get().into_iter().map(row).collect_view()}</ul>
            </Section>
        </Show>
    }
}

#[component]
fn ShortageRow(shortage: Shortage) -> impl IntoView {
    let (tone, label) = if shortage.in_stock { (Tone::Good, Word::HomeInStock) } else { (Tone::Warn, Word::HomeMissing) };
    view! {
        <li>
            <a class="home-row" href=Route::Part(shortage.part).href()>
                <span class="home-row-name mono">{shortage.name}</span>
                <Badge tone=tone label=word(label) />
                <span class="cell-sub">{shortage.description}</span>
                <span class="home-row-end">
                    {say(Word::HomeShortOf, &[&shortage.short, &shortage.available])}
                </span>
            </a>
        </li>
    }
}

#[component]
fn Recent() -> impl IntoView {
    let stockroom = use_stockroom();
    let events = Memo::new(move |_| stockroom.read_history(data::recent));
    let wanted = move || events.with(|events| events.iter().map(|event| event.sequence).collect());
    let sentences = use_bodies(wanted, summary);
    let acts = || view! { <LinkButton label=word(Word::HomeAllHistory) href="#/history" kind=ButtonKind::Plain /> };
    view! {
        <Section title=word(Word::HomeRecent) acts=acts>
            <ol class="timeline">
                <For each=move || events.get() key=|event| (event.sequence, event.is_undone) let:event>
                    <EventItem event=event sentences=sentences />
                </For>
            </ol>
        </Section>
    }
}

/// An entry: what it did to stock in sentences, else what it is about.
#[component]
fn EventItem(event: Event, sentences: RwSignal<BTreeMap<u64, Vec<String>>>) -> impl IntoView {
    let Event { sequence, icon, text, about, meta, is_undone } = event;
    let dialogs = use_dialogs();
    let undo = (!is_undone).then(|| {
        view! {
            <button
                type="button"
                class="button icon-only plain"
                aria-label=say(Word::UndoEntry, &[&text])
                title=word(Word::Undo)
                on:click=move |_| dialogs.ask_undo(sequence, dialogs.says_refusal())
            >
                <Icon icon=IconName::Undo />
            </button>
        }
    });
    let told = Memo::new(move |_| sentences.with(|sentences| sentences.get(&sequence).cloned().unwrap_or_default()));
    let lines = move || {
        let mut lines = told.get();
        if lines.is_empty() && !about.is_empty() {
            lines.push(about.clone());
        }
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
        view! { <ul class="timeline-changes">{lines.collect_view()}</ul> }
    };
    view! {
        <li class="tone-neutral">
            <span class="timeline-mark">
                <Icon icon=icon />
            </span>
            <div class="timeline-entry">
                <a href=Route::Entry(sequence).href()>{text}</a>
                {lines}
                <span class="cell-sub">{meta}</span>
            </div>
            {undo}
        </li>
    }
}
