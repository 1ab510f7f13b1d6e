//! Heads that mean something only in one kind of file, in English and German: what is `Name` or `Type` there depends on
//! what the file is about.

use super::columns::{ImportKind, Target};
use super::words::{Said, simplified};

type Heads = &'static [(Target, &'static str)];

const PARTS: Heads = &[(Target::Id, "id,uid,uuid,recordid,datensatzid,kennung,labelcode")];
/// Programs number the lines of a BOM in a column `Id`: only a line's own word means its record.
const BOM: Heads = &[(Target::Id, "mbomitemid,bomitemid,bomlineid")];
const STOCK: Heads = &[
    (Target::Id, "id,uid,uuid,recordid,datensatzid,kennung,labelcode,partinventoryid,inventoryid,stockrecordid,stockid"),
    (Target::Scrapped, "scrapped,quantityscrapped,verschrottet,ausschuss"),
    (
        Target::Location,
        "site,building,gebäude,room,raum,hall,halle,zone,aisle,gang,rack,cabinet,schrank,drawer,box,kiste,slot,compartment",
    ),
];
const PLACES: Heads = &[
    (
        Target::Location,
        "locationpath,fullpath,pathstring,path,pfad,location,locationname,lagerort,lagerplatz,storagelocation,stocklocation,place,bin,\
         binlocation,binname,shelf,fach,ort,standort,raum,name,lagerortname,locationfullpath,storagelocationname,bezeichner,warehouse,warehousename",
    ),
    (
        Target::ParentPlace,
        "parentlocation,parent,parentname,parentlocationname,parentpath,inside,within,übergeordneterlagerort,übergeordneterort,\
         übergeordnet,obererlagerort,elternlagerort,oberort,liegtin,parentstoragelocation,parentplace",
    ),
    (Target::Description, "description,desc,beschreibung,bezeichnung,comment,comments,kommentar,notes,note,notiz,bemerkung"),
    (Target::PlaceType, "type,locationtype,locationtypename,placetype,kind,category,art,typ,lagerorttyp,lagerortart,ortstyp"),
    (
        Target::Available,
        "available,isavailable,active,isactive,enabled,open,usable,pickable,verfügbar,aktiv,offen,nutzbar,closed,unavailable,blocked,\
         locked,onhold,quarantine,gesperrt,geschlossen,nichtverfügbar,inactive,disabled",
    ),
    (Target::Archived, "archived,archiviert,isarchived,deleted"),
    (Target::Id, "id,uid,uuid,recordid,datensatzid,kennung,labelcode,locationid,placeid"),
];
const SUPPLIERS: Heads = &[
    (
        Target::Supplier,
        "supplier,suppliername,vendor,vendorname,lieferant,lieferantenname,lieferantname,distributor,distributorname,companyname,\
         company,firma,firmenname,händler,name,seller,organization,bezeichnung",
    ),
    (
        Target::SupplierCode,
        "code,suppliercode,vendorcode,kürzel,lieferantennummer,lieferantennr,lieferantencode,vendornumber,vendorno,suppliernumber,kreditor,kreditorennummer,shortname",
    ),
    (
        Target::Contact,
        "contact,contactname,contactperson,ansprechpartner,kontakt,kontaktperson,email,mail,emailaddress,phone,telephone,phonenumber,\
         tel,telefon,telefonnummer,website,url,link,homepage,webseite,web,fax,faxnumber",
    ),
    (
        Target::Notes,
        "notes,note,comment,comments,description,beschreibung,bemerkung,bemerkungen,kommentar,notiz,notizen,remarks,address,adresse,anschrift",
    ),
    (Target::Archived, "archived,archiviert,isarchived,disabled"),
    (Target::Id, "id,uid,uuid,recordid,datensatzid,kennung,supplierid"),
];
const SUPPLIER_PARTS: Heads = &[
    (Target::PartNumber, "partipn,partnumber,ipn,internalpartnumber,ourpartnumber,part,artikelnummer,teilenummer,eigenenummer"),
    (Target::Supplier, "supplier,suppliername,vendor,vendorname,lieferant,distributor,distributorname"),
    (Target::Id, "id,uid,uuid,recordid,datensatzid,kennung,supplierpartid"),
];
const KIT_LINES: Heads = &[
    (Target::Kit, "kit,kitid,kitnumber,kitno,partkit,partkitid,kitnr,kitnummer,kommission,kommissionsnummer,kituid,partkituid"),
    (Target::Quantity, "required,requiredquantity,quantityrequired,benötigt,bedarf,sollmenge"),
    (Target::Id, "id,uid,recordid,datensatzid,kennung,partkititemid,kititemid,kitlineid,lineid"),
];
const COUNTS: Heads = &[
    (
        Target::Quantity,
        "counted,countedquantity,countedqty,quantitycounted,qtycounted,count,counts,actual,actualquantity,actualcount,physicalcount,\
         physicalqoh,physicalquantity,gezählt,gezähltemenge,zählmenge,zählung,istbestand,istmenge,ist,inventurmenge,inventur,inventurbestand",
    ),
    (Target::Id, "id,uid,uuid,recordid,datensatzid,kennung,labelcode,partinventoryid,inventoryid,stockrecordid,stockid"),
    (Target::Scrapped, "scrapped,quantityscrapped,verschrottet,ausschuss"),
    (
        Target::Location,
        "site,building,gebäude,room,raum,hall,halle,zone,aisle,gang,rack,cabinet,schrank,drawer,box,kiste,slot,compartment",
    ),
];

fn heads(kind: ImportKind) -> Heads {
    match kind {
        ImportKind::Parts => PARTS,
        ImportKind::Bom => BOM,
        ImportKind::Stock => STOCK,
        ImportKind::Places => PLACES,
        ImportKind::Suppliers => SUPPLIERS,
        ImportKind::SupplierParts => SUPPLIER_PARTS,
        ImportKind::KitLines => KIT_LINES,
        ImportKind::Counts => COUNTS,
    }
}

/// What a head says in files of one kind only; none: what it says in all.
pub fn said(kind: ImportKind, head: &str) -> Option<Said> {
    let plain = simplified(head);
    let (target, rank) = heads(kind)
        .iter()
        .find_map(|(target, heads)| Some((*target, heads.split(',').position(|it| it == plain && !plain.is_empty())?)))?;
    let whose = (target == Target::PartNumber).then_some(super::words::Whose::Own);
    Some(Said { target, whose, is_sure: false, distance: (rank as u8).min(19) })
}

/// Whether a head is one of those of a target in files of one kind.
pub fn says(kind: ImportKind, target: Target, head: &str) -> bool {
    said(kind, head).is_some_and(|it| it.target == target)
}

/// Whether a yes below a head about places or records means that it is closed.
pub fn yes_closes(head: &str) -> bool {
    const CLOSED: &[&str] = &[
        "closed",
        "unavailable",
        "blocked",
        "locked",
        "onhold",
        "quarantine",
        "gesperrt",
        "geschlossen",
        "nichtverfügbar",
        "inactive",
        "disabled",
    ];
    CLOSED.contains(&&*simplified(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_means_what_its_file_is_about() {
        use ImportKind::{Bom, Counts, KitLines, Parts, Places, Suppliers};
        for (kind, head, wanted) in [
            (Places, "Name", Some(Target::Location)),
            (Suppliers, "Name", Some(Target::Supplier)),
            (Parts, "Name", None),
            (Places, "Type", Some(Target::PlaceType)),
            (Places, "Übergeordneter Lagerort", Some(Target::ParentPlace)),
            (Suppliers, "E-Mail", Some(Target::Contact)),
            (KitLines, "Kit ID", Some(Target::Kit)),
            (Counts, "Gezählt", Some(Target::Quantity)),
            (Bom, "Id", None),
            (Parts, "ID", Some(Target::Id)),
            (Parts, "", None),
        ] {
            assert_eq!(said(kind, head).map(|it| it.target), wanted, "{head}");
        }
        assert!(yes_closes("Closed") && !yes_closes("Available"));
    }
}
