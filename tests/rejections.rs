//! Every refusal is provoked once, and what is said is kept in `tests/messages.txt`: a sentence that nothing provokes
//! is either dead or untested. After a change of texts: `KITROOM_BLESS=1 cargo test --no-default-features --test rejections`.

mod common;

use common::{Shop, q, stock_of, text};
use kitroom::domain::commands::command::*;
use kitroom::domain::model::record::ATTRIBUTES;
use kitroom::domain::*;
use kitroom::i18n::sentences::render;
use std::collections::{BTreeMap, BTreeSet};

/// Sentences that no command provokes, and why.
const UNPROVOKED: &[(&str, &str)] = &[
    ("NoSuchInventory", "said by the one primitive that moves quantities; every act has found its record before"),
    ("HolderHasLess", "said by the same primitive; every act has looked before and says more"),
    ("QuantityNotANumber", "said where text is typed or comes in by a file, before there is a command"),
    ("RowOfOther", "said of an installation that no act would make: for a copy from elsewhere"),
    ("HoldsNothing", "said of the same"),
    ("MadeOnAssembly", "said of an input of the API that no command has"),
    ("NoSuchAct", "said if a command belonged to no family"),
];

/// A shop, and what it said so far: sentence → code and text, the first time.
struct Talk {
    shop: Shop,
    said: BTreeMap<String, (&'static str, String)>,
    codes: BTreeSet<String>,
}

impl Talk {
    fn keep(&mut self, code: &'static str, phrase: &Phrase) {
        let name = format!("{:?}", phrase.sentence);
        self.said.entry(name).or_insert_with(|| (code, render(phrase)));
        for argument in &phrase.arguments {
            if let Argument::Phrase(within) = argument {
                self.keep("within", within);
            }
        }
    }

    /// It must be refused with this sentence.
    #[track_caller]
    fn no(&mut self, sentence: Sentence, command: Command) {
        let refusal = self.shop.refuse(command);
        self.codes.insert(format!("{:?}", refusal.code));
        self.keep(refusal.code.word(), &refusal.phrase);
        assert!(says(&refusal.phrase, sentence), "expected {sentence:?}: {refusal:?}");
    }

    /// It must be accepted; its id.
    #[track_caller]
    fn yes(&mut self, command: Command) -> u32 {
        let outcome = self.shop.act(command);
        for warning in &outcome.warnings {
            self.keep("warning", warning);
        }
        outcome.id()
    }

    fn head(&self) -> u64 {
        self.shop.room.head
    }
}

/// Whether a phrase is this sentence or has it within.
fn says(phrase: &Phrase, sentence: Sentence) -> bool {
    let within = |it: &Argument| matches!(it, Argument::Phrase(it) if says(it, sentence));
    phrase.sentence == sentence || phrase.arguments.iter().any(within)
}

/// What the fields that a person defines say no to.
fn attributes(it: &mut Talk) {
    use Sentence as S;
    let define = |key: &str, kind: AttributeType, choices: &str| {
        let (kind, choices) = (Value::Choice(kind as u8), text(choices));
        create(Table::Attribute, &[(ATTRIBUTE.key, text(key)), (ATTRIBUTE.r#type, kind), (ATTRIBUTE.choices, choices)])
    };
    let give = |table: Table, id: u32, value: AttributeValue| {
        update(table, 1, Field::new(table, ATTRIBUTES), Value::Attributes(Attributes::new([(id, value)])))
    };
    let word = |text: &str| AttributeValue::Text(text.into());
    let first = it.shop.room.attributes.next_id();
    for (key, kind) in [
        ("Finish", AttributeType::Text),
        ("Weight", AttributeType::Number),
        ("RoHS", AttributeType::Boolean),
        ("Approved", AttributeType::Date),
    ] {
        it.yes(define(key, kind, ""));
    }
    it.yes(define("Colour", AttributeType::Choice, "red\ngreen"));
    it.no(S::AttributeReserved, define("cost", AttributeType::Text, ""));
    it.no(S::ChoicesMissing, define("Size", AttributeType::Choice, ""));
    it.no(S::ChoicesOfOther, define("Size", AttributeType::Date, "red"));
    it.no(S::ChoiceTwice, define("Size", AttributeType::Choice, "S\nM\ns"));
    let many = (0..101).map(|at| at.to_string()).collect::<Vec<_>>().join("\n");
    it.no(S::ChoiceLimit, define("Size", AttributeType::Choice, &many));
    it.no(S::AttributeOfOther, give(Table::Location, first, word("matt")));
    it.no(S::AttributeText, give(Table::Part, first, AttributeValue::Flag(true)));
    it.no(S::AttributeNumber, give(Table::Part, first + 1, word("1")));
    it.no(S::AttributeBoolean, give(Table::Part, first + 2, word("yes")));
    it.no(S::AttributeDate, give(Table::Part, first + 3, word("today")));
    it.no(S::NoSuchChoice, give(Table::Part, first + 4, word("pink")));
    it.yes(give(Table::Part, first, word("matt")));
    it.yes(give(Table::Part, first + 4, word("red")));
    it.no(S::ChoiceInUse, update(Table::Attribute, first + 4, ATTRIBUTE.choices, text("green")));
    let number = Value::Choice(AttributeType::Number as u8);
    it.no(S::AttributeTypeInUse, update(Table::Attribute, first, ATTRIBUTE.r#type, number));
    it.no(S::DeleteAttribute, delete(Table::Attribute, first));
    for at in it.shop.room.attributes.len()..100 {
        it.yes(define(&format!("More {at}"), AttributeType::Text, ""));
    }
    it.no(S::AttributeLimit, define("One too many", AttributeType::Text, ""));
}

fn create(table: Table, fields: &[(Field, Value)]) -> Command {
    Command::Create { table, fields: numbers(fields) }
}

fn update(table: Table, id: u32, field: Field, value: Value) -> Command {
    Command::Update { table, id, etag: None, fields: vec![(field.number(), value)] }
}

fn delete(table: Table, id: u32) -> Command {
    Command::Delete { table, id, etag: None }
}

fn edit(id: u32, field: Field, value: Value) -> Command {
    Command::UpdateInventory { id: InventoryId(id), etag: None, fields: vec![(field.number(), value)], quantity: None }
}

fn numbers(fields: &[(Field, Value)]) -> Fields {
    fields.iter().map(|(field, value)| (field.number(), value.clone())).collect()
}

fn part(id: u32) -> Value {
    Value::Ref(Table::Part, id)
}

fn amount(text: &str) -> Value {
    Value::Quantity(q(text))
}

fn bom(parent: u32, child: u32, quantity: &str) -> Command {
    create(
        Table::MbomItem,
        &[(MBOM_ITEM.parent, part(parent)), (MBOM_ITEM.part, part(child)), (MBOM_ITEM.quantity, amount(quantity))],
    )
}

fn lot(part: u32, number: &str, quantity: &str, at: Option<u32>) -> Command {
    stock_of(PartId(part), "", number, Some(q(quantity)), at.map(LocationId))
}

fn serial(part: u32, number: &str, quantity: &str, at: Option<u32>) -> Command {
    stock_of(PartId(part), number, "", Some(q(quantity)), at.map(LocationId))
}

fn run(fields: &[(Field, Value)]) -> Command {
    let mut all = vec![(RUN.title.number(), text("Engine"))];
    all.extend(numbers(fields));
    Command::CreateRun { fields: all, auto_serial: false, unit_serial: "".into() }
}

fn run_status(run: u32, status: RunStatus, confirm: bool) -> Command {
    Command::SetRunStatus { run: RunId(run), etag: None, status, confirm, leftovers: Default::default() }
}

fn kit(run: u32, fields: &[(Field, Value)]) -> Command {
    let mut all = vec![(KIT.run.number(), Value::Ref(Table::Run, run))];
    all.extend(numbers(fields));
    Command::CreateKit { fields: all }
}

fn kit_status(kit: u32, status: KitStatus) -> Command {
    Command::SetKitStatus { kit: KitId(kit), etag: None, status, location: None, leftovers: Default::default() }
}

fn line(kit: u32, part: u32, quantity: &str) -> Command {
    let quantity = Some(q(quantity));
    Command::AddLine { kit: KitId(kit), part: PartId(part), quantity, substitutes: Vec::new(), notes: "".into() }
}

fn issue(inventory: u32, item: u32, quantity: &str) -> Command {
    let (inventory, item) = (InventoryId(inventory), KitItemId(item));
    Command::Issue(Issue { inventory, item, quantity: Some(q(quantity)), ..Issue::default() })
}

fn give_back(inventory: u32, item: Option<u32>, quantity: &str) -> Command {
    let (inventory, item) = (InventoryId(inventory), item.map(KitItemId));
    Command::Return(Return { inventory, item, quantity: Some(q(quantity)), ..Return::default() })
}

fn install(requirement: u32, inventory: u32, quantity: &str, item: Option<u32>) -> Command {
    let (requirement, inventory, item) = (RequirementId(requirement), InventoryId(inventory), item.map(KitItemId));
    Command::Install(Install { requirement, inventory, quantity: Some(q(quantity)), item, ..Install::default() })
}

fn scrap(id: u32, quantity: &str, item: Option<u32>) -> Command {
    Command::Scrap { id: InventoryId(id), etag: None, quantity: Some(q(quantity)), item: item.map(KitItemId), note: "".into() }
}

fn split(id: u32, quantities: &[&str]) -> Command {
    let pieces = quantities.iter().map(|it| (q(it), None)).collect();
    Command::Split { id: InventoryId(id), etag: None, pieces }
}

fn merge(ids: &[u32]) -> Command {
    Command::Merge { records: ids.iter().map(|id| (InventoryId(*id), None)).collect() }
}

fn count(id: u32, quantity: &str) -> Command {
    Command::Count { lines: vec![CountLine { id: InventoryId(id), etag: None, counted: q(quantity) }], note: "".into() }
}

fn move_to(ids: &[u32], location: u32, quantity: Option<&str>) -> Command {
    let records = ids.iter().map(|id| (InventoryId(*id), None)).collect();
    Command::MoveInventory { records, location: LocationId(location), quantity: quantity.map(q) }
}

fn hold(id: u32, hold: bool, note: &str) -> Command {
    Command::Hold { records: vec![(InventoryId(id), None)], hold, note: note.into() }
}

fn range(text: &str) -> Command {
    let fields = numbers(&[(INVENTORY.part, part(DEVICE))]);
    Command::CreateSerials { fields, serials: text.into(), reason: Reason::Created }
}

fn undo(entry: u64) -> Command {
    Command::Undo { entry }
}

const DEVICE: u32 = 1;
const FAST: u32 = 2;
const GLUE: u32 = 3;
const WIRE: u32 = 4;
const SHELF: u32 = 1;
const BENCH: u32 = 2;
const QUARANTINE: u32 = 3;

fn talk() -> Talk {
    let mut shop = Shop::new();
    shop.part("UNIT", Tracking::Serial);
    shop.part("FAST", Tracking::Lot);
    shop.part("GLUE", Tracking::Untracked);
    shop.part("WIRE", Tracking::Lot);
    for name in ["Shelf", "Bench", "Quarantine"] {
        shop.location(name);
    }
    let mut talk = Talk { shop, said: BTreeMap::new(), codes: BTreeSet::new() };
    talk.yes(update(Table::Part, WIRE, PART.unit_of_measure, Value::Ref(Table::Unit, 2)));
    talk.yes(update(Table::Location, QUARANTINE, LOCATION.unavailable, Value::Flag(true)));
    talk.yes(create(Table::Supplier, &[(SUPPLIER.name, text("Bolts Ltd"))]));
    talk
}

fn catalogue(it: &mut Talk) {
    use Sentence as S;
    it.no(S::NoSuchRecord, delete(Table::Part, 99));
    it.no(S::EtagMismatch, Command::Delete { table: Table::Part, id: FAST, etag: Some(Etag(1)) });
    it.no(S::FieldRequired, create(Table::User, &[]));
    it.no(S::TextTooLong, create(Table::User, &[(USER.name, text(&"x".repeat(201)))]));
    it.no(S::TextControl, create(Table::User, &[(USER.name, text("a\u{7}b"))]));
    it.no(S::FieldKind, create(Table::User, &[(USER.name, Value::Int(3))]));
    it.no(S::FieldFixed, update(Table::Settings, 1, SETTINGS.lot_sequence, Value::Int(3)));
    it.no(S::NameTaken, create(Table::Supplier, &[(SUPPLIER.name, text("Bolts Ltd"))]));
    it.yes(create(Table::Supplier, &[(SUPPLIER.name, text("bolts ltd"))]));
    let sold = [
        (SUPPLIER_PART.part, Value::Ref(Table::Part, FAST)),
        (SUPPLIER_PART.supplier, Value::Ref(Table::Supplier, 1)),
        (SUPPLIER_PART.supplier_part_number, text("B-1")),
    ];
    it.yes(create(Table::SupplierPart, &sold));
    it.no(S::SupplierNumberTaken, create(Table::SupplierPart, &sold));
    it.no(S::NoLink, update(Table::SupplierPart, 1, SUPPLIER_PART.url, text("bolts.example")));
    attributes(it);
    it.no(S::PartTaken, create(Table::Part, &[(PART.part_number, text("GLUE"))]));
    it.no(S::NotThisWay, delete(Table::Settings, 1));
    it.no(S::RevisionFixed, update(Table::Part, GLUE, PART.revision, text("B")));
    it.no(S::DecimalsRange, create(Table::Unit, &[(UNIT.r#type, text("OZ")), (UNIT.decimals, Value::Int(7))]));
    it.no(S::LocationCycle, update(Table::Location, SHELF, LOCATION.parent, Value::Ref(Table::Location, SHELF)));
    let mut above = BENCH;
    while it
        .shop
        .attempt(&create(Table::Location, &[(LOCATION.name, text("Box")), (LOCATION.parent, Value::Ref(Table::Location, above))]))
        .is_ok()
    {
        above = it.shop.room.locations.next_id() - 1;
    }
    it.no(
        S::LocationTooDeep,
        create(Table::Location, &[(LOCATION.name, text("Box")), (LOCATION.parent, Value::Ref(Table::Location, above))]),
    );
    it.yes(bom(DEVICE, FAST, "6"));
    it.no(S::BomLineTaken, bom(DEVICE, FAST, "1"));
    it.no(S::BomCycle, bom(FAST, DEVICE, "1"));
    let metres = [
        (PART.part_number, text("PIPE")),
        (PART.tracking_type, Value::Choice(Tracking::Serial as u8)),
        (PART.unit_of_measure, Value::Ref(Table::Unit, 2)),
    ];
    let pipe = it.yes(create(Table::Part, &metres));
    it.no(S::SerialWhole, bom(FAST, pipe, "0.5"));
    it.yes(update(Table::MbomItem, 1, MBOM_ITEM.reference_designators, text("R1, R2")));
    it.no(
        S::DesignatorTaken,
        create(
            Table::MbomDesignator,
            &[(MBOM_DESIGNATOR.mbom_item, Value::Ref(Table::MbomItem, 1)), (MBOM_DESIGNATOR.value, text("R2"))],
        ),
    );
    it.yes(update(Table::MbomItem, 1, MBOM_ITEM.substitutes, Value::Refs(Table::Part, Box::new([WIRE]))));
    it.no(
        S::SubstituteTaken,
        create(
            Table::MbomSubstitute,
            &[(MBOM_SUBSTITUTE.mbom_item, Value::Ref(Table::MbomItem, 1)), (MBOM_SUBSTITUTE.part, part(WIRE))],
        ),
    );
    it.yes(update(Table::MbomItem, 1, MBOM_ITEM.substitutes, Value::Null));
    it.no(S::CopySame, Command::CopyBom { from: PartId(DEVICE), to: PartId(DEVICE) });
    it.no(S::CopyNothing, Command::CopyBom { from: PartId(WIRE), to: PartId(DEVICE) });
    it.no(S::SubstituteSame, update(Table::MbomItem, 1, MBOM_ITEM.substitutes, Value::Refs(Table::Part, Box::new([FAST]))));
    it.no(S::BelowZero, update(Table::Part, GLUE, PART.cost, amount("-1")));
    it.no(
        S::ReorderRange,
        Command::Update {
            table: Table::Part,
            id: GLUE,
            etag: None,
            fields: numbers(&[(PART.reorder_min, amount("5")), (PART.reorder_max, amount("4"))]),
        },
    );
    it.no(S::PatternNoSequence, update(Table::Settings, 1, SETTINGS.serial_pattern, text("SN")));
    it.no(S::PatternUnknown, update(Table::Settings, 1, SETTINGS.serial_pattern, text("{number}")));
    it.no(S::DeletePart, delete(Table::Part, FAST));
    it.no(S::DeleteLocation, delete(Table::Location, BENCH));
    it.no(S::DeleteUnit, delete(Table::Unit, 1));
    it.no(S::DeleteUser, delete(Table::User, 1));
}

fn inventory(it: &mut Talk) {
    use Sentence as S;
    it.no(S::SerialMissing, stock_of(PartId(DEVICE), "", "", None, None));
    it.no(S::LotMissing, stock_of(PartId(FAST), "", "", None, None));
    it.no(S::SerialOne, serial(DEVICE, "S-1", "2", None));
    it.no(S::LotBelowZero, lot(FAST, "L", "-1", None));
    it.no(S::TrackingDiffers, stock_of(PartId(FAST), "s", "L", None, None));
    it.no(S::QuantityNotWhole, lot(FAST, "L", "0.5", None));
    it.no(S::QuantityTooFine, lot(WIRE, "W", "0.0005", None));
    let one = it.yes(serial(DEVICE, "S-1", "1", None));
    it.no(S::AtNoLocation, serial(DEVICE, "S-1", "1", None));
    it.yes(edit(one, INVENTORY.location, Value::Ref(Table::Location, SHELF)));
    it.no(S::AtLocation, serial(DEVICE, "S-1", "1", None));
    it.no(S::SerialTwice, Command::Receive { id: InventoryId(one), etag: None, quantity: None, note: "".into() });
    it.yes(scrap(one, "1", None));
    it.no(S::ScrappedAt, serial(DEVICE, "S-1", "1", None));
    let none = it.yes(serial(DEVICE, "S-2", "0", None));
    it.no(S::Nowhere, serial(DEVICE, "S-2", "1", None));
    it.no(S::NothingOnHand, move_to(&[none], SHELF, None));
    it.no(S::SplitSerial, split(one, &["1"]));
    let ten = it.yes(lot(FAST, "L-1", "10", Some(SHELF)));
    it.no(S::PartFixed, edit(ten, INVENTORY.part, part(GLUE)));
    it.no(S::TrackingInUse, update(Table::Part, FAST, PART.tracking_type, Value::Choice(Tracking::Serial as u8)));
    it.no(S::QuantityMissing, split(ten, &[]));
    it.no(S::QuantityNotPositive, split(ten, &["0"]));
    it.no(S::StockLess, split(ten, &["11"]));
    it.no(
        S::QuantityTooLarge,
        Command::Receive { id: InventoryId(ten), etag: None, quantity: Some(q("999999999")), note: "".into() },
    );
    it.yes(scrap(ten, "2", None));
    it.no(S::BelowScrapped, count(ten, "1"));
    it.no(S::ScrappedLess, Command::Dispose { id: InventoryId(ten), etag: None, quantity: Some(q("3")), note: "".into() });
    it.no(S::NothingChosen, merge(&[]));
    it.no(S::ChosenTwice, merge(&[ten, ten]));
    it.no(S::MergeTwo, merge(&[ten]));
    it.no(S::MergeSerial, merge(&[ten, one]));
    it.yes(split(ten, &["1", "1"]));
    let (first, second) = (ten + 1, ten + 2);
    it.yes(move_to(&[second], BENCH, None));
    it.no(S::MergeDiffers, merge(&[ten, second]));
    it.yes(merge(&[ten, first]));
    it.no(S::MergedAway, count(first, "1"));
    it.no(S::DeleteInventory, delete(Table::Inventory, ten));
    it.no(S::QuantityForOne, move_to(&[ten, second], SHELF, Some("1")));
    let reel = it.yes(lot(WIRE, "W", "1.5", None));
    it.no(S::UnitTooCoarse, edit(reel, INVENTORY.unit_of_measure, Value::Ref(Table::Unit, 1)));
    it.yes(edit(reel, INVENTORY.supplier, Value::Ref(Table::Supplier, 1)));
    it.no(S::DeleteSupplier, delete(Table::Supplier, 1));
    it.no(S::RangeEmpty, range(""));
    it.no(S::RangeUnread, range("1…"));
    it.no(S::RangeBackwards, range("5…1"));
    it.no(S::RangeTooMany, range("1-20000"));
    it.no(S::RangeTwice, range("7 7"));
    it.no(S::BatchEmpty, Command::Batch { act: Act::Bulk, note: "".into(), commands: Vec::new() });
    it.no(S::BatchNested, Command::Batch { act: Act::Bulk, note: "".into(), commands: vec![undo(2)] });
    it.no(S::BatchTooLong, Command::Batch { act: Act::Bulk, note: "".into(), commands: vec![undo(2); 500_001] });
}

/// Run 1 builds a unit of six fasteners; kit 1 has that line (1) and more.
fn runs(it: &mut Talk) -> u32 {
    use Sentence as S;
    let built = it.shop.room.inventory.next_id();
    it.no(S::RunBeginsOpen, run(&[(RUN.archived, Value::Flag(true))]));
    it.no(
        S::RunUnitNeedsPart,
        Command::CreateRun { fields: numbers(&[(RUN.title, text("R"))]), auto_serial: true, unit_serial: "".into() },
    );
    it.no(S::RunUnitOfOtherPart, run(&[(RUN.part, part(FAST)), (RUN.unit, Value::Ref(Table::Inventory, 1))]));
    it.no(S::RunOfOne, run(&[(RUN.part, part(DEVICE)), (RUN.quantity, amount("2"))]));
    it.yes(run(&[(RUN.part, part(DEVICE))]));
    it.no(S::RunUnitTaken, run(&[(RUN.part, part(DEVICE)), (RUN.unit, Value::Ref(Table::Inventory, built))]));
    it.no(S::RunStillOpen, update(Table::Run, 1, RUN.archived, Value::Flag(true)));
    it.no(S::DeleteBomItem, delete(Table::MbomItem, 1));
    let worked = it.yes(lot(FAST, "L-B", "1", None));
    it.yes(run(&[(RUN.part, part(FAST)), (RUN.unit, Value::Ref(Table::Inventory, worked))]));
    it.no(S::BuiltByRun, merge(&[worked, 3]));
    let bare = it.yes(kit(2, &[]));
    it.no(S::KitBomEmpty, Command::PrepareKit { kit: KitId(bare), etag: None });
    it.no(S::RunCancelsKits, run_status(2, RunStatus::Canceled, false));
    it.yes(run_status(2, RunStatus::Canceled, true));
    it.no(S::RunIsClosed, kit(2, &[]));
    it.yes(update(Table::Run, 2, RUN.archived, Value::Flag(true)));
    it.no(S::RunIsArchived, kit(2, &[]));
    it.yes(run(&[]));
    let bare = it.yes(kit(3, &[]));
    it.no(S::KitRunBuildsNothing, Command::PrepareKit { kit: KitId(bare), etag: None });
    it.no(S::DeleteRun, delete(Table::Run, 3));
    for (number, each, runs, sentence) in
        [("MIX", "0.0001", "0.001", S::PlannedTooFine), ("HUGE", "999999", "999999", S::PlannedTooLarge)]
    {
        let raw = it.yes(create(Table::Part, &[(PART.part_number, text(&[number, "-RAW"].concat()))]));
        let mix = it.yes(create(Table::Part, &[(PART.part_number, text(number))]));
        it.yes(bom(mix, raw, each));
        it.no(sentence, run(&[(RUN.part, part(mix)), (RUN.quantity, amount(runs))]));
    }
    let (third, bulk) = (it.yes(create(Table::Part, &[(PART.part_number, text("THIRD"))])), it.shop.room.parts.next_id());
    it.yes(create(Table::Part, &[(PART.part_number, text("BULK"))]));
    it.yes(bom(bulk, third, "10"));
    let of_three = it.yes(run(&[(RUN.part, part(bulk)), (RUN.quantity, amount("3"))]));
    let need = it.shop.room.requirements.next_id() - 1;
    it.yes(update(Table::Requirement, need, REQUIREMENT.quantity, amount("10")));
    it.no(S::RescaledTooFine, update(Table::Run, of_three, RUN.quantity, amount("4")));
    it.no(S::RescaledTooLarge, update(Table::Run, of_three, RUN.quantity, amount("900000000")));
    it.no(S::KitBeginsOpen, kit(1, &[(KIT.status, Value::Choice(KitStatus::Completed as u8))]));
    let kit = it.yes(kit(1, &[]));
    it.no(S::KitNeedsDelivery, kit_status(kit, KitStatus::Delivered));
    it.yes(Command::PrepareKit { kit: KitId(kit), etag: None });
    it.no(S::KitIsPrepared, Command::PrepareKit { kit: KitId(kit), etag: None });
    it.no(S::RunNotFinished, run_status(1, RunStatus::Complete, false));
    it.no(S::FulfilNothing, Command::Fulfil { kit: KitId(kit), etag: None, picks: Vec::new() });
    let units = it.yes(line(kit, DEVICE, "1"));
    it.no(S::IsBeingBuilt, issue(built, units, "1"));
    kit
}

/// A torque wrench whose maintenance is overdue.
fn tools(it: &mut Talk, kit: u32) {
    use Sentence as S;
    let tool = Value::Choice(PartType::Tool as u8);
    it.no(S::ToolNotSerial, update(Table::Part, FAST, PART.part_type, tool.clone()));
    it.no(S::OnlyToolsMaintained, update(Table::Part, FAST, PART.maintenance_interval, Value::Int(86_400)));
    let named = [(PART.part_number, text("WRENCH")), (PART.part_type, tool)];
    let part = it.yes(create(Table::Part, &named));
    it.no(S::MaintenanceInterval, update(Table::Part, part, PART.maintenance_interval, Value::Int(-5)));
    it.yes(update(Table::Part, part, PART.maintenance_interval, Value::Int(86_400)));
    let wrench = it.yes(serial(part, "W-1", "1", None));
    let today = it.shop.context.today;
    let maintain = |id: u32, day: i32| Command::Maintain {
        records: vec![(InventoryId(id), None)],
        date: Some(Date(today.0 + day)),
        note: "".into(),
    };
    it.no(S::NotATool, maintain(1, 0));
    it.no(S::MaintainedInFuture, maintain(wrench, 1));
    it.yes(maintain(wrench, -9));
    it.no(S::MaintainedBefore, maintain(wrench, -10));
    let needed = it.yes(line(kit, part, "1"));
    it.no(S::IsOverdue, issue(wrench, needed, "1"));
    it.yes(delete(Table::KitItem, needed));
}

/// `item` is a line of six fasteners, the next one a line of one unit, of an open kit of run 1.
fn issues(it: &mut Talk, kit: u32) {
    use Sentence as S;
    let items: Vec<u32> = it.shop.room.items_of(KitId(kit)).to_vec();
    let (bolts, units) = (items[0], items[1]);
    let glue = it.yes(line(kit, GLUE, "5"));
    let stock = it.yes(lot(FAST, "L-2", "5", Some(SHELF)));
    it.no(S::SerialMovesWhole, issue(1, units, "2"));
    it.no(S::KitPartDiffers, issue(stock, units, "1"));
    it.no(S::IsScrapped, issue(1, units, "1"));
    it.no(S::NoRest, issue(stock, bolts, "6"));
    it.yes(lot(FAST, "L-2", "3", None));
    it.no(S::SoMuchThere, issue(stock, bolts, "6"));
    it.yes(lot(FAST, "L-2", "3", Some(BENCH)));
    it.no(S::AndAlso, issue(stock, bolts, "6"));
    it.yes(edit(stock, INVENTORY.expires_on, Value::Date(Date(20_000))));
    it.no(S::IsExpired, issue(stock, bolts, "1"));
    it.yes(edit(stock, INVENTORY.expires_on, Value::Null));
    tools(it, kit);
    it.yes(hold(stock, true, ""));
    it.no(S::IsOnHold, issue(stock, bolts, "1"));
    it.yes(hold(stock, true, "bent"));
    it.no(S::IsOnHoldBecause, issue(stock, bolts, "1"));
    it.yes(hold(stock, false, ""));
    it.yes(move_to(&[stock], QUARANTINE, None));
    it.no(S::LocationIsClosed, issue(stock, bolts, "1"));
    it.yes(move_to(&[stock], SHELF, None));
    let pot = it.yes(lot(GLUE, "", "2", None));
    it.no(S::UntrackedHasLess, issue(pot, glue, "3"));
    let kilo = it.yes(Command::CreateInventory(CreateInventory {
        fields: numbers(&[
            (INVENTORY.part, part(FAST)),
            (INVENTORY.lot_number, text("KG")),
            (INVENTORY.unit_of_measure, Value::Ref(Table::Unit, 4)),
        ]),
        quantity: Some(q("1")),
        auto_serial: false,
        auto_lot: false,
        reason: Reason::Created,
    }));
    it.no(S::UnitDiffers, issue(kilo, bolts, "1"));
    it.no(S::NotInThisKit, give_back(stock, Some(bolts), "1"));
    it.yes(issue(stock, bolts, "3"));
    it.no(S::UnitIsIssued, edit(stock, INVENTORY.unit_of_measure, Value::Ref(Table::Unit, 4)));
    it.yes(edit(stock, INVENTORY.notes, text("seen")));
    it.yes(edit(kilo, INVENTORY.lot_number, text("K\u{200b}G")));
    it.yes(Command::Receive { id: InventoryId(stock), etag: None, quantity: Some(q("10")), note: "".into() });
    it.no(S::OverIssue, issue(stock, bolts, "4"));
    it.no(S::KitHasLess, give_back(stock, Some(bolts), "4"));
    it.no(S::InKit, merge(&[stock, stock + 1]));
    it.no(S::KitLess, scrap(stock, "4", Some(bolts)));
    it.no(S::NotInThisKit, scrap(pot, "1", Some(bolts)));
    it.no(S::DeleteKit, delete(Table::Kit, kit));
    it.no(S::DeleteLine, delete(Table::KitItem, bolts));
    it.no(S::NotBeingBuilt, give_back(stock, None, "1"));
    let unit = it.yes(serial(DEVICE, "S-7", "1", Some(SHELF)));
    let other = it.yes(serial(DEVICE, "S-8", "1", Some(SHELF)));
    it.yes(issue(unit, units, "1"));
    it.no(S::SerialElsewhere, issue(unit, units, "1"));
    it.no(S::OverIssueSerial, issue(other, units, "1"));
    let (second, third) = (it.yes(self::kit(1, &[])), it.yes(self::kit(3, &[])));
    let elsewhere = it.yes(line(third, FAST, "1"));
    let pick = Pick { inventory: InventoryId(stock), item: KitItemId(elsewhere), quantity: Some(q("1")) };
    it.no(S::LineOfOtherKit, Command::Fulfil { kit: KitId(second), etag: None, picks: vec![pick] });
    as_built(it, stock, bolts, other);
    it.yes(kit_status(second, KitStatus::Canceled));
    it.no(S::KitIsClosed, line(second, FAST, "1"));
}

/// Requirement 1 has the designators R1 and R2.
fn designators(it: &mut Talk, stock: u32) {
    use Sentence as S;
    let at = |requirement: u32, quantity: &str| {
        Command::Install(Install {
            requirement: RequirementId(requirement),
            inventory: InventoryId(stock),
            quantity: Some(q(quantity)),
            designator: Some(RequirementDesignatorId(1)),
            ..Install::default()
        })
    };
    it.no(S::DesignatorHoldsOne, at(1, "2"));
    let there = it.yes(at(1, "1"));
    it.no(S::DesignatorHolds, at(1, "1"));
    let unit = it.shop.room.requirements.get(1).expect("a requirement").unit;
    let other = it.yes(create(
        Table::Requirement,
        &[
            (REQUIREMENT.unit, Value::Ref(Table::Inventory, unit.0)),
            (REQUIREMENT.part, part(FAST)),
            (REQUIREMENT.quantity, amount("1")),
        ],
    ));
    it.no(S::DesignatorOfOther, at(other, "1"));
    it.yes(delete(Table::Requirement, other));
    let id = InstallationId(there);
    it.yes(Command::Uninstall { id, etag: None, quantity: None, hold: false, scrap: false, note: "".into() });
}

fn as_built(it: &mut Talk, stock: u32, bolts: u32, unit: u32) {
    use Sentence as S;
    it.no(S::InstallPartDiffers, install(1, unit, "1", None));
    it.no(S::InstallHasLess, install(1, stock, "99", None));
    it.no(S::KitHasLess, install(1, stock, "4", Some(bolts)));
    designators(it, stock);
    it.yes(install(1, stock, "2", Some(bolts)));
    it.no(S::OnUnits, issue(stock, bolts, "99"));
    it.no(S::DeleteRequirement, delete(Table::Requirement, 1));
    let built = it.shop.room.runs.get(1).expect("run 1").unit;
    let need = it.yes(create(
        Table::Requirement,
        &[
            (REQUIREMENT.unit, Value::Ref(Table::Inventory, unit)),
            (REQUIREMENT.part, part(DEVICE)),
            (REQUIREMENT.quantity, amount("1")),
        ],
    ));
    it.no(S::UnitWithinItself, install(need, unit, "1", None));
    let within = it.yes(serial(DEVICE, "S-9", "1", None));
    it.yes(install(need, within, "1", None));
    it.no(S::OnUnit, serial(DEVICE, "S-9", "1", None));
    let twin = it.yes(serial(DEVICE, "S-10", "1", None));
    it.yes(install(need, twin, "1", None));
    assert_ne!(built, InventoryId(unit));
    planned_again(it);
}

/// A run that grows and shrinks after something of its kit was installed.
fn planned_again(it: &mut Talk) {
    use Sentence as S;
    let batch = it.yes(create(Table::Part, &[(PART.part_number, text("BATCH"))]));
    it.yes(bom(batch, FAST, "2"));
    it.yes(run(&[(RUN.part, part(batch)), (RUN.quantity, amount("5"))]));
    let (run, need) = (it.shop.room.runs.next_id() - 1, it.shop.room.requirements.next_id() - 1);
    let made = it.yes(kit(run, &[]));
    let line = it.yes(line(made, FAST, "10"));
    let bolts = it.yes(lot(FAST, "L-B", "10", None));
    it.yes(issue(bolts, line, "4"));
    it.yes(install(need, bolts, "4", Some(line)));
    it.no(S::RunBelowInstalled, update(Table::Run, run, RUN.quantity, amount("1")));
    it.yes(crate::run(&[(RUN.part, part(batch))]));
    it.no(S::KitForOtherUnit, install(it.shop.room.requirements.next_id() - 1, bolts, "1", Some(line)));
    it.yes(crate::run(&[]));
    let other = it.shop.room.runs.next_id() - 1;
    it.no(S::KitIsInstalled, update(Table::Kit, made, KIT.run, Value::Ref(Table::Run, other)));
    let off = |quantity| Command::Uninstall {
        id: InstallationId(it.shop.room.installations.next_id() - 1),
        etag: None,
        quantity: Some(q(quantity)),
        hold: false,
        scrap: false,
        note: "".into(),
    };
    let (more, one) = (off("5"), off("1"));
    it.no(S::InstalledLess, more);
    it.yes(one);
    it.no(S::RunNotFinished, run_status(run, RunStatus::Complete, false));
    it.yes(install(need, bolts, "1", Some(line)));
    let rest = it.yes(issue(bolts, line, "6"));
    assert_ne!(rest, 0);
    it.yes(install(need, bolts, "6", Some(line)));
    it.no(S::RunLacksNothing, run_status(run, RunStatus::Complete, false));
}

fn closing(it: &mut Talk) {
    use Sentence as S;
    it.yes(run(&[(RUN.part, part(GLUE)), (RUN.quantity, amount("2"))]));
    let (run, pot) = (it.shop.room.runs.next_id() - 1, it.shop.room.inventory.next_id() - 1);
    it.no(S::ScrapWhole, scrap(pot, "1", None));
    it.yes(run_status(run, RunStatus::Complete, false));
    it.yes(scrap(pot, "1", None));
    it.no(S::RunUnitUsed, run_status(run, RunStatus::InProgress, false));
    it.yes(crate::run(&[(RUN.part, part(GLUE)), (RUN.quantity, amount("2"))]));
    let pot = it.shop.room.inventory.next_id() - 1;
    it.no(S::RunBuildsLess, give_back(pot, None, "3"));
    let first = it.shop.room.runs.next_id() - 1;
    it.yes(run_status(first, RunStatus::Canceled, false));
    it.yes(crate::run(&[(RUN.unit, Value::Ref(Table::Inventory, pot)), (RUN.quantity, amount("5"))]));
    it.yes(run_status(first + 1, RunStatus::Canceled, false));
    it.no(S::RunUnitTakenOver, run_status(first, RunStatus::Todo, false));
}

fn undoing(it: &mut Talk) {
    use Sentence as S;
    it.no(S::NoSuchEntry, undo(99_999));
    it.no(S::UndoFounding, undo(1));
    let fresh = it.yes(lot(FAST, "L-U", "5", Some(SHELF)));
    let made = it.head();
    let quantity = Some(q("4"));
    it.yes(Command::Receive { id: InventoryId(fresh), etag: None, quantity, note: "".into() });
    let counted = it.head();
    it.yes(undo(counted));
    it.no(S::UndoneAlready, undo(counted));
    let undone = it.head();
    it.yes(undo(undone));
    it.no(S::RedoneSince, undo(counted));
    it.no(S::StillHolds, undo(made));
    it.yes(split(fresh, &["8"]));
    it.no(S::UndoUsedSince, undo(undone + 1));
    let place = it.yes(create(Table::Location, &[(LOCATION.name, text("Rack"))]));
    let racked = it.head();
    it.yes(move_to(&[fresh], place, None));
    it.no(S::StillNamed, undo(racked));
    let user = it.yes(create(Table::User, &[(USER.name, text("Bob"))]));
    it.yes(update(Table::User, user, USER.name, text("Bobby")));
    let renamed = it.head();
    it.yes(update(Table::User, user, USER.name, text("Robert")));
    it.no(S::UndoChanged, undo(renamed));
    it.yes(update(Table::User, user, USER.archived, Value::Flag(true)));
    let archived = it.head();
    it.yes(delete(Table::User, user));
    it.no(S::RecordGone, undo(archived));
    let run = it.yes(run(&[]));
    let made_run = it.yes(kit(run, &[]));
    let line_of = it.yes(line(made_run, FAST, "2"));
    it.yes(delete(Table::KitItem, line_of));
    let deleted = it.head();
    let again = it.yes(line(made_run, FAST, "2"));
    it.no(S::LinePartTaken, undo(deleted));
    it.yes(kit_status(made_run, KitStatus::InProgress));
    it.yes(count(fresh, "5"));
    it.yes(issue(fresh, again, "1"));
    let issued = it.head();
    it.yes(undo(issued));
    it.yes(issue(fresh, again, "1"));
    it.no(S::RowTwice, undo(issued + 1));
    it.yes(kit_status(made_run, KitStatus::Completed));
    let back = give_back(fresh, Some(again), "1");
    it.yes(kit_status(made_run, KitStatus::InProgress));
    let reopened_kit = it.head();
    it.yes(issue(fresh, again, "1"));
    it.no(S::ClosedKitHolds, undo(reopened_kit));
    it.yes(back);
    let user = it.yes(create(Table::User, &[(USER.name, text("Cem"))]));
    let hired = it.head();
    it.shop.context.actor = UserId(user);
    it.yes(count(fresh, "6"));
    it.shop.context.actor = UserId(1);
    it.no(S::UserActed, undo(hired));
    it.yes(run_status(run, RunStatus::Complete, true));
    it.yes(run_status(run, RunStatus::InProgress, false));
    let reopened = it.head();
    it.yes(kit_status(made_run, KitStatus::InProgress));
    it.no(S::RunHasOpenKit, undo(reopened));
}

/// The names of an enum's variants, in the order of their definition.
fn variants(source: &str, name: &str) -> Vec<String> {
    let body = source.split_once(&format!("pub enum {name} {{")).expect("the enum").1;
    let body = body.split_once("\n}").expect("its end").0;
    let code = body.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split(',')).map(|it| it.trim().to_string()).filter(|it| !it.is_empty()).collect()
}

#[test]
fn every_refusal_is_provoked_and_says_what_the_catalogue_says() {
    let mut it = talk();
    catalogue(&mut it);
    inventory(&mut it);
    let kit = runs(&mut it);
    issues(&mut it, kit);
    closing(&mut it);
    undoing(&mut it);
    assert_eq!(kitroom::domain::audit::audit(&it.shop.room, &it.shop.entries), Vec::<String>::new());

    let source = include_str!("../src/domain/model/rejection.rs");
    let missing: Vec<String> = variants(source, "Code").into_iter().filter(|code| !it.codes.contains(code)).collect();
    assert!(missing.is_empty(), "codes that nothing provokes: {missing:?}");
    let sentences = variants(source, "Sentence");
    let excused = |name: &str| UNPROVOKED.iter().any(|(other, _)| *other == name);
    let missing: Vec<&String> = sentences.iter().filter(|name| !it.said.contains_key(*name) && !excused(name)).collect();
    assert!(missing.is_empty(), "sentences that nothing provokes: {missing:?}");
    let stale: Vec<_> =
        UNPROVOKED.iter().filter(|(name, _)| it.said.contains_key(*name) || !sentences.iter().any(|it| it == name)).collect();
    assert!(stale.is_empty(), "excused and provoked: {stale:?}");

    let mut messages = String::new();
    for name in sentences.iter().filter(|name| it.said.contains_key(*name)) {
        let (code, said) = &it.said[name];
        messages += &format!("{name} ({code})\n  {said}\n");
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/messages.txt");
    if std::env::var_os("KITROOM_BLESS").is_some() {
        std::fs::write(path, &messages).expect("the catalogue can be written");
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    for (line, (is, was)) in messages.lines().zip(kept.lines()).enumerate() {
        assert_eq!(is, was, "line {} of tests/messages.txt; if it is meant, run with KITROOM_BLESS=1", line + 1);
    }
    assert_eq!(messages.lines().count(), kept.lines().count(), "tests/messages.txt; if it is meant, run with KITROOM_BLESS=1");
}
