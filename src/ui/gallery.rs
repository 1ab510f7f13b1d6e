//! Every component with made-up rows, to look at and to measure; only with the feature `gallery`.
//!
//! Its texts are samples and no part of the catalogue.

use crate::ui::view::{View, all, anew, el, live, mount};
use std::{collections::BTreeSet, rc::Rc, sync::Arc};

use leptos::prelude::*;

use super::{
    components::*,
    icons::{Icon, icon},
    nav::{Nav, go, use_nav},
    shell::{NavItem, Slots, app_shell},
};
use crate::i18n::{Word, format};

/// Shows the gallery in the page.
pub fn start() {
    mount_to_body(|| {
        let Some(body) = document().body() else { return };
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
                View::from(empty_state(Icon::Search, "Nothing here", "This place is not part of the gallery.", ()))
            }
        };
        let search = View::from(
            el("label").class("search").child(icon(Icon::Search)).child(
                el("input")
                    .attr("type", "search")
                    .attr("data-search", "")
                    .attr("aria-label", "Search everything")
                    .attr("placeholder", String::from(Word::SearchPlaceholder)),
            ),
        );
        let actions = View::from(icon_button("Scan", Icon::Scan, Callback::new(|()| ())));
        let slots = Slots { search, actions, rail_foot: View::Nothing, content: anew(page) };
        mount(app_shell(places, toaster, slots), &body);
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

fn table(nav: Nav, rows: u32, picks: bool) -> View {
    nav.set_title("Inventory", None);
    let ids = Signal::stored(Arc::new((0..rows).collect::<Vec<u32>>()));
    let sort = RwSignal::new(vec![(1, false)]);
    let selection = picks.then(|| RwSignal::new(BTreeSet::from([2, 4])));
    let clicks = RwSignal::new(0_u32);
    let empty = Rc::new(move || {
        let actions = all([
            View::from(
                Button::new("Receive stock", Callback::new(move |()| clicks.update(|c| *c += 1)))
                    .kind(Kind::Primary)
                    .icon(Icon::Receive),
            ),
            View::from(el("span").attr("id", "clicks").child(live(move || clicks.get().to_string()))),
        ]);
        View::from(empty_state(Icon::Inventory, "No inventory yet", "Receive stock, or import a file of what you have.", actions))
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
    let actions = View::from(Button::new("New", nothing()).icon(Icon::Plus).kind(Kind::Primary));
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
    View::from(
        el("div").class("page fill").child(filter_bar("Search inventory", filters, values, on_change, actions)).child(table),
    )
}

fn locations(text: &str) -> Vec<PickOption> {
    let wanted = text.to_lowercase();
    (1..=200)
        .map(|n: u32| PickOption { id: n.to_string(), label: ["Bay ", &n.to_string()].concat(), sub: "Main hall".into() })
        .filter(|option| option.label.to_lowercase().contains(&wanted))
        .collect()
}

fn sample_form(errors: RwSignal<Vec<FieldError>>, done: Callback<()>) -> View {
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
        says: None,
    })
}

fn form_page(nav: Nav, toaster: Toaster) -> View {
    nav.set_title("New part", Some(("#/table".into(), "Inventory".into())));
    let errors = RwSignal::new(vec![
        (Some(1), "Part LOX-100 rev A exists already. Choose another number or revision.".to_owned()),
        (None, "The part was changed by somebody else meanwhile.".to_owned()),
    ]);
    let form = sample_form(errors, Callback::new(move |()| toaster.done("Part created.", Some(nothing()))));
    View::from(el("div").class("page").child(form))
}

fn buttons(toaster: Toaster) -> View {
    let open = RwSignal::new(false);
    let asking = RwSignal::new(false);
    let errors = RwSignal::new(vec![]);
    let spec = ConfirmSpec {
        title: "Complete the kit?".into(),
        consequences: vec!["3 × LOX-100 goes back to Bay 4.".into(), "2 lines stay short.".into()],
        confirm: "Complete kit".into(),
        danger: true,
    };
    let say = Callback::new(move |()| toaster.done("Issued 2 of LOX-100 to kit 7.", Some(nothing())));
    let item =
        |label: &str, icon, danger| MenuItem { label: label.into(), icon, danger, on_choose: say, hidden: Default::default() };
    all([
        View::from(
            el("div")
                .class("filter-bar")
                .child(Button::new("Issue", say).kind(Kind::Primary).icon(Icon::Issue))
                .child(Button::new("Open a dialog", Callback::new(move |()| open.set(true))).icon(Icon::Edit))
                .child(Button::new("Delete", Callback::new(move |()| asking.set(true))).kind(Kind::Danger).icon(Icon::Delete))
                .child(Button::new("Saving", nothing()).kind(Kind::Primary).busy(true))
                .child(Button::new("Disabled", nothing()).disabled(true))
                .child(
                    Button::new("Plain", Callback::new(move |()| toaster.failed("Lot L-7 holds 3, not 5. Issue 3 or less.")))
                        .kind(Kind::Plain),
                )
                .child(LinkButton::new("A link", "#/table").icon(Icon::External))
                .child(menu("More", Face::Icon, vec![item("Split", Icon::Split, false), item("Scrap", Icon::Scrap, true)])),
        ),
        View::from(dialog(open, "New part", DialogKind::Narrow, move || {
            sample_form(errors, Callback::new(move |()| open.set(false)))
        })),
        View::from(confirm(asking, Signal::stored(spec), say)),
    ])
}

fn pieces(nav: Nav, toaster: Toaster) -> View {
    nav.set_title("Pieces of the design", None);
    let tab = RwSignal::new(String::from("lines"));
    let quantity = RwSignal::new(String::from("2"));
    let kinds = [("lines", "Lines", "12"), ("history", "History", ""), ("labels", "Labels", "3")]
        .map(|(key, label, count)| TabSpec { key: key.into(), label: label.into(), count: count.into() });
    let tones = [Tone::Neutral, Tone::Info, Tone::Good, Tone::Warn, Tone::Bad, Tone::Held];
    let badges: Vec<_> = tones
        .iter()
        .zip(["Archived", "In progress", "Available", "Expired", "Short", "Kitted"])
        .map(|(tone, text)| badge(*tone, tone.icon(), text.into()))
        .collect();
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned().into());
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
    let action = View::from(Button::new("Review", nothing()));
    let section_actions = View::from(Button::new("Edit", nothing()).icon(Icon::Edit));
    View::from(
        el("div")
            .class("page")
            .child(banner(
                Tone::Warn,
                Signal::stored(String::from("2 lines are short. Receive stock or choose a substitute.")),
                action,
            ))
            .child(buttons(toaster))
            .child(
                el("div")
                    .class("filter-bar")
                    .child(badges)
                    .child(chip(String::from("R12"), Some(nothing())))
                    .child(chip(String::from("R13"), None)),
            )
            .child(tabs("Kit", kinds.to_vec(), tab.into(), Callback::new(move |key| tab.set(key))))
            .child(
                el("div")
                    .class("columns")
                    .child(section("Facts", section_actions, facts))
                    .child(section(
                        "Quantity",
                        (),
                        all([
                            View::from(stepper(
                                String::from("Quantity to issue"),
                                quantity,
                                StepperSpec {
                                    least: String::from("0"),
                                    most: Signal::stored(String::from("4")),
                                    unit: String::from("EA"),
                                    ..StepperSpec::default()
                                },
                            )),
                            View::from(progress(
                                "Issued",
                                Signal::stored(640),
                                Signal::stored(String::from("16 of 25 issued")),
                                Tone::Good,
                            )),
                            View::from(skeleton(3)),
                        ]),
                    ))
                    .child(section("History", (), events))
                    .child(section("Icons", (), el("div").class("filter-bar").child(icons))),
            )
            .child(section("Lines", (), static_table("Lines", &columns(), (1..6).map(sample_row).collect()))),
    )
}
