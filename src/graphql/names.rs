//! What the API calls each table and field, and where it reads it: made from the tables of fields, not field by field.

use crate::domain::derive::status::LineState;
use crate::domain::model::record::{Field, FieldInfo, Kind, Table};
use crate::domain::query::cell::derived;
use crate::domain::{
    ATTRIBUTE, AttributeTable, AttributeType, INSTALLATION, INVENTORY, InventoryStatus, KIT, KIT_ITEM, LOCATION, MBOM_DESIGNATOR,
    MBOM_ITEM, MBOM_SUBSTITUTE, PART, REQUIREMENT, REQUIREMENT_DESIGNATOR, RUN, SUPPLIER_PART, Tracking,
};

/// The tables that can be listed and asked for one by one: table, type, the plural of the query.
pub const OBJECTS: [(Table, &str, &str); 17] = [
    (Table::Part, "Part", "parts"),
    (Table::Inventory, "PartInventory", "partInventories"),
    (Table::Kit, "PartKit", "partKits"),
    (Table::KitItem, "PartKitItem", "partKitItems"),
    (Table::Run, "Run", "runs"),
    (Table::Location, "Location", "locations"),
    (Table::Supplier, "Supplier", "suppliers"),
    (Table::SupplierPart, "SupplierPart", "supplierParts"),
    (Table::Unit, "UnitOfMeasurement", "unitsOfMeasurement"),
    (Table::User, "User", "users"),
    (Table::MbomItem, "MBomItem", "mbomItems"),
    (Table::MbomSubstitute, "MBomSubstitute", "mbomSubstitutes"),
    (Table::MbomDesignator, "MBomItemReferenceDesignator", "mbomItemReferenceDesignators"),
    (Table::Requirement, "BuildRequirement", "buildRequirements"),
    (Table::RequirementDesignator, "BuildRequirementReferenceDesignator", "buildRequirementReferenceDesignators"),
    (Table::Installation, "AbomInstallation", "abomInstallations"),
    (Table::Attribute, "Attribute", "attributes"),
];

/// The type of a table's records.
pub fn type_of(table: Table) -> &'static str {
    match table {
        Table::Settings => "Settings",
        Table::KitRow => "PartKitInventory",
        _ => OBJECTS.iter().find(|it| it.0 == table).map_or("", |it| it.1),
    }
}

/// `partInventories` → `PartInventories`.
pub fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Where an output field reads its value.
#[derive(Clone, Copy, PartialEq)]
pub enum Source {
    /// What the field shows.
    Cell(Field),
    /// The opposite of a flag.
    Not(Field),
    /// The id that a reference holds.
    RefId(Field),
    /// The record that a reference names.
    Ref(Field),
    /// The ids of several references.
    RefIds(Field),
    Refs(Field),
    /// The records that name this one in that field.
    Back(Field),
    /// The kits that hold something of a stock record.
    Kits,
    /// The rows of a kit, or of a line of it.
    Rows,
    /// What is in a unit, and where a record went.
    AsBuilt,
    WhereUsed,
    /// The stock record of a kit row.
    Own,
    /// The path of a location.
    Path,
    /// The record's name as a person knows it.
    Name,
    /// What ION has and Kitroom has not: null, or no; an object of that type, or a list of such, which is empty.
    Nothing,
    Never,
    NoObject(&'static str),
    NoObjects(&'static str),
    /// The procedure that a run names.
    Procedure,
    /// The unit of a requirement, as a list.
    Units,
    /// The values of fields that the person defined.
    Attributes(Table),
    /// The lines of a text.
    Lines(Field),
    /// When a run was begun, and when it was completed: from the history.
    StartedAt,
    CompletedAt,
}

/// An output field.
#[derive(Clone)]
pub struct Out {
    pub name: String,
    pub source: Source,
    /// Of what it shows, for scalars.
    pub kind: Kind,
    /// Nothing is shown as null.
    pub optional: bool,
}

fn out(name: &str, source: Source, kind: Kind, optional: bool) -> Out {
    Out { name: name.to_string(), source, kind, optional }
}

/// The API's name of a stored field; a reference's ends in `Id`.
pub fn field_name(field: Field, info: &FieldInfo) -> &'static str {
    match field {
        LOCATION_UNAVAILABLE => "available",
        INVENTORY_STOCK => "quantityInStock",
        INVENTORY_SCRAPPED => "quantityScrapped",
        KIT_ROW_QUANTITY => "quantityInKit",
        _ => info.api_name,
    }
}

/// The types of what ION has and Kitroom has not.
pub const FILE: &str = "FileAttachment";
pub const SUBTYPE: &str = "PartSubtype";
pub const ORGANIZATION: &str = "Organization";
pub const PROCEDURE: &str = "Procedure";

/// The kind of a number that names a record of another system.
const FOREIGN_ID: Kind = Kind::Ref(Table::Run);

/// The kind of values that the API takes for a stored field.
pub fn input_kind(field: Field, kind: Kind) -> Kind {
    if field == RUN.procedure_id { FOREIGN_ID } else { kind }
}

/// The API says whether a place is available; the stockroom keeps whether it is not.
pub const LOCATION_UNAVAILABLE: Field = LOCATION.unavailable;
/// Fields that only rules read.
const INTERNAL: [Field; 2] = [PART.tracked_from, RUN.made_unit];
const INVENTORY_STOCK: Field = INVENTORY.stock;
const INVENTORY_SCRAPPED: Field = INVENTORY.scrapped;
const KIT_ROW_QUANTITY: Field = crate::domain::KIT_ROW.quantity;

/// The name of a reference's record: without the `Id`.
pub fn object_name(id_name: &str) -> &str {
    id_name.strip_suffix("Id").unwrap_or(id_name)
}

/// The fields that are shown of a table's records.
pub fn fields(table: Table) -> Vec<Out> {
    let mut all = Vec::new();
    if table != Table::KitRow {
        all.push(out("id", Source::Cell(derived::id(table)), Kind::Ref(table), false));
    }
    for info in table.fields() {
        let field = Field::new(table, info.number);
        let own_unit = field == INVENTORY.unit_of_measure;
        if !own_unit && !INTERNAL.contains(&field) {
            push_stored(&mut all, field, info);
        }
    }
    all.extend(shown(table));
    if table != Table::KitRow {
        for name in ["createdAt", "_created"] {
            all.push(out(name, Source::Cell(derived::created_at(table)), Kind::Time, false));
        }
        push_ref(&mut all, "createdById", derived::created_by(table), Table::User);
        for name in ["updatedAt", "_updated"] {
            all.push(out(name, Source::Cell(derived::updated_at(table)), Kind::Time, false));
        }
        push_ref(&mut all, "updatedById", derived::updated_by(table), Table::User);
        all.push(out("_etag", Source::Cell(derived::etag(table)), Kind::Text, false));
    }
    all
}

fn push_stored(all: &mut Vec<Out>, field: Field, info: &FieldInfo) {
    let name = field_name(field, info);
    match info.kind {
        Kind::Attributes => all.push(out(name, Source::Attributes(field.table()), Kind::Attributes, false)),
        _ if field == ATTRIBUTE.choices => all.push(out(name, Source::Lines(field), Kind::Text, false)),
        Kind::Ref(to) => push_ref(all, name, field, to),
        // Records, which name the parts.
        Kind::Refs(to) if field == MBOM_ITEM.substitutes => {
            all.push(out(name, Source::RefIds(field), Kind::Refs(to), false));
            all.push(out("substitutes", Source::Back(MBOM_SUBSTITUTE.mbom_item), Kind::Refs(Table::MbomSubstitute), false));
        }
        _ if field == MBOM_ITEM.reference_designators => {
            let kind = Kind::Refs(Table::MbomDesignator);
            all.push(out(name, Source::Back(MBOM_DESIGNATOR.mbom_item), kind, false));
        }
        _ if field == REQUIREMENT.reference_designators => {
            let kind = Kind::Refs(Table::RequirementDesignator);
            all.push(out(name, Source::Back(REQUIREMENT_DESIGNATOR.requirement), kind, false));
        }
        Kind::Refs(to) => {
            all.push(out(name, Source::RefIds(field), Kind::Refs(to), false));
            all.push(out("substitutes", Source::Refs(field), Kind::Refs(to), false));
        }
        kind if field == LOCATION_UNAVAILABLE => all.push(out(name, Source::Not(field), kind, false)),
        _ if field == RUN.procedure_id => all.push(out(name, Source::Cell(field), FOREIGN_ID, true)),
        kind => all.push(out(name, Source::Cell(field), kind, is_optional(field, kind))),
    }
}

fn push_ref(all: &mut Vec<Out>, name: &str, field: Field, to: Table) {
    all.push(out(name, Source::RefId(field), Kind::Ref(to), true));
    all.push(out(object_name(name), Source::Ref(field), Kind::Ref(to), true));
}

/// Costs and levels may be unknown; a part without tracking is null; texts and days may be missing.
fn is_optional(field: Field, kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Date | Kind::Time)
        || [PART.cost, PART.lead_time, PART.reorder_min, PART.reorder_max, PART.maintenance_interval, PART.tracking_type]
            .contains(&field)
        || [INVENTORY.cost, SUPPLIER_PART.cost].contains(&field)
}

/// What is derived, and what leads on.
fn shown(table: Table) -> Vec<Out> {
    use Source::{Back, Cell};
    let amount = |name: &str, field: Field| out(name, Cell(field), Kind::Quantity, false);
    let count = |name: &str, field: Field| out(name, Cell(field), Kind::Int, false);
    let flag = |name: &str, field: Field| out(name, Cell(field), Kind::Flag, false);
    let back = |name: &str, field: Field| out(name, Back(field), Kind::Refs(field.table()), false);
    let name = || out("name", Source::Name, Kind::Text, false);
    let entity = || out("entityId", Source::Nothing, FOREIGN_ID, true);
    let no_object = |name: &str, ty: &'static str| out(name, Source::NoObject(ty), Kind::Text, true);
    match table {
        Table::Inventory => {
            let mut all = vec![
                name(),
                entity(),
                out("trackingType", Cell(derived::TRACKING), Kind::Choice(Tracking::WORDS), false),
                amount("quantity", derived::QUANTITY),
                amount("quantityAvailable", derived::AVAILABLE),
                amount("quantityKitted", derived::IN_KITS),
                amount("quantityInstalled", derived::INSTALLED_QUANTITY),
                out("status", Cell(derived::STATUS), Kind::Choice(InventoryStatus::WORDS), false),
                flag("kitted", derived::KITTED),
                flag("installed", derived::INSTALLED),
                out("maintenanceDueDate", Cell(derived::MAINTENANCE_DUE), Kind::Date, true),
                out("countDueDate", Cell(derived::COUNT_DUE), Kind::Date, true),
            ];
            push_ref(&mut all, "unitOfMeasureId", derived::UNIT_OF, Table::Unit);
            all.extend([
                back("runs", RUN.unit),
                out("partKits", Source::Kits, Kind::Refs(Table::Kit), false),
                back("buildRequirements", REQUIREMENT.unit),
                back("abomInstallations", INSTALLATION.inventory),
                back("splitInto", INVENTORY.origin),
                out("asBuilt", Source::AsBuilt, Kind::Refs(Table::Installation), false),
                out("whereUsed", Source::WhereUsed, Kind::Refs(Table::Installation), false),
            ]);
            all
        }
        Table::Part => vec![
            name(),
            amount("quantity", derived::PART_QUANTITY),
            amount("quantityAvailable", derived::PART_AVAILABLE),
            amount("quantityKitted", derived::PART_IN_KITS),
            back("mbomItems", MBOM_ITEM.parent),
            back("mbom", MBOM_ITEM.parent),
            no_object("thumbnail", FILE),
            out("fileAttachments", Source::NoObjects(FILE), Kind::Refs(Table::Part), false),
            out("partSubtypes", Source::NoObjects(SUBTYPE), Kind::Refs(Table::Part), false),
            entity(),
            back("usedIn", MBOM_ITEM.part),
            back("partsInventory", INVENTORY.part),
            back("supplierParts", SUPPLIER_PART.part),
            back("runs", RUN.part),
            back("revisions", PART.revised_from),
        ],
        Table::Location => vec![
            out("path", Source::Path, Kind::Text, false),
            entity(),
            count("partsInventoryCount", derived::LOCATION_RECORDS),
            back("children", LOCATION.parent),
            back("partsInventory", INVENTORY.location),
        ],
        Table::Supplier => {
            vec![
                count("partsInventoryCount", derived::SUPPLIER_RECORDS),
                back("partsInventory", INVENTORY.supplier),
                back("supplierParts", SUPPLIER_PART.supplier),
            ]
        }
        Table::SupplierPart | Table::MbomSubstitute | Table::MbomDesignator => vec![name()],
        Table::RequirementDesignator => vec![name(), back("abomInstallations", INSTALLATION.designator)],
        Table::Run => vec![
            flag("open", derived::RUN_OPEN),
            entity(),
            out("procedure", Source::Procedure, Kind::Text, true),
            back("partKits", KIT.run),
            out("startedAt", Source::StartedAt, Kind::Time, true),
            out("completedAt", Source::CompletedAt, Kind::Time, true),
        ],
        Table::User => vec![out("email", Source::Nothing, Kind::Text, true), no_object("organization", ORGANIZATION)],
        Table::Installation => {
            vec![out("installedPartInventory", Source::Ref(INSTALLATION.inventory), Kind::Ref(Table::Inventory), true)]
        }
        Table::Kit => vec![
            count("lines", derived::KIT_LINES),
            count("shortLines", derived::KIT_SHORT_LINES),
            flag("outOfDate", derived::KIT_OUT_OF_DATE),
            back("partKitItems", KIT_ITEM.part_kit),
            out("partInventories", Source::Rows, Kind::Refs(Table::KitRow), false),
        ],
        Table::KitItem => vec![
            amount("issuedQuantity", derived::LINE_ISSUED),
            amount("remainingQuantity", derived::LINE_REMAINING),
            out("state", Cell(derived::LINE_STATE), Kind::Choice(LineState::WORDS), false),
            out("partInventories", Source::Rows, Kind::Refs(Table::KitRow), false),
        ],
        Table::KitRow => vec![amount("issuedQuantity", derived::ROW_ISSUED), amount("installedQuantity", derived::ROW_INSTALLED)],
        Table::Requirement => {
            let mut all = vec![
                amount("installedQuantity", derived::REQUIREMENT_INSTALLED),
                back("abomInstallations", INSTALLATION.requirement),
                back("installations", INSTALLATION.requirement),
                out("partInventories", Source::Units, Kind::Refs(Table::Inventory), false),
                out("quantityPerParentPartInventory", Cell(derived::REQUIREMENT_PER_UNIT), Kind::Quantity, true),
                out("fixedQuantityPerBuildRequirement", Cell(derived::REQUIREMENT_FIXED), Kind::Quantity, true),
                out("madeOnAssembly", Source::Never, Kind::Flag, false),
            ];
            push_ref(&mut all, "originMbomItemId", REQUIREMENT.mbom_item, Table::MbomItem);
            all
        }
        _ => Vec::new(),
    }
}

/// The fields of a kit's row: all of its stock record, and what is issued of it here.
pub fn row_fields() -> Vec<Out> {
    let mut all = fields(Table::Inventory);
    all.push(out("partInventory", Source::Own, Kind::Ref(Table::Inventory), false));
    let own = |it: &Out| !matches!(it.name.as_str(), "partInventoryId" | "partInventory");
    all.extend(fields(Table::KitRow).into_iter().filter(own));
    all
}

/// The name of the set that a field's words belong to.
pub fn enum_of(words: &'static [&'static str]) -> &'static str {
    use crate::domain::{KitStatus, PartStatus, PartType, RunStatus, Sourcing, Usage};
    let sets: [(&[&str], &str); 11] = [
        (Tracking::WORDS, "TrackingType"),
        (PartType::WORDS, "PartType"),
        (Sourcing::WORDS, "SourcingStrategy"),
        (PartStatus::WORDS, "PartStatus"),
        (Usage::WORDS, "UsageType"),
        (RunStatus::WORDS, "RunStatus"),
        (KitStatus::WORDS, "PartKitStatus"),
        (InventoryStatus::WORDS, "PartInventoryStatus"),
        (LineState::WORDS, "PartKitItemState"),
        (AttributeTable::WORDS, "AttributeTable"),
        (AttributeType::WORDS, "AttributeType"),
    ];
    sets.into_iter().find(|(of, _)| *of == words).map_or("String", |(_, name)| name)
}

/// Fields that no input sets: labels, balances, and what acts of their own set.
pub fn is_given(field: Field, kind: Kind) -> bool {
    let never = [
        INVENTORY.stock,
        INVENTORY.scrapped,
        INVENTORY.origin,
        INVENTORY.merged_into,
        PART.revised_from,
        RUN.built,
        RUN.posted,
        RUN.scrapped,
        RUN.made_unit,
        PART.tracked_from,
        KIT_ITEM.planned,
        KIT.prepared_at,
        KIT_ITEM.from_mbom,
        crate::domain::SETTINGS.serial_sequence,
        crate::domain::SETTINGS.lot_sequence,
        REQUIREMENT.mbom_item,
        REQUIREMENT.fixed,
    ];
    kind != Kind::Uid && !never.contains(&field)
}
