//! Opening a saved copy: what is in it is shown first, and how it stands to what is open; and beginning anew.

use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

use super::copies::{SecretField, why_not};
use crate::domain::Table;
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Banner, Button, Dialog, Fact, Facts, Icon, IconName, ShortTable, Tone};
use crate::ui::dom;
use crate::ui::state::{Dialogs, StockroomHandle, use_dialogs, use_stockroom};
use crate::worker::message::{Ask, Held, Tell};
use web_sys::File;

/// Bytes of a file whose reading takes so long that it is said.
const LARGE: f64 = 1_000_000.0;

/// The nouns whose records are counted, by the words of their pages.
const NOUNS: [(Table, Word); 7] = [
    (Table::Part, Word::Parts),
    (Table::Inventory, Word::Inventory),
    (Table::Kit, Word::Kits),
    (Table::Run, Word::Runs),
    (Table::Location, Word::Locations),
    (Table::Supplier, Word::Suppliers),
    (Table::User, Word::Users),
];

/// How far the opening of a copy is.
#[derive(Clone, PartialEq)]
enum Step {
    Reading,
    /// It is encrypted.
    Locked,
    Shown(Held),
}

/// The opening of one copy.
#[derive(Clone, Copy)]
struct Opening {
    stockroom: StockroomHandle,
    dialogs: Dialogs,
    open: RwSignal<bool>,
    step: RwSignal<Step>,
    file: StoredValue<Option<File>, LocalStorage>,
    passphrase: RwSignal<String>,
    error: RwSignal<&'static str>,
    busy: RwSignal<bool>,
}

impl Opening {
    fn new() -> Opening {
        Opening {
            stockroom: use_stockroom(),
            dialogs: use_dialogs(),
            open: RwSignal::new(false),
            step: RwSignal::new(Step::Reading),
            file: StoredValue::new_local(None),
            passphrase: RwSignal::new(String::new()),
            error: RwSignal::new(""),
            busy: RwSignal::new(false),
        }
    }

    fn begin(self, file: File) {
        self.step.set(Step::Reading);
        self.passphrase.set(String::new());
        self.error.set("");
        self.open.set(file.size() > LARGE);
        self.file.set_value(Some(file));
        self.read();
    }

    /// Reads the file with the passphrase that was typed, if one was.
    fn read(self) {
        let Some(file) = self.file.get_value() else { return };
        let passphrase = self.passphrase.get_untracked();
        self.busy.set(true);
        spawn_local(async move {
            let typed = !passphrase.is_empty();
            let ask = Ask::ReadCopy { database: self.stockroom.database(), passphrase };
            let answer = self.stockroom.worker().last(ask, Some(&file)).await;
            self.busy.try_set(false);
            match answer {
                Some((Tell::Holds(held), _)) => self.show(Step::Shown(held)),
                Some((Tell::Locked, _)) => {
                    self.error.try_set(if typed { word(Word::PassphraseWrong) } else { "" });
                    self.show(Step::Locked);
                }
                other => {
                    self.open.try_set(false);
                    self.dialogs.toaster().failed(why_not(other));
                }
            }
        });
    }

    fn show(self, step: Step) {
        self.step.try_set(step);
        self.open.try_set(true);
    }

    /// Opens it in place of what is open.
    fn take(self) {
        let Some(file) = self.file.get_value().filter(|_| !self.busy.get_untracked()) else { return };
        self.busy.set(true);
        self.stockroom.open_copy(file, self.passphrase.get_untracked(), move |why| {
            self.busy.try_set(false);
            self.open.try_set(false);
            self.dialogs.toaster().failed(why);
        });
    }
}

/// Opening a saved copy, and beginning anew: what can be done instead of going on with what is here.
#[component]
pub fn OtherData() -> impl IntoView {
    let opening = Opening::new();
    let beginning = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let open = move |_| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            opening.begin(file);
        }
        input.set_value("");
    };
    view! {
        <label class="button" for="copy-file">
            <Icon icon=IconName::Upload />
            <span>{word(Word::OpenCopy)}</span>
        </label>
        <input id="copy-file" class="hidden-text" type="file" accept=".kitroom" node_ref=input on:change=open />
        <Button label=Word::StartOver icon=IconName::Plus on_press=move || beginning.set(true) />
        <Dialog open=opening.open title=word(Word::OpenCopy).to_owned()>
            {move || match opening.step.get() {
                Step::Reading => view! { <p role="status">{word(Word::CopyReading)}</p> }.into_any(),
                Step::Locked => view! { <Locked opening=opening /> }.into_any(),
                Step::Shown(held) => view! { <Shown opening=opening held=held /> }.into_any(),
            }}
        </Dialog>
        <Dialog open=beginning title=word(Word::StartOver).to_owned()>
            <Beginning open=beginning />
        </Dialog>
    }
}

/// Asks for the passphrase of an encrypted copy.
#[component]
fn Locked(opening: Opening) -> impl IntoView {
    let read = move |event: SubmitEvent| {
        event.prevent_default();
        if opening.passphrase.with_untracked(String::is_empty) {
            opening.error.set(word(Word::PassphraseMissing));
        } else if !opening.busy.get_untracked() {
            opening.read();
        }
    };
    view! {
        <form class="form-fields" on:submit=read novalidate>
            <p>{word(Word::CopyLocked)}</p>
            <SecretField label=Word::Passphrase value=opening.passphrase error=opening.error autocomplete="current-password" />
            <footer class="dialog-actions">
                <Button label=Word::Cancel on_press=move || opening.open.set(false) />
                <button type="submit" class="button primary" aria-busy=move || opening.busy.get().then_some("true")>
                    {word(Word::CopyUnlock)}
                </button>
            </footer>
        </form>
    }
}

/// What the copy holds, and how it stands to what is open.
#[component]
fn Shown(opening: Opening, held: Held) -> impl IntoView {
    let stockroom = opening.stockroom;
    let here = stockroom.read_untracked(|room| room.head);
    let name = opening.file.with_value(|file| match (held.name.is_empty(), file) {
        (true, Some(file)) => file.name(),
        _ => held.name.clone(),
    });
    let saved = js_sys::Date::parse(&held.saved);
    let saved = (!saved.is_nan()).then(|| view! { <Fact name=word(Word::CopySavedAt)>{format::moment(saved)}</Fact> });
    let last = say(Word::CopyLastAct, &[&format::moment(held.last.0 as f64), &held.last.1]);
    let compared = (here > 0).then(|| comparison(&held, here)).map(|(tone, text)| view! { <Banner tone=tone text=text /> });
    let counts = counts(stockroom, &held);
    let rows = counts.into_iter().map(|(noun, there, here)| {
        view! {
            <tr>
                <th scope="row">{word(noun)}</th>
                <td class="end">{format::count(there)}</td>
                <td class="end">{format::count(here)}</td>
            </tr>
        }
    });
    let own = stockroom.stockroom_name();
    let beside = if own.is_empty() { word(Word::CopyBeside).to_owned() } else { say(Word::CopyBesideNamed, &[&own]) };
    view! {
        <div class="copy-shown">
            <p>{say(Word::CopyHolds, &[&name, &format::count(held.entries as usize)])}</p>
            <Facts>{saved} <Fact name=word(Word::CopyNewest)>{last}</Fact></Facts>
            <ShortTable label=say(Word::CopyRecords, &[&name])>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col" class="end">
                            {word(Word::CopyThere)}
                        </th>
                        <th scope="col" class="end">
                            {word(Word::CopyHere)}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </ShortTable>
            {compared}
            <p>{beside}</p>
        </div>
        <footer class="dialog-actions">
            <Button label=Word::Cancel on_press=move || opening.open.set(false) />
            <button
                type="button"
                class="button primary"
                data-focus=""
                aria-busy=move || opening.busy.get().then_some("true")
                on:click=move |_| opening.take()
            >
                {word(Word::OpenCopy)}
            </button>
        </footer>
    }
}

/// Records in the copy and here, of each noun that either has any of.
fn counts(stockroom: StockroomHandle, held: &Held) -> Vec<(Word, usize, usize)> {
    let there = |table: Table| held.records.iter().find(|(it, _)| *it == table as u8).map_or(0, |(_, count)| *count as usize);
    stockroom.read_untracked(|room| {
        let both = NOUNS.iter().map(|(table, noun)| (*noun, there(*table), room.table(*table).count()));
        both.filter(|(_, there, here)| there + here > 0).collect()
    })
}

/// How a copy stands to a stockroom with so many entries.
fn comparison(held: &Held, here: u64) -> (Tone, String) {
    let more = |head: u64| head.saturating_sub(held.shared);
    let count = |acts: u64| format::count(acts as usize);
    match (held.shared, more(held.head), more(here)) {
        (0, _, _) => (Tone::Info, word(Word::CopyOther).to_owned()),
        (_, 0, 0) => (Tone::Good, word(Word::CopySame).to_owned()),
        (_, 0, here) => (Tone::Warn, say(Word::CopyOlder, &[&count(here)])),
        (_, there, 0) => (Tone::Good, say(Word::CopyNewer, &[&count(there)])),
        (shared, there, here) => (Tone::Warn, say(Word::CopyApart, &[&count(shared), &count(there), &count(here)])),
    }
}

/// Asks for the name of a new, empty stockroom.
#[component]
fn Beginning(open: RwSignal<bool>) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let name = RwSignal::new(String::new());
    let id = dom::fresh_id("stockroom");
    let begin = move |event: SubmitEvent| {
        event.prevent_default();
        open.set(false);
        stockroom.start_over(&name.get_untracked(), move |why| dialogs.toaster().failed(why));
    };
    view! {
        <form class="form-fields" on:submit=begin>
            <p>{word(Word::StartOverText)}</p>
            <div class="field">
                <label for=id.clone()>{word(Word::FieldStockroomName)}</label>
                <input
                    id=id
                    type="text"
                    maxlength="200"
                    autocomplete="off"
                    prop:value=move || name.get()
                    on:input=move |event| name.set(event_target_value(&event))
                />
                <div class="field-help">{word(Word::StartOverName)}</div>
            </div>
            <footer class="dialog-actions">
                <Button label=Word::Cancel on_press=move || open.set(false) />
                <button type="submit" class="button primary">
                    {word(Word::StartOver)}
                </button>
            </footer>
        </form>
    }
}
