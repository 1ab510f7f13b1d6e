//! The words that heads of columns are known by, in English, German, Chinese and Japanese.

use super::columns::Target;

/// Whole heads by what they mean, the likeliest first. Without case, blanks and signs; `#` is `number`.
pub const HEADS: &[(Target, &str)] = &[
    (
        Target::PartNumber,
        "partnumber,partno,partnr,partnum,pn,ipn,itemnumber,itemno,internalpartnumber,internalpn,componentpartnumber,\
         childpartnumber,componentipn,partsnumber,inventorypartnumber,articlenumber,articleno,artikelnummer,artikelnr,artnr,\
         teilenummer,teilenr,sachnummer,sachnr,materialnummer,materialnr,materialnumber,stockcode,itemcode,productcode,\
         productnumber,partcode,partid,housepartnumber,companypartnumber,companypn,zeichnungsnummer,drawingnumber,code,料号,物料编码,物料编号,部品コード,品番",
    ),
    (
        Target::ManufacturerNumber,
        "mpn,manufacturerpartnumber,manufacturerpartno,manufacturerpart,manufacturerpn,mfrpartnumber,mfrpart,mfrpn,mfgpartnumber,\
         mfgpart,mfgpn,mfrno,mfpn,manfnumber,makerpn,herstellernummer,herstellernr,herstellerteilenummer,herstellerartikelnummer,\
         orderablepartnumber,mpn1,manufacturerpartnumber1,manufacturerpart1,mfrnumber,mfgnumber,teilenummerdesherstellers,型号,型番,制造商型号,制造商料号,制造商编号,厂家型号,厂商型号,メーカー型番",
    ),
    (
        Target::SupplierNumber,
        "supplierpartnumber,supplierpart,supplierpn,spn,vendorpartnumber,vendorpn,ordernumber,orderno,ordercode,orderingcode,\
         bestellnummer,bestellnr,catalognumber,catalogno,catalogueno,distributorpartnumber,sku,digikey,mouser,lcsc,lcscpart,jlcpcbpart,\
         supplierandref,digikeypn,mouserpn,farnell,newark,jlc,jlcpcb,lieferantennummer,supplierpartnumber1,teilenummerdeslieferanten,catno,catnumber,供应商编号,供应商料号,商品编号,立创编号",
    ),
    (
        Target::Value,
        "value,val,comment,designation,wert,componentvalue,values,cmpname,componentname,libref,partvalue,值,元件值,参数,規格,规格",
    ),
    (
        Target::Footprint,
        "footprint,package,pattern,pcbfootprint,packagereference,case,casepackage,packagecase,bauform,gehäuse,footprintname,devicepackage,封装,封裝",
    ),
    (Target::Revision, "revision,partrevision,rev,version,revisionsstand"),
    (
        Target::Description,
        "description,partdescription,desc,componentdescription,itemdescription,descr,bezeichnung,beschreibung,benennung,longname,\
         productname,partname,title,productdescription,details,detail,描述,说明,品名,商品名,部品名,名称",
    ),
    (Target::Tracking, "trackingtype,tracking,trackedby,verfolgung,nachverfolgung,rückverfolgung"),
    (Target::PartType, "parttype,producttype"),
    (Target::Sourcing, "sourcingstrategy,sourcing,makebuy,makeorbuy,beschaffung,beschaffungsart"),
    (Target::Unit, "unitofmeasure,unit,units,uom,um,unittype,partunit,einheit,mengeneinheit,me,measureunit"),
    (
        Target::Cost,
        "cost,unitcost,unitprice,price,priceperunit,costperunit,costeach,priceeach,costpp,preis,stückpreis,einzelpreis,kosten,\
         purchaseprice,einkaufspreis,stückkosten,单价,単価,参考単価,价格,価格",
    ),
    (
        Target::ReorderMin,
        "reordermin,minquantity,minimumstock,minstock,reorderpoint,minimum,min,minamount,mindestbestand,meldebestand,minqty",
    ),
    (Target::ReorderMax, "reordermax,maxquantity,maximumstock,maxstock,maximum,max,höchstbestand,maxqty"),
    (
        Target::LeadTime,
        "leadtime,leadtimedays,leadtimeindays,deliverytime,lieferzeit,lieferzeittage,lieferzeitintagen,beschaffungszeit",
    ),
    (
        Target::Notes,
        "notes,note,comments,remarks,remark,bemerkung,bemerkungen,anmerkung,hinweis,substitutionspolicy,notiz,notizen,备注,備考",
    ),
    (
        Target::Manufacturer,
        "manufacturer,mfr,mfg,manufacturername,mf,maker,manufacturer1,hersteller,brand,manf,manufacturers,mfrname,mfgname,manufacture,制造商,品牌,厂家,厂商,メーカー",
    ),
    (
        Target::Parent,
        "parentpartnumber,parentpart,parent,parentipn,assemblypartnumber,usedin,baugruppe,assembly,parentitem,parentnumber,finishedgood,übergeordnetesteil,übergeordneteteilenummer",
    ),
    (
        Target::Quantity,
        "physicalqoh,quantity,qty,quan,quant,qnty,qtyper,quantityper,quantityperpcb,qtyperboard,quantityperassembly,menge,anzahl,anz,stück,\
         stk,stückzahl,count,qtyused,quantityonhand,onhand,qoh,obqoh,stock,instock,counted,currentquantity,balance,bestand,lagerbestand,\
         amount,pcs,pieces,requiredquantity,qtyrequired,qtyreq,reqqty,needed,designatorcount,vorhanden,inventory,数量,用量,個数,个数,員数",
    ),
    (
        Target::Designators,
        "referencedesignators,referencedesignator,designators,designator,references,reference,refdes,ref,refs,partreference,\
         referenz,referenzen,bezeichner,bauteil,bauteile,componentreference,parts,placement,位号,標號,标号",
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
         storage,binname,ort,standort,regal,lagerfach,schublade,warehousename",
    ),
    (
        Target::Supplier,
        "supplier,suppliername,vendor,vendorname,supplier1,distributor,lieferant,vendor1,seller,händler,shop,bezugsquelle,vender,供应商",
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
pub const SHOPS: &[(&str, &str)] = &[
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

pub const NUMBER_WORDS: &[&str] = &[
    "cat",
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
pub const MAKER_WORDS: &[&str] = &[
    "manufacturer",
    "manufacturers",
    "manufacture",
    "manuf",
    "manf",
    "mfr",
    "mfg",
    "mf",
    "maker",
    "makers",
    "hersteller",
    "mfgr",
    "oem",
];
pub const SUPPLIER_WORDS: &[&str] = &[
    "supplier",
    "suppliers",
    "vendor",
    "vendors",
    "vender",
    "vend",
    "distributor",
    "seller",
    "lieferant",
    "lieferanten",
    "dist",
];
/// Beside the name of a shop: what is no number of its.
pub const SHOP_ASIDES: &[&str] = &[
    "class",
    "type",
    "lib",
    "library",
    "category",
    "basic",
    "extended",
    "status",
    "assembly",
    "process",
    "rotation",
    "moq",
    "tht",
    "smd",
    "avail",
    "available",
    "availability",
    "purch",
    "purchase",
    "unit",
    "ext",
    "total",
    "subtotal",
    "import",
    "bom",
    "stock",
    "packaging",
    "lead",
    "ctm",
    "each",
    "cart",
    "list",
    "description",
    "desc",
    "comment",
    "note",
    "notes",
    "name",
];
/// Names that are numbers where nothing better is there.
pub const NAMES: &[&str] = &[
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
    "itemname",
    "modelname",
    "type",
    "symbol",
    "library",
];

/// Heads that mean other things too.
pub const UNSURE: &[&str] =
    &["reference", "references", "ref", "refs", "referenz", "referenzen", "bauteil", "bauteile", "parts", "placement"];
