//! Where the data is, whether the browser keeps it, copies of it, and the stockrooms that were set aside.

use leptos::{html, prelude::*, task::spawn_local};

use crate::i18n::{self, Word, format, say, word};
use crate::ui::components::ConfirmSpec;
use crate::ui::components::{Banner, Button, ButtonKind, Icon, IconButton, IconName, Section, Tone};
use crate::ui::state::dialogs::{Dialogs, use_dialogs};
use crate::ui::state::shelf::Shelved;
use crate::ui::state::worker_client::Answer;
use crate::ui::state::{StockroomHandle, use_stockroom};
use crate::web::files;
use crate::web::persist::Storage;
use crate::worker::message::{Ask, Tell};

const MEGABYTE: f64 = 1_000_000.0;

/// Where the data is, and what can be done with all of it.
#[component]
pub fn Data() -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    view! {
        <Section title=Word::Data>
            <StorageBanner />
            <p>{word(Word::CopyText)}</p>
            <div class="section-actions">
                <Button
                    label=Word::SaveCopy
                    kind=ButtonKind::Primary
                    icon=IconName::Download
                    on_press=move || save_copy(stockroom, dialogs)
                />
                <OtherData />
            </div>
            <Verification />
        </Section>
    }
}

/// Opening a saved copy, and beginning anew: what can be done instead of going on with what is here.
#[component]
pub fn OtherData() -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let input = NodeRef::<html::Input>::new();
    let open = move |_| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            open_file(stockroom, dialogs, file);
        }
        input.set_value("");
    };
    let start_over = move || {
        let spec = ConfirmSpec {
            title: word(Word::StartOver).to_owned(),
            consequences: vec![word(Word::StartOverText).to_owned()],
            confirm: word(Word::StartOver).to_owned(),
            danger: true,
        };
        dialogs.confirm(spec, move || stockroom.start_over(move |why| dialogs.toaster().failed(why)));
    };
    view! {
        <label class="button" for="copy-file">
            <Icon icon=IconName::Upload />
            <span>{word(Word::OpenCopy)}</span>
        </label>
        <input id="copy-file" class="hidden-text" type="file" accept=".kitroom" node_ref=input on:change=open />
        <Button label=Word::StartOver icon=IconName::Delete on_press=start_over />
    }
}

/// Recomputes all that is stored, and says what is wrong with it.
#[component]
fn Verification() -> impl IntoView {
    let stockroom = use_stockroom();
    let found = RwSignal::new(None::<(bool, Vec<String>)>);
    let at_work = RwSignal::new(false);
    let verify = move || {
        if at_work.get_untracked() {
            return;
        }
        at_work.set(true);
        found.set(None);
        spawn_local(async move {
            let told = match stockroom.worker().last(Ask::Verify(stockroom.acting()), None).await {
                Some((Tell::Verified { whole, said }, _)) => (whole, said),
                other => (false, vec![why_not(other)]),
            };
            at_work.try_set(false);
            found.try_set(Some(told));
        });
    };
    let shown = move || {
        if at_work.get() {
            return view! { <p role="status">{word(Word::Verifying)}</p> }.into_any();
        }
        let Some((whole, said)) = found.get() else { return ().into_any() };
        let tone = if whole { Tone::Good } else { Tone::Warn };
        view! { <Banner tone=tone text=said.join(" ") /> }.into_any()
    };
    view! {
        <div class="section-actions">
            <Button label=Word::Verify icon=IconName::Search on_press=verify />
        </div>
        {shown}
    }
}

/// What the browser promises, and how much room there is.
#[component]
fn StorageBanner() -> impl IntoView {
    let facts = RwSignal::new(Storage::default());
    use_stockroom().storage(move |storage| {
        facts.try_set(storage);
    });
    move || {
        let storage = facts.get();
        let (tone, text) = match storage.persistent {
            Some(true) => (Tone::Good, Word::StorageKept),
            Some(false) => (Tone::Warn, Word::StorageMayGo),
            None => (Tone::Info, Word::StorageUnknown),
        };
        let used = storage.used.zip(storage.quota).map(|(used, quota)| {
            let megabytes = |bytes: f64| format::count((bytes / MEGABYTE).ceil() as usize);
            [" ", &say(Word::StorageRoom, &[&megabytes(used), &megabytes(quota)])].concat()
        });
        view! { <Banner tone=tone text=[word(text), used.as_deref().unwrap_or("")].concat() /> }
    }
}

/// Everything to one file, also where the stockroom can't be opened.
pub fn save_copy(stockroom: StockroomHandle, dialogs: Dialogs) {
    let name = stockroom.read_untracked(|room| room.settings.get(1).map_or(String::new(), |it| it.stockroom_name.to_string()));
    let today = stockroom.today();
    spawn_local(async move {
        match stockroom.saved_copy(name).await {
            // A file of nothing would only look like a copy.
            Some((Tell::Saved { entries: 0, .. }, _)) => dialogs.toaster().failed(word(Word::CopyOfNothing).to_owned()),
            Some((Tell::Saved { entries, damage, left_out }, bytes)) => {
                let file = ["kitroom-", &today.to_string(), ".kitroom"].concat();
                files::download(&file, "application/octet-stream", &bytes);
                let said = match (damage, left_out) {
                    (0, 0) => Word::CopySaved,
                    (0, _) => Word::CopySavedGaps,
                    _ => Word::CopySavedPart,
                };
                dialogs.toaster().note(say(said, &[&format::count(entries as usize), &format::count(left_out as usize)]));
            }
            other => dialogs.toaster().failed(why_not(other)),
        }
    });
}

/// Why the worker did not do it.
fn why_not(answer: Answer) -> String {
    match answer {
        Some((Tell::Refused(why), _)) => why,
        Some((Tell::Storage(error), _)) => i18n::storage(&error).to_owned(),
        _ => word(Word::WorkerLost).to_owned(),
    }
}

/// Reads a copy, says what it holds, and opens it as a new stockroom when the person says so.
fn open_file(stockroom: StockroomHandle, dialogs: Dialogs, file: web_sys::File) {
    spawn_local(async move {
        match stockroom.worker().last(Ask::ReadCopy, Some(&file)).await {
            Some((Tell::Holds { name, entries }, _)) => {
                let name = if name.is_empty() { file.name() } else { name };
                let spec = ConfirmSpec {
                    title: word(Word::OpenCopy).to_owned(),
                    consequences: vec![
                        say(Word::CopyHolds, &[&name, &format::count(entries as usize)]),
                        word(Word::CopyBeside).to_owned(),
                    ],
                    confirm: word(Word::OpenCopy).to_owned(),
                    danger: false,
                };
                let open = move || stockroom.open_copy(file.clone(), move |why| dialogs.toaster().failed(why));
                dialogs.confirm(spec, open);
            }
            other => dialogs.toaster().failed(why_not(other)),
        }
    });
}

/// The stockrooms that were set aside: switch to one, or delete it for good.
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
    view! {
        <Show when=move || shelved.with(|all| all.len() > 1)>
            <Section title=Word::Shelf>
                <p class="field-help">{word(Word::ShelfText)}</p>
                <ul class="plain-list">
                    <For each=move || shelved.get() key=|it| (it.name.clone(), it.current) let:it>
                        <ShelfLine shelved=it on_gone=fill />
                    </For>
                </ul>
            </Section>
        </Show>
    }
}

#[component]
fn ShelfLine(shelved: Shelved, on_gone: Callback<()>) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let text = say(Word::ShelfMade, &[&format::moment(shelved.made)]);
    if shelved.current {
        return view! {
            <li>
                <div>
                    <strong>{text}</strong>
                    <span class="cell-sub">{word(Word::ShelfThis)}</span>
                </div>
            </li>
        }
        .into_any();
    }
    let name = StoredValue::new(shelved.name);
    let switch = move || stockroom.return_to(name.get_value(), move |why| dialogs.toaster().failed(why));
    let remove = move || {
        let spec = ConfirmSpec {
            title: word(Word::ShelfRemoveTitle).to_owned(),
            consequences: vec![word(Word::ShelfRemoveText).to_owned()],
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
    let label = say(Word::ShelfRemove, &[&text]);
    view! {
        <li>
            <span>{text}</span>
            <Button label=Word::ShelfReturn on_press=switch />
            <IconButton label=label icon=IconName::Delete on_press=remove />
        </li>
    }
    .into_any()
}
