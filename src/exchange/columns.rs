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
        ],
    }
}

/// Headers without case, blanks and signs, the likeliest first.
fn headers_of(kind: ImportKind, target: Target) -> &'static str {
    match target {
        Target::PartNumber if kind == ImportKind::Bom => {
            "childpartnumber,componentpartnumber,partnumber,part,partno,pn,itemnumber,componentipn,ipn,mpn,manufacturerpartnumber,\
             manufacturerpartno,mfrpartnumber,mfgpartnumber,mfgpart,manufacturerpn,mpn1,manufacturerpartnumber1,supplierpartnumber,\
             supplierpartnumber1,lcscpart,componentname,component,productcode,sku,libref,value,comment"
        }
        Target::PartNumber => {
            "partnumber,part,partno,pn,itemnumber,ipn,mpn,manufacturerpartnumber,productcode,sku,itemcode,code,item,name"
        }
        Target::Revision => "revision,partrevision,rev",
        Target::Description => {
            "description,partdescription,desc,componentdescription,productname,itemdescription,title,libref,name,product,componentname,value,\
             comment"
        }
        Target::Tracking => "trackingtype,tracking,trackedby",
        Target::PartType => "parttype,type,producttype",
        Target::Sourcing => "sourcingstrategy,sourcing,makebuy,makeorbuy,source",
        Target::Unit => "unitofmeasure,unit,units,uom,um,unittype",
        Target::Cost => "cost,unitcost,unitprice,price,priceperunit,costperunit",
        Target::ReorderMin => "reordermin,minquantity,minimumstock,minstock,min,reorderpoint,minimum",
        Target::ReorderMax => "reordermax,maxquantity,maximumstock,maxstock,max,maximum",
        Target::Notes => "notes,note,comments,comment,remarks,remark,substitutionspolicy",
        Target::Manufacturer => "manufacturer,mfr,mfg,manufacturername,mf,maker,manufacturer1",
        Target::Parent => "parentpartnumber,parentpart,parent,assembly,assemblypartnumber,usedin",
        Target::Quantity if kind == ImportKind::Bom => "quantity,qty,qtyper,quantityper,count,amount,designatorcount",
        Target::Quantity => {
            "physicalqoh,quantity,qty,quantityonhand,onhand,qoh,obqoh,stock,count,counted,currentquantity,amount,balance"
        }
        Target::Designators => "referencedesignators,designators,designator,references,reference,refdes,ref,refs",
        Target::Substitutes => "substitutes,alternates,alternatives,substituteparts,alternateparts",
        Target::DoNotPopulate => "dnp,donotpopulate,donotplace,dnf,dni,excludefrombom,fitted",
        Target::Serial => "serialnumber,serial,serialno,sn",
        Target::Lot => "lotnumber,lot,lotno,batch,batchnumber,batchcode,lotserialnumber",
        Target::Location => {
            "location,locationname,locationpath,binlocation,bin,shelf,stocklocation,storagelocation,warehouse,place"
        }
        Target::Supplier => "supplier,suppliername,vendor,vendorname,supplier1",
        Target::ExpiresOn => "expireson,expirationdate,expirydate,expiry,expires,expiration,bestbefore,useby,shelflife",
        Target::Usage => "usagetype,usage",
        Target::OnHold => "unavailable,onhold,hold",
    }
}

/// A guess at what each column is for: every target once, columns without a single cell left alone.
pub fn guess(kind: ImportKind, sheet: &Sheet) -> Mapping {
    let plain: Vec<String> = sheet.headers().map(simplified).collect();
    let filled: Vec<bool> =
        (0..plain.len()).map(|column| (0..sheet.len()).any(|row| !sheet.cell(row, column).is_empty())).collect();
    let mut mapping: Mapping = vec![None; plain.len()];
    // In the order of need, so that a part number has the first choice of columns.
    for target in targets(kind) {
        let mut names = headers_of(kind, *target).split(',').map(str::trim);
        let free = |name: &str| (0..plain.len()).find(|at| plain[*at] == name && mapping[*at].is_none() && filled[*at]);
        if let Some(column) = names.find_map(free) {
            mapping[column] = Some(*target);
        }
    }
    mapping
}

fn simplified(header: &str) -> String {
    header.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
            [Some(Designators), Some(Description), None, Some(Quantity), Some(DoNotPopulate), Some(PartNumber)]
        );
        let altium = "Comment,Designator,Footprint,LibRef,Quantity,Supplier 1,Supplier Part Number 1\n22uF,\"C1, C2\",X,CAP 22uF,2,S,490-1\n";
        assert_eq!(
            guessed(ImportKind::Bom, altium),
            [Some(Notes), Some(Designators), None, Some(Description), Some(Quantity), None, Some(PartNumber)]
        );
        let bare = "Designator,Value,MPN\nC1,22uF,\n";
        assert_eq!(
            guessed(ImportKind::Bom, bare),
            [Some(Designators), Some(PartNumber), None],
            "an empty column is no part number"
        );
        assert_eq!(
            guessed(ImportKind::Stock, "Product code,Lot number,OB QOH,Physical QOH\nA,1,,5\n"),
            [Some(PartNumber), Some(Lot), None, Some(Quantity)]
        );
    }
}
