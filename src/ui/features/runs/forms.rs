//! The forms and confirmations of a run: a new one, its fields, its status, installing and taking off.

use std::rc::Rc;

use super::data::{self, Source};
use crate::domain::commands::command::{Fields, Install, MADE};
use crate::domain::commands::run::left_open;
use crate::domain::model::serials::{self, Asked};
use crate::domain::rules::part::fits;
use crate::domain::{
    Act, Command, Field, InstallationId, InventoryId, KIT, KitId, MBOM_ITEM, PartId, Quantity, RUN, RequirementId, RunId,
    RunStatus, Stockroom, Table, Text, Tracking, Value,
};
use crate::i18n::{Word, format, say, sentences, word};
use crate::ui::features::kits::forms::{
    QUANTITY as RETURN_QUANTITY, amount, flag, picked, put_away_fields, put_back_lines, return_names, return_of, typed,
};
use crate::ui::old::components::{ConfirmSpec, FieldError, FieldKind, FieldSpec, SaysWhat};
use crate::ui::old::desk::{Desk, FormRequest, request};
use crate::ui::old::pages::lists::{edit_form, opens_page};
use crate::ui::old::{fields, forms, room};

// Inputs that are no fields of a run.
const SERIAL: u16 = 300;
const STOCK: u16 = 301;
const QUANTITY: u16 = 302;
const HOLD: u16 = 303;
const SCRAP: u16 = 304;
const NOTE: u16 = 305;
const OFF: u16 = 306;
/// Units that one act makes runs for at most.
const UNITS: usize = 100;

fn key(field: crate::domain::Field) -> u16 {
    u16::from(field.number())
}

/// The form of a new run, for a part where it is known.
pub fn new_run(desk: Desk, part: Option<PartId>) {
    let mut specs = forms::specs(&[RUN.title, RUN.part, RUN.quantity, RUN.notes], 0);
    for spec in &mut specs {
        if spec.key == key(RUN.title) {
            spec.help = word(Word::RunTitleHelp).to_owned();
            spec.half = false;
        } else if spec.key == key(RUN.quantity) {
            spec.value = String::from("1");
        } else if let (Some(part), true) = (part, spec.key == key(RUN.part)) {
            *spec = forms::spec(RUN.part, &crate::domain::Value::Ref(Table::Part, part.0));
        }
    }
    let serial = FieldSpec::new(SERIAL, Word::RunUnitSerial, FieldKind::Text).help(Word::RunUnitSerialHelp).half();
    specs.insert(2, serial);
    let make = Rc::new(move |all: &[(u16, String)]| {
        let mut fields = forms::values(Table::Run, all)?;
        let serial = typed(all, SERIAL);
        let part = PartId(picked(all, key(RUN.part)).unwrap_or(0));
        if typed(all, key(RUN.title)).is_empty() && part.some().is_some() {
            put(&mut fields, RUN.title, Value::Text(room::peek(|room| room.part_name(part)).as_str().into()));
        }
        let units = units_of(all);
        if units > 1 {
            return each_unit(&fields, part, serial, units);
        }
        // A part that is tracked by serial needs a number; the others are numbered only if the person says one.
        let auto_serial = serial.is_empty() && is_serial(part);
        Ok(Command::CreateRun { fields, auto_serial, unit_serial: serial.into() })
    });
    let says = |all: &[(u16, String)]| match units_of(all) {
        units if units > 1 => say(Word::RunEachUnit, &[&format::count(units)]),
        _ => String::new(),
    };
    desk.open(FormRequest {
        names: vec![("serialNumber", SERIAL), ("partId", key(RUN.part)), ("title", key(RUN.title))],
        then: Some(opens_page()),
        says: Some(Rc::new(says)),
        ..request(Table::Run, Word::NewRun, Word::Create, specs, make, Word::CreatedRecord)
    });
}

fn is_serial(part: PartId) -> bool {
    room::peek(|room| room.parts.get(part.0).is_some_and(|it| it.tracking_type == Tracking::Serial))
}

/// How many runs the form makes: one for each unit of a part that is tracked by serial.
fn units_of(all: &[(u16, String)]) -> usize {
    let part = PartId(picked(all, key(RUN.part)).unwrap_or(0));
    let units = typed(all, key(RUN.quantity)).parse().unwrap_or(1);
    if is_serial(part) { units } else { 1 }
}

fn put(fields: &mut Fields, field: Field, value: Value) {
    fields.retain(|(number, _)| *number != field.number());
    fields.push((field.number(), value));
}

/// A run for each unit, each with its kit, as one act. `serial` may name the units: "SN-1…SN-3".
fn each_unit(fields: &Fields, part: PartId, serial: &str, units: usize) -> Result<Command, Vec<FieldError>> {
    if units > UNITS {
        return Err(vec![(Some(key(RUN.quantity)), say(Word::RunTooManyUnits, &[&format::count(UNITS)]))]);
    }
    let numbers = match serial {
        "" => Vec::new(),
        text => serials::read(text, Some(units))
            .map_err(|refused| vec![(Some(SERIAL), sentences::render(&fields::in_words(&refused.phrase)))])?,
    };
    if !numbers.is_empty() && numbers.len() != units {
        let text = say(Word::RunNumbersDiffer, &[&format::count(numbers.len()), &format::count(units)]);
        return Err(vec![(Some(SERIAL), text)]);
    }
    let title = fields.iter().find(|(number, _)| *number == RUN.title.number());
    let title = match title {
        Some((_, Value::Text(title))) => title.to_string(),
        _ => String::new(),
    };
    let has_bom = room::peek(|room| !room.referrers(MBOM_ITEM.parent, part.0).is_empty());
    let mut commands = Vec::new();
    for at in 0..units {
        let mut own = fields.clone();
        let name = say(Word::RunTitleOf, &[&title, &format::count(at + 1), &format::count(units)]);
        put(&mut own, RUN.title, Value::Text(name.as_str().into()));
        put(&mut own, RUN.quantity, Value::Quantity(Quantity::ONE));
        let number = match numbers.get(at) {
            Some(Asked::Number(number)) => number.as_str(),
            _ => "",
        };
        commands.push(Command::CreateRun { fields: own, auto_serial: number.is_empty(), unit_serial: number.into() });
        commands.push(Command::CreateKit { fields: vec![(KIT.run.number(), Value::Ref(Table::Run, MADE))] });
        if has_bom {
            commands.push(Command::PrepareKit { kit: KitId(MADE), etag: None });
        }
    }
    Ok(Command::Batch { act: Act::CreateRun, note: Text::default(), commands })
}

/// The form of a run's own fields.
pub fn edit_run(desk: Desk, run: RunId) {
    edit_form(desk, Table::Run, run.0, Word::RunEdit, &[RUN.title, RUN.quantity, RUN.notes, RUN.archived]);
}

/// Another status; completing and canceling say first what is open still.
pub fn set_status(desk: Desk, run: RunId, status: RunStatus) {
    let name = room::peek(|room| room.run_name(run));
    let said = say(Word::RunIsNow, &[&name, fields::choice(status.word())]);
    let send = move |confirm: bool| Command::SetRunStatus { run, etag: None, status, confirm, leftovers: Default::default() };
    let canceled = status == RunStatus::Canceled;
    if !(canceled || status == RunStatus::Complete) {
        return desk.act(send(false), move |_| said.clone());
    }
    let spec = ConfirmSpec {
        title: say(if canceled { Word::RunCancelTitle } else { Word::RunCompleteTitle }, &[&name]),
        consequences: room::peek(|room| consequences(room, run, canceled)),
        confirm: if canceled { Word::RunCancelIt } else { Word::RunCompleteIt }.into(),
        danger: canceled,
    };
    desk.confirm(
        spec,
        Rc::new(move || {
            let said = said.clone();
            desk.act(send(true), move |_| said.clone());
        }),
    );
}

/// What closing a run leaves and does, a sentence each.
fn consequences(room: &Stockroom, run: RunId, canceled: bool) -> Vec<String> {
    const NAMED: usize = 5;
    let (unfilled, kits) = left_open(room, run);
    let mut lines = Vec::new();
    if !canceled && !unfilled.is_empty() {
        let mut names: Vec<String> = unfilled.iter().take(NAMED).map(|need| data::need_name(room, *need)).collect();
        if unfilled.len() > NAMED {
            names.push(say(Word::HistoryAndMore, &[&format::count(unfilled.len() - NAMED)]));
        }
        lines.push(say(Word::RunUnfilled, &[&format::count(unfilled.len()), &names.join(", ")]));
    }
    for kit in kits {
        lines.push(say(Word::RunClosesKit, &[&room.kit_name(kit)]));
        lines.extend(put_back_lines(room, kit, Default::default()));
    }
    let it = room.runs.get(run.0);
    if let (false, Some(it)) = (canceled, it) {
        if it.unit.some().is_some() && it.is_unbuilt() {
            lines.push(say(Word::RunPostsUnit, &[&room.inventory_name(it.unit)]));
        }
    }
    if lines.is_empty() {
        lines.push(word(Word::RunNothingOpen).to_owned());
    }
    lines
}

/// Installs what the kits hold: one command, or several as one act.
pub fn install_command(picks: Vec<(RequirementId, Source)>) -> Option<Command> {
    let mut commands: Vec<Command> = picks
        .into_iter()
        .map(|(requirement, source)| {
            Command::Install(Install {
                requirement,
                inventory: source.inventory,
                etag: None,
                quantity: Some(source.quantity),
                item: Some(source.item),
            })
        })
        .collect();
    match commands.len() {
        0 => None,
        1 => commands.pop(),
        _ => Some(Command::Batch { act: Act::Install, note: Text::default(), commands }),
    }
}

/// Does it, but asks first where the run is on hold.
pub fn unless_held(desk: Desk, run: RunId, act: Rc<dyn Fn()>) {
    let (held, name) =
        room::peek(|room| (room.runs.get(run.0).is_some_and(|run| run.status == RunStatus::Hold), room.run_name(run)));
    if !held {
        return act();
    }
    let spec = ConfirmSpec {
        title: say(Word::RunHeldTitle, &[&name]),
        consequences: vec![word(Word::RunHeldText).to_owned()],
        confirm: Word::RunHeldInstall.into(),
        danger: false,
    };
    desk.confirm(spec, act);
}

/// Installs all that the kits hold for the unit.
pub fn install_all(desk: Desk, run: RunId) {
    let picks = room::peek(|room| data::all_sources(room, run));
    let count = format::count(picks.len());
    match install_command(picks) {
        Some(command) => unless_held(
            desk,
            run,
            Rc::new(move || {
                let count = count.clone();
                desk.act(command.clone(), move |_| say(Word::RunInstalledAll, &[&count]));
            }),
        ),
        None => desk.toaster().note(word(Word::RunNothingInKits)),
    }
}

/// The form that installs any stock that fits.
pub fn install_other(desk: Desk, need: RequirementId) {
    let (name, remaining) = room::peek(|room| {
        let remaining = room.requirements.get(need.0).map(|it| it.quantity.less(room.requirement_installed(need)).or_zero());
        (data::need_name(room, need), remaining.unwrap_or_default())
    });
    let passes = move |room: &Stockroom, id: u32| {
        let today = room::today();
        let need = room.requirements.get(need.0);
        let record = room.inventory.get(id);
        let there = room.available(InventoryId(id), today).is_positive() || room.in_kits(InventoryId(id)).is_positive();
        there
            && need
                .zip(record)
                .is_some_and(|(need, record)| need.unit.0 != id && fits(room, record, need.part, &need.substitutes))
    };
    let stock =
        FieldSpec::new(STOCK, Word::RunStock, FieldKind::Pick(forms::pick_where(Table::Inventory, Vec::new(), Rc::new(passes))));
    let value = if remaining.is_positive() { remaining.to_string() } else { String::from("1") };
    let specs = vec![
        stock.help(Word::RunStockHelp).required(),
        FieldSpec::new(QUANTITY, Word::FieldQuantity, FieldKind::Number).value(value).half(),
    ];
    let make = Rc::new(move |all: &[(u16, String)]| {
        let Some(inventory) = picked(all, STOCK) else {
            return Err(vec![(Some(STOCK), word(Word::RunChooseStock).to_owned())]);
        };
        // A serial is one, whatever is still missing.
        let serial =
            room::peek(|room| room.inventory.get(inventory).is_some_and(|it| it.tracking() == crate::domain::Tracking::Serial));
        let quantity = if serial { None } else { amount(all, QUANTITY)? };
        Ok(Command::Install(Install { requirement: need, inventory: InventoryId(inventory), etag: None, quantity, item: None }))
    });
    desk.open(FormRequest {
        title: say(Word::RunInstallTitle, &[&name]),
        names: vec![("quantity", QUANTITY), ("partInventoryId", STOCK)],
        said: Rc::new(move |_| say(Word::RunInstalled, &[&name])),
        ..request(Table::Installation, Word::RunInstall, Word::RunInstall, specs, make, Word::RunInstalled)
    });
}

/// The form that takes something off the unit: back where it came from, on hold, or to the scrap.
pub fn uninstall(desk: Desk, id: InstallationId) {
    let (name, etag) = room::peek(|room| (room.name_of(Table::Installation, id.0), room.etag(Table::Installation, id.0)));
    let says = uninstall_says(id, name.clone());
    let several = room::peek(|room| room.installations.get(id.0).map(|it| it.quantity).filter(|it| *it != Quantity::ONE));
    let mut specs = Vec::new();
    specs.extend(
        several
            .map(|quantity| FieldSpec::new(OFF, Word::FieldQuantity, FieldKind::Number).value(quantity.to_string()).required()),
    );
    specs.extend([
        FieldSpec::new(HOLD, Word::KitHold, FieldKind::Flag).half(),
        FieldSpec::new(SCRAP, Word::KitScrap, FieldKind::Flag).half(),
        FieldSpec::new(NOTE, Word::KitReason, FieldKind::Text).help(Word::RunUninstallHelp),
    ]);
    let make = Rc::new(move |all: &[(u16, String)]| {
        Ok(Command::Uninstall {
            id,
            etag: Some(etag),
            quantity: amount(all, OFF)?,
            hold: flag(all, HOLD),
            scrap: flag(all, SCRAP),
            note: typed(all, NOTE).into(),
        })
    });
    desk.open(FormRequest {
        title: say(Word::RunUninstallTitle, &[&name]),
        names: vec![("note", NOTE), ("quantity", OFF)],
        said: Rc::new(move |_| say(Word::RunUninstalled, &[&name])),
        says: Some(says),
        ..request(Table::Installation, Word::RunUninstall, Word::RunUninstall, specs, make, Word::RunUninstalled)
    });
}

/// Where what is taken off will be: back in its kit while that is open, else in stock, on hold or scrapped as ticked.
fn uninstall_says(id: InstallationId, name: String) -> SaysWhat {
    let (quantity, kit, location) = room::peek(|room| {
        let Some(it) = room.installations.get(id.0) else { return Default::default() };
        let item = room.kit_rows.get(it.kit_row.0).and_then(|row| room.kit_items.get(row.item.0));
        let kit = item.map(|item| item.part_kit).filter(|kit| room.kits.get(kit.0).is_some_and(|kit| kit.is_open()));
        let place = room.inventory.get(it.inventory.0).map_or(String::new(), |record| room.location_path(record.location));
        (fields::quantity(it.quantity), kit.map_or(String::new(), |kit| room.kit_name(kit)), place)
    });
    Rc::new(move |all| {
        let (hold, scrap) = (flag(all, HOLD), flag(all, SCRAP));
        let (sentence, place) = match (scrap, hold) {
            (true, _) => (Word::UninstallSaysScrap, ""),
            (false, true) => (Word::UninstallSaysHold, &*location),
            (false, false) if !kit.is_empty() => (Word::UninstallSaysKit, &*kit),
            _ => (Word::UninstallSaysStock, &*location),
        };
        let taken = Quantity::parse(typed(all, OFF)).map_or_else(|_| quantity.clone(), fields::quantity);
        say(sentence, &[&taken, &name, if place.is_empty() { word(Word::NoPlace) } else { place }])
    })
}

/// The form that puts the built unit on hand.
pub fn put_on_hand(desk: Desk, run: RunId) {
    let Some((unit, name, serial, quantity)) = room::peek(|room| {
        let run = room.runs.get(run.0)?;
        let record = room.inventory.get(run.unit.0)?;
        let serial = record.tracking() == crate::domain::Tracking::Serial;
        Some((run.unit, room.inventory_name(run.unit), serial, run.quantity))
    }) else {
        return;
    };
    let mut specs = Vec::new();
    if !serial {
        specs
            .push(FieldSpec::new(RETURN_QUANTITY, Word::FieldQuantity, FieldKind::Number).value(quantity.to_string()).required());
    }
    specs.extend(put_away_fields());
    let make = Rc::new(move |all: &[(u16, String)]| Ok(Command::Return(return_of(all, unit, None)?)));
    desk.open(FormRequest {
        title: say(Word::RunPutOnHandTitle, &[&name]),
        names: return_names(),
        said: Rc::new(move |_| say(Word::RunOnHand, &[&name])),
        ..request(Table::KitRow, Word::RunPutOnHand, Word::RunPutOnHand, specs, make, Word::RunOnHand)
    });
}
