//! The page of an import: what the file holds, the file, its columns, the person's decisions; then what will happen.

use leptos::{ev, ev::DragEvent, html, leptos_dom::helpers::window_event_listener, prelude::*};
use wasm_bindgen::JsCast;

use super::looks::LooksLike;
use super::queue::QueueList;
use super::reading::Reading;
use super::report::Report;
use super::state::{BOM, ImportState, KINDS, NAMING_PARTS, OfAttribute, STOCK};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Banner, Button, Icon, IconName, Progress, Section, Tone};
use crate::ui::state::{use_router, use_stockroom};
use crate::web::files;
use crate::worker::message::{Choices, SeenColumn};

/// The value of the choice that a column is an attribute's.
const OF_ATTRIBUTE: &str = "attribute";
/// What the choice of a file offers.
const ACCEPTED: &str = ".json,.csv,.tsv,.txt,.xlsx,.xlsm,.xlsb,.xls,.ods,text/csv";

/// The page.
#[component]
pub fn ImportPage() -> impl IntoView {
    use_router().set_title(word(Word::Import), None);
    let import = ImportState::new();
    let is_whole = move || import.seen.with(|seen| seen.as_ref().is_some_and(|seen| seen.is_whole));
    view! {
        <div class="page">
            <Kinds import=import />
            <FileChoice import=import />
            <QueueList import=import />
            <Standing import=import />
            <Show when=move || import.seen.with(Option::is_some)>
                <LooksLike import=import />
                <Remembered import=import />
                <Reading import=import />
                <Show when=move || !is_whole()>
                    <Columns import=import />
                    <Options import=import />
                </Show>
                <Section title=Word::ImportReport>
                    <Report import=import />
                </Section>
            </Show>
        </div>
    }
}

/// What the file holds, a large choice each.
#[component]
fn Kinds(import: ImportState) -> impl IntoView {
    let router = use_router();
    let choice = |(at, (key, title, text)): (usize, &(&'static str, Word, Word))| {
        let key = *key;
        view! {
            <label class="choice-card">
                <input
                    type="radio"
                    name="kind"
                    value=key
                    prop:checked=move || import.kind.get() == at
                    on:change=move |_| router.set_query("kind", key)
                />
                <span>
                    <strong>{word(*title)}</strong>
                    <span class="cell-sub">{word(*text)}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="choice-cards">
            <legend>{word(Word::ImportWhat)}</legend>
            {KINDS.iter().enumerate().map(choice).collect_view()}
        </fieldset>
    }
}

/// The files: chosen, dropped or pasted.
#[component]
fn FileChoice(import: ImportState) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let is_over = RwSignal::new(false);
    let take = move |files: Option<web_sys::FileList>| {
        let files = files.map(|files| (0..files.length()).filter_map(|at| files.get(at)).collect());
        import.take_files(files.unwrap_or_default());
    };
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            take(input.files());
            input.set_value("");
        }
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    let name =
        move || import.file_name.with(|name| if name.is_empty() { word(Word::ImportDrop).to_owned() } else { name.clone() });
    view! {
        <div
            class="drop"
            class:over=is_over
            on:dragover=move |event| {
                event.prevent_default();
                is_over.set(true);
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=drop
        >
            <label class="button primary" for="import-file">
                <Icon icon=IconName::Upload />
                <span>{word(Word::ImportChoose)}</span>
            </label>
            <input
                id="import-file"
                class="hidden-text"
                type="file"
                multiple
                accept=ACCEPTED
                node_ref=input
                on:change=choose
            />
            <span>{name}</span>
            <PasteHere import=import />
        </div>
    }
}

/// A place to paste a table into, for who has no keys; with keys it is pasted anywhere on the page.
#[component]
fn PasteHere(import: ImportState) -> impl IntoView {
    let field = NodeRef::<html::Textarea>::new();
    let take = move |text: String| {
        if !text.trim().is_empty() {
            let name = word(Word::ImportPasted);
            import.take_files(files::of_text(&text, name).into_iter().collect());
        }
    };
    let pasted = window_event_listener(ev::paste, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let own = field.get_untracked();
        let is_own = target.as_ref().zip(own.as_ref()).is_some_and(|(target, own)| target.is_same_node(Some(own)));
        let is_field = target.is_some_and(|target| target.closest("input, textarea, select, dialog").ok().flatten().is_some());
        let Some(data) = event.clipboard_data().filter(|_| is_own || !is_field) else { return };
        event.prevent_default();
        let files: Vec<web_sys::File> =
            data.files().map(|files| (0..files.length()).filter_map(|at| files.get(at)).collect()).unwrap_or_default();
        let text = data.get_data("text/plain").unwrap_or_default();
        // A spreadsheet's clipboard has a picture of the table beside its text.
        if text.trim().is_empty() { import.take_files(files) } else { take(text) }
    });
    on_cleanup(move || pasted.remove());
    // Some keyboards of phones put a text in without an event of the clipboard.
    let typed = move |_| {
        let Some(field) = field.get_untracked() else { return };
        let text = field.value();
        if text.contains(['\t', '\n']) {
            field.set_value("");
            take(text);
        }
    };
    view! {
        <textarea
            class="paste-here"
            rows="1"
            aria-label=word(Word::ImportPaste)
            placeholder=word(Word::ImportPasteHere)
            node_ref=field
            on:input=typed
        ></textarea>
    }
}
/// What is being done, how far it is, and why it can't be.
#[component]
fn Standing(import: ImportState) -> impl IntoView {
    let stockroom = use_stockroom();
    let has_trouble = Memo::new(move |_| import.trouble.with(|trouble| !trouble.is_empty()));
    let busy = move || {
        import.busy.get().map(|busy| {
            view! {
                <p role="status" class="busy-line">
                    <Icon icon=IconName::Loader />
                    {word(busy)}
                </p>
            }
        })
    };
    let written = Memo::new(move |_| stockroom.progress());
    let share = Signal::derive(move || {
        let (done, total) = written.get().unwrap_or_default();
        u32::try_from(u64::from(done) * 1000 / u64::from(total.max(1))).unwrap_or(1000)
    });
    let text = Signal::derive(move || {
        let (done, total) = written.get().unwrap_or_default();
        say(Word::ImportWritten, &[&format::count(done as usize), &format::count(total as usize)])
    });
    view! {
        <Show when=move || has_trouble.get()>
            <Banner tone=Tone::Bad text=import.trouble />
        </Show>
        {busy}
        <Show when=move || written.with(Option::is_some)>
            <Progress label=Word::ImportWriting share=share text=text />
        </Show>
        // From the press on: most of the time goes before the first piece is written.
        <Show when=move || matches!(import.busy.get(), Some(Word::ImportWriting))>
            <Button label=Word::ImportCancel icon=IconName::Close on_press=move || stockroom.worker().cancel() />
        </Show>
    }
}

/// That the file is read as one before it was, and a way to begin anew.
#[component]
fn Remembered(import: ImportState) -> impl IntoView {
    view! {
        <Show when=move || import.is_remembered.get()>
            <Banner tone=Tone::Info text=word(Word::ImportRemembered)>
                <Button label=Word::ImportAnew icon=IconName::Undo on_press=move || import.begin_anew() />
            </Banner>
        </Show>
    }
}

/// A column a row: its heading, an example, what it means.
#[component]
fn Columns(import: ImportState) -> impl IntoView {
    let rows = move || {
        let seen = import.seen.get()?;
        let columns = seen.columns.iter().cloned().enumerate().map(|(at, column)| {
            view! { <ColumnRow import=import at=at column=column meanings=seen.meanings.clone() /> }
        });
        Some(columns.collect_view())
    };
    view! {
        <Section title=Word::ImportColumns>
            <p class="field-help">{word(Word::ImportColumnsText)}</p>
            <ul class="mapping">{rows}</ul>
        </Section>
    }
}

#[component]
fn ColumnRow(import: ImportState, at: usize, column: SeenColumn, meanings: Vec<String>) -> impl IntoView {
    let SeenColumn { head, example, meaning: guessed, guess } = column;
    let column = at;
    let chosen =
        Memo::new(move |_| import.columns.with(|columns| columns.get(column).map_or(0, |meaning| usize::from(*meaning))));
    // What the attribute is called that the head names.
    let attribute = Memo::new(move |_| {
        import.dry.with(|dry| dry.as_ref().and_then(|dry| dry.attributes.get(column).cloned()).unwrap_or_default())
    });
    let is_ignored = Memo::new(move |_| import.choices.with(|choices| choices.ignored.contains(&(column as u32))));
    let of_attribute = move || {
        attribute.with(|name| !name.is_empty()).then(|| {
            view! {
                <option value=OF_ATTRIBUTE prop:selected=move || chosen.get() == 0 && !is_ignored.get()>
                    {say(Word::ImportAttribute, &[&attribute.get()])}
                </option>
            }
        })
    };
    let is_not = move || chosen.get() == 0 && (is_ignored.get() || attribute.with(String::is_empty));
    let choose = move |value: String| match value.as_str() {
        OF_ATTRIBUTE => import.set_column(column, 0, OfAttribute::Yes),
        "" => import.set_column(column, 0, OfAttribute::No),
        place => import.set_column(column, place.parse().unwrap_or(0), OfAttribute::Yes),
    };
    let is_guess = !guess.is_empty();
    let guess = move || {
        (is_guess && chosen.get() == usize::from(guessed)).then(|| {
            view! {
                <span class="guess">
                    <Icon icon=IconName::Info />
                    {guess.clone()}
                </span>
            }
        })
    };
    let label = say(Word::ImportMeaning, &[&head]);
    let option = move |(at, meaning): (usize, String)| {
        let place = at + 1;
        view! {
            <option value=place.to_string() prop:selected=move || chosen.get() == place>
                {meaning}
            </option>
        }
    };
    view! {
        <li>
            <div>
                <strong>{head}</strong>
                <span class="cell-sub">{example}</span>
            </div>
            <select
                aria-label=label
                prop:disabled=import.is_reading_anew
                on:change=move |event| choose(event_target_value(&event))
            >
                <option value="" prop:selected=is_not>
                    {word(Word::ImportNot)}
                </option>
                {of_attribute}
                {meanings.into_iter().enumerate().map(option).collect_view()}
            </select>
            {guess}
        </li>
    }
}

/// What the person decides beside the columns.
#[component]
fn Options(import: ImportState) -> impl IntoView {
    let flag = move |label: Word, get: fn(&Choices) -> bool, set: fn(&mut Choices, bool)| {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || import.choices.with(get)
                    on:change=move |event| import.choose(|choices| set(choices, event_target_checked(&event)))
                />
                <span>{word(label)}</span>
            </label>
        }
    };
    let stock = move || {
        view! {
            {flag(Word::ImportNewLocations, |it| it.new_locations, |it, on| it.new_locations = on)}
            {flag(Word::ImportNewSuppliers, |it| it.new_suppliers, |it, on| it.new_suppliers = on)}
            {flag(Word::ImportAddToStock, |it| it.add_to_stock, |it, on| it.add_to_stock = on)}
            {flag(Word::ImportSkipZero, |it| it.skip_zero, |it, on| it.skip_zero = on)}
        }
    };
    view! {
        <Section title=Word::ImportChoices>
            <Show when=move || import.kind.get() == BOM>
                <ParentPart import=import />
            </Show>
            <div class="checks">
                <Show when=move || NAMING_PARTS.contains(&import.kind.get())>
                    {flag(Word::ImportNewParts, |it| it.new_parts, |it, on| it.new_parts = on)}
                </Show>
                {flag(Word::ImportUpdate, |it| it.update, |it, on| it.update = on)}
                <Show when=move || import.kind.get() == STOCK>{stock()}</Show>
            </div>
        </Section>
    }
}

/// The part that a bill of materials is of, where its file doesn't say.
#[component]
fn ParentPart(import: ImportState) -> impl IntoView {
    let field = move |id: &'static str, label: Word, get: fn(&Choices) -> &String, set: fn(&mut Choices, String)| {
        view! {
            <div class="field half">
                <label for=id>{word(label)}</label>
                <input
                    id=id
                    type="text"
                    prop:value=move || import.choices.with(|choices| get(choices).clone())
                    on:change=move |event| import.choose(|choices| set(choices, event_target_value(&event)))
                />
            </div>
        }
    };
    view! {
        <div class="form-fields">
            {field("parent-number", Word::ImportParent, |it| &it.parent.0, |it, text| it.parent.0 = text)}
            {field("parent-revision", Word::ImportParentRevision, |it| &it.parent.1, |it, text| it.parent.1 = text)}
        </div>
    }
}
