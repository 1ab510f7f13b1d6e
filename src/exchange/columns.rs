//! What the columns of a file mean: the targets of each kind of import, and a guess by the headers that spreadsheets,
//! KiCad, Altium and other inventories write. The person can change any of it.

use super::csv::Sheet;

/// What is imported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImportKind {
    Parts,
    /// What one part (or several) is made of.
    Bom,
    Stock,
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
            Notes,
            Manufacturer,
            ManufacturerNumber,
            Supplier,
            SupplierNumber,
            Link,
            Value,
            Footprint,
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
        ],
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
