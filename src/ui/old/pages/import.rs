//! Bringing in a file: what it holds, what each column means, a dry run that accounts for every row, all or nothing.

use crate::ui::old::live;
use crate::ui::old::view::{Ref, View, all, el, live};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::i18n::{self, Word, format, say, word};
use crate::ui::old::components::{Button, CellData, Column, Kind, RowData, Tone, banner, progress, section, static_table};
use crate::ui::old::desk::{Desk, use_desk};
use crate::ui::old::helper;
use crate::ui::old::icons::Icon;
use crate::ui::old::nav::use_nav;
use crate::ui::old::room;
use crate::worker::message::{Ask, Choices, Dry, Problems, Seen, Stage, Tell};

const KINDS: [(&str, Word, Word); 3] = [
    ("parts", Word::ImportParts, Word::ImportPartsText),
    ("bom", Word::ImportBom, Word::ImportBomText),
    ("stock", Word::ImportStock, Word::ImportStockText),
];
const BOM: usize = 1;
const STOCK: usize = 2;

/// What the page is at; copyable. The file itself, and all that is made of it, is with the worker.
#[derive(Clone, Copy)]
struct Import {
    kind: live::Memo<usize>,
    /// The file's name; empty: none chosen.
    name: RwSignal<String>,
    seen: RwSignal<Option<Rc<Seen>>, LocalStorage>,
    /// What each column means: a place in the meanings plus one, or 0.
    columns: RwSignal<Vec<u8>>,
    choices: RwSignal<Choices>,
    dry: RwSignal<Option<Rc<Dry>>, LocalStorage>,
    /// Why the file can't be read or planned at all.
    trouble: RwSignal<String>,
    busy: RwSignal<Option<Word>>,
    /// Of the newest question: answers to older ones are not shown.
    asked: StoredValue<u32>,
    desk: Desk,
}

/// The page.
pub fn page() -> View {
    let nav = use_nav();
    nav.set_title(Word::Import, None);
    let chosen = nav.query("kind");
    let kind = live::memo(move || chosen.with(|chosen| KINDS.iter().position(|(key, ..)| key == chosen).unwrap_or(0)));
    let it = Import {
        kind,
        name: RwSignal::new(String::new()),
        seen: RwSignal::new_local(None),
        columns: RwSignal::new(Vec::new()),
        choices: RwSignal::new(Choices::default()),
        dry: RwSignal::new_local(None),
        trouble: RwSignal::new(String::new()),
        busy: RwSignal::new(None),
        asked: StoredValue::new(0),
        desk: use_desk(),
    };
    helper::hold();
    on_cleanup(helper::release);
    Effect::new(move |before: Option<usize>| {
        let now = kind.get();
        if before.is_some_and(|before| before != now) {
            it.check(true, false);
        }
        now
    });
    let steps = move || it.seen.with(Option::is_some).then(|| all([it.mapping_view(), it.options_view(), it.report_view()]));
    View::from(el("div").class("page").child(kinds(it)).child(it.file_view()).child(live(steps)))
}

/// What the file holds: three large choices.
fn kinds(it: Import) -> View {
    let nav = use_nav();
    let choices: Vec<View> = KINDS
        .iter()
        .enumerate()
        .map(|(at, (key, title, text))| {
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
                            .child(crate::ui::old::icons::icon(Icon::Upload))
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
                            .child(crate::ui::old::icons::icon(Icon::Loader))
                            .child(word(busy)),
                    )
                })
            }),
            live(written),
        ])
    }

    fn read(self, file: web_sys::File) {
        self.seen.set(None);
        self.name.set(file.name());
        let choices = self.choices.get_untracked();
        let kind = self.kind.get_untracked();
        self.ask(Ask::Read { acting: room::acting(), kind: kind as u8, name: file.name(), choices }, Some(&file), kind);
    }

    /// The dry run; with the columns as chosen, or guessed anew.
    fn check(self, guess: bool, leave_out: bool) {
        // While it is written nothing else is planned; a refusal asks again.
        let writes = matches!(self.busy.get_untracked(), Some(Word::ImportWriting | Word::ImportShowing));
        if writes || self.seen.with_untracked(Option::is_none) {
            return;
        }
        let kind = self.kind.get_untracked();
        let columns = (!guess).then(|| self.columns.get_untracked());
        let choices = self.choices.get_untracked();
        self.ask(Ask::Check { acting: room::acting(), kind: kind as u8, columns, choices, leave_out }, None, kind);
    }

    /// Asks the worker; what it says is shown for as long as the page is there and has not asked anew.
    fn ask(self, ask: Ask, file: Option<&web_sys::File>, kind: usize) {
        self.dry.set(None);
        self.trouble.set(String::new());
        self.busy.set(Some(Word::ImportReading));
        let turn = self.asked.get_value() + 1;
        self.asked.set_value(turn);
        helper::ask(ask, file, move |answer| {
            if self.asked.try_get_value() == Some(turn) {
                self.hear(answer.map(|(tell, _)| tell), kind);
            }
        });
    }

    fn hear(self, answer: Option<Tell>, kind: usize) {
        let trouble = match answer {
            Some(Tell::Busy(stage)) => return self.busy.set(Some(stage_word(stage))),
            Some(Tell::Seen(seen)) => {
                self.columns.set(seen.columns.iter().map(|(_, _, meaning)| *meaning).collect());
                self.seen.set(Some(Rc::new(seen)));
                // Another kind was chosen while the file was read.
                if self.kind.get_untracked() != kind {
                    self.check(true, false);
                }
                return;
            }
            Some(Tell::Dry(dry)) => {
                self.dry.set(Some(Rc::new(dry)));
                String::new()
            }
            Some(Tell::Refused(why)) => why,
            Some(Tell::Storage(error)) => i18n::storage(&error).to_owned(),
            Some(_) => return,
            None => {
                // What the worker had read is gone with it.
                self.seen.set(None);
                word(Word::WorkerLost).to_owned()
            }
        };
        self.busy.set(None);
        self.trouble.set(trouble);
    }

    /// A column a row: its head, an example, what it means.
    fn mapping_view(self) -> View {
        let rows = move || {
            let Some(seen) = self.seen.get() else { return Vec::new() };
            let columns = seen.columns.iter().enumerate();
            columns.map(|(at, (head, example, _))| self.column_view(at, head, example, &seen.meanings)).collect::<Vec<View>>()
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

    fn column_view(self, column: usize, head: &str, example: &str, meanings: &[String]) -> View {
        let chosen = live::memo(move || self.columns.with(|columns| columns.get(column).map_or(0, |place| usize::from(*place))));
        let none = View::from(
            el("option").attr("value", "").state("selected", live::flag(move || chosen.get() == 0)).child(word(Word::ImportNot)),
        );
        let options: Vec<View> = std::iter::once(none)
            .chain(meanings.iter().enumerate().map(|(at, meaning)| {
                let place = at + 1;
                View::from(
                    el("option")
                        .attr("value", place.to_string())
                        .state("selected", live::flag(move || chosen.get() == place))
                        .child(meaning.clone()),
                )
            }))
            .collect();
        let label = say(Word::ImportMeaning, &[head]);
        View::from(
            el("li")
                .child(
                    el("div")
                        .child(el("strong").child(head.to_owned()))
                        .child(el("span").class("cell-sub").child(example.to_owned())),
                )
                .child(
                    el("select")
                        .attr("aria-label", label)
                        .on("change", move |event| {
                            let place = event_target_value(&event).parse::<u8>().unwrap_or(0);
                            self.columns.update(|columns| {
                                if let Some(old) = columns.get_mut(column) {
                                    *old = place;
                                }
                            });
                            self.check(false, false);
                        })
                        .child(options),
                ),
        )
    }

    /// What the person decides beside the columns.
    fn options_view(self) -> View {
        let flag = move |label: Word, get: fn(&Choices) -> bool, set: fn(&mut Choices, bool)| {
            View::from(
                el("label")
                    .class("check")
                    .child(el("input").attr("type", "checkbox").state("checked", live::flag(move || self.choices.with(get))).on(
                        "change",
                        move |event| {
                            let on = event_target_checked(&event);
                            self.choices.update(|choices| set(choices, on));
                            self.check(false, false);
                        },
                    ))
                    .child(el("span").child(word(label))),
            )
        };
        let parent = move || {
            (self.kind.get() == BOM).then(|| {
                let field = move |id: &'static str, label: Word, get: fn(&Choices) -> String, set: fn(&mut Choices, String)| {
                    View::from(el("div").class("field half").child(el("label").attr("for", id).child(word(label))).child(
                        el("input").attr("id", id).attr("type", "text").value(live::text(move || self.choices.with(get))).on(
                            "change",
                            move |event| {
                                let text = event_target_value(&event);
                                self.choices.update(|choices| set(choices, text));
                                self.check(false, false);
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
                            |choices| choices.parent.0.clone(),
                            |choices, text| choices.parent.0 = text,
                        ))
                        .child(field(
                            "parent-revision",
                            Word::ImportParentRevision,
                            |choices| choices.parent.1.clone(),
                            |choices, text| choices.parent.1 = text,
                        )),
                )
            })
        };
        let stock = move || {
            (self.kind.get() == STOCK).then(|| {
                all([
                    flag(Word::ImportNewLocations, |o| o.new_locations, |o, on| o.new_locations = on),
                    flag(Word::ImportNewSuppliers, |o| o.new_suppliers, |o, on| o.new_suppliers = on),
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
                        .child(flag(Word::ImportNewParts, |o| o.new_parts, |o, on| o.new_parts = on))
                        .child(flag(Word::ImportUpdate, |o| o.update, |o, on| o.update = on))
                        .child(live(stock)),
                ),
            ]),
        )
    }

    /// What would come of every row, and the button.
    fn report_view(self) -> View {
        let body = move || {
            let dry = self.dry.get()?;
            Some(all([numbers(&dry), news(&dry), self.errors(&dry), self.go(&dry)]))
        };
        section(word(Word::ImportReport), (), live(body))
    }

    fn errors(self, dry: &Dry) -> View {
        let leave_out = (dry.to_leave_out > 0).then(|| {
            let label = say(Word::ImportLeaveOut, &[&format::count(dry.to_leave_out as usize)]);
            let press = Callback::new(move |()| self.check(false, true));
            View::from(Button::new(Signal::stored(label), press))
        });
        all([problems(Word::ImportErrors, &dry.errors), View::from(leave_out), problems(Word::ImportWarnings, &dry.warnings)])
    }

    fn go(self, dry: &Dry) -> View {
        let count: u32 = dry.counts[..3].iter().sum();
        if dry.errors.total > 0 {
            return banner(Tone::Bad, Signal::stored(word(Word::ImportBlocked).to_owned()), ());
        }
        if count == 0 {
            return banner(Tone::Info, Signal::stored(word(Word::ImportNothing).to_owned()), ());
        }
        let label = say(Word::ImportGo, &[&format::count(count as usize)]);
        View::from(
            Button::new(Signal::stored(label), Callback::new(move |()| self.write(count)))
                .kind(Kind::Primary)
                .icon(Icon::Check)
                .busy(Signal::derive(move || self.busy.get().is_some())),
        )
    }

    /// Does what was planned; the page may be left meanwhile.
    fn write(self, count: u32) {
        self.busy.set(Some(Word::ImportWriting));
        let desk = self.desk;
        let shown = move || {
            let _ = self.busy.try_set(Some(Word::ImportShowing));
        };
        room::import(shown, move |result| {
            let _ = self.busy.try_set(None);
            match result {
                Ok(sequence) => {
                    let _ = self.seen.try_set(None);
                    let _ = self.dry.try_set(None);
                    let _ = self.name.try_set(String::new());
                    desk.done(sequence, say(Word::ImportDone, &[&format::count(count as usize)]));
                }
                Err(why) => {
                    desk.toaster().failed(why);
                    // Where the page is still there it shows what would happen now.
                    if self.seen.try_with_untracked(Option::is_some) == Some(true) {
                        self.check(false, false);
                    }
                }
            }
        });
    }
}

fn stage_word(stage: Stage) -> Word {
    match stage {
        Stage::Reading => Word::ImportReading,
        Stage::Opening => Word::ImportOpening,
        Stage::Checking => Word::ImportChecking,
        Stage::Writing => Word::ImportWriting,
    }
}

fn problems(label: Word, problems: &Problems) -> View {
    if problems.listed.is_empty() {
        return View::Nothing;
    }
    let columns = vec![
        Column::new(0, word(Word::ImportLine), "5rem").number(),
        Column::new(1, word(Word::ImportColumn), "10rem"),
        Column::new(2, word(Word::ImportSays), "1fr"),
    ];
    let rows = problems.listed.iter().map(|(line, head, says)| RowData {
        cells: vec![CellData::number(format::count(*line as usize)), CellData::plain(head), CellData::plain(says)],
        ..RowData::default()
    });
    let more = (problems.total as usize).saturating_sub(problems.listed.len());
    let more = (more > 0).then(|| say(Word::ImportMore, &[&format::count(more)]));
    all([static_table(word(label), &columns, rows.collect()), View::from(el("p").child(more))])
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
fn numbers(dry: &Dry) -> View {
    let labels = [Word::ImportCreates, Word::ImportUpdates, Word::ImportAdds, Word::ImportSkips, Word::ImportWrong];
    let items = labels.into_iter().zip(dry.counts).chain([(Word::ImportRows, dry.counts.iter().sum())]);
    let items = items.map(|(label, count)| {
        let count = format::count(count as usize);
        View::from(el("div").class("figure").child(el("dt").child(word(label))).child(el("dd").child(count)))
    });
    View::from(el("dl").class("figures").child(items.collect::<Vec<_>>()))
}

/// What is created beside the rows.
fn news(dry: &Dry) -> View {
    let labels = [Word::ImportNewPartsAre, Word::ImportNewLocationsAre, Word::ImportNewSuppliersAre, Word::ImportNewUnitsAre];
    let lines = labels.into_iter().zip(&dry.new).filter(|(_, (count, _))| *count > 0);
    let lines =
        lines.map(|(label, (count, names))| View::from(el("li").child(say(label, &[&format::count(*count as usize), names]))));
    View::from(el("ul").class("consequences").child(lines.collect::<Vec<_>>()))
}
