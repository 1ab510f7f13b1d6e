//! What the heads of columns say, in the words of programs that write such files, in English and German.

use super::columns::Target;

/// Whose number a column has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Whose {
    /// The person's own, or one that is not said to be another's.
    Own,
    Maker,
    Supplier,
    /// A name, a component, an item: a number where nothing better is there.
    Name,
    /// A value or a comment: a number only where the person says so.
    Value,
}

/// What a head says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Said {
    pub target: Target,
    /// Whose, of a number.
    pub whose: Option<Whose>,
    /// The head can mean nothing else.
    pub is_sure: bool,
    /// 0: the very words; more: the farther from them.
    pub distance: u8,
}

/// Whole heads by what they mean, the likeliest first. Without case, blanks and signs; `#` is `number`.
const HEADS: &[(Target, &str)] = &[
    (
        Target::PartNumber,
        "partnumber,partno,partnr,partnum,pn,ipn,itemnumber,itemno,internalpartnumber,internalpn,componentpartnumber,\
         childpartnumber,componentipn,partsnumber,inventorypartnumber,articlenumber,articleno,artikelnummer,artikelnr,artnr,\
         teilenummer,teilenr,sachnummer,sachnr,materialnummer,materialnr,materialnumber,stockcode,itemcode,productcode,\
         productnumber,partcode,partid,housepartnumber,companypartnumber,companypn,zeichnungsnummer,drawingnumber,code",
    ),
    (
        Target::ManufacturerNumber,
        "mpn,manufacturerpartnumber,manufacturerpartno,manufacturerpart,manufacturerpn,mfrpartnumber,mfrpart,mfrpn,mfgpartnumber,\
         mfgpart,mfgpn,mfrno,mfpn,manfnumber,makerpn,herstellernummer,herstellernr,herstellerteilenummer,herstellerartikelnummer,\
         orderablepartnumber,mpn1,manufacturerpartnumber1,manufacturerpart1,mfrnumber,mfgnumber,teilenummerdesherstellers",
    ),
    (
        Target::SupplierNumber,
        "supplierpartnumber,supplierpart,supplierpn,spn,vendorpartnumber,vendorpn,ordernumber,orderno,ordercode,orderingcode,\
         bestellnummer,bestellnr,catalognumber,catalogno,catalogueno,distributorpartnumber,sku,digikey,mouser,lcsc,lcscpart,jlcpcbpart,\
         supplierandref,digikeypn,mouserpn,farnell,newark,jlc,jlcpcb,lieferantennummer,supplierpartnumber1,teilenummerdeslieferanten",
    ),
    (Target::Value, "value,val,comment,designation,wert,componentvalue,values,cmpname,componentname,libref,partvalue"),
    (
        Target::Footprint,
        "footprint,package,pattern,pcbfootprint,packagereference,case,casepackage,packagecase,bauform,gehäuse,footprintname,devicepackage",
    ),
    (Target::Revision, "revision,partrevision,rev,version,revisionsstand"),
    (
        Target::Description,
        "description,partdescription,desc,componentdescription,itemdescription,descr,bezeichnung,beschreibung,benennung,longname,\
         productname,partname,title,productdescription,details,detail",
    ),
    (Target::Tracking, "trackingtype,tracking,trackedby,verfolgung,nachverfolgung,rückverfolgung"),
    (Target::PartType, "parttype,producttype"),
    (Target::Sourcing, "sourcingstrategy,sourcing,makebuy,makeorbuy,beschaffung,beschaffungsart"),
    (Target::Unit, "unitofmeasure,unit,units,uom,um,unittype,partunit,einheit,mengeneinheit,me,measureunit"),
    (
        Target::Cost,
        "cost,unitcost,unitprice,price,priceperunit,costperunit,costeach,priceeach,costpp,preis,stückpreis,einzelpreis,kosten,\
         purchaseprice,einkaufspreis,stückkosten",
    ),
    (
        Target::ReorderMin,
        "reordermin,minquantity,minimumstock,minstock,reorderpoint,minimum,min,minamount,mindestbestand,meldebestand,minqty",
    ),
    (Target::ReorderMax, "reordermax,maxquantity,maximumstock,maxstock,maximum,max,höchstbestand,maxqty"),
    (
        Target::Notes,
        "notes,note,comments,remarks,remark,bemerkung,bemerkungen,anmerkung,hinweis,substitutionspolicy,notiz,notizen",
    ),
    (
        Target::Manufacturer,
        "manufacturer,mfr,mfg,manufacturername,mf,maker,manufacturer1,hersteller,brand,manf,manufacturers,mfrname,mfgname",
    ),
    (
        Target::Parent,
        "parentpartnumber,parentpart,parent,parentipn,assemblypartnumber,usedin,baugruppe,assembly,parentitem,parentnumber,finishedgood,übergeordnetesteil,übergeordneteteilenummer",
    ),
    (
        Target::Quantity,
        "physicalqoh,quantity,qty,quan,quant,qnty,qtyper,quantityper,quantityperpcb,qtyperboard,quantityperassembly,menge,anzahl,anz,stück,\
         stk,stückzahl,count,qtyused,quantityonhand,onhand,qoh,obqoh,stock,instock,counted,currentquantity,balance,bestand,lagerbestand,\
         amount,pcs,pieces,requiredquantity,qtyrequired,qtyreq,reqqty,needed,designatorcount,vorhanden",
    ),
    (
        Target::Designators,
        "referencedesignators,referencedesignator,designators,designator,references,reference,refdes,ref,refs,partreference,\
         referenz,referenzen,bezeichner,bauteil,bauteile,componentreference,parts,placement",
    ),
    (
        Target::Substitutes,
        "substitutes,substitute,alternates,alternatives,alternative,alternate,substituteparts,alternateparts,ersatz,alternativen",
    ),
    (
        Target::DoNotPopulate,
        "dnp,donotpopulate,donotplace,donotfit,donotinstall,donotmount,dnf,dni,dnm,nc,nostuff,nopop,notfitted,notpopulated,excludefrombom,\
         fitted,fit,populate,populated,assembled,assemble,mounted,placed,installed,stuffed,stuff,bestückt,bestückung,nichtbestückt,inbom,\
         includeinbom,dnpfitted,config,variant,nichtbestücken",
    ),
    (Target::Serial, "serialnumber,serial,serialno,serialnumbers,seriennummer,seriennr"),
    (
        Target::Lot,
        "lotnumber,lot,lotno,batch,batchnumber,batchcode,batchno,lotserialnumber,charge,chargennummer,lotcode,losnummer,losnr,los",
    ),
    (
        Target::Location,
        "location,locationname,locationpath,binlocation,bin,shelf,stocklocation,storagelocation,warehouse,place,lagerort,lagerplatz,fach,\
         storage,binname,ort,standort,regal,lagerfach,schublade",
    ),
    (
        Target::Supplier,
        "supplier,suppliername,vendor,vendorname,supplier1,distributor,lieferant,vendor1,seller,händler,shop,bezugsquelle",
    ),
    (
        Target::ExpiresOn,
        "expireson,expirationdate,expirydate,expiry,expires,expiration,bestbefore,useby,shelflife,mhd,haltbarbis,ablaufdatum,verfallsdatum,expdate,verfälltam",
    ),
    (Target::Usage, "usagetype,usage,nutzung"),
    (Target::OnHold, "unavailable,onhold,hold,gesperrt"),
    (Target::Level, "level,lvl,bomlevel,ebene,stufe,indentlevel,structurelevel,indent,depth"),
    (Target::Multiplier, "assemblymultiplier,multiplier,faktor"),
    (Target::ParentRevision, "parentrevision,parentrev,parentpartrevision,assemblyrevision"),
    (Target::Link, "link,url,buylink,productlink,supplierlink,producturl,purchaselink"),
];

/// Names of shops, by a word of the head.
const SHOPS: &[(&str, &str)] = &[
    ("digikey", "DigiKey"),
    ("digi", "DigiKey"),
    ("dk", "DigiKey"),
    ("mouser", "Mouser"),
    ("lcsc", "LCSC"),
    ("szlcsc", "LCSC"),
    ("jlcpcb", "LCSC"),
    ("jlc", "LCSC"),
    ("farnell", "Farnell"),
    ("newark", "Newark"),
    ("element14", "element14"),
    ("tme", "TME"),
    ("arrow", "Arrow"),
    ("avnet", "Avnet"),
    ("reichelt", "Reichelt"),
    ("conrad", "Conrad"),
    ("mcmaster", "McMaster-Carr"),
    ("adafruit", "Adafruit"),
    ("sparkfun", "SparkFun"),
    ("rs", "RS"),
    ("würth", "Würth Elektronik"),
    ("wuerth", "Würth Elektronik"),
    ("bürklin", "Bürklin"),
];

const NUMBER_WORDS: &[&str] = &[
    "part",
    "pn",
    "number",
    "no",
    "nr",
    "num",
    "code",
    "partnumber",
    "partno",
    "nummer",
    "id",
    "sku",
    "ref",
    "teilenummer",
    "parts",
    "p",
];
const MAKER_WORDS: &[&str] =
    &["manufacturer", "manufacturers", "manuf", "manf", "mfr", "mfg", "mf", "maker", "makers", "hersteller", "mfgr", "oem"];
const SUPPLIER_WORDS: &[&str] =
    &["supplier", "suppliers", "vendor", "vendors", "distributor", "seller", "lieferant", "lieferanten", "dist"];
/// Names that are numbers where nothing better is there.
const NAMES: &[&str] = &[
    "part",
    "component",
    "item",
    "name",
    "device",
    "product",
    "article",
    "artikel",
    "material",
    "teil",
    "shortname",
    "type",
    "symbol",
    "library",
];

/// The distance of a meaning that counts where nothing else does.
pub const LAST: u8 = 60;

/// Heads that mean other things too.
const UNSURE: &[&str] =
    &["reference", "references", "ref", "refs", "referenz", "referenzen", "bauteil", "bauteile", "parts", "placement"];

/// A head without case, blanks and signs.
pub fn simplified(head: &str) -> String {
    let head = if head.trim() == "#" { String::new() } else { head.replace('#', "number") };
    head.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a head: apart by signs, blanks, capitals within and digits behind.
pub fn words(head: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in head.chars() {
        let breaks = before.is_lowercase() && letter.is_uppercase() || before.is_alphabetic() && letter.is_ascii_digit();
        if breaks || !letter.is_alphanumeric() {
            words.push(String::new());
        }
        if letter == '#' {
            words.push("number".to_owned());
            words.push(String::new());
        } else if letter.is_alphanumeric() {
            if let Some(word) = words.last_mut() {
                word.extend(letter.to_lowercase());
            }
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// What a head says; none: nothing that is known.
pub fn said(head: &str) -> Option<Said> {
    let plain = simplified(head);
    if plain.is_empty() {
        return None;
    }
    // `Unit$`: what one costs.
    if head.contains(['$', '€', '£']) && matches!(&*plain, "unit" | "each" | "ea" | "stück") {
        return Some(Said { target: Target::Cost, whose: None, is_sure: false, distance: 20 });
    }
    for (target, heads) in HEADS {
        if let Some(rank) = heads.split(',').position(|it| it.trim() == plain) {
            let whose = whose(*target);
            let is_sure = !UNSURE.contains(&&*plain);
            return Some(Said { target: *target, whose, is_sure, distance: (rank as u8).min(9) });
        }
    }
    if NAMES.contains(&&*plain) {
        return Some(Said { target: Target::PartNumber, whose: Some(Whose::Name), is_sure: false, distance: 30 });
    }
    by_words(&words(head))
}

fn whose(target: Target) -> Option<Whose> {
    match target {
        Target::PartNumber => Some(Whose::Own),
        Target::ManufacturerNumber => Some(Whose::Maker),
        Target::SupplierNumber => Some(Whose::Supplier),
        Target::Value => Some(Whose::Value),
        _ => None,
    }
}

/// What the words of a head say together: `Qty (used)`, `LCSC Part #`, `Manufacturer 2 Part Number`.
fn by_words(words: &[String]) -> Option<Said> {
    let has = |any: &[&str]| words.iter().any(|word| any.contains(&&**word));
    let found = |target| Some(Said { target, whose: whose(target), is_sure: false, distance: 20 });
    if has(&["link", "url", "datasheet", "image", "photo", "picture", "date", "http"]) {
        return if has(&["link", "url"]) { found(Target::Link) } else { None };
    }
    if has(&["price", "cost", "preis", "kosten"]) {
        let of_all = has(&["total", "extended", "ext", "sum", "line", "gesamt", "all", "subtotal"]);
        let of_many = has(&["package", "pack", "reel", "box", "roll", "tray", "currency", "break", "1k", "10k"])
            || words.iter().any(|word| word.parse::<u32>().is_ok_and(|it| it > 9));
        return if of_all || of_many { None } else { found(Target::Cost) };
    }
    if has(&["qty", "quantity", "quan", "menge", "anzahl", "req", "required", "count", "quantities"]) {
        let other = has(&[
            "min",
            "max",
            "order",
            "build",
            "total",
            "pack",
            "moq",
            "reorder",
            "reserved",
            "allocated",
            "ordered",
            "multiple",
            "minimum",
            "spare",
            "buy",
            "pin",
            "pins",
        ]);
        // A cart has no other quantity than the ordered one: it counts where nothing else does.
        let ordered = other && has(&["order"]) && !has(&["min", "max", "minimum", "multiple", "reorder", "pack", "total"]);
        return match other {
            false => found(Target::Quantity),
            true if ordered => found(Target::Quantity).map(|it| Said { distance: LAST, ..it }),
            true => None,
        };
    }
    let number = has(NUMBER_WORDS);
    // `Supplier Subtotal 1`, `Manufacturer Lifecycle`: neither a name nor a number.
    let aside =
        has(&["subtotal", "total", "currency", "stock", "lifecycle", "status", "moq", "comment", "country", "lead", "rank"]);
    if aside && (has(MAKER_WORDS) || has(SUPPLIER_WORDS)) {
        return None;
    }
    let numbered = words.iter().any(|word| word.chars().all(|it| it.is_ascii_digit()) && word != "1");
    let farther = |said: Option<Said>| said.map(|it| Said { distance: it.distance + u8::from(numbered) * 5, ..it });
    if has(MAKER_WORDS) {
        return farther(found(if number { Target::ManufacturerNumber } else { Target::Manufacturer }));
    }
    // `JLCPCB Part Class`: Basic or Extended, which is no number.
    let sort = has(&[
        "class", "type", "lib", "library", "category", "basic", "extended", "status", "assembly", "process", "rotation", "moq",
        "tht", "smd",
    ]);
    if has(SUPPLIER_WORDS) && number && !sort || !sort && words.iter().any(|word| SHOPS.iter().any(|(it, _)| it == word)) {
        return farther(found(Target::SupplierNumber));
    }
    if has(SUPPLIER_WORDS) {
        return farther(found(Target::Supplier));
    }
    if has(&["mpn"]) {
        return farther(found(Target::ManufacturerNumber));
    }
    if has(&["designator", "designators", "refdes", "references", "reference"]) {
        return found(Target::Designators);
    }
    if has(&["description", "beschreibung", "bezeichnung"]) {
        return found(Target::Description);
    }
    if has(&["footprint"]) || has(&["package"]) && !has(&["per", "units", "size", "uom", "qty", "type"]) {
        return found(Target::Footprint);
    }
    if has(&["pn", "partnumber", "ipn"])
        || has(&["part", "item", "stock", "article"]) && has(&["number", "no", "num", "nr", "code", "id"])
    {
        return farther(found(Target::PartNumber));
    }
    if has(&["value"]) {
        return found(Target::Value);
    }
    let yes_or_no = has(&["yes", "y"]) && has(&["no", "n"]) || has(&["option", "optional"]);
    let placing = has(&["place", "placed", "mount", "mounted", "assemble", "assembled", "install", "stuff"]);
    if has(&["dnp", "dnf", "dni", "dnm", "populate", "populated", "fitted"]) || placing && yes_or_no {
        return found(Target::DoNotPopulate);
    }
    if has(&["lot", "batch", "charge"]) {
        return found(Target::Lot);
    }
    if has(&["expiry", "expiration", "expires"]) {
        return found(Target::ExpiresOn);
    }
    if has(&["location", "shelf", "bin", "lagerort", "lagerplatz"]) {
        return found(Target::Location);
    }
    if has(&["stock", "bestand"])
        && !has(&["min", "max", "minimum", "maximum", "status", "level", "value", "date", "code", "unit"])
    {
        return farther(found(Target::Quantity)).map(|it| Said { distance: 28, ..it });
    }
    if has(&["notes", "remarks", "note"]) {
        return found(Target::Notes);
    }
    None
}

/// Whether a head tells how much there is, which is no quantity of a line.
pub fn is_of_stock(head: &str) -> bool {
    const STOCK: &[&str] =
        &["stock", "available", "availability", "onhand", "qoh", "bestand", "lagerbestand", "instock", "inventory"];
    let plain = simplified(head);
    words(head).iter().any(|word| STOCK.contains(&&**word)) || STOCK.contains(&&*plain) || plain.ends_with("onhand")
}

/// Whether a head is one of those that are known, or a plain column that such tables have.
pub fn is_known(head: &str) -> bool {
    const PLAIN: &[&str] = &[
        "number",
        "id",
        "index",
        "pos",
        "position",
        "total",
        "totalcost",
        "extendedprice",
        "date",
        "datasheet",
        "category",
        "line",
        "lineitem",
    ];
    head.len() <= 60 && (said(head).is_some() || PLAIN.contains(&&*simplified(head)))
}

/// The shop that a head names.
pub fn shop(head: &str) -> Option<&'static str> {
    let words = words(head);
    let joined = simplified(head);
    let named = |name: &str| words.iter().any(|word| word == name) || name.len() > 4 && joined.contains(name);
    SHOPS.iter().find(|(name, _)| named(name)).map(|(_, shop)| *shop)
}

/// The number behind a head, that pairs `Supplier 2` with `Supplier Part Number 2`.
pub fn ordinal(head: &str) -> u32 {
    let digits: String = head.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(1)
}

/// What a yes in a column about fitting means: not fitted, fitted, or only its own words count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fitting {
    YesLeavesOut,
    YesFits,
    WordsOnly,
}

/// What a head says of fitting.
pub fn fitting(head: &str) -> Fitting {
    const OUT: &[&str] = &[
        "dnp",
        "dnf",
        "dni",
        "dnm",
        "dns",
        "not",
        "no",
        "nostuff",
        "nopop",
        "exclude",
        "excluded",
        "nicht",
        "nichtbestückt",
        "nc",
        "excludefrombom",
    ];
    const IN: &[&str] = &[
        "fitted",
        "fit",
        "populate",
        "populated",
        "assembled",
        "assemble",
        "mounted",
        "placed",
        "installed",
        "install",
        "stuffed",
        "stuff",
        "bestückt",
        "bestückung",
        "include",
        "inbom",
        "in",
        "mount",
        "place",
    ];
    let mut words = words(head);
    // `Place (YES/NO)` says which words stand there, and no more.
    if words.iter().any(|word| matches!(&**word, "yes" | "ja")) {
        words.retain(|word| !matches!(&**word, "no" | "nein"));
    }
    let has = |any: &[&str]| words.iter().any(|word| any.contains(&&**word));
    match (has(OUT) || simplified(head).starts_with("donot"), has(IN)) {
        (true, _) if simplified(head) != "dnpfitted" => Fitting::YesLeavesOut,
        (false, true) => Fitting::YesFits,
        _ => Fitting::WordsOnly,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_known_programs() {
        use Target::*;
        for (head, wanted) in [
            ("Part #", Some(PartNumber)),
            ("P/N", Some(PartNumber)),
            ("Part Num", Some(PartNumber)),
            ("Teilenummer", Some(PartNumber)),
            ("MFR Part #", Some(ManufacturerNumber)),
            ("MFG PN", Some(ManufacturerNumber)),
            ("Mfr. No.", Some(ManufacturerNumber)),
            ("Manufacturer_Part_Number 2", Some(ManufacturerNumber)),
            ("manf#", Some(ManufacturerNumber)),
            ("Manufacturer", Some(Manufacturer)),
            ("LCSC Part #", Some(SupplierNumber)),
            ("JLCPCB Part #", Some(SupplierNumber)),
            ("Digi-Key Part Number", Some(SupplierNumber)),
            ("Digikey P/N", Some(SupplierNumber)),
            ("Mouser No", Some(SupplierNumber)),
            ("Supplier Part", Some(SupplierNumber)),
            ("Supplier", Some(Supplier)),
            ("Quan", Some(Quantity)),
            ("Qty (used)", Some(Quantity)),
            ("# req in assy", Some(Quantity)),
            ("Quantity Per PCB", Some(Quantity)),
            ("Min Order Qty", None),
            ("Stück", Some(Quantity)),
            ("cost pp", Some(Cost)),
            ("Cost/Unit", Some(Cost)),
            ("Total Cost", None),
            ("Extended Price", None),
            ("Ext.price", None),
            ("buy link", Some(Link)),
            ("Datasheet", None),
            ("Designation", Some(Value)),
            ("Part Reference", Some(Designators)),
            ("Gehäuse", Some(Footprint)),
            ("assembly multiplier", Some(Multiplier)),
            ("#", None),
            ("", None),
        ] {
            assert_eq!(said(head).map(|it| it.target), wanted, "{head}");
        }
        assert_eq!((shop("Digi-Key Part Number"), shop("LCSC Part #"), shop("Value")), (Some("DigiKey"), Some("LCSC"), None));
    }

    #[test]
    fn fitting_is_read_the_right_way_round() {
        for (head, wanted) in [
            ("DNP", Fitting::YesLeavesOut),
            ("Do not populate", Fitting::YesLeavesOut),
            ("Exclude from BOM", Fitting::YesLeavesOut),
            ("Not fitted", Fitting::YesLeavesOut),
            ("NC", Fitting::YesLeavesOut),
            ("Fitted", Fitting::YesFits),
            ("Populate", Fitting::YesFits),
            ("Assembled", Fitting::YesFits),
            ("Bestückt", Fitting::YesFits),
            ("Nicht bestückt", Fitting::YesLeavesOut),
            ("Place (YES/NO)", Fitting::YesFits),
            ("DNP/Fitted", Fitting::WordsOnly),
            ("Config", Fitting::WordsOnly),
        ] {
            assert_eq!(fitting(head), wanted, "{head}");
        }
    }
}
