//! The domain: what a stockroom is and which acts it allows. Knows nobody: no clock, no randomness, no async, no browser.
//!
//! Reading order: [`quantity`], [`record`] (how a noun is declared), the nouns, [`holder`], [`change`],
//! [`stockroom`] (tables, indexes, apply), [`draft`], [`rejection`], [`command`], then what is derived
//! ([`status`], [`cell`], [`find`]) and the auditor ([`audit`]), which shares no code with the acts.

pub mod audit;
pub mod commands;
pub mod derive;
pub mod ledger;
pub mod model;
pub mod query;
pub mod rules;
pub mod store;

pub use commands::command::{Command, Context, Outcome};
pub use derive::status::InventoryStatus;
pub use model::abom::{
    AbomInstallation, BuildRequirement, INSTALLATION, InstallationId, REQUIREMENT, REQUIREMENT_DESIGNATOR, RequirementDesignator,
    RequirementDesignatorId, RequirementId,
};
pub use model::attribute::{ATTRIBUTE, Attribute, AttributeId, AttributeTable, AttributeType};
pub use model::attribute_value::{AttributeValue, Attributes};
pub use model::date::{Date, Timestamp};
pub use model::designator::{
    MBOM_DESIGNATOR, MBOM_SUBSTITUTE, MbomDesignator, MbomDesignatorId, MbomSubstitute, MbomSubstituteId,
};
pub use model::etag::{Etag, Target};
pub use model::holder::{Holder, Reason};
pub use model::inventory::Usage;
pub use model::inventory::{INVENTORY, InventoryId, PartInventory};
pub use model::kit::{KIT, KIT_ITEM, KIT_ROW, KitId, KitItemId, KitRow, KitRowId, KitStatus, PartKit, PartKitItem};
pub use model::location::{LOCATION, Location, LocationId};
pub use model::part::{MBOM_ITEM, MbomItem, MbomItemId, PART, Part, PartId, PartStatus, PartType, Sourcing, Tracking};
pub use model::party::{SETTINGS, SUPPLIER, Settings, SettingsId, Supplier, SupplierId, UNIT, USER, Unit, UnitId, User, UserId};
pub use model::quantity::{Quantity, QuantityError, Total};
pub use model::record::{Field, Kind, Record, Table, Value};
pub use model::rejection::{Argument, Code, Phrase, Rejection, Sentence};
pub use model::run::{RUN, Run, RunId, RunStatus};
pub use model::supplier_part::{SUPPLIER_PART, SupplierPart, SupplierPartId};
pub use model::text::Text;
pub use query::cell::Cell;
pub use store::change::Change;
pub use store::draft::Draft;
pub use store::entry::{Act, Brief, Entry, Stamp};
pub use store::stockroom::Stockroom;
