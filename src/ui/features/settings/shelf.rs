//! The stockrooms of this device: which is open, switching to another, deleting one, and the demo beside them.

use leptos::prelude::*;

use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Button, ButtonKind, ConfirmSpec, IconButton, IconName, LinkButton, Section};
use crate::ui::state::shelf::Shelved;
use crate::ui::state::{use_dialogs, use_stockroom};

/// All of them.
#[component]
pub fn Shelf() -> impl IntoView {
    let stockroom = use_stockroom();
    let shelved = RwSignal::new(Vec::<Shelved>::new());
    let fill = Callback::new(move |()| {
        stockroom.shelved(move |all| {
            shelved.try_set(all);
        });
    });
    fill.run(());
    // The one that is open changes under the list: its name and its acts.
    let lines = move || {
        let about = stockroom.about();
        let mut all = shelved.get();
        if let Some(open) = all.iter_mut().find(|it| it.current) {
            open.about = about;
        }
        all
    };
    view! {
        <Section title=Word::Shelf>
            <p class="field-help">{word(Word::ShelfText)}</p>
            <ul class="plain-list">
                <For
                    each=lines
                    key=|it| (it.name.clone(), it.current, it.about.name.clone(), it.about.entries)
                    let:it
                >
                    <ShelfLine shelved=it on_gone=fill />
                </For>
                <DemoLine />
            </ul>
        </Section>
    }
}

/// What tells one stockroom from another.
fn described(shelved: &Shelved) -> (String, String) {
    let made = say(Word::ShelfMade, &[&format::moment(shelved.made)]);
    let about = &shelved.about;
    let mut more = Vec::new();
    if about.entries > 0 {
        let changed = format::moment(about.changed as f64);
        more.push(say(Word::ShelfActs, &[&format::count(about.entries as usize), &changed]));
    }
    match about.name.is_empty() {
        true => (made, more.join(" · ")),
        false => {
            more.insert(0, made);
            (about.name.clone(), more.join(" · "))
        }
    }
}

#[component]
fn ShelfLine(shelved: Shelved, on_gone: Callback<()>) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let (title, more) = described(&shelved);
    if shelved.current {
        return view! {
            <li>
                <div>
                    <strong>{title}</strong>
                    <span class="cell-sub">{more}</span>
                    <span class="cell-sub">{word(Word::ShelfThis)}</span>
                </div>
            </li>
        }
        .into_any();
    }
    let name = StoredValue::new(shelved.name);
    let switch = move || stockroom.return_to(name.get_value(), move |why| dialogs.toaster().failed(why));
    let called = title.clone();
    let remove = move || {
        let spec = ConfirmSpec {
            title: word(Word::ShelfRemoveTitle).to_owned(),
            consequences: vec![called.clone(), word(Word::ShelfRemoveText).to_owned()],
            confirm: word(Word::Delete).to_owned(),
            danger: true,
        };
        let gone = name.get_value();
        let remove = move || {
            stockroom.remove_shelved(gone.clone(), move |result| match result {
                Ok(()) => on_gone.run(()),
                Err(why) => dialogs.toaster().failed(why),
            });
        };
        dialogs.confirm(spec, remove);
    };
    let label = say(Word::ShelfRemove, &[&title]);
    view! {
        <li>
            <div>
                <span>{title}</span>
                <span class="cell-sub">{more}</span>
            </div>
            <Button label=Word::ShelfReturn on_press=switch />
            <IconButton label=label icon=IconName::Delete on_press=remove />
        </li>
    }
    .into_any()
}

/// The demo: always beside the person's own.
#[component]
fn DemoLine() -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let leave = move || dialogs.leave_demo(stockroom);
    let acts = if stockroom.is_demo() {
        view! {
            <LinkButton label=Word::DemoLeave href=crate::web::base_path() />
            <Button label=Word::DemoThrowAway icon=IconName::Delete kind=ButtonKind::Danger on_press=leave />
        }
        .into_any()
    } else {
        view! { <LinkButton label=Word::DemoOpen href=String::from("?demo") icon=IconName::Run /> }.into_any()
    };
    view! {
        <li>
            <div>
                <span>{word(Word::Demo)}</span>
                <span class="cell-sub">{word(Word::DemoText)}</span>
            </div>
            {acts}
        </li>
    }
}
