//! The acts that are more than the fields of one record: each with its inputs and its command.

use super::mutations::{Act, In, fields_given};
use super::state::State;
use super::values::{Fault, Given, items, read_id, word};
use super::words;
use crate::domain::commands::command::{
    Command, CountLine, CreateInventory, Fields, Install, Issue, Leftovers, Pick, Return, Target,
};
use crate::domain::model::record::Table;
use crate::domain::query::proposals::propose;
use crate::domain::store::entry::Act as Done;
use crate::domain::store::stockroom::Key;
use crate::domain::{
    Etag, InstallationId, InventoryId, KIT, KitId, KitItemId, KitStatus, LocationId, PartId, PartKit, Quantity, RUN, Reason,
    RequirementDesignatorId, RequirementId, Run, RunId, RunStatus, Stockroom, Text, Value as Kept,
};

const fn of(name: &'static str, ty: &'static str, about: &'static str) -> In {
    In { name, ty, about }
}

const ID: In = of("id", "ID!", words::ID);
const ETAG: In = of("etag", "String!", words::ETAG);
const ETAG_OPTIONAL: In = of("etag", "String", words::ETAG_OPTIONAL);
const NOTE: In = of("note", "String", words::NOTE);
const QUANTITY: In = of("quantity", "Quantity", words::ACT_QUANTITY);
const RECORDS: In = of("partInventories", "[InventoryTargetInput!]!", words::TARGETS);
const CONFIRM: In = of("confirm", "Boolean", words::CONFIRM);
const BACK_TO_SHELF: In = of("backToShelf", "Boolean", words::BACK_TO_SHELF);

/// The lines that inputs have lists of.
pub const LISTS: &[(&str, &[In])] = &[
    ("InventoryTargetInput", &[ID, ETAG]),
    ("SplitPieceInput", &[of("quantity", "Quantity!", words::PIECE), of("locationId", "ID", words::PIECE_PLACE)]),
    ("CountLineInput", &[ID, ETAG, of("quantity", "Quantity!", words::COUNTED)]),
    (
        "PickInput",
        &[
            of("partKitItemId", "ID!", words::LINE),
            of("partInventoryId", "ID!", words::RECORD),
            of("quantity", "Quantity", words::ACT_QUANTITY),
        ],
    ),
];

const ONE: &[(&str, Table, bool)] = &[("partInventory", Table::Inventory, false)];
const MANY: &[(&str, Table, bool)] = &[("partInventories", Table::Inventory, true)];
const RUN_AND_UNIT: &[(&str, Table, bool)] = &[("run", Table::Run, false), ("partInventory", Table::Inventory, false)];
const KIT_AND_LINES: &[(&str, Table, bool)] = &[("partKit", Table::Kit, false), ("partKitItems", Table::KitItem, true)];
const MOVED: &[(&str, Table, bool)] =
    &[("partInventory", Table::Inventory, false), ("partKitItem", Table::KitItem, false), ("partKit", Table::Kit, false)];

/// Every act that is not a plain create, update or delete.
pub const ACTS: &[Act] = &[
    Act {
        name: "createPartRevision",
        input: "CreatePartRevisionInput",
        fields: None,
        inputs: &[ID, ETAG, of("revision", "String", words::REVISION), of("copyMbom", "Boolean", words::COPY_BOM)],
        payload: &[("part", Table::Part, false)],
        plan: revise,
        about: words::REVISE,
    },
    Act {
        name: "copyMbom",
        input: "CopyMbomInput",
        fields: None,
        inputs: &[of("fromPartId", "ID!", words::COPY_FROM), of("toPartId", "ID!", words::COPY_TO)],
        payload: &[("part", Table::Part, false), ("mbomItems", Table::MbomItem, true)],
        plan: copy_bom,
        about: words::COPY_MBOM,
    },
    Act {
        name: "updateSettings",
        input: "UpdateSettingsInput",
        fields: Some((Table::Settings, false)),
        inputs: &[ETAG],
        payload: &[("settings", Table::Settings, false)],
        plan: settings,
        about: words::UPDATE_SETTINGS,
    },
    Act {
        name: "createPartInventory",
        input: "CreatePartInventoryInput",
        fields: Some((Table::Inventory, true)),
        inputs: &[
            of("quantity", "Quantity", words::NEW_QUANTITY),
            of("autogenerateSerialNumber", "Boolean", words::AUTO_SERIAL),
            of("autogenerateLotNumber", "Boolean", words::AUTO_LOT),
            of("received", "Boolean", words::RECEIVED),
        ],
        payload: ONE,
        plan: create_inventory,
        about: words::CREATE_INVENTORY,
    },
    Act {
        name: "createPartInventorySerials",
        input: "CreatePartInventorySerialsInput",
        fields: Some((Table::Inventory, true)),
        inputs: &[of("serials", "String!", words::SERIALS)],
        payload: MANY,
        plan: create_serials,
        about: words::CREATE_SERIALS,
    },
    Act {
        name: "updatePartInventory",
        input: "UpdatePartInventoryInput",
        fields: Some((Table::Inventory, false)),
        inputs: &[ID, ETAG, of("quantity", "Quantity", words::SET_QUANTITY)],
        payload: ONE,
        plan: update_inventory,
        about: words::UPDATE_INVENTORY,
    },
    Act {
        name: "receivePartInventory",
        input: "ReceivePartInventoryInput",
        fields: None,
        inputs: &[ID, ETAG, QUANTITY, NOTE],
        payload: ONE,
        plan: receive,
        about: words::RECEIVE,
    },
    Act {
        name: "splitPartInventory",
        input: "SplitPartInventoryInput",
        fields: None,
        inputs: &[ID, ETAG, of("pieces", "[SplitPieceInput!]!", words::PIECES)],
        payload: MANY,
        plan: split,
        about: words::SPLIT,
    },
    Act {
        name: "mergePartInventories",
        input: "MergePartInventoriesInput",
        fields: None,
        inputs: &[RECORDS],
        payload: ONE,
        plan: merge,
        about: words::MERGE,
    },
    Act {
        name: "movePartInventories",
        input: "MovePartInventoriesInput",
        fields: None,
        inputs: &[RECORDS, of("locationId", "ID!", words::MOVE_TO), of("quantity", "Quantity", words::MOVE_QUANTITY)],
        payload: MANY,
        plan: move_records,
        about: words::MOVE,
    },
    Act {
        name: "countPartInventories",
        input: "CountPartInventoriesInput",
        fields: None,
        inputs: &[of("lines", "[CountLineInput!]!", words::COUNT_LINES), NOTE],
        payload: MANY,
        plan: count,
        about: words::COUNT_ACT,
    },
    Act {
        name: "scrapPartInventory",
        input: "ScrapPartInventoryInput",
        fields: None,
        inputs: &[ID, ETAG, QUANTITY, of("partKitItemId", "ID", words::SCRAP_LINE), NOTE],
        payload: ONE,
        plan: scrap,
        about: words::SCRAP,
    },
    Act {
        name: "unscrapPartInventory",
        input: "UnscrapPartInventoryInput",
        fields: None,
        inputs: &[ID, ETAG, QUANTITY, NOTE],
        payload: ONE,
        plan: unscrap,
        about: words::UNSCRAP,
    },
    Act {
        name: "disposePartInventory",
        input: "DisposePartInventoryInput",
        fields: None,
        inputs: &[ID, ETAG, QUANTITY, NOTE],
        payload: ONE,
        plan: dispose,
        about: words::DISPOSE,
    },
    Act {
        name: "holdPartInventories",
        input: "HoldPartInventoriesInput",
        fields: None,
        inputs: &[RECORDS, NOTE],
        payload: MANY,
        plan: hold,
        about: words::HOLD,
    },
    Act {
        name: "releasePartInventories",
        input: "ReleasePartInventoriesInput",
        fields: None,
        inputs: &[RECORDS, NOTE],
        payload: MANY,
        plan: release,
        about: words::RELEASE,
    },
    Act {
        name: "recordPartInventoryMaintenance",
        input: "RecordPartInventoryMaintenanceInput",
        fields: None,
        inputs: &[RECORDS, of("lastMaintainedDate", "Date", words::MAINTAINED), NOTE],
        payload: MANY,
        plan: maintain,
        about: words::MAINTAIN,
    },
    Act {
        name: "createRun",
        input: "CreateRunInput",
        fields: Some((Table::Run, true)),
        inputs: &[of("serialNumber", "String", words::UNIT_SERIAL), of("autogenerateSerialNumber", "Boolean", words::UNIT_AUTO)],
        payload: RUN_AND_UNIT,
        plan: create_run,
        about: words::CREATE_RUN,
    },
    Act {
        name: "updateRun",
        input: "UpdateRunInput",
        fields: Some((Table::Run, false)),
        inputs: &[ID, ETAG, CONFIRM, BACK_TO_SHELF],
        payload: RUN_AND_UNIT,
        plan: update_run,
        about: words::UPDATE_RUN,
    },
    Act {
        name: "completeRun",
        input: "",
        fields: None,
        inputs: &[ID, ETAG, CONFIRM, BACK_TO_SHELF],
        payload: RUN_AND_UNIT,
        plan: complete_run,
        about: words::COMPLETE_RUN,
    },
    Act {
        name: "cancelRun",
        input: "",
        fields: None,
        inputs: &[ID, ETAG, CONFIRM, BACK_TO_SHELF],
        payload: RUN_AND_UNIT,
        plan: cancel_run,
        about: words::CANCEL_RUN,
    },
    Act {
        name: "archiveRun",
        input: "",
        fields: None,
        inputs: &[ID, ETAG],
        payload: RUN_AND_UNIT,
        plan: archive_run,
        about: words::ARCHIVE_RUN,
    },
    Act {
        name: "createPartKit",
        input: "CreatePartKitInput",
        fields: Some((Table::Kit, true)),
        inputs: &[],
        payload: &[("partKit", Table::Kit, false)],
        plan: create_kit,
        about: words::CREATE_KIT,
    },
    Act {
        name: "updatePartKit",
        input: "UpdatePartKitInput",
        fields: Some((Table::Kit, false)),
        inputs: &[ID, ETAG, BACK_TO_SHELF],
        payload: &[("partKit", Table::Kit, false)],
        plan: update_kit,
        about: words::UPDATE_KIT,
    },
    Act {
        name: "addPartsToKitFromMbom",
        input: "AddPartsToKitFromMbomInput",
        fields: None,
        inputs: &[ID, ETAG],
        payload: KIT_AND_LINES,
        plan: prepare,
        about: words::PREPARE,
    },
    Act {
        name: "updatePartKitFromMbom",
        input: "UpdatePartKitFromMbomInput",
        fields: None,
        inputs: &[ID, ETAG],
        payload: KIT_AND_LINES,
        plan: bring_up,
        about: words::BRING_UP,
    },
    Act {
        name: "fulfillPartKit",
        input: "FulfillPartKitInput",
        fields: None,
        inputs: &[ID, ETAG, of("picks", "[PickInput!]", words::PICKS)],
        payload: KIT_AND_LINES,
        plan: fulfil,
        about: words::FULFIL,
    },
    Act {
        name: "createPartKitItem",
        input: "CreatePartKitItemInput",
        fields: Some((Table::KitItem, true)),
        inputs: &[],
        payload: &[("partKitItem", Table::KitItem, false), ("partKit", Table::Kit, false)],
        plan: add_line,
        about: words::ADD_LINE,
    },
    Act {
        name: "issueItemToKit",
        input: "InventoryToKitInput",
        fields: None,
        inputs: TO_KIT,
        payload: MOVED,
        plan: issue,
        about: words::ISSUE,
    },
    Act {
        name: "moveItemToInventory",
        input: "InventoryToKitInput",
        fields: None,
        inputs: TO_KIT,
        payload: MOVED,
        plan: give_back,
        about: words::RETURN,
    },
    Act {
        name: "createAbomInstallation",
        input: "CreateABomInstallationInput",
        fields: None,
        inputs: &[
            of("buildRequirementId", "ID!", words::NEED),
            of("partInventoryId", "ID!", words::RECORD),
            ETAG_OPTIONAL,
            QUANTITY,
            of("partKitItemId", "ID", words::INSTALL_LINE),
            of("buildRequirementReferenceDesignatorId", "ID", words::INSTALL_AT),
        ],
        payload: &[
            ("abomInstallation", Table::Installation, false),
            ("partInventory", Table::Inventory, false),
            ("buildRequirement", Table::Requirement, false),
        ],
        plan: install,
        about: words::INSTALL,
    },
    Act {
        name: "deleteAbomInstallation",
        input: "",
        fields: None,
        inputs: &[
            ID,
            ETAG_OPTIONAL,
            of("quantity", "Quantity", words::TAKE_OFF),
            of("hold", "Boolean", words::BACK_ON_HOLD),
            of("scrap", "Boolean", words::BACK_SCRAPPED),
            NOTE,
        ],
        payload: ONE,
        plan: uninstall,
        about: words::UNINSTALL,
    },
];

const TO_KIT: &[In] = &[
    of("partInventoryId", "ID!", words::RECORD),
    of("partKitItemId", "ID", words::LINE),
    ETAG,
    QUANTITY,
    of("allowNegative", "Boolean", words::ALLOW_NEGATIVE),
    of("allowOverIssue", "Boolean", words::ALLOW_OVER),
    of("locationId", "ID", words::PUT_AWAY),
    of("hold", "Boolean", words::BACK_ON_HOLD),
    of("scrap", "Boolean", words::BACK_SCRAPPED),
    NOTE,
];

/// Revisions that are tried for a new one.
const REVISIONS_TRIED: usize = 1_000;

type Planned = Result<Command, Fault>;

/// As it was given: the domain holds it to its limit, after what goes before that.
fn note(given: Given) -> Result<Text, Fault> {
    Ok(given.text("note").trim().into())
}

fn leftovers(given: Given) -> Leftovers {
    if given.flag("backToShelf") { Leftovers::BackToTheShelf } else { Leftovers::WhereTheKitIs }
}

fn target(room: &Stockroom, given: Given) -> Result<Target<InventoryId>, Fault> {
    let id = given.the_id("id")?;
    Ok((InventoryId(id), given.etag(room, Table::Inventory, id)))
}

fn targets(room: &Stockroom, given: Given) -> Result<Vec<Target<InventoryId>>, Fault> {
    given.each("partInventories").into_iter().map(|it| target(room, it)).collect()
}

fn revise(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let part = given.the_id("id")?;
    let etag = given.etag(room, Table::Part, part);
    let revision = match given.text("revision") {
        "" => next_revision(room, PartId(part)),
        revision => revision.into(),
    };
    let copy_bom = given.raw("copyMbom").is_none() || given.flag("copyMbom");
    Ok(Command::Revise { part: PartId(part), etag, revision, copy_bom })
}

/// The revision after a part's that no part of its number has: B after A, AA after Z, 10 after 9.
fn next_revision(room: &Stockroom, part: PartId) -> Text {
    let Some(it) = room.parts.get(part.0) else { return Text::default() };
    let mut revision = it.revision.to_string();
    for _ in 0..REVISIONS_TRIED {
        revision = after(&revision);
        let taken = |id: &u32| room.parts.get(*id).is_some_and(|it| *it.revision == *revision);
        if !room.lookup(Key::PartNumber, 0, &it.part_number).iter().any(taken) {
            break;
        }
    }
    revision.into()
}

/// Counts a text on at its end, as spreadsheets count columns.
fn after(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for at in (0..letters.len()).rev() {
        let (next, over) = match letters[at] {
            'Z' => ('A', true),
            'z' => ('a', true),
            '9' => ('0', true),
            it if it.is_ascii_alphanumeric() => (char::from(it as u8 + 1), false),
            it => (it, false),
        };
        let carries = over && letters.get(at.wrapping_sub(1)).is_none_or(|it| !it.is_ascii_alphanumeric());
        letters[at] = next;
        if carries {
            letters.insert(at, if next == '0' { '1' } else { next });
        }
        if !over || carries {
            break;
        }
    }
    letters.into_iter().collect()
}

fn copy_bom(_: &State, given: Given) -> Planned {
    Ok(Command::CopyBom { from: PartId(given.the_id("fromPartId")?), to: PartId(given.the_id("toPartId")?) })
}

fn settings(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let fields = fields_given(&state.room, Table::Settings, given, &[])?;
    Ok(Command::Update { table: Table::Settings, id: 1, etag: given.etag(room, Table::Settings, 1), fields })
}

fn create_inventory(state: &State, given: Given) -> Planned {
    Ok(Command::CreateInventory(CreateInventory {
        fields: fields_given(&state.room, Table::Inventory, given, &[])?,
        quantity: given.quantity("quantity")?,
        auto_serial: given.flag("autogenerateSerialNumber"),
        auto_lot: given.flag("autogenerateLotNumber"),
        reason: if given.flag("received") { Reason::Received } else { Reason::Created },
    }))
}

fn create_serials(state: &State, given: Given) -> Planned {
    let fields = fields_given(&state.room, Table::Inventory, given, &["serialNumber"])?;
    Ok(Command::CreateSerials { fields, serials: given.text("serials").into(), reason: Reason::Created })
}

fn update_inventory(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let (id, etag) = target(room, given)?;
    Ok(Command::UpdateInventory {
        id,
        etag,
        fields: fields_given(&state.room, Table::Inventory, given, &[])?,
        quantity: given.quantity("quantity")?,
    })
}

fn receive(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let (id, etag) = target(room, given)?;
    Ok(Command::Receive { id, etag, quantity: given.quantity("quantity")?, note: note(given)? })
}

fn split(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let (id, etag) = target(room, given)?;
    let piece = |it: Given| Ok((it.quantity("quantity")?.unwrap_or(Quantity::ZERO), it.id("locationId")?.map(LocationId)));
    let pieces = given.each("pieces").into_iter().map(piece).collect::<Result<Vec<_>, Fault>>()?;
    Ok(Command::Split { id, etag, pieces })
}

fn merge(state: &State, given: Given) -> Planned {
    let room = &state.room;
    Ok(Command::Merge { records: targets(room, given)? })
}

fn move_records(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let location = LocationId(given.the_id("locationId")?);
    Ok(Command::MoveInventory { records: targets(room, given)?, location, quantity: given.quantity("quantity")? })
}

fn count(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let line = |it: Given| {
        let (id, etag) = target(room, it)?;
        Ok(CountLine { id, etag, counted: it.quantity("quantity")?.unwrap_or(Quantity::ZERO) })
    };
    let lines = given.each("lines").into_iter().map(line).collect::<Result<Vec<_>, Fault>>()?;
    Ok(Command::Count { lines, note: note(given)? })
}

fn scrap(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let (id, etag) = target(room, given)?;
    let item = given.id("partKitItemId")?.map(KitItemId);
    Ok(Command::Scrap { id, etag, quantity: given.quantity("quantity")?, item, note: note(given)? })
}

fn unscrap(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let (id, etag) = target(room, given)?;
    Ok(Command::Unscrap { id, etag, quantity: given.quantity("quantity")?, note: note(given)? })
}

fn dispose(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let (id, etag) = target(room, given)?;
    Ok(Command::Dispose { id, etag, quantity: given.quantity("quantity")?, note: note(given)? })
}

fn hold(state: &State, given: Given) -> Planned {
    let room = &state.room;
    Ok(Command::Hold { records: targets(room, given)?, hold: true, note: note(given)? })
}

fn release(state: &State, given: Given) -> Planned {
    let room = &state.room;
    Ok(Command::Hold { records: targets(room, given)?, hold: false, note: note(given)? })
}

fn maintain(state: &State, given: Given) -> Planned {
    let date = given.date("lastMaintainedDate")?;
    Ok(Command::Maintain { records: targets(&state.room, given)?, date, note: note(given)? })
}

fn create_run(state: &State, given: Given) -> Planned {
    let fields = fields_given(&state.room, Table::Run, given, &[])?;
    let unit_serial = given.text("serialNumber").into();
    Ok(Command::CreateRun { fields, auto_serial: given.flag("autogenerateSerialNumber"), unit_serial })
}

fn run_target(room: &Stockroom, given: Given) -> Result<Target<u32>, Fault> {
    let id = given.the_id("id")?;
    Ok((id, given.etag(room, Table::Run, id)))
}

/// A change of status is an act of its own; what else is edited is done in the same entry.
fn update_run(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let (id, etag) = run_target(room, given)?;
    let fields = fields_given(&state.room, Table::Run, given, &["status"])?;
    let status = given.raw("status").and_then(word).and_then(RunStatus::from_word);
    let now = room.runs.get(id).map(|run| run.status);
    let Some(status) = status.filter(|it| Some(*it) != now) else {
        return Ok(Command::Update { table: Table::Run, id, etag, fields });
    };
    // A closed run is archived, and an open one gets another quantity: which of both comes first is not the caller's to know.
    let was_open = room.runs.get(id).is_some_and(Run::is_open);
    let waits = |it: &(u8, Kept)| it.0 == RUN.quantity.number() && !was_open || *it == (RUN.archived.number(), Kept::Flag(true));
    let confirm = given.flag("confirm");
    let set = |etag| Command::SetRunStatus { run: RunId(id), etag, status, confirm, leftovers: leftovers(given) };
    Ok(around(Done::RunStatus, (Table::Run, id, etag), fields, waits, set))
}

/// A change of status and the other fields, before it or, those that wait for it, behind it: as one entry. Only the first command
/// carries the etag, as it changes that.
fn around(
    act: Done,
    (table, id, etag): (Table, u32, Option<Etag>),
    fields: Fields,
    waits: impl Fn(&(u8, Kept)) -> bool,
    set: impl FnOnce(Option<Etag>) -> Command,
) -> Command {
    let (behind, before): (Fields, Fields) = fields.into_iter().partition(waits);
    let mut commands = Vec::new();
    if !before.is_empty() {
        commands.push(Command::Update { table, id, etag, fields: before });
    }
    let set = set(if commands.is_empty() { etag } else { None });
    if commands.is_empty() && behind.is_empty() {
        return set;
    }
    commands.push(set);
    if !behind.is_empty() {
        commands.push(Command::Update { table, id, etag: None, fields: behind });
    }
    Command::Batch { act, note: Text::default(), commands }
}

fn set_run(state: &State, given: Given, status: RunStatus) -> Planned {
    let room = &state.room;
    let (id, etag) = run_target(room, given)?;
    Ok(Command::SetRunStatus { run: RunId(id), etag, status, confirm: given.flag("confirm"), leftovers: leftovers(given) })
}

fn complete_run(state: &State, given: Given) -> Planned {
    set_run(state, given, RunStatus::Complete)
}

fn cancel_run(state: &State, given: Given) -> Planned {
    set_run(state, given, RunStatus::Canceled)
}

fn archive_run(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let (id, etag) = run_target(room, given)?;
    Ok(Command::Update { table: Table::Run, id, etag, fields: vec![(RUN.archived.number(), Kept::Flag(true))] })
}

fn create_kit(state: &State, given: Given) -> Planned {
    Ok(Command::CreateKit { fields: fields_given(&state.room, Table::Kit, given, &[])? })
}

fn update_kit(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let id = given.the_id("id")?;
    let etag = given.etag(room, Table::Kit, id);
    let status = given.raw("status").and_then(word).and_then(KitStatus::from_word);
    let now = room.kits.get(id).map(|kit| kit.status);
    let fields = fields_given(&state.room, Table::Kit, given, &["status"])?;
    let Some(status) = status.filter(|it| Some(*it) != now) else {
        return Ok(Command::Update { table: Table::Kit, id, etag, fields });
    };
    // The delivery location is set before, so that a delivery goes there; an open kit is given to another run.
    let was_open = room.kits.get(id).is_some_and(PartKit::is_open);
    let waits = |it: &(u8, Kept)| it.0 == KIT.run.number() && !was_open;
    let set = |etag| Command::SetKitStatus { kit: KitId(id), etag, status, location: None, leftovers: leftovers(given) };
    Ok(around(Done::KitStatus, (Table::Kit, id, etag), fields, waits, set))
}

fn prepare(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let id = given.the_id("id")?;
    Ok(Command::PrepareKit { kit: KitId(id), etag: given.etag(room, Table::Kit, id) })
}

fn bring_up(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let id = given.the_id("id")?;
    Ok(Command::BringKitUp { kit: KitId(id), etag: given.etag(room, Table::Kit, id) })
}

/// Without picks, what the screen would propose: oldest first.
fn fulfil(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let id = given.the_id("id")?;
    let etag = given.etag(room, Table::Kit, id);
    let mut picks = Vec::new();
    if given.raw("picks").is_none() {
        picks = propose(room, &state.cache, KitId(id), state.context.today).into_iter().flat_map(|it| it.picks).collect();
    }
    for it in given.each("picks") {
        let inventory = InventoryId(it.the_id("partInventoryId")?);
        let quantity = it.quantity("quantity")?;
        picks.push(Pick { inventory, item: KitItemId(it.the_id("partKitItemId")?), quantity });
    }
    Ok(Command::Fulfil { kit: KitId(id), etag, picks })
}

fn add_line(_: &State, given: Given) -> Planned {
    let given_substitutes = given.raw("substituteIds").map_or(&[][..], items).iter();
    let substitutes = given_substitutes.map(|it| read_id(it, "substituteIds").map(PartId)).collect::<Result<_, _>>()?;
    Ok(Command::AddLine {
        kit: KitId(given.the_id("partKitId")?),
        part: PartId(given.the_id("partId")?),
        quantity: given.quantity("quantity")?,
        substitutes,
        notes: given.text("notes").into(),
    })
}

fn issue(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let inventory = given.the_id("partInventoryId")?;
    Ok(Command::Issue(Issue {
        inventory: InventoryId(inventory),
        item: KitItemId(given.the_id("partKitItemId")?),
        etag: given.etag(room, Table::Inventory, inventory),
        quantity: given.quantity("quantity")?,
        allow_negative: given.flag("allowNegative"),
        allow_over: given.flag("allowOverIssue"),
    }))
}

fn give_back(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let inventory = given.the_id("partInventoryId")?;
    Ok(Command::Return(Return {
        inventory: InventoryId(inventory),
        item: given.id("partKitItemId")?.map(KitItemId),
        etag: given.etag(room, Table::Inventory, inventory),
        quantity: given.quantity("quantity")?,
        location: given.id("locationId")?.map(LocationId),
        hold: given.flag("hold"),
        scrap: given.flag("scrap"),
        note: note(given)?,
    }))
}

fn install(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let inventory = given.the_id("partInventoryId")?;
    Ok(Command::Install(Install {
        requirement: RequirementId(given.the_id("buildRequirementId")?),
        inventory: InventoryId(inventory),
        etag: given.etag(room, Table::Inventory, inventory),
        quantity: given.quantity("quantity")?,
        item: given.id("partKitItemId")?.map(KitItemId),
        designator: given.id("buildRequirementReferenceDesignatorId")?.map(RequirementDesignatorId),
    }))
}

fn uninstall(state: &State, given: Given) -> Planned {
    let room = &state.room;
    let id = given.the_id("id")?;
    Ok(Command::Uninstall {
        id: InstallationId(id),
        etag: given.etag(room, Table::Installation, id),
        quantity: given.quantity("quantity")?,
        hold: given.flag("hold"),
        scrap: given.flag("scrap"),
        note: note(given)?,
    })
}
