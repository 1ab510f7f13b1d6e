//! Every row of the file under way: counted by what it becomes, listed, searched, and each in full.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use leptos::prelude::*;

use super::state::ImportState;
use crate::domain::Table;
use crate::i18n::{Word, format, say, word};
use crate::ui::components::filter::SEARCH;
use crate::ui::components::{
    Badge, Button, CellData, Column, Combobox, CountChoice, CountFilter, DataTable, Dialog, DialogWidth, FieldIds, FilterRow,
    IconName, PickOption, RowData, Tone,
};
use crate::ui::dom;
use crate::ui::fields::inputs;
use crate::ui::state::dialogs::use_dialogs;
use crate::ui::state::download::{Extract, FileForm};
use crate::ui::state::{StockroomHandle, use_downloads};
use crate::worker::message::{Ask, LeaveOut, RowTold, Tell};

/// What rows come to, in the order of the counts.
const OUTCOMES: [(Word, Tone, IconName); 6] = [
    (Word::ImportCreates, Tone::Good, IconName::Plus),
    (Word::ImportUpdates, Tone::Info, IconName::Edit),
    (Word::ImportAdds, Tone::Info, IconName::Receive),
    (Word::ImportSame, Tone::Neutral, IconName::CheckCircle),
    (Word::ImportSkips, Tone::Warn, IconName::Minus),
    (Word::ImportWrong, Tone::Bad, IconName::Alert),
];
/// The place of those left out, and of those with errors.
const LEFT_OUT: usize = 4;
const WRONG: usize = 5;
/// The key of the choice that shows all.
const ALL: u8 = 255;

/// The rows of the file under way, as far as the worker told them; copyable.
#[derive(Clone, Copy)]
pub struct RowList {
    stockroom: StockroomHandle,
    /// What the person wants to see: a place in [`OUTCOMES`], or [`ALL`].
    chosen: RwSignal<u8>,
    search: RwSignal<String>,
    counts: RwSignal<[u32; 6]>,
    ids: RwSignal<Arc<Vec<u32>>>,
    /// Counts what arrived, for who shows it.
    version: RwSignal<u64>,
    told: StoredValue<HashMap<u32, RowTold>>,
    /// Rows in sight that were not told yet.
    missing: StoredValue<BTreeSet<u32>>,
    /// The number of the newest list that was asked for.
    asked: StoredValue<u32>,
    open: RwSignal<bool>,
    shown: RwSignal<RowTold>,
}

impl RowList {
    pub fn new(stockroom: StockroomHandle) -> RowList {
        RowList {
            stockroom,
            chosen: RwSignal::new(ALL),
            search: RwSignal::new(String::new()),
            counts: RwSignal::new([0; 6]),
            ids: RwSignal::new(Arc::default()),
            version: RwSignal::new(0),
            told: StoredValue::new(HashMap::new()),
            missing: StoredValue::new(BTreeSet::new()),
            asked: StoredValue::new(0),
            open: RwSignal::new(false),
            shown: RwSignal::new(RowTold::default()),
        }
    }

    /// Another file: what was looked for in the one before says nothing of it.
    pub fn clear(self) {
        self.search.set(String::new());
        self.chosen.set(ALL);
        self.counts.set([0; 6]);
        self.ids.set(Arc::default());
    }

    /// Shows what a dry run found. Wrong rows come first to a file that is new here.
    pub fn show(self, counts: [u32; 6]) {
        let is_first = self.counts.get_untracked() == [0; 6];
        let chosen = self.chosen.get_untracked();
        if is_first && counts[WRONG] > 0 {
            self.chosen.set(WRONG as u8);
        } else if counts.get(usize::from(chosen)) == Some(&0) {
            self.chosen.set(ALL);
        }
        self.counts.set(counts);
        self.list();
    }

    fn choose(self, key: u8) {
        self.chosen.set(key);
        self.list();
    }

    fn find(self, search: String) {
        self.search.set(search);
        self.list();
    }

    fn list(self) {
        let turn = self.asked.get_value() + 1;
        self.asked.set_value(turn);
        let outcome = Some(self.chosen.get_untracked()).filter(|key| *key != ALL);
        let ask = Ask::ListRows { outcome, search: self.search.get_untracked() };
        self.stockroom.worker().ask(ask, None, move |answer| {
            let Some((Tell::Listed { rows, first }, _)) = answer else { return };
            if self.asked.try_get_value() == Some(turn) {
                self.told.set_value(first.into_iter().map(|row| (row.row, row)).collect());
                self.version.update(|version| *version += 1);
                self.ids.set(Arc::new(rows));
            }
        });
    }

    /// A row of the table; one that was not told yet is asked for with the others in sight.
    fn row(self, id: u32) -> RowData {
        if let Some(told) = self.told.with_value(|told| told.get(&id).cloned()) {
            return row_data(&told);
        }
        let is_first = self.missing.try_update_value(|missing| {
            missing.insert(id);
            missing.len() == 1
        });
        if is_first == Some(true) {
            request_animation_frame(move || self.fetch());
        }
        RowData { cells: vec![CellData::plain("…"); 4], ..RowData::default() }
    }

    fn fetch(self) {
        let Some(rows) = self.missing.try_update_value(std::mem::take) else { return };
        let turn = self.asked.get_value();
        let ask = Ask::TellRows { rows: rows.into_iter().collect() };
        self.stockroom.worker().ask(ask, None, move |answer| {
            let Some((Tell::Rows(rows), _)) = answer else { return };
            if self.asked.try_get_value() == Some(turn) {
                self.told.update_value(|told| told.extend(rows.into_iter().map(|row| (row.row, row))));
                self.version.update(|version| *version += 1);
            }
        });
    }

    fn open(self, id: u32) {
        if let Some(told) = self.told.with_value(|told| told.get(&id).cloned()) {
            self.shown.set(told);
            self.open.set(true);
        }
    }
}

fn row_data(told: &RowTold) -> RowData {
    let (name, tone, icon) = OUTCOMES[usize::from(told.outcome).min(WRONG)];
    let cells = vec![
        CellData::mono(told.name.clone()).sub(told.more.clone()),
        CellData::number(format::count(told.line as usize)),
        CellData::badge(tone, icon, word(name)),
        CellData::plain(in_a_line(&told.says)),
    ];
    RowData { cells, href: None, tone: if usize::from(told.outcome) == WRONG { tone } else { Tone::default() } }
}

/// Sentences one after another; what is none ends with a semicolon.
fn in_a_line(says: &[String]) -> String {
    let mut line = String::new();
    for text in says {
        match line.chars().next_back() {
            None => {}
            Some('.') => line.push(' '),
            Some(_) => line.push_str("; "),
        }
        line.push_str(text);
    }
    line
}

/// How many rows come to what; they add up to the rows of the file. A press shows those rows.
#[component]
pub fn RowCounts(import: ImportState) -> impl IntoView {
    let rows = import.rows;
    let choices = move || {
        let counts = rows.counts.get();
        let all =
            CountChoice { key: ALL, label: word(Word::ImportRows).to_owned(), count: counts.iter().sum(), tone: Tone::Neutral };
        let each = (0..).zip(OUTCOMES).zip(counts);
        let each = each.map(|((key, (label, tone, _)), count)| CountChoice { key, label: word(label).to_owned(), count, tone });
        std::iter::once(all).chain(each).collect::<Vec<_>>()
    };
    let sum = move || {
        let counts = rows.counts.get();
        let some: Vec<String> = counts.iter().filter(|count| **count > 0).map(|count| format::count(*count as usize)).collect();
        say(Word::ImportAddUp, &[&some.join(" + "), &format::count(counts.iter().sum::<u32>() as usize)])
    };
    view! {
        <CountFilter
            label=word(Word::ImportShow)
            choices=Signal::derive(choices)
            chosen=rows.chosen
            on_choose=move |(key,): (u8,)| rows.choose(key)
        />
        <p class="field-help">{sum}</p>
    }
}

/// The rows themselves.
#[component]
pub fn RowTableOf(import: ImportState) -> impl IntoView {
    let rows = import.rows;
    let downloads = use_downloads();
    let columns = vec![
        Column::new(0, word(Word::ImportRow)).unsorted(),
        Column::new(1, word(Word::ImportLine)).number().unsorted(),
        Column::new(2, word(Word::ImportResult)).unsorted(),
        Column::new(3, word(Word::ImportWhatHappens)).unsorted(),
    ];
    let values = Signal::derive(move || vec![(SEARCH.to_owned(), rows.search.get())]);
    let file = move |outcome: usize, label: Word, name: Word, extract: Extract| {
        view! {
            <Show when=move || rows.counts.with(|counts| counts[outcome] > 0)>
                <Button
                    label=word(label)
                    icon=IconName::Download
                    on_press={
                        let extract = extract.clone();
                        move || downloads.start(word(name).to_owned(), extract.clone(), FileForm::Csv)
                    }
                />
            </Show>
        }
    };
    let files = move || {
        view! {
            {file(WRONG, Word::ImportWrongFile, Word::ImportWrongRows, Extract::WrongRows)}
            {file(LEFT_OUT, Word::ImportLeftOutFile, Word::ImportLeftOutRows, Extract::LeftOutRows)}
        }
    };
    view! {
        <div class="list-within import-rows">
            <FilterRow
                label=word(Word::ImportRowsOf)
                filters=Vec::new()
                values=values
                on_change=move |(_, search): (String, String)| rows.find(search)
                actions=files
            />
            <DataTable
                label=word(Word::ImportRowsOf)
                columns=columns
                ids=rows.ids
                version=rows.version
                row=Callback::new(move |id: u32| rows.row(id))
                sort=Signal::derive(Vec::new)
                on_sort=|_: (Vec<(u16, bool)>,)| ()
                on_open=Some(Callback::new(move |(id,): (u32,)| rows.open(id)))
                empty=|| view! { <p class="nothing">{word(Word::ImportNoRows)}</p> }
            />
        </div>
        <RowDialog import=import />
    }
}

/// One row in full: what it becomes and why, and its cells.
#[component]
fn RowDialog(import: ImportState) -> impl IntoView {
    let rows = import.rows;
    let title = Signal::derive(move || say(Word::ImportLineOf, &[&format::count(rows.shown.with(|row| row.line as usize))]));
    let content = move || {
        let row = rows.shown.get();
        let (name, tone, icon) = OUTCOMES[usize::from(row.outcome).min(WRONG)];
        let heads: Vec<String> =
            import.seen.with(|seen| seen.iter().flat_map(|seen| seen.columns.iter().map(|column| column.head.clone())).collect());
        let cells = row.cells.into_iter().enumerate().filter(|(_, cell)| !cell.is_empty()).map(|(at, cell)| {
            let head = heads.get(at).filter(|head| !head.is_empty()).cloned();
            let head = head.unwrap_or_else(|| say(Word::ImportColumnOf, &[&format::count(at + 1)]));
            view! {
                <div>
                    <dt>{head}</dt>
                    <dd>{cell}</dd>
                </div>
            }
        });
        view! {
            <div class="row-told">
                <Badge tone=tone icon=icon label=word(name) />
                <ul class="consequences">
                    {row.says.into_iter().map(|says| view! { <li>{says}</li> }).collect_view()}
                </ul>
                <dl class="facts">{cells.collect_view()}</dl>
                {row.wants_part.then(|| view! { <RowPart import=import row=row.row /> })}
                <RowActs import=import row=row.row is_left_out=row.is_left_out can_be=usize::from(row.outcome) != LEFT_OUT />
            </div>
        }
    };
    view! {
        <Dialog open=rows.open title=title width=DialogWidth::Narrow>
            {content}
        </Dialog>
    }
}

/// Which part a row is about, where it doesn't say so itself.
#[component]
fn RowPart(import: ImportState, row: u32) -> impl IntoView {
    let dialogs = use_dialogs();
    let matched =
        import.choices.with_untracked(|choices| choices.matched.iter().find(|(it, _)| *it == row).map(|(_, part)| *part));
    let spec = inputs::pick(dialogs, Table::Part, matched.into_iter().collect());
    let id = dom::fresh_id("row-part");
    let ids = FieldIds {
        id: id.clone(),
        label: word(Word::ImportRowPart).to_owned(),
        described_by: String::new(),
        invalid: Signal::stored(false),
        required: false,
    };
    let pick = move |(option,): (Option<PickOption>,)| {
        let part = option.and_then(|option| option.id.parse().ok());
        if part != matched {
            import.match_row(row, part);
            if part.is_some() {
                import.rows.open.set(false);
            }
        }
    };
    view! {
        <div class="field">
            <label for=id>{word(Word::ImportRowPart)}</label>
            <Combobox spec=spec ids=ids on_pick=pick />
        </div>
    }
}

/// Leaves a row out, or takes it in again.
#[component]
fn RowActs(import: ImportState, row: u32, is_left_out: bool, can_be: bool) -> impl IntoView {
    let act = move |label: Word, what: LeaveOut| {
        let press = move || {
            import.leave_out(what);
            import.rows.open.set(false);
        };
        view! { <Button label=label on_press=press /> }
    };
    match (is_left_out, can_be) {
        (true, _) => act(Word::ImportTakeRow, LeaveOut::Back(row)).into_any(),
        (false, true) => act(Word::ImportLeaveRow, LeaveOut::Row(row)).into_any(),
        (false, false) => ().into_any(),
    }
}
