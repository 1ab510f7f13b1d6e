//! What the heads of columns say, in the words of programs that write such files, in English and German.

use super::columns::Target;
use super::head_words::{HEADS, MAKER_WORDS, NAMES, NUMBER_WORDS, SHOP_ASIDES, SHOPS, SUPPLIER_WORDS, UNSURE};

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

/// The distance of a meaning that counts where nothing else does.
pub const LAST: u8 = 60;

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
    let has = |any: &[&str]| has(words, any);
    // `Has Batch No`, `Allow Negative Stock`: a yes or a no about something, and not the thing.
    if words.first().is_some_and(|first| matches!(&**first, "has" | "is" | "allow" | "allows" | "enable" | "maintain")) {
        return None;
    }
    // The id of a maker's record, not what the maker calls the part.
    if has(MAKER_WORDS) && words.last().is_some_and(|last| last == "id") {
        return None;
    }
    if has(&["link", "url", "datasheet", "image", "photo", "picture", "date", "http"]) {
        return if has(&["link", "url"]) { found(Target::Link) } else { None };
    }
    if has(&["price", "cost", "preis", "kosten"]) {
        let of_all = has(&["total", "extended", "ext", "sum", "line", "gesamt", "all", "subtotal"]);
        let of_many = has(&["package", "pack", "reel", "box", "roll", "tray", "currency", "break", "1k", "10k"])
            || words.iter().any(|word| word.parse::<u32>().is_ok_and(|it| it > 9));
        return if of_all || of_many { None } else { found(Target::Cost) };
    }
    if is_of_order_level(words) {
        return found(Target::ReorderMin);
    }
    if has(&["qty", "quantity", "quan", "menge", "anzahl", "req", "required", "count", "quantities"]) {
        return of_quantity(words);
    }
    // `Supplier Subtotal 1`, `Manufacturer Lifecycle`: neither a name nor a number.
    let aside =
        has(&["subtotal", "total", "currency", "stock", "lifecycle", "status", "moq", "comment", "country", "lead", "rank"]);
    if aside && (has(MAKER_WORDS) || has(SUPPLIER_WORDS)) {
        return None;
    }
    of_others_numbers(words).or_else(|| of_a_part(words)).or_else(|| of_stock(words))
}

fn has(words: &[String], any: &[&str]) -> bool {
    words.iter().any(|word| any.contains(&&**word))
}

fn found(target: Target) -> Option<Said> {
    Some(Said { target, whose: whose(target), is_sure: false, distance: 20 })
}

/// `MPN 2` is behind `MPN`.
fn farther(words: &[String], said: Option<Said>) -> Option<Said> {
    let numbered = words.iter().any(|word| word.chars().all(|it| it.is_ascii_digit()) && word != "1");
    said.map(|it| Said { distance: it.distance + u8::from(numbered) * 5, ..it })
}

/// `LowStockThreshold`, `Safety Stock`, `Reorder Level`: from when on more is ordered.
fn is_of_order_level(words: &[String]) -> bool {
    let stock = has(words, &["stock", "quantity", "qty", "inventory", "bestand", "level"]);
    has(words, &["threshold", "safety"]) && stock || has(words, &["reorder", "alert"]) && has(words, &["level", "point"])
}

fn of_quantity(words: &[String]) -> Option<Said> {
    let has = |any: &[&str]| has(words, any);
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
        "target",
        "desired",
    ]);
    // A cart has no other quantity than the ordered one: it counts where nothing else does.
    let ordered = other && has(&["order"]) && !has(&["min", "max", "minimum", "multiple", "reorder", "pack", "total"]);
    match other {
        false => found(Target::Quantity),
        true if ordered => found(Target::Quantity).map(|it| Said { distance: LAST, ..it }),
        true => None,
    }
}

/// Makers, suppliers, and their numbers.
fn of_others_numbers(words: &[String]) -> Option<Said> {
    let has = |any: &[&str]| has(words, any);
    let number = has(NUMBER_WORDS);
    if has(MAKER_WORDS) {
        return farther(words, found(if number || has(&["mpn"]) { Target::ManufacturerNumber } else { Target::Manufacturer }));
    }
    // `JLCPCB Part Class`: Basic or Extended, which is no number. `Arrow Avail`, `Mouser Ext$`, `Digikey import`: what a shop
    // has, asks for or is sent.
    let aside = has(SHOP_ASIDES) || has(&["order"]) && !number;
    if has(SUPPLIER_WORDS) && number && !aside {
        // A supplier's own id names the supplier.
        let names_it = has(&["id"]) && !has(&["part", "product", "item", "number", "sku"]);
        return farther(words, found(if names_it { Target::Supplier } else { Target::SupplierNumber }));
    }
    if !aside && words.iter().any(|word| SHOPS.iter().any(|(it, _)| it == word)) {
        return farther(words, found(Target::SupplierNumber));
    }
    if has(SUPPLIER_WORDS) && (!aside || has(&["name"]) && !number) {
        return farther(words, found(Target::Supplier));
    }
    let model = has(&["model", "modell"]) && (number || words.len() == 1);
    if has(&["mpn"]) || model {
        return farther(words, found(Target::ManufacturerNumber));
    }
    None
}

fn of_a_part(words: &[String]) -> Option<Said> {
    let has = |any: &[&str]| has(words, any);
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
        return farther(words, found(Target::PartNumber));
    }
    if has(&["value"]) {
        return found(Target::Value);
    }
    let measured = has(&["uom"]) || has(&["unit"]) && has(&["measure", "measurement"]);
    if measured && !has(&["weight", "length", "volume", "sales", "purchase", "dimension"]) {
        return found(Target::Unit);
    }
    let yes_or_no = has(&["yes", "y"]) && has(&["no", "n"]) || has(&["option", "optional"]);
    let placing = has(&["place", "placed", "mount", "mounted", "assemble", "assembled", "install", "stuff"]);
    if has(&["dnp", "dnf", "dni", "dnm", "populate", "populated", "fitted"]) || placing && yes_or_no {
        return found(Target::DoNotPopulate);
    }
    None
}

fn of_stock(words: &[String]) -> Option<Said> {
    let has = |any: &[&str]| has(words, any);
    if has(&["lot", "batch", "charge"]) && !has(&["series", "prefix", "format", "pattern"]) {
        return found(Target::Lot);
    }
    if has(&["expiry", "expiration", "expires"]) {
        return found(Target::ExpiresOn);
    }
    if has(&["location", "shelf", "bin", "lagerort", "lagerplatz"]) {
        return found(Target::Location);
    }
    let of_something_else = has(&[
        "min", "max", "minimum", "maximum", "status", "level", "value", "date", "code", "unit", "low", "target", "desired",
        "negative",
    ]);
    if has(&["stock", "bestand"]) && !of_something_else {
        return farther(words, found(Target::Quantity)).map(|it| Said { distance: 28, ..it });
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
            ("LowStockThreshold", Some(ReorderMin)),
            ("Safety Stock", Some(ReorderMin)),
            ("Low stock", None),
            ("Has Batch No", None),
            ("Batch Number Series", None),
            ("PartNumberManufacturerId", None),
            ("Allow Negative Stock", None),
            ("Default Unit of Measure", Some(Unit)),
            ("Weight UOM", None),
            ("Supplier ID", Some(Supplier)),
            ("Supplier Part ID", Some(SupplierNumber)),
            ("Arrow Avail", None),
            ("Mouser Ext$", None),
            ("Mouser Cat#", Some(SupplierNumber)),
            ("Digikey BOM import", None),
            ("Digikey Order", None),
            ("Digikey Order Code", Some(SupplierNumber)),
            ("LCSC Description", Some(Description)),
            ("Model Number", Some(ManufacturerNumber)),
            ("Spice_Model", None),
            ("Manufacture", Some(Manufacturer)),
            ("Vender", Some(Supplier)),
            ("位号", Some(Designators)),
            ("数量", Some(Quantity)),
            ("型番", Some(ManufacturerNumber)),
        ] {
            assert_eq!(said(head).map(|it| it.target), wanted, "{head}");
        }
        assert_eq!((shop("Digi-Key Part Number"), shop("LCSC Part #"), shop("Value")), (Some("DigiKey"), Some("LCSC"), None));
    }
}
