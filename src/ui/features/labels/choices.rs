//! What the person decides of labels: the records, the design, what they are printed on.

use leptos::prelude::*;

use super::data::{self, KINDS};
use super::settings::{OWN, Settings, key, sizes};
use super::state::LabelState;
use crate::i18n::{Word, format, say, word};
use crate::label::media::DPI;
use crate::label::{Code, SymbolKind};
use crate::ui::components::{Button, Chip, Choice, Combobox, FieldIds, NumberInput, PickOption, Section};
use crate::ui::dom;
use crate::ui::fields::inputs;
use crate::ui::record_ids;
use crate::ui::state::{use_dialogs, use_router, use_stockroom};

/// Records that are named one by one.
const NAMED: usize = 4;
/// The most copies of a label.
const COPIES: usize = 500;

/// Which records get labels.
#[component]
pub fn Records(state: LabelState) -> impl IntoView {
    let (router, dialogs) = (use_router(), use_dialogs());
    let set = move |ids: Vec<u32>| router.set_query("ids", &record_ids::write(ids));
    let kinds = KINDS.iter().map(|kind| (kind.key.to_owned(), word(kind.word).to_owned())).collect::<Vec<_>>();
    let choose = move |of: String| {
        router.set_query("ids", "");
        router.set_query("of", &of);
    };
    let chip = move |id: u32| {
        let remove = move || set(state.ids.get_untracked().into_iter().filter(|it| *it != id).collect());
        view! { <Chip label=state.name(id) on_remove=remove /> }
    };
    let count = Memo::new(move |_| state.ids.with(Vec::len));
    let more = move || {
        let more = count.get().saturating_sub(NAMED);
        (more > 0).then(|| view! { <span class="muted">{say(Word::LabelsMore, &[&format::count(more)])}</span> })
    };
    let add = move |option: Option<PickOption>| {
        if let Some(id) = option.and_then(|option| option.id.parse::<u32>().ok()) {
            let mut ids = state.ids.get_untracked();
            if !ids.contains(&id) {
                ids.push(id);
                set(ids);
            }
        }
    };
    // Another kind has another picker.
    let picker = move || {
        let table = data::kind(state.kind.get()).table;
        let spec = inputs::pick(dialogs, table, Vec::new());
        let id = dom::fresh_id("label-record");
        let ids = FieldIds {
            id: id.clone(),
            label: word(Word::LabelsAdd).to_owned(),
            described_by: String::new(),
            invalid: Signal::stored(false),
            required: false,
        };
        view! {
            <div class="field half">
                <label for=id>{word(Word::LabelsAdd)}</label>
                <Combobox spec=spec ids=ids empties=true on_pick=add />
            </div>
        }
    };
    let acts = move || {
        view! {
            <Show when=move || count.get() != 0>
                <Button label=Word::LabelsClear on_press=move || set(Vec::new()) />
            </Show>
        }
    };
    view! {
        <Section title=Word::LabelsOf acts=acts>
            <div class="form-fields">
                <Choice
                    label=Word::LabelsOf
                    options=Signal::stored(kinds)
                    value=Signal::derive(move || state.kind.get().to_owned())
                    on_choose=choose
                />
                {picker}
            </div>
            <p role="status">{move || say(Word::LabelsOfCount, &[&format::count(count.get())])}</p>
            <div class="chips">
                <For
                    each=move || state.ids.with(|ids| ids.iter().take(NAMED).copied().collect::<Vec<_>>())
                    key=move |id| (state.kind.get_untracked(), *id)
                    children=chip
                />
                {more}
            </div>
        </Section>
    }
}

/// Symbol, what it holds, and the lines of text.
#[component]
pub fn Design(state: LabelState) -> impl IntoView {
    let stockroom = use_stockroom();
    let symbols = [Word::LabelQr, Word::LabelDataMatrix, Word::LabelCode128];
    let symbols = symbols.iter().enumerate().map(|(at, name)| (at.to_string(), word(*name).to_owned())).collect::<Vec<_>>();
    let symbol = move || {
        let kind: SymbolKind = Settings(&stockroom.preferences().labels).symbol(state.kind());
        (kind as usize).to_string()
    };
    let code = Memo::new(move |_| Settings(&stockroom.preferences().labels).code(state.kind()));
    let codes = move || {
        let option = |code: &Code| ((*code as usize).to_string(), word(code_word(*code).0).to_owned());
        state.kind().codes.iter().map(option).collect::<Vec<_>>()
    };
    let remember = move |name: &str, value: String| state.remember(key(name, state.kind.get_untracked()), Some(value));
    let lines = move || {
        let kind = state.kind();
        let chosen = Memo::new(move |_| {
            let preferences = stockroom.preferences();
            Settings(&preferences.labels).lines(state.kind()).into_iter().map(str::to_owned).collect::<Vec<_>>()
        });
        let line = move |line: &'static data::Line| {
            let toggle = move |_| {
                let mut now = chosen.get_untracked();
                match now.iter().position(|it| it == line.key) {
                    Some(at) => drop(now.remove(at)),
                    None => now.push(line.key.to_owned()),
                }
                remember("lines", now.join(","));
            };
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || chosen.with(|chosen| chosen.iter().any(|it| it == line.key))
                        on:change=toggle
                    />
                    <span>{(line.label)()}</span>
                </label>
            }
        };
        kind.lines.iter().map(line).collect_view()
    };
    view! {
        <Section title=Word::LabelDesign>
            <div class="form-fields">
                <Choice
                    label=Word::LabelSymbol
                    options=Signal::stored(symbols)
                    value=Signal::derive(symbol)
                    on_choose=move |value: String| remember("symbol", value)
                />
                <Choice
                    label=Word::LabelCode
                    options=Signal::derive(codes)
                    value=Signal::derive(move || (code.get() as usize).to_string())
                    on_choose=move |value: String| remember("code", value)
                    help=Signal::derive(move || word(code_word(code.get()).1).to_owned())
                />
            </div>
            <fieldset class="checks">
                <legend>{word(Word::LabelFields)}</legend>
                {lines}
            </fieldset>
        </Section>
    }
}

/// A choice of what the code holds, and what it means.
fn code_word(code: Code) -> (Word, Word) {
    match code {
        Code::Own => (Word::LabelCodeOwn, Word::LabelCodeOwnHelp),
        Code::Number => (Word::LabelCodeNumber, Word::LabelCodeNumberHelp),
        Code::Gs1 => (Word::LabelCodeGs1, Word::LabelCodeGs1Help),
    }
}

/// A number beside its label; it begins anew when `of` changes.
#[component]
fn Number(
    label: Word,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_value: Callback<(String,)>,
    #[prop(optional)] help: Option<Word>,
) -> impl IntoView {
    let id = dom::fresh_id("label-number");
    let help_id = [&id, "-help"].concat();
    let ids = FieldIds {
        id: id.clone(),
        label: word(label).to_owned(),
        described_by: help_id.clone(),
        invalid: Signal::stored(false),
        required: false,
    };
    view! {
        <div class="field half">
            <label for=id>{word(label)}</label>
            <NumberInput value=value.get_untracked() ids=ids on_value=on_value />
            <div class="field-help" id=help_id>
                {help.map(word)}
            </div>
        </div>
    }
}

/// Size, copies, where to begin, and what the printer is off by.
#[component]
pub fn Medium(state: LabelState) -> impl IntoView {
    let stockroom = use_stockroom();
    let size = Memo::new(move |_| Settings(&stockroom.preferences().labels).size().to_owned());
    let media = Memo::new(move |_| Settings(&stockroom.preferences().labels).media());
    let is_roll = Memo::new(move |_| media.get().is_none_or(|media| media.is_roll()));
    let remember = move |name: &str, value: String| {
        state.remember(key(name, &size.get_untracked()), (!value.is_empty()).then_some(value));
    };
    let typed = move |name: &'static str| Settings(&stockroom.preferences().labels).typed(name).to_owned();
    let choose = move |size: String| {
        state.start.set(0);
        state.remember("size".to_owned(), Some(size));
    };
    let dpi = DPI.iter().map(|dpi| {
        let dots = format::number(&((f64::from(*dpi) / 25.4 * 10.0).round() / 10.0).to_string());
        (dpi.to_string(), say(Word::LabelDpiText, &[&dpi.to_string(), &dots]))
    });
    let dpi = StoredValue::new(dpi.collect::<Vec<_>>());
    let whole = |text: &str, most: usize| text.trim().parse::<usize>().unwrap_or(1).clamp(1, most);
    let own = move || {
        (size.get() == OWN).then(|| {
            view! {
                <Number
                    label=Word::LabelWidth
                    value=typed("width")
                    on_value=move |value: String| remember("width", value)
                />
                <Number
                    label=Word::LabelHeight
                    value=typed("height")
                    on_value=move |value: String| remember("height", value)
                />
            }
        })
    };
    let by_kind = move || {
        if is_roll.get() {
            let value = move || media.get().map_or(String::new(), |media| media.dpi.to_string());
            return view! {
                <Choice
                    label=Word::LabelDpi
                    options=Signal::stored(dpi.get_value())
                    value=Signal::derive(value)
                    on_choose=move |value: String| remember("dpi", value)
                />
            }
            .into_any();
        }
        let most = move || media.get_untracked().map_or(1, |media| media.per_page());
        view! {
            <Number
                label=Word::LabelStart
                value=String::from("1")
                on_value=move |text: String| state.start.set(whole(&text, most()) - 1)
                help=Word::LabelStartHelp
            />
        }
        .into_any()
    };
    // What is remembered belongs to a size.
    let fit = move || {
        size.track();
        view! {
            <Number
                label=Word::LabelOffsetX
                value=typed("x")
                on_value=move |value: String| remember("x", value)
                help=Word::LabelOffsetHelp
            />
            <Number label=Word::LabelOffsetY value=typed("y") on_value=move |value: String| remember("y", value) />
        }
    };
    let is_turned = move || Settings(&stockroom.preferences().labels).is_turned();
    let turn = move |event| {
        let on = if event_target_checked(&event) { "1" } else { "" };
        remember("turned", on.to_owned());
    };
    view! {
        <Section title=Word::LabelPrint>
            <div class="form-fields">
                <Choice
                    label=Word::LabelSize
                    options=Signal::stored(sizes())
                    value=Signal::derive(move || size.get())
                    on_choose=choose
                />
                {own}
                {by_kind}
                <Number
                    label=Word::LabelCopies
                    value=String::from("1")
                    on_value=move |text: String| state.copies.set(whole(&text, COPIES))
                />
                {fit}
            </div>
            <label class="check">
                <input type="checkbox" prop:checked=is_turned on:change=turn />
                <span>{word(Word::LabelTurned)}</span>
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || state.is_test.get()
                    on:change=move |event| state.is_test.set(event_target_checked(&event))
                />
                <span>{word(Word::LabelTestPage)}</span>
            </label>
        </Section>
    }
    .into_any()
}
