//! The pages of the app as an enum, to an address after `#` and back; pure.

/// The segment between a record and what is printed of it.
const PRINT: &str = "print";
/// The segment of the page of what wants ordering.
const REORDER: &str = "reorder";
/// The segment of the page of what can be built.
const BUILD: &str = "build";
/// The first segment of the page of picking.
const PICK: &str = "pick";
/// Kits that are picked together at most.
pub const PICKED_TOGETHER: usize = 20;

/// A document for paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Paper {
    /// What to take for a kit, in walking order.
    PickList,
    /// What is in a kit.
    PackingList,
    /// The lines of a kit.
    Kit,
    /// What is in a unit.
    AsBuilt,
    /// Where a lot or serial is.
    Recall,
    /// What is on hand at a place, to be counted.
    CountSheet,
}

impl Paper {
    /// All of them.
    pub const ALL: [Paper; 6] =
        [Paper::PickList, Paper::PackingList, Paper::Kit, Paper::AsBuilt, Paper::Recall, Paper::CountSheet];

    /// The place of the records that it is of, and its last segment.
    const fn address(self) -> (Section, &'static str) {
        match self {
            Paper::PickList => (Section::Kits, "pick-list"),
            Paper::PackingList => (Section::Kits, "packing-list"),
            Paper::Kit => (Section::Kits, "lines"),
            Paper::AsBuilt => (Section::Inventory, "as-built"),
            Paper::Recall => (Section::Inventory, "recall"),
            Paper::CountSheet => (Section::Locations, "count-sheet"),
        }
    }
}

/// A page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Route {
    #[default]
    Home,
    InventoryList,
    Inventory(u32),
    Kits,
    Kit(u32),
    Runs,
    Run(u32),
    /// What can be built.
    Build,
    Parts,
    Part(u32),
    /// What wants ordering.
    Reorder,
    /// Kits that are picked as one list.
    Pick(PickedKits),
    Locations,
    Location(u32),
    Suppliers,
    Supplier(u32),
    History,
    /// An entry of the history, by its number.
    Entry(u64),
    Labels,
    /// A document for paper, of a record.
    Paper(Paper, u32),
    Import,
    Api,
    Settings,
    /// An address that leads nowhere.
    NotFound,
}

/// The kits that are picked as one list, each once, in the order in which they were chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PickedKits {
    /// Zero behind the last.
    ids: [u32; PICKED_TOGETHER],
    count: usize,
}

impl PickedKits {
    /// These kits, as many of them as one list takes; none where there is none.
    pub fn new(kits: &[u32]) -> Option<PickedKits> {
        let mut picked = PickedKits { ids: [0; PICKED_TOGETHER], count: 0 };
        for id in kits.iter().filter(|id| **id != 0) {
            if picked.count < PICKED_TOGETHER && !picked.ids().contains(id) {
                picked.ids[picked.count] = *id;
                picked.count += 1;
            }
        }
        (picked.count > 0).then_some(picked)
    }

    /// Reads `25,26`; a piece that is no number leads nowhere.
    fn parse(text: &str) -> Option<PickedKits> {
        let ids: Option<Vec<u32>> = text.split(',').map(|id| id.parse().ok()).collect();
        PickedKits::new(&ids?)
    }

    /// Their ids.
    pub fn ids(&self) -> &[u32] {
        &self.ids[..self.count]
    }
}

/// A place of the app, as the rail lists it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Section {
    Home,
    Inventory,
    Kits,
    Runs,
    Parts,
    Locations,
    Suppliers,
    History,
    Labels,
    Import,
    Api,
    Settings,
}

impl Section {
    /// All of them, in the order of the rail.
    pub const ALL: [Section; 12] = [
        Section::Home,
        Section::Inventory,
        Section::Kits,
        Section::Runs,
        Section::Parts,
        Section::Locations,
        Section::Suppliers,
        Section::History,
        Section::Labels,
        Section::Import,
        Section::Api,
        Section::Settings,
    ];

    /// Its first page.
    pub const fn route(self) -> Route {
        match self {
            Section::Home => Route::Home,
            Section::Inventory => Route::InventoryList,
            Section::Kits => Route::Kits,
            Section::Runs => Route::Runs,
            Section::Parts => Route::Parts,
            Section::Locations => Route::Locations,
            Section::Suppliers => Route::Suppliers,
            Section::History => Route::History,
            Section::Labels => Route::Labels,
            Section::Import => Route::Import,
            Section::Api => Route::Api,
            Section::Settings => Route::Settings,
        }
    }

    /// The first segment of its addresses.
    const fn segment(self) -> &'static str {
        match self {
            Section::Home => "",
            Section::Inventory => "inventory",
            Section::Kits => "kits",
            Section::Runs => "runs",
            Section::Parts => "parts",
            Section::Locations => "locations",
            Section::Suppliers => "suppliers",
            Section::History => "history",
            Section::Labels => "labels",
            Section::Import => "import",
            Section::Api => "api",
            Section::Settings => "settings",
        }
    }
}

impl Route {
    /// The place that it belongs to.
    pub const fn section(self) -> Option<Section> {
        Some(match self {
            Route::Home => Section::Home,
            Route::InventoryList | Route::Inventory(_) => Section::Inventory,
            Route::Kits | Route::Kit(_) | Route::Pick(_) => Section::Kits,
            Route::Runs | Route::Run(_) | Route::Build => Section::Runs,
            Route::Parts | Route::Part(_) | Route::Reorder => Section::Parts,
            Route::Locations | Route::Location(_) => Section::Locations,
            Route::Suppliers | Route::Supplier(_) => Section::Suppliers,
            Route::History | Route::Entry(_) => Section::History,
            Route::Labels => Section::Labels,
            Route::Paper(paper, _) => paper.address().0,
            Route::Import => Section::Import,
            Route::Api => Section::Api,
            Route::Settings => Section::Settings,
            Route::NotFound => return None,
        })
    }

    /// The number behind the place: a record's id, an entry's number.
    const fn number(self) -> Option<u64> {
        match self {
            Route::Inventory(id)
            | Route::Kit(id)
            | Route::Run(id)
            | Route::Part(id)
            | Route::Location(id)
            | Route::Supplier(id) => Some(id as u64),
            Route::Entry(sequence) => Some(sequence),
            _ => None,
        }
    }

    /// The address of the page, for a link.
    pub fn href(self) -> String {
        if let Route::Paper(paper, id) = self {
            let (section, name) = paper.address();
            return format!("#/{}/{id}/{PRINT}/{name}", section.segment());
        }
        if self == Route::Reorder {
            return ["#/", Section::Parts.segment(), "/", REORDER].concat();
        }
        if self == Route::Build {
            return ["#/", Section::Runs.segment(), "/", BUILD].concat();
        }
        if let Route::Pick(kits) = self {
            let ids: Vec<String> = kits.ids().iter().map(u32::to_string).collect();
            return ["#/", PICK, "/", &ids.join(",")].concat();
        }
        let Some(section) = self.section() else { return String::from("#/not-found") };
        match self.number() {
            Some(number) => format!("#/{}/{number}", section.segment()),
            None => ["#/", section.segment()].concat(),
        }
    }

    /// The page of these segments.
    fn of(path: &[&str]) -> Route {
        let [name, rest @ ..] = path else { return Route::Home };
        if let (PICK, [ids]) = (*name, rest) {
            return PickedKits::parse(ids).map_or(Route::NotFound, Route::Pick);
        }
        let section = Section::ALL.into_iter().find(|section| *section != Section::Home && section.segment() == *name);
        match (section, rest) {
            (Some(section), []) => section.route(),
            (Some(Section::Parts), [REORDER]) => Route::Reorder,
            (Some(Section::Runs), [BUILD]) => Route::Build,
            (Some(section), [id, PRINT, name]) => {
                let paper = Paper::ALL.into_iter().find(|paper| paper.address() == (section, *name));
                paper.zip(id.parse().ok()).map_or(Route::NotFound, |(paper, id)| Route::Paper(paper, id))
            }
            (Some(Section::History), [sequence]) => sequence.parse().map_or(Route::NotFound, Route::Entry),
            (Some(section), [id]) => id.parse().ok().and_then(|id| Route::record(section, id)).unwrap_or(Route::NotFound),
            _ => Route::NotFound,
        }
    }

    /// The page of a record of a place.
    fn record(section: Section, id: u32) -> Option<Route> {
        Some(match section {
            Section::Inventory => Route::Inventory(id),
            Section::Kits => Route::Kit(id),
            Section::Runs => Route::Run(id),
            Section::Parts => Route::Part(id),
            Section::Locations => Route::Location(id),
            Section::Suppliers => Route::Supplier(id),
            Section::Home | Section::History | Section::Labels | Section::Import | Section::Api | Section::Settings => {
                return None;
            }
        })
    }
}

/// Where the person is: `#/kits?q=pump` is the page of all kits, with one pair of a query.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Address {
    pub route: Route,
    /// The decoded pairs, in order.
    pub query: Vec<(String, String)>,
}

impl From<Route> for Address {
    fn from(route: Route) -> Address {
        Address { route, query: Vec::new() }
    }
}

impl Address {
    /// Reads an address, with or without its `#`; never fails, since anybody can type anything there.
    pub fn parse(hash: &str) -> Address {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key), decode(value))
        });
        Address { route: Route::of(&segments), query: pairs.collect() }
    }

    /// The address with its `#`, for a link.
    pub fn href(&self) -> String {
        let mut out = self.route.href();
        for (index, (key, value)) in self.query.iter().enumerate() {
            out.push(if index == 0 { '?' } else { '&' });
            encode(key, &mut out);
            out.push('=');
            encode(value, &mut out);
        }
        out
    }

    /// The value of a query key, or "".
    pub fn get(&self, key: &str) -> &str {
        self.query.iter().find(|(it, _)| it == key).map_or("", |(_, value)| value.as_str())
    }

    /// The same address with a query key set; an empty value takes the key away.
    #[must_use]
    pub fn with(mut self, key: &str, value: &str) -> Address {
        if value.is_empty() {
            self.query.retain(|(it, _)| it != key);
        } else if let Some(pair) = self.query.iter_mut().find(|(it, _)| it == key) {
            value.clone_into(&mut pair.1);
        } else {
            self.query.push((key.to_owned(), value.to_owned()));
        }
        self
    }
}

/// Percent-encodes all but unreserved characters.
fn encode(text: &str, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

/// Undoes [`encode`]; a broken escape stays as it is, bytes that are no text become U+FFFD.
fn decode(text: &str) -> String {
    let digit = |byte: Option<&u8>| byte.and_then(|&b| char::from(b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match (byte, digit(bytes.get(at + 1)), digit(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push(high << 4 | low);
                at += 3;
                continue;
            }
            (b'+', ..) => out.push(b' '),
            _ => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(hash: &str, route: Route, query: &[(&str, &str)]) {
        let address = Address::parse(hash);
        assert_eq!(address.route, route, "{hash}");
        let pairs: Vec<_> = address.query.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(pairs, query, "{hash}");
    }

    #[test]
    fn parse_takes_anything() {
        for home in ["", "#", "#/", "#//"] {
            check(home, Route::Home, &[]);
        }
        check("#/kits/12?tab=history&q=a%20b", Route::Kit(12), &[("tab", "history"), ("q", "a b")]);
        check("kits//12/", Route::Kit(12), &[]);
        check("#/history/4294967297", Route::Entry(4_294_967_297), &[]);
        for nowhere in
            ["#/kits/x", "#/kits/-1", "#/kits/1/2", "#/nothing", "#/Kits", "#/%", "#/settings/1", "#/parts/4294967296", "#/%FF"]
        {
            check(nowhere, Route::NotFound, &[]);
        }
        let picked = |ids: &[u32]| Route::Pick(PickedKits::new(ids).expect("kits"));
        check("#/pick/25,26?at=1-2", picked(&[25, 26]), &[("at", "1-2")]);
        check("#/pick/7,7,8", picked(&[7, 8]), &[]);
        check("#/pick/1,x", Route::NotFound, &[]);
        check("#/pick", Route::NotFound, &[]);
        check("#/pick/0", Route::NotFound, &[]);
        check("#/kits?=&a=b=c&x", Route::Kits, &[("", ""), ("a", "b=c"), ("x", "")]);
        check("#/parts?q=a+b%2B%zz%F", Route::Parts, &[("q", "a b+%zz%F")]);
    }

    #[test]
    fn every_page_comes_back_as_it_went() {
        let records = [
            Route::Inventory(1),
            Route::Kit(2),
            Route::Run(3),
            Route::Part(4),
            Route::Reorder,
            Route::Build,
            Route::Location(5),
            Route::Supplier(u32::MAX),
            Route::Entry(u64::MAX),
            Route::Pick(PickedKits::new(&[25, 26]).expect("two kits")),
            Route::Paper(Paper::PickList, 6),
            Route::Paper(Paper::Recall, 7),
            Route::NotFound,
        ];
        for route in Section::ALL.into_iter().map(Section::route).chain(records) {
            assert_eq!(Address::parse(&route.href()).route, route);
            let address = Address::from(route).with("q", "LOX/1 ü?&#%+=").with("sort", "-3.1");
            assert_eq!(Address::parse(&address.href()), address);
        }
        assert_eq!(Route::Home.href(), "#/");
        assert_eq!(Route::Kit(12).href(), "#/kits/12");
    }

    #[test]
    fn every_place_owns_its_pages() {
        for section in Section::ALL {
            assert_eq!(section.route().section(), Some(section));
        }
    }

    #[test]
    fn with_sets_replaces_and_takes_away() {
        let address = Address::from(Route::Parts).with("q", "x").with("q", "y");
        assert_eq!(address.get("q"), "y");
        assert_eq!(address.clone().with("q", "").href(), "#/parts");
        assert_eq!(address.get("no"), "");
    }
}
