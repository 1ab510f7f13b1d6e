//! Commands: what a screen, the API or an importer asks for. Each is data, so that it can be planned again after
//! a conflict; planning either refuses or records changes in a draft.

use crate::domain::model::date::{Date, Timestamp};
use crate::domain::model::etag::Etag;
pub use crate::domain::model::etag::Target;
use crate::domain::model::holder::Reason;
use crate::domain::model::quantity::Quantity;
use crate::domain::model::record::{Table, Value};
use crate::domain::model::rejection::Phrase;
use crate::domain::model::text::Text;
use crate::domain::store::entry::{Act, Entry, Stamp};
use crate::domain::{
    InstallationId, InventoryId, KitId, KitItemId, KitStatus, LocationId, PartId, RequirementDesignatorId, RequirementId, RunId,
    RunStatus, UserId,
};

/// What planning is told of the world.
#[derive(Clone, Debug, Default)]
pub struct Context {
    pub now: Timestamp,
    /// The day in the device's zone.
    pub today: Date,
    pub actor: UserId,
    pub device: Text,
    /// Bodies of old entries that the command reads: for an undo, the entry that it names.
    pub bodies: Vec<Entry>,
}

impl Context {
    /// The stamp of the entry after `head`.
    pub fn stamp(&self, head: u64) -> Stamp {
        Stamp { sequence: head + 1, time: self.now, actor: self.actor }
    }
}

/// Fields given by number; absent: untouched, `Null`: cleared.
pub type Fields = Vec<(u8, Value)>;

/// As an id within a batch: the record of its table that the batch itself made last. So nobody has to guess the id that a
/// new record will get, which another tab may be faster to take.
pub const MADE: u32 = u32::MAX;

/// What can be asked for.
#[derive(Clone, PartialEq, Debug)]
pub enum Command {
    /// A settings-like record or a plan: user, unit, supplier, location, part, BOM item, build requirement.
    Create {
        table: Table,
        fields: Fields,
    },
    /// Fields of any record but a stock record's quantity: parts, locations, runs, kits, lines …
    Update {
        table: Table,
        id: u32,
        etag: Option<Etag>,
        fields: Fields,
    },
    /// A record that nothing ever named.
    Delete {
        table: Table,
        id: u32,
        etag: Option<Etag>,
    },
    /// A part that follows another: its number, BOM and fields, under a new revision.
    Revise {
        part: PartId,
        etag: Option<Etag>,
        revision: Text,
        copy_bom: bool,
    },
    /// The lines of one part's BOM that another's lacks, copied there with their substitutes and designators.
    CopyBom {
        from: PartId,
        to: PartId,
    },
    /// Makes records of what an older version kept otherwise: done by itself where a stockroom of one is opened.
    Upgrade,
    CreateInventory(CreateInventory),
    /// Fields and, with `quantity`, the on-hand quantity, of a stock record.
    UpdateInventory {
        id: InventoryId,
        etag: Option<Etag>,
        fields: Fields,
        quantity: Option<Quantity>,
    },
    /// Many serials of one part in one act; `serials` is the person's range text ("SN-001…SN-250").
    CreateSerials {
        fields: Fields,
        serials: Text,
        reason: Reason,
    },
    /// More of a stock record that is there.
    Receive {
        id: InventoryId,
        etag: Option<Etag>,
        quantity: Option<Quantity>,
        note: Text,
    },
    /// New records from one: (quantity, location) each. From Stock only.
    Split {
        id: InventoryId,
        etag: Option<Etag>,
        pieces: Vec<(Quantity, Option<LocationId>)>,
    },
    Merge {
        records: Vec<Target<InventoryId>>,
    },
    /// Stock to a location: all on hand, or `quantity` of a single record.
    MoveInventory {
        records: Vec<Target<InventoryId>>,
        location: LocationId,
        quantity: Option<Quantity>,
    },
    /// Counted on-hand quantities.
    Count {
        lines: Vec<CountLine>,
        note: Text,
    },
    /// Stock, or with `item` what is in that line's kit, becomes unusable.
    Scrap {
        id: InventoryId,
        etag: Option<Etag>,
        quantity: Option<Quantity>,
        item: Option<KitItemId>,
        note: Text,
    },
    Unscrap {
        id: InventoryId,
        etag: Option<Etag>,
        quantity: Option<Quantity>,
        note: Text,
    },
    /// Scrapped quantity leaves the stockroom.
    Dispose {
        id: InventoryId,
        etag: Option<Etag>,
        quantity: Option<Quantity>,
        note: Text,
    },
    /// On hold (`true`) or released.
    Hold {
        records: Vec<Target<InventoryId>>,
        hold: bool,
        note: Text,
    },
    /// Tools were maintained on a day; today where none is given.
    Maintain {
        records: Vec<Target<InventoryId>>,
        date: Option<Date>,
        note: Text,
    },
    /// A run; with a part, its unit too, or `unit` where one is there.
    CreateRun {
        fields: Fields,
        auto_serial: bool,
        unit_serial: Text,
    },
    /// Complete, cancel, reopen … `confirm` closes open kits and leaves requirements unfilled.
    SetRunStatus {
        run: RunId,
        etag: Option<Etag>,
        status: RunStatus,
        confirm: bool,
        leftovers: Leftovers,
    },
    CreateKit {
        fields: Fields,
    },
    /// Fills a kit with one level of the mBOM times the run's quantity.
    PrepareKit {
        kit: KitId,
        etag: Option<Etag>,
    },
    /// Brings a prepared kit up to the BOM and the run's quantity of today.
    BringKitUp {
        kit: KitId,
        etag: Option<Etag>,
    },
    AddLine {
        kit: KitId,
        part: PartId,
        quantity: Option<Quantity>,
        substitutes: Vec<PartId>,
        notes: Text,
    },
    /// Any status to any; COMPLETED and CANCELED free what is issued and not installed.
    SetKitStatus {
        kit: KitId,
        etag: Option<Etag>,
        status: KitStatus,
        location: Option<LocationId>,
        leftovers: Leftovers,
    },
    Issue(Issue),
    Return(Return),
    /// Issues to many lines of a kit in one act.
    Fulfil {
        kit: KitId,
        etag: Option<Etag>,
        picks: Vec<Pick>,
    },
    Install(Install),
    /// Off the unit: all of it, or so much.
    Uninstall {
        id: InstallationId,
        etag: Option<Etag>,
        quantity: Option<Quantity>,
        hold: bool,
        scrap: bool,
        note: Text,
    },
    /// Takes an entry back; its body is in the context.
    Undo {
        entry: u64,
    },
    /// Several commands as one act and one entry: all or nothing. A kit, or a reference among the fields, may be [`MADE`].
    Batch {
        act: Act,
        note: Text,
        commands: Vec<Command>,
    },
}

/// Where what is left in a kit is when the kit is closed.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Leftovers {
    /// On hand where the kit is; on the places of its records where the kit never moved.
    #[default]
    WhereTheKitIs,
    /// On hand on the places of its records.
    BackToTheShelf,
}

/// A new stock record.
#[derive(Clone, PartialEq, Debug)]
pub struct CreateInventory {
    /// Without balances and uid.
    pub fields: Fields,
    /// None: 0 [ION].
    pub quantity: Option<Quantity>,
    /// Give it the next serial number of the pattern, unless a value is given.
    pub auto_serial: bool,
    pub auto_lot: bool,
    /// `Created` or `Received`.
    pub reason: Reason,
}

/// A counted value of a record.
#[derive(Clone, PartialEq, Debug)]
pub struct CountLine {
    pub id: InventoryId,
    pub etag: Option<Etag>,
    /// On hand, scrapped included.
    pub counted: Quantity,
}

/// Stock to a kit line: Stock → Kit.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Issue {
    pub inventory: InventoryId,
    pub item: KitItemId,
    pub etag: Option<Etag>,
    /// May be left out for a serial.
    pub quantity: Option<Quantity>,
    /// Untracked stock may go below zero, confirmed by the person.
    pub allow_negative: bool,
    /// More than required, confirmed by the person.
    pub allow_over: bool,
}

/// Back from a kit line: Kit → Stock of the same record.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Return {
    pub inventory: InventoryId,
    /// None: from a run's unit, which is put on hand as built.
    pub item: Option<KitItemId>,
    pub etag: Option<Etag>,
    /// May be left out for a serial.
    pub quantity: Option<Quantity>,
    /// Put away elsewhere than the record's location.
    pub location: Option<LocationId>,
    /// Put on hold.
    pub hold: bool,
    /// Scrapped as it comes back.
    pub scrap: bool,
    pub note: Text,
}

/// One pick of a fulfilment.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Pick {
    pub inventory: InventoryId,
    pub item: KitItemId,
    /// May be left out for a serial.
    pub quantity: Option<Quantity>,
}

/// A part on a unit: Kit or Stock → Installed.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Install {
    pub requirement: RequirementId,
    pub inventory: InventoryId,
    pub etag: Option<Etag>,
    /// May be left out for a serial.
    pub quantity: Option<Quantity>,
    /// Where it comes from; none: the run's kit rows in order, else stock.
    pub item: Option<KitItemId>,
    /// The designator that its one piece sits at.
    pub designator: Option<RequirementDesignatorId>,
}

/// What a plan made, beside its changes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Outcome {
    /// The records that it is about, the new ones first: what a screen opens and an API answers.
    pub records: Vec<(Table, u32)>,
    /// What the person should know though it was done: a twin that differs only in case.
    pub warnings: Vec<Phrase>,
}

impl Outcome {
    pub fn of(table: Table, id: u32) -> Outcome {
        Outcome { records: vec![(table, id)], warnings: Vec::new() }
    }

    /// The first record's id; 0 where there is none.
    pub fn id(&self) -> u32 {
        self.records.first().map_or(0, |(_, id)| *id)
    }
}

impl Command {
    /// What the history calls it.
    pub fn act(&self) -> Act {
        match self {
            Command::Create { .. } => Act::Create,
            Command::Update { .. } => Act::Update,
            Command::Delete { .. } => Act::Delete,
            Command::Revise { .. } => Act::Revise,
            Command::CopyBom { .. } => Act::CopyBom,
            Command::Upgrade => Act::Upgrade,
            Command::CreateInventory(it) if it.reason == Reason::Received => Act::Receive,
            Command::CreateInventory(_) => Act::CreateInventory,
            Command::UpdateInventory { .. } => Act::UpdateInventory,
            Command::CreateSerials { reason: Reason::Received, .. } => Act::Receive,
            Command::CreateSerials { .. } => Act::CreateSerials,
            Command::Receive { .. } => Act::Receive,
            Command::Split { .. } => Act::Split,
            Command::Merge { .. } => Act::Merge,
            Command::MoveInventory { .. } => Act::MoveInventory,
            Command::Count { .. } => Act::Count,
            Command::Scrap { .. } => Act::Scrap,
            Command::Unscrap { .. } => Act::Unscrap,
            Command::Dispose { .. } => Act::Dispose,
            Command::Hold { hold: true, .. } => Act::Hold,
            Command::Hold { hold: false, .. } => Act::Release,
            Command::Maintain { .. } => Act::Maintain,
            Command::CreateRun { .. } => Act::CreateRun,
            Command::SetRunStatus { .. } => Act::RunStatus,
            Command::CreateKit { .. } => Act::CreateKit,
            Command::PrepareKit { .. } => Act::PrepareKit,
            Command::BringKitUp { .. } => Act::BringKitUp,
            Command::AddLine { .. } => Act::AddLine,
            Command::SetKitStatus { .. } => Act::KitStatus,
            Command::Issue(_) => Act::Issue,
            Command::Return(Return { item: None, .. }) => Act::Build,
            Command::Return(_) => Act::Return,
            Command::Fulfil { .. } => Act::Fulfil,
            Command::Install(_) => Act::Install,
            Command::Uninstall { .. } => Act::Uninstall,
            Command::Undo { .. } => Act::Undo,
            Command::Batch { act, .. } => *act,
        }
    }

    /// The person's reason, for the history.
    pub fn note(&self) -> Text {
        match self {
            Command::Receive { note, .. }
            | Command::Count { note, .. }
            | Command::Scrap { note, .. }
            | Command::Unscrap { note, .. }
            | Command::Dispose { note, .. }
            | Command::Hold { note, .. }
            | Command::Maintain { note, .. }
            | Command::Uninstall { note, .. }
            | Command::Batch { note, .. } => note.clone(),
            Command::Return(it) => it.note.clone(),
            _ => Text::default(),
        }
    }

    /// The command with each [`MADE`] id replaced by what `made` knows of its table; `None` where it has none.
    pub(in crate::domain) fn after(&self, made: &dyn Fn(Table) -> Option<u32>) -> Option<Command> {
        let kit_made = |kit: &KitId| kit.0 == MADE;
        let in_fields = |fields: &Fields| fields.iter().any(|(_, value)| matches!(value, Value::Ref(_, MADE)));
        let names = match self {
            Command::PrepareKit { kit, .. }
            | Command::BringKitUp { kit, .. }
            | Command::AddLine { kit, .. }
            | Command::SetKitStatus { kit, .. } => kit_made(kit),
            Command::Create { fields, .. } | Command::CreateRun { fields, .. } | Command::CreateKit { fields } => {
                in_fields(fields)
            }
            Command::CreateInventory(it) => in_fields(&it.fields),
            _ => false,
        };
        if !names {
            return None;
        }
        let put = |table: Table, id: &mut u32| {
            if *id == MADE {
                *id = made(table).unwrap_or(MADE);
            }
        };
        let mut command = self.clone();
        match &mut command {
            Command::PrepareKit { kit, .. }
            | Command::BringKitUp { kit, .. }
            | Command::AddLine { kit, .. }
            | Command::SetKitStatus { kit, .. } => {
                put(Table::Kit, &mut kit.0);
            }
            Command::Create { fields, .. }
            | Command::CreateRun { fields, .. }
            | Command::CreateKit { fields }
            | Command::CreateInventory(CreateInventory { fields, .. }) => {
                for (_, value) in fields {
                    if let Value::Ref(table, id) = value {
                        put(*table, id);
                    }
                }
            }
            _ => {}
        }
        Some(command)
    }

    /// The entry that it takes back; 0: none.
    pub fn undoes(&self) -> u64 {
        match self {
            Command::Undo { entry } => *entry,
            _ => 0,
        }
    }
}
