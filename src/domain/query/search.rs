//! Searching records by words: where each table is searched, and which words a record has.

use crate::domain::model::date::Date;
use crate::domain::model::lower::lowercase;
use crate::domain::model::record::{Field, Table};
use crate::domain::model::uid::{uid_of, without_label};
use crate::domain::query::cell::{Cell, derived};
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    ATTRIBUTE, AttributeValue, INVENTORY, KIT, KIT_ITEM, KIT_ROW, LOCATION, MBOM_DESIGNATOR, MBOM_ITEM, MBOM_SUBSTITUTE, PART,
    REQUIREMENT, REQUIREMENT_DESIGNATOR, RUN, SUPPLIER, SUPPLIER_PART, UNIT, USER,
};

/// Words of a search that count; further ones are not looked for.
pub const WORD_LIMIT: usize = 16;

/// Whether the text has the word in it, which is in the form of [`lowercase`], whatever the text's case.
pub fn contains(text: &str, word: &str) -> bool {
    memchr::memmem::find(lowercase(text).as_bytes(), word.as_bytes()).is_some()
}

/// A prepared search: which of its words each target has, remembered.
pub(in crate::domain::query) struct Search {
    pub words: Vec<String>,
    own: Vec<Field>,
    /// A reference, the fields looked at behind it, and by target id the words found there (bit 31: known).
    pub behind: Vec<(Field, Vec<Field>, Vec<u32>)>,
    naming: Naming,
    /// Whose attributes are searched, too.
    table: Table,
}

/// A reference to the table that is searched, and the fields looked at of the records that name a record by it.
type Naming = &'static [(Field, &'static [Field])];

/// A part is found by what its suppliers and makers call it.
const NAMING_PART: Naming =
    &[(SUPPLIER_PART.part, &[SUPPLIER_PART.supplier_part_number, SUPPLIER_PART.manufacturer_part_number])];

/// A line and a requirement are found by their designators.
const NAMING_LINE: Naming = &[(MBOM_DESIGNATOR.mbom_item, &[MBOM_DESIGNATOR.value])];
const NAMING_NEED: Naming = &[(REQUIREMENT_DESIGNATOR.requirement, &[REQUIREMENT_DESIGNATOR.value])];

const KNOWN: u32 = 1 << 31;

impl Search {
    /// `None`: there is no word.
    pub fn new(table: Table, text: &str) -> Option<Search> {
        let words: Vec<String> = without_label(text).split_whitespace().take(WORD_LIMIT).map(lowercase).collect();
        if words.is_empty() {
            return None;
        }
        let naming = match table {
            Table::Part => NAMING_PART,
            Table::MbomItem => NAMING_LINE,
            Table::Requirement => NAMING_NEED,
            _ => &[],
        };
        let mut search = Search { words, own: Vec::new(), behind: Vec::new(), naming, table };
        for path in search_paths(table) {
            match path {
                [own] => search.own.push(*own),
                [first, rest] => match search.behind.iter_mut().find(|it| it.0 == *first) {
                    Some(it) => it.1.push(*rest),
                    None => search.behind.push((*first, vec![*rest], Vec::new())),
                },
                _ => {}
            }
        }
        Some(search)
    }

    /// Whether a record has all words.
    pub fn holds(&mut self, room: &Stockroom, id: u32, today: Date) -> bool {
        let all = (1u32 << self.words.len()) - 1;
        let mut found = 0;
        // What is behind a reference is remembered, so it is asked first; then only for the words still missing.
        for (first, fields, known) in &mut self.behind {
            let Cell::Ref(_, target) = room.cell(*first, id, today) else { continue };
            let at = target as usize;
            if known.len() <= at {
                known.resize(at + 1, 0);
            }
            if known[at] & KNOWN == 0 {
                known[at] =
                    fields.iter().fold(KNOWN, |found, it| found | words_in(&self.words, 0, &room.cell(*it, target, today)));
            }
            found |= known[at] & !KNOWN;
        }
        for field in &self.own {
            if found == all {
                break;
            }
            found |= words_in(&self.words, found, &room.cell(*field, id, today));
        }
        let own = room.table(self.table).attributes(id).into_iter().flat_map(|all| all.iter());
        for (_, value) in own {
            if let AttributeValue::Text(text) = value {
                found |= words_in(&self.words, found, &Cell::Text(text));
            }
        }
        for (reference, fields) in self.naming {
            for by in room.referrers(*reference, id) {
                found = fields.iter().fold(found, |found, it| found | words_in(&self.words, found, &room.cell(*it, *by, today)));
            }
        }
        found == all
    }
}

/// Which of the words a cell has, those in `found` not looked for again.
pub(in crate::domain::query) fn words_in(words: &[String], found: u32, cell: &Cell) -> u32 {
    let missing = words.iter().enumerate().filter(|(bit, _)| found & 1 << bit == 0);
    let bits = missing.map(|(bit, word)| {
        let found = match cell {
            Cell::Text(text) => contains(text, word),
            Cell::Int(number) => word.parse() == Ok(*number),
            Cell::Uid(uid) => uid_of(word) == Some(*uid),
            _ => false,
        };
        u32::from(found) << bit
    });
    bits.fold(0, |found, bit| found | bit)
}

/// Where a search looks.
fn search_paths(table: Table) -> &'static [&'static [Field]] {
    const RUN_ID: Field = derived::id(Table::Run);
    const KIT_ID: Field = derived::id(Table::Kit);
    match table {
        Table::Inventory => &[
            &[INVENTORY.serial_number],
            &[INVENTORY.lot_number],
            &[INVENTORY.notes],
            &[INVENTORY.uid],
            &[INVENTORY.part, PART.part_number],
            &[INVENTORY.part, PART.revision],
            &[INVENTORY.part, PART.description],
            &[INVENTORY.location, LOCATION.name],
        ],
        Table::Part => &[&[PART.part_number], &[PART.revision], &[PART.description], &[PART.notes], &[PART.uid]],
        Table::Location => {
            &[&[LOCATION.name], &[LOCATION.description], &[LOCATION.r#type], &[LOCATION.uid], &[LOCATION.parent, LOCATION.name]]
        }
        Table::Supplier => &[&[SUPPLIER.name], &[SUPPLIER.code], &[SUPPLIER.contact], &[SUPPLIER.notes]],
        Table::Unit => &[&[UNIT.r#type]],
        Table::User => &[&[USER.name]],
        Table::Run => &[
            &[RUN_ID],
            &[RUN.title],
            &[RUN.notes],
            &[RUN.uid],
            &[RUN.part, PART.part_number],
            &[RUN.part, PART.description],
            &[RUN.unit, INVENTORY.serial_number],
        ],
        Table::Kit => &[
            &[KIT_ID],
            &[KIT.notes],
            &[KIT.uid],
            &[KIT.run, RUN.title],
            &[KIT.current_location, LOCATION.name],
            &[KIT.assigned_to, USER.name],
        ],
        Table::KitItem => &[&[KIT_ITEM.part, PART.part_number], &[KIT_ITEM.part, PART.description], &[KIT_ITEM.notes]],
        Table::KitRow => &[&[KIT_ROW.inventory, INVENTORY.serial_number], &[KIT_ROW.inventory, INVENTORY.lot_number]],
        Table::MbomItem => {
            &[&[MBOM_ITEM.part, PART.part_number], &[MBOM_ITEM.part, PART.description], &[MBOM_ITEM.reference_designators]]
        }
        Table::Requirement => {
            &[&[REQUIREMENT.part, PART.part_number], &[REQUIREMENT.part, PART.description], &[REQUIREMENT.reference_designators]]
        }
        Table::SupplierPart => &[
            &[SUPPLIER_PART.supplier_part_number],
            &[SUPPLIER_PART.manufacturer_part_number],
            &[SUPPLIER_PART.manufacturer],
            &[SUPPLIER_PART.part, PART.part_number],
            &[SUPPLIER_PART.part, PART.description],
            &[SUPPLIER_PART.supplier, SUPPLIER.name],
        ],
        Table::MbomSubstitute => &[&[MBOM_SUBSTITUTE.part, PART.part_number], &[MBOM_SUBSTITUTE.part, PART.description]],
        Table::MbomDesignator => &[&[MBOM_DESIGNATOR.value]],
        Table::RequirementDesignator => &[&[REQUIREMENT_DESIGNATOR.value]],
        Table::Attribute => &[&[ATTRIBUTE.key], &[ATTRIBUTE.choices]],
        Table::Settings | Table::Installation => &[],
    }
}
