//! The forms and confirmations of a kit: a new one, its fields, its lines, a return, its status.

use std::rc::Rc;

use crate::domain::commands::command::MADE;
use crate::domain::commands::command::{Leftovers, Return};
use crate::domain::commands::kit::to_put_back;
use crate::domain::{
    Act, Command, InventoryId, KIT, KIT_ITEM, KitId, KitItemId, KitStatus, LocationId, MBOM_ITEM, PartId, Quantity, Run, RunId,
    Stockroom, Table, Text,
};
use crate::i18n::{Word, say, word};
use crate::ui::components::{ConfirmSpec, FieldError, FieldKind, FieldSpec};
use crate::ui::features::forms::{edit_form, opens_page};
use crate::ui::fields::typed::{self, amount, flag, key, picked, typed};
use crate::ui::fields::{self, inputs};
use crate::ui::state::dialogs::{Dialogs, FormRequest, Preview, request};

// Inputs that are no fields of a table.
/// How much is returned.
pub const QUANTITY: u16 = 300;
const LOCATION: u16 = 301;
const AFTER: u16 = 302;
const TO_SHELF: u16 = 303;
const NOTE: u16 = 304;
const PREPARE: u16 = 305;
// What becomes of what is returned: one of these.
const USABLE: &str = "usable";
const ON_SHELF: &str = "shelf";
const ON_HOLD: &str = "hold";
const AS_SCRAP: &str = "scrap";
/// Short lines that are named before a kit is delivered without them.
const NAMED: usize = 5;

/// What becomes of what comes back: usable, on hold, or scrap; one of them.
pub fn after_field() -> FieldSpec {
    let after = [(USABLE, Word::KitBackUsable), (ON_HOLD, Word::KitBackHeld), (AS_SCRAP, Word::KitBackScrapped)];
    let after = after.into_iter().map(|(value, text)| (value.to_owned(), word(text).to_owned())).collect();
    FieldSpec::new(AFTER, Word::KitAfterReturn, FieldKind::Choice(after)).value(USABLE).half()
}

/// The same for what is taken off a unit: back to its kit, which is open, or past it to the shelf.
pub fn after_field_of_kit() -> FieldSpec {
    let after = [
        (USABLE, Word::KitBackToKit),
        (ON_SHELF, Word::KitBackToShelf),
        (ON_HOLD, Word::KitBackHeld),
        (AS_SCRAP, Word::KitBackScrapped),
    ];
    let after = after.into_iter().map(|(value, text)| (value.to_owned(), word(text).to_owned())).collect();
    FieldSpec::new(AFTER, Word::KitAfterReturn, FieldKind::Choice(after)).value(USABLE).half()
}

/// Whether it goes past its kit to the shelf.
pub fn goes_to_shelf(all: &[(u16, String)]) -> bool {
    typed(all, AFTER) == ON_SHELF
}

/// Whether what comes back is put on hold.
pub fn comes_back_held(all: &[(u16, String)]) -> bool {
    typed(all, AFTER) == ON_HOLD
}

/// Whether what comes back is scrap.
pub fn comes_back_scrapped(all: &[(u16, String)]) -> bool {
    typed(all, AFTER) == AS_SCRAP
}

/// Put-away location, hold, scrap, and why.
pub fn put_away_fields(dialogs: Dialogs) -> Vec<FieldSpec> {
    vec![
        FieldSpec::new(LOCATION, Word::KitPutAway, FieldKind::Pick(inputs::pick(dialogs, Table::Location, Vec::new())))
            .help(Word::KitPutAwayHelp),
        after_field(),
        FieldSpec::new(NOTE, Word::KitReason, FieldKind::Text),
    ]
}

/// A command that returns what was typed.
pub fn return_of(all: &[(u16, String)], inventory: InventoryId, item: Option<KitItemId>) -> Result<Return, Vec<FieldError>> {
    Ok(Return {
        inventory,
        item,
        etag: None,
        quantity: amount(all, QUANTITY)?,
        location: picked(all, LOCATION).map(LocationId),
        hold: comes_back_held(all),
        scrap: comes_back_scrapped(all),
        note: typed(all, NOTE).into(),
    })
}

/// Where refusals of a return belong.
pub fn return_names() -> Vec<(&'static str, u16)> {
    vec![("quantity", QUANTITY), ("locationId", LOCATION), ("note", NOTE)]
}

/// The form of a return; all of it, unless the person says less.
pub fn give_back(dialogs: Dialogs, item: KitItemId, inventory: InventoryId, held: Quantity, serial: bool) {
    let mut specs = Vec::new();
    let (name, most) = dialogs.peek(|stockroom| {
        let unit = stockroom.inventory.get(inventory.0).map(|it| stockroom.unit_of(it)).unwrap_or_default();
        (stockroom.inventory_name(inventory), fields::quantity_of(stockroom, held, unit))
    });
    if !serial {
        let quantity = FieldSpec::new(QUANTITY, Word::FieldQuantity, FieldKind::Number).value(held.to_string());
        specs.push(quantity.help(say(Word::KitReturnMost, &[&most])).required());
    }
    specs.extend(put_away_fields(dialogs));
    let make = move |all: &[(u16, String)]| Ok(Command::Return(return_of(all, inventory, Some(item))?));
    dialogs.open(FormRequest {
        title: say(Word::KitReturnOf, &[&name]),
        names: return_names(),
        message: Rc::new(move |_, all| {
            let quantity = if serial { None } else { amount(all, QUANTITY).ok().flatten() };
            dialogs.peek(|stockroom| returned_text(stockroom, inventory, quantity, picked(all, LOCATION)))
        }),
        ..request(dialogs, Table::KitRow, (Word::KitReturn, Word::KitReturn, Word::KitReturned), specs, make)
    });
}

/// What was returned, and where it was put; a serial is named alone.
fn returned_text(stockroom: &Stockroom, id: InventoryId, quantity: Option<Quantity>, put_away: Option<u32>) -> String {
    let name = stockroom.inventory_name(id);
    let what = match quantity {
        Some(quantity) => say(Word::MovedWhat, &[&fields::quantity_of_record(stockroom, quantity, id), &name]),
        None => name,
    };
    let own = stockroom.inventory.get(id.0).map(|record| record.location).unwrap_or_default();
    match stockroom.location_path(put_away.map_or(own, LocationId)) {
        place if place.is_empty() => say(Word::KitReturned, &[&what]),
        place => say(Word::KitReturnedTo, &[&what, &place]),
    }
}

fn open_run(stockroom: &Stockroom, id: u32) -> bool {
    stockroom.runs.get(id).is_some_and(Run::is_open)
}

/// The command of a new kit, prepared at once where its run builds something with a BOM: both are one act.
pub fn create_kit(dialogs: Dialogs, fields: crate::domain::commands::command::Fields, run: RunId, prepare: bool) -> Command {
    let bom = dialogs.peek(|stockroom| {
        let part = stockroom.runs.get(run.0).map_or(PartId(0), |run| run.part);
        !stockroom.referrers(MBOM_ITEM.parent, part.0).is_empty()
    });
    let create = Command::CreateKit { fields };
    if !(prepare && bom) {
        return create;
    }
    let prepare = Command::PrepareKit { kit: KitId(MADE), etag: None };
    Command::Batch { act: Act::CreateKit, note: Text::default(), commands: vec![create, prepare] }
}

/// The form of a new kit, for a run where it is known.
pub fn new_kit(dialogs: Dialogs, run: Option<RunId>) {
    let chosen: Vec<u32> = run.iter().map(|run| run.0).collect();
    let pick = inputs::pick_where(dialogs, Table::Run, chosen.clone(), open_run);
    let preset = chosen.first().map_or(String::new(), u32::to_string);
    let mut specs = vec![FieldSpec::new(key(KIT.run), fields::label(KIT.run), FieldKind::Pick(pick)).value(preset).required()];
    specs.extend(inputs::specs(dialogs, &[KIT.needed_by, KIT.assigned_to, KIT.delivery_location, KIT.attributes, KIT.notes], 0));
    specs.push(FieldSpec::new(PREPARE, Word::KitPrepareToo, FieldKind::Flag).value("true").help(Word::KitPrepareTooHelp));
    let make = move |all: &[(u16, String)]| {
        let run = RunId(picked(all, key(KIT.run)).unwrap_or(0));
        Ok(create_kit(dialogs, dialogs.peek(|stockroom| typed::values(stockroom, Table::Kit, all))?, run, flag(all, PREPARE)))
    };
    dialogs.open(FormRequest {
        names: vec![
            ("runId", key(KIT.run)),
            ("deliveryLocationId", key(KIT.delivery_location)),
            ("assignedToId", key(KIT.assigned_to)),
        ],
        then: Some(opens_page()),
        ..request(dialogs, Table::Kit, (Word::NewKit, Word::Create, Word::CreatedRecord), specs, make)
    });
}

/// The form of a kit's own fields.
pub fn edit_kit(dialogs: Dialogs, kit: KitId) {
    let of = &[KIT.run, KIT.needed_by, KIT.assigned_to, KIT.delivery_location, KIT.current_location, KIT.attributes, KIT.notes];
    edit_form(dialogs, Table::Kit, kit.0, Word::KitEdit, of);
}

/// The form of a line's quantity, substitutes and notes.
pub fn edit_line(dialogs: Dialogs, item: KitItemId) {
    edit_form(dialogs, Table::KitItem, item.0, Word::KitEditLine, &[KIT_ITEM.quantity, KIT_ITEM.substitutes, KIT_ITEM.notes]);
}

/// Takes a line away once it is confirmed.
pub fn remove_line(dialogs: Dialogs, item: KitItemId) {
    let (name, etag) =
        dialogs.peek(|stockroom| (stockroom.name_of(Table::KitItem, item.0), stockroom.etag(Table::KitItem, item.0)));
    let spec = ConfirmSpec {
        title: say(Word::KitRemoveLineOf, &[&name]),
        consequences: vec![word(Word::KitRemoveLineText).to_owned()],
        confirm: Word::KitRemoveLine.into(),
        danger: true,
    };
    dialogs.confirm(spec, move || {
        let name = name.clone();
        let command = Command::Delete { table: Table::KitItem, id: item.0, etag: Some(etag) };
        dialogs.act(command, move |_| say(Word::KitLineRemoved, &[&name]));
    });
}

/// The form of a line more.
pub fn add_line(dialogs: Dialogs, kit: KitId) {
    let mut specs = inputs::specs(dialogs, &[KIT_ITEM.part, KIT_ITEM.quantity, KIT_ITEM.substitutes, KIT_ITEM.notes], 0);
    for spec in specs.iter_mut().take(2) {
        spec.required = true;
    }
    let make = move |all: &[(u16, String)]| {
        let substitutes = typed(all, key(KIT_ITEM.substitutes)).split(',').filter_map(|id| id.parse().ok()).map(PartId).collect();
        let Some(part) = picked(all, key(KIT_ITEM.part)) else {
            return Err(vec![(Some(key(KIT_ITEM.part)), word(Word::KitChoosePart).to_owned())]);
        };
        let quantity = amount(all, key(KIT_ITEM.quantity))?;
        Ok(Command::AddLine { kit, part: PartId(part), quantity, substitutes, notes: typed(all, key(KIT_ITEM.notes)).into() })
    };
    dialogs.open(request(dialogs, Table::KitItem, (Word::KitAddLine, Word::Add, Word::KitLineAdded), specs, make));
}

/// Fills the kit from the BOM.
pub fn prepare(dialogs: Dialogs, kit: KitId) {
    let etag = dialogs.peek(|stockroom| stockroom.etag(Table::Kit, kit.0));
    dialogs.act(Command::PrepareKit { kit, etag: Some(etag) }, |_| word(Word::KitPrepared).to_owned());
}

/// Another status: asked for its place, or with what it puts back, or at once.
pub fn set_status(dialogs: Dialogs, kit: KitId, status: KitStatus) {
    let name = dialogs.peek(|stockroom| stockroom.kit_name(kit));
    let state = fields::choice(status.word());
    let said = say(Word::KitIsNow, &[&name, state]);
    let send = move |location: Option<LocationId>, leftovers: Leftovers| Command::SetKitStatus {
        kit,
        etag: None,
        status,
        location,
        leftovers,
    };
    match status {
        KitStatus::Delivered => {
            let wanted = dialogs.peek(|stockroom| stockroom.kits.get(kit.0).map_or(0, |kit| kit.delivery_location.0));
            let chosen: Vec<u32> = if wanted == 0 { Vec::new() } else { vec![wanted] };
            let value = chosen.first().map_or(String::new(), u32::to_string);
            let place = FieldSpec::new(
                LOCATION,
                Word::FieldDeliveryLocation,
                FieldKind::Pick(inputs::pick(dialogs, Table::Location, chosen)),
            );
            let specs = vec![place.value(value).help(Word::KitDeliverHelp).required()];
            let make = move |all: &[(u16, String)]| Ok(send(picked(all, LOCATION).map(LocationId), Leftovers::default()));
            let short = dialogs.peek(|stockroom| short_lines(stockroom, kit));
            dialogs.open(FormRequest {
                names: vec![("deliveryLocationId", LOCATION), ("locationId", LOCATION)],
                message: Rc::new(move |_, _| said.clone()),
                preview: (!short.is_empty()).then(|| Rc::new(move |_: &[(u16, String)]| short.clone()) as Preview),
                ..request(dialogs, Table::KitRow, (Word::KitDeliver, Word::KitDeliver, Word::KitIsNow), specs, make)
            });
        }
        KitStatus::Completed | KitStatus::Canceled => {
            let canceled = status == KitStatus::Canceled;
            let title = say(if canceled { Word::KitCancelTitle } else { Word::KitCompleteTitle }, &[&name]);
            let submit = if canceled { Word::KitCancelIt } else { Word::KitCompleteIt };
            if dialogs.peek(|stockroom| to_put_back(stockroom, kit).is_empty() || !is_elsewhere(stockroom, kit)) {
                let consequences = dialogs.peek(|stockroom| put_back_lines(stockroom, kit, Leftovers::default()));
                let spec = ConfirmSpec { title, consequences, confirm: submit.into(), danger: canceled };
                return dialogs.confirm(spec, move || {
                    let said = said.clone();
                    dialogs.act(send(None, Leftovers::default()), move |_| said.clone());
                });
            }
            let specs = vec![FieldSpec::new(TO_SHELF, Word::KitToShelf, FieldKind::Flag).help(word(Word::KitToShelfHelp))];
            let make = move |all: &[(u16, String)]| Ok(send(None, leftovers(all)));
            let says =
                move |all: &[(u16, String)]| dialogs.peek(|stockroom| put_back_lines(stockroom, kit, leftovers(all)).join(" "));
            dialogs.open(FormRequest {
                title,
                message: Rc::new(move |_, _| said.clone()),
                preview: Some(Rc::new(says)),
                ..request(dialogs, Table::KitRow, (submit, submit, Word::KitIsNow), specs, make)
            });
        }
        _ => dialogs.act(send(None, Leftovers::default()), move |_| said.clone()),
    }
}

/// What the person chose for what is left over.
fn leftovers(all: &[(u16, String)]) -> Leftovers {
    if flag(all, TO_SHELF) { Leftovers::BackToTheShelf } else { Leftovers::WhereTheKitIs }
}

/// Whether the kit was moved: what is left over can stay there.
fn is_elsewhere(stockroom: &Stockroom, kit: KitId) -> bool {
    stockroom.kits.get(kit.0).is_some_and(|kit| kit.current_location.some().is_some())
}

/// The lines that a kit would be delivered without, in a sentence; empty where nothing is short.
fn short_lines(stockroom: &Stockroom, kit: KitId) -> String {
    let short = stockroom.items_of(kit).iter().filter(|item| stockroom.item_remaining(KitItemId(**item)).is_positive());
    let mut names: Vec<String> = short.map(|item| stockroom.name_of(Table::KitItem, *item)).collect();
    let count = names.len();
    if count == 0 {
        return String::new();
    }
    if count > NAMED {
        names.truncate(NAMED);
        names.push(say(Word::HistoryAndMore, &[&crate::i18n::format::count(count - NAMED)]));
    }
    say(Word::KitShortLines, &[&crate::i18n::format::count(count), &names.join(", ")])
}

/// How much of what goes back where when a kit closes, a sentence each.
pub fn put_back_lines(stockroom: &Stockroom, kit: KitId, leftovers: Leftovers) -> Vec<String> {
    let here = stockroom.kits.get(kit.0).map_or(LocationId(0), |kit| kit.current_location);
    let stays = leftovers == Leftovers::WhereTheKitIs && is_elsewhere(stockroom, kit);
    let mut lines: Vec<String> = to_put_back(stockroom, kit)
        .iter()
        .filter_map(|(row, quantity)| {
            let inventory = stockroom.kit_rows.get(row.0)?.inventory;
            let record = stockroom.inventory.get(inventory.0)?;
            let amount = fields::quantity_of(stockroom, *quantity, stockroom.unit_of(record));
            let place = stockroom.location_path(record.location);
            let name = stockroom.inventory_name(inventory);
            if stays {
                return Some(say(Word::KitStaysAt, &[&amount, &name, &stockroom.location_path(here)]));
            }
            Some(if place.is_empty() {
                say(Word::KitGoesBack, &[&amount, &name])
            } else {
                say(Word::KitGoesBackTo, &[&amount, &name, &place])
            })
        })
        .collect();
    if lines.is_empty() {
        lines.push(word(Word::KitNothingGoesBack).to_owned());
    }
    lines
}
