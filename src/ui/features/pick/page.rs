//! The page of picking: the next stop large, what came of the last scan, all stops in walking order, and how the kits stand.

use std::sync::Arc;

use leptos::{ev, leptos_dom::helpers::window_event_listener, prelude::*};

use super::card::NextCard;
use super::data::{self, Row};
use super::stops::Stops;
use super::summary::Summary;
use super::walk::{AT, SKIPPED, StopKey, Walked, key_text, keys_text};
use crate::domain::query::pick_list::{Stop, next_stop};
use crate::domain::{Command, KitId};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Button, ConfirmSpec, EmptyState, Icon, IconName, LinkButton, PageHead, Progress, Tone};
use crate::ui::routes::{PickedKits, Route};
use crate::ui::state::router::Title;
use crate::ui::state::scans::{Scans, use_scans};
use crate::ui::state::{Dialogs, Router, StockroomHandle, use_dialogs, use_router, use_stockroom};
use crate::web::feedback;

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct PickModel {
    pub stockroom: StockroomHandle,
    pub dialogs: Dialogs,
    pub router: Router,
    pub scans: Scans,
    pub rows: Memo<Arc<Vec<Row>>>,
    /// The stop that is next.
    pub next: Memo<Option<StopKey>>,
    pub walked: Memo<Walked>,
    /// Whether the list is of several kits.
    pub is_several: bool,
}

impl PickModel {
    fn new(kits: PickedKits) -> PickModel {
        let (stockroom, dialogs, router) = (use_stockroom(), use_dialogs(), use_router());
        let ids = kit_ids(kits);
        let is_several = ids.len() > 1;
        let rows = Memo::new(move |_| {
            let today = stockroom.today();
            Arc::new(stockroom.read_cached(|room, cache| data::rows(room, cache, &ids, today)))
        });
        let walked = Memo::new(move |_| Walked::of(&router.address()));
        let next = Memo::new(move |_| {
            let walked = walked.get();
            rows.with(|rows| {
                let stops: Vec<Stop> = rows.iter().map(|row| row.stop.clone()).collect();
                next_stop(&stops, walked.at, &walked.skipped).map(|stop| (stop.item.0, stop.inventory.0))
            })
        });
        PickModel { stockroom, dialogs, router, scans: use_scans(), rows, next, walked, is_several }
    }

    /// A row of the list.
    pub fn row(self, key: StopKey) -> Option<Row> {
        self.rows.with(|rows| rows.iter().find(|row| row.key() == key).cloned())
    }

    /// Goes on at a stop; one that was passed over is no longer so.
    pub fn stand_at(self, key: StopKey) {
        let skipped: Vec<StopKey> =
            self.walked.with_untracked(|walked| walked.skipped.iter().copied().filter(|it| *it != key).collect());
        self.router.set_query(SKIPPED, &keys_text(&skipped));
        self.router.set_query(AT, &key_text(key));
    }

    /// Passes a stop over.
    pub fn skip(self, key: StopKey) {
        let mut skipped = self.walked.with_untracked(|walked| walked.skipped.clone());
        skipped.push(key);
        self.router.set_query(AT, &key_text(key));
        self.router.set_query(SKIPPED, &keys_text(&skipped));
    }

    /// Whether the device is to be silent.
    pub fn is_silent(self) -> bool {
        self.stockroom.preferences().is_silent
    }

    /// How many stops there are, short ones left out, and how many are done.
    fn progress(self) -> (usize, usize) {
        self.rows.with(|rows| {
            let stops = rows.iter().filter(|row| !row.stop.is_short());
            (stops.clone().filter(|row| !row.stop.is_open()).count(), stops.count())
        })
    }
}

fn kit_ids(kits: PickedKits) -> Vec<KitId> {
    kits.ids().iter().map(|id| KitId(*id)).collect()
}

/// One list of these kits.
#[component]
pub fn PickPage(kits: PickedKits) -> impl IntoView {
    let model = PickModel::new(kits);
    let count = kits.ids().len();
    use_router().name_page(Signal::derive(move || {
        let text = match kits.ids() {
            [only] => say(Word::PickTitleOne, &[&model.stockroom.read(|room| room.kit_name(KitId(*only)))]),
            _ => say(Word::PickKits, &[&format::count(count)]),
        };
        let parent = match kits.ids() {
            [only] => (Route::Kit(*only).href(), say(Word::PickKitNumber, &[&only.to_string()])),
            _ => (Route::Kits.href(), word(Word::Kits).to_owned()),
        };
        Title { text, parent: Some(parent) }
    }));
    keep_awake();
    let is_empty = Memo::new(move |_| model.rows.with(|rows| rows.is_empty()));
    let is_over = Memo::new(move |_| model.next.get().is_none());
    view! {
        <div class="page pick-page">
            <Show when=move || !is_empty.get() fallback=|| view! { <NothingToPick /> }>
                <PickHead model=model kits=kits />
                <Said model=model />
                <Show when=move || !is_over.get() fallback=move || view! { <Summary model=model kits=kits /> }>
                    <NextCard model=model />
                </Show>
                <Stops model=model />
            </Show>
        </div>
    }
}

/// The screen stays on while the page is shown.
fn keep_awake() {
    feedback::stay_awake();
    let shown = window_event_listener(ev::visibilitychange, move |_| {
        if !document().hidden() {
            feedback::stay_awake();
        }
    });
    on_cleanup(move || {
        shown.remove();
        feedback::let_sleep();
    });
}

#[component]
fn NothingToPick() -> impl IntoView {
    view! {
        <EmptyState icon=IconName::Kit title=word(Word::PickEmpty) text=word(Word::PickEmptyText)>
            <LinkButton label=word(Word::Kits) href=Route::Kits.href() />
        </EmptyState>
    }
}

/// How far it is, the sound, and the rest in one act.
#[component]
fn PickHead(model: PickModel, kits: PickedKits) -> impl IntoView {
    let share = Signal::derive(move || {
        let (done, all) = model.progress();
        u32::try_from(done * 1000 / all.max(1)).unwrap_or(0)
    });
    let text = Signal::derive(move || {
        let (done, all) = model.progress();
        say(Word::PickProgress, &[&format::count(done), &format::count(all)])
    });
    let is_silent = Memo::new(move |_| model.is_silent());
    let toggle = move |_| model.stockroom.prefer(|preferences| preferences.is_silent = !preferences.is_silent);
    let is_open = Memo::new(move |_| model.next.get().is_some());
    let acts = move || {
        view! {
            <button
                type="button"
                class="button"
                aria-pressed=move || if is_silent.get() { "false" } else { "true" }
                on:click=toggle
            >
                <Icon icon=IconName::Bell />
                <span>{move || word(if is_silent.get() { Word::PickSoundOff } else { Word::PickSoundOn })}</span>
            </button>
            <Show when=move || is_open.get()>
                <Button label=Word::PickRest icon=IconName::Issue on_press=move || issue_rest(model, kits) />
            </Show>
        }
    };
    view! {
        <PageHead acts=acts>
            <Progress label=word(Word::PickProgressLabel) share=share text=text tone=Tone::Info />
        </PageHead>
    }
}

/// Everything that is left on the list, to all its kits, as one act.
fn issue_rest(model: PickModel, kits: PickedKits) {
    let rows = model.rows.get_untracked();
    let open: Vec<&Row> = rows.iter().filter(|row| row.stop.is_open()).collect();
    let picks = format::count(open.len());
    let command = super::card::fulfil(&open.iter().map(|row| &row.stop).collect::<Vec<_>>());
    let many = format::count(kits.ids().len());
    let spec = ConfirmSpec {
        title: word(Word::PickRestTitle).to_owned(),
        consequences: vec![say(Word::PickRestText, &[&picks, &many])],
        confirm: word(Word::PickRest).to_owned(),
        danger: false,
    };
    let said = say(Word::PickRestDone, &[&picks]);
    model.dialogs.confirm(spec, move || send(model, command.clone(), said.clone()));
}

/// Sends a command; what came of it is told on the page.
pub fn send(model: PickModel, command: Command, said: String) {
    model.stockroom.act(command, move |result| {
        let is_silent = model.is_silent();
        match result {
            Ok(done) => model.scans.done(said, Some(done.sequence), is_silent),
            Err(refused) => model.scans.refused(crate::ui::state::dialogs::refusal(&refused), is_silent),
        }
    });
}

/// What came of the last scan or tap; it stays until the next.
#[component]
fn Said(model: PickModel) -> impl IntoView {
    let shown = move || {
        let Some(outcome) = model.scans.outcome() else {
            return view! { <p class="pick-hint">{word(Word::PickHint)}</p> }.into_any();
        };
        let tone = if outcome.is_done { Tone::Good } else { Tone::Bad };
        let undo = outcome.undo.map(|sequence| {
            let press = move |_| {
                model.scans.dismiss();
                model.dialogs.undo(sequence);
            };
            view! {
                <button type="button" class="button" on:click=press>
                    <Icon icon=IconName::Undo />
                    <span>{word(Word::Undo)}</span>
                </button>
            }
        });
        let ask = outcome.ask.map(|ask| {
            view! {
                <button type="button" class="button" on:click=move |_| ask.run(())>
                    <span>{word(Word::BindWhat)}</span>
                </button>
            }
        });
        view! {
            <div class=["pick-outcome ", tone.class()].concat()>
                <Icon icon=tone.icon() />
                <span>{outcome.text}</span>
                {undo}
                {ask}
            </div>
        }
        .into_any()
    };
    view! {
        <div class="pick-said" role="status" aria-live="assertive" aria-label=word(Word::Notifications)>
            {shown}
        </div>
    }
}
