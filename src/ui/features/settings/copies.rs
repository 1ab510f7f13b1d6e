//! Copies of everything: saved, saved encrypted, written into a folder by themselves; and the check of what is stored.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::folder::Folder;
use super::open_copy::OtherData;
use super::storage::StorageBanner;
use crate::i18n::{self, Word, format, say, word};
use crate::ui::components::{Banner, Button, ButtonKind, Dialog, IconName, Section, Tone};
use crate::ui::dom;
use crate::ui::state::copies::{FileKind, file_name};
use crate::ui::state::dialogs::{Dialogs, use_dialogs};
use crate::ui::state::download::{Extract, FileForm};
use crate::ui::state::worker_client::Answer;
use crate::ui::state::{StockroomHandle, use_downloads, use_stockroom};
use crate::web::{clock, files};
use crate::worker::message::{Ask, Tell};

/// Characters that a passphrase must have.
const PASSPHRASE_LEAST: usize = 8;
/// Milliseconds.
const DAY: i64 = 86_400_000;

/// Where the data is, and what can be done with all of it.
#[component]
pub fn Data() -> impl IntoView {
    let (stockroom, dialogs, downloads) = (use_stockroom(), use_dialogs(), use_downloads());
    let encrypting = RwSignal::new(false);
    view! {
        <Section title=Word::Data>
            <StorageBanner />
            <p>{word(Word::CopyText)}</p>
            <LastCopy />
            <div class="section-actions">
                <Button
                    label=Word::SaveCopy
                    kind=ButtonKind::Primary
                    icon=IconName::Download
                    on_press=move || save_copy(stockroom, dialogs)
                />
                <Button label=Word::SaveEncrypted icon=IconName::Lock on_press=move || encrypting.set(true) />
                <OtherData />
            </div>
            <Dialog open=encrypting title=word(Word::SaveEncrypted).to_owned()>
                <Passphrase open=encrypting />
            </Dialog>
            {stockroom.has_folders().then(|| view! { <Folder /> })}
            <p>{word(Word::FileEverythingText)}</p>
            <div class="section-actions">
                <Button
                    label=Word::FileEverything
                    icon=IconName::Download
                    on_press=move || {
                        let name = word(Word::FileEverythingName).to_owned();
                        downloads.start(name, Extract::Everything, FileForm::Csv);
                    }
                />
            </div>
            <Verification />
        </Section>
    }
}

/// When the last copy was saved, and how much was done since.
#[component]
fn LastCopy() -> impl IntoView {
    let stockroom = use_stockroom();
    let text = move || {
        let head = stockroom.read_history(|room| room.head);
        last_copy(stockroom, head)
    };
    (!stockroom.is_demo()).then(|| view! { <p class="field-help">{text}</p> })
}

/// The same as a sentence, for a stockroom with so many entries.
pub fn last_copy(stockroom: StockroomHandle, head: u64) -> String {
    let about = stockroom.about();
    let acts = format::count(about.acts_since(head) as usize);
    if about.copied == 0 {
        return say(Word::CopyNever, &[&acts]);
    }
    let days = (clock::now().0.saturating_sub(about.copied_at) / DAY).max(0);
    let when = if days == 0 { word(Word::Today).to_owned() } else { say(Word::DaysAgo, &[&format::count(days as usize)]) };
    say(Word::CopyLast, &[&when, &acts])
}

/// Asks for a passphrase, twice, and saves an encrypted copy.
#[component]
fn Passphrase(open: RwSignal<bool>) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let (first, second) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (error, busy) = (RwSignal::new(""), RwSignal::new(false));
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let passphrase = first.get_untracked();
        error.set(match passphrase.chars().count() {
            length if length < PASSPHRASE_LEAST => word(Word::PassphraseShort),
            _ if passphrase != second.get_untracked() => word(Word::PassphraseDiffers),
            _ => "",
        });
        if !error.get_untracked().is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            save_as(stockroom, dialogs, passphrase).await;
            busy.try_set(false);
            open.try_set(false);
        });
    };
    view! {
        <form class="form-fields" on:submit=save novalidate>
            <p>{word(Word::EncryptText)}</p>
            <SecretField label=Word::Passphrase value=first error=error autocomplete="new-password" />
            <SecretField label=Word::PassphraseAgain value=second error=RwSignal::new("") autocomplete="new-password" />
            <footer class="dialog-actions">
                <Button label=Word::Cancel on_press=move || open.set(false) />
                <button type="submit" class="button primary" aria-busy=move || busy.get().then_some("true")>
                    {word(Word::SaveEncrypted)}
                </button>
            </footer>
        </form>
    }
}

/// A field whose text is not shown, with what is wrong with it.
#[component]
pub fn SecretField(
    label: Word,
    value: RwSignal<String>,
    /// What is wrong with it; empty: nothing.
    error: RwSignal<&'static str>,
    autocomplete: &'static str,
    /// The keyboard that a touch screen shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
) -> impl IntoView {
    let id = dom::fresh_id("secret");
    let said = [&id, "-error"].concat();
    view! {
        <div class="field">
            <label for=id.clone()>{word(label)}</label>
            <input
                id=id
                type="password"
                autocomplete=autocomplete
                inputmode=inputmode
                aria-describedby=said.clone()
                aria-invalid=move || (!error.get().is_empty()).then_some("true")
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <div id=said class="field-error" role="alert">
                {move || error.get()}
            </div>
        </div>
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

/// Everything to one file, also where the stockroom can't be opened.
pub fn save_copy(stockroom: StockroomHandle, dialogs: Dialogs) {
    spawn_local(save_as(stockroom, dialogs, String::new()));
}

async fn save_as(stockroom: StockroomHandle, dialogs: Dialogs, passphrase: String) {
    let is_encrypted = !passphrase.is_empty();
    match stockroom.saved_copy(passphrase).await {
        // A file of nothing would only look like a copy.
        Some((Tell::Saved { entries: 0, .. }, _)) => dialogs.toaster().failed(word(Word::CopyOfNothing).to_owned()),
        Some((Tell::Saved { entries, damage, left_out }, bytes)) => {
            let (kind, said) = match (damage, left_out) {
                (0, 0) => (FileKind::Whole, Word::CopySaved),
                (0, _) => (FileKind::Harmed, Word::CopySavedGaps),
                _ => (FileKind::Harmed, Word::CopySavedPart),
            };
            let kind = if is_encrypted { FileKind::Encrypted } else { kind };
            let file = file_name(&stockroom.stockroom_name(), stockroom.today(), kind);
            if !files::download(&file, "application/octet-stream", &bytes) {
                return dialogs.toaster().failed(word(Word::CopyNotTaken).to_owned());
            }
            stockroom.note_copy();
            dialogs.toaster().note(say(said, &[&format::count(entries as usize), &format::count(left_out as usize)]));
        }
        other => dialogs.toaster().failed(why_not(other)),
    }
}

/// Why the worker did not do it.
pub fn why_not(answer: Answer) -> String {
    match answer {
        Some((Tell::Refused(why), _)) => why,
        Some((Tell::Storage(error), _)) => i18n::storage(&error).to_owned(),
        _ => word(Word::WorkerLost).to_owned(),
    }
}
