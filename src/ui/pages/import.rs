//! Bringing in a file: what it holds, what each column means, a dry run that accounts for every row, all or nothing.

use crate::ui::live;
use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::{html, prelude::*};

use crate::domain::Table;
use crate::exchange::columns::{ImportKind, Mapping, Target, guess, targets};
use crate::exchange::csv::Sheet;
use crate::exchange::plan::{Options, Report, RowResult, plan, rehearse};
use crate::exchange::problem::ImportError;
use crate::ui::components::{Banner, Button, CellData, Column, Kind, Progress, RowData, Section, StaticTable, Tone};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::icons::Icon;
use crate::ui::nav::use_nav;
use crate::ui::room;
use crate::words::{Word, format, import as problems, say, word};

/// Errors that are listed; the rest are counted.
const LISTED: usize = 200;
/// Rows of the file that the mapping shows an example of.
const LOOKED_AT: usize = 20;

const KINDS: [(ImportKind, &str, Word, Word); 3] = [
    (ImportKind::Parts, "parts", Word::ImportParts, Word::ImportPartsText),
    (ImportKind::Bom, "bom", Word::ImportBom, Word::ImportBomText),
    (ImportKind::Stock, "stock", Word::ImportStock, Word::ImportStockText),
];

/// What the page is at; copyable.
#[derive(Clone, Copy)]
struct Import {
    kind: Memo<usize>,
    /// The file's name; empty: none chosen.
    name: RwSignal<String>,
    sheet: RwSignal<Option<Rc<Sheet>>, LocalStorage>,
    mapping: RwSignal<Mapping, LocalStorage>,
    options: RwSignal<Options, LocalStorage>,
    report: RwSignal<Option<Rc<Report>>, LocalStorage>,
    /// Why the file can't be read at all.
    trouble: RwSignal<String>,
    busy: RwSignal<Option<Word>>,
    desk: Desk,
}

/// The page.
pub fn page() -> AnyView {
    let nav = use_nav();
    nav.set_title(Word::Import, None);
    let chosen = nav.query("kind");
    let kind = live::memo(move || chosen.with(|chosen| KINDS.iter().position(|(_, key, ..)| key == chosen).unwrap_or(0)));
    let it = Import {
        kind,
        name: RwSignal::new(String::new()),
        sheet: RwSignal::new_local(None),
        mapping: RwSignal::new_local(Vec::new()),
        options: RwSignal::new_local(Options::default()),
        report: RwSignal::new_local(None),
        trouble: RwSignal::new(String::new()),
        busy: RwSignal::new(None),
        desk: use_desk(),
    };
    Effect::new(move |before: Option<usize>| {
        let now = kind.get();
        if before.is_some_and(|before| before != now) {
            it.guess_columns();
        }
        now
    });
    let steps = move || {
        it.sheet.with(Option::is_some).then(|| view! { {it.mapping_view()}{it.options_view()}{it.report_view()} }.into_any())
    };
    view! { <div class="page">{kinds(it)}{it.file_view()}{live::live(steps)}</div> }.into_any()
}

/// What the file holds: three large choices.
fn kinds(it: Import) -> AnyView {
    let nav = use_nav();
    let choices: Vec<AnyView> = KINDS
        .iter()
        .enumerate()
        .map(|(at, (_, key, title, text))| {
            view! {
                <label class="choice-card">
                    <input type="radio" name="kind" value=*key prop:checked=live::flag(move || it.kind.get() == at)
                        on:change=live::typed(move |_| nav.set_query("kind", key))/>
                    <span><strong>{word(*title)}</strong><span class="cell-sub">{word(*text)}</span></span>
                </label>
            }
            .into_any()
        })
        .collect();
    view! { <fieldset class="choice-cards"><legend>{word(Word::ImportWhat)}</legend>{choices}</fieldset> }.into_any()
}

impl Import {
    fn kind(self) -> ImportKind {
        KINDS.get(self.kind.get_untracked()).map_or(ImportKind::Parts, |(kind, ..)| *kind)
    }

    /// The file: chosen or dropped.
    fn file_view(self) -> AnyView {
        let node = NodeRef::<html::Input>::new();
        let over = RwSignal::new(false);
        let take = move |file: Option<web_sys::File>| {
            if let Some(file) = file {
                self.read(file);
            }
        };
        let name = move || self.name.with(|name| if name.is_empty() { word(Word::ImportDrop).to_owned() } else { name.clone() });
        let trouble = move || {
            let text = self.trouble.get();
            (!text.is_empty()).then(|| view! { <Banner tone=Tone::Bad text=Signal::stored(text)/> }.into_any())
        };
        view! {
            <div
                class="drop"
                class:over=live::flag(move || over.get())
                on:dragover=move |event| { event.prevent_default(); over.set(true); }
                on:dragleave=move |_| over.set(false)
                on:drop=move |event| {
                    event.prevent_default();
                    over.set(false);
                    take(event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)));
                }
            >
                <label class="button primary" for="import-file">{crate::ui::icons::icon(Icon::Upload)}<span>{word(Word::ImportChoose)}</span></label>
                <input
                    id="import-file"
                    class="hidden-text"
                    type="file"
                    accept=".csv,.tsv,.txt,text/csv"
                    node_ref=node
                    on:change=live::typed(move |_| {
                        if let Some(input) = node.get_untracked() {
                            take(input.files().and_then(|files| files.get(0)));
                            input.set_value("");
                        }
                    })
                />
                <span>{live::live(name)}</span>
            </div>
            {live::live(trouble)}
            {live::live(move || self.busy.get().map(|busy| view! { <p role="status" class="busy-line">{crate::ui::icons::icon(Icon::Loader)}{word(busy)}</p> }.into_any()))}
            {live::live(written)}
        }
        .into_any()
    }

    fn read(self, file: web_sys::File) {
        self.sheet.set(None);
        self.report.set(None);
        self.trouble.set(String::new());
        self.name.set(file.name());
        self.busy.set(Some(Word::ImportReading));
        leptos::task::spawn_local(async move {
            let bytes = crate::browser::files::read(&file).await;
            let read = bytes.map(|bytes| Sheet::read(&bytes));
            if self.busy.try_set(None).is_some() {
                return;
            }
            match read {
                Some(Ok(sheet)) => {
                    self.sheet.set(Some(Rc::new(sheet)));
                    self.options.update(|options| {
                        options.note = self.name.get_untracked().as_str().into();
                        options.leave_out = BTreeSet::new();
                    });
                    self.guess_columns();
                }
                Some(Err(error)) => self.trouble.set(problems::problem(&error)),
                None => self.trouble.set(word(Word::ImportUnreadable).to_owned()),
            }
        });
    }

    fn guess_columns(self) {
        if let Some(sheet) = self.sheet.get_untracked() {
            self.mapping.set(guess(self.kind(), &sheet));
            self.check();
        }
    }

    /// The dry run, after the page has shown that it is at it.
    fn check(self) {
        self.report.set(None);
        self.busy.set(Some(Word::ImportChecking));
        set_timeout(
            move || {
                let Some(Some(sheet)) = self.sheet.try_get_untracked() else { return };
                let (mapping, options) = (self.mapping.get_untracked(), self.options.get_untracked());
                let report = room::try_out(|stockroom, context| {
                    let mut plan = plan(&*stockroom, self.kind(), &sheet, &mapping, &options);
                    rehearse(stockroom, &sheet, &mut plan, context);
                    plan.report
                });
                self.busy.set(None);
                self.report.set(Some(Rc::new(report)));
            },
            std::time::Duration::from_millis(30),
        );
    }

    /// A column a row: its head, an example, what it means.
    fn mapping_view(self) -> AnyView {
        let rows = move || {
            let Some(sheet) = self.sheet.get() else { return Vec::new() };
            let heads: Vec<String> = sheet.headers().map(str::to_owned).collect();
            heads.into_iter().enumerate().map(|(column, head)| self.column_view(&sheet, column, head)).collect::<Vec<AnyView>>()
        };
        view! {
            <Section title=word(Word::ImportColumns)>
                <p class="field-help">{word(Word::ImportColumnsText)}</p>
                <ul class="mapping">{live::live(rows)}</ul>
            </Section>
        }
        .into_any()
    }

    fn column_view(self, sheet: &Sheet, column: usize, head: String) -> AnyView {
        let example = (0..sheet.len().min(LOOKED_AT)).map(|row| sheet.cell(row, column)).find(|cell| !cell.is_empty());
        let example = example.unwrap_or("").chars().take(60).collect::<String>();
        let chosen = live::memo(move || self.mapping.with(|mapping| mapping.get(column).copied().flatten()));
        let of = targets(KINDS.get(self.kind.get()).map_or(ImportKind::Parts, |(kind, ..)| *kind));
        let none =
            view! { <option value="" prop:selected=live::flag(move || chosen.get().is_none())>{word(Word::ImportNot)}</option> }
                .into_any();
        let options: Vec<AnyView> = std::iter::once(none)
            .chain(of.iter().enumerate().map(|(at, target)| {
                let target = *target;
                view! { <option value=at.to_string() prop:selected=live::flag(move || chosen.get() == Some(target))>{target_word(target)}</option> }.into_any()
            }))
            .collect();
        let label = say(Word::ImportMeaning, &[&head]);
        view! {
            <li>
                <div><strong>{head}</strong><span class="cell-sub">{example}</span></div>
                <select
                    aria-label=label
                    on:change=live::typed(move |event| {
                        let target = event_target_value(&event).parse::<usize>().ok().and_then(|at| of.get(at).copied());
                        self.mapping.update(|mapping| {
                            if let Some(place) = mapping.get_mut(column) {
                                *place = target;
                            }
                        });
                        self.check();
                    })
                >
                    {options}
                </select>
            </li>
        }
        .into_any()
    }

    /// What the person decides beside the columns.
    fn options_view(self) -> AnyView {
        let flag = move |label: Word, get: fn(&Options) -> bool, set: fn(&mut Options, bool)| {
            view! {
                <label class="check">
                    <input type="checkbox" prop:checked=live::flag(move || self.options.with(get))
                        on:change=live::typed(move |event| {
                            let on = event_target_checked(&event);
                            self.options.update(|options| set(options, on));
                            self.check();
                        })/>
                    <span>{word(label)}</span>
                </label>
            }
            .into_any()
        };
        let parent = move || {
            (self.kind.get() == 1).then(|| {
                let field = move |id: &'static str, label: Word, get: fn(&Options) -> String, set: fn(&mut Options, String)| {
                    view! {
                        <div class="field half">
                            <label for=id>{word(label)}</label>
                            <input id=id type="text" prop:value=live::text(move || self.options.with(get))
                                on:change=live::typed(move |event| {
                                    let text = event_target_value(&event);
                                    self.options.update(|options| set(options, text));
                                    self.check();
                                })/>
                        </div>
                    }
                    .into_any()
                };
                view! {
                    <div class="form-fields">
                        {field("parent-number", Word::ImportParent, |options| options.parent.0.clone(), |options, text| options.parent.0 = text)}
                        {field("parent-revision", Word::ImportParentRevision, |options| options.parent.1.clone(), |options, text| options.parent.1 = text)}
                    </div>
                }
                .into_any()
            })
        };
        let stock = move || {
            (self.kind.get() == 2).then(|| {
                view! {
                    {flag(Word::ImportNewLocations, |o| o.create.locations, |o, on| o.create.locations = on)}
                    {flag(Word::ImportNewSuppliers, |o| o.create.suppliers, |o, on| o.create.suppliers = on)}
                    {flag(Word::ImportAddToStock, |o| o.add_to_stock, |o, on| o.add_to_stock = on)}
                    {flag(Word::ImportSkipZero, |o| o.skip_zero, |o, on| o.skip_zero = on)}
                }
                .into_any()
            })
        };
        view! {
            <Section title=word(Word::ImportChoices)>
                {live::live(parent)}
                <div class="checks">
                    {flag(Word::ImportNewParts, |o| o.create.parts, |o, on| o.create.parts = on)}
                    {flag(Word::ImportUpdate, |o| o.update, |o, on| o.update = on)}
                    {live::live(stock)}
                </div>
            </Section>
        }
        .into_any()
    }

    /// What would come of every row, and the button.
    fn report_view(self) -> AnyView {
        let body = move || {
            let report = self.report.get()?;
            let sheet = self.sheet.get()?;
            Some(
                view! { {numbers(&report, sheet.len())}{news(&report)}{self.errors(&sheet, &report)}{self.go(&report)} }
                    .into_any(),
            )
        };
        view! { <Section title=word(Word::ImportReport)>{live::live(body)}</Section> }.into_any()
    }

    fn errors(self, sheet: &Sheet, report: &Report) -> AnyView {
        let table = |label: Word, errors: &[ImportError]| {
            if errors.is_empty() {
                return ().into_any();
            }
            let heads: Vec<&str> = sheet.headers().collect();
            let columns = vec![
                Column::new(0, word(Word::ImportLine), "5rem").number(),
                Column::new(1, word(Word::ImportColumn), "10rem"),
                Column::new(2, word(Word::ImportSays), "1fr"),
            ];
            let rows = errors.iter().take(LISTED).map(|error| RowData {
                cells: vec![
                    CellData::number(format::count(error.line as usize)),
                    CellData::plain(error.column.and_then(|column| heads.get(column)).copied().unwrap_or("")),
                    CellData::plain(problems::problem(error)),
                ],
                ..RowData::default()
            });
            let more = errors.len().saturating_sub(LISTED);
            let more = (more > 0).then(|| say(Word::ImportMore, &[&format::count(more)]));
            view! { <StaticTable label=word(label) columns=columns rows=rows.collect()/><p>{more}</p> }.into_any()
        };
        let bad = report.bad_rows();
        let leave_out = (!bad.is_empty() && sheet.errors.is_empty() && bad.len() < sheet.len()).then(|| {
            let label = say(Word::ImportLeaveOut, &[&format::count(bad.len())]);
            let bad = StoredValue::new(bad);
            let press = Callback::new(move |()| {
                self.options.update(|options| options.leave_out.extend(bad.get_value()));
                self.check();
            });
            view! { <Button label=Signal::stored(label) on_press=press/> }.into_any()
        });
        view! { {table(Word::ImportErrors, &report.errors)}{leave_out}{table(Word::ImportWarnings, &report.warnings)} }.into_any()
    }

    fn go(self, report: &Report) -> AnyView {
        let count = report.count(|row| matches!(row, RowResult::Create | RowResult::Update | RowResult::Add));
        if !report.errors.is_empty() {
            return view! { <Banner tone=Tone::Bad text=Signal::stored(word(Word::ImportBlocked).to_owned())/> }.into_any();
        }
        if count == 0 {
            return view! { <Banner tone=Tone::Info text=Signal::stored(word(Word::ImportNothing).to_owned())/> }.into_any();
        }
        let desk = self.desk;
        let label = say(Word::ImportGo, &[&format::count(count)]);
        let press = Callback::new(move |()| {
            let Some(sheet) = self.sheet.get_untracked() else { return };
            self.busy.set(Some(Word::ImportWriting));
            let (kind, mapping, options) = (self.kind(), self.mapping.get_untracked(), self.options.get_untracked());
            // The page shows that it is at it before the long part, and may be left before it.
            set_timeout(
                move || {
                    let command = room::peek(|stockroom| plan(stockroom, kind, &sheet, &mapping, &options).command());
                    let Some(command) = command else { return };
                    let end = move || {
                        let _ = self.busy.try_set(None);
                        let _ = self.sheet.try_set(None);
                        let _ = self.report.try_set(None);
                        let _ = self.name.try_set(String::new());
                    };
                    let text = say(Word::ImportDone, &[&format::count(count)]);
                    desk.act_always(command, Rc::new(move |_| text.clone()), Rc::new(end));
                },
                std::time::Duration::from_millis(30),
            );
        });
        view! { <Button label=Signal::stored(label) kind=Kind::Primary icon=Icon::Check on_press=press busy=Signal::derive(move || self.busy.get().is_some())/> }
            .into_any()
    }
}

/// How far a long import is written.
fn written() -> Option<AnyView> {
    room::progress().map(|(done, total)| {
        let share = u32::try_from(u64::from(done) * 1000 / u64::from(total.max(1))).unwrap_or(1000);
        let text = say(Word::ImportWritten, &[&format::count(done as usize), &format::count(total as usize)]);
        view! { <Progress label=word(Word::ImportWriting) share=Signal::stored(share) text=Signal::stored(text)/> }.into_any()
    })
}

/// How many rows come to what; they add up to the rows of the file.
fn numbers(report: &Report, rows: usize) -> AnyView {
    let items = [
        (Word::ImportCreates, report.count(|row| row == RowResult::Create)),
        (Word::ImportUpdates, report.count(|row| row == RowResult::Update)),
        (Word::ImportAdds, report.count(|row| row == RowResult::Add)),
        (Word::ImportSkips, report.count(|row| matches!(row, RowResult::Skip(_)))),
        (Word::ImportWrong, report.count(|row| matches!(row, RowResult::Error(_)))),
        (Word::ImportRows, rows),
    ];
    let items = items.into_iter().map(|(label, count)| {
        view! { <div class="figure"><dt>{word(label)}</dt><dd>{format::count(count)}</dd></div> }.into_any()
    });
    view! { <dl class="figures">{items.collect::<Vec<_>>()}</dl> }.into_any()
}

/// What is created beside the rows.
fn news(report: &Report) -> AnyView {
    let lines = [
        (Table::Part, Word::ImportNewPartsAre),
        (Table::Location, Word::ImportNewLocationsAre),
        (Table::Supplier, Word::ImportNewSuppliersAre),
        (Table::Unit, Word::ImportNewUnitsAre),
    ];
    let lines = lines.into_iter().filter_map(|(table, label)| {
        let names: Vec<&str> = report.new.iter().filter(|(of, _)| *of == table).map(|(_, name)| name.as_str()).collect();
        let some = names.iter().take(12).copied().collect::<Vec<_>>().join(", ");
        (!names.is_empty()).then(|| view! { <li>{say(label, &[&format::count(names.len()), &some])}</li> }.into_any())
    });
    view! { <ul class="consequences">{lines.collect::<Vec<_>>()}</ul> }.into_any()
}

fn target_word(target: Target) -> &'static str {
    word(match target {
        Target::PartNumber => Word::FieldPartNumber,
        Target::Revision => Word::FieldRevision,
        Target::Description => Word::FieldDescription,
        Target::Tracking => Word::FieldTracking,
        Target::PartType => Word::FieldPartType,
        Target::Sourcing => Word::FieldSourcing,
        Target::Unit => Word::FieldUnitOfMeasure,
        Target::Cost => Word::FieldCost,
        Target::ReorderMin => Word::FieldReorderMin,
        Target::ReorderMax => Word::FieldReorderMax,
        Target::Notes => Word::FieldNotes,
        Target::Manufacturer => Word::FieldManufacturer,
        Target::Parent => Word::FieldParentPart,
        Target::Quantity => Word::FieldQuantity,
        Target::Designators => Word::FieldDesignators,
        Target::Substitutes => Word::FieldSubstitutes,
        Target::DoNotPopulate => Word::FieldDoNotPopulate,
        Target::Serial => Word::FieldSerialNumber,
        Target::Lot => Word::FieldLotNumber,
        Target::Location => Word::FieldLocation,
        Target::Supplier => Word::FieldSupplier,
        Target::ExpiresOn => Word::FieldExpiresOn,
        Target::Usage => Word::FieldUsage,
        Target::OnHold => Word::FieldOnHold,
    })
}
