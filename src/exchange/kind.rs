//! What a file is about, by the heads of its columns and what its cells hold, and why it is taken for that.

use super::cells::Seen;
use super::columns::{ImportKind, Target};
use super::csv::Sheet;
use super::kind_words;
use super::values;
use super::words::{self, Said, Whose, simplified};
use crate::domain::PartType;
use std::collections::HashSet;

/// Why a file is taken for what it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KindReason {
    /// What stands above its heads says so.
    Title,
    /// What the file is called says so.
    Name,
    /// It has this column.
    Column(usize),
    /// It has no quantities.
    NoQuantity,
    /// It has quantities and nothing that tells more.
    QuantityOnly,
    /// It is a backup of a whole inventory.
    Whole,
}

/// A guess at what a file is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KindGuess {
    pub kind: ImportKind,
    /// Another is possible.
    pub unsure: bool,
    pub reason: KindReason,
}

/// Heads that only a list of places has.
const PLACE_SIGNS: &[&str] = &[
    "parentlocation",
    "parentlocationname",
    "parentstoragelocation",
    "übergeordneterlagerort",
    "übergeordneterort",
    "elternlagerort",
    "liegtin",
    "locationtype",
    "locationtypename",
    "lagerorttyp",
    "lagerortart",
    "structural",
    "locationpath",
    "pathstring",
    "fullpath",
];
/// Heads of a count that mean nothing else.
const COUNTED: &[&str] = &[
    "counted",
    "countedquantity",
    "countedqty",
    "quantitycounted",
    "qtycounted",
    "physicalcount",
    "actualcount",
    "gezählt",
    "gezähltemenge",
    "zählmenge",
    "istbestand",
    "inventurmenge",
    "inventurbestand",
];
/// Heads of a place on a map.
const ADDRESS: &[&str] = &["address", "city", "zip", "country", "state", "manager", "adresse", "stadt", "plz", "ort", "land"];

/// Whether a title says that it is a bill of materials.
fn names_bom(title: &str) -> bool {
    let title = title.to_lowercase();
    let is_word = |it: &String| matches!(&**it, "bom" | "stückliste" | "stueckliste");
    words::words(&title).iter().any(is_word) || title.contains("bill of material")
}

/// Whether what stands above the heads says that it is a bill of materials.
fn is_titled_bom(sheet: &Sheet) -> bool {
    (0..(sheet.head() as usize).saturating_sub(1)).flat_map(|row| sheet.as_read(row)).any(names_bom)
}

/// What a file is about by what it is called, where it has quantities and could be either.
fn by_name(name: &str) -> Option<ImportKind> {
    let plain = simplified(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let has = |any: &[&str]| any.iter().any(|word| plain.contains(word));
    if names_bom(name) || has(&["partslist", "partlist", "teileliste", "stückliste", "stueckliste"]) {
        return Some(ImportKind::Bom);
    }
    has(&["inventory", "inventar", "bestand", "stock", "lager"]).then_some(ImportKind::Stock)
}

/// Most tables call the category of a part its type: only the words of this column's choices mean it.
pub(super) fn says_types(sheet: &Sheet, column: usize) -> bool {
    (0..sheet.len()).any(|row| values::choice(sheet.cell(row, column), PartType::WORDS).is_some())
}

/// `Reference` may be a maker's, `Parts` a count: only cells that look like it are designators, but where the head can
/// mean nothing else.
pub(super) fn is_designated(said: &Option<Said>, seen: &Seen) -> bool {
    let share = seen.share(seen.designators);
    share >= 40
        || share >= 5 && seen.share(seen.integers) < 50
        // `C` in every tenth row is a category.
        || said.is_some_and(|it| it.target == Target::Designators && it.is_sure)
            && (share > 0 || seen.distinct * 2 >= seen.filled)
}

/// The columns of a sheet, as their heads say and their cells are.
struct Columns<'a> {
    sheet: &'a Sheet,
    heads: Vec<String>,
    said: &'a [Option<Said>],
    seen: &'a [Seen],
}

/// What a file is about, by its columns.
pub(super) fn guess(sheet: &Sheet, said: &[Option<Said>], seen: &[Seen]) -> KindGuess {
    if is_titled_bom(sheet) {
        return KindGuess { kind: ImportKind::Bom, unsure: false, reason: KindReason::Title };
    }
    let heads = sheet.headers().map(simplified).collect();
    let columns = Columns { sheet, heads, said, seen };
    let guess = columns.of_lists().or_else(|| columns.of_people_and_places()).unwrap_or_else(|| columns.of_parts());
    let either = guess.unsure && matches!(guess.kind, ImportKind::Bom | ImportKind::Stock);
    match by_name(&sheet.name).filter(|kind| either && *kind != guess.kind) {
        Some(kind) => KindGuess { kind, unsure: true, reason: KindReason::Name },
        None => guess,
    }
}

fn sure(kind: ImportKind, column: usize) -> KindGuess {
    KindGuess { kind, unsure: false, reason: KindReason::Column(column) }
}

fn unsure(kind: ImportKind, column: usize) -> KindGuess {
    KindGuess { unsure: true, ..sure(kind, column) }
}

impl Columns<'_> {
    /// A column that means this, with cells that can.
    fn of(&self, target: Target) -> Option<usize> {
        (0..self.said.len()).find(|column| {
            let fits = match target {
                Target::PartType => says_types(self.sheet, *column),
                Target::Designators => is_designated(&self.said[*column], &self.seen[*column]),
                _ => true,
            };
            self.said[*column].is_some_and(|it| it.target == target) && self.seen[*column].filled > 0 && fits
        })
    }

    fn any(&self, targets: &[Target]) -> Option<usize> {
        targets.iter().find_map(|target| self.of(*target))
    }

    fn headed(&self, heads: &[&str]) -> Option<usize> {
        self.heads.iter().position(|head| heads.contains(&&**head))
    }

    /// A number that is a part's and nobody else's.
    fn numbered(&self, whose: Whose) -> Option<usize> {
        (0..self.said.len()).find(|column| {
            let said = self.said[*column].is_some_and(|it| it.whose == Some(whose));
            said && self.seen[*column].filled > 0 && self.heads[*column] != "code"
        })
    }

    fn said_in(&self, kind: ImportKind, target: Target) -> Option<usize> {
        self.heads.iter().position(|head| kind_words::says(kind, target, head))
    }

    /// Lines of products and kits, and counts.
    fn of_lists(&self) -> Option<KindGuess> {
        // `M18` may be a lot's number.
        let may_be =
            |said: &Option<Said>| said.is_none_or(|it| it.target == Target::Designators || it.whose == Some(Whose::Name));
        let designated = self
            .said
            .iter()
            .zip(self.seen)
            .position(|(said, seen)| may_be(said) && seen.share(seen.designators) >= 70 && seen.fill() >= 50);
        let bom = designated.or(self.any(&[Target::Designators, Target::Level, Target::DoNotPopulate]));
        if let Some(column) = bom {
            return Some(sure(ImportKind::Bom, column));
        }
        let part = self.numbered(Whose::Own).or(self.numbered(Whose::Maker));
        let kit = self.said_in(ImportKind::KitLines, Target::Kit);
        if let (Some(kit), Some(_), None) = (kit, part, self.of(Target::Parent)) {
            return Some(sure(ImportKind::KitLines, kit));
        }
        self.headed(COUNTED).map(|column| sure(ImportKind::Counts, column))
    }

    /// Files that name no part and no quantity: lists of places and of suppliers.
    fn of_people_and_places(&self) -> Option<KindGuess> {
        let parts = self.numbered(Whose::Own).or(self.numbered(Whose::Maker));
        let stock = self.any(&[Target::Quantity, Target::Lot, Target::Serial, Target::ExpiresOn]);
        if parts.or(stock).is_some() {
            return None;
        }
        let name = self.headed(&["name", "bezeichnung", "suppliername", "companyname", "firma", "company", "organization"]);
        let contact = self
            .said_in(ImportKind::Suppliers, Target::Contact)
            .filter(|column| self.said[*column].is_none_or(|it| it.target != Target::Link) || name.is_some());
        let signs = self.headed(PLACE_SIGNS);
        let place = (0..self.heads.len()).find(|column| {
            let head = &self.heads[*column];
            let own = kind_words::says(ImportKind::Places, Target::Location, head) && head != "name";
            own && head != "ort"
                && self.said[*column].is_none_or(|it| it.target == Target::Location)
                && self.seen[*column].filled > 0
        });
        let parent = self.headed(&["parent", "parentname"]);
        let supplier = self.of(Target::Supplier);
        match (place, signs, name) {
            (_, Some(sign), _) if supplier.is_none() => return Some(sure(ImportKind::Places, sign)),
            (Some(place), _, None) if supplier.is_none() => return Some(sure(ImportKind::Places, place)),
            (_, _, Some(_)) if parent.is_some() && supplier.is_none() && contact.is_none() => {
                return parent.map(|parent| unsure(ImportKind::Places, parent));
            }
            _ => {}
        }
        let only = self.numbered(Whose::Name).is_none() && place.is_none();
        match (supplier, contact, name) {
            (Some(supplier), _, _) if only => Some(sure(ImportKind::Suppliers, supplier)),
            (_, Some(contact), Some(_)) if place.is_none() => Some(sure(ImportKind::Suppliers, contact)),
            (None, _, Some(_)) if place.is_none() => self.headed(ADDRESS).map(|it| unsure(ImportKind::Places, it)),
            _ => None,
        }
    }

    /// Parts, what others call them, what they are made of, and what of them is there.
    fn of_parts(&self) -> KindGuess {
        let place = self.any(&[Target::Location, Target::Lot, Target::Serial, Target::ExpiresOn]);
        let masters = self.any(&[Target::Tracking, Target::Sourcing, Target::ReorderMin, Target::ReorderMax, Target::PartType]);
        let quantity = self.of(Target::Quantity).or_else(|| self.unnamed_quantity());
        if let Some(column) = place {
            return sure(ImportKind::Stock, column);
        }
        if let (None, None, Some(column)) = (masters, quantity, self.offers()) {
            return unsure(ImportKind::SupplierParts, column);
        }
        match (masters, quantity) {
            (Some(column), None) => sure(ImportKind::Parts, column),
            (Some(column), Some(_)) => unsure(ImportKind::Parts, column),
            (None, None) => KindGuess { kind: ImportKind::Parts, unsure: true, reason: KindReason::NoQuantity },
            (None, Some(_)) => {
                let numbers = [Target::ManufacturerNumber, Target::SupplierNumber, Target::Value];
                let others = || self.any(&numbers).or_else(|| self.positions());
                let parent = self.of(Target::Parent).map(|column| sure(ImportKind::Bom, column));
                let bom = parent.or_else(|| others().map(|column| unsure(ImportKind::Bom, column)));
                bom.unwrap_or(KindGuess { kind: ImportKind::Stock, unsure: true, reason: KindReason::QuantityOnly })
            }
        }
    }

    /// The one column of whole numbers in a table whose columns have no names.
    fn unnamed_quantity(&self) -> Option<usize> {
        let counts = |column: &usize| {
            let seen = &self.seen[*column];
            let whole = seen.share(seen.integers) >= 90 && seen.fill() >= 80;
            self.heads[*column].is_empty() && whole && seen.share(seen.in_sequence) < 80 && seen.share(seen.part_like) < 50
        };
        let found: Vec<usize> = (0..self.heads.len()).filter(counts).collect();
        let [one] = found[..] else { return None };
        let named = |column: usize| self.seen[column].share(self.seen[column].part_like) >= 60;
        (0..self.heads.len()).any(|column| self.heads[column].is_empty() && named(column)).then_some(one)
    }

    /// Numbers of lines, 1, 2, 3, as a parts list of a drawing has them.
    fn positions(&self) -> Option<usize> {
        const HEADS: &[&str] =
            &["itemno", "itemnumber", "item", "pos", "position", "posnr", "posno", "lineno", "line", "no", "nr", "number"];
        (0..self.heads.len()).find(|column| {
            let seen = &self.seen[*column];
            HEADS.contains(&&*self.heads[*column]) && seen.share(seen.in_sequence) >= 80 && seen.filled > 2
        })
    }

    /// Own numbers beside a supplier's, and nothing of the part itself, or the same part in many rows.
    fn offers(&self) -> Option<usize> {
        let (own, number) = (self.numbered(Whose::Own)?, self.of(Target::SupplierNumber)?);
        self.of(Target::Supplier)?;
        let rows = || (0..self.sheet.len()).map(|row| self.sheet.cell(row, own)).filter(|cell| !cell.is_empty());
        let different: HashSet<&str> = rows().collect();
        let repeated = different.len() * 10 <= rows().count() * 8;
        let plain = self.any(&[Target::Description, Target::Unit, Target::Value, Target::Footprint]).is_none();
        (plain || repeated).then_some(number)
    }
}
