//! Bringing in a file: what it holds, what each column means, a dry run that accounts for every row, all or nothing.

use crate::ui::live;
use crate::ui::view::{Ref, View, all, el, live};
use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::Table;
use crate::exchange::columns::{ImportKind, Mapping, Target, guess, targets};
use crate::exchange::csv::Sheet;
use crate::exchange::plan::{Options, Report, RowResult, plan, rehearse};
use crate::exchange::problem::ImportError;
use crate::ui::components::{Button, CellData, Column, Kind, RowData, Tone, banner, progress, section, static_table};
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
pub fn page() -> View {
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
    let steps = move || it.sheet.with(Option::is_some).then(|| all([it.mapping_view(), it.options_view(), it.report_view()]));
    View::from(el("div").class("page").child(kinds(it)).child(it.file_view()).child(live(steps)))
}

/// What the file holds: three large choices.
fn kinds(it: Import) -> View {
    let nav = use_nav();
    let choices: Vec<View> = KINDS
        .iter()
        .enumerate()
        .map(|(at, (_, key, title, text))| {
            View::from(
                el("label")
                    .class("choice-card")
                    .child(
                        el("input")
                            .attr("type", "radio")
                            .attr("name", "kind")
                            .attr("value", *key)
                            .state("checked", live::flag(move || it.kind.get() == at))
                            .on("change", move |_| nav.set_query("kind", key)),
                    )
                    .child(
                        el("span").child(el("strong").child(word(*title))).child(el("span").class("cell-sub").child(word(*text))),
                    ),
            )
        })
        .collect();
    View::from(el("fieldset").class("choice-cards").child(el("legend").child(word(Word::ImportWhat))).child(choices))
}

impl Import {
    fn kind(self) -> ImportKind {
        KINDS.get(self.kind.get_untracked()).map_or(ImportKind::Parts, |(kind, ..)| *kind)
    }

    /// The file: chosen or dropped.
    fn file_view(self) -> View {
        let node = Ref::<web_sys::HtmlInputElement>::new();
        let over = RwSignal::new(false);
        let take = move |file: Option<web_sys::File>| {
            if let Some(file) = file {
                self.read(file);
            }
        };
        let name = move || self.name.with(|name| if name.is_empty() { word(Word::ImportDrop).to_owned() } else { name.clone() });
        let trouble = move || {
            let text = self.trouble.get();
            (!text.is_empty()).then(|| banner(Tone::Bad, Signal::stored(text), ()))
        };
        all([
            View::from(
                el("div")
                    .class("drop")
                    .class_if("over", live::flag(move || over.get()))
                    .on("dragover", move |event| {
                        event.prevent_default();
                        over.set(true);
                    })
                    .on("dragleave", move |_| over.set(false))
                    .on("drop", move |event| {
                        let event: web_sys::DragEvent = event.unchecked_into();
                        event.prevent_default();
                        over.set(false);
                        take(event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)));
                    })
                    .child(
                        el("label")
                            .class("button primary")
                            .attr("for", "import-file")
                            .child(crate::ui::icons::icon(Icon::Upload))
                            .child(el("span").child(word(Word::ImportChoose))),
                    )
                    .child(
                        el("input")
                            .attr("id", "import-file")
                            .class("hidden-text")
                            .attr("type", "file")
                            .attr("accept", ".csv,.tsv,.txt,text/csv")
                            .found_by(node)
                            .on("change", move |_| {
                                if let Some(input) = node.now() {
                                    take(input.files().and_then(|files| files.get(0)));
                                    input.set_value("");
                                }
                            }),
                    )
                    .child(el("span").child(live(name))),
            ),
            live(trouble),
            live(move || {
                self.busy.get().map(|busy| {
                    View::from(
                        el("p")
                            .attr("role", "status")
                            .class("busy-line")
                            .child(crate::ui::icons::icon(Icon::Loader))
                            .child(word(busy)),
                    )
                })
            }),
            live(written),
        ])
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
    fn mapping_view(self) -> View {
        let rows = move || {
            let Some(sheet) = self.sheet.get() else { return Vec::new() };
            let heads: Vec<String> = sheet.headers().map(str::to_owned).collect();
            heads.into_iter().enumerate().map(|(column, head)| self.column_view(&sheet, column, head)).collect::<Vec<View>>()
        };
        section(
            word(Word::ImportColumns),
            (),
            all([
                View::from(el("p").class("field-help").child(word(Word::ImportColumnsText))),
                View::from(el("ul").class("mapping").child(live(rows))),
            ]),
        )
    }

    fn column_view(self, sheet: &Sheet, column: usize, head: String) -> View {
        let example = (0..sheet.len().min(LOOKED_AT)).map(|row| sheet.cell(row, column)).find(|cell| !cell.is_empty());
        let example = example.unwrap_or("").chars().take(60).collect::<String>();
        let chosen = live::memo(move || self.mapping.with(|mapping| mapping.get(column).copied().flatten()));
        let of = targets(KINDS.get(self.kind.get()).map_or(ImportKind::Parts, |(kind, ..)| *kind));
        let none = View::from(
            el("option")
                .attr("value", "")
                .state("selected", live::flag(move || chosen.get().is_none()))
                .child(word(Word::ImportNot)),
        );
        let options: Vec<View> = std::iter::once(none)
            .chain(of.iter().enumerate().map(|(at, target)| {
                let target = *target;
                View::from(
                    el("option")
                        .attr("value", at.to_string())
                        .state("selected", live::flag(move || chosen.get() == Some(target)))
                        .child(target_word(target)),
                )
            }))
            .collect();
        let label = say(Word::ImportMeaning, &[&head]);
        View::from(
            el("li").child(el("div").child(el("strong").child(head)).child(el("span").class("cell-sub").child(example))).child(
                el("select")
                    .attr("aria-label", label)
                    .on("change", move |event| {
                        let target = event_target_value(&event).parse::<usize>().ok().and_then(|at| of.get(at).copied());
                        self.mapping.update(|mapping| {
                            if let Some(place) = mapping.get_mut(column) {
                                *place = target;
                            }
                        });
                        self.check();
                    })
                    .child(options),
            ),
        )
    }

    /// What the person decides beside the columns.
    fn options_view(self) -> View {
        let flag = move |label: Word, get: fn(&Options) -> bool, set: fn(&mut Options, bool)| {
            View::from(
                el("label")
                    .class("check")
                    .child(el("input").attr("type", "checkbox").state("checked", live::flag(move || self.options.with(get))).on(
                        "change",
                        move |event| {
                            let on = event_target_checked(&event);
                            self.options.update(|options| set(options, on));
                            self.check();
                        },
                    ))
                    .child(el("span").child(word(label))),
            )
        };
        let parent = move || {
            (self.kind.get() == 1).then(|| {
                let field = move |id: &'static str, label: Word, get: fn(&Options) -> String, set: fn(&mut Options, String)| {
                    View::from(el("div").class("field half").child(el("label").attr("for", id).child(word(label))).child(
                        el("input").attr("id", id).attr("type", "text").value(live::text(move || self.options.with(get))).on(
                            "change",
                            move |event| {
                                let text = event_target_value(&event);
                                self.options.update(|options| set(options, text));
                                self.check();
                            },
                        ),
                    ))
                };
                View::from(
                    el("div")
                        .class("form-fields")
                        .child(field(
                            "parent-number",
                            Word::ImportParent,
                            |options| options.parent.0.clone(),
                            |options, text| options.parent.0 = text,
                        ))
                        .child(field(
                            "parent-revision",
                            Word::ImportParentRevision,
                            |options| options.parent.1.clone(),
                            |options, text| options.parent.1 = text,
                        )),
                )
            })
        };
        let stock = move || {
            (self.kind.get() == 2).then(|| {
                all([
                    flag(Word::ImportNewLocations, |o| o.create.locations, |o, on| o.create.locations = on),
                    flag(Word::ImportNewSuppliers, |o| o.create.suppliers, |o, on| o.create.suppliers = on),
                    flag(Word::ImportAddToStock, |o| o.add_to_stock, |o, on| o.add_to_stock = on),
                    flag(Word::ImportSkipZero, |o| o.skip_zero, |o, on| o.skip_zero = on),
                ])
            })
        };
        section(
            word(Word::ImportChoices),
            (),
            all([
                live(parent),
                View::from(
                    el("div")
                        .class("checks")
                        .child(flag(Word::ImportNewParts, |o| o.create.parts, |o, on| o.create.parts = on))
                        .child(flag(Word::ImportUpdate, |o| o.update, |o, on| o.update = on))
                        .child(live(stock)),
                ),
            ]),
        )
    }

    /// What would come of every row, and the button.
    fn report_view(self) -> View {
        let body = move || {
            let report = self.report.get()?;
            let sheet = self.sheet.get()?;
            Some(all([numbers(&report, sheet.len()), news(&report), self.errors(&sheet, &report), self.go(&report)]))
        };
        section(word(Word::ImportReport), (), live(body))
    }

    fn errors(self, sheet: &Sheet, report: &Report) -> View {
        let table = |label: Word, errors: &[ImportError]| {
            if errors.is_empty() {
                return View::Nothing;
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
            all([static_table(word(label), &columns, rows.collect()), View::from(el("p").child(more))])
        };
        let bad = report.bad_rows();
        let leave_out = (!bad.is_empty() && sheet.errors.is_empty() && bad.len() < sheet.len()).then(|| {
            let label = say(Word::ImportLeaveOut, &[&format::count(bad.len())]);
            let bad = StoredValue::new(bad);
            let press = Callback::new(move |()| {
                self.options.update(|options| options.leave_out.extend(bad.get_value()));
                self.check();
            });
            View::from(Button::new(Signal::stored(label), press))
        });
        all([table(Word::ImportErrors, &report.errors), View::from(leave_out), table(Word::ImportWarnings, &report.warnings)])
    }

    fn go(self, report: &Report) -> View {
        let count = report.count(|row| matches!(row, RowResult::Create | RowResult::Update | RowResult::Add));
        if !report.errors.is_empty() {
            return banner(Tone::Bad, Signal::stored(word(Word::ImportBlocked).to_owned()), ());
        }
        if count == 0 {
            return banner(Tone::Info, Signal::stored(word(Word::ImportNothing).to_owned()), ());
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
        View::from(
            Button::new(Signal::stored(label), press)
                .kind(Kind::Primary)
                .icon(Icon::Check)
                .busy(Signal::derive(move || self.busy.get().is_some())),
        )
    }
}

/// How far a long import is written.
fn written() -> Option<View> {
    room::progress().map(|(done, total)| {
        let share = u32::try_from(u64::from(done) * 1000 / u64::from(total.max(1))).unwrap_or(1000);
        let text = say(Word::ImportWritten, &[&format::count(done as usize), &format::count(total as usize)]);
        progress(word(Word::ImportWriting), Signal::stored(share), Signal::stored(text), Tone::default())
    })
}

/// How many rows come to what; they add up to the rows of the file.
fn numbers(report: &Report, rows: usize) -> View {
    let items = [
        (Word::ImportCreates, report.count(|row| row == RowResult::Create)),
        (Word::ImportUpdates, report.count(|row| row == RowResult::Update)),
        (Word::ImportAdds, report.count(|row| row == RowResult::Add)),
        (Word::ImportSkips, report.count(|row| matches!(row, RowResult::Skip(_)))),
        (Word::ImportWrong, report.count(|row| matches!(row, RowResult::Error(_)))),
        (Word::ImportRows, rows),
    ];
    let items = items.into_iter().map(|(label, count)| {
        View::from(el("div").class("figure").child(el("dt").child(word(label))).child(el("dd").child(format::count(count))))
    });
    View::from(el("dl").class("figures").child(items.collect::<Vec<_>>()))
}

/// What is created beside the rows.
fn news(report: &Report) -> View {
    let lines = [
        (Table::Part, Word::ImportNewPartsAre),
        (Table::Location, Word::ImportNewLocationsAre),
        (Table::Supplier, Word::ImportNewSuppliersAre),
        (Table::Unit, Word::ImportNewUnitsAre),
    ];
    let lines = lines.into_iter().filter_map(|(table, label)| {
        let names: Vec<&str> = report.new.iter().filter(|(of, _)| *of == table).map(|(_, name)| name.as_str()).collect();
        let some = names.iter().take(12).copied().collect::<Vec<_>>().join(", ");
        (!names.is_empty()).then(|| View::from(el("li").child(say(label, &[&format::count(names.len()), &some]))))
    });
    View::from(el("ul").class("consequences").child(lines.collect::<Vec<_>>()))
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
