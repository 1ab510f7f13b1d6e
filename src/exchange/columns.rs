//! What the columns of a file mean: the targets of each kind of import, and a guess by the headers that spreadsheets,
//! KiCad, Altium and other inventories write. The person can change any of it.

use super::csv::Sheet;
use crate::domain::Table;

/// What is imported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImportKind {
    Parts,
    /// What one part (or several) is made of.
    Bom,
    Stock,
    /// Locations, each with the ones above it.
    Places,
    Suppliers,
    /// What suppliers and makers call parts that are there.
    SupplierParts,
    /// What a kit, or several, wants.
    KitLines,
    /// Counted quantities of stock that is there.
    Counts,
}

impl ImportKind {
    /// In the order of their numbers.
    pub const ALL: [ImportKind; 8] = [
        ImportKind::Parts,
        ImportKind::Bom,
        ImportKind::Stock,
        ImportKind::Places,
        ImportKind::Suppliers,
        ImportKind::SupplierParts,
        ImportKind::KitLines,
        ImportKind::Counts,
    ];

    /// The table that a row of the file is a record of.
    pub fn table(self) -> Table {
        match self {
            ImportKind::Parts => Table::Part,
            ImportKind::Bom => Table::MbomItem,
            ImportKind::Stock | ImportKind::Counts => Table::Inventory,
            ImportKind::Places => Table::Location,
            ImportKind::Suppliers => Table::Supplier,
            ImportKind::SupplierParts => Table::SupplierPart,
            ImportKind::KitLines => Table::KitItem,
        }
    }
}

/// What a column is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Target {
    PartNumber,
    Revision,
    Description,
    Tracking,
    PartType,
    Sourcing,
    Unit,
    Cost,
    ReorderMin,
    ReorderMax,
    Notes,
    Manufacturer,
    /// The part that a BOM line belongs to.
    Parent,
    Quantity,
    Designators,
    Substitutes,
    /// Whether a BOM line is left out of the product.
    DoNotPopulate,
    Serial,
    Lot,
    Location,
    Supplier,
    ExpiresOn,
    Usage,
    OnHold,
    /// What the maker calls the part, beside its own number.
    ManufacturerNumber,
    /// What a supplier calls it; of several suppliers, a column each.
    SupplierNumber,
    Value,
    Footprint,
    /// How deep in the product a line is: 1, 1.1, dots or blanks.
    Level,
    /// The quantity is taken this many times.
    Multiplier,
    /// Where the part is offered.
    Link,
    /// The revision of the part that a BOM line belongs to.
    ParentRevision,
    /// The id or uid of the record that the row changes.
    Id,
    /// What a place is: shelf, freezer.
    PlaceType,
    /// The place above.
    ParentPlace,
    /// Whether stock can be issued from a place; a head such as `Closed` says the opposite.
    Available,
    Archived,
    SupplierCode,
    /// How a supplier is reached; of several columns, all of them.
    Contact,
    /// The kit that a line belongs to.
    Kit,
    /// What of a stock record is not usable, beside its quantity.
    Scrapped,
    /// Days from an order to the stock.
    LeadTime,
}

/// What each column of a sheet is for; none: not imported.
pub type Mapping = Vec<Option<Target>>;

/// The targets that a kind of import has, those that it needs first.
pub fn targets(kind: ImportKind) -> &'static [Target] {
    use Target::*;
    match kind {
        ImportKind::Parts => &[
            PartNumber,
            Revision,
            Description,
            Tracking,
            PartType,
            Sourcing,
            Unit,
            Cost,
            ReorderMin,
            ReorderMax,
            LeadTime,
            Notes,
            Manufacturer,
            ManufacturerNumber,
            Supplier,
            SupplierNumber,
            Link,
            Value,
            Footprint,
            Id,
        ],
        ImportKind::Bom => &[
            PartNumber,
            Revision,
            Quantity,
            Designators,
            Description,
            Manufacturer,
            Substitutes,
            Notes,
            Unit,
            DoNotPopulate,
            Parent,
            ManufacturerNumber,
            Supplier,
            SupplierNumber,
            Cost,
            Value,
            Footprint,
            Level,
            Multiplier,
            Link,
            ParentRevision,
            Id,
        ],
        ImportKind::Stock => &[
            PartNumber,
            Revision,
            Quantity,
            Serial,
            Lot,
            Location,
            Supplier,
            ExpiresOn,
            Cost,
            Unit,
            Usage,
            OnHold,
            Description,
            Notes,
            Manufacturer,
            ManufacturerNumber,
            SupplierNumber,
            Link,
            Id,
            Scrapped,
        ],
        ImportKind::Places => &[Location, ParentPlace, Description, PlaceType, Available, Archived, Id],
        ImportKind::Suppliers => &[Supplier, SupplierCode, Contact, Notes, Archived, Id],
        ImportKind::SupplierParts => {
            &[PartNumber, Revision, Supplier, SupplierNumber, Manufacturer, ManufacturerNumber, Cost, Link, Id]
        }
        ImportKind::KitLines => &[PartNumber, Revision, Quantity, Kit, Substitutes, Notes, Description, Unit, Id],
        ImportKind::Counts => &[PartNumber, Revision, Quantity, Serial, Lot, Location, Scrapped, Id],
    }
}

/// The columns' meanings as they are guessed.
pub fn guess(kind: ImportKind, sheet: &Sheet) -> Mapping {
    super::guess::understand(Some(kind), sheet).mapping
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(kind: ImportKind, text: &str) -> Vec<Option<Target>> {
        guess(kind, &Sheet::read(text.as_bytes()).map_err(|it| format!("{it:?}")).unwrap())
    }

    #[test]
    fn headers_of_known_programs() {
        use Target::*;
        let kicad = "\"Reference\",\"Value\",\"Footprint\",\"Qty\",\"DNP\",\"MPN\"\nR1,10k,0402,1,x,RC-10K\n";
        assert_eq!(
            guessed(ImportKind::Bom, kicad),
            [Some(Designators), Some(Value), Some(Footprint), Some(Quantity), Some(DoNotPopulate), Some(PartNumber)]
        );
        let altium = "Comment,Designator,Footprint,LibRef,Quantity,Supplier 1,Supplier Part Number 1\n22uF,\"C1, C2\",X,CAP 22uF,2,S,490-1\n";
        assert_eq!(
            guessed(ImportKind::Bom, altium),
            [Some(Value), Some(Designators), Some(Footprint), None, Some(Quantity), Some(Supplier), Some(SupplierNumber)],
            "a supplier's number or a comment is the part's only where the person says so"
        );
        let bare = "Designator,Value,MPN\nC1,22uF,\n";
        assert_eq!(guessed(ImportKind::Bom, bare), [Some(Designators), Some(Value), None], "an empty column is no part number");
        assert_eq!(
            guessed(ImportKind::Stock, "Product code,Lot number,OB QOH,Physical QOH\nA,1,,5\n"),
            [Some(PartNumber), Some(Lot), None, Some(Quantity)]
        );
    }
}
