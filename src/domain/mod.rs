//! The domain: what a stockroom is and which acts it allows. Knows nobody: no clock, no randomness, no async, no browser.
//!
//! Reading order: [`quantity`], [`record`] (how a noun is declared), the nouns, [`holder`], [`change`],
//! [`stockroom`] (tables, indexes, apply), [`draft`], [`rejection`], [`command`], then what is derived
//! ([`status`], [`cell`], [`find`]) and the auditor ([`audit`]), which shares no code with the acts.

pub mod date;
pub mod etag;
pub mod quantity;
pub mod record;
pub mod text;

pub mod abom;
pub mod inventory;
pub mod kit;
pub mod location;
pub mod part;
pub mod party;
pub mod run;

pub mod audit;
mod bits;
pub mod bom;
pub mod cell;
pub mod change;
pub mod command;
pub mod commands;
pub mod draft;
pub mod entry;
pub mod find;
pub mod genealogy;
pub mod genesis;
pub mod holder;
mod kept;
pub mod lower;
mod making;
pub mod names;
pub mod order;
pub mod place;
pub mod rejection;
pub mod serials;
pub mod status;
pub mod stockroom;
mod words;

pub use abom::{AbomInstallation, BuildRequirement, INSTALLATION, InstallationId, REQUIREMENT, RequirementId};
pub use cell::Cell;
pub use change::Change;
pub use command::{Command, Context, Outcome};
pub use date::{Date, Timestamp};
pub use draft::Draft;
pub use entry::{Act, Brief, Entry, Stamp};
pub use etag::Etag;
pub use holder::{Holder, Reason};
pub use inventory::Usage;
pub use inventory::{INVENTORY, InventoryId, PartInventory};
pub use kit::{KIT, KIT_ITEM, KIT_ROW, KitId, KitItemId, KitRow, KitRowId, KitStatus, PartKit, PartKitItem};
pub use location::{LOCATION, Location, LocationId};
pub use part::{MBOM_ITEM, MbomItem, MbomItemId, PART, Part, PartId, PartStatus, PartType, Sourcing, Tracking};
pub use party::{SETTINGS, SUPPLIER, Settings, SettingsId, Supplier, SupplierId, UNIT, USER, Unit, UnitId, User, UserId};
pub use quantity::{Quantity, QuantityError};
pub use record::{Field, Kind, Record, Table, Value};
pub use rejection::{Argument, Code, Phrase, Rejection, Sentence};
pub use run::{RUN, Run, RunId, RunStatus};
pub use status::InventoryStatus;
pub use stockroom::Stockroom;
pub use text::Text;
