//! What the factory has a name for: people, places, suppliers, parts and what they are made of.

use super::{Maker, create, refer, text, whole};
use crate::domain::commands::command::{Command, Fields};
use crate::domain::model::record::ATTRIBUTES;
use crate::domain::{
    ATTRIBUTE, Act, AttributeTable, AttributeType, AttributeValue, Attributes, InventoryId, LOCATION, MBOM_ITEM, PART, PartId,
    PartType, Quantity, SETTINGS, SUPPLIER, SUPPLIER_PART, Sourcing, Table, Tracking, USER, Value,
};

/// Who founds the stockroom.
pub(super) const FIRST_USER: &str = "Maya Lindqvist";
const USERS: &str = "Tomas Okafor|Ines Carvalho|Jonah Reyes|Priya Raman|Wren Halloway";
const SUPPLIERS: &str = "Halcyon Fasteners|Brightwater Seals|Corvane Tubing|Orrin & Vale Machining|Tessel Sensors|Northgate Valves|\
    Lumen Harness Works|Quarry Lane Alloys|Pinion Bearing Co-op|Ashdown Adhesives|Meridian Castings|Fenwick Tool Supply|Cobalt Ridge Electronics|\
    Sable Coatings|Verity Test Labs";
/// Level, name and what it is; `!` closes it for issuing.
const PLACES: &str = "0Main hall,Hall|1Aisle A,Aisle|2A-1,Shelf|2A-2,Shelf|2A-3,Shelf|2A-4,Shelf|2A-5,Shelf|1Aisle B,Aisle|2B-1,Shelf|2B-2,Shelf|\
    2B-3,Shelf|2B-4,Shelf|2B-5,Shelf|1Aisle C,Aisle|2C-1,Shelf|2C-2,Shelf|2C-3,Shelf|2C-4,Shelf|2C-10,Shelf|1Tool crib,Cage|0Clean room,Room|\
    1Bench 1,Bench|1Bench 2,Bench|1Bench 3,Bench|1Dry cabinet,Cabinet|0Cold store,Freezer|1Shelf 1,Shelf|1Shelf 2,Shelf|0Flammables cabinet,Cabinet|\
    0Kitting,Area|1Cart 1,Cart|1Cart 2,Cart|1Cart 3,Cart|0Test stand,Stand|1Bay 1,Bay|1Bay 2,Bay|0Receiving,Dock|1Incoming inspection,Area!|0Quarantine,Cage!";

/// Parts that differ in size: root, what it is, tracking, unit, cost in cents, sizes.
const FAMILIES: &[(&str, &str, Tracking, u32, u32, &str)] = &[
    (
        "FAST-SH",
        "Socket head screw, A286",
        Tracking::Lot,
        1,
        85,
        "M3x8 M3x10 M3x12 M3x16 M3x20 M4x10 M4x12 M4x16 M4x20 M4x25 M5x12 M5x16 M5x20 M5x25 M5x30 M6x16 M6x20 M6x25 M6x30 M6x40 M8x20 M8x25 M8x30 M8x40 M8x50",
    ),
    (
        "FAST-12P",
        "12-point bolt, Inconel 718",
        Tracking::Lot,
        1,
        640,
        "M6x20 M6x25 M6x30 M8x25 M8x30 M8x40 M10x30 M10x40 M10x50 M12x40",
    ),
    ("FAST-NUT", "Self-locking nut, A286", Tracking::Lot, 1, 120, "M3 M4 M5 M6 M8 M10 M12"),
    ("FAST-WSH", "Washer, 316 stainless", Tracking::Lot, 1, 12, "M3 M4 M5 M6 M8 M10 M12"),
    ("FAST-INS", "Locking insert, Nitronic 60", Tracking::Lot, 1, 95, "M3 M4 M5 M6 M8 M10"),
    ("FAST-STUD", "Stud, A286", Tracking::Lot, 1, 410, "M6x30 M6x40 M8x40 M8x60 M10x50 M10x80"),
    ("SEAL-ORF", "O-ring, FKM", Tracking::Lot, 1, 60, "006 008 010 012 014 016 018 020 110 112 114 116 118 210 214 218 222"),
    ("SEAL-ORT", "O-ring, PTFE", Tracking::Lot, 1, 210, "006 008 010 012 014 110 112 116 214 222"),
    ("SEAL-MC", "Metal C-ring, silver plated", Tracking::Lot, 1, 4_850, "012 018 024 032 040 048 056 064"),
    ("SEAL-CG", "Copper crush gasket", Tracking::Lot, 1, 155, "04 06 08 10 12"),
    ("TUBE-SS", "Tube, 316L seamless, per metre", Tracking::Lot, 2, 2_250, "3x0.5 6x1 8x1 10x1 12x1.5 16x1.5 20x2"),
    ("FIT-UN", "Union, flared 37°", Tracking::Lot, 1, 1_980, "04 06 08 10 12 16"),
    ("FIT-EL", "Elbow, flared 37°", Tracking::Lot, 1, 2_760, "04 06 08 10 12 16"),
    ("FIT-TE", "Tee, flared 37°", Tracking::Lot, 1, 3_320, "04 06 08 10 12"),
    ("FIT-CAP", "Cap, flared 37°", Tracking::Untracked, 1, 410, "04 06 08 10 12"),
    ("SENS-PT", "Pressure transducer, bar", Tracking::Serial, 1, 41_500, "10 25 60 160 250 400"),
    ("SENS-TC", "Thermocouple, type K, mm", Tracking::Serial, 1, 6_200, "1.5x50 1.5x100 3x50 3x150"),
    ("SENS-AC", "Accelerometer, g", Tracking::Serial, 1, 58_000, "50 500 2000"),
    ("VALV-SOL", "Solenoid valve, 28 V", Tracking::Serial, 1, 32_500, "04 06 08 12"),
    ("VALV-CHK", "Check valve", Tracking::Serial, 1, 14_800, "04 06 08 10 12"),
    ("VALV-REL", "Relief valve, bar", Tracking::Serial, 1, 19_900, "10 25 60 160"),
    ("DISC-BR", "Burst disc, bar", Tracking::Lot, 1, 8_700, "60 110 180"),
    ("BRG-HY", "Hybrid bearing, 440C and silicon nitride", Tracking::Serial, 1, 92_000, "17x40 20x47 25x52 30x62"),
    ("CONN-CI", "Circular connector", Tracking::Lot, 1, 3_900, "08-35P 08-35S 10-35P 10-35S 12-35P 12-35S 16-26P 16-26S"),
    (
        "WIRE-ET",
        "Wire, ETFE, AWG, per metre",
        Tracking::Lot,
        2,
        95,
        "26-RD 26-BK 24-RD 24-BK 24-BU 22-RD 22-BK 22-WH 20-RD 20-BK",
    ),
    ("ELEC-RLY", "Relay, sealed", Tracking::Lot, 1, 2_800, "5A 10A 25A"),
    ("HEAT-SH", "Heat-shrink sleeve, per metre", Tracking::Untracked, 2, 140, "1.6 3.2 4.8 6.4 9.5 12.7"),
    ("TIE-LC", "Lacing tape and ties", Tracking::Untracked, 1, 30, "S M L"),
    ("GLUE-EP", "Epoxy adhesive, 50 ml cartridge", Tracking::Lot, 7, 90, "CLEAR CRYO FILLED"),
    ("GLUE-TL", "Threadlocker", Tracking::Lot, 7, 160, "LOW MED HIGH"),
    ("LUBE", "Lubricant, oxygen compatible", Tracking::Lot, 5, 240, "PFPE-2 PFPE-3 MOS2"),
    ("SOLV", "Solvent", Tracking::Untracked, 6, 1_900, "IPA ACETONE HFE"),
    ("TOOL-TW", "Torque wrench, Nm", Tracking::Serial, 1, 38_000, "1-5 4-20 10-60 40-200"),
    ("TOOL-GG", "Thread gauge", Tracking::Serial, 1, 9_500, "M3 M4 M5 M6 M8 M10"),
    ("TOOL-FX", "Assembly fixture", Tracking::Serial, 1, 210_000, "TURBO INJ CHAMB ENGINE"),
];

/// What is made: number, what it is, and the machined or cast parts that it has, each `count*number,what`.
/// After `>`: the assemblies in it; after `+`: families that it takes some sizes of.
const ASSEMBLIES: &[(&str, &str, &str, &str, &str)] = &[
    (
        "TP-OX-100",
        "Turbopump, oxidizer",
        "1*TP-110,Pump housing, oxidizer|1*TP-111,Impeller, oxidizer|1*TP-112,Inducer, oxidizer|1*TP-113,Shaft, oxidizer|2*TP-114,Labyrinth ring",
        "",
        "FAST-12P SEAL-MC BRG-HY FAST-INS SENS-PT LUBE SEAL-ORT",
    ),
    (
        "TP-FU-100",
        "Turbopump, fuel",
        "1*TP-120,Pump housing, fuel|1*TP-121,Impeller, fuel|1*TP-122,Inducer, fuel|1*TP-123,Shaft, fuel|1*TP-124,Lift-off seal",
        "",
        "FAST-12P SEAL-MC BRG-HY FAST-INS SENS-AC SEAL-ORF",
    ),
    (
        "TB-100",
        "Turbine",
        "1*TB-110,Blisk|1*TB-111,Nozzle ring|1*TB-112,Manifold|1*TB-113,Containment ring",
        "",
        "FAST-12P SEAL-MC SENS-TC",
    ),
    (
        "INJ-100",
        "Injector, coaxial",
        "1*INJ-110,Face plate|1*INJ-111,Dome, oxidizer|1*INJ-112,Manifold, fuel|90*INJ-113,Swirl element|1*INJ-114,Baffle set",
        "",
        "FAST-SH SEAL-MC SENS-PT",
    ),
    (
        "IGN-100",
        "Igniter, torch",
        "1*IGN-110,Igniter body|2*IGN-111,Spark plug|1*IGN-112,Exciter",
        "",
        "VALV-SOL FIT-UN SEAL-CG WIRE-ET",
    ),
    (
        "CH-100",
        "Thrust chamber",
        "1*CH-110,Liner, copper alloy|1*CH-111,Jacket|1*CH-112,Throat insert|1*CH-113,Nozzle extension|2*CH-114,Stiffener",
        "",
        "FAST-STUD FAST-NUT SEAL-MC SENS-TC",
    ),
    (
        "VLV-OX-200",
        "Main valve, oxidizer",
        "1*VLV-210,Body, oxidizer|1*VLV-211,Poppet|1*VLV-212,Spring|1*VLV-213,Actuator",
        "",
        "FAST-SH SEAL-ORT VALV-SOL LUBE",
    ),
    (
        "VLV-FU-200",
        "Main valve, fuel",
        "1*VLV-220,Body, fuel|1*VLV-211,Poppet|1*VLV-212,Spring|1*VLV-213,Actuator",
        "",
        "FAST-SH SEAL-ORF VALV-SOL LUBE",
    ),
    ("GIM-100", "Gimbal", "1*GIM-110,Cross block|2*GIM-111,Yoke|4*GIM-112,Flex bearing", "", "FAST-12P FAST-WSH LUBE"),
    (
        "ECU-100",
        "Engine controller",
        "1*ECU-110,Controller board|1*ECU-111,Driver board|1*ECU-112,Enclosure",
        "",
        "FAST-SH CONN-CI ELEC-RLY GLUE-EP",
    ),
    ("HAR-100", "Harness, engine", "1*HAR-110,Backshell set|3*HAR-111,Splice", "", "WIRE-ET CONN-CI HEAT-SH TIE-LC"),
    (
        "FEED-100",
        "Feed lines",
        "2*FEED-110,Bellows|4*FEED-111,Flange|1*FEED-112,Filter",
        "",
        "TUBE-SS FIT-EL FIT-TE VALV-CHK SEAL-CG",
    ),
    (
        "TPA-100",
        "Turbopump assembly",
        "1*TPA-110,Mount|1*TPA-111,Coupling",
        "TP-OX-100 TP-FU-100 TB-100",
        "FAST-12P FAST-WSH GLUE-TL",
    ),
    (
        "ENG-K1",
        "Engine, Kestrel 1, flight",
        "1*ENG-110,Thrust frame|2*ENG-111,Heat shield",
        "TPA-100 INJ-100 IGN-100 CH-100 VLV-OX-200 VLV-FU-200 GIM-100 ECU-100 HAR-100 FEED-100",
        "FAST-12P FAST-NUT FAST-WSH DISC-BR VALV-REL GLUE-TL",
    ),
    (
        "ENG-K1T",
        "Engine, Kestrel 1, test stand",
        "1*ENG-110,Thrust frame|1*ENG-112,Test adapter",
        "TPA-100 INJ-100 IGN-100 CH-100 VLV-OX-200 VLV-FU-200 ECU-100",
        "FAST-STUD FAST-NUT SENS-PT SENS-TC FIT-CAP",
    ),
];

/// Made parts in order, for the runs: part ids by number.
pub(super) fn part_of(maker: &Maker, number: &str) -> u32 {
    maker.room.lookup(crate::domain::store::stockroom::Key::PartNumber, 0, number).first().copied().unwrap_or(0)
}

pub(super) fn make(maker: &mut Maker) {
    let name = vec![text(SETTINGS.stockroom_name, "Kestrel Engine Works")];
    maker.act(Command::Update { table: Table::Settings, id: 1, etag: None, fields: name });
    let users = USERS.split('|').map(|it| create(Table::User, vec![text(USER.name, it)])).collect();
    maker.batch(Act::Bulk, "The team", users);
    let suppliers = (1..).zip(SUPPLIERS.split('|').map(str::trim));
    let suppliers = suppliers
        .map(|(at, it)| create(Table::Supplier, vec![text(SUPPLIER.name, it), text(SUPPLIER.code, &format!("S{at:03}"))]));
    let suppliers = suppliers.collect();
    maker.batch(Act::Bulk, "Approved suppliers", suppliers);
    places(maker);
    for (root, what, tracking, unit, cents, sizes) in FAMILIES {
        let commands = (0u32..).zip(sizes.split(' ')).map(|(at, size)| {
            let cost = i64::from(*cents) * 10_000 * i64::from(10 + at % 7) / 10;
            part(
                &[root, "-", size].concat(),
                &[what, ", ", size].concat(),
                *tracking,
                *unit,
                cost,
                root.starts_with("TOOL"),
                false,
            )
        });
        let commands = commands.collect();
        maker.batch(Act::Bulk, what, commands);
    }
    for assembly in ASSEMBLIES {
        structure(maker, assembly);
    }
}

/// What suppliers call the fasteners, seals and sensors: last of all, so that what was there before keeps its numbers.
pub(super) fn offers(maker: &mut Maker) {
    let bought =
        maker.room.parts.iter().filter(|(_, part)| ["FAST-", "SEAL-", "SENS-"].iter().any(|it| part.part_number.starts_with(it)));
    let offers = bought.map(|(id, part)| {
        let (supplier, prefix) = match part.part_number.get(..4) {
            Some("FAST") => (1, "HF"),
            Some("SEAL") => (2, "BW"),
            _ => (5, "TS"),
        };
        let number = format!("{prefix}{:04}", 1_000 + id * 7);
        let mut fields = vec![
            refer(SUPPLIER_PART.part, id),
            refer(SUPPLIER_PART.supplier, supplier),
            text(SUPPLIER_PART.supplier_part_number, &number),
            text(SUPPLIER_PART.manufacturer, if supplier == 5 { "Tessel" } else { "Various" }),
        ];
        if let Some(cost) = part.cost {
            fields.push((SUPPLIER_PART.cost.number(), Value::Quantity(cost)));
        }
        create(Table::SupplierPart, fields)
    });
    let offers = offers.collect();
    maker.batch(Act::Bulk, "Numbers of the suppliers", offers);
}

/// Fields of the shop's own: what parts are made of, whether stock came with its papers, and whom an engine is for.
pub(super) fn attributes(maker: &mut Maker) {
    let define = |table: AttributeTable, key: &str, kind: AttributeType, choices: &str| {
        let fields = vec![
            (ATTRIBUTE.table.number(), Value::Choice(table as u8)),
            text(ATTRIBUTE.key, key),
            (ATTRIBUTE.r#type.number(), Value::Choice(kind as u8)),
            text(ATTRIBUTE.choices, choices),
        ];
        create(Table::Attribute, fields)
    };
    let first = maker.room.attributes.next_id();
    let definitions = vec![
        define(AttributeTable::Part, "Material", AttributeType::Choice, "Inconel 718\nStainless 316L\nAluminium 6061\nPTFE"),
        define(AttributeTable::Part, "Mass, g", AttributeType::Number, ""),
        define(AttributeTable::Inventory, "Certificate", AttributeType::Text, ""),
        define(AttributeTable::Run, "Customer", AttributeType::Text, ""),
    ];
    maker.batch(Act::Bulk, "Attributes of the shop", definitions);
    let give = |table: Table, id: u32, values: Vec<(u32, AttributeValue)>| {
        let fields = vec![(ATTRIBUTES, Value::Attributes(Attributes::new(values)))];
        Command::Update { table, id, etag: None, fields }
    };
    let material = |number: &str| match number.get(..4)? {
        "FAST" => Some("Stainless 316L"),
        "SEAL" => Some("PTFE"),
        "ENG-" | "CH-1" | "INJ-" => Some("Inconel 718"),
        _ => None,
    };
    let parts = maker.room.parts.iter().filter_map(|(id, part)| Some((id, material(&part.part_number)?)));
    let mut commands: Vec<Command> = parts
        .map(|(id, material)| {
            let mass = AttributeValue::Number(whole(1 + id % 40));
            give(Table::Part, id, vec![(first, AttributeValue::Text(material.into())), (first + 1, mass)])
        })
        .collect();
    let records = maker.room.inventory.iter().filter(|(id, record)| id % 3 == 0 && !record.lot_number.is_empty());
    commands.extend(records.map(|(id, _)| {
        let paper = format!("CoC {}", 24_000 + id);
        give(Table::Inventory, id, vec![(first + 2, AttributeValue::Text(paper.as_str().into()))])
    }));
    let runs = maker.room.runs.iter().filter(|(_, run)| run.is_open());
    commands.extend(runs.map(|(id, _)| give(Table::Run, id, vec![(first + 3, AttributeValue::Text("Northwind Launch".into()))])));
    maker.batch(Act::Bulk, "Materials, masses, papers and customers", commands);
}

/// Wrenches and gauges want maintenance; it was done for most gauges, and the rest are overdue.
pub(super) fn maintenance(maker: &mut Maker) {
    let every = |prefix: &str, days: i64| {
        let parts = maker.room.parts.iter().filter(|(_, part)| part.part_number.starts_with(prefix)).map(|(id, _)| id);
        let fields = vec![(PART.maintenance_interval.number(), Value::Int(days * 86_400))];
        parts.map(|id| Command::Update { table: Table::Part, id, etag: None, fields: fields.clone() }).collect::<Vec<_>>()
    };
    let commands = [every("TOOL-TW", 365), every("TOOL-GG", 30)].concat();
    maker.batch(Act::Bulk, "Maintenance of the tools", commands);
    let is_gauge = |part: PartId| maker.room.parts.get(part.0).is_some_and(|part| part.part_number.starts_with("TOOL-GG"));
    let gauges = maker.room.inventory.iter().filter(|(_, record)| is_gauge(record.part)).map(|(id, _)| InventoryId(id));
    let mut records: Vec<_> = gauges.map(|id| (id, None)).collect();
    records.truncate(records.len().saturating_sub(2));
    let date = Some(maker.today());
    maker.act(Command::Maintain { records, date, note: "Calibrated".into() });
}

fn places(maker: &mut Maker) {
    let mut above = [0u32; 4];
    let mut commands = Vec::new();
    for (id, place) in (1u32..).zip(PLACES.split('|').map(str::trim)) {
        let level = usize::from(place.as_bytes().first().map_or(0, |byte| byte - b'0'));
        let (name, kind) = place.get(1..).and_then(|place| place.split_once(',')).unwrap_or((place, ""));
        let mut fields = vec![text(LOCATION.name, name), text(LOCATION.r#type, kind.trim_end_matches('!'))];
        if level > 0 {
            fields.push(refer(LOCATION.parent, above[level - 1]));
        }
        if kind.ends_with('!') {
            fields.push((LOCATION.unavailable.number(), Value::Flag(true)));
        }
        above[level.min(3)] = id;
        commands.push(create(Table::Location, fields));
    }
    maker.batch(Act::Bulk, "The floor plan", commands);
}

fn part(number: &str, what: &str, tracking: Tracking, unit: u32, micros: i64, tool: bool, made: bool) -> Command {
    let mut fields: Fields =
        vec![text(PART.part_number, number), text(PART.description, what), refer(PART.unit_of_measure, unit)];
    if tracking != Tracking::Untracked {
        fields.push((PART.tracking_type.number(), Value::Choice(tracking as u8)));
    }
    if tool {
        fields.push((PART.part_type.number(), Value::Choice(PartType::Tool as u8)));
    }
    if made {
        fields.push((PART.sourcing_strategy.number(), Value::Choice(Sourcing::Make as u8)));
    } else {
        fields.push((PART.reorder_min.number(), Value::Quantity(whole(if tracking == Tracking::Serial { 2 } else { 40 }))));
    }
    if let Some(cost) = Quantity::from_micros(micros).filter(|cost| cost.is_positive()) {
        fields.push((PART.cost.number(), Value::Quantity(cost)));
    }
    create(Table::Part, fields)
}

/// The parts of an assembly that are not there yet, itself, and its BOM: one act.
fn structure(maker: &mut Maker, assembly: &(&str, &str, &str, &str, &str)) {
    let (number, what, own, within, families) = assembly;
    let mut next = maker.room.parts.next_id();
    let parent = next;
    let mut commands = vec![part(number, what, Tracking::Serial, 1, 0, false, true)];
    let mut lines: Vec<(u32, u32)> = Vec::new();
    for piece in own.split('|') {
        let (count, rest) = piece.split_once('*').unwrap_or(("1", piece));
        let (piece, what) = rest.split_once(',').unwrap_or((rest, ""));
        let count = count.parse().unwrap_or(1);
        let mut id = part_of(maker, piece);
        if id == 0 {
            next += 1;
            id = next;
            let tracking = if count == 1 { Tracking::Serial } else { Tracking::Lot };
            let cost = i64::from(maker.below(900) + 60) * 1_000_000;
            commands.push(part(piece, what, tracking, 1, cost, false, count == 1));
        }
        lines.push((id, count));
    }
    lines.extend(within.split_whitespace().map(|it| (part_of(maker, it), 1)));
    for family in families.split(' ') {
        for _ in 0..2 {
            let Some((_, _, tracking, _, _, sizes)) = FAMILIES.iter().find(|it| it.0 == family) else { continue };
            let sizes: Vec<&str> = sizes.split(' ').collect();
            let size = sizes.get(maker.below(sizes.len() as u32) as usize).copied().unwrap_or("");
            let id = part_of(maker, &[family, "-", size].concat());
            let count = if *tracking == Tracking::Serial { 1 } else { 2 + 2 * maker.below(5) };
            if id != 0 && !lines.iter().any(|(other, _)| *other == id) {
                lines.push((id, count));
            }
        }
    }
    for (at, (id, count)) in lines.into_iter().enumerate() {
        let mut fields = vec![
            refer(MBOM_ITEM.parent, parent),
            refer(MBOM_ITEM.part, id),
            (MBOM_ITEM.quantity.number(), Value::Quantity(whole(count))),
        ];
        fields.push(text(MBOM_ITEM.reference_designators, &(at + 1).to_string()));
        commands.push(create(Table::MbomItem, fields));
    }
    maker.batch(Act::Bulk, what, commands);
}
