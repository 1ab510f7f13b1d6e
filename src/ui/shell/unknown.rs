//! "What is this?": a code that nothing here has is bound to a stock record, a place or a part, or a new part is created for it.

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::query::find::Query;
use crate::domain::{Command, InventoryId, LocationId, PART, PartId, Stockroom, Table, Value};
use crate::i18n::{Word, say, word};
use crate::scan::look_up::Target;
use crate::scan::{Format, Name, Reading, binding, read};
use crate::ui::components::{Button, Dialog, IconName};
use crate::ui::fields::{inputs, typed};
use crate::ui::state::dialogs::{FormRequest, request};
use crate::ui::state::{Dialogs, StockroomHandle, use_dialogs, use_stockroom};

/// Results of each table that are offered at most.
const OFFERED: usize = 6;
const FIELD: &str = "bind-search";

/// The sheet; open while there is a code.
#[component]
pub fn UnknownCode(code: RwSignal<Option<String>>) -> impl IntoView {
    let is_open = RwSignal::new(false);
    Effect::new(move || is_open.set(code.with(Option::is_some)));
    Effect::new(move || {
        if !is_open.get() && code.with_untracked(Option::is_some) {
            code.set(None);
        }
    });
    view! {
        <Dialog open=is_open title=word(Word::BindTitle).to_owned()>
            {move || code.get().map(|code| view! { <Sheet code=code open=is_open /> })}
        </Dialog>
    }
}

#[component]
fn Sheet(code: String, open: RwSignal<bool>) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let readings = StoredValue::new(read(&code));
    let says = readings.with_value(|readings| said(readings));
    let text = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let today = stockroom.today();
        text.with(|text| stockroom.read_history(|room| offered(stockroom, room, text.trim(), today)))
    });
    let shown = StoredValue::new(code.clone());
    let take = move |target: Target| {
        open.set(false);
        bind(dialogs, &readings.get_value(), &shown.get_value(), target);
    };
    let create = move || {
        open.set(false);
        create_part(dialogs, readings.get_value(), shown.get_value());
    };
    let list = move || {
        let rows = found.get().into_iter().map(|(target, label, sub)| {
            view! {
                <li>
                    <button type="button" class="button large" on:click=move |_| take(target)>
                        <span class="mono">{label}</span>
                        <span class="cell-sub">{sub}</span>
                    </button>
                </li>
            }
        });
        rows.collect_view()
    };
    let nothing = move || !text.with(|text| text.trim().is_empty()) && found.with(Vec::is_empty);
    view! {
        <p class="mono bind-code">{code}</p>
        {(!says.is_empty()).then(|| view! { <p class="cell-sub">{say(Word::BindReads, &[&says])}</p> })}
        <p>{word(Word::BindText)}</p>
        <div class="field">
            <label for=FIELD>{word(Word::BindSearch)}</label>
            <input
                id=FIELD
                type="text"
                autocomplete="off"
                spellcheck="false"
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            />
        </div>
        <ul class="scan-choices">{list}</ul>
        <Show when=nothing>
            <p class="nothing">{move || say(Word::SearchNothing, &[text.get().trim()])}</p>
        </Show>
        <div class="action-bar">
            <Button label=Word::BindNewPart icon=IconName::Plus on_press=create />
        </div>
    }
}

/// What a label says of itself, in its order.
fn said(readings: &[Reading]) -> String {
    let formed = readings.iter().find(|it| !matches!(it.format, Format::Plain | Format::Internal | Format::Field));
    let values = formed.map(|it| it.fields.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>());
    values.unwrap_or_default().join(" · ")
}

/// What a code can be bound to.
fn offered(handle: StockroomHandle, room: &Stockroom, text: &str, today: crate::domain::Date) -> Vec<(Target, String, String)> {
    if text.is_empty() {
        return Vec::new();
    }
    let kinds = [
        (Table::Part, Word::SearchPart, (|id| Target::Part(PartId(id))) as fn(u32) -> Target),
        (Table::Inventory, Word::SearchInventory, |id| Target::Inventory(InventoryId(id))),
        (Table::Location, Word::SearchLocation, |id| Target::Location(LocationId(id))),
    ];
    let mut found = Vec::new();
    for (table, noun, target) in kinds {
        let query = Query { search: text.to_owned(), ..Query::default() };
        for id in handle.find(room, table, &query, today).into_iter().take(OFFERED) {
            let option = inputs::option(room, table, id);
            let sub = if option.sub.is_empty() { word(noun).to_owned() } else { [word(noun), " · ", &option.sub].concat() };
            found.push((target(id), option.label, sub));
        }
    }
    found
}

/// Binds the code and says so, with Undo.
fn bind(dialogs: Dialogs, readings: &[Reading], code: &str, target: Target) {
    let command = dialogs.peek(|room| binding::bind(room, readings, target));
    let Some(command) = command else { return };
    let (table, id) = target.record();
    let name = dialogs.peek(|room| room.name_of(table, id));
    let said = say(Word::BindDone, &[code, &name]);
    dialogs.act(command, move |_| said.clone());
}

/// A form for a new part under the number that the label has for it; the code is bound to it then.
fn create_part(dialogs: Dialogs, readings: Vec<Reading>, code: String) {
    let number = readings.iter().find_map(|it| it.get(Name::ManufacturerPartNumber)).unwrap_or_default();
    let preset = |field, text: &str| inputs::spec(dialogs, field, &Value::Text(text.into()));
    let specs = vec![
        preset(PART.part_number, number).required(),
        preset(PART.revision, "A"),
        inputs::spec(dialogs, PART.description, &Value::Null),
        inputs::spec(dialogs, PART.tracking_type, &Value::Null),
        inputs::spec(dialogs, PART.unit_of_measure, &Value::Null),
    ];
    let command = move |all: &[(u16, String)]| {
        Ok(Command::Create { table: Table::Part, fields: dialogs.peek(|stockroom| typed::values(stockroom, Table::Part, all))? })
    };
    let words = (Word::NewPart, Word::Create, Word::CreatedRecord);
    dialogs.open(FormRequest {
        then: Some(Rc::new(move |done| bind(dialogs, &readings, &code, Target::Part(PartId(done.outcome.id()))))),
        ..request(dialogs, Table::Part, words, specs, command)
    });
}
