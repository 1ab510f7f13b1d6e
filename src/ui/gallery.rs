//! Every component with made-up rows, to look at and to measure; only with the feature `gallery`.
//!
//! Its texts are samples and no part of the catalogue.

use std::{collections::BTreeSet, rc::Rc, sync::Arc};

use leptos::prelude::*;

use super::{
    components::*,
    icons::{Icon, icon},
    nav::{Nav, go, use_nav},
    shell::{AppShell, NavItem},
};
use crate::words::{Word, format};

/// Shows the gallery in the page.
pub fn start() {
    mount_to_body(|| {
        Nav::provide();
        let toaster = Toaster::provide();
        let place = |segment, label: &str, icon, apart| NavItem { segment, label: label.to_owned(), icon, apart };
        let places = vec![
            place("", "Pieces", Icon::Dashboard, false),
            place("table", "Table", Icon::Inventory, false),
            place("empty", "Empty", Icon::Kit, false),
            place("form", "Form", Icon::Edit, false),
            place("parts", "Parts", Icon::Part, true),
            place("locations", "Locations", Icon::Location, false),
            place("settings", "Settings", Icon::Settings, true),
        ];
        let nav = use_nav();
        let path = nav.path();
        let page = move || match path.with(|path| path.first().cloned().unwrap_or_default()).as_str() {
            "" => pieces(nav, toaster),
            "table" => table(nav, 100_000, true),
            "million" => table(nav, 1_000_000, false),
            "empty" => table(nav, 0, false),
            "form" => form_page(nav, toaster),
            _ => {
                nav.set_title("Elsewhere", None);
                view! { <EmptyState icon=Icon::Search title="Nothing here" text="This place is not part of the gallery."/> }
                    .into_any()
            }
        };
        let search = view! {
            <label class="search">
                {icon(Icon::Search)}
                <input type="search" data-search aria-label="Search everything" placeholder=String::from(Word::SearchPlaceholder)/>
            </label>
        }
        .into_any();
        let actions = view! { <IconButton label="Scan" icon=Icon::Scan on_press=Callback::new(|()| ())/> }.into_any();
        view! { <AppShell places=places toaster=toaster search=search actions=actions>{page}</AppShell> }
    });
}

fn nothing() -> Callback<()> {
    Callback::new(|()| ())
}

fn sample_row(id: u32) -> RowData {
    let (tone, mark, status) = match id % 7 {
        0 => (Tone::Bad, Icon::Alert, "Short"),
        1 => (Tone::Held, Icon::Kit, "Kitted"),
        2 => (Tone::Warn, Icon::Expired, "Expired"),
        3 => (Tone::Info, Icon::Loader, "In progress"),
        4 => (Tone::Neutral, Icon::Archive, "Archived"),
        _ => (Tone::Good, Icon::CheckCircle, "Available"),
    };
    let number = id.to_string();
    let quantity = (f64::from(id % 977) / 4.0).to_string();
    RowData {
        cells: vec![
            CellData::mono(["VLV-", &number].concat()),
            CellData::plain("Main oxidizer valve, cryogenic, 1 inch").sub(["Rev ", if id % 2 == 0 { "A" } else { "B" }].concat()),
            CellData::badge(tone, mark, status),
            CellData::mono(["LOT-", &(id % 41).to_string()].concat()),
            CellData::plain(["Bay ", &(id % 12).to_string(), " / Shelf 3"].concat()),
            CellData::number(format::number(&quantity)).sub("EA"),
        ],
        href: Some(["#/parts/", &number].concat()),
        tone: if id % 7 == 0 { Tone::Bad } else { Tone::Neutral },
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new(1, "Part number", "9rem"),
        Column::new(2, "Description", "minmax(12rem, 2fr)").wide_only(),
        Column::new(3, "Status", "9rem"),
        Column::new(4, "Lot", "7rem").wide_only(),
        Column::new(5, "Location", "minmax(8rem, 1fr)"),
        Column::new(6, "On hand", "8rem").number(),
    ]
}

fn table(nav: Nav, rows: u32, picks: bool) -> AnyView {
    nav.set_title("Inventory", None);
    let ids = Signal::stored(Arc::new((0..rows).collect::<Vec<u32>>()));
    let sort = RwSignal::new(vec![(1, false)]);
    let selection = picks.then(|| RwSignal::new(BTreeSet::from([2, 4])));
    let clicks = RwSignal::new(0_u32);
    let empty = ViewFn::from(move || {
        let actions = view! {
            <Button label="Receive stock" kind=Kind::Primary icon=Icon::Receive on_press=Callback::new(move |()| clicks.update(|c| *c += 1))/>
            <span id="clicks">{move || clicks.get().to_string()}</span>
        }
        .into_any();
        view! { <EmptyState icon=Icon::Inventory title="No inventory yet" text="Receive stock, or import a file of what you have." actions=actions/> }
    });
    let filters = vec![
        FilterSpec {
            key: "status",
            label: "Status".into(),
            options: vec![("a".into(), "Available".into()), ("k".into(), "Kitted".into())],
        },
        FilterSpec {
            key: "kind",
            label: "Kind".into(),
            options: vec![("s".into(), "Serial".into()), ("l".into(), "Lot".into())],
        },
    ];
    let values = Signal::derive(move || nav.route().query);
    let on_change = Callback::new(move |(key, value): (String, String)| nav.set_query(&key, &value));
    let actions = view! { <Button label="New" icon=Icon::Plus kind=Kind::Primary on_press=nothing()/> }.into_any();
    let table = data_table(TableSpec {
        label: "Inventory".into(),
        columns: columns(),
        ids,
        version: Signal::stored(0),
        row: Rc::new(sample_row),
        sort: sort.into(),
        on_sort: Callback::new(move |next| sort.set(next)),
        selection,
        on_open: None,
        empty,
    });
    view! {
        <div class="page fill">
            <FilterBar label="Search inventory" filters=filters values=values on_change=on_change actions=actions/>
            {table}
        </div>
    }
    .into_any()
}

fn locations(text: &str) -> Vec<PickOption> {
    let wanted = text.to_lowercase();
    (1..=200)
        .map(|n: u32| PickOption { id: n.to_string(), label: ["Bay ", &n.to_string()].concat(), sub: "Main hall".into() })
        .filter(|option| option.label.to_lowercase().contains(&wanted))
        .collect()
}

fn sample_form(errors: RwSignal<Vec<FieldError>>, done: Callback<()>) -> AnyView {
    let pick = PickSpec {
        find: Rc::new(locations),
        chosen: vec![],
        create: Some(Callback::new(|(text, made): (String, Callback<PickOption>)| {
            made.run(PickOption { id: "new".into(), label: text, sub: String::new() });
        })),
    };
    let many = PickSpec { chosen: locations("bay 1").into_iter().take(2).collect(), create: None, ..pick.clone() };
    let choices = vec![(String::new(), "Not tracked".into()), ("s".into(), "Serial".into()), ("l".into(), "Lot".into())];
    record_form(FormSpec {
        fields: vec![
            FieldSpec::new(1, "Part number", FieldKind::Text).required().half(),
            FieldSpec::new(2, "Revision", FieldKind::Text).value("A").half().readonly(),
            FieldSpec::new(3, "Quantity", FieldKind::Number).half().help("At most six decimals."),
            FieldSpec::new(4, "Tracking", FieldKind::Choice(choices)).half(),
            FieldSpec::new(5, "Location", FieldKind::Pick(pick)),
            FieldSpec::new(6, "Substitutes", FieldKind::PickMany(many)),
            FieldSpec::new(7, "Expires on", FieldKind::Date).half(),
            FieldSpec::new(8, "On hold", FieldKind::Flag).help("It can't be issued while it is on hold."),
            FieldSpec::new(9, "Notes", FieldKind::LongText),
        ],
        submit: "Create part".into(),
        errors: errors.into(),
        busy: Signal::stored(false),
        on_submit: Callback::new(move |values: Vec<(u16, String)>| {
            let empty = values.first().is_some_and(|(_, value)| value.is_empty());
            errors.set(if empty { vec![(Some(1), "A part needs a number. Type one.".into())] } else { vec![] });
            if !empty {
                done.run(());
            }
        }),
        on_change: None,
        on_cancel: Some(Callback::new(|()| go("#/"))),
    })
}

fn form_page(nav: Nav, toaster: Toaster) -> AnyView {
    nav.set_title("New part", Some(("#/table".into(), "Inventory".into())));
    let errors = RwSignal::new(vec![
        (Some(1), "Part LOX-100 rev A exists already. Choose another number or revision.".to_owned()),
        (None, "The part was changed by somebody else meanwhile.".to_owned()),
    ]);
    let form = sample_form(errors, Callback::new(move |()| toaster.done("Part created.", Some(nothing()))));
    view! { <div class="page">{form}</div> }.into_any()
}

fn buttons(toaster: Toaster) -> AnyView {
    let dialog = RwSignal::new(false);
    let confirm = RwSignal::new(false);
    let errors = RwSignal::new(vec![]);
    let spec = ConfirmSpec {
        title: "Complete the kit?".into(),
        consequences: vec!["3 × LOX-100 goes back to Bay 4.".into(), "2 lines stay short.".into()],
        confirm: "Complete kit".into(),
        danger: true,
    };
    let say = Callback::new(move |()| toaster.done("Issued 2 of LOX-100 to kit 7.", Some(nothing())));
    let item = |label: &str, icon, danger| MenuItem { label: label.into(), icon, danger, on_choose: say };
    view! {
        <div class="filter-bar">
            <Button label="Issue" kind=Kind::Primary icon=Icon::Issue on_press=say/>
            <Button label="Open a dialog" icon=Icon::Edit on_press=Callback::new(move |()| dialog.set(true))/>
            <Button label="Delete" kind=Kind::Danger icon=Icon::Delete on_press=Callback::new(move |()| confirm.set(true))/>
            <Button label="Saving" kind=Kind::Primary busy=true on_press=nothing()/>
            <Button label="Disabled" disabled=true on_press=nothing()/>
            <Button label="Plain" kind=Kind::Plain on_press=Callback::new(move |()| toaster.failed("Lot L-7 holds 3, not 5. Issue 3 or less."))/>
            <LinkButton label="A link" href="#/table" icon=Icon::External/>
            <Menu label="More" items=vec![item("Split", Icon::Split, false), item("Scrap", Icon::Scrap, true)]/>
        </div>
        <Dialog open=dialog title="New part">
            {move || sample_form(errors, Callback::new(move |()| dialog.set(false)))}
        </Dialog>
        <Confirm open=confirm spec=Signal::stored(spec) on_confirm=say/>
    }
    .into_any()
}

fn pieces(nav: Nav, toaster: Toaster) -> AnyView {
    nav.set_title("Pieces of the design", None);
    let tab = RwSignal::new(String::from("lines"));
    let quantity = RwSignal::new(String::from("2"));
    let tabs = [("lines", "Lines", "12"), ("history", "History", ""), ("labels", "Labels", "3")]
        .map(|(key, label, count)| TabSpec { key: key.into(), label: label.into(), count: count.into() });
    let tones = [Tone::Neutral, Tone::Info, Tone::Good, Tone::Warn, Tone::Bad, Tone::Held];
    let badges: Vec<_> = tones
        .iter()
        .zip(["Archived", "In progress", "Available", "Expired", "Short", "Kitted"])
        .map(|(tone, text)| badge(*tone, tone.icon(), text.into()))
        .collect();
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned().into_any());
    let facts = facts(vec![
        fact("Part", "LOX-100 rev A"),
        fact("Serial number", "SN-000123"),
        fact("On hand", "1 EA"),
        fact("Location", "Main hall / Bay 4"),
        fact("Supplier", "Aster Valves"),
        fact("Expires on", "Dec 24, 2026"),
    ]);
    let event = |icon, tone, text: &str| TimelineItem {
        icon,
        tone,
        text: text.into(),
        meta: "Nov 25, 2026, 10:12 · Mira".into(),
        href: None,
    };
    let events = timeline(vec![
        event(Icon::Issue, Tone::Held, "Issued 1 to kit 7"),
        event(Icon::Count, Tone::Info, "Counted: 1, no variance"),
        event(Icon::Receive, Tone::Good, "Received 1 from Aster Valves"),
    ]);
    let icons: Vec<_> = Icon::ALL.iter().map(|i| icon(*i)).collect();
    let action = view! { <Button label="Review" on_press=nothing()/> }.into_any();
    let section_actions = view! { <Button label="Edit" icon=Icon::Edit on_press=nothing()/> }.into_any();
    view! {
        <div class="page">
            <Banner tone=Tone::Warn text=Signal::stored(String::from("2 lines are short. Receive stock or choose a substitute.")) action=action/>
            {buttons(toaster)}
            <div class="filter-bar">{badges}<Chip label="R12" on_remove=nothing()/><Chip label="R13"/></div>
            <Tabs label="Kit" tabs=tabs.to_vec() current=tab on_choose=Callback::new(move |key| tab.set(key))/>
            <div class="columns">
                <Section title="Facts" actions=section_actions>{facts}</Section>
                <Section title="Quantity">
                    <Stepper label="Quantity to issue" value=quantity least="0" most=Signal::stored(String::from("4")) unit="EA"/>
                    <Progress label="Issued" share=Signal::stored(640) text=Signal::stored(String::from("16 of 25 issued")) tone=Tone::Good/>
                    {skeleton(3)}
                </Section>
                <Section title="History">{events}</Section>
                <Section title="Icons"><div class="filter-bar">{icons}</div></Section>
            </div>
            <Section title="Lines"><StaticTable label="Lines" columns=columns() rows=(1..6).map(sample_row).collect()/></Section>
        </div>
    }
    .into_any()
}
