//! Where the data is, whether the browser keeps it, copies of it, and the stockrooms on the shelf.

use crate::ui::old::live;
use crate::ui::old::view::{Ref, View, all, el, live};
use std::rc::Rc;

use leptos::prelude::*;

use crate::i18n::{self, Word, format, say, word};
use crate::ui::old::components::{Button, ConfirmSpec, Kind, Tone, banner, icon_button, page};
use crate::ui::old::desk::Desk;
use crate::ui::old::icons::Icon;
use crate::ui::old::{helper, room};
use crate::web::files;
use crate::web::persist::Storage;
use crate::worker::message::{Ask, Tell};

const MEGABYTE: f64 = 1_000_000.0;

/// The section of the settings.
pub fn section(desk: Desk) -> View {
    let node = Ref::<web_sys::HtmlInputElement>::new();
    let save = Callback::new(move |()| save_copy(desk));
    let open = move || {
        let Some(input) = node.now() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            open_file(desk, file);
        }
        input.set_value("");
    };
    let over = Callback::new(move |()| {
        let spec = ConfirmSpec {
            title: word(Word::StartOver).to_owned(),
            consequences: vec![word(Word::StartOverText).to_owned()],
            confirm: word(Word::StartOver).to_owned(),
            danger: true,
        };
        desk.confirm(spec, Rc::new(move || room::start_over(failed(desk))));
    });
    all([
        page::section(
            word(Word::Data),
            (),
            all([
                storage(),
                View::from(el("p").child(word(Word::CopyText))),
                View::from(
                    el("div")
                        .class("section-actions")
                        .child(Button::new(Word::SaveCopy, save).kind(Kind::Primary).icon(Icon::Download))
                        .child(
                            el("label")
                                .class("button")
                                .attr("for", "copy-file")
                                .child(crate::ui::old::icons::icon(Icon::Upload))
                                .child(el("span").child(word(Word::OpenCopy))),
                        )
                        .child(
                            el("input")
                                .attr("id", "copy-file")
                                .class("hidden-text")
                                .attr("type", "file")
                                .attr("accept", ".kitroom")
                                .found_by(node)
                                .on("change", move |_| open()),
                        )
                        .child(Button::new(Word::StartOver, over).icon(Icon::Delete)),
                ),
            ]),
        ),
        shelf(desk),
    ])
}

/// Where an exchange of stockrooms fails, it says so.
fn failed(desk: Desk) -> room::Failed {
    Box::new(move |why| desk.toaster().failed(why))
}

/// What the browser promises, and how much room there is.
fn storage() -> View {
    let facts = RwSignal::new(Storage::default());
    room::storage(Box::new(move |storage| {
        let _ = facts.try_set(storage);
    }));
    live(move || {
        let storage = facts.get();
        let (tone, text) = match storage.persistent {
            Some(true) => (Tone::Good, Word::StorageKept),
            Some(false) => (Tone::Warn, Word::StorageMayGo),
            None => (Tone::Info, Word::StorageUnknown),
        };
        let room = storage.used.zip(storage.quota).map(|(used, quota)| {
            let megabytes = |bytes: f64| format::count((bytes / MEGABYTE).ceil() as usize);
            [" ", &say(Word::StorageRoom, &[&megabytes(used), &megabytes(quota)])].concat()
        });
        let text = [word(text), room.as_deref().unwrap_or("")].concat();
        banner(tone, Signal::stored(text), ())
    })
}

/// Everything to one file, also where the stockroom can't be opened.
pub fn save_copy(desk: Desk) {
    let name = room::peek(|room| room.settings.get(1).map_or(String::new(), |it| it.stockroom_name.to_string()));
    live::spawn(async move {
        match helper::last(Ask::SaveCopy { database: room::database(), name }, None).await {
            Some((Tell::Saved { entries, damage }, bytes)) => {
                let file = ["kitroom-", &room::today().to_string(), ".kitroom"].concat();
                files::download(&file, "application/octet-stream", &bytes);
                let said = if damage == 0 { Word::CopySaved } else { Word::CopySavedPart };
                desk.toaster().note(say(said, &[&format::count(entries as usize)]));
            }
            other => desk.toaster().failed(why_not(other)),
        }
    });
}

/// Why the worker did not do it.
fn why_not(answer: helper::Answer) -> String {
    match answer {
        Some((Tell::Refused(why), _)) => why,
        Some((Tell::Storage(error), _)) => i18n::storage(&error).to_owned(),
        _ => word(Word::WorkerLost).to_owned(),
    }
}

/// Reads a copy, says what it holds, and opens it as a new stockroom when the person says so.
fn open_file(desk: Desk, file: web_sys::File) {
    live::spawn(async move {
        match helper::last(Ask::ReadCopy, Some(&file)).await {
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
                desk.confirm(spec, Rc::new(move || room::open_copy(file.clone(), failed(desk))));
            }
            other => desk.toaster().failed(why_not(other)),
        }
    });
}

/// The stockrooms that were set aside: go back to one, or remove it for good.
fn shelf(desk: Desk) -> View {
    let shelved = RwSignal::new(Vec::<(String, f64, bool)>::new());
    let fill = move || {
        room::shelved(Box::new(move |list| {
            let _ = shelved.try_set(list);
        }));
    };
    fill();
    let rows = move || {
        let list = shelved.get();
        if list.len() < 2 {
            return View::Nothing;
        }
        let rows: Vec<View> = list
            .into_iter()
            .map(|(name, made, current)| {
                let text = say(Word::ShelfMade, &[&format::moment(made)]);
                if current {
                    return View::from(
                        el("li").child(
                            el("div")
                                .child(el("strong").child(text))
                                .child(el("span").class("cell-sub").child(word(Word::ShelfThis))),
                        ),
                    );
                }
                let (back, gone) = (name.clone(), name);
                let back = Callback::new(move |()| room::return_to(back.clone(), failed(desk)));
                let label = say(Word::ShelfRemove, &[&text]);
                let remove = Callback::new(move |()| {
                    let gone = gone.clone();
                    let spec = ConfirmSpec {
                        title: word(Word::ShelfRemoveTitle).to_owned(),
                        consequences: vec![word(Word::ShelfRemoveText).to_owned()],
                        confirm: word(Word::Delete).to_owned(),
                        danger: true,
                    };
                    desk.confirm(
                        spec,
                        Rc::new(move || {
                            room::remove_shelved(
                                gone.clone(),
                                Box::new(move |result| match result {
                                    Ok(()) => fill(),
                                    Err(why) => desk.toaster().failed(why),
                                }),
                            );
                        }),
                    );
                });
                View::from(el("li").child(el("span").child(text)).child(Button::new(Word::ShelfReturn, back)).child(icon_button(
                    label,
                    Icon::Delete,
                    remove,
                )))
            })
            .collect();
        page::section(
            word(Word::Shelf),
            (),
            all([
                View::from(el("p").class("field-help").child(word(Word::ShelfText))),
                View::from(el("ul").class("plain-list").child(rows)),
            ]),
        )
    };
    live(rows)
}
