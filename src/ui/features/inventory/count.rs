//! Counting: one record, or all that are at a place, a page of them after the other.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::request_animation_frame;

use crate::domain::commands::command::CountLine;
use crate::domain::{Command, Etag, InventoryId, Quantity, Stockroom, Table, Tracking};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{FieldError, FieldKind, FieldSpec};
use crate::ui::fields::typed::{amount, flag, typed};
use crate::ui::fields::{self};
use crate::ui::state::dialogs::{Dialogs, FormRequest, Then, request};

// Keys of inputs.
const NOTE: u16 = 301;
const REST: u16 = 302;
/// Counted records: one input each, from here.
const COUNTED: u16 = 1000;
/// Records that one form has; the rest follow in the next.
const AT_ONCE: usize = 100;

/// A record to be counted, and what it has as far as the person knows.
#[derive(Clone)]
struct Line {
    id: InventoryId,
    etag: Etag,
    name: String,
    place: String,
    expected: Quantity,
    on_hand: String,
    /// Whether some of it is scrap.
    has_scrap: bool,
    /// Whether it is ticked as missing (or, where nothing is expected, as found) and not counted by a number.
    ticked: bool,
}

impl Line {
    fn read(stockroom: &Stockroom, id: InventoryId) -> Option<Line> {
        let record = stockroom.inventory.get(id.0)?;
        let expected = record.on_hand();
        Some(Line {
            id,
            etag: stockroom.etag(Table::Inventory, id.0),
            name: stockroom.inventory_name(id),
            place: stockroom.location_path(record.location),
            expected,
            has_scrap: record.scrapped.is_positive(),
            on_hand: fields::quantity_of(stockroom, expected, stockroom.unit_of(record)),
            ticked: record.tracking() == Tracking::Serial && (expected.is_zero() || expected == Quantity::ONE),
        })
    }

    fn spec(&self, key: u16, alone: bool, with_place: bool) -> FieldSpec {
        let expected = if self.has_scrap { Word::CountExpectedScrap } else { Word::CountExpected };
        // A tick says what is expected by itself.
        let expected = (alone || !self.ticked || self.has_scrap).then(|| say(expected, &[&self.on_hand]));
        let place = (with_place && !self.place.is_empty()).then(|| self.place.clone());
        let help = expected.into_iter().chain(place).collect::<Vec<_>>().join(" ");
        let spec = if self.ticked && !alone {
            let label = if self.expected.is_zero() { Word::CountFound } else { Word::CountMissing };
            FieldSpec::new(key, say(label, &[&self.name]), FieldKind::Flag)
        } else {
            FieldSpec::new(key, self.name.clone(), FieldKind::Number)
        };
        if alone { spec.help(help).required() } else { spec.help(help).half() }
    }

    /// What was counted of it, by what is typed.
    fn counted(&self, all: &[(u16, String)], key: u16, alone: bool) -> Result<Option<Quantity>, Vec<FieldError>> {
        if self.ticked && !alone {
            let other = if self.expected.is_zero() { Quantity::ONE } else { Quantity::ZERO };
            return Ok(flag(all, key).then_some(other));
        }
        amount(all, key)
    }
}

/// Counts records: only what is typed is counted, and the rest where the person says that it is as expected.
pub fn count(dialogs: Dialogs, ids: Vec<InventoryId>) {
    count_from(dialogs, &Rc::new(ids), 0);
}

/// The form of the records from this one on.
fn count_from(dialogs: Dialogs, ids: &Rc<Vec<InventoryId>>, from: usize) {
    let to = ids.len().min(from + AT_ONCE);
    let lines: Vec<Line> = dialogs.peek(|stockroom| ids[from..to].iter().filter_map(|id| Line::read(stockroom, *id)).collect());
    let alone = lines.len() == 1;
    let with_place = lines.iter().any(|line| line.place != lines[0].place);
    let mut specs: Vec<FieldSpec> = Vec::new();
    if !alone {
        specs.push(FieldSpec::new(REST, Word::CountRest, FieldKind::Flag).help(Word::CountRestHelp));
    }
    specs.extend(lines.iter().zip(COUNTED..).map(|(line, key)| line.spec(key, alone, with_place)));
    specs.push(FieldSpec::new(NOTE, Word::Reason, FieldKind::Text));
    let follow = ids.len() - to;
    let lines = Rc::new(RefCell::new(lines));
    let (known, shown) = (lines.clone(), lines.clone());
    let command = move |all: &[(u16, String)]| {
        let counted = counted(&lines.borrow(), all)?;
        if counted.is_empty() {
            return Err(vec![(Some(COUNTED), word(Word::NothingCounted).to_owned())]);
        }
        Ok(Command::Count { lines: counted, note: typed(all, NOTE).into() })
    };
    let submit = if follow == 0 { Word::SaveCount } else { Word::SaveCountAndGoOn };
    let mut form = FormRequest {
        names: vec![("quantity", COUNTED)],
        became: Some(Rc::new(move || recount(dialogs, &mut known.borrow_mut()))),
        ..request(dialogs, Table::Inventory, (Word::CountStock, submit, Word::CountedRecord), specs, command)
    };
    if !alone {
        let (first, last, all) = (format::count(from + 1), format::count(to), format::count(ids.len()));
        if ids.len() > AT_ONCE {
            form.title = say(Word::CountStockSome, &[&first, &last, &all]);
        }
        form.message = Rc::new(|done, _| say(Word::CountedRecords, &[&format::count(done.outcome.records.len())]));
        form.preview = Some(Rc::new(move |all| preview(&shown.borrow(), all, follow)));
    }
    if follow > 0 {
        let ids = ids.clone();
        let then: Then = Rc::new(move |_| {
            let ids = ids.clone();
            // Once the dialog of this page has closed.
            request_animation_frame(move || request_animation_frame(move || count_from(dialogs, &ids, to)));
        });
        form.then = Some(then);
    }
    dialogs.open(form);
}

/// What is counted, by what is typed.
fn counted(lines: &[Line], all: &[(u16, String)]) -> Result<Vec<CountLine>, Vec<FieldError>> {
    let (rest, alone) = (flag(all, REST), lines.len() == 1);
    let mut counted = Vec::new();
    for (line, key) in lines.iter().zip(COUNTED..) {
        let typed = line.counted(all, key, alone)?;
        if let Some(quantity) = typed.or(rest.then_some(line.expected)) {
            counted.push(CountLine { id: line.id, etag: Some(line.etag), counted: quantity });
        }
    }
    Ok(counted)
}

/// How many are counted and how many differ, and how many follow.
fn preview(lines: &[Line], all: &[(u16, String)], follow: usize) -> String {
    let Ok(counted) = counted(lines, all) else { return String::new() };
    let differs = |it: &&CountLine| lines.iter().any(|line| line.id == it.id && line.expected != it.counted);
    let differ = counted.iter().filter(differs).count();
    let [done, of, differ] = [counted.len(), lines.len(), differ].map(format::count);
    let mut text = say(Word::CountPreview, &[&done, &of, &differ]);
    if follow > 0 {
        text = [&text, " ", &say(Word::CountFollow, &[&format::count(follow)])].concat();
    }
    text
}

/// What the records became since the person was told of them, beside their inputs; told so, the person may count again.
fn recount(dialogs: Dialogs, lines: &mut [Line]) -> Vec<FieldError> {
    let mut became = Vec::new();
    for (line, key) in lines.iter_mut().zip(COUNTED..) {
        let now = dialogs.peek(|stockroom| Line::read(stockroom, line.id));
        let Some(now) = now.filter(|now| now.etag != line.etag) else { continue };
        became.push((Some(key), say(Word::CountBecame, &[&now.on_hand, &line.on_hand])));
        // How it is asked for stays, while the form is open.
        *line = Line { ticked: line.ticked, ..now };
    }
    became
}
