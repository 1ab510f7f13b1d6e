//! The components in a browser, each on a page of its own: keyboard, focus, selection, and what they say.
#![cfg(target_arch = "wasm32")]

use kitroom::i18n::Word;
use kitroom::ui::components::press_guard::watch_presses;
use kitroom::ui::components::*;
use leptos::mount::mount_to;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::*;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

#[path = "components/filters.rs"]
mod filters;

wasm_bindgen_test_configure!(run_in_browser);

/// A page with one view on it; the one before is gone.
fn show<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> HtmlElement {
    while let Some(before) = document().query_selector("[data-page]").unwrap() {
        before.remove();
    }
    let page: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    page.set_attribute("data-page", "").unwrap();
    document().body().unwrap().append_child(&page).unwrap();
    mount_to(page.clone(), view).forget();
    page
}

/// Waits until effects have run and a picture was drawn.
async fn settled() {
    for _ in 0..3 {
        let frame = js_sys::Promise::new(&mut |done, _| {
            window().request_animation_frame(&done).unwrap();
        });
        wasm_bindgen_futures::JsFuture::from(frame).await.unwrap();
    }
}

async fn pause(milliseconds: i32) {
    let timer = js_sys::Promise::new(&mut |done, _| {
        window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds).unwrap();
    });
    wasm_bindgen_futures::JsFuture::from(timer).await.unwrap();
}

fn find(page: &HtmlElement, selector: &str) -> HtmlElement {
    page.query_selector(selector).unwrap().unwrap_or_else(|| panic!("no {selector} in {}", page.inner_html())).unchecked_into()
}

fn count(page: &HtmlElement, selector: &str) -> u32 {
    page.query_selector_all(selector).unwrap().length()
}

fn named(page: &HtmlElement, selector: &str, text: &str) -> HtmlElement {
    let all = page.query_selector_all(selector).unwrap();
    let found =
        (0..all.length()).filter_map(|at| all.item(at)).find(|node| node.text_content().unwrap_or_default().contains(text));
    found.unwrap_or_else(|| panic!("no {selector} with {text} in {}", page.inner_html())).unchecked_into()
}

/// An event of the page, by the name of its class and what is so of it, as JavaScript has it.
fn event(class: &str, kind: &str, so: &str) -> Event {
    let text = format!("return new {class}('{kind}', {{ bubbles: true, cancelable: true, {so} }})");
    js_sys::Function::new_no_args(&text).call0(&wasm_bindgen::JsValue::NULL).unwrap().unchecked_into()
}

fn press(element: &Element, key: &str) {
    element.dispatch_event(&event("KeyboardEvent", "keydown", &format!("key: '{key}'"))).unwrap();
}

/// A press by a finger: it has a place, unlike `click()`.
fn tap(element: &Element) {
    let place = element.get_bounding_client_rect();
    let so = format!("detail: 1, clientX: {}, clientY: {}", place.left() + 4.0, place.top() + 4.0);
    element.dispatch_event(&event("MouseEvent", "click", &so)).unwrap();
}

/// Gives an element the focus; where the browser's window has none, the element is told by hand.
fn focus(element: &HtmlElement) {
    element.focus().unwrap();
    if !document().has_focus().unwrap() {
        element.dispatch_event(&event("FocusEvent", "focus", "")).unwrap();
    }
}

fn type_text(input: &HtmlInputElement, text: &str) {
    input.focus().unwrap();
    input.set_value(text);
    input.dispatch_event(&event("InputEvent", "input", "")).unwrap();
}

fn input(page: &HtmlElement, selector: &str) -> HtmlInputElement {
    find(page, selector).unchecked_into()
}

fn has_focus(element: &Element) -> bool {
    document().active_element().as_ref() == Some(element)
}

fn selected(input: &HtmlInputElement) -> String {
    let (start, end) = (input.selection_start().unwrap().unwrap_or(0), input.selection_end().unwrap().unwrap_or(0));
    input.value().chars().skip(start as usize).take((end - start) as usize).collect()
}

// --- Dialog ------------------------------------------------------------------------------------------------------------

#[wasm_bindgen_test]
async fn a_dialog_takes_the_focus_and_escape_closes_it() {
    let open = RwSignal::new(false);
    let page = show(move || view! { <Dialog open=open title="Edit part"><input class="first" /></Dialog> });
    settled().await;
    assert_eq!(count(&page, "input"), 0, "nothing of it is there while it is closed");
    open.set(true);
    settled().await;
    assert!(has_focus(&find(&page, "input.first")));
    press(&find(&page, "input.first"), "Escape");
    settled().await;
    assert!(!open.get_untracked());
    assert_eq!(count(&page, "dialog[open]"), 0);
}

#[wasm_bindgen_test]
async fn a_dialog_asks_before_typed_text_is_lost_and_remembers_nothing() {
    let open = RwSignal::new(true);
    let page = show(move || {
        let send = |_: Vec<(u16, String)>| ();
        view! {
            <Dialog open=open title="New location">
                <Form fields=vec![FieldSpec::new(1, "Name", FieldKind::Text)] submit="Create" on_submit=send />
            </Dialog>
        }
    });
    settled().await;
    type_text(&input(&page, "input"), "Shelf 1");
    press(&find(&page, "input"), "Escape");
    settled().await;
    assert!(open.get_untracked(), "it asks");
    named(&page, "[role=alert] button", "Discard").click();
    settled().await;
    assert!(!open.get_untracked());
    open.set(true);
    settled().await;
    assert_eq!(input(&page, "input").value(), "");
    assert_eq!(count(&page, "[role=alert]"), 0);
    open.set(false);
    settled().await;
}

#[wasm_bindgen_test]
async fn a_form_that_keeps_what_is_typed_closes_with_it_and_begins_with_it_again() {
    let open = RwSignal::new(true);
    let kept = RwSignal::new(Vec::<(u16, String)>::new());
    let heard = RwSignal::new(Vec::<(u16, String)>::new());
    let round = RwSignal::new(0);
    let page = show(move || {
        let form = move || {
            round.track();
            let unsent = UnsentText {
                typed: kept.get_untracked(),
                forget: Callback::new(move |()| kept.set(Vec::new())),
                afresh: Callback::new(move |()| round.update(|it| *it += 1)),
            };
            let on_change = Callback::new(move |pair: (u16, String)| {
                kept.set(vec![pair.clone()]);
                heard.update(|heard| heard.push(pair));
            });
            let send = |_: Vec<(u16, String)>| ();
            let fields = vec![FieldSpec::new(1, "Name", FieldKind::Text).value("Shelf")];
            view! {
                <Form fields=fields submit="Create" on_submit=send on_change=Some(on_change) unsent=Some(unsent) />
            }
        };
        view! { <Dialog open=open title="New location">{form}</Dialog> }
    });
    settled().await;
    assert_eq!(count(&page, ".form-resumed"), 0, "nothing was typed before");
    type_text(&input(&page, "input"), "Shelf 7");
    // Escape asks; Escape again closes, since what is typed comes back.
    press(&find(&page, "input"), "Escape");
    settled().await;
    assert!(open.get_untracked());
    named(&page, "[role=alert] button", "Close");
    press(&find(&page, "input"), "Escape");
    settled().await;
    assert!(!open.get_untracked());
    open.set(true);
    settled().await;
    assert_eq!(input(&page, "input").value(), "Shelf 7");
    assert_eq!(heard.get_untracked().last(), Some(&(1, "Shelf 7".to_owned())), "who listens hears of it");
    // Closing asks again, as what is back is not sent yet.
    press(&find(&page, "input"), "Escape");
    settled().await;
    assert!(open.get_untracked());
    named(&page, ".form-resumed button", "Start afresh").click();
    settled().await;
    assert_eq!(input(&page, "input").value(), "Shelf");
    assert_eq!((count(&page, ".form-resumed"), kept.get_untracked().len()), (0, 0));
    // Thrown away, it is gone.
    type_text(&input(&page, "input"), "Shelf 8");
    press(&find(&page, "input"), "Escape");
    settled().await;
    named(&page, "[role=alert] button", "Discard").click();
    settled().await;
    open.set(true);
    settled().await;
    assert_eq!(input(&page, "input").value(), "Shelf");
    open.set(false);
    settled().await;
}

// --- Commands ----------------------------------------------------------------------------------------------------------

#[wasm_bindgen_test]
async fn commands_are_filtered_by_typing_and_chosen_by_keys_or_a_tap() {
    let text = RwSignal::new(String::new());
    let chosen = RwSignal::new(Vec::<usize>::new());
    let page = show(move || {
        let groups = move || {
            let entry =
                |label: &str, key| CommandEntry { icon: IconName::Part, label: label.to_owned(), sub: "Act".to_owned(), key };
            let all = [("Acts", vec![entry("New part", ""), entry("Search", "/")]), ("Pages", vec![entry("Parts", "")])];
            let fits = |entry: &CommandEntry| text.with(|text| entry.label.to_lowercase().contains(&text.to_lowercase()));
            let groups = all.into_iter().map(|(title, entries)| CommandGroup {
                title: title.to_owned(),
                entries: entries.into_iter().filter(fits).collect(),
            });
            groups.filter(|group| !group.entries.is_empty()).collect::<Vec<_>>()
        };
        let on_choose = Callback::new(move |(at,): (usize,)| chosen.update(|chosen| chosen.push(at)));
        view! {
            <CommandList text=text groups=Signal::derive(groups) label=Word::Palette ask=Word::PaletteSearch on_choose=on_choose />
        }
    });
    settled().await;
    let field = input(&page, "[role=combobox]");
    let active = |page: &HtmlElement| {
        let option = find(page, "[role=option][aria-selected=true]");
        let field = find(page, "[role=combobox]");
        assert_eq!(field.get_attribute("aria-activedescendant"), Some(option.id()), "told to who can't see it");
        assert_eq!(count(page, "[aria-selected=true]"), 1);
        option.text_content().unwrap_or_default()
    };
    assert_eq!((count(&page, "[role=group]"), count(&page, "[role=option]")), (2, 3));
    assert!(active(&page).starts_with("New part"));
    assert_eq!(find(&page, "[role=group]").get_attribute("aria-label").as_deref(), Some("Acts"));
    // Down over the border of groups, and round.
    for expected in ["Search", "Parts", "New part"] {
        press(&field, "ArrowDown");
        settled().await;
        assert!(active(&page).starts_with(expected), "{expected}");
    }
    press(&field, "ArrowUp");
    settled().await;
    assert!(active(&page).starts_with("Parts"));
    press(&field, "Enter");
    tap(&named(&page, "[role=option]", "Search"));
    assert_eq!(chosen.get_untracked(), [2, 1]);
    // What is typed begins at the first again.
    type_text(&field, "part");
    settled().await;
    assert_eq!(count(&page, "[role=option]"), 2);
    assert!(active(&page).starts_with("New part"));
    type_text(&field, "nothing like it");
    settled().await;
    assert_eq!(count(&page, "[role=option]"), 0);
    assert!(find(&page, "[role=status]").text_content().unwrap_or_default().contains("nothing like it"));
    assert_eq!(field.get_attribute("aria-activedescendant"), None);
    press(&field, "Enter");
    assert_eq!(chosen.get_untracked().len(), 2, "there is nothing to choose");
}

#[wasm_bindgen_test]
async fn a_confirmation_of_a_loss_begins_on_cancel() {
    let open = RwSignal::new(true);
    let done = RwSignal::new(0);
    let spec = ConfirmSpec {
        title: String::from("Delete shelf 1?"),
        consequences: vec![String::from("It is empty.")],
        confirm: String::from("Delete"),
        danger: true,
    };
    let page = show(move || view! { <Confirm open=open spec=spec on_confirm=move || done.update(|times| *times += 1) /> });
    settled().await;
    assert!(has_focus(&named(&page, "button", "Cancel")));
    named(&page, ".dialog-actions button", "Delete").click();
    settled().await;
    assert_eq!(done.get_untracked(), 1);
    assert!(!open.get_untracked());
}

// --- Menu --------------------------------------------------------------------------------------------------------------

#[wasm_bindgen_test]
async fn a_menu_is_walked_by_arrows_and_gives_the_focus_back() {
    let chosen = RwSignal::new(String::new());
    let page = show(move || {
        view! {
            <Menu label="More">
                <MenuItem label="Copy" icon=IconName::Copy on_choose=move || chosen.set("copy".into()) />
                <MenuItem label="Hidden" icon=IconName::Copy hidden=true on_choose=move || chosen.set("hidden".into()) />
                <MenuItem label="Delete" icon=IconName::Delete danger=true on_choose=move || chosen.set("delete".into()) />
            </Menu>
        }
    });
    let button = find(&page, "[aria-haspopup=menu]");
    button.click();
    settled().await;
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("true"));
    assert!(has_focus(&named(&page, "[role=menuitem]", "Copy")));
    press(&document().active_element().unwrap(), "ArrowDown");
    assert!(has_focus(&named(&page, "[role=menuitem]", "Delete")));
    press(&document().active_element().unwrap(), "ArrowDown");
    assert!(has_focus(&named(&page, "[role=menuitem]", "Copy")), "round to the first");
    press(&document().active_element().unwrap(), "End");
    document().active_element().unwrap().unchecked_into::<HtmlElement>().click();
    settled().await;
    assert_eq!(chosen.get_untracked(), "delete");
    assert!(has_focus(&button));
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("false"));
}

#[wasm_bindgen_test]
async fn a_menu_closes_after_an_act_wherever_its_items_were_built() {
    let chosen = RwSignal::new(0);
    let page = show(move || {
        let items = view! { <MenuItem label="Copy" icon=IconName::Copy on_choose=move || chosen.update(|times| *times += 1) /> };
        view! { <Menu label="More">{items}</Menu> }
    });
    let button = find(&page, "[aria-haspopup=menu]");
    button.click();
    settled().await;
    named(&page, "[role=menuitem]", "Copy").unchecked_into::<HtmlElement>().click();
    settled().await;
    assert_eq!(chosen.get_untracked(), 1);
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("false"));
    assert!(has_focus(&button));
}

// --- Combobox and form -------------------------------------------------------------------------------------------------

fn places() -> PickSpec {
    let find = |text: String| {
        let all = ["Shelf 1", "Shelf 2", "Freezer"].into_iter().enumerate();
        let hits = all.filter(|(_, name)| name.to_lowercase().contains(&text.to_lowercase()));
        hits.map(|(at, name)| PickOption { id: at.to_string(), label: name.to_owned(), sub: String::new() }).collect::<Vec<_>>()
    };
    PickSpec { find: Callback::new(find), chosen: Vec::new(), named: None, create: None }
}

/// The style of the app's components: what stands over the page and what moves nothing is so by style.
const APP_STYLE: &str = concat!(include_str!("../style/1-base.css"), include_str!("../style/2-components.css"));

fn place_form(sent: RwSignal<Option<Vec<(u16, String)>>>) -> HtmlElement {
    show(move || {
        let fields = vec![
            FieldSpec::new(1, "Location", FieldKind::Pick(places())),
            FieldSpec::new(2, "Quantity", FieldKind::Number).value("5"),
        ];
        let send = move |typed: Vec<(u16, String)>| sent.set(Some(typed));
        view! {
            <style>{APP_STYLE}</style>
            <Form fields=fields submit="Receive" on_submit=send />
        }
    })
}

#[wasm_bindgen_test]
async fn a_combobox_is_chosen_from_by_keyboard_and_moves_nothing() {
    let sent = RwSignal::new(None);
    let page = place_form(sent);
    let field = input(&page, "[role=combobox]");
    focus(&field);
    settled().await;
    let below = input(&page, "input.number").get_bounding_client_rect().top();
    type_text(&field, "shelf");
    settled().await;
    assert_eq!(count(&page, "[role=option]"), 2);
    assert_eq!(field.get_attribute("aria-expanded").as_deref(), Some("true"));
    assert_eq!(input(&page, "input.number").get_bounding_client_rect().top(), below, "the fields below stay where they are");
    press(&field, "ArrowDown");
    press(&field, "ArrowDown");
    settled().await;
    assert_eq!(field.get_attribute("aria-activedescendant"), named(&page, "[role=option]", "Shelf 2").get_attribute("id"));
    press(&field, "Enter");
    settled().await;
    assert_eq!(field.value(), "Shelf 2");
    assert_eq!(field.get_attribute("aria-expanded").as_deref(), Some("false"));
    named(&page, "button[type=submit]", "Receive").click();
    assert_eq!(sent.get_untracked(), Some(vec![(1, String::from("1")), (2, String::from("5"))]));
}

#[wasm_bindgen_test]
async fn a_text_that_matches_nothing_is_refused_beside_its_field() {
    let sent = RwSignal::new(None);
    let page = place_form(sent);
    let field = input(&page, "[role=combobox]");
    type_text(&field, "Cellar");
    settled().await;
    named(&page, "button[type=submit]", "Receive").click();
    settled().await;
    assert_eq!(sent.get_untracked(), None, "nothing is sent without the location that was typed");
    assert!(find(&page, ".field-error").text_content().unwrap().contains("Cellar"));
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    type_text(&field, "");
    settled().await;
    named(&page, "button[type=submit]", "Receive").click();
    assert_eq!(sent.get_untracked().map(|typed| typed[0].1.clone()), Some(String::new()), "an emptied field is no location");
}

#[wasm_bindgen_test]
async fn a_combobox_offers_to_create_what_is_not_there() {
    let made = RwSignal::new(String::new());
    let sent = RwSignal::new(None);
    let page = show(move || {
        let create = Callback::new(move |(text, done): (String, TakeOption)| {
            made.set(text.clone());
            done(PickOption { id: String::from("9"), label: text, sub: String::new() });
        });
        let fields = vec![FieldSpec::new(1, "Location", FieldKind::Pick(PickSpec { create: Some(create), ..places() }))];
        let send = move |typed: Vec<(u16, String)>| sent.set(Some(typed));
        view! { <Form fields=fields submit="Receive" on_submit=send /> }
    });
    type_text(&input(&page, "[role=combobox]"), "Cellar");
    settled().await;
    named(&page, "[role=option]", "Cellar").click();
    settled().await;
    assert_eq!(made.get_untracked(), "Cellar");
    named(&page, "button[type=submit]", "Receive").click();
    assert_eq!(sent.get_untracked(), Some(vec![(1, String::from("9"))]));
}

#[wasm_bindgen_test]
async fn a_number_field_is_selected_when_it_gets_the_focus() {
    let page = place_form(RwSignal::new(None));
    settled().await;
    let field = input(&page, "input.number");
    focus(&field);
    settled().await;
    assert_eq!(selected(&field), "5", "of “{}” from {:?} on", field.value(), field.selection_start());
}

#[wasm_bindgen_test]
async fn a_refusal_stands_beside_its_field_and_what_was_typed_stays() {
    let errors = RwSignal::new(Vec::new());
    let page = show(move || {
        let fields = vec![FieldSpec::new(1, "Name", FieldKind::Text), FieldSpec::new(2, "Notes", FieldKind::Notes)];
        let send = move |_: Vec<(u16, String)>| errors.set(vec![(Some(1), String::from("There is a Shelf 1 already."))]);
        view! { <Form fields=fields submit="Create" errors=errors on_submit=send /> }
    });
    type_text(&input(&page, "input"), "Shelf 1");
    named(&page, "button[type=submit]", "Create").click();
    settled().await;
    let field = input(&page, "input");
    assert_eq!(field.value(), "Shelf 1");
    assert!(has_focus(&field), "the first refused field has the focus");
    let described = field.get_attribute("aria-describedby").unwrap();
    let error = described.split(' ').filter_map(|id| document().get_element_by_id(id)).last().unwrap();
    assert_eq!(error.text_content().as_deref(), Some("There is a Shelf 1 already."));
}

// --- Stepper, tabs, toast ----------------------------------------------------------------------------------------------

#[wasm_bindgen_test]
async fn a_stepper_stops_at_its_ends_and_takes_what_is_typed() {
    let value = RwSignal::new(String::from("1"));
    let page = show(move || view! { <Stepper label="Quantity" value=value least="0" most="2" /> });
    let more = find(&page, "[aria-label='One more']");
    more.click();
    more.click();
    assert_eq!(value.get_untracked(), "2");
    settled().await;
    let field = input(&page, "input");
    press(&field, "ArrowDown");
    assert_eq!(value.get_untracked(), "1");
    type_text(&field, "12.5");
    assert_eq!(value.get_untracked(), "12.5");
    field.blur().unwrap();
    focus(&field);
    settled().await;
    assert_eq!(selected(&field), "12.5");
}

#[wasm_bindgen_test]
async fn counts_are_pressed_one_at_a_time_and_none_without_things() {
    let chosen = RwSignal::new(0u8);
    let page = show(move || {
        let choice = |key, label: &str, count| CountChoice { key, label: label.into(), count, tone: Tone::Bad };
        let choices = Signal::stored(vec![choice(0, "All", 1_200), choice(1, "New", 1_200), choice(2, "Wrong", 0)]);
        view! { <CountFilter label="Rows" choices=choices chosen=chosen on_choose=move |(key,): (u8,)| chosen.set(key) /> }
    });
    settled().await;
    let pressed = || find(&page, "[aria-pressed=true]").text_content().unwrap_or_default();
    assert!(pressed().starts_with("All") && pressed().contains("200"), "{}", pressed());
    named(&page, "button", "New").click();
    settled().await;
    assert!(pressed().starts_with("New"), "{}", pressed());
    let none: web_sys::HtmlButtonElement = named(&page, "button", "Wrong").unchecked_into();
    assert!(none.disabled(), "nothing to show");
    assert_eq!(count(&page, "button .icon"), 2, "a colour is never the only sign");
}

#[wasm_bindgen_test]
async fn tabs_are_chosen_by_arrows() {
    let current = RwSignal::new(String::from("lines"));
    let page = show(move || {
        let tabs = vec![TabSpec::new("lines", "Lines"), TabSpec::new("history", "History")];
        view! { <Tabs label="Kit" tabs=tabs current=current on_choose=move |key: String| current.set(key) /> }
    });
    press(&named(&page, "[role=tab]", "Lines"), "ArrowRight");
    settled().await;
    assert_eq!(current.get_untracked(), "history");
    assert_eq!(named(&page, "[role=tab]", "History").get_attribute("aria-selected").as_deref(), Some("true"));
    assert_eq!(named(&page, "[role=tab]", "Lines").get_attribute("tabindex").as_deref(), Some("-1"));
}

#[wasm_bindgen_test]
async fn a_toast_offers_undo_once_and_the_next_takes_its_place() {
    let undone = RwSignal::new(0);
    let toaster = StoredValue::new(None::<Toaster>);
    let page = show(move || {
        let it = Toaster::new();
        toaster.set_value(Some(it));
        view! { <Toasts toaster=it /> }
    });
    let toaster = toaster.get_value().unwrap();
    toaster.done("Issued 4.", Some(Callback::new(move |()| undone.update(|times| *times += 1))));
    settled().await;
    assert_eq!(find(&page, "[role=status]").text_content().map(|text| text.contains("Issued 4.")), Some(true));
    toaster.done("Moved 40.", Some(Callback::new(move |()| undone.update(|times| *times += 1))));
    settled().await;
    assert_eq!(count(&page, ".toast"), 1);
    named(&page, ".toast button", "Undo").click();
    settled().await;
    assert_eq!(undone.get_untracked(), 1);
    assert_eq!(count(&page, ".toast"), 0);
}

// --- Table -------------------------------------------------------------------------------------------------------------

const STYLE: &str = ".table-probe { position: absolute; height: 40px } .table-scroll { height: 300px; overflow: auto }
    .table-head { height: 30px; position: sticky; top: 0 } .table-space { position: relative } .table-space > .row { position: absolute; height: 40px }";

/// A table of numbers as the tests need it.
#[derive(Clone, Copy)]
struct Numbers {
    ids: RwSignal<Arc<Vec<u32>>>,
    version: RwSignal<u64>,
    sort: RwSignal<Sort>,
    chosen: RwSignal<BTreeSet<u32>>,
    opened: RwSignal<Option<u32>>,
}

fn numbers(many: u32) -> Numbers {
    Numbers {
        ids: RwSignal::new(Arc::new((0..many).collect())),
        version: RwSignal::new(0),
        sort: RwSignal::default(),
        chosen: RwSignal::default(),
        opened: RwSignal::new(None),
    }
}

fn table(it: Numbers) -> HtmlElement {
    show(move || {
        let columns = vec![Column::new(0, "Number"), Column::new(1, "Lot number"), Column::new(2, "Double").number()];
        let row = move |id: u32| RowData {
            cells: vec![
                CellData::mono(format!("SN-{id}")),
                CellData::plain(""),
                CellData::number((u64::from(id) * 2 + it.version.get_untracked()).to_string()),
            ],
            ..RowData::default()
        };
        view! {
            <style>{STYLE}</style>
            <DataTable
                label="Numbers"
                columns
                ids=it.ids
                version=it.version
                row=Callback::new(row)
                sort=it.sort
                on_sort=move |(sort,): (Sort,)| it.sort.set(sort)
                selection=Some(it.chosen)
                on_open=Some(Callback::new(move |(id,): (u32,)| it.opened.set(Some(id))))
                acts=|| view! { <button class="act">"Move"</button> }
                empty=|| view! { <p class="none">"No numbers"</p> }
            />
        }
    })
}

/// The rows on the page from the top: number, first text, last text.
fn rows(page: &HtmlElement) -> Vec<(usize, String, String)> {
    let all = page.query_selector_all(".table-space > .row").unwrap();
    let mut rows: Vec<_> = (0..all.length())
        .map(|at| {
            let row: HtmlElement = all.item(at).unwrap().unchecked_into();
            let index: usize = row.get_attribute("aria-rowindex").unwrap().parse().unwrap();
            let cells = row.query_selector_all("[role=gridcell]").unwrap();
            let text = |at| cells.item(at).unwrap().text_content().unwrap();
            assert_eq!(row.offset_top(), (index as i32 - 2) * 40, "a row stands where its number belongs");
            (index - 2, text(1), text(3))
        })
        .collect();
    rows.sort();
    rows
}

#[wasm_bindgen_test]
async fn a_table_draws_what_is_seen_and_uses_its_elements_again() {
    let it = numbers(10_000);
    let page = table(it);
    settled().await;
    let shown = rows(&page);
    assert!(shown.len() > 7 && shown.len() < 40, "{}", shown.len());
    assert_eq!(shown[3], (3, String::from("SN-3"), String::from("6")));
    let all = page.query_selector_all(".table-space > .row").unwrap();
    for at in 0..all.length() {
        all.item(at).unwrap().unchecked_into::<Element>().set_attribute("data-before", "").unwrap();
    }
    find(&page, ".table-scroll").set_scroll_top(40 * 500);
    settled().await;
    let later = rows(&page);
    assert_eq!(later.len(), shown.len());
    assert!(later.iter().any(|row| *row == (502, String::from("SN-502"), String::from("1004"))), "{later:?}");
    assert_eq!(count(&page, ".row[data-before]"), later.len() as u32, "no element is made for a row that comes");
    it.version.set(1);
    settled().await;
    assert!(rows(&page).iter().any(|row| row.2 == "1005"), "a row that reads differently is drawn anew");
}

#[wasm_bindgen_test]
async fn a_million_rows_are_walked_to_both_ends_by_keys() {
    let it = numbers(1_000_000);
    let page = table(it);
    settled().await;
    let grid = find(&page, "[role=grid]");
    let active = || {
        let id = find(&page, "[role=grid]").get_attribute("aria-activedescendant").unwrap();
        document().get_element_by_id(&id).expect("the active row is on the page").get_attribute("aria-rowindex").unwrap()
    };
    assert_eq!(grid.get_attribute("aria-rowcount").as_deref(), Some("1000001"));
    for (key, row) in [("ArrowDown", "2"), ("End", "1000001"), ("ArrowUp", "1000000"), ("Home", "2"), ("ArrowDown", "3")] {
        press(&grid, key);
        settled().await;
        assert_eq!(active(), row, "{key}");
    }
    press(&grid, "Enter");
    assert_eq!(it.opened.get_untracked(), Some(1));
    press(&grid, " ");
    assert_eq!(it.chosen.get_untracked(), BTreeSet::from([1]));
}

#[wasm_bindgen_test]
async fn what_is_chosen_moves_nothing_and_is_told_where_it_is_not_shown() {
    let it = numbers(100);
    let page = table(it);
    settled().await;
    let place = |selector: &str| find(&page, selector).get_bounding_client_rect().top();
    let before = (place("[aria-rowindex='5']"), place(".table-foot"));
    assert_eq!(count(&page, ".act"), 0);
    find(&page, "[aria-rowindex='5'] input").click();
    settled().await;
    assert_eq!(it.chosen.get_untracked(), BTreeSet::from([3]));
    assert_eq!((place("[aria-rowindex='5']"), place(".table-foot")), before);
    assert_eq!(count(&page, "[role=region] .act"), 1);
    let with_shift = event("MouseEvent", "click", "shiftKey: true");
    find(&page, "[aria-rowindex='8'] input").dispatch_event(&with_shift).unwrap();
    settled().await;
    assert_eq!(it.chosen.get_untracked(), BTreeSet::from([3, 4, 5, 6]), "with Shift, all from the one before");
    it.ids.set(Arc::new((5..100).collect()));
    settled().await;
    assert!(find(&page, ".foot-hidden").text_content().unwrap().starts_with("2 "));
    named(&page, ".table-foot button", "Keep only what is shown").click();
    settled().await;
    assert_eq!(it.chosen.get_untracked(), BTreeSet::from([5, 6]));
    assert_eq!(count(&page, ".foot-hidden"), 0);
    find(&page, "[role=columnheader] input").click();
    settled().await;
    assert_eq!(it.chosen.with_untracked(BTreeSet::len), 95);
}

#[wasm_bindgen_test]
async fn an_empty_column_gives_its_width_away_and_a_name_keeps_its_own() {
    let it = numbers(30);
    let page = table(it);
    settled().await;
    let columns = || find(&page, "[role=grid]").style().get_property_value("--cols").unwrap();
    let share = |at: usize| -> f64 {
        let columns = columns();
        let shares: Vec<&str> = columns.split("minmax(").skip(1).collect();
        shares[at].split_once(", ").unwrap().1.trim_end().trim_end_matches("fr)").parse().unwrap()
    };
    // It asks for its head in one line, and is as narrow as the longest word of it where others want the room.
    let least = |at: usize| -> f64 {
        let columns = columns();
        let least = columns.split("minmax(").nth(at + 1).and_then(|it| it.split_once("rem")).unwrap().0;
        least.parse().unwrap()
    };
    assert!(share(0) > 0.0 && share(1) < 8.0 && least(1) < 5.0, "{}", columns());
    let before = share(0);
    it.ids.set(Arc::new(vec![1_000_000_000]));
    settled().await;
    assert!(share(0) > before, "{}", columns());
    it.ids.set(Arc::new(Vec::new()));
    settled().await;
    assert_eq!(find(&page, ".none").text_content().as_deref(), Some("No numbers"));
}

#[wasm_bindgen_test]
async fn a_head_sorts_up_down_and_not_at_all() {
    let it = numbers(3);
    let page = table(it);
    settled().await;
    let head = || named(&page, "[role=columnheader] button", "Number");
    for (sort, says) in [(vec![(0, false)], "ascending"), (vec![(0, true)], "descending"), (vec![], "none")] {
        head().click();
        settled().await;
        assert_eq!(it.sort.get_untracked(), sort);
        let state = head().parent_element().unwrap().get_attribute("aria-sort");
        assert_eq!(state.as_deref(), Some(says));
    }
}

// --- A double press ----------------------------------------------------------------------------------------------------

#[wasm_bindgen_test]
async fn what_took_the_place_of_a_pressed_button_is_dead_for_half_a_second() {
    let issued = RwSignal::new(false);
    let returned = RwSignal::new(0);
    let page = show(move || {
        watch_presses();
        let act = move || {
            if issued.get() {
                view! { <Button label="Return 4" on_press=move || returned.update(|times| *times += 1) /> }.into_any()
            } else {
                view! { <Button label="Issue 4" on_press=move || issued.set(true) /> }.into_any()
            }
        };
        view! { <div style="position:fixed;left:0;top:0">{act}</div> }
    });
    settled().await;
    tap(&find(&page, "button"));
    settled().await;
    tap(&find(&page, "button"));
    assert_eq!(returned.get_untracked(), 0, "the second half of a double press returns nothing");
    pause(600).await;
    tap(&find(&page, "button"));
    assert_eq!(returned.get_untracked(), 1);
}

/// A table of one row.
fn plot_table(name: &str, number: &str) -> PlotTable {
    let columns = vec![Column::new(0, "Kit"), Column::new(1, "Full").number()];
    let cells = vec![CellData::plain(name), CellData::number(number)];
    PlotTable { columns, rows: vec![RowData { cells, ..RowData::default() }] }
}

#[wasm_bindgen_test]
async fn a_plot_has_a_sentence_a_legend_parts_of_the_right_width_and_its_numbers() {
    let page = show(|| {
        let bars = vec![PlotBar { label: "Kit 1".into(), text: "1 of 4".into(), parts: vec![0.25, 0.5, 0.0] }];
        let series = ["Full", "In stock", "Short"].map(String::from).to_vec();
        let (label, sentence) = ("Fill".to_owned(), "1 of 4 lines are full.".to_owned());
        view! {
            <PlotPatterns />
            <BarPlot label sentence series bars table=plot_table("Kit 1", "1") />
        }
    });
    settled().await;
    let drawing = find(&page, "svg[role=img]");
    assert_eq!(drawing.get_attribute("aria-label").as_deref(), Some("1 of 4 lines are full."));
    assert_eq!(find(&page, "figcaption").text_content().as_deref(), Some("1 of 4 lines are full."));
    assert_eq!(count(&page, ".plot-legend li"), 3, "a part of nothing is named too");
    let wide = |selector: &str| find(&page, selector).get_bounding_client_rect().width();
    let (whole, full, ready) =
        (wide(".plot-ground"), wide("rect.plot-0:not(.plot-mark)[y]"), wide("rect.plot-1:not(.plot-mark)[y]"));
    assert!(whole > 0.0 && (full / whole - 0.25).abs() < 0.01 && (ready / whole - 0.5).abs() < 0.01, "{whole} {full} {ready}");
    assert_eq!(count(&page, "rect.plot-2[y]"), 0, "nothing is drawn of it");
    assert!(find(&page, ".plot-table table").text_content().unwrap().contains("Kit 1"));
}

#[wasm_bindgen_test]
async fn steps_stand_upon_each_other_and_columns_are_as_high_as_their_numbers() {
    let page = show(|| {
        let steps = vec![
            PlotStep { from: 0.0, to: 0.25, parts: vec![0.5, 0.0] },
            PlotStep { from: 0.25, to: 1.0, parts: vec![0.5, 0.5] },
        ];
        let ends = ("Monday".to_owned(), "Friday".to_owned());
        let series = ["L-1", "L-2"].map(String::from).to_vec();
        let column = |count| PlotColumn { label: String::new(), count, text: count.to_string(), is_bad: false };
        view! {
            <StepPlot
                label="Stock".to_owned()
                sentence="Stock".to_owned()
                series
                steps
                most="8".to_owned()
                ends
                table=plot_table("L-1", "4")
            />
            <ColumnPlot
                label="Weeks".to_owned()
                sentence="Weeks".to_owned()
                columns=vec![column(4), column(1)]
                table=plot_table("Week", "4")
            />
        }
    });
    settled().await;
    let all = page.query_selector_all("figure:first-child svg[role=img] rect:not(.plot-mark)").unwrap();
    let place = |at: u32| all.item(at).unwrap().unchecked_into::<Element>().get_bounding_client_rect();
    assert_eq!(all.length(), 3);
    assert!((place(2).bottom() - place(1).top()).abs() < 1.0, "the second lot stands on the first");
    assert!((place(1).width() / place(0).width() - 3.0).abs() < 0.05, "three times as long");
    let columns = page.query_selector_all("figure:last-child svg[role=img] rect:not(.plot-mark)").unwrap();
    let high = |at: u32| columns.item(at).unwrap().unchecked_into::<Element>().get_bounding_client_rect().height();
    assert!((high(0) / high(1) - 4.0).abs() < 0.05);
}
