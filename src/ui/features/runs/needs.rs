//! One requirement of a run's unit: what is installed, and one tap to install what the kits hold.

use std::rc::Rc;

use leptos::prelude::*;

use super::data::{self, Installed, Place};
use super::forms;
use crate::domain::derive::status::LineState;
use crate::domain::{RequirementId, RunId};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Icon, IconName};
use crate::ui::features::record::StatusBadge;
use crate::ui::routes::Route;
use crate::ui::state::dialogs::{Dialogs, refusal, use_dialogs};
use crate::ui::state::use_stockroom;

/// One requirement; one that is filled is folded to a row.
#[component]
pub fn Need(run: RunId, need: RequirementId, is_open: Memo<bool>) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let model = stockroom.memo(move |stockroom| data::need(stockroom, run, need));
    let error = RwSignal::new(String::new());
    move || {
        let Some(it) = model.get() else { return ().into_any() };
        let is_open = is_open.get();
        let is_done = matches!(it.state, LineState::Full | LineState::Over);
        let designators = (!it.designators.is_empty()).then(|| [word(Word::PaperDesignators), ": ", &it.designators].concat());
        let subs = [it.description.clone(), designators.unwrap_or_default()];
        let subs = subs.into_iter().filter(|text| !text.is_empty());
        let (installed, places) = (it.installed.clone(), it.places.clone());
        let figure = |name: Word, text: String| {
            view! {
                <div>
                    <dt>{word(name)}</dt>
                    <dd>{text}</dd>
                </div>
            }
        };
        view! {
            <li class="work-line" class:done=is_done id=["need-", &need.0.to_string()].concat()>
                <div class="work-what">
                    <a class="mono" href=Route::Part(it.part).href()>
                        {it.name.clone()}
                    </a>
                    {subs.map(|text| view! { <span class="cell-sub" title=text.clone()>{text.clone()}</span> }).collect_view()}
                    <StatusBadge status=it.state.word() />
                </div>
                <dl class="work-figures">
                    {figure(Word::FieldRequired, it.required.clone())}
                    {figure(Word::FieldInstalled, it.installed_text.clone())}
                    {figure(Word::FieldRemaining, it.remaining_text.clone())}
                </dl>
                <div class="work-act">{is_open.then(|| view! { <InstallAct run=run need=it error=error /> })}</div>
                <div class="work-more"></div>
                <div class="field-error" role="alert">
                    {error}
                </div>
                <div class="work-below">
                    {(!installed.is_empty())
                        .then(|| {
                            let rows = installed.into_iter().map(|it| {
                                view! { <InstalledRow installed=it is_open=is_open dialogs=dialogs /> }
                            });
                            view! { <ul class="work-rows">{rows.collect_view()}</ul> }
                        })}
                    <Designators places=places need=need is_open=is_open />
                </div>
            </li>
        }
        .into_any()
    }
}

/// What the kits hold for it, and the button; or any other stock.
#[component]
fn InstallAct(run: RunId, need: data::Need, error: RwSignal<String>) -> impl IntoView {
    let dialogs = use_dialogs();
    let id = need.id;
    let other = view! {
        <button
            type="button"
            class="button"
            aria-label=say(Word::RunInstallOtherOn, &[&need.name])
            on:click=move |_| forms::install_other(dialogs, id)
        >
            <span>{word(Word::KitOtherStock)}</span>
        </button>
    };
    if need.sources.is_empty() {
        let text = if need.remaining.is_positive() { Word::RunNothingInKits } else { Word::RunNeedDone };
        return view! {
            <div class="work-stock">
                <span class="work-quiet">{word(text)}</span>
            </div>
            <div class="work-buttons">{other}</div>
        }
        .into_any();
    }
    let stock = need.sources.iter().map(|source| {
        let text = say(Word::RunFromKit, &[&source.quantity_text, &source.name]);
        view! {
            <span class="stock">
                <span class="stock-number">{text}</span>
            </span>
        }
    });
    let stock = stock.collect_view();
    let label = say(Word::RunInstallSome, &[&need.total_text]);
    let read_out = say(Word::RunInstallSomeOf, &[&need.total_text, &need.name]);
    let picks: Vec<_> = need.sources.iter().map(|source| (id, source.clone())).collect();
    let name = say(Word::MovedWhat, &[&need.total_text, &need.name]);
    let install = move |_| {
        error.set(String::new());
        let Some(command) = forms::install_command(picks.clone()) else { return };
        let name = name.clone();
        forms::unless_held(
            dialogs,
            run,
            Rc::new(move || {
                let name = name.clone();
                dialogs.attempt(
                    command.clone(),
                    Rc::new(move |_| say(Word::RunInstalled, &[&name])),
                    None,
                    None,
                    Rc::new(move |refused| {
                        error.try_set(refusal(refused));
                    }),
                );
            }),
        );
    };
    view! {
        <div class="work-stock">{stock}</div>
        <div class="work-buttons">
            <button type="button" class="button primary large" aria-label=read_out on:click=install>
                <Icon icon=IconName::Install />
                <span>{label}</span>
            </button>
            {other}
        </div>
    }
    .into_any()
}

/// The designators of a requirement, folded: what sits at each, taken off there or installed there.
#[component]
fn Designators(places: Vec<Place>, need: RequirementId, is_open: bool) -> impl IntoView {
    let dialogs = use_dialogs();
    let filled = places.iter().filter(|place| place.holds.is_some()).count();
    if places.is_empty() || !is_open && filled == 0 {
        return ().into_any();
    }
    let row = move |place: Place| {
        let (id, name) = (place.id, place.name.clone());
        let (text, act) = match place.holds {
            Some((installation, what)) => {
                let label = say(Word::RunTakeOffAt, &[&name]);
                let take_off = view! {
                    <button type="button" class="button" aria-label=label on:click=move |_| forms::uninstall(dialogs, installation)>
                        <Icon icon=IconName::Uninstall />
                        <span>{word(Word::RunUninstall)}</span>
                    </button>
                };
                (what, is_open.then(|| take_off.into_any()))
            }
            None => {
                let label = say(Word::RunInstallAt, &[&name]);
                let install = view! {
                    <button type="button" class="button" aria-label=label on:click=move |_| forms::install_at(dialogs, need, Some(id))>
                        <Icon icon=IconName::Install />
                        <span>{word(Word::RunInstall)}</span>
                    </button>
                };
                (word(Word::RunAtFree).to_owned(), is_open.then(|| install.into_any()))
            }
        };
        view! {
            <li>
                <span class="mono">{name}</span>
                <span>{text}</span>
                {act}
            </li>
        }
    };
    let summary = say(Word::RunDesignators, &[&format::count(filled), &format::count(places.len())]);
    view! {
        <details class="work-places">
            <summary>{summary}</summary>
            <ul class="work-rows">{places.into_iter().map(row).collect_view()}</ul>
        </details>
    }
    .into_any()
}

#[component]
fn InstalledRow(installed: Installed, is_open: bool, dialogs: Dialogs) -> impl IntoView {
    let id = installed.id;
    let text = if installed.kit.is_empty() {
        say(Word::RunIsInstalled, &[&installed.quantity])
    } else {
        say(Word::RunIsInstalledFrom, &[&installed.quantity, &installed.kit])
    };
    let text = if installed.at.is_empty() { text } else { [text, say(Word::RunAt, &[&installed.at])].join(" · ") };
    let label = say(Word::RunUninstallTitle, &[&installed.name]);
    let take_off = is_open.then(|| {
        view! {
            <button type="button" class="button" aria-label=label on:click=move |_| forms::uninstall(dialogs, id)>
                <Icon icon=IconName::Uninstall />
                <span>{word(Word::RunUninstall)}</span>
            </button>
        }
    });
    view! {
        <li>
            <a class="mono" href=Route::Inventory(installed.inventory).href()>
                {installed.name}
            </a>
            <span>{text}</span>
            {take_off}
        </li>
    }
}
