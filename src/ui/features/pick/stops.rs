//! All stops of the list, place by place: tap one to go on there; what was taken can be put back.

use leptos::prelude::*;

use super::data::Row;
use super::page::{PickModel, send};
use super::walk::{SKIPPED, StopKey};
use crate::domain::Command;
use crate::domain::commands::command::Return;
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Badge, Icon, IconName, Tone};

/// A line of the list: the heading of a place, or a stop.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Entry {
    Place(String),
    Stop(StopKey),
}

/// The stops under the headings of their places.
fn entries(rows: &[Row]) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut heading: Option<String> = None;
    for row in rows {
        let own = if row.stop.is_short() { word(Word::PickShort).to_owned() } else { row.place.clone() };
        if heading.as_ref() != Some(&own) {
            heading = Some(own.clone());
            entries.push(Entry::Place(own));
        }
        entries.push(Entry::Stop(row.key()));
    }
    entries
}

/// The list.
#[component]
pub fn Stops(model: PickModel) -> impl IntoView {
    let entries = Memo::new(move |_| model.rows.with(|rows| entries(rows)));
    let skipped = Memo::new(move |_| {
        let walked = model.walked.get();
        model.rows.with(|rows| rows.iter().filter(|row| row.stop.is_open() && walked.skipped.contains(&row.key())).count())
    });
    view! {
        <Show when=move || skipped.get() != 0>
            <p class="pick-skipped">
                <span>{move || say(Word::PickSkippedSome, &[&format::count(skipped.get())])}</span>
                <button type="button" class="button" on:click=move |_| model.router.set_query(SKIPPED, "")>
                    {move || say(Word::PickTakeSkipped, &[&format::count(skipped.get())])}
                </button>
            </p>
        </Show>
        <ol class="pick-stops">
            <For each=move || entries.get() key=|entry| entry.clone() let:entry>
                {match entry {
                    Entry::Place(place) => {
                        view! {
                            <li class="pick-heading">
                                <h2>{place}</h2>
                            </li>
                        }
                            .into_any()
                    }
                    Entry::Stop(key) => view! { <StopRow model=model of=key /> }.into_any(),
                }}
            </For>
        </ol>
    }
}

#[component]
fn StopRow(model: PickModel, of: StopKey) -> impl IntoView {
    let row = Memo::new(move |_| model.row(of));
    let is_next = Memo::new(move |_| model.next.get() == Some(of));
    move || {
        let Some(row) = row.get() else { return ().into_any() };
        if row.stop.is_short() {
            return view! { <ShortRow row=row is_several=model.is_several /> }.into_any();
        }
        view! { <TakenRow model=model row=row is_next=is_next /> }.into_any()
    }
}

/// A stop with stock: what to take, what was taken.
#[component]
fn TakenRow(model: PickModel, row: Row, is_next: Memo<bool>) -> impl IntoView {
    let key = row.key();
    let is_open = row.stop.is_open();
    let what = row.what();
    let state = match (is_open, row.taken.is_empty()) {
        (true, true) => say(Word::PickToTake, &[&row.take]),
        (true, false) => [say(Word::PickToTake, &[&row.take]), say(Word::PickTaken, &[&row.taken])].join(" · "),
        (false, _) => say(Word::PickTaken, &[&row.taken]),
    };
    let mark = if is_open { IconName::Circle } else { IconName::CheckCircle };
    let kit = model.is_several.then(|| view! { <span class="cell-sub">{say(Word::PickFor, &[&row.kit_name])}</span> });
    let back = (!row.in_kit.is_empty()).then(|| {
        let (amount, name) = (row.in_kit.clone(), what.clone());
        let quantity = row.stop.in_kit;
        let (inventory, item) = (row.stop.inventory, row.stop.item);
        let label = say(Word::PickPutBackOf, &[&amount, &name]);
        let press = move |_| {
            let command = Command::Return(Return { inventory, item: Some(item), quantity: Some(quantity), ..Return::default() });
            send(model, command, say(Word::PickIsBack, &[&amount, &name]));
        };
        view! {
            <button type="button" class="button" aria-label=label on:click=press>
                <Icon icon=IconName::Undo />
                <span>{word(Word::PickPutBack)}</span>
            </button>
        }
    });
    view! {
        <li class="pick-stop" class:done=!is_open class:next=move || is_next.get()>
            <button
                type="button"
                class="pick-go"
                disabled=!is_open
                aria-current=move || is_next.get().then_some("step")
                on:click=move |_| model.stand_at(key)
            >
                <Icon icon=mark />
                <span class="pick-stop-what mono">{what}</span>
                {kit}
                <span class="pick-stop-amount">{state}</span>
            </button>
            {back}
        </li>
    }
}

/// A stop that is short: by how much, and where else some of it is.
#[component]
fn ShortRow(row: Row, is_several: bool) -> impl IntoView {
    let kit = is_several.then(|| view! { <span class="cell-sub">{say(Word::PickFor, &[&row.kit_name])}</span> });
    let others = if row.others.is_empty() { vec![word(Word::PickNowhere).to_owned()] } else { row.others };
    let others = others.into_iter().map(|other| view! { <li>{other}</li> }).collect_view();
    view! {
        <li class="pick-stop short">
            <span class="pick-stop-what mono">{row.part_name}</span>
            {kit}
            <Badge tone=Tone::Warn icon=IconName::Alert label=say(Word::PickShortBy, &[&row.take]) />
            <ul class="pick-others">{others}</ul>
        </li>
    }
}
