//! What can be done with stock: each act as a form or a confirmation.

use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::Etag;
use crate::domain::commands::command::Issue;
use crate::domain::model::lower::lowercase;
use crate::domain::model::record::{Field, Table};
use crate::domain::{
    Code, Command, INVENTORY, InventoryId, KIT_ROW, KitItemId, LocationId, PartId, Quantity, Stockroom, Tracking,
};
use crate::engine::Done;
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{ConfirmSpec, FieldError, FieldKind, FieldSpec, PickOption, PickSpec};
use crate::ui::fields::typed::{self, amount, picked, typed};
use crate::ui::fields::{self, inputs};
use crate::ui::state::dialogs::{Confirmable, Dialogs, FormRequest, Then, request};

// Keys of inputs that are no field of a record.
const QUANTITY: u16 = 300;
const NOTE: u16 = 301;
const LOCATION: u16 = 302;
const WAY: u16 = 306;
const PIECES: u16 = 307;
const FROM: u16 = 308;
const LINE: u16 = 309;
/// Pieces of a custom split: quantity and location each, from here.
const CUSTOM: u16 = 320;

/// Pieces that a custom split takes at most in one act.
const CUSTOM_PIECES: u16 = 6;

fn location(all: &[(u16, String)], key: u16) -> Option<LocationId> {
    picked(all, key).map(LocationId)
}

fn number_input(label: Word, value: &str) -> FieldSpec {
    FieldSpec::new(QUANTITY, label, FieldKind::Number).value(value).half()
}

fn note_input(label: Word) -> FieldSpec {
    FieldSpec::new(NOTE, label, FieldKind::Text)
}

fn location_input(dialogs: Dialogs, label: Word) -> FieldSpec {
    FieldSpec::new(LOCATION, label, FieldKind::Pick(inputs::pick(dialogs, Table::Location, Vec::new())))
}

/// A form about stock: refusals that speak of a quantity, a location or the serials stand beside those inputs.
fn stock_form(
    dialogs: Dialogs,
    words: (Word, Word, Word),
    inputs: Vec<FieldSpec>,
    command: impl Fn(&[(u16, String)]) -> Result<Command, Vec<FieldError>> + 'static,
) -> FormRequest {
    FormRequest {
        names: vec![("quantity", QUANTITY), ("locationId", LOCATION), ("partKitItemId", LINE)],
        ..request(dialogs, Table::Inventory, words, inputs, command)
    }
}

/// What a record is and has, read once for a form.
struct Now {
    tracking: Tracking,
    part: PartId,
    stock: Quantity,
    scrapped: Quantity,
    etag: Etag,
    decimals: u32,
}

fn now(dialogs: Dialogs, id: InventoryId) -> Option<Now> {
    dialogs.peek(|stockroom| {
        let record = stockroom.inventory.get(id.0)?;
        let unit = stockroom.units.get(stockroom.unit_of(record).0);
        Some(Now {
            tracking: record.tracking(),
            part: record.part,
            stock: record.stock,
            scrapped: record.scrapped,
            etag: stockroom.etag(Table::Inventory, id.0),
            // Without a unit, what is whole is split into whole pieces.
            decimals: unit.map_or(record.stock.decimals(), |unit| u32::try_from(unit.decimals).unwrap_or(6)),
        })
    })
}

/// The fields of a record that are edited by hand.
const EDIT_FIELDS: &[Field] = &[
    INVENTORY.serial_number,
    INVENTORY.lot_number,
    INVENTORY.location,
    INVENTORY.supplier,
    INVENTORY.expires_on,
    INVENTORY.cost,
    INVENTORY.unit_of_measure,
    INVENTORY.usage_type,
    INVENTORY.attributes,
    INVENTORY.notes,
];

/// The fields of a record, with the etag it had when the form was opened.
pub fn edit(dialogs: Dialogs, id: InventoryId) {
    let Some(now) = now(dialogs, id) else { return };
    let inputs = inputs::specs(dialogs, EDIT_FIELDS, id.0);
    let make = move |all: &[(u16, String)]| {
        let fields = dialogs.peek(|stockroom| typed::values(stockroom, Table::Inventory, all))?;
        Ok(Command::UpdateInventory { id, etag: Some(now.etag), fields, quantity: None })
    };
    let mut form = stock_form(dialogs, (Word::EditStock, Word::Save, Word::SavedRecord), inputs, make);
    form.record = Some((Table::Inventory, id.0));
    dialogs.open(form);
}

/// Moves one or many; some of it where it is one.
pub fn move_to(dialogs: Dialogs, ids: Vec<InventoryId>) {
    let only = ids.first().copied().filter(|_| ids.len() == 1);
    let single = only.and_then(|id| now(dialogs, id));
    let mut inputs = vec![location_input(dialogs, Word::MoveTo).required()];
    if let Some(now) = single.filter(|it| it.tracking != Tracking::Serial) {
        let all = only.map_or(String::new(), |id| with_unit(dialogs, id, now.stock));
        inputs.push(number_input(Word::MoveQuantity, "").help(say(Word::MoveQuantityHelp, &[&all])));
    }
    let command = move |all: &[(u16, String)]| {
        let location = location(all, LOCATION).ok_or_else(|| vec![(Some(LOCATION), word(Word::ChooseLocation).to_owned())])?;
        let records = ids.iter().map(|id| (*id, None)).collect();
        Ok(Command::MoveInventory { records, location, quantity: amount(all, QUANTITY)? })
    };
    let mut form = stock_form(dialogs, (Word::MoveStock, Word::DoMove, Word::MovedRecord), inputs, command);
    form.message = Rc::new(move |done, all| {
        let place = dialogs.peek(|stockroom| stockroom.location_path(location(all, LOCATION).unwrap_or_default()));
        match only {
            Some(id) => say(Word::MovedSome, &[&some_of(dialogs, id, all), &place]),
            None => say(Word::MovedRecords, &[&format::count(done.outcome.records.len()), &place]),
        }
    });
    dialogs.open(form);
}

/// A quantity in the unit of a record.
fn with_unit(dialogs: Dialogs, id: InventoryId, quantity: Quantity) -> String {
    dialogs.peek(|stockroom| {
        let unit = stockroom.inventory.get(id.0).map(|record| stockroom.unit_of(record)).unwrap_or_default();
        fields::quantity_of(stockroom, quantity, unit)
    })
}

/// "4 of LOT-7 · FAST-M3 A" by the quantity that is typed, and just its name where none is.
fn some_of(dialogs: Dialogs, id: InventoryId, all: &[(u16, String)]) -> String {
    dialogs.peek(|stockroom| {
        let name = stockroom.inventory_name(id);
        let unit = stockroom.inventory.get(id.0).map(|record| stockroom.unit_of(record)).unwrap_or_default();
        match amount(all, QUANTITY) {
            Ok(Some(quantity)) => say(Word::SomeOf, &[&fields::quantity_of(stockroom, quantity, unit), &name]),
            _ => name,
        }
    })
}

/// Splits in even or chosen pieces; what stays and what comes to be is shown while typing.
pub fn split(dialogs: Dialogs, id: InventoryId) {
    let Some(now) = now(dialogs, id) else { return };
    let state = RwSignal::new(vec![(WAY, String::from("even")), (PIECES, String::from("2"))]);
    let custom = Signal::derive(move || state.with(|all| typed(all, WAY) == "custom"));
    let even = Signal::derive(move || !custom.get());
    let (stock, decimals) = (now.stock, now.decimals);
    let preview = Signal::derive(move || {
        state.with(|all| split_preview(all, stock, decimals, |quantity| with_unit(dialogs, id, quantity)))
    });
    let ways = vec![(String::from("even"), Word::SplitEven.into()), (String::from("custom"), Word::SplitCustom.into())];
    let pieces = FieldSpec::new(PIECES, Word::SplitPieces, FieldKind::Number).value("2").half().shown_if(even).hint(preview);
    let mut inputs = vec![
        FieldSpec::new(WAY, Word::SplitWay, FieldKind::Choice(ways)).value("even").half(),
        pieces,
        location_input(dialogs, Word::SplitTo).shown_if(even),
    ];
    for piece in 0..CUSTOM_PIECES {
        let key = CUSTOM + 2 * piece;
        let label = say(Word::SplitPiece, &[&(piece + 1).to_string()]);
        let mut spec = FieldSpec::new(key, label, FieldKind::Number).half().shown_if(custom);
        if piece == 0 {
            spec = spec.hint(preview);
        }
        inputs.push(spec);
        let pick = FieldKind::Pick(inputs::pick(dialogs, Table::Location, Vec::new()));
        inputs.push(FieldSpec::new(key + 1, fields::label(INVENTORY.location), pick).half().shown_if(custom));
    }
    let make = move |all: &[(u16, String)]| {
        let pieces = split_pieces(all, stock, decimals)?;
        Ok(Command::Split { id, etag: None, pieces })
    };
    let mut form = stock_form(dialogs, (Word::SplitStock, Word::DoSplit, Word::SplitDone), inputs, make);
    form.names.insert(0, ("quantity", PIECES));
    form.on_change = Some(Callback::new(move |(key, value): (u16, String)| {
        state.update(|all| {
            all.retain(|(it, _)| *it != key);
            all.push((key, value));
        });
    }));
    form.message = Rc::new(|done, _| say(Word::SplitDone, &[&done.outcome.records.len().saturating_sub(1).to_string()]));
    dialogs.open(form);
}

/// The new records of a split; the first piece of an even one stays where it is.
fn split_pieces(
    all: &[(u16, String)],
    stock: Quantity,
    decimals: u32,
) -> Result<Vec<(Quantity, Option<LocationId>)>, Vec<FieldError>> {
    let at_pieces = |text: Word| vec![(Some(PIECES), word(text).to_owned())];
    if typed(all, WAY) == "custom" {
        let mut pieces = Vec::new();
        for piece in 0..CUSTOM_PIECES {
            let key = CUSTOM + 2 * piece;
            if let Some(it) = amount(all, key)? {
                pieces.push((it, location(all, key + 1)));
            }
        }
        if pieces.is_empty() {
            return Err(vec![(Some(CUSTOM), word(Word::SplitNone).to_owned())]);
        }
        return Ok(pieces);
    }
    let count: i64 = typed(all, PIECES).parse().map_err(|_| at_pieces(Word::NotAWholeNumber))?;
    if !(2..=1000).contains(&count) {
        return Err(at_pieces(Word::SplitRange));
    }
    let step = 10i64.pow(6u32.saturating_sub(decimals));
    let steps = stock.micros() / step;
    let (each, over) = (steps / count, steps % count);
    if each <= 0 {
        return Err(at_pieces(Word::SplitTooMany));
    }
    let to = location(all, LOCATION);
    let pieces = (1..count).map(|at| {
        let micros = (each + i64::from(at < over)) * step;
        (Quantity::from_micros(micros).unwrap_or_default(), to)
    });
    Ok(pieces.collect())
}

fn split_preview(all: &[(u16, String)], stock: Quantity, decimals: u32, amount: impl Fn(Quantity) -> String) -> String {
    match split_pieces(all, stock, decimals) {
        Err(errors) => errors.into_iter().next().map_or(String::new(), |(_, text)| text),
        Ok(pieces) => {
            let rest = pieces.iter().fold(stock, |rest, (piece, _)| rest.less(*piece));
            let shown: Vec<String> = pieces.iter().take(12).map(|(piece, _)| amount(*piece)).collect();
            let mut text = shown.join(" + ");
            if pieces.len() > shown.len() {
                text.push_str(" + …");
            }
            say(Word::SplitPreview, &[&amount(rest), &text])
        }
    }
}

/// Merges records into the oldest, after asking.
pub fn merge(dialogs: Dialogs, ids: Vec<InventoryId>, then: Then) {
    let names = dialogs.peek(|stockroom| ids.iter().map(|id| place_line(stockroom, *id)).collect::<Vec<_>>());
    let mut consequences = vec![word(Word::MergeSays).to_owned()];
    consequences.extend(names.into_iter().take(8));
    let spec = ConfirmSpec { title: Word::MergeStock.into(), consequences, confirm: Word::DoMerge.into(), danger: false };
    dialogs.confirm(spec, move || {
        let records = ids.iter().map(|id| (*id, None)).collect();
        let message = Rc::new(|_: &Done| word(Word::MergedRecords).to_owned());
        dialogs.act_then(Command::Merge { records }, message, Some(then.clone()), None);
    });
}

/// "4 · SN-1 · BRKT-001 A · Hall 2 / Rack A".
fn place_line(stockroom: &Stockroom, id: InventoryId) -> String {
    let Some(record) = stockroom.inventory.get(id.0) else { return String::new() };
    let on_hand = fields::quantity_of(stockroom, record.on_hand(), stockroom.unit_of(record));
    [&on_hand, " · ", &stockroom.inventory_name(id), " · ", &stockroom.location_path(record.location)].concat()
}

/// Stock, or what is in a kit, becomes unusable.
pub fn scrap(dialogs: Dialogs, id: InventoryId) {
    let Some(now) = now(dialogs, id) else { return };
    let mut from = vec![(String::new(), say(Word::ScrapFromStock, &[&with_unit(dialogs, id, now.stock)]))];
    // What is there, and where, by the choice above.
    let mut there = vec![(String::new(), now.stock, String::new())];
    let name = dialogs.peek(|stockroom| {
        for row in stockroom.referrers(KIT_ROW.inventory, id.0) {
            let Some(it) = stockroom.kit_rows.get(*row).filter(|it| it.quantity.is_positive()) else { continue };
            let kit = stockroom.kit_items.get(it.item.0).map_or(String::new(), |item| stockroom.kit_name(item.part_kit));
            let unit = stockroom.inventory.get(id.0).map(|record| stockroom.unit_of(record)).unwrap_or_default();
            let held = fields::quantity_of(stockroom, it.quantity, unit);
            from.push((it.item.0.to_string(), say(Word::ScrapFromKit, &[&kit, &held])));
            there.push((it.item.0.to_string(), it.quantity, kit));
        }
        stockroom.inventory_name(id)
    });
    // What is only in a kit is scrapped from there.
    let first = if now.stock.is_positive() || from.len() < 2 { String::new() } else { from[1].0.clone() };
    let mut inputs = Vec::new();
    if from.len() > 1 {
        inputs.push(FieldSpec::new(FROM, Word::ScrapFrom, FieldKind::Choice(from)).value(first.clone()));
    }
    if now.tracking != Tracking::Serial {
        inputs.push(number_input(Word::FieldQuantity, "").required());
    }
    inputs.push(note_input(Word::Reason));
    let preset = first.clone();
    let says = move |all: &[(u16, String)]| {
        let from = if all.iter().any(|(key, _)| *key == FROM) { typed(all, FROM) } else { &preset };
        let Some((_, of, kit)) = there.iter().find(|(item, ..)| item == from) else { return String::new() };
        let Some((some, rest)) = part_of(dialogs, id, all, (now.tracking, *of)) else {
            return word(Word::SaysQuantity).to_owned();
        };
        match &**kit {
            "" => say(Word::ScrapSays, &[&some, &name, &rest]),
            kit => say(Word::ScrapSaysKit, &[&some, &name, &rest, kit]),
        }
    };
    let make = move |all: &[(u16, String)]| {
        let from = if all.iter().any(|(key, _)| *key == FROM) { typed(all, FROM) } else { &first };
        let item = from.parse().ok().map(KitItemId);
        Ok(Command::Scrap { id, etag: None, quantity: amount(all, QUANTITY)?, item, note: typed(all, NOTE).into() })
    };
    let mut form = stock_form(dialogs, (Word::ScrapStock, Word::DoScrap, Word::ScrappedRecord), inputs, make);
    form.preview = Some(Rc::new(says));
    form.message = Rc::new(move |_, all| say(Word::ScrappedRecord, &[&some_of(dialogs, id, all)]));
    dialogs.open(form);
}

/// The quantity that is typed, and what stays of this much; `None` where none is typed that can be taken.
fn part_of(
    dialogs: Dialogs,
    id: InventoryId,
    all: &[(u16, String)],
    (tracking, of): (Tracking, Quantity),
) -> Option<(String, String)> {
    let some = if tracking == Tracking::Serial { Quantity::ONE } else { amount(all, QUANTITY).ok()?? };
    (some.is_positive() && some <= of).then(|| (with_unit(dialogs, id, some), with_unit(dialogs, id, of.less(some))))
}

/// A quantity and a reason: how receive-more, unscrap and dispose are asked for.
fn amount_form(
    dialogs: Dialogs,
    words: (Word, Word, Word),
    serial: bool,
    value: &str,
    command: impl Fn(Option<Quantity>, crate::domain::Text) -> Command + 'static,
) -> FormRequest {
    let mut inputs = Vec::new();
    if !serial {
        inputs.push(number_input(Word::FieldQuantity, value).required());
    }
    inputs.push(note_input(Word::Reason));
    let command = move |all: &[(u16, String)]| Ok(command(amount(all, QUANTITY)?, typed(all, NOTE).into()));
    stock_form(dialogs, words, inputs, command)
}

/// Scrapped stock is usable again.
pub fn unscrap(dialogs: Dialogs, id: InventoryId) {
    let Some(now) = now(dialogs, id) else { return };
    let serial = now.tracking == Tracking::Serial;
    let titles = (Word::UnscrapStock, Word::DoUnscrap, Word::UnscrappedRecord);
    let make = move |quantity, note| Command::Unscrap { id, etag: None, quantity, note };
    dialogs.open(amount_form(dialogs, titles, serial, &now.scrapped.to_string(), make));
}

/// Scrapped stock leaves the house.
pub fn dispose(dialogs: Dialogs, id: InventoryId) {
    let Some(now) = now(dialogs, id) else { return };
    let serial = now.tracking == Tracking::Serial;
    let titles = (Word::DisposeStock, Word::DoDispose, Word::DisposedRecord);
    let make = move |quantity, note| Command::Dispose { id, etag: None, quantity, note };
    let mut form = amount_form(dialogs, titles, serial, &now.scrapped.to_string(), make);
    let name = dialogs.peek(|stockroom| stockroom.inventory_name(id));
    form.preview = Some(Rc::new(move |all| match part_of(dialogs, id, all, (now.tracking, now.scrapped)) {
        Some((some, rest)) => say(Word::DisposeSays, &[&some, &name, &rest]),
        None => word(Word::SaysQuantity).to_owned(),
    }));
    dialogs.open(form);
}

/// To a line of an open kit that wants this part, or takes it as a substitute.
pub fn issue(dialogs: Dialogs, id: InventoryId) {
    let Some(now) = now(dialogs, id) else { return };
    let part = now.part;
    let find = move |text: String| dialogs.peek(|stockroom| open_lines(stockroom, part, &lowercase(&text)));
    let found = find(String::new());
    let chosen = if found.len() == 1 { found } else { Vec::new() };
    let first = chosen.first().map_or(String::new(), |it| it.id.clone());
    let pick = PickSpec { find: Callback::new(find), chosen, named: None, create: None };
    let mut inputs =
        vec![FieldSpec::new(LINE, Word::KitLine, FieldKind::Pick(pick)).value(first).help(Word::KitLineHelp).required()];
    let serial = now.tracking == Tracking::Serial;
    if !serial {
        let help = say(Word::IssueQuantityHelp, &[&with_unit(dialogs, id, now.stock)]);
        inputs.push(number_input(Word::FieldQuantity, "").help(help));
    }
    let make = move |all: &[(u16, String)]| {
        let item: KitItemId =
            typed(all, LINE).parse().map(KitItemId).map_err(|_| vec![(Some(LINE), word(Word::ChooseKitLine).to_owned())])?;
        let mut quantity = amount(all, QUANTITY)?;
        if quantity.is_none() && !serial {
            let open = dialogs
                .peek(|stockroom| stockroom.item_remaining(item).min(stockroom.available(id, dialogs.stockroom().today())));
            quantity = open.is_positive().then_some(open);
        }
        Ok(Command::Issue(Issue { inventory: id, item, quantity, ..Issue::default() }))
    };
    let mut form = stock_form(dialogs, (Word::IssueStock, Word::DoIssue, Word::IssuedRecord), inputs, make);
    form.confirm = Some(issue_anyway(now.tracking));
    form.message = Rc::new(move |_, all| {
        let line = picked(all, LINE).unwrap_or(0);
        let kit = dialogs.peek(|stockroom| stockroom.kit_items.get(line).map(|line| stockroom.kit_name(line.part_kit)));
        say(Word::IssuedTo, &[&some_of(dialogs, id, all), &kit.unwrap_or_default()])
    });
    dialogs.open(form);
}

/// What of an issue can be confirmed: more than required, and, of untracked stock, below zero.
pub fn issue_anyway(tracking: Tracking) -> Confirmable {
    Rc::new(move |code, sent| {
        let Command::Issue(issue) = sent else { return None };
        match code {
            Code::KitOverIssue if tracking != Tracking::Serial && !issue.allow_over => {
                Some(Command::Issue(Issue { allow_over: true, ..issue.clone() }))
            }
            Code::InsufficientQuantity if tracking == Tracking::Untracked && !issue.allow_negative => {
                Some(Command::Issue(Issue { allow_negative: true, ..issue.clone() }))
            }
            _ => None,
        }
    })
}

/// Lines of open kits that take a part; those that still lack something first.
fn open_lines(stockroom: &Stockroom, part: PartId, text: &str) -> Vec<PickOption> {
    let (mut short, mut full) = (Vec::new(), Vec::new());
    for (item, line) in stockroom.kit_items.iter() {
        let takes = line.part == part || line.substitutes.contains(&part);
        if !takes || !stockroom.kits.get(line.part_kit.0).is_some_and(|kit| kit.is_open()) {
            continue;
        }
        let kit = stockroom.kit_name(line.part_kit);
        if !lowercase(&kit).contains(text) {
            continue;
        }
        let remaining = stockroom.item_remaining(KitItemId(item));
        let unit = stockroom.parts.get(line.part.0).map(|part| part.unit_of_measure).unwrap_or_default();
        let amount = |quantity| fields::quantity_of(stockroom, quantity, unit);
        let sub = say(Word::KitLineNeeds, &[&amount(remaining), &amount(line.quantity)]);
        let list = if remaining.is_positive() { &mut short } else { &mut full };
        list.push(PickOption { id: item.to_string(), label: kit, sub });
    }
    short.extend(full);
    short.truncate(50);
    short
}

/// What is chosen in a list, as records.
pub fn chosen(selection: RwSignal<BTreeSet<u32>>) -> Vec<InventoryId> {
    selection.with_untracked(|ids| ids.iter().copied().map(InventoryId).collect())
}
