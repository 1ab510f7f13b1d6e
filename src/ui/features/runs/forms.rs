//! The forms and confirmations of a run: a new one, its fields, its status, installing and taking off.

use std::rc::Rc;

use leptos::prelude::{Callable, Callback};

use super::data::{self, Source};
use crate::domain::commands::command::{Fields, Install, MADE, Return};
use crate::domain::commands::run::left_open;
use crate::domain::model::serials::{self, Asked};
use crate::domain::rules::part::fits;
use crate::domain::{
    Act, Command, Field, INSTALLATION, InstallationId, InventoryId, KIT, KitId, KitItemId, MBOM_ITEM, PartId, Quantity, RUN,
    RequirementDesignatorId, RequirementId, RunId, RunStatus, Stockroom, Table, Text, Tracking, Value,
};
use crate::i18n::{Word, format, say, sentences, word};
use crate::ui::components::{ConfirmSpec, FieldError, FieldKind, FieldSpec, PickOption, PickSpec};
use crate::ui::features::forms::{edit_form, opens_page};
use crate::ui::features::kits::forms::{
    QUANTITY as RETURN_QUANTITY, after_field, after_field_of_kit, comes_back_held, comes_back_scrapped, goes_to_shelf,
    put_away_fields, put_back_lines, return_names, return_of,
};
use crate::ui::fields::typed::{self, amount, key, picked, typed};
use crate::ui::fields::{self, inputs};
use crate::ui::state::dialogs::{Dialogs, FormRequest, Preview, message_of, request};

// Inputs that are no fields of a run.
const SERIAL: u16 = 300;
const STOCK: u16 = 301;
const QUANTITY: u16 = 302;
const NOTE: u16 = 305;
const OFF: u16 = 306;
const AT: u16 = 307;
/// Units that one act makes runs for at most.
const UNITS: usize = 100;

/// The form of a new run, for a part where it is known.
pub fn new_run(dialogs: Dialogs, part: Option<PartId>) {
    let mut specs = inputs::specs(dialogs, &[RUN.title, RUN.part, RUN.quantity, RUN.attributes, RUN.notes], 0);
    for spec in &mut specs {
        if spec.key == key(RUN.title) {
            spec.help = word(Word::RunTitleHelp).to_owned();
            spec.half = false;
        } else if spec.key == key(RUN.quantity) {
            spec.value = String::from("1");
        } else if let (Some(part), true) = (part, spec.key == key(RUN.part)) {
            *spec = inputs::spec(dialogs, RUN.part, &crate::domain::Value::Ref(Table::Part, part.0));
        }
    }
    let serial = FieldSpec::new(SERIAL, Word::RunUnitSerial, FieldKind::Text).help(Word::RunUnitSerialHelp).half();
    specs.insert(2, serial);
    let make = move |all: &[(u16, String)]| {
        let mut fields = dialogs.peek(|stockroom| typed::values(stockroom, Table::Run, all))?;
        let serial = typed(all, SERIAL);
        let part = PartId(picked(all, key(RUN.part)).unwrap_or(0));
        if typed(all, key(RUN.title)).is_empty() && part.some().is_some() {
            put(&mut fields, RUN.title, Value::Text(dialogs.peek(|stockroom| stockroom.part_name(part)).as_str().into()));
        }
        let units = units_of(dialogs, all);
        if units > 1 {
            return each_unit(dialogs, &fields, part, serial, units);
        }
        // A part that is tracked by serial needs a number; the others are numbered only if the person says one.
        let auto_serial = serial.is_empty() && is_serial(dialogs, part);
        Ok(Command::CreateRun { fields, auto_serial, unit_serial: serial.into() })
    };
    let preview = move |all: &[(u16, String)]| match units_of(dialogs, all) {
        units if units > 1 => say(Word::RunEachUnit, &[&format::count(units)]),
        _ => String::new(),
    };
    dialogs.open(FormRequest {
        names: vec![("serialNumber", SERIAL), ("partId", key(RUN.part)), ("title", key(RUN.title))],
        message: Rc::new(move |done, all| match units_of(dialogs, all) {
            units if units > 1 => say(Word::RunsCreated, &[&format::count(units)]),
            _ => message_of(dialogs, Word::CreatedRecord, done),
        }),
        then: Some(opens_page()),
        preview: Some(Rc::new(preview)),
        ..request(dialogs, Table::Run, (Word::NewRun, Word::Create, Word::CreatedRecord), specs, make)
    });
}

fn is_serial(dialogs: Dialogs, part: PartId) -> bool {
    dialogs.peek(|stockroom| stockroom.parts.get(part.0).is_some_and(|it| it.tracking_type == Tracking::Serial))
}

/// How many runs the form makes: one for each unit of a part that is tracked by serial.
fn units_of(dialogs: Dialogs, all: &[(u16, String)]) -> usize {
    let part = PartId(picked(all, key(RUN.part)).unwrap_or(0));
    let units = typed(all, key(RUN.quantity)).parse().unwrap_or(1);
    if is_serial(dialogs, part) { units } else { 1 }
}

fn put(fields: &mut Fields, field: Field, value: Value) {
    fields.retain(|(number, _)| *number != field.number());
    fields.push((field.number(), value));
}

/// A run for each unit, each with its kit, as one act. `serial` may name the units: "SN-1…SN-3".
fn each_unit(dialogs: Dialogs, fields: &Fields, part: PartId, serial: &str, units: usize) -> Result<Command, Vec<FieldError>> {
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
    let has_bom = dialogs.peek(|stockroom| !stockroom.referrers(MBOM_ITEM.parent, part.0).is_empty());
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
pub fn edit_run(dialogs: Dialogs, run: RunId) {
    edit_form(dialogs, Table::Run, run.0, Word::RunEdit, &[RUN.title, RUN.quantity, RUN.attributes, RUN.notes, RUN.archived]);
}

/// Another status; completing and canceling say first what is open still.
pub fn set_status(dialogs: Dialogs, run: RunId, status: RunStatus) {
    let name = dialogs.peek(|stockroom| stockroom.run_name(run));
    let said = say(Word::RunIsNow, &[&name, fields::choice(status.word())]);
    let send = move |confirm: bool| Command::SetRunStatus { run, etag: None, status, confirm, leftovers: Default::default() };
    let canceled = status == RunStatus::Canceled;
    if !(canceled || status == RunStatus::Complete) {
        return dialogs.act(send(false), move |_| said.clone());
    }
    let spec = ConfirmSpec {
        title: say(if canceled { Word::RunCancelTitle } else { Word::RunCompleteTitle }, &[&name]),
        consequences: dialogs.peek(|stockroom| consequences(stockroom, run, canceled)),
        confirm: if canceled { Word::RunCancelIt } else { Word::RunCompleteIt }.into(),
        danger: canceled,
    };
    dialogs.confirm(spec, move || {
        let said = said.clone();
        dialogs.act(send(true), move |_| said.clone());
    });
}

/// What closing a run leaves and does, a sentence each.
fn consequences(stockroom: &Stockroom, run: RunId, canceled: bool) -> Vec<String> {
    const NAMED: usize = 5;
    let (unfilled, kits) = left_open(stockroom, run);
    let mut lines = Vec::new();
    if !canceled && !unfilled.is_empty() {
        let mut names: Vec<String> = unfilled.iter().take(NAMED).map(|need| data::need_name(stockroom, *need)).collect();
        if unfilled.len() > NAMED {
            names.push(say(Word::HistoryAndMore, &[&format::count(unfilled.len() - NAMED)]));
        }
        lines.push(say(Word::RunUnfilled, &[&format::count(unfilled.len()), &names.join(", ")]));
    }
    for kit in kits {
        lines.push(say(Word::RunClosesKit, &[&stockroom.kit_name(kit)]));
        lines.extend(put_back_lines(stockroom, kit, Default::default()));
    }
    let it = stockroom.runs.get(run.0);
    if let (false, Some(it)) = (canceled, it) {
        if it.unit.some().is_some() && it.is_unbuilt() {
            lines.push(say(Word::RunPostsUnit, &[&stockroom.inventory_name(it.unit)]));
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
                designator: None,
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
pub fn unless_held(dialogs: Dialogs, run: RunId, act: Rc<dyn Fn()>) {
    let (held, name) = dialogs
        .peek(|stockroom| (stockroom.runs.get(run.0).is_some_and(|run| run.status == RunStatus::Hold), stockroom.run_name(run)));
    if !held {
        return act();
    }
    let spec = ConfirmSpec {
        title: say(Word::RunHeldTitle, &[&name]),
        consequences: vec![word(Word::RunHeldText).to_owned()],
        confirm: Word::RunHeldInstall.into(),
        danger: false,
    };
    dialogs.confirm(spec, move || act());
}

/// Installs all that the kits hold for the unit.
pub fn install_all(dialogs: Dialogs, run: RunId) {
    let picks = dialogs.peek(|stockroom| data::all_sources(stockroom, run));
    let count = format::count(picks.len());
    match install_command(picks) {
        Some(command) => unless_held(
            dialogs,
            run,
            Rc::new(move || {
                let count = count.clone();
                dialogs.act(command.clone(), move |_| say(Word::RunInstalledAll, &[&count]));
            }),
        ),
        None => dialogs.toaster().note(word(Word::RunNothingInKits)),
    }
}

/// The form that installs any stock that fits.
pub fn install_other(dialogs: Dialogs, need: RequirementId) {
    install_at(dialogs, need, None);
}

/// The same, at a designator that is given or chosen among those that are free. What the kits hold for it is offered first,
/// and the first of that is chosen.
pub fn install_at(dialogs: Dialogs, need: RequirementId, at: Option<RequirementDesignatorId>) {
    let (name, remaining) = dialogs.peek(|stockroom| {
        let remaining =
            stockroom.requirements.get(need.0).map(|it| it.quantity.less(stockroom.requirement_installed(need)).or_zero());
        (data::need_name(stockroom, need), remaining.unwrap_or_default())
    });
    let held = dialogs.peek(|stockroom| data::kit_stock(stockroom, need));
    let first = held.first().filter(|_| remaining.is_positive()).cloned();
    let value = match &first {
        _ if !remaining.is_positive() || at.is_some() => Quantity::ONE,
        Some(source) => remaining.min(source.quantity),
        None => remaining,
    };
    let pick = stock_pick(dialogs, need, held, first.as_ref());
    let stock = FieldSpec::new(STOCK, Word::RunStock, FieldKind::Pick(pick));
    let chosen = first.map_or(String::new(), |it| it.inventory.0.to_string());
    let mut specs = vec![
        stock.help(Word::RunStockHelp).value(chosen).required(),
        FieldSpec::new(QUANTITY, Word::FieldQuantity, FieldKind::Number).value(value.to_string()).half(),
    ];
    let free = dialogs.peek(|stockroom| data::places(stockroom, need)).into_iter().filter(|place| place.holds.is_none());
    let mut places: Vec<(String, String)> = free.map(|place| (place.id.0.to_string(), place.name)).collect();
    if !places.is_empty() {
        places.insert(0, (String::new(), word(Word::RunDesignatorAny).to_owned()));
        let chosen = at.map_or(String::new(), |at| at.0.to_string());
        specs.push(FieldSpec::new(AT, Word::FieldDesignator, FieldKind::Choice(places)).value(chosen).half());
    }
    let make = move |all: &[(u16, String)]| Ok(Command::Install(install_of(dialogs, need, all)?));
    let installed = move |all: &[(u16, String)]| dialogs.peek(|stockroom| installed_text(stockroom, all));
    dialogs.open(FormRequest {
        title: say(Word::RunInstallTitle, &[&name]),
        names: vec![("quantity", QUANTITY), ("partInventoryId", STOCK), (INSTALLATION.designator.api_name(), AT)],
        message: Rc::new(move |_, all| installed(all)),
        doubt: Some(Rc::new(move |all| dialogs.peek(|stockroom| more_than_required(stockroom, need, all)))),
        ..request(dialogs, Table::Installation, (Word::RunInstall, Word::RunInstall, Word::RunInstalled), specs, make)
    });
}

/// A picker of the stock that fits a requirement: what the kits hold for it, then what can be issued.
fn stock_pick(dialogs: Dialogs, need: RequirementId, held: Vec<Source>, first: Option<&Source>) -> PickSpec {
    let in_kit = |source: &Source| {
        let kit = dialogs.peek(|stockroom| {
            let kit = stockroom.kit_items.get(source.item.0).map(|item| item.part_kit).unwrap_or_default();
            say(Word::RunStockInKit, &[&source.quantity_text, &stockroom.kit_name(kit)])
        });
        let label = dialogs.peek(|stockroom| stockroom.inventory_name(source.inventory));
        PickOption { id: source.inventory.0.to_string(), label, sub: kit }
    };
    let passes = move |stockroom: &Stockroom, id: u32| {
        let today = dialogs.stockroom().today();
        let need = stockroom.requirements.get(need.0).filter(|need| need.unit.0 != id);
        stockroom.available(InventoryId(id), today).is_positive()
            && need
                .zip(stockroom.inventory.get(id))
                .is_some_and(|(need, record)| fits(stockroom, record, need.part, &need.substitutes))
    };
    let chosen = first.map(in_kit).into_iter().collect();
    let held: Vec<PickOption> = held.iter().map(in_kit).collect();
    let stock = inputs::pick_where(dialogs, Table::Inventory, Vec::new(), passes);
    let find = move |text: String| {
        let typed = text.to_lowercase();
        let mut found: Vec<PickOption> = held.iter().filter(|it| it.label.to_lowercase().contains(&typed)).cloned().collect();
        found.extend(stock.find.run(text).into_iter().filter(|it| held.iter().all(|held| held.id != it.id)));
        found
    };
    PickSpec { find: Callback::new(find), chosen, ..stock }
}

/// The installation that is typed. A serial is one, whatever is still missing.
fn install_of(dialogs: Dialogs, need: RequirementId, all: &[(u16, String)]) -> Result<Install, Vec<FieldError>> {
    let Some(inventory) = picked(all, STOCK) else {
        return Err(vec![(Some(STOCK), word(Word::RunChooseStock).to_owned())]);
    };
    let serial = dialogs.peek(|stockroom| is_serial_record(stockroom, inventory));
    let quantity = if serial { None } else { amount(all, QUANTITY)? };
    let designator = picked(all, AT).map(RequirementDesignatorId);
    Ok(Install { requirement: need, inventory: InventoryId(inventory), quantity, designator, ..Install::default() })
}

fn is_serial_record(stockroom: &Stockroom, id: u32) -> bool {
    stockroom.inventory.get(id).is_some_and(|it| it.tracking() == Tracking::Serial)
}

/// How much is typed to be installed.
fn typed_amount(stockroom: &Stockroom, all: &[(u16, String)]) -> Quantity {
    let is_serial = picked(all, STOCK).is_some_and(|id| is_serial_record(stockroom, id));
    if is_serial { Quantity::ONE } else { amount(all, QUANTITY).ok().flatten().unwrap_or_default() }
}

/// What was installed, and at which designator.
fn installed_text(stockroom: &Stockroom, all: &[(u16, String)]) -> String {
    let id = InventoryId(picked(all, STOCK).unwrap_or(0));
    let name = stockroom.inventory_name(id);
    let quantity = typed_amount(stockroom, all);
    let what = if is_serial_record(stockroom, id.0) {
        name
    } else {
        say(Word::MovedWhat, &[&fields::quantity_of_record(stockroom, quantity, id), &name])
    };
    match picked(all, AT) {
        Some(at) => say(Word::RunInstalledAt, &[&what, &stockroom.name_of(Table::RequirementDesignator, at)]),
        None => say(Word::RunInstalled, &[&what]),
    }
}

/// Asks before more is installed than the unit requires.
fn more_than_required(stockroom: &Stockroom, need: RequirementId, all: &[(u16, String)]) -> Option<ConfirmSpec> {
    let it = stockroom.requirements.get(need.0)?;
    let after = stockroom.requirement_installed(need).plus(typed_amount(stockroom, all)).ok()?;
    (after > it.quantity).then(|| {
        let text = |quantity| fields::quantity_of_part(stockroom, quantity, it.part);
        ConfirmSpec {
            title: word(Word::RunOverTitle).to_owned(),
            consequences: vec![say(Word::RunOverText, &[&text(it.quantity), &stockroom.part_name(it.part), &text(after)])],
            confirm: Word::RunOverInstall.into(),
            danger: false,
        }
    })
}

/// The form that takes something off the unit: back where it came from, on hold, or to the scrap.
pub fn uninstall(dialogs: Dialogs, id: InstallationId) {
    let (name, etag) =
        dialogs.peek(|stockroom| (stockroom.name_of(Table::Installation, id.0), stockroom.etag(Table::Installation, id.0)));
    let preview = uninstall_preview(dialogs, id, name.clone());
    let several =
        dialogs.peek(|stockroom| stockroom.installations.get(id.0).map(|it| it.quantity).filter(|it| *it != Quantity::ONE));
    let mut specs = Vec::new();
    specs.extend(
        several
            .map(|quantity| FieldSpec::new(OFF, Word::FieldQuantity, FieldKind::Number).value(quantity.to_string()).required()),
    );
    let kit = dialogs.peek(|stockroom| open_kit_of(stockroom, id));
    let after = if kit.is_some() { after_field_of_kit() } else { after_field() };
    specs.extend([after, FieldSpec::new(NOTE, Word::KitReason, FieldKind::Text).help(Word::RunUninstallHelp)]);
    let make = move |all: &[(u16, String)]| {
        let quantity = amount(all, OFF)?;
        let note: Text = typed(all, NOTE).into();
        let (hold, scrap) = (comes_back_held(all), comes_back_scrapped(all));
        let off = Command::Uninstall { id, etag: Some(etag), quantity, hold, scrap, note: note.clone() };
        let Some((inventory, item, whole)) = kit.filter(|_| goes_to_shelf(all)) else { return Ok(off) };
        let back =
            Return { inventory, item: Some(item), quantity: quantity.or(Some(whole)), note: note.clone(), ..Return::default() };
        Ok(Command::Batch { act: Act::Uninstall, note, commands: vec![off, Command::Return(back)] })
    };
    dialogs.open(FormRequest {
        title: say(Word::RunUninstallTitle, &[&name]),
        names: vec![("note", NOTE), ("quantity", OFF)],
        message: Rc::new(move |_, _| say(Word::RunUninstalled, &[&name])),
        preview: Some(preview),
        ..request(dialogs, Table::Installation, (Word::RunUninstall, Word::RunUninstall, Word::RunUninstalled), specs, make)
    });
}

/// The open kit's line that an installation came from, with what is installed and how much of it.
fn open_kit_of(stockroom: &Stockroom, id: InstallationId) -> Option<(InventoryId, KitItemId, Quantity)> {
    let it = stockroom.installations.get(id.0)?;
    let item = stockroom.kit_rows.get(it.kit_row.0)?.item;
    let kit = stockroom.kit_items.get(item.0)?.part_kit;
    stockroom.kits.get(kit.0).is_some_and(|kit| kit.is_open()).then_some((it.inventory, item, it.quantity))
}

/// Where what is taken off will be: back in its kit while that is open, else in stock, on hold or scrapped as ticked.
fn uninstall_preview(dialogs: Dialogs, id: InstallationId, name: String) -> Preview {
    let (quantity, kit, location) = dialogs.peek(|stockroom| {
        let Some(it) = stockroom.installations.get(id.0) else { return Default::default() };
        let item = stockroom.kit_rows.get(it.kit_row.0).and_then(|row| stockroom.kit_items.get(row.item.0));
        let kit = item.map(|item| item.part_kit).filter(|kit| stockroom.kits.get(kit.0).is_some_and(|kit| kit.is_open()));
        let record = stockroom.inventory.get(it.inventory.0);
        let place = record.map_or(String::new(), |record| stockroom.location_path(record.location));
        let unit = record.map(|record| stockroom.unit_of(record)).unwrap_or_default();
        (fields::quantity_of(stockroom, it.quantity, unit), kit.map_or(String::new(), |kit| stockroom.kit_name(kit)), place)
    });
    Rc::new(move |all| {
        let (hold, scrap) = (comes_back_held(all), comes_back_scrapped(all));
        let (sentence, place) = match (scrap, hold) {
            (true, _) => (Word::UninstallSaysScrap, ""),
            (false, true) => (Word::UninstallSaysHold, &*location),
            (false, false) if !kit.is_empty() && !goes_to_shelf(all) => (Word::UninstallSaysKit, &*kit),
            _ => (Word::UninstallSaysStock, &*location),
        };
        let taken = Quantity::parse(typed(all, OFF)).map_or_else(|_| quantity.clone(), fields::quantity);
        say(sentence, &[&taken, &name, if place.is_empty() { word(Word::NoPlace) } else { place }])
    })
}

/// The form that puts the built unit on hand.
pub fn put_on_hand(dialogs: Dialogs, run: RunId) {
    let Some((unit, name, serial, quantity)) = dialogs.peek(|stockroom| {
        let run = stockroom.runs.get(run.0)?;
        let record = stockroom.inventory.get(run.unit.0)?;
        let serial = record.tracking() == crate::domain::Tracking::Serial;
        Some((run.unit, stockroom.inventory_name(run.unit), serial, run.quantity))
    }) else {
        return;
    };
    let mut specs = Vec::new();
    if !serial {
        specs
            .push(FieldSpec::new(RETURN_QUANTITY, Word::FieldQuantity, FieldKind::Number).value(quantity.to_string()).required());
    }
    specs.extend(put_away_fields(dialogs));
    let make = move |all: &[(u16, String)]| Ok(Command::Return(return_of(all, unit, None)?));
    dialogs.open(FormRequest {
        title: say(Word::RunPutOnHandTitle, &[&name]),
        names: return_names(),
        message: Rc::new(move |_, _| say(Word::RunOnHand, &[&name])),
        ..request(dialogs, Table::KitRow, (Word::RunPutOnHand, Word::RunPutOnHand, Word::RunOnHand), specs, make)
    });
}
